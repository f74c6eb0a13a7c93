/* Most hours of a week as agreed, and the hours of a person for reports. */
#include "core/check_internal.h"

/* ---- Most hours of a week ---- */

void rota_check__house_max_hours(rota_check__context *ctx) {
    int limit = ctx->person->max_minutes;
    if (limit < 0)
        return;
    rota_day week = rota_week_start(ctx->from, ctx->home->settings.home.week_starts);
    for (; week <= ctx->to; week += 7) {
        int first = rota_check__work_from(ctx, week), end = rota_check__work_from(ctx, week + 7);
        int64_t minutes = 0;
        for (int i = first; i < end; i++)
            minutes += ctx->work[i]->work_minutes;
        if (minutes <= limit || !rota_check__window_counts(ctx, week, week + 6))
            continue;
        rota_finding finding = {.rule = ROTA_RULE_HOUSE_MAX_HOURS,
                                .verdict = ROTA_FAIL,
                                .date = week,
                                .from = rota_check__midnight(ctx, week),
                                .to = rota_check__midnight(ctx, week + 7),
                                .measured = minutes,
                                .required = limit};
        rota_check__rests_on_work(ctx, &finding, first, end - first);
        rota_check__report(ctx, &finding, "%s in the week from %s; at most %s a week are agreed",
                           rota_check__say_minutes(ctx, minutes), rota_check__say_day(ctx, week),
                           rota_check__say_minutes(ctx, limit));
    }
}

/* ---- Hours for reports ---- */

void rota_check__hours(rota_check__context *ctx, rota_person_hours *hours) {
    *hours = (rota_person_hours){
        .staff = ctx->staff, .average_minutes = -1, .other_minutes = ctx->person->other_minutes};
    ROTA_CLEANUP(rota_freep) int64_t *own = ROTA_NEW_ARRAY(int64_t, ctx->nwork);
    for (int i = 0; i < ctx->npieces; i++)
        own[ctx->pieces[i].duty] += ctx->pieces[i].end - ctx->pieces[i].start;
    for (int i = 0; i < ctx->nwork; i++) {
        const rota_duty *duty = ctx->work[i];
        int64_t awake = own[i] - (duty->work_minutes - rota_duty_wage_minutes(duty));
        if (!rota_check__in_period(ctx, duty->date))
            continue;
        hours->working_minutes += own[i];
        hours->wage_minutes += awake > 0 ? awake : 0;
    }
    rota_check__sweep sweep = rota_check__sweep_average(ctx, true);
    const rota_check__reference *r = &sweep.worst;
    if (r->days == 0 || rota_check__total(r) == 0)
        return;
    hours->average_minutes =
        rota_check__a_week(rota_check__total(r), r->days) + ctx->person->other_minutes;
    hours->average_weeks = (r->days + 6) / 7;
    hours->headroom_minutes = (sweep.limit * r->days) / 7 - rota_check__total(r);
}
