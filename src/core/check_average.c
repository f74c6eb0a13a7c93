/* Averages over reference periods. All comparisons are of whole minutes. */
#include "core/check_internal.h"
#include "core/terms.h"

#include <stdlib.h>

/* A reference period of one week has conventions of its own. */
enum { WEEK = 7 };

int64_t rota_check__total(const rota_check__reference *r) {
    return r->worked + r->made_up;
}

int64_t rota_check__a_week(int64_t minutes, int days) {
    return (7 * minutes + days - 1) / days;
}

/* ---- One reference period ---- */

/* Days left out do not make the period shorter. They are replaced by the first days worked after
 * it, so such a period is provisional until these are known. */
static void make_up(const rota_check__context *ctx, rota_check__reference *r) {
    if (r->left_out == 0)
        return;
    int next = rota_check__days(ctx, ctx->worked_before, ctx->calendar->first, r->last);
    int found = ctx->nworked - next;
    if (found > r->left_out)
        found = r->left_out;
    r->missing = r->left_out - found;
    if (found > 0)
        r->made_up = rota_check__minutes(ctx, r->last + 1, ctx->worked[next + found - 1]);
}

/* Days of an opt-out that has ended before the period did: their hours are left out, and the days
 * that were worked on them are made up for. Read by the letter their hours count too, and all their
 * days are made up for. */
static void leave_out_opt_out(const rota_check__context *ctx, rota_check__reference *r) {
    const rota_rules *rules = ctx->rules;
    rota_day from = ctx->opt_out_from > r->first ? ctx->opt_out_from : r->first;
    rota_day to = ctx->opt_out_to < r->last ? ctx->opt_out_to : r->last;
    bool dropped = rota_rule_is(rules->average_opt_out_days, ROTA_OPT_OUT_DAYS_DROPPED);
    if (!ctx->opted_out || from > to)
        return;
    if (dropped)
        r->worked -= rota_check__minutes(ctx, from, to);
    if (!dropped || rota_rule_is(rules->average_excluded, ROTA_EXCLUDED_ALL))
        r->left_out += to - from + 1 - rota_check__days(ctx, ctx->leave_before, from, to);
    else
        r->left_out += rota_check__days(ctx, ctx->worked_before, from, to);
}

/* Of a reference period of one week, whose duties count whole in the week in which they start. */
static int64_t minutes_of_week(const rota_check__context *ctx, rota_day first) {
    int64_t minutes = 0;
    int end = rota_check__work_from(ctx, first + 7);
    for (int i = rota_check__work_from(ctx, first); i < end; i++)
        minutes += ctx->work[i]->work_minutes;
    return minutes;
}

static bool in_opt_out(const rota_check__context *ctx, rota_day day) {
    return ctx->opted_out && day >= ctx->opt_out_from && day <= ctx->opt_out_to;
}

/* The first week of somebody new is a part of a longer period, and cut at its edges like these. */
static rota_check__reference measure(const rota_check__context *ctx, const rota_check__sweep *sweep,
                                     rota_day first, int days) {
    rota_check__reference r = {.first = first, .last = first + days - 1, .days = days};
    r.worked = sweep->days == WEEK ? minutes_of_week(ctx, first)
                                   : rota_check__minutes(ctx, r.first, r.last);
    if (sweep->make_up) {
        r.left_out = rota_check__days(ctx, ctx->leave_before, r.first, r.last);
        if (!in_opt_out(ctx, r.last))
            leave_out_opt_out(ctx, &r);
        make_up(ctx, &r);
    }
    return r;
}

/* ---- All of them ---- */

/* Of equal ones the latest is meant. */
static bool is_worse(const rota_check__reference *a, const rota_check__reference *b) {
    return b->days == 0 || rota_check__total(a) * b->days >= rota_check__total(b) * a->days;
}

/* The most that it may become, over its days; of equal ones the one of which more is known. */
static bool may_be_worse(const rota_check__reference *a, const rota_check__reference *b,
                         int64_t most) {
    int64_t left = (rota_check__total(a) + a->missing * most) * b->days;
    int64_t right = (rota_check__total(b) + b->missing * most) * a->days;
    return b->days == 0 || left > right || (left == right && is_worse(a, b));
}

static void consider(const rota_check__context *ctx, rota_check__sweep *sweep, rota_day first,
                     int days) {
    if (!sweep->nights && !sweep->opted_out_too && in_opt_out(ctx, first + days - 1))
        return; /* the limit does not hold for them then */
    rota_check__reference r = measure(ctx, sweep, first, days);
    if (ctx->without) {
        rota_check__reference before = measure(ctx->without, sweep, first, days);
        if (rota_check__total(&r) <= rota_check__total(&before))
            return;
    }
    bool over = 7 * rota_check__total(&r) > sweep->limit * r.days;
    if (sweep->nights && over &&
        rota_check__night_worker(ctx, r.first, r.last) == ROTA_CHECK__NO_NIGHTS)
        return;
    if (is_worse(&r, &sweep->worst))
        sweep->worst = r;
    if (r.missing > 0 && may_be_worse(&r, &sweep->doubtful, sweep->most))
        sweep->doubtful = r;
    if (sweep->apart && over && rota_check__total(&r) > 0) {
        ROTA_GROW(sweep->over, sweep->nover, sweep->over_capacity);
        sweep->over[sweep->nover++] = r;
    }
}

/* For who began less than a whole period ago what has elapsed since is the period: up to the end of
 * the week in which the checked period or what is known ends, and at least one week, since an
 * average a week needs one. */
static void consider_new_starter(const rota_check__context *ctx, rota_check__sweep *sweep) {
    rota_day begin = ctx->person->from, leaving = ctx->person->to;
    rota_day end = ctx->known_to < ctx->average_to ? ctx->known_to : ctx->average_to;
    if (end < ctx->average_from) /* who asks for later days asks for the average then */
        end = ctx->average_from;
    end = rota_week_start(end, ctx->home->settings.home.week_starts) + 6;
    if (leaving != ROTA_NO_DAY && end > leaving)
        end = leaving;
    if (begin == ROTA_NO_DAY || end < begin || end < ctx->average_from)
        return;
    if (end < begin + 6)
        end = begin + 6;
    if (end < begin + sweep->days - 1)
        consider(ctx, sweep, begin, end - begin + 1);
}

/* Every period of so many days that ends in the checked period. */
static void sweep_rolling(const rota_check__context *ctx, rota_check__sweep *sweep) {
    const rota_person *person = ctx->person;
    rota_day first = ctx->average_from, last = ctx->average_to;
    if (person->to != ROTA_NO_DAY && last > person->to)
        last = person->to;
    if (person->from != ROTA_NO_DAY && first < person->from + sweep->days - 1)
        first = person->from + sweep->days - 1;
    for (rota_day day = first; day <= last; day++)
        consider(ctx, sweep, day - sweep->days + 1, sweep->days);
    consider_new_starter(ctx, sweep);
}

/* A period of a single week is the home's own week, not any seven days: each that the checked
 * period ends or has work of. One that has not ended yet is over when what is known of it is. */
static void sweep_weeks(const rota_check__context *ctx, rota_check__sweep *sweep) {
    rota_day first = rota_week_start(ctx->average_from, ctx->home->settings.home.week_starts);
    for (; first <= ctx->average_to; first += WEEK) {
        rota_day last = first + WEEK - 1;
        if (last <= ctx->average_to || rota_check__window_counts(ctx, first, last))
            consider(ctx, sweep, first, WEEK);
    }
}

/* The fixed periods that the checked one touches. One that has not ended yet is over when what is
 * known of it is. */
static void sweep_fixed(const rota_check__context *ctx, rota_check__sweep *sweep) {
    const rota_person *person = ctx->person;
    int skip = (ctx->average_from - sweep->fixed_from) % sweep->days;
    rota_day first = ctx->average_from - (skip < 0 ? skip + sweep->days : skip);
    for (; first <= ctx->average_to; first += sweep->days) {
        rota_day begin = first, last = first + sweep->days - 1;
        if (person->from != ROTA_NO_DAY && begin < person->from)
            begin = person->from;
        if (person->to != ROTA_NO_DAY && last > person->to)
            last = person->to;
        if (begin >= first + sweep->days)
            continue;
        /* An average a week needs a week: of somebody new the days before, which had no work. */
        if (last - begin < 6 && begin > first)
            begin = last - 6;
        else if (last - begin < 6)
            last = begin + 6;
        consider(ctx, sweep, begin, last - begin + 1);
    }
}

void rota_check__sweep_references(const rota_check__context *ctx, rota_check__sweep *sweep) {
    for (int i = 0; i < ctx->nwork; i++) {
        if (ctx->work[i]->work_minutes > sweep->most)
            sweep->most = ctx->work[i]->work_minutes;
    }
    if (sweep->days == WEEK)
        sweep_weeks(ctx, sweep);
    else if (rota_rule_is(sweep->reference, ROTA_REFERENCE_FIXED))
        sweep_fixed(ctx, sweep);
    else
        sweep_rolling(ctx, sweep);
}

/* ---- Findings and words ---- */

/* The duties at the end of a reference period: enough to find it by. */
static void rest_on_end(const rota_check__context *ctx, rota_finding *finding,
                        const rota_check__reference *r) {
    int end = rota_check__work_from(ctx, r->last + 1);
    int first = end > ROTA_FINDING_SHIFTS ? end - ROTA_FINDING_SHIFTS : 0;
    rota_check__rests_on_work(ctx, finding, first, end - first);
}

rota_finding rota_check__draft_reference(const rota_check__context *ctx, enum rota_rule rule,
                                         const rota_check__reference *r) {
    rota_finding finding = {.rule = rule,
                            .verdict = ROTA_FAIL,
                            .date = r->last,
                            .from = rota_check__midnight(ctx, r->first),
                            .to = rota_check__midnight(ctx, r->last + 1),
                            .provisional = r->missing > 0};
    rest_on_end(ctx, &finding, r);
    return finding;
}

const char *rota_check__say_reference(rota_check__context *ctx, const rota_check__reference *r) {
    bool weeks = r->days % 7 == 0;
    if (r->days == WEEK)
        return rota_check__say(ctx, "the week to %s", rota_check__say_day(ctx, r->last));
    return rota_check__say(
        ctx, "the %s to %s",
        rota_check__say_count(ctx, weeks ? r->days / 7 : r->days, weeks ? "week" : "day"),
        rota_check__say_day(ctx, r->last));
}

/* Days left out are of leave, of an opt-out, or of both. */
static const char *say_left_out(rota_check__context *ctx, const rota_check__reference *r) {
    const char *days = rota_check__say_count(ctx, r->left_out, "day");
    int leave = rota_check__days(ctx, ctx->leave_before, r->first, r->last);
    const char *kind = leave == r->left_out ? "leave"
                       : leave == 0         ? "the opt-out"
                                            : "leave and of the opt-out";
    bool guessed = rota_check__days(ctx, ctx->guessed_before, r->first, r->last) > 0;
    return rota_check__say(ctx, "%s of %s%s", days, kind,
                           guessed ? " (from Monday to Friday: their usual days are not known)"
                                   : "");
}

/* "780 h worked, and 104 h on the next 10 days worked for 10 days of leave: 884 h" */
const char *rota_check__say_sum(rota_check__context *ctx, const rota_check__reference *r) {
    const char *worked = rota_check__say_minutes(ctx, r->worked);
    int known = r->left_out - r->missing;
    if (r->left_out == 0)
        return rota_check__say(ctx, "%s worked", worked);
    const char *left_out = say_left_out(ctx, r);
    if (known == 0)
        return rota_check__say(ctx, "%s worked, with %s", worked, left_out);
    return rota_check__say(ctx, "%s worked, and %s on the next %s worked for %s: %s", worked,
                           rota_check__say_minutes(ctx, r->made_up),
                           rota_check__say_count(ctx, known, "day"), left_out,
                           rota_check__say_minutes(ctx, rota_check__total(r)));
}

/* ", and 20 h a week in other jobs" */
static const char *say_other(rota_check__context *ctx) {
    if (ctx->person->other_minutes <= 0)
        return "";
    return rota_check__say(ctx, ", and %s a week in other jobs",
                           rota_check__say_minutes(ctx, ctx->person->other_minutes));
}

/* ---- The average of a week ---- */

static int average_weeks(const rota_check__context *ctx) {
    int special = ctx->rules->average_weeks_special;
    if (ctx->special && special > 0 && !rota_check__young(ctx, ctx->average_to))
        return special;
    return ctx->rules->average_weeks;
}

static int other_minutes(const rota_check__context *ctx) {
    return ctx->person->other_minutes > 0 ? ctx->person->other_minutes : 0;
}

rota_check__sweep rota_check__sweep_average(const rota_check__context *ctx, bool opted_out_too) {
    const rota_rules *rules = ctx->rules;
    rota_check__sweep sweep = {.days = 7 * average_weeks(ctx),
                               .make_up = average_weeks(ctx) > 1,
                               .opted_out_too = opted_out_too,
                               .reference = rules->average_reference,
                               .fixed_from = rules->average_fixed_from >= 0
                                                 ? rules->average_fixed_from
                                                 : rota_day_of(1970, 1, 5),
                               /* Other jobs take their part of the limit. */
                               .limit = rules->average_limit - other_minutes(ctx)};
    sweep.apart = !opted_out_too &&
                  (sweep.days == WEEK || rota_rule_is(sweep.reference, ROTA_REFERENCE_FIXED));
    if (sweep.days > 0 && rules->average_limit >= 0)
        rota_check__sweep_references(ctx, &sweep);
    return sweep;
}

static bool is_over(const rota_check__sweep *sweep, const rota_check__reference *r) {
    return rota_check__total(r) > 0 && 7 * rota_check__total(r) > sweep->limit * r->days;
}

static void report_doubtful(rota_check__context *ctx, const rota_check__sweep *sweep) {
    const rota_check__reference *r = &sweep->doubtful;
    rota_finding finding = rota_check__draft_reference(ctx, ROTA_RULE_WEEKLY_AVERAGE, r);
    int other = other_minutes(ctx);
    finding.verdict = ROTA_PROVISIONAL;
    finding.measured = rota_check__a_week(rota_check__total(r), r->days) + other;
    finding.most =
        rota_check__a_week(rota_check__total(r) + r->missing * sweep->most, r->days) + other;
    finding.required = sweep->limit + other;
    rota_check__report(
        ctx, &finding,
        "between %s and %s a week on average over %s (%s%s); at most %s are allowed, and %s "
        "of work to count for the days left out %s not known yet",
        rota_check__say_minutes(ctx, finding.measured), rota_check__say_minutes(ctx, finding.most),
        rota_check__say_reference(ctx, r), rota_check__say_sum(ctx, r), say_other(ctx),
        rota_check__say_minutes(ctx, finding.required),
        rota_check__say_count(ctx, r->missing, "later day"), r->missing == 1 ? "is" : "are");
}

static void report_over(rota_check__context *ctx, const rota_check__sweep *sweep,
                        const rota_check__reference *r) {
    rota_finding finding = rota_check__draft_reference(ctx, ROTA_RULE_WEEKLY_AVERAGE, r);
    int64_t limit = sweep->limit > 0 ? sweep->limit : 0;
    finding.measured = rota_check__a_week(rota_check__total(r), r->days) + other_minutes(ctx);
    finding.required = sweep->limit + other_minutes(ctx);
    bool may_opt_out = ctx->rules->average_opt_out && !rota_check__young(ctx, r->last);
    rota_check__cure(ctx, "%s less work by %s%s",
                     rota_check__say_minutes(ctx, rota_check__total(r) - limit * r->days / 7),
                     rota_check__say_day(ctx, r->last),
                     may_opt_out ? ", or an opt-out agreed in writing" : "");
    rota_check__report(ctx, &finding, "%s %s %s (%s%s); at most %s are allowed",
                       rota_check__say_minutes(ctx, finding.measured),
                       r->days == WEEK ? "in" : "a week on average over",
                       rota_check__say_reference(ctx, r), rota_check__say_sum(ctx, r),
                       say_other(ctx), rota_check__say_minutes(ctx, finding.required));
}

/* A longer reference period for special cases than the enforcing authority reads in the law. */
static void report_long_period(rota_check__context *ctx, const rota_check__sweep *sweep) {
    int most = ctx->rules->average_weeks_most;
    if (!ctx->special || most <= 0 || sweep->days <= 7 * most || sweep->worst.days == 0)
        return;
    rota_finding finding =
        rota_check__draft_reference(ctx, ROTA_RULE_WEEKLY_AVERAGE, &sweep->worst);
    finding.verdict = ROTA_AMBER;
    finding.measured = sweep->days / 7;
    finding.required = most;
    finding.counts = true;
    finding.provisional = false;
    rota_check__cure(ctx, "ask your adviser whether the agreement holds for them");
    rota_check__report(ctx, &finding,
                       "the average is taken over %d weeks; the Health and Safety Executive holds "
                       "that %d weeks cannot be made longer for continuity-of-care workers",
                       sweep->days / 7, most);
}

/* Of periods that overlap the worst stands for all. */
void rota_check__weekly_average(rota_check__context *ctx) {
    rota_check__sweep sweep = rota_check__sweep_average(ctx, false);
    const rota_check__reference *r = &sweep.worst;
    if (r->days == 0)
        return;
    report_long_period(ctx, &sweep);
    for (size_t i = 0; i < sweep.nover; i++)
        report_over(ctx, &sweep, &sweep.over[i]);
    free(sweep.over);
    if (sweep.nover > 0)
        return;
    if (is_over(&sweep, r)) {
        report_over(ctx, &sweep, r);
    } else if (sweep.doubtful.days > 0) {
        report_doubtful(ctx, &sweep);
    } else {
        rota_finding seen = {.rule = ROTA_RULE_WEEKLY_AVERAGE,
                             .date = r->last,
                             .from = rota_check__midnight(ctx, r->first),
                             .to = rota_check__midnight(ctx, r->last + 1)};
        seen.measured = rota_check__a_week(rota_check__total(r), r->days) + other_minutes(ctx);
        seen.required = sweep.limit + other_minutes(ctx);
        rota_check__seen(ctx, &seen, false);
    }
}

/* ---- Opt-outs ---- */

/* All that rests leave of a week: nobody who is let have them works more, opt-out or not. */
static void check_ceiling(rota_check__context *ctx) {
    const rota_rules *rules = ctx->rules;
    if (rules->weekly_rest < 0 || rules->daily_rest < 0)
        return;
    int64_t weekly =
        rules->weekly_rest < 2 * ROTA_CHECK__DAY ? rules->weekly_rest : ROTA_CHECK__DAY;
    int64_t most = ROTA_CHECK__WEEK - weekly - 6 * (int64_t)rules->daily_rest;
    rota_day week = rota_week_start(ctx->from, ctx->home->settings.home.week_starts);
    for (; week <= ctx->to; week += 7) {
        int64_t minutes = rota_check__minutes(ctx, week, week + 6);
        if (minutes <= most || !in_opt_out(ctx, week) ||
            !rota_check__window_counts(ctx, week, week + 6))
            continue;
        rota_finding finding = {.rule = ROTA_RULE_WEEKLY_AVERAGE,
                                .verdict = ROTA_AMBER,
                                .date = week,
                                .from = rota_check__midnight(ctx, week),
                                .to = rota_check__midnight(ctx, week + 7),
                                .measured = minutes,
                                .required = most};
        int first = rota_check__work_from(ctx, week), end = rota_check__work_from(ctx, week + 7);
        rota_check__rests_on_work(ctx, &finding, first, end - first);
        rota_check__cure(ctx, "%s less work in this week",
                         rota_check__say_minutes(ctx, minutes - most));
        rota_check__report(ctx, &finding,
                           "%s in the week from %s; daily and weekly rest leave %s, whoever has "
                           "opted out",
                           rota_check__say_minutes(ctx, minutes), rota_check__say_day(ctx, week),
                           rota_check__say_minutes(ctx, most));
    }
}

static const char *say_opt_out(rota_check__context *ctx) {
    const rota_opt_out *terms = ctx->person->opt_out_terms;
    const char *from = terms && terms->from != ROTA_NO_DAY
                           ? rota_check__say(ctx, "since %s", rota_check__say_day(ctx, terms->from))
                           : "with no date on record (opt_out_from)";
    if (ctx->opt_out_to == INT_MAX)
        return from;
    return rota_check__say(ctx, "%s, to %s", from, rota_check__say_day(ctx, ctx->opt_out_to));
}

/* The register of opt-outs, and opt-outs that have no effect. */
void rota_check__opt_out(rota_check__context *ctx) {
    if (!rota_person_opted_out(ctx->person) || ctx->nwork == 0)
        return;
    if (ctx->opted_out)
        check_ceiling(ctx);
    if (!ctx->all)
        return;
    if (!ctx->rules->average_opt_out) {
        rota_check__not_applicable(ctx, ROTA_RULE_OPT_OUT_REGISTER,
                                   "their opt-out has no effect: these rules know none");
    } else if (rota_check__young(ctx, ctx->average_to)) {
        rota_check__not_applicable(ctx, ROTA_RULE_OPT_OUT_REGISTER,
                                   "an opt-out under the age of %d has no effect",
                                   rota_check__adult_age(ctx->rules));
    } else if (ctx->opted_out) {
        rota_finding finding = {.rule = ROTA_RULE_OPT_OUT_REGISTER,
                                .verdict = ROTA_PASS,
                                .date = ctx->from,
                                .from = rota_check__midnight(ctx, ctx->from),
                                .to = rota_check__midnight(ctx, ctx->to + 1)};
        rota_check__report(ctx, &finding, "opted out of the weekly limit %s", say_opt_out(ctx));
        if (in_opt_out(ctx, ctx->average_to))
            rota_check__not_applicable(ctx, ROTA_RULE_WEEKLY_AVERAGE,
                                       "opted out of the weekly limit %s", say_opt_out(ctx));
    }
}
