/* Bounds carried over: never above the optimum of the changed problem, whatever was changed; and
 * where a change only takes away or makes dearer, they are there. Against brute force. */
#include "support/test.h"

#include "core/mem.h"
#include "solver/search.h"
#include "support/changes.h"
#include "support/problems.h"
#include "support/twist.h"

#include <limits.h>
#include <math.h>
#include <stdlib.h>

enum { SEEDS = 3000, MOST_CHANGES = 3 };

static rota_problem *problem_of(uint64_t seed) {
    rota_problem *p = rota_test_tiny_problem(seed);
    if (seed % 2)
        rota_test_twist(p, seed);
    if (seed % 5 == 0)
        rota_test_add_rules(p, seed);
    return p;
}

static int step(uint64_t *random) {
    return rota_test_between(random, 0, 1) ? 1 : -1;
}

/* ---- one thing at a time ---- */

static void change_arc(rota_worker *w, uint64_t *random) {
    if (w->narcs == 0)
        return;
    rota_arc *arc = &w->arcs[rota_test_between(random, 0, w->narcs - 1)];
    switch (rota_test_between(random, 0, 8)) {
    case 0:
        arc->ready += 60 * step(random);
        arc->ready_night = arc->ready < arc->ready_night ? arc->ready : arc->ready_night;
        break;
    case 1:
        arc->minutes += 30 * step(random) * (arc->minutes > 30);
        break;
    case 2:
        arc->flags ^= ROTA_ARC_NIGHT;
        break;
    case 3:
        arc->faces ^= 1;
        break;
    case 4:
        arc->end -= 60;
        break;
    default:
        arc->cost[rota_test_between(random, 0, ROTA_NPARTS - 1)] +=
            rota_test_between(random, -3, 3) * ROTA_COST_SCALE;
    }
}

static void change_row(rota_problem *p, uint64_t *random) {
    rota_row *row = &p->rows[rota_test_between(random, 0, p->nrows - 1)];
    int by = step(random);
    switch (rota_test_between(random, 0, 5)) {
    case 0:
        row->low += by;
        row->target += by;
        row->high += row->high < INT32_MAX ? by : 0;
        break;
    case 1:
        row->high += row->high < INT32_MAX && row->high > row->target ? by : 0;
        break;
    case 2:
        row->under += by * ROTA_COST_SCALE * (row->under > ROTA_COST_SCALE);
        row->under = row->under < row->under_target ? row->under_target : row->under;
        break;
    case 3:
        row->over += ROTA_COST_SCALE;
        break;
    case 4:
        row->over -= row->over > 100 ? 100 : 0;
        break;
    default:
        row->low -= row->low > 0;
    }
}

static void change_convex(rota_problem *p, rota_worker *w, uint64_t *random) {
    rota_convex *all[] = {&w->nights, &w->weekends, &w->holidays,
                          p->nblocks > 0 ? &w->block[0] : &w->nights};
    rota_convex *c = all[rota_test_between(random, 0, 3)];
    int by = step(random) * (c == all[3] ? 60 : 1);
    switch (rota_test_between(random, 0, 3)) {
    case 0:
        c->low += by;
        c->high += by;
        break;
    case 1:
        c->high += abs(by);
        break;
    case 2:
        c->above += c->above > 50 || by > 0 ? by : 0;
        break;
    default:
        c->below += c->below > 50 || by > 0 ? by : 0;
    }
}

static void change_limit(rota_problem *p, rota_worker *w, uint64_t *random) {
    int by = step(random);
    switch (rota_test_between(random, 0, 8)) {
    case 0:
        w->max_run_days += w->max_run_days > 1 || (by > 0 && w->max_run_days > 0) ? by : 0;
        break;
    case 1:
        w->max_run_nights += w->max_run_nights > 1 || (by > 0 && w->max_run_nights > 0) ? by : 0;
        break;
    case 2:
        w->min_run_off += w->min_run_off > 1 || by > 0 ? by : 0;
        break;
    case 3:
        w->weekly_rest += w->weekly_rest > 0 ? 120 * by : 0;
        break;
    case 4:
        w->before.week_rested = !w->before.week_rested;
        break;
    case 5:
        w->before.ready += 120 * by;
        w->before.ready_night += 120 * by;
        break;
    case 6:
        w->before.run_days += w->before.run_days > 0 ? -1 : 0;
        break;
    case 7:
        for (int i = 0; i < p->nweeks && w->max_week_minutes; i++)
            w->max_week_minutes[i] += w->max_week_minutes[i] < INT32_MAX ? 120 * by : 0;
        break;
    default:
        w->max_weekends += w->max_weekends > 0 ? by : 0;
    }
}

static void change_rest(rota_problem *p, rota_worker *w, uint64_t *random) {
    int day = rota_test_between(random, 0, p->ndays - 1);
    rota_cost by = step(random) * ROTA_COST_SCALE;
    switch (rota_test_between(random, 0, 4)) {
    case 0:
        w->must_work[day] = 0;
        break;
    case 1:
        w->face_cost[0] += w->nfaces > 0 ? by : 0;
        break;
    case 2:
        if (w->return_by_group && p->ngroups > 0)
            w->return_by_group[0] += by;
        break;
    case 3:
        for (int d = 0; d < p->ndays; d++)
            p->weekday[d] = (unsigned char)((p->weekday[d] + 1) % 7);
        break;
    default:
        p->constant += by;
    }
}

/* Returns what became of the arcs. */
static rota_test_moved change(rota_problem *p, uint64_t *random) {
    rota_test_moved moved = {.worker = -1};
    int changes = rota_test_between(random, 1, MOST_CHANGES);
    for (int i = 0; i < changes; i++) {
        rota_worker *w = &p->workers[rota_test_between(random, 0, p->nworkers - 1)];
        switch (rota_test_between(random, 0, 6)) {
        case 0:
            change_row(p, random);
            break;
        case 1:
            change_convex(p, w, random);
            break;
        case 2:
            change_limit(p, w, random);
            break;
        case 3:
            change_rest(p, w, random);
            break;
        case 4:
            if (moved.worker < 0)
                moved = rota_test_change_problem(p, ROTA_TEST_LEAVE, *random);
            break;
        default:
            change_arc(w, random);
        }
    }
    return moved;
}

/* ---- against brute force ---- */

typedef struct {
    int claims, exact, helped;
} tally;

/* Brute force knows of no constant. */
static rota_cost optimum_of(const rota_problem *p) {
    rota_cost cost = rota_test_brute_force(p);
    return cost == INT64_MAX || cost == INT64_MIN ? cost : cost + p->constant;
}

static int carry_seed(uint64_t seed, tally *t) {
    uint64_t random = 17 * seed;
    rota_problem *then = problem_of(seed), *now = problem_of(seed);
    rota_cost before = optimum_of(then);
    rota_test_moved moved = change(now, &random);
    rota_cost optimum = optimum_of(now);
    int wrong = 0;
    if (before > INT64_MIN && before < INT64_MAX && optimum > INT64_MIN) {
        rota_test_then known;
        rota_test_before(&known, &moved, then, before, now);
        double bound = rota_bound_carried(now, &known.before);
        wrong = optimum < INT64_MAX && bound > (double)optimum;
        t->claims += bound > -(double)INFINITY;
        t->exact += bound == (double)optimum;
        t->helped += bound == (double)optimum && optimum != before;
        known.before.bound = INT64_MIN; /* no bound was known */
        wrong += rota_bound_carried(now, &known.before) > -(double)INFINITY;
        known.before.bound = before;
        known.row[0] = now->nrows; /* a map that is none */
        wrong += rota_bound_carried(now, &known.before) > -(double)INFINITY;
        rota_test_before_done(&known);
    }
    if (wrong)
        print_message("seed %d\n", (int)seed);
    rota_problem_free(then);
    rota_problem_free(now);
    free(moved.arc_to);
    return wrong;
}

static void test_no_bound_is_above_the_optimum(void **state) {
    (void)state;
    const char *n = getenv("ROTA_SEEDS");
    tally t = {0};
    int wrong = 0, seeds = n ? atoi(n) : SEEDS;
    for (int seed = 1; seed <= seeds; seed++)
        wrong += carry_seed((uint64_t)seed, &t);
    print_message("%d bounds, %d exact, %d of them of another optimum\n", t.claims, t.exact,
                  t.helped);
    assert_int_equal(wrong, 0);
    assert_true(t.claims > 0 && t.exact > 0 && t.helped > 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_no_bound_is_above_the_optimum)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
