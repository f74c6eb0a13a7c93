/* Records as people and programs read them. */
#ifndef ROTA_RECORDS_VIEW_H
#define ROTA_RECORDS_VIEW_H

#include "io/json.h"
#include "io/page.h"
#include "records/records.h"

/** Add a record: its head in a few lines, then what is filled in. */
void rota_record_add_page(const rota_record *record, const rota_home *home, rota_page *page);
/** All columns by name; null where empty, lists as arrays, rows under "rows" with "evidence". */
rota_json *rota_record_json(const rota_record *record);
/** The first words of what it says, on one line of at most `columns`; in the arena. */
const char *rota_record_gist(const rota_record *record, int columns, rota_arena *arena);
/** Name of a child or, when the home does not know it any more, its id. */
const char *rota_child_name(const rota_home *home, const char *id);
const char *rota_staff_name(const rota_home *home, const char *id);

#endif
