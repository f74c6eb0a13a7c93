/* rota init: make a home folder. */
#include "cli/commands.h"
#include "cli/context.h"
#include "core/mem.h"
#include "io/hold.h"
#include "records/sample.h"

#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { MOST_SAMPLES = 16 };

/* A folder's name as a word that can be copied into a shell; to be freed. */
static char *shell_word(const char *dir) {
    static const char plain[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
                                "_-./+:,@%";
    if (dir[strspn(dir, plain)] == '\0')
        return rota_strdup(dir);
    rota_text word = {0};
    rota_text_add(&word, "'");
    for (; *dir; dir++)
        if (*dir == '\'')
            rota_text_add(&word, "'\\''");
        else
            rota_text_add_bytes(&word, dir, 1);
    rota_text_add(&word, "'");
    char *result = rota_strdup(rota_text_str(&word));
    rota_text_done(&word);
    return result;
}

/* The records are no part of the rota's files, so they come in a second step. */
static rota_rc add_records(rota_cli *cli, const char *dir, const char *sample, rota_err *err) {
    rota_folder *folder = NULL;
    rota_rc rc = rota_folder_open(dir, &folder, cli->faults, err);
    if (!rc)
        rc = rota_records_init_sample(folder, sample, cli->faults, err);
    rota_folder_close(folder);
    return rc;
}

/* A home that is not whole is none: what was made of it goes away again. */
static rota_rc make(rota_cli *cli, const char *dir, const char *sample, rota_err *err) {
    struct stat status;
    bool was_there = stat(dir, &status) == 0;
    rota_hold hold;
    rota_hold_begin(&hold);
    rota_rc rc = rota_folder_init(dir, sample, cli->faults, err);
    if (!rc && sample) {
        rc = add_records(cli, dir, sample, err);
        if (rc)
            rota_folder_clear(dir);
        if (rc && !was_there)
            rmdir(dir);
    }
    rota_hold_end(&hold);
    return rc;
}

static rota_rc run(rota_cli *cli, rota_err *err) {
    const char *dir = cli->options.args[0];
    const char *sample = rota_options_get(&cli->options, "sample");
    rota_rc rc = make(cli, dir, sample, err);
    if (rc)
        return rc;
    if (cli->json) {
        rota_json *json = rota_json_object();
        rota_json_set_text(json, "home", dir);
        rota_json_set_text(json, "sample", sample);
        rota_cli_json(cli, json);
        return ROTA_OK;
    }
    if (sample)
        rota_text_addf(&cli->out, "made the home %s from the sample '%s'\n", dir, sample);
    else
        rota_text_addf(&cli->out, "made the empty home %s\n", dir);
    size_t n = strlen(dir);
    ROTA_CLEANUP(rota_freep) char *word = shell_word(dir);
    if (sample)
        rota_cli_note_after(cli, "next: rota --home %s plan", word);
    else
        rota_cli_note_after(cli,
                            "next: fill in its CSV files, then: rota --home %s import %s%s*.csv",
                            word, word, dir[n - 1] == '/' ? "" : "/");
    return ROTA_OK;
}

static void add_samples(rota_text *out) {
    const char *names[MOST_SAMPLES];
    size_t n = rota_folder_samples(names, MOST_SAMPLES);
    for (size_t i = 0; i < n; i++)
        rota_text_addf(out, "%s%s", i ? ", " : "\nsamples: ", names[i]);
    if (n)
        rota_text_add(out, "\n");
}

static const rota_option options[] = {
    {0, "sample", "NAME", "with the people, shifts and rota of a sample home"},
    {0, NULL, NULL, NULL},
};

const rota_verb rota_cmd_init = {
    .name = "init",
    .args = "DIR",
    .summary = "makes a home's folder: rota.ini, CSV files, an empty database",
    .details = "The folder must not exist yet, or be empty. With --sample it is a home that can be"
               " planned at once.",
    .options = options,
    .min_args = 1,
    .max_args = 1,
    .run = run,
    .more = add_samples,
};
