#include "io/import_parts.h"

#include <stdlib.h>
#include <string.h>

/* A name of the header in lower case, as which it is meant. */
static const char *header_field(rota_importer *im, const rota_import_source *source, size_t i) {
    char *name = rota_arena_strdup(im->arena, rota_import__column_name(im, source, i));
    for (char *c = name; *c; c++)
        *c = *c >= 'A' && *c <= 'Z' ? (char)(*c - 'A' + 'a') : *c;
    return name;
}

bool rota_import__is_wide(rota_importer *im, const rota_import_source *source) {
    if (!rota_import__has_plan(source->kind) || !source->csv.count)
        return false;
    bool staff = false, dates = false;
    size_t n = source->csv.records[0].nfields;
    for (size_t i = 0; i < n; i++) {
        const char *name = header_field(im, source, i);
        if (!strcmp(name, "date") || !strcmp(name, "shift") || !strcmp(name, "group"))
            return false;
        staff = staff || strcmp(name, "staff") == 0;
        dates = dates || (*name >= '0' && *name <= '9');
    }
    return staff && (dates || n == 1); /* a rota without duties has no dates */
}

struct wide {
    rota_importer *im;
    rota_import_source *source;
    const char **dates; /* of each field, NULL: none */
    size_t staff;       /* field of the people */
};

/* Which field is which date; faults for the others. `name` is for people and passed over. */
static void read_header(struct wide *w) {
    rota_importer *im = w->im;
    const rota_csv_record *record = &w->source->csv.records[0];
    const rota_column *date = &w->source->kind->columns[0];
    rota_names seen = {0};
    for (size_t i = 0; i < record->nfields; i++) {
        const char *name = header_field(im, w->source, i);
        rota_import_row row = {.file = w->source->name, .line = record->line};
        rota_cell cell;
        if (*name == '\0') {
            rota_faults_add(im->faults, row.file, row.line, NULL, "column %zu has no name", i + 1);
        } else if (!rota_names_add(&seen, name, i)) {
            rota_faults_add(im->faults, row.file, row.line, name, "the column is there twice");
        } else if (strcmp(name, "staff") == 0) {
            w->staff = i;
        } else if (strcmp(name, "name") != 0) {
            rota_import__value(im, &row, date, name, &cell);
            rota_day day;
            if (row.bad || !rota_day_parse(name, &day))
                continue;
            w->dates[i] = name;
            rota_names_add(&im->wide_dates, name, 0);
            rota_import__note_day(im, day);
        }
    }
    rota_names_done(&seen);
}

/* A duty of a cell, "E:willow" or "E:willow!": one row of the long form. */
static rota_rc import_duty(struct wide *w, int line, const char *date, const rota_cell *staff,
                           char *duty, rota_err *err) {
    const rota_kind *kind = w->source->kind;
    rota_import_row row = {.file = w->source->name, .line = line, .at = date};
    size_t n = strlen(duty);
    bool pinned = n && duty[n - 1] == '!';
    if (pinned)
        duty[n - 1] = '\0';
    char *colon = strchr(duty, ':');
    if (!colon) {
        const char *shown = rota_import__shown(w->im, duty);
        rota_import__fault(w->im, &row, NULL,
                           "'%s' names no group; write %s:GROUP, or %s:* for the whole home", shown,
                           shown, shown);
        return ROTA_OK;
    }
    *colon = '\0';
    const struct {
        const char *column, *text;
    } parts[] = {{"date", date}, {"shift", duty}, {"group", colon + 1}};
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) {
        int column = rota_kind_column(kind, parts[i].column);
        rota_import__value(w->im, &row, &kind->columns[column], parts[i].text, &row.cells[column]);
    }
    row.cells[rota_kind_column(kind, "staff")] = *staff;
    row.cells[rota_kind_column(kind, "pinned")] = (rota_cell){.present = true, .integer = pinned};
    return rota_import__row(w->im, w->source, &row, err);
}

static rota_rc import_person(struct wide *w, size_t record, rota_names *people, rota_err *err) {
    rota_importer *im = w->im;
    rota_import_source *source = w->source;
    int line = source->csv.records[record].line;
    rota_import_row row = {.file = source->name, .line = line};
    if (!rota_import__has_all_fields(im, source, record))
        return ROTA_OK;
    rota_cell staff;
    const rota_column *column = &source->kind->columns[rota_kind_column(source->kind, "staff")];
    rota_import__value(im, &row, column, rota_csv_field(&source->csv, record, w->staff), &staff);
    if (row.bad)
        return ROTA_OK;
    if (!rota_names_add(people, staff.text, (size_t)line)) {
        rota_import__fault(im, &row, NULL, "staff '%s' is already on line %zu", staff.text,
                           *rota_names_find(people, staff.text));
        return ROTA_OK;
    }
    rota_rc rc = ROTA_OK;
    for (size_t i = 0; i < source->csv.records[record].nfields && !rc; i++) {
        if (!w->dates[i])
            continue;
        char *rest = rota_arena_strdup(im->arena, rota_csv_field(&source->csv, record, i)), *duty;
        while (!rc && (duty = strsep(&rest, " |\t\n"))) {
            if (*duty)
                rc = import_duty(w, line, w->dates[i], &staff, duty, err);
        }
    }
    return rc;
}

rota_rc rota_import__wide(rota_importer *im, rota_import_source *source, rota_err *err) {
    struct wide w = {.im = im, .source = source};
    w.dates = ROTA_NEW_ARRAY(const char *, source->csv.records[0].nfields);
    read_header(&w);
    rota_names people = {0};
    rota_rc rc = ROTA_OK;
    for (size_t i = 1; i < source->csv.count && !rc; i++)
        rc = import_person(&w, i, &people, err);
    rota_names_done(&people);
    free(w.dates);
    return rc;
}
