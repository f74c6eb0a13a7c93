/* Days of leave that averages make up for: those that would have been worked.
 *
 * Nobody writes down which these are. The days of the week on which the person is known to work say
 * it: of the days without leave nearest to it, before and after, the share of Mondays that are
 * worked, of Tuesdays, and so on. Going through the leave these shares are added up, and each time
 * a whole day is full that day counts, so that a share of a half gives every other one. */
#include "core/check_internal.h"
#include "core/terms.h"

#include <stdlib.h>

enum {
    NEAREST = 56, /* days looked at on each side: eight weeks */
    LEAST = 7,    /* with fewer in all nothing is known */
    WHOLE = 1000  /* shares are thousandths of a day */
};

/* The days of the week on which the person usually works. */
struct usual {
    int seen[7], worked[7];
    bool known;
};

/* Rows of leave of the context's person; free(). */
static const rota_leave **find_rows(const rota_check__context *ctx, int *count) {
    const rota_home *home = ctx->home;
    const rota_leave **rows = ROTA_NEW_ARRAY(const rota_leave *, home->nleave + 1);
    *count = 0;
    for (int i = 0; i < home->nleave; i++)
        if (home->leave[i].staff == ctx->staff)
            rows[(*count)++] = &home->leave[i];
    return rows;
}

static bool is_on_leave(const rota_leave *const *rows, int n, rota_day day) {
    for (int i = 0; i < n; i++)
        if (day >= rows[i]->from && day <= rows[i]->to)
            return true;
    return false;
}

static bool is_worked(const rota_check__context *ctx, rota_day day) {
    int i = rota_check__work_from(ctx, day);
    return i < ctx->nwork && ctx->work[i]->date == day;
}

/* Look at the nearest days without leave from `day` on, in steps of 1 or -1, as far as `last`. */
static void look(const rota_check__context *ctx, const rota_leave *const *rows, int n, rota_day day,
                 rota_day last, int step, struct usual *usual) {
    for (int left = NEAREST; left > 0 && (last - day) * step >= 0; day += step) {
        if (!rota_person_employed(ctx->person, day) || is_on_leave(rows, n, day))
            continue;
        enum rota_weekday weekday = rota_day_weekday(day);
        usual->seen[weekday]++;
        usual->worked[weekday] += is_worked(ctx, day);
        left--;
    }
}

/* Known are the weeks from the person's first duty to their last one. */
static struct usual find_usual(const rota_check__context *ctx, const rota_leave *const *rows, int n,
                               const rota_leave *leave) {
    struct usual usual = {0};
    if (ctx->nwork == 0)
        return usual;
    enum rota_weekday starts = ctx->home->settings.home.week_starts;
    rota_day first = rota_week_start(ctx->work[0]->date, starts);
    rota_day last = rota_week_start(ctx->work[ctx->nwork - 1]->date, starts) + 6;
    look(ctx, rows, n, leave->from - 1 < last ? leave->from - 1 : last, first, -1, &usual);
    look(ctx, rows, n, leave->to + 1 > first ? leave->to + 1 : first, last, 1, &usual);
    int seen = 0, worked = 0;
    for (int i = 0; i < 7; i++) {
        seen += usual.seen[i];
        worked += usual.worked[i];
    }
    usual.known = seen >= LEAST && worked > 0;
    return usual;
}

/* Thousandths of such a day that are worked. */
static int share_of(const struct usual *usual, rota_day day) {
    enum rota_weekday weekday = rota_day_weekday(day);
    if (usual->seen[weekday] == 0)
        return rota_day_is_weekend(day) ? 0 : WHOLE;
    return (2 * WHOLE * usual->worked[weekday] + usual->seen[weekday]) / (2 * usual->seen[weekday]);
}

static void mark(rota_check__context *ctx, rota_day day, bool known) {
    const rota_check__calendar *calendar = ctx->calendar;
    if (day < calendar->first || day > calendar->last ||
        rota_check__days(ctx, ctx->worked_before, day, day) > 0)
        return;
    ctx->leave_before[day - calendar->first + 1] = 1;
    if (!known)
        ctx->guessed_before[day - calendar->first + 1] = 1;
}

static void mark_row(rota_check__context *ctx, const rota_leave *leave, const struct usual *usual) {
    bool all = rota_rule_is(ctx->rules->average_excluded, ROTA_EXCLUDED_ALL);
    int part = WHOLE / 2;
    rota_day last = leave->to < ctx->calendar->last ? leave->to : ctx->calendar->last;
    for (rota_day day = leave->from; day <= last; day++) {
        bool counts = false;
        if (all || !usual->known) {
            counts = rota_leave_excludes(ctx->rules, leave, day);
        } else if (leave->from == leave->to) {
            /* A single day was booked because it would have been worked. */
            counts = share_of(usual, day) > 0;
        } else {
            part += share_of(usual, day);
            counts = part >= WHOLE;
            part -= counts ? WHOLE : 0;
        }
        if (counts)
            mark(ctx, day, all || usual->known);
    }
}

void rota_check__sum_leave(rota_check__context *ctx, int ndays) {
    int n;
    const rota_leave **rows = find_rows(ctx, &n);
    ctx->leave_before = ROTA_NEW_ARRAY(int, ndays + 1);
    ctx->guessed_before = ROTA_NEW_ARRAY(int, ndays + 1);
    for (int i = 0; i < n; i++) {
        if (!rota_rules_make_up_for(ctx->rules, rows[i]->kind) ||
            rows[i]->to < ctx->calendar->first || rows[i]->from > ctx->calendar->last)
            continue;
        struct usual usual = find_usual(ctx, rows, n, rows[i]);
        mark_row(ctx, rows[i], &usual);
    }
    for (int day = 0; day < ndays; day++) {
        ctx->leave_before[day + 1] += ctx->leave_before[day];
        ctx->guessed_before[day + 1] += ctx->guessed_before[day];
    }
    free(rows);
}
