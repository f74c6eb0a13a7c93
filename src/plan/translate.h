/* Home -> problem: what the solver is given. Files of this folder, in the order of the data:
 * tasks.c (which shifts for which groups on which day), rows.c (what all people together should
 * meet), person_*.c (what each may do and what it is worth), translate.c (joins them), plan.c (runs
 * the solver and reads the rota back). Mathematics and units: docs/design/model.md. */
#ifndef ROTA_PLAN_TRANSLATE_H
#define ROTA_PLAN_TRANSLATE_H

#include "core/duty.h"
#include "plan/plan.h"
#include "solver/problem.h"

/** A shift for a group on a day, to be given to people. */
typedef struct {
    int day;                  /**< of the horizon */
    int shift, group;         /**< group -1 = the whole home */
    int start, end;           /**< minutes since the horizon's start */
    int sleep_from, sleep_to; /**< equal = none */
    int minutes;              /**< working time */
    int night_minutes;        /**< within the night of the rules */
    bool night;               /**< counts as a night duty */
    bool demanded;            /**< for everybody; false: only for those who are pinned to it */
    int care[2];              /**< waking minutes with children on its day and on the next */
    int dark;                 /**< minutes with children asleep */
    bool bed;                 /**< awake there at bedtime of its day */
    bool wake[2];             /**< awake there at waking of its day, of the next day */
    int *rows;                /**< rows that everybody who does it covers */
    int nrows, rows_capacity;
} rota_task;

/** Two duties at most on one day: what an arc's `task` number means. */
typedef struct {
    int task[2]; /**< indices of rota_translation.tasks; -1 = none */
} rota_day_work;

/** What a row of the problem stands for; also the kinds that are branched on. */
enum rota_row_kind {
    ROTA_ROW_SHIFT,
    ROTA_ROW_WINDOW,
    ROTA_ROW_SKILL,
    ROTA_ROW_KEY,
    ROTA_ROW_AGENCY,
    ROTA_NROW_KINDS
};

/** A row that only some people cover. */
typedef struct {
    int row;
    int task;      /**< that task, -1: all tasks that list the row themselves */
    int skill;     /**< people with it, -1 = any */
    int key_of;    /**< key people of the group, -1 = any */
    int agency_of; /**< agency row of this person: they count -1, people of the home +1; -1 = no */
    int shift;     /**< of an agency row: the person's own shift that counts -1 */
} rota_partial_row;

typedef struct {
    const rota_home *home;
    const rota_plan_request *request;
    rota_minute epoch; /**< instant of minute 0: 00:00 of the first day */
    int ndays;
    rota_minute *midnight; /**< [ndays + 2] instants */

    rota_task *tasks;
    int ntasks, tasks_capacity;
    int *day_first_task; /**< [ndays + 1] */
    rota_day_work *works;
    int nworks, works_capacity;
    rota_partial_row *partial; /**< sorted by task once all rows are made */
    int *first_partial;        /**< [ntasks + 1] */
    int npartial, partial_capacity;

    rota_assignment *pins; /**< in the period, distinct, sorted */
    int npins;
    const rota_assignment *published; /**< rows of the record in the period; lent by the home */
    int npublished;
    rota_duties before, after; /**< known duties before and after the period, sorted by staff */
    double *familiarity;       /**< [nstaff * ngroups] on the first day */
    double *group_weight;      /**< [ngroups] */

    bool typed; /**< some limit asks for types of shifts: a type for each shift, and one for each
                     pair of shifts that are joined on a day */
    struct rota_shift_pair {
        int shift[2];
    } * pairs; /**< of type nshifts + i */
    int npairs, pairs_capacity;
    bool pressed; /**< somebody must work at least so much: maxima of demand give way at a price */

    int *staff_of_worker;
    rota_problem *problem;
} rota_translation;

/** Translate. On success free with rota_translation_done. */
rota_rc rota_translate(const rota_home *home, const rota_plan_request *request,
                       rota_translation *out, rota_err *err);
void rota_translation_done(rota_translation *t);
/** Pins of the period from the record and the draft, distinct and sorted; malloc'ed. */
rota_assignment *rota_translate_pins(const rota_home *home, const rota_plan_request *request,
                                     int *count);

/** What is known before and after the period: history, other days of the draft, the record. Sorted.
 */
rota_rc rota_translate_known(const rota_home *home, const rota_plan_request *request,
                             rota_duties *before, rota_duties *after, rota_err *err);

/* ---- steps, in order ---- */
rota_rc rota_translate__tasks(rota_translation *t, rota_err *err);
void rota_translate__rows(rota_translation *t);
void rota_translate__person(rota_translation *t, int worker);
/** Types are known now: which may follow which. */
void rota_translate__types(rota_translation *t);
void rota_translate__limits(rota_translation *t, int worker);
void rota_translate__type_limits(rota_translation *t, int worker);
void rota_translate__history(rota_translation *t, int worker);
void rota_translate__future(rota_translation *t, int worker);
/** What pins and known duties break by themselves is not to stand in the way of a rota. */
void rota_translate__pins(rota_translation *t, int worker);
/** Least limits are lowered to what the person can do at all. */
void rota_translate__least(rota_translation *t, int worker);
void rota_translate__fairness(rota_translation *t);
/** What a person's arc earns by its own: fills arc->cost, faces, group and flags. */
void rota_translate__value(const rota_translation *t, int staff, const rota_day_work *work,
                           rota_arc *arc);

/* ---- shared ---- */
/** Cost units of so many points. */
rota_cost rota_translate__points(double points);
/** The duty of a task for a person, as core sees it. */
rota_duty rota_translate__duty(const rota_translation *t, const rota_task *task, int staff);
/** The most minutes of work in any 24 hours with night work in them that hold for the person; -1 =
 *  no such limit. */
int rota_translate__night_limit(const rota_translation *t, int staff);
/** Rest after a stretch of work of so many minutes from first start to last end. */
int rota_translate__rest_after(const rota_translation *t, int staff, rota_day date, int span);
/** Longest lawful span of a duty of the person on the date; INT_MAX = no limit. */
int rota_translate__longest_span(const rota_translation *t, int staff, rota_day date);
/** Longest span of duties that share the rest that follows them (a split duty). */
int rota_translate__longest_chain(const rota_translation *t, int staff, rota_day date);
/** Is the day kept free of work, because days of annual leave are no weekly rest and it has to be
 * had beside them? */
bool rota_translate__is_kept_free(const rota_translation *t, int staff, int day);
/** May a short rest or a long duty of the person on the date be made up for by a longer rest? */
bool rota_translate__compensates(const rota_translation *t, int staff, rota_day date);
/** Is the pin kept without a part in the person's line? On call at home is compatible with all. */
bool rota_translate__is_aside(const rota_translation *t, const rota_assignment *pin);
/** Number of a work of one or two tasks, added when new. */
int rota_translate__work(rota_translation *t, int first, int second);
/** Type of a day's work of one shift, or of two (second -1: of one); -1 when nothing asks for
 * types. */
int rota_translate__type(rota_translation *t, int first, int second);
/** May the shift be on the day, as far as what is known before and after the period, and what is
 *  kept aside, says? */
bool rota_translate__may_follow_known(const rota_translation *t, int staff, int day, int shift);
/** Most duties of the shift for the person in the period; -1 = no limit. */
int rota_translate__max_shifts(const rota_translation *t, int staff, int shift);
/** Find the task of a shift and group on a day, or -1. */
int rota_translate__find_task(const rota_translation *t, int day, int shift, int group);
/** First and one past last duty of a person in sorted duties. */
void rota_translate__range(const rota_duties *duties, int staff, size_t *first, size_t *last);

#endif
