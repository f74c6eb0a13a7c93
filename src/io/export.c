#include "io/export.h"

#include "core/mem.h"
#include "io/csv.h"
#include "io/export_parts.h"
#include "io/json.h"

#include <math.h>
#include <string.h>

/* ---- Rows ---- */

static rota_rc plan_names(rota_store *store, rota_text *names, size_t *count, rota_err *err) {
    rota_query *query;
    rota_rc rc = rota_query_open(store, "SELECT name FROM plans ORDER BY seq", &query, err);
    if (rc)
        return rc;
    bool row = false;
    while (!(rc = rota_query_step(query, &row, err)) && row) {
        const char *name = rota_query_text(query, 0);
        rota_text_add_bytes(names, name, strlen(name) + 1);
        ++*count;
    }
    rota_query_close(query);
    return rc;
}

rota_rc rota_export__need_plan(rota_store *store, const char *plan, rota_err *err) {
    rota_text all = {0};
    size_t n = 0;
    rota_rc rc = plan_names(store, &all, &n, err);
    ROTA_CLEANUP(rota_freep) const char **names = ROTA_NEW_ARRAY(const char *, n);
    bool found = false;
    const char *name = rota_text_str(&all);
    for (size_t i = 0; !rc && i < n; i++, name += strlen(name) + 1) {
        names[i] = name;
        found = found || strcmp(name, plan) == 0;
    }
    if (!rc && !found) {
        const char *near = rota_text_nearest(plan, names, n);
        rc = near ? rota_fail(err, ROTA_E_INPUT, "there is no plan '%s'; did you mean '%s'?", plan,
                              near)
                  : rota_fail(err, ROTA_E_INPUT, "there is no plan '%s'%s", plan,
                              n ? "" : ", and no other one either");
    }
    rota_text_done(&all);
    return rc;
}

static bool has_plan(const rota_kind *kind) {
    return strcmp(kind->name, "assignments") == 0;
}

rota_rc rota_export__open(rota_store *store, const rota_kind *kind, const char *plan,
                          rota_query **out, rota_err *err) {
    plan = plan ? plan : "";
    rota_rc rc = has_plan(kind) && *plan ? rota_export__need_plan(store, plan, err) : ROTA_OK;
    if (rc)
        return rc;
    rota_text sql = {0};
    rota_text_add(&sql, "SELECT ");
    rota_kind_add_sql_columns(&sql, kind);
    rota_text_addf(&sql, " FROM %s%s", kind->name, has_plan(kind) ? " WHERE plan = ?1" : "");
    const char *word = " ORDER BY ";
    for (int i = 0; i < kind->ncolumns; i++) {
        if (!kind->columns[i].key)
            continue;
        rota_text_addf(&sql, "%s%d", word, i + 1);
        word = ", ";
    }
    rc = rota_query_open(store, rota_text_str(&sql), out, err);
    rota_text_done(&sql);
    if (!rc && has_plan(kind))
        rota_query_bind_text(*out, 1, plan);
    return rc;
}

/* Shortest decimals, at most 6 digits (the import keeps no more), whatever the locale. */
static void add_number(rota_text *out, double value) {
    long long millionths = llround(value * 1e6);
    rota_text_addf(out, "%lld.%06lld", millionths / 1000000, millionths % 1000000);
    while (out->s[out->length - 1] == '0')
        out->s[--out->length] = '\0';
    if (out->s[out->length - 1] == '.')
        out->s[--out->length] = '\0';
}

void rota_export__value(rota_query *query, int column, const rota_column *type, rota_text *out) {
    char buf[ROTA_HOURS_SIZE];
    out->length = 0;
    rota_text_add(out, "");
    if (rota_query_is_null(query, column))
        return;
    int64_t integer = rota_query_int(query, column);
    double real = rota_query_double(query, column);
    switch (type->type) {
    case ROTA_COL_HOURS:
        rota_text_add(out, rota_format_hours((int)integer, buf));
        break;
    case ROTA_COL_INT:
        rota_text_addf(out, "%lld", (long long)integer);
        break;
    case ROTA_COL_YES_NO:
        rota_text_add(out, integer ? "yes" : "no");
        break;
    case ROTA_COL_NUMBER:
    case ROTA_COL_WEIGHT:
        if (real < 0)
            rota_text_add(out, "auto");
        else
            add_number(out, real);
        break;
    default:
        rota_text_add(out, rota_query_text(query, column));
        break;
    }
}

/* ---- CSV ---- */

void rota_export_header(const rota_kind *kind, rota_text *out) {
    for (int i = 0; i < kind->ncolumns; i++)
        rota_csv_add_field(out, i == 0, kind->columns[i].name);
    rota_csv_end_row(out);
}

rota_rc rota_export_csv(rota_store *store, const rota_kind *kind, const char *plan, rota_text *out,
                        rota_err *err) {
    rota_query *query;
    rota_rc rc = rota_export__open(store, kind, plan, &query, err);
    if (rc)
        return rc;
    rota_text rows = {0}, value = {0};
    rota_export_header(kind, &rows);
    bool row = false;
    while (!(rc = rota_query_step(query, &row, err)) && row) {
        for (int i = 0; i < kind->ncolumns; i++) {
            rota_export__value(query, i, &kind->columns[i], &value);
            rota_csv_add_field(&rows, i == 0, rota_text_str(&value));
        }
        rota_csv_end_row(&rows);
    }
    rota_query_close(query);
    if (!rc)
        rota_text_add_bytes(out, rota_text_str(&rows), rows.length);
    rota_text_done(&rows);
    rota_text_done(&value);
    return rc;
}

/* ---- JSON ---- */

static rota_json *json_list(const char *words) {
    rota_json *list = rota_json_array();
    ROTA_CLEANUP(rota_freep) char *copy = rota_strdup(words);
    char *rest = copy, *word;
    while ((word = strsep(&rest, " |"))) {
        if (*word)
            rota_json_append_text(list, word);
    }
    return list;
}

static bool is_list(const rota_column *column) {
    return column->type == ROTA_COL_LIST || column->type == ROTA_COL_REFS ||
           column->type == ROTA_COL_COUNTS || column->type == ROTA_COL_SPANS;
}

static void json_value(rota_json *object, rota_query *query, int column, const rota_column *type) {
    const char *key = type->name;
    bool is_text = rota_column_storage(type) == ROTA_STORED_TEXT;
    bool null = rota_query_is_null(query, column);
    const char *text = is_text && !null ? rota_query_text(query, column) : "";
    if (null || (is_text && !*text)) {
        if (is_list(type))
            rota_json_set(object, key, rota_json_array());
        else
            rota_json_set_text(object, key, NULL);
        return;
    }
    switch (type->type) {
    case ROTA_COL_HOURS:
        /* the hundredths of the CSV files */
        rota_json_set_number(object, key, round((double)rota_query_int(query, column) / 0.6) / 100);
        break;
    case ROTA_COL_INT:
        rota_json_set_int(object, key, rota_query_int(query, column));
        break;
    case ROTA_COL_YES_NO:
        rota_json_set_bool(object, key, rota_query_int(query, column) != 0);
        break;
    case ROTA_COL_NUMBER:
    case ROTA_COL_WEIGHT:
        if (rota_query_double(query, column) < 0)
            rota_json_set_text(object, key, "auto");
        else
            rota_json_set_number(object, key, rota_query_double(query, column));
        break;
    case ROTA_COL_LIST:
    case ROTA_COL_REFS:
    case ROTA_COL_COUNTS:
    case ROTA_COL_SPANS:
        rota_json_set(object, key, json_list(text));
        break;
    default:
        rota_json_set_text(object, key, text);
        break;
    }
}

static rota_rc json_rows(rota_store *store, const rota_kind *kind, const char *plan,
                         rota_json *array, rota_err *err) {
    rota_query *query;
    rota_rc rc = rota_export__open(store, kind, plan, &query, err);
    if (rc)
        return rc;
    bool row = false;
    while (!(rc = rota_query_step(query, &row, err)) && row) {
        rota_json *object = rota_json_object();
        for (int i = 0; i < kind->ncolumns; i++)
            json_value(object, query, i, &kind->columns[i]);
        rota_json_append(array, object);
    }
    rota_query_close(query);
    return rc;
}

rota_rc rota_export_json(rota_store *store, const rota_kind *const *kinds, size_t nkinds,
                         const char *plan, rota_text *out, rota_err *err) {
    rota_json *all = rota_json_object();
    rota_rc rc = ROTA_OK;
    for (size_t i = 0; i < nkinds && !rc; i++) {
        rota_json *rows = rota_json_array();
        rc = json_rows(store, kinds[i], plan, rows, err);
        rota_json_set(all, kinds[i]->name, rows);
    }
    if (!rc)
        rota_json_write(all, out);
    rota_json_free(all);
    return rc;
}
