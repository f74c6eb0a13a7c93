/* The referee of the public benchmark against breaches and costs counted by hand, rule by rule; and
 * what the program says of an answer. */
#include "support/test.h"

#include "benchmarks/shift-scheduling/answer.h"
#include "benchmarks/shift-scheduling/generate.h"
#include "core/mem.h"
#include "support/files.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* One person, shifts D (480 minutes) and N (600, neither may follow it). */
static rota_instance *instance_of(int days, const char *limits, const char *more) {
    rota_text text = {0};
    rota_text_addf(&text,
                   "SECTION_HORIZON\n%d\nSECTION_SHIFTS\nD,480,\nN,600,D|N\nSECTION_STAFF\nA,%s\n"
                   "%sSECTION_COVER\n0,D,2,100,1\n1,D,0,100,7\n1,N,1,30,1\n",
                   days, limits, more);
    rota_faults *faults = rota_faults_new();
    rota_instance *in = NULL;
    rota_test_folder();
    rota_instance_read(rota_test_write("x.txt", rota_text_str(&text)), &in, faults, NULL);
    rota_test_folder_remove();
    rota_test_expect_faults(faults, "");
    rota_faults_free(faults);
    rota_text_done(&text);
    return in;
}

/* "D.N": a letter a day. */
static int *roster_of(const rota_instance *in, const char *letters) {
    int *roster = rota_roster_new(in);
    assert_int_equal(strlen(letters), in->ndays);
    for (int d = 0; d < in->ndays; d++)
        roster[d] = letters[d] == '.' ? ROTA_ROSTER_OFF : letters[d] == 'N';
    return roster;
}

static void expect_breaches(const char *limits, const char *more, const char *letters,
                            const char *breaches) {
    rota_instance *in = instance_of((int)strlen(letters), limits, more);
    int *roster = roster_of(in, letters);
    rota_evaluation e;
    rota_text all = {0};
    rota_evaluate(in, roster, &e);
    for (int i = 0; i < e.nbreaches; i++)
        rota_text_addf(&all, "%s\n", e.breaches[i]);
    assert_string_equal(rota_text_str(&all), breaches);
    rota_text_done(&all);
    rota_evaluation_done(&e);
    free(roster);
    rota_instance_free(in);
}

/* limits: most shifts, most minutes, least minutes, run most, run least, off least, weekends */
#define FREE ",99999,0,99,0,0,99"

static const struct {
    const char *limits, *more, *letters, *breaches;
} judged[] = {
    {FREE, "", "DDDDDDDDDDDDDD", ""},
    /* successions: D after N, N after N; not over a day off; N after D is fine */
    {FREE, "", "DN.N.D", ""},
    {FREE, "", "NDNN",
     "person 'A', day 1: 'D' may not follow 'N'\nperson 'A', day 3: 'N' may not follow 'N'\n"},
    /* most of a shift */
    {"D=3|N=0,99999,0,99,0,0,99", "", "DDD", ""},
    {"D=3|N=0,99999,0,99,0,0,99", "", "DDDD.N",
     "person 'A', shift 'D': 4, at most 3\nperson 'A', shift 'N': 1, at most 0\n"},
    {"N=1,99999,0,99,0,0,99", "", "DDDD.N.N", "person 'A', shift 'N': 2, at most 1\n"},
    /* minutes */
    {",1560,1560,99,0,0,99", "", "DD.N", ""},
    {",1559,0,99,0,0,99", "", "DD.N", "person 'A', minutes: 1560, at most 1559\n"},
    {",99999,1561,99,0,0,99", "", "DD.N", "person 'A', minutes: 1560, at least 1561\n"},
    {",99999,1,99,0,0,99", "", "....", "person 'A', minutes: 0, at least 1\n"},
    /* the longest run, wherever it is */
    {",99999,0,2,0,0,99", "", "DD.DD.DD", ""},
    {",99999,0,2,0,0,99", "", "DDD.DDD.DDDD",
     "person 'A', works days 0 to 2: 3 in a row, at most 2\n"
     "person 'A', works days 4 to 6: 3 in a row, at most 2\n"
     "person 'A', works days 8 to 11: 4 in a row, at most 2\n"},
    {",99999,0,0,0,0,99", "", ".D.", "person 'A', works days 1 to 1: 1 in a row, at most 0\n"},
    /* the shortest run, but not at the edges */
    {",99999,0,99,3,0,99", "", "D.DDD.DD", ""},
    {",99999,0,99,3,0,99", "", "DD.DD.D.D",
     "person 'A', works days 3 to 4: 2 in a row, at least 3\n"
     "person 'A', works days 6 to 6: 1 in a row, at least 3\n"},
    /* days off, but not at the edges */
    {",99999,0,99,0,2,99", "", ".D..D.", ""},
    {",99999,0,99,0,3,99", "", "..D..D.D..",
     "person 'A', off days 3 to 4: 2 in a row, at least 3\n"
     "person 'A', off days 6 to 6: 1 in a row, at least 3\n"},
    /* weekends: days 5 and 6, 12 and 13 */
    {",99999,0,99,0,0,1", "", "DDDDDDDDDDDD..", ""},
    {",99999,0,99,0,0,1", "", "......D.....D.", "person 'A', weekends: 2, at most 1\n"},
    {",99999,0,99,0,0,1", "", ".....D.......D", "person 'A', weekends: 2, at most 1\n"},
    {",99999,0,99,0,0,0", "", "DDDDD.........", ""},
    {",99999,0,99,0,0,0", "", ".....D", "person 'A', weekends: 1, at most 0\n"},
    {",99999,0,99,0,0,0", "", "......D", "person 'A', weekends: 1, at most 0\n"},
    {",99999,0,99,0,0,0", "", "....D", ""},
    /* fixed days off */
    {FREE, "SECTION_DAYS_OFF\nA,1,3\n", "D.D.", ""},
    {FREE, "SECTION_DAYS_OFF\nA,1,3\n", "DDDN",
     "person 'A', day 1: works 'D' on a fixed day off\n"
     "person 'A', day 3: works 'N' on a fixed day off\n"},
    /* all at once */
    {"D=0,479,0,0,0,0,0", "SECTION_DAYS_OFF\nA,5\n", ".....D",
     "person 'A', day 5: works 'D' on a fixed day off\n"
     "person 'A', shift 'D': 1, at most 0\n"
     "person 'A', minutes: 480, at most 479\n"
     "person 'A', works days 5 to 5: 1 in a row, at most 0\n"
     "person 'A', weekends: 1, at most 0\n"},
};

static void every_rule_is_judged(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof judged / sizeof *judged; i++)
        expect_breaches(judged[i].limits, judged[i].more, judged[i].letters, judged[i].breaches);
}

static void costs_are_added_up(void **state) {
    (void)state;
    static const char requests[] = "SECTION_SHIFT_ON_REQUESTS\nA,0,D,3\nA,1,N,5\nA,2,D,1\nA,2,D,1\n"
                                   "SECTION_SHIFT_OFF_REQUESTS\nA,0,D,11\nA,1,D,13\nA,2,N,17\n";
    static const struct {
        const char *letters;
        int on, off, under, over;
    } cases[] = {
        {"...", 3 + 5 + 2, 0, 200 + 30, 0}, {"DDD", 5, 11 + 13, 100 + 30, 7},
        {"D.D", 5, 11, 100 + 30, 0},        {"DN.", 2, 11, 100, 0},
        {"..N", 3 + 5 + 2, 17, 230, 0},     {"NN.", 3 + 2, 0, 200, 0},
    };
    rota_instance *in = instance_of(3, FREE, requests);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        int *roster = roster_of(in, cases[i].letters);
        rota_evaluation e;
        rota_evaluate(in, roster, &e);
        assert_int_equal(e.on, cases[i].on);
        assert_int_equal(e.off, cases[i].off);
        assert_int_equal(e.under, cases[i].under);
        assert_int_equal(e.over, cases[i].over);
        assert_int_equal(e.total, cases[i].on + cases[i].off + cases[i].under + cases[i].over);
        rota_evaluation_done(&e);
        free(roster);
    }
    rota_instance_free(in);
}

/* The hidden roster keeps every limit and meets the cover nearly: everybody has a lawful line. */
static void generated_instances_have_their_roster(void **state) {
    (void)state;
    rota_test_folder();
    for (int seed = 0; seed < 60; seed++) {
        rota_text text = {0}, hidden = {0};
        int days = seed % 10 == 9 ? 364 : 1 + seed, people = seed % 10 == 9 ? 40 : 9;
        rota_generate_instance(days, people, 1 + seed * 5 % 32, (uint64_t)seed, &text, &hidden);
        rota_faults *faults = rota_faults_new();
        rota_instance *in = NULL;
        int *roster = NULL;
        rota_evaluation e;
        rota_instance_read(rota_test_write("x.txt", rota_text_str(&text)), &in, faults, NULL);
        rota_test_expect_faults(faults, "");
        rota_roster_read(rota_test_write("r.txt", rota_text_str(&hidden)), in, &roster, faults,
                         NULL);
        rota_test_expect_faults(faults, "");
        rota_evaluate(in, roster, &e);
        if (e.nbreaches > 0)
            fail_msg("seed %d: %s", seed, e.breaches[0]);
        assert_true(e.under <= 40 * in->ncover);
        rota_evaluation_done(&e);
        free(roster);
        rota_instance_free(in);
        rota_faults_free(faults);
        rota_text_done(&text);
        rota_text_done(&hidden);
    }
    rota_test_folder_remove();
}

/* ---- what is said ---- */

static void bounds_round_up_to_whole_units(void **state) {
    (void)state;
    static const struct {
        rota_cost bound;
        int64_t whole;
    } cases[] = {{0, 0},    {1, 1},  {5999, 1},   {6000, 1},
                 {6001, 2}, {-1, 0}, {-60000, 0}, {600000000000, 100000000}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_int_equal(rota_answer_bound(cases[i].bound), cases[i].whole);
}

static void the_last_line_is_exact(void **state) {
    (void)state;
    static const struct {
        rota_cost cost, bound;
        const char *line;
    } cases[] = {
        {607 * 6000, 607 * 6000, "objective 607 bound 607 gap 0.00 proven yes seconds 1.23\n"},
        {607 * 6000, 606 * 6000 + 1, "objective 607 bound 607 gap 0.00 proven yes seconds 1.23\n"},
        {607 * 6000, 606 * 6000, "objective 607 bound 606 gap 0.16 proven no seconds 1.23\n"},
        {607 * 6000, INT64_MIN, "objective 607 bound - gap - proven no seconds 1.23\n"},
        {0, 0, "objective 0 bound 0 gap 0.00 proven yes seconds 1.23\n"},
        {0, -6000, "objective 0 bound 0 gap 0.00 proven yes seconds 1.23\n"},
        {6000, -6000, "objective 1 bound 0 gap 100.00 proven no seconds 1.23\n"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        rota_solution solution = {
            .cost = cases[i].cost, .bound = cases[i].bound, .seconds = 1.2345};
        rota_answer answer;
        rota_text text = {0};
        rota_answer_init(&solution, &answer);
        rota_answer_add(&answer, &text);
        assert_string_equal(rota_text_str(&text), cases[i].line);
        rota_text_done(&text);
    }
}

/* A row only when objective or bound is new. */
static void the_trace_has_what_is_new(void **state) {
    (void)state;
    static const struct {
        double seconds, best, bound;
        const char *phase, *line;
    } cases[] = {
        {0.001, INFINITY, -INFINITY, "first rota", ""},
        {0.5, 620, -INFINITY, "first rota", "    0.50       620         -  first rota\n"},
        {0.6, 620, -INFINITY, "bound", ""},
        {1, 620, 599.5, "bound", "    1.00       620       600  bound\n"},
        {1.5, 620, 599.75, "bound", ""},
        {2, 607, 600, "dive", "    2.00       607       600  dive\n"},
        {3, 607, 606.00001, "proof", "    3.00       607       606  proof\n"},
        {4, 607, 606.1, "proof", "    4.00       607       607  proof\n"},
        {5, 607, 608, "proof", ""},
    };
    rota_trace trace = {0};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        rota_progress progress = {.phase = cases[i].phase,
                                  .seconds = cases[i].seconds,
                                  .best = cases[i].best,
                                  .bound = cases[i].bound};
        rota_text text = {0};
        if (rota_trace_take(&trace, &progress))
            rota_trace_add(&trace.rows[trace.count - 1], &text);
        assert_string_equal(rota_text_str(&text), cases[i].line);
        rota_text_done(&text);
    }
    rota_trace_done(&trace);
}

static void json_has_every_key(void **state) {
    (void)state;
    rota_instance *in = instance_of(3, ",480,0,9,0,0,9", "");
    int *roster = roster_of(in, "D.N");
    rota_evaluation e;
    rota_evaluate(in, roster, &e);
    rota_solution solution = {.cost = 130 * 6000,
                              .bound = INT64_MIN,
                              .seconds = 0.5,
                              .status = ROTA_STATUS_FEASIBLE,
                              .lp_iterations = 3,
                              .columns = 2,
                              .nodes = 1};
    rota_trace_row row = {
        .seconds = 0.25, .has_objective = true, .objective = 130, .phase = "dive"};
    rota_trace trace = {.rows = &row, .count = 1};
    rota_answer answer;
    rota_answer_init(&solution, &answer);
    rota_json *json = rota_answer_json(in, roster, &e);
    rota_answer_json_search(json, &answer, &solution, &trace);
    rota_text text = {0};
    rota_json_write(json, &text);
    assert_string_equal(
        rota_text_str(&text),
        "{\n  \"instance\": {\n    \"days\": 3,\n    \"people\": 1,\n    \"shifts\": 2\n  },\n"
        "  \"objective\": 130,\n"
        "  \"costs\": {\n    \"on\": 0,\n    \"off\": 0,\n    \"under\": 130,\n    \"over\": 0\n  "
        "},\n"
        "  \"breaches\": [\n    \"person 'A', minutes: 1080, at most 480\"\n  ],\n"
        "  \"roster\": [\n    {\n      \"person\": \"A\",\n      \"shifts\": [\n        \"D\",\n"
        "        null,\n        \"N\"\n      ]\n    }\n  ],\n"
        "  \"bound\": null,\n  \"gap\": null,\n  \"proven\": false,\n  \"status\": \"feasible\",\n"
        "  \"seconds\": 0.5,\n  \"lp_iterations\": 3,\n  \"columns\": 2,\n  \"nodes\": 1,\n"
        "  \"trace\": [\n    {\n      \"seconds\": 0.25,\n      \"objective\": 130,\n"
        "      \"bound\": null,\n      \"phase\": \"dive\"\n    }\n  ]\n}\n");
    rota_text_done(&text);
    rota_json_free(json);
    rota_evaluation_done(&e);
    free(roster);
    rota_instance_free(in);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_rule_is_judged),
        cmocka_unit_test(costs_are_added_up),
        cmocka_unit_test(generated_instances_have_their_roster),
        cmocka_unit_test(bounds_round_up_to_whole_units),
        cmocka_unit_test(the_last_line_is_exact),
        cmocka_unit_test(the_trace_has_what_is_new),
        cmocka_unit_test(json_has_every_key),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
