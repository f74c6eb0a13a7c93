/* rota record due. */
#include "cli/record_parts.h"

#include "core/mem.h"
#include "io/export.h"
#include "io/ics.h"
#include "records/due.h"
#include "records/view.h"

#include <stdio.h>
#include <string.h>

static rota_json *to_json(const rota_due_list *due, rota_day today) {
    rota_json *object = rota_json_object(), *rows = rota_json_array();
    char day[ROTA_DATE_SIZE];
    rota_json_set_text(object, "today", rota_day_format(today, day));
    for (size_t i = 0; i < due->count; i++) {
        const rota_due *item = &due->items[i];
        rota_json *row = rota_json_object();
        rota_json_set_text(row, "due", rota_day_format(item->day, day));
        rota_json_set_int(row, "overdue_days", item->day < today ? today - item->day : 0);
        rota_json_set_text(row, "what", item->kind);
        rota_json_set_text(row, "about", item->who);
        rota_json_set_text(row, "person", item->person);
        rota_json_set_text(row, "record", *item->record ? item->record : NULL);
        rota_json_set_text(row, "last", *item->since ? item->since : NULL);
        rota_json_append(rows, row);
    }
    rota_json_set(object, "due", rows);
    return object;
}

static void add_row(const rota_home *home, const rota_due *item, rota_day today,
                    rota_table *table) {
    char day[ROTA_WORDS_SIZE], late[40] = "";
    bool overdue = item->day < today;
    if (overdue && *item->since)
        snprintf(late, sizeof late, "%d day%s late", today - item->day,
                 today - item->day == 1 ? "" : "s");
    bool person = strcmp(item->kind, "supervision") == 0;
    rota_table_row(table);
    rota_table_cell(table, 0, ROTA_PLAIN, rota_day_format(item->day, day));
    rota_table_cell(table, 1, overdue ? ROTA_RED : ROTA_PLAIN, item->day == today ? "today" : late);
    rota_table_cell(table, 2, ROTA_PLAIN, item->what);
    rota_table_cell(table, 3, ROTA_PLAIN,
                    person ? rota_staff_name(home, item->who) : rota_child_name(home, item->who));
    rota_table_cell(table, 4, ROTA_PLAIN, rota_staff_name(home, item->person));
    rota_table_cell(table, 5, ROTA_PLAIN, *item->since ? item->since : "none yet");
    rota_table_cell(table, 6, ROTA_PLAIN, item->record);
}

/* Was due before today, and there has never been one? Whoever begins with records has many of
 * these, some of years ago: they come last. */
static bool never_done(const rota_due *item, rota_day today) {
    return item->day < today && !*item->since;
}

static void add_text(rota_cli *cli, const rota_home *home, const rota_due_list *due,
                     rota_day today) {
    static const char *const titles[] = {"due", "", "what", "about", "whose", "last one", "record"};
    enum { TITLES = sizeof titles / sizeof *titles };
    size_t shown = 0;
    if (due->count == 0)
        rota_text_add(&cli->out, "nothing is due\n");
    for (int never = 0; never <= 1; never++) {
        rota_table *table = rota_table_new(TITLES);
        size_t rows = 0;
        rota_table_row(table);
        for (int i = 0; i < TITLES; i++)
            rota_table_cell(table, i, ROTA_BOLD, titles[i]);
        for (size_t i = 0; i < due->count; i++) {
            if (never_done(&due->items[i], today) != never)
                continue;
            add_row(home, &due->items[i], today, table);
            rows++;
        }
        if (rows && never)
            rota_text_addf(&cli->out, "%sNever done yet, and due before today\n",
                           shown ? "\n" : "");
        if (rows)
            rota_table_write(table, &cli->look, 0, &cli->out);
        rota_table_free(table);
        shown += rows;
    }
}

/* Ids only: a calendar goes to telephones. */
static rota_rc write_ics(rota_desk *desk, const rota_due_list *due, const char *path,
                         rota_err *err) {
    rota_ics *ics = rota_ics_new("Records due", desk->today);
    for (size_t i = 0; i < due->count; i++) {
        const rota_due *item = &due->items[i];
        char day[ROTA_DATE_SIZE];
        rota_day_format(item->day, day);
        ROTA_CLEANUP(rota_freep)
        char *uid = rota_strdupf("%s-%s-%s-%s@rota", item->kind, item->who,
                                 *item->record ? item->record : "0", day);
        ROTA_CLEANUP(rota_freep)
        char *summary = rota_strdupf("%s: %s (%s)", item->what, item->who, item->person);
        rota_ics_add_day(ics, uid, item->day, summary, NULL);
    }
    ROTA_CLEANUP(rota_text_done) rota_text text = {0};
    rota_ics_write(ics, &text);
    rota_ics_free(ics);
    if (strcmp(path, "-") == 0) {
        rota_text_add_bytes(&desk->cli->out, rota_text_str(&text), text.length);
        return ROTA_OK;
    }
    return rota_cli_write_text(desk->cli, path, &text, NULL, err);
}

/* Which records the list names. */
static rota_rc log_named(rota_desk *desk, const rota_record_list *records, const rota_due_list *due,
                         rota_err *err) {
    rota_record_list named = {0};
    for (size_t i = 0; i < records->count; i++) {
        bool there = false;
        for (size_t k = 0; k < due->count; k++)
            there = there || strcmp(due->items[k].record, rota_record_id(records->items[i])) == 0;
        if (there)
            rota_record_list_add(&named, records->items[i]);
    }
    rota_rc rc = rota_desk_log(desk, "due", NULL, NULL, &named, err);
    rota_record_list_done(&named);
    return rc;
}

/* Of one child: what is about it, and nothing of teams and staff. */
static rota_rc keep_child(rota_desk *desk, rota_due_list *list, rota_err *err) {
    const char *child = rota_options_get(&desk->cli->options, "child");
    int found = -1;
    rota_rc rc = child ? rota_desk_child(desk, child, &found, err) : ROTA_OK;
    size_t kept = 0;
    for (size_t i = 0; i < list->count && child; i++)
        if (strcmp(list->items[i].who, child) == 0 &&
            strcmp(list->items[i].kind, "supervision") != 0)
            list->items[kept++] = list->items[i];
    if (child)
        list->count = kept;
    return rc;
}

static rota_rc due(rota_desk *desk, rota_record_list *records, rota_due_list *list, rota_err *err) {
    rota_cli *cli = desk->cli;
    int days = desk->home->settings.records.due_days;
    rota_record_filter filter = ROTA_EVERY_RECORD;
    rota_rc rc = rota_options_int(&cli->options, "days", 0, 3650, &days, err);
    /* Only that something is due is said, so that nobody's sieve hides a review. */
    if (!rc && desk->store)
        rc = rota_records_load(desk->store, &filter, desk->arena, records, err);
    if (rc)
        return rc;
    rota_due_find(desk->home, records, desk->today, desk->today + days, desk->arena, list);
    rc = keep_child(desk, list, err);
    if (!rc)
        rc = log_named(desk, records, list, err);
    if (rc)
        return rc;
    const char *ics = rota_options_get(&cli->options, "ics");
    if (ics && strcmp(ics, "-") == 0)
        return write_ics(desk, list, ics, err);
    if (cli->json)
        rota_cli_json(cli, to_json(list, desk->today));
    else
        add_text(cli, desk->home, list, desk->today);
    return ics ? write_ics(desk, list, ics, err) : ROTA_OK;
}

rota_rc rota_record_due(rota_cli *cli, rota_err *err) {
    rota_desk desk = {0};
    rota_record_list records = {0};
    rota_due_list list = {0};
    rota_rc rc = rota_desk_open(cli, ROTA_DESK_MAY, &desk, err);
    if (!rc)
        rc = due(&desk, &records, &list, err);
    rota_due_list_done(&list);
    rota_record_list_done(&records);
    rota_desk_close(&desk);
    return rc;
}
