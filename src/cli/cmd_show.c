/* rota show: print a rota. */
#include "cli/commands.h"
#include "cli/context.h"
#include "cli/show_published.h"

#include <math.h>
#include <string.h>

typedef void view(const rota_report *report, const rota_look *look, rota_text *out);

static view *view_of(const char *by) {
    return strcmp(by, "group") == 0   ? rota_view_by_group
           : strcmp(by, "child") == 0 ? rota_view_by_child
                                      : rota_view_by_staff;
}

/* The points are those of the whole plan, also where other days are shown. */
static void add_plan_period(const rota_report *report, const rota_look *look, rota_text *out) {
    const rota_plan_info *plan = report->plan;
    if (!plan || (plan->from == report->from && plan->to == report->to))
        return;
    char period[ROTA_WORDS_SIZE];
    rota_text line = {0};
    rota_text_addf(&line, "The plan is for %s", rota_words_period(plan->from, plan->to, period));
    rota_look_add(look, ROTA_PLAIN, rota_text_str(&line), out);
    rota_text_add(out, isfinite(plan->objective) ? "; its figures:\n" : ".\n");
    rota_text_done(&line);
}

static void add_title(const rota_report *report, const rota_look *look, rota_text *out) {
    char period[ROTA_WORDS_SIZE];
    rota_text title = {0};
    rota_text_addf(&title, "%s, %s", report->what,
                   rota_words_period(report->from, report->to, period));
    title.s[0] =
        (char)(title.s[0] >= 'a' && title.s[0] <= 'z' ? title.s[0] - 'a' + 'A' : title.s[0]);
    rota_look_add(look, ROTA_BOLD, rota_text_str(&title), out);
    rota_text_add(out, "\n");
    rota_text_done(&title);
    add_plan_period(report, look, out);
    if (report->worked)
        rota_view_recorded(report, look, out);
    rota_view_status(report, look, out);
    rota_text_add(out, "\n");
}

/* Which of the rotas that there are? */
static rota_rc choose(rota_cli *cli, rota_choice *choice, rota_err *err) {
    const char *published = rota_options_get(&cli->options, "published");
    if (!published)
        return rota_cli_choose(cli, false, choice, err);
    if (rota_options_has(&cli->options, "plan") || rota_options_has(&cli->options, "worked"))
        return rota_fail(err, ROTA_E_USAGE,
                         "--plan, --worked and --published are three rotas; choose one");
    return rota_cli_choose_publication(cli, published, choice, err);
}

static rota_rc show(rota_cli *cli, const char *by, rota_err *err) {
    rota_choice choice = {0};
    rota_rc rc = choose(cli, &choice, err);
    if (rc)
        return rc;
    rota_report report = rota_choice_report(&choice);
    rota_report_init(&report,
                     cli->json ? ROTA_REPORT_DEMAND | ROTA_REPORT_REASONS : ROTA_REPORT_DEMAND);
    if (cli->json)
        rota_cli_json(cli, rota_json_report(&report));
    else {
        add_title(&report, &cli->look, &cli->out);
        view_of(by)(&report, &cli->look, &cli->out);
        if (rota_report_short(&report) > 0) {
            rota_text_add(&cli->out, "\n");
            rota_view_shortfalls(&report, &cli->look, &cli->out);
        }
    }
    rota_report_done(&report);
    rota_choice_done(&choice);
    return ROTA_OK;
}

static rota_rc run(rota_cli *cli, rota_err *err) {
    const char *by = "staff", *published = rota_options_get(&cli->options, "published");
    rota_rc rc = rota_options_choice(&cli->options, "by", "staff|group|child", &by, err);
    if (!rc)
        rc = rota_cli_open(cli, err);
    if (rc)
        return rc;
    if (rota_options_has(&cli->options, "against"))
        return rota_cli_show_against(cli, err);
    if (published && !*published)
        return rota_cli_show_publications(cli, err);
    return show(cli, by, err);
}

static const rota_option options[] = {
    {0, "plan", "P", "this plan (default: the latest plan, else the rota of record)"},
    {0, "worked", NULL, "what was really worked, and the rota of record where nothing is recorded"},
    {0, "against", "[P]",
     "with --worked: what changed against plan P, or publication @N (default: what was published)"},
    {0, "published", "[N]", "publication N; without N the list of all publications"},
    {0, "by", "WHAT", "staff, group or child (default staff)"},
    {0, "from", "DATE", "first day (default: the plan's, else that of the record's last week)"},
    {0, "to", "DATE", "last day"},
    {0, NULL, NULL, NULL},
};

const rota_verb rota_cmd_show = {
    .name = "show",
    .args = "",
    .summary = "prints a rota by staff, by group or by child",
    .details = "Says which rota it is: a plan, the rota of record, what was worked, or what was"
               " published.\nWith --worked --against: who worked what instead of whom, minutes of"
               " difference, absences, and\nhow much of what was announced came true. A day counts"
               " as it was published last before it began.",
    .options = options,
    .run = run,
};
