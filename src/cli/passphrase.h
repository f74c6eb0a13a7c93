/* Passphrases: from the terminal without echo, or from a file descriptor. Never from an argument or
 * the environment, which others on the computer can read. */
#ifndef ROTA_CLI_PASSPHRASE_H
#define ROTA_CLI_PASSPHRASE_H

#include "cli/cli.h"

enum { ROTA_PASSPHRASE_SIZE = 1024 };
/** Wipe it with rota_passphrase_wipe. */
typedef struct {
    char bytes[ROTA_PASSPHRASE_SIZE];
    size_t length;
} rota_passphrase;
void rota_passphrase_wipe(rota_passphrase *passphrase);

/**
 * Read one: the next line of the descriptor of the option (`--passphrase-fd N`), else from the
 * terminal.
 * @param twice a new one: asked for a second time on the terminal, and of 8 characters at least
 */
rota_rc rota_passphrase_read(const rota_cli *cli, const char *option, const char *prompt,
                             bool twice, rota_passphrase *out, rota_err *err);

#endif
