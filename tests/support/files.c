#include "support/files.h"

#include "support/test.h"

#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static char folder[256];

const char *rota_test_folder(void) {
    assert_false(*folder); /* one at a time */
    const char *tmp = getenv("TMPDIR");
    char name[128];
    snprintf(name, sizeof name, "%.100s/rota-test-XXXXXX", tmp && *tmp ? tmp : "/tmp");
    assert_non_null(mkdtemp(name));
    char *real = realpath(name, NULL);
    assert_non_null(real);
    snprintf(folder, sizeof folder, "%s", real);
    free(real);
    return folder;
}

static int remove_one(const char *path, const struct stat *info, int type, struct FTW *place) {
    (void)info;
    (void)type;
    (void)place;
    return remove(path);
}

void rota_test_folder_remove(void) {
    assert_true(*folder);
    assert_int_equal(nftw(folder, remove_one, 16, FTW_DEPTH | FTW_PHYS), 0);
    *folder = '\0';
}

const char *rota_test_path(const char *name) {
    static char paths[8][512];
    static unsigned next;
    char *path = paths[next++ % 8];
    snprintf(path, sizeof paths[0], "%s/%s", folder, name);
    return path;
}

const char *rota_test_write(const char *name, const char *text) {
    const char *path = rota_test_path(name);
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    assert_int_equal(fwrite(text, 1, strlen(text), file), strlen(text));
    assert_int_equal(fclose(file), 0);
    return path;
}

rota_text rota_test_read(const char *path) {
    FILE *file = fopen(path, "r");
    if (!file)
        fail_msg("cannot read %s", path);
    rota_text text = {0};
    char bytes[4096];
    for (size_t n; (n = fread(bytes, 1, sizeof bytes, file)) > 0;)
        rota_text_add_bytes(&text, bytes, n);
    fclose(file);
    return text;
}

rota_text rota_test_faults(const rota_faults *faults) {
    rota_text all = {0};
    for (size_t i = 0; i < faults->count && i < ROTA_FAULTS_KEPT; i++) {
        char line[2048];
        rota_text_addf(&all, "%s\n", rota_err_format(&faults->kept[i], line, sizeof line));
    }
    return all;
}

void rota_test_expect_faults(rota_faults *faults, const char *expected) {
    rota_text all = rota_test_faults(faults);
    assert_string_equal(rota_text_str(&all), expected);
    rota_text_done(&all);
    faults->count = 0;
}
