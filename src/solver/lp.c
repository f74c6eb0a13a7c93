#include "solver/lp.h"

#include "core/mem.h"

#include <glpk.h>
#include <math.h>
#include <setjmp.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

struct rota_lp {
    glp_prob *glp;
    unsigned long epoch; /* of the environment that owns glp */
    long iterations;
    int *index; /* 1-based scratch for coefficients */
    double *value;
    int capacity;
};

/* GLPK calls abort() on trouble of its own. The hook jumps out instead; the environment, with every
 * problem of the thread, is gone then, which the epoch tells. */
static _Thread_local jmp_buf escape;
static _Thread_local unsigned long epoch = 1;

static void on_abort(void *info) {
    (void)info;
    longjmp(escape, 1);
}

/* Run a GLPK statement; on an abort the environment is thrown away and `failed` is run. Nothing may
 * be owned between: longjmp runs no cleanup. */
#define GUARDED(statement, failed)                                                                 \
    do {                                                                                           \
        if (setjmp(escape) == 0) {                                                                 \
            glp_error_hook(on_abort, NULL);                                                        \
            statement;                                                                             \
            glp_error_hook(NULL, NULL);                                                            \
        } else {                                                                                   \
            epoch++;                                                                               \
            glp_free_env();                                                                        \
            failed;                                                                                \
        }                                                                                          \
    } while (0)

static bool alive(const rota_lp *lp) {
    return lp->epoch == epoch;
}

rota_rc rota_lp_new(rota_lp **out, rota_err *err) {
    rota_lp *lp = ROTA_NEW(rota_lp);
    glp_term_out(GLP_OFF);
    GUARDED(lp->glp = glp_create_prob(), lp->glp = NULL);
    if (!lp->glp) {
        free(lp);
        return rota_fail(err, ROTA_E_SYSTEM, "the LP library cannot start");
    }
    lp->epoch = epoch;
    *out = lp;
    return ROTA_OK;
}

void rota_lp_free(rota_lp *lp) {
    if (!lp)
        return;
    if (alive(lp))
        GUARDED(glp_delete_prob(lp->glp), (void)0);
    free(lp->index);
    free(lp->value);
    free(lp);
}

static int bound_type(double lower, double upper) {
    if (isinf(lower))
        return isinf(upper) ? GLP_FR : GLP_UP;
    if (isinf(upper))
        return GLP_LO;
    return lower == upper ? GLP_FX : GLP_DB;
}

int rota_lp_add_row(rota_lp *lp, double lower, double upper) {
    volatile int row = 0;
    if (!alive(lp))
        return 0;
    GUARDED(row = glp_add_rows(lp->glp, 1), return 0);
    rota_lp_set_row(lp, row - 1, lower, upper);
    return row - 1;
}

/* Coefficients as GLPK wants them, counted from 1. */
static void set_scratch(rota_lp *lp, int n, const int *index, const double *coefs) {
    if (n + 1 > lp->capacity) {
        lp->capacity = 2 * (n + 1);
        lp->index = rota_realloc(lp->index, (size_t)lp->capacity, sizeof *lp->index);
        lp->value = rota_realloc(lp->value, (size_t)lp->capacity, sizeof *lp->value);
    }
    for (int i = 0; i < n; i++) {
        lp->index[i + 1] = index[i] + 1;
        lp->value[i + 1] = coefs[i];
    }
}

int rota_lp_add_column(rota_lp *lp, double cost, double lower, double upper, int n, const int *rows,
                       const double *coefs) {
    volatile int column = 0;
    if (!alive(lp))
        return 0;
    set_scratch(lp, n, rows, coefs);
    GUARDED(
        {
            column = glp_add_cols(lp->glp, 1);
            glp_set_mat_col(lp->glp, column, n, lp->index, lp->value);
            glp_set_obj_coef(lp->glp, column, cost);
        },
        return 0);
    rota_lp_set_column(lp, column - 1, lower, upper);
    return column - 1;
}

void rota_lp_set_row(rota_lp *lp, int row, double lower, double upper) {
    if (alive(lp))
        GUARDED(glp_set_row_bnds(lp->glp, row + 1, bound_type(lower, upper), lower, upper),
                (void)0);
}

void rota_lp_fill_row(rota_lp *lp, int row, int n, const int *columns, const double *coefs) {
    if (!alive(lp))
        return;
    set_scratch(lp, n, columns, coefs);
    GUARDED(glp_set_mat_row(lp->glp, row + 1, n, lp->index, lp->value), (void)0);
}

void rota_lp_set_column(rota_lp *lp, int column, double lower, double upper) {
    if (alive(lp))
        GUARDED(glp_set_col_bnds(lp->glp, column + 1, bound_type(lower, upper), lower, upper),
                (void)0);
}

int rota_lp_columns(const rota_lp *lp) {
    return alive(lp) ? glp_get_num_cols(lp->glp) : 0;
}

void rota_lp_delete_columns(rota_lp *lp, const unsigned char *gone) {
    int n = rota_lp_columns(lp);
    int *list = ROTA_NEW_ARRAY(int, n + 1);
    volatile int count = 0;
    for (int i = 0; i < n; i++)
        if (gone[i])
            list[++count] = i + 1;
    if (count > 0)
        GUARDED(glp_del_cols(lp->glp, count, list), (void)0);
    free(list);
}

static enum rota_lp_status simplex(rota_lp *lp, int method, double seconds) {
    glp_smcp parm;
    glp_init_smcp(&parm);
    parm.msg_lev = GLP_MSG_OFF;
    parm.meth = method;
    parm.pricing = GLP_PT_PSE;
    parm.tm_lim = seconds > 1e6 ? INT32_MAX : seconds < 0.001 ? 1 : (int)(seconds * 1000);
    volatile int code = GLP_EFAIL;
    GUARDED(code = glp_simplex(lp->glp, &parm), return ROTA_LP_FAILED);
    if (code == GLP_ETMLIM || code == GLP_EITLIM)
        return ROTA_LP_STOPPED;
    if (code != 0)
        return ROTA_LP_FAILED;
    int status = glp_get_status(lp->glp);
    return status == GLP_OPT      ? ROTA_LP_OPTIMAL
           : status == GLP_NOFEAS ? ROTA_LP_INFEASIBLE
                                  : ROTA_LP_FAILED;
}

enum rota_lp_status rota_lp_solve(rota_lp *lp, double seconds) {
    if (!alive(lp))
        return ROTA_LP_FAILED;
    if (seconds <= 0)
        return ROTA_LP_STOPPED;
    int before = glp_get_it_cnt(lp->glp);
    enum rota_lp_status status = simplex(lp, GLP_PRIMAL, seconds);
    if (status == ROTA_LP_FAILED && alive(lp)) {
        GUARDED(glp_adv_basis(lp->glp, 0), return ROTA_LP_FAILED);
        status = simplex(lp, GLP_DUALP, seconds);
    }
    if (status == ROTA_LP_FAILED && alive(lp)) {
        GUARDED(glp_std_basis(lp->glp), return ROTA_LP_FAILED);
        status = simplex(lp, GLP_PRIMAL, seconds);
    }
    if (alive(lp))
        lp->iterations += glp_get_it_cnt(lp->glp) - before;
    return status;
}

double rota_lp_objective(const rota_lp *lp) {
    return alive(lp) ? glp_get_obj_val(lp->glp) : NAN;
}

double rota_lp_value(const rota_lp *lp, int column) {
    return alive(lp) ? glp_get_col_prim(lp->glp, column + 1) : NAN;
}

double rota_lp_reduced_cost(const rota_lp *lp, int column) {
    return alive(lp) ? glp_get_col_dual(lp->glp, column + 1) : NAN;
}

double rota_lp_dual(const rota_lp *lp, int row) {
    return alive(lp) ? glp_get_row_dual(lp->glp, row + 1) : NAN;
}

bool rota_lp_is_basic(const rota_lp *lp, int column) {
    return alive(lp) && glp_get_col_stat(lp->glp, column + 1) == GLP_BS;
}

long rota_lp_iterations(const rota_lp *lp) {
    return lp->iterations;
}

typedef struct {
    const volatile int *stop;
    long nodes, max_nodes;
} tree_watch;

/* Ends the search when the user wants to stop, or when the tree has grown large. */
static void watch_tree(glp_tree *tree, void *info) {
    tree_watch *watch = info;
    watch->nodes += glp_ios_reason(tree) == GLP_ISELECT;
    if ((watch->stop && *watch->stop) || watch->nodes > watch->max_nodes)
        glp_ios_terminate(tree);
}

static enum rota_lp_status integer_answer(rota_lp *lp, int code, double *x, bool *found) {
    int status = glp_mip_status(lp->glp), n = rota_lp_columns(lp);
    *found = status == GLP_OPT || status == GLP_FEAS;
    for (int j = 0; j < n && *found; j++)
        x[j] = glp_mip_col_val(lp->glp, j + 1);
    if (code == GLP_ENOPFS || code == GLP_ENODFS)
        return ROTA_LP_INFEASIBLE;
    if (code == GLP_ETMLIM || code == GLP_ESTOP)
        return ROTA_LP_STOPPED;
    if (code != 0)
        return ROTA_LP_FAILED;
    return status == GLP_OPT      ? ROTA_LP_OPTIMAL
           : status == GLP_NOFEAS ? ROTA_LP_INFEASIBLE
                                  : ROTA_LP_STOPPED;
}

enum rota_lp_status rota_lp_solve_integer(rota_lp *lp, const unsigned char *integer, long max_nodes,
                                          double seconds, const volatile int *stop, double *x,
                                          bool *found) {
    *found = false;
    if (!alive(lp))
        return ROTA_LP_FAILED;
    if (seconds <= 0)
        return ROTA_LP_STOPPED;
    int n = rota_lp_columns(lp);
    for (int j = 0; j < n; j++)
        glp_set_col_kind(lp->glp, j + 1, integer[j] ? GLP_IV : GLP_CV);
    glp_iocp parm;
    glp_init_iocp(&parm);
    parm.msg_lev = GLP_MSG_OFF;
    parm.presolve = GLP_ON; /* measured: 2.6 s against 6.1 s on three programs of a sample home */
    parm.tol_obj = 1e-9;
    tree_watch watch = {.stop = stop, .max_nodes = max_nodes};
    parm.cb_func = watch_tree;
    parm.cb_info = &watch;
    parm.tm_lim = seconds > 1e6 ? INT32_MAX : seconds < 0.001 ? 1 : (int)(seconds * 1000);
    volatile int code = GLP_EFAIL;
    GUARDED(code = glp_intopt(lp->glp, &parm), code = GLP_EFAIL);
    return alive(lp) ? integer_answer(lp, code, x, found) : ROTA_LP_FAILED;
}
