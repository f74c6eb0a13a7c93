#include "core/text.h"
#include "io/import_parts.h"

#include <stdio.h>
#include <string.h>

enum { DAY_MINUTES = 24 * 60 };

/* The row that is checked: the shape of all functions below. */
struct check {
    rota_importer *im;
    const rota_kind *kind;
    rota_import_row *row;
};

static const rota_cell *cell(const struct check *c, const char *column) {
    return &c->row->cells[rota_kind_column(c->kind, column)];
}

int rota_import__minutes(const rota_cell *value) {
    char clock[6];
    int minute = -1;
    if (value->empty)
        return -1;
    snprintf(clock, sizeof clock, "%.5s", value->text);
    rota_parse_time(clock, true, &minute);
    return minute + (strlen(value->text) == 7 ? DAY_MINUTES : 0); /* +1 */
}

/* Two dates of the row; an open end fits everything. */
static rota_rc check_from_to(const struct check *c, rota_err *err) {
    (void)err;
    const rota_cell *from = cell(c, "from"), *to = cell(c, "to");
    /* YYYY-MM-DD sorts as text. */
    if (!from->empty && !to->empty && strcmp(from->text, to->text) > 0)
        rota_import__fault(c->im, c->row, "to", "'%s' is before from, '%s'", to->text, from->text);
    return ROTA_OK;
}

/* An opt-out ends, and notice is given, after it has begun. */
static rota_rc check_person(const struct check *c, rota_err *err) {
    const rota_cell *from = cell(c, "opt_out_from"), *to = cell(c, "opt_out_to");
    const rota_cell *notice = cell(c, "opt_out_notice");
    if (!from->empty && !to->empty && strcmp(from->text, to->text) > 0)
        rota_import__fault(c->im, c->row, "opt_out_to", "'%s' is before opt_out_from, '%s'",
                           to->text, from->text);
    if (!from->empty && !notice->empty && strcmp(from->text, notice->text) > 0)
        rota_import__fault(c->im, c->row, "opt_out_notice", "'%s' is before opt_out_from, '%s'",
                           notice->text, from->text);
    return check_from_to(c, err);
}

static rota_rc check_child(const struct check *c, rota_err *err) {
    rota_rc rc = check_from_to(c, err);
    return rc ? rc
              : rota_import__check_key_caregiver(c->im, c->row, cell(c, "child"),
                                                 cell(c, "key_caregiver"), err);
}

static rota_rc check_supervision(const struct check *c, rota_err *err) {
    (void)err;
    if (strcmp(cell(c, "staff")->text, cell(c, "supervisor")->text) == 0)
        rota_import__fault(c->im, c->row, "supervisor", "'%s' cannot supervise themselves",
                           cell(c, "supervisor")->text);
    return ROTA_OK;
}

static rota_rc check_key_caregiver(const struct check *c, rota_err *err) {
    (void)err;
    if (strcmp(cell(c, "reason")->text, "manager") == 0 && cell(c, "note")->empty)
        rota_import__fault(c->im, c->row, "note",
                           "is empty; a manager's decision needs its reason");
    return ROTA_OK;
}

/* The part asleep, counted as `end` is, lies within the shift. */
static void check_sleep(const struct check *c, int start, int end) {
    const rota_cell *from_cell = cell(c, "sleep_from"), *to_cell = cell(c, "sleep_to");
    if (from_cell->empty && to_cell->empty)
        return;
    if (from_cell->empty || to_cell->empty) {
        rota_import__fault(c->im, c->row, from_cell->empty ? "sleep_from" : "sleep_to",
                           "is empty, but %s is given; both or neither are needed",
                           from_cell->empty ? "sleep_to" : "sleep_from");
        return;
    }
    int from = rota_import__minutes(from_cell), to = rota_import__minutes(to_cell);
    from += from < start ? DAY_MINUTES : 0;
    while (to <= from)
        to += DAY_MINUTES;
    if (from > end || to > end)
        rota_import__fault(c->im, c->row, "sleep_from",
                           "%s to %s is not within the shift, %s to %s", from_cell->text,
                           to_cell->text, cell(c, "start")->text, cell(c, "end")->text);
}

static rota_rc check_shift(const struct check *c, rota_err *err) {
    (void)err;
    const char *id = cell(c, "shift")->text;
    if (strcmp(id, "off") == 0)
        rota_import__fault(c->im, c->row, "shift",
                           "'off' means a day off in requests.csv; choose another id");
    int start = rota_import__minutes(cell(c, "start")), end = rota_import__minutes(cell(c, "end"));
    end += end <= start ? DAY_MINUTES : 0;
    const rota_cell *pause = cell(c, "break_minutes");
    if (!pause->empty && pause->integer >= end - start)
        rota_import__fault(c->im, c->row, "break_minutes",
                           "'%lld' is not shorter than the shift, which is %d minutes long",
                           (long long)pause->integer, end - start);
    check_sleep(c, start, end);
    return ROTA_OK;
}

static rota_rc check_demand(const struct check *c, rota_err *err) {
    (void)err;
    const rota_cell *min = cell(c, "min"), *target = cell(c, "target"), *max = cell(c, "max");
    int64_t aim = target->empty ? min->integer : target->integer;
    if (aim < min->integer)
        rota_import__fault(c->im, c->row, "target", "'%lld' is below min, '%lld'", (long long)aim,
                           (long long)min->integer);
    else if (!max->empty && max->integer < aim)
        rota_import__fault(c->im, c->row, "max", "'%lld' is below %s, '%lld'",
                           (long long)max->integer, target->empty ? "min" : "target",
                           (long long)aim);
    return ROTA_OK;
}

/* Does the shift's time exist on the date? Clocks that go forward leave an hour out. */
static void check_clock(const struct check *c, rota_day date, const char *shift, int minute) {
    const rota_zone *zone = c->im->options->zone;
    rota_minute first;
    if (rota_zone_local(zone, date, minute, &first, NULL) != ROTA_LOCAL_MISSING)
        return;
    char day[ROTA_DATE_SIZE], clock[ROTA_HOURS_SIZE], local[64];
    rota_err missing = {0};
    snprintf(local, sizeof local, "%sT%s", rota_day_format(date + minute / DAY_MINUTES, day),
             rota_format_time(minute % DAY_MINUTES, clock));
    rota_zone_parse(zone, local, &first, &missing); /* for its words */
    rota_import__fault(c->im, c->row, "shift", "'%s' cannot be on this date: %s", shift,
                       missing.message);
}

static rota_rc check_assignment(const struct check *c, rota_err *err) {
    const rota_zone *zone = c->im->options->zone;
    const char *shift = cell(c, "shift")->text;
    rota_day date;
    if (!rota_day_parse(cell(c, "date")->text, &date) ||
        !rota_zone_changes_between(zone, rota_zone_at(zone, date, 0, false),
                                   rota_zone_at(zone, date, 2 * DAY_MINUTES, true)))
        return ROTA_OK;
    rota_query *query;
    rota_rc rc = rota_query_open(
        c->im->store, "SELECT start, \"end\", sleep_from, sleep_to FROM shifts WHERE shift = ?1",
        &query, err);
    if (rc)
        return rc;
    bool found = false;
    rota_query_bind_text(query, 1, shift);
    rc = rota_query_step(query, &found, err);
    int minute = -1;
    for (int i = 0; i < 4 && !rc && found && !rota_query_is_null(query, i); i++) {
        rota_cell time = {.text = rota_query_text(query, i)};
        int of_day = rota_import__minutes(&time);
        /* An end at the time of the start is the next day's; sleep may begin with the shift. */
        while (of_day < minute || (i % 2 && of_day == minute))
            of_day += DAY_MINUTES;
        check_clock(c, date, shift, of_day);
        /* Sleep is counted from the start, not from the end. */
        minute = i == 1 ? minute : of_day;
    }
    rota_query_close(query);
    return rc;
}

rota_rc rota_import__check(rota_importer *im, const rota_kind *kind, rota_import_row *row,
                           rota_err *err) {
    static const struct {
        const char *kind;
        rota_rc (*check)(const struct check *c, rota_err *err);
    } checks[] = {{"staff", check_person},
                  {"children", check_child},
                  {"leave", check_from_to},
                  {"shifts", check_shift},
                  {"demand", check_demand},
                  {"assignments", check_assignment},
                  {"key_caregivers", check_key_caregiver},
                  {"supervision", check_supervision}};
    struct check c = {im, kind, row};
    if (strcmp(kind->name, "worked") == 0)
        return rota_import__check_worked(im, kind, row, err);
    for (size_t i = 0; i < sizeof checks / sizeof checks[0]; i++) {
        if (strcmp(checks[i].kind, kind->name) == 0)
            return checks[i].check(&c, err);
    }
    return ROTA_OK;
}
