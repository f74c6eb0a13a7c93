/* The fields of records as options, and `rota record fields`. */
#include "cli/record_parts.h"

#include "core/mem.h"
#include "records/form.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

enum { MOST_OPTIONS = 160 };

/* Names that the command itself has as options: those are not fields on the command line. */
static bool is_taken(const char *name) {
    return strcmp(name, "type") == 0 || strcmp(name, "record_id") == 0;
}

static bool known(const rota_option *table, size_t n, const char *name) {
    for (size_t i = 0; i < n; i++)
        if (strcmp(table[i].name, name) == 0)
            return true;
    return false;
}

const rota_option *rota_record_field_options(void) {
    static rota_option table[MOST_OPTIONS];
    size_t n = 0, ntypes;
    if (table[0].name)
        return table;
    const rota_record_type *const *types = rota_record_types(&ntypes);
    for (size_t t = 0; t < ntypes; t++)
        for (int i = 0; i < types[t]->ncolumns; i++) {
            const rota_field *field = &types[t]->columns[i];
            if (is_taken(field->name) || known(table, n, field->name))
                continue;
            assert(n + 1 < MOST_OPTIONS);
            table[n++] = (rota_option){0, field->name, "VALUE", field->ask};
        }
    table[n++] = (rota_option){0, "record_id", "ID", "id of the record"};
    return table;
}

bool rota_record_option_is_field(const rota_option *option) {
    const rota_option *table = rota_record_field_options();
    return option >= table && option < table + MOST_OPTIONS;
}

bool rota_record_fields_given(const rota_cli *cli) {
    for (size_t i = 0; i < cli->options.ngiven; i++)
        if (rota_record_option_is_field(cli->options.given[i].option))
            return true;
    return false;
}

/* The row and the piece of evidence that the next fields are of. */
struct taking {
    const rota_cli *cli;
    const rota_home *home;
    rota_arena *arena;
    rota_record *record;
    rota_record_part *part, *item;
};

static void take(struct taking *t, const char *name, const char *text) {
    const rota_record_type *type = t->record->type;
    int column = rota_record_column(type, name);
    if (column < 0) {
        rota_faults_add(t->cli->faults, "", 0, name, "a %s has no such field", type->name);
        return;
    }
    const rota_field *field = &type->columns[column];
    ROTA_CLEANUP(rota_text_done) rota_text wrong = {0};
    const char *value = rota_field_parse(type, field, text, t->home, t->arena, &wrong);
    if (!value) {
        rota_faults_add(t->cli->faults, "", 0, name, "%s", rota_text_str(&wrong));
        return;
    }
    if (column == type->part_column) {
        t->part = *value ? rota_record_part_make(t->arena, t->record,
                                                 rota_dimension_find(value, type->team))
                         : NULL;
        t->item = NULL;
    } else if (field->level < ROTA_OF_PART) {
        t->record->values[column] = value;
    } else if (!t->part) {
        rota_faults_add(t->cli->faults, "", 0, name,
                        "is of a dimension: say which before it, "
                        "--%s CODE",
                        type->columns[type->part_column].name);
    } else if (field->level == ROTA_OF_PART) {
        t->part->values[column] = value;
    } else {
        if (!t->item || *t->item->values[column]) /* the next piece of evidence */
            t->item = rota_record_item_add(t->arena, t->record, t->part);
        t->item->values[column] = value;
    }
}

void rota_record_fields_take(const rota_cli *cli, const rota_home *home, rota_arena *arena,
                             rota_record *record) {
    struct taking t = {.cli = cli, .home = home, .arena = arena, .record = record};
    for (size_t i = 0; i < cli->options.ngiven; i++)
        if (rota_record_option_is_field(cli->options.given[i].option))
            take(&t, cli->options.given[i].option->name, cli->options.given[i].value);
    const char *child = rota_options_get(&cli->options, "child");
    if (child && !record->type->team)
        take(&t, "child_id", child);
}

/* ---- rota record fields ---- */

static const char *need_words(const rota_field *field) {
    return field->computed              ? "computed"
           : field->need == ROTA_FINAL  ? "for a final"
           : field->need == ROTA_ALWAYS ? "always"
                                        : "";
}

static void add_allowed(const rota_field *field, rota_text *out) {
    char word[ROTA_ID_SIZE];
    if (field->type == ROTA_FIELD_INT) {
        rota_text_addf(out, "%d", field->min);
        if (field->min < field->max)
            rota_text_addf(out, " to %d", field->max);
    } else if (field->type == ROTA_FIELD_CHOICE || field->type == ROTA_FIELD_CHOICES) {
        for (int i = 0; i < rota_field_choices(field); i++)
            rota_text_addf(out, "%s%s", i ? " " : "", rota_field_choice(field, i, word));
    } else
        rota_text_add(out, rota_field_expected(field));
}

static rota_json *field_json(const rota_field *field) {
    static const char *const levels[] = {"head", "record", "row", "item"};
    char word[ROTA_ID_SIZE];
    rota_json *object = rota_json_object(), *choices = rota_json_array();
    rota_json_set_text(object, "field", field->name);
    rota_json_set_text(object, "level", levels[field->level]);
    rota_json_set_text(object, "needed", need_words(field));
    bool words = field->type == ROTA_FIELD_CHOICE || field->type == ROTA_FIELD_CHOICES;
    for (int i = 0; words && i < rota_field_choices(field); i++)
        rota_json_append_text(choices, rota_field_choice(field, i, word));
    rota_json_set(object, "choices", choices);
    rota_json_set_text(object, "help", field->ask);
    return object;
}

static void add_types(rota_cli *cli) {
    size_t n;
    const rota_record_type *const *types = rota_record_types(&n);
    rota_table *table = rota_table_new(3);
    for (size_t i = 0; i < n; i++) {
        rota_table_row(table);
        rota_table_cell(table, 0, ROTA_BOLD, types[i]->name);
        rota_table_cellf(table, 1, ROTA_PLAIN, "%s.csv", types[i]->file);
        rota_table_cell(table, 2, ROTA_PLAIN, types[i]->about);
    }
    rota_table_write(table, &cli->look, 0, &cli->out);
    rota_table_free(table);
}

rota_rc rota_record_fields(rota_cli *cli, rota_err *err) {
    const char *word = rota_record_arg(cli, 0);
    const rota_record_type *type = NULL;
    rota_rc rc = word ? rota_record_type_of(word, &type, err) : ROTA_OK;
    if (rc)
        return rc;
    if (!type && !cli->json) {
        add_types(cli);
        return ROTA_OK;
    }
    if (cli->json) {
        rota_json *object = rota_json_object(), *fields = rota_json_array();
        const rota_record_type *shown = type ? type : &rota_daily_note;
        for (int i = 0; i < shown->ncolumns; i++)
            rota_json_append(fields, field_json(&shown->columns[i]));
        rota_json_set_text(object, "type", shown->name);
        rota_json_set(object, "fields", fields);
        rota_cli_json(cli, object);
        return ROTA_OK;
    }
    rota_table *table = rota_table_new(4);
    for (int i = 0; i < type->ncolumns; i++) {
        ROTA_CLEANUP(rota_text_done) rota_text allowed = {0};
        add_allowed(&type->columns[i], &allowed);
        rota_table_row(table);
        rota_table_cell(table, 0, ROTA_BOLD, type->columns[i].name);
        rota_table_cell(table, 1, ROTA_PLAIN, type->columns[i].ask);
        rota_table_cell(table, 2, ROTA_PLAIN, rota_text_str(&allowed));
        rota_table_cell(table, 3, ROTA_PLAIN, need_words(&type->columns[i]));
    }
    rota_table_write(table, &cli->look, 0, &cli->out);
    rota_table_free(table);
    return ROTA_OK;
}
