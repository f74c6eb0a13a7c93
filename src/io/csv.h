/* CSV text <-> records of fields, with libcsv (the only file that includes its header is csv.c).
 *
 * Knows no columns: import.c does. Reading takes what spreadsheets write: a byte-order mark, CRLF
 * or LF, `,` `;` or tab (found from the first line, or said by a line `sep=;` before it), spaces
 * around fields, blank lines, quoted fields over several lines. Rows without any value count as
 * blank lines, and empty fields at the end of rows, beyond the last name of the first record, as
 * not there: a column that was once used leaves its separators behind. */
#ifndef ROTA_IO_CSV_H
#define ROTA_IO_CSV_H

#include "core/err.h"
#include "core/text.h"

#include <stdbool.h>
#include <stddef.h>

/** Longest record, and largest file, in bytes. */
enum { ROTA_CSV_MAX_RECORD = 64 * 1024, ROTA_CSV_MAX_FILE = 64 * 1024 * 1024 };

/** A record: where it starts, and its fields (indices into rota_csv.offsets). */
typedef struct {
    int line; /**< 1-based line on which it starts */
    size_t first, nfields;
} rota_csv_record;

/** A file's records. Zero-initialised is empty; free with rota_csv_done. */
typedef struct {
    rota_csv_record *records;
    size_t count, capacity;
    size_t *offsets; /**< of each field in `bytes` */
    size_t noffsets, offsets_capacity;
    rota_text bytes; /**< the fields, each NUL-terminated */
    char delimiter;
} rota_csv;

/**
 * Read all records of a text.
 *
 * Faults name the line: bytes that are no UTF-8, NUL bytes, a quote that is never closed (the line
 * where it opens), quotes in the wrong place, a record that is too long. Reading goes on after
 * those where it can, so that all are found; records with a fault are left out.
 * A field that starts with ' and one of = + - @ tab has lost that ' (see rota_csv_add_field).
 * Ends of lines inside fields are LF, whatever they were.
 *
 * @param file name for the faults
 * @param[out] out what could be read; the header is its first record
 */
void rota_csv_read(const char *file, const char *bytes, size_t n, rota_csv *out,
                   rota_faults *faults);
/** The same, for texts that must come back byte for byte: where the rows of the file end with LF,
 *  a CR inside a field stays. Where they end with CR LF (or CR) something may have changed every
 * end of line on the way, so that those inside fields are LF here, too. */
void rota_csv_read_exact(const char *file, const char *bytes, size_t n, rota_csv *out,
                         rota_faults *faults);
void rota_csv_done(rota_csv *csv);
/** A field's text, lent. @pre record and field exist */
const char *rota_csv_field(const rota_csv *csv, size_t record, size_t field);

/**
 * Read a whole file (`-`: standard input) and append its bytes to out.
 * @return ROTA_E_INPUT when there is no such file, it is a folder or larger than
 *         ROTA_CSV_MAX_FILE; ROTA_E_SYSTEM when it cannot be read
 */
rota_rc rota_csv_slurp(const char *path, rota_text *out, rota_err *err);

/**
 * Append one field, quoted where it must be, after a comma unless `first`. A field that starts with
 * = + - @ or a tab gets a leading ', so that no spreadsheet runs it as a formula.
 */
void rota_csv_add_field(rota_text *out, bool first, const char *field);
/** End the row: LF. */
void rota_csv_end_row(rota_text *out);

#endif
