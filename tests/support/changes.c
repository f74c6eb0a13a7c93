#include "support/changes.h"

#include "core/mem.h"
#include "support/twist.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

enum { ILL_DAYS = 7, WISH_WEIGHT = 5 };

const char *rota_test_change_name(enum rota_test_change change) {
    static const char *const names[ROTA_TEST_NCHANGES] = {"leave", "ill", "demand", "wish", "gone"};
    return names[change];
}

/* ---- homes ---- */

/* A copy of rows in the arena, with room for one more. */
static void *grown(rota_home *home, const void *rows, int n, size_t size) {
    char *copy = rota_arena_alloc(home->arena, ((size_t)n + 1) * size);
    if (n > 0)
        memcpy(copy, rows, (size_t)n * size);
    return copy;
}

static void take_leave(rota_home *home, int staff, rota_day from, rota_day to,
                       enum rota_leave_kind kind) {
    home->leave = grown(home, home->leave, home->nleave, sizeof *home->leave);
    home->leave[home->nleave++] =
        (rota_leave){.staff = staff, .from = from, .to = to, .kind = kind, .minutes = -1};
}

void rota_test_change_home(rota_home *home, rota_day from, rota_day to,
                           enum rota_test_change change, uint64_t seed) {
    uint64_t random = seed;
    int staff = rota_test_between(&random, 0, home->nstaff - 1);
    rota_day day = rota_test_between(&random, from, to);
    switch (change) {
    case ROTA_TEST_LEAVE:
        take_leave(home, staff, day, day, ROTA_LEAVE_ANNUAL);
        break;
    case ROTA_TEST_ILL:
        take_leave(home, staff, day, day + ILL_DAYS - 1, ROTA_LEAVE_SICK);
        break;
    case ROTA_TEST_DEMAND: {
        if (home->ndemand == 0)
            break;
        rota_demand row = home->demand[rota_test_between(&random, 0, home->ndemand - 1)];
        row.day = (rota_day_spec){.kind = ROTA_DAY_DATE, .date = day};
        row.min++;
        row.target++;
        row.max += row.max < INT_MAX;
        home->demand = grown(home, home->demand, home->ndemand, sizeof *home->demand);
        home->demand[home->ndemand++] = row;
        break;
    }
    case ROTA_TEST_GONE:
        home->staff[staff].to = from - 1;
        break;
    case ROTA_TEST_WISH:
    case ROTA_TEST_NCHANGES:
        home->requests = grown(home, home->requests, home->nrequests, sizeof *home->requests);
        home->requests[home->nrequests++] = (rota_request){.staff = staff,
                                                           .date = day,
                                                           .shift = ROTA_REQUEST_OFF,
                                                           .want = true,
                                                           .weight = WISH_WEIGHT};
        break;
    }
    rota_home_finish(home);
}

/* ---- problems ---- */

static rota_test_moved remove_days(const rota_problem *p, int worker, int first, int last) {
    rota_worker *w = &p->workers[worker];
    rota_test_moved moved = {worker, ROTA_NEW_ARRAY(int, w->narcs + 1)};
    int n = 0;
    for (int a = 0; a < w->narcs; a++) {
        bool gone = w->arcs[a].day >= first && w->arcs[a].day <= last;
        moved.arc_to[a] = gone ? -1 : n;
        if (!gone)
            w->arcs[n++] = w->arcs[a];
    }
    w->narcs = n;
    for (int d = 0, a = 0; d <= p->ndays; d++) {
        while (a < n && w->arcs[a].day < d)
            a++;
        w->day_first[d] = a;
        if (d >= first && d <= last && d < p->ndays)
            w->must_work[d] = 0;
    }
    return moved;
}

rota_test_moved rota_test_change_problem(rota_problem *p, enum rota_test_change change,
                                         uint64_t seed) {
    uint64_t random = seed;
    int worker = rota_test_between(&random, 0, p->nworkers - 1);
    int day = rota_test_between(&random, 0, p->ndays - 1);
    rota_worker *w = &p->workers[worker];
    if (change == ROTA_TEST_LEAVE)
        return remove_days(p, worker, day, day);
    if (change == ROTA_TEST_ILL)
        return remove_days(p, worker, day, day + ILL_DAYS - 1);
    if (change == ROTA_TEST_GONE)
        return remove_days(p, worker, 0, p->ndays - 1);
    if (change == ROTA_TEST_DEMAND) {
        int r = rota_test_between(&random, 0, p->nrows - 1);
        while (p->rows[r].kind != p->rows[0].kind) /* a row of shifts */
            r = (r + 1) % p->nrows;
        p->rows[r].low++;
        p->rows[r].target++;
        p->rows[r].high += p->rows[r].high < INT32_MAX;
    } else {
        for (int a = w->day_first[day]; a < w->day_first[day + 1]; a++)
            w->arcs[a].cost[ROTA_PART_WISHES] += (rota_cost)WISH_WEIGHT * ROTA_COST_SCALE;
    }
    return (rota_test_moved){.worker = -1};
}

void rota_test_move_line(const rota_test_moved *moved, int worker, int *arcs, int ndays) {
    for (int d = 0; d < ndays && worker == moved->worker; d++)
        if (arcs[d] >= 0)
            arcs[d] = moved->arc_to[arcs[d]];
}

static int days_off(const int *arcs, int ndays) {
    int off = 0;
    for (int d = 0; d < ndays; d++)
        off += arcs[d] < 0;
    return off;
}

void rota_test_before(rota_test_then *out, const rota_test_moved *moved, const rota_problem *then,
                      rota_cost bound, const rota_problem *now) {
    *out = (rota_test_then){.workers = now->nworkers};
    out->worker = ROTA_NEW_ARRAY(int, now->nworkers);
    out->row = ROTA_NEW_ARRAY(int, now->nrows + 1);
    out->arc = ROTA_NEW_ARRAY(int *, now->nworkers);
    for (int r = 0; r < now->nrows; r++)
        out->row[r] = r;
    for (int w = 0; w < now->nworkers; w++) {
        out->worker[w] = w;
        out->arc[w] = ROTA_NEW_ARRAY(int, now->workers[w].narcs + 1);
        for (int a = 0; a < then->workers[w].narcs; a++) {
            int to = w == moved->worker ? moved->arc_to[a] : a;
            if (to >= 0)
                out->arc[w][to] = a;
        }
    }
    out->before = (rota_before){then, bound, out->worker, out->arc, out->row};
}

void rota_test_before_done(rota_test_then *b) {
    for (int w = 0; w < b->workers; w++)
        free(b->arc[w]);
    free(b->arc);
    free(b->worker);
    free(b->row);
}

rota_start rota_test_move_start(const rota_test_moved *moved, rota_solution *before,
                                const rota_problem *now) {
    for (int w = 0; w < now->nworkers; w++)
        rota_test_move_line(moved, w, before->lines[w], now->ndays);
    rota_kept *kept[] = {&before->root, &before->near};
    for (int k = 0; k < 2; k++)
        for (int i = 0; i < kept[k]->nlines; i++) {
            int *arcs = kept[k]->arcs + i * now->ndays, off = days_off(arcs, now->ndays);
            rota_test_move_line(moved, kept[k]->workers[i], arcs, now->ndays);
            if (days_off(arcs, now->ndays) > off)
                kept[k]->basic[i] = 0; /* it is another line */
        }
    return (rota_start){.rota = before->lines,
                        .root = &before->root,
                        .near = &before->near,
                        .prices = before->prices};
}
