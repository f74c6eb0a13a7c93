/* Text: a growing string, strict parsing of numbers and times, near misses of names. */
#ifndef ROTA_CORE_TEXT_H
#define ROTA_CORE_TEXT_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/** A growing string. Zero-initialised is empty and valid; free with rota_text_done. */
typedef struct {
    char *s; /**< NULL or NUL-terminated */
    size_t length, capacity;
} rota_text;

void rota_text_add(rota_text *t, const char *s);
void rota_text_add_bytes(rota_text *t, const char *bytes, size_t n);
__attribute__((format(printf, 2, 3))) void rota_text_addf(rota_text *t, const char *fmt, ...);
/** Add s and then spaces until `width` columns are used (UTF-8 counts code points). */
void rota_text_add_padded(rota_text *t, const char *s, int width);
void rota_text_done(rota_text *t);
/** The text so far, "" when empty; lent until the next change. */
const char *rota_text_str(const rota_text *t);
/** Terminal columns of a UTF-8 string, one per code point. */
int rota_text_columns(const char *s);

/** Room for an id and its end. */
enum { ROTA_ID_SIZE = 33 };

/** Strict decimal integer, the whole string. */
bool rota_parse_int(const char *s, long min, long max, long *out);
/** Strict decimal number with '.', the whole string, no exponent, no sign but '-'. */
bool rota_parse_number(const char *s, double min, double max, double *out);
/** Hours as a decimal ("37.5") into minutes, rounded to the nearest minute; 0 <= h <= 9999. */
bool rota_parse_hours(const char *s, int *minutes);
/** HH:MM, 00:00 to 23:59, into minutes of the day; also 24:00 when `allow_24`. */
bool rota_parse_time(const char *s, bool allow_24, int *minute_of_day);
/** Take the next `WORD:NUMBER` of a list such as "night:4 late:10" (a space or | between two) and
 * move the list past it.
 *  @param[out] word the word's own copy, an id
 *  @return 1 when one was taken, 0 at the end, -1 when what follows is none */
int rota_parse_count(const char **list, char word[ROTA_ID_SIZE], int max, int *number);
/** yes/no (also true/false, 1/0, any case). */
bool rota_parse_yes_no(const char *s, bool *out);

/** Size of the buffers below: enough for any value of the argument. */
enum { ROTA_HOURS_SIZE = 32 };
/** Minutes as the shortest decimal hours (at most 2 digits) that parses back: 2250 -> "37.5". */
const char *rota_format_hours(int minutes, char *buf);
/** Minutes as people read them: 555 -> "9 h 15", 480 -> "8 h", -30 -> "-0 h 30". */
const char *rota_format_h_min(int64_t minutes, char *buf);
/** Minute of the day as HH:MM. */
const char *rota_format_time(int minute_of_day, char *buf);

/** Damerau-Levenshtein distance, without regard to ASCII case. */
int rota_text_distance(const char *a, const char *b);
/** The nearest of `names` to `word` when it is near enough to be meant, else NULL. */
const char *rota_text_nearest(const char *word, const char *const *names, size_t n);
/** An id as in the CSV files: 1 to 32 of A-Z a-z 0-9 _ - */
bool rota_is_id(const char *s);

#endif
