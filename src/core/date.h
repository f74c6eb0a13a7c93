/* Civil days: the proleptic Gregorian calendar as day numbers (0 = 1970-01-01, a Thursday).
 * Source of the conversions: H. Hinnant, "chrono-compatible low-level date algorithms". */
#ifndef ROTA_CORE_DATE_H
#define ROTA_CORE_DATE_H

#include <limits.h>
#include <stdbool.h>

typedef int rota_day;
/** "No date": an open end. Compares below every real day. */
#define ROTA_NO_DAY INT_MIN

enum rota_weekday { ROTA_MON, ROTA_TUE, ROTA_WED, ROTA_THU, ROTA_FRI, ROTA_SAT, ROTA_SUN };
enum { ROTA_DATE_SIZE = 16 };

rota_day rota_day_of(int year, int month, int day);
void rota_day_split(rota_day day, int *year, int *month, int *mday);
enum rota_weekday rota_day_weekday(rota_day day);
bool rota_day_is_weekend(rota_day day); /**< Saturday or Sunday */
/** First day of the week of `day`, for weeks that start on `week_starts`. */
rota_day rota_week_start(rota_day day, enum rota_weekday week_starts);
/** Parse exactly YYYY-MM-DD of a day that exists, years 1900 to 2199. False leaves *out alone. */
bool rota_day_parse(const char *text, rota_day *out);
/** Write YYYY-MM-DD ("" for ROTA_NO_DAY) into buf[ROTA_DATE_SIZE]; returns buf. */
const char *rota_day_format(rota_day day, char *buf);
/** Completed months between a birth and a day; negative before birth. */
int rota_months_between(rota_day birth, rota_day day);
/** The day on which somebody born on `birth` reaches `years` (29 February: 1 March). */
rota_day rota_birthday(rota_day birth, int years);
/** "Mon", "Tue", ... */
const char *rota_weekday_name(enum rota_weekday weekday);

#endif
