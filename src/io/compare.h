/* What was worked against what was published (or against a plan): who worked what instead of whom,
 * who came earlier, stayed longer, was not there; hours of each person; predictability. */
#ifndef ROTA_IO_COMPARE_H
#define ROTA_IO_COMPARE_H

#include "core/worked.h"
#include "io/json.h"
#include "io/publications.h"
#include "io/table.h"

/** What became of a duty. */
enum rota_change_kind {
    ROTA_CHANGE_NONE,    /**< worked as published */
    ROTA_CHANGE_TIMES,   /**< the same person, other times, breaks or group */
    ROTA_CHANGE_INSTEAD, /**< somebody else, or several people together */
    ROTA_CHANGE_ABSENT,  /**< nobody */
    ROTA_CHANGE_EXTRA    /**< worked on top of what was published */
};
const char *rota_change_name(enum rota_change_kind kind); /**< "as_published", "times", ... */

/** A published duty and what was worked of it, or a worked duty that came on top. */
typedef struct {
    enum rota_change_kind kind;
    int published;     /**< index, -1: on top */
    const int *worked; /**< [nworked] indices, by start */
    int nworked;
    bool recorded;  /**< worked.csv or leave.csv says so; false: only the rota of record does */
    int difference; /**< working time, minutes: worked less published */
    int earlier, longer; /**< minutes: begun before the published start, ended after its end */
    const char *text;    /**< a sentence for people; "" when there is no change */
} rota_change;

/** Somebody's time in the period, minutes of working time. */
typedef struct {
    int published, worked;
    int kept;     /**< of worked: on duties that were published for this person */
    int absent;   /**< of published: duties that this person did not work at all */
    int absences; /**< their number */
} rota_person_change;

typedef struct {
    const rota_home *home; /**< lent */
    rota_day from, to;
    char against[80];           /**< "what was published", "plan 'next'" */
    rota_duties published;      /**< of the period, by date, shift, group, staff */
    const char **names;         /**< [published.count] of the people; in the arena */
    rota_duties worked;         /**< of the period: recorded, else of the rota of record */
    rota_change *changes;       /**< all published duties, then what came on top */
    size_t nchanges;            /**< also those of kind NONE */
    rota_person_change *people; /**< [home->nstaff] */
    double predictability;      /**< share of published minutes worked by the published person */
    double predictability_recorded; /**< the same of those duties alone that are recorded */
    rota_arena *arena;
} rota_comparison;

/**
 * Compare. Duties whose date is in from..to.
 * @param published in any order; staff -1: not known any more
 * @param names their people's names, NULL: those of the home
 * @param worked all that was worked, as of rota_duties_history()
 */
void rota_compare(const rota_home *home, const rota_duties *published, const char *const *names,
                  const rota_duties *worked, rota_day from, rota_day to, rota_comparison *out);
void rota_comparison_done(rota_comparison *comparison);
/** How many changes of the kind. */
int rota_comparison_count(const rota_comparison *comparison, enum rota_change_kind kind);

/** The changes, the people whose hours differ, predictability. */
void rota_view_comparison(const rota_comparison *comparison, const rota_look *look, rota_text *out);
rota_json *rota_json_comparison(const rota_comparison *comparison);

#endif
