/* The ledger of compensatory rest: what is owed, which rest gave it back, what is still open.
 *
 * A rest gives back what it is longer than the daily rest. What is owed for a short rest or a long
 * duty is due in the very next rest; a weekly rest by the end of the next window. The rest that is
 * a window's weekly rest gives back only what it is longer than the weekly and a daily rest. */
#include "core/check_internal.h"

#include <stdlib.h>

enum { DEFAULT_DAYS = 14 /* of a lenient policy that names none */ };

static bool is_strict(const rota_check__context *ctx) {
    return rota_rule_is(ctx->rules->comp_policy, ROTA_POLICY_STRICT);
}

/* The end of the day that is so many days after an instant. */
static rota_minute lenient_due(const rota_check__context *ctx, rota_minute arose) {
    rota_day day;
    int minute, offset;
    rota_zone_split(ctx->home->zone, arose, &day, &minute, &offset);
    int days = ctx->rules->comp_days > 0 ? ctx->rules->comp_days : DEFAULT_DAYS;
    return rota_check__midnight(ctx, day + days + 1);
}

static rota_comp_rest *add_debt(rota_check__context *ctx, enum rota_rule rule, int64_t owed,
                                rota_minute arose, rota_minute due) {
    /* A lenient policy gives no less time than a strict one. */
    rota_minute later = is_strict(ctx) ? due : lenient_due(ctx, arose);
    ROTA_GROW(ctx->debts, ctx->ndebts, ctx->debts_capacity);
    ctx->debts[ctx->ndebts] = (rota_comp_rest){.staff = ctx->staff,
                                               .rule = rule,
                                               .owed = owed,
                                               .arose = arose,
                                               .due = later > due ? later : due,
                                               .repaid_from = ROTA_NO_MINUTE,
                                               .repaid_to = ROTA_NO_MINUTE};
    return &ctx->debts[ctx->ndebts++];
}

static void owe(rota_check__context *ctx, enum rota_rule rule, int64_t owed, rota_minute arose,
                rota_minute next) {
    rota_minute due = next;
    if (rule == ROTA_RULE_BREAK && ctx->rules->daily_rest > 0)
        due += ctx->rules->daily_rest + owed;
    add_debt(ctx, rule, owed, arose, due);
}

/* Short rests and long duties of adults. */
static void add_daily(rota_check__context *ctx, const rota_check__unit *units, int n,
                      rota_check__limits limits) {
    for (int i = 0; i < n; i++) {
        int64_t for_rest = rota_check__owed_for_rest(ctx, units, i, limits);
        int64_t for_span = rota_check__owed_for_span(ctx, &units[i], limits);
        rota_minute due = units[i].end + limits.rest + for_rest + for_span;
        if (for_rest > 0)
            add_debt(ctx, ROTA_RULE_DAILY_REST, for_rest, units[i].start, due);
        if (for_span > 0)
            add_debt(ctx, ROTA_RULE_DUTY_SPAN, for_span, units[i].end, due);
    }
}

static int by_time(const void *pa, const void *pb) {
    const rota_comp_rest *a = pa, *b = pb;
    if (a->arose != b->arose)
        return a->arose < b->arose ? -1 : 1;
    return (a->rule > b->rule) - (a->rule < b->rule);
}

/* ---- Giving back ---- */

static bool is_daily(const rota_comp_rest *debt) {
    return debt->rule == ROTA_RULE_DAILY_REST || debt->rule == ROTA_RULE_DUTY_SPAN;
}

/* Is the rest from..to the first that begins after the debt arose, and so the one it is due in? A
 * short rest arises as the next duty starts. */
static bool is_next(const rota_comp_rest *debt, const rota_check__unit *unit) {
    return debt->arose >= unit->start && debt->arose <= unit->rest_from;
}

static void repay(rota_comp_rest *debt, const rota_check__unit *unit, int64_t *spare) {
    int64_t part = debt->owed - debt->repaid;
    part = part < *spare ? part : *spare;
    if (part <= 0)
        return;
    debt->repaid += part;
    *spare -= part;
    debt->repaid_from = unit->rest_from;
    debt->repaid_to = unit->rest_to;
    debt->late =
        debt->late || (is_daily(debt) && !is_next(debt, unit)) || unit->rest_from > debt->due;
}

static void give_back(rota_check__context *ctx, const rota_check__unit *unit, int rest) {
    int64_t spare = rota_check__rest_after(unit) - rest;
    if (spare <= 0)
        return;
    for (int k = 0; k < ctx->ndebts; k++)
        if (is_daily(&ctx->debts[k]) && is_next(&ctx->debts[k], unit))
            repay(&ctx->debts[k], unit, &spare);
    for (int k = 0; k < ctx->ndebts && ctx->debts[k].arose <= unit->rest_from; k++)
        if (ctx->debts[k].rule != ROTA_RULE_WEEKLY_REST)
            repay(&ctx->debts[k], unit, &spare);
    spare -= ctx->rules->weekly_rest_gap > rest ? ctx->rules->weekly_rest_gap - rest : 0;
    for (int k = 0; k < ctx->ndebts && ctx->debts[k].arose <= unit->rest_to; k++)
        if (ctx->debts[k].rule == ROTA_RULE_WEEKLY_REST)
            repay(&ctx->debts[k], unit, &spare);
}

/* The end of what is known. Who has no duty up to the last day on which anybody has, or that was
 * asked for, has it free; of an open period nothing more is known. */
static rota_minute end_of_known(const rota_check__context *ctx) {
    rota_day day = ctx->known_to;
    if (ctx->period_to <= ctx->to && ctx->period_to > day)
        day = ctx->period_to;
    return rota_check__midnight(ctx, day + 1);
}

/* The rest after the last duty, as far as it is known. */
static void give_back_after(rota_check__context *ctx, rota_check__unit *last, rota_minute end,
                            int rest) {
    last->rest_from = last->end;
    last->rest_to = end > last->end ? end : last->end;
    give_back(ctx, last, rest);
}

static void make_debts(rota_check__context *ctx) {
    rota_check__limits limits = rota_check__adult_limits(ctx);
    rota_check__unit *units;
    int n = rota_check__units(ctx, limits, &units);
    if (limits.rest >= 0)
        add_daily(ctx, units, n, limits);
    rota_check__weekly_debts(ctx, owe);
    rota_check__break_debts(ctx, owe);
    if (ctx->ndebts > 1)
        qsort(ctx->debts, (size_t)ctx->ndebts, sizeof ctx->debts[0], by_time);
    int rest = limits.rest > 0 ? limits.rest : 0;
    rota_minute last = end_of_known(ctx);
    for (int i = 0; i + 1 < n && ctx->ndebts > 0; i++)
        give_back(ctx, &units[i], rest);
    if (n > 0 && ctx->ndebts > 0)
        give_back_after(ctx, &units[n - 1], last, rest);
    if (n > 0 && last < units[n - 1].start)
        last = units[n - 1].start;
    for (int k = 0; k < ctx->ndebts; k++)
        ctx->debts[k].known = last >= ctx->debts[k].due;
    free(units);
}

const rota_comp_rest *rota_check__debts(rota_check__context *ctx, int *count) {
    if (!ctx->debts_known && rota_check__instead(ctx)) {
        ctx->debts_known = true;
        make_debts(ctx);
    }
    *count = ctx->ndebts;
    return ctx->debts;
}

const rota_comp_rest *rota_check__debt(rota_check__context *ctx, enum rota_rule rule,
                                       rota_minute arose) {
    int n;
    const rota_comp_rest *debts = rota_check__debts(ctx, &n);
    for (int i = 0; i < n; i++)
        if (debts[i].rule == rule && debts[i].arose == arose)
            return &debts[i];
    return NULL;
}

const char *rota_check__say_debt(rota_check__context *ctx, const rota_comp_rest *debt) {
    if (debt->repaid >= debt->owed)
        return rota_check__say(ctx, "; made up for by the rest from %s to %s",
                               rota_check__say_moment(ctx, debt->repaid_from),
                               rota_check__say_moment(ctx, debt->repaid_to));
    return rota_check__say(ctx, "; %s still open, due until %s",
                           rota_check__say_minutes(ctx, debt->owed - debt->repaid),
                           rota_check__say_moment(ctx, debt->due));
}

/* ---- Compensatory rest ---- */

/* Strict: what is owed is due in the very next rest, on top of the daily rest. */
static void report_short(rota_check__context *ctx, const rota_check__unit *units, int i,
                         rota_check__limits limits) {
    int64_t for_rest = rota_check__owed_for_rest(ctx, units, i, limits);
    int64_t for_span = rota_check__owed_for_span(ctx, &units[i], limits);
    int64_t need = limits.rest + for_rest + for_span;
    const rota_check__unit *unit = &units[i];
    const rota_duty *before = ctx->work[unit->rest_before], *after = ctx->work[unit->rest_after];
    rota_finding finding = {.rule = ROTA_RULE_COMPENSATORY_REST,
                            .verdict = ROTA_FAIL,
                            .date = rota_check__first_duty(ctx, unit + 1)->date,
                            .from = unit->rest_from,
                            .to = unit->rest_to,
                            .measured = rota_check__rest_after(unit),
                            .required = need};
    if (for_rest > 0)
        rota_check__rests_on(&finding, rota_check__last_duty(ctx, unit - 1));
    if (rota_check__first_duty(ctx, unit) != before)
        rota_check__rests_on(&finding, rota_check__first_duty(ctx, unit));
    rota_check__rests_on(&finding, before);
    rota_check__rests_on(&finding, after);
    rota_check__cure(ctx, "start %s at %s or later", rota_check__say_duty(ctx, after),
                     rota_check__say_clock(ctx, unit->rest_from + need, after->date));
    rota_check__report(ctx, &finding, "%s; at least %s are needed: %s, and %s owed for %s",
                       rota_check__say_rest(ctx, before, after), rota_check__say_minutes(ctx, need),
                       rota_check__say_minutes(ctx, limits.rest),
                       rota_check__say_minutes(ctx, for_rest + for_span),
                       for_rest == 0   ? "the long duty before it"
                       : for_span == 0 ? "the short rest before it"
                                       : "the short rest and the long duty before it");
}

static void check_strict(rota_check__context *ctx, rota_check__limits limits) {
    rota_check__unit *units;
    int n = rota_check__units(ctx, limits, &units);
    for (int i = 0; i + 1 < n; i++) {
        int64_t owed = rota_check__owed_for_rest(ctx, units, i, limits) +
                       rota_check__owed_for_span(ctx, &units[i], limits);
        if (owed > 0 && rota_check__rest_after(&units[i]) < limits.rest + owed &&
            rota_check__rest_counts(ctx, &units[i]))
            report_short(ctx, units, i, limits);
    }
    free(units);
}

/* The local day of an instant. */
static rota_day day_of(const rota_check__context *ctx, rota_minute at) {
    rota_day day;
    int minute, offset;
    rota_zone_split(ctx->home->zone, at, &day, &minute, &offset);
    return day;
}

/* What was not given back with the rest in which it was due: by its day, or not at all. */
static void check_debt(rota_check__context *ctx, const rota_comp_rest *debt) {
    bool open = debt->repaid < debt->owed;
    rota_day arose = day_of(ctx, debt->arose), due = day_of(ctx, debt->due - 1);
    bool counts = rota_check__in_period(ctx, arose) || rota_check__in_period(ctx, due);
    if (!counts || debt->rule == ROTA_RULE_BREAK || (!open && !debt->late))
        return;
    bool daily = is_daily(debt);
    rota_finding finding = {.rule = ROTA_RULE_COMPENSATORY_REST,
                            .verdict = open && debt->known && daily ? ROTA_FAIL : ROTA_AMBER,
                            .date = rota_check__in_period(ctx, due) ? due : arose,
                            .from = debt->arose,
                            .to = debt->due,
                            .measured = debt->repaid,
                            .required = debt->owed,
                            .owed = debt->owed,
                            .made_up = !open,
                            .provisional = open && !debt->known};
    rota_check__cure(ctx, "make a rest before %s %s longer", rota_check__say_moment(ctx, debt->due),
                     rota_check__say_minutes(ctx, debt->owed - debt->repaid));
    const char *was_due =
        rota_check__say(ctx, ", due until %s", rota_check__say_moment(ctx, debt->due));
    rota_check__report(ctx, &finding, "%s of compensatory rest are owed since %s (%s)%s%s",
                       rota_check__say_minutes(ctx, debt->owed),
                       rota_check__say_moment(ctx, debt->arose), rota_rule_id(debt->rule),
                       rota_check__say_debt(ctx, debt), open ? "" : was_due);
}

void rota_check__compensatory_rest(rota_check__context *ctx) {
    rota_check__limits limits = rota_check__adult_limits(ctx);
    if (!rota_check__instead(ctx))
        return;
    bool strict = is_strict(ctx);
    if (strict && limits.rest >= 0)
        check_strict(ctx, limits);
    int n;
    const rota_comp_rest *debts = rota_check__debts(ctx, &n);
    for (int i = 0; i < n; i++)
        if (!strict || (!is_daily(&debts[i]) && debts[i].known))
            check_debt(ctx, &debts[i]);
}
