#include "support/record_home.h"

#include "io/csv.h"
#include "support/files.h"
#include "support/test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static rota_home *make_home(void) {
    rota_home *home = rota_home_new();
    static rota_group groups[] = {{.id = "oak", .name = "Oak"}, {.id = "willow", .name = "Willow"}};
    static rota_shift shifts[] = {{.id = "E", .name = "Early", .colour = ""},
                                  {.id = "L", .name = "Late", .colour = ""}};
    static rota_person staff[] = {{.id = "ana", .name = "Ana"},
                                  {.id = "ben", .name = "Ben"},
                                  {.id = "cleo", .name = "Cleo"},
                                  {.id = "dan", .name = "Dan"}};
    static rota_child children[] = {{.id = "k1", .name = "Mia", .group = 1},
                                    {.id = "k2", .name = "Bo"},
                                    {.id = "k3", .name = "Ada"}};
    for (int i = 0; i < 3; i++) {
        children[i].from = children[i].to = children[i].born = ROTA_NO_DAY;
        children[i].key_caregiver = 0;
    }
    children[0].born = rota_day_of(2024, 6, 1);
    children[1].born = rota_day_of(2016, 2, 29);
    home->groups = groups;
    home->shifts = shifts;
    home->staff = staff;
    home->children = children;
    home->ngroups = home->nshifts = 2;
    home->nstaff = 4;
    home->nchildren = 3;
    return home;
}

void record_home_open(record_home *home) {
    memset(home, 0, sizeof *home);
    const char *folder = rota_test_folder();
    home->home = make_home();
    home->arena = rota_arena_new();
    home->faults = rota_faults_new();
    assert_int_equal(rota_records_open(folder, NULL, true, &home->store, &home->err), ROTA_OK);
}

void record_home_close(record_home *home) {
    rota_store_close(home->store);
    rota_faults_free(home->faults);
    rota_arena_free(home->arena);
    rota_home_free(home->home);
    rota_test_folder_remove();
}

rota_rc record_home_import(record_home *home, const rota_record_type *type, const char *text) {
    char name[64];
    snprintf(name, sizeof name, "%s.csv", type->file);
    rota_record_source file = {.path = rota_test_write(name, text)};
    memset(&home->err, 0, sizeof home->err);
    memset(home->counts, 0, sizeof home->counts);
    return rota_records_import(home->store, home->home, &file, 1, false, "a test", home->counts,
                               home->faults, &home->err);
}

void record_home_load(record_home *home, const rota_record_type *type, const char *text, int added,
                      int changed, int same) {
    rota_rc rc = record_home_import(home, type, text);
    rota_test_expect_faults(home->faults, "");
    assert_string_equal(home->err.message, "");
    assert_int_equal(rc, ROTA_OK);
    assert_int_equal(home->counts[0].added, added);
    assert_int_equal(home->counts[0].changed, changed);
    assert_int_equal(home->counts[0].same, same);
}

void record_home_refuse(record_home *home, const rota_record_type *type, const char *text,
                        const char *faults) {
    rota_text before = record_home_export(home, type);
    rota_rc rc = record_home_import(home, type, text);
    rota_test_expect_faults(home->faults, faults);
    assert_int_equal(rc, ROTA_E_INPUT);
    record_home_expect(home, type, rota_text_str(&before));
    rota_text_done(&before);
}

rota_text record_home_export(record_home *home, const rota_record_type *type) {
    rota_record_list list = {0};
    rota_record_filter filter = ROTA_EVERY_RECORD;
    filter.type = type;
    rota_arena *arena = rota_arena_new();
    assert_int_equal(rota_records_load(home->store, &filter, arena, &list, &home->err), ROTA_OK);
    rota_text out = {0};
    rota_records_add_csv(type, &list, &out);
    rota_record_list_done(&list);
    rota_arena_free(arena);
    return out;
}

void record_home_expect(record_home *home, const rota_record_type *type, const char *text) {
    rota_text out = record_home_export(home, type);
    assert_string_equal(rota_text_str(&out), text);
    rota_text_done(&out);
}

const char *record_rows(const char *rows) {
    static rota_text out[8];
    static int next;
    rota_text *text = &out[next++ % 8];
    rota_text_done(text);
    char *copy = strdup(rows), *rest = copy, *row;
    bool first = true;
    while ((row = strsep(&rest, "\n"))) {
        for (int pass = first ? 0 : 1; pass < 2; pass++) {
            char *cells = strdup(row), *left = cells, *cell;
            bool begin = true;
            while ((cell = strsep(&left, "|"))) {
                char *equals = strchr(cell, '=');
                assert_non_null(equals);
                *equals = '\0';
                rota_csv_add_field(text, begin, pass ? equals + 1 : cell);
                begin = false;
            }
            rota_csv_end_row(text);
            free(cells);
        }
        first = false;
    }
    free(copy);
    return rota_text_str(text);
}
