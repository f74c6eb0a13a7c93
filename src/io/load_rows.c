#include "core/duty.h"
#include "core/text.h"
#include "io/load_parts.h"
#include "io/spans.h"

#include <string.h>

enum { DAY_MINUTES = 24 * 60 };

static void read_group(rota_loader *l, void *item) {
    rota_group *group = item;
    group->id = rota_load__text(l, 0);
    group->name = rota_load__text(l, 1);
    group->weight = rota_query_is_null(l->query, 2) ? 1 : rota_query_double(l->query, 2);
}

const rota_load_table rota_load__groups = {
    "groups", "SELECT group_id, name, weight FROM groups ORDER BY group_id", sizeof(rota_group),
    read_group};

/* ---- People ---- */

/* A birthday; of a month the first day. */
static rota_day born(rota_loader *l, int column) {
    rota_day day = ROTA_NO_DAY;
    if (rota_query_is_null(l->query, column))
        return day;
    const char *text = rota_query_text(l->query, column);
    ROTA_CLEANUP(rota_freep)
    char *whole = rota_strdupf("%s%s", text, strlen(text) == 7 ? "-01" : "");
    if (!rota_day_parse(whole, &day))
        rota_load__bad(l, column, "a date");
    return day;
}

static uint64_t skills(rota_loader *l, int column) {
    uint64_t bits = 0;
    ROTA_CLEANUP(rota_freep) char *list = rota_strdup(rota_load__text(l, column));
    char *rest = list, *word;
    while ((word = strsep(&rest, " "))) {
        int skill = *word ? rota_home_find_skill(l->home, word) : -1;
        if (skill >= 0)
            bits |= (uint64_t)1 << skill;
    }
    return bits;
}

static enum rota_night_worker night_worker(rota_loader *l, int column) {
    const char *word = rota_load__text(l, column);
    return strcmp(word, "yes") == 0  ? ROTA_NIGHT_YES
           : strcmp(word, "no") == 0 ? ROTA_NIGHT_NO
                                     : ROTA_NIGHT_AUTO;
}

/* What the working-time rules ask, in the columns from `first` on. */
static void read_law(rota_loader *l, rota_person *person, int first) {
    rota_opt_out terms = {.from = rota_load__day(l, first + 1),
                          .to = rota_load__day(l, first + 2),
                          .notice = rota_load__day(l, first + 3),
                          .notice_days = rota_load__int(l, first + 4, -1)};
    int special = rota_load__int(l, first, -1);
    person->special_case = special < 0    ? ROTA_SPECIAL_HOME
                           : special == 1 ? ROTA_SPECIAL_YES
                                          : ROTA_SPECIAL_NO;
    person->contract_after_22 = rota_load__int(l, first + 5, 0) != 0;
    person->other_minutes = rota_load__int(l, first + 6, 0);
    person->health_assessed = rota_load__day(l, first + 7);
    double days =
        rota_query_is_null(l->query, first + 8) ? 0 : rota_query_double(l->query, first + 8);
    person->days_a_week = (int)(days * 100 + 0.5);
    if (terms.from == ROTA_NO_DAY && terms.to == ROTA_NO_DAY && terms.notice == ROTA_NO_DAY)
        return;
    rota_opt_out *kept = rota_arena_alloc(l->home->arena, sizeof *kept);
    *kept = terms;
    person->opt_out_terms = kept;
}

static void read_person(rota_loader *l, void *item) {
    rota_person *person = item;
    person->id = rota_load__text(l, 0);
    person->name = rota_load__text(l, 1);
    person->contract_minutes = rota_load__int(l, 2, 0);
    person->max_minutes = rota_load__int(l, 3, -1);
    person->born = born(l, 4);
    person->skills = skills(l, 5);
    person->opt_out = rota_load__int(l, 6, 0) != 0;
    person->night_worker = night_worker(l, 7);
    person->agency = rota_load__int(l, 8, 0) != 0;
    person->from = rota_load__day(l, 9);
    person->to = rota_load__day(l, 10);
    person->own = rota_limits_none();
    int *const limits[] = {&person->own.max_consecutive_days,
                           &person->own.max_consecutive_nights,
                           &person->own.min_consecutive_days_off,
                           &person->own.rest_after_nights_minutes,
                           &person->own.max_weekends_in_4_weeks,
                           &person->own.max_shifts_a_day,
                           &person->own.agency_last,
                           &person->own.min_consecutive_days,
                           &person->own.max_weekends_in_period,
                           &person->own.min_minutes_in_period,
                           &person->own.max_minutes_in_period};
    const int n = (int)(sizeof limits / sizeof limits[0]);
    for (int i = 0; i < n; i++)
        *limits[i] = rota_load__int(l, 11 + i, ROTA_NO_LIMIT);
    person->own_max_shifts = rota_load__text(l, 11 + n);
    read_law(l, person, 12 + n);
}

const rota_load_table rota_load__people = {
    "staff",
    "SELECT staff, name, contract_minutes, max_minutes, born, skills, opt_out, night_worker, "
    "agency, \"from\", \"to\", max_consecutive_days, max_consecutive_nights, "
    "min_consecutive_days_off, rest_after_nights_minutes, max_weekends_in_4_weeks, "
    "max_shifts_a_day, agency_last, min_consecutive_days, max_weekends_in_period, "
    "min_minutes_in_period, max_minutes_in_period, max_shifts_in_period, special_case, "
    "opt_out_from, "
    "opt_out_to, opt_out_notice, opt_out_notice_days, contract_after_22, other_minutes, "
    "health_assessed, days_a_week FROM staff ORDER BY staff",
    sizeof(rota_person), read_person};

static void read_child(rota_loader *l, void *item) {
    rota_child *child = item;
    child->id = rota_load__text(l, 0);
    child->name = rota_load__text(l, 1);
    child->born = born(l, 2);
    child->group = rota_load__group(l, 3);
    child->key_caregiver = rota_load__staff(l, 4);
    child->from = rota_load__day(l, 5);
    child->to = rota_load__day(l, 6);
}

const rota_load_table rota_load__children = {
    "children",
    "SELECT child, name, born, group_id, key_caregiver, \"from\", \"to\" FROM children "
    "ORDER BY child",
    sizeof(rota_child), read_child};

static const char *key_reason(int reason) {
    return rota_key_reason_name((enum rota_key_reason)reason);
}

static void read_key_change(rota_loader *l, void *item) {
    rota_key_change *change = item;
    const char *child = rota_query_text(l->query, 0);
    change->child = -1;
    for (int i = 0; i < l->home->nchildren; i++)
        if (strcmp(l->home->children[i].id, child) == 0)
            change->child = i;
    if (change->child < 0)
        rota_load__bad(l, 0, "a child");
    change->from = rota_load__day(l, 1);
    change->staff = rota_load__staff(l, 2);
    change->reason = (enum rota_key_reason)rota_load__choice(l, 3, key_reason, ROTA_KEY_MANAGER + 1,
                                                             ROTA_KEY_FIRST);
    change->note = rota_load__text(l, 4);
}

const rota_load_table rota_load__key_changes = {
    "key_caregivers",
    "SELECT child, nullif(\"from\", ''), staff, reason, note FROM key_caregivers "
    "ORDER BY child, \"from\"",
    sizeof(rota_key_change), read_key_change};

static void read_supervision(rota_loader *l, void *item) {
    rota_supervision *row = item;
    row->staff = rota_load__staff(l, 0);
    row->supervisor = rota_load__staff(l, 1);
    row->weeks = rota_load__int(l, 2, -1);
}

const rota_load_table rota_load__supervision = {
    "supervision", "SELECT staff, supervisor, weeks FROM supervision ORDER BY staff",
    sizeof(rota_supervision), read_supervision};

/* ---- Shifts and demand ---- */

static void read_shift(rota_loader *l, void *item) {
    rota_shift *shift = item;
    shift->id = rota_load__text(l, 0);
    shift->name = rota_load__text(l, 1);
    shift->start = rota_load__minute(l, 2, 0);
    shift->end = rota_load__minute(l, 3, 0);
    shift->end += shift->end <= shift->start ? DAY_MINUTES : 0;
    shift->break_minutes = rota_load__int(l, 4, 0);
    shift->break_said = !rota_query_is_null(l->query, 4);
    shift->kind = (enum rota_shift_kind)rota_load__choice(l, 5, rota_load__shift_kind,
                                                          ROTA_SHIFT_MEETING + 1, ROTA_SHIFT_DAY);
    shift->sleep_from = rota_load__minute(l, 6, -1);
    shift->sleep_to = rota_load__minute(l, 7, -1);
    shift->colour = rota_load__text(l, 8);
    shift->not_after = rota_load__text(l, 9);
    if (shift->sleep_from < 0 || shift->sleep_to < 0) {
        shift->sleep_from = shift->sleep_to = -1;
        return;
    }
    if (shift->sleep_from < shift->start)
        shift->sleep_from += DAY_MINUTES;
    while (shift->sleep_to <= shift->sleep_from)
        shift->sleep_to += DAY_MINUTES;
}

const rota_load_table rota_load__shifts = {
    "shifts",
    "SELECT shift, name, start, \"end\", break_minutes, kind, sleep_from, sleep_to, colour, "
    "not_after "
    "FROM shifts ORDER BY shift",
    sizeof(rota_shift), read_shift};

static rota_day_spec day_spec(rota_loader *l, int column) {
    static const char *const weekdays[] = {"mon", "tue", "wed", "thu", "fri", "sat", "sun"};
    rota_day_spec spec = {.kind = ROTA_DAY_DAILY};
    const char *text = rota_load__text(l, column);
    if (strcmp(text, "daily") == 0)
        return spec;
    if (strcmp(text, "weekdays") == 0) {
        spec.kind = ROTA_DAY_WEEKDAYS;
        return spec;
    }
    if (strcmp(text, "weekend") == 0) {
        spec.kind = ROTA_DAY_WEEKEND;
        return spec;
    }
    for (int i = 0; i < 7; i++) {
        if (strcmp(text, weekdays[i]) == 0) {
            spec.kind = ROTA_DAY_WEEKDAY;
            spec.weekday = (enum rota_weekday)i;
            return spec;
        }
    }
    spec.kind = ROTA_DAY_DATE;
    spec.date = rota_load__day(l, column);
    return spec;
}

/* A demand's shift: an id or "07:00-22:30". */
static void read_shift_or_window(rota_loader *l, int column, rota_demand *demand) {
    demand->what = rota_load__text(l, column);
    demand->shift = -1;
    if (!strchr(demand->what, ':')) {
        demand->shift = rota_load__shift(l, column);
        return;
    }
    char from[6] = "";
    bool good = strlen(demand->what) == 11;
    if (good)
        memcpy(from, demand->what, 5);
    if (!good || !rota_parse_time(from, false, &demand->window_from) ||
        !rota_parse_time(demand->what + 6, true, &demand->window_to))
        rota_load__bad(l, column, "a window of time");
    if (demand->window_to <= demand->window_from)
        demand->window_to += DAY_MINUTES;
}

static void read_demand(rota_loader *l, void *item) {
    rota_demand *demand = item;
    demand->group = rota_load__group(l, 0);
    read_shift_or_window(l, 1, demand);
    demand->asleep = rota_load__int(l, 2, 0) != 0;
    demand->day = day_spec(l, 3);
    const char *skill = rota_load__text(l, 4);
    demand->skill = *skill ? rota_home_find_skill(l->home, skill) : -1;
    demand->min = rota_load__int(l, 5, 0);
    demand->target = rota_load__int(l, 6, demand->min);
    demand->max = rota_load__int(l, 7, demand->target);
}

const rota_load_table rota_load__demand = {
    "demand",
    "SELECT group_id, shift, asleep, day, skill, min, target, max FROM demand "
    "ORDER BY group_id, shift, day, skill",
    sizeof(rota_demand), read_demand};

/* ---- Absences and wishes ---- */

static const char *leave_kind(int kind) {
    return rota_leave_kind_name((enum rota_leave_kind)kind);
}

static void read_leave(rota_loader *l, void *item) {
    rota_leave *leave = item;
    leave->staff = rota_load__staff(l, 0);
    leave->from = rota_load__day(l, 1);
    leave->to = rota_load__day(l, 2);
    leave->kind = (enum rota_leave_kind)rota_load__choice(l, 3, leave_kind, ROTA_LEAVE_OTHER + 1,
                                                          ROTA_LEAVE_OTHER);
    leave->minutes = rota_load__int(l, 4, -1);
}

const rota_load_table rota_load__leave = {
    "leave",
    "SELECT staff, \"from\", \"to\", kind, minutes FROM leave ORDER BY staff, \"from\", \"to\"",
    sizeof(rota_leave), read_leave};

static void read_unavailable(rota_loader *l, void *item) {
    rota_unavailable *unavailable = item;
    unavailable->staff = rota_load__staff(l, 0);
    unavailable->day = day_spec(l, 1);
    unavailable->from = rota_load__minute(l, 2, 0);
    unavailable->to = rota_load__minute(l, 3, DAY_MINUTES);
    if (unavailable->to <= unavailable->from)
        unavailable->to += DAY_MINUTES;
    unavailable->reason = rota_load__text(l, 4);
}

const rota_load_table rota_load__unavailable = {
    "unavailable",
    "SELECT staff, day, \"from\", \"to\", reason FROM unavailable ORDER BY staff, day",
    sizeof(rota_unavailable), read_unavailable};

static void read_request(rota_loader *l, void *item) {
    enum { DEFAULT_WEIGHT = 5 };
    rota_request *request = item;
    request->staff = rota_load__staff(l, 0);
    request->date = rota_load__day(l, 1);
    const char *shift = rota_load__text(l, 2);
    request->shift = strcmp(shift, "*") == 0     ? ROTA_REQUEST_ANY
                     : strcmp(shift, "off") == 0 ? ROTA_REQUEST_OFF
                                                 : rota_load__shift(l, 2);
    request->want = strcmp(rota_load__text(l, 3), "want") == 0;
    request->weight = rota_load__int(l, 4, DEFAULT_WEIGHT);
}

const rota_load_table rota_load__requests = {
    "requests", "SELECT staff, date, shift, wish, weight FROM requests ORDER BY staff, date, shift",
    sizeof(rota_request), read_request};

/* ---- Rota and worked time ---- */

static rota_minute instant(rota_loader *l, int column) {
    rota_minute at = ROTA_NO_MINUTE;
    rota_err err = {0};
    if (rota_query_is_null(l->query, column))
        return at;
    if (rota_zone_parse(l->home->zone, rota_query_text(l->query, column), &at, &err))
        rota_load__bad(l, column, err.message);
    return at;
}

/* Stretches of time within a duty, in the home's arena; NULL when there are none. */
static const rota_span *spans(rota_loader *l, int column, const rota_worked *duty, int *n) {
    rota_spans found = {.count = 0};
    rota_err err = {0};
    *n = 0;
    if (rota_query_is_null(l->query, column) || l->rc)
        return NULL;
    if (rota_spans_parse(l->home->zone, duty->start, duty->end, rota_query_text(l->query, column),
                         &found, &err)) {
        rota_load__bad(l, column, err.message);
        return NULL;
    }
    size_t bytes = (size_t)found.count * sizeof found.items[0];
    rota_span *kept = rota_arena_alloc(l->home->arena, bytes);
    memcpy(kept, found.items, bytes);
    *n = found.count;
    return kept;
}

static void read_worked(rota_loader *l, void *item) {
    rota_worked *worked = item;
    worked->staff = rota_load__staff(l, 0);
    worked->start = instant(l, 1);
    worked->end = instant(l, 2);
    worked->group = rota_load__group(l, 3);
    worked->break_minutes = rota_load__int(l, 4, 0);
    worked->break_said = !rota_query_is_null(l->query, 4);
    worked->sleep_minutes = rota_load__int(l, 5, -1);
    worked->kind = (enum rota_shift_kind)rota_load__choice(l, 6, rota_load__shift_kind,
                                                           ROTA_SHIFT_MEETING + 1, ROTA_SHIFT_DAY);
    worked->breaks = spans(l, 7, worked, &worked->nbreaks);
    worked->calls = spans(l, 8, worked, &worked->ncalls);
    if (worked->nbreaks)
        worked->break_minutes =
            (int)rota_spans_minutes(worked->breaks, worked->nbreaks, worked->start, worked->end);
    worked->break_said |= worked->nbreaks > 0;
}

const rota_load_table rota_load__worked = {"worked",
                                           "SELECT staff, start, \"end\", group_id, break_minutes, "
                                           "sleep_minutes, kind, breaks, called_out "
                                           "FROM worked ORDER BY staff, start",
                                           sizeof(rota_worked), read_worked};

void rota_load__assignment(rota_loader *l, void *item) {
    rota_assignment *assignment = item;
    assignment->date = rota_load__day(l, 0);
    assignment->shift = rota_load__shift(l, 1);
    assignment->group = rota_load__group(l, 2);
    assignment->staff = rota_load__staff(l, 3);
    assignment->pinned = rota_load__int(l, 4, 0) != 0;
}

const rota_load_table rota_load__record = {
    "assignments",
    "SELECT date, shift, group_id, staff, pinned FROM assignments WHERE plan = '' "
    "ORDER BY date, shift, group_id, staff",
    sizeof(rota_assignment), rota_load__assignment};
