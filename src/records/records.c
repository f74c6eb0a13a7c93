#include "records/records.h"

#include <errno.h>
#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

/* "ROTR" */
const rota_store_kind rota_store_of_records = {.schema = "records/schema",
                                               .application_id = 0x524F5452,
                                               .what = "a file of records",
                                               .secure_delete = true};

char *rota_records_path(const char *dir) {
    return rota_strdupf("%s%srecords.db", dir, dir[strlen(dir) - 1] == '/' ? "" : "/");
}

rota_rc rota_records_open(const char *dir, const rota_key *key, bool create, rota_store **out,
                          rota_err *err) {
    ROTA_CLEANUP(rota_freep) char *path = rota_records_path(dir);
    struct stat status;
    if (stat(path, &status) != 0) {
        if (errno == ENOENT && create)
            return rota_store_create_as(path, &rota_store_of_records, key, out, err);
        if (errno == ENOENT)
            return rota_fail(err, ROTA_E_INPUT,
                             "the home has no records yet; write the first with rota record add, "
                             "or read some with rota record import");
        return rota_fail(err, ROTA_E_SYSTEM, "cannot open '%s': %s", path, strerror(errno));
    }
    /* Whoever copied it here may have opened it to others. */
    if ((status.st_mode & 077) && chmod(path, 0600) != 0)
        return rota_fail(err, ROTA_E_SYSTEM,
                         "'%s' can be read by others, and that cannot be "
                         "changed: %s",
                         path, strerror(errno));
    return rota_store_open_as(path, &rota_store_of_records, key, out, err);
}

/* ---- Lists ---- */

void rota_record_list_done(rota_record_list *list) {
    free(list->items);
    *list = (rota_record_list){0};
}

void rota_record_list_add(rota_record_list *list, rota_record *record) {
    ROTA_GROW(list->items, list->count, list->capacity);
    list->items[list->count++] = record;
}

static int by_event(const void *pa, const void *pb) {
    const rota_record *a = *(rota_record *const *)pa, *b = *(rota_record *const *)pb;
    rota_day x = rota_record_event(a), y = rota_record_event(b);
    if (x != y)
        return x < y ? -1 : 1;
    return strcmp(rota_record_id(a), rota_record_id(b));
}

void rota_record_list_sort(rota_record_list *list) {
    if (list->count)
        qsort(list->items, list->count, sizeof *list->items, by_event);
}

/* ---- Reading ---- */

#define HEAD_SQL                                                                                   \
    "record_id, type, schema_ver, who, home_id, group_id, date_event, date_written, author_id, "   \
    "author_role, status, supersedes_id, visibility, named_ids"

static rota_rc damaged(rota_query *query, const char *what, rota_err *err) {
    return rota_fail(err, ROTA_E_INPUT, "records.db is damaged: record '%s' has %s",
                     rota_query_text(query, ROTA_HEAD_ID), what);
}

static rota_rc read_head(rota_query *query, rota_arena *arena, rota_record **out, rota_err *err) {
    const rota_record_type *type = rota_record_type_find(rota_query_text(query, ROTA_HEAD_TYPE));
    if (!type)
        return damaged(query, "a type that this program does not know", err);
    rota_record *record = rota_record_new(arena, type);
    for (int i = 0; i < ROTA_HEAD_COLUMNS; i++) {
        const char *text = rota_query_text(query, i);
        record->values[i] = text ? rota_arena_strdup(arena, text) : "";
    }
    *out = record;
    return ROTA_OK;
}

/* part, item, field and value stand after the head. The order of the rows is that of part and
 * item, so that the row of a dimension, whose first field says which, comes before its items. */
static rota_rc read_value(rota_query *query, rota_arena *arena, rota_record *record,
                          rota_record_part **part, rota_err *err) {
    enum { PART = ROTA_HEAD_COLUMNS, ITEM, FIELD, VALUE };
    const rota_record_type *type = record->type;
    int number = (int)rota_query_int(query, PART);
    size_t item = (size_t)rota_query_int(query, ITEM);
    int column = rota_record_column(type, rota_query_text(query, FIELD));
    if (column < 0)
        return damaged(query, "a field that this program does not know", err);
    const char *value = rota_arena_strdup(arena, rota_query_text(query, VALUE));
    if (number == 0) {
        record->values[column] = value;
        return ROTA_OK;
    }
    if (type->part_column < 0 || number > ROTA_DIMENSIONS)
        return damaged(query, "a row too many", err);
    *part = rota_record_part_make(arena, record, number - 1);
    while ((*part)->nitems < item)
        rota_record_item_add(arena, record, *part);
    const char **values = item ? (*part)->items[item - 1].values : (*part)->values;
    values[column] = value;
    return ROTA_OK;
}

static rota_rc read_all(rota_query *query, rota_arena *arena, rota_record_list *out,
                        rota_err *err) {
    rota_record *record = NULL;
    rota_record_part *part = NULL;
    bool row = false;
    rota_rc rc = ROTA_OK;
    while (!rc && !(rc = rota_query_step(query, &row, err)) && row) {
        if (!record || strcmp(rota_record_id(record), rota_query_text(query, 0)) != 0) {
            rc = read_head(query, arena, &record, err);
            if (rc)
                return rc;
            rota_record_list_add(out, record);
        }
        if (!rota_query_is_null(query, ROTA_HEAD_COLUMNS))
            rc = read_value(query, arena, record, &part, err);
    }
    return rc;
}

static void bind_day(rota_query *query, int parameter, rota_day day) {
    char buf[ROTA_DATE_SIZE];
    rota_query_bind_text(query, parameter, day == ROTA_NO_DAY ? NULL : rota_day_format(day, buf));
}

rota_rc rota_records_load(rota_store *store, const rota_record_filter *filter, rota_arena *arena,
                          rota_record_list *out, rota_err *err) {
    rota_query *query = NULL;
/* One record is looked up by its key; of all, each is looked at. */
#define LOAD_SQL(of_id)                                                                            \
    "SELECT " HEAD_SQL ", part, item, field, value FROM records LEFT JOIN record_values "          \
    "USING (record_id) WHERE " of_id " AND (?1 IS NULL OR type = ?1) "                             \
    "AND (?3 IS NULL OR who = ?3) "                                                                \
    "AND (?4 IS NULL OR coalesce(date_event, date_written) >= ?4) "                                \
    "AND (?5 IS NULL OR coalesce(date_event, date_written) <= ?5) "                                \
    "ORDER BY record_id, part, item, field"
    rota_rc rc = rota_query_open(
        store, filter->id ? LOAD_SQL("record_id = ?2") : LOAD_SQL("?2 IS NULL"), &query, err);
    if (rc)
        return rc;
    rota_query_bind_text(query, 1, filter->type ? filter->type->name : NULL);
    rota_query_bind_text(query, 2, filter->id);
    rota_query_bind_text(query, 3, filter->who);
    bind_day(query, 4, filter->from);
    bind_day(query, 5, filter->to);
    rc = read_all(query, arena, out, err);
    rota_query_close(query);
    return rc;
}

rota_rc rota_records_find(rota_store *store, const char *id, rota_arena *arena, rota_record **out,
                          rota_err *err) {
    rota_record_list found = {0};
    rota_record_filter filter = ROTA_EVERY_RECORD;
    filter.id = id;
    rota_rc rc = rota_records_load(store, &filter, arena, &found, err);
    *out = !rc && found.count ? found.items[0] : NULL;
    rota_record_list_done(&found);
    return rc;
}

static rota_rc no_such_record(rota_store *store, const char *id, rota_arena *arena, rota_err *err) {
    rota_query *query = NULL;
    rota_rc rc = rota_query_open(store, "SELECT record_id FROM records ORDER BY 1", &query, err);
    if (rc)
        return rc;
    const char **names = NULL;
    size_t n = 0, capacity = 0;
    bool row = false;
    while (!(rc = rota_query_step(query, &row, err)) && row) {
        ROTA_GROW(names, n, capacity);
        names[n++] = rota_arena_strdup(arena, rota_query_text(query, 0));
    }
    rota_query_close(query);
    const char *nearest = rc ? NULL : rota_text_nearest(id, names, n);
    if (!rc)
        rc = nearest ? rota_fail(err, ROTA_E_INPUT, "there is no record '%s'; did you mean '%s'?",
                                 id, nearest)
                     : rota_fail(err, ROTA_E_INPUT, "there is no record '%s'", id);
    free(names);
    return rc;
}

rota_rc rota_records_get(rota_store *store, const char *id, rota_arena *arena, rota_record **out,
                         rota_err *err) {
    rota_rc rc = rota_records_find(store, id, arena, out, err);
    return rc || *out ? rc : no_such_record(store, id, arena, err);
}

/* ---- Writing ---- */

static rota_rc run(rota_query *query, rota_err *err) {
    bool row;
    return rota_query_step(query, &row, err);
}

static rota_rc run_with_id(rota_store *store, const char *sql, const char *id, rota_err *err) {
    rota_query *query = NULL;
    rota_rc rc = rota_query_open(store, sql, &query, err);
    if (rc)
        return rc;
    rota_query_bind_text(query, 1, id);
    rc = run(query, err);
    rota_query_close(query);
    return rc;
}

rota_rc rota_records_amended(rota_store *store, const char *id, rota_err *err) {
    return run_with_id(store,
                       "UPDATE records SET status = 'amended' WHERE record_id = ?1 AND "
                       "status <> 'amended'",
                       id, err);
}

rota_rc rota_records_delete(rota_store *store, const char *id, rota_err *err) {
    rota_rc rc = run_with_id(store, "DELETE FROM record_values WHERE record_id = ?1", id, err);
    return rc ? rc : run_with_id(store, "DELETE FROM records WHERE record_id = ?1", id, err);
}

/* As a draft at first: a final's values cannot be written. */
static rota_rc write_head(rota_store *store, const rota_record *record, rota_err *err) {
    rota_query *query = NULL;
    rota_rc rc = rota_query_open(store,
                                 "INSERT INTO records (" HEAD_SQL ") VALUES (?1, ?2, ?3, ?4, ?5, "
                                 "?6, ?7, ?8, ?9, ?10, 'draft', ?12, ?13, ?14)",
                                 &query, err);
    if (rc)
        return rc;
    for (int i = 0; i < ROTA_HEAD_COLUMNS; i++)
        if (i != ROTA_HEAD_STATUS)
            rota_query_bind_text(query, i + 1, *record->values[i] ? record->values[i] : NULL);
    rc = run(query, err);
    rota_query_close(query);
    return rc;
}

static rota_rc write_values(rota_query *query, const rota_record *record, int part, int item,
                            const char *const *values, int first, rota_err *err) {
    rota_rc rc = ROTA_OK;
    for (int i = first; i < record->type->ncolumns && !rc; i++) {
        if (!*values[i])
            continue;
        rota_query_bind_text(query, 1, rota_record_id(record));
        rota_query_bind_int(query, 2, part);
        rota_query_bind_int(query, 3, item);
        rota_query_bind_text(query, 4, record->type->columns[i].name);
        rota_query_bind_text(query, 5, values[i]);
        rc = run(query, err);
    }
    return rc;
}

static rota_rc write_fields(rota_store *store, const rota_record *record, rota_err *err) {
    rota_query *query = NULL;
    rota_rc rc = rota_query_open(store,
                                 "INSERT INTO record_values (record_id, part, item, field, value) "
                                 "VALUES (?1, ?2, ?3, ?4, ?5)",
                                 &query, err);
    if (rc)
        return rc;
    rc = write_values(query, record, 0, 0, record->values, ROTA_HEAD_COLUMNS, err);
    for (size_t p = 0; p < record->nparts && !rc; p++) {
        const rota_record_part *part = &record->parts[p];
        int number = 1 + rota_record_part_dimension(record, part);
        rc = write_values(query, record, number, 0, part->values, 0, err);
        for (size_t i = 0; i < part->nitems && !rc; i++)
            rc = write_values(query, record, number, 1 + (int)i, part->items[i].values, 0, err);
    }
    rota_query_close(query);
    return rc;
}

static rota_rc write_status(rota_store *store, const rota_record *record, rota_err *err) {
    rota_query *query = NULL;
    rota_rc rc =
        rota_query_open(store, "UPDATE records SET status = ?2 WHERE record_id = ?1", &query, err);
    if (rc)
        return rc;
    rota_query_bind_text(query, 1, rota_record_id(record));
    rota_query_bind_text(query, 2, record->values[ROTA_HEAD_STATUS]);
    rc = run(query, err);
    rota_query_close(query);
    return rc;
}

/* Whoever asks for it: a record that is no draft stays as it is. */
static rota_rc refuse_final(rota_store *store, const char *id, rota_err *err) {
    rota_query *query = NULL;
    rota_rc rc = rota_query_open(
        store, "SELECT 1 FROM records WHERE record_id = ?1 AND status <> 'draft'", &query, err);
    if (rc)
        return rc;
    bool found = false;
    rota_query_bind_text(query, 1, id);
    rc = rota_query_step(query, &found, err);
    rota_query_close(query);
    return rc || !found ? rc
                        : rota_fail(err, ROTA_E_INPUT,
                                    "record '%s' is final and stays as it is; amend it", id);
}

rota_rc rota_records_write(rota_store *store, const rota_record *record, rota_err *err) {
    bool draft = rota_record_is_draft(record);
    const char *superseded = record->values[ROTA_HEAD_SUPERSEDES];
    rota_rc rc = refuse_final(store, rota_record_id(record), err);
    if (!rc)
        rc = rota_records_delete(store, rota_record_id(record), err);
    if (!rc)
        rc = write_head(store, record, err);
    if (!rc)
        rc = write_fields(store, record, err);
    if (!rc && !draft)
        rc = write_status(store, record, err);
    return !rc && !draft && *superseded ? rota_records_amended(store, superseded, err) : rc;
}

rota_rc rota_records_new_id(rota_store *store, const rota_record_type *type, rota_day day,
                            rota_arena *arena, const char **out, rota_err *err) {
    int year, month, mday;
    rota_day_split(day, &year, &month, &mday);
    rota_query *query = NULL;
    rota_rc rc = rota_query_open(store, "SELECT 1 FROM records WHERE record_id = ?1", &query, err);
    bool taken = true;
    for (int n = 1; !rc && taken; n++) {
        char id[ROTA_ID_SIZE];
        snprintf(id, sizeof id, "%s-%04d%02d%02d-%02d", type->prefix, year, month, mday, n);
        rota_query_bind_text(query, 1, id);
        rc = rota_query_step(query, &taken, err);
        if (!rc && !taken)
            *out = rota_arena_strdup(arena, id);
    }
    rota_query_close(query);
    return rc;
}

/* ---- The log ---- */

static const char *account_name(char *buf, size_t size) {
    struct passwd entry, *found = NULL;
    char room[1024];
    if (getpwuid_r(getuid(), &entry, room, sizeof room, &found) == 0 && found)
        snprintf(buf, size, "%s", entry.pw_name);
    else
        snprintf(buf, size, "uid %ld", (long)getuid());
    return buf;
}

static rota_rc log_records(rota_store *store, const rota_record_list *records, rota_err *err) {
    rota_query *query = NULL;
    rota_rc rc = rota_query_open(store,
                                 "INSERT OR IGNORE INTO access_log_records (seq, record_id) "
                                 "VALUES ((SELECT max(seq) FROM access_log), ?1)",
                                 &query, err);
    for (size_t i = 0; !rc && i < records->count; i++) {
        rota_query_bind_text(query, 1, rota_record_id(records->items[i]));
        rc = run(query, err);
    }
    rota_query_close(query);
    return rc;
}

rota_rc rota_records_log(rota_store *store, const rota_access *access,
                         const rota_record_list *records, rota_err *err) {
    char account[64], at[32];
    time_t now = time(NULL);
    struct tm utc;
    strftime(at, sizeof at, "%Y-%m-%dT%H:%M:%SZ", gmtime_r(&now, &utc));
    rota_query *query = NULL;
    rota_rc rc = rota_query_open(store,
                                 "INSERT INTO access_log (at, account, reader, action, who, "
                                 "detail) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
                                 &query, err);
    if (rc)
        return rc;
    const char *const texts[] = {at,
                                 account_name(account, sizeof account),
                                 access->reader,
                                 access->action,
                                 access->who,
                                 access->detail};
    for (int i = 0; i < (int)(sizeof texts / sizeof *texts); i++)
        rota_query_bind_text(query, i + 1, texts[i] ? texts[i] : "");
    rc = run(query, err);
    rota_query_close(query);
    return rc ? rc : log_records(store, records, err);
}
