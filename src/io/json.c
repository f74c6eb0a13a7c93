#include "io/json.h"

#include "core/mem.h"
#include "io/utf8.h"

#include <assert.h>
#include <jansson.h>
#include <math.h>
#include <stdlib.h>

/* Digits of a number: more than anybody reads, few enough that 0.1 + 0.2 is written 0.3. */
enum { DIGITS = 9 };

static void *allocate(size_t bytes) {
    return rota_calloc(bytes, 1);
}

/* Every value begins with an object or an array of ours, so this comes first. With an allocation
 * that never fails, no call of jansson below can. */
static rota_json *made(json_t *(*make)(void)) {
    json_set_alloc_funcs(allocate, free);
    return make();
}

rota_json *rota_json_object(void) {
    return made(json_object);
}

rota_json *rota_json_array(void) {
    return made(json_array);
}

void rota_json_free(rota_json *json) {
    json_decref(json);
}

void rota_json_set(rota_json *object, const char *key, rota_json *value) {
    int failed = json_object_set_new(object, key, value);
    assert(!failed); /* not an object, or an object inside itself */
    (void)failed;
}

void rota_json_append(rota_json *array, rota_json *value) {
    int failed = json_array_append_new(array, value);
    assert(!failed);
    (void)failed;
}

static rota_json *text_value(const char *text) {
    if (!text)
        return json_null();
    rota_text clean = {0};
    rota_utf8_add_clean(&clean, text);
    rota_json *value = json_string(rota_text_str(&clean));
    rota_text_done(&clean);
    return value;
}

void rota_json_set_text(rota_json *object, const char *key, const char *text) {
    rota_json_set(object, key, text_value(text));
}

void rota_json_set_int(rota_json *object, const char *key, int64_t value) {
    rota_json_set(object, key, json_integer(value));
}

void rota_json_set_number(rota_json *object, const char *key, double value) {
    /* + 0.0 makes -0 a 0. */
    rota_json_set(object, key, isfinite(value) ? json_real(value + 0.0) : json_null());
}

void rota_json_set_bool(rota_json *object, const char *key, bool value) {
    rota_json_set(object, key, json_boolean(value));
}

void rota_json_append_text(rota_json *array, const char *text) {
    rota_json_append(array, text_value(text));
}

void rota_json_append_int(rota_json *array, int64_t value) {
    rota_json_append(array, json_integer(value));
}

static int add_bytes(const char *bytes, size_t n, void *out) {
    rota_text_add_bytes(out, bytes, n);
    return 0;
}

void rota_json_write(const rota_json *json, rota_text *out) {
    int failed = json_dump_callback(json, add_bytes, out,
                                    JSON_INDENT(2) | JSON_ENCODE_ANY | JSON_REAL_PRECISION(DIGITS));
    assert(!failed);
    (void)failed;
    rota_text_add(out, "\n");
}
