/* Working time of people under age: limits of a day and a week without averaging, and no nights.
 * Nothing relaxes them: neither an opt-out nor continuity of care. */
#include "core/check_internal.h"

/* Does work of [start, end) belong to the period: its first day does, or a duty of it does? */
static bool day_counts(const rota_check__context *ctx, rota_day day, int first, int end) {
    if (rota_check__in_period(ctx, day))
        return true;
    for (int i = first; i < end; i++) {
        if (rota_check__in_period(ctx, ctx->work[i]->date))
            return true;
    }
    return false;
}

/* A day is a calendar day: what is worked after midnight counts on the next one. */
void rota_check__young_daily(rota_check__context *ctx) {
    int limit = ctx->rules->young_daily;
    if (limit < 0)
        return;
    for (rota_day day = ctx->from; day <= ctx->to + 1 && rota_check__young(ctx, day); day++) {
        int64_t minutes = rota_check__minutes(ctx, day, day);
        if (minutes <= limit)
            continue;
        rota_minute from = rota_check__midnight(ctx, day), to = rota_check__midnight(ctx, day + 1);
        int end = rota_check__work_from(ctx, day + 1);
        int first = rota_check__work_from(ctx, day);
        while (first > 0 && ctx->work[first - 1]->end > from)
            first--; /* from the day before, over midnight */
        if (!day_counts(ctx, day, first, end))
            continue;
        rota_finding finding = {.rule = ROTA_RULE_YOUNG_DAILY,
                                .verdict = ROTA_FAIL,
                                .date = day,
                                .from = from,
                                .to = to,
                                .measured = minutes,
                                .required = limit};
        rota_check__rests_on_work(ctx, &finding, first, end - first);
        rota_check__report(ctx, &finding,
                           "%s of work on %s; under the age of %d at most %s a day are allowed",
                           rota_check__say_minutes(ctx, minutes), rota_check__say_day(ctx, day),
                           rota_check__adult_age(ctx->rules), rota_check__say_minutes(ctx, limit));
    }
}

/* The week of the law begins on Monday, whatever the home's does. */
void rota_check__young_weekly(rota_check__context *ctx) {
    int limit = ctx->rules->young_weekly;
    if (limit < 0)
        return;
    rota_day week = rota_week_start(ctx->from, ROTA_MON);
    for (; week <= ctx->to + 1 && rota_check__young(ctx, week); week += 7) {
        int64_t minutes = rota_check__minutes(ctx, week, week + 6);
        if (minutes <= limit)
            continue;
        rota_minute from = rota_check__midnight(ctx, week);
        int first = rota_check__work_from(ctx, week), end = rota_check__work_from(ctx, week + 7);
        while (first > 0 && ctx->work[first - 1]->end > from)
            first--;
        if (!day_counts(ctx, week, first, end))
            continue;
        rota_finding finding = {.rule = ROTA_RULE_YOUNG_WEEKLY,
                                .verdict = ROTA_FAIL,
                                .date = week,
                                .from = from,
                                .to = rota_check__midnight(ctx, week + 7),
                                .measured = minutes,
                                .required = limit};
        rota_check__rests_on_work(ctx, &finding, first, end - first);
        rota_check__report(ctx, &finding,
                           "%s of work in the week from %s; under the age of %d at most %s a week "
                           "are allowed",
                           rota_check__say_minutes(ctx, minutes), rota_check__say_day(ctx, week),
                           rota_check__adult_age(ctx->rules), rota_check__say_minutes(ctx, limit));
    }
}

/* Minutes of a duty within the time of day in which the young do not work. */
static int64_t restricted_minutes(const rota_check__context *ctx, const rota_duty *duty) {
    const rota_zone *zone = ctx->home->zone;
    int begin = ctx->rules->young_night_from, end = ctx->rules->young_night_to;
    if (end <= begin)
        end += ROTA_CHECK__DAY;
    int64_t sum = 0;
    for (rota_day day = duty->date - 1;; day++) {
        rota_minute from = rota_zone_at(zone, day, begin, false);
        rota_minute to = rota_zone_at(zone, day, end, true);
        if (from >= duty->end)
            return sum;
        from = from > duty->start ? from : duty->start;
        to = to < duty->end ? to : duty->end;
        sum += to > from ? to - from : 0;
    }
}

void rota_check__young_night(rota_check__context *ctx) {
    if (ctx->rules->young_night_from < 0 || ctx->rules->young_night_to < 0)
        return;
    for (int i = rota_check__work_from(ctx, ctx->from); i < ctx->nwork; i++) {
        const rota_duty *duty = ctx->work[i];
        if (duty->date > ctx->to || !rota_check__young(ctx, duty->date))
            return;
        int64_t minutes = restricted_minutes(ctx, duty);
        if (minutes == 0)
            continue;
        char from[ROTA_HOURS_SIZE], to[ROTA_HOURS_SIZE];
        rota_finding finding = {.rule = ROTA_RULE_YOUNG_NIGHT,
                                .verdict = ROTA_FAIL,
                                .date = duty->date,
                                .from = duty->start,
                                .to = duty->end,
                                .measured = minutes};
        rota_check__rests_on(&finding, duty);
        rota_check__report(ctx, &finding,
                           "%s (%s) has %s between %s and %s; nobody under the age of %d works "
                           "then",
                           rota_check__say_duty(ctx, duty), rota_check__say_times(ctx, duty),
                           rota_check__say_minutes(ctx, minutes),
                           rota_format_time(ctx->rules->young_night_from, from),
                           rota_format_time(ctx->rules->young_night_to, to),
                           rota_check__adult_age(ctx->rules));
    }
}
