#include "support/random_records.h"

#include "core/date.h"
#include "support/test.h"
#include "support/twist.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* What is being made. */
struct maker {
    uint64_t random;
    bool any_line_ends;
    rota_arena *arena;
    rota_test_table *table;
    /* of the record */
    const char *child;
    bool final;
    rota_day day;
    /* goals so far, by id and child */
    const char *goals[ROTA_TEST_ROWS], *goal_children[ROTA_TEST_ROWS];
    int ngoals;
};

static int between(struct maker *m, int low, int high) {
    return rota_test_between(&m->random, low, high);
}

static bool one_in(struct maker *m, int n) {
    return between(m, 1, n) == 1;
}

static const char *keep(struct maker *m, const char *text) {
    return rota_arena_strdup(m->arena, text);
}

#define PICK(m, list) (list)[between(m, 0, (int)(sizeof(list) / sizeof *(list)) - 1)]

/* ---- Values ---- */

static const char *random_text(struct maker *m, bool needed) {
    static const char *const pieces[] = {
        "a",        "He laughed", " ",   "  ",       "\n",   "\n\n",      "\t", "\"",
        "\"\"",     ",",          ";",   "'",        "''",   "=",         "+1", "-",
        "@",        "|",          "007", "1.0",      "é",    "e\xCC\x81", "😀",  "\xEF\xBB\xBF",
        "\xC2\xA0", "7:30",       "x\\", "<b>&amp;", "\x01", "NULL"};
    static const char *const ends[] = {"\r\n", "\r", "\r\r\n", "\n\r"};
    if (!needed && one_in(m, 3))
        return "";
    ROTA_CLEANUP(rota_text_done) rota_text text = {0};
    if (!needed && one_in(m, 6)) { /* blanks alone */
        rota_text_add(&text, one_in(m, 2) ? " " : "\n \t");
        return keep(m, rota_text_str(&text));
    }
    int n = between(m, 1, 8), word = between(m, 0, n - 1);
    for (int i = 0; i < n; i++)
        rota_text_add(&text, i == word                          ? "said"
                             : m->any_line_ends && one_in(m, 5) ? PICK(m, ends)
                                                                : PICK(m, pieces));
    return keep(m, rota_text_str(&text));
}

static const char *day_text(struct maker *m, rota_day day) {
    char buf[ROTA_DATE_SIZE];
    return keep(m, rota_day_format(day, buf));
}

static rota_day random_day(struct maker *m) {
    return rota_day_of(2026, 10, 1) + between(m, 0, 60);
}

static const char *random_list(struct maker *m, const char *const *words, int n, bool needed) {
    ROTA_CLEANUP(rota_text_done) rota_text list = {0};
    int first = between(m, 0, n - 1), count = between(m, needed, 3 < n ? 3 : n);
    for (int i = 0; i < count; i++)
        rota_text_addf(&list, "%s%s", i ? " " : "", words[(first + i) % n]);
    return keep(m, rota_text_str(&list));
}

static const char *random_goals(struct maker *m, int most) {
    ROTA_CLEANUP(rota_text_done) rota_text list = {0};
    for (int i = 0, found = 0; i < m->ngoals && found < most; i++)
        if (strcmp(m->goal_children[i], m->child) == 0 && one_in(m, 2))
            rota_text_addf(&list, "%s%s", found++ ? " " : "", m->goals[i]);
    return keep(m, rota_text_str(&list));
}

static const char *random_choice(struct maker *m, const rota_field *field) {
    char word[ROTA_ID_SIZE];
    return keep(m, rota_field_choice(field, between(m, 0, rota_field_choices(field) - 1), word));
}

static const char *random_choices(struct maker *m, const rota_field *field) {
    char buf[16][ROTA_ID_SIZE];
    const char *words[16];
    int n = rota_field_choices(field);
    for (int i = 0; i < n; i++)
        words[i] = rota_field_choice(field, n - 1 - i, buf[i]);
    return random_list(m, words, n, false);
}

static const char *const staff[] = {"ana", "ben", "cleo", "dan"};
static const char *const words[] = {"007", "mrs_day", "-7", "x1", "2026-Q4", "1e5", "all"};

static const char *random_value(struct maker *m, const rota_field *field) {
    static const char *const groups[] = {"oak", "willow"}, *const shifts[] = {"E", "L"};
    bool needed = field->need == ROTA_ALWAYS || (field->need == ROTA_FINAL && m->final);
    char buf[16];
    if (!needed && field->type != ROTA_FIELD_TEXT && one_in(m, 3))
        return "";
    switch (field->type) {
    case ROTA_FIELD_ID:
    case ROTA_FIELD_WORD:
        return PICK(m, words);
    case ROTA_FIELD_WORDS:
        return random_list(m, words, 7, needed);
    case ROTA_FIELD_STAFF:
        return PICK(m, staff);
    case ROTA_FIELD_STAFF_LIST:
        return random_list(m, staff, 4, needed);
    case ROTA_FIELD_CHILD:
        return m->child;
    case ROTA_FIELD_GROUP:
        return PICK(m, groups);
    case ROTA_FIELD_SHIFT:
        return PICK(m, shifts);
    case ROTA_FIELD_RECORD:
        return random_goals(m, 1);
    case ROTA_FIELD_RECORD_LIST:
        return random_goals(m, 3);
    case ROTA_FIELD_TEXT:
        return random_text(m, needed);
    case ROTA_FIELD_DATE:
        return day_text(m, random_day(m));
    case ROTA_FIELD_MONTH:
        return one_in(m, 2) ? "2026-09" : day_text(m, random_day(m));
    case ROTA_FIELD_CHOICE:
        return random_choice(m, field);
    case ROTA_FIELD_CHOICES:
        return random_choices(m, field);
    case ROTA_FIELD_INT:
        snprintf(buf, sizeof buf, "%d", between(m, field->min, field->max < 99 ? field->max : 99));
        return keep(m, buf);
    case ROTA_FIELD_FLAG:
        return one_in(m, 2) ? "1" : "0";
    }
    return "";
}

/* ---- A record ---- */

static const char **cell(struct maker *m, const char **values, const char *column) {
    return &values[rota_record_column_get(m->table->type, column)];
}

static void fill_level(struct maker *m, enum rota_field_level level, const char **values) {
    const rota_record_type *type = m->table->type;
    for (int i = 0; i < type->ncolumns; i++)
        if (type->columns[i].level == level && i != type->part_column)
            values[i] = random_value(m, &type->columns[i]);
}

static void fill_head(struct maker *m, const char **values) {
    static const char *const outside[] = {"social_worker", "therapist", "training_leader", "other"};
    const rota_record_type *type = m->table->type;
    values[ROTA_HEAD_TYPE] = type->name;
    values[ROTA_HEAD_SCHEMA] = "1";
    values[ROTA_HEAD_WHO] = type->team ? "team-1" : m->child;
    values[ROTA_HEAD_STATUS] = m->final ? "final" : "draft";
    values[ROTA_HEAD_SUPERSEDES] = "";
    values[ROTA_HEAD_EVENT] = m->day == ROTA_NO_DAY ? "" : day_text(m, m->day);
    values[ROTA_HEAD_WRITTEN] = m->day == ROTA_NO_DAY ? "" : day_text(m, m->day + between(m, 0, 3));
    if (one_in(m, 3)) {
        values[ROTA_HEAD_AUTHOR] = PICK(m, words);
        values[ROTA_HEAD_ROLE] = PICK(m, outside);
    } else
        values[ROTA_HEAD_AUTHOR] = PICK(m, staff);
}

static void put_in_order(struct maker *m, const char **values, const char *from, const char *to) {
    if (rota_record_column(m->table->type, from) < 0)
        return;
    const char **a = cell(m, values, from), **b = cell(m, values, to);
    if (**a && **b && strcmp(*a, *b) > 0) {
        const char *later = *a;
        *a = *b;
        *b = later;
    }
}

/* What follows from the rest, and what needs something else. */
static void settle(struct maker *m, const char **values) {
    put_in_order(m, values, "period_from", "period_to");
    put_in_order(m, values, "start", "review");
    if (m->table->type == &rota_training_session) {
        *cell(m, values, "trial_from") = "2026-12-07";
        *cell(m, values, "trial_to") = "2027-01-17";
    }
    if (m->table->type != &rota_checklist)
        return;
    bool k1 = strcmp(m->child, "k1") == 0, k2 = strcmp(m->child, "k2") == 0;
    rota_day born = k1 ? rota_day_of(2024, 6, 1) : rota_day_of(2016, 2, 29);
    bool known = (k1 || k2) && m->day != ROTA_NO_DAY;
    char months[16];
    snprintf(months, sizeof months, "%d", known ? rota_months_between(born, m->day) : 0);
    *cell(m, values, "age_months") = known ? keep(m, months) : "";
    *cell(m, values, "band_chrono") = !known ? "" : k1 ? "B2" : "B3";
    if (known && !**cell(m, values, "band_used"))
        *cell(m, values, "band_used") = *cell(m, values, "band_chrono");
    *cell(m, values, "band_reason") = random_text(m, true);
}

static const char **add_row(struct maker *m, const char *const *values) {
    rota_test_table *table = m->table;
    assert_true(table->nrows < ROTA_TEST_ROWS);
    const char **row = table->cells[table->nrows];
    table->record[table->nrows++] = table->nrecords;
    memcpy(row, values, ROTA_RECORD_COLUMNS * sizeof *row);
    return row;
}

static void add_parts(struct maker *m, const char **values) {
    const rota_record_type *type = m->table->type;
    bool any = false;
    for (int d = 0; d < ROTA_DIMENSIONS; d++) {
        bool last = d == ROTA_DIMENSIONS - 1;
        bool all = m->final && type->all_parts;
        if (!all && !(m->final && last && !any) && one_in(m, 2))
            continue;
        any = true;
        values[type->part_column] = rota_dimension_code(d, type->team);
        fill_level(m, ROTA_OF_PART, values);
        if (type == &rota_checklist && !last)
            *cell(m, values, "score_home") = *cell(m, values, "score_birthfamily") = "";
        int items = type->first_item < 0 ? 0 : between(m, m->final, 3);
        for (int i = 0; i < items; i++) {
            const char **row = add_row(m, values);
            fill_level(m, ROTA_OF_ITEM, row);
            *cell(m, row, "evidence") = random_text(m, true);
            *cell(m, row, "informant_role") = random_text(m, true);
        }
        if (items == 0)
            add_row(m, values);
    }
    values[type->part_column] = "";
    for (int i = 0; i < type->ncolumns; i++)
        if (type->columns[i].level >= ROTA_OF_PART)
            values[i] = "";
    if (!any)
        add_row(m, values);
}

/* A record of the next id; `amends`: the id of the one that it supersedes, or NULL. */
static void add_record(struct maker *m, const char *amends, bool amended) {
    static const char *const leads[] = {"-", "", "A", "_", "a"}; /* in the order of bytes */
    const char *values[ROTA_RECORD_COLUMNS];
    const rota_record_type *type = m->table->type;
    for (int i = 0; i < ROTA_RECORD_COLUMNS; i++)
        values[i] = "";
    m->day = m->final || one_in(m, 2) ? random_day(m) : ROTA_NO_DAY;
    fill_level(m, ROTA_OF_HEAD, values);
    fill_level(m, ROTA_OF_RECORD, values);
    int n = m->table->nrecords;
    char id[ROTA_ID_SIZE];
    snprintf(id, sizeof id, "%s%03d%s", leads[n / 4 < 4 ? n / 4 : 4], n, type->prefix);
    fill_head(m, values);
    values[ROTA_HEAD_ID] = keep(m, id);
    values[ROTA_HEAD_SUPERSEDES] = amends ? amends : "";
    if (amended)
        values[ROTA_HEAD_STATUS] = "amended";
    settle(m, values);
    if (type->part_column >= 0)
        add_parts(m, values);
    else
        add_row(m, values);
    if (type == &rota_goal) {
        m->goals[m->ngoals] = values[ROTA_HEAD_ID];
        m->goal_children[m->ngoals++] = m->child;
    }
    m->table->nrecords++;
}

void rota_test_records(uint64_t seed, bool any_line_ends, rota_arena *arena,
                       rota_test_table tables[9]) {
    static const char *const children[] = {"k1", "k2", "k3"};
    /* goals first: others name them */
    const rota_record_type *const types[] = {&rota_goal,
                                             &rota_daily_note,
                                             &rota_checklist,
                                             &rota_caregiver_interview,
                                             &rota_child_interview,
                                             &rota_progress_record,
                                             &rota_team_reflection,
                                             &rota_training_session,
                                             &rota_support_session};
    struct maker *m = ROTA_NEW(struct maker);
    m->random = seed * 7919 + 1;
    m->any_line_ends = any_line_ends;
    m->arena = arena;
    for (int t = 0; t < 9; t++) {
        tables[t] = (rota_test_table){
            .type = types[t],
            .cells = rota_arena_alloc(arena, ROTA_TEST_ROWS * sizeof *tables[t].cells),
            .record = rota_arena_alloc(arena, ROTA_TEST_ROWS * sizeof *tables[t].record)};
        m->table = &tables[t];
        while (tables[t].nrecords < 12) {
            m->final = one_in(m, 2);
            m->child = PICK(m, children);
            if (m->final && types[t] == &rota_checklist)
                m->child = one_in(m, 2) ? "k1" : "k2"; /* of k3 the age is not known */
            bool amend = m->final && one_in(m, 3);
            add_record(m, NULL, amend);
            if (amend)
                add_record(m, tables[t].cells[tables[t].nrows - 1][ROTA_HEAD_ID], false);
        }
    }
    free(m);
}

/* ---- Writing ---- */

static bool is_formula(char c) {
    return c && strchr("=+-@\t", c);
}

static void write_field(const char *text, const rota_test_form *form, rota_text *out) {
    size_t n = strlen(text), quotes = strspn(text, "'");
    bool protected = is_formula(text[quotes]);
    bool quoted = form->quote_all || strpbrk(text, ",;\"\r\n\t") ||
                  (n && (text[0] == ' ' || text[n - 1] == ' '));
    rota_text_add(out, quoted ? "\"" : "");
    rota_text_add(out, protected ? "'" : "");
    for (size_t i = 0; i < n; i++) {
        bool line = form->crlf && text[i] == '\n';
        rota_text_add(out, line ? "\r" : text[i] == '"' ? "\"" : "");
        rota_text_add_bytes(out, &text[i], 1);
    }
    rota_text_add(out, quoted ? "\"" : "");
}

/* The same value in other words. */
static const char *other_words(const rota_field *field, const char *value, char *buf, size_t size) {
    if (!*value)
        return value;
    switch (field->type) {
    case ROTA_FIELD_INT:
        snprintf(buf, size, "0%s", value);
        return buf;
    case ROTA_FIELD_FLAG:
        return *value == '1' ? "yes" : "no";
    case ROTA_FIELD_WORDS:
    case ROTA_FIELD_STAFF_LIST:
    case ROTA_FIELD_RECORD_LIST:
    case ROTA_FIELD_CHOICES:
        snprintf(buf, size, "%s", value);
        for (char *c = buf; *c; c++)
            *c = *c == ' ' ? '|' : *c;
        return buf;
    default:
        return value;
    }
}

static void shuffle(int *order, int n, uint64_t *random) {
    for (int i = n - 1; i > 0; i--) {
        int k = rota_test_between(random, 0, i), was = order[i];
        order[i] = order[k];
        order[k] = was;
    }
}

static void write_row(const rota_test_table *table, int row, const int *columns,
                      const rota_test_form *form, rota_text *out) {
    char buf[512], delimiter[2] = {form->delimiter, '\0'};
    for (int i = 0; i < table->type->ncolumns; i++) {
        const rota_field *field = &table->type->columns[columns[i]];
        const char *value = row < 0 ? field->name : table->cells[row][columns[i]];
        if (row >= 0 && form->says_otherwise)
            value = other_words(field, value, buf, sizeof buf);
        rota_text_add(out, i ? delimiter : "");
        write_field(value, form, out);
    }
    rota_text_add(out, form->crlf ? "\r\n" : "\n");
}

void rota_test_write_csv(const rota_test_table *table, const rota_test_form *form, uint64_t seed,
                         rota_text *out) {
    int columns[ROTA_RECORD_COLUMNS], records[ROTA_TEST_ROWS];
    for (int i = 0; i < ROTA_RECORD_COLUMNS; i++)
        columns[i] = i;
    for (int i = 0; i < table->nrecords; i++)
        records[i] = i;
    uint64_t random = seed + 17;
    if (form->shuffled) {
        shuffle(columns, table->type->ncolumns, &random);
        shuffle(records, table->nrecords, &random);
    }
    rota_text_add(out, form->bom ? "\xEF\xBB\xBF" : "");
    write_row(table, -1, columns, form, out);
    for (int r = 0; r < table->nrecords; r++)
        for (int row = 0; row < table->nrows; row++)
            if (table->record[row] == records[r])
                write_row(table, row, columns, form, out);
}
