/* Ctrl-C waits while something is half done that would be left lying: a temporary file, a new home,
 * a copy of the database. Such stretches are short; the signal comes through at their end. */
#ifndef ROTA_IO_HOLD_H
#define ROTA_IO_HOLD_H

#include <signal.h>

/** SIGINT, SIGTERM and SIGHUP wait from now on; may be nested. */
typedef struct {
    sigset_t before;
} rota_hold;
void rota_hold_begin(rota_hold *hold);
/** As it was before. Of signals that have come meanwhile the program ends here. */
void rota_hold_end(const rota_hold *hold);

#endif
