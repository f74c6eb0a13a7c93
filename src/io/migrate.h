/* Versions of a database's tables: files NNN-name.sql of the store's kind, embedded in the program,
 * each brings them from the version before to its own. For store.c. */
#ifndef ROTA_IO_MIGRATE_H
#define ROTA_IO_MIGRATE_H

#include "io/store.h"

/** Bring the tables to the latest version, in one transaction; of an empty database all of them.
 *  @param path for messages */
rota_rc rota_store__migrate(rota_store *store, const rota_store_kind *kind, const char *path,
                            rota_err *err);
/** Is it a database of the kind, and none of a newer program? An older one is brought up to date.
 */
rota_rc rota_store__check_version(rota_store *store, const rota_store_kind *kind, const char *path,
                                  rota_err *err);
/** The file is no database of the kind. @return ROTA_E_INPUT */
rota_rc rota_store__fail_kind(const rota_store_kind *kind, const char *path, rota_err *err);
/** The number that a statement gives; *out is left alone when it gives no row. */
rota_rc rota_store__read_int(rota_store *store, const char *sql, int *out, rota_err *err);

#endif
