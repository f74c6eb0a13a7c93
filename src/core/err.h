/* Errors: a code says whether a call worked, a caller-owned object says what went wrong and where.
 *
 * What a search learned (optimal, stopped, short of people) is never an error: it is part of the
 * result. Library code fills in a rota_err and returns; only src/cli prints. */
#ifndef ROTA_CORE_ERR_H
#define ROTA_CORE_ERR_H

#include <stdarg.h>
#include <stddef.h>

/** Return codes with the exit status of the process they lead to, in one list. */
#define ROTA_RC_LIST(X)                                                                            \
    X(OK, 0, "done and fine")                                                                      \
    X(BAD_NEWS, 1, "done, and the answer is bad news (a breach, a shift below its minimum)")       \
    X(E_USAGE, 2, "the command line is wrong")                                                     \
    X(E_INPUT, 3, "the input data is wrong")                                                       \
    X(E_SYSTEM, 4, "the system failed (disk, database, memory)")                                   \
    X(E_INTERRUPTED, 130, "interrupted; the best rota found so far is kept")

typedef enum {
#define ROTA_RC_ENUM(name, exit_code, text) ROTA_##name,
    ROTA_RC_LIST(ROTA_RC_ENUM)
#undef ROTA_RC_ENUM
} rota_rc;

/** Exit status of the process for a return code. */
int rota_rc_exit(rota_rc rc);
/** The sentence that the manual gives for a return code. */
const char *rota_rc_text(rota_rc rc);

enum { ROTA_ERR_MESSAGE = 1024, ROTA_ERR_FILE = 256 };

/** What went wrong. Fixed size, so that running out of memory can be said too. */
typedef struct {
    rota_rc rc;
    char file[ROTA_ERR_FILE]; /**< the user's file, or "" */
    int line;                 /**< 1-based line in it, 0 when not known */
    char column[64];          /**< name of the column or key, or "" */
    char message[ROTA_ERR_MESSAGE];
} rota_err;

/** Store a message and return rc. err may be NULL. */
__attribute__((format(printf, 3, 4))) rota_rc rota_fail(rota_err *err, rota_rc rc, const char *fmt,
                                                        ...);
/** The same with the place in the user's data. line 0 and column NULL mean "not known". */
__attribute__((format(printf, 6, 7))) rota_rc rota_fail_at(rota_err *err, rota_rc rc,
                                                           const char *file, int line,
                                                           const char *column, const char *fmt,
                                                           ...);
/** Write "file:line: column: message" (the parts that are known) into buf; returns buf. */
const char *rota_err_format(const rota_err *err, char *buf, size_t size);

/** All the faults of some input. The first ROTA_FAULTS_KEPT are kept, the others counted. */
enum { ROTA_FAULTS_KEPT = 50 };
typedef struct {
    size_t count; /**< all of them */
    rota_err kept[ROTA_FAULTS_KEPT];
} rota_faults;

/** A list on the heap (it is large); free with rota_faults_free, which accepts NULL. */
rota_faults *rota_faults_new(void);
void rota_faults_free(rota_faults *faults);
/** Add a fault (code ROTA_E_INPUT) at a place of the user's data. */
__attribute__((format(printf, 5, 6))) void rota_faults_add(rota_faults *faults, const char *file,
                                                           int line, const char *column,
                                                           const char *fmt, ...);
/** Add what an rota_err says. */
void rota_faults_add_err(rota_faults *faults, const rota_err *err);

#endif
