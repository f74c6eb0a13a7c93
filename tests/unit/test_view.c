#include "support/test.h"

#include "io/view_parts.h"
#include "plan/plan.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Three people, two groups, a week and a day from Monday 7 December 2026 in London. */
enum { ANA, BO, CY, NSTAFF };
enum { WILLOW, ROWAN, NGROUPS, WHOLE_HOME = -1 };
enum { EARLY, LATE, NIGHT, NSHIFTS };
enum { MIA, TOM, NCHILDREN };

typedef struct {
    rota_home *home;
    rota_duties duties;
    rota_day monday;
    rota_plan_info plan;
    rota_report report;
    rota_text out;
} fixture;

static const rota_look plain = {0};

static void fill_people(rota_home *home) {
    static const char *const names[] = {"Ana", "Bo", "Cy"};
    static const char *const ids[] = {"ana", "bo", "cy"};
    home->nstaff = NSTAFF;
    home->staff = rota_arena_alloc(home->arena, NSTAFF * sizeof *home->staff);
    for (int i = 0; i < NSTAFF; i++)
        home->staff[i] = (rota_person){.id = ids[i],
                                       .name = names[i],
                                       .contract_minutes = 2250,
                                       .max_minutes = -1,
                                       .born = ROTA_NO_DAY,
                                       .from = ROTA_NO_DAY,
                                       .to = ROTA_NO_DAY};
    home->roles = rota_arena_alloc(home->arena, (size_t)NSTAFF * NGROUPS);
    memset(home->roles, ROTA_ROLE_RELIEF, (size_t)NSTAFF * NGROUPS);
    home->roles[ANA * NGROUPS + WILLOW] = ROTA_ROLE_KEY;
}

static void fill_places(rota_home *home, rota_day monday) {
    home->ngroups = NGROUPS;
    home->groups = rota_arena_alloc(home->arena, NGROUPS * sizeof *home->groups);
    home->groups[WILLOW] = (rota_group){.id = "willow", .name = "Willow", .weight = 1};
    home->groups[ROWAN] = (rota_group){.id = "rowan", .name = "", .weight = 1};
    home->nshifts = NSHIFTS;
    home->shifts = rota_arena_alloc(home->arena, NSHIFTS * sizeof *home->shifts);
    home->shifts[EARLY] =
        (rota_shift){"E", "Early", 420, 900, 0, ROTA_SHIFT_DAY, -1, -1, "", "", false};
    home->shifts[LATE] =
        (rota_shift){"L", "Late", 840, 1350, 30, ROTA_SHIFT_DAY, -1, -1, "", "", false};
    home->shifts[NIGHT] =
        (rota_shift){"N", "Night", 1320, 1890, 0, ROTA_SHIFT_NIGHT, -1, -1, "", "", false};
    home->nchildren = NCHILDREN;
    home->children = rota_arena_alloc(home->arena, NCHILDREN * sizeof *home->children);
    home->children[MIA] =
        (rota_child){"mia", "Mia", ROTA_NO_DAY, WILLOW, ANA, ROTA_NO_DAY, ROTA_NO_DAY};
    home->children[TOM] =
        (rota_child){"tom", "Tom", ROTA_NO_DAY, ROWAN, -1, monday + 8, ROTA_NO_DAY};
    home->skills[0] = "lead";
    home->nskills = 1;
    home->demand = rota_arena_alloc(home->arena, 3 * sizeof *home->demand);
    home->ndemand = 3;
    home->demand[0] = (rota_demand){
        .group = WILLOW, .shift = LATE, .skill = -1, .min = 1, .target = 1, .max = 1, .what = "L"};
    home->demand[1] = (rota_demand){
        .group = WILLOW, .shift = LATE, .skill = 0, .min = 1, .target = 1, .max = 1, .what = "L"};
    home->demand[2] = (rota_demand){.group = WHOLE_HOME,
                                    .shift = -1,
                                    .window_from = 420,
                                    .window_to = 1350,
                                    .skill = -1,
                                    .min = 2,
                                    .target = 3,
                                    .max = 3,
                                    .what = "07:00-22:30"};
}

static void add(fixture *f, int offset, int shift, int group, int staff, bool pinned) {
    rota_duty duty;
    assert_int_equal(
        rota_duty_of(f->home, f->monday + offset, shift, group, staff, pinned, &duty, NULL),
        ROTA_OK);
    rota_duties_add(&f->duties, &duty);
}

static fixture *open_fixture(int days) {
    static fixture f;
    f = (fixture){.home = rota_home_new(), .monday = rota_day_of(2026, 12, 7)};
    assert_int_equal(rota_zone_open("Europe/London", &f.home->zone, NULL), ROTA_OK);
    fill_people(f.home);
    fill_places(f.home, f.monday);
    f.home->nleave = 1;
    f.home->leave = rota_arena_alloc(f.home->arena, sizeof *f.home->leave);
    f.home->leave[0] = (rota_leave){CY, f.monday + 3, f.monday + 4, ROTA_LEAVE_ANNUAL, -1};
    memcpy(f.home->rules.name, "uk", 3);
    rota_home_finish(f.home);
    add(&f, 0, EARLY, WILLOW, ANA, true);
    add(&f, 1, LATE, WILLOW, ANA, false);
    add(&f, 7, EARLY, ROWAN, ANA, false);
    add(&f, 1, EARLY, WILLOW, BO, false);
    add(&f, 1, NIGHT, WHOLE_HOME, BO, false);
    f.report = (rota_report){.home = f.home,
                             .what = "the rota of record",
                             .from = f.monday,
                             .to = f.monday + days - 1,
                             .duties = &f.duties};
    return &f;
}

static void close_fixture(fixture *f) {
    rota_report_done(&f->report);
    rota_duties_done(&f->duties);
    rota_home_free(f->home);
    rota_text_done(&f->out);
}

static void add_shortfall(fixture *f, int offset, int row, int missing, int target_missing) {
    rota_shortfalls *list = &f->report.shortfalls;
    ROTA_GROW(list->items, list->count, list->capacity);
    list->items[list->count++] = (rota_shortfall){.date = f->monday + offset,
                                                  .row = row,
                                                  .min_short = missing,
                                                  .target_short = target_missing,
                                                  .short_minutes = 480 * missing};
    free(f->report.reasons);
    f->report.reasons = ROTA_NEW_ARRAY(rota_reasons, list->count);
}

static void expect(fixture *f, const char *expected) {
    assert_string_equal(rota_text_str(&f->out), expected);
}

static void test_by_staff(void **state) {
    (void)state;
    fixture *f = open_fixture(8);
    rota_view_by_staff(&f->report, &plain, &f->out);
    expect(f,
           "Mon 7 to Sun 13 Dec 2026\n"
           "staff  Mon 7 Dec  Tue 8 Dec  Wed 9 Dec  Thu 10 Dec  Fri 11 Dec  Sat 12 Dec  Sun 13 Dec"
           "  hours / due\n"
           "Ana    E willow!  L willow   -          -           -           -           -"
           "             16 / 37.5\n"
           "Bo     -          E willow   -          -           -           -           -"
           "           17.5 / 37.5\n"
           "                  N\n"
           "Cy     -          -          -          (annual)    (annual)    -           -"
           "              0 / 22.5\n"
           "\n"
           "Mon 14 Dec 2026\n"
           "staff  Mon 14 Dec  hours\n"
           "Ana    E rowan         8\n"
           "Bo     -               0\n"
           "Cy     -               0\n"
           "due: contract hours less leave\n"
           "! = pinned\n");
    close_fixture(f);
}

static void test_by_group(void **state) {
    (void)state;
    fixture *f = open_fixture(2);
    add_shortfall(f, 0, 0, 1, 1);
    add_shortfall(f, 1, 1, 1, 1);
    add_shortfall(f, 1, 2, 2, 3);
    rota_view_by_group(&f->report, &plain, &f->out);
    expect(f, "Willow\n"
              "  shift          Mon 7 Dec  Tue 8 Dec\n"
              "  E 07:00-15:00  Ana!       Bo\n"
              "  L 14:00-22:30  1 short    Ana\n"
              "                            1 lead short\n"
              "rowan\n"
              "  shift  Mon 7 Dec  Tue 8 Dec\n"
              "Whole home\n"
              "  shift          Mon 7 Dec  Tue 8 Dec\n"
              "  N 22:00-07:30             Bo\n"
              "  07:00-22:30               2 short\n");
    close_fixture(f);
}

static void test_by_child(void **state) {
    (void)state;
    fixture *f = open_fixture(2);
    rota_view_by_child(&f->report, &plain, &f->out);
    expect(f, "Mia, Willow, key caregiver Ana\n"
              "  shift          Mon 7 Dec  Tue 8 Dec\n"
              "  E 07:00-15:00  Ana!       Bo\n"
              "  L 14:00-22:30             Ana\n"
              "  N 22:00-07:30             Bo\n"); /* Tom only comes on the 15th */
    close_fixture(f);
}

static void test_worked_without_a_shift(void **state) {
    (void)state;
    fixture *f = open_fixture(1);
    f->duties.items[0].shift = -1;
    f->duties.items[0].pinned = false;
    rota_view_by_group(&f->report, &plain, &f->out);
    expect(f, "Willow\n"
              "  shift      Mon 7 Dec\n"
              "  as worked  Ana 07:00-15:00\n"
              "rowan\n"
              "  shift  Mon 7 Dec\n");
    close_fixture(f);
}

static void test_hostile_and_equal_names(void **state) {
    (void)state;
    fixture *f = open_fixture(1);
    f->home->staff[ANA].name = "A\033[2J\nna";
    f->home->staff[BO].name = "Cy";
    rota_view_by_staff(&f->report, &plain, &f->out);
    expect(f, "staff     Mon 7 Dec  hours\n"
              "A?[2J na  E willow!      8\n"
              "Cy (bo)   -              0\n"
              "Cy (cy)   -              0\n"
              "! = pinned\n");
    close_fixture(f);
}

static void test_colour(void **state) {
    (void)state;
    fixture *f = open_fixture(1);
    const rota_look coloured = {.colour = true};
    add_shortfall(f, 0, 0, 1, 1);
    rota_view_by_group(&f->report, &coloured, &f->out);
    assert_non_null(strstr(f->out.s, "\033[1mWillow\033[0m\n"));
    assert_non_null(strstr(f->out.s, "\033[31m1 short\033[0m\n"));
    close_fixture(f);
}

static void test_narrow_table(void **state) {
    (void)state;
    const rota_look narrow = {.width = 16};
    rota_text out = {0};
    rota_table *table = rota_table_new(2);
    rota_table_align_right(table, 1);
    rota_table_row(table);
    rota_table_cell(table, 0, ROTA_PLAIN, "Zoë-Éléonore Ångström");
    rota_table_cell(table, 1, ROTA_PLAIN, "37.5");
    rota_table_row(table);
    rota_table_cell(table, 0, ROTA_PLAIN, "Bo");
    rota_table_cell(table, 1, ROTA_PLAIN, "8");
    rota_table_write(table, &narrow, 2, &out);
    assert_string_equal(rota_text_str(&out), "  Zoë-Élé…  37.5\n  Bo           8\n");
    rota_table_free(table);
    rota_text_done(&out);
}

/* A number stays with its unit. */
static void test_measures_are_not_broken(void **state) {
    (void)state;
    static const struct {
        const char *text, *lines;
    } rows[] = {
        {"of the recorded 100 %.", "of the recorded\n    100 %.\n"},
        {"it lasts in all 24 h 30 of it", "it lasts in all\n    24 h 30 of it\n"},
        {"a rest of in all 7 h, no more", "a rest of in all\n    7 h, no more\n"},
        {"on Mon 7 Dec some 3 have less", "on Mon 7 Dec some 3\n    have less\n"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        rota_text out = {0};
        const rota_look narrow = {.width = 20};
        rota_view__line(&narrow, 0, ROTA_PLAIN, &out, "%s", rows[i].text);
        assert_string_equal(rota_text_str(&out), rows[i].lines);
        rota_text_done(&out);
    }
}

static void test_long_lines(void **state) {
    (void)state;
    fixture *f = open_fixture(2);
    const rota_look narrow = {.width = 44};
    add_shortfall(f, 0, 0, 1, 1);
    char text[] = "Ana: the late on Monday ends at 22:30, only 8 h 30 before the early";
    char word[] = "Bo-cannot-be-broken-anywhere-at-all-whatever";
    rota_reason reasons[] = {{ANA, "daily_rest", text}, {BO, "daily_rest", word}};
    f->report.reasons[0] = (rota_reasons){.items = reasons, .count = 2};
    rota_view_shortfalls(&f->report, &narrow, &f->out);
    expect(f, "Cover: 1 place below its minimum\n"
              "  Mon 7 Dec, L, willow: 1 person short (0 of\n"
              "      1)\n"
              "      Ana: the late on Monday ends at 22:30,\n"
              "          only 8 h 30 before the early\n"
              "      Bo-cannot-be-broken-anywhere-at-all-wh\n"
              "          atever\n");
    f->report.reasons[0] = (rota_reasons){0};
    close_fixture(f);
}

static void test_words(void **state) {
    (void)state;
    static const struct {
        double share;
        const char *expected;
    } shares[] = {{0, "0 %"},      {0.001, "1 %"}, {0.864, "86 %"},
                  {0.999, "99 %"}, {1, "100 %"},   {NAN, "n/a"}};
    char buf[ROTA_WORDS_SIZE];
    for (size_t i = 0; i < sizeof shares / sizeof *shares; i++)
        assert_string_equal(rota_words_share(shares[i].share, buf), shares[i].expected);
    assert_string_equal(rota_words_number(1.5, 2, buf), "1.5");
    assert_string_equal(rota_words_number(100, 2, buf), "100");
    assert_string_equal(rota_words_number(100, 0, buf), "100");
    assert_string_equal(rota_words_number(-0.001, 2, buf), "0");
    assert_string_equal(rota_words_number(-12.344, 2, buf), "-12.34");
    assert_string_equal(rota_words_number(INFINITY, 2, buf), "n/a");
    rota_day day = rota_day_of(2026, 12, 28);
    assert_string_equal(rota_words_period(day, day, buf), "Mon 28 Dec 2026");
    assert_string_equal(rota_words_period(day, day + 3, buf), "Mon 28 to Thu 31 Dec 2026");
    assert_string_equal(rota_words_period(day, day + 4, buf), "Mon 28 Dec 2026 to Fri 1 Jan 2027");
    assert_string_equal(rota_words_period(day - 30, day, buf), "Sat 28 Nov to Mon 28 Dec 2026");
}

static void test_continuity(void **state) {
    (void)state;
    fixture *f = open_fixture(7);
    rota_continuity c[2] = {
        {.group = WILLOW,
         .child = -1,
         .distinct = 6,
         .floor = 4,
         .team_share = 0.857,
         .key_share = 0.5,
         .days = 7,
         .known_days = 6,
         .nights = 6,
         .bed_wake_nights = 5,
         .top_staff = -1},
        {.group = ROWAN, .child = TOM, .team_share = NAN, .key_share = NAN, .top_staff = -1}};
    f->report.continuity = c;
    f->report.ncontinuity = 2;
    rota_view_continuity(&f->report, &plain, &f->out);
    expect(f, "Continuity, Mon 7 to Sun 13 Dec 2026\n"
              "        faces  fewest possible  own team  key caregivers  key days  bed and wake\n"
              "Willow      6                4      86 %            50 %       6/7           5/6\n"
              "\n"
              "Tom         0              n/a       n/a             n/a       n/a           n/a\n"
              "Shares are of waking care hours. Key days: days with a key caregiver there. Bed and"
              " wake: nights\n"
              "after which an adult of bedtime is there when the children wake.\n"
              "Willow has 1 of 2 key caregivers: give role 'key' in bonds.csv.\n"
              "rowan has 0 of 2 key caregivers: give role 'key' in bonds.csv.\n");
    f->report.continuity = NULL;
    close_fixture(f);
}

static void test_shortfalls(void **state) {
    (void)state;
    fixture *f = open_fixture(2);
    add_shortfall(f, 0, 1, 1, 1);
    add_shortfall(f, 1, 2, 2, 3);
    add_shortfall(f, 1, 0, 0, 1);
    f->report.shortfalls.items[0].have = 0;
    char late[] = "Ana: only 9 h 30 of rest before Tuesday's early", early[] = "Bo", skill[] = "Cy";
    rota_reason reasons[] = {
        {BO, "on_duty", early}, {ANA, "daily_rest", late}, {CY, "skill", skill}};
    f->report.reasons[0] = (rota_reasons){.items = reasons, .count = 3};
    rota_view_shortfalls(&f->report, &plain, &f->out);
    expect(f, "Cover: 2 places below their minimum\n"
              "  Mon 7 Dec, L, willow: 1 with skill 'lead' short (0 of 1)\n"
              "      Ana: only 9 h 30 of rest before Tuesday's early\n"
              "      on duty already: Bo\n"
              "      without the skill: Cy\n"
              "  Tue 8 Dec, 07:00-22:30, the home: 2 people short (0 of 2)\n"
              "  1 place has the minimum and not the target\n");
    assert_int_equal(rota_report_short(&f->report), 3);
    f->report.reasons[0] = (rota_reasons){0};
    close_fixture(f);
}

static void test_no_shortfall(void **state) {
    (void)state;
    fixture *f = open_fixture(2);
    rota_view_shortfalls(&f->report, &plain, &f->out);
    expect(f, "Cover: every shift has its minimum\n");
    close_fixture(f);
}

static rota_plan_info some_plan(bool proven, const char *status) {
    rota_plan_info plan = {.name = "draft",
                           .proven = proven,
                           .objective = -200,
                           .bound = -205,
                           .seconds = 1.26,
                           .breakdown = {-220.5, 20, 0, 0.5},
                           .nparts = 4};
    memcpy(plan.status, status, strlen(status) + 1);
    if (proven)
        plan.bound = plan.objective;
    return plan;
}

static void test_status(void **state) {
    (void)state;
    static const struct {
        bool proven;
        const char *status, *expected;
    } cases[] = {
        {true, "optimal",
         "Proven the best: no lawful rota costs less than -200 points (gap 0 %, 1.3 s).\n"},
        {false, "feasible",
         "Not proven the best: -200 points; no lawful rota costs less than -205 (gap 2.5 %,"
         " 1.3 s).\n"},
        {false, "stopped",
         "Stopped early: -200 points; no lawful rota costs less than -205 (gap 2.5 %, 1.3 s).\n"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        fixture *f = open_fixture(7);
        rota_plan_info plan = some_plan(cases[i].proven, cases[i].status);
        f->report.plan = &plan;
        rota_view_status(&f->report, &plain, &f->out);
        expect(f, cases[i].expected);
        close_fixture(f);
    }
    fixture *f = open_fixture(7);
    rota_plan_info plan = some_plan(false, "stopped");
    plan.bound = -INFINITY;
    f->report.plan = &plan;
    rota_view_status(&f->report, &plain, &f->out);
    expect(f, "Stopped early: -200 points; how far from the best is not known yet (1.3 s).\n");
    close_fixture(f);
    rota_plan_info imported = {.objective = NAN, .bound = NAN, .seconds = NAN};
    assert_true(isnan(rota_plan_gap(&imported)));
}

static void test_breakdown(void **state) {
    (void)state;
    fixture *f = open_fixture(7);
    rota_plan_info plan = some_plan(true, "optimal");
    f->report.plan = &plan;
    rota_view_breakdown(&f->report, &plain, &f->out);
    expect(f, "What the points are made of (a minus is a gain)\n"
              "  -220.5  hours with people whom the children know\n"
              "      20  faces from outside a group's own team\n"
              "     0.5  an adult of bedtime there when the children wake\n"
              "    -200  in all\n");
    close_fixture(f);
}

/* io may not include the planner, so it keeps the names of the parts itself. */
static void test_part_names(void **state) {
    (void)state;
    for (int i = 0; i < ROTA_NPARTS; i++)
        assert_string_equal(rota_view_part_name(i), rota_part_name((enum rota_part)i));
    assert_null(rota_view_part_name(ROTA_NPARTS));
    assert_null(rota_view_part_name(-1));
    assert_true(ROTA_NPARTS <= sizeof((rota_plan_info *)NULL)->breakdown / sizeof(double));
}

static void test_findings(void **state) {
    (void)state;
    fixture *f = open_fixture(7);
    char rest[] = "Ana had only 9 h 30 of rest", weekend[] = "Bo works 3 weekends of 4";
    rota_finding items[] = {
        {.rule = ROTA_RULE_HOUSE_MAX_WEEKENDS_IN_4_WEEKS,
         .verdict = ROTA_AMBER,
         .staff = BO,
         .date = f->monday + 5,
         .measured = 3,
         .required = 2,
         .counts = true,
         .text = weekend},
        {.rule = ROTA_RULE_DAILY_REST,
         .verdict = ROTA_FAIL,
         .staff = ANA,
         .date = f->monday + 1,
         .measured = 570,
         .required = 660,
         .text = rest},
    };
    memcpy(f->home->rules.origin[ROTA_RULE_DAILY_REST].regulation, "WTR 1998 reg 10(1)", 19);
    f->report.findings = (rota_findings){.items = items, .count = 2};
    rota_view_findings(&f->report, &plain, &f->out);
    expect(f, "Working time, Mon 7 to Sun 13 Dec 2026, rules 'uk': 1 breach, 1 to look at\n"
              "  BREACH  Ana had only 9 h 30 of rest\n"
              "      Ana, Tue 8 Dec; daily_rest, WTR 1998 reg 10(1); measured 9 h 30, limit 11 h\n"
              "  LOOK AT  Bo works 3 weekends of 4\n"
              "      Bo, Sat 12 Dec; house_max_weekends_in_4_weeks; measured 3, limit 2\n");
    rota_text_done(&f->out);
    rota_view_breaches(&f->report, &plain, &f->out);
    expect(f,
           "Working time, Mon 7 to Sun 13 Dec 2026, rules 'uk': 1 breach, 1 to look at\n"
           "  BREACH  Ana had only 9 h 30 of rest\n"
           "      Ana, Tue 8 Dec; daily_rest, WTR 1998 reg 10(1); measured 9 h 30, limit 11 h\n");
    rota_text_done(&f->out);
    f->report.findings.count = 0;
    rota_view_findings(&f->report, &plain, &f->out);
    expect(f, "Working time, Mon 7 to Sun 13 Dec 2026, rules 'uk': no breach\n");
    f->report.findings = (rota_findings){0};
    close_fixture(f);
}

static void test_hours(void **state) {
    (void)state;
    fixture *f = open_fixture(7);
    rota_person_hours hours[NSTAFF] = {
        {ANA, 2400, 1860, 2910, 17, -510, 0}, {BO, 480, 480, -1, 0, 0, 0}, {CY, 0, 0, -1, 0, 0, 0}};
    char text[] = "Ana: too much";
    rota_finding items[] = {
        {.rule = ROTA_RULE_WEEKLY_AVERAGE, .verdict = ROTA_FAIL, .staff = ANA, .text = text}};
    f->report.hours = hours;
    f->report.findings = (rota_findings){.items = items, .count = 1};
    rota_view_hours(&f->report, &plain, &f->out);
    f->report.findings = (rota_findings){0};
    expect(f, "staff  working time  of it awake  average a week  over weeks  room left  verdict\n"
              "Ana            40 h         31 h         48 h 30          17    -8 h 30  BREACH\n"
              "Bo              8 h          8 h             n/a         n/a        n/a  well\n"
              "Working time counts sleep-ins in full. Room left: of the reference period, below the"
              " weekly limit.\n");
    f->report.hours = NULL;
    close_fixture(f);
}

static void test_json(void **state) {
    (void)state;
    fixture *f = open_fixture(2);
    rota_plan_info plan = some_plan(false, "feasible");
    f->report.plan = &plan;
    f->report.what = "plan 'draft'";
    add_shortfall(f, 0, 1, 1, 1);
    rota_json *json = rota_json_report(&f->report);
    rota_json_write(json, &f->out);
    rota_json_free(json);
    static const char *const parts[] = {
        "{\n  \"plan\": \"draft\",\n",
        "  \"from\": \"2026-12-07\",\n  \"to\": \"2026-12-08\",\n  \"status\": \"feasible\",\n"
        "  \"proven\": false,\n",
        "  \"gap\": 0.025,\n",
        "\"breakdown\": {\n    \"bond\": -220.5,\n",
        "    {\n      \"date\": \"2026-12-08\",\n      \"shift\": \"N\",\n      \"group\": \"*\",\n"
        "      \"staff\": \"bo\",\n      \"pinned\": false\n    }\n  ],\n",
        "\"skill\": \"lead\",\n      \"short\": 1,\n",
        "\"reasons\": []\n",
        "\"below_target\": []\n",
    };
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        if (!strstr(f->out.s, parts[i]))
            fail_msg("part %zu is missing in\n%s", i, f->out.s);
    close_fixture(f);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_by_staff),
        cmocka_unit_test(test_by_group),
        cmocka_unit_test(test_by_child),
        cmocka_unit_test(test_worked_without_a_shift),
        cmocka_unit_test(test_hostile_and_equal_names),
        cmocka_unit_test(test_colour),
        cmocka_unit_test(test_narrow_table),
        cmocka_unit_test(test_measures_are_not_broken),
        cmocka_unit_test(test_long_lines),
        cmocka_unit_test(test_words),
        cmocka_unit_test(test_continuity),
        cmocka_unit_test(test_shortfalls),
        cmocka_unit_test(test_no_shortfall),
        cmocka_unit_test(test_status),
        cmocka_unit_test(test_breakdown),
        cmocka_unit_test(test_part_names),
        cmocka_unit_test(test_findings),
        cmocka_unit_test(test_hours),
        cmocka_unit_test(test_json),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
