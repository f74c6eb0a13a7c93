#include "io/holidays.h"

#include "core/text.h"
#include "io/builtin.h"
#include "io/csv.h"
#include "io/value.h"

#include <assert.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

/* ---- Names ---- */

static const rota_builtin_kind lists = {
    .prefix = "holidays/", .suffix = ".csv", .what = "bank holidays", .example = "./holidays.csv"};

size_t rota_holidays_names(const char *names[], size_t max) {
    return rota_builtin_names(&lists, names, max);
}

/* ---- The file ---- */

static const char *const columns[] = {"date", "name"};
enum { COLUMN_DATE, NCOLUMNS = sizeof columns / sizeof columns[0] };

/* A file on its way to dates. */
struct reader {
    const char *file; /* for messages */
    rota_csv csv;
    int fields[NCOLUMNS]; /* where each column stands in a record, -1: nowhere */
    rota_faults *faults;
};

static void unknown_column(const struct reader *r, int line, const char *name) {
    char buf[ROTA_SHOWN_SIZE];
    const char *near = rota_text_nearest(name, columns, NCOLUMNS);
    if (near)
        rota_faults_add(r->faults, r->file, line, NULL, "unknown column '%s'; did you mean '%s'?",
                        rota_value_shown(name, buf), near);
    else
        rota_faults_add(r->faults, r->file, line, NULL,
                        "unknown column '%s'; the columns of bank holidays are date,name",
                        rota_value_shown(name, buf));
}

static int column_of(const char *name) {
    for (int i = 0; i < NCOLUMNS; i++) {
        if (strcasecmp(columns[i], name) == 0)
            return i;
    }
    return -1;
}

static void read_header(struct reader *r) {
    const rota_csv_record *header = &r->csv.records[0];
    bool known = false;
    for (size_t i = 0; i < header->nfields; i++)
        known = known || column_of(rota_csv_field(&r->csv, 0, i)) >= 0;
    if (!known) { /* most often there is no header row at all: one fault says it all */
        rota_faults_add(r->faults, r->file, header->line, NULL,
                        "names no column of bank holidays; a header row is needed: date,name");
        return;
    }
    for (size_t i = 0; i < header->nfields; i++) {
        const char *name = rota_csv_field(&r->csv, 0, i);
        int column = column_of(name);
        if (*name == '\0')
            rota_faults_add(r->faults, r->file, header->line, NULL, "column %zu has no name",
                            i + 1);
        else if (column < 0)
            unknown_column(r, header->line, name);
        else if (r->fields[column] >= 0)
            rota_faults_add(r->faults, r->file, header->line, name, "the column is there twice");
        else
            r->fields[column] = (int)i;
    }
    if (r->fields[COLUMN_DATE] < 0)
        rota_faults_add(r->faults, r->file, header->line, columns[COLUMN_DATE],
                        "the column is missing");
}

static void read_date(const struct reader *r, size_t record, rota_day *out) {
    const rota_csv_record *row = &r->csv.records[record];
    size_t wanted = r->csv.records[0].nfields;
    if (row->nfields != wanted) {
        rota_faults_add(r->faults, r->file, row->line, NULL,
                        "the row has %zu field%s, the header has %zu", row->nfields,
                        row->nfields == 1 ? "" : "s", wanted);
        return;
    }
    char buf[ROTA_SHOWN_SIZE], hint[ROTA_HINT_SIZE];
    const char *text = rota_csv_field(&r->csv, record, (size_t)r->fields[COLUMN_DATE]);
    if (!*text) {
        rota_faults_add(r->faults, r->file, row->line, columns[COLUMN_DATE],
                        "is empty; a date (for example 2026-12-31) is needed");
    } else if (!rota_day_parse(text, out)) {
        const char *near = rota_value_date(text, false, hint);
        rota_faults_add(r->faults, r->file, row->line, columns[COLUMN_DATE],
                        "'%s' is not a date (for example 2026-12-31)%s%s%s",
                        rota_value_shown(text, buf), near ? "; did you mean '" : "",
                        near ? near : "", near ? "'?" : "");
    }
}

/* Dates of a file's text; what they are is of no use when a fault was added. */
static void read_dates(const char *file, const char *bytes, size_t n, rota_arena *arena,
                       rota_day **out, int *count, rota_faults *faults) {
    struct reader reader = {.file = file, .fields = {-1, -1}, .faults = faults};
    size_t before = faults->count;
    rota_csv_read(file, bytes, n, &reader.csv, faults);
    size_t nrecords = reader.csv.count;
    if (nrecords)
        read_header(&reader);
    else if (faults->count == before)
        rota_faults_add(faults, file, 0, NULL, "is empty; a header row is needed: date,name");
    if (nrecords && reader.fields[COLUMN_DATE] >= 0) {
        *count = (int)(nrecords - 1);
        *out = rota_arena_alloc(arena, (nrecords - 1) * sizeof **out);
        for (size_t i = 1; i < nrecords; i++)
            read_date(&reader, i, &(*out)[i - 1]);
    }
    rota_csv_done(&reader.csv);
}

/* The text that `name` means, seen from folder `dir`; *file = what messages call it. */
static rota_rc find_text(const char *dir, const char *name, rota_text *text, const char **file,
                         rota_err *err) {
    if (!rota_builtin_is_path(&lists, name)) {
        const rota_embedded_file *builtin;
        rota_rc rc = rota_builtin_find(&lists, name, &builtin, err);
        if (rc)
            return rc;
        rota_text_add_bytes(text, (const char *)builtin->bytes, builtin->size);
        *file = rota_builtin_file_name(&lists, builtin);
        return ROTA_OK;
    }
    const char *slash = strrchr(name, '/');
    *file = slash ? slash + 1 : name;
    ROTA_CLEANUP(rota_freep)
    char *path = *name == '/' || !dir ? rota_strdup(name) : rota_strdupf("%s/%s", dir, name);
    return rota_csv_slurp(path, text, err);
}

rota_rc rota_holidays_read(const char *dir, const char *name, rota_arena *arena, rota_day **out,
                           int *count, rota_faults *faults, rota_err *err) {
    rota_day *days = NULL;
    int ndays = 0;
    if (*name) {
        const char *file = NULL;
        size_t before = faults->count;
        ROTA_CLEANUP(rota_text_done) rota_text text = {0};
        rota_rc rc = find_text(dir, name, &text, &file, err);
        if (rc)
            return rc;
        read_dates(file, rota_text_str(&text), text.length, arena, &days, &ndays, faults);
        size_t found = faults->count - before;
        if (found)
            return rota_fail(err, ROTA_E_INPUT, "the bank holidays '%s' have %zu fault%s", name,
                             found, found == 1 ? "" : "s");
    }
    *out = days;
    *count = ndays;
    return ROTA_OK;
}
