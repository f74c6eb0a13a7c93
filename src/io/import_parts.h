/* Inside of the import: what its files share. A file goes through header (which field is which
 * column), value (text of a field -> canonical value), check (what must hold within a row) and row
 * (its key, the stored row, writing). */
#ifndef ROTA_IO_IMPORT_PARTS_H
#define ROTA_IO_IMPORT_PARTS_H

#include "io/csv.h"
#include "io/import.h"
#include "io/kinds.h"
#include "io/names.h"

enum { ROTA_IMPORT_KINDS = 16 };

/** A value in canonical form: what is stored. */
typedef struct {
    bool present; /**< the file has the column */
    bool empty;
    const char *text; /**< of ROTA_STORED_TEXT; in the importer's arena or lent by the file */
    int64_t integer;  /**< of ROTA_STORED_INTEGER */
    double real;      /**< of ROTA_STORED_REAL */
} rota_cell;

/** A row: its cells in the order of the kind's columns. */
typedef struct {
    const char *file;
    int line;
    const char *at; /**< NULL, or the name of the one file column that the row comes from: every
                         fault is said to be there (the wide form's dates) */
    rota_cell cells[ROTA_MAX_COLUMNS];
    bool bad; /**< a fault was found in it */
} rota_import_row;

/** Statements of a kind. Parameters: cell i is i + 1, the plan is ncolumns + 1. */
typedef struct {
    rota_query *find, *insert, *update;
} rota_import_statements;

/** One of the files. */
typedef struct {
    const char *name; /**< base name */
    const rota_kind *kind;
    size_t kind_index;
    rota_csv csv;
    bool broken; /**< parts of it could not be read: what is missing there is not missed again */
    rota_import_count *count;
} rota_import_source;

typedef struct {
    rota_store *store;
    const rota_import_options *options;
    rota_faults *faults;
    size_t faults_before; /**< faults that were in the list already */
    rota_arena *arena;
    rota_import_source *sources; /**< in the order given */
    size_t nsources;
    rota_names ids[ROTA_IMPORT_KINDS];  /**< of each kind: ids that may be referred to */
    rota_names keys[ROTA_IMPORT_KINDS]; /**< keys in the files; value: index into places */
    bool uncertain[ROTA_IMPORT_KINDS];  /**< a file of the kind is broken: ids may be missing */
    struct rota_import_place {
        const rota_import_source *source;
        int line;
    } * places;
    size_t nplaces, places_capacity;
    /* References to rows that may come later: kept until all files are read. */
    struct rota_import_mention {
        const char *file, *column, *id;
        int line;
        size_t kind_index;
    } * mentions;
    size_t nmentions, mentions_capacity;
    /* Children with another key caregiver than before. */
    struct rota_import_key_change {
        const char *file, *child, *before, *now;
        int line;
    } * key_changes;
    size_t nkey_changes, key_changes_capacity;
    rota_import_statements statements[ROTA_IMPORT_KINDS];
    const char *plan;             /**< "" = the rota of record */
    bool plan_known;              /**< the plan's row is written */
    bool long_form;               /**< assignments came in the long form (replaces everything) */
    rota_names wide_dates;        /**< dates in the headers of wide files */
    rota_day first_day, last_day; /**< span of the imported assignments, ROTA_NO_DAY: none */
    rota_day first_change, last_change; /**< span of those that were changed */
} rota_importer;

/** Where each field of a file's records goes. */
typedef struct {
    int *columns; /**< [nfields] index into the kind's columns, -1 = none; owned */
    size_t nfields;
    bool has[ROTA_MAX_COLUMNS];
    bool usable; /**< all key columns are there */
} rota_import_header;

/** Was a fault found? Then nothing will be kept, and the rest is only read for its faults. */
static inline bool rota_import__failed(const rota_importer *im) {
    return im->faults->count > im->faults_before;
}

/* import_header.c */
/** Match the header row with the kind's columns; faults for those that do not. */
void rota_import__header(rota_importer *im, const rota_import_source *source,
                         rota_import_header *out);
void rota_import__header_done(rota_import_header *header);
/** A name of the header row without the spaces around it, in the importer's arena. */
const char *rota_import__column_name(rota_importer *im, const rota_import_source *source, size_t i);
/** The header that a kind's file should have, in the importer's arena. */
const char *rota_import__wanted_header(rota_importer *im, const rota_kind *kind);

/* import_value.c */
/** Add a fault of the row in the column. */
__attribute__((format(printf, 4, 5))) void rota_import__fault(rota_importer *im,
                                                              rota_import_row *row,
                                                              const char *column, const char *fmt,
                                                              ...);
/** Parse a field's text into its cell; adds the fault when it is wrong. */
void rota_import__value(rota_importer *im, rota_import_row *row, const rota_column *column,
                        const char *field, rota_cell *out);
/** A user's value for a message: one line, cut when long; in the importer's arena. */
const char *rota_import__shown(rota_importer *im, const char *s);
/** Text without the spaces around it, in the importer's arena. */
const char *rota_import__trim(rota_importer *im, const char *s);

/** Has the record as many fields as the header? Adds the fault when not. */
bool rota_import__has_all_fields(rota_importer *im, const rota_import_source *source,
                                 size_t record);

/* import_lists.c */
/** The text of a cell of ROTA_COL_REFS or ROTA_COL_COUNTS as it is stored, in the importer's arena;
 *  NULL with a fault when it is wrong. The ids are noted as mentioned. */
const char *rota_import__list(rota_importer *im, rota_import_row *row, const rota_column *column,
                              const char *text);
/** After all kinds: does everything that lists mention exist, in the store too where rows were
 *  replaced? */
rota_rc rota_import__check_lists(rota_importer *im, rota_err *err);

/* import_check.c */
/** What must hold between the cells of a row. */
rota_rc rota_import__check(rota_importer *im, const rota_kind *kind, rota_import_row *row,
                           rota_err *err);
/** HH:MM, 24:00 or HH:MM+1 as minutes from the day's midnight; -1 for an empty cell. */
int rota_import__minutes(const rota_cell *value);

/* import_worked.c */
/** Bring the breaks and call-outs of a worked row into the form that is stored. */
void rota_import__settle_worked(rota_importer *im, const rota_kind *kind, rota_import_row *row);
/** rota_import__check for worked. */
rota_rc rota_import__check_worked(rota_importer *im, const rota_kind *kind, rota_import_row *row,
                                  rota_err *err);

/* import_row.c */
/** The cells of a row are parsed: find the stored row, check, write and count. */
rota_rc rota_import__row(rota_importer *im, rota_import_source *source, rota_import_row *row,
                         rota_err *err);
/** The key of a row as one string (unit separators between). */
const char *rota_import__key(rota_importer *im, const rota_kind *kind, const rota_cell *cells);
/** "staff 'ana', group 'willow'" in the importer's arena. */
const char *rota_import__key_words(rota_importer *im, const rota_kind *kind,
                                   const rota_cell *cells);
/** Statement pieces: "a" = ?1 AND "c" = ?3 ... of the key columns, and the plan's. */
void rota_import__add_key_condition(rota_text *sql, const rota_kind *kind);
void rota_import__bind_keys(rota_importer *im, rota_query *query, const rota_kind *kind,
                            const rota_cell *cells);
/** Read column `column` of a query into a cell. */
void rota_import__read_cell(rota_importer *im, rota_query *query, int column,
                            const rota_column *type, rota_cell *out);
bool rota_import__has_plan(const rota_kind *kind); /**< assignments */

/* import_wide.c */
/** Is it a file of assignments in the wide form? */
bool rota_import__is_wide(rota_importer *im, const rota_import_source *source);
rota_rc rota_import__wide(rota_importer *im, rota_import_source *source, rota_err *err);

/* import_key.c */
/** Note that a row of children.csv would change the child's key caregiver. */
rota_rc rota_import__check_key_caregiver(rota_importer *im, const rota_import_row *row,
                                         const rota_cell *child, const rota_cell *key,
                                         rota_err *err);
/** After all rows: each change has its reason; children and bonds follow key_caregivers.csv. */
rota_rc rota_import__end_key_caregivers(rota_importer *im, rota_err *err);

/* import_replace.c */
/** Remove the stored rows of the sources' kinds that the files do not have. */
rota_rc rota_import__replace(rota_importer *im, rota_err *err);

/* import_plan.c */
/** The plan's row exists from now on. */
rota_rc rota_import__need_plan(rota_importer *im, rota_err *err);
/** A day that the imported assignments are about. */
void rota_import__note_day(rota_importer *im, rota_day day);
/** A row of assignments (its cells) was added, changed or removed. */
void rota_import__note_change(rota_importer *im, const rota_kind *kind, const rota_cell *cells);
/** After all rows: the plan's span, and that the planner's figures no longer hold;
 *  the rota of record as it is now is kept among what was published. */
rota_rc rota_import__end_plan(rota_importer *im, bool changed, rota_err *err);

#endif
