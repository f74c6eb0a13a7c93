/* Shared by reasons.c, which finds what stands in the way, and reasons_say.c, which words it. */
#ifndef ROTA_CORE_REASONS_INTERNAL_H
#define ROTA_CORE_REASONS_INTERNAL_H

#include "core/reasons.h"

/** May this person take this duty? */
typedef struct {
    const rota_home *home;
    const rota_shortfall *shortfall;
    const rota_demand *row;
    const rota_person *person;
    rota_day from, to; /**< the period that is planned */
    rota_duty duty;    /**< the candidate: the person with the shift that is short */
    bool fits;       /**< false: no shift of the home covers the time, the duty is just that time */
    rota_duties own; /**< what the person has; behind it at most one duty of somebody else */
    size_t nown;     /**< of the person's own */
} rota_reasons__question;

/** How much a finding tells a manager: the lowest is told; rules that are not listed come last. */
int rota_reasons__rank(enum rota_rule rule);
/** What a person is called: the name, else the id. */
const char *rota_reasons__name(const rota_person *person);

/* Words for what stands in the way, put after "Priya: ". */

/** A finding of the checker about the candidate. */
void rota_reasons__say_finding(const rota_reasons__question *q, const rota_finding *finding,
                               rota_text *text);
void rota_reasons__say_employment(const rota_reasons__question *q, rota_text *text);
void rota_reasons__say_leave(const rota_leave *leave, rota_text *text);
void rota_reasons__say_unavailable(const rota_unavailable *row, rota_text *text);
/** @param overlap minutes that the duty shares with the candidate */
void rota_reasons__say_clash(const rota_reasons__question *q, const rota_duty *duty,
                             int64_t overlap, rota_text *text);
/** All that the person does on the candidate's day. */
void rota_reasons__say_day_full(const rota_reasons__question *q, rota_text *text);
/** @param used minutes of work in the week so far */
void rota_reasons__say_free(const rota_reasons__question *q, int64_t used, rota_text *text);

#endif
