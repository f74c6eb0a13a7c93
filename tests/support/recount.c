#include "support/recount.h"

#include "core/continuity.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { GRAIN = 5 /* minutes: all times of the random homes are multiples */ };

typedef struct {
    const rota_home *home;
    const rota_plan_request *request;
    const rota_duties *duties; /* all that is known */
    rota_duties rota;          /* of the period; on call that is pinned left out */
    double *familiarity;
    double *parts;
    bool pressed; /* somebody must work at least so much: maxima give way at a price */
} count;

static bool with_children(const rota_duty *duty) {
    return duty->kind == ROTA_SHIFT_DAY || duty->kind == ROTA_SHIFT_NIGHT ||
           duty->kind == ROTA_SHIFT_SLEEP_IN;
}

static rota_minute midnight(const count *c, rota_day day) {
    return rota_zone_at(c->home->zone, day, 0, false);
}

/* Minutes of the duty awake with children on a day. */
static int64_t care_on(const count *c, const rota_duty *duty, rota_day day) {
    if (duty->kind != ROTA_SHIFT_DAY && duty->kind != ROTA_SHIFT_SLEEP_IN)
        return 0;
    /* What runs on past the next day is that day's. */
    rota_minute to = day > duty->date ? INT64_MAX : midnight(c, day + 1);
    return rota_duty_awake_minutes(duty, midnight(c, day), to);
}

static bool awake_at(const count *c, const rota_duty *duty, rota_day day, int minute) {
    return rota_duty_present(duty, rota_zone_at(c->home->zone, day, minute, false), false);
}

static double weight_of(const count *c, int group) {
    return rota_home_group_weight(c->home, group, c->request->from);
}

/* ---- demand ---- */

static bool counts_for(const count *c, const rota_demand *row, const rota_duty *duty) {
    return (row->group < 0 || duty->group == row->group) &&
           (row->skill < 0 || (c->home->staff[duty->staff].skills >> row->skill & 1));
}

/* Who is there: by choice, and by duties before and after the period or pinned on call. */
typedef struct {
    int people, known;
    int pinned; /* of the people */
} presence;

static double shortage(const count *c, const rota_demand *row, presence there) {
    const rota_plan_weights *w = &c->home->settings.plan.weight;
    double points = 0;
    int people = there.people + there.known;
    /* Those who are there anyhow are never too many. */
    int enough = row->target > there.known ? row->target : there.known;
    if (people < row->min)
        points += (row->skill < 0 ? w->shortage : w->skill_shortage) * (row->min - people);
    if (people < row->target)
        points += w->below_target * (row->target - people);
    if (people > enough && row->skill < 0)
        points += w->above_target * (people - enough);
    int most = row->max > there.known ? row->max - there.known : 0;
    most = most > there.pinned ? most : there.pinned;
    if (c->pressed && there.people > most && (row->skill < 0 || row->max > row->target))
        points += 4 * ((row->skill < 0 ? w->shortage : w->skill_shortage) + w->below_target) *
                  (there.people - most);
    return points;
}

static presence on_shift(const count *c, const rota_demand *row, rota_day day) {
    presence n = {0};
    for (size_t i = 0; i < c->duties->count; i++) {
        const rota_duty *duty = &c->duties->items[i];
        if (duty->shift != row->shift || duty->date != day || !counts_for(c, row, duty))
            continue;
        if (duty->pinned && duty->kind == ROTA_SHIFT_ON_CALL)
            n.known++;
        else
            n.people++;
        n.pinned += duty->pinned && duty->kind != ROTA_SHIFT_ON_CALL;
    }
    return n;
}

static presence there_at(const count *c, const rota_demand *row, rota_minute at) {
    presence n = {0};
    for (size_t i = 0; i < c->duties->count; i++) {
        const rota_duty *duty = &c->duties->items[i];
        if (!rota_duty_present(duty, at, row->asleep) || !counts_for(c, row, duty))
            continue;
        if (duty->date >= c->request->from && duty->date <= c->request->to)
            n.people++;
        else
            n.known++;
        n.pinned += duty->pinned && duty->date >= c->request->from && duty->date <= c->request->to;
    }
    return n;
}

bool rota_test_is_pressed(const rota_home *home, const rota_plan_request *request) {
    bool pressed = false;
    for (int s = 0; s < home->nstaff; s++) {
        const rota_person *person = &home->staff[s];
        bool here = (person->from == ROTA_NO_DAY || person->from <= request->to) &&
                    (person->to == ROTA_NO_DAY || person->to >= request->from);
        pressed |= here && (person->limits.min_consecutive_days > 1 ||
                            rota_home_least_minutes(home, s, request->from, request->to) > 0);
    }
    return pressed;
}

static void count_demand(count *c) {
    for (rota_day day = c->request->from; day <= c->request->to; day++) {
        int *rows;
        size_t n = rota_demand_on(c->home, day, &rows);
        for (size_t i = 0; i < n; i++) {
            const rota_demand *row = &c->home->demand[rows[i]];
            rota_minute from, to;
            rota_demand_span(c->home, row, day, &from, &to);
            if (row->shift >= 0)
                c->parts[ROTA_PART_DEMAND] += shortage(c, row, on_shift(c, row, day));
            for (rota_minute at = from; row->shift < 0 && at < to; at += GRAIN)
                c->parts[ROTA_PART_DEMAND] +=
                    shortage(c, row, there_at(c, row, at)) * GRAIN / 480.0;
        }
        free(rows);
    }
}

/* ---- a key caregiver every day ---- */

/* Does a row ask for the shift with the group, or for part of its time? */
static bool asks_for(const count *c, const rota_demand *row, rota_day day, const rota_duty *duty) {
    if (row->skill >= 0 || row->max == 0 || row->group != duty->group)
        return false;
    if (row->shift >= 0)
        return row->shift == duty->shift && day == duty->date;
    rota_minute from, to;
    rota_demand_span(c->home, row, day, &from, &to);
    rota_minute first = from > duty->start ? from : duty->start;
    rota_minute last = to < duty->end ? to : duty->end;
    return first < last && (row->asleep || rota_duty_awake_minutes(duty, first, last) > 0);
}

static bool is_demanded(const count *c, const rota_duty *duty) {
    bool asked = false;
    for (rota_day day = duty->date - 1; day <= duty->date + 1; day++) {
        int *rows;
        size_t n = rota_demand_on(c->home, day, &rows);
        for (size_t i = 0; i < n && day >= c->request->from && day <= c->request->to; i++)
            asked |= asks_for(c, &c->home->demand[rows[i]], day, duty);
        free(rows);
    }
    return asked;
}

/* Does anything that is asked for bring waking care to the group on the day? */
static bool has_care(const count *c, int group, rota_day day) {
    for (rota_day date = day > c->request->from ? day - 1 : day; date <= day; date++)
        for (int s = 0; s < c->home->nshifts; s++)
            for (int g = -1; g <= group; g += group + 1) {
                rota_duty duty;
                if (rota_duty_of(c->home, date, s, g, 0, false, &duty, NULL) == ROTA_OK &&
                    care_on(c, &duty, day) > 0 && is_demanded(c, &duty))
                    return true;
            }
    return false;
}

static void count_key_days(count *c) {
    for (int g = 0; g < c->home->ngroups; g++) {
        bool any = false;
        for (int s = 0; s < c->home->nstaff; s++)
            any |= rota_home_role(c->home, s, g) == ROTA_ROLE_KEY;
        for (rota_day day = c->request->from; any && day <= c->request->to; day++) {
            bool there = false;
            for (size_t i = 0; i < c->duties->count; i++) {
                const rota_duty *duty = &c->duties->items[i];
                there |= (duty->group < 0 || duty->group == g) && duty->date <= day &&
                         rota_home_role(c->home, duty->staff, g) == ROTA_ROLE_KEY &&
                         care_on(c, duty, day) > 0;
            }
            if (!there && has_care(c, g, day))
                c->parts[ROTA_PART_DEMAND] +=
                    c->home->settings.continuity.weight.key_day * weight_of(c, g);
        }
    }
}

/* ---- agency staff ---- */

static void count_agency(count *c) {
    const rota_plan_weights *w = &c->home->settings.plan.weight;
    for (size_t i = 0; i < c->rota.count; i++) {
        const rota_duty *duty = &c->rota.items[i];
        const rota_person *person = &c->home->staff[duty->staff];
        bool alone = person->agency && with_children(duty);
        for (size_t k = 0; k < c->rota.count; k++) {
            const rota_duty *other = &c->rota.items[k];
            rota_minute from = other->start > duty->start ? other->start : duty->start;
            rota_minute to = other->end < duty->end ? other->end : duty->end;
            if (!c->home->staff[other->staff].agency && with_children(other) &&
                2 * (to - from) >= duty->end - duty->start)
                alone = false;
        }
        if (alone)
            c->parts[ROTA_PART_DEMAND] += w->agency_alone;
        if (person->agency && person->limits.agency_last == 1)
            c->parts[ROTA_PART_CONTRACT] += w->agency_hour * duty->work_minutes / 60.0;
    }
}

/* ---- bonds ---- */

static double bond(const count *c, int staff, int group) {
    const rota_continuity_weights *w = &c->home->settings.continuity.weight;
    double of_role[] = {0, w->bond_relief, w->bond_team, w->bond_key};
    enum rota_role role = rota_home_role(c->home, staff, group);
    double known = c->familiarity[staff * c->home->ngroups + group];
    if (role == ROTA_ROLE_NEVER)
        return 0;
    return (of_role[role] + w->familiarity * known * (1 - of_role[role])) * weight_of(c, group);
}

static void count_bonds(count *c) {
    const rota_continuity_weights *w = &c->home->settings.continuity.weight;
    for (size_t i = 0; i < c->rota.count; i++) {
        const rota_duty *duty = &c->rota.items[i];
        double care =
            (double)(care_on(c, duty, duty->date) + care_on(c, duty, duty->date + 1)) / 60.0;
        double all = with_children(duty) ? (double)(duty->end - duty->start) / 60.0 : 0, sum = 0;
        for (int g = 0; g < c->home->ngroups; g++)
            if (duty->group < 0 || duty->group == g)
                sum += bond(c, duty->staff, g) / (duty->group < 0 ? c->home->ngroups : 1);
        c->parts[ROTA_PART_BOND] -= sum * (w->bond_hour * care + w->bond_night_hour * (all - care));
    }
}

/* ---- faces: somebody of another team, once a week ---- */

static bool meets(const count *c, const rota_duty *duty, int staff, int group) {
    return duty->staff == staff && (duty->group < 0 || duty->group == group) &&
           care_on(c, duty, duty->date) + care_on(c, duty, duty->date + 1) > 0;
}

static bool met_between(const count *c, int staff, int group, rota_day from, rota_day to) {
    for (size_t i = 0; i < c->duties->count; i++) {
        const rota_duty *duty = &c->duties->items[i];
        if (duty->date >= from && duty->date <= to && meets(c, duty, staff, group))
            return true;
    }
    return false;
}

static void count_faces(count *c) {
    const rota_continuity_weights *w = &c->home->settings.continuity.weight;
    rota_day from = c->request->from, to = c->request->to;
    rota_day week = rota_week_start(from, c->home->settings.home.week_starts);
    for (; week <= to; week += 7)
        for (int s = 0; s < c->home->nstaff; s++)
            for (int g = 0; g < c->home->ngroups; g++) {
                rota_day first = week > from ? week : from, last = week + 6 < to ? week + 6 : to;
                bool known = c->familiarity[s * c->home->ngroups + g] > 0;
                if (rota_home_role(c->home, s, g) < ROTA_ROLE_TEAM &&
                    met_between(c, s, g, first, last) && !met_between(c, s, g, week, first - 1))
                    c->parts[ROTA_PART_FACES] +=
                        weight_of(c, g) * (w->face + (known ? 0 : w->new_face));
            }
}

/* ---- returns, bedtime and waking ---- */

/* The group that a person cares for on a day (the last of the day), or -1. */
static int group_on(const count *c, int staff, rota_day day) {
    int group = -1;
    for (size_t i = 0; i < c->duties->count; i++) {
        const rota_duty *duty = &c->duties->items[i];
        if (duty->staff != staff || duty->date != day ||
            care_on(c, duty, day) + care_on(c, duty, day + 1) == 0)
            continue;
        int of_duty = duty->group < 0 && c->home->ngroups == 1 ? 0 : duty->group;
        group = of_duty >= 0 ? of_duty : group;
    }
    return group;
}

/* Is one of the person's duties that begin on the day awake with the group at the minute? */
static bool awake_on(const count *c, int staff, rota_day day, int minute) {
    for (size_t i = 0; i < c->duties->count; i++) {
        const rota_duty *duty = &c->duties->items[i];
        int group = duty->group < 0 && c->home->ngroups == 1 ? 0 : duty->group;
        if (duty->staff == staff && duty->date == day && group >= 0 &&
            care_on(c, duty, day) + care_on(c, duty, day + 1) > 0 && awake_at(c, duty, day, minute))
            return true;
    }
    return false;
}

static void count_returns(count *c) {
    const rota_continuity_weights *w = &c->home->settings.continuity.weight;
    const rota_settings *set = &c->home->settings;
    for (int s = 0; s < c->home->nstaff; s++)
        for (rota_day day = c->request->from; day <= c->request->to; day++) {
            int group = group_on(c, s, day);
            if (group < 0 || group != group_on(c, s, day - 1))
                continue;
            c->parts[ROTA_PART_RETURN] -= w->return_day * weight_of(c, group);
            if (awake_on(c, s, day - 1, set->continuity.bedtime) &&
                awake_on(c, s, day, set->continuity.wake))
                c->parts[ROTA_PART_BED_WAKE] -= w->bed_wake * weight_of(c, group);
        }
    /* A duty through the night is its own return, and its own adult of bedtime and waking. */
    for (size_t i = 0; i < c->rota.count; i++) {
        const rota_duty *duty = &c->rota.items[i];
        int group = duty->group < 0 && c->home->ngroups == 1 ? 0 : duty->group;
        int64_t today = care_on(c, duty, duty->date), next = care_on(c, duty, duty->date + 1);
        if (group < 0 || today + next == 0)
            continue;
        if (today > 0 && next > 0)
            c->parts[ROTA_PART_RETURN] -= w->return_day * weight_of(c, group);
        if (awake_at(c, duty, duty->date, set->continuity.bedtime) &&
            awake_at(c, duty, duty->date + 1, set->continuity.wake))
            c->parts[ROTA_PART_BED_WAKE] -= w->bed_wake * weight_of(c, group);
    }
}

/* ---- wishes and changes ---- */

static double wish_met(const rota_request *r, int shift) {
    if (r->shift == ROTA_REQUEST_OFF)
        return r->want ? -r->weight : r->weight;
    bool about = r->shift == ROTA_REQUEST_ANY || r->shift == shift;
    return !about ? 0 : r->want ? r->weight : -r->weight;
}

static void count_wishes(count *c) {
    for (int i = 0; i < c->home->nrequests; i++) {
        const rota_request *r = &c->home->requests[i];
        double most = 0;
        for (size_t k = 0; k < c->rota.count; k++) {
            const rota_duty *duty = &c->rota.items[k];
            double met = wish_met(r, duty->shift);
            if (duty->staff == r->staff && duty->date == r->date && fabs(met) > fabs(most))
                most = met;
        }
        c->parts[ROTA_PART_WISHES] -= most * c->home->settings.plan.weight.wish;
    }
}

static void count_changes(count *c) {
    int published = 0;
    for (int i = 0; i < c->home->nrecord; i++)
        published += c->home->record[i].date >= c->request->from &&
                     c->home->record[i].date <= c->request->to;
    for (size_t k = 0; k < c->rota.count && published > 0; k++) {
        const rota_duty *duty = &c->rota.items[k];
        bool same = false;
        for (int i = 0; i < c->home->nrecord; i++) {
            const rota_assignment *a = &c->home->record[i];
            same |= a->date == duty->date && a->shift == duty->shift && a->group == duty->group &&
                    a->staff == duty->staff;
        }
        c->parts[ROTA_PART_CHANGES] += same ? 0 : c->home->settings.plan.weight.change;
    }
}

/* ---- contract hours ---- */

static double contract_on(const count *c, int staff, rota_day day) {
    const rota_person *person = &c->home->staff[staff];
    const rota_leave *leave = rota_home_leave_on(c->home, staff, day);
    if (!rota_person_employed(person, day))
        return 0;
    double minutes = person->contract_minutes / 7.0;
    if (leave && leave->minutes >= 0)
        return minutes - leave->minutes;
    return leave && !rota_day_is_weekend(day) ? minutes - person->contract_minutes / 5.0 : minutes;
}

/* Points for one balance block of days first..last of the period. */
static double contract_cost(const count *c, int staff, rota_day first, rota_day last) {
    const rota_plan_weights *w = &c->home->settings.plan.weight;
    double contract = 0, worked = 0;
    if (c->home->settings.plan.contract_weeks == 1 && first == c->request->from)
        first = rota_week_start(first, c->home->settings.home.week_starts);
    for (rota_day day = first; day <= last; day++)
        contract += contract_on(c, staff, day);
    for (size_t i = 0; i < c->duties->count; i++) {
        const rota_duty *duty = &c->duties->items[i];
        if (duty->staff == staff && duty->date >= first && duty->date <= last)
            worked += duty->work_minutes;
    }
    contract = contract > 0 ? floor(contract + 0.5) : 0;
    double band = contract > 0 ? c->home->settings.plan.contract_band_minutes : 0;
    double over = fmax(0, worked - contract - band), under = fmax(0, contract - band - worked);
    return (w->over_hour * over + w->under_hour * under) / 60;
}

static void count_contracts(count *c) {
    rota_day from = c->request->from, to = c->request->to;
    int days = 7 * c->home->settings.plan.contract_weeks;
    for (int s = 0; s < c->home->nstaff; s++) {
        bool employed = false;
        for (rota_day day = from; day <= to; day++)
            employed |= rota_person_employed(&c->home->staff[s], day);
        rota_day block = rota_week_start(from, c->home->settings.home.week_starts);
        for (; employed && block <= to; block += days) {
            rota_day first = block > from ? block : from;
            rota_day last = block + days - 1 < to ? block + days - 1 : to;
            c->parts[ROTA_PART_CONTRACT] += contract_cost(c, s, first, last);
        }
    }
}

/* ---- all together ---- */

static void take_rota(count *c, const rota_assignment *rows, size_t n) {
    for (size_t i = 0; i < n; i++) {
        rota_duty duty;
        bool aside = rows[i].pinned && c->home->shifts[rows[i].shift].kind == ROTA_SHIFT_ON_CALL;
        if (!aside && rota_duty_of(c->home, rows[i].date, rows[i].shift, rows[i].group,
                                   rows[i].staff, false, &duty, NULL) == ROTA_OK)
            rota_duties_add(&c->rota, &duty);
    }
    rota_duties_sort(&c->rota);
}

void rota_test_recount(const rota_home *home, const rota_plan_request *request,
                       const rota_assignment *rows, size_t n, const rota_duties *duties,
                       double parts[ROTA_NPARTS]) {
    count c = {.home = home, .request = request, .duties = duties, .parts = parts};
    rota_duties before = {0};
    memset(parts, 0, ROTA_NPARTS * sizeof *parts);
    c.familiarity = ROTA_NEW_ARRAY(double, home->nstaff * home->ngroups);
    rota_duties_history(home, ROTA_NO_DAY, request->from, &before, NULL);
    rota_familiarity_all(home, &before, request->from, c.familiarity);
    take_rota(&c, rows, n);
    c.pressed = rota_test_is_pressed(home, request);
    count_demand(&c);
    count_key_days(&c);
    count_agency(&c);
    count_bonds(&c);
    count_faces(&c);
    count_returns(&c);
    count_wishes(&c);
    count_changes(&c);
    count_contracts(&c);
    rota_duties_done(&before);
    rota_duties_done(&c.rota);
    free(c.familiarity);
}
