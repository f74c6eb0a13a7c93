/* Familiarity: how well a person is known to a group from the hours spent together. */
#include "core/continuity.h"
#include "core/stretch.h"

#include <math.h>

static const double DAY_KEEPS = 0.9;    /* of yesterday's familiarity */
static const double DAY_ADDS = 0.1;     /* by a full day together */
static const int64_t FULL_DAY = 8 * 60; /* minutes */

static double full_days(int64_t minutes) {
    return minutes >= FULL_DAY ? 1 : (double)minutes / (double)FULL_DAY;
}

double rota_familiarity_next(double b, int64_t minutes_with_group) {
    return DAY_KEEPS * b + DAY_ADDS * full_days(minutes_with_group);
}

/* Add one person's day: b is linear in each day's contact, so only days with contact are visited.
 * minutes[] and until[] ([ngroups]) are zero and the past on entry and on return. */
static void add_day(const rota_home *home, const rota_stretch *stretches, size_t n, rota_day day,
                    int64_t *minutes, rota_minute *until, double *out) {
    for (size_t i = 0; i < n; i++) {
        int first = stretches[i].group < 0 ? 0 : stretches[i].group;
        int last = stretches[i].group < 0 ? home->ngroups - 1 : stretches[i].group;
        for (int g = first; g <= last; g++) {
            /* Sorted by start: what lies before until[g] is counted already. */
            rota_minute from = stretches[i].from > until[g] ? stretches[i].from : until[g];
            if (stretches[i].to > from) {
                minutes[g] += stretches[i].to - from;
                until[g] = stretches[i].to;
            }
        }
    }
    double *row = &out[(size_t)stretches->staff * (size_t)home->ngroups];
    double weight = DAY_ADDS * pow(DAY_KEEPS, day - 1 - stretches->day);
    for (int g = 0; g < home->ngroups; g++) {
        row[g] += weight * full_days(minutes[g]);
        minutes[g] = 0;
        until[g] = ROTA_NO_MINUTE;
    }
}

static void familiarity_of(const rota_home *home, const rota_duties *duties, int staff,
                           rota_day day, double *out) {
    rota_stretch_query query = {.staff = staff,
                                .group = ROTA_STRETCH_ANY_GROUP,
                                .from = day - 7 * home->settings.continuity.history_weeks,
                                .to = day - 1};
    rota_stretches known = {0};
    rota_stretches__collect(home, duties, &query, &known);
    rota_stretches__sort_by_staff(&known);
    ROTA_CLEANUP(rota_freep) int64_t *minutes = ROTA_NEW_ARRAY(int64_t, home->ngroups);
    ROTA_CLEANUP(rota_freep) rota_minute *until = ROTA_NEW_ARRAY(rota_minute, home->ngroups);
    for (int g = 0; g < home->ngroups; g++)
        until[g] = ROTA_NO_MINUTE;
    for (size_t i = 0, end; i < known.count; i = end) {
        const rota_stretch *first = &known.items[i];
        end = i + 1;
        while (end < known.count && known.items[end].staff == first->staff &&
               known.items[end].day == first->day)
            end++;
        add_day(home, first, end - i, day, minutes, until, out);
    }
    rota_stretches__done(&known);
}

double rota_familiarity(const rota_home *home, const rota_duties *duties, int staff, int group,
                        rota_day day) {
    size_t pairs = (size_t)home->nstaff * (size_t)home->ngroups;
    ROTA_CLEANUP(rota_freep) double *all = ROTA_NEW_ARRAY(double, pairs);
    familiarity_of(home, duties, staff, day, all);
    return all[(size_t)staff * (size_t)home->ngroups + (size_t)group];
}

void rota_familiarity_all(const rota_home *home, const rota_duties *duties, rota_day day,
                          double *out) {
    size_t pairs = (size_t)home->nstaff * (size_t)home->ngroups;
    for (size_t i = 0; i < pairs; i++)
        out[i] = 0;
    familiarity_of(home, duties, ROTA_STRETCH_EVERYBODY, day, out);
}
