#include "support/test.h"

#include "core/rules.h"
#include "core/terms.h"

#include <stdio.h>
#include <string.h>

static void ids_are_the_documented_ones(void **state) {
    (void)state;
    static const char *const ids[] = {"weekly_average",    "daily_rest",   "duty_span",
                                      "weekly_rest",       "break",        "night_average",
                                      "night_absolute",    "night_health", "young_daily",
                                      "young_weekly",      "young_night",  "young_daily_rest",
                                      "young_weekly_rest", "young_break",  "compensatory_rest",
                                      "opt_out_register",  "overlap",      "lone_worker",
                                      "agency_share",      "lead_on_duty"};
    for (int i = 0; i < (int)(sizeof ids / sizeof ids[0]); i++) {
        assert_int_equal(rota_rule_find(ids[i]), i);
        assert_string_equal(rota_rule_id((enum rota_rule)i), ids[i]);
    }
    assert_int_equal(rota_rule_find("house_max_consecutive_days"),
                     ROTA_RULE_HOUSE_MAX_CONSECUTIVE_DAYS);
    assert_int_equal(rota_rule_find("Break"), -1);
    assert_int_equal(rota_rule_find(""), -1);
}

/* A value that every key of the type takes and that is no default. */
static const char *sample(const rota_rule_key *key, char *buf, size_t size) {
    switch (key->type) {
    case ROTA_RULE_HOURS:
        return "1.25";
    case ROTA_RULE_YES_NO:
        return "yes";
    case ROTA_RULE_TIME:
        return "21:45";
    case ROTA_RULE_DATE:
        return "2026-01-05";
    case ROTA_RULE_CHOICE: /* the second word */
        snprintf(buf, size, "%.*s", (int)strcspn(strchr(key->words, '|') + 1, "|"),
                 strchr(key->words, '|') + 1);
        return buf;
    case ROTA_RULE_HUNDREDTHS:
        return "4.25";
    default:
        snprintf(buf, size, "%ld", key->max);
        return buf;
    }
}

static const char *unset(const rota_rule_key *key) {
    return key->type == ROTA_RULE_YES_NO ? "no" : "";
}

static void each_key_goes_round_and_touches_no_other(void **state) {
    (void)state;
    size_t n;
    const rota_rule_key *table = rota_rules_table(&n);
    assert_int_equal(n, 62);
    for (size_t i = 0; i < n; i++) {
        rota_rules rules;
        char value[32], buf[32];
        const char *section = rota_rule_id(table[i].rule);
        const char *set = sample(&table[i], value, sizeof value);
        rota_rules_init(&rules);
        assert_int_equal(rota_rules_set(&rules, section, table[i].key, set, NULL), ROTA_OK);
        for (size_t j = 0; j < n; j++)
            assert_string_equal(rota_rules_get(&rules, &table[j], buf, sizeof buf),
                                j == i ? set : unset(&table[j]));
        /* A profile may take a rule of its base back. */
        assert_int_equal(rota_rules_set(&rules, section, table[i].key, unset(&table[i]), NULL),
                         ROTA_OK);
        assert_string_equal(rota_rules_get(&rules, &table[i], buf, sizeof buf), unset(&table[i]));
        assert_in_range(strlen(table[i].help), 10, 100);
    }
}

static void fields_hold_minutes_and_counts(void **state) {
    (void)state;
    rota_rules r;
    rota_rules_init(&r);
    assert_int_equal(r.average_limit, -1);
    assert_int_equal(r.night_from, -1);
    assert_int_equal(r.adult_age, -1);
    assert_false(r.average_opt_out);
    assert_int_equal(rota_rules_set(&r, "weekly_average", "limit_hours", "48", NULL), ROTA_OK);
    assert_int_equal(rota_rules_set(&r, "weekly_average", "weeks", "17", NULL), ROTA_OK);
    assert_int_equal(rota_rules_set(&r, "young_break", "after_hours", "4.5", NULL), ROTA_OK);
    assert_int_equal(rota_rules_set(&r, "young_break", "minutes", "30", NULL), ROTA_OK);
    assert_int_equal(rota_rules_set(&r, "young_night", "to", "00:00", NULL), ROTA_OK);
    assert_int_equal(r.average_limit, 2880);
    assert_int_equal(r.average_weeks, 17);
    assert_int_equal(r.young_break_after, 270);
    assert_int_equal(r.young_break, 30);
    assert_int_equal(r.young_night_to, 0);
}

static void errors_say_what_would_be_right(void **state) {
    (void)state;
    static const struct {
        const char *section, *key, *value, *message, *column;
    } cases[] = {
        {"daily_rst", "hours", "11", "unknown rule 'daily_rst'; did you mean 'daily_rest'?", ""},
        {"pension", "hours", "11", "unknown rule 'pension'", ""},
        {"profil", "name", "x", "unknown rule 'profil'; did you mean 'profile'?", ""},
        {"daily_rest", "huors", "11", "unknown key 'huors' in [daily_rest]; did you mean 'hours'?",
         ""},
        {"overlap", "sorce", "x", "unknown key 'sorce' in [overlap]; did you mean 'source'?", ""},
        {"overlap", "minutes", "x",
         "unknown key 'minutes' in [overlap]; it may have regulation, source, evidence, "
         "valid_from, advisory",
         ""},
        {"profile", "extends", "uk", "unknown key 'extends' in [profile]; it may have name, title",
         ""},
        {"daily_rest", "hours", "eleven",
         "'eleven' is not a number of hours from 1 to 24 (for example 11)", "hours"},
        {"daily_rest", "hours", "25", "'25' is not a number of hours from 1 to 24 (for example 11)",
         "hours"},
        {"daily_rest", "hours", "11,5",
         "'11,5' is not a number of hours from 1 to 24 (for example 11)", "hours"},
        {"daily_rest", "adult_age", "14", "'14' is not a whole number from 15 to 25", "adult_age"},
        {"daily_rest", "special_case", "", "'' is neither yes nor no", "special_case"},
        {"weekly_rest", "days", "10", "'10' is not 7 or 14", "days"},
        {"night_average", "night_from", "24:00", "'24:00' is not a time of day (for example 23:00)",
         "night_from"},
        {"break", "minutes", "20.5", "'20.5' is not a whole number from 1 to 240", "minutes"},
        {"break", "evidence", "X",
         "'X' is not V (text seen), S (secondary source), M (memory) or I (a reading)", "evidence"},
        {"break", "evidence", "",
         "'' is not V (text seen), S (secondary source), M (memory) or I (a reading)", "evidence"},
        {"break", "valid_from", "2023-02-29", "'2023-02-29' is not a date (for example 1998-10-01)",
         "valid_from"},
        {"break", "advisory", "maybe", "'maybe' is neither yes nor no", "advisory"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        rota_rules rules, untouched;
        rota_err err = {0};
        rota_rules_init(&rules);
        rota_rules_init(&untouched);
        assert_int_equal(
            rota_rules_set(&rules, cases[i].section, cases[i].key, cases[i].value, &err),
            ROTA_E_INPUT);
        assert_string_equal(err.message, cases[i].message);
        assert_string_equal(err.column, cases[i].column);
        assert_memory_equal(&rules, &untouched, sizeof rules);
    }
}

static void origins_are_kept(void **state) {
    (void)state;
    rota_rules r;
    rota_rules_init(&r);
    const rota_rule_origin *o = &r.origin[ROTA_RULE_DAILY_REST];
    assert_int_equal(rota_rules_set(&r, "daily_rest", "regulation", "reg 10(1)", NULL), ROTA_OK);
    assert_int_equal(rota_rules_set(&r, "daily_rest", "source", "its text", NULL), ROTA_OK);
    assert_int_equal(rota_rules_set(&r, "daily_rest", "evidence", "V", NULL), ROTA_OK);
    assert_int_equal(rota_rules_set(&r, "daily_rest", "valid_from", "1998-10-01", NULL), ROTA_OK);
    assert_string_equal(o->regulation, "reg 10(1)");
    assert_string_equal(o->source, "its text");
    assert_string_equal(o->valid_from, "1998-10-01");
    assert_int_equal(o->evidence, 'V');
    assert_false(o->advisory);
    assert_int_equal(rota_rules_set(&r, "profile", "name", "mine", NULL), ROTA_OK);
    assert_int_equal(rota_rules_set(&r, "profile", "title", "My own", NULL), ROTA_OK);
    assert_string_equal(r.name, "mine");
    assert_string_equal(r.title, "My own");

    char text[ROTA_RULE_TEXT_SIZE + 1];
    memset(text, 'x', sizeof text);
    text[ROTA_RULE_TEXT_SIZE] = '\0';
    rota_err err = {0};
    assert_int_equal(rota_rules_set(&r, "daily_rest", "source", text, &err), ROTA_E_INPUT);
    assert_string_equal(err.message,
                        "'xxxxxxxxxxxxxxxxxxxx...' is too long: 160 bytes, at most 159");
    text[ROTA_RULE_TEXT_SIZE - 1] = '\0';
    assert_int_equal(rota_rules_set(&r, "daily_rest", "source", text, &err), ROTA_OK);
    assert_string_equal(o->source, text);
}

/* Evidence M makes a rule advisory unless the profile decides, before or after, in any order. */
static void memory_is_advisory(void **state) {
    (void)state;
    static const struct {
        const char *keys[3], *values[3];
        bool advisory;
    } cases[] = {
        {{"evidence"}, {"M"}, true},
        {{"evidence"}, {"S"}, false},
        {{"evidence", "advisory"}, {"M", "no"}, false},
        {{"advisory", "evidence"}, {"no", "M"}, false},
        {{"advisory", "evidence"}, {"yes", "V"}, true},
        {{"evidence", "evidence"}, {"M", "V"}, false}, /* a base and the profile that checked it */
        {{"evidence", "advisory", "evidence"}, {"M", "yes", "V"}, true},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        rota_rules r;
        rota_rules_init(&r);
        for (int k = 0; k < 3 && cases[i].keys[k]; k++)
            assert_int_equal(
                rota_rules_set(&r, "break", cases[i].keys[k], cases[i].values[k], NULL), ROTA_OK);
        assert_int_equal(r.origin[ROTA_RULE_BREAK].advisory, cases[i].advisory);
    }
}

/* ---- The profiles that come with the program, read with as little as they need ---- */

static void read_profile(const char *name, rota_rules *rules) {
    char path[512], line[1024], section[1024] = "";
    rota_rules_init(rules);
    snprintf(path, sizeof path, "%s/data/rules/%s.ini", ROTA_SOURCE_DIR, name);
    FILE *f = fopen(path, "r");
    assert_non_null(f);
    while (fgets(line, sizeof line, f)) {
        line[strcspn(line, "\n")] = '\0';
        if (!*line || *line == '#')
            continue;
        assert_null(strpbrk(line, ";#")); /* an INI reader would cut the value there */
        char *end = strchr(line, ']'), *equals = strstr(line, " =");
        if (*line == '[' && end) {
            *end = '\0';
            snprintf(section, sizeof section, "%s", line + 1);
            continue;
        }
        assert_non_null(equals);
        *equals = '\0';
        rota_err err = {0};
        const char *value = equals[2] ? equals + 3 : "";
        if (rota_rules_set(rules, section, line, value, &err) != ROTA_OK)
            fail_msg("%s: [%s] %s: %s", path, section, line, err.message);
    }
    fclose(f);
}

/* "" = the profile has no such number. */
static const struct {
    const char *section, *key, *uk, *eu, *generic, *tr;
} numbers[] = {
    {"weekly_average", "limit_hours", "48", "48", "48", "45"},
    {"weekly_average", "weeks", "17", "17", "1", "1"},
    {"weekly_average", "special_case_weeks", "26", "26", "1", "1"},
    {"weekly_average", "special_case_most_weeks", "26", "", "", ""},
    {"weekly_average", "reference", "rolling", "", "", ""},
    {"weekly_average", "fixed_from", "", "", "", ""},
    {"weekly_average", "excluded_days", "worked", "", "", ""},
    {"weekly_average", "additional_leave", "yes", "", "", ""},
    {"weekly_average", "opt_out", "yes", "no", "no", "no"},
    {"weekly_average", "opt_out_days", "dropped", "", "", ""},
    {"daily_rest", "hours", "11", "11", "12", "11"},
    {"daily_rest", "special_case", "yes", "yes", "no", "no"},
    {"daily_rest", "adult_age", "18", "18", "18", "18"},
    {"duty_span", "hours", "13", "13", "12", "13"},
    {"duty_span", "work_hours", "", "", "", "11"},
    {"weekly_rest", "hours", "24", "35", "24", "24"},
    {"weekly_rest", "with_daily_hours", "35", "35", "24", "24"},
    {"weekly_rest", "days", "7", "7", "7", "7"},
    {"weekly_rest", "fortnight", "either", "", "", ""},
    {"weekly_rest", "week_starts", "", "", "", ""},
    {"weekly_rest", "leave_counts", "yes", "", "", ""},
    {"break", "minutes", "20", "20", "", "15"},
    {"break", "after_hours", "6", "6", "", "0"},
    {"break", "longer_minutes", "", "", "", "30"},
    {"break", "longer_after_hours", "", "", "", "4"},
    {"break", "longest_minutes", "", "", "", "60"},
    {"break", "longest_after_hours", "", "", "", "7.5"},
    {"break", "split", "no", "no", "no", "yes"},
    {"night_average", "night_from", "23:00", "23:00", "23:00", "20:00"},
    {"night_average", "night_to", "06:00", "06:00", "06:00", "06:00"},
    {"night_average", "night_worker_hours", "3", "3", "3", "3"},
    {"night_average", "sleep_in", "yes", "yes", "", ""},
    {"night_average", "hours", "8", "8", "", ""},
    {"night_average", "weeks", "17", "17", "", ""},
    {"night_average", "reference", "rolling", "", "", ""},
    {"night_average", "fixed_from", "", "", "", ""},
    {"night_absolute", "hours", "", "", "", "7.5"},
    {"night_health", "months", "12", "", "", "24"},
    {"young_daily", "hours", "8", "8", "8", "8"},
    {"young_weekly", "hours", "40", "40", "40", "40"},
    {"young_night", "from", "22:00", "22:00", "22:00", "20:00"},
    {"young_night", "to", "06:00", "06:00", "06:00", "06:00"},
    {"young_night", "contract_from", "23:00", "23:00", "", ""},
    {"young_night", "contract_to", "07:00", "07:00", "", ""},
    {"young_daily_rest", "hours", "12", "12", "12", "14"},
    {"young_weekly_rest", "hours", "48", "48", "", "40"},
    {"young_weekly_rest", "reduced_hours", "36", "", "", ""},
    {"young_break", "minutes", "30", "30", "", ""},
    {"young_break", "after_hours", "4.5", "4.5", "", ""},
    {"compensatory_rest", "policy", "strict", "strict", "", ""},
    {"compensatory_rest", "days", "14", "", "", ""},
    {"opt_out_register", "notice_days", "7", "7", "", ""},
    {"opt_out_register", "max_notice_months", "3", "", "", ""},
    {"lone_worker", "least", "2", "", "", ""},
    {"agency_share", "per_cent", "50", "", "", ""},
    {"agency_share", "not_alone_at_night", "yes", "no", "no", "no"},
    {"leave", "weeks", "5.6", "4", "3", "2.34"},
    {"leave", "most_days", "28", "", "", "14"},
    {"leave", "accrual_per_cent", "12.07", "", "", ""},
    {"keep_rotas", "years", "15", "", "", ""},
    {"keep_pay", "years", "6", "", "", ""},
    {"keep_hours", "years", "2", "", "", ""},
};

static void profiles_have_their_numbers(void **state) {
    (void)state;
    rota_rules uk, eu, generic, tr;
    read_profile("uk", &uk);
    read_profile("eu", &eu);
    read_profile("generic", &generic);
    read_profile("tr", &tr);
    assert_string_equal(uk.name, "uk");
    assert_string_equal(eu.name, "eu");
    assert_string_equal(generic.name, "generic");
    assert_string_equal(tr.name, "tr");
    assert_string_equal(uk.title, "United Kingdom, Working Time Regulations 1998");
    size_t n;
    const rota_rule_key *table = rota_rules_table(&n);
    assert_int_equal(n, sizeof numbers / sizeof numbers[0]);
    for (size_t i = 0; i < n; i++) {
        char buf[32];
        assert_string_equal(rota_rule_id(table[i].rule), numbers[i].section);
        assert_string_equal(table[i].key, numbers[i].key);
        assert_string_equal(rota_rules_get(&uk, &table[i], buf, sizeof buf), numbers[i].uk);
        assert_string_equal(rota_rules_get(&eu, &table[i], buf, sizeof buf), numbers[i].eu);
        assert_string_equal(rota_rules_get(&generic, &table[i], buf, sizeof buf),
                            numbers[i].generic);
        assert_string_equal(rota_rules_get(&tr, &table[i], buf, sizeof buf), numbers[i].tr);
    }
}

/* Days of annual leave a year, in hundredths like the days of a week. */
static void leave_of_a_year(void **state) {
    (void)state;
    static const struct {
        const char *profile;
        int days_a_week, days;
    } rows[] = {
        {"uk", 500, 2800}, {"uk", 600, 2800}, {"uk", 300, 1680},      {"uk", 250, 1400},
        {"uk", 450, 2520}, {"eu", 500, 2000}, {"generic", 500, 1500}, {"tr", 600, 1400},
        {"tr", 700, 1400}, {"tr", 500, 1170},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        rota_rules rules;
        read_profile(rows[i].profile, &rules);
        int days = rota_leave_entitlement(&rules, rows[i].days_a_week);
        if (days != rows[i].days)
            fail_msg("%s, %d: %d instead of %d", rows[i].profile, rows[i].days_a_week, days,
                     rows[i].days);
    }
}

static bool is_one_of(int rule, const int *rules, size_t n) {
    for (size_t i = 0; i < n; i++) {
        if (rules[i] == rule)
            return true;
    }
    return false;
}

/* Every rule of a profile says where it comes from; what is shown only is the list given here. */
static void check_origins(const char *name, const int *advisory, size_t n) {
    rota_rules rules;
    read_profile(name, &rules);
    for (int i = 0; i < ROTA_NRULES; i++) {
        const rota_rule_origin *o = &rules.origin[i];
        bool named = o->evidence != 0;
        assert_int_equal(named, *o->regulation != '\0');
        assert_int_equal(named, *o->source != '\0');
        assert_int_equal(o->advisory, is_one_of(i, advisory, n));
    }
    size_t keys;
    const rota_rule_key *table = rota_rules_table(&keys);
    for (size_t i = 0; i < keys; i++) {
        char buf[32];
        if (table[i].type != ROTA_RULE_YES_NO &&
            *rota_rules_get(&rules, &table[i], buf, sizeof buf))
            assert_int_not_equal(rules.origin[table[i].rule].evidence, 0);
    }
}

static void profiles_say_where_their_rules_come_from(void **state) {
    (void)state;
    static const int uk[] = {ROTA_RULE_AGENCY_SHARE, ROTA_RULE_KEEP_ROTAS, ROTA_RULE_KEEP_PAY};
    static const int eu[] = {
        ROTA_RULE_BREAK,        ROTA_RULE_NIGHT_AVERAGE,    ROTA_RULE_NIGHT_ABSOLUTE,
        ROTA_RULE_NIGHT_HEALTH, ROTA_RULE_OPT_OUT_REGISTER, ROTA_RULE_LEAVE};
    static const int tr[] = {ROTA_RULE_NIGHT_HEALTH};
    check_origins("uk", uk, 3);
    check_origins("eu", eu, 6);
    check_origins("generic", NULL, 0);
    check_origins("tr", tr, 1);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ids_are_the_documented_ones),
        cmocka_unit_test(each_key_goes_round_and_touches_no_other),
        cmocka_unit_test(fields_hold_minutes_and_counts),
        cmocka_unit_test(errors_say_what_would_be_right),
        cmocka_unit_test(origins_are_kept),
        cmocka_unit_test(memory_is_advisory),
        cmocka_unit_test(profiles_have_their_numbers),
        cmocka_unit_test(leave_of_a_year),
        cmocka_unit_test(profiles_say_where_their_rules_come_from),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
