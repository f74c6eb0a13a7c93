/* rota export: the home's data as CSV or JSON. */
#include "cli/commands.h"
#include "cli/context.h"
#include "cli/export_register.h"
#include "core/mem.h"
#include "io/export.h"

#include <stdlib.h>
#include <string.h>

/* What to write and where. */
typedef struct {
    const rota_kind **kinds;
    size_t nkinds;
    const char *path; /* -o, or NULL */
    const char *plan;
    bool json, wide;
} job;

static rota_rc pick_kinds(const rota_cli *cli, job *j, rota_err *err) {
    size_t n;
    const rota_kind *all = rota_kinds(&n);
    size_t nregisters;
    const rota_register *registers = rota_registers(&nregisters);
    const char **names = ROTA_NEW_ARRAY(const char *, n + nregisters);
    for (size_t i = 0; i < nregisters; i++)
        names[n + i] = registers[i].name;
    j->kinds = ROTA_NEW_ARRAY(const rota_kind *, n + cli->options.nargs);
    rota_rc rc = ROTA_OK;
    for (size_t i = 0; i < n; i++) {
        names[i] = all[i].name;
        if (cli->options.nargs == 0)
            j->kinds[j->nkinds++] = &all[i];
    }
    for (size_t i = 0; !rc && i < cli->options.nargs; i++) {
        const char *word = cli->options.args[i];
        const rota_kind *kind = rota_kind_find(word);
        const char *nearest = kind ? NULL : rota_text_nearest(word, names, n + nregisters);
        if (kind)
            j->kinds[j->nkinds++] = kind;
        else if (nearest)
            rc = rota_fail(err, ROTA_E_USAGE, "no kind '%s'; did you mean '%s'?", word, nearest);
        else
            rc = rota_fail(err, ROTA_E_USAGE, "no kind '%s'; 'rota help export' lists them", word);
    }
    free(names);
    return rc;
}

static rota_rc read_options(const rota_cli *cli, job *j, rota_err *err) {
    const char *format = cli->json && !rota_options_has(&cli->options, "output") ? "json" : "csv";
    rota_rc rc = rota_options_choice(&cli->options, "format", "csv|json", &format, err);
    if (!rc)
        rc = pick_kinds(cli, j, err);
    if (rc)
        return rc;
    j->json = strcmp(format, "json") == 0;
    j->path = rota_options_get(&cli->options, "output");
    j->plan = rota_options_get(&cli->options, "plan");
    j->wide = rota_options_has(&cli->options, "wide");
    bool assignments = false;
    for (size_t i = 0; i < j->nkinds; i++)
        assignments = assignments || strcmp(j->kinds[i]->name, "assignments") == 0;
    if (j->wide && (j->json || !assignments))
        return rota_fail(err, ROTA_E_USAGE, "--wide is a CSV form of assignments");
    if (j->plan && !assignments)
        return rota_fail(err, ROTA_E_USAGE, "--plan chooses among assignments");
    if (rota_options_has(&cli->options, "from") || rota_options_has(&cli->options, "to"))
        return rota_fail(err, ROTA_E_USAGE, "--from and --to choose the days of a register");
    if (j->plan && !*j->plan) /* most often a variable of a script that was never set */
        return rota_fail(err, ROTA_E_USAGE, "--plan: the name of the plan is empty");
    if (!j->json && !j->path && j->nkinds != 1)
        return rota_fail(err, ROTA_E_USAGE,
                         "more than one file; name one kind or a folder with -o DIR");
    return ROTA_OK;
}

static rota_rc add_csv(const rota_cli *cli, const job *j, const rota_kind *kind, rota_text *out,
                       rota_err *err) {
    rota_store *store = cli->folder->store;
    bool assignments = strcmp(kind->name, "assignments") == 0;
    const char *plan = assignments ? j->plan : NULL;
    return assignments && j->wide ? rota_export_wide(store, plan, out, err)
                                  : rota_export_csv(store, kind, plan, out, err);
}

/* A file for each kind. */
static rota_rc write_folder(const rota_cli *cli, const job *j, rota_json *files, rota_err *err) {
    ROTA_CLEANUP(rota_bundle_done) rota_bundle bundle = {0};
    rota_rc rc = ROTA_OK;
    for (size_t i = 0; !rc && i < j->nkinds; i++)
        rc =
            add_csv(cli, j, j->kinds[i], rota_bundle_add(&bundle, j->path, j->kinds[i]->name), err);
    return rc ? rc : rota_cli_write_bundle(cli, &bundle, j->path, files, err);
}

/* One text: to standard output, or to a file. */
static rota_rc write_one(rota_cli *cli, const job *j, rota_json *files, rota_err *err) {
    rota_text text = {0};
    rota_rc rc =
        j->json ? rota_export_json(cli->folder->store, j->kinds, j->nkinds, j->plan, &text, err)
                : add_csv(cli, j, j->kinds[0], &text, err);
    if (!rc && j->path)
        rc = rota_cli_write_text(cli, j->path, &text, files, err);
    else if (!rc)
        rota_text_add_bytes(&cli->out, rota_text_str(&text), text.length);
    rota_text_done(&text);
    return rc;
}

static rota_rc export(rota_cli *cli, const job *j, rota_err *err) {
    rota_json *files = rota_json_array();
    rota_rc rc = rota_store_begin_read(cli->folder->store, err);
    if (!rc && !j->json && j->path && (j->nkinds > 1 || rota_is_folder(j->path)))
        rc = write_folder(cli, j, files, err);
    else if (!rc)
        rc = write_one(cli, j, files, err);
    rota_store_rollback(cli->folder->store); /* nothing was written to it */
    if (!rc && cli->json && j->path) {
        rota_json *json = rota_json_object();
        rota_json_set(json, "files", files);
        rota_cli_json(cli, json);
    } else
        rota_json_free(files);
    return rc;
}

static rota_rc run(rota_cli *cli, rota_err *err) {
    job j = {0};
    for (size_t i = 0; i < cli->options.nargs; i++) {
        const rota_register *reg = rota_register_find(cli->options.args[i]);
        if (reg)
            return rota_cli_export_register(cli, reg, err);
    }
    rota_rc rc = read_options(cli, &j, err);
    if (!rc)
        rc = rota_cli_open(cli, err);
    if (!rc)
        rc = export(cli, &j, err);
    free(j.kinds);
    return rc;
}

static void add_kinds(rota_text *out) {
    size_t n;
    const rota_kind *kinds = rota_kinds(&n);
    rota_text_add(out, "\nkinds\n");
    for (size_t i = 0; i < n; i++) {
        rota_text_add(out, "  ");
        rota_text_add_padded(out, kinds[i].name, 14);
        rota_text_addf(out, "%s\n", kinds[i].title);
    }
    const rota_register *registers = rota_registers(&n);
    rota_text_add(out, "\nregisters, one at a time\n");
    for (size_t i = 0; i < n; i++) {
        rota_text_add(out, "  ");
        rota_text_add_padded(out, registers[i].name, 18);
        rota_text_addf(out, "%s\n", registers[i].title);
    }
}

static const rota_option options[] = {
    {'o', "output", "PATH", "a file for one kind, a folder for several"},
    {0, "wide", NULL, "assignments with a row for each person and a column for each date"},
    {0, "plan", "P", "assignments of plan P (default: the rota of record)"},
    {0, "from", "DATE", "of a register: first day (default: all that is known)"},
    {0, "to", "DATE", "of a register: last day"},
    {0, "format", "F", "csv or json (default csv)"},
    {0, NULL, NULL, NULL},
};

const rota_verb rota_cmd_export = {
    .name = "export",
    .args = "[KIND...]",
    .summary = "writes the home's data as CSV files or JSON",
    .details = "One kind goes to standard output or to the file of -o; several, or all when none"
               " is named, go to\nthe folder of -o, a file for each. What is exported can be"
               " imported again.\nRegisters go out only: the opt-outs, the duty roster as planned"
               " and as worked, and for HR a folder\nthat holds nothing of any child.",
    .options = options,
    .max_args = -1,
    .run = run,
    .more = add_kinds,
};
