#include "io/compare.h"

#include "core/continuity.h"

#include <assert.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const char *rota_change_name(enum rota_change_kind kind) {
    static const char *const names[] = {"as_published", "times", "instead", "absent", "extra"};
    return names[kind];
}

/* ---- Who ---- */

static bool is_own(const rota_comparison *c, const rota_change *change, int row) {
    return change->published >= 0 && c->worked.items[change->worked[row]].staff ==
                                         c->published.items[change->published].staff;
}

/* Has somebody of the published duty's own person (of others: own false) a row of it? */
static bool has_rows(const rota_comparison *c, const rota_change *change, bool own) {
    for (int i = 0; i < change->nworked; i++)
        if (is_own(c, change, i) == own)
            return true;
    return false;
}

/* ---- Words ---- */

static const char *name_of(const rota_comparison *c, int staff) {
    const rota_person *person = &c->home->staff[staff];
    return *person->name ? person->name : person->id;
}

static const char *group_name(const rota_home *home, int group) {
    if (group < 0)
        return "the whole home";
    return *home->groups[group].name ? home->groups[group].name : home->groups[group].id;
}

static void add_words(rota_text *text, const char *words) {
    rota_text_addf(text, "%s%s", text->length ? ", " : "", words);
}

__attribute__((format(printf, 2, 3))) static void add_wordsf(rota_text *text, const char *fmt,
                                                             ...) {
    char *s = NULL;
    va_list args;
    va_start(args, fmt);
    if (vasprintf(&s, fmt, args) >= 0)
        add_words(text, s);
    va_end(args);
    free(s);
}

static void clock_of(const rota_home *home, rota_minute at, char buf[ROTA_HOURS_SIZE]) {
    rota_day day;
    int minute, offset;
    rota_zone_split(home->zone, at, &day, &minute, &offset);
    rota_format_time(minute, buf);
}

/* "15 minutes", "1 h 20". */
static const char *amount(int minutes, char buf[ROTA_HOURS_SIZE]) {
    if (minutes < 60)
        snprintf(buf, ROTA_HOURS_SIZE, "%d minute%s", minutes, minutes == 1 ? "" : "s");
    else
        rota_format_h_min(minutes, buf);
    return buf;
}

static void say_times(const rota_comparison *c, const rota_change *change, rota_text *out) {
    const rota_duty *first = &c->worked.items[change->worked[0]];
    const rota_duty *last = &c->worked.items[change->worked[change->nworked - 1]];
    char much[ROTA_HOURS_SIZE], clock[ROTA_HOURS_SIZE];
    clock_of(c->home, first->start, clock);
    if (change->earlier)
        add_wordsf(out, "began %s %s (%s)", amount(abs(change->earlier), much),
                   change->earlier > 0 ? "earlier" : "later", clock);
    clock_of(c->home, last->end, clock);
    if (change->longer > 0)
        add_wordsf(out, "stayed %s longer (%s)", amount(change->longer, much), clock);
    else if (change->longer < 0)
        add_wordsf(out, "left %s earlier (%s)", amount(-change->longer, much), clock);
}

static int breaks_of(const rota_comparison *c, const rota_change *change) {
    int minutes = 0;
    for (int i = 0; i < change->nworked; i++)
        minutes += c->worked.items[change->worked[i]].break_minutes;
    return minutes;
}

static int called_out(const rota_comparison *c, const rota_change *change) {
    int64_t minutes = 0;
    for (int i = 0; i < change->nworked; i++) {
        const rota_duty *duty = &c->worked.items[change->worked[i]];
        minutes += rota_spans_minutes(duty->calls, duty->ncalls, duty->start, duty->end);
    }
    return (int)minutes;
}

/* Breaks, gaps between several rows, call-outs, another group. */
static void say_rest(const rota_comparison *c, const rota_change *change, rota_text *out) {
    const rota_duty *published = &c->published.items[change->published];
    const rota_duty *first = &c->worked.items[change->worked[0]];
    char much[ROTA_HOURS_SIZE];
    int breaks = breaks_of(c, change);
    if (first->worked && !first->break_said && published->break_minutes)
        add_wordsf(out, "no break recorded (%d minutes in the rota)", published->break_minutes);
    else if (first->worked && breaks != published->break_minutes)
        add_wordsf(out, "breaks of %d minutes instead of %d", breaks, published->break_minutes);
    if (change->nworked > 1)
        add_wordsf(out, "in %d parts", change->nworked);
    if (called_out(c, change))
        add_wordsf(out, "called out for %s", amount(called_out(c, change), much));
    if (first->group >= 0 && first->group != published->group)
        add_wordsf(out, "with %s", group_name(c->home, first->group));
}

static void say_people(const rota_comparison *c, const rota_change *change, rota_text *out) {
    int said[16], n = 0;
    const int most = (int)(sizeof said / sizeof *said);
    for (int i = 0; i < change->nworked; i++) {
        int staff = c->worked.items[change->worked[i]].staff;
        bool again = false;
        for (int k = 0; k < n; k++)
            again |= said[k] == staff;
        if (again || n == most || is_own(c, change, i))
            continue;
        rota_text_addf(out, "%s%s", n ? " and " : "", name_of(c, staff));
        said[n++] = staff;
    }
}

/* Why somebody was not there, as far as it is known. */
static void say_absence(const rota_comparison *c, const rota_duty *published, rota_text *out) {
    const rota_leave *leave = published->staff >= 0
                                  ? rota_home_leave_on(c->home, published->staff, published->date)
                                  : NULL;
    if (leave) {
        rota_text_addf(out, " (%s leave)", rota_leave_kind_name(leave->kind));
        return;
    }
    for (size_t i = 0; i < c->worked.count && published->staff >= 0; i++) {
        const rota_duty *duty = &c->worked.items[i];
        if (duty->staff != published->staff || duty->date != published->date)
            continue;
        char from[ROTA_HOURS_SIZE], to[ROTA_HOURS_SIZE];
        clock_of(c->home, duty->start, from);
        clock_of(c->home, duty->end, to);
        rota_text_addf(out, " (who worked %s-%s)", from, to);
        return;
    }
}

static void say(const rota_comparison *c, rota_change *change) {
    rota_text text = {0}, times = {0};
    const rota_duty *published =
        change->published >= 0 ? &c->published.items[change->published] : NULL;
    const char *name = published ? c->names[change->published] : "";
    if (change->nworked && published) {
        say_times(c, change, &times);
        say_rest(c, change, &times);
    }
    switch (change->kind) {
    case ROTA_CHANGE_NONE:
        break;
    case ROTA_CHANGE_TIMES:
        rota_text_addf(&text, "%s %s", name, rota_text_str(&times));
        break;
    case ROTA_CHANGE_INSTEAD:
        say_people(c, change, &text);
        if (has_rows(c, change, true))
            rota_text_addf(&text, " for a part of %s's duty", name);
        else {
            rota_text_addf(&text, " instead of %s", name);
            say_absence(c, published, &text);
        }
        rota_text_addf(&text, "%s%s", times.length ? ": " : "", rota_text_str(&times));
        break;
    case ROTA_CHANGE_ABSENT:
        rota_text_addf(&text, "nobody instead of %s", name);
        say_absence(c, published, &text);
        break;
    case ROTA_CHANGE_EXTRA:
        say_people(c, change, &text);
        rota_text_add(&text, " on top of the rota");
        break;
    }
    change->text = rota_arena_strdup(c->arena, rota_text_str(&text));
    rota_text_done(&text);
    rota_text_done(&times);
}

/* ---- One change ---- */

static int work_of(const rota_comparison *c, const rota_change *change) {
    int minutes = 0;
    for (int i = 0; i < change->nworked; i++)
        minutes += c->worked.items[change->worked[i]].work_minutes;
    return minutes;
}

static void judge(const rota_comparison *c, rota_change *change) {
    const rota_duty *published = &c->published.items[change->published];
    change->difference = work_of(c, change) - published->work_minutes;
    if (!change->nworked) {
        change->kind = ROTA_CHANGE_ABSENT;
        return;
    }
    const rota_duty *first = &c->worked.items[change->worked[0]];
    rota_minute end = first->end;
    for (int i = 0; i < change->nworked; i++) {
        const rota_duty *duty = &c->worked.items[change->worked[i]];
        end = duty->end > end ? duty->end : end;
        change->recorded |= duty->worked;
    }
    change->earlier = (int)(published->start - first->start);
    change->longer = (int)(end - published->end);
    if (has_rows(c, change, false))
        change->kind = ROTA_CHANGE_INSTEAD;
    else if (change->earlier || change->longer || change->difference || change->nworked > 1 ||
             called_out(c, change) || (first->group >= 0 && first->group != published->group))
        change->kind = ROTA_CHANGE_TIMES;
}

/* ---- All of them ---- */

static int by_place(const void *pa, const void *pb) {
    const rota_duty *a = pa, *b = pb;
    const int keys[][2] = {
        {a->date, b->date}, {a->shift, b->shift}, {a->group, b->group}, {a->staff, b->staff}};
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        if (keys[i][0] != keys[i][1])
            return keys[i][0] < keys[i][1] ? -1 : 1;
    return (a->start > b->start) - (a->start < b->start);
}

static int by_start(const void *pa, const void *pb) {
    const rota_duty *a = pa, *b = pb;
    if (a->start != b->start)
        return a->start < b->start ? -1 : 1;
    return a->staff - b->staff;
}

static void take_period(const rota_duties *duties, rota_day from, rota_day to, rota_duties *out) {
    for (size_t i = 0; i < duties->count; i++)
        if (duties->items[i].date >= from && duties->items[i].date <= to)
            rota_duties_add(out, &duties->items[i]);
}

/* The names go with their duties into the order of the list. */
static void take_published(const rota_duties *published, const char *const *names,
                           rota_comparison *c) {
    take_period(published, c->from, c->to, &c->published);
    size_t n = c->published.count;
    if (n)
        qsort(c->published.items, n, sizeof(rota_duty), by_place);
    c->names = rota_arena_alloc(c->arena, n * sizeof *c->names);
    for (size_t i = 0; i < n; i++) {
        c->names[i] = c->published.items[i].staff >= 0 ? name_of(c, c->published.items[i].staff)
                                                       : "somebody who is not known any more";
        for (size_t k = 0; names && k < published->count; k++)
            if (c->published.items[i].staff < 0 &&
                by_place(&published->items[k], &c->published.items[i]) == 0)
                c->names[i] = rota_arena_strdup(c->arena, names[k]);
    }
}

static void add_people(rota_comparison *c) {
    c->people =
        rota_arena_alloc(c->arena, (size_t)c->home->nstaff * sizeof(rota_person_change) + 1);
    for (size_t i = 0; i < c->worked.count; i++)
        c->people[c->worked.items[i].staff].worked += c->worked.items[i].work_minutes;
    for (size_t i = 0; i < c->nchanges; i++) {
        const rota_change *change = &c->changes[i];
        if (change->published < 0 || c->published.items[change->published].staff < 0)
            continue;
        const rota_duty *duty = &c->published.items[change->published];
        rota_person_change *person = &c->people[duty->staff];
        person->published += duty->work_minutes;
        for (int k = 0; k < change->nworked; k++)
            if (c->worked.items[change->worked[k]].staff == duty->staff)
                person->kept += c->worked.items[change->worked[k]].work_minutes;
        if (!has_rows(c, change, true)) {
            person->absent += duty->work_minutes;
            person->absences++;
        }
    }
}

/* Predictability of the duties of which something is recorded. */
static double of_recorded(const rota_comparison *c) {
    rota_duties published = {0};
    for (size_t i = 0; i < c->nchanges; i++)
        if (c->changes[i].published >= 0 && c->changes[i].recorded)
            rota_duties_add(&published, &c->published.items[c->changes[i].published]);
    double share = rota_predictability(c->home, &published, &c->worked, c->from, c->to);
    rota_duties_done(&published);
    return share;
}

/* Rows of each published duty, one list after the other; what came on top at the end. */
static void add_changes(rota_comparison *c, const rota_match *match) {
    size_t nworked = c->worked.count, npublished = c->published.count, used = 0;
    int *rows = rota_arena_alloc(c->arena, nworked * sizeof *rows + 1);
    c->changes = rota_arena_alloc(c->arena, (npublished + nworked) * sizeof *c->changes + 1);
    size_t *first = ROTA_NEW_ARRAY(size_t, npublished + 2);
    for (size_t w = 0; w < nworked; w++)
        first[match->published_of[w] + 2]++;
    for (size_t i = 1; i < npublished + 2; i++)
        first[i] += first[i - 1];
    /* first[p + 1]: where the rows of p begin (p = -1: those on top), moved on as they are put. */
    size_t *next = ROTA_NEW_ARRAY(size_t, npublished + 2);
    memcpy(next, first, (npublished + 2) * sizeof *next);
    for (size_t w = 0; w < nworked; w++)
        rows[next[match->published_of[w] + 1]++] = (int)w;
    for (size_t p = 0; p < npublished; p++) {
        rota_change *change = &c->changes[c->nchanges++];
        *change = (rota_change){.published = (int)p,
                                .worked = rows + first[p + 1],
                                .nworked = (int)(next[p + 1] - first[p + 1])};
        judge(c, change);
    }
    for (used = 0; used < next[0]; used++) {
        const rota_duty *duty = &c->worked.items[rows[used]];
        c->changes[c->nchanges++] = (rota_change){.kind = ROTA_CHANGE_EXTRA,
                                                  .published = -1,
                                                  .worked = rows + used,
                                                  .nworked = 1,
                                                  .recorded = duty->worked,
                                                  .difference = duty->work_minutes};
    }
    free(first);
    free(next);
}

/* Of a duty that nobody worked: leave, or time of the person on that day, is a record. */
static void find_recorded(rota_comparison *c) {
    for (size_t i = 0; i < c->nchanges; i++) {
        rota_change *change = &c->changes[i];
        if (change->kind != ROTA_CHANGE_ABSENT)
            continue;
        const rota_duty *duty = &c->published.items[change->published];
        change->recorded =
            duty->staff >= 0 && rota_home_leave_on(c->home, duty->staff, duty->date) != NULL;
        for (size_t w = 0; w < c->worked.count; w++)
            change->recorded |= c->worked.items[w].worked && c->worked.items[w].date == duty->date;
    }
}

void rota_compare(const rota_home *home, const rota_duties *published, const char *const *names,
                  const rota_duties *worked, rota_day from, rota_day to, rota_comparison *out) {
    rota_comparison c = {.home = home, .from = from, .to = to, .arena = rota_arena_new()};
    rota_match match;
    snprintf(c.against, sizeof c.against, "what was published");
    take_published(published, names, &c);
    take_period(worked, from, to, &c.worked);
    if (c.worked.count)
        qsort(c.worked.items, c.worked.count, sizeof(rota_duty), by_start);
    rota_match_init(home, &c.published, &c.worked, true, &match);
    add_changes(&c, &match);
    rota_match_done(&match);
    find_recorded(&c);
    for (size_t i = 0; i < c.nchanges; i++)
        say(&c, &c.changes[i]);
    add_people(&c);
    c.predictability = rota_predictability(home, &c.published, &c.worked, from, to);
    c.predictability_recorded = of_recorded(&c);
    *out = c;
}

void rota_comparison_done(rota_comparison *c) {
    rota_duties_done(&c->published);
    rota_duties_done(&c->worked);
    rota_arena_free(c->arena);
    *c = (rota_comparison){0};
}

int rota_comparison_count(const rota_comparison *c, enum rota_change_kind kind) {
    int n = 0;
    for (size_t i = 0; i < c->nchanges; i++)
        n += c->changes[i].kind == kind;
    return n;
}
