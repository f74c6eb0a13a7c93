#include "benchmarks/shift-scheduling/to_problem.h"

#include <limits.h>
#include <string.h>

enum { MINUTES_A_DAY = 1440, WEEK = 7, LONG_AGO = -1000 * MINUTES_A_DAY };
_Static_assert((int)ROTA_INSTANCE_MAX_DAYS <= WEEK * (int)ROTA_MAX_WEEKENDS,
               "the solver counts the weekends");
_Static_assert(ROTA_INSTANCE_MAX_COST *ROTA_COST_SCALE < INT64_C(9000000000000000),
               "costs are exact in doubles, too");

static int least(int a, int b) {
    return a < b ? a : b;
}

static void make_calendar(const rota_instance *in, rota_problem *p) {
    int n = in->ndays;
    p->ndays = n;
    p->end = n * MINUTES_A_DAY;
    p->nweeks = p->nrests = (n + WEEK - 1) / WEEK;
    p->nblocks = 1;
    p->week_of_day = ROTA_NEW_ARRAY(int, n);
    p->rest_of_day = ROTA_NEW_ARRAY(int, n);
    p->weekday = ROTA_NEW_ARRAY(unsigned char, n);
    p->block_of_week = ROTA_NEW_ARRAY(int, p->nweeks);
    p->rest_start = ROTA_NEW_ARRAY(int, p->nrests + 1);
    for (int d = 0; d < n; d++) {
        p->week_of_day[d] = p->rest_of_day[d] = d / WEEK;
        p->weekday[d] = (unsigned char)(d % WEEK);
    }
    for (int k = 0; k <= p->nrests; k++)
        p->rest_start[k] = k * WEEK * MINUTES_A_DAY;
}

static void make_types(const rota_instance *in, rota_problem *p) {
    size_t n = (size_t)in->nshifts * (size_t)in->nshifts;
    p->ntypes = in->nshifts;
    if (memchr(in->forbidden, 1, n)) {
        p->forbidden = ROTA_NEW_ARRAY(unsigned char, n);
        memcpy(p->forbidden, in->forbidden, n);
    }
}

/* row_of: [ndays * nshifts], filled with rows or -1. All rows are of one kind: what is branched on
 * is how many are missing altogether. */
static void make_rows(const rota_instance *in, rota_problem *p, int *row_of) {
    for (int i = 0; i < in->ndays * in->nshifts; i++)
        row_of[i] = -1;
    p->nrows = in->ncover;
    p->rows = ROTA_NEW_ARRAY(rota_row, in->ncover);
    for (int i = 0; i < in->ncover; i++) {
        const rota_instance_cover *c = &in->cover[i];
        p->rows[i] = (rota_row){.low = c->need,
                                .target = c->need,
                                .high = INT32_MAX,
                                .under = (rota_cost)c->under * ROTA_COST_SCALE,
                                .over = (rota_cost)c->over * ROTA_COST_SCALE,
                                .day = c->day};
        row_of[c->day * in->nshifts + c->shift] = i;
    }
}

/* ---- people ---- */

static int free_days(const rota_instance *in, const rota_instance_person *person) {
    int n = 0;
    for (int d = 0; d < in->ndays; d++)
        n += !person->off[d];
    return n;
}

static void set_most_of_type(const rota_instance *in, const rota_instance_person *person,
                             rota_worker *w) {
    int days = free_days(in, person);
    bool binds = false;
    w->max_of_type = ROTA_NEW_ARRAY(int, in->nshifts);
    for (int s = 0; s < in->nshifts; s++) {
        int room = least(days, person->most_minutes / in->shifts[s].minutes);
        bool open = person->most_of_shift[s] >= room;
        w->max_of_type[s] = open ? INT32_MAX : person->most_of_shift[s];
        /* No arc is of a type of which there may be none. */
        binds = binds || (!open && person->most_of_shift[s] > 0);
    }
    if (!binds)
        rota_freep(&w->max_of_type);
}

static void set_limits(const rota_instance *in, const rota_instance_person *person,
                       rota_worker *w) {
    int n = in->ndays, weekends = (n + 1) / WEEK;
    bool runs_bind = person->most_run > 0 && person->most_run < n;
    bool weekends_bind = person->most_weekends > 0 && person->most_weekends < weekends;
    w->max_run_days = runs_bind ? person->most_run : -1;
    w->max_run_nights = w->max_weekends = -1;
    w->min_run_days = least(person->least_run, n);
    w->min_run_off = person->least_off > 1 ? least(person->least_off, n) : -1;
    w->max_total_weekends = weekends_bind ? person->most_weekends : -1;
    w->min_total_minutes = person->least_minutes;
    set_most_of_type(in, person, w);
    for (int d = 0; d < n; d++)
        w->max_total_minutes[d] = person->most_minutes;
    for (int k = 0; k < (n + WEEK - 1) / WEEK; k++)
        w->max_week_minutes[k] = INT32_MAX;
    w->before = (rota_history){.ready = LONG_AGO,
                               .ready_night = LONG_AGO,
                               .last_end = LONG_AGO,
                               .run_off = n, /* enough for any least number of days off */
                               .run_open = true,
                               .last_type = -1,
                               .last_group = -1};
    w->after = (rota_future){.run_open = true, .next_type = -1};
}

static bool is_weekend(int day) {
    return day % WEEK >= 5;
}

/* Limits of none need no other care than that there is no arc. */
static bool may_work(const rota_instance *in, const rota_instance_person *person, int day,
                     int shift) {
    bool weekend_free = person->most_weekends == 0 && is_weekend(day);
    return !person->off[day] && !weekend_free && person->most_of_shift[shift] > 0 &&
           person->most_run > 0 && in->shifts[shift].minutes <= person->most_minutes;
}

/* wish: [ndays * nshifts] what the person's requests add to the cost of each shift */
static void make_arcs(const rota_instance *in, const rota_instance_person *person,
                      const int *row_of, const rota_cost *wish, rota_worker *w) {
    size_t room = (size_t)in->ndays * (size_t)in->nshifts;
    w->arcs = ROTA_NEW_ARRAY(rota_arc, room);
    w->arc_rows = ROTA_NEW_ARRAY(rota_arc_row, room);
    int nrows = 0;
    for (int d = 0; d < in->ndays; d++) {
        w->day_first[d] = w->narcs;
        for (int s = 0; s < in->nshifts; s++) {
            int row = row_of[d * in->nshifts + s];
            if (!may_work(in, person, d, s))
                continue;
            rota_arc *arc = &w->arcs[w->narcs++];
            *arc = (rota_arc){.day = d,
                              .task = s,
                              .type = s,
                              .start = d * MINUTES_A_DAY,
                              .end = d * MINUTES_A_DAY + in->shifts[s].minutes,
                              .ready = (d + 1) * MINUTES_A_DAY,
                              .ready_night = (d + 1) * MINUTES_A_DAY,
                              .minutes = in->shifts[s].minutes,
                              .group = -1,
                              .flags = is_weekend(d) ? ROTA_ARC_WEEKEND : 0,
                              .first_row = nrows};
            arc->cost[ROTA_PART_WISHES] = wish[d * in->nshifts + s];
            if (row >= 0) {
                w->arc_rows[nrows++] = (rota_arc_row){row, 1};
                arc->nrows = 1;
            }
        }
    }
    w->day_first[in->ndays] = w->narcs;
}

static void make_worker(const rota_instance *in, const rota_problem *p, int person,
                        const int *row_of, const rota_cost *wish, rota_worker *w) {
    w->day_first = ROTA_NEW_ARRAY(int, in->ndays + 1);
    w->must_work = ROTA_NEW_ARRAY(unsigned char, in->ndays);
    w->max_total_minutes = ROTA_NEW_ARRAY(int, in->ndays);
    w->max_week_minutes = ROTA_NEW_ARRAY(int, p->nweeks);
    w->block = ROTA_NEW_ARRAY(rota_convex, p->nblocks);
    set_limits(in, &in->people[person], w);
    make_arcs(in, &in->people[person], row_of, wish, w);
}

/* ---- requests ---- */

/* A wish to work is a reward for doing so, and its weight a part of every roster's cost. */
static rota_cost **make_wishes(const rota_instance *in, rota_problem *p) {
    rota_cost **wishes = ROTA_NEW_ARRAY(rota_cost *, in->npeople);
    size_t places = (size_t)in->ndays * (size_t)in->nshifts;
    for (int w = 0; w < in->npeople; w++)
        wishes[w] = ROTA_NEW_ARRAY(rota_cost, places);
    for (int i = 0; i < in->non; i++) {
        const rota_instance_request *r = &in->on[i];
        rota_cost cost = (rota_cost)r->weight * ROTA_COST_SCALE;
        wishes[r->person][r->day * in->nshifts + r->shift] -= cost;
        p->constant += cost;
    }
    for (int i = 0; i < in->noff; i++) {
        const rota_instance_request *r = &in->off[i];
        wishes[r->person][r->day * in->nshifts + r->shift] +=
            (rota_cost)r->weight * ROTA_COST_SCALE;
    }
    return wishes;
}

rota_problem *rota_instance_to_problem(const rota_instance *instance) {
    rota_problem *p = rota_problem_new();
    int *row_of = ROTA_NEW_ARRAY(int, instance->ndays * instance->nshifts);
    make_calendar(instance, p);
    make_types(instance, p);
    make_rows(instance, p, row_of);
    rota_cost **wishes = make_wishes(instance, p);
    p->nworkers = instance->npeople;
    p->workers = ROTA_NEW_ARRAY(rota_worker, p->nworkers);
    for (int w = 0; w < p->nworkers; w++) {
        make_worker(instance, p, w, row_of, wishes[w], &p->workers[w]);
        rota_freep(&wishes[w]);
    }
    rota_freep(&wishes);
    rota_freep(&row_of);
    return p;
}

int *rota_instance_roster(const rota_instance *instance, const rota_problem *problem,
                          int *const *lines) {
    int *roster = rota_roster_new(instance);
    for (int w = 0; w < problem->nworkers; w++)
        for (int d = 0; d < problem->ndays; d++)
            if (lines[w][d] >= 0)
                roster[w * problem->ndays + d] = problem->workers[w].arcs[lines[w][d]].task;
    return roster;
}
