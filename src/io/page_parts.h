/* Inside of the pages: what writing them as text and as HTML share. */
#ifndef ROTA_IO_PAGE_PARTS_H
#define ROTA_IO_PAGE_PARTS_H

#include "io/page.h"

enum rota_page_kind {
    ROTA_PAGE_HEADING,
    ROTA_PAGE_PARAGRAPH,
    ROTA_PAGE_ITEM,
    ROTA_PAGE_TABLE,
};
enum { ROTA_PAGE_GAP = 2 }; /**< characters between two columns */

typedef struct {
    char *text; /**< owned; NULL: empty */
    enum rota_style style;
} rota_page_field;

typedef struct {
    enum rota_page_kind kind;
    int level;   /**< of a heading */
    bool beside; /**< of a heading: its section may stand beside the one before */
    enum rota_style style;
    char *text; /**< owned; NULL for tables */
    int ncolumns;
    rota_page_field *cells; /**< owned; row after row */
    size_t ncells, capacity;
} rota_page_block;

struct rota_page {
    char *title;
    rota_page_block *blocks;
    size_t count, capacity;
};

/** Take the next line of at most `columns` columns from *s; to be freed, NULL at the end. */
char *rota_page__line(const char **s, int columns);
/** Of a table's columns, in characters: as wide as the texts, and narrowed, the widest first, until
 *  all fits into `room`; in print bold letters are wider than others. To be freed. */
int *rota_page__widths(const rota_page_block *table, int room, bool print);

#endif
