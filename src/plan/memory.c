#include "plan/memory.h"

#include <stdlib.h>
#include <string.h>

enum { NOT_KNOWN = -1 };

/* A day's work by the memory's own numbers of shifts and groups; group -1 = the whole home. */
typedef struct {
    int shift[2], group[2]; /* shift -1: none */
} work;

typedef struct {
    uint64_t key; /* what the row stands for */
    int kind, place;
    double price;
} row_price;

typedef struct {
    char **ids;
    int count;
} names;

struct rota_plan_memory {
    rota_day from;
    int ndays;
    names staff, shifts, groups;
    work *works;
    int nworks;
    int *staff_of_line; /* the first nrota lines are the rota, then come those of the LPs */
    int *days;          /* [nlines * ndays] works, -1 = off */
    int nlines, nrota;
    row_price *prices; /* by key, then by place */
    int nprices;
    rota_kept root, near; /* lines are above, rows in the order of prices, workers in this one: */
    int *staff_of_worker; /* [nworkers] */
    int nworkers;
    rota_problem *problem; /* NULL: there was no bound */
    rota_cost bound;       /* of it */
};

rota_plan_memory *rota_plan_memory_new(void) {
    return ROTA_NEW(rota_plan_memory);
}

static void forget_names(names *n) {
    for (int i = 0; i < n->count; i++)
        free(n->ids[i]);
    free(n->ids);
}

static void forget(rota_plan_memory *m) {
    forget_names(&m->staff);
    forget_names(&m->shifts);
    forget_names(&m->groups);
    free(m->works);
    free(m->staff_of_line);
    free(m->days);
    free(m->prices);
    free(m->staff_of_worker);
    rota_problem_free(m->problem);
    rota_kept_done(&m->root);
    rota_kept_done(&m->near);
    *m = (rota_plan_memory){0};
}

void rota_plan_memory_free(rota_plan_memory *m) {
    if (m)
        forget(m);
    free(m);
}

bool rota_plan_memory_is_empty(const rota_plan_memory *m) {
    return m->nlines == 0;
}

/* ---- what a row stands for ---- */

/* FNV-1a (G. Fowler, L. C. Noll, K.-P. Vo) over a text and its end, or over a number. */
static uint64_t hash_bytes(uint64_t hash, const void *bytes, size_t n) {
    const unsigned char *p = bytes;
    for (size_t i = 0; i < n; i++)
        hash = (hash ^ p[i]) * 0x100000001B3ULL;
    return hash;
}

static uint64_t hash_text(uint64_t hash, const char *text) {
    return hash_bytes(hash, text, strlen(text) + 1);
}

static uint64_t hash_number(uint64_t hash, int64_t number) {
    return hash_bytes(hash, &number, sizeof number);
}

static uint64_t hash_group(const rota_translation *t, uint64_t hash, int group) {
    return hash_text(hash, group < 0 ? "*" : t->home->groups[group].id);
}

static uint64_t task_key(const rota_translation *t, const rota_task *task) {
    uint64_t key = hash_number(0xCBF29CE484222325ULL, t->request->from + task->day);
    return hash_group(t, hash_text(key, t->home->shifts[task->shift].id), task->group);
}

static uint64_t partial_key(const rota_translation *t, const rota_partial_row *row) {
    const rota_home *home = t->home;
    uint64_t key = row->task < 0 ? 0 : task_key(t, &t->tasks[row->task]);
    key = hash_text(key, row->skill < 0 ? "" : home->skills[row->skill]);
    key = row->key_of < 0 ? hash_number(key, -1) : hash_group(t, key, row->key_of);
    key = hash_text(key, row->agency_of < 0 ? "" : home->staff[row->agency_of].id);
    return hash_text(key, row->shift < 0 ? "" : home->shifts[row->shift].id);
}

static int by_key(const void *a, const void *b) {
    const row_price *x = a, *y = b;
    if (x->key != y->key)
        return x->key < y->key ? -1 : 1;
    return x->place - y->place;
}

/* The rows by what covers them: kind, day, and the sum over all tasks that do. Rows that differ in
 * nothing of it are told apart by their order. Sorted; free the result. */
static row_price *list_rows(const rota_translation *t) {
    const rota_problem *p = t->problem;
    row_price *rows = ROTA_NEW_ARRAY(row_price, p->nrows + 1);
    for (int r = 0; r < p->nrows; r++) {
        uint64_t key = hash_number(1, t->request->from + p->rows[r].day);
        rows[r] = (row_price){
            .key = hash_number(key, p->rows[r].kind), .kind = p->rows[r].kind, .place = r};
    }
    for (int k = 0; k < t->ntasks; k++)
        for (int i = 0; i < t->tasks[k].nrows; i++)
            rows[t->tasks[k].rows[i]].key += task_key(t, &t->tasks[k]);
    for (int i = 0; i < t->npartial; i++)
        rows[t->partial[i].row].key += partial_key(t, &t->partial[i]);
    qsort(rows, (size_t)p->nrows, sizeof *rows, by_key);
    return rows;
}

/* ---- keeping ---- */

static char *copy_text(const char *text) {
    size_t n = strlen(text) + 1;
    char *copy = ROTA_NEW_ARRAY(char, n);
    memcpy(copy, text, n);
    return copy;
}

static void keep_names(rota_plan_memory *m, const rota_home *home) {
    m->staff.ids = ROTA_NEW_ARRAY(char *, home->nstaff + 1);
    m->shifts.ids = ROTA_NEW_ARRAY(char *, home->nshifts + 1);
    m->groups.ids = ROTA_NEW_ARRAY(char *, home->ngroups + 1);
    for (int i = 0; i < home->nstaff; i++)
        m->staff.ids[m->staff.count++] = copy_text(home->staff[i].id);
    for (int i = 0; i < home->nshifts; i++)
        m->shifts.ids[m->shifts.count++] = copy_text(home->shifts[i].id);
    for (int i = 0; i < home->ngroups; i++)
        m->groups.ids[m->groups.count++] = copy_text(home->groups[i].id);
}

static void keep_works(rota_plan_memory *m, const rota_translation *t) {
    m->nworks = t->nworks;
    m->works = ROTA_NEW_ARRAY(work, t->nworks + 1);
    for (int i = 0; i < t->nworks; i++) {
        for (int k = 0; k < 2; k++) {
            int task = t->works[i].task[k];
            m->works[i].shift[k] = task < 0 ? NOT_KNOWN : t->tasks[task].shift;
            m->works[i].group[k] = task < 0 ? NOT_KNOWN : t->tasks[task].group;
        }
    }
}

static void keep_line(rota_plan_memory *m, const rota_translation *t, int w, const int *arcs) {
    int *days = m->days + (size_t)m->nlines * (size_t)m->ndays;
    for (int d = 0; d < m->ndays; d++)
        days[d] = arcs[d] < 0 ? -1 : t->problem->workers[w].arcs[arcs[d]].task;
    m->staff_of_line[m->nlines++] = t->staff_of_worker[w];
}

static void keep_rota_lines(rota_plan_memory *m, const rota_translation *t,
                            const rota_solution *solution) {
    const rota_problem *p = t->problem;
    size_t n = (size_t)p->nworkers + (size_t)solution->root.nlines + (size_t)solution->near.nlines;
    m->staff_of_line = ROTA_NEW_ARRAY(int, n + 1);
    m->days = ROTA_NEW_ARRAY(int, n *(size_t)m->ndays + 1);
    for (int w = 0; w < p->nworkers; w++)
        keep_line(m, t, w, solution->lines[w]);
    m->nrota = m->nlines;
    const rota_kept *kept[] = {&solution->root, &solution->near};
    for (int k = 0; k < 2; k++)
        for (int i = 0; i < kept[k]->nlines; i++)
            keep_line(m, t, kept[k]->workers[i], kept[k]->arcs + (size_t)i * (size_t)p->ndays);
}

static void keep_prices(rota_plan_memory *m, const rota_translation *t,
                        const rota_solution *solution) {
    m->prices = list_rows(t);
    m->nprices = t->problem->nrows;
    for (int i = 0; i < m->nprices; i++)
        m->prices[i].price = solution->prices[m->prices[i].place];
}

/* An LP but for its lines; rows in the order of the prices. */
static void keep_lp(const rota_plan_memory *m, const rota_kept *kept, rota_kept *out) {
    size_t cuts = (size_t)kept->ncuts, rows = (size_t)m->nprices, people = (size_t)m->nworkers;
    *out = (rota_kept){.nlines = kept->nlines, .reach = kept->reach, .ncuts = kept->ncuts};
    if (kept->basic)
        out->basic = rota_memdup(kept->basic, (size_t)kept->nlines);
    if (kept->slacks)
        out->slacks = ROTA_NEW_ARRAY(unsigned char, rows *ROTA_KEPT_SLACKS + 1);
    out->in_lp = rota_memdup(kept->in_lp, cuts);
    out->of_workers = rota_memdup(kept->of_workers, cuts * people * sizeof(int64_t));
    out->of_cuts = rota_memdup(kept->of_cuts, cuts * cuts * sizeof(int64_t));
    out->of_rows = ROTA_NEW_ARRAY(int64_t, cuts * rows + 1);
    for (size_t r = 0; r < rows; r++) {
        size_t place = (size_t)m->prices[r].place;
        for (size_t i = 0; i < ROTA_KEPT_SLACKS && kept->slacks; i++)
            out->slacks[r * ROTA_KEPT_SLACKS + i] = kept->slacks[place * ROTA_KEPT_SLACKS + i];
        for (size_t k = 0; k < cuts; k++)
            out->of_rows[k * rows + r] = kept->of_rows[k * rows + place];
    }
}

void rota_memory__keep(rota_plan_memory *m, const rota_translation *t,
                       const rota_solution *solution) {
    if (!m)
        return;
    forget(m);
    m->from = t->request->from;
    m->ndays = t->ndays;
    m->nworkers = t->problem->nworkers;
    m->staff_of_worker =
        rota_memdup(t->staff_of_worker, (size_t)m->nworkers * sizeof *m->staff_of_worker);
    keep_names(m, t->home);
    keep_works(m, t);
    keep_rota_lines(m, t, solution);
    keep_prices(m, t, solution);
    keep_lp(m, &solution->root, &m->root);
    keep_lp(m, &solution->near, &m->near);
}

void rota_memory__keep_problem(rota_plan_memory *m, rota_translation *t, rota_cost bound) {
    if (!m || m->nlines == 0 || m->ndays > ROTA_KEPT_DAYS)
        return;
    m->problem = ROTA_TAKE(t->problem);
    m->bound = bound;
}

/* Put a duty into the line of its person; a third on one day is none that a line could hold. */
static void keep_duty(rota_plan_memory *m, int line, const rota_assignment *duty) {
    int *day = &m->days[(size_t)line * (size_t)m->ndays + (size_t)(duty->date - m->from)];
    if (*day < 0) {
        *day = m->nworks++;
        m->works[*day] = (work){{duty->shift, NOT_KNOWN}, {duty->group, NOT_KNOWN}};
    } else if (m->works[*day].shift[1] == NOT_KNOWN) {
        m->works[*day].shift[1] = duty->shift;
        m->works[*day].group[1] = duty->group;
    }
}

void rota_memory__keep_rota(rota_plan_memory *m, const rota_translation *t,
                            const rota_assignment *rota, size_t count) {
    const rota_problem *p = t->problem;
    int *line_of = ROTA_NEW_ARRAY(int, t->home->nstaff + 1);
    forget(m);
    m->from = t->request->from;
    m->ndays = t->ndays;
    keep_names(m, t->home);
    m->works = ROTA_NEW_ARRAY(work, count + 1);
    m->staff_of_line = ROTA_NEW_ARRAY(int, p->nworkers + 1);
    m->days = ROTA_NEW_ARRAY(int, (size_t)p->nworkers *(size_t)m->ndays + 1);
    m->prices = ROTA_NEW_ARRAY(row_price, 1);
    memset(m->days, 0xFF, (size_t)p->nworkers * (size_t)m->ndays * sizeof *m->days); /* all -1 */
    for (int i = 0; i < t->home->nstaff; i++)
        line_of[i] = NOT_KNOWN;
    for (int w = 0; w < p->nworkers; w++) {
        line_of[t->staff_of_worker[w]] = w;
        m->staff_of_line[w] = t->staff_of_worker[w];
    }
    m->nlines = m->nrota = p->nworkers;
    for (size_t i = 0; i < count; i++) {
        int line = line_of[rota[i].staff];
        bool inside = rota[i].date >= m->from && rota[i].date < m->from + m->ndays;
        bool aside = rota[i].pinned && rota_translate__is_aside(t, &rota[i]); /* of no line */
        if (line >= 0 && inside && !aside)
            keep_duty(m, line, &rota[i]);
    }
    if (m->nworks == 0)
        forget(m);
    free(line_of);
}

/* ---- recalling ---- */

static int find_name(const names *n, const char *id) {
    for (int i = 0; i < n->count; i++)
        if (strcmp(n->ids[i], id) == 0)
            return i;
    return NOT_KNOWN;
}

/* The memory in the home's own numbers. */
typedef struct {
    const rota_plan_memory *m;
    const rota_translation *t;
    int *shift_of, *group_of; /* [of the home] number in the memory */
    int *worker_of;           /* [staff of the memory] worker of the translation */
} dictionary;

static void open_dictionary(dictionary *d, const rota_plan_memory *m, const rota_translation *t) {
    const rota_home *home = t->home;
    *d = (dictionary){.m = m, .t = t};
    d->shift_of = ROTA_NEW_ARRAY(int, home->nshifts + 1);
    d->group_of = ROTA_NEW_ARRAY(int, home->ngroups + 1);
    d->worker_of = ROTA_NEW_ARRAY(int, m->staff.count + 1);
    for (int i = 0; i < home->nshifts; i++)
        d->shift_of[i] = find_name(&m->shifts, home->shifts[i].id);
    for (int i = 0; i < home->ngroups; i++)
        d->group_of[i] = find_name(&m->groups, home->groups[i].id);
    for (int i = 0; i < m->staff.count; i++)
        d->worker_of[i] = NOT_KNOWN;
    for (int w = 0; w < t->problem->nworkers; w++) {
        int staff = find_name(&m->staff, home->staff[t->staff_of_worker[w]].id);
        if (staff >= 0)
            d->worker_of[staff] = w;
    }
}

static void close_dictionary(dictionary *d) {
    free(d->shift_of);
    free(d->group_of);
    free(d->worker_of);
}

static bool is_task(const dictionary *d, int number, int shift, int group) {
    if (number < 0)
        return shift == NOT_KNOWN;
    const rota_task *task = &d->t->tasks[number];
    int own = task->group < 0 ? -1 : d->group_of[task->group];
    bool known = task->group < 0 || own >= 0;
    return known && shift >= 0 && d->shift_of[task->shift] == shift && own == group;
}

/* The arc of that work, -1 when there is none any more. */
static int find_arc(const dictionary *d, int w, int day, const work *what) {
    const rota_worker *worker = &d->t->problem->workers[w];
    for (int a = worker->day_first[day]; a < worker->day_first[day + 1]; a++) {
        const int *task = d->t->works[worker->arcs[a].task].task;
        for (int k = 0; k < 2; k++) /* in either order */
            if (is_task(d, task[k], what->shift[0], what->group[0]) &&
                is_task(d, task[1 - k], what->shift[1], what->group[1]))
                return a;
    }
    return -1;
}

/* False when something that was in it is not possible any more. */
static bool recall_line(const dictionary *d, int line, int w, int *arcs) {
    const rota_plan_memory *m = d->m;
    const int *days = m->days + (size_t)line * (size_t)m->ndays;
    bool whole = true;
    for (int day = 0; day < d->t->ndays; day++) {
        int then = d->t->request->from + day - m->from;
        arcs[day] = -1;
        if (then >= 0 && then < m->ndays && days[then] >= 0) {
            arcs[day] = find_arc(d, w, day, &m->works[days[then]]);
            whole = whole && arcs[day] >= 0;
        }
    }
    return whole;
}

/* Lines of the memory from `first` on as those of an LP; who is not there any more has none. */
static void recall_lines(const dictionary *d, int first, rota_kept *out, int count) {
    size_t n = (size_t)d->t->ndays;
    unsigned char *basic = out->basic;
    out->workers = ROTA_NEW_ARRAY(int, count + 1);
    out->arcs = ROTA_NEW_ARRAY(int, (size_t)count *n + 1);
    out->nlines = 0;
    for (int i = 0; i < count; i++) {
        int w = d->worker_of[d->m->staff_of_line[first + i]];
        if (w < 0)
            continue;
        bool whole = recall_line(d, first + i, w, out->arcs + (size_t)out->nlines * n);
        if (basic)
            basic[out->nlines] = basic[i] && whole;
        out->workers[out->nlines++] = w;
    }
}

static void recall_rota(const dictionary *d, rota_recalled *out) {
    size_t n = (size_t)d->t->ndays;
    out->rota = ROTA_NEW_ARRAY(int *, d->t->problem->nworkers + 1);
    out->arcs = ROTA_NEW_ARRAY(int, (size_t)d->m->nrota *n + 1);
    for (int i = 0; i < d->m->nrota; i++) {
        int w = d->worker_of[d->m->staff_of_line[i]];
        if (w < 0)
            continue;
        out->rota[w] = out->arcs + (size_t)i * n;
        recall_line(d, i, w, out->rota[w]);
    }
}

/* An LP; old_row: for each row its number in the memory, -1 = it is new. */
static void recall_lp(const dictionary *d, const rota_kept *kept, int first, const int *old_row,
                      rota_kept *out) {
    const rota_problem *p = d->t->problem;
    const rota_plan_memory *m = d->m;
    size_t cuts = (size_t)kept->ncuts, rows = (size_t)p->nrows, people = (size_t)p->nworkers;
    size_t old_rows = (size_t)m->nprices, old_people = (size_t)m->nworkers;
    *out = (rota_kept){.reach = kept->reach, .ncuts = kept->ncuts};
    out->basic = kept->basic ? rota_memdup(kept->basic, (size_t)kept->nlines) : NULL;
    recall_lines(d, first, out, kept->nlines);
    out->slacks = kept->slacks ? ROTA_NEW_ARRAY(unsigned char, rows *ROTA_KEPT_SLACKS + 1) : NULL;
    out->in_lp = rota_memdup(kept->in_lp, cuts);
    out->of_cuts = rota_memdup(kept->of_cuts, cuts * cuts * sizeof(int64_t));
    out->of_rows = ROTA_NEW_ARRAY(int64_t, cuts * rows + 1);
    out->of_workers = ROTA_NEW_ARRAY(int64_t, cuts * people + 1);
    for (size_t r = 0; r < rows; r++) {
        size_t old = (size_t)old_row[r];
        for (size_t i = 0; i < ROTA_KEPT_SLACKS && old_row[r] >= 0 && kept->slacks; i++)
            out->slacks[r * ROTA_KEPT_SLACKS + i] = kept->slacks[old * ROTA_KEPT_SLACKS + i];
        for (size_t k = 0; k < cuts && old_row[r] >= 0; k++)
            out->of_rows[k * rows + r] = kept->of_rows[k * old_rows + old];
    }
    for (size_t v = 0; v < old_people; v++) {
        int w = d->worker_of[m->staff_of_worker[v]];
        for (size_t k = 0; k < cuts && w >= 0; k++)
            out->of_workers[k * people + (size_t)w] = kept->of_workers[k * old_people + v];
    }
}

static double mean_of_kind(const rota_plan_memory *m, int kind) {
    double sum = 0;
    int n = 0;
    for (int i = 0; i < m->nprices; i++) {
        sum += m->prices[i].kind == kind ? m->prices[i].price : 0;
        n += m->prices[i].kind == kind;
    }
    return n > 0 ? sum / n : 0;
}

/* Prices by what rows stand for; a row that is new begins with the mean of its kind. Fills for each
 * row its number in the memory, -1 = it is new. */
static void recall_prices(const rota_plan_memory *m, const rota_translation *t, int *old_row,
                          rota_recalled *out) {
    double mean[ROTA_NROW_KINDS];
    for (int kind = 0; kind < ROTA_NROW_KINDS; kind++)
        mean[kind] = mean_of_kind(m, kind);
    row_price *rows = list_rows(t);
    out->prices = ROTA_NEW_ARRAY(double, t->problem->nrows + 1);
    for (int i = 0, k = 0; i < t->problem->nrows; i++) {
        while (k < m->nprices && m->prices[k].key < rows[i].key)
            k++;
        bool known = k < m->nprices && m->prices[k].key == rows[i].key;
        old_row[rows[i].place] = known ? k : NOT_KNOWN;
        out->prices[rows[i].place] = known ? m->prices[k++].price : mean[rows[i].kind];
    }
    free(rows);
}

/* The arcs of a worker, by what they stand for. */
static int *recall_arcs(const dictionary *d, int w, int then) {
    const rota_worker *old = &d->m->problem->workers[then];
    int *out = ROTA_NEW_ARRAY(int, d->t->problem->workers[w].narcs + 1);
    for (int a = 0; a < d->t->problem->workers[w].narcs; a++)
        out[a] = NOT_KNOWN;
    for (int a = 0; a < old->narcs; a++) {
        int now = find_arc(d, w, old->arcs[a].day, &d->m->works[old->arcs[a].task]);
        if (now >= 0)
            out[now] = a;
    }
    return out;
}

/* The problem that was solved, where it is of the same days. */
static void recall_problem(const dictionary *d, const int *old_row, rota_recalled *out) {
    const rota_plan_memory *m = d->m;
    int n = d->t->problem->nworkers;
    if (!m->problem || m->from != d->t->request->from || m->ndays != d->t->ndays)
        return;
    out->worker = ROTA_NEW_ARRAY(int, n + 1);
    out->row = ROTA_NEW_ARRAY(int, d->t->problem->nrows + 1);
    out->arc = ROTA_NEW_ARRAY(int *, n + 1);
    out->workers = n;
    for (int w = 0; w < n; w++)
        out->worker[w] = NOT_KNOWN;
    for (int v = 0; v < m->nworkers; v++) {
        int w = d->worker_of[m->staff_of_worker[v]];
        if (w < 0)
            continue;
        out->worker[w] = v;
        out->arc[w] = recall_arcs(d, w, v);
    }
    for (int r = 0; r < d->t->problem->nrows; r++)
        out->row[r] = old_row[r] < 0 ? NOT_KNOWN : m->prices[old_row[r]].place;
    out->before = (rota_before){m->problem, m->bound, out->worker, out->arc, out->row};
    out->start.before = &out->before;
}

bool rota_memory__recall(const rota_plan_memory *m, const rota_translation *t, rota_recalled *out) {
    *out = (rota_recalled){0};
    if (!m || m->nlines == 0 || m->from > t->request->to || m->from + m->ndays <= t->request->from)
        return false;
    dictionary d;
    open_dictionary(&d, m, t);
    recall_rota(&d, out);
    out->start.rota = out->rota;
    if (m->nprices > 0) {
        int *old_row = ROTA_NEW_ARRAY(int, t->problem->nrows + 1);
        recall_prices(m, t, old_row, out);
        recall_lp(&d, &m->root, m->nrota, old_row, &out->root);
        recall_lp(&d, &m->near, m->nrota + m->root.nlines, old_row, &out->near);
        recall_problem(&d, old_row, out);
        free(old_row);
        out->start.root = &out->root;
        out->start.near = &out->near;
        out->start.prices = out->prices;
    }
    close_dictionary(&d);
    return true;
}

void rota_memory__recalled_done(rota_recalled *recalled) {
    free(recalled->rota);
    free(recalled->arcs);
    for (int w = 0; w < recalled->workers; w++)
        free(recalled->arc[w]);
    free(recalled->arc);
    free(recalled->worker);
    free(recalled->row);
    rota_kept_done(&recalled->root);
    rota_kept_done(&recalled->near);
    free(recalled->prices);
    *recalled = (rota_recalled){0};
}
