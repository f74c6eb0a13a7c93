/* How far the planner has come, on one line of standard error that is written again and again. */
#ifndef ROTA_CLI_PROGRESS_H
#define ROTA_CLI_PROGRESS_H

#include "core/text.h"
#include "solver/solve.h"

typedef struct {
    bool line;      /**< standard error is a terminal: one line, rewritten */
    bool verbose;   /**< a line for each phase where it is no terminal */
    double written; /**< seconds of the last line */
    const char *phase;
    bool open; /**< the line stands there and must be cleared */
} rota_progress_line;

/** Make ready: no line at all when quiet, a line for each phase when verbose off a terminal. */
void rota_progress_init(rota_progress_line *line, bool quiet, bool verbose);
/** For rota_solve_settings.progress; data is the rota_progress_line. At most ten lines a second. */
void rota_progress_show(const rota_progress *progress, void *data);
/** Clear the line. */
void rota_progress_end(rota_progress_line *line);
/** The words of a line: "improving: 123.4 points, at least 120, gap 2.8 %, 3.2 s". */
void rota_progress_words(const rota_progress *progress, rota_text *out);

#endif
