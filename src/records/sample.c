#include "records/sample.h"

#include "io/embedded.h"
#include "io/export.h"
#include "records/import.h"

#include <errno.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/* The files that were written. */
struct files {
    rota_record_source *items;
    size_t count, capacity;
};

static rota_rc write_files(const char *dir, const char *sample, struct files *files,
                           rota_err *err) {
    ROTA_CLEANUP(rota_freep) char *prefix = rota_strdupf("homes/%s/records/", sample);
    for (size_t i = 0; i < rota_embedded_count; i++) {
        const rota_embedded_file *file = &rota_embedded_files[i];
        if (strncmp(file->name, prefix, strlen(prefix)) != 0)
            continue;
        char *path = rota_strdupf("%s/records/%s", dir, file->name + strlen(prefix));
        ROTA_GROW(files->items, files->count, files->capacity);
        files->items[files->count++] = (rota_record_source){.path = path};
        rota_rc rc = rota_write_file(path, (const char *)file->bytes, file->size, err);
        if (rc)
            return rc;
    }
    return ROTA_OK;
}

static bool has_records(const char *sample) {
    ROTA_CLEANUP(rota_freep) char *prefix = rota_strdupf("homes/%s/records/", sample);
    for (size_t i = 0; i < rota_embedded_count; i++)
        if (strncmp(rota_embedded_files[i].name, prefix, strlen(prefix)) == 0)
            return true;
    return false;
}

static rota_rc import(rota_folder *folder, const struct files *files, rota_faults *faults,
                      rota_err *err) {
    rota_home *home = NULL;
    rota_store *store = NULL;
    ROTA_CLEANUP(rota_freep)
    rota_record_count *counts = ROTA_NEW_ARRAY(rota_record_count, files->count);
    rota_rc rc = rota_load_home(folder, &home, err);
    if (!rc)
        rc = rota_records_open(folder->dir, NULL, true, &store, err);
    if (!rc)
        rc = rota_records_import(store, home, files->items, files->count, false, "rota init",
                                 counts, faults, err);
    rota_store_close(store);
    rota_home_free(home);
    return rc;
}

rota_rc rota_records_init_sample(rota_folder *folder, const char *sample, rota_faults *faults,
                                 rota_err *err) {
    if (!has_records(sample))
        return ROTA_OK;
    struct files files = {0};
    ROTA_CLEANUP(rota_freep) char *dir = rota_strdupf("%s/records", folder->dir);
    rota_rc rc = ROTA_OK;
    if (mkdir(dir, 0700) != 0 && errno != EEXIST)
        rc = rota_fail(err, ROTA_E_SYSTEM, "cannot make the folder '%s': %s", dir, strerror(errno));
    if (!rc)
        rc = write_files(folder->dir, sample, &files, err);
    if (!rc)
        rc = import(folder, &files, faults, err);
    for (size_t i = 0; i < files.count; i++)
        free((char *)(uintptr_t)files.items[i].path);
    free(files.items);
    return rc;
}
