#include "io/view_parts.h"

#include "core/mem.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const char *rota_view__person(const rota_home *home, int staff, char *buf) {
    const rota_person *person = &home->staff[staff];
    if (!person->name || !person->name[0]) {
        snprintf(buf, ROTA_VIEW_NAME_SIZE, "%s", person->id);
        return buf;
    }
    bool twice = false;
    for (int i = 0; i < home->nstaff; i++)
        twice = twice || (i != staff && home->staff[i].name &&
                          strcmp(home->staff[i].name, person->name) == 0);
    if (twice)
        snprintf(buf, ROTA_VIEW_NAME_SIZE, "%.100s (%s)", person->name, person->id);
    else
        snprintf(buf, ROTA_VIEW_NAME_SIZE, "%.100s", person->name);
    return buf;
}

static bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

/* Is the blank at `at` one within a measure: "100 %", "24 h 30"? */
static bool is_in_measure(const char *s, size_t at) {
    if (at == 0)
        return false;
    char next = s[at + 1], after = next ? s[at + 2] : '\0';
    bool letters = (after >= 'a' && after <= 'z') || (after >= 'A' && after <= 'Z');
    if (is_digit(s[at - 1]))
        return next == '%' || (next == 'h' && !letters);
    return at >= 3 && s[at - 1] == 'h' && s[at - 2] == ' ' && is_digit(s[at - 3]) && is_digit(next);
}

/* Bytes of s that fit into `columns`, cut after a word where there is one to cut after. */
static size_t fitting(const char *s, int columns) {
    size_t last = 0, i = 0;
    for (; s[i]; i++) {
        if (s[i] == ' ' && !is_in_measure(s, i))
            last = i;
        if (((unsigned char)s[i] & 0xC0) != 0x80 && columns-- == 0)
            return last ? last : i;
    }
    return i;
}

/* Lines as long as the look allows; what follows the first is set in by two more levels. */
static void add_wrapped(const rota_look *look, int level, enum rota_style style, rota_text *out,
                        const char *s) {
    int width = look->width > 0 ? look->width : ROTA_LOOK_WIDTH;
    for (bool first = true; first || *s; first = false) {
        int indent = 2 * (first ? level : level + 2);
        size_t n = fitting(s, width - indent > 20 ? width - indent : 20);
        char *line = rota_strdupf("%.*s", (int)n, s);
        rota_text_addf(out, "%*s", *line ? indent : 0, "");
        rota_look_add(look, style, line, out);
        rota_text_add(out, "\n");
        free(line);
        s += n;
        s += *s == ' ';
    }
}

void rota_view__heading(const rota_look *look, rota_text *out, const char *fmt, ...) {
    char *s = NULL;
    va_list args;
    va_start(args, fmt);
    if (vasprintf(&s, fmt, args) >= 0)
        add_wrapped(look, 0, ROTA_BOLD, out, s);
    va_end(args);
    free(s);
}

void rota_view__line(const rota_look *look, int level, enum rota_style style, rota_text *out,
                     const char *fmt, ...) {
    char *s = NULL;
    va_list args;
    va_start(args, fmt);
    if (vasprintf(&s, fmt, args) >= 0)
        add_wrapped(look, level, style, out, s);
    va_end(args);
    free(s);
}

bool rota_view__shown(const rota_report *report, const rota_duty *duty) {
    return duty->date >= report->from && duty->date <= report->to;
}

const char *rota_view__group_id(const rota_home *home, int group) {
    return group < 0 ? "*" : home->groups[group].id;
}
