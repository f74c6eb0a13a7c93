/* What is said of the home: who is on the premises together, minute by minute of the period, and
 * shifts of which nobody wrote down the break. Governance rather than working time. */
#include "core/check_internal.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* Somebody comes or goes. */
struct event {
    rota_minute at;
    int duty;
    bool comes;
};

/* The people on the premises, as time goes by. */
struct house {
    const rota_home *home;
    const rota_duties *duties;
    rota_check__context ctx; /* for words; of no person */
    rota_findings *out;
    rota_minute from, to; /* of the period, to the end of its last duty */
    int *here;            /* [nstaff] duties that each is on */
    int *last;            /* [nstaff] the duty they came for last */
    int total, agency, leads;
    int lead_skill;
    rota_finding alone, share; /* stretches that have begun; rule LEAVE: none has */
    rota_finding lead;         /* of a day */
};

/* A night belongs to the day on which it starts, whole. */
static bool is_of_period(const struct house *h, const rota_duty *duty) {
    return rota_check__in_period(&h->ctx, duty->date);
}

static const rota_person no_person = {.id = "", .name = ""};

static bool is_open(const rota_finding *finding) {
    return finding->rule != ROTA_RULE_LEAVE;
}

static const char *name_of(const struct house *h, int staff) {
    const rota_person *person = &h->home->staff[staff];
    return *person->name ? person->name : person->id;
}

static void report(struct house *h, rota_finding *finding, const char *text) {
    int staff = finding->staff;
    size_t at = h->out->count;
    h->ctx.out = h->out;
    rota_check__report(&h->ctx, finding, "%s", text);
    h->out->items[at].staff = staff;
    finding->rule = ROTA_RULE_LEAVE;
}

/* "from Mon 7 Dec 22:00 to Tue 8 Dec 07:00" */
static const char *say_stretch(struct house *h, const rota_finding *finding) {
    return rota_check__say(&h->ctx, "from %s to %s", rota_check__say_moment(&h->ctx, finding->from),
                           rota_check__say_moment(&h->ctx, finding->to));
}

/* ---- Alone ---- */

/* What the home says of its written assessment of working alone. */
enum assessment { SAID_NO, NOT_SAID, SAID_LATER, ASSESSED };

static enum assessment assessment_on(const rota_home *home, rota_day day, rota_day *later) {
    const char *said = home->settings.rules.lone_working_assessed;
    if (!*said)
        return NOT_SAID;
    if (strcasecmp(said, "no") == 0)
        return SAID_NO;
    return rota_day_parse(said, later) && day < *later ? SAID_LATER : ASSESSED;
}

static const char *say_assessment(struct house *h, enum assessment assessment, rota_day later) {
    if (assessment == SAID_LATER)
        return rota_check__say(&h->ctx, "the written assessment of working alone is only of %s",
                               rota_check__say_day(&h->ctx, later));
    return rota_check__say(&h->ctx, "%s written assessment of working alone is on record",
                           assessment == SAID_NO ? "no" : "so far no");
}

/* Whoever is alone without an assessment, is so against the Guide. A home that does not say how
 * many people it needs when may have others there that its list of duties leaves out. */
static void close_alone(struct house *h) {
    rota_finding *f = &h->alone;
    if (!is_open(f))
        return;
    rota_day later = 0;
    enum assessment assessment = assessment_on(h->home, f->date, &later);
    f->verdict = assessment == SAID_NO || h->home->ndemand > 0 ? ROTA_FAIL : ROTA_AMBER;
    rota_check__cure(&h->ctx,
                     "put %s on, or assess working alone in writing and say so: [rules] "
                     "lone_working_assessed = yes, or the date",
                     f->required - f->measured == 1 ? "one more person" : "more people");
    const char *who = rota_check__say(&h->ctx, "%lld people are on duty, at least %lld should be,",
                                      (long long)f->measured, (long long)f->required);
    if (f->measured == 1)
        who = rota_check__say(&h->ctx, "%s is alone on duty", name_of(h, f->staff));
    else
        f->staff = -1;
    report(h, f,
           rota_check__say(&h->ctx, "%s %s, and %s", who, say_stretch(h, f),
                           say_assessment(h, assessment, later)));
}

static void look_for_alone(struct house *h, rota_minute from, rota_minute to) {
    int least = h->home->rules.lone_least, staff = 0;
    rota_day later;
    /* A home without groups of children is not asked. */
    bool alone = h->total > 0 && h->total < least && h->home->ngroups > 0;
    while (alone && h->here[staff] == 0)
        staff++;
    const rota_duty *duty = alone ? &h->duties->items[h->last[staff]] : NULL;
    alone =
        alone && is_of_period(h, duty) && assessment_on(h->home, duty->date, &later) != ASSESSED;
    bool same = alone && h->alone.staff == staff && h->alone.measured == h->total;
    if (is_open(&h->alone) && (!same || h->alone.to != from))
        close_alone(h);
    if (!alone)
        return;
    if (!is_open(&h->alone)) {
        h->alone = (rota_finding){.rule = ROTA_RULE_LONE_WORKER,
                                  .staff = staff,
                                  .date = duty->date,
                                  .from = from,
                                  .measured = h->total,
                                  .required = least,
                                  .counts = true};
        rota_check__rests_on(&h->alone, duty);
    }
    h->alone.to = to;
}

/* ---- Agency staff ---- */

static void close_share(struct house *h) {
    rota_finding *f = &h->share;
    if (!is_open(f))
        return;
    const char *who = "";
    bool alone = f->owed == 1;
    f->owed = 0;
    for (int i = 0; i < f->nshifts; i++)
        who =
            rota_check__say(&h->ctx, "%s%s%s", who, i ? ", " : "", name_of(h, f->shifts[i].staff));
    rota_check__cure(&h->ctx, "put people of the home on in their place or beside them");
    report(h, f,
           alone ? rota_check__say(&h->ctx, "%s of an agency is alone on duty %s", who,
                                   say_stretch(h, f))
                 : rota_check__say(&h->ctx,
                                   "up to %lld %% of those on duty %s are agency staff (%s); "
                                   "at most %d %% are advised",
                                   (long long)f->measured, say_stretch(h, f), who,
                                   h->home->rules.agency_per_cent));
}

/* Is somebody of an agency there with a duty of the period? */
static bool agency_counts(const struct house *h) {
    for (int i = 0; i < h->home->nstaff; i++)
        if (h->here[i] > 0 && h->home->staff[i].agency &&
            is_of_period(h, &h->duties->items[h->last[i]]))
            return true;
    return false;
}

static void add_agency_shifts(struct house *h) {
    h->share.nshifts = 0;
    for (int i = 0; i < h->home->nstaff; i++)
        if (h->here[i] > 0 && h->home->staff[i].agency)
            rota_check__rests_on(&h->share, &h->duties->items[h->last[i]]);
}

static bool is_night(const struct house *h, rota_minute from, rota_minute to) {
    rota_duty all = {.start = from, .end = to, .sleep_from = from, .sleep_to = from};
    int minute, offset;
    rota_zone_split(h->home->zone, from, &all.date, &minute, &offset);
    return rota_duty_night_minutes(h->home, &all) > 0;
}

static void look_for_agency(struct house *h, rota_minute from, rota_minute to) {
    const rota_rules *rules = &h->home->rules;
    bool over = rules->agency_per_cent >= 0 && h->agency * 100 > rules->agency_per_cent * h->total;
    bool alone = rules->agency_night && h->agency == 1 && h->total == 1 && is_night(h, from, to);
    bool seen = (over || alone) && agency_counts(h);
    if (is_open(&h->share) && (!seen || h->share.to != from))
        close_share(h);
    if (!seen)
        return;
    int64_t share = (100 * h->agency + h->total - 1) / h->total;
    if (!is_open(&h->share)) {
        h->share = (rota_finding){.rule = ROTA_RULE_AGENCY_SHARE,
                                  .verdict = ROTA_AMBER,
                                  .staff = -1,
                                  .from = from,
                                  .required = rules->agency_per_cent,
                                  .counts = true};
    }
    if (share > h->share.measured) {
        h->share.measured = share;
        add_agency_shifts(h);
        h->share.date = h->share.shifts[0].date;
        /* For the words: is it one person alone? Not shown as rest owed. */
        h->share.owed = h->total == 1;
    }
    h->share.to = to;
}

/* ---- Somebody who leads ---- */

static void close_lead(struct house *h) {
    if (!is_open(&h->lead))
        return;
    rota_check__cure(&h->ctx, "put somebody with the skill '%s' on",
                     h->home->settings.rules.lead_skill);
    report(h, &h->lead,
           rota_check__say(&h->ctx, "nobody who may lead is on duty for %s of %s",
                           rota_check__say_minutes(&h->ctx, h->lead.measured),
                           rota_check__say_day(&h->ctx, h->lead.date)));
}

/* Minutes from waking to bedtime of the days that the stretch touches. */
static void look_for_lead(struct house *h, rota_minute from, rota_minute to) {
    const rota_settings *set = &h->home->settings;
    if (h->lead_skill < 0 || h->total == 0 || h->leads > 0)
        return;
    rota_day day;
    int minute, offset;
    rota_zone_split(h->home->zone, from, &day, &minute, &offset);
    for (; day <= h->ctx.to && rota_zone_at(h->home->zone, day, 0, false) < to; day++) {
        rota_minute wake = rota_zone_at(h->home->zone, day, set->continuity.wake, false);
        rota_minute bed = rota_zone_at(h->home->zone, day, set->continuity.bedtime, false);
        rota_minute first = from > wake ? from : wake, last = to < bed ? to : bed;
        if (first >= last)
            continue;
        if (is_open(&h->lead) && h->lead.date != day)
            close_lead(h);
        if (!is_open(&h->lead))
            h->lead = (rota_finding){.rule = ROTA_RULE_LEAD_ON_DUTY,
                                     .verdict = ROTA_AMBER,
                                     .staff = -1,
                                     .date = day,
                                     .from = first};
        h->lead.to = last;
        h->lead.measured += last - first;
    }
}

/* ---- Time goes by ---- */

static bool is_there(const rota_duty *duty) {
    return duty->kind != ROTA_SHIFT_ON_CALL && duty->kind != ROTA_SHIFT_MEETING;
}

static int by_time(const void *pa, const void *pb) {
    const struct event *a = pa, *b = pb;
    if (a->at != b->at)
        return a->at < b->at ? -1 : 1;
    return (a->duty > b->duty) - (a->duty < b->duty);
}

static struct event *find_events(const struct house *h, size_t *count) {
    struct event *events = ROTA_NEW_ARRAY(struct event, 2 * h->duties->count + 1);
    size_t n = 0;
    for (size_t i = 0; i < h->duties->count; i++) {
        const rota_duty *duty = &h->duties->items[i];
        if (!is_there(duty) || duty->end <= h->from || duty->start >= h->to)
            continue;
        events[n++] = (struct event){duty->start, (int)i, true};
        events[n++] = (struct event){duty->end, (int)i, false};
    }
    if (n > 1)
        qsort(events, n, sizeof *events, by_time);
    *count = n;
    return events;
}

static void happen(struct house *h, const struct event *event) {
    int staff = h->duties->items[event->duty].staff;
    const rota_person *person = &h->home->staff[staff];
    int before = h->here[staff] > 0;
    h->here[staff] += event->comes ? 1 : -1;
    int change = (h->here[staff] > 0) - before;
    if (event->comes)
        h->last[staff] = event->duty;
    h->total += change;
    h->agency += person->agency ? change : 0;
    h->leads += h->lead_skill >= 0 && (person->skills >> h->lead_skill & 1) ? change : 0;
}

static void look(struct house *h, rota_minute from, rota_minute to) {
    from = from > h->from ? from : h->from;
    to = to < h->to ? to : h->to;
    if (from >= to)
        return;
    look_for_alone(h, from, to);
    look_for_agency(h, from, to);
    look_for_lead(h, from, to);
}

static void go_through(struct house *h) {
    size_t n;
    struct event *events = find_events(h, &n);
    for (size_t i = 0; i < n;) {
        rota_minute at = events[i].at;
        for (; i < n && events[i].at == at; i++)
            happen(h, &events[i]);
        if (i < n)
            look(h, at, events[i].at);
    }
    close_alone(h);
    close_share(h);
    close_lead(h);
    free(events);
}

/* ---- Breaks that nobody wrote down ---- */

static void look_for_breaks(struct house *h, rota_day from, rota_day to) {
    const rota_home *home = h->home;
    ROTA_CLEANUP(rota_freep)
    rota_finding *of_shift = ROTA_NEW_ARRAY(rota_finding, home->nshifts + 1);
    for (size_t i = 0; i < h->duties->count; i++) {
        const rota_duty *duty = &h->duties->items[i];
        if (duty->date < from || duty->date > to || !rota_check__break_unknown(&home->rules, duty))
            continue;
        rota_finding *f = &of_shift[duty->shift + 1];
        if (f->nshifts == 0)
            *f = (rota_finding){.rule = ROTA_RULE_BREAK,
                                .verdict = ROTA_AMBER,
                                .staff = -1,
                                .date = duty->date,
                                .from = duty->start,
                                .required = home->rules.break_minutes};
        f->to = duty->end > f->to ? duty->end : f->to;
        f->owed++;
        rota_check__rests_on(f, duty);
    }
    for (int i = 0; i <= home->nshifts; i++) {
        rota_finding *f = &of_shift[i];
        if (f->nshifts == 0)
            continue;
        const char *duties =
            f->owed == 1 ? "1 duty" : rota_check__say(&h->ctx, "%lld duties", (long long)f->owed);
        f->owed = 0;
        rota_check__cure(&h->ctx, "write break_minutes into %s (0 when there is none)",
                         i > 0 ? "shifts.csv" : "worked.csv");
        report(h, f,
               rota_check__say(
                   &h->ctx,
                   "%s of %s: no break is written down, and more than %s of work need "
                   "one of %s",
                   duties, i > 0 ? rota_check__say_name(&h->ctx, &f->shifts[0]) : "worked time",
                   rota_check__say_minutes(&h->ctx, home->rules.break_after),
                   rota_check__say_count(&h->ctx, home->rules.break_minutes, "minute")));
    }
}

static rota_minute end_of_last(const rota_home *home, const rota_duties *duties, rota_day from,
                               rota_day to) {
    rota_minute end = rota_zone_at(home->zone, to + 1, 0, false);
    for (size_t i = 0; i < duties->count; i++) {
        const rota_duty *duty = &duties->items[i];
        if (is_there(duty) && duty->date >= from && duty->date <= to && duty->end > end)
            end = duty->end;
    }
    return end;
}

void rota_check__home(const rota_home *home, const rota_duties *duties, rota_day from, rota_day to,
                      rota_findings *out) {
    struct house h = {.home = home,
                      .duties = duties,
                      .out = out,
                      .from = rota_zone_at(home->zone, from, 0, false),
                      .to = end_of_last(home, duties, from, to),
                      .alone = {.rule = ROTA_RULE_LEAVE},
                      .share = {.rule = ROTA_RULE_LEAVE},
                      .lead = {.rule = ROTA_RULE_LEAVE},
                      .lead_skill = -1};
    h.ctx = (rota_check__context){.home = home,
                                  .rules = &home->rules,
                                  .person = &no_person,
                                  .staff = -1,
                                  .from = from,
                                  .to = to};
    if (home->rules.origin[ROTA_RULE_LEAD_ON_DUTY].regulation[0])
        h.lead_skill = rota_home_find_skill(home, home->settings.rules.lead_skill);
    h.here = ROTA_NEW_ARRAY(int, home->nstaff);
    h.last = ROTA_NEW_ARRAY(int, home->nstaff);
    go_through(&h);
    look_for_breaks(&h, from, to);
    free(h.here);
    free(h.last);
    rota_arena_free(h.ctx.words);
    free(h.ctx.cure);
}
