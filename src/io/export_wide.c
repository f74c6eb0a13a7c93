#include "core/mem.h"
#include "io/csv.h"
#include "io/export_parts.h"

#include <stdlib.h>
#include <string.h>

/* A column for every day up to so many days, so that weeks stay whole; a record of many years gets
 * columns for the days with duties only, else no row of it could be read back. */
enum { MAX_SPAN = 3660 };

struct wide {
    rota_day *days; /* columns, ascending */
    size_t ndays, days_capacity;
    rota_text *out;
};

static void add_day(struct wide *w, rota_day day) {
    ROTA_GROW(w->days, w->ndays, w->days_capacity);
    w->days[w->ndays++] = day;
}

/* The days of the columns: of a plan its whole span, of the record from its first to its last. */
static rota_rc find_days(rota_store *store, const char *plan, struct wide *w, rota_err *err) {
    rota_query *query;
    rota_rc rc = rota_query_open(
        store,
        "SELECT date FROM assignments WHERE plan = ?1 UNION SELECT \"from\" FROM plans WHERE "
        "name = ?1 UNION SELECT \"to\" FROM plans WHERE name = ?1 ORDER BY 1",
        &query, err);
    if (rc)
        return rc;
    rota_query_bind_text(query, 1, plan);
    bool row = false;
    rota_day day;
    while (!(rc = rota_query_step(query, &row, err)) && row) {
        if (rota_day_parse(rota_query_text(query, 0), &day))
            add_day(w, day);
    }
    rota_query_close(query);
    if (rc || !w->ndays)
        return rc;
    rota_day first = w->days[0], last = w->days[w->ndays - 1];
    if (last - first >= MAX_SPAN)
        return ROTA_OK;
    w->ndays = 0;
    for (day = first; day <= last; day++)
        add_day(w, day);
    return ROTA_OK;
}

static void add_header(struct wide *w) {
    char buf[ROTA_DATE_SIZE];
    rota_csv_add_field(w->out, true, "staff");
    for (size_t i = 0; i < w->ndays; i++)
        rota_csv_add_field(w->out, false, rota_day_format(w->days[i], buf));
    rota_csv_end_row(w->out);
}

/* One person's row. The query's rows are by date. */
static rota_rc add_person(struct wide *w, const char *id, const char *plan, rota_query *duties,
                          rota_err *err) {
    rota_query_bind_text(duties, 1, plan);
    rota_query_bind_text(duties, 2, id);
    rota_csv_add_field(w->out, true, id);
    rota_text cell = {0};
    bool row = false;
    size_t column = 0;
    rota_rc rc;
    while (!(rc = rota_query_step(duties, &row, err)) && row) {
        rota_day date;
        if (!rota_day_parse(rota_query_text(duties, 0), &date))
            continue;
        for (; column < w->ndays && w->days[column] < date; column++) {
            rota_csv_add_field(w->out, false, rota_text_str(&cell));
            rota_text_done(&cell);
        }
        rota_text_addf(&cell, "%s%s:%s%s", cell.length ? " " : "", rota_query_text(duties, 1),
                       rota_query_text(duties, 2), rota_query_int(duties, 3) ? "!" : "");
    }
    for (; column < w->ndays; column++) {
        rota_csv_add_field(w->out, false, rota_text_str(&cell));
        rota_text_done(&cell);
    }
    rota_text_done(&cell);
    rota_csv_end_row(w->out);
    return rc;
}

static rota_rc add_people(rota_store *store, const char *plan, struct wide *w, rota_err *err) {
    rota_query *people, *duties = NULL;
    rota_rc rc = rota_query_open(store, "SELECT staff FROM staff ORDER BY staff", &people, err);
    if (rc)
        return rc;
    rc = rota_query_open(store,
                         "SELECT date, shift, group_id, pinned FROM assignments "
                         "WHERE plan = ?1 AND staff = ?2 ORDER BY date, shift, group_id",
                         &duties, err);
    bool row = false;
    while (!rc && !(rc = rota_query_step(people, &row, err)) && row)
        rc = add_person(w, rota_query_text(people, 0), plan, duties, err);
    rota_query_close(people);
    rota_query_close(duties);
    return rc;
}

rota_rc rota_export_wide(rota_store *store, const char *plan, rota_text *out, rota_err *err) {
    plan = plan ? plan : "";
    rota_rc rc = *plan ? rota_export__need_plan(store, plan, err) : ROTA_OK;
    rota_text rows = {0};
    struct wide w = {.out = &rows};
    if (!rc)
        rc = find_days(store, plan, &w, err);
    if (!rc) {
        add_header(&w);
        rc = add_people(store, plan, &w, err);
    }
    if (!rc)
        rota_text_add_bytes(out, rota_text_str(&rows), rows.length);
    rota_text_done(&rows);
    free(w.days);
    return rc;
}
