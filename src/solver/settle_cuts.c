/* Cuts in the search among listed lines: mixed-integer cuts of Gomory from rows of the simplex
 * tableau. Their coefficients are made from whole numbers and rounded up, so that every rota keeps
 * each cut exactly, whatever the LP library computed (docs/design/cuts.md). */
#include "core/mem.h"
#include "solver/settle.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { MULTIPLIER_BITS = ROTA_MULTIPLIER_BITS, COEF_BITS = 30 };
enum { MOST_A_ROUND = 30 };
enum { MOST_KEPT = 200 }; /* for a later search, with those that they were made from */
static const int64_t ONE = (int64_t)1
                           << (MULTIPLIER_BITS + COEF_BITS); /* of a row of the tableau */
static const double MULTIPLIER_ONE = (double)((int64_t)1 << MULTIPLIER_BITS);
static const double LEAST_PART = 0.02;    /* of a right side, from a whole number */
static const double MOST_MULTIPLIER = 16; /* of another cut */
static const double LEAST_VIOLATION = 0.1;
static const double MOST_PARALLEL = 0.9; /* cosine of two cuts of a round */
static const double FRACTIONAL = 0.005;
static const double LEAST_COEF = 1e-6; /* in the LP: what rounding up alone can make */
enum { LOOKS_A_COEF = 40 };            /* at a day of a line: what takes as long as a coefficient */

/* What a cut was made from: multipliers in 2^-MULTIPLIER_BITS. It outlives the cut as long as
 * others were made from it. */
typedef struct origin {
    int refs, number; /* of those that are kept, plus one; 0 = not yet */
    int64_t *rows;    /* [nrows + nworkers] from 0 to below 1 */
    int nfrom;
    struct origin **from; /* [nfrom] other cuts */
    int64_t *multipliers; /* [nfrom] */
} origin;

/* A multiple of a cut in a row of the tableau. */
typedef struct {
    const rota_cut *cut;
    int64_t multiplier; /* in 2^-MULTIPLIER_BITS */
    double surplus;     /* what the cut's surplus weighs in the new cut, at least */
} part_cut;

struct rota_cut {
    uint32_t *lines;                /* [lines] coefficients in 2^-COEF_BITS */
    uint32_t *slacks[ROTA_NSLACKS]; /* [nrows] */
    origin *from;
};

/* A row of the tableau, made whole. */
typedef struct {
    int64_t *rows;  /* [nrows + nworkers] multipliers in 2^-MULTIPLIER_BITS, from 0 to below 1 */
    part_cut *cuts; /* [ncuts] */
    int ncuts;
    int64_t right; /* part of the right side above a whole number, of ONE */
    double sum;    /* 1 + weights of surpluses */
} source;

/* ---- coefficients ---- */

/* Of a column with such a sum of multipliers of its rows, and such coefficients in the cuts. */
static uint32_t coefficient(const source *from, int64_t rows, int line, int slack, int row) {
    uint64_t sum = (uint64_t)rows << COEF_BITS; /* modulo 2^64 is modulo ONE as well */
    double surplus = 0;
    for (int k = 0; k < from->ncuts; k++) {
        const part_cut *part = &from->cuts[k];
        int64_t coef = line >= 0 ? part->cut->lines[line] : part->cut->slacks[slack][row];
        sum += (uint64_t)part->multiplier * (uint64_t)coef;
        surplus += part->surplus * (double)coef;
    }
    int64_t part = (int64_t)(sum & (uint64_t)(ONE - 1));
    if (part == 0 && surplus == 0)
        return 0;
    double share = part <= from->right ? (double)part / (double)from->right
                                       : (double)(ONE - part) / (double)(ONE - from->right);
    share = (share * ((int64_t)1 << COEF_BITS) + surplus) / from->sum;
    return (uint32_t)ceil(share + 1e-3); /* up, and past what doubles have rounded */
}

/* What the rows of each arc have as multipliers, together; before coefficients of lines. */
static void sum_arcs(rota_settling *t, const source *from) {
    bool first = !t->arc_sum;
    if (first)
        t->arc_sum = ROTA_NEW_ARRAY(int64_t *, t->s->p->nworkers);
    for (int w = 0; w < t->s->p->nworkers; w++) {
        const rota_worker *worker = &t->s->p->workers[w];
        if (first)
            t->arc_sum[w] = ROTA_NEW_ARRAY(int64_t, worker->narcs);
        for (int a = 0; a < worker->narcs; a++) {
            const rota_arc_row *row = worker->arc_rows + worker->arcs[a].first_row;
            int64_t sum = 0;
            for (int i = 0; i < worker->arcs[a].nrows; i++)
                sum += from->rows[row[i].row] * row[i].coef;
            t->arc_sum[w][a] = sum;
        }
    }
}

static uint32_t of_line(const rota_settling *t, const source *from, int line) {
    const rota_problem *p = t->s->p;
    int w = t->lines->workers[line];
    const int *arcs = t->lines->arcs + (size_t)line * (size_t)p->ndays;
    int64_t rows = from->rows[p->nrows + w];
    for (int d = 0; d < p->ndays; d++)
        if (arcs[d] >= 0)
            rows += t->arc_sum[w][arcs[d]];
    return coefficient(from, rows, line, 0, 0);
}

static uint32_t of_slack(const source *from, int slack, int row) {
    int64_t rows = slack == ROTA_SLACK_OVER ? -from->rows[row] : from->rows[row];
    return coefficient(from, rows, -1, slack, row);
}

static double to_double(uint32_t coef) {
    return ldexp((double)coef, -COEF_BITS);
}

double rota_settle__for_lp(double coef) {
    return coef < LEAST_COEF ? 0 : coef;
}

void rota_settle__line_in_cuts(const rota_settling *t, int line, double *out) {
    for (int k = 0; k < t->ncuts; k++)
        out[k] = to_double(t->cuts[k].lines[line]);
}

double rota_settle__slack_in_cut(const rota_settling *t, int cut, int slack, int row) {
    return to_double(t->cuts[cut].slacks[slack][row]);
}

/* ---- rows of the tableau ---- */

/* The right side of a source, and what surpluses weigh; false when no cut comes of it. */
static bool complete_source(const rota_settling *t, source *out) {
    const rota_problem *p = t->s->p;
    const double unit = MULTIPLIER_ONE;
    int64_t right = 0;
    for (int r = 0; r < p->nrows + p->nworkers; r++)
        right += out->rows[r] * (r < p->nrows ? p->rows[r].target : 1);
    for (int k = 0; k < out->ncuts; k++)
        right += out->cuts[k].multiplier;
    out->right = (int64_t)(((uint64_t)right << COEF_BITS) & (uint64_t)(ONE - 1));
    double part = (double)out->right / (double)ONE;
    if (part < LEAST_PART || part > 1 - LEAST_PART)
        return false;
    out->sum = 1;
    for (int k = 0; k < out->ncuts; k++) {
        double multiplier = (double)out->cuts[k].multiplier / unit;
        out->cuts[k].surplus = multiplier < 0 ? -multiplier / part : multiplier / (1 - part);
        out->cuts[k].surplus *= 1 + 1e-12;
        out->sum += out->cuts[k].surplus;
    }
    return true;
}

/* Multipliers of rows and cuts as whole numbers; false when no cut comes of them. */
static bool make_source(const rota_settling *t, const double *multipliers, source *out) {
    const rota_problem *p = t->s->p;
    int n = p->nrows + p->nworkers, at = n + rota_master_kinds(t->master);
    const double unit = MULTIPLIER_ONE;
    for (int r = 0; r < n; r++) {
        double part = multipliers[r] - floor(multipliers[r]);
        out->rows[r] = (int64_t)rint(part * unit) & (((int64_t)1 << MULTIPLIER_BITS) - 1);
    }
    out->ncuts = 0;
    for (int k = 0; k < t->ncuts; k++) {
        int64_t multiplier = (int64_t)rint(fmax(-1e6, fmin(1e6, multipliers[at++])) * unit);
        if (fabs((double)multiplier) > MOST_MULTIPLIER * unit)
            return false;
        if (multiplier != 0)
            out->cuts[out->ncuts++] = (part_cut){&t->cuts[k], multiplier, 0};
    }
    return complete_source(t, out);
}

/* ---- origins ---- */

static origin *make_origin(const rota_settling *t, const source *from) {
    int n = t->s->p->nrows + t->s->p->nworkers;
    origin *o = ROTA_NEW(origin);
    o->refs = 1;
    o->rows = ROTA_NEW_ARRAY(int64_t, n);
    for (int r = 0; r < n; r++)
        o->rows[r] = from->rows[r];
    o->nfrom = from->ncuts;
    o->from = ROTA_NEW_ARRAY(origin *, o->nfrom + 1);
    o->multipliers = ROTA_NEW_ARRAY(int64_t, o->nfrom + 1);
    for (int k = 0; k < o->nfrom; k++) {
        o->from[k] = from->cuts[k].cut->from;
        o->from[k]->refs++;
        o->multipliers[k] = from->cuts[k].multiplier;
    }
    return o;
}

/* Chains of cuts are as long as there were rounds. */
static void release(origin *o) {
    if (--o->refs > 0)
        return;
    for (int k = 0; k < o->nfrom; k++)
        release(o->from[k]);
    free(o->rows);
    free(o->from);
    free(o->multipliers);
    free(o);
}

/* ---- candidates ---- */

/* A cut over the columns of the LP, and how far the LP's solution is from it. */
typedef struct {
    source from;
    double *coefs; /* [lines in the LP], then [ROTA_NSLACKS * nrows] */
    double norm, efficacy;
    int serial;
} candidate;

/* The LP's solution over the same columns. */
typedef struct {
    const int *lines;
    int nlines, count;
    double *x; /* [count] -1 = closed, or there is no such slack */
} solution;

static void free_source(source *s) {
    free(s->rows);
    free(s->cuts);
}

/* What GLPK has a little below 0 is 0: it must not count as closed. */
static solution read_solution(const rota_settling *t) {
    int rows = t->s->p->nrows;
    solution s = {0};
    s.lines = rota_master_lines(t->master, &s.nlines);
    s.count = s.nlines + ROTA_NSLACKS * rows;
    s.x = ROTA_NEW_ARRAY(double, s.count);
    for (int i = 0; i < s.nlines; i++)
        if (t->allowed[t->listed[s.lines[i]]])
            s.x[i] = fmax(0, rota_master_value(t->master, s.lines[i]));
        else
            s.x[i] = -1;
    for (int i = 0; i < ROTA_NSLACKS; i++)
        for (int r = 0; r < rows; r++)
            s.x[s.nlines + i * rows + r] = rota_master_has_slack(t->master, i, r)
                                               ? fmax(0, rota_master_slack_value(t->master, i, r))
                                               : -1;
    return s;
}

static bool multipliers_of(const rota_settling *t, const solution *s, int column, double *out) {
    int rows = t->s->p->nrows, slack = column - s->nlines;
    return slack < 0 ? rota_master_multipliers_of_line(t->master, s->lines[column], out)
                     : rota_master_multipliers_of_slack(t->master, slack / rows, slack % rows, out);
}

/* False when the LP's solution keeps it, or nearly so. */
static bool weigh(rota_settling *t, const solution *s, candidate *c) {
    int rows = t->s->p->nrows;
    double activity = 0, norm = 0;
    sum_arcs(t, &c->from);
    for (int i = 0; i < s->count; i++) {
        int slack = i - s->nlines;
        if (s->x[i] < 0)
            continue;
        uint32_t coef = slack < 0 ? of_line(t, &c->from, t->listed[s->lines[i]])
                                  : of_slack(&c->from, slack / rows, slack % rows);
        c->coefs[i] = to_double(coef);
        activity += c->coefs[i] * s->x[i];
        norm += c->coefs[i] * c->coefs[i];
    }
    c->norm = sqrt(norm);
    c->efficacy = (1 - activity) / fmax(c->norm, 1e-9);
    return 1 - activity >= LEAST_VIOLATION;
}

static candidate *find_candidates(rota_settling *t, const solution *s, int *count) {
    const rota_problem *p = t->s->p;
    int n = p->nrows + p->nworkers, capacity = 0;
    double *multipliers = ROTA_NEW_ARRAY(double, n + rota_master_kinds(t->master) + t->ncuts);
    candidate *all = NULL;
    *count = 0;
    for (int i = 0; i < s->count; i++) {
        double part = s->x[i] - floor(s->x[i]);
        if (s->x[i] < 0 || fmin(part, 1 - part) < FRACTIONAL ||
            !multipliers_of(t, s, i, multipliers))
            continue;
        candidate c = {.serial = i};
        c.from.rows = ROTA_NEW_ARRAY(int64_t, n);
        c.from.cuts = ROTA_NEW_ARRAY(part_cut, t->ncuts + 1);
        c.coefs = ROTA_NEW_ARRAY(double, s->count);
        t->s->list_days += LOOKS_A_COEF * (double)s->count;
        if (make_source(t, multipliers, &c.from) && weigh(t, s, &c)) {
            ROTA_GROW(all, *count, capacity);
            all[(*count)++] = c;
        } else {
            free_source(&c.from);
            free(c.coefs);
        }
    }
    free(multipliers);
    return all;
}

static int by_efficacy(const void *a, const void *b) {
    const candidate *x = a, *y = b;
    if (x->efficacy != y->efficacy)
        return x->efficacy > y->efficacy ? -1 : 1;
    return x->serial - y->serial;
}

static bool is_parallel(const candidate *a, const candidate *b, int n) {
    double product = 0;
    for (int i = 0; i < n; i++)
        product += a->coefs[i] * b->coefs[i];
    return product > MOST_PARALLEL * a->norm * b->norm;
}

/* ---- in and out of the LP ---- */

/* A candidate over all open lines. */
static rota_cut make_cut(rota_settling *t, const rota_settle_list *open, const candidate *c,
                         const solution *s) {
    int rows = t->s->p->nrows;
    rota_cut cut = {.from = make_origin(t, &c->from)};
    sum_arcs(t, &c->from);
    cut.lines = ROTA_NEW_ARRAY(uint32_t, t->lines->count + 1);
    for (int i = 0; i < open->count; i++)
        cut.lines[open->lines[i]] = of_line(t, &c->from, open->lines[i]);
    for (int i = 0; i < ROTA_NSLACKS; i++) {
        cut.slacks[i] = ROTA_NEW_ARRAY(uint32_t, rows);
        for (int r = 0; r < rows; r++)
            cut.slacks[i][r] = (uint32_t)ldexp(c->coefs[s->nlines + i * rows + r], COEF_BITS);
    }
    return cut;
}

static void put_into_lp(rota_settling *t, const rota_cut *cut, const candidate *c,
                        const solution *s) {
    double *slacks[ROTA_NSLACKS];
    for (int i = 0; i < s->count; i++)
        c->coefs[i] = rota_settle__for_lp(c->coefs[i]);
    for (int i = 0; i < ROTA_NSLACKS; i++)
        slacks[i] = c->coefs + s->nlines + i * t->s->p->nrows;
    rota_master_add_cut(t->master, c->coefs, slacks);
    ROTA_GROW(t->cuts, t->ncuts, t->cuts_capacity);
    t->cuts[t->ncuts++] = *cut;
}

static void free_cut(rota_cut *cut) {
    release(cut->from);
    free(cut->lines);
    for (int i = 0; i < ROTA_NSLACKS; i++)
        free(cut->slacks[i]);
}

/* Take out cuts from `first` on, all of them or those that the LP's solution keeps by itself. */
static void drop(rota_settling *t, int first, bool all) {
    unsigned char *gone = ROTA_NEW_ARRAY(unsigned char, t->ncuts + 1);
    int kept = 0;
    for (int k = first; k < t->ncuts; k++)
        gone[k] = all || rota_master_cut_is_slack(t->master, k);
    rota_master_drop_cuts(t->master, gone);
    for (int k = 0; k < t->ncuts; k++) {
        if (gone[k])
            free_cut(&t->cuts[k]);
        else
            t->cuts[kept++] = t->cuts[k];
    }
    t->ncuts = kept;
    free(gone);
}

void rota_settle__drop_cuts(rota_settling *t, int first) {
    if (t->ncuts > first)
        drop(t, first, true);
}

/* The best that are not much alike; returns how many. */
static int choose(candidate *all, int count, const solution *s, int *chosen) {
    int n = 0;
    if (count > 0)
        qsort(all, (size_t)count, sizeof *all, by_efficacy);
    for (int i = 0; i < count && n < MOST_A_ROUND; i++) {
        bool parallel = false;
        for (int j = 0; j < n && !parallel; j++)
            parallel = is_parallel(&all[i], &all[chosen[j]], s->count);
        if (!parallel)
            chosen[n++] = i;
    }
    return n;
}

int rota_settle__cut(rota_settling *t, const rota_settle_list *open, int first) {
    int count, chosen[MOST_A_ROUND];
    rota_cut cuts[MOST_A_ROUND];
    solution s = read_solution(t);
    candidate *all = find_candidates(t, &s, &count);
    int n = choose(all, count, &s, chosen);
    for (int i = 0; i < n; i++)
        cuts[i] = make_cut(t, open, &all[chosen[i]], &s);
    t->s->list_days += LOOKS_A_COEF * (double)n * open->count;
    drop(t, first, false);
    for (int i = 0; i < n; i++)
        put_into_lp(t, &cuts[i], &all[chosen[i]], &s);
    for (int i = 0; i < count; i++) {
        free_source(&all[i].from);
        free(all[i].coefs);
    }
    free(all);
    free(s.x);
    return n;
}

/* ---- keeping and taking up again ---- */

/* Number an origin and, before it, those that it is made from. */
static void number_origin(origin *o, int *count, origin **all, int most) {
    for (int k = 0; k < o->nfrom && o->number == 0 && *count < most; k++)
        number_origin(o->from[k], count, all, most);
    if (o->number > 0 || *count == most)
        return;
    all[(*count)++] = o;
    o->number = *count;
}

void rota_settle__keep_cuts(const rota_settling *t, rota_kept *out) {
    const rota_problem *p = t->s->p;
    size_t rows = (size_t)p->nrows, people = (size_t)p->nworkers;
    origin **all = ROTA_NEW_ARRAY(origin *, MOST_KEPT);
    int n = 0;
    for (int k = 0; k < t->ncuts; k++)
        if (!rota_master_cut_is_slack(t->master, k))
            number_origin(t->cuts[k].from, &n, all, MOST_KEPT);
    size_t count = (size_t)n;
    out->ncuts = (int)count;
    out->in_lp = ROTA_NEW_ARRAY(unsigned char, count + 1);
    out->of_rows = ROTA_NEW_ARRAY(int64_t, count * rows + 1);
    out->of_workers = ROTA_NEW_ARRAY(int64_t, count * people + 1);
    out->of_cuts = ROTA_NEW_ARRAY(int64_t, count * count + 1);
    for (int k = 0; k < t->ncuts; k++)
        if (t->cuts[k].from->number > 0)
            out->in_lp[t->cuts[k].from->number - 1] = !rota_master_cut_is_slack(t->master, k);
    for (size_t k = 0; k < count; k++) {
        memcpy(out->of_rows + k * rows, all[k]->rows, rows * sizeof(int64_t));
        memcpy(out->of_workers + k * people, all[k]->rows + rows, people * sizeof(int64_t));
        for (int i = 0; i < all[k]->nfrom; i++)
            out->of_cuts[k * count + (size_t)all[k]->from[i]->number - 1] = all[k]->multipliers[i];
    }
    for (size_t k = 0; k < count; k++)
        all[k]->number = 0;
    free(all);
}

/* The source of a kept cut, from those before it that came about again; false when no cut comes of
 * it. Multipliers of others count as 0, and all of them may be anything. */
static bool source_of_kept(const rota_settling *t, const rota_kept *kept, int cut,
                           const rota_cut *before, source *out) {
    const int64_t mask = ((int64_t)1 << MULTIPLIER_BITS) - 1;
    const rota_problem *p = t->s->p;
    for (int r = 0; r < p->nrows; r++)
        out->rows[r] = kept->of_rows[(size_t)cut * (size_t)p->nrows + (size_t)r] & mask;
    for (int w = 0; w < p->nworkers; w++)
        out->rows[p->nrows + w] =
            kept->of_workers[(size_t)cut * (size_t)p->nworkers + (size_t)w] & mask;
    out->ncuts = 0;
    for (int k = 0; k < cut; k++) {
        int64_t multiplier = kept->of_cuts[(size_t)cut * (size_t)kept->ncuts + (size_t)k];
        bool fits = fabs((double)multiplier) <= MOST_MULTIPLIER * MULTIPLIER_ONE;
        if (multiplier != 0 && fits && before[k].from)
            out->cuts[out->ncuts++] = (part_cut){&before[k], multiplier, 0};
    }
    return complete_source(t, out);
}

/* Over the open lines. */
static rota_cut make_kept(rota_settling *t, const rota_settle_list *open, const source *from) {
    rota_cut cut = {.from = make_origin(t, from)};
    sum_arcs(t, from);
    cut.lines = ROTA_NEW_ARRAY(uint32_t, t->lines->count + 1);
    for (int i = 0; i < open->count; i++)
        cut.lines[open->lines[i]] = of_line(t, from, open->lines[i]);
    for (int i = 0; i < ROTA_NSLACKS; i++) {
        cut.slacks[i] = ROTA_NEW_ARRAY(uint32_t, t->s->p->nrows);
        for (int r = 0; r < t->s->p->nrows; r++)
            cut.slacks[i][r] = rota_master_has_slack(t->master, i, r) ? of_slack(from, i, r) : 0;
    }
    t->s->list_days += LOOKS_A_COEF * (double)open->count;
    return cut;
}

static void put_kept_into_lp(rota_settling *t, const rota_cut *cut) {
    int n, rows = t->s->p->nrows;
    const int *in_lp = rota_master_lines(t->master, &n);
    double *coefs = ROTA_NEW_ARRAY(double, n + ROTA_NSLACKS * rows + 1), *slacks[ROTA_NSLACKS];
    for (int i = 0; i < n; i++)
        coefs[i] = rota_settle__for_lp(to_double(cut->lines[t->listed[in_lp[i]]]));
    for (int i = 0; i < ROTA_NSLACKS; i++) {
        slacks[i] = coefs + n + i * rows;
        for (int r = 0; r < rows; r++)
            slacks[i][r] = rota_settle__for_lp(to_double(cut->slacks[i][r]));
    }
    rota_master_add_cut(t->master, coefs, slacks);
    ROTA_GROW(t->cuts, t->ncuts, t->cuts_capacity);
    t->cuts[t->ncuts++] = *cut;
    free(coefs);
}

void rota_settle__take_cuts(rota_settling *t, const rota_settle_list *open, const rota_kept *kept) {
    rota_cut *all = ROTA_NEW_ARRAY(rota_cut, kept->ncuts + 1);
    source from = {.rows = ROTA_NEW_ARRAY(int64_t, t->s->p->nrows + t->s->p->nworkers),
                   .cuts = ROTA_NEW_ARRAY(part_cut, kept->ncuts + 1)};
    for (int k = 0; k < kept->ncuts; k++)
        if (source_of_kept(t, kept, k, all, &from))
            all[k] = make_kept(t, open, &from);
    for (int k = 0; k < kept->ncuts; k++) {
        if (all[k].from && kept->in_lp[k])
            put_kept_into_lp(t, &all[k]);
        else if (all[k].from)
            free_cut(&all[k]);
    }
    free_source(&from);
    free(all);
}

/* ---- prices ---- */

/* A sum of prices times coefficients, up to a multiple of 1/64 that is not below the true sum. */
static double round_up(double sum) {
    return sum == 0 ? 0 : ceil(sum * 64 * (1 + 1e-12) + 1e-6) / 64;
}

double rota_settle__price_cuts(rota_settling *t, const rota_settle_list *open) {
    const rota_problem *p = t->s->p;
    double sum = 0;
    for (int i = 0; i < open->count; i++)
        t->credit[open->lines[i]] = 0;
    for (int i = 0; i < ROTA_NSLACKS; i++)
        memset(t->less[i], 0, (size_t)p->nrows * sizeof *t->less[i]);
    for (int k = 0; k < t->ncuts; k++) {
        const rota_cut *cut = &t->cuts[k];
        double price = rota_master_cut_price(t->master, k), unit = ldexp(price, -COEF_BITS);
        if (price == 0)
            continue;
        sum += price;
        t->s->list_days += open->count;
        for (int i = 0; i < open->count; i++)
            t->credit[open->lines[i]] += unit * cut->lines[open->lines[i]];
        for (int i = 0; i < ROTA_NSLACKS; i++)
            for (int r = 0; r < p->nrows; r++)
                t->less[i][r] += unit * cut->slacks[i][r];
    }
    for (int i = 0; i < open->count; i++)
        t->credit[open->lines[i]] = round_up(t->credit[open->lines[i]]);
    for (int i = 0; i < ROTA_NSLACKS; i++)
        for (int r = 0; r < p->nrows; r++)
            t->less[i][r] = round_up(t->less[i][r]);
    return sum == 0 ? 0 : floor(sum * 64 * (1 - 1e-12) - 1e-6) / 64;
}

void rota_settle__cuts_done(rota_settling *t) {
    for (int k = 0; k < t->ncuts; k++)
        free_cut(&t->cuts[k]);
    for (int w = 0; t->arc_sum && w < t->s->p->nworkers; w++)
        free(t->arc_sum[w]);
    free(t->arc_sum);
    free(t->cuts);
    free(t->credit);
    for (int i = 0; i < ROTA_NSLACKS; i++)
        free(t->less[i]);
}
