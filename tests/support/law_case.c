#include "support/law_case.h"

#include "io/profile.h"
#include "support/test.h"

#include <stdio.h>
#include <string.h>

static void read_rules(fixture *f) {
    rota_faults *faults = rota_faults_new();
    rota_err err;
    assert_int_equal(rota_profile_read(NULL, "uk", &f->home->rules, faults, &err), ROTA_OK);
    rota_faults_free(faults);
}

void law_weeks(fixture *f, int first, int n, int days, int hours) {
    char monday[ROTA_DATE_SIZE];
    rota_day_format(fixture_day("2026-06-01") + 7 * (first - 1), monday);
    fixture_weeks(f, PRIYA, monday, n, days, hours * H);
}

void law_nights(fixture *f, int weeks, int every, int a_week, const char *from, int minutes) {
    for (int week = 0; week < weeks; week += every)
        for (int day = 0; day < a_week; day++) {
            char times[64], a[ROTA_DATE_SIZE];
            rota_day date = fixture_day("2026-06-01") + 7 * week + day;
            snprintf(times, sizeof times, "%sT%s/%sT23:59", rota_day_format(date, a), from, a);
            rota_duty *duty = fixture_work(f, PRIYA, times);
            duty->end = duty->start + minutes;
            duty->work_minutes = minutes;
        }
}
rota_duty *law_with_break(fixture *f, const char *times, int minutes) {
    rota_duty *duty = fixture_work(f, PRIYA, times);
    duty->break_said = true;
    duty->break_minutes = minutes;
    duty->work_minutes -= minutes;
    return duty;
}
static rota_person_hours hours_of(fixture *f) {
    rota_person_hours hours[FIXTURE_STAFF];
    rota_day first = INT_MAX, last = INT_MIN;
    for (size_t i = 0; i < f->duties.count; i++) {
        rota_day day = f->duties.items[i].date;
        first = day < first ? day : first;
        last = day > last ? day : last;
    }
    rota_check_hours(f->home, &f->duties, first, last, hours);
    return hours[PRIYA];
}
void law_hours_and_list(fixture *f, char *buf, size_t size) {
    rota_person_hours h = hours_of(f);
    snprintf(buf, size, "%lld work, %lld wage; %s", (long long)h.working_minutes,
             (long long)h.wage_minutes, fixture_list(f));
}

static bool check_case(const law_case *c, bool special) {
    char buf[400] = "";
    fixture f;
    fixture_open(&f, special);
    read_rules(&f);
    if (c->build)
        c->build(&f);
    if (c->times)
        fixture_work(&f, PRIYA, c->times);
    if (c->home) {
        rota_home_finish(f.home);
        rota_check_home(f.home, &f.duties, fixture_day("2026-06-01"), fixture_day("2026-06-02"),
                        &f.found);
    } else if (f.duties.count > 0) {
        fixture_check(&f, c->from, c->to);
    }
    if (c->ask)
        c->ask(&f, buf, sizeof buf);
    const char *found = c->ask ? buf : fixture_list(&f);
    const char *expected = special ? c->special : c->standard;
    bool same = strcmp(found, expected) == 0;
    if (!same)
        print_message("%s, %s (%s): found '%s', expected '%s'\n", c->id, c->what,
                      special ? "R21" : "standard", found, expected);
    fixture_close(&f);
    return same;
}

void law_check(const law_case *cases, size_t n) {
    int wrong = 0;
    for (size_t i = 0; i < n; i++)
        wrong += !check_case(&cases[i], false) + !check_case(&cases[i], true);
    assert_int_equal(wrong, 0);
}
