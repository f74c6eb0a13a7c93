/* Preparation of the limits that only some people have: successions of types, most duties of a
 * type, shortest runs, weekends and least minutes over the horizon. What cannot bind is left out,
 * so that it costs no label. */
#include "core/mem.h"
#include "solver/price_internal.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

/* ---- arcs that no line can have ---- */

static bool forbids(const rota_problem *p, int a, int b) {
    return p->forbidden && a >= 0 && b >= 0 && p->forbidden[a * p->ntypes + b];
}

/* What is known before and after the horizon, and types of which there may be none. */
static bool is_barred(const rota_problem *p, const rota_worker *w, const rota_arc *arc) {
    if (p->ntypes == 0 || arc->type < 0)
        return false;
    return (arc->day == 0 && forbids(p, w->before.last_type, arc->type)) ||
           (arc->day == p->ndays - 1 && forbids(p, arc->type, w->after.next_type)) ||
           (w->max_of_type && w->max_of_type[arc->type] <= 0);
}

static void bar_arcs(rota_pricer *pr) {
    const rota_worker *w = pr->worker;
    for (int a = 0; a < w->narcs; a++) {
        if (!is_barred(pr->problem, w, &w->arcs[a]))
            continue;
        if (!pr->limits.barred)
            pr->limits.barred = ROTA_NEW_ARRAY(unsigned char, w->narcs);
        pr->limits.barred[a] = 1;
    }
}

/* ---- successions ---- */

/* Does the type of arc a forbid an arc of the next day that its rest would allow? */
static bool bars_more(const rota_pricer *pr, const rota_arc *a) {
    const rota_worker *w = pr->worker;
    for (int b = w->day_first[a->day + 1]; b < w->day_first[a->day + 2]; b++) {
        const rota_arc *next = &w->arcs[b];
        int ready = (next->flags & ROTA_ARC_NIGHT) ? a->ready_night : a->ready;
        if (next->start >= ready && forbids(pr->problem, a->type, next->type))
            return true;
    }
    return false;
}

/* Which class of a day allows all that another one allows: [k * nclasses + l], k allows all of l.
 */
static unsigned char *compare_classes(const rota_pricer *pr, int d) {
    int n = pr->nclasses[d], nnext = pr->worker->day_first[d + 2] - pr->worker->day_first[d + 1];
    unsigned char *covers = ROTA_NEW_ARRAY(unsigned char, n *n + 1);
    for (int k = 0; k < n; k++)
        for (int l = 0; l < n; l++) {
            bool all = true;
            for (int j = 0; j < nnext && all; j++)
                all = pr->allowed[d][k * nnext + j] || !pr->allowed[d][l * nnext + j];
            covers[k * n + l] = all;
        }
    return covers;
}

static void prepare_successions(rota_pricer *pr) {
    const rota_worker *w = pr->worker;
    int n = pr->problem->ndays;
    if (!pr->problem->forbidden)
        return;
    pr->limits.covers = ROTA_NEW_ARRAY(unsigned char *, n + 1);
    pr->limits.bars = ROTA_NEW_ARRAY(unsigned char, w->narcs + 1);
    for (int d = 0; d + 1 < n; d++)
        pr->limits.covers[d] = compare_classes(pr, d);
    for (int a = 0; a < w->narcs; a++)
        pr->limits.bars[a] = w->arcs[a].day + 1 < n && bars_more(pr, &w->arcs[a]);
}

/* ---- most duties of a type ---- */

/* Days on which there is work of the type: no line can have more. */
static int days_of_type(const rota_pricer *pr, int type) {
    const rota_worker *w = pr->worker;
    int days = 0, last = -1;
    for (int a = 0; a < w->narcs; a++) {
        if (w->arcs[a].type != type || w->arcs[a].day == last)
            continue;
        last = w->arcs[a].day;
        days++;
    }
    return days;
}

/* Counts of types stand side by side in words, each with a bit on top that guards it. What does
 * not fit is counted by walking back over the line. */
static void place_counts(rota_price_limits *limits) {
    int word = 0, shift = 0;
    for (int i = 0; i < limits->ncapped; i++) {
        rota_capped_type *capped = &limits->capped[i];
        int bits = 1; /* with the guard */
        while (capped->most >> (bits - 1))
            bits++;
        if (shift + bits > 64) {
            word++;
            shift = 0;
        }
        capped->word = -1;
        if (word >= ROTA_PRICE_TYPE_WORDS)
            continue;
        capped->word = word;
        capped->shift = shift;
        capped->mask = (UINT64_C(1) << (bits - 1)) - 1;
        limits->guards[word] |= UINT64_C(1) << (shift + bits - 1);
        shift += bits;
    }
}

static void prepare_types(rota_pricer *pr) {
    const rota_problem *p = pr->problem;
    const rota_worker *w = pr->worker;
    rota_price_limits *limits = &pr->limits;
    if (!w->max_of_type || p->ntypes == 0)
        return;
    limits->capped = ROTA_NEW_ARRAY(rota_capped_type, p->ntypes);
    int *place = ROTA_NEW_ARRAY(int, p->ntypes);
    for (int type = 0; type < p->ntypes; type++) {
        int most = w->max_of_type[type];
        bool binds = most > 0 && most < days_of_type(pr, type);
        place[type] = binds ? limits->ncapped : -1;
        if (binds)
            limits->capped[limits->ncapped++] = (rota_capped_type){.type = type, .most = most};
    }
    if (limits->ncapped > 0) {
        place_counts(limits);
        limits->capped_of = ROTA_NEW_ARRAY(int, w->narcs + 1);
        for (int a = 0; a < w->narcs; a++)
            limits->capped_of[a] = w->arcs[a].type >= 0 ? place[w->arcs[a].type] : -1;
    }
    free(place);
}

/* ---- runs, weekends, minutes ---- */

static void prepare_runs(rota_pricer *pr) {
    const rota_worker *w = pr->worker;
    rota_price_limits *limits = &pr->limits;
    if (w->min_run_days <= 1)
        return;
    int known = w->after.works_next ? w->after.run_days : 0;
    limits->min_run = w->min_run_days < USHRT_MAX ? w->min_run_days : USHRT_MAX;
    limits->may_owe = w->after.run_open ? USHRT_MAX : known;
    limits->must_end_at_work = !w->after.run_open && known > 0 && known < w->min_run_days;
}

static void prepare_weekends(rota_pricer *pr) {
    const rota_problem *p = pr->problem;
    int weekends = 0;
    for (int d = 0; d < p->ndays; d++)
        weekends += p->weekday[d] == 5 || (d == 0 && p->weekday[d] == 6);
    pr->limits.max_weekends = -1;
    if (pr->worker->max_total_weekends < weekends)
        pr->limits.max_weekends = pr->worker->max_total_weekends;
}

/* The most minutes that days d.. can hold, as far as the longest duties and the weeks say. */
static void prepare_minutes(rota_pricer *pr) {
    const rota_problem *p = pr->problem;
    const rota_worker *w = pr->worker;
    if (w->min_total_minutes <= 0)
        return;
    pr->limits.most_minutes = ROTA_NEW_ARRAY(int, p->ndays + 1);
    int week = 0, later = 0;
    for (int d = p->ndays - 1; d >= 0; d--) {
        int longest = 0, room = w->max_week_minutes[p->week_of_day[d]];
        if (d + 1 < p->ndays && p->week_of_day[d] != p->week_of_day[d + 1]) {
            later = pr->limits.most_minutes[d + 1];
            week = 0;
        }
        for (int a = w->day_first[d]; a < w->day_first[d + 1]; a++)
            longest = w->arcs[a].minutes > longest ? w->arcs[a].minutes : longest;
        week += longest;
        pr->limits.most_minutes[d] = later + (week < room ? week : room > 0 ? room : 0);
    }
}

void rota_price__limits_init(rota_pricer *pr) {
    rota_price_limits *limits = &pr->limits;
    bar_arcs(pr);
    prepare_successions(pr);
    prepare_types(pr);
    prepare_runs(pr);
    prepare_weekends(pr);
    prepare_minutes(pr);
    limits->any = limits->covers || limits->ncapped > 0 || limits->min_run > 0 ||
                  limits->max_weekends >= 0 || limits->most_minutes;
}

void rota_price__limits_done(rota_pricer *pr) {
    rota_price_limits *limits = &pr->limits;
    for (int d = 0; limits->covers && d + 1 < pr->problem->ndays; d++)
        free(limits->covers[d]);
    void *arrays[] = {limits->covers, limits->bars,      limits->barred,
                      limits->capped, limits->capped_of, limits->most_minutes};
    for (size_t i = 0; i < sizeof arrays / sizeof *arrays; i++)
        free(arrays[i]);
}
