/* Findings of the checker, and everybody's hours. */
#include "core/terms.h"
#include "io/view_parts.h"

#include <limits.h>
#include <stdio.h>

/* The verdicts that people need to see, the serious ones first. */
static const struct {
    enum rota_verdict verdict;
    bool made_up; /* rest that was owed and has been given since */
    const char *word, *one, *many;
    enum rota_style style;
} shown[] = {
    {ROTA_FAIL, false, "BREACH", "breach", "breaches", ROTA_RED},
    {ROTA_COMP_REST, false, "REST OWED", "rest owed", "rests owed", ROTA_PLAIN},
    {ROTA_PROVISIONAL, false, "SO FAR", "not yet certain", "not yet certain", ROTA_PLAIN},
    {ROTA_AMBER, false, "LOOK AT", "to look at", "to look at", ROTA_PLAIN},
    {ROTA_COMP_REST, true, "REST GIVEN", "rest made up for", "rests made up for", ROTA_PLAIN},
    {ROTA_PASS, false, "WELL", "well", "well", ROTA_PLAIN},
    {ROTA_NOT_APPLICABLE, false, "NOT ASKED", "not asked", "not asked", ROTA_PLAIN},
};
enum { SHOWN = sizeof shown / sizeof *shown };

bool rota_view__cannot_pass(const rota_finding *finding) {
    return finding->verdict == ROTA_PROVISIONAL && finding->most > 0 &&
           finding->most <= finding->required;
}

static bool is_of(const rota_finding *f, int i) {
    return f->verdict == shown[i].verdict &&
           (f->verdict != ROTA_COMP_REST || f->made_up == shown[i].made_up) &&
           !rota_view__cannot_pass(f);
}

static size_t count(const rota_report *report, int i) {
    size_t n = 0;
    for (size_t k = 0; k < report->findings.count; k++)
        n += is_of(&report->findings.items[k], i);
    return n;
}

const char *rota_view__amount(const rota_finding *f, int64_t value, char *buf) {
    if (f->counts)
        snprintf(buf, ROTA_HOURS_SIZE, "%lld", (long long)value);
    else
        rota_format_h_min(value, buf);
    return buf;
}

/* ---- Findings ---- */

enum { DAY = 24 * 60 };

/* "shifts: Late Mon 7 Dec (14:30 to 22:30), Sleep-in Tue 8 Dec (14:30 to Wed 9 Dec 15:00)": an end
 * within 24 hours needs no day. */
static void add_shifts(const rota_home *home, const rota_finding *f, rota_text *out) {
    char day[ROTA_WORDS_SIZE], clock[ROTA_HOURS_SIZE];
    for (int i = 0; i < f->nshifts; i++) {
        const rota_duty *duty = &f->shifts[i];
        const rota_shift *shift = duty->shift >= 0 ? &home->shifts[duty->shift] : NULL;
        rota_text_addf(out, "%s%s %s", i ? ", " : "",
                       !shift         ? "work"
                       : *shift->name ? shift->name
                                      : shift->id,
                       rota_words_day(duty->date, day));
        rota_day date;
        int minute, offset;
        rota_zone_split(home->zone, duty->start, &date, &minute, &offset);
        rota_text_addf(out, " (%s", rota_format_time(minute, clock));
        rota_zone_split(home->zone, duty->end, &date, &minute, &offset);
        bool told = date - duty->date > 1 || (date > duty->date && duty->end - duty->start >= DAY);
        rota_text_addf(out, " to %s%s%s)", told ? rota_words_day(date, day) : "", told ? " " : "",
                       rota_format_time(minute, clock));
    }
    if (f->nshifts == ROTA_FINDING_SHIFTS)
        rota_text_add(out, " and maybe more");
}

static void add_details(const rota_report *report, const rota_finding *f, const rota_look *look,
                        rota_text *out) {
    const rota_home *home = report->home;
    char day[ROTA_WORDS_SIZE], name[ROTA_VIEW_NAME_SIZE];
    char measured[ROTA_HOURS_SIZE], required[ROTA_HOURS_SIZE];
    const char *regulation = rota_report_rules_of(report, f)->origin[f->rule].regulation;
    bool figures = f->verdict != ROTA_NOT_APPLICABLE && (f->measured || f->required);
    rota_view__line(
        look, 3, ROTA_PLAIN, out, "%s, %s; %s%s%s%s%s%s%s",
        f->staff >= 0 ? rota_view__person(home, f->staff, name) : "the home",
        rota_words_day(f->date, day), rota_rule_id(f->rule), regulation[0] ? ", " : "", regulation,
        figures ? "; measured " : "", figures ? rota_view__amount(f, f->measured, measured) : "",
        figures ? ", limit " : "", figures ? rota_view__amount(f, f->required, required) : "");
    if (f->nshifts > 0) {
        rota_text shifts = {0};
        add_shifts(home, f, &shifts);
        rota_view__line(look, 3, ROTA_PLAIN, out, "shifts: %s", rota_text_str(&shifts));
        rota_text_done(&shifts);
    }
    if (f->cure && !f->made_up)
        rota_view__line(look, 3, ROTA_PLAIN, out, "to mend it: %s", f->cure);
}

static void add_finding(const rota_report *report, const rota_finding *f, int i,
                        const rota_look *look, rota_text *out) {
    rota_view__line(look, 1, shown[i].style, out, "%s  %s", shown[i].word, f->text ? f->text : "");
    add_details(report, f, look, out);
}

static void summary(const rota_report *report, const rota_look *look, rota_text *out) {
    char period[ROTA_WORDS_SIZE];
    rota_text words = {0};
    for (int i = 0; i < SHOWN; i++) {
        size_t n = count(report, i);
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
    /* Rest that has been given is no news: it stands in the list of compensatory rest. */
    for (int i = 0; i < SHOWN; i++)
        for (size_t k = 0; k < report->findings.count && (report->all || !shown[i].made_up); k++)
            if (is_of(&report->findings.items[k], i))
                add_finding(report, &report->findings.items[k], i, look, out);
}

void rota_view_breaches(const rota_report *report, const rota_look *look, rota_text *out) {
    summary(report, look, out);
    for (size_t k = 0; k < report->findings.count; k++)
        if (report->findings.items[k].verdict == ROTA_FAIL)
            add_finding(report, &report->findings.items[k], 0, look, out);
}

/* ---- Rules that do not hold yet, and such as there are none of ---- */

/* A profile of one's own that forgets to say what it extends asks for next to nothing. */
static void add_missing(const rota_rules *rules, const rota_look *look, rota_text *out) {
    enum rota_rule missing[ROTA_VIEW_MAIN_RULES];
    int n = rota_view__missing_rules(rules, missing);
    rota_text list = {0};
    for (int i = 0; i < n; i++)
        rota_text_addf(&list, "%s%s", i ? ", " : "", rota_rule_id(missing[i]));
    if (n > 0)
        rota_view__line(
            look, 0, ROTA_BOLD, out,
            "The rules '%s' say nothing of %s: that is not asked. A profile of your own "
            "begins with [profile] and, for example, extends = uk.",
            rules->name, rota_text_str(&list));
    rota_text_done(&list);
}

int rota_view__missing_rules(const rota_rules *rules,
                             enum rota_rule missing[ROTA_VIEW_MAIN_RULES]) {
    int n = 0;
    if (rules->average_limit < 0 || rules->average_weeks <= 0)
        missing[n++] = ROTA_RULE_WEEKLY_AVERAGE;
    if (rules->daily_rest < 0)
        missing[n++] = ROTA_RULE_DAILY_REST;
    if (rules->weekly_rest < 0)
        missing[n++] = ROTA_RULE_WEEKLY_REST;
    return n;
}

static bool has_earlier(const rota_report *report, enum rota_rule rule) {
    for (size_t i = 0; i < report->nearlier; i++)
        if (report->earlier[i].rules.later[rule][0])
            return true;
    return false;
}

void rota_view_later(const rota_report *report, const rota_look *look, rota_text *out) {
    const rota_rules *rules = &report->home->rules;
    add_missing(rules, look, out);
    for (int rule = 0; rule < ROTA_NRULES; rule++) {
        const char *id = rota_rule_id((enum rota_rule)rule);
        if (rules->later[rule][0])
            rota_view__line(look, 0, ROTA_BOLD, out,
                            "Rule %s of '%s' holds from %s: these days are before that, and what "
                            "it extends is asked.",
                            id, rules->name, rules->later[rule]);
        else if (has_earlier(report, (enum rota_rule)rule))
            rota_view__line(look, 0, ROTA_BOLD, out,
                            "Rule %s of '%s' holds from %s: on days before that what it extends is "
                            "asked.",
                            id, rules->name, rules->origin[rule].valid_from);
        else if (rota_rules_is_later(rules, (enum rota_rule)rule, report->from))
            rota_view__line(look, 0, ROTA_BOLD, out,
                            "Rule %s of '%s' holds from %s: on days before that what goes against "
                            "it is to look at, and no breach. Check them apart, with --to.",
                            id, rules->name, rules->origin[rule].valid_from);
    }
}

/* ---- People ---- */

static const char *verdict_word(const rota_report *report, int staff, enum rota_style *style) {
    enum rota_verdict verdict = rota_report_verdict(report, staff);
    *style = verdict == ROTA_FAIL ? ROTA_RED : ROTA_PLAIN;
    for (int i = 0; i < SHOWN; i++)
        if (shown[i].verdict == verdict && verdict != ROTA_PASS && !shown[i].made_up)
            return shown[i].word;
    return rota_home_opted_out_on(report->home, staff, report->to) ? "well, opted out" : "well";
}

static void hours_row(const rota_report *report, int staff, rota_table *table) {
    const rota_person_hours *h = &report->hours[staff];
    char buf[ROTA_VIEW_NAME_SIZE];
    enum rota_style style;
    bool opted_out = rota_home_opted_out_on(report->home, staff, report->to);
    rota_table_row(table);
    rota_table_cell(table, 0, ROTA_PLAIN, rota_view__person(report->home, staff, buf));
    rota_table_cell(table, 1, ROTA_PLAIN, rota_format_h_min(h->working_minutes, buf));
    rota_table_cell(table, 2, ROTA_PLAIN, rota_format_h_min(h->wage_minutes, buf));
    const char *word = verdict_word(report, staff, &style);
    rota_table_cell(table, 6, style, word);
    if (h->average_minutes < 0) {
        for (int i = 3; i <= 5; i++)
            rota_table_cell(table, i, ROTA_PLAIN, "n/a");
        return;
    }
    rota_table_cell(table, 3, ROTA_PLAIN, rota_format_h_min(h->average_minutes, buf));
    rota_table_cellf(table, 4, ROTA_PLAIN, "%d", h->average_weeks);
    rota_table_cell(table, 5, h->headroom_minutes < 0 && !opted_out ? ROTA_RED : ROTA_PLAIN,
                    rota_format_h_min(h->headroom_minutes, buf));
}

/* An average over weeks of which nothing is known is too low. */
static void add_known_from(const rota_report *report, const rota_look *look, rota_text *out) {
    const rota_home *home = report->home;
    rota_day known = rota_report_known_from(report), from = INT_MAX;
    char day[ROTA_WORDS_SIZE];
    for (int i = 0; i < home->nstaff; i++) {
        const rota_person_hours *h = &report->hours[i];
        rota_day begin = report->to - 7 * h->average_weeks + 1;
        if (h->average_minutes >= 0 && begin < from && (!report->only || report->person == i))
            from = begin;
    }
    if (known != ROTA_NO_DAY && from < known && home->rules.average_weeks > 1)
        rota_view__line(look, 0, ROTA_PLAIN, out,
                        "Nothing is known of the days before %s: they count as free in the "
                        "averages.",
                        rota_words_period(known, known, day));
}

void rota_view_hours(const rota_report *report, const rota_look *look, rota_text *out) {
    static const char *const titles[] = {"staff",          "working time", "of it awake",
                                         "average a week", "over weeks",   "room left",
                                         "verdict"};
    enum { COLUMNS = sizeof titles / sizeof *titles };
    rota_table *table = rota_table_new(COLUMNS);
    rota_table_row(table);
    for (int i = 0; i < COLUMNS; i++) {
        rota_table_cell(table, i, ROTA_BOLD, titles[i]);
        if (i > 0 && i < COLUMNS - 1)
            rota_table_align_right(table, i);
    }
    for (int i = 0; i < report->home->nstaff; i++)
        if ((report->hours[i].working_minutes > 0 || report->hours[i].average_minutes >= 0) &&
            (!report->only || report->person == i))
            hours_row(report, i, table);
    rota_table_write(table, look, 0, out);
    rota_table_free(table);
    rota_text_add(out, "Working time counts sleep-ins in full. Room left: of the reference period,"
                       " below the weekly limit.\n");
    add_known_from(report, look, out);
}

/* ---- Compensatory rest ---- */

static void add_moment(const rota_home *home, rota_minute at, rota_text *out) {
    char day[ROTA_WORDS_SIZE], clock[ROTA_HOURS_SIZE];
    rota_day date;
    int minute, offset;
    rota_zone_split(home->zone, at, &date, &minute, &offset);
    rota_text_addf(out, "%s %s", rota_words_day(date, day), rota_format_time(minute, clock));
}

static void rest_row(const rota_report *report, const rota_comp_rest *rest, rota_table *table) {
    char buf[ROTA_VIEW_NAME_SIZE];
    rota_text text = {0};
    rota_table_row(table);
    rota_table_cell(table, 0, ROTA_PLAIN, rota_view__person(report->home, rest->staff, buf));
    rota_table_cell(table, 1, ROTA_PLAIN, rota_format_h_min(rest->owed, buf));
    rota_table_cell(table, 2, ROTA_PLAIN, rota_rule_id(rest->rule));
    add_moment(report->home, rest->arose, &text);
    rota_table_cell(table, 3, ROTA_PLAIN, rota_text_str(&text));
    rota_text_done(&text);
    rota_table_cell(table, 4, ROTA_PLAIN, rota_format_h_min(rest->repaid, buf));
    if (rest->repaid_from != ROTA_NO_MINUTE) {
        add_moment(report->home, rest->repaid_from, &text);
        rota_text_add(&text, " to ");
        add_moment(report->home, rest->repaid_to, &text);
        rota_table_cell(table, 5, ROTA_PLAIN, rota_text_str(&text));
        rota_text_done(&text);
    }
    rota_table_cell(table, 6, rest->owed > rest->repaid && rest->known ? ROTA_RED : ROTA_PLAIN,
                    rota_format_h_min(rest->owed - rest->repaid, buf));
    add_moment(report->home, rest->due, &text);
    rota_table_cell(table, 7, ROTA_PLAIN, rota_text_str(&text));
    rota_text_done(&text);
}

void rota_view_comp_rests(const rota_report *report, const rota_look *look, rota_text *out) {
    static const char *const titles[] = {"staff", "rest owed",   "for",  "since",
                                         "given", "by the rest", "open", "due until"};
    enum { COLUMNS = sizeof titles / sizeof *titles };
    if (report->comp.count == 0)
        return;
    rota_view__heading(look, out, "Compensatory rest");
    rota_table *table = rota_table_new(COLUMNS);
    rota_table_row(table);
    for (int i = 0; i < COLUMNS; i++)
        rota_table_cell(table, i, ROTA_BOLD, titles[i]);
    rota_table_align_right(table, 1);
    rota_table_align_right(table, 4);
    rota_table_align_right(table, 6);
    for (size_t i = 0; i < report->comp.count; i++)
        rest_row(report, &report->comp.items[i], table);
    rota_table_write(table, look, 0, out);
    rota_table_free(table);
}
