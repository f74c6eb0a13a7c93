/* The continuity annex against a reckoning of its own: minute by minute from the exported CSV
 * files. */
#include "support/test.h"

#include "io/csv.h"
#include "io/export.h"
#include "io/folder.h"
#include "io/import.h"
#include "io/key_caregivers.h"
#include "records/annex.h"
#include "records/defaults.h"
#include "support/files.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { DAYS = 60, DAY = 1440, MINUTES = DAYS * DAY, MOST_STAFF = 64, MOST_DUTIES = 2000 };

static rota_folder *folder;
static rota_home *home;
static rota_faults *faults;
static rota_err err;

/* ---- The exported files, read as a stranger would ---- */

typedef struct {
    rota_csv csv;
} file;

static file export_file(const char *kind) {
    rota_text text = {0};
    file f;
    assert_int_equal(rota_export_csv(folder->store, rota_kind_find(kind), NULL, &text, &err),
                     ROTA_OK);
    rota_csv_read(kind, rota_text_str(&text), text.length, &f.csv, faults);
    assert_int_equal(faults->count, 0);
    rota_text_done(&text);
    return f;
}

static const char *cell(const file *f, size_t row, const char *column) {
    for (size_t i = 0; i < f->csv.records[0].nfields; i++)
        if (strcmp(rota_csv_field(&f->csv, 0, i), column) == 0)
            return rota_csv_field(&f->csv, row, i);
    fail_msg("no column %s", column);
    return NULL;
}

/* ---- Minutes ---- */

static char names[MOST_STAFF][40];
static int nnames;
static unsigned char waking[MOST_STAFF][MINUTES]; /* 1: awake in the daytime with the group */
static unsigned char up[MOST_STAFF][MINUTES];     /* 1: awake, of nights too */
static unsigned char there[MOST_STAFF][MINUTES];  /* 1: on duty with the group, asleep or not */
static struct {
    int staff;
    rota_day date;
    long from, to;
} published[MOST_DUTIES]; /* with the group */
static size_t npublished;
static rota_day first;

static int staff_of(const char *name) {
    for (int i = 0; i < nnames; i++)
        if (strcmp(names[i], name) == 0)
            return i;
    assert_true(nnames < MOST_STAFF);
    snprintf(names[nnames], sizeof names[0], "%s", name);
    return nnames++;
}

static int clock_of(const char *s) {
    return ((s[0] - '0') * 10 + s[1] - '0') * 60 + (s[3] - '0') * 10 + s[4] - '0';
}

static long minute_of(const char *date) {
    rota_day day = ROTA_NO_DAY;
    char only[11];
    snprintf(only, sizeof only, "%.10s", date);
    assert_true(rota_day_parse(only, &day));
    return (long)(day - first) * DAY; /* no clock changes in November */
}

static void mark(unsigned char *minutes, long from, long to) {
    for (long m = from < 0 ? 0 : from; m < to && m < MINUTES; m++)
        minutes[m] = 1;
}

/* A stretch of duty with the part of it that is slept. */
static void mark_duty(int staff, const char *kind, long from, long to, long sleep_from,
                      long sleep_to) {
    if (strcmp(kind, "meeting") == 0 || strcmp(kind, "on_call") == 0)
        return;
    mark(there[staff], from, to);
    for (long m = from < 0 ? 0 : from; m < to && m < MINUTES; m++) {
        bool asleep = m >= sleep_from && m < sleep_to;
        up[staff][m] |= !asleep;
        waking[staff][m] |= !asleep && strcmp(kind, "night") != 0;
    }
}

static bool has_worked(const file *worked, const char *staff, const char *date) {
    for (size_t i = 1; i < worked->csv.count; i++)
        if (strcmp(cell(worked, i, "staff"), staff) == 0 &&
            strncmp(cell(worked, i, "start"), date, 10) == 0)
            return true;
    return false;
}

static void mark_assignments(const file *rota, const file *shifts, const file *worked,
                             const char *group) {
    for (size_t i = 1; i < rota->csv.count; i++) {
        const char *of = cell(rota, i, "group"), *staff = cell(rota, i, "staff");
        const char *date = cell(rota, i, "date");
        size_t s = 1;
        while (strcmp(cell(shifts, s, "shift"), cell(rota, i, "shift")) != 0)
            s++;
        long from = minute_of(date) + clock_of(cell(shifts, s, "start"));
        const char *end = cell(shifts, s, "end");
        long to = minute_of(date) + clock_of(end);
        to += strlen(end) == 7 ? DAY : 0; /* +1 */
        to += to <= from ? DAY : 0;
        const char *sleep = cell(shifts, s, "sleep_from");
        long sleep_from = *sleep ? minute_of(date) + clock_of(sleep) : 0, sleep_to = 0;
        if (*sleep) {
            sleep_to = minute_of(date) + clock_of(cell(shifts, s, "sleep_to"));
            sleep_to += sleep_to <= sleep_from ? DAY : 0;
        }
        if (strcmp(of, group) != 0 && strcmp(of, "*") != 0)
            continue;
        assert_true(npublished < MOST_DUTIES);
        published[npublished].staff = staff_of(staff);
        published[npublished].date = first + (rota_day)(minute_of(date) / DAY);
        published[npublished].from = from;
        published[npublished++].to = to;
        if (!has_worked(worked, staff, date))
            mark_duty(staff_of(staff), cell(shifts, s, "kind"), from, to, sleep_from, sleep_to);
    }
}

static void mark_worked(const file *worked, const char *group) {
    for (size_t i = 1; i < worked->csv.count; i++) {
        const char *of = cell(worked, i, "group"), *start = cell(worked, i, "start");
        const char *end = cell(worked, i, "end");
        if (strcmp(of, group) != 0 && strcmp(of, "*") != 0)
            continue;
        assert_string_equal(cell(worked, i, "sleep_minutes"), "0");
        mark_duty(staff_of(cell(worked, i, "staff")), cell(worked, i, "kind"),
                  minute_of(start) + clock_of(start + 11), minute_of(end) + clock_of(end + 11), 0,
                  0);
    }
}

static void reckon_from_files(const char *group) {
    memset(waking, 0, sizeof waking);
    memset(up, 0, sizeof up);
    memset(there, 0, sizeof there);
    npublished = 0;
    nnames = 0;
    first = rota_day_of(2026, 10, 20);
    file rota = export_file("assignments"), shifts = export_file("shifts");
    file worked = export_file("worked");
    mark_assignments(&rota, &shifts, &worked, group);
    mark_worked(&worked, group);
    rota_csv_done(&rota.csv);
    rota_csv_done(&shifts.csv);
    rota_csv_done(&worked.csv);
}

static int distinct(rota_day from, rota_day to) {
    int n = 0;
    for (int s = 0; s < nnames; s++)
        n += memchr(waking[s] + (long)(from - first) * DAY, 1, (size_t)(to - from + 1) * DAY) !=
             NULL;
    return n;
}

/* Minutes of the days with somebody there, or with one person there. */
static long waking_minutes(rota_day from, rota_day to, int only) {
    long n = 0;
    for (long m = (long)(from - first) * DAY; m < (long)(to + 1 - first) * DAY; m++) {
        bool any = false;
        for (int s = 0; s < nnames; s++)
            any = any || (waking[s][m] && (only < 0 || s == only));
        n += any;
    }
    return n;
}

static void bed_and_wake(rota_day from, rota_day to, int *nights, int *kept) {
    *nights = *kept = 0;
    for (rota_day day = from; day < to; day++) {
        long bed = (long)(day - first) * DAY + 20 * 60 + 30, wake = bed + 11 * 60;
        bool any = false, both = false;
        for (int s = 0; s < nnames; s++) {
            any = any || up[s][bed];
            both = both || (up[s][bed] && up[s][wake]);
        }
        *nights += any;
        *kept += both;
    }
}

static double predictability(rota_day from, rota_day to) {
    long all = 0, kept = 0;
    for (size_t i = 0; i < npublished; i++)
        for (long m = published[i].from; m < published[i].to; m++) {
            bool counts = published[i].date >= from && published[i].date <= to;
            all += counts;
            kept += counts && there[published[i].staff][m];
        }
    return (double)kept / (double)all;
}

/* ---- Comparing ---- */

static void change_key(const char *child, const char *staff, int y, int m, int d) {
    rota_key_caregiver_change change = {
        .child = child, .staff = staff, .from = rota_day_of(y, m, d), .reason = "child_asked"};
    assert_int_equal(rota_store_begin(folder->store, "a test", &err), ROTA_OK);
    assert_int_equal(rota_key_caregiver_change_write(folder->store, &change, &err), ROTA_OK);
    assert_int_equal(rota_store_commit(folder->store, &err), ROTA_OK);
}

static void compare(const char *child, rota_day from, rota_day to, const char *const *keys,
                    const rota_day *starts, size_t nkeys) {
    rota_duties duties = {0};
    rota_annex annex;
    rota_arena *arena = rota_arena_new();
    int index = rota_child_find(home, child), nights, kept;
    reckon_from_files(home->groups[home->children[index].group].id);
    assert_int_equal(rota_duties_history(home, ROTA_NO_DAY, rota_day_of(2030, 1, 1), &duties, &err),
                     ROTA_OK);
    assert_int_equal(rota_annex_measure(home, &duties, index, from, to, arena, &annex, &err),
                     ROTA_OK);
    long key_minutes = 0;
    assert_int_equal(annex.nstints, nkeys);
    for (size_t i = 0; i < nkeys; i++) {
        rota_day last = i + 1 < nkeys ? starts[i + 1] - 1 : to;
        long minutes = waking_minutes(starts[i], last, staff_of(keys[i]));
        assert_int_equal(annex.stints[i].key_minutes, minutes);
        assert_string_equal(home->staff[annex.stints[i].staff].id, keys[i]);
        key_minutes += minutes;
    }
    assert_int_equal(annex.clock_minutes, waking_minutes(from, to, -1));
    assert_int_equal(annex.key_minutes, key_minutes);
    assert_true(fabs(annex.key_presence - (double)key_minutes / (double)annex.clock_minutes) <
                1e-12);
    assert_int_equal(annex.distinct, distinct(from, to));
    rota_day recent = to - 27 > from ? to - 27 : from;
    assert_int_equal(annex.recent_from, recent);
    assert_int_equal(annex.recent_distinct, distinct(recent, to));
    bed_and_wake(from, to, &nights, &kept);
    assert_int_equal(annex.nights, nights);
    assert_int_equal(annex.bed_wake_nights, kept);
    rota_duties_done(&duties);
    rota_arena_free(arena);
}

static void reload(void) {
    rota_home_free(home);
    home = NULL;
    assert_int_equal(rota_store_begin_read(folder->store, &err), ROTA_OK);
    assert_int_equal(rota_load_home(folder, &home, &err), ROTA_OK);
    rota_store_rollback(folder->store);
}

static void open_sample(const char *sample) {
    char dir[600];
    snprintf(dir, sizeof dir, "%s", rota_test_path(sample));
    assert_int_equal(rota_folder_init(dir, sample, faults, &err), ROTA_OK);
    assert_int_equal(rota_folder_open(dir, &folder, faults, &err), ROTA_OK);
    /* The count of this test knows rows of the person's own duty alone, without sleep; test_worked
     * has the others. */
    assert_int_equal(rota_store_exec(folder->store,
                                     "DELETE FROM worked WHERE sleep_minutes > 0 OR "
                                     "(staff = 'omar' AND start LIKE '2026-12-03%')",
                                     &err),
                     ROTA_OK);
    reload();
}

static int set_up(void **state) {
    (void)state;
    rota_test_folder();
    faults = rota_faults_new();
    return 0;
}

static int tear_down(void **state) {
    (void)state;
    rota_home_free(home);
    home = NULL;
    rota_folder_close(folder);
    folder = NULL;
    rota_faults_free(faults);
    rota_test_folder_remove();
    return 0;
}

static void test_larch_house(void **state) {
    (void)state;
    open_sample("larch-house");
    rota_day from = rota_day_of(2026, 10, 27), to = rota_day_of(2026, 12, 6);
    static const char *const tom[] = {"tom"};
    static const char *const dele[] = {"dele"};
    compare("callum", from, to, tom, &from, 1);
    compare("idris", from, to, dele, &from, 1);
    change_key("callum", "kofi", 2026, 11, 11);
    change_key("callum", "amira", 2026, 11, 25);
    reload();
    static const char *const three[] = {"tom", "kofi", "amira"};
    rota_day starts[] = {from, rota_day_of(2026, 11, 11), rota_day_of(2026, 11, 25)};
    compare("callum", from, to, three, starts, 3);
    rota_day one[] = {starts[1]};
    compare("callum", starts[1], rota_day_of(2026, 11, 20), three + 1, one, 1);
}

static void test_sunrise_village(void **state) {
    (void)state;
    open_sample("sunrise-village");
    rota_day from = rota_day_of(2026, 11, 10), to = rota_day_of(2026, 12, 6);
    home->settings.continuity.bedtime = 20 * 60 + 30;
    home->settings.continuity.wake = 7 * 60 + 30;
    static const char *const key[] = {"lejla"};
    compare("una", from, to, key, &from, 1);
}

static bool has_one_key(int child, rota_day from, rota_day to) {
    for (rota_day day = from; day <= to; day++)
        if (rota_home_key_caregiver_on(home, child, day) !=
            rota_home_key_caregiver_on(home, child, from))
            return false;
    return true;
}

/* Every child that was there all the time, in both samples. */
static void test_every_child(void **state) {
    (void)state;
    static const struct {
        const char *sample;
        int month, day;
        bool half_past;
        int children;
    } samples[] = {{"larch-house", 10, 27, false, 8}, {"sunrise-village", 11, 10, true, 42}};
    rota_day to = rota_day_of(2026, 12, 6);
    for (size_t s = 0; s < sizeof samples / sizeof *samples; s++) {
        rota_day from = rota_day_of(2026, samples[s].month, samples[s].day);
        int compared = 0;
        open_sample(samples[s].sample);
        if (samples[s].half_past) {
            home->settings.continuity.bedtime = 20 * 60 + 30;
            home->settings.continuity.wake = 7 * 60 + 30;
        }
        for (int c = 0; c < home->nchildren; c++) {
            const rota_child *child = &home->children[c];
            bool whole = child->from <= from && (child->to == ROTA_NO_DAY || child->to > to);
            if (!whole || !has_one_key(c, from, to))
                continue;
            const char *key = home->staff[rota_home_key_caregiver_on(home, c, from)].id;
            compare(child->id, from, to, &key, &from, 1);
            compared++;
        }
        assert_int_equal(compared, samples[s].children);
        rota_home_free(home);
        home = NULL;
        rota_folder_close(folder);
        folder = NULL;
    }
}

/* What was worked in place of what was published, in one week. */
static void test_predictability(void **state) {
    (void)state;
    open_sample("larch-house");
    /* Kofi goes home early that day. */
    rota_import_file early = {
        rota_test_write("worked.csv", "staff,start,end,group,break_minutes,sleep_minutes,kind\n"
                                      "kofi,2026-12-03T14:25,2026-12-03T18:00,willow,0,0,day\n"),
        NULL};
    rota_import_options options = {.zone = home->zone, .who = "a test"};
    rota_import_count count;
    assert_int_equal(rota_import(folder->store, &early, 1, &options, &count, faults, &err),
                     ROTA_OK);
    reload();
    rota_day from = rota_day_of(2026, 11, 30), to = rota_day_of(2026, 12, 6);
    rota_duties duties = {0};
    double worst = 1;
    assert_int_equal(rota_duties_history(home, ROTA_NO_DAY, rota_day_of(2030, 1, 1), &duties, &err),
                     ROTA_OK);
    for (int g = 0; g < home->ngroups; g++) {
        int all, recorded;
        double share;
        reckon_from_files(home->groups[g].id);
        assert_int_equal(
            rota_annex_predictability(home, &duties, g, from, to, &all, &recorded, &share, &err),
            ROTA_OK);
        assert_true(recorded > 0 && recorded < all);
        assert_true(fabs(share - predictability(from, to)) < 1e-12);
        worst = share < worst ? share : worst;
        assert_int_equal(rota_annex_predictability(home, &duties, g, from - 14, from - 8, &all,
                                                   &recorded, &share, &err),
                         ROTA_OK);
        assert_true(isnan(share)); /* nothing was recorded then */
        assert_int_equal(recorded, 0);
    }
    assert_true(worst < 1 && worst > 0.9);
    rota_duties_done(&duties);
}

/* Days of which no rota is known do not make the fewest possible smaller. */
static void test_floor(void **state) {
    (void)state;
    open_sample("larch-house");
    rota_day first_day = rota_day_of(2026, 10, 26), last_day = rota_day_of(2026, 12, 6);
    const rota_day periods[][2] = {{first_day, last_day},
                                   {rota_day_of(2026, 6, 1), last_day},
                                   {first_day, rota_day_of(2027, 3, 31)}};
    rota_duties duties = {0};
    rota_arena *arena = rota_arena_new();
    assert_int_equal(rota_duties_history(home, ROTA_NO_DAY, rota_day_of(2030, 1, 1), &duties, &err),
                     ROTA_OK);
    for (size_t i = 0; i < sizeof periods / sizeof *periods; i++) {
        rota_annex annex;
        assert_int_equal(rota_annex_measure(home, &duties, rota_child_find(home, "callum"),
                                            periods[i][0], periods[i][1], arena, &annex, &err),
                         ROTA_OK);
        assert_int_equal(annex.floor, 5);
        /* the morning after the last sleep-in is a day, too */
        assert_int_equal(annex.days, last_day - first_day + 1 + (periods[i][1] > last_day));
    }
    rota_duties_done(&duties);
    rota_arena_free(arena);
}

/* A child that did not live there in the period. */
static void test_nobody_there(void **state) {
    (void)state;
    open_sample("larch-house");
    rota_annex annex;
    rota_duties duties = {0};
    rota_arena *arena = rota_arena_new();
    int child = rota_child_find(home, "zara");
    assert_int_equal(rota_annex_measure(home, &duties, child, rota_day_of(2026, 8, 1),
                                        rota_day_of(2026, 8, 31), arena, &annex, &err),
                     ROTA_OK);
    assert_true(annex.from > annex.to);
    assert_true(isnan(annex.key_presence));
    assert_int_equal(annex.nstints, 0);
    rota_arena_free(arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_larch_house, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_sunrise_village, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_every_child, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_predictability, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_floor, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_nobody_there, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
