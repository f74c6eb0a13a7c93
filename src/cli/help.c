/* Help, from the tables of commands and options. */
#include "cli/commands.h"

#include "core/err.h"

#include <stdio.h>

static void add_options(const rota_option *options, const rota_look *look, rota_text *out) {
    rota_table *table = rota_table_new(2);
    for (const rota_option *option = options; option->name; option++) {
        rota_table_row(table);
        char letter[8] = "    ";
        if (option->short_name)
            snprintf(letter, sizeof letter, "-%c, ", option->short_name);
        rota_table_cellf(table, 0, ROTA_PLAIN, "%s--%s%s%s", letter, option->name,
                         option->metavar ? " " : "", option->metavar ? option->metavar : "");
        rota_table_cell(table, 1, ROTA_PLAIN, option->help);
    }
    rota_table_write(table, look, 2, out);
    rota_table_free(table);
}

void rota_help_add_usage(const rota_verb *verb, rota_text *out) {
    if (!verb) {
        rota_text_add(out, "usage: rota [--home DIR] [--json] [--quiet] COMMAND ...\n");
        return;
    }
    rota_text_addf(out, "usage: rota %s%s%s%s\n", verb->name, *verb->args ? " " : "", verb->args,
                   verb->options[0].name ? " [options]" : "");
}

static void add_program(const rota_look *look, rota_text *out) {
    rota_text_add(out, "rota plans who works when in a children's home, so that the same few"
                       " people stay with the\nsame children, within working-time law.\n\n");
    rota_help_add_usage(NULL, out);
    rota_text_add(out, "\ncommands ('rota help COMMAND' tells more)\n");
    size_t n;
    const rota_verb *const *verbs = rota_verbs(&n);
    rota_table *table = rota_table_new(2);
    for (size_t i = 0; i < n; i++) {
        rota_table_row(table);
        rota_table_cellf(table, 0, ROTA_PLAIN, "%s%s%s", verbs[i]->name, *verbs[i]->args ? " " : "",
                         verbs[i]->args);
        rota_table_cell(table, 1, ROTA_PLAIN, verbs[i]->summary);
    }
    rota_table_write(table, look, 2, out);
    rota_table_free(table);
    rota_text_add(out, "\noptions, before or after the command\n");
    add_options(rota_global_options, look, out);
    rota_text_add(out, "\nexit status\n");
#define ADD_STATUS(name, exit_code, text) rota_text_addf(out, "  %3d  %s\n", exit_code, text);
    ROTA_RC_LIST(ADD_STATUS)
#undef ADD_STATUS
    rota_text_add(out, "\nROTA_TODAY=YYYY-MM-DD in the environment stands for today's date,"
                       " ROTA_NOW=HH:MM with it for the\ntime;"
                       " NO_COLOR turns colour off.\n");
}

void rota_help_add(const rota_verb *verb, const rota_look *look, rota_text *out) {
    if (!verb) {
        add_program(look, out);
        return;
    }
    rota_text_addf(out, "rota %s: %s\n\n", verb->name, verb->summary);
    rota_help_add_usage(verb, out);
    if (*verb->details)
        rota_text_addf(out, "\n%s\n", verb->details);
    if (verb->more)
        verb->more(out);
    if (verb->options[0].name) {
        rota_text_add(out, "\noptions\n");
        add_options(verb->options, look, out);
    }
    rota_text_add(out, "\noptions of every command\n");
    add_options(rota_global_options, look, out);
}

static rota_rc run(rota_cli *cli, rota_err *err) {
    const rota_verb *verb = NULL;
    if (cli->options.nargs > 0) {
        rota_rc rc = rota_verb_get(cli->options.args[0], &verb, err);
        if (rc)
            return rc;
    }
    rota_help_add(verb, &cli->look, &cli->out);
    return ROTA_OK;
}

static const rota_option options[] = {{0, NULL, NULL, NULL}};

const rota_verb rota_cmd_help = {
    .name = "help",
    .args = "[COMMAND]",
    .summary = "tells what the program or a command does",
    .details = "",
    .options = options,
    .max_args = 1,
    .run = run,
};
