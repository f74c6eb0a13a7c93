/* Limits of a person over the horizon: hours a week, the average, runs, weekly rest, contract. */
#include "core/terms.h"
#include "plan/translate.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

static int week_of(const rota_translation *t, rota_day date) {
    enum rota_weekday starts = t->home->settings.home.week_starts;
    return (rota_week_start(date, starts) - rota_week_start(t->request->from, starts)) / 7;
}

/* ---- most minutes of a week ---- */

/* Duties known after the period that start in its last week use up some of it. */
static int minutes_after_in_week(const rota_translation *t, int staff, int week) {
    size_t first, last;
    int minutes = 0;
    rota_translate__range(&t->after, staff, &first, &last);
    for (size_t i = first; i < last; i++)
        if (week_of(t, t->after.items[i].date) == week)
            minutes += t->after.items[i].work_minutes;
    return minutes;
}

static void set_week_minutes(rota_translation *t, rota_worker *worker, int staff) {
    const rota_problem *p = t->problem;
    int most = t->home->staff[staff].max_minutes;
    worker->max_week_minutes = ROTA_NEW_ARRAY(int, p->nweeks);
    for (int k = 0; k < p->nweeks; k++)
        worker->max_week_minutes[k] =
            most >= 0 ? most - minutes_after_in_week(t, staff, k) : INT32_MAX;
}

static void limit_total(rota_worker *worker, int ndays, int day, int64_t most) {
    if (!worker->max_total_minutes) {
        worker->max_total_minutes = ROTA_NEW_ARRAY(int, ndays);
        for (int d = 0; d < ndays; d++)
            worker->max_total_minutes[d] = INT32_MAX;
    }
    if (most < worker->max_total_minutes[day])
        worker->max_total_minutes[day] = (int)most;
}

/* ---- the week of the young ---- */

/* Minutes known before and after the period of duties that touch the week. */
static int known_minutes(const rota_translation *t, int staff, rota_day week) {
    rota_minute from = rota_zone_at(t->home->zone, week, 0, false);
    rota_minute to = rota_zone_at(t->home->zone, week + 7, 0, false);
    const rota_duties *lists[] = {&t->before, &t->after};
    int minutes = 0;
    for (int k = 0; k < 2; k++) {
        size_t first, last;
        rota_translate__range(lists[k], staff, &first, &last);
        for (size_t i = first; i < last; i++)
            if (lists[k]->items[i].start < to && lists[k]->items[i].end > from)
                minutes += lists[k]->items[i].work_minutes;
    }
    return minutes;
}

/* Limit days first..last, which lie in one week of the law. It begins on Monday; where the home's
 * begins on another day, two of the home's weeks share the minutes so that any split of them is
 * lawful. */
static void limit_young_week(rota_translation *t, rota_worker *worker, int staff, int first,
                             int last, int most) {
    const rota_problem *p = t->problem;
    const rota_person *person = &t->home->staff[staff];
    int daily = t->home->rules.young_daily;
    int weeks[2] = {p->week_of_day[first], p->week_of_day[last]};
    if (first == 0) {
        limit_total(worker, p->ndays, last, most);
        return;
    }
    if (weeks[0] != weeks[1]) {
        int days = 0, half = most / 2; /* of the first of the two weeks; of the smaller part */
        while (p->week_of_day[first + days] == weeks[0])
            days++;
        if (days > last - first + 1 - days)
            days = last - first + 1 - days;
        bool young = daily >= 0 && rota_person_young(person, t->request->from + last);
        most = young && most - days * daily > half ? most - days * daily : half;
    }
    for (int k = 0; k < 2; k++)
        if (worker->max_week_minutes[weeks[k]] > most)
            worker->max_week_minutes[weeks[k]] = most;
}

static void limit_young_weeks(rota_translation *t, rota_worker *worker, int staff) {
    rota_day from = t->request->from, to = t->request->to;
    int limit = t->home->rules.young_weekly;
    for (rota_day week = rota_week_start(from, ROTA_MON); week <= to && limit >= 0; week += 7) {
        if (!rota_person_young(&t->home->staff[staff], week))
            continue;
        int known = known_minutes(t, staff, week), last = week + 6 < to ? week + 6 : to;
        rota_day adult = t->home->staff[staff].adult_from; /* from then on it holds no longer */
        if (adult > from && last >= adult)
            last = adult - 1;
        known += t->home->staff[staff].other_minutes > 0 ? t->home->staff[staff].other_minutes : 0;
        limit_young_week(t, worker, staff, week > from ? week - from : 0, last - from,
                         limit > known ? limit - known : 0);
    }
}

/* ---- the average over the reference period ---- */

/* Days of from..to that may be left out of an average and made up for: of leave, and of an opt-out
 * (of which those that are worked count). Which days of leave would have been worked follows from
 * the days that are, and this rota makes some of them: all of them may count. */
static int excluded_days(const rota_home *home, int staff, rota_day from, rota_day to) {
    rota_day first, last;
    bool opted_out = rota_home_opt_out_days(home, staff, &first, &last);
    int n = 0;
    for (rota_day day = from; day <= to; day++) {
        bool excluded = opted_out && day >= first && day <= last;
        for (int i = 0; i < home->nleave && !excluded; i++)
            excluded = home->leave[i].staff == staff && day >= home->leave[i].from &&
                       day <= home->leave[i].to &&
                       rota_rules_make_up_for(&home->rules, home->leave[i].kind);
        n += excluded;
    }
    return n;
}

/* Days after `day` that can be worked as far as this rota and what is known go. */
static int days_to_come(const rota_translation *t, int staff, int day) {
    size_t first, last;
    int n = t->ndays - 1 - day;
    rota_day counted = ROTA_NO_DAY;
    rota_translate__range(&t->after, staff, &first, &last);
    for (size_t i = first; i < last; i++) {
        n += t->after.items[i].date != counted;
        counted = t->after.items[i].date;
    }
    return n;
}

/* Whole minutes of duties before the period that may count in a window starting on `from`. */
static int64_t minutes_before(const rota_translation *t, int staff, rota_day from, bool drop) {
    size_t first, last;
    int64_t minutes = 0;
    bool drops =
        drop && rota_rule_is(t->home->rules.average_opt_out_days, ROTA_OPT_OUT_DAYS_DROPPED);
    rota_translate__range(&t->before, staff, &first, &last);
    for (size_t i = first; i < last; i++)
        if (t->before.items[i].date >= from - 1 &&
            !(drops && rota_home_opted_out_on(t->home, staff, t->before.items[i].date)))
            minutes += t->before.items[i].work_minutes;
    return minutes;
}

/* Whole minutes of duties after the period that start on the days up to `to`. */
static int64_t minutes_after(const rota_translation *t, int staff, rota_day to) {
    size_t first, last;
    int64_t minutes = 0;
    rota_translate__range(&t->after, staff, &first, &last);
    for (size_t i = first; i < last; i++)
        if (t->after.items[i].date <= to)
            minutes += t->after.items[i].work_minutes;
    return minutes;
}

/* A reference period and its limit. */
typedef struct {
    int days, limit; /* minutes a week */
    bool nights;     /* of night workers: an opt-out changes nothing, nor does leave */
    int reference;   /* enum rota_rule_reference */
    rota_day fixed_from;
} average;

/* The period that ends with the day, or that it belongs to; false when none is looked at then. */
static bool find_period(const rota_translation *t, int staff, int day, const average *a,
                        rota_day *first, rota_day *end) {
    const rota_person *person = &t->home->staff[staff];
    const int *week = t->problem->week_of_day;
    rota_day last = t->request->from + day;
    bool final = day == t->ndays - 1;
    *first = last - a->days + 1;
    *end = last;
    if (rota_rule_is(a->reference, ROTA_REFERENCE_FIXED)) {
        int skip = (last - a->fixed_from) % a->days;
        *first = last - (skip < 0 ? skip + a->days : skip);
        *end = *first + a->days - 1;
        if (!final && last < *end)
            return false;
        if (person->to != ROTA_NO_DAY && person->to < *end)
            *end = person->to;
        if (person->from > *end)
            return false;
    }
    if (person->from == ROTA_NO_DAY || person->from <= *first)
        return true;
    *first = person->from;
    if (!rota_rule_is(a->reference, ROTA_REFERENCE_FIXED)) {
        /* A new starter's period is what has elapsed, up to the end of a week or of all. */
        bool ends = final || week[day] != week[day + 1] || last == person->to;
        if (!ends)
            return false;
        *end = final ? rota_week_start(last, t->home->settings.home.week_starts) + 6 : last;
        if (person->to != ROTA_NO_DAY && person->to < *end)
            *end = person->to;
    }
    if (*end < *first + 6 && rota_rule_is(a->reference, ROTA_REFERENCE_FIXED))
        *first = *end - 6;
    else if (*end < *first + 6)
        *end = *first + 6;
    return *first <= last;
}

/* Most minutes of the horizon's days 0..day that keep the reference period there within the limit.
 * Days left out are made up for by days worked later (WTR reg 4(6)), of which each may be as long
 * as the longest duty: so much room is left for those that this rota or what is known can hold. */
static int64_t average_room(const rota_translation *t, int staff, int day, const average *a,
                            int longest) {
    rota_day first, end;
    if (!find_period(t, staff, day, a, &first, &end))
        return INT64_MAX;
    if (!a->nights && rota_home_opted_out_on(t->home, staff, end))
        return INT64_MAX;
    int64_t most = (int64_t)a->limit * (end - first + 1) / 7;
    most -= minutes_before(t, staff, first, !a->nights) + minutes_after(t, staff, end);
    int left_out = a->nights ? 0 : excluded_days(t->home, staff, first, end);
    int later = days_to_come(t, staff, day);
    most -= (int64_t)(left_out < later ? left_out : later) * longest;
    return most > 0 ? most : 0;
}

/* The most that days 0..day could hold at all, to leave out limits that never bind. */
static int64_t most_possible(const rota_problem *p, const rota_worker *worker, int day) {
    int64_t total = 0, week = 0;
    for (int d = 0; d <= day; d++) {
        int most = 0;
        if (d > 0 && p->week_of_day[d] != p->week_of_day[d - 1])
            week = 0;
        for (int a = worker->day_first[d]; a < worker->day_first[d + 1]; a++)
            most = worker->arcs[a].minutes > most ? worker->arcs[a].minutes : most;
        int64_t room = worker->max_week_minutes[p->week_of_day[d]] - week;
        int64_t add = most < room ? most : room > 0 ? room : 0;
        week += add;
        total += add;
    }
    return total;
}

/* Reference periods that lie wholly in the horizon. One of a single week is the home's own week. A
 * longer one may begin on any day and so touch one week more than it has: what each week may hold
 * is cut so far that no such period passes the limit. (Only profiles with a reference period
 * shorter than the horizon come here.) */
static void limit_weeks(rota_translation *t, rota_worker *worker, int staff, int weeks, int limit) {
    if (weeks > 1 && t->ndays <= 7 * weeks)
        return;
    for (int k = 0; k < t->problem->nweeks; k++) {
        int most = weeks == 1 ? limit - minutes_after_in_week(t, staff, k)
                              : (int)((int64_t)limit * weeks / (weeks + 1));
        most = most > 0 ? most : 0;
        if (worker->max_week_minutes[k] > most)
            worker->max_week_minutes[k] = most;
    }
}

static void set_average(rota_translation *t, rota_worker *worker, int staff, const average *a) {
    int weeks = a->days / 7;
    if (weeks <= 0 || a->limit < 0)
        return;
    limit_weeks(t, worker, staff, weeks, a->limit);
    if (weeks == 1)
        return;
    int longest = 0;
    for (int i = 0; i < worker->narcs; i++)
        longest = worker->arcs[i].minutes > longest ? worker->arcs[i].minutes : longest;
    for (size_t i = 0; i < t->after.count; i++)
        if (t->after.items[i].staff == staff && t->after.items[i].work_minutes > longest)
            longest = t->after.items[i].work_minutes;
    for (int d = 0; d < t->ndays && d < a->days; d++) {
        int64_t room = average_room(t, staff, d, a, longest);
        if (room < most_possible(t->problem, worker, d))
            limit_total(worker, t->ndays, d, room);
    }
}

static bool has_night_work(const rota_home *home, const rota_duty *duty) {
    return rota_duty_night_minutes(home, duty) >= home->rules.night_worker_minutes;
}

static bool works_nights(const rota_translation *t, const rota_worker *worker, int staff) {
    enum rota_night_worker said = t->home->staff[staff].night_worker;
    if (said != ROTA_NIGHT_AUTO)
        return said == ROTA_NIGHT_YES;
    /* Who may be given work at night, asleep or not, may become a night worker by this very rota.
     */
    const rota_duties *known[] = {&t->before, &t->after};
    for (int k = 0; k < 2; k++)
        for (size_t i = 0; i < known[k]->count; i++)
            if (known[k]->items[i].staff == staff && has_night_work(t->home, &known[k]->items[i]))
                return true;
    for (int a = 0; a < worker->narcs; a++) {
        const rota_day_work *work = &t->works[worker->arcs[a].task];
        for (int k = 0; k < 2 && work->task[k] >= 0; k++)
            if (t->tasks[work->task[k]].night_minutes >= t->home->rules.night_worker_minutes)
                return true;
    }
    return false;
}

/* Is the person opted out on every day up to the end of the period and of the week it ends in? */
static bool opted_out_throughout(const rota_translation *t, int staff) {
    for (rota_day day = t->request->from; day <= t->request->to + 6; day++)
        if (!rota_home_opted_out_on(t->home, staff, day))
            return false;
    return true;
}

static void set_averages(rota_translation *t, rota_worker *worker, int staff) {
    const rota_rules *rules = &t->home->rules;
    const rota_person *person = &t->home->staff[staff];
    bool special = rota_home_special_case(t->home, staff);
    bool young = rota_person_young(person, t->request->to);
    int weeks = special && rules->average_weeks_special > 0 && !young ? rules->average_weeks_special
                                                                      : rules->average_weeks;
    int other = person->other_minutes > 0 ? person->other_minutes : 0;
    average week = {.days = 7 * weeks,
                    .limit = rules->average_limit - other,
                    .reference = rules->average_reference,
                    .fixed_from = rules->average_fixed_from >= 0 ? rules->average_fixed_from
                                                                 : rota_day_of(1970, 1, 5)};
    if (rules->average_limit >= 0 && week.limit < 0)
        week.limit = 0; /* other jobs take all of it */
    if (rules->average_limit >= 0 && !opted_out_throughout(t, staff))
        set_average(t, worker, staff, &week);
    /* Night workers: at most so many hours in 24, over the days that are not weekly rest
     * (WTR reg 6(5): hours / (days - weekly rest in days)): six days of a week are left. */
    average night = {.days = 7 * rules->night_average_weeks,
                     .limit = 6 * rules->night_average,
                     .nights = true,
                     .reference = rules->night_reference,
                     .fixed_from = rules->night_fixed_from >= 0 ? rules->night_fixed_from
                                                                : rota_day_of(1970, 1, 5)};
    if (!special && !young && rules->night_average >= 0 && works_nights(t, worker, staff))
        set_average(t, worker, staff, &night);
}

/* ---- contract ---- */

static void set_contract(rota_translation *t, rota_worker *worker, int staff) {
    const rota_problem *p = t->problem;
    const rota_settings *set = &t->home->settings;
    double *target = ROTA_NEW_ARRAY(double, p->nblocks);
    rota_day first = t->request->from;
    if (set->plan.contract_weeks == 1) /* the block is the week: what was worked of it counts */
        first = rota_week_start(first, set->home.week_starts);
    for (rota_day day = first; day <= t->request->to; day++) {
        int d = day - t->request->from;
        int week = d < 0 ? 0 : p->week_of_day[d];
        target[p->block_of_week[week]] += rota_home_due_minutes(t->home, staff, day);
    }
    worker->block = ROTA_NEW_ARRAY(rota_convex, p->nblocks);
    rota_cost under = rota_translate__points(set->plan.weight.under_hour) / 60;
    rota_cost over = rota_translate__points(set->plan.weight.over_hour) / 60;
    for (int b = 0; b < p->nblocks; b++) {
        int minutes = target[b] > 0 ? (int)(target[b] + 0.5) : 0;
        /* Who has no contract hours has no band around them either. */
        int free = minutes > 0 ? set->plan.contract_band_minutes : 0;
        worker->block[b] = (rota_convex){.low = minutes > free ? minutes - free : 0,
                                         .high = minutes + free,
                                         .below = under,
                                         .above = over};
    }
    free(target);
}

/* ---- groups ---- */

static bool worked_with(const rota_translation *t, int staff, int group) {
    return t->familiarity[staff * t->home->ngroups + group] > 0;
}

static void set_groups(rota_translation *t, rota_worker *worker, int staff) {
    const rota_home *home = t->home;
    const rota_continuity_weights *w = &home->settings.continuity.weight;
    worker->nfaces = home->ngroups < ROTA_MAX_FACES ? home->ngroups : ROTA_MAX_FACES;
    worker->return_by_group = ROTA_NEW_ARRAY(rota_cost, home->ngroups);
    worker->bedwake_by_group = ROTA_NEW_ARRAY(rota_cost, home->ngroups);
    for (int g = 0; g < home->ngroups; g++) {
        double weight = t->group_weight[g];
        worker->return_by_group[g] = -rota_translate__points(w->return_day * weight);
        worker->bedwake_by_group[g] = -rota_translate__points(w->bed_wake * weight);
        if (g < ROTA_MAX_FACES)
            worker->face_cost[g] = rota_translate__points(
                weight * (w->face + (worked_with(t, staff, g) ? 0 : w->new_face)));
    }
}

/* ---- all together ---- */

/* A rule that the profile does not have asks for nothing. */
static int at_least_none(int limit) {
    return limit < 0 ? 0 : limit;
}

/* A limit of days 0..d is looked at where work is added: no day before may pass it either. */
static void hold_totals(rota_worker *worker, int ndays) {
    int *most = worker->max_total_minutes;
    for (int d = ndays - 2; d >= 0 && most; d--)
        if (most[d] > most[d + 1])
            most[d] = most[d + 1];
}

/* Each week has its rest: over two weeks one of the figure of two weeks, or, where these are to be
 * two rests, one of half of it. */
static void set_weekly_rest(rota_worker *worker, const rota_rules *rules) {
    int rest = at_least_none(rules->weekly_rest), gap = at_least_none(rules->weekly_rest_gap);
    int daily = gap > rest ? gap - rest : 0;
    if (rules->weekly_rest_days == 14 && rest > 0) {
        rest = rest < 2 * 1440 ? 2 * rest : rest;
        if (rota_rule_is(rules->weekly_rest_fortnight, ROTA_FORTNIGHT_TWICE))
            rest /= 2;
    }
    worker->weekly_rest = rest;
    worker->weekly_rest_gap = rest + daily;
}

void rota_translate__limits(rota_translation *t, int w) {
    rota_worker *worker = &t->problem->workers[w];
    int staff = t->staff_of_worker[w];
    const rota_person *person = &t->home->staff[staff];
    const rota_rules *rules = &t->home->rules;
    worker->max_run_days = person->limits.max_consecutive_days;
    worker->max_run_nights = person->limits.max_consecutive_nights;
    worker->min_run_off = person->limits.min_consecutive_days_off;
    worker->max_weekends = person->limits.max_weekends_in_4_weeks;
    worker->min_run_days = person->limits.min_consecutive_days;
    worker->max_total_weekends = person->limits.max_weekends_in_period;
    worker->min_total_minutes =
        rota_home_least_minutes(t->home, staff, t->request->from, t->request->to);
    /* The week's first day decides. */
    rota_day week = rota_week_start(t->request->from, t->home->settings.home.week_starts);
    bool young = rota_person_young(person, week);
    set_weekly_rest(worker, rules);
    if (young && rules->young_weekly_rest > worker->weekly_rest)
        worker->weekly_rest = rules->young_weekly_rest;
    if (worker->weekly_rest_gap < worker->weekly_rest)
        worker->weekly_rest_gap = worker->weekly_rest;
    set_week_minutes(t, worker, staff);
    limit_young_weeks(t, worker, staff);
    set_averages(t, worker, staff);
    if (person->limits.max_minutes_in_period >= 0)
        limit_total(worker, t->ndays, t->ndays - 1, person->limits.max_minutes_in_period);
    hold_totals(worker, t->ndays);
    rota_translate__type_limits(t, w);
    set_contract(t, worker, staff);
    set_groups(t, worker, staff);
}
