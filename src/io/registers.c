#include "io/registers.h"

#include "core/check.h"
#include "core/fairness.h"
#include "core/terms.h"
#include "core/worked.h"
#include "io/export_parts.h"
#include "io/publications.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

static const rota_register registers[] = {
    {"opt_out_register", "who has agreed to work over the weekly average limit", false},
    {"duty_roster", "who was to work when, and who did", false},
    {"hr", "staff, leave, hours, duties and findings, nothing of any child", true},
};
enum { REGISTERS = sizeof registers / sizeof *registers };

const rota_register *rota_registers(size_t *count) {
    *count = REGISTERS;
    return registers;
}

const rota_register *rota_register_find(const char *name) {
    for (int i = 0; i < REGISTERS; i++)
        if (strcmp(registers[i].name, name) == 0)
            return &registers[i];
    return NULL;
}

/* What the tables are made from. */
typedef struct {
    rota_folder *folder;
    const rota_home *home;
    rota_day from, to;
    rota_duties known; /* all that was worked, else of the rota of record */
    rota_sheet **sheets;
    size_t *count;
} maker;

static rota_sheet *add_sheet(maker *m, const char *name, const rota_sheet_column *columns,
                             int ncolumns) {
    return m->sheets[(*m->count)++] = rota_sheet_new(name, columns, ncolumns);
}

static bool in_period(const maker *m, const rota_duty *duty) {
    return duty->date >= m->from && duty->date <= m->to;
}

static void set_day(rota_sheet *sheet, const char *column, rota_day day) {
    char buf[ROTA_DATE_SIZE];
    rota_sheet_text(sheet, column, rota_day_format(day, buf));
}

static void set_minute(const maker *m, rota_sheet *sheet, const char *column, rota_minute at) {
    char buf[ROTA_DATETIME_SIZE];
    rota_sheet_text(sheet, column, rota_zone_format(m->home->zone, at, buf));
}

/* ---- Columns of a table of the store ---- */

static enum rota_sheet_type type_of(const rota_column *column) {
    switch (column->type) {
    case ROTA_COL_HOURS:
    case ROTA_COL_INT:
    case ROTA_COL_NUMBER:
        return ROTA_SHEET_NUMBER;
    case ROTA_COL_YES_NO:
        return ROTA_SHEET_YES_NO;
    default:
        return ROTA_SHEET_TEXT;
    }
}

/* Which columns and rows of a kind go into a table, and what stands in it besides. */
typedef struct {
    const char *kind;
    bool (*wanted)(const char *column);
    bool (*needed)(rota_query *query);                                  /* NULL: every row */
    void (*more)(const maker *m, rota_sheet *sheet, rota_query *query); /* NULL: nothing */
    const rota_sheet_column *columns;                                   /* of `more` */
    int ncolumns;
} extract;

static rota_rc add_kind(maker *m, const char *name, const extract *x, rota_err *err) {
    const rota_kind *kind = rota_kind_find(x->kind);
    rota_sheet_column columns[ROTA_SHEET_MOST_COLUMNS];
    int at[ROTA_MAX_COLUMNS], n = 0;
    for (int i = 0; i < kind->ncolumns; i++) {
        if (!x->wanted(kind->columns[i].name))
            continue;
        at[n] = i;
        columns[n++] = (rota_sheet_column){kind->columns[i].name, type_of(&kind->columns[i])};
    }
    for (int i = 0; i < x->ncolumns; i++)
        columns[n + i] = x->columns[i];
    rota_sheet *sheet = add_sheet(m, name, columns, n + x->ncolumns);
    rota_query *query;
    rota_rc rc = rota_export__open(m->folder->store, kind, NULL, &query, err);
    if (rc)
        return rc;
    rota_text value = {0};
    bool row = false;
    while (!(rc = rota_query_step(query, &row, err)) && row) {
        if (x->needed && !x->needed(query))
            continue;
        rota_sheet_row(sheet);
        for (int i = 0; i < n; i++) {
            rota_export__value(query, at[i], &kind->columns[at[i]], &value);
            rota_sheet_text(sheet, columns[i].name, rota_text_str(&value));
        }
        if (x->more)
            x->more(m, sheet, query);
    }
    rota_query_close(query);
    rota_text_done(&value);
    return rc;
}

/* ---- Opt-outs ---- */

/* Who, from when to when employed, and every column that is about the opt-out. */
static bool of_opt_out(const char *column) {
    static const char *const others[] = {"staff", "name", "contract_hours", "from", "to"};
    if (strncmp(column, "opt_out", strlen("opt_out")) == 0)
        return true;
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        if (strcmp(others[i], column) == 0)
            return true;
    return false;
}

/* Agreed to it now or at any time. */
static bool has_opt_out(rota_query *query) {
    const rota_kind *kind = rota_kind_find("staff");
    for (int i = 0; i < kind->ncolumns; i++) {
        const rota_column *column = &kind->columns[i];
        if (strncmp(column->name, "opt_out", strlen("opt_out")) != 0 ||
            rota_query_is_null(query, i))
            continue;
        bool is_date = column->type == ROTA_COL_DATE;
        if (is_date || (column->type == ROTA_COL_YES_NO && rota_query_int(query, i)))
            return true;
    }
    return false;
}

/* What the law makes of it: notice and term may end it, age or the rules may forbid it. */
static void add_force(const maker *m, rota_sheet *sheet, rota_query *query) {
    rota_day from = ROTA_NO_DAY, to = INT_MAX;
    int staff = rota_home_find_staff(m->home, rota_query_text(query, 0));
    bool valid = staff >= 0 && rota_home_opt_out_days(m->home, staff, &from, &to);
    rota_sheet_yes_no(sheet, "valid", valid);
    if (valid && from != ROTA_NO_DAY)
        set_day(sheet, "in_force_from", from);
    if (valid && to != INT_MAX)
        set_day(sheet, "in_force_to", to);
}

static rota_rc make_opt_outs(maker *m, rota_err *err) {
    static const rota_sheet_column columns[] = {{"valid", ROTA_SHEET_YES_NO},
                                                {"in_force_from", ROTA_SHEET_TEXT},
                                                {"in_force_to", ROTA_SHEET_TEXT}};
    static const extract x = {.kind = "staff",
                              .wanted = of_opt_out,
                              .needed = has_opt_out,
                              .more = add_force,
                              .columns = columns,
                              .ncolumns = 3};
    return add_kind(m, "opt_out_register", &x, err);
}

/* ---- Duties ---- */

/* Kind, times and minutes of a duty, in the columns that all tables of duties have. */
static void set_duty(const maker *m, rota_sheet *sheet, const rota_duty *duty) {
    int64_t asleep = duty->sleep_to - duty->sleep_from;
    set_day(sheet, "date", duty->date);
    rota_sheet_text(sheet, "kind", rota_shift_kind_name(duty->kind));
    set_minute(m, sheet, "start", duty->start);
    set_minute(m, sheet, "end", duty->end);
    rota_sheet_int(sheet, "break_minutes", duty->break_minutes);
    rota_sheet_int(sheet, "sleep_minutes", asleep);
    rota_sheet_int(sheet, "called_out_minutes",
                   rota_spans_minutes(duty->calls, duty->ncalls, duty->start, duty->end));
    rota_sheet_hours(sheet, "working_hours", duty->work_minutes);
    rota_sheet_hours(sheet, "wage_hours", rota_duty_wage_minutes(duty));
}
#define DUTY_TIMES                                                                                 \
    {"kind", ROTA_SHEET_TEXT}, {"start", ROTA_SHEET_TEXT}, {"end", ROTA_SHEET_TEXT},               \
        {"break_minutes", ROTA_SHEET_NUMBER}, {"sleep_minutes", ROTA_SHEET_NUMBER},                \
        {"called_out_minutes", ROTA_SHEET_NUMBER}, {"working_hours", ROTA_SHEET_NUMBER}, {         \
        "wage_hours", ROTA_SHEET_NUMBER                                                            \
    }

static const rota_sheet_column roster_columns[] = {
    {"date", ROTA_SHEET_TEXT},          {"record", ROTA_SHEET_TEXT},
    {"staff", ROTA_SHEET_TEXT},         {"name", ROTA_SHEET_TEXT},
    {"agency", ROTA_SHEET_YES_NO},      {"shift", ROTA_SHEET_TEXT},
    {"group", ROTA_SHEET_TEXT},         DUTY_TIMES,
    {"publication", ROTA_SHEET_NUMBER}, {"published_at", ROTA_SHEET_TEXT},
    {"plan", ROTA_SHEET_TEXT},
};
enum { ROSTER_COLUMNS = sizeof roster_columns / sizeof *roster_columns };

static void planned_row(const maker *m, rota_sheet *sheet, const rota_published *p,
                        const rota_publication *by) {
    rota_sheet_row(sheet);
    rota_sheet_text(sheet, "record", "planned");
    rota_sheet_text(sheet, "staff", p->staff);
    rota_sheet_text(sheet, "name", p->name);
    if (p->duty.staff >= 0)
        rota_sheet_yes_no(sheet, "agency", m->home->staff[p->duty.staff].agency);
    rota_sheet_text(sheet, "shift", p->shift);
    rota_sheet_text(sheet, "group", p->group);
    set_duty(m, sheet, &p->duty);
    rota_sheet_int(sheet, "publication", p->publication);
    rota_sheet_text(sheet, "published_at", by ? by->at : "");
    rota_sheet_text(sheet, "plan", by ? by->plan : "");
}

static void worked_row(const maker *m, rota_sheet *sheet, const rota_duty *duty) {
    const rota_home *home = m->home;
    rota_sheet_row(sheet);
    rota_sheet_text(sheet, "record", duty->worked ? "worked" : "as_published");
    rota_sheet_text(sheet, "staff", home->staff[duty->staff].id);
    rota_sheet_text(sheet, "name", home->staff[duty->staff].name);
    rota_sheet_yes_no(sheet, "agency", home->staff[duty->staff].agency);
    rota_sheet_text(sheet, "shift", duty->shift >= 0 ? home->shifts[duty->shift].id : "");
    rota_sheet_text(sheet, "group", duty->group >= 0 ? home->groups[duty->group].id : "*");
    set_duty(m, sheet, duty);
}

static int by_time(const void *pa, const void *pb) {
    const rota_duty *a = *(const rota_duty *const *)pa, *b = *(const rota_duty *const *)pb;
    if (a->date != b->date)
        return a->date < b->date ? -1 : 1;
    if (a->start != b->start)
        return a->start < b->start ? -1 : 1;
    return a->staff - b->staff;
}

/* The known duties of the period by time; free(). */
static const rota_duty **duties_by_time(const maker *m, size_t *count) {
    const rota_duty **list = ROTA_NEW_ARRAY(const rota_duty *, m->known.count);
    *count = 0;
    for (size_t i = 0; i < m->known.count; i++)
        if (in_period(m, &m->known.items[i]))
            list[(*count)++] = &m->known.items[i];
    qsort(list, *count, sizeof *list, by_time);
    return list;
}

static rota_rc make_roster(maker *m, rota_err *err) {
    rota_sheet *sheet = add_sheet(m, "duty_roster", roster_columns, ROSTER_COLUMNS);
    rota_published_list list = {0};
    rota_publication *all = NULL;
    size_t n = 0;
    rota_rc rc = rota_publication_list(m->folder, &all, &n, err);
    if (!rc)
        rc = rota_published_read(m->folder, m->home, 0, m->from, m->to, &list, err);
    if (rc)
        return rc;
    for (size_t i = 0; i < list.count; i++) {
        const rota_publication *by = NULL;
        for (size_t k = 0; k < n && !by; k++)
            by = all[k].number == list.items[i].publication ? &all[k] : NULL;
        planned_row(m, sheet, &list.items[i], by);
    }
    rota_published_done(&list);
    size_t count;
    const rota_duty **duties = duties_by_time(m, &count);
    for (size_t i = 0; i < count; i++)
        worked_row(m, sheet, duties[i]);
    free(duties);
    return ROTA_OK;
}

/* ---- For HR: nothing of any child ---- */

static bool any_column(const char *column) {
    (void)column;
    return true;
}

static void add_hr_duties(maker *m) {
    static const rota_sheet_column columns[] = {{"date", ROTA_SHEET_TEXT},
                                                {"staff", ROTA_SHEET_TEXT},
                                                {"record", ROTA_SHEET_TEXT},
                                                {"shift", ROTA_SHEET_TEXT},
                                                DUTY_TIMES};
    rota_sheet *sheet = add_sheet(m, "duties", columns, (int)(sizeof columns / sizeof *columns));
    size_t count;
    const rota_duty **duties = duties_by_time(m, &count);
    for (size_t i = 0; i < count; i++) {
        const rota_duty *duty = duties[i];
        rota_sheet_row(sheet);
        rota_sheet_text(sheet, "staff", m->home->staff[duty->staff].id);
        rota_sheet_text(sheet, "record", duty->worked ? "worked" : "as_published");
        rota_sheet_text(sheet, "shift", duty->shift >= 0 ? m->home->shifts[duty->shift].id : "");
        set_duty(m, sheet, duty);
    }
    free(duties);
}

static void hours_row(const maker *m, rota_sheet *sheet, int staff, const rota_fairness *week) {
    const rota_share *share = &week->shares[staff];
    int64_t wage = 0;
    int recorded = 0;
    if (!share->duties && !(share->contract_minutes > 0))
        return;
    for (size_t i = 0; i < m->known.count; i++) {
        const rota_duty *duty = &m->known.items[i];
        if (duty->staff != staff || duty->date < week->from || duty->date > week->to)
            continue;
        wage += rota_duty_wage_minutes(duty);
        recorded += duty->worked;
    }
    rota_sheet_row(sheet);
    rota_sheet_text(sheet, "staff", m->home->staff[staff].id);
    set_day(sheet, "from", week->from);
    set_day(sheet, "to", week->to);
    rota_sheet_hours(sheet, "contract_hours", share->contract_minutes);
    rota_sheet_hours(sheet, "working_hours", (double)share->working_minutes);
    rota_sheet_hours(sheet, "wage_hours", (double)wage);
    rota_sheet_int(sheet, "duties", share->duties);
    rota_sheet_int(sheet, "recorded", recorded);
    for (int b = 0; b < ROTA_NBURDENS; b++)
        rota_sheet_int(sheet, rota_burden_name((enum rota_burden)b), share->count[b]);
}

/* A row for each person and week of the home. */
static void add_hr_hours(maker *m) {
    static const rota_sheet_column columns[] = {{"staff", ROTA_SHEET_TEXT},
                                                {"from", ROTA_SHEET_TEXT},
                                                {"to", ROTA_SHEET_TEXT},
                                                {"contract_hours", ROTA_SHEET_NUMBER},
                                                {"working_hours", ROTA_SHEET_NUMBER},
                                                {"wage_hours", ROTA_SHEET_NUMBER},
                                                {"duties", ROTA_SHEET_NUMBER},
                                                {"recorded", ROTA_SHEET_NUMBER},
                                                {"nights", ROTA_SHEET_NUMBER},
                                                {"weekends", ROTA_SHEET_NUMBER},
                                                {"sleep_ins", ROTA_SHEET_NUMBER},
                                                {"holidays", ROTA_SHEET_NUMBER}};
    rota_sheet *sheet = add_sheet(m, "hours", columns, (int)(sizeof columns / sizeof *columns));
    for (rota_day day = m->from; day <= m->to;) {
        rota_day last = rota_week_start(day, m->home->settings.home.week_starts) + 6;
        rota_fairness week;
        last = last < m->to ? last : m->to;
        rota_fairness_count(m->home, &m->known, day, last, &week);
        for (int staff = 0; staff < m->home->nstaff; staff++)
            hours_row(m, sheet, staff, &week);
        rota_fairness_done(&week);
        day = last + 1;
    }
}

/* Does the text have the word, whole, in it? */
static bool has_word(const char *text, const char *word) {
    size_t n = strlen(word);
    static const char inside[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_";
    for (const char *at = text; n && (at = strcasestr(at, word)); at++)
        if ((at == text || !strchr(inside, at[-1])) && (!at[n] || !strchr(inside, at[n])))
            return true;
    return false;
}

/* Sentences are made for people of the home: one that names a group or a child stays there. */
static bool names_children(const rota_home *home, const char *text) {
    for (int i = 0; i < home->ngroups; i++)
        if (has_word(text, home->groups[i].id) || has_word(text, home->groups[i].name))
            return true;
    for (int i = 0; i < home->nchildren; i++)
        if (has_word(text, home->children[i].id) || has_word(text, home->children[i].name))
            return true;
    return false;
}

static void finding_row(const maker *m, rota_sheet *sheet, const rota_finding *f) {
    const rota_home *home = m->home;
    rota_sheet_row(sheet);
    rota_sheet_text(sheet, "staff", home->staff[f->staff].id);
    set_day(sheet, "date", f->date);
    rota_sheet_text(sheet, "rule", rota_rule_id(f->rule));
    rota_sheet_text(sheet, "verdict", rota_verdict_name(f->verdict));
    rota_sheet_text(sheet, "regulation", home->rules.origin[f->rule].regulation);
    set_minute(m, sheet, "from", f->from);
    set_minute(m, sheet, "to", f->to);
    rota_sheet_int(sheet, "measured", f->measured);
    rota_sheet_int(sheet, "required", f->required);
    rota_sheet_text(sheet, "unit", f->counts ? "count" : "minutes");
    rota_sheet_text(sheet, "text", f->text && !names_children(home, f->text) ? f->text : "");
}

static void add_hr_findings(maker *m) {
    static const rota_sheet_column columns[] = {
        {"staff", ROTA_SHEET_TEXT},      {"date", ROTA_SHEET_TEXT},
        {"rule", ROTA_SHEET_TEXT},       {"verdict", ROTA_SHEET_TEXT},
        {"regulation", ROTA_SHEET_TEXT}, {"from", ROTA_SHEET_TEXT},
        {"to", ROTA_SHEET_TEXT},         {"measured", ROTA_SHEET_NUMBER},
        {"required", ROTA_SHEET_NUMBER}, {"unit", ROTA_SHEET_TEXT},
        {"text", ROTA_SHEET_TEXT}};
    rota_sheet *sheet = add_sheet(m, "findings", columns, (int)(sizeof columns / sizeof *columns));
    rota_findings findings = {0};
    rota_check(m->home, &m->known, m->from, m->to, &findings);
    for (size_t i = 0; i < findings.count; i++) {
        const rota_finding *f = &findings.items[i];
        bool of_law = f->verdict == ROTA_FAIL || f->verdict == ROTA_COMP_REST ||
                      f->verdict == ROTA_AMBER || f->verdict == ROTA_PROVISIONAL;
        /* Who may not work with which group is about the group. */
        if (of_law && f->staff >= 0 && f->rule != ROTA_RULE_NEVER_BOND)
            finding_row(m, sheet, f);
    }
    rota_findings_done(&findings);
}

static rota_rc make_hr(maker *m, rota_err *err) {
    static const extract people = {.kind = "staff", .wanted = any_column};
    static const extract absences = {.kind = "leave", .wanted = any_column};
    rota_rc rc = add_kind(m, "staff", &people, err);
    if (!rc)
        rc = add_kind(m, "leave", &absences, err);
    if (rc)
        return rc;
    add_hr_hours(m);
    add_hr_duties(m);
    add_hr_findings(m);
    return ROTA_OK;
}

/* ---- All ---- */

/* Days of which anything is known, where the ends are open. */
static rota_rc find_days(maker *m, rota_err *err) {
    rota_day first = ROTA_NO_DAY, last = ROTA_NO_DAY;
    rota_publication *all = NULL;
    size_t n = 0;
    rota_rc rc = rota_publication_list(m->folder, &all, &n, err);
    for (size_t i = 0; i < m->known.count; i++) {
        rota_day date = m->known.items[i].date;
        first = first == ROTA_NO_DAY || date < first ? date : first;
        last = last == ROTA_NO_DAY || date > last ? date : last;
    }
    for (size_t i = 0; !rc && i < n; i++) {
        first = first == ROTA_NO_DAY || all[i].from < first ? all[i].from : first;
        last = last == ROTA_NO_DAY || all[i].to > last ? all[i].to : last;
    }
    m->from = m->from == ROTA_NO_DAY ? first : m->from;
    m->to = m->to == ROTA_NO_DAY ? last : m->to;
    if (!rc && (m->from == ROTA_NO_DAY || m->to == ROTA_NO_DAY))
        rc = rota_fail(err, ROTA_E_INPUT,
                       "there is no rota yet; publish one or import assignments.csv");
    if (!rc && m->from > m->to)
        rc = rota_fail(err, ROTA_E_INPUT, "nothing is known of these days");
    return rc;
}

rota_rc rota_register_make(rota_folder *folder, const rota_home *home, const rota_register *reg,
                           rota_day from, rota_day to, rota_sheet **sheets, size_t *count,
                           rota_err *err) {
    maker m = {
        .folder = folder, .home = home, .from = from, .to = to, .sheets = sheets, .count = count};
    *count = 0;
    if (reg == &registers[0])
        return make_opt_outs(&m, err);
    rota_rc rc = rota_duties_history(home, ROTA_NO_DAY, rota_day_of(2200, 1, 1), &m.known, err);
    if (!rc)
        rc = find_days(&m, err);
    if (!rc)
        rc = reg == &registers[1] ? make_roster(&m, err) : make_hr(&m, err);
    rota_duties_done(&m.known);
    return rc;
}
