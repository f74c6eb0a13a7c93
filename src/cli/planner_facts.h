/* What the planner did: for people at the end of `rota plan -v`, for programs in its JSON. */
#ifndef ROTA_CLI_PLANNER_FACTS_H
#define ROTA_CLI_PLANNER_FACTS_H

#include "io/json.h"
#include "plan/plan.h"

/** Phases with their seconds and what was counted; a few lines. */
void rota_planner_summary(const rota_planned *planned, rota_text *out);
/** The object `solver` of docs/json.md: the same for the same input, so without seconds; with them
 *  where the clock is asked for. */
rota_json *rota_planner_json(const rota_planned *planned, bool clock);

#endif
