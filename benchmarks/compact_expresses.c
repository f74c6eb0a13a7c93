/* What the compact model can say: see the head of compact.h. */
#include "benchmarks/compact.h"

static bool is_convex(const rota_convex *f) {
    return f->below >= 0 && f->above >= 0;
}

static bool follows(const rota_arc *arc, int ready, int ready_night) {
    return arc->start >= ((arc->flags & ROTA_ARC_NIGHT) ? ready_night : ready);
}

/* Rest after work never ends before the rest after earlier work would have. */
static bool rests_grow(const rota_problem *p, const rota_worker *w) {
    for (int b = 0; b < w->narcs; b++) {
        const rota_arc *later = &w->arcs[b];
        if (follows(later, w->before.ready, w->before.ready_night) &&
            (later->ready < w->before.ready || later->ready_night < w->before.ready_night))
            return false;
        for (int a = 0; a < w->day_first[later->day]; a++) {
            const rota_arc *arc = &w->arcs[a];
            if (follows(later, arc->ready, arc->ready_night) &&
                (later->ready < arc->ready || later->ready_night < arc->ready_night))
                return false;
        }
    }
    return p->ndays > 0;
}

static bool worker_is_expressed(const rota_problem *p, const rota_worker *w) {
    bool good = is_convex(&w->nights) && is_convex(&w->weekends) && is_convex(&w->holidays);
    for (int k = 0; k < p->nblocks; k++)
        good = good && is_convex(&w->block[k]);
    for (int f = 0; f < w->nfaces; f++)
        good = good && w->face_cost[f] >= 0;
    for (int g = 0; g < p->ngroups; g++)
        good = good && (!w->return_by_group || w->return_by_group[g] <= 0) &&
               (!w->bedwake_by_group || w->bedwake_by_group[g] <= 0);
    for (int a = 0; a < w->narcs; a++)
        good = good && !(w->arcs[a].flags & ROTA_ARC_OFF); /* on call is work to the model */
    /* Days off that go on after the horizon are beyond it. */
    good = good && (w->after.off_days == 0 || w->min_run_off <= 1);
    return good && rests_grow(p, w);
}

bool rota_compact_expresses(const rota_problem *p) {
    bool good = true;
    for (int r = 0; r < p->nrows; r++)
        good = good && p->rows[r].under >= p->rows[r].under_target &&
               p->rows[r].under_target + p->rows[r].over >= 0;
    for (int w = 0; w < p->nworkers && good; w++)
        good = worker_is_expressed(p, &p->workers[w]);
    return good;
}
