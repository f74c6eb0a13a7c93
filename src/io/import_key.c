/* Key caregivers in an import: a child's own changes only with a reason, and what
 * key_caregivers.csv says last is what the child has. */
#include "core/text.h"
#include "io/import_parts.h"
#include "io/key_caregivers.h"

#include <string.h>

static const rota_import_source *source_of(const rota_importer *im, const char *kind) {
    for (size_t i = 0; i < im->nsources; i++)
        if (strcmp(im->sources[i].kind->name, kind) == 0)
            return &im->sources[i];
    return NULL;
}

rota_rc rota_import__check_key_caregiver(rota_importer *im, const rota_import_row *row,
                                         const rota_cell *child, const rota_cell *key,
                                         rota_err *err) {
    rota_query *query = NULL;
    rota_rc rc = rota_query_open(im->store,
                                 "SELECT key_caregiver FROM children WHERE child = ?1 AND "
                                 "key_caregiver IS NOT NULL",
                                 &query, err);
    if (rc)
        return rc;
    bool found = false;
    rota_query_bind_text(query, 1, child->text);
    rc = rota_query_step(query, &found, err);
    const char *now = key->empty ? "" : key->text;
    if (!rc && found && strcmp(rota_query_text(query, 0), now) != 0) {
        ROTA_GROW(im->key_changes, im->nkey_changes, im->key_changes_capacity);
        im->key_changes[im->nkey_changes++] = (struct rota_import_key_change){
            .file = row->file,
            .line = row->line,
            .child = rota_arena_strdup(im->arena, child->text),
            .before = rota_arena_strdup(im->arena, rota_query_text(query, 0)),
            .now = rota_arena_strdup(im->arena, now)};
    }
    rota_query_close(query);
    return rc;
}

/* Staff of the child's last row, in the arena; NULL: it has none. */
static rota_rc last_staff(rota_importer *im, const char *child, const char **out, rota_err *err) {
    rota_query *query = NULL;
    rota_rc rc = rota_query_open(im->store,
                                 "SELECT staff FROM key_caregivers WHERE child = ?1 "
                                 "ORDER BY \"from\" DESC LIMIT 1",
                                 &query, err);
    if (rc)
        return rc;
    bool found = false;
    rota_query_bind_text(query, 1, child);
    rc = rota_query_step(query, &found, err);
    *out = !rc && found ? rota_arena_strdup(im->arena, rota_query_text(query, 0)) : NULL;
    rota_query_close(query);
    return rc;
}

/* Each change of children.csv must have its row in the history. */
static rota_rc check_changes(rota_importer *im, rota_err *err) {
    rota_rc rc = ROTA_OK;
    for (size_t i = 0; i < im->nkey_changes && !rc; i++) {
        const struct rota_import_key_change *change = &im->key_changes[i];
        const char *last = NULL;
        rc = last_staff(im, change->child, &last, err);
        if (!rc && !(last && strcmp(last, change->now) == 0))
            rota_faults_add(im->faults, change->file, change->line, "key_caregiver",
                            "'%s' has '%s'; another one needs a reason: rota key-caregiver %s "
                            "STAFF --reason ..., or a row in key_caregivers.csv",
                            change->child, change->before, change->child);
    }
    return rc;
}

struct differing {
    const char *child, *own, *last;
};

/* Children whose own key caregiver is not the one of their last row. */
static rota_rc find_differing(rota_importer *im, struct differing **out, size_t *count,
                              rota_err *err) {
    rota_query *query = NULL;
    rota_rc rc = rota_query_open(
        im->store,
        "SELECT child, key_caregiver, staff FROM children JOIN key_caregivers k USING (child) "
        "WHERE k.\"from\" = (SELECT max(\"from\") FROM key_caregivers l WHERE l.child = k.child) "
        "AND key_caregiver IS NOT staff ORDER BY child",
        &query, err);
    size_t capacity = 0;
    bool row = false;
    while (!rc && !(rc = rota_query_step(query, &row, err)) && row) {
        const char *own = rota_query_text(query, 1);
        ROTA_GROW(*out, *count, capacity);
        (*out)[(*count)++] =
            (struct differing){.child = rota_arena_strdup(im->arena, rota_query_text(query, 0)),
                               .own = own ? rota_arena_strdup(im->arena, own) : NULL,
                               .last = rota_arena_strdup(im->arena, rota_query_text(query, 2))};
    }
    rota_query_close(query);
    return rc;
}

/* What the history says last is the child's; a children.csv beside it must say the same. */
static rota_rc follow_history(rota_importer *im, rota_err *err) {
    const rota_import_source *history = source_of(im, "key_caregivers");
    bool children = source_of(im, "children");
    if (!history)
        return ROTA_OK;
    ROTA_CLEANUP(rota_freep) struct differing *list = NULL;
    size_t n = 0;
    rota_rc rc = find_differing(im, &list, &n, err);
    for (size_t i = 0; i < n && !rc; i++) {
        rota_err wrong = {0};
        if (children)
            rota_faults_add(im->faults, history->name, 0, "staff",
                            "the last of '%s' is '%s', but children.csv says '%s'", list[i].child,
                            list[i].last, list[i].own ? list[i].own : "");
        else
            rc = rota_key_caregiver_follow(im->store, list[i].child, list[i].own, list[i].last,
                                           &wrong);
        if (rc == ROTA_E_INPUT) {
            rota_faults_add(im->faults, history->name, 0, "staff", "%s", wrong.message);
            rc = ROTA_OK;
        } else if (rc && err)
            *err = wrong;
    }
    return rc;
}

rota_rc rota_import__end_key_caregivers(rota_importer *im, rota_err *err) {
    rota_rc rc = check_changes(im, err);
    return rc || rota_import__failed(im) ? rc : follow_history(im, err);
}
