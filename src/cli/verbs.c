/* The table of commands. */
#include "cli/commands.h"

#include "core/text.h"

#include <string.h>

static const rota_verb *const verbs[] = {
    &rota_cmd_init,   &rota_cmd_import,     &rota_cmd_export,        &rota_cmd_plan,
    &rota_cmd_show,   &rota_cmd_check,      &rota_cmd_continuity,    &rota_cmd_config,
    &rota_cmd_backup, &rota_cmd_help,       &rota_cmd_key_caregiver, &rota_cmd_record,
    &rota_cmd_review, &rota_cmd_dimensions, &rota_cmd_supervision,   &rota_cmd_team,
    &rota_cmd_share,  &rota_cmd_statement,  &rota_cmd_forget,        &rota_cmd_publish,
    &rota_cmd_purge,  &rota_cmd_fairness,
};
enum { VERBS = sizeof verbs / sizeof *verbs };

const rota_option rota_global_options[] = {
    {0, "home", "DIR", "the home's folder (default: $ROTA_HOME, else the nearest with rota.ini)"},
    {0, "json", NULL, "facts for programs: one JSON object on standard output"},
    {'q', "quiet", NULL, "no notes and no progress, only the answer and errors"},
    {'h', "help", NULL, "help of the program or of the command"},
    {'V', "version", NULL, "the version"},
    {0, NULL, NULL, NULL},
};

const rota_verb *const *rota_verbs(size_t *count) {
    *count = VERBS;
    return verbs;
}

rota_rc rota_verb_get(const char *name, const rota_verb **out, rota_err *err) {
    const char *names[VERBS];
    for (size_t i = 0; i < VERBS; i++) {
        names[i] = verbs[i]->name;
        if (strcmp(verbs[i]->name, name) == 0) {
            *out = verbs[i];
            return ROTA_OK;
        }
    }
    const char *nearest = rota_text_nearest(name, names, VERBS);
    return nearest
               ? rota_fail(err, ROTA_E_USAGE, "no command '%s'; did you mean '%s'?", name, nearest)
               : rota_fail(err, ROTA_E_USAGE, "no command '%s'; 'rota help' lists them", name);
}
