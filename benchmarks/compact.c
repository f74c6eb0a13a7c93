#include "benchmarks/compact.h"

#include "benchmarks/compact_build.h"
#include "core/mem.h"
#include "solver/price.h"

#include <limits.h>
#include <math.h>
#include <stdlib.h>

typedef rota_compact_build build;

/* ---- rows of all people ---- */

static void add_rows(build *b) {
    const rota_problem *p = b->p;
    int first = b->m.nrows;
    for (int r = 0; r < p->nrows; r++) {
        const rota_row *row = &p->rows[r];
        rota_model_row(&b->m, row->target, row->target);
        double most = row->high == INT32_MAX ? (double)INFINITY : (double)row->high - row->target;
        int under = rota_model_column(&b->m, rota_compact__points(row->under), 0, INFINITY, false);
        int below_target = rota_model_column(&b->m, rota_compact__points(row->under_target), 0,
                                             row->target - row->low, false);
        int over = rota_model_column(&b->m, rota_compact__points(row->over), 0, most, false);
        rota_model_put(&b->m, first + r, under, 1);
        rota_model_put(&b->m, first + r, below_target, 1);
        rota_model_put(&b->m, first + r, over, -1);
    }
    for (int w = 0; w < p->nworkers; w++) {
        const rota_worker *worker = &p->workers[w];
        for (int a = 0; a < worker->narcs; a++) {
            const rota_arc_row *ar = worker->arc_rows + worker->arcs[a].first_row;
            for (int i = 0; i < worker->arcs[a].nrows; i++)
                rota_model_put(&b->m, first + ar[i].row, b->first_arc[w] + a, ar[i].coef);
        }
    }
}

/* ---- solving ---- */

/* Read the rota out of x, and cost it exactly; false when it is not what the model promised. */
static bool read_rota(const build *b, const double *x, double objective, rota_compact *out) {
    const rota_problem *p = b->p;
    out->cost = p->constant;
    for (int w = 0; w < p->nworkers; w++) {
        const rota_worker *worker = &p->workers[w];
        for (int d = 0; d < p->ndays; d++)
            out->lines[w][d] = -1;
        for (int a = 0; a < worker->narcs; a++)
            if (x[b->first_arc[w] + a] > 0.5)
                out->lines[w][worker->arcs[a].day] = a;
        rota_cost cost;
        if (!rota_line_cost(p, w, out->lines[w], &cost, NULL))
            return false;
        out->cost += cost;
    }
    rota_cost rows = rota_rows_cost(p, out->lines, NULL);
    if (rows == INT64_MAX)
        return false;
    out->cost += rows;
    return fabs(rota_compact__points(out->cost) - objective) <= 1e-6 * fmax(1, fabs(objective));
}

static rota_rc run(build *b, rota_lp *lp, double seconds, rota_compact *out, rota_err *err) {
    double begin = rota_clock_seconds();
    out->status = rota_lp_solve(lp, seconds);
    out->root_seconds = rota_clock_seconds() - begin;
    out->bound = -INFINITY;
    if (out->status != ROTA_LP_OPTIMAL)
        return ROTA_OK;
    out->bound = rota_lp_objective(lp);
    double *x = ROTA_NEW_ARRAY(double, b->m.ncolumns), objective = 0;
    out->status = rota_lp_solve_integer(lp, b->m.integer, LONG_MAX, seconds - out->root_seconds,
                                        NULL, x, &out->found);
    for (int c = 0; c < b->m.ncolumns; c++)
        objective += b->m.cost[c] * x[c];
    bool good = !out->found || read_rota(b, x, objective, out);
    free(x);
    if (out->status == ROTA_LP_OPTIMAL)
        out->bound = rota_compact__points(out->cost);
    return good ? ROTA_OK
                : rota_fail(err, ROTA_E_SYSTEM, "the compact model's rota is not what it costs");
}

static void build_model(build *b, const rota_problem *p) {
    *b = (build){.p = p, .first_arc = ROTA_NEW_ARRAY(int, p->nworkers)};
    for (int w = 0; w < p->nworkers; w++)
        rota_compact__person(b, w);
    add_rows(b);
    if (p->constant != 0) /* as a column: formats of files do not agree on constants */
        rota_model_column(&b->m, rota_compact__points(p->constant), 1, 1, false);
}

static void build_done(build *b) {
    rota_model_done(&b->m);
    free(b->first_arc);
}

rota_rc rota_compact_solve(const rota_problem *problem, double seconds, rota_compact **out,
                           rota_err *err) {
    double begin = rota_clock_seconds();
    rota_lp *lp = NULL;
    rota_rc rc = rota_lp_new(&lp, err);
    if (rc != ROTA_OK)
        return rc;
    build b;
    build_model(&b, problem);
    rota_model_write(&b.m, lp);
    rota_compact *compact = ROTA_NEW(rota_compact);
    compact->lines = ROTA_NEW_ARRAY(int *, problem->nworkers);
    for (int w = 0; w < problem->nworkers; w++)
        compact->lines[w] = ROTA_NEW_ARRAY(int, problem->ndays);
    compact->rows = b.m.nrows;
    compact->columns = b.m.ncolumns;
    rc = run(&b, lp, seconds, compact, err);
    compact->seconds = rota_clock_seconds() - begin;
    rota_lp_free(lp);
    build_done(&b);
    if (rc == ROTA_OK)
        *out = compact;
    else
        rota_compact_free(compact, problem);
    return rc;
}

void rota_compact_mps(const rota_problem *problem, rota_text *out) {
    build b;
    build_model(&b, problem);
    rota_model_mps(&b.m, out);
    build_done(&b);
}

void rota_compact_free(rota_compact *compact, const rota_problem *problem) {
    if (!compact)
        return;
    for (int w = 0; w < problem->nworkers; w++)
        free(compact->lines[w]);
    free(compact->lines);
    free(compact);
}
