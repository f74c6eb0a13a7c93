/* What a rota is worth, worked out from the home, the settings and the rota alone: nothing of the
 * planner or the solver is used. */
#ifndef ROTA_TESTS_SUPPORT_RECOUNT_H
#define ROTA_TESTS_SUPPORT_RECOUNT_H

#include "plan/plan.h"

/**
 * @param rows the rota of the period
 * @param duties history, the rota and what is known after it
 * @param[out] parts points of each part; fairness stays 0
 */
void rota_test_recount(const rota_home *home, const rota_plan_request *request,
                       const rota_assignment *rows, size_t n, const rota_duties *duties,
                       double parts[ROTA_NPARTS]);

/** Must somebody work at least so much in the period? Then maxima of demand may be passed. */
bool rota_test_is_pressed(const rota_home *home, const rota_plan_request *request);

#endif
