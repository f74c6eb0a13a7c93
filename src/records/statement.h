/* The home's statement of how it works with the model and how steady its care is, for a placing
 * authority. Numbers of the home and its groups; no child and nobody of the staff is named. */
#ifndef ROTA_RECORDS_STATEMENT_H
#define ROTA_RECORDS_STATEMENT_H

#include "core/continuity.h"
#include "io/json.h"
#include "io/page.h"
#include "records/records.h"

typedef struct {
    rota_continuity measured;          /**< of the period */
    int recent_distinct, recent_floor; /**< of its last 28 days */
    double predictability;             /**< NAN: nothing was recorded */
    int children;                      /**< who live in the group on the last day */
} rota_statement_group;

typedef struct {
    const rota_home *home;
    rota_day from, to;
    int days_with_rota;           /**< of the period; the figures of continuity are of these */
    rota_statement_group *groups; /**< [home->ngroups], the arena's */
    int children;
    int records[9];      /**< finals of the period, in the order of rota_record_types() */
    int reviewed, heard; /**< children of today with a progress record, with an interview of
                              their own, within the last review_weeks */
    int key_changes[5];  /**< in the period, by enum rota_key_reason */
    const rota_record **sessions; /**< training sessions of the period */
    size_t nsessions;
} rota_statement;

/** Count and measure.
 *  @param records all that there are
 *  @param duties the rota as worked */
rota_rc rota_statement_make(const rota_home *home, const rota_duties *duties,
                            const rota_record_list *records, rota_day from, rota_day to,
                            rota_arena *arena, rota_statement *out, rota_err *err);
/** Add what the figures are made of to the list, for the log. */
void rota_statement_uses(const rota_home *home, const rota_record_list *records, rota_day from,
                         rota_day to, rota_record_list *out);
rota_page *rota_statement_page(const rota_statement *statement);
rota_json *rota_statement_json(const rota_statement *statement);

#endif
