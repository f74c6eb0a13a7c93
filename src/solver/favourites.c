/* From an LP that is nearly whole to a rota: most people have the line that it likes best, those of
 * whom it is not sure are planned by themselves. With the cuts of a search among listed lines an LP
 * is that near to being whole (docs/design/improve.md). */
#include "core/mem.h"
#include "solver/bundle.h"
#include "solver/search.h"

#include <stdlib.h>
#include <string.h>

static const double SURE = 0.999;
static const double NOTHING = 1e-6; /* shares up to it are what the simplex leaves */

void rota_favourites_note(rota_search *s, const rota_master *master, rota_pool *pool) {
    int n;
    const int *in_lp = rota_master_lines(master, &n);
    for (int w = 0; w < s->p->nworkers; w++)
        s->favourites.share[w] = 0;
    for (int i = 0; i < n; i++) {
        const rota_line *line = rota_pool_line(pool, in_lp[i]);
        double x = rota_master_value(master, in_lp[i]);
        if (x <= s->favourites.share[line->worker])
            continue;
        s->favourites.share[line->worker] = x;
        memcpy(s->favourites.lines[line->worker], line->arcs, (size_t)s->p->ndays * sizeof(int));
    }
}

double **rota_shares_of_arcs(const rota_problem *p, const rota_master *master, rota_pool *pool) {
    int n;
    const int *in_lp = rota_master_lines(master, &n);
    double **share = ROTA_NEW_ARRAY(double *, p->nworkers);
    for (int w = 0; w < p->nworkers; w++)
        share[w] = ROTA_NEW_ARRAY(double, p->workers[w].narcs + 1);
    for (int i = 0; i < n; i++) {
        const rota_line *line = rota_pool_line(pool, in_lp[i]);
        double x = rota_master_value(master, in_lp[i]);
        for (int d = 0; d < p->ndays && x > NOTHING; d++)
            if (line->arcs[d] >= 0)
                share[line->worker][line->arcs[d]] += x;
    }
    return share;
}

void rota_shares_free(double **share, const rota_problem *p) {
    for (int w = 0; share && w < p->nworkers; w++)
        free(share[w]);
    free(share);
}

void rota_root_note(rota_search *s) {
    rota_shares_free(s->root_share, s->p);
    s->root_share =
        s->bundle ? rota_bundle_shares(s->bundle) : rota_shares_of_arcs(s->p, s->master, s->pool);
    s->fresh = true;
}

typedef struct {
    int worker;
    double share;
} favourite;

static int by_share(const void *a, const void *b) {
    const favourite *x = a, *y = b;
    if (x->share != y->share)
        return x->share > y->share ? -1 : 1;
    return x->worker - y->worker;
}

bool rota_follow_favourites(rota_search *s, int most, double work) {
    int n = s->p->nworkers, *activity = ROTA_NEW_ARRAY(int, s->p->nrows);
    favourite *all = ROTA_NEW_ARRAY(favourite, n);
    rota_scope scope;
    rota_scope_init(&scope, n);
    for (int w = 0; w < n; w++)
        all[w] = (favourite){w, s->favourites.share[w]};
    qsort(all, (size_t)n, sizeof *all, by_share);
    for (int i = 0; i < n && (i < n - most || all[i].share > SURE); i++) {
        int w = all[i].worker, *line = s->favourites.lines[w];
        if (all[i].share > 0 && rota_add_if_it_fits(s, w, line, activity))
            scope.fixed[w] = rota_pool_add(s->pool, w, line);
    }
    bool better = rota_complete_by_window(s, &scope, work);
    rota_scope_done(&scope, n);
    free(activity);
    free(all);
    return better;
}

bool rota_improve_unlike(rota_search *s, int most, double work) {
    int n = s->p->nworkers, unlike = 0;
    size_t bytes = (size_t)s->p->ndays * sizeof(int);
    unsigned char *people = ROTA_NEW_ARRAY(unsigned char, n);
    for (int w = 0; w < n; w++) {
        people[w] =
            s->favourites.share[w] > 0 && memcmp(s->best[w], s->favourites.lines[w], bytes) != 0;
        unlike += people[w];
    }
    /* Too many: some of them, each with the same chance. */
    int left = unlike, take = unlike < most ? unlike : most;
    for (int w = 0; w < n; w++) {
        if (!people[w])
            continue;
        people[w] = rota_search__random(s) * left-- < take;
        take -= people[w];
    }
    rota_part part = {0, s->p->nweeks - 1, people, work};
    bool better = unlike > 0 && rota_improve_parts(s, &part, 1) > 0;
    free(people);
    return better;
}
