/* Every field of every type, broken one at a time in a final that is right otherwise: left out
 * where a final needs it, and with a value that is none of its kind. The fault names file, line and
 * column, what was found and what would be right. */
#include "support/test.h"

#include "support/files.h"
#include "support/random_records.h"
#include "support/record_home.h"

#include <stdio.h>
#include <string.h>

static record_home home;

static int set_up(void **state) {
    (void)state;
    record_home_open(&home);
    return 0;
}

static int tear_down(void **state) {
    (void)state;
    record_home_close(&home);
    return 0;
}

#define HEAD                                                                                       \
    "type=|schema_ver=1|home_id=h|group_id=oak|date_event=2026-11-01|date_written=2026-11-01|"     \
    "author_id=ana|author_role=keyworker|status=final|visibility=team|named_ids=ben"
#define OF_CHILD "record_id=r1|child_id=k1|" HEAD
#define OF_TEAM "record_id=r1|team_id=oak|" HEAD

/* Values of the record, and of each dimension's row ("": no rows). */
static const struct {
    const rota_record_type *type;
    const char *record, *part;
} finals[] = {
    {&rota_daily_note, OF_CHILD "|shift_id=E|carer_ids=ana|dims=COOP|situation=s", ""},
    {&rota_checklist, OF_CHILD "|band_used=B2",
     "strengths=s|score=3|evidence_date=2026-10-01|evidence=e|informant=child"},
    {&rota_caregiver_interview,
     OF_CHILD "|interviewee_ids=ben|interviewer_id=dan|purpose=at_risk|next_date=2027-01-01",
     "incident_date=2026-10|incident=i"},
    {&rota_child_interview, OF_CHILD "|consent=yes|present_ids=ana|method=talk",
     "my_view=m|own_words=1|may_share_with=all"},
    {&rota_progress_record,
     OF_CHILD "|period_from=2026-10-01|period_to=2026-10-31|review_kind=internal|"
              "participants=ana|next_review=2027-01-01|approved_by=dan",
     "how_is_child=h|change=same|score=3"},
    {&rota_goal,
     OF_CHILD "|dimension=COOP|goal=g|owner_id=ana|start=2026-11-01|review=2026-12-01|state=open",
     ""},
    {&rota_team_reflection, OF_TEAM "|supervisor_id=dan|period=2026-Q4|respondent=supervisor",
     "going_well=g|action_owner=ana|due=2026-12-01|score=3"},
    {&rota_training_session,
     OF_TEAM "|programme=Fairstart|session_no=9|date=2026-11-01|leader_present=1|"
             "scheduler_present=0|participants=ana|baseline_rota_id=record|scenario_ids=p q|"
             "decision=trial|trial_from=2026-12-01|trial_to=2026-12-31",
     ""},
    {&rota_support_session, OF_CHILD "|step=COOP", ""},
};
enum { FINALS = sizeof finals / sizeof *finals };

static void put(const rota_record_type *type, const char *spec, const char **row) {
    ROTA_CLEANUP(rota_freep) char *copy = rota_strdup(spec);
    char *rest = copy, *cell;
    while ((cell = strsep(&rest, "|"))) {
        char *equals = strchr(cell, '=');
        if (!equals)
            continue;
        *equals = '\0';
        row[rota_record_column_get(type, cell)] = rota_arena_strdup(home.arena, equals + 1);
    }
}

/* A final of five rows, or of one: what holds for the record stands in the first. */
static rota_test_table table_of(size_t i) {
    const rota_record_type *type = finals[i].type;
    static const char *cells[ROTA_DIMENSIONS][ROTA_RECORD_COLUMNS];
    static int record[ROTA_DIMENSIONS];
    int rows = *finals[i].part ? ROTA_DIMENSIONS : 1;
    for (int r = 0; r < ROTA_DIMENSIONS; r++)
        for (int c = 0; c < ROTA_RECORD_COLUMNS; c++)
            cells[r][c] = "";
    put(type, finals[i].record, cells[0]);
    for (int r = 0; r < rows; r++) {
        cells[r][ROTA_HEAD_ID] = "r1";
        put(type, finals[i].part, cells[r]);
        if (*finals[i].part)
            cells[r][type->part_column] = rota_dimension_code(r, type->team);
    }
    return (rota_test_table){
        .type = type, .cells = cells, .record = record, .nrows = rows, .nrecords = 1};
}

static rota_rc import(const rota_test_table *table) {
    static const rota_test_form form = {.delimiter = ','};
    ROTA_CLEANUP(rota_text_done) rota_text text = {0};
    rota_test_write_csv(table, &form, 0, &text);
    return record_home_import(&home, table->type, rota_text_str(&text));
}

/* With this value in the first row it must be refused by a fault of that column that says so. */
static void expect_refused(rota_test_table *table, int column, const char *value, const char *found,
                           const char *right) {
    const rota_field *field = &table->type->columns[column];
    char place[128];
    snprintf(place, sizeof place, "%s.csv:2: %s: ", table->type->file, field->name);
    table->cells[0][column] = value;
    rota_rc rc = import(table);
    rota_text faults = rota_test_faults(home.faults);
    const char *line = strstr(rota_text_str(&faults), place);
    if (rc != ROTA_E_INPUT || !line || !strstr(line, found) || !strstr(line, right))
        fail_msg("%s '%s': %s", place, value, rota_text_str(&faults));
    rota_text_done(&faults);
    home.faults->count = 0;
    rota_text out = record_home_export(&home, table->type);
    assert_null(strstr(rota_text_str(&out), "\nr1,")); /* nothing was kept */
    rota_text_done(&out);
}

static void test_right(void **state) {
    (void)state;
    for (size_t i = 0; i < FINALS; i++) {
        rota_test_table table = table_of(i);
        char place[64];
        rota_rc rc = import(&table);
        rota_test_expect_faults(home.faults, "");
        assert_int_equal(rc, ROTA_OK);
        snprintf(place, sizeof place, "r1,%s,1,", table.type->name);
        rota_text out = record_home_export(&home, table.type);
        assert_non_null(strstr(rota_text_str(&out), place));
        rota_text_done(&out);
        assert_int_equal(rota_store_begin(home.store, "a test", &home.err), ROTA_OK);
        assert_int_equal(rota_records_delete(home.store, "r1", &home.err), ROTA_OK);
        assert_int_equal(rota_store_commit(home.store, &home.err), ROTA_OK);
    }
}

static void test_left_out(void **state) {
    (void)state;
    int cases = 0;
    for (size_t i = 0; i < FINALS; i++)
        for (int c = 0; c < finals[i].type->ncolumns; c++) {
            const rota_field *field = &finals[i].type->columns[c];
            rota_test_table table = table_of(i);
            bool filled_in = strcmp(field->name, "band_used") == 0; /* with the band of the age */
            if (field->need != ROTA_FINAL || filled_in)
                continue;
            expect_refused(&table, c, "", "is empty; ", "needed for a final record");
            cases++;
            if (field->type != ROTA_FIELD_TEXT)
                continue;
            expect_refused(&table, c, " \n\t", "is empty; ", "a text is needed for a final record");
        }
    assert_int_equal(cases, 9 * 4 - 2 + 2 + 3 + 5 + 2 + 4 + 6 + 3 + 5 + 1);
}

static void test_wrong_values(void **state) {
    (void)state;
    static const struct {
        const char *value, *found, *right;
    } wrong[] = {
        [ROTA_FIELD_ID] = {"a b", "'a b' is not an id", "(1 to 32 letters"},
        [ROTA_FIELD_WORD] = {"a/b", "'a/b' is not an id", "(1 to 32 letters"},
        [ROTA_FIELD_WORDS] = {"x a/b", "'a/b' is not an id", "1 to 32 letters"},
        [ROTA_FIELD_STAFF] = {"anna", "unknown staff 'anna'", "did you mean 'ana'?"},
        [ROTA_FIELD_STAFF_LIST] = {"ben anna", "unknown staff 'anna'", "did you mean 'ana'?"},
        [ROTA_FIELD_CHILD] = {"k11", "unknown child 'k11'", "did you mean 'k1'?"},
        [ROTA_FIELD_GROUP] = {"oakk", "unknown group 'oakk'", "did you mean 'oak'?"},
        [ROTA_FIELD_SHIFT] = {"EE", "unknown shift 'EE'", ""},
        [ROTA_FIELD_RECORD] = {"zz9", "unknown record 'zz9'", ""},
        [ROTA_FIELD_RECORD_LIST] = {"zz9", "unknown record 'zz9'", ""},
        [ROTA_FIELD_TEXT] = {NULL, NULL, NULL},
        [ROTA_FIELD_DATE] = {"1.11.2026", "'1.11.2026' is not a date",
                             "did you mean '2026-11-01'?"},
        [ROTA_FIELD_MONTH] = {"2026-13", "'2026-13' is not a date or a month", "2026-12"},
        [ROTA_FIELD_CHOICE] = {"zzz", "'zzz' is not one of ", ""},
        [ROTA_FIELD_CHOICES] = {"COOP AVIAL", "'AVIAL' is not one of ", "did you mean 'AVAIL'?"},
        [ROTA_FIELD_INT] = {"-1", "'-1' is not ", "1"},
        [ROTA_FIELD_FLAG] = {"2", "'2' is not 1 or 0", "(or yes or no)"},
    };
    int cases = 0;
    for (size_t i = 0; i < FINALS; i++)
        for (int c = 0; c < finals[i].type->ncolumns; c++) {
            enum rota_field_type type = finals[i].type->columns[c].type;
            rota_test_table table = table_of(i);
            if (!wrong[type].value || c == ROTA_HEAD_AUTHOR)
                continue;
            expect_refused(&table, c, wrong[type].value, wrong[type].found, wrong[type].right);
            cases++;
        }
    assert_in_range(cases, 150, 250);
}

/* A final that was written before what it tells of. */
static void test_days(void **state) {
    (void)state;
    for (size_t i = 0; i < FINALS; i++) {
        rota_test_table table = table_of(i);
        expect_refused(&table, ROTA_HEAD_WRITTEN, "2026-10-31", "'2026-10-31' is before date_event",
                       "'2026-11-01'");
    }
}

/* By the clock of whoever writes; a month has passed when it began. */
static void test_today(void **state) {
    (void)state;
    static const struct {
        int year, month, day;
        const char *faults;
    } cases[] = {
        {2026, 11, 2, ""},
        {2026, 11, 1,
         "date_written: '2026-11-02' is in the future (today is 2026-11-01); until then the record "
         "is a draft\n"},
        {2026, 9, 30,
         "date_event: '2026-11-01' is in the future (today is 2026-09-30); until then the record "
         "is "
         "a draft\n"
         "date_written: '2026-11-02' is in the future (today is 2026-09-30); until then the record "
         "is a draft\n"
         "incident_date: COOP: '2026-10' is in the future (today is 2026-09-30); until then the "
         "record is a draft\n"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        rota_record *record = rota_record_new(home.arena, &rota_caregiver_interview);
        put(record->type, "record_id=r1|date_event=2026-11-01|date_written=2026-11-02|status=final",
            record->values);
        put(record->type, "incident_date=2026-10",
            rota_record_part_make(home.arena, record, 3)->values);
        rota_day today = rota_day_of(cases[i].year, cases[i].month, cases[i].day);
        rota_record_check_today(record, today, home.faults);
        rota_test_expect_faults(home.faults, cases[i].faults);
        rota_record_set(record, "status", "draft");
        rota_record_check_today(record, today, home.faults);
        rota_test_expect_faults(home.faults, "");
    }
}

/* Days of a final that cannot be right. */
static void test_odd_days(void **state) {
    (void)state;
    static const struct {
        const rota_record_type *type;
        const char *record, *part, *item, *faults;
    } cases[] = {
        {&rota_checklist, "", "", "evidence_date=2026-11-02", ""},
        {&rota_checklist, "", "", "evidence_date=2026-11-03",
         "evidence_date: COOP: '2026-11-03' is after date_written, '2026-11-02'\n"},
        {&rota_caregiver_interview, "next_date=2026-11-01", "incident_date=2026-11", "", ""},
        {&rota_caregiver_interview, "next_date=2026-10-31", "incident_date=2026-12", "",
         "next_date: '2026-10-31' is before date_event, '2026-11-01'\n"
         "incident_date: COOP: '2026-12' is after date_written, '2026-11-02'\n"},
        {&rota_caregiver_interview, "", "incident_date=2026-11-03", "",
         "incident_date: COOP: '2026-11-03' is after date_written, '2026-11-02'\n"},
        {&rota_progress_record, "next_review=2026-11-01", "", "", ""},
        {&rota_progress_record, "next_review=2026-10-31", "", "",
         "next_review: '2026-10-31' is before date_event, '2026-11-01'\n"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        rota_record *record = rota_record_new(home.arena, cases[i].type);
        put(record->type, "record_id=r1|date_event=2026-11-01|date_written=2026-11-02|status=final",
            record->values);
        put(record->type, cases[i].record, record->values);
        rota_record_part *part = rota_record_part_make(home.arena, record, 3);
        put(record->type, cases[i].part, part->values);
        if (*cases[i].item)
            put(record->type, cases[i].item,
                rota_record_item_add(home.arena, record, part)->values);
        rota_record_check_days(record, home.faults);
        rota_test_expect_faults(home.faults, cases[i].faults);
        rota_record_set(record, "status", "draft");
        rota_record_check_days(record, home.faults);
        rota_test_expect_faults(home.faults, "");
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_right, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_left_out, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_wrong_values, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_days, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_today, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_odd_days, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
