#include "io/sheet.h"

#include "core/mem.h"
#include "io/csv.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

struct rota_sheet {
    rota_arena *arena;
    const char *name;
    rota_sheet_column columns[ROTA_SHEET_MOST_COLUMNS];
    int ncolumns;
    const char ***rows; /* [count][ncolumns], "" = empty */
    size_t count, capacity;
};

rota_sheet *rota_sheet_new(const char *name, const rota_sheet_column *columns, int ncolumns) {
    assert(ncolumns <= ROTA_SHEET_MOST_COLUMNS);
    rota_sheet *sheet = ROTA_NEW(rota_sheet);
    sheet->arena = rota_arena_new();
    sheet->name = rota_arena_strdup(sheet->arena, name);
    sheet->ncolumns = ncolumns;
    for (int i = 0; i < ncolumns; i++)
        sheet->columns[i] =
            (rota_sheet_column){rota_arena_strdup(sheet->arena, columns[i].name), columns[i].type};
    return sheet;
}

void rota_sheet_free(rota_sheet *sheet) {
    if (!sheet)
        return;
    free(sheet->rows);
    rota_arena_free(sheet->arena);
    free(sheet);
}

const char *rota_sheet_name(const rota_sheet *sheet) {
    return sheet->name;
}

void rota_sheet_row(rota_sheet *sheet) {
    ROTA_GROW(sheet->rows, sheet->count, sheet->capacity);
    const char **row = rota_arena_alloc(sheet->arena, (size_t)sheet->ncolumns * sizeof *row);
    for (int i = 0; i < sheet->ncolumns; i++)
        row[i] = "";
    sheet->rows[sheet->count++] = row;
}

void rota_sheet_text(rota_sheet *sheet, const char *column, const char *value) {
    int i = 0;
    while (i < sheet->ncolumns && strcmp(sheet->columns[i].name, column) != 0)
        i++;
    assert(sheet->count && i < sheet->ncolumns);
    sheet->rows[sheet->count - 1][i] = rota_arena_strdup(sheet->arena, value);
}

void rota_sheet_int(rota_sheet *sheet, const char *column, int64_t value) {
    rota_text text = {0};
    rota_text_addf(&text, "%lld", (long long)value);
    rota_sheet_text(sheet, column, rota_text_str(&text));
    rota_text_done(&text);
}

void rota_sheet_hours(rota_sheet *sheet, const char *column, double minutes) {
    long long hundredths = llround(minutes / 0.6);
    rota_text text = {0};
    rota_text_addf(&text, "%s%lld", hundredths < 0 ? "-" : "", llabs(hundredths) / 100);
    if (hundredths % 100)
        rota_text_addf(&text, hundredths % 10 ? ".%02lld" : ".%lld",
                       llabs(hundredths) % 100 / (hundredths % 10 ? 1 : 10));
    rota_sheet_text(sheet, column, rota_text_str(&text));
    rota_text_done(&text);
}

void rota_sheet_yes_no(rota_sheet *sheet, const char *column, bool value) {
    rota_sheet_text(sheet, column, value ? "yes" : "no");
}

void rota_sheet_csv(const rota_sheet *sheet, rota_text *out) {
    for (int i = 0; i < sheet->ncolumns; i++)
        rota_csv_add_field(out, i == 0, sheet->columns[i].name);
    rota_csv_end_row(out);
    for (size_t r = 0; r < sheet->count; r++) {
        for (int i = 0; i < sheet->ncolumns; i++)
            rota_csv_add_field(out, i == 0, sheet->rows[r][i]);
        rota_csv_end_row(out);
    }
}

static void set_value(rota_json *object, const rota_sheet_column *column, const char *value) {
    double number;
    if (!*value)
        rota_json_set_text(object, column->name, NULL);
    else if (column->type == ROTA_SHEET_YES_NO)
        rota_json_set_bool(object, column->name, strcmp(value, "yes") == 0);
    else if (column->type == ROTA_SHEET_NUMBER && rota_parse_number(value, -1e15, 1e15, &number)) {
        if (strchr(value, '.'))
            rota_json_set_number(object, column->name, number);
        else
            rota_json_set_int(object, column->name, (int64_t)number);
    } else
        rota_json_set_text(object, column->name, value);
}

rota_json *rota_sheet_json(const rota_sheet *sheet) {
    rota_json *array = rota_json_array();
    for (size_t r = 0; r < sheet->count; r++) {
        rota_json *object = rota_json_object();
        for (int i = 0; i < sheet->ncolumns; i++)
            set_value(object, &sheet->columns[i], sheet->rows[r][i]);
        rota_json_append(array, object);
    }
    return array;
}
