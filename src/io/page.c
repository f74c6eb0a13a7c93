#include "io/page.h"

#include "core/mem.h"
#include "io/utf8.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum kind { HEADING, PARAGRAPH, ITEM, TABLE };

typedef struct {
    char *text;
    enum rota_style style;
} cell;

typedef struct {
    enum kind kind;
    int level;
    enum rota_style style;
    char *text;
    int ncolumns;
    cell *cells; /* row after row */
    size_t ncells, capacity;
} block;

struct rota_page {
    char *title;
    block *blocks;
    size_t count, capacity;
};

rota_page *rota_page_new(const char *title) {
    rota_page *page = ROTA_NEW(rota_page);
    page->title = rota_strdup(title);
    return page;
}

void rota_page_free(rota_page *page) {
    if (!page)
        return;
    for (size_t i = 0; i < page->count; i++) {
        block *b = &page->blocks[i];
        for (size_t k = 0; k < b->ncells; k++)
            free(b->cells[k].text);
        free(b->cells);
        free(b->text);
    }
    free(page->blocks);
    free(page->title);
    free(page);
}

static block *add(rota_page *page, enum kind kind) {
    ROTA_GROW(page->blocks, page->count, page->capacity);
    block *b = &page->blocks[page->count++];
    *b = (block){.kind = kind};
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
    block *b = add(page, HEADING);
    b->level = level;
    FORMAT(b->text);
}

void rota_page_text(rota_page *page, enum rota_style style, const char *fmt, ...) {
    block *b = add(page, PARAGRAPH);
    b->style = style;
    FORMAT(b->text);
}

void rota_page_item(rota_page *page, const char *fmt, ...) {
    block *b = add(page, ITEM);
    FORMAT(b->text);
}

void rota_page_table(rota_page *page, int ncolumns) {
    assert(ncolumns > 0);
    add(page, TABLE)->ncolumns = ncolumns;
}

static block *last_table(rota_page *page) {
    assert(page->count && page->blocks[page->count - 1].kind == TABLE);
    return &page->blocks[page->count - 1];
}

void rota_page_row(rota_page *page) {
    block *b = last_table(page);
    for (int i = 0; i < b->ncolumns; i++) {
        ROTA_GROW(b->cells, b->ncells, b->capacity);
        b->cells[b->ncells++] = (cell){0};
    }
}

void rota_page_cell(rota_page *page, int column, enum rota_style style, const char *text) {
    block *b = last_table(page);
    assert(b->ncells && column >= 0 && column < b->ncolumns);
    cell *c = &b->cells[b->ncells - (size_t)b->ncolumns + (size_t)column];
    free(c->text);
    *c = (cell){.text = text && *text ? with_lf(rota_strdup(text)) : NULL, .style = style};
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

/* Take the next line of at most `columns` columns from *s; to be freed, NULL at the end. */
static char *next_line(const char **s, int columns) {
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
    for (char *line; (line = next_line(&text, width)); lead = rest) {
        rota_text_add(out, *line ? lead : "");
        rota_look_add(look, style, line, out);
        rota_text_add(out, "\n");
        free(line);
    }
}

static int longest_line(const char *text) {
    int longest = 0;
    for (char *line; (line = next_line(&text, 1 << 20)); free(line)) {
        int n = rota_text_columns(line);
        longest = n > longest ? n : longest;
    }
    return longest;
}

/* As wide as the texts, and narrowed, the widest first, until all fits. */
static int *widths_of(const block *b, int room) {
    enum { GAP = 2, LEAST = 8 };
    int *widths = ROTA_NEW_ARRAY(int, b->ncolumns), total = GAP * (b->ncolumns - 1);
    for (size_t i = 0; i < b->ncells; i++) {
        int n = b->cells[i].text ? longest_line(b->cells[i].text) : 0;
        int *width = &widths[i % (size_t)b->ncolumns];
        *width = n > *width ? n : *width;
    }
    for (int i = 0; i < b->ncolumns; i++)
        total += widths[i];
    while (total > room) {
        int widest = 0;
        for (int i = 1; i < b->ncolumns; i++)
            widest = widths[i] > widths[widest] ? i : widest;
        if (widths[widest] <= LEAST)
            break;
        widths[widest]--;
        total--;
    }
    return widths;
}

static void write_table(const block *b, const rota_look *look, rota_text *out) {
    ROTA_CLEANUP(rota_freep)
    int *widths = widths_of(b, look->width > 0 ? look->width : ROTA_LOOK_WIDTH);
    rota_table *table = rota_table_new(b->ncolumns);
    for (size_t i = 0; i < b->ncells; i++) {
        int column = (int)(i % (size_t)b->ncolumns);
        if (column == 0)
            rota_table_row(table);
        const char *text = b->cells[i].text ? b->cells[i].text : "";
        enum rota_style style = i < (size_t)b->ncolumns ? ROTA_BOLD : b->cells[i].style;
        for (char *line; (line = next_line(&text, widths[column])); free(line))
            rota_table_cell(table, column, style, line);
    }
    rota_table_write(table, look, 0, out);
    rota_table_free(table);
}

void rota_page_write_text(const rota_page *page, const rota_look *look, rota_text *out) {
    for (size_t i = 0; i < page->count; i++) {
        const block *b = &page->blocks[i];
        enum kind before = i ? page->blocks[i - 1].kind : HEADING;
        /* An empty line before a section, and between paragraphs and tables. */
        if (i && (b->kind == HEADING || (b->kind != ITEM && before != HEADING)))
            rota_text_add(out, "\n");
        switch (b->kind) {
        case HEADING:
            write_paragraph(look, ROTA_BOLD, "", "", b->text, out);
            break;
        case PARAGRAPH:
            write_paragraph(look, b->style, "", "", b->text, out);
            break;
        case ITEM:
            write_paragraph(look, ROTA_PLAIN, "- ", "  ", b->text, out);
            break;
        case TABLE:
            write_table(b, look, out);
            break;
        }
    }
}

/* ---- HTML ---- */

static const char head_of_html[] =
    "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
    "<meta name=\"viewport\" content=\"width=device-width\">\n"
    "<meta name=\"robots\" content=\"noindex\">\n";
static const char style_of_html[] =
    "<style>\n"
    "body{font:11pt/1.4 system-ui,sans-serif;margin:2em auto;max-width:60em;padding:0 1em;"
    "color:#222}\n"
    "h1{font-size:1.5em}h2{font-size:1.15em;margin-top:1.6em;border-bottom:1px solid #bbb}"
    "h3{font-size:1em}\n"
    "table{border-collapse:collapse;width:100%;margin:.6em 0}\n"
    "th,td{border:1px solid #bbb;padding:.3em .5em;text-align:left;vertical-align:top;"
    "white-space:pre-line}\n"
    "th{background:#eef}p{white-space:pre-line}.look{color:#a00;font-weight:bold}\n"
    /* On paper as small as can be read well: a review should fit on one sheet. */
    "@page{size:A4;margin:10mm}\n"
    "@media print{body{margin:0;padding:0;max-width:none;font-size:8pt;line-height:1.2}"
    "h1{margin:0}h2{margin:.5em 0 .2em}h3{margin:.3em 0 0}p,ul,table{margin:.2em 0}"
    "td,th{padding:.1em .4em}tr{break-inside:avoid}}\n"
    "</style>\n";

static void add_html(const char *s, rota_text *out) {
    rota_text clean = {0};
    rota_utf8_add_clean(&clean, s);
    for (const char *c = rota_text_str(&clean); *c; c++) {
        const char *entity = *c == '&'   ? "&amp;"
                             : *c == '<' ? "&lt;"
                             : *c == '>' ? "&gt;"
                             : *c == '"' ? "&quot;"
                                         : NULL;
        bool control = (unsigned char)*c < ' ' && *c != '\n' && *c != '\t';
        if (entity)
            rota_text_add(out, entity);
        else
            rota_text_add_bytes(out, control ? "?" : c, 1);
    }
    rota_text_done(&clean);
}

static const char *class_of(enum rota_style style) {
    return style == ROTA_RED ? " class=\"look\"" : "";
}

static void add_element(const char *tag, enum rota_style style, const char *text, rota_text *out) {
    rota_text_addf(out, "<%s%s>%s", tag, class_of(style), style == ROTA_BOLD ? "<b>" : "");
    add_html(text, out);
    rota_text_addf(out, "%s</%s>\n", style == ROTA_BOLD ? "</b>" : "", tag);
}

static void add_html_table(const block *b, rota_text *out) {
    rota_text_add(out, "<table>\n");
    for (size_t i = 0; i < b->ncells; i++) {
        bool first = i % (size_t)b->ncolumns == 0;
        bool last = (i + 1) % (size_t)b->ncolumns == 0;
        bool heading = i < (size_t)b->ncolumns;
        rota_text_add(out, first ? "<tr>" : "");
        add_element(heading ? "th" : "td", heading ? ROTA_PLAIN : b->cells[i].style,
                    b->cells[i].text ? b->cells[i].text : "", out);
        rota_text_add(out, last ? "</tr>\n" : "");
    }
    rota_text_add(out, "</table>\n");
}

void rota_page_write_html(const rota_page *page, rota_text *out) {
    rota_text_add(out, head_of_html);
    add_element("title", ROTA_PLAIN, page->title, out);
    rota_text_addf(out, "%s</head>\n<body>\n", style_of_html);
    for (size_t i = 0; i < page->count; i++) {
        const block *b = &page->blocks[i];
        bool item = b->kind == ITEM;
        bool opens = item && (i == 0 || page->blocks[i - 1].kind != ITEM);
        bool closes = item && (i + 1 == page->count || page->blocks[i + 1].kind != ITEM);
        char tag[4] = "p";
        if (b->kind == HEADING)
            snprintf(tag, sizeof tag, "h%d", b->level);
        rota_text_add(out, opens ? "<ul>\n" : "");
        if (b->kind == TABLE)
            add_html_table(b, out);
        else
            add_element(item ? "li" : tag, b->kind == PARAGRAPH ? b->style : ROTA_PLAIN, b->text,
                        out);
        rota_text_add(out, closes ? "</ul>\n" : "");
    }
    rota_text_add(out, "</body>\n</html>\n");
}
