#include "records/due.h"

#include <stdlib.h>
#include <string.h>

enum { WEEK = 7 };

void rota_due_list_done(rota_due_list *list) {
    free(list->items);
    *list = (rota_due_list){0};
}

struct due {
    const rota_home *home;
    const rota_record_list *records;
    rota_day today, until;
    rota_arena *arena;
    rota_due_list *out;
};

static void add(const struct due *d, rota_due item) {
    if (item.day > d->until)
        return;
    ROTA_GROW(d->out->items, d->out->count, d->out->capacity);
    d->out->items[d->out->count++] = item;
}

/* Whoever leads: the first of [records] managers, or just that word. */
static const char *manager(const struct due *d) {
    const char *list = d->home->settings.records.managers;
    size_t n = strcspn(list, " ");
    if (n == 0)
        return "manager";
    char *first = rota_arena_alloc(d->arena, n + 1);
    return memcpy(first, list, n);
}

static const char *key_caregiver(const struct due *d, int child) {
    int key = rota_home_key_caregiver_on(d->home, child, d->today);
    return key >= 0 ? d->home->staff[key].id : manager(d);
}

static const char *date_text(const struct due *d, rota_day day) {
    char buf[ROTA_DATE_SIZE];
    return day == ROTA_NO_DAY ? "" : rota_arena_strdup(d->arena, rota_day_format(day, buf));
}

static bool lives_here(const rota_child *child, rota_day day) {
    return (child->from == ROTA_NO_DAY || child->from <= day) &&
           (child->to == ROTA_NO_DAY || child->to >= day);
}

/* The last final of a type about somebody, by its event. */
static const rota_record *last_of(const struct due *d, const rota_record_type *type,
                                  const char *who) {
    const rota_record *last = NULL;
    for (size_t i = 0; i < d->records->count; i++) {
        const rota_record *record = d->records->items[i];
        if (record->type == type && rota_record_is_final(record) &&
            strcmp(rota_record_who(record), who) == 0 &&
            (!last || rota_record_event(record) >= rota_record_event(last)))
            last = record;
    }
    return last;
}

/* When the next of a kind is due: the day that the last one names, else so many weeks after it. */
static rota_day next_day(const rota_record *last, const char *named, int weeks) {
    rota_day day = last && named ? rota_record_day(last, named) : ROTA_NO_DAY;
    if (day == ROTA_NO_DAY && last && weeks > 0)
        day = rota_record_event(last) + weeks * WEEK;
    return day;
}

/* The first of a kind: so many weeks after the child came. */
static rota_day first_day(const struct due *d, const rota_child *child, int weeks) {
    return child->from == ROTA_NO_DAY ? d->today : child->from + weeks * WEEK;
}

/* ---- Children ---- */

static rota_day review_day(const struct due *d, int child) {
    const rota_child *c = &d->home->children[child];
    int weeks = d->home->settings.records.review_weeks;
    const rota_record *last = last_of(d, &rota_progress_record, c->id);
    if (last)
        return next_day(last, "next_review", weeks);
    return weeks > 0 ? first_day(d, c, weeks) : ROTA_NO_DAY;
}

static void add_of_child(const struct due *d, int child, const rota_record_type *type,
                         const char *what, const char *person, rota_day day) {
    const char *id = d->home->children[child].id;
    const rota_record *last = last_of(d, type, id);
    if (day != ROTA_NO_DAY)
        add(d, (rota_due){.kind = type->name,
                          .what = what,
                          .who = id,
                          .person = person,
                          .record = last ? rota_record_id(last) : "",
                          .since = date_text(d, last ? rota_record_event(last) : ROTA_NO_DAY),
                          .day = day});
}

static void find_of_child(const struct due *d, int child) {
    const rota_child *c = &d->home->children[child];
    const char *key = key_caregiver(d, child);
    int weeks = d->home->settings.records.checklist_weeks;
    int first = d->home->settings.records.first_checklist_weeks;
    const rota_record *list = last_of(d, &rota_checklist, c->id);
    rota_day review = review_day(d, child);
    add_of_child(d, child, &rota_progress_record, "progress record", key, review);
    if (weeks > 0)
        add_of_child(d, child, &rota_checklist, "checklist", key,
                     list ? next_day(list, NULL, weeks)
                          : first_day(d, c, first > 0 ? first : weeks));
    weeks = d->home->settings.records.caregiver_interview_weeks;
    const rota_record *carer = last_of(d, &rota_caregiver_interview, c->id);
    if (carer || weeks > 0)
        add_of_child(d, child, &rota_caregiver_interview, "caregiver interview", manager(d),
                     carer ? next_day(carer, "next_date", weeks)
                           : first_day(d, c, first > 0 ? first : weeks));
    /* Before each review, once. */
    int days = d->home->settings.records.child_interview_days;
    const rota_record *own = last_of(d, &rota_child_interview, c->id);
    const rota_record *reviewed = last_of(d, &rota_progress_record, c->id);
    bool done = own && (!reviewed || rota_record_event(own) > rota_record_event(reviewed));
    if (days > 0 && review != ROTA_NO_DAY && !done)
        add_of_child(d, child, &rota_child_interview, "interview with the child", key,
                     review - days);
}

static void find_goals(const struct due *d) {
    for (size_t i = 0; i < d->records->count; i++) {
        const rota_record *record = d->records->items[i];
        if (record->type != &rota_goal || !rota_record_is_final(record))
            continue;
        const char *state = rota_record_get(record, "state");
        rota_day day = rota_record_day(record, "review");
        if (day != ROTA_NO_DAY && (strcmp(state, "open") == 0 || strcmp(state, "continued") == 0))
            add(d, (rota_due){.kind = "goal",
                              .what = "goal to look at again",
                              .who = rota_record_who(record),
                              .person = rota_record_get(record, "owner_id"),
                              .record = rota_record_id(record),
                              .since = rota_record_get(record, "start"),
                              .day = day});
    }
}

/* ---- Teams ---- */

int rota_team_respondents(const rota_record_list *records, const char *team, const char *period) {
    int n = 0;
    for (size_t i = 0; i < records->count; i++) {
        const rota_record *record = records->items[i];
        n += record->type == &rota_team_reflection && rota_record_is_final(record) &&
             strcmp(rota_record_who(record), team) == 0 &&
             strcmp(rota_record_get(record, "period"), period) == 0;
    }
    return n;
}

static void find_actions(const struct due *d, const rota_record *record) {
    if (rota_team_respondents(d->records, rota_record_who(record),
                              rota_record_get(record, "period")) < ROTA_TEAM_LEAST)
        return;
    for (size_t p = 0; p < record->nparts; p++) {
        const rota_record_part *part = &record->parts[p];
        rota_day day = ROTA_NO_DAY;
        const char *owner = rota_record_part_get(record, part, "action_owner");
        if (rota_day_parse(rota_record_part_get(record, part, "due"), &day) &&
            *rota_record_part_get(record, part, "action"))
            add(d, (rota_due){.kind = "action",
                              .what = "action of the team",
                              .who = rota_record_who(record),
                              .person = *owner ? owner : rota_record_get(record, "supervisor_id"),
                              .record = rota_record_id(record),
                              .since = rota_record_get(record, "date_event"),
                              .day = day});
    }
}

/* A group's team goes by the group's id; other teams are known by their reflections. */
static void find_reflection(const struct due *d, const char *team) {
    const rota_record *last = last_of(d, &rota_team_reflection, team);
    int weeks = d->home->settings.records.team_reflection_weeks;
    rota_day day = last ? next_day(last, NULL, weeks) : d->today;
    if (weeks > 0)
        add(d, (rota_due){.kind = "team_reflection",
                          .what = "team reflection",
                          .who = team,
                          .person = last ? rota_record_get(last, "supervisor_id") : manager(d),
                          .record = "",
                          .since = date_text(d, last ? rota_record_event(last) : ROTA_NO_DAY),
                          .day = day});
}

static void find_of_teams(const struct due *d) {
    /* With a team of the whole home, groups have none of their own. */
    ROTA_CLEANUP(rota_text_done) rota_text teams = {0};
    for (size_t i = 0; i < d->records->count; i++) {
        const rota_record *record = d->records->items[i];
        if (record->type != &rota_team_reflection || !rota_record_is_final(record))
            continue;
        find_actions(d, record);
        if (rota_words_have(rota_text_str(&teams), rota_record_who(record)))
            continue;
        rota_text_addf(&teams, "%s%s", teams.length ? " " : "", rota_record_who(record));
        find_reflection(d, rota_record_who(record));
    }
    for (int g = 0; g < d->home->ngroups && !teams.length; g++)
        find_reflection(d, d->home->groups[g].id);
}

/* A trial ends and nobody has met since: somebody must decide. */
static void find_trials(const struct due *d) {
    for (size_t i = 0; i < d->records->count; i++) {
        const rota_record *record = d->records->items[i];
        if (record->type != &rota_training_session || !rota_record_is_final(record) ||
            strcmp(rota_record_get(record, "decision"), "trial") != 0)
            continue;
        rota_day day = rota_record_day(record, "trial_to");
        const rota_record *last = last_of(d, &rota_training_session, rota_record_who(record));
        if (day != ROTA_NO_DAY && (last == record || rota_record_event(last) < day))
            add(d, (rota_due){.kind = "trial",
                              .what = "decision after the trial",
                              .who = rota_record_who(record),
                              .person = manager(d),
                              .record = rota_record_id(record),
                              .since = rota_record_get(record, "trial_from"),
                              .day = day});
    }
}

/* The last caregiver interview for supervision with the person, or session on the rota of record.
 */
static rota_day last_supervision(const struct due *d, const rota_supervision *row) {
    const char *id = d->home->staff[row->staff].id;
    rota_day last = rota_supervision_on_record(d->home, row, d->today);
    for (size_t i = 0; i < d->records->count; i++) {
        const rota_record *record = d->records->items[i];
        if (record->type == &rota_caregiver_interview && rota_record_is_final(record) &&
            strcmp(rota_record_get(record, "purpose"), "supervision") == 0 &&
            rota_words_have(rota_record_get(record, "interviewee_ids"), id) &&
            rota_record_event(record) > last)
            last = rota_record_event(record);
    }
    return last;
}

static void find_supervision(const struct due *d) {
    for (int i = 0; i < d->home->nsupervision; i++) {
        const rota_supervision *row = &d->home->supervision[i];
        int weeks = row->weeks >= 0 ? row->weeks : d->home->settings.records.supervision_weeks;
        if (weeks == 0 || !rota_person_employed(&d->home->staff[row->staff], d->today))
            continue;
        rota_day last = last_supervision(d, row);
        add(d, (rota_due){.kind = "supervision",
                          .what = "supervision session",
                          .who = d->home->staff[row->staff].id,
                          .person = d->home->staff[row->supervisor].id,
                          .record = "",
                          .since = date_text(d, last),
                          .day = last == ROTA_NO_DAY ? d->today : last + weeks * WEEK});
    }
}

/* ---- All ---- */

static int by_day(const void *pa, const void *pb) {
    const rota_due *a = pa, *b = pb;
    if (a->day != b->day)
        return a->day < b->day ? -1 : 1;
    int c = strcmp(a->person, b->person);
    c = c ? c : strcmp(a->who, b->who);
    c = c ? c : strcmp(a->kind, b->kind);
    return c ? c : strcmp(a->record, b->record);
}

void rota_due_find(const rota_home *home, const rota_record_list *records, rota_day today,
                   rota_day until, rota_arena *arena, rota_due_list *out) {
    struct due d = {.home = home,
                    .records = records,
                    .today = today,
                    .until = until,
                    .arena = arena,
                    .out = out};
    for (int c = 0; c < home->nchildren; c++)
        if (lives_here(&home->children[c], today))
            find_of_child(&d, c);
    find_goals(&d);
    find_of_teams(&d);
    find_trials(&d);
    find_supervision(&d);
    if (out->count)
        qsort(out->items, out->count, sizeof *out->items, by_day);
}
