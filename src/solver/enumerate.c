/* Enumeration as the prover: a line that is in any rota better than the best known one has a
 * reduced cost (above the least of its person) of at most the gap between best and bound. Where
 * those lines are few, an integer program over them settles the question. */
#include "core/mem.h"
#include "solver/search.h"

#include <math.h>
#include <stdio.h>
#include <time.h>
#include <stdlib.h>
#include <string.h>

static const double NEAREST = 0.001; /* of the bound: where a search from near to far begins */
static const double FARTHER = 3;

/* All lines of all workers within the gap; *lines is a malloc'ed list of pool indices. Returns
 * false when they are too many or time is over. */
static bool list_lines(rota_search *s, const rota_scope *scope, const rota_prices *prices,
                       const double *least, double gap, int max_lines, double deadline, int **lines,
                       int *count) {
    int capacity = 0;
    *lines = NULL;
    *count = 0;
    for (int w = 0; w < s->p->nworkers; w++) {
        rota_colgen__arc_costs(s, w, prices->pi, s->arc_cost[w]);
        rota_price_request rq = {.arc_cost = s->arc_cost[w],
                                 .banned = scope->banned[w],
                                 .must_work = scope->must_work[w],
                                 .threshold = least[w] + gap,
                                 .max_lines = max_lines - *count,
                                 .max_labels = 40L * max_lines,
                                 .deadline = deadline,
                                 .all = true};
        rota_price_result result;
        rota_price(s->pricers[w], &rq, s->rooms[0], &result);
        s->priced++;
        if (!result.complete)
            return false;
        for (int i = 0; i < result.count; i++) {
            int line = rota_pool_add(s->pool, w, result.arcs + (size_t)i * (size_t)s->p->ndays);
            if (line < 0)
                return false;
            ROTA_GROW(*lines, *count, capacity);
            (*lines)[(*count)++] = line;
        }
    }
    return true;
}

/* The integer program over the listed lines. */
typedef struct {
    rota_lp *lp;
    int nlines, ncolumns, first_line;
    unsigned char *integer;
    double *x;
} small_program;

static void add_program_rows(const rota_search *s, small_program *ip) {
    const rota_problem *p = s->p;
    for (int r = 0; r < p->nrows; r++)
        rota_lp_add_row(ip->lp, p->rows[r].target, p->rows[r].target);
    for (int w = 0; w < p->nworkers; w++)
        rota_lp_add_row(ip->lp, 1, 1);
    for (int r = 0; r < p->nrows; r++) {
        const rota_row *row = &p->rows[r];
        double up = 1, down = -1;
        double most_over =
            row->high == INT32_MAX ? (double)INFINITY : (double)row->high - row->target;
        rota_lp_add_column(ip->lp, ROTA_POINTS(row->under), 0, INFINITY, 1, &r, &up);
        if (row->target > row->low)
            rota_lp_add_column(ip->lp, ROTA_POINTS(row->under_target), 0, row->target - row->low, 1,
                               &r, &up);
        if (most_over > 0)
            rota_lp_add_column(ip->lp, ROTA_POINTS(row->over), 0, most_over, 1, &r, &down);
    }
    ip->first_line = rota_lp_columns(ip->lp);
}

static void add_program_line(const rota_search *s, small_program *ip, int index) {
    const rota_line *line = rota_pool_line(s->pool, index);
    int *rows = ROTA_NEW_ARRAY(int, line->nrows + 1), n = 0;
    double *coefs = ROTA_NEW_ARRAY(double, line->nrows + 1);
    for (int i = 0; i < line->nrows; i++)
        if (line->coefs[i] != 0) {
            rows[n] = line->rows[i];
            coefs[n++] = line->coefs[i];
        }
    rows[n] = s->p->nrows + line->worker;
    coefs[n++] = 1;
    rota_lp_add_column(ip->lp, ROTA_POINTS(line->cost), 0, 1, n, rows, coefs);
    free(rows);
    free(coefs);
}

static void offer_program(rota_search *s, const small_program *ip, const int *lines) {
    int *chosen = ROTA_NEW_ARRAY(int, s->p->nworkers);
    for (int w = 0; w < s->p->nworkers; w++)
        chosen[w] = -1;
    for (int i = 0; i < ip->nlines; i++)
        if (ip->x[ip->first_line + i] > 0.5)
            chosen[rota_pool_line(s->pool, lines[i])->worker] = lines[i];
    bool whole = true;
    for (int w = 0; w < s->p->nworkers; w++)
        whole = whole && chosen[w] >= 0;
    if (whole)
        rota_search__offer_lines(s, chosen);
    free(chosen);
}

/* Solve the integer program over the lines; true when it is settled what is best among them. */
static bool solve_program(rota_search *s, const int *lines, int count, long max_nodes) {
    small_program ip = {.nlines = count};
    rota_err err;
    if (rota_lp_new(&ip.lp, &err) != ROTA_OK)
        return false;
    add_program_rows(s, &ip);
    for (int i = 0; i < count; i++)
        add_program_line(s, &ip, lines[i]);
    ip.ncolumns = rota_lp_columns(ip.lp);
    ip.integer = ROTA_NEW_ARRAY(unsigned char, ip.ncolumns);
    memset(ip.integer + ip.first_line, 1, (size_t)count);
    ip.x = ROTA_NEW_ARRAY(double, ip.ncolumns);
    bool found = false;
    enum rota_lp_status status = rota_lp_solve_integer(
        ip.lp, ip.integer, max_nodes, rota_search__left(s), s->settings->stop, ip.x, &found);
    if (found)
        offer_program(s, &ip, lines);
    rota_lp_free(ip.lp);
    free(ip.integer);
    free(ip.x);
    return status == ROTA_LP_OPTIMAL || status == ROTA_LP_INFEASIBLE;
}

/* One integer program over the lines within a share of the gap. */
static bool enumerate_share(rota_search *s, const rota_scope *scope, const rota_prices *prices,
                            const double *least, double gap, rota_effort effort) {
    int *lines, count;
    double t0=(double)clock()/CLOCKS_PER_SEC;
    bool listed=list_lines(s, scope, prices, least, gap, effort.lines, s->deadline, &lines, &count);
    double t1=(double)clock()/CLOCKS_PER_SEC;
    bool settled = listed &&
        (getenv("OLD")?solve_program(s, lines, count, effort.nodes):rota_settle(s,lines,count,effort.nodes));
    if(getenv("ENUM")) fprintf(stderr,"enum %s gap %.0f lines %d listed %d %.3fs settled %d %.3fs\n",s->phase,gap,count,listed,t1-t0,settled,(double)clock()/CLOCKS_PER_SEC-t1);
    free(lines);
    return settled;
}

bool rota_enumerate(rota_search *s, const rota_scope *scope, const rota_prices *prices,
                    const double *least, double bound, rota_effort effort) {
    double gap = rota_search__cutoff(s) - bound;
    /* All lines within the gap that was there before: what is best among them is best. */
    return gap <= 0 || enumerate_share(s, scope, prices, least, gap, effort);
}

void rota_enumerate_best(rota_search *s, rota_effort effort) {
    static const double shares[] = {0.15, 0.35};
    for (size_t i = 0; i < sizeof shares / sizeof *shares; i++) {
        double gap = rota_search__cutoff(s) - s->bound;
        if (gap <= 0 || rota_search__over(s) ||
            !enumerate_share(s, &s->root, &s->root_prices, s->root_least, shares[i] * gap, effort))
            return;
    }
}

void rota_enumerate_near(rota_search *s, rota_effort effort) {
    double reach = NEAREST * fmax(ROTA_COST_SCALE, fabs(s->bound));
    while (!rota_search__over(s) && !rota_search__done(s) &&
           reach < rota_search__cutoff(s) - s->bound &&
           enumerate_share(s, &s->root, &s->root_prices, s->root_least, reach, effort)) {
        /* What is best among the lines within reach is best of all when it is within reach, too. */
        if (rota_search__cutoff(s) - s->bound <= reach)
            rota_search__raise_bound(s, rota_search__best(s));
        reach *= FARTHER;
    }
}
