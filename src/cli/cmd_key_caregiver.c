/* rota key-caregiver: who a child's own is, who was, and why it changed. */
#include "cli/commands.h"
#include "cli/context.h"
#include "core/mem.h"
#include "io/key_caregivers.h"

#include <stdio.h>
#include <string.h>

static rota_rc find_child(const rota_home *home, const char *id, int *out, rota_err *err) {
    ROTA_CLEANUP(rota_freep) const char **names = ROTA_NEW_ARRAY(const char *, home->nchildren + 1);
    for (int i = 0; i < home->nchildren; i++) {
        names[i] = home->children[i].id;
        if (strcmp(names[i], id) == 0) {
            *out = i;
            return ROTA_OK;
        }
    }
    const char *nearest = rota_text_nearest(id, names, (size_t)home->nchildren);
    return nearest
               ? rota_fail(err, ROTA_E_INPUT, "unknown child '%s'; did you mean '%s'?", id, nearest)
               : rota_fail(err, ROTA_E_INPUT, "unknown child '%s'", id);
}

static rota_rc find_staff(const rota_home *home, const char *id, rota_err *err) {
    if (rota_home_find_staff(home, id) >= 0)
        return ROTA_OK;
    ROTA_CLEANUP(rota_freep) const char **names = ROTA_NEW_ARRAY(const char *, home->nstaff + 1);
    for (int i = 0; i < home->nstaff; i++)
        names[i] = home->staff[i].id;
    const char *nearest = rota_text_nearest(id, names, (size_t)home->nstaff);
    return nearest
               ? rota_fail(err, ROTA_E_INPUT, "unknown staff '%s'; did you mean '%s'?", id, nearest)
               : rota_fail(err, ROTA_E_INPUT, "unknown staff '%s'", id);
}

/* ---- The history ---- */

static rota_json *history_json(const rota_home *home, int child) {
    char from[ROTA_DATE_SIZE];
    int key = home->children[child].key_caregiver;
    rota_json *object = rota_json_object(), *changes = rota_json_array();
    rota_json_set_text(object, "child", home->children[child].id);
    rota_json_set_text(object, "key_caregiver", key < 0 ? NULL : home->staff[key].id);
    for (int i = 0; i < home->nkey_changes; i++) {
        const rota_key_change *change = &home->key_changes[i];
        if (change->child != child)
            continue;
        rota_json *row = rota_json_object();
        rota_json_set_text(
            row, "from", change->from == ROTA_NO_DAY ? NULL : rota_day_format(change->from, from));
        rota_json_set_text(row, "staff", home->staff[change->staff].id);
        rota_json_set_text(row, "reason", rota_key_reason_name(change->reason));
        rota_json_set_text(row, "note", *change->note ? change->note : NULL);
        rota_json_append(changes, row);
    }
    rota_json_set(object, "history", changes);
    return object;
}

static void add_history(rota_cli *cli, const rota_home *home, int child) {
    char from[ROTA_DATE_SIZE];
    int key = home->children[child].key_caregiver;
    rota_text_addf(&cli->out, "%s: %s\n", home->children[child].name,
                   key < 0 ? "no key caregiver" : home->staff[key].name);
    rota_table *table = rota_table_new(4);
    for (int i = 0; i < home->nkey_changes; i++) {
        const rota_key_change *change = &home->key_changes[i];
        if (change->child != child)
            continue;
        rota_table_row(table);
        rota_table_cellf(table, 0, ROTA_PLAIN, "from %s",
                         change->from == ROTA_NO_DAY ? "the beginning"
                                                     : rota_day_format(change->from, from));
        rota_table_cell(table, 1, ROTA_PLAIN, home->staff[change->staff].name);
        rota_table_cell(table, 2, ROTA_PLAIN, rota_key_reason_words(change->reason));
        rota_table_cell(table, 3, ROTA_PLAIN, change->note);
    }
    rota_table_write(table, &cli->look, 2, &cli->out);
    rota_table_free(table);
}

/* ---- A change ---- */

static rota_rc read_change(const rota_cli *cli, const rota_home *home, int child,
                           rota_key_caregiver_change *out, rota_err *err) {
    rota_rc rc = rota_cli_today(cli, &out->from, err);
    bool first = home->children[child].key_caregiver < 0;
    out->child = home->children[child].id;
    out->staff = cli->options.args[1];
    out->note = rota_options_get(&cli->options, "note");
    out->reason = first ? "first" : NULL;
    if (!rc)
        rc = rota_options_day(&cli->options, "from", &out->from, err);
    if (!rc)
        rc = rota_options_choice(&cli->options, "reason",
                                 "first|child_asked|leaving_or_absence|no_bond|manager",
                                 &out->reason, err);
    if (!rc && !out->reason)
        rc = rota_fail(err, ROTA_E_USAGE,
                       "why? --reason child_asked, leaving_or_absence, no_bond or manager (with "
                       "--note)");
    return rc ? rc : find_staff(home, out->staff, err);
}

static rota_rc change(rota_cli *cli, rota_home **home, int child, rota_err *err) {
    rota_key_caregiver_change row = {0};
    rota_rc rc = read_change(cli, *home, child, &row, err);
    if (!rc)
        rc = rota_store_begin(cli->folder->store, "rota key-caregiver", err);
    if (rc)
        return rc;
    rc = rota_key_caregiver_change_write(cli->folder->store, &row, err);
    if (!rc)
        rc = rota_store_commit(cli->folder->store, err);
    if (rc) {
        rota_store_rollback(cli->folder->store);
        return rc;
    }
    rota_cli_note_after(cli, "%s is a key caregiver of the child's group now (bonds.csv)",
                        row.staff);
    rota_home_free(*home);
    *home = NULL;
    return rota_cli_load(cli, home, err);
}

static rota_rc run(rota_cli *cli, rota_err *err) {
    rota_home *home = NULL;
    int child = -1;
    rota_rc rc = rota_cli_open(cli, err);
    if (!rc)
        rc = rota_cli_load(cli, &home, err);
    if (!rc)
        rc = find_child(home, cli->options.args[0], &child, err);
    if (!rc && cli->options.nargs > 1)
        rc = change(cli, &home, child, err);
    if (!rc && cli->json)
        rota_cli_json(cli, history_json(home, child));
    else if (!rc)
        add_history(cli, home, child);
    rota_home_free(home);
    return rc;
}

static const rota_option options[] = {
    {0, "reason", "R", "child_asked, leaving_or_absence, no_bond or manager"},
    {0, "note", "TEXT", "more about it; a manager's decision needs it"},
    {0, "from", "DATE", "first day of the new one (default: today)"},
    {0, NULL, NULL, NULL},
};

const rota_verb rota_cmd_key_caregiver = {
    .name = "key-caregiver",
    .args = "CHILD [STAFF]",
    .summary = "tells who a child's key caregiver is and was, or changes it",
    .details = "With STAFF the child gets another key caregiver, which needs a reason. It is kept"
               " with its day; the\nnew one becomes key caregiver of the child's group, the one"
               " before stays in its team.",
    .options = options,
    .min_args = 1,
    .max_args = 2,
    .run = run,
};
