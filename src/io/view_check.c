/* Findings of the checker, and everybody's hours. */
#include "io/view_parts.h"

#include <stdio.h>

/* The verdicts that people need to see, the serious ones first. */
static const struct {
    enum rota_verdict verdict;
    const char *word, *one, *many;
} shown[] = {
    {ROTA_FAIL, "BREACH", "breach", "breaches"},
    {ROTA_COMP_REST, "REST OWED", "rest owed", "rests owed"},
    {ROTA_PROVISIONAL, "SO FAR", "not yet certain", "not yet certain"},
    {ROTA_AMBER, "LOOK AT", "to look at", "to look at"},
};
enum { SHOWN = sizeof shown / sizeof *shown };

static const char *amount(const rota_finding *f, int64_t value, char *buf) {
    if (f->counts)
        snprintf(buf, ROTA_HOURS_SIZE, "%lld", (long long)value);
    else
        rota_format_h_min(value, buf);
    return buf;
}

static void add_finding(const rota_report *report, const rota_finding *f, const char *word,
                        const rota_look *look, rota_text *out) {
    const rota_home *home = report->home;
    char day[ROTA_WORDS_SIZE], name[ROTA_VIEW_NAME_SIZE];
    char measured[ROTA_HOURS_SIZE], required[ROTA_HOURS_SIZE];
    rota_view__line(look, 1, f->verdict == ROTA_FAIL ? ROTA_RED : ROTA_PLAIN, out, "%s  %s", word,
                    f->text ? f->text : "");
    rota_view__line(look, 3, ROTA_PLAIN, out, "%s, %s; %s%s%s; measured %s, limit %s",
                    f->staff >= 0 ? rota_view__person(home, f->staff, name) : "the home",
                    rota_words_day(f->date, day), rota_rule_id(f->rule),
                    home->rules.origin[f->rule].regulation[0] ? ", " : "",
                    home->rules.origin[f->rule].regulation, amount(f, f->measured, measured),
                    amount(f, f->required, required));
}

static void summary(const rota_report *report, const rota_look *look, rota_text *out) {
    char period[ROTA_WORDS_SIZE];
    rota_text words = {0};
    for (int i = 0; i < SHOWN; i++) {
        size_t n = rota_findings_count(&report->findings, shown[i].verdict);
        if (n > 0)
            rota_text_addf(&words, ", %zu %s", n, n == 1 ? shown[i].one : shown[i].many);
    }
    bool breach = rota_findings_count(&report->findings, ROTA_FAIL) > 0;
    rota_view__heading(look, out, "Working time, %s, rules '%s': %s%s",
                       rota_words_period(report->from, report->to, period),
                       report->home->rules.name, breach ? "" : "no breach",
                       rota_text_str(&words) + (breach ? 2 : 0));
    rota_text_done(&words);
}

void rota_view_findings(const rota_report *report, const rota_look *look, rota_text *out) {
    summary(report, look, out);
    for (int i = 0; i < SHOWN; i++)
        for (size_t k = 0; k < report->findings.count; k++)
            if (report->findings.items[k].verdict == shown[i].verdict)
                add_finding(report, &report->findings.items[k], shown[i].word, look, out);
}

void rota_view_breaches(const rota_report *report, const rota_look *look, rota_text *out) {
    summary(report, look, out);
    for (size_t k = 0; k < report->findings.count; k++)
        if (report->findings.items[k].verdict == ROTA_FAIL)
            add_finding(report, &report->findings.items[k], shown[0].word, look, out);
}

static void hours_row(const rota_report *report, int staff, rota_table *table) {
    const rota_person_hours *h = &report->hours[staff];
    char buf[ROTA_VIEW_NAME_SIZE];
    rota_table_row(table);
    rota_table_cell(table, 0, ROTA_PLAIN, rota_view__person(report->home, staff, buf));
    rota_table_cell(table, 1, ROTA_PLAIN, rota_format_h_min(h->working_minutes, buf));
    rota_table_cell(table, 2, ROTA_PLAIN, rota_format_h_min(h->wage_minutes, buf));
    if (h->average_minutes < 0) {
        for (int i = 3; i <= 5; i++)
            rota_table_cell(table, i, ROTA_PLAIN, "n/a");
        return;
    }
    rota_table_cell(table, 3, ROTA_PLAIN, rota_format_h_min(h->average_minutes, buf));
    rota_table_cellf(table, 4, ROTA_PLAIN, "%d", h->average_weeks);
    rota_table_cell(table, 5, h->headroom_minutes < 0 ? ROTA_RED : ROTA_PLAIN,
                    rota_format_h_min(h->headroom_minutes, buf));
}

void rota_view_hours(const rota_report *report, const rota_look *look, rota_text *out) {
    static const char *const titles[] = {
        "staff", "working time", "of it awake", "average a week", "over weeks", "room left",
    };
    enum { COLUMNS = sizeof titles / sizeof *titles };
    rota_table *table = rota_table_new(COLUMNS);
    rota_table_row(table);
    for (int i = 0; i < COLUMNS; i++) {
        rota_table_cell(table, i, ROTA_BOLD, titles[i]);
        if (i > 0)
            rota_table_align_right(table, i);
    }
    for (int i = 0; i < report->home->nstaff; i++)
        if (report->hours[i].working_minutes > 0 || report->hours[i].average_minutes >= 0)
            hours_row(report, i, table);
    rota_table_write(table, look, 0, out);
    rota_table_free(table);
    rota_text_add(out, "Working time counts sleep-ins in full. Room left: of the reference period,"
                       " below the weekly limit.\n");
}
