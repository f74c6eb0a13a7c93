/* rota config: the settings in force, or the numbers of the rules, each with where it comes from.
 */
#include "cli/commands.h"
#include "cli/context.h"

#include <string.h>

/* ---- settings ---- */

static rota_json *settings_json(const rota_folder *folder) {
    size_t n;
    char value[ROTA_SETTING_TEXT_SIZE];
    const rota_setting *rows = rota_settings_table(&n);
    rota_json *json = rota_json_object(), *array = rota_json_array();
    rota_json_set_text(json, "home", folder->dir);
    for (size_t i = 0; i < n; i++) {
        rota_json *one = rota_json_object();
        rota_json_set_text(one, "section", rows[i].section);
        rota_json_set_text(one, "key", rows[i].key);
        rota_json_set_text(one, "value", rota_setting_get(&folder->settings, &rows[i], value));
        rota_json_set_text(one, "origin", folder->origins[i]);
        rota_json_set_text(one, "default", rows[i].default_value);
        rota_json_set_text(one, "help", rows[i].help);
        rota_json_append(array, one);
    }
    rota_json_set(json, "settings", array);
    return json;
}

static void add_settings(const rota_folder *folder, const rota_look *look, rota_text *out) {
    size_t n;
    char value[ROTA_SETTING_TEXT_SIZE];
    const rota_setting *rows = rota_settings_table(&n);
    rota_table *table = rota_table_new(3);
    for (size_t i = 0; i < n; i++) {
        if (i == 0 || strcmp(rows[i].section, rows[i - 1].section) != 0) {
            if (i > 0)
                rota_table_row(table);
            rota_table_row(table);
            rota_table_cellf(table, 0, ROTA_BOLD, "[%s]", rows[i].section);
        }
        rota_table_row(table);
        rota_table_cellf(table, 0, ROTA_PLAIN, "%s = %s", rows[i].key,
                         rota_setting_get(&folder->settings, &rows[i], value));
        rota_table_cell(table, 1, ROTA_PLAIN, folder->origins[i]);
        rota_table_cell(table, 2, ROTA_PLAIN, rows[i].help);
    }
    rota_table_write(table, look, 0, out);
    rota_table_free(table);
}

/* ---- rules ---- */

static rota_json *rules_json(const rota_rules *rules) {
    size_t n;
    char value[ROTA_RULE_TEXT_SIZE];
    const rota_rule_key *keys = rota_rules_table(&n);
    rota_json *json = rota_json_object(), *array = rota_json_array();
    rota_json_set_text(json, "profile", rules->name);
    rota_json_set_text(json, "title", rules->title);
    for (size_t i = 0; i < n; i++) {
        const rota_rule_origin *origin = &rules->origin[keys[i].rule];
        const char evidence[2] = {origin->evidence, '\0'};
        rota_json *one = rota_json_object();
        rota_json_set_text(one, "rule", rota_rule_id(keys[i].rule));
        rota_json_set_text(one, "key", keys[i].key);
        rota_json_set_text(one, "value", rota_rules_get(rules, &keys[i], value, sizeof value));
        rota_json_set_text(one, "regulation", origin->regulation);
        rota_json_set_text(one, "source", origin->source);
        rota_json_set_text(one, "evidence", evidence);
        rota_json_set_text(one, "valid_from", origin->valid_from);
        rota_json_set_bool(one, "advisory", origin->advisory);
        rota_json_set_text(one, "set_in", rules->where[i][0] ? rules->where[i] : NULL);
        rota_json_set_text(one, "help", keys[i].help);
        rota_json_append(array, one);
    }
    rota_json_set(json, "rules", array);
    return json;
}

static void add_rule_title(const rota_rules *rules, enum rota_rule rule, rota_text *title) {
    const rota_rule_origin *origin = &rules->origin[rule];
    rota_text_addf(title, "[%s]", rota_rule_id(rule));
    if (origin->regulation[0])
        rota_text_addf(title, " %s", origin->regulation);
    if (origin->source[0])
        rota_text_addf(title, ", %s", origin->source);
    if (origin->valid_from[0])
        rota_text_addf(title, ", from %s", origin->valid_from);
    if (origin->evidence)
        rota_text_addf(title, ", evidence %c", origin->evidence);
    if (origin->advisory)
        rota_text_add(title, ", advisory");
}

static void add_rules(const rota_rules *rules, const rota_look *look, rota_text *out) {
    size_t n;
    char value[ROTA_RULE_TEXT_SIZE];
    const rota_rule_key *keys = rota_rules_table(&n);
    rota_text_addf(out, "rules '%s': %s (not legal advice)\n", rules->name, rules->title);
    for (size_t i = 0; i < n;) {
        enum rota_rule rule = keys[i].rule;
        rota_text title = {0};
        add_rule_title(rules, rule, &title);
        rota_text_add(out, "\n");
        rota_look_add(look, ROTA_BOLD, rota_text_str(&title), out);
        rota_text_add(out, "\n");
        rota_text_done(&title);
        rota_table *table = rota_table_new(3);
        for (; i < n && keys[i].rule == rule; i++) {
            rota_table_row(table);
            rota_table_cellf(table, 0, ROTA_PLAIN, "%s = %s", keys[i].key,
                             rota_rules_get(rules, &keys[i], value, sizeof value));
            rota_table_cell(table, 1, ROTA_PLAIN, rules->where[i]);
            rota_table_cell(table, 2, ROTA_PLAIN, keys[i].help);
        }
        rota_table_write(table, look, 0, out);
        rota_table_free(table);
    }
    rota_text_add(out, "\nevidence: V text of the law seen, S secondary source, M from memory"
                       " (advisory), I our reading\n");
}

static rota_rc run(rota_cli *cli, rota_err *err) {
    rota_rc rc = rota_cli_open(cli, err);
    if (rc)
        return rc;
    bool rules = rota_options_has(&cli->options, "rules");
    if (cli->json)
        rota_cli_json(cli, rules ? rules_json(&cli->folder->rules) : settings_json(cli->folder));
    else if (rules)
        add_rules(&cli->folder->rules, &cli->look, &cli->out);
    else
        add_settings(cli->folder, &cli->look, &cli->out);
    if (!rules)
        rota_cli_warn_retention(cli);
    return ROTA_OK;
}

static const rota_option options[] = {
    {0, "rules", NULL, "the numbers of the working-time rules in force, with their sources"},
    {0, NULL, NULL, NULL},
};

const rota_verb rota_cmd_config = {
    .name = "config",
    .args = "",
    .summary = "prints the settings in force and where each comes from",
    .details = "Settings stand in rota.ini; what it leaves out has its default.",
    .options = options,
    .run = run,
};
