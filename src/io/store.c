#include "io/store.h"

#include "core/mem.h"
#include "core/text.h"
#include "io/embedded.h"
#include "io/holder.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* "ROTA": tells our files from other SQLite databases (PRAGMA application_id). */
enum { APPLICATION_ID = 0x524F5441, WAIT_MS = 5000 };

struct rota_store {
    sqlite3 *db;
    char *path;
    const char *name; /* base name of path, for messages */
    char *holder;     /* path of the holder's note */
    bool writing;     /* in a transaction of rota_store_begin: the note is ours */
};

struct rota_query {
    rota_store *store;
    sqlite3_stmt *statement;
    bool active;   /* between a row and the end */
    int bind_code; /* the first bind that failed (memory), told by the next step */
};

/* ---- Errors ---- */

/* The first words of a statement, enough to know it: "INSERT INTO staff". */
static void first_words(const char *sql, char *buf, size_t size) {
    size_t n = 0;
    int words = 1;
    for (; sql[n] && sql[n] != '(' && sql[n] != ';' && n < size - 1; n++) {
        words += sql[n] == ' ';
        if (words > 3)
            break;
    }
    while (n && sql[n - 1] == ' ')
        n--;
    snprintf(buf, size, "%.*s", (int)n, sql);
}

static rota_rc fail_busy(const rota_store *store, rota_err *err) {
    char holder[ROTA_HOLDER_SIZE];
    return rota_fail(err, ROTA_E_SYSTEM, "%s is in use by %s; try again when it has finished",
                     store->name,
                     rota_holder__read(store->holder, holder) ? holder : "another program");
}

static rota_rc fail(const rota_store *store, int code, const char *sql, rota_err *err) {
    char words[48];
    first_words(sql, words, sizeof words);
    const char *text = sqlite3_errmsg(store->db);
    switch (code & 0xFF) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return fail_busy(store, err);
    case SQLITE_NOTADB:
        return rota_fail(err, ROTA_E_INPUT, "'%s' is not a rota database", store->path);
    case SQLITE_CORRUPT:
        return rota_fail(err, ROTA_E_INPUT, "'%s' is damaged (%s); use a backup of it", store->path,
                         text);
    case SQLITE_CONSTRAINT:
        return rota_fail(err, ROTA_E_INPUT, "%s: %s (%s)", store->name, text, words);
    default:
        break;
    }
    int system = sqlite3_system_errno(store->db);
    bool io = (code & 0xFF) == SQLITE_IOERR || (code & 0xFF) == SQLITE_CANTOPEN;
    return rota_fail(err, ROTA_E_SYSTEM, "%s: %s%s%s (%s)", store->name, text,
                     io && system ? ": " : "", io && system ? strerror(system) : "", words);
}

/* ---- Statements ---- */

rota_rc rota_store_exec(rota_store *store, const char *sql, rota_err *err) {
    int code = sqlite3_exec(store->db, sql, NULL, NULL, NULL);
    return code == SQLITE_OK ? ROTA_OK : fail(store, code, sql, err);
}

rota_rc rota_query_open(rota_store *store, const char *sql, rota_query **out, rota_err *err) {
    sqlite3_stmt *statement;
    int code = sqlite3_prepare_v2(store->db, sql, -1, &statement, NULL);
    if (code != SQLITE_OK)
        return fail(store, code, sql, err);
    rota_query *query = ROTA_NEW(rota_query);
    query->store = store;
    query->statement = statement;
    *out = query;
    return ROTA_OK;
}

void rota_query_close(rota_query *query) {
    if (!query)
        return;
    sqlite3_finalize(query->statement);
    free(query);
}

/* SQLite refuses to bind while a statement has rows left. */
static void before_bind(rota_query *query) {
    if (query->active)
        sqlite3_reset(query->statement);
    query->active = false;
}

static void after_bind(rota_query *query, int code) {
    assert(code != SQLITE_RANGE && code != SQLITE_MISUSE);
    if (code != SQLITE_OK && query->bind_code == SQLITE_OK)
        query->bind_code = code;
}

void rota_query_bind_text(rota_query *query, int parameter, const char *text) {
    before_bind(query);
    after_bind(query, sqlite3_bind_text(query->statement, parameter, text, -1, SQLITE_TRANSIENT));
}

void rota_query_bind_int(rota_query *query, int parameter, int64_t value) {
    before_bind(query);
    after_bind(query, sqlite3_bind_int64(query->statement, parameter, value));
}

void rota_query_bind_double(rota_query *query, int parameter, double value) {
    before_bind(query);
    after_bind(query, sqlite3_bind_double(query->statement, parameter, value));
}

void rota_query_bind_null(rota_query *query, int parameter) {
    before_bind(query);
    after_bind(query, sqlite3_bind_null(query->statement, parameter));
}

rota_rc rota_query_step(rota_query *query, bool *row, rota_err *err) {
    int code = query->bind_code != SQLITE_OK ? query->bind_code : sqlite3_step(query->statement);
    query->bind_code = SQLITE_OK;
    if (code == SQLITE_ROW) {
        query->active = *row = true;
        return ROTA_OK;
    }
    rota_rc rc = ROTA_OK;
    if (code != SQLITE_DONE) /* before the reset, which forgets the message */
        rc = fail(query->store, code, sqlite3_sql(query->statement), err);
    else
        *row = false;
    sqlite3_reset(query->statement);
    query->active = false;
    return rc;
}

const char *rota_query_text(rota_query *query, int column) {
    return (const char *)sqlite3_column_text(query->statement, column);
}

int64_t rota_query_int(rota_query *query, int column) {
    return sqlite3_column_int64(query->statement, column);
}

double rota_query_double(rota_query *query, int column) {
    return sqlite3_column_double(query->statement, column);
}

bool rota_query_is_null(rota_query *query, int column) {
    return sqlite3_column_type(query->statement, column) == SQLITE_NULL;
}

int rota_store_changes(rota_store *store) {
    return sqlite3_changes(store->db);
}

/* ---- Transactions ---- */

static bool in_transaction(const rota_store *store) {
    return !sqlite3_get_autocommit(store->db);
}

static void end_writing(rota_store *store) {
    if (store->writing)
        rota_holder__remove(store->holder);
    store->writing = false;
}

rota_rc rota_store_begin(rota_store *store, const char *who, rota_err *err) {
    assert(!in_transaction(store));
    /* SQLite opens such a file all the same and would say so only at the first change. */
    if (sqlite3_db_readonly(store->db, "main") == 1)
        return rota_fail(err, ROTA_E_SYSTEM, "'%s' cannot be changed: this user may only read it",
                         store->path);
    rota_rc rc = rota_store_exec(store, "BEGIN IMMEDIATE", err);
    if (rc)
        return rc;
    store->writing = true;
    rota_holder__write(store->holder, who);
    return ROTA_OK;
}

rota_rc rota_store_begin_read(rota_store *store, rota_err *err) {
    assert(!in_transaction(store));
    rota_rc rc = rota_store_exec(store, "BEGIN", err);
    /* BEGIN alone fixes no state: the first thing read does. */
    if (!rc)
        rc = rota_store_exec(store, "SELECT 1 FROM sqlite_schema LIMIT 1", err);
    if (rc)
        rota_store_rollback(store);
    return rc;
}

rota_rc rota_store_commit(rota_store *store, rota_err *err) {
    assert(in_transaction(store));
    rota_rc rc = rota_store_exec(store, "COMMIT", err);
    if (rc) {
        rota_store_rollback(store);
        return rc;
    }
    end_writing(store);
    return ROTA_OK;
}

void rota_store_rollback(rota_store *store) {
    /* A full disk may have rolled back already. What cannot be rolled back now will be when the
     * file is opened next: the journal is beside it. */
    if (in_transaction(store))
        sqlite3_exec(store->db, "ROLLBACK", NULL, NULL, NULL);
    end_writing(store);
}

/* ---- Migrations ---- */

/* The migration that comes after a version, and its own number: numbers may have gaps. */
static const rota_embedded_file *next_migration(int *version) {
    static const char folder[] = "schema/";
    const rota_embedded_file *next = NULL;
    long best = 0, number;
    for (size_t i = 0; i < rota_embedded_count; i++) {
        const char *name = rota_embedded_files[i].name;
        char digits[8] = "";
        if (strncmp(name, folder, strlen(folder)) != 0)
            continue;
        snprintf(digits, sizeof digits, "%.3s", name + strlen(folder));
        if (rota_parse_int(digits, *version + 1, 999, &number) && (!next || number < best)) {
            best = number;
            next = &rota_embedded_files[i];
        }
    }
    *version = next ? (int)best : *version;
    return next;
}

static int latest_version(void) {
    int version = 0;
    while (next_migration(&version))
        ;
    return version;
}

static rota_rc read_int(rota_store *store, const char *sql, int *out, rota_err *err) {
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

static rota_rc apply_migrations(rota_store *store, rota_err *err) {
    int version = 0, orphans = 0;
    /* Read again inside the transaction: another program may just have done it. */
    rota_rc rc = read_int(store, "PRAGMA user_version", &version, err);
    const rota_embedded_file *file;
    while (!rc && (file = next_migration(&version)))
        rc = rota_store_exec(store, (const char *)file->bytes, err);
    if (!rc)
        rc = read_int(store, "SELECT count(*) FROM pragma_foreign_key_check", &orphans, err);
    if (rc || orphans)
        return rc ? rc
                  : rota_fail(err, ROTA_E_INPUT,
                              "'%s' has %d rows that refer to nothing; use a backup of it",
                              store->path, orphans);
    char sql[96];
    snprintf(sql, sizeof sql, "PRAGMA application_id = %d; PRAGMA user_version = %d",
             APPLICATION_ID, version);
    return rota_store_exec(store, sql, err);
}

static rota_rc migrate(rota_store *store, rota_err *err) {
    /* A migration may have to build a table anew, which foreign keys would take for a deletion;
     * they can only be switched outside a transaction. */
    rota_rc rc = rota_store_exec(store, "PRAGMA foreign_keys = OFF", err);
    if (!rc)
        rc = rota_store_begin(store, "updating the database", err);
    if (rc)
        return rc;
    rc = apply_migrations(store, err);
    if (!rc)
        rc = rota_store_commit(store, err);
    if (rc) {
        rota_store_rollback(store);
        return rc;
    }
    return rota_store_exec(store, "PRAGMA foreign_keys = ON", err);
}

/* ---- Opening and closing ---- */

static rota_rc open_database(const char *path, rota_store **out, rota_err *err) {
    rota_store *store = ROTA_NEW(rota_store);
    store->path = rota_strdup(path);
    const char *slash = strrchr(store->path, '/');
    store->name = slash ? slash + 1 : store->path;
    store->holder = rota_strdupf("%s-holder", path);
    int code =
        sqlite3_open_v2(path, &store->db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_EXRESCODE, NULL);
    rota_rc rc = ROTA_OK;
    if (code != SQLITE_OK)
        rc = fail(store, code, "open", err);
    if (!rc) {
        rota_store__wait(store, WAIT_MS);
        /* One file and no other beside it, on the disk when a command says it is done. Nothing of
         * a home goes to temporary files. */
        rc = rota_store_exec(store,
                             "PRAGMA trusted_schema = OFF; PRAGMA temp_store = MEMORY; "
                             "PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON",
                             err);
    }
    if (rc) {
        rota_store_close(store);
        return rc;
    }
    *out = store;
    return ROTA_OK;
}

rota_rc rota_store_create(const char *path, rota_store **out, rota_err *err) {
    /* Made here and not by SQLite, which would give it the mode of the umask. Its journals get
     * the mode of the database. */
    int fd = open(path, O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC, 0600);
    if (fd < 0 && errno == EEXIST)
        return rota_fail(err, ROTA_E_INPUT, "'%s' is there already", path);
    if (fd < 0)
        return rota_fail(err, ROTA_E_SYSTEM, "cannot make '%s': %s", path, strerror(errno));
    close(fd);
    rota_store *store = NULL;
    rota_rc rc = open_database(path, &store, err);
    if (!rc)
        rc = migrate(store, err);
    if (rc) {
        rota_store_close(store);
        unlink(path);
        return rc;
    }
    *out = store;
    return ROTA_OK;
}

static rota_rc check_version(rota_store *store, rota_err *err) {
    int application = 0, version = 0, latest = latest_version();
    rota_rc rc = read_int(store, "PRAGMA application_id", &application, err);
    if (!rc)
        rc = read_int(store, "PRAGMA user_version", &version, err);
    if (rc)
        return rc;
    if (application != APPLICATION_ID)
        return rota_fail(err, ROTA_E_INPUT, "'%s' is not a rota database", store->path);
    if (version > latest)
        return rota_fail(err, ROTA_E_INPUT,
                         "'%s' was written by a newer rota (version %d of its tables; this program "
                         "knows %d)",
                         store->path, version, latest);
    return version < latest ? migrate(store, err) : ROTA_OK;
}

rota_rc rota_store_open(const char *path, rota_store **out, rota_err *err) {
    struct stat status;
    if (stat(path, &status) != 0)
        return rota_fail(err, errno == ENOENT || errno == ENOTDIR ? ROTA_E_INPUT : ROTA_E_SYSTEM,
                         "cannot open '%s': %s", path, strerror(errno));
    rota_store *store = NULL;
    rota_rc rc = open_database(path, &store, err);
    if (!rc)
        rc = check_version(store, err);
    if (rc) {
        rota_store_close(store);
        return rc;
    }
    *out = store;
    return ROTA_OK;
}

void rota_store_close(rota_store *store) {
    if (!store)
        return;
    if (store->db)
        rota_store_rollback(store);
    sqlite3_close_v2(store->db);
    free(store->path);
    free(store->holder);
    free(store);
}

void rota_store__wait(rota_store *store, int milliseconds) {
    sqlite3_busy_timeout(store->db, milliseconds);
}

/* ---- Backup ---- */

static rota_rc copy_to(rota_store *store, rota_store *copy, rota_err *err) {
    sqlite3_backup *backup = sqlite3_backup_init(copy->db, "main", store->db, "main");
    if (!backup)
        return fail(copy, sqlite3_errcode(copy->db), "backup", err);
    int code = sqlite3_backup_step(backup, -1);
    sqlite3_backup_finish(backup); /* its code is that of the step */
    if (code == SQLITE_DONE)
        return ROTA_OK;
    if ((code & 0xFF) == SQLITE_BUSY || (code & 0xFF) == SQLITE_LOCKED)
        return fail_busy(store, err);
    return fail(copy, code, "backup", err);
}

rota_rc rota_store_backup(rota_store *store, const char *path, rota_err *err) {
    int fd = open(path, O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC, 0600);
    if (fd < 0 && errno == EEXIST)
        return rota_fail(err, ROTA_E_INPUT, "'%s' is there already", path);
    if (fd < 0)
        return rota_fail(err, ROTA_E_SYSTEM, "cannot make '%s': %s", path, strerror(errno));
    close(fd);
    rota_store *copy = NULL;
    rota_rc rc = open_database(path, &copy, err);
    if (!rc)
        rc = copy_to(store, copy, err);
    rota_store_close(copy);
    if (rc)
        unlink(path);
    return rc;
}
