/* Random records of all nine types through import and export: in the documented form of the files
 * not a byte changes; in any other form that means the same the files come out in that form. */
#include "support/test.h"

#include "support/files.h"
#include "support/random_records.h"
#include "support/record_home.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SEEDS = 40, TYPES = 9 };

/* The files as texts, in the order of the tables. */
typedef struct {
    const rota_record_type *type[TYPES];
    rota_text text[TYPES];
} files;

static void files_done(files *f) {
    for (int t = 0; t < TYPES; t++)
        rota_text_done(&f->text[t]);
}

static files write_all(const rota_test_table *tables, const rota_test_form *form, uint64_t seed) {
    files out = {0};
    for (int t = 0; t < TYPES; t++) {
        out.type[t] = tables[t].type;
        rota_test_write_csv(&tables[t], form, seed, &out.text[t]);
    }
    return out;
}

/* Import all files in one go, from the `first`-th on in a circle. */
static void import_all(record_home *home, const files *in, int first, bool same) {
    rota_record_source sources[TYPES];
    char paths[TYPES][512];
    for (int i = 0; i < TYPES; i++) {
        int t = (first + i) % TYPES;
        char name[64];
        snprintf(name, sizeof name, "%s.csv", in->type[t]->file);
        snprintf(paths[i], sizeof paths[i], "%s",
                 rota_test_write(name, rota_text_str(&in->text[t])));
        sources[i] = (rota_record_source){.path = paths[i]};
    }
    rota_rc rc = rota_records_import(home->store, home->home, sources, TYPES, false, "a test",
                                     home->counts, home->faults, &home->err);
    rota_test_expect_faults(home->faults, "");
    assert_int_equal(rc, ROTA_OK);
    for (int i = 0; i < TYPES; i++) {
        assert_int_equal(home->counts[i].changed, 0);
        assert_int_equal(same ? home->counts[i].added : home->counts[i].same, 0);
    }
}

/* Into a home without records, and out again. */
static files through(const files *in, int first) {
    record_home home;
    files out = {0};
    record_home_open(&home);
    import_all(&home, in, first, false);
    import_all(&home, in, first + 1, true);
    for (int t = 0; t < TYPES; t++) {
        out.type[t] = in->type[t];
        out.text[t] = record_home_export(&home, in->type[t]);
    }
    record_home_close(&home);
    return out;
}

static int differ(uint64_t seed, const char *what, const files *a, const files *b) {
    for (int t = 0; t < TYPES; t++) {
        const char *x = rota_text_str(&a->text[t]), *y = rota_text_str(&b->text[t]);
        size_t at = 0;
        while (x[at] && x[at] == y[at])
            at++;
        if (x[at] == y[at])
            continue;
        size_t from = at < 60 ? 0 : at - 60;
        print_message("seed %d, %s, %s:\n%.120s\n---\n%.120s\n", (int)seed, what, a->type[t]->file,
                      x + from, y + from);
        return 1;
    }
    return 0;
}

static int check(uint64_t seed) {
    rota_arena *arena = rota_arena_new();
    static rota_test_table tables[TYPES];
    bool any_line_ends = seed % 2;
    rota_test_records(seed, any_line_ends, arena, tables);
    static const rota_test_form exact = {.delimiter = ','};
    files input = write_all(tables, &exact, seed);
    files first = through(&input, (int)(seed % TYPES)), second = through(&first, 0);
    int wrong = differ(seed, "first export", &input, &first) ||
                differ(seed, "second export", &first, &second);
    /* in files whose rows end with CR LF ends of lines in texts are LF */
    rota_test_form form = {.delimiter = ",;\t"[seed % 3],
                           .bom = seed % 5 < 2,
                           .crlf = !any_line_ends && seed % 4 == 0,
                           .quote_all = seed % 7 < 3,
                           .shuffled = true,
                           .says_otherwise = true};
    files other = write_all(tables, &form, seed), third = through(&other, (int)(seed % TYPES));
    wrong = wrong || differ(seed, "in another form", &input, &third);
    files_done(&input);
    files_done(&first);
    files_done(&second);
    files_done(&other);
    files_done(&third);
    rota_arena_free(arena);
    return wrong;
}

/* All seeds, or the one that ROTA_SEED names. */
static void test_round_trips(void **state) {
    (void)state;
    const char *only = getenv("ROTA_SEED"), *n = getenv("ROTA_SEEDS");
    int wrong = 0, seeds = n ? atoi(n) : SEEDS;
    for (int seed = 1; seed <= seeds && wrong < 3; seed++)
        if (!only || atoi(only) == seed)
            wrong += check((uint64_t)seed);
    assert_int_equal(wrong, 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_round_trips)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
