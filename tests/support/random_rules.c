#include "support/random_rules.h"

#include "support/test.h"
#include "support/twist.h"

#include <stdio.h>
#include <string.h>

/* A number between low and high in steps of a quarter, or one of the words. */
typedef struct {
    const char *section, *key;
    int low, high; /* quarters */
    bool may_be_none;
    const char *words; /* "rolling fixed" */
} choice;

static const choice choices[] = {
    {"daily_rest", "hours", 36, 56, false, NULL},
    {"daily_rest", "special_case", 0, 0, false, "yes no"},
    {"daily_rest", "adult_age", 16, 20, false, NULL},
    {"duty_span", "hours", 36, 64, true, NULL},
    {"duty_span", "work_hours", 32, 48, true, NULL},
    {"weekly_rest", "hours", 96, 192, false, NULL},
    {"weekly_rest", "with_daily_hours", 140, 230, true, NULL},
    {"weekly_rest", "days", 0, 0, false, "7 14"},
    {"weekly_rest", "fortnight", 0, 0, false, "either twice once"},
    {"weekly_rest", "week_starts", 0, 0, false, "monday wednesday saturday sunday"},
    {"weekly_rest", "leave_counts", 0, 0, false, "yes no"},
    {"weekly_average", "limit_hours", 120, 192, false, NULL},
    {"weekly_average", "weeks", 1, 5, false, NULL},
    {"weekly_average", "special_case_weeks", 1, 6, false, NULL},
    {"weekly_average", "reference", 0, 0, false, "rolling fixed"},
    {"weekly_average", "fixed_from", 0, 0, false, "2026-01-05 2026-02-11"},
    {"weekly_average", "excluded_days", 0, 0, false, "worked all"},
    {"weekly_average", "additional_leave", 0, 0, false, "yes no"},
    {"weekly_average", "opt_out", 0, 0, false, "yes no"},
    {"weekly_average", "opt_out_days", 0, 0, false, "dropped counted"},
    {"night_average", "night_from", 0, 0, false, "21:00 22:00 23:30"},
    {"night_average", "night_to", 0, 0, false, "05:00 06:30 07:00"},
    {"night_average", "night_worker_hours", 8, 20, false, NULL},
    {"night_average", "sleep_in", 0, 0, false, "yes no"},
    {"night_average", "hours", 24, 40, true, NULL},
    {"night_average", "weeks", 1, 4, false, NULL},
    {"night_average", "reference", 0, 0, false, "rolling fixed"},
    {"night_absolute", "hours", 28, 48, true, NULL},
    {"young_daily", "hours", 20, 40, true, NULL},
    {"young_weekly", "hours", 80, 176, true, NULL},
    {"young_night", "from", 0, 0, false, "20:00 21:30 22:00"},
    {"young_night", "to", 0, 0, false, "05:00 06:00 07:00"},
    {"young_daily_rest", "hours", 44, 60, true, NULL},
    {"young_weekly_rest", "hours", 120, 240, true, NULL},
    {"young_break", "after_hours", 12, 24, false, NULL},
    {"compensatory_rest", "policy", 0, 0, false, "strict lenient"},
    {"compensatory_rest", "days", 2, 20, false, NULL},
};

/* Whole numbers stand as they are, hours are quarters. */
static bool is_whole(const choice *c) {
    return strcmp(c->key, "weeks") == 0 || strcmp(c->key, "special_case_weeks") == 0 ||
           strcmp(c->key, "days") == 0 || strcmp(c->key, "adult_age") == 0;
}

static void pick_word(const char *words, uint64_t *state, char *value, size_t size) {
    int n = 1;
    for (const char *at = words; (at = strchr(at, ' ')); at++)
        n++;
    for (int k = rota_test_between(state, 0, n - 1); k > 0; k--)
        words = strchr(words, ' ') + 1;
    snprintf(value, size, "%.*s", (int)strcspn(words, " "), words);
}

static void change(rota_rules *rules, const choice *c, uint64_t *state) {
    static const char *const parts[] = {"", ".25", ".5", ".75"};
    char value[32] = "";
    rota_err err;
    int number = rota_test_between(state, c->low, c->high);
    if (c->words)
        pick_word(c->words, state, value, sizeof value);
    else if (c->may_be_none && rota_test_between(state, 0, 5) == 0)
        value[0] = '\0';
    else if (is_whole(c))
        snprintf(value, sizeof value, "%d", number);
    else
        snprintf(value, sizeof value, "%d%s", number / 4, parts[number % 4]);
    if (rota_rules_set(rules, c->section, c->key, value, &err) != ROTA_OK)
        fail_msg("%s.%s = '%s': %s", c->section, c->key, value, err.message);
}

void rota_test_random_rules(rota_rules *rules, uint64_t *state) {
    enum { CHOICES = sizeof choices / sizeof *choices };
    int per_cent = rota_test_between(state, 5, 60);
    for (int i = 0; i < CHOICES; i++)
        if (rota_test_between(state, 1, 100) <= per_cent)
            change(rules, &choices[i], state);
}
