/* Options of the command line, read by tables: -o V, -oV, --out V, --out=V; `--` ends them. */
#ifndef ROTA_CLI_OPTIONS_H
#define ROTA_CLI_OPTIONS_H

#include "core/date.h"
#include "core/err.h"

#include <stdbool.h>

/** One option. A table of them ends with a name of NULL. */
typedef struct {
    char short_name;     /**< 0 = none */
    const char *name;    /**< without the dashes */
    const char *metavar; /**< what stands for the value in help; NULL: takes no value; "[P]": the
                              value may be left out (and is "" then) */
    const char *help;    /**< one line */
} rota_option;

/** What was given. Zero-initialised is empty; free with rota_options_done. */
typedef struct {
    struct {
        const rota_option *option;
        const char *value; /**< lent from argv; "" for an option without value */
    } * given;
    size_t ngiven, given_capacity;
    const char **args; /**< what is no option, lent from argv */
    size_t nargs, args_capacity;
} rota_options;
void rota_options_done(rota_options *options);

/**
 * Read argv from *next on and add to what `out` has.
 * @param tables the options that are known; ends with NULL
 * @param first_only stop after the first argument that is no option (the command)
 * @param[in,out] next index into argv; on return that of the first word not read
 * @return ROTA_E_USAGE for an unknown option (near misses are named), a value that is missing and
 *         one that is too many
 */
rota_rc rota_options_read(const rota_option *const *tables, int argc, char *const *argv,
                          bool first_only, int *next, rota_options *out, rota_err *err);

/** The value that was given last, "" for an option without value, NULL when it was not given. */
const char *rota_options_get(const rota_options *options, const char *name);
bool rota_options_has(const rota_options *options, const char *name);
/** Values of their kind; *out is left alone when the option was not given. ROTA_E_USAGE names the
 *  option, the value and what would be right. */
rota_rc rota_options_day(const rota_options *options, const char *name, rota_day *out,
                         rota_err *err);
rota_rc rota_options_int(const rota_options *options, const char *name, int min, int max, int *out,
                         rota_err *err);
rota_rc rota_options_number(const rota_options *options, const char *name, double min, double max,
                            double *out, rota_err *err);
/** One of `choices`, separated by |. */
rota_rc rota_options_choice(const rota_options *options, const char *name, const char *choices,
                            const char **out, rota_err *err);

#endif
