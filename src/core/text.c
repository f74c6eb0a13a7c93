#include "core/text.h"

#include "core/mem.h"

#include <assert.h>
#include <errno.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* ---- A growing string ---- */

/* Room for n more bytes and the NUL. */
static void reserve(rota_text *t, size_t n) {
    size_t need = t->length + n + 1;
    if (need <= t->capacity)
        return;
    size_t capacity = t->capacity ? t->capacity : 64;
    while (capacity < need)
        capacity *= 2;
    t->s = rota_realloc(t->s, capacity, 1);
    t->capacity = capacity;
}

void rota_text_add_bytes(rota_text *t, const char *bytes, size_t n) {
    reserve(t, n);
    if (n)
        memcpy(t->s + t->length, bytes, n);
    t->length += n;
    t->s[t->length] = '\0';
}

void rota_text_add(rota_text *t, const char *s) {
    rota_text_add_bytes(t, s, strlen(s));
}

void rota_text_addf(rota_text *t, const char *fmt, ...) {
    va_list args;
    va_start(args, fmt);
    va_list again;
    va_copy(again, args);
    int n = vsnprintf(NULL, 0, fmt, args);
    va_end(args);
    assert(n >= 0); /* only a format of our own can be wrong */
    reserve(t, (size_t)n);
    vsnprintf(t->s + t->length, (size_t)n + 1, fmt, again);
    va_end(again);
    t->length += (size_t)n;
}

void rota_text_add_padded(rota_text *t, const char *s, int width) {
    rota_text_add(t, s);
    int spaces = width - rota_text_columns(s);
    if (spaces > 0)
        rota_text_addf(t, "%*s", spaces, "");
}

void rota_text_done(rota_text *t) {
    free(t->s);
    *t = (rota_text){0};
}

const char *rota_text_str(const rota_text *t) {
    return t->s ? t->s : "";
}

int rota_text_columns(const char *s) {
    int columns = 0;
    for (; *s; s++)
        columns += ((unsigned char)*s & 0xC0) != 0x80; /* all but the continuation bytes */
    return columns;
}

/* ---- Strict parsing ---- */

static bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

static const char *skip_digits(const char *s) {
    while (is_digit(*s))
        s++;
    return s;
}

bool rota_parse_int(const char *s, long min, long max, long *out) {
    /* strtol also takes spaces and '+', which in a CSV field are a slip worth a message. */
    const char *first = s + (*s == '-');
    const char *end = skip_digits(first);
    if (end == first || *end)
        return false;
    errno = 0;
    long value = strtol(s, NULL, 10);
    if (errno || value < min || value > max)
        return false;
    *out = value;
    return true;
}

bool rota_parse_number(const char *s, double min, double max, double *out) {
    const char *first = s + (*s == '-');
    const char *end = skip_digits(first);
    if (end == first)
        return false;
    if (*end == '.') {
        const char *fraction = end + 1;
        end = skip_digits(fraction);
        if (end == fraction)
            return false;
    }
    if (*end)
        return false;
    /* The C locale, whatever the user's: in a German one strtod stops at the '.'. glibc keeps
     * that locale ready made, so this costs nothing. */
    locale_t c_locale = newlocale(LC_ALL_MASK, "C", (locale_t)0);
    if (!c_locale)
        return false;
    double value = strtod_l(s, NULL, c_locale) + 0.0; /* -0 becomes 0 */
    freelocale(c_locale);
    if (!(value >= min && value <= max))
        return false;
    *out = value;
    return true;
}

bool rota_parse_hours(const char *s, int *minutes) {
    double hours;
    if (!rota_parse_number(s, 0, 9999, &hours))
        return false;
    *minutes = (int)(hours * 60 + 0.5);
    return true;
}

bool rota_parse_time(const char *s, bool allow_24, int *minute_of_day) {
    if (strlen(s) != 5 || s[2] != ':' || !is_digit(s[0]) || !is_digit(s[1]) || !is_digit(s[3]) ||
        !is_digit(s[4]))
        return false;
    int hour = (s[0] - '0') * 10 + (s[1] - '0');
    int minute = (s[3] - '0') * 10 + (s[4] - '0');
    if (minute > 59 || hour * 60 + minute > (allow_24 ? 24 * 60 : 24 * 60 - 1))
        return false;
    *minute_of_day = hour * 60 + minute;
    return true;
}

int rota_parse_count(const char **list, char word[ROTA_ID_SIZE], int max, int *number) {
    static const char between[] = " |\t\n";
    const char *item = *list + strspn(*list, between);
    size_t length = strcspn(item, between), letters = strcspn(item, ":");
    if (length == 0) {
        *list = item;
        return 0;
    }
    enum { DIGITS = 12 };
    char digits[DIGITS];
    long value;
    if (letters >= length || letters >= ROTA_ID_SIZE || length - letters > DIGITS)
        return -1;
    memcpy(word, item, letters);
    word[letters] = '\0';
    memcpy(digits, item + letters + 1, length - letters - 1);
    digits[length - letters - 1] = '\0';
    if (!rota_is_id(word) || !rota_parse_int(digits, 0, max, &value))
        return -1;
    *number = (int)value;
    *list = item + length;
    return 1;
}

bool rota_parse_yes_no(const char *s, bool *out) {
    static const struct {
        const char *word;
        bool value;
    } words[] = {{"yes", true}, {"no", false}, {"true", true},
                 {"1", true},   {"0", false},  {"false", false}};
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        if (strcasecmp(s, words[i].word) == 0) {
            *out = words[i].value;
            return true;
        }
    }
    return false;
}

/* ---- Hours and times as text ---- */

const char *rota_format_hours(int minutes, char *buf) {
    long long m = minutes < 0 ? -(long long)minutes : minutes;
    /* A hundredth of an hour is 0.6 minutes: the nearest one is at most 0.3 minutes off, so it
     * always parses back. One digit fits only multiples of 6 minutes, for which the nearest
     * hundredth ends in 0: dropping zeros gives the shortest. */
    long long hundredths = (m * 100 + 30) / 60;
    int n = snprintf(buf, ROTA_HOURS_SIZE, "%s%lld.%02d", minutes < 0 ? "-" : "", hundredths / 100,
                     (int)(hundredths % 100));
    while (buf[n - 1] == '0')
        buf[--n] = '\0';
    if (buf[n - 1] == '.')
        buf[n - 1] = '\0';
    return buf;
}

const char *rota_format_h_min(int64_t minutes, char *buf) {
    uint64_t m = minutes < 0 ? 0 - (uint64_t)minutes : (uint64_t)minutes;
    const char *sign = minutes < 0 ? "-" : "";
    unsigned long long hours = m / 60;
    if (m % 60)
        snprintf(buf, ROTA_HOURS_SIZE, "%s%llu h %02d", sign, hours, (int)(m % 60));
    else
        snprintf(buf, ROTA_HOURS_SIZE, "%s%llu h", sign, hours);
    return buf;
}

const char *rota_format_time(int minute_of_day, char *buf) {
    assert(minute_of_day >= 0);
    snprintf(buf, ROTA_HOURS_SIZE, "%02d:%02d", minute_of_day / 60, minute_of_day % 60);
    return buf;
}

/* ---- Names ---- */

static char lower(char c) {
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static int least(int a, int b) {
    return a < b ? a : b;
}

/* The usual simple form ("optimal string alignment"): a pair of swapped letters is not edited
 * again. Rows of the table are kept for the last three letters of `a` only. */
int rota_text_distance(const char *a, const char *b) {
    size_t na = strlen(a), nb = strlen(b), width = nb + 1;
    ROTA_CLEANUP(rota_freep) int *rows = ROTA_NEW_ARRAY(int, 3 * width);
    int *before = rows, *last = rows + width, *now = rows + 2 * width;
    for (size_t j = 0; j <= nb; j++)
        last[j] = (int)j;
    for (size_t i = 1; i <= na; i++) {
        now[0] = (int)i;
        for (size_t j = 1; j <= nb; j++) {
            char ca = lower(a[i - 1]), cb = lower(b[j - 1]);
            int best = least(last[j], now[j - 1]) + 1;
            best = least(best, last[j - 1] + (ca != cb));
            if (i > 1 && j > 1 && ca == lower(b[j - 2]) && lower(a[i - 2]) == cb)
                best = least(best, before[j - 2] + 1);
            now[j] = best;
        }
        int *spare = before;
        before = last;
        last = now;
        now = spare;
    }
    return last[nb];
}

const char *rota_text_nearest(const char *word, const char *const *names, size_t n) {
    size_t length = strlen(word);
    /* Any single letter is one change away from any other: no near miss. */
    int limit = length < 2 ? 0 : length < 6 ? 1 : (int)(length / 3);
    const char *best = NULL, *best_prefixed = NULL;
    int best_distance = limit + 1;
    for (size_t i = 0; i < n; i++) {
        int distance = rota_text_distance(word, names[i]);
        if (distance == 0)
            return names[i];
        if (distance < best_distance) {
            best = names[i];
            best_distance = distance;
        }
        /* The start of a longer word is an abbreviation; of several the shortest is meant. */
        if (length >= 3 && strncasecmp(word, names[i], length) == 0 &&
            (!best_prefixed || strlen(names[i]) < strlen(best_prefixed)))
            best_prefixed = names[i];
    }
    return best_prefixed ? best_prefixed : best;
}

bool rota_is_id(const char *s) {
    size_t n = strspn(s, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-");
    return n >= 1 && n <= 32 && s[n] == '\0';
}
