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
