/* The file is imported into a copy of the database, which is removed at once: every reference is
 * checked as on importing, and the home cannot be touched. */
#include "cli/check_file.h"

#include "core/mem.h"
#include "io/import.h"
#include "plan/plan.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char draft_name[] = "rota-check-file";

static void remove_folder(const char *path) {
    DIR *dir = opendir(path);
    if (!dir)
        return;
    for (struct dirent *entry; (entry = readdir(dir));)
        if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0)
            unlinkat(dirfd(dir), entry->d_name, 0);
    closedir(dir);
    rmdir(path);
}

static rota_rc take_period(rota_cli *cli, rota_choice *out, const rota_assignment *rows, size_t n,
                           rota_err *err) {
    if (n == 0)
        return rota_fail(err, ROTA_E_INPUT, "the file has no assignments");
    out->from = out->to = rows[0].date;
    for (size_t i = 1; i < n; i++) {
        out->from = rows[i].date < out->from ? rows[i].date : out->from;
        out->to = rows[i].date > out->to ? rows[i].date : out->to;
    }
    rota_day first = out->from, last = out->to;
    rota_rc rc = rota_cli_period(cli, &out->from, &out->to, err);
    return rc ? rc : rota_plan_duties(out->home, rows, n, first, last, &out->duties, err);
}

/* cli->folder->store is the copy here. */
static rota_rc import_and_load(rota_cli *cli, const char *path, rota_choice *out, rota_err *err) {
    rota_folder *folder = cli->folder;
    rota_import_file file = {.path = path, .kind = "assignments"};
    rota_import_options options = {
        .plan = draft_name, .replace = true, .zone = folder->zone, .who = "rota check"};
    rota_import_count count;
    rota_rc rc = rota_import(folder->store, &file, 1, &options, &count, cli->faults, err);
    if (rc)
        return rc;
    rota_assignment *rows = NULL;
    size_t n = 0;
    rc = rota_store_begin_read(folder->store, err);
    if (!rc)
        rc = rota_load_home(folder, &out->home, err);
    if (!rc)
        rc = rota_plan_load(folder, out->home, draft_name, &out->plan, &rows, &n, err);
    rota_store_rollback(folder->store);
    if (!rc)
        rc = take_period(cli, out, rows, n, err);
    free(rows);
    return rc;
}

rota_rc rota_cli_choose_file(rota_cli *cli, const char *path, rota_choice *out, rota_err *err) {
    const char *tmp = getenv("TMPDIR");
    ROTA_CLEANUP(rota_freep) char *dir = rota_strdupf("%s/rota-XXXXXX", tmp && *tmp ? tmp : "/tmp");
    if (!mkdtemp(dir)) /* readable by the user alone */
        return rota_fail(err, ROTA_E_SYSTEM, "cannot make a folder '%s': %s", dir, strerror(errno));
    ROTA_CLEANUP(rota_freep) char *copy_path = rota_strdupf("%s/rota.db", dir);
    rota_store *own = cli->folder->store, *copy = NULL;
    rota_rc rc = rota_store_backup(own, copy_path, err);
    if (!rc)
        rc = rota_store_open(copy_path, &copy, err);
    if (!rc) {
        cli->folder->store = copy;
        rc = import_and_load(cli, path, out, err);
        cli->folder->store = own;
        rota_store_close(copy);
    }
    remove_folder(dir);
    snprintf(out->what, sizeof out->what, "%.*s", (int)sizeof out->what - 1, path);
    if (rc)
        rota_choice_done(out);
    return rc;
}
