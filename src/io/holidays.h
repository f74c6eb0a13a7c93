/* Bank holidays: data/holidays/NAME.csv inside the program, or a CSV file of the home's own.
 *
 *   date,name
 *   2026-12-25,Christmas Day
 *
 * `name` is for the reader of the file; it may be left out. */
#ifndef ROTA_IO_HOLIDAYS_H
#define ROTA_IO_HOLIDAYS_H

#include "core/date.h"
#include "core/err.h"
#include "core/mem.h"

/**
 * Read the bank holidays that the setting home.holidays names.
 * @param dir where relative paths of `name` start; NULL = the current folder
 * @param name a built-in name, or a path (with a '/' or ending in .csv), relative to dir; "" = none
 * @param arena owns what is given in *out
 * @param[out] out the dates in the order of the file; only set on ROTA_OK, as *count
 * @param faults unknown and missing columns, bad dates, text that is no CSV; all of them
 * @return ROTA_E_INPUT when faults were added, and (then err alone says so, for the caller knows
 *         where the name comes from) when there is no such name or file; ROTA_E_SYSTEM when the
 *         file cannot be read
 */
rota_rc rota_holidays_read(const char *dir, const char *name, rota_arena *arena, rota_day **out,
                           int *count, rota_faults *faults, rota_err *err);
/** Names of the built-in lists; returns the count. */
size_t rota_holidays_names(const char *names[], size_t max);

#endif
