/* A basis that is nearly another one: columns by Gaussian elimination, as many as are independent.
 */
#include "core/mem.h"
#include "solver/lp.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const double LEAST_PIVOT = 1e-5, LEAST_FACTOR = 1e-11;

/* A column below its pivot, after elimination. */
typedef struct {
    int row, count; /* the pivot's row */
    int *rows;
    double *factors;
} eliminated;

typedef struct {
    const rota_lp *lp;
    int nrows, count;     /* columns so far */
    eliminated *done;     /* [count] */
    unsigned char *taken; /* [nrows] has the row its pivot? */
    double *work;         /* [nrows] zero between columns */
    int *rows;
    double *coefs; /* [nrows + 1] scratch */
} elimination;

/* The column in terms of rows without a pivot; returns the row where it is greatest, or -1. */
static int eliminate(elimination *e, int n) {
    for (int i = 0; i < n; i++)
        e->work[e->rows[i]] = e->coefs[i];
    for (int k = 0; k < e->count; k++) {
        double factor = e->work[e->done[k].row];
        for (int i = 0; factor != 0 && i < e->done[k].count; i++)
            e->work[e->done[k].rows[i]] -= factor * e->done[k].factors[i];
    }
    int best = -1;
    for (int r = 0; r < e->nrows; r++)
        if (!e->taken[r] && fabs(e->work[r]) > LEAST_PIVOT &&
            (best < 0 || fabs(e->work[r]) > fabs(e->work[best])))
            best = r;
    return best;
}

static void keep_pivot(elimination *e, int row) {
    eliminated *done = &e->done[e->count++];
    *done = (eliminated){.row = row};
    e->taken[row] = 1;
    for (int r = 0; r < e->nrows; r++)
        done->count += !e->taken[r] && fabs(e->work[r]) > LEAST_FACTOR;
    done->rows = ROTA_NEW_ARRAY(int, done->count + 1);
    done->factors = ROTA_NEW_ARRAY(double, done->count + 1);
    done->count = 0;
    for (int r = 0; r < e->nrows; r++)
        if (!e->taken[r] && fabs(e->work[r]) > LEAST_FACTOR) {
            done->rows[done->count] = r;
            done->factors[done->count++] = e->work[r] / e->work[row];
        }
}

/* Does the column belong to the basis with those that are in it? Then it does now. */
static bool take(elimination *e, int column) {
    int n = rota_lp_column(e->lp, column, e->rows, e->coefs);
    int row = eliminate(e, n);
    if (row >= 0)
        keep_pivot(e, row);
    memset(e->work, 0, (size_t)e->nrows * sizeof *e->work);
    return row >= 0;
}

/* All columns of a place, those with one coefficient before others. */
static void take_all(elimination *e, const unsigned char *place, int which, unsigned char *got) {
    int columns = rota_lp_columns(e->lp);
    for (int many = 0; many < 2; many++)
        for (int j = 0; j < columns && e->count < e->nrows; j++)
            if (place[j] == which && !got[j] &&
                (rota_lp_column(e->lp, j, e->rows, e->coefs) > 1) == (many > 0))
                got[j] = take(e, j);
}

void rota_lp_begin_near(rota_lp *lp, const unsigned char *place) {
    int n = rota_lp_rows(lp), columns = rota_lp_columns(lp);
    elimination e = {.lp = lp, .nrows = n};
    unsigned char *got = ROTA_NEW_ARRAY(unsigned char, columns + 1);
    unsigned char *basic_rows = ROTA_NEW_ARRAY(unsigned char, n + 1);
    e.done = ROTA_NEW_ARRAY(eliminated, n + 1);
    e.taken = ROTA_NEW_ARRAY(unsigned char, n + 1);
    e.work = ROTA_NEW_ARRAY(double, n + 1);
    e.rows = ROTA_NEW_ARRAY(int, n + 1);
    e.coefs = ROTA_NEW_ARRAY(double, n + 1);
    for (int r = 0; r < n; r++)
        if (rota_lp_row_is_free(lp, r)) { /* a unit column: nothing is eliminated by it */
            e.taken[r] = basic_rows[r] = 1;
            e.done[e.count++] = (eliminated){.row = r};
        }
    take_all(&e, place, ROTA_LP_BASIC, got);
    take_all(&e, place, ROTA_LP_SPARE, got);
    for (int r = 0; r < n; r++)
        basic_rows[r] = basic_rows[r] || !e.taken[r];
    for (int j = 0; j < columns; j++)
        got[j] = got[j]                         ? ROTA_LP_BASIC
                 : place[j] == ROTA_LP_AT_UPPER ? ROTA_LP_AT_UPPER
                                                : ROTA_LP_AT_LOWER;
    rota_lp_set_places(lp, got, basic_rows);
    for (int k = 0; k < e.count; k++) {
        free(e.done[k].rows);
        free(e.done[k].factors);
    }
    free(e.done);
    free(e.taken);
    free(e.work);
    free(e.rows);
    free(e.coefs);
    free(got);
    free(basic_rows);
}
