/* Duties as the law of rest sees them: stretches of work with the rest that follows.
 *
 * The law asks for so much rest in each 24 hours and does not say where these begin; here they
 * begin with the work. Windows of 24 hours sliding over everything would find a breach in plain
 * office hours. */
#include "core/check_internal.h"

#include <stdlib.h>

rota_check__limits rota_check__adult_limits(const rota_check__context *ctx) {
    const rota_rules *rules = ctx->rules;
    if (rules->duty_span >= 0)
        return (rota_check__limits){rules->daily_rest, rules->duty_span, true};
    return (rota_check__limits){rules->daily_rest, ROTA_CHECK__DAY - rules->daily_rest, false};
}

enum { LEAST_REST = 60 }; /* minutes: anything shorter is a break */

/* The longest rest between two stretches, with call-outs in between. */
static void find_rest(const rota_check__context *ctx, rota_check__unit *unit, int next) {
    const rota_check__stretch *stretches = ctx->stretches;
    unit->rest_from = unit->rest_to = unit->end;
    for (int i = unit->last; i < next; i++) {
        if (i > unit->last &&
            stretches[i + 1].start - stretches[i].end <= unit->rest_to - unit->rest_from)
            continue;
        unit->rest_from = stretches[i].end;
        unit->rest_to = stretches[i + 1].start;
        unit->rest_before = stretches[i].ending;
        unit->rest_after = stretches[i + 1].first;
    }
}

/* Does the stretch share the rest that follows with the unit? A gap as short as a break parts
 * nothing, however long the duty gets by it. Nor does a longer one where both begin on one day and
 * the span is less too long than the gap is too short: a split duty that is too long, rather than
 * two duties without a rest between. */
static bool is_one_duty(const rota_check__context *ctx, const rota_check__unit *unit,
                        const rota_check__stretch *stretch, rota_check__limits limits) {
    int64_t rest = rota_check__rest_after(unit), span = stretch->end - unit->start;
    if (rest >= limits.rest)
        return false;
    if (span <= limits.span || rest < LEAST_REST)
        return true;
    bool one_day = rota_check__first_duty(ctx, unit)->date == ctx->work[stretch->first]->date;
    return one_day && limits.spans && span - limits.span < limits.rest - rest;
}

int rota_check__units(const rota_check__context *ctx, rota_check__limits limits,
                      rota_check__unit **units) {
    *units = ROTA_NEW_ARRAY(rota_check__unit, ctx->nstretches);
    int n = 0;
    for (int i = 0; i < ctx->nstretches; i++) {
        const rota_check__stretch *stretch = &ctx->stretches[i];
        rota_check__unit *last = n > 0 ? &(*units)[n - 1] : NULL;
        if (stretch->call)
            continue;
        if (last)
            find_rest(ctx, last, i);
        if (last && is_one_duty(ctx, last, stretch, limits)) {
            last->end = stretch->end;
            last->last = i;
            continue;
        }
        (*units)[n++] =
            (rota_check__unit){.start = stretch->start, .end = stretch->end, .first = i, .last = i};
    }
    if (n > 0) {
        rota_check__unit *last = &(*units)[n - 1];
        last->rest_from = last->rest_to = -1;
        last->rest_before = last->rest_after = -1;
    }
    return n;
}

const rota_duty *rota_check__first_duty(const rota_check__context *ctx,
                                        const rota_check__unit *unit) {
    return ctx->work[ctx->stretches[unit->first].first];
}

const rota_duty *rota_check__last_duty(const rota_check__context *ctx,
                                       const rota_check__unit *unit) {
    return ctx->work[ctx->stretches[unit->last].ending];
}

int64_t rota_check__rest_after(const rota_check__unit *unit) {
    return unit->rest_to - unit->rest_from;
}

bool rota_check__unit_counts(const rota_check__context *ctx, const rota_check__unit *unit) {
    const rota_check__stretch *last = &ctx->stretches[unit->last];
    for (int i = ctx->stretches[unit->first].first; i < last->first + last->count; i++) {
        if (rota_check__in_period(ctx, ctx->work[i]->date))
            return true;
    }
    return false;
}

bool rota_check__rest_counts(const rota_check__context *ctx, const rota_check__unit *before) {
    return rota_check__in_period(ctx, rota_check__last_duty(ctx, before)->date) ||
           rota_check__in_period(ctx, rota_check__first_duty(ctx, before + 1)->date);
}

bool rota_check__rest_is_young(const rota_check__context *ctx, const rota_check__unit *before) {
    if (!rota_check__young(ctx, rota_check__last_duty(ctx, before)->date))
        return false;
    return before->rest_from < rota_check__midnight(ctx, ctx->adult_from);
}

/* What is left of 24 hours after a duty that nearly fills them is a break and no rest. */
enum { NO_REST = 60 };

int64_t rota_check__owed_for_span(const rota_check__context *ctx, const rota_check__unit *unit,
                                  rota_check__limits limits) {
    int64_t span = unit->end - unit->start;
    if (!limits.spans || span <= limits.span ||
        rota_check__young(ctx, rota_check__first_duty(ctx, unit)->date))
        return 0;
    int64_t left = ROTA_CHECK__DAY - span;
    int64_t owed = limits.rest - (left >= NO_REST ? left : 0);
    return owed > 0 ? owed : 0;
}

int64_t rota_check__owed_for_rest(const rota_check__context *ctx, const rota_check__unit *units,
                                  int i, rota_check__limits limits) {
    if (i == 0 || rota_check__rest_is_young(ctx, &units[i - 1]))
        return 0;
    int64_t rest = rota_check__rest_after(&units[i - 1]);
    return rest < limits.rest ? limits.rest - rest : 0;
}
