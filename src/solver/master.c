#include "solver/master.h"

#include "core/mem.h"
#include "solver/price_internal.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const double MOST_PRICE = 6e10; /* cost units: sums over thousands of rows are exact */

struct rota_master {
    const rota_problem *p;
    rota_pool *pool;
    rota_lp *lp;
    int nkinds;
    double *kind_lower, *kind_upper;
    bool *kind_filled;        /* [nkinds] has its row in the LP its coefficients? */
    int *slack[ROTA_NSLACKS]; /* [nrows] columns of u1, u2 and o, -1 = the row has none */
    double *most_u1;          /* [nrows] most that u1 can be */
    double *most_over;
    int first_elastic, first_missing, first_line; /* elastic: two for each kind, one for each row */
    bool elastic;                                 /* may limits be passed at a price? */
    int ncuts;                                    /* rows after those of kinds */
    int *lines;                                   /* of the columns from first_line on */
    int nlines, lines_capacity;
    double unit;         /* cost units that are 1 in the LP */
    double missing_cost; /* cost units */
};

/* Bounds on what a row's activity can be. They only keep slack columns finite, so counting every
 * arc (though a person works one a day) is near enough. */
static void activity_range(const rota_problem *p, int *least, int *most) {
    for (int w = 0; w < p->nworkers; w++) {
        const rota_worker *worker = &p->workers[w];
        for (int d = 0; d < p->ndays; d++) {
            for (int a = worker->day_first[d]; a < worker->day_first[d + 1]; a++) {
                const rota_arc *arc = &worker->arcs[a];
                for (int i = 0; i < arc->nrows; i++) {
                    const rota_arc_row *ar = &worker->arc_rows[arc->first_row + i];
                    int *side = ar->coef > 0 ? &most[ar->row] : &least[ar->row];
                    *side += ar->coef;
                }
            }
        }
    }
}

static void add_rows(rota_master *m) {
    const rota_problem *p = m->p;
    for (int r = 0; r < p->nrows; r++)
        rota_lp_add_row(m->lp, p->rows[r].target, p->rows[r].target);
    for (int w = 0; w < p->nworkers; w++)
        rota_lp_add_row(m->lp, 1, 1);
    for (int k = 0; k < m->nkinds; k++)
        rota_lp_add_row(m->lp, -INFINITY, INFINITY);
}

/* Columns that pass a bound of a kind or the maximum of a row, at the price of a missing line. A
 * branch may leave the lines at hand, or all lines, without a solution: these keep the LP solvable,
 * so that pricing can bring the lines that are wanted or the bound can show that there are none. */
static void add_elastic(rota_master *m) {
    const rota_problem *p = m->p;
    double up = 1, down = -1;
    m->first_elastic = rota_lp_columns(m->lp);
    for (int k = 0; k < m->nkinds; k++) {
        int row = p->nrows + p->nworkers + k;
        rota_lp_add_column(m->lp, m->missing_cost / m->unit, 0, 0, 1, &row, &up);
        rota_lp_add_column(m->lp, m->missing_cost / m->unit, 0, 0, 1, &row, &down);
    }
    for (int r = 0; r < p->nrows; r++)
        rota_lp_add_column(m->lp, (m->missing_cost + (double)p->rows[r].over) / m->unit, 0, 0, 1,
                           &r, &down);
}

void rota_master_set_elastic(rota_master *m, bool elastic) {
    m->elastic = elastic;
    for (int c = m->first_elastic; c < m->first_missing; c++)
        rota_lp_set_column(m->lp, c, 0, elastic ? (double)INFINITY : 0);
}

static void add_slacks(rota_master *m) {
    const rota_problem *p = m->p;
    int *least = ROTA_NEW_ARRAY(int, p->nrows), *most = ROTA_NEW_ARRAY(int, p->nrows);
    activity_range(p, least, most);
    for (int r = 0; r < p->nrows; r++) {
        const rota_row *row = &p->rows[r];
        double up = 1, down = -1;
        int room = row->high < most[r] ? row->high : most[r];
        for (int i = 0; i < ROTA_NSLACKS; i++)
            m->slack[i][r] = -1;
        m->most_u1[r] = row->low > least[r] ? row->low - least[r] : 0;
        m->most_over[r] = room > row->target ? room - row->target : 0;
        if (m->most_u1[r] > 0)
            m->slack[ROTA_SLACK_UNDER][r] = rota_lp_add_column(m->lp, (double)row->under / m->unit,
                                                               0, m->most_u1[r], 1, &r, &up);
        if (row->target > row->low)
            m->slack[ROTA_SLACK_UNDER_TARGET][r] = rota_lp_add_column(
                m->lp, (double)row->under_target / m->unit, 0, row->target - row->low, 1, &r, &up);
        if (m->most_over[r] > 0)
            m->slack[ROTA_SLACK_OVER][r] = rota_lp_add_column(m->lp, (double)row->over / m->unit, 0,
                                                              m->most_over[r], 1, &r, &down);
    }
    free(least);
    free(most);
    add_elastic(m);
    m->first_missing = rota_lp_columns(m->lp);
    for (int w = 0; w < p->nworkers; w++) {
        int row = p->nrows + w;
        double one = 1;
        rota_lp_add_column(m->lp, m->missing_cost / m->unit, 0, INFINITY, 1, &row, &one);
    }
    m->first_line = rota_lp_columns(m->lp);
}

/* What is 1 in the LP. GLPK's tolerances are meant for numbers around 1 to 1000: a point does where
 * the middle of mean duty and dearest row is there, and else a multiple of it (a power of two, so
 * that nothing is rounded) that brings it there. */
static double unit_of(const rota_problem *p) {
    double sum = 0, dearest = 0, unit = ROTA_COST_SCALE;
    long count = 0;
    for (int w = 0; w < p->nworkers; w++)
        for (int a = 0; a < p->workers[w].narcs; a++, count++) {
            rota_cost cost = 0;
            for (int part = 0; part < ROTA_NPARTS; part++)
                cost += p->workers[w].arcs[a].cost[part];
            sum += fabs((double)cost);
        }
    for (int r = 0; r < p->nrows; r++)
        dearest = fmax(dearest, fmax((double)p->rows[r].under, (double)p->rows[r].over));
    double mean = count > 0 ? sum / (double)count : 0;
    double middle = sqrt(fmax(mean, 1) * fmax(dearest, 1));
    while (middle / unit > 1000)
        unit *= 2;
    while (middle / unit < 1 && unit > 1)
        unit /= 2;
    return unit;
}

rota_rc rota_master_new(const rota_problem *problem, rota_pool *pool, rota_master **out,
                        rota_err *err) {
    rota_master *m = ROTA_NEW(rota_master);
    m->p = problem;
    m->pool = pool;
    rota_rc rc = rota_lp_new(&m->lp, err);
    if (rc != ROTA_OK) {
        free(m);
        return rc;
    }
    for (int r = 0; r < problem->nrows; r++)
        m->nkinds = problem->rows[r].kind >= m->nkinds ? problem->rows[r].kind + 1 : m->nkinds;
    m->kind_lower = ROTA_NEW_ARRAY(double, m->nkinds);
    m->kind_upper = ROTA_NEW_ARRAY(double, m->nkinds);
    for (int k = 0; k < m->nkinds; k++) {
        m->kind_lower[k] = -INFINITY;
        m->kind_upper[k] = INFINITY;
    }
    m->kind_filled = ROTA_NEW_ARRAY(bool, m->nkinds);
    for (int i = 0; i < ROTA_NSLACKS; i++)
        m->slack[i] = ROTA_NEW_ARRAY(int, problem->nrows);
    m->most_u1 = ROTA_NEW_ARRAY(double, problem->nrows);
    m->most_over = ROTA_NEW_ARRAY(double, problem->nrows);
    m->missing_cost = rota_master__price_of_missing(problem);
    m->unit = unit_of(problem);
    add_rows(m);
    add_slacks(m);
    *out = m;
    return ROTA_OK;
}

void rota_master_free(rota_master *m) {
    if (!m)
        return;
    rota_lp_free(m->lp);
    free(m->kind_lower);
    free(m->kind_upper);
    free(m->kind_filled);
    for (int i = 0; i < ROTA_NSLACKS; i++)
        free(m->slack[i]);
    free(m->most_u1);
    free(m->most_over);
    free(m->lines);
    free(m);
}

int rota_master_kinds(const rota_master *m) {
    return m->nkinds;
}

/* ---- prices ---- */

void rota_prices_init(rota_prices *prices, const rota_master *m) {
    prices->pi = ROTA_NEW_ARRAY(double, m->p->nrows);
    prices->sigma = ROTA_NEW_ARRAY(double, m->p->nworkers);
    prices->mu = ROTA_NEW_ARRAY(double, m->nkinds);
}

void rota_prices_done(rota_prices *prices) {
    free(prices->pi);
    free(prices->sigma);
    free(prices->mu);
    *prices = (rota_prices){0};
}

static void mix(double *to, const double *other, double share, int n) {
    for (int i = 0; i < n; i++)
        to[i] = (1 - share) * to[i] + share * other[i];
}

void rota_prices_mix(rota_prices *to, const rota_prices *other, double share,
                     const rota_master *m) {
    mix(to->pi, other->pi, share, m->p->nrows);
    mix(to->sigma, other->sigma, share, m->p->nworkers);
    mix(to->mu, other->mu, share, m->nkinds);
}

static void round_all(double *x, int n) {
    for (int i = 0; i < n; i++)
        x[i] = rint(x[i] * 64) / 64;
}

void rota_prices_round(rota_prices *prices, const rota_master *m) {
    round_all(prices->pi, m->p->nrows);
    round_all(prices->sigma, m->p->nworkers);
    round_all(prices->mu, m->nkinds);
}

void rota_prices_copy(rota_prices *to, const rota_prices *from, const rota_master *m) {
    rota_prices_mix(to, from, 1, m);
}

/* ---- lines ---- */

static int first_cut(const rota_master *m) {
    return m->p->nrows + m->p->nworkers + m->nkinds;
}

void rota_master_add_in_cuts(rota_master *m, int index, const double *in_cuts) {
    rota_line *line = rota_pool_line(m->pool, index);
    if (line->column >= 0)
        return;
    int *rows = ROTA_NEW_ARRAY(int, line->nrows + 1 + m->ncuts);
    double *coefs = ROTA_NEW_ARRAY(double, line->nrows + 1 + m->ncuts);
    int n = 0; /* GLPK wants no zero coefficients */
    for (int i = 0; i < line->nrows; i++)
        if (line->coefs[i] != 0) {
            rows[n] = line->rows[i];
            coefs[n++] = line->coefs[i];
        }
    rows[n] = m->p->nrows + line->worker;
    coefs[n++] = 1;
    for (int k = 0; k < m->ncuts; k++)
        if (in_cuts[k] != 0) {
            rows[n] = first_cut(m) + k;
            coefs[n++] = in_cuts[k];
        }
    line->column =
        rota_lp_add_column(m->lp, (double)line->cost / m->unit, 0, INFINITY, n, rows, coefs);
    ROTA_GROW(m->lines, m->nlines, m->lines_capacity);
    m->lines[m->nlines++] = index;
    free(rows);
    free(coefs);
}

void rota_master_add(rota_master *m, int index) {
    rota_master_add_in_cuts(m, index, NULL);
}

void rota_master_bound_line(rota_master *m, int index, double lower, double upper) {
    const rota_line *line = rota_pool_line(m->pool, index);
    if (line->column >= 0)
        rota_lp_set_column(m->lp, line->column, lower, upper);
}

bool rota_master_is_closed(const rota_master *m, int index) {
    const rota_line *line = rota_pool_line(m->pool, index);
    return line->column >= 0 && rota_lp_is_closed(m->lp, line->column);
}

/* The row of a kind is long and dense, and needed only when branching bounds it. */
static void fill_kind(rota_master *m, int kind) {
    int *columns = ROTA_NEW_ARRAY(int, m->p->nrows + 2), n = 0;
    double *coefs = ROTA_NEW_ARRAY(double, m->p->nrows + 2);
    for (int r = 0; r < m->p->nrows; r++)
        if (m->p->rows[r].kind == kind && m->slack[ROTA_SLACK_UNDER][r] >= 0) {
            columns[n] = m->slack[ROTA_SLACK_UNDER][r];
            coefs[n++] = 1;
        }
    for (int side = 0; side < 2; side++) {
        columns[n] = m->first_elastic + 2 * kind + side;
        coefs[n++] = side == 0 ? 1 : -1;
    }
    rota_lp_fill_row(m->lp, m->p->nrows + m->p->nworkers + kind, n, columns, coefs);
    m->kind_filled[kind] = true;
    free(columns);
    free(coefs);
}

void rota_master_bound_kind(rota_master *m, int kind, double lower, double upper) {
    m->kind_lower[kind] = lower;
    m->kind_upper[kind] = upper;
    if (!m->kind_filled[kind] && !(isinf(lower) && isinf(upper)))
        fill_kind(m, kind);
    rota_lp_set_row(m->lp, m->p->nrows + m->p->nworkers + kind, lower, upper);
}

const int *rota_master_lines(const rota_master *m, int *count) {
    *count = m->nlines;
    return m->lines;
}

void rota_master_trim(rota_master *m, double limit) {
    unsigned char *gone = ROTA_NEW_ARRAY(unsigned char, rota_lp_columns(m->lp));
    int kept = 0;
    for (int i = 0; i < m->nlines; i++) {
        rota_line *line = rota_pool_line(m->pool, m->lines[i]);
        int column = m->first_line + i;
        if (!rota_lp_is_basic(m->lp, column) &&
            rota_lp_reduced_cost(m->lp, column) > limit / m->unit &&
            rota_lp_value(m->lp, column) < 1e-9) {
            gone[column] = 1;
            line->column = -1;
        } else {
            line->column = m->first_line + kept;
            m->lines[kept++] = m->lines[i];
        }
    }
    rota_lp_delete_columns(m->lp, gone);
    m->nlines = kept;
    free(gone);
}

static int by_size(const void *a, const void *b) {
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

void rota_master_trim_to(rota_master *m, int count) {
    if (m->nlines <= count)
        return;
    double *costs = ROTA_NEW_ARRAY(double, m->nlines);
    for (int i = 0; i < m->nlines; i++)
        costs[i] = rota_lp_is_basic(m->lp, m->first_line + i)
                       ? -INFINITY
                       : rota_lp_reduced_cost(m->lp, m->first_line + i);
    qsort(costs, (size_t)m->nlines, sizeof *costs, by_size);
    double limit = fmax(costs[count], 0);
    free(costs);
    rota_master_trim(m, limit * m->unit);
}

/* ---- the solved LP ---- */

void rota_master_watch(rota_master *m, const volatile int *stop) {
    rota_lp_watch(m->lp, stop);
}

bool rota_master_alive(const rota_master *m) {
    return rota_lp_alive(m->lp);
}

enum rota_lp_status rota_master_solve(rota_master *m, double seconds) {
    return rota_lp_solve(m->lp, seconds);
}

enum rota_lp_status rota_master_solve_dual(rota_master *m, double seconds) {
    return rota_lp_solve_dual(m->lp, seconds);
}

enum rota_lp_status rota_master_solve_dual_below(rota_master *m, double most, double seconds) {
    return rota_lp_solve_dual_below(m->lp, (most - (double)m->p->constant) / m->unit, seconds);
}

void rota_master_keep_basis(const rota_master *m, rota_lp_basis *out) {
    rota_lp_keep_basis(m->lp, out);
}

void rota_master_restore_basis(rota_master *m, const rota_lp_basis *basis) {
    rota_lp_restore_basis(m->lp, basis);
}

bool rota_master_is_basic(const rota_master *m, int index) {
    const rota_line *line = rota_pool_line(m->pool, index);
    return line->column >= 0 && rota_lp_is_basic(m->lp, line->column);
}

void rota_master_take_basis(rota_master *m, const rota_master *from, const int *twins) {
    rota_lp_basis theirs, mine;
    rota_lp_keep_basis(from->lp, &theirs);
    rota_lp_keep_basis(m->lp, &mine);
    if (theirs.status && mine.status && from->ncuts == 0 && m->ncuts == 0) {
        /* Rows and columns before the lines are the same in both. */
        memcpy(mine.status, theirs.status, (size_t)(mine.nrows + m->first_line));
        mine.ncolumns = m->first_line;
        rota_lp_restore_basis(m->lp, &mine);
        for (int i = 0; i < from->nlines; i++)
            if (twins[i] >= 0 && rota_lp_is_basic(from->lp, from->first_line + i))
                rota_lp_set_basic(m->lp, rota_pool_line(m->pool, twins[i])->column);
    }
    rota_lp_basis_done(&theirs);
    rota_lp_basis_done(&mine);
}

int rota_master_slack_place(const rota_master *m, int slack, int row) {
    return m->slack[slack][row] < 0 ? ROTA_LP_AT_LOWER : rota_lp_place(m->lp, m->slack[slack][row]);
}

void rota_master_begin_near(rota_master *m, const int *lines, int nlines,
                            const unsigned char *slacks) {
    unsigned char *place = ROTA_NEW_ARRAY(unsigned char, rota_lp_columns(m->lp) + 1);
    for (int i = 0; i < ROTA_NSLACKS; i++)
        for (int r = 0; r < m->p->nrows; r++)
            if (m->slack[i][r] >= 0)
                place[m->slack[i][r]] = slacks[r * ROTA_NSLACKS + i] == ROTA_LP_AT_LOWER
                                            ? ROTA_LP_SPARE
                                            : slacks[r * ROTA_NSLACKS + i];
    for (int w = 0; w < m->p->nworkers; w++)
        place[m->first_missing + w] = ROTA_LP_SPARE;
    for (int i = 0; i < nlines; i++)
        place[rota_pool_line(m->pool, lines[i])->column] = ROTA_LP_BASIC;
    rota_lp_begin_near(m->lp, place);
    free(place);
}

double rota_master_objective(const rota_master *m) {
    return rota_lp_objective(m->lp) * m->unit + (double)m->p->constant;
}

void rota_master_prices(const rota_master *m, rota_prices *out) {
    for (int r = 0; r < m->p->nrows; r++)
        out->pi[r] = m->unit * rota_lp_dual(m->lp, r);
    for (int w = 0; w < m->p->nworkers; w++)
        out->sigma[w] = m->unit * rota_lp_dual(m->lp, m->p->nrows + w);
    for (int k = 0; k < m->nkinds; k++)
        out->mu[k] = m->unit * rota_lp_dual(m->lp, m->p->nrows + m->p->nworkers + k);
    rota_prices_round(out, m);
}

double rota_master_value(const rota_master *m, int index) {
    const rota_line *line = rota_pool_line(m->pool, index);
    return line->column >= 0 ? rota_lp_value(m->lp, line->column) : 0;
}

double rota_master_kind_value(const rota_master *m, int kind) {
    double sum = 0;
    for (int r = 0; r < m->p->nrows; r++)
        if (m->p->rows[r].kind == kind && m->slack[ROTA_SLACK_UNDER][r] >= 0)
            sum += rota_lp_value(m->lp, m->slack[ROTA_SLACK_UNDER][r]);
    return sum;
}

double rota_master_missing(const rota_master *m) {
    double sum = 0;
    for (int c = m->first_elastic; c < m->first_line; c++)
        sum += rota_lp_value(m->lp, c);
    return sum;
}

long rota_master_iterations(const rota_master *m) {
    return rota_lp_iterations(m->lp);
}

double rota_master_row_bound(const rota_master *m, const rota_prices *prices) {
    static double *const nothing[ROTA_NSLACKS];
    return rota_master_row_bound_less(m, prices, nothing);
}

static double less_of(const double *less, int row) {
    return less ? less[row] : 0;
}

double rota_master_row_bound_less(const rota_master *m, const rota_prices *prices,
                                  double *const less[ROTA_NSLACKS]) {
    double sum = (double)m->p->constant, missing_cost = m->missing_cost;
    for (int r = 0; r < m->p->nrows; r++) {
        const rota_row *row = &m->p->rows[r];
        double pi = prices->pi[r];
        double u1 = (double)row->under - pi - prices->mu[row->kind];
        double u2 = (double)row->under_target - pi, over = (double)row->over + pi;
        sum += pi * row->target;
        sum += fmin(0, u1 - less_of(less[ROTA_SLACK_UNDER], r)) * m->most_u1[r];
        sum += fmin(0, u2 - less_of(less[ROTA_SLACK_UNDER_TARGET], r)) * (row->target - row->low);
        sum += fmin(0, over - less_of(less[ROTA_SLACK_OVER], r)) * m->most_over[r];
        if (m->elastic && over + missing_cost < 0)
            return -INFINITY; /* an elastic column without end would be worth it */
    }
    for (int k = 0; k < m->nkinds; k++) {
        double mu = prices->mu[k];
        if (m->elastic && fabs(mu) > missing_cost)
            return -INFINITY;
        if (mu > 0 && !isinf(m->kind_lower[k]))
            sum += mu * m->kind_lower[k];
        else if (mu < 0 && !isinf(m->kind_upper[k]))
            sum += mu * m->kind_upper[k];
        else if (mu != 0 && fabs(mu) > 1e-12)
            return -INFINITY; /* a price of a side that has no bound */
    }
    return sum;
}

double rota_master_most_slack(const rota_master *m, int slack, int row) {
    const rota_row *r = &m->p->rows[row];
    return slack == ROTA_SLACK_UNDER  ? m->most_u1[row]
           : slack == ROTA_SLACK_OVER ? m->most_over[row]
                                      : r->target - r->low;
}

void rota_master_row_slopes(const rota_master *m, const rota_prices *prices, double *slope) {
    for (int r = 0; r < m->p->nrows; r++) {
        const rota_row *row = &m->p->rows[r];
        double pi = prices->pi[r];
        slope[r] = row->target;
        if ((double)row->under - pi - prices->mu[row->kind] < 0)
            slope[r] -= m->most_u1[r];
        if ((double)row->under_target - pi < 0)
            slope[r] -= row->target - row->low;
        if ((double)row->over + pi < 0)
            slope[r] += m->most_over[r];
    }
}

void rota_master_clip(const rota_master *m, rota_prices *prices) {
    for (int r = 0; r < m->p->nrows; r++) {
        const rota_row *row = &m->p->rows[r];
        double most = m->most_u1[r] > 0 ? (double)row->under : MOST_PRICE;
        double least = m->most_over[r] > 0 ? -(double)row->over : -MOST_PRICE;
        prices->pi[r] = fmax(least, fmin(most, prices->pi[r]));
    }
}

/* ---- cuts ---- */

int rota_master_cuts(const rota_master *m) {
    return m->ncuts;
}

void rota_master_add_cut(rota_master *m, const double *lines, double *const slacks[ROTA_NSLACKS]) {
    int row = rota_lp_add_row(m->lp, 1, INFINITY), n = 0, columns = rota_lp_columns(m->lp);
    int *index = ROTA_NEW_ARRAY(int, columns);
    double *coefs = ROTA_NEW_ARRAY(double, columns);
    for (int i = 0; i < ROTA_NSLACKS; i++)
        for (int r = 0; r < m->p->nrows; r++)
            if (m->slack[i][r] >= 0 && slacks[i][r] != 0) {
                index[n] = m->slack[i][r];
                coefs[n++] = slacks[i][r];
            }
    for (int c = m->first_elastic; c < m->first_line; c++) {
        index[n] = c;
        coefs[n++] = 1;
    }
    for (int i = 0; i < m->nlines; i++)
        if (lines[i] != 0) {
            index[n] = m->first_line + i;
            coefs[n++] = lines[i];
        }
    rota_lp_fill_row(m->lp, row, n, index, coefs);
    m->ncuts++;
    free(index);
    free(coefs);
}

void rota_master_drop_cuts(rota_master *m, const unsigned char *gone) {
    unsigned char *rows = ROTA_NEW_ARRAY(unsigned char, first_cut(m) + m->ncuts);
    int kept = 0;
    for (int k = 0; k < m->ncuts; k++) {
        rows[first_cut(m) + k] = gone[k];
        kept += !gone[k];
    }
    rota_lp_delete_rows(m->lp, rows);
    m->ncuts = kept;
    free(rows);
}

double rota_master_cut_price(const rota_master *m, int cut) {
    return fmax(0, m->unit * rota_lp_dual(m->lp, first_cut(m) + cut));
}

bool rota_master_cut_is_slack(const rota_master *m, int cut) {
    return rota_lp_row_is_basic(m->lp, first_cut(m) + cut);
}

bool rota_master_has_slack(const rota_master *m, int slack, int row) {
    return m->slack[slack][row] >= 0;
}

double rota_master_slack_value(const rota_master *m, int slack, int row) {
    return m->slack[slack][row] >= 0 ? rota_lp_value(m->lp, m->slack[slack][row]) : -1;
}

bool rota_master_multipliers_of_line(rota_master *m, int index, double *out) {
    const rota_line *line = rota_pool_line(m->pool, index);
    return line->column >= 0 && rota_lp_multipliers(m->lp, line->column, out);
}

bool rota_master_multipliers_of_slack(rota_master *m, int slack, int row, double *out) {
    return m->slack[slack][row] >= 0 && rota_lp_multipliers(m->lp, m->slack[slack][row], out);
}
