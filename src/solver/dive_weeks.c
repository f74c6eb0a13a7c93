/* Dives by weeks, for horizons of several of them: first which groups somebody serves in a week, or
 * where groups do not matter whether they work at its weekend; then what they do in it, instead of
 * a whole line at once. The LP stays near to what it was, and pricing has fewer arcs after each
 * step. */
#include "core/mem.h"
#include "solver/search.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_GROUPS = 64 }; /* bits of a set */
enum { ROUNDS_AFTER_FIX = 25, MOST_TRIES = 3 };
static const double SLACK = 0.002, CLUSTER_SHARE = 0.25;
/* Of a person: taken as settled by the LP. (When cheap: where the dense engine prices.) */
static const double WHOLE = 0.75, WHOLE_WHEN_CHEAP = 0.99;
/* Of the slack: how near the LP must come to what it was. */
static const double NEAR = 0.1, NEAR_WHEN_CHEAP = 0.02;
enum { SATURDAY = 5 };

/* What somebody does in a week, as far as it has been decided. */
enum decided { OPEN, GROUPS, WEEKEND, ALL };

/* A candidate for a week of somebody: the line it comes from, and how much the LP uses it. */
typedef struct {
    int worker, week, line;
    double value, score;
} choice;

typedef struct {
    enum decided level;
    choice choice;
} step;

typedef struct {
    rota_search *s;
    rota_scope scope;
    rota_colgen_options quick;
    rota_colgen_result result;
    double noise, whole, near;
    unsigned char *decided; /* [nworkers * nweeks] */
    int *week_first;        /* [nweeks + 1] first day */
    step *steps;            /* in the order they were taken */
    int nsteps, capacity;
    double slack; /* what the LP may rise by at one step */
} dive;

static uint64_t groups_of(const dive *v, const rota_line *line, int week) {
    uint64_t groups = 0;
    for (int d = v->week_first[week]; d < v->week_first[week + 1]; d++) {
        if (line->arcs[d] < 0)
            continue;
        int group = v->s->p->workers[line->worker].arcs[line->arcs[d]].group;
        groups |= group >= 0 ? 1ULL << group : 0;
    }
    return groups;
}

static bool works_weekend(const dive *v, const rota_line *line, int week) {
    bool works = false;
    for (int d = v->week_first[week]; d < v->week_first[week + 1]; d++)
        works = works || (v->s->p->weekday[d] >= SATURDAY && line->arcs[d] >= 0);
    return works;
}

static bool same(const dive *v, enum decided level, const rota_line *a, const rota_line *b,
                 int week) {
    if (level == GROUPS)
        return groups_of(v, a, week) == groups_of(v, b, week);
    if (level == WEEKEND)
        return works_weekend(v, a, week) == works_weekend(v, b, week);
    int first = v->week_first[week], days = v->week_first[week + 1] - first;
    return memcmp(a->arcs + first, b->arcs + first, (size_t)days * sizeof(int)) == 0;
}

/* ---- deciding ---- */

/* May somebody whose week is decided as in the line have this arc on this day? */
static bool fits(const dive *v, const rota_arc *arc, enum decided level, uint64_t groups,
                 bool works) {
    if (level == WEEKEND)
        return works || v->s->p->weekday[arc->day] < SATURDAY;
    return arc->group < 0 || (groups >> arc->group & 1);
}

static void ban_others(dive *v, enum decided level, const rota_line *line, int week) {
    const rota_worker *w = &v->s->p->workers[line->worker];
    unsigned char **banned = &v->scope.banned[line->worker];
    unsigned char **must = &v->scope.must_work[line->worker];
    if (!*banned)
        *banned = ROTA_NEW_ARRAY(unsigned char, w->narcs);
    uint64_t groups = groups_of(v, line, week);
    bool works = works_weekend(v, line, week);
    for (int d = v->week_first[week]; d < v->week_first[week + 1]; d++) {
        for (int a = w->day_first[d]; a < w->day_first[d + 1]; a++)
            if (level == ALL ? a != line->arcs[d] : !fits(v, &w->arcs[a], level, groups, works))
                (*banned)[a] = 1;
        if (level != ALL || line->arcs[d] < 0)
            continue;
        if (!*must) {
            *must = ROTA_NEW_ARRAY(unsigned char, v->s->p->ndays);
            memcpy(*must, w->must_work, (size_t)v->s->p->ndays);
        }
        (*must)[d] = 1;
    }
}

static void close_lines(dive *v) {
    int count;
    const int *lines = rota_master_lines(v->s->master, &count);
    for (int i = 0; i < count; i++)
        if (!rota_scope_allows(v->s, &v->scope, rota_pool_line(v->s->pool, lines[i])))
            rota_master_bound_line(v->s->master, lines[i], 0, 0);
}

static void open_lines(dive *v) {
    int count;
    const int *lines = rota_master_lines(v->s->master, &count);
    for (int i = 0; i < count; i++)
        rota_master_bound_line(v->s->master, lines[i], 0, INFINITY);
}

/* For each undecided week of somebody what the LP likes best; returns how many. */
static int candidates(dive *v, enum decided level, choice *out) {
    rota_search *s = v->s;
    int count, n = 0, weeks = s->p->nweeks;
    const int *lines = rota_master_lines(s->master, &count);
    int *used = ROTA_NEW_ARRAY(int, count + 1), nused = 0;
    for (int i = 0; i < count; i++)
        if (rota_master_value(s->master, lines[i]) > 1e-6)
            used[nused++] = lines[i];
    for (int c = 0; c < s->p->nworkers * weeks; c++) {
        if (v->decided[c] >= (unsigned char)level)
            continue;
        choice best = {.worker = c / weeks, .week = c % weeks, .line = -1};
        for (int i = 0; i < nused; i++) {
            const rota_line *line = rota_pool_line(s->pool, used[i]);
            if (line->worker != best.worker)
                continue;
            double value = 0;
            for (int j = 0; j < nused; j++) {
                const rota_line *other = rota_pool_line(s->pool, used[j]);
                if (other->worker == best.worker && same(v, level, line, other, best.week))
                    value += rota_master_value(s->master, used[j]);
            }
            if (value > best.value) {
                best.value = value;
                best.line = used[i];
            }
        }
        best.score = best.value + v->noise * rota_search__random(s);
        if (best.line >= 0)
            out[n++] = best;
    }
    free(used);
    return n;
}

static int by_score(const void *a, const void *b) {
    const choice *x = a, *y = b;
    if (x->score != y->score)
        return x->score > y->score ? -1 : 1;
    return x->worker != y->worker ? x->worker - y->worker : x->week - y->week;
}

static bool take(dive *v, enum decided level, const choice *c) {
    const rota_line *line = rota_pool_line(v->s->pool, c->line);
    if (!rota_scope_allows(v->s, &v->scope, line))
        return false; /* another week of the same person has just decided against it */
    ban_others(v, level, line, c->week);
    v->decided[c->worker * v->s->p->nweeks + c->week] = (unsigned char)level;
    ROTA_GROW(v->steps, v->nsteps, v->capacity);
    v->steps[v->nsteps++] = (step){level, *c};
    return true;
}

/* Take back all steps from the given one on. */
static void take_back(dive *v, int from) {
    rota_search *s = v->s;
    int n = s->p->nworkers, kept = from;
    memset(v->decided, 0, (size_t)n * (size_t)s->p->nweeks);
    rota_scope_done(&v->scope, n);
    rota_scope_of_root(s, &v->scope);
    v->nsteps = 0;
    for (int i = 0; i < kept; i++)
        take(v, v->steps[i].level, &v->steps[i].choice);
    open_lines(v);
    close_lines(v);
}

static bool settle(dive *v) {
    v->quick.cutoff = rota_search__cutoff(v->s);
    v->quick.floor = v->result.bound;
    rota_colgen(v->s, &v->scope, &v->quick, &v->result);
    return v->result.bound < v->quick.cutoff && !rota_search__over(v->s);
}

/* ---- the end ---- */

/* Everybody's most used line, the rest by best response. */
static void finish_dive(dive *v) {
    rota_search *s = v->s;
    int n = s->p->nworkers, count;
    const int *used = rota_master_lines(s->master, &count);
    int **lines = ROTA_NEW_ARRAY(int *, n);
    unsigned char *known = ROTA_NEW_ARRAY(unsigned char, n);
    for (int w = 0; w < n; w++)
        lines[w] = ROTA_NEW_ARRAY(int, s->p->ndays);
    for (int i = 0; i < count; i++) {
        const rota_line *line = rota_pool_line(s->pool, used[i]);
        if (rota_master_value(s->master, used[i]) <= 0.5)
            continue;
        known[line->worker] = 1;
        memcpy(lines[line->worker], line->arcs, (size_t)s->p->ndays * sizeof(int));
    }
    if (rota_complete(s, lines, known) < 0) {
        rota_search__offer(s, lines);
        rota_improve(s, lines);
    }
    for (int w = 0; w < n; w++)
        free(lines[w]);
    free(lines);
    free(known);
}

/* Decide what the LP has (nearly) decided itself. */
static void take_whole(dive *v, enum decided level, const choice *all, int n) {
    for (int i = 0; i < n; i++)
        if (all[i].value > v->whole)
            take(v, level, &all[i]);
}

/* One candidate decided, and priced again: how far the LP rose, INFINITY when nothing better can
 * come of it. */
static double try_choice(dive *v, enum decided level, const choice *c, double before) {
    take(v, level, c);
    close_lines(v);
    return settle(v) ? v->result.lp - before : (double)INFINITY;
}

/* Decide one week that the LP has not: the first of the candidates that does no harm, else the one
 * of those tried that does the least. False: the dive is over. */
static bool take_one(dive *v, enum decided level, const choice *all, int n) {
    double before = v->result.lp, bound = v->result.bound, least = INFINITY;
    int from = v->nsteps, best = -1, tried = 0;
    for (int i = 0; i < n && tried < MOST_TRIES; i++) {
        const rota_line *line = rota_pool_line(v->s->pool, all[i].line);
        if (all[i].value > v->whole || !rota_scope_allows(v->s, &v->scope, line))
            continue;
        double rise = try_choice(v, level, &all[i], before);
        if (rise <= v->slack || rota_search__over(v->s))
            return rise < INFINITY;
        if (rise < least) {
            least = rise;
            best = i;
        }
        take_back(v, from);
        v->result.bound = bound;
        tried++;
    }
    return best >= 0 && try_choice(v, level, &all[best], before) < INFINITY;
}

/* Decide all weeks of everybody. False: the dive is over. */
static bool descend(dive *v, enum decided level) {
    const rota_problem *p = v->s->p;
    choice *all = ROTA_NEW_ARRAY(choice, (size_t)p->nworkers * (size_t)p->nweeks);
    bool open = true;
    for (int n; open && (n = candidates(v, level, all)) > 0;) {
        qsort(all, (size_t)n, sizeof *all, by_score);
        v->quick.enough = v->result.lp + v->near * v->slack;
        take_whole(v, level, all, n);
        close_lines(v);
        bool doubtful = false;
        for (int i = 0; i < n; i++)
            doubtful = doubtful || all[i].value <= v->whole;
        open = doubtful ? take_one(v, level, all, n) : settle(v);
    }
    free(all);
    return open;
}

static void find_weeks(dive *v) {
    const rota_problem *p = v->s->p;
    v->week_first = ROTA_NEW_ARRAY(int, p->nweeks + 1);
    v->week_first[p->nweeks] = p->ndays;
    for (int d = p->ndays - 1; d >= 0; d--)
        v->week_first[p->week_of_day[d]] = d;
}

void rota_dive_by_weeks(rota_search *s, double noise) {
    const rota_problem *p = s->p;
    dive v = {.s = s,
              .noise = noise,
              .whole = s->cheap ? WHOLE_WHEN_CHEAP : WHOLE,
              .near = s->cheap ? NEAR_WHEN_CHEAP : NEAR};
    int units = p->nworkers * p->nweeks;
    v.decided = ROTA_NEW_ARRAY(unsigned char, units);
    v.quick = (rota_colgen_options){.max_rounds = ROUNDS_AFTER_FIX, .deadline = s->deadline};
    v.result.bound = s->bound;
    rota_scope_of_root(s, &v.scope);
    find_weeks(&v);
    v.slack = fmax(2 * (double)s->step, SLACK * fabs(s->bound));
    bool open = settle(&v);
    if (open && s->cheap)
        open = descend(&v, WEEKEND);
    else if (open && p->ngroups > 1 && p->ngroups <= MOST_GROUPS)
        open = descend(&v, GROUPS);
    bool parted = false;
    if (open && !s->cheap)
        rota_plan_by_clusters(
            s, &v.scope, CLUSTER_SHARE * fmax(0, rota_search__budget(s) - rota_search__work(s)),
            &parted);
    open = open && !parted && descend(&v, ALL);
    if (open)
        finish_dive(&v);
    open_lines(&v);
    rota_scope_done(&v.scope, p->nworkers);
    free(v.steps);
    free(v.decided);
    free(v.week_first);
}
