/* rota check: working time of a rota, planned, worked or from a file. */
#include "cli/check_file.h"
#include "cli/commands.h"
#include "cli/context.h"
#include "core/mem.h"
#include "core/terms.h"

#include <stdlib.h>

static rota_rc choose_any(rota_cli *cli, rota_choice *choice, rota_err *err) {
    bool other =
        rota_options_has(&cli->options, "plan") || rota_options_has(&cli->options, "worked");
    if (cli->options.nargs > 0 && other)
        return rota_fail(err, ROTA_E_USAGE,
                         "a file, --plan and --worked are three rotas; choose one");
    if (cli->options.nargs > 0)
        return rota_cli_choose_file(cli, cli->options.args[0], choice, err);
    rota_rc rc = rota_cli_open(cli, err);
    return rc ? rc : rota_cli_choose(cli, true, choice, err);
}

static rota_rc choose(rota_cli *cli, rota_choice *choice, rota_err *err) {
    rota_rc rc = choose_any(cli, choice, err);
    if (!rc)
        rc = rota_cli_profile(cli, choice->home, choice->to, err);
    if (!rc)
        rota_home_finish(choice->home); /* another profile may have another age */
    if (rc)
        rota_choice_done(choice);
    return rc;
}

/* The person whom an option names; -1 without it. */
static rota_rc find_person(const rota_cli *cli, const rota_home *home, const char *option,
                           int *staff, rota_err *err) {
    const char *person = rota_options_get(&cli->options, option);
    *staff = person ? rota_home_find_staff(home, person) : -1;
    if (!person || *staff >= 0)
        return ROTA_OK;
    const char **ids = ROTA_NEW_ARRAY(const char *, home->nstaff);
    for (int i = 0; i < home->nstaff; i++)
        ids[i] = home->staff[i].id;
    const char *near = rota_text_nearest(person, ids, (size_t)home->nstaff);
    free(ids);
    return rota_fail(err, ROTA_E_USAGE, "--%s: nobody has the id '%s'%s%s%s", option, person,
                     near ? "; did you mean '" : "", near ? near : "", near ? "'?" : "");
}

/* What if somebody had opted out? In this answer alone: nothing is kept. */
static rota_rc opt_out(const rota_cli *cli, rota_home *home, rota_report *report, rota_err *err) {
    int staff;
    rota_rc rc = find_person(cli, home, "opt-out", &staff, err);
    if (rc || staff < 0)
        return rc;
    home->staff[staff].opt_out = true;
    home->staff[staff].opt_out_terms = NULL;
    report->opted_out = home->staff[staff].id;
    return ROTA_OK;
}

/* The person and the rule that are asked for; -1 = any. */
static rota_rc read_filters(const rota_cli *cli, const rota_home *home, int *staff, int *rule,
                            rota_err *err) {
    const char *id = rota_options_get(&cli->options, "rule");
    rota_rc rc = find_person(cli, home, "person", staff, err);
    *rule = -1;
    if (!rc && id) {
        const char *ids[ROTA_NRULES];
        *rule = rota_rule_find(id);
        for (int i = 0; i < ROTA_NRULES; i++)
            ids[i] = rota_rule_id((enum rota_rule)i);
        const char *near = rota_text_nearest(id, ids, ROTA_NRULES);
        if (*rule < 0)
            return rota_fail(err, ROTA_E_USAGE, "--rule: '%s' is no rule; %s%s%s", id,
                             near ? "did you mean '" : "'rota config --rules' lists them",
                             near ? near : "", near ? "'?" : "");
    }
    return rc;
}

/* The report of whom the option names as opted out. */
static void add_opted_out(rota_cli *cli, const rota_report *report) {
    const rota_home *home = report->home;
    int staff = rota_home_find_staff(home, report->opted_out);
    const rota_person *person = &home->staff[staff];
    rota_look_add(&cli->look, ROTA_BOLD, "As if ", &cli->out);
    rota_look_add(&cli->look, ROTA_BOLD, *person->name ? person->name : person->id, &cli->out);
    rota_look_add(&cli->look, ROTA_BOLD,
                  rota_home_opted_out_on(home, staff, report->to)
                      ? " had opted out of the weekly limit in writing; rests, breaks and nights "
                        "stay as they are."
                      : " had opted out of the weekly limit: that has no effect, as they are "
                        "under age or these rules know no opt-out.",
                  &cli->out);
    rota_text_add(&cli->out, "\n");
}

static void add_text(rota_cli *cli, const rota_report *report, bool worked, bool margins) {
    rota_look_add(&cli->look, ROTA_PLAIN, "Of ", &cli->out);
    rota_look_add(&cli->look, ROTA_PLAIN, report->what, &cli->out);
    rota_text_add(&cli->out, "\n");
    if (report->opted_out)
        add_opted_out(cli, report);
    rota_view_later(report, &cli->look, &cli->out);
    if (worked)
        rota_view_recorded(report, &cli->look, &cli->out);
    rota_view_hours(report, &cli->look, &cli->out);
    rota_text_add(&cli->out, "\n");
    if (margins) {
        rota_view_margins(report, &cli->look, &cli->out);
        return;
    }
    rota_view_findings(report, &cli->look, &cli->out);
    if (report->comp.count > 0) {
        rota_text_add(&cli->out, "\n");
        rota_view_comp_rests(report, &cli->look, &cli->out);
    }
}

static void write_report(rota_cli *cli, const rota_report *report, bool worked, bool margins) {
    if (cli->json)
        rota_cli_json(cli,
                      rota_json_check(report, margins, rota_options_has(&cli->options, "leave")));
    else if (rota_options_has(&cli->options, "csv"))
        rota_view_findings_csv(report, &cli->out);
    else if (rota_options_has(&cli->options, "leave"))
        rota_view_leave(report, &cli->look, &cli->out);
    else
        add_text(cli, report, worked, margins);
}

static rota_rc prepare(rota_cli *cli, const rota_choice *choice, rota_report *report,
                       rota_earlier_rules **earlier, int *staff, int *rule, rota_err *err) {
    rota_rc rc = read_filters(cli, choice->home, staff, rule, err);
    if (!rc)
        rc = opt_out(cli, choice->home, report, err);
    if (!rc)
        rc = rota_cli_earlier_rules(cli, choice->home, choice->from, choice->to, earlier,
                                    &report->nearlier, err);
    report->earlier = *earlier;
    return rc;
}

static rota_rc run(rota_cli *cli, rota_err *err) {
    rota_choice choice = {0};
    rota_earlier_rules *earlier = NULL;
    int staff, rule;
    rota_rc rc = choose(cli, &choice, err);
    if (rc)
        return rc;
    rota_report report = rota_choice_report(&choice);
    rc = prepare(cli, &choice, &report, &earlier, &staff, &rule, err);
    if (!rc) {
        bool margins = rota_options_has(&cli->options, "margin");
        bool all = margins || rota_options_has(&cli->options, "all");
        rota_report_init(&report, ROTA_REPORT_LAW | ROTA_REPORT_HOME | (all ? ROTA_REPORT_ALL : 0));
        rota_report_only(&report, staff, rule);
        write_report(cli, &report, choice.worked, margins);
        if (rota_findings_count(&report.findings, ROTA_FAIL) > 0)
            rc = ROTA_BAD_NEWS;
        rota_report_done(&report);
    }
    free(earlier);
    rota_choice_done(&choice);
    return rc;
}

static const rota_option options[] = {
    {0, "plan", "P", "this plan (default: the latest plan, else the rota of record)"},
    {0, "worked", NULL, "what was really worked, and the rota of record where nothing is recorded"},
    {0, "profile", "R", "other rules than the home's: a built-in name or a file"},
    {0, "from", "DATE", "first day (default: the plan's, else that of the last full week)"},
    {0, "to", "DATE", "last day"},
    {0, "person", "ID", "of this person alone"},
    {0, "rule", "ID", "of this rule alone, for example daily_rest"},
    {0, "opt-out", "ID", "as if this person had opted out of the weekly limit; nothing is kept"},
    {0, "all", NULL, "what is well too, and what is not asked, with the reason"},
    {0, "margin", NULL, "how close everybody comes to each limit"},
    {0, "leave", NULL, "annual leave: due, booked, left, earned"},
    {0, "csv", NULL, "the findings as CSV"},
    {0, NULL, NULL, NULL},
};

const rota_verb rota_cmd_check = {
    .name = "check",
    .args = "[FILE.csv]",
    .summary = "checks working time: every breach with person, day, rule, law and figures",
    .details =
        "FILE.csv holds assignments (a row for each, or wide) or worked time (columns staff,"
        " start, end)\nand is checked against this home without changing it; worked time also"
        " without a home: people\nare then adults under the standard rules. Exit status 1 when"
        " there is a breach. Not legal advice.",
    .options = options,
    .max_args = 1,
    .run = run,
};
