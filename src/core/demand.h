/* Demand: which rows apply on a date, and where a rota falls short of them. */
#ifndef ROTA_CORE_DEMAND_H
#define ROTA_CORE_DEMAND_H

#include "core/duty.h"

/** Indices of the demand rows in force on a date, the most specific day for each (group, shift or
 *  window, skill). *rows is allocated for the caller (free); returns the count. */
size_t rota_demand_on(const rota_home *home, rota_day date, int **rows);
/** The stretch of time that a demand row asks for on a date (a shift's own times or the window). */
void rota_demand_span(const rota_home *home, const rota_demand *row, rota_day date,
                      rota_minute *from, rota_minute *to);
/**
 * Does the duty serve the row on the date? The group must fit (a row of the whole home takes every
 * group; a duty for the whole home serves no row of a group) and the person have the skill. A row
 * by shift is served by that very shift on that date, a window by any duty, of the day before too,
 * with a minute of presence in it (rota_duty_present; asleep only where the row says so).
 */
bool rota_demand_serves(const rota_home *home, const rota_demand *row, rota_day date,
                        const rota_duty *duty);

/** A place where fewer people are on duty than a row asks for. */
typedef struct {
    rota_day date;
    int row;               /**< index of the demand row */
    int have;              /**< fewest at any minute (by shift: how many) */
    int min_short;         /**< people missing below min, at the worst minute; 0 = none */
    int target_short;      /**< people missing below target */
    int over;              /**< people above max, at the worst minute */
    int64_t short_minutes; /**< person-minutes missing below min */
    rota_minute from, to;  /**< the first stretch below min (or the whole span) */
} rota_shortfall;

typedef struct {
    rota_shortfall *items;
    size_t count, capacity;
} rota_shortfalls;
void rota_shortfalls_done(rota_shortfalls *list);

/**
 * Compare duties with demand, minute by minute for windows, over from..to (both included).
 * People are counted, not duties. Rows with a skill ask that at least so many of those on the shift
 * (for a window: on duty at each minute) have it; their max, which defaults to the target, counts
 * only when it is above the target, because such a row adds nobody and keeps nobody away.
 * @param[out] out every row and date with min_short, target_short or over above 0, by date, row;
 *             appended
 */
void rota_demand_compare(const rota_home *home, const rota_duties *duties, rota_day from,
                         rota_day to, rota_shortfalls *out);

#endif
