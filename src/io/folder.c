#include "io/folder.h"

#include "io/embedded.h"
#include "io/export.h"
#include "io/hold.h"
#include "io/holidays.h"
#include "io/import.h"
#include "io/profile.h"
#include "io/settings_file.h"
#include "io/utf8.h"

#include <assert.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const char settings_name[] = "rota.ini";
static const char store_name[] = "rota.db";

static char *join(const char *dir, const char *name) {
    return rota_strdupf("%s%s%s", dir, dir[strlen(dir) - 1] == '/' ? "" : "/", name);
}

/* ---- Finding a home ---- */

/* False only when the file is surely not there: a folder that may not be read says so later. */
static bool has_file(const char *dir, const char *name) {
    ROTA_CLEANUP(rota_freep) char *path = join(dir, name);
    return access(path, F_OK) == 0 || (errno != ENOENT && errno != ENOTDIR);
}

/* Absolute and without links, so that it means the same wherever it is printed. */
static rota_rc real_path(const char *path, char **out, rota_err *err) {
    char *real = realpath(path, NULL);
    if (!real) {
        rota_rc rc = errno == ENOENT || errno == ENOTDIR ? ROTA_E_INPUT : ROTA_E_SYSTEM;
        rota_fail(err, rc, "cannot open the home '%s': %s", path, strerror(errno));
        return rc;
    }
    *out = real;
    return ROTA_OK;
}

static rota_rc find_upward(char **out, rota_err *err) {
    ROTA_CLEANUP(rota_freep) char *here = NULL;
    rota_rc rc = real_path(".", &here, err);
    if (rc)
        return rc;
    ROTA_CLEANUP(rota_freep) char *dir = rota_strdup(here);
    while (!has_file(dir, settings_name)) {
        char *slash = strrchr(dir, '/');
        if (!dir[1])
            return rota_fail(err, ROTA_E_INPUT,
                             "no home here: no rota.ini in %s or above; make one with: rota init "
                             "DIR",
                             here);
        slash[slash == dir] = '\0'; /* the parent of /home is / */
    }
    *out = ROTA_TAKE(dir);
    return ROTA_OK;
}

static rota_rc find_home(const char *dir, char **out, rota_err *err) {
    const char *from = "";
    if (!dir || !*dir) {
        dir = getenv("ROTA_HOME");
        from = " (from ROTA_HOME)";
    }
    if (!dir || !*dir)
        return find_upward(out, err);
    ROTA_CLEANUP(rota_freep) char *path = NULL;
    rota_rc rc = real_path(dir, &path, err);
    if (rc)
        return rc;
    if (!has_file(path, settings_name))
        return rota_fail(err, ROTA_E_INPUT,
                         "no home in '%s'%s: it has no rota.ini; make one with: rota init DIR",
                         path, from);
    *out = ROTA_TAKE(path);
    return ROTA_OK;
}

/* ---- Opening ---- */

static size_t row_of(const char *section, const char *key) {
    size_t nrows;
    const rota_setting *row = rota_setting_find(section, key, NULL);
    assert(row);
    return (size_t)(row - rota_settings_table(&nrows));
}

static rota_rc open_zone(rota_folder *folder, const int *lines, rota_faults *faults,
                         rota_err *err) {
    rota_err wrong = {0};
    rota_rc rc = rota_zone_open(folder->settings.home.timezone, &folder->zone, &wrong);
    if (rc == ROTA_E_INPUT)
        rota_faults_add(faults, settings_name, lines[row_of("home", "timezone")], "timezone", "%s",
                        wrong.message);
    else if (rc && err)
        *err = wrong;
    return rc == ROTA_E_INPUT ? ROTA_OK : rc;
}

static rota_rc read_profile(rota_folder *folder, const int *lines, rota_faults *faults,
                            rota_err *err) {
    size_t before = faults->count;
    rota_err wrong = {0};
    rota_rc rc = rota_profile_read(folder->dir, folder->settings.rules.profile, &folder->rules,
                                   faults, &wrong);
    if (rc == ROTA_E_INPUT && faults->count == before)
        rota_faults_add(faults, settings_name, lines[row_of("rules", "profile")], "profile", "%s",
                        wrong.message);
    else if (rc && rc != ROTA_E_INPUT && err)
        *err = wrong;
    return rc == ROTA_E_INPUT ? ROTA_OK : rc;
}

static rota_rc read_holidays(rota_folder *folder, const int *lines, rota_faults *faults,
                             rota_err *err) {
    size_t before = faults->count;
    rota_err wrong = {0};
    rota_rc rc = rota_holidays_read(folder->dir, folder->settings.home.holidays, folder->arena,
                                    &folder->holidays, &folder->nholidays, faults, &wrong);
    if (rc == ROTA_E_INPUT && faults->count == before)
        rota_faults_add(faults, settings_name, lines[row_of("home", "holidays")], "holidays", "%s",
                        wrong.message);
    else if (rc && rc != ROTA_E_INPUT && err)
        *err = wrong;
    return rc == ROTA_E_INPUT ? ROTA_OK : rc;
}

/* rota.ini and what it names; all their faults before it gives up. */
static rota_rc read_settings(rota_folder *folder, rota_faults *faults, rota_err *err) {
    size_t before = faults->count, nrows;
    rota_settings_table(&nrows);
    ROTA_CLEANUP(rota_freep) int *lines = ROTA_NEW_ARRAY(int, nrows);
    ROTA_CLEANUP(rota_freep) char *path = join(folder->dir, settings_name);
    rota_rc rc = rota_settings_file_read(path, &folder->settings, lines, faults, err);
    if (rc && faults->count == before)
        return rc;
    rc = open_zone(folder, lines, faults, err);
    if (!rc)
        rc = read_profile(folder, lines, faults, err);
    if (!rc)
        rc = read_holidays(folder, lines, faults, err);
    if (rc)
        return rc;
    size_t found = faults->count - before;
    if (found)
        return rota_fail(err, ROTA_E_INPUT, "the settings of the home have %zu fault%s", found,
                         found == 1 ? "" : "s");
    folder->origins = rota_arena_alloc(folder->arena, nrows * sizeof *folder->origins);
    for (size_t i = 0; i < nrows; i++) {
        char origin[64] = "default";
        if (lines[i])
            snprintf(origin, sizeof origin, "%s:%d", settings_name, lines[i]);
        folder->origins[i] = rota_arena_strdup(folder->arena, origin);
    }
    return ROTA_OK;
}

static rota_rc open_store(rota_folder *folder, rota_err *err) {
    ROTA_CLEANUP(rota_freep) char *path = join(folder->dir, store_name);
    /* An empty one in its place would look like a home that has lost everything. */
    if (!has_file(folder->dir, store_name))
        return rota_fail(err, ROTA_E_INPUT,
                         "the home has no database: '%s' is missing; put a backup of it there, or "
                         "make a new home with rota init and import the CSV files",
                         path);
    return rota_store_open(path, &folder->store, err);
}

rota_rc rota_folder_open(const char *dir, rota_folder **out, rota_faults *faults, rota_err *err) {
    char *found = NULL;
    rota_rc rc = find_home(dir, &found, err);
    if (rc)
        return rc;
    rota_folder *folder = ROTA_NEW(rota_folder);
    folder->dir = found;
    folder->arena = rota_arena_new();
    rc = read_settings(folder, faults, err);
    if (!rc)
        rc = open_store(folder, err);
    if (rc) {
        rota_folder_close(folder);
        return rc;
    }
    *out = folder;
    return ROTA_OK;
}

void rota_folder_close(rota_folder *folder) {
    if (!folder)
        return;
    rota_store_close(folder->store);
    rota_zone_free(folder->zone);
    rota_arena_free(folder->arena);
    free(folder->dir);
    free(folder);
}

/* ---- Samples ---- */

enum { MAX_SAMPLES = 16, SAMPLE_NAME_SIZE = 64 };

/* Length of NAME in "homes/NAME/FILE", 0 when it is none; *file = FILE. */
static size_t sample_name(const char *embedded, const char **name, const char **file) {
    static const char prefix[] = "homes/";
    if (strncmp(embedded, prefix, strlen(prefix)) != 0)
        return 0;
    *name = embedded + strlen(prefix);
    const char *slash = strchr(*name, '/');
    if (!slash || strchr(slash + 1, '/'))
        return 0; /* samples are flat */
    *file = slash + 1;
    return (size_t)(slash - *name);
}

size_t rota_folder_samples(const char *names[], size_t max) {
    /* The names are lent for ever; every call writes the same bytes. */
    static char kept[MAX_SAMPLES][SAMPLE_NAME_SIZE];
    size_t n = 0;
    for (size_t i = 0; i < rota_embedded_count; i++) {
        const char *name, *file;
        size_t length = sample_name(rota_embedded_files[i].name, &name, &file);
        /* Files of one sample stand together. */
        if (length == 0 ||
            (n && strlen(kept[n - 1]) == length && strncmp(kept[n - 1], name, length) == 0))
            continue;
        if (n == max)
            break;
        assert(n < MAX_SAMPLES && length < SAMPLE_NAME_SIZE);
        snprintf(kept[n], SAMPLE_NAME_SIZE, "%.*s", (int)length, name);
        names[n] = kept[n];
        n++;
    }
    return n;
}

static rota_rc check_sample(const char *sample, rota_err *err) {
    const char *names[MAX_SAMPLES];
    size_t n = rota_folder_samples(names, MAX_SAMPLES);
    ROTA_CLEANUP(rota_text_done) rota_text all = {0};
    for (size_t i = 0; i < n; i++) {
        if (strcmp(names[i], sample) == 0)
            return ROTA_OK;
        rota_text_addf(&all, "%s%s", i == 0 ? "" : ", ", names[i]);
    }
    const char *near = rota_text_nearest(sample, names, n);
    if (near)
        return rota_fail(err, ROTA_E_USAGE, "unknown sample home '%s'; did you mean '%s'?", sample,
                         near);
    return rota_fail(err, ROTA_E_USAGE, "unknown sample home '%s'; there are %s", sample,
                     rota_text_str(&all));
}

/* ---- Making a home ---- */

/* What has been made, in order, to be taken back. */
struct making {
    const char *dir;
    bool filling; /* the folder was empty: what lies in it now is ours */
    char **paths;
    size_t count, capacity;
};

static void made(struct making *making, const char *path) {
    ROTA_GROW(making->paths, making->count, making->capacity);
    making->paths[making->count++] = rota_strdup(path);
}

static void forget(struct making *making) {
    for (size_t i = 0; i < making->count; i++)
        free(making->paths[i]);
    free(making->paths);
}

/* The database and what SQLite and the store lay beside it. */
static void remove_store(const char *dir_path) {
    DIR *dir = opendir(dir_path);
    if (!dir)
        return;
    for (struct dirent *entry; (entry = readdir(dir));)
        if (strncmp(entry->d_name, store_name, strlen(store_name)) == 0)
            unlinkat(dirfd(dir), entry->d_name, 0);
    closedir(dir);
}

static void undo(struct making *making) {
    if (making->filling)
        remove_store(making->dir);
    for (size_t i = making->count; i > 0; i--)
        remove(making->paths[i - 1]);
}

/* Make the folder, and those above it, where they do not exist. */
static rota_rc make_folders(struct making *making, rota_err *err) {
    ROTA_CLEANUP(rota_freep) char *path = rota_strdup(making->dir);
    for (char *end = path; *end;) {
        end += strspn(end, "/");
        end += strcspn(end, "/");
        char rest = *end;
        *end = '\0';
        /* A home tells of children: it is its owner's alone. */
        bool last = !rest || !end[1 + strspn(end + 1, "/")];
        if (mkdir(path, last ? 0700 : 0777) == 0)
            made(making, path);
        else if (errno != EEXIST)
            return rota_fail(err, ROTA_E_SYSTEM, "cannot make the folder '%s': %s", path,
                             strerror(errno));
        *end = rest;
    }
    return ROTA_OK;
}

static rota_rc check_empty(const char *path, rota_err *err) {
    DIR *dir = opendir(path);
    if (!dir && errno == ENOTDIR)
        return rota_fail(err, ROTA_E_USAGE, "'%s' is a file; a home is a folder", path);
    if (!dir)
        return rota_fail(err, ROTA_E_SYSTEM, "cannot read the folder '%s': %s", path,
                         strerror(errno));
    bool empty = true;
    for (struct dirent *entry; (entry = readdir(dir));)
        if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0)
            empty = false;
    closedir(dir);
    if (!empty)
        return rota_fail(err, ROTA_E_USAGE,
                         "the folder '%s' is not empty; a new home needs one of its own", path);
    return ROTA_OK;
}

static rota_rc write_file(struct making *making, const char *name, const char *bytes, size_t n,
                          rota_err *err) {
    ROTA_CLEANUP(rota_freep) char *path = join(making->dir, name);
    rota_rc rc = rota_write_file(path, bytes, n, err);
    if (!rc)
        made(making, path);
    return rc;
}

static rota_rc write_sample(struct making *making, const char *sample, rota_err *err) {
    for (size_t i = 0; i < rota_embedded_count; i++) {
        const rota_embedded_file *embedded = &rota_embedded_files[i];
        const char *name, *file;
        size_t length = sample_name(embedded->name, &name, &file);
        if (length == 0 || strlen(sample) != length || strncmp(sample, name, length) != 0)
            continue;
        rota_rc rc = write_file(making, file, (const char *)embedded->bytes, embedded->size, err);
        if (rc)
            return rc;
    }
    return ROTA_OK;
}

/* A home is called as its folder until somebody says otherwise. */
static rota_rc write_settings(struct making *making, rota_err *err) {
    rota_settings settings;
    rota_settings_init(&settings);
    ROTA_CLEANUP(rota_freep) char *path = realpath(making->dir, NULL);
    const char *name = path ? strrchr(path, '/') + 1 : "";
    bool plain = rota_utf8_valid(name, strlen(name));
    for (const char *c = name; *c; c++)
        plain = plain && (unsigned char)*c >= ' ' && *c != 0x7F;
    if (plain)
        rota_setting_set(&settings, rota_setting_find("home", "name", NULL), name, NULL);
    ROTA_CLEANUP(rota_text_done) rota_text text = {0};
    rota_settings_file_write(&settings, &text);
    return write_file(making, settings_name, text.s, text.length, err);
}

/* What a sample does not bring: rota.ini, and every CSV file with its header. */
static rota_rc write_rest(struct making *making, rota_err *err) {
    rota_rc rc = ROTA_OK;
    if (!has_file(making->dir, settings_name))
        rc = write_settings(making, err);
    size_t nkinds;
    const rota_kind *kinds = rota_kinds(&nkinds);
    for (size_t i = 0; !rc && i < nkinds; i++) {
        ROTA_CLEANUP(rota_freep) char *name = rota_strdupf("%s.csv", kinds[i].name);
        if (has_file(making->dir, name))
            continue;
        ROTA_CLEANUP(rota_text_done) rota_text header = {0};
        rota_export_header(&kinds[i], &header);
        rc = write_file(making, name, rota_text_str(&header), header.length, err);
    }
    return rc;
}

static rota_rc import_all(rota_folder *folder, rota_faults *faults, rota_err *err) {
    size_t nkinds;
    const rota_kind *kinds = rota_kinds(&nkinds);
    ROTA_CLEANUP(rota_freep) rota_import_file *files = ROTA_NEW_ARRAY(rota_import_file, nkinds);
    ROTA_CLEANUP(rota_freep) rota_import_count *counts = ROTA_NEW_ARRAY(rota_import_count, nkinds);
    for (size_t i = 0; i < nkinds; i++) {
        char *path = rota_strdupf("%s/%s.csv", folder->dir, kinds[i].name);
        files[i] = (rota_import_file){.path = rota_arena_strdup(folder->arena, path),
                                      .kind = kinds[i].name};
        free(path);
    }
    rota_import_options options = {.zone = folder->zone, .who = "rota init"};
    return rota_import(folder->store, files, nkinds, &options, counts, faults, err);
}

static rota_rc fill(struct making *making, const char *sample, rota_faults *faults, rota_err *err) {
    rota_rc rc = sample ? write_sample(making, sample, err) : ROTA_OK;
    if (!rc)
        rc = write_rest(making, err);
    if (rc)
        return rc;
    ROTA_CLEANUP(rota_freep) char *path = join(making->dir, store_name);
    rota_store *store = NULL;
    rc = rota_store_create(path, &store, err);
    if (rc)
        return rc;
    rota_store_close(store);
    rota_folder *folder = NULL;
    rc = rota_folder_open(making->dir, &folder, faults, err);
    if (!rc)
        rc = import_all(folder, faults, err);
    rota_folder_close(folder);
    return rc;
}

rota_rc rota_folder_init(const char *dir, const char *sample, rota_faults *faults, rota_err *err) {
    if (!*dir)
        return rota_fail(err, ROTA_E_USAGE, "the name of the new home's folder is empty");
    rota_rc rc = sample ? check_sample(sample, err) : ROTA_OK;
    if (rc)
        return rc;
    struct making making = {.dir = dir};
    rota_hold hold;
    rota_hold_begin(&hold);
    rc = make_folders(&making, err);
    if (!rc)
        rc = check_empty(dir, err);
    making.filling = !rc;
    if (!rc)
        rc = fill(&making, sample, faults, err);
    if (rc)
        undo(&making);
    forget(&making);
    rota_hold_end(&hold);
    return rc;
}

/* What is in a folder; of those in it only the files, so that a link never leads out of it. */
static void clear_at(int parent, const char *name, bool deeper) {
    int fd = openat(parent, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    DIR *dir = fd < 0 ? NULL : fdopendir(fd);
    if (!dir)
        return;
    for (struct dirent *entry; (entry = readdir(dir));) {
        const char *inside = entry->d_name;
        if (strcmp(inside, ".") == 0 || strcmp(inside, "..") == 0 || unlinkat(fd, inside, 0) == 0)
            continue;
        if (deeper)
            clear_at(fd, inside, false);
        unlinkat(fd, inside, AT_REMOVEDIR);
    }
    closedir(dir);
}

void rota_folder_clear(const char *dir) {
    clear_at(AT_FDCWD, dir, true);
}
