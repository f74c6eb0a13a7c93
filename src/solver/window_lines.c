/* Lines into a window and back. */
#include "core/mem.h"
#include "solver/window.h"

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
