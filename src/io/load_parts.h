/* Inside of loading: rows of the store -> the model. Each row function reads the current row of a
 * query; what it cannot read is noted in the loader and ends the loading. The import lets nothing
 * through that could fail here: only a database that somebody else wrote to. */
#ifndef ROTA_IO_LOAD_PARTS_H
#define ROTA_IO_LOAD_PARTS_H

#include "core/home.h"
#include "io/store.h"

typedef struct {
    rota_store *store;
    rota_home *home;
    rota_query *query; /**< at the row that is read */
    const char *table;
    rota_rc rc; /**< the first thing that could not be read */
    rota_err *err;
} rota_loader;

/** Note that a column of the row does not hold what it should. */
void rota_load__bad(rota_loader *l, int column, const char *expected);
/** Text in the home's arena, "" for NULL. */
const char *rota_load__text(rota_loader *l, int column);
/** An integer, `missing` for NULL. */
int rota_load__int(rota_loader *l, int column, int missing);
rota_day rota_load__day(rota_loader *l, int column);            /**< NULL: ROTA_NO_DAY */
int rota_load__minute(rota_loader *l, int column, int missing); /**< of HH:MM, 24:00, HH:MM+1 */
int rota_load__staff(rota_loader *l, int column);               /**< index; NULL: -1 */
int rota_load__group(rota_loader *l, int column);               /**< index; NULL and `*`: -1 */
int rota_load__shift(rota_loader *l, int column);               /**< index */
/** Index of the word among n names; NULL: `missing`. */
int rota_load__choice(rota_loader *l, int column, const char *(*name)(int), int n, int missing);
const char *rota_load__shift_kind(int kind); /**< for rota_load__choice */

/** A statement and what its rows become. */
typedef struct {
    const char *table, *sql;
    size_t size;                              /**< of an item */
    void (*read)(rota_loader *l, void *item); /**< item is zeroed */
} rota_load_table;
/** Read all rows into an array in the home's arena. */
rota_rc rota_load__rows(rota_loader *l, const rota_load_table *table, void *items, int *count);

/* load_rows.c */
extern const rota_load_table rota_load__groups, rota_load__people, rota_load__children,
    rota_load__shifts, rota_load__demand, rota_load__leave, rota_load__unavailable,
    rota_load__requests, rota_load__worked, rota_load__record, rota_load__key_changes,
    rota_load__supervision;
/** Read an assignment from columns date, shift, group_id, staff, pinned. */
void rota_load__assignment(rota_loader *l, void *item);

#endif
