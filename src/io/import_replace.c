#include "core/text.h"
#include "io/import_parts.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Stored rows that go: the cells of each one's key. */
struct doomed {
    rota_cell (*rows)[ROTA_MAX_COLUMNS];
    size_t count, capacity;
};

/* Does the import speak for the stored row? Wide files only for the dates of their headers. */
static bool covers(const rota_importer *im, const rota_kind *kind, const rota_cell *cells) {
    return !rota_import__has_plan(kind) || im->long_form ||
           rota_names_find(&im->wide_dates, cells[0].text);
}

static rota_rc find_doomed(rota_importer *im, size_t kind_index, const rota_kind *kind,
                           struct doomed *out, rota_err *err) {
    rota_text sql = {0};
    rota_text_add(&sql, "SELECT ");
    rota_kind_add_sql_columns(&sql, kind);
    rota_text_addf(&sql, " FROM %s%s", kind->name,
                   rota_import__has_plan(kind) ? " WHERE plan = ?1" : "");
    rota_query *query;
    rota_rc rc = rota_query_open(im->store, rota_text_str(&sql), &query, err);
    rota_text_done(&sql);
    if (rc)
        return rc;
    if (rota_import__has_plan(kind))
        rota_query_bind_text(query, 1, im->plan);
    bool row = false;
    while (!(rc = rota_query_step(query, &row, err)) && row) {
        ROTA_GROW(out->rows, out->count, out->capacity);
        rota_cell *cells = out->rows[out->count];
        for (int i = 0; i < kind->ncolumns; i++)
            rota_import__read_cell(im, query, i, &kind->columns[i], &cells[i]);
        out->count += covers(im, kind, cells) &&
                      !rota_names_find(&im->keys[kind_index], rota_import__key(im, kind, cells));
    }
    rota_query_close(query);
    return rc;
}

/* How many rows of `kind` name the id in `column`. */
static rota_rc count_users(rota_importer *im, const rota_kind *kind, const rota_column *column,
                           const char *id, int *count, rota_err *err) {
    char name[ROTA_COLUMN_SQL_SIZE], sql[160];
    snprintf(sql, sizeof sql, "SELECT count(*) FROM %s WHERE %s = ?1", kind->name,
             rota_column_sql(column, name));
    rota_query *query;
    rota_rc rc = rota_query_open(im->store, sql, &query, err);
    if (rc)
        return rc;
    bool row = false;
    rota_query_bind_text(query, 1, id);
    rc = rota_query_step(query, &row, err);
    if (!rc)
        *count = (int)rota_query_int(query, 0);
    rota_query_close(query);
    return rc;
}

/* A fault when other rows still name the id of a row that goes. */
static rota_rc check_users(rota_importer *im, const rota_import_source *source, const char *id,
                           rota_err *err) {
    size_t nkinds;
    const rota_kind *kinds = rota_kinds(&nkinds);
    rota_text users = {0};
    rota_rc rc = ROTA_OK;
    for (size_t k = 0; k < nkinds && !rc; k++) {
        for (int i = 0; i < kinds[k].ncolumns && !rc; i++) {
            int count = 0;
            if (!rota_column_refers(&kinds[k].columns[i], source->kind->name))
                continue;
            rc = count_users(im, &kinds[k], &kinds[k].columns[i], id, &count, err);
            if (count)
                rota_text_addf(&users, "%s%d row%s of %s", users.length ? ", " : "", count,
                               count == 1 ? "" : "s", kinds[k].name);
        }
    }
    if (users.length)
        rota_faults_add(im->faults, source->name, 0, source->kind->columns[0].name,
                        "'%s' is not in the file but cannot be removed: still named by %s", id,
                        rota_text_str(&users));
    rota_text_done(&users);
    return rc;
}

static rota_rc delete_rows(rota_importer *im, const rota_import_source *source,
                           const struct doomed *doomed, rota_err *err) {
    const rota_kind *kind = source->kind;
    rota_text sql = {0};
    rota_text_addf(&sql, "DELETE FROM %s", kind->name);
    rota_import__add_key_condition(&sql, kind);
    rota_query *query;
    rota_rc rc = rota_query_open(im->store, rota_text_str(&sql), &query, err);
    rota_text_done(&sql);
    if (rc)
        return rc;
    for (size_t i = 0; i < doomed->count && !rc; i++) {
        if (kind->columns[0].type == ROTA_COL_ID)
            rc = check_users(im, source, doomed->rows[i][0].text, err);
        if (rc || rota_import__failed(im))
            continue;
        bool row;
        rota_import__bind_keys(im, query, kind, doomed->rows[i]);
        rc = rota_query_step(query, &row, err);
        rota_import__note_change(im, kind, doomed->rows[i]);
        source->count->removed++;
    }
    rota_query_close(query);
    return rc;
}

static rota_rc replace_kind(rota_importer *im, size_t kind_index, rota_err *err) {
    const rota_import_source *source = NULL;
    for (size_t i = 0; i < im->nsources && !source; i++)
        source = im->sources[i].kind_index == kind_index ? &im->sources[i] : NULL;
    if (!source)
        return ROTA_OK;
    struct doomed doomed = {0};
    rota_rc rc = find_doomed(im, kind_index, source->kind, &doomed, err);
    if (!rc)
        rc = delete_rows(im, source, &doomed, err);
    free(doomed.rows);
    return rc;
}

rota_rc rota_import__replace(rota_importer *im, rota_err *err) {
    size_t nkinds;
    rota_kinds(&nkinds);
    rota_rc rc = ROTA_OK;
    /* What refers goes before what it refers to. */
    for (size_t k = nkinds; k-- > 0 && !rc && !rota_import__failed(im);)
        rc = replace_kind(im, k, err);
    return rc;
}
