#include "io/key_caregivers.h"

#include "core/mem.h"

#include <string.h>

/* A statement with text parameters; what it selects is copied, NULL: nothing. To be freed. */
static rota_rc ask(rota_store *store, const char *sql, const char *const *texts, char **out,
                   rota_err *err) {
    rota_query *query = NULL;
    rota_rc rc = rota_query_open(store, sql, &query, err);
    if (rc)
        return rc;
    bool row = false;
    for (int i = 0; texts[i]; i++)
        rota_query_bind_text(query, i + 1, texts[i]);
    rc = rota_query_step(query, &row, err);
    if (out)
        *out = !rc && row && !rota_query_is_null(query, 0) ? rota_strdup(rota_query_text(query, 0))
                                                           : NULL;
    rota_query_close(query);
    return rc;
}

static rota_rc run(rota_store *store, const char *sql, const char *const *texts, rota_err *err) {
    return ask(store, sql, texts, NULL, err);
}

static rota_rc set_bonds(rota_store *store, const char *child, const char *group,
                         const char *before, const char *staff, rota_err *err) {
    ROTA_CLEANUP(rota_freep) char *role = NULL;
    rota_rc rc = ask(store, "SELECT role FROM bonds WHERE staff = ?1 AND group_id = ?2",
                     (const char *const[]){staff, group, NULL}, &role, err);
    if (!rc && role && strcmp(role, "never") == 0)
        rc = rota_fail(err, ROTA_E_INPUT,
                       "'%s' must never work with group '%s' (bonds.csv), which is that of '%s'",
                       staff, group, child);
    if (!rc)
        rc = run(store,
                 "INSERT INTO bonds (staff, group_id, role) VALUES (?1, ?2, 'key') "
                 "ON CONFLICT (staff, group_id) DO UPDATE SET role = 'key'",
                 (const char *const[]){staff, group, NULL}, err);
    if (!rc && before && strcmp(before, staff) != 0)
        rc = run(store,
                 "UPDATE bonds SET role = 'team' WHERE staff = ?1 AND group_id = ?2 AND "
                 "role = 'key' AND NOT EXISTS (SELECT 1 FROM children WHERE key_caregiver = ?1 "
                 "AND group_id = ?2)",
                 (const char *const[]){before, group, NULL}, err);
    return rc;
}

rota_rc rota_key_caregiver_follow(rota_store *store, const char *child, const char *before,
                                  const char *staff, rota_err *err) {
    ROTA_CLEANUP(rota_freep) char *group = NULL;
    rota_rc rc = ask(store, "SELECT group_id FROM children WHERE child = ?1",
                     (const char *const[]){child, NULL}, &group, err);
    if (!rc)
        rc = run(store, "UPDATE children SET key_caregiver = ?2 WHERE child = ?1",
                 (const char *const[]){child, staff, NULL}, err);
    return rc || !group ? rc : set_bonds(store, child, group, before, staff, err);
}

/* The one of the beginning, so that the history tells of all days. */
static rota_rc begin_history(rota_store *store, const char *child, const char *before,
                             rota_err *err) {
    return run(store,
               "INSERT INTO key_caregivers (child, \"from\", staff, reason) SELECT ?1, '', ?2, "
               "'first' WHERE NOT EXISTS (SELECT 1 FROM key_caregivers WHERE child = ?1)",
               (const char *const[]){child, before, NULL}, err);
}

static rota_rc check(const rota_key_caregiver_change *change, const char *before, const char *last,
                     rota_err *err) {
    char from[ROTA_DATE_SIZE];
    rota_day_format(change->from, from);
    bool note = change->note && *change->note;
    if (before && strcmp(before, change->staff) == 0)
        return rota_fail(err, ROTA_E_INPUT, "'%s' is the key caregiver of '%s' already", before,
                         change->child);
    if (before && strcmp(change->reason, "first") == 0)
        return rota_fail(err, ROTA_E_INPUT,
                         "'%s' has a key caregiver, '%s': the new one is not the first",
                         change->child, before);
    if (strcmp(change->reason, "manager") == 0 && !note)
        return rota_fail(err, ROTA_E_INPUT, "a manager's decision needs a note that says why");
    if (last && strcmp(from, last) <= 0)
        return rota_fail(err, ROTA_E_INPUT, "'%s' is not after the last change, %s", from, last);
    return ROTA_OK;
}

rota_rc rota_key_caregiver_change_write(rota_store *store, const rota_key_caregiver_change *change,
                                        rota_err *err) {
    ROTA_CLEANUP(rota_freep) char *before = NULL;
    ROTA_CLEANUP(rota_freep) char *last = NULL;
    const char *const of_child[] = {change->child, NULL};
    char from[ROTA_DATE_SIZE];
    rota_rc rc =
        ask(store, "SELECT key_caregiver FROM children WHERE child = ?1", of_child, &before, err);
    if (!rc)
        rc = ask(store, "SELECT max(\"from\") FROM key_caregivers WHERE child = ?1", of_child,
                 &last, err);
    if (!rc)
        rc = check(change, before, last, err);
    if (!rc && before)
        rc = begin_history(store, change->child, before, err);
    if (!rc)
        rc = run(store,
                 "INSERT INTO key_caregivers (child, \"from\", staff, reason, note) "
                 "VALUES (?1, ?2, ?3, ?4, nullif(?5, ''))",
                 (const char *const[]){change->child, rota_day_format(change->from, from),
                                       change->staff, change->reason,
                                       change->note ? change->note : "", NULL},
                 err);
    return rc ? rc : rota_key_caregiver_follow(store, change->child, before, change->staff, err);
}
