#include "core/mem.h"

#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* write and _exit, because stdio and exit handlers may want memory themselves. */
__attribute__((noreturn)) static void out_of_memory(void) {
    static const char message[] = "rota: out of memory\n";
    ssize_t written = write(STDERR_FILENO, message, sizeof message - 1);
    (void)written; /* nobody is left to be told */
    _exit(4);
}

void *rota_calloc(size_t n, size_t size) {
    /* calloc(0) may be NULL, which would look like a failure; it checks n * size itself. */
    void *p = n && size ? calloc(n, size) : calloc(1, 1);
    if (!p)
        out_of_memory();
    return p;
}

void *rota_realloc(void *p, size_t n, size_t size) {
    size_t bytes;
    if (__builtin_mul_overflow(n, size, &bytes))
        out_of_memory();
    /* realloc(p, 0) frees p on some systems. */
    void *grown = realloc(p, bytes ? bytes : 1);
    if (!grown)
        out_of_memory();
    return grown;
}

void *rota_memdup(const void *p, size_t bytes) {
    void *copy = rota_calloc(bytes, 1);
    if (bytes > 0)
        memcpy(copy, p, bytes);
    return copy;
}

char *rota_strdup(const char *s) {
    size_t size = strlen(s) + 1;
    return memcpy(rota_calloc(size, 1), s, size);
}

char *rota_strdupf(const char *fmt, ...) {
    va_list args;
    va_start(args, fmt);
    char *s = NULL;
    int length = vasprintf(&s, fmt, args);
    va_end(args);
    if (length < 0)
        out_of_memory();
    return s;
}

void rota_freep(void *pp) {
    /* memcpy, because *pp has another pointer type than void *. */
    void *p;
    memcpy(&p, pp, sizeof p);
    free(p);
    p = NULL;
    memcpy(pp, &p, sizeof p);
}

/* Under AddressSanitizer each allocation is a block of its own, so that it sees a step past the
 * end of one. */
#if defined(__SANITIZE_ADDRESS__)
enum { ARENA_BLOCK = 0 };
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
enum { ARENA_BLOCK = 0 };
#else
enum { ARENA_BLOCK = 64 * 1024 };
#endif
#else
enum { ARENA_BLOCK = 64 * 1024 };
#endif

struct block {
    struct block *next;
    size_t used, size;
    _Alignas(max_align_t) unsigned char bytes[];
};

struct rota_arena {
    struct block *blocks; /* the first is the one that is being filled */
};

rota_arena *rota_arena_new(void) {
    return ROTA_NEW(rota_arena);
}

void rota_arena_free(rota_arena *arena) {
    if (!arena)
        return;
    struct block *next;
    for (struct block *block = arena->blocks; block; block = next) {
        next = block->next;
        free(block);
    }
    free(arena);
}

static void *take(struct block *block, size_t room) {
    void *p = block->bytes + block->used;
    block->used += room;
    return p;
}

void *rota_arena_alloc(rota_arena *arena, size_t bytes) {
    const size_t unit = _Alignof(max_align_t);
    if (bytes > SIZE_MAX / 2)
        out_of_memory();
    size_t room = bytes ? (bytes + unit - 1) / unit * unit : unit;
    struct block *first = arena->blocks;
    if (first && first->size - first->used >= room)
        return take(first, room);

    bool large = room > ARENA_BLOCK / 4;
    /* A large allocation gets exactly what was asked for: see ARENA_BLOCK. */
    size_t size = large ? bytes : ARENA_BLOCK;
    struct block *block = rota_calloc(1, sizeof *block + size);
    block->size = size;
    if (large && first) {
        /* Second in the list: the rest of the first block can still be filled. */
        block->next = first->next;
        first->next = block;
    } else {
        block->next = first;
        arena->blocks = block;
    }
    if (large) {
        block->used = size;
        return block->bytes;
    }
    return take(block, room);
}

char *rota_arena_strdup(rota_arena *arena, const char *s) {
    size_t size = strlen(s) + 1;
    return memcpy(rota_arena_alloc(arena, size), s, size);
}
