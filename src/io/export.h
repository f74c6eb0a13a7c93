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
/** Write a whole file: temporary file, fsync, rename; mode 0600 for new files. */
rota_rc rota_write_file(const char *path, const char *bytes, size_t n, rota_err *err);

#endif
