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

size_t rota_reader_sieve(const rota_reader *reader, rota_record_list *list) {
    size_t kept = 0, before = list->count;
    for (size_t i = 0; i < before; i++)
        if (rota_reader_may(reader, list->items[i]))
            list->items[kept++] = list->items[i];
    list->count = kept;
    return before - kept;
}
