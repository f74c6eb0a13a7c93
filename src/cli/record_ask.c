/* Asking for a record's fields on a terminal. Prompts go to standard error. */
#include "cli/record_parts.h"
#include "cli/signals.h"

#include "core/mem.h"
#include "records/form.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

bool rota_record_can_ask(void) {
    return isatty(STDIN_FILENO) && isatty(STDERR_FILENO);
}

/* A line without its end; NULL at the end of the input. To be freed. */
static char *read_answer(void) {
    char *line = NULL;
    size_t size = 0;
    ssize_t n = *rota_signals_flag() ? -1 : getline(&line, &size, stdin);
    if (n < 0) {
        free(line);
        fputc('\n', stderr); /* what comes next does not stand behind the question */
        return NULL;
    }
    while (n > 0 && (line[n - 1] == '\n' || line[n - 1] == '\r'))
        line[--n] = '\0';
    return line;
}

bool rota_record_ask_yes(const char *question, bool yes, bool *ended) {
    fprintf(stderr, "%s (%s) ", question, yes ? "Y/n" : "y/N");
    ROTA_CLEANUP(rota_freep) char *answer = read_answer();
    if (ended)
        *ended = !answer;
    if (!answer || !*answer)
        return answer && yes;
    return *answer == 'y' || *answer == 'Y';
}

/* ---- One field ---- */

static void add_ids(const rota_field *field, const rota_home *home, rota_text *out) {
    enum { MOST = 40 };
    bool staff = field->type == ROTA_FIELD_STAFF || field->type == ROTA_FIELD_STAFF_LIST ||
                 strcmp(field->name, "author_id") == 0;
    int n = field->type == ROTA_FIELD_CHILD   ? home->nchildren
            : field->type == ROTA_FIELD_SHIFT ? home->nshifts
            : field->type == ROTA_FIELD_GROUP ? home->ngroups
            : staff                           ? home->nstaff
                                              : 0;
    for (int i = 0; i < n && i < MOST; i++)
        rota_text_addf(out, "%s%s", i ? " " : "  ",
                       field->type == ROTA_FIELD_CHILD   ? home->children[i].id
                       : field->type == ROTA_FIELD_SHIFT ? home->shifts[i].id
                       : field->type == ROTA_FIELD_GROUP ? home->groups[i].id
                                                         : home->staff[i].id);
    if (n > 0)
        rota_text_add(out, n > MOST ? " ...\n" : "\n");
}

static void print_question(const rota_field *field, const rota_home *home) {
    ROTA_CLEANUP(rota_text_done) rota_text allowed = {0};
    char word[ROTA_ID_SIZE];
    bool several = field->type == ROTA_FIELD_CHOICES;
    if (field->type == ROTA_FIELD_CHOICE || several) {
        for (int i = 0; i < rota_field_choices(field); i++) {
            const char *choice = rota_field_choice(field, i, word);
            int dimension = rota_dimension_find(choice, false);
            rota_text_addf(&allowed, "%s%s", i ? " " : "  ", choice);
            if (dimension >= 0) /* nobody has the codes in mind after a long shift */
                rota_text_addf(&allowed, " (%s)", rota_dimension_benefit(dimension));
        }
        rota_text_add(&allowed, several ? "  (several with a space between)\n" : "\n");
    } else if (field->type == ROTA_FIELD_INT) {
        rota_text_addf(&allowed, "  %d to %d\n", field->min, field->max);
    } else
        add_ids(field, home, &allowed);
    rota_look plain = {0};
    rota_text line = {0};
    rota_look_add(&plain, ROTA_PLAIN, field->ask, &line);
    fprintf(stderr, "%s [%s]%s\n%s> ", rota_text_str(&line), field->name,
            field->need == ROTA_MAY ? "" : " *", rota_text_str(&allowed));
    rota_text_done(&line);
}

/* What the editor leaves; an editor that fails is said, and the question comes again. */
static char *read_from_editor(rota_desk *desk) {
    rota_text text = {0};
    rota_err err = {0};
    rota_rc rc = rota_editor_run(desk->cli->folder->dir, &text, &err);
    rota_signals_end_reading(); /* Ctrl-C in the editor was for the editor */
    while (text.length && text.s[text.length - 1] == '\n')
        text.s[--text.length] = '\0';
    char *answer = rc ? NULL : rota_strdup(rota_text_str(&text));
    if (rc)
        fprintf(stderr, "  %s\n", err.message);
    rota_text_done(&text);
    return answer;
}

/* A text may have several lines: a line that ends in a backslash goes on. "e" opens the editor.
 * NULL: ask again. */
static char *read_text(rota_desk *desk, char *answer) {
    if (strcmp(answer, "e") == 0) {
        free(answer);
        return read_from_editor(desk);
    }
    for (size_t n; (n = strlen(answer)) > 0 && answer[n - 1] == '\\';) {
        fprintf(stderr, "> ");
        ROTA_CLEANUP(rota_freep) char *more = read_answer();
        answer[n - 1] = '\0';
        char *both = rota_strdupf("%s%s%s", answer, more ? "\n" : "", more ? more : "");
        free(answer);
        answer = both;
    }
    return answer;
}

static void print_wrong(const char *wrong) {
    rota_look plain = {0};
    rota_text line = {0};
    rota_look_add(&plain, ROTA_PLAIN, wrong, &line);
    fprintf(stderr, "  %s\n", rota_text_str(&line));
    rota_text_done(&line);
}

/* The value of an answer; words of a list are known in capitals or small letters, too, and y and n
 * are yes and no. NULL: it is none, and `wrong` says why. */
static const char *parse_answer(const rota_desk *desk, const rota_record_type *type,
                                const rota_field *field, const char *answer, rota_text *wrong) {
    if (field->type == ROTA_FIELD_FLAG && strcasecmp(answer, "y") == 0)
        return "1";
    if (field->type == ROTA_FIELD_FLAG && strcasecmp(answer, "n") == 0)
        return "0";
    const char *parsed = rota_field_parse(type, field, answer, desk->home, desk->arena, wrong);
    bool choice = field->type == ROTA_FIELD_CHOICE || field->type == ROTA_FIELD_CHOICES;
    char *copy = rota_arena_strdup(desk->arena, answer);
    for (int capitals = 1; !parsed && choice && capitals >= 0; capitals--) {
        ROTA_CLEANUP(rota_text_done) rota_text ignored = {0};
        for (char *c = copy; *c; c++)
            *c = (char)(capitals ? toupper((unsigned char)*c) : tolower((unsigned char)*c));
        parsed = rota_field_parse(type, field, copy, desk->home, desk->arena, &ignored);
    }
    return parsed;
}

static rota_rc ask_field(rota_desk *desk, const rota_record_type *type, const rota_field *field,
                         const char **value, rota_err *err) {
    for (;;) {
        print_question(field, desk->home);
        char *answer = read_answer();
        if (!answer)
            return rota_fail(err, ROTA_E_INTERRUPTED, "the answers ended");
        if (field->type == ROTA_FIELD_TEXT)
            answer = read_text(desk, answer);
        if (!answer)
            continue;
        ROTA_CLEANUP(rota_text_done) rota_text wrong = {0};
        const char *parsed = parse_answer(desk, type, field, answer, &wrong);
        free(answer);
        if (parsed && (*parsed || field->need != ROTA_ALWAYS)) {
            *value = parsed;
            return ROTA_OK;
        }
        print_wrong(parsed ? "this is needed" : rota_text_str(&wrong));
    }
}

/* ---- A record ---- */

static rota_rc ask_column(rota_desk *desk, rota_record *record, int column, rota_err *err) {
    if (*record->values[column])
        return ROTA_OK;
    return ask_field(desk, record->type, &record->type->columns[column], &record->values[column],
                     err);
}

rota_rc rota_record_ask_first(rota_desk *desk, rota_record *record, rota_err *err) {
    /* Who answers about the team may do so without a name. */
    rota_rc rc = record->type == &rota_team_reflection
                     ? ROTA_OK
                     : ask_column(desk, record, ROTA_HEAD_AUTHOR, err);
    return rc || record->type->team ? rc : ask_column(desk, record, ROTA_HEAD_WHO, err);
}

/* What was guessed is shown, so that a wrong guess is seen; it can be said by options. */
static void print_known(const rota_record *record) {
    const rota_record_type *type = record->type;
    rota_look plain = {0};
    rota_text line = {0};
    for (int i = 0; i < type->ncolumns; i++) {
        const rota_field *field = &type->columns[i];
        bool shown = field->level <= ROTA_OF_RECORD && rota_form_has(field, i) &&
                     field->type != ROTA_FIELD_TEXT && *record->values[i];
        if (!shown)
            continue;
        rota_text_addf(&line, "%s%s: ", line.length ? "; " : "", field->name);
        rota_look_add(&plain, ROTA_PLAIN, record->values[i], &line);
    }
    fprintf(stderr,
            "%s\n(%s)\n(* is needed for a final; Enter leaves a field empty; for a longer "
            "text: e opens your editor, a \\ at the end goes on)\n\n",
            type->title, rota_text_str(&line));
    rota_text_done(&line);
}

/* A row, or a piece of evidence: the first answer that is empty says that there is none. */
static rota_rc ask_level(rota_desk *desk, const rota_record *record, enum rota_field_level level,
                         const char **values, bool *any, rota_err *err) {
    const rota_record_type *type = record->type;
    rota_rc rc = ROTA_OK;
    *any = false;
    for (int i = 0; i < type->ncolumns && !rc; i++) {
        const rota_field *field = &type->columns[i];
        bool of_member = strncmp(field->name, "score_", 6) == 0;
        if (field->level != level || i == type->part_column || *values[i] ||
            (of_member && strcmp(values[type->part_column], "MEMBER") != 0))
            continue;
        rc = ask_field(desk, type, field, &values[i], err);
        *any = *any || *values[i];
        if (!rc && !*any && level == ROTA_OF_ITEM)
            return ROTA_OK;
    }
    return rc;
}

static rota_rc ask_part(rota_desk *desk, rota_record *record, int dimension, rota_err *err) {
    const rota_record_type *type = record->type;
    fprintf(stderr, "\n-- %s (%s)\n", rota_dimension_name(dimension, type->team),
            rota_dimension_code(dimension, type->team));
    bool ended = false;
    if (!type->all_parts && !rota_record_ask_yes("something to say here?", true, &ended))
        return ended ? rota_fail(err, ROTA_E_INTERRUPTED, "the answers ended") : ROTA_OK;
    rota_record_part *part = rota_record_part_make(desk->arena, record, dimension);
    bool any = false;
    rota_rc rc = ask_level(desk, record, ROTA_OF_PART, part->values, &any, err);
    for (bool more = type->first_item >= 0; more && !rc;) {
        rota_record_part *item = rota_record_item_add(desk->arena, record, part);
        fprintf(stderr, "an occasion (Enter: no more)\n");
        rc = ask_level(desk, record, ROTA_OF_ITEM, item->values, &more, err);
        if (!more)
            part->nitems--;
    }
    return rc;
}

/* Days of a trial are of no use where something else was decided. */
static bool is_asked(const rota_record *record, int column) {
    const char *name = record->type->columns[column].name;
    bool of_trial = strncmp(name, "trial_", strlen("trial_")) == 0;
    return record->type->columns[column].level == ROTA_OF_RECORD &&
           rota_form_has(&record->type->columns[column], column) &&
           !(of_trial && strcmp(rota_record_get(record, "decision"), "trial") != 0);
}

rota_rc rota_record_ask_rest(rota_desk *desk, rota_record *record, rota_err *err) {
    const rota_record_type *type = record->type;
    rota_rc rc = ROTA_OK;
    print_known(record);
    for (int i = ROTA_HEAD_COLUMNS; i < type->ncolumns && !rc; i++)
        if (is_asked(record, i))
            rc = ask_column(desk, record, i, err);
    for (int d = 0; type->part_column >= 0 && d < ROTA_DIMENSIONS && !rc; d++)
        if (!rota_record_part_find(record, d))
            rc = ask_part(desk, record, d, err);
    return rc;
}
