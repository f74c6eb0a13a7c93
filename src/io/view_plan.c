/* What the planner says of a plan: how good it is, what it is made of, where it falls short. */
#include "core/mem.h"
#include "io/view_parts.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* In the order of the solver's parts; a test of the command line holds the two together. */
static const struct {
    const char *name, *words;
} parts[] = {
    {"bond", "hours with people whom the children know"},
    {"faces", "faces from outside a group's own team"},
    {"return", "the same person there again the next day"},
    {"bed_wake", "an adult of bedtime there when the children wake"},
    {"wishes", "wishes of staff"},
    {"contract", "hours below or above contract"},
    {"fairness", "fair shares of nights, weekends and bank holidays"},
    {"demand",
     "people missing, beyond the target or of an agency alone; days without a key caregiver"},
    {"changes", "changes to what is published"},
};
enum { PARTS = sizeof parts / sizeof *parts };

const char *rota_view_part_name(int part) {
    return part >= 0 && part < PARTS ? parts[part].name : NULL;
}

void rota_view_status(const rota_report *report, const rota_look *look, rota_text *out) {
    const rota_plan_info *plan = report->plan;
    if (!plan || !isfinite(plan->objective))
        return;
    char cost[ROTA_WORDS_SIZE], bound[ROTA_WORDS_SIZE], gap[ROTA_WORDS_SIZE], time[ROTA_WORDS_SIZE];
    rota_words_number(plan->objective, 2, cost);
    rota_words_number(plan->bound, 2, bound);
    rota_words_number(rota_plan_gap(plan) * 100, 2, gap);
    rota_words_number(plan->seconds, 1, time);
    const char *unproven =
        strcmp(plan->status, "stopped") == 0 ? "Stopped early" : "Not proven the best";
    if (plan->proven)
        rota_view__line(look, 0, ROTA_BOLD, out,
                        "Proven the best: no lawful rota costs less than %s points"
                        " (gap 0 %%, %s s).",
                        cost, time);
    else if (isfinite(plan->bound))
        rota_view__line(look, 0, ROTA_BOLD, out,
                        "%s: %s points; no lawful rota costs less than %s (gap %s %%, %s s).",
                        unproven, cost, bound, gap, time);
    else
        rota_view__line(look, 0, ROTA_BOLD, out,
                        "%s: %s points; how far from the best is not known yet (%s s).", unproven,
                        cost, time);
}

void rota_view_breakdown(const rota_report *report, const rota_look *look, rota_text *out) {
    const rota_plan_info *plan = report->plan;
    if (!plan || !isfinite(plan->objective))
        return;
    char points[ROTA_WORDS_SIZE];
    rota_table *table = rota_table_new(2);
    rota_table_align_right(table, 0);
    for (int i = 0; i < plan->nparts && i < PARTS; i++) {
        rota_words_number(plan->breakdown[i], 2, points);
        if (strcmp(points, "0") == 0)
            continue;
        rota_table_row(table);
        rota_table_cell(table, 0, ROTA_PLAIN, points);
        rota_table_cell(table, 1, ROTA_PLAIN, parts[i].words);
    }
    rota_table_row(table);
    rota_table_cell(table, 0, ROTA_BOLD, rota_words_number(plan->objective, 2, points));
    rota_table_cell(table, 1, ROTA_BOLD, "in all");
    rota_view__heading(look, out, "What the points are made of (a minus is a gain)");
    rota_table_write(table, look, 2, out);
    rota_table_free(table);
}

/* ---- shortfalls ---- */

/* Reasons that hold for many are told once, with the names. */
static const struct {
    const char *rule, *words;
} common[] = {
    {"on_duty", "on duty already"},
    {"skill", "without the skill"},
    {"leave", "on leave"},
    {"unavailable", "not available"},
    {"never_bond", "never with the group"},
    {"not_employed", "not employed then"},
};
enum { COMMON = sizeof common / sizeof *common };

static int common_of(const char *rule) {
    for (int i = 0; i < COMMON; i++)
        if (strcmp(common[i].rule, rule) == 0)
            return i;
    return -1;
}

static void add_reasons(const rota_report *report, const rota_reasons *reasons,
                        const rota_look *look, rota_text *out) {
    char name[ROTA_VIEW_NAME_SIZE];
    for (size_t i = 0; i < reasons->count; i++)
        if (common_of(reasons->items[i].rule) < 0)
            rota_view__line(look, 3, ROTA_PLAIN, out, "%s",
                            reasons->items[i].text ? reasons->items[i].text : "");
    for (int k = 0; k < COMMON; k++) {
        rota_text names = {0};
        for (size_t i = 0; i < reasons->count; i++)
            if (common_of(reasons->items[i].rule) == k)
                rota_text_addf(&names, "%s%s", names.length ? ", " : "",
                               rota_view__person(report->home, reasons->items[i].staff, name));
        if (names.length)
            rota_view__line(look, 3, ROTA_PLAIN, out, "%s: %s", common[k].words,
                            rota_text_str(&names));
        rota_text_done(&names);
    }
}

static void add_shortfall(const rota_report *report, size_t i, const rota_look *look,
                          rota_text *out) {
    const rota_home *home = report->home;
    const rota_shortfall *shortfall = &report->shortfalls.items[i];
    const rota_demand *row = &home->demand[shortfall->row];
    char day[ROTA_WORDS_SIZE];
    const char *group = row->group < 0 ? "the home" : home->groups[row->group].id;
    rota_text who = {0};
    if (row->skill >= 0)
        rota_text_addf(&who, "%d with skill '%s'", shortfall->min_short, home->skills[row->skill]);
    else
        rota_text_addf(&who, "%d %s", shortfall->min_short,
                       shortfall->min_short == 1 ? "person" : "people");
    rota_view__line(look, 1, ROTA_RED, out, "%s, %s, %s: %s short (%d of %d)",
                    rota_words_day(shortfall->date, day), row->what, group, rota_text_str(&who),
                    shortfall->have, row->min);
    rota_text_done(&who);
    add_reasons(report, &report->reasons[i], look, out);
}

void rota_view_shortfalls(const rota_report *report, const rota_look *look, rota_text *out) {
    int short_rows = 0, below = 0;
    for (size_t i = 0; i < report->shortfalls.count; i++) {
        short_rows += report->shortfalls.items[i].min_short > 0;
        below += report->shortfalls.items[i].min_short == 0 &&
                 report->shortfalls.items[i].target_short > 0;
    }
    if (short_rows == 0)
        rota_view__heading(look, out, "Cover: every shift has its minimum");
    else
        rota_view__heading(look, out, "Cover: %d %s below %s minimum", short_rows,
                           short_rows == 1 ? "place" : "places", short_rows == 1 ? "its" : "their");
    for (size_t i = 0; i < report->shortfalls.count; i++)
        if (report->shortfalls.items[i].min_short > 0)
            add_shortfall(report, i, look, out);
    if (below > 0)
        rota_view__line(look, 1, ROTA_PLAIN, out, "%d %s the minimum and not the target", below,
                        below == 1 ? "place has" : "places have");
}
