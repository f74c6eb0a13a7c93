/* rota record: the dimension records. Each part is a function of its own. */
#include "cli/commands.h"
#include "cli/record_parts.h"
#include "core/mem.h"

#include <string.h>

static const rota_record_verb parts[] = {
    {"add", "TYPE", "writes a record: asks field by field, or takes --FIELD VALUE or --file", 1, 1,
     rota_record_add},
    {"list", "", "lists records (--type --child --from --to --status --with-rota)", 0, 0,
     rota_record_list_run},
    {"show", "ID...", "shows records", 1, -1, rota_record_show},
    {"edit", "ID", "changes a draft with the editor, or by --FIELD VALUE or --file", 1, 1,
     rota_record_edit},
    {"amend", "ID", "writes a new record in place of a final, which stays readable", 1, 1,
     rota_record_amend},
    {"finalise", "ID", "makes a draft final, if nothing is missing", 1, 1, rota_record_finalise},
    {"drop", "ID", "removes a draft", 1, 1, rota_record_drop},
    {"search", "TEXT...", "finds records by words", 1, -1, rota_record_search},
    {"due", "", "what is due or overdue, and whose it is (--days --child --ics FILE)", 0, 0,
     rota_record_due},
    {"import", "FILE...", "reads CSV files of records, all of them or none", 1, -1,
     rota_record_import},
    {"export", "[TYPE...]", "writes records as CSV (--child -o PATH) or JSON", 0, -1,
     rota_record_export},
    {"fields", "[TYPE]", "tells the types, or the fields of one", 0, 1, rota_record_fields},
    {"log", "", "who read what, and what was shared (--child)", 0, 0, rota_record_log},
    {"encrypt", "", "encrypts the file of records", 0, 0, rota_record_encrypt},
    {"decrypt", "", "takes the encryption away", 0, 0, rota_record_decrypt},
    {"passphrase", "", "changes the passphrase", 0, 0, rota_record_passphrase},
    {"backup", "FILE", "copies the file of records, encrypted if it is", 1, 1, rota_record_backup},
};
enum { PARTS = sizeof parts / sizeof *parts };

/* Which parts an option is for; those of the desk and of every command are for all. What a part
 * does not know would be passed over, and somebody rely on it. */
static const struct {
    const char *option, *parts;
} uses[] = {{"file", "add edit amend"},
            {"final", "add edit amend"},
            {"no-ask", "add edit amend"},
            {"type", "list search import"},
            {"child", "add edit amend list search due log export"},
            {"from", "list search"},
            {"to", "list search"},
            {"with-rota", "list"},
            {"days", "due"},
            {"ics", "due"},
            {"output", "export"},
            {"dry-run", "import"},
            {"new-passphrase-fd", "encrypt passphrase"},
            {"child_id", "add edit amend list search"},
            {"author_id", "add edit amend list search"},
            {"status", "add edit amend list search"}};
static const char of_fields[] = "add edit amend";

static rota_rc check_use(const char *part, const rota_option *option, rota_err *err) {
    const char *with = rota_record_option_is_field(option) ? of_fields : NULL;
    for (size_t i = 0; i < sizeof uses / sizeof *uses; i++)
        if (strcmp(uses[i].option, option->name) == 0)
            with = uses[i].parts;
    if (!with || rota_words_have(with, part))
        return ROTA_OK;
    ROTA_CLEANUP(rota_freep) char *name = rota_strdup(option->name);
    for (char *c = name; (c = strchr(c, '_'));)
        *c = '-';
    return rota_fail(err, ROTA_E_USAGE, "'record %s' does not take --%s (it is for: %s)", part,
                     name, with);
}

const char *rota_record_arg(const rota_cli *cli, size_t i) {
    return i + 1 < cli->options.nargs ? cli->options.args[i + 1] : NULL;
}

rota_rc rota_record_type_of(const char *word, const rota_record_type **out, rota_err *err) {
    *out = rota_record_type_find(word);
    if (*out)
        return ROTA_OK;
    const char *nearest = rota_record_type_nearest(word);
    return nearest ? rota_fail(err, ROTA_E_USAGE, "there is no type '%s'; did you mean '%s'?", word,
                               nearest)
                   : rota_fail(err, ROTA_E_USAGE, "there is no type '%s'; the types are %s", word,
                               rota_record_type_names());
}

static rota_rc run(rota_cli *cli, rota_err *err) {
    const char *name = cli->options.args[0], *names[PARTS];
    int n = (int)cli->options.nargs - 1;
    for (size_t i = 0; i < PARTS; i++) {
        names[i] = parts[i].name;
        if (strcmp(parts[i].name, name) != 0)
            continue;
        if (n < parts[i].min_args)
            return rota_fail(err, ROTA_E_USAGE, "'record %s' needs %s", name, parts[i].args);
        if (parts[i].max_args >= 0 && n > parts[i].max_args)
            return rota_fail(err, ROTA_E_USAGE, "'record %s' does not take '%s'", name,
                             cli->options.args[parts[i].max_args + 1]);
        for (size_t o = 0; o < cli->options.ngiven; o++) {
            rota_rc rc = check_use(name, cli->options.given[o].option, err);
            if (rc)
                return rc;
        }
        return parts[i].run(cli, err);
    }
    const char *nearest = rota_text_nearest(name, names, PARTS);
    return nearest ? rota_fail(err, ROTA_E_USAGE, "no command 'record %s'; did you mean '%s'?",
                               name, nearest)
                   : rota_fail(err, ROTA_E_USAGE,
                               "no command 'record %s'; 'rota help record' lists them", name);
}

static void add_parts(rota_text *out) {
    rota_look plain = {0};
    rota_table *table = rota_table_new(2);
    rota_text_add(out, "\nparts\n");
    for (size_t i = 0; i < PARTS; i++) {
        rota_table_row(table);
        rota_table_cellf(table, 0, ROTA_PLAIN, "%s%s%s", parts[i].name, *parts[i].args ? " " : "",
                         parts[i].args);
        rota_table_cell(table, 1, ROTA_PLAIN, parts[i].summary);
    }
    rota_table_write(table, &plain, 2, out);
    rota_table_free(table);
    rota_text_add(out, "\ntypes ('rota record fields TYPE' tells the fields of one)\n");
    size_t n;
    const rota_record_type *const *types = rota_record_types(&n);
    for (size_t i = 0; i < n; i++) {
        rota_text_add(out, "  ");
        rota_text_add_padded(out, types[i]->name, 21);
        rota_text_addf(out, "%s.csv\n", types[i]->file);
    }
}

static const rota_option options[] = {
    ROTA_DESK_OPTIONS,
    {0, "file", "FILE", "add, edit, amend: fields from a filled-in form ('-': standard input)"},
    {0, "final", NULL, "add, edit, amend: make it final at once"},
    {0, "no-ask", NULL, "add, edit, amend: ask nothing, open no editor"},
    {0, "type", "TYPE", "list, search: of this type; import: what the files hold"},
    {0, "child", "CHILD", "list, search, due, log, export: of this child"},
    {0, "from", "DATE", "list, search: first day"},
    {0, "to", "DATE", "list, search: last day"},
    {0, "with-rota", NULL, "list: who was on with the child's group"},
    {0, "days", "N", "due: so many days ahead (default: due_days of rota.ini)"},
    {0, "ics", "FILE", "due: a calendar file as well ('-': standard output)"},
    {'o', "output", "PATH", "export: a file for one type, a folder for several"},
    {'n', "dry-run", NULL, "import: check and count, keep nothing"},
    {0, "new-passphrase-fd", "N", "encrypt, passphrase: read the new one from descriptor N"},
    {0, NULL, NULL, NULL},
};

const rota_verb rota_cmd_record = {
    .name = "record",
    .args = "PART ...",
    .summary = "writes, reads and finds the children's records",
    .details = "Daily notes, checklists, interviews, progress records, goals, team reflections,"
               " training and\nsupport sessions. Drafts can be edited; a final is only amended, by"
               " a new record that supersedes\nit. On a terminal 'add' asks for what is missing;"
               " every field is an option, too:\n'rota record fields TYPE' tells them. Each reading"
               " is logged.",
    .options = options,
    .more_options = rota_record_field_options,
    .min_args = 1,
    .max_args = -1,
    .run = run,
    .more = add_parts,
};
