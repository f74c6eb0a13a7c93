/* Dives: fix the line that the LP wants most, price everybody else to convergence again, until all
 * are fixed. What falls out is improved by best response. */
#include "core/mem.h"
#include "solver/search.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { SMALL_HOME = 20 }; /* people: dives go to the end */
enum { ROUNDS_AFTER_FIX = 100, MOST_TRIES = 1 };
static const double COMPLETION_WORK = 8; /* seconds of a usual machine */
static const double JUMP = 0.001,
                    DEAR_JUMP = 0.004; /* of the bound: what an LP may rise by at one fix */
/* Of that: how near the LP must come to what it was. It adds up from fix to fix. */
static const double NEAR = 0.02, USUALLY_NEAR = 0.1;

/* The LP's favourite among the lines of workers not yet fixed; noise > 0 randomises the choice. */
static int choose_line(rota_search *s, const rota_scope *scope, double noise, double *value) {
    int count, choice = -1;
    const int *lines = rota_master_lines(s->master, &count);
    double best = -1;
    for (int i = 0; i < count; i++) {
        const rota_line *line = rota_pool_line(s->pool, lines[i]);
        if (scope->fixed[line->worker] >= 0)
            continue;
        double x = rota_master_value(s->master, lines[i]);
        if (x < 1e-6 || !rota_scope_allows(s, scope, line))
            continue;
        double score = x + (noise > 0 ? noise * rota_search__random(s) : 0);
        if (score > best) {
            best = score;
            choice = lines[i];
            *value = x;
        }
    }
    return choice;
}

/* A rota from what is fixed, everybody else by best response. */
static void finish_dive(rota_search *s, const rota_scope *scope) {
    int n = s->p->nworkers;
    size_t bytes = (size_t)s->p->ndays * sizeof(int);
    int **lines = ROTA_NEW_ARRAY(int *, n);
    unsigned char *known = ROTA_NEW_ARRAY(unsigned char, n);
    for (int w = 0; w < n; w++) {
        lines[w] = ROTA_NEW_ARRAY(int, s->p->ndays);
        known[w] = scope->fixed[w] >= 0;
        if (known[w])
            memcpy(lines[w], rota_pool_line(s->pool, scope->fixed[w])->arcs, bytes);
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

/* ---- one dive ---- */

typedef struct {
    rota_search *s;
    rota_scope scope;
    rota_colgen_options quick;
    rota_colgen_result result;
    double noise, slack;
    bool close;         /* the LP after a fix comes close to what it was */
    int *order, nfixed; /* lines in the order of fixing */
    int *banned, nbanned, banned_capacity;
} dive;

static bool is_banned(const dive *v, int line) {
    for (int i = 0; i < v->nbanned; i++)
        if (v->banned[i] == line)
            return true;
    return false;
}

/* Open all lines of the LP, or those only that the root still allows. */
static void open_lines(const dive *v, bool all) {
    rota_search *s = v->s;
    int count;
    const int *lines = rota_master_lines(s->master, &count);
    for (int i = 0; i < count; i++) {
        bool open = all || rota_scope_allows(s, &v->scope, rota_pool_line(s->pool, lines[i]));
        rota_master_bound_line(s->master, lines[i], 0, open ? (double)INFINITY : 0);
    }
}

/* Close or open the other lines of a line's worker: left open they could only be zero, and the
 * simplex would lose its time among them. */
static void bound_others(dive *v, int line, double upper) {
    int count, worker = rota_pool_line(v->s->pool, line)->worker;
    const int *lines = rota_master_lines(v->s->master, &count);
    for (int i = 0; i < count; i++) {
        const rota_line *other = rota_pool_line(v->s->pool, lines[i]);
        if (lines[i] == line || other->worker != worker)
            continue;
        bool open = !is_banned(v, lines[i]) && rota_scope_allows(v->s, &v->scope, other);
        rota_master_bound_line(v->s->master, lines[i], 0, open ? upper : 0);
    }
}

static void fix_line(dive *v, int line) {
    rota_master_add(v->s->master, line); /* it may have been trimmed since it was chosen */
    v->scope.fixed[rota_pool_line(v->s->pool, line)->worker] = line;
    bound_others(v, line, 0);
    rota_master_bound_line(v->s->master, line, 1, 1);
    v->order[v->nfixed++] = line;
}

/* Unfix all lines from `from` on in the order of fixing. */
static void unfix(dive *v, int from) {
    while (v->nfixed > from) {
        int line = v->order[--v->nfixed];
        v->scope.fixed[rota_pool_line(v->s->pool, line)->worker] = -1;
        rota_master_bound_line(v->s->master, line, 0, INFINITY);
        bound_others(v, line, INFINITY);
    }
}

static void ban(dive *v, int line) {
    ROTA_GROW(v->banned, v->nbanned, v->banned_capacity);
    v->banned[v->nbanned++] = line;
    rota_master_bound_line(v->s->master, line, 0, 0);
}

static void unban(dive *v, int from) {
    while (v->nbanned > from)
        rota_master_bound_line(v->s->master, v->banned[--v->nbanned], 0, INFINITY);
}

/* Price until nothing improves the LP; false when no better rota can come of it. */
static bool settle(dive *v, double enough) {
    v->quick.cutoff = rota_search__cutoff(v->s);
    v->quick.floor = v->result.bound;
    v->quick.enough = enough;
    v->quick.dual = v->close && enough != 0;
    rota_colgen(v->s, &v->scope, &v->quick, &v->result);
    return v->result.bound < v->quick.cutoff;
}

/* Fix the favourite, and with it all that the LP gives whole already. */
static bool fix_some(dive *v) {
    double value = 0;
    int line = choose_line(v->s, &v->scope, v->noise, &value);
    if (line < 0)
        return false;
    fix_line(v, line);
    while (value > 0.999) {
        line = choose_line(v->s, &v->scope, 0, &value);
        if (line < 0 || value <= 0.999)
            break;
        fix_line(v, line);
    }
    return true;
}

/* Fix lines and price again. When the LP gets much worse for it, other lines are tried instead, and
 * in the end the one that did the least harm. False: the dive is over. */
static bool descend(dive *v) {
    double before = v->result.lp, bound = v->result.bound, least = INFINITY;
    double enough = before + (v->close ? NEAR : USUALLY_NEAR) * v->slack;
    int from = v->nfixed, first_ban = v->nbanned, choice = -1;
    for (int tries = 0; tries <= MOST_TRIES; tries++) {
        if (!fix_some(v))
            break;
        int line = v->order[from];
        bool open = settle(v, enough);
        if (open && v->result.lp <= before + v->slack)
            return true;
        if (rota_search__over(v->s))
            return false;
        if (open && v->result.lp < least) {
            least = v->result.lp;
            choice = line;
        }
        unfix(v, from);
        v->result.bound = bound;
        ban(v, line);
        if (tries < MOST_TRIES && !settle(v, enough))
            break;
    }
    unban(v, first_ban);
    if (choice < 0)
        return false;
    v->result.bound = bound;
    fix_line(v, choice);
    return settle(v, enough);
}

void rota_dive(rota_search *s, double noise) {
    int n = s->p->nworkers;
    dive v = {.s = s, .noise = noise, .close = s->cheap && !s->settings->no_windows};
    v.order = ROTA_NEW_ARRAY(int, n);
    v.quick = (rota_colgen_options){.max_rounds = ROUNDS_AFTER_FIX, .deadline = s->deadline};
    v.slack = fmax(2 * (double)s->step, (s->cheap ? JUMP : DEAR_JUMP) * fabs(s->bound));
    rota_scope_of_root(s, &v.scope);
    v.result.bound = s->bound;
    open_lines(&v, false);
    bool open = settle(&v, 0), to_the_end = s->cheap || n <= SMALL_HOME;
    while (open && v.nfixed < n && !rota_search__over(s)) {
        if (!to_the_end && 3 * v.nfixed >= 2 * n) {
            /* Few are left: they are soon planned by themselves, and better than line by line. */
            rota_complete_by_window(s, &v.scope, COMPLETION_WORK);
            break;
        }
        open = descend(&v);
    }
    open = open && v.nfixed == n;
    if (open && !rota_search__over(s))
        finish_dive(s, &v.scope);
    unfix(&v, 0);
    open_lines(&v, true);
    rota_scope_done(&v.scope, n);
    free(v.order);
    free(v.banned);
}
