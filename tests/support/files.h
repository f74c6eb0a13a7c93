/* Files for tests: a temporary folder, and texts of files and lists of faults to compare with. */
#ifndef ROTA_TESTS_SUPPORT_FILES_H
#define ROTA_TESTS_SUPPORT_FILES_H

#include "core/err.h"
#include "core/text.h"

/** A new, empty folder; lent until rota_test_folder_remove. Absolute and without links. */
const char *rota_test_folder(void);
/** Remove the folder with all it holds. */
void rota_test_folder_remove(void);
/** Path of a name inside the folder; lent, the last 8 of them stay valid. */
const char *rota_test_path(const char *name);
/** Write a file inside the folder and give its path. */
const char *rota_test_write(const char *name, const char *text);
/** The bytes of a file, to be freed with rota_text_done; fails the test when it cannot be read. */
rota_text rota_test_read(const char *path);
/** All faults kept, one a line, as they are shown; to be freed with rota_text_done. */
rota_text rota_test_faults(const rota_faults *faults);
/** Assert exactly these faults (lines as of rota_test_faults) and empty the list. */
void rota_test_expect_faults(rota_faults *faults, const char *expected);

#endif
