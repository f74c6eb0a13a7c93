/* The JSON of rota plan, show, continuity and check. Keys are only ever added. */
#include "core/mem.h"
#include "core/terms.h"
#include "io/view_parts.h"

#include <math.h>
#include <stdlib.h>

static void set_day(rota_json *object, const char *key, rota_day day) {
    char buf[ROTA_DATE_SIZE];
    rota_json_set_text(object, key, rota_day_format(day, buf));
}

static void set_minute(rota_json *object, const char *key, const rota_home *home, rota_minute at) {
    char buf[ROTA_DATETIME_SIZE];
    rota_json_set_text(object, key,
                       at == ROTA_NO_MINUTE ? NULL : rota_zone_format(home->zone, at, buf));
}

rota_json *rota_view__json_duty(const rota_home *home, const rota_duty *duty) {
    rota_json *object = rota_json_object();
    set_day(object, "date", duty->date);
    rota_json_set_text(object, "shift", duty->shift >= 0 ? home->shifts[duty->shift].id : NULL);
    rota_json_set_text(object, "group", rota_view__group_id(home, duty->group));
    rota_json_set_text(object, "staff", home->staff[duty->staff].id);
    rota_json_set_bool(object, "pinned", duty->pinned);
    if (duty->shift < 0) {
        set_minute(object, "start", home, duty->start);
        set_minute(object, "end", home, duty->end);
    }
    return object;
}

/* ---- rota plan ---- */

static int compare_duties(const void *a, const void *b) {
    const rota_duty *x = *(const rota_duty *const *)a, *y = *(const rota_duty *const *)b;
    if (x->date != y->date)
        return x->date < y->date ? -1 : 1;
    if (x->shift != y->shift)
        return x->shift < y->shift ? -1 : 1;
    if (x->group != y->group)
        return x->group < y->group ? -1 : 1;
    if (x->staff != y->staff)
        return x->staff < y->staff ? -1 : 1;
    return x->start == y->start ? 0 : x->start < y->start ? -1 : 1;
}

static rota_json *duties_array(const rota_report *report) {
    const rota_duty **sorted = ROTA_NEW_ARRAY(const rota_duty *, report->duties->count);
    size_t n = 0;
    for (size_t i = 0; i < report->duties->count; i++)
        if (rota_view__shown(report, &report->duties->items[i]))
            sorted[n++] = &report->duties->items[i];
    qsort(sorted, n, sizeof *sorted, compare_duties);
    rota_json *array = rota_json_array();
    for (size_t i = 0; i < n; i++)
        rota_json_append(array, rota_view__json_duty(report->home, sorted[i]));
    free(sorted);
    return array;
}

static rota_json *shortfall_object(const rota_home *home, const rota_shortfall *shortfall,
                                   int people) {
    const rota_demand *row = &home->demand[shortfall->row];
    rota_json *object = rota_json_object();
    set_day(object, "date", shortfall->date);
    rota_json_set_text(object, "shift", row->what);
    rota_json_set_text(object, "group", rota_view__group_id(home, row->group));
    rota_json_set_text(object, "skill", row->skill >= 0 ? home->skills[row->skill] : "");
    rota_json_set_int(object, "short", people);
    return object;
}

static rota_json *reasons_array(const rota_home *home, const rota_reasons *reasons) {
    rota_json *array = rota_json_array();
    for (size_t i = 0; i < reasons->count; i++) {
        rota_json *object = rota_json_object();
        rota_json_set_text(object, "staff", home->staff[reasons->items[i].staff].id);
        rota_json_set_text(object, "rule", reasons->items[i].rule);
        rota_json_set_text(object, "text", reasons->items[i].text);
        rota_json_append(array, object);
    }
    return array;
}

static void set_shortfalls(const rota_report *report, rota_json *object) {
    rota_json *below_minimum = rota_json_array(), *below_target = rota_json_array();
    for (size_t i = 0; i < report->shortfalls.count; i++) {
        const rota_shortfall *shortfall = &report->shortfalls.items[i];
        if (shortfall->min_short > 0) {
            rota_json *one = shortfall_object(report->home, shortfall, shortfall->min_short);
            rota_json_set_int(one, "short_minutes", shortfall->short_minutes);
            rota_json_set(one, "reasons", reasons_array(report->home, &report->reasons[i]));
            rota_json_append(below_minimum, one);
        } else if (shortfall->target_short > 0)
            rota_json_append(below_target,
                             shortfall_object(report->home, shortfall, shortfall->target_short));
    }
    rota_json_set(object, "shortfalls", below_minimum);
    rota_json_set(object, "below_target", below_target);
}

static rota_json *breakdown_object(const rota_plan_info *plan) {
    rota_json *object = rota_json_object();
    for (int i = 0; i < plan->nparts && rota_view_part_name(i); i++)
        rota_json_set_number(object, rota_view_part_name(i), plan->breakdown[i]);
    return object;
}

/* Of worked time also which days are recorded. */
static void set_recorded(const rota_report *report, rota_json *object) {
    if (report->worked)
        rota_json_set(object, "recorded_days", rota_json_recorded(report));
}

static void set_choice(const rota_report *report, rota_json *object) {
    rota_json_set_text(object, "plan", report->plan ? report->plan->name : NULL);
    rota_json_set_text(object, "what", report->what);
    set_day(object, "from", report->from);
    set_day(object, "to", report->to);
    set_recorded(report, object);
}

static void set_quality(const rota_plan_info *plan, rota_json *object) {
    rota_json_set_text(object, "status", plan->status);
    rota_json_set_bool(object, "proven", plan->proven);
    rota_json_set_number(object, "objective", plan->objective);
    rota_json_set_number(object, "bound", plan->bound);
    rota_json_set_number(object, "gap", rota_plan_gap(plan));
    rota_json_set_number(object, "seconds", plan->seconds);
    rota_json_set(object, "breakdown", breakdown_object(plan));
}

/* ---- continuity ---- */

static void set_slots(const rota_continuity *c, rota_json *object) {
    rota_json_set_number(object, "coc", c->slots.coc);
    rota_json_set_number(object, "secon", c->slots.secon);
    rota_json_set_number(object, "k_index", c->slots.k_index);
    rota_json_set_number(object, "mci", c->slots.mci);
    rota_json_set_number(object, "mmci", c->slots.mmci);
    rota_json_set_number(object, "entropy", c->slots.entropy);
}

static rota_json *continuity_object(const rota_home *home, const rota_continuity *c) {
    rota_json *object = rota_json_object();
    rota_json_set_text(object, "group", home->groups[c->group].id);
    rota_json_set_text(object, "child", c->child >= 0 ? home->children[c->child].id : NULL);
    set_day(object, "from", c->from);
    set_day(object, "to", c->to);
    rota_json_set_number(object, "hours", (double)c->care_minutes / 60);
    rota_json_set_int(object, "care_minutes", c->care_minutes);
    rota_json_set_int(object, "night_minutes", c->night_minutes);
    rota_json_set_int(object, "clock_minutes", c->clock_minutes);
    rota_json_set_int(object, "distinct", c->distinct);
    if (c->floor > 0)
        rota_json_set_int(object, "floor", c->floor);
    else
        rota_json_set_text(object, "floor", NULL);
    rota_json_set_number(object, "effective", c->effective);
    rota_json_set_number(object, "hhi", c->hhi);
    rota_json_set_number(object, "upc", c->upc);
    set_slots(c, object);
    rota_json_set_number(object, "key_share", c->key_share);
    rota_json_set_number(object, "team_share", c->team_share);
    rota_json_set_number(object, "agency_share", c->agency_share);
    rota_json_set_number(object, "known_share", c->known_share);
    rota_json_set_number(object, "key_presence", c->key_presence);
    rota_json_set_number(object, "top_presence", c->top_presence);
    rota_json_set_text(object, "top_staff",
                       c->top_staff >= 0 ? home->staff[c->top_staff].id : NULL);
    rota_json_set_number(object, "bed_wake", c->bed_wake);
    rota_json_set_int(object, "nights", c->nights);
    rota_json_set_int(object, "known_days", c->known_days);
    rota_json_set_int(object, "days", c->days);
    rota_json_set_number(object, "jaccard", c->jaccard);
    rota_json_set_number(object, "day_carry", c->day_carry);
    rota_json_set_number(object, "set_secon", c->set_secon);
    rota_json_set_number(object, "set_jaccard", c->set_jaccard);
    rota_json_set_number(object, "slot_secon", c->slot_secon);
    return object;
}

static rota_json *continuity_array(const rota_report *report) {
    rota_json *array = rota_json_array();
    for (size_t i = 0; i < report->ncontinuity; i++)
        rota_json_append(array, continuity_object(report->home, &report->continuity[i]));
    return array;
}

/* ---- rota check ---- */

static rota_json *finding_object(const rota_report *report, const rota_finding *f) {
    const rota_home *home = report->home;
    const rota_rules *rules = rota_report_rules_of(report, f);
    rota_json *object = rota_json_object();
    rota_json_set_text(object, "rule", rota_rule_id(f->rule));
    rota_json_set_text(object, "staff", f->staff >= 0 ? home->staff[f->staff].id : NULL);
    set_day(object, "date", f->date);
    rota_json_set_text(object, "verdict", rota_verdict_name(f->verdict));
    rota_json_set_text(object, "regulation", rules->origin[f->rule].regulation);
    set_minute(object, "from", home, f->from);
    set_minute(object, "to", home, f->to);
    rota_json_set_int(object, f->counts ? "measured" : "measured_minutes", f->measured);
    rota_json_set_int(object, f->counts ? "required" : "required_minutes", f->required);
    if (f->verdict == ROTA_PROVISIONAL && f->most > 0)
        rota_json_set_int(object, "most_minutes", f->most);
    if (f->verdict == ROTA_COMP_REST) {
        rota_json_set_int(object, "owed_minutes", f->owed);
        rota_json_set_bool(object, "made_up", f->made_up);
    }
    rota_json *shifts = rota_json_array();
    for (int i = 0; i < f->nshifts; i++) {
        const rota_duty *duty = &f->shifts[i];
        rota_json *one = rota_json_object();
        set_day(one, "date", duty->date);
        rota_json_set_text(one, "shift", duty->shift >= 0 ? home->shifts[duty->shift].id : NULL);
        rota_json_set_text(one, "group", rota_view__group_id(home, duty->group));
        set_minute(one, "start", home, duty->start);
        set_minute(one, "end", home, duty->end);
        rota_json_append(shifts, one);
    }
    rota_json_set(object, "shifts", shifts);
    rota_json_set_bool(object, "provisional", f->provisional);
    rota_json_set_bool(object, "adviser", rota_rules_unverified(rules, f->rule));
    bool later = rota_rules_is_later(rules, f->rule, f->date);
    rota_json_set_text(object, "holds_from", later ? rules->origin[f->rule].valid_from : NULL);
    rota_json_set_text(object, "text", f->text);
    rota_json_set_text(object, "cure", f->cure);
    return object;
}

static rota_json *findings_array(const rota_report *report) {
    rota_json *array = rota_json_array();
    for (size_t i = 0; i < report->findings.count; i++)
        rota_json_append(array, finding_object(report, &report->findings.items[i]));
    return array;
}

static rota_json *person_object(const rota_report *report, const rota_person_hours *h) {
    rota_json *object = rota_json_object();
    rota_json_set_text(object, "staff", report->home->staff[h->staff].id);
    rota_json_set_int(object, "working_minutes", h->working_minutes);
    rota_json_set_int(object, "wage_minutes", h->wage_minutes);
    if (h->average_minutes >= 0) {
        rota_json_set_int(object, "average_minutes_per_week", h->average_minutes);
        rota_json_set_int(object, "reference_weeks", h->average_weeks);
        rota_json_set_int(object, "headroom_minutes", h->headroom_minutes);
    } else {
        rota_json_set_text(object, "average_minutes_per_week", NULL);
        rota_json_set_text(object, "reference_weeks", NULL);
        rota_json_set_text(object, "headroom_minutes", NULL);
    }
    rota_json_set_int(object, "other_minutes_per_week", h->other_minutes);
    rota_json_set_bool(object, "opted_out",
                       rota_home_opted_out_on(report->home, h->staff, report->to));
    rota_json_set_text(object, "verdict", rota_verdict_name(rota_report_verdict(report, h->staff)));
    return object;
}

rota_json *rota_json_report(const rota_report *report) {
    rota_json *object = rota_json_object();
    set_choice(report, object);
    if (report->plan)
        set_quality(report->plan, object);
    rota_json_set(object, "duties", duties_array(report));
    set_shortfalls(report, object);
    if (report->continuity)
        rota_json_set(object, "continuity", continuity_array(report));
    if (report->hours) {
        rota_json_set_text(object, "profile", report->home->rules.name);
        rota_json_set(object, "findings", findings_array(report));
    }
    return object;
}

rota_json *rota_json_continuity(const rota_report *report) {
    rota_json *object = rota_json_object();
    set_choice(report, object);
    rota_json_set(object, "continuity", continuity_array(report));
    return object;
}

static rota_json *comp_rests_array(const rota_report *report) {
    const rota_home *home = report->home;
    rota_json *array = rota_json_array();
    for (size_t i = 0; i < report->comp.count; i++) {
        const rota_comp_rest *rest = &report->comp.items[i];
        rota_json *object = rota_json_object();
        rota_json_set_text(object, "staff", home->staff[rest->staff].id);
        rota_json_set_text(object, "rule", rota_rule_id(rest->rule));
        rota_json_set_int(object, "owed_minutes", rest->owed);
        set_minute(object, "arose", home, rest->arose);
        rota_json_set_int(object, "repaid_minutes", rest->repaid);
        rota_json_set_int(object, "open_minutes", rest->owed - rest->repaid);
        set_minute(object, "repaid_from", home, rest->repaid_from);
        set_minute(object, "repaid_to", home, rest->repaid_to);
        set_minute(object, "due", home, rest->due);
        rota_json_append(array, object);
    }
    return array;
}

static rota_json *margins_array(const rota_report *report) {
    rota_json *array = rota_json_array();
    for (size_t i = 0; i < report->findings.count; i++) {
        const rota_finding *f = &report->findings.items[i];
        if (!rota_view__has_margin(f))
            continue;
        rota_json *object = rota_json_object();
        rota_json_set_text(object, "staff", report->home->staff[f->staff].id);
        rota_json_set_text(object, "rule", rota_rule_id(f->rule));
        set_day(object, "date", f->date);
        rota_json_set_int(object, f->counts ? "measured" : "measured_minutes", f->measured);
        rota_json_set_int(object, f->counts ? "required" : "required_minutes", f->required);
        rota_json_set_int(object, f->counts ? "margin" : "margin_minutes", rota_view__margin(f));
        rota_json_append(array, object);
    }
    return array;
}

/* Rules of the profile that do not hold yet on (some of) the days that are checked. */
static rota_json *later_array(const rota_report *report) {
    const rota_rules *rules = &report->home->rules;
    rota_json *array = rota_json_array();
    for (int rule = 0; rule < ROTA_NRULES; rule++) {
        bool asked = !rules->later[rule][0];
        if (asked && !rota_rules_is_later(rules, (enum rota_rule)rule, report->from))
            continue;
        rota_json *one = rota_json_object();
        rota_json_set_text(one, "rule", rota_rule_id((enum rota_rule)rule));
        rota_json_set_text(one, "valid_from",
                           asked ? rules->origin[rule].valid_from : rules->later[rule]);
        rota_json_set_bool(one, "asked", asked);
        rota_json_append(array, one);
    }
    return array;
}

static rota_json *missing_array(const rota_report *report) {
    enum rota_rule missing[ROTA_VIEW_MAIN_RULES];
    int n = rota_view__missing_rules(&report->home->rules, missing);
    rota_json *array = rota_json_array();
    for (int i = 0; i < n; i++)
        rota_json_append_text(array, rota_rule_id(missing[i]));
    return array;
}

rota_json *rota_json_check(const rota_report *report, bool margins, bool leave) {
    rota_json *object = rota_json_object();
    rota_json_set_text(object, "profile", report->home->rules.name);
    set_choice(report, object);
    rota_json *people = rota_json_array();
    for (int i = 0; i < report->home->nstaff; i++)
        if (!report->only || report->person == i)
            rota_json_append(people, person_object(report, &report->hours[i]));
    rota_json_set(object, "people", people);
    rota_json_set_text(object, "as_if_opted_out", report->opted_out);
    set_day(object, "known_from", rota_report_known_from(report));
    rota_json_set(object, "not_yet_in_force", later_array(report));
    rota_json_set(object, "not_in_profile", missing_array(report));
    rota_json_set(object, "findings", findings_array(report));
    rota_json_set(object, "compensatory_rest", comp_rests_array(report));
    if (margins)
        rota_json_set(object, "margins", margins_array(report));
    if (leave)
        rota_json_set(object, "leave", rota_view__json_leave(report));
    return object;
}
