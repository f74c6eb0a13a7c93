/* A value of a user's file in a message: how it is shown, and how it would have to be written.
 *
 * Spreadsheets write dates, times and numbers as the country of the user does. Which one is meant
 * is not always sure (31.12.26, 03/04/2026), so such values are refused, and the message offers
 * what was most likely meant. Each function below answers with that form in `buf`, or NULL when
 * the text is nothing of the kind; a text that is right already comes back as it is. */
#ifndef ROTA_IO_VALUE_H
#define ROTA_IO_VALUE_H

#include "core/text.h"

/** Room for a hint, and for a value that is shown. */
enum { ROTA_HINT_SIZE = 48, ROTA_SHOWN_SIZE = 64 };

/** A user's value for a message: one line, cut when long, into buf[ROTA_SHOWN_SIZE]. */
const char *rota_value_shown(const char *s, char *buf);
/** Spaces, tabs, ends of lines and the no-break spaces of spreadsheets: how many bytes of them
 *  stand at s. 0: none. */
size_t rota_value_blank(const char *s);
/** Is there nothing but these? */
bool rota_value_is_blank(const char *s);

/**
 * YYYY-MM-DD of "31.12.2026", "31/12/26", "2026-12-31 00:00", "46387" (the number of the day in a
 * spreadsheet). Of two small numbers the first is the day, as in Europe, unless it cannot be.
 * @param born years of two digits from 30 on are of the last century
 */
const char *rota_value_date(const char *s, bool born, char *buf);
/** HH:MM of "7:30", "07.30", "7:30 PM", "07:30:00", "0730", "7h30", "0.3125" (part of a day). What
 *  follows a plus sign stays: "7:30+1". */
const char *rota_value_time(const char *s, char *buf);
/** YYYY-MM-DDTHH:MM of a date and a time as above, or of "46387.3125". */
const char *rota_value_datetime(const char *s, char *buf);
/** HH:MM-HH:MM of "7:00 - 22.30"; the dash may be a long one. */
const char *rota_value_window(const char *s, char *buf);
/** A decimal number of "37,5", "37,5 h". */
const char *rota_value_number(const char *s, char *buf);
/** The same, and hours of "37:30". */
const char *rota_value_hours(const char *s, char *buf);
/** A whole number of "2.0", "2,00", "30 min"; minutes of "0:30" when `minutes`. */
const char *rota_value_whole(const char *s, bool minutes, char *buf);
/** yes or no of "ja", "x", "wahr", "n"; NULL for anything else. */
const char *rota_value_yes_no(const char *s);

#endif
