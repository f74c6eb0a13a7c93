/* rota plan: plan a period, keep it as a draft, say what is good and bad about it. */
#include "cli/commands.h"
#include "cli/context.h"
#include "cli/planner_facts.h"
#include "cli/progress.h"
#include "cli/signals.h"
#include "core/mem.h"
#include "plan/plan.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { WEEK = 7, MOST_WEEKS = 53, MOST_THREADS = 64, WHAT_SIZE = 80 };

/* What one run of the command works with. */
typedef struct {
    const char *name;
    rota_home *home;
    rota_assignment *draft; /* as it was */
    rota_assignment *start; /* of --start, NULL: none */
    rota_plan_request request;
    rota_planned planned;
    rota_plan_info info;
    rota_duties duties;
} job;

static void job_done(job *j) {
    rota_duties_done(&j->duties);
    rota_planned_done(&j->planned);
    rota_home_free(j->home);
    free(j->draft);
    free(j->start);
}

static rota_rc read_period(const rota_cli *cli, job *j, rota_err *err) {
    rota_day today = 0;
    int weeks = 1;
    rota_rc rc = rota_cli_today(cli, &today, err);
    j->request.from = rota_week_start(today, cli->folder->settings.home.week_starts) + WEEK;
    if (!rc)
        rc = rota_options_day(&cli->options, "from", &j->request.from, err);
    if (!rc)
        rc = rota_options_int(&cli->options, "weeks", 1, MOST_WEEKS, &weeks, err);
    j->request.to = j->request.from + weeks * WEEK - 1;
    return rc;
}

static rota_rc read_solve(const rota_cli *cli, job *j, rota_err *err) {
    rota_solve_settings *solve = &j->request.solve;
    const rota_settings *settings = &cli->folder->settings;
    double gap = settings->plan.gap;
    rota_solve_settings_init(solve);
    solve->time_limit = settings->plan.time_limit;
    solve->threads = settings->plan.threads;
    solve->seed = settings->plan.seed;
    rota_rc rc =
        rota_options_number(&cli->options, "time-limit", 0.1, 86400, &solve->time_limit, err);
    if (!rc)
        rc = rota_options_number(&cli->options, "gap", 0, 100, &gap, err);
    if (!rc)
        rc = rota_options_int(&cli->options, "seed", 0, 1000000000, &solve->seed, err);
    if (!rc)
        rc = rota_options_int(&cli->options, "threads", 1, MOST_THREADS, &solve->threads, err);
    solve->gap = gap / 100;
    return rc;
}

static rota_rc read_name(const rota_cli *cli, job *j, rota_err *err) {
    const char *name = rota_options_get(&cli->options, "name");
    j->name = name ? name : "draft";
    if (!rota_is_id(j->name))
        return rota_fail(err, ROTA_E_USAGE,
                         "--name: '%s' is not a name: 1 to 32 of A-Z a-z 0-9 _ -", j->name);
    return ROTA_OK;
}

/* The rota that the search begins with: of the plan that --start names, else the draft. */
static rota_rc load_start(const rota_cli *cli, job *j, rota_err *err) {
    const char *name = rota_options_get(&cli->options, "start");
    rota_plan_request *request = &j->request;
    bool fresh = rota_options_has(&cli->options, "fresh");
    if (fresh && name)
        return rota_fail(err, ROTA_E_USAGE, "--fresh and --start exclude each other");
    if (!fresh && !name) {
        request->start = request->draft;
        request->nstart = request->ndraft;
    }
    if (!name)
        return ROTA_OK;
    rota_plan_info info;
    rota_rc rc =
        rota_plan_load(cli->folder, j->home, name, &info, &j->start, &request->nstart, err);
    request->start = j->start;
    return rc;
}

/* The home, and the draft of that name if there is one: both of one moment. */
static rota_rc load(rota_cli *cli, job *j, rota_err *err) {
    bool found = false;
    rota_plan_info before;
    rota_rc rc = rota_store_begin_read(cli->folder->store, err);
    if (rc)
        return rc;
    rc = rota_load_home(cli->folder, &j->home, err);
    if (!rc)
        rc = rota_cli_rules_on(cli, j->home, j->request.to, err);
    if (!rc)
        rc = rota_cli_find_plan(cli->folder, j->name, &found, NULL, err);
    if (!rc && found)
        rc = rota_plan_load(cli->folder, j->home, j->name, &before, &j->draft, &j->request.ndraft,
                            err);
    j->request.draft = j->draft;
    if (!rc)
        rc = load_start(cli, j, err);
    rota_store_rollback(cli->folder->store); /* nothing was written */
    return rc;
}

static void tell_work(const job *j) {
    rota_text words = {0};
    rota_planner_summary(&j->planned, &words);
    fputs(rota_text_str(&words), stderr);
    rota_text_done(&words);
}

static rota_rc solve(rota_cli *cli, job *j, rota_err *err) {
    bool verbose = rota_options_has(&cli->options, "verbose");
    rota_progress_line line;
    rota_progress_init(&line, cli->quiet, verbose);
    j->request.solve.progress = rota_progress_show;
    j->request.solve.progress_data = &line;
    j->request.solve.stop = rota_signals_flag();
    rota_signals_catch();
    rota_rc rc = rota_plan_home(j->home, &j->request, &j->planned, cli->faults, err);
    rota_progress_end(&line);
    j->request.solve.progress = NULL;
    j->request.solve.progress_data = NULL;
    if (!rc && verbose)
        tell_work(j);
    return rc;
}

/* Is the draft still what the plan started from? Pins may have been imported meanwhile. */
static bool draft_is_as_read(rota_cli *cli, const job *j) {
    ROTA_CLEANUP(rota_freep) rota_assignment *now = NULL;
    size_t n = 0;
    bool found = false;
    rota_plan_info info;
    if (rota_cli_find_plan(cli->folder, j->name, &found, NULL, NULL) != ROTA_OK)
        return false;
    if (found && rota_plan_load(cli->folder, j->home, j->name, &info, &now, &n, NULL) != ROTA_OK)
        return false;
    bool same = n == j->request.ndraft;
    for (size_t i = 0; i < n && same; i++) {
        const rota_assignment *a = &now[i], *b = &j->draft[i];
        same = a->date == b->date && a->shift == b->shift && a->group == b->group &&
               a->staff == b->staff && a->pinned == b->pinned;
    }
    return same;
}

/* A draft that was changed while it was planned is left alone: the plan gets a name of its own. */
static rota_rc keep_apart(rota_cli *cli, job *j, rota_err *err) {
    bool found = !draft_is_as_read(cli, j);
    rota_rc rc = ROTA_OK;
    if (found)
        rota_cli_note(cli, "draft '%s' was changed while this plan was made, so it stays as it is",
                      j->name);
    for (unsigned i = 2; found && !rc; i++) {
        snprintf(j->info.name, sizeof j->info.name, "%.27s-%u", j->name, i % 1000U);
        rc = rota_cli_find_plan(cli->folder, j->info.name, &found, NULL, err);
        if (!rc && !found)
            j->name = j->info.name;
    }
    return rc;
}

static rota_rc save(rota_cli *cli, job *j, rota_err *err) {
    rota_plan_info *info = &j->info;
    const rota_planned *planned = &j->planned;
    *info = (rota_plan_info){.from = j->request.from,
                             .to = j->request.to,
                             .proven = planned->proven,
                             .objective = planned->objective,
                             .bound = planned->bound,
                             .seconds = planned->seconds,
                             .nparts = ROTA_NPARTS};
    memcpy(info->name, j->name, strlen(j->name) + 1);
    const char *status = rota_status_name(planned->status);
    memcpy(info->status, status, strlen(status) + 1);
    memcpy(info->breakdown, planned->breakdown, sizeof planned->breakdown);
    rota_rc rc = rota_store_begin(cli->folder->store, "rota plan", err);
    if (!rc)
        rc = keep_apart(cli, j, err);
    if (!rc)
        rc = rota_plan_save(cli->folder, j->home, info, planned->assignments, planned->count, err);
    if (!rc)
        rc = rota_store_commit(cli->folder->store, err);
    if (rc)
        rota_store_rollback(cli->folder->store);
    return rc;
}

static void add_text(const rota_report *report, const rota_look *look, rota_text *out) {
    static void (*const views[])(const rota_report *, const rota_look *, rota_text *) = {
        rota_view_by_staff,   rota_view_by_group, rota_view_continuity,
        rota_view_shortfalls, rota_view_breaches, rota_view_breakdown,
    };
    char period[ROTA_WORDS_SIZE];
    rota_text title = {0};
    rota_text_addf(&title, "Plan '%s', %s", report->plan->name,
                   rota_words_period(report->from, report->to, period));
    rota_look_add(look, ROTA_BOLD, rota_text_str(&title), out);
    rota_text_done(&title);
    rota_text_add(out, "\n");
    rota_view_status(report, look, out);
    for (size_t i = 0; i < sizeof views / sizeof *views; i++) {
        rota_text_add(out, "\n");
        views[i](report, look, out);
    }
}

/* The answer, and whether it is bad news. */
static rota_rc tell(rota_cli *cli, job *j, rota_err *err) {
    rota_rc rc = rota_plan_request_duties(j->home, &j->request, j->planned.assignments,
                                          j->planned.count, &j->duties, err);
    if (rc)
        return rc;
    char what[WHAT_SIZE];
    snprintf(what, sizeof what, "plan '%s'", j->name);
    rota_report report = {.home = j->home,
                          .plan = &j->info,
                          .what = what,
                          .from = j->request.from,
                          .to = j->request.to,
                          .duties = &j->duties};
    unsigned parts = ROTA_REPORT_DEMAND | ROTA_REPORT_REASONS | ROTA_REPORT_CONTINUITY |
                     ROTA_REPORT_LAW | ROTA_REPORT_HOME;
    rota_report_init(&report, cli->json ? parts | ROTA_REPORT_CHILDREN : parts);
    if (cli->json) {
        rota_json *json = rota_json_report(&report);
        rota_json_set(json, "solver",
                      rota_planner_json(&j->planned, rota_options_has(&cli->options, "verbose")));
        rota_cli_json(cli, json);
    } else {
        add_text(&report, &cli->look, &cli->out);
    }
    bool bad =
        rota_report_short(&report) > 0 || rota_findings_count(&report.findings, ROTA_FAIL) > 0;
    rota_report_done(&report);
    return bad ? ROTA_BAD_NEWS : ROTA_OK;
}

static rota_rc plan(rota_cli *cli, job *j, rota_err *err) {
    rota_rc rc = read_name(cli, j, err);
    if (!rc)
        rc = rota_cli_open(cli, err);
    if (!rc)
        rc = read_period(cli, j, err);
    if (!rc)
        rc = read_solve(cli, j, err);
    if (!rc) /* said now and not after minutes of planning */
        rc = rota_store_may_write(cli->folder->store, err);
    if (!rc)
        rc = load(cli, j, err);
    if (!rc)
        rc = solve(cli, j, err);
    if (rc)
        return rc;
    rota_err unkept = {0};
    rota_rc kept = save(cli, j, &unkept);
    rc = tell(cli, j, err);
    if (rc && rc != ROTA_BAD_NEWS)
        return rc;
    if (kept) /* the work is not lost: it is printed */
        return rota_fail(err, kept, "%s; the rota above is not kept", unkept.message);
    if (j->planned.status == ROTA_STATUS_STOPPED)
        return rota_fail(err, ROTA_E_INTERRUPTED,
                         "interrupted; the best rota found so far is kept as draft '%s'", j->name);
    rota_cli_note_after(cli,
                        "kept as draft '%s'; see also: rota show --plan %s, rota check --plan %s",
                        j->name, j->name, j->name);
    return rc;
}

static rota_rc run(rota_cli *cli, rota_err *err) {
    job j = {0};
    rota_rc rc = plan(cli, &j, err);
    rota_signals_release();
    job_done(&j);
    return rc;
}

static const rota_option options[] = {
    {0, "from", "DATE", "first day (default: the first day of next week)"},
    {0, "weeks", "N", "how many weeks, 1 to 53 (default 1)"},
    {0, "name", "P", "name of the draft (default 'draft')"},
    {0, "start", "P", "begin the search with the rota of that plan (default: the draft's own)"},
    {0, "fresh", NULL, "begin the search anew, with no rota"},
    {0, "time-limit", "S", "stop after so many seconds with the best rota found"},
    {0, "gap", "PCT", "stop when proven within so many per cent of the best; 0 = prove it"},
    {0, "seed", "N", "another seed tries in another order"},
    {0, "threads", "N", "processors to use"},
    {'v', "verbose", NULL, "trace of the planner: phases, best rota, bound, LP, lines"},
    {0, NULL, NULL, NULL},
};

const rota_verb rota_cmd_plan = {
    .name = "plan",
    .args = "",
    .summary = "plans the rota and keeps it as a draft",
    .details = "Plans so that the law is kept, every shift has its people and the children see"
               " few and\nwell-known faces. Prints the rota, its continuity, what falls short and"
               " why, and how far\nfrom the best possible it may be. If there is a draft of that"
               " name, its pinned duties stay,\nand the search begins with what is still lawful of "
               "its rota.\nCtrl-C stops and keeps the best rota found so"
               " far.",
    .options = options,
    .run = run,
};
