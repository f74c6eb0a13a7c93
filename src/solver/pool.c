#include "solver/pool.h"

#include "core/mem.h"

#include <stdlib.h>
#include <string.h>

struct rota_pool {
    const rota_problem *problem;
    rota_line *lines;
    int count, capacity;
    int *table; /* open addressing: line + 1, 0 = empty */
    size_t table_size;
};

rota_pool *rota_pool_new(const rota_problem *problem) {
    rota_pool *pool = ROTA_NEW(rota_pool);
    pool->problem = problem;
    pool->table_size = 1024;
    pool->table = ROTA_NEW_ARRAY(int, pool->table_size);
    return pool;
}

static void free_line(rota_line *line) {
    free(line->arcs);
    free(line->rows);
    free(line->coefs);
}

void rota_pool_free(rota_pool *pool) {
    if (!pool)
        return;
    for (int i = 0; i < pool->count; i++)
        free_line(&pool->lines[i]);
    free(pool->lines);
    free(pool->table);
    free(pool);
}

/* FNV-1a over the worker and the arcs. */
static uint64_t hash_line(int worker, const int *arcs, int n) {
    uint64_t h = 14695981039346656037ULL ^ (uint64_t)(unsigned)worker;
    for (int d = 0; d < n; d++)
        h = (h ^ (uint64_t)(unsigned)arcs[d]) * 1099511628211ULL;
    return h ^ h >> 29;
}

static size_t slot_of(const rota_pool *pool, uint64_t hash, int worker, const int *arcs) {
    size_t bytes = (size_t)pool->problem->ndays * sizeof *arcs;
    size_t slot = hash & (pool->table_size - 1);
    while (pool->table[slot] != 0) {
        const rota_line *line = &pool->lines[pool->table[slot] - 1];
        if (line->hash == hash && line->worker == worker && memcmp(line->arcs, arcs, bytes) == 0)
            break;
        slot = (slot + 1) & (pool->table_size - 1);
    }
    return slot;
}

static void grow_table(rota_pool *pool) {
    free(pool->table);
    pool->table_size *= 2;
    pool->table = ROTA_NEW_ARRAY(int, pool->table_size);
    for (int i = 0; i < pool->count; i++) {
        const rota_line *line = &pool->lines[i];
        pool->table[slot_of(pool, line->hash, line->worker, line->arcs)] = i + 1;
    }
}

/* The rows that the line touches, equal rows added up. */
static void fill_rows(const rota_problem *p, rota_line *line) {
    const rota_worker *w = &p->workers[line->worker];
    int most = 0;
    for (int d = 0; d < p->ndays; d++)
        most += line->arcs[d] >= 0 ? w->arcs[line->arcs[d]].nrows : 0;
    line->rows = ROTA_NEW_ARRAY(int, most);
    line->coefs = ROTA_NEW_ARRAY(double, most);
    for (int d = 0; d < p->ndays; d++) {
        if (line->arcs[d] < 0)
            continue;
        const rota_arc *arc = &w->arcs[line->arcs[d]];
        for (int i = 0; i < arc->nrows; i++) {
            const rota_arc_row *ar = &w->arc_rows[arc->first_row + i];
            int k = 0;
            while (k < line->nrows && line->rows[k] != ar->row)
                k++;
            line->rows[k] = ar->row;
            line->coefs[k] += ar->coef;
            line->nrows += k == line->nrows;
        }
    }
}

int rota_pool_add(rota_pool *pool, int worker, const int *arcs) {
    const rota_problem *p = pool->problem;
    uint64_t hash = hash_line(worker, arcs, p->ndays);
    size_t slot = slot_of(pool, hash, worker, arcs);
    if (pool->table[slot] != 0)
        return pool->table[slot] - 1;
    rota_cost cost;
    if (!rota_line_cost(p, worker, arcs, &cost, NULL))
        return -1;
    ROTA_GROW(pool->lines, pool->count, pool->capacity);
    rota_line *line = &pool->lines[pool->count];
    *line = (rota_line){.worker = worker, .cost = cost, .column = -1, .hash = hash};
    line->arcs = ROTA_NEW_ARRAY(int, p->ndays);
    memcpy(line->arcs, arcs, (size_t)p->ndays * sizeof *arcs);
    fill_rows(p, line);
    pool->table[slot] = ++pool->count;
    if ((size_t)pool->count * 2 > pool->table_size)
        grow_table(pool);
    return pool->count - 1;
}

rota_line *rota_pool_line(rota_pool *pool, int index) {
    return &pool->lines[index];
}

int rota_pool_count(const rota_pool *pool) {
    return pool->count;
}
