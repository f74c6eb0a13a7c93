#include "support/random_rota.h"

#include "core/check.h"
#include "core/demand.h"
#include "support/twist.h"

#include <stdlib.h>
#include <string.h>

enum { MAX_RECORD = 4000 };

typedef struct {
    rota_home *home;
    uint64_t *state;
    rota_duties known; /* what the record says so far */
    rota_day from, to; /* the period */
} maker;

static int between(maker *m, int low, int high) {
    return rota_test_between(m->state, low, high);
}

static bool chance(maker *m, int per_cent) {
    return between(m, 1, 100) <= per_cent;
}

/* A row for the record, when the shift's times exist on the day and, if `lawful`, the referee finds
 * nothing new with it. */
static bool try_row(maker *m, rota_assignment row, bool lawful, rota_duties *known) {
    rota_duty duty;
    rota_findings found = {0};
    if (rota_duty_of(m->home, row.date, row.shift, row.group, row.staff, row.pinned, &duty, NULL))
        return false;
    for (size_t i = 0; i < known->count; i++)
        if (known->items[i].staff == duty.staff && known->items[i].start == duty.start &&
            known->items[i].shift == duty.shift)
            return false;
    if (lawful)
        rota_check_candidate(m->home, known, &duty, m->from, m->to, &found);
    bool good = true;
    for (size_t i = 0; i < found.count; i++) /* a short run with a pin can be made longer */
        good &= row.pinned && found.items[i].rule == ROTA_RULE_HOUSE_MIN_CONSECUTIVE_DAYS;
    rota_findings_done(&found);
    if (good)
        rota_duties_add(known, &duty);
    return good;
}

static void record(maker *m, rota_assignment row) {
    if (m->home->nrecord < MAX_RECORD)
        m->home->record[m->home->nrecord++] = row;
}

/* A shift that some row of demand asks for, or any. */
static rota_assignment some_duty(maker *m, rota_day date) {
    rota_assignment row = {.date = date,
                           .shift = between(m, 0, m->home->nshifts - 1),
                           .group = between(m, -1, m->home->ngroups - 1),
                           .staff = between(m, 0, m->home->nstaff - 1)};
    if (row.group < 0 && chance(m, 70))
        row.group = 0;
    return row;
}

/* Days of the record, so many duties each. */
static void fill(maker *m, rota_day first, rota_day last, int a_day, bool lawful) {
    for (rota_day day = first; day <= last; day++)
        for (int n = 0; n < a_day; n++) {
            rota_assignment row = some_duty(m, day);
            if (try_row(m, row, lawful, &m->known))
                record(m, row);
        }
}

/* Some of what was recorded before the period as it was really worked. */
static void work(maker *m, rota_day from) {
    rota_home *home = m->home;
    home->worked =
        rota_arena_alloc(home->arena, (size_t)(home->nrecord + 1) * sizeof *home->worked);
    for (int i = 0; i < home->nrecord; i++) {
        const rota_assignment *a = &home->record[i];
        rota_duty duty;
        if (a->date >= from || !chance(m, 40) ||
            rota_duty_of(home, a->date, a->shift, a->group, a->staff, false, &duty, NULL) !=
                ROTA_OK)
            continue;
        home->worked[home->nworked++] =
            (rota_worked){.staff = a->staff,
                          .start = duty.start - 15 * between(m, 0, 2),
                          .end = duty.end + (chance(m, 30) ? 15 * between(m, -4, 8) : 0),
                          .group = a->group,
                          .break_minutes = duty.break_minutes,
                          .sleep_minutes = chance(m, 50) ? -1 : 0,
                          .kind = duty.kind};
    }
}

static int by_row(const void *a, const void *b) {
    const rota_assignment *x = a, *y = b;
    if (x->date != y->date)
        return x->date < y->date ? -1 : 1;
    if (x->shift != y->shift)
        return x->shift - y->shift;
    if (x->group != y->group)
        return x->group - y->group;
    return x->staff - y->staff;
}

void rota_test_sort_record(rota_home *home) {
    if (home->nrecord > 0)
        qsort(home->record, (size_t)home->nrecord, sizeof *home->record, by_row);
}

/* Pins, most of them such that the referee has nothing against them. */
static size_t pin(maker *m, rota_day from, rota_day to, rota_assignment *draft) {
    size_t n = 0;
    for (int tries = between(m, 1, 8); tries > 0; tries--) {
        rota_assignment row = some_duty(m, between(m, from, to));
        row.pinned = true;
        if (try_row(m, row, chance(m, 98), &m->known))
            draft[n++] = row;
    }
    return n;
}

void rota_test_random_rota(rota_home *home, rota_day from, rota_day to, uint64_t *state,
                           rota_assignment **draft, size_t *ndraft) {
    maker m = {.home = home, .state = state, .from = from, .to = to};
    home->record = rota_arena_alloc(home->arena, MAX_RECORD * sizeof *home->record);
    int a_day = home->nstaff * between(&m, 20, 70) / 100;
    int weeks = chance(&m, 70) ? between(&m, 1, 4) : 0;
    fill(&m, from - 7 * weeks + between(&m, 0, 3), from - 1, a_day + 1, chance(&m, 70));
    if (weeks > 0 && chance(&m, 30))
        work(&m, from);
    rota_duties_done(&m.known);
    rota_test_sort_record(home);
    rota_rc rc = rota_duties_history(home, ROTA_NO_DAY, from, &m.known, NULL);
    if (rc == ROTA_OK && chance(&m, 25))
        fill(&m, to + 1, to + between(&m, 1, 14), a_day + 1, chance(&m, 80));
    *draft = ROTA_NEW_ARRAY(rota_assignment, 16);
    *ndraft = chance(&m, 35) ? pin(&m, from, to, *draft) : 0;
    if (chance(&m, 15)) /* published already: what differs from it is a change */
        fill(&m, from, to, a_day, true);
    rota_test_sort_record(home);
    rota_duties_done(&m.known);
}
