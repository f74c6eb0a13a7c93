/* rota team: reflections of a team, of four people or more. */
#include "cli/commands.h"
#include "cli/desk.h"
#include "records/team.h"

#include <stdlib.h>

static rota_rc show(rota_desk *desk, rota_record_list *records, rota_err *err) {
    rota_record_filter filter = ROTA_EVERY_RECORD;
    filter.type = &rota_team_reflection;
    const char *team = desk->cli->options.nargs ? desk->cli->options.args[0] : NULL;
    rota_rc rc = rota_desk_load(desk, &filter, records, NULL, err);
    if (!rc)
        rc = rota_desk_log(desk, "team", team, rota_options_get(&desk->cli->options, "period"),
                           records, err);
    if (rc)
        return rc;
    size_t n;
    rota_team_period *teams =
        rota_team_periods(records, team, rota_options_get(&desk->cli->options, "period"), &n);
    rota_page *page = rota_page_new("Teams");
    rota_json *array = rota_json_array();
    rota_page_heading(page, 1, "Teams as a secure base");
    for (size_t i = 0; i < n; i++) {
        rota_team_add_page(records, &teams[i], page);
        rota_json_append(array, rota_team_json(records, &teams[i]));
    }
    if (n == 0)
        rota_page_text(page, ROTA_PLAIN, "No reflections%s%s.", team ? " of " : "",
                       team ? team : "");
    if (desk->cli->json) {
        rota_json *object = rota_json_object();
        rota_json_set(object, "teams", array);
        rota_cli_json(desk->cli, object);
    } else {
        rota_json_free(array);
        rc = rota_desk_page(desk, page, err);
    }
    rota_page_free(page);
    free(teams);
    return rc;
}

static rota_rc run(rota_cli *cli, rota_err *err) {
    rota_desk desk = {0};
    rota_record_list records = {0};
    rota_rc rc = rota_desk_open(cli, ROTA_DESK_READS, &desk, err);
    if (!rc)
        rc = show(&desk, &records, err);
    rota_record_list_done(&records);
    rota_desk_close(&desk);
    return rc;
}

static const rota_option options[] = {
    ROTA_DESK_OPTIONS,
    {0, "period", "PERIOD", "this period (default: the last of each team)"},
    {'o', "output", "FILE", "write it as a page of HTML"},
    {0, NULL, NULL, NULL},
};

const rota_verb rota_cmd_team = {
    .name = "team",
    .args = "[TEAM]",
    .summary = "what a team says of itself, where four or more have answered",
    .details = "Reflections by the five domains of a team as a secure base, and what was agreed. Of"
               " fewer than four\npeople nothing is shown, and of more never who said what.",
    .options = options,
    .max_args = 1,
    .run = run,
};
