#include "records/training.h"

#include "io/view.h"

#include <string.h>

enum { BEFORE_DAYS = 28 };

const rota_record *rota_training_last(const rota_record_list *records, const char *team,
                                      rota_day today) {
    const rota_record *last = NULL;
    for (size_t i = 0; i < records->count; i++) {
        const rota_record *record = records->items[i];
        if (record->type == &rota_training_session && rota_record_is_final(record) &&
            rota_record_event(record) <= today &&
            (!team || strcmp(rota_record_who(record), team) == 0) &&
            (!last || rota_record_event(record) >= rota_record_event(last)))
            last = record;
    }
    return last;
}

bool rota_training_measure(const rota_home *home, const rota_duties *duties,
                           const rota_record *session, int group, rota_day today,
                           rota_training_measures *out) {
    rota_day from = rota_record_day(session, "trial_from");
    rota_day to = rota_record_day(session, "trial_to");
    if (strcmp(rota_record_get(session, "decision"), "trial") != 0 || from == ROTA_NO_DAY ||
        to == ROTA_NO_DAY)
        return false;
    *out = (rota_training_measures){.before_from = from - BEFORE_DAYS,
                                    .before_to = from - 1,
                                    .since_from = from,
                                    .since_to = to < today ? to : today};
    rota_continuity_group(home, duties, group, out->before_from, out->before_to, &out->before);
    rota_continuity_group(home, duties, group, out->since_from, out->since_to, &out->since);
    return true;
}

/* ---- Page ---- */

static void add_lines(rota_page *page, const char *title, const char *lines) {
    if (!*lines)
        return;
    rota_page_heading(page, 3, "%s", title);
    ROTA_CLEANUP(rota_freep) char *copy = rota_strdup(lines);
    char *rest = copy, *line;
    while ((line = strsep(&rest, "\n")))
        if (*line)
            rota_page_item(page, "%s", line);
}

static void measure_cells(rota_page *page, int column, const rota_continuity *c) {
    char buf[ROTA_WORDS_SIZE];
    if (c->days == 0) {
        rota_page_cell(page, column, ROTA_PLAIN, "no rota yet");
        return;
    }
    rota_page_cellf(page, column, ROTA_PLAIN, "%d (fewest %d)", c->distinct, c->floor);
    rota_page_cell(page, column + 2, ROTA_PLAIN, rota_words_share(c->key_presence, buf));
    rota_page_cell(page, column + 4, ROTA_PLAIN, rota_words_share(c->bed_wake, buf));
}

static void add_measures(const rota_home *home, const rota_duties *duties,
                         const rota_record *session, rota_day today, rota_page *page) {
    static const char *const titles[] = {"group",        "caregivers: 28 days before",
                                         "in the trial", "key caregivers there: before",
                                         "in the trial", "bed and wake: before",
                                         "in the trial"};
    enum { COLUMNS = sizeof titles / sizeof *titles };
    rota_training_measures m;
    if (home->ngroups == 0 || !rota_training_measure(home, duties, session, 0, today, &m))
        return;
    rota_page_heading(page, 3, "Measures before the trial and in it");
    rota_page_table(page, COLUMNS);
    rota_page_row(page);
    for (int i = 0; i < COLUMNS; i++)
        rota_page_cell(page, i, ROTA_BOLD, titles[i]);
    for (int g = 0; g < home->ngroups; g++) {
        rota_training_measure(home, duties, session, g, today, &m);
        rota_page_row(page);
        rota_page_cell(page, 0, ROTA_PLAIN, home->groups[g].name);
        measure_cells(page, 1, &m.before);
        measure_cells(page, 2, &m.since);
    }
}

void rota_training_add_page(const rota_home *home, const rota_duties *duties,
                            const rota_record *session, rota_day today, rota_page *page) {
    const char *number = rota_record_get(session, "session_no");
    const char *scenarios = rota_record_get(session, "scenario_ids");
    const char *from = rota_record_get(session, "trial_from");
    rota_page_heading(page, 2, "Training: %s%s%s, %s", rota_record_get(session, "programme"),
                      *number ? " " : "", number, rota_record_get(session, "session_title"));
    rota_page_text(page, ROTA_PLAIN, "%s. Decision: %s%s%s%s%s.%s%s%s%s",
                   rota_record_get(session, "date"), rota_record_get(session, "decision"),
                   *from ? ", from " : "", from, *from ? " to " : "",
                   rota_record_get(session, "trial_to"), *scenarios ? " Compared: " : "",
                   *scenarios ? rota_record_get(session, "baseline_rota_id") : "",
                   *scenarios ? " with " : "", scenarios);
    add_lines(page, "Until the next session", rota_record_get(session, "next_steps"));
    add_lines(page, "Better next time", rota_record_get(session, "lookback_better_next"));
    add_measures(home, duties, session, today, page);
}

/* ---- JSON ---- */

static rota_json *measures_json(const rota_continuity *c, rota_day from, rota_day to) {
    char day[ROTA_DATE_SIZE];
    rota_json *object = rota_json_object();
    rota_json_set_text(object, "from", rota_day_format(from, day));
    rota_json_set_text(object, "to", rota_day_format(to, day));
    rota_json_set_int(object, "days", c->days);
    rota_json_set_int(object, "distinct", c->distinct);
    rota_json_set_int(object, "floor", c->floor);
    rota_json_set_number(object, "key_presence", c->key_presence);
    rota_json_set_number(object, "bed_wake", c->bed_wake);
    return object;
}

rota_json *rota_training_json(const rota_home *home, const rota_duties *duties,
                              const rota_record *session, rota_day today) {
    rota_json *object = rota_json_object(), *groups = rota_json_array();
    rota_json_set_text(object, "record_id", rota_record_id(session));
    rota_json_set_text(object, "decision", rota_record_get(session, "decision"));
    for (int g = 0; g < home->ngroups; g++) {
        rota_training_measures m;
        if (!rota_training_measure(home, duties, session, g, today, &m))
            break;
        rota_json *row = rota_json_object();
        rota_json_set_text(row, "group", home->groups[g].id);
        rota_json_set(row, "before", measures_json(&m.before, m.before_from, m.before_to));
        rota_json_set(row, "trial", measures_json(&m.since, m.since_from, m.since_to));
        rota_json_append(groups, row);
    }
    rota_json_set(object, "groups", groups);
    return object;
}
