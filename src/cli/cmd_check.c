/* rota check: working time of a rota, planned, worked or from a file. */
#include "cli/check_file.h"
#include "cli/commands.h"
#include "cli/context.h"

static rota_rc choose(rota_cli *cli, rota_choice *choice, rota_err *err) {
    rota_rc rc = rota_cli_open(cli, err);
    if (rc)
        return rc;
    if (cli->options.nargs == 0)
        rc = rota_cli_choose(cli, true, choice, err);
    else if (rota_options_has(&cli->options, "plan") || rota_options_has(&cli->options, "worked"))
        rc =
            rota_fail(err, ROTA_E_USAGE, "a file, --plan and --worked are three rotas; choose one");
    else
        rc = rota_cli_choose_file(cli, cli->options.args[0], choice, err);
    if (!rc)
        rc = rota_cli_profile(cli, choice->home, err);
    if (rc)
        rota_choice_done(choice);
    return rc;
}

static rota_rc run(rota_cli *cli, rota_err *err) {
    rota_choice choice = {0};
    rota_rc rc = choose(cli, &choice, err);
    if (rc)
        return rc;
    rota_report report = rota_choice_report(&choice);
    rota_report_init(&report, ROTA_REPORT_LAW);
    if (cli->json)
        rota_cli_json(cli, rota_json_check(&report));
    else {
        rota_look_add(&cli->look, ROTA_PLAIN, "Of ", &cli->out);
        rota_look_add(&cli->look, ROTA_PLAIN, choice.what, &cli->out);
        rota_text_add(&cli->out, "\n");
        if (choice.worked)
            rota_view_recorded(&report, &cli->look, &cli->out);
        rota_view_findings(&report, &cli->look, &cli->out);
        rota_text_add(&cli->out, "\n");
        rota_view_hours(&report, &cli->look, &cli->out);
    }
    bool breach = rota_findings_count(&report.findings, ROTA_FAIL) > 0;
    rota_report_done(&report);
    rota_choice_done(&choice);
    return breach ? ROTA_BAD_NEWS : ROTA_OK;
}

static const rota_option options[] = {
    {0, "plan", "P", "this plan (default: the latest plan, else the rota of record)"},
    {0, "worked", NULL, "what was really worked, and the rota of record where nothing is recorded"},
    {0, "profile", "R", "other rules than the home's: a built-in name or a file"},
    {0, "from", "DATE", "first day (default: the plan's, else that of the last full week)"},
    {0, "to", "DATE", "last day"},
    {0, NULL, NULL, NULL},
};

const rota_verb rota_cmd_check = {
    .name = "check",
    .args = "[FILE.csv]",
    .summary = "checks working time: every breach with person, day, rule, law and figures",
    .details = "FILE.csv holds assignments (a row for each, or wide) and is checked against this"
               " home without\nchanging it. Exit status 1 when there is a breach. Not legal"
               " advice.",
    .options = options,
    .max_args = 1,
    .run = run,
};
