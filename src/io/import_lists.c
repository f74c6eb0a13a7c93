/* Lists of shifts in staff.csv and shifts.csv. They may name rows that come later, in the same file
 * or in another, so whether these exist is asked when all is read. */
#include "core/text.h"
#include "io/import_parts.h"

#include <stdlib.h>
#include <string.h>

enum { MOST = 9999 };

static void mention(rota_importer *im, const rota_import_row *row, const rota_column *column,
                    const char *id) {
    size_t nkinds;
    ROTA_GROW(im->mentions, im->nmentions, im->mentions_capacity);
    im->mentions[im->nmentions++] = (struct rota_import_mention){
        .file = row->file,
        .column = column->name,
        .id = rota_arena_strdup(im->arena, id),
        .line = row->line,
        .kind_index = (size_t)(rota_kind_find(column->of) - rota_kinds(&nkinds))};
}

/* The id at the start of a word of the list, and its number where one is needed. */
static bool take(const rota_column *column, const char *word, char id[ROTA_ID_SIZE], int *number) {
    *number = 0;
    if (column->type == ROTA_COL_COUNTS)
        return rota_parse_count(&word, id, MOST, number) == 1;
    size_t n = strlen(word);
    if (!rota_is_id(word))
        return false;
    memcpy(id, word, n + 1);
    return true;
}

const char *rota_import__list(rota_importer *im, rota_import_row *row, const rota_column *column,
                              const char *text) {
    rota_names seen = {0};
    rota_text list = {0};
    char *rest = rota_arena_strdup(im->arena, text), *word;
    bool good = true;
    while ((word = strsep(&rest, " |\t\n"))) {
        char id[ROTA_ID_SIZE];
        int number;
        if (!*word)
            continue;
        if (!take(column, word, id, &number)) {
            rota_import__fault(im, row, column->name, "'%s' is not part of %s",
                               rota_import__shown(im, word), column->expected);
            good = false;
        } else if (!rota_names_add(&seen, id, 0)) {
            rota_import__fault(im, row, column->name, "'%s' is there twice", id);
            good = false;
        } else {
            mention(im, row, column, id);
            rota_text_addf(&list, "%s%s", list.length ? " " : "", id);
            if (column->type == ROTA_COL_COUNTS)
                rota_text_addf(&list, ":%d", number);
        }
    }
    const char *kept = good ? rota_arena_strdup(im->arena, rota_text_str(&list)) : NULL;
    rota_text_done(&list);
    rota_names_done(&seen);
    return kept;
}

/* ---- When all is read ---- */

static void check_mention(rota_importer *im, const struct rota_import_mention *m) {
    size_t nkinds;
    const rota_names *ids = &im->ids[m->kind_index];
    if (rota_names_find(ids, m->id) || im->uncertain[m->kind_index])
        return;
    const rota_kind *kind = &rota_kinds(&nkinds)[m->kind_index];
    const char *near = rota_text_nearest(m->id, (const char *const *)ids->names, ids->count);
    rota_faults_add(im->faults, m->file, m->line, m->column, "unknown %s '%s'%s%s%s",
                    kind->columns[0].name, m->id, near ? "; did you mean '" : "", near ? near : "",
                    near ? "'?" : "");
}

/* Rows of the store that name, in a list, what is not there any more. */
static rota_rc check_stored(rota_importer *im, const rota_kind *kind, const rota_column *column,
                            const rota_import_source *source, rota_err *err) {
    const rota_names *ids = &im->ids[source->kind_index];
    char name[ROTA_COLUMN_SQL_SIZE], key[ROTA_COLUMN_SQL_SIZE];
    ROTA_CLEANUP(rota_freep)
    char *sql = rota_strdupf("SELECT %s, %s FROM %s WHERE %s IS NOT NULL ORDER BY 1",
                             rota_column_sql(&kind->columns[0], key), rota_column_sql(column, name),
                             kind->name, name);
    rota_query *query;
    rota_rc rc = rota_query_open(im->store, sql, &query, err);
    if (rc)
        return rc;
    bool row = false;
    while (!(rc = rota_query_step(query, &row, err)) && row) {
        ROTA_CLEANUP(rota_freep) char *list = rota_strdup(rota_query_text(query, 1));
        char *rest = list, *word;
        while ((word = strsep(&rest, " "))) {
            word[strcspn(word, ":")] = '\0';
            if (!rota_names_find(ids, word))
                rota_faults_add(im->faults, source->name, 0, source->kind->columns[0].name,
                                "'%s' is not in the file but cannot be removed: still named by %s "
                                "of %s '%s'",
                                word, column->name, kind->columns[0].name,
                                rota_query_text(query, 0));
        }
    }
    rota_query_close(query);
    return rc;
}

/* Only a file that replaces its kind takes rows away. */
static rota_rc check_replaced(rota_importer *im, const rota_import_source *source, rota_err *err) {
    size_t nkinds;
    const rota_kind *kinds = rota_kinds(&nkinds);
    rota_rc rc = ROTA_OK;
    for (size_t k = 0; k < nkinds && !rc; k++) {
        for (int i = 0; i < kinds[k].ncolumns && !rc; i++) {
            const rota_column *column = &kinds[k].columns[i];
            bool list = column->type == ROTA_COL_REFS || column->type == ROTA_COL_COUNTS;
            if (list && strcmp(column->of, source->kind->name) == 0)
                rc = check_stored(im, &kinds[k], column, source, err);
        }
    }
    return rc;
}

rota_rc rota_import__check_lists(rota_importer *im, rota_err *err) {
    rota_rc rc = ROTA_OK;
    for (size_t i = 0; i < im->nmentions; i++)
        check_mention(im, &im->mentions[i]);
    for (size_t i = 0; i < im->nsources && im->options->replace && !rc; i++)
        if (!rota_import__failed(im))
            rc = check_replaced(im, &im->sources[i], err);
    return rc;
}
