/* Label setting: labels of a day are extended to the next day, bounded, sorted and dominated. */
#include "solver/price.h"

#include "core/mem.h"
#include "solver/grid.h"
#include "solver/price_internal.h"

#include <limits.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

/* A partial line: the state after its last day. */
typedef struct {
    double cost, bound; /* cost units; bound = cost + the least that can follow */
    uint64_t faces;     /* met this week */
    int ready, ready_night, last_end;
    int hold; /* no work before it: a week's rest is still to be had in full; 0 = none */
    int week, block, total; /* minutes */
    int arc;                /* on its day, -1 = off */
    int parent;             /* label of the day before */
    int order;              /* of making: ties are broken by it */
    unsigned char run_days, run_nights, run_off, rested, weekends, nweekends, nnights, nholidays;
} label;

struct rota_price_room {
    label *labels; /* kept ones of all days */
    size_t nlabels, labels_capacity;
    label *fresh; /* of the day being made */
    size_t nfresh, fresh_capacity;
    size_t *day_first;
    double *bounds, *scratch;
    size_t bounds_capacity, scratch_capacity, days_capacity;
    int *arcs;
    double *cost;
    size_t arcs_capacity, cost_capacity;
    rota_grid_room *grid; /* of the dense engine */
};

typedef struct {
    const rota_pricer *pr;
    const rota_problem *p;
    const rota_worker *w;
    const rota_price_request *rq;
    const unsigned char *must;
    rota_price_room *room;
    int day;
    long made;
    bool cut; /* a cap struck */
} search;

double rota_clock_seconds(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

rota_price_room *rota_price_room_new(void) {
    return ROTA_NEW(rota_price_room);
}

void rota_price_room_free(rota_price_room *room) {
    if (!room)
        return;
    free(room->labels);
    free(room->fresh);
    free(room->day_first);
    free(room->bounds);
    free(room->scratch);
    free(room->arcs);
    free(room->cost);
    rota_grid_room_free(room->grid);
    free(room);
}

static int later(int a, int b) {
    return a > b ? a : b;
}

static int sooner(int a, int b) {
    return a < b ? a : b;
}

/* ---- one label to the next day ---- */

/* What changes with the day itself, whatever is worked on it. False: the line is unlawful. */
static bool enter_day(const search *s, label *l) {
    const rota_problem *p = s->p;
    const rota_worker *w = s->w;
    int d = s->day;
    if (p->weekday[d] == 5 || (d == 0 && p->weekday[d] == 6 && !w->before.weekend_begun))
        l->weekends = (unsigned char)((l->weekends << 1) & 0xF);
    if (d == 0)
        return true;
    int block = p->block_of_week[p->week_of_day[d]];
    if (block != p->block_of_week[p->week_of_day[d - 1]])
        l->cost += s->pr->block[block].below * s->pr->block[block].low;
    int rest = p->rest_of_day[d];
    if (w->weekly_rest > 0 && rest != p->rest_of_day[d - 1]) {
        if (!l->rested) {
            int window = rest - 1;
            if (p->rest_start[rest] - later(l->last_end, p->rest_start[window]) < w->weekly_rest)
                return false;
            /* The stretch that ends that window must last for the whole gap. */
            l->hold = l->last_end + w->weekly_rest_gap;
        }
        l->rested = false;
    }
    return true;
}

/* The next day begins a week: what counts by the week counts no more. */
static void forget_week(const search *s, label *l) {
    const int *week = s->p->week_of_day, *block = s->p->block_of_week;
    l->faces = 0;
    l->week = 0;
    if (block[week[s->day]] != block[week[s->day + 1]])
        l->block = 0;
}

/* What more of a count can save at most: the bounds leave counts out. */
static double may_save(const rota_convex_points *f, int count) {
    return count < f->low ? f->below * (f->low - count) : 0;
}

/* Make the state of label l after its day as small as equal futures allow, and bound it. */
static void settle(const search *s, label *l) {
    const rota_pricer *pr = s->pr;
    const rota_worker *w = s->w;
    int d = s->day;
    l->ready = later(l->ready, pr->next_day[d + 1]);
    l->ready_night = later(l->ready_night, pr->next_night[d + 1]);
    if (l->hold <= pr->next_any[d + 1])
        l->hold = 0;
    if (w->weekly_rest > 0) {
        int window = s->p->rest_of_day[d];
        int next = pr->next_any[d + 1];
        int to = s->p->rest_start[window + 1];
        if (w->after.start > 0)
            next = sooner(next, w->after.start);
        int from = later(l->last_end, s->p->rest_start[window]);
        if (!l->rested && sooner(next, to) - from >= w->weekly_rest &&
            (next == INT_MAX || next - l->last_end >= w->weekly_rest_gap))
            l->rested = true;
        int longest = later(w->weekly_rest, w->weekly_rest_gap);
        l->last_end = later(l->last_end, sooner(next, to) - longest);
    }
    int slot = l->arc < 0 ? 0 : 1 + l->arc - w->day_first[d];
    int m = l->block / pr->grid;
    if (m >= pr->ngrid)
        m = pr->ngrid - 1;
    l->bound = l->cost +
               s->room->bounds[(size_t)(pr->row_of_slot[d] + slot) * (size_t)pr->ngrid + (size_t)m];
    if (d + 1 < s->p->ndays)
        l->bound -= may_save(&pr->nights, l->nnights) + may_save(&pr->weekends, l->nweekends) +
                    may_save(&pr->holidays, l->nholidays);
    if (d + 1 < s->p->ndays && s->p->week_of_day[d] != s->p->week_of_day[d + 1])
        forget_week(s, l);
}

static void keep_fresh(search *s, label *l) {
    settle(s, l);
    if (!(l->bound < s->rq->threshold))
        return;
    rota_price_room *room = s->room;
    ROTA_GROW(room->fresh, room->nfresh, room->fresh_capacity);
    l->order = (int)room->nfresh;
    room->fresh[room->nfresh++] = *l;
    s->made++;
}

static void rest_a_day(const search *s, label *l) {
    int cap = s->w->min_run_off > 0 ? s->w->min_run_off : 1;
    l->run_days = l->run_nights = 0;
    l->run_off = (unsigned char)sooner(l->run_off + 1, cap);
}

static void extend_off(search *s, const label *from) {
    if (s->must[s->day])
        return;
    label l = *from;
    l.arc = -1;
    rest_a_day(s, &l);
    keep_fresh(s, &l);
}

/* Counts that the arc adds to; false when a limit is broken. */
static bool count_arc(const search *s, const rota_arc *arc, label *l) {
    const rota_worker *w = s->w;
    bool night = (arc->flags & ROTA_ARC_NIGHT) != 0;
    if (arc->flags & ROTA_ARC_OFF) {
        rest_a_day(s, l);
        return true;
    }
    if (w->min_run_off > 1 && l->run_off > 0 && l->run_off < w->min_run_off)
        return false;
    l->run_off = 0;
    l->run_days = (unsigned char)sooner(l->run_days + 1, UCHAR_MAX);
    l->run_nights = (unsigned char)(night ? sooner(l->run_nights + 1, UCHAR_MAX) : 0);
    l->week += arc->minutes;
    l->total += arc->minutes;
    if ((w->max_run_days >= 0 && l->run_days > w->max_run_days) ||
        (w->max_run_nights >= 0 && l->run_nights > w->max_run_nights) ||
        l->week > w->max_week_minutes[s->p->week_of_day[s->day]] ||
        (w->max_total_minutes && l->total > w->max_total_minutes[s->day]))
        return false;
    if (s->p->weekday[s->day] >= 5 && !(l->weekends & 1)) {
        l->weekends |= 1;
        if (w->max_weekends >= 0 && __builtin_popcount(l->weekends & 0xF) > w->max_weekends)
            return false;
        l->cost += rota_price__step(&s->pr->weekends, l->nweekends++, 1);
    }
    if (night)
        l->cost += rota_price__step(&s->pr->nights, l->nnights++, 1);
    if (arc->flags & ROTA_ARC_HOLIDAY)
        l->cost += rota_price__step(&s->pr->holidays, l->nholidays++, 1);
    return true;
}

static void add_group_costs(const search *s, const rota_arc *arc, const label *from, label *l) {
    for (uint64_t met = arc->faces & ~l->faces; met; met &= met - 1)
        l->cost += s->pr->face[__builtin_ctzll(met)];
    l->faces |= arc->faces;
    int group = s->w->before.last_group;
    unsigned flags = s->w->before.last_flags;
    if (s->day > 0) {
        group = from->arc >= 0 ? s->w->arcs[from->arc].group : -1;
        flags = from->arc >= 0 ? s->w->arcs[from->arc].flags : 0;
    }
    if (arc->group < 0 || arc->group != group)
        return;
    l->cost += s->pr->return_by_group[group];
    if ((flags & ROTA_ARC_BED) && (arc->flags & ROTA_ARC_WAKE))
        l->cost += s->pr->bedwake_by_group[group];
}

static void extend_arc(search *s, const label *from, int a) {
    const rota_arc *arc = &s->w->arcs[a];
    bool night = (arc->flags & ROTA_ARC_NIGHT) != 0;
    bool work = !(arc->flags & ROTA_ARC_OFF);
    if (arc->start < (night ? from->ready_night : from->ready) || (work && arc->start < from->hold))
        return;
    label l = *from;
    if (!count_arc(s, arc, &l))
        return;
    const rota_convex_points *block = &s->pr->block[s->p->block_of_week[s->p->week_of_day[s->day]]];
    l.cost += s->rq->arc_cost[a] + rota_price__step(block, l.block, arc->minutes);
    l.block += arc->minutes;
    add_group_costs(s, arc, from, &l);
    if (s->w->weekly_rest > 0 && work) {
        int window = s->p->rest_of_day[s->day];
        int to = sooner(arc->start, s->p->rest_start[window + 1]);
        if (to - later(l.last_end, s->p->rest_start[window]) >= s->w->weekly_rest &&
            arc->start - l.last_end >= s->w->weekly_rest_gap)
            l.rested = true;
        l.last_end = arc->end;
        l.hold = 0;
    }
    l.arc = a;
    l.ready = s->pr->ready[a];
    l.ready_night = s->pr->ready_night[a];
    keep_fresh(s, &l);
}

/* ---- dominance ---- */

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
    if (!state_no_worse(s, a, b))
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
    /* b has paid for a weekend that a can still begin, and then pays for. */
    bool begins = (b->weekends & 1) && !(a->weekends & 1);
    if (begins)
        room -= fmax(0, rota_price__step(&s->pr->weekends, a->nweekends, 1));
    /* And b may still be rewarded for one that a has begun. */
    if ((a->weekends & 1) && !(b->weekends & 1))
        room -= fmax(0, -rota_price__step(&s->pr->weekends, b->nweekends, 1));
    room -= count_gain(&s->pr->weekends, a->nweekends + (begins ? 1 : 0), b->nweekends);
    return room >= 0;
}

static int by_cost(const void *x, const void *y) {
    const label *a = x, *b = y;
    if (a->cost != b->cost)
        return a->cost < b->cost ? -1 : 1;
    return (a->order > b->order) - (a->order < b->order);
}

static int by_bound(const void *x, const void *y) {
    const label *a = x, *b = y;
    if (a->bound != b->bound)
        return a->bound < b->bound ? -1 : 1;
    return (a->order > b->order) - (a->order < b->order);
}

/* Move the undominated fresh labels to the kept ones. */
static void keep_day(search *s) {
    rota_price_room *room = s->room;
    size_t first = room->nlabels;
    room->day_first[s->day] = first;
    /* The lines of the last day are all wanted: several good columns at one go. */
    bool compare = !s->rq->all && s->day + 1 < s->p->ndays;
    if (s->rq->beam > 0 && room->nfresh > (size_t)s->rq->beam * 8) {
        qsort(room->fresh, room->nfresh, sizeof(label), by_bound);
        room->nfresh = (size_t)s->rq->beam * 8;
        s->cut = true;
    }
    if (room->nfresh > 0)
        qsort(room->fresh, room->nfresh, sizeof(label), by_cost);
    for (size_t i = 0; i < room->nfresh; i++) {
        const label *l = &room->fresh[i];
        bool dominated = false;
        for (size_t j = first; j < room->nlabels && !dominated && compare; j++)
            dominated = dominates(s, &room->labels[j], l);
        if (dominated)
            continue;
        ROTA_GROW(room->labels, room->nlabels, room->labels_capacity);
        room->labels[room->nlabels++] = *l;
    }
    size_t kept = room->nlabels - first;
    if (s->rq->beam > 0 && kept > (size_t)s->rq->beam) {
        qsort(room->labels + first, kept, sizeof(label), by_bound);
        room->nlabels = first + (size_t)s->rq->beam;
        s->cut = true;
    }
    room->nfresh = 0;
    room->day_first[s->day + 1] = room->nlabels;
}

/* ---- the whole search ---- */

static label start_label(const search *s) {
    const rota_history *h = &s->w->before;
    const rota_pricer *pr = s->pr;
    const rota_convex_points *block = &pr->block[0];
    label l = {.faces = h->week_faces,
               .last_end = h->last_end,
               .week = h->week_minutes,
               .block = h->block_minutes,
               .arc = -1,
               .parent = -1};
    l.cost = rota_price__step(block, 0, h->block_minutes) + block->below * block->low;
    l.cost += pr->nights.below * pr->nights.low + pr->weekends.below * pr->weekends.low +
              pr->holidays.below * pr->holidays.low;
    l.ready = rota_price__snap(pr->starts, pr->nstarts, h->ready);
    l.ready_night = rota_price__snap(pr->night_starts, pr->nnight_starts, h->ready_night);
    l.run_days = (unsigned char)sooner(h->run_days, UCHAR_MAX);
    l.run_nights = (unsigned char)sooner(h->run_nights, UCHAR_MAX);
    l.run_off = (unsigned char)sooner(h->run_off, later(s->w->min_run_off, 1));
    l.rested = h->week_rested;
    l.weekends = (unsigned char)(h->weekends & 0xF);
    return l;
}

static void extend_all(search *s, const label *from, int parent) {
    label l = *from;
    l.parent = parent;
    if (!enter_day(s, &l))
        return;
    extend_off(s, &l);
    /* add_group_costs looks at what `from` did on its day: keep its arc. */
    for (int a = s->w->day_first[s->day]; a < s->w->day_first[s->day + 1]; a++)
        if (!s->rq->banned || !s->rq->banned[a])
            extend_arc(s, &l, a);
}

static bool caps_hold(search *s) {
    if ((s->rq->max_labels > 0 && s->made > s->rq->max_labels) ||
        (s->rq->deadline > 0 && rota_clock_seconds() > s->rq->deadline)) {
        s->cut = true;
        return false;
    }
    return true;
}

static bool final_rest_holds(const search *s, const label *l) {
    if (s->w->weekly_rest <= 0 || l->rested)
        return true;
    int window = s->p->rest_of_day[s->p->ndays - 1];
    int to = s->p->rest_start[window + 1];
    if (to > s->p->end) { /* the window goes on: into what is known, or into the open */
        if (s->w->after.start == 0 || s->w->after.rested)
            return true;
        to = sooner(to, s->w->after.start);
    }
    return to - later(l->last_end, s->p->rest_start[window]) >= s->w->weekly_rest;
}

/* Do runs and weekends go on lawfully into what is known after the horizon? */
static bool future_holds(const search *s, const label *l) {
    const rota_worker *w = s->w;
    const rota_future *f = &w->after;
    int off = l->run_off + f->off_days;
    bool known = f->works_next || (f->start > 0 && f->off_days > 0);
    if (known && w->min_run_off > 1 && off > 0 && off < w->min_run_off)
        return false;
    if (w->max_run_days >= 0 && l->run_days > 0 && f->run_days > 0 &&
        l->run_days + f->run_days > w->max_run_days)
        return false;
    if (w->max_run_nights >= 0 && l->run_nights > 0 && f->run_nights > 0 &&
        l->run_nights + f->run_nights > w->max_run_nights)
        return false;
    for (int next = 0; next < 3 && w->max_weekends >= 0 && l->nweekends > 0; next++) {
        unsigned theirs = f->weekends & ((2U << next) - 1);
        unsigned mine = l->weekends & ((8U >> next) - 1);
        if ((f->weekends >> next & 1U) && mine &&
            __builtin_popcount(theirs) + __builtin_popcount(mine) > w->max_weekends)
            return false;
    }
    return true;
}

static bool make_room(rota_price_room *room, const rota_pricer *pr) {
    size_t bounds = (size_t)pr->nslots * (size_t)pr->ngrid, scratch = rota_price__scratch(pr);
    size_t days = (size_t)pr->problem->ndays + 2;
    if (bounds > room->bounds_capacity) {
        room->bounds = rota_realloc(room->bounds, bounds, sizeof *room->bounds);
        room->bounds_capacity = bounds;
    }
    if (scratch > room->scratch_capacity) {
        room->scratch = rota_realloc(room->scratch, scratch, sizeof *room->scratch);
        room->scratch_capacity = scratch;
    }
    if (days > room->days_capacity) {
        room->day_first = rota_realloc(room->day_first, days, sizeof *room->day_first);
        room->days_capacity = days;
    }
    room->nlabels = room->nfresh = 0;
    return true;
}

/* Read the lines that end in the kept labels of the last day, cheapest first. */
static void collect(search *s, rota_price_result *out) {
    rota_price_room *room = s->room;
    int n = s->p->ndays;
    size_t first = room->day_first[n - 1], count = 0;
    if (s->rq->beam > 0 && room->nlabels > first)
        qsort(room->labels + first, room->nlabels - first, sizeof(label), by_cost);
    for (size_t i = first; i < room->nlabels && count < (size_t)s->rq->max_lines; i++) {
        if (!final_rest_holds(s, &room->labels[i]) || !future_holds(s, &room->labels[i]))
            continue;
        if ((count + 1) * (size_t)n > room->arcs_capacity) {
            room->arcs_capacity = (count + 1) * (size_t)n * 2;
            room->arcs = rota_realloc(room->arcs, room->arcs_capacity, sizeof *room->arcs);
        }
        ROTA_GROW(room->cost, count, room->cost_capacity);
        const label *l = &room->labels[i];
        room->cost[count] = l->cost;
        for (int d = n - 1; d >= 0; d--) {
            room->arcs[count * (size_t)n + (size_t)d] = l->arc;
            l = d > 0 ? &room->labels[l->parent] : NULL;
        }
        count++;
    }
    out->count = (int)count;
    out->arcs = room->arcs;
    out->cost = room->cost;
}

void rota_price(const rota_pricer *pricer, const rota_price_request *request, rota_price_room *room,
                rota_price_result *out) {
    if (pricer->dense && pricer->dense->fits) {
        rota_grid_price(pricer->dense, request, &room->grid, out);
        return;
    }
    search s = {
        .pr = pricer, .p = pricer->problem, .w = pricer->worker, .rq = request, .room = room};
    s.must = request->must_work ? request->must_work : s.w->must_work;
    make_room(room, pricer);
    rota_price__bounds(pricer, request, room->bounds, room->scratch);
    label start = start_label(&s);
    bool going = true;
    for (s.day = 0; s.day < s.p->ndays && going; s.day++) {
        if (s.day == 0) {
            extend_all(&s, &start, -1);
        } else {
            size_t from = room->day_first[s.day - 1], to = room->day_first[s.day];
            for (size_t i = from; i < to && going; i++) {
                label l = room->labels[i]; /* a copy: the array may move */
                extend_all(&s, &l, (int)i);
                going = (i & 255) != 255 || caps_hold(&s);
            }
        }
        going = going && caps_hold(&s);
        keep_day(&s);
    }
    *out = (rota_price_result){.labels = s.made, .complete = !s.cut, .best = request->threshold};
    if (!going)
        return;
    collect(&s, out);
    if (out->count > 0 && out->cost[0] < out->best)
        out->best = out->cost[0];
    if (request->all && room->nlabels - room->day_first[s.p->ndays - 1] > (size_t)out->count &&
        out->count == request->max_lines)
        out->complete = false;
}
