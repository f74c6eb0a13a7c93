/* Files of a folder that are written together, and Ctrl-C while something is half done. */
#include "support/test.h"

#include "io/export.h"
#include "io/hold.h"
#include "io/import.h"
#include "support/files.h"
#include "support/home_files.h"

#include <dirent.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

static int set_up(void **state) {
    (void)state;
    rota_test_folder();
    return 0;
}

static int tear_down(void **state) {
    (void)state;
    rota_test_folder_remove();
    return 0;
}

static void expect_file(const char *path, const char *text) {
    rota_text bytes = rota_test_read(path);
    assert_string_equal(rota_text_str(&bytes), text);
    rota_text_done(&bytes);
}

static int files_in(const char *path) {
    DIR *dir = opendir(path);
    assert_non_null(dir);
    int n = -2; /* . and .. */
    while (readdir(dir))
        n++;
    closedir(dir);
    return n;
}

static void test_bundle(void **state) {
    (void)state;
    rota_bundle bundle = {0};
    rota_err err = {0};
    char folder[512], file[600];
    snprintf(folder, sizeof folder, "%s", rota_test_path("out"));
    snprintf(file, sizeof file, "%s/one.csv", folder);
    rota_text_add(rota_bundle_add(&bundle, folder, "one"), "1\n");
    rota_bundle_add(&bundle, folder, "two");
    assert_string_equal(bundle.files[0].path, file);
    assert_false(rota_is_folder(folder));
    assert_int_equal(rota_bundle_write(&bundle, folder, &err), ROTA_OK);
    assert_true(rota_is_folder(folder));
    assert_int_equal(files_in(folder), 2);
    expect_file(file, "1\n");
    rota_bundle_done(&bundle);

    /* a slash at the end is none too many; what is there is replaced */
    strcat(folder, "/");
    rota_text_add(rota_bundle_add(&bundle, folder, "one"), "2\n");
    assert_string_equal(bundle.files[0].path, file);
    assert_int_equal(rota_bundle_write(&bundle, folder, &err), ROTA_OK);
    expect_file(file, "2\n");
    rota_bundle_done(&bundle);
}

/* The second of three does not fit: none is written, and what was there stays. */
static void test_bundle_that_does_not_fit(void **state) {
    (void)state;
    rota_bundle bundle = {0};
    rota_err err = {0};
    char folder[512], first[600], message[1500];
    snprintf(folder, sizeof folder, "%s", rota_test_path("out"));
    snprintf(first, sizeof first, "%s/a.csv", folder);
    static const char *const names[] = {"a", "b", "c"};
    for (size_t i = 0; i < 3; i++) {
        rota_text *text = rota_bundle_add(&bundle, folder, names[i]);
        for (int k = 0; k < (i == 1 ? 3000 : 10); k++)
            rota_text_add(text, "x\n");
    }
    struct rlimit before, small;
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &before), 0);
    small = (struct rlimit){.rlim_cur = 1000, .rlim_max = before.rlim_max};
    signal(SIGXFSZ, SIG_IGN);
    for (int round = 0; round < 2; round++) { /* without the folder, then with it and a file */
        assert_int_equal(setrlimit(RLIMIT_FSIZE, &small), 0);
        rota_rc rc = rota_bundle_write(&bundle, folder, &err);
        setrlimit(RLIMIT_FSIZE, &before);
        assert_int_equal(rc, ROTA_E_SYSTEM);
        snprintf(message, sizeof message, "cannot write '%s/b.csv': File too large", folder);
        assert_string_equal(err.message, message);
        if (round == 0) {
            assert_int_equal(access(folder, F_OK), -1);
            assert_int_equal(mkdir(folder, 0700), 0);
            assert_int_equal(rota_write_file(first, "old", 3, &err), ROTA_OK);
        }
    }
    assert_int_equal(files_in(folder), 1);
    expect_file(first, "old");
    rota_bundle_done(&bundle);
    rota_bundle_add(&bundle, "/dev/null/x", "a");
    assert_int_equal(rota_bundle_write(&bundle, "/dev/null/x", &err), ROTA_E_SYSTEM);
    assert_string_equal(err.message, "cannot make the folder '/dev/null/x': Not a directory");
    rota_bundle_done(&bundle);
}

static volatile sig_atomic_t signals;

static void count_signal(int number) {
    (void)number;
    signals++;
}

static void test_signals_wait(void **state) {
    (void)state;
    static const int numbers[] = {SIGINT, SIGTERM, SIGHUP};
    for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++) {
        rota_hold outer, inner;
        signals = 0;
        signal(numbers[i], count_signal);
        rota_hold_begin(&outer);
        rota_hold_begin(&inner);
        raise(numbers[i]);
        rota_hold_end(&inner);
        assert_int_equal(signals, 0);
        rota_hold_end(&outer);
        assert_int_equal(signals, 1);
        raise(numbers[i]);
        assert_int_equal(signals, 2);
        signal(numbers[i], SIG_DFL);
    }
}

static void test_import_ends_when_asked(void **state) {
    (void)state;
    rota_test_home home;
    rota_test_home_open(&home);
    rota_test_load(&home, "groups", "group,name\noak,Oak\n");
    volatile int stop = 0;
    rota_import_options options = {.zone = home.zone, .who = "test", .stop = &stop};
    static const char text[] = "group,name\nfir,Fir\nash,Ash\n";
    stop = 1;
    assert_int_equal(rota_test_import(&home, "groups.csv", NULL, text, &options),
                     ROTA_E_INTERRUPTED);
    assert_string_equal(home.err.message, "interrupted; nothing was imported");
    rota_test_expect_export(&home, "groups", "group,name,weight\noak,Oak,\n");
    stop = 0;
    assert_int_equal(rota_test_import(&home, "groups.csv", NULL, text, &options), ROTA_OK);
    assert_int_equal(home.counts[0].added, 2);
    rota_test_home_close(&home);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_bundle, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_bundle_that_does_not_fit, set_up, tear_down),
        cmocka_unit_test(test_signals_wait),
        cmocka_unit_test(test_import_ends_when_asked),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
