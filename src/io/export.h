/* The store's rows back as CSV or JSON. Exporting, importing and exporting gives the same bytes. */
#ifndef ROTA_IO_EXPORT_H
#define ROTA_IO_EXPORT_H

#include "core/text.h"
#include "core/zone.h"
#include "io/kinds.h"
#include "io/store.h"

/** All rows of a kind as CSV (header row, LF, key order). plan: for assignments, NULL or "" = the
 *  rota of record. */
rota_rc rota_export_csv(rota_store *store, const rota_kind *kind, const char *plan, rota_text *out,
                        rota_err *err);
/** assignments in the wide form: a row for each person, a column for each date. */
rota_rc rota_export_wide(rota_store *store, const char *plan, rota_text *out, rota_err *err);
/** Rows of several kinds as one JSON object: {"staff":[{"staff":"ana",...}],...}. */
rota_rc rota_export_json(rota_store *store, const rota_kind *const *kinds, size_t nkinds,
                         const char *plan, rota_text *out, rota_err *err);
/** An empty file of the kind: its header row. */
void rota_export_header(const rota_kind *kind, rota_text *out);
/** Write a whole file: temporary file, fsync, rename; mode 0600 for new files. Ctrl-C waits for the
 *  end of it. */
rota_rc rota_write_file(const char *path, const char *bytes, size_t n, rota_err *err);

/** Files that belong together in one folder. Zero-initialised is empty; free with
 *  rota_bundle_done. */
typedef struct {
    struct rota_bundle_file {
        char *path; /**< FOLDER/NAME */
        rota_text text;
    } * files;
    size_t count, capacity;
} rota_bundle;
/** Add NAME.csv in the folder. @return its text, empty, to be filled before the next one is added
 */
rota_text *rota_bundle_add(rota_bundle *bundle, const char *folder, const char *name);
/** The same with a file of any name. */
rota_text *rota_bundle_add_file(rota_bundle *bundle, const char *folder, const char *name);
/** Make the folder where there is none, and write all files or, when one cannot be written, none:
 *  the folder is then as it was. ROTA_E_SYSTEM says which. */
rota_rc rota_bundle_write(const rota_bundle *bundle, const char *folder, rota_err *err);
void rota_bundle_done(rota_bundle *bundle);
/** Is the path a folder, or does it end as one? */
bool rota_is_folder(const char *path);

#endif
