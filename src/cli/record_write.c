/* rota record add, edit, amend, finalise, drop. */
#include "cli/record_parts.h"
#include "cli/signals.h"

#include "core/mem.h"
#include "io/csv.h"
#include "records/defaults.h"
#include "records/form.h"
#include "records/rules.h"
#include "records/view.h"

#include <string.h>

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

/* Somebody who was not on duty writes, too: they see on which shift the note stands. */
static void tell_shift(rota_desk *desk, const rota_record *record) {
    if (record->type != &rota_daily_note)
        return;
    const char *author = rota_record_get(record, "author_id");
    const char *shift = rota_record_get(record, "shift_id");
    bool given = rota_options_has(&desk->cli->options, "shift_id");
    if (*shift && !given && rota_home_find_staff(desk->home, author) >= 0 &&
        !rota_words_have(rota_record_get(record, "carer_ids"), author))
        rota_cli_note(desk->cli,
                      "'%s' is not on the rota then; the note stands with shift %s of %s "
                      "(another one: --shift-id)",
                      author, shift, rota_record_get(record, "date_event"));
}

static void take_author(rota_desk *desk, rota_record *record) {
    bool staff = rota_home_find_staff(desk->home, desk->reader.id) >= 0;
    bool anonymous = record->type == &rota_team_reflection &&
                     strcmp(rota_record_get(record, "respondent"), "supervisor") != 0;
    if (staff && !anonymous && !*rota_record_get(record, "author_id"))
        rota_record_set(record, "author_id", desk->reader.id);
}

static rota_rc ask_all(rota_desk *desk, rota_record *record, rota_err *err) {
    bool decided = *rota_record_get(record, "status");
    rota_rc rc = rota_record_ask_first(desk, record, err);
    if (!rc)
        rc = fill_in(desk, record, err);
    if (rc)
        return rc;
    rota_record_fill(record, desk->home, desk->arena);
    rc = rota_record_check_start(desk, record, err);
    if (rc)
        return rc;
    tell_shift(desk, record);
    rc = rota_record_ask_rest(desk, record, err);
    if (rc || decided)
        return rc;
    bool ended = false, final = rota_record_ask_yes("make it final?", true, &ended);
    if (ended)
        return rota_fail(err, ROTA_E_INTERRUPTED, "the answers ended");
    if (final)
        rota_record_set(record, "status", "final");
    return ROTA_OK;
}

/* An evening's work is not lost for one field that is missing, nor with the terminal. */
static rota_rc rescue(rota_desk *desk, rota_record *record, rota_rc rc, rota_err *err) {
    if (!rota_record_says_something(record))
        return rc == ROTA_E_INTERRUPTED
                   ? rota_fail(err, rc, "nothing was written, so nothing was kept")
                   : rc;
    if (!rota_record_keep_draft(desk, record))
        return rc == ROTA_E_INTERRUPTED
                   ? rota_fail(err, rc, "the answers ended; nothing could be kept")
                   : rc;
    const char *id = rota_record_id(record);
    return rota_fail(err, rc,
                     "kept as draft %s; go on with: rota record edit %s (away with it: rota record "
                     "drop %s)",
                     id, id, id);
}

static rota_rc add_by_asking(rota_desk *desk, rota_record *record, rota_err *err) {
    rota_signals_end_reading();
    rota_rc rc = ask_all(desk, record, err);
    if (!rc)
        rc = rota_record_keep(desk, record, err);
    if (rc == ROTA_E_INTERRUPTED || (rc == ROTA_E_INPUT && !rota_record_is_draft(record)))
        rc = rescue(desk, record, rc, err);
    rota_signals_release();
    return rc;
}

static rota_rc add(rota_desk *desk, const rota_record_type *type, rota_err *err) {
    rota_record *record = rota_record_new(desk->arena, type);
    rota_rc rc = take_given(desk, record, err);
    if (rc)
        return rc;
    take_author(desk, record);
    if (may_ask(desk->cli))
        return add_by_asking(desk, record, err);
    rc = fill_in(desk, record, err);
    if (!rc)
        rc = rota_record_keep(desk, record, err);
    if (!rc)
        tell_shift(desk, record);
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

/* A final that was begun as a draft is written on the day on which it is true, unless somebody gave
 * it another day. */
static void date_final(rota_desk *desk, const char *written_before, rota_record *record) {
    rota_day written = rota_record_day(record, "date_written"), told = rota_record_told(record);
    bool untouched = strcmp(written_before, rota_record_get(record, "date_written")) == 0;
    char today[ROTA_DATE_SIZE];
    if (!rota_record_is_draft(record) && untouched && written != ROTA_NO_DAY && written < told &&
        told <= desk->today)
        rota_record_set(record, "date_written",
                        rota_arena_strdup(desk->arena, rota_day_format(desk->today, today)));
}

/* One time through the editor. The form stays as it was typed, faults and all. */
static rota_rc edit_once(rota_desk *desk, rota_text *form, const rota_record *before,
                         rota_err *err) {
    rota_rc rc = rota_editor_run(desk->cli->folder->dir, form, err);
    if (rc)
        return rc;
    if (rota_form_is_empty(rota_text_str(form)))
        return rota_fail(err, ROTA_E_INTERRUPTED, "the form is empty; nothing was changed");
    rota_record *record = rota_record_copy(desk->arena, before);
    rota_form_read("form", rota_text_str(form), desk->home, desk->arena, record, desk->cli->faults);
    rc = fail_faults(desk->cli, err);
    if (rc)
        return rc;
    date_final(desk, rota_record_get(before, "date_written"), record);
    return rota_record_keep(desk, record, err);
}

/* What is wrong in the form is said, and the same form comes again: nothing is typed twice. */
static rota_rc change_by_editor(rota_desk *desk, const rota_record *record, rota_err *err) {
    ROTA_CLEANUP(rota_text_done) rota_text form = {0};
    rota_form_write(record, &form);
    for (;;) {
        rota_rc rc = edit_once(desk, &form, record, err);
        if (rc != ROTA_E_INPUT || desk->cli->faults->count == 0)
            return rc;
        rota_cli_print_faults(desk->cli);
        if (!rota_record_ask_yes("back to the editor?", true, NULL))
            return rota_fail(err, ROTA_E_INPUT, "nothing was changed");
    }
}

/* Options, a form, or the editor; nothing of these is an error. */
static rota_rc change(rota_desk *desk, rota_record *record, rota_err *err) {
    const rota_options *options = &desk->cli->options;
    bool given = rota_options_has(options, "file") || rota_options_has(options, "final") ||
                 rota_record_fields_given(desk->cli);
    if (!given && may_ask(desk->cli))
        return change_by_editor(desk, record, err);
    if (!given)
        return rota_fail(err, ROTA_E_USAGE, "what is to change? give --FIELD VALUE or --file FORM");
    const char *written = rota_record_get(record, "date_written");
    rota_rc rc = take_given(desk, record, err);
    if (rc)
        return rc;
    date_final(desk, written, record);
    return rota_record_keep(desk, record, err);
}

/* A record to be changed: whoever cannot see all of it would take away what they do not see. */
static rota_rc get_whole(rota_desk *desk, const char *id, rota_record **out, rota_err *err) {
    rota_rc rc = rota_desk_get(desk, id, out, err);
    if (!rc && rota_reader_hidden_sections(&desk->reader, *out))
        rc = rota_fail(err, ROTA_E_INPUT,
                       "record '%s' has sections that the child does not share with the team; its "
                       "author, who was there and managers change it, with --as",
                       id);
    return rc;
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
    rota_rc rc = get_whole(desk, id, &record, err);
    if (!rc && !rota_record_is_draft(record))
        rc = rota_fail(err, ROTA_E_INPUT,
                       "record '%s' is final and stays as it is: rota record amend %s", id, id);
    if (!rc)
        rc = log_one(desk, "edit", record, err);
    if (!rc)
        rc = change(desk, record, err);
    return rc;
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

/* One draft of an amendment is enough: two could not both become final. */
static rota_rc check_no_draft(rota_desk *desk, const rota_record *old, rota_err *err) {
    const char *id = rota_record_id(old);
    rota_record_list all = {0};
    rota_record_filter filter = ROTA_EVERY_RECORD;
    filter.type = old->type;
    filter.who = rota_record_who(old);
    rota_rc rc = rota_records_load(desk->store, &filter, desk->arena, &all, err);
    for (size_t i = 0; i < all.count && !rc; i++) {
        const char *draft = rota_record_id(all.items[i]);
        if (rota_record_is_draft(all.items[i]) &&
            strcmp(rota_record_get(all.items[i], "supersedes_id"), id) == 0)
            rc = rota_fail(err, ROTA_E_INPUT,
                           "draft '%s' amends '%s' already; go on with it: rota record edit %s",
                           draft, id, draft);
    }
    rota_record_list_done(&all);
    return rc;
}

static rota_rc amend(rota_desk *desk, const char *id, rota_err *err) {
    rota_record *old = NULL;
    rota_rc rc = get_whole(desk, id, &old, err);
    if (!rc && rota_record_is_draft(old))
        rc = rota_fail(err, ROTA_E_INPUT, "record '%s' is a draft: rota record edit %s", id, id);
    if (!rc && rota_record_is_amended(old))
        rc = rota_fail(err, ROTA_E_INPUT,
                       "record '%s' is amended already; amend the record that supersedes it", id);
    if (!rc)
        rc = check_no_draft(desk, old, err);
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
    return change(desk, record, err);
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
    rota_rc rc = get_whole(desk, id, &record, err);
    if (!rc && !rota_record_is_draft(record))
        rc = rota_fail(err, ROTA_E_INPUT, "record '%s' is final already", id);
    if (!rc)
        rc = log_one(desk, "finalise", record, err);
    if (rc)
        return rc;
    rota_record_set(record, "status", "final");
    date_final(desk, rota_record_get(record, "date_written"), record);
    return rota_record_keep(desk, record, err);
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
    rota_rc rc = get_whole(desk, id, &record, err);
    if (!rc && !rota_record_is_draft(record))
        rc = rota_fail(err, ROTA_E_INPUT,
                       "record '%s' is final and stays; only drafts can be dropped", id);
    if (!rc)
        rc = check_unnamed(desk, id, err);
    if (!rc)
        rc = log_one(desk, "drop", record, err);
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
