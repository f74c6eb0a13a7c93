/* One person's duties made ready for the rules: what is work, unbroken stretches of it, minutes
 * of each day. Local time is turned into instants here, once for each day. */
#include "core/check_internal.h"
#include "core/terms.h"

#include <stdlib.h>
#include <string.h>

int rota_check__longest_reference(const rota_rules *rules) {
    int weeks = 1;
    if (rules->average_weeks > weeks)
        weeks = rules->average_weeks;
    if (rules->average_weeks_special > weeks)
        weeks = rules->average_weeks_special;
    if (rules->night_average_weeks > weeks)
        weeks = rules->night_average_weeks;
    return 7 * weeks;
}

void rota_check__calendar_init(rota_check__calendar *calendar, const rota_home *home,
                               rota_day first, rota_day last) {
    *calendar = (rota_check__calendar){.first = first, .last = last};
    int n = last - first + 2;
    calendar->midnight = ROTA_NEW_ARRAY(rota_minute, n);
    for (int i = 0; i < n; i++)
        calendar->midnight[i] = rota_zone_at(home->zone, first + i, 0, false);
}

void rota_check__calendar_done(rota_check__calendar *calendar) {
    free(calendar->midnight);
    *calendar = (rota_check__calendar){0};
}

rota_minute rota_check__midnight(const rota_check__context *ctx, rota_day day) {
    const rota_check__calendar *calendar = ctx->calendar;
    if (day >= calendar->first && day <= calendar->last + 1)
        return calendar->midnight[day - calendar->first];
    return rota_zone_at(ctx->home->zone, day, 0, false);
}

/* ---- Questions ---- */

/* Index of a day in the ..._before arrays. */
static int day_index(const rota_check__context *ctx, rota_day day) {
    if (day < ctx->calendar->first)
        return 0;
    if (day > ctx->calendar->last + 1)
        return ctx->calendar->last + 1 - ctx->calendar->first;
    return day - ctx->calendar->first;
}

int64_t rota_check__minutes(const rota_check__context *ctx, rota_day first, rota_day last) {
    return ctx->minutes_before[day_index(ctx, last + 1)] -
           ctx->minutes_before[day_index(ctx, first)];
}

int rota_check__days(const rota_check__context *ctx, const int *before, rota_day first,
                     rota_day last) {
    return before[day_index(ctx, last + 1)] - before[day_index(ctx, first)];
}

bool rota_check__is_night(const rota_check__context *ctx, int i) {
    if (ctx->night[i] < 0)
        ctx->night[i] = rota_duty_is_night(ctx->home, ctx->work[i]);
    return ctx->night[i] != 0;
}

bool rota_check__in_period(const rota_check__context *ctx, rota_day day) {
    return day >= ctx->from && day <= ctx->to;
}

int rota_check__work_from(const rota_check__context *ctx, rota_day day) {
    int low = 0, high = ctx->nwork;
    while (low < high) {
        int middle = low + (high - low) / 2;
        if (ctx->work[middle]->date < day)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

bool rota_check__window_counts(const rota_check__context *ctx, rota_day first, rota_day last) {
    if (rota_check__in_period(ctx, first))
        return true;
    rota_day a = first > ctx->from ? first : ctx->from, b = last < ctx->to ? last : ctx->to;
    int i = rota_check__work_from(ctx, a);
    return i < ctx->nwork && ctx->work[i]->date <= b;
}

bool rota_check__young(const rota_check__context *ctx, rota_day day) {
    return day < ctx->adult_from;
}

bool rota_check__instead(const rota_check__context *ctx) {
    return ctx->special && ctx->rules->daily_rest_special;
}

int rota_check__stretch_after(const rota_check__context *ctx, rota_minute at) {
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

bool rota_check__is_call(const rota_check__context *ctx, int i) {
    return ctx->ncalls > 0 && ctx->work[i] >= ctx->calls && ctx->work[i] < ctx->calls + ctx->ncalls;
}

int rota_check__adult_age(const rota_rules *rules) {
    return rules->adult_age > 0 ? rules->adult_age : 18;
}

/* ---- Building ---- */

/* A call-out as a duty of its own. */
static rota_duty call_duty(const rota_check__context *ctx, const rota_duty *duty,
                           const rota_span *call) {
    rota_duty out = *duty;
    int minute, offset;
    rota_zone_split(ctx->home->zone, call->from, &out.date, &minute, &offset);
    out.kind = ROTA_SHIFT_DAY;
    out.start = out.sleep_from = out.sleep_to = call->from;
    out.end = call->to;
    out.work_minutes = (int)(call->to - call->from);
    out.break_minutes = out.nbreaks = out.ncalls = 0;
    out.breaks = out.calls = NULL;
    return out;
}

static void find_calls(rota_check__context *ctx) {
    int n = 0;
    for (int i = 0; i < ctx->nduties; i++)
        n += ctx->duties[i].kind == ROTA_SHIFT_ON_CALL ? ctx->duties[i].ncalls : 0;
    if (n == 0)
        return;
    ctx->calls = ROTA_NEW_ARRAY(rota_duty, n);
    for (int i = 0; i < ctx->nduties; i++) {
        const rota_duty *duty = &ctx->duties[i];
        for (int k = 0; duty->kind == ROTA_SHIFT_ON_CALL && k < duty->ncalls; k++)
            ctx->calls[ctx->ncalls++] = call_duty(ctx, duty, &duty->calls[k]);
    }
}

static int by_time(const void *pa, const void *pb) {
    const rota_duty *a = *(const rota_duty *const *)pa, *b = *(const rota_duty *const *)pb;
    if (a->start != b->start)
        return a->start < b->start ? -1 : 1;
    return a->end == b->end ? 0 : a->end < b->end ? -1 : 1;
}

static void find_work(rota_check__context *ctx) {
    find_calls(ctx);
    ctx->work = ROTA_NEW_ARRAY(const rota_duty *, ctx->nduties + ctx->ncalls);
    ctx->night = ROTA_NEW_ARRAY(signed char, ctx->nduties + ctx->ncalls);
    memset(ctx->night, -1, (size_t)(ctx->nduties + ctx->ncalls));
    for (int i = 0; i < ctx->nduties; i++) {
        if (ctx->duties[i].kind != ROTA_SHIFT_ON_CALL)
            ctx->work[ctx->nwork++] = &ctx->duties[i];
    }
    for (int i = 0; i < ctx->ncalls; i++)
        ctx->work[ctx->nwork++] = &ctx->calls[i];
    if (ctx->ncalls > 0)
        qsort(ctx->work, (size_t)ctx->nwork, sizeof ctx->work[0], by_time);
}

static void find_stretches(rota_check__context *ctx) {
    ctx->stretches = ROTA_NEW_ARRAY(rota_check__stretch, ctx->nwork);
    rota_check__stretch *last = NULL;
    for (int i = 0; i < ctx->nwork; i++) {
        const rota_duty *duty = ctx->work[i];
        bool call = rota_check__is_call(ctx, i);
        if (!last || duty->start > last->end) {
            last = &ctx->stretches[ctx->nstretches++];
            *last = (rota_check__stretch){duty->start, duty->end, i, 1, i, call};
            continue;
        }
        last->count++;
        last->call = last->call && call;
        if (duty->end > last->end) {
            last->end = duty->end;
            last->ending = i;
        }
    }
}

static void add_piece(rota_check__context *ctx, rota_minute start, rota_minute end, int duty) {
    if (start >= end)
        return;
    /* Duties come sorted and only the parts after breaks are late: a few steps back at most. */
    int at = ctx->npieces++;
    while (at > 0 && ctx->pieces[at - 1].start > start) {
        ctx->pieces[at] = ctx->pieces[at - 1];
        at--;
    }
    ctx->pieces[at] = (rota_check__piece){start, end, duty};
}

/* When the unpaid break is taken is often not known; in the middle of the duty is the fairest guess
 * where a duty has to be cut at midnight. */
static void find_pieces_of(rota_check__context *ctx, int i) {
    const rota_duty *duty = ctx->work[i];
    if (duty->nbreaks > 0) {
        rota_minute from = duty->start;
        for (int k = 0; k < duty->nbreaks; k++) {
            add_piece(ctx, from, duty->breaks[k].from, i);
            from = duty->breaks[k].to;
        }
        add_piece(ctx, from, duty->end, i);
        return;
    }
    rota_minute work = duty->work_minutes, pause = duty->end - duty->start - work;
    rota_minute half = duty->start + work / 2;
    if (pause <= 0)
        half = duty->end;
    add_piece(ctx, duty->start, half, i);
    add_piece(ctx, half + pause, duty->end, i);
}

static void find_pieces(rota_check__context *ctx) {
    int most = 2 * ctx->nwork;
    for (int i = 0; i < ctx->nwork; i++)
        most += ctx->work[i]->nbreaks;
    ctx->pieces = ROTA_NEW_ARRAY(rota_check__piece, most);
    for (int i = 0; i < ctx->nwork; i++)
        find_pieces_of(ctx, i);
    /* Where duties overlap the time is worked once. */
    rota_minute covered = ROTA_NO_MINUTE;
    int kept = 0;
    for (int i = 0; i < ctx->npieces; i++) {
        rota_check__piece piece = ctx->pieces[i];
        if (piece.start < covered)
            piece.start = covered;
        if (piece.start >= piece.end)
            continue;
        covered = piece.end;
        ctx->pieces[kept++] = piece;
    }
    ctx->npieces = kept;
}

/* minutes_before: first each day's minutes one place to the right, then summed. */
static void sum_minutes(rota_check__context *ctx, int ndays) {
    const rota_check__calendar *calendar = ctx->calendar;
    ctx->minutes_before = ROTA_NEW_ARRAY(int64_t, ndays + 1);
    for (int i = 0; i < ctx->npieces; i++) {
        rota_check__piece piece = ctx->pieces[i];
        int day = ctx->work[piece.duty]->date - calendar->first;
        if (day < 0)
            day = 0;
        for (; day < ndays && piece.start < piece.end; day++) {
            rota_minute from = calendar->midnight[day], to = calendar->midnight[day + 1];
            if (piece.start > from)
                from = piece.start;
            if (piece.end < to)
                to = piece.end;
            if (from < to)
                ctx->minutes_before[day + 1] += to - from;
            if (piece.end <= calendar->midnight[day + 1])
                break;
        }
    }
    for (int day = 0; day < ndays; day++)
        ctx->minutes_before[day + 1] += ctx->minutes_before[day];
}

static void sum_worked(rota_check__context *ctx, int ndays) {
    ctx->worked = ROTA_NEW_ARRAY(rota_day, ctx->nwork);
    ctx->worked_before = ROTA_NEW_ARRAY(int, ndays + 1);
    for (int i = 0; i < ctx->nwork; i++) {
        rota_day day = ctx->work[i]->date;
        bool inside = day >= ctx->calendar->first && day <= ctx->calendar->last;
        if (!inside || (ctx->nworked > 0 && ctx->worked[ctx->nworked - 1] == day))
            continue;
        ctx->worked[ctx->nworked++] = day;
        ctx->worked_before[day - ctx->calendar->first + 1] = 1;
    }
    for (int day = 0; day < ndays; day++)
        ctx->worked_before[day + 1] += ctx->worked_before[day];
}

/* Plain work again: what the rules of the home look at. */
void rota_check__without_calls(rota_check__context *ctx) {
    if (ctx->ncalls == 0)
        return;
    int n = 0, ndays = ctx->calendar->last - ctx->calendar->first + 1;
    for (int i = 0; i < ctx->nwork; i++)
        if (!rota_check__is_call(ctx, i))
            ctx->work[n++] = ctx->work[i];
    ctx->nwork = n;
    memset(ctx->night, -1, (size_t)n);
    free(ctx->worked);
    free(ctx->worked_before);
    ctx->nworked = 0;
    sum_worked(ctx, ndays);
}

void rota_check__open(rota_check__context *ctx) {
    ctx->rules = &ctx->home->rules;
    ctx->person = &ctx->home->staff[ctx->staff];
    ctx->adult_from = ctx->person->adult_from;
    ctx->special = rota_home_special_case(ctx->home, ctx->staff);
    ctx->opted_out =
        rota_home_opt_out_days(ctx->home, ctx->staff, &ctx->opt_out_from, &ctx->opt_out_to);
    int ndays = ctx->calendar->last - ctx->calendar->first + 1;
    find_work(ctx);
    find_stretches(ctx);
    find_pieces(ctx);
    sum_minutes(ctx, ndays);
    sum_worked(ctx, ndays);
    rota_check__sum_leave(ctx, ndays);
}

void rota_check__close(rota_check__context *ctx) {
    free(ctx->work);
    free(ctx->calls);
    free(ctx->debts);
    free(ctx->cure);
    free(ctx->night);
    free(ctx->stretches);
    free(ctx->pieces);
    free(ctx->worked);
    free(ctx->minutes_before);
    free(ctx->worked_before);
    free(ctx->leave_before);
    free(ctx->guessed_before);
    rota_arena_free(ctx->words);
    ctx->words = NULL;
}
