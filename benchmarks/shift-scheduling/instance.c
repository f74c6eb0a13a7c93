#include "benchmarks/shift-scheduling/instance.h"

#include "benchmarks/shift-scheduling/instance_parts.h"
#include "benchmarks/shift-scheduling/lines.h"
#include "core/text.h"

#include <stdlib.h>
#include <string.h>

void rota_instance_free(rota_instance *instance) {
    if (!instance)
        return;
    rota_arena_free(instance->arena);
    free(instance);
}

/* ---- finding by id ---- */

typedef const char *(*id_of)(const rota_instance *in, int i);

static const char *shift_id(const rota_instance *in, int i) {
    return in->shifts[i].id;
}

static const char *person_id(const rota_instance *in, int i) {
    return in->people[i].id;
}

typedef struct {
    const rota_instance *in;
    id_of id;
} order;

static int by_id(const void *a, const void *b, void *data) {
    const order *o = data;
    const int *i = a, *k = b;
    int less = strcmp(o->id(o->in, *i), o->id(o->in, *k));
    return less ? less : (*i > *k) - (*i < *k);
}

static int *sorted(rota_instance *in, id_of id, int n) {
    int *index = rota_arena_alloc(in->arena, ((size_t)n + 1) * sizeof *index);
    order o = {in, id};
    for (int i = 0; i < n; i++)
        index[i] = i;
    qsort_r(index, (size_t)n, sizeof *index, by_id, &o);
    return index;
}

static int find(const rota_instance *in, id_of id, const int *index, int n, const char *wanted) {
    for (int low = 0, high = n; low < high;) {
        int middle = low + (high - low) / 2;
        int less = strcmp(id(in, index[middle]), wanted);
        if (less == 0)
            return index[middle];
        if (less < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return -1;
}

int rota_instance_find_shift(const rota_instance *instance, const char *id) {
    return find(instance, shift_id, instance->shifts_by_id, instance->nshifts, id);
}

int rota_instance_find_person(const rota_instance *instance, const char *id) {
    return find(instance, person_id, instance->people_by_id, instance->npeople, id);
}

static const char *nearest(const rota_instance *in, id_of id, int n, const char *wanted) {
    const char **names = ROTA_NEW_ARRAY(const char *, n);
    for (int i = 0; i < n; i++)
        names[i] = id(in, i);
    const char *found = rota_text_nearest(wanted, names, (size_t)n);
    free(names);
    return found;
}

const char *rota_instance_near_shift(const rota_instance *instance, const char *id) {
    return nearest(instance, shift_id, instance->nshifts, id);
}

const char *rota_instance_near_person(const rota_instance *instance, const char *id) {
    return nearest(instance, person_id, instance->npeople, id);
}

/* Sort what has just been defined, and name each id that is there twice, at its later line. */
static void index_shifts(rota_instance *in, rota_faults *faults) {
    in->shifts_by_id = sorted(in, shift_id, in->nshifts);
    for (int i = 1; i < in->nshifts; i++) {
        const rota_instance_shift *a = &in->shifts[in->shifts_by_id[i - 1]];
        const rota_instance_shift *b = &in->shifts[in->shifts_by_id[i]];
        if (strcmp(a->id, b->id) == 0)
            rota_faults_add(faults, in->file, b->line, "shift", "'%s' is in line %d already", b->id,
                            a->line);
    }
}

static void index_people(rota_instance *in, rota_faults *faults) {
    in->people_by_id = sorted(in, person_id, in->npeople);
    for (int i = 1; i < in->npeople; i++) {
        const rota_instance_person *a = &in->people[in->people_by_id[i - 1]];
        const rota_instance_person *b = &in->people[in->people_by_id[i]];
        if (strcmp(a->id, b->id) == 0)
            rota_faults_add(faults, in->file, b->line, "person", "'%s' is in line %d already",
                            b->id, a->line);
    }
}

/* ---- the file ---- */

/* Where the lines of a section stand; there is one for each name of the passes. */
typedef struct {
    int heading; /* line, 0 = not there */
    size_t first, end;
} place;

static int find_section(const char *name) {
    for (int i = 0; i < ROTA_INSTANCE_NPASSES; i++)
        if (strcmp(rota_instance__passes[i].section, name) == 0)
            return i;
    return -1;
}

static void unknown_section(const rota_instance *in, const rota_line_of_text *line,
                            rota_faults *faults) {
    const char *names[ROTA_INSTANCE_NPASSES];
    for (int i = 0; i < ROTA_INSTANCE_NPASSES; i++)
        names[i] = rota_instance__passes[i].section;
    const char *near = rota_text_nearest(line->text, names, ROTA_INSTANCE_NPASSES);
    if (near)
        rota_faults_add(faults, in->file, line->number, NULL,
                        "there is no section '%s'; did you mean '%s'?", line->text, near);
    else
        rota_faults_add(faults, in->file, line->number, NULL, "there is no section '%s'",
                        line->text);
}

/* Find the sections; false when the lines cannot be told to belong to one. */
static bool find_places(const rota_instance *in, const rota_lines *lines, place *places,
                        rota_faults *faults) {
    size_t before = faults->count;
    int section = -1;
    for (size_t i = 0; i < lines->count; i++) {
        const rota_line_of_text *line = &lines->lines[i];
        if (strncmp(line->text, "SECTION_", strlen("SECTION_")) != 0) {
            if (i == 0) {
                rota_faults_add(faults, in->file, line->number, NULL,
                                "'%s' stands before the first section, such as SECTION_HORIZON",
                                line->text);
                return false;
            }
            if (section >= 0)
                places[section].end = i + 1;
            continue;
        }
        section = find_section(line->text);
        if (section < 0) {
            unknown_section(in, line, faults);
        } else if (places[section].heading) {
            rota_faults_add(faults, in->file, line->number, NULL,
                            "'%s' has begun in line %d already", line->text,
                            places[section].heading);
            section = -1;
        } else {
            places[section] = (place){line->number, i + 1, i + 1};
        }
    }
    return faults->count == before;
}

static bool all_are_there(const rota_instance *in, const place *places, rota_faults *faults) {
    size_t before = faults->count;
    for (int i = 0; i < ROTA_INSTANCE_NPASSES; i++) {
        const rota_instance_pass *pass = &rota_instance__passes[i];
        const place *at = &places[find_section(pass->section)];
        bool again = find_section(pass->section) != i;
        if (!pass->required || again)
            continue;
        if (!at->heading)
            rota_faults_add(faults, in->file, 0, NULL, "there is no section '%s'", pass->section);
        else if (pass->defines && at->end == at->first)
            rota_faults_add(faults, in->file, at->heading, NULL, "'%s' is empty", pass->section);
    }
    return faults->count == before;
}

static void split_fields(rota_instance_reader *r, char *text) {
    r->nfields = 0;
    for (char *next; text; text = next) {
        next = strchr(text, ',');
        if (next)
            *next++ = '\0';
        ROTA_GROW(r->fields, r->nfields, r->fields_capacity);
        r->fields[r->nfields++] = rota_lines_trim(text);
    }
}

static void read_section(rota_instance_reader *r, const rota_lines *lines, const place *at,
                         void (*read)(rota_instance_reader *)) {
    for (size_t i = at->first; i < at->end; i++) {
        char *text = rota_strdup(lines->lines[i].text); /* lines may be read more than once */
        r->line = lines->lines[i].number;
        r->lines_left = (int)(at->end - i);
        split_fields(r, text);
        read(r);
        free(text);
    }
}

static void read_all(rota_instance_reader *r, const rota_lines *lines, const place *places) {
    rota_instance *in = r->in;
    size_t before = r->faults->count;
    for (int i = 0; i < ROTA_INSTANCE_NPASSES; i++) {
        const rota_instance_pass *pass = &rota_instance__passes[i];
        read_section(r, lines, &places[find_section(pass->section)], pass->read);
        if (in->nshifts > 0 && !in->shifts_by_id)
            index_shifts(in, r->faults);
        if (in->npeople > 0 && !in->people_by_id)
            index_people(in, r->faults);
        if (pass->defines && r->faults->count > before)
            return;
    }
}

static int by_line(const void *a, const void *b) {
    const rota_err *x = a, *y = b;
    return (x->line > y->line) - (x->line < y->line);
}

rota_rc rota_instance_read(const char *path, rota_instance **out, rota_faults *faults,
                           rota_err *err) {
    rota_lines lines;
    size_t before = faults->count;
    rota_rc rc = rota_lines_read(path, &lines, faults, err);
    if (rc) {
        rota_lines_done(&lines);
        return rc;
    }
    rota_instance *in = ROTA_NEW(rota_instance);
    in->arena = rota_arena_new();
    in->file = rota_arena_strdup(in->arena, path);
    rota_instance_reader reader = {.in = in, .faults = faults};
    place places[ROTA_INSTANCE_NPASSES] = {0};
    if (find_places(in, &lines, places, faults) && all_are_there(in, places, faults))
        read_all(&reader, &lines, places);
    free(reader.fields);
    rota_lines_done(&lines);
    if (faults->count > before) {
        size_t kept = faults->count < ROTA_FAULTS_KEPT ? faults->count : ROTA_FAULTS_KEPT;
        if (kept > before)
            qsort(&faults->kept[before], kept - before, sizeof faults->kept[0], by_line);
        rota_instance_free(in);
        return ROTA_E_INPUT;
    }
    *out = in;
    return ROTA_OK;
}
