/* Why a duty is short: for each person who might have taken it, the rule that keeps them off. */
#ifndef ROTA_CORE_REASONS_H
#define ROTA_CORE_REASONS_H

#include "core/check.h"
#include "core/demand.h"

/** One candidate and what stands in the way. */
typedef struct {
    int staff;
    const char *rule; /**< a rule id, or "on_duty" (on another duty then, or on as many that day as
                           the limit allows), "skill" (lacks it), "free" (nothing stands in the way:
                           the plan is not the best one yet, or was made by hand) */
    char *text;       /**< "Priya: only 9 h 15 since Monday's late"; owned by the list */
} rota_reason;

typedef struct {
    rota_reason *items;
    size_t count, capacity;
} rota_reasons;
void rota_reasons_done(rota_reasons *reasons);

/**
 * Reasons for a shortfall, one for each employed person who does not serve it, by index of staff.
 * A window of time is served by who is there for all of the short stretch; the candidate duty is
 * the best fitting shift of the home (most minutes of that stretch, then the shorter shift) for the
 * row's group. Of several rules the one that says most is told: skill, employment, leave,
 * unavailable, never, on duty, rest, limits, averages. What the planner avoids stands in the way
 * too, though the checker lets it pass: rules that the profile only advises, a rest that has to be
 * compensated, a weekly rest that needs a recorded reason.
 * @param duties all that is known: history, the plan, what is published after it; any order
 * @param from first day of the period that is planned, for limits that count over it
 * @param to its last day; before `from`: such limits are not asked
 * @param[out] out appended
 */
void rota_reasons_for(const rota_home *home, const rota_duties *duties, rota_day from, rota_day to,
                      const rota_shortfall *shortfall, rota_reasons *out);
/** All texts on one line, "; " between them, "" when there are none. The caller frees it. */
char *rota_reasons_line(const rota_home *home, const rota_reasons *reasons);

#endif
