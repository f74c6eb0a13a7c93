#include "solver/counts.h"

#include <string.h>

rota_counts rota_counts_until(const rota_problem *p, int w, const int *arcs, int until,
                              int *minutes) {
    const rota_worker *worker = &p->workers[w];
    rota_counts counts = {0};
    int saturday = worker->before.weekend_begun && p->weekday[0] == 6 ? -1 : -7;
    if (minutes) {
        memset(minutes, 0, (size_t)p->nblocks * sizeof *minutes);
        minutes[p->block_of_week[0]] = worker->before.block_minutes;
    }
    for (int d = 0; d < until; d++) {
        const rota_arc *arc = arcs[d] >= 0 ? &worker->arcs[arcs[d]] : NULL;
        if (!arc)
            continue;
        counts.nights += (arc->flags & ROTA_ARC_NIGHT) != 0;
        counts.holidays += (arc->flags & ROTA_ARC_HOLIDAY) != 0;
        if (minutes)
            minutes[p->block_of_week[p->week_of_day[d]]] += arc->minutes;
        if (p->weekday[d] < 5 || (arc->flags & ROTA_ARC_OFF))
            continue;
        counts.weekends += d - (p->weekday[d] - 5) != saturday;
        saturday = d - (p->weekday[d] - 5);
    }
    return counts;
}
