/* A line's limits and costs, to the minute and the unit. */
#include "support/test.h"

#include "core/mem.h"
#include "support/two_weeks.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))

enum { NDAYS = TWO_WEEKS, P = ROTA_COST_SCALE };

/* ---- limits ---- */

typedef void (*set_up)(rota_problem *p, rota_worker *w);

static void nothing(rota_problem *p, rota_worker *w) {
    (void)p;
    (void)w;
}
static void rest_from_420(rota_problem *p, rota_worker *w) {
    (void)p;
    w->before.ready = 420;
    w->before.ready_night = 1321;
}
static void rest_from_421(rota_problem *p, rota_worker *w) {
    (void)p;
    w->before.ready = 421;
    w->before.ready_night = 1320;
}
static void pin_on_day_3(rota_problem *p, rota_worker *w) {
    (void)p;
    w->must_work[3] = 1;
}
static void three_days(rota_problem *p, rota_worker *w) {
    (void)p;
    w->max_run_days = 3;
}
static void three_days_two_done(rota_problem *p, rota_worker *w) {
    (void)p;
    w->max_run_days = 3;
    w->before.run_days = 2;
}
static void two_nights(rota_problem *p, rota_worker *w) {
    (void)p;
    w->max_run_nights = 2;
}
static void two_nights_one_done(rota_problem *p, rota_worker *w) {
    (void)p;
    w->max_run_nights = 2;
    w->before.run_nights = 1;
}
static void two_days_off(rota_problem *p, rota_worker *w) {
    (void)p;
    w->min_run_off = 2;
}
static void two_days_off_worked_before(rota_problem *p, rota_worker *w) {
    (void)p;
    w->min_run_off = 2;
    w->before.run_off = 0;
}
static void two_days_off_one_had(rota_problem *p, rota_worker *w) {
    (void)p;
    w->min_run_off = 2;
    w->before.run_off = 1;
}
static void fifteen_hours_a_week(rota_problem *p, rota_worker *w) {
    (void)p;
    w->max_week_minutes[0] = w->max_week_minutes[1] = 900;
}
static void fifteen_hours_half_done(rota_problem *p, rota_worker *w) {
    fifteen_hours_a_week(p, w);
    w->before.week_minutes = 450;
}
static void totals(rota_problem *p, rota_worker *w) {
    w->max_total_minutes = ROTA_NEW_ARRAY(int, p->ndays);
    for (int d = 0; d < p->ndays; d++)
        w->max_total_minutes[d] = d < 2 ? 449 : d < 5 ? 450 : 1350;
}
static void one_weekend(rota_problem *p, rota_worker *w) {
    (void)p;
    w->max_weekends = 1;
}
static void one_weekend_last_worked(rota_problem *p, rota_worker *w) {
    one_weekend(p, w);
    w->before.weekends = 1;
}
static void one_weekend_third_back_worked(rota_problem *p, rota_worker *w) {
    one_weekend(p, w);
    w->before.weekends = 4;
}
static void one_weekend_fourth_back_worked(rota_problem *p, rota_worker *w) {
    one_weekend(p, w);
    w->before.weekends = 8;
}
static void one_weekend_begun(rota_problem *p, rota_worker *w) {
    two_weeks_begin_on_sunday(p);
    one_weekend(p, w);
    w->before.weekends = 1;
    w->before.weekend_begun = true;
}
static void one_weekend_sunday_free_before(rota_problem *p, rota_worker *w) {
    two_weeks_begin_on_sunday(p);
    one_weekend(p, w);
    w->before.weekends = 1;
}
static void weekly_rest(rota_problem *p, rota_worker *w) {
    (void)p;
    w->weekly_rest = 1440;
    w->weekly_rest_gap = 2100;
}
static void weekly_rest_had(rota_problem *p, rota_worker *w) {
    weekly_rest(p, w);
    w->before.week_rested = true;
}
static void weekly_rest_not_settled(rota_problem *p, rota_worker *w) {
    weekly_rest(p, w);
    p->rest_start[2] = p->end + 1;
}
static void weekly_rest_after_work(rota_problem *p, rota_worker *w) {
    weekly_rest(p, w);
    w->before.last_end = -240; /* 35 hours before Tuesday 07:00 */
}
static void weekly_rest_after_later_work(rota_problem *p, rota_worker *w) {
    weekly_rest(p, w);
    w->before.last_end = -239;
}
/* Work that is known after the horizon: on day 14 from 07:00. */
static void work_after(rota_problem *p, rota_worker *w) {
    w->after.start = p->end + 420;
    w->after.works_next = true;
    w->after.run_days = 2;
}
static void three_days_two_after(rota_problem *p, rota_worker *w) {
    work_after(p, w);
    w->max_run_days = 3;
}
static void three_days_three_after(rota_problem *p, rota_worker *w) {
    three_days_two_after(p, w);
    w->after.run_days = 3;
}
static void sixteen_days_one_before_two_after(rota_problem *p, rota_worker *w) {
    work_after(p, w);
    w->max_run_days = 16;
    w->before.run_days = 1;
}
static void two_nights_one_after(rota_problem *p, rota_worker *w) {
    work_after(p, w);
    w->max_run_nights = 2;
    w->after.run_nights = 1;
}
static void two_days_off_work_after(rota_problem *p, rota_worker *w) {
    work_after(p, w);
    w->min_run_off = 2;
}
static void one_weekend_next_known(rota_problem *p, rota_worker *w) {
    one_weekend(p, w);
    w->after.weekends = 1;
}
static void two_weekends_third_known(rota_problem *p, rota_worker *w) {
    (void)p;
    w->max_weekends = 2;
    w->after.weekends = 4;
}
static void weekly_rest_cut_by_work(rota_problem *p, rota_worker *w) {
    weekly_rest(p, w);
    p->rest_start[2] = p->end + 2880;
    w->after.start = p->end + 420;
}
static void weekly_rest_had_after(rota_problem *p, rota_worker *w) {
    weekly_rest_cut_by_work(p, w);
    w->after.rested = true;
}

static void three_days_four_after(rota_problem *p, rota_worker *w) {
    three_days_two_after(p, w);
    w->after.run_days = 4;
}
static void fifteen_nights_one_before_one_after(rota_problem *p, rota_worker *w) {
    work_after(p, w);
    w->max_run_nights = 15;
    w->before.run_nights = w->after.run_nights = 1;
}
static void fifteen_days_off_one_had(rota_problem *p, rota_worker *w) {
    work_after(p, w);
    w->min_run_off = 15;
    w->before.run_off = 1;
}
static void fifteen_days_off_none_had(rota_problem *p, rota_worker *w) {
    fifteen_days_off_one_had(p, w);
    w->before.run_off = 0;
}
static void one_weekend_second_known(rota_problem *p, rota_worker *w) {
    one_weekend(p, w);
    w->after.weekends = 2;
}
static void one_weekend_third_known(rota_problem *p, rota_worker *w) {
    one_weekend(p, w);
    w->after.weekends = 4;
}
static void no_weekend_begun(rota_problem *p, rota_worker *w) {
    one_weekend_begun(p, w);
    w->max_weekends = 0;
}
static void two_weekends_begun(rota_problem *p, rota_worker *w) {
    one_weekend_begun(p, w);
    w->max_weekends = 2;
}
static void one_weekend_begun_next_known(rota_problem *p, rota_worker *w) {
    one_weekend_begun(p, w);
    w->after.weekends = 1;
}
static void weekly_rest_33_hours(rota_problem *p, rota_worker *w) {
    (void)p;
    w->weekly_rest = w->weekly_rest_gap = 1980;
}
static void weekly_rest_33_hours_and_a_minute(rota_problem *p, rota_worker *w) {
    (void)p;
    w->weekly_rest = w->weekly_rest_gap = 1981;
}

static const struct {
    const char *name;
    set_up set;
    const char *line;
    bool lawful;
} LIMITS[] = {
    {"nothing worked", nothing, "", true},
    {"early, then late", nothing, "EL", true},
    {"late, then early", nothing, "LE", false},
    {"late, free, early", nothing, "L.E", true},
    {"two nights", nothing, "NN", true},
    {"a night, then late", nothing, "NL", false},
    {"a night, then 24 hours to the minute", nothing, "N.E", true},
    {"no limits at all", nothing, "EEEEEEEEEEEEEE", true},
    {"ready on time", rest_from_420, "E", true},
    {"not ready for the night", rest_from_420, "N", false},
    {"not ready by a minute", rest_from_421, "E", false},
    {"ready for the night", rest_from_421, "N", true},
    {"ready later", rest_from_421, "L", true},
    {"pin left off", pin_on_day_3, "EEE", false},
    {"pin kept", pin_on_day_3, "...E", true},
    {"as many days as allowed", three_days, "EEE.EEE", true},
    {"a day too many", three_days, "EEEE", false},
    {"nights are days", three_days, "ELNN", false},
    {"days before count", three_days_two_done, "EE", false},
    {"days before end with a day off", three_days_two_done, ".EEE", true},
    {"the last allowed", three_days_two_done, "E.EEE", true},
    {"as many nights as allowed", two_nights, "NN..NN", true},
    {"a night too many", two_nights, "NNN", false},
    {"nights before count", two_nights_one_done, "NN", false},
    {"nights before end with a day", two_nights_one_done, "ENN", true},
    {"a single day off", two_days_off, "E.E", false},
    {"two days off", two_days_off, "E..E", true},
    {"a day off that is still open", two_days_off, "EEEEEEEEEEEEE.", true},
    {"days off before count", two_days_off, ".E", true},
    {"one day off after work before", two_days_off_worked_before, ".E", false},
    {"two days off after work before", two_days_off_worked_before, "..E", true},
    {"none after work before", two_days_off_worked_before, "E", true},
    {"back after a single day off before", two_days_off_one_had, "E", false},
    {"back after one before and one now", two_days_off_one_had, ".E", true},
    {"full weeks", fifteen_hours_a_week, "EE.....EE", true},
    {"an hour too many", fifteen_hours_a_week, "EEE", false},
    {"too many in the second week", fifteen_hours_a_week, ".......E.E.E", false},
    {"hours before count", fifteen_hours_half_done, "EE", false},
    {"hours before fit", fifteen_hours_half_done, "E", true},
    {"hours before do not count later", fifteen_hours_half_done, ".......EE", true},
    {"total too high on the first days", totals, "E", false},
    {"total fits", totals, "..E", true},
    {"total fits later", totals, "..E..EE", true},
    {"total too high at last", totals, "..E..EEE", false},
    {"one weekend", one_weekend, ".....EE", true},
    {"two weekends", one_weekend, ".....E.......E", false},
    {"a weekend after one before", one_weekend_last_worked, ".....E", false},
    {"weekend free after one before", one_weekend_last_worked, "EEEEE", true},
    {"second weekend after one before", one_weekend_last_worked, "............E", false},
    {"three weekends back counts", one_weekend_third_back_worked, ".....E", false},
    {"three weekends back, a week later", one_weekend_third_back_worked, "............E", true},
    {"four weekends back does not count", one_weekend_fourth_back_worked, "......E", true},
    {"weekend begun before may go on", one_weekend_begun, "E", true},
    {"weekend begun before counts later", one_weekend_begun, "......E", false},
    {"begun before, later days free", one_weekend_begun, "EEEEE", true},
    {"on a Sunday, Saturday free", one_weekend_sunday_free_before, "E", false},
    {"a rest of 33 hours", weekly_rest, "EEEEEE.", true},
    {"no day of rest", weekly_rest, "EEEEEEE", false},
    {"33 hours and the stretch goes on", weekly_rest, "EEEEEEEEEEEEE.", false},
    {"26 hours inside, 33 in all", weekly_rest, "EEEEEL.E", false},
    {"26 hours inside, 35 in all", weekly_rest, "EEEEEL.L", true},
    {"26 hours to an open end", weekly_rest, "E......EEEEEL.", true},
    {"17 hours to the end", weekly_rest, "E......EEEEEN.", false},
    {"second week without rest", weekly_rest, ".......EEEEEEE", false},
    {"second week not settled", weekly_rest_not_settled, ".......EEEEEEE", true},
    {"rest had before", weekly_rest_had, "EEEEEEE.E", true},
    {"rest had before, second week", weekly_rest_had, "EEEEEEEEEEEEEE", false},
    {"rest from before, 35 hours", weekly_rest_after_work, ".EEEEEE", true},
    {"rest from before, a minute less", weekly_rest_after_later_work, ".EEEEEE", false},
    {"two days after, one before", three_days_two_after, "EEE.........E", true},
    {"two days after, one to go on with", three_days_two_after, "............EE", false},
    {"two days after, the last day", three_days_two_after, ".............E", true},
    {"as many after as allowed", three_days_three_after, ".............E", false},
    {"as many after, but a day off", three_days_three_after, "...........EE.", true},
    {"a run from before to after", sixteen_days_one_before_two_after, "EEEEEEEEEEEEEE", false},
    {"nearly a run from before to after", sixteen_days_one_before_two_after, ".EEEEEEEEEEEEE",
     true},
    {"a night after, one before it", two_nights_one_after, "...........N.N", true},
    {"a night after, two before it", two_nights_one_after, "............NN", false},
    {"one day off before work", two_days_off_work_after, "............E.", false},
    {"two days off before work", two_days_off_work_after, "...........E..", true},
    {"no day off before work", two_days_off_work_after, ".............E", true},
    {"the next weekend is known", one_weekend_next_known, "............E", false},
    {"the weekend before the next", one_weekend_next_known, ".....E", false},
    {"weekends free for the next", one_weekend_next_known, "EEEEE", true},
    {"three in four with a known one", two_weekends_third_known, ".....E......E", true},
    {"the third in four is known", two_weekends_third_known, "............E", true},
    {"too many after, not this line's doing", three_days_four_after, "...........EE.", true},
    {"nights from before to after", fifteen_nights_one_before_one_after, "NNNNNNNNNNNNNN", false},
    {"nearly nights from before to after", fifteen_nights_one_before_one_after, ".NNNNNNNNNNNNN",
     true},
    {"off from before to after", fifteen_days_off_one_had, "", true},
    {"off to after, a day too few", fifteen_days_off_none_had, "", false},
    {"the second weekend after is known", one_weekend_second_known, "............E", false},
    {"the third weekend after is known", one_weekend_third_known, "............E", false},
    {"the third after, and one free", one_weekend_third_known, ".....E", true},
    {"begun before is not forbidden", no_weekend_begun, "E", true},
    {"begun before is counted once", two_weekends_begun, "......E", true},
    {"begun before, and two more", two_weekends_begun, "......E......E", false},
    {"begun before and known after", one_weekend_begun_next_known, "E", true},
    {"33 hours are enough", weekly_rest_33_hours, "EEEEEE.", true},
    {"33 hours lack a minute", weekly_rest_33_hours_and_a_minute, "EEEEEE.", false},
    {"rest cut by known work", weekly_rest_cut_by_work, "E......EEEEEEE", false},
    {"a day of rest before known work", weekly_rest_cut_by_work, "E......EEEEEE.", true},
    {"rest had after the horizon", weekly_rest_had_after, "E......EEEEEEE", true},
};

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
        rota_problem_free(p);
    }
}

/* ---- costs ---- */

static void own_parts(rota_problem *p, rota_worker *w) {
    (void)p;
    for (int a = 0; a < w->narcs; a++) {
        w->arcs[a].cost[ROTA_PART_BOND] = -1000 - a;
        w->arcs[a].cost[ROTA_PART_WISHES] = 7;
        w->arcs[a].cost[ROTA_PART_CHANGES] = 11;
    }
}
static void faces(rota_problem *p, rota_worker *w) {
    (void)p;
    w->nfaces = 3;
    w->face_cost[0] = 10;
    w->face_cost[1] = 200;
    w->face_cost[2] = 3000;
}
static void faces_met_before(rota_problem *p, rota_worker *w) {
    faces(p, w);
    w->before.week_faces = 1;
}
static void two_faces_a_duty(rota_problem *p, rota_worker *w) {
    faces(p, w);
    for (int a = 0; a < w->narcs; a++)
        w->arcs[a].faces |= 4;
}
static void returns(rota_problem *p, rota_worker *w) {
    w->return_by_group = ROTA_NEW_ARRAY(rota_cost, p->ngroups);
    w->return_by_group[0] = -2 * P;
    w->return_by_group[1] = -3 * P;
}
static void returns_after_group_1(rota_problem *p, rota_worker *w) {
    returns(p, w);
    w->before.last_group = 1;
}
static void bed_wake(rota_problem *p, rota_worker *w) {
    w->bedwake_by_group = ROTA_NEW_ARRAY(rota_cost, p->ngroups);
    w->bedwake_by_group[0] = -5 * P;
    for (int a = 0; a < w->narcs; a++) /* a late may be followed by an early here */
        w->arcs[a].ready = w->arcs[a].end;
}
static void bed_wake_from_before(rota_problem *p, rota_worker *w) {
    bed_wake(p, w);
    w->before.last_group = 0;
    w->before.last_flags = ROTA_ARC_BED;
}
static void no_group(rota_problem *p, rota_worker *w) {
    returns(p, w);
    for (int a = 0; a < w->narcs; a++)
        w->arcs[a].group = -1;
}
static void contract(rota_problem *p, rota_worker *w) {
    (void)p;
    w->block[0] = (rota_convex){.low = 600, .high = 900, .below = 2, .above = 3};
    w->block[1] = (rota_convex){.low = 0, .high = 450, .below = 50, .above = 1};
}
static void contract_with_before(rota_problem *p, rota_worker *w) {
    contract(p, w);
    w->before.block_minutes = 400;
}
static void contract_over_two_weeks(rota_problem *p, rota_worker *w) {
    contract(p, w);
    p->nblocks = 1;
    p->block_of_week[1] = 0;
}
static void fair_nights(rota_problem *p, rota_worker *w) {
    (void)p;
    w->nights = (rota_convex){.low = 1, .high = 2, .below = 40, .above = 9};
}
static void fair_weekends(rota_problem *p, rota_worker *w) {
    (void)p;
    w->weekends = (rota_convex){.low = 0, .high = 0, .below = 0, .above = 70};
}
static void fair_weekends_one_begun(rota_problem *p, rota_worker *w) {
    two_weeks_begin_on_sunday(p);
    fair_weekends(p, w);
    w->before.weekends = 1;
    w->before.weekend_begun = true;
}
static void fair_holidays(rota_problem *p, rota_worker *w) {
    (void)p;
    w->holidays = (rota_convex){.low = 0, .high = 0, .below = 0, .above = 123};
}

static const struct {
    const char *name;
    set_up set;
    const char *line;
    enum rota_part part;
    rota_cost cost, others; /* of that part; of all others together */
} COSTS[] = {
    {"bond of each duty", own_parts, "EL", ROTA_PART_BOND, -2005, 36},
    {"wishes of each duty", own_parts, "EL", ROTA_PART_WISHES, 14, -1983},
    {"changes of each duty", own_parts, "E.E", ROTA_PART_CHANGES, 22, -1994},
    {"a face once a week", faces, "EEE", ROTA_PART_FACES, 10, 0},
    {"a face again next week", faces, "EE.....E", ROTA_PART_FACES, 20, 0},
    {"several faces", faces, "ELLNN", ROTA_PART_FACES, 3210, 0},
    {"a face met before", faces_met_before, "EL", ROTA_PART_FACES, 200, 0},
    {"a face met before, next week", faces_met_before, "E......E", ROTA_PART_FACES, 10, 0},
    {"two faces in one duty", two_faces_a_duty, "EL", ROTA_PART_FACES, 3210, 0},
    {"no face that has no cost", nothing, "ELN", ROTA_PART_FACES, 0, 0},
    {"return of the next day", returns, "EE", ROTA_PART_RETURN, -2 * P, 0},
    {"returns of three days", returns, "LLL", ROTA_PART_RETURN, -6 * P, 0},
    {"return by night", returns, "ENN", ROTA_PART_RETURN, -4 * P, 0},
    {"another group", returns, "EL", ROTA_PART_RETURN, 0, 0},
    {"a day between", returns, "E.E", ROTA_PART_RETURN, 0, 0},
    {"return over the weekend's end", returns, "......EE", ROTA_PART_RETURN, -2 * P, 0},
    {"return from before", returns_after_group_1, "L", ROTA_PART_RETURN, -3 * P, 0},
    {"return from before, too late", returns_after_group_1, ".L", ROTA_PART_RETURN, 0, 0},
    {"return from before, another group", returns_after_group_1, "E", ROTA_PART_RETURN, 0, 0},
    {"no group, no return", no_group, "EE", ROTA_PART_RETURN, 0, 0},
    {"bed and wake", bed_wake, "BE", ROTA_PART_BED_WAKE, -5 * P, 0},
    {"bed, another group wakes", bed_wake, "LE", ROTA_PART_BED_WAKE, 0, 0},
    {"bed, but late again", bed_wake, "BB", ROTA_PART_BED_WAKE, 0, 0},
    {"wake, but not there at bedtime", bed_wake, "EE", ROTA_PART_BED_WAKE, 0, 0},
    {"bed before day 0", bed_wake_from_before, "E", ROTA_PART_BED_WAKE, -5 * P, 0},
    {"contract kept", contract, "EE.....E", ROTA_PART_CONTRACT, 0, 0},
    {"contract missed", contract, "E", ROTA_PART_CONTRACT, 300, 0},
    {"contract exceeded", contract, "EEE....EE", ROTA_PART_CONTRACT, 1800, 0},
    {"nothing worked", contract, "", ROTA_PART_CONTRACT, 1200, 0},
    {"contract with hours before", contract_with_before, "E.......", ROTA_PART_CONTRACT, 0, 0},
    {"hours before too many", contract_with_before, "EE", ROTA_PART_CONTRACT, 1200, 0},
    {"a block of two weeks", contract_over_two_weeks, "E......E", ROTA_PART_CONTRACT, 0, 0},
    {"a block of two weeks, over", contract_over_two_weeks, "EE.....E", ROTA_PART_CONTRACT, 1350,
     0},
    {"no night", fair_nights, "E", ROTA_PART_FAIRNESS, 40, 0},
    {"fair nights", fair_nights, "NN", ROTA_PART_FAIRNESS, 0, 0},
    {"nights above the share", fair_nights, "NN....NN", ROTA_PART_FAIRNESS, 18, 0},
    {"a weekend's two days are one", fair_weekends, ".....EE", ROTA_PART_FAIRNESS, 70, 0},
    {"two weekends", fair_weekends, "......E.....E", ROTA_PART_FAIRNESS, 140, 0},
    {"weekend begun before is paid", fair_weekends_one_begun, "E", ROTA_PART_FAIRNESS, 0, 0},
    {"begun before, and one more", fair_weekends_one_begun, "E.....E", ROTA_PART_FAIRNESS, 70, 0},
    {"holiday worked", fair_holidays, "EEEE", ROTA_PART_FAIRNESS, 123, 0},
    {"holiday free", fair_holidays, "EEE.E", ROTA_PART_FAIRNESS, 0, 0},
};

static void costs_are_exact(void **state) {
    (void)state;
    for (size_t i = 0; i < COUNT(COSTS); i++) {
        rota_problem *p = two_weeks_open();
        COSTS[i].set(p, p->workers);
        int arcs[NDAYS];
        two_weeks_read(COSTS[i].line, arcs);
        rota_cost total, again, parts[ROTA_NPARTS];
        assert_true(rota_line_cost(p, 0, arcs, &total, parts));
        assert_true(rota_line_cost(p, 0, arcs, &again, NULL));
        if (parts[COSTS[i].part] != COSTS[i].cost || total != COSTS[i].cost + COSTS[i].others)
            fail_msg("%s: part %lld, total %lld", COSTS[i].name, (long long)parts[COSTS[i].part],
                     (long long)total);
        assert_int_equal(total, again);
        rota_problem_free(p);
    }
}

/* An unlawful line is costed all the same. */
static void unlawful_lines_have_a_cost(void **state) {
    (void)state;
    rota_problem *p = two_weeks_open();
    returns(p, p->workers);
    contract(p, p->workers);
    int arcs[NDAYS];
    two_weeks_read("BE", arcs);
    rota_cost total, parts[ROTA_NPARTS];
    assert_false(rota_line_cost(p, 0, arcs, &total, parts));
    assert_int_equal(parts[ROTA_PART_RETURN], -2 * P);
    assert_int_equal(total, -2 * P);
    rota_problem_free(p);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(limits_hold),
        cmocka_unit_test(costs_are_exact),
        cmocka_unit_test(unlawful_lines_have_a_cost),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
