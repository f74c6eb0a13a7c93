/* rota review: a child's periodic review on one page. */
#include "cli/commands.h"
#include "cli/desk.h"
#include "records/review.h"

#include <stdio.h>
#include <string.h>

/* --period FROM..TO, or --from and --to. */
static rota_rc read_period(const rota_cli *cli, rota_day *from, rota_day *to, rota_err *err) {
    const char *period = rota_options_get(&cli->options, "period");
    char first[ROTA_DATE_SIZE] = "";
    if (!period)
        return rota_cli_period(cli, from, to, err);
    size_t n = strlen(period);
    snprintf(first, sizeof first, "%.10s", period);
    if (n == 22 && strncmp(period + 10, "..", 2) == 0 && rota_day_parse(first, from) &&
        rota_day_parse(period + 12, to) && *from <= *to)
        return ROTA_OK;
    return rota_fail(err, ROTA_E_USAGE,
                     "--period: '%s' is not two days in order (for example "
                     "2026-09-01..2026-11-30)",
                     period);
}

static rota_rc review(rota_desk *desk, int child, rota_record_list *records, rota_err *err) {
    ROTA_CLEANUP(rota_duties_done) rota_duties duties = {0};
    rota_review result;
    rota_day from, to;
    rota_record_filter filter = ROTA_EVERY_RECORD;
    size_t hidden = 0;
    filter.who = desk->home->children[child].id;
    rota_rc rc = rota_desk_load(desk, &filter, records, &hidden, err);
    rota_record_list_sort(records);
    rota_review_default_period(records, desk->today, &from, &to);
    if (!rc)
        rc = read_period(desk->cli, &from, &to, err);
    if (!rc)
        rc = rota_desk_duties(desk, &duties, err);
    if (!rc)
        rc = rota_desk_log(desk, "review", filter.who, NULL, records, err);
    if (!rc)
        rc = rota_review_make(desk->home, &duties, records, child, from, to, desk->today,
                              desk->arena, &result, err);
    if (rc)
        return rc;
    result.hidden = hidden;
    if (desk->cli->json) {
        rota_cli_json(desk->cli, rota_review_json(&result));
        return ROTA_OK;
    }
    rota_page *page = rota_review_page(&result);
    rc = rota_desk_page(desk, page, err);
    rota_page_free(page);
    return rc;
}

static rota_rc run(rota_cli *cli, rota_err *err) {
    rota_desk desk = {0};
    rota_record_list records = {0};
    int child = -1;
    rota_rc rc = rota_desk_open(cli, ROTA_DESK_MAY, &desk, err);
    if (!rc)
        rc = rota_desk_child(&desk, cli->options.args[0], &child, err);
    if (!rc)
        rc = review(&desk, child, &records, err);
    rota_record_list_done(&records);
    rota_desk_close(&desk);
    return rc;
}

static const rota_option options[] = {
    ROTA_DESK_OPTIONS,
    {0, "period", "FROM..TO",
     "the days (default: those of the last progress record, else 13 weeks)"},
    {0, "from", "DATE", "first day"},
    {0, "to", "DATE", "last day"},
    {'o', "output", "FILE", "write it as a page of HTML"},
    {0, NULL, NULL, NULL},
};

const rota_verb rota_cmd_review = {
    .name = "review",
    .args = "CHILD",
    .summary = "a child's review on one page, with who was there for it",
    .details = "The five dimensions over the last three progress records side by side, what helps"
               " in the child's\nand the carers' words (of the child's only what it lets be"
               " shared), evidence, open goals, and the\ncontinuity annex from the rota as it was"
               " worked. Facts beside each other: it claims no cause.",
    .options = options,
    .min_args = 1,
    .max_args = 1,
    .run = run,
};
