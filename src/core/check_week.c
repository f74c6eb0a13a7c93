/* Weekly rest, in fixed windows: so much unbroken rest inside each week or each two weeks. */
#include "core/check_internal.h"

/* What a window needs. */
struct need {
    enum rota_rule rule;
    int64_t rest; /* inside the window, unbroken */
    int64_t gap;  /* the whole of that rest, also outside the window; below it AMBER */
    int64_t half; /* or two rests of so much each; 0 = no such choice */
    int days;     /* length of the window */
};

/* Time without work, cut to a window, and how long it really is. */
struct rest {
    rota_minute from, to;
    int64_t whole;
};

/* What a window has. */
struct found {
    struct rest longest; /* inside the window */
    struct rest nearly;  /* long enough inside the window, too short as a whole; the longest */
    int halves;          /* rests of half the length */
    int whole;           /* long enough as a whole: a rest counts 2, a half 1 */
};

/* First stretch that ends after an instant. */
static int stretch_after(const rota_check__context *ctx, rota_minute at) {
    int low = 0, high = ctx->nstretches;
    while (low < high) {
        int middle = low + (high - low) / 2;
        if (ctx->stretches[middle].end <= at)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static void weigh(struct found *found, struct rest rest, struct need need) {
    int64_t inside = rest.to - rest.from;
    if (inside > found->longest.to - found->longest.from)
        found->longest = rest;
    int64_t daily = need.gap - need.rest;
    bool full = inside >= need.rest, half = need.half > 0 && inside >= need.half;
    found->halves += half;
    if (full && rest.whole >= need.gap)
        found->whole += 2;
    else if (half && rest.whole >= need.half + daily)
        found->whole++;
    else if ((full || half) && rest.whole > found->nearly.whole)
        found->nearly = rest;
}

/* All the rests of a window; returns false when there is no work in it. */
static bool search(const rota_check__context *ctx, rota_minute from, rota_minute to,
                   struct need need, struct found *found) {
    int first = stretch_after(ctx, from);
    if (first == ctx->nstretches || ctx->stretches[first].start >= to)
        return false;
    *found = (struct found){.longest = {from, from, 0}};
    for (int i = first;; i++) {
        /* What lies before and after all that is known counts as free. */
        bool known = i > 0 && i < ctx->nstretches;
        rota_minute start = i > 0 ? ctx->stretches[i - 1].end : from;
        rota_minute end = i < ctx->nstretches ? ctx->stretches[i].start : to;
        if (start >= to)
            return true;
        struct rest rest = {start > from ? start : from, end < to ? end : to,
                            known ? end - start : INT32_MAX};
        if (rest.to > rest.from)
            weigh(found, rest, need);
        if (i >= ctx->nstretches)
            return true;
    }
}

/* "(Sat 6 Jun 22:00 to Mon 8 Jun 00:00)" */
static const char *say_from_to(rota_check__context *ctx, rota_minute from, rota_minute to) {
    return rota_check__say(ctx, "(%s to %s)", rota_check__say_moment(ctx, from),
                           rota_check__say_moment(ctx, to));
}

static const char *say_window(rota_check__context *ctx, const struct need *need, rota_day first) {
    return rota_check__say(ctx, "in the %s from %s", need->days == 7 ? "week" : "two weeks",
                           rota_check__say_day(ctx, first));
}

static void report_short(rota_check__context *ctx, const struct need *need, rota_day first,
                         struct rest longest, rota_finding *finding) {
    int64_t inside = longest.to - longest.from;
    bool young = need->rule == ROTA_RULE_YOUNG_WEEKLY_REST;
    bool instead = ctx->special && ctx->rules->daily_rest_special && !young;
    finding->verdict = instead ? ROTA_COMP_REST : ROTA_FAIL;
    finding->measured = inside;
    finding->required = need->rest;
    const char *what =
        rota_check__say(ctx, "the longest rest %s is %s%s%s; ", say_window(ctx, need, first),
                        rota_check__say_minutes(ctx, inside), inside > 0 ? " " : "",
                        inside > 0 ? say_from_to(ctx, longest.from, longest.to) : "");
    const char *rest = rota_check__say_minutes(ctx, need->rest);
    if (instead) {
        finding->owed = need->rest - inside;
        rota_check__report(ctx, finding, "%s%s are needed, so %s are owed", what, rest,
                           rota_check__say_minutes(ctx, finding->owed));
    } else if (young) {
        rota_check__report(ctx, finding, "%sunder the age of %d at least %s are needed", what,
                           rota_check__adult_age(ctx->rules), rest);
    } else if (need->half > 0) {
        rota_check__report(ctx, finding, "%sat least %s, or twice %s, are needed", what, rest,
                           rota_check__say_minutes(ctx, need->half));
    } else {
        rota_check__report(ctx, finding, "%sat least %s are needed", what, rest);
    }
}

static void report_gap(rota_check__context *ctx, const struct need *need, rota_day first,
                       struct rest nearly, rota_finding *finding) {
    /* It is too short as a whole, so both its ends are known. */
    int i = stretch_after(ctx, nearly.from);
    rota_minute from = ctx->stretches[i - 1].end, to = ctx->stretches[i].start;
    bool half = need->half > 0 && nearly.to - nearly.from < need->rest;
    finding->verdict = ROTA_AMBER;
    finding->measured = nearly.whole;
    finding->required = half ? need->gap - need->rest + need->half : need->gap;
    rota_check__report(ctx, finding,
                       "the weekly rest %s is %s %s; less than %s, which is the weekly and a daily "
                       "rest, needs a recorded reason",
                       say_window(ctx, need, first), rota_check__say_minutes(ctx, nearly.whole),
                       say_from_to(ctx, from, to), rota_check__say_minutes(ctx, finding->required));
}

static void check_window(rota_check__context *ctx, struct need need, rota_day first) {
    rota_minute from = rota_check__midnight(ctx, first);
    rota_minute to = rota_check__midnight(ctx, first + need.days);
    struct found found;
    if (!search(ctx, from, to, need, &found))
        return;
    bool enough = found.longest.to - found.longest.from >= need.rest || found.halves >= 2;
    if (enough && found.whole >= 2)
        return;
    rota_finding finding = {.rule = need.rule, .date = first, .from = from, .to = to};
    int i = rota_check__work_from(ctx, first), end = rota_check__work_from(ctx, first + need.days);
    rota_check__rests_on_work(ctx, &finding, i, end - i);
    if (enough)
        report_gap(ctx, &need, first, found.nearly, &finding);
    else
        report_short(ctx, &need, first, found.longest, &finding);
}

/* All windows that the period touches, of those in which the person is young, or is not. */
static void check_windows(rota_check__context *ctx, struct need need, bool young, rota_day origin) {
    int skip = (ctx->from - origin) % need.days;
    rota_day first = ctx->from - (skip < 0 ? skip + need.days : skip);
    for (; first <= ctx->to; first += need.days) {
        if (rota_check__young(ctx, first) == young &&
            rota_check__window_counts(ctx, first, first + need.days - 1))
            check_window(ctx, need, first);
    }
}

void rota_check__weekly_rest(rota_check__context *ctx) {
    const rota_rules *rules = ctx->rules;
    if (rules->weekly_rest < 0)
        return;
    struct need need = {ROTA_RULE_WEEKLY_REST, rules->weekly_rest, rules->weekly_rest_gap, 0,
                        rules->weekly_rest_days > 0 ? rules->weekly_rest_days : 7};
    /* Over two weeks two rests of a day or more do as well as one of two days. */
    if (need.days == 14 && need.rest >= 2 * (int64_t)ROTA_CHECK__DAY)
        need.half = need.rest / 2;
    if (need.gap < need.rest)
        need.gap = need.rest; /* no such rule: what is inside the window is enough */
    rota_day begin = ctx->person->from == ROTA_NO_DAY || need.days == 7 ? rota_day_of(1970, 1, 5)
                                                                        : ctx->person->from;
    check_windows(ctx, need, false, rota_week_start(begin, ctx->home->settings.home.week_starts));
}

void rota_check__young_weekly_rest(rota_check__context *ctx) {
    int64_t rest = ctx->rules->young_weekly_rest;
    if (rest < 0)
        return;
    struct need need = {ROTA_RULE_YOUNG_WEEKLY_REST, rest, rest, 0, 7};
    check_windows(ctx, need, true,
                  rota_week_start(rota_day_of(1970, 1, 5), ctx->home->settings.home.week_starts));
}
