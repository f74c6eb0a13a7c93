/* rota dimensions: daily notes by dimension, by key caregiver and others, in 28 days each. */
#include "cli/commands.h"
#include "cli/desk.h"
#include "records/defaults.h"
#include "records/dimensions.h"

#include <string.h>

enum { MOST_STRETCHES = 52 };

/* Of one child, or of those of a group. */
static void keep_subject(const rota_home *home, int child, int group, rota_record_list *list) {
    size_t kept = 0;
    for (size_t i = 0; i < list->count; i++) {
        int of = rota_child_find(home, rota_record_who(list->items[i]));
        if (of >= 0 && (child >= 0 ? of == child : home->children[of].group == group))
            list->items[kept++] = list->items[i];
    }
    list->count = kept;
}

static rota_rc count(rota_desk *desk, int child, int group, rota_record_list *notes,
                     rota_err *err) {
    ROTA_CLEANUP(rota_duties_done) rota_duties duties = {0};
    rota_dimension_stretch stretches[MOST_STRETCHES];
    rota_day to = desk->today;
    int n = 3;
    rota_record_filter filter = ROTA_EVERY_RECORD;
    filter.type = &rota_daily_note;
    rota_rc rc = rota_options_day(&desk->cli->options, "to", &to, err);
    if (!rc)
        rc = rota_options_int(&desk->cli->options, "periods", 1, MOST_STRETCHES, &n, err);
    if (!rc)
        rc = rota_desk_load(desk, &filter, notes, NULL, err);
    if (!rc)
        rc = rota_desk_duties(desk, &duties, err);
    keep_subject(desk->home, child, group, notes);
    const char *id = desk->cli->options.args[0];
    if (!rc)
        rc = rota_desk_log(desk, "dimensions", id, NULL, notes, err);
    if (rc)
        return rc;
    rota_dimensions_count(desk->home, &duties, notes, to, (size_t)n, stretches);
    if (desk->cli->json) {
        rota_json *object = rota_json_object();
        rota_json_set_text(object, child >= 0 ? "child" : "group", id);
        rota_json_set(object, "periods", rota_dimensions_json(stretches, (size_t)n));
        rota_cli_json(desk->cli, object);
        return ROTA_OK;
    }
    rota_page *page = rota_dimensions_page(child >= 0 ? desk->home->children[child].name
                                                      : desk->home->groups[group].name,
                                           stretches, (size_t)n);
    rc = rota_desk_page(desk, page, err);
    rota_page_free(page);
    return rc;
}

static rota_rc run(rota_cli *cli, rota_err *err) {
    rota_desk desk = {0};
    rota_record_list notes = {0};
    const char *id = cli->options.args[0];
    int child = -1, group = -1;
    rota_rc rc = rota_desk_open(cli, ROTA_DESK_READS, &desk, err);
    if (!rc) {
        group = rota_home_find_group(desk.home, id);
        child = rota_child_find(desk.home, id);
    }
    if (!rc && group < 0 && child < 0)
        rc = rota_desk_child(&desk, id, &child, err);
    if (!rc)
        rc = count(&desk, child, group, &notes, err);
    rota_record_list_done(&notes);
    rota_desk_close(&desk);
    return rc;
}

static const rota_option options[] = {
    ROTA_DESK_OPTIONS,
    {0, "to", "DATE", "last day (default: today)"},
    {0, "periods", "N", "so many times 28 days (default 3)"},
    {'o', "output", "FILE", "write it as a page of HTML"},
    {0, NULL, NULL, NULL},
};

const rota_verb rota_cmd_dimensions = {
    .name = "dimensions",
    .args = "CHILD|GROUP",
    .summary = "counts daily notes by dimension, by key caregiver and others",
    .details = "In stretches of 28 days: how many final notes show each dimension, who wrote them,"
               " and how often\nthe child's key caregiver was on the shift.",
    .options = options,
    .min_args = 1,
    .max_args = 1,
    .run = run,
};
