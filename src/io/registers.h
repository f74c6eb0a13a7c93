/* Registers: what others ask a home for, as tables. They go out only.
 *
 * opt_out_register  who has agreed to work over the weekly average limit
 * duty_roster       who was to work when, and who did
 * hr                staff, leave, hours, duties and findings, and nothing of any child: no child's
 *                   id, no group, no key caregiver, no record */
#ifndef ROTA_IO_REGISTERS_H
#define ROTA_IO_REGISTERS_H

#include "io/folder.h"
#include "io/sheet.h"

typedef struct {
    const char *name, *title;
    bool many; /**< several tables: goes to a folder */
} rota_register;
const rota_register *rota_registers(size_t *count);
/** The register of a name, or NULL. */
const rota_register *rota_register_find(const char *name);

enum { ROTA_REGISTER_MOST_SHEETS = 8 };
/**
 * Make the tables of a register (call inside a read transaction).
 * @param from first day, `to` the last; ROTA_NO_DAY: the first, the last of which anything is known
 * @param[out] sheets [ROTA_REGISTER_MOST_SHEETS], for rota_sheet_free; count is set also on failure
 */
rota_rc rota_register_make(rota_folder *folder, const rota_home *home, const rota_register *reg,
                           rota_day from, rota_day to, rota_sheet **sheets, size_t *count,
                           rota_err *err);

#endif
