/* A first line for horizons of which the table would be too large: a walk from day to day, that
 * takes only what can still lead to a whole line. At first it looks at the least and the most
 * minutes of what may follow; where walks end nowhere, at every number of minutes, kept as one bit
 * each. */
#include "core/mem.h"
#include "solver/grid.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { NO_WAY = 1000000000 }; /* least steps of minutes where none lead to the last day */
enum { MOST_WALKS = 60, QUICK_WALKS = 6, MOST_SCARCE = 100 };

typedef struct {
    const rota_grid *g;
    rota_grid_table table;
    size_t *base;      /* [ndays + 1] first set of each day */
    int *least, *most; /* [base[ndays]] steps of minutes of the days to come; NULL beside bits */
    uint64_t *bits;    /* [base[ndays] * words] minutes that can be, of each set */
    size_t words;      /* of a set */
    uint64_t *lawful;  /* [words] minutes that are lawful after a day */
    unsigned char *scarce; /* [pairs] long duties of which there are few */
    int most_scarce;       /* so many of them; 0 = not counted */
    int day;
    const double *arc_cost;
    double *open;  /* [narcs] 0, INFINITY = banned */
    int *used;     /* [ncaps] */
    double aim;    /* share of the way from least to most minutes */
    bool strict;   /* two duties out of pace weigh as four */
    double noise;  /* share of the pace's weight */
    uint64_t seed; /* of the noise */
} pattern;

static size_t index_of(const pattern *t, int day, int state, int weekends, int scarce) {
    size_t set = (size_t)state * (size_t)(t->g->weekends_of_day[day] + 1) + (size_t)weekends;
    return t->base[day] + set * (size_t)(t->most_scarce + 1) + (size_t)scarce;
}

/* to |= from, `steps` lower, in the words first..last. */
static void unite_sets(const pattern *t, uint64_t *to, const uint64_t *from, size_t steps,
                       size_t first, size_t last) {
    size_t whole = steps / 64, rest = steps % 64;
    for (size_t i = first; i <= last && i + whole < t->words; i++) {
        uint64_t high = i + whole + 1 < t->words ? from[i + whole + 1] : 0;
        to[i] |= rest ? from[i + whole] >> rest | high << (64 - rest) : from[i + whole];
    }
}

/* n sets, one after the other. */
static void unite_spans(const pattern *t, size_t to, size_t from, size_t n, int steps) {
    int *restrict least = t->least + to, *restrict most = t->most + to;
    const int *restrict next_least = t->least + from, *restrict next_most = t->most + from;
    for (size_t i = 0; i < n; i++) {
        int fewer = next_least[i] + steps, more = next_most[i] + steps;
        least[i] = fewer < least[i] ? fewer : least[i];
        most[i] = more > most[i] ? more : most[i];
    }
}

/* Minutes m of the day with m + steps in the set of the next day. */
static void unite(void *data, const rota_grid_move *move) {
    const pattern *t = data;
    const rota_grid *g = t->g;
    int today = g->weekends_of_day[t->day], next = g->weekends_of_day[t->day + 1] - move->weekends;
    if (next < 0)
        return;
    size_t rows = (size_t)(today < next ? today : next) + 1, width = (size_t)t->most_scarce + 1, n;
    size_t more = t->most_scarce > 0 && move->pair >= 0 && t->scarce[move->pair];
    size_t to = index_of(t, t->day, move->from, 0, 0);
    size_t from = index_of(t, t->day + 1, move->to, move->weekends, 0) + more;
    n = width - more;
    if (more == 0) { /* one row after the other */
        n *= rows;
        rows = 1;
    }
    size_t first = (size_t)g->lo[t->day] / 64, last = (size_t)g->hi[t->day] / 64;
    for (size_t k = 0; k < rows; k++, to += width, from += width) {
        if (!t->bits)
            unite_spans(t, to, from, n, move->steps);
        for (size_t i = 0; t->bits && i < n; i++)
            unite_sets(t, t->bits + (to + i) * t->words, t->bits + (from + i) * t->words,
                       (size_t)move->steps, first, last);
    }
}

/* Bits from..to of a word, of all that are in the set. */
static uint64_t bits_between(int from, int to) {
    from = from < 0 ? 0 : from;
    to = to > 63 ? 63 : to;
    return from > to ? 0 : (~0ULL << from) & (~0ULL >> (63 - to));
}

/* Take minutes out of the sets of a day that are not lawful after it. */
static void keep_lawful(const pattern *t, int day) {
    for (size_t i = 0; i < t->words; i++) {
        int first = (int)(64 * i);
        t->lawful[i] = bits_between(t->g->lo[day] - first, t->g->hi[day] - first);
    }
    for (size_t set = t->base[day]; set < t->base[day + 1]; set++)
        for (size_t i = 0; i < t->words; i++)
            t->bits[set * t->words + i] &= t->lawful[i];
}

/* From the last day back. */
static void fill(pattern *t) {
    const rota_grid *g = t->g;
    int n = g->pr->problem->ndays;
    for (int state = 0; state < rota_grid_states(g, n - 1); state++)
        for (int k = 0; k <= g->weekends_of_day[n - 1] && rota_grid_may_finish(g, state); k++) {
            size_t set = index_of(t, n - 1, state, k, 0), count = (size_t)t->most_scarce + 1;
            if (t->bits)
                memset(t->bits + set * t->words, 0xFF, count * t->words * sizeof *t->bits);
            for (size_t c = 0; !t->bits && c < count; c++)
                t->least[set + c] = t->most[set + c] = 0;
        }
    if (t->bits)
        keep_lawful(t, n - 1);
    for (t->day = n - 2; t->day >= 0; t->day--) {
        rota_grid_moves(&t->table, t->day, unite, t);
        if (t->bits)
            keep_lawful(t, t->day);
    }
}

/* ---- the walk ---- */

typedef struct {
    int class, run, weekends, minutes, scarce;
} place;

static bool can_finish(const pattern *t, int day, const place *x) {
    if (x->weekends > t->g->weekends_of_day[day] || x->minutes > t->g->hi[day])
        return false;
    if (t->most_scarce > 0 && x->scarce > t->most_scarce)
        return false;
    int last = t->g->pr->problem->ndays - 1;
    size_t set = index_of(t, day, rota_grid_state(t->g, x->class, x->run), x->weekends,
                          t->most_scarce > 0 ? x->scarce : 0);
    if (!t->bits)
        return x->minutes + t->most[set] >= t->g->lo[last] &&
               x->minutes + t->least[set] <= t->g->hi[last];
    const uint64_t *bits = t->bits + set * t->words;
    return bits[x->minutes / 64] >> (x->minutes % 64) & 1U;
}

/* How far minutes and weekends are from an even pace, in days' work. */
static double out_of_pace(const pattern *t, int day, const place *x, double longest) {
    const rota_grid *g = t->g;
    int n = g->pr->problem->ndays;
    double share = (day + 1.0) / n, off = 0;
    if (longest > 0)
        off = fabs(x->minutes - share * (g->lo[n - 1] + t->aim * (g->hi[n - 1] - g->lo[n - 1]))) /
              longest;
    if (t->strict)
        off *= off;
    int most = g->weekends_of_day[n - 1];
    if (g->pr->worker->max_total_weekends >= 0 && x->weekends > share * most)
        off += 2 * (x->weekends - share * most);
    return off;
}

typedef struct {
    place to;
    int arc;
    double score;
} choice;

/* In [0, 1), the same for the same walk (splitmix64, S. Vigna). */
static double next_random(pattern *t) {
    uint64_t z = (t->seed += 0x9E3779B97F4A7C15ULL);
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ULL;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBULL;
    return (double)((z ^ (z >> 31)) >> 11) / 9007199254740992.0;
}

static void offer(pattern *t, int day, choice c, double longest, double weight, choice *best) {
    if (!can_finish(t, day, &c.to))
        return;
    double cost = c.arc >= 0 ? t->arc_cost[c.arc] : 0;
    int type = c.arc >= 0 ? t->g->pr->worker->arcs[c.arc].type : -1;
    int cap = t->g->ncaps > 0 && type >= 0 ? t->g->cap_of_type[type] : -1;
    double early = 0; /* duties of a type with a maximum, ahead of their pace */
    if (cap >= 0)
        early = t->used[cap] + 1 - t->g->cap[cap] * (day + 1.0) / t->g->pr->problem->ndays;
    c.score = cost + weight * (out_of_pace(t, day, &c.to, longest) + fmax(0, early) +
                               t->noise * next_random(t));
    if (best->score == INFINITY || c.score < best->score)
        *best = c;
}

static void offer_work(pattern *t, int day, const place *x, int run, int more, double longest,
                       double weight, choice *best) {
    const rota_grid *g = t->g;
    const rota_worker *w = g->pr->worker;
    int first = w->day_first[day], n = w->day_first[day + 1] - first;
    for (int j = 0; j < n; j++) {
        int a = first + j, type = w->arcs[a].type;
        int cap = g->ncaps > 0 && type >= 0 ? g->cap_of_type[type] : -1;
        if (isinf(t->table.arc_cost[a]) || (cap >= 0 && t->used[cap] >= g->cap[cap]) ||
            (day > 0 && x->class != ROTA_GRID_OFF && !g->pr->allowed[day - 1][x->class * n + j]))
            continue;
        choice c = {.to = {g->pair_class[g->pair_of[a]], run, x->weekends + more,
                           x->minutes + g->pair_steps[g->pair_of[a]],
                           x->scarce + t->scarce[g->pair_of[a]]},
                    .arc = a};
        offer(t, day, c, longest, weight, best);
    }
}

static bool walk(pattern *t, double longest, double weight, int *line) {
    const rota_grid *g = t->g;
    const rota_problem *p = g->pr->problem;
    place x;
    int run = rota_grid_start(g, &x.class, &x.run);
    x.weekends = x.minutes = x.scarce = 0;
    memset(t->used, 0, (size_t)g->ncaps * sizeof *t->used);
    for (int d = 0; d < p->ndays; d++) {
        choice best = {.score = INFINITY, .arc = -1};
        bool off = x.class == ROTA_GRID_OFF, limited = g->pr->worker->max_total_weekends >= 0;
        bool begun = d == 0 ? g->pr->worker->before.weekend_begun : !off;
        int more = limited && (p->weekday[d] == 5 || (p->weekday[d] == 6 && !begun));
        if (d > 0)
            run = off ? (x.run + 1 >= g->min_off ? 0 : -1) : rota_grid_longer(g, x.run);
        if (!t->table.must[d] && (off || rota_grid_may_end(g, x.run))) {
            choice rest = {.to = x, .arc = -1};
            rest.to.run = off ? (x.run + 1 < g->noff ? x.run + 1 : x.run) : 0;
            rest.to.class = ROTA_GRID_OFF;
            offer(t, d, rest, longest, weight, &best);
        }
        if (run >= 0)
            offer_work(t, d, &x, run, more, longest, weight, &best);
        if (best.score == INFINITY)
            return false;
        x = best.to;
        line[d] = best.arc;
        int type = best.arc >= 0 ? g->pr->worker->arcs[best.arc].type : -1;
        if (g->ncaps > 0 && type >= 0 && g->cap_of_type[type] >= 0)
            t->used[g->cap_of_type[type]]++;
    }
    return true;
}

static void make_sets(pattern *t, bool as_spans) {
    const rota_grid *g = t->g;
    int n = g->pr->problem->ndays;
    t->base = ROTA_NEW_ARRAY(size_t, n + 1);
    t->words = 0;
    for (int d = 0; d < n; d++) {
        t->base[d + 1] = t->base[d] + (size_t)rota_grid_states(g, d) *
                                          (size_t)(g->weekends_of_day[d] + 1) *
                                          (size_t)(t->most_scarce + 1);
        t->words = (size_t)g->hi[d] / 64 + 1 > t->words ? (size_t)g->hi[d] / 64 + 1 : t->words;
    }
    if (as_spans) {
        t->least = ROTA_NEW_ARRAY(int, t->base[n]);
        t->most = ROTA_NEW_ARRAY(int, t->base[n]);
        for (size_t i = 0; i < t->base[n]; i++) {
            t->least[i] = NO_WAY;
            t->most[i] = -NO_WAY;
        }
    } else {
        t->bits = ROTA_NEW_ARRAY(uint64_t, t->base[n] * t->words);
        t->lawful = ROTA_NEW_ARRAY(uint64_t, t->words);
    }
}

static void free_sets(pattern *t) {
    void *arrays[] = {t->base, t->least, t->most, t->bits, t->lawful};
    for (size_t i = 0; i < sizeof arrays / sizeof *arrays; i++)
        free(arrays[i]);
    t->base = NULL;
    t->least = t->most = NULL;
    t->bits = t->lawful = NULL;
}

/* Duties longer than any without a maximum: where the least minutes are near the most that can be
 * worked, some of them are needed, and there must be some left. */
static int find_scarce(const rota_grid *g, unsigned char *scarce) {
    const rota_worker *w = g->pr->worker;
    int longest = 0, most = 0, n = g->pr->problem->ndays;
    for (int a = 0; a < w->narcs; a++) {
        bool capped = w->arcs[a].type >= 0 && g->cap_of_type[w->arcs[a].type] >= 0;
        int steps = g->pair_steps[g->pair_of[a]];
        longest = !capped && steps > longest ? steps : longest;
    }
    for (int i = 0; i < g->pair_base[n]; i++)
        scarce[i] = g->pair_steps[i] > longest;
    for (int c = 0; c < g->ncaps; c++)
        for (int a = 0; a < w->narcs; a++)
            if (w->arcs[a].type == g->cap_type[c]) {
                most += scarce[g->pair_of[a]] ? g->cap[c] : 0;
                break;
            }
    return most;
}

static bool some_walk(pattern *t, bool as_spans, double longest, double largest, int *line) {
    bool found = false;
    make_sets(t, as_spans);
    fill(t);
    /* Costs and a strict pace first, then costs, then ever more the pace: one that is kept leaves
     * later days free. */
    for (int i = -3; i < (as_spans ? QUICK_WALKS : MOST_WALKS) - 3 && !found; i++) {
        t->strict = i < 0;
        t->aim = (i + 3) % 3 == 0 ? 0.5 : (i + 3) % 3 == 1 ? 1 : 0.8;
        t->noise = i < 6 ? 0 : 0.1 * (i % 10);
        found = walk(t, longest, (i < 3 ? 0.5 : i < 6 ? 8 : 100) * (largest + 1), line);
    }
    free_sets(t);
    return found;
}

/* arc_cost NULL: all arcs are open, and cost nothing. */
static void pattern_init(pattern *t, const rota_grid *g, const double *arc_cost) {
    const rota_worker *w = g->pr->worker;
    size_t best = (size_t)(g->most_classes + 1) * (size_t)(g->most_pairs + 1);
    *t = (pattern){.g = g, .arc_cost = arc_cost};
    t->open = ROTA_NEW_ARRAY(double, w->narcs + 1);
    t->table = (rota_grid_table){.grid = g, .must = w->must_work, .arc_cost = t->open};
    t->table.best = ROTA_NEW_ARRAY(double, best);
    t->used = ROTA_NEW_ARRAY(int, g->ncaps + 1);
    t->scarce = ROTA_NEW_ARRAY(unsigned char, w->narcs + 1);
    for (int a = 0; a < w->narcs; a++) {
        bool banned = (arc_cost && isinf(arc_cost[a])) || !rota_grid_may_start(g, &w->arcs[a]);
        t->open[a] = banned ? (double)INFINITY : 0;
    }
}

static void pattern_done(pattern *t) {
    free(t->open);
    free(t->table.best);
    free(t->used);
    free(t->scarce);
}

int rota_grid_most_minutes(const rota_grid *g) {
    const rota_worker *w = g->pr->worker;
    pattern t;
    pattern_init(&t, g, NULL);
    make_sets(&t, true);
    fill(&t);
    int class, before, run = rota_grid_start(g, &class, &before), most = -NO_WAY;
    bool off = class == ROTA_GRID_OFF;
    if (!w->must_work[0] && (off || rota_grid_may_end(g, before))) {
        int state = !off ? 0 : before + 1 < g->noff ? before + 1 : before;
        most = t.most[index_of(&t, 0, state, 0, 0)];
    }
    int weekday = g->pr->problem->weekday[0];
    int weekends =
        w->max_total_weekends >= 0 && (weekday == 5 || (weekday == 6 && !w->before.weekend_begun));
    for (int a = 0; run >= 0 && weekends <= g->weekends_of_day[0] && a < w->day_first[1]; a++) {
        int pair = g->pair_of[a], state = rota_grid_state(g, g->pair_class[pair], run);
        int all = t.most[index_of(&t, 0, state, weekends, 0)] + g->pair_steps[pair];
        most = isinf(t.open[a]) || all < most ? most : all;
    }
    free_sets(&t);
    pattern_done(&t);
    return most;
}

bool rota_grid_pattern(const rota_grid *g, const double *arc_cost, int *line) {
    const rota_worker *w = g->pr->worker;
    double largest = 0, longest = 0;
    pattern t;
    pattern_init(&t, g, arc_cost);
    for (int a = 0; a < w->narcs; a++) {
        largest = isinf(t.open[a]) ? largest : fmax(largest, fabs(arc_cost[a]));
        longest = fmax(longest, g->pair_steps[g->pair_of[a]]);
    }
    int scarce = g->ncaps > 0 ? find_scarce(g, t.scarce) : 0;
    bool found = false;
    for (int as_spans = 1; as_spans >= 0 && !found; as_spans--) {
        t.most_scarce = 0;
        found = some_walk(&t, as_spans, longest, largest, line);
        t.most_scarce = scarce;
        if (!found && scarce > 0 && scarce <= MOST_SCARCE)
            found = some_walk(&t, as_spans, longest, largest, line);
    }
    pattern_done(&t);
    return found;
}
