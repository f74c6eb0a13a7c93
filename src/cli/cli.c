/* One run of the program: reads the command line, runs the command, writes the answer. */
#include "cli/cli.h"

#include "cli/signals.h"
#include "core/mem.h"
#include "io/json.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* A value out of a file must not write escape sequences to the terminal. */
static void print_error_line(const char *prefix, const char *s) {
    rota_look plain = {0};
    rota_text line = {0};
    rota_text_add(&line, prefix);
    rota_look_add(&plain, ROTA_PLAIN, s, &line);
    fprintf(stderr, "%s\n", rota_text_str(&line));
    rota_text_done(&line);
}

void rota_cli_note(const rota_cli *cli, const char *fmt, ...) {
    if (cli->quiet)
        return;
    va_list args;
    va_start(args, fmt);
    char *s = NULL;
    if (vasprintf(&s, fmt, args) >= 0)
        print_error_line("", s);
    va_end(args);
    free(s);
}

void rota_cli_note_after(rota_cli *cli, const char *fmt, ...) {
    va_list args;
    va_start(args, fmt);
    char *s = NULL;
    if (vasprintf(&s, fmt, args) >= 0 && !cli->quiet)
        rota_text_addf(&cli->after, "%s\n", s);
    va_end(args);
    free(s);
}

static void print_notes_after(const rota_cli *cli) {
    char *rest = cli->after.s, *line;
    while ((line = strsep(&rest, "\n")))
        if (*line)
            print_error_line("", line);
}

enum { LINE = ROTA_ERR_MESSAGE + ROTA_ERR_FILE + 128 };

void rota_cli_print_faults(rota_cli *cli) {
    char line[LINE];
    const rota_faults *faults = cli->faults;
    for (size_t i = 0; i < faults->count && i < ROTA_FAULTS_KEPT; i++)
        print_error_line("", rota_err_format(&faults->kept[i], line, sizeof line));
    if (faults->count > ROTA_FAULTS_KEPT)
        fprintf(stderr, "and %zu more\n", faults->count - ROTA_FAULTS_KEPT);
    cli->faults->count = 0;
}

static void print_failure(rota_cli *cli, const rota_err *err) {
    char line[LINE];
    rota_cli_print_faults(cli);
    if (err->message[0])
        print_error_line("rota: ", rota_err_format(err, line, sizeof line));
    if (err->rc != ROTA_E_USAGE)
        return;
    rota_text usage = {0};
    rota_help_add_usage(cli->verb, &usage);
    fputs(rota_text_str(&usage), stderr);
    rota_text_done(&usage);
}

static bool wants_colour(void) {
    const char *none = getenv("NO_COLOR"), *term = getenv("TERM");
    return isatty(STDOUT_FILENO) && !(none && *none) && term && strcmp(term, "dumb") != 0;
}

static rota_rc check_args(const rota_cli *cli, rota_err *err) {
    const rota_verb *verb = cli->verb;
    int n = (int)cli->options.nargs;
    if (n < verb->min_args)
        return rota_fail(err, ROTA_E_USAGE, "'%s' needs %s", verb->name, verb->args);
    if (verb->max_args >= 0 && n > verb->max_args)
        return rota_fail(err, ROTA_E_USAGE, "'%s' does not take '%s'", verb->name,
                         cli->options.args[verb->max_args]);
    return ROTA_OK;
}

static void add_version(rota_cli *cli) {
    if (!cli->json) {
        rota_text_add(&cli->out, "rota " ROTA_VERSION "\n");
        return;
    }
    rota_json *json = rota_json_object();
    rota_json_set_text(json, "version", ROTA_VERSION);
    rota_json_write(json, &cli->out);
    rota_json_free(json);
}

static void take_globals(rota_cli *cli) {
    cli->json = rota_options_has(&cli->options, "json");
    cli->quiet = rota_options_has(&cli->options, "quiet");
    cli->home_dir = rota_options_get(&cli->options, "home");
}

static rota_rc run(rota_cli *cli, int argc, char **argv, rota_err *err) {
    const rota_option *const globals[] = {rota_global_options, NULL};
    int next = 1;
    rota_rc rc = rota_options_read(globals, argc, argv, true, &next, &cli->options, err);
    if (rc)
        return rc;
    if (cli->options.nargs > 0) {
        rc = rota_verb_get(cli->options.args[0], &cli->verb, err);
        if (rc)
            return rc;
        cli->options.nargs = 0;
        const rota_option *more = cli->verb->more_options ? cli->verb->more_options() : NULL;
        const rota_option *const all[] = {cli->verb->options, rota_global_options, more, NULL};
        rc = rota_options_read(all, argc, argv, false, &next, &cli->options, err);
        if (rc)
            return rc;
    }
    take_globals(cli);
    if (rota_options_has(&cli->options, "version"))
        add_version(cli);
    else if (rota_options_has(&cli->options, "help"))
        rota_help_add(cli->verb, &cli->look, &cli->out);
    else if (!cli->verb)
        return rota_fail(err, ROTA_E_USAGE, "which command? 'rota help' lists them");
    else {
        rc = check_args(cli, err);
        return rc ? rc : cli->verb->run(cli, err);
    }
    return ROTA_OK;
}

/* The answer, whole: a full disk must not look like success. */
static rota_rc write_out(rota_cli *cli, rota_err *err) {
    size_t n = cli->out.length;
    if ((n > 0 && fwrite(cli->out.s, 1, n, stdout) != n) || fflush(stdout) != 0)
        return rota_fail(err, ROTA_E_SYSTEM, "cannot write the answer: %s", strerror(errno));
    return ROTA_OK;
}

/* Who starts the program with a standard stream closed would find its numbers given to the next
 * files that are opened, and messages written into them. They get a stand-in that fails instead:
 * what was to be said must not look as if it had been. */
static void keep_standard_streams(void) {
    for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++)
        if (fcntl(fd, F_GETFD) == -1 && errno == EBADF)
            (void)!open("/dev/null", fd == STDIN_FILENO ? O_WRONLY : O_RDONLY);
}

int rota_cli_main(int argc, char **argv) {
    keep_standard_streams();
    rota_cli cli = {.faults = rota_faults_new(), .look = {.colour = wants_colour()}};
    rota_err err = {0};
    rota_signals_init();
    rota_rc rc = run(&cli, argc, argv, &err);
    rota_err write_err = {0};
    rota_rc written = write_out(&cli, &write_err);
    print_notes_after(&cli);
    if (rc != ROTA_OK && rc != ROTA_BAD_NEWS)
        print_failure(&cli, &err);
    if (written) {
        char line[ROTA_ERR_MESSAGE];
        print_error_line("rota: ", rota_err_format(&write_err, line, sizeof line));
        rc = written;
    }
    rota_folder_close(cli.folder);
    rota_options_done(&cli.options);
    rota_faults_free(cli.faults);
    rota_text_done(&cli.out);
    rota_text_done(&cli.after);
    return rota_rc_exit(rc);
}
