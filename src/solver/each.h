/* The same for each of many, in several threads. */
#ifndef ROTA_SOLVER_EACH_H
#define ROTA_SOLVER_EACH_H

/** Call `work` for 0 .. n - 1, in so many threads (this one included); `thread` counts them from 0.
 *  Items are taken in any order: what is done for one must not depend on another. */
void rota_each(int threads, int n, void (*work)(void *data, int item, int thread), void *data);

#endif
