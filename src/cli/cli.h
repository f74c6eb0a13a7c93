/* The command line: what every command gets, and the table row of each. */
#ifndef ROTA_CLI_CLI_H
#define ROTA_CLI_CLI_H

#include "cli/options.h"
#include "io/folder.h"
#include "io/table.h"

typedef struct rota_verb rota_verb;

/** One run of the program. */
typedef struct {
    rota_text out;   /**< what standard output will say, written whole at the end */
    rota_text after; /**< notes that follow it on standard error */
    rota_look look;
    bool json, quiet;
    const char *home_dir; /**< --home, or NULL */
    const rota_verb *verb;
    rota_options options; /**< of the program and of the command; args: the command's own */
    rota_faults *faults;  /**< of the user's data; printed when the command fails */
    rota_folder *folder;  /**< NULL until rota_cli_open */
} rota_cli;

/** A command: everything that help, usage errors and dispatch need. */
struct rota_verb {
    const char *name, *args; /**< "import", "FILE..." */
    const char *summary;     /**< one line for the list of commands */
    const char *details;     /**< paragraphs for its own help */
    const rota_option *options;
    /** NULL, or more options that follow from a table of their own (not in the list of the help).
     */
    const rota_option *(*more_options)(void);
    int min_args, max_args; /**< max -1 = any number */
    /** Do it. ROTA_BAD_NEWS: done, and the answer is bad news. */
    rota_rc (*run)(rota_cli *cli, rota_err *err);
    /** NULL, or adds to the help what is only known when it runs. */
    void (*more)(rota_text *out);
};

/** All commands in the order of the help. */
const rota_verb *const *rota_verbs(size_t *count);
/** The command of a name; ROTA_E_USAGE names the near miss. */
rota_rc rota_verb_get(const char *name, const rota_verb **out, rota_err *err);
/** Options that every command takes. */
extern const rota_option rota_global_options[];

/** The whole program: returns the exit status. Writes standard output and standard error. */
int rota_cli_main(int argc, char **argv);

/** Add help of the program (verb NULL) or of a command. */
void rota_help_add(const rota_verb *verb, const rota_look *look, rota_text *out);
/** "usage: rota plan [options]" */
void rota_help_add_usage(const rota_verb *verb, rota_text *out);

/** A line on standard error, unless --quiet. */
__attribute__((format(printf, 2, 3))) void rota_cli_note(const rota_cli *cli, const char *fmt, ...);
/** The same after the answer, when there is one: what was kept, what to do next. */
__attribute__((format(printf, 2, 3))) void rota_cli_note_after(rota_cli *cli, const char *fmt, ...);
/** Print the faults on standard error and empty the list. */
void rota_cli_print_faults(rota_cli *cli);

#endif
