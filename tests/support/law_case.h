/* The cases that the working-time rules were written down with: rows of what is found of a usual
 * worker and of one of continuity of care, under the rules of the profile `uk`. 1 June 2026 is a
 * Monday; the zone is Europe/London. */
#ifndef ROTA_TESTS_SUPPORT_LAW_CASE_H
#define ROTA_TESTS_SUPPORT_LAW_CASE_H

#include "support/fixture.h"

enum { H = 60 };

/** What a row asks where a list of findings does not answer it, into buf. */
typedef void law_ask(fixture *f, char *buf, size_t size);

typedef struct {
    const char *id, *what;
    void (*build)(fixture *f); /**< or the times */
    const char *times;
    const char *from, *to; /**< of the period; NULL: all that is there */
    const char *standard, *special;
    law_ask *ask;
    bool home; /**< what is said of the home, not of people */
} law_case;

/** Fails with every row that finds something else. */
void law_check(const law_case *cases, size_t n);
/** `n` weeks of so many hours from week `first` on; week 1 is that of 1 June 2026. */
void law_weeks(fixture *f, int first, int n, int days, int hours);
/** Nights of the same start and length, on the first days of every so many weeks. */
void law_nights(fixture *f, int weeks, int every, int a_week, const char *from, int minutes);
/** One duty that says how long its break is. */
rota_duty *law_with_break(fixture *f, const char *times, int minutes);
/** Priya's hours over all that is there: "930 work, 930 wage; " and the list of findings. */
law_ask law_hours_and_list;

/** From nine to five on a day of June 2026. */
#define LAW_DAY(date) "2026-06-" date "T09:00/2026-06-" date "T17:00 "
#define LAW_FIVE_DAYS LAW_DAY("01") LAW_DAY("02") LAW_DAY("03") LAW_DAY("04") LAW_DAY("05")

#endif
