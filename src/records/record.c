#include "records/record.h"

#include "io/csv.h"

#include <assert.h>
#include <string.h>

static const char **new_values(rota_arena *arena, const rota_record_type *type) {
    assert(type->ncolumns <= ROTA_RECORD_COLUMNS);
    const char **values = rota_arena_alloc(arena, (size_t)type->ncolumns * sizeof *values);
    for (int i = 0; i < type->ncolumns; i++)
        values[i] = "";
    return values;
}

rota_record *rota_record_new(rota_arena *arena, const rota_record_type *type) {
    rota_record *record = rota_arena_alloc(arena, sizeof *record);
    record->type = type;
    record->values = new_values(arena, type);
    record->values[ROTA_HEAD_TYPE] = type->name;
    record->values[ROTA_HEAD_SCHEMA] = "1";
    record->file = "";
    return record;
}

rota_record_part *rota_record_part_make(rota_arena *arena, rota_record *record, int dimension) {
    const rota_record_type *type = record->type;
    assert(type->part_column >= 0);
    size_t at = 0;
    while (at < record->nparts &&
           rota_record_part_dimension(record, &record->parts[at]) < dimension)
        at++;
    if (at < record->nparts && rota_record_part_dimension(record, &record->parts[at]) == dimension)
        return &record->parts[at];
    assert(record->nparts < ROTA_DIMENSIONS);
    memmove(&record->parts[at + 1], &record->parts[at],
            (record->nparts - at) * sizeof record->parts[0]);
    record->nparts++;
    record->parts[at] = (rota_record_part){.values = new_values(arena, type)};
    record->parts[at].values[type->part_column] = rota_dimension_code(dimension, type->team);
    return &record->parts[at];
}

rota_record_part *rota_record_item_add(rota_arena *arena, const rota_record *record,
                                       rota_record_part *part) {
    if (part->nitems == part->items_capacity) {
        size_t capacity = part->items_capacity ? 2 * part->items_capacity : 4;
        rota_record_part *items = rota_arena_alloc(arena, capacity * sizeof *items);
        if (part->nitems)
            memcpy(items, part->items, part->nitems * sizeof *items);
        part->items = items;
        part->items_capacity = capacity;
    }
    rota_record_part *item = &part->items[part->nitems++];
    *item = (rota_record_part){.values = new_values(arena, record->type)};
    return item;
}

static void copy_values(rota_arena *arena, const rota_record_type *type, const char **to,
                        const char *const *from) {
    for (int i = 0; i < type->ncolumns; i++)
        to[i] = *from[i] ? rota_arena_strdup(arena, from[i]) : "";
}

rota_record *rota_record_copy(rota_arena *arena, const rota_record *record) {
    const rota_record_type *type = record->type;
    rota_record *copy = rota_record_new(arena, type);
    copy_values(arena, type, copy->values, record->values);
    for (size_t p = 0; p < record->nparts; p++) {
        const rota_record_part *part = &record->parts[p];
        rota_record_part *fresh =
            rota_record_part_make(arena, copy, rota_record_part_dimension(record, part));
        copy_values(arena, type, fresh->values, part->values);
        for (size_t i = 0; i < part->nitems; i++)
            copy_values(arena, type, rota_record_item_add(arena, copy, fresh)->values,
                        part->items[i].values);
    }
    return copy;
}

const char *rota_record_get(const rota_record *record, const char *column) {
    return record->values[rota_record_column_get(record->type, column)];
}

void rota_record_set(rota_record *record, const char *column, const char *value) {
    record->values[rota_record_column_get(record->type, column)] = value;
}

const char *rota_record_part_get(const rota_record *record, const rota_record_part *part,
                                 const char *column) {
    return part->values[rota_record_column_get(record->type, column)];
}

int rota_record_part_dimension(const rota_record *record, const rota_record_part *part) {
    const rota_record_type *type = record->type;
    int dimension = rota_dimension_find(part->values[type->part_column], type->team);
    assert(dimension >= 0);
    return dimension;
}

const rota_record_part *rota_record_part_find(const rota_record *record, int dimension) {
    for (size_t i = 0; i < record->nparts; i++)
        if (rota_record_part_dimension(record, &record->parts[i]) == dimension)
            return &record->parts[i];
    return NULL;
}

bool rota_words_have(const char *list, const char *word) {
    size_t n = strlen(word);
    for (const char *at = list; *at;) {
        size_t length = strcspn(at, " ");
        if (length == n && memcmp(at, word, n) == 0)
            return n > 0;
        at += length + (at[length] == ' ');
    }
    return false;
}

static bool has_status(const rota_record *record, const char *status) {
    return strcmp(record->values[ROTA_HEAD_STATUS], status) == 0;
}

bool rota_record_is_draft(const rota_record *record) {
    return has_status(record, "draft");
}

bool rota_record_is_final(const rota_record *record) {
    return has_status(record, "final");
}

bool rota_record_is_amended(const rota_record *record) {
    return has_status(record, "amended");
}

rota_day rota_record_day(const rota_record *record, const char *column) {
    rota_day day = ROTA_NO_DAY;
    rota_day_parse(rota_record_get(record, column), &day);
    return day;
}

rota_day rota_record_event(const rota_record *record) {
    rota_day day = rota_record_day(record, "date_event");
    return day != ROTA_NO_DAY ? day : rota_record_day(record, "date_written");
}

bool rota_record_refers(const rota_record *record, const char *id) {
    for (int i = 0; i < record->type->ncolumns; i++) {
        enum rota_field_type type = record->type->columns[i].type;
        if ((type == ROTA_FIELD_RECORD || type == ROTA_FIELD_RECORD_LIST) &&
            rota_words_have(record->values[i], id))
            return true;
    }
    return false;
}

/* ---- Comparing ---- */

typedef bool same_text(const char *a, const char *b);

static bool same_bytes(const char *a, const char *b) {
    return strcmp(a, b) == 0;
}

/* CR LF, CR and LF are one. */
static bool same_lines(const char *a, const char *b) {
    for (; *a && *b; a++, b++) {
        bool ends = (*a == '\r' || *a == '\n') && (*b == '\r' || *b == '\n');
        if (!ends && *a != *b)
            return false;
        if (ends) {
            a += a[0] == '\r' && a[1] == '\n';
            b += b[0] == '\r' && b[1] == '\n';
        }
    }
    return *a == *b;
}

static bool same_values(const rota_record_type *type, const char *const *a, const char *const *b,
                        int except, same_text *same) {
    for (int i = 0; i < type->ncolumns; i++)
        if (i != except && !same(a[i], b[i]))
            return false;
    return true;
}

static bool same_record(const rota_record *a, const rota_record *b, int except, same_text *same) {
    const rota_record_type *type = a->type;
    if (type != b->type || a->nparts != b->nparts ||
        !same_values(type, a->values, b->values, except, same))
        return false;
    for (size_t p = 0; p < a->nparts; p++) {
        const rota_record_part *x = &a->parts[p], *y = &b->parts[p];
        if (x->nitems != y->nitems || !same_values(type, x->values, y->values, -1, same))
            return false;
        for (size_t i = 0; i < x->nitems; i++)
            if (!same_values(type, x->items[i].values, y->items[i].values, -1, same))
                return false;
    }
    return true;
}

bool rota_record_same(const rota_record *a, const rota_record *b, int except) {
    return same_record(a, b, except, same_bytes);
}

bool rota_record_same_lines(const rota_record *a, const rota_record *b, int except) {
    return same_record(a, b, except, same_lines);
}

/* ---- CSV ---- */

void rota_record_add_csv_header(const rota_record_type *type, rota_text *out) {
    for (int i = 0; i < type->ncolumns; i++)
        rota_csv_add_field(out, i == 0, type->columns[i].name);
    rota_csv_end_row(out);
}

/* A row: values of the record, of its part and of the item of that, each in its columns. */
static size_t add_row(const rota_record *record, const rota_record_part *part,
                      const rota_record_part *item, rota_text *out) {
    size_t before = out->length;
    for (int i = 0; i < record->type->ncolumns; i++) {
        const char *value = record->values[i];
        if (part && *part->values[i])
            value = part->values[i];
        if (item && *item->values[i])
            value = item->values[i];
        rota_csv_add_field(out, i == 0, value);
    }
    rota_csv_end_row(out);
    return out->length - before;
}

size_t rota_record_add_csv(const rota_record *record, rota_text *out) {
    if (record->nparts == 0)
        return add_row(record, NULL, NULL, out);
    size_t longest = 0;
    for (size_t p = 0; p < record->nparts; p++) {
        const rota_record_part *part = &record->parts[p];
        for (size_t i = 0; i < part->nitems || i == 0; i++) {
            size_t n = add_row(record, part, part->nitems ? &part->items[i] : NULL, out);
            longest = n > longest ? n : longest;
        }
    }
    return longest;
}
