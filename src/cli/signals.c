#include "cli/signals.h"

#include <signal.h>
#include <stddef.h>

/* A handler can reach nothing but a static; int is what sig_atomic_t is here. */
static volatile int stop;
_Static_assert(sizeof(sig_atomic_t) == sizeof(int), "the flag is written by a signal handler");

static void set_stop(int signal_number) {
    (void)signal_number;
    stop = 1;
}

void rota_signals_init(void) {
    signal(SIGXFSZ, SIG_IGN);
}

void rota_signals_catch(void) {
    struct sigaction action = {.sa_handler = set_stop, .sa_flags = SA_RESTART | (int)SA_RESETHAND};
    sigemptyset(&action.sa_mask);
    stop = 0;
    sigaction(SIGINT, &action, NULL);
    sigaction(SIGTERM, &action, NULL);
}

void rota_signals_end_reading(void) {
    struct sigaction action = {.sa_handler = set_stop}; /* no SA_RESTART: the read fails */
    sigemptyset(&action.sa_mask);
    stop = 0;
    sigaction(SIGINT, &action, NULL);
    sigaction(SIGTERM, &action, NULL);
    sigaction(SIGHUP, &action, NULL);
}

const volatile int *rota_signals_flag(void) {
    return &stop;
}

void rota_signals_release(void) {
    signal(SIGINT, SIG_DFL);
    signal(SIGTERM, SIG_DFL);
    signal(SIGHUP, SIG_DFL);
}
