/* A search for better rotas beside the one for the bound, in a thread of its own. They meet at
 * fixed amounts of work, never at a time: what the one has found is given to the other as of the
 * work that both had done, so that the same number of threads goes the same way however fast each
 * is (docs/design/improve.md). */
#include "core/mem.h"
#include "solver/lp.h"
#include "solver/search.h"

#include <math.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static const double LAG = 1;                         /* work: most parts take less */
enum { A_LITTLE = 20000000, A_SECOND = 1000000000 }; /* nanoseconds */

/* A rota that was the best one from an amount of work on. */
typedef struct {
    double work;
    rota_cost cost;
    int **lines;
} found;

struct rota_beside {
    rota_search *s; /* the one that began it */
    double from;    /* its work at the beginning */
    int nthreads;   /* it had */
    void (*program)(rota_search *);
    rota_solve_settings settings;
    int **lines, **favourites; /* to begin with */
    double *share, bound;
    pthread_t id;
    pthread_mutex_t lock; /* of what follows */
    pthread_cond_t moved;
    double work; /* of the search beside, since the beginning; INFINITY when it is over */
    bool end;
    volatile int stop; /* the same for what it has under way */
    found *found;
    int nfound, capacity, taken;
};

static int **copy_lines(const rota_search *s, int *const *lines) {
    int **out = ROTA_NEW_ARRAY(int *, s->p->nworkers);
    for (int w = 0; w < s->p->nworkers; w++) {
        out[w] = ROTA_NEW_ARRAY(int, s->p->ndays);
        memcpy(out[w], lines[w], (size_t)s->p->ndays * sizeof(int));
    }
    return out;
}

static void free_lines(const rota_search *s, int **lines) {
    for (int w = 0; w < s->p->nworkers; w++)
        free(lines[w]);
    free(lines);
}

/* ---- the search beside ---- */

bool rota_beside__ended(rota_beside *b, double work) {
    pthread_mutex_lock(&b->lock);
    bool end = b->end;
    if (work > b->work) {
        b->work = work;
        pthread_cond_signal(&b->moved);
    }
    pthread_mutex_unlock(&b->lock);
    return end;
}

void rota_beside__note(rota_beside *b, const rota_search *s) {
    found now = {rota_search__work(s), s->best_cost, copy_lines(s, s->best)};
    pthread_mutex_lock(&b->lock);
    ROTA_GROW(b->found, b->nfound, b->capacity);
    b->found[b->nfound++] = now;
    pthread_mutex_unlock(&b->lock);
}

static void *run(void *data) {
    rota_beside *b = data;
    rota_search s;
    rota_err err;
    if (rota_search__begin(&s, b->s->p, &b->settings, &err) == ROTA_OK) {
        s.deadline = b->s->deadline; /* and time_limit as it was: the budget is no clock's */
        rota_search__offer(&s, b->lines);
        s.bound = b->bound;
        for (int w = 0; w < s.p->nworkers; w++)
            memcpy(s.favourites.lines[w], b->favourites[w], (size_t)s.p->ndays * sizeof(int));
        memcpy(s.favourites.share, b->share, (size_t)s.p->nworkers * sizeof *b->share);
        s.beside = b;
        s.phase = "";
        b->program(&s);
    }
    pthread_mutex_lock(&b->lock);
    b->work = INFINITY;
    pthread_cond_signal(&b->moved);
    pthread_mutex_unlock(&b->lock);
    rota_search__end(&s);
    rota_lp_end_thread();
    return NULL;
}

/* ---- the one that began it ---- */

rota_beside *rota_beside_begin(rota_search *s, void (*program)(rota_search *)) {
    if (s->nthreads < 2 || !s->has_best)
        return NULL;
    rota_beside *b = ROTA_NEW(rota_beside);
    b->s = s;
    b->from = rota_search__work(s);
    b->nthreads = s->nthreads;
    b->program = program;
    b->settings = *s->settings;
    b->settings.threads = s->nthreads - 1;
    if (b->settings.work_limit > 0)
        b->settings.work_limit = rota_search__budget_left(s);
    b->settings.progress = NULL;
    b->settings.stop = &b->stop;
    b->lines = copy_lines(s, s->best);
    b->favourites = copy_lines(s, s->favourites.lines);
    b->share = ROTA_NEW_ARRAY(double, s->p->nworkers);
    memcpy(b->share, s->favourites.share, (size_t)s->p->nworkers * sizeof *b->share);
    b->bound = s->bound;
    pthread_mutex_init(&b->lock, NULL);
    pthread_cond_init(&b->moved, NULL);
    if (pthread_create(&b->id, NULL, run, b) != 0)
        b->program = NULL;
    else
        s->nthreads = 1;
    return b;
}

/* Is time over, or does somebody want to stop? */
static bool ends_now(const rota_search *s) {
    return rota_search__left(s) <= 0 || (s->settings->stop && *s->settings->stop);
}

/* Wait until it has moved, a little at most: who wants to stop moves nothing. */
static void wait_a_little(rota_beside *b) {
    struct timespec until;
    clock_gettime(CLOCK_REALTIME, &until);
    until.tv_nsec += A_LITTLE;
    if (until.tv_nsec >= A_SECOND) {
        until.tv_nsec -= A_SECOND;
        until.tv_sec++;
    }
    pthread_cond_timedwait(&b->moved, &b->lock, &until);
}

/* Those found up to an amount of work; waits until it is done or nothing more can come. */
static void take_up_to(rota_beside *b, double work) {
    pthread_mutex_lock(&b->lock);
    while (b->work < work && !ends_now(b->s))
        wait_a_little(b);
    int n = b->taken;
    while (n < b->nfound && b->found[n].work <= work)
        n++;
    int **lines = n > b->taken ? b->found[n - 1].lines : NULL;
    b->taken = n;
    pthread_mutex_unlock(&b->lock);
    if (lines)
        rota_search__offer(b->s, lines);
}

double rota_beside_look(rota_beside *b) {
    if (!b || !b->program)
        return INFINITY;
    double work = rota_search__work(b->s) - b->from, best = INFINITY;
    pthread_mutex_lock(&b->lock);
    for (int i = 0; i < b->nfound && b->found[i].work <= work; i++)
        best = (double)b->found[i].cost;
    pthread_mutex_unlock(&b->lock);
    return best;
}

void rota_beside_meet(rota_beside *b) {
    if (b && b->program)
        take_up_to(b, rota_search__work(b->s) - b->from - LAG);
}

void rota_beside_end(rota_beside *b) {
    if (!b)
        return;
    rota_search *s = b->s;
    if (b->program) {
        /* Where time is over or somebody wants to stop, all that there is; else what the work says.
         */
        if (s->bound < rota_search__cutoff(s))
            take_up_to(b, rota_search__work(s) - b->from);
        bool now = ends_now(s);
        pthread_mutex_lock(&b->lock);
        b->end = true;
        b->stop = 1;
        pthread_mutex_unlock(&b->lock);
        pthread_join(b->id, NULL);
        if (now)
            take_up_to(b, INFINITY);
    }
    s->nthreads = b->nthreads;
    for (int i = 0; i < b->nfound; i++)
        free_lines(s, b->found[i].lines);
    free(b->found);
    free_lines(s, b->lines);
    free_lines(s, b->favourites);
    free(b->share);
    pthread_mutex_destroy(&b->lock);
    pthread_cond_destroy(&b->moved);
    free(b);
}
