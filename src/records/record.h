/* A record in memory: its values as canonical text, by the columns of its type. Empty is "", never
 * NULL. Everything belongs to the arena that it was made with. */
#ifndef ROTA_RECORDS_RECORD_H
#define ROTA_RECORDS_RECORD_H

#include "core/home.h"
#include "records/types.h"

/** The row of a dimension, or one piece of evidence in it. Values of other levels are "". */
typedef struct rota_record_part {
    const char **values; /**< [type->ncolumns] */
    int line;            /**< of the file it was read from, 0 = none */
    struct rota_record_part *items;
    size_t nitems, items_capacity;
} rota_record_part;

typedef struct {
    const rota_record_type *type;
    const char **values;                     /**< [type->ncolumns]: head and record */
    rota_record_part parts[ROTA_DIMENSIONS]; /**< in the order of the dimensions */
    size_t nparts;
    const char *file; /**< it was read from, for messages; "" = none */
    int line;
    uint64_t wrong; /**< bits of columns whose text was none of theirs: left empty, and said */
} rota_record;

rota_record *rota_record_new(rota_arena *arena, const rota_record_type *type);
/** The row of a dimension (0 to 4), made where it is not there yet. */
rota_record_part *rota_record_part_make(rota_arena *arena, rota_record *record, int dimension);
/** One more piece of evidence at the end of the row's. */
rota_record_part *rota_record_item_add(rota_arena *arena, const rota_record *record,
                                       rota_record_part *part);
/** A copy that shares no row, value by value the same. */
rota_record *rota_record_copy(rota_arena *arena, const rota_record *record);

/** Value of the head or of the whole record, by column name (which the type has: assert). */
const char *rota_record_get(const rota_record *record, const char *column);
/** Set one; the text is lent. */
void rota_record_set(rota_record *record, const char *column, const char *value);
const char *rota_record_part_get(const rota_record *record, const rota_record_part *part,
                                 const char *column);
/** Row of a dimension, or NULL. */
const rota_record_part *rota_record_part_find(const rota_record *record, int dimension);
/** Which dimension (0 to 4) the row is of. */
int rota_record_part_dimension(const rota_record *record, const rota_record_part *part);
/** Does a list of words (a space between two) have the word? */
bool rota_words_have(const char *list, const char *word);

static inline const char *rota_record_id(const rota_record *record) {
    return record->values[ROTA_HEAD_ID];
}
static inline const char *rota_record_who(const rota_record *record) {
    return record->values[ROTA_HEAD_WHO];
}
bool rota_record_is_draft(const rota_record *record);
bool rota_record_is_final(const rota_record *record); /**< and not amended */
bool rota_record_is_amended(const rota_record *record);
/** A date of the record, ROTA_NO_DAY when empty. */
rota_day rota_record_day(const rota_record *record, const char *column);
/** The day it is about, else that on which it was written. */
rota_day rota_record_event(const rota_record *record);

/** Does it name the record of that id (a goal that was agreed, what it comes from, what it amends)?
 */
bool rota_record_refers(const rota_record *record, const char *id);

/** Are all values the same (but for `except`, a column of the head, -1: none)? */
bool rota_record_same(const rota_record *a, const rota_record *b, int except);
/** The same, when it does not matter how lines of texts end (a mail program may have changed it).
 */
bool rota_record_same_lines(const rota_record *a, const rota_record *b, int except);

/** The rows of the record in its CSV file, without header, by ROTA_CSV; returns the length of the
 *  longest. */
size_t rota_record_add_csv(const rota_record *record, rota_text *out);
/** The header row of a type's file. */
void rota_record_add_csv_header(const rota_record_type *type, rota_text *out);

/**
 * The canonical form of what somebody wrote for a field; spaces around it are taken off but for
 * texts. (Texts of files are kept as they are and do not come here.)
 * @param home whose children, people, groups and shifts may be named
 * @param arena the result's
 * @param wrong says why it is none ("'x' is not a date (for example 2026-12-31)")
 * @return NULL when it is wrong
 */
const char *rota_field_parse(const rota_record_type *type, const rota_field *field,
                             const char *text, const rota_home *home, rota_arena *arena,
                             rota_text *wrong);

#endif
