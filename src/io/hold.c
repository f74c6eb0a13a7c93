#include "io/hold.h"

void rota_hold_begin(rota_hold *hold) {
    sigset_t ending;
    sigemptyset(&ending);
    sigaddset(&ending, SIGINT);
    sigaddset(&ending, SIGTERM);
    sigaddset(&ending, SIGHUP);
    pthread_sigmask(SIG_BLOCK, &ending, &hold->before);
}

void rota_hold_end(const rota_hold *hold) {
    pthread_sigmask(SIG_SETMASK, &hold->before, NULL);
}
