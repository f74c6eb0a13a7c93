#include "benchmarks/program.h"

#include "core/text.h"

#include <math.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>

static rota_rc read_option(const rota_bench_option *o, const char *value, rota_err *err) {
    if (!value)
        return rota_fail(err, ROTA_E_USAGE, "'%s' needs a value", o->name);
    if (o->text) {
        *o->text = value;
        return ROTA_OK;
    }
    double number;
    if (!rota_parse_number(value, o->min, o->max, &number) || (o->whole && number != floor(number)))
        return rota_fail(err, ROTA_E_USAGE, "'%s' of '%s' is not a %snumber from %.15g to %.15g",
                         value, o->name, o->whole ? "whole " : "", o->min, o->max);
    *o->number = number;
    return ROTA_OK;
}

static rota_rc unknown_option(const char *word, const rota_bench_option *options, size_t n,
                              rota_err *err) {
    const char *names[16];
    for (size_t i = 0; i < n; i++)
        names[i] = options[i].name;
    const char *near = rota_text_nearest(word, names, n);
    return near ? rota_fail(err, ROTA_E_USAGE, "no option '%s'; did you mean '%s'?", word, near)
                : rota_fail(err, ROTA_E_USAGE, "no option '%s'", word);
}

rota_rc rota_bench_read(int argc, char **argv, const rota_bench_option *options, size_t n,
                        const char **word, rota_err *err) {
    *word = NULL;
    for (int i = 1; i < argc; i++) {
        if (argv[i][0] != '-') {
            if (*word)
                return rota_fail(err, ROTA_E_USAGE, "'%s' is one word too many", argv[i]);
            *word = argv[i];
            continue;
        }
        size_t o = 0;
        while (o < n && strcmp(argv[i], options[o].name) != 0)
            o++;
        if (o == n)
            return unknown_option(argv[i], options, n, err);
        rota_rc rc = read_option(&options[o], argv[++i], err);
        if (rc != ROTA_OK)
            return rc;
    }
    return *word ? ROTA_OK : rota_fail(err, ROTA_E_USAGE, "no home is given");
}

rota_rc rota_bench_read_home(const char *word, rota_bench_home *out, rota_err *err) {
    if (rota_bench_home_read(word, out))
        return ROTA_OK;
    return rota_fail(
        err, ROTA_E_USAGE,
        "'%s' is not PEOPLE/GROUPS/DAYS, with /tight, /bare or /plain behind it or not", word);
}

int rota_bench_fail(const char *program, const char *usage, const rota_err *err) {
    char text[ROTA_ERR_FILE + ROTA_ERR_MESSAGE + 100];
    fprintf(stderr, "%s: %s\n", program, rota_err_format(err, text, sizeof text));
    if (err->rc == ROTA_E_USAGE)
        fprintf(stderr, "usage: %s %s\n", program, usage);
    return rota_rc_exit(err->rc);
}

const char *rota_bench_points(double points, char buf[ROTA_BENCH_POINTS_SIZE]) {
    if (isfinite(points))
        snprintf(buf, ROTA_BENCH_POINTS_SIZE, "%.4f", points);
    else
        snprintf(buf, ROTA_BENCH_POINTS_SIZE, "-");
    return buf;
}

void rota_bench_print_end(double objective, double bound, bool proven, double seconds) {
    char a[ROTA_BENCH_POINTS_SIZE], b[ROTA_BENCH_POINTS_SIZE], c[ROTA_BENCH_POINTS_SIZE];
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    double gap = 100 * (objective - bound) / fmax(1, fabs(objective));
    printf("objective %s bound %s gap %s proven %s seconds %.3f memory %ld\n",
           rota_bench_points(objective, a), rota_bench_points(bound, b), rota_bench_points(gap, c),
           proven ? "yes" : "no", seconds, usage.ru_maxrss);
}
