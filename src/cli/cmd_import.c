/* rota import: CSV files into the home. */
#include "cli/commands.h"
#include "cli/context.h"
#include "cli/signals.h"
#include "core/mem.h"
#include "io/import.h"
#include "io/kinds.h"
#include "records/types.h"

#include <stdlib.h>
#include <string.h>

static void add_text(const rota_import_count *counts, size_t n, const rota_look *look,
                     rota_text *out) {
    rota_table *table = rota_table_new(2);
    for (size_t i = 0; i < n; i++) {
        rota_text words = {0};
        rota_text_addf(&words, "%d added, %d changed, %d same", counts[i].added, counts[i].changed,
                       counts[i].same);
        if (counts[i].removed > 0)
            rota_text_addf(&words, ", %d removed", counts[i].removed);
        rota_table_row(table);
        rota_table_cell(table, 0, ROTA_PLAIN, counts[i].file);
        rota_table_cell(table, 1, ROTA_PLAIN, rota_text_str(&words));
        rota_text_done(&words);
    }
    rota_table_write(table, look, 0, out);
    rota_table_free(table);
}

static rota_json *to_json(const rota_import_count *counts, size_t n, bool dry_run) {
    rota_json *json = rota_json_object(), *files = rota_json_array();
    for (size_t i = 0; i < n; i++) {
        rota_json *file = rota_json_object();
        rota_json_set_text(file, "file", counts[i].file);
        rota_json_set_text(file, "kind", counts[i].kind);
        rota_json_set_int(file, "added", counts[i].added);
        rota_json_set_int(file, "changed", counts[i].changed);
        rota_json_set_int(file, "same", counts[i].same);
        rota_json_set_int(file, "removed", counts[i].removed);
        rota_json_append(files, file);
    }
    rota_json_set_bool(json, "dry_run", dry_run);
    rota_json_set(json, "files", files);
    return json;
}

/* A file of records in the wrong place: they have a file, and a command, of their own. */
static rota_rc check_no_records(const rota_cli *cli, rota_err *err) {
    for (size_t i = 0; i < cli->options.nargs && !rota_options_has(&cli->options, "kind"); i++) {
        const char *slash = strrchr(cli->options.args[i], '/');
        ROTA_CLEANUP(rota_freep) char *name = rota_strdup(slash ? slash + 1 : cli->options.args[i]);
        name[strcspn(name, ".")] = '\0';
        if (rota_record_type_find(name))
            return rota_fail(err, ROTA_E_USAGE,
                             "'%s' holds records of children: rota record import",
                             cli->options.args[i]);
    }
    return ROTA_OK;
}

static bool reads_standard_input(const rota_cli *cli) {
    for (size_t i = 0; i < cli->options.nargs; i++)
        if (strcmp(cli->options.args[i], "-") == 0)
            return true;
    return false;
}

static rota_rc import(rota_cli *cli, rota_import_file *files, rota_import_count *counts,
                      rota_err *err) {
    size_t n = cli->options.nargs;
    const char *plan = rota_options_get(&cli->options, "plan");
    if (plan && !*plan) /* most often a variable of a script that was never set */
        return rota_fail(err, ROTA_E_USAGE, "--plan: the name of the plan is empty");
    rota_rc rc = check_no_records(cli, err);
    if (!rc)
        rc = rota_cli_open(cli, err);
    if (rc)
        return rc;
    for (size_t i = 0; i < n; i++)
        files[i] = (rota_import_file){.path = cli->options.args[i],
                                      .kind = rota_options_get(&cli->options, "kind")};
    rota_import_options options = {
        .plan = plan,
        .replace = rota_options_has(&cli->options, "replace"),
        .dry_run = rota_options_has(&cli->options, "dry-run"),
        .zone = cli->folder->zone,
        .who = "rota import",
        .stop = rota_signals_flag(),
    };
    if (!reads_standard_input(cli)) /* a read from it goes on after a signal: that has to end it */
        rota_signals_catch();
    rc = rota_import(cli->folder->store, files, n, &options, counts, cli->faults, err);
    if (rc)
        return rc;
    if (cli->json)
        rota_cli_json(cli, to_json(counts, n, options.dry_run));
    else
        add_text(counts, n, &cli->look, &cli->out);
    if (options.dry_run)
        rota_cli_note_after(cli, "only looked: nothing was kept");
    return ROTA_OK;
}

static rota_rc run(rota_cli *cli, rota_err *err) {
    rota_import_file *files = ROTA_NEW_ARRAY(rota_import_file, cli->options.nargs);
    rota_import_count *counts = ROTA_NEW_ARRAY(rota_import_count, cli->options.nargs);
    rota_rc rc = import(cli, files, counts, err);
    rota_signals_release();
    free(files);
    free(counts);
    return rc;
}

static void add_kinds(rota_text *out) {
    size_t n;
    const rota_kind *kinds = rota_kinds(&n);
    for (size_t i = 0; i < n; i++)
        rota_text_addf(out, "%s%s", i == 0 ? "\nkinds: " : i % 8 ? ", " : ",\n  ", kinds[i].name);
    rota_text_add(out, "\n");
}

static const rota_option options[] = {
    {0, "kind", "K", "what the files hold (default: from their names, staff.csv = staff)"},
    {0, "plan", "P", "assignments go to draft P (default: the rota of record)"},
    {0, "replace", NULL, "remove the rows that a file does not have"},
    {'n', "dry-run", NULL, "check and count, keep nothing"},
    {0, NULL, NULL, NULL},
};

const rota_verb rota_cmd_import = {
    .name = "import",
    .args = "FILE...",
    .summary = "reads CSV files into the home, all of them or none",
    .details = "Rows are matched by their key: importing a file again changes nothing. Any mistake"
               " in any file is\nlisted with its line and column, and leaves the home as it was."
               " '-' reads standard input\n(with --kind).",
    .options = options,
    .min_args = 1,
    .max_args = -1,
    .run = run,
    .more = add_kinds,
};
