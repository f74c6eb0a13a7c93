#include "records/form.h"

#include <stdio.h>
#include <string.h>

bool rota_form_has(const rota_field *field, int column) {
    return !field->computed && column != ROTA_HEAD_ID && column != ROTA_HEAD_STATUS &&
           column != ROTA_HEAD_SUPERSEDES;
}

/* ---- Writing ---- */

static void add_hint(const rota_field *field, rota_text *out) {
    char word[ROTA_ID_SIZE];
    rota_text_addf(out, "# %s", field->ask);
    bool several = field->type == ROTA_FIELD_CHOICES;
    if (field->type == ROTA_FIELD_CHOICE || several) {
        rota_text_add(out, several ? " (some of:" : " (one of:");
        for (int i = 0; i < rota_field_choices(field); i++)
            rota_text_addf(out, " %s", rota_field_choice(field, i, word));
        rota_text_add(out, ")");
    }
    rota_text_addf(out, "%s\n", field->need == ROTA_MAY ? "" : " *");
}

static void add_field(const rota_field *field, const char *value, rota_text *out) {
    add_hint(field, out);
    rota_text_addf(out, "%s:", field->name);
    if (*value && field->type != ROTA_FIELD_TEXT)
        rota_text_addf(out, " %s", value);
    rota_text_add(out, "\n");
    for (const char *line = value; *value && field->type == ROTA_FIELD_TEXT;) {
        size_t n = strcspn(line, "\n");
        rota_text_addf(out, "    %.*s\n", (int)n, line);
        if (!line[n])
            break;
        line += n + 1;
    }
}

static void add_level(const rota_record_type *type, enum rota_field_level level,
                      const char *const *values, rota_text *out) {
    for (int i = 0; i < type->ncolumns; i++)
        if (type->columns[i].level == level && i != type->part_column &&
            rota_form_has(&type->columns[i], i))
            add_field(&type->columns[i], values[i], out);
}

static void add_part(const rota_record *record, int dimension, const char *const *empty,
                     rota_text *out) {
    const rota_record_type *type = record->type;
    const rota_record_part *part = rota_record_part_find(record, dimension);
    const char *code = rota_dimension_code(dimension, type->team);
    rota_text_addf(out, "\n[%s]\n", code);
    add_level(type, ROTA_OF_PART, part ? part->values : empty, out);
    size_t items = part ? part->nitems : 0;
    for (size_t i = 0; type->first_item >= 0 && (i < items || i == 0); i++) {
        rota_text_addf(out, "\n[%s evidence]\n", code);
        add_level(type, ROTA_OF_ITEM, items ? part->items[i].values : empty, out);
    }
}

void rota_form_write(const rota_record *record, rota_text *out) {
    const rota_record_type *type = record->type;
    const char *empty[ROTA_RECORD_COLUMNS];
    for (int i = 0; i < ROTA_RECORD_COLUMNS; i++)
        empty[i] = "";
    rota_text_addf(out,
                   "# %s. Fill in what there is to say and leave the rest empty; * is needed for "
                   "a final.\n"
                   "# Long texts go on in lines that are set in by four spaces.\n\n",
                   type->title);
    add_level(type, ROTA_OF_HEAD, record->values, out);
    rota_text_add(out, "\n");
    add_level(type, ROTA_OF_RECORD, record->values, out);
    for (int d = 0; type->part_column >= 0 && d < ROTA_DIMENSIONS; d++)
        add_part(record, d, empty, out);
}

/* ---- Reading ---- */

struct form {
    const char *file;
    const rota_home *home;
    rota_arena *arena;
    rota_record *record;
    rota_faults *faults;
    int line;
    enum rota_field_level level; /* of the section; ROTA_OF_RECORD: head and record */
    const char **values;         /* of the section; NULL: a section that is none */
    int field;                   /* column that is being read, -1 none */
    int field_line;
    rota_text text; /* its lines so far */
    bool rows;      /* has it a section? */
    bool seen[ROTA_RECORD_COLUMNS];
};

static bool fits(const struct form *f, const rota_field *field) {
    return field->level == f->level || (f->level == ROTA_OF_RECORD && field->level == ROTA_OF_HEAD);
}

static void end_field(struct form *f) {
    if (f->field < 0)
        return;
    const rota_record_type *type = f->record->type;
    const rota_field *field = &type->columns[f->field];
    ROTA_CLEANUP(rota_text_done) rota_text wrong = {0};
    const char *value =
        rota_field_parse(type, field, rota_text_str(&f->text), f->home, f->arena, &wrong);
    if (value)
        f->values[f->field] = value;
    else
        rota_faults_add(f->faults, f->file, f->field_line, field->name, "%s",
                        rota_text_str(&wrong));
    f->field = -1;
}

/* "[AVAIL]" or "[AVAIL evidence]" */
static void begin_section(struct form *f, const char *line, size_t n) {
    const rota_record_type *type = f->record->type;
    end_field(f);
    memset(f->seen, 0, sizeof f->seen);
    f->values = NULL;
    char word[64], code[64] = "";
    snprintf(word, sizeof word, "%.*s", (int)n, line);
    size_t length = strcspn(word + 1, " ]");
    snprintf(code, sizeof code, "%.*s", (int)length, word + 1);
    bool item = strcmp(word + 1 + length, " evidence]") == 0;
    bool plain = strcmp(word + 1 + length, "]") == 0;
    int dimension = type->part_column >= 0 ? rota_dimension_find(code, type->team) : -1;
    if (dimension < 0 || (!plain && !(item && type->first_item >= 0))) {
        rota_faults_add(f->faults, f->file, f->line, NULL, "'%s' is no row of a %s%s", word,
                        type->name, type->part_column >= 0 ? " (for example [AVAIL])" : "");
        return;
    }
    if (!f->rows)
        f->record->nparts = 0;
    f->rows = true;
    rota_record_part *part = rota_record_part_make(f->arena, f->record, dimension);
    f->level = item ? ROTA_OF_ITEM : ROTA_OF_PART;
    f->values = item ? rota_record_item_add(f->arena, f->record, part)->values : part->values;
}

/* "name: value" */
static void begin_field(struct form *f, const char *line, size_t n) {
    const rota_record_type *type = f->record->type;
    end_field(f);
    size_t length = strcspn(line, ":\n");
    char name[64];
    snprintf(name, sizeof name, "%.*s", (int)length, line);
    int column = length < n ? rota_record_column(type, name) : -1;
    if (!f->values)
        return;
    if (column < 0 || column == type->part_column || !fits(f, &type->columns[column]) ||
        !rota_form_has(&type->columns[column], column)) {
        const char *names[ROTA_RECORD_COLUMNS];
        size_t known = 0;
        for (int i = 0; i < type->ncolumns; i++)
            if (fits(f, &type->columns[i]) && rota_form_has(&type->columns[i], i))
                names[known++] = type->columns[i].name;
        const char *nearest = rota_text_nearest(name, names, known);
        rota_faults_add(f->faults, f->file, f->line, NULL, "'%s' is no field here%s%s%s", name,
                        nearest ? "; did you mean '" : "", nearest ? nearest : "",
                        nearest ? "'?" : "; texts go on in lines set in by four spaces");
        return;
    }
    if (f->seen[column])
        rota_faults_add(f->faults, f->file, f->line, name, "is there twice");
    f->seen[column] = true;
    f->field = column;
    f->field_line = f->line;
    f->text.length = 0;
    rota_text_add(&f->text, "");
    const char *value = line + length + 1, *end = line + n;
    value += value < end && *value == ' ';
    rota_text_add_bytes(&f->text, value, (size_t)(end - value));
}

/* A line of n bytes, and what comes after it. */
static void read_line(struct form *f, const char *line, size_t n, const char *after) {
    bool blank = strspn(line, " \t\r") >= n;
    if (n >= 4 && strncmp(line, "    ", 4) == 0 && f->field >= 0) {
        bool first = f->text.length == 0 && f->line == f->field_line + 1;
        rota_text_add(&f->text, first ? "" : "\n");
        rota_text_add_bytes(&f->text, line + 4, n - 4);
    } else if (*line == '#' && n)
        return;
    else if (blank) {
        /* inside a text it is an empty line, when more of the text follows */
        if (f->field >= 0 && strncmp(after, "    ", 4) == 0)
            rota_text_add(&f->text, "\n");
    } else if (*line == '[')
        begin_section(f, line, n);
    else
        begin_field(f, line, n);
}

void rota_form_drop_empty(rota_record *record) {
    const rota_record_type *type = record->type;
    size_t kept = 0;
    for (size_t p = 0; p < record->nparts; p++) {
        rota_record_part *part = &record->parts[p];
        size_t items = 0;
        bool any = false;
        for (size_t i = 0; i < part->nitems; i++) {
            bool filled = false;
            for (int c = 0; c < type->ncolumns; c++)
                filled = filled || *part->items[i].values[c];
            if (filled)
                part->items[items++] = part->items[i];
        }
        part->nitems = items;
        for (int c = 0; c < type->ncolumns; c++)
            any = any || (c != type->part_column && *part->values[c]);
        if (any || items)
            record->parts[kept++] = *part;
    }
    record->nparts = kept;
}

void rota_form_read(const char *file, const char *text, const rota_home *home, rota_arena *arena,
                    rota_record *record, rota_faults *faults) {
    struct form f = {.file = file,
                     .home = home,
                     .arena = arena,
                     .record = record,
                     .faults = faults,
                     .level = ROTA_OF_RECORD,
                     .values = record->values,
                     .field = -1};
    for (const char *line = text; *line;) {
        size_t n = strcspn(line, "\n");
        f.line++;
        size_t shown = n && line[n - 1] == '\r' ? n - 1 : n;
        const char *after = line + n + (line[n] == '\n');
        read_line(&f, line, shown, after);
        line = after;
    }
    end_field(&f);
    rota_form_drop_empty(record);
    rota_text_done(&f.text);
}

bool rota_form_is_empty(const char *text) {
    for (const char *line = text; *line;) {
        size_t n = strcspn(line, "\n");
        if (*line != '#' && strspn(line, " \t\r") < n)
            return false;
        line += n + (line[n] == '\n');
    }
    return true;
}
