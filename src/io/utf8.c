#include "io/utf8.h"

#include <string.h>

/* Well-formed sequences as the Unicode standard lists them (table 3-7): the range of the second
 * byte shuts out over-long forms, surrogates and what lies above U+10FFFF. */
static const struct {
    unsigned char first_min, first_max, second_min, second_max;
    size_t length;
} forms[] = {
    {0xC2, 0xDF, 0x80, 0xBF, 2}, {0xE0, 0xE0, 0xA0, 0xBF, 3}, {0xE1, 0xEC, 0x80, 0xBF, 3},
    {0xED, 0xED, 0x80, 0x9F, 3}, {0xEE, 0xEF, 0x80, 0xBF, 3}, {0xF0, 0xF0, 0x90, 0xBF, 4},
    {0xF1, 0xF3, 0x80, 0xBF, 4}, {0xF4, 0xF4, 0x80, 0x8F, 4},
};

size_t rota_utf8_length(const char *s, size_t n) {
    const unsigned char *b = (const unsigned char *)s;
    if (n == 0)
        return 0;
    if (b[0] < 0x80)
        return 1;
    for (size_t i = 0; i < sizeof forms / sizeof forms[0]; i++) {
        if (b[0] < forms[i].first_min || b[0] > forms[i].first_max)
            continue;
        if (n < forms[i].length || b[1] < forms[i].second_min || b[1] > forms[i].second_max)
            return 0;
        for (size_t k = 2; k < forms[i].length; k++)
            if ((b[k] & 0xC0) != 0x80)
                return 0;
        return forms[i].length;
    }
    return 0;
}

bool rota_utf8_valid(const char *s, size_t n) {
    while (n) {
        size_t length = rota_utf8_length(s, n);
        if (length == 0)
            return false;
        s += length;
        n -= length;
    }
    return true;
}

void rota_utf8_add_clean(rota_text *out, const char *s) {
    size_t n = strlen(s);
    while (n) {
        size_t length = rota_utf8_length(s, n);
        if (length == 0)
            rota_text_add(out, "\xEF\xBF\xBD");
        else
            rota_text_add_bytes(out, s, length);
        size_t step = length ? length : 1;
        s += step;
        n -= step;
    }
}

/* Code points of the bytes 0x80 to 0x9F; from 0xA0 on they are the bytes themselves. Source: the
 * Unicode consortium's table CP1252.TXT. */
static const unsigned short windows[32] = {
    0x20AC, 0xFFFD, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0xFFFD, 0x017D, 0xFFFD, 0xFFFD, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0xFFFD, 0x017E, 0x0178,
};

static void add_code_point(rota_text *out, unsigned code) {
    char bytes[3];
    size_t n = 0;
    if (code < 0x80) {
        bytes[n++] = (char)code;
    } else if (code < 0x800) {
        bytes[n++] = (char)(0xC0 | code >> 6);
        bytes[n++] = (char)(0x80 | (code & 0x3F));
    } else {
        bytes[n++] = (char)(0xE0 | code >> 12);
        bytes[n++] = (char)(0x80 | (code >> 6 & 0x3F));
        bytes[n++] = (char)(0x80 | (code & 0x3F));
    }
    rota_text_add_bytes(out, bytes, n);
}

void rota_utf8_add_1252(rota_text *out, const char *bytes, size_t n) {
    for (size_t i = 0; i < n; i++) {
        unsigned byte = (unsigned char)bytes[i];
        add_code_point(out, byte >= 0x80 && byte < 0xA0 ? windows[byte - 0x80] : byte);
    }
}
