#include "support/two_weeks.h"

#include "core/mem.h"
#include "support/test.h"

#include <limits.h>
#include <string.h>

enum { NDAYS = TWO_WEEKS, DAY = 1440 };
static const char DUTIES[] = "ELBN";

static rota_arc make_arc(int day, char duty) {
    static const int starts[] = {420, 840, 840, 1320};
    int kind = (int)(strchr(DUTIES, duty) - DUTIES);
    rota_arc arc = {.day = day, .start = day * DAY + starts[kind], .minutes = 450};
    arc.end = arc.start + (duty == 'N' ? 540 : 480);
    arc.ready_night = arc.end + 660;
    arc.ready = duty == 'N' ? arc.end + 1440 : arc.ready_night;
    arc.group = duty == 'L';
    arc.faces = duty == 'L' ? 2 : duty == 'N' ? 4 : 1;
    arc.flags = (duty == 'N' ? ROTA_ARC_NIGHT : 0U) | (duty == 'E' ? ROTA_ARC_WAKE : 0U) |
                (duty == 'L' || duty == 'B' ? ROTA_ARC_BED : 0U) |
                (day % 7 >= 5 ? ROTA_ARC_WEEKEND : 0U) | (day == 3 ? ROTA_ARC_HOLIDAY : 0U);
    return arc;
}

rota_problem *two_weeks_open(void) {
    rota_problem *p = rota_problem_new();
    *p = (rota_problem){.ndays = NDAYS,
                        .nweeks = 2,
                        .nblocks = 2,
                        .ngroups = 2,
                        .nworkers = 1,
                        .nrests = 2,
                        .end = NDAYS * DAY};
    p->week_of_day = ROTA_NEW_ARRAY(int, NDAYS);
    p->rest_of_day = ROTA_NEW_ARRAY(int, NDAYS);
    p->weekday = ROTA_NEW_ARRAY(unsigned char, NDAYS);
    p->block_of_week = ROTA_NEW_ARRAY(int, 2);
    p->block_of_week[1] = 1;
    p->rest_start = ROTA_NEW_ARRAY(int, 3);
    p->workers = ROTA_NEW_ARRAY(rota_worker, 1);
    rota_worker *w = p->workers;
    w->narcs = NDAYS * 4;
    w->arcs = ROTA_NEW_ARRAY(rota_arc, w->narcs);
    w->day_first = ROTA_NEW_ARRAY(int, NDAYS + 1);
    w->must_work = ROTA_NEW_ARRAY(unsigned char, NDAYS);
    w->max_week_minutes = ROTA_NEW_ARRAY(int, 2);
    w->block = ROTA_NEW_ARRAY(rota_convex, 2);
    for (int d = 0; d < NDAYS; d++) {
        p->week_of_day[d] = p->rest_of_day[d] = d / 7;
        p->weekday[d] = (unsigned char)(d % 7);
        for (int i = 0; i < 4; i++)
            w->arcs[4 * d + i] = make_arc(d, DUTIES[i]);
        w->day_first[d + 1] = 4 * (d + 1);
    }
    for (int k = 0; k < 2; k++) {
        w->max_week_minutes[k] = INT32_MAX;
        p->rest_start[k + 1] = (k + 1) * 7 * DAY;
    }
    w->max_run_days = w->max_run_nights = w->min_run_off = w->max_weekends = -1;
    w->max_total_weekends = -1;
    w->before = (rota_history){.ready = -9999,
                               .ready_night = -9999,
                               .last_end = -9999,
                               .run_off = 9,
                               .last_group = -1,
                               .last_type = -1};
    return p;
}

void two_weeks_read(const char *text, int *arcs) {
    int n = (int)strlen(text);
    assert_true(n <= NDAYS);
    for (int d = 0; d < NDAYS; d++)
        arcs[d] = d < n && text[d] != '.' ? 4 * d + (int)(strchr(DUTIES, text[d]) - DUTIES) : -1;
}

void two_weeks_begin_on_sunday(rota_problem *p) {
    for (int d = 0; d < NDAYS; d++) {
        p->weekday[d] = (unsigned char)((d + 6) % 7);
        p->week_of_day[d] = (d + 6) / 7 > 1 ? 1 : 0;
    }
}
