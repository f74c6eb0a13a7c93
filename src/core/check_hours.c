/* Averages over reference periods, hours of a night worker, most hours of a week, and the hours of
 * a person for reports. All comparisons are of whole minutes. */
#include "core/check_internal.h"

/* A reference period of one week has conventions of its own. */
enum { WEEK = 7 };

/* A reference period and what counts in it: (worked + made_up) over days. */
struct reference {
    rota_day first, last;
    int days;        /* what it is divided by, 0 = no such period */
    int64_t worked;  /* minutes on its days */
    int64_t made_up; /* minutes of the days worked right after it, one for each day of leave */
    int leave;       /* days of leave to make up for */
    int missing;     /* of these, for which no later day of work is known yet */
};

/* A look at all reference periods of one rule. */
struct sweep {
    int days;                         /* length of a full period */
    bool leave;                       /* does it make up for leave? */
    int64_t limit;                    /* a week */
    int64_t most;                     /* the longest duty: what a missing day may still bring */
    struct reference worst, doubtful; /* doubtful: days to come could bring it over the limit */
};

static int64_t total(const struct reference *r) {
    return r->worked + r->made_up;
}

/* Minutes a week, rounded up: above the limit exactly when the period is. */
static int64_t a_week(int64_t minutes, int days) {
    return (7 * minutes + days - 1) / days;
}

/* Leave does not make the period shorter. Its days are replaced by the first days worked after the
 * period, so a period with leave is provisional until these are known. */
static void make_up(const rota_check__context *ctx, struct reference *r) {
    r->leave = rota_check__days(ctx, ctx->leave_before, r->first, r->last);
    if (r->leave == 0)
        return;
    int next = rota_check__days(ctx, ctx->worked_before, ctx->calendar->first, r->last);
    int found = ctx->nworked - next;
    if (found > r->leave)
        found = r->leave;
    r->missing = r->leave - found;
    if (found > 0)
        r->made_up = rota_check__minutes(ctx, r->last + 1, ctx->worked[next + found - 1]);
}

/* Of a reference period of one week, whose duties count whole in the week in which they start. */
static int64_t minutes_of_week(const rota_check__context *ctx, rota_day first) {
    int64_t minutes = 0;
    int end = rota_check__work_from(ctx, first + 7);
    for (int i = rota_check__work_from(ctx, first); i < end; i++)
        minutes += ctx->work[i]->work_minutes;
    return minutes;
}

static struct reference measure(const rota_check__context *ctx, rota_day first, int days,
                                bool leave) {
    struct reference r = {.first = first, .last = first + days - 1, .days = days};
    r.worked =
        days == WEEK ? minutes_of_week(ctx, first) : rota_check__minutes(ctx, r.first, r.last);
    if (leave)
        make_up(ctx, &r);
    return r;
}

/* Of equal ones the latest is meant. */
static bool is_worse(const struct reference *a, const struct reference *b) {
    return b->days == 0 || total(a) * b->days >= total(b) * a->days;
}

static void consider(const rota_check__context *ctx, struct sweep *sweep, rota_day first,
                     int days) {
    struct reference r = measure(ctx, first, days, sweep->leave);
    if (ctx->without) {
        struct reference before = measure(ctx->without, first, days, sweep->leave);
        if (total(&r) <= total(&before))
            return;
    }
    if (is_worse(&r, &sweep->worst))
        sweep->worst = r;
    bool doubtful =
        r.missing > 0 && 7 * (total(&r) + r.missing * sweep->most) > sweep->limit * r.days;
    if (doubtful && is_worse(&r, &sweep->doubtful))
        sweep->doubtful = r;
}

/* For who began less than a whole period ago what has elapsed since is the period. While planning
 * that is up to the end of the checked period or of the week up to which duties are known, and at
 * least one week, since an average a week needs one. */
static void consider_new_starter(const rota_check__context *ctx, struct sweep *sweep) {
    rota_day begin = ctx->person->from, leaving = ctx->person->to;
    rota_day end = rota_week_start(ctx->known_to, ctx->home->settings.home.week_starts) + 6;
    if (end > ctx->average_to)
        end = ctx->average_to;
    if (leaving != ROTA_NO_DAY && end > leaving)
        end = leaving;
    if (begin == ROTA_NO_DAY || end < begin || end < ctx->average_from)
        return;
    if (end < begin + 6)
        end = begin + 6;
    if (end < begin + sweep->days - 1)
        consider(ctx, sweep, begin, end - begin + 1);
}

/* Every period of so many days that ends in the checked period. */
static void sweep_references(const rota_check__context *ctx, struct sweep *sweep) {
    for (int i = 0; i < ctx->nwork; i++) {
        if (ctx->work[i]->work_minutes > sweep->most)
            sweep->most = ctx->work[i]->work_minutes;
    }
    const rota_person *person = ctx->person;
    rota_day first = ctx->average_from, last = ctx->average_to;
    if (person->to != ROTA_NO_DAY && last > person->to)
        last = person->to;
    if (person->from != ROTA_NO_DAY && first < person->from + sweep->days - 1)
        first = person->from + sweep->days - 1;
    enum rota_weekday week_starts = ctx->home->settings.home.week_starts;
    for (rota_day day = first; day <= last; day++) {
        rota_day begin = day - sweep->days + 1;
        /* A period of a single week is the home's own week, not any seven days. */
        if (sweep->days != WEEK || rota_week_start(begin, week_starts) == begin)
            consider(ctx, sweep, begin, sweep->days);
    }
    consider_new_starter(ctx, sweep);
}

/* The duties at the end of a reference period: enough to find it by. */
static void rest_on_end(const rota_check__context *ctx, rota_finding *finding,
                        const struct reference *r) {
    int end = rota_check__work_from(ctx, r->last + 1);
    int first = end > ROTA_FINDING_SHIFTS ? end - ROTA_FINDING_SHIFTS : 0;
    rota_check__rests_on_work(ctx, finding, first, end - first);
}

static rota_finding draft_reference(const rota_check__context *ctx, enum rota_rule rule,
                                    const struct reference *r) {
    rota_finding finding = {.rule = rule,
                            .verdict = ROTA_FAIL,
                            .date = r->last,
                            .from = rota_check__midnight(ctx, r->first),
                            .to = rota_check__midnight(ctx, r->last + 1),
                            .provisional = r->missing > 0};
    rest_on_end(ctx, &finding, r);
    return finding;
}

/* "the 17 weeks to Sun 27 Sep" */
static const char *say_reference(rota_check__context *ctx, const struct reference *r) {
    bool weeks = r->days % 7 == 0;
    return rota_check__say(
        ctx, "the %s to %s",
        rota_check__say_count(ctx, weeks ? r->days / 7 : r->days, weeks ? "week" : "day"),
        rota_check__say_day(ctx, r->last));
}

/* "780 h worked, and 104 h on the next 10 days worked for 10 days of leave" */
static const char *say_sum(rota_check__context *ctx, const struct reference *r) {
    const char *worked = rota_check__say_minutes(ctx, r->worked);
    const char *leave = rota_check__say_count(ctx, r->leave, "day");
    int known = r->leave - r->missing;
    if (r->leave == 0)
        return rota_check__say(ctx, "%s worked", worked);
    if (known == 0)
        return rota_check__say(ctx, "%s worked, with %s of leave", worked, leave);
    return rota_check__say(ctx, "%s worked, and %s on the next %s worked for %s of leave", worked,
                           rota_check__say_minutes(ctx, r->made_up),
                           rota_check__say_count(ctx, known, "day"), leave);
}

/* ---- The average of a week ---- */

static int average_weeks(const rota_check__context *ctx) {
    int special = ctx->rules->average_weeks_special;
    if (ctx->special && special > 0 && !rota_check__young(ctx, ctx->average_to))
        return special;
    return ctx->rules->average_weeks;
}

static struct sweep sweep_average(const rota_check__context *ctx) {
    struct sweep sweep = {.days = 7 * average_weeks(ctx),
                          .leave = average_weeks(ctx) > 1,
                          .limit = ctx->rules->average_limit};
    if (sweep.days > 0 && sweep.limit >= 0)
        sweep_references(ctx, &sweep);
    return sweep;
}

static void report_doubtful(rota_check__context *ctx, const struct sweep *sweep) {
    const struct reference *r = &sweep->doubtful;
    rota_finding finding = draft_reference(ctx, ROTA_RULE_WEEKLY_AVERAGE, r);
    int64_t most = a_week(total(r) + r->missing * sweep->most, r->days);
    finding.verdict = ROTA_PROVISIONAL;
    finding.measured = a_week(total(r), r->days);
    finding.required = sweep->limit;
    rota_check__report(
        ctx, &finding,
        "between %s and %s a week on average over %s (%s); at most %s are allowed, and %s "
        "of work to count for the leave %s not known yet",
        rota_check__say_minutes(ctx, finding.measured), rota_check__say_minutes(ctx, most),
        say_reference(ctx, r), say_sum(ctx, r), rota_check__say_minutes(ctx, sweep->limit),
        rota_check__say_count(ctx, r->missing, "later day"), r->missing == 1 ? "is" : "are");
}

void rota_check__weekly_average(rota_check__context *ctx) {
    /* An opt-out of somebody under age has no effect. */
    if (ctx->rules->average_opt_out && ctx->person->opt_out &&
        !rota_check__young(ctx, ctx->average_to))
        return;
    struct sweep sweep = sweep_average(ctx);
    const struct reference *r = &sweep.worst;
    if (r->days == 0)
        return;
    if (7 * total(r) <= sweep.limit * r->days) {
        if (sweep.doubtful.days > 0)
            report_doubtful(ctx, &sweep);
        return;
    }
    rota_finding finding = draft_reference(ctx, ROTA_RULE_WEEKLY_AVERAGE, r);
    finding.measured = a_week(total(r), r->days);
    finding.required = sweep.limit;
    rota_check__report(ctx, &finding, "%s a week on average over %s (%s); at most %s are allowed",
                       rota_check__say_minutes(ctx, finding.measured), say_reference(ctx, r),
                       say_sum(ctx, r), rota_check__say_minutes(ctx, sweep.limit));
}

/* ---- Night workers ---- */

static bool has_night_work(const rota_check__context *ctx, const rota_duty *duty) {
    return rota_duty_night_minutes(ctx->home, duty) >= ctx->rules->night_worker_minutes;
}

/* As a normal course: in at least one of three weeks worked, the odd night apart. */
static bool works_nights(const rota_check__context *ctx) {
    enum { ODD_NIGHTS = 2 };
    int span = 7 * ctx->rules->night_average_weeks;
    int i = rota_check__work_from(ctx, ctx->average_to - span + 1);
    int weeks = 0, night_weeks = 0, nights = 0;
    rota_day week = ROTA_NO_DAY, night_week = ROTA_NO_DAY;
    for (; i < ctx->nwork && ctx->work[i]->date <= ctx->average_to; i++) {
        rota_day start = rota_week_start(ctx->work[i]->date, ROTA_MON);
        weeks += start != week;
        week = start;
        if (!has_night_work(ctx, ctx->work[i]))
            continue;
        nights++;
        night_weeks += start != night_week;
        night_week = start;
    }
    return nights > ODD_NIGHTS && night_weeks >= weeks / 3;
}

static bool is_night_worker(const rota_check__context *ctx) {
    if (ctx->special || rota_check__young(ctx, ctx->average_to))
        return false; /* compensatory rest instead; the young have rules of their own */
    if (ctx->person->night_worker != ROTA_NIGHT_AUTO)
        return ctx->person->night_worker == ROTA_NIGHT_YES;
    return works_nights(ctx);
}

void rota_check__night_average(rota_check__context *ctx) {
    const rota_rules *rules = ctx->rules;
    if (rules->night_average < 0 || rules->night_average_weeks <= 0)
        return;
    /* A day of weekly rest in seven is left out of the days to divide by. */
    int64_t counted = ROTA_CHECK__WEEK - ROTA_CHECK__DAY;
    struct sweep sweep = {.days = 7 * rules->night_average_weeks, .limit = INT32_MAX};
    sweep_references(ctx, &sweep);
    const struct reference *r = &sweep.worst;
    int64_t most = rules->night_average * counted * r->days;
    if (r->days == 0 || total(r) * ROTA_CHECK__WEEK <= most || !is_night_worker(ctx))
        return;
    int64_t days = counted * r->days;
    rota_finding finding = draft_reference(ctx, ROTA_RULE_NIGHT_AVERAGE, r);
    finding.measured = (total(r) * ROTA_CHECK__WEEK + days - 1) / days;
    finding.required = rules->night_average;
    rota_check__report(ctx, &finding,
                       "as a night worker %s on average in 24 h over %s (%s, a day of rest a week "
                       "left out); at most %s are allowed",
                       rota_check__say_minutes(ctx, finding.measured), say_reference(ctx, r),
                       say_sum(ctx, r), rota_check__say_minutes(ctx, rules->night_average));
}

/* Working minutes in [from, to), from piece `i` on. */
static int64_t minutes_between(const rota_check__context *ctx, int i, rota_minute from,
                               rota_minute to) {
    int64_t sum = 0;
    for (; i < ctx->npieces && ctx->pieces[i].start < to; i++) {
        rota_minute start = ctx->pieces[i].start, end = ctx->pieces[i].end;
        start = start > from ? start : from;
        end = end < to ? end : to;
        sum += end > start ? end - start : 0;
    }
    return sum;
}

void rota_check__night_absolute(rota_check__context *ctx) {
    int limit = ctx->rules->night_absolute;
    if (limit < 0)
        return;
    int asked = -1; /* is it a night worker? */
    for (int i = 0, piece = 0; i < ctx->nwork; i++) {
        const rota_duty *duty = ctx->work[i];
        while (piece < ctx->npieces && ctx->pieces[piece].end <= duty->start)
            piece++;
        if (!rota_check__in_period(ctx, duty->date))
            continue;
        rota_minute to = duty->start + ROTA_CHECK__DAY;
        int64_t minutes = minutes_between(ctx, piece, duty->start, to);
        if (minutes <= limit || rota_duty_night_minutes(ctx->home, duty) == 0)
            continue;
        if (asked < 0)
            asked = is_night_worker(ctx);
        if (!asked)
            return;
        rota_finding finding = {.rule = ROTA_RULE_NIGHT_ABSOLUTE,
                                .verdict = ROTA_FAIL,
                                .date = duty->date,
                                .from = duty->start,
                                .to = to,
                                .measured = minutes,
                                .required = limit};
        rota_check__rests_on(&finding, duty);
        rota_check__report(ctx, &finding,
                           "as a night worker %s of work in the 24 h from the start of %s (%s); at "
                           "most %s are allowed",
                           rota_check__say_minutes(ctx, minutes), rota_check__say_duty(ctx, duty),
                           rota_check__say_clock(ctx, duty->start, duty->date),
                           rota_check__say_minutes(ctx, limit));
    }
}

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
    *hours = (rota_person_hours){.staff = ctx->staff, .average_minutes = -1};
    ROTA_CLEANUP(rota_freep) int64_t *own = ROTA_NEW_ARRAY(int64_t, ctx->nwork);
    for (int i = 0; i < ctx->npieces; i++)
        own[ctx->pieces[i].duty] += ctx->pieces[i].end - ctx->pieces[i].start;
    for (int i = 0; i < ctx->nwork; i++) {
        const rota_duty *duty = ctx->work[i];
        int64_t awake = own[i] - (duty->sleep_to - duty->sleep_from);
        if (!rota_check__in_period(ctx, duty->date))
            continue;
        hours->working_minutes += own[i];
        hours->wage_minutes += awake > 0 ? awake : 0;
    }
    struct sweep sweep = sweep_average(ctx);
    const struct reference *r = &sweep.worst;
    if (r->days == 0 || total(r) == 0)
        return;
    hours->average_minutes = a_week(total(r), r->days);
    hours->average_weeks = (r->days + 6) / 7;
    hours->headroom_minutes = (sweep.limit * r->days) / 7 - total(r);
}
