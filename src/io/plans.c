#include "core/text.h"
#include "io/export_parts.h"
#include "io/folder.h"
#include "io/load_parts.h"

#include <assert.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MAX_PARTS = sizeof((rota_plan_info *)0)->breakdown / sizeof(double) };

/* ---- Reading ---- */

static double points(rota_query *query, int column) {
    return rota_query_is_null(query, column) ? (double)NAN : rota_query_double(query, column);
}

static rota_day day(rota_query *query, int column) {
    rota_day value = ROTA_NO_DAY;
    rota_day_parse(rota_query_text(query, column), &value);
    return value;
}

static rota_rc read_parts(rota_store *store, rota_plan_info *info, rota_err *err) {
    rota_query *query;
    rota_rc rc = rota_query_open(
        store, "SELECT part, points FROM plan_parts WHERE plan = ?1 ORDER BY part", &query, err);
    if (rc)
        return rc;
    rota_query_bind_text(query, 1, info->name);
    bool row = false;
    while (!(rc = rota_query_step(query, &row, err)) && row) {
        int64_t part = rota_query_int(query, 0);
        if (part < 0 || part >= MAX_PARTS)
            continue;
        info->breakdown[part] = points(query, 1);
        info->nparts = (int)part + 1;
    }
    rota_query_close(query);
    return rc;
}

/* Plans in their order, all or the one of the name; *plans from malloc. */
static rota_rc read_plans(rota_store *store, const char *name, rota_plan_info **plans,
                          size_t *count, rota_err *err) {
    rota_query *query;
    rota_rc rc = rota_query_open(
        store,
        "SELECT name, \"from\", \"to\", status, proven, objective, bound, seconds FROM plans "
        "WHERE ?1 IS NULL OR name = ?1 ORDER BY seq",
        &query, err);
    if (rc)
        return rc;
    rota_query_bind_text(query, 1, name);
    size_t n = 0, capacity = 0;
    rota_plan_info *items = NULL;
    bool row = false;
    while (!(rc = rota_query_step(query, &row, err)) && row) {
        ROTA_GROW(items, n, capacity);
        rota_plan_info *info = &items[n++];
        *info = (rota_plan_info){.from = day(query, 1),
                                 .to = day(query, 2),
                                 .proven = rota_query_int(query, 4) != 0,
                                 .objective = points(query, 5),
                                 .bound = points(query, 6),
                                 .seconds = points(query, 7)};
        snprintf(info->name, sizeof info->name, "%s", rota_query_text(query, 0));
        snprintf(info->status, sizeof info->status, "%s", rota_query_text(query, 3));
    }
    rota_query_close(query);
    for (size_t i = 0; i < n && !rc; i++)
        rc = read_parts(store, &items[i], err);
    *plans = items;
    *count = n;
    return rc;
}

rota_rc rota_plan_list(rota_folder *folder, rota_plan_info **plans, size_t *count, rota_err *err) {
    ROTA_CLEANUP(rota_freep) rota_plan_info *items = NULL;
    size_t n = 0;
    rota_rc rc = read_plans(folder->store, NULL, &items, &n, err);
    if (rc)
        return rc;
    *plans = rota_arena_alloc(folder->arena, n * sizeof *items);
    if (n)
        memcpy(*plans, items, n * sizeof *items);
    *count = n;
    return ROTA_OK;
}

static rota_rc read_assignments(rota_folder *folder, const rota_home *home, const char *name,
                                rota_assignment **out, size_t *count, rota_err *err) {
    /* Only the names of the home are read through the loader. */
    rota_home names = *home;
    rota_loader loader = {
        .store = folder->store, .home = &names, .table = "assignments", .err = err};
    rota_rc rc = rota_query_open(folder->store,
                                 "SELECT date, shift, group_id, staff, pinned FROM assignments "
                                 "WHERE plan = ?1 ORDER BY date, shift, group_id, staff",
                                 &loader.query, err);
    if (rc)
        return rc;
    rota_query_bind_text(loader.query, 1, name);
    ROTA_CLEANUP(rota_freep) rota_assignment *items = NULL;
    size_t n = 0, capacity = 0;
    bool row = false;
    while (!rc && !(rc = rota_query_step(loader.query, &row, err)) && row) {
        ROTA_GROW(items, n, capacity);
        rota_load__assignment(&loader, &items[n++]);
        rc = loader.rc;
    }
    rota_query_close(loader.query);
    if (rc)
        return rc;
    *out = items ? ROTA_TAKE(items) : ROTA_NEW_ARRAY(rota_assignment, 0);
    *count = n;
    return ROTA_OK;
}

rota_rc rota_plan_load(rota_folder *folder, const rota_home *home, const char *name,
                       rota_plan_info *info, rota_assignment **assignments, size_t *count,
                       rota_err *err) {
    ROTA_CLEANUP(rota_freep) rota_plan_info *plans = NULL;
    size_t n = 0;
    rota_rc rc = rota_export__need_plan(folder->store, name, err);
    if (!rc)
        rc = read_plans(folder->store, name, &plans, &n, err);
    if (!rc && !n) /* gone since, when the caller holds no transaction */
        rc = rota_fail(err, ROTA_E_INPUT, "there is no plan '%s'", name);
    if (!rc)
        rc = read_assignments(folder, home, name, assignments, count, err);
    if (!rc)
        *info = plans[0];
    return rc;
}

/* ---- Writing ---- */

static rota_rc run(rota_query *query, rota_err *err) {
    bool row;
    rota_rc rc = rota_query_step(query, &row, err);
    rota_query_close(query);
    return rc;
}

/* Dates outside of from..to keep their rows: the plan spans those too. */
static rota_rc write_info(rota_store *store, const rota_plan_info *info, rota_err *err) {
    rota_query *query;
    rota_rc rc = rota_query_open(
        store,
        "INSERT INTO plans (name, seq, \"from\", \"to\", status, proven, objective, bound, seconds)"
        " VALUES (?1, (SELECT coalesce(max(seq), 0) + 1 FROM plans),"
        " min(?2, coalesce((SELECT min(date) FROM assignments WHERE plan = ?1), ?2)),"
        " max(?3, coalesce((SELECT max(date) FROM assignments WHERE plan = ?1), ?3)),"
        " ?4, ?5, ?6, ?7, ?8) "
        "ON CONFLICT (name) DO UPDATE SET seq = excluded.seq, \"from\" = excluded.\"from\", "
        "\"to\" = excluded.\"to\", status = excluded.status, proven = excluded.proven, "
        "objective = excluded.objective, bound = excluded.bound, seconds = excluded.seconds",
        &query, err);
    if (rc)
        return rc;
    char buf[ROTA_DATE_SIZE];
    rota_query_bind_text(query, 1, info->name);
    rota_query_bind_text(query, 2, rota_day_format(info->from, buf));
    rota_query_bind_text(query, 3, rota_day_format(info->to, buf));
    rota_query_bind_text(query, 4, info->status);
    rota_query_bind_int(query, 5, info->proven);
    rota_query_bind_double(query, 6, info->objective); /* NAN is stored as NULL */
    rota_query_bind_double(query, 7, info->bound);
    rota_query_bind_double(query, 8, info->seconds);
    return run(query, err);
}

static rota_rc write_parts(rota_store *store, const rota_plan_info *info, rota_err *err) {
    rota_query *query;
    rota_rc rc = rota_query_open(store, "DELETE FROM plan_parts WHERE plan = ?1", &query, err);
    if (rc)
        return rc;
    rota_query_bind_text(query, 1, info->name);
    rc = run(query, err);
    for (int i = 0; i < info->nparts && !rc; i++) {
        rc = rota_query_open(
            store, "INSERT INTO plan_parts (plan, part, points) VALUES (?1, ?2, ?3)", &query, err);
        if (rc)
            return rc;
        rota_query_bind_text(query, 1, info->name);
        rota_query_bind_int(query, 2, i);
        rota_query_bind_double(query, 3, info->breakdown[i]);
        rc = run(query, err);
    }
    return rc;
}

static rota_rc clear_span(rota_store *store, const rota_plan_info *info, rota_err *err) {
    rota_query *query;
    rota_rc rc = rota_query_open(
        store, "DELETE FROM assignments WHERE plan = ?1 AND date BETWEEN ?2 AND ?3", &query, err);
    if (rc)
        return rc;
    char buf[ROTA_DATE_SIZE];
    rota_query_bind_text(query, 1, info->name);
    rota_query_bind_text(query, 2, rota_day_format(info->from, buf));
    rota_query_bind_text(query, 3, rota_day_format(info->to, buf));
    return run(query, err);
}

/* Does the plan hold rows of other days? */
static rota_rc has_rows(rota_store *store, const char *name, bool *out, rota_err *err) {
    rota_query *query;
    rota_rc rc =
        rota_query_open(store, "SELECT 1 FROM assignments WHERE plan = ?1 LIMIT 1", &query, err);
    if (rc)
        return rc;
    rota_query_bind_text(query, 1, name);
    rc = rota_query_step(query, out, err);
    rota_query_close(query);
    return rc;
}

static rota_rc write_assignments(rota_store *store, const rota_home *home, const char *name,
                                 const rota_assignment *items, size_t n, rota_err *err) {
    rota_query *query;
    rota_rc rc = rota_query_open(store,
                                 "INSERT INTO assignments (plan, date, shift, group_id, staff, "
                                 "pinned) VALUES (?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT DO UPDATE "
                                 "SET pinned = excluded.pinned",
                                 &query, err);
    if (rc)
        return rc;
    char buf[ROTA_DATE_SIZE];
    bool row;
    for (size_t i = 0; i < n && !rc; i++) {
        rota_query_bind_text(query, 1, name);
        rota_query_bind_text(query, 2, rota_day_format(items[i].date, buf));
        rota_query_bind_text(query, 3, home->shifts[items[i].shift].id);
        rota_query_bind_text(query, 4, items[i].group < 0 ? "*" : home->groups[items[i].group].id);
        rota_query_bind_text(query, 5, home->staff[items[i].staff].id);
        rota_query_bind_int(query, 6, items[i].pinned);
        rc = rota_query_step(query, &row, err);
    }
    rota_query_close(query);
    return rc;
}

rota_rc rota_plan_save(rota_folder *folder, const rota_home *home, const rota_plan_info *info,
                       const rota_assignment *assignments, size_t count, rota_err *err) {
    assert(info->nparts <= MAX_PARTS && info->from <= info->to);
    if (!rota_is_id(info->name))
        return rota_fail(err, ROTA_E_USAGE,
                         "'%s' cannot be the name of a plan: 1 to 32 letters, digits, _ or -",
                         info->name);
    rota_store *store = folder->store;
    rota_plan_info whole = *info;
    for (size_t i = 0; i < count; i++) {
        whole.from = assignments[i].date < whole.from ? assignments[i].date : whole.from;
        whole.to = assignments[i].date > whole.to ? assignments[i].date : whole.to;
    }
    rota_rc rc = clear_span(store, info, err);
    bool others = false;
    if (!rc)
        rc = has_rows(store, info->name, &others, err);
    /* The solver's figures are of the days it planned: with others beside them it is a draft. */
    if (others || whole.from != info->from || whole.to != info->to) {
        snprintf(whole.status, sizeof whole.status, "draft");
        whole.proven = false;
        whole.objective = whole.bound = whole.seconds = NAN;
        whole.nparts = 0;
    }
    if (!rc) /* before the assignments, which refer to it */
        rc = write_info(store, &whole, err);
    if (!rc)
        rc = write_parts(store, &whole, err);
    return rc ? rc : write_assignments(store, home, info->name, assignments, count, err);
}
