#include "records/dimensions.h"

#include "records/defaults.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void count(const rota_record *record, rota_dimension_count *out) {
    const char *dims = rota_record_get(record, "dims");
    out->notes++;
    out->of_none += !*dims;
    for (int d = 0; d < ROTA_DIMENSIONS; d++)
        out->of[d] += rota_words_have(dims, rota_dimension_code(d, false));
}

/* Adds whether the person was on with the note's group, on its shift; where nobody is known to have
 * been, nothing. */
static void count_on(const rota_home *home, const rota_duties *duties, const rota_record *record,
                     int child, int staff, rota_dimension_stretch *out) {
    int group = rota_home_find_group(home, rota_record_get(record, "group_id"));
    int shift = rota_home_find_shift(home, rota_record_get(record, "shift_id"));
    if (shift < 0)
        return;
    rota_arena *arena = rota_arena_new();
    rota_day day = rota_record_event(record);
    const char *key = staff >= 0 ? home->staff[staff].id : "";
    group = group >= 0 ? group : home->children[child].group;
    const char *on = rota_people_on(home, duties, day, shift, group, arena);
    const char *beside = rota_people_beside(home, duties, day, shift, group, arena);
    out->with_rota += *on != '\0';
    out->with_key += rota_words_have(on, key);
    out->beside_key += *on && rota_words_have(beside, key);
    rota_arena_free(arena);
}

void rota_dimensions_count(const rota_home *home, const rota_duties *duties,
                           const rota_record_list *records, rota_day to, size_t n,
                           rota_dimension_stretch *out) {
    for (size_t i = 0; i < n; i++) {
        rota_day end = to - (rota_day)(n - 1 - i) * ROTA_DIMENSION_DAYS;
        out[i] = (rota_dimension_stretch){.from = end - ROTA_DIMENSION_DAYS + 1, .to = end};
    }
    for (size_t i = 0; i < records->count; i++) {
        const rota_record *record = records->items[i];
        int child = rota_child_find(home, rota_record_who(record));
        rota_day day = rota_record_event(record);
        if (record->type != &rota_daily_note || !rota_record_is_final(record) || child < 0)
            continue;
        int key = rota_home_key_caregiver_on(home, child, day);
        bool by_key =
            key >= 0 && strcmp(home->staff[key].id, rota_record_get(record, "author_id")) == 0;
        for (size_t k = 0; k < n; k++) {
            if (day < out[k].from || day > out[k].to)
                continue;
            count(record, by_key ? &out[k].by_key : &out[k].by_others);
            count_on(home, duties, record, child, key, &out[k]);
        }
    }
}

static void add_row(rota_page *page, const char *period, const char *who,
                    const rota_dimension_count *c) {
    rota_page_row(page);
    rota_page_cell(page, 0, ROTA_PLAIN, period);
    rota_page_cell(page, 1, ROTA_PLAIN, who);
    for (int d = 0; d < ROTA_DIMENSIONS; d++)
        rota_page_cellf(page, 2 + d, ROTA_PLAIN, "%d", c->of[d]);
    rota_page_cellf(page, 7, ROTA_PLAIN, "%d", c->of_none);
    rota_page_cellf(page, 8, ROTA_PLAIN, "%d", c->notes);
}

rota_page *rota_dimensions_page(const char *name, const rota_dimension_stretch *stretches,
                                size_t n) {
    rota_page *page = rota_page_new("Dimensions");
    rota_page_heading(page, 1, "Daily notes of %s by dimension, in 28 days each", name);
    rota_page_table(page, 9);
    rota_page_row(page);
    rota_page_cell(page, 0, ROTA_BOLD, "days");
    rota_page_cell(page, 1, ROTA_BOLD, "written by");
    for (int d = 0; d < ROTA_DIMENSIONS; d++)
        rota_page_cell(page, 2 + d, ROTA_BOLD, rota_dimension_code(d, false));
    rota_page_cell(page, 7, ROTA_BOLD, "none");
    rota_page_cell(page, 8, ROTA_BOLD, "notes");
    for (size_t i = 0; i < n; i++) {
        char from[ROTA_DATE_SIZE], to[ROTA_DATE_SIZE];
        ROTA_CLEANUP(rota_freep)
        char *period = rota_strdupf("%s to %s", rota_day_format(stretches[i].from, from),
                                    rota_day_format(stretches[i].to, to));
        add_row(page, period, "key caregiver", &stretches[i].by_key);
        add_row(page, "", "others", &stretches[i].by_others);
    }
    for (size_t i = 0; i < n; i++) {
        char to[ROTA_DATE_SIZE];
        int notes = stretches[i].by_key.notes + stretches[i].by_others.notes;
        char more[64] = "";
        if (stretches[i].beside_key)
            snprintf(more, sizeof more, ", and there on another shift at the time of %d more",
                     stretches[i].beside_key);
        if (stretches[i].with_rota)
            rota_page_item(page,
                           "until %s the key caregiver was on the shift of %d of %d notes of which "
                           "the rota is known%s",
                           rota_day_format(stretches[i].to, to), stretches[i].with_key,
                           stretches[i].with_rota, more);
        else if (notes)
            rota_page_item(page, "until %s no rota is known of the shifts of the %d notes",
                           rota_day_format(stretches[i].to, to), notes);
    }
    rota_page_text(page, ROTA_PLAIN,
                   "A note may show several dimensions, or none. Few notes are "
                   "no judgement: not every day needs one.");
    return page;
}

static rota_json *count_json(const rota_dimension_count *c) {
    rota_json *object = rota_json_object();
    for (int d = 0; d < ROTA_DIMENSIONS; d++)
        rota_json_set_int(object, rota_dimension_code(d, false), c->of[d]);
    rota_json_set_int(object, "none", c->of_none);
    rota_json_set_int(object, "notes", c->notes);
    return object;
}

rota_json *rota_dimensions_json(const rota_dimension_stretch *stretches, size_t n) {
    rota_json *array = rota_json_array();
    for (size_t i = 0; i < n; i++) {
        char day[ROTA_DATE_SIZE];
        rota_json *object = rota_json_object();
        rota_json_set_text(object, "from", rota_day_format(stretches[i].from, day));
        rota_json_set_text(object, "to", rota_day_format(stretches[i].to, day));
        rota_json_set(object, "by_key_caregiver", count_json(&stretches[i].by_key));
        rota_json_set(object, "by_others", count_json(&stretches[i].by_others));
        rota_json_set_int(object, "key_caregiver_on_shift", stretches[i].with_key);
        rota_json_set_int(object, "key_caregiver_beside", stretches[i].beside_key);
        rota_json_set_int(object, "notes_with_rota", stretches[i].with_rota);
        rota_json_append(array, object);
    }
    return array;
}
