/* Runs a command and says what it took.
 *
 *     measure FILE LIMIT COMMAND [WORDS]...
 *
 * Writes `seconds N user N memory N status N` into FILE: wall and user seconds, the peak memory of
 * the largest of its processes in KiB, the exit status (128 + signal when one ended it). A command
 * that still runs after LIMIT seconds is ended with its children. Status: that of the command; 127:
 * it could not be started; 2: wrong usage. (GNU time does the same but is missing on many
 * machines.) */
#include "core/text.h"
#include "solver/price.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

static volatile sig_atomic_t child;

/* The limit has struck, or the user has: end the command's whole group. */
static void end_child(int signal_number) {
    (void)signal_number;
    if (child > 0)
        kill(-(pid_t)child, SIGKILL);
}

static void start(char **command) {
    setpgid(0, 0);
    execvp(command[0], command);
    fprintf(stderr, "measure: cannot run '%s': %s\n", command[0], strerror(errno));
    _exit(127);
}

static int wait_for(pid_t pid, struct rusage *usage) {
    int status;
    while (wait4(pid, &status, 0, usage) < 0)
        if (errno != EINTR)
            return 127;
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

int main(int argc, char **argv) {
    double limit;
    if (argc < 4 || !rota_parse_number(argv[2], 1, 1e7, &limit)) {
        fprintf(stderr, "usage: measure FILE LIMIT COMMAND [WORDS]...\n");
        return 2;
    }
    double begin = rota_clock_seconds();
    pid_t pid = fork();
    if (pid == 0)
        start(argv + 3);
    if (pid < 0) {
        fprintf(stderr, "measure: cannot start a process: %s\n", strerror(errno));
        return 127;
    }
    child = (sig_atomic_t)pid;
    setpgid(pid, pid); /* here, too: whoever comes first */
    const int signals[] = {SIGALRM, SIGINT, SIGTERM};
    for (size_t i = 0; i < sizeof signals / sizeof *signals; i++)
        signal(signals[i], end_child);
    alarm((unsigned)limit);
    struct rusage usage = {0};
    int status = wait_for(pid, &usage);
    FILE *f = fopen(argv[1], "w");
    if (!f ||
        fprintf(f, "seconds %.3f user %.3f memory %ld status %d\n", rota_clock_seconds() - begin,
                (double)usage.ru_utime.tv_sec + (double)usage.ru_utime.tv_usec * 1e-6,
                usage.ru_maxrss, status) < 0 ||
        fclose(f) != 0) {
        fprintf(stderr, "measure: cannot write '%s': %s\n", argv[1], strerror(errno));
        return 127;
    }
    return status;
}
