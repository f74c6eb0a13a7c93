/* The text of a field -> its canonical form. */
#include "records/record.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

/* What is being read: the shape of all functions below. */
struct value {
    const rota_record_type *type;
    const rota_field *field;
    const char *text; /* without spaces around it, not empty */
    const rota_home *home;
    rota_arena *arena;
    rota_text *wrong;
};

/* The value as a message shows it: one line, not too long. */
static void add_shown(rota_text *out, const char *s) {
    enum { LONGEST = 60 };
    size_t length = strlen(s), n = length;
    if (length > LONGEST)
        for (n = LONGEST; n && ((unsigned char)s[n] & 0xC0) == 0x80;)
            n--; /* not within a character */
    rota_text_add(out, "'");
    for (size_t i = 0; i < n; i++) {
        char c = (unsigned char)s[i] < ' ' || s[i] == 0x7F ? ' ' : s[i];
        rota_text_add_bytes(out, &c, 1);
    }
    rota_text_addf(out, "%s'", n < length ? "..." : "");
}

static const char *none(const struct value *v, const char *text, const char *nearest) {
    add_shown(v->wrong, text);
    rota_text_addf(v->wrong, " is not %s", rota_field_expected(v->field));
    if (nearest)
        rota_text_addf(v->wrong, "; did you mean '%s'?", nearest);
    return NULL;
}

/* ---- References ---- */

static const char *of_home(const struct value *v, int i, enum rota_field_type type) {
    switch (type) {
    case ROTA_FIELD_CHILD:
        return v->home->children[i].id;
    case ROTA_FIELD_GROUP:
        return v->home->groups[i].id;
    case ROTA_FIELD_SHIFT:
        return v->home->shifts[i].id;
    default:
        return v->home->staff[i].id;
    }
}

/* "; one of E, L, N": the first of many. */
static void add_ids(rota_text *out, const char *const *ids, int n) {
    enum { MOST = 20 };
    for (int i = 0; i < n && i < MOST; i++)
        rota_text_addf(out, "%s%s", i ? ", " : "; one of ", ids[i]);
    if (n > MOST)
        rota_text_addf(out, " and %d more", n - MOST);
}

static const char *reference(const struct value *v, const char *text) {
    static const struct {
        enum rota_field_type type;
        const char *what;
    } kinds[] = {{ROTA_FIELD_CHILD, "child"},
                 {ROTA_FIELD_GROUP, "group"},
                 {ROTA_FIELD_SHIFT, "shift"},
                 {ROTA_FIELD_STAFF, "staff"}};
    enum rota_field_type type = v->field->type;
    if (type == ROTA_FIELD_STAFF_LIST)
        type = ROTA_FIELD_STAFF;
    const rota_home *home = v->home;
    int n = type == ROTA_FIELD_CHILD   ? home->nchildren
            : type == ROTA_FIELD_GROUP ? home->ngroups
            : type == ROTA_FIELD_SHIFT ? home->nshifts
                                       : home->nstaff;
    ROTA_CLEANUP(rota_freep) const char **ids = ROTA_NEW_ARRAY(const char *, n + 1);
    for (int i = 0; i < n; i++) {
        ids[i] = of_home(v, i, type);
        if (strcmp(ids[i], text) == 0)
            return rota_arena_strdup(v->arena, text);
    }
    const char *what = "";
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (kinds[i].type == type)
            what = kinds[i].what;
    const char *nearest = rota_text_nearest(text, ids, (size_t)n);
    rota_text_addf(v->wrong, "unknown %s ", what);
    add_shown(v->wrong, text);
    if (nearest)
        rota_text_addf(v->wrong, "; did you mean '%s'?", nearest);
    else
        add_ids(v->wrong, ids, n);
    return NULL;
}

static const char *word(const struct value *v, const char *text) {
    static const rota_field id = {.type = ROTA_FIELD_ID};
    struct value of_list = *v;
    if (v->field->type == ROTA_FIELD_WORDS || v->field->type == ROTA_FIELD_RECORD_LIST)
        of_list.field = &id;
    return rota_is_id(text) ? rota_arena_strdup(v->arena, text) : none(&of_list, text, NULL);
}

/* Words with a space or | between two; each once, in the order written. */
static const char *list(const struct value *v,
                        const char *(*one)(const struct value *v, const char *text)) {
    char *rest = rota_arena_strdup(v->arena, v->text), *next;
    ROTA_CLEANUP(rota_text_done) rota_text all = {0};
    while ((next = strsep(&rest, " |\t\n"))) {
        if (!*next || rota_words_have(rota_text_str(&all), next))
            continue;
        if (!one(v, next))
            return NULL;
        rota_text_addf(&all, "%s%s", all.length ? " " : "", next);
    }
    return rota_arena_strdup(v->arena, rota_text_str(&all));
}

/* ---- Words of the table ---- */

static int find_choice(const struct value *v, const char *text) {
    char buf[ROTA_ID_SIZE];
    if ((int)(v->field - v->type->columns) == v->type->part_column)
        return rota_dimension_find(text, v->type->team);
    for (int i = 0; i < rota_field_choices(v->field); i++)
        if (strcmp(rota_field_choice(v->field, i, buf), text) == 0)
            return i;
    return -1;
}

static const char *no_choice(const struct value *v, const char *text) {
    enum { MOST = 16 };
    char words[MOST][ROTA_ID_SIZE];
    const char *names[MOST];
    int n = rota_field_choices(v->field);
    assert(n <= MOST);
    add_shown(v->wrong, text);
    rota_text_add(v->wrong, " is not one of ");
    for (int i = 0; i < n; i++) {
        names[i] = rota_field_choice(v->field, i, words[i]);
        rota_text_addf(v->wrong, "%s%s", i ? ", " : "", names[i]);
    }
    const char *nearest = rota_text_nearest(text, names, (size_t)n);
    if (nearest)
        rota_text_addf(v->wrong, "; did you mean '%s'?", nearest);
    return NULL;
}

static const char *choice(const struct value *v, const char *text) {
    char buf[ROTA_ID_SIZE];
    int i = find_choice(v, text);
    return i < 0 ? no_choice(v, text)
                 : rota_arena_strdup(v->arena, rota_field_choice(v->field, i, buf));
}

/* ---- Dates and numbers ---- */

/* "31.12.2026" and "31/12/2026" as they must be written, or NULL. */
static const char *day_first(const struct value *v) {
    char digits[3][5] = {"", "", ""};
    const char *s = v->text;
    for (int part = 0; part < 3; part++) {
        size_t n = strspn(s, "0123456789");
        if (n == 0 || n > 4)
            return NULL;
        snprintf(digits[part], sizeof digits[part], "%.*s", (int)n, s);
        s += n;
        if (part < 2 && (*s == '\0' || !strchr("./-", *s++)))
            return NULL;
    }
    char iso[16];
    rota_day day;
    long d, m;
    if (*s || strlen(digits[2]) != 4 || !rota_parse_int(digits[0], 1, 31, &d) ||
        !rota_parse_int(digits[1], 1, 12, &m))
        return NULL;
    snprintf(iso, sizeof iso, "%s-%02ld-%02ld", digits[2], m, d);
    return rota_day_parse(iso, &day) ? rota_arena_strdup(v->arena, iso) : NULL;
}

static const char *date(const struct value *v) {
    rota_day day;
    char first[16];
    snprintf(first, sizeof first, "%.7s-01", v->text);
    bool month = v->field->type == ROTA_FIELD_MONTH && strlen(v->text) == 7;
    if (rota_day_parse(month ? first : v->text, &day))
        return rota_arena_strdup(v->arena, v->text);
    return none(v, v->text, day_first(v));
}

static const char *integer(const struct value *v) {
    long value;
    char buf[16];
    if (!rota_parse_int(v->text, v->field->min, v->field->max, &value)) {
        add_shown(v->wrong, v->text);
        if (v->field->min == v->field->max)
            rota_text_addf(v->wrong, " is not %d", v->field->min);
        else
            rota_text_addf(v->wrong, " is not a whole number from %d to %d", v->field->min,
                           v->field->max);
        return NULL;
    }
    snprintf(buf, sizeof buf, "%ld", value);
    return rota_arena_strdup(v->arena, buf);
}

static const char *flag(const struct value *v) {
    bool value;
    if (!rota_parse_yes_no(v->text, &value))
        return none(v, v->text, NULL);
    return value ? "1" : "0";
}

/* ---- All ---- */

/* What people type: ends of lines are LF. */
static const char *text_value(const struct value *v, const char *text) {
    char *copy = rota_arena_strdup(v->arena, text), *to = copy;
    for (const char *from = text; *from; from++) {
        if (*from != '\r')
            *to++ = *from;
        else if (from[1] != '\n')
            *to++ = '\n';
    }
    *to = '\0';
    return copy;
}

static const char *parse(const struct value *v) {
    switch (v->field->type) {
    case ROTA_FIELD_ID:
    case ROTA_FIELD_WORD:
    case ROTA_FIELD_RECORD:
        return word(v, v->text);
    case ROTA_FIELD_WORDS:
    case ROTA_FIELD_RECORD_LIST:
        return list(v, word);
    case ROTA_FIELD_STAFF_LIST:
        return list(v, reference);
    case ROTA_FIELD_STAFF:
    case ROTA_FIELD_CHILD:
    case ROTA_FIELD_GROUP:
    case ROTA_FIELD_SHIFT:
        return reference(v, v->text);
    case ROTA_FIELD_DATE:
    case ROTA_FIELD_MONTH:
        return date(v);
    case ROTA_FIELD_CHOICE:
        return choice(v, v->text);
    case ROTA_FIELD_CHOICES:
        return list(v, choice);
    case ROTA_FIELD_INT:
        return integer(v);
    case ROTA_FIELD_FLAG:
        return flag(v);
    case ROTA_FIELD_TEXT:
        break;
    }
    return v->text;
}

const char *rota_field_parse(const rota_record_type *type, const rota_field *field,
                             const char *text, const rota_home *home, rota_arena *arena,
                             rota_text *wrong) {
    struct value v = {.type = type, .field = field, .home = home, .arena = arena, .wrong = wrong};
    size_t before = strspn(text, " \t\r\n"), n = strlen(text);
    while (n > before && strchr(" \t\r\n", text[n - 1]))
        n--;
    char *trimmed = rota_arena_alloc(arena, n - before + 1);
    memcpy(trimmed, text + before, n - before);
    v.text = trimmed;
    if (!*trimmed)
        return "";
    return field->type == ROTA_FIELD_TEXT ? text_value(&v, text) : parse(&v);
}
