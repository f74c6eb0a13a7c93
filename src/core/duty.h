/* Duties: a shift on a date with its true instants. Rest, hours and presence are all computed from
 * duties, so planned and worked time go the same way. */
#ifndef ROTA_CORE_DUTY_H
#define ROTA_CORE_DUTY_H

#include "core/home.h"

typedef struct {
    int staff;
    rota_day date; /**< the day it starts */
    int shift;     /**< index, -1 for worked time that names no shift */
    int group;     /**< -1 = the whole home */
    enum rota_shift_kind kind;
    rota_minute start, end;
    rota_minute sleep_from, sleep_to; /**< asleep on the premises; equal = none */
    int break_minutes;
    int work_minutes; /**< elapsed minus break: working time (on call at home: only call-outs) */
    bool pinned;
    bool worked;     /**< from worked.csv */
    bool break_said; /**< break_minutes is what somebody wrote down, 0 too; false: not known */
    /* Lent by the home's arena, so a duty may be copied like any value. Sorted, apart from each
     * other, within start..end. */
    const rota_span *breaks; /**< when the breaks are, break_minutes in all; NULL: not known */
    const rota_span *calls;  /**< on call at home: called out to work; asleep: woken to work */
    int nbreaks, ncalls;
} rota_duty;

/** A growing list of duties. Zero-initialised is empty; free with rota_duties_done. */
typedef struct {
    rota_duty *items;
    size_t count, capacity;
} rota_duties;
void rota_duties_done(rota_duties *duties);
void rota_duties_add(rota_duties *duties, const rota_duty *duty);
/** Sort by staff, start, end, shift, group. */
void rota_duties_sort(rota_duties *duties);

/**
 * The duty of a shift on a date. An ambiguous start is the first of the two instants, an ambiguous
 * end the second (a shift lasts through the repeated hour).
 * @return ROTA_E_INPUT when a local time of the shift does not exist on that date
 */
rota_rc rota_duty_of(const rota_home *home, rota_day date, int shift, int group, int staff,
                     bool pinned, rota_duty *out, rota_err *err);
/** Duties of assignments [0, n), appended. */
rota_rc rota_duties_of(const rota_home *home, const rota_assignment *assignments, size_t n,
                       rota_duties *out, rota_err *err);
/**
 * Minutes of the duty for which the minimum wage is due: working time without the time asleep on
 * the premises; woken to work counts.
 */
int rota_duty_wage_minutes(const rota_duty *duty);
/** Minutes of [from, to) that lie in the spans. */
int64_t rota_spans_minutes(const rota_span *spans, int n, rota_minute from, rota_minute to);

/** What is recorded as worked (worked.csv) and starts on a day in [from, before), appended. A row
 * of somebody still at work is passed over. Time asleep, of which only the length is recorded, is
 * put at the first night of the rules that the duty touches. */
void rota_duties_worked(const rota_home *home, rota_day from, rota_day before, rota_duties *out);
/**
 * History: what was worked before `before` where that is recorded, else the rota of record (which
 * duties of it count, and which not: worked.h). Only duties that start on or after `from`
 * (ROTA_NO_DAY: all). Sorted. Defined in worked.c.
 */
rota_rc rota_duties_history(const rota_home *home, rota_day from, rota_day before, rota_duties *out,
                            rota_err *err);
/** Minutes of [from, to) that the person is awake on the premises and at work (on call at home:
 *  none; a meeting counts, though it is no time with children). Breaks are not taken off. */
int64_t rota_duty_awake_minutes(const rota_duty *duty, rota_minute from, rota_minute to);
/** Is the person there for the children (awake, or asleep too) during the whole minute `at`? Never
 *  on call or in a meeting. */
bool rota_duty_present(const rota_duty *duty, rota_minute at, bool asleep_counts);
/** Minutes of the duty within the night of the rules (default 23:00 to 06:00), asleep or not. */
int64_t rota_duty_night_minutes(const rota_home *home, const rota_duty *duty);
/** The same; *awake: of these not asleep. */
int64_t rota_duty_night_minutes_awake(const rota_home *home, const rota_duty *duty, int64_t *awake);
/** The n-th stretch of the duty within a night of the rules, n from 0 on; false when there are no
 *  more. */
bool rota_duty_night_part(const rota_home *home, const rota_duty *duty, int n, rota_minute *from,
                          rota_minute *to);
/** A night duty: kind night, or awake through at least the night worker's minutes of the night. */
bool rota_duty_is_night(const rota_home *home, const rota_duty *duty);

#endif
