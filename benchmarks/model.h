/* A linear model put together entry by entry, then handed to an LP by columns or written as MPS. */
#ifndef ROTA_BENCHMARKS_MODEL_H
#define ROTA_BENCHMARKS_MODEL_H

#include "core/text.h"
#include "solver/lp.h"

typedef struct {
    int column, row;
    double coef;
} rota_model_entry;

/** Zero-initialised is empty; free with rota_model_done. */
typedef struct {
    double *row_lower, *row_upper;
    int nrows, row_capacity;
    double *cost, *lower, *upper; /**< of columns */
    unsigned char *integer;
    int ncolumns, column_capacity;
    rota_model_entry *entries;
    int nentries, entry_capacity;
} rota_model;

int rota_model_row(rota_model *model, double lower, double upper);
int rota_model_column(rota_model *model, double cost, double lower, double upper, bool integer);
/** Add to a coefficient; entries of the same place add up. */
void rota_model_put(rota_model *model, int row, int column, double coef);
/** Write all rows and columns into an empty LP. */
void rota_model_write(rota_model *model, rota_lp *lp);
/**
 * Add the model to a text as free MPS: rows r0, r1, ..., columns x0, x1, ..., the objective `cost`
 * to be minimised. Bounds of all columns are written out: readers differ in what they take for
 * granted. (IBM's and GLPK's descriptions of the format agree on what is used here.)
 */
void rota_model_mps(rota_model *model, rota_text *out);
void rota_model_done(rota_model *model);

#endif
