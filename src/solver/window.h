/* Windows: a few weeks of a longer problem, or some of its people, with all others held fast. */
#ifndef ROTA_SOLVER_WINDOW_H
#define ROTA_SOLVER_WINDOW_H

#include "solver/problem.h"

/** In the place of an arc: the day is not planned yet, nothing is known of it. */
enum { ROTA_UNPLANNED = -2 };

/** A problem of its own, and where its arcs come from. */
typedef struct {
    rota_problem *problem;
    int first_day;    /**< of the whole problem */
    int *worker_from; /**< [nworkers of the window] worker of the whole problem */
    int **arc_from;   /**< [nworkers of the window][its narcs] arc of the whole problem */
    int *row_from;    /**< [nrows of the window] row of the whole problem */
} rota_window;

/** What else a window leaves out. */
typedef struct {
    unsigned char *const *banned; /**< [nworkers] NULL or [narcs], 1 = no duty of the window; NULL =
                                       none */
    const double
        *row_price; /**< [nrows] NAN = the row is kept; else it is left out, and every duty
                         earns this much (cost units) for its coefficient; NULL = all kept */
} rota_window_limits;

/**
 * Cut the weeks first_week..last_week (both included) out of a problem.
 *
 * What the lines do before is history, what they do after is the known future, and rows ask for
 * what the lines outside the window leave open. Near the edges the cut is careful rather than
 * exact (a return into the week after is not counted): judge a result by putting it back.
 *
 * @param lines [nworkers][ndays] arcs of a lawful rota; days after the window may be
 *        ROTA_UNPLANNED
 * @param people [nworkers] 1 = is planned in the window; NULL = everybody
 * @param limits NULL = none
 * @return free with rota_window_free
 */
rota_window *rota_window_cut(const rota_problem *problem, int *const *lines, int first_week,
                             int last_week, const unsigned char *people,
                             const rota_window_limits *limits);
void rota_window_free(rota_window *window); /**< accepts NULL */
/** Cut out days first..end-1 of everybody, in the weeks that they lie in: the other days of these
 *  weeks are in the window, too, and stand as they are. */
rota_window *rota_window_cut_days(const rota_problem *problem, int *const *lines, int first,
                                  int end);
/** Lines of the whole problem as the window's numbers them; a day whose arc it has not is off.
 *  [nworkers of the window][its ndays], owned by the caller. */
int **rota_window_take(const rota_window *window, int *const *lines);
/** Put lines of the window's problem back into lines of the whole one. */
void rota_window_put(const rota_window *window, int *const *window_lines, int **lines);

#endif
