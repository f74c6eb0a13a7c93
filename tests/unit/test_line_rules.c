/* Limits that only some homes have, in lines of two weeks: types of shifts, least runs, weekends
 * and minutes over the horizon. The walker says so, and pricing says the same. */
#include "support/test.h"

#include "core/mem.h"
#include "solver/price.h"
#include "support/two_weeks.h"

#include <limits.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))

enum { NDAYS = TWO_WEEKS, EARLY = 0, LATE, BEDTIME, NIGHT, NTYPES };

typedef void (*set_up)(rota_problem *p, rota_worker *w);

/* ---- successions and maxima of types ---- */

static void types(rota_problem *p, rota_worker *w) {
    p->ntypes = NTYPES;
    for (int a = 0; a < w->narcs; a++)
        w->arcs[a].type = a % NTYPES;
}
static void forbid(rota_problem *p, int before, int after) {
    if (!p->forbidden)
        p->forbidden = ROTA_NEW_ARRAY(unsigned char, NTYPES *NTYPES);
    p->forbidden[before * NTYPES + after] = 1;
}
static void no_late_after_early(rota_problem *p, rota_worker *w) {
    types(p, w);
    forbid(p, EARLY, LATE);
}
static void no_early_twice(rota_problem *p, rota_worker *w) {
    types(p, w);
    forbid(p, EARLY, EARLY);
}
static void no_types_at_all(rota_problem *p, rota_worker *w) {
    no_late_after_early(p, w);
    for (int a = 0; a < w->narcs; a++)
        w->arcs[a].type = -1;
}
static void early_before(rota_problem *p, rota_worker *w) {
    no_late_after_early(p, w);
    w->before.last_type = EARLY;
}
static void late_next(rota_problem *p, rota_worker *w) {
    no_late_after_early(p, w);
    w->after.next_type = LATE;
}
static void off_next(rota_problem *p, rota_worker *w) {
    no_late_after_early(p, w);
    w->after.next_type = -1;
}
static void at_most(rota_problem *p, rota_worker *w, int type, int most) {
    types(p, w);
    w->max_of_type = ROTA_NEW_ARRAY(int, NTYPES);
    for (int i = 0; i < NTYPES; i++)
        w->max_of_type[i] = i == type ? most : INT32_MAX;
}
static void two_early(rota_problem *p, rota_worker *w) {
    at_most(p, w, EARLY, 2);
}
static void no_night(rota_problem *p, rota_worker *w) {
    at_most(p, w, NIGHT, 0);
}

/* ---- least runs ---- */

static void three_in_a_row(rota_problem *p, rota_worker *w) {
    (void)p;
    w->min_run_days = 3;
}
static void one_in_a_row(rota_problem *p, rota_worker *w) {
    (void)p;
    w->min_run_days = 1;
}
static void two_done(rota_problem *p, rota_worker *w) {
    three_in_a_row(p, w);
    w->before.run_days = 2;
    w->before.run_off = 0;
}
static void two_done_open(rota_problem *p, rota_worker *w) {
    two_done(p, w);
    w->before.run_open = true;
}
static void open_before(rota_problem *p, rota_worker *w) {
    three_in_a_row(p, w);
    w->before.run_open = true;
}
static void open_after(rota_problem *p, rota_worker *w) {
    three_in_a_row(p, w);
    w->after.run_open = true;
}
static void works_after(rota_problem *p, rota_worker *w, int days) {
    three_in_a_row(p, w);
    w->after.start = p->end + 840;
    w->after.works_next = true;
    w->after.run_days = days;
}
static void one_after(rota_problem *p, rota_worker *w) {
    works_after(p, w, 1);
}
static void three_after(rota_problem *p, rota_worker *w) {
    works_after(p, w, 3);
}
static void one_after_open(rota_problem *p, rota_worker *w) {
    works_after(p, w, 1);
    w->after.run_open = true;
}
static void on_call_wednesdays(rota_problem *p, rota_worker *w) {
    three_in_a_row(p, w);
    for (int a = 0; a < w->narcs; a++)
        if (w->arcs[a].day % 7 == 2) {
            w->arcs[a].flags = ROTA_ARC_OFF;
            w->arcs[a].minutes = 0;
        }
}

/* ---- weekends and minutes over the horizon ---- */

static void one_weekend(rota_problem *p, rota_worker *w) {
    (void)p;
    w->max_total_weekends = 1;
}
static void no_weekend(rota_problem *p, rota_worker *w) {
    (void)p;
    w->max_total_weekends = 0;
}
static void one_weekend_worked_before(rota_problem *p, rota_worker *w) {
    one_weekend(p, w);
    w->before.weekends = 7;
    w->after.weekends = 7;
}
static void no_weekend_one_begun(rota_problem *p, rota_worker *w) {
    two_weeks_begin_on_sunday(p);
    no_weekend(p, w);
    w->before.weekends = 1;
    w->before.weekend_begun = true;
}
static void no_weekend_from_sunday(rota_problem *p, rota_worker *w) {
    two_weeks_begin_on_sunday(p);
    no_weekend(p, w);
}
static void no_weekend_goes_on(rota_problem *p, rota_worker *w) {
    two_weeks_begin_on_sunday(p); /* and ends on a Saturday */
    no_weekend(p, w);
    w->after.weekend_worked = true;
}
static void two_in_four_goes_on(rota_problem *p, rota_worker *w) {
    two_weeks_begin_on_sunday(p);
    w->max_weekends = 2;
    w->after.weekend_worked = true;
}
static void two_in_four_goes_on_next_too(rota_problem *p, rota_worker *w) {
    two_in_four_goes_on(p, w);
    w->after.weekends = 3;
}
static void fifteen_hours(rota_problem *p, rota_worker *w) {
    (void)p;
    w->min_total_minutes = 900;
}
static void fifteen_hours_and_a_minute(rota_problem *p, rota_worker *w) {
    (void)p;
    w->min_total_minutes = 901;
}
static void fifteen_hours_with_before(rota_problem *p, rota_worker *w) {
    fifteen_hours(p, w);
    w->before.week_minutes = w->before.block_minutes = 900;
}
static void least_and_most(rota_problem *p, rota_worker *w) {
    fifteen_hours(p, w);
    w->max_week_minutes[0] = 450;
    w->max_week_minutes[1] = 449;
}
/* A duty known at 07:00 after the horizon, 35 hours to be free before it as a whole. */
static void whole_rest_before_work(rota_problem *p, rota_worker *w) {
    w->weekly_rest = 1440;
    w->weekly_rest_gap = 2100;
    w->after.start = p->end + 420;
    w->after.gap_counts = true;
}
static void rest_before_work(rota_problem *p, rota_worker *w) {
    whole_rest_before_work(p, w);
    w->after.gap_counts = false;
}

static const struct {
    const char *name;
    set_up set;
    const char *line;
    bool lawful;
} LIMITS[] = {
    {"no late after an early", no_late_after_early, "EL", false},
    {"a day off between", no_late_after_early, "E.L", true},
    {"the other way round is for rest to say", no_late_after_early, "L.E", true},
    {"another one after an early", no_late_after_early, "EB", true},
    {"forbidden after itself", no_early_twice, "EE", false},
    {"work without a type", no_types_at_all, "EL", true},
    {"an early before day 0", early_before, "L", false},
    {"an early before day 0, a day off", early_before, ".L", true},
    {"an early before day 0, then another", early_before, "EB", true},
    {"a late after the horizon", late_next, ".............E", false},
    {"a late after the horizon, a day off", late_next, "............E.", true},
    {"nothing after the horizon", off_next, ".............E", true},
    {"as many of the type as allowed", two_early, "E.E..L.L.L", true},
    {"one of the type too many", two_early, "E.E.........E", false},
    {"none of a type", no_night, "...N", false},
    {"all but the type", no_night, "ELLL", true},
    {"a run that is long enough", three_in_a_row, "EEE", true},
    {"a run that is too short", three_in_a_row, ".EE", false},
    {"a long run and a short one", three_in_a_row, "EEEE.EE", false},
    {"nothing is no run", three_in_a_row, "", true},
    {"a run that ends with the horizon", three_in_a_row, "............EE", false},
    {"a whole run at the end", three_in_a_row, "...........EEE", true},
    {"runs of a day are no limit", one_in_a_row, "E.E", true},
    {"what was begun before is completed", two_done, "E", true},
    {"what was begun before is broken off", two_done, ".EEE", false},
    {"what was begun before is unknown", two_done_open, "", true},
    {"unknown before, then a short one", two_done_open, "..E", false},
    {"a run that begins on an open day 0", open_before, "E", true},
    {"a run that begins on an open day 1", open_before, ".E", false},
    {"all days from an open day 0", open_before, "EEEEEEEEEEEEEE", true},
    {"a run into the open", open_after, ".............E", true},
    {"a run that ends before the open", open_after, "............E.", false},
    {"two days before one that is known", one_after, "............EE", true},
    {"a day before one that is known", one_after, ".............E", false},
    {"none before one that is known", one_after, "", false},
    {"none before three that are known", three_after, "", true},
    {"a day before three that are known", three_after, ".............E", true},
    {"a run that ends before three", three_after, "............E.", false},
    {"none before an open one", one_after_open, "", true},
    {"a day before an open one", one_after_open, ".............E", true},
    {"on call at home breaks a run", on_call_wednesdays, "EEE", false},
    {"on call at home ends a run", on_call_wednesdays, "...EEEEEEE", true},
    {"a run that begins after on call", on_call_wednesdays, "...EEEEEEEE", false},
    {"on call at home is no run", on_call_wednesdays, "..E", true},
    {"as many weekends as allowed", one_weekend, ".....EE", true},
    {"a weekend too many", one_weekend, "......E.....E", false},
    {"weekends before and after are not counted", one_weekend_worked_before, "............E", true},
    {"no weekend at all", no_weekend, "EEEEE", true},
    {"a Saturday is a weekend", no_weekend, ".....E", false},
    {"begun before day 0", no_weekend_one_begun, "E", true},
    {"begun before day 0, and the next", no_weekend_one_begun, "......E", false},
    {"a Sunday that begins the horizon", no_weekend_from_sunday, "E", false},
    {"a Saturday whose Sunday is worked", no_weekend_goes_on, ".............E", true},
    {"another one before it", no_weekend_goes_on, "......E......E", false},
    {"the Sunday counts among four", two_in_four_goes_on, "E.....E", false},
    {"with one more it may be two", two_in_four_goes_on, "......E......E", true},
    {"by itself it is not this line's doing", two_in_four_goes_on_next_too, ".............E", true},
    {"with those after it too many", two_in_four_goes_on_next_too, "......E", false},
    {"enough to the minute", fifteen_hours, "E............E", true},
    {"a minute short", fifteen_hours_and_a_minute, "E............E", false},
    {"a minute short, and more", fifteen_hours_and_a_minute, "E.....E......E", true},
    {"what was worked before is not counted", fifteen_hours_with_before, "E", false},
    {"least above most", least_and_most, "E", false},
    {"40 hours up to known work", whole_rest_before_work, "E......EEEEEE.", true},
    {"33 hours up to known work", whole_rest_before_work, "E......EEEEEL.", false},
    {"33 hours up to work that may be moved", rest_before_work, "E......EEEEEL.", true},
    {"17 hours to the end", rest_before_work, "E......EEEEEN.", false},
};

/* Does pricing find the line when nothing else pays? */
static bool is_priced(const rota_problem *p, const int *arcs) {
    const rota_worker *w = p->workers;
    double *cost = ROTA_NEW_ARRAY(double, w->narcs);
    for (int a = 0; a < w->narcs; a++)
        cost[a] = 1000;
    int days = 0;
    for (int d = 0; d < NDAYS; d++)
        if (arcs[d] >= 0) {
            cost[arcs[d]] = -1000;
            days++;
        }
    rota_pricer *pricer = rota_pricer_new(p, 0);
    rota_price_room *room = rota_price_room_new();
    rota_price_request rq = {.arc_cost = cost, .threshold = INFINITY, .max_lines = 1};
    rota_price_result r;
    rota_price(pricer, &rq, room, &r);
    bool found = r.count == 1 && r.complete && fabs(r.cost[0] + 1000.0 * days) < 1e-9 &&
                 memcmp(r.arcs, arcs, NDAYS * sizeof *arcs) == 0;
    rota_price_room_free(room);
    rota_pricer_free(pricer);
    free(cost);
    return found;
}

static void limits_hold(void **state) {
    (void)state;
    for (size_t i = 0; i < COUNT(LIMITS); i++) {
        rota_problem *p = two_weeks_open();
        LIMITS[i].set(p, p->workers);
        int arcs[NDAYS];
        two_weeks_read(LIMITS[i].line, arcs);
        rota_cost total = -1;
        bool lawful = rota_line_cost(p, 0, arcs, &total, NULL);
        if (lawful != LIMITS[i].lawful)
            fail_msg("%s: %s", LIMITS[i].name, lawful ? "lawful" : "not lawful");
        assert_int_equal(total, 0);
        if (is_priced(p, arcs) != lawful)
            fail_msg("%s: pricing says %s", LIMITS[i].name, lawful ? "not lawful" : "lawful");
        rota_problem_free(p);
    }
}

static void a_weekend_known_after_is_not_paid_here(void **state) {
    (void)state;
    rota_problem *p = two_weeks_open();
    no_weekend_goes_on(p, p->workers);
    p->workers->weekends = (rota_convex){.above = 70};
    int arcs[NDAYS];
    rota_cost total;
    two_weeks_read(".............E", arcs);
    assert_true(rota_line_cost(p, 0, arcs, &total, NULL));
    assert_int_equal(total, 0);
    two_weeks_read("......E", arcs);
    assert_false(rota_line_cost(p, 0, arcs, &total, NULL));
    assert_int_equal(total, 70);
    rota_problem_free(p);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(limits_hold),
        cmocka_unit_test(a_weekend_known_after_is_not_paid_here),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
