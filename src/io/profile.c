#include "io/profile.h"

#include "core/mem.h"
#include "core/text.h"
#include "io/builtin.h"
#include "io/ini.h"

#include <assert.h>
#include <errno.h>
#include <limits.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MAX_DEPTH = 16 };

/* A profile on the way from the one asked for to the last that is extended. */
struct source {
    const rota_embedded_file *builtin; /* NULL: a file */
    char *path;                        /* of a file, without links; owned */
    const char *file;                  /* for messages */
};

struct reader {
    struct source chain[MAX_DEPTH];
    size_t depth;
    rota_rules rules;
    rota_rules aside; /* takes what does not hold yet, so that its faults are found */
    rota_day on;
    rota_faults *faults;
};

/* ---- Names ---- */

static const rota_builtin_kind profiles = {
    .prefix = "rules/", .suffix = ".ini", .what = "rule profile", .example = "./rules.ini"};

size_t rota_profile_names(const char *names[], size_t max) {
    return rota_builtin_names(&profiles, names, max);
}

/* ---- The chain from the profile asked for to the last that it extends ---- */

static void drop_source(struct source *source) {
    free(source->path);
    *source = (struct source){0};
}

/* Find what `name` means, seen from folder `dir` (NULL: the current one). */
static rota_rc find_source(const char *dir, const char *name, struct source *out, rota_err *err) {
    if (!rota_builtin_is_path(&profiles, name)) {
        const rota_embedded_file *builtin;
        rota_rc rc = rota_builtin_find(&profiles, name, &builtin, err);
        if (rc)
            return rc;
        *out =
            (struct source){.builtin = builtin, .file = rota_builtin_file_name(&profiles, builtin)};
        return ROTA_OK;
    }
    ROTA_CLEANUP(rota_freep)
    char *joined = *name == '/' || !dir ? rota_strdup(name) : rota_strdupf("%s/%s", dir, name);
    char *path = realpath(joined, NULL);
    if (!path)
        return rota_fail(err, errno == ENOENT || errno == ENOTDIR ? ROTA_E_INPUT : ROTA_E_SYSTEM,
                         "cannot read the rule profile '%s': %s", name, strerror(errno));
    *out = (struct source){.path = path, .file = strrchr(path, '/') + 1};
    return ROTA_OK;
}

static bool same_source(const struct source *a, const struct source *b) {
    return a->builtin ? a->builtin == b->builtin : b->path && strcmp(a->path, b->path) == 0;
}

static rota_rc read_source(const struct source *source, rota_ini *out, rota_faults *faults,
                           rota_err *err) {
    if (!source->builtin)
        return rota_ini_read_file(source->path, out, faults, err);
    return rota_ini_read_bytes(source->file, (const char *)source->builtin->bytes,
                               source->builtin->size, out, faults, err);
}

/* ---- Entries ---- */

static void check_section(const struct source *source, const rota_ini_entry *e,
                          rota_faults *faults) {
    if (strcmp(e->section, "profile") == 0 || rota_rule_find(e->section) >= 0)
        return;
    const char *names[ROTA_NRULES + 1] = {"profile"};
    for (int i = 0; i < ROTA_NRULES; i++)
        names[i + 1] = rota_rule_id((enum rota_rule)i);
    const char *near = rota_text_nearest(e->section, names, ROTA_NRULES + 1);
    if (near)
        rota_faults_add(faults, source->file, e->line, NULL,
                        "unknown section '%s'; did you mean '%s'?", e->section, near);
    else
        rota_faults_add(faults, source->file, e->line, NULL,
                        "unknown section '%s'; a section is 'profile' or a rule, for example "
                        "'daily_rest'",
                        e->section);
}

static void check_profile_key(const struct source *source, const rota_ini_entry *e,
                              rota_faults *faults) {
    static const char *const keys[] = {"name", "title", "extends"};
    const char *near = rota_text_nearest(e->key, keys, sizeof keys / sizeof keys[0]);
    if (near && strcmp(near, e->key) == 0)
        return;
    if (near)
        rota_faults_add(faults, source->file, e->line, NULL,
                        "unknown key '%s' in [profile]; did you mean '%s'?", e->key, near);
    else
        rota_faults_add(faults, source->file, e->line, NULL,
                        "unknown key '%s' in [profile]; it may have name, title, extends", e->key);
}

/* The day from which on the section of the entry holds; ROTA_NO_DAY: it does not say. */
static rota_day valid_from(const rota_ini *ini, const char *section) {
    rota_day from = ROTA_NO_DAY;
    for (size_t i = 0; i < ini->count; i++)
        if (ini->entries[i].key && strcmp(ini->entries[i].section, section) == 0 &&
            strcmp(ini->entries[i].key, "valid_from") == 0)
            rota_day_parse(ini->entries[i].value, &from);
    return from;
}

static void apply_entry(struct reader *reader, const struct source *source, rota_rules *rules,
                        const rota_ini_entry *e) {
    bool profile = strcmp(e->section, "profile") == 0;
    if (!e->key) {
        check_section(source, e, reader->faults);
        return;
    }
    if (profile && strcmp(e->key, "name") != 0 && strcmp(e->key, "title") != 0) {
        check_profile_key(source, e, reader->faults); /* `extends` is followed by read_base */
        return;
    }
    if (!profile && rota_rule_find(e->section) < 0)
        return; /* the section's own line is at fault already */
    rota_err wrong = {0};
    char where[ROTA_RULE_WHERE_SIZE];
    if (rota_rules_set(rules, e->section, e->key, e->value, &wrong)) {
        rota_faults_add(reader->faults, source->file, e->line, wrong.column, "%s", wrong.message);
        return;
    }
    snprintf(where, sizeof where, "%.*s:%u", ROTA_RULE_WHERE_SIZE - 12, source->file, e->line);
    rota_rules_set_where(rules, e->section, e->key, where);
}

/* `extends`: there are numbers that hold until those of this profile do. */
static void apply(struct reader *reader, const struct source *source, const rota_ini *ini,
                  bool extends) {
    /* Unless it says otherwise a profile is called as its file. */
    snprintf(reader->rules.name, sizeof reader->rules.name, "%.*s",
             (int)(strlen(source->file) -
                   (rota_builtin_is_path(&profiles, source->file) ? strlen(profiles.suffix) : 0)),
             source->file);
    for (size_t i = 0; i < ini->count; i++) {
        const rota_ini_entry *e = &ini->entries[i];
        int rule = rota_rule_find(e->section);
        rota_day from = rule >= 0 ? valid_from(ini, e->section) : ROTA_NO_DAY;
        bool later = extends && from != ROTA_NO_DAY && from > reader->on;
        apply_entry(reader, source, later ? &reader->aside : &reader->rules, e);
        if (later)
            rota_day_format(from, reader->rules.later[rule]);
    }
}

/* What the profile extends, or NULL. */
static const rota_ini_entry *find_extends(const rota_ini *ini) {
    const rota_ini_entry *extends = NULL;
    for (size_t i = 0; i < ini->count; i++)
        if (ini->entries[i].key && strcmp(ini->entries[i].section, "profile") == 0 &&
            strcmp(ini->entries[i].key, "extends") == 0)
            extends = &ini->entries[i];
    return extends;
}

static rota_rc read_top(struct reader *reader, rota_err *err);

/* Read the profile that the top of the chain extends, if any. */
static rota_rc read_base(struct reader *reader, const rota_ini *ini, rota_err *err) {
    const struct source *source = &reader->chain[reader->depth - 1];
    const rota_ini_entry *extends = find_extends(ini);
    if (!extends)
        return ROTA_OK;
    ROTA_CLEANUP(rota_freep) char *dir = NULL;
    if (source->path) {
        dir = rota_strdup(source->path);
        *strrchr(dir, '/') = '\0';
    }
    struct source base = {0};
    rota_err wrong = {0};
    rota_rc rc = find_source(dir, extends->value, &base, &wrong);
    if (rc) {
        rota_faults_add(reader->faults, source->file, extends->line, "extends", "%s",
                        wrong.message);
        return ROTA_OK;
    }
    for (size_t i = 0; i < reader->depth; i++) {
        if (same_source(&reader->chain[i], &base)) {
            rota_faults_add(reader->faults, source->file, extends->line, "extends",
                            "'%s' leads back to itself", extends->value);
            drop_source(&base);
            return ROTA_OK;
        }
    }
    if (reader->depth == MAX_DEPTH) {
        rota_faults_add(reader->faults, source->file, extends->line, "extends",
                        "more than %d profiles extend each other", MAX_DEPTH);
        drop_source(&base);
        return ROTA_OK;
    }
    reader->chain[reader->depth++] = base;
    rc = read_top(reader, err);
    drop_source(&reader->chain[--reader->depth]);
    return rc;
}

/* Read the profile on top of the chain, after what it extends. */
static rota_rc read_top(struct reader *reader, rota_err *err) {
    const struct source *source = &reader->chain[reader->depth - 1];
    rota_ini ini = {0};
    rota_rc rc = read_source(source, &ini, reader->faults, err);
    if (!rc)
        rc = read_base(reader, &ini, err);
    if (!rc)
        apply(reader, source, &ini, find_extends(&ini) != NULL);
    rota_ini_done(&ini);
    return rc;
}

rota_rc rota_profile_read(const char *dir, const char *name, rota_rules *out, rota_faults *faults,
                          rota_err *err) {
    return rota_profile_read_on(dir, name, INT_MAX, out, faults, err);
}

rota_rc rota_profile_read_on(const char *dir, const char *name, rota_day on, rota_rules *out,
                             rota_faults *faults, rota_err *err) {
    struct reader reader = {.faults = faults, .depth = 1, .on = on};
    size_t faults_before = faults->count;
    rota_rc rc = find_source(dir, name, &reader.chain[0], err);
    if (rc)
        return rc;
    rota_rules_init(&reader.rules);
    rota_rules_init(&reader.aside);
    rc = read_top(&reader, err);
    drop_source(&reader.chain[0]);
    if (rc)
        return rc;
    size_t found = faults->count - faults_before;
    if (found)
        return rota_fail(err, ROTA_E_INPUT, "the rule profile '%s' has %zu fault%s", name, found,
                         found == 1 ? "" : "s");
    *out = reader.rules;
    return ROTA_OK;
}
