/* rota publish: a draft becomes the rota of record. */
#include "cli/commands.h"
#include "cli/context.h"
#include "core/mem.h"
#include "io/publications.h"

#include <stdlib.h>

static void add_text(const char *plan, rota_day from, rota_day to, const rota_publish_count *count,
                     rota_text *out) {
    char period[ROTA_WORDS_SIZE];
    rota_words_period(from, to, period);
    if (!count->number) {
        rota_text_addf(out, "plan '%s' is the rota of record of %s already: nothing changed\n",
                       plan, period);
        return;
    }
    rota_text_addf(out, "published plan '%s', %s: %d duties, now the rota of record\n", plan,
                   period, count->same + count->added);
    if (count->removed + count->same)
        rota_text_addf(out, "%d as before, %d new, %d gone; what they replace is kept as it was\n",
                       count->same, count->added, count->removed);
    rota_text_addf(out, "kept as publication %d ('rota show --published' lists them)\n",
                   count->number);
}

static rota_json *to_json(const char *plan, rota_day from, rota_day to,
                          const rota_publish_count *count, bool dry_run) {
    char buf[ROTA_DATE_SIZE];
    rota_json *json = rota_json_object();
    rota_json_set_text(json, "plan", plan);
    rota_json_set_text(json, "from", rota_day_format(from, buf));
    rota_json_set_text(json, "to", rota_day_format(to, buf));
    if (count->number)
        rota_json_set_int(json, "publication", count->number);
    else
        rota_json_set_text(json, "publication", NULL);
    rota_json_set_int(json, "same", count->same);
    rota_json_set_int(json, "added", count->added);
    rota_json_set_int(json, "removed", count->removed);
    rota_json_set_bool(json, "dry_run", dry_run);
    return json;
}

/* The days of the plan, or those of them that the command line asks for. */
static rota_rc find_days(rota_cli *cli, const char *plan, rota_day *from, rota_day *to,
                         rota_err *err) {
    rota_plan_info info = {0};
    bool found = false;
    rota_rc rc = rota_cli_find_plan(cli->folder, plan, &found, &info, err);
    if (rc || !found) /* publishing says the near miss */
        return rc;
    *from = info.from;
    *to = info.to;
    rc = rota_cli_period(cli, from, to, err);
    if (rc)
        return rc;
    char period[ROTA_WORDS_SIZE];
    if (*from < info.from || *to > info.to)
        return rota_fail(err, ROTA_E_USAGE, "plan '%s' has only the days %s", plan,
                         rota_words_period(info.from, info.to, period));
    return ROTA_OK;
}

/* What stands in the rota now and should be looked at. */
static void note_breaches(rota_cli *cli, const rota_choice *choice) {
    rota_report report = rota_choice_report(choice);
    rota_report_init(&report, ROTA_REPORT_LAW | ROTA_REPORT_DEMAND);
    size_t breaches = rota_findings_count(&report.findings, ROTA_FAIL);
    int missing = rota_report_short(&report);
    if (breaches)
        rota_cli_note_after(cli,
                            "look at it: %zu breach%s of working time ('rota check --plan %s')",
                            breaches, breaches == 1 ? "" : "es", choice->plan.name);
    if (missing)
        rota_cli_note_after(cli,
                            "look at it: %d %s missing from the minimum ('rota show --plan %s')",
                            missing, missing == 1 ? "person is" : "people are", choice->plan.name);
    rota_report_done(&report);
}

/* The plan as it is published, before anything is written. */
static rota_rc look_at_plan(rota_cli *cli, const char *plan, rota_day from, rota_day to,
                            rota_err *err) {
    rota_choice choice = {0};
    rota_rc rc = rota_cli_choose_plan(cli, plan, &choice, err);
    if (rc)
        return rc;
    choice.from = from;
    choice.to = to;
    note_breaches(cli, &choice);
    rota_choice_done(&choice);
    return ROTA_OK;
}

static rota_rc publish(rota_cli *cli, const char *plan, rota_day *from, rota_day *to,
                       rota_publish_count *count, rota_err *err) {
    rota_store *store = cli->folder->store;
    rota_rc rc = rota_store_begin(store, "rota publish", err);
    if (rc)
        return rc;
    rc = find_days(cli, plan, from, to, err);
    if (!rc)
        rc = rota_publish(cli->folder, plan, *from, *to, count, err);
    if (rc || rota_options_has(&cli->options, "dry-run"))
        rota_store_rollback(store);
    else
        rc = rota_store_commit(store, err);
    return rc;
}

static rota_rc run(rota_cli *cli, rota_err *err) {
    const char *plan = cli->options.args[0];
    bool dry_run = rota_options_has(&cli->options, "dry-run");
    rota_publish_count count = {0};
    rota_day from = 0, to = 0;
    rota_rc rc = rota_cli_open(cli, err);
    if (!rc)
        rc = publish(cli, plan, &from, &to, &count, err);
    if (!rc)
        rc = look_at_plan(cli, plan, from, to, err);
    if (rc)
        return rc;
    if (cli->json)
        rota_cli_json(cli, to_json(plan, from, to, &count, dry_run));
    else
        add_text(plan, from, to, &count, &cli->out);
    if (dry_run)
        rota_cli_note_after(cli, "only looked: nothing was kept");
    return ROTA_OK;
}

static const rota_option options[] = {
    {0, "from", "DATE", "first day (default: the plan's)"},
    {0, "to", "DATE", "last day (default: the plan's)"},
    {'n', "dry-run", NULL, "say what would change, keep nothing"},
    {0, NULL, NULL, NULL},
};

const rota_verb rota_cmd_publish = {
    .name = "publish",
    .args = "PLAN",
    .summary = "makes a plan the rota of record; what it replaces is kept",
    .details = "The rota of record of the plan's days becomes that of the plan. Each publication is"
               " kept as it was,\nwith its time and the times of the shifts of then: see 'rota"
               " show --published'. Importing\nassignments without --plan is a publication, too."
               " The plan itself stays as a draft.",
    .options = options,
    .min_args = 1,
    .max_args = 1,
    .run = run,
};
