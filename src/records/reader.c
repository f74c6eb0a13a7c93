#include "records/reader.h"

#include <string.h>

rota_rc rota_reader_of(const rota_home *home, const char *id, rota_reader *out, rota_err *err) {
    *out = (rota_reader){.id = id ? id : ""};
    if (!*out->id)
        return ROTA_OK;
    bool any = strcmp(id, "manager") == 0;
    if (!any && rota_home_find_staff(home, id) < 0) {
        ROTA_CLEANUP(rota_freep)
        const char **names = ROTA_NEW_ARRAY(const char *, home->nstaff + 1);
        for (int i = 0; i < home->nstaff; i++)
            names[i] = home->staff[i].id;
        const char *nearest = rota_text_nearest(id, names, (size_t)home->nstaff);
        return nearest ? rota_fail(err, ROTA_E_USAGE,
                                   "--as: unknown staff '%s'; did you mean '%s'?", id, nearest)
                       : rota_fail(err, ROTA_E_USAGE, "--as: unknown staff '%s'", id);
    }
    out->manager = any || rota_words_have(home->settings.records.managers, id);
    return ROTA_OK;
}

rota_rc rota_reader_of_records(rota_store *store, const char *id, rota_reader *out, rota_err *err) {
    rota_query *query = NULL;
    bool row = false;
    *out = (rota_reader){.id = ""};
    if (!rota_is_id(id))
        return ROTA_OK;
    rota_rc rc = rota_query_open(
        store,
        "SELECT 1 FROM records WHERE author_id = ?1 OR instr(' ' || named_ids || ' ', ?2) UNION "
        "ALL SELECT 1 FROM record_values WHERE field = 'present_ids' AND "
        "instr(' ' || value || ' ', ?2) LIMIT 1",
        &query, err);
    if (!rc) {
        ROTA_CLEANUP(rota_freep) char *word = rota_strdupf(" %s ", id);
        rota_query_bind_text(query, 1, id);
        rota_query_bind_text(query, 2, word);
        rc = rota_query_step(query, &row, err);
    }
    rota_query_close(query);
    if (!rc && row)
        out->id = id;
    return rc;
}

bool rota_reader_may(const rota_reader *reader, const rota_record *record) {
    const char *visibility = record->values[ROTA_HEAD_VISIBILITY];
    bool author = *reader->id && strcmp(record->values[ROTA_HEAD_AUTHOR], reader->id) == 0;
    /* What a child did not want to be kept is for those alone who must know. */
    if (record->type == &rota_child_interview &&
        strcmp(rota_record_get(record, "consent"), "no") == 0)
        return reader->manager || author;
    if (strcmp(visibility, "team") == 0)
        return true;
    if (strcmp(visibility, "manager") == 0)
        return reader->manager;
    return author || (*reader->id && rota_words_have(record->values[ROTA_HEAD_NAMED], reader->id));
}

static bool may_read_section(const rota_reader *reader, const rota_record *record,
                             const rota_record_part *part) {
    if (reader->manager || record->type != &rota_child_interview)
        return true;
    const char *with = rota_record_part_get(record, part, "may_share_with");
    if (rota_words_have(with, "all") || rota_words_have(with, "team"))
        return true;
    return *reader->id && (strcmp(record->values[ROTA_HEAD_AUTHOR], reader->id) == 0 ||
                           rota_words_have(rota_record_get(record, "present_ids"), reader->id) ||
                           rota_words_have(with, reader->id));
}

static bool says_something(const rota_record *record, const rota_record_part *part) {
    return *rota_record_part_get(record, part, "my_view") ||
           *rota_record_part_get(record, part, "what_adults_do_that_helps") ||
           *rota_record_part_get(record, part, "what_i_would_change");
}

int rota_reader_hidden_sections(const rota_reader *reader, const rota_record *record) {
    int hidden = 0;
    for (size_t p = 0; p < record->nparts; p++)
        hidden += !may_read_section(reader, record, &record->parts[p]) &&
                  says_something(record, &record->parts[p]);
    return hidden;
}

int rota_reader_hide_sections(const rota_reader *reader, rota_record *record) {
    int hidden = rota_reader_hidden_sections(reader, record);
    size_t kept = 0;
    for (size_t p = 0; p < record->nparts; p++)
        if (may_read_section(reader, record, &record->parts[p]))
            record->parts[kept++] = record->parts[p];
    record->nparts = kept;
    return hidden;
}

size_t rota_reader_sieve(const rota_reader *reader, rota_record_list *list) {
    size_t kept = 0, before = list->count;
    for (size_t i = 0; i < before; i++)
        if (rota_reader_may(reader, list->items[i]))
            list->items[kept++] = list->items[i];
    list->count = kept;
    return before - kept;
}
