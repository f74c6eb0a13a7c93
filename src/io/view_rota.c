/* A rota as tables of weeks: by staff, by group, by child. */
#include "core/mem.h"
#include "io/view_parts.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { WEEK = 7, DAY = 1440 };

/* The days of the period that lie in one week of the home. */
typedef struct {
    rota_day from, to;
} week;

static week week_of(const rota_report *report, rota_day day) {
    rota_day start = rota_week_start(day, report->home->settings.home.week_starts);
    return (week){.from = start > report->from ? start : report->from,
                  .to = start + WEEK - 1 < report->to ? start + WEEK - 1 : report->to};
}

/* A heading for each week; of a single one the caller's title has said it. */
static void week_heading(const rota_report *report, week w, const rota_look *look, rota_text *out) {
    char period[ROTA_WORDS_SIZE];
    if (w.from > report->from)
        rota_text_add(out, "\n");
    if (w.from > report->from || w.to < report->to)
        rota_view__heading(look, out, "%s", rota_words_period(w.from, w.to, period));
}

static void header(rota_table *table, week w, const char *first) {
    char buf[ROTA_WORDS_SIZE];
    rota_table_row(table);
    rota_table_cell(table, 0, ROTA_BOLD, first);
    for (rota_day day = w.from; day <= w.to; day++)
        rota_table_cell(table, 1 + day - w.from, ROTA_BOLD, rota_words_day(day, buf));
}

/* "07:00-15:00" of worked time that names no shift. */
static const char *clock_times(const rota_home *home, const rota_duty *duty, char *buf) {
    rota_day day;
    int from, to, offset;
    char first[ROTA_HOURS_SIZE], last[ROTA_HOURS_SIZE];
    rota_zone_split(home->zone, duty->start, &day, &from, &offset);
    rota_zone_split(home->zone, duty->end, &day, &to, &offset);
    snprintf(buf, ROTA_WORDS_SIZE, "%.8s-%.8s", rota_format_time(from, first),
             rota_format_time(to, last));
    return buf;
}

/* ---- by staff ---- */

static bool appears(const rota_report *report, int staff) {
    for (rota_day day = report->from; day <= report->to; day++)
        if (rota_person_employed(&report->home->staff[staff], day))
            return true;
    for (size_t i = 0; i < report->duties->count; i++)
        if (report->duties->items[i].staff == staff &&
            rota_view__shown(report, &report->duties->items[i]))
            return true;
    return false;
}

static void duty_cell(const rota_report *report, const rota_duty *duty, rota_table *table,
                      int column) {
    const rota_home *home = report->home;
    char times[ROTA_WORDS_SIZE];
    const char *what =
        duty->shift >= 0 ? home->shifts[duty->shift].id : clock_times(home, duty, times);
    const char *group = duty->group >= 0 ? home->groups[duty->group].id : "";
    if (duty->shift < 0) { /* times are long: the group stands below them */
        rota_table_cell(table, column, ROTA_PLAIN, what);
        if (*group)
            rota_table_cell(table, column, ROTA_PLAIN, group);
        return;
    }
    rota_table_cellf(table, column, ROTA_PLAIN, "%s%s%s%s", what, *group ? " " : "", group,
                     duty->pinned ? "!" : "");
}

static void free_cell(const rota_report *report, int staff, rota_day day, rota_table *table,
                      int column) {
    if (!rota_person_employed(&report->home->staff[staff], day))
        return;
    const rota_leave *leave = rota_home_leave_on(report->home, staff, day);
    if (leave)
        rota_table_cellf(table, column, ROTA_PLAIN, "(%s)", rota_leave_kind_name(leave->kind));
    else
        rota_table_cell(table, column, ROTA_PLAIN, "-");
}

/* What the contract asks for in the week, less leave. */
static int due_minutes(const rota_home *home, int staff, week w) {
    double minutes = 0;
    for (rota_day day = w.from; day <= w.to; day++)
        minutes += rota_home_due_minutes(home, staff, day);
    return minutes > 0 ? (int)(minutes + 0.5) : 0;
}

static void staff_row(const rota_report *report, int staff, week w, rota_table *table) {
    const rota_home *home = report->home;
    char name[ROTA_VIEW_NAME_SIZE], hours[ROTA_HOURS_SIZE], due[ROTA_HOURS_SIZE];
    int minutes = 0, days = w.to - w.from + 1;
    bool busy[WEEK] = {false};
    rota_table_row(table);
    rota_table_cell(table, 0, ROTA_PLAIN, rota_view__person(home, staff, name));
    for (size_t i = 0; i < report->duties->count; i++) {
        const rota_duty *duty = &report->duties->items[i];
        if (duty->staff != staff || duty->date < w.from || duty->date > w.to)
            continue;
        duty_cell(report, duty, table, 1 + duty->date - w.from);
        busy[duty->date - w.from] = true;
        minutes += duty->work_minutes;
    }
    for (int d = 0; d < days; d++)
        if (!busy[d])
            free_cell(report, staff, w.from + d, table, 1 + d);
    rota_format_hours(minutes, hours);
    if (days == WEEK)
        rota_table_cellf(table, 1 + days, ROTA_PLAIN, "%s / %s", hours,
                         rota_format_hours(due_minutes(home, staff, w), due));
    else
        rota_table_cell(table, 1 + days, ROTA_PLAIN, hours);
}

static void legend(const rota_report *report, rota_text *out) {
    if (report->to - report->from + 1 >= WEEK)
        rota_text_add(out, "due: contract hours less leave\n");
    for (size_t i = 0; i < report->duties->count; i++)
        if (report->duties->items[i].pinned &&
            rota_view__shown(report, &report->duties->items[i])) {
            rota_text_add(out, "! = pinned\n");
            return;
        }
}

void rota_view_by_staff(const rota_report *report, const rota_look *look, rota_text *out) {
    for (rota_day day = report->from; day <= report->to;) {
        week w = week_of(report, day);
        int days = w.to - w.from + 1;
        rota_table *table = rota_table_new(days + 2);
        header(table, w, "staff");
        rota_table_cell(table, 1 + days, ROTA_BOLD, days == WEEK ? "hours / due" : "hours");
        rota_table_align_right(table, 1 + days);
        for (int i = 0; i < report->home->nstaff; i++)
            if (appears(report, i))
                staff_row(report, i, w, table);
        week_heading(report, w, look, out);
        rota_table_write(table, look, 0, out);
        rota_table_free(table);
        day = w.to + 1;
    }
    legend(report, out);
}

/* ---- by group and by child ---- */

/* What one block shows: a group (or the whole home's own duties, -1) over some days. */
typedef struct {
    const rota_report *report;
    int group;
    bool home_too;     /* with the duties of the whole home, as for a child */
    week w;            /* columns */
    rota_day from, to; /* days to fill, within the columns */
} block;

static bool in_block(const block *b, int group, rota_day date) {
    return (group == b->group || (b->home_too && group < 0)) && date >= b->from && date <= b->to;
}

static bool row_in_block(const block *b, const rota_shortfall *shortfall) {
    const rota_demand *row = &b->report->home->demand[shortfall->row];
    return shortfall->min_short > 0 && in_block(b, row->group, shortfall->date);
}

static void short_cell(const block *b, const rota_shortfall *shortfall, rota_table *table) {
    const rota_home *home = b->report->home;
    int skill = home->demand[shortfall->row].skill;
    rota_table_cellf(table, 1 + shortfall->date - b->w.from, ROTA_RED, "%d%s%s short",
                     shortfall->min_short, skill >= 0 ? " " : "",
                     skill >= 0 ? home->skills[skill] : "");
}

/* The row of a shift (-1: worked time without one): who is on it, and who is missing. */
static bool shift_row(const block *b, int shift, rota_table *table) {
    const rota_report *report = b->report;
    const rota_home *home = report->home;
    char name[ROTA_VIEW_NAME_SIZE], times[ROTA_WORDS_SIZE];
    bool any = false;
    for (int pass = 0; pass < 2; pass++) { /* first whether there is anything, then the cells */
        for (size_t i = 0; i < report->duties->count; i++) {
            const rota_duty *duty = &report->duties->items[i];
            if (duty->shift != shift || !in_block(b, duty->group, duty->date))
                continue;
            any = true;
            if (pass == 1)
                rota_table_cellf(table, 1 + duty->date - b->w.from, ROTA_PLAIN, "%s%s%s%s",
                                 rota_view__person(home, duty->staff, name), shift < 0 ? " " : "",
                                 shift < 0 ? clock_times(home, duty, times) : "",
                                 duty->pinned ? "!" : "");
        }
        for (size_t i = 0; shift >= 0 && i < report->shortfalls.count; i++) {
            const rota_shortfall *shortfall = &report->shortfalls.items[i];
            if (home->demand[shortfall->row].shift != shift || !row_in_block(b, shortfall))
                continue;
            any = true;
            if (pass == 1)
                short_cell(b, shortfall, table);
        }
        if (!any)
            return false;
        if (pass == 0)
            rota_table_row(table);
    }
    return true;
}

/* A row for each window of time that is short: no shift of its own shows it. */
static void window_rows(const block *b, rota_table *table) {
    const rota_report *report = b->report;
    const char *written = NULL;
    for (size_t i = 0; i < report->shortfalls.count; i++) {
        const rota_shortfall *first = &report->shortfalls.items[i];
        const rota_demand *row = &report->home->demand[first->row];
        bool seen = row->shift >= 0 || !row_in_block(b, first);
        for (size_t k = 0; k < i && !seen; k++) {
            const rota_demand *before = &report->home->demand[report->shortfalls.items[k].row];
            seen = before->shift < 0 && row_in_block(b, &report->shortfalls.items[k]) &&
                   strcmp(before->what, row->what) == 0;
        }
        if (seen)
            continue;
        written = row->what;
        rota_table_row(table);
        rota_table_cell(table, 0, ROTA_PLAIN, written);
        for (size_t k = i; k < report->shortfalls.count; k++) {
            const rota_shortfall *other = &report->shortfalls.items[k];
            const rota_demand *its = &report->home->demand[other->row];
            if (its->shift < 0 && row_in_block(b, other) && strcmp(its->what, written) == 0)
                short_cell(b, other, table);
        }
    }
}

/* Shifts by start, then by id. */
static int *shifts_in_order(const rota_home *home) {
    int *order = ROTA_NEW_ARRAY(int, home->nshifts);
    for (int i = 0; i < home->nshifts; i++) {
        int k = i;
        for (; k > 0 && home->shifts[order[k - 1]].start > home->shifts[i].start; k--)
            order[k] = order[k - 1];
        order[k] = i;
    }
    return order;
}

static void block_table(const block *b, const rota_look *look, rota_text *out) {
    const rota_home *home = b->report->home;
    char from[ROTA_HOURS_SIZE], to[ROTA_HOURS_SIZE];
    int *order = shifts_in_order(home);
    rota_table *table = rota_table_new(b->w.to - b->w.from + 2);
    header(table, b->w, "shift");
    for (int i = 0; i < home->nshifts; i++) {
        const rota_shift *shift = &home->shifts[order[i]];
        if (shift_row(b, order[i], table))
            rota_table_cellf(table, 0, ROTA_PLAIN, "%s %s-%s%s", shift->id,
                             rota_format_time(shift->start % DAY, from),
                             rota_format_time(shift->end % DAY, to),
                             shift->end - shift->start > DAY ? "+1" : "");
    }
    if (shift_row(b, -1, table))
        rota_table_cell(table, 0, ROTA_PLAIN, "as worked");
    window_rows(b, table);
    rota_table_write(table, look, 2, out);
    rota_table_free(table);
    free(order);
}

static bool has_duties(const block *b) {
    for (size_t i = 0; i < b->report->duties->count; i++)
        if (in_block(b, b->report->duties->items[i].group, b->report->duties->items[i].date))
            return true;
    for (size_t i = 0; i < b->report->shortfalls.count; i++)
        if (row_in_block(b, &b->report->shortfalls.items[i]))
            return true;
    return false;
}

static const char *group_title(const rota_group *group) {
    return group->name && group->name[0] ? group->name : group->id;
}

void rota_view_by_group(const rota_report *report, const rota_look *look, rota_text *out) {
    for (rota_day day = report->from; day <= report->to;) {
        week w = week_of(report, day);
        week_heading(report, w, look, out);
        block b = {.report = report, .w = w, .from = w.from, .to = w.to};
        for (; b.group < report->home->ngroups; b.group++) {
            rota_view__heading(look, out, "%s", group_title(&report->home->groups[b.group]));
            block_table(&b, look, out);
        }
        b.group = -1;
        if (has_duties(&b)) {
            rota_view__heading(look, out, "Whole home");
            block_table(&b, look, out);
        }
        day = w.to + 1;
    }
}

static void child_title(const rota_report *report, const rota_child *child, const rota_look *look,
                        rota_text *out) {
    char name[ROTA_VIEW_NAME_SIZE] = "";
    if (child->key_caregiver >= 0)
        rota_view__person(report->home, child->key_caregiver, name);
    rota_view__heading(
        look, out, "%s, %s%s%s", child->name && child->name[0] ? child->name : child->id,
        group_title(&report->home->groups[child->group]), name[0] ? ", key caregiver " : "", name);
}

void rota_view_by_child(const rota_report *report, const rota_look *look, rota_text *out) {
    for (rota_day day = report->from; day <= report->to;) {
        week w = week_of(report, day);
        week_heading(report, w, look, out);
        for (int c = 0; c < report->home->nchildren; c++) {
            const rota_child *child = &report->home->children[c];
            block b = {.report = report,
                       .group = child->group,
                       .home_too = true,
                       .w = w,
                       .from = w.from,
                       .to = w.to};
            if (child->from != ROTA_NO_DAY && child->from > b.from)
                b.from = child->from;
            if (child->to != ROTA_NO_DAY && child->to < b.to)
                b.to = child->to;
            if (b.from > b.to)
                continue;
            child_title(report, child, look, out);
            block_table(&b, look, out);
        }
        day = w.to + 1;
    }
}
