#include "io/table.h"

#include "core/mem.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { GAP = 2, LEAST_WIDTH = 4 };

typedef struct {
    enum rota_style style;
    char *text;
    int columns;
} line;

typedef struct {
    line *lines;
    size_t count, capacity;
} cell;

struct rota_table {
    int ncolumns;
    bool *right;
    cell *cells; /* row after row */
    size_t count, capacity;
};

/* Names and notes are free text: an escape sequence in one must not reach the terminal. */
static void add_clean(const char *s, rota_text *out) {
    for (; *s; s++) {
        unsigned char c = (unsigned char)*s;
        if (c < 0x20 || c == 0x7F)
            rota_text_add(out, c == '\n' || c == '\t' ? " " : "?");
        else if (c == 0xC2 && (unsigned char)s[1] >= 0x80 && (unsigned char)s[1] < 0xA0) {
            rota_text_add(out, "?"); /* U+0080 to U+009F */
            s++;
        } else
            rota_text_add_bytes(out, s, 1);
    }
}

void rota_look_add(const rota_look *look, enum rota_style style, const char *s, rota_text *out) {
    bool styled = look->colour && style != ROTA_PLAIN;
    if (styled)
        rota_text_add(out, style == ROTA_BOLD ? "\033[1m" : "\033[31m");
    add_clean(s, out);
    if (styled)
        rota_text_add(out, "\033[0m");
}

rota_table *rota_table_new(int ncolumns) {
    assert(ncolumns > 0);
    rota_table *table = ROTA_NEW(rota_table);
    table->ncolumns = ncolumns;
    table->right = ROTA_NEW_ARRAY(bool, ncolumns);
    return table;
}

void rota_table_free(rota_table *table) {
    if (!table)
        return;
    for (size_t i = 0; i < table->count; i++) {
        for (size_t k = 0; k < table->cells[i].count; k++)
            free(table->cells[i].lines[k].text);
        free(table->cells[i].lines);
    }
    free(table->cells);
    free(table->right);
    free(table);
}

void rota_table_align_right(rota_table *table, int column) {
    assert(column >= 0 && column < table->ncolumns);
    table->right[column] = true;
}

void rota_table_row(rota_table *table) {
    for (int i = 0; i < table->ncolumns; i++) {
        ROTA_GROW(table->cells, table->count, table->capacity);
        table->cells[table->count++] = (cell){0};
    }
}

void rota_table_cell(rota_table *table, int column, enum rota_style style, const char *text) {
    assert(column >= 0 && column < table->ncolumns && table->count > 0);
    cell *c = &table->cells[table->count - (size_t)table->ncolumns + (size_t)column];
    ROTA_GROW(c->lines, c->count, c->capacity);
    rota_text clean = {0};
    add_clean(text, &clean);
    char *copy = rota_strdup(rota_text_str(&clean));
    rota_text_done(&clean);
    c->lines[c->count++] = (line){.style = style, .text = copy, .columns = rota_text_columns(copy)};
}

void rota_table_cellf(rota_table *table, int column, enum rota_style style, const char *fmt, ...) {
    rota_text text = {0};
    va_list args;
    va_start(args, fmt);
    char *s = NULL;
    if (vasprintf(&s, fmt, args) >= 0)
        rota_text_add(&text, s);
    va_end(args);
    free(s);
    rota_table_cell(table, column, style, rota_text_str(&text));
    rota_text_done(&text);
}

static int *column_widths(const rota_table *table, int room) {
    int *widths = ROTA_NEW_ARRAY(int, table->ncolumns);
    int total = GAP * (table->ncolumns - 1);
    for (size_t i = 0; i < table->count; i++)
        for (size_t k = 0; k < table->cells[i].count; k++) {
            int column = (int)(i % (size_t)table->ncolumns);
            if (table->cells[i].lines[k].columns > widths[column])
                widths[column] = table->cells[i].lines[k].columns;
        }
    for (int i = 0; i < table->ncolumns; i++)
        total += widths[i];
    while (total > room) {
        int widest = 0;
        for (int i = 1; i < table->ncolumns; i++)
            if (widths[i] > widths[widest])
                widest = i;
        if (widths[widest] <= LEAST_WIDTH)
            break;
        widths[widest]--;
        total--;
    }
    return widths;
}

/* The bytes of the first `columns` columns of s. */
static size_t bytes_of(const char *s, int columns) {
    size_t i = 0;
    for (; s[i]; i++)
        if (((unsigned char)s[i] & 0xC0) != 0x80 && columns-- == 0)
            break;
    return i;
}

static void add_spaces(int n, rota_text *out) {
    for (; n > 0; n--)
        rota_text_add(out, " ");
}

/* One line of one cell after *pending spaces, which are only written when something follows. */
static void write_line(const line *l, int width, bool right, const rota_look *look, int *pending,
                       rota_text *out) {
    int columns = l->columns > width ? width : l->columns;
    add_spaces(*pending + (right ? width - columns : 0), out);
    if (l->columns > width) {
        rota_text cut = {0};
        rota_text_add_bytes(&cut, l->text, bytes_of(l->text, width - 1));
        rota_text_add(&cut, "…");
        rota_look_add(look, l->style, rota_text_str(&cut), out);
        rota_text_done(&cut);
    } else
        rota_look_add(look, l->style, l->text, out);
    *pending = GAP + (right ? 0 : width - columns);
}

static void write_row(const rota_table *table, size_t first, const int *widths,
                      const rota_look *look, int indent, rota_text *out) {
    size_t height = 1;
    for (int i = 0; i < table->ncolumns; i++)
        if (table->cells[first + (size_t)i].count > height)
            height = table->cells[first + (size_t)i].count;
    for (size_t k = 0; k < height; k++) {
        int pending = indent;
        for (int i = 0; i < table->ncolumns; i++) {
            const cell *c = &table->cells[first + (size_t)i];
            if (k < c->count && c->lines[k].columns > 0)
                write_line(&c->lines[k], widths[i], table->right[i], look, &pending, out);
            else
                pending += GAP + widths[i];
        }
        rota_text_add(out, "\n");
    }
}

void rota_table_write(const rota_table *table, const rota_look *look, int indent, rota_text *out) {
    int room = (look->width > 0 ? look->width : ROTA_LOOK_WIDTH) - indent;
    int *widths = column_widths(table, room);
    for (size_t i = 0; i < table->count; i += (size_t)table->ncolumns)
        write_row(table, i, widths, look, indent, out);
    free(widths);
}
