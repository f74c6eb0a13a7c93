#include "core/terms.h"

#include <limits.h>
#include <string.h>

/* ---- Continuity of care ---- */

/* Does the person have one of the skills of a list? */
static bool has_skill_of(const rota_home *home, const rota_person *person, const char *list) {
    for (int i = 0; i < home->nskills; i++) {
        size_t n = strlen(home->skills[i]);
        for (const char *at = list; (at = strstr(at, home->skills[i])); at += n) {
            bool begins = at == list || strchr(" |,", at[-1]);
            bool ends = !at[n] || strchr(" |,", at[n]);
            if (begins && ends && (person->skills >> i & 1))
                return true;
        }
    }
    return false;
}

bool rota_home_special_case(const rota_home *home, int staff) {
    const rota_person *person = &home->staff[staff];
    if (person->special_case != ROTA_SPECIAL_HOME)
        return person->special_case == ROTA_SPECIAL_YES;
    const char *skills = home->settings.rules.special_case_skills;
    return home->settings.rules.special_case && (!*skills || has_skill_of(home, person, skills));
}

/* ---- Opt-outs ---- */

rota_day rota_months_later(rota_day day, int months) {
    int year, month, mday;
    rota_day_split(day, &year, &month, &mday);
    month += months;
    year += (month - 1) / 12;
    month = (month - 1) % 12 + 1;
    rota_day first = rota_day_of(year, month, 1);
    rota_day next = month == 12 ? rota_day_of(year + 1, 1, 1) : rota_day_of(year, month + 1, 1);
    return first + mday - 1 < next ? first + mday - 1 : next - 1;
}

bool rota_person_opted_out(const rota_person *person) {
    const rota_opt_out *terms = person->opt_out_terms;
    return person->opt_out || (terms && (terms->from != ROTA_NO_DAY || terms->to != ROTA_NO_DAY ||
                                         terms->notice != ROTA_NO_DAY));
}

/* The last day before notice takes effect. */
static rota_day end_of_notice(const rota_rules *rules, const rota_opt_out *terms) {
    enum { DAYS = 7, MONTHS = 3 }; /* where a profile says nothing */
    int days = rules->opt_out_notice > 0 ? rules->opt_out_notice : DAYS;
    if (terms->notice_days > days)
        days = terms->notice_days;
    rota_day end = terms->notice + days;
    rota_day latest = rota_months_later(
        terms->notice, rules->opt_out_max_notice > 0 ? rules->opt_out_max_notice : MONTHS);
    return (end < latest ? end : latest) - 1;
}

bool rota_home_opt_out_days(const rota_home *home, int staff, rota_day *from, rota_day *to) {
    const rota_person *person = &home->staff[staff];
    const rota_opt_out *terms = person->opt_out_terms;
    if (!home->rules.average_opt_out || !rota_person_opted_out(person))
        return false;
    *from = terms ? terms->from : ROTA_NO_DAY;
    *to = terms && terms->to != ROTA_NO_DAY ? terms->to : INT_MAX;
    if (terms && terms->notice != ROTA_NO_DAY) {
        rota_day end = end_of_notice(&home->rules, terms);
        *to = end < *to ? end : *to;
    }
    if (*from < person->adult_from)
        *from = person->adult_from;
    return *from <= *to;
}

bool rota_home_opted_out_on(const rota_home *home, int staff, rota_day day) {
    rota_day from, to;
    return rota_home_opt_out_days(home, staff, &from, &to) && day >= from && day <= to;
}

/* ---- Leave ---- */

bool rota_rules_make_up_for(const rota_rules *rules, enum rota_leave_kind kind) {
    switch (kind) {
    case ROTA_LEAVE_ANNUAL:
    case ROTA_LEAVE_SICK:
    case ROTA_LEAVE_MATERNITY:
    case ROTA_LEAVE_PATERNITY:
    case ROTA_LEAVE_ADOPTION:
    case ROTA_LEAVE_PARENTAL:
        return true;
    case ROTA_LEAVE_ADDITIONAL:
        return rota_rule_is(rules->average_additional, ROTA_RULE_YES);
    case ROTA_LEAVE_TRAINING:
    case ROTA_LEAVE_UNPAID:
    case ROTA_LEAVE_OTHER:
        break;
    }
    return false;
}

bool rota_leave_excludes(const rota_rules *rules, const rota_leave *leave, rota_day day) {
    if (day < leave->from || day > leave->to || !rota_rules_make_up_for(rules, leave->kind))
        return false;
    if (rota_rule_is(rules->average_excluded, ROTA_EXCLUDED_ALL) || !rota_day_is_weekend(day))
        return true;
    return leave->to - leave->from <= 1 && rota_day_is_weekend(leave->from) &&
           rota_day_is_weekend(leave->to);
}

int rota_person_days_a_week(const rota_person *person) {
    enum { FIVE = 500 };
    return person->days_a_week > 0 ? person->days_a_week : FIVE;
}

int rota_leave_entitlement(const rota_rules *rules, int days_a_week) {
    if (rules->leave_weeks < 0)
        return -1;
    int64_t days = ((int64_t)rules->leave_weeks * days_a_week + 50) / 100;
    int64_t most = rules->leave_days < 0 ? INT_MAX : (int64_t)rules->leave_days * 100;
    return (int)(days < most ? days : most);
}

int rota_leave_accrued_hours(const rota_rules *rules, int64_t minutes) {
    enum { WHOLE = 60 * 10000 }; /* hundredths of a per cent of a minute in an hour */
    if (rules->leave_accrual < 0)
        return -1;
    return (int)((minutes * rules->leave_accrual + WHOLE / 2) / WHOLE);
}
