/* Daily rest, the span of a duty, and the compensatory rest for both.
 *
 * The law asks for so much rest in each 24 hours and does not say where these begin; here they
 * begin with the work. Windows of 24 hours sliding over everything would find a breach in plain
 * office hours. */
#include "core/check_internal.h"

#include <stdlib.h>

/* Stretches of work that lie within one span and may share the rest that follows: a split duty.
 * It is lawful when the span leaves the daily rest in its 24 hours. */
struct unit {
    rota_minute start, end;
    int first, last; /* stretches */
};

/* The two numbers of a rule for adults or for the young. */
struct limits {
    int rest, span;
    bool spans; /* is a long span a breach of its own? */
};

static struct limits adult_limits(const rota_check__context *ctx) {
    const rota_rules *rules = ctx->rules;
    if (rules->duty_span >= 0)
        return (struct limits){rules->daily_rest, rules->duty_span, true};
    return (struct limits){rules->daily_rest, ROTA_CHECK__DAY - rules->daily_rest, false};
}

/* Cut the stretches into units, each as long as it may be. */
static int find_units(const rota_check__context *ctx, struct limits limits, struct unit **units) {
    *units = ROTA_NEW_ARRAY(struct unit, ctx->nstretches);
    int n = 0;
    for (int i = 0; i < ctx->nstretches; i++) {
        const rota_check__stretch *stretch = &ctx->stretches[i];
        struct unit *last = n > 0 ? &(*units)[n - 1] : NULL;
        if (last && stretch->start - last->end < limits.rest &&
            stretch->end - last->start <= limits.span) {
            last->end = stretch->end;
            last->last = i;
            continue;
        }
        (*units)[n++] = (struct unit){stretch->start, stretch->end, i, i};
    }
    return n;
}

static const rota_duty *first_duty(const rota_check__context *ctx, const struct unit *unit) {
    return ctx->work[ctx->stretches[unit->first].first];
}

static const rota_duty *last_duty(const rota_check__context *ctx, const struct unit *unit) {
    return ctx->work[ctx->stretches[unit->last].ending];
}

static bool unit_counts(const rota_check__context *ctx, const struct unit *unit) {
    const rota_check__stretch *last = &ctx->stretches[unit->last];
    for (int i = ctx->stretches[unit->first].first; i < last->first + last->count; i++) {
        if (rota_check__in_period(ctx, ctx->work[i]->date))
            return true;
    }
    return false;
}

static bool gap_counts(const rota_check__context *ctx, const struct unit *before) {
    return rota_check__in_period(ctx, last_duty(ctx, before)->date) ||
           rota_check__in_period(ctx, first_duty(ctx, before + 1)->date);
}

static int64_t gap_after(const struct unit *unit) {
    return unit[1].start - unit->end;
}

/* What is left of 24 hours after a duty that nearly fills them is a break and no rest. */
enum { NO_REST = 60 };

/* Rest owed for a unit that is too long, 0 for others: what is missing in its 24 hours. */
static int64_t owed_for_span(const struct unit *unit, struct limits limits) {
    int64_t span = unit->end - unit->start;
    if (!limits.spans || span <= limits.span)
        return 0;
    int64_t left = ROTA_CHECK__DAY - span;
    int64_t owed = limits.rest - (left >= NO_REST ? left : 0);
    return owed > 0 ? owed : 0;
}

/* Rest owed for the gap before unit i, 0 when it is long enough. */
static int64_t owed_for_gap(const struct unit *units, int i, struct limits limits) {
    if (i == 0)
        return 0;
    int64_t gap = gap_after(&units[i - 1]);
    return gap < limits.rest ? limits.rest - gap : 0;
}

static bool instead(const rota_check__context *ctx) {
    return ctx->special && ctx->rules->daily_rest_special;
}

/* How the rest after units[i] stands to the compensatory rest that is due in it. */
static const char *say_due(rota_check__context *ctx, const struct unit *units, int n, int i,
                           struct limits limits) {
    int64_t due = limits.rest + owed_for_gap(units, i, limits) + owed_for_span(&units[i], limits);
    const char *need = rota_check__say_minutes(ctx, due);
    if (i + 1 == n)
        return rota_check__say(ctx, "the rest that follows must be at least %s", need);
    return rota_check__say(ctx, "the rest that follows must be at least %s and is %s", need,
                           rota_check__say_minutes(ctx, gap_after(&units[i])));
}

/* ---- Daily rest ---- */

static void report_gap(rota_check__context *ctx, enum rota_rule rule, const struct unit *units,
                       int n, int i, struct limits limits, bool owed_instead) {
    const rota_duty *before = last_duty(ctx, &units[i]), *after = first_duty(ctx, &units[i + 1]);
    int64_t gap = gap_after(&units[i]);
    rota_finding finding = {.rule = rule,
                            .verdict = owed_instead ? ROTA_COMP_REST : ROTA_FAIL,
                            .date = after->date,
                            .from = before->end,
                            .to = after->start,
                            .measured = gap,
                            .required = limits.rest};
    rota_check__rests_on(&finding, before);
    rota_check__rests_on(&finding, after);
    const char *rest = rota_check__say_rest(ctx, before, after);
    const char *need = rota_check__say_minutes(ctx, limits.rest);
    if (owed_instead) {
        finding.owed = limits.rest - gap;
        rota_check__report(ctx, &finding, "%s; %s are needed, so %s are owed: %s", rest, need,
                           rota_check__say_minutes(ctx, finding.owed),
                           say_due(ctx, units, n, i + 1, limits));
    } else if (rule == ROTA_RULE_YOUNG_DAILY_REST) {
        rota_check__report(ctx, &finding, "%s; under the age of %d at least %s are needed", rest,
                           rota_check__adult_age(ctx->rules), need);
    } else {
        rota_check__report(ctx, &finding, "%s; at least %s are needed", rest, need);
    }
}

void rota_check__daily_rest(rota_check__context *ctx) {
    struct limits limits = adult_limits(ctx);
    if (limits.rest < 0)
        return;
    struct unit *units;
    int n = find_units(ctx, limits, &units);
    for (int i = 0; i + 1 < n; i++) {
        if (gap_after(&units[i]) < limits.rest && gap_counts(ctx, &units[i]) &&
            !rota_check__young(ctx, last_duty(ctx, &units[i])->date))
            report_gap(ctx, ROTA_RULE_DAILY_REST, units, n, i, limits, instead(ctx));
    }
    free(units);
}

/* ---- The span of a duty ---- */

static void draft_span(const rota_check__context *ctx, const struct unit *unit,
                       rota_finding *finding) {
    const rota_check__stretch *last = &ctx->stretches[unit->last];
    int first = ctx->stretches[unit->first].first;
    finding->date = first_duty(ctx, unit)->date;
    finding->from = unit->start;
    finding->to = unit->end;
    rota_check__rests_on_work(ctx, finding, first, last->first + last->count - first);
}

/* "Long day on Mon 7 Dec (from 08:00 to 21:30) lasts 13 h 30" */
static const char *say_span(rota_check__context *ctx, const struct unit *unit) {
    const rota_duty *first = first_duty(ctx, unit), *last = last_duty(ctx, unit);
    const char *span = rota_check__say_minutes(ctx, unit->end - unit->start);
    if (first == last)
        return rota_check__say(ctx, "%s (%s) lasts %s", rota_check__say_duty(ctx, first),
                               rota_check__say_times(ctx, first), span);
    return rota_check__say(
        ctx, "%s of work without a rest, from %s (starts %s) to %s (ends %s)", span,
        rota_check__say_duty(ctx, first), rota_check__say_clock(ctx, first->start, first->date),
        rota_check__say_duty(ctx, last), rota_check__say_clock(ctx, last->end, last->date));
}

static void report_span(rota_check__context *ctx, const struct unit *units, int n, int i,
                        struct limits limits) {
    const struct unit *unit = &units[i];
    rota_finding finding = {.rule = ROTA_RULE_DUTY_SPAN,
                            .verdict = ROTA_FAIL,
                            .measured = unit->end - unit->start,
                            .required = limits.span};
    draft_span(ctx, unit, &finding);
    const char *span = say_span(ctx, unit);
    const char *most = rota_check__say_minutes(ctx, limits.span);
    int64_t owed = owed_for_span(unit, limits);
    if (instead(ctx) && owed > 0) {
        finding.verdict = ROTA_COMP_REST;
        finding.owed = owed;
        rota_check__report(ctx, &finding, "%s; at most %s, so %s of rest are owed: %s", span, most,
                           rota_check__say_minutes(ctx, owed), say_due(ctx, units, n, i, limits));
    } else if (limits.rest < 0) {
        rota_check__report(ctx, &finding, "%s; at most %s are allowed", span, most);
    } else {
        rota_check__report(ctx, &finding, "%s; at most %s leave %s of rest in 24 h", span, most,
                           rota_check__say_minutes(ctx, limits.rest));
    }
}

void rota_check__duty_span(rota_check__context *ctx) {
    if (ctx->rules->duty_span < 0)
        return;
    struct limits limits = adult_limits(ctx);
    struct unit *units;
    int n = find_units(ctx, limits, &units);
    for (int i = 0; i < n; i++) {
        if (units[i].end - units[i].start > limits.span && unit_counts(ctx, &units[i]) &&
            !rota_check__young(ctx, first_duty(ctx, &units[i])->date))
            report_span(ctx, units, n, i, limits);
    }
    free(units);
}

/* ---- Compensatory rest ---- */

/* What is owed is due in the very next rest, on top of the daily rest. */
void rota_check__compensatory_rest(rota_check__context *ctx) {
    struct limits limits = adult_limits(ctx);
    if (!instead(ctx) || limits.rest < 0)
        return;
    struct unit *units;
    int n = find_units(ctx, limits, &units);
    for (int i = 0; i + 1 < n; i++) {
        int64_t for_gap = owed_for_gap(units, i, limits);
        int64_t for_span = owed_for_span(&units[i], limits);
        int64_t owed = for_gap + for_span, need = limits.rest + owed;
        bool young = rota_check__young(ctx, first_duty(ctx, &units[i])->date);
        if (owed == 0 || gap_after(&units[i]) >= need || !gap_counts(ctx, &units[i]) || young)
            continue;
        const rota_duty *before = last_duty(ctx, &units[i]);
        const rota_duty *after = first_duty(ctx, &units[i + 1]);
        rota_finding finding = {.rule = ROTA_RULE_COMPENSATORY_REST,
                                .verdict = ROTA_FAIL,
                                .date = after->date,
                                .from = before->end,
                                .to = after->start,
                                .measured = gap_after(&units[i]),
                                .required = need};
        if (for_gap > 0)
            rota_check__rests_on(&finding, last_duty(ctx, &units[i - 1]));
        if (first_duty(ctx, &units[i]) != before)
            rota_check__rests_on(&finding, first_duty(ctx, &units[i]));
        rota_check__rests_on(&finding, before);
        rota_check__rests_on(&finding, after);
        rota_check__report(
            ctx, &finding, "%s; at least %s are needed: %s, and %s owed for %s",
            rota_check__say_rest(ctx, before, after), rota_check__say_minutes(ctx, need),
            rota_check__say_minutes(ctx, limits.rest), rota_check__say_minutes(ctx, owed),
            for_gap == 0    ? "the long duty before it"
            : for_span == 0 ? "the short rest before it"
                            : "the short rest and the long duty before it");
    }
    free(units);
}

/* ---- The young ---- */

/* No compensatory rest for them. A duty too long for the rest in its 24 hours breaks the same rule.
 */
static void report_young_span(rota_check__context *ctx, const struct unit *unit,
                              struct limits limits) {
    int64_t span = unit->end - unit->start;
    int64_t left = span < ROTA_CHECK__DAY ? ROTA_CHECK__DAY - span : 0;
    rota_finding finding = {.rule = ROTA_RULE_YOUNG_DAILY_REST,
                            .verdict = ROTA_FAIL,
                            .measured = left,
                            .required = limits.rest};
    draft_span(ctx, unit, &finding);
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
    struct limits limits = {rest, ROTA_CHECK__DAY - rest, true};
    struct unit *units;
    int n = find_units(ctx, limits, &units);
    for (int i = 0; i < n && rota_check__young(ctx, first_duty(ctx, &units[i])->date); i++) {
        if (units[i].end - units[i].start > limits.span && unit_counts(ctx, &units[i]))
            report_young_span(ctx, &units[i], limits);
        if (i + 1 < n && gap_after(&units[i]) < limits.rest && gap_counts(ctx, &units[i]))
            report_gap(ctx, ROTA_RULE_YOUNG_DAILY_REST, units, n, i, limits, false);
    }
    free(units);
}
