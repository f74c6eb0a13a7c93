/* The file of records, records.db beside rota.db: reading, writing, and the log of who read what.
 *
 * It is an rota_store of its own kind; everything of it happens in transactions of io/store.h. What
 * is deleted in it is overwritten. It may be encrypted (rota_key). */
#ifndef ROTA_RECORDS_RECORDS_H
#define ROTA_RECORDS_RECORDS_H

#include "io/store.h"
#include "records/record.h"

extern const rota_store_kind rota_store_of_records;
/** Path of the file of a home: "DIR/records.db", owned by the caller. */
char *rota_records_path(const char *dir);
/**
 * Open the file of a home; anybody else's permissions to it are taken away first.
 * @param create make it when it is not there
 * @return ROTA_E_INPUT when there is none
 */
rota_rc rota_records_open(const char *dir, const rota_key *key, bool create, rota_store **out,
                          rota_err *err);

/** Records in an arena. */
typedef struct {
    rota_record **items;
    size_t count, capacity;
} rota_record_list;
/** Room is malloc's; the records are the arena's. */
void rota_record_list_done(rota_record_list *list);
void rota_record_list_add(rota_record_list *list, rota_record *record);
/** Sort by the day of the event, then by id. */
void rota_record_list_sort(rota_record_list *list);

/** What to read. Zero but for the days, which are ROTA_NO_DAY: everything. */
typedef struct {
    const rota_record_type *type;
    const char *id, *who;
    rota_day from, to; /**< of the event */
} rota_record_filter;
#define ROTA_EVERY_RECORD ((rota_record_filter){.from = ROTA_NO_DAY, .to = ROTA_NO_DAY})

/** Read records, sorted by id, and add them to the list. */
rota_rc rota_records_load(rota_store *store, const rota_record_filter *filter, rota_arena *arena,
                          rota_record_list *out, rota_err *err);
/** One by its id; *out NULL when there is none. */
rota_rc rota_records_find(rota_store *store, const char *id, rota_arena *arena, rota_record **out,
                          rota_err *err);
/** The same; that there is none is ROTA_E_INPUT and names the near miss. */
rota_rc rota_records_get(rota_store *store, const char *id, rota_arena *arena, rota_record **out,
                         rota_err *err);

/** Write a record, new or a draft that is there; a final that supersedes another makes that one
 *  amended. Rules are not asked: see rules.h. */
rota_rc rota_records_write(rota_store *store, const rota_record *record, rota_err *err);
/** A record is superseded from now on. */
rota_rc rota_records_amended(rota_store *store, const char *id, rota_err *err);
rota_rc rota_records_delete(rota_store *store, const char *id, rota_err *err);
/** An id that no record has: "note-20261122-01"; in the arena. */
rota_rc rota_records_new_id(rota_store *store, const rota_record_type *type, rota_day day,
                            rota_arena *arena, const char **out, rota_err *err);

/** One reading, for the log. Text NULL is "". */
typedef struct {
    const char *reader; /**< who they said they are */
    const char *action; /**< "show", "list", "review", ... */
    const char *who;    /**< child or team, NULL: several */
    const char *detail; /**< what was asked for; nothing that stands in a record */
} rota_access;
/** Note that the records were read, inside a write transaction. */
rota_rc rota_records_log(rota_store *store, const rota_access *access,
                         const rota_record_list *records, rota_err *err);

#endif
