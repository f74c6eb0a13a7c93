/* How far the planner has come, on standard error: one line that is written again and again, or
 * with --verbose a line for everything that is news. */
#ifndef ROTA_CLI_PROGRESS_H
#define ROTA_CLI_PROGRESS_H

#include "core/text.h"
#include "plan/plan.h"

typedef struct {
    bool line;      /**< standard error is a terminal: one line, rewritten */
    bool verbose;   /**< a trace instead */
    double written; /**< seconds of the last line */
    rota_progress last;
    bool open; /**< the line stands there and must be cleared */
} rota_progress_line;

/** Make ready: a trace when verbose, else one line on a terminal, and none at all when quiet. */
void rota_progress_init(rota_progress_line *line, bool quiet, bool verbose);
/** For rota_solve_settings.progress; data is the rota_progress_line. The one line is rewritten at
 *  most ten times a second. */
void rota_progress_show(const rota_progress *progress, void *data);
/** Clear the line. */
void rota_progress_end(rota_progress_line *line);
/** The words of the one line: "dive: 123.4 points, at least 120, gap 2.8 %, 3.2 s". */
void rota_progress_words(const rota_progress *progress, rota_text *out);
/** The heading of the trace, and a row of it. */
void rota_progress_heading(rota_text *out);
void rota_progress_row(const rota_progress *progress, rota_text *out);

#endif
