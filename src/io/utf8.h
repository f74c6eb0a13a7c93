/* UTF-8: is it, and making it so. Everything that leaves the program as JSON or HTML has to be. */
#ifndef ROTA_IO_UTF8_H
#define ROTA_IO_UTF8_H

#include "core/text.h"

/** Length (1 to 4) of the well-formed character at s, 0 when there is none within n bytes. */
size_t rota_utf8_length(const char *s, size_t n);
/** Are all n bytes well-formed UTF-8? */
bool rota_utf8_valid(const char *s, size_t n);
/** Add s to out, with U+FFFD in place of every byte that is no part of a character. */
void rota_utf8_add_clean(rota_text *out, const char *s);
/** Add n bytes to out, read as Windows-1252: what spreadsheets write as plain "CSV" in the west.
 *  The five bytes that mean nothing there become U+FFFD. */
void rota_utf8_add_1252(rota_text *out, const char *bytes, size_t n);

#endif
