/* A home for tests of the store: CSV texts in, CSV texts out. */
#ifndef ROTA_TESTS_SUPPORT_HOME_FILES_H
#define ROTA_TESTS_SUPPORT_HOME_FILES_H

#include "io/export.h"
#include "io/import.h"

/** What a test works with: a folder with a new store in it, and a zone (Europe/London). */
typedef struct {
    rota_store *store;
    rota_zone *zone;
    rota_faults *faults;
    rota_err err;
    rota_import_count counts[16];
} rota_test_home;

/** The kinds of a whole home with rows of every shape, in the export's own form. */
typedef struct {
    const char *kind, *text;
} rota_test_file;
enum { ROTA_TEST_KINDS = 13 };
extern const rota_test_file rota_test_whole_home[ROTA_TEST_KINDS];

void rota_test_home_open(rota_test_home *home);
void rota_test_home_close(rota_test_home *home);
/** Import one text as a file of the name (`kind` NULL: from the name). */
rota_rc rota_test_import(rota_test_home *home, const char *name, const char *kind, const char *text,
                         const rota_import_options *options);
/** The same without options, and it must succeed. */
void rota_test_load(rota_test_home *home, const char *kind, const char *text);
/** Import the whole home above in one go. */
void rota_test_load_whole(rota_test_home *home);
/** Import a text of the kind, and these must be its faults; the store must stay as it was. */
void rota_test_refuse(rota_test_home *home, const char *kind, const char *text, const char *faults);
/** A file with faults, and all of them. */
typedef struct {
    const char *kind, *text, *faults;
} rota_test_refusal;
void rota_test_refuse_all(rota_test_home *home, const rota_test_refusal *cases, size_t n);
/** The same with an array of them. */
#define ROTA_TEST_REFUSE_ALL(home, cases)                                                          \
    rota_test_refuse_all(home, cases, sizeof cases / sizeof cases[0])
/** The `home` of a test program, with set_up and tear_down: every test finds the whole home in it.
 */
#define ROTA_TEST_WHOLE_HOME                                                                       \
    static rota_test_home home;                                                                    \
    static int set_up(void **state) {                                                              \
        (void)state;                                                                               \
        rota_test_home_open(&home);                                                                \
        rota_test_load_whole(&home);                                                               \
        return 0;                                                                                  \
    }                                                                                              \
    static int tear_down(void **state) {                                                           \
        (void)state;                                                                               \
        rota_test_home_close(&home);                                                               \
        return 0;                                                                                  \
    }                                                                                              \
    _Static_assert(sizeof home, "the macro is used with a semicolon")
/** All rows of a kind as CSV; of assignments those of the plan. Free with rota_text_done. */
rota_text rota_test_export(rota_test_home *home, const char *kind, const char *plan);
void rota_test_expect_export(rota_test_home *home, const char *kind, const char *text);

#endif
