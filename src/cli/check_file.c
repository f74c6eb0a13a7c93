/* The file is imported into a copy of the database, which is removed at once: every reference is
 * checked as on importing, and the home cannot be touched. Where there is no home, an empty one
 * stands in: the people of the file are adults under the standard rules. */
#include "cli/check_file.h"

#include "core/mem.h"
#include "io/csv.h"
#include "io/hold.h"
#include "io/import.h"
#include "plan/plan.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

static const char draft_name[] = "rota-check-file";

/* ---- What the file is ---- */

/* A file's rows, as far as they are looked at before the import. */
typedef struct {
    rota_csv csv;
    bool worked; /* it has the columns of worked.csv */
    bool empty;  /* not even a header */
} glance;

static int column(const rota_csv *csv, const char *name) {
    for (size_t i = 0; csv->count > 0 && i < csv->records[0].nfields; i++)
        if (strcasecmp(rota_csv_field(csv, 0, i), name) == 0)
            return (int)i;
    return -1;
}

static const char *field(const rota_csv *csv, size_t record, int i) {
    return i >= 0 && (size_t)i < csv->records[record].nfields
               ? rota_csv_field(csv, record, (size_t)i)
               : "";
}

/* Faults are left to the import, which says them with their places. */
static rota_rc look_at(const char *path, glance *out, rota_err *err) {
    rota_text bytes = {0};
    rota_faults *faults = rota_faults_new();
    rota_rc rc = rota_csv_slurp(path, &bytes, err);
    if (!rc)
        rota_csv_read(path, rota_text_str(&bytes), bytes.length, &out->csv, faults);
    out->empty = !rc && out->csv.count == 0 && faults->count == 0;
    out->worked = column(&out->csv, "start") >= 0 && column(&out->csv, "end") >= 0;
    rota_faults_free(faults);
    rota_text_done(&bytes);
    return rc;
}

/* The days on which the file's worked time starts. */
static rota_rc worked_period(const glance *file, rota_day *from, rota_day *to, rota_err *err) {
    int start = column(&file->csv, "start");
    bool any = false;
    for (size_t i = 1; i < file->csv.count; i++) {
        char date[ROTA_DATE_SIZE] = "";
        rota_day day;
        snprintf(date, 11, "%s", field(&file->csv, i, start));
        if (!rota_day_parse(date, &day))
            continue;
        *from = !any || day < *from ? day : *from;
        *to = !any || day > *to ? day : *to;
        any = true;
    }
    return any ? ROTA_OK : rota_fail(err, ROTA_E_INPUT, "the file has no worked time");
}

/* The people of the file, where the home knows nobody. */
static rota_rc add_people(rota_store *store, const glance *file, rota_err *err) {
    int staff = column(&file->csv, "staff");
    rota_rc rc = rota_store_begin(store, "rota check", err);
    for (size_t i = 1; !rc && i < file->csv.count; i++) {
        const char *id = field(&file->csv, i, staff);
        rota_query *query = NULL;
        bool row;
        if (!rota_is_id(id))
            continue;
        rc = rota_query_open(store,
                             "INSERT OR IGNORE INTO staff (staff, name, contract_minutes) "
                             "VALUES (?1, '', 0)",
                             &query, err);
        if (!rc) {
            rota_query_bind_text(query, 1, id);
            rc = rota_query_step(query, &row, err);
            rota_query_close(query);
        }
    }
    return rc ? rc : rota_store_commit(store, err);
}

static rota_rc knows_nobody(rota_store *store, bool *nobody, rota_err *err) {
    rota_query *query = NULL;
    bool row = false;
    rota_rc rc = rota_query_open(store, "SELECT 1 FROM staff LIMIT 1", &query, err);
    if (rc)
        return rc;
    rc = rota_query_step(query, &row, err);
    rota_query_close(query);
    *nobody = !row;
    return rc;
}

/* ---- The rota ---- */

static rota_rc worked_duties(rota_choice *choice, rota_err *err) {
    rota_duties known = {0};
    rota_rc rc =
        rota_duties_history(choice->home, ROTA_NO_DAY, rota_day_of(2200, 1, 1), &known, err);
    /* Before and after the period what was published stands in where nothing was recorded: whoever
     * stayed longer has less rest before what is planned next. Inside it only what was worked is
     * asked for. */
    for (size_t i = 0; !rc && i < known.count; i++)
        if (known.items[i].worked || known.items[i].date < choice->from ||
            known.items[i].date > choice->to)
            rota_duties_add(&choice->duties, &known.items[i]);
        else
            rota_duties_add(&choice->beside, &known.items[i]);
    rota_duties_done(&known);
    return rc;
}

static rota_rc take_worked(rota_cli *cli, const glance *file, rota_choice *out, rota_err *err) {
    rota_rc rc = worked_period(file, &out->from, &out->to, err);
    if (!rc)
        rc = rota_cli_period(cli, &out->from, &out->to, err);
    return rc ? rc : worked_duties(out, err);
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
static rota_rc import_and_load(rota_cli *cli, const char *path, const glance *look,
                               rota_choice *out, rota_err *err) {
    rota_folder *folder = cli->folder;
    rota_import_file file = {.path = path, .kind = look->worked ? "worked" : "assignments"};
    rota_import_options options = {.plan = look->worked ? NULL : draft_name,
                                   .replace = !look->worked,
                                   .zone = folder->zone,
                                   .who = "rota check"};
    rota_import_count count;
    size_t before = cli->faults->count;
    rota_rc rc = rota_import(folder->store, &file, 1, &options, &count, cli->faults, err);
    size_t found = cli->faults->count - before;
    if (rc && found > 0)
        return rota_fail(err, rc, "nothing was checked: %zu fault%s found in '%s'", found,
                         found == 1 ? "" : "s", path);
    if (rc)
        return rc;
    rota_assignment *rows = NULL;
    size_t n = 0;
    rc = rota_store_begin_read(folder->store, err);
    if (!rc)
        rc = rota_load_home(folder, &out->home, err);
    if (!rc && !look->worked)
        rc = rota_plan_load(folder, out->home, draft_name, &out->plan, &rows, &n, err);
    rota_store_rollback(folder->store);
    if (!rc)
        rc = look->worked ? take_worked(cli, look, out, err) : take_period(cli, out, rows, n, err);
    free(rows);
    return rc;
}

/* In a copy of the home's database in the folder. */
static rota_rc choose_in(rota_cli *cli, const char *dir, const char *path, const glance *look,
                         rota_choice *out, bool *alone, rota_err *err) {
    ROTA_CLEANUP(rota_freep) char *copy_path = rota_strdupf("%s/rota.db", dir);
    rota_store *own = cli->folder->store, *copy = NULL;
    rota_rc rc = rota_store_backup(own, copy_path, err);
    if (!rc)
        rc = rota_store_open(copy_path, &copy, err);
    if (rc)
        return rc;
    cli->folder->store = copy;
    rc = knows_nobody(copy, alone, err);
    if (!rc && *alone)
        rc = add_people(copy, look, err);
    if (!rc)
        rc = import_and_load(cli, path, look, out, err);
    cli->folder->store = own;
    rota_store_close(copy);
    return rc;
}

/* The home, or where there is none and none was named, an empty one in the folder. */
static rota_rc open_home(rota_cli *cli, const char *dir, bool *none, rota_err *err) {
    const char *named = getenv("ROTA_HOME");
    size_t before = cli->faults->count;
    rota_rc rc = rota_cli_open(cli, err);
    if (rc != ROTA_E_INPUT || cli->home_dir || (named && *named) || cli->faults->count > before)
        return rc;
    *none = true;
    rc = rota_folder_init(dir, NULL, cli->faults, err);
    return rc ? rc : rota_folder_open(dir, &cli->folder, cli->faults, err);
}

/* Without a home there is nobody who has set limits of their own. */
static void forget_limits(rota_home *home) {
    struct rota_house *house = &home->settings.house;
    house->max_consecutive_days = house->max_consecutive_nights = ROTA_NO_LIMIT;
    house->max_shifts_a_day = ROTA_NO_LIMIT;
    rota_home_finish(home);
}

rota_rc rota_cli_choose_file(rota_cli *cli, const char *path, rota_choice *out, rota_err *err) {
    const char *tmp = getenv("TMPDIR");
    bool alone = false, none = false;
    glance look = {0};
    rota_rc rc = look_at(path, &look, err);
    if (!rc && look.empty)
        rc = rota_fail(err, ROTA_E_INPUT,
                       "'%s' is empty; a header row is needed: staff,start,end for worked time, "
                       "date,shift,group,staff for a rota",
                       path);
    if (rc) {
        rota_csv_done(&look.csv);
        return rc;
    }
    ROTA_CLEANUP(rota_freep) char *dir = rota_strdupf("%s/rota-XXXXXX", tmp && *tmp ? tmp : "/tmp");
    rota_hold hold; /* a copy of the home's data must not stay behind */
    rota_hold_begin(&hold);
    if (!mkdtemp(dir)) { /* readable by the user alone */
        rota_hold_end(&hold);
        rota_csv_done(&look.csv);
        return rota_fail(err, ROTA_E_SYSTEM, "cannot make a folder '%s': %s", dir, strerror(errno));
    }
    ROTA_CLEANUP(rota_freep) char *home = rota_strdupf("%s/home", dir);
    rc = open_home(cli, home, &none, err);
    if (!rc && none && !look.worked)
        rc = rota_fail(err, ROTA_E_INPUT,
                       "'%s' is no worked time: without a home a file needs the columns "
                       "staff,start,end; a rota of shifts is checked in its home, with --home DIR",
                       path);
    if (!rc)
        rc = choose_in(cli, dir, path, &look, out, &alone, err);
    rota_folder_clear(dir);
    rmdir(dir);
    rota_hold_end(&hold);
    rota_csv_done(&look.csv);
    out->is_file = true;
    if (!rc && none)
        forget_limits(out->home);
    const char *name = none ? " (people unknown: adults under the standard rules; no home, so no "
                              "limits of its own)"
                       : alone ? " (people unknown: adults under the standard rules)"
                               : "";
    snprintf(out->what, sizeof out->what, "%.*s%s", (int)(sizeof out->what - strlen(name) - 1),
             path, name);
    if (rc)
        rota_choice_done(out);
    return rc;
}
