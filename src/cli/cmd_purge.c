/* rota purge: delete what is old enough, and nothing else. */
#include "cli/commands.h"
#include "cli/context.h"
#include "io/purge.h"

static int total(const rota_purged *purged) {
    int rows = 0;
    for (int i = 0; i < ROTA_PURGED_KINDS; i++)
        rows += purged[i].rows;
    return rows;
}

static int years_of(const rota_cli *cli) {
    return rota_purge_years(&cli->folder->settings, &cli->folder->rules);
}

static void add_text(const rota_cli *cli, const rota_purged *purged, rota_day before, bool dry_run,
                     rota_text *out) {
    static const char *const titles[] = {"what", "rows", "of days", "why"};
    enum { COLUMNS = sizeof titles / sizeof *titles };
    char day[ROTA_DATE_SIZE], period[ROTA_WORDS_SIZE];
    rota_day_format(before, day);
    if (!total(purged)) {
        rota_text_addf(out, "nothing is of days before %s: nothing to purge\n", day);
        return;
    }
    rota_table *table = rota_table_new(COLUMNS);
    rota_table_row(table);
    for (int i = 0; i < COLUMNS; i++)
        rota_table_cell(table, i, ROTA_BOLD, titles[i]);
    rota_table_align_right(table, 1);
    for (int i = 0; i < ROTA_PURGED_KINDS; i++) {
        if (!purged[i].rows)
            continue;
        rota_table_row(table);
        rota_table_cell(table, 0, ROTA_PLAIN, purged[i].what);
        rota_table_cellf(table, 1, ROTA_PLAIN, "%d", purged[i].rows);
        rota_table_cell(table, 2, ROTA_PLAIN,
                        rota_words_period(purged[i].first, purged[i].last, period));
        rota_table_cellf(table, 3, ROTA_PLAIN, "%s (%s)", purged[i].why, day);
    }
    rota_text_addf(out, "%s, older than the %d years for which rotas are kept:\n",
                   dry_run ? "would be deleted" : "deleted", years_of(cli));
    rota_table_write(table, &cli->look, 0, out);
    rota_table_free(table);
}

static rota_json *to_json(const rota_cli *cli, const rota_purged *purged, rota_day before,
                          bool dry_run) {
    char buf[ROTA_DATE_SIZE];
    rota_json *json = rota_json_object(), *array = rota_json_array();
    rota_json_set_text(json, "before", rota_day_format(before, buf));
    rota_json_set_int(json, "retention_years", years_of(cli));
    rota_json_set_bool(json, "dry_run", dry_run);
    for (int i = 0; i < ROTA_PURGED_KINDS; i++) {
        rota_json *one = rota_json_object();
        bool any = purged[i].rows > 0;
        rota_json_set_text(one, "what", purged[i].what);
        rota_json_set_int(one, "rows", purged[i].rows);
        rota_json_set_text(one, "from", any ? rota_day_format(purged[i].first, buf) : NULL);
        rota_json_set_text(one, "to", any ? rota_day_format(purged[i].last, buf) : NULL);
        rota_json_append(array, one);
    }
    rota_json_set(json, "purged", array);
    return json;
}

static rota_rc purge(rota_cli *cli, rota_day before, rota_day today, rota_purged *purged,
                     rota_err *err) {
    rota_store *store = cli->folder->store;
    rota_rc rc = rota_store_begin(store, "rota purge", err);
    if (rc)
        return rc;
    rc = rota_purge(cli->folder, before, today, purged, err);
    if (rc || rota_options_has(&cli->options, "dry-run")) {
        rota_store_rollback(store);
        return rc;
    }
    rc = rota_store_commit(store, err);
    /* Deleted rows stay in free pages of the file until they are written over. */
    if (!rc && total(purged))
        rc = rota_store_exec(store, "VACUUM", err);
    return rc;
}

static rota_rc run(rota_cli *cli, rota_err *err) {
    rota_purged purged[ROTA_PURGED_KINDS] = {0};
    rota_day today = 0, before = 0;
    bool dry_run = rota_options_has(&cli->options, "dry-run");
    rota_rc rc = rota_cli_open(cli, err);
    if (!rc)
        rc = rota_cli_today(cli, &today, err);
    if (rc)
        return rc;
    before = rota_purge_limit(years_of(cli), today);
    rc = rota_options_day(&cli->options, "before", &before, err);
    if (rc)
        return rc;
    rota_cli_warn_retention(cli);
    rc = purge(cli, before, today, purged, err);
    if (rc)
        return rc;
    if (cli->json)
        rota_cli_json(cli, to_json(cli, purged, before, dry_run));
    else
        add_text(cli, purged, before, dry_run, &cli->out);
    if (dry_run)
        rota_cli_note_after(cli, "only looked: nothing was deleted");
    return ROTA_OK;
}

static const rota_option options[] = {
    {0, "before", "DATE", "what is of days before it (default: all that is old enough)"},
    {'n', "dry-run", NULL, "say what would go, delete nothing"},
    {0, NULL, NULL, NULL},
};

const rota_verb rota_cmd_purge = {
    .name = "purge",
    .args = "",
    .summary = "deletes rotas and worked time whose retention period is over",
    .details = "Rotas, planned, published and worked, leave and requests of days that are over"
               " retention_years\n(rota.ini, 15) ago. What is younger is refused. People, groups"
               " and children stay, and records of\nchildren are not touched: they are kept much"
               " longer. Backups and CSV files are yours to delete.",
    .options = options,
    .run = run,
};
