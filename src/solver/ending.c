/* Values of what follows a horizon, for each way in which it may end (rota_ending). */
#include "core/mem.h"
#include "solver/problem.h"

#include <limits.h>
#include <stdlib.h>

void rota_ending_free(rota_ending *ending) {
    if (!ending)
        return;
    free(ending->class_of);
    free(ending->value);
    free(ending);
}

rota_ending *rota_ending_copy(const rota_ending *ending, const int *arcs, int first, int n) {
    rota_ending *e = rota_memdup(ending, sizeof *ending);
    e->class_of = ROTA_NEW_ARRAY(int, n + 1);
    for (int i = 0; i < n; i++)
        e->class_of[i] = ending->class_of[arcs ? arcs[i] - first : i];
    e->value = rota_memdup(ending->value, (size_t)rota_ending_states(e) * sizeof(rota_cost));
    return e;
}

void rota_ending_set(rota_worker *worker, int ndays, rota_ending *e) {
    rota_ending_free(worker->ending);
    worker->ending = e;
    if (e->hi == 0)
        return; /* minutes are not counted */
    worker->min_total_minutes = e->lo * e->unit;
    if (!worker->max_total_minutes) {
        worker->max_total_minutes = ROTA_NEW_ARRAY(int, ndays);
        for (int d = 0; d < ndays; d++)
            worker->max_total_minutes[d] = INT_MAX;
    }
    int *most = &worker->max_total_minutes[ndays - 1];
    *most = e->hi * e->unit < *most ? e->hi * e->unit : *most;
}
