#include "core/duty.h"

#include "core/text.h"

#include <assert.h>
#include <stdlib.h>

enum {
    MINUTES_A_DAY = 1440,
    /* The night of rules that name none. */
    DEFAULT_NIGHT_FROM = 23 * 60,
    DEFAULT_NIGHT_TO = 6 * 60,
    DEFAULT_NIGHT_WORKER = 3 * 60
};

/* ---- Lists ---- */

void rota_duties_done(rota_duties *duties) {
    free(duties->items);
    *duties = (rota_duties){0};
}

void rota_duties_add(rota_duties *duties, const rota_duty *duty) {
    rota_duty copy = *duty; /* *duty may be an item of the list, which is about to move */
    ROTA_GROW(duties->items, duties->count, duties->capacity);
    duties->items[duties->count++] = copy;
}

static int order(int64_t a, int64_t b) {
    return (a > b) - (a < b);
}

static int by_staff_and_time(const void *pa, const void *pb) {
    const rota_duty *a = pa, *b = pb;
    int c = order(a->staff, b->staff);
    c = c ? c : order(a->start, b->start);
    c = c ? c : order(a->end, b->end);
    c = c ? c : order(a->shift, b->shift);
    return c ? c : order(a->group, b->group);
}

void rota_duties_sort(rota_duties *duties) {
    if (duties->count > 1)
        qsort(duties->items, duties->count, sizeof duties->items[0], by_staff_and_time);
}

/* ---- Planned duties ---- */

/* One local time of a shift as an instant; `verb` says what the shift does then. */
static rota_rc instant_of(const rota_home *home, const rota_shift *shift, const char *verb,
                          rota_day date, int minute, bool late, rota_minute *out, rota_err *err) {
    rota_minute first, second;
    if (rota_zone_local(home->zone, date, minute, &first, &second) != ROTA_LOCAL_MISSING) {
        *out = late ? second : first;
        return ROTA_OK;
    }
    char day[ROTA_DATE_SIZE], time[ROTA_HOURS_SIZE];
    return rota_fail(err, ROTA_E_INPUT,
                     "shift '%s' %s at %s on %s, which does not exist there: clocks go forward "
                     "(%s)",
                     shift->id, verb, rota_format_time(minute % MINUTES_A_DAY, time),
                     rota_day_format(date + minute / MINUTES_A_DAY, day),
                     rota_zone_name(home->zone));
}

static int64_t overlap(rota_minute from, rota_minute to, rota_minute from2, rota_minute to2) {
    rota_minute first = from > from2 ? from : from2;
    rota_minute last = to < to2 ? to : to2;
    return last > first ? last - first : 0;
}

int64_t rota_spans_minutes(const rota_span *spans, int n, rota_minute from, rota_minute to) {
    int64_t sum = 0;
    for (int i = 0; i < n; i++)
        sum += overlap(spans[i].from, spans[i].to, from, to);
    return sum;
}

static int working_minutes(const rota_duty *duty) {
    if (duty->kind == ROTA_SHIFT_ON_CALL)
        return (int)rota_spans_minutes(duty->calls, duty->ncalls, duty->start, duty->end);
    int64_t minutes = duty->end - duty->start - duty->break_minutes;
    return minutes < 0 ? 0 : (int)minutes;
}

int rota_duty_wage_minutes(const rota_duty *duty) {
    if (duty->kind == ROTA_SHIFT_ON_CALL)
        return duty->work_minutes;
    int64_t asleep = duty->sleep_to - duty->sleep_from;
    asleep -= rota_spans_minutes(duty->calls, duty->ncalls, duty->sleep_from, duty->sleep_to);
    /* A break is not paid twice over where it lies in the sleep. */
    asleep -= rota_spans_minutes(duty->breaks, duty->nbreaks, duty->sleep_from, duty->sleep_to);
    int64_t minutes = duty->work_minutes - asleep;
    return minutes < 0 ? 0 : (int)minutes;
}

rota_rc rota_duty_of(const rota_home *home, rota_day date, int shift, int group, int staff,
                     bool pinned, rota_duty *out, rota_err *err) {
    assert(shift >= 0 && shift < home->nshifts);
    const rota_shift *s = &home->shifts[shift];
    rota_duty duty = {.staff = staff,
                      .date = date,
                      .shift = shift,
                      .group = group,
                      .kind = s->kind,
                      .break_minutes = s->break_minutes,
                      .break_said = s->break_said,
                      .pinned = pinned};
    rota_rc rc = instant_of(home, s, "starts", date, s->start, false, &duty.start, err);
    if (rc == ROTA_OK)
        rc = instant_of(home, s, "ends", date, s->end, true, &duty.end, err);
    duty.sleep_from = duty.sleep_to = duty.start;
    if (rc == ROTA_OK && s->sleep_from >= 0 && s->sleep_to > s->sleep_from) {
        rc =
            instant_of(home, s, "goes to sleep", date, s->sleep_from, false, &duty.sleep_from, err);
        if (rc == ROTA_OK)
            rc = instant_of(home, s, "wakes", date, s->sleep_to, true, &duty.sleep_to, err);
    }
    if (rc != ROTA_OK)
        return rc;
    duty.work_minutes = working_minutes(&duty);
    *out = duty;
    return ROTA_OK;
}

rota_rc rota_duties_of(const rota_home *home, const rota_assignment *assignments, size_t n,
                       rota_duties *out, rota_err *err) {
    size_t before = out->count;
    for (size_t i = 0; i < n; i++) {
        const rota_assignment *a = &assignments[i];
        rota_duty duty;
        rota_rc rc =
            rota_duty_of(home, a->date, a->shift, a->group, a->staff, a->pinned, &duty, err);
        if (rc != ROTA_OK) {
            out->count = before;
            return rc;
        }
        rota_duties_add(out, &duty);
    }
    return ROTA_OK;
}

/* ---- The night of the rules ---- */

/* The night that begins on a day. */
static void night_of(const rota_home *home, rota_day day, rota_minute *from, rota_minute *to) {
    bool named = home->rules.night_from >= 0 && home->rules.night_to >= 0;
    int begin = named ? home->rules.night_from : DEFAULT_NIGHT_FROM;
    int end = named ? home->rules.night_to : DEFAULT_NIGHT_TO;
    *from = rota_zone_at(home->zone, day, begin, false);
    /* A night that is agreed to begin at midnight or after ends on the day it begins on. */
    *to = rota_zone_at(home->zone, day, end > begin ? end : end + MINUTES_A_DAY, true);
}

/* Minutes of the duty in all nights it touches; *awake of them not asleep. */
int64_t rota_duty_night_minutes_awake(const rota_home *home, const rota_duty *duty,
                                      int64_t *awake) {
    int64_t sum = 0;
    *awake = 0;
    if (duty->kind == ROTA_SHIFT_ON_CALL)
        return 0;
    rota_minute from, to;
    rota_day day = duty->date - 1;
    for (night_of(home, day, &from, &to); from < duty->end; night_of(home, ++day, &from, &to)) {
        sum += overlap(duty->start, duty->end, from, to);
        *awake += rota_duty_awake_minutes(duty, from, to);
    }
    return sum;
}

int64_t rota_duty_night_minutes(const rota_home *home, const rota_duty *duty) {
    int64_t awake;
    return rota_duty_night_minutes_awake(home, duty, &awake);
}

bool rota_duty_night_part(const rota_home *home, const rota_duty *duty, int n, rota_minute *from,
                          rota_minute *to) {
    rota_minute begin, end;
    rota_day day = duty->date - 1;
    if (duty->kind == ROTA_SHIFT_ON_CALL)
        return false;
    for (night_of(home, day, &begin, &end); begin < duty->end;
         night_of(home, ++day, &begin, &end)) {
        if (overlap(duty->start, duty->end, begin, end) == 0 || n-- > 0)
            continue;
        *from = begin > duty->start ? begin : duty->start;
        *to = end < duty->end ? end : duty->end;
        return true;
    }
    return false;
}

bool rota_duty_is_night(const rota_home *home, const rota_duty *duty) {
    if (duty->kind == ROTA_SHIFT_NIGHT || duty->kind == ROTA_SHIFT_ON_CALL)
        return duty->kind == ROTA_SHIFT_NIGHT;
    int least = home->rules.night_worker_minutes;
    int64_t awake;
    rota_duty_night_minutes_awake(home, duty, &awake);
    return awake >= (least > 0 ? least : DEFAULT_NIGHT_WORKER);
}

/* ---- Presence ---- */

int64_t rota_duty_awake_minutes(const rota_duty *duty, rota_minute from, rota_minute to) {
    if (duty->kind == ROTA_SHIFT_ON_CALL)
        return 0;
    rota_minute begin = from > duty->start ? from : duty->start;
    rota_minute end = to < duty->end ? to : duty->end;
    if (end <= begin)
        return 0;
    return end - begin - overlap(begin, end, duty->sleep_from, duty->sleep_to);
}

bool rota_duty_present(const rota_duty *duty, rota_minute at, bool asleep_counts) {
    if (duty->kind == ROTA_SHIFT_ON_CALL || duty->kind == ROTA_SHIFT_MEETING)
        return false;
    bool asleep = at >= duty->sleep_from && at < duty->sleep_to;
    return at >= duty->start && at < duty->end && (asleep_counts || !asleep);
}

/* ---- History ---- */

/* A clock or a diary says how long somebody slept, not when: the sleep is put at the first night
 * the duty touches, or as near to it as the duty allows. */
static void place_sleep(const rota_home *home, rota_duty *duty, int minutes) {
    duty->sleep_from = duty->sleep_to = duty->start;
    if (minutes < 0)
        minutes = duty->kind == ROTA_SHIFT_SLEEP_IN ? INT_MAX : 0;
    if (minutes == 0)
        return;
    int64_t length = duty->end - duty->start;
    length = minutes < length ? minutes : length;
    rota_minute from, to;
    rota_day day = duty->date - 1;
    for (night_of(home, day, &from, &to); to <= duty->start; night_of(home, ++day, &from, &to))
        ;
    duty->sleep_from = from > duty->start ? from : duty->start;
    if (duty->sleep_from > duty->end - length)
        duty->sleep_from = duty->end - length;
    duty->sleep_to = duty->sleep_from + length;
}

static rota_duty worked_duty(const rota_home *home, const rota_worked *worked, rota_day date) {
    rota_duty duty = {.staff = worked->staff,
                      .date = date,
                      .shift = -1,
                      .group = worked->group,
                      .kind = worked->kind,
                      .start = worked->start,
                      .end = worked->end,
                      .break_minutes = worked->break_minutes,
                      .break_said = worked->break_said,
                      .breaks = worked->breaks,
                      .nbreaks = worked->nbreaks,
                      .calls = worked->calls,
                      .ncalls = worked->ncalls,
                      .worked = true};
    place_sleep(home, &duty, worked->sleep_minutes);
    duty.work_minutes = working_minutes(&duty);
    return duty;
}

void rota_duties_worked(const rota_home *home, rota_day from, rota_day before, rota_duties *out) {
    for (int i = 0; i < home->nworked; i++) {
        const rota_worked *worked = &home->worked[i];
        if (worked->end == ROTA_NO_MINUTE)
            continue; /* still at work: until it ends the plan says more */
        rota_day date;
        int minute, offset;
        rota_zone_split(home->zone, worked->start, &date, &minute, &offset);
        if (date < from || date >= before)
            continue;
        rota_duty duty = worked_duty(home, worked, date);
        rota_duties_add(out, &duty);
    }
}
