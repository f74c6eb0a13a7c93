#include "support/shortage.h"

#include "support/test.h"

#include <stdlib.h>
#include <string.h>

rota_day place_day(int offset) {
    return fixture_day("2026-06-01") + offset;
}

void place_open(place *p, bool special) {
    fixture_open(&p->f, special);
    p->home = p->f.home;
    p->priya = &p->home->staff[PRIYA];
    p->row = (rota_demand){
        .group = WILLOW, .shift = EARLY, .skill = -1, .min = 1, .target = 1, .max = 1, .what = ""};
    p->home->demand = &p->row;
    p->home->ndemand = 1;
    p->home->nstaff = 1; /* Omar comes only where two are asked */
}

void place_close(place *p) {
    fixture_close(&p->f);
}

void place_set_times(place *p, int shift, int start, int end) {
    p->home->shifts[shift].start = start;
    p->home->shifts[shift].end = end;
}

void place_add(place *p, int staff, const char *list) {
    while (*list) {
        char *id, shift[2] = "";
        long offset = strtol(list, &id, 10);
        shift[0] = *id;
        int index = rota_home_find_shift(p->home, shift), group = WILLOW;
        assert_true(id > list && index >= 0);
        if (id[1] == ':')
            group = id[2] == '*' ? -1 : OAK;
        rota_duty duty;
        rota_err err;
        assert_int_equal(
            rota_duty_of(p->home, place_day((int)offset), index, group, staff, false, &duty, &err),
            ROTA_OK);
        rota_duties_add(&p->f.duties, &duty);
        list = id + strcspn(id, " ");
        list += strspn(list, " ");
    }
}

rota_shortfall place_shortfall(const place *p, int offset) {
    rota_shortfall s = {.date = place_day(offset), .row = 0, .min_short = 1};
    rota_demand_span(p->home, &p->row, s.date, &s.from, &s.to);
    return s;
}

void place_expect_at(place *p, const char *name, const rota_shortfall *s, const char *expected) {
    rota_home_finish(p->home);
    rota_reasons reasons = {0};
    rota_text got = {0};
    rota_reasons_for(p->home, &p->f.duties, place_day(0), place_day(27), s, &reasons);
    for (size_t i = 0; i < reasons.count; i++)
        rota_text_addf(&got, "%s%s|%s", i ? "; " : "", reasons.items[i].rule,
                       reasons.items[i].text);
    if (strcmp(rota_text_str(&got), expected) != 0)
        fail_msg("%s: got '%s', expected '%s'", name, rota_text_str(&got), expected);
    rota_text_done(&got);
    rota_reasons_done(&reasons);
}

void place_expect(place *p, const char *name, int offset, const char *expected) {
    rota_shortfall s = place_shortfall(p, offset);
    place_expect_at(p, name, &s, expected);
}

void place_cases(const place_case *cases, size_t n) {
    for (size_t i = 0; i < n; i++) {
        place p;
        place_open(&p, cases[i].special);
        p.row.shift = cases[i].shift;
        if (cases[i].prepare)
            cases[i].prepare(&p);
        place_add(&p, PRIYA, cases[i].duties);
        place_expect(&p, cases[i].name, cases[i].day, cases[i].expected);
        place_close(&p);
    }
}
