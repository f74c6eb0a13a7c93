#include "cli/desk.h"

#include "core/mem.h"
#include "io/export.h"
#include "io/page.h"
#include "records/defaults.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

static rota_rc open_records(rota_desk *desk, enum rota_desk_need need, rota_err *err) {
    const char *dir = desk->cli->folder->dir;
    bool wanted = desk->home->settings.records.encrypt;
    ROTA_CLEANUP(rota_freep) char *path = rota_records_path(dir);
    bool there = access(path, F_OK) == 0;
    if (!there && need == ROTA_DESK_MAY)
        return ROTA_OK;
    bool create = need == ROTA_DESK_WRITES;
    bool locked = there ? !rota_store_is_plain(path) : create && wanted;
    if (!locked && there && wanted)
        rota_cli_note(desk->cli, "rota.ini asks for encryption, but records.db is not encrypted: "
                                 "rota record encrypt");
    rota_passphrase passphrase = {0};
    rota_rc rc = locked ? rota_passphrase_read(desk->cli, "passphrase-fd",
                                               there ? "Passphrase of the records: "
                                                     : "A new passphrase for the records: ",
                                               !there, &passphrase, err)
                        : ROTA_OK;
    rota_key key = {passphrase.bytes, passphrase.length};
    if (!rc)
        rc = rota_records_open(dir, locked ? &key : NULL, create, &desk->store, err);
    rota_passphrase_wipe(&passphrase);
    return rc;
}

/* On a fixed day it is the time of ROTA_NOW, or else everything of that day is over: its last
 * minute. */
static rota_rc read_clock(rota_desk *desk, rota_err *err) {
    const rota_zone *zone = desk->home->zone;
    rota_rc rc = rota_cli_today(desk->cli, &desk->today, err);
    const char *fixed = getenv("ROTA_TODAY"), *now = getenv("ROTA_NOW");
    int minute = 24 * 60 - 1;
    if (!rc && now && *now && !rota_parse_time(now, false, &minute))
        return rota_fail(err, ROTA_E_USAGE, "ROTA_NOW: '%s' is not a time (for example 21:30)",
                         now);
    desk->now = fixed && *fixed ? rota_zone_at(zone, desk->today, minute, true)
                                : (rota_minute)(time(NULL) / 60);
    return rc;
}

/* The records, and who reads them: somebody of the home, or whom the records know. */
static rota_rc open_as(rota_desk *desk, enum rota_desk_need need, rota_err *err) {
    const char *as = rota_options_get(&desk->cli->options, "as");
    const char *id = as ? as : getenv("ROTA_STAFF");
    rota_err unknown = {0};
    rota_rc who = rota_reader_of(desk->home, id, &desk->reader, &unknown);
    ROTA_CLEANUP(rota_freep) char *path = rota_records_path(desk->cli->folder->dir);
    bool there = access(path, F_OK) == 0;
    if (who)
        desk->reader = (rota_reader){.id = ""};
    rota_rc rc = !who || there ? open_records(desk, need, err) : ROTA_OK;
    if (!rc && who && there)
        rc = rota_reader_of_records(desk->store, id, &desk->reader, err);
    if (!rc && who && !*desk->reader.id)
        rc = rota_fail(err, unknown.rc, "%s", unknown.message);
    return rc;
}

rota_rc rota_desk_open(rota_cli *cli, enum rota_desk_need need, rota_desk *out, rota_err *err) {
    *out = (rota_desk){.cli = cli, .arena = rota_arena_new()};
    rota_rc rc = rota_cli_open(cli, err);
    if (!rc)
        rc = rota_cli_load(cli, &out->home, err);
    if (!rc)
        rc = read_clock(out, err);
    if (!rc)
        rc = open_as(out, need, err);
    if (rc)
        rota_desk_close(out);
    return rc;
}

void rota_desk_close(rota_desk *desk) {
    rota_store_close(desk->store);
    rota_home_free(desk->home);
    rota_arena_free(desk->arena);
    *desk = (rota_desk){0};
}

rota_rc rota_desk_load(rota_desk *desk, const rota_record_filter *filter, rota_record_list *out,
                       size_t *hidden, rota_err *err) {
    if (hidden)
        *hidden = 0;
    if (!desk->store)
        return ROTA_OK;
    rota_rc rc = rota_records_load(desk->store, filter, desk->arena, out, err);
    size_t n = rc ? 0 : rota_reader_sieve(&desk->reader, out);
    if (hidden)
        *hidden = n;
    return rc;
}

rota_rc rota_desk_get(rota_desk *desk, const char *id, rota_record **out, rota_err *err) {
    rota_rc rc = rota_records_get(desk->store, id, desk->arena, out, err);
    if (rc || rota_reader_may(&desk->reader, *out))
        return rc;
    bool manager = strcmp((*out)->values[ROTA_HEAD_VISIBILITY], "manager") == 0;
    return rota_fail(err, ROTA_E_INPUT, "record '%s' is for %s; say who you are with --as", id,
                     manager ? "managers" : "those whom it names");
}

rota_rc rota_desk_log(rota_desk *desk, const char *action, const char *who, const char *detail,
                      const rota_record_list *records, rota_err *err) {
    if (!desk->store)
        return ROTA_OK;
    rota_access access = {
        .reader = desk->reader.id, .action = action, .who = who, .detail = detail};
    rota_rc rc = rota_store_begin(desk->store, "rota, reading records", err);
    if (rc)
        return rc;
    rc = rota_records_log(desk->store, &access, records, err);
    if (!rc)
        return rota_store_commit(desk->store, err);
    rota_store_rollback(desk->store);
    return rc;
}

rota_rc rota_desk_duties(const rota_desk *desk, rota_duties *out, rota_err *err) {
    return rota_duties_history(desk->home, ROTA_NO_DAY, rota_day_of(2199, 12, 31), out, err);
}

rota_rc rota_desk_child(const rota_desk *desk, const char *id, int *out, rota_err *err) {
    *out = rota_child_find(desk->home, id);
    if (*out >= 0)
        return ROTA_OK;
    const rota_home *home = desk->home;
    ROTA_CLEANUP(rota_freep) const char **names = ROTA_NEW_ARRAY(const char *, home->nchildren + 1);
    for (int i = 0; i < home->nchildren; i++)
        names[i] = home->children[i].id;
    const char *nearest = rota_text_nearest(id, names, (size_t)home->nchildren);
    return nearest
               ? rota_fail(err, ROTA_E_INPUT, "unknown child '%s'; did you mean '%s'?", id, nearest)
               : rota_fail(err, ROTA_E_INPUT, "unknown child '%s'", id);
}

rota_rc rota_desk_page(rota_desk *desk, const rota_page *page, rota_err *err) {
    rota_cli *cli = desk->cli;
    const char *path = rota_options_get(&cli->options, "output");
    if (!path) {
        rota_page_write_text(page, &cli->look, &cli->out);
        return ROTA_OK;
    }
    ROTA_CLEANUP(rota_text_done) rota_text html = {0};
    rota_page_write_html(page, &html);
    return rota_cli_write_text(cli, path, &html, NULL, err);
}
