/* What is due of records, by the rules of rota.ini [records], and whose it is. */
#ifndef ROTA_RECORDS_DUE_H
#define ROTA_RECORDS_DUE_H

#include "records/records.h"

typedef struct {
    const char *kind;   /**< "progress_record", "goal", "action", ...: for programs */
    const char *what;   /**< "progress record": for people */
    const char *who;    /**< child, team or person that it is about */
    const char *person; /**< whom it falls to: an id, or "manager" */
    const char *record; /**< the record that says so, "" = none */
    const char *since;  /**< date of the last one, "" = none yet */
    rota_day day;
} rota_due;
/** Sorted by day, then by whom and what it is about. Texts are the arena's or lent. Free with
 *  rota_due_list_done. */
typedef struct {
    rota_due *items;
    size_t count, capacity;
} rota_due_list;
void rota_due_list_done(rota_due_list *list);

/**
 * Everything that is due on or before a day: progress records, checklists and interviews of the
 * children who live here today, goals to look at, reflections of teams and what they agreed on,
 * trials that end, supervision.
 * @param records all of them; drafts and what is amended count for nothing
 */
void rota_due_find(const rota_home *home, const rota_record_list *records, rota_day today,
                   rota_day until, rota_arena *arena, rota_due_list *out);
/** Team reflections of fewer people than this are not shown: one could guess who said what. */
enum { ROTA_TEAM_LEAST = 4 };
/** How many finals there are of the team and period. */
int rota_team_respondents(const rota_record_list *records, const char *team, const char *period);

#endif
