#include "benchmarks/shift-scheduling/roster.h"

#include "benchmarks/shift-scheduling/lines.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int *rota_roster_new(const rota_instance *instance) {
    size_t n = (size_t)instance->npeople * (size_t)instance->ndays;
    int *roster = ROTA_NEW_ARRAY(int, n);
    for (size_t i = 0; i < n; i++)
        roster[i] = ROTA_ROSTER_OFF;
    return roster;
}

void rota_roster_add(const rota_instance *instance, const int *roster, rota_text *out) {
    for (int p = 0; p < instance->npeople; p++) {
        rota_text_addf(out, "%s:", instance->people[p].id);
        for (int d = 0; d < instance->ndays; d++) {
            int shift = roster[p * instance->ndays + d];
            rota_text_addf(out, " %s", shift == ROTA_ROSTER_OFF ? "." : instance->shifts[shift].id);
        }
        rota_text_add(out, "\n");
    }
}

/* What is being read. */
typedef struct {
    const rota_instance *in;
    rota_faults *faults;
    const char *file;
    int *roster;
    int *line_of; /* [npeople] 0 = not read yet */
} reader;

static void unknown(reader *r, int line, const char *column, const char *what, const char *id,
                    const char *near) {
    if (near)
        rota_faults_add(r->faults, r->file, line, column, "there is no %s '%s'; did you mean '%s'?",
                        what, id, near);
    else
        rota_faults_add(r->faults, r->file, line, column, "there is no %s '%s'", what, id);
}

static void read_days(reader *r, int person, int line, char *text) {
    const rota_instance *in = r->in;
    int day = 0;
    char *rest = text;
    for (char *word; (word = strsep(&rest, " \t"));) {
        if (!*word)
            continue;
        int shift = strcmp(word, ".") == 0 ? ROTA_ROSTER_OFF : rota_instance_find_shift(in, word);
        if (shift < 0 && strcmp(word, ".") != 0) {
            char column[32];
            snprintf(column, sizeof column, "day %d", day);
            unknown(r, line, column, "shift", word, rota_instance_near_shift(in, word));
            return;
        }
        if (day < in->ndays)
            r->roster[person * in->ndays + day] = shift;
        day++;
    }
    if (day != in->ndays)
        rota_faults_add(r->faults, r->file, line, NULL, "has %d day%s; the instance has %d", day,
                        day == 1 ? "" : "s", in->ndays);
}

static void read_line(reader *r, const rota_line_of_text *line) {
    char *colon = strchr(line->text, ':');
    if (!colon) {
        rota_faults_add(r->faults, r->file, line->number, NULL,
                        "there is no ':' after the person, as in 'A: D D .'");
        return;
    }
    *colon = '\0';
    const char *id = rota_lines_trim(line->text);
    int person = rota_instance_find_person(r->in, id);
    if (person < 0) {
        unknown(r, line->number, "person", "person", id, rota_instance_near_person(r->in, id));
    } else if (r->line_of[person]) {
        rota_faults_add(r->faults, r->file, line->number, "person", "'%s' is in line %d already",
                        id, r->line_of[person]);
    } else {
        r->line_of[person] = line->number;
        read_days(r, person, line->number, colon + 1);
    }
}

rota_rc rota_roster_read(const char *path, const rota_instance *instance, int **out,
                         rota_faults *faults, rota_err *err) {
    rota_lines lines;
    size_t before = faults->count;
    rota_rc rc = rota_lines_read(path, &lines, faults, err);
    reader r = {instance, faults, path, rota_roster_new(instance),
                ROTA_NEW_ARRAY(int, instance->npeople)};
    for (size_t i = 0; i < lines.count && !rc; i++)
        read_line(&r, &lines.lines[i]);
    for (int p = 0; p < instance->npeople && !rc; p++)
        if (!r.line_of[p])
            rota_faults_add(faults, path, 0, NULL, "person '%s' has no line",
                            instance->people[p].id);
    if (!rc && faults->count > before)
        rc = ROTA_E_INPUT;
    rota_lines_done(&lines);
    free(r.line_of);
    if (rc)
        free(r.roster);
    else
        *out = r.roster;
    return rc;
}
