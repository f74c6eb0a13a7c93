/* Reading instances and rosters of the public benchmark: what is taken, and every message. */
#include "support/test.h"

#include "benchmarks/shift-scheduling/generate.h"
#include "benchmarks/shift-scheduling/roster.h"
#include "core/mem.h"
#include "support/files.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char *const BASE[] = {
    "# a week of two people",
    "SECTION_HORIZON",
    "7",
    "SECTION_SHIFTS",
    "early,480,",
    "late,600,early",
    "SECTION_STAFF",
    "ann,early=5|late=0,2400,960,5,2,2,1",
    "bob,,3000,0,6,1,1,1",
    "SECTION_DAYS_OFF",
    "ann,0,6",
    "SECTION_SHIFT_ON_REQUESTS",
    "ann,2,early,3",
    "SECTION_SHIFT_OFF_REQUESTS",
    "bob,5,late,2",
    "SECTION_COVER",
    "0,early,1,100,1",
    "0,late,1,50,2",
};
enum { NLINES = sizeof BASE / sizeof *BASE };

/* In the folder, so that messages name the file as it was given. */
static int set_up(void **state) {
    (void)state;
    return chdir(rota_test_folder());
}

static int tear_down(void **state) {
    (void)state;
    int failed = chdir("/");
    rota_test_folder_remove();
    return failed;
}

/* The base with one of its lines (from 1) replaced; 0 = none. */
static rota_text base_with(int line, const char *other, const char *end_of_line) {
    rota_text text = {0};
    for (int i = 0; i < NLINES; i++)
        rota_text_addf(&text, "%s%s", i + 1 == line ? other : BASE[i], end_of_line);
    return text;
}

static void expect_faults(const char *bytes, size_t n, const char *faults) {
    rota_faults *found = rota_faults_new();
    rota_instance *in = NULL;
    rota_err err = {0};
    FILE *file = fopen("x.txt", "w");
    assert_non_null(file);
    assert_int_equal(fwrite(bytes, 1, n, file), n);
    assert_int_equal(fclose(file), 0);
    assert_int_equal(rota_instance_read("x.txt", &in, found, &err), ROTA_E_INPUT);
    assert_null(in);
    assert_string_equal(err.message, "");
    rota_test_expect_faults(found, faults);
    rota_faults_free(found);
}

static rota_instance *read_good(const char *path) {
    rota_faults *faults = rota_faults_new();
    rota_instance *in = NULL;
    rota_err err = {0};
    rota_rc rc = rota_instance_read(path, &in, faults, &err);
    rota_test_expect_faults(faults, "");
    rota_faults_free(faults);
    assert_string_equal(err.message, "");
    assert_int_equal(rc, ROTA_OK);
    return in;
}

static void assert_is_base(const rota_instance *in) {
    assert_int_equal(in->ndays, 7);
    assert_int_equal(in->nshifts, 2);
    assert_string_equal(in->shifts[0].id, "early");
    assert_int_equal(in->shifts[0].minutes, 480);
    assert_string_equal(in->shifts[1].id, "late");
    assert_int_equal(in->shifts[1].minutes, 600);
    assert_memory_equal(in->forbidden, "\0\0\1\0", 4);
    assert_int_equal(in->npeople, 2);
    const rota_instance_person *ann = &in->people[0], *bob = &in->people[1];
    assert_string_equal(ann->id, "ann");
    assert_int_equal(ann->most_of_shift[0], 5);
    assert_int_equal(ann->most_of_shift[1], 0);
    assert_int_equal(ann->most_minutes, 2400);
    assert_int_equal(ann->least_minutes, 960);
    assert_int_equal(ann->most_run, 5);
    assert_int_equal(ann->least_run, 2);
    assert_int_equal(ann->least_off, 2);
    assert_int_equal(ann->most_weekends, 1);
    assert_memory_equal(ann->off, "\1\0\0\0\0\0\1", 7);
    assert_string_equal(bob->id, "bob");
    assert_int_equal(bob->most_of_shift[0], INT32_MAX);
    assert_int_equal(bob->most_of_shift[1], INT32_MAX);
    assert_int_equal(bob->most_run, 6);
    assert_memory_equal(bob->off, "\0\0\0\0\0\0\0", 7);
    assert_int_equal(in->non, 1);
    assert_true(in->on[0].person == 0 && in->on[0].day == 2 && in->on[0].shift == 0 &&
                in->on[0].weight == 3);
    assert_int_equal(in->noff, 1);
    assert_true(in->off[0].person == 1 && in->off[0].day == 5 && in->off[0].shift == 1 &&
                in->off[0].weight == 2);
    assert_int_equal(in->ncover, 2);
    assert_true(in->cover[1].day == 0 && in->cover[1].shift == 1 && in->cover[1].need == 1 &&
                in->cover[1].under == 50 && in->cover[1].over == 2);
    assert_int_equal(rota_instance_find_shift(in, "late"), 1);
    assert_int_equal(rota_instance_find_shift(in, "Late"), -1);
    assert_int_equal(rota_instance_find_person(in, "bob"), 1);
    assert_int_equal(rota_instance_find_person(in, ""), -1);
}

static void every_dialect_is_read(void **state) {
    (void)state;
    static const char *const ends[] = {"\n", "\r\n", "  \t\n", "\n\n# x, y\n  \r\n"};
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        rota_text text = base_with(0, NULL, ends[i]), marked = {0};
        rota_text_addf(&marked, "\xEF\xBB\xBF%s", rota_text_str(&text));
        for (int mark = 0; mark < 2; mark++) {
            rota_instance *in =
                read_good(rota_test_write("x.txt", rota_text_str(mark ? &marked : &text)));
            assert_is_base(in);
            rota_instance_free(in);
        }
        rota_text_done(&text);
        rota_text_done(&marked);
    }
    rota_text spaced = base_with(8, " ann , early = 5 |late=0, 2400 ,960,5,2,2,1", "\n");
    rota_instance *in = read_good(rota_test_write("x.txt", rota_text_str(&spaced)));
    assert_is_base(in);
    rota_instance_free(in);
    rota_text_done(&spaced);
    rota_instance_free(NULL);
}

/* What is defined may stand behind what speaks of it; no requests and no days off are fine. */
static void sections_come_in_any_order(void **state) {
    (void)state;
    static const int order[] = {16, 17, 18, 14, 15, 12, 13, 10, 11, 7, 8, 9, 4, 5, 6, 2, 3};
    rota_text text = {0};
    for (size_t i = 0; i < sizeof order / sizeof *order; i++)
        rota_text_addf(&text, "%s\n", BASE[order[i] - 1]);
    rota_instance *in = read_good(rota_test_write("x.txt", rota_text_str(&text)));
    assert_is_base(in);
    rota_instance_free(in);
    rota_text_done(&text);
    in = read_good(rota_test_write("x.txt", "SECTION_HORIZON\n1\nSECTION_SHIFTS\nD,1\n"
                                            "SECTION_STAFF\nA,,0,0,0,0,0,0\nSECTION_COVER"));
    assert_int_equal(in->ndays, 1);
    assert_int_equal(in->non + in->noff + in->ncover, 0);
    rota_instance_free(in);
}

static void nothing_is_too_large_that_is_sensible(void **state) {
    (void)state;
    rota_text text = {0};
    rota_text_add(&text, "SECTION_HORIZON\n896\nSECTION_SHIFTS\n");
    for (int s = 0; s < 80; s++) {
        rota_text_addf(&text, "a-shift-with-a-long-name-%d,1440,", s);
        for (int t = 0; t < s; t++)
            rota_text_addf(&text, "%sa-shift-with-a-long-name-%d", t ? "|" : "", t);
        rota_text_add(&text, "\n");
    }
    rota_text_add(&text, "SECTION_STAFF\n");
    for (int p = 0; p < 250; p++)
        rota_text_addf(&text,
                       "Somebody with a long name %d,,2147483647,0,2147483647,2147483647,"
                       "2147483647,2147483647\n",
                       p);
    rota_text_add(&text, "SECTION_DAYS_OFF\nSomebody with a long name 249");
    for (int d = 0; d < 896; d++)
        rota_text_addf(&text, ",%d", d);
    rota_text_add(&text, ",\nSECTION_COVER\n895,a-shift-with-a-long-name-79,1000000,1000000,0\n");
    rota_instance *in = read_good(rota_test_write("x.txt", rota_text_str(&text)));
    assert_int_equal(in->npeople, 250);
    assert_int_equal(in->nshifts, 80);
    assert_int_equal(in->forbidden[79 * 80 + 78], 1);
    assert_int_equal(in->forbidden[78 * 80 + 79], 0);
    assert_int_equal(in->people[249].off[895], 1);
    assert_int_equal(in->people[249].most_run, INT32_MAX);
    assert_int_equal(in->cover[0].shift, 79);
    rota_instance_free(in);
    rota_text_done(&text);
}

/* What happens when a line of the base (from 1) is replaced. */
static const struct {
    int line;
    const char *other, *faults;
} mistakes[] = {
    {1, "7", "x.txt:1: '7' stands before the first section, such as SECTION_HORIZON\n"},
    {2, "SECTION_HORIZONT",
     "x.txt:2: there is no section 'SECTION_HORIZONT'; did you mean 'SECTION_HORIZON'?\n"},
    {4, "SECTION_XYZW", "x.txt:4: there is no section 'SECTION_XYZW'\n"},
    {16, "SECTION_STAFF", "x.txt:16: 'SECTION_STAFF' has begun in line 7 already\n"},
    {3, "", "x.txt:2: 'SECTION_HORIZON' is empty\n"},
    {3, "0", "x.txt:3: days: '0' is not a whole number from 1 to 896\n"},
    {3, "897", "x.txt:3: days: '897' is not a whole number from 1 to 896\n"},
    {3, "7 days", "x.txt:3: days: '7 days' is not a whole number from 1 to 896\n"},
    {3, "7,", "x.txt:3: has 2 fields; these belong here: days\n"},
    {3, "7\n8", "x.txt:4: days: is here twice\n"},
    {5, "early",
     "x.txt:5: has 1 field; these belong here: shift, minutes, shifts that may not follow\n"},
    {5, "early,480,late,1",
     "x.txt:5: has 4 fields; these belong here: shift, minutes, shifts that may not follow\n"},
    {5, ",480,", "x.txt:5: shift: is empty; an id belongs here\n"},
    {5, ".,480,", "x.txt:5: shift: '.' stands for a day off and cannot be an id\n"},
    {5, "ear ly,480,", "x.txt:5: shift: 'ear ly' holds ' '\n"},
    {5, "a:b,480,", "x.txt:5: shift: 'a:b' holds ':'\n"},
    {5, "a123456789b123456789c123456789d123456789e123456789f123456789g1234,480,",
     "x.txt:5: shift: 'a123456789b123456789c123456789d123456789e123456789f123456789g1234' is "
     "longer than 64 bytes\n"},
    {5, "early,0,", "x.txt:5: minutes: '0' is not a whole number from 1 to 1440\n"},
    {5, "early,1441,", "x.txt:5: minutes: '1441' is not a whole number from 1 to 1440\n"},
    {5, "early,8h,", "x.txt:5: minutes: '8h' is not a whole number from 1 to 1440\n"},
    {6, "early,600,", "x.txt:6: shift: 'early' is in line 5 already\n"},
    {6, "late,600,earl",
     "x.txt:6: may not follow: there is no shift 'earl'; did you mean 'early'?\n"},
    {6, "late,600,early||late", "x.txt:6: may not follow: there is no shift ''\n"},
    {8, "ann,early=5,2400,960,5,2,2",
     "x.txt:8: has 7 fields; these belong here: person, most shifts, most minutes, least "
     "minutes, most days in a row, least days in a row, least days off in a row, most "
     "weekends\n"},
    {8, ",,2400,960,5,2,2,1", "x.txt:8: person: is empty; an id belongs here\n"},
    {8, "a|b,,2400,960,5,2,2,1", "x.txt:8: person: 'a|b' holds '|'\n"},
    {8, "ann,early,2400,960,5,2,2,1", "x.txt:8: most shifts: 'early' is not SHIFT=NUMBER\n"},
    {8, "ann,early=x,2400,960,5,2,2,1",
     "x.txt:8: most shifts: 'x' is not a whole number from 0 to 2147483646\n"},
    {8, "ann,early=5|night=1,2400,960,5,2,2,1",
     "x.txt:8: most shifts: there is no shift 'night'\n"},
    {8, "ann,early=5|early=5,2400,960,5,2,2,1",
     "x.txt:8: most shifts: shift 'early' is here twice\n"},
    {8, "ann,,-1,960,5,2,2,1", "x.txt:8: most minutes: '-1' is not a whole number from 0 up\n"},
    {8, "ann,,2400,,5,2,2,1", "x.txt:8: least minutes: '' is not a whole number from 0 up\n"},
    {8, "ann,,2400,960,5.5,2,2,1",
     "x.txt:8: most days in a row: '5.5' is not a whole number from 0 up\n"},
    {8, "ann,,2400,960,5,+2,2,1",
     "x.txt:8: least days in a row: '+2' is not a whole number from 0 up\n"},
    {8, "ann,,2400,960,5,2,2147483648,1",
     "x.txt:8: least days off in a row: '2147483648' is not a whole number from 0 up\n"},
    {8, "ann,,2400,960,5,2,2,one",
     "x.txt:8: most weekends: 'one' is not a whole number from 0 up\n"},
    {8, "ann,,2400,2401,5,2,2,1",
     "x.txt:8: least minutes: 2401 are more than the most minutes, 2400\n"},
    {9, "ann,,3000,0,6,1,1,1", "x.txt:9: person: 'ann' is in line 8 already\n"},
    {11, "ann", "x.txt:11: has 1 field; these belong here: person, day, day...\n"},
    {11, "anne,1", "x.txt:11: person: there is no person 'anne'; did you mean 'ann'?\n"},
    {11, "ann,7", "x.txt:11: day: '7' is not a day; the days are 0 to 6\n"},
    {11, "ann,1,,2", "x.txt:11: day: '' is not a day; the days are 0 to 6\n"},
    {11, "ann,", "x.txt:11: day: '' is not a day; the days are 0 to 6\n"},
    {11, "ann,0\nann,1", "x.txt:12: person: 'ann' has days off in line 11 already\n"},
    {13, "ann,2,early",
     "x.txt:13: has 3 fields; these belong here: person, day, shift, "
     "weight\n"},
    {13, "zoe,2,early,3", "x.txt:13: person: there is no person 'zoe'\n"},
    {13, "ann,-1,early,3", "x.txt:13: day: '-1' is not a day; the days are 0 to 6\n"},
    {13, "ann,2,lat,3", "x.txt:13: shift: there is no shift 'lat'; did you mean 'late'?\n"},
    {13, "ann,2,early,1000001",
     "x.txt:13: weight: '1000001' is not a whole number from 0 to 1000000\n"},
    {15, "bob,5,late,-2", "x.txt:15: weight: '-2' is not a whole number from 0 to 1000000\n"},
    {17, "0,early,1,100",
     "x.txt:17: has 4 fields; these belong here: day, shift, requirement, weight under, weight "
     "over\n"},
    {17, "0,early,x,100,1", "x.txt:17: requirement: 'x' is not a whole number from 0 to 1000000\n"},
    {17, "0,early,1,x,1", "x.txt:17: weight under: 'x' is not a whole number from 0 to 1000000\n"},
    {17, "0,early,1,100,x", "x.txt:17: weight over: 'x' is not a whole number from 0 to 1000000\n"},
    {17, "0,late,1,100,1",
     "x.txt:18: shift: 'late' on day 0 has its cover in line 17 "
     "already\n"},
    {17, "0,early,1000000,1000000,0",
     "x.txt:17: weight under: the weights up to here may cost more than 1000000000000 "
     "together\n"},
    {12, "SECTION_COVER", "x.txt:16: 'SECTION_COVER' has begun in line 12 already\n"},
    /* all of a kind are named, in the order of the lines */
    {5, "early,x,\nlate,600,\nlate,600,",
     "x.txt:5: minutes: 'x' is not a whole number from 1 to 1440\n"
     "x.txt:7: shift: 'late' is in line 6 already\n"
     "x.txt:8: shift: 'late' is in line 7 already\n"},
    {17, "9,early,1,1,1\n0,x,1,1,1",
     "x.txt:17: day: '9' is not a day; the days are 0 to 6\n"
     "x.txt:18: shift: there is no shift 'x'\n"},
    {18, "ann\x01,1", "x.txt:18: holds the byte 0x01, which is not UTF-8 text\n"},
    {5, "\xE9t\xE9,480,", "x.txt:5: holds the byte 0xE9, which is not UTF-8 text\n"},
};

static void every_mistake_is_named(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof mistakes / sizeof *mistakes; i++) {
        rota_text text = base_with(mistakes[i].line, mistakes[i].other, "\n");
        expect_faults(text.s, text.length, mistakes[i].faults);
        rota_text_done(&text);
    }
}

static void missing_parts_are_named(void **state) {
    (void)state;
    expect_faults("", 0,
                  "x.txt: there is no section 'SECTION_HORIZON'\n"
                  "x.txt: there is no section 'SECTION_SHIFTS'\n"
                  "x.txt: there is no section 'SECTION_STAFF'\n"
                  "x.txt: there is no section 'SECTION_COVER'\n");
    static const char three[] = "SECTION_HORIZON\n3\nSECTION_SHIFTS\nSECTION_STAFF\n";
    expect_faults(three, sizeof three - 1,
                  "x.txt: there is no section 'SECTION_COVER'\n"
                  "x.txt:3: 'SECTION_SHIFTS' is empty\n"
                  "x.txt:4: 'SECTION_STAFF' is empty\n");
    expect_faults("\xFF\xFES\0", 4, "x.txt:1: is UTF-16 text; save it as UTF-8\n");
    expect_faults("SECTION_\0\n", 10, "x.txt:1: holds the byte 0x00, which is not UTF-8 text\n");
    rota_faults *faults = rota_faults_new();
    rota_instance *in = NULL;
    rota_err err = {0};
    assert_int_equal(rota_instance_read("none.txt", &in, faults, &err), ROTA_E_INPUT);
    assert_string_equal(err.message, "cannot open 'none.txt': No such file or directory");
    assert_int_equal(faults->count, 0);
    rota_faults_free(faults);
}

static void too_many_are_refused(void **state) {
    (void)state;
    rota_text text = {0};
    rota_text_add(&text, "SECTION_COVER\nSECTION_HORIZON\n1\nSECTION_SHIFTS\n");
    for (int s = 0; s <= ROTA_INSTANCE_MAX_SHIFTS; s++)
        rota_text_addf(&text, "s%d,480\n", s);
    rota_text_add(&text, "SECTION_STAFF\nA,,1,1,1,1,1,1\n");
    expect_faults(text.s, text.length, "x.txt:1005: shift: there are more than 1000 shifts\n");
    rota_text_done(&text);
    rota_text_add(&text, "SECTION_COVER\nSECTION_HORIZON\n1\nSECTION_SHIFTS\nD,1\nSECTION_STAFF\n");
    for (int p = 0; p <= ROTA_INSTANCE_MAX_PEOPLE; p++)
        rota_text_addf(&text, "p%d,,1,1,1,1,1,1\n", p);
    expect_faults(text.s, text.length, "x.txt:10007: person: there are more than 10000 people\n");
    rota_text_done(&text);
}

/* ---- rosters ---- */

static rota_instance *base_instance(void) {
    rota_text text = base_with(0, NULL, "\n");
    rota_instance *in = read_good(rota_test_write("x.txt", rota_text_str(&text)));
    rota_text_done(&text);
    return in;
}

static void rosters_go_round(void **state) {
    (void)state;
    rota_instance *in = base_instance();
    rota_faults *faults = rota_faults_new();
    int *roster = NULL;
    rota_text out = {0};
    rota_test_write("r.txt", "# by hand\r\n\r\n bob :late  late\t. . . . early\r\n"
                             "ann: . . early . . . .\r\n");
    assert_int_equal(rota_roster_read("r.txt", in, &roster, faults, NULL), ROTA_OK);
    static const int ann[] = {-1, -1, 0, -1, -1, -1, -1}, bob[] = {1, 1, -1, -1, -1, -1, 0};
    assert_memory_equal(roster, ann, sizeof ann);
    assert_memory_equal(roster + 7, bob, sizeof bob);
    rota_roster_add(in, roster, &out);
    assert_string_equal(rota_text_str(&out),
                        "ann: . . early . . . .\nbob: late late . . . . early\n");
    int *again = NULL;
    rota_test_write("r.txt", rota_text_str(&out));
    assert_int_equal(rota_roster_read("r.txt", in, &again, faults, NULL), ROTA_OK);
    assert_memory_equal(roster, again, 14 * sizeof *again);
    rota_test_expect_faults(faults, "");
    rota_text_done(&out);
    free(again);
    free(roster);
    rota_faults_free(faults);
    rota_instance_free(in);
}

static void mistakes_of_rosters_are_named(void **state) {
    (void)state;
    static const struct {
        const char *text, *faults;
    } cases[] = {
        {"", "r.txt: person 'ann' has no line\nr.txt: person 'bob' has no line\n"},
        {"ann: . . . . . . .\nbob . . . . . . .\n",
         "r.txt:2: there is no ':' after the person, as in 'A: D D .'\n"
         "r.txt: person 'bob' has no line\n"},
        {"ann: . . . . . . .\nbob: . . . . . .\n", "r.txt:2: has 6 days; the instance has 7\n"},
        {"ann:\nbob: . . . . . . . late\n", "r.txt:1: has 0 days; the instance has 7\n"
                                            "r.txt:2: has 8 days; the instance has 7\n"},
        {"ann: . . . . lat . .\nbob: . . . . . . -\n",
         "r.txt:1: day 4: there is no shift 'lat'; did you mean 'late'?\n"
         "r.txt:2: day 6: there is no shift '-'\n"},
        {"ann: . . . . . . .\nbobb: . . . . . . .\nann: . . . . . . .\nbob: . . . . . . .\n",
         "r.txt:2: person: there is no person 'bobb'; did you mean 'bob'?\n"
         "r.txt:3: person: 'ann' is in line 1 already\n"},
    };
    rota_instance *in = base_instance();
    rota_faults *faults = rota_faults_new();
    rota_err err = {0};
    int *roster = NULL;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        rota_test_write("r.txt", cases[i].text);
        assert_int_equal(rota_roster_read("r.txt", in, &roster, faults, &err), ROTA_E_INPUT);
        assert_null(roster);
        rota_test_expect_faults(faults, cases[i].faults);
    }
    assert_int_equal(rota_roster_read("none", in, &roster, faults, &err), ROTA_E_INPUT);
    assert_string_equal(err.message, "cannot open 'none': No such file or directory");
    rota_faults_free(faults);
    rota_instance_free(in);
}

/* ---- generated ---- */

static void generated_instances_are_read(void **state) {
    (void)state;
    static const int sizes[][3] = {{1, 1, 1},   {6, 3, 2},     {14, 8, 1},  {28, 20, 3},
                                   {42, 45, 6}, {364, 12, 32}, {896, 2, 64}};
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        rota_text text = {0}, again = {0}, other = {0};
        rota_generate_instance(sizes[i][0], sizes[i][1], sizes[i][2], i, &text, NULL);
        rota_generate_instance(sizes[i][0], sizes[i][1], sizes[i][2], i, &again, NULL);
        rota_generate_instance(sizes[i][0], sizes[i][1], sizes[i][2], i + 1, &other, NULL);
        assert_string_equal(rota_text_str(&text), rota_text_str(&again));
        assert_string_not_equal(rota_text_str(&text), rota_text_str(&other));
        rota_instance *in = read_good(rota_test_write("x.txt", rota_text_str(&text)));
        assert_int_equal(in->ndays, sizes[i][0]);
        assert_int_equal(in->npeople, sizes[i][1]);
        assert_int_equal(in->nshifts, sizes[i][2]);
        assert_int_equal(in->ncover, in->ndays * in->nshifts);
        rota_instance_free(in);
        rota_text_done(&text);
        rota_text_done(&again);
        rota_text_done(&other);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(every_dialect_is_read, set_up, tear_down),
        cmocka_unit_test_setup_teardown(sections_come_in_any_order, set_up, tear_down),
        cmocka_unit_test_setup_teardown(nothing_is_too_large_that_is_sensible, set_up, tear_down),
        cmocka_unit_test_setup_teardown(every_mistake_is_named, set_up, tear_down),
        cmocka_unit_test_setup_teardown(missing_parts_are_named, set_up, tear_down),
        cmocka_unit_test_setup_teardown(too_many_are_refused, set_up, tear_down),
        cmocka_unit_test_setup_teardown(rosters_go_round, set_up, tear_down),
        cmocka_unit_test_setup_teardown(mistakes_of_rosters_are_named, set_up, tear_down),
        cmocka_unit_test_setup_teardown(generated_instances_are_read, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
