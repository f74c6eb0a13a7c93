/* Ctrl-C: ask the planner to stop and to keep what it has. */
#ifndef ROTA_CLI_SIGNALS_H
#define ROTA_CLI_SIGNALS_H

/** A file that may not grow further (ulimit -f) fails to be written, and does not end the program.
 */
void rota_signals_init(void);
/** From now on the first SIGINT or SIGTERM sets the flag; a second one ends the program at once. */
void rota_signals_catch(void);
/** From now on SIGINT, SIGTERM and SIGHUP (the terminal is closed) end a read from the terminal
 *  instead of the program, so that what was typed before can be kept. */
void rota_signals_end_reading(void);
/** Becomes non-zero when a signal has come; valid for ever. */
const volatile int *rota_signals_flag(void);
/** Signals end the program again. */
void rota_signals_release(void);

#endif
