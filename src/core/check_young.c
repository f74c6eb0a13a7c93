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
        if (minutes <= limit) {
            rota_finding seen = {.rule = ROTA_RULE_YOUNG_DAILY,
                                 .date = day,
                                 .from = rota_check__midnight(ctx, day),
                                 .to = rota_check__midnight(ctx, day + 1),
                                 .measured = minutes,
                                 .required = limit};
            if (minutes > 0)
                rota_check__seen(ctx, &seen, false);
            continue;
        }
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
        rota_check__cure(ctx, "%s less work on %s", rota_check__say_minutes(ctx, minutes - limit),
                         rota_check__say_day(ctx, day));
        rota_check__report(ctx, &finding,
                           "%s of work on %s%s; under the age of %d at most %s a day are allowed",
                           rota_check__say_minutes(ctx, minutes), rota_check__say_day(ctx, day),
                           rota_check__say_change(ctx, from, to), rota_check__adult_age(ctx->rules),
                           rota_check__say_minutes(ctx, limit));
    }
}

/* Of other jobs only their hours of a week are known: of a part of it they have their share. */
static int64_t other_minutes(const rota_check__context *ctx, rota_day week, rota_day last) {
    int64_t other = ctx->person->other_minutes > 0 ? ctx->person->other_minutes : 0;
    return other * (last - week + 1) / 7;
}

static void report_week(rota_check__context *ctx, rota_day week, rota_day last, int64_t minutes) {
    int limit = ctx->rules->young_weekly;
    int64_t other = other_minutes(ctx, week, last);
    rota_minute from = rota_check__midnight(ctx, week);
    int first = rota_check__work_from(ctx, week), end = rota_check__work_from(ctx, last + 1);
    while (first > 0 && ctx->work[first - 1]->end > from)
        first--;
    if (!day_counts(ctx, week, first, end))
        return;
    rota_finding finding = {.rule = ROTA_RULE_YOUNG_WEEKLY,
                            .verdict = minutes > limit ? ROTA_FAIL : ROTA_PASS,
                            .date = week,
                            .from = from,
                            .to = rota_check__midnight(ctx, last + 1),
                            .measured = minutes,
                            .required = limit};
    if (minutes <= limit) {
        rota_check__seen(ctx, &finding, false);
        return;
    }
    rota_check__rests_on_work(ctx, &finding, first, end - first);
    rota_check__cure(ctx, "%s less work in this week",
                     rota_check__say_minutes(ctx, minutes - limit));
    rota_check__report(ctx, &finding,
                       "%s of work in the week from %s%s; under the age of %d at most %s a week "
                       "are allowed",
                       rota_check__say_minutes(ctx, minutes), rota_check__say_day(ctx, week),
                       other > 0 ? rota_check__say(ctx, " (%s of it in other jobs)",
                                                   rota_check__say_minutes(ctx, other))
                                 : "",
                       rota_check__adult_age(ctx->rules), rota_check__say_minutes(ctx, limit));
}

/* The week of the law begins on Monday, whatever the home's does. From the birthday on it no longer
 * holds. Hours of all employers count together. */
void rota_check__young_weekly(rota_check__context *ctx) {
    if (ctx->rules->young_weekly < 0)
        return;
    rota_day week = rota_week_start(ctx->from, ROTA_MON);
    for (; week <= ctx->to + 1 && rota_check__young(ctx, week); week += 7) {
        rota_day last = week + 6 < ctx->adult_from ? week + 6 : ctx->adult_from - 1;
        int64_t minutes = rota_check__minutes(ctx, week, last);
        if (minutes > 0)
            report_week(ctx, week, last, minutes + other_minutes(ctx, week, last));
    }
}

/* The time of day in which the person does not work: later where the contract says so. */
static void restricted_period(const rota_check__context *ctx, int *from, int *to) {
    const rota_rules *rules = ctx->rules;
    bool later = ctx->person->contract_after_22 && rules->young_contract_from >= 0 &&
                 rules->young_contract_to >= 0;
    *from = later ? rules->young_contract_from : rules->young_night_from;
    *to = later ? rules->young_contract_to : rules->young_night_to;
}

/* Minutes of a duty within it, as far as the person is young. */
static int64_t restricted_minutes(const rota_check__context *ctx, const rota_duty *duty, int begin,
                                  int end) {
    const rota_zone *zone = ctx->home->zone;
    rota_minute adult = rota_check__midnight(ctx, ctx->adult_from);
    rota_minute last = duty->end < adult ? duty->end : adult;
    if (end <= begin)
        end += ROTA_CHECK__DAY;
    int64_t sum = 0;
    for (rota_day day = duty->date - 1;; day++) {
        rota_minute from = rota_zone_at(zone, day, begin, false);
        rota_minute to = rota_zone_at(zone, day, end, true);
        if (from >= last)
            return sum;
        from = from > duty->start ? from : duty->start;
        to = to < last ? to : last;
        sum += to > from ? to - from : 0;
    }
}

static void cure_night(rota_check__context *ctx, const rota_duty *duty, int begin, int end) {
    const rota_zone *zone = ctx->home->zone;
    rota_minute last = rota_zone_at(zone, duty->date, begin, false);
    rota_minute first = rota_zone_at(zone, duty->date, end % ROTA_CHECK__DAY, true);
    bool early = duty->start<first, late = duty->end> last;
    if (early && first < duty->end && first < last)
        rota_check__cure(ctx, "start it at %s or later%s, or give it to an adult",
                         rota_check__say_clock(ctx, first, duty->date),
                         late ? rota_check__say(ctx, " and end it by %s",
                                                rota_check__say_clock(ctx, last, duty->date))
                              : "");
    else if (!early && duty->start < last)
        rota_check__cure(ctx, "end it by %s, or give it to an adult",
                         rota_check__say_clock(ctx, last, duty->date));
    else
        rota_check__cure(ctx, "give it to an adult");
}

void rota_check__young_night(rota_check__context *ctx) {
    int begin, end;
    restricted_period(ctx, &begin, &end);
    if (begin < 0 || end < 0)
        return;
    for (int i = rota_check__work_from(ctx, ctx->from); i < ctx->nwork; i++) {
        const rota_duty *duty = ctx->work[i];
        if (duty->date > ctx->to || !rota_check__young(ctx, duty->date))
            return;
        int64_t minutes = restricted_minutes(ctx, duty, begin, end);
        rota_finding finding = {.rule = ROTA_RULE_YOUNG_NIGHT,
                                .verdict = ROTA_FAIL,
                                .date = duty->date,
                                .from = duty->start,
                                .to = duty->end,
                                .measured = minutes};
        rota_check__seen(ctx, &finding, false);
        if (minutes == 0)
            continue;
        char from[ROTA_HOURS_SIZE], to[ROTA_HOURS_SIZE];
        rota_check__rests_on(&finding, duty);
        cure_night(ctx, duty, begin, end);
        rota_check__report(ctx, &finding,
                           "%s (%s) has %s between %s and %s; nobody under the age of %d works "
                           "then",
                           rota_check__say_duty(ctx, duty), rota_check__say_times(ctx, duty),
                           rota_check__say_minutes(ctx, minutes), rota_format_time(begin, from),
                           rota_format_time(end, to), rota_check__adult_age(ctx->rules));
    }
}
