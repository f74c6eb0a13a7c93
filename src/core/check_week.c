/* Weekly rest, in fixed windows: so much unbroken rest inside each week or each two weeks. */
#include "core/check_internal.h"

/* What a window needs. */
struct need {
    enum rota_rule rule;
    int64_t rest;   /* inside the window, unbroken */
    int64_t gap;    /* the whole of that rest, also outside the window; below it AMBER */
    int64_t half;   /* or two rests of so much each; 0 = no such choice */
    bool twice;     /* only the two rests will do; one as long as both counts for both */
    int days;       /* length of the window */
    rota_day begin; /* first day of one of the windows */
    bool young;     /* of those under age: what they work from their birthday on is no work of it */
};

/* Time without work, cut to a window, and how long it really is. */
struct rest {
    rota_minute from, to;
    int64_t whole;
};

/* What a window has. */
struct found {
    struct rest longest; /* inside the window */
    int64_t second;      /* length of the next one */
    struct rest nearly;  /* long enough inside the window, too short as a whole; the longest */
    int halves;          /* rests of half the length */
    int whole;           /* long enough as a whole: a rest counts 2, a half 1 */
};

static int64_t length(struct rest rest) {
    return rest.to > rest.from ? rest.to - rest.from : 0;
}

static void weigh(struct found *found, struct rest rest, struct need need) {
    int64_t inside = length(rest);
    if (inside > length(found->longest)) {
        found->second = length(found->longest);
        found->longest = rest;
    } else if (inside > found->second) {
        found->second = inside;
    }
    int64_t daily = need.gap - need.rest;
    bool full = inside >= need.rest, half = need.half > 0 && inside >= need.half;
    found->halves += full ? 2 : half;
    if (full && rest.whole >= need.gap)
        found->whole += 2;
    else if (half && rest.whole >= need.half + daily)
        found->whole++;
    else if ((full || half) && rest.whole > found->nearly.whole)
        found->nearly = rest;
}

/* ---- Leave that is no rest ---- */

static const rota_leave *annual_leave_on(const rota_check__context *ctx, rota_day day) {
    for (int i = 0; i < ctx->home->nleave; i++) {
        const rota_leave *leave = &ctx->home->leave[i];
        bool annual = leave->kind == ROTA_LEAVE_ANNUAL || leave->kind == ROTA_LEAVE_ADDITIONAL;
        if (annual && leave->staff == ctx->staff && day >= leave->from && day <= leave->to)
            return leave;
    }
    return NULL;
}

static bool leave_is_rest(const rota_check__context *ctx) {
    return rota_rule_is(ctx->rules->weekly_rest_leave, ROTA_RULE_YES) || ctx->home->nleave == 0;
}

/* The rest in pieces between the days of annual leave, where these are none. */
static void weigh_without_leave(const rota_check__context *ctx, struct found *found,
                                struct rest rest, struct need need, rota_day first) {
    rota_minute from = rest.from;
    for (rota_day day = first; day < first + need.days; day++) {
        rota_minute begin = rota_check__midnight(ctx, day);
        rota_minute end = rota_check__midnight(ctx, day + 1);
        if (end <= from || begin >= rest.to || !annual_leave_on(ctx, day))
            continue;
        struct rest piece = {from, begin, begin - from};
        if (piece.to > piece.from)
            weigh(found, piece, need);
        from = end;
    }
    struct rest piece = {from, rest.to, from > rest.from ? rest.to - from : rest.whole};
    if (piece.to > piece.from)
        weigh(found, piece, need);
}

/* How many of the stretches are looked at. */
static int stretches_of(const rota_check__context *ctx, struct need need) {
    int n = ctx->nstretches;
    rota_minute adult = need.young ? rota_check__midnight(ctx, ctx->adult_from) : 0;
    while (need.young && n > 0 && ctx->stretches[n - 1].start >= adult)
        n--;
    return n;
}

/* When the work of a stretch ends. */
static rota_minute end_of(const rota_check__context *ctx, struct need need, int i) {
    const rota_check__stretch *stretch = &ctx->stretches[i];
    rota_minute end = stretch->start;
    if (!need.young)
        return stretch->end;
    for (int k = stretch->first; k < stretch->first + stretch->count; k++)
        if (rota_check__young(ctx, ctx->work[k]->date) && ctx->work[k]->end > end)
            end = ctx->work[k]->end;
    return end;
}

/* All the rests of a window from a day of it on; returns false when there is no work in it. */
static bool search_from(const rota_check__context *ctx, rota_day first_day, rota_day begin,
                        struct need need, struct found *found) {
    rota_minute from = rota_check__midnight(ctx, begin);
    rota_minute to = rota_check__midnight(ctx, first_day + need.days);
    int first = rota_check__stretch_after(ctx, from), n = stretches_of(ctx, need);
    if (first >= n || ctx->stretches[first].start >= to)
        return false;
    *found = (struct found){.longest = {from, from, 0}};
    for (int i = first;; i++) {
        /* What lies before and after all that is known counts as free. */
        bool known = i > 0 && i < n;
        rota_minute start = i > 0 ? end_of(ctx, need, i - 1) : from;
        rota_minute end = i < n ? ctx->stretches[i].start : to;
        if (start >= to)
            return true;
        struct rest rest = {start > from ? start : from, end < to ? end : to,
                            known ? end - start : INT32_MAX};
        if (rest.to > rest.from && leave_is_rest(ctx))
            weigh(found, rest, need);
        else if (rest.to > rest.from)
            weigh_without_leave(ctx, found, rest, need, first_day);
        if (i >= n)
            return true;
    }
}

static bool search(const rota_check__context *ctx, rota_day first_day, struct need need,
                   struct found *found) {
    return search_from(ctx, first_day, first_day, need, found);
}

static bool is_enough(const struct need *need, const struct found *found) {
    return need->half > 0 ? found->halves >= 2 : length(found->longest) >= need->rest;
}

static int64_t missing(const struct need *need, const struct found *found) {
    if (!need->twice)
        return need->rest - length(found->longest);
    int64_t first = need->half - length(found->longest);
    return need->half - found->second + (first > 0 ? first : 0);
}

/* ---- Words ---- */

/* "(Sat 6 Jun 22:00 to Mon 8 Jun 00:00)" */
static const char *say_from_to(rota_check__context *ctx, rota_minute from, rota_minute to) {
    return rota_check__say(ctx, "(%s to %s%s)", rota_check__say_moment(ctx, from),
                           rota_check__say_moment(ctx, to), rota_check__say_change(ctx, from, to));
}

static const char *say_window(rota_check__context *ctx, const struct need *need, rota_day first) {
    return rota_check__say(ctx, "in the %s from %s", need->days == 7 ? "week" : "two weeks",
                           rota_check__say_day(ctx, first));
}

static const char *say_young(rota_check__context *ctx, const struct need *need, int64_t inside) {
    int64_t reduced = ctx->rules->young_weekly_reduced;
    if (reduced < 0 || inside < reduced)
        return rota_check__say(ctx, "under the age of %d at least %s are needed",
                               rota_check__adult_age(ctx->rules),
                               rota_check__say_minutes(ctx, need->rest));
    return rota_check__say(ctx,
                           "under the age of %d at least %s are needed (not below %s with a "
                           "recorded technical or organisational reason)",
                           rota_check__adult_age(ctx->rules),
                           rota_check__say_minutes(ctx, need->rest),
                           rota_check__say_minutes(ctx, reduced));
}

static void report_short(rota_check__context *ctx, const struct need *need, rota_day first,
                         const struct found *found, rota_finding *finding) {
    int64_t inside = length(found->longest);
    bool young = need->rule == ROTA_RULE_YOUNG_WEEKLY_REST;
    bool instead = rota_check__instead(ctx) && !young;
    finding->verdict = instead ? ROTA_COMP_REST : ROTA_FAIL;
    finding->measured = need->twice ? found->second : inside;
    finding->required = need->twice ? need->half : need->rest;
    const char *what =
        rota_check__say(ctx, "the longest rest %s is %s%s%s; ", say_window(ctx, need, first),
                        rota_check__say_minutes(ctx, inside), inside > 0 ? " " : "",
                        inside > 0 ? say_from_to(ctx, found->longest.from, found->longest.to) : "");
    const char *rest = rota_check__say_minutes(ctx, need->rest);
    const char *half = rota_check__say_minutes(ctx, need->half);
    int64_t off = need->twice ? need->half : need->rest;
    rota_check__cure(ctx, "leave %s free of work %s%s", need->twice ? half : rest,
                     say_window(ctx, need, first),
                     off <= ROTA_CHECK__DAY       ? ", for example by a day off"
                     : off <= 2 * ROTA_CHECK__DAY ? ", for example by two days off in a row"
                                                  : "");
    if (instead) {
        const rota_comp_rest *debt = rota_check__debt(ctx, need->rule, finding->to);
        finding->owed = missing(need, found);
        finding->made_up = debt && debt->repaid >= debt->owed;
        rota_check__report(ctx, finding, "%s%s are needed, so %s are owed%s", what,
                           need->twice ? rota_check__say(ctx, "twice %s", half) : rest,
                           rota_check__say_minutes(ctx, finding->owed),
                           debt ? rota_check__say_debt(ctx, debt) : "");
    } else if (young) {
        rota_check__report(ctx, finding, "%s%s", what, say_young(ctx, need, inside));
    } else if (need->twice) {
        rota_check__report(ctx, finding, "%sthe second %s; twice %s are needed", what,
                           rota_check__say_minutes(ctx, found->second), half);
    } else if (need->half > 0) {
        rota_check__report(ctx, finding, "%sat least %s, or twice %s, are needed", what, rest,
                           half);
    } else {
        rota_check__report(ctx, finding, "%sat least %s are needed", what, rest);
    }
}

static void report_gap(rota_check__context *ctx, const struct need *need, rota_day first,
                       struct rest nearly, rota_finding *finding) {
    /* It is too short as a whole, so both its ends are known. */
    bool half = need->half > 0 && length(nearly) < need->rest;
    int i = rota_check__stretch_after(ctx, nearly.from);
    rota_minute from = nearly.from, to = nearly.to;
    if (i > 0 && i < ctx->nstretches &&
        nearly.whole == ctx->stretches[i].start - ctx->stretches[i - 1].end) {
        from = ctx->stretches[i - 1].end;
        to = ctx->stretches[i].start;
    }
    finding->verdict = ROTA_AMBER;
    finding->measured = nearly.whole;
    finding->required = half ? need->gap - need->rest + need->half : need->gap;
    rota_check__cure(ctx, "make this rest %s longer, or record the reason",
                     rota_check__say_minutes(ctx, finding->required - nearly.whole));
    rota_check__report(ctx, finding,
                       "the weekly rest %s is %s %s; less than %s, which is the weekly and a daily "
                       "rest, needs a recorded reason",
                       say_window(ctx, need, first), rota_check__say_minutes(ctx, nearly.whole),
                       say_from_to(ctx, from, to), rota_check__say_minutes(ctx, finding->required));
}

/* The window of two weeks in which the employment begins counts from its Monday on, and the days
 * before are free. Where a week or more of it is left and has no such rest, somebody should look.
 */
static void check_first(rota_check__context *ctx, const struct need *need, rota_day first,
                        rota_finding *finding) {
    rota_day begin = ctx->person->from;
    struct found found;
    if (need->days != 14 || begin <= first || begin > first + 7 ||
        !search_from(ctx, first, begin, *need, &found) || is_enough(need, &found))
        return;
    int i = rota_check__work_from(ctx, first), end = rota_check__work_from(ctx, first + need->days);
    rota_check__rests_on_work(ctx, finding, i, end - i);
    finding->verdict = ROTA_AMBER;
    finding->measured = length(found.longest);
    rota_check__cure(ctx, "leave %s free of work after their first day, or record the reason",
                     rota_check__say_minutes(ctx, need->twice ? need->half : need->rest));
    rota_check__report(ctx, finding,
                       "the weekly rest %s lies before their first day of employment (%s); since "
                       "then the longest is %s",
                       say_window(ctx, need, first), rota_check__say_day(ctx, begin),
                       rota_check__say_minutes(ctx, finding->measured));
}

/* ---- Windows ---- */

static void check_window(rota_check__context *ctx, const struct need *need, rota_day first) {
    struct found found;
    if (!search(ctx, first, *need, &found))
        return;
    rota_finding finding = {.rule = need->rule,
                            .date = first,
                            .from = rota_check__midnight(ctx, first),
                            .to = rota_check__midnight(ctx, first + need->days),
                            .measured = length(found.longest),
                            .required = need->rest};
    bool enough = is_enough(need, &found);
    if (enough && found.whole >= 2) {
        if (length(found.longest) >= need->rest)
            rota_check__seen(ctx, &finding, true);
        check_first(ctx, need, first, &finding);
        return;
    }
    int i = rota_check__work_from(ctx, first), end = rota_check__work_from(ctx, first + need->days);
    rota_check__rests_on_work(ctx, &finding, i, end - i);
    if (enough)
        report_gap(ctx, need, first, found.nearly, &finding);
    else
        report_short(ctx, need, first, &found, &finding);
}

/* The first day of the window that a day lies in. */
static rota_day window_of(const struct need *need, rota_day day) {
    int skip = (day - need->begin) % need->days;
    return day - (skip < 0 ? skip + need->days : skip);
}

/* Does the rule hold in the window? That with the birthday is one of both: of the young as far as
 * they work before it, and like all others one of adults. */
static bool holds_in(const rota_check__context *ctx, const struct need *need, rota_day first) {
    return need->young ? rota_check__young(ctx, first)
                       : !rota_check__young(ctx, first + need->days - 1);
}

/* All windows that the period touches. */
static void check_windows(rota_check__context *ctx, const struct need *need) {
    for (rota_day first = window_of(need, ctx->from); first <= ctx->to; first += need->days) {
        if (holds_in(ctx, need, first) &&
            rota_check__window_counts(ctx, first, first + need->days - 1))
            check_window(ctx, need, first);
    }
}

/* ---- The rules ---- */

static enum rota_weekday week_starts(const rota_check__context *ctx) {
    int own = ctx->rules->weekly_rest_starts;
    return own >= 0 ? (enum rota_weekday)own : ctx->home->settings.home.week_starts;
}

static struct need adult_need(const rota_check__context *ctx) {
    const rota_rules *rules = ctx->rules;
    struct need need = {.rule = ROTA_RULE_WEEKLY_REST,
                        .rest = rules->weekly_rest,
                        .gap = rules->weekly_rest_gap,
                        .days = rules->weekly_rest_days > 0 ? rules->weekly_rest_days : 7};
    int64_t daily = need.gap > need.rest ? need.gap - need.rest : 0;
    if (need.days == 14) {
        /* Over two weeks two rests of a day or more do as well as one of two days, or as the
         * employer has determined. The profile may give the figure of one week or of two. */
        if (need.rest < 2 * (int64_t)ROTA_CHECK__DAY)
            need.rest *= 2;
        if (!rota_rule_is(rules->weekly_rest_fortnight, ROTA_FORTNIGHT_ONCE))
            need.half = need.rest / 2;
        need.twice = rota_rule_is(rules->weekly_rest_fortnight, ROTA_FORTNIGHT_TWICE);
    }
    need.gap = need.rest + daily; /* no such rule: what is inside the window is enough */
    rota_day begin = ctx->person->from == ROTA_NO_DAY || need.days == 7 ? rota_day_of(1970, 1, 5)
                                                                        : ctx->person->from;
    need.begin = rota_week_start(begin, week_starts(ctx));
    return need;
}

void rota_check__weekly_rest(rota_check__context *ctx) {
    if (ctx->rules->weekly_rest < 0)
        return;
    struct need need = adult_need(ctx);
    check_windows(ctx, &need);
}

void rota_check__young_weekly_rest(rota_check__context *ctx) {
    int64_t rest = ctx->rules->young_weekly_rest;
    if (rest < 0)
        return;
    struct need need = {.rule = ROTA_RULE_YOUNG_WEEKLY_REST,
                        .rest = rest,
                        .gap = rest,
                        .days = 7,
                        .begin = rota_week_start(rota_day_of(1970, 1, 5), week_starts(ctx)),
                        .young = true};
    check_windows(ctx, &need);
}

void rota_check__weekly_debts(rota_check__context *ctx, rota_check__owe *owe) {
    if (ctx->rules->weekly_rest < 0 || ctx->nwork == 0)
        return;
    struct need need = adult_need(ctx);
    rota_day last = ctx->work[ctx->nwork - 1]->date;
    for (rota_day first = window_of(&need, ctx->work[0]->date); first <= last; first += need.days) {
        struct found found;
        if (!holds_in(ctx, &need, first) || !search(ctx, first, need, &found) ||
            is_enough(&need, &found))
            continue;
        owe(ctx, ROTA_RULE_WEEKLY_REST, missing(&need, &found),
            rota_check__midnight(ctx, first + need.days),
            rota_check__midnight(ctx, first + 2 * need.days));
    }
}
