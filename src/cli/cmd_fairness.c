/* rota fairness: nights, weekends, sleep-ins and bank holidays over months. */
#include "cli/commands.h"
#include "cli/context.h"
#include "core/fairness.h"
#include "io/csv.h"

#include <math.h>

/* Counts for each contract hour are small numbers: people read them for a hundred hours. */
enum { HUNDRED = 100 };

static const char *title_of(int burden) {
    static const char *const titles[ROTA_NBURDENS] = {"nights", "weekends", "sleep-ins",
                                                      "bank holidays"};
    return titles[burden];
}

static bool appears(const rota_share *share) {
    return share->contract_minutes > 0 || share->duties > 0;
}

static const char *name_of(const rota_home *home, int staff) {
    return *home->staff[staff].name ? home->staff[staff].name : home->staff[staff].id;
}

/* ---- For people ---- */

static void person_row(const rota_home *home, const rota_fairness *f, int staff,
                       rota_table *table) {
    const rota_share *share = &f->shares[staff];
    char buf[ROTA_WORDS_SIZE];
    rota_table_row(table);
    rota_table_cell(table, 0, ROTA_PLAIN, name_of(home, staff));
    rota_table_cell(table, 1, ROTA_PLAIN, rota_words_number(share->contract_minutes / 60, 1, buf));
    rota_table_cellf(table, 2, ROTA_PLAIN, "%d", share->duties);
    for (int b = 0; b < ROTA_NBURDENS; b++) {
        rota_table_cellf(table, 3 + 2 * b, ROTA_PLAIN, "%d", share->count[b]);
        rota_table_cellf(table, 4 + 2 * b, ROTA_PLAIN, "%s",
                         rota_words_number(share->per_hour[b] * HUNDRED, 1, buf));
    }
}

static void add_people(const rota_home *home, const rota_fairness *f, const rota_look *look,
                       rota_text *out) {
    enum { COLUMNS = 3 + 2 * ROTA_NBURDENS };
    rota_table *table = rota_table_new(COLUMNS);
    rota_table_row(table);
    rota_table_cell(table, 0, ROTA_BOLD, "staff");
    rota_table_cell(table, 1, ROTA_BOLD, "contract hours");
    rota_table_cell(table, 2, ROTA_BOLD, "duties");
    for (int b = 0; b < ROTA_NBURDENS; b++) {
        rota_table_cell(table, 3 + 2 * b, ROTA_BOLD, title_of(b));
        rota_table_cell(table, 4 + 2 * b, ROTA_BOLD, "/100 h");
    }
    for (int i = 1; i < COLUMNS; i++)
        rota_table_align_right(table, i);
    for (int i = 0; i < home->nstaff; i++)
        if (appears(&f->shares[i]))
            person_row(home, f, i, table);
    rota_table_write(table, look, 0, out);
    rota_table_free(table);
}

static void add_spread(const rota_home *home, const rota_fairness *f, const rota_look *look,
                       rota_text *out) {
    static const char *const titles[] = {
        "for 100 contract hours", "fewest", "", "most", "", "spread", "all together"};
    enum { COLUMNS = sizeof titles / sizeof *titles };
    rota_table *table = rota_table_new(COLUMNS);
    rota_table_row(table);
    for (int i = 0; i < COLUMNS; i++)
        rota_table_cell(table, i, ROTA_BOLD, titles[i]);
    for (int b = 0; b < ROTA_NBURDENS; b++) {
        const rota_spread *s = &f->spread[b];
        const double numbers[] = {s->min, s->max, s->spread, s->mean};
        static const int columns[] = {1, 3, 5, 6};
        char buf[ROTA_WORDS_SIZE];
        rota_table_row(table);
        rota_table_cell(table, 0, ROTA_PLAIN, title_of(b));
        for (int i = 0; i < 4; i++)
            rota_table_cell(table, columns[i], ROTA_PLAIN,
                            rota_words_number(numbers[i] * HUNDRED, 1, buf));
        if (s->min_staff >= 0) {
            rota_table_cell(table, 2, ROTA_PLAIN, name_of(home, s->min_staff));
            rota_table_cell(table, 4, ROTA_PLAIN, name_of(home, s->max_staff));
        }
    }
    rota_table_write(table, look, 0, out);
    rota_table_free(table);
}

static void add_text(rota_cli *cli, const rota_choice *choice, const rota_fairness *f) {
    char period[ROTA_WORDS_SIZE];
    rota_report report = rota_choice_report(choice);
    rota_text title = {0};
    rota_text_addf(&title, "Who had how many, %s", rota_words_period(f->from, f->to, period));
    rota_look_add(&cli->look, ROTA_BOLD, rota_text_str(&title), &cli->out);
    rota_text_add(&cli->out, "\n");
    rota_text_done(&title);
    rota_view_recorded(&report, &cli->look, &cli->out);
    rota_text_add(&cli->out, "\n");
    add_people(choice->home, f, &cli->look, &cli->out);
    rota_text_add(&cli->out, "Contract hours: of the days employed, leave taken off. A weekend"
                             " counts once.\n\n");
    add_spread(choice->home, f, &cli->look, &cli->out);
    if (!choice->home->nholidays)
        rota_text_add(&cli->out, "No bank holidays are known: see 'holidays' in rota.ini.\n");
}

/* ---- For programs ---- */

static rota_json *person_object(const rota_home *home, const rota_fairness *f, int staff) {
    const rota_share *share = &f->shares[staff];
    rota_json *object = rota_json_object(), *per_hour = rota_json_object();
    rota_json_set_text(object, "staff", home->staff[staff].id);
    rota_json_set_number(object, "contract_hours", share->contract_minutes / 60);
    rota_json_set_int(object, "duties", share->duties);
    rota_json_set_int(object, "working_minutes", share->working_minutes);
    for (int b = 0; b < ROTA_NBURDENS; b++) {
        const char *name = rota_burden_name((enum rota_burden)b);
        rota_json_set_int(object, name, share->count[b]);
        rota_json_set_number(per_hour, name, share->per_hour[b]);
    }
    rota_json_set(object, "per_contract_hour", per_hour);
    return object;
}

static rota_json *spread_object(const rota_home *home, const rota_spread *s) {
    rota_json *object = rota_json_object();
    rota_json_set_int(object, "people", s->people);
    rota_json_set_number(object, "min", s->min);
    rota_json_set_text(object, "min_staff", s->min_staff < 0 ? NULL : home->staff[s->min_staff].id);
    rota_json_set_number(object, "max", s->max);
    rota_json_set_text(object, "max_staff", s->max_staff < 0 ? NULL : home->staff[s->max_staff].id);
    rota_json_set_number(object, "spread", s->spread);
    rota_json_set_number(object, "mean", s->mean);
    return object;
}

static void add_json(rota_cli *cli, const rota_choice *choice, const rota_fairness *f) {
    rota_report report = rota_choice_report(choice);
    const rota_home *home = choice->home;
    char buf[ROTA_DATE_SIZE];
    rota_json *json = rota_json_object(), *people = rota_json_array(), *all = rota_json_object();
    rota_json_set_text(json, "from", rota_day_format(f->from, buf));
    rota_json_set_text(json, "to", rota_day_format(f->to, buf));
    for (int i = 0; i < home->nstaff; i++)
        if (appears(&f->shares[i]))
            rota_json_append(people, person_object(home, f, i));
    rota_json_set(json, "people", people);
    for (int b = 0; b < ROTA_NBURDENS; b++)
        rota_json_set(all, rota_burden_name((enum rota_burden)b),
                      spread_object(home, &f->spread[b]));
    rota_json_set(json, "spread", all);
    rota_json_set(json, "recorded_days", rota_json_recorded(&report));
    rota_cli_json(cli, json);
}

static void add_number(rota_text *out, double value, int decimals) {
    char buf[ROTA_WORDS_SIZE];
    rota_csv_add_field(out, false, isfinite(value) ? rota_words_number(value, decimals, buf) : "");
}

static void add_csv(rota_cli *cli, const rota_choice *choice, const rota_fairness *f) {
    enum { PER_HOUR_DECIMALS = 6 };
    rota_text *out = &cli->out;
    rota_text_add(out, "staff,name,contract_hours,duties");
    for (int b = 0; b < ROTA_NBURDENS; b++) {
        const char *name = rota_burden_name((enum rota_burden)b);
        rota_text_addf(out, ",%s,%s_per_contract_hour", name, name);
    }
    rota_csv_end_row(out);
    for (int i = 0; i < choice->home->nstaff; i++) {
        const rota_share *share = &f->shares[i];
        if (!appears(share))
            continue;
        rota_csv_add_field(out, true, choice->home->staff[i].id);
        rota_csv_add_field(out, false, choice->home->staff[i].name);
        add_number(out, share->contract_minutes / 60, 2);
        add_number(out, share->duties, 0);
        for (int b = 0; b < ROTA_NBURDENS; b++) {
            add_number(out, share->count[b], 0);
            add_number(out, share->per_hour[b], PER_HOUR_DECIMALS);
        }
        rota_csv_end_row(out);
    }
}

/* ---- The command ---- */

static rota_rc run(rota_cli *cli, rota_err *err) {
    rota_choice choice = {0};
    rota_rc rc = ROTA_OK;
    if (cli->json && rota_options_has(&cli->options, "csv"))
        rc = rota_fail(err, ROTA_E_USAGE, "--json and --csv are two forms; choose one");
    if (!rc)
        rc = rota_cli_open(cli, err);
    if (!rc)
        rc = rota_cli_choose_history(cli, &choice, err);
    if (rc)
        return rc;
    rota_fairness f;
    rota_fairness_count(choice.home, &choice.duties, choice.from, choice.to, &f);
    if (cli->json)
        add_json(cli, &choice, &f);
    else if (rota_options_has(&cli->options, "csv"))
        add_csv(cli, &choice, &f);
    else
        add_text(cli, &choice, &f);
    rota_fairness_done(&f);
    rota_choice_done(&choice);
    return ROTA_OK;
}

static const rota_option options[] = {
    {0, "from", "DATE", "first day (default: fairness_weeks before the last day that is known)"},
    {0, "to", "DATE", "last day (default: the last day that is known)"},
    {0, "csv", NULL, "a CSV table: a row for each person"},
    {0, NULL, NULL, NULL},
};

const rota_verb rota_cmd_fairness = {
    .name = "fairness",
    .args = "",
    .summary = "counts nights, weekends, sleep-ins and bank holidays of each person over months",
    .details = "From what was worked where that is recorded, else from the rota of record. Counts"
               " are compared for\neach contract hour: of the days on which somebody was employed,"
               " leave taken off. The planner\nshares out nights, weekends and bank holidays by"
               " the same counts.",
    .options = options,
    .run = run,
};
