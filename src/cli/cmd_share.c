/* rota share: what may leave the home about a child. */
#include "cli/commands.h"
#include "cli/desk.h"
#include "cli/record_parts.h"
#include "core/mem.h"
#include "records/share.h"

#include <string.h>
#include <unistd.h>

enum { MOST_TYPES = 9 };

/* "progress_records goals", with a space or | between two. */
static rota_rc read_types(const rota_cli *cli, const rota_record_type **types, size_t *n,
                          rota_err *err) {
    const char *given = rota_options_get(&cli->options, "types");
    ROTA_CLEANUP(rota_freep) char *copy = rota_strdup(given ? given : "");
    char *rest = copy, *word;
    while ((word = strsep(&rest, " |,"))) {
        if (!*word)
            continue;
        if (*n == MOST_TYPES)
            return rota_fail(err, ROTA_E_USAGE, "--types: more types than there are");
        rota_rc rc = rota_record_type_of(word, &types[*n], err);
        if (rc)
            return rc;
        if (types[(*n)++]->team)
            return rota_fail(err, ROTA_E_USAGE,
                             "--types: %s are about a team and not about a "
                             "child",
                             word);
    }
    return ROTA_OK;
}

static rota_rc check_options(const rota_cli *cli, rota_err *err) {
    static const char *const needed[] = {"for", "purpose", "output"};
    for (size_t i = 0; i < 3; i++) {
        const char *value = rota_options_get(&cli->options, needed[i]);
        if (!value || !*value)
            return rota_fail(err, ROTA_E_USAGE,
                             "'share' needs --for WHOM, --purpose TEXT and -o "
                             "FOLDER");
    }
    const char *whom = rota_options_get(&cli->options, "for");
    if (!rota_is_id(whom))
        return rota_fail(err, ROTA_E_USAGE,
                         "--for: '%s' is not one word (for example social_worker): it is the word "
                         "in may_share_with and named_ids",
                         whom);
    return ROTA_OK;
}

/* Names given with --also, each as often as there are some. */
static rota_rc read_also(rota_desk *desk, rota_share *out, rota_err *err) {
    const rota_options *options = &desk->cli->options;
    const char **also = rota_arena_alloc(desk->arena, (options->ngiven + 1) * sizeof *also);
    for (size_t i = 0; i < options->ngiven; i++) {
        if (strcmp(options->given[i].option->name, "also") != 0)
            continue;
        if (strlen(options->given[i].value) < 2)
            return rota_fail(err, ROTA_E_USAGE,
                             "--also: '%s' is too short for a name; two letters at least",
                             options->given[i].value);
        also[out->nalso++] = options->given[i].value;
    }
    out->also = also;
    return ROTA_OK;
}

static rota_rc share(rota_desk *desk, int child, rota_record_list *records, rota_share *out,
                     rota_err *err) {
    const rota_options *options = &desk->cli->options;
    const rota_record_type *types[MOST_TYPES];
    size_t ntypes = 0;
    rota_record_filter filter = ROTA_EVERY_RECORD;
    filter.who = desk->home->children[child].id;
    rota_rc rc = read_types(desk->cli, types, &ntypes, err);
    if (!rc)
        rc = rota_options_day(options, "from", &filter.from, err);
    if (!rc)
        rc = rota_options_day(options, "to", &filter.to, err);
    if (!rc)
        rc = rota_records_load(desk->store, &filter, desk->arena, records, err);
    if (rc)
        return rc;
    *out = (rota_share){.whom = rota_options_get(options, "for"),
                        .purpose = rota_options_get(options, "purpose"),
                        .child = filter.who,
                        .home_name = desk->home->settings.home.name,
                        .by = *desk->reader.id ? desk->reader.id : "the home",
                        .day = desk->today};
    const char *folder = rota_options_get(options, "output");
    rc = read_also(desk, out, err);
    if (!rc)
        rc = rota_share_check_folder(folder, err);
    if (rc)
        return rc;
    rota_share_choose(desk->home, records, ntypes ? types : NULL, ntypes, desk->arena, out);
    ROTA_CLEANUP(rota_freep)
    char *detail = rota_strdupf("for %s: %s", out->whom, out->purpose);
    /* First the log: nothing leaves that is not in it. */
    rc = rota_desk_log(desk, "share", filter.who, detail, &out->records, err);
    if (!rc)
        rc = rota_share_write(out, folder, err);
    if (!rc)
        rota_cli_note(desk->cli,
                      "wrote the folder '%s'; read the texts before you send them: nicknames, "
                      "schools and streets are not known here (--also NAME replaces one)",
                      folder);
    return rc;
}

static rota_rc run(rota_cli *cli, rota_err *err) {
    rota_desk desk = {0};
    rota_record_list records = {0};
    rota_share result = {0};
    int child = -1;
    rota_rc rc = check_options(cli, err);
    if (!rc)
        rc = rota_desk_open(cli, ROTA_DESK_READS, &desk, err);
    if (!rc)
        rc = rota_desk_child(&desk, cli->options.args[0], &child, err);
    if (!rc)
        rc = share(&desk, child, &records, &result, err);
    if (!rc && cli->json)
        rota_cli_json(cli, rota_share_json(&result));
    else if (!rc)
        rota_share_add_manifest(&result, &cli->out);
    rota_record_list_done(&result.records);
    rota_record_list_done(&records);
    rota_desk_close(&desk);
    return rc;
}

static const rota_option options[] = {
    ROTA_DESK_OPTIONS,
    {0, "for", "WHOM", "who gets it, in a word (social_worker, school ...)"},
    {0, "purpose", "TEXT", "what for"},
    {'o', "output", "FOLDER", "a new folder for it"},
    {0, "also", "NAME", "replace this name in texts, too (a nickname, a school); may be repeated"},
    {0, "types", "TYPES", "only these types of records, a space between two"},
    {0, "from", "DATE", "of events from this day on"},
    {0, "to", "DATE", "of events until this day"},
    {0, NULL, NULL, NULL},
};

const rota_verb rota_cmd_share = {
    .name = "share",
    .args = "CHILD",
    .summary = "makes a folder of what may leave the home about a child",
    .details = "Finals only; nothing that is for managers, or for named people other than WHOM; of"
               " interviews with the\nchild only what it lets be shared with WHOM. Children and"
               " people are named by ids. A manifest in the\nfolder tells what is in it and how"
               " much was left out, and the log keeps who shared what, when and why.",
    .options = options,
    .min_args = 1,
    .max_args = 1,
    .run = run,
};
