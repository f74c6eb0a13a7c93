#include "benchmarks/shift-scheduling/evaluate.h"

#include <stdio.h>
#include <stdlib.h>

enum { BREACH_SIZE = 128 + 2 * ROTA_INSTANCE_MAX_ID };

/* One person's roster, and where breaches go. */
typedef struct {
    const rota_instance *in;
    const rota_instance_person *person;
    const int *days; /* [ndays] */
    rota_evaluation *out;
} walk;

__attribute__((format(printf, 2, 3))) static void breach(const walk *w, const char *fmt, ...) {
    rota_evaluation *out = w->out;
    char words[BREACH_SIZE];
    va_list args;
    va_start(args, fmt);
    vsnprintf(words, sizeof words, fmt, args);
    va_end(args);
    ROTA_GROW(out->breaches, out->nbreaches, out->capacity);
    out->breaches[out->nbreaches++] = rota_strdupf("person '%s', %s", w->person->id, words);
}

static void check_days_off(const walk *w) {
    for (int d = 0; d < w->in->ndays; d++)
        if (w->person->off[d] && w->days[d] != ROTA_ROSTER_OFF)
            breach(w, "day %d: works '%s' on a fixed day off", d, w->in->shifts[w->days[d]].id);
}

static void check_successions(const walk *w) {
    const rota_instance_shift *shifts = w->in->shifts;
    for (int d = 1; d < w->in->ndays; d++) {
        int before = w->days[d - 1], now = w->days[d];
        if (before != ROTA_ROSTER_OFF && now != ROTA_ROSTER_OFF &&
            w->in->forbidden[before * w->in->nshifts + now])
            breach(w, "day %d: '%s' may not follow '%s'", d, shifts[now].id, shifts[before].id);
    }
}

static void check_shifts(const walk *w) {
    int *count = ROTA_NEW_ARRAY(int, w->in->nshifts);
    for (int d = 0; d < w->in->ndays; d++)
        if (w->days[d] != ROTA_ROSTER_OFF)
            count[w->days[d]]++;
    for (int s = 0; s < w->in->nshifts; s++)
        if (count[s] > w->person->most_of_shift[s])
            breach(w, "shift '%s': %d, at most %d", w->in->shifts[s].id, count[s],
                   w->person->most_of_shift[s]);
    free(count);
}

static void check_minutes(const walk *w) {
    int minutes = 0;
    for (int d = 0; d < w->in->ndays; d++)
        if (w->days[d] != ROTA_ROSTER_OFF)
            minutes += w->in->shifts[w->days[d]].minutes;
    if (minutes > w->person->most_minutes)
        breach(w, "minutes: %d, at most %d", minutes, w->person->most_minutes);
    if (minutes < w->person->least_minutes)
        breach(w, "minutes: %d, at least %d", minutes, w->person->least_minutes);
}

static void check_run(const walk *w, bool worked, int first, int last) {
    int length = last - first + 1;
    bool edge = first == 0 || last == w->in->ndays - 1;
    const rota_instance_person *person = w->person;
    if (worked && length > person->most_run)
        breach(w, "works days %d to %d: %d in a row, at most %d", first, last, length,
               person->most_run);
    if (worked && !edge && length < person->least_run)
        breach(w, "works days %d to %d: %d in a row, at least %d", first, last, length,
               person->least_run);
    if (!worked && !edge && length < person->least_off)
        breach(w, "off days %d to %d: %d in a row, at least %d", first, last, length,
               person->least_off);
}

static void check_runs(const walk *w) {
    for (int first = 0, last; first < w->in->ndays; first = last + 1) {
        bool worked = w->days[first] != ROTA_ROSTER_OFF;
        last = first;
        while (last + 1 < w->in->ndays && (w->days[last + 1] != ROTA_ROSTER_OFF) == worked)
            last++;
        check_run(w, worked, first, last);
    }
}

static void check_weekends(const walk *w) {
    int weekends = 0;
    for (int saturday = 5; saturday < w->in->ndays; saturday += 7) {
        bool sunday = saturday + 1 < w->in->ndays && w->days[saturday + 1] != ROTA_ROSTER_OFF;
        weekends += w->days[saturday] != ROTA_ROSTER_OFF || sunday;
    }
    if (weekends > w->person->most_weekends)
        breach(w, "weekends: %d, at most %d", weekends, w->person->most_weekends);
}

static void add_requests(const rota_instance *in, const int *roster, rota_evaluation *out) {
    for (int i = 0; i < in->non; i++) {
        const rota_instance_request *r = &in->on[i];
        if (roster[r->person * in->ndays + r->day] != r->shift)
            out->on += r->weight;
    }
    for (int i = 0; i < in->noff; i++) {
        const rota_instance_request *r = &in->off[i];
        if (roster[r->person * in->ndays + r->day] == r->shift)
            out->off += r->weight;
    }
}

static void add_cover(const rota_instance *in, const int *roster, rota_evaluation *out) {
    for (int i = 0; i < in->ncover; i++) {
        const rota_instance_cover *c = &in->cover[i];
        int64_t there = 0;
        for (int p = 0; p < in->npeople; p++)
            there += roster[p * in->ndays + c->day] == c->shift;
        if (there < c->need)
            out->under += (c->need - there) * c->under;
        else
            out->over += (there - c->need) * c->over;
    }
}

void rota_evaluate(const rota_instance *instance, const int *roster, rota_evaluation *out) {
    *out = (rota_evaluation){0};
    for (int p = 0; p < instance->npeople; p++) {
        walk w = {instance, &instance->people[p], &roster[p * instance->ndays], out};
        check_days_off(&w);
        check_successions(&w);
        check_shifts(&w);
        check_minutes(&w);
        check_runs(&w);
        check_weekends(&w);
    }
    add_requests(instance, roster, out);
    add_cover(instance, roster, out);
    out->total = out->on + out->off + out->under + out->over;
}

void rota_evaluation_done(rota_evaluation *evaluation) {
    for (int i = 0; i < evaluation->nbreaches; i++)
        free(evaluation->breaches[i]);
    free(evaluation->breaches);
    *evaluation = (rota_evaluation){0};
}
