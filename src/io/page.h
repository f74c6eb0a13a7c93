/* A page for people, once as text for the terminal and once as HTML: headings, paragraphs, lists
 * and tables whose cells may hold long texts. The HTML stands alone: no scripts, nothing from
 * outside. */
#ifndef ROTA_IO_PAGE_H
#define ROTA_IO_PAGE_H

#include "io/table.h"

typedef struct rota_page rota_page;

rota_page *rota_page_new(const char *title);
void rota_page_free(rota_page *page); /**< accepts NULL */

/** Level 1 is the title's, 2 a section, 3 a part of it. */
__attribute__((format(printf, 3, 4))) void rota_page_heading(rota_page *page, int level,
                                                             const char *fmt, ...);
/** The section that begins with the last heading may stand beside the one before it on paper. */
void rota_page_beside(rota_page *page);
/** A paragraph; ends of lines in it stay. */
__attribute__((format(printf, 3, 4))) void rota_page_text(rota_page *page, enum rota_style style,
                                                          const char *fmt, ...);
/** An entry of a list. */
__attribute__((format(printf, 2, 3))) void rota_page_item(rota_page *page, const char *fmt, ...);
/** A table of so many columns; its first row is the heading. */
void rota_page_table(rota_page *page, int ncolumns);
/** The next row of the last table; its cells are empty until they are set. */
void rota_page_row(rota_page *page);
/** Set a cell of the last row; NULL or "" stays empty. */
void rota_page_cell(rota_page *page, int column, enum rota_style style, const char *text);
__attribute__((format(printf, 4, 5))) void
rota_page_cellf(rota_page *page, int column, enum rota_style style, const char *fmt, ...);

/** Texts are wrapped to the width of the look. */
void rota_page_write_text(const rota_page *page, const rota_look *look, rota_text *out);
/** Printed, the letters are as large as lets all of it fit on one sheet of A4, within what can be
 * read well; a page that does not fit even so has letters of a common size and as many sheets as it
 *  needs. */
void rota_page_write_html(const rota_page *page, rota_text *out);

#endif
