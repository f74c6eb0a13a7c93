/* Deleting what is old enough. Nothing younger than the retention period (retention_years of
 * rota.ini, and never less than the law asks for) is ever deleted. */
#ifndef ROTA_IO_PURGE_H
#define ROTA_IO_PURGE_H

#include "core/text.h"
#include "io/folder.h"

/** One kind of data of a purge. */
typedef struct {
    const char *what; /**< "worked time" */
    const char *why;  /**< which days count */
    int rows;
    rota_day first, last; /**< days of the rows, ROTA_NO_DAY when there are none */
} rota_purged;
enum { ROTA_PURGED_KINDS = 7 };

/** The first day that must still be kept on `today`: so many years before it. */
rota_day rota_purge_limit(int years, rota_day today);
/** For how many years rotas are kept: retention_years, or longer where a rule for records that is
 * not only advised asks for more. */
int rota_purge_years(const rota_settings *settings, const rota_rules *rules);
/** Sentences about retention_years where it is below what the law asks for, a line each. */
void rota_purge_warnings(const rota_settings *settings, const rota_rules *rules, rota_text *out);
/**
 * Delete what is about days before `before` (inside a write transaction).
 * @return ROTA_E_INPUT when some of these days must still be kept: the message names the regulation
 *         and the earliest day on which they may go
 */
rota_rc rota_purge(rota_folder *folder, rota_day before, rota_day today,
                   rota_purged out[ROTA_PURGED_KINDS], rota_err *err);

#endif
