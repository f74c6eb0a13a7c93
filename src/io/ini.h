/* INI files, read with iniparser (the only file that includes it is ini.c) and strictly: every
 * value is a string, duplicates and lines that are no entry are faults with their line. */
#ifndef ROTA_IO_INI_H
#define ROTA_IO_INI_H

#include "core/err.h"

#include <stddef.h>

typedef struct {
    char *section, *key, *value; /**< lower-case section and key */
    int line;
} rota_ini_entry;

typedef struct {
    rota_ini_entry *entries;
    size_t count;
} rota_ini;

/** Read a file; `faults` gets every syntax error. ROTA_E_SYSTEM when it cannot be read. */
rota_rc rota_ini_read_file(const char *path, rota_ini *out, rota_faults *faults, rota_err *err);
/** Read bytes that stand inside the program; `name` is used in messages. */
rota_rc rota_ini_read_bytes(const char *name, const char *bytes, size_t n, rota_ini *out,
                            rota_faults *faults, rota_err *err);
void rota_ini_done(rota_ini *ini);

#endif
