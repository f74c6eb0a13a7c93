/* How close everybody comes to each limit, and the findings as CSV. */
#include "core/mem.h"
#include "io/csv.h"
#include "io/view_parts.h"

#include <stdio.h>
#include <stdlib.h>

/* ---- Margins ---- */

int64_t rota_view__margin(const rota_finding *f) {
    return rota_rule_is_least(f->rule) ? f->measured - f->required : f->required - f->measured;
}

bool rota_view__has_margin(const rota_finding *f) {
    return f->staff >= 0 && f->verdict != ROTA_NOT_APPLICABLE && f->required > 0 &&
           f->rule != ROTA_RULE_NIGHT_HEALTH; /* there is an assessment, or there is none */
}

static int by_staff_margin(const void *pa, const void *pb) {
    const rota_finding *a = *(const rota_finding *const *)pa, *b = *(const rota_finding *const *)pb;
    int64_t ma = rota_view__margin(a), mb = rota_view__margin(b);
    if (a->staff != b->staff)
        return a->staff < b->staff ? -1 : 1;
    if (a->counts != b->counts)
        return a->counts ? 1 : -1;
    if (ma != mb)
        return ma < mb ? -1 : 1;
    return (a > b) - (a < b);
}

static void margin_row(const rota_report *report, const rota_finding *f, rota_table *table) {
    char buf[ROTA_VIEW_NAME_SIZE];
    int64_t margin = rota_view__margin(f);
    rota_table_row(table);
    rota_table_cell(table, 0, ROTA_PLAIN, rota_view__person(report->home, f->staff, buf));
    rota_table_cell(table, 1, ROTA_PLAIN, rota_rule_id(f->rule));
    rota_table_cell(table, 2, ROTA_PLAIN, rota_view__amount(f, f->measured, buf));
    rota_table_cellf(table, 3, ROTA_PLAIN, "%s", rota_rule_is_least(f->rule) ? "least" : "most");
    rota_table_cell(table, 4, ROTA_PLAIN, rota_view__amount(f, f->required, buf));
    rota_table_cell(table, 5, margin < 0 ? ROTA_RED : ROTA_PLAIN,
                    rota_view__amount(f, margin, buf));
    rota_table_cell(table, 6, ROTA_PLAIN, rota_words_day(f->date, buf));
}

void rota_view_margins(const rota_report *report, const rota_look *look, rota_text *out) {
    static const char *const titles[] = {"staff", "rule", "measured", "at",
                                         "limit", "room", "when"};
    enum { COLUMNS = sizeof titles / sizeof *titles };
    const rota_finding **list = ROTA_NEW_ARRAY(const rota_finding *, report->findings.count);
    size_t n = 0;
    for (size_t i = 0; i < report->findings.count; i++)
        if (rota_view__has_margin(&report->findings.items[i]))
            list[n++] = &report->findings.items[i];
    if (n > 1)
        qsort(list, n, sizeof *list, by_staff_margin);
    rota_view__heading(look, out, "How close to each limit, the closest first");
    rota_table *table = rota_table_new(COLUMNS);
    rota_table_row(table);
    for (int i = 0; i < COLUMNS; i++)
        rota_table_cell(table, i, ROTA_BOLD, titles[i]);
    rota_table_align_right(table, 2);
    rota_table_align_right(table, 4);
    rota_table_align_right(table, 5);
    for (size_t i = 0; i < n; i++)
        margin_row(report, list[i], table);
    rota_table_write(table, look, 0, out);
    rota_table_free(table);
    free(list);
}

/* ---- CSV ---- */

static void add_number(rota_text *out, int64_t number) {
    char buf[32];
    snprintf(buf, sizeof buf, "%lld", (long long)number);
    rota_csv_add_field(out, false, buf);
}

static void add_minute(const rota_home *home, rota_text *out, rota_minute at) {
    char buf[ROTA_DATETIME_SIZE];
    rota_csv_add_field(out, false, rota_zone_format(home->zone, at, buf));
}

/* "2026-12-07 L; 2026-12-08 E" */
static void add_shifts(const rota_home *home, const rota_finding *f, rota_text *out) {
    rota_text text = {0};
    char day[ROTA_DATE_SIZE];
    for (int i = 0; i < f->nshifts; i++)
        rota_text_addf(&text, "%s%s %s", i ? "; " : "", rota_day_format(f->shifts[i].date, day),
                       f->shifts[i].shift >= 0 ? home->shifts[f->shifts[i].shift].id : "work");
    rota_csv_add_field(out, false, rota_text_str(&text));
    rota_text_done(&text);
}

void rota_view_findings_csv(const rota_report *report, rota_text *out) {
    const rota_home *home = report->home;
    rota_text_add(out, "verdict,rule,staff,name,date,regulation,from,to,measured,required,unit,"
                       "owed_minutes,provisional,shifts,text,cure\n");
    for (size_t i = 0; i < report->findings.count; i++) {
        const rota_finding *f = &report->findings.items[i];
        const rota_person *person = f->staff >= 0 ? &home->staff[f->staff] : NULL;
        char day[ROTA_DATE_SIZE];
        rota_csv_add_field(out, true, rota_verdict_name(f->verdict));
        rota_csv_add_field(out, false, rota_rule_id(f->rule));
        rota_csv_add_field(out, false, person ? person->id : "");
        rota_csv_add_field(out, false, person ? person->name : "");
        rota_csv_add_field(out, false, rota_day_format(f->date, day));
        rota_csv_add_field(out, false, rota_report_rules_of(report, f)->origin[f->rule].regulation);
        add_minute(home, out, f->from);
        add_minute(home, out, f->to);
        add_number(out, f->measured);
        add_number(out, f->required);
        rota_csv_add_field(out, false, f->counts ? "count" : "minutes");
        add_number(out, f->owed);
        rota_csv_add_field(out, false, f->provisional ? "yes" : "no");
        add_shifts(home, f, out);
        rota_csv_add_field(out, false, f->text ? f->text : "");
        rota_csv_add_field(out, false, f->cure ? f->cure : "");
        rota_csv_end_row(out);
    }
}
