#include "support/test.h"

#include "core/mem.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

/* Sanitizers end the program on absurd sizes unless they are told to return NULL. */
const char *__asan_default_options(void);
const char *__asan_default_options(void) {
    return "allocator_may_return_null=1";
}

static void test_alloc(void **state) {
    (void)state;
    int *numbers = ROTA_NEW_ARRAY(int, 100);
    for (int i = 0; i < 100; i++)
        assert_int_equal(numbers[i], 0);
    numbers[99] = 7;
    numbers = rota_realloc(numbers, 1000, sizeof *numbers);
    assert_int_equal(numbers[99], 7);
    free(numbers);

    static const size_t empty[][2] = {{0, 8}, {8, 0}, {0, 0}};
    for (size_t i = 0; i < 3; i++) {
        void *p = rota_calloc(empty[i][0], empty[i][1]);
        assert_non_null(p);
        p = rota_realloc(p, empty[i][0], empty[i][1]);
        assert_non_null(p);
        free(p);
    }
}

static void test_strings(void **state) {
    (void)state;
    static const char *const cases[] = {"", "a", "two words"};
    for (size_t i = 0; i < 3; i++) {
        char *copy = rota_strdup(cases[i]);
        assert_ptr_not_equal(copy, cases[i]);
        assert_string_equal(copy, cases[i]);
        free(copy);
    }
    char *s = rota_strdupf("%s-%03d", "E", 7);
    assert_string_equal(s, "E-007");
    free(s);
}

static void test_grow(void **state) {
    (void)state;
    struct {
        short *items;
        int count, capacity;
    } list = {0};
    for (short i = 0; i < 1000; i++) {
        ROTA_GROW(list.items, list.count, list.capacity);
        list.items[list.count++] = i;
    }
    assert_int_equal(list.capacity, 1024);
    for (short i = 0; i < 1000; i++)
        assert_int_equal(list.items[i], i);
    free(list.items);
}

static void test_ownership(void **state) {
    (void)state;
    char *kept;
    {
        ROTA_CLEANUP(rota_freep) char *freed = rota_strdup("freed here");
        ROTA_CLEANUP(rota_freep) char *handed_over = rota_strdup("still there");
        ROTA_CLEANUP(rota_freep) char *never_set = NULL;
        kept = ROTA_TAKE(handed_over);
        assert_null(handed_over);
        assert_null(never_set);
        assert_non_null(freed);
    }
    assert_string_equal(kept, "still there");
    rota_freep(&kept);
    assert_null(kept);
}

static void test_arena(void **state) {
    (void)state;
    static const size_t sizes[] = {0, 1, 15, 16, 17, 1000, 20000, 70000, 1 << 20};
    enum { NSIZES = sizeof sizes / sizeof sizes[0], ROUNDS = 40, ALL = NSIZES * ROUNDS };
    rota_arena *arena = rota_arena_new();
    unsigned char *got[ALL];
    for (size_t i = 0; i < ALL; i++) {
        size_t size = sizes[i % NSIZES];
        got[i] = rota_arena_alloc(arena, size);
        assert_int_equal((uintptr_t)got[i] % _Alignof(max_align_t), 0);
        for (size_t j = 0; j < size; j++) {
            if (got[i][j] != 0)
                fail_msg("byte %zu of allocation %zu is not zero", j, i);
        }
        memset(got[i], (int)(i % 255) + 1, size);
    }
    /* Nothing overlaps: every allocation still has what was written to it. */
    for (size_t i = 0; i < ALL; i++) {
        for (size_t j = 0; j < sizes[i % NSIZES]; j++) {
            if (got[i][j] != i % 255 + 1)
                fail_msg("byte %zu of allocation %zu has changed", j, i);
        }
    }
    assert_string_equal(rota_arena_strdup(arena, "willow"), "willow");
    assert_string_equal(rota_arena_strdup(arena, ""), "");
    rota_arena_free(arena);

    rota_arena_free(rota_arena_new());
    rota_arena_free(NULL);
}

static void *too_many(size_t size) {
    return rota_calloc(size, 16);
}
static void *too_much(size_t size) {
    return rota_calloc(size / 4, 1);
}
static void *regrow(size_t size) {
    return rota_realloc(NULL, size, 16);
}
static void *regrow_too_much(size_t size) {
    return rota_realloc(NULL, size / 4, 1);
}
static void *arena_size(size_t size) {
    return rota_arena_alloc(rota_arena_new(), size);
}

static void test_out_of_memory(void **state) {
    (void)state;
    void *(*const cases[])(size_t) = {too_many, too_much, regrow, regrow_too_much, arena_size};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        int ends[2];
        assert_int_equal(pipe(ends), 0);
        pid_t child = fork();
        if (child == 0) {
            dup2(ends[1], STDERR_FILENO);
            volatile size_t huge = SIZE_MAX; /* so that the compiler does not object to it */
            cases[i](huge);
            _exit(0);
        }
        assert_true(child > 0);
        close(ends[1]);
        char said[4096] = "";
        size_t n = 0;
        for (ssize_t got; (got = read(ends[0], said + n, sizeof said - 1 - n)) > 0;)
            n += (size_t)got;
        close(ends[0]);
        int status;
        assert_int_equal(waitpid(child, &status, 0), child);
        assert_true(WIFEXITED(status));
        assert_int_equal(WEXITSTATUS(status), 4);
        /* The last line: AddressSanitizer says a word of its own before. */
        const char *line = strstr(said, "rota: ");
        assert_non_null(line);
        assert_string_equal(line, "rota: out of memory\n");
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_alloc), cmocka_unit_test(test_strings),
        cmocka_unit_test(test_grow),  cmocka_unit_test(test_ownership),
        cmocka_unit_test(test_arena), cmocka_unit_test(test_out_of_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
