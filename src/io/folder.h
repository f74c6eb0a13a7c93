/* A home's folder: rota.ini, its CSV files and rota.db; and loading it into the model. */
#ifndef ROTA_IO_FOLDER_H
#define ROTA_IO_FOLDER_H

#include "core/home.h"
#include "io/store.h"

/** An open home: where it is, its settings with their origins, its store. */
typedef struct {
    char *dir; /**< owned */
    rota_settings settings;
    const char **origins; /**< for each row of rota_settings_table(): "default" or "rota.ini:12" */
    rota_rules rules;
    rota_zone *zone;
    rota_day *holidays; /**< bank holidays as their file has them */
    int nholidays;
    rota_store *store; /**< NULL when opened without it */
    rota_arena *arena;
} rota_folder;

/**
 * Open the home at dir; NULL: $ROTA_HOME, else the nearest folder upward that holds rota.ini.
 * Reads rota.ini, the rule profile and the bank holidays (each built-in or a file beside
 * rota.ini); all their faults are added to `faults`.
 */
rota_rc rota_folder_open(const char *dir, rota_folder **out, rota_faults *faults, rota_err *err);
void rota_folder_close(rota_folder *folder); /**< accepts NULL */
/** Names of the sample homes inside the program; returns the count. */
size_t rota_folder_samples(const char *names[], size_t max);
/**
 * Make a home folder: rota.ini, CSV files (headers, or a sample's) and the database with what the
 * files say. The folder must not exist or be empty. On failure nothing of it is left.
 */
rota_rc rota_folder_init(const char *dir, const char *sample, rota_faults *faults, rota_err *err);

/** Read the whole home from the store (call inside a read transaction or a write one). The home
 *  owns its own zone and copies of settings and rules. */
rota_rc rota_load_home(rota_folder *folder, rota_home **out, rota_err *err);

enum { ROTA_PLAN_NAME_SIZE = 33 };
/** A plan: a named draft rota, and what the solver said of it. */
typedef struct {
    char name[ROTA_PLAN_NAME_SIZE]; /**< an id */
    rota_day from, to;
    char status[16]; /**< "optimal", "feasible", "stopped"; "draft" when imported */
    bool proven;
    double objective, bound, seconds; /**< points; NAN when not planned by the solver */
    double breakdown[16];             /**< points of each part, order of enum rota_part */
    int nparts;
} rota_plan_info;
/** Names of all plans, newest last (array of nul-terminated names in the folder's arena). */
rota_rc rota_plan_list(rota_folder *folder, rota_plan_info **plans, size_t *count, rota_err *err);
/** Read a plan; assignments are malloc'ed for the caller. ROTA_E_INPUT (near miss named) when there
 *  is none of that name. */
rota_rc rota_plan_load(rota_folder *folder, const rota_home *home, const char *name,
                       rota_plan_info *info, rota_assignment **assignments, size_t *count,
                       rota_err *err);
/** Write a plan (inside a write transaction): its assignments within from..to are replaced, those
 *  outside are kept. */
rota_rc rota_plan_save(rota_folder *folder, const rota_home *home, const rota_plan_info *info,
                       const rota_assignment *assignments, size_t count, rota_err *err);

/** Remove every file in the folder, and the folders in it with theirs: of what this run made and
 *  cannot finish, or needs no more. The folder itself stays; faults are passed over. */
void rota_folder_clear(const char *dir);

#endif
