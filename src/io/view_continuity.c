/* Continuity at a glance, and every measure of it. */
#include "io/view_parts.h"

#include <math.h>
#include <stddef.h>
#include <stdio.h>

static const char *subject(const rota_home *home, const rota_continuity *c) {
    const char *name = c->child >= 0 ? home->children[c->child].name : home->groups[c->group].name;
    const char *id = c->child >= 0 ? home->children[c->child].id : home->groups[c->group].id;
    return name && name[0] ? name : id;
}

static bool has_key_caregiver(const rota_home *home, const rota_continuity *c) {
    if (c->child >= 0 && home->children[c->child].key_caregiver >= 0)
        return true;
    for (int i = 0; i < home->nstaff; i++)
        if (rota_home_role(home, i, c->group) == ROTA_ROLE_KEY)
            return true;
    return false;
}

static void glance_row(const rota_report *report, const rota_continuity *c, rota_table *table) {
    char buf[ROTA_WORDS_SIZE];
    rota_table_row(table);
    rota_table_cell(table, 0, ROTA_PLAIN, subject(report->home, c));
    rota_table_cellf(table, 1, ROTA_PLAIN, "%d", c->distinct);
    if (c->floor > 0)
        rota_table_cellf(table, 2, ROTA_PLAIN, "%d", c->floor);
    else
        rota_table_cell(table, 2, ROTA_PLAIN, "n/a");
    rota_table_cell(table, 3, ROTA_PLAIN, rota_words_share(c->team_share, buf));
    rota_table_cell(table, 4, ROTA_PLAIN, rota_words_share(c->key_share, buf));
    /* A day without its key caregiver is what a manager looks for; a group that has none named
     * has no such day. */
    bool named = has_key_caregiver(report->home, c);
    if (named && c->days > 0)
        rota_table_cellf(table, 5, c->known_days < c->days ? ROTA_RED : ROTA_PLAIN, "%d/%d",
                         c->known_days, c->days);
    else
        rota_table_cell(table, 5, ROTA_PLAIN, "n/a");
    if (c->nights > 0)
        rota_table_cellf(table, 6, ROTA_PLAIN, "%d/%d", c->bed_wake_nights, c->nights);
    else
        rota_table_cell(table, 6, ROTA_PLAIN, "n/a");
}

/* A group with fewer key caregivers than the home means it to have ([continuity] key_caregivers).
 */
static void few_key_people(const rota_report *report, rota_text *out) {
    const rota_home *home = report->home;
    int wanted = home->settings.continuity.key_caregivers;
    for (int g = 0; g < home->ngroups; g++) {
        const rota_group *group = &home->groups[g];
        int have = 0;
        for (int s = 0; s < home->nstaff; s++)
            have += rota_home_role(home, s, g) == ROTA_ROLE_KEY &&
                    rota_person_employed(&home->staff[s], report->from);
        if (have < wanted)
            rota_text_addf(out, "%s has %d of %d key caregivers: give role 'key' in bonds.csv.\n",
                           group->name && group->name[0] ? group->name : group->id, have, wanted);
    }
}

void rota_view_continuity(const rota_report *report, const rota_look *look, rota_text *out) {
    static const char *const titles[] = {
        "", "faces", "fewest possible", "own team", "key caregivers", "key days", "bed and wake",
    };
    enum { COLUMNS = sizeof titles / sizeof *titles };
    rota_table *table = rota_table_new(COLUMNS);
    rota_table_row(table);
    for (int i = 0; i < COLUMNS; i++) {
        rota_table_cell(table, i, ROTA_BOLD, titles[i]);
        if (i > 0)
            rota_table_align_right(table, i);
    }
    for (size_t i = 0; i < report->ncontinuity; i++) {
        if (i > 0 && report->continuity[i].child >= 0 && report->continuity[i - 1].child < 0)
            rota_table_row(table); /* an empty line between groups and children */
        glance_row(report, &report->continuity[i], table);
    }
    char period[ROTA_WORDS_SIZE];
    rota_view__heading(look, out, "Continuity, %s",
                       rota_words_period(report->from, report->to, period));
    rota_table_write(table, look, 0, out);
    rota_table_free(table);
    rota_text_add(out, "Shares are of waking care hours. Key days: days with a key caregiver there."
                       " Bed and wake: nights\nafter which an adult of bedtime is there when the"
                       " children wake.\n");
    few_key_people(report, out);
}

/* ---- every measure ---- */

enum kind { COUNT, SHARE, NUMBER, HOURS, PERSON };
typedef struct {
    const char *title;
    enum kind kind;
    size_t offset;
} measure;

#define MEASURE(title, kind, member)                                                               \
    { title, kind, offsetof(rota_continuity, member) }
static const measure measures[] = {
    MEASURE("care hours (waking)", HOURS, care_minutes),
    MEASURE("hours with somebody there", HOURS, clock_minutes),
    MEASURE("night hours, apart", HOURS, night_minutes),
    MEASURE("faces", COUNT, distinct),
    MEASURE("fewest possible", COUNT, floor),
    MEASURE("effective number of caregivers", NUMBER, effective),
    MEASURE("most seen", PERSON, top_staff),
    MEASURE("share of the most seen (UPC)", SHARE, upc),
    MEASURE("concentration (HHI)", NUMBER, hhi),
    MEASURE("hours by key caregivers", SHARE, key_share),
    MEASURE("hours by own team", SHARE, team_share),
    MEASURE("hours by agency staff", SHARE, agency_share),
    MEASURE("hours by known people", SHARE, known_share),
    MEASURE("time with a key caregiver there", SHARE, key_presence),
    MEASURE("time with the most seen there", SHARE, top_presence),
    MEASURE("days with care", COUNT, days),
    MEASURE("days with a key caregiver", COUNT, known_days),
    MEASURE("nights", COUNT, nights),
    MEASURE("nights with bed and wake", COUNT, bed_wake_nights),
    MEASURE("bed and wake", SHARE, bed_wake),
    MEASURE("same people next day (Jaccard)", NUMBER, jaccard),
    MEASURE("hours by people of the day before", SHARE, day_carry),
    MEASURE("next slot, anyone in common", SHARE, set_secon),
    MEASURE("next slot, Jaccard", NUMBER, set_jaccard),
    MEASURE("same slot next day, anyone", SHARE, slot_secon),
    MEASURE("slots: COC", NUMBER, slots.coc),
    MEASURE("slots: SECON", NUMBER, slots.secon),
    MEASURE("slots: K index", NUMBER, slots.k_index),
    MEASURE("slots: MCI", NUMBER, slots.mci),
    MEASURE("slots: MMCI", NUMBER, slots.mmci),
    MEASURE("slots: entropy (bits)", NUMBER, slots.entropy),
};

static void measure_cell(const rota_home *home, const rota_continuity *c, const measure *m,
                         rota_table *table, int column) {
    const char *at = (const char *)c + m->offset;
    char buf[ROTA_VIEW_NAME_SIZE];
    switch (m->kind) {
    case COUNT: {
        int count = *(const int *)(const void *)at;
        if (m->offset == offsetof(rota_continuity, floor) && count <= 0)
            rota_table_cell(table, column, ROTA_PLAIN, "n/a");
        else
            rota_table_cellf(table, column, ROTA_PLAIN, "%d", count);
        break;
    }
    case SHARE:
        rota_table_cell(table, column, ROTA_PLAIN,
                        rota_words_share(*(const double *)(const void *)at, buf));
        break;
    case NUMBER:
        rota_table_cell(table, column, ROTA_PLAIN,
                        rota_words_number(*(const double *)(const void *)at, 3, buf));
        break;
    case HOURS: {
        double hours = (double)*(const int64_t *)(const void *)at / 60;
        rota_table_cell(table, column, ROTA_PLAIN, rota_words_number(hours, 2, buf));
        break;
    }
    case PERSON: {
        int staff = *(const int *)(const void *)at;
        rota_table_cell(table, column, ROTA_PLAIN,
                        staff < 0 ? "n/a" : rota_view__person(home, staff, buf));
        break;
    }
    }
}

void rota_view_continuity_full(const rota_report *report, const rota_look *look, rota_text *out) {
    enum { A_TABLE = 6 }; /* groups or children side by side */
    char period[ROTA_WORDS_SIZE];
    rota_view__heading(look, out, "Continuity, %s: every measure",
                       rota_words_period(report->from, report->to, period));
    for (size_t first = 0; first < report->ncontinuity; first += A_TABLE) {
        int n = report->ncontinuity - first < A_TABLE ? (int)(report->ncontinuity - first)
                                                      : (int)A_TABLE;
        rota_table *table = rota_table_new(n + 1);
        rota_table_row(table);
        for (int i = 0; i < n; i++) {
            rota_table_align_right(table, 1 + i);
            rota_table_cell(table, 1 + i, ROTA_BOLD,
                            subject(report->home, &report->continuity[first + (size_t)i]));
        }
        for (size_t k = 0; k < sizeof measures / sizeof *measures; k++) {
            rota_table_row(table);
            rota_table_cell(table, 0, ROTA_PLAIN, measures[k].title);
            for (int i = 0; i < n; i++)
                measure_cell(report->home, &report->continuity[first + (size_t)i], &measures[k],
                             table, 1 + i);
        }
        if (first > 0)
            rota_text_add(out, "\n");
        rota_table_write(table, look, 0, out);
        rota_table_free(table);
    }
}
