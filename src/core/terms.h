/* What the law makes of a person's terms: continuity-of-care workers, opt-outs with their notice,
 * leave that averages make up for, entitlement to leave. Shared by the checker and the planner like
 * the rest of the model: facts of a home, no rule of its own. */
#ifndef ROTA_CORE_TERMS_H
#define ROTA_CORE_TERMS_H

#include "core/home.h"

/** Is the person a continuity-of-care worker: by their own column, else as rota.ini says of all, or
 *  of those with a skill? (Age is not looked at: the young never are.) */
bool rota_home_special_case(const rota_home *home, int staff);

/** Does the person have an opt-out on record, whenever in force? */
bool rota_person_opted_out(const rota_person *person);
/**
 * Days on which an opt-out is in force: from the day agreed (ROTA_NO_DAY: ever) to the last day
 * before it ends by its term or by notice (INT_MAX: open). Notice is that agreed, at least what the
 * rules say and at most so many months. Nobody under age and, where the rules have no opt-out,
 * nobody at all has any: false.
 */
bool rota_home_opt_out_days(const rota_home *home, int staff, rota_day *from, rota_day *to);
bool rota_home_opted_out_on(const rota_home *home, int staff, rota_day day);

/** Do averages make up for leave of the kind? */
bool rota_rules_make_up_for(const rota_rules *rules, enum rota_leave_kind kind);
/**
 * Is the day one of leave that averages make up for, where nothing is known of the days on which
 * the person usually works? Monday to Friday stands for the usual five of seven, and leave that
 * lies on a weekend alone was booked for just these days. With `excluded_days = all` every day is.
 */
bool rota_leave_excludes(const rota_rules *rules, const rota_leave *leave, rota_day day);

/** Calendar months later; the last day of the month where that day does not exist. */
rota_day rota_months_later(rota_day day, int months);

/** Days a week on which the person works as a rule, hundredths: five where nothing is said. */
int rota_person_days_a_week(const rota_person *person);
/**
 * Annual leave of somebody with regular days.
 * @param days_a_week hundredths of a day: 250 = two days and a half
 * @return hundredths of a day a year: weeks of the rules times days_a_week, at most most_days;
 *         -1 when the rules say nothing
 */
int rota_leave_entitlement(const rota_rules *rules, int days_a_week);
/**
 * Leave that somebody without regular hours has earned in a pay period: a share of the hours
 * worked, in whole hours (less than half an hour is none, from half an hour on it is one).
 * @return hours; -1 when the rules say nothing
 */
int rota_leave_accrued_hours(const rota_rules *rules, int64_t minutes);

#endif
