#include "cli/cli.h"

int main(int argc, char **argv) {
    return rota_cli_main(argc, argv);
}
