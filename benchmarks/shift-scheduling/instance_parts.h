/* Shared by instance.c, which knows the file as a whole, and instance_sections.c, which knows what
 * a line of each section says. */
#ifndef ROTA_BENCHMARKS_SHIFT_SCHEDULING_INSTANCE_PARTS_H
#define ROTA_BENCHMARKS_SHIFT_SCHEDULING_INSTANCE_PARTS_H

#include "benchmarks/shift-scheduling/instance.h"

/** What the line that is being read is read with. */
typedef struct {
    rota_instance *in;
    rota_faults *faults;
    int line;
    char **fields; /* spaces around them removed */
    int nfields;
    size_t fields_capacity;
    int lines_left;     /* of the section, with this one: room for so many items is enough */
    int *days_off_line; /* [npeople] 0 = none yet */
    int *cover_line;    /* [ndays * nshifts] 0 = none yet */
    int64_t worst;      /* most that the requests and the cover read so far may cost */
} rota_instance_reader;

/** One pass over the lines of a section: its name, whether it must be there, what reads a line.
 * Their order is the order of reading: later ones speak of what earlier ones define, so that a
 * mistake where something is defined ends the reading. */
typedef struct {
    const char *section;
    bool required, defines;
    void (*read)(rota_instance_reader *reader);
} rota_instance_pass;

enum { ROTA_INSTANCE_NPASSES = 8 };
extern const rota_instance_pass rota_instance__passes[ROTA_INSTANCE_NPASSES];

#endif
