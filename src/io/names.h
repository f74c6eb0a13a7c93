/* A set of names, each with a number: ids that may be referred to, keys that stand in a file. */
#ifndef ROTA_IO_NAMES_H
#define ROTA_IO_NAMES_H

#include "core/mem.h"

#include <stdbool.h>
#include <stddef.h>

/** Zero-initialised is empty and valid; free with rota_names_done. */
typedef struct {
    char **names; /**< in the order in which they were added */
    size_t *values;
    size_t count, capacity;
    size_t *slots; /**< hash table: index into names + 1, 0 = free */
    size_t nslots;
} rota_names;

void rota_names_done(rota_names *set);
/** Add a name (copied). False when it is there already: it keeps its value. */
bool rota_names_add(rota_names *set, const char *name, size_t value);
/** The value of a name, or NULL; lent until the next change. */
const size_t *rota_names_find(const rota_names *set, const char *name);

#endif
