/* Forgetting a child: what the law lets be deleted is deleted for good; what must be kept is kept,
 * and it is said until when. */
#ifndef ROTA_RECORDS_FORGET_H
#define ROTA_RECORDS_FORGET_H

#include "records/records.h"

typedef struct {
    rota_record_list gone; /**< to be deleted: drafts, and everything when the time is over */
    rota_record_list kept; /**< finals, as they are the child's case record */
    rota_day until;        /**< kept until the day before this one; ROTA_NO_DAY: not known */
    bool all_gone;         /**< nothing is kept: the child's row in rota.db goes, too */
} rota_forget_plan;
void rota_forget_plan_done(rota_forget_plan *plan);

/** What would be done. @param records of the child, all of them */
void rota_forget_plan_make(const rota_home *home, const rota_record_list *records, int child,
                           rota_day today, rota_forget_plan *out);
/** Delete it in the file of records and make the file anew, so that nothing of it is left there. */
rota_rc rota_forget_records(rota_store *records, const rota_forget_plan *plan,
                            const rota_access *access, rota_err *err);
/** Delete the child's row and history in the database of the rota, in the same way. */
rota_rc rota_forget_child(rota_store *rota, const char *child, rota_err *err);

#endif
