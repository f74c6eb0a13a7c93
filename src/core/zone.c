#include "core/zone.h"

#include "core/mem.h"
#include "core/text.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <time.h>

enum { DAY = 24 * 60 };

/* From instant `at` on the zone is `offset` minutes ahead of UTC. */
struct change {
    rota_minute at;
    int offset;
};

struct rota_zone {
    char *name;
    /* Ascending. The first holds from the beginning of time, so that every instant has one. */
    struct change *changes;
    size_t nchanges, capacity;
};

/* ---- Names of zones ---- */

static const char *zone_directory(void) {
    const char *directory = getenv("TZDIR");
    return directory && *directory ? directory : "/usr/share/zoneinfo";
}

/* A name from a settings file must not lead out of the zone directory. */
static bool is_zone_name(const char *name) {
    size_t n = strspn(name, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_+-/");
    /* The zones below right/ count leap seconds, which time_t does not. */
    return n >= 1 && n <= 64 && !name[n] && name[0] != '/' && strncmp(name, "right/", 6) != 0;
}

/* ---- The file of a zone ---- */

struct bytes {
    unsigned char *p;
    size_t n;
};

static bool read_zone_file(const char *name, struct bytes *out) {
    enum { LARGEST = 16 * 1024 }; /* the real ones have less than 4 KiB */
    ROTA_CLEANUP(rota_freep) char *path = rota_strdupf("%s/%s", zone_directory(), name);
    FILE *file = fopen(path, "rbe");
    if (!file)
        return false;
    ROTA_CLEANUP(rota_freep) unsigned char *p = rota_calloc(LARGEST, 1);
    size_t n = fread(p, 1, LARGEST, file);
    fclose(file);
    if (n < 4 || memcmp(p, "TZif", 4) != 0)
        return false;
    *out = (struct bytes){ROTA_TAKE(p), n};
    return true;
}

static uint64_t big_endian(const unsigned char *p, size_t n) {
    uint64_t value = 0;
    for (size_t i = 0; i < n; i++)
        value = value << 8 | p[i];
    return value;
}

/* Where the file has the instants of its changes (RFC 8536: 64-bit seconds, ascending), as an
 * offset into it, and how many. None when it is of the oldest version or damaged. */
static size_t find_instants(const struct bytes *file, size_t *position) {
    enum { HEADER = 44, COUNTS = 20 };
    if (file->n < HEADER || file->p[4] < '2')
        return 0;
    /* First comes everything with 32 bits, for old programs. The counts of the header: UT and
     * standard time indicators, leap seconds, changes, types, characters of abbreviations. */
    static const uint64_t sizes[] = {1, 1, 4 + 4, 4 + 1, 6, 1};
    uint64_t at = HEADER;
    for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++)
        at += sizes[i] * big_endian(file->p + COUNTS + 4 * i, 4);
    if (at + HEADER > file->n || memcmp(file->p + at, "TZif", 4) != 0)
        return 0;
    uint64_t count = big_endian(file->p + at + COUNTS + 4 * 3, 4);
    *position = (size_t)at + HEADER;
    return count * 8 <= file->n - *position ? (size_t)count : 0;
}

/* ---- Reading the changes of a zone ---- */

/* The file lists the changes up to some year and then has a rule for all that follow. libc, which
 * understands both, is asked for every offset; the file says only when to ask, because some zones
 * have periods of a few days that no reasonable step would find. After the list a step of four
 * weeks is enough: a rule has two changes a year. */
enum { STEP = 4 * 7 * DAY };

/* Divided and rounded down, also below zero. */
static rota_minute floor_div(rota_minute a, rota_minute b) {
    return a / b - (a % b < 0);
}

static int libc_offset(rota_minute at) {
    time_t t = (time_t)(at * 60);
    struct tm tm;
    if (!localtime_r(&t, &tm))
        return 0;
    /* Before standard time zones the sun's own noon counted, to the second. */
    long seconds = tm.tm_gmtoff;
    return (int)((seconds >= 0 ? seconds + 30 : seconds - 30) / 60);
}

static int last_offset(const rota_zone *zone) {
    return zone->changes[zone->nchanges - 1].offset;
}

static void add_change(rota_zone *zone, rota_minute at, int offset) {
    ROTA_GROW(zone->changes, zone->nchanges, zone->capacity);
    zone->changes[zone->nchanges++] = (struct change){at, offset};
}

/* The first minute in (from, to] without the offset of `from`, which `to` does not have. */
static rota_minute find_change(const rota_zone *zone, rota_minute from, rota_minute to) {
    int offset = last_offset(zone);
    /* Most changes come 52 or 53 weeks after the one before the last; trying these two instants
     * first saves most of the bisections, which are half of the time it takes to open a zone. */
    for (int weeks = 52; weeks <= 53 && zone->nchanges > 2; weeks++) {
        rota_minute guess = zone->changes[zone->nchanges - 2].at + weeks * 7 * DAY;
        if (guess > from && guess <= to && libc_offset(guess - 1) == offset &&
            libc_offset(guess) != offset)
            return guess;
    }
    while (to - from > 1) {
        rota_minute middle = from + (to - from) / 2;
        if (libc_offset(middle) == offset)
            from = middle;
        else
            to = middle;
    }
    return to;
}

static void read_changes(rota_zone *zone, const struct bytes *file) {
    /* A day more at both ends, because the days 1900-01-01 and 2199-12-31 are local days. */
    rota_minute at = (rota_minute)(rota_day_of(1900, 1, 1) - 1) * DAY;
    const rota_minute end = (rota_minute)(rota_day_of(2200, 1, 1) + 1) * DAY;
    add_change(zone, INT64_MIN, libc_offset(at));

    size_t position = 0, count = find_instants(file, &position);
    for (size_t i = 0; i < count; i++) {
        int64_t seconds = (int64_t)big_endian(file->p + position + 8 * i, 8);
        rota_minute minute = floor_div(seconds, 60) + (seconds % 60 != 0); /* the next whole one */
        if (minute <= at || minute > end)
            continue;
        at = minute;
        int offset = libc_offset(at);
        if (offset != last_offset(zone)) /* often only the abbreviation changes */
            add_change(zone, at, offset);
    }

    while (at < end) {
        rota_minute next = at + STEP;
        int offset = libc_offset(next);
        while (last_offset(zone) != offset) {
            at = find_change(zone, at, next);
            add_change(zone, at, libc_offset(at));
        }
        at = next;
    }
}

/* libc knows one zone at a time, that of the environment: it is borrowed for the reading. Not for
 * threads; a home is opened before the program starts any. */
static void read_with_tz(rota_zone *zone, const struct bytes *file) {
    const char *tz = getenv("TZ");
    ROTA_CLEANUP(rota_freep) char *saved = tz ? rota_strdup(tz) : NULL;
    /* The colon says that this is a file and never a rule such as EST5EDT. */
    ROTA_CLEANUP(rota_freep) char *borrowed = rota_strdupf(":%s", zone->name);
    setenv("TZ", borrowed, 1);
    tzset();
    read_changes(zone, file);
    if (saved)
        setenv("TZ", saved, 1);
    else
        unsetenv("TZ");
    tzset();
}

/* ---- Near misses ---- */

struct names {
    char **items;
    size_t count, capacity;
};

/* All zones below `prefix`. Their names begin with a capital letter and have no '.',
 * unlike those of tables and of the copies in posix/ and right/. */
static void list_zones(struct names *names, const char *prefix, int depth) {
    ROTA_CLEANUP(rota_freep) char *path = rota_strdupf("%s/%s", zone_directory(), prefix);
    DIR *dir = opendir(path);
    if (!dir)
        return;
    for (struct dirent *entry; (entry = readdir(dir));) {
        if (entry->d_name[0] < 'A' || entry->d_name[0] > 'Z' || strchr(entry->d_name, '.'))
            continue;
        ROTA_CLEANUP(rota_freep)
        char *name = rota_strdupf("%s%s%s", prefix, *prefix ? "/" : "", entry->d_name);
        ROTA_CLEANUP(rota_freep) char *file = rota_strdupf("%s/%s", zone_directory(), name);
        struct stat status;
        if (stat(file, &status) != 0)
            continue;
        struct bytes bytes;
        if (S_ISDIR(status.st_mode)) {
            if (depth < 3) /* America/Argentina/Ushuaia; deeper is a link to itself */
                list_zones(names, name, depth + 1);
        } else if (read_zone_file(name, &bytes)) {
            free(bytes.p);
            ROTA_GROW(names->items, names->count, names->capacity);
            names->items[names->count++] = ROTA_TAKE(name);
        }
    }
    closedir(dir);
}

static int by_name(const void *a, const void *b) {
    return strcmp(*(char *const *)a, *(char *const *)b);
}

/* The zone that `word` was meant to be, or NULL. A word without '/' is taken for a city. */
static const char *nearest_zone(const struct names *names, const char *word) {
    ROTA_CLEANUP(rota_freep) const char **keys = ROTA_NEW_ARRAY(const char *, names->count);
    for (size_t i = 0; i < names->count; i++) {
        const char *slash = strchr(word, '/') ? NULL : strrchr(names->items[i], '/');
        keys[i] = slash ? slash + 1 : names->items[i];
        if (strcasecmp(word, names->items[i]) == 0)
            return names->items[i]; /* UTC rather than Etc/UTC */
    }
    const char *found = rota_text_nearest(word, keys, names->count);
    for (size_t i = 0; found && i < names->count; i++) {
        if (keys[i] == found)
            return names->items[i];
    }
    return NULL;
}

static rota_rc fail_unknown(const char *name, rota_err *err) {
    struct names names = {0};
    list_zones(&names, "", 1);
    rota_rc rc;
    if (names.count == 0) {
        rc = rota_fail(err, ROTA_E_INPUT,
                       "unknown time zone '%s': there is no time zone database in '%s' (install "
                       "the package tzdata)",
                       name, zone_directory());
    } else {
        /* readdir has no order of its own, and the same mistake must get the same answer. */
        qsort(names.items, names.count, sizeof *names.items, by_name);
        /* Far longer than any name is no typing error, and slow to compare. */
        const char *near = strlen(name) <= 64 ? nearest_zone(&names, name) : NULL;
        rc = near ? rota_fail(err, ROTA_E_INPUT, "unknown time zone '%s'; did you mean '%s'?", name,
                              near)
                  : rota_fail(err, ROTA_E_INPUT,
                              "unknown time zone '%s' (for example Europe/London)", name);
    }
    for (size_t i = 0; i < names.count; i++)
        free(names.items[i]);
    free(names.items);
    return rc;
}

/* ---- Opening ---- */

rota_rc rota_zone_open(const char *name, rota_zone **out, rota_err *err) {
    bool utc = strcmp(name, "UTC") == 0; /* exists also where no zones are installed */
    struct bytes file = {0};
    if (!utc && !(is_zone_name(name) && read_zone_file(name, &file)))
        return fail_unknown(name, err);
    rota_zone *zone = ROTA_NEW(rota_zone);
    zone->name = rota_strdup(name);
    if (utc)
        add_change(zone, INT64_MIN, 0);
    else
        read_with_tz(zone, &file);
    free(file.p);
    *out = zone;
    return ROTA_OK;
}

void rota_zone_free(rota_zone *zone) {
    if (!zone)
        return;
    free(zone->name);
    free(zone->changes);
    free(zone);
}

const char *rota_zone_name(const rota_zone *zone) {
    return zone->name;
}

/* ---- Local time and instants ---- */

/* Index of the change that holds at an instant. */
static size_t find_at(const rota_zone *zone, rota_minute at) {
    size_t low = 0, high = zone->nchanges;
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (zone->changes[middle].at <= at)
            low = middle;
        else
            high = middle;
    }
    return low;
}

enum rota_local rota_zone_local(const rota_zone *zone, rota_day day, int minute_of_day,
                                rota_minute *first, rota_minute *second) {
    const struct change *changes = zone->changes;
    rota_minute local = (rota_minute)day * DAY + minute_of_day;
    int found = 0;
    rota_minute a = 0, b = 0;
    /* No zone is further than a day from UTC, so only what holds within a day can apply. */
    for (size_t i = find_at(zone, local - DAY); i < zone->nchanges; i++) {
        if (changes[i].at > local + DAY)
            break;
        rota_minute at = local - changes[i].offset;
        bool too_early = at < changes[i].at;
        if (too_early && found == 0) {
            /* Too early for this offset and, having come here, too late for the last one. */
            *first = changes[i].at;
            if (second)
                *second = *first;
            return ROTA_LOCAL_MISSING;
        }
        if (too_early || (i + 1 < zone->nchanges && at >= changes[i + 1].at))
            continue;
        b = at;
        if (found++ == 0)
            a = at;
    }
    *first = a;
    if (second)
        *second = b;
    return found > 1 ? ROTA_LOCAL_AMBIGUOUS : ROTA_LOCAL_UNIQUE;
}

rota_minute rota_zone_at(const rota_zone *zone, rota_day day, int minute_of_day, bool late) {
    rota_minute first, second;
    rota_zone_local(zone, day, minute_of_day, &first, &second);
    return late ? second : first;
}

void rota_zone_split(const rota_zone *zone, rota_minute at, rota_day *day, int *minute_of_day,
                     int *offset) {
    *offset = zone->changes[find_at(zone, at)].offset;
    rota_minute local = at + *offset;
    rota_minute days = floor_div(local, DAY);
    *day = (rota_day)days;
    *minute_of_day = (int)(local - days * DAY);
}

bool rota_zone_changes_between(const rota_zone *zone, rota_minute from, rota_minute to) {
    return zone->changes[find_at(zone, from)].offset != zone->changes[find_at(zone, to)].offset;
}

/* ---- Date-times as text ---- */

enum { OFFSET_SIZE = 16 };

static const char *format_offset(int offset, char *buf) {
    int minutes = abs(offset);
    snprintf(buf, OFFSET_SIZE, "%c%02d:%02d", offset < 0 ? '-' : '+', minutes / 60, minutes % 60);
    return buf;
}

/* The parts of YYYY-MM-DDTHH:MM[Z|+HH:MM]. */
static bool parse_parts(const char *text, rota_day *day, int *minute, bool *has_offset,
                        int *offset) {
    enum { DATE = 10, TIME = 5, LOCAL = DATE + 1 + TIME };
    char date[DATE + 1] = "", time[TIME + 1] = "";
    if (strlen(text) < LOCAL || text[DATE] != 'T')
        return false;
    memcpy(date, text, DATE);
    memcpy(time, text + DATE + 1, TIME);
    if (!rota_day_parse(date, day) || !rota_parse_time(time, false, minute))
        return false;
    const char *rest = text + LOCAL;
    *has_offset = *rest != '\0';
    *offset = 0;
    if (!*has_offset || strcmp(rest, "Z") == 0)
        return true;
    if ((*rest != '+' && *rest != '-') || !rota_parse_time(rest + 1, false, offset))
        return false;
    if (*rest == '-')
        *offset = -*offset;
    return true;
}

/* The clock at an instant, as it was before a change that happened then (or after it). */
static const char *format_clock(const rota_zone *zone, rota_minute change, bool before, char *buf) {
    rota_day day;
    int minute, offset;
    rota_zone_split(zone, change - before, &day, &minute, &offset);
    return rota_format_time((minute + before) % DAY, buf);
}

static rota_rc fail_missing(const rota_zone *zone, const char *text, rota_minute change,
                            rota_err *err) {
    char from[ROTA_HOURS_SIZE], to[ROTA_HOURS_SIZE];
    return rota_fail(
        err, ROTA_E_INPUT, "'%s' does not exist in %s: the clocks went forward from %s to %s", text,
        zone->name, format_clock(zone, change, true, from), format_clock(zone, change, false, to));
}

rota_rc rota_zone_parse(const rota_zone *zone, const char *text, rota_minute *out, rota_err *err) {
    rota_day day;
    int minute, offset;
    bool has_offset;
    if (!parse_parts(text, &day, &minute, &has_offset, &offset))
        return rota_fail(err, ROTA_E_INPUT,
                         "'%s' is not a date and time (for example 2026-03-02T07:30)", text);

    rota_minute first, second, local = (rota_minute)day * DAY + minute;
    char one[OFFSET_SIZE], two[OFFSET_SIZE], given[OFFSET_SIZE];
    enum rota_local kind = rota_zone_local(zone, day, minute, &first, &second);
    if (kind == ROTA_LOCAL_MISSING)
        return fail_missing(zone, text, first, err);
    format_offset((int)(local - first), one);
    format_offset((int)(local - second), two);
    if (has_offset && (local - offset == first || local - offset == second)) {
        *out = local - offset;
        return ROTA_OK;
    }
    if (kind == ROTA_LOCAL_AMBIGUOUS && !has_offset)
        return rota_fail(err, ROTA_E_INPUT,
                         "'%s' happens twice in %s: write %s%s (the first) or %s%s (the second)",
                         text, zone->name, text, one, text, two);
    if (has_offset)
        return rota_fail(err, ROTA_E_INPUT, "'%s' has the offset %s, but %s has %s%s%s then", text,
                         format_offset(offset, given), zone->name, one,
                         kind == ROTA_LOCAL_AMBIGUOUS ? " or " : "",
                         kind == ROTA_LOCAL_AMBIGUOUS ? two : "");
    *out = first;
    return ROTA_OK;
}

const char *rota_zone_format(const rota_zone *zone, rota_minute at, char *buf) {
    buf[0] = '\0';
    if (at == ROTA_NO_MINUTE)
        return buf;
    rota_day day;
    int minute, offset;
    char date[ROTA_DATE_SIZE], time[ROTA_HOURS_SIZE], suffix[OFFSET_SIZE] = "";
    rota_zone_split(zone, at, &day, &minute, &offset);
    rota_minute first;
    if (rota_zone_local(zone, day, minute, &first, NULL) == ROTA_LOCAL_AMBIGUOUS)
        format_offset(offset, suffix);
    snprintf(buf, ROTA_DATETIME_SIZE, "%s%c%s%s", rota_day_format(day, date), 'T',
             rota_format_time(minute, time), suffix);
    return buf;
}
