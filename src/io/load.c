#include "core/text.h"
#include "io/folder.h"
#include "io/load_parts.h"
#include "io/names.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- Reading a column ---- */

void rota_load__bad(rota_loader *l, int column, const char *expected) {
    if (l->rc)
        return;
    const char *text = rota_query_text(l->query, column);
    l->rc = rota_fail(l->err, ROTA_E_INPUT,
                      "the database is damaged: '%s' in table %s is not right (%s)",
                      text ? text : "", l->table, expected);
}

const char *rota_load__text(rota_loader *l, int column) {
    const char *text = rota_query_text(l->query, column);
    return rota_arena_strdup(l->home->arena, text ? text : "");
}

int rota_load__int(rota_loader *l, int column, int missing) {
    if (rota_query_is_null(l->query, column))
        return missing;
    int64_t value = rota_query_int(l->query, column);
    if (value >= INT_MIN && value <= INT_MAX)
        return (int)value;
    rota_load__bad(l, column, "a number");
    return missing;
}

rota_day rota_load__day(rota_loader *l, int column) {
    rota_day day = ROTA_NO_DAY;
    if (!rota_query_is_null(l->query, column) &&
        !rota_day_parse(rota_query_text(l->query, column), &day))
        rota_load__bad(l, column, "a date");
    return day;
}

int rota_load__minute(rota_loader *l, int column, int missing) {
    enum { DAY_MINUTES = 24 * 60 };
    if (rota_query_is_null(l->query, column))
        return missing;
    const char *text = rota_query_text(l->query, column);
    size_t n = strlen(text);
    bool next_day = n == 7 && strcmp(text + 5, "+1") == 0;
    char clock[8];
    snprintf(clock, sizeof clock, "%.*s", next_day ? 5 : 7, text);
    int minute = missing;
    if (n > 7 || !rota_parse_time(clock, true, &minute))
        rota_load__bad(l, column, "a time");
    return next_day ? minute + DAY_MINUTES : minute;
}

int rota_load__staff(rota_loader *l, int column) {
    if (rota_query_is_null(l->query, column))
        return -1;
    int index = rota_home_find_staff(l->home, rota_query_text(l->query, column));
    if (index < 0)
        rota_load__bad(l, column, "a person");
    return index;
}

int rota_load__group(rota_loader *l, int column) {
    if (rota_query_is_null(l->query, column) || !strcmp(rota_query_text(l->query, column), "*"))
        return -1;
    int index = rota_home_find_group(l->home, rota_query_text(l->query, column));
    if (index < 0)
        rota_load__bad(l, column, "a group");
    return index;
}

int rota_load__shift(rota_loader *l, int column) {
    const char *id = rota_query_text(l->query, column);
    int index = id ? rota_home_find_shift(l->home, id) : -1;
    if (index < 0)
        rota_load__bad(l, column, "a shift");
    return index;
}

int rota_load__choice(rota_loader *l, int column, const char *(*name)(int), int n, int missing) {
    if (rota_query_is_null(l->query, column))
        return missing;
    for (int i = 0; i < n; i++) {
        if (strcmp(rota_query_text(l->query, column), name(i)) == 0)
            return i;
    }
    rota_load__bad(l, column, "one of the words");
    return missing;
}

const char *rota_load__shift_kind(int kind) {
    return rota_shift_kind_name((enum rota_shift_kind)kind);
}

/* ---- Tables ---- */

/* Rows of an open query into an array of malloc, which the caller frees. */
static rota_rc read_rows(rota_loader *l, const rota_load_table *table, void **items, int *count) {
    size_t capacity = 0, n = 0;
    unsigned char *rows = NULL;
    bool row = false;
    rota_rc rc = ROTA_OK;
    l->table = table->table;
    while (!rc && !(rc = rota_query_step(l->query, &row, l->err)) && row) {
        if (n == capacity) {
            capacity = capacity ? capacity * 2 : 16;
            rows = rota_realloc(rows, capacity, table->size);
        }
        memset(rows + n * table->size, 0, table->size);
        table->read(l, rows + n * table->size);
        n++;
        rc = l->rc;
    }
    *items = rows;
    *count = (int)n;
    return rc;
}

rota_rc rota_load__rows(rota_loader *l, const rota_load_table *table, void *items, int *count) {
    rota_rc rc = rota_query_open(l->store, table->sql, &l->query, l->err);
    if (rc)
        return rc;
    ROTA_CLEANUP(rota_freep) void *rows = NULL;
    rc = read_rows(l, table, &rows, count);
    rota_query_close(l->query);
    void *kept = rota_arena_alloc(l->home->arena, (size_t)*count * table->size);
    if (*count)
        memcpy(kept, rows, (size_t)*count * table->size);
    memcpy(items, &kept, sizeof kept); /* *items has another pointer type than void * */
    return rc;
}

static int by_name(const void *a, const void *b) {
    const char *const *left = a, *const *right = b;
    return strcmp(*left, *right);
}

static rota_rc load_skills(rota_loader *l) {
    rota_rc rc = rota_query_open(l->store,
                                 "SELECT skills FROM staff WHERE skills IS NOT NULL "
                                 "UNION ALL SELECT skill FROM demand WHERE skill <> ''",
                                 &l->query, l->err);
    if (rc)
        return rc;
    rota_names names = {0};
    bool row = false;
    while (!(rc = rota_query_step(l->query, &row, l->err)) && row) {
        ROTA_CLEANUP(rota_freep) char *list = rota_strdup(rota_query_text(l->query, 0));
        char *rest = list, *word;
        while ((word = strsep(&rest, " "))) {
            if (*word)
                rota_names_add(&names, word, 0);
        }
    }
    rota_query_close(l->query);
    if (!rc && names.count > ROTA_MAX_SKILLS)
        rc = rota_fail(l->err, ROTA_E_INPUT, "the home has %zu different skills; %d is the most",
                       names.count, ROTA_MAX_SKILLS);
    for (size_t i = 0; !rc && i < names.count; i++)
        l->home->skills[l->home->nskills++] = rota_arena_strdup(l->home->arena, names.names[i]);
    rota_names_done(&names);
    qsort(l->home->skills, (size_t)l->home->nskills, sizeof l->home->skills[0], by_name);
    return rc;
}

static const char *role_name(int role) {
    return rota_role_name((enum rota_role)role);
}

/* Pairs without a row have the home's default. */
static rota_rc load_roles(rota_loader *l) {
    rota_home *home = l->home;
    size_t pairs = (size_t)home->nstaff * (size_t)home->ngroups;
    home->roles = rota_arena_alloc(home->arena, pairs);
    memset(home->roles, home->settings.continuity.default_role, pairs);
    rota_rc rc =
        rota_query_open(l->store, "SELECT staff, group_id, role FROM bonds", &l->query, l->err);
    if (rc)
        return rc;
    bool row = false;
    l->table = "bonds";
    while (!rc && !(rc = rota_query_step(l->query, &row, l->err)) && row) {
        int staff = rota_load__staff(l, 0), group = rota_load__group(l, 1);
        int role = rota_load__choice(l, 2, role_name, ROTA_ROLE_KEY + 1, ROTA_ROLE_RELIEF);
        if (!l->rc && staff >= 0 && group >= 0)
            home->roles[staff * home->ngroups + group] = (unsigned char)role;
        rc = l->rc;
    }
    rota_query_close(l->query);
    return rc;
}

static rota_rc load_tables(rota_loader *l) {
    rota_home *home = l->home;
    const struct {
        const rota_load_table *table;
        void *items;
        int *count;
    } tables[] = {
        {&rota_load__groups, &home->groups, &home->ngroups},
        {&rota_load__people, &home->staff, &home->nstaff},
        {&rota_load__children, &home->children, &home->nchildren},
        {&rota_load__key_changes, &home->key_changes, &home->nkey_changes},
        {&rota_load__supervision, &home->supervision, &home->nsupervision},
        {&rota_load__shifts, &home->shifts, &home->nshifts},
        {&rota_load__demand, &home->demand, &home->ndemand},
        {&rota_load__leave, &home->leave, &home->nleave},
        {&rota_load__unavailable, &home->unavailable, &home->nunavailable},
        {&rota_load__requests, &home->requests, &home->nrequests},
        {&rota_load__worked, &home->worked, &home->nworked},
        {&rota_load__record, &home->record, &home->nrecord},
    };
    rota_rc rc = load_skills(l);
    for (size_t i = 0; i < sizeof tables / sizeof tables[0] && !rc; i++)
        rc = rota_load__rows(l, tables[i].table, tables[i].items, tables[i].count);
    if (!rc)
        rc = load_roles(l);
    return rc ? rc : rota_home_check_names(home, l->err);
}

static int by_day(const void *a, const void *b) {
    const rota_day *left = a, *right = b;
    return (*left > *right) - (*left < *right);
}

/* Sorted and each once, whatever the file has. */
static void copy_holidays(const rota_folder *folder, rota_home *home) {
    size_t n = (size_t)folder->nholidays;
    home->holidays = rota_arena_alloc(home->arena, n * sizeof *home->holidays);
    if (n == 0)
        return;
    memcpy(home->holidays, folder->holidays, n * sizeof *home->holidays);
    qsort(home->holidays, n, sizeof *home->holidays, by_day);
    home->nholidays = 1;
    for (size_t i = 1; i < n; i++) {
        if (home->holidays[i] != home->holidays[i - 1])
            home->holidays[home->nholidays++] = home->holidays[i];
    }
}

rota_rc rota_load_home(rota_folder *folder, rota_home **out, rota_err *err) {
    rota_home *home = rota_home_new();
    home->settings = folder->settings;
    home->rules = folder->rules;
    copy_holidays(folder, home);
    rota_loader loader = {.store = folder->store, .home = home, .err = err};
    rota_rc rc = rota_zone_open(home->settings.home.timezone, &home->zone, err);
    if (!rc)
        rc = load_tables(&loader);
    if (rc) {
        rota_home_free(home);
        return rc;
    }
    rota_home_finish(home);
    *out = home;
    return ROTA_OK;
}
