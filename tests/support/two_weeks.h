/* One person, two weeks from a Monday, four duties a day of known times: for tests of single lines.
 *
 * E 07:00-15:00 of group 0, there when the children wake; L 14:00-22:00 of group 1, there at
 * bedtime; B 14:00-22:00 of group 0, there at bedtime; N 22:00-07:00 of group 0, a night. 450
 * minutes of work each. 11 hours of rest, 24 after a night unless another night follows. Faces: bit
 * 0 for E and B, 1 for L, 2 for N. Day 3 is a bank holiday. No limits, no costs, no rows. */
#ifndef ROTA_TESTS_SUPPORT_TWO_WEEKS_H
#define ROTA_TESTS_SUPPORT_TWO_WEEKS_H

#include "solver/problem.h"

enum { TWO_WEEKS = 14 };

rota_problem *two_weeks_open(void);
/** "E.N" -> arcs; days not written are off. */
void two_weeks_read(const char *text, int *arcs);
/** The horizon begins on a Sunday instead. */
void two_weeks_begin_on_sunday(rota_problem *problem);

#endif
