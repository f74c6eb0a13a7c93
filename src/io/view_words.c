/* Dates, shares and numbers as people read them. */
#include "io/view.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static const char *const months[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                     "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

const char *rota_words_day(rota_day day, char *buf) {
    int year, month, mday;
    rota_day_split(day, &year, &month, &mday);
    snprintf(buf, ROTA_WORDS_SIZE, "%s %d %s", rota_weekday_name(rota_day_weekday(day)), mday,
             months[month - 1]);
    return buf;
}

const char *rota_words_period(rota_day from, rota_day to, char *buf) {
    int year, month, mday, to_year, to_month, to_mday;
    char first[ROTA_WORDS_SIZE], last[ROTA_WORDS_SIZE];
    rota_day_split(from, &year, &month, &mday);
    rota_day_split(to, &to_year, &to_month, &to_mday);
    rota_words_day(from, first);
    rota_words_day(to, last);
    if (from == to)
        snprintf(buf, ROTA_WORDS_SIZE, "%.20s %d", first, year);
    else if (year != to_year)
        snprintf(buf, ROTA_WORDS_SIZE, "%.20s %d to %.20s %d", first, year, last, to_year);
    else if (month != to_month)
        snprintf(buf, ROTA_WORDS_SIZE, "%.20s to %.20s %d", first, last, year);
    else
        snprintf(buf, ROTA_WORDS_SIZE, "%s %d to %.20s %d",
                 rota_weekday_name(rota_day_weekday(from)), mday, last, year);
    return buf;
}

const char *rota_words_number(double value, int decimals, char *buf) {
    if (!isfinite(value)) {
        snprintf(buf, ROTA_WORDS_SIZE, "n/a");
        return buf;
    }
    int length = snprintf(buf, ROTA_WORDS_SIZE, "%.*f", decimals, value);
    if (decimals > 0 && length < ROTA_WORDS_SIZE) {
        while (length > 0 && buf[length - 1] == '0')
            buf[--length] = '\0';
        if (length > 0 && buf[length - 1] == '.')
            buf[--length] = '\0';
    }
    if (strcmp(buf, "-0") == 0)
        snprintf(buf, ROTA_WORDS_SIZE, "0");
    return buf;
}

const char *rota_words_share(double share, char *buf) {
    if (!isfinite(share))
        return rota_words_number(share, 0, buf);
    /* Never "100 %" of what is not all, nor "0 %" of what is something. */
    double percent = round(share * 100);
    if (percent >= 100 && share < 1)
        percent = 99;
    if (percent <= 0 && share > 0)
        percent = 1;
    snprintf(buf, ROTA_WORDS_SIZE, "%.0f %%", percent);
    return buf;
}
