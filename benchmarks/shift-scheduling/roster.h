/* A roster: what each person works on each day, and its text, a line `A: D D . E` for each. */
#ifndef ROTA_BENCHMARKS_SHIFT_SCHEDULING_ROSTER_H
#define ROTA_BENCHMARKS_SHIFT_SCHEDULING_ROSTER_H

#include "benchmarks/shift-scheduling/instance.h"
#include "core/text.h"

enum { ROTA_ROSTER_OFF = -1 };

/** A roster of nobody at work: [npeople * ndays] of the instance, the shift or ROTA_ROSTER_OFF;
 *  person p's day d is at [p * ndays + d]. Free with free(). */
int *rota_roster_new(const rota_instance *instance);
/**
 * Read a roster file (`-`: standard input): one line for each person, in any order, with the shift
 * or `.` for each day. Errors as of rota_instance_read.
 */
rota_rc rota_roster_read(const char *path, const rota_instance *instance, int **out,
                         rota_faults *faults, rota_err *err);
/** Add the text of a roster. */
void rota_roster_add(const rota_instance *instance, const int *roster, rota_text *out);

#endif
