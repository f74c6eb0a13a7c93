/* What is due, when and whose; what of a team and of a child may be shown. */
#include "support/test.h"

#include "records/due.h"
#include "records/forget.h"
#include "records/review.h"
#include "records/share.h"
#include "records/team.h"
#include "support/record_home.h"

#include <stdlib.h>
#include <string.h>

static record_home home;
static rota_record_list records;

static int set_up(void **state) {
    (void)state;
    record_home_open(&home);
    home.home->children[1].to = rota_day_of(2026, 1, 1); /* k2 has left */
    home.home->children[2].to = rota_day_of(2026, 1, 1);
    home.home->children[0].from = rota_day_of(2026, 9, 1);
    return 0;
}

static int tear_down(void **state) {
    (void)state;
    for (int i = 0; i < 3; i++)
        home.home->children[i].from = home.home->children[i].to = ROTA_NO_DAY;
    rota_record_list_done(&records);
    record_home_close(&home);
    return 0;
}

static rota_record *add(const rota_record_type *type, const char *id, const char *who,
                        const char *date, const char *status) {
    rota_record *record = rota_record_new(home.arena, type);
    rota_record_set(record, "record_id", id);
    rota_record_set(record, type->team ? "team_id" : "child_id", who);
    rota_record_set(record, "date_event", date);
    rota_record_set(record, "status", status);
    rota_record_set(record, "visibility", "team");
    rota_record_list_add(&records, record);
    return record;
}

/* "kind who person day; ..." of all that is due by the day. */
static const char *due_by(const char *today, int days) {
    static rota_text out;
    rota_day day = ROTA_NO_DAY;
    rota_due_list list = {0};
    char buf[ROTA_DATE_SIZE];
    assert_true(rota_day_parse(today, &day));
    rota_due_find(home.home, &records, day, day + days, home.arena, &list);
    out.length = 0;
    rota_text_add(&out, "");
    for (size_t i = 0; i < list.count; i++)
        rota_text_addf(&out, "%s %s %s %s\n", list.items[i].kind, list.items[i].who,
                       list.items[i].person, rota_day_format(list.items[i].day, buf));
    rota_due_list_done(&list);
    return rota_text_str(&out);
}

static void test_of_a_child(void **state) {
    (void)state;
    home.home->settings.records.team_reflection_weeks = 0;
    strcpy(home.home->settings.records.managers, "dan cleo");
    assert_string_equal(due_by("2026-10-12", 0), "");
    assert_string_equal(due_by("2026-10-13", 0), "checklist k1 ana 2026-10-13\n"
                                                 "caregiver_interview k1 dan 2026-10-13\n");
    add(&rota_checklist, "c1", "k1", "2026-10-13", "final");
    add(&rota_caregiver_interview, "i0", "k1", "2026-10-13", "draft"); /* counts for nothing */
    rota_record *interview = add(&rota_caregiver_interview, "i1", "k1", "2026-10-13", "final");
    rota_record_set(interview, "next_date", "2026-12-01");
    assert_string_equal(due_by("2026-11-30", 1), "caregiver_interview k1 dan 2026-12-01\n");
    /* 26 weeks after it came; the interview with the child before it */
    assert_string_equal(due_by("2027-02-01", 100), "caregiver_interview k1 dan 2026-12-01\n"
                                                   "child_interview k1 ana 2027-02-16\n"
                                                   "progress_record k1 ana 2027-03-02\n"
                                                   "checklist k1 ana 2027-04-13\n");
    add(&rota_child_interview, "k1a", "k1", "2027-02-10", "final");
    rota_record *review = add(&rota_progress_record, "p1", "k1", "2027-03-01", "final");
    rota_record_set(review, "next_review", "2027-06-01");
    add(&rota_progress_record, "p2", "k1", "2027-04-01", "amended");
    assert_string_equal(due_by("2027-04-01", 61), "caregiver_interview k1 dan 2026-12-01\n"
                                                  "checklist k1 ana 2027-04-13\n"
                                                  "child_interview k1 ana 2027-05-18\n"
                                                  "progress_record k1 ana 2027-06-01\n");
    /* k2 and k3 have left; before anybody came nothing is due */
    assert_string_equal(due_by("2026-08-31", 0), "");
}

static void test_goals_and_trials(void **state) {
    (void)state;
    home.home->children[0].to = rota_day_of(2026, 9, 2);
    home.home->settings.records.team_reflection_weeks = 0;
    static const char *const states[] = {"open", "continued", "met", "dropped"};
    static const char *const ids[] = {"g1", "g2", "g3", "g4"};
    for (int i = 0; i < 4; i++) {
        rota_record *goal = add(&rota_goal, ids[i], "k1", "2026-10-01", "final");
        rota_record_set(goal, "state", states[i]);
        rota_record_set(goal, "owner_id", "ben");
        rota_record_set(goal, "review", "2026-12-01");
    }
    assert_string_equal(due_by("2026-11-30", 1),
                        "goal k1 ben 2026-12-01\ngoal k1 ben 2026-12-01\n");
    rota_record *session = add(&rota_training_session, "s1", "home", "2026-11-01", "final");
    rota_record_set(session, "decision", "trial");
    rota_record_set(session, "trial_to", "2026-11-20");
    assert_string_equal(due_by("2026-11-20", 0), "trial home manager 2026-11-20\n");
    add(&rota_training_session, "s2", "home", "2026-11-21", "final"); /* they met and decided */
    assert_string_equal(due_by("2026-11-21", 0), "");
}

static void test_supervision(void **state) {
    (void)state;
    rota_supervision rows[] = {{.staff = 0, .supervisor = 3, .weeks = -1},
                               {.staff = 1, .supervisor = 3, .weeks = 0}};
    rota_assignment session[] = {{.date = rota_day_of(2026, 10, 1), .shift = 0, .staff = 0},
                                 {.date = rota_day_of(2026, 10, 1), .shift = 0, .staff = 3}};
    home.home->settings.records.team_reflection_weeks = 0;
    home.home->settings.records.supervision_weeks = 4;
    for (int i = 0; i < home.home->nstaff; i++)
        home.home->staff[i].from = home.home->staff[i].to = ROTA_NO_DAY;
    home.home->supervision = rows;
    home.home->nsupervision = 2; /* ben: never */
    assert_non_null(strstr(due_by("2026-09-02", 0), "supervision ana dan 2026-09-02\n"));
    assert_null(strstr(due_by("2026-09-02", 0), "supervision ben"));
    rota_record *interview = add(&rota_caregiver_interview, "i1", "k1", "2026-09-02", "final");
    rota_record_set(interview, "purpose", "supervision");
    rota_record_set(interview, "interviewee_ids", "ben ana");
    assert_null(strstr(due_by("2026-09-29", 0), "supervision"));
    assert_non_null(strstr(due_by("2026-09-30", 0), "supervision ana dan 2026-09-30\n"));
    /* and what the rota has */
    home.home->shifts[0].kind = ROTA_SHIFT_MEETING;
    home.home->record = session;
    home.home->nrecord = 2;
    assert_non_null(strstr(due_by("2026-10-29", 0), "supervision ana dan 2026-10-29\n"));
    home.home->shifts[0].kind = ROTA_SHIFT_DAY;
    home.home->nrecord = home.home->nsupervision = 0;
}

/* ---- Teams ---- */

static void answer(const char *id, const char *text, const char *action) {
    rota_record *record = add(&rota_team_reflection, id, "oak", "2026-11-20", "final");
    rota_record_set(record, "supervisor_id", "dan");
    rota_record_set(record, "period", "2026-Q4");
    rota_record_part *part = rota_record_part_make(home.arena, record, 4);
    part->values[rota_record_column_get(record->type, "going_well")] = text;
    part->values[rota_record_column_get(record->type, "action")] = action;
    part->values[rota_record_column_get(record->type, "action_owner")] = "cleo";
    part->values[rota_record_column_get(record->type, "due")] = "2026-12-01";
}

static const char *team_page(void) {
    static rota_text out;
    size_t n;
    rota_team_period *teams = rota_team_periods(&records, NULL, NULL, &n);
    assert_int_equal(n, 1);
    rota_page *page = rota_page_new("team");
    rota_team_add_page(&records, teams, page);
    out.length = 0;
    rota_page_write_text(page, &(rota_look){0}, &out);
    rota_page_free(page);
    free(teams);
    return rota_text_str(&out);
}

static void test_teams(void **state) {
    (void)state;
    home.home->children[0].to = rota_day_of(2026, 9, 2);
    answer("t1", "zebra", "");
    answer("t2", "apple", "");
    answer("t3", "mango", "cake on Fridays");
    rota_record *draft = add(&rota_team_reflection, "t9", "oak", "2026-11-20", "draft");
    rota_record_set(draft, "period", "2026-Q4");
    assert_string_equal(team_page(), "Team oak, 2026-Q4\n"
                                     "3 of at least 4 have answered. So few are not shown: one "
                                     "could guess who said what.\n");
    assert_null(strstr(due_by("2026-12-01", 0), "action"));
    answer("t4", "kiwi", "");
    assert_string_equal(team_page(), "Team oak, 2026-Q4\n"
                                     "4 have answered.\n"
                                     "\nAvailability\n\nSensitivity\n\nAcceptance\n\n"
                                     "Co-operation\n\nTeam belonging\n"
                                     "- goes well: apple\n- goes well: kiwi\n- goes well: mango\n"
                                     "- goes well: zebra\n"
                                     "\nActions\n"
                                     "- Team belonging: cake on Fridays, cleo, until 2026-12-01\n");
    assert_non_null(strstr(due_by("2026-12-01", 0), "action oak cleo 2026-12-01\n"));
    assert_non_null(strstr(due_by("2027-02-19", 0), "team_reflection oak dan 2027-02-19\n"));
}

/* ---- What leaves ---- */

static void test_names(void **state) {
    (void)state;
    static const struct {
        const char *text, *without;
        int count;
    } cases[] = {
        {"Mia and Bo sang.", "k1 and [another child] sang.", 2},
        {"Miami, Boat, aBo", "Miami, Boat, aBo", 0},
        {"Bo's ball; (Mia)", "[another child]'s ball; (k1)", 2},
        {"Ana said: k2 may", "ana said: [another child] may", 2},
        {"Añada and mia", "Añada and mia", 0},
        {"", "", 0},
        {"Bo’s, “Mia”–Bo… MIA Bos Mia_x",
         "[another child]’s, “k1”–[another child]… k1 [another child]s k1_x", 6},
        {"Mia", "k1", 1},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        int count = 0;
        assert_string_equal(
            rota_share_without_names(home.home, "k1", cases[i].text, home.arena, &count),
            cases[i].without);
        assert_int_equal(count, cases[i].count);
    }
}

/* Accents typed as one character, as two or left out; capitals; first names of whole ones; a name
 * that two people have. */
static void test_spellings(void **state) {
    (void)state;
    static const struct {
        const char *text, *without;
        int count;
    } cases[] = {
        {"Zoë, Zoe\xCC\x88, Zoe, ZOË, ZOE\xCC\x88's", "k1, k1, k1, k1, k1's", 5},
        {"zoë Zoé! Zoës Zoëlein", "zoë k1! k1s Zoëlein", 2},
        {"Tom Day, Tom, Day, Tom\xE2\x80\x99s; Tomato", "ana, ana, ana, ana\xE2\x80\x99s; Tomato",
         4},
        {"van Łódź, Łódź, Lodz, van", "[another child], [another child], [another child], van", 3},
        {"Sam, Sam Hill, Hill", "[somebody], cleo, cleo", 3},
    };
    rota_child *children = home.home->children;
    rota_person *staff = home.home->staff;
    const char *const before[] = {children[0].name, children[1].name, staff[0].name, staff[1].name,
                                  staff[2].name};
    children[0].name = "Zoë";
    children[1].name = "van Łódź";
    staff[0].name = "Tom Day";
    staff[1].name = "Sam";
    staff[2].name = "Sam Hill";
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        int count = 0;
        assert_string_equal(
            rota_share_without_names(home.home, "k1", cases[i].text, home.arena, &count),
            cases[i].without);
        assert_int_equal(count, cases[i].count);
    }
    children[0].name = before[0];
    children[1].name = before[1];
    for (int i = 0; i < 3; i++)
        staff[i].name = before[2 + i];
}

static void section(rota_record *record, int dimension, const char *view, const char *share) {
    rota_record_part *part = rota_record_part_make(home.arena, record, dimension);
    part->values[rota_record_column_get(record->type, "my_view")] = view;
    part->values[rota_record_column_get(record->type, "may_share_with")] = share;
}

static void test_share(void **state) {
    (void)state;
    add(&rota_daily_note, "n1", "k1", "2026-11-01", "final");
    add(&rota_daily_note, "n2", "k1", "2026-11-01", "draft");
    add(&rota_daily_note, "n3", "k1", "2026-11-01", "amended");
    rota_record_set(add(&rota_goal, "g1", "k1", "2026-11-01", "final"), "visibility", "manager");
    rota_record *named = add(&rota_goal, "g2", "k1", "2026-11-01", "final");
    rota_record_set(named, "visibility", "named");
    rota_record_set(named, "named_ids", "ben school");
    rota_record *yes = add(&rota_child_interview, "i1", "k1", "2026-11-01", "final");
    section(yes, 0, "a", "all");
    section(yes, 1, "b", "team school");
    section(yes, 2, "c", "team");
    section(yes, 3, "d", "");
    rota_record *no = add(&rota_child_interview, "i2", "k1", "2026-11-01", "final");
    rota_record_set(no, "consent", "no");
    section(no, 0, "e", "all");
    rota_share share = {.whom = "school", .purpose = "x", .child = "k1", .by = "ana"};
    rota_share_choose(home.home, &records, NULL, 0, home.arena, &share);
    assert_int_equal(share.drafts, 1);
    assert_int_equal(share.amended, 1);
    assert_int_equal(share.not_visible, 1);
    assert_int_equal(share.not_the_childs_wish, 3);
    assert_int_equal(share.records.count, 3);
    assert_string_equal(rota_record_id(share.records.items[1]), "g2");
    const rota_record *left = share.records.items[2];
    assert_int_equal(left->nparts, 2);
    assert_string_equal(rota_record_part_get(left, &left->parts[1], "my_view"), "b");
    assert_int_equal(yes->nparts, 4); /* what is kept stays whole */
    rota_record_list_done(&share.records);
}

/* ---- What is kept ---- */

static void test_forget(void **state) {
    (void)state;
    add(&rota_daily_note, "n1", "k1", "2026-11-01", "final");
    add(&rota_daily_note, "n2", "k1", "2026-11-01", "draft");
    add(&rota_daily_note, "n3", "k1", "2026-11-01", "amended");
    static const struct {
        int child, years;
        const char *today, *until;
        size_t gone, kept;
        bool all;
    } cases[] = {
        {0, 75, "2026-11-22", "2099-06-01", 1, 2, false}, /* born in June 2024 */
        {0, 75, "2099-05-31", "2099-06-01", 1, 2, false},
        {0, 75, "2099-06-01", "2099-06-01", 3, 0, true},
        {1, 75, "2026-11-22", "2091-03-01", 1, 2, false}, /* 29 February */
        {2, 75, "2026-11-22", "", 1, 2, false},           /* birth not known: kept */
        {2, 0, "2026-11-22", "2026-11-22", 3, 0, true},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        rota_forget_plan plan;
        rota_day today = ROTA_NO_DAY;
        char until[ROTA_DATE_SIZE];
        home.home->settings.records.keep_years = cases[i].years;
        assert_true(rota_day_parse(cases[i].today, &today));
        rota_forget_plan_make(home.home, &records, cases[i].child, today, &plan);
        assert_string_equal(rota_day_format(plan.until, until), cases[i].until);
        assert_int_equal(plan.gone.count, cases[i].gone);
        assert_int_equal(plan.kept.count, cases[i].kept);
        assert_int_equal(plan.all_gone, cases[i].all);
        rota_forget_plan_done(&plan);
    }
    /* a draft that a final names stays with it */
    rota_record_set(add(&rota_caregiver_interview, "i1", "k1", "2026-11-01", "final"),
                    "agreed_goals", "g1");
    add(&rota_goal, "g1", "k1", "2026-11-01", "draft");
    rota_forget_plan plan;
    home.home->settings.records.keep_years = 75;
    rota_forget_plan_make(home.home, &records, 0, rota_day_of(2026, 11, 22), &plan);
    assert_int_equal(plan.gone.count, 1);
    assert_int_equal(plan.kept.count, 4);
    rota_forget_plan_done(&plan);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_of_a_child, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_goals_and_trials, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_supervision, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_teams, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_names, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_spellings, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_share, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_forget, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
