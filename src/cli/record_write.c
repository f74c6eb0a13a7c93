/* rota record add, edit, amend, finalise, drop. */
#include "cli/record_parts.h"

#include "core/mem.h"
#include "io/csv.h"
#include "records/defaults.h"
#include "records/form.h"
#include "records/rules.h"
#include "records/view.h"

#include <string.h>

/* ---- Keeping ---- */

/* Check it with all that is there; the faults go to the command line's. */
static rota_rc check(rota_desk *desk, const rota_record *record, rota_err *err) {
    rota_record_index index = {0};
    size_t before = desk->cli->faults->count;
    rota_rc rc = rota_record_index_load(&index, desk->store, desk->arena, err);
    if (!rc) {
        rota_record_index_put(&index, record);
        rota_record_index_link(&index, desk->cli->faults);
        rota_record_check(record, desk->home, &index, desk->cli->faults);
    }
    rota_record_index_done(&index);
    size_t n = desk->cli->faults->count - before;
    if (!rc && n)
        rc = rota_fail(err, ROTA_E_INPUT, "nothing was kept: %zu fault%s", n, n == 1 ? "" : "s");
    return rc;
}

static void tell(rota_desk *desk, const rota_record *record) {
    rota_cli *cli = desk->cli;
    if (cli->json) {
        rota_json *object = rota_json_object();
        rota_json_set(object, "record", rota_record_json(record));
        rota_cli_json(cli, object);
        return;
    }
    const char *old = rota_record_get(record, "supersedes_id");
    rota_text_addf(&cli->out, "kept %s (%s)\n", rota_record_id(record),
                   rota_record_get(record, "status"));
    if (*old && !rota_record_is_draft(record))
        rota_text_addf(&cli->out, "%s is amended by it and stays readable\n", old);
}

/* Check and write in one transaction, in which a new record gets its id. */
static rota_rc keep(rota_desk *desk, rota_record *record, rota_err *err) {
    rota_rc rc = rota_store_begin(desk->store, "rota record", err);
    if (rc)
        return rc;
    rota_day day = rota_record_event(record);
    if (!*rota_record_id(record))
        rc = rota_records_new_id(desk->store, record->type, day == ROTA_NO_DAY ? desk->today : day,
                                 desk->arena, &record->values[ROTA_HEAD_ID], err);
    if (!rc)
        rota_record_fill(record, desk->home, desk->arena);
    if (!rc)
        rc = check(desk, record, err);
    if (!rc)
        rc = rota_records_write(desk->store, record, err);
    if (!rc)
        rc = rota_store_commit(desk->store, err);
    if (rc)
        rota_store_rollback(desk->store);
    else
        tell(desk, record);
    return rc;
}

/* ---- Where the fields come from ---- */

static rota_rc fail_faults(const rota_cli *cli, rota_err *err) {
    size_t n = cli->faults->count;
    return n ? rota_fail(err, ROTA_E_INPUT, "nothing was kept: %zu fault%s", n, n == 1 ? "" : "s")
             : ROTA_OK;
}

static rota_rc read_form(rota_desk *desk, const char *path, rota_record *record, rota_err *err) {
    ROTA_CLEANUP(rota_text_done) rota_text text = {0};
    rota_rc rc = rota_csv_slurp(path, &text, err);
    const char *slash = strrchr(path, '/');
    if (!rc)
        rota_form_read(slash ? slash + 1 : path, rota_text_str(&text), desk->home, desk->arena,
                       record, desk->cli->faults);
    return rc;
}

static rota_rc run_editor(rota_desk *desk, rota_record *record, rota_err *err) {
    ROTA_CLEANUP(rota_text_done) rota_text form = {0};
    rota_form_write(record, &form);
    rota_rc rc = rota_editor_run(desk->cli->folder->dir, &form, err);
    if (!rc)
        rota_form_read("form", rota_text_str(&form), desk->home, desk->arena, record,
                       desk->cli->faults);
    return rc;
}

static bool may_ask(const rota_cli *cli) {
    return !rota_options_has(&cli->options, "no-ask") && !rota_options_has(&cli->options, "file") &&
           rota_record_can_ask();
}

static rota_rc take_given(rota_desk *desk, rota_record *record, rota_err *err) {
    const char *path = rota_options_get(&desk->cli->options, "file");
    rota_rc rc = path ? read_form(desk, path, record, err) : ROTA_OK;
    if (rc)
        return rc;
    rota_record_fields_take(desk->cli, desk->home, desk->arena, record);
    if (rota_options_has(&desk->cli->options, "final"))
        rota_record_set(record, "status", "final");
    return fail_faults(desk->cli, err);
}

/* ---- add ---- */

static rota_rc fill_in(rota_desk *desk, rota_record *record, rota_err *err) {
    ROTA_CLEANUP(rota_duties_done) rota_duties duties = {0};
    rota_record_list earlier = {0};
    rota_rc rc = rota_desk_duties(desk, &duties, err);
    rota_record_filter filter = ROTA_EVERY_RECORD;
    filter.type = &rota_progress_record;
    filter.who = rota_record_who(record);
    if (!rc && record->type == &rota_progress_record)
        rc = rota_records_load(desk->store, &filter, desk->arena, &earlier, err);
    if (!rc)
        rota_record_defaults(record, desk->home, &duties, desk->now, &earlier, desk->arena);
    rota_record_list_done(&earlier);
    return rc;
}

static rota_rc add(rota_desk *desk, const rota_record_type *type, rota_err *err) {
    rota_record *record = rota_record_new(desk->arena, type);
    rota_rc rc = take_given(desk, record, err);
    bool ask = may_ask(desk->cli), staff = rota_home_find_staff(desk->home, desk->reader.id) >= 0;
    bool anonymous = type == &rota_team_reflection &&
                     strcmp(rota_record_get(record, "respondent"), "supervisor") != 0;
    if (!rc && staff && !anonymous && !*rota_record_get(record, "author_id"))
        rota_record_set(record, "author_id", desk->reader.id);
    if (!rc && ask)
        rc = rota_record_ask_first(desk->home, desk->arena, record, err);
    if (!rc)
        rc = fill_in(desk, record, err);
    bool decided = *rota_record_get(record, "status");
    if (!rc)
        rota_record_fill(record, desk->home, desk->arena);
    if (!rc && ask)
        rc = rota_record_ask_rest(desk->home, desk->arena, record, err);
    if (!rc && ask && !decided && rota_record_ask_yes("make it final?", true))
        rota_record_set(record, "status", "final");
    if (rc)
        return rc;
    rc = keep(desk, record, err);
    /* An evening's work is not lost for one field that is missing. */
    if (rc == ROTA_E_INPUT && ask && !rota_record_is_draft(record)) {
        rota_record_set(record, "status", "draft");
        rota_faults missing = *desk->cli->faults;
        desk->cli->faults->count = 0;
        rota_err ignored = {0};
        if (keep(desk, record, &ignored) == ROTA_OK) {
            *desk->cli->faults = missing;
            return rota_fail(err, ROTA_E_INPUT,
                             "kept as a draft; to finish it: rota record edit %s",
                             rota_record_id(record));
        }
    }
    return rc;
}

rota_rc rota_record_add(rota_cli *cli, rota_err *err) {
    const rota_record_type *type;
    rota_rc rc = rota_record_type_of(rota_record_arg(cli, 0), &type, err);
    rota_desk desk = {0};
    if (!rc)
        rc = rota_desk_open(cli, ROTA_DESK_WRITES, &desk, err);
    if (!rc)
        rc = add(&desk, type, err);
    rota_desk_close(&desk);
    return rc;
}

/* ---- edit and amend ---- */

/* Options, a form, or the editor; nothing of these is an error. */
static rota_rc change(rota_desk *desk, rota_record *record, rota_err *err) {
    const rota_options *options = &desk->cli->options;
    bool given = rota_options_has(options, "file") || rota_options_has(options, "final") ||
                 rota_record_fields_given(desk->cli);
    rota_rc rc = ROTA_OK;
    if (given)
        rc = take_given(desk, record, err);
    else if (may_ask(desk->cli))
        rc = run_editor(desk, record, err);
    else
        rc = rota_fail(err, ROTA_E_USAGE, "what is to change? give --FIELD VALUE or --file FORM");
    return rc ? rc : fail_faults(desk->cli, err);
}

static rota_rc log_one(rota_desk *desk, const char *action, rota_record *record, rota_err *err) {
    rota_record_list one = {0};
    rota_record_list_add(&one, record);
    rota_rc rc = rota_desk_log(desk, action, rota_record_who(record), NULL, &one, err);
    rota_record_list_done(&one);
    return rc;
}

static rota_rc edit(rota_desk *desk, const char *id, rota_err *err) {
    rota_record *record = NULL;
    rota_rc rc = rota_desk_get(desk, id, &record, err);
    if (!rc && !rota_record_is_draft(record))
        rc = rota_fail(err, ROTA_E_INPUT,
                       "record '%s' is final and stays as it is: rota record amend %s", id, id);
    if (!rc)
        rc = log_one(desk, "edit", record, err);
    if (!rc)
        rc = change(desk, record, err);
    return rc ? rc : keep(desk, record, err);
}

/* The reader becomes the author; who wrote it first goes on seeing it. */
static void take_over(rota_desk *desk, rota_record *record) {
    const char *author = rota_record_get(record, "author_id");
    const char *named = rota_record_get(record, "named_ids");
    if (rota_home_find_staff(desk->home, desk->reader.id) < 0 ||
        strcmp(author, desk->reader.id) == 0)
        return;
    if (strcmp(rota_record_get(record, "visibility"), "named") == 0 &&
        rota_home_find_staff(desk->home, author) >= 0 && !rota_words_have(named, author)) {
        ROTA_CLEANUP(rota_freep)
        char *both = rota_strdupf("%s%s%s", named, *named ? " " : "", author);
        rota_record_set(record, "named_ids", rota_arena_strdup(desk->arena, both));
    }
    rota_record_set(record, "author_id", desk->reader.id);
}

static rota_rc amend(rota_desk *desk, const char *id, rota_err *err) {
    rota_record *old = NULL;
    rota_rc rc = rota_desk_get(desk, id, &old, err);
    if (!rc && rota_record_is_draft(old))
        rc = rota_fail(err, ROTA_E_INPUT, "record '%s' is a draft: rota record edit %s", id, id);
    if (!rc && rota_record_is_amended(old))
        rc = rota_fail(err, ROTA_E_INPUT,
                       "record '%s' is amended already; amend the record that supersedes it", id);
    if (!rc)
        rc = log_one(desk, "amend", old, err);
    if (rc)
        return rc;
    rota_record *record = rota_record_copy(desk->arena, old);
    char today[ROTA_DATE_SIZE];
    rota_record_set(record, "record_id", "");
    rota_record_set(record, "status", "draft");
    rota_record_set(record, "supersedes_id", rota_record_id(old));
    rota_record_set(record, "date_written",
                    rota_arena_strdup(desk->arena, rota_day_format(desk->today, today)));
    take_over(desk, record);
    rc = change(desk, record, err);
    return rc ? rc : keep(desk, record, err);
}

static rota_rc with_desk(rota_cli *cli, rota_rc (*one)(rota_desk *, const char *, rota_err *),
                         rota_err *err) {
    rota_desk desk = {0};
    rota_rc rc = rota_desk_open(cli, ROTA_DESK_READS, &desk, err);
    for (size_t i = 0; !rc && rota_record_arg(cli, i); i++)
        rc = one(&desk, rota_record_arg(cli, i), err);
    rota_desk_close(&desk);
    return rc;
}

rota_rc rota_record_edit(rota_cli *cli, rota_err *err) {
    return with_desk(cli, edit, err);
}

rota_rc rota_record_amend(rota_cli *cli, rota_err *err) {
    return with_desk(cli, amend, err);
}

/* ---- finalise and drop ---- */

static rota_rc finalise(rota_desk *desk, const char *id, rota_err *err) {
    rota_record *record = NULL;
    rota_rc rc = rota_desk_get(desk, id, &record, err);
    if (!rc && !rota_record_is_draft(record))
        rc = rota_fail(err, ROTA_E_INPUT, "record '%s' is final already", id);
    if (rc)
        return rc;
    rota_record_set(record, "status", "final");
    return keep(desk, record, err);
}

rota_rc rota_record_finalise(rota_cli *cli, rota_err *err) {
    return with_desk(cli, finalise, err);
}

/* What others name cannot go: they would speak of nothing. */
static rota_rc check_unnamed(rota_desk *desk, const char *id, rota_err *err) {
    rota_record_list all = {0};
    rota_record_filter every = ROTA_EVERY_RECORD;
    rota_rc rc = rota_records_load(desk->store, &every, desk->arena, &all, err);
    for (size_t i = 0; i < all.count && !rc; i++)
        if (rota_record_refers(all.items[i], id))
            rc = rota_fail(err, ROTA_E_INPUT, "record '%s' is named by '%s' and stays", id,
                           rota_record_id(all.items[i]));
    rota_record_list_done(&all);
    return rc;
}

static rota_rc drop(rota_desk *desk, const char *id, rota_err *err) {
    rota_record *record = NULL;
    rota_rc rc = rota_desk_get(desk, id, &record, err);
    if (!rc && !rota_record_is_draft(record))
        rc = rota_fail(err, ROTA_E_INPUT,
                       "record '%s' is final and stays; only drafts can be dropped", id);
    if (!rc)
        rc = check_unnamed(desk, id, err);
    if (!rc)
        rc = rota_store_begin(desk->store, "rota record drop", err);
    if (rc)
        return rc;
    rc = rota_records_delete(desk->store, id, err);
    if (!rc)
        rc = rota_store_commit(desk->store, err);
    if (rc)
        rota_store_rollback(desk->store);
    else if (!desk->cli->json)
        rota_text_addf(&desk->cli->out, "dropped %s\n", id);
    return rc;
}

rota_rc rota_record_drop(rota_cli *cli, rota_err *err) {
    return with_desk(cli, drop, err);
}
