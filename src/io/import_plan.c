#include "io/import_parts.h"
#include "io/publications.h"

#include <string.h>

void rota_import__note_day(rota_importer *im, rota_day day) {
    if (im->first_day == ROTA_NO_DAY || day < im->first_day)
        im->first_day = day;
    if (im->last_day == ROTA_NO_DAY || day > im->last_day)
        im->last_day = day;
}

void rota_import__note_change(rota_importer *im, const rota_kind *kind, const rota_cell *cells) {
    rota_day day;
    if (!rota_import__has_plan(kind) || !rota_day_parse(cells[0].text, &day))
        return;
    if (im->first_change == ROTA_NO_DAY || day < im->first_change)
        im->first_change = day;
    if (im->last_change == ROTA_NO_DAY || day > im->last_change)
        im->last_change = day;
}

rota_rc rota_import__need_plan(rota_importer *im, rota_err *err) {
    if (im->plan_known || !*im->plan)
        return ROTA_OK;
    rota_query *query;
    rota_rc rc = rota_query_open(
        im->store,
        "INSERT INTO plans (name, seq, \"from\", \"to\", status) "
        "VALUES (?1, (SELECT coalesce(max(seq), 0) + 1 FROM plans), '', '', 'draft') "
        "ON CONFLICT (name) DO NOTHING",
        &query, err);
    if (rc)
        return rc;
    bool row;
    rota_query_bind_text(query, 1, im->plan);
    rc = rota_query_step(query, &row, err);
    rota_query_close(query);
    im->plan_known = true;
    return rc;
}

/* The span that the plan has; false when there is no such plan. */
static rota_rc read_span(rota_importer *im, bool *found, rota_day *from, rota_day *to,
                         rota_err *err) {
    rota_query *query;
    rota_rc rc = rota_query_open(im->store, "SELECT \"from\", \"to\" FROM plans WHERE name = ?1",
                                 &query, err);
    if (rc)
        return rc;
    rota_query_bind_text(query, 1, im->plan);
    rc = rota_query_step(query, found, err);
    *from = *to = ROTA_NO_DAY; /* a plan that this import made */
    if (!rc && *found) {
        rota_day_parse(rota_query_text(query, 0), from);
        rota_day_parse(rota_query_text(query, 1), to);
    }
    rota_query_close(query);
    return rc;
}

static rota_rc write_span(rota_importer *im, rota_day from, rota_day to, rota_err *err) {
    rota_query *query;
    rota_rc rc = rota_query_open(
        im->store, "UPDATE plans SET \"from\" = ?2, \"to\" = ?3 WHERE name = ?1", &query, err);
    if (rc)
        return rc;
    bool row;
    char buf[ROTA_DATE_SIZE];
    rota_query_bind_text(query, 1, im->plan);
    rota_query_bind_text(query, 2, rota_day_format(from, buf));
    rota_query_bind_text(query, 3, rota_day_format(to, buf));
    rc = rota_query_step(query, &row, err);
    rota_query_close(query);
    return rc;
}

/* The planner's figures were those of the rows as they stood. */
static rota_rc forget_figures(rota_importer *im, rota_err *err) {
    static const char *const statements[] = {
        "UPDATE plans SET status = 'draft', proven = 0, objective = NULL, bound = NULL, "
        "seconds = NULL WHERE name = ?1",
        "DELETE FROM plan_parts WHERE plan = ?1"};
    rota_rc rc = ROTA_OK;
    for (size_t i = 0; i < sizeof statements / sizeof statements[0] && !rc; i++) {
        rota_query *query;
        rc = rota_query_open(im->store, statements[i], &query, err);
        if (rc)
            return rc;
        bool row;
        rota_query_bind_text(query, 1, im->plan);
        rc = rota_query_step(query, &row, err);
        rota_query_close(query);
    }
    return rc;
}

rota_rc rota_import__end_plan(rota_importer *im, bool changed, rota_err *err) {
    if (!*im->plan && im->first_change != ROTA_NO_DAY)
        return rota_publication_keep(im->store, im->options->zone, "import", "", im->first_change,
                                     im->last_change, err);
    if (!*im->plan || im->first_day == ROTA_NO_DAY)
        return ROTA_OK;
    bool found = false;
    rota_day from, to;
    rota_rc rc = read_span(im, &found, &from, &to, err);
    if (rc || !found)
        return rc;
    bool all_new = im->options->replace && im->long_form;
    if (from == ROTA_NO_DAY || all_new || im->first_day < from)
        from = im->first_day;
    if (to == ROTA_NO_DAY || all_new || im->last_day > to)
        to = im->last_day;
    rc = write_span(im, from, to, err);
    return rc || !changed ? rc : forget_figures(im, err);
}
