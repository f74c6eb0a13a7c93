/* Label setting: labels of a day are extended to the next day, bounded, sorted and dominated. */
#include "solver/price.h"

#include "core/mem.h"
#include "solver/grid.h"
#include "solver/price_internal.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

typedef rota_label label;
typedef rota_price_search search;

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

static bool caps_hold(search *s) {
    if ((s->rq->max_labels > 0 && s->made > s->rq->max_labels) ||
        (s->rq->deadline > 0 && rota_clock_seconds() > s->rq->deadline)) {
        s->cut = true;
        return false;
    }
    return true;
}

/* Move the undominated fresh labels to the kept ones; false when a cap struck. */
static bool keep_day(search *s) {
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
    bool going = true;
    for (size_t i = 0; i < room->nfresh && going; i++) {
        const label *l = &room->fresh[i];
        going = (i & 255) != 255 || caps_hold(s);
        if (compare && rota_price__dominated(s, first, l))
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
    return going;
}

/* ---- the whole search ---- */

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

static search prepare(const rota_pricer *pr, const rota_price_request *rq, rota_price_room *room) {
    search s = {.pr = pr, .p = pr->problem, .w = pr->worker, .rq = rq, .room = room};
    s.must = rq->must_work ? rq->must_work : s.w->must_work;
    make_room(room, pr);
    rota_price__bounds(pr, rq, room->bounds, room->scratch);
    return s;
}

/* All days; false when a cap struck before the last. */
static bool go_through_days(search *s) {
    rota_price_room *room = s->room;
    label start = rota_price__start(s);
    bool going = true;
    for (s->day = 0; s->day < s->p->ndays && going; s->day++) {
        if (s->day == 0) {
            rota_price__extend(s, &start, -1);
        } else {
            size_t from = room->day_first[s->day - 1], to = room->day_first[s->day];
            for (size_t i = from; i < to && going; i++) {
                label l = room->labels[i]; /* a copy: the array may move */
                rota_price__extend(s, &l, (int)i);
                going = (i & 255) != 255 || caps_hold(s);
            }
        }
        going = going && caps_hold(s) && keep_day(s);
    }
    return going;
}

void rota_price(const rota_pricer *pricer, const rota_price_request *request, rota_price_room *room,
                rota_price_result *out) {
    if (pricer->dense && pricer->dense->fits) {
        rota_grid_price(pricer->dense, request, &room->grid, out);
        return;
    }
    search s = prepare(pricer, request, room);
    bool going = go_through_days(&s);
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

bool rota_price_reach(const rota_pricer *pricer, const rota_price_request *request,
                      rota_price_room *room, unsigned char *reached) {
    memset(reached, 0, (size_t)pricer->worker->narcs);
    if (pricer->dense && pricer->dense->fits) {
        rota_grid_reach(pricer->dense, request, &room->grid, reached);
        return true;
    }
    search s = prepare(pricer, request, room);
    s.reached = reached;
    return go_through_days(&s) && !s.cut;
}
