/* Stretches of time within a duty: `12:00-12:20|15:00-15:10`, the breaks and the call-outs of
 * worked.csv.
 *
 * A time is the first of its kind from the start of the duty on, so in a night 02:00 is the next
 * day's. `+1` after a time means the day after the one on which the duty starts (for duties over 24
 * hours). In the hour that autumn repeats, both times of a stretch have their offset:
 * `01:30+01:00-01:10+00:00`. */
#ifndef ROTA_IO_SPANS_H
#define ROTA_IO_SPANS_H

#include "core/home.h"
#include "core/text.h"

enum { ROTA_MOST_SPANS = 48 };
/** A duty's spans: sorted, apart from each other. */
typedef struct {
    rota_span items[ROTA_MOST_SPANS];
    int count;
} rota_spans;

/** Is the text of the form, whatever the duty? ROTA_E_INPUT says what is wrong. */
rota_rc rota_spans_look(const char *text, rota_err *err);
/** The instants of the text's stretches in a duty from `start` to `end`; ROTA_E_INPUT names the
 *  stretch that is not within it, overlaps another one, or has a time that is not clear. */
rota_rc rota_spans_parse(const rota_zone *zone, rota_minute start, rota_minute end,
                         const char *text, rota_spans *out, rota_err *err);
/** Append the shortest text that is parsed to the same spans. */
void rota_spans_add(const rota_zone *zone, rota_minute start, rota_minute end,
                    const rota_span *spans, int n, rota_text *out);
/** Minutes of all. */
int64_t rota_spans_sum(const rota_spans *spans);

#endif
