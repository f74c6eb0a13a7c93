/* Weeks by themselves against whole lines: every lawful line gives lawful lines of its weeks that
 * cost no more together, whatever the multipliers. */
#include "support/test.h"

#include "core/mem.h"
#include "solver/piece.h"
#include "solver/solve.h"
#include "solver/week_ends.h"
#include "support/problems.h"
#include "support/twist.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { SEEDS = 1500, PEOPLE = 2, WAYS = 1500, ROTAS = 40, SOLVED = 200 };

/* A problem of a few weeks, all lawful lines of each person, and its weeks by themselves. */
typedef struct {
    rota_problem *p;
    rota_test_lines all[PEOPLE];
    rota_multipliers *m;
    rota_piece **pieces;
    uint64_t random;
} sample;

static int between(sample *s, int low, int high) {
    return rota_test_between(&s->random, low, high);
}

/* Any numbers, that fall with no longer run. */
static void choose_edges(sample *s) {
    for (int i = 0; i < PEOPLE * s->p->nweeks; i++) {
        rota_ending *e = s->m->edge[i];
        for (int a = 0; e && a < e->nclasses; a++) {
            rota_cost base = between(s, -90000, 90000), day = between(s, 0, 20000),
                      night = between(s, 0, 20000);
            for (int d = 1; d <= e->nrun; d++)
                for (int n = 0; n <= e->most_nights; n++)
                    e->value[rota_ending_state(e, a, d, n)] = base + day * d + night * n;
        }
    }
}

static void choose_multipliers(sample *s) {
    for (int w = 0; w < PEOPLE; w++) {
        s->m->nights[w] = between(s, -40000, 40000);
        s->m->weekends[w] = between(s, -40000, 40000);
        s->m->holidays[w] = between(s, -40000, 40000);
        for (int b = 0; b < s->p->nblocks; b++)
            s->m->block[w * s->p->nblocks + b] = between(s, -400, 400);
    }
    for (int r = 0; r < s->p->nrows; r++)
        s->m->price[r] = between(s, -100000, 6000000);
    rota_multipliers_clip(s->m, s->p);
}

static void cut(sample *s) {
    for (int k = 0; k < s->p->nweeks; k++) {
        rota_piece_free(s->pieces[k]);
        s->pieces[k] = rota_piece_cut(s->p, k, s->m);
    }
}

/* Leave the runs of days and nights alone to couple the weeks, and what follows from day to day. */
static void uncouple(rota_problem *p) {
    p->nblocks = p->nweeks;
    for (int k = 0; k < p->nweeks; k++)
        p->block_of_week[k] = k;
    for (int w = 0; w < p->nworkers; w++) {
        rota_worker *worker = &p->workers[w];
        free(worker->block);
        worker->block = ROTA_NEW_ARRAY(rota_convex, p->nblocks);
        free(worker->max_total_minutes);
        worker->max_total_minutes = NULL;
        worker->max_weekends = -1;
        worker->min_run_off = -1;
        worker->weekly_rest = 0;
        worker->nights = worker->weekends = worker->holidays = (rota_convex){0};
    }
}

static bool sample_init(sample *s, uint64_t seed) {
    *s = (sample){.p = rota_test_long_problem(seed, PEOPLE, WAYS), .random = seed + 57};
    if (seed % 3 == 0) {
        uncouple(s->p);
    } else {
        if (seed & 1)
            rota_test_twist(s->p, seed);
        if (seed & 2)
            rota_test_add_rules(s->p, seed);
    }
    bool good = true;
    for (int w = 0; w < PEOPLE; w++) {
        rota_test_lines_init(&s->all[w], s->p, w);
        good = good && s->all[w].count > 0;
    }
    s->m = rota_multipliers_new(s->p);
    s->pieces = ROTA_NEW_ARRAY(rota_piece *, s->p->nweeks);
    if (seed % 3)
        choose_multipliers(s);
    return good;
}

static void sample_done(sample *s) {
    for (int k = 0; k < s->p->nweeks; k++)
        rota_piece_free(s->pieces[k]);
    free(s->pieces);
    rota_multipliers_free(s->m, s->p);
    for (int w = 0; w < PEOPLE; w++)
        rota_test_lines_done(&s->all[w]);
    rota_problem_free(s->p);
}

/* Days and nights in a row that end on a day of a whole line. */
static void run_on(const rota_worker *w, const int *line, int day, int *days, int *nights) {
    *days = w->before.run_days;
    *nights = w->before.run_nights;
    for (int d = 0; d <= day; d++) {
        const rota_arc *arc = line[d] < 0 ? NULL : &w->arcs[line[d]];
        bool works = arc && !(arc->flags & ROTA_ARC_OFF);
        *days = works ? *days + 1 : 0;
        *nights = works && (arc->flags & ROTA_ARC_NIGHT) ? *nights + 1 : 0;
    }
}

/* The week of a whole line. */
static void part_of(const sample *s, const rota_piece *piece, int worker, const int *line,
                    int *out) {
    const rota_worker *w = &piece->problem->workers[worker], *whole = &s->p->workers[worker];
    for (int d = 0; d < piece->problem->ndays; d++) {
        int days, nights, from = piece->first_day + d;
        run_on(whole, line, from, &days, &nights);
        days = whole->max_run_days > 0 ? days : 1;
        nights = whole->max_run_nights > 0 ? nights : 0;
        out[d] = -1;
        for (int a = w->day_first[d]; a < w->day_first[d + 1]; a++) {
            const rota_arc *arc = &w->arcs[a];
            bool same_run = d >= piece->eve || (arc->ran_days == (days > 1 ? days - 1 : 0) &&
                                                arc->ran_nights == (nights > 1 ? nights - 1 : 0));
            if (piece->arc_from[worker][a] == line[from] && same_run)
                out[d] = a;
        }
        assert_true((out[d] >= 0) == (line[from] >= 0));
    }
}

/* What the weeks of a rota cost by themselves. */
static rota_cost cost_of_weeks(const sample *s, int *const *lines) {
    rota_cost sum =
        s->p->constant + rota_multipliers_counts(s->m, s->p) + rota_multipliers_rows(s->m, s->p);
    for (int k = 0; k < s->p->nweeks; k++) {
        const rota_piece *piece = s->pieces[k];
        int *parts[PEOPLE];
        for (int w = 0; w < PEOPLE; w++) {
            rota_cost cost;
            parts[w] = ROTA_NEW_ARRAY(int, piece->problem->ndays);
            part_of(s, piece, w, lines[w], parts[w]);
            assert_true(rota_line_cost(piece->problem, w, parts[w], &cost, NULL));
            sum += cost;
        }
        rota_cost rows = rota_rows_cost(piece->problem, parts, NULL);
        assert_true(rows != INT64_MAX);
        sum += rows;
        for (int w = 0; w < PEOPLE; w++)
            free(parts[w]);
    }
    return sum;
}

static rota_cost cost_of(const sample *s, int *const *lines) {
    rota_cost sum = s->p->constant + rota_rows_cost(s->p, lines, NULL);
    for (int w = 0; w < PEOPLE; w++) {
        rota_cost cost;
        assert_true(rota_line_cost(s->p, w, lines[w], &cost, NULL));
        sum += cost;
    }
    return sum;
}

static void weeks_cost_no_more(void **state) {
    (void)state;
    int equal = 0, several = 0;
    for (uint64_t seed = 1; seed <= SEEDS; seed++) {
        sample s;
        if (sample_init(&s, seed)) {
            choose_edges(&s);
            cut(&s);
            for (int i = 0; i < ROTAS; i++) {
                int *lines[PEOPLE];
                for (int w = 0; w < PEOPLE; w++)
                    lines[w] = s.all[w].arcs[between(&s, 0, s.all[w].count - 1)];
                rota_cost weeks = cost_of_weeks(&s, lines), whole = cost_of(&s, lines);
                if (weeks > whole)
                    fail_msg("seed %d: the weeks cost %lld, the rota %lld", (int)seed,
                             (long long)weeks, (long long)whole);
                equal += weeks == whole;
                several += s.p->nweeks > 1;
            }
        }
        sample_done(&s);
    }
    assert_true(several > SEEDS * ROTAS / 2);
    assert_true(equal > several / 100);
}

/* The least of cost less prices over all lines of everybody. */
static double least_of_lines(const sample *s, const double *pi) {
    double sum = 0;
    for (int w = 0; w < PEOPLE; w++) {
        const rota_worker *worker = &s->p->workers[w];
        double least = INFINITY;
        for (int l = 0; l < s->all[w].count; l++) {
            rota_cost cost;
            rota_line_cost(s->p, w, s->all[w].arcs[l], &cost, NULL);
            double value = (double)cost;
            for (int d = 0; d < s->p->ndays; d++) {
                const rota_arc *arc =
                    s->all[w].arcs[l][d] < 0 ? NULL : &worker->arcs[s->all[w].arcs[l][d]];
                for (int i = 0; arc && i < arc->nrows; i++)
                    value -= pi[worker->arc_rows[arc->first_row + i].row] *
                             worker->arc_rows[arc->first_row + i].coef;
            }
            least = fmin(least, value);
        }
        sum += least;
    }
    return sum;
}

static double value_of_weeks(sample *s, const double *pi) {
    double sum = (double)rota_multipliers_counts(s->m, s->p);
    rota_price_room *room = rota_price_room_new();
    for (int w = 0; w < PEOPLE; w++) {
        rota_week_ends ends = {
            .problem = s->p, .pieces = s->pieces, .pi = pi, .worker = w, .room = room};
        sum += rota_week_ends_value(&ends, s->m->edge + (size_t)w * (size_t)s->p->nweeks);
        assert_true(ends.complete);
    }
    rota_price_room_free(room);
    return sum;
}

/* Random prices; those of rows over two weeks are the multipliers. */
static double *choose_prices(sample *s) {
    double *pi = ROTA_NEW_ARRAY(double, s->p->nrows + 1);
    for (int r = 0; r < s->p->nrows; r++)
        pi[r] = s->m->priced[r] ? (double)s->m->price[r]
                                : between(s, -200, 20000) * 50 + between(s, 0, 63) / 64.0;
    return pi;
}

/* Weeks whose lines may end in any way at no cost. */
static void cut_without_ends(sample *s) {
    cut(s);
    for (int k = 0; k < s->p->nweeks; k++)
        for (int w = 0; w < PEOPLE; w++) {
            rota_ending_free(s->pieces[k]->problem->workers[w].ending);
            s->pieces[k]->problem->workers[w].ending = NULL;
        }
}

/* The least of cost and V less prices over a worker's lines of a week. */
static double least_of_week(const sample *s, int k, int worker, const double *pi) {
    const rota_piece *piece = s->pieces[k];
    const rota_worker *w = &piece->problem->workers[worker];
    double *cost = ROTA_NEW_ARRAY(double, w->narcs + 1), least;
    for (int a = 0; a < w->narcs; a++) {
        for (int part = 0; part < ROTA_NPARTS; part++)
            cost[a] += (double)w->arcs[a].cost[part];
        for (int i = 0; i < w->arcs[a].nrows; i++) {
            const rota_arc_row *ar = &w->arc_rows[w->arcs[a].first_row + i];
            cost[a] -= pi[piece->row_from[ar->row]] * ar->coef;
        }
    }
    rota_pricer *pricer = rota_pricer_new(piece->problem, worker);
    rota_price_room *room = rota_price_room_new();
    rota_price_request request = {.arc_cost = cost, .threshold = 1e15, .max_lines = 1};
    rota_price_result result;
    rota_price(pricer, &request, room, &result);
    assert_true(result.complete && result.count > 0);
    least = result.cost[0];
    rota_price_room_free(room);
    rota_pricer_free(pricer);
    free(cost);
    return least;
}

/* V from what follows is worth as much as V from what went before, but for what V is rounded by:
 * the weeks' least lines cost together what they did, and no more than whole lines. */
static void rest_is_worth_the_same(void **state) {
    (void)state;
    int same = 0, tried = 0;
    for (uint64_t seed = 1; seed <= SEEDS; seed++) {
        sample s;
        if (sample_init(&s, seed)) {
            double *pi = choose_prices(&s), sum = (double)rota_multipliers_counts(s.m, s.p);
            cut_without_ends(&s);
            double weeks = value_of_weeks(&s, pi);
            rota_price_room *room = rota_price_room_new();
            for (int w = 0; w < PEOPLE; w++) {
                rota_week_ends ends = {
                    .problem = s.p, .pieces = s.pieces, .pi = pi, .worker = w, .room = room};
                rota_week_ends_rest(&ends, s.m->edge + (size_t)w * (size_t)s.p->nweeks);
            }
            rota_price_room_free(room);
            cut(&s);
            for (int w = 0; w < PEOPLE; w++)
                for (int k = 0; k < s.p->nweeks; k++)
                    sum += least_of_week(&s, k, w, pi);
            if (sum > least_of_lines(&s, pi))
                fail_msg("seed %d: the weeks' lines cost %.3f, the lines %.3f", (int)seed, sum,
                         least_of_lines(&s, pi));
            same += sum > weeks - PEOPLE * s.p->nweeks;
            tried++;
            int *lines[PEOPLE];
            for (int w = 0; w < PEOPLE; w++)
                lines[w] = s.all[w].arcs[between(&s, 0, s.all[w].count - 1)];
            assert_true(cost_of_weeks(&s, lines) <= cost_of(&s, lines));
            free(pi);
        }
        sample_done(&s);
    }
    if (same < tried * 49 / 50)
        fail_msg("only %d of %d are worth the same", same, tried);
}

/* At any prices the lines of everybody cost at least what they do week by week; and at the V that
 * this gives, the weeks still cost no more than a rota. */
static void ends_are_bounds(void **state) {
    (void)state;
    int near = 0, tried = 0; /* where nothing but V couples the weeks */
    for (uint64_t seed = 1; seed <= SEEDS; seed++) {
        sample s;
        if (sample_init(&s, seed)) {
            double *pi = choose_prices(&s);
            cut_without_ends(&s);
            double weeks = value_of_weeks(&s, pi), whole = least_of_lines(&s, pi);
            if (weeks > whole)
                fail_msg("seed %d: the weeks' lines cost %.3f, the lines %.3f", (int)seed, weeks,
                         whole);
            near += seed % 3 == 0 && weeks > whole - 2 * PEOPLE * s.p->nweeks;
            tried += seed % 3 == 0;
            free(pi);
            cut(&s);
            int *lines[PEOPLE];
            for (int w = 0; w < PEOPLE; w++)
                lines[w] = s.all[w].arcs[between(&s, 0, s.all[w].count - 1)];
            assert_true(cost_of_weeks(&s, lines) <= cost_of(&s, lines));
        }
        sample_done(&s);
    }
    assert_true(near > tried * 9 / 10);
}

/* A week with V is a problem like any other: the solver proves the optimum that brute force finds.
 */
static void weeks_are_solved(void **state) {
    (void)state;
    int with_ends = 0;
    for (uint64_t seed = 1; seed <= SOLVED; seed++) {
        sample s;
        bool good = sample_init(&s, seed);
        if (good) {
            choose_edges(&s);
            cut(&s);
        }
        for (int k = 0; good && k < s.p->nweeks; k++) {
            const rota_problem *q = s.pieces[k]->problem;
            rota_solve_settings settings;
            rota_solve_settings_init(&settings);
            rota_solution *solution;
            rota_err err;
            assert_int_equal(rota_solve(q, &settings, &solution, &err), ROTA_OK);
            assert_true(solution->proven);
            if (solution->cost != rota_test_brute_force(q))
                fail_msg("seed %d, week %d: %lld, brute force %lld", (int)seed, k,
                         (long long)solution->cost, (long long)rota_test_brute_force(q));
            with_ends += q->workers[0].ending != NULL;
            rota_solution_free(solution, q);
        }
        sample_done(&s);
    }
    assert_true(with_ends > SOLVED / 4);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(weeks_cost_no_more),
        cmocka_unit_test(ends_are_bounds),
        cmocka_unit_test(rest_is_worth_the_same),
        cmocka_unit_test(weeks_are_solved),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
