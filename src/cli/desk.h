/* The desk at which a command works with records: the home, its file of records (unlocked), who
 * reads, and the log. */
#ifndef ROTA_CLI_DESK_H
#define ROTA_CLI_DESK_H

#include "cli/context.h"
#include "cli/passphrase.h"
#include "io/page.h"
#include "records/reader.h"

typedef struct {
    rota_cli *cli;
    rota_home *home;   /**< owned */
    rota_store *store; /**< owned; NULL: the home has no records yet */
    rota_arena *arena; /**< owned: records that were read */
    rota_reader reader;
    rota_day today;
    rota_minute now; /**< on the day of ROTA_TODAY the time of ROTA_NOW, or its last minute */
} rota_desk;

enum rota_desk_need {
    ROTA_DESK_MAY,   /**< without records there is still something to say */
    ROTA_DESK_READS, /**< there must be a file of records */
    ROTA_DESK_WRITES /**< it is made where it is not there yet */
};

/** Open the home and its records by the options of the command: `as`, `passphrase-fd`. */
rota_rc rota_desk_open(rota_cli *cli, enum rota_desk_need need, rota_desk *out, rota_err *err);
void rota_desk_close(rota_desk *desk); /**< accepts one that was never opened */
/** Read records, and take away what the reader may not see; *hidden (may be NULL) counts that. */
rota_rc rota_desk_load(rota_desk *desk, const rota_record_filter *filter, rota_record_list *out,
                       size_t *hidden, rota_err *err);
/** One record, which the reader may see. */
rota_rc rota_desk_get(rota_desk *desk, const char *id, rota_record **out, rota_err *err);
/** Note in the log that they were read, before anybody sees them. */
rota_rc rota_desk_log(rota_desk *desk, const char *action, const char *who, const char *detail,
                      const rota_record_list *records, rota_err *err);
/** The rota as it was worked: where nothing was recorded, the rota of record. */
rota_rc rota_desk_duties(const rota_desk *desk, rota_duties *out, rota_err *err);
/** A child of the command line; ROTA_E_USAGE with the near miss. */
rota_rc rota_desk_child(const rota_desk *desk, const char *id, int *out, rota_err *err);
/** Write a page to standard output, or as HTML to the file of -o. */
rota_rc rota_desk_page(rota_desk *desk, const rota_page *page, rota_err *err);

/** "rota record" names these among its options, and so do the other commands that read records. */
#define ROTA_DESK_OPTIONS                                                                          \
    {0, "as", "STAFF", "who reads or writes (an id, or manager; default: $ROTA_STAFF)"}, {         \
        0, "passphrase-fd", "N", "read the passphrase of the records from file descriptor N"       \
    }

#endif
