/* The parts of `rota record`: what its files share. */
#ifndef ROTA_CLI_RECORD_PARTS_H
#define ROTA_CLI_RECORD_PARTS_H

#include "cli/desk.h"
#include "records/records.h"

/** One of `rota record NAME ...`. */
typedef struct {
    const char *name, *args, *summary;
    int min_args, max_args; /**< after the name; -1 = any number */
    rota_rc (*run)(rota_cli *cli, rota_err *err);
} rota_record_verb;

/** The so-manieth argument after the name of the part, NULL: none. */
const char *rota_record_arg(const rota_cli *cli, size_t i);
/** The type of a word; ROTA_E_USAGE names the near miss. */
rota_rc rota_record_type_of(const char *word, const rota_record_type **out, rota_err *err);

/* record_write.c */
rota_rc rota_record_add(rota_cli *cli, rota_err *err);
rota_rc rota_record_edit(rota_cli *cli, rota_err *err);
rota_rc rota_record_amend(rota_cli *cli, rota_err *err);
rota_rc rota_record_finalise(rota_cli *cli, rota_err *err);
rota_rc rota_record_drop(rota_cli *cli, rota_err *err);
/* record_read.c */
rota_rc rota_record_list_run(rota_cli *cli, rota_err *err);
rota_rc rota_record_show(rota_cli *cli, rota_err *err);
rota_rc rota_record_search(rota_cli *cli, rota_err *err);
rota_rc rota_record_log(rota_cli *cli, rota_err *err);
rota_rc rota_record_fields(rota_cli *cli, rota_err *err);
/* record_files.c */
rota_rc rota_record_import(rota_cli *cli, rota_err *err);
rota_rc rota_record_export(rota_cli *cli, rota_err *err);
/* record_lock.c */
rota_rc rota_record_encrypt(rota_cli *cli, rota_err *err);
rota_rc rota_record_decrypt(rota_cli *cli, rota_err *err);
rota_rc rota_record_passphrase(rota_cli *cli, rota_err *err);
rota_rc rota_record_backup(rota_cli *cli, rota_err *err);
/* record_due.c */
rota_rc rota_record_due(rota_cli *cli, rota_err *err);

/* record_fields.c */
/** An option for each field of each type ("--situation TEXT"). */
const rota_option *rota_record_field_options(void);
/** Is the option one of these? Others have the same names in no case. */
bool rota_record_option_is_field(const rota_option *option);
/** Was a field given on the command line? */
bool rota_record_fields_given(const rota_cli *cli);
/** Take over the fields of the command line, in their order: `--dimension X` begins a row. Wrong
 *  values are added to the faults. */
void rota_record_fields_take(const rota_cli *cli, const rota_home *home, rota_arena *arena,
                             rota_record *record);

/* record_ask.c */
/** Does somebody sit at a terminal who can be asked? */
bool rota_record_can_ask(void);
/** Ask for who writes and of whom, before the rest can be guessed. */
rota_rc rota_record_ask_first(rota_desk *desk, rota_record *record, rota_err *err);
/** Ask for each field that is empty, in the order of the table. */
rota_rc rota_record_ask_rest(rota_desk *desk, rota_record *record, rota_err *err);
/** A question to which y or n is the answer; `yes` is what Enter means. The end of the input is a
 *  no; *ended (may be NULL) says that it was that. */
bool rota_record_ask_yes(const char *question, bool yes, bool *ended);

/* record_keep.c */
/** Check the record, give a new one its id, write it and say so. */
rota_rc rota_record_keep(rota_desk *desk, rota_record *record, rota_err *err);
/** What is known before the questions: is any of it against the rules, so that not even a draft of
 *  it could be kept? */
rota_rc rota_record_check_start(rota_desk *desk, const rota_record *record, rota_err *err);
/** Keep what was begun as a draft, without what is wrong in it. The faults of the command line stay
 *  as they are. */
bool rota_record_keep_draft(rota_desk *desk, rota_record *record);
/** Does it say anything but days and who was there? */
bool rota_record_says_something(const rota_record *record);

/* editor.c */
/** Let the user's editor change a text. The file for it lies in $XDG_RUNTIME_DIR (in memory), or
 * else in `dir`, for its owner alone, and is overwritten and removed afterwards. */
rota_rc rota_editor_run(const char *dir, rota_text *text, rota_err *err);

#endif
