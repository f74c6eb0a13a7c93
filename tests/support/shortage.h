/* One duty that is short in the home of fixture.h, and the reasons why Priya does not take it. */
#ifndef ROTA_TESTS_SUPPORT_SHORTAGE_H
#define ROTA_TESTS_SUPPORT_SHORTAGE_H

#include "core/reasons.h"
#include "support/fixture.h"

enum { H = 60, DAY = 24 * H };

/** Days are counted from Monday 1 June 2026. Limits of the house are off unless a test sets them.
 */
typedef struct {
    fixture f;
    rota_home *home; /**< with Priya only: home->nstaff = 2 where Omar is asked too */
    rota_person *priya;
    rota_demand row; /**< one person for willow on the early, unless a test changes it */
} place;

void place_open(place *p, bool special);
void place_close(place *p);
rota_day place_day(int offset);
void place_set_times(place *p, int shift, int start, int end);
/** Add duties: "0L 1E:oak 2N:*" are a late on day 0, an early with oak, a night for all. */
void place_add(place *p, int staff, const char *list);
/** The row falls short by one on a day, for all of its time. */
rota_shortfall place_shortfall(const place *p, int offset);
/** Compare with the reasons: "rule|text" of each, "; " between them. */
void place_expect_at(place *p, const char *name, const rota_shortfall *s, const char *expected);
void place_expect(place *p, const char *name, int offset, const char *expected);

/** A duty of a shift that is short, and what Priya has. */
typedef struct {
    const char *name, *duties;
    int shift, day; /**< what is short */
    bool special;
    void (*prepare)(place *p); /**< NULL allowed */
    const char *expected;
} place_case;
void place_cases(const place_case *cases, size_t n);
#define PLACE_CASES(cases) place_cases(cases, sizeof cases / sizeof cases[0])

#endif
