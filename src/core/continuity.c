/* Measures of continuity over a period. All of them are read off one flattened list of waking
 * stretches of the group, sorted by time; docs/continuity.md defines each. */
#include "core/continuity.h"

#include "core/people.h"
#include "core/slots.h"
#include "core/stretch.h"

#include <math.h>

enum {
    KNOWN_MINUTES = 15,        /* waking minutes that make a person known */
    DEFAULT_MINUTES = 48 * 60, /* most minutes a week of a person without contract or maximum */
    WEEK_DAYS = 7
};

typedef struct {
    const rota_home *home;
    const rota_duties *duties;
    int group, own_key; /* own_key: the child's key caregiver, -1 none */
    rota_day from, to;
    int ndays;
    size_t words;
    rota_stretches stretches;
    int64_t *minutes;        /* [nstaff] waking minutes in the period */
    bool *key, *own, *known; /* [nstaff] key caregivers; key and team; met before, or own */
} period;

static void collect(const period *p, rota_day from, rota_day to, bool nights, rota_stretches *out) {
    rota_stretch_query query = {.staff = ROTA_STRETCH_EVERYBODY,
                                .group = p->group,
                                .from = from,
                                .to = to,
                                .nights = nights};
    rota_stretches__collect(p->home, p->duties, &query, out);
    rota_stretches__flatten(out);
}

static int64_t length(const rota_stretch *stretch) {
    return stretch->to - stretch->from;
}

/* Roles as the group has them, and who was met before the period or before the child came. */
static void mark_people(period *p, rota_day history_from) {
    const rota_home *home = p->home;
    bool own_named = p->own_key >= 0;
    for (int i = 0; i < home->nstaff; i++) {
        enum rota_role role = rota_home_role(home, i, p->group);
        p->key[i] = own_named ? i == p->own_key : role == ROTA_ROLE_KEY;
        p->own[i] = role == ROTA_ROLE_KEY || role == ROTA_ROLE_TEAM || i == p->own_key;
        p->known[i] = p->own[i];
    }
    rota_stretches before = {0};
    collect(p, history_from, p->from - 1, false, &before);
    ROTA_CLEANUP(rota_freep) int64_t *minutes = ROTA_NEW_ARRAY(int64_t, home->nstaff);
    for (size_t i = 0; i < before.count; i++)
        minutes[before.items[i].staff] += length(&before.items[i]);
    for (int i = 0; i < home->nstaff; i++)
        p->known[i] = p->known[i] || minutes[i] >= KNOWN_MINUTES;
    rota_stretches__done(&before);
}

static void measure_shares(const period *p, rota_continuity *out) {
    int64_t key = 0, own = 0, known = 0, agency = 0, most = 0;
    double squares = 0;
    for (int i = 0; i < p->home->nstaff; i++) {
        int64_t minutes = p->minutes[i];
        if (minutes == 0)
            continue;
        out->distinct++;
        out->care_minutes += minutes;
        squares += (double)minutes * (double)minutes;
        key += p->key[i] ? minutes : 0;
        own += p->own[i] ? minutes : 0;
        known += p->known[i] ? minutes : 0;
        agency += p->home->staff[i].agency ? minutes : 0;
        if (minutes > most) { /* not >=: of equals the first, whose id is smallest */
            most = minutes;
            out->top_staff = i;
        }
    }
    if (out->care_minutes == 0)
        return;
    double total = (double)out->care_minutes;
    out->upc = (double)most / total;
    out->hhi = squares / (total * total);
    out->effective = 1 / out->hhi;
    out->key_share = (double)key / total;
    out->team_share = (double)own / total;
    out->known_share = (double)known / total;
    out->agency_share = (double)agency / total;
}

/* Minutes with at least one of these people there (`who` NULL: anybody; `only` -1: all of who). */
static int64_t clock_of(const period *p, const bool *who, int only) {
    int64_t minutes = 0;
    rota_minute until = ROTA_NO_MINUTE;
    for (size_t i = 0; i < p->stretches.count; i++) {
        const rota_stretch *stretch = &p->stretches.items[i];
        if ((who && !who[stretch->staff]) || (only >= 0 && stretch->staff != only))
            continue;
        rota_minute from = stretch->from > until ? stretch->from : until;
        if (stretch->to > from) {
            minutes += stretch->to - from;
            until = stretch->to;
        }
    }
    return minutes;
}

static void measure_presence(const period *p, rota_continuity *out) {
    out->clock_minutes = clock_of(p, NULL, -1);
    if (out->clock_minutes == 0)
        return;
    double clock = (double)out->clock_minutes;
    out->key_presence = (double)clock_of(p, p->key, -1) / clock;
    out->top_presence = (double)clock_of(p, NULL, out->top_staff) / clock;
}

static uint64_t *day_set(const period *p, uint64_t *sets, rota_day day) {
    return &sets[(size_t)(day - p->from) * p->words];
}

static uint64_t *new_day_sets(const period *p) {
    return ROTA_NEW_ARRAY(uint64_t, (size_t)p->ndays * p->words);
}

/* Days with care, and how far a day's people are those of the day before. */
static void measure_days(const period *p, rota_continuity *out) {
    ROTA_CLEANUP(rota_freep) uint64_t *sets = new_day_sets(p);
    ROTA_CLEANUP(rota_freep) bool *key_there = ROTA_NEW_ARRAY(bool, p->ndays);
    for (size_t i = 0; i < p->stretches.count; i++) {
        const rota_stretch *stretch = &p->stretches.items[i];
        rota_people__add(day_set(p, sets, stretch->day), stretch->staff);
        key_there[stretch->day - p->from] |= p->key[stretch->staff];
    }
    int pairs = 0, before = 0;
    double jaccard = 0;
    for (rota_day day = p->from; day <= p->to; day++) {
        const uint64_t *today = day_set(p, sets, day);
        int people = rota_people__common(today, today, p->words);
        out->days += people > 0;
        out->known_days += key_there[day - p->from];
        if (people > 0 && before > 0) {
            const uint64_t *yesterday = today - p->words;
            jaccard += (double)rota_people__common(yesterday, today, p->words) /
                       rota_people__either(yesterday, today, p->words);
            pairs++;
        }
        before = people;
    }
    if (pairs)
        out->jaccard = jaccard / pairs;

    int64_t all = 0, carried = 0;
    for (size_t i = 0; i < p->stretches.count; i++) {
        const rota_stretch *stretch = &p->stretches.items[i];
        if (stretch->day == p->from)
            continue;
        const uint64_t *yesterday = day_set(p, sets, stretch->day - 1);
        if (rota_people__common(yesterday, yesterday, p->words) == 0)
            continue;
        all += length(stretch);
        if (rota_people__has(yesterday, stretch->staff))
            carried += length(stretch);
    }
    if (all)
        out->day_carry = (double)carried / (double)all;
}

/* Mark the person on the days on which the stretch covers that time of the day. */
static void mark_present(const period *p, const rota_stretch *stretch, int minute_of_day,
                         uint64_t *sets) {
    rota_day day = stretch->day > p->from ? stretch->day : p->from;
    for (; day <= p->to; day++) {
        rota_minute at = rota_zone_at(p->home->zone, day, minute_of_day, false);
        if (at >= stretch->to)
            return;
        if (at >= stretch->from)
            rota_people__add(day_set(p, sets, day), stretch->staff);
    }
}

/* Waking nights count here: who is up at bedtime and still up at waking is the same adult. */
static void measure_bed_wake(const period *p, rota_continuity *out) {
    ROTA_CLEANUP(rota_freep) uint64_t *bed = new_day_sets(p);
    ROTA_CLEANUP(rota_freep) uint64_t *wake = new_day_sets(p);
    rota_stretches awake = {0};
    collect(p, p->from - 1, p->to, true, &awake);
    for (size_t i = 0; i < awake.count; i++) {
        mark_present(p, &awake.items[i], p->home->settings.continuity.bedtime, bed);
        mark_present(p, &awake.items[i], p->home->settings.continuity.wake, wake);
    }
    rota_stretches__done(&awake);
    for (rota_day day = p->from; day < p->to; day++) {
        const uint64_t *evening = day_set(p, bed, day), *morning = day_set(p, wake, day + 1);
        out->nights += rota_people__common(evening, evening, p->words) > 0;
        out->bed_wake_nights += rota_people__common(evening, morning, p->words) > 0;
    }
    if (out->nights)
        out->bed_wake = (double)out->bed_wake_nights / out->nights;
}

static int64_t night_minutes_of(const period *p) {
    int64_t minutes = 0;
    for (size_t i = 0; i < p->duties->count; i++) {
        const rota_duty *duty = &p->duties->items[i];
        if ((duty->group == p->group || duty->group < 0) && duty->date >= p->from &&
            duty->date <= p->to)
            minutes += rota_stretch__night_minutes(duty);
    }
    return minutes;
}

/* Most minutes a week of one person among those employed on a day of the period. */
static int64_t largest_week(const period *p) {
    int64_t most = 0;
    for (int i = 0; i < p->home->nstaff; i++) {
        const rota_person *person = &p->home->staff[i];
        if ((person->from != ROTA_NO_DAY && person->from > p->to) ||
            (person->to != ROTA_NO_DAY && person->to < p->from))
            continue;
        int minutes = DEFAULT_MINUTES;
        if (person->max_minutes > 0)
            minutes = person->max_minutes;
        else if (person->contract_minutes > 0)
            minutes = person->contract_minutes;
        if (minutes > most)
            most = minutes;
    }
    return most;
}

int rota_floor_distinct(int64_t care_minutes, int64_t max_minutes_per_person) {
    if (care_minutes <= 0 || max_minutes_per_person <= 0)
        return 0;
    return (int)((care_minutes + max_minutes_per_person - 1) / max_minutes_per_person);
}

/* A person can give a whole week's hours within a shorter period, so no less than a week counts;
 * both sides are multiplied by 7 to stay with integers. */
static int floor_of(const period *p, int64_t care_minutes) {
    int days = p->ndays > WEEK_DAYS ? p->ndays : WEEK_DAYS;
    return rota_floor_distinct(WEEK_DAYS * care_minutes, largest_week(p) * days);
}

static rota_continuity undefined(int group, int child, rota_day from, rota_day to) {
    return (rota_continuity){.group = group,
                             .child = child,
                             .from = from,
                             .to = to,
                             .upc = NAN,
                             .hhi = NAN,
                             .effective = NAN,
                             .top_staff = -1,
                             .key_share = NAN,
                             .team_share = NAN,
                             .agency_share = NAN,
                             .known_share = NAN,
                             .key_presence = NAN,
                             .top_presence = NAN,
                             .jaccard = NAN,
                             .day_carry = NAN,
                             .bed_wake = NAN,
                             .set_secon = NAN,
                             .set_jaccard = NAN,
                             .slot_secon = NAN};
}

/* `moved_in`: no day before it counts as history (ROTA_NO_DAY: no such day). */
static void measure(const rota_home *home, const rota_duties *duties, int own_key,
                    rota_day moved_in, rota_continuity *out) {
    rota_seq_measure(NULL, 0, &out->slots);
    if (out->from > out->to)
        return;
    period p = {.home = home,
                .duties = duties,
                .group = out->group,
                .own_key = own_key,
                .from = out->from,
                .to = out->to,
                .ndays = out->to - out->from + 1,
                .words = rota_people__words(home->nstaff)};
    ROTA_CLEANUP(rota_freep) int64_t *minutes = ROTA_NEW_ARRAY(int64_t, home->nstaff);
    ROTA_CLEANUP(rota_freep) bool *flags = ROTA_NEW_ARRAY(bool, 3 * (size_t)home->nstaff);
    p.minutes = minutes;
    p.key = flags;
    p.own = flags + home->nstaff;
    p.known = p.own + home->nstaff;

    rota_day history_from = p.from - WEEK_DAYS * home->settings.continuity.history_weeks;
    mark_people(&p, history_from > moved_in ? history_from : moved_in);
    collect(&p, p.from, p.to, false, &p.stretches);
    for (size_t i = 0; i < p.stretches.count; i++)
        minutes[p.stretches.items[i].staff] += length(&p.stretches.items[i]);

    measure_shares(&p, out);
    measure_presence(&p, out);
    measure_days(&p, out);
    measure_bed_wake(&p, out);
    rota_slots__measure(home, &p.stretches, out);
    out->night_minutes = night_minutes_of(&p);
    out->floor = floor_of(&p, out->care_minutes);
    rota_stretches__done(&p.stretches);
}

void rota_continuity_group(const rota_home *home, const rota_duties *duties, int group,
                           rota_day from, rota_day to, rota_continuity *out) {
    *out = undefined(group, -1, from, to);
    measure(home, duties, -1, ROTA_NO_DAY, out);
}

void rota_continuity_child(const rota_home *home, const rota_duties *duties, int child,
                           rota_day from, rota_day to, rota_continuity *out) {
    const rota_child *c = &home->children[child];
    if (c->from != ROTA_NO_DAY && c->from > from)
        from = c->from;
    if (c->to != ROTA_NO_DAY && c->to < to)
        to = c->to;
    *out = undefined(c->group, child, from, to);
    measure(home, duties, c->key_caregiver, c->from, out);
}

void rota_continuity_minutes(const rota_home *home, const rota_duties *duties, int group,
                             rota_day from, rota_day to, int64_t *out) {
    for (int i = 0; i < home->nstaff; i++)
        out[i] = 0;
    period p = {.home = home, .duties = duties, .group = group};
    rota_stretches stretches = {0};
    collect(&p, from, to, false, &stretches);
    for (size_t i = 0; i < stretches.count; i++)
        out[stretches.items[i].staff] += length(&stretches.items[i]);
    rota_stretches__done(&stretches);
}
