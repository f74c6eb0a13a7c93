/* rota record import and export. */
#include "cli/record_parts.h"

#include "core/mem.h"
#include "io/export.h"
#include "records/import.h"
#include "records/view.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- import ---- */

static void tell_counts(rota_cli *cli, const rota_record_count *counts, size_t n, bool dry_run) {
    rota_table *table = rota_table_new(2);
    rota_json *object = rota_json_object(), *files = rota_json_array();
    for (size_t i = 0; i < n; i++) {
        rota_table_row(table);
        rota_table_cell(table, 0, ROTA_PLAIN, counts[i].file);
        rota_table_cellf(table, 1, ROTA_PLAIN, "%d added, %d changed, %d same", counts[i].added,
                         counts[i].changed, counts[i].same);
        rota_json *file = rota_json_object();
        rota_json_set_text(file, "file", counts[i].file);
        rota_json_set_text(file, "type", counts[i].type);
        rota_json_set_int(file, "added", counts[i].added);
        rota_json_set_int(file, "changed", counts[i].changed);
        rota_json_set_int(file, "same", counts[i].same);
        rota_json_append(files, file);
    }
    rota_json_set_bool(object, "dry_run", dry_run);
    rota_json_set(object, "files", files);
    if (cli->json)
        rota_cli_json(cli, object);
    else {
        rota_json_free(object);
        rota_table_write(table, &cli->look, 0, &cli->out);
    }
    rota_table_free(table);
    if (dry_run)
        rota_cli_note_after(cli, "only looked: nothing was kept");
}

/* What was written elsewhere is taken as it is, but a mistyped year is worth a word. */
static void tell_future(const rota_desk *desk, const rota_record_count *count) {
    char day[ROTA_DATE_SIZE];
    if (count->last != ROTA_NO_DAY && count->last > desk->today)
        rota_cli_note(desk->cli, "%s:%d: a final about a day in the future, %s: is that day right?",
                      count->file, count->last_line, rota_day_format(count->last, day));
}

static void tell_doubts(const rota_desk *desk, const rota_record_count *count) {
    char buf[ROTA_ERR_MESSAGE + ROTA_ERR_FILE], more[48] = "";
    if (count->odd > 1)
        snprintf(more, sizeof more, " (and %d more such day%s)", count->odd - 1,
                 count->odd == 2 ? "" : "s");
    tell_future(desk, count);
    if (count->odd)
        rota_cli_note(desk->cli, "%s: is that right?%s",
                      rota_err_format(&count->first_odd, buf, sizeof buf), more);
}

static rota_rc import(rota_desk *desk, rota_record_source *files, rota_record_count *counts,
                      size_t n, rota_err *err) {
    rota_cli *cli = desk->cli;
    bool dry_run = rota_options_has(&cli->options, "dry-run");
    for (size_t i = 0; i < n; i++)
        files[i] = (rota_record_source){.path = rota_record_arg(cli, i),
                                        .type = rota_options_get(&cli->options, "type")};
    rota_rc rc = rota_records_import(desk->store, desk->home, files, n, dry_run,
                                     "rota record import", counts, cli->faults, err);
    if (!rc)
        tell_counts(cli, counts, n, dry_run);
    for (size_t i = 0; i < n && !rc; i++)
        tell_doubts(desk, &counts[i]);
    return rc;
}

rota_rc rota_record_import(rota_cli *cli, rota_err *err) {
    size_t n = cli->options.nargs - 1;
    ROTA_CLEANUP(rota_freep) rota_record_source *files = ROTA_NEW_ARRAY(rota_record_source, n);
    ROTA_CLEANUP(rota_freep) rota_record_count *counts = ROTA_NEW_ARRAY(rota_record_count, n);
    rota_desk desk = {0};
    rota_rc rc = rota_desk_open(cli, ROTA_DESK_WRITES, &desk, err);
    if (!rc)
        rc = import(&desk, files, counts, n, err);
    rota_desk_close(&desk);
    return rc;
}

/* ---- export ---- */

struct job {
    rota_desk *desk;
    const rota_record_type **types;
    size_t ntypes;
    const char *path;  /* -o, or NULL */
    const char *child; /* whose, NULL: everybody's */
    rota_record_list records;
};

static rota_rc pick_types(struct job *job, rota_err *err) {
    size_t n;
    const rota_record_type *const *all = rota_record_types(&n);
    const rota_cli *cli = job->desk->cli;
    job->types = ROTA_NEW_ARRAY(const rota_record_type *, n + cli->options.nargs);
    rota_rc rc = ROTA_OK;
    for (size_t i = 0; !rc && rota_record_arg(cli, i); i++)
        rc = rota_record_type_of(rota_record_arg(cli, i), &job->types[job->ntypes++], err);
    for (size_t i = 0; i < n && cli->options.nargs == 1; i++)
        if (!job->child || !all[i]->team)
            job->types[job->ntypes++] = all[i];
    for (size_t i = 0; i < job->ntypes && job->child && !rc; i++)
        if (job->types[i]->team)
            rc = rota_fail(err, ROTA_E_USAGE, "%s are about a team; --child has none of them",
                           job->types[i]->file);
    job->path = rota_options_get(&cli->options, "output");
    if (!rc && !job->path && !cli->json && job->ntypes != 1)
        rc = rota_fail(err, ROTA_E_USAGE,
                       "more than one file; name one type or a folder with -o DIR");
    return rc;
}

/* An export with holes could not be read back: it is whole, or it is not. Managers keep the files
 * of the home, so that theirs is; where rota.ini names none, whoever has the account does. Single
 * reflections of a team are in it, which nobody else sees. */
static rota_rc check_reader(const struct job *job, rota_err *err) {
    const rota_desk *desk = job->desk;
    size_t hidden = 0, n = job->records.count;
    for (size_t i = 0; i < n; i++)
        hidden += job->records.items[i]->type == &rota_team_reflection ||
                  !rota_reader_may(&desk->reader, job->records.items[i]) ||
                  rota_reader_hidden_sections(&desk->reader, job->records.items[i]);
    if (desk->reader.manager || hidden == 0)
        return ROTA_OK;
    const char *are = hidden == 1 ? "is" : "are";
    if (!*desk->reader.id && !*desk->home->settings.records.managers) {
        rota_cli_note(desk->cli,
                      "%zu of the %zu records %s not for everybody: name the managers in [records] "
                      "of rota.ini, and exports are theirs",
                      hidden, n, are);
        return ROTA_OK;
    }
    return rota_fail(err, ROTA_E_INPUT,
                     "nothing was exported: %zu of the %zu records %s not for everybody, and an "
                     "export is whole; managers get it, with --as STAFF (one of [records] managers "
                     "in rota.ini) or --as manager",
                     hidden, n, are);
}

static rota_rc read_types(struct job *job, rota_err *err) {
    rota_rc rc = ROTA_OK;
    for (size_t i = 0; i < job->ntypes && !rc && job->desk->store; i++) {
        rota_record_filter filter = ROTA_EVERY_RECORD;
        filter.type = job->types[i];
        filter.who = job->child;
        rc = rota_records_load(job->desk->store, &filter, job->desk->arena, &job->records, err);
    }
    if (!rc)
        rc = check_reader(job, err);
    return rc ? rc
              : rota_desk_log(job->desk, "export", job->child,
                              job->ntypes == 1 ? job->types[0]->file : NULL, &job->records, err);
}

static void write_json(const struct job *job) {
    rota_json *object = rota_json_object();
    for (size_t t = 0; t < job->ntypes; t++) {
        rota_json *rows = rota_json_array();
        for (size_t i = 0; i < job->records.count; i++)
            if (job->records.items[i]->type == job->types[t])
                rota_json_append(rows, rota_record_json(job->records.items[i]));
        rota_json_set(object, job->types[t]->file, rows);
    }
    rota_cli_json(job->desk->cli, object);
}

static rota_rc write_files(const struct job *job, rota_err *err) {
    rota_cli *cli = job->desk->cli;
    if (!job->path) {
        rota_records_add_csv(job->types[0], &job->records, &cli->out);
        return ROTA_OK;
    }
    if (job->ntypes == 1 && !rota_is_folder(job->path)) {
        ROTA_CLEANUP(rota_text_done) rota_text text = {0};
        rota_records_add_csv(job->types[0], &job->records, &text);
        return rota_cli_write_text(cli, job->path, &text, NULL, err);
    }
    ROTA_CLEANUP(rota_bundle_done) rota_bundle bundle = {0};
    for (size_t i = 0; i < job->ntypes; i++)
        rota_records_add_csv(job->types[i], &job->records,
                             rota_bundle_add(&bundle, job->path, job->types[i]->file));
    return rota_cli_write_bundle(cli, &bundle, job->path, NULL, err);
}

rota_rc rota_record_export(rota_cli *cli, rota_err *err) {
    rota_desk desk = {0};
    struct job job = {.desk = &desk};
    /* Of a home without records: the headers, to be filled in. */
    rota_rc rc = rota_desk_open(cli, ROTA_DESK_MAY, &desk, err);
    int child = -1;
    job.child = rota_options_get(&cli->options, "child");
    if (!rc && job.child)
        rc = rota_desk_child(&desk, job.child, &child, err);
    if (!rc)
        rc = pick_types(&job, err);
    if (!rc)
        rc = read_types(&job, err);
    if (!rc && cli->json && !job.path)
        write_json(&job);
    else if (!rc)
        rc = write_files(&job, err);
    rota_record_list_done(&job.records);
    free(job.types);
    rota_desk_close(&desk);
    return rc;
}
