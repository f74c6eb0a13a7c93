#include "core/mem.h"
#include "io/export.h"

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

static rota_rc replace(const char *path, mode_t mode, const char *bytes, size_t n, rota_err *err) {
    ROTA_CLEANUP(rota_freep) char *temporary = rota_strdupf("%s.XXXXXX", path);
    int fd = mkostemp(temporary, O_CLOEXEC);
    if (fd < 0)
        return fail(path, err);
    bool good = fchmod(fd, mode) == 0 && write_all(fd, bytes, n) && fsync(fd) == 0;
    rota_rc rc = good ? ROTA_OK : fail(path, err);
    if (close(fd) != 0 && !rc)
        rc = fail(path, err);
    if (!rc && rename(temporary, path) != 0)
        rc = fail(path, err);
    if (rc)
        unlink(temporary);
    else
        sync_folder(path);
    return rc;
}

rota_rc rota_write_file(const char *path, const char *bytes, size_t n, rota_err *err) {
    struct stat status;
    if (stat(path, &status) != 0)
        return errno == ENOENT ? replace(path, 0600, bytes, n, err) : fail(path, err);
    if (!S_ISREG(status.st_mode))
        return write_through(path, bytes, n, err);
    /* A link stays one: the file that it leads to is replaced. */
    ROTA_CLEANUP(rota_freep) char *real = realpath(path, NULL);
    if (!real)
        return fail(path, err);
    return replace(real, status.st_mode & 07777, bytes, n, err);
}
