/* Splits of the search among listed lines: how one parts the open lines, and which one is next
 * (docs/design/branch.md). */
#include "solver/settle.h"

#include "core/mem.h"

#include <math.h>
#include <stdlib.h>

static const double LEAST_SHARE = 0.25;    /* of lines on each side of a split by minutes */
static const double LEAST_UNDECIDED = 0.1; /* share of a group's lines that is worth a split */

static const int *arcs_of(const rota_settling *t, int line) {
    return t->lines->arcs + (size_t)line * (size_t)t->s->p->ndays;
}

bool rota_settle__serves(const rota_settling *t, int line, int group) {
    const rota_worker *worker = &t->s->p->workers[t->lines->workers[line]];
    const int *arcs = arcs_of(t, line);
    for (int d = 0; d < t->s->p->ndays; d++)
        if (arcs[d] >= 0 && worker->arcs[arcs[d]].group == group)
            return true;
    return false;
}

/* Is a line on the side that says yes? */
static bool says_yes(const rota_settling *t, int line, const rota_settle_split *by) {
    if (by->group >= 0)
        return rota_settle__serves(t, line, by->group);
    return by->arc < 0 ? t->minutes[line] > by->above : arcs_of(t, line)[by->day] == by->arc;
}

rota_settle_list rota_settle__side(const rota_settling *t, const rota_settle_list *open,
                                   const rota_settle_split *by, bool yes) {
    rota_settle_list side = {ROTA_NEW_ARRAY(int, open->count + 1), 0};
    for (int i = 0; i < open->count; i++) {
        int line = open->lines[i];
        if (by->kind >= 0 || t->lines->workers[line] != by->worker || says_yes(t, line, by) == yes)
            side.lines[side.count++] = line;
    }
    return side;
}

bool rota_settle__parts(const rota_settling *t, const rota_settle_list *open,
                        const rota_settle_split *by) {
    if (by->kind >= 0)
        return by->above + 1 > t->lower[by->kind] && by->above < t->upper[by->kind];
    bool yes = false, no = false;
    for (int i = 0; i < open->count && !(yes && no); i++) {
        if (t->lines->workers[open->lines[i]] != by->worker)
            continue;
        bool here = says_yes(t, open->lines[i], by);
        yes = yes || here;
        no = no || !here;
    }
    return yes && no;
}

bool rota_settle__part_any(const rota_settling *t, const rota_settle_list *open,
                           rota_settle_split *out) {
    int n = t->s->p->nworkers;
    int *first = ROTA_NEW_ARRAY(int, n); /* of each worker, plus one */
    *out = (rota_settle_split){.kind = -1, .worker = -1, .group = -1};
    for (int i = 0; i < open->count && out->worker < 0; i++) {
        int w = t->lines->workers[open->lines[i]];
        if (first[w] == 0) {
            first[w] = i + 1;
            continue;
        }
        const int *a = arcs_of(t, open->lines[first[w] - 1]), *b = arcs_of(t, open->lines[i]);
        int day = 0;
        while (day < t->s->p->ndays && a[day] == b[day])
            day++;
        if (day == t->s->p->ndays)
            continue;
        out->worker = w;
        out->day = day;
        out->arc = a[day] >= 0 ? a[day] : b[day];
        out->share = 1;
    }
    free(first);
    return out->worker >= 0;
}

/* ---- which split ---- */

/* What a choice counts, with a little chance where the tree begins anew. */
static double with_noise(rota_settling *t, double score) {
    return t->noise > 0 ? score * (1 + t->noise * rota_search__random(t->s)) : score;
}

static bool choose_kind(rota_settling *t, rota_settle_split *out) {
    int kind = rota_totals_choose(t->master, NULL);
    if (kind >= 0)
        *out = (rota_settle_split){.kind = kind,
                                   .above = floor(rota_master_kind_value(t->master, kind))};
    return kind >= 0;
}

/* As in branch.c: nearest to a half, long duties first. */
static bool choose_arc(rota_settling *t, rota_settle_split *out) {
    const rota_problem *p = t->s->p;
    double **share = rota_shares_of_arcs(p, t->master, t->pool), best = ROTA_SETTLE_WHOLE;
    *out = (rota_settle_split){.kind = -1, .worker = -1, .group = -1};
    for (int w = 0; w < p->nworkers; w++) {
        for (int a = 0; a < p->workers[w].narcs; a++) {
            const rota_arc *arc = &p->workers[w].arcs[a];
            double away = fmin(share[w][a], 1 - share[w][a]) * fmax(1, arc->minutes);
            if (away > ROTA_SETTLE_WHOLE)
                away = with_noise(t, away);
            if (away > best) {
                best = away;
                *out = (rota_settle_split){-1, w, -1, arc->day, a, 0, share[w][a]};
            }
        }
    }
    rota_shares_free(share, p);
    return out->worker >= 0;
}

/* Contract hours are what mixtures of lines get around: the worker whose lines in the LP are
 * farthest apart in minutes. */
static bool choose_minutes(rota_settling *t, rota_settle_split *out) {
    int n, workers = t->s->p->nworkers;
    const int *in_lp = rota_master_lines(t->master, &n);
    double *mean = ROTA_NEW_ARRAY(double, workers), *away = ROTA_NEW_ARRAY(double, workers);
    double *above = ROTA_NEW_ARRAY(double, workers), best = 0;
    for (int i = 0; i < n; i++)
        mean[rota_pool_line(t->pool, in_lp[i])->worker] +=
            rota_master_value(t->master, in_lp[i]) * t->minutes[t->listed[in_lp[i]]];
    for (int i = 0; i < n; i++) {
        int w = rota_pool_line(t->pool, in_lp[i])->worker;
        double x = rota_master_value(t->master, in_lp[i]);
        double minutes = t->minutes[t->listed[in_lp[i]]];
        away[w] += x * fabs(minutes - mean[w]);
        above[w] += minutes > mean[w] ? x : 0;
    }
    *out = (rota_settle_split){.kind = -1, .worker = -1, .group = -1, .arc = -1};
    for (int w = 0; w < workers; w++) {
        double score = with_noise(t, away[w]);
        if (score > best && fmin(above[w], 1 - above[w]) > LEAST_SHARE) {
            best = score;
            *out = (rota_settle_split){-1, w, -1, 0, -1, mean[w], above[w]};
        }
    }
    free(mean);
    free(away);
    free(above);
    return out->worker >= 0;
}

/* Whom a worker serves: that decides most about their line, and about the rows of the group. */
static bool choose_group(rota_settling *t, rota_settle_split *out) {
    const rota_problem *p = t->s->p;
    int n;
    const int *in_lp = rota_master_lines(t->master, &n);
    double *share = ROTA_NEW_ARRAY(double, p->nworkers * p->ngroups), best = LEAST_UNDECIDED;
    for (int i = 0; i < n; i++) {
        double x = rota_master_value(t->master, in_lp[i]), *shares;
        shares = share + rota_pool_line(t->pool, in_lp[i])->worker * p->ngroups;
        for (int g = 0; g < p->ngroups && x > ROTA_SETTLE_WHOLE; g++)
            shares[g] += rota_settle__serves(t, t->listed[in_lp[i]], g) ? x : 0;
    }
    *out = (rota_settle_split){.kind = -1, .worker = -1};
    for (int i = 0; i < p->nworkers * p->ngroups && !t->s->cheap; i++) {
        double away = fmin(share[i], 1 - share[i]);
        if (away > LEAST_UNDECIDED)
            away = with_noise(t, away);
        if (away > best) {
            best = away + ROTA_SETTLE_WHOLE;
            *out = (rota_settle_split){-1, i / p->ngroups, i % p->ngroups, 0, -1, 0, share[i]};
        }
    }
    free(share);
    return out->worker >= 0;
}

/* What the LP is least decided on, and what parts the open lines. */
bool rota_settle__choose(rota_settling *t, const rota_settle_list *open, rota_settle_split *by) {
    bool (*const ways[])(rota_settling *, rota_settle_split *) = {choose_kind, choose_group,
                                                                  choose_minutes, choose_arc};
    for (size_t i = 0; i < sizeof ways / sizeof *ways; i++)
        if (ways[i](t, by) && rota_settle__parts(t, open, by))
            return true;
    return false;
}
