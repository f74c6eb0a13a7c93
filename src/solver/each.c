#include "solver/each.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stddef.h>

enum { MOST_THREADS = 16 };

/* What the threads share, and who this one is. */
typedef struct {
    void (*work)(void *data, int item, int thread);
    void *data;
    atomic_int *next;
    int n, number;
} worker_thread;

static void *run_thread(void *data) {
    worker_thread *t = data;
    for (;;) {
        int item = atomic_fetch_add(t->next, 1);
        if (item >= t->n)
            return NULL;
        t->work(t->data, item, t->number);
    }
}

void rota_each(int threads, int n, void (*work)(void *data, int item, int thread), void *data) {
    pthread_t ids[MOST_THREADS];
    worker_thread all[MOST_THREADS];
    atomic_int next = 0;
    int most = threads < MOST_THREADS ? threads : MOST_THREADS, started = 0;
    for (int t = 1; t < most; t++) {
        all[t] = (worker_thread){work, data, &next, n, t};
        if (pthread_create(&ids[started], NULL, run_thread, &all[t]) != 0)
            break;
        started++;
    }
    all[0] = (worker_thread){work, data, &next, n, 0};
    run_thread(&all[0]);
    for (int t = 0; t < started; t++)
        pthread_join(ids[t], NULL);
}
