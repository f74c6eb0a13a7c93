/* Each rule broken on purpose, alone. */
#include "support/test.h"

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

/* One record, all in order but for what a case changes: a row of assignments that come after. */
#define HEAD                                                                                       \
    "record_id=r1|child_id=k1|date_event=2026-11-01|date_written=2026-11-02|author_id=ana|"        \
    "author_role=keyworker|status=final|visibility=team"
#define TEAM_HEAD                                                                                  \
    "record_id=r1|team_id=all|date_event=2026-11-01|date_written=2026-11-02|author_id=ana|"        \
    "author_role=manager|status=final|visibility=team"

typedef struct {
    const char *changes; /* "column=value" separated by |; of every row */
    const char *fault;   /* "" = none */
} rule_case;

/* The rows with the changes made. */
static const char *changed(const char *rows, const char *changes) {
    static char out[16 * 1024];
    out[0] = '\0';
    for (const char *row = rows; *row;) {
        size_t n = strcspn(row, "\n");
        char line[8192];
        snprintf(line, sizeof line, "%.*s", (int)n, row);
        char list[1024];
        snprintf(list, sizeof list, "%s", changes);
        char *rest = list, *change;
        while ((change = strsep(&rest, "|"))) {
            char *equals = strchr(change, '=');
            if (!equals)
                continue;
            char name[64];
            snprintf(name, sizeof name, "|%.*s=", (int)(equals - change), change);
            char padded[8200], *at;
            snprintf(padded, sizeof padded, "|%s", line);
            at = strstr(padded, name);
            if (!at)
                fail_msg("no %s in %s", name, line);
            char *after = at + strlen(name);
            after += strcspn(after, "|");
            char built[16384];
            snprintf(built, sizeof built, "%.*s%s%s", (int)(at + 1 - padded), padded, change,
                     after);
            assert_true(strlen(built) < sizeof line);
            memcpy(line, built + 1, strlen(built));
        }
        snprintf(out + strlen(out), sizeof out - strlen(out), "%s%s", *out ? "\n" : "", line);
        row += n + (row[n] == '\n');
    }
    return out;
}

static void run_cases(const rota_record_type *type, const char *rows, const rule_case *cases,
                      size_t n) {
    for (size_t i = 0; i < n; i++) {
        const char *text = record_rows(changed(rows, cases[i].changes));
        if (*cases[i].fault) {
            record_home_refuse(&home, type, text, cases[i].fault);
            continue;
        }
        record_home_load(&home, type, text, 1, 0, 0);
        rota_store_begin(home.store, "a test", &home.err);
        assert_int_equal(rota_records_delete(home.store, "r1", &home.err), ROTA_OK);
        assert_int_equal(rota_store_commit(home.store, &home.err), ROTA_OK);
    }
}
#define RUN(type, rows, cases) run_cases(type, rows, cases, sizeof cases / sizeof cases[0])

static void test_head(void **state) {
    (void)state;
    static const char rows[] = HEAD
        "|group_id=|supersedes_id=|named_ids=|shift_id=E|carer_ids=|dims=|situation=He laughed";
    static const rule_case cases[] = {
        {"", ""},
        {"dims=AVAIL SENS ACCEPT COOP MEMBER", ""},
        {"child_id=", "daily_notes.csv:2: child_id: is empty; a child's id is needed\n"},
        {"date_event=",
         "daily_notes.csv:2: date_event: is empty; a date (for example 2026-12-31) is needed for "
         "a final record\n"},
        {"date_written=",
         "daily_notes.csv:2: date_written: is empty; a date (for example 2026-12-31) is needed "
         "for a final record\n"},
        {"author_id=",
         "daily_notes.csv:2: author_id: is empty; an id (1 to 32 letters, digits, _ or -) is "
         "needed for a final record\n"},
        {"author_role=",
         "daily_notes.csv:2: author_role: is empty; one of keyworker, carer, senior, manager, "
         "supervisor, social_worker, therapist, training_leader, other is needed for a final "
         "record\n"},
        {"situation=", "daily_notes.csv:2: situation: is empty; a text is needed for a final "
                       "record\n"},
        {"shift_id=",
         "daily_notes.csv:2: shift_id: is empty; a shift's id (E, L) is needed for a final "
         "record\n"},
        {"status=draft|situation=|shift_id=|author_id=|author_role=|date_event=|date_written=", ""},
        {"author_id=anna", "daily_notes.csv:2: author_id: unknown staff 'anna'; did you mean "
                           "'ana'?\n"},
        {"author_id=mrs_gray",
         "daily_notes.csv:2: author_id: unknown staff 'mrs_gray'; for somebody from outside "
         "author_role is social_worker, therapist, training_leader or other\n"},
        {"author_id=mrs_gray|author_role=social_worker", ""},
        {"supersedes_id=r0", "daily_notes.csv:2: supersedes_id: unknown record 'r0'; did you mean "
                             "'r1'?\n"},
        {"supersedes_id=r1", "daily_notes.csv:2: supersedes_id: 'r1' is this record itself\n"},
        {"status=amended", "daily_notes.csv:2: status: is 'amended', but no final record "
                           "supersedes this one\n"},
        {"visibility=named|named_ids=ben", ""},
        {"record_id=mia-note-1", "daily_notes.csv:2: record_id: 'mia-note-1' holds the name of a "
                                 "child; choose an id without\n"},
        {"record_id=note-BO", "daily_notes.csv:2: record_id: 'note-BO' holds the name of a child; "
                              "choose an id without\n"},
    };
    RUN(&rota_daily_note, rows, cases);
    /* a longer word that begins so is none */
    record_home_load(&home, &rota_daily_note, record_rows("record_id=boat-1|child_id=k1"), 1, 0, 0);
}

#define EVIDENCE                                                                                   \
    "evidence_date=2026-10-30|evidence=asked for help|informant=direct_observation|"               \
    "informant_role="
#define CHECK_ROW(code)                                                                            \
    HEAD "|age_months=|band_chrono=|band_used=|band_reason=|dimension=" code                       \
         "|strengths=|score=|score_home=|score_birthfamily=|" EVIDENCE
#define CHECK_ROWS                                                                                 \
    CHECK_ROW("AVAIL")                                                                             \
    "\n" CHECK_ROW("SENS") "\n" CHECK_ROW("ACCEPT") "\n" CHECK_ROW("COOP") "\n" CHECK_ROW("MEMBE"  \
                                                                                          "R")

static void test_checklist(void **state) {
    (void)state;
    static const rule_case whole[] = {
        {"", ""},
        {"age_months=29", ""},
        {"age_months=30", "checklists.csv:2: age_months: '30' is not the age by the month of "
                          "birth, 29\n"},
        {"band_chrono=B3", "checklists.csv:2: band_chrono: 'B3' is not the band of 29 months, "
                           "B2\n"},
        {"band_used=B1", "checklists.csv:2: band_reason: is empty; B1 is not the band of the age, "
                         "B2: say why\n"},
        {"band_used=B1|status=draft",
         "checklists.csv:2: band_reason: is empty; B1 is not the band of the age, B2: say why\n"},
        {"band_used=B1|band_reason=younger in feeling", ""},
        {"child_id=k3|band_used=B1",
         "checklists.csv:2: age_months: follows from the child's month of birth, which is not "
         "known for 'k3'; enter it in children.csv\n"},
        {"date_event=2043-06-01|date_written=2043-06-01|band_used=B4",
         "checklists.csv:2: age_months: the child is 228 months old; the checklists end at 227\n"},
        {"date_event=2043-05-31|date_written=2043-06-01", ""},
        {"date_event=2024-05-31|band_used=B1",
         "checklists.csv:2: date_event: '2024-05-31' is before the child was born\n"},
    };
    RUN(&rota_checklist, CHECK_ROWS, whole);
    static const rule_case of_member[] = {
        {"dimension=MEMBER|score=0|score_home=10|score_birthfamily=0|status=draft", ""},
        {"dimension=COOP|score_home=1|status=draft",
         "checklists.csv:2: score_home: is of MEMBER only; leave it empty for COOP\n"},
        {"dimension=AVAIL|score_birthfamily=0|status=draft",
         "checklists.csv:2: score_birthfamily: is of MEMBER only; leave it empty for AVAIL\n"},
        {"informant=other_professional",
         "checklists.csv:2: dimension: a final checklist has all five dimensions; missing: SENS, "
         "ACCEPT, COOP, MEMBER\n"
         "checklists.csv:2: informant_role: is empty; say which other professional (for example "
         "teacher)\n"},
        {"informant=other_professional|informant_role=teacher|status=draft", ""},
        {"informant=other_professional|status=draft", ""}, /* nothing that was begun is lost */
        {"evidence=|status=draft", ""},
    };
    RUN(&rota_checklist, CHECK_ROW("AVAIL"), of_member);
    /* a final without evidence in one row, and with half of one */
    char rows[8192];
    snprintf(rows, sizeof rows, "%s", CHECK_ROWS);
    char *last = strstr(rows, "dimension=MEMBER");
    char *evidence = strstr(last, "evidence_date");
    strcpy(evidence, "evidence_date=|evidence=|informant=|informant_role=");
    record_home_refuse(&home, &rota_checklist, record_rows(rows),
                       "checklists.csv:6: evidence: MEMBER has none; a final checklist needs an "
                       "occasion for each dimension\n");
    strcpy(evidence, "evidence_date=|evidence=x|informant=|informant_role=");
    record_home_refuse(&home, &rota_checklist, record_rows(rows),
                       "checklists.csv:6: evidence_date: is empty; a date (for example "
                       "2026-12-31) is needed for a final record\n"
                       "checklists.csv:6: informant: is empty; one of caregiver_account, "
                       "direct_observation, direct_work, other_professional, child is needed for a "
                       "final record\n");
}

#define PROGRESS(code)                                                                             \
    HEAD "|period_from=2026-05-01|period_to=2026-10-31|review_kind=internal|dimension=" code       \
         "|how_is_child=nothing to report|change=|score="

static void test_progress(void **state) {
    (void)state;
    static const char five[] =
        PROGRESS("AVAIL") "\n" PROGRESS("SENS") "\n" PROGRESS("ACCEPT") "\n" //
        PROGRESS("COOP") "\n" PROGRESS("MEMBER");
    static const rule_case cases[] = {
        {"", ""},
        {"change=unknown|score=0", ""},
        {"period_to=2026-04-30", "progress_records.csv:2: period_to: '2026-04-30' is before "
                                 "period_from, '2026-05-01'\n"},
        {"review_kind=", "progress_records.csv:2: review_kind: is empty; one of internal, "
                         "statutory, move_on, other is "
                         "needed for a final record\n"},
        {"change=good", "progress_records.csv:2: change: 'good' is not one of better, same, worse, "
                        "mixed, unknown\n"
                        "progress_records.csv:3: change: 'good' is not one of better, same, worse, "
                        "mixed, unknown\n"
                        "progress_records.csv:4: change: 'good' is not one of better, same, worse, "
                        "mixed, unknown\n"
                        "progress_records.csv:5: change: 'good' is not one of better, same, worse, "
                        "mixed, unknown\n"
                        "progress_records.csv:6: change: 'good' is not one of better, same, worse, "
                        "mixed, unknown\n"},
    };
    RUN(&rota_progress_record, five, cases);
    static const rule_case four[] = {
        {"", "progress_records.csv:2: dimension: a final progress_record has all five dimensions; "
             "missing: MEMBER (where there is nothing to report, say so)\n"},
        {"status=draft", ""},
        {"status=draft|how_is_child=", ""},
    };
    RUN(&rota_progress_record,
        PROGRESS("AVAIL") "\n" PROGRESS("SENS") "\n" PROGRESS("ACCEPT") "\n" PROGRESS("COOP"),
        four);
    char rows[4096];
    snprintf(rows, sizeof rows, "%s", five);
    strcpy(strstr(strstr(rows, "dimension=MEMBER"), "nothing"), "|change=|score=");
    record_home_refuse(&home, &rota_progress_record, record_rows(rows),
                       "progress_records.csv:6: how_is_child: is empty; a text is needed for a "
                       "final record\n");
}

static void test_interviews(void **state) {
    (void)state;
    static const char caregiver[] =
        HEAD "|interviewee_ids=ben|interviewer_id=mrs_day|purpose=supervision|agreed_goals=|"
             "dimension=SENS|incident_date=2026-10|incident=the bath";
    static const rule_case of_caregiver[] = {
        {"", ""},
        {"incident_date=", "caregiver_interviews.csv:2: incident_date: is empty; a date or a month "
                           "(for example 2026-12-31 or 2026-12) is needed for a final record\n"},
        {"incident=", "caregiver_interviews.csv:2: incident: is empty; a text is needed for a "
                      "final record\n"},
        {"purpose=talk", "caregiver_interviews.csv:2: purpose: 'talk' is not one of at_risk, "
                         "placement_start, supervision, annual_review, placement_difficulty, "
                         "residential_goals\n"},
        {"agreed_goals=g7", "caregiver_interviews.csv:2: agreed_goals: unknown record 'g7'; did "
                            "you mean 'g1'?\n"},
        {"agreed_goals=g1", ""},
        {"agreed_goals=g2", "caregiver_interviews.csv:2: agreed_goals: 'g2' is about 'k2' and not "
                            "about 'k1'\n"},
        {"agreed_goals=n1", "caregiver_interviews.csv:2: agreed_goals: 'n1' is a daily_note and "
                            "not a goal\n"},
        {"dimension=", "caregiver_interviews.csv:2: incident_date: is of a dimension, but the row "
                       "names none\n"
                       "caregiver_interviews.csv:2: incident: is of a dimension, but the row names "
                       "none\n"
                       "caregiver_interviews.csv:2: dimension: a final caregiver_interview has at "
                       "least one row of a dimension\n"},
    };
    record_home_load(&home, &rota_goal,
                     record_rows("record_id=g1|child_id=k1\nrecord_id=g2|child_id=k2"), 2, 0, 0);
    record_home_load(&home, &rota_daily_note, record_rows("record_id=n1|child_id=k1"), 1, 0, 0);
    RUN(&rota_caregiver_interview, caregiver, of_caregiver);
    static const char child[] =
        HEAD "|consent=yes|present_ids=ben|method=cards|dimension=COOP|my_view=not today|"
             "own_words=|may_share_with=";
    static const rule_case of_child[] = {
        {"", ""},
        {"my_view=", ""}, /* not today */
        {"consent=",
         "child_interviews.csv:2: consent: is empty; one of yes, partly, no is needed for a "
         "final record\n"},
        {"consent=maybe", "child_interviews.csv:2: consent: 'maybe' is not one of yes, partly, "
                          "no\n"},
        {"method=", "child_interviews.csv:2: method: is empty; one of talk, draw, cards, text, "
                    "other is needed for a "
                    "final record\n"},
    };
    RUN(&rota_child_interview, child, of_child);
}

static void test_others(void **state) {
    (void)state;
    static const char goal[] = HEAD "|dimension=COOP|goal=to choose|owner_id=ana|start=2026-11-01|"
                                    "review=2026-12-01|state=open|from_record_id=";
    static const rule_case of_goal[] = {
        {"", ""},
        {"review=2026-10-01", "goals.csv:2: review: '2026-10-01' is before start, '2026-11-01'\n"},
        {"state=", "goals.csv:2: state: is empty; one of open, met, continued, dropped is needed "
                   "for a final record\n"},
        {"owner_id=", "goals.csv:2: owner_id: is empty; an id (1 to 32 letters, digits, _ or -) is "
                      "needed for a final record\n"},
        {"from_record_id=zz", "goals.csv:2: from_record_id: unknown record 'zz'\n"},
    };
    RUN(&rota_goal, goal, of_goal);
    static const char team[] = TEAM_HEAD "|supervisor_id=dan|period=2026-Q4|respondent=anon|"
                                         "domain=AVAIL|going_well=cake|score=";
    static const rule_case of_team[] = {
        {"", ""},
        {"author_id=|author_role=", ""}, /* nobody has to say who they are */
        {"domain=Team membership", ""},
        {"supervisor_id=dann", "team_reflections.csv:2: supervisor_id: unknown staff 'dann'; did "
                               "you mean 'dan'?\n"},
        {"period=", "team_reflections.csv:2: period: is empty; an id (1 to 32 letters, digits, _ "
                    "or -) is needed for a final record\n"},
    };
    RUN(&rota_team_reflection, team, of_team);
    static const char session[] =
        TEAM_HEAD "|programme=Fairstart|session_no=9|date=2026-11-01|leader_present=1|"
                  "scheduler_present=1|decision=adopt|trial_from=|trial_to=";
    static const rule_case of_session[] = {
        {"", ""},
        {"decision=trial", "training_sessions.csv:2: trial_from: is empty; a trial needs its first "
                           "day\n"
                           "training_sessions.csv:2: trial_to: is empty; a trial needs its last "
                           "day\n"},
        {"decision=trial|trial_from=2026-12-01|trial_to=2026-11-30",
         "training_sessions.csv:2: trial_to: '2026-11-30' is before trial_from, '2026-12-01'\n"},
        {"leader_present=perhaps", "training_sessions.csv:2: leader_present: 'perhaps' is not 1 or "
                                   "0 (or yes or no)\n"},
    };
    RUN(&rota_training_session, session, of_session);
    static const char support[] = HEAD "|step=intro|plan=";
    static const rule_case of_support[] = {
        {"", ""},
        {"step=outro", "support_sessions.csv:2: step: 'outro' is not one of intro, AVAIL, SENS, "
                       "ACCEPT, COOP, MEMBER\n"},
    };
    RUN(&rota_support_session, support, of_support);
}

/* Amendments of another child's record, of a draft, of another type, in a circle. */
static void test_amendments(void **state) {
    (void)state;
    record_home_load(&home, &rota_daily_note, record_rows("record_id=d1|child_id=k1"), 1, 0, 0);
    record_home_load(&home, &rota_goal, record_rows("record_id=g1|child_id=k1"), 1, 0, 0);
    static const struct {
        const char *supersedes, *child, *fault;
    } cases[] = {
        {"d1", "k1",
         "daily_notes.csv:2: supersedes_id: 'd1' is a draft: edit it, only finals are "
         "amended\n"},
        {"d1", "k2", "daily_notes.csv:2: supersedes_id: 'd1' is about 'k1' and not about 'k2'\n"},
        {"g1", "k1", "daily_notes.csv:2: supersedes_id: 'g1' is a goal and not a daily_note\n"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char row[200];
        snprintf(row, sizeof row, "record_id=n1|child_id=%s|supersedes_id=%s", cases[i].child,
                 cases[i].supersedes);
        record_home_refuse(&home, &rota_daily_note, record_rows(row), cases[i].fault);
    }
    static const char circle[] =
        HEAD "|shift_id=E|situation=a|supersedes_id=r2\n"
             "record_id=r2|child_id=k1|date_event=2026-11-01|date_written=2026-11-02|author_id=ana|"
             "author_role=keyworker|status=final|visibility=team|shift_id=E|situation=b|"
             "supersedes_id=r1";
    record_home_refuse(&home, &rota_daily_note, record_rows(circle),
                       "daily_notes.csv:2: supersedes_id: 'r2' leads back to this record in a "
                       "circle\n"
                       "daily_notes.csv:3: supersedes_id: 'r1' leads back to this record in a "
                       "circle\n");
}

/* What cannot be written as a row that can be read again is not taken. */
static void test_length(void **state) {
    (void)state;
    enum { LONG = 33 * 1024 };
    rota_record *record = rota_record_new(home.arena, &rota_daily_note);
    char *quotes = rota_arena_alloc(home.arena, LONG + 1);
    memset(quotes, '"', LONG);
    rota_record_set(record, "record_id", "n1");
    rota_record_set(record, "child_id", "k1");
    rota_record_set(record, "situation", quotes);
    rota_record_fill(record, home.home, home.arena);
    rota_record_index index = {0};
    rota_record_index_put(&index, record);
    rota_record_check(record, home.home, &index, home.faults);
    assert_int_equal(home.faults->count, 1);
    assert_string_equal(home.faults->kept[0].message, "the record's texts are longer than 64 KiB "
                                                      "together; make two of it");
    home.faults->count = 0;
    rota_record_index_done(&index);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_head, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_checklist, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_progress, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_interviews, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_others, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_amendments, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_length, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
