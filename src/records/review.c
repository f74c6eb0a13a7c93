#include "records/review.h"

#include "records/defaults.h"

#include <string.h>

enum { LAST_WEEKS = 13 };

bool rota_child_lets(const rota_record *interview, const rota_record_part *part, const char *whom) {
    const char *list = rota_record_part_get(interview, part, "may_share_with");
    return strcmp(rota_record_get(interview, "consent"), "no") != 0 &&
           (rota_words_have(list, "all") || rota_words_have(list, whom));
}

bool rota_is_own_words(const rota_record *interview, const rota_record_part *part) {
    return strcmp(rota_record_part_get(interview, part, "own_words"), "1") == 0;
}

void rota_review_default_period(const rota_record_list *records, rota_day today, rota_day *from,
                                rota_day *to) {
    *to = today;
    *from = today - LAST_WEEKS * 7 + 1;
    const rota_record *last = NULL;
    for (size_t i = 0; i < records->count; i++) {
        const rota_record *record = records->items[i];
        rota_day end = record->type == &rota_progress_record && !rota_record_is_amended(record)
                           ? rota_record_day(record, "period_to")
                           : ROTA_NO_DAY;
        if (end != ROTA_NO_DAY && rota_record_day(record, "period_from") != ROTA_NO_DAY &&
            (!last || end >= rota_record_day(last, "period_to")))
            last = record;
    }
    if (last) {
        *from = rota_record_day(last, "period_from");
        *to = rota_record_day(last, "period_to");
    }
}

/* ---- Collecting ---- */

static bool in_period(const rota_review *review, const rota_record *record) {
    rota_day day = rota_record_event(record);
    return day >= review->from && day <= review->to;
}

/* Keep the last ones in order of time; a draft counts, what is amended does not. */
static void keep_last(const rota_record **list, size_t *n, const rota_record *record) {
    if (*n == ROTA_REVIEW_PERIODS) {
        memmove(list, list + 1, (ROTA_REVIEW_PERIODS - 1) * sizeof *list);
        --*n;
    }
    list[(*n)++] = record;
}

static void take_progress(rota_review *review, const rota_record *record) {
    rota_day end = rota_record_day(record, "period_to");
    if (rota_record_is_amended(record) || end == ROTA_NO_DAY || end > review->to)
        return;
    keep_last(review->progress, &review->nprogress, record);
    /* The list comes by the day of the event: put it where its period belongs. */
    for (size_t i = review->nprogress - 1;
         i > 0 && rota_record_day(review->progress[i - 1], "period_to") > end; i--) {
        review->progress[i] = review->progress[i - 1];
        review->progress[i - 1] = record;
    }
}

static void take_note(rota_review *review, const rota_record *record) {
    if (!in_period(review, record))
        return;
    int key = rota_home_key_caregiver_on(review->home, review->child, rota_record_event(record));
    bool by_key =
        key >= 0 && strcmp(review->home->staff[key].id, rota_record_get(record, "author_id")) == 0;
    review->notes++;
    review->notes_by_key += by_key;
    for (int d = 0; d < ROTA_DIMENSIONS; d++) {
        if (!rota_words_have(rota_record_get(record, "dims"), rota_dimension_code(d, false)))
            continue;
        review->dimensions[d].notes++;
        review->dimensions[d].notes_by_key += by_key;
    }
}

static int informant_of(const rota_record *record, const rota_record_part *item) {
    char word[ROTA_ID_SIZE];
    int column = rota_record_column_get(record->type, "informant");
    const rota_field *field = &record->type->columns[column];
    for (int i = 0; i < rota_field_choices(field); i++)
        if (strcmp(rota_field_choice(field, i, word), item->values[column]) == 0)
            return i;
    return -1;
}

static void take_checklist(rota_review *review, const rota_record *record) {
    if (rota_record_event(record) > review->to)
        return;
    keep_last(review->checklists, &review->nchecklists, record);
    for (size_t p = 0; p < record->nparts && in_period(review, record); p++) {
        const rota_record_part *part = &record->parts[p];
        rota_review_dimension *dimension =
            &review->dimensions[rota_record_part_dimension(record, part)];
        for (size_t i = 0; i < part->nitems; i++) {
            int informant = informant_of(record, &part->items[i]);
            dimension->evidence_in_all++;
            if (informant >= 0)
                dimension->evidence[informant]++;
        }
    }
}

static void take_words(rota_review *review, const rota_record *record, bool child) {
    for (size_t p = 0; p < record->nparts && in_period(review, record); p++) {
        const rota_record_part *part = &record->parts[p];
        rota_review_words words = {record, part};
        if (!child)
            review->carers_say[review->ncarers_say++] = words;
        else if (rota_child_lets(record, part, "team"))
            review->child_says[review->nchild_says++] = words;
        else if (*rota_record_part_get(record, part, "my_view") ||
                 *rota_record_part_get(record, part, "what_adults_do_that_helps") ||
                 *rota_record_part_get(record, part, "what_i_would_change"))
            review->withheld++;
    }
}

static void take_goal(rota_review *review, const rota_record *record) {
    const char *state = rota_record_get(record, "state");
    if (strcmp(state, "open") == 0 || strcmp(state, "continued") == 0)
        review->goals[review->ngoals++] = record;
}

static void take(rota_review *review, const rota_record *record) {
    if (record->type == &rota_progress_record) {
        take_progress(review, record);
        return;
    }
    if (!rota_record_is_final(record))
        return;
    if (record->type == &rota_daily_note)
        take_note(review, record);
    else if (record->type == &rota_checklist)
        take_checklist(review, record);
    else if (record->type == &rota_child_interview)
        take_words(review, record, true);
    else if (record->type == &rota_caregiver_interview)
        take_words(review, record, false);
    else if (record->type == &rota_goal)
        take_goal(review, record);
}

rota_rc rota_review_make(rota_home *home, const rota_duties *duties,
                         const rota_record_list *records, int child, rota_day from, rota_day to,
                         rota_day today, rota_arena *arena, rota_review *out, rota_err *err) {
    *out = (rota_review){.home = home, .child = child, .from = from, .to = to, .today = today};
    size_t most = records->count * ROTA_DIMENSIONS + 1;
    out->child_says = rota_arena_alloc(arena, most * sizeof *out->child_says);
    out->carers_say = rota_arena_alloc(arena, most * sizeof *out->carers_say);
    out->goals = rota_arena_alloc(arena, most * sizeof *out->goals);
    for (size_t i = 0; i < records->count; i++)
        take(out, records->items[i]);
    return rota_annex_measure(home, duties, child, from, to, arena, &out->annex, err);
}
