/* Improvement around groups: some groups and the people near to them are planned anew, all others
 * stand. A part of so few people is mostly settled to its optimum, so a large home becomes as good
 * as its parts allow; the parts grow when no part of a size improves any more. */
#include "core/mem.h"
#include "solver/search.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { WEEKS_TOGETHER = 2 };
enum { PEOPLE_A_GROUP = 4 }; /* of a part, at least */
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

/* One more group at random, rather one that shares people with those chosen. */
static void choose_more(rota_search *s, const int *shared, unsigned char *groups) {
    int n = s->p->ngroups, sum = 0;
    int *weight = ROTA_NEW_ARRAY(int, n);
    for (int h = 0; h < n; h++) {
        if (groups[h])
            continue;
        weight[h] = 1;
        for (int g = 0; g < n; g++)
            weight[h] += groups[g] ? 2 * shared[g * n + h] * shared[g * n + h] : 0;
        sum += weight[h];
    }
    double at = rota_search__random(s) * sum;
    int h = 0;
    while (h < n - 1 && (at -= weight[h]) >= 0)
        h++;
    groups[h] = 1;
    free(weight);
}

void rota_improve_groups(rota_search *s, int size, double work, double window_work) {
    double until = rota_search__work(s) + work;
    const rota_problem *p = s->p;
    unsigned char *groups = ROTA_NEW_ARRAY(unsigned char, p->ngroups + 1);
    unsigned char *people = ROTA_NEW_ARRAY(unsigned char, p->nworkers + 1);
    int *shared = count_shared(s), still = 0;
    int weeks = p->nweeks < WEEKS_TOGETHER ? p->nweeks : WEEKS_TOGETHER;
    for (int g = 0; still < p->ngroups && rota_search__work(s) < until && !rota_search__over(s) &&
                    !rota_search__done(s);
         g = (g + 1) % p->ngroups) {
        memset(groups, 0, (size_t)p->ngroups);
        groups[g] = 1;
        for (int more = 1; more < size; more++)
            choose_more(s, shared, groups);
        choose_people(s, groups, PEOPLE_A_GROUP * size, people);
        int first = (int)(rota_search__random(s) * (p->nweeks - weeks + 1));
        bool better = rota_improve_window(s, first, first + weeks - 1, people, window_work);
        still = better ? 0 : still + 1;
    }
    free(shared);
    free(groups);
    free(people);
}
