/* A report's parts, each from the module of core that knows it. */
#include "core/mem.h"
#include "io/view_parts.h"

#include <math.h>
#include <stdlib.h>
#include <strings.h>

/* Does the child live here on some day of the period? */
static bool lives_here(const rota_child *child, rota_day from, rota_day to) {
    return (child->from == ROTA_NO_DAY || child->from <= to) &&
           (child->to == ROTA_NO_DAY || child->to >= from);
}

static void measure_continuity(rota_report *report, bool children) {
    const rota_home *home = report->home;
    report->continuity = ROTA_NEW_ARRAY(rota_continuity, home->ngroups + home->nchildren);
    for (int g = 0; g < home->ngroups; g++)
        rota_continuity_group(home, report->duties, g, report->from, report->to,
                              &report->continuity[report->ncontinuity++]);
    for (int c = 0; children && c < home->nchildren; c++)
        if (lives_here(&home->children[c], report->from, report->to))
            rota_continuity_child(home, report->duties, c, report->from, report->to,
                                  &report->continuity[report->ncontinuity++]);
}

/* ---- Numbers that held before ---- */

const rota_rules *rota_report_rules_of(const rota_report *report, const rota_finding *finding) {
    const rota_rules *rules = &report->home->rules;
    for (size_t i = 0; i < report->nearlier; i++)
        if (finding->date <= report->earlier[i].until &&
            report->earlier[i].rules.later[finding->rule][0])
            rules = &report->earlier[i].rules;
    return rules;
}

static void check_people(const rota_home *home, const rota_report *report, rota_findings *out) {
    if (report->all)
        rota_check_all(home, report->duties, -1, report->from, report->to, out);
    else
        rota_check(home, report->duties, report->from, report->to, out);
}

/* Keep the findings that are by these rules; the others' texts are freed. */
static void keep_by(const rota_report *report, const rota_rules *rules, rota_findings *all) {
    size_t kept = 0;
    for (size_t i = 0; i < all->count; i++) {
        rota_finding *finding = &all->items[i];
        if (rota_report_rules_of(report, finding) == rules) {
            all->items[kept++] = *finding;
            continue;
        }
        free(finding->text);
        free(finding->cure);
    }
    all->count = kept;
}

/* Each day is judged by the numbers that held on it. */
static void check_law(rota_report *report) {
    const rota_home *home = report->home;
    rota_findings *findings = &report->findings;
    check_people(home, report, findings);
    keep_by(report, &home->rules, findings);
    for (size_t i = 0; i < report->nearlier; i++) {
        rota_home then = *home;
        rota_findings before = {0};
        then.rules = report->earlier[i].rules;
        check_people(&then, report, &before);
        keep_by(report, &report->earlier[i].rules, &before);
        for (size_t k = 0; k < before.count; k++) {
            ROTA_GROW(findings->items, findings->count, findings->capacity);
            findings->items[findings->count++] = before.items[k];
        }
        free(before.items); /* the texts are kept */
    }
    if (report->nearlier > 0)
        rota_findings_sort(findings);
}

/* ---- The home ---- */

static bool is_about(const rota_report *report, const rota_finding *finding) {
    for (size_t i = 0; i < report->duties->count; i++) {
        const rota_duty *duty = &report->duties->items[i];
        if (duty->start < finding->to && duty->end > finding->from)
            return true;
    }
    return false;
}

/* Until a draft is published there is time to assess working alone, and a file may leave others
 * out: the rota of record is what counts, unless the home says that there is no assessment. */
static void soften_draft(const rota_report *report, rota_finding *finding) {
    const char *assessed = report->home->settings.rules.lone_working_assessed;
    if (!report->of_record && finding->rule == ROTA_RULE_LONE_WORKER &&
        strcasecmp(assessed, "no") != 0)
        finding->verdict = ROTA_AMBER;
}

/* Who is alone is a matter of who else is there; what is only about these others is not asked. */
static void check_home(rota_report *report) {
    ROTA_CLEANUP(rota_duties_done) rota_duties all = {0};
    rota_findings *findings = &report->findings;
    size_t kept = findings->count;
    for (size_t i = 0; i < report->duties->count; i++)
        rota_duties_add(&all, &report->duties->items[i]);
    for (size_t i = 0; report->beside && i < report->beside->count; i++)
        rota_duties_add(&all, &report->beside->items[i]);
    rota_check_home(report->home, &all, report->from, report->to, findings);
    for (size_t i = kept; i < findings->count; i++) {
        rota_finding *finding = &findings->items[i];
        soften_draft(report, finding);
        if (!report->beside || report->beside->count == 0 || is_about(report, finding)) {
            findings->items[kept++] = *finding;
            continue;
        }
        free(finding->text);
        free(finding->cure);
    }
    findings->count = kept;
}

void rota_report_init(rota_report *report, unsigned parts) {
    const rota_home *home = report->home;
    report->all = parts & ROTA_REPORT_ALL;
    if (parts & ROTA_REPORT_DEMAND)
        rota_demand_compare(home, report->duties, report->from, report->to, &report->shortfalls);
    report->reasons = ROTA_NEW_ARRAY(rota_reasons, report->shortfalls.count);
    if (parts & ROTA_REPORT_REASONS)
        for (size_t i = 0; i < report->shortfalls.count; i++)
            if (report->shortfalls.items[i].min_short > 0)
                rota_reasons_for(home, report->duties, report->from, report->to,
                                 &report->shortfalls.items[i], &report->reasons[i]);
    if (parts & ROTA_REPORT_CONTINUITY)
        measure_continuity(report, parts & ROTA_REPORT_CHILDREN);
    if (parts & ROTA_REPORT_LAW) {
        check_law(report);
        report->hours = ROTA_NEW_ARRAY(rota_person_hours, home->nstaff);
        rota_check_hours(home, report->duties, report->from, report->to, report->hours);
    }
    if (parts & ROTA_REPORT_HOME) {
        check_home(report);
        rota_check_comp_rests(home, report->duties, report->from, report->to, &report->comp);
    }
}

void rota_report_done(rota_report *report) {
    for (size_t i = 0; report->reasons && i < report->shortfalls.count; i++)
        rota_reasons_done(&report->reasons[i]);
    free(report->reasons);
    rota_shortfalls_done(&report->shortfalls);
    rota_findings_done(&report->findings);
    rota_comp_rests_done(&report->comp);
    free(report->continuity);
    free(report->hours);
    *report = (rota_report){0};
}

void rota_report_only(rota_report *report, int staff, int rule) {
    rota_findings *all = &report->findings;
    size_t kept = 0, rests = 0;
    report->only = staff >= 0;
    report->person = staff;
    for (size_t i = 0; i < all->count; i++) {
        rota_finding *finding = &all->items[i];
        if ((staff < 0 || finding->staff == staff) && (rule < 0 || (int)finding->rule == rule)) {
            all->items[kept++] = *finding;
            continue;
        }
        free(finding->text);
        free(finding->cure);
    }
    all->count = kept;
    for (size_t i = 0; i < report->comp.count; i++) {
        const rota_comp_rest *rest = &report->comp.items[i];
        if ((staff < 0 || rest->staff == staff) && (rule < 0 || (int)rest->rule == rule))
            report->comp.items[rests++] = *rest;
    }
    report->comp.count = rests;
}

enum rota_verdict rota_report_verdict(const rota_report *report, int staff) {
    static const int rank[] = {[ROTA_PASS] = 0,        [ROTA_NOT_APPLICABLE] = 0, [ROTA_AMBER] = 1,
                               [ROTA_PROVISIONAL] = 2, [ROTA_COMP_REST] = 3,      [ROTA_FAIL] = 4};
    enum rota_verdict worst = ROTA_PASS;
    for (size_t i = 0; i < report->findings.count; i++) {
        const rota_finding *finding = &report->findings.items[i];
        bool counts = finding->staff == staff && finding->rule != ROTA_RULE_LONE_WORKER &&
                      !(finding->verdict == ROTA_COMP_REST && finding->made_up) &&
                      !rota_view__cannot_pass(finding);
        if (counts && rank[finding->verdict] > rank[worst])
            worst = finding->verdict;
    }
    return worst;
}

rota_day rota_report_known_from(const rota_report *report) {
    rota_day first = ROTA_NO_DAY;
    for (size_t i = 0; i < report->duties->count; i++) {
        rota_day day = report->duties->items[i].date;
        first = first == ROTA_NO_DAY || day < first ? day : first;
    }
    return first;
}

int rota_report_short(const rota_report *report) {
    int people = 0;
    for (size_t i = 0; i < report->shortfalls.count; i++)
        people += report->shortfalls.items[i].min_short;
    return people;
}

double rota_plan_gap(const rota_plan_info *plan) {
    if (!isfinite(plan->objective) || !isfinite(plan->bound))
        return NAN;
    double gap = (plan->objective - plan->bound) / fmax(1, fabs(plan->objective));
    return gap > 0 ? gap : 0;
}
