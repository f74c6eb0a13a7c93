/* Clusters: where it is decided who may serve which groups, a home often falls into parts that
 * share nobody. Each is planned by itself. Rows that several parts serve are left out there, and
 * their prices paid (Lagrangian decomposition). */
#include "core/mem.h"
#include "solver/search.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { NOBODY = -1, UNSERVED = -2 };
/* A dive over the whole of a home that is not large is better than parts that are not small. */
enum { SMALL_CLUSTER = 6, LARGE_HOME = 30 };

typedef struct {
    rota_search *s;
    const rota_scope *scope;
    int *cluster;      /* [ngroups] the least group of it */
    int *home;         /* [nworkers] cluster of each person; NOBODY = serves no group */
    double *row_price; /* [nrows] */
    int *owner;        /* [nrows] cluster, NOBODY or UNSERVED */
    int count;         /* of clusters */
} parting;

static bool is_open(const parting *c, int w, int arc) {
    return !c->scope->banned[w] || !c->scope->banned[w][arc];
}

static void unite(parting *c, int a, int b) {
    int to = c->cluster[a] < c->cluster[b] ? c->cluster[a] : c->cluster[b];
    int from = c->cluster[a] + c->cluster[b] - to;
    for (int g = 0; g < c->s->p->ngroups; g++)
        c->cluster[g] = c->cluster[g] == from ? to : c->cluster[g];
}

/* Groups that somebody may serve both belong together. */
static void find_clusters(parting *c) {
    const rota_problem *p = c->s->p;
    for (int g = 0; g < p->ngroups; g++)
        c->cluster[g] = g;
    for (int w = 0; w < p->nworkers; w++) {
        int first = NOBODY;
        for (int a = 0; a < p->workers[w].narcs; a++) {
            int group = p->workers[w].arcs[a].group;
            if (group < 0 || !is_open(c, w, a))
                continue;
            first = first < 0 ? group : first;
            unite(c, first, group);
        }
        c->home[w] = first;
    }
    for (int w = 0; w < p->nworkers; w++)
        c->home[w] = c->home[w] < 0 ? NOBODY : c->cluster[c->home[w]];
}

static int people_of(const parting *c, int cluster) {
    int n = 0;
    for (int w = 0; w < c->s->p->nworkers; w++)
        n += c->home[w] == cluster;
    return n;
}

/* A row belongs to the cluster whose people can serve it; to nobody when several can. */
static void find_owners(parting *c) {
    const rota_problem *p = c->s->p;
    for (int r = 0; r < p->nrows; r++)
        c->owner[r] = UNSERVED;
    for (int w = 0; w < p->nworkers; w++) {
        for (int a = 0; a < p->workers[w].narcs; a++) {
            const rota_arc *arc = &p->workers[w].arcs[a];
            for (int i = 0; i < arc->nrows && is_open(c, w, a); i++) {
                int *owner = &c->owner[p->workers[w].arc_rows[arc->first_row + i].row];
                *owner = *owner == UNSERVED || *owner == c->home[w] ? c->home[w] : NOBODY;
            }
        }
    }
}

/* Rows of nobody are paid by the root's prices; the last cluster sees what they still miss. */
static void set_row_prices(parting *c, bool last) {
    for (int r = 0; r < c->s->p->nrows; r++)
        c->row_price[r] = c->owner[r] == NOBODY && !last ? c->s->root_prices.pi[r] : (double)NAN;
}

static void plan_cluster(parting *c, int cluster, double work, int **lines,
                         unsigned char *planned) {
    rota_search *s = c->s;
    int n = s->p->nworkers;
    unsigned char *people = ROTA_NEW_ARRAY(unsigned char, n);
    int **known = ROTA_NEW_ARRAY(int *, n);
    for (int w = 0; w < n; w++) {
        people[w] = c->home[w] == cluster;
        known[w] = ROTA_NEW_ARRAY(int, s->p->ndays);
        for (int d = 0; d < s->p->ndays; d++)
            known[w][d] = people[w] || planned[w] ? lines[w][d] : -1;
    }
    rota_window_limits limits = {.banned = c->scope->banned, .row_price = c->row_price};
    rota_window *window = rota_window_cut(s->p, known, 0, s->p->nweeks - 1, people, &limits);
    if (rota_solve_window(s, window, work, 0, true, known))
        for (int w = 0; w < n; w++)
            if (people[w]) {
                memcpy(lines[w], known[w], (size_t)s->p->ndays * sizeof(int));
                planned[w] = 1;
            }
    rota_window_free(window);
    for (int w = 0; w < n; w++)
        free(known[w]);
    free(known);
    free(people);
}

static bool plan_all(parting *c, double work) {
    rota_search *s = c->s;
    int n = s->p->nworkers;
    int **lines = ROTA_NEW_ARRAY(int *, n);
    unsigned char *planned = ROTA_NEW_ARRAY(unsigned char, n);
    for (int w = 0; w < n; w++) {
        lines[w] = ROTA_NEW_ARRAY(int, s->p->ndays);
        memcpy(lines[w], s->best[w], (size_t)s->p->ndays * sizeof(int));
    }
    rota_cost before = s->best_cost;
    for (int k = 0, left = c->count; k < s->p->ngroups && !rota_search__over(s); k++) {
        if (people_of(c, k) == 0)
            continue;
        set_row_prices(c, --left == 0);
        plan_cluster(c, k, work * people_of(c, k) / n, lines, planned);
    }
    if (rota_complete(s, lines, planned) < 0) {
        rota_search__offer(s, lines);
        rota_improve(s, lines);
    }
    for (int w = 0; w < n; w++)
        free(lines[w]);
    free(lines);
    free(planned);
    return s->best_cost < before;
}

bool rota_plan_by_clusters(rota_search *s, const rota_scope *scope, double work, bool *parted) {
    const rota_problem *p = s->p;
    parting c = {.s = s, .scope = scope};
    c.cluster = ROTA_NEW_ARRAY(int, p->ngroups + 1);
    c.home = ROTA_NEW_ARRAY(int, p->nworkers);
    c.owner = ROTA_NEW_ARRAY(int, p->nrows);
    c.row_price = ROTA_NEW_ARRAY(double, p->nrows);
    find_clusters(&c);
    int largest = 0;
    for (int k = 0; k < p->ngroups; k++) {
        c.count += people_of(&c, k) > 0;
        largest = people_of(&c, k) > largest ? people_of(&c, k) : largest;
    }
    *parted = c.count > 1 && (largest <= SMALL_CLUSTER || p->nworkers > LARGE_HOME);
    if (*parted)
        find_owners(&c);
    bool better = *parted && plan_all(&c, work);
    free(c.cluster);
    free(c.home);
    free(c.owner);
    free(c.row_price);
    return better;
}
