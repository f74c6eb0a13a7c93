#include "solver/window.h"

#include "core/mem.h"

#include <limits.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

typedef struct {
    const rota_problem *p;
    int *const *lines;
    int first_week, last_week; /* of the whole problem */
    int first, last;           /* days, last one excluded */
    const unsigned char *people;
    const rota_window_limits *limits; /* NULL = none */
    int *outside;                     /* [nrows of p] coverage by duties outside the window */
    int *row_of;                      /* [nrows of p] row in the window, -1 = not touched there */
} cutting;

static bool takes_part(const cutting *c, int w) {
    return !c->people || c->people[w];
}

static void find_days(cutting *c) {
    c->first = c->p->ndays;
    c->last = 0;
    for (int d = 0; d < c->p->ndays; d++) {
        int week = c->p->week_of_day[d];
        if (week < c->first_week || week > c->last_week)
            continue;
        c->first = d < c->first ? d : c->first;
        c->last = d + 1;
    }
}

/* ---- the frame ---- */

static void cut_calendar(const cutting *c, rota_problem *q) {
    const rota_problem *p = c->p;
    int n = c->last - c->first;
    q->ndays = n;
    q->ngroups = p->ngroups;
    q->ntypes = p->ntypes;
    if (p->forbidden)
        q->forbidden = rota_memdup(p->forbidden, (size_t)p->ntypes * (size_t)p->ntypes);
    q->week_of_day = ROTA_NEW_ARRAY(int, n);
    q->rest_of_day = ROTA_NEW_ARRAY(int, n);
    q->weekday = ROTA_NEW_ARRAY(unsigned char, n);
    int week0 = p->week_of_day[c->first], rest0 = p->rest_of_day[c->first];
    for (int d = 0; d < n; d++) {
        q->week_of_day[d] = p->week_of_day[c->first + d] - week0;
        q->rest_of_day[d] = p->rest_of_day[c->first + d] - rest0;
        q->weekday[d] = p->weekday[c->first + d];
    }
    q->nweeks = q->week_of_day[n - 1] + 1;
    q->nrests = q->rest_of_day[n - 1] + 1;
    q->block_of_week = ROTA_NEW_ARRAY(int, q->nweeks);
    for (int k = 0; k < q->nweeks; k++)
        q->block_of_week[k] = p->block_of_week[week0 + k] - p->block_of_week[week0];
    q->nblocks = q->block_of_week[q->nweeks - 1] + 1;
    q->rest_start = ROTA_NEW_ARRAY(int, q->nrests + 1);
    memcpy(q->rest_start, p->rest_start + rest0, ((size_t)q->nrests + 1) * sizeof *q->rest_start);
    q->end = c->last == p->ndays ? p->end : p->rest_start[p->rest_of_day[c->last]];
}

static void count_outside(cutting *c) {
    const rota_problem *p = c->p;
    for (int w = 0; w < p->nworkers; w++) {
        const rota_worker *worker = &p->workers[w];
        for (int d = 0; d < p->ndays; d++) {
            bool inside = takes_part(c, w) && d >= c->first && d < c->last;
            if (c->lines[w][d] < 0 || inside)
                continue;
            const rota_arc *arc = &worker->arcs[c->lines[w][d]];
            for (int i = 0; i < arc->nrows; i++)
                c->outside[worker->arc_rows[arc->first_row + i].row] +=
                    worker->arc_rows[arc->first_row + i].coef;
        }
    }
}

/* A row that is left out, its duties paid by price. */
static bool is_priced(const cutting *c, int row) {
    return c->limits && c->limits->row_price && !isnan(c->limits->row_price[row]);
}

static bool is_banned(const cutting *c, int w, int arc) {
    return c->limits && c->limits->banned && c->limits->banned[w] && c->limits->banned[w][arc];
}

/* A duty whose row others fill to its maximum already is no duty of the window. */
static bool has_room(const cutting *c, int w, int a) {
    const rota_worker *worker = &c->p->workers[w];
    const rota_arc *arc = &worker->arcs[a];
    if (is_banned(c, w, a))
        return false;
    for (int i = 0; i < arc->nrows; i++) {
        const rota_arc_row *ar = &worker->arc_rows[arc->first_row + i];
        int high = c->p->rows[ar->row].high;
        if (ar->coef > 0 && high != INT32_MAX && c->outside[ar->row] + ar->coef > high)
            return false;
    }
    return true;
}

/* Only rows that an arc of the window touches are taken along: small LPs are quick ones. */
static void cut_rows(cutting *c, rota_problem *q, int *row_from) {
    const rota_problem *p = c->p;
    for (int r = 0; r < p->nrows; r++)
        c->row_of[r] = -1;
    for (int w = 0; w < p->nworkers; w++) {
        const rota_worker *worker = &p->workers[w];
        if (!takes_part(c, w))
            continue;
        for (int a = worker->day_first[c->first]; a < worker->day_first[c->last]; a++)
            for (int i = 0; i < worker->arcs[a].nrows && has_room(c, w, a); i++)
                c->row_of[worker->arc_rows[worker->arcs[a].first_row + i].row] = 0;
    }
    q->rows = ROTA_NEW_ARRAY(rota_row, p->nrows + 1);
    for (int r = 0; r < p->nrows; r++) {
        if (is_priced(c, r))
            c->row_of[r] = -1;
        if (c->row_of[r] < 0)
            continue;
        rota_row row = p->rows[r];
        int have = c->outside[r];
        /* A row that may go below nothing (agency rows) keeps its sign. */
        bool open = row.low == 0 && row.target == 0 && row.high == INT32_MAX;
        row.low = open || row.low > have ? row.low - have : 0;
        row.target = open || row.target > have ? row.target - have : 0;
        if (row.high != INT32_MAX)
            row.high = row.high > have ? row.high - have : 0;
        row.day -= c->first;
        c->row_of[r] = q->nrows;
        row_from[q->nrows] = r;
        q->rows[q->nrows++] = row;
    }
}

/* ---- before and after ---- */

static const rota_arc *arc_on(const cutting *c, int w, int day) {
    int a = c->lines[w][day];
    return a >= 0 ? &c->p->workers[w].arcs[a] : NULL;
}

/* The work on a day, or NULL: on call at home is a day off. */
static const rota_arc *work_on(const cutting *c, int w, int day) {
    const rota_arc *arc = arc_on(c, w, day);
    return arc && !(arc->flags & ROTA_ARC_OFF) ? arc : NULL;
}

/* Is the stretch from one duty to the next a rest of window of rest r? */
static bool is_rest(const cutting *c, int w, int r, int free_from, int free_to) {
    const rota_worker *worker = &c->p->workers[w];
    int from = c->p->rest_start[r], to = c->p->rest_start[r + 1];
    int inside = (free_to < to ? free_to : to) - (free_from > from ? free_from : from);
    return inside >= worker->weekly_rest && free_to - free_from >= worker->weekly_rest_gap;
}

/* Is window of rest r rested before the cut, between two duties? */
static bool rested_before(const cutting *c, int w, int r) {
    int free_from = c->p->workers[w].before.last_end;
    if (r == 0 && c->p->workers[w].before.week_rested)
        return true;
    for (int d = 0; d < c->first; d++) {
        const rota_arc *arc = work_on(c, w, d);
        if (!arc)
            continue;
        if (is_rest(c, w, r, free_from, arc->start))
            return true;
        free_from = arc->end;
    }
    return false;
}

/* Earliest start of work in the window, so that windows of rest that ended before it have theirs in
 * the stretch that is still open; INT_MIN = any. */
static int earliest_work(const cutting *c, int w) {
    const rota_worker *worker = &c->p->workers[w];
    int last_end = worker->before.last_end, from = INT_MIN;
    if (c->first == 0 || worker->weekly_rest <= 0)
        return INT_MIN;
    for (int d = 0; d < c->first; d++)
        if (work_on(c, w, d))
            last_end = work_on(c, w, d)->end;
    for (int r = c->p->rest_of_day[0]; r < c->p->rest_of_day[c->first]; r++)
        if (!rested_before(c, w, r))
            from = last_end + worker->weekly_rest_gap;
    return from;
}

static unsigned weekends_before(const cutting *c, int w, bool *begun) {
    const rota_problem *p = c->p;
    unsigned bits = p->workers[w].before.weekends;
    bool open = p->weekday[0] == 6 && p->workers[w].before.weekend_begun;
    for (int d = 0; d < c->first; d++) {
        if (p->weekday[d] == 5 || (d == 0 && p->weekday[d] == 6 && !open))
            bits <<= 1;
        if (p->weekday[d] >= 5 && work_on(c, w, d))
            bits |= 1;
    }
    /* Cut on a Sunday: its Saturday belongs to it, worked or not. */
    *begun = p->weekday[c->first] == 6 && (bits & 1U);
    if (p->weekday[c->first] == 6 && !*begun)
        bits >>= 1;
    return bits & 0xF;
}

/* Days worked, nights and days off in a row up to the cut. */
static void runs_before(const cutting *c, int w, rota_history *h) {
    const rota_history *before = &c->p->workers[w].before;
    int d = c->first - 1;
    while (d >= 0 && work_on(c, w, d))
        d--;
    h->run_days = c->first - 1 - d + (d < 0 ? before->run_days : 0);
    h->run_open = d < 0 && before->run_open;
    d = c->first - 1;
    while (d >= 0 && work_on(c, w, d) && (work_on(c, w, d)->flags & ROTA_ARC_NIGHT))
        d--;
    h->run_nights = c->first - 1 - d + (d < 0 ? before->run_nights : 0);
    d = c->first - 1;
    while (d >= 0 && !work_on(c, w, d))
        d--;
    h->run_off = c->first - 1 - d + (d < 0 ? before->run_off : 0);
    if (d >= 0)
        h->last_end = work_on(c, w, d)->end;
}

static rota_history history(const cutting *c, int w) {
    const rota_worker *worker = &c->p->workers[w];
    rota_history h = worker->before;
    if (c->first == 0)
        return h;
    runs_before(c, w, &h);
    int d = c->first - 1;
    while (d >= 0 && !arc_on(c, w, d))
        d--;
    if (d >= 0) {
        h.ready = arc_on(c, w, d)->ready;
        h.ready_night = arc_on(c, w, d)->ready_night;
    }
    const rota_arc *yesterday = arc_on(c, w, c->first - 1);
    h.last_group = yesterday ? yesterday->group : -1;
    h.last_flags = yesterday ? yesterday->flags : 0;
    h.last_type = yesterday ? yesterday->type : -1;
    h.week_minutes = 0;
    h.week_faces = 0;
    int rest = c->p->rest_of_day[c->first];
    h.week_rested = worker->weekly_rest > 0 && rest == c->p->rest_of_day[c->first - 1] &&
                    rested_before(c, w, rest);
    h.weekends = weekends_before(c, w, &h.weekend_begun);
    /* A block that began before the window has minutes already. */
    h.block_minutes = 0;
    int block = c->p->block_of_week[c->p->week_of_day[c->first]];
    for (d = 0; d < c->first; d++)
        if (arc_on(c, w, d) && c->p->block_of_week[c->p->week_of_day[d]] == block)
            h.block_minutes += arc_on(c, w, d)->minutes;
    return h;
}

/* The first day from `day` on that is worked; ndays = none. */
static int next_work(const cutting *c, int w, int day) {
    while (day < c->p->ndays && !work_on(c, w, day))
        day++;
    return day;
}

/* Is window of rest r rested after the first duty that follows the cut? */
static bool rested_after(const cutting *c, int w, int r) {
    const rota_problem *p = c->p;
    const rota_future *after = &p->workers[w].after;
    bool beyond = p->rest_start[r + 1] > p->end;
    if (beyond && (after->start == 0 || after->rested))
        return true;
    int d = next_work(c, w, c->last);
    if (d == p->ndays)
        return false;
    for (int next; (next = next_work(c, w, d + 1)) < p->ndays; d = next)
        if (is_rest(c, w, r, work_on(c, w, d)->end, work_on(c, w, next)->start))
            return true;
    int free_from = work_on(c, w, d)->end, free_to = beyond ? after->start : p->end;
    int from = p->rest_start[r], to = p->rest_start[r + 1];
    int inside = (free_to < to ? free_to : to) - (free_from > from ? free_from : from);
    return inside >= p->workers[w].weekly_rest &&
           (!after->gap_counts || after->start - free_from >= p->workers[w].weekly_rest_gap);
}

/* Latest end of work in the window, so that windows of rest that begin after it have theirs in the
 * stretch that is open; INT_MAX = any. */
static int latest_work(const cutting *c, int w) {
    const rota_problem *p = c->p;
    const rota_worker *worker = &p->workers[w];
    int end = INT_MAX, day = next_work(c, w, c->last);
    if (c->last == p->ndays || worker->weekly_rest <= 0 || c->lines[w][c->last] == ROTA_UNPLANNED)
        return INT_MAX;
    int start = day < p->ndays ? work_on(c, w, day)->start : worker->after.start;
    bool whole = day < p->ndays || worker->after.gap_counts;
    for (int r = p->rest_of_day[c->last - 1] + 1; r < p->nrests; r++) {
        if (rested_after(c, w, r))
            continue;
        int to = p->rest_start[r + 1];
        if (start < to && (day < p->ndays || to > p->end))
            to = start;
        end = to - worker->weekly_rest < end ? to - worker->weekly_rest : end;
        if (whole && start - worker->weekly_rest_gap < end)
            end = start - worker->weekly_rest_gap;
    }
    return end;
}

static void weekends_after(const cutting *c, int w, rota_future *f) {
    const rota_problem *p = c->p;
    const rota_future *after = &p->workers[w].after;
    unsigned bits = 0;
    int n = 0;
    for (int d = c->last; d < p->ndays; d++) {
        n += p->weekday[d] == 5;
        if (p->weekday[d] >= 5 && work_on(c, w, d) && n > 0 && n <= 3)
            bits |= 1U << (n - 1);
    }
    if (p->weekday[p->ndays - 1] == 5 && after->weekend_worked && n <= 3)
        bits |= 1U << (n - 1);
    f->weekends = (bits | (n < 3 ? after->weekends << n : 0)) & 7;
    f->weekend_worked = p->weekday[c->last] == 6 && work_on(c, w, c->last);
}

/* When the next duty starts, and how long all is free until then. */
static void free_after(const cutting *c, int w, int day, rota_future *f) {
    const rota_problem *p = c->p;
    const rota_future *after = &p->workers[w].after;
    int rest = p->rest_of_day[c->last - 1], to = p->rest_start[rest + 1];
    f->works_next = day == c->last && day < p->ndays;
    f->off_days = day - c->last;
    if (day < p->ndays) {
        f->start = work_on(c, w, day)->start;
        f->gap_counts = true;
    } else if (after->works_next || (after->start > 0 && after->off_days > 0)) {
        f->off_days += after->off_days;
    } else {
        f->off_days = 0;
        /* The window of rest goes on, and all of it is free. */
        if (f->start == 0 && rest == p->rest_of_day[c->last] && to <= p->end)
            f->start = to;
    }
}

static rota_future future(const cutting *c, int w) {
    const rota_problem *p = c->p;
    rota_future f = p->workers[w].after;
    if (c->last == p->ndays)
        return f;
    if (c->lines[w][c->last] == ROTA_UNPLANNED)
        return (rota_future){.run_open = true, .next_type = -1};
    int d = c->last;
    while (d < p->ndays && work_on(c, w, d))
        d++;
    bool through = d == p->ndays;
    f.run_days = d - c->last + (through && p->workers[w].after.works_next ? f.run_days : 0);
    f.run_open = through && f.run_open;
    d = c->last;
    while (d < p->ndays && work_on(c, w, d) && (work_on(c, w, d)->flags & ROTA_ARC_NIGHT))
        d++;
    f.run_nights = d - c->last + (d == p->ndays ? f.run_nights : 0);
    f.next_type = arc_on(c, w, c->last) ? arc_on(c, w, c->last)->type : -1;
    free_after(c, w, next_work(c, w, c->last), &f);
    weekends_after(c, w, &f);
    int rest = p->rest_of_day[c->last - 1];
    f.rested = p->workers[w].weekly_rest > 0 && rest == p->rest_of_day[c->last] &&
               rested_after(c, w, rest);
    return f;
}

/* ---- one worker ---- */

/* Does what is known outside the window leave room for the arc and its rest? */
static bool fits(const cutting *c, int w, const rota_arc *arc, int earliest, int latest) {
    if (!(arc->flags & ROTA_ARC_OFF) && (arc->start < earliest || arc->end > latest))
        return false;
    for (int d = c->last; d < c->p->ndays; d++) {
        const rota_arc *next = arc_on(c, w, d);
        if (next)
            return next->start >= ((next->flags & ROTA_ARC_NIGHT) ? arc->ready_night : arc->ready);
    }
    return true;
}

static void cut_arcs(const cutting *c, int w, rota_worker *out, int *from) {
    const rota_worker *worker = &c->p->workers[w];
    int n = worker->day_first[c->last] - worker->day_first[c->first], rows = 0;
    int earliest = earliest_work(c, w), latest = latest_work(c, w);
    out->arcs = ROTA_NEW_ARRAY(rota_arc, n + 1);
    for (int a = worker->day_first[c->first]; a < worker->day_first[c->last]; a++)
        rows += worker->arcs[a].nrows;
    out->arc_rows = ROTA_NEW_ARRAY(rota_arc_row, rows + 1);
    out->day_first = ROTA_NEW_ARRAY(int, c->last - c->first + 1);
    rows = 0;
    for (int d = c->first; d < c->last; d++) {
        out->day_first[d - c->first] = out->narcs;
        for (int a = worker->day_first[d]; a < worker->day_first[d + 1]; a++) {
            if (!fits(c, w, &worker->arcs[a], earliest, latest) || !has_room(c, w, a))
                continue;
            rota_arc *arc = &out->arcs[out->narcs];
            *arc = worker->arcs[a];
            arc->day = d - c->first;
            arc->first_row = rows;
            for (int i = 0; i < worker->arcs[a].nrows; i++) {
                const rota_arc_row *ar = &worker->arc_rows[worker->arcs[a].first_row + i];
                if (is_priced(c, ar->row))
                    arc->cost[ROTA_PART_DEMAND] -=
                        (rota_cost)round(c->limits->row_price[ar->row] * ar->coef);
                else
                    out->arc_rows[rows++] = (rota_arc_row){c->row_of[ar->row], ar->coef};
            }
            arc->nrows = rows - arc->first_row;
            from[out->narcs++] = a;
        }
    }
    out->day_first[c->last - c->first] = out->narcs;
}

/* What a count may still be in the window before it costs. */
static rota_convex rest_of(rota_convex f, int outside) {
    f.low = f.low > outside ? f.low - outside : 0;
    f.high = f.high > outside ? f.high - outside : 0;
    return f;
}

/* Weekends that the line works outside the window and that count as its own. A weekend that the
 * window's edge cuts is counted on its side of the edge whenever that is worked. */
static int weekends_outside(const cutting *c, int w) {
    const rota_problem *p = c->p;
    const rota_worker *worker = &p->workers[w];
    int weekends = 0;
    for (int d = 0; d < p->ndays; d++) {
        bool saturday = p->weekday[d] == 5, sunday = p->weekday[d] == 6;
        if ((d >= c->first && d < c->last) || !work_on(c, w, d) || (!saturday && !sunday))
            continue;
        bool begun = sunday && (d == 0         ? worker->before.weekend_begun
                                : d == c->last ? false
                                               : work_on(c, w, d - 1) != NULL);
        bool goes_on = saturday && d == p->ndays - 1 && worker->after.weekend_worked;
        weekends += !begun && !goes_on;
    }
    return weekends;
}

/* The most minutes that days which are not planned yet can hold. */
static int unplanned_minutes(const cutting *c, int w) {
    const rota_worker *worker = &c->p->workers[w];
    int minutes = 0;
    for (int d = c->last; d < c->p->ndays; d++) {
        int longest = 0;
        for (int a = worker->day_first[d]; a < worker->day_first[d + 1]; a++)
            longest = worker->arcs[a].minutes > longest ? worker->arcs[a].minutes : longest;
        minutes += c->lines[w][d] == ROTA_UNPLANNED ? longest : 0;
    }
    return minutes;
}

static void cut_counts(const cutting *c, int w, rota_worker *out) {
    int nights = 0, holidays = 0, minutes = unplanned_minutes(c, w),
        weekends = weekends_outside(c, w);
    if (out->max_of_type)
        out->max_of_type = rota_memdup(out->max_of_type, (size_t)c->p->ntypes * sizeof(int));
    for (int d = 0; d < c->p->ndays; d++) {
        const rota_arc *arc = arc_on(c, w, d);
        if (!arc || (d >= c->first && d < c->last))
            continue;
        nights += (arc->flags & ROTA_ARC_NIGHT) != 0;
        holidays += (arc->flags & ROTA_ARC_HOLIDAY) != 0;
        minutes += arc->minutes;
        if (out->max_of_type && arc->type >= 0 && out->max_of_type[arc->type] != INT32_MAX)
            out->max_of_type[arc->type]--;
    }
    out->min_total_minutes -= minutes < out->min_total_minutes ? minutes : out->min_total_minutes;
    if (out->max_total_weekends >= 0)
        out->max_total_weekends -=
            weekends < out->max_total_weekends ? weekends : out->max_total_weekends;
    out->nights = rest_of(out->nights, nights);
    out->holidays = rest_of(out->holidays, holidays);
    out->weekends = rest_of(out->weekends, weekends);
}

/* Minutes that days first..d of the window may hold, given what the line works outside. */
static int *cut_totals(const cutting *c, int w) {
    const int *most = c->p->workers[w].max_total_minutes;
    if (!most)
        return NULL;
    int n = c->last - c->first, before = 0, after = 0, left = INT32_MAX;
    int *out = ROTA_NEW_ARRAY(int, n);
    for (int d = 0; d < c->first; d++)
        before += arc_on(c, w, d) ? arc_on(c, w, d)->minutes : 0;
    for (int d = c->last; d < c->p->ndays; d++) {
        if (!arc_on(c, w, d))
            continue;
        after += arc_on(c, w, d)->minutes;
        left = most[d] - before - after < left ? most[d] - before - after : left;
    }
    for (int d = 0; d < n; d++) {
        int room = most[c->first + d] - before;
        out[d] = room < left ? room : left;
    }
    return out;
}

/* What follows the last day, where the window ends on it. */
static void cut_ending(const cutting *c, int w, rota_worker *out, const int *from) {
    const rota_worker *whole = &c->p->workers[w];
    int last = c->last - 1, first = out->day_first[last - c->first];
    out->ending = NULL;
    if (whole->ending && last + 1 == c->p->ndays && whole->ending->unit == 0)
        out->ending = rota_ending_copy(whole->ending, from + first, whole->day_first[last],
                                       out->narcs - first);
}

static void cut_worker(const cutting *c, int w, rota_problem *q, int *from) {
    const rota_worker *worker = &c->p->workers[w];
    rota_worker *out = &q->workers[q->nworkers++];
    size_t groups = (size_t)c->p->ngroups;
    int week0 = c->p->week_of_day[c->first];
    *out = *worker;
    out->narcs = 0;
    out->must_work = rota_memdup(worker->must_work + c->first, (size_t)(c->last - c->first));
    out->return_by_group = NULL;
    if (worker->return_by_group)
        out->return_by_group = rota_memdup(worker->return_by_group, groups * sizeof(rota_cost));
    out->bedwake_by_group = NULL;
    if (worker->bedwake_by_group)
        out->bedwake_by_group = rota_memdup(worker->bedwake_by_group, groups * sizeof(rota_cost));
    out->max_week_minutes =
        rota_memdup(worker->max_week_minutes + week0, (size_t)q->nweeks * sizeof(int));
    out->block = rota_memdup(worker->block + c->p->block_of_week[week0],
                             (size_t)q->nblocks * sizeof(rota_convex));
    out->max_total_minutes = cut_totals(c, w);
    out->before = history(c, w);
    out->after = future(c, w);
    cut_arcs(c, w, out, from);
    cut_counts(c, w, out);
    cut_ending(c, w, out, from);
}

rota_window *rota_window_cut(const rota_problem *problem, int *const *lines, int first_week,
                             int last_week, const unsigned char *people,
                             const rota_window_limits *limits) {
    rota_window *window = ROTA_NEW(rota_window);
    rota_problem *q = window->problem = rota_problem_new();
    cutting c = {.p = problem,
                 .lines = lines,
                 .first_week = first_week,
                 .last_week = last_week,
                 .people = people,
                 .limits = limits};
    find_days(&c);
    c.outside = ROTA_NEW_ARRAY(int, problem->nrows);
    c.row_of = ROTA_NEW_ARRAY(int, problem->nrows);
    cut_calendar(&c, q);
    count_outside(&c);
    window->row_from = ROTA_NEW_ARRAY(int, problem->nrows + 1);
    cut_rows(&c, q, window->row_from);
    window->first_day = c.first;
    window->arc_from = ROTA_NEW_ARRAY(int *, problem->nworkers);
    window->worker_from = ROTA_NEW_ARRAY(int, problem->nworkers);
    q->workers = ROTA_NEW_ARRAY(rota_worker, problem->nworkers);
    for (int w = 0; w < problem->nworkers; w++) {
        const rota_worker *worker = &problem->workers[w];
        int n = worker->day_first[c.last] - worker->day_first[c.first];
        if (!takes_part(&c, w))
            continue;
        window->worker_from[q->nworkers] = w;
        window->arc_from[q->nworkers] = ROTA_NEW_ARRAY(int, n + 1);
        cut_worker(&c, w, q, window->arc_from[q->nworkers]);
    }
    free(c.outside);
    free(c.row_of);
    return window;
}

void rota_window_free(rota_window *window) {
    if (!window)
        return;
    for (int w = 0; w < window->problem->nworkers; w++)
        free(window->arc_from[w]);
    free(window->arc_from);
    free(window->worker_from);
    free(window->row_from);
    rota_problem_free(window->problem);
    free(window);
}
