/* One small change of a home or a problem, as people make them between two plans. */
#ifndef ROTA_TESTS_SUPPORT_CHANGES_H
#define ROTA_TESTS_SUPPORT_CHANGES_H

#include "core/home.h"
#include "solver/solve.h"

enum rota_test_change {
    ROTA_TEST_LEAVE,  /**< somebody has a day's leave */
    ROTA_TEST_ILL,    /**< somebody is ill for a week */
    ROTA_TEST_DEMAND, /**< one more is wanted on a shift on a day */
    ROTA_TEST_WISH,   /**< somebody wishes to have a day off */
    ROTA_TEST_GONE,   /**< somebody has left */
    ROTA_TEST_NCHANGES
};
const char *rota_test_change_name(enum rota_test_change change);

/** Change a home; who, when and where come from the seed. The home's arena holds the new rows. */
void rota_test_change_home(rota_home *home, rota_day from, rota_day to,
                           enum rota_test_change change, uint64_t seed);

/** Arcs of one worker after a change: arc_to[old] = new, -1 = gone. worker -1: no arc changed. */
typedef struct {
    int worker;
    int *arc_to;
} rota_test_moved;
/** Change a problem in the same way. Free moved.arc_to. */
rota_test_moved rota_test_change_problem(rota_problem *problem, enum rota_test_change change,
                                         uint64_t seed);
/** Lines [nworkers][ndays] or kept lines in the numbers of the changed problem, in place. */
void rota_test_move_line(const rota_test_moved *moved, int worker, int *arcs, int ndays);
/** What a solve before the change left behind, in those numbers, lent by `before`. */
rota_start rota_test_move_start(const rota_test_moved *moved, rota_solution *before,
                                const rota_problem *now);

/** The problem before the change and its bound, in the terms of the changed one. */
typedef struct {
    rota_before before;
    int workers, *worker, **arc, *row;
} rota_test_then;
void rota_test_before(rota_test_then *out, const rota_test_moved *moved, const rota_problem *then,
                      rota_cost bound, const rota_problem *now);
void rota_test_before_done(rota_test_then *before);

#endif
