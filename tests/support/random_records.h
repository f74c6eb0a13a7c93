/* Random valid records of every type as rows of text, and CSV files of them by a writer of the
 * tests' own: in the form of the export, or in others that mean the same. */
#ifndef ROTA_TESTS_SUPPORT_RANDOM_RECORDS_H
#define ROTA_TESTS_SUPPORT_RANDOM_RECORDS_H

#include "core/mem.h"
#include "records/types.h"

#include <stdint.h>

enum { ROTA_TEST_ROWS = 400 };

/** The rows of one type's file, sorted as in an export. */
typedef struct {
    const rota_record_type *type;
    const char *(*cells)[ROTA_RECORD_COLUMNS]; /**< [nrows] */
    int *record;                               /**< [nrows] which record the row is of */
    int nrows, nrecords;
} rota_test_table;

/** Nine tables for the home of support/record_home.h. With `any_line_ends` texts hold CR and CR LF,
 *  too. Everything is the arena's. */
void rota_test_records(uint64_t seed, bool any_line_ends, rota_arena *arena,
                       rota_test_table tables[9]);

/** Ways to write the same file. All zero but `delimiter`: the form of the export. */
typedef struct {
    char delimiter;
    bool bom, crlf, quote_all, shuffled; /**< columns and records in another order */
    bool says_otherwise;                 /**< numbers 07, flags yes and no, lists with | */
} rota_test_form;
void rota_test_write_csv(const rota_test_table *table, const rota_test_form *form, uint64_t seed,
                         rota_text *out);

#endif
