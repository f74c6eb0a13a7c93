/* Small sets of people as bits, for the continuity measures of this folder. */
#ifndef ROTA_CORE_PEOPLE_H
#define ROTA_CORE_PEOPLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/** Words of a set of people 0 .. nstaff - 1. */
static inline size_t rota_people__words(int nstaff) {
    return ((size_t)nstaff + 63) / 64;
}

static inline void rota_people__add(uint64_t *set, int staff) {
    set[staff / 64] |= UINT64_C(1) << (staff % 64);
}

static inline bool rota_people__has(const uint64_t *set, int staff) {
    return set[staff / 64] >> (staff % 64) & 1;
}

/** How many people are in both sets; in a set itself when both are the same. */
static inline int rota_people__common(const uint64_t *a, const uint64_t *b, size_t words) {
    int n = 0;
    for (size_t i = 0; i < words; i++)
        n += __builtin_popcountll(a[i] & b[i]);
    return n;
}

/** How many people are in either set. */
static inline int rota_people__either(const uint64_t *a, const uint64_t *b, size_t words) {
    int n = 0;
    for (size_t i = 0; i < words; i++)
        n += __builtin_popcountll(a[i] | b[i]);
    return n;
}

#endif
