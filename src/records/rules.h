/* What must hold of a record beyond the form of its values. Each fault names the file and line
 * where the record has them, and the field. */
#ifndef ROTA_RECORDS_RULES_H
#define ROTA_RECORDS_RULES_H

#include "io/names.h"
#include "records/records.h"

/** What is known of every record there is: enough to refer to it. */
typedef struct {
    const rota_record_type *type;
    const char *id, *who, *supersedes;
    const char *superseded_by; /**< a final that supersedes it, NULL: none */
    bool draft, amended;
    const char *file; /**< it was read from, for messages; "" = none */
    int line;
} rota_record_entry;
/** Zero-initialised is empty; free with rota_record_index_done. Texts are the arena's. */
typedef struct {
    rota_names names; /**< value: index into entries */
    rota_record_entry *entries;
    size_t count, capacity;
} rota_record_index;
void rota_record_index_done(rota_record_index *index);
/** Add all that the file has. */
rota_rc rota_record_index_load(rota_record_index *index, rota_store *store, rota_arena *arena,
                               rota_err *err);
/** Add a record, in place of what was known of it. */
void rota_record_index_put(rota_record_index *index, const rota_record *record);
/** NULL: no such record. */
const rota_record_entry *rota_record_index_find(const rota_record_index *index, const char *id);
/** Note for each record which final supersedes it; call after the last put. A second final that
 *  supersedes the same is a fault. */
void rota_record_index_link(rota_record_index *index, rota_faults *faults);

/** Completed months of the child of the record on its day, -1: not known. */
int rota_record_age(const rota_record *record, const rota_home *home);
/** Fill in what follows from the rest and is empty: status, visibility, age and bands. */
void rota_record_fill(rota_record *record, const rota_home *home, rota_arena *arena);
/** The last day that it tells of: of the event, of incidents (of a month the first) and occasions;
 *  ROTA_NO_DAY: none. */
rota_day rota_record_told(const rota_record *record);
/** Add every fault of the record. */
void rota_record_check(const rota_record *record, const rota_home *home,
                       const rota_record_index *index, rota_faults *faults);
/** Of a final: add a fault for each occasion or incident after the day of writing, and for a next
 *  review or interview before the one that it follows. What was written elsewhere may have its
 *  reasons: files that are read back are taken with a word about it. */
void rota_record_check_days(const rota_record *record, rota_faults *faults);
/** A final is about what has been: add a fault for each of its days that is after today. Not for
 *  files that are read back, perhaps on a computer whose clock is wrong. */
void rota_record_check_today(const rota_record *record, rota_day today, rota_faults *faults);

#endif
