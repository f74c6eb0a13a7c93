/* rota team: reflections of a team, of four people or more. */
#include "cli/commands.h"
#include "cli/desk.h"
#include "records/team.h"
#include "records/training.h"

#include <stdlib.h>

/* Reflections and training sessions are about teams: both belong on the page. */
static rota_rc load(rota_desk *desk, const char *team, rota_record_list *reflections,
                    rota_record_list *sessions, rota_err *err) {
    rota_record_filter filter = ROTA_EVERY_RECORD;
    filter.type = &rota_team_reflection;
    rota_rc rc = rota_desk_load(desk, &filter, reflections, NULL, err);
    filter.type = &rota_training_session;
    if (!rc)
        rc = rota_desk_load(desk, &filter, sessions, NULL, err);
    const char *period = rota_options_get(&desk->cli->options, "period");
    if (!rc)
        rc = rota_desk_log(desk, "team", team, period, reflections, err);
    return rc ? rc : rota_desk_log(desk, "team", team, NULL, sessions, err);
}

static void add_teams(const rota_desk *desk, const char *team, const rota_record_list *records,
                      rota_page *page, rota_json *array) {
    size_t n;
    rota_team_period *teams =
        rota_team_periods(records, team, rota_options_get(&desk->cli->options, "period"), &n);
    rota_page_heading(page, 1, "Teams as a secure base");
    for (size_t i = 0; i < n; i++) {
        rota_team_add_page(records, &teams[i], page);
        rota_json_append(array, rota_team_json(records, &teams[i]));
    }
    if (n == 0)
        rota_page_text(page, ROTA_PLAIN, "No reflections%s%s.", team ? " of " : "",
                       team ? team : "");
    free(teams);
}

static rota_rc show(rota_desk *desk, rota_record_list *reflections, rota_record_list *sessions,
                    rota_err *err) {
    const char *team = desk->cli->options.nargs ? desk->cli->options.args[0] : NULL;
    ROTA_CLEANUP(rota_duties_done) rota_duties duties = {0};
    rota_rc rc = load(desk, team, reflections, sessions, err);
    if (!rc)
        rc = rota_desk_duties(desk, &duties, err);
    if (rc)
        return rc;
    rota_page *page = rota_page_new("Teams");
    rota_json *object = rota_json_object(), *array = rota_json_array();
    add_teams(desk, team, reflections, page, array);
    rota_json_set(object, "teams", array);
    const rota_record *last = rota_training_last(sessions, team, desk->today);
    if (last)
        rota_training_add_page(desk->home, &duties, last, desk->today, page);
    if (last)
        rota_json_set(object, "training",
                      rota_training_json(desk->home, &duties, last, desk->today));
    else
        rota_json_set_text(object, "training", NULL);
    if (desk->cli->json)
        rota_cli_json(desk->cli, object);
    else {
        rota_json_free(object);
        rc = rota_desk_page(desk, page, err);
    }
    rota_page_free(page);
    return rc;
}

static rota_rc run(rota_cli *cli, rota_err *err) {
    rota_desk desk = {0};
    rota_record_list reflections = {0}, sessions = {0};
    rota_rc rc = rota_desk_open(cli, ROTA_DESK_READS, &desk, err);
    if (!rc)
        rc = show(&desk, &reflections, &sessions, err);
    rota_record_list_done(&reflections);
    rota_record_list_done(&sessions);
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
               " fewer than four\npeople nothing is shown, and of more never who said what. Then"
               " the last training session: what was\ndecided, who does what, and continuity before"
               " a trial and in it.",
    .options = options,
    .max_args = 1,
    .run = run,
};
