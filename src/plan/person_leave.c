/* Weekly rest beside annual leave, where a profile says that leave is no rest: as the lines of the
 * solver take every free day for rest, days beside the leave are kept free beforehand. */
#include "core/terms.h"
#include "plan/translate.h"

enum { WEEK = 7, DAY_MINUTES = 1440 };

static bool on_annual_leave(const rota_home *home, int staff, rota_day day) {
    for (int i = 0; i < home->nleave; i++) {
        const rota_leave *leave = &home->leave[i];
        bool annual = leave->kind == ROTA_LEAVE_ANNUAL || leave->kind == ROTA_LEAVE_ADDITIONAL;
        if (annual && leave->staff == staff && day >= leave->from && day <= leave->to)
            return true;
    }
    return false;
}

/* Days in a row without a start that hold the weekly rest, whatever ends on the first of them. */
static int days_needed(const rota_translation *t, int staff, rota_day week) {
    const rota_rules *rules = &t->home->rules;
    bool young = rota_person_young(&t->home->staff[staff], week);
    int rest = young ? rules->young_weekly_rest : rules->weekly_rest;
    if (!young && rules->weekly_rest_days == 14 && rest > 0 && rest < 2 * DAY_MINUTES)
        rest *= 2;
    return rest <= 0 ? 0 : (rest + DAY_MINUTES - 1) / DAY_MINUTES + 1;
}

bool rota_translate__is_kept_free(const rota_translation *t, int staff, int day) {
    const rota_home *home = t->home;
    if (rota_rule_is(home->rules.weekly_rest_leave, ROTA_RULE_YES) || home->nleave == 0)
        return false;
    int own = home->rules.weekly_rest_starts;
    enum rota_weekday starts = own >= 0 ? (enum rota_weekday)own : home->settings.home.week_starts;
    rota_day date = t->request->from + day, week = rota_week_start(date, starts);
    int needed = days_needed(t, staff, week), run = 0;
    bool leave = false;
    for (int i = 0; i < WEEK; i++)
        leave |= on_annual_leave(home, staff, week + i);
    if (!leave || needed == 0)
        return false;
    /* The first run of days that is long enough; without one the whole week is kept free. */
    for (int i = 0; i < WEEK; i++) {
        run = on_annual_leave(home, staff, week + i) ? 0 : run + 1;
        if (run == needed)
            return date > week + i - needed && date <= week + i;
    }
    return true;
}
