/* The calls that the store makes to a database library, as a table: SQLite itself, or SQLCipher,
 * which has the same functions and keeps its files encrypted. One program may need both at once
 * (the rota in one, the children's records in the other), so neither is called by name outside the
 * place that fills its table. */
#ifndef ROTA_IO_STORE_CALLS_H
#define ROTA_IO_STORE_CALLS_H

#include "core/err.h"

struct sqlite3;
struct sqlite3_stmt;
struct sqlite3_backup;

/** X(result, name, parameters): every function is sqlite3_NAME. */
#define ROTA_STORE_CALLS(X)                                                                        \
    X(int, open_v2, (const char *path, struct sqlite3 **db, int flags, const char *vfs))           \
    X(int, close_v2, (struct sqlite3 * db))                                                        \
    X(int, extended_result_codes, (struct sqlite3 * db, int on))                                   \
    X(int, exec,                                                                                   \
      (struct sqlite3 * db, const char *sql, int (*row)(void *, int, char **, char **),            \
       void *data, char **message))                                                                \
    X(int, prepare_v2,                                                                             \
      (struct sqlite3 * db, const char *sql, int n, struct sqlite3_stmt **statement,               \
       const char **rest))                                                                         \
    X(int, step, (struct sqlite3_stmt * statement))                                                \
    X(int, reset, (struct sqlite3_stmt * statement))                                               \
    X(int, finalize, (struct sqlite3_stmt * statement))                                            \
    X(const char *, sql, (struct sqlite3_stmt * statement))                                        \
    X(int, bind_text,                                                                              \
      (struct sqlite3_stmt * statement, int parameter, const char *text, int n,                    \
       void (*destroy)(void *)))                                                                   \
    X(int, bind_int64, (struct sqlite3_stmt * statement, int parameter, long long value))          \
    X(int, bind_double, (struct sqlite3_stmt * statement, int parameter, double value))            \
    X(int, bind_null, (struct sqlite3_stmt * statement, int parameter))                            \
    X(const unsigned char *, column_text, (struct sqlite3_stmt * statement, int column))           \
    X(long long, column_int64, (struct sqlite3_stmt * statement, int column))                      \
    X(double, column_double, (struct sqlite3_stmt * statement, int column))                        \
    X(int, column_type, (struct sqlite3_stmt * statement, int column))                             \
    X(const char *, errmsg, (struct sqlite3 * db))                                                 \
    X(int, errcode, (struct sqlite3 * db))                                                         \
    X(int, system_errno, (struct sqlite3 * db))                                                    \
    X(int, db_readonly, (struct sqlite3 * db, const char *name))                                   \
    X(int, changes, (struct sqlite3 * db))                                                         \
    X(int, get_autocommit, (struct sqlite3 * db))                                                  \
    X(int, busy_timeout, (struct sqlite3 * db, int milliseconds))                                  \
    X(struct sqlite3_backup *, backup_init,                                                        \
      (struct sqlite3 * to, const char *to_name, struct sqlite3 *from, const char *from_name))     \
    X(int, backup_step, (struct sqlite3_backup * backup, int pages))                               \
    X(int, backup_finish, (struct sqlite3_backup * backup))

typedef struct {
#define ROTA_STORE_CALL_FIELD(result, name, parameters) result(*name) parameters;
    ROTA_STORE_CALLS(ROTA_STORE_CALL_FIELD)
#undef ROTA_STORE_CALL_FIELD
    /** Sets the key of a database just opened; NULL: a library that does not encrypt. */
    int (*key)(struct sqlite3 *db, const void *key, int n);
    int (*rekey)(struct sqlite3 *db, const void *key, int n);
} rota_store_calls;

/** The calls of SQLCipher. @return ROTA_E_SYSTEM when this program was built without it, or when it
 *  is not there. */
rota_rc rota_store__cipher(const rota_store_calls **out, rota_err *err);

#endif
