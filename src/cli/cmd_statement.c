/* rota statement: how the home works and how steady its care is, for a placing authority. */
#include "cli/commands.h"
#include "cli/desk.h"
#include "records/statement.h"

#include <stdio.h>

enum { WEEKS = 13 };

static rota_rc log_used(rota_desk *desk, const rota_record_list *records, rota_day from,
                        rota_day to, rota_err *err) {
    rota_record_list used = {0};
    char period[2 * ROTA_DATE_SIZE + 2], first[ROTA_DATE_SIZE], last[ROTA_DATE_SIZE];
    snprintf(period, sizeof period, "%s..%s", rota_day_format(from, first),
             rota_day_format(to, last));
    rota_statement_uses(desk->home, records, from, to, &used);
    rota_rc rc = rota_desk_log(desk, "statement", NULL, period, &used, err);
    rota_record_list_done(&used);
    return rc;
}

static rota_rc state(rota_desk *desk, rota_record_list *records, rota_err *err) {
    ROTA_CLEANUP(rota_duties_done) rota_duties duties = {0};
    rota_statement statement;
    rota_day to = desk->today - 1, from = to - 7 * WEEKS + 1;
    rota_record_filter filter = ROTA_EVERY_RECORD;
    rota_rc rc = rota_cli_period(desk->cli, &from, &to, err);
    if (!rc && desk->store) /* only counted: nothing of them is shown */
        rc = rota_records_load(desk->store, &filter, desk->arena, records, err);
    if (!rc)
        rc = log_used(desk, records, from, to, err);
    if (!rc)
        rc = rota_desk_duties(desk, &duties, err);
    if (!rc)
        rc = rota_statement_make(desk->home, &duties, records, from, to, desk->arena, &statement,
                                 err);
    if (rc)
        return rc;
    if (desk->cli->json) {
        rota_cli_json(desk->cli, rota_statement_json(&statement));
        return ROTA_OK;
    }
    rota_page *page = rota_statement_page(&statement);
    rc = rota_desk_page(desk, page, err);
    rota_page_free(page);
    return rc;
}

static rota_rc run(rota_cli *cli, rota_err *err) {
    rota_desk desk = {0};
    rota_record_list records = {0};
    rota_rc rc = rota_desk_open(cli, ROTA_DESK_MAY, &desk, err);
    if (!rc)
        rc = state(&desk, &records, err);
    rota_record_list_done(&records);
    rota_desk_close(&desk);
    return rc;
}

static const rota_option options[] = {
    ROTA_DESK_OPTIONS,
    {0, "from", "DATE", "first day (default: 13 weeks until yesterday)"},
    {0, "to", "DATE", "last day"},
    {'o', "output", "FILE", "write it as a page of HTML"},
    {0, NULL, NULL, NULL},
};

const rota_verb rota_cmd_statement = {
    .name = "statement",
    .args = "",
    .summary = "how the home works and how steady its care is, for others",
    .details = "For a placing authority: how the home uses the Secure Base model, what was written,"
               " continuity of care\nin each group, changes of key caregivers by reason. No child"
               " and nobody of the staff is named.",
    .options = options,
    .run = run,
};
