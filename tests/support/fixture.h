/* A home in memory for tests of the checker: Europe/London, the numbers of the UK rules, two
 * groups, a few people and shifts, and duties by local time. */
#ifndef ROTA_TESTS_SUPPORT_FIXTURE_H
#define ROTA_TESTS_SUPPORT_FIXTURE_H

#include "core/check.h"

/** People: adults with no limits of their own, employed for ever. */
enum { PRIYA, OMAR, FIXTURE_STAFF };
enum { WILLOW, OAK, FIXTURE_GROUPS };
/** Early 07:00-15:00, Late 14:30-22:30, Night 22:00-08:00, Sleep-in 23:00-07:00, On call
 *  23:00-07:00 at home, Team 10:00-12:00 a meeting. */
enum { EARLY, LATE, NIGHT, SLEEP_IN, ON_CALL, TEAM, FIXTURE_SHIFTS };

typedef struct {
    rota_home *home;
    rota_duties duties;
    rota_findings found;
    rota_text list; /**< what fixture_list() returned last */
} fixture;

/** @param special are these workers of continuity of care (compensatory rest instead)? */
void fixture_open(fixture *f, bool special);
void fixture_close(fixture *f);
/** Room for one more row of leave or unavailability, zeroed but for the person. */
rota_leave *fixture_leave(fixture *f, int staff, const char *from, const char *to);
rota_unavailable *fixture_unavailable(fixture *f, int staff);
rota_day fixture_day(const char *date);

/** Add a duty of a shift, or of given times ("2026-06-01T14:00/2026-06-01T22:00", several separated
 *  by spaces; work that names no shift). What is returned may be changed until the next is added.
 */
rota_duty *fixture_shift(fixture *f, int staff, const char *date, int shift);
rota_duty *fixture_work(fixture *f, int staff, const char *times);
/** Add `weeks` weeks of `days` days of work from a Monday, from 08:00 on, `minutes` a week. */
void fixture_weeks(fixture *f, int staff, const char *monday, int weeks, int days, int minutes);

/** Check everybody; NULL dates: from the first to the last duty. */
void fixture_check(fixture *f, const char *from, const char *to);
/** What was found: "daily_rest FAIL 540/660, weekly_rest COMP_REST 1020/1440 owed 420". */
const char *fixture_list(fixture *f);
/** The text of the only finding of a rule. */
const char *fixture_text(fixture *f, enum rota_rule rule);

/** Check the duties of each row as a usual and as a special-case worker. */
typedef struct {
    const char *name, *times;
    const char *standard, *special; /**< lists of findings; special NULL = the same */
} fixture_case;
void fixture_cases(const fixture_case *cases, size_t n, void (*prepare)(fixture *f));

#endif
