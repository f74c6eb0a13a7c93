#include "benchmarks/homes.h"

#include "core/mem.h"
#include "core/text.h"
#include "support/problems.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_PEOPLE = 500, MOST_DAYS = 371 };
enum { EARLY, LATE, NIGHT, NSHIFTS };
enum { REST = 660, WEEK_MINUTES = 2880, MOST_CONTRACT = 2400, BAND = 60 };

static const struct {
    int start, length, minutes;
    unsigned flags;
} SHIFTS[NSHIFTS] = {{420, 480, 450, ROTA_ARC_WAKE},
                     {840, 480, 450, ROTA_ARC_BED},
                     {1320, 540, 510, ROTA_ARC_NIGHT}};

/* ---- numbers from a seed (splitmix64, S. Vigna) ---- */

static uint64_t next_random(uint64_t *state) {
    uint64_t z = (*state += 0x9E3779B97F4A7C15ULL);
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ULL;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBULL;
    return z ^ (z >> 31);
}

static int between(uint64_t *state, int low, int high) {
    return low + (int)(next_random(state) % (uint64_t)(high - low + 1));
}

static bool chance(uint64_t *state, int per_cent) {
    return between(state, 1, 100) <= per_cent;
}

/* Rounded: the last bit of x is not the same on every machine. */
static rota_cost points(double x) {
    return (rota_cost)llround(x * ROTA_COST_SCALE);
}

/* ---- the home ---- */

/* A home while it is made. */
typedef struct {
    rota_problem *p;
    bool tight;
    uint64_t random;
    int *wanted;               /* [groups * NSHIFTS] people on a day from Monday to Friday */
    int *weekend;              /* [groups * NSHIFTS] and on the other two */
    int week_demand;           /* minutes of a week */
    int first_key, first_lead; /* rows */
} home;

static int row_of(const home *h, int day, int shift, int group) {
    return (day * NSHIFTS + shift) * h->p->ngroups + group;
}

static void make_calendar(rota_problem *p, int days) {
    int weeks = (days + 6) / 7;
    p->ndays = days;
    p->end = days * 1440;
    p->nweeks = p->nblocks = p->nrests = weeks;
    p->week_of_day = ROTA_NEW_ARRAY(int, days);
    p->rest_of_day = ROTA_NEW_ARRAY(int, days);
    p->weekday = ROTA_NEW_ARRAY(unsigned char, days);
    p->block_of_week = ROTA_NEW_ARRAY(int, weeks);
    p->rest_start = ROTA_NEW_ARRAY(int, weeks + 1);
    for (int d = 0; d < days; d++) {
        p->weekday[d] = (unsigned char)(d % 7);
        p->week_of_day[d] = p->rest_of_day[d] = d / 7;
    }
    for (int k = 0; k <= weeks; k++) {
        p->rest_start[k] = k * 7 * 1440;
        if (k < weeks)
            p->block_of_week[k] = k;
    }
}

/* An early and a late in every group each day, waking nights; then more earlies and lates from
 * Monday to Friday while there are people for them. */
static void want_people(home *h) {
    int groups = h->p->ngroups;
    h->wanted = ROTA_NEW_ARRAY(int, groups *NSHIFTS);
    h->weekend = ROTA_NEW_ARRAY(int, groups *NSHIFTS);
    for (int g = 0; g < groups; g++) {
        for (int s = 0; s < NSHIFTS; s++) {
            int n = s != NIGHT || h->tight || g % 2 == 0;
            h->wanted[g * NSHIFTS + s] = h->weekend[g * NSHIFTS + s] = n;
            h->week_demand += 7 * n * SHIFTS[s].minutes;
        }
    }
    int hours =
        h->p->nworkers * (h->tight ? 2000 : 1800); /* minutes a week that may be asked for */
    for (int more = 0; h->week_demand + 5 * 450 <= hours; more++) {
        h->wanted[more % groups * NSHIFTS + (more / groups % 2 ? EARLY : LATE)]++;
        h->week_demand += 5 * 450;
    }
}

static void make_rows(home *h) {
    rota_problem *p = h->p;
    h->first_key = p->ndays * NSHIFTS * p->ngroups;
    h->first_lead = h->first_key + p->ndays * p->ngroups;
    p->nrows = h->first_lead + p->ndays * 2;
    p->rows = ROTA_NEW_ARRAY(rota_row, p->nrows);
    for (int d = 0; d < p->ndays; d++) {
        const int *wanted = p->weekday[d] < 5 ? h->wanted : h->weekend;
        for (int g = 0; g < p->ngroups; g++) {
            for (int s = 0; s < NSHIFTS; s++) {
                int n = wanted[g * NSHIFTS + s];
                int low = n > 1 ? n - 1 : n;
                p->rows[row_of(h, d, s, g)] = (rota_row){.low = low,
                                                         .target = n,
                                                         .high = n,
                                                         .under = points(1000),
                                                         .under_target = points(30),
                                                         .day = d};
            }
            p->rows[h->first_key + d * p->ngroups + g] = (rota_row){
                .low = 1, .target = 1, .high = INT32_MAX, .under = points(20), .kind = 1, .day = d};
        }
        for (int s = EARLY; s <= LATE; s++) /* somebody who leads the shift of the house */
            p->rows[h->first_lead + d * 2 + s] = (rota_row){
                .low = 1, .target = 1, .high = INT32_MAX, .under = points(40), .kind = 2, .day = d};
    }
}

/* ---- people ---- */

/* A person while it is made. */
typedef struct {
    rota_worker *w;
    int own; /* group; -1 = relief */
    bool key, lead;
    int contract;        /* minutes a week */
    unsigned char *away; /* [ndays] */
    signed char *wish;   /* [ndays] -1 = wishes the day off */
    rota_arc_row *rows;
    int nrows, arcs_capacity, rows_capacity;
} person;

static void make_absences(home *h, person *who) {
    uint64_t *r = &h->random;
    int days = h->p->ndays;
    who->away = ROTA_NEW_ARRAY(unsigned char, days);
    who->wish = ROTA_NEW_ARRAY(signed char, days);
    for (int monday = 0; monday < days; monday += 7) {
        bool leave = !h->tight && chance(r, 6), absent = h->tight && chance(r, 50);
        int off = monday + between(r, 0, 6), wish = monday + between(r, 0, 6);
        for (int d = monday; d < monday + 7 && d < days; d++) {
            who->away[d] = leave || (absent && d == off);
            who->wish[d] = d == wish ? -1 : 0;
        }
    }
}

static void make_limits(home *h, person *who) {
    const rota_problem *p = h->p;
    rota_worker *w = who->w;
    w->max_run_days = 6;
    w->max_run_nights = 4;
    w->min_run_off = w->max_weekends = w->max_total_weekends = -1;
    w->weekly_rest = 1440;
    w->weekly_rest_gap = 1440 + REST;
    w->must_work = ROTA_NEW_ARRAY(unsigned char, p->ndays);
    w->max_week_minutes = ROTA_NEW_ARRAY(int, p->nweeks);
    w->block = ROTA_NEW_ARRAY(rota_convex, p->nblocks);
    for (int k = 0; k < p->nweeks; k++) {
        int there = 0;
        for (int d = 7 * k; d < 7 * k + 7 && d < p->ndays; d++)
            there += h->tight || !who->away[d]; /* days off are no leave: hours are made up */
        int due = who->contract * there / 7;
        w->max_week_minutes[k] = WEEK_MINUTES;
        w->block[k] = (rota_convex){
            .low = due > BAND ? due - BAND : 0, .high = due + BAND, .below = 50, .above = 100};
    }
    int nights = 0;
    for (int g = 0; g < p->ngroups; g++)
        nights += h->wanted[g * NSHIFTS + NIGHT] * p->ndays;
    w->nights = (rota_convex){.high = nights / p->nworkers + 1, .above = points(2)};
    w->weekends = (rota_convex){.high = (p->nweeks + 1) / 2, .above = points(3)};
}

static void make_history(home *h, person *who) {
    uint64_t *r = &h->random;
    rota_history *before = &who->w->before;
    *before = (rota_history){.ready = -100000,
                             .ready_night = -100000,
                             .last_end = -100000,
                             .run_off = between(r, 1, 3),
                             .last_group = -1,
                             .last_type = -1};
    if (chance(r, 50))
        return;
    bool late = chance(r, 50);
    before->last_end = late ? -120 : -540;
    before->ready = before->ready_night = before->last_end + REST;
    before->run_days = between(r, 1, 4);
    before->run_off = 0;
    before->last_group = who->own;
    before->last_flags = late ? ROTA_ARC_BED : 0;
}

static void make_bonds(home *h, person *who, double *bond) {
    uint64_t *r = &h->random;
    rota_worker *w = who->w;
    int groups = h->p->ngroups;
    w->nfaces = groups;
    w->return_by_group = ROTA_NEW_ARRAY(rota_cost, groups);
    w->bedwake_by_group = ROTA_NEW_ARRAY(rota_cost, groups);
    for (int g = 0; g < groups; g++) {
        bool own = g == who->own;
        double known = between(r, 0, 100) / (own ? 100.0 : 600.0);
        bond[g] = own ? (who->key ? 1.0 : 0.6) : 0.1;
        bond[g] += 0.3 * (1 - bond[g]) * known;
        w->return_by_group[g] = -points(2);
        w->bedwake_by_group[g] = -points(3);
        w->face_cost[g] = own ? 0 : points(chance(r, 30) ? 6 : 10);
    }
}

static void add_row(person *who, rota_arc *arc, int row) {
    ROTA_GROW(who->rows, who->nrows, who->rows_capacity);
    who->rows[who->nrows++] = (rota_arc_row){row, 1};
    arc->nrows++;
}

static void add_arc(home *h, person *who, int d, int s, int g, const double *bond) {
    rota_worker *w = who->w;
    ROTA_GROW(w->arcs, w->narcs, who->arcs_capacity);
    rota_arc *arc = &w->arcs[w->narcs++];
    *arc = (rota_arc){.day = d,
                      .task = row_of(h, d, s, g),
                      .type = -1,
                      .start = d * 1440 + SHIFTS[s].start,
                      .minutes = SHIFTS[s].minutes,
                      .group = g,
                      .faces = 1ULL << g,
                      .flags = SHIFTS[s].flags | (d % 7 >= 5 ? ROTA_ARC_WEEKEND : 0U),
                      .first_row = who->nrows};
    arc->end = arc->start + SHIFTS[s].length;
    arc->ready = arc->ready_night = arc->end + REST;
    if (s != NIGHT)
        arc->cost[ROTA_PART_BOND] = -points(bond[g] * SHIFTS[s].length / 60.0);
    arc->cost[ROTA_PART_WISHES] = who->wish[d] < 0 ? points(4) : 0;
    add_row(who, arc, arc->task);
    if (s != NIGHT && who->key && g == who->own)
        add_row(who, arc, h->first_key + d * h->p->ngroups + g);
    if (s != NIGHT && who->lead)
        add_row(who, arc, h->first_lead + d * 2 + s);
}

static void make_arcs(home *h, person *who, const double *bond) {
    const rota_problem *p = h->p;
    rota_worker *w = who->w;
    w->day_first = ROTA_NEW_ARRAY(int, p->ndays + 1);
    for (int d = 0; d < p->ndays; d++) {
        w->day_first[d] = w->narcs;
        for (int g = 0; g < p->ngroups && !who->away[d]; g++)
            for (int s = 0; s < NSHIFTS; s++)
                if (h->wanted[g * NSHIFTS + s] > 0)
                    add_arc(h, who, d, s, g, bond);
    }
    w->day_first[p->ndays] = w->narcs;
    w->arc_rows = ROTA_TAKE(who->rows);
}

/* People are dealt to the groups in turn; the first two of each group are its key caregivers. In
 * homes with more than four people a group one in five is relief. */
static void make_person(home *h, int i) {
    const rota_problem *p = h->p;
    uint64_t *r = &h->random;
    person who = {.w = &p->workers[i], .own = i % p->ngroups, .key = i / p->ngroups < 2};
    if (i / p->ngroups >= 4 && chance(r, 20))
        who.own = -1;
    who.lead = i % 5 == 0 || chance(r, 20);
    int mean = h->week_demand / 100 * (h->tight ? 100 : 108) / p->nworkers;
    who.contract = mean * between(r, 8, 12) / 10 / 30 * 30;
    if (who.contract > MOST_CONTRACT)
        who.contract = MOST_CONTRACT;
    double bond[ROTA_MAX_FACES];
    make_absences(h, &who);
    make_limits(h, &who);
    make_history(h, &who);
    make_bonds(h, &who, bond);
    make_arcs(h, &who, bond);
    free(who.away);
    free(who.wish);
}

/* ---- bare ---- */

static void make_bare_person(const rota_problem *p, rota_worker *w) {
    int minutes = 0;
    for (int k = 0; k < p->nweeks; k++) {
        minutes += w->block[k].high;
        w->max_week_minutes[k] = INT32_MAX;
        w->block[k] = (rota_convex){0};
    }
    memset(w->face_cost, 0, sizeof w->face_cost);
    memset(w->return_by_group, 0, (size_t)p->ngroups * sizeof *w->return_by_group);
    memset(w->bedwake_by_group, 0, (size_t)p->ngroups * sizeof *w->bedwake_by_group);
    w->nights = w->weekends = (rota_convex){0};
    w->weekly_rest = w->weekly_rest_gap = 0;
    w->max_run_nights = -1;
    w->max_run_days = 5;
    w->min_run_days = w->min_run_off = 2;
    w->max_total_weekends = (3 * p->nweeks + 3) / 4;
    w->before = (rota_history){.ready = -100000,
                               .ready_night = -100000,
                               .last_end = -100000,
                               .run_off = 9,
                               .run_open = true,
                               .last_group = -1,
                               .last_type = -1};
    w->after.run_open = true;
    w->after.next_type = -1;
    w->min_total_minutes = minutes * 3 / 4 / 510 * 450; /* whole duties: some line is lawful */
    w->max_total_minutes = ROTA_NEW_ARRAY(int, p->ndays);
    for (int d = 0; d < p->ndays; d++)
        w->max_total_minutes[d] = minutes + 510;
    w->max_of_type = ROTA_NEW_ARRAY(int, p->ntypes);
    for (int type = 0; type < p->ntypes; type++)
        w->max_of_type[type] = type == NIGHT ? p->ndays / 4 + 1 : p->ndays;
    for (int a = 0; a < w->narcs; a++)
        w->arcs[a].type = w->arcs[a].task / p->ngroups % NSHIFTS;
}

static void make_bare(rota_problem *p) {
    p->ntypes = NSHIFTS;
    p->forbidden = ROTA_NEW_ARRAY(unsigned char, NSHIFTS *NSHIFTS);
    for (int a = 0; a < NSHIFTS; a++)
        for (int b = 0; b < a; b++)
            p->forbidden[a * NSHIFTS + b] = 1; /* no shift that begins earlier in the day */
    for (int r = 0; r < p->nrows; r++) { /* least minutes may need more duties than are asked for */
        p->rows[r].high = INT32_MAX;
        p->rows[r].over = p->rows[r].kind == 0 ? points(10) : 0;
    }
    for (int w = 0; w < p->nworkers; w++)
        make_bare_person(p, &p->workers[w]);
}

rota_problem *rota_bench_home_problem(const rota_bench_home *wanted, uint64_t seed) {
    if (wanted->shape == ROTA_BENCH_PLAIN)
        return rota_test_home_problem(wanted->people, wanted->groups, wanted->days, seed);
    home h = {.p = rota_problem_new(),
              .tight = wanted->shape == ROTA_BENCH_TIGHT,
              .random = seed * 7919 + 17};
    h.p->nworkers = wanted->people;
    h.p->ngroups = wanted->groups;
    make_calendar(h.p, wanted->days);
    want_people(&h);
    make_rows(&h);
    h.p->workers = ROTA_NEW_ARRAY(rota_worker, wanted->people);
    for (int i = 0; i < wanted->people; i++)
        make_person(&h, i);
    if (wanted->shape == ROTA_BENCH_BARE)
        make_bare(h.p);
    free(h.wanted);
    free(h.weekend);
    return h.p;
}

/* ---- names ---- */

bool rota_bench_home_read(const char *text, rota_bench_home *out) {
    static const char *const shapes[] = {"usual", "tight", "bare", "plain"};
    const long most[] = {MOST_PEOPLE, ROTA_MAX_FACES, MOST_DAYS};
    long numbers[3];
    ROTA_CLEANUP(rota_freep) char *copy = rota_strdup(text);
    char *at = copy;
    for (int i = 0; i < 3; i++) {
        char *next = at ? strchr(at, '/') : NULL;
        if (next)
            *next++ = '\0';
        if (!at || !rota_parse_int(at, 1, most[i], &numbers[i]))
            return false;
        at = next;
    }
    *out = (rota_bench_home){(int)numbers[0], (int)numbers[1], (int)numbers[2], ROTA_BENCH_USUAL};
    for (int i = 0; at && i < 4; i++) {
        if (strcmp(at, shapes[i]) == 0) {
            out->shape = (enum rota_bench_shape)i;
            return true;
        }
    }
    return !at;
}
