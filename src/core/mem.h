/* Memory: allocation that never returns NULL, growing arrays, an arena, ownership macros.
 *
 * When memory runs out the process says so and ends with status 4 (mem.c is the one place of the
 * program that does): every change of a home is one transaction of its database, so ending at any
 * moment loses nothing, and no other code carries paths that no user ever takes. */
#ifndef ROTA_CORE_MEM_H
#define ROTA_CORE_MEM_H

#include <stddef.h>

/** n * size bytes, zeroed. Never NULL, also for n = 0. Free with free(). */
void *rota_calloc(size_t n, size_t size);
/** Array grown or shrunk to n * size bytes; new bytes are not set. Never NULL. */
void *rota_realloc(void *p, size_t n, size_t size);
/** Copy of so many bytes, owned by the caller. Never NULL, also for none. */
void *rota_memdup(const void *p, size_t bytes);
/** Copy of a string, owned by the caller. */
char *rota_strdup(const char *s);
/** printf into a new string, owned by the caller. */
__attribute__((format(printf, 1, 2))) char *rota_strdupf(const char *fmt, ...);

#define ROTA_NEW(type) ((type *)rota_calloc(1, sizeof(type)))
#define ROTA_NEW_ARRAY(type, n) ((type *)rota_calloc((size_t)(n), sizeof(type)))

/** Make room for one more item in a growing array: `items`, `count` and `capacity` are lvalues. */
#define ROTA_GROW(items, count, capacity)                                                          \
    do {                                                                                           \
        if ((size_t)(count) >= (size_t)(capacity)) {                                               \
            size_t rota_grow_n = (size_t)(capacity) ? (size_t)(capacity)*2 : 16;                   \
            (items) = rota_realloc((items), rota_grow_n, sizeof *(items));                         \
            (capacity) = (__typeof__(capacity))rota_grow_n;                                        \
        }                                                                                          \
    } while (0)

/** Declare a variable that is freed when its scope ends: ROTA_CLEANUP(rota_freep) char *s = ...; */
#define ROTA_CLEANUP(f) __attribute__((cleanup(f)))
/** Hand over ownership: the variable becomes NULL, the expression is its old value. */
#define ROTA_TAKE(p)                                                                               \
    __extension__({                                                                                \
        __typeof__(p) rota_taken = (p);                                                            \
        (p) = NULL;                                                                                \
        rota_taken;                                                                                \
    })
/** Cleanup function for anything from malloc: argument is the address of the pointer. */
void rota_freep(void *pp);

/** An arena: many small allocations that are freed together. */
typedef struct rota_arena rota_arena;
rota_arena *rota_arena_new(void);
void rota_arena_free(rota_arena *arena); /**< accepts NULL */
/** Zeroed bytes, aligned for any type, owned by the arena. */
void *rota_arena_alloc(rota_arena *arena, size_t bytes);
char *rota_arena_strdup(rota_arena *arena, const char *s);

#endif
