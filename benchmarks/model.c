#include "benchmarks/model.h"

#include "core/mem.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

int rota_model_row(rota_model *m, double lower, double upper) {
    int capacity = m->row_capacity;
    ROTA_GROW(m->row_lower, m->nrows, capacity);
    ROTA_GROW(m->row_upper, m->nrows, m->row_capacity);
    m->row_lower[m->nrows] = lower;
    m->row_upper[m->nrows] = upper;
    return m->nrows++;
}

int rota_model_column(rota_model *m, double cost, double lower, double upper, bool integer) {
    int a = m->column_capacity, b = a, c = a;
    ROTA_GROW(m->cost, m->ncolumns, a);
    ROTA_GROW(m->lower, m->ncolumns, b);
    ROTA_GROW(m->upper, m->ncolumns, c);
    ROTA_GROW(m->integer, m->ncolumns, m->column_capacity);
    m->cost[m->ncolumns] = cost;
    m->lower[m->ncolumns] = lower;
    m->upper[m->ncolumns] = upper;
    m->integer[m->ncolumns] = integer;
    return m->ncolumns++;
}

void rota_model_put(rota_model *m, int row, int column, double coef) {
    ROTA_GROW(m->entries, m->nentries, m->entry_capacity);
    m->entries[m->nentries++] = (rota_model_entry){column, row, coef};
}

static int by_place(const void *x, const void *y) {
    const rota_model_entry *a = x, *b = y;
    if (a->column != b->column)
        return a->column < b->column ? -1 : 1;
    return (a->row > b->row) - (a->row < b->row);
}

/* Entries in order of columns and rows, those of one place added up, none of them zero. */
static void settle_entries(rota_model *m) {
    if (m->nentries > 0)
        qsort(m->entries, (size_t)m->nentries, sizeof *m->entries, by_place);
    int n = 0;
    for (int i = 0; i < m->nentries;) {
        rota_model_entry sum = m->entries[i++];
        while (i < m->nentries && by_place(&sum, &m->entries[i]) == 0)
            sum.coef += m->entries[i++].coef;
        if (sum.coef != 0)
            m->entries[n++] = sum;
    }
    m->nentries = n;
}

void rota_model_write(rota_model *m, rota_lp *lp) {
    settle_entries(m);
    for (int r = 0; r < m->nrows; r++)
        rota_lp_add_row(lp, m->row_lower[r], m->row_upper[r]);
    int *rows = ROTA_NEW_ARRAY(int, m->nrows);
    double *coefs = ROTA_NEW_ARRAY(double, m->nrows);
    int i = 0;
    for (int c = 0; c < m->ncolumns; c++) {
        int n = 0;
        for (; i < m->nentries && m->entries[i].column == c; i++) {
            rows[n] = m->entries[i].row;
            coefs[n++] = m->entries[i].coef;
        }
        rota_lp_add_column(lp, m->cost[c], m->lower[c], m->upper[c], n, rows, coefs);
    }
    free(rows);
    free(coefs);
}

/* ---- MPS ---- */

/* Enough digits for costs in points, which are six thousandths, of any size. */
static void add_number(rota_text *out, double x) {
    rota_text_addf(out, " %.15g\n", x);
}

static char kind_of_row(double lower, double upper) {
    if (isinf(lower))
        return isinf(upper) ? 'N' : 'L';
    return isinf(upper) ? 'G' : lower == upper ? 'E' : 'L';
}

static void add_rows(const rota_model *m, rota_text *out) {
    rota_text_add(out, "ROWS\n N cost\n");
    for (int r = 0; r < m->nrows; r++)
        rota_text_addf(out, " %c r%d\n", kind_of_row(m->row_lower[r], m->row_upper[r]), r);
}

static void add_columns(const rota_model *m, rota_text *out) {
    rota_text_add(out, "COLUMNS\n");
    int i = 0;
    bool integer = false;
    for (int c = 0; c <= m->ncolumns; c++) {
        bool next = c < m->ncolumns && m->integer[c];
        if (next != integer)
            rota_text_addf(out, " m%d 'MARKER' '%s'\n", c, next ? "INTORG" : "INTEND");
        integer = next;
        if (c == m->ncolumns)
            return;
        rota_text_addf(out, " x%d cost", c); /* also when it is 0: names the column */
        add_number(out, m->cost[c]);
        for (; i < m->nentries && m->entries[i].column == c; i++) {
            rota_text_addf(out, " x%d r%d", c, m->entries[i].row);
            add_number(out, m->entries[i].coef);
        }
    }
}

static void add_sides(const rota_model *m, rota_text *out) {
    rota_text_add(out, "RHS\n");
    for (int r = 0; r < m->nrows; r++) {
        char kind = kind_of_row(m->row_lower[r], m->row_upper[r]);
        double side = kind == 'L' ? m->row_upper[r] : m->row_lower[r];
        if (kind == 'N' || side == 0)
            continue;
        rota_text_addf(out, " rhs r%d", r);
        add_number(out, side);
    }
    rota_text_add(out, "RANGES\n");
    for (int r = 0; r < m->nrows; r++) {
        if (kind_of_row(m->row_lower[r], m->row_upper[r]) != 'L' || isinf(m->row_lower[r]))
            continue;
        rota_text_addf(out, " range r%d", r);
        add_number(out, m->row_upper[r] - m->row_lower[r]);
    }
}

static void add_bound(rota_text *out, const char *kind, int column, double value) {
    rota_text_addf(out, " %s bound x%d", kind, column);
    add_number(out, value);
}

static void add_bounds(const rota_model *m, rota_text *out) {
    rota_text_add(out, "BOUNDS\n");
    for (int c = 0; c < m->ncolumns; c++) {
        double lower = m->lower[c], upper = m->upper[c];
        if (lower == upper) {
            add_bound(out, "FX", c, lower);
            continue;
        }
        if (isinf(lower))
            rota_text_addf(out, " MI bound x%d\n", c);
        else
            add_bound(out, "LO", c, lower);
        if (isinf(upper))
            rota_text_addf(out, " PL bound x%d\n", c);
        else
            add_bound(out, "UP", c, upper);
    }
}

void rota_model_mps(rota_model *m, rota_text *out) {
    settle_entries(m);
    rota_text_add(out, "NAME rota FREE\n");
    add_rows(m, out);
    add_columns(m, out);
    add_sides(m, out);
    add_bounds(m, out);
    rota_text_add(out, "ENDATA\n");
}

void rota_model_done(rota_model *m) {
    free(m->row_lower);
    free(m->row_upper);
    free(m->cost);
    free(m->lower);
    free(m->upper);
    free(m->integer);
    free(m->entries);
    *m = (rota_model){0};
}
