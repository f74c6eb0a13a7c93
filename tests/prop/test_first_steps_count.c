/* The sample home First Steps is small enough to try every rota: its optimum against a count of all
 * of them, made here from the home and its settings without the planner or the solver. */
#include "support/test.h"

#include "core/duty.h"
#include "core/text.h"
#include "io/folder.h"
#include "plan/plan.h"
#include "support/files.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { PEOPLE = 5, GROUPS = 2, SHIFTS = 2, SLOTS = GROUPS * SHIFTS, DAYS = 5, WAYS = 120 };
static const char MONDAY[] = "2026-12-07";

static rota_home *home;
static rota_day monday;

/* Who does what on a day: person of the slot group * SHIFTS + shift. */
static int ways[WAYS][SLOTS];
/* By person and day: may they do the shift, and what is it worth (points, a cost)? */
static bool may[PEOPLE][DAYS][SHIFTS];
static double cost[PEOPLE][DAYS][SLOTS];

static void load_home(void) {
    rota_faults *faults = rota_faults_new();
    rota_err err = {0};
    rota_folder *folder;
    rota_test_folder();
    const char *dir = rota_test_path("steps");
    assert_int_equal(rota_folder_init(dir, "first-steps", faults, &err), ROTA_OK);
    assert_int_equal(rota_folder_open(dir, &folder, faults, &err), ROTA_OK);
    assert_int_equal(rota_store_begin_read(folder->store, &err), ROTA_OK);
    assert_int_equal(rota_load_home(folder, &home, &err), ROTA_OK);
    rota_store_rollback(folder->store);
    rota_folder_close(folder);
    rota_faults_free(faults);
    assert_true(rota_day_parse(MONDAY, &monday));
}

static int set_up(void **state) {
    (void)state;
    load_home();
    return 0;
}

static int tear_down(void **state) {
    (void)state;
    rota_home_free(home);
    rota_test_folder_remove();
    return 0;
}

/* ---- the home as it is counted here; it must have nothing else that matters ---- */

static void expect_home(void) {
    assert_int_equal(home->nstaff, PEOPLE);
    assert_int_equal(home->ngroups, GROUPS);
    assert_int_equal(home->nshifts, SHIFTS);
    assert_int_equal(home->ndemand, SLOTS);
    assert_int_equal(home->nleave + home->nrecord + home->nworked + home->nholidays, 0);
    for (int i = 0; i < SLOTS; i++) {
        const rota_demand *row = &home->demand[i];
        assert_int_equal(row->day.kind, ROTA_DAY_WEEKDAYS);
        assert_int_equal(row->group * SHIFTS + row->shift, i);
        assert_int_equal(row->skill, -1);
        assert_int_equal(row->min, 1);
        assert_int_equal(row->max, 1);
    }
    for (int s = 0; s < PEOPLE; s++) {
        const rota_person *p = &home->staff[s];
        assert_true(p->max_minutes >= DAYS * 450 && !p->agency && p->born != ROTA_NO_DAY);
        assert_false(rota_person_young(p, monday));
        assert_int_equal(p->limits.max_shifts_a_day, 1);
        assert_true(p->limits.max_consecutive_days >= DAYS);
    }
}

static double weight_of(int group) {
    return rota_home_group_weight(home, group, monday);
}

static double bond(int staff, int group) {
    const rota_continuity_weights *w = &home->settings.continuity.weight;
    const double of_role[] = {0, w->bond_relief, w->bond_team, w->bond_key};
    return of_role[rota_home_role(home, staff, group)] * weight_of(group);
}

static bool is_available(int staff, int day, int shift) {
    const rota_shift *s = &home->shifts[shift];
    for (int i = 0; i < home->nunavailable; i++) {
        const rota_unavailable *u = &home->unavailable[i];
        if (u->staff == staff && rota_day_spec_matches(&u->day, monday + day) && s->start < u->to &&
            u->from < s->end)
            return false;
    }
    return true;
}

static double wishes(int staff, int day, int shift) {
    double points = 0;
    for (int i = 0; i < home->nrequests; i++) {
        const rota_request *r = &home->requests[i];
        if (r->staff != staff || r->date != monday + day)
            continue;
        assert_true(r->want);
        if (r->shift == ROTA_REQUEST_OFF)
            points += r->weight;
        else if (r->shift == shift || r->shift == ROTA_REQUEST_ANY)
            points -= r->weight;
    }
    return points * home->settings.plan.weight.wish;
}

static void count_costs(void) {
    for (int s = 0; s < PEOPLE; s++)
        for (int d = 0; d < DAYS; d++)
            for (int shift = 0; shift < SHIFTS; shift++) {
                const rota_shift *of = &home->shifts[shift];
                double hours = (of->end - of->start) / 60.0;
                may[s][d][shift] = is_available(s, d, shift);
                for (int g = 0; g < GROUPS; g++)
                    cost[s][d][g * SHIFTS + shift] =
                        wishes(s, d, shift) -
                        bond(s, g) * home->settings.continuity.weight.bond_hour * hours;
            }
}

/* All ways to give four slots to four of five people. */
static void list_ways(void) {
    int n = 0;
    for (int code = 0; code < PEOPLE * PEOPLE * PEOPLE * PEOPLE; code++) {
        int rest = code, way[SLOTS];
        unsigned used = 0;
        for (int slot = 0; slot < SLOTS; slot++, rest /= PEOPLE) {
            way[slot] = rest % PEOPLE;
            used |= 1U << way[slot];
        }
        if (__builtin_popcount(used) == SLOTS)
            memcpy(ways[n++], way, sizeof way);
    }
    assert_int_equal(n, WAYS);
}

/* ---- one day after the other ---- */

/* What of a rota matters to the days that follow: the last day, how many duties each person has,
 * and which groups each has met. Rotas that agree in it are counted together. */
typedef struct {
    int way;
    unsigned char duties[8]; /* of PEOPLE; no padding, keys are compared as bytes */
    unsigned met;            /* bit person * GROUPS + group */
} memory;

typedef struct {
    memory key;
    double best;
    double rotas;
} state;

typedef struct {
    state *items;
    size_t count, capacity;
} states;

static bool is_lawful(int day, int before, int way) {
    for (int slot = 0; slot < SLOTS; slot++)
        if (!may[ways[way][slot]][day][slot % SHIFTS])
            return false;
    for (int a = 0; before >= 0 && a < SLOTS; a++)
        for (int b = 0; b < SLOTS; b++) {
            const rota_shift *first = &home->shifts[a % SHIFTS], *next = &home->shifts[b % SHIFTS];
            if (ways[before][a] == ways[way][b] &&
                next->start + 1440 - first->end < home->rules.daily_rest)
                return false;
        }
    return true;
}

/* Of a day: bonds and wishes, days without a key caregiver, and who comes back to a group. */
static double day_cost(int day, int before, int way) {
    const rota_continuity_weights *w = &home->settings.continuity.weight;
    double sum = 0;
    for (int slot = 0; slot < SLOTS; slot++) {
        int who = ways[way][slot], group = slot / SHIFTS;
        sum += cost[who][day][slot];
        for (int other = group * SHIFTS; before >= 0 && other < (group + 1) * SHIFTS; other++)
            sum -= ways[before][other] == who ? w->return_day * weight_of(group) : 0;
    }
    for (int g = 0; g < GROUPS; g++) {
        bool key = false;
        for (int shift = 0; shift < SHIFTS; shift++)
            key |= rota_home_role(home, ways[way][g * SHIFTS + shift], g) == ROTA_ROLE_KEY;
        sum += key ? 0 : w->key_day * weight_of(g);
    }
    return sum;
}

static state go_on(const state *from, int day, int way) {
    state next = *from;
    next.best += day_cost(day, from->key.way, way);
    next.key.way = way;
    for (int slot = 0; slot < SLOTS; slot++) {
        next.key.duties[ways[way][slot]]++;
        next.key.met |= 1U << (ways[way][slot] * GROUPS + slot / SHIFTS);
    }
    return next;
}

static int by_key(const void *pa, const void *pb) {
    return memcmp(&((const state *)pa)->key, &((const state *)pb)->key, sizeof(memory));
}

/* States of equal key become one: the best of them, and all their rotas. */
static void join(states *list) {
    size_t kept = 0;
    qsort(list->items, list->count, sizeof *list->items, by_key);
    for (size_t i = 0; i < list->count; i++) {
        state *last = kept ? &list->items[kept - 1] : NULL;
        if (!last || by_key(last, &list->items[i]) != 0) {
            list->items[kept++] = list->items[i];
            continue;
        }
        last->best = fmin(last->best, list->items[i].best);
        last->rotas += list->items[i].rotas;
    }
    list->count = kept;
}

static states extend(const states *from, int day) {
    states to = {0};
    for (size_t i = 0; i < from->count; i++)
        for (int way = 0; way < WAYS; way++) {
            if (!is_lawful(day, from->items[i].key.way, way))
                continue;
            ROTA_GROW(to.items, to.count, to.capacity);
            to.items[to.count++] = go_on(&from->items[i], day, way);
        }
    join(&to);
    return to;
}

/* ---- the whole week ---- */

/* Contract hours missed or passed, and people in groups of other teams (nobody was there before).
 */
static double week_cost(const memory *key, bool *as_agreed) {
    const rota_settings *set = &home->settings;
    const rota_continuity_weights *w = &set->continuity.weight;
    double sum = 0;
    *as_agreed = true;
    for (int s = 0; s < PEOPLE; s++) {
        const rota_shift *of = &home->shifts[0];
        int minutes = key->duties[s] * (of->end - of->start - of->break_minutes);
        int over = minutes - home->staff[s].contract_minutes,
            band = set->plan.contract_band_minutes;
        *as_agreed &= over == 0;
        sum += set->plan.weight.over_hour * fmax(0, over - band) / 60 +
               set->plan.weight.under_hour * fmax(0, -over - band) / 60;
        for (int g = 0; g < GROUPS; g++)
            if ((key->met >> (s * GROUPS + g) & 1) && rota_home_role(home, s, g) < ROTA_ROLE_TEAM)
                sum += (w->face + w->new_face) * weight_of(g);
    }
    return sum;
}

typedef struct {
    double best, rotas, as_agreed;
} all_rotas;

static all_rotas try_all(void) {
    all_rotas all = {.best = INFINITY};
    states now = {.items = ROTA_NEW(state), .count = 1};
    now.items[0] = (state){.key = {.way = -1}, .rotas = 1};
    for (int day = 0; day < DAYS; day++) {
        states next = extend(&now, day);
        free(now.items);
        now = next;
    }
    for (size_t i = 0; i < now.count; i++) {
        bool as_agreed;
        all.best = fmin(all.best, now.items[i].best + week_cost(&now.items[i].key, &as_agreed));
        all.rotas += now.items[i].rotas;
        all.as_agreed += as_agreed ? now.items[i].rotas : 0;
    }
    free(now.items);
    return all;
}

/* The least that a rota with a duty left open can cost: all rewards there are, and the shortage. */
static double least_with_a_gap(void) {
    const rota_settings *set = &home->settings;
    double least = set->plan.weight.shortage + set->plan.weight.below_target;
    for (int d = 0; d < DAYS; d++)
        for (int slot = 0; slot < SLOTS; slot++) {
            double most = 0;
            for (int s = 0; s < PEOPLE; s++)
                most = fmin(most, cost[s][d][slot]);
            least += most - set->continuity.weight.return_day * weight_of(slot / SHIFTS);
        }
    return least;
}

static void test_the_optimum_is_the_best_of_all_rotas(void **unused) {
    (void)unused;
    expect_home();
    count_costs();
    list_ways();
    all_rotas all = try_all();
    assert_true(least_with_a_gap() > all.best);
    /* What data/homes/first-steps/rota.ini says of them. */
    if (all.rotas != 120932352 || all.as_agreed != 958464)
        fail_msg("%.0f rotas, %.0f with everybody's contract hours", all.rotas, all.as_agreed);

    rota_plan_request request = {.from = monday, .to = monday + 6};
    rota_solve_settings_init(&request.solve);
    rota_faults *faults = rota_faults_new();
    rota_planned planned;
    rota_err err = {0};
    assert_int_equal(rota_plan_home(home, &request, &planned, faults, &err), ROTA_OK);
    assert_true(planned.proven);
    assert_int_equal(planned.count, DAYS * SLOTS);
    if (fabs(planned.objective - all.best) > 0.01)
        fail_msg("planned %.4f, the best of all is %.4f", planned.objective, all.best);
    rota_planned_done(&planned);
    rota_faults_free(faults);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_the_optimum_is_the_best_of_all_rotas),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
