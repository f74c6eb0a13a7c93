/* Findings and the words they are told in. */
#include "core/check_internal.h"

#include <stdio.h>
#include <stdlib.h>

void rota_check__rests_on(rota_finding *finding, const rota_duty *duty) {
    if (finding->nshifts < ROTA_FINDING_SHIFTS)
        finding->shifts[finding->nshifts++] = *duty;
}

void rota_check__rests_on_work(const rota_check__context *ctx, rota_finding *finding, int first,
                               int count) {
    for (int i = first; i < first + count && finding->nshifts < ROTA_FINDING_SHIFTS; i++)
        rota_check__rests_on(finding, ctx->work[i]);
}

/* What mends a breach of a rule that says nothing better. */
static const char *usual_cure(enum rota_rule rule) {
    switch (rule) {
    case ROTA_RULE_LEAVE:
    case ROTA_RULE_UNAVAILABLE:
    case ROTA_RULE_NEVER_BOND:
    case ROTA_RULE_NOT_EMPLOYED:
    case ROTA_RULE_OVERLAP:
        return "give the duty to somebody else";
    case ROTA_RULE_HOUSE_MIN_HOURS_IN_PERIOD:
        return "give them another duty";
    case ROTA_RULE_HOUSE_MIN_CONSECUTIVE_DAYS:
        return "add a day to the run, or take the run away";
    case ROTA_RULE_HOUSE_MIN_CONSECUTIVE_DAYS_OFF:
        return "move a duty so that the days off stay together";
    default:
        return rule >= ROTA_RULE_HOUSE_MAX_HOURS ? "give one of the duties to somebody else" : NULL;
    }
}

void rota_check__cure(rota_check__context *ctx, const char *fmt, ...) {
    va_list args;
    rota_freep(&ctx->cure);
    va_start(args, fmt);
    if (vasprintf(&ctx->cure, fmt, args) < 0)
        ctx->cure = NULL;
    va_end(args);
}

__attribute__((format(printf, 3, 0))) static void
add_finding(rota_check__context *ctx, const rota_finding *draft, const char *fmt, va_list args) {
    const rota_rule_origin *origin = &ctx->rules->origin[draft->rule];
    rota_text text = {0};
    if (ctx->staff >= 0)
        rota_text_addf(&text, "%s: ", *ctx->person->name ? ctx->person->name : ctx->person->id);
    char *sentence = NULL;
    if (vasprintf(&sentence, fmt, args) >= 0)
        rota_text_add(&text, sentence);
    rota_freep(&sentence);
    bool well = draft->verdict == ROTA_PASS || draft->verdict == ROTA_NOT_APPLICABLE;
    bool later = !well && rota_rules_is_later(ctx->rules, draft->rule, draft->date);
    if (later)
        rota_text_addf(&text, "; the rule holds from %s", origin->valid_from);
    if (!well && rota_rules_unverified(ctx->rules, draft->rule))
        rota_text_add(&text, "; check with your adviser");

    rota_findings *out = ctx->out;
    ROTA_GROW(out->items, out->count, out->capacity);
    rota_finding *finding = &out->items[out->count++];
    *finding = *draft;
    finding->staff = ctx->staff;
    finding->text = text.s;
    finding->cure = ROTA_TAKE(ctx->cure);
    if (finding->verdict == ROTA_FAIL && (origin->advisory || later))
        finding->verdict = ROTA_AMBER;
    const char *cure = usual_cure(draft->rule);
    if (finding->made_up) /* nothing is left to be mended */
        rota_freep(&finding->cure);
    else if (!finding->cure && !well && cure)
        finding->cure = rota_strdup(cure);
}

/* A limit that neither the home nor the person's column has set: its default. */
static bool is_usual_limit(const rota_check__context *ctx, enum rota_rule rule) {
    if (rule < ROTA_RULE_HOUSE_MAX_HOURS || rule >= ROTA_RULE_LEAVE ||
        !(ctx->home->settings.house.usual >> (rule - ROTA_RULE_HOUSE_MAX_HOURS) & 1U))
        return false;
    const rota_limits *own = &ctx->person->own;
    switch (rule) {
    case ROTA_RULE_HOUSE_MAX_CONSECUTIVE_DAYS:
        return own->max_consecutive_days == ROTA_NO_LIMIT;
    case ROTA_RULE_HOUSE_MAX_CONSECUTIVE_NIGHTS:
        return own->max_consecutive_nights == ROTA_NO_LIMIT;
    case ROTA_RULE_HOUSE_MAX_SHIFTS_A_DAY:
        return own->max_shifts_a_day == ROTA_NO_LIMIT;
    default:
        return false; /* no other has a default */
    }
}

/* What was worked beyond the home's own limits is to be looked at: the law sets no such limit. */
static bool is_worked_beyond_house(const rota_finding *finding) {
    bool house = finding->rule >= ROTA_RULE_HOUSE_MAX_HOURS && finding->rule < ROTA_RULE_LEAVE;
    bool worked = finding->nshifts > 0;
    for (int i = 0; i < finding->nshifts; i++)
        worked = worked && finding->shifts[i].worked;
    return house && worked && finding->verdict == ROTA_FAIL;
}

static void add_word(rota_finding *finding, const char *word) {
    rota_text text = {0};
    rota_text_addf(&text, "%s%s", finding->text, word);
    free(finding->text);
    finding->text = text.s;
}

void rota_check__report(rota_check__context *ctx, const rota_finding *draft, const char *fmt, ...) {
    rota_finding finding = *draft;
    va_list args;
    /* The planner keeps the usual limits; who asks for a rota by hand is not told of a breach. */
    bool usual = !ctx->candidate && is_usual_limit(ctx, draft->rule);
    if (finding.verdict == ROTA_FAIL && (usual || is_worked_beyond_house(&finding)))
        finding.verdict = ROTA_AMBER;
    va_start(args, fmt);
    add_finding(ctx, &finding, fmt, args);
    va_end(args);
    ctx->found[draft->rule] = true;
    if (usual)
        add_word(&ctx->out->items[ctx->out->count - 1], "; this is the usual limit, the home has "
                                                        "set none");
}

/* ---- What is well ---- */

void rota_check__seen(rota_check__context *ctx, const rota_finding *measured, bool least) {
    rota_check__margin *margin = &ctx->margins[measured->rule];
    int64_t room =
        least ? measured->measured - measured->required : measured->required - measured->measured;
    if (!ctx->all || (margin->seen && margin->margin <= room))
        return;
    *margin = (rota_check__margin){.seen = true,
                                   .margin = room,
                                   .measured = measured->measured,
                                   .required = measured->required,
                                   .date = measured->date,
                                   .from = measured->from,
                                   .to = measured->to};
}

void rota_check__report_passes(rota_check__context *ctx) {
    for (int i = 0; ctx->all && i < ROTA_NRULES; i++) {
        const rota_check__margin *m = &ctx->margins[i];
        if (!m->seen || ctx->found[i])
            continue;
        rota_finding finding = {.rule = (enum rota_rule)i,
                                .verdict = ROTA_PASS,
                                .date = m->date,
                                .from = m->from,
                                .to = m->to,
                                .measured = m->measured,
                                .required = m->required};
        rota_check__report(ctx, &finding, "the closest is %s on %s; at %s %s",
                           rota_check__say_minutes(ctx, m->measured),
                           rota_check__say_day(ctx, m->date),
                           rota_rule_is_least(finding.rule) ? "least" : "most",
                           rota_check__say_minutes(ctx, m->required));
    }
}

void rota_check__not_applicable(rota_check__context *ctx, enum rota_rule rule, const char *fmt,
                                ...) {
    if (!ctx->all || ctx->found[rule])
        return;
    rota_finding finding = {.rule = rule,
                            .verdict = ROTA_NOT_APPLICABLE,
                            .date = ctx->from,
                            .from = rota_check__midnight(ctx, ctx->from),
                            .to = rota_check__midnight(ctx, ctx->to + 1)};
    va_list args;
    va_start(args, fmt);
    add_finding(ctx, &finding, fmt, args);
    va_end(args);
    ctx->found[rule] = true;
}

/* ---- Parts of texts ---- */

const char *rota_check__say(rota_check__context *ctx, const char *fmt, ...) {
    if (!ctx->words)
        ctx->words = rota_arena_new();
    va_list args, again;
    va_start(args, fmt);
    va_copy(again, args);
    int n = vsnprintf(NULL, 0, fmt, args);
    va_end(args);
    char *s = rota_arena_alloc(ctx->words, n < 0 ? 1 : (size_t)n + 1);
    if (n > 0)
        vsnprintf(s, (size_t)n + 1, fmt, again);
    va_end(again);
    return s;
}

const char *rota_check__say_minutes(rota_check__context *ctx, int64_t minutes) {
    char buf[ROTA_HOURS_SIZE];
    return rota_check__say(ctx, "%s", rota_format_h_min(minutes, buf));
}

static int year_of(rota_day day) {
    int year, month, mday;
    rota_day_split(day, &year, &month, &mday);
    return year;
}

const char *rota_check__say_day(rota_check__context *ctx, rota_day day) {
    static const char *const months[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                         "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    int year, month, mday;
    rota_day_split(day, &year, &month, &mday);
    const char *text = rota_check__say(ctx, "%s %d %s", rota_weekday_name(rota_day_weekday(day)),
                                       mday, months[month - 1]);
    if (ctx->candidate || (year_of(ctx->from) == year && year_of(ctx->to) == year))
        return text;
    return rota_check__say(ctx, "%s %d", text, year);
}

const char *rota_check__say_count(rota_check__context *ctx, int64_t n, const char *noun) {
    return rota_check__say(ctx, "%lld %s%s", (long long)n, noun, n == 1 ? "" : "s");
}

const char *rota_check__say_name(rota_check__context *ctx, const rota_duty *duty) {
    if (ctx->ncalls > 0 && duty >= ctx->calls && duty < ctx->calls + ctx->ncalls)
        return "call-out";
    if (duty->shift < 0)
        return duty->kind == ROTA_SHIFT_SLEEP_IN ? "sleep-in" : "work";
    const rota_shift *shift = &ctx->home->shifts[duty->shift];
    return *shift->name ? shift->name : shift->id;
}

const char *rota_check__say_duty(rota_check__context *ctx, const rota_duty *duty) {
    return rota_check__say(ctx, "%s on %s", rota_check__say_name(ctx, duty),
                           rota_check__say_day(ctx, duty->date));
}

const char *rota_check__say_clock(rota_check__context *ctx, rota_minute at, rota_day day) {
    rota_day date;
    int minute, offset;
    rota_zone_split(ctx->home->zone, at, &date, &minute, &offset);
    char clock[ROTA_HOURS_SIZE];
    rota_format_time(minute, clock);
    if (date == day)
        return rota_check__say(ctx, "%s", clock);
    if (date == day + 1 && minute == 0)
        return rota_check__say(ctx, "24:00");
    /* A weekday alone is clear for the days that follow. */
    if (date > day && date < day + 7)
        return rota_check__say(ctx, "%s %s", rota_weekday_name(rota_day_weekday(date)), clock);
    return rota_check__say(ctx, "%s %s", rota_check__say_day(ctx, date), clock);
}

const char *rota_check__say_moment(rota_check__context *ctx, rota_minute at) {
    rota_day date;
    int minute, offset;
    rota_zone_split(ctx->home->zone, at, &date, &minute, &offset);
    char clock[ROTA_HOURS_SIZE];
    return rota_check__say(ctx, "%s %s", rota_check__say_day(ctx, date),
                           rota_format_time(minute, clock));
}

const char *rota_check__say_times(rota_check__context *ctx, const rota_duty *duty) {
    return rota_check__say(ctx, "from %s to %s",
                           rota_check__say_clock(ctx, duty->start, duty->date),
                           rota_check__say_clock(ctx, duty->end, duty->date));
}

const char *rota_check__say_change(const rota_check__context *ctx, rota_minute from,
                                   rota_minute to) {
    bool changes = rota_zone_changes_between(ctx->home->zone, from, to);
    return changes ? ", with the clock change in between" : "";
}

const char *rota_check__say_rest(rota_check__context *ctx, const rota_duty *before,
                                 const rota_duty *after) {
    int64_t rest = after->start > before->end ? after->start - before->end : 0;
    return rota_check__say(ctx, "%s rest between %s (ends %s) and %s (starts %s)%s",
                           rota_check__say_minutes(ctx, rest), rota_check__say_duty(ctx, before),
                           rota_check__say_clock(ctx, before->end, before->date),
                           rota_check__say_duty(ctx, after),
                           rota_check__say_clock(ctx, after->start, after->date),
                           rota_check__say_change(ctx, before->end, after->start));
}
