#include "benchmarks/shift-scheduling/generate.h"

#include "core/mem.h"

#include <limits.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    WEEK = 7,
    SHORT_SHIFT = 600, /* minutes; anybody may work these day after day */
    FULL_TIME = 2160,  /* minutes a week */
    LONGEST_RUN = 6,   /* of working days, and of days off that are a must */
    TRIES = 40,        /* to fill the hours of a contract */
    ID_SIZE = 16,
    OFF = -1
};

typedef struct {
    char id[ID_SIZE];
    int start, minutes; /* of the day it begins on */
} kind;

typedef struct {
    int most_minutes, least_minutes, most_run, least_run, least_off, most_weekends;
    int *most_of_shift;          /* [nshifts] 0 = never */
    unsigned char *may;          /* [nshifts] 1: may be worked, and work can go on after it */
    unsigned char *weekend_free; /* [days] 1: a day of a weekend that is free in the hidden line */
    unsigned char *off;          /* [days] fixed days off */
    int *line;                   /* [days] the hidden line: shift or OFF */
} person;

typedef struct {
    int days, npeople, nshifts;
    uint64_t random;
    kind *shifts;
    unsigned char *forbidden; /* [nshifts * nshifts] b the day after a */
    person *people;
} instance;

/* splitmix64: S. Vigna */
static uint64_t next_random(instance *in) {
    uint64_t z = (in->random += 0x9E3779B97F4A7C15ULL);
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ULL;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBULL;
    return z ^ (z >> 31);
}

static int between(instance *in, int low, int high) {
    return low + (int)(next_random(in) % (uint64_t)(high - low + 1));
}

static bool chance(instance *in, int per_cent) {
    return between(in, 1, 100) <= per_cent;
}

/* ---- shifts ---- */

/* Spread over the day; a letter for the time at which they begin and a number where there are more
 * of that letter. */
static void make_shifts(instance *in) {
    static const struct {
        int until;
        char letter;
    } times[] = {{480, 'E'}, {720, 'D'}, {1080, 'L'}, {1440, 'N'}};
    int count[sizeof times / sizeof *times] = {0};
    for (int s = 0; s < in->nshifts; s++) {
        kind *shift = &in->shifts[s];
        int start = in->nshifts == 1 ? 540 : 360 + 960 * s / (in->nshifts - 1);
        shift->start = start / 30 * 30;
        shift->minutes = s == 0 || chance(in, 65) ? 480 : chance(in, 65) ? 600 : 720;
        size_t time = 0;
        while (shift->start >= times[time].until)
            time++;
        snprintf(shift->id, sizeof shift->id, in->nshifts > 4 ? "%c%d" : "%c", times[time].letter,
                 ++count[time]);
    }
}

/* Rest of 11 to 13 hours, the same for everybody: after the longest shifts even the same one may be
 * too soon. */
static void make_forbidden(instance *in) {
    int rest = 660 + 60 * between(in, 0, 2);
    for (int a = 0; a < in->nshifts; a++)
        for (int b = 0; b < in->nshifts; b++) {
            int end = in->shifts[a].start + in->shifts[a].minutes;
            in->forbidden[a * in->nshifts + b] = in->shifts[b].start + 1440 - end < rest;
        }
}

/* ---- what a person may do ---- */

/* Shifts that the person knows; of these such after which work can go on the next day, so that no
 * run ends before it is long enough. */
static void choose_shifts(instance *in, person *p) {
    int first = between(in, 0, in->nshifts - 1);
    while (in->shifts[first].minutes > SHORT_SHIFT)
        first = (first + 1) % in->nshifts;
    for (int s = 0; s < in->nshifts; s++)
        p->may[s] = s == first || chance(in, 55);
    for (bool changed = true; changed;) {
        changed = false;
        for (int s = 0; s < in->nshifts; s++) {
            bool goes_on = false;
            for (int t = 0; t < in->nshifts; t++)
                goes_on = goes_on || (p->may[t] && !in->forbidden[s * in->nshifts + t]);
            if (p->may[s] && !goes_on) {
                p->may[s] = 0;
                changed = true;
            }
        }
    }
}

static void choose_contract(instance *in, person *p) {
    int weekends = (in->days + 1) / WEEK;
    bool full = chance(in, 70);
    int share = full ? 4 : between(in, 2, 3); /* quarters */
    p->most_minutes = FULL_TIME * share / 4 * in->days / WEEK / 60 * 60;
    p->least_minutes = p->most_minutes - (in->days <= 14 ? 960 : chance(in, 50) ? 480 : 1080);
    p->least_minutes = p->least_minutes > 0 ? p->least_minutes : 0;
    p->most_run = chance(in, 65) ? 5 : LONGEST_RUN;
    p->least_run = full ? (chance(in, 85) ? 2 : 3) : between(in, 1, 2);
    p->least_off = chance(in, 75) ? 2 : 3;
    p->most_weekends = full ? (weekends + 1) / 2 : (3 * weekends + 3) / 4;
    int left = p->most_weekends;
    for (int i = 0; i < weekends; i++) {
        bool must_work = left >= weekends - i;
        bool free = left == 0 || (!must_work && chance(in, 50));
        left -= !free;
        for (int d = WEEK * i + 5; d < in->days && d < WEEK * (i + 1); d++)
            p->weekend_free[d] = free;
    }
}

/* ---- the hidden line ---- */

/* May a run of working days begin on day d? It must become long enough, or touch the end. */
static bool may_begin(const instance *in, const person *p, int d) {
    for (int e = d; e < d + p->least_run && e < in->days; e++)
        if (p->weekend_free[e])
            return false;
    return true;
}

static int choose_shift(instance *in, const person *p, int before) {
    if (before != OFF && chance(in, 60) && !in->forbidden[before * in->nshifts + before])
        return before;
    int n = 0, chosen = OFF;
    for (int s = 0; s < in->nshifts; s++) {
        if (!p->may[s] || (before != OFF && in->forbidden[before * in->nshifts + s]))
            continue;
        if (between(in, 0, n++) == 0)
            chosen = s;
    }
    return chosen;
}

/* Day by day; work is more likely while the hours lag behind the contract. Returns the minutes. */
static int draw_line(instance *in, const person *p, int *line) {
    int wanted = (p->most_minutes + p->least_minutes) / 2;
    int worked = 0, off = between(in, 0, LONGEST_RUN), minutes = 0;
    for (int d = 0; d < in->days; d++) {
        bool must = worked > 0 && worked < p->least_run;
        bool can = worked > 0 ? worked < p->most_run && !p->weekend_free[d]
                              : off >= p->least_off && may_begin(in, p, d);
        bool behind = minutes < (int64_t)wanted * (d + 1) / in->days;
        if (must || (can && chance(in, behind ? 93 : 6))) {
            line[d] = choose_shift(in, p, worked > 0 ? line[d - 1] : OFF);
            minutes += in->shifts[line[d]].minutes;
            worked++;
            off = 0;
        } else {
            line[d] = OFF;
            worked = 0;
            off++;
        }
    }
    return minutes;
}

/* The nearest to the hours of the contract; where no try fills them, the contract is drawn to it.
 */
static void make_line(instance *in, person *p) {
    int *line = ROTA_NEW_ARRAY(int, in->days);
    int minutes = 0, least_off = INT_MAX;
    for (int i = 0; i < TRIES && least_off > 0; i++) {
        int now = draw_line(in, p, line);
        int off = now < p->least_minutes  ? p->least_minutes - now
                  : now > p->most_minutes ? now - p->most_minutes
                                          : 0;
        if (off >= least_off)
            continue;
        memcpy(p->line, line, (size_t)in->days * sizeof *line);
        minutes = now;
        least_off = off;
    }
    free(line);
    if (minutes < p->least_minutes)
        p->least_minutes = minutes;
    if (minutes > p->most_minutes)
        p->most_minutes = minutes;
}

static int count_of(const instance *in, const person *p, int s) {
    int n = 0;
    for (int d = 0; d < in->days; d++)
        n += p->line[d] == s;
    return n;
}

/* None, few, half the days or all of them, and never fewer than in the hidden line. */
static void make_most_of_shift(instance *in, person *p) {
    for (int s = 0; s < in->nshifts; s++) {
        int n = count_of(in, p, s), half = (in->days + 1) / 2;
        if (!p->may[s])
            p->most_of_shift[s] = 0;
        else if (chance(in, 30))
            p->most_of_shift[s] = n + between(in, n == 0, 2);
        else
            p->most_of_shift[s] = n <= half && chance(in, 35) ? half : in->days;
    }
}

static void make_days_off(instance *in, person *p) {
    for (int left = (in->days + 13) / 14, tries = 8 * left; left > 0 && tries > 0; tries--) {
        int d = between(in, 0, in->days - 1);
        if (p->line[d] != OFF || p->off[d])
            continue;
        p->off[d] = 1;
        left--;
    }
}

static void make_person(instance *in, person *p) {
    size_t days = (size_t)in->days, shifts = (size_t)in->nshifts;
    *p = (person){.most_of_shift = ROTA_NEW_ARRAY(int, shifts),
                  .may = ROTA_NEW_ARRAY(unsigned char, shifts),
                  .weekend_free = ROTA_NEW_ARRAY(unsigned char, days),
                  .off = ROTA_NEW_ARRAY(unsigned char, days),
                  .line = ROTA_NEW_ARRAY(int, days)};
    choose_shifts(in, p);
    choose_contract(in, p);
    make_line(in, p);
    make_most_of_shift(in, p);
    make_days_off(in, p);
}

/* ---- text ---- */

/* A to Z, AA, AB, ... as columns of a spreadsheet */
static const char *person_id(int index, char *buf) {
    char *at = buf + ID_SIZE;
    *--at = '\0';
    for (index++; index > 0; index /= 26)
        *--at = (char)('A' + --index % 26);
    return at;
}

static void add_shifts(const instance *in, rota_text *out) {
    rota_text_add(out, "\nSECTION_SHIFTS\n# shift, minutes, shifts that may not follow it\n");
    for (int a = 0; a < in->nshifts; a++) {
        const char *between_them = "";
        rota_text_addf(out, "%s,%d,", in->shifts[a].id, in->shifts[a].minutes);
        for (int b = 0; b < in->nshifts; b++) {
            if (!in->forbidden[a * in->nshifts + b])
                continue;
            rota_text_addf(out, "%s%s", between_them, in->shifts[b].id);
            between_them = "|";
        }
        rota_text_add(out, "\n");
    }
}

static void add_staff(const instance *in, rota_text *out) {
    char id[ID_SIZE];
    rota_text_add(out, "\nSECTION_STAFF\n# person, most shifts, most minutes, least minutes, most"
                       " days in a row, least,\n# least days off in a row, most weekends\n");
    for (int i = 0; i < in->npeople; i++) {
        const person *p = &in->people[i];
        rota_text_addf(out, "%s,", person_id(i, id));
        for (int s = 0; s < in->nshifts; s++)
            rota_text_addf(out, "%s%s=%d", s ? "|" : "", in->shifts[s].id, p->most_of_shift[s]);
        rota_text_addf(out, ",%d,%d,%d,%d,%d,%d\n", p->most_minutes, p->least_minutes, p->most_run,
                       p->least_run, p->least_off, p->most_weekends);
    }
    rota_text_add(out, "\nSECTION_DAYS_OFF\n# person, days\n");
    for (int i = 0; i < in->npeople; i++) {
        const person *p = &in->people[i];
        if (!memchr(p->off, 1, (size_t)in->days))
            continue;
        rota_text_add(out, person_id(i, id));
        for (int d = 0; d < in->days; d++)
            if (p->off[d])
                rota_text_addf(out, ",%d", d);
        rota_text_add(out, "\n");
    }
}

/* Some days in a row, now and then; no day has two requests of one person. */
static void add_requests(instance *in, unsigned char *taken, const char *section, int longest,
                         rota_text *out) {
    char id[ID_SIZE];
    rota_text_addf(out, "\n%s\n# person, day, shift, weight\n", section);
    for (int i = 0; i < in->npeople; i++) {
        const person *p = &in->people[i];
        for (int d = between(in, 0, 20); d < in->days; d += between(in, 3, 20)) {
            int s = choose_shift(in, p, OFF), weight = between(in, 1, 3);
            for (int left = between(in, 1, longest); left > 0 && d < in->days; left--, d++) {
                if (taken[i * in->days + d] || p->off[d])
                    break;
                taken[i * in->days + d] = 1;
                rota_text_addf(out, "%s,%d,%s,%d\n", person_id(i, id), d, in->shifts[s].id, weight);
            }
        }
    }
}

static void add_cover(instance *in, rota_text *out) {
    rota_text_add(out, "\nSECTION_COVER\n# day, shift, how many, weight of each too few, of each"
                       " too many\n");
    for (int d = 0; d < in->days; d++)
        for (int s = 0; s < in->nshifts; s++) {
            int n = 0;
            for (int i = 0; i < in->npeople; i++)
                n += in->people[i].line[d] == s;
            int twist = between(in, 1, 100);
            n += twist <= 20 ? 1 : twist > 88 && n > 0 ? -1 : 0;
            rota_text_addf(out, "%d,%s,%d,100,1\n", d, in->shifts[s].id, n);
        }
}

static void add_roster(const instance *in, rota_text *out) {
    char id[ID_SIZE];
    for (int i = 0; i < in->npeople; i++) {
        rota_text_addf(out, "%s:", person_id(i, id));
        for (int d = 0; d < in->days; d++) {
            int s = in->people[i].line[d];
            rota_text_addf(out, " %s", s == OFF ? "." : in->shifts[s].id);
        }
        rota_text_add(out, "\n");
    }
}

static void free_person(person *p) {
    free(p->most_of_shift);
    free(p->may);
    free(p->weekend_free);
    free(p->off);
    free(p->line);
}

void rota_generate_instance(int days, int people, int shifts, uint64_t seed, rota_text *out,
                            rota_text *roster) {
    instance in = {.days = days, .npeople = people, .nshifts = shifts, .random = seed};
    size_t pairs = (size_t)shifts * (size_t)shifts;
    in.shifts = ROTA_NEW_ARRAY(kind, shifts);
    in.forbidden = ROTA_NEW_ARRAY(unsigned char, pairs);
    in.people = ROTA_NEW_ARRAY(person, people);
    make_shifts(&in);
    make_forbidden(&in);
    for (int i = 0; i < people; i++)
        make_person(&in, &in.people[i]);
    rota_text_addf(out,
                   "# Made by shift-scheduling-generate --days %d --people %d --shifts %d --seed"
                   " %llu\nSECTION_HORIZON\n%d\n",
                   days, people, shifts, (unsigned long long)seed, days);
    add_shifts(&in, out);
    add_staff(&in, out);
    unsigned char *taken = ROTA_NEW_ARRAY(unsigned char, (size_t)people *(size_t)days);
    add_requests(&in, taken, "SECTION_SHIFT_ON_REQUESTS", 5, out);
    add_requests(&in, taken, "SECTION_SHIFT_OFF_REQUESTS", 4, out);
    add_cover(&in, out);
    if (roster)
        add_roster(&in, roster);
    for (int i = 0; i < people; i++)
        free_person(&in.people[i]);
    free(taken);
    free(in.people);
    free(in.forbidden);
    free(in.shifts);
}
