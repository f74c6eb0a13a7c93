#include "core/text.h"
#include "io/import_parts.h"
#include "io/spans.h"
#include "io/value.h"

#include <assert.h>
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { MINUTES_A_DAY = 24 * 60 };

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
    char buf[ROTA_SHOWN_SIZE];
    return rota_arena_strdup(im->arena, rota_value_shown(s, buf));
}

const char *rota_import__trim(rota_importer *im, const char *s) {
    for (size_t n; (n = rota_value_blank(s)) > 0;)
        s += n;
    size_t end = 0; /* of what is not blank */
    for (size_t i = 0; s[i];) {
        size_t n = rota_value_blank(s + i);
        i += n ? n : 1;
        end = n ? end : i;
    }
    if (s[end] == '\0')
        return s;
    char *copy = rota_arena_alloc(im->arena, end + 1);
    return memcpy(copy, s, end);
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
    char hint[ROTA_HINT_SIZE];
    if (!rota_parse_number(v->text, -1e9, 1e9, &hours))
        wrong(v, rota_value_hours(v->text, hint));
    else if (in_range(v, hours, " hours") && rota_parse_hours(v->text, &minutes))
        v->out->integer = minutes;
}

static void parse_int(const struct value *v) {
    long value;
    char hint[ROTA_HINT_SIZE];
    const char *name = v->column->name;
    size_t n = strlen(name);
    bool minutes = n > 8 && strcmp(name + n - 8, "_minutes") == 0;
    if (strcmp(name, "break_minutes") == 0 && strchr(v->text, ':') &&
        rota_spans_look(v->text, NULL) == ROTA_OK)
        rota_import__fault(v->im, v->row, v->column->name,
                           "'%s' is not %s; times go into the column 'breaks' of worked.csv",
                           v->shown, v->column->expected);
    else if (!rota_parse_int(v->text, -1000000000, 1000000000, &value))
        wrong(v, rota_value_whole(v->text, minutes, hint));
    else if (in_range(v, (double)value, ""))
        v->out->integer = value;
}

static void parse_number(const struct value *v) {
    double value;
    char hint[ROTA_HINT_SIZE];
    if (v->column->type == ROTA_COL_WEIGHT && strcmp(v->text, "auto") == 0)
        v->out->real = -1;
    else if (!rota_parse_number(v->text, -1e9, 1e9, &value))
        wrong(v, rota_value_number(v->text, hint));
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
        wrong(v, rota_value_yes_no(v->text));
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

static void parse_date(const struct value *v) {
    rota_day day;
    char hint[ROTA_HINT_SIZE];
    if (rota_day_parse(v->text, &day))
        v->out->text = v->text;
    else
        wrong(v, rota_value_date(v->text, v->column->type == ROTA_COL_BORN, hint));
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
    char hint[ROTA_HINT_SIZE];
    if (is_time(v->text, v->column->max)) {
        v->out->text = v->text;
        return;
    }
    const char *near = rota_value_time(v->text, hint);
    wrong(v, near && is_time(near, v->column->max) ? near : NULL);
}

static void parse_datetime(const struct value *v) {
    rota_minute at;
    rota_err err = {0};
    char hint[ROTA_HINT_SIZE];
    const char *meant = strlen(v->text) > 40 ? NULL : rota_value_datetime(v->text, hint);
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

/* A window, or a shift. An id may look like a window without colons: known ones are ids. */
static void parse_window_or_shift(const struct value *v) {
    char hint[ROTA_HINT_SIZE];
    size_t nkinds, shifts = (size_t)(rota_kind_find(v->column->of) - rota_kinds(&nkinds));
    const char *window = rota_value_window(v->text, hint);
    if (window && strcmp(window, v->text) == 0 && is_time(window + 6, MINUTES_A_DAY) &&
        strncmp(window, "24", 2) != 0)
        v->out->text = v->text;
    else if (strchr(v->text, ':') || (window && !rota_names_find(&v->im->ids[shifts], v->text)))
        wrong(v, window && strncmp(window, "24", 2) != 0 ? window : NULL);
    else
        parse_reference(v);
}

static const char *const day_words[] = {"mon", "tue", "wed",   "thu",      "fri",
                                        "sat", "sun", "daily", "weekdays", "weekend"};
enum { NDAY_WORDS = sizeof day_words / sizeof day_words[0], NWEEKDAYS = 7 };

/* "Monday", "tues", "Mon-Fri" the way it must be written; NULL for anything else. */
static const char *near_day(const char *text) {
    static const struct {
        const char *from, *to, *word;
    } runs[] = {{"mon", "fri", "weekdays"}, {"sat", "sun", "weekend"}, {"mon", "sun", "daily"}};
    const char *dash = strchr(text, '-');
    const char *to = dash ? dash + 1 + strspn(dash + 1, " ") : "";
    for (size_t i = 0; dash && i < sizeof runs / sizeof runs[0]; i++)
        if (strncasecmp(text, runs[i].from, 3) == 0 && strncasecmp(to, runs[i].to, 3) == 0)
            return runs[i].word;
    for (size_t i = 0; !dash && i < NWEEKDAYS; i++)
        if (strncasecmp(text, day_words[i], 3) == 0)
            return day_words[i];
    return rota_text_nearest(text, day_words, NDAY_WORDS);
}

static void parse_day(const struct value *v) {
    rota_day day;
    char hint[ROTA_HINT_SIZE];
    for (size_t i = 0; i < NDAY_WORDS; i++) {
        if (strcmp(v->text, day_words[i]) == 0)
            v->out->text = day_words[i];
    }
    if (v->out->text)
        return;
    if (rota_day_parse(v->text, &day)) {
        v->out->text = v->text;
        return;
    }
    const char *date = rota_value_date(v->text, false, hint);
    wrong(v, date ? date : near_day(v->text));
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
