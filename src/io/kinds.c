#include "io/kinds.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

/* What a value should be, for messages: "'x' is not <expected>". */
#define AN_ID "an id (1 to 32 letters, digits, _ or -)"
#define A_DATE "a date (for example 2026-12-31)"
#define A_TIME "a time (for example 07:30)"
#define SOME_HOURS "a number of hours (for example 37.5)"
#define A_NUMBER "a whole number (for example 2)"
#define YES_NO "yes or no"
#define A_DATETIME "a date and time (for example 2026-12-31T07:30)"
#define A_DAY "a day (mon to sun, daily, weekdays, weekend or a date such as 2026-12-31)"
#define SOME_SPANS "a list of times (for example 12:00-12:20|15:00-15:10)"
#define SHIFT_KINDS "day|night|sleep_in|on_call|meeting"

#define KEY .key = true, .required = true
#define REQUIRED .required = true

/* Order: what is referred to comes first. */
static const rota_kind kinds[] = {
    {.name = "groups",
     .title = "the groups of children",
     .columns = {{"group", ROTA_COL_ID, KEY, .expected = AN_ID},
                 {"name", ROTA_COL_TEXT, REQUIRED, .expected = "a name"},
                 {"weight", ROTA_COL_WEIGHT, .max = 1000,
                  .expected = "a number (for example 1.5) or auto"}},
     .ncolumns = 3},
    {.name = "staff",
     .title = "the people who work there",
     .columns = {{"staff", ROTA_COL_ID, KEY, .expected = AN_ID},
                 {"name", ROTA_COL_TEXT, REQUIRED, .expected = "a name"},
                 {"contract_hours", ROTA_COL_HOURS, REQUIRED, .max = 168, .expected = SOME_HOURS},
                 {"max_hours", ROTA_COL_HOURS, .max = 168, .expected = SOME_HOURS},
                 {"born", ROTA_COL_BORN, .expected = "a date or month (for example 1990-12-31)"},
                 {"skills", ROTA_COL_LIST, .expected = "a list of skills (for example lead meds)"},
                 {"opt_out", ROTA_COL_YES_NO, .expected = YES_NO},
                 {"night_worker", ROTA_COL_YES_NO_AUTO, .expected = "yes, no or auto"},
                 {"agency", ROTA_COL_YES_NO, .expected = YES_NO},
                 {"from", ROTA_COL_DATE, .expected = A_DATE},
                 {"to", ROTA_COL_DATE, .expected = A_DATE},
                 {"max_consecutive_days", ROTA_COL_INT, .min = 1, .max = 31, .expected = A_NUMBER},
                 {"max_consecutive_nights", ROTA_COL_INT, .max = 31, .expected = A_NUMBER},
                 {"min_consecutive_days_off", ROTA_COL_INT, .max = 14, .expected = A_NUMBER},
                 {"rest_after_nights_hours", ROTA_COL_HOURS, .max = 168, .expected = SOME_HOURS},
                 {"max_weekends_in_4_weeks", ROTA_COL_INT, .max = 4, .expected = A_NUMBER},
                 {"max_shifts_a_day", ROTA_COL_INT, .min = 1, .max = 9, .expected = A_NUMBER},
                 {"agency_last", ROTA_COL_YES_NO, .expected = YES_NO},
                 {"min_consecutive_days", ROTA_COL_INT, .min = 1, .max = 14, .expected = A_NUMBER},
                 {"max_weekends_in_period", ROTA_COL_INT, .max = 60, .expected = A_NUMBER},
                 {"min_hours_in_period", ROTA_COL_HOURS, .max = 2500, .expected = SOME_HOURS},
                 {"max_hours_in_period", ROTA_COL_HOURS, .max = 2500, .expected = SOME_HOURS},
                 {"max_shifts_in_period", ROTA_COL_COUNTS, .of = "shifts",
                  .expected = "a list of shifts with a number each (for example night:4 late:10)"},
                 {"special_case", ROTA_COL_YES_NO, .expected = YES_NO},
                 {"opt_out_from", ROTA_COL_DATE, .expected = A_DATE},
                 {"opt_out_to", ROTA_COL_DATE, .expected = A_DATE},
                 {"opt_out_notice", ROTA_COL_DATE, .expected = A_DATE},
                 {"opt_out_notice_days", ROTA_COL_INT, .max = 366, .expected = A_NUMBER},
                 {"contract_after_22", ROTA_COL_YES_NO, .expected = YES_NO},
                 {"other_hours", ROTA_COL_HOURS, .max = 168, .expected = SOME_HOURS},
                 {"health_assessed", ROTA_COL_DATE, .expected = A_DATE},
                 {"days_a_week", ROTA_COL_NUMBER, .min = 0.5, .max = 7,
                  .expected = "a number of days (for example 5 or 2.5)"}},
     .ncolumns = 32},
    {.name = "children",
     .title = "the children",
     .columns = {{"child", ROTA_COL_ID, KEY, .expected = AN_ID},
                 {"name", ROTA_COL_TEXT, REQUIRED, .expected = "a name"},
                 {"born", ROTA_COL_BORN, .expected = "a date or month (for example 2024-06)"},
                 {"group", ROTA_COL_REF, REQUIRED, .of = "groups", .expected = "a group's id"},
                 {"key_caregiver", ROTA_COL_REF, .of = "staff", .expected = "a person's id"},
                 {"from", ROTA_COL_DATE, .expected = A_DATE},
                 {"to", ROTA_COL_DATE, .expected = A_DATE}},
     .ncolumns = 7},
    {.name = "key_caregivers",
     .title = "when a child got another key caregiver, and why",
     .columns = {{"child", ROTA_COL_REF, KEY, .of = "children", .expected = "a child's id"},
                 {"from", ROTA_COL_DATE, .key = true, .expected = A_DATE},
                 {"staff", ROTA_COL_REF, REQUIRED, .of = "staff", .expected = "a person's id"},
                 {"reason", ROTA_COL_CHOICE, REQUIRED,
                  .of = "first|child_asked|leaving_or_absence|no_bond|manager",
                  .expected = "a reason"},
                 {"note", ROTA_COL_TEXT, .expected = "a text"}},
     .ncolumns = 5},
    {.name = "bonds",
     .title = "who knows which group",
     .columns = {{"staff", ROTA_COL_REF, KEY, .of = "staff", .expected = "a person's id"},
                 {"group", ROTA_COL_REF, KEY, .of = "groups", .expected = "a group's id"},
                 {"role", ROTA_COL_CHOICE, REQUIRED, .of = "key|team|relief|never",
                  .expected = "a role"}},
     .ncolumns = 3},
    {.name = "supervision",
     .title = "who supervises whom",
     .columns = {{"staff", ROTA_COL_REF, KEY, .of = "staff", .expected = "a person's id"},
                 {"supervisor", ROTA_COL_REF, REQUIRED, .of = "staff", .expected = "a person's id"},
                 {"weeks", ROTA_COL_INT, .max = 52, .expected = A_NUMBER}},
     .ncolumns = 3},
    {.name = "shifts",
     .title = "the kinds of duty with their times",
     .columns = {{"shift", ROTA_COL_ID, KEY, .expected = AN_ID},
                 {"name", ROTA_COL_TEXT, REQUIRED, .expected = "a name"},
                 {"start", ROTA_COL_TIME, REQUIRED, .expected = A_TIME},
                 {"end", ROTA_COL_TIME, REQUIRED, .max = 2880,
                  .expected = "a time (for example 07:30, or 15:00+1 on the next day)"},
                 {"break_minutes", ROTA_COL_INT, .max = 1440, .expected = A_NUMBER},
                 {"kind", ROTA_COL_CHOICE, REQUIRED, .of = SHIFT_KINDS,
                  .expected = "a kind of shift"},
                 {"sleep_from", ROTA_COL_TIME, .expected = A_TIME},
                 {"sleep_to", ROTA_COL_TIME, .expected = A_TIME},
                 {"colour", ROTA_COL_TEXT, .expected = "a colour"},
                 {"not_after", ROTA_COL_REFS, .of = "shifts",
                  .expected = "a list of shifts (for example late night)"}},
     .ncolumns = 10},
    {.name = "demand",
     .title = "how many people are needed when",
     .columns = {{"group", ROTA_COL_REF_STAR, KEY, .of = "groups", .expected = "a group's id or *"},
                 {"shift", ROTA_COL_SHIFT_OR_WINDOW, KEY, .of = "shifts",
                  .expected = "a shift's id or a time window (for example 07:00-22:30)"},
                 {"asleep", ROTA_COL_YES_NO, .expected = YES_NO},
                 {"day", ROTA_COL_DAY, KEY, .expected = A_DAY},
                 {"skill", ROTA_COL_WORD, .key = true, .expected = "a skill (an id)"},
                 {"min", ROTA_COL_INT, REQUIRED, .max = 999, .expected = A_NUMBER},
                 {"target", ROTA_COL_INT, .max = 999, .expected = A_NUMBER},
                 {"max", ROTA_COL_INT, .max = 999, .expected = A_NUMBER}},
     .ncolumns = 8},
    {.name = "leave",
     .title = "leave and sickness",
     .columns = {{"staff", ROTA_COL_REF, KEY, .of = "staff", .expected = "a person's id"},
                 {"from", ROTA_COL_DATE, KEY, .expected = A_DATE},
                 {"to", ROTA_COL_DATE, KEY, .expected = A_DATE},
                 {"kind", ROTA_COL_CHOICE, REQUIRED,
                  .of = "annual|additional|sick|maternity|paternity|adoption|parental|"
                        "training|unpaid|other",
                  .expected = "a kind of leave"},
                 {"hours", ROTA_COL_HOURS, .max = 24, .expected = SOME_HOURS}},
     .ncolumns = 5},
    {.name = "unavailable",
     .title = "when somebody cannot work",
     .columns = {{"staff", ROTA_COL_REF, KEY, .of = "staff", .expected = "a person's id"},
                 {"day", ROTA_COL_DAY, KEY, .expected = A_DAY},
                 {"from", ROTA_COL_TIME, .expected = A_TIME},
                 {"to", ROTA_COL_TIME, .max = 1440, .expected = A_TIME},
                 {"reason", ROTA_COL_TEXT, .expected = "a reason"}},
     .ncolumns = 5},
    {.name = "requests",
     .title = "wishes of the people",
     .columns = {{"staff", ROTA_COL_REF, KEY, .of = "staff", .expected = "a person's id"},
                 {"date", ROTA_COL_DATE, KEY, .expected = A_DATE},
                 {"shift", ROTA_COL_SHIFT_OR_WORD, KEY, .of = "shifts",
                  .expected = "a shift's id, * or off"},
                 {"wish", ROTA_COL_CHOICE, REQUIRED, .of = "want|avoid", .expected = "a wish"},
                 {"weight", ROTA_COL_INT, .min = 1, .max = 10, .expected = A_NUMBER}},
     .ncolumns = 5},
    {.name = "assignments",
     .title = "the rota: who is on which shift",
     .columns = {{"date", ROTA_COL_DATE, KEY, .expected = A_DATE},
                 {"shift", ROTA_COL_REF, KEY, .of = "shifts", .expected = "a shift's id"},
                 {"group", ROTA_COL_REF_STAR, KEY, .of = "groups", .expected = "a group's id or *"},
                 {"staff", ROTA_COL_REF, KEY, .of = "staff", .expected = "a person's id"},
                 {"pinned", ROTA_COL_YES_NO, .expected = YES_NO}},
     .ncolumns = 5},
    {.name = "worked",
     .title = "what was really worked",
     .columns = {{"staff", ROTA_COL_REF, KEY, .of = "staff", .expected = "a person's id"},
                 {"start", ROTA_COL_DATETIME, KEY, .expected = A_DATETIME},
                 {"end", ROTA_COL_DATETIME, REQUIRED, .expected = A_DATETIME},
                 {"group", ROTA_COL_REF_STAR, .of = "groups", .expected = "a group's id or *"},
                 {"break_minutes", ROTA_COL_INT, .max = 1440, .expected = A_NUMBER},
                 {"sleep_minutes", ROTA_COL_INT, .max = 1440, .expected = A_NUMBER},
                 {"kind", ROTA_COL_CHOICE, .of = SHIFT_KINDS, .expected = "a kind of shift"},
                 {"breaks", ROTA_COL_SPANS, .expected = SOME_SPANS},
                 {"called_out", ROTA_COL_SPANS, .expected = SOME_SPANS}},
     .ncolumns = 9},
};

const rota_kind *rota_kinds(size_t *count) {
    *count = sizeof kinds / sizeof kinds[0];
    return kinds;
}

const rota_kind *rota_kind_find(const char *name) {
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
        if (strcmp(kinds[i].name, name) == 0)
            return &kinds[i];
    }
    return NULL;
}

int rota_kind_column(const rota_kind *kind, const char *name) {
    for (int i = 0; i < kind->ncolumns; i++) {
        if (strcasecmp(kind->columns[i].name, name) == 0)
            return i;
    }
    return -1;
}

const char *rota_kind_names(void) {
    return "groups, staff, children, key_caregivers, bonds, supervision, shifts, demand, leave, "
           "unavailable, requests, assignments, worked";
}

enum rota_storage rota_column_storage(const rota_column *column) {
    switch (column->type) {
    case ROTA_COL_HOURS:
    case ROTA_COL_INT:
    case ROTA_COL_YES_NO:
        return ROTA_STORED_INTEGER;
    case ROTA_COL_NUMBER:
    case ROTA_COL_WEIGHT:
        return ROTA_STORED_REAL;
    default:
        return ROTA_STORED_TEXT;
    }
}

const char *rota_column_sql(const rota_column *column, char *buf) {
    const char *hours = column->type == ROTA_COL_HOURS ? strstr(column->name, "hours") : NULL;
    if (strcmp(column->name, "group") == 0)
        snprintf(buf, ROTA_COLUMN_SQL_SIZE, "\"group_id\"");
    else if (hours)
        snprintf(buf, ROTA_COLUMN_SQL_SIZE, "\"%.*sminutes%s\"", (int)(hours - column->name),
                 column->name, hours + strlen("hours"));
    else
        snprintf(buf, ROTA_COLUMN_SQL_SIZE, "\"%s\"", column->name);
    return buf;
}

void rota_kind_add_sql_columns(rota_text *sql, const rota_kind *kind) {
    char name[ROTA_COLUMN_SQL_SIZE];
    for (int i = 0; i < kind->ncolumns; i++)
        rota_text_addf(sql, "%s%s", i ? ", " : "", rota_column_sql(&kind->columns[i], name));
}

bool rota_column_refers(const rota_column *column, const char *of) {
    switch (column->type) {
    case ROTA_COL_REF:
    case ROTA_COL_REF_STAR:
    case ROTA_COL_SHIFT_OR_WINDOW:
    case ROTA_COL_SHIFT_OR_WORD:
        return strcmp(column->of, of) == 0;
    default:
        return false;
    }
}
