/* rota record list, show, search, log. */
#include "cli/record_parts.h"

#include "core/mem.h"
#include "records/defaults.h"
#include "records/search.h"
#include "records/view.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A reflection is one voice of a team: it is shown with the others' only (rota team). */
static bool is_reflection(const rota_record *record) {
    return record->type == &rota_team_reflection;
}

/* ---- Which ---- */

static rota_rc filter_of(const rota_cli *cli, const rota_desk *desk, rota_record_filter *out,
                         rota_err *err) {
    *out = ROTA_EVERY_RECORD;
    const char *type = rota_options_get(&cli->options, "type");
    rota_rc rc = type ? rota_record_type_of(type, &out->type, err) : ROTA_OK;
    out->who = rota_options_get(&cli->options, "child");
    if (!out->who)
        out->who = rota_options_get(&cli->options, "child_id");
    int child;
    if (!rc && out->who)
        rc = rota_desk_child(desk, out->who, &child, err);
    if (!rc)
        rc = rota_options_day(&cli->options, "from", &out->from, err);
    if (!rc)
        rc = rota_options_day(&cli->options, "to", &out->to, err);
    return rc;
}

/* By the fields that are no part of the query. */
static rota_rc narrow(const rota_cli *cli, rota_record_list *list, rota_err *err) {
    const char *status = NULL, *author = rota_options_get(&cli->options, "author_id");
    rota_rc rc = rota_options_choice(&cli->options, "status", "draft|final|amended", &status, err);
    size_t kept = 0;
    for (size_t i = 0; i < list->count && !rc; i++) {
        const rota_record *record = list->items[i];
        if ((status && strcmp(rota_record_get(record, "status"), status) != 0) ||
            (author &&
             (is_reflection(record) || strcmp(rota_record_get(record, "author_id"), author) != 0)))
            continue;
        list->items[kept++] = list->items[i];
    }
    list->count = kept;
    return rc;
}

static rota_rc load(rota_desk *desk, rota_record_list *list, size_t *hidden, rota_err *err) {
    rota_record_filter filter;
    rota_rc rc = filter_of(desk->cli, desk, &filter, err);
    if (!rc)
        rc = rota_desk_load(desk, &filter, list, hidden, err);
    if (!rc)
        rc = narrow(desk->cli, list, err);
    for (size_t i = 0; i < list->count; i++)
        rota_reader_hide_sections(&desk->reader, list->items[i]);
    rota_record_list_sort(list);
    return rc;
}

static void note_hidden(const rota_desk *desk, size_t hidden) {
    if (hidden)
        rota_cli_note(desk->cli, "%zu more record%s not for everybody; say who you are with --as",
                      hidden, hidden == 1 ? " is" : "s are");
}

/* ---- list ---- */

/* Who was there with the child's group; NULL texts: the rota was not asked for. */
struct people {
    const char *on;   /* on the shift of a note, or else on the day */
    const char *also; /* of other shifts, for most of the time of a note's shift */
};

static const char *starred(const rota_desk *desk, const char *ids, int key) {
    ROTA_CLEANUP(rota_text_done) rota_text out = {0};
    ROTA_CLEANUP(rota_freep) char *copy = rota_strdup(ids);
    char *rest = copy, *id;
    while ((id = strsep(&rest, " ")))
        if (*id)
            rota_text_addf(&out, "%s%s%s", out.length ? " " : "", id,
                           key >= 0 && strcmp(desk->home->staff[key].id, id) == 0 ? "*" : "");
    return rota_arena_strdup(desk->arena, rota_text_str(&out));
}

/* The key caregiver has a star. */
static struct people people_of(const rota_desk *desk, const rota_duties *duties,
                               const rota_record *record) {
    const rota_home *home = desk->home;
    int child = rota_child_find(home, rota_record_who(record));
    int group = rota_home_find_group(home, rota_record_get(record, "group_id"));
    if (group < 0 && child >= 0)
        group = home->children[child].group;
    rota_day day = rota_record_event(record);
    int shift = record->type == &rota_daily_note
                    ? rota_home_find_shift(home, rota_record_get(record, "shift_id"))
                    : -1;
    if (group < 0 || day == ROTA_NO_DAY)
        return (struct people){"", ""};
    const char *on = rota_people_on(home, duties, day, shift, group, desk->arena);
    const char *also = *on ? rota_people_beside(home, duties, day, shift, group, desk->arena) : "";
    int key = child >= 0 ? rota_home_key_caregiver_on(home, child, day) : -1;
    return (struct people){starred(desk, on, key), starred(desk, also, key)};
}

static rota_json *list_json(const rota_desk *desk, const rota_record *record,
                            const struct people *people) {
    rota_json *object = rota_json_object();
    static const char *const columns[] = {"record_id", "type",      "date_event",
                                          "status",    "author_id", "group_id"};
    for (size_t i = 0; i < sizeof columns / sizeof *columns; i++) {
        bool whose = strcmp(columns[i], "author_id") == 0 && is_reflection(record);
        const char *value = whose ? "" : rota_record_get(record, columns[i]);
        rota_json_set_text(object, columns[i], *value ? value : NULL);
    }
    rota_json_set_text(object, record->type->team ? "team_id" : "child_id",
                       rota_record_who(record));
    rota_json_set_text(object, "gist",
                       is_reflection(record) ? NULL : rota_record_gist(record, 60, desk->arena));
    if (people) {
        rota_json_set_text(object, "on_duty", people->on);
        rota_json_set_text(object, "also_there", people->also);
    }
    return object;
}

static void add_list_row(const rota_desk *desk, const rota_record *record,
                         const struct people *people, rota_page *page) {
    int column = 0;
    rota_page_row(page);
    rota_page_cell(page, column++, ROTA_PLAIN, rota_record_id(record));
    rota_page_cell(page, column++, ROTA_PLAIN, rota_record_get(record, "date_event"));
    rota_page_cell(page, column++, ROTA_PLAIN, rota_record_who(record));
    rota_page_cell(page, column++, ROTA_PLAIN, record->type->title);
    rota_page_cell(page, column++, ROTA_PLAIN, rota_record_get(record, "status"));
    rota_page_cell(page, column++, ROTA_PLAIN,
                   is_reflection(record) ? "" : rota_record_get(record, "author_id"));
    if (people)
        rota_page_cellf(page, column++, ROTA_PLAIN, "%s%s%s%s", people->on,
                        *people->also ? " (also " : "", people->also, *people->also ? ")" : "");
    rota_page_cell(page, column, ROTA_PLAIN,
                   is_reflection(record) ? "(rota team)"
                                         : rota_record_gist(record, 44, desk->arena));
}

/* Rows as JSON or the page; without a page there are none, which is said. */
static void end_list(rota_desk *desk, rota_json *rows, rota_page *page, const char *none) {
    if (desk->cli->json) {
        rota_json *object = rota_json_object();
        rota_json_set(object, "records", rows);
        rota_cli_json(desk->cli, object);
        return;
    }
    rota_json_free(rows);
    if (page)
        rota_page_write_text(page, &desk->cli->look, &desk->cli->out);
    else
        rota_text_add(&desk->cli->out, none);
}

static rota_rc list(rota_desk *desk, const rota_record_list *records, rota_err *err) {
    bool with_rota = rota_options_has(&desk->cli->options, "with-rota");
    ROTA_CLEANUP(rota_duties_done) rota_duties duties = {0};
    rota_rc rc = with_rota ? rota_desk_duties(desk, &duties, err) : ROTA_OK;
    if (rc)
        return rc;
    static const char *const titles[] = {"record", "date", "about", "type", "status", "by"};
    enum { TITLES = sizeof titles / sizeof *titles };
    rota_page *page = rota_page_new("Records");
    rota_page_table(page, TITLES + 1 + with_rota);
    rota_page_row(page);
    for (int i = 0; i < TITLES; i++)
        rota_page_cell(page, i, ROTA_BOLD, titles[i]);
    if (with_rota)
        rota_page_cell(page, TITLES, ROTA_BOLD, "on duty (* key)");
    rota_page_cell(page, TITLES + with_rota, ROTA_BOLD, "begins");
    rota_json *rows = rota_json_array();
    for (size_t i = 0; i < records->count; i++) {
        struct people people = {0};
        if (with_rota)
            people = people_of(desk, &duties, records->items[i]);
        add_list_row(desk, records->items[i], with_rota ? &people : NULL, page);
        rota_json_append(rows, list_json(desk, records->items[i], with_rota ? &people : NULL));
    }
    end_list(desk, rows, records->count ? page : NULL, "no records\n");
    rota_page_free(page);
    return ROTA_OK;
}

rota_rc rota_record_list_run(rota_cli *cli, rota_err *err) {
    rota_desk desk = {0};
    rota_record_list records = {0};
    size_t hidden = 0;
    rota_rc rc = rota_desk_open(cli, ROTA_DESK_READS, &desk, err);
    if (!rc)
        rc = load(&desk, &records, &hidden, err);
    if (!rc)
        rc = rota_desk_log(&desk, "list", rota_options_get(&cli->options, "child"),
                           rota_options_get(&cli->options, "type"), &records, err);
    if (!rc)
        rc = list(&desk, &records, err);
    if (!rc)
        note_hidden(&desk, hidden);
    rota_record_list_done(&records);
    rota_desk_close(&desk);
    return rc;
}

/* ---- show ---- */

static rota_rc get_all(rota_desk *desk, rota_record_list *out, rota_err *err) {
    rota_rc rc = ROTA_OK;
    for (size_t i = 0; !rc && rota_record_arg(desk->cli, i); i++) {
        rota_record *record = NULL;
        rc = rota_desk_get(desk, rota_record_arg(desk->cli, i), &record, err);
        if (!rc && is_reflection(record) && !rota_record_is_draft(record))
            rc = rota_fail(err, ROTA_E_INPUT,
                           "'%s' is one voice of a team; what the team says is shown by rota team",
                           rota_record_id(record));
        if (!rc)
            rota_record_list_add(out, record);
    }
    return rc;
}

static void show(rota_desk *desk, const rota_record_list *records) {
    int hidden = 0;
    for (size_t i = 0; i < records->count; i++)
        hidden += rota_reader_hide_sections(&desk->reader, records->items[i]);
    if (hidden)
        rota_cli_note(
            desk->cli,
            "%d section%s not shown: the child does not share %s with the team. Who wrote "
            "it or was there, and managers, say so with --as",
            hidden, hidden == 1 ? " is" : "s are", hidden == 1 ? "it" : "them");
    if (desk->cli->json) {
        rota_json *object = rota_json_object(), *array = rota_json_array();
        for (size_t i = 0; i < records->count; i++)
            rota_json_append(array, rota_record_json(records->items[i]));
        rota_json_set(object, "records", array);
        rota_cli_json(desk->cli, object);
        return;
    }
    rota_page *page = rota_page_new("Records");
    for (size_t i = 0; i < records->count; i++)
        rota_record_add_page(records->items[i], desk->home, page);
    rota_page_write_text(page, &desk->cli->look, &desk->cli->out);
    rota_page_free(page);
}

rota_rc rota_record_show(rota_cli *cli, rota_err *err) {
    rota_desk desk = {0};
    rota_record_list records = {0};
    rota_rc rc = rota_desk_open(cli, ROTA_DESK_READS, &desk, err);
    if (!rc)
        rc = get_all(&desk, &records, err);
    if (!rc)
        rc = rota_desk_log(&desk, "show", NULL, NULL, &records, err);
    if (!rc)
        show(&desk, &records);
    rota_record_list_done(&records);
    rota_desk_close(&desk);
    return rc;
}

/* ---- search ---- */

static void write_hits(rota_desk *desk, const rota_record_hits *hits) {
    rota_page *page = rota_page_new("Found");
    rota_page_table(page, 5);
    rota_page_row(page);
    static const char *const titles[] = {"record", "date", "about", "type", "words"};
    for (int i = 0; i < 5; i++)
        rota_page_cell(page, i, ROTA_BOLD, titles[i]);
    rota_json *rows = rota_json_array();
    for (size_t i = 0; i < hits->count; i++) {
        const rota_record *record = hits->items[i].record;
        rota_page_row(page);
        rota_page_cell(page, 0, ROTA_PLAIN, rota_record_id(record));
        rota_page_cell(page, 1, ROTA_PLAIN, rota_record_get(record, "date_event"));
        rota_page_cell(page, 2, ROTA_PLAIN, rota_record_who(record));
        rota_page_cell(page, 3, ROTA_PLAIN, record->type->title);
        rota_page_cell(page, 4, ROTA_PLAIN, hits->items[i].snippet);
        rota_json *row = list_json(desk, record, NULL);
        rota_json_set_text(row, "snippet", hits->items[i].snippet);
        rota_json_append(rows, row);
    }
    end_list(desk, rows, hits->count ? page : NULL, "nothing found\n");
    rota_page_free(page);
}

static rota_rc search(rota_desk *desk, rota_record_list *records, rota_err *err) {
    size_t kept = 0;
    for (size_t i = 0; i < records->count; i++)
        if (!is_reflection(records->items[i]))
            records->items[kept++] = records->items[i];
    records->count = kept;
    rota_record_hits hits = {0};
    rota_rc rc = rota_record_search_in(records, desk->cli->options.args + 1,
                                       desk->cli->options.nargs - 1, desk->arena, &hits, err);
    rota_record_list found = {0};
    for (size_t i = 0; i < hits.count; i++)
        rota_record_list_add(&found, hits.items[i].record);
    if (!rc)
        rc = rota_desk_log(desk, "search", rota_options_get(&desk->cli->options, "child"), NULL,
                           &found, err);
    if (!rc)
        write_hits(desk, &hits);
    rota_record_list_done(&found);
    free(hits.items);
    return rc;
}

rota_rc rota_record_search(rota_cli *cli, rota_err *err) {
    rota_desk desk = {0};
    rota_record_list records = {0};
    rota_rc rc = rota_desk_open(cli, ROTA_DESK_READS, &desk, err);
    if (!rc)
        rc = load(&desk, &records, NULL, err);
    if (!rc)
        rc = search(&desk, &records, err);
    rota_record_list_done(&records);
    rota_desk_close(&desk);
    return rc;
}

/* ---- log ---- */

/* "note-1", "7: note-1 ..." */
static void add_first_id(const char *ids, int count, rota_text *out) {
    if (count != 1)
        rota_text_addf(out, "%d%s", count, count ? ": " : "");
    rota_text_add_bytes(out, ids, strcspn(ids, " "));
    rota_text_add(out, count > 1 ? " ..." : "");
}

static rota_json *words_json(const char *words) {
    rota_json *array = rota_json_array();
    ROTA_CLEANUP(rota_freep) char *copy = rota_strdup(words);
    char *rest = copy, *word;
    while ((word = strsep(&rest, " ")))
        if (*word)
            rota_json_append_text(array, word);
    return array;
}

static rota_rc write_log(rota_desk *desk, rota_query *query, rota_err *err) {
    enum { AT, ACCOUNT, READER, ACTION, WHO, DETAIL, COUNT, IDS, COLUMNS = IDS };
    static const char *const titles[] = {"when (UTC)", "account", "as",     "what",
                                         "about",      "detail",  "records"};
    static const char *const keys[] = {"at",    "account", "reader", "action",
                                       "about", "detail",  "records"};
    rota_page *page = rota_page_new("Log");
    rota_page_table(page, COLUMNS);
    rota_page_row(page);
    rota_json *rows = rota_json_array();
    for (int i = 0; i < COLUMNS; i++)
        rota_page_cell(page, i, ROTA_BOLD, titles[i]);
    bool row = false;
    rota_rc rc;
    while (!(rc = rota_query_step(query, &row, err)) && row) {
        rota_json *object = rota_json_object();
        rota_page_row(page);
        for (int i = 0; i < COUNT; i++) {
            const char *text = rota_query_text(query, i);
            rota_page_cell(page, i, ROTA_PLAIN, text);
            rota_json_set_text(object, keys[i], text);
        }
        const char *ids = rota_query_text(query, IDS);
        ROTA_CLEANUP(rota_text_done) rota_text which = {0};
        add_first_id(ids ? ids : "", (int)rota_query_int(query, COUNT), &which);
        rota_page_cell(page, COUNT, ROTA_PLAIN, rota_text_str(&which));
        rota_json_set_int(object, keys[COUNT], rota_query_int(query, COUNT));
        rota_json_set(object, "record_ids", words_json(ids ? ids : ""));
        rota_json_append(rows, object);
    }
    if (desk->cli->json) {
        rota_json *object = rota_json_object();
        rota_json_set(object, "log", rows);
        rota_cli_json(desk->cli, object);
    } else {
        rota_json_free(rows);
        rota_page_write_text(page, &desk->cli->look, &desk->cli->out);
    }
    rota_page_free(page);
    return rc;
}

rota_rc rota_record_log(rota_cli *cli, rota_err *err) {
    rota_desk desk = {0};
    rota_query *query = NULL;
    rota_rc rc = rota_desk_open(cli, ROTA_DESK_READS, &desk, err);
    if (!rc)
        rc = rota_query_open(
            desk.store,
            "SELECT at, account, reader, action, who, detail, (SELECT count(*) FROM "
            "access_log_records r WHERE r.seq = l.seq), (SELECT group_concat(record_id, ' ') FROM "
            "(SELECT record_id FROM access_log_records r WHERE r.seq = l.seq ORDER BY record_id)) "
            "FROM access_log l WHERE ?1 IS NULL OR "
            "who = ?1 OR seq IN (SELECT seq FROM access_log_records JOIN records USING "
            "(record_id) WHERE records.who = ?1) ORDER BY l.seq",
            &query, err);
    if (!rc) {
        rota_query_bind_text(query, 1, rota_options_get(&cli->options, "child"));
        rc = write_log(&desk, query, err);
    }
    rota_query_close(query);
    rota_desk_close(&desk);
    return rc;
}
