/* CSV files into the store: all or nothing. */
#ifndef ROTA_IO_IMPORT_H
#define ROTA_IO_IMPORT_H

#include "core/zone.h"
#include "io/store.h"

typedef struct {
    const char *path; /**< "-" reads standard input (then `kind` is needed) */
    const char *kind; /**< NULL: from the file's name */
} rota_import_file;

typedef struct {
    const char *plan;      /**< assignments go to this draft; NULL or "": the rota of record */
    bool replace;          /**< rows that the file does not have are removed */
    bool dry_run;          /**< everything is checked and counted, nothing kept */
    const rota_zone *zone; /**< the home's, for date-times and shift times */
    const char *who;       /**< for rota_store_begin */
    /** NULL, or becomes non-zero when the import shall end without a trace
     *  (ROTA_E_INTERRUPTED). */
    const volatile int *stop;
} rota_import_options;

typedef struct {
    char file[256];
    const char *kind;
    int added, changed, same, removed;
} rota_import_count;

/**
 * Import files in one transaction, in the order of rota_kinds() whatever order they are given in.
 * @param[out] counts [nfiles], in the order given; filled on success
 * @param faults every fault of every file is added; any fault leaves the store as it was
 * @return ROTA_E_INPUT when there are faults (err says how many)
 */
rota_rc rota_import(rota_store *store, const rota_import_file *files, size_t nfiles,
                    const rota_import_options *options, rota_import_count *counts,
                    rota_faults *faults, rota_err *err);

#endif
