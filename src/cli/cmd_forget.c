/* rota forget: delete what may be deleted of a child that has left. */
#include "cli/commands.h"
#include "cli/desk.h"
#include "core/mem.h"
#include "records/forget.h"

#include <string.h>

static void tell(rota_desk *desk, int child, const rota_forget_plan *plan, bool done) {
    const rota_child *c = &desk->home->children[child];
    char until[ROTA_DATE_SIZE] = "";
    if (plan->until != ROTA_NO_DAY)
        rota_day_format(plan->until, until);
    if (desk->cli->json) {
        rota_json *object = rota_json_object();
        rota_json_set_text(object, "child", c->id);
        rota_json_set_bool(object, "done", done);
        rota_json_set_int(object, "deleted", (int64_t)plan->gone.count);
        rota_json_set_int(object, "kept", (int64_t)plan->kept.count);
        rota_json_set_text(object, "kept_until", plan->kept.count && *until ? until : NULL);
        rota_json_set_bool(object, "child_deleted", plan->all_gone);
        rota_cli_json(desk->cli, object);
        return;
    }
    rota_text *out = &desk->cli->out;
    rota_text_addf(out, "%s %zu record%s of %s for good%s\n", done ? "deleted" : "would delete",
                   plan->gone.count, plan->gone.count == 1 ? "" : "s", c->id,
                   plan->all_gone ? ", and the child itself in the rota" : " (drafts)");
    if (plan->kept.count && *until)
        rota_text_addf(out,
                       "kept until %s: %zu final record%s, the child's case record (%d years from "
                       "birth, [records] keep_years)\n",
                       until, plan->kept.count, plan->kept.count == 1 ? "" : "s",
                       desk->home->settings.records.keep_years);
    else if (plan->kept.count)
        rota_text_addf(out,
                       "kept: %zu final record%s, the child's case record; until when is not "
                       "known, as its birth is not in children.csv\n",
                       plan->kept.count, plan->kept.count == 1 ? "" : "s");
    if (!done)
        rota_text_addf(out, "nothing was deleted yet: rota forget %s --yes\n", c->id);
    else
        rota_text_add(out,
                      "kept: the log of who read what (ids only, nothing that stood in a record)\n"
                      "not deleted, as the program does not know of them: backups, exports, "
                      "CSV files in the home's folder, what was shared or printed\n");
}

static rota_rc forget(rota_desk *desk, int child, rota_record_list *records, rota_forget_plan *plan,
                      rota_err *err) {
    const rota_child *c = &desk->home->children[child];
    rota_record_filter filter = ROTA_EVERY_RECORD;
    filter.who = c->id;
    if (c->to == ROTA_NO_DAY || c->to >= desk->today)
        return rota_fail(err, ROTA_E_INPUT,
                         "'%s' lives here; first give the day on which it left in children.csv "
                         "(column to)",
                         c->id);
    rota_rc rc =
        desk->store ? rota_records_load(desk->store, &filter, desk->arena, records, err) : ROTA_OK;
    if (rc)
        return rc;
    rota_forget_plan_make(desk->home, records, child, desk->today, plan);
    bool yes = rota_options_has(&desk->cli->options, "yes");
    rota_access access = {.reader = desk->reader.id, .action = "forget", .who = c->id};
    if (yes && desk->store)
        rc = rota_forget_records(desk->store, plan, &access, err);
    if (yes && !rc && plan->all_gone)
        rc = rota_forget_child(desk->cli->folder->store, c->id, err);
    if (!rc)
        tell(desk, child, plan, yes);
    return rc;
}

static rota_rc run(rota_cli *cli, rota_err *err) {
    rota_desk desk = {0};
    rota_record_list records = {0};
    rota_forget_plan plan = {0};
    int child = -1;
    rota_rc rc = rota_desk_open(cli, ROTA_DESK_MAY, &desk, err);
    if (!rc)
        rc = rota_desk_child(&desk, cli->options.args[0], &child, err);
    if (!rc)
        rc = forget(&desk, child, &records, &plan, err);
    rota_forget_plan_done(&plan);
    rota_record_list_done(&records);
    rota_desk_close(&desk);
    return rc;
}

static const rota_option options[] = {
    ROTA_DESK_OPTIONS,
    {0, "yes", NULL, "do it; without, it is only said what would be done"},
    {0, NULL, NULL, NULL},
};

const rota_verb rota_cmd_forget = {
    .name = "forget",
    .args = "CHILD",
    .summary = "deletes for good what may be deleted of a child that has left",
    .details = "Drafts go. Finals are the child's case record and are kept as long as the law says"
               " (75 years from\nbirth in England, [records] keep_years); after that they go, too,"
               " and the child with them. What is\ndeleted is overwritten in the file. It is said"
               " what is kept, and until when.",
    .options = options,
    .min_args = 1,
    .max_args = 1,
    .run = run,
};
