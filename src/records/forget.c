#include "records/forget.h"

#include <string.h>

void rota_forget_plan_done(rota_forget_plan *plan) {
    rota_record_list_done(&plan->gone);
    rota_record_list_done(&plan->kept);
}

/* A draft that a final names (a goal that was agreed) is part of what the final says. */
static bool is_named(const rota_record_list *records, const rota_record *draft) {
    for (size_t i = 0; i < records->count; i++)
        if (!rota_record_is_draft(records->items[i]) &&
            rota_record_refers(records->items[i], rota_record_id(draft)))
            return true;
    return false;
}

void rota_forget_plan_make(const rota_home *home, const rota_record_list *records, int child,
                           rota_day today, rota_forget_plan *out) {
    const rota_child *c = &home->children[child];
    int years = home->settings.records.keep_years;
    *out = (rota_forget_plan){.until = ROTA_NO_DAY};
    if (years == 0)
        out->until = today;
    else if (c->born != ROTA_NO_DAY)
        out->until = rota_birthday(c->born, years);
    bool over = out->until != ROTA_NO_DAY && out->until <= today;
    for (size_t i = 0; i < records->count; i++) {
        rota_record *record = records->items[i];
        bool goes = over || (rota_record_is_draft(record) && !is_named(records, record));
        rota_record_list_add(goes ? &out->gone : &out->kept, record);
    }
    out->all_gone = out->kept.count == 0 && over;
}

rota_rc rota_forget_records(rota_store *records, const rota_forget_plan *plan,
                            const rota_access *access, rota_err *err) {
    rota_rc rc = rota_store_begin(records, "rota forget", err);
    if (rc)
        return rc;
    for (size_t i = 0; i < plan->gone.count && !rc; i++)
        rc = rota_records_delete(records, rota_record_id(plan->gone.items[i]), err);
    if (!rc)
        rc = rota_records_log(records, access, &plan->gone, err);
    if (!rc)
        rc = rota_store_commit(records, err);
    if (rc) {
        rota_store_rollback(records);
        return rc;
    }
    return rota_store_exec(records, "VACUUM", err);
}

static rota_rc delete_rows(rota_store *rota, const char *child, rota_err *err) {
    static const char *const statements[] = {"DELETE FROM key_caregivers WHERE child = ?1",
                                             "DELETE FROM children WHERE child = ?1"};
    rota_rc rc = ROTA_OK;
    for (size_t i = 0; i < sizeof statements / sizeof *statements && !rc; i++) {
        rota_query *query = NULL;
        bool row;
        rc = rota_query_open(rota, statements[i], &query, err);
        if (rc)
            return rc;
        rota_query_bind_text(query, 1, child);
        rc = rota_query_step(query, &row, err);
        rota_query_close(query);
    }
    return rc;
}

rota_rc rota_forget_child(rota_store *rota, const char *child, rota_err *err) {
    rota_rc rc = rota_store_exec(rota, "PRAGMA secure_delete = ON", err);
    if (!rc)
        rc = rota_store_begin(rota, "rota forget", err);
    if (rc)
        return rc;
    rc = delete_rows(rota, child, err);
    if (!rc)
        rc = rota_store_commit(rota, err);
    if (rc) {
        rota_store_rollback(rota);
        return rc;
    }
    return rota_store_exec(rota, "VACUUM", err);
}
