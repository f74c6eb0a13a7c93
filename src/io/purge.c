#include "io/purge.h"

#include "core/text.h"
#include "io/publications.h"

#include <stddef.h>
#include <stdio.h>

/* ---- How long ---- */

/* The same date so many years later (before, when negative); 29 February becomes 1 March. */
static rota_day add_years(rota_day day, int years) {
    int year, month, mday;
    rota_day_split(day, &year, &month, &mday);
    year += years;
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    if (month == 2 && mday == 29 && !leap)
        return rota_day_of(year, 3, 1);
    return rota_day_of(year, month, mday);
}

rota_day rota_purge_limit(int years, rota_day today) {
    return add_years(today, -years);
}

static const char *doubt(const rota_rule_origin *origin) {
    return origin->evidence == 'M' || origin->evidence == 'I' ? "; check with your adviser" : "";
}

/* What the law asks for. */
typedef struct {
    enum rota_rule rule;
    size_t years; /* in rota_rules */
    const char *what;
} floor_rule;
static const floor_rule floors[] = {
    {ROTA_RULE_KEEP_ROTAS, offsetof(rota_rules, keep_rotas), "duty rotas, planned and worked"},
    {ROTA_RULE_KEEP_PAY, offsetof(rota_rules, keep_pay), "records of pay"},
    {ROTA_RULE_KEEP_HOURS, offsetof(rota_rules, keep_hours), "records of working time"},
};
enum { FLOORS = sizeof floors / sizeof *floors };

static int floor_years(const rota_rules *rules, int i) {
    return *(const int *)((const char *)rules + floors[i].years);
}

/* The rule that asks for more than the setting does, and is not only advised; -1: none. */
static int binding_floor(const rota_settings *settings, const rota_rules *rules) {
    int years = settings->home.retention_years, binding = -1;
    for (int i = 0; i < FLOORS; i++)
        if (floor_years(rules, i) > years && !rules->origin[floors[i].rule].advisory) {
            binding = i;
            years = floor_years(rules, i);
        }
    return binding;
}

int rota_purge_years(const rota_settings *settings, const rota_rules *rules) {
    int binding = binding_floor(settings, rules);
    return binding >= 0 ? floor_years(rules, binding) : settings->home.retention_years;
}

void rota_purge_warnings(const rota_settings *settings, const rota_rules *rules, rota_text *out) {
    int years = settings->home.retention_years;
    for (int i = 0; i < FLOORS; i++) {
        const rota_rule_origin *origin = &rules->origin[floors[i].rule];
        if (years < floor_years(rules, i))
            rota_text_addf(out, "retention_years = %d is less than the %d year%s for %s (%s%s)%s\n",
                           years, floor_years(rules, i), floor_years(rules, i) == 1 ? "" : "s",
                           floors[i].what, origin->regulation, doubt(origin),
                           origin->advisory ? "" : "; nothing younger is purged");
    }
}

static rota_rc refuse(const rota_folder *folder, rota_day before, rota_day limit, rota_err *err) {
    char asked[ROTA_DATE_SIZE], most[ROTA_DATE_SIZE], when[ROTA_DATE_SIZE];
    const rota_rules *rules = &folder->rules;
    int years = rota_purge_years(&folder->settings, rules);
    int binding = binding_floor(&folder->settings, rules);
    const rota_rule_origin *origin =
        &rules->origin[binding >= 0 ? floors[binding].rule : ROTA_RULE_KEEP_ROTAS];
    bool by_law = binding >= 0 || (rules->keep_rotas > 0 && years >= rules->keep_rotas);
    return rota_fail(
        err, ROTA_E_INPUT,
        "--before '%s' is too late: rotas, planned and worked, are kept for %d years "
        "(%s%s%s); today only days before %s may be purged, those before %s from %s on",
        rota_day_format(before, asked), years,
        by_law ? origin->regulation : "retention_years of rota.ini",
        by_law && binding < 0 ? ", and retention_years of rota.ini" : "",
        by_law ? doubt(origin) : "", rota_day_format(limit, most), asked,
        rota_day_format(add_years(before, years), when));
}

/* ---- What ---- */

static const struct {
    const char *what, *why, *table, *day, *condition;
} kinds[ROTA_PURGED_KINDS] = {
    {"worked time", "worked before then", "worked", "substr(start, 1, 10)", ""},
    {"rota of record", "duties before then", "assignments", "date", " AND plan = ''"},
    {"what was published", "duties before then", "published", "date", ""},
    {"plans", "their duties before then", "assignments", "date", " AND plan <> ''"},
    {"leave", "ended before then", "leave", "\"to\"", ""},
    {"requests", "for days before then", "requests", "date", ""},
    {"unavailable", "for dates before then", "unavailable", "day", " AND day GLOB '[0-9]*'"},
};

static rota_rc count_rows(rota_store *store, int kind, const char *before, rota_purged *out,
                          rota_err *err) {
    rota_text sql = {0};
    rota_text_addf(&sql, "SELECT count(*), min(%s), max(%s) FROM %s WHERE %s < ?1%s",
                   kinds[kind].day, kinds[kind].day, kinds[kind].table, kinds[kind].day,
                   kinds[kind].condition);
    rota_query *query;
    rota_rc rc = rota_query_open(store, rota_text_str(&sql), &query, err);
    rota_text_done(&sql);
    if (rc)
        return rc;
    bool row = false;
    rota_query_bind_text(query, 1, before);
    rc = rota_query_step(query, &row, err);
    *out = (rota_purged){kinds[kind].what, kinds[kind].why, 0, ROTA_NO_DAY, ROTA_NO_DAY};
    if (!rc) {
        out->rows = (int)rota_query_int(query, 0);
        if (out->rows) {
            rota_day_parse(rota_query_text(query, 1), &out->first);
            rota_day_parse(rota_query_text(query, 2), &out->last);
        }
    }
    rota_query_close(query);
    return rc;
}

static rota_rc run_before(rota_store *store, const char *sql, const char *before, rota_err *err) {
    rota_query *query;
    rota_rc rc = rota_query_open(store, sql, &query, err);
    if (rc)
        return rc;
    bool row;
    rota_query_bind_text(query, 1, before);
    rc = rota_query_step(query, &row, err);
    rota_query_close(query);
    return rc;
}

/* First, as what was published may only go when a purge says so. */
static rota_rc note(rota_folder *folder, const char *before, int rows, rota_err *err) {
    rota_query *query;
    rota_rc rc = rota_query_open(
        folder->store,
        "INSERT INTO purges (number, at, before, years, rows) "
        "VALUES ((SELECT coalesce(max(number), 0) + 1 FROM purges), ?1, ?2, ?3, ?4)",
        &query, err);
    if (rc)
        return rc;
    char now[ROTA_DATETIME_SIZE];
    bool row;
    rota_query_bind_text(query, 1, rota_publication_now(folder->zone, now));
    rota_query_bind_text(query, 2, before);
    rota_query_bind_int(query, 3, rota_purge_years(&folder->settings, &folder->rules));
    rota_query_bind_int(query, 4, rows);
    rc = rota_query_step(query, &row, err);
    rota_query_close(query);
    return rc;
}

static rota_rc delete_rows(rota_store *store, int kind, const char *before, rota_err *err) {
    rota_text sql = {0};
    rota_text_addf(&sql, "DELETE FROM %s WHERE %s < ?1%s", kinds[kind].table, kinds[kind].day,
                   kinds[kind].condition);
    rota_rc rc = run_before(store, rota_text_str(&sql), before, err);
    rota_text_done(&sql);
    return rc;
}

rota_rc rota_purge(rota_folder *folder, rota_day before, rota_day today,
                   rota_purged out[ROTA_PURGED_KINDS], rota_err *err) {
    rota_store *store = folder->store;
    rota_day limit = rota_purge_limit(rota_purge_years(&folder->settings, &folder->rules), today);
    if (before > limit)
        return refuse(folder, before, limit, err);
    char date[ROTA_DATE_SIZE];
    int rows = 0;
    rota_rc rc = ROTA_OK;
    rota_day_format(before, date);
    for (int i = 0; i < ROTA_PURGED_KINDS && !rc; i++) {
        rc = count_rows(store, i, date, &out[i], err);
        rows += out[i].rows;
    }
    if (rc || !rows)
        return rc;
    rc = note(folder, date, rows, err);
    for (int i = 0; i < ROTA_PURGED_KINDS && !rc; i++)
        rc = delete_rows(store, i, date, err);
    if (!rc)
        rc = run_before(store,
                        "DELETE FROM publications WHERE \"to\" < ?1 AND NOT EXISTS "
                        "(SELECT 1 FROM published WHERE publication = number)",
                        date, err);
    /* A plan goes with its last day. */
    return rc ? rc : run_before(store, "DELETE FROM plans WHERE \"to\" < ?1", date, err);
}
