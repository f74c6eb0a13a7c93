/* The phases of a search, for solve.c; and what phases.c, phases_weeks.c and months.c share. */
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

/* ---- phases.c ---- */

/** Is there anything left to do, and time for it? */
bool rota_phases_go_on(const rota_search *s);
/** Is the root so long that windows are given their time first? */
bool rota_phases_is_long(const rota_search *s);
/** Are there groups enough to plan some of them by themselves? */
bool rota_phases_has_parts(const rota_search *s);
/** The root, or how far it comes with so much work (0 = to its end). It can be gone on with. */
void rota_phases_root(rota_search *s, double work);
/** Parts around so many groups, over a week or two, each with about as much work as it needs. */
void rota_phases_groups(rota_search *s, int size, double work);
/** Put the best lines into the LP, where there is one. */
void rota_phases_add_best(rota_search *s);

/* ---- phases_weeks.c ---- */

/** Parts of so many groups, then of one more and more, each size as long as it improves. */
void rota_phases_parts(rota_search *s, int size, int largest, double work);
/** Is the bound that of the weeks by themselves? Over so many days lines take long to price, and
 *  with so many rows the bundle takes many steps. */
bool rota_phases_bounds_by_weeks(const rota_search *s);
/** May anything follow the horizon? Values of what does would be lost with its last week (piece.h).
 */
bool rota_phases_ends_are_open(const rota_search *s);
/** Raise the bound by weeks that are solved as a whole, after the root or a bound by weeks. */
void rota_phases_whole_weeks(rota_search *s);
/** A way through the weeks at the root's prices, another one each time; true when it found a better
 *  rota: its weeks are at rest then. */
bool rota_phases_roll(rota_search *s, double work);
/** A good rota of a long horizon comes from its weeks. */
void rota_phases_begin_by_weeks(rota_search *s);

#endif
