/* Breaks: in work of more than so long one of so many minutes, within the shift.
 *
 * A duty is what shares a rest with what follows (a unit): a gap in a split duty is a break too.
 * Where nobody wrote down how long the break is, nothing is said of a person: check_home.c tells
 * the home. */
#include "core/check_internal.h"

#include <stdlib.h>

/* The breaks of a duty. */
struct breaks {
    int64_t work;         /* minutes of work of the whole duty */
    int64_t longest, sum; /* of breaks inside the duty */
    int64_t edge;         /* the longest at its start or end, which is no break */
    bool known;           /* somebody wrote them down: of a part, and of each that needs one */
};

/* What work of so long needs; 0 = nothing. */
static int break_needed(const rota_check__context *ctx, int64_t work, bool young) {
    const rota_rules *rules = ctx->rules;
    const int adult[][2] = {{rules->break_minutes, rules->break_after},
                            {rules->break_longer, rules->break_longer_after},
                            {rules->break_longest, rules->break_longest_after}};
    const int of_young[][2] = {{rules->young_break, rules->young_break_after}};
    int needed = 0, n = young ? 1 : 3;
    for (int i = 0; i < n; i++) {
        const int *tier = young ? of_young[i] : adult[i];
        if (tier[0] > needed && tier[1] >= 0 && work > tier[1])
            needed = tier[0];
    }
    return needed;
}

static void add_break(struct breaks *b, const rota_check__unit *unit, rota_minute from,
                      rota_minute to) {
    if (from <= unit->start || to >= unit->end) {
        b->edge = to - from > b->edge ? to - from : b->edge;
        return;
    }
    b->longest = to - from > b->longest ? to - from : b->longest;
    b->sum += to - from;
}

/* Is the person at work in another duty during the break? Then it
 * is none. */
static bool works_through(const rota_check__context *ctx, int i, int first, int end,
                          const rota_span *pause) {
    for (int k = first; k < end; k++)
        if (k != i && ctx->work[k]->start < pause->to && ctx->work[k]->end > pause->from)
            return true;
    return false;
}

static struct breaks find_breaks(const rota_check__context *ctx, const rota_check__unit *unit) {
    struct breaks b = {0};
    bool unknown = false;
    const rota_check__stretch *last = &ctx->stretches[unit->last];
    int first = ctx->stretches[unit->first].first, end = last->first + last->count;
    for (int i = unit->first; i < unit->last; i++)
        add_break(&b, unit, ctx->stretches[i].end, ctx->stretches[i + 1].start);
    for (int i = first; i < end; i++) {
        const rota_duty *duty = ctx->work[i];
        b.known = b.known || duty->break_said || duty->break_minutes > 0;
        unknown = unknown || rota_check__break_unknown(ctx->rules, duty);
        for (int k = 0; k < duty->nbreaks; k++)
            if (!works_through(ctx, i, first, end, &duty->breaks[k]))
                add_break(&b, unit, duty->breaks[k].from, duty->breaks[k].to);
        if (duty->nbreaks == 0 && duty->break_minutes > 0) {
            b.longest = duty->break_minutes > b.longest ? duty->break_minutes : b.longest;
            b.sum += duty->break_minutes;
        }
    }
    b.known = b.known && !unknown;
    int low = 0, high = ctx->npieces;
    while (low < high) {
        int middle = low + (high - low) / 2;
        if (ctx->pieces[middle].start < unit->start)
            low = middle + 1;
        else
            high = middle;
    }
    for (; low < ctx->npieces && ctx->pieces[low].start < unit->end; low++)
        b.work += ctx->pieces[low].end - ctx->pieces[low].start;
    return b;
}

/* What is missing of a break; 0 when nothing is, or when nobody knows. */
static int64_t missing(const rota_check__context *ctx, const struct breaks *b, bool young,
                       int *needed) {
    *needed = break_needed(ctx, b->work, young);
    int64_t has = b->longest;
    if (!young && ctx->rules->break_split)
        has = b->sum;
    if (*needed == 0 || has >= *needed || !b->known)
        return 0;
    return *needed - has;
}

static rota_finding draft_break(const rota_check__context *ctx, enum rota_rule rule,
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

/* "no break", "a break of 10 minutes", "30 minutes of breaks, of which the longest has 15" */
static const char *say_breaks(rota_check__context *ctx, const struct breaks *b) {
    if (b->longest == 0)
        return b->edge > 0 ? rota_check__say(ctx, "its break of %s at the start or end",
                                             rota_check__say_count(ctx, b->edge, "minute"))
                           : "no break";
    if (b->sum == b->longest)
        return rota_check__say(ctx, "a break of %s",
                               rota_check__say_count(ctx, b->longest, "minute"));
    return rota_check__say(ctx, "%s of breaks, of which the longest has %lld",
                           rota_check__say_count(ctx, b->sum, "minute"), (long long)b->longest);
}

static void check_unit(rota_check__context *ctx, enum rota_rule rule,
                       const rota_check__unit *unit) {
    bool young = rule == ROTA_RULE_YOUNG_BREAK;
    struct breaks b = find_breaks(ctx, unit);
    int needed;
    int64_t owed = missing(ctx, &b, young, &needed);
    if (owed == 0 && (needed == 0 || !ctx->all))
        return;
    rota_finding finding = draft_break(ctx, rule, unit);
    finding.measured = needed - owed;
    finding.required = needed;
    if (owed == 0) {
        finding.measured = !young && ctx->rules->break_split ? b.sum : b.longest;
        if (finding.measured > 0)
            rota_check__seen(ctx, &finding, true);
        return;
    }
    const rota_duty *first = rota_check__first_duty(ctx, unit);
    const char *what = rota_check__say(
        ctx, "%s has %s in %s of work%s; it needs one of at least %s",
        rota_check__say_duty(ctx, first), say_breaks(ctx, &b), rota_check__say_minutes(ctx, b.work),
        rota_check__say_change(ctx, unit->start, unit->end),
        rota_check__say_count(ctx, needed, "minute"));
    rota_check__cure(ctx, "plan a break of %s inside the shift",
                     rota_check__say_count(ctx, needed, "minute"));
    if (b.edge >= needed || (young && b.sum >= needed)) {
        finding.verdict = ROTA_AMBER;
        rota_check__report(ctx, &finding, "%s %s", what,
                           b.edge >= needed ? "within the shift" : "in one piece, where possible");
    } else if (rota_check__instead(ctx) && !young) {
        const rota_comp_rest *debt = rota_check__debt(ctx, rule, unit->end);
        finding.verdict = ROTA_COMP_REST;
        finding.owed = owed;
        finding.made_up = debt && debt->repaid >= debt->owed;
        rota_check__report(ctx, &finding, "%s, so %s are owed%s", what,
                           rota_check__say_minutes(ctx, owed),
                           debt ? rota_check__say_debt(ctx, debt) : "");
    } else {
        rota_check__report(ctx, &finding, "%s", what);
    }
}

static bool has_breaks(const rota_check__context *ctx, bool young) {
    return young ? ctx->rules->young_break > 0 : ctx->rules->break_minutes > 0;
}

void rota_check__break(rota_check__context *ctx) {
    rota_check__unit *units;
    if (!has_breaks(ctx, false))
        return;
    int n = rota_check__units(ctx, rota_check__adult_limits(ctx), &units);
    for (int i = 0; i < n; i++)
        if (rota_check__unit_counts(ctx, &units[i]) &&
            !rota_check__young(ctx, rota_check__first_duty(ctx, &units[i])->date))
            check_unit(ctx, ROTA_RULE_BREAK, &units[i]);
    free(units);
}

void rota_check__young_break(rota_check__context *ctx) {
    rota_check__unit *units;
    if (!has_breaks(ctx, true) || ctx->nwork == 0 || !rota_check__young(ctx, ctx->work[0]->date))
        return;
    int rest = ctx->rules->young_daily_rest > 0 ? ctx->rules->young_daily_rest : 0;
    rota_check__limits limits = {rest, ROTA_CHECK__DAY - rest, true};
    int n = rota_check__units(ctx, limits, &units);
    for (int i = 0; i < n; i++)
        if (rota_check__unit_counts(ctx, &units[i]) &&
            rota_check__young(ctx, rota_check__first_duty(ctx, &units[i])->date))
            check_unit(ctx, ROTA_RULE_YOUNG_BREAK, &units[i]);
    free(units);
}

void rota_check__break_debts(rota_check__context *ctx, rota_check__owe *owe) {
    rota_check__unit *units;
    if (!has_breaks(ctx, false))
        return;
    int n = rota_check__units(ctx, rota_check__adult_limits(ctx), &units);
    for (int i = 0; i < n; i++) {
        if (rota_check__young(ctx, rota_check__first_duty(ctx, &units[i])->date))
            continue;
        struct breaks b = find_breaks(ctx, &units[i]);
        int needed;
        int64_t owed = missing(ctx, &b, false, &needed);
        if (owed > 0 && b.edge < needed)
            owe(ctx, ROTA_RULE_BREAK, owed, units[i].end, units[i].end);
    }
    free(units);
}

bool rota_check__break_unknown(const rota_rules *rules, const rota_duty *duty) {
    return rules->break_minutes > 0 && rules->break_after >= 0 &&
           duty->work_minutes > rules->break_after && !duty->break_said &&
           duty->break_minutes == 0 && duty->kind != ROTA_SHIFT_ON_CALL;
}
