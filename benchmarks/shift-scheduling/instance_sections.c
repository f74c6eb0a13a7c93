/* What a line of each section says. A reader stops at the first mistake of its line; the items that
 * it makes are as many as there are lines, so arrays get their room with the first one. */
#include "benchmarks/shift-scheduling/instance_parts.h"

#include "benchmarks/shift-scheduling/lines.h"
#include "core/text.h"

#include <stdio.h>
#include <string.h>

/* ---- fields ---- */

__attribute__((format(printf, 3, 4))) static bool fault(rota_instance_reader *r, const char *column,
                                                        const char *fmt, ...) {
    char message[ROTA_ERR_MESSAGE];
    va_list args;
    va_start(args, fmt);
    vsnprintf(message, sizeof message, fmt, args);
    va_end(args);
    rota_faults_add(r->faults, r->in->file, r->line, column, "%s", message);
    return false;
}

/* Has the line `least` to `most` fields? `names` says which. */
static bool has_fields(rota_instance_reader *r, int least, int most, const char *names) {
    if (r->nfields >= least && r->nfields <= most)
        return true;
    return fault(r, NULL, "has %d field%s; these belong here: %s", r->nfields,
                 r->nfields == 1 ? "" : "s", names);
}

static bool read_number(rota_instance_reader *r, const char *field, const char *column, int least,
                        int most, int *out) {
    long number;
    if (!rota_parse_int(field, least, most, &number)) {
        if (most == INT32_MAX)
            return fault(r, column, "'%s' is not a whole number from %d up", field, least);
        return fault(r, column, "'%s' is not a whole number from %d to %d", field, least, most);
    }
    *out = (int)number;
    return true;
}

static bool read_day(rota_instance_reader *r, const char *field, int *out) {
    long day;
    if (!rota_parse_int(field, 0, r->in->ndays - 1, &day))
        return fault(r, "day", "'%s' is not a day; the days are 0 to %d", field, r->in->ndays - 1);
    *out = (int)day;
    return true;
}

static bool not_found(rota_instance_reader *r, const char *column, const char *what, const char *id,
                      const char *near) {
    if (near)
        return fault(r, column, "there is no %s '%s'; did you mean '%s'?", what, id, near);
    return fault(r, column, "there is no %s '%s'", what, id);
}

static bool read_shift(rota_instance_reader *r, const char *field, const char *column, int *out) {
    *out = rota_instance_find_shift(r->in, field);
    return *out >= 0 ||
           not_found(r, column, "shift", field, rota_instance_near_shift(r->in, field));
}

static bool read_person(rota_instance_reader *r, const char *field, int *out) {
    *out = rota_instance_find_person(r->in, field);
    return *out >= 0 ||
           not_found(r, "person", "person", field, rota_instance_near_person(r->in, field));
}

/* An id must be able to stand in the instance and in a roster: `not_in` holds what separates. */
static bool read_id(rota_instance_reader *r, const char *field, const char *column,
                    const char *not_in, const char **out) {
    if (!*field)
        return fault(r, column, "is empty; an id belongs here");
    if (strlen(field) > ROTA_INSTANCE_MAX_ID)
        return fault(r, column, "'%s' is longer than %d bytes", field, ROTA_INSTANCE_MAX_ID);
    if (strcmp(field, ".") == 0)
        return fault(r, column, "'.' stands for a day off and cannot be an id");
    size_t n = strcspn(field, not_in);
    if (field[n])
        return fault(r, column, "'%s' holds '%c'", field, field[n]);
    *out = rota_arena_strdup(r->in->arena, field);
    return true;
}

/* Call `read` with each part of a field that | separates. */
static bool for_parts(rota_instance_reader *r, char *field, int index,
                      bool (*read)(rota_instance_reader *, char *part, int index)) {
    for (char *next; *field; field = next) {
        next = strchr(field, '|');
        if (next)
            *next++ = '\0';
        else
            next = field + strlen(field);
        if (!read(r, rota_lines_trim(field), index))
            return false;
    }
    return true;
}

/* Room for all items of a section, at its first line. */
#define MAKE_ROOM(reader, items)                                                                   \
    do {                                                                                           \
        if (!(items))                                                                              \
            (items) = rota_arena_alloc((reader)->in->arena,                                        \
                                       (size_t)(reader)->lines_left * sizeof *(items));            \
    } while (0)

/* ---- horizon, shifts, staff ---- */

static void read_horizon(rota_instance_reader *r) {
    if (r->in->ndays > 0)
        fault(r, "days", "is here twice");
    else if (has_fields(r, 1, 1, "days"))
        read_number(r, r->fields[0], "days", 1, ROTA_INSTANCE_MAX_DAYS, &r->in->ndays);
}

static void read_shift_line(rota_instance_reader *r) {
    rota_instance *in = r->in;
    MAKE_ROOM(r, in->shifts);
    rota_instance_shift *shift = &in->shifts[in->nshifts];
    shift->line = r->line;
    if (!has_fields(r, 2, 3, "shift, minutes, shifts that may not follow") ||
        !read_id(r, r->fields[0], "shift", " \t|=:,", &shift->id) ||
        !read_number(r, r->fields[1], "minutes", 1, 1440, &shift->minutes))
        return;
    if (in->nshifts == ROTA_INSTANCE_MAX_SHIFTS)
        fault(r, "shift", "there are more than %d shifts", ROTA_INSTANCE_MAX_SHIFTS);
    else
        in->nshifts++;
}

static bool read_follower(rota_instance_reader *r, char *part, int shift) {
    int other;
    if (!read_shift(r, part, "may not follow", &other))
        return false;
    r->in->forbidden[shift * r->in->nshifts + other] = 1;
    return true;
}

/* The third field speaks of shifts of later lines, so these lines are read twice. */
static void read_followers(rota_instance_reader *r) {
    rota_instance *in = r->in;
    if (!in->forbidden)
        in->forbidden = rota_arena_alloc(in->arena, (size_t)in->nshifts * (size_t)in->nshifts + 1);
    int shift = rota_instance_find_shift(in, r->fields[0]);
    if (shift >= 0 && r->nfields == 3)
        for_parts(r, r->fields[2], shift, read_follower);
}

static bool read_most_of_shift(rota_instance_reader *r, char *part, int index) {
    rota_instance_person *person = &r->in->people[index];
    char *equals = strchr(part, '=');
    int shift;
    if (!equals)
        return fault(r, "most shifts", "'%s' is not SHIFT=NUMBER", part);
    *equals = '\0';
    if (!read_shift(r, rota_lines_trim(part), "most shifts", &shift))
        return false;
    if (person->most_of_shift[shift] != INT32_MAX)
        return fault(r, "most shifts", "shift '%s' is here twice", r->in->shifts[shift].id);
    return read_number(r, rota_lines_trim(equals + 1), "most shifts", 0, INT32_MAX - 1,
                       &person->most_of_shift[shift]);
}

static bool read_limits(rota_instance_reader *r, rota_instance_person *person) {
    const struct {
        const char *column;
        int *out;
    } limits[] = {
        {"most minutes", &person->most_minutes},
        {"least minutes", &person->least_minutes},
        {"most days in a row", &person->most_run},
        {"least days in a row", &person->least_run},
        {"least days off in a row", &person->least_off},
        {"most weekends", &person->most_weekends},
    };
    for (size_t i = 0; i < sizeof limits / sizeof *limits; i++)
        if (!read_number(r, r->fields[i + 2], limits[i].column, 0, INT32_MAX, limits[i].out))
            return false;
    if (person->least_minutes > person->most_minutes)
        return fault(r, "least minutes", "%d are more than the most minutes, %d",
                     person->least_minutes, person->most_minutes);
    return true;
}

static void read_staff_line(rota_instance_reader *r) {
    rota_instance *in = r->in;
    MAKE_ROOM(r, in->people);
    rota_instance_person *person = &in->people[in->npeople];
    *person = (rota_instance_person){.line = r->line};
    if (!has_fields(r, 8, 8,
                    "person, most shifts, most minutes, least minutes, most days in a row, least "
                    "days in a row, least days off in a row, most weekends") ||
        !read_id(r, r->fields[0], "person", "|=:,", &person->id))
        return;
    person->off = rota_arena_alloc(in->arena, (size_t)in->ndays);
    person->most_of_shift =
        rota_arena_alloc(in->arena, (size_t)in->nshifts * sizeof *person->most_of_shift);
    for (int s = 0; s < in->nshifts; s++)
        person->most_of_shift[s] = INT32_MAX;
    if (!for_parts(r, r->fields[1], in->npeople, read_most_of_shift) || !read_limits(r, person))
        return;
    if (in->npeople == ROTA_INSTANCE_MAX_PEOPLE)
        fault(r, "person", "there are more than %d people", ROTA_INSTANCE_MAX_PEOPLE);
    else
        in->npeople++;
}

/* ---- what speaks of these ---- */

static void read_days_off(rota_instance_reader *r) {
    rota_instance *in = r->in;
    int person, day;
    if (!has_fields(r, 2, INT32_MAX, "person, day, day...") ||
        !read_person(r, r->fields[0], &person))
        return;
    if (!r->days_off_line)
        r->days_off_line =
            rota_arena_alloc(in->arena, (size_t)in->npeople * sizeof *r->days_off_line);
    if (r->days_off_line[person]) {
        fault(r, "person", "'%s' has days off in line %d already", in->people[person].id,
              r->days_off_line[person]);
        return;
    }
    r->days_off_line[person] = r->line;
    for (int i = 1; i < r->nfields; i++) {
        if (!*r->fields[i] && i > 1 && i == r->nfields - 1)
            break; /* a comma too many at the end does no harm */
        if (!read_day(r, r->fields[i], &day))
            return;
        in->people[person].off[day] = 1;
    }
}

/* A cost that could be too large to be added up exactly is refused here, where a line can be
 * named. */
static bool add_worst(rota_instance_reader *r, const char *column, int64_t cost) {
    r->worst += cost;
    if (r->worst <= ROTA_INSTANCE_MAX_COST)
        return true;
    r->worst = 0; /* said once */
    return fault(r, column, "the weights up to here may cost more than %lld together",
                 (long long)ROTA_INSTANCE_MAX_COST);
}

static bool read_request(rota_instance_reader *r, rota_instance_request *request) {
    return has_fields(r, 4, 4, "person, day, shift, weight") &&
           read_person(r, r->fields[0], &request->person) &&
           read_day(r, r->fields[1], &request->day) &&
           read_shift(r, r->fields[2], "shift", &request->shift) &&
           read_number(r, r->fields[3], "weight", 0, ROTA_INSTANCE_MAX_WEIGHT, &request->weight) &&
           add_worst(r, "weight", request->weight);
}

static void read_on_request(rota_instance_reader *r) {
    MAKE_ROOM(r, r->in->on);
    if (read_request(r, &r->in->on[r->in->non]))
        r->in->non++;
}

static void read_off_request(rota_instance_reader *r) {
    MAKE_ROOM(r, r->in->off);
    if (read_request(r, &r->in->off[r->in->noff]))
        r->in->noff++;
}

static void read_cover(rota_instance_reader *r) {
    rota_instance *in = r->in;
    MAKE_ROOM(r, in->cover);
    rota_instance_cover *cover = &in->cover[in->ncover];
    if (!has_fields(r, 5, 5, "day, shift, requirement, weight under, weight over") ||
        !read_day(r, r->fields[0], &cover->day) ||
        !read_shift(r, r->fields[1], "shift", &cover->shift) ||
        !read_number(r, r->fields[2], "requirement", 0, ROTA_INSTANCE_MAX_WEIGHT, &cover->need) ||
        !read_number(r, r->fields[3], "weight under", 0, ROTA_INSTANCE_MAX_WEIGHT, &cover->under) ||
        !read_number(r, r->fields[4], "weight over", 0, ROTA_INSTANCE_MAX_WEIGHT, &cover->over))
        return;
    size_t places = (size_t)in->ndays * (size_t)in->nshifts;
    if (!r->cover_line)
        r->cover_line = rota_arena_alloc(in->arena, places * sizeof *r->cover_line);
    int *line = &r->cover_line[cover->day * in->nshifts + cover->shift];
    int64_t under = (int64_t)cover->under * cover->need;
    int64_t over =
        (int64_t)cover->over * (in->npeople > cover->need ? in->npeople - cover->need : 0);
    if (*line)
        fault(r, "shift", "'%s' on day %d has its cover in line %d already",
              in->shifts[cover->shift].id, cover->day, *line);
    else if (add_worst(r, under > over ? "weight under" : "weight over",
                       under > over ? under : over))
        in->ncover++;
    if (!*line)
        *line = r->line;
}

const rota_instance_pass rota_instance__passes[] = {
    {"SECTION_HORIZON", true, true, read_horizon},
    {"SECTION_SHIFTS", true, true, read_shift_line},
    {"SECTION_SHIFTS", true, true, read_followers},
    {"SECTION_STAFF", true, true, read_staff_line},
    {"SECTION_DAYS_OFF", false, false, read_days_off},
    {"SECTION_SHIFT_ON_REQUESTS", false, false, read_on_request},
    {"SECTION_SHIFT_OFF_REQUESTS", false, false, read_off_request},
    {"SECTION_COVER", true, false, read_cover},
};
