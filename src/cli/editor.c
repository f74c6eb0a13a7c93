#include "cli/record_parts.h"

#include "core/mem.h"
#include "io/csv.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static rota_rc write_all(int fd, const char *bytes, size_t n, rota_err *err) {
    while (n) {
        ssize_t done = write(fd, bytes, n);
        if (done < 0 && errno != EINTR)
            return rota_fail(err, ROTA_E_SYSTEM, "cannot write the form: %s", strerror(errno));
        bytes += done > 0 ? done : 0;
        n -= done > 0 ? (size_t)done : 0;
    }
    return ROTA_OK;
}

/* The words of $VISUAL or $EDITOR may hold options, so a shell takes them apart. */
static rota_rc run_editor(const char *path, rota_err *err) {
    pid_t child = fork();
    if (child < 0)
        return rota_fail(err, ROTA_E_SYSTEM, "cannot start the editor: %s", strerror(errno));
    if (child == 0) {
        execl("/bin/sh", "sh", "-c", "exec ${VISUAL:-${EDITOR:-vi}} \"$1\"", "sh", path,
              (char *)NULL);
        _exit(127);
    }
    int status;
    while (waitpid(child, &status, 0) < 0)
        if (errno != EINTR)
            return rota_fail(err, ROTA_E_SYSTEM, "lost the editor: %s", strerror(errno));
    if (!WIFEXITED(status) || WEXITSTATUS(status) != 0)
        return rota_fail(err, ROTA_E_SYSTEM,
                         "the editor ended with an error; nothing was changed (which one: $VISUAL "
                         "or $EDITOR)");
    return ROTA_OK;
}

/* What stood in it is not left on the disk under another name. */
static void remove_form(const char *path) {
    int fd = open(path, O_WRONLY | O_CLOEXEC | O_NOFOLLOW);
    struct stat status;
    static const char zeros[4096];
    if (fd >= 0 && fstat(fd, &status) == 0)
        for (off_t at = 0; at < status.st_size; at += (off_t)sizeof zeros)
            if (write(fd, zeros, sizeof zeros) < 0)
                break;
    if (fd >= 0) {
        fsync(fd);
        close(fd);
    }
    unlink(path);
}

rota_rc rota_editor_run(const char *dir, rota_text *text, rota_err *err) {
    const char *runtime = getenv("XDG_RUNTIME_DIR");
    if (runtime && *runtime && access(runtime, W_OK | X_OK) == 0)
        dir = runtime;
    ROTA_CLEANUP(rota_freep) char *path = rota_strdupf("%s/.record-XXXXXX.txt", dir);
    int fd = mkostemps(path, 4, O_CLOEXEC); /* mode 0600 */
    if (fd < 0)
        return rota_fail(err, ROTA_E_SYSTEM, "cannot make a file for the editor in '%s': %s", dir,
                         strerror(errno));
    rota_rc rc = write_all(fd, rota_text_str(text), text->length, err);
    close(fd);
    if (!rc)
        rc = run_editor(path, err);
    rota_text changed = {0};
    if (!rc)
        rc = rota_csv_slurp(path, &changed, err);
    if (rc == ROTA_E_INPUT)
        rota_fail(err, rc, "the editor left no form; nothing was changed");
    remove_form(path);
    if (rc) {
        rota_text_done(&changed);
        return rc;
    }
    rota_text_done(text);
    *text = changed;
    return ROTA_OK;
}
