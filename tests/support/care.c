#include "support/care.h"

#include "support/test.h"

#include <math.h>
#include <string.h>

care care_open(const char *zone) {
    static const char *const ids[] = {"a", "b", "c", "d"};
    care f = {.home = rota_home_new(), .day1 = rota_day_of(2026, 11, 23)};
    rota_home *home = f.home;
    rota_err err;
    assert_int_equal(rota_zone_open(zone, &home->zone, &err), ROTA_OK);
    home->nstaff = NSTAFF;
    home->staff = rota_arena_alloc(home->arena, NSTAFF * sizeof *home->staff);
    for (int i = 0; i < NSTAFF; i++)
        home->staff[i] = (rota_person){.id = ids[i],
                                       .name = ids[i],
                                       .contract_minutes = 39 * H,
                                       .max_minutes = -1,
                                       .born = ROTA_NO_DAY,
                                       .from = ROTA_NO_DAY,
                                       .to = ROTA_NO_DAY};
    home->ngroups = NGROUPS;
    home->groups = rota_arena_alloc(home->arena, NGROUPS * sizeof *home->groups);
    home->groups[WILLOW] = (rota_group){.id = "willow", .name = "Willow", .weight = 1};
    home->groups[OAK] = (rota_group){.id = "oak", .name = "Oak", .weight = 1};
    home->nchildren = 1;
    home->children = rota_arena_alloc(home->arena, sizeof *home->children);
    home->children[0] = (rota_child){.id = "mia",
                                     .name = "Mia",
                                     .born = ROTA_NO_DAY,
                                     .group = WILLOW,
                                     .key_caregiver = -1,
                                     .from = ROTA_NO_DAY,
                                     .to = ROTA_NO_DAY};
    home->roles = rota_arena_alloc(home->arena, (size_t)NSTAFF * NGROUPS);
    memset(home->roles, ROTA_ROLE_RELIEF, (size_t)NSTAFF * NGROUPS);
    return f;
}

void care_close(care *f) {
    rota_duties_done(&f->duties);
    rota_home_free(f->home);
}

void care_role(care *f, int staff, int group, enum rota_role role) {
    f->home->roles[staff * NGROUPS + group] = (unsigned char)role;
}

rota_duty *care_add(care *f, int offset, int staff, int from, int to) {
    rota_day date = f->day1 + offset;
    rota_minute start = rota_zone_at(f->home->zone, date, from, false);
    rota_minute end = rota_zone_at(f->home->zone, date, to, true);
    rota_duty duty = {.staff = staff,
                      .date = date,
                      .shift = -1,
                      .group = WILLOW,
                      .kind = ROTA_SHIFT_DAY,
                      .start = start,
                      .end = end,
                      .work_minutes = (int)(end - start)};
    rota_duties_add(&f->duties, &duty);
    return &f->duties.items[f->duties.count - 1];
}

rota_duty *care_add_kind(care *f, int offset, int staff, int from, int to,
                         enum rota_shift_kind kind) {
    rota_duty *duty = care_add(f, offset, staff, from, to);
    duty->kind = kind;
    return duty;
}

rota_duty *care_add_sleeper(care *f, int offset, int staff, int from, int to, int sleep_from,
                            int sleep_to) {
    rota_duty *duty = care_add_kind(f, offset, staff, from, to, ROTA_SHIFT_SLEEP_IN);
    duty->sleep_from = rota_zone_at(f->home->zone, duty->date, sleep_from, false);
    duty->sleep_to = rota_zone_at(f->home->zone, duty->date, sleep_to, true);
    return duty;
}

void care_early(care *f, int offset, int staff) {
    care_add(f, offset, staff, 7 * H, 14 * H);
}
void care_late(care *f, int offset, int staff) {
    care_add(f, offset, staff, 14 * H, 22 * H);
}
void care_sleep_in(care *f, int offset, int staff) {
    care_add_sleeper(f, offset, staff, 22 * H, 31 * H, 22 * H, 31 * H);
}

rota_continuity care_measure(const care *f, int group, int first, int last) {
    rota_continuity m;
    rota_continuity_group(f->home, &f->duties, group, f->day1 + first, f->day1 + last, &m);
    return m;
}

rota_continuity care_measure_child(const care *f, int first, int last) {
    rota_continuity m;
    rota_continuity_child(f->home, &f->duties, 0, f->day1 + first, f->day1 + last, &m);
    return m;
}

void care_near_at(const char *file, int line, const char *what, double got, double expected) {
    if (isnan(expected) ? !isnan(got) : !(fabs(got - expected) <= 1e-9))
        fail_msg("%s:%d: %s is %.12f, expected %.12f", file, line, what, got, expected);
}
