#include "support/test.h"

#include "io/export.h"
#include "io/folder.h"
#include "io/kinds.h"
#include "support/files.h"

#include <dirent.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

static rota_faults *faults;
static rota_err err;
static const char *temporary;

static int set_up(void **state) {
    (void)state;
    temporary = rota_test_folder();
    unsetenv("ROTA_HOME");
    faults = rota_faults_new();
    memset(&err, 0, sizeof err);
    return 0;
}

static int tear_down(void **state) {
    (void)state;
    assert_int_equal(chdir("/"), 0);
    unsetenv("ROTA_HOME");
    rota_faults_free(faults);
    rota_test_folder_remove();
    return 0;
}

static bool exists(const char *path) {
    return access(path, F_OK) == 0;
}

static int entries(const char *path) {
    DIR *dir = opendir(path);
    assert_non_null(dir);
    int n = 0;
    while (readdir(dir))
        n++;
    closedir(dir);
    return n - 2;
}

static void expect_init(const char *dir, const char *sample) {
    rota_rc rc = rota_folder_init(dir, sample, faults, &err);
    rota_test_expect_faults(faults, "");
    assert_string_equal(err.message, "");
    assert_int_equal(rc, ROTA_OK);
}

static rota_folder *expect_open(const char *dir) {
    rota_folder *folder = NULL;
    rota_rc rc = rota_folder_open(dir, &folder, faults, &err);
    rota_test_expect_faults(faults, "");
    assert_string_equal(err.message, "");
    assert_int_equal(rc, ROTA_OK);
    return folder;
}

/* The message is `before`, the temporary folder, `after`; forgets it. */
static void expect_message(const char *before, const char *after) {
    char expected[1024];
    snprintf(expected, sizeof expected, "%s%s%s", before, temporary, after);
    assert_string_equal(err.message, expected);
    memset(&err, 0, sizeof err);
}

static int rows(rota_folder *folder, const char *table) {
    ROTA_CLEANUP(rota_freep) char *sql = rota_strdupf("SELECT count(*) FROM %s", table);
    rota_query *query = NULL;
    bool row = false;
    assert_int_equal(rota_query_open(folder->store, sql, &query, &err), ROTA_OK);
    assert_int_equal(rota_query_step(query, &row, &err), ROTA_OK);
    int n = (int)rota_query_int(query, 0);
    rota_query_close(query);
    return n;
}

/* Lines of a CSV file after its header. */
static int lines_of(const char *path) {
    ROTA_CLEANUP(rota_text_done) rota_text text = rota_test_read(path);
    int n = -1;
    for (const char *c = text.s; *c; c++)
        n += *c == '\n';
    return n;
}

static void test_init_empty(void **state) {
    (void)state;
    ROTA_CLEANUP(rota_freep) char *dir = rota_strdup(rota_test_path("deep/er/Oak Lodge"));
    expect_init(dir, NULL);
    size_t nkinds;
    const rota_kind *kinds = rota_kinds(&nkinds);
    for (size_t i = 0; i < nkinds; i++) {
        ROTA_CLEANUP(rota_text_done) rota_text header = {0};
        rota_export_header(&kinds[i], &header);
        ROTA_CLEANUP(rota_freep)
        char *name = rota_strdupf("deep/er/Oak Lodge/%s.csv", kinds[i].name);
        ROTA_CLEANUP(rota_text_done) rota_text text = rota_test_read(rota_test_path(name));
        assert_string_equal(text.s, header.s);
    }
    assert_int_equal(entries(dir), nkinds + 2);

    rota_folder *folder = expect_open(dir);
    assert_string_equal(folder->dir, dir);
    assert_string_equal(folder->settings.home.name, "Oak Lodge");
    assert_string_equal(folder->rules.name, "uk");
    assert_string_equal(rota_zone_name(folder->zone), "Europe/London");
    assert_int_equal(rows(folder, "staff"), 0);
    rota_folder_close(folder);

    /* nobody else may read what is said of children */
    struct stat info;
    const char *const own[] = {"", "/rota.ini", "/rota.db", "/children.csv"};
    for (size_t i = 0; i < 4; i++) {
        ROTA_CLEANUP(rota_freep) char *path = rota_strdupf("%s%s", dir, own[i]);
        assert_int_equal(stat(path, &info), 0);
        assert_int_equal(info.st_mode & 0077, 0);
    }
}

static void test_init_in_empty_folder(void **state) {
    (void)state;
    assert_int_equal(mkdir(rota_test_path("h"), 0700), 0);
    assert_int_equal(chdir(rota_test_path("h")), 0);
    expect_init(".", NULL);
    rota_folder *folder = expect_open(NULL);
    assert_string_equal(folder->settings.home.name, "h");
    rota_folder_close(folder);
    assert_int_equal(rota_folder_init(".", NULL, faults, &err), ROTA_E_USAGE);
    assert_string_equal(err.message,
                        "the folder '.' is not empty; a new home needs one of its own");
}

static void test_init_refused(void **state) {
    (void)state;
    rota_test_write("file", "x");
    assert_int_equal(rota_folder_init(rota_test_path("."), NULL, faults, &err), ROTA_E_USAGE);
    expect_message("the folder '", "/.' is not empty; a new home needs one of its own");
    assert_int_equal(rota_folder_init(rota_test_path("file"), NULL, faults, &err), ROTA_E_USAGE);
    expect_message("'", "/file' is a file; a home is a folder");
    assert_int_equal(rota_folder_init(rota_test_path("file/x"), NULL, faults, &err), ROTA_E_SYSTEM);
    expect_message("cannot make the folder '", "/file/x': Not a directory");
    assert_int_equal(rota_folder_init("", NULL, faults, &err), ROTA_E_USAGE);
    assert_int_equal(rota_folder_init(rota_test_path("new"), "larch-huose", faults, &err),
                     ROTA_E_USAGE);
    assert_string_equal(err.message,
                        "unknown sample home 'larch-huose'; did you mean 'larch-house'?");
    assert_false(exists(rota_test_path("new")));
    ROTA_CLEANUP(rota_text_done) rota_text text = rota_test_read(rota_test_path("file"));
    assert_string_equal(text.s, "x");
    assert_int_equal(entries(rota_test_path(".")), 1);
}

/* Disks get full: files larger than a limit cannot be written. Whatever step fails, nothing is
 * left of the new home, and a folder that was there before still is. */
static void test_init_undone(void **state) {
    (void)state;
    static const rlim_t limits[] = {0, 1, 600, 5000, 20000, 50000};
    struct rlimit before;
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &before), 0);
    signal(SIGXFSZ, SIG_IGN);
    assert_int_equal(mkdir(rota_test_path("there"), 0700), 0);
    for (size_t i = 0; i < sizeof limits / sizeof limits[0]; i++) {
        struct rlimit limit = {limits[i], before.rlim_max};
        setrlimit(RLIMIT_FSIZE, &limit);
        rota_rc made = rota_folder_init(rota_test_path("new/home"), "larch-house", faults, &err);
        rota_rc filled = rota_folder_init(rota_test_path("there"), "larch-house", faults, NULL);
        setrlimit(RLIMIT_FSIZE, &before);
        assert_int_equal(made, ROTA_E_SYSTEM);
        assert_int_equal(filled, ROTA_E_SYSTEM);
        assert_true(*err.message);
        assert_false(exists(rota_test_path("new")));
        assert_int_equal(entries(rota_test_path("there")), 0);
    }
    memset(&err, 0, sizeof err);
    expect_init(rota_test_path("there"), "larch-house");
    signal(SIGXFSZ, SIG_DFL);
}

/* Every sample is imported whole: each row of its files is a row of the store. */
static void test_samples(void **state) {
    (void)state;
    const char *names[16];
    size_t n = rota_folder_samples(names, 16);
    assert_true(n >= 1);
    bool larch = false;
    for (size_t i = 0; i < n; i++) {
        larch = larch || strcmp(names[i], "larch-house") == 0;
        expect_init(rota_test_path(names[i]), names[i]);
        rota_folder *folder = expect_open(rota_test_path(names[i]));
        size_t nkinds;
        const rota_kind *kinds = rota_kinds(&nkinds);
        for (size_t k = 0; k < nkinds; k++) {
            ROTA_CLEANUP(rota_freep)
            char *path = rota_strdupf("%s/%s.csv", folder->dir, kinds[k].name);
            assert_int_equal(rows(folder, kinds[k].name), lines_of(path));
        }
        assert_true(rows(folder, "staff") > 0);
        rota_folder_close(folder);
    }
    assert_true(larch);
    names[0] = NULL;
    assert_int_equal(rota_folder_samples(names, 0), 0);
    assert_null(names[0]);
}

static void test_finding(void **state) {
    (void)state;
    expect_init(rota_test_path("one"), NULL);
    expect_init(rota_test_path("two"), NULL);
    assert_int_equal(mkdir(rota_test_path("one/sub"), 0700), 0);
    assert_int_equal(mkdir(rota_test_path("one/sub/sub"), 0700), 0);
    assert_int_equal(chdir(rota_test_path("one/sub/sub")), 0);

    rota_folder *folder = expect_open(NULL); /* upward */
    assert_string_equal(folder->dir, rota_test_path("one"));
    rota_folder_close(folder);
    setenv("ROTA_HOME", rota_test_path("two"), 1); /* before upward */
    folder = expect_open(NULL);
    assert_string_equal(folder->dir, rota_test_path("two"));
    rota_folder_close(folder);
    folder = expect_open("../.."); /* before both */
    assert_string_equal(folder->dir, rota_test_path("one"));
    rota_folder_close(folder);

    setenv("ROTA_HOME", rota_test_path("one/sub"), 1); /* no search upward from there */
    assert_int_equal(rota_folder_open(NULL, &folder, faults, &err), ROTA_E_INPUT);
    expect_message("no home in '", "/one/sub' (from ROTA_HOME): it has no rota.ini; make one with: "
                                   "rota init DIR");
    assert_int_equal(rota_folder_open(".", &folder, faults, &err), ROTA_E_INPUT);
    expect_message("no home in '",
                   "/one/sub/sub': it has no rota.ini; make one with: rota init DIR");
    assert_int_equal(rota_folder_open(rota_test_path("none"), &folder, faults, &err), ROTA_E_INPUT);
    expect_message("cannot open the home '", "/none': No such file or directory");
    setenv("ROTA_HOME", "", 1); /* empty is not set */
    assert_int_equal(mkdir(rota_test_path("bare"), 0700), 0);
    assert_int_equal(chdir(rota_test_path("bare")), 0);
    assert_int_equal(rota_folder_open(NULL, &folder, faults, &err), ROTA_E_INPUT);
    expect_message("no home here: no rota.ini in ", "/bare or above; make one with: rota init DIR");
}

static void test_settings(void **state) {
    (void)state;
    expect_init(rota_test_path("h"), NULL);
    rota_test_write("h/rota.ini", "[home]\n\ntimezone = Asia/Kathmandu\n"
                                  "[rules]\nprofile = ./ours.ini\n");
    rota_test_write("h/ours.ini", "[profile]\nextends = eu\n[daily_rest]\nhours = 12\n");
    rota_folder *folder = expect_open(rota_test_path("h"));
    assert_string_equal(rota_zone_name(folder->zone), "Asia/Kathmandu");
    assert_string_equal(folder->rules.name, "ours");
    assert_int_equal(folder->rules.daily_rest, 720);
    size_t n;
    const rota_setting *table = rota_settings_table(&n);
    int set = 0;
    for (size_t i = 0; i < n; i++) {
        const char *expected = strcmp(table[i].key, "timezone") == 0  ? "rota.ini:3"
                               : strcmp(table[i].key, "profile") == 0 ? "rota.ini:5"
                                                                      : "default";
        assert_string_equal(folder->origins[i], expected);
        set += strcmp(expected, "default") != 0;
    }
    assert_int_equal(set, 2);
    rota_folder_close(folder);
}

/* Faults of rota.ini, its time zone and its profile are told together. */
static void test_faults(void **state) {
    (void)state;
    expect_init(rota_test_path("h"), NULL);
    rota_test_write("h/rota.ini", "[home]\ntimezone = Europe/Lundon\nnam = x\n"
                                  "[rules]\nprofile = ukk\n");
    rota_folder *folder = NULL;
    assert_int_equal(rota_folder_open(rota_test_path("h"), &folder, faults, &err), ROTA_E_INPUT);
    assert_string_equal(err.message, "the settings of the home have 3 faults");
    assert_null(folder);
    rota_test_expect_faults(
        faults, "rota.ini:3: unknown key 'nam' in [home]; did you mean 'name'?\n"
                "rota.ini:2: timezone: unknown time zone 'Europe/Lundon'; did you mean "
                "'Europe/London'?\n"
                "rota.ini:5: profile: unknown rule profile 'ukk'; did you mean 'uk'?\n");
    rota_test_write("h/rota.ini", "[rules]\nprofile = bad.ini\n");
    rota_test_write("h/bad.ini", "[daily_rest]\nhours = eleven\n");
    assert_int_equal(rota_folder_open(rota_test_path("h"), &folder, faults, &err), ROTA_E_INPUT);
    assert_string_equal(err.message, "the settings of the home have 1 fault");
    rota_test_expect_faults(faults, "bad.ini:2: hours: 'eleven' is not a number of hours from 1 to "
                                    "24 (for example 11)\n");
}

static void test_store_missing(void **state) {
    (void)state;
    expect_init(rota_test_path("h"), NULL);
    assert_int_equal(unlink(rota_test_path("h/rota.db")), 0);
    rota_folder *folder = NULL;
    assert_int_equal(rota_folder_open(rota_test_path("h"), &folder, faults, &err), ROTA_E_INPUT);
    expect_message("the home has no database: '",
                   "/h/rota.db' is missing; put a backup of it there, or make a new home with rota "
                   "init and import the CSV files");
    assert_false(exists(rota_test_path("h/rota.db")));
    rota_test_write("h/rota.db", "this is no database, whatever its name says, and long enough "
                                 "for SQLite to look at it. this is no database, whatever");
    assert_int_equal(rota_folder_open(rota_test_path("h"), &folder, faults, &err), ROTA_E_INPUT);
    rota_folder_close(NULL);
}

int main(void) {
#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(test_init_empty),    TEST(test_init_in_empty_folder),
        TEST(test_init_refused),  TEST(test_init_undone),
        TEST(test_samples),       TEST(test_finding),
        TEST(test_settings),      TEST(test_faults),
        TEST(test_store_missing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
