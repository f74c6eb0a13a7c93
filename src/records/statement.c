#include "records/statement.h"

#include "io/view.h"
#include "records/annex.h"
#include "records/share.h"

#include <math.h>
#include <string.h>

static bool lives_here(const rota_child *child, rota_day day) {
    return (child->from == ROTA_NO_DAY || child->from <= day) &&
           (child->to == ROTA_NO_DAY || child->to >= day);
}

/* ---- Counting ---- */

/* A final of the weeks in which each child should have one. */
static bool is_recent(const rota_home *home, const rota_record *record, rota_day to) {
    rota_day day = rota_record_event(record);
    return rota_record_is_final(record) && day <= to &&
           day > to - 7 * home->settings.records.review_weeks;
}

static bool has_recent(const rota_statement *s, const rota_record_list *records, const char *child,
                       const rota_record_type *type) {
    for (size_t i = 0; i < records->count; i++) {
        const rota_record *record = records->items[i];
        if (record->type == type && is_recent(s->home, record, s->to) &&
            strcmp(rota_record_who(record), child) == 0)
            return true;
    }
    return false;
}

static void count_children(rota_statement *s, const rota_record_list *records) {
    for (int c = 0; c < s->home->nchildren; c++) {
        const rota_child *child = &s->home->children[c];
        if (!lives_here(child, s->to))
            continue;
        s->children++;
        s->groups[child->group].children++;
        s->reviewed += has_recent(s, records, child->id, &rota_progress_record);
        s->heard += has_recent(s, records, child->id, &rota_child_interview);
    }
    for (int i = 0; i < s->home->nkey_changes; i++) {
        const rota_key_change *change = &s->home->key_changes[i];
        if (change->from >= s->from && change->from <= s->to)
            s->key_changes[change->reason]++;
    }
}

static bool is_of_period(const rota_record *record, rota_day from, rota_day to) {
    rota_day day = rota_record_event(record);
    return rota_record_is_final(record) && day >= from && day <= to;
}

void rota_statement_uses(const rota_home *home, const rota_record_list *records, rota_day from,
                         rota_day to, rota_record_list *out) {
    for (size_t i = 0; i < records->count; i++) {
        rota_record *record = records->items[i];
        bool of_child =
            record->type == &rota_progress_record || record->type == &rota_child_interview;
        if (is_of_period(record, from, to) || (of_child && is_recent(home, record, to)))
            rota_record_list_add(out, record);
    }
}

static void count_records(rota_statement *s, const rota_record_list *records, rota_arena *arena) {
    size_t ntypes;
    const rota_record_type *const *types = rota_record_types(&ntypes);
    s->sessions = rota_arena_alloc(arena, (records->count + 1) * sizeof *s->sessions);
    for (size_t i = 0; i < records->count; i++) {
        const rota_record *record = records->items[i];
        if (!is_of_period(record, s->from, s->to))
            continue;
        for (size_t t = 0; t < ntypes; t++)
            s->records[t] += types[t] == record->type;
        /* Of those for managers or named people it is told that there are some, and no more. */
        if (record->type == &rota_training_session &&
            strcmp(rota_record_get(record, "visibility"), "team") == 0)
            s->sessions[s->nsessions++] = record;
    }
}

/* Days of the period on which a duty starts. */
static int days_with_rota(const rota_duties *duties, rota_day from, rota_day to) {
    int days = 0;
    for (rota_day day = from; day <= to; day++) {
        bool any = false;
        for (size_t i = 0; i < duties->count && !any; i++)
            any = duties->items[i].date == day;
        days += any;
    }
    return days;
}

rota_rc rota_statement_make(const rota_home *home, const rota_duties *duties,
                            const rota_record_list *records, rota_day from, rota_day to,
                            rota_arena *arena, rota_statement *out, rota_err *err) {
    *out = (rota_statement){.home = home, .from = from, .to = to};
    out->groups = rota_arena_alloc(arena, (size_t)home->ngroups * sizeof *out->groups);
    rota_day recent = to - ROTA_ANNEX_RECENT + 1 > from ? to - ROTA_ANNEX_RECENT + 1 : from;
    rota_rc rc = ROTA_OK;
    for (int g = 0; g < home->ngroups && !rc; g++) {
        rota_statement_group *group = &out->groups[g];
        rota_continuity last;
        int published, recorded;
        rota_continuity_group(home, duties, g, from, to, &group->measured);
        rota_continuity_group(home, duties, g, recent, to, &last);
        group->recent_distinct = last.distinct;
        group->recent_floor = last.floor;
        rc = rota_annex_predictability(home, duties, g, from, to, &published, &recorded,
                                       &group->predictability, err);
    }
    out->days_with_rota = days_with_rota(duties, from, to);
    count_children(out, records);
    count_records(out, records, arena);
    return rc;
}

/* ---- Page ---- */

static const char *const supplies[ROTA_DIMENSIONS] = {
    "being there and reliable, in person and in mind",
    "seeing it with the child's eyes, and helping with feelings",
    "valuing the child as it is, in success and in failure",
    "choices within safe limits, and doing things together",
    "a place in the home and the group, with the birth family part of who one is",
};

static void add_model(rota_page *page) {
    rota_page_heading(page, 2, "How we work");
    rota_page_text(page, ROTA_PLAIN,
                   "We work with the Secure Base model: five ways in which adults help a child, "
                   "each with what the child gains by it. Daily notes, checklists, interviews, "
                   "reviews and goals refer to them.");
    rota_page_table(page, 3);
    rota_page_row(page);
    rota_page_cell(page, 0, ROTA_BOLD, "dimension");
    rota_page_cell(page, 1, ROTA_BOLD, "what adults do");
    rota_page_cell(page, 2, ROTA_BOLD, "what the child gains");
    for (int d = 0; d < ROTA_DIMENSIONS; d++) {
        rota_page_row(page);
        rota_page_cell(page, 0, ROTA_PLAIN, rota_dimension_name(d, false));
        rota_page_cell(page, 1, ROTA_PLAIN, supplies[d]);
        rota_page_cell(page, 2, ROTA_PLAIN, rota_dimension_benefit(d));
    }
}

static const char *without_names(const rota_statement *s, const rota_record *session,
                                 const char *column, rota_arena *arena) {
    int count = 0;
    return rota_share_without_names(s->home, "", rota_record_get(session, column), arena, &count);
}

static void add_practice(const rota_statement *s, rota_page *page) {
    size_t ntypes;
    const rota_record_type *const *types = rota_record_types(&ntypes);
    int weeks = s->home->settings.records.review_weeks;
    rota_page_heading(page, 2, "What was written in this time");
    for (size_t t = 0; t < ntypes; t++)
        if (s->records[t])
            rota_page_item(page, "%s: %d", types[t]->title, s->records[t]);
    rota_page_item(page,
                   "Of %d %s %d had a review, and %d an interview of their own, within "
                   "%d weeks.",
                   s->children, s->children == 1 ? "child" : "children", s->reviewed, s->heard,
                   weeks);
    rota_arena *arena = rota_arena_new();
    for (size_t i = 0; i < s->nsessions; i++) {
        const rota_record *session = s->sessions[i];
        const char *number = rota_record_get(session, "session_no");
        const char *title = without_names(s, session, "session_title", arena);
        rota_page_item(page, "Training %s%s%s%s%s: decision %s",
                       without_names(s, session, "programme", arena), *number ? " " : "", number,
                       *title ? ", " : "", title, rota_record_get(session, "decision"));
    }
    rota_arena_free(arena);
}

static void add_groups(const rota_statement *s, rota_page *page) {
    static const char *const words[] = {"group",        "children",       "caregivers in 28 days",
                                        "own team",     "key caregivers", "agency",
                                        "bed and wake", "predictability"};
    enum { COLUMNS = sizeof words / sizeof *words };
    char buf[ROTA_WORDS_SIZE];
    rota_page_heading(page, 2, "Continuity of care");
    rota_page_item(page, "the rota is known of %d of %d days; the figures are of these",
                   s->days_with_rota, (int)(s->to - s->from) + 1);
    rota_page_table(page, COLUMNS);
    rota_page_row(page);
    for (int i = 0; i < COLUMNS; i++)
        rota_page_cell(page, i, ROTA_BOLD, words[i]);
    for (int g = 0; g < s->home->ngroups; g++) {
        const rota_statement_group *group = &s->groups[g];
        rota_page_row(page);
        rota_page_cell(page, 0, ROTA_PLAIN, s->home->groups[g].name);
        rota_page_cellf(page, 1, ROTA_PLAIN, "%d", group->children);
        if (group->recent_floor > 0)
            rota_page_cellf(page, 2, ROTA_PLAIN, "%d (fewest possible %d)", group->recent_distinct,
                            group->recent_floor);
        else
            rota_page_cell(page, 2, ROTA_PLAIN, "n/a");
        const double shares[] = {group->measured.team_share, group->measured.key_presence,
                                 group->measured.agency_share, group->measured.bed_wake,
                                 group->predictability};
        for (int i = 0; i < 5; i++)
            rota_page_cell(page, 3 + i, ROTA_PLAIN, rota_words_share(shares[i], buf));
    }
    rota_page_text(page, ROTA_PLAIN,
                   "Own team and agency: shares of waking care hours. Key caregivers: share of "
                   "waking time with one of them there. Bed and wake: nights after which an adult "
                   "of bedtime was there when the children woke. Predictability: published hours "
                   "that the published person worked; n/a where nothing was recorded.");
}

static void add_changes(const rota_statement *s, rota_page *page) {
    int all = 0;
    rota_page_heading(page, 2, "Changes of key caregivers");
    for (int r = 0; r <= ROTA_KEY_MANAGER; r++) {
        if (s->key_changes[r])
            rota_page_item(page, "%s: %d", rota_key_reason_words((enum rota_key_reason)r),
                           s->key_changes[r]);
        all += s->key_changes[r];
    }
    if (all == 0)
        rota_page_text(page, ROTA_PLAIN, "None.");
}

rota_page *rota_statement_page(const rota_statement *s) {
    char period[ROTA_WORDS_SIZE];
    const char *name = *s->home->settings.home.name ? s->home->settings.home.name : "The home";
    rota_page *page = rota_page_new("Statement");
    rota_page_heading(page, 1, "%s: how we work and who is there", name);
    rota_page_text(page, ROTA_PLAIN, "%s. %d %s in %d group%s.",
                   rota_words_period(s->from, s->to, period), s->children,
                   s->children == 1 ? "child" : "children", s->home->ngroups,
                   s->home->ngroups == 1 ? "" : "s");
    add_model(page);
    add_practice(s, page);
    add_groups(s, page);
    add_changes(s, page);
    rota_page_text(page, ROTA_PLAIN,
                   "By the rota as it was worked; where nothing was recorded, by the rota of "
                   "record. The figures count who was present. They do not measure how warm or "
                   "good the care is.");
    return page;
}

/* ---- JSON ---- */

static rota_json *group_json(const rota_statement *s, int g) {
    const rota_statement_group *group = &s->groups[g];
    rota_json *object = rota_json_object();
    rota_json_set_text(object, "group", s->home->groups[g].id);
    rota_json_set_int(object, "children", group->children);
    rota_json_set_int(object, "distinct_28", group->recent_distinct);
    rota_json_set_int(object, "floor_28", group->recent_floor);
    rota_json_set_number(object, "team_share", group->measured.team_share);
    rota_json_set_number(object, "key_presence", group->measured.key_presence);
    rota_json_set_number(object, "agency_share", group->measured.agency_share);
    rota_json_set_number(object, "bed_wake", group->measured.bed_wake);
    rota_json_set_number(object, "predictability", group->predictability);
    return object;
}

rota_json *rota_statement_json(const rota_statement *s) {
    size_t ntypes;
    const rota_record_type *const *types = rota_record_types(&ntypes);
    char day[ROTA_DATE_SIZE];
    rota_json *object = rota_json_object(), *records = rota_json_object();
    rota_json *groups = rota_json_array(), *changes = rota_json_object();
    rota_json_set_text(object, "home", s->home->settings.home.name);
    rota_json_set_text(object, "from", rota_day_format(s->from, day));
    rota_json_set_text(object, "to", rota_day_format(s->to, day));
    rota_json_set_int(object, "days_with_rota", s->days_with_rota);
    rota_json_set_int(object, "children", s->children);
    rota_json_set_int(object, "reviewed", s->reviewed);
    rota_json_set_int(object, "heard", s->heard);
    for (size_t t = 0; t < ntypes; t++)
        rota_json_set_int(records, types[t]->name, s->records[t]);
    rota_json_set(object, "records", records);
    for (int g = 0; g < s->home->ngroups; g++)
        rota_json_append(groups, group_json(s, g));
    rota_json_set(object, "groups", groups);
    for (int r = 0; r <= ROTA_KEY_MANAGER; r++)
        rota_json_set_int(changes, rota_key_reason_name((enum rota_key_reason)r),
                          s->key_changes[r]);
    rota_json_set(object, "key_caregiver_changes", changes);
    return object;
}
