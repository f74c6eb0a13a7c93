#include "support/test.h"

#include "io/embedded.h"
#include "io/store.h"
#include "support/files.h"
#include "support/home_files.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { LATEST = 6 };

static rota_test_home home;

static int set_up(void **state) {
    (void)state;
    umask(0);
    rota_test_home_open(&home);
    return 0;
}

static int tear_down(void **state) {
    (void)state;
    rota_test_home_close(&home);
    return 0;
}

static bool exists(const char *name) {
    return access(rota_test_path(name), F_OK) == 0;
}

static void exec_ok(const char *sql) {
    rota_rc rc = rota_store_exec(home.store, sql, &home.err);
    if (rc)
        fail_msg("%s", home.err.message);
}

static void expect_fail(const char *sql, rota_rc rc, const char *message) {
    assert_int_equal(rota_store_exec(home.store, sql, &home.err), rc);
    assert_string_equal(home.err.message, message);
}

static int64_t number(const char *sql) {
    rota_query *query;
    bool row = false;
    assert_int_equal(rota_query_open(home.store, sql, &query, &home.err), ROTA_OK);
    assert_int_equal(rota_query_step(query, &row, &home.err), ROTA_OK);
    assert_true(row);
    int64_t value = rota_query_int(query, 0);
    rota_query_close(query);
    return value;
}

static void reopen(void) {
    rota_store_close(home.store);
    home.store = NULL;
    rota_rc rc = rota_store_open(rota_test_path("rota.db"), &home.store, &home.err);
    if (rc)
        fail_msg("%s", home.err.message);
}

static void test_create(void **state) {
    (void)state;
    struct stat status;
    assert_int_equal(stat(rota_test_path("rota.db"), &status), 0);
    assert_int_equal(status.st_mode & 07777, 0600);
    assert_int_equal(number("PRAGMA application_id"), 0x524F5441);
    assert_int_equal(number("PRAGMA user_version"), LATEST);
    assert_int_equal(number("PRAGMA foreign_keys"), 1);
    assert_int_equal(number("PRAGMA synchronous"), 2);
    assert_int_equal(number("SELECT count(*) FROM pragma_table_list WHERE schema = 'main' AND "
                            "strict = 0 AND name NOT LIKE 'sqlite%'"),
                     0);
    assert_false(exists("rota.db-journal"));
    assert_false(exists("rota.db-holder"));
    rota_store *again = NULL;
    char expected[600];
    snprintf(expected, sizeof expected, "'%s' is there already", rota_test_path("rota.db"));
    assert_int_equal(rota_store_create(rota_test_path("rota.db"), &again, &home.err), ROTA_E_INPUT);
    assert_string_equal(home.err.message, expected);
    assert_int_equal(rota_store_create("/nowhere/rota.db", &again, &home.err), ROTA_E_SYSTEM);
    assert_string_equal(home.err.message,
                        "cannot make '/nowhere/rota.db': No such file or directory");
    assert_null(again);
}

static void test_queries(void **state) {
    (void)state;
    rota_query *query;
    assert_int_equal(rota_query_open(home.store, "SELECT ?1, ?2, ?3, ?4, ?5", &query, &home.err),
                     ROTA_OK);
    bool row;
    char text[] = "Chloé";
    rota_query_bind_text(query, 1, text);
    memset(text, 'x', 3); /* it was copied */
    rota_query_bind_int(query, 2, INT64_MIN);
    rota_query_bind_double(query, 3, 0.5);
    rota_query_bind_text(query, 4, NULL);
    rota_query_bind_null(query, 5);
    for (int i = 0; i < 2; i++) { /* bindings are kept after the end */
        assert_int_equal(rota_query_step(query, &row, &home.err), ROTA_OK);
        assert_true(row);
        assert_string_equal(rota_query_text(query, 0), "Chloé");
        assert_true(rota_query_int(query, 1) == INT64_MIN);
        assert_true(rota_query_double(query, 2) == 0.5);
        assert_true(rota_query_is_null(query, 3));
        assert_null(rota_query_text(query, 3));
        assert_true(rota_query_is_null(query, 4));
        assert_int_equal(rota_query_step(query, &row, &home.err), ROTA_OK);
        assert_false(row);
    }
    /* binding in the middle of the rows starts again */
    assert_int_equal(rota_query_step(query, &row, &home.err), ROTA_OK);
    rota_query_bind_text(query, 1, "new");
    assert_int_equal(rota_query_step(query, &row, &home.err), ROTA_OK);
    assert_string_equal(rota_query_text(query, 0), "new");
    rota_query_close(query);
    rota_query_close(NULL);

    assert_int_equal(
        rota_query_open(home.store, "SELECT name FROM nowhere WHERE 1", &query, &home.err),
        ROTA_E_SYSTEM);
    assert_string_equal(home.err.message, "rota.db: no such table: nowhere (SELECT name FROM)");
    exec_ok("INSERT INTO groups VALUES ('a', 'A', NULL), ('b', 'B', 1)");
    assert_int_equal(rota_store_changes(home.store), 2);
}

static void test_constraints(void **state) {
    (void)state;
    exec_ok("INSERT INTO groups VALUES ('oak', 'Oak', NULL)");
    exec_ok("INSERT INTO staff (staff, name, contract_minutes) VALUES ('ana', 'Ana', 1)");
    exec_ok("INSERT INTO shifts (shift, name, start, \"end\", kind) "
            "VALUES ('E', 'Early', '07:00', '15:00', 'day')");
    static const struct {
        const char *sql, *message;
    } cases[] = {
        {"INSERT INTO groups VALUES ('oak', 'x', 1)",
         "rota.db: UNIQUE constraint failed: groups.group_id (INSERT INTO groups)"},
        {"INSERT INTO groups VALUES ('fir', 'x', 'heavy')",
         "rota.db: cannot store TEXT value in REAL column groups.weight (INSERT INTO groups)"},
        {"INSERT INTO bonds VALUES ('zoe', 'oak', 'key')",
         "rota.db: FOREIGN KEY constraint failed (INSERT INTO bonds)"},
        {"INSERT INTO demand (group_id, shift, day, min) VALUES ('elm', 'E', 'mon', 1)",
         "rota.db: FOREIGN KEY constraint failed (INSERT INTO demand)"},
        {"INSERT INTO demand (group_id, shift, day, min) VALUES ('*', 'X', 'mon', 1)",
         "rota.db: FOREIGN KEY constraint failed (INSERT INTO demand)"},
        {"INSERT INTO requests (staff, date, shift, wish) VALUES ('ana', 'd', 'X', 'want')",
         "rota.db: FOREIGN KEY constraint failed (INSERT INTO requests)"},
        {"INSERT INTO assignments (plan, date, shift, group_id, staff) "
         "VALUES ('p', 'd', 'E', '*', 'ana')",
         "rota.db: FOREIGN KEY constraint failed (INSERT INTO assignments)"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        expect_fail(cases[i].sql, ROTA_E_INPUT, cases[i].message);
    /* the words that are no ids */
    exec_ok("INSERT INTO demand (group_id, shift, day, min) VALUES ('*', '07:00-08:00', 'mon', 1)");
    exec_ok("INSERT INTO requests (staff, date, shift, wish) VALUES ('ana', 'd', 'off', 'want')");
    /* a plan takes its rows with it */
    exec_ok("INSERT INTO plans (name, seq, \"from\", \"to\", status) VALUES ('p', 1, '', '', '')");
    exec_ok("INSERT INTO assignments (plan, date, shift, group_id, staff) "
            "VALUES ('p', 'd', 'E', '*', 'ana'), ('', 'd', 'E', '*', 'ana')");
    exec_ok("DELETE FROM plans");
    assert_int_equal(number("SELECT count(*) FROM assignments"), 1);
}

static void test_transactions(void **state) {
    (void)state;
    assert_int_equal(rota_store_begin(home.store, "rota test", &home.err), ROTA_OK);
    char note[64], expected[64];
    snprintf(expected, sizeof expected, "%ld rota test", (long)getpid());
    rota_text text = rota_test_read(rota_test_path("rota.db-holder"));
    snprintf(note, sizeof note, "%s", rota_text_str(&text));
    rota_text_done(&text);
    assert_string_equal(note, expected);
    struct stat status;
    assert_int_equal(stat(rota_test_path("rota.db-holder"), &status), 0);
    assert_int_equal(status.st_mode & 07777, 0600);
    exec_ok("INSERT INTO groups VALUES ('oak', 'Oak', NULL)");
    rota_store_rollback(home.store);
    assert_false(exists("rota.db-holder"));
    assert_int_equal(number("SELECT count(*) FROM groups"), 0);
    rota_store_rollback(home.store); /* outside a transaction: nothing */

    assert_int_equal(rota_store_begin(home.store, "rota test", &home.err), ROTA_OK);
    exec_ok("INSERT INTO groups VALUES ('oak', 'Oak', NULL)");
    assert_int_equal(rota_store_commit(home.store, &home.err), ROTA_OK);
    assert_false(exists("rota.db-holder"));
    /* closing rolls back */
    assert_int_equal(rota_store_begin(home.store, "rota test", &home.err), ROTA_OK);
    exec_ok("DELETE FROM groups");
    reopen();
    assert_int_equal(number("SELECT count(*) FROM groups"), 1);
    assert_false(exists("rota.db-holder"));
}

/* A child that begins a transaction, says so, and waits to be killed. */
static pid_t start_holder(bool leave_note) {
    int ready[2];
    assert_int_equal(pipe(ready), 0);
    pid_t pid = fork();
    assert_true(pid >= 0);
    if (pid == 0) {
        rota_store *store;
        bool good = rota_store_open(rota_test_path("rota.db"), &store, NULL) == ROTA_OK &&
                    rota_store_begin(store, "rota plan", NULL) == ROTA_OK;
        if (!leave_note)
            unlink(rota_test_path("rota.db-holder"));
        if (write(ready[1], good ? "y" : "n", 1) != 1)
            _exit(1);
        for (;;)
            pause();
    }
    char answer = 0;
    assert_int_equal(read(ready[0], &answer, 1), 1);
    close(ready[0]);
    close(ready[1]);
    assert_int_equal(answer, 'y');
    return pid;
}

static void end(pid_t pid) {
    kill(pid, SIGKILL);
    assert_int_equal(waitpid(pid, NULL, 0), pid);
}

static void test_in_use(void **state) {
    (void)state;
    pid_t pid = start_holder(true);
    rota_store__wait(home.store, 50);
    assert_int_equal(rota_store_begin(home.store, "rota import", &home.err), ROTA_E_SYSTEM);
    char expected[128];
    snprintf(expected, sizeof expected,
             "rota.db is in use by process %ld (rota plan); try again when it has finished",
             (long)pid);
    assert_string_equal(home.err.message, expected);
    /* readers are not kept out */
    assert_int_equal(rota_store_begin_read(home.store, &home.err), ROTA_OK);
    assert_int_equal(number("SELECT count(*) FROM groups"), 0);
    assert_int_equal(rota_store_commit(home.store, &home.err), ROTA_OK);
    end(pid);
    /* the note of the dead is nobody's */
    assert_true(exists("rota.db-holder"));
    assert_int_equal(rota_store_begin(home.store, "rota import", &home.err), ROTA_OK);
    rota_store_rollback(home.store);

    pid = start_holder(false);
    assert_int_equal(rota_store_begin(home.store, "rota import", &home.err), ROTA_E_SYSTEM);
    assert_string_equal(home.err.message,
                        "rota.db is in use by another program; try again when it has finished");
    end(pid);
}

/* A reader's state does not change under it. */
static void test_read_transaction(void **state) {
    (void)state;
    assert_int_equal(rota_store_begin_read(home.store, &home.err), ROTA_OK);
    rota_store *writer;
    assert_int_equal(rota_store_open(rota_test_path("rota.db"), &writer, &home.err), ROTA_OK);
    rota_store__wait(writer, 20);
    assert_int_equal(rota_store_begin(writer, "w", &home.err), ROTA_OK);
    assert_int_equal(rota_store_exec(writer, "INSERT INTO groups VALUES ('a', 'A', 1)", &home.err),
                     ROTA_OK);
    assert_int_equal(number("SELECT count(*) FROM groups"), 0);
    assert_int_equal(rota_store_commit(writer, &home.err), ROTA_E_SYSTEM);
    assert_int_equal(number("SELECT count(*) FROM groups"), 0);
    assert_int_equal(rota_store_commit(home.store, &home.err), ROTA_OK);
    assert_int_equal(rota_store_begin(writer, "w", &home.err), ROTA_OK);
    assert_int_equal(rota_store_exec(writer, "INSERT INTO groups VALUES ('a', 'A', 1)", &home.err),
                     ROTA_OK);
    assert_int_equal(rota_store_commit(writer, &home.err), ROTA_OK);
    rota_store_close(writer);
    assert_int_equal(number("SELECT count(*) FROM groups"), 1);
}

static void expect_open(const char *path, rota_rc rc, const char *format) {
    rota_store *store = NULL;
    char expected[700];
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
    snprintf(expected, sizeof expected, format, path);
#pragma GCC diagnostic pop
    assert_int_equal(rota_store_open(path, &store, &home.err), rc);
    assert_string_equal(home.err.message, expected);
    assert_null(store);
}

#define NO_DATABASE "'%s' is not a rota database; put a backup of it in its place"

static void test_files_that_are_no_store(void **state) {
    (void)state;
    expect_open(rota_test_path("none.db"), ROTA_E_INPUT,
                "cannot open '%s': No such file or directory");
    expect_open(rota_test_write("text.db", "staff,name,contract_hours\nana,Ana,37.5\n"),
                ROTA_E_INPUT, NO_DATABASE);
    expect_open(rota_test_write("empty.db", ""), ROTA_E_INPUT, NO_DATABASE);
    /* another program's database */
    exec_ok("PRAGMA application_id = 7");
    expect_open(rota_test_path("rota.db"), ROTA_E_INPUT, NO_DATABASE);
    exec_ok("PRAGMA application_id = 1380930625; PRAGMA user_version = 99");
    expect_open(rota_test_path("rota.db"), ROTA_E_INPUT,
                "'%s' was written by a newer rota (version 99 of its tables; this program knows "
                "6)");
}

/* The tables of version 1, with a person in them. */
static void test_an_older_store_is_brought_up_to_date(void **state) {
    (void)state;
    exec_ok("ALTER TABLE staff DROP COLUMN min_consecutive_days;"
            "ALTER TABLE staff DROP COLUMN max_weekends_in_period;"
            "ALTER TABLE staff DROP COLUMN min_minutes_in_period;"
            "ALTER TABLE staff DROP COLUMN max_minutes_in_period;"
            "ALTER TABLE staff DROP COLUMN max_shifts_in_period;"
            "ALTER TABLE shifts DROP COLUMN not_after;"
            "ALTER TABLE staff DROP COLUMN special_case;"
            "ALTER TABLE staff DROP COLUMN opt_out_from;"
            "ALTER TABLE staff DROP COLUMN opt_out_to;"
            "ALTER TABLE staff DROP COLUMN opt_out_notice;"
            "ALTER TABLE staff DROP COLUMN opt_out_notice_days;"
            "ALTER TABLE staff DROP COLUMN contract_after_22;"
            "ALTER TABLE staff DROP COLUMN other_minutes;"
            "ALTER TABLE staff DROP COLUMN health_assessed;"
            "ALTER TABLE staff DROP COLUMN days_a_week;"
            "ALTER TABLE worked DROP COLUMN breaks;"
            "ALTER TABLE worked DROP COLUMN called_out;"
            "DROP TABLE published;"
            "DROP TABLE publications;"
            "DROP TABLE purges;"
            "DROP TABLE key_caregivers; DROP TABLE supervision;"
            "INSERT INTO staff (staff, name, contract_minutes, agency_last) "
            "VALUES ('ana', 'Ana', 600, 1);"
            "INSERT INTO leave VALUES ('ana', '2026-06-01', '2026-06-07', 'sick', NULL);"
            "INSERT INTO shifts (shift, name, start, \"end\", kind) "
            "VALUES ('E', 'Early', '07:00', '15:00', 'day');"
            "INSERT INTO assignments (plan, date, shift, group_id, staff) "
            "VALUES ('', '2026-06-01', 'E', '*', 'ana');"
            "PRAGMA user_version = 1");
    reopen();
    /* The rota of record is kept as it was found. */
    assert_int_equal(number("SELECT count(*) FROM publications WHERE how = 'found' AND "
                            "\"from\" = '2026-06-01'"),
                     1);
    assert_int_equal(number("SELECT count(*) FROM published WHERE staff = 'ana' AND start = "
                            "'07:00'"),
                     1);
    assert_int_equal(number("PRAGMA user_version"), LATEST);
    assert_int_equal(number("SELECT count(*) FROM staff WHERE agency_last = 1 AND "
                            "min_consecutive_days IS NULL AND max_shifts_in_period IS NULL"),
                     1);
    assert_int_equal(number("SELECT count(not_after) FROM shifts"), 0);
    assert_int_equal(number("SELECT count(*) FROM leave WHERE kind = 'sick'"), 1);
    exec_ok("INSERT INTO leave VALUES ('ana', '2026-07-01', '2026-07-07', 'parental', NULL)");
}

static void test_damaged_file(void **state) {
    (void)state;
    rota_test_load_whole(&home);
    rota_store_close(home.store);
    home.store = NULL;
    /* everything after the header page */
    int fd = open(rota_test_path("rota.db"), O_WRONLY);
    assert_true(fd >= 0);
    char garbage[8192];
    memset(garbage, 0xA5, sizeof garbage);
    assert_int_equal(pwrite(fd, garbage, sizeof garbage, 4096), sizeof garbage);
    close(fd);
    rota_store *store = NULL;
    assert_int_equal(rota_store_open(rota_test_path("rota.db"), &store, &home.err), ROTA_OK);
    rota_text out = {0};
    char expected[700];
    snprintf(expected, sizeof expected,
             "'%s' is damaged (database disk image is malformed); use a backup of it",
             rota_test_path("rota.db"));
    assert_int_equal(rota_export_csv(store, rota_kind_find("groups"), NULL, &out, &home.err),
                     ROTA_E_INPUT);
    assert_string_equal(home.err.message, expected);
    rota_store_close(store);
}

static void test_read_only_file(void **state) {
    (void)state;
    rota_test_load_whole(&home);
    char path[512];
    snprintf(path, sizeof path, "%s", rota_test_path("rota.db"));
    assert_int_equal(chmod(path, 0444), 0);
    assert_int_equal(chmod(rota_test_path("."), 0755), 0);
    rota_store_close(home.store);
    home.store = NULL;
    pid_t pid = fork();
    assert_true(pid >= 0);
    if (pid == 0) {
        /* root may write to every file, so be nobody */
        if (geteuid() == 0 && (setgid(65534) != 0 || setuid(65534) != 0))
            _exit(2);
        rota_err err = {0};
        rota_store *store;
        rota_text out = {0};
        char expected[700];
        snprintf(expected, sizeof expected, "'%s' cannot be changed: this user may only read it",
                 path);
        if (rota_store_open(path, &store, &err) ||
            rota_export_csv(store, rota_kind_find("groups"), NULL, &out, &err) ||
            rota_store_begin(store, "rota import", &err) != ROTA_E_SYSTEM ||
            strcmp(err.message, expected) != 0)
            _exit(1);
        _exit(0);
    }
    int status;
    assert_int_equal(waitpid(pid, &status, 0), pid);
    assert_true(WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), 0);
}

static void test_backup(void **state) {
    (void)state;
    rota_test_load_whole(&home);
    const char *path = rota_test_path("copy.db");
    assert_int_equal(rota_store_backup(home.store, path, &home.err), ROTA_OK);
    struct stat status;
    assert_int_equal(stat(path, &status), 0);
    assert_int_equal(status.st_mode & 07777, 0600);
    assert_false(exists("copy.db-journal"));
    rota_store *own = home.store;
    assert_int_equal(rota_store_open(path, &home.store, &home.err), ROTA_OK);
    for (int i = 0; i < ROTA_TEST_KINDS; i++)
        rota_test_expect_export(&home, rota_test_whole_home[i].kind, rota_test_whole_home[i].text);
    rota_store_close(home.store);
    home.store = own;

    char expected[600];
    snprintf(expected, sizeof expected, "'%s' is there already", path);
    assert_int_equal(rota_store_backup(home.store, path, &home.err), ROTA_E_INPUT);
    assert_string_equal(home.err.message, expected);
    assert_int_equal(rota_store_backup(home.store, "/nowhere/copy.db", &home.err), ROTA_E_SYSTEM);
    assert_string_equal(home.err.message,
                        "cannot make '/nowhere/copy.db': No such file or directory");
}

/* ---- What a broken machine leaves ---- */

/* Many rows, so that an import takes long enough to be cut anywhere and to fill a disk. */
static rota_text many_groups(const char *name) {
    rota_text text = {0};
    rota_text_add(&text, "group,name,weight\n");
    for (int i = 1000; i < 3000; i++)
        rota_text_addf(&text, "g%d,%s %d,\n", i, name, i);
    return text;
}

/* A disk that is full: the process may write no file larger than so many bytes. */
static int import_with_limit(const char *path, rlim_t bytes) {
    pid_t pid = fork();
    assert_true(pid >= 0);
    if (pid == 0) {
        signal(SIGXFSZ, SIG_IGN);
        struct rlimit limit = {bytes, bytes};
        setrlimit(RLIMIT_FSIZE, &limit);
        rota_store *store;
        rota_err err = {0};
        if (rota_store_open(rota_test_path("rota.db"), &store, &err))
            _exit(100);
        rota_import_file file = {path, "groups"};
        rota_import_options options = {.zone = home.zone, .who = "rota import"};
        rota_import_count count;
        rota_rc rc = rota_import(store, &file, 1, &options, &count, home.faults, &err);
        bool said = strstr(err.message, "rota.db'") && strstr(err.message, "nothing was changed");
        rota_store_close(store);
        _exit(rc == ROTA_E_SYSTEM && said ? 1 : rc == ROTA_OK ? 0 : 101);
    }
    int status;
    assert_int_equal(waitpid(pid, &status, 0), pid);
    assert_true(WIFEXITED(status));
    return WEXITSTATUS(status);
}

static void test_full_disk(void **state) {
    (void)state;
    rota_text old = many_groups("Old"), new = many_groups("Another and longer name of");
    rota_test_load(&home, "groups", rota_text_str(&old));
    char path[512];
    snprintf(path, sizeof path, "%s", rota_test_write("new.csv", rota_text_str(&new)));
    int failed = 0;
    for (rlim_t limit = 1024; limit < 300 * 1024; limit += 24 * 1024) {
        rota_store_close(home.store); /* SQLite's connections do not survive a fork */
        home.store = NULL;
        int rc = import_with_limit(path, limit);
        assert_true(rc == 0 || rc == 1);
        failed += rc;
        reopen();
        if (rc == 0)
            break;
        assert_int_equal(number("SELECT count(*) FROM pragma_integrity_check WHERE "
                                "integrity_check <> 'ok'"),
                         0);
        rota_test_expect_export(&home, "groups", rota_text_str(&old));
    }
    assert_true(failed > 2);
    rota_text_done(&old);
    rota_text_done(&new);
}

/* A child that imports two versions in turn until it is killed. */
static void import_for_ever(const char *paths[2]) {
    rota_store *store;
    if (rota_store_open(rota_test_path("rota.db"), &store, NULL))
        _exit(1);
    for (int i = 0;; i = !i) {
        rota_import_file file = {paths[i], "groups"};
        rota_import_options options = {.zone = home.zone, .who = "rota import"};
        rota_import_count count;
        if (rota_import(store, &file, 1, &options, &count, home.faults, NULL))
            _exit(1);
    }
}

static void test_killed_at_any_moment(void **state) {
    (void)state;
    rota_text texts[2] = {many_groups("Old"), many_groups("Another and longer name of")};
    rota_test_load(&home, "groups", rota_text_str(&texts[0]));
    char a[512], b[512];
    snprintf(a, sizeof a, "%s", rota_test_write("a.csv", rota_text_str(&texts[0])));
    snprintf(b, sizeof b, "%s", rota_test_write("b.csv", rota_text_str(&texts[1])));
    const char *paths[2] = {a, b};
    unsigned seed = 2026;
    int seen[2] = {0};
    for (int i = 0; i < 25; i++) {
        rota_store_close(home.store);
        home.store = NULL;
        pid_t pid = fork();
        assert_true(pid >= 0);
        if (pid == 0)
            import_for_ever(paths);
        seed = seed * 1103515245u + 12345u;
        struct timespec wait = {0, (long)(seed / 65536u % 120u) * 1000000L};
        nanosleep(&wait, NULL);
        kill(pid, SIGKILL);
        int status;
        assert_int_equal(waitpid(pid, &status, 0), pid);
        assert_true(WIFSIGNALED(status)); /* it did not fail by itself */
        rota_rc rc = rota_store_open(rota_test_path("rota.db"), &home.store, &home.err);
        if (rc)
            fail_msg("%s", home.err.message);
        rota_text out = rota_test_export(&home, "groups", NULL);
        bool old = strcmp(rota_text_str(&out), rota_text_str(&texts[0])) == 0;
        bool new = strcmp(rota_text_str(&out), rota_text_str(&texts[1])) == 0;
        rota_text_done(&out);
        assert_true(old || new);
        seen[new]++;
        assert_int_equal(number("SELECT count(*) FROM pragma_integrity_check WHERE "
                                "integrity_check <> 'ok'"),
                         0);
        /* and it can be written to again */
        assert_int_equal(rota_store_begin(home.store, "rota import", &home.err), ROTA_OK);
        rota_store_rollback(home.store);
    }
    assert_int_equal(seen[0] + seen[1], 25);
    rota_text_done(&texts[0]);
    rota_text_done(&texts[1]);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(test_create),
        TEST(test_queries),
        TEST(test_constraints),
        TEST(test_transactions),
        TEST(test_in_use),
        TEST(test_read_transaction),
        TEST(test_files_that_are_no_store),
        TEST(test_an_older_store_is_brought_up_to_date),
        TEST(test_damaged_file),
        TEST(test_read_only_file),
        TEST(test_backup),
        TEST(test_full_disk),
        TEST(test_killed_at_any_moment),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
