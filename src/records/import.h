/* CSV files of records into the file of records, all or nothing; and back. */
#ifndef ROTA_RECORDS_IMPORT_H
#define ROTA_RECORDS_IMPORT_H

#include "records/records.h"

typedef struct {
    const char *path; /**< "-" reads standard input (then `type` is needed) */
    const char *type; /**< NULL: from the file's name, daily_notes.csv */
} rota_record_source;

typedef struct {
    char file[256];
    const char *type;
    int added, changed, same; /**< records, not rows */
    /* Among those added and changed: the final about the latest day, and its line. */
    rota_day last; /**< ROTA_NO_DAY: none */
    int last_line;
    /* Among the same: days of finals that cannot be right (rota_record_check_days), the first. */
    int odd;
    rota_err first_odd;
} rota_record_count;

/**
 * Read files in one transaction, whatever order they are given in. Records are matched by their id.
 * A draft that differs is changed; a final that differs is a fault, one that is the same is passed
 * over. Files may refer to records of each other.
 * @param dry_run everything is checked and counted, nothing kept
 * @param who for rota_store_begin
 * @param[out] counts [nfiles]; filled on success
 * @param faults every fault of every file; any fault leaves everything as it was
 * @return ROTA_E_INPUT when there are faults (err says how many)
 */
rota_rc rota_records_import(rota_store *store, const rota_home *home,
                            const rota_record_source *files, size_t nfiles, bool dry_run,
                            const char *who, rota_record_count *counts, rota_faults *faults,
                            rota_err *err);

/** The CSV file of a type: header, then its records among the list's in the list's order. */
void rota_records_add_csv(const rota_record_type *type, const rota_record_list *records,
                          rota_text *out);

#endif
