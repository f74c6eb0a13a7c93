/* rota supervision: places the supervision sessions that are due into a draft. */
#include "cli/commands.h"
#include "cli/context.h"
#include "core/mem.h"
#include "plan/plan.h"
#include "plan/supervision.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

typedef struct {
    rota_home *home;
    rota_plan_info plan;
    rota_assignment *rows; /* of the plan, with room for the sessions */
    size_t count;
    rota_session *sessions;
    size_t nsessions;
} job;

static void job_done(job *j) {
    free(j->sessions);
    free(j->rows);
    rota_home_free(j->home);
}

static rota_rc load(rota_cli *cli, job *j, rota_err *err) {
    const char *name = rota_options_get(&cli->options, "plan");
    rota_plan_info *plans = NULL;
    size_t n = 0;
    rota_rc rc = rota_load_home(cli->folder, &j->home, err);
    if (!rc)
        rc = rota_plan_list(cli->folder, &plans, &n, err);
    if (!rc && !name && n == 0)
        rc = rota_fail(err, ROTA_E_INPUT, "there is no plan yet; make one with rota plan");
    if (!rc)
        rc = rota_plan_load(cli->folder, j->home, name ? name : plans[n - 1].name, &j->plan,
                            &j->rows, &j->count, err);
    if (!rc)
        rc = rota_cli_rules_on(cli, j->home, j->plan.to, err);
    if (rc)
        return rc;
    if (j->home->nsupervision == 0)
        return rota_fail(err, ROTA_E_INPUT,
                         "nobody is supervised yet: fill in supervision.csv and "
                         "import it");
    for (int s = 0; s < j->home->nshifts; s++)
        if (rota_supervision_fits(&j->home->shifts[s]))
            return ROTA_OK;
    return rota_fail(err, ROTA_E_INPUT,
                     "no shift of kind meeting lasts 30 to 90 minutes; add one to shifts.csv (for "
                     "example SV,Supervision,15:15,16:15,,meeting)");
}

static rota_rc place(job *j, rota_err *err) {
    ROTA_CLEANUP(rota_duties_done) rota_duties duties = {0};
    size_t kept = 0;
    for (size_t i = 0; i < j->count; i++) /* rows outside the plan's days are of an earlier round */
        if (j->rows[i].date >= j->plan.from && j->rows[i].date <= j->plan.to)
            j->rows[kept++] = j->rows[i];
    j->count = kept;
    rota_rc rc =
        rota_plan_duties(j->home, j->rows, j->count, j->plan.from, j->plan.to, &duties, err);
    if (rc)
        return rc;
    j->sessions = rota_supervision_place(j->home, &duties, j->plan.from, j->plan.to, &j->nsessions);
    j->rows = rota_realloc(j->rows, j->count + 2 * j->nsessions + 1, sizeof *j->rows);
    for (size_t i = 0; i < j->nsessions; i++) {
        const rota_session *session = &j->sessions[i];
        int people[] = {session->row->staff, session->row->supervisor};
        for (int k = 0; k < 2 && session->placed; k++)
            j->rows[j->count++] = (rota_assignment){.date = session->date,
                                                    .shift = session->shift,
                                                    .group = -1,
                                                    .staff = people[k],
                                                    .pinned = true};
    }
    return ROTA_OK;
}

/* The planner's figures were those of the rota without the sessions. */
static rota_rc save(rota_cli *cli, job *j, rota_err *err) {
    snprintf(j->plan.status, sizeof j->plan.status, "draft");
    j->plan.proven = false;
    j->plan.objective = j->plan.bound = j->plan.seconds = NAN;
    j->plan.nparts = 0;
    return rota_plan_save(cli->folder, j->home, &j->plan, j->rows, j->count, err);
}

static const char *why_not(const rota_session *session) {
    return session->free_times ? "at every time when both are free a rule would be broken"
                               : "there is no time when both are free";
}

static void tell(rota_cli *cli, const job *j) {
    rota_table *table = rota_table_new(4);
    rota_json *object = rota_json_object(), *rows = rota_json_array();
    for (size_t i = 0; i < j->nsessions; i++) {
        const rota_session *session = &j->sessions[i];
        const rota_home *home = j->home;
        char day[ROTA_WORDS_SIZE], date[ROTA_DATE_SIZE];
        rota_json *row = rota_json_object();
        rota_json_set_text(row, "staff", home->staff[session->row->staff].id);
        rota_json_set_text(row, "supervisor", home->staff[session->row->supervisor].id);
        rota_json_set_text(row, "due", rota_day_format(session->due, date));
        rota_json_set_text(row, "date",
                           session->placed ? rota_day_format(session->date, date) : NULL);
        rota_json_set_text(row, "shift", session->placed ? home->shifts[session->shift].id : NULL);
        rota_json_append(rows, row);
        rota_table_row(table);
        rota_table_cell(table, 0, ROTA_PLAIN, home->staff[session->row->staff].name);
        rota_table_cellf(table, 1, ROTA_PLAIN, "with %s",
                         home->staff[session->row->supervisor].name);
        if (session->placed) {
            rota_table_cell(table, 2, ROTA_PLAIN, rota_words_day(session->date, day));
            rota_table_cell(table, 3, ROTA_PLAIN, home->shifts[session->shift].name);
        } else
            rota_table_cell(table, 3, ROTA_RED, why_not(session));
    }
    rota_json_set_text(object, "plan", j->plan.name);
    rota_json_set(object, "sessions", rows);
    if (cli->json)
        rota_cli_json(cli, object);
    else {
        rota_json_free(object);
        if (j->nsessions)
            rota_table_write(table, &cli->look, 0, &cli->out);
        else
            rota_text_add(&cli->out, "no session is due in this plan\n");
    }
    rota_table_free(table);
}

static rota_rc run(rota_cli *cli, rota_err *err) {
    job j = {0};
    rota_rc rc = rota_cli_open(cli, err);
    if (!rc)
        rc = rota_store_begin(cli->folder->store, "rota supervision", err);
    if (rc)
        return rc;
    rc = load(cli, &j, err);
    if (!rc)
        rc = place(&j, err);
    bool any = false;
    for (size_t i = 0; i < j.nsessions; i++)
        any = any || j.sessions[i].placed;
    if (!rc && any)
        rc = save(cli, &j, err);
    if (!rc && any)
        rc = rota_store_commit(cli->folder->store, err);
    else
        rota_store_rollback(cli->folder->store);
    bool short_of = false;
    for (size_t i = 0; i < j.nsessions; i++)
        short_of = short_of || !j.sessions[i].placed;
    if (!rc)
        tell(cli, &j);
    job_done(&j);
    return rc ? rc : short_of ? ROTA_BAD_NEWS : ROTA_OK;
}

static const rota_option options[] = {
    {0, "plan", "P", "this plan (default: the latest)"},
    {0, NULL, NULL, NULL},
};

const rota_verb rota_cmd_supervision = {
    .name = "supervision",
    .args = "",
    .summary = "places the supervision sessions that are due into a draft",
    .details = "Who supervises whom, and how often, stands in supervision.csv. A session is a"
               " meeting of 30 to 90\nminutes (shifts.csv) at a time when both are free and no rule"
               " is broken; days on which both work\nanyway come first. Sessions are pinned:"
               " planning again keeps them.",
    .options = options,
    .run = run,
};
