#include "core/slots.h"

#include "core/people.h"

#include <math.h>
#include <stdlib.h>

typedef struct {
    rota_day day;
    int start; /* local minute of the day */
    rota_minute from, to;
    int carer; /* who is there longest */
} slot;

typedef struct {
    const rota_home *home;
    size_t words;
    slot *items;
    size_t count, capacity;
    uint64_t *people; /* [count * words] */
    size_t people_capacity;
    int64_t *there; /* [nstaff] minutes in the slot being filled; all 0 between slots */
} slot_list;

static rota_minute to_grain(rota_minute at) {
    rota_minute shifted = at + ROTA_SLOT_GRAIN / 2;
    rota_minute rest = shifted % ROTA_SLOT_GRAIN;
    return shifted - (rest < 0 ? rest + ROTA_SLOT_GRAIN : rest);
}

static int by_times(const void *a, const void *b) {
    const slot *x = a, *y = b;
    if (x->from != y->from)
        return x->from < y->from ? -1 : 1;
    return (x->to > y->to) - (x->to < y->to);
}

/* Distinct stretches of a day that are long enough, by start and end. Owned by the caller. */
static slot *candidates_of(const rota_stretch *day, size_t n, size_t *count) {
    slot *found = ROTA_NEW_ARRAY(slot, n);
    size_t k = 0;
    for (size_t i = 0; i < n; i++) {
        slot one = {.day = day[i].day, .from = to_grain(day[i].from), .to = to_grain(day[i].to)};
        if (one.to - one.from >= ROTA_SLOT_SHORTEST)
            found[k++] = one;
    }
    qsort(found, k, sizeof *found, by_times);
    size_t kept = 0;
    for (size_t i = 0; i < k; i++)
        if (!kept || by_times(&found[kept - 1], &found[i]) != 0)
            found[kept++] = found[i];
    *count = kept;
    return found;
}

/* Do shorter candidates inside this one cover at least half of it? They are sorted by start. */
static bool made_of_shorter(const slot *all, size_t n, size_t which) {
    const slot *whole = &all[which];
    rota_minute covered = 0, until = whole->from;
    for (size_t i = 0; i < n; i++) {
        if (i == which || all[i].from < whole->from || all[i].to > whole->to)
            continue;
        rota_minute from = all[i].from > until ? all[i].from : until;
        if (all[i].to > from) {
            covered += all[i].to - from;
            until = all[i].to;
        }
    }
    return 2 * covered >= whole->to - whole->from;
}

static int64_t overlap(const rota_stretch *stretch, const slot *s) {
    rota_minute from = stretch->from > s->from ? stretch->from : s->from;
    rota_minute to = stretch->to < s->to ? stretch->to : s->to;
    return to > from ? to - from : 0;
}

/* Add the slot with its people, unless nobody is there for half of it. */
static void add_slot(slot_list *list, slot one, const rota_stretch *day, size_t n) {
    ROTA_GROW(list->items, list->count, list->capacity);
    while ((list->count + 1) * list->words > list->people_capacity)
        ROTA_GROW(list->people, list->people_capacity, list->people_capacity);
    uint64_t *people = &list->people[list->count * list->words];
    for (size_t w = 0; w < list->words; w++)
        people[w] = 0;
    for (size_t i = 0; i < n; i++)
        list->there[day[i].staff] += overlap(&day[i], &one);
    int64_t most = 0;
    one.carer = -1;
    for (size_t i = 0; i < n; i++) {
        int staff = day[i].staff;
        int64_t minutes = list->there[staff];
        if (2 * minutes >= one.to - one.from)
            rota_people__add(people, staff);
        if (minutes > most || (minutes == most && staff < one.carer)) {
            most = minutes;
            one.carer = staff;
        }
    }
    for (size_t i = 0; i < n; i++)
        list->there[day[i].staff] = 0;
    if (rota_people__common(people, people, list->words) == 0)
        return;
    rota_day ignored;
    int offset;
    rota_zone_split(list->home->zone, one.from, &ignored, &one.start, &offset);
    list->items[list->count++] = one;
}

static void add_day(slot_list *list, const rota_stretch *day, size_t n) {
    size_t count;
    ROTA_CLEANUP(rota_freep) slot *found = candidates_of(day, n, &count);
    for (size_t i = 0; i < count; i++)
        if (!made_of_shorter(found, count, i))
            add_slot(list, found[i], day, n);
}

static const uint64_t *people_of(const slot_list *list, size_t i) {
    return &list->people[i * list->words];
}

/* One slot and the next, in order of time. */
static void measure_sets(const slot_list *list, rota_continuity *out) {
    if (list->count < 2)
        return;
    int any = 0;
    double jaccard = 0;
    for (size_t i = 1; i < list->count; i++) {
        const uint64_t *a = people_of(list, i - 1), *b = people_of(list, i);
        int common = rota_people__common(a, b, list->words);
        any += common > 0;
        jaccard += (double)common / rota_people__either(a, b, list->words);
    }
    out->set_secon = (double)any / (double)(list->count - 1);
    out->set_jaccard = jaccard / (double)(list->count - 1);
}

/* A slot and the one at the same local time on the next day. */
static void measure_next_day(const slot_list *list, rota_continuity *out) {
    int pairs = 0, same = 0;
    size_t j = 0;
    for (size_t i = 0; i < list->count; i++) {
        const slot *today = &list->items[i];
        while (j < list->count && list->items[j].day <= today->day)
            j++;
        bool found = false, common = false;
        for (size_t k = j; k < list->count && list->items[k].day == today->day + 1; k++) {
            if (list->items[k].start != today->start)
                continue;
            found = true;
            common |= rota_people__common(people_of(list, i), people_of(list, k), list->words) > 0;
        }
        pairs += found;
        same += common;
    }
    if (pairs)
        out->slot_secon = (double)same / pairs;
}

void rota_slots__measure(const rota_home *home, const rota_stretches *stretches,
                         rota_continuity *out) {
    slot_list list = {.home = home, .words = rota_people__words(home->nstaff)};
    list.there = ROTA_NEW_ARRAY(int64_t, home->nstaff);
    for (size_t i = 0, end; i < stretches->count; i = end) {
        end = i + 1;
        while (end < stretches->count && stretches->items[end].day == stretches->items[i].day)
            end++;
        add_day(&list, &stretches->items[i], end - i);
    }
    out->set_secon = out->set_jaccard = out->slot_secon = NAN;
    measure_sets(&list, out);
    measure_next_day(&list, out);
    ROTA_CLEANUP(rota_freep) int *carers = ROTA_NEW_ARRAY(int, list.count);
    for (size_t i = 0; i < list.count; i++)
        carers[i] = list.items[i].carer;
    rota_seq_measure(carers, list.count, &out->slots);
    free(list.items);
    free(list.people);
    free(list.there);
}
