#include "core/text.h"
#include "io/import_parts.h"

#include <assert.h>
#include <string.h>

bool rota_import__has_plan(const rota_kind *kind) {
    return strcmp(kind->name, "assignments") == 0;
}

/* ---- SQL of a kind ---- */

void rota_import__add_key_condition(rota_text *sql, const rota_kind *kind) {
    char name[ROTA_COLUMN_SQL_SIZE];
    const char *word = " WHERE ";
    for (int i = 0; i < kind->ncolumns; i++) {
        if (!kind->columns[i].key)
            continue;
        rota_text_addf(sql, "%s%s = ?%d", word, rota_column_sql(&kind->columns[i], name), i + 1);
        word = " AND ";
    }
    if (rota_import__has_plan(kind))
        rota_text_addf(sql, "%splan = ?%d", word, kind->ncolumns + 1);
}

static rota_rc open_one(rota_importer *im, rota_text *sql, rota_query **out, rota_err *err) {
    rota_rc rc = rota_query_open(im->store, rota_text_str(sql), out, err);
    rota_text_done(sql);
    return rc;
}

static rota_rc prepare(rota_importer *im, const rota_kind *kind, rota_import_statements *out,
                       rota_err *err) {
    if (out->find)
        return ROTA_OK;
    rota_text sql = {0};
    rota_text_add(&sql, "SELECT ");
    rota_kind_add_sql_columns(&sql, kind);
    rota_text_addf(&sql, " FROM %s", kind->name);
    rota_import__add_key_condition(&sql, kind);
    rota_rc rc = open_one(im, &sql, &out->find, err);
    if (rc)
        return rc;

    bool plan = rota_import__has_plan(kind);
    rota_text_addf(&sql, "INSERT INTO %s (", kind->name);
    rota_kind_add_sql_columns(&sql, kind);
    rota_text_addf(&sql, "%s) VALUES (", plan ? ", plan" : "");
    for (int i = 0; i < kind->ncolumns + plan; i++)
        rota_text_addf(&sql, "%s?%d", i ? ", " : "", i + 1);
    rota_text_add(&sql, ")");
    rc = open_one(im, &sql, &out->insert, err);
    if (rc)
        return rc;

    char name[ROTA_COLUMN_SQL_SIZE];
    const char *word = " SET ";
    rota_text_addf(&sql, "UPDATE %s", kind->name);
    for (int i = 0; i < kind->ncolumns; i++) {
        if (kind->columns[i].key)
            continue;
        rota_text_addf(&sql, "%s%s = ?%d", word, rota_column_sql(&kind->columns[i], name), i + 1);
        word = ", ";
    }
    rota_import__add_key_condition(&sql, kind);
    return open_one(im, &sql, &out->update, err);
}

/* ---- Cells <-> statements ---- */

static void bind_cell(rota_query *query, int parameter, const rota_column *column,
                      const rota_cell *cell) {
    if (cell->empty && column->key)
        rota_query_bind_text(query, parameter, "");
    else if (cell->empty)
        rota_query_bind_null(query, parameter);
    else if (rota_column_storage(column) == ROTA_STORED_INTEGER)
        rota_query_bind_int(query, parameter, cell->integer);
    else if (rota_column_storage(column) == ROTA_STORED_REAL)
        rota_query_bind_double(query, parameter, cell->real);
    else
        rota_query_bind_text(query, parameter, cell->text);
}

static void bind(rota_importer *im, rota_query *query, const rota_kind *kind,
                 const rota_cell *cells, bool only_keys) {
    for (int i = 0; i < kind->ncolumns; i++) {
        if (kind->columns[i].key || !only_keys)
            bind_cell(query, i + 1, &kind->columns[i], &cells[i]);
    }
    if (rota_import__has_plan(kind))
        rota_query_bind_text(query, kind->ncolumns + 1, im->plan);
}

void rota_import__bind_keys(rota_importer *im, rota_query *query, const rota_kind *kind,
                            const rota_cell *cells) {
    bind(im, query, kind, cells, true);
}

void rota_import__read_cell(rota_importer *im, rota_query *query, int column,
                            const rota_column *type, rota_cell *out) {
    *out = (rota_cell){.empty = rota_query_is_null(query, column)};
    if (out->empty)
        return;
    switch (rota_column_storage(type)) {
    case ROTA_STORED_INTEGER:
        out->integer = rota_query_int(query, column);
        break;
    case ROTA_STORED_REAL:
        out->real = rota_query_double(query, column);
        break;
    case ROTA_STORED_TEXT:
        out->text = rota_arena_strdup(im->arena, rota_query_text(query, column));
        out->empty = *out->text == '\0';
        break;
    }
}

static bool same_cell(const rota_column *column, const rota_cell *a, const rota_cell *b) {
    if (a->empty || b->empty)
        return a->empty == b->empty;
    switch (rota_column_storage(column)) {
    case ROTA_STORED_INTEGER:
        return a->integer == b->integer;
    case ROTA_STORED_REAL:
        return !(a->real < b->real) && !(a->real > b->real);
    case ROTA_STORED_TEXT:
        break;
    }
    return strcmp(a->text, b->text) == 0;
}

/* ---- Keys ---- */

const char *rota_import__key(rota_importer *im, const rota_kind *kind, const rota_cell *cells) {
    rota_text key = {0};
    for (int i = 0; i < kind->ncolumns; i++) {
        assert(!kind->columns[i].key || rota_column_storage(&kind->columns[i]) == ROTA_STORED_TEXT);
        if (kind->columns[i].key)
            rota_text_addf(&key, "%s\x1f", cells[i].empty ? "" : cells[i].text);
    }
    const char *copy = rota_arena_strdup(im->arena, rota_text_str(&key));
    rota_text_done(&key);
    return copy;
}

const char *rota_import__key_words(rota_importer *im, const rota_kind *kind,
                                   const rota_cell *cells) {
    rota_text words = {0};
    for (int i = 0; i < kind->ncolumns; i++) {
        if (kind->columns[i].key && !cells[i].empty)
            rota_text_addf(&words, "%s%s '%s'", words.length ? ", " : "", kind->columns[i].name,
                           cells[i].text);
    }
    const char *copy = rota_arena_strdup(im->arena, rota_text_str(&words));
    rota_text_done(&words);
    return copy;
}

/* Is every part of the key there? A bad one already has its fault. */
static bool has_key(const rota_kind *kind, const rota_cell *cells) {
    for (int i = 0; i < kind->ncolumns; i++) {
        const rota_column *column = &kind->columns[i];
        bool good = cells[i].empty ? !column->required : cells[i].text != NULL;
        if (column->key && !good)
            return false;
    }
    return true;
}

/* Note the key; false, with the fault, when a row before has it. */
static bool note_key(rota_importer *im, const rota_import_source *source, rota_import_row *row) {
    const rota_kind *kind = source->kind;
    rota_names *keys = &im->keys[source->kind_index];
    const char *key = rota_import__key(im, kind, row->cells);
    if (rota_names_add(keys, key, im->nplaces)) {
        ROTA_GROW(im->places, im->nplaces, im->places_capacity);
        im->places[im->nplaces++] = (struct rota_import_place){source, row->line};
        return true;
    }
    const struct rota_import_place *first = &im->places[*rota_names_find(keys, key)];
    const char *words = rota_import__key_words(im, kind, row->cells);
    if (first->source == source)
        rota_import__fault(im, row, NULL, "%s is already on line %d", words, first->line);
    else
        rota_import__fault(im, row, NULL, "%s is already in %s on line %d", words,
                           first->source->name, first->line);
    return false;
}

/* ---- A row ---- */

/* What the file does not say stays as it is stored (a new row: empty). */
static rota_rc merge(rota_importer *im, const rota_kind *kind, rota_query *find,
                     rota_import_row *row, bool *found, bool *same, rota_err *err) {
    rota_import__bind_keys(im, find, kind, row->cells);
    rota_rc rc = rota_query_step(find, found, err);
    if (rc)
        return rc;
    *same = *found;
    for (int i = 0; i < kind->ncolumns; i++) {
        rota_cell stored = {.empty = true}, *cell = &row->cells[i];
        if (*found)
            rota_import__read_cell(im, find, i, &kind->columns[i], &stored);
        if (!cell->present)
            *cell = stored;
        /* A duty is pinned or not: the wide form knows no third state, so nothing does. */
        if (rota_import__has_plan(kind) && kind->columns[i].type == ROTA_COL_YES_NO && cell->empty)
            *cell = (rota_cell){.present = cell->present, .integer = 0};
        if (cell->present && !row->bad)
            *same = *same && same_cell(&kind->columns[i], cell, &stored);
    }
    return ROTA_OK;
}

static rota_rc run(rota_query *query, rota_err *err) {
    bool row;
    return rota_query_step(query, &row, err);
}

rota_rc rota_import__row(rota_importer *im, rota_import_source *source, rota_import_row *row,
                         rota_err *err) {
    const rota_kind *kind = source->kind;
    rota_import_statements *sql = &im->statements[source->kind_index];
    if (im->options->stop && *im->options->stop)
        return rota_fail(err, ROTA_E_INTERRUPTED, "interrupted; nothing was imported");
    if (!has_key(kind, row->cells) || !note_key(im, source, row))
        return ROTA_OK;
    bool found = false, same = false;
    rota_import__settle_worked(im, kind, row);
    rota_rc rc = prepare(im, kind, sql, err);
    if (!rc)
        rc = merge(im, kind, sql->find, row, &found, &same, err);
    if (!rc && !row->bad)
        rc = rota_import__check(im, kind, row, err);
    if (rc || rota_import__failed(im))
        return rc;
    if (same) {
        source->count->same++;
        return ROTA_OK;
    }
    if (rota_import__has_plan(kind))
        rc = rota_import__need_plan(im, err);
    if (rc)
        return rc;
    rota_import__note_change(im, kind, row->cells);
    rota_query *write = found ? sql->update : sql->insert;
    bind(im, write, kind, row->cells, false);
    if (found)
        source->count->changed++;
    else
        source->count->added++;
    return run(write, err);
}
