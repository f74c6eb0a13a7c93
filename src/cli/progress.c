#include "cli/progress.h"

#include <math.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static const double least_seconds = 0.1;

void rota_progress_init(rota_progress_line *line, bool quiet, bool verbose) {
    *line = (rota_progress_line){
        .line = !quiet && !verbose && isatty(STDERR_FILENO), .verbose = verbose, .written = -1};
}

static double gap_of(const rota_progress *progress) {
    double gap = (progress->best - progress->bound) / fmax(1, fabs(progress->best));
    return fmax(0, gap) * 100;
}

void rota_progress_words(const rota_progress *progress, rota_text *out) {
    rota_text_addf(out, "%s: ", progress->phase ? progress->phase : "planning");
    if (isfinite(progress->best))
        rota_text_addf(out, "%.1f points, ", progress->best);
    else
        rota_text_add(out, "no rota yet, ");
    if (isfinite(progress->bound))
        rota_text_addf(out, "at least %.1f, ", progress->bound);
    if (isfinite(progress->best) && isfinite(progress->bound))
        rota_text_addf(out, "gap %.2f %%, ", gap_of(progress));
    rota_text_addf(out, "%.1f s", progress->seconds);
}

void rota_progress_heading(rota_text *out) {
    rota_text_addf(out, "%8s  %-16s %12s %12s %8s %9s %8s %7s", "seconds", "phase", "best", "bound",
                   "gap %", "LP iter", "lines", "nodes");
}

static void add_points(double points, rota_text *out) {
    if (isfinite(points))
        rota_text_addf(out, " %12.2f", points);
    else
        rota_text_addf(out, " %12s", "-");
}

void rota_progress_row(const rota_progress *progress, rota_text *out) {
    rota_text_addf(out, "%8.2f  %-16s", progress->seconds, progress->phase);
    add_points(progress->best, out);
    add_points(progress->bound, out);
    if (isfinite(progress->best) && isfinite(progress->bound))
        rota_text_addf(out, " %8.3f", gap_of(progress));
    else
        rota_text_addf(out, " %8s", "-");
    rota_text_addf(out, " %9ld %8ld %7ld", progress->iterations, progress->columns,
                   progress->nodes);
}

static void show_news(rota_progress_line *line, const rota_progress *progress) {
    if (!rota_trace_is_news(&line->last, progress))
        return;
    rota_text words = {0};
    if (!line->last.phase) {
        rota_progress_heading(&words);
        rota_text_add(&words, "\n");
    }
    rota_progress_row(progress, &words);
    fprintf(stderr, "%s\n", rota_text_str(&words));
    fflush(stderr);
    rota_text_done(&words);
    line->last = *progress;
}

void rota_progress_show(const rota_progress *progress, void *data) {
    rota_progress_line *line = data;
    if (line->verbose)
        show_news(line, progress);
    bool due = line->written < 0 || progress->seconds - line->written >= least_seconds;
    if (!line->line || !due)
        return;
    rota_text words = {0};
    rota_progress_words(progress, &words);
    fprintf(stderr, "\r\033[K%s", rota_text_str(&words));
    fflush(stderr);
    rota_text_done(&words);
    line->open = true;
    line->written = progress->seconds;
}

void rota_progress_end(rota_progress_line *line) {
    if (line->open)
        fputs("\r\033[K", stderr);
    line->open = false;
}
