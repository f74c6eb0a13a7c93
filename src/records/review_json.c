/* A review for programs. */
#include "records/review.h"

#include "records/view.h"

#include <string.h>

static rota_json *day_json(rota_json *object, const char *key, rota_day day) {
    char buf[ROTA_DATE_SIZE];
    rota_json_set_text(object, key, day == ROTA_NO_DAY ? NULL : rota_day_format(day, buf));
    return object;
}

rota_json *rota_annex_json(const rota_home *home, const rota_annex *annex) {
    rota_json *object = rota_json_object(), *stints = rota_json_array();
    bool any = annex->from <= annex->to;
    day_json(object, "from", annex->from);
    day_json(object, "to", annex->to);
    rota_json_set_int(object, "days", annex->days);
    rota_json_set_number(object, "key_presence", annex->key_presence);
    rota_json_set_int(object, "key_minutes", annex->key_minutes);
    rota_json_set_int(object, "clock_minutes", annex->clock_minutes);
    rota_json_set_int(object, "distinct", annex->distinct);
    rota_json_set_int(object, "floor", annex->floor);
    day_json(object, "recent_from", any ? annex->recent_from : ROTA_NO_DAY);
    rota_json_set_int(object, "distinct_28", annex->recent_distinct);
    rota_json_set_int(object, "floor_28", annex->recent_floor);
    rota_json_set_number(object, "bed_wake", annex->bed_wake);
    rota_json_set_int(object, "bed_wake_nights", annex->bed_wake_nights);
    rota_json_set_int(object, "nights", annex->nights);
    rota_json_set_number(object, "predictability", annex->predictability);
    rota_json_set_int(object, "published", annex->published);
    rota_json_set_int(object, "recorded", annex->recorded);
    for (size_t i = 0; i < annex->nstints; i++) {
        const rota_annex_stint *stint = &annex->stints[i];
        const rota_key_change *change = stint->change;
        rota_json *row = rota_json_object();
        day_json(row, "from", stint->from);
        day_json(row, "to", stint->to);
        rota_json_set_text(row, "key_caregiver",
                           stint->staff >= 0 ? home->staff[stint->staff].id : NULL);
        rota_json_set_int(row, "clock_minutes", stint->clock_minutes);
        rota_json_set_int(row, "key_minutes", stint->key_minutes);
        rota_json_set_text(row, "reason", change ? rota_key_reason_name(change->reason) : NULL);
        rota_json_set_text(row, "note", change && *change->note ? change->note : NULL);
        rota_json_append(stints, row);
    }
    rota_json_set(object, "key_caregivers", stints);
    return object;
}

static rota_json *dimension_json(const rota_review *review, int d) {
    static const char *const informants[ROTA_INFORMANTS] = {
        "caregiver_account", "direct_observation", "direct_work", "other_professional", "child"};
    const rota_review_dimension *dimension = &review->dimensions[d];
    rota_json *object = rota_json_object(), *evidence = rota_json_object();
    rota_json_set_text(object, "dimension", rota_dimension_code(d, false));
    rota_json_set_int(object, "notes", dimension->notes);
    rota_json_set_int(object, "notes_by_key_caregiver", dimension->notes_by_key);
    for (int i = 0; i < ROTA_INFORMANTS; i++)
        rota_json_set_int(evidence, informants[i], dimension->evidence[i]);
    rota_json_set(object, "evidence", evidence);
    return object;
}

static rota_json *words_json(const rota_review_words *words, size_t n) {
    rota_json *array = rota_json_array();
    for (size_t i = 0; i < n; i++) {
        const rota_record_type *type = words[i].record->type;
        rota_json *object = rota_json_object();
        rota_json_set_text(object, "record_id", rota_record_id(words[i].record));
        for (int c = 0; c < type->ncolumns; c++)
            if (type->columns[c].level == ROTA_OF_PART)
                rota_json_set_text(object, type->columns[c].name,
                                   *words[i].part->values[c] ? words[i].part->values[c] : NULL);
        rota_json_append(array, object);
    }
    return array;
}

static rota_json *records_json(const rota_record *const *records, size_t n) {
    rota_json *array = rota_json_array();
    for (size_t i = 0; i < n; i++)
        rota_json_append(array, rota_record_json(records[i]));
    return array;
}

rota_json *rota_review_json(const rota_review *review) {
    rota_json *object = rota_json_object(), *dimensions = rota_json_array();
    rota_json_set_text(object, "child", review->home->children[review->child].id);
    day_json(object, "from", review->from);
    day_json(object, "to", review->to);
    for (int d = 0; d < ROTA_DIMENSIONS; d++)
        rota_json_append(dimensions, dimension_json(review, d));
    rota_json_set(object, "dimensions", dimensions);
    rota_json_set_int(object, "notes", review->notes);
    rota_json_set_int(object, "notes_by_key_caregiver", review->notes_by_key);
    rota_json_set(object, "progress_records", records_json(review->progress, review->nprogress));
    rota_json_set(object, "checklists", records_json(review->checklists, review->nchecklists));
    rota_json_set(object, "child_says", words_json(review->child_says, review->nchild_says));
    rota_json_set_int(object, "withheld", review->withheld);
    rota_json_set(object, "carers_say", words_json(review->carers_say, review->ncarers_say));
    rota_json_set(object, "goals", records_json(review->goals, review->ngoals));
    rota_json_set(object, "annex", rota_annex_json(review->home, &review->annex));
    rota_json_set_int(object, "hidden", (int64_t)review->hidden);
    return object;
}
