/* The phases of a search, for solve.c. */
#ifndef ROTA_SOLVER_PHASES_H
#define ROTA_SOLVER_PHASES_H

#include "solver/search.h"

/** Enter a phase; NULL: leave the last. What each took is kept in s->phases. */
void rota_phases_enter(rota_search *s, const char *phase);
/** The first rota, improved one person at a time. ROTA_E_INPUT when somebody has no lawful line
 *  (err->line is their number). */
rota_rc rota_phases_first(rota_search *s, rota_err *err);
/** All phases after it, until proof, wanted gap or limit. */
void rota_phases_run(rota_search *s);

#endif
