#include "records/import.h"

#include "io/csv.h"
#include "records/rules.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

struct source {
    const char *name; /* base name */
    const rota_record_type *type;
    rota_csv csv;
    int *columns; /* [fields of the header] index into the type's columns, -1 = none */
    bool usable;
    rota_record_count *count;
};

struct importer {
    rota_store *store;
    const rota_home *home;
    rota_arena *arena;
    rota_faults *faults;
    size_t faults_before;
    struct source *sources;
    size_t nsources;
    rota_names ids;           /* records of the files; value: index into records */
    rota_record_list records; /* in the order in which they begin */
    struct source **from;     /* [records.count] */
    size_t from_capacity;
    rota_record_index index;
};

static bool failed(const struct importer *im) {
    return im->faults->count > im->faults_before;
}

/* ---- Files and headers ---- */

static rota_rc find_type(const rota_record_source *file, struct source *source, rota_err *err) {
    const char *slash = strrchr(file->path, '/');
    source->name = slash ? slash + 1 : file->path;
    const char *word = file->type ? file->type : source->name;
    size_t n = strlen(word);
    if (!file->type && n > 4 && strcasecmp(word + n - 4, ".csv") == 0)
        n -= 4;
    ROTA_CLEANUP(rota_freep) char *stem = rota_strdupf("%.*s", (int)n, word);
    source->type = rota_record_type_find(stem);
    if (source->type)
        return ROTA_OK;
    const char *nearest = rota_record_type_nearest(stem);
    if (file->type)
        return rota_fail(err, ROTA_E_USAGE, "there is no type '%s'%s%s%s; the types are %s", word,
                         nearest ? "; did you mean '" : "", nearest ? nearest : "",
                         nearest ? "'?" : "", rota_record_type_names());
    return rota_fail(err, ROTA_E_USAGE,
                     "the name of '%s' does not say what it holds; say it with --type (%s%s)",
                     source->name, nearest ? "perhaps " : "one of ",
                     nearest ? nearest : rota_record_type_names());
}

static rota_rc read_file(struct importer *im, const rota_record_source *file, struct source *source,
                         rota_err *err) {
    ROTA_CLEANUP(rota_text_done) rota_text bytes = {0};
    rota_err unread = {0};
    size_t before = im->faults->count;
    rota_rc rc = rota_csv_slurp(file->path, &bytes, &unread);
    if (rc == ROTA_OK)
        rota_csv_read_exact(source->name, rota_text_str(&bytes), bytes.length, &source->csv,
                            im->faults);
    else if (rc == ROTA_E_INPUT)
        rota_faults_add_err(im->faults, &unread);
    else
        return rota_fail(err, rc, "%s", unread.message);
    if (!rc && source->csv.count == 0 && im->faults->count == before)
        rota_faults_add(im->faults, source->name, 0, NULL,
                        "is empty; a header row is needed (rota help record shows the columns)");
    return ROTA_OK;
}

static const char *trimmed(struct importer *im, const char *s) {
    s += strspn(s, " \t\n");
    size_t n = strlen(s);
    while (n && strchr(" \t\n", s[n - 1]))
        n--;
    char *copy = rota_arena_alloc(im->arena, n + 1);
    return memcpy(copy, s, n);
}

static void unknown_column(struct importer *im, const struct source *source, int line,
                           const char *name) {
    const char *names[ROTA_RECORD_COLUMNS];
    for (int i = 0; i < source->type->ncolumns; i++)
        names[i] = source->type->columns[i].name;
    const char *nearest = rota_text_nearest(name, names, (size_t)source->type->ncolumns);
    if (!*name)
        rota_faults_add(im->faults, source->name, line, NULL, "a column has no name");
    else if (nearest)
        rota_faults_add(im->faults, source->name, line, NULL,
                        "unknown column '%s'; did you mean '%s'?", name, nearest);
    else
        rota_faults_add(im->faults, source->name, line, NULL,
                        "unknown column '%s' of %s; rota record fields %s tells them", name,
                        source->type->file, source->type->name);
}

static void read_header(struct importer *im, struct source *source) {
    const rota_record_type *type = source->type;
    const rota_csv_record *header = &source->csv.records[0];
    bool has[ROTA_RECORD_COLUMNS] = {0};
    source->columns = rota_arena_alloc(im->arena, header->nfields * sizeof *source->columns);
    for (size_t i = 0; i < header->nfields; i++) {
        const char *name = trimmed(im, rota_csv_field(&source->csv, 0, i));
        int column = rota_record_column(type, name);
        source->columns[i] = column;
        if (column < 0)
            unknown_column(im, source, header->line, name);
        else if (has[column])
            rota_faults_add(im->faults, source->name, header->line, name,
                            "the column is there twice");
        else
            has[column] = true;
    }
    source->usable = has[ROTA_HEAD_ID];
    for (int i = 0; i < type->ncolumns; i++) {
        bool needed = i == ROTA_HEAD_ID || i == ROTA_HEAD_WHO || i == type->part_column;
        if (needed && !has[i])
            rota_faults_add(im->faults, source->name, header->line, type->columns[i].name,
                            "the column is missing");
        source->usable = source->usable && (!needed || has[i]);
    }
}

/* ---- Rows ---- */

/* One row of a file: values by column, and which of them the file has. */
struct row {
    const struct source *source;
    int line;
    const char *values[ROTA_RECORD_COLUMNS];
    uint64_t wrong; /* bits of columns */
    bool bad;
};

__attribute__((format(printf, 4, 5))) static void
row_fault(struct importer *im, struct row *row, const char *column, const char *fmt, ...) {
    char message[ROTA_ERR_MESSAGE];
    va_list args;
    va_start(args, fmt);
    vsnprintf(message, sizeof message, fmt, args);
    va_end(args);
    row->bad = true;
    rota_faults_add(im->faults, row->source->name, row->line, column, "%s", message);
}

static void parse_row(struct importer *im, size_t number, struct row *row) {
    const struct source *source = row->source;
    const rota_record_type *type = source->type;
    for (int i = 0; i < type->ncolumns; i++)
        row->values[i] = "";
    for (size_t i = 0; i < source->csv.records[number].nfields; i++) {
        int column = source->columns[i];
        if (column < 0)
            continue;
        ROTA_CLEANUP(rota_text_done) rota_text wrong = {0};
        const rota_field *field = &type->columns[column];
        const char *text = rota_csv_field(&source->csv, number, i);
        const char *parsed = field->type == ROTA_FIELD_TEXT
                                 ? rota_arena_strdup(im->arena, text) /* byte for byte */
                                 : rota_field_parse(type, field, text, im->home, im->arena, &wrong);
        if (parsed) {
            row->values[column] = parsed;
            continue;
        }
        row->wrong |= (uint64_t)1 << column;
        row_fault(im, row, field->name, "%s", rota_text_str(&wrong));
    }
    const char *said = row->values[ROTA_HEAD_TYPE];
    if (*said && strcmp(said, type->name) != 0)
        row_fault(im, row, "type", "'%s' in a file of %s", said, type->name);
}

/* Take over the values of a level, once: rows of one record say the same or nothing. */
static void take(struct importer *im, struct row *row, enum rota_field_level from,
                 enum rota_field_level to, const char **values, int first_line) {
    const rota_record_type *type = row->source->type;
    for (int i = 0; i < type->ncolumns; i++) {
        enum rota_field_level level = type->columns[i].level;
        if (level < from || level > to || !*row->values[i])
            continue;
        if (!*values[i] || row->line == first_line)
            values[i] = row->values[i];
        else if (strcmp(values[i], row->values[i]) != 0)
            row_fault(im, row, type->columns[i].name,
                      "is not what line %d says of the same record; say it once or the same",
                      first_line);
    }
}

static rota_record *record_of(struct importer *im, struct row *row, struct source *source) {
    const char *id = row->values[ROTA_HEAD_ID];
    const size_t *known = rota_names_find(&im->ids, id);
    if (!known) {
        rota_record *record = rota_record_new(im->arena, source->type);
        record->file = source->name;
        record->line = row->line;
        if (im->records.count >= im->from_capacity) {
            im->from_capacity = im->from_capacity ? 2 * im->from_capacity : 64;
            im->from = rota_realloc(im->from, im->from_capacity, sizeof *im->from);
        }
        im->from[im->records.count] = source;
        rota_names_add(&im->ids, id, im->records.count);
        rota_record_list_add(&im->records, record);
        return record;
    }
    rota_record *record = im->records.items[*known];
    if (record->type == source->type && im->from[*known] == source)
        return record;
    row_fault(im, row, "record_id", "'%s' is already in %s on line %d", id, record->file,
              record->line);
    return NULL;
}

static bool has_item(const rota_record_type *type, const struct row *row) {
    for (int i = type->first_item; i >= 0 && i < type->ncolumns; i++)
        if (*row->values[i])
            return true;
    return false;
}

static void take_part(struct importer *im, struct row *row, rota_record *record) {
    const rota_record_type *type = record->type;
    const char *code = row->values[type->part_column];
    if (!*code) {
        if (row->line != record->line)
            row_fault(im, row, type->columns[type->part_column].name,
                      "is empty; each row of a record is of one dimension");
        return;
    }
    int dimension = rota_dimension_find(code, type->team);
    rota_record_part *part = rota_record_part_make(im->arena, record, dimension);
    bool item = has_item(type, row);
    if (!part->line)
        part->line = row->line;
    else if (!item || part->nitems == 0)
        row_fault(im, row, type->columns[type->part_column].name,
                  "'%s' of record '%s' is already on line %d", code, rota_record_id(record),
                  part->line);
    take(im, row, ROTA_OF_PART, ROTA_OF_PART, part->values, part->line);
    if (item) {
        rota_record_part *fresh = rota_record_item_add(im->arena, record, part);
        fresh->line = row->line;
        take(im, row, ROTA_OF_ITEM, ROTA_OF_ITEM, fresh->values, row->line);
    }
}

/* Values of a dimension in a row that names none would be lost. */
static void check_orphans(struct importer *im, struct row *row) {
    const rota_record_type *type = row->source->type;
    for (int i = 0; i < type->ncolumns; i++)
        if (type->columns[i].level >= ROTA_OF_PART && i != type->part_column && *row->values[i] &&
            !*row->values[type->part_column])
            row_fault(im, row, type->columns[i].name, "is of a dimension, but the row names none");
}

static void read_row(struct importer *im, struct source *source, size_t number) {
    struct row row = {.source = source, .line = source->csv.records[number].line};
    size_t have = source->csv.records[number].nfields, want = source->csv.records[0].nfields;
    if (have != want) {
        rota_faults_add(im->faults, source->name, row.line, NULL,
                        "the row has %zu field%s, the header has %zu", have, have == 1 ? "" : "s",
                        want);
        return;
    }
    parse_row(im, number, &row);
    if (!*row.values[ROTA_HEAD_ID]) {
        if (!row.bad)
            row_fault(im, &row, "record_id", "is empty; an id is needed (for example note-0001)");
        return;
    }
    rota_record *record = record_of(im, &row, source);
    if (!record)
        return;
    record->wrong |= row.wrong;
    if (record->type->part_column < 0 && row.line != record->line)
        row_fault(im, &row, "record_id", "'%s' is already on line %d", rota_record_id(record),
                  record->line);
    take(im, &row, ROTA_OF_HEAD, ROTA_OF_RECORD, record->values, record->line);
    if (record->type->part_column >= 0) {
        check_orphans(im, &row);
        take_part(im, &row, record);
    }
}

static void read_source(struct importer *im, struct source *source) {
    if (source->csv.count == 0)
        return;
    read_header(im, source);
    for (size_t i = 1; i < source->csv.count && source->usable; i++)
        read_row(im, source, i);
}

/* ---- Against what is there ---- */

/* What a final of the files supersedes becomes amended by that, whatever its own row says. */
static void settle_status(struct importer *im) {
    for (size_t i = 0; i < im->records.count; i++) {
        rota_record *record = im->records.items[i];
        const rota_record_entry *entry = rota_record_index_find(&im->index, rota_record_id(record));
        if (rota_record_is_final(record) && entry->superseded_by) {
            record->values[ROTA_HEAD_STATUS] = "amended";
            rota_record_index_put(&im->index, record);
        }
    }
    rota_faults nothing = {0}; /* said already */
    rota_record_index_link(&im->index, &nothing);
}

enum step { ADD, CHANGE, AMEND, SAME };

/* What is to be done with a record of the files, or a fault. */
static rota_rc step_of(struct importer *im, const rota_record *record, enum step *out,
                       rota_err *err) {
    rota_record *stored = NULL;
    rota_rc rc = rota_records_find(im->store, rota_record_id(record), im->arena, &stored, err);
    if (rc)
        return rc;
    *out = ADD;
    if (!stored)
        return ROTA_OK;
    bool draft = rota_record_is_draft(stored);
    bool same = !draft && rota_record_same_lines(record, stored, ROTA_HEAD_STATUS);
    *out = CHANGE;
    if (rota_record_same(record, stored, -1) ||
        (same && (rota_record_is_amended(stored) || rota_record_is_final(record))))
        *out = SAME;
    else if (same && rota_record_is_final(stored) && rota_record_is_amended(record))
        *out = AMEND;
    else if (!draft)
        rota_faults_add(im->faults, record->file, record->line, "record_id",
                        "'%s' is final and differs; finals are not edited: write a new record "
                        "with supersedes_id '%s'",
                        rota_record_id(record), rota_record_id(record));
    return ROTA_OK;
}

static rota_rc settle(struct importer *im, enum step *steps, rota_err *err) {
    rota_rc rc = rota_record_index_load(&im->index, im->store, im->arena, err);
    for (size_t i = 0; i < im->records.count; i++) {
        rota_record_fill(im->records.items[i], im->home, im->arena);
        rota_record_index_put(&im->index, im->records.items[i]);
    }
    rota_record_index_link(&im->index, im->faults);
    settle_status(im);
    for (size_t i = 0; i < im->records.count && !rc; i++) {
        rc = step_of(im, im->records.items[i], &steps[i], err);
        if (!rc && steps[i] != SAME)
            rota_record_check(im->records.items[i], im->home, &im->index, im->faults);
    }
    return rc;
}

static void count_odd(const rota_record *record, rota_record_count *count) {
    rota_faults *odd = rota_faults_new();
    rota_record_check_days(record, odd);
    if (odd->count && !count->odd)
        count->first_odd = odd->kept[0];
    count->odd += (int)odd->count;
    rota_faults_free(odd);
}

static rota_rc write_one(struct importer *im, size_t i, enum step step, rota_err *err) {
    const rota_record *record = im->records.items[i];
    rota_record_count *count = im->from[i]->count;
    switch (step) {
    case SAME:
        count->same++;
        return ROTA_OK;
    case AMEND:
        count->changed++;
        return rota_records_amended(im->store, rota_record_id(record), err);
    case ADD:
        count->added++;
        break;
    case CHANGE:
        count->changed++;
        break;
    }
    rota_day day = rota_record_event(record);
    if (!rota_record_is_draft(record) && (count->last == ROTA_NO_DAY || day > count->last)) {
        count->last = day;
        count->last_line = record->line;
    }
    count_odd(record, count);
    return rota_records_write(im->store, record, err);
}

static rota_rc import_all(struct importer *im, rota_err *err) {
    for (size_t i = 0; i < im->nsources; i++)
        read_source(im, &im->sources[i]);
    ROTA_CLEANUP(rota_freep) enum step *steps = ROTA_NEW_ARRAY(enum step, im->records.count);
    rota_rc rc = settle(im, steps, err);
    size_t n = im->faults->count - im->faults_before;
    if (!rc && failed(im))
        rc = rota_fail(err, ROTA_E_INPUT, "nothing was imported: %zu fault%s found", n,
                       n == 1 ? "" : "s");
    for (size_t i = 0; i < im->records.count && !rc; i++)
        rc = write_one(im, i, steps[i], err);
    return rc;
}

static void importer_done(struct importer *im) {
    for (size_t i = 0; i < im->nsources; i++)
        rota_csv_done(&im->sources[i].csv);
    rota_names_done(&im->ids);
    rota_record_index_done(&im->index);
    rota_record_list_done(&im->records);
    free(im->from);
    free(im->sources);
    rota_arena_free(im->arena);
}

static rota_rc run(struct importer *im, bool dry_run, const char *who, rota_err *err) {
    rota_rc rc = rota_store_begin(im->store, who, err);
    if (rc)
        return rc;
    rc = import_all(im, err);
    if (rc || dry_run)
        rota_store_rollback(im->store);
    else
        rc = rota_store_commit(im->store, err);
    return rc;
}

rota_rc rota_records_import(rota_store *store, const rota_home *home,
                            const rota_record_source *files, size_t nfiles, bool dry_run,
                            const char *who, rota_record_count *counts, rota_faults *faults,
                            rota_err *err) {
    struct importer im = {.store = store,
                          .home = home,
                          .faults = faults,
                          .faults_before = faults->count,
                          .arena = rota_arena_new(),
                          .sources = ROTA_NEW_ARRAY(struct source, nfiles),
                          .nsources = nfiles};
    ROTA_CLEANUP(rota_freep) rota_record_count *fresh = ROTA_NEW_ARRAY(rota_record_count, nfiles);
    rota_rc rc = ROTA_OK;
    for (size_t i = 0; i < nfiles && !rc; i++) {
        im.sources[i].count = &fresh[i];
        fresh[i].last = ROTA_NO_DAY;
        rc = find_type(&files[i], &im.sources[i], err);
        if (rc)
            break;
        fresh[i].type = im.sources[i].type->name;
        snprintf(fresh[i].file, sizeof fresh[i].file, "%s", im.sources[i].name);
        rc = read_file(&im, &files[i], &im.sources[i], err);
    }
    if (!rc)
        rc = run(&im, dry_run, who, err);
    if (!rc && nfiles)
        memcpy(counts, fresh, nfiles * sizeof *counts);
    importer_done(&im);
    return rc;
}

void rota_records_add_csv(const rota_record_type *type, const rota_record_list *records,
                          rota_text *out) {
    rota_record_add_csv_header(type, out);
    for (size_t i = 0; i < records->count; i++)
        if (records->items[i]->type == type)
            rota_record_add_csv(records->items[i], out);
}
