#include "records/team.h"

#include <stdlib.h>
#include <string.h>

static bool is_of(const rota_record *record, const char *team, const char *period) {
    return record->type == &rota_team_reflection && rota_record_is_final(record) &&
           (!team || strcmp(rota_record_who(record), team) == 0) &&
           (!period || strcmp(rota_record_get(record, "period"), period) == 0);
}

static int by_team(const void *pa, const void *pb) {
    const rota_team_period *a = pa, *b = pb;
    return strcmp(a->team, b->team);
}

rota_team_period *rota_team_periods(const rota_record_list *records, const char *team,
                                    const char *period, size_t *n) {
    rota_team_period *list = NULL;
    size_t count = 0, capacity = 0;
    for (size_t i = 0; i < records->count; i++) {
        const rota_record *record = records->items[i];
        if (!is_of(record, team, period))
            continue;
        size_t at = 0;
        while (at < count && strcmp(list[at].team, rota_record_who(record)) != 0)
            at++;
        if (at == count) {
            ROTA_GROW(list, count, capacity);
            list[count++] = (rota_team_period){.team = rota_record_who(record), .period = ""};
        }
        /* Names of periods sort as time goes: 2026-Q3 before 2026-Q4. */
        if (strcmp(rota_record_get(record, "period"), list[at].period) > 0)
            list[at].period = rota_record_get(record, "period");
    }
    for (size_t i = 0; i < count; i++)
        list[i].respondents = rota_team_respondents(records, list[i].team, list[i].period);
    if (count)
        qsort(list, count, sizeof *list, by_team);
    *n = count;
    return list;
}

/* ---- What they say ---- */

static int by_text(const void *pa, const void *pb) {
    return strcmp(*(const char *const *)pa, *(const char *const *)pb);
}

/* Values of a field in a domain, sorted: their order tells nothing of who wrote which. */
static const char **values_of(const rota_record_list *records, const rota_team_period *of, int d,
                              const char *field, size_t *n) {
    const char **values = ROTA_NEW_ARRAY(const char *, records->count + 1);
    *n = 0;
    for (size_t i = 0; i < records->count; i++) {
        const rota_record *record = records->items[i];
        if (!is_of(record, of->team, of->period))
            continue;
        const rota_record_part *part = rota_record_part_find(record, d);
        const char *value = part ? rota_record_part_get(record, part, field) : "";
        if (*value)
            values[(*n)++] = value;
    }
    if (*n)
        qsort(values, *n, sizeof *values, by_text);
    return values;
}

static const struct {
    const char *field, *words;
} fields[] = {{"going_well", "goes well"},
              {"missing", "missing"},
              {"diversity_note", "on differences"},
              {"power_note", "on power"}};
enum { FIELDS = sizeof fields / sizeof *fields };

static void add_domain(const rota_record_list *records, const rota_team_period *of, int d,
                       rota_page *page) {
    rota_page_heading(page, 3, "%s", rota_dimension_name(d, true));
    for (size_t f = 0; f < FIELDS; f++) {
        size_t n;
        const char **values = values_of(records, of, d, fields[f].field, &n);
        for (size_t i = 0; i < n; i++)
            rota_page_item(page, "%s: %s", fields[f].words, values[i]);
        free(values);
    }
    size_t n;
    const char **scores = values_of(records, of, d, "score", &n);
    ROTA_CLEANUP(rota_text_done) rota_text list = {0};
    for (size_t i = 0; i < n; i++)
        rota_text_addf(&list, "%s%s", i ? ", " : "", scores[i]);
    if (n)
        rota_page_item(page, "scores given: %s", rota_text_str(&list));
    free(scores);
}

/* Actions with whose they are: agreed in the open, so nothing is guessed from them. */
static void add_actions(const rota_record_list *records, const rota_team_period *of,
                        rota_page *page) {
    bool any = false;
    for (int d = 0; d < ROTA_DIMENSIONS; d++)
        for (size_t i = 0; i < records->count; i++) {
            const rota_record *record = records->items[i];
            const rota_record_part *part =
                is_of(record, of->team, of->period) ? rota_record_part_find(record, d) : NULL;
            if (!part || !*rota_record_part_get(record, part, "action"))
                continue;
            if (!any)
                rota_page_heading(page, 3, "Actions");
            any = true;
            const char *due = rota_record_part_get(record, part, "due");
            const char *owner = rota_record_part_get(record, part, "action_owner");
            rota_page_item(page, "%s: %s%s%s%s%s", rota_dimension_name(d, true),
                           rota_record_part_get(record, part, "action"), *owner ? ", " : "", owner,
                           *due ? ", until " : "", due);
        }
}

void rota_team_add_page(const rota_record_list *records, const rota_team_period *of,
                        rota_page *page) {
    rota_page_heading(page, 2, "Team %s, %s", of->team, of->period);
    if (of->respondents < ROTA_TEAM_LEAST) {
        rota_page_text(page, ROTA_PLAIN,
                       "%d of at least %d have answered. So few are not shown: one could guess who "
                       "said what.",
                       of->respondents, ROTA_TEAM_LEAST);
        return;
    }
    rota_page_text(page, ROTA_PLAIN, "%d have answered.", of->respondents);
    for (int d = 0; d < ROTA_DIMENSIONS; d++)
        add_domain(records, of, d, page);
    add_actions(records, of, page);
}

rota_json *rota_team_json(const rota_record_list *records, const rota_team_period *of) {
    rota_json *object = rota_json_object(), *domains = rota_json_array();
    bool shown = of->respondents >= ROTA_TEAM_LEAST;
    rota_json_set_text(object, "team", of->team);
    rota_json_set_text(object, "period", of->period);
    rota_json_set_int(object, "respondents", of->respondents);
    rota_json_set_bool(object, "shown", shown);
    for (int d = 0; d < ROTA_DIMENSIONS && shown; d++) {
        rota_json *row = rota_json_object();
        rota_json_set_text(row, "domain", rota_dimension_code(d, true));
        static const char *const all[] = {"going_well", "missing", "diversity_note",
                                          "power_note", "score",   "action"};
        for (size_t f = 0; f < sizeof all / sizeof *all; f++) {
            size_t n;
            const char **values = values_of(records, of, d, all[f], &n);
            rota_json *array = rota_json_array();
            for (size_t i = 0; i < n; i++)
                rota_json_append_text(array, values[i]);
            rota_json_set(row, all[f], array);
            free(values);
        }
        rota_json_append(domains, row);
    }
    rota_json_set(object, "domains", domains);
    return object;
}
