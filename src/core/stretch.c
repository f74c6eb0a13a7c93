#include "core/stretch.h"

#include <stdlib.h>

void rota_stretches__done(rota_stretches *stretches) {
    free(stretches->items);
    *stretches = (rota_stretches){0};
}

/* The time asleep inside the duty; equal ends when there is none. */
static void sleep_of(const rota_duty *duty, rota_minute *from, rota_minute *to) {
    *from = duty->sleep_from > duty->start ? duty->sleep_from : duty->start;
    *to = duty->sleep_to < duty->end ? duty->sleep_to : duty->end;
    if (duty->sleep_from >= duty->sleep_to || *from >= *to)
        *from = *to = duty->end;
}

static void add_part(const rota_home *home, const rota_duty *duty, rota_minute from, rota_minute to,
                     rota_stretches *out) {
    if (from >= to)
        return;
    rota_stretch stretch = {.staff = duty->staff, .group = duty->group, .from = from, .to = to};
    int minute, offset;
    rota_zone_split(home->zone, from, &stretch.day, &minute, &offset);
    ROTA_GROW(out->items, out->count, out->capacity);
    out->items[out->count++] = stretch;
}

static bool wanted(const rota_stretch_query *query, const rota_duty *duty) {
    if (duty->kind == ROTA_SHIFT_ON_CALL || duty->kind == ROTA_SHIFT_MEETING ||
        (duty->kind == ROTA_SHIFT_NIGHT && !query->nights))
        return false;
    if (query->staff != ROTA_STRETCH_EVERYBODY && duty->staff != query->staff)
        return false;
    return query->group == ROTA_STRETCH_ANY_GROUP || duty->group < 0 || duty->group == query->group;
}

void rota_stretches__collect(const rota_home *home, const rota_duties *duties,
                             const rota_stretch_query *query, rota_stretches *out) {
    if (query->from > query->to)
        return;
    /* The days as instants: dates are worked out only for the stretches that are kept. */
    rota_minute first = rota_zone_at(home->zone, query->from, 0, false);
    rota_minute after = rota_zone_at(home->zone, query->to + 1, 0, false);
    for (size_t i = 0; i < duties->count; i++) {
        const rota_duty *duty = &duties->items[i];
        if (duty->end <= first || duty->start >= after || !wanted(query, duty))
            continue;
        rota_minute asleep, awake;
        sleep_of(duty, &asleep, &awake);
        if (duty->start >= first)
            add_part(home, duty, duty->start, asleep, out);
        if (awake >= first && awake < after)
            add_part(home, duty, awake, duty->end, out);
    }
}

static int compare(int64_t x, int64_t y) {
    return (x > y) - (x < y);
}

static int by_time(const void *a, const void *b) {
    const rota_stretch *x = a, *y = b;
    int order = compare(x->day, y->day); /* a cut stretch may start after its day's midnight */
    if (!order)
        order = compare(x->from, y->from);
    if (!order)
        order = compare(x->to, y->to);
    if (!order)
        order = compare(x->staff, y->staff);
    return order ? order : compare(x->group, y->group);
}

static int by_staff(const void *a, const void *b) {
    const rota_stretch *x = a, *y = b;
    return x->staff != y->staff ? compare(x->staff, y->staff) : by_time(a, b);
}

void rota_stretches__sort_by_staff(rota_stretches *stretches) {
    if (stretches->count)
        qsort(stretches->items, stretches->count, sizeof *stretches->items, by_staff);
}

void rota_stretches__sort_by_time(rota_stretches *stretches) {
    if (stretches->count)
        qsort(stretches->items, stretches->count, sizeof *stretches->items, by_time);
}

void rota_stretches__flatten(rota_stretches *stretches) {
    rota_stretches__sort_by_staff(stretches);
    size_t kept = 0;
    for (size_t i = 0; i < stretches->count; i++) {
        rota_stretch stretch = stretches->items[i];
        if (kept) {
            const rota_stretch *before = &stretches->items[kept - 1];
            if (before->staff == stretch.staff && before->to > stretch.from)
                stretch.from = before->to;
        }
        if (stretch.from < stretch.to)
            stretches->items[kept++] = stretch;
    }
    stretches->count = kept;
    rota_stretches__sort_by_time(stretches);
}

int64_t rota_stretch__night_minutes(const rota_duty *duty) {
    if (duty->kind == ROTA_SHIFT_ON_CALL || duty->kind == ROTA_SHIFT_MEETING)
        return 0;
    if (duty->kind == ROTA_SHIFT_NIGHT)
        return duty->end - duty->start;
    rota_minute asleep, awake;
    sleep_of(duty, &asleep, &awake);
    return awake - asleep;
}
