#include "io/store.h"

#include "core/mem.h"
#include "core/text.h"
#include "io/hold.h"
#include "io/holder.h"
#include "io/migrate.h"
#include "io/store_calls.h"

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

enum { WAIT_MS = 5000 };

/* "ROTA": tells our files from other SQLite databases (PRAGMA application_id). */
const rota_store_kind rota_store_of_home = {
    .schema = "schema", .application_id = 0x524F5441, .what = "a rota database"};

static const rota_store_calls sqlite_calls = {
#define OF_SQLITE(result, name, parameters) .name = sqlite3_##name,
    ROTA_STORE_CALLS(OF_SQLITE)
#undef OF_SQLITE
};

struct rota_store {
    sqlite3 *db;
    const rota_store_calls *lib;
    const rota_store_kind *kind;
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

static rota_rc fail_readonly(const rota_store *store, const char *why, rota_err *err) {
    return rota_fail(err, ROTA_E_SYSTEM, "'%s' cannot be changed: %s", store->path, why);
}

/* What the system says behind a code of SQLite; 0 where it has no part in it. A quota and a limit
 * of the size of files are a full disk to whoever meets them. */
static int system_error(const rota_store *store, int code) {
    int primary = code & 0xFF;
    bool system = primary == SQLITE_IOERR || primary == SQLITE_CANTOPEN;
    int number = primary == SQLITE_FULL ? ENOSPC : system ? store->lib->system_errno(store->db) : 0;
    return number == EDQUOT || number == EFBIG ? ENOSPC : number;
}

static rota_rc fail(const rota_store *store, int code, const char *sql, rota_err *err) {
    char words[48];
    first_words(sql, words, sizeof words);
    const char *text = store->lib->errmsg(store->db);
    int system = system_error(store, code);
    if (system == ENOSPC)
        return rota_fail(err, ROTA_E_SYSTEM,
                         "no room left on the disk for '%s'; nothing was changed; make room and "
                         "try again",
                         store->path);
    switch (code & 0xFF) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return fail_busy(store, err);
    case SQLITE_NOTADB:
        return store->lib->key
                   ? rota_fail(err, ROTA_E_INPUT,
                               "that is not the passphrase of '%s'; nothing was changed",
                               store->path)
                   : rota_store__fail_kind(store->kind, store->path, err);
    case SQLITE_READONLY:
        return fail_readonly(store, "this user may not write into its folder", err);
    case SQLITE_CANTOPEN:
        return rota_fail(err, ROTA_E_SYSTEM, "cannot open '%s': %s", store->path,
                         system ? strerror(system) : text);
    case SQLITE_IOERR: /* what the system said is often lost by now */
        return rota_fail(err, ROTA_E_SYSTEM,
                         "the disk of '%s' fails (%s%s%s); nothing was changed; is it full or "
                         "unplugged?",
                         store->path, text, system ? ": " : "", system ? strerror(system) : "");
    case SQLITE_CORRUPT:
        return rota_fail(err, ROTA_E_INPUT, "'%s' is damaged (%s); use a backup of it", store->path,
                         text);
    case SQLITE_CONSTRAINT:
        return rota_fail(err, ROTA_E_INPUT, "%s: %s (%s)", store->name, text, words);
    default:
        break;
    }
    return rota_fail(err, ROTA_E_SYSTEM, "%s: %s (%s)", store->name, text, words);
}

/* ---- Statements ---- */

rota_rc rota_store_exec(rota_store *store, const char *sql, rota_err *err) {
    int code = store->lib->exec(store->db, sql, NULL, NULL, NULL);
    return code == SQLITE_OK ? ROTA_OK : fail(store, code, sql, err);
}

rota_rc rota_query_open(rota_store *store, const char *sql, rota_query **out, rota_err *err) {
    sqlite3_stmt *statement;
    int code = store->lib->prepare_v2(store->db, sql, -1, &statement, NULL);
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
    query->store->lib->finalize(query->statement);
    free(query);
}

/* SQLite refuses to bind while a statement has rows left. */
static void before_bind(rota_query *query) {
    if (query->active)
        query->store->lib->reset(query->statement);
    query->active = false;
}

static void after_bind(rota_query *query, int code) {
    assert(code != SQLITE_RANGE && code != SQLITE_MISUSE);
    if (code != SQLITE_OK && query->bind_code == SQLITE_OK)
        query->bind_code = code;
}

void rota_query_bind_text(rota_query *query, int parameter, const char *text) {
    before_bind(query);
    after_bind(query, query->store->lib->bind_text(query->statement, parameter, text, -1,
                                                   SQLITE_TRANSIENT));
}

void rota_query_bind_int(rota_query *query, int parameter, int64_t value) {
    before_bind(query);
    after_bind(query, query->store->lib->bind_int64(query->statement, parameter, value));
}

void rota_query_bind_double(rota_query *query, int parameter, double value) {
    before_bind(query);
    after_bind(query, query->store->lib->bind_double(query->statement, parameter, value));
}

void rota_query_bind_null(rota_query *query, int parameter) {
    before_bind(query);
    after_bind(query, query->store->lib->bind_null(query->statement, parameter));
}

rota_rc rota_query_step(rota_query *query, bool *row, rota_err *err) {
    int code = query->bind_code != SQLITE_OK ? query->bind_code
                                             : query->store->lib->step(query->statement);
    query->bind_code = SQLITE_OK;
    if (code == SQLITE_ROW) {
        query->active = *row = true;
        return ROTA_OK;
    }
    rota_rc rc = ROTA_OK;
    if (code != SQLITE_DONE) /* before the reset, which forgets the message */
        rc = fail(query->store, code, query->store->lib->sql(query->statement), err);
    else
        *row = false;
    query->store->lib->reset(query->statement);
    query->active = false;
    return rc;
}

const char *rota_query_text(rota_query *query, int column) {
    return (const char *)query->store->lib->column_text(query->statement, column);
}

int64_t rota_query_int(rota_query *query, int column) {
    return query->store->lib->column_int64(query->statement, column);
}

double rota_query_double(rota_query *query, int column) {
    return query->store->lib->column_double(query->statement, column);
}

bool rota_query_is_null(rota_query *query, int column) {
    return query->store->lib->column_type(query->statement, column) == SQLITE_NULL;
}

int rota_store_changes(rota_store *store) {
    return store->lib->changes(store->db);
}

/* ---- Transactions ---- */

static bool in_transaction(const rota_store *store) {
    return !store->lib->get_autocommit(store->db);
}

static void end_writing(rota_store *store) {
    if (store->writing)
        rota_holder__remove(store->holder);
    store->writing = false;
}

rota_rc rota_store_may_write(const rota_store *store, rota_err *err) {
    if (store->lib->db_readonly(store->db, "main") == 1)
        return fail_readonly(store, "this user may only read it", err);
    ROTA_CLEANUP(rota_freep)
    char *folder = rota_strdupf("%.*s.", (int)(store->name - store->path), store->path);
    if (strcmp(store->path, ":memory:") != 0 && access(folder, W_OK | X_OK) != 0)
        return fail_readonly(store,
                             errno == EROFS ? "its disk may only be read"
                                            : "this user may not write into its folder",
                             err);
    return ROTA_OK;
}

rota_rc rota_store_begin(rota_store *store, const char *who, rota_err *err) {
    assert(!in_transaction(store));
    /* SQLite begins all the same and would say so only at the first change. */
    rota_rc rc = rota_store_may_write(store, err);
    if (!rc)
        rc = rota_store_exec(store, "BEGIN IMMEDIATE", err);
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
        rc = rota_store_exec(store, "SELECT 1 FROM sqlite_master LIMIT 1", err);
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
        store->lib->exec(store->db, "ROLLBACK", NULL, NULL, NULL);
    end_writing(store);
}

/* ---- Opening and closing ---- */

static rota_store *new_store(const char *path, const rota_store_kind *kind,
                             const rota_store_calls *lib) {
    rota_store *store = ROTA_NEW(rota_store);
    store->path = rota_strdup(path);
    const char *slash = strrchr(store->path, '/');
    store->name = slash ? slash + 1 : store->path;
    store->holder = rota_strdupf("%s-holder", path);
    store->kind = kind;
    store->lib = lib;
    return store;
}

/* The settings of a connection; the first that is done with it. */
static rota_rc prepare(rota_store *store, const rota_key *key, bool older_cipher, rota_err *err) {
    if (key && key->length && store->lib->key(store->db, key->bytes, (int)key->length) != SQLITE_OK)
        return rota_fail(err, ROTA_E_SYSTEM, "the passphrase of '%s' cannot be set: %s",
                         store->path, store->lib->errmsg(store->db));
    rota_rc rc =
        older_cipher ? rota_store_exec(store, "PRAGMA cipher_compatibility = 3", err) : ROTA_OK;
    if (rc)
        return rc;
    rota_store__wait(store, WAIT_MS);
    /* One file and no other beside it, on the disk when a command says it is done. Nothing of a
     * home goes to temporary files. */
    rc = rota_store_exec(store,
                         "PRAGMA trusted_schema = OFF; PRAGMA temp_store = MEMORY; "
                         "PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON",
                         err);
    if (!rc && store->kind->secure_delete)
        rc = rota_store_exec(store, "PRAGMA secure_delete = ON", err);
    if (!rc && key) /* now, so that a wrong passphrase is not taken for damage later */
        rc = rota_store_exec(store, "SELECT count(*) FROM sqlite_master", err);
    return rc;
}

static rota_rc open_once(const char *path, const rota_store_kind *kind, const rota_key *key,
                         bool older_cipher, rota_store **out, rota_err *err) {
    const rota_store_calls *lib = &sqlite_calls;
    rota_rc rc = key ? rota_store__cipher(&lib, err) : ROTA_OK;
    if (rc)
        return rc;
    rota_store *store = new_store(path, kind, lib);
    int code = store->lib->open_v2(path, &store->db, SQLITE_OPEN_READWRITE, NULL);
    if (code == SQLITE_OK)
        code = store->lib->extended_result_codes(store->db, 1);
    if (code != SQLITE_OK)
        rc = fail(store, code, "open", err);
    if (!rc)
        rc = prepare(store, key, older_cipher, err);
    if (rc) {
        rota_store_close(store);
        return rc;
    }
    *out = store;
    return ROTA_OK;
}

/* A file that SQLCipher 3 wrote (Debian 12) opens with SQLCipher 4 too, when it is told. */
static rota_rc open_database(const char *path, const rota_store_kind *kind, const rota_key *key,
                             rota_store **out, rota_err *err) {
    rota_rc rc = open_once(path, kind, key, false, out, err);
    return key && rc == ROTA_E_INPUT ? open_once(path, kind, key, true, out, err) : rc;
}

/* An empty file, made here and not by SQLite, which would give it the mode of the umask. Its
 * journals get the mode of the database. */
static rota_rc make_file(const char *path, rota_err *err) {
    int fd = open(path, O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC, 0600);
    if (fd < 0 && errno == EEXIST)
        return rota_fail(err, ROTA_E_INPUT, "'%s' is there already", path);
    if (fd < 0)
        return rota_fail(err, ROTA_E_SYSTEM, "cannot make '%s': %s", path, strerror(errno));
    close(fd);
    return ROTA_OK;
}

rota_rc rota_store_create(const char *path, rota_store **out, rota_err *err) {
    return rota_store_create_as(path, &rota_store_of_home, NULL, out, err);
}

rota_rc rota_store_create_as(const char *path, const rota_store_kind *kind, const rota_key *key,
                             rota_store **out, rota_err *err) {
    rota_rc rc = make_file(path, err);
    if (rc)
        return rc;
    rota_store *store = NULL;
    rc = open_database(path, kind, key, &store, err);
    if (!rc)
        rc = rota_store__migrate(store, kind, path, err);
    if (rc) {
        rota_store_close(store);
        unlink(path);
        return rc;
    }
    *out = store;
    return ROTA_OK;
}

rota_rc rota_store_open(const char *path, rota_store **out, rota_err *err) {
    return rota_store_open_as(path, &rota_store_of_home, NULL, out, err);
}

rota_rc rota_store_open_as(const char *path, const rota_store_kind *kind, const rota_key *key,
                           rota_store **out, rota_err *err) {
    struct stat status;
    if (stat(path, &status) != 0)
        return rota_fail(err, errno == ENOENT || errno == ENOTDIR ? ROTA_E_INPUT : ROTA_E_SYSTEM,
                         "cannot open '%s': %s", path, strerror(errno));
    rota_store *store = NULL;
    rota_rc rc = open_database(path, kind, key, &store, err);
    if (!rc)
        rc = rota_store__check_version(store, kind, path, err);
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
    store->lib->close_v2(store->db);
    free(store->path);
    free(store->holder);
    free(store);
}

void rota_store__wait(rota_store *store, int milliseconds) {
    store->lib->busy_timeout(store->db, milliseconds);
}

bool rota_store_is_plain(const char *path) {
    static const char magic[] = "SQLite format 3";
    char start[sizeof magic] = {0};
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return false;
    ssize_t n = read(fd, start, sizeof start);
    close(fd);
    return n == 0 || (n == (ssize_t)sizeof start && memcmp(start, magic, sizeof magic) == 0);
}

rota_rc rota_store_memory(rota_store **out, rota_err *err) {
    return open_database(":memory:", &rota_store_of_home, NULL, out, err);
}

/* ---- Backup ---- */

static rota_rc copy_to(rota_store *store, rota_store *copy, rota_err *err) {
    sqlite3_backup *backup = store->lib->backup_init(copy->db, "main", store->db, "main");
    if (!backup)
        return fail(copy, store->lib->errcode(copy->db), "backup", err);
    int code = store->lib->backup_step(backup, -1);
    store->lib->backup_finish(backup); /* its code is that of the step */
    if (code == SQLITE_DONE)
        return ROTA_OK;
    if ((code & 0xFF) == SQLITE_BUSY || (code & 0xFF) == SQLITE_LOCKED)
        return fail_busy(store, err);
    return fail(copy, code, "backup", err);
}

static rota_rc copy_file(rota_store *store, const char *path, rota_err *err) {
    rota_rc rc = make_file(path, err);
    if (rc)
        return rc;
    rota_store *copy = NULL;
    rc = open_database(path, store->kind, NULL, &copy, err);
    if (!rc)
        rc = copy_to(store, copy, err);
    rota_store_close(copy);
    if (rc)
        unlink(path);
    return rc;
}

rota_rc rota_store_backup(rota_store *store, const char *path, rota_err *err) {
    rota_hold hold;
    rota_hold_begin(&hold);
    rota_rc rc = copy_file(store, path, err);
    rota_hold_end(&hold);
    return rc;
}

/* The copy is attached, so that one library reads the one and writes the other. */
static rota_rc export_to(rota_store *store, const char *path, const rota_key *key, rota_err *err) {
    rota_query *attach = NULL;
    rota_rc rc = rota_query_open(store, "ATTACH DATABASE ?1 AS copy KEY ?2", &attach, err);
    if (rc)
        return rc;
    ROTA_CLEANUP(rota_freep)
    char *word = rota_strdupf("%.*s", key ? (int)key->length : 0, key ? key->bytes : "");
    rota_query_bind_text(attach, 1, path);
    rota_query_bind_text(attach, 2, word);
    explicit_bzero(word, strlen(word));
    bool row;
    rc = rota_query_step(attach, &row, err);
    rota_query_close(attach);
    int version = 0;
    if (!rc)
        rc = rota_store__read_int(store, "PRAGMA main.user_version", &version, err);
    char sql[160];
    snprintf(sql, sizeof sql,
             "SELECT sqlcipher_export('copy'); PRAGMA copy.application_id = %d; "
             "PRAGMA copy.user_version = %d; DETACH DATABASE copy",
             store->kind->application_id, version);
    return rc ? rc : rota_store_exec(store, sql, err);
}

rota_rc rota_store_rewrite(const char *path, const rota_store_kind *kind, const rota_key *key,
                           const char *copy_path, const rota_key *copy_key, rota_err *err) {
    static const rota_key none = {"", 0};
    rota_store *store = NULL;
    rota_rc rc = rota_store_is_plain(path) == (key == NULL)
                     ? open_database(path, kind, key ? key : &none, &store, err)
                     : rota_fail(err, ROTA_E_INPUT, "'%s' is %sencrypted", path, key ? "not " : "");
    if (!rc)
        rc = make_file(copy_path, err);
    if (!rc) {
        rc = export_to(store, copy_path, copy_key, err);
        if (rc)
            unlink(copy_path);
    }
    rota_store_close(store);
    return rc;
}
