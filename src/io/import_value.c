#include "core/text.h"
#include "io/import_parts.h"
#include "io/spans.h"

#include <assert.h>
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void rota_import__fault(rota_importer *im, rota_import_row *row, const char *column,
                        const char *fmt, ...) {
    row->bad = true;
    char message[2 * ROTA_ERR_MESSAGE]; /* cut with care by rota_faults_add */
    va_list args;
    va_start(args, fmt);
    vsnprintf(message, sizeof message, fmt, args);
    va_end(args);
    if (row->at && column)
        rota_faults_add(im->faults, row->file, row->line, row->at, "%s: %s", column, message);
    else
        rota_faults_add(im->faults, row->file, row->line, column ? column : row->at, "%s", message);
}

const char *rota_import__shown(rota_importer *im, const char *s) {
    enum { LONGEST = 60 };
    size_t length = strlen(s), n = length;
    if (length > LONGEST) {
        for (n = LONGEST; n && ((unsigned char)s[n] & 0xC0) == 0x80;)
            n--; /* not within a character */
    }
    char *shown = rota_arena_alloc(im->arena, n + 4);
    for (size_t i = 0; i < n; i++)
        shown[i] = (unsigned char)s[i] < ' ' || s[i] == 0x7F ? ' ' : s[i];
    if (n < length)
        strcpy(shown + n, "...");
    return shown;
}

const char *rota_import__trim(rota_importer *im, const char *s) {
    s += strspn(s, " \t\n");
    size_t n = strlen(s);
    while (n && strchr(" \t\n", s[n - 1]))
        n--;
    if (s[n] == '\0')
        return s;
    char *copy = rota_arena_alloc(im->arena, n + 1);
    return memcpy(copy, s, n);
}

/* What is being parsed: the shape of all functions below. */
struct value {
    rota_importer *im;
    rota_import_row *row;
    const rota_column *column;
    const char *text;  /* without spaces around it, not empty */
    const char *shown; /* the same for messages */
    rota_cell *out;
};

static void wrong(const struct value *v, const char *suggestion) {
    if (suggestion)
        rota_import__fault(v->im, v->row, v->column->name, "'%s' is not %s; did you mean '%s'?",
                           v->shown, v->column->expected, suggestion);
    else
        rota_import__fault(v->im, v->row, v->column->name, "'%s' is not %s", v->shown,
                           v->column->expected);
}

/* ---- Numbers ---- */

/* "37,5" as a spreadsheet in many countries writes it, with the point it needs; NULL otherwise. */
static const char *with_point(const struct value *v) {
    char *copy = rota_arena_strdup(v->im->arena, v->text);
    char *comma = strchr(copy, ',');
    double number;
    if (!comma)
        return NULL;
    *comma = '.';
    return rota_parse_number(copy, -1e9, 1e9, &number) ? copy : NULL;
}

static bool in_range(const struct value *v, double value, const char *unit) {
    if (value >= v->column->min && value <= v->column->max)
        return true;
    rota_import__fault(v->im, v->row, v->column->name, "'%s' is not between %g and %g%s", v->shown,
                       v->column->min, v->column->max, unit);
    return false;
}

static void parse_hours(const struct value *v) {
    int minutes;
    double hours;
    if (!rota_parse_number(v->text, -1e9, 1e9, &hours))
        wrong(v, with_point(v));
    else if (in_range(v, hours, " hours") && rota_parse_hours(v->text, &minutes))
        v->out->integer = minutes;
}

static void parse_int(const struct value *v) {
    long value;
    if (strcmp(v->column->name, "break_minutes") == 0 && strchr(v->text, ':') &&
        rota_spans_look(v->text, NULL) == ROTA_OK)
        rota_import__fault(v->im, v->row, v->column->name,
                           "'%s' is not %s; times go into the column 'breaks' of worked.csv",
                           v->shown, v->column->expected);
    else if (!rota_parse_int(v->text, -1000000000, 1000000000, &value))
        wrong(v, NULL);
    else if (in_range(v, (double)value, ""))
        v->out->integer = value;
}

static void parse_number(const struct value *v) {
    double value;
    if (v->column->type == ROTA_COL_WEIGHT && strcmp(v->text, "auto") == 0)
        v->out->real = -1;
    else if (!rota_parse_number(v->text, -1e9, 1e9, &value))
        wrong(v, with_point(v));
    else if (in_range(v, value, ""))
        v->out->real = round(value * 1e6) / 1e6; /* as many digits as the export writes */
}

/* ---- Words ---- */

static void parse_yes_no(const struct value *v) {
    bool value = false;
    bool has_auto = v->column->type == ROTA_COL_YES_NO_AUTO;
    if (has_auto && strcmp(v->text, "auto") == 0)
        v->out->text = "auto";
    else if (!rota_parse_yes_no(v->text, &value))
        wrong(v, NULL);
    else if (has_auto)
        v->out->text = value ? "yes" : "no";
    else
        v->out->integer = value;
}

static void parse_choice(const struct value *v) {
    enum { MAX_CHOICES = 16 };
    char *choices = rota_arena_strdup(v->im->arena, v->column->of);
    const char *names[MAX_CHOICES];
    size_t n = 0;
    rota_text list = {0};
    char *rest = choices, *word;
    while ((word = strsep(&rest, "|"))) {
        assert(n < MAX_CHOICES);
        names[n++] = word;
        rota_text_addf(&list, "%s%s", n > 1 ? ", " : "", word);
        if (strcmp(word, v->text) == 0)
            v->out->text = word;
    }
    if (!v->out->text) {
        const char *near = rota_text_nearest(v->text, names, n);
        rota_import__fault(v->im, v->row, v->column->name, "'%s' is not one of %s%s%s%s", v->shown,
                           rota_text_str(&list), near ? "; did you mean '" : "", near ? near : "",
                           near ? "'?" : "");
    }
    rota_text_done(&list);
}

static void parse_id(const struct value *v) {
    if (rota_is_id(v->text))
        v->out->text = v->text;
    else
        wrong(v, NULL);
}

/* Kept in the order written; a word that stands twice counts once. */
static void parse_list(const struct value *v) {
    rota_names seen = {0};
    rota_text list = {0};
    char *rest = rota_arena_strdup(v->im->arena, v->text), *word;
    bool good = true;
    while ((word = strsep(&rest, " |\t\n"))) {
        if (!*word)
            continue;
        if (!rota_is_id(word)) {
            rota_import__fault(v->im, v->row, v->column->name, "'%s' is not %s",
                               rota_import__shown(v->im, word),
                               "an id (1 to 32 letters, digits, _ or -; a space or | between two)");
            good = false;
        } else if (rota_names_add(&seen, word, 0)) {
            rota_text_addf(&list, "%s%s", list.length ? " " : "", word);
        }
    }
    if (good) {
        v->out->text = rota_arena_strdup(v->im->arena, rota_text_str(&list));
        v->out->empty = !list.length; /* "|" alone */
    }
    rota_text_done(&list);
    rota_names_done(&seen);
}

/* Ids of rows that may come later. */
static void parse_later_ids(const struct value *v) {
    v->out->text = rota_import__list(v->im, v->row, v->column, v->text);
    v->out->empty = v->out->text && !*v->out->text;
}

/* ---- References ---- */

/* The id (or the word `off`, where it may stand) that is meant, or NULL. */
static const char *near_id(const struct value *v, const rota_names *ids) {
    ROTA_CLEANUP(rota_freep) const char **names = ROTA_NEW_ARRAY(const char *, ids->count + 1);
    size_t n = 0;
    if (v->column->type == ROTA_COL_SHIFT_OR_WORD)
        names[n++] = "off";
    for (size_t i = 0; i < ids->count; i++)
        names[n++] = ids->names[i];
    return rota_text_nearest(v->text, names, n);
}

static void parse_reference(const struct value *v) {
    const rota_kind *of = rota_kind_find(v->column->of);
    size_t nkinds;
    size_t index = (size_t)(of - rota_kinds(&nkinds));
    const rota_names *ids = &v->im->ids[index];
    if (rota_names_find(ids, v->text) || (v->im->uncertain[index] && rota_is_id(v->text))) {
        v->out->text = v->text;
        return;
    }
    const char *what = of->columns[0].name, *column = v->column->name;
    const char *near = near_id(v, ids);
    if (near)
        rota_import__fault(v->im, v->row, column, "unknown %s '%s'; did you mean '%s'?", what,
                           v->shown, near);
    else if (ids->count)
        rota_import__fault(v->im, v->row, column, "unknown %s '%s'", what, v->shown);
    else
        rota_import__fault(v->im, v->row, column,
                           "unknown %s '%s': there are none yet; import %s.csv first", what,
                           v->shown, of->name);
}

static void parse_reference_or_word(const struct value *v) {
    bool off = v->column->type == ROTA_COL_SHIFT_OR_WORD && strcmp(v->text, "off") == 0;
    if (off || strcmp(v->text, "*") == 0)
        v->out->text = v->text;
    else
        parse_reference(v);
}

/* ---- Dates and times ---- */

/* A number of one or two digits before the separator; moves past both. -1 when it is not there. */
static int day_or_month(const char **s, char separator) {
    int value = 0, digits = 0;
    for (; digits < 3 && **s >= '0' && **s <= '9'; (*s)++, digits++)
        value = value * 10 + (**s - '0');
    bool good = (digits == 1 || digits == 2) && **s == separator;
    *s += good;
    return good ? value : -1;
}

/* "31.12.2026" and "31/12/2026" (the day first, as in Europe) the way it must be written; NULL for
 * anything else. */
static const char *from_day_first(const struct value *v, const char *text) {
    const char *s = text;
    size_t digits = strspn(s, "0123456789");
    char separator = s[digits];
    if (separator == '\0' || !strchr("./-", separator))
        return NULL;
    int day = day_or_month(&s, separator);
    int month = day > 0 ? day_or_month(&s, separator) : -1;
    rota_day date;
    if (month < 0 || strlen(s) != 4)
        return NULL;
    char iso[64];
    snprintf(iso, sizeof iso, "%.4s-%02d-%02d", s, month, day);
    return rota_day_parse(iso, &date) ? rota_arena_strdup(v->im->arena, iso) : NULL;
}

static void parse_date(const struct value *v) {
    rota_day day;
    if (rota_day_parse(v->text, &day))
        v->out->text = v->text;
    else
        wrong(v, from_day_first(v, v->text));
}

static void parse_born(const struct value *v) {
    char first[16];
    rota_day day;
    snprintf(first, sizeof first, "%.7s-01", v->text);
    if (strlen(v->text) == 7 && rota_day_parse(first, &day))
        v->out->text = v->text;
    else
        parse_date(v);
}

/* HH:MM, and what the column allows beyond 23:59. */
static bool is_time(const char *text, double max) {
    int minute;
    char clock[6];
    if (max >= 2880 && strlen(text) == 7 && strcmp(text + 5, "+1") == 0) {
        snprintf(clock, sizeof clock, "%.5s", text);
        return rota_parse_time(clock, false, &minute);
    }
    return rota_parse_time(text, max >= 1440, &minute);
}

static void parse_time(const struct value *v) {
    if (is_time(v->text, v->column->max)) {
        v->out->text = v->text;
        return;
    }
    char longer[8]; /* 7:30 */
    snprintf(longer, sizeof longer, "0%.6s", v->text);
    bool short_hour = strlen(v->text) == 4 && is_time(longer, 0);
    wrong(v, short_hour ? rota_arena_strdup(v->im->arena, longer) : NULL);
}

/* "31.12.2026 8:00", "2026-12-31 08:00" the way they must be written; NULL for anything else. */
static const char *from_spoken(const struct value *v) {
    size_t n = strcspn(v->text, " T");
    const char *clock = v->text + n + (v->text[n] != '\0');
    char date[16], time[8];
    rota_day day;
    int minute;
    if (n >= sizeof date || strlen(clock) < 4 || strlen(clock) > 5)
        return NULL;
    snprintf(date, sizeof date, "%.*s", (int)n, v->text);
    snprintf(time, sizeof time, "%s%s", strlen(clock) == 4 ? "0" : "", clock);
    const char *iso = rota_day_parse(date, &day) ? date : from_day_first(v, date);
    if (!iso || !rota_parse_time(time, false, &minute))
        return NULL;
    rota_text text = {0};
    rota_text_addf(&text, "%sT%s", iso, time);
    char *copy = rota_arena_strdup(v->im->arena, rota_text_str(&text));
    rota_text_done(&text);
    return copy;
}

static void parse_datetime(const struct value *v) {
    rota_minute at;
    rota_err err = {0};
    const char *meant = strlen(v->text) > 40 ? NULL : from_spoken(v);
    if (strlen(v->text) > 40 || (meant && strcmp(meant, v->text) != 0)) {
        wrong(v, meant);
        return;
    }
    if (rota_zone_parse(v->im->options->zone, v->text, &at, &err)) {
        rota_import__fault(v->im, v->row, v->column->name, "%s", err.message);
        return;
    }
    char buf[ROTA_DATETIME_SIZE];
    v->out->text = rota_arena_strdup(v->im->arena, rota_zone_format(v->im->options->zone, at, buf));
    v->out->integer = at;
}

/* Only the form: which instants are meant depends on the duty (import_worked.c). */
static void parse_spans(const struct value *v) {
    rota_err err = {0};
    if (rota_spans_look(v->text, &err))
        rota_import__fault(v->im, v->row, v->column->name, "%s", err.message);
    else
        v->out->text = v->text;
}

static void parse_window_or_shift(const struct value *v) {
    if (!strchr(v->text, ':')) {
        parse_reference(v);
        return;
    }
    int minute;
    char from[6] = "";
    bool good = strlen(v->text) == 11 && v->text[5] == '-';
    if (good)
        snprintf(from, sizeof from, "%.5s", v->text);
    if (good && rota_parse_time(from, false, &minute) &&
        rota_parse_time(v->text + 6, true, &minute))
        v->out->text = v->text;
    else
        wrong(v, NULL);
}

static void parse_day(const struct value *v) {
    static const char *const words[] = {"mon", "tue", "wed",   "thu",      "fri",
                                        "sat", "sun", "daily", "weekdays", "weekend"};
    const size_t n = sizeof words / sizeof words[0];
    rota_day day;
    for (size_t i = 0; i < n; i++) {
        if (strcmp(v->text, words[i]) == 0)
            v->out->text = words[i];
    }
    if (v->out->text)
        return;
    if (rota_day_parse(v->text, &day)) {
        v->out->text = v->text;
        return;
    }
    const char *near = from_day_first(v, v->text);
    for (size_t i = 0; i < 7 && !near; i++) { /* Monday, tues */
        if (strncasecmp(v->text, words[i], 3) == 0)
            near = words[i];
    }
    wrong(v, near ? near : rota_text_nearest(v->text, words, n));
}

/* ---- All ---- */

typedef void parser(const struct value *v);
static parser *const parsers[] = {
    [ROTA_COL_ID] = parse_id,
    [ROTA_COL_REF] = parse_reference,
    [ROTA_COL_REF_STAR] = parse_reference_or_word,
    [ROTA_COL_DATE] = parse_date,
    [ROTA_COL_BORN] = parse_born,
    [ROTA_COL_TIME] = parse_time,
    [ROTA_COL_DATETIME] = parse_datetime,
    [ROTA_COL_HOURS] = parse_hours,
    [ROTA_COL_INT] = parse_int,
    [ROTA_COL_NUMBER] = parse_number,
    [ROTA_COL_WEIGHT] = parse_number,
    [ROTA_COL_YES_NO] = parse_yes_no,
    [ROTA_COL_YES_NO_AUTO] = parse_yes_no,
    [ROTA_COL_CHOICE] = parse_choice,
    [ROTA_COL_LIST] = parse_list,
    [ROTA_COL_DAY] = parse_day,
    [ROTA_COL_SHIFT_OR_WINDOW] = parse_window_or_shift,
    [ROTA_COL_SHIFT_OR_WORD] = parse_reference_or_word,
    [ROTA_COL_WORD] = parse_id,
    [ROTA_COL_REFS] = parse_later_ids,
    [ROTA_COL_COUNTS] = parse_later_ids,
    [ROTA_COL_SPANS] = parse_spans,
};

void rota_import__value(rota_importer *im, rota_import_row *row, const rota_column *column,
                        const char *field, rota_cell *out) {
    *out = (rota_cell){.present = true};
    struct value v = {.im = im, .row = row, .column = column, .out = out};
    v.text = rota_import__trim(im, field);
    v.shown = rota_import__shown(im, v.text);
    if (!*v.text) {
        out->empty = true;
        if (column->required)
            rota_import__fault(im, row, column->name, "is empty; %s is needed", column->expected);
        return;
    }
    if (column->type == ROTA_COL_TEXT)
        out->text = field; /* with its spaces: quoted ones are meant */
    else
        parsers[column->type](&v);
}
