#include "records/defaults.h"

#include <string.h>

int rota_child_find(const rota_home *home, const char *id) {
    for (int i = 0; i < home->nchildren; i++)
        if (strcmp(home->children[i].id, id) == 0)
            return i;
    return -1;
}

int rota_duty_shift_of(const rota_home *home, const rota_duty *duty) {
    for (int i = 0; duty->shift < 0 && i < home->nrecord; i++)
        if (home->record[i].staff == duty->staff && home->record[i].date == duty->date)
            return home->record[i].shift;
    return duty->shift;
}

static bool with_children(const rota_duty *duty) {
    return duty->kind != ROTA_SHIFT_ON_CALL && duty->kind != ROTA_SHIFT_MEETING;
}

const char *rota_people_on(const rota_home *home, const rota_duties *duties, rota_day day,
                           int shift, int group, rota_arena *arena) {
    ROTA_CLEANUP(rota_text_done) rota_text ids = {0};
    for (size_t i = 0; i < duties->count; i++) {
        const rota_duty *duty = &duties->items[i];
        const char *id = home->staff[duty->staff].id;
        if (duty->date != day || !with_children(duty) ||
            (duty->group >= 0 && duty->group != group) ||
            (shift >= 0 && rota_duty_shift_of(home, duty) != shift) ||
            rota_words_have(rota_text_str(&ids), id))
            continue;
        rota_text_addf(&ids, "%s%s", ids.length ? " " : "", id);
    }
    return rota_arena_strdup(arena, rota_text_str(&ids));
}

const char *rota_people_beside(const rota_home *home, const rota_duties *duties, rota_day day,
                               int shift, int group, rota_arena *arena) {
    ROTA_CLEANUP(rota_text_done) rota_text ids = {0};
    const char *on = rota_people_on(home, duties, day, shift, group, arena);
    rota_err none = {0};
    rota_duty of_shift;
    if (shift < 0 || rota_duty_of(home, day, shift, group, 0, false, &of_shift, &none) != ROTA_OK)
        return "";
    for (size_t i = 0; i < duties->count; i++) {
        const rota_duty *duty = &duties->items[i];
        const char *id = home->staff[duty->staff].id;
        bool there = with_children(duty) && (duty->group < 0 || duty->group == group) &&
                     2 * rota_duty_awake_minutes(duty, of_shift.start, of_shift.end) >=
                         of_shift.end - of_shift.start;
        if (there && !rota_words_have(on, id) && !rota_words_have(rota_text_str(&ids), id))
            rota_text_addf(&ids, "%s%s", ids.length ? " " : "", id);
    }
    return rota_arena_strdup(arena, rota_text_str(&ids));
}

static void fill(rota_record *record, const char *column, const char *value) {
    if (rota_record_column(record->type, column) >= 0 && value && *value &&
        !*rota_record_get(record, column))
        rota_record_set(record, column, value);
}

static const char *day_text(rota_day day, rota_arena *arena) {
    char buf[ROTA_DATE_SIZE];
    return rota_arena_strdup(arena, rota_day_format(day, buf));
}

/* Whose duty a note may belong to. */
struct search {
    const rota_home *home;
    const rota_duties *duties;
    int staff, group, shift; /* -1: anybody, any */
    rota_day day;            /* ROTA_NO_DAY: any */
    rota_minute now;
};

/* The duty that somebody writes about: the one that is on, or the last that ended in the last
 * twelve hours, a night's after midnight, too. On another day: the last of that day. */
static const rota_duty *find_duty(const struct search *search, bool lately) {
    enum { LATELY = 12 * 60 };
    const rota_duty *last = NULL;
    for (size_t i = 0; i < search->duties->count; i++) {
        const rota_duty *duty = &search->duties->items[i];
        bool theirs = search->staff < 0 || duty->staff == search->staff;
        bool that = search->shift < 0 || rota_duty_shift_of(search->home, duty) == search->shift;
        bool there = search->group < 0 || duty->group < 0 || duty->group == search->group;
        if (theirs && there && that && with_children(duty) && duty->start <= search->now &&
            (!lately || duty->end >= search->now - LATELY) &&
            (search->day == ROTA_NO_DAY || duty->date == search->day) &&
            (!last || duty->start > last->start))
            last = duty;
    }
    return last;
}

/* What a daily note knows of its shift: the author's own, else that of the child's group now. */
static void fill_shift(rota_record *record, const rota_home *home, const rota_duties *duties,
                       rota_minute now, rota_arena *arena) {
    int child = rota_child_find(home, rota_record_who(record));
    struct search search = {
        .home = home,
        .duties = duties,
        .staff = rota_home_find_staff(home, rota_record_get(record, "author_id")),
        .group = -1,
        .shift = rota_home_find_shift(home, rota_record_get(record, "shift_id")),
        .day = rota_record_day(record, "date_event"),
        .now = now};
    bool dated = search.day != ROTA_NO_DAY;
    const rota_duty *duty = search.staff >= 0 ? find_duty(&search, !dated) : NULL;
    search.staff = -1;
    search.group = child >= 0 ? home->children[child].group : -1;
    if (!duty && child >= 0)
        duty = find_duty(&search, true);
    int shift = duty ? rota_duty_shift_of(home, duty) : -1;
    if (shift < 0)
        return;
    fill(record, "date_event", day_text(duty->date, arena));
    fill(record, "shift_id", home->shifts[shift].id);
    if (duty->group >= 0 && child < 0)
        fill(record, "group_id", home->groups[duty->group].id);
}

static void fill_carers(rota_record *record, const rota_home *home, const rota_duties *duties,
                        rota_arena *arena) {
    int shift = rota_home_find_shift(home, rota_record_get(record, "shift_id"));
    int group = rota_home_find_group(home, rota_record_get(record, "group_id"));
    rota_day day = rota_record_day(record, "date_event");
    if (shift >= 0 && group >= 0 && day != ROTA_NO_DAY)
        fill(record, "carer_ids", rota_people_on(home, duties, day, shift, group, arena));
}

static const char *role_of(const rota_record *record, const rota_home *home) {
    const char *author = rota_record_get(record, "author_id");
    int child = rota_child_find(home, rota_record_who(record));
    int key = child >= 0 ? home->children[child].key_caregiver : -1;
    if (key >= 0 && strcmp(home->staff[key].id, author) == 0)
        return "keyworker";
    if (rota_words_have(home->settings.records.managers, author))
        return "manager";
    return record->type->writer;
}

/* From the day after the last review, or the day the child came. */
static void fill_period(rota_record *record, const rota_home *home, rota_day today,
                        const rota_record_list *earlier, rota_arena *arena) {
    int child = rota_child_find(home, rota_record_who(record));
    rota_day from = child >= 0 ? home->children[child].from : ROTA_NO_DAY;
    for (size_t i = 0; earlier && i < earlier->count; i++) {
        rota_day to = rota_record_day(earlier->items[i], "period_to");
        if (!rota_record_is_draft(earlier->items[i]) && to != ROTA_NO_DAY && to + 1 > from)
            from = to + 1;
    }
    if (from != ROTA_NO_DAY && from <= today)
        fill(record, "period_from", day_text(from, arena));
    fill(record, "period_to", day_text(today, arena));
}

void rota_record_defaults(rota_record *record, const rota_home *home, const rota_duties *duties,
                          rota_minute now, const rota_record_list *earlier, rota_arena *arena) {
    rota_day today;
    int minute, offset;
    rota_zone_split(home->zone, now, &today, &minute, &offset);
    int child = rota_child_find(home, rota_record_who(record));
    if (record->type == &rota_daily_note)
        fill_shift(record, home, duties, now, arena);
    if (child >= 0)
        fill(record, "group_id", home->groups[home->children[child].group].id);
    fill(record, "home_id", home->settings.records.home_id);
    fill(record, "date_event", day_text(today, arena));
    fill(record, "date_written", day_text(today, arena));
    fill(record, "date", rota_record_get(record, "date_event"));
    if (*rota_record_get(record, "author_id"))
        fill(record, "author_role", role_of(record, home));
    if (record->type->team)
        fill(record, "team_id",
             *rota_record_get(record, "group_id") ? rota_record_get(record, "group_id")
                                                  : home->settings.records.home_id);
    if (record->type == &rota_daily_note)
        fill_carers(record, home, duties, arena);
    if (record->type == &rota_progress_record)
        fill_period(record, home, today, earlier, arena);
    if (record->type == &rota_goal) {
        fill(record, "owner_id", rota_record_get(record, "author_id"));
        fill(record, "start", rota_record_get(record, "date_event"));
        fill(record, "state", "open");
    }
}
