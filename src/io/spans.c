#include "io/spans.h"

#include <assert.h>
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { DAY_MINUTES = 24 * 60, MOST_DAYS = 3, LONGEST_PIECE = 40 };
#define EXAMPLE "(for example 12:00-12:20, with | between several)"

/* A time as it is written. */
typedef struct {
    char word[16]; /* "02:00", for messages */
    int minute;    /* of the day */
    int day;       /* of the day mark, -1 = none */
    bool has_offset;
    int offset; /* minutes */
} clock_time;

typedef struct {
    char text[LONGEST_PIECE + 1];
    clock_time from, to;
} piece;

/* ---- The form ---- */

static bool is_clock(const char *s) {
    return isdigit((unsigned char)s[0]) && isdigit((unsigned char)s[1]) && s[2] == ':' &&
           isdigit((unsigned char)s[3]) && isdigit((unsigned char)s[4]);
}

static int clock_minutes(const char *s) {
    return ((s[0] - '0') * 10 + (s[1] - '0')) * 60 + (s[3] - '0') * 10 + (s[4] - '0');
}

/* "+1" that is not the begin of "+10:00". */
static bool is_mark(const char *s) {
    return s[0] == '+' && isdigit((unsigned char)s[1]) && !isdigit((unsigned char)s[2]);
}

/* An offset; a minus is one only where another minus or the end follows, else it stands between
 * two times. */
static bool is_offset(const char *s, char follows) {
    return (s[0] == '+' || s[0] == '-') && is_clock(s + 1) && s[6] == follows;
}

/* One time up to the character that ends it. */
static bool take_clock(const char **s, char ends, clock_time *out) {
    *out = (clock_time){.day = -1};
    if (strnlen(*s, 5) < 5 || !is_clock(*s))
        return false;
    snprintf(out->word, sizeof out->word, "%.5s", *s);
    if (!rota_parse_time(out->word, true, &out->minute))
        return false;
    *s += 5;
    if (is_mark(*s)) {
        out->day = (*s)[1] - '0';
        *s += 2;
    }
    if (**s == 'Z') {
        out->has_offset = true;
        (*s)++;
    } else if (strnlen(*s, 6) == 6 && is_offset(*s, ends)) {
        out->has_offset = true;
        out->offset = (**s == '-' ? -1 : 1) * clock_minutes(*s + 1);
        *s += 6;
    }
    return **s == ends;
}

static rota_rc read_piece(const char *text, size_t n, piece *out, rota_err *err) {
    *out = (piece){.text = ""};
    if (n > LONGEST_PIECE)
        return rota_fail(err, ROTA_E_INPUT, "'%.20s...' is not a stretch of time " EXAMPLE, text);
    memcpy(out->text, text, n);
    out->text[n] = '\0';
    const char *s = out->text;
    bool good = take_clock(&s, '-', &out->from);
    s += good;
    if (!good || !take_clock(&s, '\0', &out->to))
        return rota_fail(err, ROTA_E_INPUT, "'%s' is not a stretch of time " EXAMPLE, out->text);
    if (out->from.has_offset != out->to.has_offset)
        return rota_fail(err, ROTA_E_INPUT, "'%s' needs an offset at both times or at none",
                         out->text);
    return ROTA_OK;
}

/* The next stretch of the list: 1, at its end 0, -1 with the error. */
static int next_piece(const char **list, piece *out, rota_err *err) {
    *list += strspn(*list, " |\t\n");
    size_t n = strcspn(*list, " |\t\n");
    if (n == 0)
        return 0;
    rota_rc rc = read_piece(*list, n, out, err);
    *list += n;
    return rc ? -1 : 1;
}

rota_rc rota_spans_look(const char *text, rota_err *err) {
    piece p;
    int count = 0, next;
    while ((next = next_piece(&text, &p, err)) > 0)
        if (++count > ROTA_MOST_SPANS)
            return rota_fail(err, ROTA_E_INPUT, "has more than %d stretches of time",
                             (int)ROTA_MOST_SPANS);
    return next < 0 ? ROTA_E_INPUT : ROTA_OK;
}

/* ---- Instants ---- */

/* What all searches of a duty share. */
typedef struct {
    const rota_zone *zone;
    rota_minute start, end;
    rota_day day; /* local date of the start */
} duty_times;

static bool has_offset_of(const duty_times *d, rota_minute at, const clock_time *c) {
    rota_day day;
    int minute, offset;
    rota_zone_split(d->zone, at, &day, &minute, &offset);
    return !c->has_offset || offset == c->offset;
}

/* The first instant of the time in [low, d->end]. */
static rota_rc find_instant(const duty_times *d, const clock_time *c, rota_minute low,
                            const piece *p, rota_minute *out, rota_err *err) {
    bool other_offset = false;
    for (int k = c->day < 0 ? 0 : c->day; k <= (c->day < 0 ? MOST_DAYS : c->day); k++) {
        rota_minute at[2];
        enum rota_local local = rota_zone_local(d->zone, d->day + k, c->minute, &at[0], &at[1]);
        bool in[2] = {at[0] >= low && at[0] <= d->end, at[1] >= low && at[1] <= d->end};
        if (local == ROTA_LOCAL_MISSING) {
            if (in[0])
                return rota_fail(err, ROTA_E_INPUT,
                                 "'%s': %s does not exist in that night: clocks go forward",
                                 p->text, c->word);
            continue;
        }
        if (local == ROTA_LOCAL_AMBIGUOUS && in[0] && in[1] && !c->has_offset)
            return rota_fail(err, ROTA_E_INPUT,
                             "'%s': %s happens twice in that night: write both times with their "
                             "offset (for example 01:10+01:00-01:20+01:00)",
                             p->text, c->word);
        for (int i = 0; i < 2; i++) {
            if (in[i] && has_offset_of(d, at[i], c)) {
                *out = at[i];
                return ROTA_OK;
            }
            other_offset = other_offset || in[i];
        }
    }
    if (other_offset)
        return rota_fail(err, ROTA_E_INPUT, "'%s': %s has another offset then in %s", p->text,
                         c->word, rota_zone_name(d->zone));
    char first[ROTA_DATETIME_SIZE], last[ROTA_DATETIME_SIZE];
    return rota_fail(err, ROTA_E_INPUT, "'%s' is not within the duty, %s to %s", p->text,
                     rota_zone_format(d->zone, d->start, first),
                     rota_zone_format(d->zone, d->end, last));
}

static rota_rc resolve(const duty_times *d, const piece *p, rota_span *out, rota_err *err) {
    rota_rc rc = find_instant(d, &p->from, d->start, p, &out->from, err);
    if (!rc)
        rc = find_instant(d, &p->to, out->from + 1, p, &out->to, err);
    if (!rc && out->to - out->from >= DAY_MINUTES)
        rc = rota_fail(err, ROTA_E_INPUT, "'%s' is not a stretch of time " EXAMPLE, p->text);
    return rc;
}

static int by_from(const void *a, const void *b) {
    const rota_span *x = a, *y = b;
    return (x->from > y->from) - (x->from < y->from);
}

static duty_times times_of(const rota_zone *zone, rota_minute start, rota_minute end) {
    duty_times d = {.zone = zone, .start = start, .end = end};
    int minute, offset;
    rota_zone_split(zone, start, &d.day, &minute, &offset);
    return d;
}

rota_rc rota_spans_parse(const rota_zone *zone, rota_minute start, rota_minute end,
                         const char *text, rota_spans *out, rota_err *err) {
    duty_times d = times_of(zone, start, end);
    rota_spans found = {.count = 0};
    piece p;
    rota_rc rc = rota_spans_look(text, err);
    const char *rest = text;
    while (!rc && next_piece(&rest, &p, err) > 0)
        rc = resolve(&d, &p, &found.items[found.count++], err);
    if (rc)
        return rc;
    qsort(found.items, (size_t)found.count, sizeof found.items[0], by_from);
    for (int i = 1; i < found.count; i++)
        if (found.items[i].from < found.items[i - 1].to)
            return rota_fail(err, ROTA_E_INPUT, "'%s' has stretches that overlap", text);
    *out = found;
    return ROTA_OK;
}

int64_t rota_spans_sum(const rota_spans *spans) {
    int64_t sum = 0;
    for (int i = 0; i < spans->count; i++)
        sum += spans->items[i].to - spans->items[i].from;
    return sum;
}

/* ---- Writing ---- */

static void add_clock(const duty_times *d, rota_minute at, bool mark, bool with_offset,
                      rota_text *out) {
    rota_day day;
    int minute, offset;
    char clock[ROTA_HOURS_SIZE];
    rota_zone_split(d->zone, at, &day, &minute, &offset);
    rota_text_add(out, rota_format_time(minute, clock));
    if (mark && day > d->day)
        rota_text_addf(out, "+%d", day - d->day);
    if (with_offset)
        rota_text_addf(out, "%c%02d:%02d", offset < 0 ? '-' : '+', abs(offset) / 60,
                       abs(offset) % 60);
}

void rota_spans_add(const rota_zone *zone, rota_minute start, rota_minute end,
                    const rota_span *spans, int n, rota_text *out) {
    duty_times d = times_of(zone, start, end);
    for (int i = 0; i < n; i++) {
        rota_text word = {0};
        rota_spans again = {.count = 0};
        /* From the plainest form to the fullest: the first that is read back as what is meant. */
        for (unsigned form = 0; form < 4; form++) {
            word.length = 0;
            add_clock(&d, spans[i].from, form & 2, form & 1, &word);
            rota_text_add(&word, "-");
            add_clock(&d, spans[i].to, form & 2, form & 1, &word);
            if (rota_spans_parse(zone, start, end, rota_text_str(&word), &again, NULL) == ROTA_OK &&
                again.items[0].from == spans[i].from && again.items[0].to == spans[i].to)
                break;
        }
        rota_text_addf(out, "%s%s", i ? "|" : "", rota_text_str(&word));
        rota_text_done(&word);
    }
}
