/* A page as HTML, and how large its letters are on paper. */
#include "io/page_parts.h"

#include "core/mem.h"
#include "io/utf8.h"

#include <stdio.h>
#include <stdlib.h>

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
    "table{border-collapse:collapse;table-layout:fixed;width:100%;margin:.6em 0}\n"
    "th,td{border:1px solid #bbb;padding:.3em .5em;text-align:left;vertical-align:top;"
    "white-space:pre-line;overflow-wrap:break-word}\n"
    "th{background:#eef}p,li{white-space:pre-line;overflow-wrap:break-word}"
    ".look{color:#a00;font-weight:bold}\n";
/* What height_of() reckons with; the size of the letters is set before it. */
static const char paper_of_html[] =
    "line-height:1.2}h1{margin:0}h2{margin:.5em 0 .2em}h3{margin:.3em 0 0}"
    "p,ul,table{margin:.2em 0}ul{padding-left:1.4em}td,th{padding:.1em .3em}"
    "h1,h2,h3{break-after:avoid}li{break-inside:avoid}";
static const char one_sheet_of_html[] =
    ".pair{display:flex;gap:1.5em}.pair>section{flex:16 1 0}.pair>section+section{flex-grow:9}";

/* ---- Paper ---- */

/* Inside of the margins of A4, in points (the height with some to spare), and a character and a
 * line in parts of the letters' size: those of the widest of the common fonts. */
static const double PAPER_WIDTH = 538, PAPER_HEIGHT = 745, CHARACTER = 0.515, LINE = 1.2;
static const double PAIR_GAP = 1.5, PAIR_FIRST = 0.64, INDENT = 1.4;

static int lines_of(const char *text, int columns) {
    int n = 0;
    for (char *line; (line = rota_page__line(&text, columns)); free(line))
        n++;
    return n;
}

/* Widths of a table's columns in characters, where the page is so many letters wide. */
static int *columns_of(const rota_page_block *b, double width) {
    return rota_page__widths(b, (int)(width / CHARACTER) - ROTA_PAGE_GAP, true);
}

static double table_height(const rota_page_block *b, double width) {
    ROTA_CLEANUP(rota_freep) int *widths = columns_of(b, width);
    double height = 0.4;
    for (size_t row = 0; row < b->ncells; row += (size_t)b->ncolumns) {
        int most = 1;
        for (int i = 0; i < b->ncolumns; i++) {
            const char *text = b->cells[row + (size_t)i].text;
            int n = text ? lines_of(text, widths[i]) : 0;
            most = n > most ? n : most;
        }
        height += most * LINE + 0.3;
    }
    return height;
}

/* Of a block, in letters, where a line has so many of them. */
static double block_height(const rota_page_block *b, double width) {
    int columns = (int)(width / CHARACTER);
    switch (b->kind) {
    case ROTA_PAGE_HEADING:
        return b->level == 1   ? lines_of(b->text, (int)(columns / 1.6)) * LINE * 1.5
               : b->level == 2 ? LINE * 1.15 + 0.95
                               : LINE + 0.3;
    case ROTA_PAGE_ITEM:
        return lines_of(b->text, (int)((width - INDENT) / CHARACTER)) * LINE + 0.05;
    case ROTA_PAGE_TABLE:
        return table_height(b, width);
    case ROTA_PAGE_PARAGRAPH:
        break;
    }
    return lines_of(b->text, columns) * LINE + 0.4;
}

/* ---- Sections ---- */

/* Where the section that begins at a block ends: at the next heading that is not a part of it. */
static size_t section_end(const rota_page *page, size_t begin) {
    size_t i = begin + 1;
    while (i < page->count &&
           (page->blocks[i].kind != ROTA_PAGE_HEADING || page->blocks[i].level > 2))
        i++;
    return i;
}

static bool beside(const rota_page *page, size_t section) {
    return section < page->count && page->blocks[section].beside;
}

static double section_height(const rota_page *page, size_t begin, size_t end, double width) {
    double height = 0;
    for (size_t i = begin; i < end; i++)
        height += block_height(&page->blocks[i], width);
    return height;
}

/* Of the page in points, with letters of so many points. */
static double height_of(const rota_page *page, double letters) {
    double height = 0, width = PAPER_WIDTH / letters;
    for (size_t begin = 0; begin < page->count;) {
        size_t end = section_end(page, begin);
        if (beside(page, end)) {
            double first = (width - PAIR_GAP) * PAIR_FIRST, second = width - PAIR_GAP - first;
            size_t last = section_end(page, end);
            double left = section_height(page, begin, end, first);
            double right = section_height(page, end, last, second);
            height += (left > right ? left : right) + 0.4;
            begin = last;
        } else {
            height += section_height(page, begin, end, width);
            begin = end;
        }
    }
    return height * letters;
}

/* The largest with which all fits on one sheet, in half points; 0: there are none that can be read.
 */
static int letters_of(const rota_page *page) {
    enum { LARGEST = 18, SMALLEST = 13 };
    for (int letters = LARGEST; letters >= SMALLEST; letters--)
        if (height_of(page, letters / 2.0) <= PAPER_HEIGHT)
            return letters;
    return 0;
}

/* ---- HTML ---- */

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

/* How the width is shared out, as it is reckoned with for paper. */
static void add_columns(const rota_page_block *b, double width, rota_text *out) {
    ROTA_CLEANUP(rota_freep) int *widths = columns_of(b, width);
    int total = 0;
    for (int i = 0; i < b->ncolumns; i++)
        total += widths[i] + ROTA_PAGE_GAP;
    rota_text_add(out, "<colgroup>");
    for (int i = 0; i < b->ncolumns; i++) {
        int per_mille = (1000 * (widths[i] + ROTA_PAGE_GAP) + total / 2) / total;
        rota_text_addf(out, "<col style=\"width:%d.%d%%\">", per_mille / 10, per_mille % 10);
    }
    rota_text_add(out, "</colgroup>\n");
}

static void add_html_table(const rota_page_block *b, double width, rota_text *out) {
    rota_text_add(out, "<table>\n");
    add_columns(b, width, out);
    for (size_t i = 0; i < b->ncells; i++) {
        bool first = i % (size_t)b->ncolumns == 0;
        bool last = (i + 1) % (size_t)b->ncolumns == 0;
        bool heading = i < (size_t)b->ncolumns;
        rota_text_addf(out, "%s%s", i == 0 ? "<thead>" : "", first ? "<tr>" : "");
        add_element(heading ? "th" : "td", heading ? ROTA_PLAIN : b->cells[i].style,
                    b->cells[i].text ? b->cells[i].text : "", out);
        rota_text_addf(out, "%s%s", last ? "</tr>" : "",
                       !last     ? ""
                       : heading ? "</thead>\n"
                                 : "\n");
    }
    rota_text_add(out, "</table>\n");
}

static void add_blocks(const rota_page *page, size_t begin, size_t end, double width,
                       rota_text *out) {
    for (size_t i = begin; i < end; i++) {
        const rota_page_block *b = &page->blocks[i];
        bool item = b->kind == ROTA_PAGE_ITEM;
        bool opens = item && (i == begin || page->blocks[i - 1].kind != ROTA_PAGE_ITEM);
        bool closes = item && (i + 1 == end || page->blocks[i + 1].kind != ROTA_PAGE_ITEM);
        char tag[4] = "p";
        if (b->kind == ROTA_PAGE_HEADING)
            snprintf(tag, sizeof tag, "h%d", b->level);
        rota_text_add(out, opens ? "<ul>\n" : "");
        if (b->kind == ROTA_PAGE_TABLE)
            add_html_table(b, width, out);
        else
            add_element(item ? "li" : tag, b->kind == ROTA_PAGE_PARAGRAPH ? b->style : ROTA_PLAIN,
                        b->text, out);
        rota_text_add(out, closes ? "</ul>\n" : "");
    }
}

static void add_head(const rota_page *page, int letters, bool one_sheet, rota_text *out) {
    rota_text_add(out, head_of_html);
    add_element("title", ROTA_PLAIN, page->title, out);
    rota_text_addf(out, "%s@page{size:A4;margin:10mm}\n", style_of_html);
    rota_text_addf(out, "@media print{body{margin:0;padding:0;max-width:none;font-size:%d.%dpt;",
                   letters / 2, letters % 2 * 5);
    rota_text_addf(out, "%s%s}\n</style>\n</head>\n", paper_of_html,
                   one_sheet ? one_sheet_of_html : "");
}

void rota_page_write_html(const rota_page *page, rota_text *out) {
    enum { COMMON = 16 }; /* of several sheets, in half points */
    int fitting = letters_of(page), letters = fitting ? fitting : COMMON;
    double width = 2 * PAPER_WIDTH / letters, first = (width - PAIR_GAP) * PAIR_FIRST;
    add_head(page, letters, fitting, out);
    rota_text_add(out, "<body>\n");
    for (size_t begin = 0; begin < page->count;) {
        size_t end = section_end(page, begin);
        bool pair = fitting && beside(page, end);
        rota_text_add(out, pair ? "<div class=\"pair\">\n<section>\n" : "");
        add_blocks(page, begin, end, pair ? first : width, out);
        begin = end;
        if (!pair)
            continue;
        end = section_end(page, begin);
        rota_text_add(out, "</section>\n<section>\n");
        add_blocks(page, begin, end, width - PAIR_GAP - first, out);
        rota_text_add(out, "</section>\n</div>\n");
        begin = end;
    }
    rota_text_add(out, "</body>\n</html>\n");
}
