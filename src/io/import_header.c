#include "io/export.h"
#include "io/import_parts.h"

#include <stdlib.h>
#include <string.h>

const char *rota_import__wanted_header(rota_importer *im, const rota_kind *kind) {
    rota_text header = {0};
    rota_export_header(kind, &header);
    char *wanted = rota_arena_strdup(im->arena, rota_text_str(&header));
    wanted[strcspn(wanted, "\n")] = '\0';
    rota_text_done(&header);
    return wanted;
}

static void add_unknown(rota_importer *im, const rota_import_source *source, int line,
                        const char *name) {
    const rota_kind *kind = source->kind;
    const char *names[ROTA_MAX_COLUMNS];
    for (int i = 0; i < kind->ncolumns; i++)
        names[i] = kind->columns[i].name;
    const char *near = rota_text_nearest(name, names, (size_t)kind->ncolumns);
    const char *shown = rota_import__shown(im, name);
    if (near)
        rota_faults_add(im->faults, source->name, line, NULL,
                        "unknown column '%s'; did you mean '%s'?", shown, near);
    else
        rota_faults_add(im->faults, source->name, line, NULL,
                        "unknown column '%s'; the columns of %s are %s", shown, kind->name,
                        rota_import__wanted_header(im, kind));
}

/* The columns that a file must have and this one has not. */
static void add_missing(rota_importer *im, const rota_import_source *source, int line,
                        rota_import_header *header) {
    const rota_kind *kind = source->kind;
    header->usable = true;
    for (int i = 0; i < kind->ncolumns; i++) {
        const rota_column *column = &kind->columns[i];
        if (header->has[i] || !column->required)
            continue;
        rota_faults_add(im->faults, source->name, line, column->name, "the column is missing");
        header->usable = header->usable && !column->key;
    }
}

const char *rota_import__column_name(rota_importer *im, const rota_import_source *source,
                                     size_t i) {
    return rota_import__trim(im, rota_csv_field(&source->csv, 0, i));
}

static void take_column(rota_importer *im, const rota_import_source *source, size_t i,
                        rota_import_header *out) {
    const char *name = rota_import__column_name(im, source, i);
    int line = source->csv.records[0].line, column = out->columns[i];
    if (*name == '\0') {
        rota_faults_add(im->faults, source->name, line, NULL, "column %zu has no name", i + 1);
    } else if (column < 0) {
        add_unknown(im, source, line, name);
    } else if (out->has[column]) {
        rota_faults_add(im->faults, source->name, line, source->kind->columns[column].name,
                        "the column is there twice");
        out->columns[i] = -1;
    } else {
        out->has[column] = true;
    }
}

void rota_import__header(rota_importer *im, const rota_import_source *source,
                         rota_import_header *out) {
    const rota_csv_record *record = &source->csv.records[0];
    const rota_kind *kind = source->kind;
    *out = (rota_import_header){.columns = ROTA_NEW_ARRAY(int, record->nfields),
                                .nfields = record->nfields};
    size_t known = 0;
    for (size_t i = 0; i < record->nfields; i++) {
        out->columns[i] = rota_kind_column(kind, rota_import__column_name(im, source, i));
        known += out->columns[i] >= 0;
    }
    if (known == 0) { /* most often there is no header row at all: one fault says it all */
        rota_faults_add(im->faults, source->name, record->line, NULL,
                        "names no column of %s; a header row is needed: %s", kind->name,
                        rota_import__wanted_header(im, kind));
        return;
    }
    for (size_t i = 0; i < record->nfields; i++)
        take_column(im, source, i, out);
    add_missing(im, source, record->line, out);
}

void rota_import__header_done(rota_import_header *header) {
    free(header->columns);
}

/* Fewer fields than names are refused: whether the last ones are empty, as spreadsheets leave them
 * out, or a separator in the middle is missing, cannot be told. */
static void add_short(rota_importer *im, const rota_import_source *source, int line, size_t have) {
    size_t want = source->csv.records[0].nfields;
    const char *column = rota_import__column_name(im, source, have);
    rota_faults_add(im->faults, source->name, line, NULL,
                    "the row has %zu field%s, the header has %zu: '%s' is missing; if the "
                    "spreadsheet leaves out empty cells at the end, put a column that is always "
                    "filled last",
                    have, have == 1 ? "" : "s", want, rota_import__shown(im, column));
}

bool rota_import__has_all_fields(rota_importer *im, const rota_import_source *source,
                                 size_t record) {
    size_t have = source->csv.records[record].nfields, want = source->csv.records[0].nfields;
    int line = source->csv.records[record].line;
    if (have < want) {
        add_short(im, source, line, have);
        return false;
    }
    if (have > want) {
        const char *field = rota_import__trim(im, rota_csv_field(&source->csv, record, want));
        char separator = source->csv.delimiter;
        rota_faults_add(im->faults, source->name, line, NULL,
                        "the row has %zu fields, the header has %zu: no column for '%s'; a value "
                        "with a %s in it has to stand in quotes",
                        have, want, rota_import__shown(im, field),
                        separator == '\t'  ? "tab"
                        : separator == ';' ? "semicolon"
                                           : "comma");
    }
    return have == want;
}
