#include "cli/context.h"

#include "core/mem.h"
#include "io/profile.h"
#include "io/purge.h"
#include "plan/plan.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { WEEK = 7 };

rota_rc rota_cli_open(rota_cli *cli, rota_err *err) {
    return rota_folder_open(cli->home_dir, &cli->folder, cli->faults, err);
}

rota_rc rota_cli_load(rota_cli *cli, rota_home **out, rota_err *err) {
    rota_rc rc = rota_store_begin_read(cli->folder->store, err);
    if (rc)
        return rc;
    rc = rota_load_home(cli->folder, out, err);
    rota_store_rollback(cli->folder->store); /* nothing was written */
    return rc;
}

rota_rc rota_cli_today(const rota_cli *cli, rota_day *out, rota_err *err) {
    const char *fixed = getenv("ROTA_TODAY");
    if (fixed && *fixed) {
        if (rota_day_parse(fixed, out))
            return ROTA_OK;
        return rota_fail(err, ROTA_E_USAGE, "ROTA_TODAY: '%s' is not a date", fixed);
    }
    int minute, offset;
    rota_zone_split(cli->folder->zone, (rota_minute)(time(NULL) / 60), out, &minute, &offset);
    return ROTA_OK;
}

rota_rc rota_cli_period(const rota_cli *cli, rota_day *from, rota_day *to, rota_err *err) {
    bool has_from = rota_options_has(&cli->options, "from");
    bool has_to = rota_options_has(&cli->options, "to");
    rota_rc rc = rota_options_day(&cli->options, "from", from, err);
    if (!rc)
        rc = rota_options_day(&cli->options, "to", to, err);
    if (rc || *from <= *to)
        return rc;
    if (has_from && has_to)
        return rota_fail(err, ROTA_E_USAGE, "--to: '%s' is before --from '%s'",
                         rota_options_get(&cli->options, "to"),
                         rota_options_get(&cli->options, "from"));
    /* One end lies outside the default period: a week from there. */
    if (has_from)
        *to = *from + WEEK - 1;
    else
        *from = *to - WEEK + 1;
    return ROTA_OK;
}

rota_rc rota_cli_find_plan(rota_folder *folder, const char *name, bool *found, rota_plan_info *info,
                           rota_err *err) {
    rota_plan_info *plans = NULL;
    size_t n = 0;
    rota_rc rc = rota_plan_list(folder, &plans, &n, err);
    *found = false;
    for (size_t i = 0; !rc && i < n; i++)
        if (strcmp(plans[i].name, name) == 0) {
            *found = true;
            if (info)
                *info = plans[i];
        }
    return rc;
}

void rota_choice_done(rota_choice *choice) {
    rota_duties_done(&choice->duties);
    rota_duties_done(&choice->beside);
    rota_home_free(choice->home);
    *choice = (rota_choice){0};
}

/* ---- The default period of what is no plan ---- */

static rota_day worked_date(const rota_home *home, int i) {
    rota_day day;
    int minute, offset;
    rota_zone_split(home->zone, home->worked[i].start, &day, &minute, &offset);
    return day;
}

/* The first and last day of the record, or of what was worked; false when there is none. */
static bool days_known(const rota_home *home, bool worked, rota_day *first, rota_day *last) {
    int n = worked ? home->nworked : home->nrecord;
    for (int i = 0; i < n; i++) {
        rota_day day = worked ? worked_date(home, i) : home->record[i].date;
        if (i == 0 || day < *first)
            *first = day;
        if (i == 0 || day > *last)
            *last = day;
    }
    return n > 0;
}

static rota_rc default_period(const rota_home *home, bool worked, bool full_week, rota_day *from,
                              rota_day *to, rota_err *err) {
    rota_day first = 0, last = 0;
    if (!days_known(home, worked, &first, &last))
        return rota_fail(err, ROTA_E_INPUT,
                         worked ? "nothing worked is recorded; import worked.csv first"
                                : "there is no rota yet; make one with 'rota plan' or import "
                                  "assignments.csv");
    *from = rota_week_start(last, home->settings.home.week_starts);
    /* The last week may still be running; a full one before it says more. */
    if (full_week && !worked && last < *from + WEEK - 1 && first < *from)
        *from -= WEEK;
    *to = *from + WEEK - 1;
    return ROTA_OK;
}

/* ---- The duties of each choice ---- */

static rota_rc record_duties(rota_choice *choice, rota_err *err) {
    const rota_home *home = choice->home;
    rota_assignment *rows = ROTA_NEW_ARRAY(rota_assignment, home->nrecord);
    size_t n = 0;
    for (int i = 0; i < home->nrecord; i++)
        if (home->record[i].date >= choice->from && home->record[i].date <= choice->to)
            rows[n++] = home->record[i];
    rota_rc rc = rota_plan_duties(home, rows, n, choice->from, choice->to, &choice->duties, err);
    free(rows);
    return rc;
}

/* All that is known: what was worked where that is recorded, else the rota of record. */
static rota_rc worked_duties(rota_choice *choice, rota_err *err) {
    return rota_duties_history(choice->home, ROTA_NO_DAY, rota_day_of(2200, 1, 1), &choice->duties,
                               err);
}

static rota_rc plan_duties(rota_cli *cli, const char *name, rota_choice *choice, rota_err *err) {
    rota_assignment *rows = NULL;
    size_t n = 0, kept = 0;
    rota_rc rc = rota_plan_load(cli->folder, choice->home, name, &choice->plan, &rows, &n, err);
    if (rc)
        return rc;
    choice->from = choice->plan.from;
    choice->to = choice->plan.to;
    rc = rota_cli_period(cli, &choice->from, &choice->to, err);
    if (!rc)
        rc = rota_cli_rules_on(cli, choice->home, choice->to, err);
    /* Rows outside the plan's days are left from an earlier round: there the record stands. */
    for (size_t i = 0; i < n; i++)
        if (rows[i].date >= choice->plan.from && rows[i].date <= choice->plan.to)
            rows[kept++] = rows[i];
    if (!rc)
        rc = rota_plan_duties(choice->home, rows, kept, choice->plan.from, choice->plan.to,
                              &choice->duties, err);
    free(rows);
    return rc;
}

static rota_rc latest_plan(rota_folder *folder, const char **name, rota_err *err) {
    rota_plan_info *plans = NULL;
    size_t n = 0;
    rota_rc rc = rota_plan_list(folder, &plans, &n, err);
    *name = !rc && n > 0 ? plans[n - 1].name : NULL; /* lives in the folder's arena */
    return rc;
}

static rota_rc choose_named(rota_cli *cli, const char *name, rota_choice *out, rota_err *err) {
    out->is_plan = true;
    snprintf(out->what, sizeof out->what, "plan '%s'", name);
    return plan_duties(cli, name, out, err);
}

static rota_rc choose(rota_cli *cli, bool full_week, rota_choice *out, rota_err *err) {
    const char *name = rota_options_get(&cli->options, "plan");
    bool worked = out->worked = rota_options_has(&cli->options, "worked");
    rota_rc rc = rota_load_home(cli->folder, &out->home, err);
    if (!rc && !name && !worked)
        rc = latest_plan(cli->folder, &name, err);
    if (rc)
        return rc;
    if (name)
        return choose_named(cli, name, out, err);
    snprintf(out->what, sizeof out->what, "%s", worked ? "what was worked" : "the rota of record");
    bool both = rota_options_has(&cli->options, "from") && rota_options_has(&cli->options, "to");
    if (!both)
        rc = default_period(out->home, worked, full_week, &out->from, &out->to, err);
    if (!rc)
        rc = rota_cli_period(cli, &out->from, &out->to, err);
    if (!rc)
        rc = rota_cli_rules_on(cli, out->home, out->to, err);
    if (rc)
        return rc;
    return worked ? worked_duties(out, err) : record_duties(out, err);
}

rota_rc rota_cli_choose(rota_cli *cli, bool full_week, rota_choice *out, rota_err *err) {
    if (rota_options_has(&cli->options, "plan") && rota_options_has(&cli->options, "worked"))
        return rota_fail(err, ROTA_E_USAGE, "--plan and --worked are two rotas; choose one");
    rota_rc rc = rota_store_begin_read(cli->folder->store, err);
    if (rc)
        return rc;
    rc = choose(cli, full_week, out, err);
    rota_store_rollback(cli->folder->store); /* nothing was written */
    if (rc)
        rota_choice_done(out);
    return rc;
}

rota_rc rota_cli_choose_plan(rota_cli *cli, const char *name, rota_choice *out, rota_err *err) {
    rota_rc rc = rota_store_begin_read(cli->folder->store, err);
    if (rc)
        return rc;
    rc = rota_load_home(cli->folder, &out->home, err);
    if (!rc)
        rc = choose_named(cli, name, out, err);
    rota_store_rollback(cli->folder->store); /* nothing was written */
    if (rc)
        rota_choice_done(out);
    return rc;
}

static rota_rc choose_history(rota_cli *cli, rota_choice *out, rota_err *err) {
    rota_day first = 0, last = 0, worked_first = 0, worked_last = 0;
    rota_rc rc = rota_load_home(cli->folder, &out->home, err);
    if (rc)
        return rc;
    out->worked = true;
    snprintf(out->what, sizeof out->what, "what was worked");
    bool record = days_known(out->home, false, &first, &last);
    if (days_known(out->home, true, &worked_first, &worked_last)) {
        first = record && first < worked_first ? first : worked_first;
        last = record && last > worked_last ? last : worked_last;
        record = true;
    }
    if (!record)
        return rota_fail(err, ROTA_E_INPUT,
                         "there is no rota yet; publish one or import assignments.csv");
    out->to = last;
    out->from = last - WEEK * out->home->settings.plan.fairness_weeks + 1;
    out->from = out->from > first ? out->from : first;
    rc = rota_cli_period(cli, &out->from, &out->to, err);
    if (!rc)
        rc = rota_cli_rules_on(cli, out->home, out->to, err);
    return rc ? rc : worked_duties(out, err);
}

rota_rc rota_cli_choose_history(rota_cli *cli, rota_choice *out, rota_err *err) {
    rota_rc rc = rota_store_begin_read(cli->folder->store, err);
    if (rc)
        return rc;
    rc = choose_history(cli, out, err);
    rota_store_rollback(cli->folder->store); /* nothing was written */
    if (rc)
        rota_choice_done(out);
    return rc;
}

rota_report rota_choice_report(const rota_choice *choice) {
    return (rota_report){
        .home = choice->home,
        .plan = choice->is_plan ? &choice->plan : NULL,
        .worked = choice->worked,
        .of_record = !choice->is_plan && !choice->is_file,
        .what = choice->what,
        .from = choice->from,
        .to = choice->to,
        .duties = &choice->duties,
        .beside = &choice->beside,
    };
}

void rota_cli_json(rota_cli *cli, rota_json *json) {
    rota_json_write(json, &cli->out);
    rota_json_free(json);
}

static void tell_file(const rota_cli *cli, const char *path, rota_json *files) {
    if (files)
        rota_json_append_text(files, path);
    rota_cli_note(cli, "wrote %s", path);
}

rota_rc rota_cli_write_text(const rota_cli *cli, const char *path, const rota_text *text,
                            rota_json *files, rota_err *err) {
    rota_rc rc = rota_write_file(path, rota_text_str(text), text->length, err);
    if (!rc)
        tell_file(cli, path, files);
    return rc;
}

rota_rc rota_cli_write_bundle(const rota_cli *cli, const rota_bundle *bundle, const char *folder,
                              rota_json *files, rota_err *err) {
    rota_rc rc = rota_bundle_write(bundle, folder, err);
    for (size_t i = 0; !rc && i < bundle->count; i++)
        tell_file(cli, bundle->files[i].path, files);
    return rc;
}

rota_rc rota_cli_rules_on(rota_cli *cli, rota_home *home, rota_day on, rota_err *err) {
    const rota_folder *folder = cli->folder;
    bool later = false;
    for (int rule = 0; rule < ROTA_NRULES; rule++)
        later = later || rota_rules_is_later(&home->rules, (enum rota_rule)rule, on);
    if (!later)
        return ROTA_OK;
    rota_rc rc = rota_profile_read_on(folder->dir, folder->settings.rules.profile, on, &home->rules,
                                      cli->faults, err);
    if (!rc)
        rota_home_finish(home);
    return rc;
}

/* The latest of the days after `from` and up to `to` on which a rule of these began to hold. */
static rota_day last_change(const rota_rules *rules, rota_day from, rota_day to) {
    rota_day last = ROTA_NO_DAY, day;
    for (int rule = 0; rule < ROTA_NRULES; rule++)
        if (rota_day_parse(rules->origin[rule].valid_from, &day) && day > from && day <= to &&
            (last == ROTA_NO_DAY || day > last))
            last = day;
    return last;
}

static bool has_later(const rota_rules *rules) {
    for (int rule = 0; rule < ROTA_NRULES; rule++)
        if (rules->later[rule][0])
            return true;
    return false;
}

rota_rc rota_cli_earlier_rules(rota_cli *cli, const rota_home *home, rota_day from, rota_day to,
                               rota_earlier_rules **out, size_t *n, rota_err *err) {
    const char *named = rota_options_get(&cli->options, "profile");
    const char *dir = named || !cli->folder ? NULL : cli->folder->dir;
    const char *name = named ? named : home->settings.rules.profile;
    rota_rules rules = home->rules;
    size_t capacity = 0;
    rota_day change;
    while ((change = last_change(&rules, from, to)) != ROTA_NO_DAY) {
        to = change - 1;
        rota_rc rc = rota_profile_read_on(dir, name, to, &rules, cli->faults, err);
        if (rc)
            return rc;
        if (!has_later(&rules)) /* what begins then replaces nothing */
            continue;
        ROTA_GROW(*out, *n, capacity);
        (*out)[(*n)++] = (rota_earlier_rules){rules, to};
    }
    return ROTA_OK;
}

rota_rc rota_cli_profile(rota_cli *cli, rota_home *home, rota_day on, rota_err *err) {
    const char *name = rota_options_get(&cli->options, "profile");
    if (!name)
        return rota_cli_rules_on(cli, home, on, err);
    size_t before = cli->faults->count;
    rota_err why = {0};
    /* A path on the command line is relative to where the user is, not to the home. */
    rota_rc rc = rota_profile_read_on(NULL, name, on, &home->rules, cli->faults, &why);
    if (rc == ROTA_E_INPUT && cli->faults->count == before)
        return rota_fail(err, ROTA_E_USAGE, "--profile: %s", why.message);
    if (rc && err)
        *err = why;
    return rc;
}

void rota_cli_warn_retention(const rota_cli *cli) {
    rota_text text = {0};
    rota_purge_warnings(&cli->folder->settings, &cli->folder->rules, &text);
    if (text.length)
        text.s[text.length - 1] = '\0'; /* the note ends its line itself */
    char *rest = text.s, *line;
    while ((line = strsep(&rest, "\n")))
        rota_cli_note(cli, "look at it: %s", line);
    rota_text_done(&text);
}
