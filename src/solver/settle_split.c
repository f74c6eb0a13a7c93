/* How a split parts the open lines of a search among listed lines. */
#include "solver/settle.h"

#include "core/mem.h"

#include <stdlib.h>

static const int *arcs_of(const rota_settling *t, int line) {
    return t->lines->arcs + (size_t)line * (size_t)t->s->p->ndays;
}

bool rota_settle__serves(const rota_settling *t, int line, int group) {
    const rota_worker *worker = &t->s->p->workers[t->lines->workers[line]];
    const int *arcs = arcs_of(t, line);
    for (int d = 0; d < t->s->p->ndays; d++)
        if (arcs[d] >= 0 && worker->arcs[arcs[d]].group == group)
            return true;
    return false;
}

/* Is a line on the side that says yes? */
static bool says_yes(const rota_settling *t, int line, const rota_settle_split *by) {
    if (by->group >= 0)
        return rota_settle__serves(t, line, by->group);
    return by->arc < 0 ? t->minutes[line] > by->above : arcs_of(t, line)[by->day] == by->arc;
}

rota_settle_list rota_settle__side(const rota_settling *t, const rota_settle_list *open,
                                   const rota_settle_split *by, bool yes) {
    rota_settle_list side = {ROTA_NEW_ARRAY(int, open->count + 1), 0};
    for (int i = 0; i < open->count; i++) {
        int line = open->lines[i];
        if (by->kind >= 0 || t->lines->workers[line] != by->worker || says_yes(t, line, by) == yes)
            side.lines[side.count++] = line;
    }
    return side;
}

bool rota_settle__parts(const rota_settling *t, const rota_settle_list *open,
                        const rota_settle_split *by) {
    if (by->kind >= 0)
        return by->above + 1 > t->lower[by->kind] && by->above < t->upper[by->kind];
    bool yes = false, no = false;
    for (int i = 0; i < open->count && !(yes && no); i++) {
        if (t->lines->workers[open->lines[i]] != by->worker)
            continue;
        bool here = says_yes(t, open->lines[i], by);
        yes = yes || here;
        no = no || !here;
    }
    return yes && no;
}

bool rota_settle__part_any(const rota_settling *t, const rota_settle_list *open,
                           rota_settle_split *out) {
    int n = t->s->p->nworkers;
    int *first = ROTA_NEW_ARRAY(int, n); /* of each worker, plus one */
    *out = (rota_settle_split){.kind = -1, .worker = -1, .group = -1};
    for (int i = 0; i < open->count && out->worker < 0; i++) {
        int w = t->lines->workers[open->lines[i]];
        if (first[w] == 0) {
            first[w] = i + 1;
            continue;
        }
        const int *a = arcs_of(t, open->lines[first[w] - 1]), *b = arcs_of(t, open->lines[i]);
        int day = 0;
        while (day < t->s->p->ndays && a[day] == b[day])
            day++;
        if (day == t->s->p->ndays)
            continue;
        out->worker = w;
        out->day = day;
        out->arc = a[day] >= 0 ? a[day] : b[day];
        out->share = 1;
    }
    free(first);
    return out->worker >= 0;
}
