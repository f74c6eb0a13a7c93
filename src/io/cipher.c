/* SQLCipher, loaded when it is needed: its functions have the names of SQLite's, so the two cannot
 * both be linked. RTLD_DEEPBIND keeps its own calls within itself. */
#include "core/mem.h"
#include "io/store_calls.h"

#include <dlfcn.h>
#include <string.h>

#ifdef ROTA_SQLCIPHER
static rota_rc find(void *library, const char *name, void *function, rota_err *err) {
    void *found = dlsym(library, name);
    if (!found)
        return rota_fail(err, ROTA_E_SYSTEM, "%s has no %s: it is no SQLCipher", ROTA_SQLCIPHER,
                         name);
    memcpy(function, &found, sizeof found); /* ISO C has no cast from data to function */
    return ROTA_OK;
}

rota_rc rota_store__cipher(const rota_store_calls **out, rota_err *err) {
    static rota_store_calls calls;
    static void *library;
    if (library) {
        *out = &calls;
        return ROTA_OK;
    }
    void *loaded = dlopen(ROTA_SQLCIPHER, RTLD_NOW | RTLD_LOCAL | RTLD_DEEPBIND);
    if (!loaded)
        return rota_fail(err, ROTA_E_SYSTEM,
                         "encrypted records need SQLCipher, which is not installed here (%s)",
                         dlerror());
    rota_rc rc = find(loaded, "sqlite3_key", &calls.key, err);
    if (!rc)
        rc = find(loaded, "sqlite3_rekey", &calls.rekey, err);
#define FIND(result, name, parameters)                                                             \
    if (!rc)                                                                                       \
        rc = find(loaded, "sqlite3_" #name, &calls.name, err);
    ROTA_STORE_CALLS(FIND)
#undef FIND
    if (rc) {
        dlclose(loaded);
        return rc;
    }
    library = loaded;
    *out = &calls;
    return ROTA_OK;
}
#else
rota_rc rota_store__cipher(const rota_store_calls **out, rota_err *err) {
    (void)out;
    return rota_fail(err, ROTA_E_SYSTEM,
                     "this rota was built without SQLCipher and cannot open or make encrypted "
                     "records (build it with -DROTA_SQLCIPHER=ON)");
}
#endif
