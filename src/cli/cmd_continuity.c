/* rota continuity: how few people each group and child meets, and how steadily. */
#include "cli/commands.h"
#include "cli/context.h"

static rota_rc run(rota_cli *cli, rota_err *err) {
    rota_choice choice = {0};
    rota_rc rc = rota_cli_open(cli, err);
    if (!rc)
        rc = rota_cli_choose(cli, true, &choice, err);
    if (rc)
        return rc;
    rota_report report = rota_choice_report(&choice);
    rota_report_init(&report, ROTA_REPORT_CONTINUITY | ROTA_REPORT_CHILDREN);
    if (cli->json)
        rota_cli_json(cli, rota_json_continuity(&report));
    else {
        rota_text_addf(&cli->out, "Of %s\n", choice.what);
        if (choice.worked)
            rota_view_recorded(&report, &cli->look, &cli->out);
        rota_view_continuity(&report, &cli->look, &cli->out);
        if (rota_options_has(&cli->options, "full")) {
            rota_text_add(&cli->out, "\n");
            rota_view_continuity_full(&report, &cli->look, &cli->out);
        }
    }
    rota_report_done(&report);
    rota_choice_done(&choice);
    return ROTA_OK;
}

static const rota_option options[] = {
    {0, "plan", "P", "this plan (default: the latest plan, else the rota of record)"},
    {0, "worked", NULL, "what was really worked, and the rota of record where nothing is recorded"},
    {0, "from", "DATE", "first day (default: the plan's, else that of the last full week)"},
    {0, "to", "DATE", "last day"},
    {0, "full", NULL, "every measure"},
    {0, NULL, NULL, NULL},
};

const rota_verb rota_cmd_continuity = {
    .name = "continuity",
    .args = "",
    .summary = "tells how steady the faces around each group and child are",
    .details = "One line for each group, then for each child: how many people they met (faces)"
               " and the fewest\nthat the hours allow, the share of care hours by the group's own"
               " team and by its key\ncaregivers, the days with a key caregiver there, and the"
               " nights after which an adult of\nbedtime is there when the children wake. Undefined"
               " measures are 'n/a'.",
    .options = options,
    .run = run,
};
