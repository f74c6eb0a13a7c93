#include "core/err.h"

#include "core/mem.h"

#include <assert.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct {
    int exit_code;
    const char *text;
} rc_table[] = {
#define ROTA_RC_ROW(name, exit_code, text) [ROTA_##name] = {exit_code, text},
    ROTA_RC_LIST(ROTA_RC_ROW)
#undef ROTA_RC_ROW
};

int rota_rc_exit(rota_rc rc) {
    assert((size_t)rc < sizeof rc_table / sizeof rc_table[0]);
    return rc_table[rc].exit_code;
}

const char *rota_rc_text(rota_rc rc) {
    assert((size_t)rc < sizeof rc_table / sizeof rc_table[0]);
    return rc_table[rc].text;
}

/* A text that had to be cut must not end inside a UTF-8 character: terminals and the JSON writer
 * both reject half of one. */
static void drop_half_character(char *s, size_t length) {
    size_t start = length;
    while (start > 0 && length - start < 3 && ((unsigned char)s[start - 1] & 0xC0) == 0x80)
        start--;
    if (start == 0)
        return;
    unsigned char lead = (unsigned char)s[start - 1];
    size_t want = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC0 ? 2 : 1;
    if (want > length - start + 1)
        s[start - 1] = '\0';
}

static void copy_cut(char *to, size_t size, const char *from) {
    size_t length = from ? strlen(from) : 0;
    bool cut = length >= size;
    if (cut)
        length = size - 1;
    if (length)
        memcpy(to, from, length);
    to[length] = '\0';
    if (cut)
        drop_half_character(to, length);
}

__attribute__((format(printf, 6, 0))) static void set(rota_err *err, rota_rc rc, const char *file,
                                                      int line, const char *column, const char *fmt,
                                                      va_list args) {
    /* Built beside *err, because callers add words to a message of *err itself:
     * rota_fail(err, err->rc, "...: %s", err->message). */
    rota_err fresh = {.rc = rc, .line = line};
    copy_cut(fresh.file, sizeof fresh.file, file);
    copy_cut(fresh.column, sizeof fresh.column, column);
    int length = vsnprintf(fresh.message, sizeof fresh.message, fmt, args);
    if (length >= (int)sizeof fresh.message)
        drop_half_character(fresh.message, sizeof fresh.message - 1);
    *err = fresh;
}

rota_rc rota_fail(rota_err *err, rota_rc rc, const char *fmt, ...) {
    if (err) {
        va_list args;
        va_start(args, fmt);
        set(err, rc, NULL, 0, NULL, fmt, args);
        va_end(args);
    }
    return rc;
}

rota_rc rota_fail_at(rota_err *err, rota_rc rc, const char *file, int line, const char *column,
                     const char *fmt, ...) {
    if (err) {
        va_list args;
        va_start(args, fmt);
        set(err, rc, file, line, column, fmt, args);
        va_end(args);
    }
    return rc;
}

const char *rota_err_format(const rota_err *err, char *buf, size_t size) {
    assert(size > 0);
    char line[24] = "";
    if (err->line > 0 && err->file[0])
        snprintf(line, sizeof line, ":%d", err->line);
    else if (err->line > 0)
        snprintf(line, sizeof line, "line %d", err->line);
    const char *after_place = err->file[0] || line[0] ? ": " : "";
    int length = snprintf(buf, size, "%s%s%s%s%s%s", err->file, line, after_place, err->column,
                          err->column[0] ? ": " : "", err->message);
    if (length >= 0 && (size_t)length >= size)
        drop_half_character(buf, size - 1);
    return buf;
}

rota_faults *rota_faults_new(void) {
    return ROTA_NEW(rota_faults);
}

void rota_faults_free(rota_faults *faults) {
    free(faults);
}

void rota_faults_add(rota_faults *faults, const char *file, int line, const char *column,
                     const char *fmt, ...) {
    if (faults->count < ROTA_FAULTS_KEPT) {
        va_list args;
        va_start(args, fmt);
        set(&faults->kept[faults->count], ROTA_E_INPUT, file, line, column, fmt, args);
        va_end(args);
    }
    faults->count++;
}

void rota_faults_add_err(rota_faults *faults, const rota_err *err) {
    if (faults->count < ROTA_FAULTS_KEPT)
        faults->kept[faults->count] = *err;
    faults->count++;
}
