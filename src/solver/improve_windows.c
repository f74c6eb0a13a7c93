/* Improvement by windows: part of the rota is planned anew by the whole solver, the rest stands. */
#include "core/mem.h"
#include "solver/search.h"
#include "solver/window.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_ROWS = 450 };  /* of an LP that is quick */
enum { A_WEEK = 7 };       /* days */
enum { MOST_STILL = 40 };  /* windows in a row without success */
enum { MANY_PEOPLE = 30 }; /* from here on a fixed number of them */

void rota_improve_windows(rota_search *s, int weeks, double work, double window_work) {
    double until = rota_search__work(s) + work;
    int last = s->p->nweeks - weeks, still = 0;
    /* Round and round, until no window improves any more. */
    for (int k = 0; still <= last && rota_search__work(s) < until && !rota_search__over(s) &&
                    !rota_search__done(s);
         k = k < last ? k + 1 : 0)
        still = rota_improve_parts(s, &(rota_part){k, k + weeks - 1, NULL, window_work}, 1) > 0
                    ? 0
                    : still + 1;
}

/* Plan some days of everybody anew. */
static bool improve_days(rota_search *s, int first, int end, double window_work) {
    const rota_problem *p = s->p;
    int **lines = ROTA_NEW_ARRAY(int *, p->nworkers);
    for (int w = 0; w < p->nworkers; w++)
        lines[w] = rota_memdup(s->best[w], (size_t)p->ndays * sizeof(int));
    rota_window *window = rota_window_cut_days(p, s->best, first, end);
    s->windows++;
    bool better =
        rota_solve_window(s, window, window_work, 1, false, lines) && rota_search__offer(s, lines);
    s->windows_better += better;
    rota_window_free(window);
    for (int w = 0; w < p->nworkers; w++)
        free(lines[w]);
    free(lines);
    return better;
}

void rota_improve_days(rota_search *s, double work, double window_work) {
    static const int begins[] = {4, 2, 5, 3, 1, 6, 0}; /* days after the week: far apart first */
    double until = rota_search__work(s) + work;
    int n = s->p->ndays / A_WEEK, still = 0;
    for (int i = 0; still < A_WEEK * n && rota_search__work(s) < until && !rota_search__over(s) &&
                    !rota_search__done(s);
         i++) {
        int first = i % n * A_WEEK + begins[i / n % A_WEEK], end = first + A_WEEK;
        bool better = end <= s->p->ndays && improve_days(s, first, end, window_work);
        still = better ? 0 : still + 1;
    }
}

int rota_weeks_of_all(const rota_problem *p) {
    int weeks = (MOST_ROWS - p->nworkers) * p->nweeks / (p->nrows + 1);
    weeks = weeks < 4 ? weeks : 4;
    return weeks < 1 ? 1 : weeks < p->nweeks ? weeks : p->nweeks;
}

void rota_improve_in_order(rota_search *s, double seconds) {
    const rota_problem *p = s->p;
    int weeks = rota_weeks_of_all(p), step = (weeks + 1) / 2;
    int windows = (p->nweeks - weeks) / step + 2;
    double until = rota_clock_seconds() + seconds;
    for (int first = 0; !rota_search__over(s); first += step) {
        int from = first + weeks <= p->nweeks ? first : p->nweeks - weeks;
        double left = until - rota_clock_seconds();
        rota_part part = {from, from + weeks - 1, NULL, fmax(0.2, 2 * left / windows--)};
        rota_improve_parts(s, &part, 1);
        if (from + weeks >= p->nweeks)
            break;
    }
}

/* ---- windows at random ---- */

/* A part of the people who are free, each chosen with the same chance. They are free no more. */
static void choose_some(rota_search *s, int count, unsigned char *free_people,
                        unsigned char *people) {
    int n = s->p->nworkers, left = 0;
    for (int w = 0; w < n; w++)
        left += free_people[w];
    for (int w = 0; w < n; w++) {
        people[w] = free_people[w] && rota_search__random(s) * left-- < count;
        if (people[w]) {
            free_people[w] = 0;
            count--;
        }
    }
}

static int random_up_to(rota_search *s, int most) {
    return (int)(rota_search__random(s) * (most + 1));
}

/* Everybody for a few weeks; beside it, others that leave a week between. Returns how many. */
static int choose_weeks(rota_search *s, int most, rota_part *parts) {
    int last = s->p->nweeks - 1, n = 0;
    for (int tries = 0; tries < 4 * s->nthreads && n < s->nthreads && n < ROTA_MOST_PARTS;
         tries++) {
        int weeks = 1 + random_up_to(s, most - 1), first = random_up_to(s, last + 1 - weeks);
        bool apart = true;
        for (int i = 0; i < n; i++)
            apart =
                apart && (first > parts[i].last_week + 1 || first + weeks < parts[i].first_week);
        if (apart)
            parts[n++] = (rota_part){.first_week = first, .last_week = first + weeks - 1};
    }
    return n;
}

/* Some of the people for more weeks; beside it, others. Returns how many. */
static int choose_people(rota_search *s, unsigned char **people, rota_part *parts) {
    const rota_problem *p = s->p;
    int count = p->nworkers > MANY_PEOPLE ? MANY_PEOPLE / 2 : (p->nworkers + 1) / 2, n = 0;
    int weeks = p->nweeks < 4 ? p->nweeks : 4, left = p->nworkers;
    unsigned char *free_people = ROTA_NEW_ARRAY(unsigned char, p->nworkers);
    for (int w = 0; w < p->nworkers; w++)
        free_people[w] = 1;
    for (; n < s->nthreads && n < ROTA_MOST_PARTS && left > count / 2; n++, left -= count) {
        int first = random_up_to(s, p->nweeks - weeks);
        choose_some(s, count, free_people, people[n]);
        parts[n] = (rota_part){first, first + weeks - 1, people[n], 0};
    }
    free(free_people);
    return n;
}

void rota_improve_at_random(rota_search *s, double work, double window_work) {
    double until = rota_search__work(s) + work;
    const rota_problem *p = s->p;
    unsigned char *people[ROTA_MOST_PARTS];
    rota_part parts[ROTA_MOST_PARTS];
    for (int i = 0; i < ROTA_MOST_PARTS; i++)
        people[i] = ROTA_NEW_ARRAY(unsigned char, p->nworkers);
    int still = 0, most = rota_weeks_of_all(p);
    most = most < p->nweeks ? most : p->nweeks - 1;
    while (still < MOST_STILL && rota_search__work(s) < until && !rota_search__over(s) &&
           !rota_search__done(s)) {
        bool all = p->nweeks > 1 && rota_search__random(s) < 0.5;
        int n = all ? choose_weeks(s, most, parts) : choose_people(s, people, parts);
        for (int i = 0; i < n; i++)
            parts[i].work = window_work;
        still = rota_improve_parts(s, parts, n) > 0 ? 0 : still + n;
    }
    for (int i = 0; i < ROTA_MOST_PARTS; i++)
        free(people[i]);
}
