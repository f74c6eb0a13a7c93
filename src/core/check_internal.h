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
    bool call;        /**< called out from being on call at home, no duty that was planned */
} rota_check__stretch;

/** What came closest to the limit of a rule. */
typedef struct {
    bool seen;
    int64_t margin, measured, required;
    rota_day date;
    rota_minute from, to;
} rota_check__margin;

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
    bool opted_out;                  /**< from.. to.. below say when */
    rota_day opt_out_from, opt_out_to;
    bool all; /**< PASS and NOT_APPLICABLE are asked for too */

    const rota_duty *duties; /**< all, sorted by start; lent */
    int nduties;
    /** Those that are working time: all but on call at home, and each call-out of these as a duty
     *  of its own. House rules see no call-outs: rota_check__without_calls(). */
    const rota_duty **work;
    int nwork;
    rota_duty *calls; /**< call-outs as duties */
    int ncalls;
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
    int *guessed_before;     /**< of these, where the person's usual days are not known */

    /** In the check of a candidate: the same person without the extra duty; reference periods that
     *  the duty does not make worse are passed over. */
    const struct rota_check__context *without;
    bool candidate; /**< one more duty is asked about: nobody is to be in two places */
    rota_check__margin margins[ROTA_NRULES];
    bool found[ROTA_NRULES]; /**< something was reported of the rule */
    rota_comp_rest *debts;   /**< compensatory rest, by time; see rota_check__debts() */
    int ndebts, debts_capacity;
    bool debts_known;
    char *cure;         /**< of the next report */
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
/** Is the person on call at home and called out in work[i]? */
bool rota_check__is_call(const rota_check__context *ctx, int i);
/** Take call-outs out of work[] and worked[], for the rules of the home. */
void rota_check__without_calls(rota_check__context *ctx);
/** First stretch that ends after an instant. */
int rota_check__stretch_after(const rota_check__context *ctx, rota_minute at);
/** Does compensatory rest stand instead of a rest that is too short? (Adults only.) */
bool rota_check__instead(const rota_check__context *ctx);
/** Index of the first of work[] that starts on the day or later. */
int rota_check__work_from(const rota_check__context *ctx, rota_day day);
/** Is the person under age on the day? */
bool rota_check__young(const rota_check__context *ctx, rota_day day);
/** The age that rules for the young end at. */
int rota_check__adult_age(const rota_rules *rules);

/* ---- check_leave.c ---- */

/** Fill leave_before and guessed_before; after work and worked days are known. */
void rota_check__sum_leave(rota_check__context *ctx, int ndays);

/* ---- check_say.c ---- */

/** Add a duty to those that a finding rests on (the first few are kept). */
void rota_check__rests_on(rota_finding *finding, const rota_duty *duty);
/** Add work[first .. first + count - 1]. */
void rota_check__rests_on_work(const rota_check__context *ctx, rota_finding *finding, int first,
                               int count);
/** What would mend the next finding that is reported. */
__attribute__((format(printf, 2, 3))) void rota_check__cure(rota_check__context *ctx,
                                                            const char *fmt, ...);
/** Something was measured: at least `required` is needed (`least`), or at most. */
void rota_check__seen(rota_check__context *ctx, const rota_finding *measured, bool least);
/** Say what was looked at and found well, and close the books: PASS. */
void rota_check__report_passes(rota_check__context *ctx);
/** A rule does not hold for the person, and why: only where all is asked for. */
__attribute__((format(printf, 3, 4))) void
rota_check__not_applicable(rota_check__context *ctx, enum rota_rule rule, const char *fmt, ...);
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
/** "Mon 7 Dec", with the year where not all of the checked period is of it. */
const char *rota_check__say_day(rota_check__context *ctx, rota_day day);
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
/** ", with the clock change in between" where there is one: these hours are not those of the clock.
 */
const char *rota_check__say_change(const rota_check__context *ctx, rota_minute from,
                                   rota_minute to);
/** "9 h rest between Late on Mon 7 Dec (ends 22:00) and Early on Tue 8 Dec (starts 07:00)", and a
 *  word on a clock change in between. */
const char *rota_check__say_rest(rota_check__context *ctx, const rota_duty *before,
                                 const rota_duty *after);

/* ---- check_units.c: duties with the rest that follows them ---- */

/** Stretches of work that share the rest that follows: a split duty. It is lawful when its span
 * leaves the daily rest in its 24 hours. */
typedef struct {
    rota_minute start, end;
    int first, last; /**< stretches; call-outs in between are none of its work */
    /** The longest unbroken rest until the next unit (call-outs break it), and work[] before and
     *  after it. Of the last unit: nothing is known, all -1. */
    rota_minute rest_from, rest_to;
    int rest_before, rest_after;
} rota_check__unit;

/** The two numbers of a rule for adults or for the young. */
typedef struct {
    int rest, span;
    bool spans; /**< is a long span a breach of its own? */
} rota_check__limits;

rota_check__limits rota_check__adult_limits(const rota_check__context *ctx);
/** Cut the stretches into units, each as long as it may be; free(*units). */
int rota_check__units(const rota_check__context *ctx, rota_check__limits limits,
                      rota_check__unit **units);
const rota_duty *rota_check__first_duty(const rota_check__context *ctx,
                                        const rota_check__unit *unit);
const rota_duty *rota_check__last_duty(const rota_check__context *ctx,
                                       const rota_check__unit *unit);
int64_t rota_check__rest_after(const rota_check__unit *unit);
bool rota_check__unit_counts(const rota_check__context *ctx, const rota_check__unit *unit);
bool rota_check__rest_counts(const rota_check__context *ctx, const rota_check__unit *before);
/** Is the rest after a unit one of somebody under age? It is not when it lies after the birthday.
 */
bool rota_check__rest_is_young(const rota_check__context *ctx, const rota_check__unit *before);
/** Rest owed for a unit that is too long, 0 for others: what is missing in its 24 hours. */
int64_t rota_check__owed_for_span(const rota_check__context *ctx, const rota_check__unit *unit,
                                  rota_check__limits limits);
/** Rest owed for the rest before unit i, 0 when it is long enough. Neither is owed to the young. */
int64_t rota_check__owed_for_rest(const rota_check__context *ctx, const rota_check__unit *units,
                                  int i, rota_check__limits limits);

/* ---- check_debts.c ---- */

/** All compensatory rest of the person as far as duties are known, made when first asked for. */
const rota_comp_rest *rota_check__debts(rota_check__context *ctx, int *count);
/** The debt of a rule that arose at an instant, or NULL. */
const rota_comp_rest *rota_check__debt(rota_check__context *ctx, enum rota_rule rule,
                                       rota_minute arose);
/** "; made up for by the rest from ... to ...", "; due until ...", "" when there is none. */
const char *rota_check__say_debt(rota_check__context *ctx, const rota_comp_rest *debt);

/* ---- check_week.c, check_break.c: what is owed ---- */

/** A shortage that compensatory rest stands for. */
typedef void rota_check__owe(rota_check__context *ctx, enum rota_rule rule, int64_t owed,
                             rota_minute arose, rota_minute next);
/** Call for each window of weekly rest that is short; next = end of the window after it. */
void rota_check__weekly_debts(rota_check__context *ctx, rota_check__owe *owe);
/** Call for each duty without its break; next = its end. */
void rota_check__break_debts(rota_check__context *ctx, rota_check__owe *owe);

/** Nobody wrote down the break that the duty needs. */
bool rota_check__break_unknown(const rota_rules *rules, const rota_duty *duty);

/* ---- check_night.c ---- */

enum rota_check__night { ROTA_CHECK__NO_NIGHTS, ROTA_CHECK__NIGHT_WORKER, ROTA_CHECK__SLEEPER };
/** What the person is on the days first..last, as their column or else the duties say; a sleeper is
 *  a night worker by sleep-ins alone. */
enum rota_check__night rota_check__night_worker(const rota_check__context *ctx, rota_day first,
                                                rota_day last);

/* ---- check_average.c ---- */

/** A reference period and what counts in it: (worked + made_up) over days. */
typedef struct {
    rota_day first, last;
    int days;        /**< what it is divided by, 0 = no such period */
    int64_t worked;  /**< minutes on its days, without days of an opt-out */
    int64_t made_up; /**< minutes of the days worked right after it, one for each day left out */
    int left_out;    /**< days of leave or of an opt-out to make up for */
    int missing;     /**< of these, for which no later day of work is known yet */
} rota_check__reference;

/** A look at all reference periods of one rule. */
typedef struct {
    int days;           /**< length of a full period */
    bool make_up;       /**< are leave and days of an opt-out left out and made up for? */
    bool opted_out_too; /**< periods that end in an opt-out, where the limit does not hold */
    bool nights;        /**< only periods in which the person is a night worker can be over */
    int reference;      /**< enum rota_rule_reference */
    rota_day fixed_from;
    int64_t limit;                         /**< a week */
    int64_t most;                          /**< the longest duty: what a missing day may bring */
    rota_check__reference worst, doubtful; /**< doubtful: days to come are to be counted in it */
    /** Of periods that do not overlap (single weeks, fixed ones) all that are over; free(). */
    bool apart;
    rota_check__reference *over;
    size_t nover, over_capacity;
} rota_check__sweep;

void rota_check__sweep_references(const rota_check__context *ctx, rota_check__sweep *sweep);
rota_check__sweep rota_check__sweep_average(const rota_check__context *ctx, bool opted_out_too);
int64_t rota_check__total(const rota_check__reference *r);
/** Minutes a week, rounded up: above the limit exactly when the period is. */
int64_t rota_check__a_week(int64_t minutes, int days);
rota_finding rota_check__draft_reference(const rota_check__context *ctx, enum rota_rule rule,
                                         const rota_check__reference *r);
const char *rota_check__say_reference(rota_check__context *ctx, const rota_check__reference *r);
const char *rota_check__say_sum(rota_check__context *ctx, const rota_check__reference *r);

/* ---- The rules ---- */

void rota_check__opt_out(rota_check__context *ctx);
void rota_check__night_health(rota_check__context *ctx);
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

/** Findings about the home, in no order. */
void rota_check__home(const rota_home *home, const rota_duties *duties, rota_day from, rota_day to,
                      rota_findings *out);
/** Fill in the hours of the context's person. */
void rota_check__hours(rota_check__context *ctx, rota_person_hours *hours);

#endif
