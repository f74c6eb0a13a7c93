/* What was worked against what was published, for people and as JSON; and which days of a rota of
 * worked time are recorded. */
#include "core/mem.h"
#include "io/compare.h"
#include "io/view_parts.h"

#include <stdio.h>
#include <stdlib.h>

/* ---- Which days are recorded ---- */

typedef struct {
    int recorded, as_published;
} day_count;

static day_count *count_days(const rota_report *report, day_count *all) {
    day_count *days = ROTA_NEW_ARRAY(day_count, report->to - report->from + 1);
    *all = (day_count){0};
    for (size_t i = 0; i < report->duties->count; i++) {
        const rota_duty *duty = &report->duties->items[i];
        if (!rota_view__shown(report, duty))
            continue;
        day_count *day = &days[duty->date - report->from];
        *(duty->worked ? &day->recorded : &day->as_published) += 1;
        *(duty->worked ? &all->recorded : &all->as_published) += 1;
    }
    return days;
}

/* "Tue 1 Dec, Wed 2 Dec", or "all 7 days". */
static void add_days(const rota_report *report, const day_count *days, bool recorded,
                     rota_text *out) {
    int n = 0, all = report->to - report->from + 1;
    char buf[ROTA_WORDS_SIZE];
    for (int d = 0; d < all; d++)
        n += (recorded ? days[d].recorded : days[d].as_published) > 0;
    if (n == all && n > 1) {
        rota_text_addf(out, "all %d days", n);
        return;
    }
    enum { MOST = 10 };
    if (n > MOST) {
        rota_text_addf(out, "%d of %d days", n, all);
        return;
    }
    const char *comma = "";
    for (int d = 0; d < all; d++) {
        if ((recorded ? days[d].recorded : days[d].as_published) == 0)
            continue;
        rota_text_addf(out, "%s%s", comma, rota_words_day(report->from + d, buf));
        comma = ", ";
    }
}

void rota_view_recorded(const rota_report *report, const rota_look *look, rota_text *out) {
    day_count all;
    day_count *days = count_days(report, &all);
    rota_text line = {0};
    if (all.recorded) {
        rota_text_addf(&line, "Recorded: %d dut%s on ", all.recorded,
                       all.recorded == 1 ? "y" : "ies");
        add_days(report, days, true, &line);
    } else
        rota_text_add(&line, "Nothing is recorded");
    if (all.as_published) {
        rota_text_addf(&line, ". Not recorded, as in the rota of record: %d dut%s on ",
                       all.as_published, all.as_published == 1 ? "y" : "ies");
        add_days(report, days, false, &line);
    }
    rota_view__line(look, 0, ROTA_PLAIN, out, "%s.", rota_text_str(&line));
    rota_text_done(&line);
    free(days);
}

static void set_date(rota_json *object, const char *key, rota_day day) {
    char buf[ROTA_DATE_SIZE];
    rota_json_set_text(object, key, rota_day_format(day, buf));
}

rota_json *rota_json_recorded(const rota_report *report) {
    day_count all;
    day_count *days = count_days(report, &all);
    rota_json *array = rota_json_array();
    for (rota_day day = report->from; day <= report->to; day++) {
        rota_json *one = rota_json_object();
        set_date(one, "date", day);
        rota_json_set_int(one, "recorded", days[day - report->from].recorded);
        rota_json_set_int(one, "as_published", days[day - report->from].as_published);
        rota_json_append(array, one);
    }
    free(days);
    return array;
}

/* ---- A comparison for people ---- */

static const char *shift_words(const rota_comparison *c, const rota_duty *duty, char *buf) {
    char from[ROTA_HOURS_SIZE], to[ROTA_HOURS_SIZE];
    rota_day day;
    int start, end, offset;
    rota_zone_split(c->home->zone, duty->start, &day, &start, &offset);
    rota_zone_split(c->home->zone, duty->end, &day, &end, &offset);
    snprintf(buf, ROTA_WORDS_SIZE, "%s%s%.8s-%.8s%s",
             duty->shift >= 0 ? c->home->shifts[duty->shift].id : "", duty->shift >= 0 ? " " : "",
             rota_format_time(start, from), rota_format_time(end, to),
             duty->end - duty->start > 24 * 60 ? "+1" : "");
    return buf;
}

static const char *signed_minutes(int minutes, char *buf) {
    char much[ROTA_HOURS_SIZE];
    snprintf(buf, ROTA_WORDS_SIZE, "%s%.24s", minutes > 0 ? "+" : "",
             rota_format_h_min(minutes, much));
    return buf;
}

/* A sentence in a cell, in as many lines as it needs. */
static void wrap_cell(rota_table *table, int column, enum rota_style style, const char *s) {
    enum { WIDTH = 58 };
    do {
        size_t n = 0, space = 0;
        int columns = 0;
        for (; s[n] && (columns <= WIDTH || !space); n++) {
            space = s[n] == ' ' ? n : space;
            columns += ((unsigned char)s[n] & 0xC0) != 0x80;
        }
        n = s[n] ? space : n;
        rota_table_cellf(table, column, style, "%.*s", (int)n, s);
        s += n;
        s += *s == ' ';
    } while (*s);
}

static void change_row(const rota_comparison *c, const rota_change *change, rota_table *table) {
    const rota_duty *duty = change->published >= 0 ? &c->published.items[change->published]
                                                   : &c->worked.items[change->worked[0]];
    char buf[ROTA_WORDS_SIZE];
    rota_table_row(table);
    rota_table_cell(table, 0, ROTA_PLAIN, rota_words_day(duty->date, buf));
    rota_table_cellf(table, 1, ROTA_PLAIN, "%s", shift_words(c, duty, buf));
    rota_table_cell(table, 2, ROTA_PLAIN, rota_view__group_id(c->home, duty->group));
    rota_table_cell(table, 3, ROTA_PLAIN, signed_minutes(change->difference, buf));
    wrap_cell(table, 4, change->kind == ROTA_CHANGE_ABSENT ? ROTA_RED : ROTA_PLAIN, change->text);
}

static void add_changes(const rota_comparison *c, const rota_look *look, rota_text *out) {
    rota_table *table = rota_table_new(5);
    static const char *const titles[] = {"day", "duty", "group", "difference", "what changed"};
    rota_table_row(table);
    for (int i = 0; i < 5; i++)
        rota_table_cell(table, i, ROTA_BOLD, titles[i]);
    rota_table_align_right(table, 3);
    bool any = false;
    /* By day: those on top stand behind all the others. */
    for (rota_day day = c->from; day <= c->to; day++)
        for (size_t i = 0; i < c->nchanges; i++) {
            const rota_change *change = &c->changes[i];
            const rota_duty *duty = change->published >= 0 ? &c->published.items[change->published]
                                                           : &c->worked.items[change->worked[0]];
            if (duty->date != day || change->kind == ROTA_CHANGE_NONE)
                continue;
            change_row(c, change, table);
            any = true;
        }
    if (any)
        rota_table_write(table, look, 0, out);
    else
        rota_text_add(out, "Everything was worked as it was published.\n");
    rota_table_free(table);
}

static void person_row(const rota_comparison *c, int staff, rota_table *table) {
    const rota_person_change *p = &c->people[staff];
    char buf[ROTA_VIEW_NAME_SIZE];
    rota_table_row(table);
    rota_table_cell(table, 0, ROTA_PLAIN, rota_view__person(c->home, staff, buf));
    rota_table_cell(table, 1, ROTA_PLAIN, rota_format_h_min(p->published, buf));
    rota_table_cell(table, 2, ROTA_PLAIN, rota_format_h_min(p->worked, buf));
    rota_table_cell(table, 3, ROTA_PLAIN, signed_minutes(p->worked - p->published, buf));
    rota_table_cell(table, 4, ROTA_PLAIN, rota_format_h_min(p->worked - p->kept, buf));
    rota_table_cellf(table, 5, ROTA_PLAIN, "%d", p->absences);
}

static void add_people(const rota_comparison *c, const rota_look *look, rota_text *out) {
    static const char *const titles[] = {"staff",      "published",           "worked",
                                         "difference", "on duties of others", "absences"};
    enum { COLUMNS = sizeof titles / sizeof *titles };
    rota_table *table = rota_table_new(COLUMNS);
    rota_table_row(table);
    for (int i = 0; i < COLUMNS; i++) {
        rota_table_cell(table, i, ROTA_BOLD, titles[i]);
        if (i)
            rota_table_align_right(table, i);
    }
    bool any = false;
    for (int i = 0; i < c->home->nstaff; i++) {
        const rota_person_change *p = &c->people[i];
        if (p->worked == p->published && p->kept == p->worked && !p->absences)
            continue;
        person_row(c, i, table);
        any = true;
    }
    if (any) {
        rota_text_add(out, "\n");
        rota_table_write(table, look, 0, out);
    }
    rota_table_free(table);
}

static void add_summary(const rota_comparison *c, const rota_look *look, rota_text *out) {
    char share[ROTA_WORDS_SIZE], recorded[ROTA_WORDS_SIZE];
    size_t n = c->published.count;
    int unrecorded = 0;
    for (size_t i = 0; i < c->nchanges; i++)
        unrecorded += c->changes[i].published >= 0 && !c->changes[i].recorded;
    rota_view__line(
        look, 0, ROTA_PLAIN, out,
        "Of %zu published dut%s: %d as published, %d by the same person with other "
        "times, %d by others, %d by nobody. On top: %d.",
        n, n == 1 ? "y" : "ies", rota_comparison_count(c, ROTA_CHANGE_NONE),
        rota_comparison_count(c, ROTA_CHANGE_TIMES), rota_comparison_count(c, ROTA_CHANGE_INSTEAD),
        rota_comparison_count(c, ROTA_CHANGE_ABSENT), rota_comparison_count(c, ROTA_CHANGE_EXTRA));
    rota_view__line(look, 0, ROTA_PLAIN, out,
                    "Predictability: %s of the published hours were worked by the person they were "
                    "published for.",
                    rota_words_share(c->predictability, share));
    if (unrecorded)
        rota_view__line(look, 0, ROTA_PLAIN, out,
                        "Nothing is recorded of %d of these duties: they count as the rota of "
                        "record has them. Of the recorded ones alone: %s.",
                        unrecorded, rota_words_share(c->predictability_recorded, recorded));
}

void rota_view_comparison(const rota_comparison *c, const rota_look *look, rota_text *out) {
    char period[ROTA_WORDS_SIZE];
    rota_view__heading(look, out, "What was worked against %s, %s", c->against,
                       rota_words_period(c->from, c->to, period));
    add_summary(c, look, out);
    rota_text_add(out, "\n");
    add_changes(c, look, out);
    add_people(c, look, out);
}

/* ---- The same for programs ---- */

static void set_minute(rota_json *object, const char *key, const rota_home *home, rota_minute at) {
    char buf[ROTA_DATETIME_SIZE];
    rota_json_set_text(object, key, rota_zone_format(home->zone, at, buf));
}

static rota_json *change_object(const rota_comparison *c, const rota_change *change) {
    const rota_home *home = c->home;
    rota_json *object = rota_json_object(), *worked = rota_json_array();
    const rota_duty *duty = change->published >= 0 ? &c->published.items[change->published]
                                                   : &c->worked.items[change->worked[0]];
    bool known = change->published >= 0;
    rota_json_set_text(object, "change", rota_change_name(change->kind));
    set_date(object, "date", duty->date);
    rota_json_set_text(object, "shift", duty->shift >= 0 ? home->shifts[duty->shift].id : NULL);
    rota_json_set_text(object, "group", rota_view__group_id(home, duty->group));
    rota_json_set_text(object, "staff",
                       known && duty->staff >= 0 ? home->staff[duty->staff].id : NULL);
    for (int i = 0; i < change->nworked; i++) {
        const rota_duty *row = &c->worked.items[change->worked[i]];
        rota_json *one = rota_json_object();
        rota_json_set_text(one, "staff", home->staff[row->staff].id);
        set_minute(one, "start", home, row->start);
        set_minute(one, "end", home, row->end);
        rota_json_set_int(one, "working_minutes", row->work_minutes);
        rota_json_set_bool(one, "recorded", row->worked);
        rota_json_append(worked, one);
    }
    rota_json_set(object, "worked", worked);
    rota_json_set_int(object, "published_minutes", known ? duty->work_minutes : 0);
    rota_json_set_int(object, "difference_minutes", change->difference);
    rota_json_set_int(object, "earlier_minutes", change->earlier);
    rota_json_set_int(object, "longer_minutes", change->longer);
    rota_json_set_bool(object, "recorded", change->recorded);
    rota_json_set_text(object, "text", change->text);
    return object;
}

static rota_json *person_object(const rota_comparison *c, int staff) {
    const rota_person_change *p = &c->people[staff];
    rota_json *object = rota_json_object();
    rota_json_set_text(object, "staff", c->home->staff[staff].id);
    rota_json_set_int(object, "published_minutes", p->published);
    rota_json_set_int(object, "worked_minutes", p->worked);
    rota_json_set_int(object, "difference_minutes", p->worked - p->published);
    rota_json_set_int(object, "on_others_minutes", p->worked - p->kept);
    rota_json_set_int(object, "absent_minutes", p->absent);
    rota_json_set_int(object, "absences", p->absences);
    return object;
}

rota_json *rota_json_comparison(const rota_comparison *c) {
    rota_json *object = rota_json_object(), *counts = rota_json_object();
    rota_json *changes = rota_json_array(), *people = rota_json_array();
    rota_json_set_text(object, "against", c->against);
    set_date(object, "from", c->from);
    set_date(object, "to", c->to);
    rota_json_set_int(object, "published", (int64_t)c->published.count);
    for (int kind = ROTA_CHANGE_NONE; kind <= ROTA_CHANGE_EXTRA; kind++)
        rota_json_set_int(counts, rota_change_name((enum rota_change_kind)kind),
                          rota_comparison_count(c, (enum rota_change_kind)kind));
    rota_json_set(object, "counts", counts);
    rota_json_set_number(object, "predictability", c->predictability);
    rota_json_set_number(object, "predictability_recorded", c->predictability_recorded);
    for (size_t i = 0; i < c->nchanges; i++)
        if (c->changes[i].kind != ROTA_CHANGE_NONE)
            rota_json_append(changes, change_object(c, &c->changes[i]));
    rota_json_set(object, "changes", changes);
    for (int i = 0; i < c->home->nstaff; i++)
        if (c->people[i].published || c->people[i].worked)
            rota_json_append(people, person_object(c, i));
    rota_json_set(object, "people", people);
    return object;
}
