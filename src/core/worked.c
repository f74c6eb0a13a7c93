#include "core/worked.h"

#include <assert.h>
#include <stdlib.h>

enum { NEAR_DAYS = 3 /* a duty is two days long at most */ };

typedef struct {
    const rota_home *home;
    const rota_duties *published, *worked;
    bool all; /* nothing else was worked */
    rota_match *out;
    size_t *by_start; /* published duties in the order of their starts */
    int *first_row;   /* [published] a worked duty that is about it, -1: none */
    int *next_row;    /* [worked] the next one about the same published duty, -1: none */
} matcher;

/* Minutes that both have, and when these begin. */
static int64_t common(const rota_duty *a, const rota_duty *b, rota_minute *from) {
    *from = a->start > b->start ? a->start : b->start;
    rota_minute to = a->end < b->end ? a->end : b->end;
    return to > *from ? to - *from : 0;
}

static int64_t overlap(const rota_duty *a, const rota_duty *b) {
    rota_minute from;
    return common(a, b, &from);
}

static bool is_half(int64_t minutes, const rota_duty *a, const rota_duty *b) {
    int64_t first = a->end - a->start, second = b->end - b->start;
    return minutes > 0 && 2 * minutes >= (first < second ? first : second);
}

static bool on_call(const rota_duty *duty) {
    return duty->kind == ROTA_SHIFT_ON_CALL;
}

/* ---- Which published duties are near a worked one ---- */

typedef struct {
    rota_minute start;
    size_t index;
} by_time;

static int by_start(const void *pa, const void *pb) {
    const by_time *a = pa, *b = pb;
    if (a->start != b->start)
        return a->start < b->start ? -1 : 1;
    return (a->index > b->index) - (a->index < b->index);
}

static size_t *order_of(const rota_duties *duties) {
    by_time *keys = ROTA_NEW_ARRAY(by_time, duties->count);
    size_t *order = ROTA_NEW_ARRAY(size_t, duties->count);
    for (size_t i = 0; i < duties->count; i++)
        keys[i] = (by_time){duties->items[i].start, i};
    if (duties->count)
        qsort(keys, duties->count, sizeof *keys, by_start);
    for (size_t i = 0; i < duties->count; i++)
        order[i] = keys[i].index;
    free(keys);
    return order;
}

/* First of the order that starts at `at` or later. */
static size_t first_from(const matcher *m, rota_minute at) {
    size_t low = 0, high = m->published->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (m->published->items[m->by_start[middle]].start < at)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* Walks the published duties that may overlap a worked one: NULL at the end. */
static const rota_duty *next_near(const matcher *m, const rota_duty *worked, size_t *at,
                                  size_t *index) {
    if (*at >= m->published->count)
        return NULL;
    *index = m->by_start[(*at)++];
    const rota_duty *duty = &m->published->items[*index];
    return duty->start < worked->end ? duty : NULL;
}

static size_t near_from(const matcher *m, const rota_duty *worked) {
    return first_from(m, worked->start - NEAR_DAYS * 1440);
}

static void link_duties(matcher *m, size_t worked, size_t published) {
    m->out->published_of[worked] = (int)published;
    m->next_row[worked] = m->first_row[published];
    m->first_row[published] = (int)worked;
}

/* ---- 1: own rows ---- */

static void match_own(matcher *m, size_t w) {
    const rota_duty *worked = &m->worked->items[w], *duty;
    int64_t best = 0;
    size_t chosen = 0, index = 0;
    bool best_alike = false;
    for (size_t at = near_from(m, worked); (duty = next_near(m, worked, &at, &index));) {
        int64_t minutes = overlap(worked, duty);
        bool alike = on_call(worked) == on_call(duty);
        /* On call all day and at work in the morning: the morning is the work. */
        if (duty->staff != worked->staff || !is_half(minutes, worked, duty) ||
            (best && (best_alike > alike || (best_alike == alike && best >= minutes))))
            continue;
        best = minutes;
        best_alike = alike;
        chosen = index;
    }
    if (!best)
        return;
    m->out->kept[chosen] = ROTA_KEPT_OWN;
    link_duties(m, w, chosen);
}

/* ---- 2: what was not worked ---- */

typedef struct {
    int staff;
    rota_day date;
} staff_day;

static int by_staff_day(const void *pa, const void *pb) {
    const staff_day *a = pa, *b = pb;
    if (a->staff != b->staff)
        return a->staff < b->staff ? -1 : 1;
    return (a->date > b->date) - (a->date < b->date);
}

/* Days of people with rows; of all people together (staff -1) too. A call-out from home says
 * nothing about the other duties of its day. */
static staff_day *recorded_days(const matcher *m, size_t *count) {
    staff_day *days = ROTA_NEW_ARRAY(staff_day, 2 * m->worked->count);
    size_t n = 0;
    for (size_t w = 0; w < m->worked->count; w++) {
        const rota_duty *worked = &m->worked->items[w];
        int of = m->out->published_of[w];
        days[n++] = (staff_day){-1, worked->date};
        if (!on_call(worked) && !(of >= 0 && on_call(&m->published->items[of])))
            days[n++] = (staff_day){worked->staff, worked->date};
    }
    if (n)
        qsort(days, n, sizeof *days, by_staff_day);
    *count = n;
    return days;
}

static bool has_day(const staff_day *days, size_t n, int staff, rota_day date) {
    staff_day key = {staff, date};
    return n && bsearch(&key, days, n, sizeof key, by_staff_day);
}

static void find_absent(matcher *m) {
    size_t n;
    staff_day *days = recorded_days(m, &n);
    bool complete = m->home->settings.home.worked_complete;
    for (size_t i = 0; i < m->published->count; i++) {
        const rota_duty *duty = &m->published->items[i];
        if (m->out->kept[i] == ROTA_KEPT_OWN)
            continue;
        bool worked_else =
            duty->staff >= 0 && !on_call(duty) && has_day(days, n, duty->staff, duty->date);
        if (m->all || duty->staff < 0 || worked_else ||
            rota_home_leave_on(m->home, duty->staff, duty->date) ||
            (complete && !on_call(duty) && has_day(days, n, -1, duty->date)))
            m->out->kept[i] = ROTA_KEPT_NOBODY;
    }
    free(days);
}

/* ---- 3: who stood in ---- */

/* Minutes of the published duty within the worked one that no row found so far has. */
static int64_t still_free(const matcher *m, size_t published, const rota_duty *worked) {
    rota_minute from;
    int64_t minutes = common(&m->published->items[published], worked, &from);
    for (int i = m->first_row[published]; i >= 0 && minutes > 0; i = m->next_row[i]) {
        const rota_duty *part = &m->worked->items[i];
        rota_duty rest = {.start = from, .end = from + minutes};
        int64_t taken = overlap(part, &rest);
        if (taken == 0)
            continue;
        /* What is left before it or after it, whichever is longer. */
        int64_t before = part->start > from ? part->start - from : 0;
        int64_t after = from + minutes > part->end ? from + minutes - part->end : 0;
        from = before >= after ? from : part->end;
        minutes = before >= after ? before : after;
    }
    return minutes;
}

/* How welcome somebody is to a duty: the greater the better. */
static int need_of(enum rota_kept kept) {
    return kept == ROTA_KEPT_NOBODY ? 3 : kept == ROTA_KEPT_UNRECORDED ? 2 : 1;
}

static bool same_place(const rota_duty *a, const rota_duty *b) {
    return (a->group == b->group || a->group < 0 || b->group < 0) && on_call(a) == on_call(b) &&
           (a->kind == ROTA_SHIFT_MEETING) == (b->kind == ROTA_SHIFT_MEETING);
}

typedef struct {
    int need;
    bool same_group;
    int64_t minutes;
    size_t index;
} stand_in;

static bool is_better(const stand_in *a, const stand_in *b) {
    if (a->need != b->need)
        return a->need > b->need;
    if (a->same_group != b->same_group)
        return a->same_group;
    return a->minutes > b->minutes;
}

static void match_other(matcher *m, size_t w) {
    const rota_duty *worked = &m->worked->items[w], *duty;
    stand_in best = {0};
    size_t unrecorded = 0, index = 0;
    for (size_t at = near_from(m, worked); (duty = next_near(m, worked, &at, &index));) {
        if (duty->staff == worked->staff || !same_place(duty, worked) ||
            !is_half(overlap(worked, duty), worked, duty))
            continue;
        stand_in one = {.need = need_of(m->out->kept[index]),
                        .same_group = duty->group == worked->group,
                        .minutes = still_free(m, index, worked),
                        .index = index};
        if (!is_half(one.minutes, worked, duty))
            continue;
        unrecorded += m->out->kept[index] == ROTA_KEPT_UNRECORDED;
        if (is_better(&one, &best))
            best = one;
    }
    /* Among several of whom nothing is recorded nobody knows who it was for. */
    if (!best.need || (best.need == 2 && unrecorded > 1))
        return;
    if (m->out->kept[best.index] != ROTA_KEPT_OWN)
        m->out->kept[best.index] = ROTA_KEPT_OTHER;
    link_duties(m, w, best.index);
}

/* ---- All ---- */

void rota_match_init(const rota_home *home, const rota_duties *published, const rota_duties *worked,
                     bool all, rota_match *out) {
    *out = (rota_match){.kept = ROTA_NEW_ARRAY(enum rota_kept, published->count),
                        .published_of = ROTA_NEW_ARRAY(int, worked->count)};
    matcher m = {.home = home,
                 .published = published,
                 .worked = worked,
                 .all = all,
                 .out = out,
                 .by_start = order_of(published),
                 .first_row = ROTA_NEW_ARRAY(int, published->count),
                 .next_row = ROTA_NEW_ARRAY(int, worked->count)};
    size_t *order = order_of(worked);
    for (size_t i = 0; i < published->count; i++)
        m.first_row[i] = -1;
    for (size_t i = 0; i < worked->count; i++)
        out->published_of[i] = m.next_row[i] = -1;
    for (size_t i = 0; i < worked->count; i++)
        match_own(&m, order[i]);
    find_absent(&m);
    for (size_t i = 0; i < worked->count; i++)
        if (out->published_of[order[i]] < 0)
            match_other(&m, order[i]);
    free(order);
    free(m.by_start);
    free(m.first_row);
    free(m.next_row);
}

void rota_match_done(rota_match *match) {
    free(match->kept);
    free(match->published_of);
    *match = (rota_match){0};
}

/* ---- History ---- */

static bool has_row(const rota_duties *worked, int staff, rota_day date) {
    for (size_t i = 0; i < worked->count; i++)
        if (worked->items[i].staff == staff && worked->items[i].date == date)
            return true;
    return false;
}

/* The rota of record of [from, before). A duty whose time does not exist may stand there as long as
 * worked time says how it was. */
static rota_rc record_of(const rota_home *home, rota_day from, rota_day before,
                         const rota_duties *worked, rota_duties *out, rota_err *err) {
    for (int i = 0; i < home->nrecord; i++) {
        const rota_assignment *a = &home->record[i];
        if (a->date < from || a->date >= before)
            continue;
        rota_rc rc = rota_duties_of(home, a, 1, out, err);
        if (rc != ROTA_OK && !has_row(worked, a->staff, a->date))
            return rc;
    }
    return ROTA_OK;
}

rota_rc rota_duties_history(const rota_home *home, rota_day from, rota_day before, rota_duties *out,
                            rota_err *err) {
    ROTA_CLEANUP(rota_duties_done) rota_duties worked = {0};
    ROTA_CLEANUP(rota_duties_done) rota_duties record = {0};
    /* A clock that is a little early or late may put a row on the day beside that of its duty. */
    rota_duties_worked(home, from == ROTA_NO_DAY ? from : from - NEAR_DAYS, before + NEAR_DAYS,
                       &worked);
    rota_rc rc = record_of(home, from, before, &worked, &record, err);
    if (rc != ROTA_OK)
        return rc;
    rota_match match;
    rota_match_init(home, &record, &worked, false, &match);
    for (size_t i = 0; i < worked.count; i++)
        if (worked.items[i].date >= from && worked.items[i].date < before)
            rota_duties_add(out, &worked.items[i]);
    for (size_t i = 0; i < record.count; i++)
        if (match.kept[i] == ROTA_KEPT_UNRECORDED)
            rota_duties_add(out, &record.items[i]);
    rota_match_done(&match);
    rota_duties_sort(out);
    return ROTA_OK;
}
