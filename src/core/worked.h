/* What was worked beside what was published: which duty was worked by whom.
 *
 * worked.csv does not say which duty of the rota a row is about, and not who stayed away; both are
 * found here. Rows are looked at one after the other:
 *
 * 1. A row is about the duty of the same person that it overlaps by half or more of the shorter of
 *    the two, the one with the longest overlap. A duty may have several rows.
 * 2. A person's other duties of a day on which the person has rows were not worked. Nor were duties
 *    on days of leave. With the setting worked_complete, neither were those of people without a row
 *    on a day that somebody has a row on.
 * 3. A row that is about no duty of its own person stands in for one of somebody else, in the same
 *    group, that it overlaps by half of the shorter: one that was not worked; else the only one of
 *    which nothing is recorded; else the rest of one that its person did not work to the end.
 * 4. What is left of the rows came on top. Duties of which nothing says otherwise count as
 *    published. */
#ifndef ROTA_CORE_WORKED_H
#define ROTA_CORE_WORKED_H

#include "core/duty.h"

/** What became of a published duty. */
enum rota_kept {
    ROTA_KEPT_UNRECORDED, /**< nothing is recorded: it counts as published */
    ROTA_KEPT_OWN,        /**< the person worked it, or some of it */
    ROTA_KEPT_OTHER,      /**< others worked it */
    ROTA_KEPT_NOBODY      /**< nobody did */
};

/** Which worked duty is about which published one. Free with rota_match_done. */
typedef struct {
    enum rota_kept *kept; /**< [published->count] */
    int *published_of;    /**< [worked->count] index into published, -1: it came on top */
} rota_match;

/**
 * Match duties. A published duty may have the staff -1: somebody who is not known any more.
 * @param published in any order; lent for the call only, as `worked`
 * @param all `worked` holds everything that was worked: what nobody worked there was not worked
 *        (no ROTA_KEPT_UNRECORDED)
 */
void rota_match_init(const rota_home *home, const rota_duties *published, const rota_duties *worked,
                     bool all, rota_match *out);
void rota_match_done(rota_match *match);

#endif
