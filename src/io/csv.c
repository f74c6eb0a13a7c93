#include "io/csv.h"

#include "core/mem.h"
#include "io/utf8.h"
#include "io/value.h"

#include <assert.h>
#include <csv.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

/* ---- Bytes ---- */

/* Is the byte the end of a line? A CR before an LF is not: the LF is. */
static bool ends_line(const char *bytes, size_t n, size_t i) {
    return bytes[i] == '\n' || (bytes[i] == '\r' && (i + 1 == n || bytes[i + 1] != '\n'));
}

/* Number of the field in which the byte stands, as far as its line tells. */
static size_t field_number(const char *bytes, size_t at, char delimiter) {
    size_t start = at, field = 1;
    while (start > 0 && bytes[start - 1] != '\n' && bytes[start - 1] != '\r')
        start--;
    bool quoted = false;
    for (size_t i = start; i < at; i++) {
        if (bytes[i] == '"')
            quoted = !quoted;
        field += !quoted && bytes[i] == delimiter;
    }
    return field;
}

/* The text around a byte that is not UTF-8, read as Windows-1252, in which programs write that
 * know no other: "Müller". Into out. */
static void add_legacy_word(const char *bytes, size_t n, size_t at, char delimiter,
                            rota_text *out) {
    enum { LONGEST = 20 };
    size_t from = at, to = at + 1;
    while (from > 0 && at - from < LONGEST && (unsigned char)bytes[from - 1] >= ' ' &&
           bytes[from - 1] != delimiter && bytes[from - 1] != '"')
        from--;
    while (to < n && to - at < LONGEST && (unsigned char)bytes[to] >= ' ' &&
           bytes[to] != delimiter && bytes[to] != '"')
        to++;
    rota_utf8_add_1252(out, bytes + from, to - from);
}

static void add_not_utf8(const char *file, int line, const char *bytes, size_t n, size_t at,
                         char delimiter, rota_faults *faults) {
    ROTA_CLEANUP(rota_text_done) rota_text word = {0};
    add_legacy_word(bytes, n, at, delimiter, &word);
    rota_faults_add(faults, file, line, NULL,
                    "field %zu: byte 0x%02X is not UTF-8 text (perhaps '%s' is meant); save the "
                    "file as CSV UTF-8",
                    field_number(bytes, at, delimiter), (unsigned char)bytes[at],
                    rota_text_str(&word));
}

/* Every line that is no text, one fault each. */
static bool check_text(const char *file, const char *bytes, size_t n, char delimiter, int line,
                       rota_faults *faults) {
    const unsigned char *s = (const unsigned char *)bytes;
    bool good = true, line_good = true;
    for (size_t i = 0; i < n;) {
        size_t length = s[i] ? rota_utf8_length(bytes + i, n - i) : 0;
        if (length == 0 && line_good) {
            if (s[i] == 0)
                rota_faults_add(faults, file, line, NULL, "holds a NUL byte: this is no text file");
            else
                add_not_utf8(file, line, bytes, n, i, delimiter, faults);
            good = line_good = false;
        }
        if (ends_line(bytes, n, i)) {
            line++;
            line_good = true;
        }
        i += length ? length : 1;
    }
    return good;
}

/* The separator: the one of the three that stands most often in the first line with text. */
static char find_delimiter(const char *bytes, size_t n) {
    static const char candidates[] = {',', ';', '\t'};
    size_t counts[sizeof candidates] = {0};
    bool quoted = false, text = false;
    for (size_t i = 0; i < n && !(ends_line(bytes, n, i) && text && !quoted); i++) {
        if (bytes[i] == '"')
            quoted = !quoted;
        text = text || !strchr(" \t\r\n", bytes[i]);
        for (size_t c = 0; c < sizeof candidates; c++)
            counts[c] += !quoted && bytes[i] == candidates[c];
    }
    size_t best = 0;
    for (size_t c = 1; c < sizeof candidates; c++) {
        if (counts[c] > counts[best])
            best = c;
    }
    return candidates[best];
}

/* ---- Records ---- */

struct reader {
    struct csv_parser parser;
    rota_csv *csv;
    rota_faults *faults;
    const char *file;
    bool keeps_cr;   /* inside fields */
    int line;        /* of the byte that is being read */
    int record_line; /* where the record that is being read starts; 0 between records */
    int quote_line;  /* where the last quoted field opened */
    size_t record_bytes, record_first;
};

static void *grow(void *p, size_t n) {
    return rota_realloc(p, n, 1);
}

static void init_parser(struct reader *r) {
    csv_init(&r->parser, CSV_STRICT | CSV_STRICT_FINI);
    csv_set_delim(&r->parser, (unsigned char)r->csv->delimiter);
    csv_set_realloc_func(&r->parser, grow);
    csv_set_blk_size(&r->parser, 4096);
}

static bool is_formula_start(char c) {
    return c == '=' || c == '+' || c == '-' || c == '@' || c == '\t';
}

/* Is it protected: one ' or more before what would start a formula? Of several the first is the
 * protection, so that a text that itself begins so comes back as it was. */
static bool is_protected(const char *s, size_t n) {
    size_t quotes = 0;
    while (quotes < n && s[quotes] == '\'')
        quotes++;
    return quotes > 0 && quotes < n && is_formula_start(s[quotes]);
}

/* A field: line ends inside it become LF unless they are kept, and the ' that protects a formula
 * goes. */
static void on_field(void *s, size_t n, void *data) {
    struct reader *r = data;
    rota_csv *csv = r->csv;
    const char *field = s;
    size_t i = is_protected(field, n) ? 1 : 0;
    ROTA_GROW(csv->offsets, csv->noffsets, csv->offsets_capacity);
    csv->offsets[csv->noffsets++] = csv->bytes.length;
    for (; i < n; i++) {
        if (field[i] != '\r' || r->keeps_cr)
            rota_text_add_bytes(&csv->bytes, &field[i], 1);
        else if (ends_line(field, n, i))
            rota_text_add_bytes(&csv->bytes, "\n", 1);
    }
    rota_text_add_bytes(&csv->bytes, "", 1);
}

static void forget_record(struct reader *r) {
    r->record_line = 0;
    r->record_bytes = 0;
    r->csv->noffsets = r->record_first;
}

static void on_record(int c, void *data) {
    (void)c;
    struct reader *r = data;
    rota_csv *csv = r->csv;
    bool empty = true;
    for (size_t i = r->record_first; i < csv->noffsets; i++)
        empty = empty && csv->bytes.s[csv->offsets[i]] == '\0';
    if (empty) { /* a spreadsheet's row that was cleared: ",,," */
        forget_record(r);
        return;
    }
    ROTA_GROW(csv->records, csv->count, csv->capacity);
    csv->records[csv->count++] = (rota_csv_record){.line = r->record_line,
                                                   .first = r->record_first,
                                                   .nfields = csv->noffsets - r->record_first};
    r->record_first = csv->noffsets;
    forget_record(r);
}

static void add_parse_fault(struct reader *r) {
    size_t field = r->csv->noffsets - r->record_first + 1;
    if (!r->parser.quoted)
        rota_faults_add(r->faults, r->file, r->line, NULL,
                        "field %zu holds a quote; put the whole field in quotes and double those "
                        "inside it (\"\")",
                        field);
    else if (r->line == r->quote_line)
        rota_faults_add(r->faults, r->file, r->line, NULL,
                        "field %zu goes on after its closing quote; double the quotes inside it "
                        "(\"\")",
                        field);
    else /* most often the quote before this one was never closed: that is where to look */
        rota_faults_add(r->faults, r->file, r->quote_line, NULL,
                        "the quote that opens here goes on after its end on line %d; close it, or "
                        "double the quotes inside it (\"\")",
                        r->line);
}

/* Feed one byte. False: the record is not right, and the fault is added. */
static bool feed(struct reader *r, char c) {
    if (!r->record_line && c != '\r' && c != '\n' &&
        (c == r->csv->delimiter || (c != ' ' && c != '\t')))
        r->record_line = r->line;
    r->record_bytes += r->record_line != 0;
    bool was_quoted = r->parser.quoted;
    if (csv_parse(&r->parser, &c, 1, on_field, on_record, r) != 1) {
        add_parse_fault(r);
        return false;
    }
    if (r->parser.quoted && !was_quoted)
        r->quote_line = r->line;
    if (r->record_bytes <= ROTA_CSV_MAX_RECORD)
        return true;
    if (r->parser.quoted)
        rota_faults_add(r->faults, r->file, r->quote_line, NULL,
                        "the quote that opens here is not closed within 64 KiB");
    else
        rota_faults_add(r->faults, r->file, r->record_line, NULL, "the row is longer than 64 KiB");
    return false;
}

/* After a fault reading starts again at the next line. An unclosed quote shows only there. */
static void read_bytes(struct reader *r, const char *bytes, size_t n) {
    bool skipping = false;
    for (size_t i = 0; i < n; i++) {
        if (!skipping && !feed(r, bytes[i])) {
            bool was_quoted = r->parser.quoted && r->record_bytes > ROTA_CSV_MAX_RECORD;
            csv_free(&r->parser);
            init_parser(r);
            forget_record(r);
            if (was_quoted)
                return;
            skipping = true;
        }
        if (ends_line(bytes, n, i)) {
            r->line++;
            skipping = false;
        }
    }
    if (csv_fini(&r->parser, on_field, on_record, r) != 0) {
        rota_faults_add(r->faults, r->file, r->quote_line, NULL,
                        "the quote that opens here is never closed");
        forget_record(r);
    }
}

/* Does the first row end with LF alone? */
static bool ends_rows_with_lf(const char *bytes, size_t n) {
    bool quoted = false;
    for (size_t i = 0; i < n; i++) {
        if (bytes[i] == '"')
            quoted = !quoted;
        if (!quoted && (bytes[i] == '\r' || bytes[i] == '\n'))
            return bytes[i] == '\n';
    }
    return true;
}

/* ---- The whole text ---- */

static bool is_utf16(const char *bytes, size_t n) {
    return n >= 2 && (memcmp(bytes, "\xFF\xFE", 2) == 0 || memcmp(bytes, "\xFE\xFF", 2) == 0);
}

/* The line `sep=;` with which Excel is told the separator, before the header: how many bytes it
 * has, and which separator it names ('\0': none that can be used). 0: there is none. */
static size_t sep_line(const char *bytes, size_t n, char *separator) {
    size_t quote = n > 0 && bytes[0] == '"' ? 1 : 0, start = quote + 4, end = start;
    if (n < start || strncasecmp(bytes + quote, "sep=", 4) != 0)
        return 0;
    while (end < n && bytes[end] != '\n' && bytes[end] != '\r')
        end++;
    *separator = end > start && strchr(",;\t", bytes[start]) ? bytes[start] : '\0';
    for (size_t i = start + 1; i < end; i++) /* a spreadsheet may have saved it as a row */
        if (!strchr(",;\t \"", bytes[i]))
            *separator = '\0';
    end += end < n && bytes[end] == '\r' && end + 1 < n && bytes[end + 1] == '\n';
    return end < n ? end + 1 : end;
}

/* Empty fields beyond the header's last name are not there. */
static void trim_ends(rota_csv *csv) {
    for (size_t i = 0; i < csv->count; i++) {
        size_t least = i ? csv->records[0].nfields : 1, *n = &csv->records[i].nfields;
        while (*n > least && rota_value_is_blank(rota_csv_field(csv, i, *n - 1)))
            --*n;
    }
}

static void read_text(const char *file, const char *bytes, size_t n, bool exact, rota_csv *out,
                      rota_faults *faults) {
    *out = (rota_csv){.delimiter = ','};
    if (n >= 3 && memcmp(bytes, "\xEF\xBB\xBF", 3) == 0) {
        bytes += 3;
        n -= 3;
    }
    if (is_utf16(bytes, n)) {
        rota_faults_add(faults, file, 1, NULL, "is UTF-16 text; save it as CSV UTF-8");
        return;
    }
    char separator = '\0';
    size_t skipped = sep_line(bytes, n, &separator);
    if (skipped && !separator) {
        rota_faults_add(faults, file, 1, NULL,
                        "the line 'sep=' names no comma, semicolon or tab; remove the line");
        return;
    }
    bytes += skipped;
    n -= skipped;
    out->delimiter = skipped ? separator : find_delimiter(bytes, n);
    int line = skipped ? 2 : 1;
    if (!check_text(file, bytes, n, out->delimiter, line, faults))
        return;
    struct reader reader = {.csv = out,
                            .faults = faults,
                            .file = file,
                            .keeps_cr = exact && ends_rows_with_lf(bytes, n),
                            .line = line};
    init_parser(&reader);
    read_bytes(&reader, bytes, n);
    csv_free(&reader.parser);
    trim_ends(out);
}

void rota_csv_read(const char *file, const char *bytes, size_t n, rota_csv *out,
                   rota_faults *faults) {
    read_text(file, bytes, n, false, out, faults);
}

void rota_csv_read_exact(const char *file, const char *bytes, size_t n, rota_csv *out,
                         rota_faults *faults) {
    read_text(file, bytes, n, true, out, faults);
}

void rota_csv_done(rota_csv *csv) {
    free(csv->records);
    free(csv->offsets);
    rota_text_done(&csv->bytes);
    *csv = (rota_csv){0};
}

const char *rota_csv_field(const rota_csv *csv, size_t record, size_t field) {
    assert(record < csv->count && field < csv->records[record].nfields);
    return csv->bytes.s + csv->offsets[csv->records[record].first + field];
}

/* ---- Files ---- */

static rota_rc read_all(int fd, const char *path, rota_text *out, rota_err *err) {
    char buf[64 * 1024];
    for (;;) {
        ssize_t n = read(fd, buf, sizeof buf);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return rota_fail(err, errno == EISDIR ? ROTA_E_INPUT : ROTA_E_SYSTEM,
                             "cannot read '%s': %s", path, strerror(errno));
        if (n == 0)
            return ROTA_OK;
        rota_text_add_bytes(out, buf, (size_t)n);
        if (out->length > ROTA_CSV_MAX_FILE)
            return rota_fail(err, ROTA_E_INPUT, "'%s' is larger than 64 MiB", path);
    }
}

rota_rc rota_csv_slurp(const char *path, rota_text *out, rota_err *err) {
    if (strcmp(path, "-") == 0)
        return read_all(STDIN_FILENO, "standard input", out, err);
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return rota_fail(err, errno == ENOENT || errno == ENOTDIR ? ROTA_E_INPUT : ROTA_E_SYSTEM,
                         "cannot open '%s': %s", path, strerror(errno));
    rota_rc rc = read_all(fd, path, out, err);
    close(fd);
    return rc;
}

/* ---- Writing ---- */

static bool needs_quotes(const char *s) {
    size_t n = strlen(s);
    return strpbrk(s, ",;\"\r\n\t") || (n && (s[0] == ' ' || s[n - 1] == ' '));
}

void rota_csv_add_field(rota_text *out, bool first, const char *field) {
    if (!first)
        rota_text_add(out, ",");
    ROTA_CLEANUP(rota_freep) char *protected = NULL;
    if (is_formula_start(field[0]) || is_protected(field, strlen(field))) {
        protected = rota_strdupf("'%s", field);
        field = protected;
    }
    if (!needs_quotes(field)) {
        rota_text_add(out, field);
        return;
    }
    size_t n = strlen(field), size = 2 * n + 2; /* every byte a quote, and the two around */
    ROTA_CLEANUP(rota_freep) char *quoted = ROTA_NEW_ARRAY(char, size);
    rota_text_add_bytes(out, quoted, csv_write(quoted, size, field, n));
}

void rota_csv_end_row(rota_text *out) {
    rota_text_add(out, "\n");
}
