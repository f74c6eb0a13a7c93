/* Daily rest, the span of a duty, and the same of the young. */
#include "core/check_internal.h"

#include <stdlib.h>

/* How the rest after units[i] stands to the compensatory rest that is due in it. */
static const char *say_due(rota_check__context *ctx, const rota_check__unit *units, int n, int i,
                           rota_check__limits limits, const rota_comp_rest *debt) {
    int64_t due = limits.rest + rota_check__owed_for_rest(ctx, units, i, limits) +
                  rota_check__owed_for_span(ctx, &units[i], limits);
    const char *need = rota_check__say_minutes(ctx, due);
    const char *more = debt ? rota_check__say_debt(ctx, debt) : "";
    if (!rota_rule_is(ctx->rules->comp_policy, ROTA_POLICY_STRICT))
        return more;
    if (i + 1 == n)
        return rota_check__say(ctx, ": the rest that follows must be at least %s%s", need,
                               debt && debt->repaid >= debt->owed ? more : "");
    return rota_check__say(ctx, ": the rest that follows must be at least %s and is %s", need,
                           rota_check__say_minutes(ctx, rota_check__rest_after(&units[i])));
}

/* What is owed is no breach: it is to be given. */
static void cure_debt(rota_check__context *ctx, const rota_comp_rest *debt) {
    if (debt)
        rota_check__cure(ctx, "let the rest that follows last until %s",
                         rota_check__say_moment(ctx, debt->due));
}

/* ---- Daily rest ---- */

/* "end Late on Mon 7 Dec by 21:59, or start Early on Tue 8 Dec at 07:01 or later" */
static void cure_rest(rota_check__context *ctx, const rota_duty *before, const rota_duty *after,
                      int64_t missing) {
    const char *earlier = "", *later = "give one of the two to somebody else";
    if (before->end - missing > before->start)
        earlier = rota_check__say(ctx, "end %s by %s", rota_check__say_duty(ctx, before),
                                  rota_check__say_clock(ctx, before->end - missing, before->date));
    if (after->start + missing < after->end)
        later = rota_check__say(ctx, "start %s at %s or later", rota_check__say_duty(ctx, after),
                                rota_check__say_clock(ctx, after->start + missing, after->date));
    rota_check__cure(ctx, "%s%s%s", earlier, *earlier ? ", or " : "", later);
}

static rota_finding draft_rest(const rota_check__context *ctx, enum rota_rule rule,
                               const rota_check__unit *unit, rota_check__limits limits) {
    const rota_duty *before = ctx->work[unit->rest_before], *after = ctx->work[unit->rest_after];
    rota_finding finding = {.rule = rule,
                            .verdict = ROTA_FAIL,
                            .date = rota_check__first_duty(ctx, unit + 1)->date,
                            .from = unit->rest_from,
                            .to = unit->rest_to,
                            .measured = rota_check__rest_after(unit),
                            .required = limits.rest};
    const rota_duty *last = rota_check__last_duty(ctx, unit);
    const rota_duty *next = rota_check__first_duty(ctx, unit + 1);
    rota_check__rests_on(&finding, last);
    if (before != last)
        rota_check__rests_on(&finding, before);
    if (after != next)
        rota_check__rests_on(&finding, after);
    rota_check__rests_on(&finding, next);
    return finding;
}

static void report_rest(rota_check__context *ctx, enum rota_rule rule,
                        const rota_check__unit *units, int n, int i, rota_check__limits limits) {
    const rota_check__unit *unit = &units[i];
    const rota_duty *before = ctx->work[unit->rest_before], *after = ctx->work[unit->rest_after];
    rota_finding finding = draft_rest(ctx, rule, unit, limits);
    bool young = rule == ROTA_RULE_YOUNG_DAILY_REST;
    const char *rest = rota_check__say_rest(ctx, before, after);
    const char *need = rota_check__say_minutes(ctx, limits.rest);
    cure_rest(ctx, before, after, limits.rest - finding.measured);
    if (rota_check__instead(ctx) && !young) {
        const rota_comp_rest *debt = rota_check__debt(ctx, rule, (unit + 1)->start);
        finding.verdict = ROTA_COMP_REST;
        finding.owed = limits.rest - finding.measured;
        finding.made_up = debt && debt->repaid >= debt->owed;
        cure_debt(ctx, debt);
        rota_check__report(ctx, &finding, "%s; %s are needed, so %s are owed%s", rest, need,
                           rota_check__say_minutes(ctx, finding.owed),
                           say_due(ctx, units, n, i + 1, limits, debt));
    } else if (young) {
        rota_check__report(ctx, &finding, "%s; under the age of %d at least %s are needed", rest,
                           rota_check__adult_age(ctx->rules), need);
    } else {
        rota_check__report(ctx, &finding, "%s; at least %s are needed", rest, need);
    }
}

/* The rests of those who are young, or of those who are not. */
static void check_rests(rota_check__context *ctx, enum rota_rule rule,
                        const rota_check__unit *units, int n, rota_check__limits limits,
                        bool young) {
    for (int i = 0; i + 1 < n; i++) {
        if (rota_check__rest_is_young(ctx, &units[i]) != young ||
            !rota_check__rest_counts(ctx, &units[i]))
            continue;
        rota_finding seen = draft_rest(ctx, rule, &units[i], limits);
        rota_check__seen(ctx, &seen, true);
        if (rota_check__rest_after(&units[i]) < limits.rest)
            report_rest(ctx, rule, units, n, i, limits);
    }
}

void rota_check__daily_rest(rota_check__context *ctx) {
    rota_check__limits limits = rota_check__adult_limits(ctx);
    if (limits.rest < 0)
        return;
    rota_check__unit *units;
    int n = rota_check__units(ctx, limits, &units);
    check_rests(ctx, ROTA_RULE_DAILY_REST, units, n, limits, false);
    free(units);
}

/* ---- The span of a duty ---- */

static rota_finding draft_span(const rota_check__context *ctx, enum rota_rule rule,
                               const rota_check__unit *unit) {
    const rota_check__stretch *last = &ctx->stretches[unit->last];
    int first = ctx->stretches[unit->first].first;
    rota_finding finding = {.rule = rule,
                            .verdict = ROTA_FAIL,
                            .date = rota_check__first_duty(ctx, unit)->date,
                            .from = unit->start,
                            .to = unit->end};
    rota_check__rests_on_work(ctx, &finding, first, last->first + last->count - first);
    return finding;
}

/* "Long day on Mon 7 Dec (from 08:00 to 21:30) lasts 13 h 30" */
static const char *say_span(rota_check__context *ctx, const rota_check__unit *unit) {
    const rota_duty *first = rota_check__first_duty(ctx, unit);
    const rota_duty *last = rota_check__last_duty(ctx, unit);
    const char *span = rota_check__say_minutes(ctx, unit->end - unit->start);
    const char *change = rota_check__say_change(ctx, unit->start, unit->end);
    if (first == last)
        return rota_check__say(ctx, "%s (%s) lasts %s%s", rota_check__say_duty(ctx, first),
                               rota_check__say_times(ctx, first), span, change);
    if (unit->first != unit->last)
        return rota_check__say(
            ctx,
            "%s from the start of %s (%s) to the end of %s (%s), without a daily rest between%s",
            span, rota_check__say_duty(ctx, first),
            rota_check__say_clock(ctx, first->start, first->date), rota_check__say_duty(ctx, last),
            rota_check__say_clock(ctx, last->end, last->date), change);
    return rota_check__say(
        ctx, "%s of work without a rest, from %s (starts %s) to %s (ends %s)%s", span,
        rota_check__say_duty(ctx, first), rota_check__say_clock(ctx, first->start, first->date),
        rota_check__say_duty(ctx, last), rota_check__say_clock(ctx, last->end, last->date), change);
}

static void cure_span(rota_check__context *ctx, const rota_check__unit *unit, int64_t most) {
    const rota_duty *first = rota_check__first_duty(ctx, unit);
    rota_check__cure(ctx, "make it %s shorter: end by %s",
                     rota_check__say_minutes(ctx, unit->end - unit->start - most),
                     rota_check__say_clock(ctx, unit->start + most, first->date));
}

static void report_span(rota_check__context *ctx, const rota_check__unit *units, int n, int i,
                        rota_check__limits limits) {
    const rota_check__unit *unit = &units[i];
    rota_finding finding = draft_span(ctx, ROTA_RULE_DUTY_SPAN, unit);
    finding.measured = unit->end - unit->start;
    finding.required = limits.span;
    const char *span = say_span(ctx, unit);
    const char *most = rota_check__say_minutes(ctx, limits.span);
    int64_t owed = rota_check__owed_for_span(ctx, unit, limits);
    cure_span(ctx, unit, limits.span);
    if (rota_check__instead(ctx) && owed > 0) {
        const rota_comp_rest *debt = rota_check__debt(ctx, ROTA_RULE_DUTY_SPAN, unit->end);
        finding.verdict = ROTA_COMP_REST;
        finding.owed = owed;
        finding.made_up = debt && debt->repaid >= debt->owed;
        cure_debt(ctx, debt);
        rota_check__report(ctx, &finding, "%s; at most %s, so %s of rest are owed%s", span, most,
                           rota_check__say_minutes(ctx, owed),
                           say_due(ctx, units, n, i, limits, debt));
    } else if (rota_check__instead(ctx)) {
        /* A profile's span may be shorter than what the daily rest leaves of 24 hours. */
        finding.verdict = ROTA_AMBER;
        rota_check__report(ctx, &finding, "%s; at most %s, and no rest is owed for it", span, most);
    } else if (limits.rest != ROTA_CHECK__DAY - limits.span) {
        rota_check__report(ctx, &finding, "%s; at most %s are allowed", span, most);
    } else {
        rota_check__report(ctx, &finding, "%s; at most %s leave %s of rest in 24 h", span, most,
                           rota_check__say_minutes(ctx, limits.rest));
    }
}

/* Most working time of a duty, whatever its breaks. Rest does not make up for it. */
static void check_work(rota_check__context *ctx, const rota_check__unit *unit) {
    int limit = ctx->rules->duty_work;
    int64_t minutes = 0;
    for (int i = 0; i < ctx->npieces && ctx->pieces[i].start < unit->end; i++)
        if (ctx->pieces[i].start >= unit->start)
            minutes += ctx->pieces[i].end - ctx->pieces[i].start;
    if (minutes <= limit)
        return;
    rota_finding finding = draft_span(ctx, ROTA_RULE_DUTY_SPAN, unit);
    finding.measured = minutes;
    finding.required = limit;
    rota_check__cure(ctx, "take %s of work out of it",
                     rota_check__say_minutes(ctx, minutes - limit));
    rota_check__report(ctx, &finding, "%s of work in the duty of %s; at most %s are allowed",
                       rota_check__say_minutes(ctx, minutes),
                       rota_check__say_day(ctx, finding.date), rota_check__say_minutes(ctx, limit));
}

void rota_check__duty_span(rota_check__context *ctx) {
    if (ctx->rules->duty_span < 0 && ctx->rules->duty_work < 0)
        return;
    rota_check__limits limits = rota_check__adult_limits(ctx);
    rota_check__unit *units;
    int n = rota_check__units(ctx, limits, &units);
    for (int i = 0; i < n; i++) {
        if (!rota_check__unit_counts(ctx, &units[i]) ||
            rota_check__young(ctx, rota_check__first_duty(ctx, &units[i])->date))
            continue;
        rota_finding seen = draft_span(ctx, ROTA_RULE_DUTY_SPAN, &units[i]);
        seen.measured = units[i].end - units[i].start;
        seen.required = limits.span;
        if (limits.spans)
            rota_check__seen(ctx, &seen, false);
        if (limits.spans && seen.measured > limits.span)
            report_span(ctx, units, n, i, limits);
        if (ctx->rules->duty_work >= 0)
            check_work(ctx, &units[i]);
    }
    free(units);
}

/* ---- The young ---- */

/* No compensatory rest for them. A duty too long for the rest in its 24 hours breaks the same rule.
 */
static void report_young_span(rota_check__context *ctx, const rota_check__unit *unit,
                              rota_check__limits limits) {
    int64_t span = unit->end - unit->start;
    int64_t left = span < ROTA_CHECK__DAY ? ROTA_CHECK__DAY - span : 0;
    rota_finding finding = draft_span(ctx, ROTA_RULE_YOUNG_DAILY_REST, unit);
    finding.measured = left;
    finding.required = limits.rest;
    cure_span(ctx, unit, limits.span);
    rota_check__report(
        ctx, &finding,
        "%s; that leaves %s of rest in 24 h, and under the age of %d at least %s are "
        "needed",
        say_span(ctx, unit), rota_check__say_minutes(ctx, left), rota_check__adult_age(ctx->rules),
        rota_check__say_minutes(ctx, limits.rest));
}

void rota_check__young_daily_rest(rota_check__context *ctx) {
    int rest = ctx->rules->young_daily_rest;
    if (rest < 0 || ctx->nwork == 0 || !rota_check__young(ctx, ctx->work[0]->date))
        return;
    rota_check__limits limits = {rest, ROTA_CHECK__DAY - rest, true};
    rota_check__unit *units;
    int n = rota_check__units(ctx, limits, &units);
    for (int i = 0; i < n; i++) {
        if (rota_check__young(ctx, rota_check__first_duty(ctx, &units[i])->date) &&
            units[i].end - units[i].start > limits.span && rota_check__unit_counts(ctx, &units[i]))
            report_young_span(ctx, &units[i], limits);
    }
    check_rests(ctx, ROTA_RULE_YOUNG_DAILY_REST, units, n, limits, true);
    free(units);
}
