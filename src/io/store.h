/* The store: an SQLite file beside rota.ini. The only file that includes sqlite3.h is store.c.
 *
 * Foreign keys on, STRICT tables, PRAGMA user_version with the embedded migrations of src/io/schema
 * (001-*.sql, 002-*.sql, ... each applied once, in one transaction). The file has mode 0600. Every
 * command that changes data is one IMMEDIATE transaction; killed at any moment, the file is the old
 * state or the new one. */
#ifndef ROTA_IO_STORE_H
#define ROTA_IO_STORE_H

#include "core/err.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct rota_store rota_store;

/** Make a new database at path (it must not exist yet). */
rota_rc rota_store_create(const char *path, rota_store **out, rota_err *err);
/** Open an existing database, migrating it when an older program made it. A newer or damaged file
 *  or one that is no rota database is ROTA_E_INPUT. */
rota_rc rota_store_open(const char *path, rota_store **out, rota_err *err);
/** What a database is for: another one beside rota.db has its own tables and its own ways. */
typedef struct {
    const char *schema; /**< folder of its migrations inside the program: "schema" */
    int application_id; /**< tells its files from others */
    const char *what;   /**< for messages: "a rota database" */
    bool secure_delete; /**< what is deleted is overwritten in the file */
} rota_store_kind;
extern const rota_store_kind rota_store_of_home;
/** A passphrase: bytes, not a string. Lent; whoever made it wipes it. */
typedef struct {
    const char *bytes;
    size_t length;
} rota_key;
/** Make a database of a kind; encrypted when there is a key (then the program needs SQLCipher:
 *  ROTA_E_SYSTEM when it was built without it). The file has mode 0600 from the first byte. */
rota_rc rota_store_create_as(const char *path, const rota_store_kind *kind, const rota_key *key,
                             rota_store **out, rota_err *err);
/** Open one; a wrong key is ROTA_E_INPUT and changes nothing. */
rota_rc rota_store_open_as(const char *path, const rota_store_kind *kind, const rota_key *key,
                           rota_store **out, rota_err *err);
/** Is it a database that anybody who has the file can read (or an empty file)? */
bool rota_store_is_plain(const char *path);
/** Write the whole database again to a new file with another key. A key of NULL: not encrypted.
 *  Needs SQLCipher. */
rota_rc rota_store_rewrite(const char *path, const rota_store_kind *kind, const rota_key *key,
                           const char *copy_path, const rota_key *copy_key, rota_err *err);
/** An empty database in memory: gone when it is closed. */
rota_rc rota_store_memory(rota_store **out, rota_err *err);
void rota_store_close(rota_store *store); /**< accepts NULL; rolls back an open transaction */

/** May this user change the database, as far as can be told without doing it? ROTA_E_SYSTEM says
 *  why not. For commands that work long before they write. */
rota_rc rota_store_may_write(const rota_store *store, rota_err *err);
/**
 * Begin the command's IMMEDIATE transaction. Waits up to five seconds for another program, then
 * fails with ROTA_E_SYSTEM naming who holds the file (process and command, from the note that every
 * writer leaves beside the database while it writes).
 * @param who what this program does, e.g. "rota import"
 */
rota_rc rota_store_begin(rota_store *store, const char *who, rota_err *err);
/** Begin a read transaction: everything read until commit is one state. */
rota_rc rota_store_begin_read(rota_store *store, rota_err *err);
rota_rc rota_store_commit(rota_store *store, rota_err *err);
void rota_store_rollback(rota_store *store); /**< no-op outside a transaction */
/** For tests: wait so long for another program instead of five seconds. */
void rota_store__wait(rota_store *store, int milliseconds);
/** Copy the whole database to a new file (SQLite backup), mode 0600; the file must not exist. */
rota_rc rota_store_backup(rota_store *store, const char *path, rota_err *err);

/** A prepared statement. */
typedef struct rota_query rota_query;
rota_rc rota_query_open(rota_store *store, const char *sql, rota_query **out, rota_err *err);
void rota_query_close(rota_query *query); /**< accepts NULL */
/** Bind parameters, numbered from 1; text NULL binds NULL. Text is copied. */
void rota_query_bind_text(rota_query *query, int parameter, const char *text);
void rota_query_bind_int(rota_query *query, int parameter, int64_t value);
void rota_query_bind_double(rota_query *query, int parameter, double value);
void rota_query_bind_null(rota_query *query, int parameter);
/** Next row: *row is false at the end. After the end the statement is reset, bindings are kept. */
rota_rc rota_query_step(rota_query *query, bool *row, rota_err *err);
/** Columns of the current row, numbered from 0. Text is lent until the next step; NULL for NULL. */
const char *rota_query_text(rota_query *query, int column);
int64_t rota_query_int(rota_query *query, int column);
double rota_query_double(rota_query *query, int column);
bool rota_query_is_null(rota_query *query, int column);
/** Prepare, run to the end and close a statement without parameters or results. */
rota_rc rota_store_exec(rota_store *store, const char *sql, rota_err *err);
/** Rows changed by the last INSERT, UPDATE or DELETE. */
int rota_store_changes(rota_store *store);

#endif
