/* A home in memory for the tests of continuity: four people, two groups, one child, and duties put
 * together by hand, so that every expected number can be worked out on paper. */
#ifndef ROTA_TESTS_SUPPORT_CARE_H
#define ROTA_TESTS_SUPPORT_CARE_H

#include "core/continuity.h"

/** Indices of the people (39 h a week, relief in both groups) and groups; H: minutes of an hour. */
enum { A, B, C, D, NSTAFF };
enum { WILLOW, OAK, NGROUPS, WHOLE_HOME = -1 };
enum { H = 60 };

typedef struct {
    rota_home *home;
    rota_duties duties;
    rota_day day1; /**< Monday 2026-11-23; offsets below are days from it */
} care;

care care_open(const char *zone);
void care_close(care *f);
void care_role(care *f, int staff, int group, enum rota_role role);

/** Add a duty of kind day with willow, from..to in minutes of the local day. What is returned may
 *  be changed until the next one is added. */
rota_duty *care_add(care *f, int offset, int staff, int from, int to);
rota_duty *care_add_kind(care *f, int offset, int staff, int from, int to,
                         enum rota_shift_kind kind);
/** A duty of kind sleep_in, asleep in between. */
rota_duty *care_add_sleeper(care *f, int offset, int staff, int from, int to, int sleep_from,
                            int sleep_to);
void care_early(care *f, int offset, int staff);    /**< 07:00 to 14:00 */
void care_late(care *f, int offset, int staff);     /**< 14:00 to 22:00 */
void care_sleep_in(care *f, int offset, int staff); /**< 22:00 to 07:00, all asleep */

rota_continuity care_measure(const care *f, int group, int first, int last);
rota_continuity care_measure_child(const care *f, int first, int last);

/** Fail unless got is within 1e-9 of expected, or both are NAN. */
#define care_near(got, expected) care_near_at(__FILE__, __LINE__, #got, got, expected)
void care_near_at(const char *file, int line, const char *what, double got, double expected);

#endif
