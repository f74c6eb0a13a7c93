/* What may leave the home about a child, for somebody outside. Only finals; only what its
 * visibility allows; of interviews with the child only the sections that it lets be shared with
 * them; names in texts replaced. */
#ifndef ROTA_RECORDS_SHARE_H
#define ROTA_RECORDS_SHARE_H

#include "io/json.h"
#include "records/records.h"

typedef struct {
    const char *whom, *purpose; /**< lent */
    const char *child;          /**< id */
    const char *home_name, *by; /**< who shares: an id or an account */
    rota_day day;
    const char *const *also; /**< lent; names that are replaced beside those of the home */
    size_t nalso;
    rota_record_list records; /**< copies: what leaves */
    int drafts, amended;      /**< left out: not finished, superseded */
    int not_visible;          /**< left out: for managers or named people only */
    int not_the_childs_wish;  /**< sections left out: the child does not share them with them */
    int names;                /**< names replaced in texts */
} rota_share;

/**
 * Choose what may leave; free share->records with rota_record_list_done.
 * @param records of the child, all of them
 * @param types the types asked for, NULL: all
 */
void rota_share_choose(const rota_home *home, const rota_record_list *records,
                       const rota_record_type *const *types, size_t ntypes, rota_arena *arena,
                       rota_share *share);
/** "manifest.txt": what is in the folder, for whom, why, and how much was left out. */
void rota_share_add_manifest(const rota_share *share, rota_text *out);
rota_json *rota_share_json(const rota_share *share);
/** May a folder of this name be written: is there none, or an empty one? */
rota_rc rota_share_check_folder(const char *folder, rota_err *err);
/** Write the folder (it must not be there or be empty): a CSV file for each type, and the manifest;
 *  all or nothing. */
rota_rc rota_share_write(const rota_share *share, const char *folder, rota_err *err);
/** The text with names replaced: other children by "[another child]", the child by its id, people
 * by theirs; in the arena. @param child "": of nobody; "[a child]" and "[somebody]"
 * @param count how often, added up */
const char *rota_share_without_names(const rota_home *home, const char *child, const char *text,
                                     rota_arena *arena, int *count);

#endif
