/* The search of the dense engine: cheapest lines first, from the table of exact completions. A
 * maximum of a type of shift is kept by the search alone; its multiplier in the table only makes
 * the completions nearly exact (Lagrangian relaxation of the maxima). */
#include "core/mem.h"
#include "solver/grid.h"

#include <limits.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum {
    SOFT_POPS = 400,
    QUICK_POPS = 4000,
    EXACT_POPS = 20000,
    MOST_TUNINGS = 16,
    TUNINGS_FOR_ALL = 64,
    WIDTH_OF_BEAM = 4,
    MOST_PLACES = 3000000
};

/* A partial line after its day. */
typedef struct {
    double key;  /* the least that a whole line may cost that begins so */
    double cost; /* with multipliers */
    int parent, arc;
    int minutes; /* steps */
    short day, class, run, weekends;
    int same; /* an expanded place of the same state before it, -1 = none */
} place;

struct rota_grid_room {
    double *cells, *arc_cost, *best;
    size_t cells_capacity, arcs_capacity, best_capacity;
    place *places;
    size_t nplaces, places_capacity;
    unsigned short *used; /* [nplaces * ncaps] duties of each capped type */
    size_t used_capacity;
    int *table; /* expanded places by state: the latest + 1, chained by `same`; 0 = empty */
    size_t table_size, nexpanded;
    int *heap;
    size_t nheap, heap_capacity;
    int *over;
    size_t over_capacity;
    int *arcs;
    double *cost;
    size_t line_capacity, cost_capacity;
};

typedef struct {
    const rota_grid *g;
    const rota_price_request *rq;
    rota_grid_table table;
    rota_grid_room *room;
    double offset; /* sum of multipliers times maxima */
    long pops;
    double cut_at; /* no line that is not found yet costs less */
    bool dominate; /* leave out places that others make needless */
    bool relaxed;  /* maxima of types may be passed */
    int *over;     /* [ncaps] duties above the maximum, or below */
} search;

void rota_grid_room_free(rota_grid_room *room) {
    if (!room)
        return;
    void *arrays[] = {room->cells, room->arc_cost, room->best, room->places, room->over,
                      room->table, room->used,     room->heap, room->arcs,   room->cost};
    for (size_t i = 0; i < sizeof arrays / sizeof *arrays; i++)
        free(arrays[i]);
    free(room);
}

static void *grow(void *array, size_t *capacity, size_t n, size_t size) {
    if (n <= *capacity)
        return array;
    *capacity = n + n / 2;
    return rota_realloc(array, *capacity, size);
}

/* ---- a heap of places by (key, later days first, made first) ---- */

static bool before(const search *s, int a, int b) {
    const place *x = &s->room->places[a], *y = &s->room->places[b];
    if (x->key != y->key)
        return x->key < y->key;
    return x->day != y->day ? x->day > y->day : a < b;
}

static void push(search *s, int item) {
    rota_grid_room *room = s->room;
    room->heap = grow(room->heap, &room->heap_capacity, room->nheap + 1, sizeof *room->heap);
    size_t i = room->nheap++;
    while (i > 0 && before(s, item, room->heap[(i - 1) / 2])) {
        room->heap[i] = room->heap[(i - 1) / 2];
        i = (i - 1) / 2;
    }
    room->heap[i] = item;
}

static int pop(search *s) {
    rota_grid_room *room = s->room;
    int top = room->heap[0], last = room->heap[--room->nheap];
    size_t i = 0;
    for (;;) {
        size_t child = 2 * i + 1;
        if (child >= room->nheap)
            break;
        if (child + 1 < room->nheap && before(s, room->heap[child + 1], room->heap[child]))
            child++;
        if (!before(s, room->heap[child], last))
            break;
        room->heap[i] = room->heap[child];
        i = child;
    }
    if (room->nheap > 0)
        room->heap[i] = last;
    return top;
}

/* ---- the table for the request ---- */

static int cap_of(const rota_grid *g, const rota_arc *arc) {
    return g->ncaps > 0 && arc->type >= 0 ? g->cap_of_type[arc->type] : -1;
}

static void set_costs(search *s) {
    const rota_grid *g = s->g;
    const rota_worker *w = g->pr->worker;
    s->offset = 0;
    for (int c = 0; c < g->ncaps; c++)
        s->offset += g->multiplier[c] * g->cap[c];
    for (int a = 0; a < w->narcs; a++) {
        int c = cap_of(g, &w->arcs[a]);
        bool open = !(s->rq->banned && s->rq->banned[a]) && rota_grid_may_start(g, &w->arcs[a]);
        s->table.arc_cost[a] =
            open ? s->rq->arc_cost[a] + (c >= 0 ? g->multiplier[c] : 0) : (double)INFINITY;
    }
}

static void make_room(search *s) {
    const rota_grid *g = s->g;
    rota_grid_room *room = s->room;
    size_t n = (size_t)g->pr->problem->ndays;
    room->cells = grow(room->cells, &room->cells_capacity, g->base[n], sizeof(double));
    room->arc_cost = grow(room->arc_cost, &room->arcs_capacity, (size_t)g->pr->worker->narcs + 1,
                          sizeof(double));
    room->best = grow(room->best, &room->best_capacity,
                      (size_t)(g->most_classes + 1) * (size_t)(g->most_pairs + 1), sizeof(double));
    room->over = grow(room->over, &room->over_capacity, (size_t)g->ncaps + 1, sizeof(int));
    s->over = room->over;
    s->table =
        (rota_grid_table){.grid = g,
                          .rq = s->rq,
                          .must = s->rq->must_work ? s->rq->must_work : g->pr->worker->must_work,
                          .cells = room->cells,
                          .arc_cost = room->arc_cost,
                          .best = room->best};
}

/* ---- places ---- */

static unsigned short *used_of(const search *s, int item) {
    return s->room->used + (size_t)item * (size_t)s->g->ncaps;
}

/* The key of a whole line is its true cost, without what unused maxima were credited. */
static double true_cost(const search *s, const place *x, const unsigned short *used) {
    double cost = x->cost;
    for (int c = 0; c < s->g->ncaps; c++)
        cost -= s->g->multiplier[c] * used[c];
    return cost;
}

static void add_place(search *s, int parent, place x, int cap) {
    const rota_grid *g = s->g;
    rota_grid_room *room = s->room;
    int item = (int)room->nplaces;
    if (x.minutes < g->lo[x.day] || x.minutes > g->hi[x.day] ||
        x.weekends > g->weekends_of_day[x.day])
        return;
    double rest = s->table.cells[rota_grid_cell(g, x.day, rota_grid_state(g, x.class, x.run),
                                                x.weekends, x.minutes)];
    x.key = x.cost + rest - s->offset;
    if (isinf(x.key))
        return;
    if (!(x.key < s->rq->threshold) && !s->relaxed)
        return;
    size_t ncaps = (size_t)g->ncaps;
    room->used =
        grow(room->used, &room->used_capacity, (room->nplaces + 1) * ncaps + 1, sizeof *room->used);
    unsigned short *used = used_of(s, item);
    if (parent >= 0)
        memcpy(used, used_of(s, parent), ncaps * sizeof *used);
    else
        memset(used, 0, ncaps * sizeof *used);
    if (cap >= 0 && ++used[cap] > g->cap[cap] && !s->relaxed)
        return;
    if (x.day + 1 == g->pr->problem->ndays && !s->relaxed) {
        x.key = true_cost(s, &x, used) + rest;
        if (!(x.key < s->rq->threshold))
            return;
    }
    room->places =
        grow(room->places, &room->places_capacity, room->nplaces + 1, sizeof *room->places);
    x.parent = parent;
    room->places[room->nplaces++] = x;
    push(s, item);
}

static void add_day_off(search *s, int parent, const place *from, int day) {
    place x = *from;
    if (s->table.must[day])
        return;
    if (from->class != ROTA_GRID_OFF) {
        if (!rota_grid_may_end(s->g, from->run))
            return;
        x.class = ROTA_GRID_OFF;
        x.run = 0;
    } else if (from->run + 1 < s->g->noff) {
        x.run++;
    }
    x.day = (short)day;
    x.arc = -1;
    add_place(s, parent, x, -1);
}

static void add_work(search *s, int parent, const place *from, int day, int run, int more) {
    const rota_grid *g = s->g;
    const rota_worker *w = g->pr->worker;
    int first = w->day_first[day], n = w->day_first[day + 1] - first;
    const unsigned char *allowed = NULL;
    if (day > 0 && from->class != ROTA_GRID_OFF)
        allowed = g->pr->allowed[day - 1] + (size_t)from->class * (size_t)n;
    for (int j = 0; j < n; j++) {
        int a = first + j, pair = g->pair_of[a];
        if ((allowed && !allowed[j]) || isinf(s->table.arc_cost[a]))
            continue;
        place x = {.cost = from->cost + s->table.arc_cost[a],
                   .arc = a,
                   .minutes = from->minutes + g->pair_steps[pair],
                   .day = (short)day,
                   .class = (short)g->pair_class[pair],
                   .run = (short)run,
                   .weekends = (short)(from->weekends + more)};
        add_place(s, parent, x, cap_of(g, &w->arcs[a]));
    }
}

/* A weekend that this day's work begins. */
static int new_weekend(const search *s, int day, bool worked_yesterday) {
    int weekday = s->g->pr->problem->weekday[day];
    if (s->g->pr->worker->max_total_weekends < 0)
        return 0;
    return weekday == 5 || (weekday == 6 && !worked_yesterday);
}

/* ---- dominance among expanded places ---- */

static bool same_state(const place *a, const place *b) {
    return a->day == b->day && a->class == b->class && a->run == b->run &&
           a->weekends == b->weekends && a->minutes == b->minutes;
}

static size_t slot_of(const search *s, const place *x) {
    const rota_grid_room *room = s->room;
    uint64_t h = ((uint64_t)(unsigned short)x->day << 48) ^
                 ((uint64_t)(unsigned short)(x->class + 1) << 40) ^
                 ((uint64_t)(unsigned short)x->run << 32) ^
                 ((uint64_t)(unsigned short)x->weekends << 24) ^ (unsigned)x->minutes;
    h *= 0x9E3779B97F4A7C15ULL;
    size_t slot = (size_t)(h >> 20) & (room->table_size - 1);
    while (room->table[slot] != 0 && !same_state(&room->places[room->table[slot] - 1], x))
        slot = (slot + 1) & (room->table_size - 1);
    return slot;
}

static void clear_table(search *s) {
    rota_grid_room *room = s->room;
    if (room->table_size == 0) {
        room->table_size = 1024;
        room->table = ROTA_NEW_ARRAY(int, room->table_size);
    }
    if (room->nexpanded > 0)
        memset(room->table, 0, room->table_size * sizeof *room->table);
    room->nexpanded = 0;
}

static void grow_table(search *s) {
    rota_grid_room *room = s->room;
    int *old = room->table;
    size_t n = room->table_size;
    room->table_size *= 2;
    room->table = ROTA_NEW_ARRAY(int, room->table_size);
    for (size_t i = 0; i < n; i++)
        if (old[i] != 0)
            room->table[slot_of(s, &room->places[old[i] - 1])] = old[i];
    free(old);
}

/* Was a place of the same state expanded that has used no more of any maximum, at no more cost? */
static bool is_dominated(search *s, int item) {
    rota_grid_room *room = s->room;
    place *x = &room->places[item];
    size_t slot = slot_of(s, x);
    const unsigned short *used = used_of(s, item);
    double cost = true_cost(s, x, used);
    for (int i = room->table[slot] - 1; i >= 0; i = room->places[i].same) {
        const unsigned short *theirs = used_of(s, i);
        bool less = true;
        for (int c = 0; c < s->g->ncaps && less; c++)
            less = theirs[c] <= used[c];
        if (less && true_cost(s, &room->places[i], theirs) <= cost)
            return true;
    }
    x->same = room->table[slot] - 1;
    if (x->same < 0)
        room->nexpanded++;
    room->table[slot] = item + 1;
    if (room->nexpanded * 2 > room->table_size)
        grow_table(s);
    return false;
}

static void expand(search *s, int item) {
    const rota_grid *g = s->g;
    place from = s->room->places[item]; /* a copy: the array may move */
    int day = from.day + 1;
    bool off = from.class == ROTA_GRID_OFF;
    int run = off ? (from.run + 1 >= g->min_off ? 0 : -1) : rota_grid_longer(g, from.run);
    add_day_off(s, item, &from, day);
    if (run >= 0)
        add_work(s, item, &from, day, run, new_weekend(s, day, !off));
}

/* The first day follows what the person brings. */
static void begin(search *s) {
    const rota_grid *g = s->g;
    const rota_history *h = &g->pr->worker->before;
    s->room->nplaces = s->room->nheap = 0;
    clear_table(s);
    int class, state, run = rota_grid_start(g, &class, &state);
    place from = {.day = -1, .class = (short)class, .run = (short)state};
    add_day_off(s, -1, &from, 0);
    bool begun = h->weekend_begun && g->pr->problem->weekday[0] == 6;
    if (run >= 0)
        add_work(s, -1, &from, 0, run, new_weekend(s, 0, begun));
}

/* ---- one search ---- */

typedef enum { FOUND, NONE_LEFT, TOO_LONG } outcome;

/* Expand places in order until one covers the last day. */
static outcome next_line(search *s, long most_pops, int *line) {
    rota_grid_room *room = s->room;
    while (room->nheap > 0) {
        int item = pop(s);
        if (room->places[item].day + 1 == s->g->pr->problem->ndays) {
            *line = item;
            return FOUND;
        }
        s->cut_at = room->places[item].key;
        if (s->pops >= most_pops || room->nplaces > MOST_PLACES)
            return TOO_LONG;
        if ((++s->pops & 255) == 0 && s->rq->deadline > 0 && rota_clock_seconds() > s->rq->deadline)
            return TOO_LONG;
        if (!s->dominate || !is_dominated(s, item))
            expand(s, item);
    }
    return NONE_LEFT;
}

static void keep_line(search *s, int item, rota_price_result *out) {
    rota_grid_room *room = s->room;
    size_t n = (size_t)s->g->pr->problem->ndays, count = (size_t)out->count;
    room->arcs = grow(room->arcs, &room->line_capacity, (count + 1) * n, sizeof(int));
    room->cost = grow(room->cost, &room->cost_capacity, count + 1, sizeof(double));
    room->cost[count] = room->places[item].key;
    for (int i = item; i >= 0; i = room->places[i].parent)
        room->arcs[count * n + (size_t)room->places[i].day] = room->places[i].arc;
    out->count++;
}

/* The cheapest lines in order; false when it took too long. */
static bool look(search *s, long most_pops, rota_price_result *out) {
    outcome found = FOUND;
    int line;
    out->count = 0;
    s->pops = 0;
    begin(s);
    while (out->count < s->rq->max_lines && (found = next_line(s, most_pops, &line)) == FOUND)
        keep_line(s, line, out);
    return found != TOO_LONG;
}

/* Day by day, only the best places of each: where the search in order takes too long, some line. */
static void look_roughly(search *s, rota_price_result *out) {
    rota_grid_room *room = s->room;
    int n = s->g->pr->problem->ndays, width = WIDTH_OF_BEAM * s->rq->beam;
    int *kept = ROTA_NEW_ARRAY(int, width);
    out->count = 0;
    begin(s);
    for (int d = 0; d + 1 < n; d++) {
        int count = 0;
        while (room->nheap > 0 && count < width) {
            int item = pop(s);
            if (!s->dominate || !is_dominated(s, item))
                kept[count++] = item;
        }
        room->nheap = 0;
        for (int i = 0; i < count; i++)
            expand(s, kept[i]);
    }
    while (room->nheap > 0 && out->count < s->rq->max_lines)
        keep_line(s, pop(s), out);
    free(kept);
}

/* ---- multipliers ---- */

/* The best line when maxima only cost: its key, and what it passes in s->over. INFINITY: none. */
static double relaxed(search *s) {
    int line;
    s->relaxed = true;
    s->pops = 0;
    begin(s);
    outcome found = next_line(s, LONG_MAX, &line);
    s->relaxed = false;
    if (found != FOUND)
        return INFINITY;
    const unsigned short *used = used_of(s, line);
    for (int c = 0; c < s->g->ncaps; c++)
        s->over[c] = used[c] - s->g->cap[c];
    return s->room->places[line].key;
}

/* One step of subgradient ascent; false when the line keeps all maxima and wastes no multiplier. */
static bool step_multipliers(search *s, double aim) {
    double norm = 0;
    for (int c = 0; c < s->g->ncaps; c++)
        if (s->over[c] > 0 || s->g->multiplier[c] > 0)
            norm += (double)s->over[c] * s->over[c];
    if (norm == 0)
        return false;
    for (int c = 0; c < s->g->ncaps; c++) {
        double m = s->g->multiplier[c] + aim * s->over[c] / norm;
        s->g->multiplier[c] = m > 0 ? rint(m * 64) / 64 : 0;
    }
    return true;
}

/* How far the ascent may look: up to the threshold, but no further than costs of duties reach. */
static double aim_of(const search *s, double value) {
    double largest = 0;
    for (int a = 0; a < s->g->pr->worker->narcs; a++)
        if (!isinf(s->table.arc_cost[a]))
            largest = fmax(largest, fabs(s->table.arc_cost[a]));
    return fmin(s->rq->threshold - value, largest);
}

static void set_multipliers(search *s, const double *multiplier) {
    memcpy(s->g->multiplier, multiplier, (size_t)s->g->ncaps * sizeof *multiplier);
    set_costs(s);
    rota_grid_fill(&s->table);
}

/* Raise the relaxed value by multipliers. False: no line below the threshold is left. */
static bool tune(search *s) {
    size_t bytes = (size_t)s->g->ncaps * sizeof(double);
    double *best = ROTA_NEW_ARRAY(double, s->g->ncaps),
           *tried = ROTA_NEW_ARRAY(double, s->g->ncaps);
    double most = -INFINITY, share = 1, value = relaxed(s);
    int tunings = s->rq->all ? TUNINGS_FOR_ALL : MOST_TUNINGS;
    for (int i = 0; i < tunings && value < s->rq->threshold; i++) {
        if (value > most) {
            most = value;
            memcpy(best, s->g->multiplier, bytes);
        } else {
            share /= 2;
        }
        if (!step_multipliers(s, share * aim_of(s, value)))
            break;
        memcpy(tried, s->g->multiplier, bytes);
        set_multipliers(s, tried);
        value = relaxed(s);
    }
    bool more = value < s->rq->threshold;
    if (more && value < most)
        set_multipliers(s, best);
    free(best);
    free(tried);
    return more;
}

void rota_grid_price(const rota_grid *grid, const rota_price_request *request,
                     rota_grid_room **room, rota_price_result *out) {
    if (!*room)
        *room = ROTA_NEW(rota_grid_room);
    search s = {.g = grid, .rq = request, .room = *room};
    s.dominate = grid->ncaps > 0 && !request->all;
    make_room(&s);
    if (request->all) /* those of other prices may be far off, and every line is wanted */
        memset(grid->multiplier, 0, (size_t)grid->ncaps * sizeof *grid->multiplier);
    set_costs(&s);
    rota_grid_fill(&s.table);
    *out = (rota_price_result){.complete = true, .best = request->threshold, .bounded = true};
    if (request->all && grid->ncaps > 0 && !tune(&s))
        return; /* no line is below the threshold */
    bool tunable = grid->ncaps > 0 && !request->all;
    long hard = request->max_labels > 0 ? request->max_labels
                : request->all          ? LONG_MAX
                                        : EXACT_POPS;
    bool done = look(&s, tunable ? SOFT_POPS : hard, out);
    double cut_at = s.cut_at;
    if (!done && tunable) {
        done = !tune(&s);
        if (done)
            out->count = 0;
        else
            done = look(&s, request->beam > 0 ? QUICK_POPS : hard, out);
        cut_at = done ? request->threshold : s.cut_at;
        if (!done && out->count == 0 && request->beam > 0)
            look_roughly(&s, out);
    }
    /* Places come in the order of what their lines may cost: where the search was cut, no line that
     * it did not find costs less than the next place promised. */
    double least = out->count > 0 ? s.room->cost[0] : request->threshold;
    out->best = fmin(request->threshold, done ? least : fmin(least, cut_at));
    out->complete = done;
    out->bounded = true;
    out->labels = (long)s.room->nplaces;
    out->arcs = s.room->arcs;
    out->cost = s.room->cost;
    if (request->all && s.room->nheap > 0 && out->count == request->max_lines)
        out->complete = false;
}

void rota_grid_reach(const rota_grid *g, const rota_price_request *request, rota_grid_room **room,
                     unsigned char *reached) {
    if (!*room)
        *room = ROTA_NEW(rota_grid_room);
    search s = {.g = g, .rq = request, .room = *room};
    int n = g->pr->worker->narcs;
    double *through = ROTA_NEW_ARRAY(double, n + 1);
    make_room(&s);
    set_costs(&s);
    rota_grid_fill(&s.table);
    rota_grid_through(&s.table, through);
    for (int a = 0; a < n; a++)
        reached[a] = through[a] - s.offset < request->threshold;
    free(through);
}

/* ---- values of a day ---- */

rota_ending *rota_grid_ending(const rota_grid *g, const double *arc_cost, int day, rota_cost step,
                              rota_grid_room **room) {
    const rota_worker *w = g->pr->worker;
    int first = w->day_first[day], n = w->day_first[day + 1] - first;
    if (!g->fits)
        return NULL;
    if (!*room)
        *room = ROTA_NEW(rota_grid_room);
    rota_price_request rq = {.arc_cost = arc_cost};
    search s = {.g = g, .rq = &rq, .room = *room};
    make_room(&s);
    set_costs(&s);
    rota_grid_fill(&s.table);
    rota_ending *e = ROTA_NEW(rota_ending);
    *e = (rota_ending){.noff = g->noff,
                       .nrun = g->nrun,
                       .nruns = g->nrun + g->nexempt,
                       .nclasses = rota_grid_classes(g, day),
                       .class_of = ROTA_NEW_ARRAY(int, n + 1),
                       .nweekends = g->weekends_of_day[day] + 1,
                       .unit = g->unit,
                       .lo = g->lo[day],
                       .hi = g->hi[day]};
    for (int a = first; a < first + n; a++)
        e->class_of[a - first] = rota_grid_class(g, day, a);
    size_t count = g->base[day + 1] - g->base[day];
    e->value = ROTA_NEW_ARRAY(rota_cost, count + 1);
    for (size_t i = 0; i < count; i++) {
        double value = s.table.cells[g->base[day] + i];
        e->value[i] = isinf(value) ? INT64_MAX : (rota_cost)rint(value / (double)step) * step;
    }
    return e;
}
