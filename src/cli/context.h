/* What most commands begin with: the open home, today, and which rota over which period. */
#ifndef ROTA_CLI_CONTEXT_H
#define ROTA_CLI_CONTEXT_H

#include "cli/cli.h"
#include "io/export.h"
#include "io/view.h"

/** Open the home that the command line names, into cli->folder. */
rota_rc rota_cli_open(rota_cli *cli, rota_err *err);
/** Read the whole home in one read transaction. */
rota_rc rota_cli_load(rota_cli *cli, rota_home **out, rota_err *err);
/** Today in the home's time zone; $ROTA_TODAY (YYYY-MM-DD) stands for it in tests and trainings. */
rota_rc rota_cli_today(const rota_cli *cli, rota_day *out, rota_err *err);
/** Read --from and --to; each that is not given is left alone. ROTA_E_USAGE: to before from. */
rota_rc rota_cli_period(const rota_cli *cli, rota_day *from, rota_day *to, rota_err *err);

/** A rota that is already there: a plan, the rota of record or what was worked. */
typedef struct {
    rota_home *home; /**< owned */
    bool is_plan;
    bool is_file;
    bool worked; /**< recorded duties, and those of the rota of record where nothing is recorded */
    rota_plan_info plan;
    char what[256];
    rota_day from, to;
    rota_duties duties; /**< all that is known, with the chosen rota in its place */
    rota_duties beside; /**< of a file of worked time: who else is there by the rota of record */
} rota_choice;
void rota_choice_done(rota_choice *choice);
/**
 * Choose by --plan, --worked, --from and --to: without --plan and --worked the latest plan if there
 * is one, else the rota of record. Without --from and --to: the plan's period, else the last week
 * of the record.
 * @param full_week without a plan the last week that is recorded to its end, if there is one
 */
rota_rc rota_cli_choose(rota_cli *cli, bool full_week, rota_choice *out, rota_err *err);
/** Choose a plan by its name; --from and --to hold. */
rota_rc rota_cli_choose_plan(rota_cli *cli, const char *name, rota_choice *out, rota_err *err);
/** All that is known, worked where that is recorded, over --from and --to, or else fairness_weeks
 *  up to the last day that is known. */
rota_rc rota_cli_choose_history(rota_cli *cli, rota_choice *out, rota_err *err);
/** Is there a plan of that name? *info may be NULL. */
rota_rc rota_cli_find_plan(rota_folder *folder, const char *name, bool *found, rota_plan_info *info,
                           rota_err *err);
/** The report of a choice, not yet worked out. */
rota_report rota_choice_report(const rota_choice *choice);
/** Write a JSON value to standard output and free it. */
void rota_cli_json(rota_cli *cli, rota_json *json);
/** Write a file, note it and add it to `files` (NULL: no list). */
rota_rc rota_cli_write_text(const rota_cli *cli, const char *path, const rota_text *text,
                            rota_json *files, rota_err *err);
/** The same with files of a folder, all of them or none. */
rota_rc rota_cli_write_bundle(const rota_cli *cli, const rota_bundle *bundle, const char *folder,
                              rota_json *files, rota_err *err);
/** Note where retention_years is below what the profile's law asks for. */
void rota_cli_warn_retention(const rota_cli *cli);
/**
 * The numbers that held on a part of the period alone, by --profile or the home's profile.
 * @param home its rules are those of the period's last day
 * @param[out] out the latest first; to be freed
 */
rota_rc rota_cli_earlier_rules(rota_cli *cli, const rota_home *home, rota_day from, rota_day to,
                               rota_earlier_rules **out, size_t *n, rota_err *err);
/** Of the home's profile use the numbers that hold on the day, the last one of a period. */
rota_rc rota_cli_rules_on(rota_cli *cli, rota_home *home, rota_day on, rota_err *err);
/** Use the profile of --profile, if given, instead of the home's; as it holds on the day. */
rota_rc rota_cli_profile(rota_cli *cli, rota_home *home, rota_day on, rota_err *err);

#endif
