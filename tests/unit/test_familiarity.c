#include "support/test.h"

#include "support/care.h"

#include <math.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))

static void familiarity_day_by_day(void **state) {
    (void)state;
    const int hours[] = {8, 8, 0, 0, 4};
    const double expected[] = {0.1, 0.19, 0.171, 0.1539, 0.18851};
    care f = care_open("UTC");
    double b = 0;
    for (int i = 0; i < (int)COUNT(hours); i++) {
        if (hours[i])
            care_add(&f, i, A, 8 * H, (8 + hours[i]) * H);
        b = rota_familiarity_next(b, hours[i] * H);
        care_near(b, expected[i]);
        care_near(rota_familiarity(f.home, &f.duties, A, WILLOW, f.day1 + i + 1), expected[i]);
    }
    care_near(rota_familiarity_next(0.5, 600), 0.55); /* no more than a full day */
    rota_duties_sort(&f.duties);
    /* The day itself and the future are not in it. */
    care_near(rota_familiarity(f.home, &f.duties, A, WILLOW, f.day1 + 1), 0.1);
    care_near(rota_familiarity(f.home, &f.duties, A, WILLOW, f.day1), 0);
    care_near(rota_familiarity(f.home, &f.duties, A, OAK, f.day1 + 5), 0);
    care_near(rota_familiarity(f.home, &f.duties, B, WILLOW, f.day1 + 5), 0);
    care_close(&f);
}

static void familiarity_of_all_pairs(void **state) {
    (void)state;
    care f = care_open("UTC");
    care_add_sleeper(&f, 1, B, 14 * H, 38 * H + 30, 18 * H, 34 * H); /* 4 h, and 4.5 h next day */
    care_add(&f, 2, B, 15 * H, 16 * H)->group = OAK;
    care_add(&f, 0, A, 8 * H, 12 * H);
    care_add(&f, 0, A, 13 * H, 19 * H)->group = WHOLE_HOME;
    care_add(&f, 0, A, 18 * H, 20 * H)->group = OAK; /* an hour of it counted already */
    care_add_kind(&f, 0, C, 22 * H, 31 * H, ROTA_SHIFT_NIGHT);
    care_add_kind(&f, 0, D, 8 * H, 16 * H, ROTA_SHIFT_MEETING);
    care_late(&f, -100, D); /* longer ago than the home looks back */
    double all[NSTAFF * NGROUPS];
    for (size_t i = 0; i < COUNT(all); i++)
        all[i] = 99; /* what was there is overwritten */
    rota_familiarity_all(f.home, &f.duties, f.day1 + 3, all);
    const double expected[NSTAFF][NGROUPS] = {
        {0.1 * 0.81, 0.1 * 7 / 8 * 0.81},
        {0.05 * 0.9 + 0.1 * 4.5 / 8, 0.1 / 8},
        {0, 0},
        {0, 0},
    };
    for (int i = 0; i < NSTAFF; i++)
        for (int g = 0; g < NGROUPS; g++) {
            care_near(all[i * NGROUPS + g], expected[i][g]);
            assert_true(rota_familiarity(f.home, &f.duties, i, g, f.day1 + 3) ==
                        all[i * NGROUPS + g]);
        }
    f.home->settings.continuity.history_weeks = 15;
    assert_true(rota_familiarity(f.home, &f.duties, D, WILLOW, f.day1 + 3) > 0);
    care_close(&f);
}

/* Published A B A C, worked A B D C, 8 h each. */
static void predictability(void **state) {
    (void)state;
    care published = care_open("UTC"), worked = care_open("UTC");
    const int announced[] = {A, B, A, C}, came[] = {A, B, D, C};
    for (int i = 0; i < 4; i++) {
        care_late(&published, i, announced[i]);
        care_late(&worked, i, came[i]);
    }
    const rota_home *home = published.home;
    rota_day d = published.day1;
    care_near(rota_predictability(home, &published.duties, &worked.duties, d, d + 3), 0.75);
    care_near(rota_predictability(home, &published.duties, &worked.duties, d, d + 1), 1);
    care_near(rota_predictability(home, &published.duties, &worked.duties, d + 2, d + 2), 0);
    care_near(rota_predictability(home, &published.duties, &worked.duties, d + 4, d + 9), NAN);

    worked.duties.items[1].group = OAK; /* there, but with others */
    care_near(rota_predictability(home, &published.duties, &worked.duties, d, d + 3), 0.5);
    worked.duties.items[1].group = WHOLE_HOME;
    care_near(rota_predictability(home, &published.duties, &worked.duties, d, d + 3), 0.75);
    worked.duties.items[0].end -= 4 * H; /* went home early, and came back for an hour */
    care_add(&worked, 0, A, 21 * H, 23 * H);
    care_add(&worked, 0, A, 21 * H, 22 * H); /* recorded twice */
    care_near(rota_predictability(home, &published.duties, &worked.duties, d, d + 3), 21.0 / 32);

    care_add_kind(&published, 0, D, 9 * H, 12 * H, ROTA_SHIFT_MEETING);
    care_add_kind(&published, 0, D, 0, 24 * H, ROTA_SHIFT_ON_CALL);
    care_near(rota_predictability(home, &published.duties, &worked.duties, d, d + 3), 21.0 / 32);
    care_close(&published);
    care_close(&worked);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(familiarity_day_by_day),
        cmocka_unit_test(familiarity_of_all_pairs),
        cmocka_unit_test(predictability),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
