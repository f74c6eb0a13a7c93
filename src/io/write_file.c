#include "core/mem.h"
#include "io/export.h"
#include "io/hold.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static bool write_all(int fd, const char *bytes, size_t n) {
    while (n) {
        ssize_t written = write(fd, bytes, n);
        if (written < 0 && errno == EINTR)
            continue;
        if (written < 0)
            return false;
        bytes += written;
        n -= (size_t)written;
    }
    return true;
}

static rota_rc fail(const char *path, rota_err *err) {
    return rota_fail(err, ROTA_E_SYSTEM, "cannot write '%s': %s", path, strerror(errno));
}

/* A device or a pipe is written to as it is: it cannot be replaced. */
static rota_rc write_through(const char *path, const char *bytes, size_t n, rota_err *err) {
    int fd = open(path, O_WRONLY | O_CLOEXEC | O_NOCTTY);
    if (fd < 0)
        return fail(path, err);
    rota_rc rc = write_all(fd, bytes, n) ? ROTA_OK : fail(path, err);
    if (close(fd) != 0 && !rc)
        rc = fail(path, err);
    return rc;
}

/* The new name is on the disk too. Some file systems cannot say so of a folder: no error. */
static void sync_folder(const char *path) {
    ROTA_CLEANUP(rota_freep) char *dir = rota_strdup(path);
    char *slash = strrchr(dir, '/');
    if (slash)
        slash[slash == dir] = '\0';
    int fd = open(slash ? dir : ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0)
        return;
    fsync(fd);
    close(fd);
}

/* A file on its way: written beside its place under another name, not there yet. */
struct staged {
    char *path; /* its place, links followed; NULL: a device, written through */
    char *temporary;
};

static void forget(struct staged *staged) {
    free(staged->path);
    free(staged->temporary);
    *staged = (struct staged){0};
}

static void drop(struct staged *staged) {
    if (staged->temporary)
        unlink(staged->temporary);
    forget(staged);
}

/* Takes the path. */
static rota_rc stage_at(char *path, mode_t mode, const char *bytes, size_t n, struct staged *out,
                        rota_err *err) {
    *out = (struct staged){.path = path, .temporary = rota_strdupf("%s.XXXXXX", path)};
    int fd = mkostemp(out->temporary, O_CLOEXEC);
    if (fd < 0) {
        rota_rc rc = fail(path, err);
        forget(out);
        return rc;
    }
    bool good = fchmod(fd, mode) == 0 && write_all(fd, bytes, n) && fsync(fd) == 0;
    rota_rc rc = good ? ROTA_OK : fail(path, err);
    if (close(fd) != 0 && !rc)
        rc = fail(path, err);
    if (rc)
        drop(out);
    return rc;
}

static rota_rc stage(const char *path, const char *bytes, size_t n, struct staged *out,
                     rota_err *err) {
    struct stat status;
    *out = (struct staged){0};
    if (stat(path, &status) != 0)
        return errno == ENOENT ? stage_at(rota_strdup(path), 0600, bytes, n, out, err)
                               : fail(path, err);
    if (!S_ISREG(status.st_mode))
        return write_through(path, bytes, n, err);
    /* A link stays one: the file that it leads to is replaced. */
    char *real = realpath(path, NULL);
    if (!real)
        return fail(path, err);
    return stage_at(real, status.st_mode & 07777, bytes, n, out, err);
}

static rota_rc put_in_place(struct staged *staged, rota_err *err) {
    if (!staged->path)
        return ROTA_OK;
    if (rename(staged->temporary, staged->path) != 0) {
        rota_rc rc = fail(staged->path, err);
        drop(staged);
        return rc;
    }
    sync_folder(staged->path);
    forget(staged);
    return ROTA_OK;
}

rota_rc rota_write_file(const char *path, const char *bytes, size_t n, rota_err *err) {
    struct staged staged;
    rota_hold hold;
    rota_hold_begin(&hold);
    rota_rc rc = stage(path, bytes, n, &staged, err);
    if (!rc)
        rc = put_in_place(&staged, err);
    rota_hold_end(&hold);
    return rc;
}

/* ---- Bundles ---- */

bool rota_is_folder(const char *path) {
    struct stat status;
    size_t n = strlen(path);
    return (stat(path, &status) == 0 && S_ISDIR(status.st_mode)) || (n > 0 && path[n - 1] == '/');
}

rota_text *rota_bundle_add_file(rota_bundle *bundle, const char *folder, const char *name) {
    ROTA_GROW(bundle->files, bundle->count, bundle->capacity);
    struct rota_bundle_file *file = &bundle->files[bundle->count++];
    size_t n = strlen(folder);
    const char *slash = n && folder[n - 1] == '/' ? "" : "/";
    *file = (struct rota_bundle_file){.path = rota_strdupf("%s%s%s", folder, slash, name)};
    return &file->text;
}

rota_text *rota_bundle_add(rota_bundle *bundle, const char *folder, const char *name) {
    ROTA_CLEANUP(rota_freep) char *file = rota_strdupf("%s.csv", name);
    return rota_bundle_add_file(bundle, folder, file);
}

void rota_bundle_done(rota_bundle *bundle) {
    for (size_t i = 0; i < bundle->count; i++) {
        free(bundle->files[i].path);
        rota_text_done(&bundle->files[i].text);
    }
    free(bundle->files);
    *bundle = (rota_bundle){0};
}

/* All are written to the disk before the first one takes its place: what fails, a full disk first
 * of all, fails before. */
static rota_rc write_files(const rota_bundle *bundle, rota_err *err) {
    ROTA_CLEANUP(rota_freep)
    struct staged *staged = ROTA_NEW_ARRAY(struct staged, bundle->count);
    rota_rc rc = ROTA_OK;
    for (size_t i = 0; i < bundle->count && !rc; i++) {
        const rota_text *text = &bundle->files[i].text;
        rc = stage(bundle->files[i].path, rota_text_str(text), text->length, &staged[i], err);
    }
    for (size_t i = 0; i < bundle->count && !rc; i++)
        rc = put_in_place(&staged[i], err);
    for (size_t i = 0; i < bundle->count; i++)
        drop(&staged[i]);
    return rc;
}

rota_rc rota_bundle_write(const rota_bundle *bundle, const char *folder, rota_err *err) {
    rota_hold hold;
    rota_hold_begin(&hold);
    bool made = mkdir(folder, 0700) == 0;
    rota_rc rc = made || errno == EEXIST
                     ? write_files(bundle, err)
                     : rota_fail(err, ROTA_E_SYSTEM, "cannot make the folder '%s': %s", folder,
                                 strerror(errno));
    if (rc && made)
        rmdir(folder);
    rota_hold_end(&hold);
    return rc;
}
