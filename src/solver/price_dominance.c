/* Dominance: a label that makes another one needless. Proofs: docs/design/pricing.md. */
#include "solver/price_internal.h"

#include <math.h>

typedef rota_label label;
typedef rota_price_search search;

/* The most that label b can gain tomorrow over label a from what was done today. */
static double return_gain(const search *s, const label *a, const label *b) {
    if (b->arc < 0)
        return 0;
    const rota_arc *today = &s->w->arcs[b->arc];
    if (today->group < 0)
        return 0;
    double gain = -s->pr->return_by_group[today->group];
    if (today->flags & ROTA_ARC_BED)
        gain -= s->pr->bedwake_by_group[today->group];
    if (a->arc >= 0 && s->w->arcs[a->arc].group == today->group) {
        gain += s->pr->return_by_group[today->group];
        if (s->w->arcs[a->arc].flags & ROTA_ARC_BED)
            gain += s->pr->bedwake_by_group[today->group];
    }
    return gain > 0 ? gain : 0;
}

/* No more of any capped type? The guards stand when no count of a is above b's. */
static bool types_no_worse(const search *s, const label *a, const label *b) {
    const rota_price_limits *limits = &s->pr->limits;
    for (int i = 0; i < ROTA_PRICE_TYPE_WORDS; i++) {
        uint64_t guards = limits->guards[i];
        if ((((b->types[i] | guards) - a->types[i]) & guards) != guards)
            return false;
    }
    for (int i = 0; i < limits->ncapped; i++)
        if (limits->capped[i].word < 0 && rota_price__count_type(s, a, limits->capped[i].type) >
                                              rota_price__count_type(s, b, limits->capped[i].type))
            return false;
    return true;
}

/* Does a's type leave for tomorrow whatever b's leaves? */
static bool succession_no_worse(const search *s, const label *a, const label *b) {
    const rota_pricer *pr = s->pr;
    if (a->arc < 0 || !pr->limits.bars[a->arc])
        return true;
    if (b->arc < 0)
        return false;
    int k = pr->class_of[a->arc], l = pr->class_of[b->arc];
    return pr->limits.covers[s->day][k * pr->nclasses[s->day] + l];
}

/* A run must be at work where the other is, and owe no more: one that begins anew owes it all. */
static bool run_no_worse(const label *a, const label *b) {
    if (b->run_days > 0 && a->run_days == 0)
        return false;
    return a->owed <= b->owed;
}

static bool limits_no_worse(const search *s, const label *a, const label *b) {
    const rota_price_limits *limits = &s->pr->limits;
    /* b's weekend is counted; a's, begun tomorrow, is still to be. */
    bool begins = s->p->weekday[s->day] == 5 && (b->weekends & 1) && !(a->weekends & 1);
    int least = s->w->min_total_minutes;
    if (limits->min_run > 0 && !run_no_worse(a, b))
        return false;
    if (limits->max_weekends >= 0 && a->nweekends + begins > b->nweekends)
        return false;
    if (limits->most_minutes && a->total < b->total && a->total < least)
        return false;
    return (!limits->covers || succession_no_worse(s, a, b)) &&
           (limits->ncapped == 0 || types_no_worse(s, a, b));
}

static bool state_no_worse(const search *s, const label *a, const label *b) {
    const rota_worker *w = s->w;
    if (a->ready > b->ready || a->ready_night > b->ready_night || a->hold > b->hold)
        return false;
    if (w->weekly_rest > 0 && (a->rested < b->rested || a->last_end > b->last_end))
        return false;
    if (w->max_run_days >= 0 && a->run_days > b->run_days)
        return false;
    if (w->max_run_nights >= 0 && a->run_nights > b->run_nights)
        return false;
    if (s->pr->runs_off && a->run_off != b->run_off &&
        (a->run_off == 0 || b->run_off == 0 || a->run_off < b->run_off))
        return false;
    if (s->pr->weekends_limited && (a->weekends & ~b->weekends))
        return false;
    if (s->pr->totals && a->total > b->total)
        return false;
    if (s->pr->limits.any && !limits_no_worse(s, a, b))
        return false;
    return a->week <= b->week || (int64_t)a->week + s->pr->max_rest_of_week[s->day] <=
                                     w->max_week_minutes[s->p->week_of_day[s->day]];
}

static double count_gain(const rota_convex_points *f, int a, int b) {
    double slope = b < f->low ? -f->below : b < f->high ? 0 : f->above;
    return a > b ? (f->above - slope) * (a - b) : 0;
}

/* Label a makes b needless: every way to go on from b is open to a at no more total cost. */
static bool dominates(const search *s, const label *a, const label *b) {
    double room = b->cost - a->cost;
    if (a->apart != b->apart || !state_no_worse(s, a, b))
        return false;
    for (uint64_t met = b->faces & ~a->faces; met; met &= met - 1)
        room -= s->pr->face[__builtin_ctzll(met)];
    if (room < 0)
        return false;
    room -= return_gain(s, a, b);
    if (a->block > b->block) {
        const rota_convex_points *f = &s->pr->block[s->p->block_of_week[s->p->week_of_day[s->day]]];
        double slope = b->block < f->low ? -f->below : b->block < f->high ? 0 : f->above;
        room -= (f->above - slope) * (a->block - b->block);
    }
    room -= count_gain(&s->pr->nights, a->nnights, b->nnights);
    room -= count_gain(&s->pr->holidays, a->nholidays, b->nholidays);
    /* On a Saturday b may have paid for a weekend that a can still begin, and then pays for. */
    bool open = s->p->weekday[s->day] == 5;
    bool begins = open && (b->weekends & 1) && !(a->weekends & 1);
    if (begins)
        room -= fmax(0, rota_price__step(&s->pr->weekends, a->nweekends, 1));
    /* And b may still be rewarded for one that a has begun. */
    if (open && (a->weekends & 1) && !(b->weekends & 1))
        room -= fmax(0, -rota_price__step(&s->pr->weekends, b->nweekends, 1));
    room -= count_gain(&s->pr->weekends, a->nweekends + (begins ? 1 : 0), b->nweekends);
    return room >= 0;
}

bool rota_price__dominated(const search *s, size_t first, const label *l) {
    const rota_price_room *room = s->room;
    for (size_t j = first; j < room->nlabels; j++)
        if (dominates(s, &room->labels[j], l))
            return true;
    return false;
}
