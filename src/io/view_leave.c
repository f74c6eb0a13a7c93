/* Annual leave: due, booked, left, and earned by people without contract hours. */
#include "core/mem.h"
#include "core/terms.h"
#include "io/view_parts.h"

#include <stdio.h>

enum { HUNDRED = 100 };

/* A person's leave of a calendar year. */
typedef struct {
    bool contract; /* has contract hours: due and left are known */
    int64_t due, booked;
    int due_days, booked_days; /* hundredths */
    bool part;                 /* employed on a part of the year only */
    int earned;                /* hours in the period; -1: nothing is earned so */
} leave_of;

/* Minutes of annual leave booked in a year, as far as its days would have been worked. */
static int64_t booked(const rota_home *home, int staff, rota_day first, rota_day last) {
    int64_t minutes = 0;
    for (int i = 0; i < home->nleave; i++) {
        const rota_leave *leave = &home->leave[i];
        bool annual = leave->kind == ROTA_LEAVE_ANNUAL || leave->kind == ROTA_LEAVE_ADDITIONAL;
        if (leave->staff != staff || !annual)
            continue;
        for (rota_day day = leave->from > first ? leave->from : first;
             day <= leave->to && day <= last; day++) {
            if (leave->minutes >= 0)
                minutes += leave->minutes;
            else if (!rota_day_is_weekend(day))
                minutes += home->staff[staff].contract_minutes / 5;
        }
    }
    return minutes;
}

/* Days of the year on which the person is employed. */
static int employed_days(const rota_person *person, rota_day first, rota_day last) {
    if (person->from != ROTA_NO_DAY && person->from > first)
        first = person->from;
    if (person->to != ROTA_NO_DAY && person->to < last)
        last = person->to;
    return last >= first ? last - first + 1 : 0;
}

static leave_of find_leave(const rota_report *report, int staff) {
    const rota_home *home = report->home;
    const rota_person *person = &home->staff[staff];
    int year, month, mday, week = rota_person_days_a_week(person);
    rota_day_split(report->to, &year, &month, &mday);
    rota_day first = rota_day_of(year, 1, 1), last = rota_day_of(year, 12, 31);
    int days = employed_days(person, first, last), all = last - first + 1;
    leave_of leave = {.contract = person->contract_minutes > 0,
                      .booked = booked(home, staff, first, last),
                      .part = days < all,
                      .earned = -1};
    if (!leave.contract) {
        leave.earned = rota_leave_accrued_hours(&home->rules, report->hours[staff].working_minutes);
        return leave;
    }
    int64_t due = (int64_t)rota_leave_entitlement(&home->rules, week) * days;
    leave.due_days = (int)((due + all / 2) / all);
    leave.due = due * person->contract_minutes / week / all;
    leave.booked_days = (int)(leave.booked * week / person->contract_minutes);
    return leave;
}

/* ---- For people ---- */

/* "16.8 days" */
static const char *say_days(int hundredths, char *buf) {
    int n = snprintf(buf, ROTA_HOURS_SIZE, "%d.%02d", hundredths / HUNDRED, hundredths % HUNDRED);
    while (buf[n - 1] == '0')
        buf[--n] = '\0';
    if (buf[n - 1] == '.')
        buf[--n] = '\0';
    snprintf(buf + n, ROTA_HOURS_SIZE - (size_t)n, hundredths == HUNDRED ? " day" : " days");
    return buf;
}

static void add_row(const rota_report *report, int staff, rota_table *table) {
    const rota_person *person = &report->home->staff[staff];
    leave_of leave = find_leave(report, staff);
    char buf[ROTA_VIEW_NAME_SIZE], days[ROTA_HOURS_SIZE];
    rota_table_row(table);
    rota_table_cell(table, 0, ROTA_PLAIN, rota_view__person(report->home, staff, buf));
    if (!leave.contract) {
        rota_table_cell(table, 3, ROTA_PLAIN, rota_format_h_min(leave.booked, buf));
        if (leave.earned >= 0)
            rota_table_cellf(table, 5, ROTA_PLAIN, "%d h", leave.earned);
        return;
    }
    double week = (double)rota_person_days_a_week(person) / HUNDRED;
    rota_table_cellf(table, 1, ROTA_PLAIN, "%g", week);
    rota_table_cellf(table, 2, ROTA_PLAIN, "%s (%s)", rota_format_h_min(leave.due, buf),
                     say_days(leave.due_days, days));
    rota_table_cellf(table, 3, ROTA_PLAIN, "%s (%s)", rota_format_h_min(leave.booked, buf),
                     say_days(leave.booked_days, days));
    rota_table_cell(table, 4, leave.due < leave.booked ? ROTA_RED : ROTA_PLAIN,
                    rota_format_h_min(leave.due - leave.booked, buf));
}

void rota_view_leave(const rota_report *report, const rota_look *look, rota_text *out) {
    static const char *const titles[] = {"staff",  "days a week", "due",
                                         "booked", "left",        "earned in the period"};
    enum { COLUMNS = sizeof titles / sizeof *titles };
    int year, month, mday;
    rota_day_split(report->to, &year, &month, &mday);
    if (report->home->rules.leave_weeks < 0) {
        rota_text_addf(out, "The rules '%s' say nothing of annual leave.\n",
                       report->home->rules.name);
        return;
    }
    rota_view__heading(look, out, "Annual leave %d", year);
    rota_table *table = rota_table_new(COLUMNS);
    rota_table_row(table);
    for (int i = 0; i < COLUMNS; i++) {
        rota_table_cell(table, i, ROTA_BOLD, titles[i]);
        if (i > 0)
            rota_table_align_right(table, i);
    }
    for (int i = 0; i < report->home->nstaff; i++)
        if (!report->only || report->person == i)
            add_row(report, i, table);
    rota_table_write(table, look, 0, out);
    rota_table_free(table);
    rota_view__line(look, 0, ROTA_PLAIN, out,
                    "Due: in hours of the contract, for the days of the year on which they are "
                    "employed. Days a week: as staff.csv says, else five. Earned: without contract "
                    "hours, a share of the hours worked in the period.");
}

/* ---- For programs ---- */

rota_json *rota_view__json_leave(const rota_report *report) {
    rota_json *array = rota_json_array();
    for (int i = 0; i < report->home->nstaff && report->home->rules.leave_weeks >= 0; i++) {
        if (report->only && report->person != i)
            continue;
        leave_of leave = find_leave(report, i);
        rota_json *one = rota_json_object();
        rota_json_set_text(one, "staff", report->home->staff[i].id);
        rota_json_set_number(one, "days_a_week",
                             (double)rota_person_days_a_week(&report->home->staff[i]) / HUNDRED);
        rota_json_set_number(one, "due_days", (double)leave.due_days / HUNDRED);
        rota_json_set_int(one, "due_minutes", leave.due);
        rota_json_set_number(one, "booked_days", (double)leave.booked_days / HUNDRED);
        rota_json_set_int(one, "booked_minutes", leave.booked);
        rota_json_set_int(one, "left_minutes", leave.due - leave.booked);
        rota_json_set_int(one, "earned_hours", leave.earned < 0 ? 0 : leave.earned);
        rota_json_append(array, one);
    }
    return array;
}
