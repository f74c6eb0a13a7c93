/* Finding records by words. The index is built in memory for each search and forgotten: no word of
 * a record is anywhere on the disk but in the record itself. */
#ifndef ROTA_RECORDS_SEARCH_H
#define ROTA_RECORDS_SEARCH_H

#include "records/records.h"

typedef struct {
    rota_record *record; /**< lent from the list that was searched */
    const char *snippet; /**< some words around what was found; in the arena */
} rota_record_hit;
/** The best first. Free the array. */
typedef struct {
    rota_record_hit *items;
    size_t count, capacity;
} rota_record_hits;

/**
 * Records of the list whose texts have every word (or one that begins so). Upper and lower case and
 * accents make no difference.
 */
rota_rc rota_record_search_in(const rota_record_list *records, const char *const *words, size_t n,
                              rota_arena *arena, rota_record_hits *out, rota_err *err);

#endif
