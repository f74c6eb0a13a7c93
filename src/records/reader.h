/* Who reads, and what they may see. It is a sieve and a promise, not a lock: whoever can open the
 * file can read it all (docs/privacy.md). */
#ifndef ROTA_RECORDS_READER_H
#define ROTA_RECORDS_READER_H

#include "records/records.h"

typedef struct {
    const char *id; /**< of a person, "manager", or "" when they have not said */
    bool manager;   /**< one of [records] managers, or "manager" */
} rota_reader;

/** Who the id is; ROTA_E_USAGE when it is nobody of the home. */
rota_rc rota_reader_of(const rota_home *home, const char *id, rota_reader *out, rota_err *err);
/** Somebody from outside (a therapist, a social worker), known to the records as author, as named
 * or as having been there: *out says who, or its id is "" when they are not. */
rota_rc rota_reader_of_records(rota_store *store, const char *id, rota_reader *out, rota_err *err);
/** May they read it? Team: everybody. Manager: managers. Named: its author and who is named. */
bool rota_reader_may(const rota_reader *reader, const rota_record *record);
/** Sections of an interview with a child in which something stands that they may not read: the
 *  child shares each with whom it likes. Its author, who was there and managers read them all;
 *  everybody else what it shares with the team, with all or with them. 0 of other types. */
int rota_reader_hidden_sections(const rota_reader *reader, const rota_record *record);
/** Take these sections out, filled in or not; how many had something in them. */
int rota_reader_hide_sections(const rota_reader *reader, rota_record *record);
/** Take out of the list what they may not read; how many it was. */
size_t rota_reader_sieve(const rota_reader *reader, rota_record_list *list);

#endif
