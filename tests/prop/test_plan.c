/* Planned rotas of random homes against the referee, against demand and against themselves. */
#include "support/test.h"

#include "plan/plan.h"
#include "support/random_home.h"
#include "support/recount.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { HOMES = 150, SMALL_HOMES = 60, AROUND = 35 /* days */ };
/* Seconds: of a home of any size, and of a small one that needs a small part of it. */
static const double SHORT = 0.3, LONG = 2;

/* A planned home and what to compare it with. */
typedef struct {
    uint64_t seed;
    const rota_home *home;
    const rota_plan_request *request;
    rota_planned planned;
    rota_assignment *pins; /* of the draft and the record, each once */
    size_t npins;
    rota_duties rota, bare; /* all that is known with the plan, and with its pins alone */
    rota_findings found, found_bare;
    int wrong;
} trial;

__attribute__((format(printf, 2, 3))) static void complain(trial *t, const char *fmt, ...) {
    char text[600];
    va_list args;
    va_start(args, fmt);
    vsnprintf(text, sizeof text, fmt, args);
    va_end(args);
    print_message("seed %d: %s\n", (int)t->seed, text);
    t->wrong++;
}

static bool same_row(const rota_assignment *a, const rota_assignment *b) {
    return a->date == b->date && a->shift == b->shift && a->group == b->group &&
           a->staff == b->staff;
}

static bool has_row(const rota_assignment *rows, size_t n, const rota_assignment *row) {
    for (size_t i = 0; i < n; i++)
        if (same_row(&rows[i], row))
            return true;
    return false;
}

static void take_pins(trial *t, const rota_assignment *rows, size_t n) {
    for (size_t i = 0; i < n; i++)
        if (rows[i].pinned && rows[i].date >= t->request->from && rows[i].date <= t->request->to &&
            !has_row(t->pins, t->npins, &rows[i]))
            t->pins[t->npins++] = rows[i];
}

/* What the referee says of the period, and of so many days before. */
static void check_law(trial *t, const rota_assignment *rows, size_t n, int around,
                      rota_duties *duties, rota_findings *found) {
    rota_err err = {0};
    rota_day from = t->request->from, to = t->request->to;
    if (rota_plan_duties(t->home, rows, n, from, to, duties, &err) != ROTA_OK)
        complain(t, "%s", err.message);
    rota_check(t->home, duties, from - around, to, found);
}

static void close_trial(trial *t) {
    rota_planned_done(&t->planned);
    rota_duties_done(&t->rota);
    rota_duties_done(&t->bare);
    rota_findings_done(&t->found);
    rota_findings_done(&t->found_bare);
    free(t->pins);
}

static size_t breaches(const rota_findings *found) {
    size_t n = rota_findings_count(found, ROTA_FAIL);
    for (size_t i = 0; i < found->count; i++)
        n += found->items[i].rule == ROTA_RULE_OVERLAP;
    return n;
}

/* A home may be refused only for what its pins break by themselves, or for a shift whose times do
 * not exist. */
static void check_refusal(trial *t, const rota_faults *faults, const rota_err *err) {
    bool missing = strstr(err->message, "does not exist") != NULL;
    if (!missing && breaches(&t->found_bare) == 0)
        complain(t, "refused: %s (%s)", err->message,
                 faults->count > 0 ? faults->kept[0].message : "no contradiction");
}

/* Plan the home; false when it is refused, as it should be. */
static bool open_trial(trial *t, uint64_t seed, const rota_test_random_home *random) {
    *t = (trial){.seed = seed, .home = random->home, .request = &random->request};
    t->pins =
        ROTA_NEW_ARRAY(rota_assignment, (size_t)t->home->nrecord + random->request.ndraft + 1);
    take_pins(t, t->home->record, (size_t)t->home->nrecord);
    take_pins(t, random->draft, random->request.ndraft);
    check_law(t, t->pins, t->npins, AROUND, &t->bare, &t->found_bare);
    rota_faults *faults = rota_faults_new();
    rota_err err = {0};
    rota_rc rc = rota_plan_home(t->home, t->request, &t->planned, faults, &err);
    if (rc == ROTA_OK)
        check_law(t, t->planned.assignments, t->planned.count, 0, &t->rota, &t->found);
    else
        check_refusal(t, faults, &err);
    rota_faults_free(faults);
    return rc == ROTA_OK;
}

/* ---- law ---- */

static bool is_average(enum rota_rule rule) {
    return rule == ROTA_RULE_WEEKLY_AVERAGE || rule == ROTA_RULE_NIGHT_AVERAGE;
}

/* Does the plan add anything before the end of a reference period? */
static bool adds_before(const trial *t, int staff, rota_minute end) {
    bool adds = false;
    for (size_t i = 0; i < t->rota.count; i++) {
        const rota_duty *duty = &t->rota.items[i];
        adds |= duty->staff == staff && duty->date >= t->request->from && duty->start < end;
    }
    return adds;
}

/* A run that history or what comes after the period begins, and that nothing can make longer. */
static bool is_at_edge(const trial *t, const rota_finding *finding) {
    rota_minute first = rota_zone_at(t->home->zone, t->request->from, 0, false);
    rota_minute last = rota_zone_at(t->home->zone, t->request->to, 0, false);
    return finding->from <= first || finding->to > last;
}

static bool was_there(const trial *t, const rota_finding *finding) {
    if (finding->rule == ROTA_RULE_HOUSE_MIN_CONSECUTIVE_DAYS && !is_at_edge(t, finding))
        return false; /* pins alone are no excuse: others go beside them */
    if (is_average(finding->rule) && !adds_before(t, finding->staff, finding->to))
        return true; /* of the hours before; at most a duty at night made a night worker */
    for (size_t i = 0; i < t->found_bare.count; i++) {
        const rota_finding *old = &t->found_bare.items[i];
        if (old->staff != finding->staff || old->rule != finding->rule ||
            old->verdict != finding->verdict)
            continue;
        int64_t worse =
            llabs(finding->measured - finding->required) - llabs(old->measured - old->required);
        bool same = old->from == finding->from && old->to == finding->to;
        /* A rest that is lost is lost; an average is told at another date than before. */
        if (same ? worse <= 0 || old->rule == ROTA_RULE_WEEKLY_REST
                 : worse <= 0 && is_average(old->rule))
            return true;
    }
    return false;
}

/* Does the person have pins, or duties after the period? */
static bool is_free(const trial *t, int staff) {
    bool free = true;
    for (size_t i = 0; i < t->bare.count; i++)
        free &= t->bare.items[i].staff != staff || t->bare.items[i].date < t->request->from;
    return free;
}

static bool works(const trial *t, int staff, rota_day day) {
    bool works = false;
    for (size_t i = 0; i < t->rota.count; i++)
        works |= t->rota.items[i].staff == staff && t->rota.items[i].date == day &&
                 t->rota.items[i].kind != ROTA_SHIFT_ON_CALL;
    return works;
}

/* Would a duty on the day be part of a run that is long enough? (Beside leave the referee lets a
 * short one pass, and the planner does not.) */
static bool run_is_long_enough(const trial *t, int staff, rota_day day) {
    int run = 1;
    for (rota_day d = day - 1; works(t, staff, d); d--)
        run++;
    for (rota_day d = day + 1; works(t, staff, d); d++)
        run++;
    return run >= t->home->staff[staff].limits.min_consecutive_days;
}

/* Could the person lawfully do one more duty that some row of demand asks for, on a day off? Then
 * they have too little work for no reason. */
static bool could_do_more(const trial *t, int staff) {
    const rota_home *home = t->home;
    bool could = false;
    rota_findings found = {0};
    for (rota_day day = t->request->from; day <= t->request->to && !could; day++) {
        int *rows;
        size_t n = rota_demand_on(home, day, &rows);
        for (size_t i = 0; i < n && !could; i++) {
            const rota_demand *row = &home->demand[rows[i]];
            rota_duty duty;
            bool free = row->shift >= 0 && row->skill < 0 && row->max > 0 &&
                        rota_home_role(home, staff, row->group) != ROTA_ROLE_NEVER &&
                        rota_duty_of(home, day, row->shift, row->group, staff, false, &duty,
                                     NULL) == ROTA_OK &&
                        duty.work_minutes > 0 && run_is_long_enough(t, staff, day);
            for (size_t k = 0; k < t->rota.count && free; k++)
                free = t->rota.items[k].staff != staff || t->rota.items[k].date != day;
            could = free && rota_check_candidate(home, &t->rota, &duty, t->request->from,
                                                 t->request->to, &found) == 0;
        }
        free(rows);
    }
    rota_findings_done(&found);
    return could;
}

/* In the week in which somebody comes of age the planner keeps more free than it must. */
static bool comes_of_age(const trial *t, int staff) {
    const rota_person *person = &t->home->staff[staff];
    return rota_person_young(person, rota_week_start(t->request->from, ROTA_MON)) &&
           !rota_person_young(person, t->request->to + 7);
}

/* No breach that the pins do not have by themselves; nor a weekly rest that is too short for its
 * daily rest, unless pins or what comes after the period leave no other. */
static void judge_law(trial *t) {
    for (size_t i = 0; i < t->found.count; i++) {
        const rota_finding *f = &t->found.items[i];
        bool bad = f->verdict == ROTA_FAIL || f->rule == ROTA_RULE_OVERLAP ||
                   (f->verdict == ROTA_AMBER && is_free(t, f->staff) &&
                    f->rule == ROTA_RULE_WEEKLY_REST && t->home->rules.weekly_rest_days != 14);
        /* A shift says by itself whether its break is long enough; the young are kept from it. */
        if (bad && f->rule == ROTA_RULE_BREAK && f->nshifts == 1)
            bad = false;
        if (bad && f->rule == ROTA_RULE_HOUSE_MIN_HOURS_IN_PERIOD)
            bad = could_do_more(t, f->staff) && !comes_of_age(t, f->staff);
        if (bad && !was_there(t, f))
            complain(t, "%s %s: %s", rota_rule_id(f->rule), rota_verdict_name(f->verdict), f->text);
    }
}

static void judge_pins(trial *t) {
    for (size_t i = 0; i < t->npins; i++)
        if (!has_row(t->planned.assignments, t->planned.count, &t->pins[i]))
            complain(t, "pin %d of %s is lost", (int)i, t->home->staff[t->pins[i].staff].id);
    for (size_t i = 0; i < t->planned.count; i++) {
        const rota_assignment *row = &t->planned.assignments[i];
        bool pinned = has_row(t->pins, t->npins, row);
        if (row->pinned != pinned)
            complain(t, "row %d should%s be pinned", (int)i, pinned ? "" : " not");
        if (has_row(t->planned.assignments, i, row))
            complain(t, "row %d is there twice", (int)i);
        if (!pinned && rota_home_role(t->home, row->staff, row->group) == ROTA_ROLE_NEVER)
            complain(t, "%s works where they never should", t->home->staff[row->staff].id);
    }
}

/* ---- demand ---- */

/* Nobody above a maximum but by pins and by who is known to be there. */
static void judge_maxima(trial *t) {
    rota_shortfalls list = {0}, bare = {0};
    rota_demand_compare(t->home, &t->rota, t->request->from, t->request->to, &list);
    rota_demand_compare(t->home, &t->bare, t->request->from, t->request->to, &bare);
    for (size_t i = 0; i < list.count; i++) {
        const rota_shortfall *s = &list.items[i];
        int over = 0;
        for (size_t k = 0; k < bare.count; k++)
            if (bare.items[k].date == s->date && bare.items[k].row == s->row)
                over = bare.items[k].over;
        if (s->over > over && !rota_test_is_pressed(t->home, t->request))
            complain(t, "%d above the maximum of demand row %d on day %d", s->over, s->row,
                     s->date - t->request->from);
    }
    rota_shortfalls_done(&list);
    rota_shortfalls_done(&bare);
}

/* ---- what the solver says of it ---- */

static void judge_claims(trial *t) {
    const rota_planned *p = &t->planned;
    double sum = 0, slack = 1e-6 * fmax(1, fabs(p->objective));
    for (int part = 0; part < ROTA_NPARTS; part++)
        sum += p->breakdown[part];
    if (fabs(sum - p->objective) > slack)
        complain(t, "the parts add up to %.4f, not %.4f", sum, p->objective);
    if (p->bound > p->objective)
        complain(t, "bound %.4f above objective %.4f", p->bound, p->objective);
    if (p->proven != (p->bound == p->objective) || p->proven != (p->status == ROTA_STATUS_OPTIMAL))
        complain(t, "proven %d with bound %.6f and objective %.6f", p->proven, p->bound,
                 p->objective);
}

/* Every part but the fair shares is what the home's settings make of the rota. */
static void judge_parts(trial *t) {
    double parts[ROTA_NPARTS];
    rota_test_recount(t->home, t->request, t->planned.assignments, t->planned.count, &t->rota,
                      parts);
    for (int part = 0; part < ROTA_NPARTS; part++) {
        /* Each stretch of a window rounds its share of a weight to whole cost units. */
        double slack = part == ROTA_PART_DEMAND ? 0.25 : 0.05;
        if (part != ROTA_PART_FAIRNESS && fabs(parts[part] - t->planned.breakdown[part]) > slack)
            complain(t, "%s: %.4f, recounted %.4f", rota_part_name((enum rota_part)part),
                     t->planned.breakdown[part], parts[part]);
    }
}

static void judge(trial *t) {
    judge_parts(t);
    judge_law(t);
    judge_pins(t);
    judge_maxima(t);
    judge_claims(t);
}

/* ---- tests ---- */

/* All seeds, or the one that ROTA_SEED names. */
typedef int check_seed(uint64_t seed);

static void for_all_seeds(int seeds, check_seed *check) {
    const char *only = getenv("ROTA_SEED");
    int wrong = 0;
    for (int seed = 1; seed <= seeds; seed++)
        if (!only || atoi(only) == seed)
            wrong += check((uint64_t)seed);
    assert_int_equal(wrong, 0);
}

static int lawful_seed(uint64_t seed) {
    rota_test_random_home random = rota_test_random_home_of(seed, ROTA_TEST_ANY_HOME);
    random.request.solve.time_limit = SHORT;
    trial t;
    if (open_trial(&t, seed, &random))
        judge(&t);
    int wrong = t.wrong;
    close_trial(&t);
    rota_test_random_home_done(&random);
    return wrong;
}

/* Field by field: between them lies padding, of which nothing is said. */
static bool same_assignments(const rota_assignment *a, const rota_assignment *b, size_t count) {
    for (size_t i = 0; i < count; i++)
        if (a[i].date != b[i].date || a[i].shift != b[i].shift || a[i].group != b[i].group ||
            a[i].staff != b[i].staff || a[i].pinned != b[i].pinned)
            return false;
    return true;
}

/* The same home again gives the same rota; the same people in another order the same optimum. */
static void judge_again(trial *t, const rota_test_random_home *random, bool shuffled) {
    trial again;
    if (!open_trial(&again, t->seed, random)) {
        complain(t, "refused the second time");
    } else if (t->planned.proven && again.planned.proven) {
        const rota_planned *a = &t->planned, *b = &again.planned;
        /* Shares of the time that are used up cut phases of the search short. */
        bool timeless = a->seconds < LONG / 20 && b->seconds < LONG / 20;
        if (fabs(a->objective - b->objective) > 0.01)
            complain(t, "optimum %.4f, %s %.4f", a->objective, shuffled ? "shuffled" : "again",
                     b->objective);
        if (!shuffled && timeless &&
            (a->count != b->count || !same_assignments(a->assignments, b->assignments, a->count)))
            complain(t, "another rota the second time");
    }
    t->wrong += again.wrong;
    close_trial(&again);
}

static int small_seed(uint64_t seed) {
    rota_test_random_home random = rota_test_random_home_of(seed, ROTA_TEST_SMALL_HOME);
    random.request.solve.time_limit = LONG;
    trial t;
    if (open_trial(&t, seed, &random)) {
        judge(&t);
        judge_again(&t, &random, false);
        rota_test_random_home_shuffle(&random, seed);
        judge_again(&t, &random, true);
    }
    int wrong = t.wrong;
    close_trial(&t);
    rota_test_random_home_done(&random);
    return wrong;
}

static void test_order_of_people_does_not_matter(void **state) {
    (void)state;
    const char *n = getenv("ROTA_SEEDS");
    for_all_seeds(n ? atoi(n) : SMALL_HOMES, small_seed);
}

static void test_random_homes_are_planned_lawfully(void **state) {
    (void)state;
    const char *n = getenv("ROTA_SEEDS");
    for_all_seeds(n ? atoi(n) : HOMES, lawful_seed);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_random_homes_are_planned_lawfully),
        cmocka_unit_test(test_order_of_people_does_not_matter),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
