/* The CSV files of a home as one table: kinds, columns, types, keys, references. Reading, writing,
 * error messages and the SQL of the store's tables all follow it; docs/files.md describes it. */
#ifndef ROTA_IO_KINDS_H
#define ROTA_IO_KINDS_H

#include "core/text.h"

#include <stdbool.h>
#include <stddef.h>

enum rota_column_type {
    ROTA_COL_ID, /**< a new id of this kind */
    ROTA_COL_TEXT,
    ROTA_COL_REF,      /**< id of another kind (`of`) */
    ROTA_COL_REF_STAR, /**< the same, or `*` */
    ROTA_COL_DATE,
    ROTA_COL_BORN, /**< YYYY-MM-DD or YYYY-MM */
    ROTA_COL_TIME,
    ROTA_COL_DATETIME,
    ROTA_COL_HOURS, /**< stored as minutes */
    ROTA_COL_INT,
    ROTA_COL_NUMBER,
    ROTA_COL_WEIGHT, /**< number or `auto` */
    ROTA_COL_YES_NO,
    ROTA_COL_YES_NO_AUTO,
    ROTA_COL_CHOICE,          /**< one of `of`, separated by | */
    ROTA_COL_LIST,            /**< ids separated by a space or | */
    ROTA_COL_DAY,             /**< weekday words or a date */
    ROTA_COL_SHIFT_OR_WINDOW, /**< shift id or HH:MM-HH:MM */
    ROTA_COL_SHIFT_OR_WORD,   /**< shift id, `*` or `off` */
    ROTA_COL_WORD,            /**< an id that names no row, such as a skill */
    ROTA_COL_REFS,            /**< ids of another or of this kind (`of`), a space between two */
    ROTA_COL_COUNTS,          /**< the same with a number each: "night:4 late:10" */
    ROTA_COL_SPANS            /**< stretches of time within the row's duty (spans.h) */
};

typedef struct {
    const char *name;
    enum rota_column_type type;
    bool key;             /**< part of the row's key */
    bool required;        /**< the column must be there and no value may be empty */
    const char *of;       /**< kind referred to, or the choices */
    double min, max;      /**< range of a number (hours for ROTA_COL_HOURS); of a time max 1440:
                               `24:00` is allowed, 2880: `HH:MM+1` too */
    const char *expected; /**< "a number of hours (for example 37.5)" */
} rota_column;

enum { ROTA_MAX_COLUMNS = 32 };
typedef struct {
    const char *name;  /**< "staff": kind, table of the store, and staff.csv */
    const char *title; /**< for help: "the people" */
    rota_column columns[ROTA_MAX_COLUMNS];
    int ncolumns;
} rota_kind;

/** All kinds, in the order in which they must be imported (referred-to kinds first). */
const rota_kind *rota_kinds(size_t *count);
/** The kind of a name, or NULL. */
const rota_kind *rota_kind_find(const char *name);
/** Index of a column of the kind, or -1; upper and lower case are the same. */
int rota_kind_column(const rota_kind *kind, const char *name);
/** Names of all kinds, separated by ", ": for messages. */
const char *rota_kind_names(void);

/** How the store keeps the values of a column. */
enum rota_storage {
    ROTA_STORED_TEXT,
    ROTA_STORED_INTEGER, /**< hours as minutes, yes/no as 1 and 0 */
    ROTA_STORED_REAL     /**< a weight of `auto` is -1 */
};
enum rota_storage rota_column_storage(const rota_column *column);
enum { ROTA_COLUMN_SQL_SIZE = 48 };
/** Name of the column in the store, quoted: the column's own, except `group` (a word of SQL):
 *  "group_id", and hours, which are kept as minutes: "contract_minutes". Into buf of
 *  ROTA_COLUMN_SQL_SIZE; returns buf. */
const char *rota_column_sql(const rota_column *column, char *buf);
/** "name", "name", ... of all columns, for SELECT; in the order of the kind's columns. */
void rota_kind_add_sql_columns(rota_text *sql, const rota_kind *kind);
/** Is the column a reference to the kind `of` (in some of its values at least)? */
bool rota_column_refers(const rota_column *column, const char *of);

#endif
