/* The record types as one table: fields, allowed values, what a draft and what a final needs, which
 * rows a record has. Forms, import, export, rules and messages all follow it; docs/records.md
 * describes it for people.
 *
 * The table holds names and codes of fields only. A home that works with the published tools has
 * its own lawful copies of them; no question of theirs stands here. */
#ifndef ROTA_RECORDS_TYPES_H
#define ROTA_RECORDS_TYPES_H

#include "core/text.h"

#include <stdbool.h>
#include <stddef.h>

enum rota_field_type {
    ROTA_FIELD_ID,         /**< of this record */
    ROTA_FIELD_WORD,       /**< an id that names no row of the home */
    ROTA_FIELD_WORDS,      /**< several, a space between two */
    ROTA_FIELD_STAFF,      /**< a person of the home */
    ROTA_FIELD_STAFF_LIST, /**< several, a space between two */
    ROTA_FIELD_CHILD,
    ROTA_FIELD_GROUP,
    ROTA_FIELD_SHIFT,
    ROTA_FIELD_RECORD,      /**< another record; of the type `of`, NULL: of any */
    ROTA_FIELD_RECORD_LIST, /**< several, a space between two */
    ROTA_FIELD_TEXT,        /**< any text, several lines too */
    ROTA_FIELD_DATE,
    ROTA_FIELD_MONTH, /**< a date or a month */
    ROTA_FIELD_CHOICE,
    ROTA_FIELD_CHOICES, /**< several of `of`, each once */
    ROTA_FIELD_INT,
    ROTA_FIELD_FLAG /**< 1 or 0; yes and no are read too */
};

/** What a field belongs to. In CSV files values of the record stand in each of its rows. */
enum rota_field_level {
    ROTA_OF_HEAD,   /**< of every type */
    ROTA_OF_RECORD, /**< of the whole record */
    ROTA_OF_PART,   /**< of a dimension's row */
    ROTA_OF_ITEM    /**< of one piece of evidence of a dimension */
};

enum rota_field_need {
    ROTA_MAY,
    ROTA_FINAL, /**< a final needs it */
    ROTA_ALWAYS /**< a draft needs it, too */
};

typedef struct {
    const char *name;
    enum rota_field_type type;
    enum rota_field_level level;
    enum rota_field_need need;
    const char *of;  /**< choices separated by |, or the type of record referred to */
    int min, max;    /**< of ROTA_FIELD_INT */
    bool computed;   /**< follows from the rest; when given it must agree */
    const char *ask; /**< what it is, for forms and help */
} rota_field;

/** Columns of the head, the first of every type. */
enum {
    ROTA_HEAD_ID,
    ROTA_HEAD_TYPE,
    ROTA_HEAD_SCHEMA,
    ROTA_HEAD_WHO, /**< child_id or team_id */
    ROTA_HEAD_HOME,
    ROTA_HEAD_GROUP,
    ROTA_HEAD_EVENT,
    ROTA_HEAD_WRITTEN,
    ROTA_HEAD_AUTHOR,
    ROTA_HEAD_ROLE,
    ROTA_HEAD_STATUS,
    ROTA_HEAD_SUPERSEDES,
    ROTA_HEAD_VISIBILITY,
    ROTA_HEAD_NAMED,
    ROTA_HEAD_COLUMNS
};

enum { ROTA_RECORD_COLUMNS = 40, ROTA_RECORD_SCHEMA = 1, ROTA_DIMENSIONS = 5 };

typedef struct {
    const char *name;   /**< "daily_note", as in the column type */
    const char *file;   /**< "daily_notes": of the CSV file */
    const char *prefix; /**< of the ids that the program gives: "note" */
    const char *title;  /**< "Daily note" */
    const char *about;  /**< one sentence: who writes it and when */
    const char *writer; /**< the usual author_role */
    bool team;          /**< about a team and not about a child */
    bool all_parts;     /**< a final needs a row for each dimension */
    int part_column;    /**< of the dimension's code, -1: the type has no rows */
    int first_item;     /**< first column of the pieces of evidence, -1: none */
    int ncolumns;
    const rota_field *columns;
} rota_record_type;

extern const rota_record_type rota_checklist, rota_caregiver_interview, rota_child_interview,
    rota_daily_note, rota_progress_record, rota_goal, rota_team_reflection, rota_training_session,
    rota_support_session;

/** All types, in the order in which people meet them. */
const rota_record_type *const *rota_record_types(size_t *count);
/** By name, by the name of its file, or by a usual short word ("note"); NULL: none. */
const rota_record_type *rota_record_type_find(const char *name);
/** The near miss of a name, or NULL. */
const char *rota_record_type_nearest(const char *name);
/** "daily_note, checklist, ...": for messages. Lent. */
const char *rota_record_type_names(void);
/** Index of a column, -1: none. */
int rota_record_column(const rota_record_type *type, const char *name);
/** Index of a column that is known to be there (assert). */
int rota_record_column_get(const rota_record_type *type, const char *name);

/** "AVAIL", ... by place in the list; the fifth of a team is "TEAM_BELONG". */
const char *rota_dimension_code(int dimension, bool team);
/** "Availability", ... */
const char *rota_dimension_name(int dimension, bool team);
/** What the child gains by it, in a word: "trust". */
const char *rota_dimension_benefit(int dimension);
/** Place of a code, -1: none. Of a team its fifth is known by several names. */
int rota_dimension_find(const char *code, bool team);

/** Band of an age in completed months: 0 to 3 for B1 to B4; -1: over the age of the checklists. */
int rota_band_of(int months);
/** "B1", ... */
const char *rota_band_code(int band);

/** Number of a field's choices, and the so-manieth (copied to buf of ROTA_ID_SIZE). */
int rota_field_choices(const rota_field *field);
const char *rota_field_choice(const rota_field *field, int i, char *buf);
/** "a date (for example 2026-12-31)": what a value should be, for messages. */
const char *rota_field_expected(const rota_field *field);

#endif
