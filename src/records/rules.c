#include "records/rules.h"

#include "io/csv.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* ---- Index ---- */

void rota_record_index_done(rota_record_index *index) {
    rota_names_done(&index->names);
    free(index->entries);
    *index = (rota_record_index){0};
}

static void put(rota_record_index *index, const rota_record_entry *entry) {
    const size_t *known = rota_names_find(&index->names, entry->id);
    if (known) {
        index->entries[*known] = *entry;
        return;
    }
    ROTA_GROW(index->entries, index->count, index->capacity);
    index->entries[index->count] = *entry;
    rota_names_add(&index->names, entry->id, index->count++);
}

rota_rc rota_record_index_load(rota_record_index *index, rota_store *store, rota_arena *arena,
                               rota_err *err) {
    rota_query *query = NULL;
    rota_rc rc = rota_query_open(store,
                                 "SELECT record_id, type, who, status, supersedes_id FROM records "
                                 "ORDER BY record_id",
                                 &query, err);
    bool row = false;
    while (!rc && !(rc = rota_query_step(query, &row, err)) && row) {
        const char *status = rota_query_text(query, 3), *supersedes = rota_query_text(query, 4);
        rota_record_entry entry = {
            .id = rota_arena_strdup(arena, rota_query_text(query, 0)),
            .type = rota_record_type_find(rota_query_text(query, 1)),
            .who = rota_arena_strdup(arena, rota_query_text(query, 2)),
            .supersedes = supersedes ? rota_arena_strdup(arena, supersedes) : "",
            .draft = strcmp(status, "draft") == 0,
            .amended = strcmp(status, "amended") == 0,
            .file = "",
        };
        put(index, &entry);
    }
    rota_query_close(query);
    return rc;
}

void rota_record_index_put(rota_record_index *index, const rota_record *record) {
    rota_record_entry entry = {.type = record->type,
                               .id = rota_record_id(record),
                               .who = rota_record_who(record),
                               .supersedes = record->values[ROTA_HEAD_SUPERSEDES],
                               .draft = rota_record_is_draft(record),
                               .amended = rota_record_is_amended(record),
                               .file = record->file,
                               .line = record->line};
    put(index, &entry);
}

const rota_record_entry *rota_record_index_find(const rota_record_index *index, const char *id) {
    const size_t *at = rota_names_find(&index->names, id);
    return at ? &index->entries[*at] : NULL;
}

void rota_record_index_link(rota_record_index *index, rota_faults *faults) {
    for (size_t i = 0; i < index->count; i++)
        index->entries[i].superseded_by = NULL;
    for (size_t i = 0; i < index->count; i++) {
        const rota_record_entry *entry = &index->entries[i];
        const size_t *at = rota_names_find(&index->names, entry->supersedes);
        if (!*entry->supersedes || entry->draft || !at)
            continue;
        rota_record_entry *old = &index->entries[*at];
        const rota_record_entry *rival =
            old->superseded_by ? rota_record_index_find(index, old->superseded_by) : NULL;
        if (rival) {
            const rota_record_entry *at_fault = *entry->file ? entry : rival;
            rota_faults_add(faults, at_fault->file, at_fault->line, "supersedes_id",
                            "both '%s' and '%s' supersede '%s'; let one amend the other", rival->id,
                            entry->id, old->id);
        } else
            old->superseded_by = entry->id;
    }
}

/* ---- What follows from the rest ---- */

static rota_day born_of(const rota_record *record, const rota_home *home) {
    for (int i = 0; i < home->nchildren; i++)
        if (strcmp(home->children[i].id, rota_record_who(record)) == 0)
            return home->children[i].born;
    return ROTA_NO_DAY;
}

int rota_record_age(const rota_record *record, const rota_home *home) {
    rota_day day = rota_record_day(record, "date_event"), born = born_of(record, home);
    bool known = day != ROTA_NO_DAY && born != ROTA_NO_DAY && born <= day;
    return known ? rota_months_between(born, day) : -1;
}

static void fill_empty(rota_record *record, const char *column, const char *value) {
    if (!*rota_record_get(record, column))
        rota_record_set(record, column, value);
}

void rota_record_fill(rota_record *record, const rota_home *home, rota_arena *arena) {
    fill_empty(record, "status", "draft");
    fill_empty(record, "visibility", "team");
    if (record->type != &rota_checklist)
        return;
    int months = rota_record_age(record, home);
    int band = months < 0 ? -1 : rota_band_of(months);
    if (band < 0)
        return;
    char buf[16];
    snprintf(buf, sizeof buf, "%d", months);
    fill_empty(record, "age_months", rota_arena_strdup(arena, buf));
    fill_empty(record, "band_chrono", rota_band_code(band));
    fill_empty(record, "band_used", rota_band_code(band));
}

/* ---- Rules ---- */

/* The record that is checked, and where in it: the shape of all functions below. */
struct check {
    const rota_record *record;
    const rota_home *home;
    const rota_record_index *index;
    rota_faults *faults;
    const rota_record_part *part; /* NULL: the whole record */
    int line;
    bool final;
};

__attribute__((format(printf, 3, 4))) static void fault(const struct check *c, const char *column,
                                                        const char *fmt, ...) {
    char message[ROTA_ERR_MESSAGE];
    va_list args;
    va_start(args, fmt);
    vsnprintf(message, sizeof message, fmt, args);
    va_end(args);
    /* Where there is no line the dimension says which row it is. */
    const char *code = c->part && !c->line ? c->part->values[c->record->type->part_column] : NULL;
    rota_faults_add(c->faults, c->record->file, c->line, column, "%s%s%s", code ? code : "",
                    code ? ": " : "", message);
}

static const char *value(const struct check *c, const char *column) {
    return rota_record_get(c->record, column);
}

/* "one of yes, partly, no", "a date (for example ...)" */
static void add_expected(const rota_field *field, const rota_home *home, rota_text *out) {
    enum { MOST = 12 };
    char word[ROTA_ID_SIZE];
    if (field->type != ROTA_FIELD_CHOICE) {
        bool shifts = field->type == ROTA_FIELD_SHIFT && home->nshifts <= MOST;
        rota_text_add(out, rota_field_expected(field));
        for (int i = 0; i < home->nshifts && shifts; i++)
            rota_text_addf(out, "%s%s%s", i ? ", " : " (", home->shifts[i].id,
                           i + 1 < home->nshifts ? "" : ")");
        return;
    }
    for (int i = 0; i < rota_field_choices(field); i++)
        rota_text_addf(out, "%s%s", i ? ", " : "one of ", rota_field_choice(field, i, word));
}

static bool is_blank(const char *text) {
    return text[strspn(text, " \t\r\n")] == '\0';
}

static void check_needs(const struct check *c, enum rota_field_level level,
                        const char *const *values) {
    const rota_record_type *type = c->record->type;
    for (int i = 0; i < type->ncolumns; i++) {
        const rota_field *field = &type->columns[i];
        bool needed = field->need == ROTA_ALWAYS || (field->need == ROTA_FINAL && c->final);
        bool said = c->record->wrong >> i & 1;
        if (field->level != level || !needed || !is_blank(values[i]) || said)
            continue;
        ROTA_CLEANUP(rota_text_done) rota_text expected = {0};
        add_expected(field, c->home, &expected);
        fault(c, field->name, "is empty; %s is needed%s", rota_text_str(&expected),
              field->need == ROTA_FINAL ? " for a final record" : "");
    }
}

/* Two dates of the record that stand in order. */
static void check_order(const struct check *c, const char *from, const char *to) {
    const char *a = value(c, from), *b = value(c, to); /* YYYY-MM-DD sorts as text */
    if (*a && *b && strcmp(a, b) > 0)
        fault(c, to, "'%s' is before %s, '%s'", b, from, a);
}

/* A day, or the first of a month; ROTA_NO_DAY: none. */
static rota_day first_day(const char *text) {
    char buf[ROTA_DATE_SIZE + 4];
    rota_day day;
    snprintf(buf, sizeof buf, "%.10s%s", text, strlen(text) == 7 ? "-01" : "");
    return rota_day_parse(buf, &day) ? day : ROTA_NO_DAY;
}

/* Nobody writes of what has not been yet. */
static void check_told(const struct check *c, const char *column, const char *told) {
    rota_day day = first_day(told), written = rota_record_day(c->record, "date_written");
    if (day != ROTA_NO_DAY && written != ROTA_NO_DAY && day > written)
        fault(c, column, "'%s' is after date_written, '%s'", told, value(c, "date_written"));
}

static void check_told_parts(struct check *c) {
    const rota_record *record = c->record;
    int incident = rota_record_column(record->type, "incident_date");
    int evidence = rota_record_column(record->type, "evidence_date");
    for (size_t p = 0; p < record->nparts; p++) {
        c->part = &record->parts[p];
        c->line = c->part->line;
        if (incident >= 0)
            check_told(c, "incident_date", c->part->values[incident]);
        for (size_t i = 0; i < c->part->nitems && evidence >= 0; i++) {
            c->line = c->part->items[i].line;
            check_told(c, "evidence_date", c->part->items[i].values[evidence]);
        }
    }
}

void rota_record_check_days(const rota_record *record, rota_faults *faults) {
    struct check c = {.record = record, .faults = faults, .line = record->line};
    if (rota_record_is_draft(record))
        return;
    if (record->type == &rota_progress_record)
        check_order(&c, "date_event", "next_review");
    if (record->type == &rota_caregiver_interview)
        check_order(&c, "date_event", "next_date");
    check_told_parts(&c);
}

static rota_day later(rota_day a, const char *text) {
    rota_day b = first_day(text);
    return b != ROTA_NO_DAY && (a == ROTA_NO_DAY || b > a) ? b : a;
}

rota_day rota_record_told(const rota_record *record) {
    const rota_record_type *type = record->type;
    int incident = rota_record_column(type, "incident_date");
    int evidence = rota_record_column(type, "evidence_date");
    rota_day last = rota_record_day(record, "date_event");
    for (size_t p = 0; p < record->nparts; p++) {
        const rota_record_part *part = &record->parts[p];
        last = incident >= 0 ? later(last, part->values[incident]) : last;
        for (size_t i = 0; evidence >= 0 && i < part->nitems; i++)
            last = later(last, part->items[i].values[evidence]);
    }
    return last;
}

static void check_author(const struct check *c) {
    static const char *const from_outside[] = {"social_worker", "therapist", "training_leader",
                                               "other"};
    const char *id = value(c, "author_id"), *role = value(c, "author_role");
    for (size_t i = 0; i < sizeof from_outside / sizeof *from_outside; i++)
        if (strcmp(role, from_outside[i]) == 0)
            return;
    if (!*id || rota_home_find_staff(c->home, id) >= 0)
        return;
    ROTA_CLEANUP(rota_freep)
    const char **names = ROTA_NEW_ARRAY(const char *, c->home->nstaff + 1);
    for (int i = 0; i < c->home->nstaff; i++)
        names[i] = c->home->staff[i].id;
    const char *nearest = rota_text_nearest(id, names, (size_t)c->home->nstaff);
    if (nearest)
        fault(c, "author_id", "unknown staff '%s'; did you mean '%s'?", id, nearest);
    else
        fault(c, "author_id",
              "unknown staff '%s'; for somebody from outside author_role is social_worker, "
              "therapist, training_leader or other",
              id);
}

/* Is the word one of those that the id is made of? */
static bool id_holds(const char *id, const char *word) {
    size_t n = strlen(word);
    for (const char *at = id; *at && n >= 2; at++) {
        bool starts = at == id || strchr("_-0123456789", at[-1]);
        if (starts && strncasecmp(at, word, n) == 0 && strchr("_-0123456789", at[n]))
            return true;
    }
    return false;
}

static void check_id(const struct check *c) {
    const char *id = rota_record_id(c->record);
    for (int i = 0; i < c->home->nchildren; i++)
        if (id_holds(id, c->home->children[i].name)) {
            fault(c, "record_id", "'%s' holds the name of a child; choose an id without", id);
            return;
        }
}

/* ---- References to records ---- */

static const rota_record_entry *check_reference(const struct check *c, const char *column,
                                                const char *id, const rota_record_type *type) {
    const rota_record_entry *entry = rota_record_index_find(c->index, id);
    if (!entry) {
        const char *nearest = rota_text_nearest(id, (const char *const *)c->index->names.names,
                                                c->index->names.count);
        fault(c, column, "unknown record '%s'%s%s%s", id, nearest ? "; did you mean '" : "",
              nearest ? nearest : "", nearest ? "'?" : "");
    } else if (type && entry->type != type) {
        fault(c, column, "'%s' is a %s and not a %s", id, entry->type ? entry->type->name : "?",
              type->name);
    } else if (!c->record->type->team && strcmp(entry->who, rota_record_who(c->record)) != 0) {
        fault(c, column, "'%s' is about '%s' and not about '%s'", id, entry->who,
              rota_record_who(c->record));
    } else
        return entry;
    return NULL;
}

static void check_references(const struct check *c) {
    const rota_record_type *type = c->record->type;
    for (int i = ROTA_HEAD_COLUMNS; i < type->ncolumns; i++) {
        const rota_field *field = &type->columns[i];
        const rota_record_type *of = field->of ? rota_record_type_find(field->of) : NULL;
        if (field->type == ROTA_FIELD_RECORD && *c->record->values[i])
            check_reference(c, field->name, c->record->values[i], of);
        if (field->type != ROTA_FIELD_RECORD_LIST)
            continue;
        ROTA_CLEANUP(rota_freep) char *copy = rota_strdup(c->record->values[i]);
        char *rest = copy, *id;
        while ((id = strsep(&rest, " ")))
            if (*id)
                check_reference(c, field->name, id, of);
    }
}

static void check_supersedes(const struct check *c) {
    const char *id = value(c, "supersedes_id");
    const rota_record_entry *own = rota_record_index_find(c->index, rota_record_id(c->record));
    if (rota_record_is_amended(c->record) && !(own && own->superseded_by))
        fault(c, "status", "is 'amended', but no final record supersedes this one");
    if (!*id)
        return;
    if (strcmp(id, rota_record_id(c->record)) == 0) {
        fault(c, "supersedes_id", "'%s' is this record itself", id);
        return;
    }
    const rota_record_entry *old = check_reference(c, "supersedes_id", id, c->record->type);
    if (!old)
        return;
    if (old->draft)
        fault(c, "supersedes_id", "'%s' is a draft: edit it, only finals are amended", id);
    /* A chain has as many steps as there are records, at most. */
    size_t steps = 0;
    for (; old && *old->supersedes && steps <= c->index->count; steps++)
        old = rota_record_index_find(c->index, old->supersedes);
    if (steps > c->index->count)
        fault(c, "supersedes_id", "'%s' leads back to this record in a circle", id);
}

/* ---- Rules of one type ---- */

static void check_bands(const struct check *c) {
    int months = rota_record_age(c->record, c->home);
    const char *age = value(c, "age_months"), *chrono = value(c, "band_chrono");
    const char *used = value(c, "band_used");
    char buf[16];
    snprintf(buf, sizeof buf, "%d", months);
    int band = months < 0 ? -1 : rota_band_of(months);
    rota_day born = born_of(c->record, c->home), event = rota_record_day(c->record, "date_event");
    if (born != ROTA_NO_DAY && event != ROTA_NO_DAY && born > event)
        fault(c, "date_event", "'%s' is before the child was born", value(c, "date_event"));
    else if (months < 0 && c->final && *value(c, "date_event"))
        fault(c, "age_months",
              "follows from the child's month of birth, which is not known for "
              "'%s'; enter it in children.csv",
              rota_record_who(c->record));
    if (months >= 0 && band < 0)
        fault(c, "age_months", "the child is %d months old; the checklists end at 227", months);
    if (months >= 0 && *age && strcmp(age, buf) != 0)
        fault(c, "age_months", "'%s' is not the age by the month of birth, %d", age, months);
    if (band >= 0 && *chrono && strcmp(chrono, rota_band_code(band)) != 0)
        fault(c, "band_chrono", "'%s' is not the band of %d months, %s", chrono, months,
              rota_band_code(band));
    if (band >= 0 && *used && strcmp(used, rota_band_code(band)) != 0 &&
        is_blank(value(c, "band_reason")))
        fault(c, "band_reason", "is empty; %s is not the band of the age, %s: say why", used,
              rota_band_code(band));
}

static void check_checklist(const struct check *c) {
    if (!c->part) {
        check_bands(c);
        return;
    }
    const char *code = rota_record_part_get(c->record, c->part, "dimension");
    static const char *const of_member[] = {"score_home", "score_birthfamily"};
    for (size_t i = 0; i < 2 && strcmp(code, "MEMBER") != 0; i++)
        if (*rota_record_part_get(c->record, c->part, of_member[i]))
            fault(c, of_member[i], "is of MEMBER only; leave it empty for %s", code);
    if (c->final && c->part->nitems == 0)
        fault(c, "evidence", "%s has none; a final checklist needs an occasion for each dimension",
              code);
}

static void check_evidence(const struct check *c, const rota_record_part *item) {
    struct check here = *c;
    here.line = item->line ? item->line : c->line;
    check_needs(&here, ROTA_OF_ITEM, item->values);
    bool other =
        strcmp(rota_record_part_get(c->record, item, "informant"), "other_professional") == 0;
    if (c->final && other && is_blank(rota_record_part_get(c->record, item, "informant_role")))
        fault(&here, "informant_role",
              "is empty; say which other professional (for example "
              "teacher)");
}

static void check_progress(const struct check *c) {
    if (!c->part)
        check_order(c, "period_from", "period_to");
}

static void check_goal(const struct check *c) {
    check_order(c, "start", "review");
}

static void check_training(const struct check *c) {
    bool trial = strcmp(value(c, "decision"), "trial") == 0;
    if (trial && c->final && !*value(c, "trial_from"))
        fault(c, "trial_from", "is empty; a trial needs its first day");
    if (trial && c->final && !*value(c, "trial_to"))
        fault(c, "trial_to", "is empty; a trial needs its last day");
    check_order(c, "trial_from", "trial_to");
}

static void check_type(const struct check *c) {
    static const struct {
        const rota_record_type *type;
        void (*check)(const struct check *c);
    } rules[] = {{&rota_checklist, check_checklist},
                 {&rota_progress_record, check_progress},
                 {&rota_goal, check_goal},
                 {&rota_training_session, check_training}};
    for (size_t i = 0; i < sizeof rules / sizeof *rules; i++)
        if (rules[i].type == c->record->type)
            rules[i].check(c);
}

/* ---- All ---- */

static void check_parts(const struct check *c) {
    const rota_record *record = c->record;
    const rota_record_type *type = record->type;
    ROTA_CLEANUP(rota_text_done) rota_text missing = {0};
    for (int d = 0; d < ROTA_DIMENSIONS; d++)
        if (!rota_record_part_find(record, d))
            rota_text_addf(&missing, "%s%s", missing.length ? ", " : "",
                           rota_dimension_code(d, type->team));
    const char *column = type->columns[type->part_column].name;
    if (c->final && type->all_parts && missing.length)
        fault(c, column, "a final %s has all five dimensions; missing: %s%s", type->name,
              rota_text_str(&missing),
              type->first_item < 0 ? " (where there is nothing to report, say so)" : "");
    else if (c->final && record->nparts == 0)
        fault(c, column, "a final %s has at least one row of a dimension", type->name);
    for (size_t p = 0; p < record->nparts; p++) {
        struct check here = *c;
        here.part = &record->parts[p];
        here.line = here.part->line ? here.part->line : record->line;
        check_needs(&here, ROTA_OF_PART, here.part->values);
        check_type(&here);
        for (size_t i = 0; i < here.part->nitems; i++)
            check_evidence(&here, &here.part->items[i]);
    }
}

static void check_length(const struct check *c) {
    ROTA_CLEANUP(rota_text_done) rota_text rows = {0};
    if (rota_record_add_csv(c->record, &rows) > ROTA_CSV_MAX_RECORD)
        fault(c, NULL, "the record's texts are longer than 64 KiB together; make two of it");
}

static void check_past(const struct check *c, const char *const *values, const char *today) {
    static const char *const columns[] = {"date_event", "date_written", "incident_date",
                                          "evidence_date"};
    for (size_t i = 0; i < sizeof columns / sizeof *columns; i++) {
        int column = rota_record_column(c->record->type, columns[i]);
        if (column >= 0 && strcmp(values[column], today) > 0)
            fault(c, columns[i],
                  "'%s' is in the future (today is %s); until then the record is a draft",
                  values[column], today);
    }
}

void rota_record_check_today(const rota_record *record, rota_day today, rota_faults *faults) {
    struct check c = {.record = record, .faults = faults, .line = record->line};
    char day[ROTA_DATE_SIZE];
    if (rota_record_is_draft(record))
        return;
    rota_day_format(today, day);
    check_past(&c, record->values, day);
    for (size_t p = 0; p < record->nparts; p++) {
        c.part = &record->parts[p];
        check_past(&c, c.part->values, day);
        for (size_t i = 0; i < c.part->nitems; i++)
            check_past(&c, c.part->items[i].values, day);
    }
}

void rota_record_check(const rota_record *record, const rota_home *home,
                       const rota_record_index *index, rota_faults *faults) {
    struct check c = {.record = record,
                      .home = home,
                      .index = index,
                      .faults = faults,
                      .line = record->line,
                      .final = !rota_record_is_draft(record)};
    check_needs(&c, ROTA_OF_HEAD, record->values);
    check_needs(&c, ROTA_OF_RECORD, record->values);
    if (c.final)
        check_order(&c, "date_event", "date_written");
    check_author(&c);
    check_id(&c);
    check_supersedes(&c);
    check_references(&c);
    check_type(&c);
    if (record->type->part_column >= 0)
        check_parts(&c);
    check_length(&c);
}
