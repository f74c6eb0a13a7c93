#include "solver/week_ends.h"

#include "core/mem.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const double NEVER = 1e15;
/* Ends that cost so many duties more than the best one are not told apart. */
static const double APART = 3;
/* In cost units: an end that leaves no lawful line for the week after it. */
static const rota_cost NO_LINE = 100000LL * ROTA_COST_SCALE;
enum { MOST_LINES = 20000, MOST_LABELS = 1000000, MANY_DAYS = 1000, QUICK_BEAM = 24 };

/* What the arcs of the week cost at the prices. */
static void week_costs(const rota_week_ends *e, const rota_piece *piece, double *cost) {
    const rota_worker *w = &piece->problem->workers[e->worker];
    for (int a = w->day_first[piece->eve]; a < w->narcs; a++) {
        cost[a] = 0;
        for (int part = 0; part < ROTA_NPARTS; part++)
            cost[a] += (double)w->arcs[a].cost[part];
        for (int i = 0; i < w->arcs[a].nrows; i++) {
            const rota_arc_row *ar = &w->arc_rows[w->arcs[a].first_row + i];
            cost[a] -= e->pi[piece->row_from[ar->row]] * ar->coef;
        }
    }
}

/* Which state of the end of the week before a duty of the eve is. */
static int state_of_eve(const rota_week_ends *e, const rota_piece *piece, const rota_ending *edge,
                        int a) {
    const rota_worker *whole = &e->problem->workers[e->worker];
    const rota_arc *arc = &piece->problem->workers[e->worker].arcs[a];
    int i = piece->arc_from[e->worker][a] - whole->day_first[piece->first_day];
    if (arc->flags & ROTA_ARC_OFF)
        return 0;
    return rota_ending_state(edge, i, arc->ran_days + 1,
                             arc->flags & ROTA_ARC_NIGHT ? arc->ran_nights + 1 : 0);
}

/* Days and nights in a row that a line ends with. */
static void run_of(const rota_problem *q, const rota_worker *w, const int *arcs, int *days,
                   int *nights) {
    *days = w->before.run_days;
    *nights = w->before.run_nights;
    for (int d = 0; d < q->ndays; d++) {
        const rota_arc *arc = arcs[d] < 0 ? NULL : &w->arcs[arcs[d]];
        if (!arc || (arc->flags & ROTA_ARC_OFF)) {
            *days = *nights = 0;
            continue;
        }
        *days += 1 + (d == 0 ? arc->ran_days : 0);
        *nights = arc->flags & ROTA_ARC_NIGHT ? *nights + 1 + (d == 0 ? arc->ran_nights : 0) : 0;
    }
}

/* The ends of the last day of a piece. */
typedef struct {
    const rota_worker *w;    /* of the piece */
    const rota_ending *edge; /* their states */
    int first;               /* arc of the day */
    int size;
    double *least; /* [size] F; what was not found costs as much as the dearest line asked for */
    int *line;     /* [size] the line that costs it, of those found; -1 = none */
} week_end;

static void lower(week_end *end, int at, double cost, int line) {
    if (cost < end->least[at]) {
        end->least[at] = cost;
        end->line[at] = line;
    }
}

static void lower_to(week_end *end, int at, int other) {
    lower(end, at, end->least[other], end->line[other]);
}

/* A longer run is no better than a shorter one; no night in a run that ends with one is as one. */
static void level_out(week_end *end) {
    const rota_ending *e = end->edge;
    for (int i = 0; i < e->nclasses; i++) {
        bool night = (end->w->arcs[end->first + i].flags & ROTA_ARC_NIGHT) != 0;
        for (int d = 1; d <= e->nrun; d++)
            for (int n = 0; n <= e->most_nights; n++) {
                int here = rota_ending_state(e, i, d, n);
                if (d > 1)
                    lower_to(end, here, rota_ending_state(e, i, d - 1, n));
                if (n > 0)
                    lower_to(end, here, rota_ending_state(e, i, d, n - 1));
            }
        for (int d = 1; d <= e->nrun && night && e->most_nights > 0; d++)
            lower_to(end, rota_ending_state(e, i, d, 0), rota_ending_state(e, i, d, 1));
    }
}

/* F from the lines: every lawful line is there, but for such as another one beats that costs no
 * more and ends with the same duty and no longer a run. */
static void read_lines(const rota_week_ends *e, const rota_problem *q,
                       const rota_price_result *lines, double threshold, week_end *end) {
    int last = q->ndays - 1;
    double dear = lines->count == MOST_LINES ? lines->cost[lines->count - 1] : threshold;
    for (int i = 0; i < end->size; i++) {
        end->least[i] = dear;
        end->line[i] = -1;
    }
    for (int l = 0; l < lines->count; l++) {
        const int *arcs = lines->arcs + (size_t)l * (size_t)q->ndays;
        int days, nights, at = 0;
        run_of(q, &q->workers[e->worker], arcs, &days, &nights);
        if (days > 0)
            at = rota_ending_state(end->edge, arcs[last] - end->first,
                                   days < end->edge->nrun ? days : end->edge->nrun, nights);
        lower(end, at, lines->cost[l], l);
    }
    level_out(end);
}

/* The best line of a week for each of its ends. */
typedef struct {
    int size, ndays;
    int *arcs; /* [size][ndays]; -2 = there is none */
} week_lines;

static void keep_lines(const week_end *end, const rota_price_result *lines, int ndays,
                       week_lines *out) {
    *out = (week_lines){.size = end->size, .ndays = ndays};
    out->arcs = ROTA_NEW_ARRAY(int, (size_t)end->size *(size_t)ndays);
    for (int i = 0; i < end->size; i++) {
        int *to = out->arcs + (size_t)i * (size_t)ndays;
        to[0] = -2;
        if (end->line[i] >= 0)
            memcpy(to, lines->arcs + (size_t)end->line[i] * (size_t)ndays,
                   (size_t)ndays * sizeof *to);
    }
}

/* V of a week's ends, rounded so that no line of the week costs less than what is returned. */
static double set_edge(const rota_week_ends *e, const rota_piece *piece,
                       const rota_price_result *lines, double threshold, rota_ending *edge,
                       week_lines *kept) {
    const rota_problem *q = piece->problem;
    week_end end = {.w = &q->workers[e->worker], .edge = edge, .size = rota_ending_states(edge)};
    end.first = end.w->day_first[q->ndays - 1];
    end.least = ROTA_NEW_ARRAY(double, end.size);
    end.line = ROTA_NEW_ARRAY(int, end.size);
    read_lines(e, q, lines, threshold, &end);
    double off = end.least[0];
    for (int i = 1; i < end.size; i++)
        edge->value[i] = (rota_cost)ceil(off - end.least[i]);
    if (e->covered)
        keep_lines(&end, lines, q->ndays, kept);
    free(end.least);
    free(end.line);
    return off;
}

/* Add what the line of a week does. */
static void cover(rota_week_ends *e, const rota_piece *piece, const int *arcs) {
    const rota_worker *whole = &e->problem->workers[e->worker];
    bool weekend = false;
    for (int d = piece->eve; d < piece->problem->ndays; d++) {
        if (arcs[d] < 0)
            continue;
        const rota_arc *arc = &whole->arcs[piece->arc_from[e->worker][arcs[d]]];
        for (int i = 0; i < arc->nrows; i++)
            e->covered[whole->arc_rows[arc->first_row + i].row] +=
                whole->arc_rows[arc->first_row + i].coef;
        e->nights += (arc->flags & ROTA_ARC_NIGHT) != 0;
        e->holidays += (arc->flags & ROTA_ARC_HOLIDAY) != 0;
        weekend = weekend || (piece->problem->weekday[d] >= 5 && !(arc->flags & ROTA_ARC_OFF));
    }
    e->weekends += weekend;
}

/* The least line, from its last week back to the first. */
static void cover_all(rota_week_ends *e, rota_ending *const *edge, const week_lines *kept,
                      const int *last_week) {
    const int *arcs = last_week;
    e->nights = e->weekends = e->holidays = 0;
    for (int k = e->problem->nweeks - 1; k >= 0 && arcs[0] > -2; k--) {
        cover(e, e->pieces[k], arcs);
        if (k > 0) {
            int at = arcs[0] < 0 ? 0 : state_of_eve(e, e->pieces[k], edge[k - 1], arcs[0]);
            arcs = kept[k - 1].arcs + (size_t)at * (size_t)kept[k - 1].ndays;
        }
    }
}

static double mean_size(const double *cost, int n) {
    double sum = 0;
    for (int i = 0; i < n; i++)
        sum += fabs(cost[i]);
    return n > 0 ? sum / n : 0;
}

/* The worker's best lines of a week for every end, given what the weeks before it cost. */
static double value_week(rota_week_ends *e, int k, rota_ending *const *edge, week_lines *kept) {
    const rota_piece *piece = e->pieces[k];
    const rota_worker *w = &piece->problem->workers[e->worker];
    bool last = k + 1 == e->problem->nweeks;
    double *cost = ROTA_NEW_ARRAY(double, w->narcs + 1), value = -INFINITY;
    week_costs(e, piece, cost);
    for (int a = 0; a < w->day_first[piece->eve]; a++)
        cost[a] = -(double)edge[k - 1]->value[state_of_eve(e, piece, edge[k - 1], a)];
    rota_pricer *pricer = rota_pricer_new(piece->problem, e->worker);
    rota_price_request rq = {.arc_cost = cost,
                             .threshold = NEVER,
                             .max_lines = 1,
                             .beam = QUICK_BEAM,
                             .deadline = e->deadline,
                             .max_labels = MOST_LABELS};
    rota_price_result result;
    rota_price(pricer, &rq, e->room, &result);
    e->labels += result.labels;
    /* A good line, mostly the best: others may be so much dearer. */
    if (result.count > 0)
        rq.threshold = result.cost[0] + 1 + (last ? 0 : APART * mean_size(cost, w->narcs));
    rq.max_lines = last ? 1 : MOST_LINES;
    rq.beam = 0;
    rota_price(pricer, &rq, e->room, &result);
    e->labels += result.labels;
    e->complete = e->complete && result.complete;
    if (result.count > 0)
        value =
            last ? result.cost[0] : set_edge(e, piece, &result, rq.threshold, edge[k], &kept[k]);
    if (last && result.count > 0 && e->covered)
        cover_all(e, edge, kept, result.arcs);
    rota_pricer_free(pricer);
    free(cost);
    return value;
}

double rota_week_ends_value(rota_week_ends *e, rota_ending *const *edge) {
    week_lines *kept = ROTA_NEW_ARRAY(week_lines, e->problem->nweeks);
    double value = 0;
    e->complete = true;
    for (int k = 0; k < e->problem->nweeks && value > -INFINITY; k++)
        value += value_week(e, k, edge, kept);
    for (int k = 0; k < e->problem->nweeks; k++)
        free(kept[k].arcs);
    free(kept);
    return value;
}

/* ---- from the last week back ---- */

/* Must somebody work on a day of the week itself? Else a whole week off follows every eve. */
static bool must_work_in_it(const rota_piece *piece, const rota_worker *w) {
    for (int d = piece->eve; d < piece->problem->ndays; d++)
        if (w->must_work[d])
            return true;
    return w->min_run_days > 1;
}

/* What a week and all after it cost when it begins with one of its eves. Eves that differ in
 * nothing but the group that they serve are priced at once, as one that serves none: the group
 * matters for the duty of the next day alone. */
typedef struct {
    rota_week_ends *e;
    const rota_piece *piece;
    rota_pricer *pricer;
    rota_price_request request;
    unsigned char *banned, *must; /* all eves are banned but one */
    int *group;                   /* [eves] that they serve */
    double *cost;                 /* [narcs] of the arcs at the prices */
    double off, reach;            /* cost after a day off; how far ends are told apart */
    /* What was found last. */
    int eve;          /* it followed; -1 = none */
    double any;       /* the least; INFINITY: nothing below the threshold */
    double *least;    /* [arcs of the week's first day] the same by the duty of that day */
    int days, nights; /* most in a row that those lines begin with */
} week_begin;

/* Note the run that a line begins with; one that goes through the week is as long as can be. */
static void note_run(week_begin *b, const int *arcs) {
    const rota_problem *q = b->piece->problem;
    const rota_worker *w = &q->workers[b->e->worker];
    int days = 0, nights = 0;
    for (int d = 1; d < q->ndays && arcs[d] >= 0 && !(w->arcs[arcs[d]].flags & ROTA_ARC_OFF); d++) {
        nights += nights == days && (w->arcs[arcs[d]].flags & ROTA_ARC_NIGHT);
        days++;
    }
    days = days == q->ndays - 1 ? MANY_DAYS : days;
    b->days = days > b->days ? days : b->days;
    b->nights = nights > b->nights ? nights : b->nights;
}

static double least_after(week_begin *b, double threshold) {
    rota_price_result result;
    b->request.threshold = threshold;
    rota_price(b->pricer, &b->request, b->e->room, &result);
    b->e->labels += result.labels;
    if (result.count > 0)
        note_run(b, result.arcs);
    return result.count > 0 ? result.cost[0] : INFINITY;
}

/* What it is worth to serve the eve's group again. */
static double reward_of(const rota_worker *w, const rota_arc *eve, int group,
                        const rota_arc *next) {
    double reward = 0;
    if (group < 0 || next->group != group)
        return 0;
    if (w->return_by_group)
        reward += (double)w->return_by_group[group];
    if (w->bedwake_by_group && (eve->flags & ROTA_ARC_BED) && (next->flags & ROTA_ARC_WAKE))
        reward += (double)w->bedwake_by_group[group];
    return reward;
}

/* The least by the duty of the first day, after the eve that is not banned and as if it served the
 * same group; below a threshold. */
static void least_by_first_duty(week_begin *b, const rota_arc *eve, double threshold) {
    const rota_problem *q = b->piece->problem;
    const rota_worker *w = &q->workers[b->e->worker];
    int first = w->day_first[1], n = w->day_first[2] - first;
    unsigned char must = b->must[1];
    for (int i = 0; i < n; i++)
        b->cost[first + i] += reward_of(w, eve, w->arcs[first + i].group, &w->arcs[first + i]);
    b->request.threshold = threshold;
    b->request.apart = b->must[1] = 1;
    b->request.max_lines = MOST_LINES;
    rota_price_result result;
    rota_price(b->pricer, &b->request, b->e->room, &result);
    b->e->labels += result.labels;
    b->request.apart = 0;
    b->request.max_lines = 1;
    b->must[1] = must;
    for (int i = 0; i < n; i++) {
        b->cost[first + i] -= reward_of(w, eve, w->arcs[first + i].group, &w->arcs[first + i]);
        b->least[i] = INFINITY;
    }
    for (int l = 0; l < result.count; l++) {
        const int *arcs = result.arcs + (size_t)l * (size_t)q->ndays;
        if (b->least[arcs[1] - first] < INFINITY)
            continue;
        b->least[arcs[1] - first] = result.cost[l];
        note_run(b, arcs);
    }
}

static bool same_shift(const rota_arc *a, const rota_arc *b) {
    return a->start == b->start && a->end == b->end && a->ready == b->ready &&
           a->ready_night == b->ready_night && a->flags == b->flags && a->type == b->type;
}

static bool same_but_for_group(const rota_arc *a, const rota_arc *b) {
    return same_shift(a, b) && a->ran_days == b->ran_days && a->ran_nights == b->ran_nights;
}

/* Is what was found last also the least after eve a, with which a longer run ends? */
static bool found_before(const week_begin *b, const rota_worker *w, int a) {
    if (b->eve < 0 || b->any == (double)INFINITY || w->min_run_days > 1)
        return false;
    const rota_arc *before = &w->arcs[b->eve], *now = &w->arcs[a];
    int nights = now->flags & ROTA_ARC_NIGHT ? now->ran_nights + 1 : 0;
    return same_shift(before, now) && before->ran_days <= now->ran_days &&
           before->ran_nights <= now->ran_nights &&
           (w->max_run_days < 0 || now->ran_days + 1 + b->days <= w->max_run_days) &&
           (w->max_run_nights < 0 || b->nights == 0 || nights + b->nights <= w->max_run_nights);
}

/* Where the end of an eve is not told apart from dearer ones. */
static double far_from(const week_begin *b, const rota_ending *edge, int state) {
    return b->off + (double)edge->value[state] + b->reach;
}

/* The least after eve a, below a threshold; false when no line follows it. */
static bool find_after(week_begin *b, int a, double threshold) {
    const rota_worker *w = &b->piece->problem->workers[b->e->worker];
    b->eve = a;
    b->days = b->nights = 0;
    b->banned[a] = 0;
    b->any = least_after(b, threshold);
    bool none = b->any == (double)INFINITY && must_work_in_it(b->piece, w) &&
                least_after(b, NEVER) == (double)INFINITY;
    if (!none)
        least_by_first_duty(b, &w->arcs[a], fmin(threshold, b->any));
    b->banned[a] = 1;
    return !none;
}

/* V of the eves like eve a, all those after it. */
static void value_alike(week_begin *b, int a, const rota_ending *edge, rota_cost *value) {
    const rota_worker *w = &b->piece->problem->workers[b->e->worker];
    int neves = w->day_first[1], n = w->day_first[2] - neves;
    double threshold = -INFINITY;
    for (int i = a; i < neves; i++)
        if (same_but_for_group(&w->arcs[a], &w->arcs[i]))
            threshold = fmax(threshold, far_from(b, edge, state_of_eve(b->e, b->piece, edge, i)));
    bool some = found_before(b, w, a) || find_after(b, a, threshold);
    for (int i = a; i < neves; i++) {
        if (!same_but_for_group(&w->arcs[a], &w->arcs[i]))
            continue;
        int state = state_of_eve(b->e, b->piece, edge, i);
        double least = fmin(b->any, far_from(b, edge, state));
        for (int j = 0; j < n && some; j++)
            if (b->group[i] >= 0 && w->arcs[neves + j].group == b->group[i])
                least = fmin(least, b->least[j]);
        value[state] = some ? (rota_cost)ceil(least - b->off) : NO_LINE;
    }
}

/* A longer run is worth no more than a shorter one, also where there is none such; no night in a
 * run that ends with one is as one: so pricing wants it (rota_ending). */
static void level_up(const rota_worker *w, int first, const rota_ending *edge, rota_cost *value) {
    for (int i = 0; i < edge->nclasses; i++) {
        bool night = (w->arcs[first + i].flags & ROTA_ARC_NIGHT) && edge->most_nights > 0;
        for (int d = 1; d <= edge->nrun; d++) {
            rota_cost *of_run = value + rota_ending_state(edge, i, d, 0);
            of_run[0] = night ? of_run[1] : of_run[0];
            for (int n = 0; n <= edge->most_nights; n++) {
                rota_cost shorter = d > 1 ? value[rota_ending_state(edge, i, d - 1, n)] : INT64_MIN;
                of_run[n] = of_run[n] > shorter ? of_run[n] : shorter;
                if (n > 0 && of_run[n - 1] > of_run[n])
                    of_run[n] = of_run[n - 1];
            }
        }
    }
}

/* V of the ends of a week; of those after it V is known. */
static void value_eves(week_begin *b, rota_ending *edge) {
    const rota_worker *w = &b->piece->problem->workers[b->e->worker];
    int neves = w->day_first[1], n = rota_ending_states(edge);
    rota_cost *value = ROTA_NEW_ARRAY(rota_cost, n);
    for (int i = 1; i < n; i++)
        value[i] = INT64_MIN;
    memset(b->banned, 1, (size_t)neves);
    b->must[0] = 0;
    b->off = least_after(b, NEVER);
    b->must[0] = 1;
    for (int a = 0; a < neves && b->off < INFINITY; a++) {
        int state = state_of_eve(b->e, b->piece, edge, a);
        if (state > 0 && value[state] == INT64_MIN)
            value_alike(b, a, edge, value);
    }
    const rota_worker *whole = &b->e->problem->workers[b->e->worker];
    level_up(whole, whole->day_first[b->piece->first_day], edge, value);
    for (int i = 0; i < n; i++)
        edge->value[i] = value[i] == INT64_MIN ? 0 : value[i];
    free(value);
}

/* Let the eves serve no group, or again those that they serve. */
static void serve_none(const week_begin *b, bool none) {
    rota_worker *w = &b->piece->problem->workers[b->e->worker];
    for (int a = 0; a < w->day_first[1]; a++) {
        if (none)
            b->group[a] = w->arcs[a].group;
        w->arcs[a].group = none ? -1 : b->group[a];
    }
}

/* V of the ends before a week; of those after it V is known. */
static void value_before(rota_week_ends *e, int k, rota_ending *const *edge) {
    rota_piece *piece = e->pieces[k];
    rota_worker *w = &piece->problem->workers[e->worker];
    double *cost = ROTA_NEW_ARRAY(double, w->narcs + 1);
    week_costs(e, piece, cost); /* the eves themselves cost nothing */
    if (k + 1 < e->problem->nweeks)
        w->ending = rota_ending_copy(edge[k], NULL, 0, edge[k]->nclasses);
    week_begin b = {.e = e,
                    .piece = piece,
                    .cost = cost,
                    .eve = -1,
                    .reach = APART * mean_size(cost, w->narcs) + 1};
    b.banned = ROTA_NEW_ARRAY(unsigned char, w->narcs + 1);
    b.must = rota_memdup(w->must_work, (size_t)piece->problem->ndays);
    b.group = ROTA_NEW_ARRAY(int, w->day_first[1] + 1);
    b.least = ROTA_NEW_ARRAY(double, w->day_first[2] - w->day_first[1] + 1);
    serve_none(&b, true);
    b.pricer = rota_pricer_new(piece->problem, e->worker);
    b.request = (rota_price_request){.arc_cost = cost,
                                     .max_lines = 1,
                                     .banned = b.banned,
                                     .must_work = b.must,
                                     .deadline = e->deadline,
                                     .max_labels = MOST_LABELS};
    value_eves(&b, edge[k - 1]);
    serve_none(&b, false);
    rota_pricer_free(b.pricer);
    rota_ending_free(w->ending);
    w->ending = NULL;
    free(b.banned);
    free(b.must);
    free(b.group);
    free(b.least);
    free(cost);
}

void rota_week_ends_rest(rota_week_ends *e, rota_ending *const *edge) {
    for (int k = e->problem->nweeks - 1; k > 0; k--)
        value_before(e, k, edge);
}
