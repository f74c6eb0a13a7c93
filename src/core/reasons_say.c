/* The words of reasons: short, for somebody with no time. */
#include "core/reasons_internal.h"

#include <string.h>

enum { DAY = 24 * 60 };

/* ---- Parts ---- */

const char *rota_reasons__name(const rota_person *person) {
    return *person->name ? person->name : person->id;
}

static void add_date(rota_text *text, rota_day day) {
    static const char *const months[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                         "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    int year, month, mday;
    rota_day_split(day, &year, &month, &mday);
    rota_text_addf(text, "%d %s", mday, months[month - 1]);
}

static const char *weekday(enum rota_weekday day) {
    static const char *const names[] = {"Monday", "Tuesday",  "Wednesday", "Thursday",
                                        "Friday", "Saturday", "Sunday"};
    return names[day];
}

/* A name within a sentence: "Waking Night" -> "waking night", but "ND" and "S2" stay. */
static void add_lower(rota_text *text, const char *name) {
    bool first = true;
    for (const char *c = name; *c; c++) {
        bool word = first && *c >= 'A' && *c <= 'Z' && c[1] >= 'a' && c[1] <= 'z';
        char letter = word ? (char)(*c - 'A' + 'a') : *c;
        rota_text_add_bytes(text, &letter, 1);
        first = *c == ' ' || *c == '-';
    }
}

static void add_shift(const rota_reasons__question *q, rota_text *text, const rota_duty *duty) {
    if (duty->shift < 0) {
        rota_text_add(text, duty->kind == ROTA_SHIFT_SLEEP_IN ? "sleep-in" : "work");
        return;
    }
    const rota_shift *shift = &q->home->shifts[duty->shift];
    add_lower(text, *shift->name ? shift->name : shift->id);
}

/* "Monday's late" */
static void add_duty(const rota_reasons__question *q, rota_text *text, const rota_duty *duty) {
    rota_text_addf(text, "%s's ", weekday(rota_day_weekday(duty->date)));
    add_shift(q, text, duty);
}

static void add_clock(const rota_reasons__question *q, rota_text *text, rota_minute at) {
    rota_day day;
    int minute, offset;
    char clock[ROTA_HOURS_SIZE];
    rota_zone_split(q->home->zone, at, &day, &minute, &offset);
    rota_text_add(text, rota_format_time(minute, clock));
}

static void add_minutes(rota_text *text, int64_t minutes) {
    char buf[ROTA_HOURS_SIZE];
    rota_text_add(text, rota_format_h_min(minutes, buf));
}

static void add_hours(rota_text *text, int64_t minutes) {
    char buf[ROTA_HOURS_SIZE];
    rota_text_add(text, rota_format_hours((int)minutes, buf));
}

/* " (at most 13 h)" */
static void add_most(rota_text *text, const rota_finding *finding) {
    rota_text_add(text, " (at most ");
    add_minutes(text, finding->required);
    rota_text_add(text, ")");
}

static bool is_candidate(const rota_reasons__question *q, const rota_duty *duty) {
    return duty->start == q->duty.start && duty->end == q->duty.end &&
           duty->shift == q->duty.shift && duty->group == q->duty.group;
}

/* From the candidate's side: " since Monday's late", " before Tuesday's early"; a gap between two
 * others, which the candidate keeps from being part of a split duty, has both its ends named. */
static void add_gap(const rota_reasons__question *q, rota_text *text, const char *since,
                    const rota_duty *before, const rota_duty *after) {
    bool first = is_candidate(q, before), last = is_candidate(q, after);
    rota_text_addf(text, " %s ", first ? "before" : last ? since : "between");
    add_duty(q, text, first ? after : before);
    if (!first && !last) {
        rota_text_add(text, " and ");
        add_duty(q, text, after);
    }
}

/* ---- Rest ---- */

static void say_young(const rota_reasons__question *q, rota_text *text) {
    int age = q->home->rules.adult_age;
    rota_text_addf(text, "under %d, ", age > 0 ? age : 18);
}

static void say_rest(const rota_reasons__question *q, const rota_finding *f, rota_text *text) {
    rota_text_add(text, "only ");
    add_minutes(text, f->measured);
    add_gap(q, text, "since", &f->shifts[0], &f->shifts[1]);
}

static void say_rest_needed(const rota_reasons__question *q, const rota_finding *f, rota_text *text,
                            const char *why) {
    say_rest(q, f, text);
    rota_text_add(text, " (");
    add_minutes(text, f->required);
    rota_text_addf(text, " needed%s)", why);
}

static void say_rest_after_nights(const rota_reasons__question *q, const rota_finding *f,
                                  rota_text *text) {
    say_rest_needed(q, f, text, " after nights");
}

/* The last two of the duties are those around the rest. */
static void say_compensatory(const rota_reasons__question *q, const rota_finding *f,
                             rota_text *text) {
    const rota_duty *before = &f->shifts[f->nshifts - 2], *after = before + 1;
    rota_text_add(text, "would need ");
    add_minutes(text, f->required);
    rota_text_add(text, " of rest");
    add_gap(q, text, "after", before, after);
    if (!is_candidate(q, before) && !is_candidate(q, after))
        return;
    rota_text_add(text, " (");
    add_clock(q, text, is_candidate(q, before) ? after->start : before->end);
    rota_text_add(text, ")");
}

static void say_span(const rota_reasons__question *q, const rota_finding *f, rota_text *text) {
    const rota_duty *other = NULL;
    for (int i = 0; i < f->nshifts && !other; i++)
        other = is_candidate(q, &f->shifts[i]) ? NULL : &f->shifts[i];
    rota_text_add(text, other ? "would be on duty for " : "this duty lasts ");
    add_minutes(text, f->measured);
    if (other) {
        rota_text_add(text, " with ");
        add_duty(q, text, other);
    }
    add_most(text, f);
}

static void say_weekly_rest(const rota_reasons__question *q, const rota_finding *f,
                            rota_text *text) {
    if (f->rule == ROTA_RULE_YOUNG_WEEKLY_REST)
        say_young(q, text);
    rota_text_add(text, "weekly rest: only ");
    add_minutes(text, f->measured);
    rota_text_add(text, " would be left of ");
    add_minutes(text, f->required);
}

static void say_young_rest(const rota_reasons__question *q, const rota_finding *f,
                           rota_text *text) {
    say_young(q, text);
    if (f->to - f->from == f->measured) { /* a gap, and not a duty too long for a rest beside it */
        say_rest_needed(q, f, text, "");
        return;
    }
    rota_text_add(text, "would leave only ");
    add_minutes(text, f->measured);
    rota_text_add(text, " of rest in 24 h (");
    add_minutes(text, f->required);
    rota_text_add(text, " needed)");
}

/* ---- Limits ---- */

static void say_young_night(const rota_reasons__question *q, const rota_finding *f,
                            rota_text *text) {
    (void)f;
    const rota_rules *rules = &q->home->rules;
    rota_day day;
    int minute, offset;
    char clock[ROTA_HOURS_SIZE];
    bool later = q->person->contract_after_22 && rules->young_contract_from >= 0 &&
                 rules->young_contract_to >= 0;
    int from = later ? rules->young_contract_from : rules->young_night_from;
    int to = later ? rules->young_contract_to : rules->young_night_to;
    rota_zone_split(q->home->zone, q->duty.start, &day, &minute, &offset);
    bool early = minute < to % DAY;
    int limit = early ? to : from;
    say_young(q, text);
    rota_text_addf(text, "no work %s %s", early ? "before" : "after",
                   rota_format_time(limit % DAY, clock));
}

static void say_young_most(const rota_reasons__question *q, const rota_finding *f,
                           rota_text *text) {
    say_young(q, text);
    rota_text_add(text, "would have ");
    add_minutes(text, f->measured);
    rota_text_add(text, f->rule == ROTA_RULE_YOUNG_DAILY ? " that day" : " that week");
    add_most(text, f);
}

/* "37.5 of 37.5 hours used", "32 of 37.5 hours used, the late is 8" */
static void say_max_hours(const rota_reasons__question *q, const rota_finding *f, rota_text *text) {
    int64_t used = f->measured - q->duty.work_minutes;
    add_hours(text, used);
    rota_text_add(text, " of ");
    add_hours(text, f->required);
    rota_text_add(text, " hours used");
    if (f->rule == ROTA_RULE_HOUSE_MAX_HOURS_IN_PERIOD)
        rota_text_add(text, " in the period");
    if (used >= f->required)
        return;
    rota_text_add(text, ", the ");
    add_shift(q, text, &q->duty);
    rota_text_add(text, " is ");
    add_hours(text, q->duty.work_minutes);
}

static void say_run(const rota_reasons__question *q, const rota_finding *f, rota_text *text) {
    const char *noun = f->rule == ROTA_RULE_HOUSE_MAX_CONSECUTIVE_NIGHTS ? "night" : "day";
    rota_minute next = rota_zone_at(q->home->zone, q->duty.date + 1, 0, false);
    long long n = f->measured, limit = f->required;
    if (limit == 0)
        rota_text_addf(text, "works no %ss", noun);
    else if (f->to == next)
        rota_text_addf(text, "%lld %s%s in a row already", n - 1, noun, n == 2 ? "" : "s");
    else
        rota_text_addf(text, "would be %lld %ss in a row (at most %lld)", n, noun, limit);
}

static void say_days_off(const rota_reasons__question *q, const rota_finding *f, rota_text *text) {
    rota_text_addf(text, "only %lld day%s off", (long long)f->measured,
                   f->measured == 1 ? "" : "s");
    add_gap(q, text, "since", &f->shifts[0], &f->shifts[1]);
    rota_text_addf(text, " (%lld needed)", (long long)f->required);
}

static void say_weekends(const rota_reasons__question *q, const rota_finding *f, rota_text *text) {
    (void)q;
    long long others = f->measured - 1;
    bool period = f->rule == ROTA_RULE_HOUSE_MAX_WEEKENDS_IN_PERIOD;
    if (f->required == 0)
        rota_text_add(text, "works no weekends");
    else
        rota_text_addf(text, "%lld weekend%s in %s already", others, others == 1 ? "" : "s",
                       period ? "the period" : "4 weeks");
}

static void say_short_run(const rota_reasons__question *q, const rota_finding *f, rota_text *text) {
    (void)q;
    rota_text_addf(text, "would be only %lld day%s in a row (%lld needed)", (long long)f->measured,
                   f->measured == 1 ? "" : "s", (long long)f->required);
}

static void say_not_after(const rota_reasons__question *q, const rota_finding *f, rota_text *text) {
    bool last = is_candidate(q, &f->shifts[1]);
    rota_text_add(text, "no ");
    add_shift(q, text, last ? &f->shifts[1] : &f->shifts[0]);
    rota_text_add(text, last ? " after " : " before ");
    add_duty(q, text, last ? &f->shifts[0] : &f->shifts[1]);
}

/* "4 duties of the night in the period already" */
static void say_max_shifts(const rota_reasons__question *q, const rota_finding *f,
                           rota_text *text) {
    long long others = f->measured - 1;
    if (f->required == 0)
        rota_text_add(text, "never on the ");
    else
        rota_text_addf(text, "%lld %s in the period already on the ", others,
                       others == 1 ? "duty" : "duties");
    add_shift(q, text, &q->duty);
}

/* ---- Averages ---- */

static void say_average(const rota_reasons__question *q, const rota_finding *f, rota_text *text) {
    (void)q;
    bool night = f->rule != ROTA_RULE_WEEKLY_AVERAGE;
    rota_text_add(text, night ? "as a night worker would have " : "would have ");
    add_minutes(text, f->measured);
    rota_text_add(text, f->rule == ROTA_RULE_NIGHT_ABSOLUTE  ? " in 24 h"
                        : f->rule == ROTA_RULE_NIGHT_AVERAGE ? " in 24 h on average"
                                                             : " a week on average");
    add_most(text, f);
}

/* ---- The checker's findings ---- */

typedef void say(const rota_reasons__question *q, const rota_finding *finding, rota_text *text);

static void say_employment_finding(const rota_reasons__question *q, const rota_finding *f,
                                   rota_text *text) {
    (void)f;
    rota_reasons__say_employment(q, text);
}

static void say_day_full(const rota_reasons__question *q, const rota_finding *f, rota_text *text) {
    (void)f;
    rota_reasons__say_day_full(q, text);
}

/* Most telling first. Leave, unavailable, never and overlap are asked before the checker is. */
static const struct {
    enum rota_rule rule;
    say *say;
} told[] = {
    {ROTA_RULE_NOT_EMPLOYED, say_employment_finding},
    {ROTA_RULE_HOUSE_MAX_SHIFTS_A_DAY, say_day_full},
    {ROTA_RULE_YOUNG_NIGHT, say_young_night},
    {ROTA_RULE_DAILY_REST, say_rest},
    {ROTA_RULE_COMPENSATORY_REST, say_compensatory},
    {ROTA_RULE_YOUNG_DAILY_REST, say_young_rest},
    {ROTA_RULE_DUTY_SPAN, say_span},
    {ROTA_RULE_HOUSE_REST_AFTER_NIGHTS, say_rest_after_nights},
    {ROTA_RULE_WEEKLY_REST, say_weekly_rest},
    {ROTA_RULE_YOUNG_WEEKLY_REST, say_weekly_rest},
    {ROTA_RULE_HOUSE_NOT_AFTER, say_not_after},
    {ROTA_RULE_HOUSE_MAX_HOURS, say_max_hours},
    {ROTA_RULE_HOUSE_MAX_HOURS_IN_PERIOD, say_max_hours},
    {ROTA_RULE_HOUSE_MAX_SHIFTS_IN_PERIOD, say_max_shifts},
    {ROTA_RULE_YOUNG_DAILY, say_young_most},
    {ROTA_RULE_YOUNG_WEEKLY, say_young_most},
    {ROTA_RULE_HOUSE_MAX_CONSECUTIVE_DAYS, say_run},
    {ROTA_RULE_HOUSE_MAX_CONSECUTIVE_NIGHTS, say_run},
    {ROTA_RULE_HOUSE_MIN_CONSECUTIVE_DAYS_OFF, say_days_off},
    {ROTA_RULE_HOUSE_MAX_WEEKENDS_IN_4_WEEKS, say_weekends},
    {ROTA_RULE_HOUSE_MAX_WEEKENDS_IN_PERIOD, say_weekends},
    {ROTA_RULE_HOUSE_MIN_CONSECUTIVE_DAYS, say_short_run},
    {ROTA_RULE_NIGHT_ABSOLUTE, say_average},
    {ROTA_RULE_WEEKLY_AVERAGE, say_average},
    {ROTA_RULE_NIGHT_AVERAGE, say_average},
};
enum { TOLD = sizeof told / sizeof told[0] };

int rota_reasons__rank(enum rota_rule rule) {
    int rank = 0;
    while (rank < TOLD && told[rank].rule != rule)
        rank++;
    return rank;
}

void rota_reasons__say_finding(const rota_reasons__question *q, const rota_finding *finding,
                               rota_text *text) {
    int rank = rota_reasons__rank(finding->rule);
    if (rank < TOLD) {
        told[rank].say(q, finding, text);
        return;
    }
    /* A rule without words of its own: the checker's, less the name that begins them. */
    rota_text_add(text, finding->text + strlen(rota_reasons__name(q->person)) + strlen(": "));
}

/* ---- What is found without the checker ---- */

void rota_reasons__say_employment(const rota_reasons__question *q, rota_text *text) {
    const rota_person *person = q->person;
    bool early = person->from != ROTA_NO_DAY && q->duty.date < person->from;
    rota_text_add(text, early ? "starts on " : "left on ");
    add_date(text, early ? person->from : person->to);
}

void rota_reasons__say_leave(const rota_leave *leave, rota_text *text) {
    static const char *const words[] = {[ROTA_LEAVE_ANNUAL] = "on annual leave",
                                        [ROTA_LEAVE_ADDITIONAL] = "on annual leave",
                                        [ROTA_LEAVE_SICK] = "on sick leave",
                                        [ROTA_LEAVE_MATERNITY] = "on maternity leave",
                                        [ROTA_LEAVE_PATERNITY] = "on paternity leave",
                                        [ROTA_LEAVE_ADOPTION] = "on adoption leave",
                                        [ROTA_LEAVE_PARENTAL] = "on parental leave",
                                        [ROTA_LEAVE_TRAINING] = "away for training",
                                        [ROTA_LEAVE_UNPAID] = "on unpaid leave",
                                        [ROTA_LEAVE_OTHER] = "on leave"};
    rota_text_add(text, words[leave->kind]);
}

static void add_day_spec(rota_text *text, const rota_day_spec *spec) {
    switch (spec->kind) {
    case ROTA_DAY_DAILY:
        return;
    case ROTA_DAY_WEEKDAYS:
        rota_text_add(text, " on weekdays");
        return;
    case ROTA_DAY_WEEKEND:
        rota_text_add(text, " at weekends");
        return;
    case ROTA_DAY_WEEKDAY:
        rota_text_addf(text, " on %ss", weekday(spec->weekday));
        return;
    case ROTA_DAY_DATE:
        break;
    }
    rota_text_add(text, " on ");
    add_date(text, spec->date);
}

void rota_reasons__say_unavailable(const rota_unavailable *row, rota_text *text) {
    char from[ROTA_HOURS_SIZE], to[ROTA_HOURS_SIZE];
    rota_text_add(text, "not available");
    add_day_spec(text, &row->day);
    if (row->from != 0 || row->to != DAY)
        rota_text_addf(text, " from %s to %s", rota_format_time(row->from, from),
                       rota_format_time(row->to > DAY ? row->to - DAY : row->to, to));
    if (row->reason && *row->reason)
        rota_text_addf(text, " (%s)", row->reason);
}

/* " (late, oak)" */
static void add_where(const rota_reasons__question *q, const rota_duty *duty, rota_text *text) {
    bool shift = duty->shift >= 0, group = duty->group >= 0;
    if (!shift && !group)
        return;
    rota_text_add(text, " (");
    if (shift)
        add_shift(q, text, duty);
    rota_text_addf(text, "%s%s)", shift && group ? ", " : "",
                   group ? q->home->groups[duty->group].id : "");
}

static void add_already(const rota_reasons__question *q, const rota_duty *duty, rota_text *text) {
    if (duty->shift < 0) {
        rota_text_add(text, "at work");
        return;
    }
    rota_text_add(text, "on the ");
    add_shift(q, text, duty);
}

void rota_reasons__say_clash(const rota_reasons__question *q, const rota_duty *duty,
                             int64_t overlap, rota_text *text) {
    /* A handover shared with a shift before or after is not the same time. */
    if (2 * overlap >= q->duty.end - q->duty.start) {
        rota_text_add(text, "on duty at that time");
        add_where(q, duty, text);
    } else if (duty->date == q->duty.date) {
        rota_text_add(text, "already ");
        add_already(q, duty, text);
        rota_text_add(text, " that day");
    } else {
        bool before = duty->start < q->duty.start;
        rota_text_add(text, "on ");
        add_duty(q, text, duty);
        rota_text_add(text, before ? " until " : " from ");
        add_clock(q, text, before ? duty->end : duty->start);
    }
}

void rota_reasons__say_day_full(const rota_reasons__question *q, rota_text *text) {
    const char *between = "already ";
    for (size_t i = 0; i < q->nown; i++) {
        const rota_duty *duty = &q->own.items[i];
        if (duty->date != q->duty.date || duty->kind == ROTA_SHIFT_ON_CALL ||
            duty->kind == ROTA_SHIFT_MEETING)
            continue;
        rota_text_add(text, between);
        add_already(q, duty, text);
        between = " and ";
    }
    rota_text_add(text, " that day");
}

void rota_reasons__say_free(const rota_reasons__question *q, int64_t used, rota_text *text) {
    int64_t contract = q->person->contract_minutes;
    rota_text_add(text, q->fits ? "could do it; the plan left it open"
                                : "could do it, but no shift of the home is at that time");
    if (contract <= 0 || used < contract)
        return;
    if (used == contract) {
        rota_text_add(text, " (contract hours of this week already used)");
        return;
    }
    rota_text_add(text, " (already ");
    add_hours(text, used - contract);
    rota_text_add(text, " h over contract this week)");
}
