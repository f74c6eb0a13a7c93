/* The table of rules and its drivers. */
#include "core/check.h"

#include "core/check_internal.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

typedef void rule_check(rota_check__context *ctx);

static rule_check *const law[] = {
    rota_check__weekly_average,    rota_check__opt_out,           rota_check__daily_rest,
    rota_check__duty_span,         rota_check__weekly_rest,       rota_check__break,
    rota_check__night_average,     rota_check__night_absolute,    rota_check__night_health,
    rota_check__young_daily,       rota_check__young_weekly,      rota_check__young_night,
    rota_check__young_daily_rest,  rota_check__young_weekly_rest, rota_check__young_break,
    rota_check__compensatory_rest, rota_check__overlap,
};

/* Call-outs are no duties to them. */
static rule_check *const house[] = {
    rota_check__house_max_hours,
    rota_check__max_consecutive_days,
    rota_check__max_consecutive_nights,
    rota_check__min_consecutive_days_off,
    rota_check__rest_after_nights,
    rota_check__max_weekends,
    rota_check__max_shifts_a_day,
    rota_check__min_consecutive_days,
    rota_check__max_weekends_in_period,
    rota_check__min_hours_in_period,
    rota_check__max_hours_in_period,
    rota_check__max_shifts_in_period,
    rota_check__not_after,
    rota_check__leave,
    rota_check__unavailable,
    rota_check__never_bond,
    rota_check__not_employed,
};

static void run_checks(rota_check__context *ctx) {
    for (size_t i = 0; i < sizeof law / sizeof law[0]; i++)
        law[i](ctx);
    rota_check__report_passes(ctx);
    rota_check__without_calls(ctx);
    for (size_t i = 0; i < sizeof house / sizeof house[0]; i++)
        house[i](ctx);
}

/* ---- Findings ---- */

const char *rota_verdict_name(enum rota_verdict verdict) {
    switch (verdict) {
    case ROTA_PASS:
        return "PASS";
    case ROTA_AMBER:
        return "AMBER";
    case ROTA_PROVISIONAL:
        return "PROVISIONAL";
    case ROTA_COMP_REST:
        return "COMP_REST";
    case ROTA_FAIL:
        return "FAIL";
    case ROTA_NOT_APPLICABLE:
        break;
    }
    return "NOT_APPLICABLE";
}

void rota_findings_done(rota_findings *findings) {
    for (size_t i = 0; i < findings->count; i++) {
        free(findings->items[i].text);
        free(findings->items[i].cure);
    }
    free(findings->items);
    *findings = (rota_findings){0};
}

size_t rota_findings_count(const rota_findings *findings, enum rota_verdict verdict) {
    size_t n = 0;
    for (size_t i = 0; i < findings->count; i++)
        n += findings->items[i].verdict == verdict;
    return n;
}

static int order(int64_t a, int64_t b) {
    return (a > b) - (a < b);
}

/* By staff, date and rule; then by what makes two findings of a rule on a day differ. */
static int by_staff_date_rule(const void *pa, const void *pb) {
    const rota_finding *a = pa, *b = pb;
    int c = order(a->staff, b->staff);
    c = c ? c : order(a->date, b->date);
    c = c ? c : order((int)a->rule, (int)b->rule);
    c = c ? c : order(a->from, b->from);
    c = c ? c : order(a->to, b->to);
    c = c ? c : order(a->measured, b->measured);
    return c ? c : strcmp(a->text, b->text);
}

static void sort_findings(rota_findings *out, size_t first) {
    if (out->count - first > 1)
        qsort(out->items + first, out->count - first, sizeof out->items[0], by_staff_date_rule);
}

void rota_findings_sort(rota_findings *findings) {
    sort_findings(findings, 0);
}

/* ---- The period and the duties ---- */

/* How far around a period duties matter to runs and weekends. */
enum { AROUND = 63 };

struct horizon {
    bool all; /* PASS and NOT_APPLICABLE too */
    rota_day from, to, average_from, average_to, known_to;
    rota_day period_from, period_to;
    rota_check__calendar calendar;
};

/* False when no duty is near the period. The period is cut to where duties still count for an
 * average, so that an open one costs nothing. */
static bool horizon_init(struct horizon *horizon, const rota_home *home, const rota_duties *duties,
                         rota_day from, rota_day to) {
    *horizon = (struct horizon){.period_from = from, .period_to = to};
    if (duties->count == 0)
        return false;
    rota_day first = duties->items[0].date, last = first;
    for (size_t i = 1; i < duties->count; i++) {
        rota_day day = duties->items[i].date;
        first = day < first ? day : first;
        last = day > last ? day : last;
    }
    rota_day counts_to = last + rota_check__longest_reference(&home->rules);
    if (counts_to < last + 14)
        counts_to = last + 14;
    horizon->from = from > first - 14 ? from : first - 14;
    horizon->to = to < counts_to ? to : counts_to;
    horizon->known_to = last;
    horizon->average_from = horizon->from;
    horizon->average_to = horizon->to;
    return horizon->from <= horizon->to;
}

/* After the days to look at are decided. */
static void horizon_open(struct horizon *horizon, const rota_home *home) {
    int reach = rota_check__longest_reference(&home->rules);
    if (reach < AROUND)
        reach = AROUND;
    rota_day from = horizon->from < horizon->average_from ? horizon->from : horizon->average_from;
    rota_day to = horizon->to > horizon->average_to ? horizon->to : horizon->average_to;
    if (to < horizon->known_to)
        to = horizon->known_to;
    rota_check__calendar_init(&horizon->calendar, home, from - reach - 7, to + 2);
}

static void open_person(rota_check__context *ctx, const rota_home *home,
                        const struct horizon *horizon, int staff, const rota_duty *duties, size_t n,
                        rota_findings *out) {
    *ctx = (rota_check__context){.home = home,
                                 .calendar = &horizon->calendar,
                                 .staff = staff,
                                 .from = horizon->from,
                                 .to = horizon->to,
                                 .average_from = horizon->average_from,
                                 .average_to = horizon->average_to,
                                 .period_from = horizon->period_from,
                                 .period_to = horizon->period_to,
                                 .known_to = horizon->known_to,
                                 .all = horizon->all,
                                 .duties = duties,
                                 .nduties = (int)n,
                                 .out = out};
    rota_check__open(ctx);
}

/* The duties of one person, or with staff -1 of everybody; sorted. */
static rota_duties copy_duties(const rota_duties *duties, int staff) {
    rota_duties copy = {0};
    for (size_t i = 0; i < duties->count; i++) {
        if (staff < 0 || duties->items[i].staff == staff)
            rota_duties_add(&copy, &duties->items[i]);
    }
    rota_duties_sort(&copy);
    return copy;
}

/* How many duties from item i on are of the same person. */
static size_t same_person(const rota_duties *sorted, size_t i) {
    size_t n = 1;
    while (i + n < sorted->count && sorted->items[i + n].staff == sorted->items[i].staff)
        n++;
    return n;
}

/* Who has no duty at all can still have worked too little. */
static void check_idle(const rota_home *home, int staff, rota_day from, rota_day to,
                       rota_findings *out) {
    if (rota_home_least_minutes(home, staff, from, to) == 0)
        return;
    struct horizon horizon = {
        .from = from, .to = to, .period_from = from, .period_to = to, .known_to = to};
    rota_check__calendar_init(&horizon.calendar, home, from, to);
    rota_check__context ctx;
    open_person(&ctx, home, &horizon, staff, NULL, 0, out);
    rota_check__min_hours_in_period(&ctx);
    rota_check__close(&ctx);
    rota_check__calendar_done(&horizon.calendar);
}

static void check_staff(const rota_home *home, const rota_duties *duties, int staff, rota_day from,
                        rota_day to, bool all, rota_findings *out) {
    struct horizon horizon;
    rota_duties sorted = copy_duties(duties, staff);
    size_t first = out->count;
    ROTA_CLEANUP(rota_freep) bool *checked = ROTA_NEW_ARRAY(bool, home->nstaff);
    bool near = horizon_init(&horizon, home, duties, from, to);
    horizon.all = all;
    if (near)
        horizon_open(&horizon, home);
    for (size_t i = 0, n; near && i < sorted.count; i += n) {
        n = same_person(&sorted, i);
        rota_check__context ctx;
        open_person(&ctx, home, &horizon, sorted.items[i].staff, sorted.items + i, n, out);
        run_checks(&ctx);
        rota_check__close(&ctx);
        checked[ctx.staff] = true;
    }
    for (int i = 0; i < home->nstaff; i++)
        if (!checked[i] && (staff < 0 || staff == i))
            check_idle(home, i, from, to, out);
    sort_findings(out, first);
    rota_duties_done(&sorted);
    rota_check__calendar_done(&horizon.calendar);
}

void rota_check(const rota_home *home, const rota_duties *duties, rota_day from, rota_day to,
                rota_findings *out) {
    check_staff(home, duties, -1, from, to, false, out);
}

void rota_check_person(const rota_home *home, const rota_duties *duties, int staff, rota_day from,
                       rota_day to, rota_findings *out) {
    assert(staff >= 0 && staff < home->nstaff);
    check_staff(home, duties, staff, from, to, false, out);
}

void rota_check_all(const rota_home *home, const rota_duties *duties, int staff, rota_day from,
                    rota_day to, rota_findings *out) {
    check_staff(home, duties, staff, from, to, true, out);
}

void rota_check_home(const rota_home *home, const rota_duties *duties, rota_day from, rota_day to,
                     rota_findings *out) {
    struct horizon horizon;
    size_t first = out->count;
    /* No longer than there are duties: an open period costs nothing. */
    if (horizon_init(&horizon, home, duties, from, to))
        rota_check__home(home, duties, horizon.from, horizon.to, out);
    sort_findings(out, first);
}

/* ---- Compensatory rest ---- */

void rota_comp_rests_done(rota_comp_rests *list) {
    free(list->items);
    *list = (rota_comp_rests){0};
}

static void take_debts(rota_check__context *ctx, rota_comp_rests *out) {
    int n;
    const rota_comp_rest *debts = rota_check__debts(ctx, &n);
    rota_minute from = rota_check__midnight(ctx, ctx->from);
    rota_minute to = rota_check__midnight(ctx, ctx->to + 1);
    for (int i = 0; i < n; i++) {
        bool open_then = debts[i].repaid < debts[i].owed || debts[i].repaid_to > from;
        /* A short rest arises with the duty after it, other rest at the end of what lacks it. */
        bool after =
            debts[i].rule == ROTA_RULE_DAILY_REST ? debts[i].arose >= to : debts[i].arose > to;
        if (after || (debts[i].arose < from && !open_then))
            continue;
        ROTA_GROW(out->items, out->count, out->capacity);
        out->items[out->count++] = debts[i];
    }
}

void rota_check_comp_rests(const rota_home *home, const rota_duties *duties, rota_day from,
                           rota_day to, rota_comp_rests *out) {
    struct horizon horizon;
    if (!horizon_init(&horizon, home, duties, from, to))
        return;
    horizon_open(&horizon, home);
    rota_duties sorted = copy_duties(duties, -1);
    for (size_t i = 0, n; i < sorted.count; i += n) {
        n = same_person(&sorted, i);
        /* Nobody looks for rest that was owed longer ago. */
        size_t old = 0;
        while (old < n && sorted.items[i + old].date < horizon.from - AROUND)
            old++;
        rota_check__context ctx;
        open_person(&ctx, home, &horizon, sorted.items[i].staff, sorted.items + i + old, n - old,
                    NULL);
        take_debts(&ctx, out);
        rota_check__close(&ctx);
    }
    rota_duties_done(&sorted);
    rota_check__calendar_done(&horizon.calendar);
}

void rota_check_hours(const rota_home *home, const rota_duties *duties, rota_day from, rota_day to,
                      rota_person_hours *hours) {
    for (int staff = 0; staff < home->nstaff; staff++)
        hours[staff] = (rota_person_hours){.staff = staff, .average_minutes = -1};
    struct horizon horizon;
    if (!horizon_init(&horizon, home, duties, from, to))
        return;
    horizon_open(&horizon, home);
    rota_duties sorted = copy_duties(duties, -1);
    for (size_t i = 0, n; i < sorted.count; i += n) {
        n = same_person(&sorted, i);
        rota_check__context ctx;
        open_person(&ctx, home, &horizon, sorted.items[i].staff, sorted.items + i, n, NULL);
        rota_check__hours(&ctx, &hours[ctx.staff]);
        rota_check__close(&ctx);
    }
    rota_duties_done(&sorted);
    rota_check__calendar_done(&horizon.calendar);
}

/* ---- One more duty ---- */

static int64_t severity(const rota_finding *finding) {
    return llabs(finding->measured - finding->required);
}

/* Was the same found, at least as bad, without the extra duty? Each finding answers for one: a
 * third duty at the same time is worse than two. */
static bool was_there(const rota_findings *before, bool *used, const rota_finding *finding) {
    /* Averages look only at periods that the duty makes worse (and their figures are rounded). */
    if (finding->rule == ROTA_RULE_WEEKLY_AVERAGE || finding->rule == ROTA_RULE_NIGHT_AVERAGE)
        return false;
    for (size_t i = 0; i < before->count; i++) {
        const rota_finding *old = &before->items[i];
        if (!used[i] && old->verdict == ROTA_FAIL && old->rule == finding->rule &&
            old->from == finding->from && old->to == finding->to &&
            severity(old) >= severity(finding)) {
            used[i] = true;
            return true;
        }
    }
    return false;
}

/* Move the FAIL findings that are new or worse to *out. */
static int take_new(const rota_findings *before, rota_findings *after, rota_findings *out) {
    ROTA_CLEANUP(rota_freep) bool *used = ROTA_NEW_ARRAY(bool, before->count);
    int n = 0;
    for (size_t i = 0; i < after->count; i++) {
        rota_finding *finding = &after->items[i];
        /* Whether the break of a shift is long enough for adults is no matter of who has it. */
        bool of_shift = finding->rule == ROTA_RULE_BREAK && finding->nshifts == 1;
        if (finding->verdict != ROTA_FAIL || of_shift || was_there(before, used, finding))
            continue;
        ROTA_GROW(out->items, out->count, out->capacity);
        out->items[out->count] = *finding;
        out->items[out->count].cure = ROTA_TAKE(finding->cure);
        out->items[out->count++].text = ROTA_TAKE(finding->text);
        n++;
    }
    return n;
}

/* The days around an extra duty that it can matter to. */
static void horizon_around(struct horizon *horizon, const rota_home *home,
                           const rota_duties *duties, rota_day day) {
    enum { WEEKS4 = 28 };
    horizon->from = day - WEEKS4;
    horizon->to = day + WEEKS4;
    horizon->known_to = day;
    for (size_t i = 0; i < duties->count; i++) {
        if (duties->items[i].date > horizon->known_to)
            horizon->known_to = duties->items[i].date;
    }
    /* Reference periods that hold the day, and earlier ones that it makes up for leave in. */
    horizon->average_from = day - WEEKS4;
    horizon->average_to = rota_week_start(horizon->known_to, home->settings.home.week_starts) + 6;
    rota_day last = day + rota_check__longest_reference(&home->rules) - 1;
    if (horizon->average_to > last)
        horizon->average_to = last;
}

int rota_check_candidate(const rota_home *home, const rota_duties *duties, const rota_duty *extra,
                         rota_day from, rota_day to, rota_findings *out) {
    assert(extra->staff >= 0 && extra->staff < home->nstaff);
    struct horizon horizon = {.period_from = from, .period_to = to};
    horizon_around(&horizon, home, duties, extra->date);
    horizon_open(&horizon, home);
    rota_duties with = copy_duties(duties, extra->staff);
    rota_duties without = copy_duties(&with, -1);
    rota_duties_add(&with, extra);
    rota_duties_sort(&with);

    rota_findings before = {0}, after = {0};
    rota_check__context ctx_without, ctx_with;
    open_person(&ctx_with, home, &horizon, extra->staff, with.items, with.count, &after);
    open_person(&ctx_without, home, &horizon, extra->staff, without.items, without.count, &before);
    ctx_with.without = &ctx_without;
    ctx_with.candidate = ctx_without.candidate = true;
    run_checks(&ctx_without);
    run_checks(&ctx_with);
    size_t first = out->count;
    int n = take_new(&before, &after, out);
    sort_findings(out, first);

    rota_check__close(&ctx_with);
    rota_check__close(&ctx_without);
    rota_findings_done(&before);
    rota_findings_done(&after);
    rota_duties_done(&with);
    rota_duties_done(&without);
    rota_check__calendar_done(&horizon.calendar);
    return n;
}
