#include "benchmarks/shift-scheduling/lines.h"

#include "core/mem.h"
#include "io/csv.h"
#include "io/utf8.h"

#include <stdlib.h>
#include <string.h>

static const char BYTE_ORDER_MARK[] = "\xEF\xBB\xBF";

static bool is_space(char c) {
    return c == ' ' || c == '\t' || c == '\r';
}

char *rota_lines_trim(char *text) {
    while (is_space(*text))
        text++;
    size_t n = strlen(text);
    while (n > 0 && is_space(text[n - 1]))
        n--;
    text[n] = '\0';
    return text;
}

/* The first byte of a line that is no text, or NULL. */
static const unsigned char *find_no_text(const char *s, size_t n) {
    for (size_t i = 0; i < n;) {
        unsigned char c = (unsigned char)s[i];
        size_t length = rota_utf8_length(s + i, n - i);
        if (length == 0 || (c < ' ' && !is_space(s[i])) || c == 0x7F)
            return (const unsigned char *)s + i;
        i += length;
    }
    return NULL;
}

static bool is_utf16(const rota_text *t) {
    return t->length >= 2 && (memcmp(t->s, "\xFF\xFE", 2) == 0 || memcmp(t->s, "\xFE\xFF", 2) == 0);
}

static void split(const char *path, char *at, char *end, rota_lines *out, rota_faults *faults) {
    for (int number = 1; at < end; number++) {
        char *stop = memchr(at, '\n', (size_t)(end - at));
        if (!stop)
            stop = end; /* rota_text keeps a NUL there */
        const unsigned char *wrong = find_no_text(at, (size_t)(stop - at));
        *stop = '\0';
        if (wrong)
            rota_faults_add(faults, path, number, NULL,
                            "holds the byte 0x%02X, which is not UTF-8 text", *wrong);
        char *text = rota_lines_trim(at);
        if (!wrong && *text && *text != '#') {
            ROTA_GROW(out->lines, out->count, out->capacity);
            out->lines[out->count++] = (rota_line_of_text){number, text};
        }
        at = stop + 1;
    }
}

rota_rc rota_lines_read(const char *path, rota_lines *out, rota_faults *faults, rota_err *err) {
    *out = (rota_lines){0};
    rota_rc rc = rota_csv_slurp(path, &out->bytes, err);
    if (rc || out->bytes.length == 0)
        return rc;
    size_t before = faults->count;
    char *at = out->bytes.s, *end = at + out->bytes.length;
    if (is_utf16(&out->bytes)) {
        rota_faults_add(faults, path, 1, NULL, "is UTF-16 text; save it as UTF-8");
        return ROTA_E_INPUT;
    }
    if (strncmp(at, BYTE_ORDER_MARK, sizeof BYTE_ORDER_MARK - 1) == 0)
        at += sizeof BYTE_ORDER_MARK - 1;
    split(path, at, end, out, faults);
    return faults->count > before ? ROTA_E_INPUT : ROTA_OK;
}

void rota_lines_done(rota_lines *lines) {
    rota_text_done(&lines->bytes);
    free(lines->lines);
    *lines = (rota_lines){0};
}
