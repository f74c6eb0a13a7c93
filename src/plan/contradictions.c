/* Contradictions of a home that no rota can mend, named before planning. */
#include "plan/translate.h"

#include <stdlib.h>

typedef struct {
    const rota_home *home;
    const rota_plan_request *request;
    rota_faults *faults;
    size_t found;
} contradictions;

/* Findings about pins that other duties of the rota may still mend. */
static bool may_be_mended(enum rota_rule rule) {
    return rule == ROTA_RULE_HOUSE_MIN_CONSECUTIVE_DAYS_OFF ||
           rule == ROTA_RULE_HOUSE_MIN_CONSECUTIVE_DAYS ||
           rule == ROTA_RULE_HOUSE_MIN_HOURS_IN_PERIOD || rule == ROTA_RULE_WEEKLY_AVERAGE ||
           rule == ROTA_RULE_NIGHT_AVERAGE;
}

static bool rests_on_pin(const contradictions *c, const rota_finding *finding) {
    for (int i = 0; i < finding->nshifts; i++)
        if (finding->shifts[i].pinned && finding->shifts[i].date >= c->request->from &&
            finding->shifts[i].date <= c->request->to)
            return true;
    return false;
}

/* What the checker says of the pins alone, with what was worked before and is known after. */
static void check_pins(contradictions *c, const rota_assignment *pins, int npins) {
    rota_duties duties = {0};
    rota_findings findings = {0};
    rota_err err = {0};
    if (rota_plan_request_duties(c->home, c->request, pins, (size_t)npins, &duties, &err) !=
        ROTA_OK) {
        rota_faults_add_err(c->faults, &err);
        c->found++;
    } else {
        rota_check(c->home, &duties, c->request->from, c->request->to, &findings);
    }
    for (size_t i = 0; i < findings.count; i++) {
        const rota_finding *f = &findings.items[i];
        bool wrong = f->verdict == ROTA_FAIL || f->rule == ROTA_RULE_OVERLAP;
        if (!wrong || may_be_mended(f->rule) || !rests_on_pin(c, f))
            continue;
        rota_faults_add(c->faults, NULL, 0, NULL, "pinned: %s", f->text);
        c->found++;
    }
    rota_findings_done(&findings);
    rota_duties_done(&duties);
}

/* A day's line of a person holds two duties at most, apart from being on call at home. */
static void check_three_pins(contradictions *c, rota_assignment *pins, int npins) {
    int n = 0;
    for (int i = 0; i < npins; i++)
        if (c->home->shifts[pins[i].shift].kind != ROTA_SHIFT_ON_CALL)
            pins[n++] = pins[i];
    npins = n;
    for (int i = 2; i < npins; i++) {
        bool three =
            pins[i].date == pins[i - 2].date && pins[i].staff == pins[i - 2].staff &&
            (i == 2 || pins[i - 3].date != pins[i].date || pins[i - 3].staff != pins[i].staff);
        if (!three)
            continue;
        char date[ROTA_DATE_SIZE];
        rota_faults_add(c->faults, NULL, 0, NULL,
                        "pinned: %s has more than two duties on %s; a day holds two at most",
                        c->home->staff[pins[i].staff].name, rota_day_format(pins[i].date, date));
        c->found++;
    }
}

size_t rota_plan_contradictions(const rota_home *home, const rota_plan_request *request,
                                rota_faults *faults) {
    contradictions c = {.home = home, .request = request, .faults = faults};
    int npins;
    rota_assignment *pins = rota_translate_pins(home, request, &npins);
    if (npins > 0) {
        check_pins(&c, pins, npins);
        check_three_pins(&c, pins, npins);
    }
    free(pins);
    return c.found;
}
