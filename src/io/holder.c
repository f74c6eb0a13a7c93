#include "io/holder.h"

#include "core/text.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>

void rota_holder__write(const char *path, const char *who) {
    char note[ROTA_HOLDER_SIZE];
    int n = snprintf(note, sizeof note, "%ld %s", (long)getpid(), who);
    size_t length = n < (int)sizeof note ? (size_t)n : sizeof note - 1;
    int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (fd < 0)
        return;
    bool whole = write(fd, note, length) == (ssize_t)length;
    close(fd);
    if (!whole)
        unlink(path);
}

void rota_holder__remove(const char *path) {
    unlink(path);
}

bool rota_holder__read(const char *path, char *buf) {
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
    if (fd < 0)
        return false;
    char note[ROTA_HOLDER_SIZE];
    ssize_t n = read(fd, note, sizeof note - 1);
    close(fd);
    if (n <= 0)
        return false;
    note[n] = '\0';
    char *space = strchr(note, ' ');
    long pid;
    if (!space)
        return false;
    *space = '\0';
    if (!rota_parse_int(note, 1, INT_MAX, &pid))
        return false;
    if (kill((pid_t)pid, 0) != 0 && errno == ESRCH)
        return false;
    snprintf(buf, ROTA_HOLDER_SIZE, "process %ld (%.*s)", pid, ROTA_HOLDER_SIZE - 32, space + 1);
    return true;
}
