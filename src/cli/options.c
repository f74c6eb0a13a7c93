#include "cli/options.h"

#include "core/mem.h"
#include "core/text.h"

#include <stdlib.h>
#include <string.h>

void rota_options_done(rota_options *options) {
    free(options->given);
    free(options->args);
    *options = (rota_options){0};
}

static void add_option(rota_options *out, const rota_option *option, const char *value) {
    ROTA_GROW(out->given, out->ngiven, out->given_capacity);
    out->given[out->ngiven].option = option;
    out->given[out->ngiven++].value = value;
}

static void add_arg(rota_options *out, const char *arg) {
    ROTA_GROW(out->args, out->nargs, out->args_capacity);
    out->args[out->nargs++] = arg;
}

/* Some options are named after columns (date_event): a dash for the underscore is as good. */
static bool same_name(const char *option, const char *name, size_t n) {
    for (size_t i = 0; i < n; i++)
        if (option[i] == '\0' || (option[i] != name[i] && (option[i] != '_' || name[i] != '-')))
            return false;
    return option[n] == '\0';
}

static const rota_option *find_long(const rota_option *const *tables, const char *name, size_t n) {
    for (; *tables; tables++)
        for (const rota_option *option = *tables; option->name; option++)
            if (same_name(option->name, name, n))
                return option;
    return NULL;
}

static const rota_option *find_short(const rota_option *const *tables, char name) {
    for (; *tables; tables++)
        for (const rota_option *option = *tables; option->name; option++)
            if (option->short_name == name)
                return option;
    return NULL;
}

static rota_rc unknown_long(const rota_option *const *tables, const char *word, size_t n,
                            rota_err *err) {
    const char **names = NULL;
    size_t count = 0, capacity = 0;
    for (; *tables; tables++)
        for (const rota_option *option = *tables; option->name; option++) {
            ROTA_GROW(names, count, capacity);
            names[count++] = option->name;
        }
    char *name = rota_strdupf("%.*s", (int)n, word);
    const char *nearest = rota_text_nearest(name, names, count);
    rota_rc rc = nearest ? rota_fail(err, ROTA_E_USAGE, "no option '--%s'; did you mean '--%s'?",
                                     name, nearest)
                         : rota_fail(err, ROTA_E_USAGE, "no option '--%s'", name);
    free(name);
    free(names);
    return rc;
}

/* --name, --name VALUE, --name=VALUE; argv[*next] is the word. */
static rota_rc read_long(const rota_option *const *tables, int argc, char *const *argv, int *next,
                         rota_options *out, rota_err *err) {
    const char *name = argv[(*next)++] + 2;
    size_t n = strcspn(name, "=");
    const rota_option *option = find_long(tables, name, n);
    if (!option)
        return unknown_long(tables, name, n, err);
    if (!option->metavar) {
        if (name[n])
            return rota_fail(err, ROTA_E_USAGE, "option '--%s' takes no value", option->name);
        add_option(out, option, "");
    } else if (name[n])
        add_option(out, option, name + n + 1);
    else if (option->metavar[0] == '[' && (*next >= argc || argv[*next][0] == '-'))
        add_option(out, option, "");
    else if (*next < argc)
        add_option(out, option, argv[(*next)++]);
    else
        return rota_fail(err, ROTA_E_USAGE, "option '--%s' needs a value: --%s %s", option->name,
                         option->name, option->metavar);
    return ROTA_OK;
}

/* -v, -vq, -o VALUE, -oVALUE; argv[*next] is the word. */
static rota_rc read_short(const rota_option *const *tables, int argc, char *const *argv, int *next,
                          rota_options *out, rota_err *err) {
    for (const char *letter = argv[(*next)++] + 1; *letter; letter++) {
        const rota_option *option = find_short(tables, *letter);
        if (!option)
            return rota_fail(err, ROTA_E_USAGE, "no option '-%c'", *letter);
        if (!option->metavar) {
            add_option(out, option, "");
            continue;
        }
        if (letter[1])
            add_option(out, option, letter + 1);
        else if (*next < argc)
            add_option(out, option, argv[(*next)++]);
        else
            return rota_fail(err, ROTA_E_USAGE, "option '-%c' needs a value: -%c %s", *letter,
                             *letter, option->metavar);
        break;
    }
    return ROTA_OK;
}

rota_rc rota_options_read(const rota_option *const *tables, int argc, char *const *argv,
                          bool first_only, int *next, rota_options *out, rota_err *err) {
    bool options_end = false;
    while (*next < argc) {
        const char *word = argv[*next];
        rota_rc rc = ROTA_OK;
        if (options_end || word[0] != '-' || !word[1]) { /* a lone '-' is an argument */
            add_arg(out, word);
            (*next)++;
            if (first_only)
                return ROTA_OK;
        } else if (strcmp(word, "--") == 0) {
            options_end = true;
            (*next)++;
        } else if (word[1] == '-')
            rc = read_long(tables, argc, argv, next, out, err);
        else
            rc = read_short(tables, argc, argv, next, out, err);
        if (rc)
            return rc;
    }
    return ROTA_OK;
}

const char *rota_options_get(const rota_options *options, const char *name) {
    for (size_t i = options->ngiven; i-- > 0;)
        if (strcmp(options->given[i].option->name, name) == 0)
            return options->given[i].value;
    return NULL;
}

bool rota_options_has(const rota_options *options, const char *name) {
    return rota_options_get(options, name) != NULL;
}

rota_rc rota_options_day(const rota_options *options, const char *name, rota_day *out,
                         rota_err *err) {
    const char *value = rota_options_get(options, name);
    if (value && !rota_day_parse(value, out))
        return rota_fail(err, ROTA_E_USAGE, "--%s: '%s' is not a date (for example 2026-12-07)",
                         name, value);
    return ROTA_OK;
}

rota_rc rota_options_int(const rota_options *options, const char *name, int min, int max, int *out,
                         rota_err *err) {
    const char *value = rota_options_get(options, name);
    long number;
    if (!value)
        return ROTA_OK;
    if (!rota_parse_int(value, min, max, &number))
        return rota_fail(err, ROTA_E_USAGE, "--%s: '%s' is not a whole number from %d to %d", name,
                         value, min, max);
    *out = (int)number;
    return ROTA_OK;
}

rota_rc rota_options_number(const rota_options *options, const char *name, double min, double max,
                            double *out, rota_err *err) {
    const char *value = rota_options_get(options, name);
    if (value && !rota_parse_number(value, min, max, out))
        return rota_fail(err, ROTA_E_USAGE, "--%s: '%s' is not a number from %g to %g", name, value,
                         min, max);
    return ROTA_OK;
}

rota_rc rota_options_choice(const rota_options *options, const char *name, const char *choices,
                            const char **out, rota_err *err) {
    const char *value = rota_options_get(options, name);
    if (!value)
        return ROTA_OK;
    size_t n = strlen(value);
    for (const char *at = choices; *at;) {
        size_t length = strcspn(at, "|");
        if (length == n && memcmp(at, value, n) == 0) {
            *out = value;
            return ROTA_OK;
        }
        at += length + (at[length] == '|');
    }
    return rota_fail(err, ROTA_E_USAGE, "--%s: '%s' is none of %s", name, value, choices);
}
