/* A proximal bundle method, disaggregated: everybody has a model of what their best line costs, the
 * known lines of theirs. A step takes the prices that are best for the models and not far from the
 * best ones so far, and prices everybody there. Its quadratic program is solved in the weights of
 * the lines, two of one person at a time. Mathematics: docs/design/bundle.md. */
#include "solver/bundle.h"

#include "core/mem.h"
#include "solver/round.h"

#include <math.h>
#include <stdlib.h>

enum { LINES_A_ROUND = 3, BEAM = 48 };
enum { MOST_IDLE = 20 };    /* steps that a line without weight stays in the model */
enum { MOST_SWEEPS = 100 }; /* over everybody, in one quadratic program */
enum { PAIRS_A_VISIT = 4 };
static const double FIRST_STEP = 0.05;         /* of what best rota and first value differ by */
static const double LONGER = 5, SHORTER = 0.3; /* at most, and after a step that is worth less */
static const double SERIOUS = 0.1;             /* of the rise that the models promise */
static const double WELL = 0.1;             /* of that rise: how exactly the programs are solved */
static const double FIRST_TOLERANCE = 1e-3; /* of the value, before one is known */
static const double FIRST_CHECK = 0.03;     /* rise, of the value: a first proven bound */
static const double EXACT_FROM = 0.004;     /* quick pricing overlooks about as much */
enum { EXACT_SHARE = 4 };                   /* from there on, one of so many people in each step */
static const double SMALLEST = 1e-12;       /* weight */
static const double EVEN = 1e-3;            /* cost units: values as near are the same */

/* A known line of a person. */
typedef struct {
    int line;      /* in the pool */
    double weight; /* in the mixture */
    double value;  /* at the last prices it was looked at */
    int idle;      /* steps without weight */
} part;

typedef struct {
    part *parts;
    int count, capacity;
} model;

struct rota_bundle {
    rota_search *s;
    rota_round round;
    rota_prices *center, *proven;
    double *least;
    rota_prices at;
    double center_value, bound;
    double t;         /* how far prices move for a unit of activity */
    double rise;      /* what the models promise at most, at the last prices */
    double *activity; /* [nrows] of the mixture */
    double *apart;    /* [nrows] zero: room for the difference of two lines */
    model *of;        /* [nworkers] */
    int steps;
    bool checked, exact;
};

static const rota_line *line_of(const rota_bundle *b, const part *one) {
    return rota_pool_line(b->s->pool, one->line);
}

static double value_of(const rota_bundle *b, const part *one, const double *pi) {
    const rota_line *line = line_of(b, one);
    b->s->model_rows += line->nrows;
    return rota_line_value(line, pi);
}

/* ---- the quadratic program ---- */

/* The price of a row that is best for the mixture's activity a, near the centre c: it maximizes
 * h(pi) - a pi - (pi - c)^2 / (2 t), where h is the row's part of the bound. The slope of h falls
 * where a slack begins to pay. */
static double best_price(const rota_bundle *b, int r) {
    const rota_master *m = b->s->master;
    const rota_row *row = &b->s->p->rows[r];
    double from = b->center->pi[r] - b->t * b->activity[r];
    double at[ROTA_NSLACKS] = {-(double)row->over, (double)row->under_target,
                               (double)row->under - b->center->mu[row->kind]};
    double falls[ROTA_NSLACKS] = {rota_master_most_slack(m, ROTA_SLACK_OVER, r),
                                  rota_master_most_slack(m, ROTA_SLACK_UNDER_TARGET, r),
                                  rota_master_most_slack(m, ROTA_SLACK_UNDER, r)};
    if (at[1] > at[2]) {
        double x = at[1], f = falls[1];
        at[1] = at[2], falls[1] = falls[2];
        at[2] = x, falls[2] = f;
    }
    double slope = row->target + falls[0], pi = from + b->t * slope;
    for (int i = 0; i < ROTA_NSLACKS && pi > at[i]; i++) {
        slope -= falls[i];
        pi = fmax(at[i], from + b->t * slope);
    }
    return pi;
}

static void add_weight(const rota_bundle *b, const rota_line *line, double weight) {
    for (int i = 0; i < line->nrows; i++)
        b->activity[line->rows[i]] += weight * line->coefs[i];
}

static void move_prices(const rota_bundle *b, const rota_line *line) {
    for (int i = 0; i < line->nrows; i++)
        b->at.pi[line->rows[i]] = best_price(b, line->rows[i]);
}

/* Square of the distance of two lines' coefficients. */
static double distance(const rota_bundle *b, const rota_line *x, const rota_line *y) {
    double sum = 0;
    for (int i = 0; i < x->nrows; i++)
        b->apart[x->rows[i]] += x->coefs[i];
    for (int i = 0; i < y->nrows; i++)
        b->apart[y->rows[i]] -= y->coefs[i];
    for (int i = 0; i < x->nrows + y->nrows; i++) {
        double *d = &b->apart[i < x->nrows ? x->rows[i] : y->rows[i - x->nrows]];
        sum += *d * *d;
        *d = 0;
    }
    return sum;
}

/* Shift weight from one line to a better one, as far as prices do not turn it round: they move by
 * at most t for each unit of activity. */
static void shift(const rota_bundle *b, part *from, part *to) {
    const rota_line *x = line_of(b, from), *y = line_of(b, to);
    double square = distance(b, x, y), weight = from->weight;
    if (square > 0)
        weight = fmin(weight, (from->value - to->value) / (b->t * square));
    to->weight += weight;
    from->weight -= weight;
    if (from->weight < SMALLEST)
        from->weight = 0;
    add_weight(b, y, weight);
    add_weight(b, x, -weight);
    move_prices(b, x);
    move_prices(b, y);
}

/* One person's weights: from the dearest line to the cheapest, some times. Returns by how much the
 * mixture was dearer than the cheapest line. */
static double balance(const rota_bundle *b, const model *of) {
    double dearer = 0;
    for (int pair = 0; pair < PAIRS_A_VISIT; pair++) {
        part *best = NULL, *worst = NULL;
        double sum = 0;
        for (int i = 0; i < of->count; i++) {
            part *p = &of->parts[i];
            p->value = value_of(b, p, b->at.pi);
            sum += p->weight * p->value;
            if (!best || p->value < best->value)
                best = p;
            if (p->weight > 0 && (!worst || p->value > worst->value))
                worst = p;
        }
        if (!best || !worst)
            return 0;
        if (pair == 0)
            dearer = sum - best->value;
        if (worst->value - best->value < EVEN)
            break;
        shift(b, worst, best);
    }
    return dearer;
}

/* The prices that are best for the models near the centre, about as exactly as that; returns how
 * much more the models could promise there at most. */
static double solve_program(rota_bundle *b, double tolerance) {
    for (int r = 0; r < b->s->p->nrows; r++)
        b->at.pi[r] = best_price(b, r);
    double gap = INFINITY;
    for (int sweep = 0; sweep < MOST_SWEEPS && gap > tolerance; sweep++) {
        gap = 0;
        for (int w = 0; w < b->s->p->nworkers; w++)
            gap += balance(b, &b->of[w]);
    }
    rota_master_clip(b->s->master, &b->at);
    rota_prices_round(&b->at, b->s->master);
    return gap;
}

/* ---- the models ---- */

static double least_known(const rota_bundle *b, int w, const rota_prices *prices) {
    double least = INFINITY;
    for (int i = 0; i < b->of[w].count; i++)
        least = fmin(least, value_of(b, &b->of[w].parts[i], prices->pi));
    return least;
}

/* What the models say that prices are worth: no less than they are. */
static double promised(const rota_bundle *b, const rota_prices *prices) {
    double sum = rota_master_row_bound(b->s->master, prices);
    for (int w = 0; w < b->s->p->nworkers; w++)
        sum += least_known(b, w, prices);
    return sum;
}

/* The first line of a person has all the weight. */
static void add_line(rota_bundle *b, int line) {
    const rota_line *l = rota_pool_line(b->s->pool, line);
    model *of = &b->of[l->worker];
    for (int i = 0; i < of->count; i++)
        if (of->parts[i].line == line)
            return;
    double weight = of->count == 0;
    ROTA_GROW(of->parts, of->count, of->capacity);
    of->parts[of->count++] = (part){.line = line, .weight = weight};
    add_weight(b, l, weight);
}

static void forget_idle(const rota_bundle *b) {
    for (int w = 0; w < b->s->p->nworkers; w++) {
        model *of = &b->of[w];
        int n = 0;
        for (int i = 0; i < of->count; i++) {
            part *p = &of->parts[i];
            p->idle = p->weight > 0 ? 0 : p->idle + 1;
            if (p->idle <= MOST_IDLE)
                of->parts[n++] = *p;
        }
        of->count = n;
    }
}

/* Everybody has a line: one they are fixed to, or the best rota's. */
static void first_lines(rota_bundle *b) {
    rota_search *s = b->s;
    for (int w = 0; w < s->p->nworkers; w++) {
        int line = b->round.scope->fixed[w];
        if (line < 0 && s->has_best)
            line = rota_pool_add(s->pool, w, s->best[w]);
        if (line >= 0)
            add_line(b, line);
    }
}

/* ---- pricing ---- */

static void take_found(rota_bundle *b) {
    rota_search *s = b->s;
    for (int w = 0; w < s->p->nworkers; w++) {
        const rota_found *found = &b->round.found[w];
        bool priced = b->round.scope->fixed[w] < 0 && (!b->round.want || b->round.want[w]);
        for (int i = 0; priced && i < found->count; i++) {
            size_t first = (size_t)i * (size_t)s->p->ndays;
            int line = rota_pool_add(s->pool, w, found->arcs + first);
            if (line >= 0)
                add_line(b, line);
            else
                s->lp_failed = true; /* pricing and the walker disagree: nothing is proven now */
        }
    }
}

/* The value at the prices of the round; when all of it is proven it is a bound. */
static double note_value(rota_bundle *b) {
    bool complete;
    double value = rota_round_value(&b->round, &complete);
    if (complete && !b->s->lp_failed && value > b->bound) {
        b->bound = value;
        if (b->proven)
            rota_prices_copy(b->proven, &b->at, b->s->master);
        for (int w = 0; b->least && w < b->s->p->nworkers; w++)
            b->least[w] = b->round.found[w].least;
    }
    return value;
}

static double price_quickly(rota_bundle *b) {
    for (int w = 0; w < b->s->p->nworkers; w++)
        b->round.threshold[w] = least_known(b, w, &b->at);
    b->round.beam = BEAM;
    rota_round_price(&b->round);
    take_found(b);
    return note_value(b);
}

/* Price exactly those for whom quick pricing may have overlooked something: one of `share`. */
static double price_the_rest(rota_bundle *b, int share) {
    int n = b->s->p->nworkers;
    unsigned char *want = ROTA_NEW_ARRAY(unsigned char, n);
    for (int w = 0; w < n; w++) {
        want[w] = !b->round.found[w].complete && w % share == b->steps % share;
        b->round.threshold[w] = least_known(b, w, &b->at);
    }
    b->round.beam = 0;
    b->round.want = want;
    rota_round_price(&b->round);
    take_found(b);
    b->round.want = NULL;
    free(want);
    return note_value(b);
}

/* Has pricing been cut short? What it returned then is what it was asked to beat. */
static bool is_cut(const rota_bundle *b) {
    return rota_search__over(b->s) || rota_clock_seconds() >= b->round.deadline;
}

/* What the centre is worth in truth; false: there was no time for it. */
static bool check_center(rota_bundle *b) {
    rota_prices_copy(&b->at, b->center, b->s->master);
    price_quickly(b);
    double value = price_the_rest(b, 1);
    if (is_cut(b))
        return false;
    b->center_value = value;
    b->checked = true;
    return true;
}

/* ---- steps ---- */

static bool is_over(const rota_bundle *b, const rota_bundle_aim *aim) {
    return rota_search__over(b->s) || rota_clock_seconds() >= aim->deadline ||
           (aim->until > 0 && rota_search__work(b->s) >= aim->until);
}

/* The length of the first steps: as far as the value would come, by the slope that the best rota's
 * lines have, to some of the way to that rota. */
static void first_step(rota_bundle *b) {
    rota_search *s = b->s;
    double square = 0, away = fabs(rota_search__best(s) - b->center_value);
    double *slope = ROTA_NEW_ARRAY(double, s->p->nrows);
    rota_master_row_slopes(s->master, &b->at, slope);
    for (int r = 0; r < s->p->nrows; r++)
        square += (slope[r] - b->activity[r]) * (slope[r] - b->activity[r]);
    free(slope);
    if (!isfinite(away))
        away = fabs(b->center_value);
    b->t = fmax(1, FIRST_STEP * away / fmax(1, square));
}

/* After a step to prices of that value: go there or stay, and how far to go next (Kiwiel 1990).
 * Where the models promise nothing the program was not solved well enough for such a length. */
static void judge(rota_bundle *b, double value) {
    double up = value - b->center_value;
    if (b->rise <= 0) {
        b->t *= SHORTER;
        return;
    }
    double factor = up < b->rise ? 0.5 / (1 - up / b->rise) : LONGER;
    if (up >= SERIOUS * b->rise) {
        rota_prices_copy(b->center, &b->at, b->s->master);
        b->center_value = value;
        b->t *= fmin(LONGER, fmax(1, factor));
    } else if (up < -b->rise) {
        b->t *= SHORTER;
    }
}

static void step(rota_bundle *b) {
    double value = price_quickly(b);
    if (b->exact)
        value = price_the_rest(b, EXACT_SHARE);
    if (isfinite(value) && !is_cut(b))
        judge(b, value);
    forget_idle(b);
    b->steps++;
}

/* Solve the program; by how much of its value is the centre below what the models promise there, or
 * could at most? */
static double promise(rota_bundle *b, bool at_most) {
    double tolerance = isfinite(b->rise) ? WELL * b->rise : FIRST_TOLERANCE * fabs(b->center_value);
    double gap = solve_program(b, tolerance);
    /* Lines that were found elsewhere may show that the centre is worth less. */
    b->center_value = fmin(b->center_value, promised(b, b->center));
    b->rise = fmax(0, promised(b, &b->at) - b->center_value);
    return (b->rise + (at_most ? gap : 0)) / fmax(1, fabs(b->center_value));
}

bool rota_bundle_climb(rota_bundle *b, const rota_bundle_aim *aim) {
    b->round.deadline = aim->deadline;
    if (b->t == 0 && !is_over(b, aim)) {
        first_lines(b);
        b->center_value = price_quickly(b);
        if (!isfinite(b->center_value))
            return false;
        first_step(b);
    }
    bool near = false;
    for (int i = 0; i < aim->steps && b->t > 0 && !near && !is_over(b, aim); i++) {
        double rise = promise(b, aim->exact);
        near = rise <= aim->near;
        if (near && !aim->exact)
            return true;
        if (near || (aim->exact && !b->checked && rise <= FIRST_CHECK) ||
            (aim->exact && !b->exact && rise <= EXACT_FROM)) {
            double before = b->center_value;
            bool known = check_center(b);
            near = near && known && before - b->center_value <= aim->near * fabs(before);
            b->exact = b->exact || rise <= EXACT_FROM;
            rota_search__raise_bound(b->s, b->bound);
            rota_search__tell(b->s);
        } else {
            step(b);
        }
    }
    if (aim->exact && !near && b->t > 0 && !rota_search__over(b->s))
        check_center(b); /* a bound for what was reached */
    return near;
}

/* ---- what it leaves ---- */

rota_bundle *rota_bundle_new(rota_search *s, const rota_scope *scope, rota_prices *prices,
                             rota_prices *proven, double *least) {
    rota_bundle *b = ROTA_NEW(rota_bundle);
    *b = (rota_bundle){.s = s, .center = prices, .proven = proven, .least = least};
    b->bound = b->center_value = -INFINITY;
    b->rise = INFINITY;
    rota_round_init(&b->round, s, scope, LINES_A_ROUND);
    b->round.prices = &b->at;
    rota_prices_init(&b->at, s->master);
    rota_prices_copy(&b->at, prices, s->master);
    b->activity = ROTA_NEW_ARRAY(double, s->p->nrows);
    b->apart = ROTA_NEW_ARRAY(double, s->p->nrows);
    b->of = ROTA_NEW_ARRAY(model, s->p->nworkers);
    return b;
}

void rota_bundle_free(rota_bundle *b) {
    if (!b)
        return;
    for (int w = 0; w < b->s->p->nworkers; w++)
        free(b->of[w].parts);
    free(b->of);
    free(b->activity);
    free(b->apart);
    rota_prices_done(&b->at);
    rota_round_done(&b->round);
    free(b);
}

double rota_bundle_value(const rota_bundle *b) {
    return b->center_value;
}

double rota_bundle_bound(const rota_bundle *b) {
    return b->bound;
}

void rota_bundle_put_lines(const rota_bundle *b) {
    for (int w = 0; w < b->s->p->nworkers; w++)
        for (int i = 0; i < b->of[w].count; i++)
            rota_master_add(b->s->master, b->of[w].parts[i].line);
}

double **rota_bundle_shares(const rota_bundle *b) {
    const rota_problem *p = b->s->p;
    double **share = ROTA_NEW_ARRAY(double *, p->nworkers);
    for (int w = 0; w < p->nworkers; w++) {
        share[w] = ROTA_NEW_ARRAY(double, p->workers[w].narcs + 1);
        for (int i = 0; i < b->of[w].count; i++) {
            const rota_line *line = line_of(b, &b->of[w].parts[i]);
            for (int d = 0; d < p->ndays; d++)
                if (line->arcs[d] >= 0)
                    share[w][line->arcs[d]] += b->of[w].parts[i].weight;
        }
    }
    return share;
}
