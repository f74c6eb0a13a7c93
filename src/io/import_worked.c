/* What must hold within a row of worked.csv. */
#include "core/text.h"
#include "io/import_parts.h"
#include "io/spans.h"

#include <string.h>

enum { LONGEST_DUTY_MINUTES = 2 * 24 * 60 };

static rota_cell *cell_of(const rota_kind *kind, rota_import_row *row, const char *column) {
    return &row->cells[rota_kind_column(kind, column)];
}

/* The duty's instants, where both are there and in order. Either may come from the store, so both
 * are read again. */
static bool read_times(const rota_importer *im, const rota_kind *kind, rota_import_row *row,
                       rota_minute *start, rota_minute *end) {
    const rota_cell *from = cell_of(kind, row, "start"), *to = cell_of(kind, row, "end");
    return from->text && to->text && !rota_zone_parse(im->options->zone, from->text, start, NULL) &&
           !rota_zone_parse(im->options->zone, to->text, end, NULL) && *start < *end &&
           *end - *start <= LONGEST_DUTY_MINUTES;
}

static const char *const span_columns[] = {"breaks", "called_out"};
enum { SPAN_COLUMNS = sizeof span_columns / sizeof *span_columns };

void rota_import__settle_worked(rota_importer *im, const rota_kind *kind, rota_import_row *row) {
    rota_minute start, end;
    if (strcmp(kind->name, "worked") != 0 || !read_times(im, kind, row, &start, &end))
        return;
    for (int i = 0; i < SPAN_COLUMNS; i++) {
        rota_cell *cell = cell_of(kind, row, span_columns[i]);
        rota_spans spans;
        rota_err err = {0};
        if (!cell->present || cell->empty || !cell->text)
            continue;
        if (rota_spans_parse(im->options->zone, start, end, cell->text, &spans, &err)) {
            rota_import__fault(im, row, span_columns[i], "%s", err.message);
            continue;
        }
        rota_text text = {0};
        rota_spans_add(im->options->zone, start, end, spans.items, spans.count, &text);
        cell->text = rota_arena_strdup(im->arena, rota_text_str(&text));
        cell->empty = spans.count == 0; /* "|" alone */
        rota_text_done(&text);
    }
}

/* break_minutes and breaks say the same, where both are said. */
static void check_breaks(rota_importer *im, const rota_kind *kind, rota_import_row *row,
                         const rota_spans *breaks) {
    const rota_cell *minutes = cell_of(kind, row, "break_minutes");
    const rota_cell *times = cell_of(kind, row, "breaks");
    int64_t sum = rota_spans_sum(breaks);
    if (times->empty || minutes->empty || minutes->integer == sum)
        return;
    rota_import__fault(im, row, "break_minutes",
                       "'%lld' does not agree with breaks '%s', which are %lld minutes; leave one "
                       "of the two empty",
                       (long long)minutes->integer, times->text, (long long)sum);
}

static void check_called_out(rota_importer *im, const rota_kind *kind, rota_import_row *row) {
    const rota_cell *word = cell_of(kind, row, "kind");
    const char *name = word->empty ? "day" : word->text;
    if (!cell_of(kind, row, "called_out")->empty && strcmp(name, "on_call") != 0 &&
        strcmp(name, "sleep_in") != 0)
        rota_import__fault(im, row, "called_out",
                           "is for the kinds on_call and sleep_in; the kind of this row is '%s'",
                           name);
}

/* Stored times of breaks and call-outs may not fit a duty that has changed since. */
static void check_spans(rota_importer *im, const rota_kind *kind, rota_import_row *row,
                        rota_minute start, rota_minute end) {
    for (int i = 0; i < SPAN_COLUMNS; i++) {
        const rota_cell *cell = cell_of(kind, row, span_columns[i]);
        rota_spans spans = {.count = 0};
        rota_err err = {0};
        if (!cell->empty &&
            rota_spans_parse(im->options->zone, start, end, cell->text, &spans, &err))
            rota_import__fault(im, row, span_columns[i], "%s", err.message);
        else if (i == 0)
            check_breaks(im, kind, row, &spans);
    }
    check_called_out(im, kind, row);
}

rota_rc rota_import__check_worked(rota_importer *im, const rota_kind *kind, rota_import_row *row,
                                  rota_err *err) {
    const rota_cell *start = cell_of(kind, row, "start"), *end = cell_of(kind, row, "end");
    rota_minute from, to;
    rota_rc rc = rota_zone_parse(im->options->zone, start->text, &from, err);
    if (!rc)
        rc = rota_zone_parse(im->options->zone, end->text, &to, err);
    if (rc)
        return rc;
    const rota_cell *pause = cell_of(kind, row, "break_minutes");
    const rota_cell *sleep = cell_of(kind, row, "sleep_minutes");
    if (to <= from) {
        rota_import__fault(im, row, "end", "'%s' is not after start, '%s'", end->text, start->text);
        return ROTA_OK;
    }
    if (to - from > LONGEST_DUTY_MINUTES)
        rota_import__fault(im, row, "end", "'%s' is over 48 hours after start, '%s'", end->text,
                           start->text);
    if (!pause->empty && pause->integer > to - from)
        rota_import__fault(im, row, "break_minutes", "'%lld' is longer than what was worked",
                           (long long)pause->integer);
    if (!sleep->empty && sleep->integer > to - from)
        rota_import__fault(im, row, "sleep_minutes", "'%lld' is longer than what was worked",
                           (long long)sleep->integer);
    if (!row->bad)
        check_spans(im, kind, row, from, to);
    return ROTA_OK;
}
