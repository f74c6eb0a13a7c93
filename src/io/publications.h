/* What was published: every change of the rota of record, kept as it was for good.
 *
 * A publication holds the rota of record of its days as it stood after the change, with names and
 * the times of the shifts of then. The store refuses to change it; it is deleted by a purge, when
 * its retention period is over (purge.h). */
#ifndef ROTA_IO_PUBLICATIONS_H
#define ROTA_IO_PUBLICATIONS_H

#include "core/duty.h"
#include "core/text.h"
#include "io/folder.h"

typedef struct {
    int number;
    char at[ROTA_DATETIME_SIZE];    /**< local date and time */
    char how[8];                    /**< "publish", "import", "found" (before there were any) */
    char plan[ROTA_PLAN_NAME_SIZE]; /**< the plan that was published, or "" */
    rota_day from, to;
    int duties;
} rota_publication;

/** All publications, the first one first; in the folder's arena. */
rota_rc rota_publication_list(rota_folder *folder, rota_publication **out, size_t *count,
                              rota_err *err);
/** The publication of a number; ROTA_E_INPUT says which there are. */
rota_rc rota_publication_find(rota_folder *folder, int number, rota_publication *out,
                              rota_err *err);

/** Now, in local time: $ROTA_TODAY at noon where that is set, else the clock. */
const char *rota_publication_now(const rota_zone *zone, char buf[ROTA_DATETIME_SIZE]);
/**
 * Keep the rota of record of from..to as it stands (inside the transaction that changed it).
 * @param how what changed it, and `plan` which plan: as in rota_publication
 */
rota_rc rota_publication_keep(rota_store *store, const rota_zone *zone, const char *how,
                              const char *plan, rota_day from, rota_day to, rota_err *err);

/** What publishing did. */
typedef struct {
    int number;               /**< of the publication, 0 = nothing differed, none was made */
    int same, added, removed; /**< duties of the rota of record */
} rota_publish_count;
/** A plan's rows of from..to become the rota of record of these days (inside a write transaction).
 */
rota_rc rota_publish(rota_folder *folder, const char *plan, rota_day from, rota_day to,
                     rota_publish_count *out, rota_err *err);

/** A published duty with the words of then. */
typedef struct {
    int publication;
    char shift[ROTA_ID_SIZE], staff[ROTA_ID_SIZE], group[ROTA_ID_SIZE];
    const char *name; /**< of the person; in the arena of the list */
    rota_duty duty;   /**< shift -1, staff -1, group -1: not known any more (a group also `*`) */
} rota_published;
typedef struct {
    rota_arena *arena;
    rota_published *items; /**< sorted by date, shift, group, staff */
    size_t count, capacity;
    rota_duties duties; /**< the same, in the same order */
} rota_published_list;
void rota_published_done(rota_published_list *list);
/**
 * What was published for from..to. number > 0: by that publication. 0: as it was announced, for
 * each day by the last publication before the day; where there was none before it, by the first one
 * after.
 */
rota_rc rota_published_read(rota_folder *folder, const rota_home *home, int number, rota_day from,
                            rota_day to, rota_published_list *out, rota_err *err);

#endif
