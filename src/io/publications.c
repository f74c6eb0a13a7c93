#include "io/publications.h"

#include "core/text.h"
#include "io/export_parts.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

/* ---- The list ---- */

static rota_day day_of(rota_query *query, int column) {
    char text[11];
    rota_day day = ROTA_NO_DAY;
    const char *s = rota_query_text(query, column);
    snprintf(text, sizeof text, "%.10s", s ? s : "");
    rota_day_parse(text, &day);
    return day;
}

static void read_publication(rota_query *query, rota_publication *out) {
    *out = (rota_publication){.number = (int)rota_query_int(query, 0),
                              .from = day_of(query, 4),
                              .to = day_of(query, 5),
                              .duties = (int)rota_query_int(query, 6)};
    snprintf(out->at, sizeof out->at, "%s", rota_query_text(query, 1));
    snprintf(out->how, sizeof out->how, "%s", rota_query_text(query, 2));
    snprintf(out->plan, sizeof out->plan, "%s", rota_query_text(query, 3));
}

rota_rc rota_publication_list(rota_folder *folder, rota_publication **out, size_t *count,
                              rota_err *err) {
    rota_query *query;
    rota_rc rc = rota_query_open(folder->store,
                                 "SELECT number, at, how, plan, \"from\", \"to\", (SELECT count(*) "
                                 "FROM published WHERE publication = number) "
                                 "FROM publications ORDER BY number",
                                 &query, err);
    if (rc)
        return rc;
    ROTA_CLEANUP(rota_freep) rota_publication *items = NULL;
    size_t n = 0, capacity = 0;
    bool row = false;
    while (!(rc = rota_query_step(query, &row, err)) && row) {
        ROTA_GROW(items, n, capacity);
        read_publication(query, &items[n++]);
    }
    rota_query_close(query);
    if (rc)
        return rc;
    *out = rota_arena_alloc(folder->arena, n * sizeof *items);
    if (n)
        memcpy(*out, items, n * sizeof *items);
    *count = n;
    return ROTA_OK;
}

rota_rc rota_publication_find(rota_folder *folder, int number, rota_publication *out,
                              rota_err *err) {
    rota_publication *all = NULL;
    size_t n = 0;
    rota_rc rc = rota_publication_list(folder, &all, &n, err);
    for (size_t i = 0; !rc && i < n; i++)
        if (all[i].number == number) {
            *out = all[i];
            return ROTA_OK;
        }
    if (rc)
        return rc;
    if (n == 0)
        return rota_fail(err, ROTA_E_INPUT,
                         "nothing was published yet; 'rota publish PLAN' does it");
    return rota_fail(err, ROTA_E_INPUT,
                     "there is no publication %d; there are %d to %d ('rota show --published' "
                     "lists them)",
                     number, all[0].number, all[n - 1].number);
}

/* ---- Keeping ---- */

const char *rota_publication_now(const rota_zone *zone, char buf[ROTA_DATETIME_SIZE]) {
    enum { NOON = 12 * 60 };
    const char *fixed = getenv("ROTA_TODAY");
    rota_day day;
    rota_minute now = (rota_minute)(time(NULL) / 60);
    if (fixed && rota_day_parse(fixed, &day))
        now = rota_zone_at(zone, day, NOON, false);
    return rota_zone_format(zone, now, buf);
}

static rota_rc run(rota_query *query, rota_err *err) {
    bool row;
    rota_rc rc = rota_query_step(query, &row, err);
    rota_query_close(query);
    return rc;
}

/* A statement whose parameters ?1 to ?3 are a plan and two dates. */
static rota_rc run_span(rota_store *store, const char *sql, const char *plan, rota_day from,
                        rota_day to, rota_err *err) {
    rota_query *query;
    rota_rc rc = rota_query_open(store, sql, &query, err);
    if (rc)
        return rc;
    char buf[ROTA_DATE_SIZE];
    rota_query_bind_text(query, 1, plan);
    rota_query_bind_text(query, 2, rota_day_format(from, buf));
    rota_query_bind_text(query, 3, rota_day_format(to, buf));
    return run(query, err);
}

rota_rc rota_publication_keep(rota_store *store, const rota_zone *zone, const char *how,
                              const char *plan, rota_day from, rota_day to, rota_err *err) {
    rota_query *query;
    rota_rc rc = rota_query_open(
        store,
        "INSERT INTO publications (number, at, how, plan, \"from\", \"to\") "
        "VALUES ((SELECT coalesce(max(number), 0) + 1 FROM publications), ?1, ?2, ?3, ?4, ?5)",
        &query, err);
    if (rc)
        return rc;
    char now[ROTA_DATETIME_SIZE], first[ROTA_DATE_SIZE], last[ROTA_DATE_SIZE];
    rota_query_bind_text(query, 1, rota_publication_now(zone, now));
    rota_query_bind_text(query, 2, how);
    rota_query_bind_text(query, 3, plan);
    rota_query_bind_text(query, 4, rota_day_format(from, first));
    rota_query_bind_text(query, 5, rota_day_format(to, last));
    rc = run(query, err);
    if (rc)
        return rc;
    return run_span(store,
                    "INSERT INTO published SELECT (SELECT max(number) FROM publications), a.date, "
                    "a.shift, a.group_id, a.staff, a.pinned, p.name, s.start, s.\"end\", "
                    "s.break_minutes, s.kind, s.sleep_from, s.sleep_to FROM assignments a "
                    "JOIN staff p ON p.staff = a.staff JOIN shifts s ON s.shift = a.shift "
                    "WHERE a.plan = ?1 AND a.date BETWEEN ?2 AND ?3",
                    "", from, to, err);
}

/* ---- Publishing ---- */

/* Rows of one plan in the span that another one does not have (`also`: that it has). */
static rota_rc count_rows(rota_store *store, const char *plan, const char *other, bool also,
                          rota_day from, rota_day to, int *out, rota_err *err) {
    rota_text sql = {0};
    rota_text_addf(&sql,
                   "SELECT count(*) FROM assignments a WHERE a.plan = ?1 AND a.date BETWEEN ?2 AND "
                   "?3 AND %sEXISTS (SELECT 1 FROM assignments b WHERE b.plan = ?4 AND b.date = "
                   "a.date AND b.shift = a.shift AND b.group_id = a.group_id AND b.staff = a.staff "
                   "AND b.pinned = a.pinned)",
                   also ? "" : "NOT ");
    rota_query *query;
    rota_rc rc = rota_query_open(store, rota_text_str(&sql), &query, err);
    rota_text_done(&sql);
    if (rc)
        return rc;
    char buf[ROTA_DATE_SIZE];
    bool row = false;
    rota_query_bind_text(query, 1, plan);
    rota_query_bind_text(query, 2, rota_day_format(from, buf));
    rota_query_bind_text(query, 3, rota_day_format(to, buf));
    rota_query_bind_text(query, 4, other);
    rc = rota_query_step(query, &row, err);
    if (!rc)
        *out = (int)rota_query_int(query, 0);
    rota_query_close(query);
    return rc;
}

rota_rc rota_publish(rota_folder *folder, const char *plan, rota_day from, rota_day to,
                     rota_publish_count *out, rota_err *err) {
    rota_store *store = folder->store;
    rota_publish_count count = {0};
    rota_rc rc = rota_export__need_plan(store, plan, err);
    if (!rc)
        rc = count_rows(store, plan, "", true, from, to, &count.same, err);
    if (!rc)
        rc = count_rows(store, plan, "", false, from, to, &count.added, err);
    if (!rc)
        rc = count_rows(store, "", plan, false, from, to, &count.removed, err);
    if (!rc && count.added + count.removed > 0) {
        rc = run_span(store,
                      "DELETE FROM assignments WHERE plan = '' AND ?1 <> '' AND date BETWEEN ?2 "
                      "AND ?3",
                      plan, from, to, err);
        if (!rc)
            rc = run_span(store,
                          "INSERT INTO assignments (plan, date, shift, group_id, staff, pinned) "
                          "SELECT '', date, shift, group_id, staff, pinned FROM assignments "
                          "WHERE plan = ?1 AND date BETWEEN ?2 AND ?3",
                          plan, from, to, err);
        if (!rc)
            rc = rota_publication_keep(store, folder->zone, "publish", plan, from, to, err);
        rota_publication *all = NULL;
        size_t n = 0;
        if (!rc)
            rc = rota_publication_list(folder, &all, &n, err);
        count.number = !rc && n ? all[n - 1].number : 0;
    }
    if (!rc)
        *out = count;
    return rc;
}

/* ---- Reading what was published ---- */

void rota_published_done(rota_published_list *list) {
    free(list->items);
    rota_duties_done(&list->duties);
    rota_arena_free(list->arena);
    *list = (rota_published_list){0};
}

/* Which publication announced a day. */
static int announced_by(const rota_publication *all, size_t n, rota_day day) {
    int number = 0;
    for (size_t i = 0; i < n; i++) {
        rota_day at = ROTA_NO_DAY;
        char text[11];
        snprintf(text, sizeof text, "%.10s", all[i].at);
        rota_day_parse(text, &at);
        if (day < all[i].from || day > all[i].to || (number && at >= day))
            continue;
        number = all[i].number;
    }
    return number;
}

/* A time of day as shifts.csv has it, minutes from midnight; -1 for none. */
static int minute_of(const char *text) {
    enum { DAY_MINUTES = 24 * 60 };
    char clock[6];
    int minute = -1;
    if (!text)
        return -1;
    snprintf(clock, sizeof clock, "%.5s", text);
    rota_parse_time(clock, true, &minute);
    return minute + (strlen(text) == 7 ? DAY_MINUTES : 0);
}

/* The shift with the times of then. */
static rota_shift shift_of_then(rota_query *query) {
    enum { DAY_MINUTES = 24 * 60 };
    rota_shift shift = {.id = rota_query_text(query, 2),
                        .name = "",
                        .start = minute_of(rota_query_text(query, 6)),
                        .end = minute_of(rota_query_text(query, 7)),
                        .break_minutes = (int)rota_query_int(query, 8),
                        .break_said = !rota_query_is_null(query, 8),
                        .sleep_from = minute_of(rota_query_text(query, 10)),
                        .sleep_to = minute_of(rota_query_text(query, 11))};
    for (int kind = ROTA_SHIFT_DAY; kind <= ROTA_SHIFT_MEETING; kind++)
        if (strcmp(rota_query_text(query, 9), rota_shift_kind_name((enum rota_shift_kind)kind)) ==
            0)
            shift.kind = (enum rota_shift_kind)kind;
    shift.end += shift.end <= shift.start ? DAY_MINUTES : 0;
    if (shift.kind == ROTA_SHIFT_SLEEP_IN && shift.sleep_from < 0) {
        shift.sleep_from = shift.start;
        shift.sleep_to = shift.end;
    } else if (shift.sleep_from >= 0) {
        shift.sleep_from += shift.sleep_from < shift.start ? DAY_MINUTES : 0;
        while (shift.sleep_to <= shift.sleep_from)
            shift.sleep_to += DAY_MINUTES;
    }
    return shift;
}

static rota_rc read_duty(const rota_home *home, rota_query *query, rota_published_list *list,
                         rota_err *err) {
    /* core knows the times of a home's own shifts: this one has a single shift, that of then. */
    rota_shift shift = shift_of_then(query);
    rota_home then = *home;
    then.shifts = &shift;
    then.nshifts = 1;
    rota_published one = {.publication = (int)rota_query_int(query, 0)};
    snprintf(one.shift, sizeof one.shift, "%s", shift.id);
    snprintf(one.group, sizeof one.group, "%s", rota_query_text(query, 3));
    snprintf(one.staff, sizeof one.staff, "%s", rota_query_text(query, 4));
    one.name = rota_arena_strdup(list->arena, rota_query_text(query, 5));
    rota_rc rc = rota_duty_of(&then, day_of(query, 1), 0, rota_home_find_group(home, one.group),
                              rota_home_find_staff(home, one.staff), rota_query_int(query, 12) != 0,
                              &one.duty, err);
    if (rc)
        return rc;
    one.duty.shift = rota_home_find_shift(home, one.shift);
    ROTA_GROW(list->items, list->count, list->capacity);
    list->items[list->count++] = one;
    rota_duties_add(&list->duties, &one.duty);
    return ROTA_OK;
}

static rota_rc read_rows(rota_folder *folder, const rota_home *home, const int *of_day,
                         rota_day from, rota_day to, rota_published_list *out, rota_err *err) {
    rota_query *query;
    rota_rc rc = rota_query_open(
        folder->store,
        "SELECT publication, date, shift, group_id, staff, name, start, \"end\", break_minutes, "
        "kind, sleep_from, sleep_to, pinned FROM published WHERE date BETWEEN ?1 AND ?2 "
        "ORDER BY date, shift, group_id, staff, publication",
        &query, err);
    if (rc)
        return rc;
    char buf[ROTA_DATE_SIZE];
    rota_query_bind_text(query, 1, rota_day_format(from, buf));
    rota_query_bind_text(query, 2, rota_day_format(to, buf));
    bool row = false;
    while (!rc && !(rc = rota_query_step(query, &row, err)) && row)
        if (of_day[day_of(query, 1) - from] == rota_query_int(query, 0))
            rc = read_duty(home, query, out, err);
    rota_query_close(query);
    return rc;
}

rota_rc rota_published_read(rota_folder *folder, const rota_home *home, int number, rota_day from,
                            rota_day to, rota_published_list *out, rota_err *err) {
    assert(from <= to);
    rota_publication *all = NULL;
    size_t n = 0;
    rota_rc rc = rota_publication_list(folder, &all, &n, err);
    if (rc)
        return rc;
    ROTA_CLEANUP(rota_freep) int *of_day = ROTA_NEW_ARRAY(int, to - from + 1);
    for (rota_day day = from; day <= to; day++)
        of_day[day - from] = number ? number : announced_by(all, n, day);
    rota_published_list list = {.arena = rota_arena_new()};
    rc = read_rows(folder, home, of_day, from, to, &list, err);
    if (rc)
        rota_published_done(&list);
    else
        *out = list;
    return rc;
}
