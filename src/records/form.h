/* A record as a form: text that people fill in with an editor.
 *
 *     child_id: k1
 *     situation:
 *         Several lines, each set in by four spaces.
 *     [AVAIL]
 *     how_is_child: ...
 *     [AVAIL evidence]
 *     evidence: ...
 *
 * Lines that begin with # are hints. */
#ifndef ROTA_RECORDS_FORM_H
#define ROTA_RECORDS_FORM_H

#include "records/record.h"

/** Is the field one that people fill in? Not the id, type, version, status and what is computed. */
bool rota_form_has(const rota_field *field, int column);
/** Append the form of the record; rows of dimensions that are not there stand as empty ones. */
void rota_form_write(const rota_record *record, rota_text *out);
/**
 * Take over what a form says: fields that it names, and, when it has rows, all of them in place of
 * the record's. Rows in which nothing is filled in are none.
 * @param file for the faults, each with its line
 */
void rota_form_read(const char *file, const char *text, const rota_home *home, rota_arena *arena,
                    rota_record *record, rota_faults *faults);
/** Is there nothing in it but hints? */
bool rota_form_is_empty(const char *text);
/** Take away rows in which nothing stands. */
void rota_form_drop_empty(rota_record *record);

#endif
