/* Tables of text for people: columns as wide as needed, cells of several lines, narrowed to fit. */
#ifndef ROTA_IO_TABLE_H
#define ROTA_IO_TABLE_H

#include "core/text.h"

/** How what people read is to look. */
typedef struct {
    bool colour; /**< the reader's terminal shows bold and red */
    int width;   /**< columns that may be used; 0 = ROTA_LOOK_WIDTH */
} rota_look;
enum { ROTA_LOOK_WIDTH = 118 };

enum rota_style { ROTA_PLAIN, ROTA_BOLD, ROTA_RED };

/** Append s, in its style where the look has colour. Control characters become '?'. */
void rota_look_add(const rota_look *look, enum rota_style style, const char *s, rota_text *out);

typedef struct rota_table rota_table;

/** A table of ncolumns columns, aligned left. */
rota_table *rota_table_new(int ncolumns);
void rota_table_free(rota_table *table); /**< accepts NULL */
/** Numbers: the column is aligned right. */
void rota_table_align_right(rota_table *table, int column);
/** Begin the next row. */
void rota_table_row(rota_table *table);
/** Add a line to a cell of the last row; the text is copied. */
void rota_table_cell(rota_table *table, int column, enum rota_style style, const char *text);
__attribute__((format(printf, 4, 5))) void
rota_table_cellf(rota_table *table, int column, enum rota_style style, const char *fmt, ...);
/** Append the table, each line after `indent` spaces and without spaces at its end. Where it is too
 *  wide, the widest columns are narrowed and what does not fit ends in an ellipsis. */
void rota_table_write(const rota_table *table, const rota_look *look, int indent, rota_text *out);

#endif
