/* shift-scheduling-generate: writes an instance in the format of the public benchmark to standard
 * output; see generate.h.
 *
 *     shift-scheduling-generate [--days D] [--people P] [--shifts S] [--seed N] >FILE */
#include "benchmarks/shift-scheduling/generate.h"
#include "cli/options.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

static const rota_option options[] = {
    {0, "days", "D", "days (default 28)"},
    {0, "people", "P", "people (default 20)"},
    {0, "shifts", "S", "kinds of shifts (default 3)"},
    {0, "seed", "N", "another seed is another instance (default 1)"},
    {0, NULL, NULL, NULL},
};

static rota_rc generate(const rota_options *given, rota_err *err) {
    int days = 28, people = 20, shifts = 3, seed = 1;
    rota_rc rc = ROTA_OK;
    if (given->nargs > 0)
        return rota_fail(err, ROTA_E_USAGE, "'%s' is one argument too many", given->args[0]);
    rc = rota_options_int(given, "days", 1, ROTA_GENERATE_MAX_DAYS, &days, err);
    if (!rc)
        rc = rota_options_int(given, "people", 1, ROTA_GENERATE_MAX_PEOPLE, &people, err);
    if (!rc)
        rc = rota_options_int(given, "shifts", 1, ROTA_GENERATE_MAX_SHIFTS, &shifts, err);
    if (!rc)
        rc = rota_options_int(given, "seed", 0, 1000000000, &seed, err);
    if (rc)
        return rc;
    rota_text text = {0};
    rota_generate_instance(days, people, shifts, (uint64_t)seed, &text, NULL);
    bool good = fwrite(text.s, 1, text.length, stdout) == text.length;
    if (fflush(stdout) != 0 || !good)
        rc = rota_fail(err, ROTA_E_SYSTEM, "cannot write the instance: %s", strerror(errno));
    rota_text_done(&text);
    return rc;
}

int main(int argc, char **argv) {
    const rota_option *const tables[] = {options, NULL};
    rota_options given = {0};
    rota_err err = {0};
    int next = 1;
    rota_rc rc = rota_options_read(tables, argc, argv, false, &next, &given, &err);
    if (!rc)
        rc = generate(&given, &err);
    if (rc)
        fprintf(stderr, "shift-scheduling-generate: %s\n", err.message);
    if (rc == ROTA_E_USAGE)
        fputs("usage: shift-scheduling-generate [--days D] [--people P] [--shifts S] [--seed N]\n",
              stderr);
    rota_options_done(&given);
    return rota_rc_exit(rc);
}
