#include "cli/progress.h"

#include <math.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static const double least_seconds = 0.1;

void rota_progress_init(rota_progress_line *line, bool quiet, bool verbose) {
    *line = (rota_progress_line){
        .line = !quiet && isatty(STDERR_FILENO), .verbose = verbose, .written = -1};
}

void rota_progress_words(const rota_progress *progress, rota_text *out) {
    rota_text_addf(out, "%s: ", progress->phase ? progress->phase : "planning");
    if (isfinite(progress->best))
        rota_text_addf(out, "%.1f points, ", progress->best);
    else
        rota_text_add(out, "no rota yet, ");
    if (isfinite(progress->bound))
        rota_text_addf(out, "at least %.1f, ", progress->bound);
    if (isfinite(progress->best) && isfinite(progress->bound)) {
        double gap = (progress->best - progress->bound) / fmax(1, fabs(progress->best));
        rota_text_addf(out, "gap %.2f %%, ", fmax(0, gap) * 100);
    }
    rota_text_addf(out, "%.1f s", progress->seconds);
}

void rota_progress_show(const rota_progress *progress, void *data) {
    rota_progress_line *line = data;
    bool new_phase = !line->phase || !progress->phase || strcmp(line->phase, progress->phase) != 0;
    bool due = line->written < 0 || progress->seconds - line->written >= least_seconds;
    if (line->line ? !due : !(line->verbose && new_phase))
        return;
    rota_text words = {0};
    rota_progress_words(progress, &words);
    if (line->line)
        fprintf(stderr, "\r\033[K%s", rota_text_str(&words));
    else
        fprintf(stderr, "%s\n", rota_text_str(&words));
    fflush(stderr);
    rota_text_done(&words);
    line->open = line->line;
    line->written = progress->seconds;
    line->phase = progress->phase;
}

void rota_progress_end(rota_progress_line *line) {
    if (line->open)
        fputs("\r\033[K", stderr);
    line->open = false;
}
