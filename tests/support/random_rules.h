/* Rule profiles of nobody: several numbers at once that no profile of ours has. */
#ifndef ROTA_TESTS_SUPPORT_RANDOM_RULES_H
#define ROTA_TESTS_SUPPORT_RANDOM_RULES_H

#include "core/rules.h"

#include <stdint.h>

/** Change some of the numbers, each to one that a profile may have. */
void rota_test_random_rules(rota_rules *rules, uint64_t *state);

#endif
