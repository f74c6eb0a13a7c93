#include "records/search.h"

#include <string.h>

static void add_texts(const rota_record_type *type, const char *const *values, rota_text *out) {
    for (int i = 0; i < type->ncolumns; i++)
        if (type->columns[i].type == ROTA_FIELD_TEXT && *values[i])
            rota_text_addf(out, "%s%s", out->length ? "\n" : "", values[i]);
}

static void add_record(const rota_record *record, rota_text *out) {
    add_texts(record->type, record->values, out);
    for (size_t p = 0; p < record->nparts; p++) {
        add_texts(record->type, record->parts[p].values, out);
        for (size_t i = 0; i < record->parts[p].nitems; i++)
            add_texts(record->type, record->parts[p].items[i].values, out);
    }
}

static rota_rc build(rota_store *index, const rota_record_list *records, rota_err *err) {
    rota_query *insert = NULL;
    rota_rc rc = rota_store_exec(index,
                                 "CREATE VIRTUAL TABLE texts USING fts5(body, "
                                 "tokenize = 'unicode61 remove_diacritics 2')",
                                 err);
    if (!rc)
        rc =
            rota_query_open(index, "INSERT INTO texts (rowid, body) VALUES (?1, ?2)", &insert, err);
    rota_text body = {0};
    for (size_t i = 0; i < records->count && !rc; i++) {
        bool row;
        body.length = 0;
        rota_text_add(&body, "");
        add_record(records->items[i], &body);
        rota_query_bind_int(insert, 1, (int64_t)i);
        rota_query_bind_text(insert, 2, rota_text_str(&body));
        rc = rota_query_step(insert, &row, err);
    }
    rota_text_done(&body);
    rota_query_close(insert);
    return rc;
}

/* Each word as a phrase of its own, so that nothing in it is taken for the language of queries. */
static void add_match(const char *const *words, size_t n, rota_text *out) {
    for (size_t i = 0; i < n; i++) {
        rota_text_add(out, i ? " AND \"" : "\"");
        for (const char *c = words[i]; *c; c++) {
            rota_text_add_bytes(out, c, 1);
            if (*c == '"')
                rota_text_add(out, "\"");
        }
        rota_text_add(out, "\"*");
    }
}

static rota_rc query(rota_store *index, const rota_record_list *records, const char *match,
                     rota_arena *arena, rota_record_hits *out, rota_err *err) {
    rota_query *found = NULL;
    rota_rc rc = rota_query_open(index,
                                 "SELECT rowid, snippet(texts, 0, '', '', '…', 12) FROM texts "
                                 "WHERE texts MATCH ?1 ORDER BY rank, rowid",
                                 &found, err);
    if (rc)
        return rc;
    rota_query_bind_text(found, 1, match);
    bool row = false;
    while (!(rc = rota_query_step(found, &row, err)) && row) {
        ROTA_GROW(out->items, out->count, out->capacity);
        out->items[out->count++] =
            (rota_record_hit){.record = records->items[rota_query_int(found, 0)],
                              .snippet = rota_arena_strdup(arena, rota_query_text(found, 1))};
    }
    rota_query_close(found);
    return rc;
}

rota_rc rota_record_search_in(const rota_record_list *records, const char *const *words, size_t n,
                              rota_arena *arena, rota_record_hits *out, rota_err *err) {
    rota_store *index = NULL;
    rota_rc rc = rota_store_memory(&index, err);
    if (rc)
        return rc;
    ROTA_CLEANUP(rota_text_done) rota_text match = {0};
    add_match(words, n, &match);
    rc = build(index, records, err);
    if (!rc)
        rc = query(index, records, rota_text_str(&match), arena, out, err);
    rota_store_close(index);
    return rc;
}
