/* A table of values on its way out: as CSV, or as an array of JSON objects. */
#ifndef ROTA_IO_SHEET_H
#define ROTA_IO_SHEET_H

#include "io/json.h"

enum rota_sheet_type { ROTA_SHEET_TEXT, ROTA_SHEET_NUMBER, ROTA_SHEET_YES_NO };
typedef struct {
    const char *name;
    enum rota_sheet_type type;
} rota_sheet_column;
enum { ROTA_SHEET_MOST_COLUMNS = 64 };

typedef struct rota_sheet rota_sheet;

/** An empty sheet; name and column names are copied. */
rota_sheet *rota_sheet_new(const char *name, const rota_sheet_column *columns, int ncolumns);
void rota_sheet_free(rota_sheet *sheet); /**< accepts NULL */
const char *rota_sheet_name(const rota_sheet *sheet);
/** Begin a row; every column is empty until it is set. */
void rota_sheet_row(rota_sheet *sheet);
/** Set a column of the last row, by its name. */
void rota_sheet_text(rota_sheet *sheet, const char *column, const char *value);
void rota_sheet_int(rota_sheet *sheet, const char *column, int64_t value);
/** Minutes as hours with at most two decimals. */
void rota_sheet_hours(rota_sheet *sheet, const char *column, double minutes);
void rota_sheet_yes_no(rota_sheet *sheet, const char *column, bool value);
/** Header row and rows, LF. */
void rota_sheet_csv(const rota_sheet *sheet, rota_text *out);
/** [{"column": value}]; empty values are null. */
rota_json *rota_sheet_json(const rota_sheet *sheet);

#endif
