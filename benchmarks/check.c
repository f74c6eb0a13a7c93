/* How long the checker takes: a year of a large home on every rule, one changed duty again. */
#include "core/check.h"
#include "io/profile.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum {
    H = 60,
    PEOPLE = 60,
    DAYS = 371,
    RUNS = 7,
    SHIFTS = 5,
    EARLY = 0,
    LATE,
    NIGHT,
    LONG_DAY,
    SLEEP_IN
};

static const rota_shift shifts[SHIFTS] = {
    {"E", "Early", 7 * H, 15 * H, 30, ROTA_SHIFT_DAY, -1, -1, "", "", true},
    {"L", "Late", 14 * H + 30, 22 * H + 30, 30, ROTA_SHIFT_DAY, -1, -1, "", "", true},
    {"N", "Night", 22 * H, 31 * H + 30, 30, ROTA_SHIFT_NIGHT, -1, -1, "", "", true},
    {"D", "Long day", 8 * H, 20 * H, 45, ROTA_SHIFT_DAY, -1, -1, "", "", true},
    {"S", "Sleep-in", 14 * H + 30, 39 * H, 30, ROTA_SHIFT_SLEEP_IN, 23 * H, 31 * H, "", "", true},
};

/* Eight days of each kind of worker; -1 = off. */
static const int patterns[][8] = {
    {EARLY, EARLY, LATE, LATE, -1, -1, EARLY, LATE},
    {NIGHT, NIGHT, NIGHT, -1, -1, -1, NIGHT, -1},
    {LONG_DAY, LONG_DAY, LONG_DAY, -1, -1, LONG_DAY, -1, -1},
    {SLEEP_IN, -1, -1, EARLY, -1, SLEEP_IN, -1, -1},
    {LATE, EARLY, -1, LATE, EARLY, -1, NIGHT, -1},
    {EARLY, EARLY, EARLY, EARLY, EARLY, -1, -1, LATE},
};
enum { PATTERNS = sizeof patterns / sizeof patterns[0] };

static void fail(const char *what) {
    fprintf(stderr, "check: %s\n", what);
    exit(1);
}

static void add_people(rota_home *home, rota_day first) {
    home->staff = rota_arena_alloc(home->arena, PEOPLE * sizeof *home->staff);
    home->leave = rota_arena_alloc(home->arena, 3 * PEOPLE * sizeof *home->leave);
    home->nstaff = PEOPLE;
    for (int i = 0; i < PEOPLE; i++) {
        char id[8];
        snprintf(id, sizeof id, "p%02d", i);
        home->staff[i] = (rota_person){.id = rota_arena_strdup(home->arena, id),
                                       .name = "",
                                       .contract_minutes = 37 * H + 30,
                                       .max_minutes = -1,
                                       .born = i % 15 == 7 ? rota_day_of(2009, 6, 1) : ROTA_NO_DAY,
                                       .from = i % 11 == 3 ? first + 60 : ROTA_NO_DAY,
                                       .to = ROTA_NO_DAY,
                                       .opt_out = i % 9 == 4,
                                       .health_assessed = ROTA_NO_DAY,
                                       .other_minutes = i % 13 == 5 ? 8 * H : 0,
                                       .own = rota_limits_none()};
        for (int k = 0; k < 3; k++) {
            rota_day from = first + 40 + 100 * k + i;
            home->leave[home->nleave++] = (rota_leave){i, from, from + 9, ROTA_LEAVE_ANNUAL, -1};
        }
    }
}

static rota_home *make_home(bool special, rota_day first) {
    rota_home *home = rota_home_new();
    rota_faults *faults = rota_faults_new();
    rota_err err;
    if (rota_zone_open("Europe/London", &home->zone, &err) ||
        rota_profile_read(NULL, "uk", &home->rules, faults, &err))
        fail(err.message);
    rota_faults_free(faults);
    home->settings.rules.special_case = special;
    home->shifts = rota_arena_alloc(home->arena, sizeof shifts);
    memcpy(home->shifts, shifts, sizeof shifts);
    home->nshifts = SHIFTS;
    add_people(home, first);
    rota_home_finish(home);
    return home;
}

static void add_duties(const rota_home *home, rota_day first, rota_duties *out) {
    for (int i = 0; i < PEOPLE; i++)
        for (int day = 0; day < DAYS; day++) {
            const rota_leave *leave = rota_home_leave_on(home, i, first + day);
            int shift = patterns[i % PATTERNS][(day + i) % 8];
            rota_duty duty;
            rota_err err;
            if (shift < 0 || leave || !rota_person_employed(&home->staff[i], first + day))
                continue;
            if (rota_duty_of(home, first + day, shift, -1, i, false, &duty, &err))
                fail(err.message);
            rota_duties_add(out, &duty);
        }
}

static double now(void) {
    struct timespec at;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &at);
    return (double)at.tv_sec + (double)at.tv_nsec / 1e9;
}

enum what { WHOLE, WHOLE_ALL, OF_HOME, HOURS, PERSON, CANDIDATE };

/* One run; returns the number of findings. */
static size_t run(enum what what, const rota_home *home, rota_duties *duties, rota_day from,
                  rota_day to) {
    rota_findings found = {0};
    rota_person_hours hours[PEOPLE];
    rota_duty *changed = &duties->items[duties->count / 2];
    rota_duty extra = *changed;
    size_t n = 0;
    switch (what) {
    case WHOLE:
        rota_check(home, duties, from, to, &found);
        break;
    case WHOLE_ALL:
        rota_check_all(home, duties, -1, from, to, &found);
        break;
    case OF_HOME:
        rota_check_home(home, duties, from, to, &found);
        break;
    case HOURS:
        rota_check_hours(home, duties, from, to, hours);
        n = (size_t)hours[0].working_minutes;
        break;
    case PERSON:
        changed->end += 15;
        changed->work_minutes += 15;
        rota_check_person(home, duties, changed->staff, from, to, &found);
        changed->end -= 15;
        changed->work_minutes -= 15;
        break;
    case CANDIDATE:
        extra.date++;
        extra.start += 24 * H;
        extra.end += 24 * H;
        extra.sleep_from += 24 * H;
        extra.sleep_to += 24 * H;
        rota_check_candidate(home, duties, &extra, from, to, &found);
        break;
    }
    n += found.count;
    rota_findings_done(&found);
    return n;
}

static int by_size(const void *a, const void *b) {
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static void measure(const char *name, enum what what, const rota_home *home, rota_duties *duties,
                    rota_day from, rota_day to) {
    double seconds[RUNS];
    size_t found = 0;
    for (int i = 0; i < RUNS; i++) {
        double start = now();
        found = run(what, home, duties, from, to);
        seconds[i] = now() - start;
    }
    qsort(seconds, RUNS, sizeof seconds[0], by_size);
    printf("%-34s %9.2f %9.2f %9zu\n", name, 1000 * seconds[RUNS / 2], 1000 * seconds[RUNS - 1],
           found);
}

int main(void) {
    rota_day first = rota_day_of(2026, 1, 5);
    for (int special = 0; special < 2; special++) {
        rota_home *home = make_home(special, first);
        rota_duties duties = {0};
        add_duties(home, first, &duties);
        rota_day to = first + DAYS - 1, from = first;
        printf("%s: %d people, %zu duties, %d days (CPU milliseconds of %d runs)\n",
               special ? "continuity of care" : "standard rules", PEOPLE, duties.count, DAYS, RUNS);
        printf("%-34s %9s %9s %9s\n", "", "median", "most", "findings");
        measure("every rule, everybody", WHOLE, home, &duties, from, to);
        measure("the same with what is well", WHOLE_ALL, home, &duties, from, to);
        measure("who is in the house together", OF_HOME, home, &duties, from, to);
        measure("hours and averages", HOURS, home, &duties, from, to);
        measure("a duty made 15 minutes longer", PERSON, home, &duties, from, to);
        measure("one more duty", CANDIDATE, home, &duties, from, to);
        rota_duties_done(&duties);
        rota_home_free(home);
    }
    return 0;
}
