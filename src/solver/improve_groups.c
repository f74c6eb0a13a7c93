/* Improvement around groups: some groups and the people near to them are planned anew, all others
 * stand. A part of so few people is mostly settled to its optimum, so a large home becomes as good
 * as its parts allow; the parts grow when no part of a size improves any more. */
#include "core/mem.h"
#include "solver/search.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { PEOPLE_A_GROUP = 4 }; /* of a part, at least */
enum { LEAST_A_GROUP = 2 };  /* else the part is not worth it */
enum { NEAR_A_GROUP = 6 };   /* people who count as near to a group */

typedef struct {
    int worker;
    rota_cost best; /* of one duty with one of the groups; small = near to them */
} nearness;

static int by_nearness(const void *a, const void *b) {
    const nearness *x = a, *y = b;
    if (x->best != y->best)
        return x->best < y->best ? -1 : 1;
    return x->worker - y->worker;
}

static rota_cost own_cost(const rota_arc *arc) {
    rota_cost cost = 0;
    for (int part = 0; part < ROTA_NPARTS; part++)
        cost += arc->cost[part];
    return cost;
}

/* Everybody, those first who are worth most with the groups. */
static void sort_by_nearness(const rota_problem *p, const unsigned char *groups, nearness *near) {
    for (int w = 0; w < p->nworkers; w++) {
        const rota_worker *worker = &p->workers[w];
        near[w] = (nearness){w, INT64_MAX};
        for (int a = 0; a < worker->narcs; a++) {
            const rota_arc *arc = &worker->arcs[a];
            if (arc->group >= 0 && groups[arc->group] && own_cost(arc) < near[w].best)
                near[w].best = own_cost(arc);
        }
    }
    qsort(near, (size_t)p->nworkers, sizeof *near, by_nearness);
}

/* Does somebody serve one of the groups in the best rota? */
static bool serves(const rota_search *s, int w, const unsigned char *groups) {
    const rota_worker *worker = &s->p->workers[w];
    for (int d = 0; d < s->p->ndays; d++) {
        int a = s->best[w][d];
        if (a >= 0 && worker->arcs[a].group >= 0 && groups[worker->arcs[a].group])
            return true;
    }
    return false;
}

/* So many of those who are nearest to the groups, and those who serve them now. */
static void choose_people(const rota_search *s, const unsigned char *groups, int count,
                          unsigned char *people) {
    const rota_problem *p = s->p;
    nearness *near = ROTA_NEW_ARRAY(nearness, p->nworkers);
    sort_by_nearness(p, groups, near);
    for (int w = 0; w < p->nworkers; w++)
        people[w] = serves(s, w, groups);
    for (int i = 0; i < p->nworkers && i < count; i++)
        people[near[i].worker] = 1;
    free(near);
}

/* How many people are near to both of two groups: [ngroups * ngroups]. */
static int *count_shared(const rota_search *s) {
    int n = s->p->ngroups, m = s->p->nworkers;
    int *shared = ROTA_NEW_ARRAY(int, n *n);
    unsigned char *near = ROTA_NEW_ARRAY(unsigned char, n *m);
    unsigned char *one = ROTA_NEW_ARRAY(unsigned char, n);
    for (int g = 0; g < n; g++) {
        one[g] = 1;
        choose_people(s, one, NEAR_A_GROUP, near + g * m);
        one[g] = 0;
        for (int h = 0; h < g; h++) {
            for (int w = 0; w < m; w++)
                shared[g * n + h] += near[g * m + w] & near[h * m + w];
            shared[h * n + g] = shared[g * n + h];
        }
    }
    free(near);
    free(one);
    return shared;
}

/* One more free group at random, rather one that shares people with those chosen. */
static void choose_more(rota_search *s, const int *shared, const unsigned char *taken,
                        unsigned char *groups) {
    int n = s->p->ngroups, sum = 0;
    int *weight = ROTA_NEW_ARRAY(int, n);
    for (int h = 0; h < n; h++) {
        if (groups[h] || taken[h])
            continue;
        weight[h] = 1;
        for (int g = 0; g < n; g++)
            weight[h] += groups[g] ? 2 * shared[g * n + h] * shared[g * n + h] : 0;
        sum += weight[h];
    }
    double at = rota_search__random(s) * sum;
    int h = 0;
    while (h < n && sum > 0 && (at -= weight[h]) >= 0)
        h++;
    if (sum > 0)
        groups[h < n ? h : n - 1] = 1;
    free(weight);
}

/* ---- parts that are planned at the same time ---- */

typedef struct {
    rota_search *s;
    int size, weeks;             /* groups and weeks of a part */
    int *shared;                 /* [ngroups * ngroups] */
    unsigned char *groups;       /* [ngroups] of the part */
    unsigned char *taken_groups; /* [ngroups] of the parts before it */
    unsigned char *taken;        /* [nworkers] people of the parts before it */
    unsigned char *people[ROTA_MOST_PARTS];
} choice;

static void take(unsigned char *taken, const unsigned char *chosen, int n) {
    for (int i = 0; i < n; i++)
        taken[i] |= chosen[i];
}

/* The part around group g, with people who are free; false when there are hardly any. */
static bool choose_part(choice *c, int g, unsigned char *people) {
    rota_search *s = c->s;
    int free_people = 0;
    memset(c->groups, 0, (size_t)s->p->ngroups);
    c->groups[g] = 1;
    for (int more = 1; more < c->size; more++)
        choose_more(s, c->shared, c->taken_groups, c->groups);
    choose_people(s, c->groups, PEOPLE_A_GROUP * c->size, people);
    for (int w = 0; w < s->p->nworkers; w++) {
        people[w] = people[w] && !c->taken[w];
        free_people += people[w];
    }
    take(c->taken_groups, c->groups, s->p->ngroups);
    take(c->taken, people, s->p->nworkers);
    return free_people >= LEAST_A_GROUP * c->size;
}

/* Parts from group g on, as many as there are threads, and plan them; returns how many there were.
 * *better: did one of them improve? */
static int improve_some(choice *c, int g, double window_work, bool *better) {
    rota_search *s = c->s;
    rota_part parts[ROTA_MOST_PARTS];
    int n = 0;
    memset(c->taken_groups, 0, (size_t)s->p->ngroups);
    memset(c->taken, 0, (size_t)s->p->nworkers);
    for (int i = 0; i < s->p->ngroups && n < s->nthreads && n < ROTA_MOST_PARTS; i++) {
        int h = (g + i) % s->p->ngroups;
        int first = (int)(rota_search__random(s) * (s->p->nweeks - c->weeks + 1));
        if (!c->taken_groups[h] && choose_part(c, h, c->people[n])) {
            parts[n] = (rota_part){first, first + c->weeks - 1, c->people[n], window_work};
            n++;
        }
    }
    *better = n > 0 && rota_improve_parts(s, parts, n) > 0;
    return n > 0 ? n : 1;
}

void rota_improve_groups(rota_search *s, int size, int weeks, double work, double window_work) {
    double until = rota_search__work(s) + work;
    const rota_problem *p = s->p;
    choice c = {.s = s, .size = size, .weeks = weeks, .shared = count_shared(s)};
    c.groups = ROTA_NEW_ARRAY(unsigned char, p->ngroups);
    c.taken_groups = ROTA_NEW_ARRAY(unsigned char, p->ngroups);
    c.taken = ROTA_NEW_ARRAY(unsigned char, p->nworkers);
    for (int i = 0; i < ROTA_MOST_PARTS; i++)
        c.people[i] = ROTA_NEW_ARRAY(unsigned char, p->nworkers);
    int still = 0, enough = (p->ngroups + 1) / 2 * (p->nweeks + 1 - weeks);
    for (int g = 0; still < enough && rota_search__work(s) < until && !rota_search__over(s) &&
                    !rota_search__done(s);) {
        bool better;
        int n = improve_some(&c, g, window_work, &better);
        still = better ? 0 : still + n;
        g = (g + n) % p->ngroups;
    }
    for (int i = 0; i < ROTA_MOST_PARTS; i++)
        free(c.people[i]);
    free(c.groups);
    free(c.taken_groups);
    free(c.taken);
    free(c.shared);
}
