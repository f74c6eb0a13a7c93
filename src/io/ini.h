/* INI files, read with iniparser (the only file that includes it is ini.c) and strictly: every
 * value is a string, duplicates and lines that are no entry are faults with their line.
 *
 * A line is empty, a comment (`#` or `;`), `[section]` or `key = value`. A comment may follow a
 * value after a blank. A value with `;` or `#` in it stands in "double" or 'single' quotes.
 * Sections may be opened again; their keys may not be repeated. UTF-8, with or without a byte-order
 * mark, LF or CRLF. */
#ifndef ROTA_IO_INI_H
#define ROTA_IO_INI_H

#include "core/err.h"

#include <stddef.h>

/** A line of the file: an entry, or a section's own line (then key and value are NULL). */
typedef struct {
    char *section, *key, *value; /**< lower-case section and key */
    int line;
} rota_ini_entry;

typedef struct {
    rota_ini_entry *entries; /**< in the order of the file */
    size_t count;
} rota_ini;

enum {
    ROTA_INI_LINE = 1000,       /**< most bytes of a line (iniparser's own limit is 1024) */
    ROTA_INI_SIZE = 1024 * 1024 /**< most bytes of a file */
};

/**
 * Read a file.
 * @param[out] out every line that is not at fault; free with rota_ini_done
 * @param faults gets every syntax error, the file named without its folder
 * @return ROTA_OK also when there are faults; ROTA_E_SYSTEM when it cannot be read; ROTA_E_INPUT
 *         when it is larger than ROTA_INI_SIZE. *out is only set on ROTA_OK.
 */
rota_rc rota_ini_read_file(const char *path, rota_ini *out, rota_faults *faults, rota_err *err);
/** Read bytes that stand inside the program; `name` is used in messages. */
rota_rc rota_ini_read_bytes(const char *name, const char *bytes, size_t n, rota_ini *out,
                            rota_faults *faults, rota_err *err);
void rota_ini_done(rota_ini *ini);

#endif
