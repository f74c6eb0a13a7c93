/* With what the next training session opens: what was decided, who does what until then, and the
 * measures before the trial and in it. */
#ifndef ROTA_RECORDS_TRAINING_H
#define ROTA_RECORDS_TRAINING_H

#include "core/continuity.h"
#include "io/json.h"
#include "io/page.h"
#include "records/records.h"

/** The last final session of a team (NULL: of any) up to a day, or NULL. */
const rota_record *rota_training_last(const rota_record_list *records, const char *team,
                                      rota_day today);
/** A group over the 28 days before a trial, and over the trial so far. */
typedef struct {
    rota_day before_from, before_to, since_from, since_to; /**< since_from > since_to: not begun */
    rota_continuity before, since;
} rota_training_measures;
/** @return false: the session has decided on no trial */
bool rota_training_measure(const rota_home *home, const rota_duties *duties,
                           const rota_record *session, int group, rota_day today,
                           rota_training_measures *out);
void rota_training_add_page(const rota_home *home, const rota_duties *duties,
                            const rota_record *session, rota_day today, rota_page *page);
rota_json *rota_training_json(const rota_home *home, const rota_duties *duties,
                              const rota_record *session, rota_day today);

#endif
