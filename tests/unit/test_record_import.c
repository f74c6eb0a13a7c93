#include "support/test.h"

#include "support/files.h"
#include "support/record_home.h"

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static record_home home;

static int set_up(void **state) {
    (void)state;
    umask(0);
    record_home_open(&home);
    return 0;
}

static int tear_down(void **state) {
    (void)state;
    record_home_close(&home);
    return 0;
}

/* Every type in the export's own form, with text that is meant to break something. */
#define HEAD(who)                                                                                  \
    "record_id,type,schema_ver," who ",home_id,group_id,date_event,date_written,author_id,"        \
    "author_role,status,supersedes_id,visibility,named_ids"
static const struct {
    const rota_record_type *type;
    const char *text;
    int records;
} files[] = {
    {&rota_goal,
     HEAD("child_id") ",dimension,goal,steps,owner_id,start,review,state,from_record_id\n"
                      "g1,goal,1,k1,h,willow,2026-10-01,2026-10-01,ana,keyworker,final,,team,,"
                      "AVAIL,\"To say when she is hungry; to be \"\"heard\"\"\",,ana,2026-10-01,"
                      "2026-12-01,open,\n"
                      "g2,goal,1,k1,,,,2026-10-01,ana,keyworker,draft,,team,,,,,,,,,g1\n",
     2},
    {&rota_daily_note,
     HEAD("child_id") ",shift_id,carer_ids,dims,situation,child_signal,carer_thinking_feeling,"
                      "carer_response,child_response,follow_up\n"
                      "n1,daily_note,1,k1,h,willow,2026-11-01,2026-11-01,ana,carer,final,,team,,E,"
                      "ana ben,AVAIL MEMBER,\"Frühstück, \"\"Ei\"\";\nzweite Zeile\n\n\tdritte  \","
                      "\"'=HYPERLINK(\"\"x\"\")\",'+1,'-2,'@x,\"'\tTab\"\n"
                      "n2,daily_note,1,k2,,,,,,,draft,,named,ben social_worker,,,,"
                      "''=one quote,\" spaces \",☃😀,'',',\n",
     2},
    {&rota_checklist,
     HEAD("child_id") ",age_months,band_chrono,band_used,band_reason,dimension,strengths,"
                      "difficulties,score,score_home,score_birthfamily,evidence_date,evidence,"
                      "informant,informant_role\n"
                      "c1,checklist,1,k1,,,2026-11-02,2026-11-02,ana,keyworker,draft,,manager,,29,"
                      "B2,B1,younger in feeling,AVAIL,s,d,0,,,2026-10-30,came to me,"
                      "caregiver_account,\n"
                      "c1,checklist,1,k1,,,2026-11-02,2026-11-02,ana,keyworker,draft,,manager,,29,"
                      "B2,B1,younger in feeling,AVAIL,s,d,0,,,,\"two\nlines\",other_professional,"
                      "health visitor\n"
                      "c1,checklist,1,k1,,,2026-11-02,2026-11-02,ana,keyworker,draft,,manager,,29,"
                      "B2,B1,younger in feeling,MEMBER,,,,10,3,,,,\n",
     1},
    {&rota_caregiver_interview,
     HEAD("child_id") ",interviewee_ids,interviewer_id,purpose,agreed_goals,next_date,dimension,"
                      "incident_date,incident,why,did,felt,child_needs,child_strengths,"
                      "caregiver_strengths,support_wanted\n"
                      "i1,caregiver_interview,1,k1,,,2026-11-03,2026-11-03,mrs_day,social_worker,"
                      "final,,team,,ana,mrs_day,placement_start,g1 g2,2027-05-03,SENS,2026-10,"
                      "bath,she was cold,a towel,glad,warmth,says so,calm,a heater\n",
     1},
    {&rota_child_interview,
     HEAD("child_id") ",consent,present_ids,method,dimension,my_view,what_adults_do_that_helps,"
                      "what_i_would_change,own_words,may_share_with\n"
                      "k-1,child_interview,1,k2,,,2026-11-03,2026-11-03,ben,keyworker,final,,team,,"
                      "partly,ben,draw,AVAIL,Ben is there,he waits,nothing,1,team social_worker\n"
                      "k-1,child_interview,1,k2,,,2026-11-03,2026-11-03,ben,keyworker,final,,team,,"
                      "partly,ben,draw,MEMBER,,,,,\n",
     1},
    {&rota_progress_record,
     HEAD("child_id") ",period_from,period_to,review_kind,participants,child_comment,next_review,"
                      "approved_by,dimension,how_is_child,change,approaches_that_helped,"
                      "future_directions,score\n"
                      "p1,progress_record,1,k2,,,2026-11-04,2026-11-04,ben,keyworker,draft,,team,,"
                      ",,,,\"fine,\nthanks\",,,ACCEPT,well,better,praise,more of it,7\n"
                      "p2,progress_record,1,k2,,,,,ben,keyworker,draft,,team,,,,,,,,,,,,,,\n",
     2},
    {&rota_team_reflection,
     HEAD("team_id") ",supervisor_id,period,respondent,domain,going_well,missing,diversity_note,"
                     "power_note,action,action_owner,due,score\n"
                     "t1,team_reflection,1,willow-team,,willow,2026-11-05,2026-11-05,,,final,,team,"
                     ",dan,2026-Q4,anon,AVAIL,we wait for each other,time,'-,'-,a plan,dan,"
                     "2026-12-05,\n"
                     "t1,team_reflection,1,willow-team,,willow,2026-11-05,2026-11-05,,,final,,team,"
                     ",dan,2026-Q4,anon,TEAM_BELONG,cake,,,,,,,9\n",
     1},
    {&rota_training_session,
     HEAD("team_id") ",programme,session_no,session_title,date,leader_present,scheduler_present,"
                     "participants,lookback_succeeded,lookback_easy,lookback_difficult,"
                     "lookback_learned,lookback_better_next,baseline_rota_id,scenario_ids,"
                     "constraints_quoted,decision,trial_from,trial_to,next_steps\n"
                     "s9,training_session,1,home,,,2026-11-06,2026-11-06,tl,training_leader,final,,"
                     "team,,Fairstart,9,Groups,2026-11-06,1,0,ana ben,yes,most,nights,much,earlier,"
                     "record,two_teams long_days,\"reg 10\nclause 4\",trial,2026-12-07,2027-01-17,"
                     "\"ask Ben\nprint\"\n",
     1},
    {&rota_support_session,
     HEAD("child_id") ",step,theory_covered,child_needs,caregiver_thoughts_feelings,plan\n"
                      "u1,support_session,1,k3,,oak,2026-11-07,2026-11-07,dan,supervisor,final,,"
                      "manager,,COOP,choice,small choices,unsure,two shirts to choose from\n",
     1},
};

static void load_all(void) {
    for (size_t i = 0; i < sizeof files / sizeof *files; i++)
        record_home_load(&home, files[i].type, files[i].text, files[i].records, 0, 0);
}

static void test_round_trip(void **state) {
    (void)state;
    load_all();
    for (size_t i = 0; i < sizeof files / sizeof *files; i++)
        record_home_expect(&home, files[i].type, files[i].text);
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        record_home_load(&home, files[i].type, files[i].text, 0, 0, files[i].records);
        record_home_expect(&home, files[i].type, files[i].text);
    }
}

/* All files at once, the last first: they may name records of each other. */
static void test_together(void **state) {
    (void)state;
    enum { N = sizeof files / sizeof *files };
    rota_record_source sources[N];
    char paths[N][512];
    for (size_t i = 0; i < N; i++) {
        char name[64];
        snprintf(name, sizeof name, "%s.csv", files[N - 1 - i].type->file);
        snprintf(paths[i], sizeof paths[i], "%s", rota_test_write(name, files[N - 1 - i].text));
        sources[i] = (rota_record_source){.path = paths[i]};
    }
    assert_int_equal(rota_records_import(home.store, home.home, sources, N, true, "a test",
                                         home.counts, home.faults, &home.err),
                     ROTA_OK);
    record_home_expect(&home, &rota_support_session,
                       HEAD("child_id") ",step,theory_covered,child_needs,"
                                        "caregiver_thoughts_feelings,plan\n"); /* a dry run */
    assert_int_equal(rota_records_import(home.store, home.home, sources, N, false, "a test",
                                         home.counts, home.faults, &home.err),
                     ROTA_OK);
    for (size_t i = 0; i < N; i++)
        record_home_expect(&home, files[i].type, files[i].text);
}

/* Columns in any order, some left out; values that are filled in; words in other forms. */
static void test_other_forms(void **state) {
    (void)state;
    record_home_load(&home, &rota_team_reflection,
                     "domain;team_id;record_id;score\r\n"
                     "Team membership;all;t1;08\r\n"
                     "\r\n"
                     "AVAIL;;t1;\r\n",
                     1, 0, 0);
    rota_text out = record_home_export(&home, &rota_team_reflection);
    assert_non_null(
        strstr(rota_text_str(&out),
               "\nt1,team_reflection,1,all,,,,,,,draft,,team,,,,,AVAIL,,,,,,,,\n"
               "t1,team_reflection,1,all,,,,,,,draft,,team,,,,,TEAM_BELONG,,,,,,,,8\n"));
    rota_text_done(&out);
    record_home_load(&home, &rota_checklist,
                     "record_id,child_id,date_event,dimension\nc1,k2,2026-11-02,COOP\n", 1, 0, 0);
    out = record_home_export(&home, &rota_checklist);
    assert_non_null(strstr(rota_text_str(&out), ",draft,,team,,128,B3,B3,,COOP,,,,,,,,,\n"));
    rota_text_done(&out);
}

static const struct {
    const rota_record_type *type;
    const char *text, *faults;
} refusals[] = {
    {&rota_daily_note, "",
     "daily_notes.csv: is empty; a header row is needed (rota help "
     "record shows the columns)\n"},
    {&rota_daily_note, "record_id,child,situation,situation\n",
     "daily_notes.csv:1: unknown column 'child'; did you mean 'child_id'?\n"
     "daily_notes.csv:1: situation: the column is there twice\n"
     "daily_notes.csv:1: child_id: the column is missing\n"},
    {&rota_daily_note,
     "record_id,child_id,type,schema_ver\nn1,k1,checklist,2\n,k1,,\nthe note,k1,,\nn2,k1,\n",
     "daily_notes.csv:2: schema_ver: '2' is not 1\n"
     "daily_notes.csv:2: type: 'checklist' in a file of daily_note\n"
     "daily_notes.csv:3: record_id: is empty; an id is needed (for example note-0001)\n"
     "daily_notes.csv:4: record_id: 'the note' is not an id (1 to 32 letters, digits, _ or "
     "-)\n"
     "daily_notes.csv:5: the row has 3 fields, the header has 4\n"},
    {&rota_daily_note, "record_id,child_id\nn1,k1\nn1,k1\n",
     "daily_notes.csv:3: record_id: 'n1' is already on line 2\n"},
    {&rota_progress_record,
     "record_id,child_id,dimension,score,period_from\n"
     "p1,k1,AVAIL,1,2026-01-01\np1,k1,AVAIL,2,\np1,k2,SENS,,2026-01-02\np1,,,,\np2,k1,,3,\n",
     "progress_records.csv:3: dimension: 'AVAIL' of record 'p1' is already on line 2\n"
     "progress_records.csv:3: score: is not what line 2 says of the same record; say it once "
     "or the same\n"
     "progress_records.csv:4: child_id: is not what line 2 says of the same record; say it "
     "once or the same\n"
     "progress_records.csv:4: period_from: is not what line 2 says of the same record; say it "
     "once or the same\n"
     "progress_records.csv:5: dimension: is empty; each row of a record is of one dimension\n"
     "progress_records.csv:6: score: is of a dimension, but the row names none\n"},
    {&rota_checklist,
     "record_id,child_id,dimension,evidence\nc1,k1,AVAIL,a\nc1,k1,AVAIL,\nc1,k1,SENS,\n"
     "c1,k1,SENS,x\n",
     "checklists.csv:3: dimension: 'AVAIL' of record 'c1' is already on line 2\n"
     "checklists.csv:5: dimension: 'SENS' of record 'c1' is already on line 4\n"},
    {&rota_daily_note, "record_id,child_id,situation\nn1,k1,\"open\n",
     "daily_notes.csv:2: the quote that opens here is never closed\n"},
};

static void test_refused(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof refusals / sizeof *refusals; i++)
        record_home_refuse(&home, refusals[i].type, refusals[i].text, refusals[i].faults);
    /* one id in two files */
    rota_record_source two[] = {
        {.path = rota_test_write("goals.csv", "record_id,child_id\nx1,k1\n")},
        {.path = rota_test_write("daily_notes.csv", "record_id,child_id\nx1,k1\n")}};
    assert_int_equal(rota_records_import(home.store, home.home, two, 2, false, "a test",
                                         home.counts, home.faults, &home.err),
                     ROTA_E_INPUT);
    rota_test_expect_faults(home.faults,
                            "daily_notes.csv:2: record_id: 'x1' is already in goals.csv on line "
                            "2\n");
    assert_string_equal(home.err.message, "nothing was imported: 1 fault found");
    rota_record_source unknown = {.path = rota_test_write("notes.csv", "")};
    assert_int_equal(rota_records_import(home.store, home.home, &unknown, 1, false, "a test",
                                         home.counts, home.faults, &home.err),
                     ROTA_E_USAGE);
    assert_non_null(strstr(home.err.message,
                           "the name of 'notes.csv' does not say what it holds; say it with "
                           "--type ("));
}

/* What a mail program does to a file on its way is no other record. */
static void test_ends_of_lines(void **state) {
    (void)state;
#define CELLS "r1,k1,final,2026-11-01,2026-11-01,ana,carer,E,"
#define COLUMNS                                                                                    \
    "record_id,child_id,status,date_event,date_written,author_id,author_role,shift_id,situation"
    static const char lf[] = COLUMNS "\n" CELLS "\"a\r\nb\rc\nd\"\n";
    record_home_load(&home, &rota_daily_note, lf, 1, 0, 0);
    record_home_load(&home, &rota_daily_note, lf, 0, 0, 1);
    record_home_load(&home, &rota_daily_note, COLUMNS "\r\n" CELLS "\"a\r\nb\r\nc\r\nd\"\r\n", 0, 0,
                     1);
    rota_text out = record_home_export(&home, &rota_daily_note);
    assert_non_null(strstr(rota_text_str(&out), ",E,,,\"a\r\nb\rc\nd\","));
    rota_text_done(&out);
    record_home_refuse(&home, &rota_daily_note, COLUMNS "\n" CELLS "\"a\nb\nc\n\nd\"\n",
                       "daily_notes.csv:2: record_id: 'r1' is final and differs; finals are not "
                       "edited: write a new record with supersedes_id 'r1'\n");
    /* a draft is what the file says */
    record_home_load(&home, &rota_daily_note, "record_id,child_id,situation\nd1,k1,\"a\r\nb\"\n", 1,
                     0, 0);
    record_home_load(&home, &rota_daily_note, "record_id,child_id,situation\nd1,k1,\"a\nb\"\n", 0,
                     1, 0);
}

/* The latest day that a final of the file is about, for a word about it. */
static void test_last_day(void **state) {
    (void)state;
#define ROW(id, status, day) id ",k1," status "," day "," day ",ana,carer,E,x\n"
    record_home_load(&home, &rota_daily_note,
                     COLUMNS "\n" ROW("a", "final", "2026-11-01") ROW("b", "final", "2062-11-01")
                         ROW("c", "draft", "2099-11-01"),
                     3, 0, 0);
    assert_int_equal(home.counts[0].last, rota_day_of(2062, 11, 1));
    assert_int_equal(home.counts[0].last_line, 3);
    record_home_load(&home, &rota_daily_note, COLUMNS "\n" ROW("b", "final", "2062-11-01"), 0, 0,
                     1);
    assert_int_equal(home.counts[0].last, ROTA_NO_DAY);
}

/* ---- Drafts, finals, amendments ---- */

#define NOTE                                                                                       \
    "record_id=%s|child_id=k1|date_event=2026-11-01|date_written=2026-11-01|"                      \
    "author_id=ana|author_role=carer|status=%s|supersedes_id=%s|shift_id=E|situation=%s"
static const char *note(const char *id, const char *status, const char *supersedes,
                        const char *situation) {
    char row[512];
    snprintf(row, sizeof row, NOTE, id, status, supersedes, situation);
    return record_rows(row);
}

static const char *status_of(const char *id) {
    rota_record *record = NULL;
    assert_int_equal(rota_records_get(home.store, id, home.arena, &record, &home.err), ROTA_OK);
    return rota_record_get(record, "status");
}

static void test_finals(void **state) {
    (void)state;
    record_home_load(&home, &rota_daily_note, note("n1", "draft", "", "a"), 1, 0, 0);
    record_home_load(&home, &rota_daily_note, note("n1", "draft", "", "b"), 0, 1, 0);
    record_home_load(&home, &rota_daily_note, note("n1", "final", "", "b"), 0, 1, 0);
    static const char differs[] =
        "daily_notes.csv:2: record_id: 'n1' is final and differs; finals are not edited: write a "
        "new record with supersedes_id 'n1'\n";
    record_home_refuse(&home, &rota_daily_note, note("n1", "final", "", "c"), differs);
    record_home_refuse(&home, &rota_daily_note, note("n1", "draft", "", "b"), differs);
    record_home_refuse(&home, &rota_daily_note, note("n1", "amended", "", "b"),
                       "daily_notes.csv:2: status: is 'amended', but no final record supersedes "
                       "this one\n");
    /* a draft of an amendment changes nothing of the old one; its final does */
    record_home_load(&home, &rota_daily_note, note("n2", "draft", "n1", "c"), 1, 0, 0);
    assert_string_equal(status_of("n1"), "final");
    record_home_load(&home, &rota_daily_note, note("n2", "final", "n1", "c"), 0, 1, 0);
    assert_string_equal(status_of("n1"), "amended");
    assert_string_equal(status_of("n2"), "final");
    /* an export of before the amendment says nothing new */
    record_home_load(&home, &rota_daily_note, note("n1", "final", "", "b"), 0, 0, 1);
    assert_string_equal(status_of("n1"), "amended");
    record_home_refuse(&home, &rota_daily_note, note("n3", "final", "n1", "d"),
                       "daily_notes.csv:2: supersedes_id: both 'n2' and 'n3' supersede 'n1'; let "
                       "one amend the other\n");
    /* the whole chain in one file, whatever its own statuses say */
    rota_text out = record_home_export(&home, &rota_daily_note);
    record_home_load(&home, &rota_daily_note, rota_text_str(&out), 0, 0, 2);
    rota_text_done(&out);
}

/* The file itself refuses, too. */
static void test_finals_in_the_file(void **state) {
    (void)state;
    record_home_load(&home, &rota_daily_note, note("n1", "final", "", "b"), 1, 0, 0);
    static const char *const statements[] = {
        "UPDATE records SET author_id = 'ben'", "UPDATE records SET status = 'draft'",
        "UPDATE record_values SET value = 'x'",
        "INSERT INTO record_values VALUES ('n1', 0, 0, 'follow_up', 'x')"};
    for (size_t i = 0; i < sizeof statements / sizeof *statements; i++) {
        assert_int_equal(rota_store_exec(home.store, statements[i], &home.err), ROTA_E_INPUT);
        assert_non_null(strstr(home.err.message, "a final record is not edited"));
    }
    rota_record *record = NULL;
    assert_int_equal(rota_records_get(home.store, "n1", home.arena, &record, &home.err), ROTA_OK);
    assert_int_equal(rota_records_write(home.store, record, &home.err), ROTA_E_INPUT);
    assert_string_equal(home.err.message, "record 'n1' is final and stays as it is; amend it");
    assert_int_equal(rota_records_get(home.store, "n2", home.arena, &record, &home.err),
                     ROTA_E_INPUT);
    assert_string_equal(home.err.message, "there is no record 'n2'; did you mean 'n1'?");
}

/* ---- The file ---- */

static mode_t mode_of(const char *name) {
    struct stat status;
    assert_int_equal(stat(rota_test_path(name), &status), 0);
    return status.st_mode & 07777;
}

static void test_file(void **state) {
    (void)state;
    assert_int_equal(mode_of("records.db"), 0600);
    /* the journal, while something is written */
    assert_int_equal(rota_store_begin(home.store, "a test", &home.err), ROTA_OK);
    assert_int_equal(rota_store_exec(home.store,
                                     "INSERT INTO records VALUES ('x', 'goal', 1, 'k1', NULL, "
                                     "NULL, NULL, NULL, NULL, NULL, 'draft', NULL, 'team', NULL); "
                                     "PRAGMA cache_spill = 1",
                                     &home.err),
                     ROTA_OK);
    assert_int_equal(mode_of("records.db-journal"), 0600);
    rota_store_rollback(home.store);
    /* what others could read is theirs no longer */
    assert_int_equal(chmod(rota_test_path("records.db"), 0644), 0);
    rota_store_close(home.store);
    home.store = NULL;
    char folder[512];
    snprintf(folder, sizeof folder, "%s", rota_test_path(""));
    assert_int_equal(rota_records_open(folder, NULL, false, &home.store, &home.err), ROTA_OK);
    assert_int_equal(mode_of("records.db"), 0600);
    assert_int_equal(unlink(rota_test_path("records.db")), 0);
    rota_store *other = NULL;
    assert_int_equal(rota_records_open(folder, NULL, false, &other, &home.err), ROTA_E_INPUT);
    assert_string_equal(home.err.message,
                        "the home has no records yet; write the first with rota record add, or "
                        "read some with rota record import");
    /* a database of the rota is none of records */
    assert_int_equal(rota_store_create(rota_test_path("records.db"), &other, &home.err), ROTA_OK);
    rota_store_close(other);
    assert_int_equal(rota_records_open(folder, NULL, false, &other, &home.err), ROTA_E_INPUT);
    assert_non_null(strstr(home.err.message, "is not a file of records"));
}

static void test_new_ids(void **state) {
    (void)state;
    const char *id = NULL;
    for (int i = 1; i <= 3; i++) {
        char expected[32];
        snprintf(expected, sizeof expected, "note-20261122-%02d", i);
        assert_int_equal(rota_records_new_id(home.store, &rota_daily_note,
                                             rota_day_of(2026, 11, 22), home.arena, &id, &home.err),
                         ROTA_OK);
        assert_string_equal(id, expected);
        record_home_load(&home, &rota_daily_note, note(id, "draft", "", "a"), 1, 0, 0);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_round_trip, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_together, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_other_forms, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_refused, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_ends_of_lines, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_last_day, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_finals, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_finals_in_the_file, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_file, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_new_ids, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
