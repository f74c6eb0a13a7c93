/* The periodic review of a child on one page: how it is getting on by the five dimensions, what
 * helped, on what evidence, its goals, and beside it which adults were there. */
#ifndef ROTA_RECORDS_REVIEW_H
#define ROTA_RECORDS_REVIEW_H

#include "io/json.h"
#include "io/page.h"
#include "records/annex.h"
#include "records/reader.h"

enum { ROTA_REVIEW_PERIODS = 3, ROTA_INFORMANTS = 5 };

/** What there is of one dimension. Arrays are the arena's. */
typedef struct {
    int notes, notes_by_key; /**< notes of the period; of them by the key caregiver of their day */
    int evidence[ROTA_INFORMANTS]; /**< pieces in checklists of the period, by informant */
    int evidence_in_all;
} rota_review_dimension;

/** A child's or a carer's words. */
typedef struct {
    const rota_record *record;
    const rota_record_part *part;
} rota_review_words;

typedef struct {
    const rota_home *home;
    int child;
    rota_day from, to, today;
    const rota_record *progress[ROTA_REVIEW_PERIODS]; /**< the last ones, oldest first */
    size_t nprogress;
    const rota_record *checklists[ROTA_REVIEW_PERIODS]; /**< the last ones, oldest first */
    size_t nchecklists;
    rota_review_dimension dimensions[ROTA_DIMENSIONS];
    int notes, notes_by_key;       /**< all notes of the period */
    rota_review_words *child_says; /**< what may be shown of it */
    size_t nchild_says;
    int withheld; /**< sections of the child's that may not be shown to this reader */
    rota_review_words *carers_say;
    size_t ncarers_say;
    const rota_record **goals; /**< open and continued ones */
    size_t ngoals;
    rota_annex annex;
    size_t hidden; /**< records that this reader may not see */
} rota_review;

/** May a section of a child's interview be shown to them? "team" is the home's own team. */
bool rota_child_lets(const rota_record *interview, const rota_record_part *part, const char *whom);
/** Is it said in the child's own words? */
bool rota_is_own_words(const rota_record *interview, const rota_record_part *part);
/** Days of a review when none are said: those of the last progress record, else the last 13 weeks.
 */
void rota_review_default_period(const rota_record_list *records, rota_day today, rota_day *from,
                                rota_day *to);
/**
 * Collect a review.
 * @param home see rota_annex_measure
 * @param records the child's, those that the reader may see
 */
rota_rc rota_review_make(rota_home *home, const rota_duties *duties,
                         const rota_record_list *records, int child, rota_day from, rota_day to,
                         rota_day today, rota_arena *arena, rota_review *out, rota_err *err);
rota_page *rota_review_page(const rota_review *review);
rota_json *rota_review_json(const rota_review *review);
/** The annex alone, for pages of others. */
void rota_annex_add_page(const rota_home *home, const rota_annex *annex, rota_page *page);
rota_json *rota_annex_json(const rota_home *home, const rota_annex *annex);

#endif
