/* Findings and the words they are told in. */
#include "core/check_internal.h"

#include <stdio.h>

void rota_check__rests_on(rota_finding *finding, const rota_duty *duty) {
    if (finding->nshifts < ROTA_FINDING_SHIFTS)
        finding->shifts[finding->nshifts++] = *duty;
}

void rota_check__rests_on_work(const rota_check__context *ctx, rota_finding *finding, int first,
                               int count) {
    for (int i = first; i < first + count && finding->nshifts < ROTA_FINDING_SHIFTS; i++)
        rota_check__rests_on(finding, ctx->work[i]);
}

void rota_check__report(rota_check__context *ctx, const rota_finding *draft, const char *fmt, ...) {
    rota_text text = {0};
    rota_text_addf(&text, "%s: ", *ctx->person->name ? ctx->person->name : ctx->person->id);
    va_list args;
    va_start(args, fmt);
    char *sentence = NULL;
    if (vasprintf(&sentence, fmt, args) >= 0)
        rota_text_add(&text, sentence);
    va_end(args);
    rota_freep(&sentence);

    rota_findings *out = ctx->out;
    ROTA_GROW(out->items, out->count, out->capacity);
    rota_finding *finding = &out->items[out->count++];
    *finding = *draft;
    finding->staff = ctx->staff;
    finding->text = text.s;
    if (finding->verdict == ROTA_FAIL && ctx->rules->origin[finding->rule].advisory)
        finding->verdict = ROTA_AMBER;
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

const char *rota_check__say_day(rota_check__context *ctx, rota_day day) {
    static const char *const months[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                         "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    int year, month, mday;
    rota_day_split(day, &year, &month, &mday);
    return rota_check__say(ctx, "%s %d %s", rota_weekday_name(rota_day_weekday(day)), mday,
                           months[month - 1]);
}

const char *rota_check__say_count(rota_check__context *ctx, int64_t n, const char *noun) {
    return rota_check__say(ctx, "%lld %s%s", (long long)n, noun, n == 1 ? "" : "s");
}

const char *rota_check__say_name(rota_check__context *ctx, const rota_duty *duty) {
    if (duty->shift < 0)
        return rota_check__say(ctx, "%s", duty->kind == ROTA_SHIFT_SLEEP_IN ? "sleep-in" : "work");
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

const char *rota_check__say_rest(rota_check__context *ctx, const rota_duty *before,
                                 const rota_duty *after) {
    bool changes = rota_zone_changes_between(ctx->home->zone, before->end, after->start);
    int64_t rest = after->start > before->end ? after->start - before->end : 0;
    return rota_check__say(ctx, "%s rest between %s (ends %s) and %s (starts %s)%s",
                           rota_check__say_minutes(ctx, rest), rota_check__say_duty(ctx, before),
                           rota_check__say_clock(ctx, before->end, before->date),
                           rota_check__say_duty(ctx, after),
                           rota_check__say_clock(ctx, after->start, after->date),
                           changes ? ", with the clock change in between" : "");
}
