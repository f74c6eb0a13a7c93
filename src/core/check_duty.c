/* Duties at the same time, and duties that the person may not have at all. */
#include "core/check_internal.h"

/* ---- Two duties at once ---- */

/* Being on call at home is compatible with a shift. Time on two duties is worked once; whether both
 * were meant is for people to say. */
void rota_check__overlap(rota_check__context *ctx) {
    int longest = 0; /* of the duties so far the one that ends last */
    for (int i = 1; i < ctx->nwork; i++) {
        const rota_duty *before = ctx->work[longest], *duty = ctx->work[i];
        if (duty->end > before->end)
            longest = i;
        bool counts =
            rota_check__in_period(ctx, before->date) || rota_check__in_period(ctx, duty->date);
        if (duty->start >= before->end || !counts)
            continue;
        rota_minute end = duty->end < before->end ? duty->end : before->end;
        rota_finding finding = {.rule = ROTA_RULE_OVERLAP,
                                .verdict = ctx->candidate ? ROTA_FAIL : ROTA_AMBER,
                                .date = duty->date,
                                .from = duty->start,
                                .to = end,
                                .measured = end - duty->start};
        rota_check__rests_on(&finding, before);
        rota_check__rests_on(&finding, duty);
        rota_check__report(ctx, &finding, "%s (%s) and %s (%s) overlap by %s",
                           rota_check__say_duty(ctx, before), rota_check__say_times(ctx, before),
                           rota_check__say_duty(ctx, duty), rota_check__say_times(ctx, duty),
                           rota_check__say_minutes(ctx, end - duty->start));
    }
}

/* ---- Duties that the person may not have at all ---- */

/* The duties of the period, on call at home included. */
static int first_in_period(const rota_check__context *ctx) {
    int low = 0, high = ctx->nduties;
    while (low < high) {
        int middle = low + (high - low) / 2;
        if (ctx->duties[middle].date < ctx->from)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static rota_finding draft(const rota_duty *duty, enum rota_rule rule) {
    rota_finding finding = {.rule = rule,
                            .verdict = ROTA_FAIL,
                            .date = duty->date,
                            .from = duty->start,
                            .to = duty->end,
                            .measured = 1,
                            .counts = true};
    rota_check__rests_on(&finding, duty);
    return finding;
}

static const char *say_leave(enum rota_leave_kind kind) {
    static const char *const words[] = {
        [ROTA_LEAVE_ANNUAL] = "annual leave",       [ROTA_LEAVE_ADDITIONAL] = "annual leave",
        [ROTA_LEAVE_SICK] = "sick leave",           [ROTA_LEAVE_MATERNITY] = "maternity leave",
        [ROTA_LEAVE_PATERNITY] = "paternity leave", [ROTA_LEAVE_ADOPTION] = "adoption leave",
        [ROTA_LEAVE_PARENTAL] = "parental leave",   [ROTA_LEAVE_TRAINING] = "training",
        [ROTA_LEAVE_UNPAID] = "unpaid leave",       [ROTA_LEAVE_OTHER] = "leave"};
    return words[kind];
}

static const rota_leave *leave_on(const rota_check__context *ctx, rota_day day) {
    for (int i = 0; i < ctx->home->nleave; i++) {
        const rota_leave *leave = &ctx->home->leave[i];
        if (leave->staff == ctx->staff && day >= leave->from && day <= leave->to)
            return leave;
    }
    return NULL;
}

/* What was worked was worked: to plan it so would be a breach, to have done it is to be seen. */
static void soften_worked(rota_check__context *ctx, const rota_duty *duty, rota_finding *finding) {
    if (!duty->worked)
        return;
    finding->verdict = ROTA_AMBER;
    rota_check__cure(ctx, "give the time back, and see why it was needed");
}

void rota_check__leave(rota_check__context *ctx) {
    for (int i = first_in_period(ctx); i < ctx->nduties && ctx->duties[i].date <= ctx->to; i++) {
        const rota_duty *duty = &ctx->duties[i];
        const rota_leave *leave = leave_on(ctx, duty->date);
        if (!leave)
            continue;
        rota_finding finding = draft(duty, ROTA_RULE_LEAVE);
        soften_worked(ctx, duty, &finding);
        const char *first = rota_check__say_day(ctx, leave->from);
        const char *when =
            leave->from == leave->to
                ? rota_check__say(ctx, "on %s", first)
                : rota_check__say(ctx, "from %s to %s", first, rota_check__say_day(ctx, leave->to));
        rota_check__report(ctx, &finding, "%s falls on their %s (%s)",
                           rota_check__say_duty(ctx, duty), say_leave(leave->kind), when);
    }
}

/* Report the duty when it overlaps the stretch that begins on the day. */
static bool check_unavailable_on(rota_check__context *ctx, const rota_duty *duty,
                                 const rota_unavailable *row, rota_day day) {
    const rota_zone *zone = ctx->home->zone;
    rota_minute from = rota_zone_at(zone, day, row->from, false);
    rota_minute to = rota_zone_at(zone, day, row->to, true);
    rota_minute first = from > duty->start ? from : duty->start;
    rota_minute last = to < duty->end ? to : duty->end;
    if (first >= last)
        return false;
    rota_finding finding = draft(duty, ROTA_RULE_UNAVAILABLE);
    finding.measured = last - first;
    finding.counts = false;
    soften_worked(ctx, duty, &finding);
    const char *when = rota_check__say_day(ctx, day);
    if (row->from != 0 || row->to != ROTA_CHECK__DAY)
        when = rota_check__say(ctx, "%s from %s to %s", when, rota_check__say_clock(ctx, from, day),
                               rota_check__say_clock(ctx, to, day));
    bool reason = row->reason && *row->reason;
    rota_check__report(ctx, &finding, "%s (%s) is at a time when they are not available (%s%s%s)",
                       rota_check__say_duty(ctx, duty), rota_check__say_times(ctx, duty), when,
                       reason ? ": " : "", reason ? row->reason : "");
    return true;
}

/* Once for each row: a long duty may meet it on more than one day. */
static void check_unavailable(rota_check__context *ctx, const rota_unavailable *row) {
    for (int i = first_in_period(ctx); i < ctx->nduties && ctx->duties[i].date <= ctx->to; i++) {
        const rota_duty *duty = &ctx->duties[i];
        int days = (int)((duty->end - duty->start) / ROTA_CHECK__DAY) + 1;
        rota_day first = duty->date - (row->to > ROTA_CHECK__DAY);
        for (rota_day day = first; day <= duty->date + days; day++) {
            if (rota_day_spec_matches(&row->day, day) && check_unavailable_on(ctx, duty, row, day))
                break;
        }
    }
}

void rota_check__unavailable(rota_check__context *ctx) {
    for (int i = 0; i < ctx->home->nunavailable; i++) {
        if (ctx->home->unavailable[i].staff == ctx->staff)
            check_unavailable(ctx, &ctx->home->unavailable[i]);
    }
}

void rota_check__never_bond(rota_check__context *ctx) {
    for (int i = first_in_period(ctx); i < ctx->nduties && ctx->duties[i].date <= ctx->to; i++) {
        const rota_duty *duty = &ctx->duties[i];
        if (duty->group < 0 ||
            rota_home_role(ctx->home, ctx->staff, duty->group) != ROTA_ROLE_NEVER)
            continue;
        const rota_group *group = &ctx->home->groups[duty->group];
        rota_finding finding = draft(duty, ROTA_RULE_NEVER_BOND);
        rota_check__report(ctx, &finding, "%s is with %s, where they are never to work",
                           rota_check__say_duty(ctx, duty), *group->name ? group->name : group->id);
    }
}

void rota_check__not_employed(rota_check__context *ctx) {
    const rota_person *person = ctx->person;
    for (int i = first_in_period(ctx); i < ctx->nduties && ctx->duties[i].date <= ctx->to; i++) {
        const rota_duty *duty = &ctx->duties[i];
        if (rota_person_employed(person, duty->date))
            continue;
        bool early = person->from != ROTA_NO_DAY && duty->date < person->from;
        rota_finding finding = draft(duty, ROTA_RULE_NOT_EMPLOYED);
        rota_check__report(ctx, &finding, "%s is %s their %s day of employment (%s)",
                           rota_check__say_duty(ctx, duty), early ? "before" : "after",
                           early ? "first" : "last",
                           rota_check__say_day(ctx, early ? person->from : person->to));
    }
}
