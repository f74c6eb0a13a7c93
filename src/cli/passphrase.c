#include "cli/passphrase.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

enum { LEAST = 8 };

void rota_passphrase_wipe(rota_passphrase *passphrase) {
    explicit_bzero(passphrase, sizeof *passphrase);
}

/* A line, byte by byte: what stands after it is the next reader's. */
static rota_rc read_line(int fd, rota_passphrase *out, rota_err *err) {
    out->length = 0;
    for (;;) {
        char c;
        ssize_t n = read(fd, &c, 1);
        if (n < 0 && errno == EINTR)
            return rota_fail(err, ROTA_E_INTERRUPTED, "interrupted; nothing was changed");
        if (n < 0)
            return rota_fail(err, ROTA_E_SYSTEM, "cannot read the passphrase: %s", strerror(errno));
        if (n == 0 || c == '\n')
            return ROTA_OK;
        if (out->length + 1 >= sizeof out->bytes)
            return rota_fail(err, ROTA_E_USAGE, "the passphrase is too long: at most %d bytes",
                             ROTA_PASSPHRASE_SIZE - 1);
        out->bytes[out->length++] = c;
    }
}

static void on_signal(int number) {
    (void)number; /* it only has to end the reading */
}

static void say(int fd, const char *s) {
    if (write(fd, s, strlen(s)) < 0)
        return; /* a terminal that is gone cannot be told so */
}

/* Without echo, which comes back whatever happens in between. */
static rota_rc ask(int tty, const char *prompt, rota_passphrase *out, rota_err *err) {
    struct termios before, silent;
    if (tcgetattr(tty, &before) != 0)
        return rota_fail(err, ROTA_E_SYSTEM, "the terminal cannot hide what is typed: %s",
                         strerror(errno));
    struct sigaction action = {.sa_handler = on_signal}, old_int, old_term;
    sigemptyset(&action.sa_mask);
    sigaction(SIGINT, &action, &old_int);
    sigaction(SIGTERM, &action, &old_term);
    silent = before;
    silent.c_lflag &= (tcflag_t) ~(tcflag_t)ECHO;
    tcsetattr(tty, TCSAFLUSH, &silent);
    say(tty, prompt);
    rota_rc rc = read_line(tty, out, err);
    tcsetattr(tty, TCSAFLUSH, &before);
    say(tty, "\n");
    sigaction(SIGINT, &old_int, NULL);
    sigaction(SIGTERM, &old_term, NULL);
    return rc;
}

static rota_rc ask_terminal(const char *option, const char *prompt, bool twice,
                            rota_passphrase *out, rota_err *err) {
    int tty = open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY);
    if (tty < 0)
        return rota_fail(err, ROTA_E_USAGE,
                         "a passphrase is needed: run this on a terminal, or give it with "
                         "--%s N (a file descriptor)",
                         option);
    rota_rc rc = ask(tty, prompt, out, err);
    rota_passphrase again = {0};
    if (!rc && twice)
        rc = ask(tty, "The same again: ", &again, err);
    if (!rc && twice &&
        (again.length != out->length || memcmp(again.bytes, out->bytes, out->length) != 0))
        rc = rota_fail(err, ROTA_E_USAGE, "the two are not the same; nothing was changed");
    rota_passphrase_wipe(&again);
    close(tty);
    return rc;
}

rota_rc rota_passphrase_read(const rota_cli *cli, const char *option, const char *prompt,
                             bool twice, rota_passphrase *out, rota_err *err) {
    int fd = -1;
    rota_rc rc = rota_options_int(&cli->options, option, 0, INT_MAX, &fd, err);
    if (!rc)
        rc = fd >= 0 ? read_line(fd, out, err) : ask_terminal(option, prompt, twice, out, err);
    if (!rc && out->length == 0)
        rc = rota_fail(err, ROTA_E_USAGE, "the passphrase is empty");
    if (!rc && twice && out->length < LEAST)
        rc = rota_fail(err, ROTA_E_USAGE,
                       "that passphrase is too short: at least %d characters; several words are "
                       "good",
                       LEAST);
    if (rc)
        rota_passphrase_wipe(out);
    return rc;
}
