/* Random homes from a seed, for tests of planning: people, rules, demand, absences, wishes, pins
 * and what was worked before and is known after the period, of every kind that the model has. */
#ifndef ROTA_TESTS_SUPPORT_RANDOM_HOME_H
#define ROTA_TESTS_SUPPORT_RANDOM_HOME_H

#include "plan/plan.h"

enum rota_test_homes {
    ROTA_TEST_ANY_HOME,  /**< 3 to 14 people, 1 to 14 days, everything now and then */
    ROTA_TEST_SMALL_HOME /**< as many kinds of things, but solved to the optimum in a moment */
};

typedef struct {
    rota_home *home;
    rota_plan_request request; /**< period and draft; solver settings are the test's */
    rota_assignment *draft;
} rota_test_random_home;

/** The home of a seed, always the same. Free with rota_test_random_home_done. */
rota_test_random_home rota_test_random_home_of(uint64_t seed, enum rota_test_homes kind);
void rota_test_random_home_done(rota_test_random_home *random);
/** Give the people other places and names; nothing else changes, so neither does the optimum. */
void rota_test_random_home_shuffle(rota_test_random_home *random, uint64_t seed);

#endif
