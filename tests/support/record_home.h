/* A home in memory with a file of records, for tests: two groups, three children, four people, the
 * shifts E and L; CSV texts in, CSV texts out. */
#ifndef ROTA_TESTS_SUPPORT_RECORD_HOME_H
#define ROTA_TESTS_SUPPORT_RECORD_HOME_H

#include "records/import.h"
#include "records/rules.h"

typedef struct {
    rota_home *home;
    rota_store *store;
    rota_arena *arena;
    rota_faults *faults;
    rota_err err;
    rota_record_count counts[9];
} record_home;

/** Children k1 Mia (2024-06, willow), k2 Bo (2016-02-29, oak), k3 Ada (birth unknown, oak); people
 *  ana, ben, cleo, dan. The file is records.db in the test's folder. */
void record_home_open(record_home *home);
void record_home_close(record_home *home);
/** Import one text as TYPE's file. */
rota_rc record_home_import(record_home *home, const rota_record_type *type, const char *text);
/** The same, and it must succeed with these counts. */
void record_home_load(record_home *home, const rota_record_type *type, const char *text, int added,
                      int changed, int same);
/** It must be refused with exactly these faults (lines as shown), and nothing be changed. */
void record_home_refuse(record_home *home, const rota_record_type *type, const char *text,
                        const char *faults);
/** The type's file; free with rota_text_done. */
rota_text record_home_export(record_home *home, const rota_record_type *type);
void record_home_expect(record_home *home, const rota_record_type *type, const char *text);

/** A CSV text from columns that matter: "record_id=n1|situation=He laughed". Rows are separated by
 *  an LF; the columns of the first row are the header of all. */
const char *record_rows(const char *rows);

#endif
