/* Predictability: was the person there whom the published rota had announced? */
#include "core/continuity.h"

#include <math.h>
#include <stdlib.h>

static bool with_children(const rota_duty *duty) {
    return duty->kind != ROTA_SHIFT_ON_CALL && duty->kind != ROTA_SHIFT_MEETING;
}

static bool same_group(const rota_duty *a, const rota_duty *b) {
    return a->group == b->group || a->group < 0 || b->group < 0;
}

static int by_staff_start(const void *a, const void *b) {
    const rota_duty *x = a, *y = b;
    if (x->staff != y->staff)
        return x->staff < y->staff ? -1 : 1;
    return (x->start > y->start) - (x->start < y->start);
}

/* Copy of the duties with children, by person and start. */
static rota_duties sorted_copy(const rota_duties *duties) {
    rota_duties copy = {0};
    for (size_t i = 0; i < duties->count; i++) {
        if (!with_children(&duties->items[i]))
            continue;
        ROTA_GROW(copy.items, copy.count, copy.capacity);
        copy.items[copy.count++] = duties->items[i];
    }
    if (copy.count)
        qsort(copy.items, copy.count, sizeof *copy.items, by_staff_start);
    return copy;
}

/* Minutes of the announced duty within the person's worked duties, theirs from `first` on. */
static int64_t kept_minutes(const rota_duty *announced, const rota_duties *worked, size_t first) {
    int64_t minutes = 0;
    rota_minute until = announced->start;
    for (size_t i = first; i < worked->count; i++) {
        const rota_duty *w = &worked->items[i];
        if (w->staff != announced->staff || w->start >= announced->end)
            break;
        if (!same_group(announced, w))
            continue;
        rota_minute from = w->start > until ? w->start : until;
        rota_minute to = w->end < announced->end ? w->end : announced->end;
        if (to > from) {
            minutes += to - from;
            until = to;
        }
    }
    return minutes;
}

/* First worked duty of a person, by bisection. */
static size_t first_of(const rota_duties *worked, int staff) {
    size_t low = 0, high = worked->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (worked->items[middle].staff < staff)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

double rota_predictability(const rota_home *home, const rota_duties *published,
                           const rota_duties *worked, rota_day from, rota_day to) {
    ROTA_CLEANUP(rota_freep) size_t *first = ROTA_NEW_ARRAY(size_t, home->nstaff);
    rota_duties done = sorted_copy(worked);
    for (int i = 0; i < home->nstaff; i++)
        first[i] = first_of(&done, i);
    int64_t announced = 0, kept = 0;
    for (size_t i = 0; i < published->count; i++) {
        const rota_duty *duty = &published->items[i];
        if (!with_children(duty) || duty->date < from || duty->date > to)
            continue;
        announced += duty->end - duty->start;
        if (duty->staff >= 0) /* else of somebody who is not known any more */
            kept += kept_minutes(duty, &done, first[duty->staff]);
    }
    free(done.items);
    return announced ? (double)kept / (double)announced : NAN;
}
