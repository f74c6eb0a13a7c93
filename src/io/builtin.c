#include "io/builtin.h"

#include "core/mem.h"
#include "core/text.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

enum { MOST_FILES = 256, NAME_SIZE = 64 };

/* Length of the name in "rules/NAME.ini", 0 when the file is none of that form. */
static size_t name_length(const rota_builtin_kind *kind, const char *file) {
    size_t n = strlen(file), before = strlen(kind->prefix), after = strlen(kind->suffix);
    if (n <= before + after || strncmp(file, kind->prefix, before) != 0 ||
        strcmp(file + n - after, kind->suffix) != 0)
        return 0;
    return n - before - after;
}

const char *rota_builtin_file_name(const rota_builtin_kind *kind, const rota_embedded_file *file) {
    return file->name + strlen(kind->prefix);
}

size_t rota_builtin_names(const rota_builtin_kind *kind, const char *names[], size_t max) {
    /* The names are lent for ever; every call writes the same bytes. */
    static char kept[MOST_FILES][NAME_SIZE];
    size_t n = 0;
    assert(rota_embedded_count <= MOST_FILES);
    for (size_t i = 0; i < rota_embedded_count && n < max; i++) {
        const rota_embedded_file *file = &rota_embedded_files[i];
        size_t length = name_length(kind, file->name);
        if (length == 0)
            continue;
        assert(length < NAME_SIZE);
        snprintf(kept[i], NAME_SIZE, "%.*s", (int)length, rota_builtin_file_name(kind, file));
        names[n++] = kept[i];
    }
    return n;
}

bool rota_builtin_is_path(const rota_builtin_kind *kind, const char *name) {
    size_t n = strlen(name), after = strlen(kind->suffix);
    return strchr(name, '/') || (n > after && strcmp(name + n - after, kind->suffix) == 0);
}

static rota_rc fail_unknown(const rota_builtin_kind *kind, const char *name, rota_err *err) {
    const char *names[ROTA_BUILTIN_MOST];
    size_t n = rota_builtin_names(kind, names, ROTA_BUILTIN_MOST);
    const char *near = rota_text_nearest(name, names, n);
    if (near)
        return rota_fail(err, ROTA_E_INPUT, "unknown %s '%s'; did you mean '%s'?", kind->what, name,
                         near);
    ROTA_CLEANUP(rota_text_done) rota_text all = {0};
    for (size_t i = 0; i < n; i++)
        rota_text_addf(&all, "'%s', ", names[i]);
    return rota_fail(err, ROTA_E_INPUT, "unknown %s '%s'; there are %sor a file such as '%s'",
                     kind->what, name, rota_text_str(&all), kind->example);
}

rota_rc rota_builtin_find(const rota_builtin_kind *kind, const char *name,
                          const rota_embedded_file **out, rota_err *err) {
    for (size_t i = 0; i < rota_embedded_count; i++) {
        const rota_embedded_file *file = &rota_embedded_files[i];
        size_t length = name_length(kind, file->name);
        if (length == 0 || strlen(name) != length ||
            strncmp(rota_builtin_file_name(kind, file), name, length) != 0)
            continue;
        *out = file;
        return ROTA_OK;
    }
    return fail_unknown(kind, name, err);
}
