#include "io/settings_file.h"

#include "core/mem.h"
#include "core/rules.h"
#include "io/ini.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

/* ---- Reading ---- */

enum { MAX_SECTIONS = 16 };

/* Names of the sections, in the order of the table. */
static size_t section_names(const char *names[MAX_SECTIONS]) {
    size_t nrows, n = 0;
    const rota_setting *rows = rota_settings_table(&nrows);
    for (size_t i = 0; i < nrows; i++)
        if ((n == 0 || strcmp(names[n - 1], rows[i].section) != 0) && n < MAX_SECTIONS)
            names[n++] = rows[i].section;
    return n;
}

static void unknown_section(const char *file, const rota_ini_entry *e, rota_faults *faults) {
    const char *near = NULL;
    rota_setting_find(e->section, "", &near);
    if (near) {
        rota_faults_add(faults, file, e->line, NULL, "unknown section '%s'; did you mean '%s'?",
                        e->section, near);
        return;
    }
    const char *names[MAX_SECTIONS];
    size_t n = section_names(names);
    ROTA_CLEANUP(rota_text_done) rota_text all = {0};
    for (size_t i = 0; i < n; i++)
        rota_text_addf(&all, "%s%s", i == 0 ? "" : ", ", names[i]);
    rota_faults_add(faults, file, e->line, NULL, "unknown section '%s'; there are %s", e->section,
                    rota_text_str(&all));
}

static void unknown_key(const char *file, const rota_ini_entry *e, const char *near,
                        rota_faults *faults) {
    size_t nrows;
    const rota_setting *rows = rota_settings_table(&nrows);
    for (size_t i = 0; i < nrows; i++) {
        if (strcmp(rows[i].key, e->key) == 0) {
            rota_faults_add(faults, file, e->line, NULL, "key '%s' belongs in [%s], not in [%s]",
                            e->key, rows[i].section, e->section);
            return;
        }
    }
    if (near)
        rota_faults_add(faults, file, e->line, NULL, "unknown key '%s' in [%s]; did you mean '%s'?",
                        e->key, e->section, near);
    else
        rota_faults_add(faults, file, e->line, NULL,
                        "unknown key '%s' in [%s]; 'rota config' lists the keys", e->key,
                        e->section);
}

/* A limit of the home that it has written itself is no usual one. */
static void note_limit(const rota_setting *row, rota_settings *out) {
    char id[64];
    snprintf(id, sizeof id, "house_%s", row->key);
    int rule = strcmp(row->section, "house") == 0 ? rota_rule_find(id) : -1;
    if (rule >= 0)
        out->house.usual &= ~(1U << (rule - ROTA_RULE_HOUSE_MAX_HOURS));
}

static void read_entry(const char *file, const rota_ini_entry *e, rota_settings *out, int *lines,
                       rota_faults *faults) {
    if (!rota_settings_has_section(e->section)) {
        if (!e->key) /* once, on the section's own line */
            unknown_section(file, e, faults);
        return;
    }
    if (!e->key)
        return;
    const char *near = NULL;
    const rota_setting *row = rota_setting_find(e->section, e->key, &near);
    if (!row) {
        unknown_key(file, e, near, faults);
        return;
    }
    rota_err wrong = {0};
    if (rota_setting_set(out, row, e->value, &wrong)) {
        rota_faults_add(faults, file, e->line, row->key, "%s", wrong.message);
        return;
    }
    lines[row - rota_settings_table(&(size_t){0})] = e->line;
    note_limit(row, out);
}

rota_rc rota_settings_file_read(const char *path, rota_settings *out, int *lines,
                                rota_faults *faults, rota_err *err) {
    size_t faults_before = faults->count;
    rota_ini ini = {0};
    rota_rc rc = rota_ini_read_file(path, &ini, faults, err);
    if (rc)
        return rc;
    size_t nrows;
    rota_settings_table(&nrows);
    memset(lines, 0, nrows * sizeof *lines);
    rota_settings_init(out);
    const char *slash = strrchr(path, '/');
    const char *file = slash ? slash + 1 : path;
    for (size_t i = 0; i < ini.count; i++)
        read_entry(file, &ini.entries[i], out, lines, faults);
    rota_ini_done(&ini);
    size_t found = faults->count - faults_before;
    if (found)
        return rota_fail(err, ROTA_E_INPUT, "'%s' has %zu fault%s", file, found,
                         found == 1 ? "" : "s");
    return ROTA_OK;
}

/* ---- Writing ---- */

/* A value as ini.c reads it back. */
static void add_value(rota_text *out, const char *value) {
    size_t n = strlen(value);
    bool quoted =
        n && (strpbrk(value, ";#") || strchr("\"' \t", value[0]) || strchr(" \t\\", value[n - 1]));
    if (!quoted) {
        rota_text_add(out, value);
        return;
    }
    /* A value in double quotes can hold single ones and the other way round, none holds both. */
    bool single = strchr(value, '"') && !strchr(value, '\'');
    rota_text_add(out, single ? "'" : "\"");
    for (size_t i = 0; i < n; i++)
        rota_text_add_bytes(out, !single && value[i] == '"' ? "'" : &value[i], 1);
    rota_text_add(out, single ? "'" : "\"");
}

/* Not [house]: a limit that is written down is one that the home has set. */
static bool always_set(const char *section) {
    return strcmp(section, "home") == 0 || strcmp(section, "rules") == 0;
}

void rota_settings_file_write(const rota_settings *settings, rota_text *out) {
    rota_settings defaults;
    rota_settings_init(&defaults);
    rota_text_add(out,
                  "# Settings of the home. A key that stands behind a '#' has its default;\n"
                  "# take the '#' away to change it. 'rota config' prints what is in force.\n");
    size_t nrows;
    const rota_setting *rows = rota_settings_table(&nrows);
    for (size_t i = 0; i < nrows; i++) {
        const rota_setting *row = &rows[i];
        if (i == 0 || strcmp(rows[i - 1].section, row->section) != 0)
            rota_text_addf(out, "\n[%s]\n", row->section);
        char value[ROTA_SETTING_TEXT_SIZE], standard[ROTA_SETTING_TEXT_SIZE];
        rota_setting_get(settings, row, value);
        rota_setting_get(&defaults, row, standard);
        bool set = always_set(row->section) || strcmp(value, standard) != 0;
        if (!*value && !row->may_be_none)
            set = false; /* nothing that could be read back */
        rota_text_addf(out, "# %s\n%s%s =%s", row->help, set ? "" : "#", row->key,
                       *value ? " " : "");
        add_value(out, value);
        rota_text_add(out, "\n");
    }
}
