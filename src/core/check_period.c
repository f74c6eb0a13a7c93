/* The home's limits of a whole period, the days that are planned or checked together: hours,
 * weekends, duties of a shift. */
#include "core/check_internal.h"

static bool in_period(const rota_check__context *ctx, rota_day day) {
    return day >= ctx->period_from && day <= ctx->period_to;
}

/* A finding about the whole period, on the last day of it that is known. */
static rota_finding of_period(const rota_check__context *ctx, enum rota_rule rule) {
    rota_day last = ctx->period_to < ctx->to ? ctx->period_to : ctx->to;
    rota_day first = ctx->period_from > ctx->from ? ctx->period_from : ctx->from;
    return (rota_finding){.rule = rule,
                          .verdict = ROTA_FAIL,
                          .date = last,
                          .from = rota_check__midnight(ctx, first),
                          .to = rota_check__midnight(ctx, last + 1)};
}

/* "from Mon 7 Dec to Sun 13 Dec" */
static const char *say_period(rota_check__context *ctx) {
    rota_day first = ctx->period_from > ctx->from ? ctx->period_from : ctx->from;
    rota_day last = ctx->period_to < ctx->to ? ctx->period_to : ctx->to;
    if (first == last)
        return rota_check__say(ctx, "on %s", rota_check__say_day(ctx, first));
    return rota_check__say(ctx, "from %s to %s", rota_check__say_day(ctx, first),
                           rota_check__say_day(ctx, last));
}

/* ---- Hours ---- */

static int64_t minutes_of_period(const rota_check__context *ctx) {
    int64_t minutes = 0;
    for (int i = 0; i < ctx->nwork; i++)
        minutes += in_period(ctx, ctx->work[i]->date) ? ctx->work[i]->work_minutes : 0;
    return minutes;
}

/* With days still to come (a weekend without duties is none) it is too early to say. */
void rota_check__min_hours_in_period(rota_check__context *ctx) {
    enum { WEEKEND = 2 };
    int64_t least =
        rota_home_least_minutes(ctx->home, ctx->staff, ctx->period_from, ctx->period_to);
    int64_t minutes = least > 0 ? minutes_of_period(ctx) : 0;
    if (minutes >= least)
        return;
    rota_finding finding = of_period(ctx, ROTA_RULE_HOUSE_MIN_HOURS_IN_PERIOD);
    finding.provisional = ctx->known_to < ctx->period_to - WEEKEND;
    finding.verdict = finding.provisional ? ROTA_PROVISIONAL : ROTA_FAIL;
    finding.measured = minutes;
    finding.required = least;
    rota_check__report(ctx, &finding, "%s of work %s%s; at least %s are needed%s",
                       rota_check__say_minutes(ctx, minutes), say_period(ctx),
                       finding.provisional ? " so far" : "", rota_check__say_minutes(ctx, least),
                       least < ctx->person->limits.min_minutes_in_period
                           ? " (days on leave or not employed taken off)"
                           : "");
}

/* The last duties of the period are those that made it too many. */
static void rests_on_last(rota_check__context *ctx, rota_finding *finding) {
    int end = rota_check__work_from(ctx, ctx->period_to + 1);
    int first = rota_check__work_from(ctx, ctx->period_from);
    if (end - first > ROTA_FINDING_SHIFTS)
        first = end - ROTA_FINDING_SHIFTS;
    rota_check__rests_on_work(ctx, finding, first, end - first);
}

void rota_check__max_hours_in_period(rota_check__context *ctx) {
    int64_t limit = ctx->person->limits.max_minutes_in_period;
    int64_t minutes = limit >= 0 ? minutes_of_period(ctx) : 0;
    if (limit < 0 || minutes <= limit)
        return;
    rota_finding finding = of_period(ctx, ROTA_RULE_HOUSE_MAX_HOURS_IN_PERIOD);
    finding.measured = minutes;
    finding.required = limit;
    rests_on_last(ctx, &finding);
    rota_check__report(ctx, &finding, "%s of work %s; at most %s are allowed",
                       rota_check__say_minutes(ctx, minutes), say_period(ctx),
                       rota_check__say_minutes(ctx, limit));
}

/* ---- Weekends ---- */

/* A weekend that has begun before the period, with work on its Saturday, is counted there. */
void rota_check__max_weekends_in_period(rota_check__context *ctx) {
    int limit = ctx->person->limits.max_weekends_in_period;
    rota_day counted = ROTA_NO_DAY;
    rota_finding finding = {0};
    if (limit < 0 || ctx->period_from > ctx->period_to)
        return;
    finding = of_period(ctx, ROTA_RULE_HOUSE_MAX_WEEKENDS_IN_PERIOD);
    for (int i = 0; i < ctx->nwork; i++) {
        rota_day day = ctx->work[i]->date;
        if (!rota_day_is_weekend(day))
            continue;
        rota_day saturday = rota_week_start(day, ROTA_SAT);
        if (!in_period(ctx, day)) {
            counted = saturday;
            continue;
        }
        if (saturday != counted) {
            finding.measured++;
            rota_check__rests_on(&finding, ctx->work[i]);
            finding.date = day;
        }
        counted = saturday;
    }
    finding.required = limit;
    finding.counts = true;
    if (finding.measured > limit)
        rota_check__report(ctx, &finding, "%s worked %s; at most %d %s allowed",
                           rota_check__say_count(ctx, finding.measured, "weekend"), say_period(ctx),
                           limit, limit == 1 ? "is" : "are");
}

/* ---- Duties of a shift ---- */

static void check_shift(rota_check__context *ctx, int shift, int limit) {
    rota_finding finding = of_period(ctx, ROTA_RULE_HOUSE_MAX_SHIFTS_IN_PERIOD);
    const rota_duty *last = NULL;
    for (int i = 0; i < ctx->nduties; i++) {
        const rota_duty *duty = &ctx->duties[i];
        if (duty->shift != shift || !in_period(ctx, duty->date))
            continue;
        finding.measured++;
        rota_check__rests_on(&finding, duty);
        last = duty;
    }
    finding.required = limit;
    finding.counts = true;
    if (finding.measured <= limit)
        return;
    finding.date = last->date;
    rota_check__report(
        ctx, &finding, "%s of shift %s %s; at most %d %s allowed",
        finding.measured == 1 ? "1 duty"
                              : rota_check__say(ctx, "%lld duties", (long long)finding.measured),
        rota_check__say_name(ctx, last), say_period(ctx), limit, limit == 1 ? "is" : "are");
}

void rota_check__max_shifts_in_period(rota_check__context *ctx) {
    const int *most = ctx->person->max_shifts;
    for (int shift = 0; most && shift < ctx->home->nshifts; shift++)
        if (most[shift] >= 0 && ctx->period_from <= ctx->period_to)
            check_shift(ctx, shift, most[shift]);
}
