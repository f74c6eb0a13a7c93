#include "core/date.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

/* Hinnant counts years from 1 March, so that the leap day is the last of a year, and in eras of
 * 400 years, which all have the same number of days. */
enum { ERA_DAYS = 146097, EPOCH_OFFSET = 719468 }; /* days from 0000-03-01 to 1970-01-01 */

/* `day` may run past the end of the month: rota_birthday relies on it. */
rota_day rota_day_of(int year, int month, int day) {
    assert(month >= 1 && month <= 12);
    int y = month <= 2 ? year - 1 : year;
    int era = (y >= 0 ? y : y - 399) / 400;
    int year_of_era = y - era * 400;
    int day_of_year = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
    int day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    return era * ERA_DAYS + day_of_era - EPOCH_OFFSET;
}

void rota_day_split(rota_day day, int *year, int *month, int *mday) {
    long long z = (long long)day + EPOCH_OFFSET;
    int era = (int)((z >= 0 ? z : z - (ERA_DAYS - 1)) / ERA_DAYS);
    int day_of_era = (int)(z - (long long)era * ERA_DAYS);
    int year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
    int day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    int from_march = (5 * day_of_year + 2) / 153;
    *mday = day_of_year - (153 * from_march + 2) / 5 + 1;
    *month = from_march < 10 ? from_march + 3 : from_march - 9;
    *year = year_of_era + era * 400 + (*month <= 2);
}

enum rota_weekday rota_day_weekday(rota_day day) {
    return (enum rota_weekday)((day % 7 + 7 + ROTA_THU) % 7);
}

bool rota_day_is_weekend(rota_day day) {
    return rota_day_weekday(day) >= ROTA_SAT;
}

rota_day rota_week_start(rota_day day, enum rota_weekday week_starts) {
    return day - ((int)rota_day_weekday(day) - (int)week_starts + 7) % 7;
}

/* The number that n digits of text are, or -1. */
static int digits(const char *text, int n) {
    int value = 0;
    for (int i = 0; i < n; i++) {
        if (text[i] < '0' || text[i] > '9')
            return -1;
        value = value * 10 + (text[i] - '0');
    }
    return value;
}

bool rota_day_parse(const char *text, rota_day *out) {
    if (strlen(text) != 10 || text[4] != '-' || text[7] != '-')
        return false;
    int year = digits(text, 4), month = digits(text + 5, 2), mday = digits(text + 8, 2);
    if (year < 1900 || year > 2199 || month < 1 || month > 12 || mday < 1)
        return false;
    /* A day that the month does not have is in another month. */
    rota_day day = rota_day_of(year, month, mday);
    int real_year, real_month, real_mday;
    rota_day_split(day, &real_year, &real_month, &real_mday);
    if (real_month != month)
        return false;
    *out = day;
    return true;
}

const char *rota_day_format(rota_day day, char *buf) {
    buf[0] = '\0';
    if (day == ROTA_NO_DAY)
        return buf;
    int year, month, mday;
    rota_day_split(day, &year, &month, &mday);
    snprintf(buf, ROTA_DATE_SIZE, "%04d-%02d-%02d", year, month, mday);
    return buf;
}

int rota_months_between(rota_day birth, rota_day day) {
    int year, month, mday, birth_year, birth_month, birth_mday;
    rota_day_split(day, &year, &month, &mday);
    rota_day_split(birth, &birth_year, &birth_month, &birth_mday);
    return (year - birth_year) * 12 + month - birth_month - (mday < birth_mday);
}

rota_day rota_birthday(rota_day birth, int years) {
    int year, month, mday;
    rota_day_split(birth, &year, &month, &mday);
    /* 29 February of a year without one is 1 March, as the law has it in England. */
    return rota_day_of(year + years, month, mday);
}

const char *rota_weekday_name(enum rota_weekday weekday) {
    static const char *const names[] = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
    assert((size_t)weekday < sizeof names / sizeof names[0]);
    return names[weekday];
}
