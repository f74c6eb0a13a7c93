/* What each phase of a search took. */
#include "solver/phases.h"

#include <string.h>

/* The figures of the whole search so far. */
static rota_phase so_far(const rota_search *s) {
    int kept = 0;
    if (s->master)
        rota_master_lines(s->master, &kept);
    return (rota_phase){.seconds = rota_clock_seconds() - s->begin,
                        .work = rota_search__work(s),
                        .best = ROTA_POINTS(rota_search__best(s)),
                        .bound = ROTA_POINTS(s->bound),
                        .iterations = rota_search__iterations(s),
                        .priced = s->priced,
                        .columns = rota_pool_count(s->pool),
                        .kept = kept};
}

static void leave_phase(rota_search *s, const rota_phase *now) {
    int i = 0;
    while (i < s->nphases && strcmp(s->phases[i].name, s->phase) != 0)
        i++;
    if (i >= ROTA_MAX_PHASES)
        return;
    s->nphases = i < s->nphases ? s->nphases : i + 1;
    rota_phase *phase = &s->phases[i];
    phase->name = s->phase;
    phase->times++;
    phase->seconds += now->seconds - s->entered.seconds;
    phase->work += now->work - s->entered.work;
    phase->iterations += now->iterations - s->entered.iterations;
    phase->priced += now->priced - s->entered.priced;
    phase->columns += now->columns - s->entered.columns;
    phase->best = now->best;
    phase->bound = now->bound;
    phase->kept = now->kept;
}

void rota_phases_enter(rota_search *s, const char *phase) {
    rota_phase now = so_far(s);
    if (s->phase)
        leave_phase(s, &now);
    s->entered = now;
    s->phase = phase ? phase : s->phase;
    rota_search__tell(s);
}
