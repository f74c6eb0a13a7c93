#include "io/migrate.h"

#include "core/text.h"
#include "io/embedded.h"

#include <stdio.h>
#include <string.h>

/* The migration that comes after a version, and its own: numbers may have gaps. */
static const rota_embedded_file *next_migration(const rota_store_kind *kind, int *version) {
    const rota_embedded_file *next = NULL;
    size_t n = strlen(kind->schema);
    long best = 0, number;
    for (size_t i = 0; i < rota_embedded_count; i++) {
        const char *name = rota_embedded_files[i].name;
        char digits[8] = "";
        if (strncmp(name, kind->schema, n) != 0 || name[n] != '/')
            continue;
        snprintf(digits, sizeof digits, "%.3s", name + n + 1);
        if (rota_parse_int(digits, *version + 1, 999, &number) && (!next || number < best)) {
            best = number;
            next = &rota_embedded_files[i];
        }
    }
    *version = next ? (int)best : *version;
    return next;
}

static int latest_version(const rota_store_kind *kind) {
    int version = 0;
    while (next_migration(kind, &version))
        ;
    return version;
}

rota_rc rota_store__read_int(rota_store *store, const char *sql, int *out, rota_err *err) {
    rota_query *query = NULL;
    rota_rc rc = rota_query_open(store, sql, &query, err);
    if (rc)
        return rc;
    bool row = false;
    rc = rota_query_step(query, &row, err);
    if (!rc && row)
        *out = (int)rota_query_int(query, 0);
    rota_query_close(query);
    return rc;
}

/* As rows of the pragma and not as a table of it, which older libraries do not have. */
static rota_rc count_orphans(rota_store *store, int *out, rota_err *err) {
    rota_query *query = NULL;
    rota_rc rc = rota_query_open(store, "PRAGMA foreign_key_check", &query, err);
    bool row = false;
    while (!rc && !(rc = rota_query_step(query, &row, err)) && row)
        ++*out;
    rota_query_close(query);
    return rc;
}

static rota_rc apply_migrations(rota_store *store, const rota_store_kind *kind, const char *path,
                                rota_err *err) {
    int version = 0, orphans = 0;
    /* Read again inside the transaction: another program may just have done it. */
    rota_rc rc = rota_store__read_int(store, "PRAGMA user_version", &version, err);
    const rota_embedded_file *file;
    while (!rc && (file = next_migration(kind, &version)))
        rc = rota_store_exec(store, (const char *)file->bytes, err);
    if (!rc)
        rc = count_orphans(store, &orphans, err);
    if (rc || orphans)
        return rc ? rc
                  : rota_fail(err, ROTA_E_INPUT,
                              "'%s' has %d rows that refer to nothing; use a backup of it", path,
                              orphans);
    char sql[96];
    snprintf(sql, sizeof sql, "PRAGMA application_id = %d; PRAGMA user_version = %d",
             kind->application_id, version);
    return rota_store_exec(store, sql, err);
}

rota_rc rota_store__migrate(rota_store *store, const rota_store_kind *kind, const char *path,
                            rota_err *err) {
    /* A migration may have to build a table anew, which foreign keys would take for a deletion;
     * they can only be switched outside a transaction. */
    rota_rc rc = rota_store_exec(store, "PRAGMA foreign_keys = OFF", err);
    if (!rc)
        rc = rota_store_begin(store, "updating the database", err);
    if (rc)
        return rc;
    rc = apply_migrations(store, kind, path, err);
    if (!rc)
        rc = rota_store_commit(store, err);
    if (rc) {
        rota_store_rollback(store);
        return rc;
    }
    return rota_store_exec(store, "PRAGMA foreign_keys = ON", err);
}

rota_rc rota_store__fail_kind(const rota_store_kind *kind, const char *path, rota_err *err) {
    return rota_fail(err, ROTA_E_INPUT, "'%s' is not %s; put a backup of it in its place", path,
                     kind->what);
}

rota_rc rota_store__check_version(rota_store *store, const rota_store_kind *kind, const char *path,
                                  rota_err *err) {
    int application = 0, version = 0, latest = latest_version(kind);
    rota_rc rc = rota_store__read_int(store, "PRAGMA application_id", &application, err);
    if (!rc)
        rc = rota_store__read_int(store, "PRAGMA user_version", &version, err);
    if (rc)
        return rc;
    if (application != kind->application_id)
        return rota_store__fail_kind(kind, path, err);
    if (version > latest)
        return rota_fail(err, ROTA_E_INPUT,
                         "'%s' was written by a newer rota (version %d of its tables; this program "
                         "knows %d)",
                         path, version, latest);
    return version < latest ? rota_store__migrate(store, kind, path, err) : ROTA_OK;
}
