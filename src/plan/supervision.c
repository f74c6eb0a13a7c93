#include "plan/supervision.h"

#include <stdlib.h>

enum { WEEK = 7, ONE_MISSING = 1000 };

bool rota_supervision_fits(const rota_shift *shift) {
    int minutes = shift->end - shift->start;
    return shift->kind == ROTA_SHIFT_MEETING && minutes >= ROTA_SUPERVISION_SHORTEST &&
           minutes <= ROTA_SUPERVISION_LONGEST;
}

/* ---- When it is due ---- */

/* The last day before `before` on which both are in one meeting. */
static rota_day last_session(const rota_duties *duties, const rota_supervision *row,
                             rota_day before) {
    rota_day last = ROTA_NO_DAY;
    for (size_t i = 0; i < duties->count; i++) {
        const rota_duty *a = &duties->items[i];
        if (a->staff != row->staff || a->kind != ROTA_SHIFT_MEETING || a->date >= before ||
            a->date <= last)
            continue;
        for (size_t k = 0; k < duties->count; k++) {
            const rota_duty *b = &duties->items[k];
            if (b->staff == row->supervisor && b->kind == ROTA_SHIFT_MEETING &&
                b->start == a->start)
                last = a->date;
        }
    }
    return last;
}

/* ---- Where it can be ---- */

typedef struct {
    rota_day date;
    int shift;
    int cost;
} candidate;

static int by_cost(const void *pa, const void *pb) {
    const candidate *a = pa, *b = pb;
    if (a->cost != b->cost)
        return a->cost < b->cost ? -1 : 1;
    if (a->date != b->date)
        return a->date < b->date ? -1 : 1;
    return (a->shift > b->shift) - (a->shift < b->shift);
}

static bool works_on(const rota_duties *duties, int staff, rota_day day) {
    for (size_t i = 0; i < duties->count; i++)
        if (duties->items[i].staff == staff && duties->items[i].date == day &&
            duties->items[i].kind != ROTA_SHIFT_ON_CALL)
            return true;
    return false;
}

static bool is_free(const rota_duties *duties, const rota_duty *duty) {
    for (size_t i = 0; i < duties->count; i++)
        if (duties->items[i].staff == duty->staff && duties->items[i].start < duty->end &&
            duties->items[i].end > duty->start)
            return false;
    return true;
}

static candidate *find_candidates(const rota_home *home, const rota_duties *duties,
                                  const rota_session *session, rota_day from, rota_day to,
                                  size_t *n) {
    candidate *list = ROTA_NEW_ARRAY(candidate, (size_t)(to - from + 1) * (size_t)home->nshifts);
    *n = 0;
    for (rota_day day = from; day <= to; day++) {
        int missing = !works_on(duties, session->row->staff, day) +
                      !works_on(duties, session->row->supervisor, day);
        for (int s = 0; s < home->nshifts; s++)
            if (rota_supervision_fits(&home->shifts[s]))
                list[(*n)++] = (candidate){day, s, missing * ONE_MISSING + abs(day - session->due)};
    }
    if (*n)
        qsort(list, *n, sizeof *list, by_cost);
    return list;
}

static bool is_lawful(const rota_home *home, const rota_duties *duties, const rota_duty *duty,
                      rota_day from, rota_day to) {
    rota_findings findings = {0};
    int breaches = rota_check_candidate(home, duties, duty, from, to, &findings);
    rota_findings_done(&findings);
    return breaches == 0;
}

static void place(const rota_home *home, rota_duties *duties, rota_day from, rota_day to,
                  rota_session *session) {
    size_t n;
    candidate *list = find_candidates(home, duties, session, from, to, &n);
    for (size_t i = 0; i < n && !session->placed; i++) {
        rota_duty one, other;
        if (rota_duty_of(home, list[i].date, list[i].shift, -1, session->row->staff, true, &one,
                         NULL) ||
            rota_duty_of(home, list[i].date, list[i].shift, -1, session->row->supervisor, true,
                         &other, NULL) ||
            !is_free(duties, &one) || !is_free(duties, &other))
            continue;
        session->free_times++;
        if (!is_lawful(home, duties, &one, from, to) || !is_lawful(home, duties, &other, from, to))
            continue;
        session->placed = true;
        session->date = list[i].date;
        session->shift = list[i].shift;
        rota_duties_add(duties, &one);
        rota_duties_add(duties, &other);
    }
    free(list);
}

static bool has_session(const rota_duties *duties, const rota_supervision *row, rota_day from,
                        rota_day to) {
    return last_session(duties, row, to + 1) >= from;
}

rota_session *rota_supervision_place(const rota_home *home, rota_duties *duties, rota_day from,
                                     rota_day to, size_t *n) {
    rota_session *sessions = ROTA_NEW_ARRAY(rota_session, home->nsupervision + 1);
    *n = 0;
    for (int i = 0; i < home->nsupervision; i++) {
        const rota_supervision *row = &home->supervision[i];
        int weeks = row->weeks >= 0 ? row->weeks : home->settings.records.supervision_weeks;
        rota_day last = last_session(duties, row, from);
        rota_day due = last == ROTA_NO_DAY ? from : last + weeks * WEEK;
        if (weeks == 0 || due > to || has_session(duties, row, from, to))
            continue;
        sessions[*n] = (rota_session){.row = row, .due = due < from ? from : due};
        place(home, duties, from, to, &sessions[(*n)++]);
    }
    return sessions;
}
