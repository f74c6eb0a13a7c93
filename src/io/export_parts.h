/* Inside of the export: what its forms share. */
#ifndef ROTA_IO_EXPORT_PARTS_H
#define ROTA_IO_EXPORT_PARTS_H

#include "io/export.h"

/** Open a query of all rows of a kind, in key order; its columns are the kind's. Of assignments
 *  those of the plan ("" = the rota of record), ROTA_E_INPUT when there is no such plan. */
rota_rc rota_export__open(rota_store *store, const rota_kind *kind, const char *plan,
                          rota_query **out, rota_err *err);
/** ROTA_E_INPUT, near miss named, when there is no plan of the name. */
rota_rc rota_export__need_plan(rota_store *store, const char *plan, rota_err *err);
/** The value of a query's column as a CSV field says it, replacing the text in out. */
void rota_export__value(rota_query *query, int column, const rota_column *type, rota_text *out);

#endif
