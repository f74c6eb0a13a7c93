#include "cli/show_published.h"

#include "core/mem.h"
#include "io/compare.h"
#include "io/publications.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_PUBLICATIONS = 1000000 };

static rota_rc read_number(const char *option, const char *text, int *out, rota_err *err) {
    long number;
    if (!rota_parse_int(text, 1, MOST_PUBLICATIONS, &number))
        return rota_fail(err, ROTA_E_USAGE,
                         "--%s: '%s' is not the number of a publication ('rota show --published' "
                         "lists them)",
                         option, text);
    *out = (int)number;
    return ROTA_OK;
}

/* ---- The list ---- */

static void publication_words(const rota_publication *p, rota_text *out) {
    if (strcmp(p->how, "publish") == 0)
        rota_text_addf(out, "plan '%s'", p->plan);
    else
        rota_text_add(out, strcmp(p->how, "import") == 0 ? "an import into the rota of record"
                                                         : "there before publications were kept");
}

static rota_json *publication_object(const rota_publication *p) {
    char buf[ROTA_DATE_SIZE];
    rota_json *object = rota_json_object();
    rota_json_set_int(object, "publication", p->number);
    rota_json_set_text(object, "at", p->at);
    rota_json_set_text(object, "how", p->how);
    rota_json_set_text(object, "plan", *p->plan ? p->plan : NULL);
    rota_json_set_text(object, "from", rota_day_format(p->from, buf));
    rota_json_set_text(object, "to", rota_day_format(p->to, buf));
    rota_json_set_int(object, "duties", p->duties);
    return object;
}

static void add_list(const rota_publication *all, size_t n, const rota_look *look, rota_text *out) {
    static const char *const titles[] = {"no", "when", "days", "duties", "by"};
    enum { COLUMNS = sizeof titles / sizeof *titles };
    rota_table *table = rota_table_new(COLUMNS);
    rota_table_row(table);
    for (int i = 0; i < COLUMNS; i++)
        rota_table_cell(table, i, ROTA_BOLD, titles[i]);
    rota_table_align_right(table, 0);
    rota_table_align_right(table, 3);
    for (size_t i = 0; i < n; i++) {
        char period[ROTA_WORDS_SIZE];
        rota_text words = {0};
        publication_words(&all[i], &words);
        rota_table_row(table);
        rota_table_cellf(table, 0, ROTA_PLAIN, "%d", all[i].number);
        rota_table_cellf(table, 1, ROTA_PLAIN, "%.10s %.5s", all[i].at, all[i].at + 11);
        rota_table_cell(table, 2, ROTA_PLAIN, rota_words_period(all[i].from, all[i].to, period));
        rota_table_cellf(table, 3, ROTA_PLAIN, "%d", all[i].duties);
        rota_table_cell(table, 4, ROTA_PLAIN, rota_text_str(&words));
        rota_text_done(&words);
    }
    rota_table_write(table, look, 0, out);
    rota_table_free(table);
}

rota_rc rota_cli_show_publications(rota_cli *cli, rota_err *err) {
    rota_publication *all = NULL;
    size_t n = 0;
    rota_rc rc = rota_publication_list(cli->folder, &all, &n, err);
    if (rc)
        return rc;
    if (cli->json) {
        rota_json *json = rota_json_object(), *array = rota_json_array();
        for (size_t i = 0; i < n; i++)
            rota_json_append(array, publication_object(&all[i]));
        rota_json_set(json, "publications", array);
        rota_cli_json(cli, json);
    } else if (n)
        add_list(all, n, &cli->look, &cli->out);
    else
        rota_text_add(&cli->out, "Nothing was published yet; 'rota publish PLAN' does it.\n");
    return ROTA_OK;
}

/* ---- One of them as a rota ---- */

static rota_rc load_publication(rota_cli *cli, int number, rota_choice *out, rota_err *err) {
    rota_publication p;
    rota_published_list list = {0};
    rota_rc rc = rota_load_home(cli->folder, &out->home, err);
    if (!rc)
        rc = rota_publication_find(cli->folder, number, &p, err);
    if (rc)
        return rc;
    out->from = p.from;
    out->to = p.to;
    rc = rota_cli_period(cli, &out->from, &out->to, err);
    if (!rc)
        rc = rota_cli_rules_on(cli, out->home, out->to, err);
    if (!rc)
        rc = rota_published_read(cli->folder, out->home, number, p.from, p.to, &list, err);
    for (size_t i = 0; !rc && i < list.count; i++)
        if (list.items[i].duty.staff >= 0)
            rota_duties_add(&out->duties, &list.items[i].duty);
        else
            rota_cli_note(cli, "%s (%s) is not in staff.csv any more and is left out",
                          list.items[i].name, list.items[i].staff);
    rota_duties_sort(&out->duties);
    rota_published_done(&list);
    snprintf(out->what, sizeof out->what, "publication %d of %.10s", number, p.at);
    return rc;
}

rota_rc rota_cli_choose_publication(rota_cli *cli, const char *number, rota_choice *out,
                                    rota_err *err) {
    int wanted = 0;
    rota_rc rc = read_number("published", number, &wanted, err);
    if (!rc)
        rc = rota_store_begin_read(cli->folder->store, err);
    if (rc)
        return rc;
    rc = load_publication(cli, wanted, out, err);
    rota_store_rollback(cli->folder->store);
    if (rc)
        rota_choice_done(out);
    return rc;
}

/* ---- Worked against published ---- */

/* What to compare with. */
typedef struct {
    rota_duties duties;
    const char **names;
    rota_published_list list;
    char what[80];
    rota_day from, to;
} announced;

static void announced_done(announced *a) {
    rota_duties_done(&a->duties);
    rota_published_done(&a->list);
    free(a->names);
}

/* Duties of publications; number 0: as the days were announced. */
static rota_rc from_publications(rota_cli *cli, const rota_choice *choice, int number,
                                 announced *out, rota_err *err) {
    rota_rc rc = rota_published_read(cli->folder, choice->home, number, choice->from, choice->to,
                                     &out->list, err);
    if (rc)
        return rc;
    out->names = ROTA_NEW_ARRAY(const char *, out->list.count);
    for (size_t i = 0; i < out->list.count; i++) {
        out->names[i] = out->list.items[i].name;
        rota_duties_add(&out->duties, &out->list.items[i].duty);
    }
    if (number)
        snprintf(out->what, sizeof out->what, "publication %d", number);
    else
        snprintf(out->what, sizeof out->what, "what was published");
    return ROTA_OK;
}

static rota_rc from_plan(rota_cli *cli, const rota_choice *choice, const char *name, announced *out,
                         rota_err *err) {
    rota_plan_info info;
    rota_assignment *rows = NULL;
    size_t n = 0, kept = 0;
    rota_rc rc = rota_plan_load(cli->folder, choice->home, name, &info, &rows, &n, err);
    for (size_t i = 0; !rc && i < n; i++)
        if (rows[i].date >= info.from && rows[i].date <= info.to)
            rows[kept++] = rows[i];
    if (!rc)
        rc = rota_duties_of(choice->home, rows, kept, &out->duties, err);
    free(rows);
    snprintf(out->what, sizeof out->what, "plan '%s'", name);
    return rc;
}

/* The period of a plan or of a publication stands where none was given. */
static rota_rc own_period(rota_cli *cli, const char *against, int number, rota_choice *choice,
                          rota_err *err) {
    rota_publication p = {0};
    rota_plan_info plan = {0};
    bool found = true;
    rota_rc rc = number ? rota_publication_find(cli->folder, number, &p, err)
                        : rota_cli_find_plan(cli->folder, against, &found, &plan, err);
    if (rc || !found) /* reading it says the near miss */
        return rc;
    choice->from = number ? p.from : plan.from;
    choice->to = number ? p.to : plan.to;
    return rota_cli_period(cli, &choice->from, &choice->to, err);
}

static rota_rc compare(rota_cli *cli, const char *against, rota_choice *choice, rota_err *err) {
    announced a = {0};
    int number = 0;
    rota_rc rc = *against == '@' ? read_number("against", against + 1, &number, err) : ROTA_OK;
    if (!rc && *against)
        rc = own_period(cli, against, number, choice, err);
    if (!rc)
        rc = number || !*against ? from_publications(cli, choice, number, &a, err)
                                 : from_plan(cli, choice, against, &a, err);
    if (!rc && a.duties.count == 0)
        rc = rota_fail(err, ROTA_E_INPUT, "%s has no duties in these days to compare with", a.what);
    if (!rc) {
        rota_comparison c;
        rota_compare(choice->home, &a.duties, a.names, &choice->duties, choice->from, choice->to,
                     &c);
        snprintf(c.against, sizeof c.against, "%s", a.what);
        if (cli->json)
            rota_cli_json(cli, rota_json_comparison(&c));
        else
            rota_view_comparison(&c, &cli->look, &cli->out);
        rota_comparison_done(&c);
    }
    announced_done(&a);
    return rc;
}

rota_rc rota_cli_show_against(rota_cli *cli, rota_err *err) {
    rota_choice choice = {0};
    if (!rota_options_has(&cli->options, "worked"))
        return rota_fail(err, ROTA_E_USAGE,
                         "--against compares what was worked: rota show --worked --against P");
    rota_rc rc = rota_cli_choose(cli, false, &choice, err);
    if (!rc)
        rc = rota_store_begin_read(cli->folder->store, err);
    if (!rc) {
        rc = compare(cli, rota_options_get(&cli->options, "against"), &choice, err);
        rota_store_rollback(cli->folder->store);
    }
    rota_choice_done(&choice);
    return rc;
}
