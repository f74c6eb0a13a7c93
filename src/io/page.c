#include "io/page_parts.h"

#include "core/mem.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

rota_page *rota_page_new(const char *title) {
    rota_page *page = ROTA_NEW(rota_page);
    page->title = rota_strdup(title);
    return page;
}

void rota_page_free(rota_page *page) {
    if (!page)
        return;
    for (size_t i = 0; i < page->count; i++) {
        rota_page_block *b = &page->blocks[i];
        for (size_t k = 0; k < b->ncells; k++)
            free(b->cells[k].text);
        free(b->cells);
        free(b->text);
    }
    free(page->blocks);
    free(page->title);
    free(page);
}

static rota_page_block *add(rota_page *page, enum rota_page_kind kind) {
    ROTA_GROW(page->blocks, page->count, page->capacity);
    rota_page_block *b = &page->blocks[page->count++];
    *b = (rota_page_block){.kind = kind};
    return b;
}

/* Texts keep the ends of lines that they came with; a page has one kind. */
static char *with_lf(char *s) {
    char *to = s;
    for (const char *from = s; *from; from++)
        if (*from != '\r')
            *to++ = *from;
        else if (from[1] != '\n')
            *to++ = '\n';
    *to = '\0';
    return s;
}

__attribute__((format(printf, 1, 0))) static char *format(const char *fmt, va_list args) {
    char *s = NULL;
    if (vasprintf(&s, fmt, args) < 0)
        return rota_strdup("");
    return with_lf(s);
}

#define FORMAT(to)                                                                                 \
    do {                                                                                           \
        va_list args;                                                                              \
        va_start(args, fmt);                                                                       \
        (to) = format(fmt, args);                                                                  \
        va_end(args);                                                                              \
    } while (0)

void rota_page_heading(rota_page *page, int level, const char *fmt, ...) {
    rota_page_block *b = add(page, ROTA_PAGE_HEADING);
    b->level = level;
    FORMAT(b->text);
}

void rota_page_beside(rota_page *page) {
    assert(page->count && page->blocks[page->count - 1].kind == ROTA_PAGE_HEADING);
    page->blocks[page->count - 1].beside = true;
}

void rota_page_text(rota_page *page, enum rota_style style, const char *fmt, ...) {
    rota_page_block *b = add(page, ROTA_PAGE_PARAGRAPH);
    b->style = style;
    FORMAT(b->text);
}

void rota_page_item(rota_page *page, const char *fmt, ...) {
    rota_page_block *b = add(page, ROTA_PAGE_ITEM);
    FORMAT(b->text);
}

void rota_page_table(rota_page *page, int ncolumns) {
    assert(ncolumns > 0);
    add(page, ROTA_PAGE_TABLE)->ncolumns = ncolumns;
}

static rota_page_block *last_table(rota_page *page) {
    assert(page->count && page->blocks[page->count - 1].kind == ROTA_PAGE_TABLE);
    return &page->blocks[page->count - 1];
}

void rota_page_row(rota_page *page) {
    rota_page_block *b = last_table(page);
    for (int i = 0; i < b->ncolumns; i++) {
        ROTA_GROW(b->cells, b->ncells, b->capacity);
        b->cells[b->ncells++] = (rota_page_field){0};
    }
}

void rota_page_cell(rota_page *page, int column, enum rota_style style, const char *text) {
    rota_page_block *b = last_table(page);
    assert(b->ncells && column >= 0 && column < b->ncolumns);
    rota_page_field *c = &b->cells[b->ncells - (size_t)b->ncolumns + (size_t)column];
    free(c->text);
    *c = (rota_page_field){.text = text && *text ? with_lf(rota_strdup(text)) : NULL,
                           .style = style};
}

void rota_page_cellf(rota_page *page, int column, enum rota_style style, const char *fmt, ...) {
    ROTA_CLEANUP(rota_freep) char *s = NULL;
    FORMAT(s);
    rota_page_cell(page, column, style, s);
}

/* ---- Text ---- */

/* Bytes of a line of s that fit into so many columns, cut after a word where there is one. */
static size_t fitting(const char *s, int columns) {
    size_t last = 0, i = 0;
    for (; s[i] && s[i] != '\n'; i++) {
        if (s[i] == ' ')
            last = i;
        if (((unsigned char)s[i] & 0xC0) != 0x80 && columns-- == 0)
            return last ? last : i;
    }
    return i;
}

char *rota_page__line(const char **s, int columns) {
    if (!**s)
        return NULL;
    size_t n = fitting(*s, columns > 0 ? columns : 1);
    char *line = rota_strdupf("%.*s", (int)n, *s);
    *s += n;
    *s += **s == ' ' || **s == '\n';
    return line;
}

static void write_paragraph(const rota_look *look, enum rota_style style, const char *first,
                            const char *rest, const char *text, rota_text *out) {
    int width = (look->width > 0 ? look->width : ROTA_LOOK_WIDTH) - rota_text_columns(first);
    const char *lead = first;
    for (char *line; (line = rota_page__line(&text, width)); lead = rest) {
        rota_text_add(out, *line ? lead : "");
        rota_look_add(look, style, line, out);
        rota_text_add(out, "\n");
        free(line);
    }
}

static int longest_line(const char *text) {
    int longest = 0;
    for (char *line; (line = rota_page__line(&text, 1 << 20)); free(line)) {
        int n = rota_text_columns(line);
        longest = n > longest ? n : longest;
    }
    return longest;
}

static int longest_word(const char *text) {
    int longest = 0;
    for (const char *end; *text; text = end + (*end != '\0')) {
        end = text + strcspn(text, " \n");
        ROTA_CLEANUP(rota_freep) char *word = rota_strdupf("%.*s", (int)(end - text), text);
        int n = rota_text_columns(word);
        longest = n > longest ? n : longest;
    }
    return longest;
}

/* The widest column that is wider than its least; -1: none is. */
static int widest_of(const int *widths, const int *least, int n) {
    int widest = -1;
    for (int i = 0; i < n; i++)
        if (widths[i] > least[i] && (widest < 0 || widths[i] > widths[widest]))
            widest = i;
    return widest;
}

int *rota_page__widths(const rota_page_block *b, int room, bool print) {
    enum { LEAST = 8, LONG_WORD = 16 };
    int *widths = ROTA_NEW_ARRAY(int, b->ncolumns), total = ROTA_PAGE_GAP * (b->ncolumns - 1);
    ROTA_CLEANUP(rota_freep) int *words = ROTA_NEW_ARRAY(int, b->ncolumns);
    ROTA_CLEANUP(rota_freep) int *least = ROTA_NEW_ARRAY(int, b->ncolumns);
    for (size_t i = 0; i < b->ncells; i++) {
        const char *text = b->cells[i].text ? b->cells[i].text : "";
        size_t column = i % (size_t)b->ncolumns;
        int n = longest_line(text), word = longest_word(text);
        word = word < LONG_WORD ? word : LONG_WORD;
        if (print && (i < (size_t)b->ncolumns || b->cells[i].style == ROTA_BOLD)) {
            n += 1 + n / 6;
            word += 1 + word / 6;
        }
        widths[column] = n > widths[column] ? n : widths[column];
        words[column] = word > words[column] ? word : words[column];
    }
    for (int i = 0; i < b->ncolumns; i++) {
        total += widths[i];
        least[i] = LEAST;
    }
    while (total > room) {
        int widest = widest_of(widths, words, b->ncolumns); /* words stay whole while they can */
        if (widest < 0)
            widest = widest_of(widths, least, b->ncolumns);
        if (widest < 0)
            break;
        widths[widest]--;
        total--;
    }
    return widths;
}

static void write_table(const rota_page_block *b, const rota_look *look, rota_text *out) {
    ROTA_CLEANUP(rota_freep)
    int *widths = rota_page__widths(b, look->width > 0 ? look->width : ROTA_LOOK_WIDTH, false);
    rota_table *table = rota_table_new(b->ncolumns);
    for (size_t i = 0; i < b->ncells; i++) {
        int column = (int)(i % (size_t)b->ncolumns);
        if (column == 0)
            rota_table_row(table);
        const char *text = b->cells[i].text ? b->cells[i].text : "";
        enum rota_style style = i < (size_t)b->ncolumns ? ROTA_BOLD : b->cells[i].style;
        for (char *line; (line = rota_page__line(&text, widths[column])); free(line))
            rota_table_cell(table, column, style, line);
    }
    rota_table_write(table, look, 0, out);
    rota_table_free(table);
}

void rota_page_write_text(const rota_page *page, const rota_look *look, rota_text *out) {
    for (size_t i = 0; i < page->count; i++) {
        const rota_page_block *b = &page->blocks[i];
        enum rota_page_kind before = i ? page->blocks[i - 1].kind : ROTA_PAGE_HEADING;
        /* An empty line before a section, and between paragraphs and tables. */
        if (i && (b->kind == ROTA_PAGE_HEADING ||
                  (b->kind != ROTA_PAGE_ITEM && before != ROTA_PAGE_HEADING)))
            rota_text_add(out, "\n");
        switch (b->kind) {
        case ROTA_PAGE_HEADING:
            write_paragraph(look, ROTA_BOLD, "", "", b->text, out);
            break;
        case ROTA_PAGE_PARAGRAPH:
            write_paragraph(look, b->style, "", "", b->text, out);
            break;
        case ROTA_PAGE_ITEM:
            write_paragraph(look, ROTA_PLAIN, "- ", "  ", b->text, out);
            break;
        case ROTA_PAGE_TABLE:
            write_table(b, look, out);
            break;
        }
    }
}
