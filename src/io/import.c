#include "io/import.h"

#include "core/mem.h"
#include "core/text.h"
#include "io/import_parts.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* ---- The files ---- */

static const char *base_name(const char *path) {
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

static rota_rc fail_kind(const char *word, bool said, rota_err *err) {
    size_t n;
    const rota_kind *kinds = rota_kinds(&n);
    const char *names[ROTA_IMPORT_KINDS];
    for (size_t i = 0; i < n; i++)
        names[i] = kinds[i].name;
    const char *near = rota_text_nearest(word, names, n);
    if (said)
        return rota_fail(err, ROTA_E_USAGE, "there is no kind '%s'%s%s%s; the kinds are %s", word,
                         near ? "; did you mean '" : "", near ? near : "", near ? "'?" : "",
                         rota_kind_names());
    return rota_fail(err, ROTA_E_USAGE,
                     "the name of '%s' does not say what it holds; say it with --kind (%s%s%s)",
                     word, near ? "perhaps " : "", near ? near : "one of ",
                     near ? "" : rota_kind_names());
}

static rota_rc find_kind(const rota_import_file *file, rota_import_source *source, rota_err *err) {
    size_t nkinds;
    source->name = base_name(file->path);
    if (file->kind) {
        source->kind = rota_kind_find(file->kind);
        if (!source->kind)
            return fail_kind(file->kind, true, err);
    } else {
        size_t n = strlen(source->name);
        if (n > 4 && strcasecmp(source->name + n - 4, ".csv") == 0)
            n -= 4;
        ROTA_CLEANUP(rota_freep) char *stem = rota_strdupf("%.*s", (int)n, source->name);
        source->kind = rota_kind_find(stem);
        if (!source->kind)
            return fail_kind(source->name, false, err);
    }
    source->kind_index = (size_t)(source->kind - rota_kinds(&nkinds));
    return ROTA_OK;
}

static rota_rc read_source(rota_importer *im, const rota_import_file *file,
                           rota_import_source *source, rota_err *err) {
    rota_text bytes = {0};
    size_t before = im->faults->count;
    rota_err unread = {0};
    rota_rc rc = rota_csv_slurp(file->path, &bytes, &unread);
    if (rc == ROTA_OK)
        rota_csv_read(source->name, rota_text_str(&bytes), bytes.length, &source->csv, im->faults);
    else if (rc == ROTA_E_INPUT)
        rota_faults_add_err(im->faults, &unread);
    else if (err)
        *err = unread;
    rota_text_done(&bytes);
    source->broken = im->faults->count > before;
    if (!rc && !source->csv.count && !source->broken)
        rota_faults_add(im->faults, source->name, 0, NULL, "is empty; a header row is needed: %s",
                        rota_import__wanted_header(im, source->kind));
    return rc == ROTA_E_INPUT ? ROTA_OK : rc;
}

/* ---- Rows in the long form ---- */

/* The row's id may be referred to, whatever else is wrong with the row. */
static void note_id(rota_importer *im, const rota_import_source *source, const rota_cell *cell) {
    if (source->kind->columns[0].type == ROTA_COL_ID && cell->text)
        rota_names_add(&im->ids[source->kind_index], cell->text, 0);
}

static rota_rc import_record(rota_importer *im, rota_import_source *source,
                             const rota_import_header *header, size_t record, rota_err *err) {
    const rota_kind *kind = source->kind;
    rota_import_row row = {.file = source->name, .line = source->csv.records[record].line};
    for (int i = 0; i < kind->ncolumns; i++)
        row.cells[i] = (rota_cell){.empty = true};
    if (!rota_import__has_all_fields(im, source, record)) {
        im->uncertain[source->kind_index] = true;
        return ROTA_OK;
    }
    for (size_t i = 0; i < header->nfields; i++) {
        int column = header->columns[i];
        if (column >= 0)
            rota_import__value(im, &row, &kind->columns[column],
                               rota_csv_field(&source->csv, record, i), &row.cells[column]);
    }
    note_id(im, source, &row.cells[0]);
    rota_day day;
    if (rota_import__has_plan(kind) && row.cells[0].text && rota_day_parse(row.cells[0].text, &day))
        rota_import__note_day(im, day);
    return rota_import__row(im, source, &row, err);
}

static rota_rc import_long(rota_importer *im, rota_import_source *source, rota_err *err) {
    rota_import_header header;
    rota_import__header(im, source, &header);
    im->long_form = im->long_form || rota_import__has_plan(source->kind);
    im->uncertain[source->kind_index] |= !header.usable;
    rota_rc rc = ROTA_OK;
    for (size_t i = 1; i < source->csv.count && header.usable && !rc; i++)
        rc = import_record(im, source, &header, i, err);
    rota_import__header_done(&header);
    return rc;
}

/* ---- The whole import ---- */

/* Ids that rows may refer to: those in the store, unless a file of the kind replaces them. */
static rota_rc read_ids(rota_importer *im, size_t kind_index, rota_err *err) {
    size_t nkinds;
    const rota_kind *kind = &rota_kinds(&nkinds)[kind_index];
    if (kind->columns[0].type != ROTA_COL_ID)
        return ROTA_OK;
    for (size_t i = 0; i < im->nsources && im->options->replace; i++) {
        if (im->sources[i].kind == kind)
            return ROTA_OK;
    }
    char name[ROTA_COLUMN_SQL_SIZE], sql[128];
    snprintf(sql, sizeof sql, "SELECT %s FROM %s ORDER BY 1",
             rota_column_sql(&kind->columns[0], name), kind->name);
    rota_query *query;
    rota_rc rc = rota_query_open(im->store, sql, &query, err);
    if (rc)
        return rc;
    bool row = false;
    while (!(rc = rota_query_step(query, &row, err)) && row)
        rota_names_add(&im->ids[kind_index], rota_query_text(query, 0), 0);
    rota_query_close(query);
    return rc;
}

static rota_rc import_kind(rota_importer *im, size_t kind_index, rota_err *err) {
    rota_rc rc = read_ids(im, kind_index, err);
    for (size_t i = 0; i < im->nsources && !rc; i++) {
        rota_import_source *source = &im->sources[i];
        if (source->kind_index != kind_index)
            continue;
        im->uncertain[kind_index] |= source->broken;
        if (source->csv.count && rota_import__is_wide(im, source))
            rc = rota_import__wide(im, source, err);
        else if (source->csv.count)
            rc = import_long(im, source, err);
    }
    return rc;
}

/* The model keeps a person's skills as bits of one word (ROTA_MAX_SKILLS). */
static rota_rc check_skills(rota_importer *im, rota_err *err) {
    enum { MAX_SKILLS = 64 };
    rota_names skills = {0};
    rota_query *query;
    rota_rc rc = rota_query_open(im->store,
                                 "SELECT skills FROM staff WHERE skills IS NOT NULL "
                                 "UNION ALL SELECT skill FROM demand WHERE skill <> ''",
                                 &query, err);
    if (rc)
        return rc;
    bool row = false;
    while (!(rc = rota_query_step(query, &row, err)) && row) {
        char *list = rota_arena_strdup(im->arena, rota_query_text(query, 0)), *word;
        while ((word = strsep(&list, " ")))
            rota_names_add(&skills, word, 0);
    }
    rota_query_close(query);
    if (skills.count > MAX_SKILLS)
        rota_faults_add(im->faults, im->sources[0].name, 0, NULL,
                        "the home would have %zu different skills; %d is the most", skills.count,
                        MAX_SKILLS);
    rota_names_done(&skills);
    return rc;
}

static rota_rc import_all(rota_importer *im, rota_err *err) {
    size_t nkinds;
    rota_kinds(&nkinds);
    assert(nkinds <= ROTA_IMPORT_KINDS);
    rota_rc rc = ROTA_OK;
    for (size_t k = 0; k < nkinds && !rc; k++)
        rc = import_kind(im, k, err);
    if (!rc && im->options->replace)
        rc = rota_import__replace(im, err);
    if (!rc)
        rc = rota_import__check_lists(im, err);
    if (!rc)
        rc = rota_import__end_key_caregivers(im, err);
    bool changed = false;
    for (size_t i = 0; i < im->nsources; i++) {
        const rota_import_count *count = im->sources[i].count;
        changed = changed || (rota_import__has_plan(im->sources[i].kind) &&
                              count->added + count->changed + count->removed > 0);
    }
    if (!rc && !rota_import__failed(im))
        rc = rota_import__end_plan(im, changed, err);
    if (!rc && !rota_import__failed(im))
        rc = check_skills(im, err);
    return rc;
}

static void close_statements(rota_importer *im) {
    for (size_t k = 0; k < ROTA_IMPORT_KINDS; k++) {
        rota_query_close(im->statements[k].find);
        rota_query_close(im->statements[k].insert);
        rota_query_close(im->statements[k].update);
        im->statements[k] = (rota_import_statements){0};
    }
}

static void importer_done(rota_importer *im) {
    close_statements(im);
    for (size_t i = 0; i < im->nsources; i++)
        rota_csv_done(&im->sources[i].csv);
    for (size_t k = 0; k < ROTA_IMPORT_KINDS; k++) {
        rota_names_done(&im->ids[k]);
        rota_names_done(&im->keys[k]);
    }
    rota_names_done(&im->wide_dates);
    free(im->places);
    free(im->mentions);
    free(im->key_changes);
    free(im->sources);
    rota_arena_free(im->arena);
}

static rota_rc fail_faults(const rota_importer *im, rota_err *err) {
    size_t n = im->faults->count - im->faults_before;
    return rota_fail(err, ROTA_E_INPUT, "nothing was imported: %zu fault%s found", n,
                     n == 1 ? "" : "s");
}

/* One transaction, kept or not. */
static rota_rc run(rota_importer *im, rota_err *err) {
    rota_rc rc = rota_store_begin(im->store, im->options->who, err);
    if (rc)
        return rc;
    rc = import_all(im, err);
    close_statements(im);
    if (!rc && rota_import__failed(im))
        rc = fail_faults(im, err);
    if (rc || im->options->dry_run)
        rota_store_rollback(im->store);
    else
        rc = rota_store_commit(im->store, err);
    return rc;
}

rota_rc rota_import(rota_store *store, const rota_import_file *files, size_t nfiles,
                    const rota_import_options *options, rota_import_count *counts,
                    rota_faults *faults, rota_err *err) {
    assert(options->zone && options->who);
    rota_importer im = {.store = store,
                        .options = options,
                        .faults = faults,
                        .faults_before = faults->count,
                        .plan = options->plan ? options->plan : "",
                        .first_day = ROTA_NO_DAY,
                        .last_day = ROTA_NO_DAY,
                        .first_change = ROTA_NO_DAY,
                        .last_change = ROTA_NO_DAY};
    if (*im.plan && !rota_is_id(im.plan))
        return rota_fail(err, ROTA_E_USAGE,
                         "'%s' cannot be the name of a plan: 1 to 32 letters, digits, _ or -",
                         im.plan);
    im.arena = rota_arena_new();
    im.sources = ROTA_NEW_ARRAY(rota_import_source, nfiles);
    im.nsources = nfiles;
    ROTA_CLEANUP(rota_freep) rota_import_count *fresh = ROTA_NEW_ARRAY(rota_import_count, nfiles);
    rota_rc rc = ROTA_OK;
    for (size_t i = 0; i < nfiles && !rc; i++) {
        im.sources[i].count = &fresh[i];
        rc = find_kind(&files[i], &im.sources[i], err);
    }
    for (size_t i = 0; i < nfiles && !rc; i++) {
        fresh[i].kind = im.sources[i].kind->name;
        snprintf(fresh[i].file, sizeof fresh[i].file, "%s", im.sources[i].name);
        rc = read_source(&im, &files[i], &im.sources[i], err);
    }
    if (!rc)
        rc = run(&im, err);
    if (!rc && nfiles)
        memcpy(counts, fresh, nfiles * sizeof *counts);
    importer_done(&im);
    return rc;
}
