/* Why a duty is short. Each person is asked the questions that cost little first; the checker,
 * which looks at months of duties, is the last. */
#include "core/reasons.h"

#include "core/reasons_internal.h"

#include <stdlib.h>

typedef rota_reasons__question question;

enum { DAY = 24 * 60 };

void rota_reasons_done(rota_reasons *reasons) {
    for (size_t i = 0; i < reasons->count; i++)
        free(reasons->items[i].text);
    free(reasons->items);
    *reasons = (rota_reasons){0};
}

char *rota_reasons_line(const rota_home *home, const rota_reasons *reasons) {
    rota_text text = {0};
    for (size_t i = 0; i < reasons->count; i++) {
        const rota_reason *reason = &reasons->items[i];
        rota_text_add(&text, i > 0 ? "; " : "");
        rota_text_add(&text, reason->text ? reason->text
                                          : rota_reasons__name(&home->staff[reason->staff]));
    }
    return text.s ? text.s : rota_strdup("");
}

/* ---- The candidate duty ---- */

static int64_t overlap(const rota_duty *duty, rota_minute from, rota_minute to) {
    rota_minute first = duty->start > from ? duty->start : from;
    rota_minute last = duty->end < to ? duty->end : to;
    return last > first ? last - first : 0;
}

/* Minutes of the short stretch in which the duty serves a row for a window. */
static int64_t presence(const question *q, const rota_duty *duty) {
    const rota_shortfall *s = q->shortfall;
    if (duty->kind == ROTA_SHIFT_ON_CALL || duty->kind == ROTA_SHIFT_MEETING)
        return 0;
    return q->row->asleep ? overlap(duty, s->from, s->to)
                          : rota_duty_awake_minutes(duty, s->from, s->to);
}

static bool is_better(const question *q, const rota_duty *duty, int64_t minutes, int64_t most) {
    int64_t length = duty->end - duty->start, best = q->duty.end - q->duty.start;
    if (minutes != most)
        return minutes > most;
    if (minutes == 0 || length != best)
        return minutes > 0 && length < best;
    return duty->date == q->shortfall->date && q->duty.date != q->shortfall->date;
}

/* For a window: the shift of the home, of the day before or after too, that is most of the stretch;
 * a short one rather than a long one. */
static void pick_shift(question *q) {
    int64_t most = 0;
    rota_day date = q->shortfall->date;
    for (int shift = 0; shift < q->home->nshifts; shift++) {
        for (rota_day day = date - 1; day <= date + 1; day++) {
            rota_err err;
            rota_duty duty;
            if (rota_duty_of(q->home, day, shift, q->row->group, 0, false, &duty, &err) != ROTA_OK)
                continue;
            int64_t minutes = presence(q, &duty);
            if (!is_better(q, &duty, minutes, most))
                continue;
            most = minutes;
            q->duty = duty;
        }
    }
    q->fits = most > 0;
}

static void pick_duty(question *q) {
    const rota_shortfall *s = q->shortfall;
    int shift = q->row->shift;
    enum rota_shift_kind kind = shift >= 0 ? q->home->shifts[shift].kind : ROTA_SHIFT_DAY;
    rota_err err;
    if (shift < 0)
        pick_shift(q);
    else
        q->fits = rota_duty_of(q->home, s->date, shift, q->row->group, 0, false, &q->duty, &err) ==
                  ROTA_OK;
    if (!q->fits)
        /* Nothing is at that time, or the clocks skip an end of the shift: the time as it is. */
        q->duty = (rota_duty){.date = s->date,
                              .shift = shift,
                              .group = q->row->group,
                              .kind = kind,
                              .start = s->from,
                              .end = s->to,
                              .sleep_from = s->from,
                              .sleep_to = s->from,
                              .work_minutes = (int)(s->to - s->from)};
}

/* ---- Who serves the row already ---- */

static bool serves(const question *q) {
    int64_t minutes = 0;
    for (size_t i = 0; i < q->nown; i++) {
        const rota_duty *duty = &q->own.items[i];
        if (!rota_demand_serves(q->home, q->row, q->shortfall->date, duty))
            continue;
        if (q->row->shift >= 0)
            return true;
        minutes += presence(q, duty);
    }
    return minutes > 0 && minutes >= q->shortfall->to - q->shortfall->from;
}

/* ---- Questions: each gives a rule id, and adds the words, or NULL ---- */

typedef const char *ask(const question *q, rota_text *text);

static const char *lacks_skill(const question *q, rota_text *text) {
    int skill = q->row->skill;
    if (skill < 0 || q->person->skills >> skill & 1)
        return NULL;
    rota_text_addf(text, "lacks the skill '%s'", q->home->skills[skill]);
    return "skill";
}

/* On the day of the shortfall they are; the candidate may start on the day before or after. */
static const char *not_employed(const question *q, rota_text *text) {
    if (rota_person_employed(q->person, q->duty.date))
        return NULL;
    rota_reasons__say_employment(q, text);
    return rota_rule_id(ROTA_RULE_NOT_EMPLOYED);
}

static const char *on_leave(const question *q, rota_text *text) {
    const rota_leave *leave = rota_home_leave_on(q->home, q->duty.staff, q->duty.date);
    if (!leave)
        return NULL;
    rota_reasons__say_leave(leave, text);
    return rota_rule_id(ROTA_RULE_LEAVE);
}

static bool meets(const question *q, const rota_unavailable *row) {
    int days = (int)((q->duty.end - q->duty.start) / DAY) + 1;
    for (rota_day day = q->duty.date - 1; day <= q->duty.date + days; day++) {
        if (!rota_day_spec_matches(&row->day, day))
            continue;
        rota_minute from = rota_zone_at(q->home->zone, day, row->from, false);
        rota_minute to = rota_zone_at(q->home->zone, day, row->to, true);
        if (overlap(&q->duty, from, to) > 0)
            return true;
    }
    return false;
}

static const char *unavailable(const question *q, rota_text *text) {
    for (int i = 0; i < q->home->nunavailable; i++) {
        const rota_unavailable *row = &q->home->unavailable[i];
        if (row->staff != q->duty.staff || !meets(q, row))
            continue;
        rota_reasons__say_unavailable(row, text);
        return rota_rule_id(ROTA_RULE_UNAVAILABLE);
    }
    return NULL;
}

static const char *never_there(const question *q, rota_text *text) {
    int group = q->duty.group;
    if (group < 0 || rota_home_role(q->home, q->duty.staff, group) != ROTA_ROLE_NEVER)
        return NULL;
    rota_text_addf(text, "may not work with %s", q->home->groups[group].id);
    return rota_rule_id(ROTA_RULE_NEVER_BOND);
}

/* Being on call at home goes with a duty. */
static const char *on_duty(const question *q, rota_text *text) {
    const rota_duty *clash = NULL;
    int64_t most = 0;
    for (size_t i = 0; i < q->nown && q->duty.kind != ROTA_SHIFT_ON_CALL; i++) {
        const rota_duty *duty = &q->own.items[i];
        int64_t minutes = overlap(duty, q->duty.start, q->duty.end);
        if (duty->kind == ROTA_SHIFT_ON_CALL || minutes <= most)
            continue;
        clash = duty;
        most = minutes;
    }
    if (!clash)
        return NULL;
    rota_reasons__say_clash(q, clash, most, text);
    return "on_duty";
}

/* Tell the most telling finding. */
static const char *tell(const question *q, const rota_findings *found, rota_text *text) {
    const rota_finding *best = NULL;
    for (size_t i = 0; i < found->count; i++) {
        const rota_finding *finding = &found->items[i];
        if (!best || rota_reasons__rank(finding->rule) < rota_reasons__rank(best->rule))
            best = finding;
    }
    if (!best)
        return NULL;
    rota_reasons__say_finding(q, best, text);
    return best->rule == ROTA_RULE_HOUSE_MAX_SHIFTS_A_DAY ? "on_duty" : rota_rule_id(best->rule);
}

static const char *forbidden(const question *q, rota_text *text) {
    rota_findings found = {0};
    rota_check_candidate(q->home, &q->own, &q->duty, q->from, q->to, &found);
    const char *rule = tell(q, &found, text);
    rota_findings_done(&found);
    return rule;
}

/* ---- What is lawful and not planned ---- */

static void check_around(const question *q, const rota_duties *duties, rota_findings *out) {
    enum { WINDOW = 14 };
    rota_check_person(q->home, duties, q->duty.staff, q->duty.date - WINDOW, q->duty.date + WINDOW,
                      out);
}

/* A short daily rest, and a weekly one that compensatory rest or a recorded reason makes up for. */
static bool is_avoided(const rota_finding *finding) {
    return (finding->rule == ROTA_RULE_DAILY_REST && finding->verdict == ROTA_COMP_REST) ||
           (finding->rule == ROTA_RULE_WEEKLY_REST &&
            (finding->verdict == ROTA_COMP_REST || finding->verdict == ROTA_AMBER));
}

/* Was the rest as short before? */
static bool was_there(const rota_findings *before, const rota_finding *finding) {
    for (size_t i = 0; i < before->count; i++) {
        const rota_finding *old = &before->items[i];
        if (is_avoided(old) && old->rule == finding->rule && old->from == finding->from &&
            old->measured <= finding->measured)
            return true;
    }
    return false;
}

static const char *avoided(const question *q, rota_text *text) {
    rota_findings before = {0}, after = {0}, found = {0};
    rota_duties with = {0};
    for (size_t i = 0; i < q->own.count; i++)
        rota_duties_add(&with, &q->own.items[i]);
    rota_duties_add(&with, &q->duty);
    check_around(q, &q->own, &before);
    check_around(q, &with, &after);
    for (size_t i = 0; i < after.count; i++) {
        rota_finding *finding = &after.items[i];
        if (!is_avoided(finding) || was_there(&before, finding))
            continue;
        ROTA_GROW(found.items, found.count, found.capacity);
        found.items[found.count] = *finding;
        found.items[found.count].cure = ROTA_TAKE(finding->cure);
        found.items[found.count++].text = ROTA_TAKE(finding->text);
    }
    const char *rule = tell(q, &found, text);
    rota_findings_done(&before);
    rota_findings_done(&after);
    rota_findings_done(&found);
    rota_duties_done(&with);
    return rule;
}

static const char *nothing(const question *q, rota_text *text) {
    enum rota_weekday starts = q->home->settings.home.week_starts;
    rota_day week = rota_week_start(q->duty.date, starts);
    int64_t used = 0;
    for (size_t i = 0; i < q->nown; i++) {
        const rota_duty *duty = &q->own.items[i];
        used += duty->date >= week && duty->date < week + 7 ? duty->work_minutes : 0;
    }
    rota_reasons__say_free(q, used, text);
    return "free";
}

/* ---- One person, and all ---- */

static const char *ask_all(const question *q, rota_text *text) {
    static ask *const questions[] = {lacks_skill, not_employed, on_leave,  unavailable,
                                     never_there, on_duty,      forbidden, avoided};
    for (size_t i = 0; i < sizeof questions / sizeof questions[0]; i++) {
        const char *rule = questions[i](q, text);
        if (rule)
            return rule;
    }
    return nothing(q, text);
}

static void answer(question *q, rota_reasons *out) {
    rota_text text = {0};
    rota_text_addf(&text, "%s: ", rota_reasons__name(q->person));
    const char *rule = ask_all(q, &text);
    ROTA_GROW(out->items, out->count, out->capacity);
    out->items[out->count++] = (rota_reason){q->duty.staff, rule, text.s};
}

/* The duties of each person as chains of indices, and the last day of all: so that the checker need
 * not look through everybody's for each. */
typedef struct {
    const rota_duties *duties;
    size_t *first, *next; /* index + 1; 0 = none */
    size_t latest;        /* index + 1 of a duty on the last day */
} chains;

static chains link_duties(const rota_home *home, const rota_duties *duties) {
    chains c = {.duties = duties,
                .first = ROTA_NEW_ARRAY(size_t, home->nstaff),
                .next = ROTA_NEW_ARRAY(size_t, duties->count)};
    for (size_t i = duties->count; i-- > 0;) {
        const rota_duty *duty = &duties->items[i];
        c.next[i] = c.first[duty->staff];
        c.first[duty->staff] = i + 1;
        if (c.latest == 0 || duty->date > duties->items[c.latest - 1].date)
            c.latest = i + 1;
    }
    return c;
}

static void take_own(question *q, const chains *c) {
    q->own.count = 0;
    for (size_t i = c->first[q->duty.staff]; i > 0; i = c->next[i - 1])
        rota_duties_add(&q->own, &c->duties->items[i - 1]);
    q->nown = q->own.count;
    /* The checker asks up to which day anybody's duties are known. */
    if (c->latest > 0 && c->duties->items[c->latest - 1].staff != q->duty.staff)
        rota_duties_add(&q->own, &c->duties->items[c->latest - 1]);
}

void rota_reasons_for(const rota_home *home, const rota_duties *duties, rota_day from, rota_day to,
                      const rota_shortfall *shortfall, rota_reasons *out) {
    /* The planner keeps the rules that a profile only advises too. */
    rota_home strict = *home;
    for (int rule = 0; rule < ROTA_NRULES; rule++)
        strict.rules.origin[rule].advisory = false;
    question q = {.home = &strict,
                  .shortfall = shortfall,
                  .row = &home->demand[shortfall->row],
                  .from = from,
                  .to = to};
    chains c = link_duties(home, duties);
    pick_duty(&q);
    for (int staff = 0; staff < home->nstaff; staff++) {
        q.person = &home->staff[staff];
        q.duty.staff = staff;
        if (!rota_person_employed(q.person, shortfall->date))
            continue;
        take_own(&q, &c);
        if (!serves(&q))
            answer(&q, out);
    }
    rota_duties_done(&q.own);
    free(c.first);
    free(c.next);
}
