/* What findings say: days with their year, changes of the clock, what would mend them. */
#include "support/test.h"

#include "core/check.h"
#include "support/fixture.h"

#include <string.h>

enum { H = 60 };

static const char *const no_cure = "-";

/* The finding of a rule on a person, found or (with all = true) well. */
typedef struct {
    const char *what, *times, *from, *to;
    void (*prepare)(fixture *f);
    enum rota_rule rule;
    bool special;
    const char *text, *cure; /* a part of the text; NULL: not looked at */
} row;

static void young(fixture *f) {
    f->home->staff[PRIYA].born = fixture_day("2009-03-01");
}
static void late_contract(fixture *f) {
    young(f);
    f->home->staff[PRIYA].contract_after_22 = true;
    f->home->rules.young_contract_from = 23 * H;
    f->home->rules.young_contract_to = 7 * H;
}
static void no_opt_out(fixture *f) {
    f->home->rules.average_opt_out = false;
    f->home->rules.average_weeks = 1;
    fixture_weeks(f, PRIYA, "2026-06-01", 1, 5, 50 * H);
}
static void seventeen_weeks(fixture *f) {
    f->home->rules.average_weeks = 1;
    fixture_weeks(f, PRIYA, "2026-06-01", 1, 5, 50 * H);
}
static void young_weeks(fixture *f) {
    young(f);
    seventeen_weeks(f);
}
static void assessed_long_ago(fixture *f) {
    f->home->rules.night_health_months = 12;
    f->home->staff[PRIYA].night_worker = ROTA_NIGHT_YES;
    f->home->staff[PRIYA].health_assessed = fixture_day("2025-02-03");
}
static void short_span(fixture *f) {
    f->home->rules.duty_span = 12 * H;
}
static void long_rest(fixture *f) {
    f->home->rules.weekly_rest = f->home->rules.weekly_rest_gap = 35 * H;
}
static void lenient(fixture *f) {
    f->home->rules.comp_policy = ROTA_POLICY_LENIENT;
    f->home->rules.comp_days = 7;
}

#define DAY8(date) "2026-06-" date "T09:00/2026-06-" date "T17:00 "
#define SEVEN_DAYS DAY8("01") DAY8("02") DAY8("03") DAY8("04") DAY8("05") DAY8("06") DAY8("07")

static const row rows[] = {
    {"a year where the period has two",
     "2026-12-31T14:00/2026-12-31T22:01 "
     "2027-01-01T09:00/2027-01-01T17:00",
     NULL, NULL, NULL, ROTA_RULE_DAILY_REST, false,
     "between work on Thu 31 Dec 2026 (ends 22:01) and work on Fri 1 Jan 2027 (starts 09:00)",
     NULL},
    {"a year where the day is of another than the period", "2026-06-01T22:00/2026-06-02T06:00",
     NULL, NULL, assessed_long_ago, ROTA_RULE_NIGHT_HEALTH, false,
     "(work on Mon 1 Jun): the health assessment of Mon 3 Feb 2025 is more than 12 months old",
     NULL},

    {"a break in the night of the autumn change", "2026-10-24T23:00/2026-10-25T05:00", NULL, NULL,
     NULL, ROTA_RULE_BREAK, false,
     "no break in 7 h of work, with the clock change in between; it needs one", NULL},
    {"a duty over the autumn change", "2026-10-24T18:00/2026-10-25T06:30", NULL, NULL, NULL,
     ROTA_RULE_DUTY_SPAN, false, "lasts 13 h 30, with the clock change in between; at most", NULL},
    {"a week with the spring change",
     "2026-03-23T09:00/2026-03-23T17:00 2026-03-24T09:00/2026-03-24T17:00 "
     "2026-03-25T09:00/2026-03-25T17:00 2026-03-26T09:00/2026-03-26T17:00 "
     "2026-03-27T09:00/2026-03-27T17:00 2026-03-28T12:00/2026-03-29T00:00 "
     "2026-03-30T09:00/2026-03-30T17:00",
     "2026-03-23", "2026-03-29", NULL, ROTA_RULE_WEEKLY_REST, false,
     "is 23 h (Sun 29 Mar 00:00 to Mon 30 Mar 00:00, with the clock change in between)",
     "leave 24 h free of work in the week from Mon 23 Mar, for example by a day off"},
    {"a day of the autumn change", "2026-10-25T00:00/2026-10-25T08:00", NULL, NULL, young,
     ROTA_RULE_YOUNG_DAILY, false, "9 h of work on Sun 25 Oct, with the clock change in between;",
     "1 h less work on Sun 25 Oct"},

    {"too late for the young", "2026-06-01T14:15/2026-06-01T22:15", NULL, NULL, young,
     ROTA_RULE_YOUNG_NIGHT, false, NULL, "end it by 22:00, or give it to an adult"},
    {"too early for the young", "2026-06-01T05:30/2026-06-01T12:00", NULL, NULL, young,
     ROTA_RULE_YOUNG_NIGHT, false, NULL, "start it at 06:00 or later, or give it to an adult"},
    {"too early by the contract", "2026-06-01T06:30/2026-06-01T12:00", NULL, NULL, late_contract,
     ROTA_RULE_YOUNG_NIGHT, false, NULL, "start it at 07:00 or later, or give it to an adult"},
    {"too early and too late", "2026-06-01T05:30/2026-06-01T22:30", NULL, NULL, young,
     ROTA_RULE_YOUNG_NIGHT, false, NULL,
     "start it at 06:00 or later and end it by 22:00, or give it to an adult"},
    {"nothing but night", "2026-06-01T22:00/2026-06-02T06:00", NULL, NULL, young,
     ROTA_RULE_YOUNG_NIGHT, false, NULL, "give it to an adult"},
    {"nothing but early morning", "2026-06-01T01:00/2026-06-01T05:00", NULL, NULL, young,
     ROTA_RULE_YOUNG_NIGHT, false, NULL, "give it to an adult"},

    {"an opt-out may mend it", NULL, "2026-06-01", "2026-06-07", seventeen_weeks,
     ROTA_RULE_WEEKLY_AVERAGE, false,
     "50 h in the week to Sun 7 Jun (50 h worked); at most 48 h are allowed",
     "2 h less work by Sun 7 Jun, or an opt-out agreed in writing"},
    {"where there is no opt-out", NULL, "2026-06-01", "2026-06-07", no_opt_out,
     ROTA_RULE_WEEKLY_AVERAGE, false, NULL, "2 h less work by Sun 7 Jun"},
    {"nobody under age opts out", NULL, "2026-06-01", "2026-06-07", young_weeks,
     ROTA_RULE_WEEKLY_AVERAGE, false, NULL, "2 h less work by Sun 7 Jun"},

    {"a span that leaves more than the rest", "2026-06-01T08:00/2026-06-01T20:30", NULL, NULL,
     short_span, ROTA_RULE_DUTY_SPAN, false, "lasts 12 h 30; at most 12 h are allowed", NULL},
    {"the same of continuity of care: no rest is missing", "2026-06-01T08:00/2026-06-01T20:30",
     NULL, NULL, short_span, ROTA_RULE_DUTY_SPAN, true,
     "lasts 12 h 30; at most 12 h, and no rest is owed for it", NULL},
    {"and when rest is missing", "2026-06-01T08:00/2026-06-01T21:30", NULL, NULL, short_span,
     ROTA_RULE_DUTY_SPAN, true, "lasts 13 h 30; at most 12 h, so 0 h 30 of rest are owed", NULL},

    {"35 h are more than a day off", SEVEN_DAYS, "2026-06-01", "2026-06-07", long_rest,
     ROTA_RULE_WEEKLY_REST, false, NULL,
     "leave 35 h free of work in the week from Mon 1 Jun, for example by two days off in a row"},

    {"rest that is given back needs nothing", SEVEN_DAYS, "2026-06-01", "2026-06-14", NULL,
     ROTA_RULE_WEEKLY_REST, true,
     "so 8 h are owed; made up for by the rest from Sun 7 Jun 17:00 to Mon 15 Jun 00:00", no_cure},
    {"given back too late",
     SEVEN_DAYS DAY8("08") DAY8("09") DAY8("10") DAY8("11") DAY8("12") DAY8("13") DAY8("15"),
     "2026-06-01", "2026-06-21", NULL, ROTA_RULE_COMPENSATORY_REST, true,
     "8 h of compensatory rest are owed since Mon 8 Jun 00:00 (weekly_rest); made up for by the "
     "rest from Mon 15 Jun 17:00 to Mon 22 Jun 00:00, due until Mon 15 Jun 00:00",
     no_cure},
    {"given back in time, and not at once",
     "2026-06-01T08:00/2026-06-02T08:00 2026-06-02T20:00/2026-06-02T22:00", "2026-06-01",
     "2026-06-14", lenient, ROTA_RULE_COMPENSATORY_REST, true,
     "(duty_span); made up for by the rest from Tue 2 Jun 22:00 to Mon 15 Jun 00:00, due until "
     "Wed 10 Jun 00:00",
     no_cure},
};

static const rota_finding *find(const fixture *f, enum rota_rule rule) {
    for (size_t i = 0; i < f->found.count; i++)
        if (f->found.items[i].rule == rule)
            return &f->found.items[i];
    return NULL;
}

static bool is_as_expected(const row *r) {
    fixture f;
    fixture_open(&f, r->special);
    if (r->times)
        fixture_work(&f, PRIYA, r->times);
    for (size_t i = 0; i < f.duties.count; i++)
        f.duties.items[i].break_said = true;
    if (r->prepare)
        r->prepare(&f);
    fixture_check(&f, r->from, r->to);
    const rota_finding *finding = find(&f, r->rule);
    bool found = finding != NULL || (!r->text && !r->cure);
    if (finding && r->text)
        found = strstr(finding->text, r->text) != NULL;
    if (finding && r->cure == no_cure)
        found = found && !finding->cure;
    else if (finding && r->cure)
        found = found && finding->cure && strcmp(finding->cure, r->cure) == 0;
    if (!found)
        print_message("%s: '%s', to mend it: '%s'\n", r->what,
                      finding ? finding->text : fixture_list(&f),
                      finding && finding->cure ? finding->cure : "");
    fixture_close(&f);
    return found;
}

static void words(void **state) {
    (void)state;
    int wrong = 0;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        wrong += !is_as_expected(&rows[i]);
    assert_int_equal(wrong, 0);
}

/* What is well says when it was, too. */
static void stretches_of_what_is_well(void **state) {
    (void)state;
    fixture f;
    fixture_open(&f, false);
    young(&f);
    fixture_work(&f, PRIYA, "2026-06-01T08:00/2026-06-01T12:30 2026-06-02T08:00/2026-06-02T12:00");
    rota_home_finish(f.home);
    rota_day from = fixture_day("2026-06-01"), to = fixture_day("2026-06-07");
    rota_check_all(f.home, &f.duties, PRIYA, from, to, &f.found);
    assert_true(f.found.count >= 5);
    for (size_t i = 0; i < f.found.count; i++) {
        const rota_finding *finding = &f.found.items[i];
        rota_minute before = rota_zone_at(f.home->zone, from - 7 * 17, 0, false);
        if (finding->from < before || finding->to <= finding->from)
            fail_msg("%s has no stretch of time", rota_rule_id(finding->rule));
    }
    fixture_close(&f);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words),
        cmocka_unit_test(stretches_of_what_is_well),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
