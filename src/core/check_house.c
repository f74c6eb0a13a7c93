/* The home's own limits, which a person's columns may override: days and nights in a row, days off,
 * rest after nights, weekends, shifts a day. */
#include "core/check_internal.h"

/* ---- Days and nights in a row ---- */

/* Report the run days[first .. first + n - 1] when it is longer than the limit. The day that breaks
 * it is the one to look at; before the period it is an old story. */
static void check_run(rota_check__context *ctx, enum rota_rule rule, const rota_day *days, int n,
                      int limit, const char *noun) {
    if (n <= limit || days[limit] < ctx->from || days[0] > ctx->to)
        return;
    rota_finding finding = {.rule = rule,
                            .verdict = ROTA_FAIL,
                            .date = days[limit],
                            .from = rota_check__midnight(ctx, days[0]),
                            .to = rota_check__midnight(ctx, days[n - 1] + 1),
                            .measured = n,
                            .required = limit,
                            .counts = true};
    /* The last duties up to the day that breaks the limit, rather than the first of a long run. */
    int end = rota_check__work_from(ctx, days[limit] + 1);
    int first = rota_check__work_from(ctx, days[0]);
    if (end - first > ROTA_FINDING_SHIFTS)
        first = end - ROTA_FINDING_SHIFTS;
    rota_check__rests_on_work(ctx, &finding, first, end - first);
    rota_check__report(ctx, &finding, "%s in a row, from %s to %s; at most %d are allowed",
                       rota_check__say_count(ctx, n, noun), rota_check__say_day(ctx, days[0]),
                       rota_check__say_day(ctx, days[n - 1]), limit);
}

static void check_runs(rota_check__context *ctx, enum rota_rule rule, const rota_day *days, int n,
                       int limit, const char *noun) {
    int first = 0;
    for (int i = 1; i <= n; i++) {
        if (i < n && days[i] == days[i - 1] + 1)
            continue;
        check_run(ctx, rule, days + first, i - first, limit, noun);
        first = i;
    }
}

void rota_check__max_consecutive_days(rota_check__context *ctx) {
    int limit = ctx->person->limits.max_consecutive_days;
    if (limit >= 0)
        check_runs(ctx, ROTA_RULE_HOUSE_MAX_CONSECUTIVE_DAYS, ctx->worked, ctx->nworked, limit,
                   "working day");
}

void rota_check__max_consecutive_nights(rota_check__context *ctx) {
    int limit = ctx->person->limits.max_consecutive_nights, n = 0;
    if (limit < 0)
        return;
    ROTA_CLEANUP(rota_freep) rota_day *nights = ROTA_NEW_ARRAY(rota_day, ctx->nwork);
    for (int i = 0; i < ctx->nwork; i++) {
        rota_day day = ctx->work[i]->date;
        if (rota_check__is_night(ctx, i) && (n == 0 || nights[n - 1] != day))
            nights[n++] = day;
    }
    check_runs(ctx, ROTA_RULE_HOUSE_MAX_CONSECUTIVE_NIGHTS, nights, n, limit, "night");
}

/* ---- Days off ---- */

/* Only between two days of work: what lies beyond the duties that are known may be days off too. */
void rota_check__min_consecutive_days_off(rota_check__context *ctx) {
    int limit = ctx->person->limits.min_consecutive_days_off;
    for (int i = 0; i + 1 < ctx->nworked && limit >= 0; i++) {
        rota_day before = ctx->worked[i], after = ctx->worked[i + 1];
        int off = after - before - 1;
        bool counts = rota_check__in_period(ctx, before) || rota_check__in_period(ctx, after);
        if (off == 0 || off >= limit || !counts)
            continue;
        rota_finding finding = {.rule = ROTA_RULE_HOUSE_MIN_CONSECUTIVE_DAYS_OFF,
                                .verdict = ROTA_FAIL,
                                .date = before + 1,
                                .from = rota_check__midnight(ctx, before + 1),
                                .to = rota_check__midnight(ctx, after),
                                .measured = off,
                                .required = limit,
                                .counts = true};
        const rota_duty *last = ctx->work[rota_check__work_from(ctx, before + 1) - 1];
        const rota_duty *next = ctx->work[rota_check__work_from(ctx, after)];
        rota_check__rests_on(&finding, last);
        rota_check__rests_on(&finding, next);
        rota_check__report(ctx, &finding,
                           "%s off between %s and %s; at least %d in a row %s needed",
                           rota_check__say_count(ctx, off, "day"), rota_check__say_duty(ctx, last),
                           rota_check__say_duty(ctx, next), limit, limit == 1 ? "is" : "are");
    }
}

void rota_check__rest_after_nights(rota_check__context *ctx) {
    int limit = ctx->person->limits.rest_after_nights_minutes;
    for (int i = 0; i + 1 < ctx->nwork && limit >= 0; i++) {
        const rota_duty *night = ctx->work[i], *next = ctx->work[i + 1];
        bool counts =
            rota_check__in_period(ctx, night->date) || rota_check__in_period(ctx, next->date);
        int64_t rest = next->start > night->end ? next->start - night->end : 0;
        if (!counts || rest >= limit || !rota_check__is_night(ctx, i) ||
            rota_check__is_night(ctx, i + 1))
            continue;
        rota_finding finding = {.rule = ROTA_RULE_HOUSE_REST_AFTER_NIGHTS,
                                .verdict = ROTA_FAIL,
                                .date = next->date,
                                .from = night->end,
                                .to = next->start,
                                .measured = rest,
                                .required = limit};
        rota_check__rests_on(&finding, night);
        rota_check__rests_on(&finding, next);
        rota_check__report(ctx, &finding, "%s; after nights at least %s are needed",
                           rota_check__say_rest(ctx, night, next),
                           rota_check__say_minutes(ctx, limit));
    }
}

/* ---- Weekends ---- */

enum { WEEKENDS = 4 };

static void report_weekends(rota_check__context *ctx, const rota_day *saturdays, int n, int limit) {
    rota_day last = saturdays[n - 1], first = last - 7 * (WEEKENDS - 1);
    rota_finding finding = {.rule = ROTA_RULE_HOUSE_MAX_WEEKENDS_IN_4_WEEKS,
                            .verdict = ROTA_FAIL,
                            .from = rota_check__midnight(ctx, first),
                            .to = rota_check__midnight(ctx, last + 2),
                            .measured = n,
                            .required = limit,
                            .counts = true};
    bool counts = false;
    int worked = 0; /* weekends that were worked anyhow: a planned duty in them makes it no worse */
    for (int i = 0; i < n; i++) {
        int at = rota_check__work_from(ctx, saturdays[i]);
        int end = rota_check__work_from(ctx, saturdays[i] + 2);
        bool was_worked = false;
        finding.date = ctx->work[at]->date;
        for (; at < end; at++) {
            counts = counts || rota_check__in_period(ctx, ctx->work[at]->date);
            was_worked = was_worked || ctx->work[at]->worked;
            rota_check__rests_on(&finding, ctx->work[at]);
        }
        worked += was_worked;
    }
    if (worked == n)
        finding.verdict = ROTA_AMBER;
    if (counts)
        rota_check__report(ctx, &finding,
                           "%s worked of the %d from %s to %s; at most %d %s allowed",
                           rota_check__say_count(ctx, n, "weekend"), (int)WEEKENDS,
                           rota_check__say_day(ctx, first), rota_check__say_day(ctx, last + 1),
                           limit, limit == 1 ? "is" : "are");
}

/* A weekend is worked when work starts on its Saturday or Sunday. Each one that is too many with
 * the three before it is reported. */
void rota_check__max_weekends(rota_check__context *ctx) {
    int limit = ctx->person->limits.max_weekends_in_4_weeks;
    rota_day saturdays[WEEKENDS]; /* of the last four weekends those that are worked */
    int n = 0;
    for (int i = 0; i < ctx->nworked && limit >= 0; i++) {
        rota_day day = ctx->worked[i];
        if (!rota_day_is_weekend(day))
            continue;
        rota_day saturday = rota_week_start(day, ROTA_SAT);
        if (n > 0 && saturdays[n - 1] == saturday)
            continue;
        int drop = 0;
        while (drop < n && saturdays[drop] <= saturday - 7 * WEEKENDS)
            drop++;
        n -= drop;
        for (int k = 0; k < n; k++)
            saturdays[k] = saturdays[k + drop];
        saturdays[n++] = saturday;
        if (n > limit)
            report_weekends(ctx, saturdays, n, limit);
    }
}

/* ---- Days in a row, at least ---- */

/* Was it not for the home to choose whether the person works on the day? */
static bool is_away(const rota_check__context *ctx, rota_day day) {
    if (!rota_person_employed(ctx->person, day) || rota_home_leave_on(ctx->home, ctx->staff, day))
        return true;
    for (int i = 0; i < ctx->home->nunavailable; i++) {
        const rota_unavailable *row = &ctx->home->unavailable[i];
        bool all_day = row->from <= 0 && row->to >= ROTA_CHECK__DAY;
        if (row->staff == ctx->staff && all_day && rota_day_spec_matches(&row->day, day))
            return true;
    }
    return false;
}

/* Runs of working days that are too short. What is not known before the period and after it may
 * make one longer; what leave cuts short, or what was worked in another period, is to look at. */
static void check_short_run(rota_check__context *ctx, int at, int n, int limit) {
    rota_day first = ctx->worked[at], last = ctx->worked[at + n - 1];
    if (n >= limit || last < ctx->from - 1 || first > ctx->to + 1)
        return;
    bool begun = at > 0 || first > ctx->period_from;
    bool ended = at + n < ctx->nworked || last < ctx->period_to;
    bool inside = last >= ctx->from && first <= ctx->to;
    bool cut = is_away(ctx, first - 1) || is_away(ctx, last + 1);
    rota_finding finding = {.rule = ROTA_RULE_HOUSE_MIN_CONSECUTIVE_DAYS,
                            .verdict = !begun || !ended ? ROTA_PROVISIONAL
                                       : inside && !cut ? ROTA_FAIL
                                                        : ROTA_AMBER,
                            .date = first,
                            .from = rota_check__midnight(ctx, first),
                            .to = rota_check__midnight(ctx, last + 1),
                            .measured = n,
                            .required = limit,
                            .counts = true,
                            .provisional = !begun || !ended};
    int work = rota_check__work_from(ctx, first);
    rota_check__rests_on_work(ctx, &finding, work, rota_check__work_from(ctx, last + 1) - work);
    const char *days = n == 1 ? rota_check__say(ctx, "%s", rota_check__say_day(ctx, first))
                              : rota_check__say(ctx, "%s to %s", rota_check__say_day(ctx, first),
                                                rota_check__say_day(ctx, last));
    const char *open = begun && ended ? ""
                       : !ended       ? ", and what comes after is not known"
                                      : ", and what was before is not known";
    rota_check__report(ctx, &finding, "%s (%s)%s; at least %d in a row are needed",
                       rota_check__say_count(ctx, n, "working day"), days, open, limit);
}

void rota_check__min_consecutive_days(rota_check__context *ctx) {
    int limit = ctx->person->limits.min_consecutive_days, first = 0;
    for (int i = 1; i <= ctx->nworked && limit > 1; i++) {
        if (i < ctx->nworked && ctx->worked[i] == ctx->worked[i - 1] + 1)
            continue;
        check_short_run(ctx, first, i - first, limit);
        first = i;
    }
}

/* ---- Shifts that may not follow each other ---- */

static void check_pair(rota_check__context *ctx, const rota_duty *before, const rota_duty *after) {
    bool counts =
        rota_check__in_period(ctx, before->date) || rota_check__in_period(ctx, after->date);
    if (!counts || rota_home_may_follow(ctx->home, before->shift, after->shift))
        return;
    rota_finding finding = {.rule = ROTA_RULE_HOUSE_NOT_AFTER,
                            .verdict = ROTA_FAIL,
                            .date = after->date,
                            .from = before->start,
                            .to = after->end,
                            .measured = 1,
                            .required = 2,
                            .counts = true};
    rota_check__rests_on(&finding, before);
    rota_check__rests_on(&finding, after);
    rota_check__report(ctx, &finding, "%s comes on the day after %s; it may not",
                       rota_check__say_duty(ctx, after), rota_check__say_duty(ctx, before));
}

void rota_check__not_after(rota_check__context *ctx) {
    for (int i = 0; i < ctx->nduties && ctx->home->not_after; i++) {
        rota_day date = ctx->duties[i].date;
        for (int k = i - 1; k >= 0 && ctx->duties[k].date >= date - 2; k--)
            if (ctx->duties[k].date == date - 1)
                check_pair(ctx, &ctx->duties[k], &ctx->duties[i]);
    }
}

/* ---- Shifts a day ---- */

/* A meeting is working time and no shift. */
void rota_check__max_shifts_a_day(rota_check__context *ctx) {
    int limit = ctx->person->limits.max_shifts_a_day;
    int i = rota_check__work_from(ctx, ctx->from);
    while (limit >= 0 && i < ctx->nwork && ctx->work[i]->date <= ctx->to) {
        rota_day day = ctx->work[i]->date;
        rota_finding finding = {.rule = ROTA_RULE_HOUSE_MAX_SHIFTS_A_DAY,
                                .verdict = ROTA_FAIL,
                                .date = day,
                                .from = rota_check__midnight(ctx, day),
                                .to = rota_check__midnight(ctx, day + 1),
                                .required = limit,
                                .counts = true};
        const char *names = "";
        for (; i < ctx->nwork && ctx->work[i]->date == day; i++) {
            /* A clock that is stopped and started again at once records one shift. */
            bool goes_on = i > 0 && ctx->work[i]->worked && ctx->work[i - 1]->worked &&
                           ctx->work[i - 1]->end == ctx->work[i]->start;
            if (ctx->work[i]->kind == ROTA_SHIFT_MEETING || goes_on)
                continue;
            finding.measured++;
            rota_check__rests_on(&finding, ctx->work[i]);
        }
        if (finding.measured <= limit)
            continue;
        for (int k = 0; k < finding.nshifts; k++)
            names = rota_check__say(ctx, "%s%s%s", names, k > 0 ? ", " : "",
                                    rota_check__say_name(ctx, &finding.shifts[k]));
        rota_check__report(ctx, &finding, "%s on %s (%s); at most %d a day %s allowed",
                           rota_check__say_count(ctx, finding.measured, "shift"),
                           rota_check__say_day(ctx, day), names, limit, limit == 1 ? "is" : "are");
    }
}
