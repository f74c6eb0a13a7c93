#include "support/test.h"

#include "records/record.h"

#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

/* What the table says of itself must fit together. */
static void test_table(void **state) {
    (void)state;
    size_t n;
    const rota_record_type *const *types = rota_record_types(&n);
    assert_int_equal(n, 9);
    for (size_t t = 0; t < n; t++) {
        const rota_record_type *type = types[t];
        assert_true(type->ncolumns <= ROTA_RECORD_COLUMNS);
        assert_ptr_equal(rota_record_type_find(type->name), type);
        assert_ptr_equal(rota_record_type_find(type->file), type);
        assert_non_null(strstr(rota_record_type_names(), type->name));
        assert_string_equal(type->columns[ROTA_HEAD_WHO].name, type->team ? "team_id" : "child_id");
        enum rota_field_level level = ROTA_OF_HEAD;
        for (int i = 0; i < type->ncolumns; i++) {
            const rota_field *field = &type->columns[i];
            assert_int_equal(rota_record_column(type, field->name), i);
            assert_true(field->level >= level); /* head, record, part, item: in this order */
            level = field->level;
            assert_int_equal(field->level == ROTA_OF_HEAD, i < ROTA_HEAD_COLUMNS);
            assert_true(field->type != ROTA_FIELD_CHOICE || field->of);
            assert_true(field->ask && *field->ask);
        }
        if (type->part_column >= 0) {
            const rota_field *field = &type->columns[type->part_column];
            assert_string_equal(field->name, type->team ? "domain" : "dimension");
            assert_int_equal(rota_field_choices(field), ROTA_DIMENSIONS);
            assert_int_equal(type->columns[type->part_column - 1].level, ROTA_OF_RECORD);
        } else
            assert_int_not_equal(type->columns[type->ncolumns - 1].level, ROTA_OF_PART);
        if (type->first_item >= 0) {
            assert_string_equal(type->columns[type->first_item].name, "evidence_date");
            assert_int_equal(type->columns[type->first_item - 1].level, ROTA_OF_PART);
        }
    }
    assert_int_equal(rota_record_type_find("note") == &rota_daily_note, 1);
    assert_null(rota_record_type_find("notes"));
    assert_string_equal(rota_record_type_nearest("daily_nots"), "daily_note");
    assert_null(rota_record_type_nearest("assignments"));
}

static void test_bands(void **state) {
    (void)state;
    static const struct {
        int months, band;
    } cases[] = {{0, 0},   {18, 0},  {19, 1},  {59, 1},  {60, 2},
                 {131, 2}, {132, 3}, {227, 3}, {228, -1}};
    for (size_t i = 0; i < COUNT(cases); i++)
        assert_int_equal(rota_band_of(cases[i].months), cases[i].band);
    assert_string_equal(rota_band_code(3), "B4");
}

static void test_dimensions(void **state) {
    (void)state;
    static const struct {
        const char *code;
        bool team;
        int dimension;
    } cases[] = {
        {"AVAIL", false, 0},          {"MEMBER", false, 4},           {"avail", false, -1},
        {"TEAM_BELONG", true, 4},     {"team membership", true, 4},   {"Team Membership", true, 4},
        {"TEAM_MEMBERSHIP", true, 4}, {"team-belonging", true, 4},    {"MEMBER", true, -1},
        {"TEAM_BELONG", false, -1},   {"team memberships", true, -1}, {"COOP", true, 3},
        {"teammembership", true, -1},
    };
    for (size_t i = 0; i < COUNT(cases); i++)
        assert_int_equal(rota_dimension_find(cases[i].code, cases[i].team), cases[i].dimension);
    assert_string_equal(rota_dimension_code(4, true), "TEAM_BELONG");
    assert_string_equal(rota_dimension_code(4, false), "MEMBER");
}

/* ---- Values ---- */

static rota_person people[] = {{.id = "ana", .name = "Ana"}, {.id = "ben", .name = "Ben"}};
static rota_child children[] = {{.id = "k1", .name = "Mia"}};
static rota_group groups[] = {{.id = "willow", .name = "Willow"}};

static const struct {
    const rota_record_type *type;
    const char *field, *text, *value, *wrong;
} values[] = {
    {&rota_daily_note, "child_id", " k1 ", "k1", ""},
    {&rota_daily_note, "child_id", "k2", NULL, "unknown child 'k2'; did you mean 'k1'?"},
    {&rota_daily_note, "child_id", "nobody", NULL, "unknown child 'nobody'; one of k1"},
    {&rota_daily_note, "carer_ids", "ben|ana  ben", "ben ana", ""},
    {&rota_daily_note, "carer_ids", "ben anna", NULL, "unknown staff 'anna'; did you mean 'ana'?"},
    {&rota_daily_note, "shift_id", "E", NULL, "unknown shift 'E'"},
    {&rota_daily_note, "group_id", "wilow", NULL, "unknown group 'wilow'; did you mean 'willow'?"},
    {&rota_daily_note, "dims", "MEMBER AVAIL|MEMBER", "MEMBER AVAIL", ""},
    {&rota_daily_note, "dims", "", "", ""},
    {&rota_daily_note, "dims", "AVIAL", NULL,
     "'AVIAL' is not one of AVAIL, SENS, ACCEPT, COOP, MEMBER; did you mean 'AVAIL'?"},
    {&rota_daily_note, "date_event", "31.12.2026", NULL,
     "'31.12.2026' is not a date (for example 2026-12-31); did you mean '2026-12-31'?"},
    {&rota_daily_note, "date_event", "2026-02-29", NULL,
     "'2026-02-29' is not a date (for example 2026-12-31)"},
    {&rota_daily_note, "date_event", "2026-12", NULL,
     "'2026-12' is not a date (for example 2026-12-31)"},
    {&rota_caregiver_interview, "incident_date", "2026-12", "2026-12", ""},
    {&rota_caregiver_interview, "incident_date", "2026-13", NULL,
     "'2026-13' is not a date or a month (for example 2026-12-31 or 2026-12)"},
    {&rota_checklist, "score", "0", "0", ""},
    {&rota_checklist, "score", "10", "10", ""},
    {&rota_checklist, "score", "", "", ""}, /* no score is not zero */
    {&rota_checklist, "score", "11", NULL, "'11' is not a whole number from 0 to 10"},
    {&rota_checklist, "score", "7.5", NULL, "'7.5' is not a whole number from 0 to 10"},
    {&rota_checklist, "informant", "childs", NULL,
     "'childs' is not one of caregiver_account, direct_observation, direct_work, "
     "other_professional, child; did you mean 'child'?"},
    {&rota_child_interview, "own_words", "yes", "1", ""},
    {&rota_child_interview, "own_words", "0", "0", ""},
    {&rota_child_interview, "own_words", "2", NULL, "'2' is not 1 or 0 (or yes or no)"},
    {&rota_child_interview, "may_share_with", "team | social_worker", "team social_worker", ""},
    {&rota_child_interview, "may_share_with", "the team!", NULL,
     "'team!' is not an id (1 to 32 letters, digits, _ or -)"},
    {&rota_team_reflection, "domain", "Team membership", "TEAM_BELONG", ""},
    {&rota_team_reflection, "domain", "MEMBER", NULL,
     "'MEMBER' is not one of AVAIL, SENS, ACCEPT, COOP, TEAM_BELONG"},
    {&rota_daily_note, "situation", " two \r\n lines\r", " two \n lines\n", ""},
    {&rota_daily_note, "situation", " \n", "", ""},
    {&rota_daily_note, "status", "finl", NULL,
     "'finl' is not one of draft, final, amended; did you mean 'final'?"},
};

static void test_values(void **state) {
    (void)state;
    rota_home *home = rota_home_new();
    home->staff = people;
    home->nstaff = 2;
    home->children = children;
    home->nchildren = 1;
    home->groups = groups;
    home->ngroups = 1;
    rota_arena *arena = rota_arena_new();
    for (size_t i = 0; i < COUNT(values); i++) {
        rota_text wrong = {0};
        const rota_field *field =
            &values[i].type->columns[rota_record_column_get(values[i].type, values[i].field)];
        const char *value =
            rota_field_parse(values[i].type, field, values[i].text, home, arena, &wrong);
        assert_string_equal(rota_text_str(&wrong), values[i].wrong);
        if (values[i].value)
            assert_string_equal(value, values[i].value);
        else
            assert_null(value);
        rota_text_done(&wrong);
    }
    rota_arena_free(arena);
    rota_home_free(home);
}

static void test_words(void **state) {
    (void)state;
    assert_true(rota_words_have("a team all", "team"));
    assert_false(rota_words_have("a teams all", "team"));
    assert_false(rota_words_have("", ""));
    assert_false(rota_words_have("a b", ""));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_table),      cmocka_unit_test(test_bands),
        cmocka_unit_test(test_dimensions), cmocka_unit_test(test_values),
        cmocka_unit_test(test_words),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
