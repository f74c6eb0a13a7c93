/* Lines into a window and back, and windows of days. */
#include "core/mem.h"
#include "solver/window.h"

#include <stdlib.h>

rota_window *rota_window_cut_days(const rota_problem *p, int *const *lines, int first, int end) {
    unsigned char **banned = ROTA_NEW_ARRAY(unsigned char *, p->nworkers);
    for (int w = 0; w < p->nworkers; w++) {
        const rota_worker *worker = &p->workers[w];
        banned[w] = ROTA_NEW_ARRAY(unsigned char, worker->narcs + 1);
        for (int a = 0; a < worker->narcs; a++) {
            int d = worker->arcs[a].day;
            banned[w][a] = (d < first || d >= end) && lines[w][d] != a;
        }
    }
    rota_window *window = rota_window_cut(p, lines, p->week_of_day[first], p->week_of_day[end - 1],
                                          NULL, &(rota_window_limits){.banned = banned});
    for (int i = 0; i < window->problem->nworkers; i++) {
        unsigned char *must = window->problem->workers[i].must_work;
        for (int d = 0; d < window->problem->ndays; d++) {
            int day = window->first_day + d;
            if (day < first || day >= end)
                must[d] = lines[window->worker_from[i]][day] >= 0;
        }
    }
    for (int w = 0; w < p->nworkers; w++)
        free(banned[w]);
    free(banned);
    return window;
}

int **rota_window_take(const rota_window *window, int *const *lines) {
    const rota_problem *q = window->problem;
    int **out = ROTA_NEW_ARRAY(int *, q->nworkers);
    for (int w = 0; w < q->nworkers; w++) {
        const int *from = lines[window->worker_from[w]] + window->first_day;
        out[w] = ROTA_NEW_ARRAY(int, q->ndays);
        for (int d = 0; d < q->ndays; d++) {
            out[w][d] = -1;
            for (int a = q->workers[w].day_first[d]; a < q->workers[w].day_first[d + 1]; a++)
                if (window->arc_from[w][a] == from[d])
                    out[w][d] = a;
        }
    }
    return out;
}

void rota_window_put(const rota_window *window, int *const *window_lines, int **lines) {
    const rota_problem *q = window->problem;
    for (int w = 0; w < q->nworkers; w++)
        for (int d = 0; d < q->ndays; d++) {
            int a = window_lines[w][d];
            lines[window->worker_from[w]][window->first_day + d] =
                a < 0 ? -1 : window->arc_from[w][a];
        }
}
