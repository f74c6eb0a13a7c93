#include "core/demand.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

/* ---- Which rows apply ---- */

/* Do two rows ask for the same thing, so that only one of them can hold on a day? */
static bool same_key(const rota_demand *a, const rota_demand *b) {
    if (a->group != b->group || a->skill != b->skill || a->shift != b->shift)
        return false;
    return a->shift >= 0 || (a->window_from == b->window_from && a->window_to == b->window_to);
}

size_t rota_demand_on(const rota_home *home, rota_day date, int **rows) {
    /* The kinds of day stand in the enum from the least specific to the most; those that share a
     * rank never match the same date. */
    int *found = ROTA_NEW_ARRAY(int, home->ndemand);
    size_t n = 0;
    for (int i = 0; i < home->ndemand; i++) {
        const rota_demand *row = &home->demand[i];
        if (!rota_day_spec_matches(&row->day, date))
            continue;
        bool beaten = false;
        for (int j = 0; j < home->ndemand && !beaten; j++) {
            const rota_demand *other = &home->demand[j];
            bool stronger =
                other->day.kind > row->day.kind || (other->day.kind == row->day.kind && j < i);
            beaten = stronger && same_key(row, other) && rota_day_spec_matches(&other->day, date);
        }
        if (!beaten)
            found[n++] = i;
    }
    *rows = found;
    return n;
}

void rota_demand_span(const rota_home *home, const rota_demand *row, rota_day date,
                      rota_minute *from, rota_minute *to) {
    bool by_shift = row->shift >= 0;
    const rota_shift *shift = by_shift ? &home->shifts[row->shift] : NULL;
    *from = rota_zone_at(home->zone, date, by_shift ? shift->start : row->window_from, false);
    *to = rota_zone_at(home->zone, date, by_shift ? shift->end : row->window_to, true);
}

/* ---- Who serves them ---- */

/* The stretches of presence of a duty, cut to [from, to): at most two, around the time asleep when
 * that does not count. Returns how many. */
typedef struct {
    rota_minute from, to;
} stretch;

static int presence(const rota_duty *duty, bool asleep_counts, rota_minute from, rota_minute to,
                    stretch out[2]) {
    if (duty->kind == ROTA_SHIFT_ON_CALL || duty->kind == ROTA_SHIFT_MEETING)
        return 0;
    bool whole = asleep_counts || duty->sleep_to <= duty->sleep_from;
    stretch parts[2] = {{duty->start, whole ? duty->end : duty->sleep_from},
                        {whole ? duty->end : duty->sleep_to, duty->end}};
    int n = 0;
    for (int i = 0; i < 2; i++) {
        stretch part = {parts[i].from > from ? parts[i].from : from,
                        parts[i].to < to ? parts[i].to : to};
        if (part.to > part.from)
            out[n++] = part;
    }
    return n;
}

/* Group and skill, and the shift and date of a row by shift: all but the time of a window. */
static bool fits(const rota_home *home, const rota_demand *row, rota_day date,
                 const rota_duty *duty) {
    if (row->group >= 0 && duty->group != row->group)
        return false;
    if (row->skill >= 0 && !(home->staff[duty->staff].skills >> row->skill & 1))
        return false;
    return row->shift < 0 || (duty->shift == row->shift && duty->date == date);
}

bool rota_demand_serves(const rota_home *home, const rota_demand *row, rota_day date,
                        const rota_duty *duty) {
    if (!fits(home, row, date, duty))
        return false;
    if (row->shift >= 0)
        return true;
    rota_minute from, to;
    stretch parts[2];
    rota_demand_span(home, row, date, &from, &to);
    return presence(duty, row->asleep, from, to, parts) > 0;
}

/* ---- Comparing ---- */

/* Somebody comes or goes. */
typedef struct {
    rota_minute at;
    int staff, change; /* +1 or -1 */
} event;

/* What one comparison works with; arrays are reused from row to row. */
typedef struct {
    const rota_home *home;
    const rota_duty **duties; /* by start */
    size_t nduties;
    int64_t longest; /* of the duties: none that started earlier reaches a minute */
    event *events;
    size_t nevents, capacity;
    int *there; /* [nstaff] duties of each person at the current minute */
} sweep;

void rota_shortfalls_done(rota_shortfalls *list) {
    free(list->items);
    *list = (rota_shortfalls){0};
}

static int by_start(const void *pa, const void *pb) {
    const rota_duty *a = *(const rota_duty *const *)pa, *b = *(const rota_duty *const *)pb;
    return (a->start > b->start) - (a->start < b->start);
}

static int by_time(const void *pa, const void *pb) {
    const event *a = pa, *b = pb;
    return (a->at > b->at) - (a->at < b->at);
}

/* First duty that starts at or after a minute. */
static size_t first_from(const sweep *s, rota_minute at) {
    size_t low = 0, high = s->nduties;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (s->duties[middle]->start < at)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static void add_event(sweep *s, rota_minute at, int staff, int change) {
    ROTA_GROW(s->events, s->nevents, s->capacity);
    s->events[s->nevents++] = (event){at, staff, change};
}

/* Events of everybody who serves the row within [from, to). */
static void collect(sweep *s, const rota_demand *row, rota_day date, rota_minute from,
                    rota_minute to) {
    s->nevents = 0;
    for (size_t i = first_from(s, from - s->longest); i < s->nduties; i++) {
        const rota_duty *duty = s->duties[i];
        stretch parts[2] = {{from, to}};
        if (duty->start >= to)
            break;
        if (!fits(s->home, row, date, duty))
            continue;
        /* A shift is a whole: whoever is on it counts for all of it, asleep or in a meeting. */
        int n = row->shift >= 0 ? 1 : presence(duty, row->asleep, from, to, parts);
        for (int k = 0; k < n; k++) {
            add_event(s, parts[k].from, duty->staff, 1);
            add_event(s, parts[k].to, duty->staff, -1);
        }
    }
    if (s->nevents)
        qsort(s->events, s->nevents, sizeof s->events[0], by_time);
}

static int above(int value, int limit) {
    return value > limit ? value - limit : 0;
}

/* Apply the events at one minute to the count of people. */
static void step(sweep *s, size_t *next, rota_minute at, int *people) {
    for (; *next < s->nevents && s->events[*next].at == at; ++*next) {
        int *there = &s->there[s->events[*next].staff];
        int before = *there;
        *there += s->events[*next].change;
        *people += (*there > 0) - (before > 0);
    }
}

/* Compare one row on one date; false when all is well. */
static bool compare(sweep *s, int index, rota_day date, rota_shortfall *out) {
    const rota_demand *row = &s->home->demand[index];
    rota_minute from, to;
    rota_demand_span(s->home, row, date, &from, &to);
    if (to <= from)
        return false; /* the clocks went forward over the whole window: it has no minute */
    collect(s, row, date, from, to);
    *out = (rota_shortfall){.date = date, .row = index, .have = INT_MAX, .from = from, .to = to};
    rota_minute first = ROTA_NO_MINUTE, last = ROTA_NO_MINUTE;
    int people = 0, most = 0;
    size_t next = 0;
    for (rota_minute at = from, until; at < to; at = until) {
        step(s, &next, at, &people);
        until = next < s->nevents ? s->events[next].at : to;
        out->have = people < out->have ? people : out->have;
        most = people > most ? people : most;
        out->short_minutes += above(row->min, people) * (until - at);
        if (people < row->min && (first == ROTA_NO_MINUTE || last == at)) {
            first = first == ROTA_NO_MINUTE ? at : first;
            last = until;
        }
    }
    step(s, &next, to, &people); /* those who leave at the end: `there` is all zero again */
    bool has_max = row->skill < 0 || row->max > row->target;
    out->min_short = above(row->min, out->have);
    out->target_short = above(row->target, out->have);
    out->over = has_max ? above(most, row->max) : 0;
    if (out->min_short) {
        out->from = first;
        out->to = last;
    }
    return out->min_short || out->target_short || out->over;
}

void rota_demand_compare(const rota_home *home, const rota_duties *duties, rota_day from,
                         rota_day to, rota_shortfalls *out) {
    ROTA_CLEANUP(rota_freep)
    const rota_duty **sorted = ROTA_NEW_ARRAY(const rota_duty *, duties->count);
    ROTA_CLEANUP(rota_freep) int *there = ROTA_NEW_ARRAY(int, home->nstaff);
    sweep s = {.home = home, .duties = sorted, .nduties = duties->count, .there = there};
    for (size_t i = 0; i < duties->count; i++) {
        const rota_duty *duty = &duties->items[i];
        assert(duty->staff >= 0 && duty->staff < home->nstaff);
        sorted[i] = duty;
        s.longest = duty->end - duty->start > s.longest ? duty->end - duty->start : s.longest;
    }
    if (s.nduties)
        qsort(sorted, s.nduties, sizeof sorted[0], by_start);
    for (rota_day date = from; date <= to; date++) {
        ROTA_CLEANUP(rota_freep) int *rows = NULL;
        size_t n = rota_demand_on(home, date, &rows);
        for (size_t i = 0; i < n; i++) {
            rota_shortfall item;
            if (!compare(&s, rows[i], date, &item))
                continue;
            ROTA_GROW(out->items, out->count, out->capacity);
            out->items[out->count++] = item;
        }
    }
    free(s.events);
}
