#include "support/test.h"

#include "core/mem.h"
#include "solver/settle.h"
#include "support/problems.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { SEEDS = 4000, ROUNDS = 6, MOST_LINES = 400, MOST_ROTAS = 5000 };

/* All lawful lines of a tiny problem, in an LP of their own. */
typedef struct {
    rota_search search;
    rota_lines lines;
    rota_settling t;
    rota_settle_list open;
    int *first; /* [nworkers + 1] */
    long cuts, rotas;
    rota_cost best; /* of those tried */
} fixture;

static void add_line(fixture *f, int worker, const int *arcs) {
    size_t n = (size_t)f->search.p->ndays;
    rota_cost cost;
    if (f->lines.count == MOST_LINES || !rota_line_cost(f->search.p, worker, arcs, &cost, NULL))
        return;
    f->lines.workers[f->lines.count] = worker;
    f->lines.costs[f->lines.count] = cost;
    memcpy(f->lines.arcs + (size_t)f->lines.count++ * n, arcs, n * sizeof *arcs);
}

static void list_lines(fixture *f, int worker, int day, int *arcs) {
    const rota_worker *w = &f->search.p->workers[worker];
    if (day == f->search.p->ndays) {
        add_line(f, worker, arcs);
        return;
    }
    arcs[day] = -1;
    list_lines(f, worker, day + 1, arcs);
    for (int a = w->day_first[day]; a < w->day_first[day + 1]; a++) {
        arcs[day] = a;
        list_lines(f, worker, day + 1, arcs);
    }
}

static void put_into_lp(fixture *f) {
    rota_settling *t = &f->t;
    for (int i = 0; i < f->lines.count; i++) {
        int index =
            rota_pool_add(t->pool, f->lines.workers[i], f->lines.arcs + i * f->search.p->ndays);
        t->in_pool[i] = index;
        t->listed[index] = i;
        t->allowed[i] = 1;
        f->open.lines[f->open.count++] = i;
        rota_master_add(t->master, index);
    }
}

static void begin(fixture *f, const rota_problem *p) {
    *f = (fixture){.search.p = p};
    size_t cells = (size_t)MOST_LINES * (size_t)p->ndays;
    int arcs[64];
    f->lines.workers = ROTA_NEW_ARRAY(int, MOST_LINES);
    f->lines.costs = ROTA_NEW_ARRAY(rota_cost, MOST_LINES);
    f->lines.arcs = ROTA_NEW_ARRAY(int, cells);
    f->first = ROTA_NEW_ARRAY(int, p->nworkers + 1);
    for (int w = 0; w < p->nworkers; w++) {
        list_lines(f, w, 0, arcs);
        f->first[w + 1] = f->lines.count;
    }
    f->t = (rota_settling){
        .s = &f->search, .lines = &f->lines, .pool = rota_pool_new(p), .limit = INFINITY};
    assert_int_equal(rota_master_new(p, f->t.pool, &f->t.master, NULL), ROTA_OK);
    f->t.in_pool = ROTA_NEW_ARRAY(int, MOST_LINES);
    f->t.listed = ROTA_NEW_ARRAY(int, MOST_LINES);
    f->t.allowed = ROTA_NEW_ARRAY(unsigned char, MOST_LINES);
    f->t.credit = ROTA_NEW_ARRAY(double, MOST_LINES);
    for (int i = 0; i < ROTA_NSLACKS; i++)
        f->t.less[i] = ROTA_NEW_ARRAY(double, p->nrows);
    f->open.lines = ROTA_NEW_ARRAY(int, MOST_LINES);
    put_into_lp(f);
}

static void finish(fixture *f) {
    rota_settle__cuts_done(&f->t);
    rota_master_free(f->t.master);
    rota_pool_free(f->t.pool);
    free(f->t.in_pool);
    free(f->t.listed);
    free(f->t.allowed);
    free(f->open.lines);
    free(f->lines.workers);
    free(f->lines.costs);
    free(f->lines.arcs);
    free(f->first);
}

/* What the slacks of a row are for an activity: the cheapest ones. */
static void slacks_of(const rota_row *row, int activity, double *slack) {
    int below = row->target - activity, room = row->target - row->low;
    slack[ROTA_SLACK_UNDER_TARGET] = below <= 0 ? 0 : below < room ? below : room;
    slack[ROTA_SLACK_UNDER] = below > room ? below - room : 0;
    slack[ROTA_SLACK_OVER] = below < 0 ? -below : 0;
}

/* One rota: does it keep all cuts? */
static void keeps_cuts(fixture *f, const int *chosen, const int *activity) {
    const rota_problem *p = f->search.p;
    for (int k = 0; k < f->t.ncuts; k++) {
        double sum = 0, *in_cuts = ROTA_NEW_ARRAY(double, f->t.ncuts);
        for (int w = 0; w < p->nworkers; w++) {
            rota_settle__line_in_cuts(&f->t, chosen[w], in_cuts);
            sum += in_cuts[k];
        }
        free(in_cuts);
        for (int r = 0; r < p->nrows; r++) {
            double slack[ROTA_NSLACKS];
            slacks_of(&p->rows[r], activity[r], slack);
            for (int i = 0; i < ROTA_NSLACKS; i++)
                sum += slack[i] * rota_settle__slack_in_cut(&f->t, k, i, r);
        }
        if (sum < 1) /* coefficients are multiples of 2^-30: sums are exact */
            fail_msg("cut %d has %.9f", k, sum);
    }
}

static void try_rotas(fixture *f, int worker, int *chosen, int **lines) {
    const rota_problem *p = f->search.p;
    if (f->rotas >= MOST_ROTAS)
        return;
    if (worker == p->nworkers) {
        int *activity = ROTA_NEW_ARRAY(int, p->nrows);
        rota_cost cost = rota_rows_cost(p, lines, activity);
        f->rotas++;
        if (cost != INT64_MAX) {
            keeps_cuts(f, chosen, activity);
            for (int w = 0; w < p->nworkers; w++)
                cost += f->lines.costs[chosen[w]];
            f->best = cost + p->constant < f->best ? cost + p->constant : f->best;
        }
        free(activity);
        return;
    }
    for (int i = f->first[worker]; i < f->first[worker + 1]; i++) {
        chosen[worker] = i;
        lines[worker] = f->lines.arcs + i * p->ndays;
        try_rotas(f, worker + 1, chosen, lines);
    }
}

/* Cuts on cuts, as long as the LP is not whole; its value may only rise. */
static void cut(fixture *f) {
    if (rota_master_solve(f->t.master, 10) != ROTA_LP_OPTIMAL)
        return;
    for (int round = 0; round < ROUNDS; round++) {
        double before = rota_master_objective(f->t.master);
        int added = rota_settle__cut(&f->t, &f->open, 0);
        f->cuts += added;
        if (added == 0 || rota_master_solve_dual(f->t.master, 10) != ROTA_LP_OPTIMAL)
            return;
        assert_true(rota_master_objective(f->t.master) > before - 0.01);
    }
}

static void every_rota_keeps_every_cut(void **state) {
    (void)state;
    long cuts = 0, rotas = 0;
    for (uint64_t seed = 1; seed <= SEEDS; seed++) {
        rota_problem *p = rota_test_tiny_problem(seed);
        fixture f;
        begin(&f, p);
        if (f.lines.count < MOST_LINES && p->nworkers <= 3) {
            int chosen[3], *lines[3];
            cut(&f);
            f.best = INT64_MAX;
            if (f.t.ncuts > 0)
                try_rotas(&f, 0, chosen, lines);
            /* What the LP has of the cuts is no more than they are. */
            if (f.best < INT64_MAX && f.rotas < MOST_ROTAS)
                assert_true(rota_master_objective(f.t.master) < (double)f.best + 1);
        }
        cuts += f.cuts;
        rotas += f.t.ncuts > 0 ? f.rotas : 0;
        finish(&f);
        rota_problem_free(p);
    }
    print_message("%ld cuts, %ld rotas\n", cuts, rotas);
    assert_true(cuts > 100); /* else the problems say nothing */
    assert_true(rotas > 10000);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_rota_keeps_every_cut),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
