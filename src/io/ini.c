/* iniparser reads the values. It does not say on which line one stands, keeps the last of two
 * equal keys, cuts values at ';' and '#', drops what follows a closing quote and joins lines that
 * end in '\', all without a word. So a scanner goes over the text first: it finds the lines and
 * what is wrong with them, and hands iniparser a copy in which faulty lines are empty. */
#include "io/ini.h"

#include "core/mem.h"
#include "io/utf8.h"

#include <errno.h>
#include <iniparser.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

/* ---- The scanner ---- */

struct scanner {
    const char *name;
    rota_ini ini;
    size_t capacity;
    const char *section; /* lent by its entry; NULL before the first */
    rota_faults *faults;
    int line;
};

static bool is_blank(char c) {
    return c == ' ' || c == '\t';
}

/* Strip blanks at both ends, in place. */
static char *strip(char *s) {
    while (is_blank(*s))
        s++;
    size_t n = strlen(s);
    while (n && is_blank(s[n - 1]))
        n--;
    s[n] = '\0';
    return s;
}

static char *lower_copy(const char *s) {
    char *copy = rota_strdup(s);
    for (char *c = copy; *c; c++)
        if (*c >= 'A' && *c <= 'Z')
            *c = (char)(*c - 'A' + 'a');
    return copy;
}

static bool fault(struct scanner *scan, const char *column, const char *message) {
    rota_faults_add(scan->faults, scan->name, scan->line, column, "%s", message);
    return false;
}

static void add_entry(struct scanner *scan, char *section, char *key) {
    ROTA_GROW(scan->ini.entries, scan->ini.count, scan->capacity);
    scan->ini.entries[scan->ini.count++] = (rota_ini_entry){section, key, NULL, scan->line};
}

/* Bytes of a line that no text file has. */
static bool check_bytes(struct scanner *scan, const char *s, size_t n) {
    if (n > ROTA_INI_LINE) {
        rota_faults_add(scan->faults, scan->name, scan->line, NULL,
                        "the line has %zu bytes; at most %d are read", n, ROTA_INI_LINE);
        return false;
    }
    if (!rota_utf8_valid(s, n))
        return fault(scan, NULL, "this is not UTF-8 text; save the file as UTF-8");
    for (size_t i = 0; i < n; i++) {
        unsigned char c = (unsigned char)s[i];
        if ((c < 0x20 && c != '\t') || c == 0x7F) {
            rota_faults_add(scan->faults, scan->name, scan->line, NULL,
                            "the line has a control character (code %d)", c);
            return false;
        }
    }
    return true;
}

static bool scan_section(struct scanner *scan, char *line) {
    size_t n = strlen(line);
    /* Keys that follow belong to a section that is not known: "" takes them without a fault of
     * their own. */
    scan->section = "";
    if (n < 2 || line[n - 1] != ']')
        return fault(scan, NULL, "a section is written [name], alone on its line");
    line[n - 1] = '\0';
    char *name = strip(line + 1);
    if (!*name || strpbrk(name, "[]:="))
        return fault(scan, NULL, "a section is written [name], alone on its line");
    char *section = lower_copy(name);
    scan->section = section;
    add_entry(scan, section, NULL);
    return true;
}

/* What iniparser would drop from a value without a word. */
static const char *value_fault(const char *value) {
    if (*value == '"' || *value == '\'') {
        const char *end = strchr(value + 1, *value);
        if (!end)
            return "the quote is never closed";
        do
            end++;
        while (is_blank(*end));
        if (*end && *end != ';' && *end != '#')
            return "there is text after the closing quote";
        return NULL;
    }
    const char *cut = strpbrk(value, ";#");
    if (!cut)
        return NULL;
    bool comment = cut == value ? is_blank(cut[1]) || !cut[1] : is_blank(cut[-1]);
    return comment ? NULL
                   : "a value with ';' or '#' in it is written in \"quotes\" (a comment has a "
                     "blank before it)";
}

static bool scan_entry(struct scanner *scan, char *line) {
    char *equals = strchr(line, '=');
    if (!equals) {
        rota_faults_add(scan->faults, scan->name, scan->line, NULL,
                        "'%.60s' is neither [section] nor key = value", line);
        return false;
    }
    *equals = '\0';
    char *key = strip(line);
    const char *value = strip(equals + 1);
    if (!*key || strpbrk(key, "[]:;#\"'")) {
        rota_faults_add(scan->faults, scan->name, scan->line, NULL,
                        "'%.60s' is not the name of a key", key);
        return false;
    }
    if (!scan->section)
        return fault(scan, key, "the key stands before the first [section]");
    if (!*scan->section)
        return false;
    const char *what = value_fault(value);
    if (what)
        return fault(scan, key, what);
    char *lower = lower_copy(key);
    for (size_t i = 0; i < scan->ini.count; i++) {
        const rota_ini_entry *e = &scan->ini.entries[i];
        if (e->key && strcmp(e->section, scan->section) == 0 && strcmp(e->key, lower) == 0) {
            rota_faults_add(scan->faults, scan->name, scan->line, lower,
                            "the key is already on line %d", e->line);
            free(lower);
            return false;
        }
    }
    add_entry(scan, rota_strdup(scan->section), lower);
    return true;
}

/* One line, without its end. False: iniparser shall not see it. */
static bool scan_line(struct scanner *scan, const char *s, size_t n) {
    if (!check_bytes(scan, s, n))
        return false;
    ROTA_CLEANUP(rota_freep) char *copy = rota_calloc(n + 1, 1);
    memcpy(copy, s, n);
    char *line = strip(copy);
    /* Comments go too: iniparser joins one that ends in '\' with the line below. */
    if (*line == '\0' || *line == '#' || *line == ';')
        return false;
    if (line[strlen(line) - 1] == '\\')
        return fault(scan, NULL, "a line cannot be continued with '\\'; write it as one");
    return *line == '[' ? scan_section(scan, line) : scan_entry(scan, line);
}

/* Scan all lines; `entries` gets those that are an entry and an empty line for every other, so that
 * lines keep their number. */
static void scan_text(struct scanner *scan, const char *text, size_t n, rota_text *entries) {
    const char *end = text + n;
    for (const char *s = text; s < end;) {
        const char *newline = memchr(s, '\n', (size_t)(end - s));
        const char *stop = newline ? newline : end;
        size_t length = (size_t)(stop - s);
        if (length && s[length - 1] == '\r')
            length--;
        scan->line++;
        if (scan_line(scan, s, length))
            rota_text_add_bytes(entries, s, length);
        rota_text_add(entries, "\n");
        s = newline ? newline + 1 : end;
    }
}

/* ---- iniparser ---- */

/* Its callback carries no pointer of ours. */
static _Thread_local struct scanner *listening;

/* The scanner has left out what iniparser would refuse; should the two ever differ, its words are
 * handed on: "iniparser: syntax error in /dev/fd/3 (12):\n-> the line". */
__attribute__((format(printf, 1, 2))) static int on_error(const char *fmt, ...) {
    char text[512];
    va_list args;
    va_start(args, fmt);
    vsnprintf(text, sizeof text, fmt, args);
    va_end(args);
    for (char *c = text; *c; c++)
        if (*c == '\n')
            *c = ' ';
    rota_faults_add(listening->faults, listening->name, 0, NULL, "%s", strip(text));
    return 0;
}

static rota_rc write_all(int fd, const char *bytes, size_t n, rota_err *err) {
    while (n) {
        ssize_t written = write(fd, bytes, n);
        if (written < 0 && errno == EINTR)
            continue;
        if (written < 0)
            return rota_fail(err, ROTA_E_SYSTEM, "cannot keep a copy in memory: %s",
                             strerror(errno));
        bytes += written;
        n -= (size_t)written;
    }
    return ROTA_OK;
}

static void close_fd(const int *fd) {
    if (*fd >= 0)
        close(*fd);
}

/* iniparser reads only what has a path: a file in memory has one under /dev/fd. */
static rota_rc parse(struct scanner *scan, const char *text, size_t n, dictionary **out,
                     rota_err *err) {
    ROTA_CLEANUP(close_fd) int fd = memfd_create("rota-ini", MFD_CLOEXEC);
    if (fd < 0)
        return rota_fail(err, ROTA_E_SYSTEM, "cannot make a file in memory: %s", strerror(errno));
    rota_rc rc = write_all(fd, text, n, err);
    if (rc)
        return rc;
    char path[32];
    snprintf(path, sizeof path, "/dev/fd/%d", fd);
    size_t faults_before = scan->faults->count;
    listening = scan;
    iniparser_set_error_callback(on_error);
    dictionary *dict = iniparser_load(path);
    iniparser_set_error_callback(NULL); /* its own again */
    listening = NULL;
    if (!dict && scan->faults->count == faults_before)
        return rota_fail(err, ROTA_E_SYSTEM, "iniparser cannot read '%s'", scan->name);
    *out = dict;
    return ROTA_OK;
}

/* Give every entry its value; without a dictionary none remains. */
static void take_values(rota_ini *ini, const dictionary *dict) {
    size_t kept = 0;
    for (size_t i = 0; i < ini->count; i++) {
        rota_ini_entry e = ini->entries[i];
        if (e.key) {
            ROTA_CLEANUP(rota_freep) char *path = rota_strdupf("%s:%s", e.section, e.key);
            const char *value = dict ? iniparser_getstring(dict, path, NULL) : NULL;
            if (!value) {
                free(e.section);
                free(e.key);
                continue;
            }
            e.value = rota_strdup(value);
        }
        ini->entries[kept++] = e;
    }
    ini->count = kept;
}

rota_rc rota_ini_read_bytes(const char *name, const char *bytes, size_t n, rota_ini *out,
                            rota_faults *faults, rota_err *err) {
    static const char mark[] = "\xEF\xBB\xBF";
    if (n >= 3 && memcmp(bytes, mark, 3) == 0) {
        bytes += 3;
        n -= 3;
    }
    if (n > ROTA_INI_SIZE)
        return rota_fail(err, ROTA_E_INPUT, "'%s' is larger than 1 MiB, which no settings are",
                         name);
    ROTA_CLEANUP(rota_text_done) rota_text text = {0};
    struct scanner scan = {.name = name, .faults = faults};
    scan_text(&scan, bytes, n, &text);
    dictionary *dict = NULL;
    rota_rc rc = parse(&scan, rota_text_str(&text), text.length, &dict, err);
    if (rc) {
        rota_ini_done(&scan.ini);
        return rc;
    }
    take_values(&scan.ini, dict);
    if (dict)
        iniparser_freedict(dict);
    *out = scan.ini;
    return ROTA_OK;
}

/* ---- Files ---- */

static void close_file(FILE **file) {
    if (*file)
        fclose(*file);
}

rota_rc rota_ini_read_file(const char *path, rota_ini *out, rota_faults *faults, rota_err *err) {
    ROTA_CLEANUP(close_file) FILE *file = fopen(path, "re");
    if (!file)
        return rota_fail(err, ROTA_E_SYSTEM, "cannot read '%s': %s", path, strerror(errno));
    size_t size = ROTA_INI_SIZE + 8; /* a byte-order mark, and enough to see that it is too large */
    ROTA_CLEANUP(rota_freep) char *bytes = rota_calloc(size, 1);
    size_t n = fread(bytes, 1, size, file);
    if (ferror(file))
        return rota_fail(err, ROTA_E_SYSTEM, "cannot read '%s': %s", path, strerror(errno));
    const char *slash = strrchr(path, '/');
    return rota_ini_read_bytes(slash ? slash + 1 : path, bytes, n, out, faults, err);
}

void rota_ini_done(rota_ini *ini) {
    for (size_t i = 0; i < ini->count; i++) {
        free(ini->entries[i].section);
        free(ini->entries[i].key);
        free(ini->entries[i].value);
    }
    free(ini->entries);
    *ini = (rota_ini){0};
}
