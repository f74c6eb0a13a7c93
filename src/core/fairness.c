#include "core/fairness.h"

#include <math.h>
#include <stdlib.h>

const char *rota_burden_name(enum rota_burden what) {
    static const char *const names[ROTA_NBURDENS] = {"nights", "weekends", "sleep_ins", "holidays"};
    return names[what];
}

bool rota_burden_counts(const rota_home *home, const rota_duty *duty, enum rota_burden what) {
    if (duty->kind == ROTA_SHIFT_ON_CALL)
        return false;
    switch (what) {
    case ROTA_BURDEN_NIGHTS:
        return rota_duty_is_night(home, duty);
    case ROTA_BURDEN_WEEKENDS:
        return rota_day_is_weekend(duty->date);
    case ROTA_BURDEN_SLEEP_INS:
        return duty->kind == ROTA_SHIFT_SLEEP_IN;
    case ROTA_BURDEN_HOLIDAYS:
    case ROTA_NBURDENS:
        break;
    }
    return rota_home_is_holiday(home, duty->date);
}

int rota_burden_count(const rota_home *home, const rota_duty *duties, size_t n,
                      enum rota_burden what, rota_day from, rota_day to) {
    int count = 0;
    rota_day weekend = ROTA_NO_DAY;
    for (size_t i = 0; i < n; i++) {
        const rota_duty *duty = &duties[i];
        if (duty->date < from || duty->date > to || !rota_burden_counts(home, duty, what))
            continue;
        rota_day saturday = rota_week_start(duty->date, ROTA_SAT);
        count += what != ROTA_BURDEN_WEEKENDS || saturday != weekend;
        weekend = saturday;
    }
    return count;
}

double rota_contract_minutes(const rota_home *home, int staff, rota_day from, rota_day to) {
    double minutes = 0;
    for (rota_day day = from; day <= to; day++)
        if (rota_person_employed(&home->staff[staff], day))
            minutes += rota_home_due_minutes(home, staff, day);
    return minutes > 0 ? minutes : 0;
}

static void count_person(const rota_home *home, int staff, const rota_duty *duties, size_t n,
                         rota_fairness *out) {
    rota_share *share = &out->shares[staff];
    share->contract_minutes = rota_contract_minutes(home, staff, out->from, out->to);
    for (size_t i = 0; i < n; i++) {
        if (duties[i].date < out->from || duties[i].date > out->to)
            continue;
        share->duties += duties[i].kind != ROTA_SHIFT_ON_CALL;
        share->working_minutes += duties[i].work_minutes;
    }
    for (int b = 0; b < ROTA_NBURDENS; b++) {
        share->count[b] =
            rota_burden_count(home, duties, n, (enum rota_burden)b, out->from, out->to);
        share->per_hour[b] = share->contract_minutes > 0
                                 ? share->count[b] / (share->contract_minutes / 60)
                                 : (double)NAN;
    }
}

static void spread_out(const rota_home *home, int b, rota_fairness *out) {
    rota_spread s = {.min = NAN, .max = NAN, .min_staff = -1, .max_staff = -1};
    double count = 0, hours = 0;
    for (int i = 0; i < home->nstaff; i++) {
        const rota_share *share = &out->shares[i];
        double value = share->per_hour[b];
        if (!(share->contract_minutes > 0))
            continue;
        s.people++;
        count += share->count[b];
        hours += share->contract_minutes / 60;
        if (s.min_staff < 0 || value < s.min) {
            s.min = value;
            s.min_staff = i;
        }
        if (s.max_staff < 0 || value > s.max) {
            s.max = value;
            s.max_staff = i;
        }
    }
    s.spread = s.max - s.min;
    s.mean = s.people ? count / hours : (double)NAN;
    out->spread[b] = s;
}

void rota_fairness_count(const rota_home *home, const rota_duties *duties, rota_day from,
                         rota_day to, rota_fairness *out) {
    *out =
        (rota_fairness){.from = from, .to = to, .shares = ROTA_NEW_ARRAY(rota_share, home->nstaff)};
    size_t first = 0;
    for (int staff = 0; staff < home->nstaff; staff++) {
        while (first < duties->count && duties->items[first].staff < staff)
            first++;
        size_t last = first;
        while (last < duties->count && duties->items[last].staff == staff)
            last++;
        count_person(home, staff, duties->items ? duties->items + first : NULL, last - first, out);
        first = last;
    }
    for (int b = 0; b < ROTA_NBURDENS; b++)
        spread_out(home, b, out);
}

void rota_fairness_done(rota_fairness *fairness) {
    free(fairness->shares);
    *fairness = (rota_fairness){0};
}
