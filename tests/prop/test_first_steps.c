/* The smallest sample home by brute force: every lawful line of everybody, in every combination in
 * which no duty is done twice. */
#include "support/test.h"

#include "core/mem.h"
#include "io/folder.h"
#include "plan/translate.h"
#include "support/files.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { DUTIES = 20, MASKS = 1 << DUTIES };

/* A node of the tree of a person's lawful lines: one level for each day. */
typedef struct {
    int first_child, next; /* 0 = none */
    uint32_t duties;       /* of this day */
    rota_cost cost;        /* of the whole line; of leaves */
} node;

typedef struct {
    const rota_problem *p;
    int duty_of_row[64]; /* number of the duty that a row asks for, -1 = another kind of row */
    node *nodes;
    size_t count, capacity;
    rota_cost *cost, *next_cost; /* [MASKS] least cost of the people so far who do these duties */
    int64_t *ways, *next_ways;   /* [MASKS] in so many ways */
} search;

static const rota_cost NEVER = INT64_MAX / 4;

/* ---- the home ---- */

static rota_folder *folder;
static rota_home *home;
static rota_translation t;
static rota_plan_request request;

static int set_up(void **state) {
    (void)state;
    rota_test_folder();
    rota_err err = {0};
    rota_faults *faults = rota_faults_new();
    const char *dir = rota_test_path("h");
    assert_int_equal(rota_folder_init(dir, "first-steps", faults, &err), ROTA_OK);
    assert_int_equal(rota_folder_open(dir, &folder, faults, &err), ROTA_OK);
    assert_int_equal(rota_load_home(folder, &home, &err), ROTA_OK);
    assert_true(rota_day_parse("2026-12-07", &request.from));
    request.to = request.from + 6;
    rota_solve_settings_init(&request.solve);
    assert_int_equal(rota_translate(home, &request, &t, &err), ROTA_OK);
    rota_faults_free(faults);
    return 0;
}

static int tear_down(void **state) {
    (void)state;
    rota_translation_done(&t);
    rota_home_free(home);
    rota_folder_close(folder);
    rota_test_folder_remove();
    return 0;
}

/* ---- all lines of one person ---- */

static uint32_t duties_of(const search *s, int worker, int arc) {
    const rota_worker *w = &s->p->workers[worker];
    uint32_t duties = 0;
    for (int i = 0; i < w->arcs[arc].nrows; i++) {
        int duty = s->duty_of_row[w->arc_rows[w->arcs[arc].first_row + i].row];
        duties |= duty >= 0 ? UINT32_C(1) << duty : 0;
    }
    return duties;
}

/* Nodes for the day and what follows; returns the number of the first, 0 when no line is lawful. */
static int add_lines(search *s, int worker, int day, int *line, bool contract_only) {
    const rota_worker *w = &s->p->workers[worker];
    int first = 0;
    for (int a = w->day_first[day] - 1; a < w->day_first[day + 1]; a++) {
        line[day] = a < w->day_first[day] ? -1 : a;
        node n = {.next = first, .duties = line[day] < 0 ? 0 : duties_of(s, worker, a)};
        if (day + 1 < s->p->ndays) {
            n.first_child = add_lines(s, worker, day + 1, line, contract_only);
            if (n.first_child == 0)
                continue;
        } else {
            rota_cost parts[ROTA_NPARTS];
            if (!rota_line_cost(s->p, worker, line, &n.cost, parts) ||
                (contract_only && parts[ROTA_PART_CONTRACT] != 0))
                continue;
        }
        ROTA_GROW(s->nodes, s->count, s->capacity);
        s->nodes[s->count] = n;
        first = (int)s->count++;
    }
    return first;
}

/* ---- all combinations ---- */

static void combine(search *s, int at, uint32_t done, rota_cost cost, int64_t ways) {
    for (int i = at; i > 0; i = s->nodes[i].next) {
        const node *n = &s->nodes[i];
        if (n->duties & done)
            continue;
        uint32_t now = done | n->duties;
        if (n->first_child > 0) {
            combine(s, n->first_child, now, cost, ways);
            continue;
        }
        if (cost + n->cost < s->next_cost[now])
            s->next_cost[now] = cost + n->cost;
        s->next_ways[now] += ways;
    }
}

static void clear(rota_cost *cost, int64_t *ways) {
    for (int m = 0; m < MASKS; m++)
        cost[m] = NEVER;
    memset(ways, 0, MASKS * sizeof *ways);
}

static void swap_tables(search *s) {
    rota_cost *cost = s->cost;
    int64_t *ways = s->ways;
    s->cost = s->next_cost;
    s->ways = s->next_ways;
    s->next_cost = cost;
    s->next_ways = ways;
}

static void combine_all(search *s, bool contract_only) {
    clear(s->cost, s->ways);
    s->cost[0] = 0;
    s->ways[0] = 1;
    for (int w = 0; w < s->p->nworkers; w++) {
        int line[7];
        s->count = 0;
        ROTA_GROW(s->nodes, s->count, s->capacity);
        s->count = 1; /* number 0 means none */
        int root = add_lines(s, w, 0, line, contract_only);
        clear(s->next_cost, s->next_ways);
        for (uint32_t m = 0; m < MASKS; m++)
            if (s->ways[m] > 0)
                combine(s, root, m, s->cost[m], s->ways[m]);
        swap_tables(s);
    }
}

static void search_init(search *s) {
    *s = (search){.p = t.problem};
    int duties = 0;
    assert_in_range(t.problem->nrows, DUTIES, 64);
    for (int r = 0; r < t.problem->nrows; r++) {
        const rota_row *row = &t.problem->rows[r];
        bool demand = row->kind == ROTA_ROW_SHIFT;
        /* At most one person for each duty: nothing is left out. */
        assert_true(!demand || (row->low == 1 && row->target == 1 && row->high == 1));
        s->duty_of_row[r] = demand ? duties++ : -1;
    }
    assert_int_equal(duties, DUTIES);
    s->cost = ROTA_NEW_ARRAY(rota_cost, MASKS);
    s->next_cost = ROTA_NEW_ARRAY(rota_cost, MASKS);
    s->ways = ROTA_NEW_ARRAY(int64_t, MASKS);
    s->next_ways = ROTA_NEW_ARRAY(int64_t, MASKS);
}

static void search_done(search *s) {
    free(s->cost);
    free(s->next_cost);
    free(s->ways);
    free(s->next_ways);
    free(s->nodes);
}

/* ---- tests ---- */

/* Rows for key caregivers only ever cost: the least without them is a bound, and a rota that pays
 * nothing for them and costs so much is the best. */
static void the_best_rota_is_the_best_of_all(void **state) {
    (void)state;
    search s;
    search_init(&s);
    combine_all(&s, false);
    const rota_row *duty = NULL;
    for (int r = 0; r < t.problem->nrows && !duty; r++)
        duty = s.duty_of_row[r] >= 0 ? &t.problem->rows[r] : NULL;
    rota_cost least = NEVER;
    for (uint32_t m = 0; m < MASKS; m++) {
        rota_cost cost = s.cost[m] + (DUTIES - __builtin_popcount(m)) * duty->under;
        least = cost < least ? cost : least;
    }
    rota_solution *solution = NULL;
    rota_err err = {0};
    assert_int_equal(rota_solve(t.problem, &request.solve, &solution, &err), ROTA_OK);
    assert_int_equal(solution->parts[ROTA_PART_DEMAND], 0);
    assert_int_equal(solution->cost, least);
    assert_true(solution->proven);
    assert_int_equal(solution->bound, least);
    assert_int_equal(s.ways[MASKS - 1], 120932352); /* as its rota.ini says */
    rota_solution_free(solution, t.problem);
    search_done(&s);
}

static void rotas_of_exact_contract_hours_are_counted(void **state) {
    (void)state;
    search s;
    search_init(&s);
    combine_all(&s, true);
    assert_int_equal(s.ways[MASKS - 1], 958464); /* as its rota.ini says */
    search_done(&s);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_best_rota_is_the_best_of_all),
        cmocka_unit_test(rotas_of_exact_contract_hours_are_counted),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
