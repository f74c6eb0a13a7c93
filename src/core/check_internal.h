/* Shared inside the checker (check*.c): one person's duties made ready for the rules.
 *
 * A rule is one function over a context: it walks the person's sorted duties and reports what it
 * finds. To add one, write the function and add it to the table in check.c. */
#ifndef ROTA_CORE_CHECK_INTERNAL_H
#define ROTA_CORE_CHECK_INTERNAL_H

#include "core/check.h"

enum { ROTA_CHECK__DAY = 24 * 60, ROTA_CHECK__WEEK = 7 * 24 * 60 };

/** The days that averages and daily sums look at, the same for everybody. */
typedef struct {
    rota_day first, last;
    rota_minute *midnight; /**< [last - first + 2] instant at which each day begins */
} rota_check__calendar;

/** Unbroken work: duties that overlap or follow without a gap, as one. */
typedef struct {
    rota_minute start, end;
    int first, count; /**< its duties: work[first .. first + count - 1] */
    int ending;       /**< the one of them that ends last */
} rota_check__stretch;

/** Work without its unpaid break; pieces never overlap, so they can be added up. */
typedef struct {
    rota_minute start, end;
    int duty; /**< in work[] */
} rota_check__piece;

typedef struct rota_check__context {
    const rota_home *home;
    const rota_rules *rules;
    const rota_person *person;
    const rota_check__calendar *calendar;
    int staff;
    rota_day from, to;                 /**< the period that is checked */
    rota_day average_from, average_to; /**< last days of the reference periods looked at */
    rota_day period_from, period_to; /**< the days that limits "in the period" are counted over, as
                                          the caller said them; from > to: none are asked */
    rota_day known_to;               /**< the last day for which anybody's duties are known */
    rota_day adult_from;             /**< under age before this day */
    bool special;                    /**< compensatory rest instead of rest (adults only) */

    const rota_duty *duties; /**< all, sorted by start; lent */
    int nduties;
    const rota_duty **work; /**< those that are working time: all but on call at home */
    int nwork;
    signed char *night; /**< [nwork] is it a night duty; -1 = not asked yet */
    rota_check__stretch *stretches;
    int nstretches;
    rota_check__piece *pieces; /**< sorted by start */
    int npieces;
    rota_day *worked; /**< days on which work starts, ascending, within the calendar */
    int nworked;
    /* Sums over the calendar's days before a day, [last - first + 2]. */
    int64_t *minutes_before; /**< working minutes */
    int *worked_before;      /**< days of worked[] */
    int *leave_before;       /**< days of leave that averages make up for */

    /** In the check of a candidate: the same person without the extra duty; reference periods that
     *  the duty does not make worse are passed over. */
    const struct rota_check__context *without;
    rota_arena *words;  /**< parts of texts; made when first needed */
    rota_findings *out; /**< NULL when only hours are asked for */
} rota_check__context;

/* ---- check_context.c ---- */

/** Length in days of the longest reference period of the rules. */
int rota_check__longest_reference(const rota_rules *rules);
void rota_check__calendar_init(rota_check__calendar *calendar, const rota_home *home,
                               rota_day first, rota_day last);
void rota_check__calendar_done(rota_check__calendar *calendar);
/**
 * Make a person's duties ready.
 * @param ctx home, calendar, staff, duties, nduties, the period, known_to and out are set
 */
void rota_check__open(rota_check__context *ctx);
void rota_check__close(rota_check__context *ctx);
/** The instant at which a day begins. */
rota_minute rota_check__midnight(const rota_check__context *ctx, rota_day day);
/** Working minutes that fall on the days first..last, split at midnight. */
int64_t rota_check__minutes(const rota_check__context *ctx, rota_day first, rota_day last);
/** Days in first..last that are summed in a ..._before array of the context. */
int rota_check__days(const rota_check__context *ctx, const int *before, rota_day first,
                     rota_day last);
/** Is work[i] a night duty? */
bool rota_check__is_night(const rota_check__context *ctx, int i);
/** Does the day lie in the period? */
bool rota_check__in_period(const rota_check__context *ctx, rota_day day);
/** Do the days first..last begin in the period, or does work start on one that lies in it? */
bool rota_check__window_counts(const rota_check__context *ctx, rota_day first, rota_day last);
/** Index of the first of work[] that starts on the day or later. */
int rota_check__work_from(const rota_check__context *ctx, rota_day day);
/** Is the person under age on the day? */
bool rota_check__young(const rota_check__context *ctx, rota_day day);
/** The age that rules for the young end at. */
int rota_check__adult_age(const rota_rules *rules);

/* ---- check_say.c ---- */

/** Add a duty to those that a finding rests on (the first few are kept). */
void rota_check__rests_on(rota_finding *finding, const rota_duty *duty);
/** Add work[first .. first + count - 1]. */
void rota_check__rests_on_work(const rota_check__context *ctx, rota_finding *finding, int first,
                               int count);
/**
 * Report a finding; the person's name and ": " are put before the text.
 * @param draft what is found; staff and text are filled in. A FAIL of a rule that the profile only
 *              advises becomes AMBER.
 */
__attribute__((format(printf, 3, 4))) void
rota_check__report(rota_check__context *ctx, const rota_finding *draft, const char *fmt, ...);

/* Parts of texts. They live as long as the context. */

__attribute__((format(printf, 2, 3))) const char *rota_check__say(rota_check__context *ctx,
                                                                  const char *fmt, ...);
const char *rota_check__say_minutes(rota_check__context *ctx, int64_t minutes); /**< "9 h 15" */
const char *rota_check__say_day(rota_check__context *ctx, rota_day day);        /**< "Mon 7 Dec" */
/** "1 day", "3 days" */
const char *rota_check__say_count(rota_check__context *ctx, int64_t n, const char *noun);
const char *rota_check__say_name(rota_check__context *ctx, const rota_duty *duty); /**< "Late" */
/** "Late on Mon 7 Dec" */
const char *rota_check__say_duty(rota_check__context *ctx, const rota_duty *duty);
/** "22:30", with the weekday before it when it is not on `day`. */
const char *rota_check__say_clock(rota_check__context *ctx, rota_minute at, rota_day day);
/** "Mon 7 Dec 22:30" */
const char *rota_check__say_moment(rota_check__context *ctx, rota_minute at);
/** "from 07:00 to 15:00" */
const char *rota_check__say_times(rota_check__context *ctx, const rota_duty *duty);
/** "9 h rest between Late on Mon 7 Dec (ends 22:00) and Early on Tue 8 Dec (starts 07:00)", and a
 *  word on a clock change in between. */
const char *rota_check__say_rest(rota_check__context *ctx, const rota_duty *before,
                                 const rota_duty *after);

/* ---- The rules ---- */

void rota_check__weekly_average(rota_check__context *ctx);
void rota_check__night_average(rota_check__context *ctx);
void rota_check__night_absolute(rota_check__context *ctx);
void rota_check__house_max_hours(rota_check__context *ctx);

void rota_check__daily_rest(rota_check__context *ctx);
void rota_check__duty_span(rota_check__context *ctx);
void rota_check__compensatory_rest(rota_check__context *ctx);
void rota_check__weekly_rest(rota_check__context *ctx);
void rota_check__young_daily_rest(rota_check__context *ctx);
void rota_check__young_weekly_rest(rota_check__context *ctx);

void rota_check__young_daily(rota_check__context *ctx);
void rota_check__young_weekly(rota_check__context *ctx);
void rota_check__young_night(rota_check__context *ctx);
void rota_check__young_break(rota_check__context *ctx);

void rota_check__break(rota_check__context *ctx);
void rota_check__overlap(rota_check__context *ctx);
void rota_check__leave(rota_check__context *ctx);
void rota_check__unavailable(rota_check__context *ctx);
void rota_check__never_bond(rota_check__context *ctx);
void rota_check__not_employed(rota_check__context *ctx);

void rota_check__max_consecutive_days(rota_check__context *ctx);
void rota_check__max_consecutive_nights(rota_check__context *ctx);
void rota_check__min_consecutive_days_off(rota_check__context *ctx);
void rota_check__rest_after_nights(rota_check__context *ctx);
void rota_check__max_weekends(rota_check__context *ctx);
void rota_check__max_shifts_a_day(rota_check__context *ctx);
void rota_check__min_consecutive_days(rota_check__context *ctx);
void rota_check__not_after(rota_check__context *ctx);

void rota_check__max_weekends_in_period(rota_check__context *ctx);
void rota_check__min_hours_in_period(rota_check__context *ctx);
void rota_check__max_hours_in_period(rota_check__context *ctx);
void rota_check__max_shifts_in_period(rota_check__context *ctx);

/** Fill in the hours of the context's person. */
void rota_check__hours(rota_check__context *ctx, rota_person_hours *hours);

#endif
