/* What a team says of itself: reflections of at least ROTA_TEAM_LEAST people together, never of
 * fewer, and never who said what. */
#ifndef ROTA_RECORDS_TEAM_H
#define ROTA_RECORDS_TEAM_H

#include "io/json.h"
#include "io/page.h"
#include "records/due.h"

/** Teams and periods of which there are final reflections, the last period of each team. */
typedef struct {
    const char *team, *period;
    int respondents;
} rota_team_period;
/**
 * @param team NULL: all teams
 * @param period NULL: the last period of each
 * @return array of malloc with *n rows, sorted by team
 */
rota_team_period *rota_team_periods(const rota_record_list *records, const char *team,
                                    const char *period, size_t *n);
/** Add what a team says; with too few respondents only that. */
void rota_team_add_page(const rota_record_list *records, const rota_team_period *of,
                        rota_page *page);
rota_json *rota_team_json(const rota_record_list *records, const rota_team_period *of);

#endif
