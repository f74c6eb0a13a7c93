#include "support/test.h"

#include "core/worked.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Four people (A to D), two groups (w, o), and shifts: e 07:00-15:00, l 14:30-22:30, n
 * 22:00-07:00, c on call 22:00-07:00, m a meeting 10:00-12:00. Days are those of June 2026. */
static const char people[] = "ABCD", groups[] = "wo", shifts[] = "elncm";

static rota_home *new_home(void) {
    static const rota_shift all[] = {
        {"e", "Early", 420, 900, 30, ROTA_SHIFT_DAY, -1, -1, "", "", true},
        {"l", "Late", 870, 1350, 30, ROTA_SHIFT_DAY, -1, -1, "", "", true},
        {"n", "Night", 1320, 1860, 0, ROTA_SHIFT_NIGHT, -1, -1, "", "", false},
        {"c", "On call", 1320, 1860, 0, ROTA_SHIFT_ON_CALL, -1, -1, "", "", false},
        {"m", "Meeting", 600, 720, 0, ROTA_SHIFT_MEETING, -1, -1, "", "", false},
    };
    rota_home *home = rota_home_new();
    assert_int_equal(rota_zone_open("Europe/London", &home->zone, NULL), ROTA_OK);
    home->nshifts = 5;
    home->shifts = rota_arena_alloc(home->arena, sizeof all);
    memcpy(home->shifts, all, sizeof all);
    home->nstaff = 4;
    home->staff = rota_arena_alloc(home->arena, 4 * sizeof *home->staff);
    for (int i = 0; i < 4; i++) {
        char id[2] = {people[i], '\0'};
        home->staff[i] = (rota_person){.id = rota_arena_strdup(home->arena, id),
                                       .name = "",
                                       .contract_minutes = 2400,
                                       .max_minutes = -1,
                                       .born = ROTA_NO_DAY,
                                       .from = ROTA_NO_DAY,
                                       .to = ROTA_NO_DAY,
                                       .own = rota_limits_none()};
    }
    home->ngroups = 2;
    home->groups = rota_arena_alloc(home->arena, 2 * sizeof *home->groups);
    home->groups[0] = (rota_group){.id = "w", .name = "", .weight = 1};
    home->groups[1] = (rota_group){.id = "o", .name = "", .weight = 1};
    rota_home_finish(home);
    return home;
}

static int index_of(const char *letters, char letter) {
    const char *at = strchr(letters, letter);
    return at ? (int)(at - letters) : -1;
}

/* "Aew1 Blo2": person, shift, group (* = the whole home), day. */
static void read_published(rota_home *home, const char *text, rota_duties *out) {
    for (; *text; text += strspn(text, " ")) {
        rota_duty duty;
        rota_day day = rota_day_of(2026, 6, text[3] - '0');
        assert_int_equal(rota_duty_of(home, day, index_of(shifts, text[1]),
                                      index_of(groups, text[2]), index_of(people, text[0]), false,
                                      &duty, NULL),
                         ROTA_OK);
        rota_duties_add(out, &duty);
        text += 4;
    }
}

/* "Aw1 07:00-15:00 d, ...": person, group, day, times, kind (d, n, c). */
static rota_worked read_row(const rota_home *home, const char *row) {
    char start[32], end[32];
    rota_worked worked = {.staff = index_of(people, row[0]),
                          .group = index_of(groups, row[1]),
                          .sleep_minutes = -1,
                          .kind = row[16] == 'c'   ? ROTA_SHIFT_ON_CALL
                                  : row[16] == 'n' ? ROTA_SHIFT_NIGHT
                                                   : ROTA_SHIFT_DAY};
    bool next = strncmp(row + 10, row + 4, 5) <= 0;
    snprintf(start, sizeof start, "2026-06-0%cT%.5s", row[2], row + 4);
    snprintf(end, sizeof end, "2026-06-0%cT%.5s", row[2] + next, row + 10);
    assert_int_equal(rota_zone_parse(home->zone, start, &worked.start, NULL), ROTA_OK);
    assert_int_equal(rota_zone_parse(home->zone, end, &worked.end, NULL), ROTA_OK);
    return worked;
}

static void read_worked(rota_home *home, const char *text) {
    home->worked = rota_arena_alloc(home->arena, 32 * sizeof *home->worked);
    home->nworked = 0;
    for (; *text; text += strspn(text, ", ")) {
        home->worked[home->nworked++] = read_row(home, text);
        text += strcspn(text, ",");
    }
}

/* "-AOX 0 1 +": what became of each published duty, then what each row is about. */
static void show(const rota_match *match, size_t npublished, size_t nworked, char *out) {
    char *at = out;
    for (size_t i = 0; i < npublished; i++)
        *at++ = match->kept[i] == ROTA_KEPT_UNRECORDED ? '-'
                : match->kept[i] == ROTA_KEPT_OWN      ? 'A'
                : match->kept[i] == ROTA_KEPT_OTHER    ? 'O'
                                                       : 'X';
    for (size_t i = 0; i < nworked; i++)
        if (match->published_of[i] < 0)
            at += sprintf(at, " +");
        else
            at += sprintf(at, " %d", match->published_of[i]);
    *at = '\0';
}

static const struct {
    const char *name, *published, *worked, *expected;
    const char *leave; /* "B1": on leave that day */
    bool complete;
} cases[] = {
    {"nothing is recorded", "Aew1 Bew1", "", "--", NULL, false},
    {"as it was published", "Aew1", "Aw1 07:00-15:00 d", "A 0", NULL, false},
    {"later and longer", "Aew1", "Aw1 07:20-16:00 d", "A 0", NULL, false},
    {"in two parts", "Aew1", "Aw1 07:00-10:00 d, Aw1 12:00-15:00 d", "A 0 0", NULL, false},
    {"the other shift of the day", "Aew1", "Aw1 14:30-22:30 d", "X +", NULL, false},
    {"of two shifts one is recorded", "Aew1 Alw1", "Aw1 07:00-15:00 d", "AX 0", NULL, false},
    {"a handover is no other shift", "Aew1 Blw1", "Aw1 07:00-15:00 d, Bw1 14:30-22:40 d", "AA 0 1",
     NULL, false},
    {"a clock a little before midnight", "Anw1", "Aw1 21:50-07:00 n", "A 0", NULL, false},
    {"on leave", "Bew1", "", "X", "B1", false},
    {"on leave, but worked", "Bew1", "Bw1 07:00-15:00 d", "A 0", "B1", false},
    {"a night into leave is before it", "Bnw1", "", "-", "B2", false},
    {"somebody stood in for leave", "Bew1", "Cw1 07:00-15:00 d", "O 0", "B1", false},
    {"the only one without a row was stood in for", "Aew1 Blw1", "Cw1 07:00-15:10 d", "O- 0", NULL,
     false},
    {"a swap of shifts", "Aew1 Blw1", "Bw1 07:00-15:00 d, Aw1 14:30-22:30 d", "OO 0 1", NULL,
     false},
    {"nobody knows which of two", "Aew1 Bew1", "Cw1 07:00-15:00 d", "-- +", NULL, false},
    {"the one on leave of two", "Aew1 Bew1", "Cw1 07:00-15:00 d", "-O 1", "B1", false},
    {"not in another group", "Aew1", "Co1 07:00-15:00 d", "- +", NULL, false},
    {"the group is not said", "Aew1", "C*1 07:00-15:00 d", "O 0", NULL, false},
    {"an hour is no stand-in for a day", "Aew1", "Cw1 14:00-22:00 d", "- +", NULL, false},
    {"one goes home sick, another one comes", "Aew1", "Aw1 07:00-11:00 d, Cw1 11:00-15:00 d",
     "A 0 0", NULL, false},
    {"help beside somebody who is there", "Aew1", "Aw1 07:00-15:00 d, Cw1 09:00-13:00 d", "A 0 +",
     NULL, false},
    {"two share a duty", "Aew1", "Bw1 07:00-11:00 d, Cw1 11:00-15:00 d", "O 0 0", "A1", false},
    {"a meeting is no care", "Amw1", "Cw1 10:00-12:00 d", "- +", NULL, false},
    {"called out from home", "Alw1 Acw1", "Aw1 23:30-23:50 d", "-A 1", NULL, false},
    {"who is not recorded was absent", "Aew1 Bew1", "Aw1 07:00-15:00 d", "AX 0", NULL, true},
    {"a day without rows is not recorded", "Aew1 Bew2", "Aw1 07:00-15:00 d", "A- 0", NULL, true},
    {"on call at home leaves no row", "Aew1 Bcw1", "Aw1 07:00-15:00 d", "A- 0", NULL, true},
    {"absent, and stood in for", "Aew1 Bew1", "Aw1 07:00-15:00 d, Cw1 07:00-15:00 d", "AO 0 1",
     NULL, true},
};

static void each_row_finds_its_duty(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        rota_home *home = new_home();
        rota_duties published = {0}, worked = {0};
        rota_leave leave = {.kind = ROTA_LEAVE_SICK, .minutes = -1};
        rota_match match;
        char got[128];
        home->settings.home.worked_complete = cases[i].complete;
        if (cases[i].leave) {
            leave.staff = index_of(people, cases[i].leave[0]);
            leave.from = leave.to = rota_day_of(2026, 6, cases[i].leave[1] - '0');
            home->leave = &leave;
            home->nleave = 1;
        }
        read_published(home, cases[i].published, &published);
        read_worked(home, cases[i].worked);
        rota_duties_worked(home, ROTA_NO_DAY, rota_day_of(2027, 1, 1), &worked);
        rota_match_init(home, &published, &worked, false, &match);
        show(&match, published.count, worked.count, got);
        if (strcmp(got, cases[i].expected) != 0)
            fail_msg("%s: %s instead of %s", cases[i].name, got, cases[i].expected);
        rota_match_done(&match);
        rota_duties_done(&published);
        rota_duties_done(&worked);
        rota_home_free(home);
    }
}

/* With all that was worked nothing is left open: the first that fits takes the row. */
static void of_all_that_was_worked(void **state) {
    (void)state;
    rota_home *home = new_home();
    rota_duties published = {0}, worked = {0};
    rota_match match;
    char got[128];
    read_published(home, "Aew1 Bew1 Cew1", &published);
    read_worked(home, "Dw1 07:00-15:00 d, Cw1 07:00-15:00 d");
    rota_duties_worked(home, ROTA_NO_DAY, rota_day_of(2027, 1, 1), &worked);
    rota_match_init(home, &published, &worked, true, &match);
    show(&match, 3, 2, got);
    assert_string_equal(got, "OXA 0 2");
    rota_match_done(&match);

    /* Somebody who is not known any more was there for nothing. */
    published.items[0].staff = -1;
    rota_match_init(home, &published, &worked, false, &match);
    show(&match, 3, 2, got);
    assert_string_equal(got, "O-A 0 2");
    rota_match_done(&match);
    rota_duties_done(&published);
    rota_duties_done(&worked);
    rota_home_free(home);
}

/* The history has each duty once: as it was worked, else as it was published. */
static void history_has_each_duty_once(void **state) {
    (void)state;
    rota_home *home = new_home();
    rota_assignment record[] = {
        {rota_day_of(2026, 6, 1), 0, 0, 0, false}, {rota_day_of(2026, 6, 1), 1, 0, 1, false},
        {rota_day_of(2026, 6, 2), 0, 0, 0, false}, {rota_day_of(2026, 6, 2), 1, 0, 1, false},
        {rota_day_of(2026, 6, 3), 2, 0, 0, false},
    };
    home->record = record;
    home->nrecord = 5;
    /* C stands in for A on the 1st; A's clock for the night of the 3rd begins as on the 3rd. */
    read_worked(home, "Cw1 07:00-15:00 d, Bw2 14:20-22:30 d, Aw3 21:58-07:05 n");
    rota_duties list = {0};
    assert_int_equal(
        rota_duties_history(home, rota_day_of(2026, 6, 1), rota_day_of(2026, 6, 4), &list, NULL),
        ROTA_OK);
    static const struct {
        int staff, day, shift;
    } expected[] = {{0, 2, 0}, {0, 3, -1}, {1, 1, 1}, {1, 2, -1}, {2, 1, -1}};
    assert_int_equal(list.count, 5);
    for (size_t i = 0; i < 5; i++) {
        assert_int_equal(list.items[i].staff, expected[i].staff);
        assert_int_equal(list.items[i].date, rota_day_of(2026, 6, expected[i].day));
        assert_int_equal(list.items[i].shift, expected[i].shift);
        assert_int_equal(list.items[i].worked, expected[i].shift < 0);
    }
    rota_duties_done(&list);
    rota_home_free(home);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_row_finds_its_duty),
        cmocka_unit_test(of_all_that_was_worked),
        cmocka_unit_test(history_has_each_duty_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
