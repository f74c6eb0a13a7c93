/* Files that the program carries inside itself; the table is made at build time
 * (cmake/embed.cmake). Names are relative: "rules/uk.ini", "holidays/england.csv",
 * "homes/larch-house/staff.csv", "schema/001-first.sql". */
#ifndef ROTA_IO_EMBEDDED_H
#define ROTA_IO_EMBEDDED_H

#include <stddef.h>

typedef struct {
    const char *name;
    const unsigned char *bytes; /**< NUL-terminated after `size` bytes */
    size_t size;
} rota_embedded_file;

extern const rota_embedded_file rota_embedded_files[];
extern const size_t rota_embedded_count;

#endif
