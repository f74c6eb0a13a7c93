/* Night workers: who is one, their average, the hours of 24 with special hazards, health. */
#include "core/check_internal.h"
#include "core/terms.h"

/* Minutes in the night that count as night work; *asleep: only because time asleep does. */
static bool has_night_work(const rota_check__context *ctx, const rota_duty *duty, bool *asleep) {
    int64_t least = ctx->rules->night_worker_minutes > 0 ? ctx->rules->night_worker_minutes : 180;
    int64_t awake, all = rota_duty_night_minutes_awake(ctx->home, duty, &awake);
    *asleep = awake < least;
    return (rota_rule_is(ctx->rules->night_sleep_in, ROTA_RULE_YES) ? all : awake) >= least;
}

/* As a normal course: on most days worked, or in one of three weeks, the odd night apart. */
enum rota_check__night rota_check__night_worker(const rota_check__context *ctx, rota_day first,
                                                rota_day last) {
    enum { ODD_NIGHTS = 2, ONE_OF_WEEKS = 3 };
    if (ctx->person->night_worker != ROTA_NIGHT_AUTO)
        return ctx->person->night_worker == ROTA_NIGHT_YES ? ROTA_CHECK__NIGHT_WORKER
                                                           : ROTA_CHECK__NO_NIGHTS;
    int weeks = 0, night_weeks = 0, nights = 0, sleeps = 0, days = 0;
    rota_day week = ROTA_NO_DAY, night_week = ROTA_NO_DAY, day = ROTA_NO_DAY;
    for (int i = rota_check__work_from(ctx, first); i < ctx->nwork; i++) {
        const rota_duty *duty = ctx->work[i];
        bool asleep;
        if (duty->date > last)
            break;
        rota_day start = rota_week_start(duty->date, ROTA_MON);
        weeks += start != week;
        week = start;
        days += duty->date != day;
        day = duty->date;
        if (!has_night_work(ctx, duty, &asleep))
            continue;
        nights++;
        sleeps += asleep;
        night_weeks += start != night_week;
        night_week = start;
    }
    bool usual = nights >= ODD_NIGHTS && 2 * nights > days;
    bool often = nights > ODD_NIGHTS && night_weeks >= weeks / ONE_OF_WEEKS;
    if (!usual && !often)
        return ROTA_CHECK__NO_NIGHTS;
    return sleeps == nights ? ROTA_CHECK__SLEEPER : ROTA_CHECK__NIGHT_WORKER;
}

/* ---- The average ---- */

static bool is_asked(rota_check__context *ctx, enum rota_rule rule) {
    if (rota_check__young(ctx, ctx->average_to))
        return false; /* they have rules of their own */
    if (!ctx->special)
        return true;
    rota_check__not_applicable(ctx, rule,
                               "continuity of care takes the limits of night work away; rests that "
                               "are too short are owed");
    return false;
}

void rota_check__night_average(rota_check__context *ctx) {
    const rota_rules *rules = ctx->rules;
    if (rules->night_average < 0 || rules->night_average_weeks <= 0 ||
        !is_asked(ctx, ROTA_RULE_NIGHT_AVERAGE))
        return;
    /* A day of weekly rest in seven is left out of the days to divide by. */
    int64_t counted = ROTA_CHECK__WEEK - ROTA_CHECK__DAY;
    rota_check__sweep sweep = {.days = 7 * rules->night_average_weeks,
                               .nights = true,
                               .reference = rules->night_reference,
                               .fixed_from = rules->night_fixed_from >= 0 ? rules->night_fixed_from
                                                                          : rota_day_of(1970, 1, 5),
                               /* minutes / (6 / 7 of the days) <= hours: six times that a week */
                               .limit = rules->night_average * (counted / ROTA_CHECK__DAY)};
    rota_check__sweep_references(ctx, &sweep);
    const rota_check__reference *r = &sweep.worst;
    if (r->days == 0 || rota_check__total(r) == 0)
        return;
    if (rota_check__night_worker(ctx, r->first, r->last) == ROTA_CHECK__NO_NIGHTS) {
        rota_check__not_applicable(ctx, ROTA_RULE_NIGHT_AVERAGE, "not a night worker");
        return;
    }
    int64_t days = counted * r->days, total = rota_check__total(r);
    rota_finding finding = rota_check__draft_reference(ctx, ROTA_RULE_NIGHT_AVERAGE, r);
    finding.measured = (total * ROTA_CHECK__WEEK + days - 1) / days;
    finding.required = rules->night_average;
    if (7 * total <= sweep.limit * r->days) {
        rota_check__seen(ctx, &finding, false);
        return;
    }
    rota_check__cure(ctx, "%s less work by %s",
                     rota_check__say_minutes(ctx, total - sweep.limit * r->days / 7),
                     rota_check__say_day(ctx, r->last));
    rota_check__report(
        ctx, &finding,
        "as a night worker %s on average in 24 h over %s (%s, divided by %lld days: a "
        "day of rest a week left out); at most %s are allowed",
        rota_check__say_minutes(ctx, finding.measured), rota_check__say_reference(ctx, r),
        rota_check__say_sum(ctx, r), (long long)(days / ROTA_CHECK__WEEK),
        rota_check__say_minutes(ctx, rules->night_average));
}

/* ---- Special hazards: any 24 hours ---- */

/* The first piece of work that ends after an instant. */
static int first_piece(const rota_check__context *ctx, rota_minute at) {
    int low = 0, high = ctx->npieces;
    while (low < high) {
        int middle = low + (high - low) / 2;
        if (ctx->pieces[middle].end <= at)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* Working minutes in [from, from + 24 h). */
static int64_t minutes_from(const rota_check__context *ctx, rota_minute from) {
    int64_t sum = 0;
    rota_minute to = from + ROTA_CHECK__DAY;
    for (int i = first_piece(ctx, from); i < ctx->npieces && ctx->pieces[i].start < to; i++) {
        rota_minute start = ctx->pieces[i].start, end = ctx->pieces[i].end;
        sum += (end < to ? end : to) - (start > from ? start : from);
    }
    return sum;
}

struct day_and_night {
    rota_minute from;
    int64_t minutes;
};

static void try_24_hours(const rota_check__context *ctx, rota_minute from,
                         struct day_and_night *worst) {
    int64_t minutes = minutes_from(ctx, from);
    if (minutes > worst->minutes)
        *worst = (struct day_and_night){from, minutes};
}

/* The 24 hours with the most work among those that hold some of the duty's time in the night: they
 * begin or end with a piece of work, or hold only the first or the last minute of that time. */
static struct day_and_night worst_24_hours(const rota_check__context *ctx, int i) {
    const rota_duty *night = ctx->work[i];
    struct day_and_night worst = {night->start, minutes_from(ctx, night->start)};
    rota_minute from, to;
    for (int n = 0; rota_duty_night_part(ctx->home, night, n, &from, &to); n++) {
        rota_minute first = from - ROTA_CHECK__DAY + 1, last = to - 1;
        try_24_hours(ctx, first, &worst);
        try_24_hours(ctx, last, &worst);
        for (int k = first_piece(ctx, first); k < ctx->npieces; k++) {
            const rota_check__piece *piece = &ctx->pieces[k];
            if (piece->start > last + ROTA_CHECK__DAY)
                break;
            rota_minute begins[] = {piece->start, piece->end - ROTA_CHECK__DAY};
            for (int b = 0; b < 2; b++)
                if (begins[b] >= first && begins[b] <= last)
                    try_24_hours(ctx, begins[b], &worst);
        }
    }
    return worst;
}

static void report_absolute(rota_check__context *ctx, const rota_duty *duty, int64_t minutes,
                            rota_minute from) {
    int limit = ctx->rules->night_absolute;
    rota_finding finding = {.rule = ROTA_RULE_NIGHT_ABSOLUTE,
                            .verdict = ROTA_FAIL,
                            .date = duty->date,
                            .from = from,
                            .to = from + ROTA_CHECK__DAY,
                            .measured = minutes,
                            .required = limit};
    rota_check__rests_on(&finding, duty);
    rota_check__cure(ctx, "%s less work in these 24 h",
                     rota_check__say_minutes(ctx, minutes - limit));
    if (from == duty->start)
        rota_check__report(ctx, &finding,
                           "as a night worker %s of work in the 24 h from the start of %s (%s); at "
                           "most %s are allowed",
                           rota_check__say_minutes(ctx, minutes), rota_check__say_duty(ctx, duty),
                           rota_check__say_clock(ctx, duty->start, duty->date),
                           rota_check__say_minutes(ctx, limit));
    else
        rota_check__report(ctx, &finding,
                           "as a night worker %s of work in the 24 h from %s, with %s in them; at "
                           "most %s are allowed",
                           rota_check__say_minutes(ctx, minutes), rota_check__say_moment(ctx, from),
                           rota_check__say_duty(ctx, duty), rota_check__say_minutes(ctx, limit));
}

/* The profile has a number only where a risk assessment finds special hazards or heavy strain: then
 * a single night counts, unless the person is no night worker by their own column. */
void rota_check__night_absolute(rota_check__context *ctx) {
    int limit = ctx->rules->night_absolute;
    if (limit < 0 || !is_asked(ctx, ROTA_RULE_NIGHT_ABSOLUTE))
        return;
    bool said = ctx->person->night_worker == ROTA_NIGHT_YES;
    if (ctx->person->night_worker == ROTA_NIGHT_NO) {
        rota_check__not_applicable(ctx, ROTA_RULE_NIGHT_ABSOLUTE, "not a night worker");
        return;
    }
    for (int i = rota_check__work_from(ctx, ctx->from); i < ctx->nwork; i++) {
        const rota_duty *duty = ctx->work[i];
        bool asleep;
        if (duty->date > ctx->to)
            return;
        bool counts = said ? rota_duty_night_minutes(ctx->home, duty) > 0
                           : has_night_work(ctx, duty, &asleep);
        if (!counts)
            continue;
        struct day_and_night worst = worst_24_hours(ctx, i);
        rota_finding seen = {.rule = ROTA_RULE_NIGHT_ABSOLUTE,
                             .date = duty->date,
                             .from = worst.from,
                             .to = worst.from + ROTA_CHECK__DAY,
                             .measured = worst.minutes,
                             .required = limit};
        rota_check__seen(ctx, &seen, false);
        if (worst.minutes > limit)
            report_absolute(ctx, duty, worst.minutes, worst.from);
    }
}

/* ---- Health ---- */

/* The first duty of the period with night work, up to a day; NULL: there is none. */
static const rota_duty *first_night(const rota_check__context *ctx, rota_day last) {
    bool asleep = false;
    for (int i = rota_check__work_from(ctx, ctx->from); i < ctx->nwork; i++) {
        if (ctx->work[i]->date > last)
            return NULL;
        if (has_night_work(ctx, ctx->work[i], &asleep))
            return ctx->work[i];
    }
    return NULL;
}

static void report_health(rota_check__context *ctx, rota_finding *finding, bool sleeper) {
    const rota_duty *first = &finding->shifts[0];
    rota_day assessed = ctx->person->health_assessed;
    const char *who =
        sleeper ? "potentially a night worker, by regular sleep-ins" : "a night worker";
    rota_check__cure(ctx, "offer a free health assessment and write its date into health_assessed");
    if (finding->measured > 0)
        rota_check__report(ctx, finding, "%s (%s): the health assessment of %s is more than %s old",
                           who, rota_check__say_duty(ctx, first),
                           rota_check__say_day(ctx, assessed),
                           rota_check__say_count(ctx, ctx->rules->night_health_months, "month"));
    else
        rota_check__report(ctx, finding,
                           "%s (%s): a health assessment is due before night work, and %s", who,
                           rota_check__say_duty(ctx, first),
                           assessed <= 0 ? "none is on record"
                                         : rota_check__say(ctx, "that on record is of %s",
                                                           rota_check__say_day(ctx, assessed)));
}

/* Free assessments before night work and from time to time; continuity of care changes nothing. */
void rota_check__night_health(rota_check__context *ctx) {
    const rota_rule_origin *origin = &ctx->rules->origin[ROTA_RULE_NIGHT_HEALTH];
    int months = ctx->rules->night_health_months;
    int weeks = ctx->rules->night_average_weeks > 0 ? ctx->rules->night_average_weeks : 17;
    rota_day last = ctx->to < ctx->known_to ? ctx->to : ctx->known_to;
    if ((months < 0 && !origin->regulation[0]) || rota_check__young(ctx, last) || ctx->nwork == 0)
        return;
    enum rota_check__night kind = rota_check__night_worker(ctx, last - 7 * weeks + 1, last);
    const rota_duty *first = first_night(ctx, last);
    if (kind == ROTA_CHECK__NO_NIGHTS || !first) {
        rota_check__not_applicable(ctx, ROTA_RULE_NIGHT_HEALTH, "%s",
                                   first ? "not a night worker" : "no night work in these days");
        return;
    }
    rota_day assessed = ctx->person->health_assessed;
    rota_day due = assessed > 0 && months > 0 ? rota_months_later(assessed, months) : INT_MAX;
    bool none = assessed <= 0 || assessed > first->date, well = !none && due >= last;
    rota_finding finding = {.rule = ROTA_RULE_NIGHT_HEALTH,
                            .verdict = well ? ROTA_PASS : ROTA_AMBER,
                            .date = first->date,
                            .from = first->start,
                            .to = first->end,
                            .measured = none ? 0 : 1,
                            .required = 1,
                            .counts = true};
    rota_check__rests_on(&finding, first);
    if (!well)
        report_health(ctx, &finding, kind == ROTA_CHECK__SLEEPER);
    else if (ctx->all)
        rota_check__report(ctx, &finding, "the health assessment of %s holds",
                           rota_check__say_day(ctx, assessed));
}
