#include "io/value.h"

#include "core/date.h"

#include <math.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

enum { MINUTES_A_DAY = 24 * 60 };

/* ---- Shown ---- */

const char *rota_value_shown(const char *s, char *buf) {
    size_t n = strlen(s), room = ROTA_SHOWN_SIZE - sizeof "...";
    bool cut = n > room;
    for (n = cut ? room : n; cut && n && ((unsigned char)s[n] & 0xC0) == 0x80;)
        n--; /* not within a character */
    for (size_t i = 0; i < n; i++)
        buf[i] = (unsigned char)s[i] < ' ' || s[i] == 0x7F ? ' ' : s[i];
    strcpy(buf + n, cut ? "..." : "");
    return buf;
}

size_t rota_value_blank(const char *s) {
    /* no-break space, its narrow form (French thousands), byte-order mark, en space family */
    static const char *const wide[] = {"\xC2\xA0", "\xE2\x80\xAF", "\xEF\xBB\xBF", "\xE2\x80\x89"};
    if (*s && strchr(" \t\r\n", *s))
        return 1;
    for (size_t i = 0; i < sizeof wide / sizeof wide[0]; i++)
        if (strncmp(s, wide[i], strlen(wide[i])) == 0)
            return strlen(wide[i]);
    return 0;
}

static const char *skip_blank(const char *s) {
    for (size_t n; (n = rota_value_blank(s)) > 0;)
        s += n;
    return s;
}

bool rota_value_is_blank(const char *s) {
    return *skip_blank(s) == '\0';
}

/* ---- Pieces ---- */

/* A number of 1 to `most` digits; moves past it and says how many there were. 0: none or more. */
static int digits(const char **s, int most, int *value) {
    size_t n = strspn(*s, "0123456789");
    *value = 0;
    if (n == 0 || n > (size_t)most)
        return 0;
    for (size_t i = 0; i < n; i++)
        *value = *value * 10 + (*s)[i] - '0';
    *s += n;
    return (int)n;
}

/* "am", "p.m.", "P": 0 or 12; -1: none. Moves past it. */
static int half_of_day(const char **s) {
    const char *p = *s;
    int hours = *p == 'a' || *p == 'A' ? 0 : *p == 'p' || *p == 'P' ? 12 : -1;
    if (hours < 0)
        return -1;
    p += 1 + (p[1] == '.');
    if (*p == 'm' || *p == 'M')
        p += 1 + (p[1] == '.');
    *s = p;
    return hours;
}

/* The minutes of "7:30", after the hour: 0 where none are written; -1: something else follows. */
static int minutes_after(const char **s, int hour_digits, bool *written) {
    int minutes = 0, seconds = 0;
    const char *p = *s;
    *written = false;
    if (hour_digits > 2 || !*p || !strchr(":.hH", *p))
        return 0;
    p++;
    if (digits(&p, 2, &minutes) != 2 || minutes > 59)
        return -1;
    *written = true;
    *s = p;
    if ((*p == ':' || *p == '.') && (p++, digits(&p, 2, &seconds) == 2) && seconds == 0)
        *s = p;
    return minutes;
}

/* A time of the day in any of the usual forms, to the end of the text; -1: none. */
static int clock_of(const char *s) {
    int hour, n = digits(&s, 4, &hour), minutes;
    bool written;
    if (n == 0 || n == 3)
        return -1;
    minutes = minutes_after(&s, n, &written);
    if (n == 4) { /* 0730 */
        minutes = hour % 100;
        hour /= 100;
        written = true;
    }
    s = skip_blank(s);
    int half = half_of_day(&s);
    s = skip_blank(s);
    if (*s || minutes < 0 || minutes > 59 || (!written && half < 0))
        return -1;
    if (half >= 0) {
        if (hour < 1 || hour > 12)
            return -1;
        hour = hour % 12 + half;
    }
    return hour * 60 + minutes <= MINUTES_A_DAY ? hour * 60 + minutes : -1;
}

/* "46387" or "46387,3125" as a number; false when it is none. */
static bool decimal_of(const char *s, double max, double *out) {
    char copy[ROTA_HINT_SIZE];
    if (strlen(s) >= sizeof copy)
        return false;
    strcpy(copy, s);
    char *comma = strchr(copy, ',');
    if (comma)
        *comma = '.';
    return rota_parse_number(copy, 0, max, out);
}

/* ---- Dates ---- */

/* A spreadsheet counts the days from 1899-12-30. Five digits, so that years are not taken for it:
 * 1927 to 2173. */
static bool serial_day(double number, rota_day *out) {
    if (number < 10000 || number >= 100000)
        return false;
    *out = rota_day_of(1899, 12, 30) + (rota_day)floor(number);
    return true;
}

static int whole_year(int year, int ndigits, bool born) {
    if (ndigits != 2)
        return year;
    return year + (born && year >= 30 ? 1900 : 2000);
}

/* Three numbers with one and the same of . / - between them, in either order. */
static bool three_numbers(const char *s, size_t n, bool born, rota_day *out) {
    char copy[ROTA_HINT_SIZE], iso[ROTA_HINT_SIZE];
    int value[3], length[3];
    if (n >= sizeof copy)
        return false;
    snprintf(copy, sizeof copy, "%.*s", (int)n, s);
    const char *p = copy;
    char separator = '\0';
    for (int i = 0; i < 3; i++) {
        length[i] = digits(&p, 4, &value[i]);
        if (length[i] == 0 || length[i] == 3)
            return false;
        if (i == 2)
            break;
        if (!*p || !strchr("./-", *p) || (separator && *p != separator))
            return false;
        separator = *p++;
        p = skip_blank(p); /* 31. 12. 2026 */
    }
    bool year_first = length[0] == 4;
    if (*p || length[1] > 2 || (year_first ? length[2] > 2 : length[0] > 2))
        return false;
    int year = whole_year(value[year_first ? 0 : 2], length[year_first ? 0 : 2], born);
    int day = value[year_first ? 2 : 0], month = value[1];
    if (!year_first && month > 12 && day <= 12) { /* 12/31/2026: only America can mean that */
        month = value[0];
        day = value[1];
    }
    snprintf(iso, sizeof iso, "%04d-%02d-%02d", year, month, day);
    return rota_day_parse(iso, out);
}

static bool day_of_date(const char *s, bool born, rota_day *out) {
    double number;
    if (three_numbers(s, strlen(s), born, out))
        return true;
    return decimal_of(s, 1e6, &number) && serial_day(number, out);
}

/* Where the date ends and a time begins: the last space or T before a digit that a colon, a dot or
 * the end follows soon. */
static const char *time_part(const char *s) {
    const char *part = NULL;
    for (const char *p = s; *p; p++) {
        size_t blank = *p == 'T' ? 1 : rota_value_blank(p);
        if (blank && p[blank] >= '0' && p[blank] <= '9' && clock_of(p + blank) >= 0)
            part = p;
    }
    return part;
}

const char *rota_value_date(const char *s, bool born, char *buf) {
    rota_day day;
    const char *time = time_part(s);
    bool good =
        day_of_date(s, born, &day) || (time && three_numbers(s, (size_t)(time - s), born, &day));
    return good ? rota_day_format(day, buf) : NULL;
}

/* ---- Times ---- */

const char *rota_value_time(const char *s, char *buf) {
    const char *plus = strchr(s, '+');
    char clock[ROTA_HINT_SIZE], text[ROTA_HOURS_SIZE];
    size_t n = plus ? (size_t)(plus - s) : strlen(s);
    double part;
    if (n >= sizeof clock || (plus && strcmp(plus, "+1") != 0))
        return NULL;
    snprintf(clock, sizeof clock, "%.*s", (int)n, s);
    int minute = clock_of(clock);
    if (minute < 0 && !plus && strpbrk(clock, ".,") && decimal_of(clock, 1, &part) && part < 1)
        minute = (int)lround(part * MINUTES_A_DAY);
    if (minute < 0)
        return NULL;
    snprintf(buf, ROTA_HINT_SIZE, "%s%s", rota_format_time(minute, text), plus ? plus : "");
    return buf;
}

const char *rota_value_datetime(const char *s, char *buf) {
    char date[ROTA_DATE_SIZE], time[ROTA_HOURS_SIZE];
    double number;
    rota_day day;
    int minute;
    const char *part = time_part(s);
    if (part && three_numbers(s, (size_t)(part - s), false, &day)) {
        minute = clock_of(part + (*part == 'T' ? 1 : rota_value_blank(part)));
    } else if (strpbrk(s, ".,") && decimal_of(s, 1e6, &number) && serial_day(number, &day)) {
        minute = (int)lround((number - floor(number)) * MINUTES_A_DAY);
    } else {
        return NULL;
    }
    day += minute / MINUTES_A_DAY; /* 24:00 */
    minute %= MINUTES_A_DAY;
    snprintf(buf, ROTA_HINT_SIZE, "%sT%s", rota_day_format(day, date),
             rota_format_time(minute, time));
    return buf;
}

const char *rota_value_window(const char *s, char *buf) {
    static const char *const dashes[] = {"-", "\xE2\x80\x93", "\xE2\x80\x94"};
    for (size_t i = 0; i < sizeof dashes / sizeof dashes[0]; i++) {
        const char *dash = strstr(s, dashes[i]);
        if (!dash || dash == s)
            continue;
        char from[ROTA_HINT_SIZE], first[ROTA_HINT_SIZE], second[ROTA_HINT_SIZE];
        size_t n = (size_t)(dash - s);
        if (n >= sizeof from)
            return NULL;
        snprintf(from, sizeof from, "%.*s", (int)n, s);
        const char *start = rota_value_time(from, first);
        const char *end = rota_value_time(skip_blank(dash + strlen(dashes[i])), second);
        if (!start || !end || strlen(start) != 5 || strlen(end) != 5)
            return NULL;
        snprintf(buf, ROTA_HINT_SIZE, "%.5s-%.5s", start, end);
        return buf;
    }
    return NULL;
}

/* ---- Numbers and words ---- */

/* The text with a point for a comma and without a unit behind it: "37,5 h", "30 min". */
static bool without_unit(const char *s, char *buf) {
    static const char *const units[] = {"", "h", "hrs", "hours", "std", "min", "mins", "minutes"};
    size_t n = strspn(s, "0123456789.,");
    const char *rest = skip_blank(s + n);
    bool known = false;
    for (size_t i = 0; i < sizeof units / sizeof units[0]; i++)
        known = known || strcasecmp(rest, units[i]) == 0;
    if (!known || n == 0 || n >= ROTA_HINT_SIZE)
        return false;
    snprintf(buf, ROTA_HINT_SIZE, "%.*s", (int)n, s);
    char *comma = strchr(buf, ',');
    if (comma)
        *comma = '.';
    return true;
}

const char *rota_value_number(const char *s, char *buf) {
    double number;
    return without_unit(s, buf) && rota_parse_number(buf, 0, 1e9, &number) ? buf : NULL;
}

const char *rota_value_hours(const char *s, char *buf) {
    int hours, minutes;
    const char *p = s;
    if (digits(&p, 3, &hours) && *p == ':' && (p++, digits(&p, 2, &minutes) == 2) && !*p &&
        minutes < 60)
        return rota_format_hours(hours * 60 + minutes, buf);
    return rota_value_number(s, buf);
}

const char *rota_value_whole(const char *s, bool minutes, char *buf) {
    double number;
    int clock = minutes && strchr(s, ':') ? clock_of(s) : -1;
    if (clock >= 0) {
        snprintf(buf, ROTA_HINT_SIZE, "%d", clock);
        return buf;
    }
    if (!rota_value_number(s, buf) || !rota_parse_number(buf, 0, 1e9, &number) ||
        floor(number) < number)
        return NULL;
    snprintf(buf, ROTA_HINT_SIZE, "%.0f", number);
    return buf;
}

const char *rota_value_yes_no(const char *s) {
    static const char *const yes[] = {"y", "ja", "j", "wahr", "oui", "vrai", "si", "x", "on"};
    static const char *const no[] = {"n", "nein", "nee", "falsch", "non", "faux", "off", "-"};
    for (size_t i = 0; i < sizeof yes / sizeof yes[0]; i++)
        if (strcasecmp(s, yes[i]) == 0)
            return "yes";
    for (size_t i = 0; i < sizeof no / sizeof no[0]; i++)
        if (strcasecmp(s, no[i]) == 0)
            return "no";
    return NULL;
}
