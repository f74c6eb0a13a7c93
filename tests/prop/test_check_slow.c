/* The checker against a slow one: one byte for each minute, every window walked through. */
#include "support/test.h"

#include "support/fixture.h"
#include "support/twist.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { HOUR = 60, DAY = 24 * HOUR, WEEKS = 8, DAYS = 7 * WEEKS, SEEDS = 400 };

typedef struct {
    fixture f;
    uint64_t state;
    rota_day first;      /* a Monday */
    rota_minute epoch;   /* of minute 0 */
    unsigned char *busy; /* [minutes] on duty */
    unsigned char *paid; /* [minutes] the same without breaks */
    rota_span breaks[DAYS * 24];
    int nbreaks;
    int minutes;
    int midnight[DAYS + 1];
    rota_text found; /* what the slow checker says, a line for each */
} trial;

static int between(trial *t, int low, int high) {
    return rota_test_between(&t->state, low, high);
}

/* ---- A random rota of one person ---- */

static void add_duty(trial *t, int start, int length) {
    rota_minute at = t->epoch + start;
    rota_duty duty = {.staff = PRIYA,
                      .shift = -1,
                      .group = WILLOW,
                      .start = at,
                      .end = at + length,
                      .sleep_from = at,
                      .sleep_to = at,
                      .work_minutes = length};
    int minute, offset;
    rota_zone_split(t->f.home->zone, at, &duty.date, &minute, &offset);
    memset(t->busy + start, 1, (size_t)length);
    memset(t->paid + start, 1, (size_t)length);
    if (length > 5 * HOUR && between(t, 0, 1)) {
        rota_span *pause = &t->breaks[t->nbreaks++];
        int from = between(t, 60, length - 120), minutes = between(t, 30, 60);
        *pause = (rota_span){at + from, at + from + minutes};
        memset(t->paid + start + from, 0, (size_t)minutes);
        duty.breaks = pause;
        duty.nbreaks = 1;
        duty.break_minutes = minutes;
        duty.work_minutes -= minutes;
    }
    rota_duties_add(&t->f.duties, &duty);
}

static void make(trial *t, uint64_t seed) {
    static const char *const mondays[] = {"2026-03-02", "2026-06-01", "2026-09-28", "2026-03-16"};
    *t = (trial){.state = seed * 7919 + 1};
    fixture_open(&t->f, between(t, 0, 2) == 0);
    rota_rules *rules = &t->f.home->rules;
    rules->average_weeks = between(t, 2, 4);
    rules->average_weeks_special = between(t, 2, 5);
    rules->average_limit = HOUR * between(t, 30, 48);
    rules->night_average_weeks = between(t, 2, 3);
    rules->weekly_rest_starts = between(t, -1, 6);
    rules->night_absolute = between(t, 0, 1) ? HOUR * between(t, 7, 11) : -1;
    if (between(t, 0, 3) == 0)
        t->f.home->staff[PRIYA].born = fixture_day("2008-04-10");
    if (between(t, 0, 3) == 0)
        t->f.home->staff[PRIYA].other_minutes = HOUR * between(t, 1, 10);
    t->first = fixture_day(mondays[between(t, 0, 3)]);
    t->epoch = rota_zone_at(t->f.home->zone, t->first, 0, false);
    for (int d = 0; d <= DAYS; d++)
        t->midnight[d] = (int)(rota_zone_at(t->f.home->zone, t->first + d, 0, false) - t->epoch);
    t->minutes = t->midnight[DAYS];
    t->busy = rota_calloc((size_t)t->minutes, 1);
    t->paid = rota_calloc((size_t)t->minutes, 1);
    for (int at = between(t, 0, 20) * HOUR;;) {
        int length = between(t, 0, 9) == 0 ? between(t, 600, 1500) : between(t, 60, 600);
        if (at + length >= t->minutes)
            break;
        add_duty(t, at, length);
        static const int pauses[] = {0, 180, 659, 660, 700, 900, 960, 1500, 2100, 3000, 4000};
        at += length + pauses[between(t, 0, 10)] + between(t, 0, 40);
    }
    for (int i = between(t, 0, 2); i > 0; i--) {
        char from[ROTA_DATE_SIZE], to[ROTA_DATE_SIZE];
        rota_day day = t->first + between(t, 0, DAYS - 8);
        fixture_leave(&t->f, PRIYA, rota_day_format(day, from),
                      rota_day_format(day + between(t, 0, 9), to));
    }
}

static void done(trial *t) {
    fixture_close(&t->f);
    rota_text_done(&t->found);
    free(t->busy);
    free(t->paid);
}

/* ---- The slow checker ---- */

__attribute__((format(printf, 2, 3))) static void say(trial *t, const char *fmt, ...) {
    char line[200];
    va_list args;
    va_start(args, fmt);
    vsnprintf(line, sizeof line, fmt, args);
    va_end(args);
    rota_text_addf(&t->found, "%s\n", line);
}

static bool young_on(const trial *t, int day) {
    return rota_person_young(&t->f.home->staff[PRIYA], t->first + day);
}

static int worked(const trial *t, int from, int to) {
    int n = 0;
    for (int i = from < 0 ? 0 : from; i < to && i < t->minutes; i++)
        n += t->paid[i];
    return n;
}

static int day_of(const trial *t, int minute) {
    int day = 0;
    while (day < DAYS && t->midnight[day + 1] <= minute)
        day++;
    return day;
}

/* Does work start on the day? */
static bool starts_on(const trial *t, int day) {
    for (size_t i = 0; i < t->f.duties.count; i++)
        if (t->f.duties.items[i].date == t->first + day)
            return true;
    return false;
}

static bool on_leave(const trial *t, int day) {
    for (int i = 0; i < t->f.home->nleave; i++) {
        const rota_leave *leave = &t->f.home->leave[i];
        if (t->first + day >= leave->from && t->first + day <= leave->to)
            return true;
    }
    return false;
}

/* Thousandths of the day's kind that are worked in the weeks nearest to the leave; -1: not known.
 */
static int share(const trial *t, const rota_leave *leave, int day) {
    int first = DAYS, last = -1, all = 0, all_worked = 0, same = 0, same_worked = 0;
    for (int d = 0; d < DAYS; d++) {
        if (!starts_on(t, d))
            continue;
        first = d / 7 * 7 < first ? d / 7 * 7 : first;
        last = d / 7 * 7 + 6;
    }
    for (int side = 0; side < 2; side++) {
        int n = 0;
        for (int away = 1; away < 2 * DAYS; away++) {
            int d = side ? leave->to - t->first + away : leave->from - t->first - away;
            if (d < first || d > last || on_leave(t, d) || n++ >= 56)
                continue;
            all++;
            all_worked += starts_on(t, d);
            same += (d - day) % 7 == 0;
            same_worked += (d - day) % 7 == 0 && starts_on(t, d);
        }
    }
    if (all < 7 || all_worked == 0)
        return -1;
    if (same == 0)
        return rota_day_is_weekend(t->first + day) ? 0 : 1000;
    return (int)(same_worked * 1000.0 / same + 0.5);
}

static bool excluded(const trial *t, int day) {
    rota_day date = t->first + day;
    for (int i = 0; i < t->f.home->nleave && !starts_on(t, day); i++) {
        const rota_leave *leave = &t->f.home->leave[i];
        bool weekend_only = leave->to - leave->from <= 1 && rota_day_is_weekend(leave->from) &&
                            rota_day_is_weekend(leave->to);
        int before = 500, own = share(t, leave, day);
        if (date < leave->from || date > leave->to)
            continue;
        for (int d = leave->from - t->first; d < day && own >= 0; d++)
            before += share(t, leave, d);
        bool alone = leave->from == leave->to;
        if (own < 0 ? !rota_day_is_weekend(date) || weekend_only
                    : (alone ? own > 0 : (before + own) / 1000 > before / 1000))
            return true;
    }
    return false;
}

/* The hours of as many worked days after the period as were left out of it. */
static int made_up(const trial *t, int last, int left_out) {
    int sum = 0, run = 0;
    for (int day = last + 1; day < DAYS && left_out > 0; day++) {
        run += worked(t, t->midnight[day], t->midnight[day + 1]);
        if (!starts_on(t, day))
            continue;
        sum += run;
        run = 0;
        left_out--;
    }
    return sum;
}

static void averages(trial *t) {
    const rota_rules *rules = &t->f.home->rules;
    bool special = t->f.home->settings.rules.special_case && !young_on(t, DAYS - 1);
    int days = 7 * (special ? rules->average_weeks_special : rules->average_weeks);
    int64_t worst = -1;
    for (int last = 0; last < DAYS; last++) {
        int from = last - days + 1, left_out = 0;
        int64_t minutes = worked(t, from < 0 ? 0 : t->midnight[from], t->midnight[last + 1]);
        for (int day = from < 0 ? 0 : from; day <= last; day++)
            left_out += excluded(t, day);
        minutes += made_up(t, last, left_out);
        worst = minutes > worst ? minutes : worst;
    }
    int64_t other = t->f.home->staff[PRIYA].other_minutes;
    if (7 * worst > (rules->average_limit - other) * days)
        say(t, "weekly_average FAIL %lld", (long long)((7 * worst + days - 1) / days + other));
}

/* Rest in windows of a week. Of the young what they do from their birthday on is not looked at. */
static void weekly_rest(trial *t, bool young) {
    const rota_rules *rules = &t->f.home->rules;
    bool instead = t->f.home->settings.rules.special_case;
    ROTA_CLEANUP(rota_freep) unsigned char *busy = rota_calloc((size_t)t->minutes, 1);
    for (size_t i = 0; i < t->f.duties.count; i++) {
        const rota_duty *duty = &t->f.duties.items[i];
        if (!young || young_on(t, duty->date - t->first))
            memset(busy + (duty->start - t->epoch), 1, (size_t)(duty->end - duty->start));
    }
    int own = rules->weekly_rest_starts;
    for (int first = -6; first < DAYS; first++) {
        enum rota_weekday weekday = rota_day_weekday(t->first + first);
        if (weekday != (own >= 0 ? (enum rota_weekday)own : ROTA_MON))
            continue;
        int from = first < 0 ? 0 : t->midnight[first];
        int to = first + 7 > DAYS ? t->minutes : t->midnight[first + 7];
        bool any = false;
        for (int i = from; i < to && !any; i++)
            any = busy[i];
        if (!any || !(young ? young_on(t, first) : !young_on(t, first + 6)))
            continue;
        /* Before and after all that is known everything is free. */
        int longest = 0, run = first < 0 ? -first * DAY : 0, whole = 0, need = rules->weekly_rest;
        for (int i = from; i <= to; i++) {
            if (i < to && !busy[i]) {
                run++;
                continue;
            }
            if (i == to && first + 7 > DAYS)
                run += (first + 7 - DAYS) * DAY;
            int left = i - run, right = i, gap;
            while (left > 0 && left <= t->minutes && !busy[left - 1])
                left--;
            while (right < t->minutes && !busy[right])
                right++;
            gap = left <= 0 || right >= t->minutes ? INT32_MAX : right - left;
            if (run >= need && gap > whole)
                whole = gap;
            longest = run > longest ? run : longest;
            run = 0;
        }
        if (young) {
            if (longest < rules->young_weekly_rest)
                say(t, "young_weekly_rest FAIL %d", longest);
        } else if (longest < need) {
            say(t, "weekly_rest %s %d", instead ? "COMP_REST" : "FAIL", longest);
        } else if (whole < rules->weekly_rest_gap) {
            say(t, "weekly_rest AMBER %d", whole);
        }
    }
}

/* Stretches of work, joined while they share a span; each gap and each long stretch. */
static void daily_rest(trial *t, bool young) {
    const rota_rules *rules = &t->f.home->rules;
    int rest = young ? rules->young_daily_rest : rules->daily_rest;
    int span = young ? DAY - rest : rules->duty_span, start = -1, end = -1;
    bool instead = t->f.home->settings.rules.special_case && !young;
    bool last_young = false, first_young = false;
    for (int i = 0; i <= t->minutes;) {
        while (i < t->minutes && !t->busy[i])
            i++;
        int from = i;
        while (i < t->minutes && t->busy[i])
            i++;
        bool over = from >= t->minutes;
        bool split = start >= 0 && day_of(t, start) == day_of(t, from) &&
                     i - start - span < rest - (from - end);
        if (!over && start >= 0 && from - end < rest &&
            (i - start <= span || from - end < HOUR || split)) {
            end = i;
            last_young = young_on(t, day_of(t, from)) && young_on(t, day_of(t, end));
            continue;
        }
        if (start >= 0 && first_young == young && end - start > span) {
            int left = DAY - (end - start), has = left >= HOUR ? left : 0;
            if (young)
                say(t, "young_daily_rest FAIL %d", left > 0 ? left : 0);
            else
                say(t, "duty_span %s %d owed %d", instead ? "COMP_REST" : "FAIL", end - start,
                    instead ? rest - has : 0);
        }
        if (!over && start >= 0 && last_young == young && from - end < rest)
            say(t, "%s %s %d", young ? "young_daily_rest" : "daily_rest",
                instead ? "COMP_REST" : "FAIL", from - end);
        if (over)
            return;
        start = from;
        end = i;
        first_young = young_on(t, day_of(t, from));
        last_young = first_young && young_on(t, day_of(t, end));
    }
}

static void young_hours(trial *t) {
    const rota_rules *rules = &t->f.home->rules;
    for (int day = 0; day < DAYS && young_on(t, day); day++) {
        int minutes = worked(t, t->midnight[day], t->midnight[day + 1]);
        if (minutes > rules->young_daily)
            say(t, "young_daily FAIL %d", minutes);
        if (day % 7 != 0)
            continue;
        int sum = 0, days = 0;
        for (int k = day; k < day + 7 && young_on(t, k); k++, days++)
            sum += k < DAYS ? worked(t, t->midnight[k], t->midnight[k + 1]) : 0;
        int all = sum + t->f.home->staff[PRIYA].other_minutes * days / 7;
        if (sum > 0 && all > rules->young_weekly)
            say(t, "young_weekly FAIL %d", all);
    }
}

static void young_nights(trial *t) {
    for (size_t i = 0; i < t->f.duties.count; i++) {
        const rota_duty *duty = &t->f.duties.items[i];
        int restricted = 0;
        for (rota_minute at = duty->start; at < duty->end; at++) {
            rota_day day;
            int minute, offset;
            rota_zone_split(t->f.home->zone, at, &day, &minute, &offset);
            restricted += rota_person_young(&t->f.home->staff[PRIYA], day) &&
                          (minute >= 22 * HOUR || minute < 6 * HOUR);
        }
        if (restricted > 0)
            say(t, "young_night FAIL %d", restricted);
    }
}

static bool is_night(const trial *t, int at) {
    rota_day day;
    int minute, offset;
    rota_zone_split(t->f.home->zone, t->epoch + at, &day, &minute, &offset);
    return minute >= 23 * HOUR || minute < 6 * HOUR;
}

/* Every 24 hours with a minute of a night duty in the night. */
static void night_absolute(trial *t) {
    int limit = t->f.home->rules.night_absolute;
    if (limit < 0 || t->f.home->settings.rules.special_case || young_on(t, DAYS - 1))
        return;
    for (size_t i = 0; i < t->f.duties.count; i++) {
        const rota_duty *duty = &t->f.duties.items[i];
        int start = (int)(duty->start - t->epoch), end = (int)(duty->end - t->epoch), night = 0;
        int most = 0;
        for (int at = start; at < end; at++)
            night += is_night(t, at);
        for (int from = start - DAY + 1; from < end && night >= 3 * HOUR; from++) {
            bool holds = false;
            int minutes = worked(t, from, from + DAY);
            for (int at = from > start ? from : start;
                 minutes > most && at < end && at < from + DAY && !holds; at++)
                holds = is_night(t, at);
            most = holds ? minutes : most;
        }
        if (most > limit)
            say(t, "night_absolute FAIL %d", most);
    }
}

/* ---- Both ---- */

static int by_text(const void *a, const void *b) {
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* Lines in order. */
static char *sorted(const char *text) {
    char *copy = rota_strdup(text), *rest = copy, *line;
    const char *lines[2000];
    size_t n = 0;
    while ((line = strsep(&rest, "\n")) && n < 2000)
        if (*line)
            lines[n++] = line;
    qsort(lines, n, sizeof *lines, by_text);
    rota_text out = {0};
    for (size_t i = 0; i < n; i++)
        rota_text_addf(&out, "%s\n", lines[i]);
    free(copy);
    return out.s ? out.s : rota_strdup("");
}

static char *quick(trial *t) {
    rota_text out = {0};
    for (size_t i = 0; i < t->f.found.count; i++) {
        const rota_finding *f = &t->f.found.items[i];
        bool other = f->rule == ROTA_RULE_COMPENSATORY_REST || f->rule == ROTA_RULE_LEAVE ||
                     f->rule == ROTA_RULE_NIGHT_AVERAGE || f->verdict == ROTA_PROVISIONAL;
        if (other)
            continue;
        rota_text_addf(&out, "%s %s %lld", rota_rule_id(f->rule), rota_verdict_name(f->verdict),
                       (long long)f->measured);
        if (f->rule == ROTA_RULE_DUTY_SPAN)
            rota_text_addf(&out, " owed %lld", (long long)f->owed);
        rota_text_add(&out, "\n");
    }
    char *text = sorted(rota_text_str(&out));
    rota_text_done(&out);
    return text;
}

static int compare(uint64_t seed) {
    trial t;
    make(&t, seed);
    char to[ROTA_DATE_SIZE], from[ROTA_DATE_SIZE];
    fixture_check(&t.f, rota_day_format(t.first, from), rota_day_format(t.first + DAYS - 1, to));
    averages(&t);
    weekly_rest(&t, true);
    weekly_rest(&t, false);
    daily_rest(&t, false);
    night_absolute(&t);
    if (young_on(&t, 0)) {
        daily_rest(&t, true);
        young_hours(&t);
        young_nights(&t);
    }
    char *slow = sorted(rota_text_str(&t.found)), *fast = quick(&t);
    int wrong = strcmp(slow, fast) != 0;
    if (wrong)
        print_message("seed %d (special %d, young %d), slow:\n%squick:\n%s\n", (int)seed,
                      t.f.home->settings.rules.special_case, young_on(&t, 0), slow, fast);
    free(slow);
    free(fast);
    done(&t);
    return wrong;
}

static void quick_and_slow_agree(void **state) {
    (void)state;
    const char *only = getenv("ROTA_SEED"), *n = getenv("ROTA_SEEDS");
    int wrong = 0, seeds = n ? atoi(n) : SEEDS;
    for (int seed = 1; seed <= seeds && wrong < 3; seed++)
        if (!only || atoi(only) == seed)
            wrong += compare((uint64_t)seed);
    assert_int_equal(wrong, 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(quick_and_slow_agree)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
