/* What an LP leaves behind for a later solve of nearly the same problem (docs/design/warm.md). */
#include "core/mem.h"
#include "solver/search.h"

#include <stdlib.h>
#include <string.h>

_Static_assert((int)ROTA_KEPT_SLACKS == (int)ROTA_NSLACKS, "a place for each slack");

bool rota_is_kept(const rota_problem *p) {
    return p->ndays <= ROTA_KEPT_DAYS;
}

void rota_kept_done(rota_kept *kept) {
    free(kept->workers);
    free(kept->arcs);
    free(kept->basic);
    free(kept->slacks);
    free(kept->in_lp);
    free(kept->of_rows);
    free(kept->of_workers);
    free(kept->of_cuts);
    *kept = (rota_kept){0};
}

void rota_kept_take(rota_kept *out, const rota_problem *p, const rota_master *master,
                    rota_pool *pool) {
    size_t n = (size_t)p->ndays;
    *out = (rota_kept){0};
    int count;
    const int *lines = rota_master_lines(master, &count);
    out->workers = ROTA_NEW_ARRAY(int, count + 1);
    out->arcs = ROTA_NEW_ARRAY(int, ((size_t)count + 1) * n);
    out->basic = ROTA_NEW_ARRAY(unsigned char, count + 1);
    for (int i = 0; i < count; i++) {
        const rota_line *line = rota_pool_line(pool, lines[i]);
        bool basic = rota_master_is_basic(master, lines[i]);
        if (!basic && rota_master_is_closed(master, lines[i]))
            continue;
        out->workers[out->nlines] = line->worker;
        out->basic[out->nlines] = basic;
        memcpy(out->arcs + (size_t)out->nlines * n, line->arcs, n * sizeof(int));
        out->nlines++;
    }
    out->slacks = ROTA_NEW_ARRAY(unsigned char, p->nrows *ROTA_KEPT_SLACKS + 1);
    for (int r = 0; r < p->nrows; r++)
        for (int i = 0; i < ROTA_KEPT_SLACKS; i++)
            out->slacks[r * ROTA_KEPT_SLACKS + i] =
                (unsigned char)rota_master_slack_place(master, i, r);
}

/* Those that are lawful. */
static void copy_lines(rota_kept *out, const rota_kept *kept, const rota_problem *p) {
    size_t n = (size_t)p->ndays;
    out->workers = ROTA_NEW_ARRAY(int, kept->nlines + 1);
    out->arcs = ROTA_NEW_ARRAY(int, ((size_t)kept->nlines + 1) * n);
    out->basic = kept->basic ? ROTA_NEW_ARRAY(unsigned char, kept->nlines + 1) : NULL;
    for (int i = 0; i < kept->nlines; i++) {
        const int *arcs = kept->arcs + (size_t)i * n;
        rota_cost cost;
        if (!rota_kept_is_line(p, kept->workers[i], arcs) ||
            !rota_line_cost(p, kept->workers[i], arcs, &cost, NULL))
            continue;
        memcpy(out->arcs + (size_t)out->nlines * n, arcs, n * sizeof(int));
        if (kept->basic)
            out->basic[out->nlines] = kept->basic[i];
        out->workers[out->nlines++] = kept->workers[i];
    }
}

void rota_kept_copy(rota_kept *out, const rota_kept *kept, const rota_problem *p) {
    *out = (rota_kept){0};
    if (!kept)
        return;
    size_t cuts = (size_t)kept->ncuts, rows = (size_t)p->nrows;
    out->reach = kept->reach;
    out->ncuts = kept->ncuts;
    copy_lines(out, kept, p);
    out->slacks = kept->slacks ? rota_memdup(kept->slacks, rows * ROTA_KEPT_SLACKS) : NULL;
    out->in_lp = rota_memdup(kept->in_lp, cuts);
    out->of_rows = rota_memdup(kept->of_rows, cuts * rows * sizeof(int64_t));
    out->of_workers = rota_memdup(kept->of_workers, cuts * (size_t)p->nworkers * sizeof(int64_t));
    out->of_cuts = rota_memdup(kept->of_cuts, cuts * cuts * sizeof(int64_t));
}

bool rota_kept_is_line(const rota_problem *p, int worker, const int *arcs) {
    if (worker < 0 || worker >= p->nworkers)
        return false;
    const rota_worker *w = &p->workers[worker];
    for (int d = 0; d < p->ndays; d++) {
        if (arcs[d] == -1 ? w->must_work[d]
                          : arcs[d] < w->day_first[d] || arcs[d] >= w->day_first[d + 1])
            return false;
    }
    return true;
}
