#include "records/view.h"

#include "records/defaults.h"

#include <stdio.h>
#include <string.h>

const char *rota_child_name(const rota_home *home, const char *id) {
    int child = rota_child_find(home, id);
    return child >= 0 && *home->children[child].name ? home->children[child].name : id;
}

const char *rota_staff_name(const rota_home *home, const char *id) {
    int staff = rota_home_find_staff(home, id);
    return staff >= 0 && *home->staff[staff].name ? home->staff[staff].name : id;
}

/* ---- Page ---- */

static void add_values(const rota_record_type *type, enum rota_field_level level,
                       const char *const *values, rota_page *page) {
    bool any = false;
    for (int i = 0; i < type->ncolumns; i++) {
        const rota_field *field = &type->columns[i];
        if (field->level != level || i == type->part_column || !*values[i])
            continue;
        if (!any) {
            rota_page_table(page, 2);
            rota_page_row(page);
            rota_page_cell(page, 0, ROTA_BOLD, "field");
            rota_page_cell(page, 1, ROTA_BOLD, "what it says");
        }
        any = true;
        rota_page_row(page);
        rota_page_cell(page, 0, ROTA_PLAIN, field->name);
        rota_page_cell(page, 1, ROTA_PLAIN, values[i]);
    }
}

static void add_item(const rota_record *record, const rota_record_part *item, rota_page *page) {
    const char *who = rota_record_part_get(record, item, "informant_role");
    rota_page_item(page, "%s, %s%s%s: %s", rota_record_part_get(record, item, "evidence_date"),
                   rota_record_part_get(record, item, "informant"), *who ? ", " : "", who,
                   rota_record_part_get(record, item, "evidence"));
}

void rota_record_add_page(const rota_record *record, const rota_home *home, rota_page *page) {
    const rota_record_type *type = record->type;
    const char *who = rota_record_who(record), *author = rota_record_get(record, "author_id");
    const char *superseded = rota_record_get(record, "supersedes_id");
    const char *named = rota_record_get(record, "named_ids");
    rota_page_heading(page, 1, "%s %s: %s", type->title, rota_record_id(record),
                      type->team ? who : rota_child_name(home, who));
    const char *event = rota_record_get(record, "date_event");
    const char *written = rota_record_get(record, "date_written");
    const char *role = rota_record_get(record, "author_role");
    rota_page_text(page, ROTA_PLAIN, "%s of %s, written %s by %s%s%s%s\nfor %s%s%s%s%s",
                   rota_record_get(record, "status"), *event ? event : "-",
                   *written ? written : "-", *author ? rota_staff_name(home, author) : "-",
                   *role ? " (" : "", role, *role ? ")" : "", rota_record_get(record, "visibility"),
                   *named ? ": " : "", named, *superseded ? "; amends " : "", superseded);
    add_values(type, ROTA_OF_RECORD, record->values, page);
    for (size_t p = 0; p < record->nparts; p++) {
        const rota_record_part *part = &record->parts[p];
        int dimension = rota_record_part_dimension(record, part);
        rota_page_heading(page, 2, "%s (%s)", rota_dimension_name(dimension, type->team),
                          rota_dimension_code(dimension, type->team));
        add_values(type, ROTA_OF_PART, part->values, page);
        for (size_t i = 0; i < part->nitems; i++)
            add_item(record, &part->items[i], page);
    }
}

/* ---- JSON ---- */

static rota_json *json_words(const char *list) {
    rota_json *array = rota_json_array();
    ROTA_CLEANUP(rota_freep) char *copy = rota_strdup(list);
    char *rest = copy, *word;
    while ((word = strsep(&rest, " ")))
        if (*word)
            rota_json_append_text(array, word);
    return array;
}

static void json_value(rota_json *object, const rota_field *field, const char *value) {
    long number;
    switch (field->type) {
    case ROTA_FIELD_WORDS:
    case ROTA_FIELD_STAFF_LIST:
    case ROTA_FIELD_RECORD_LIST:
    case ROTA_FIELD_CHOICES:
        rota_json_set(object, field->name, json_words(value));
        return;
    case ROTA_FIELD_INT:
        if (rota_parse_int(value, -1000000, 1000000, &number)) {
            rota_json_set_int(object, field->name, number);
            return;
        }
        break;
    case ROTA_FIELD_FLAG:
        if (*value) {
            rota_json_set_bool(object, field->name, *value == '1');
            return;
        }
        break;
    default:
        break;
    }
    rota_json_set_text(object, field->name, *value ? value : NULL);
}

static void json_level(rota_json *object, const rota_record_type *type, enum rota_field_level level,
                       const char *const *values) {
    for (int i = 0; i < type->ncolumns; i++)
        if (type->columns[i].level == level)
            json_value(object, &type->columns[i], values[i]);
}

rota_json *rota_record_json(const rota_record *record) {
    const rota_record_type *type = record->type;
    rota_json *object = rota_json_object();
    json_level(object, type, ROTA_OF_HEAD, record->values);
    json_level(object, type, ROTA_OF_RECORD, record->values);
    if (type->part_column < 0)
        return object;
    rota_json *rows = rota_json_array();
    for (size_t p = 0; p < record->nparts; p++) {
        const rota_record_part *part = &record->parts[p];
        rota_json *row = rota_json_object(), *items = rota_json_array();
        json_level(row, type, ROTA_OF_PART, part->values);
        for (size_t i = 0; i < part->nitems; i++) {
            rota_json *item = rota_json_object();
            json_level(item, type, ROTA_OF_ITEM, part->items[i].values);
            rota_json_append(items, item);
        }
        if (type->first_item >= 0)
            rota_json_set(row, "items", items);
        else
            rota_json_free(items);
        rota_json_append(rows, row);
    }
    rota_json_set(object, "rows", rows);
    return object;
}

/* ---- Gist ---- */

static const char *first_text(const rota_record_type *type, const char *const *values) {
    for (int i = ROTA_HEAD_COLUMNS; i < type->ncolumns; i++)
        if (type->columns[i].type == ROTA_FIELD_TEXT && values[i][strspn(values[i], " \t\r\n")])
            return values[i];
    return NULL;
}

const char *rota_record_gist(const rota_record *record, int columns, rota_arena *arena) {
    const char *text = first_text(record->type, record->values);
    for (size_t p = 0; p < record->nparts && !text; p++) {
        const rota_record_part *part = &record->parts[p];
        text = first_text(record->type, part->values);
        for (size_t i = 0; i < part->nitems && !text; i++)
            text = first_text(record->type, part->items[i].values);
    }
    if (!text)
        return "";
    size_t n = 0;
    int used = 0;
    for (; text[n]; n++)
        if (((unsigned char)text[n] & 0xC0) != 0x80 && used++ == columns)
            break;
    char *gist = rota_arena_alloc(arena, n + 4);
    for (size_t i = 0; i < n; i++)
        gist[i] = strchr("\r\n\t", text[i]) ? ' ' : text[i];
    if (text[n])
        strcpy(gist + n, "…");
    return gist;
}
