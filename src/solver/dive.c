/* Dives: fix the line that the LP wants most, price everybody else to convergence again, until all
 * are fixed. What falls out is improved by best response. */
#include "core/mem.h"
#include "solver/search.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { ROUNDS_AFTER_FIX = 12 };

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

static void fix_line(rota_search *s, rota_scope *scope, int line) {
    scope->fixed[rota_pool_line(s->pool, line)->worker] = line;
    rota_master_bound_line(s->master, line, 1, 1);
}

/* Fix the favourite, and with it all that the LP gives whole already. */
static bool fix_some(rota_search *s, rota_scope *scope, double noise) {
    double value = 0;
    int line = choose_line(s, scope, noise, &value);
    if (line < 0)
        return false;
    fix_line(s, scope, line);
    while (value > 0.999) {
        line = choose_line(s, scope, 0, &value);
        if (line < 0 || value <= 0.999)
            break;
        fix_line(s, scope, line);
    }
    return true;
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

void rota_dive(rota_search *s, double noise) {
    rota_scope scope;
    rota_scope_init(&scope, s->p->nworkers);
    rota_colgen_options quick = {
        .cutoff = INFINITY, .max_rounds = ROUNDS_AFTER_FIX, .deadline = s->deadline};
    rota_colgen_result result = {.lp = -INFINITY};
    rota_colgen(s, &scope, &quick, &result);
    bool complete = true;
    while (!rota_search__over(s) && fix_some(s, &scope, noise)) {
        rota_colgen(s, &scope, &quick, &result);
        if (result.lp >= rota_search__cutoff(s) + 0.5 * fabs(rota_search__best(s) - s->bound)) {
            complete = false; /* far from better than what is known: not worth the rest */
            break;
        }
    }
    if (complete)
        finish_dive(s, &scope);
    for (int w = 0; w < s->p->nworkers; w++)
        if (scope.fixed[w] >= 0)
            rota_master_bound_line(s->master, scope.fixed[w], 0, INFINITY);
    rota_scope_done(&scope, s->p->nworkers);
}
