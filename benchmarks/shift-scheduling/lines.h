/* The lines of a text file that say something: without blank ones and comments. */
#ifndef ROTA_BENCHMARKS_SHIFT_SCHEDULING_LINES_H
#define ROTA_BENCHMARKS_SHIFT_SCHEDULING_LINES_H

#include "core/err.h"
#include "core/text.h"

typedef struct {
    int number; /**< 1-based */
    char *text; /**< spaces around it removed; may be written into */
} rota_line_of_text;

/** A file's lines. Zero-initialised is empty; free with rota_lines_done. */
typedef struct {
    rota_text bytes;
    rota_line_of_text *lines;
    size_t count, capacity;
} rota_lines;

/**
 * Read a file (`-`: standard input). A byte-order mark and CRLF are taken, blank lines and lines
 * that begin with # are left out. Bytes that are no text are a fault of their line.
 * @return ROTA_E_INPUT with the faults in *faults (and err untouched) when it is no text; the codes
 *         of rota_csv_slurp, in err, when the file cannot be read
 */
rota_rc rota_lines_read(const char *path, rota_lines *out, rota_faults *faults, rota_err *err);
void rota_lines_done(rota_lines *lines);

/** Remove the spaces around a text, in place. */
char *rota_lines_trim(char *text);

#endif
