/* What the programs of this folder share: their command line and what they say at the end. */
#ifndef ROTA_BENCHMARKS_PROGRAM_H
#define ROTA_BENCHMARKS_PROGRAM_H

#include "benchmarks/homes.h"
#include "core/err.h"

#include <stddef.h>

/** An option with a value: a number within limits, or text. */
typedef struct {
    const char *name; /**< "--seed" */
    double min, max;
    bool whole;        /**< only whole numbers */
    double *number;    /**< NULL: text */
    const char **text; /**< NULL: a number; lent from argv */
} rota_bench_option;

/**
 * Read options and the one word that says which problem it is about. What is not given keeps its
 * value.
 * @param[out] word lent from argv
 * @return ROTA_E_USAGE with a message
 */
rota_rc rota_bench_read(int argc, char **argv, const rota_bench_option *options, size_t n,
                        const char **word, rota_err *err);
/** The home of that name; ROTA_E_USAGE with a message when it is none. */
rota_rc rota_bench_read_home(const char *word, rota_bench_home *out, rota_err *err);
/** Say what is wrong and how the program is called (on standard error); returns the exit status. */
int rota_bench_fail(const char *program, const char *usage, const rota_err *err);

enum { ROTA_BENCH_POINTS_SIZE = 32 };
/** Points with 4 decimals, "-" for an infinite number; returns buf. */
const char *rota_bench_points(double points, char buf[ROTA_BENCH_POINTS_SIZE]);
/**
 * Print the last line: `objective N bound N gap N proven yes|no seconds N memory N`. The gap is
 * objective - bound in per cent of the objective, memory the peak of this process in KiB.
 */
void rota_bench_print_end(double objective, double bound, bool proven, double seconds);

#endif
