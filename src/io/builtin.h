/* Files of one kind that are built into the program and go by their names: rule profiles
 * ("rules/uk.ini"), lists of bank holidays ("holidays/england.csv"). Where such a name is asked
 * for, a path of a file of one's own may stand as well. */
#ifndef ROTA_IO_BUILTIN_H
#define ROTA_IO_BUILTIN_H

#include "core/err.h"
#include "io/embedded.h"

#include <stdbool.h>
#include <stddef.h>

typedef struct {
    const char *prefix, *suffix; /**< "rules/", ".ini" */
    const char *what;            /**< "rule profile": unknown WHAT 'x' */
    const char *example;         /**< of a file of one's own: "./rules.ini" */
} rota_builtin_kind;
/** Most files of one kind. */
enum { ROTA_BUILTIN_MOST = 32 };

/** The names of all files of the kind, lent for ever, at most `max`. @return how many */
size_t rota_builtin_names(const rota_builtin_kind *kind, const char *names[], size_t max);
/** Is it meant as a path: has it a slash, or the suffix at its end? */
bool rota_builtin_is_path(const rota_builtin_kind *kind, const char *name);
/** The file of a name. ROTA_E_INPUT names the near miss, or all that there are. */
rota_rc rota_builtin_find(const rota_builtin_kind *kind, const char *name,
                          const rota_embedded_file **out, rota_err *err);
/** The file's name without the prefix, for messages: "uk.ini". */
const char *rota_builtin_file_name(const rota_builtin_kind *kind, const rota_embedded_file *file);

#endif
