#include "records/annex.h"

#include <math.h>
#include <string.h>

/* ---- Predictability of a group ---- */

static bool with_children(const rota_duty *duty) {
    return duty->kind != ROTA_SHIFT_ON_CALL && duty->kind != ROTA_SHIFT_MEETING;
}

static bool was_recorded(const rota_duties *duties, const rota_duty *published) {
    for (size_t i = 0; i < duties->count; i++)
        if (duties->items[i].worked && duties->items[i].staff == published->staff &&
            duties->items[i].date == published->date)
            return true;
    return false;
}

rota_rc rota_annex_predictability(const rota_home *home, const rota_duties *duties, int group,
                                  rota_day from, rota_day to, int *published, int *recorded,
                                  double *out, rota_err *err) {
    ROTA_CLEANUP(rota_duties_done) rota_duties all = {0};
    ROTA_CLEANUP(rota_duties_done) rota_duties of_group = {0};
    *published = *recorded = 0;
    *out = NAN;
    rota_rc rc = rota_duties_of(home, home->record, (size_t)home->nrecord, &all, err);
    bool any = false;
    for (size_t i = 0; i < duties->count; i++)
        any = any || (duties->items[i].worked && duties->items[i].date >= from &&
                      duties->items[i].date <= to);
    for (size_t i = 0; i < all.count && !rc; i++) {
        const rota_duty *duty = &all.items[i];
        if (duty->date < from || duty->date > to || !with_children(duty) ||
            (duty->group >= 0 && duty->group != group))
            continue;
        rota_duties_add(&of_group, duty);
        ++*published;
        *recorded += any && was_recorded(duties, duty);
    }
    if (!rc && any)
        *out = rota_predictability(home, &of_group, duties, from, to);
    return rc;
}

/* ---- A child ---- */

static void add_stint(rota_annex *annex, size_t *capacity, rota_arena *arena,
                      const rota_annex_stint *stint) {
    if (annex->nstints == *capacity) {
        *capacity = *capacity ? 2 * *capacity : 8;
        rota_annex_stint *more = rota_arena_alloc(arena, *capacity * sizeof *more);
        if (annex->nstints)
            memcpy(more, annex->stints, annex->nstints * sizeof *more);
        annex->stints = more;
    }
    annex->stints[annex->nstints++] = *stint;
}

/* The changes inside the period, and the days between them. */
static void find_stints(const rota_home *home, int child, rota_annex *annex, rota_arena *arena) {
    size_t capacity = 0;
    rota_annex_stint stint = {.from = annex->from,
                              .to = annex->to,
                              .staff = rota_home_key_caregiver_on(home, child, annex->from)};
    for (int i = 0; i < home->nkey_changes; i++) {
        const rota_key_change *change = &home->key_changes[i];
        if (change->child != child || change->from <= annex->from || change->from > annex->to)
            continue;
        stint.to = change->from - 1;
        add_stint(annex, &capacity, arena, &stint);
        stint = (rota_annex_stint){
            .from = change->from, .to = annex->to, .staff = change->staff, .change = change};
    }
    add_stint(annex, &capacity, arena, &stint);
}

/* With the key caregiver of those days as the child's. */
static void measure_stint(rota_home *home, const rota_duties *duties, int child,
                          rota_annex_stint *stint) {
    rota_continuity measured;
    int own = home->children[child].key_caregiver;
    home->children[child].key_caregiver = stint->staff;
    rota_continuity_child(home, duties, child, stint->from, stint->to, &measured);
    home->children[child].key_caregiver = own;
    stint->clock_minutes = measured.clock_minutes;
    /* Without a key caregiver of its own a child is measured by those of its group. */
    if (stint->staff >= 0 && measured.clock_minutes > 0)
        stint->key_minutes =
            (int64_t)llround(measured.key_presence * (double)measured.clock_minutes);
}

/* The fewest possible follow from the care of an average week: weeks before the first and after the
 * last day with a rota would make it look as if there had been little. */
static int floor_of(const rota_home *home, const rota_duties *duties, int child,
                    const rota_annex *annex) {
    rota_day first = ROTA_NO_DAY, last = ROTA_NO_DAY;
    rota_continuity known;
    for (rota_day day = annex->from; day <= annex->to; day++) {
        rota_continuity_child(home, duties, child, day, day, &known);
        if (known.days == 0)
            continue;
        first = first == ROTA_NO_DAY ? day : first;
        last = day;
    }
    if (first == ROTA_NO_DAY)
        return 0;
    rota_continuity_child(home, duties, child, first, last, &known);
    return known.floor;
}

rota_rc rota_annex_measure(rota_home *home, const rota_duties *duties, int child, rota_day from,
                           rota_day to, rota_arena *arena, rota_annex *out, rota_err *err) {
    rota_continuity all, recent;
    rota_continuity_child(home, duties, child, from, to, &all);
    *out = (rota_annex){.from = all.from,
                        .to = all.to,
                        .days = all.days,
                        .distinct = all.distinct,
                        .floor = all.floor,
                        .nights = all.nights,
                        .bed_wake_nights = all.bed_wake_nights,
                        .bed_wake = all.bed_wake,
                        .key_presence = NAN,
                        .predictability = NAN};
    if (out->from > out->to)
        return ROTA_OK;
    out->recent_from =
        out->to - ROTA_ANNEX_RECENT + 1 > out->from ? out->to - ROTA_ANNEX_RECENT + 1 : out->from;
    out->floor = floor_of(home, duties, child, out);
    rota_continuity_child(home, duties, child, out->recent_from, out->to, &recent);
    out->recent_distinct = recent.distinct;
    out->recent_floor = recent.floor;
    find_stints(home, child, out, arena);
    bool any_key = false;
    for (size_t i = 0; i < out->nstints; i++) {
        measure_stint(home, duties, child, &out->stints[i]);
        any_key = any_key || out->stints[i].staff >= 0;
        out->clock_minutes += out->stints[i].clock_minutes;
        out->key_minutes += out->stints[i].key_minutes;
    }
    if (out->clock_minutes > 0 && any_key)
        out->key_presence = (double)out->key_minutes / (double)out->clock_minutes;
    return rota_annex_predictability(home, duties, home->children[child].group, out->from, out->to,
                                     &out->published, &out->recorded, &out->predictability, err);
}
