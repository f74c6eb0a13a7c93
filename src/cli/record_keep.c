/* Keeping a record that was written: checks, the id, and drafts of what was begun. */
#include "cli/record_parts.h"

#include "core/mem.h"
#include "records/form.h"
#include "records/rules.h"
#include "records/view.h"

#include <string.h>

/* Check it with all that is there; the faults go to the command line's. */
static rota_rc check(rota_desk *desk, const rota_record *record, rota_err *err) {
    rota_faults *faults = desk->cli->faults;
    rota_record_index index = {0};
    size_t before = faults->count;
    rota_rc rc = rota_record_index_load(&index, desk->store, desk->arena, err);
    rota_record_check_today(record, desk->today, faults);
    if (!rc && faults->count == before) { /* a day in the future would be against several rules */
        rota_record_index_put(&index, record);
        rota_record_index_link(&index, faults);
        rota_record_check(record, desk->home, &index, faults);
        rota_record_check_days(record, faults);
    }
    rota_record_index_done(&index);
    size_t n = faults->count - before;
    if (!rc && n)
        rc = rota_fail(err, ROTA_E_INPUT, "nothing was kept: %zu fault%s", n, n == 1 ? "" : "s");
    return rc;
}

static void tell(rota_desk *desk, const rota_record *record) {
    rota_cli *cli = desk->cli;
    if (cli->json) {
        rota_json *object = rota_json_object();
        rota_json_set(object, "record", rota_record_json(record));
        rota_cli_json(cli, object);
        return;
    }
    const char *old = rota_record_get(record, "supersedes_id"), *id = rota_record_id(record);
    rota_text_addf(&cli->out, "kept %s (%s)\n", id, rota_record_get(record, "status"));
    if (rota_record_is_draft(record))
        rota_text_addf(&cli->out, "when it is complete: rota record finalise %s\n", id);
    else if (*old)
        rota_text_addf(&cli->out, "%s is amended by it and stays readable\n", old);
}

/* In one transaction, in which a new record gets its id. */
static rota_rc write(rota_desk *desk, rota_record *record, rota_err *err) {
    rota_rc rc = rota_store_begin(desk->store, "rota record", err);
    if (rc)
        return rc;
    const char **id = &record->values[ROTA_HEAD_ID];
    bool fresh = !**id;
    rota_day day = rota_record_event(record);
    if (fresh)
        rc = rota_records_new_id(desk->store, record->type, day == ROTA_NO_DAY ? desk->today : day,
                                 desk->arena, id, err);
    if (!rc)
        rota_record_fill(record, desk->home, desk->arena);
    if (!rc)
        rc = check(desk, record, err);
    if (!rc)
        rc = rota_records_write(desk->store, record, err);
    if (!rc)
        rc = rota_store_commit(desk->store, err);
    if (rc)
        rota_store_rollback(desk->store);
    if (rc && fresh)
        *id = "";
    return rc;
}

rota_rc rota_record_check_start(rota_desk *desk, const rota_record *record, rota_err *err) {
    rota_record *draft = rota_record_copy(desk->arena, record);
    rota_record_set(draft, "status", "draft");
    if (!*rota_record_id(draft))
        rota_record_set(draft, "record_id", "new");
    return check(desk, draft, err);
}

rota_rc rota_record_keep(rota_desk *desk, rota_record *record, rota_err *err) {
    rota_rc rc = write(desk, record, err);
    if (!rc)
        tell(desk, record);
    return rc;
}

static bool clear_value(const char **values, int column) {
    bool any = *values[column];
    values[column] = "";
    return any;
}

/* A fault of a row does not say in which: the field goes from all of them. */
static bool clear_rows(rota_record *record, int column) {
    bool any = false;
    for (size_t p = 0; p < record->nparts; p++) {
        rota_record_part *part = &record->parts[p];
        any = clear_value(part->values, column) || any;
        for (size_t i = 0; i < part->nitems; i++)
            any = clear_value(part->items[i].values, column) || any;
    }
    return any;
}

/* Leave empty what the faults speak of, as far as a draft may be without it. */
static bool clear_faulty(const rota_faults *faults, rota_record *record) {
    bool any = false;
    for (size_t i = 0; i < faults->count && i < ROTA_FAULTS_KEPT; i++) {
        int column = rota_record_column(record->type, faults->kept[i].column);
        if (column < 0 || record->type->columns[column].need == ROTA_ALWAYS)
            continue;
        bool of_row = record->type->columns[column].level > ROTA_OF_RECORD;
        any = (of_row ? clear_rows(record, column) : clear_value(record->values, column)) || any;
        if (strcmp(faults->kept[i].column, "band_reason") == 0) { /* of the band without it */
            rota_record_set(record, "band_used", "");
            any = true;
        }
    }
    return any;
}

bool rota_record_keep_draft(rota_desk *desk, rota_record *record) {
    rota_faults *said = rota_faults_new(), *faults = desk->cli->faults;
    rota_err ignored = {0};
    *said = *faults;
    rota_record_set(record, "status", "draft");
    rota_form_drop_empty(record);
    faults->count = 0;
    bool kept = write(desk, record, &ignored) == ROTA_OK;
    if (!kept && clear_faulty(faults, record)) {
        faults->count = 0;
        kept = write(desk, record, &ignored) == ROTA_OK;
    }
    *faults = *said;
    rota_faults_free(said);
    return kept;
}

/* Did somebody write anything that is worth keeping? Days and names of who was there are not. */
static bool says_something(const rota_record_type *type, const char *const *values) {
    for (int i = 0; i < type->ncolumns; i++) {
        const rota_field *field = &type->columns[i];
        bool own =
            field->level >= ROTA_OF_PART ? i != type->part_column : field->type == ROTA_FIELD_TEXT;
        if (own && *values[i])
            return true;
    }
    return false;
}

bool rota_record_says_something(const rota_record *record) {
    bool any = says_something(record->type, record->values);
    for (size_t p = 0; p < record->nparts; p++) {
        any = any || says_something(record->type, record->parts[p].values);
        for (size_t i = 0; i < record->parts[p].nitems; i++)
            any = any || says_something(record->type, record->parts[p].items[i].values);
    }
    return any;
}
