#include "io/names.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* FNV-1a, 64 bits. */
static uint64_t hash(const char *s) {
    uint64_t h = 14695981039346656037u;
    for (; *s; s++)
        h = (h ^ (unsigned char)*s) * 1099511628211u;
    return h;
}

/* The slot of a name, or the free one where it would stand. There is always a free one. */
static size_t find_slot(const rota_names *set, const char *name) {
    size_t slot = (size_t)hash(name) % set->nslots;
    while (set->slots[slot] && strcmp(set->names[set->slots[slot] - 1], name) != 0)
        slot = (slot + 1) % set->nslots;
    return slot;
}

static void grow_slots(rota_names *set) {
    free(set->slots);
    set->nslots = set->nslots ? set->nslots * 2 : 64;
    set->slots = ROTA_NEW_ARRAY(size_t, set->nslots);
    for (size_t i = 0; i < set->count; i++)
        set->slots[find_slot(set, set->names[i])] = i + 1;
}

void rota_names_done(rota_names *set) {
    for (size_t i = 0; i < set->count; i++)
        free(set->names[i]);
    free(set->names);
    free(set->values);
    free(set->slots);
    *set = (rota_names){0};
}

bool rota_names_add(rota_names *set, const char *name, size_t value) {
    if (2 * (set->count + 1) > set->nslots)
        grow_slots(set);
    size_t slot = find_slot(set, name);
    if (set->slots[slot])
        return false;
    if (set->count == set->capacity) {
        set->capacity = set->capacity ? set->capacity * 2 : 16;
        set->names = rota_realloc(set->names, set->capacity, sizeof *set->names);
        set->values = rota_realloc(set->values, set->capacity, sizeof *set->values);
    }
    set->names[set->count] = rota_strdup(name);
    set->values[set->count] = value;
    set->slots[slot] = ++set->count;
    return true;
}

const size_t *rota_names_find(const rota_names *set, const char *name) {
    if (!set->nslots)
        return NULL;
    size_t slot = find_slot(set, name);
    return set->slots[slot] ? &set->values[set->slots[slot] - 1] : NULL;
}
