/* JSON out, with jansson (the only file that includes it is json.c). Keys keep their order. */
#ifndef ROTA_IO_JSON_H
#define ROTA_IO_JSON_H

#include "core/text.h"

typedef struct json_t rota_json;

rota_json *rota_json_object(void);
rota_json *rota_json_array(void);
void rota_json_free(rota_json *json); /**< accepts NULL */
/** Set a key of an object. `value` is taken over. */
void rota_json_set(rota_json *object, const char *key, rota_json *value);
void rota_json_set_text(rota_json *object, const char *key, const char *text); /**< NULL = null */
void rota_json_set_int(rota_json *object, const char *key, int64_t value);
/** Rounded to 9 significant decimals; NAN and infinities become null. */
void rota_json_set_number(rota_json *object, const char *key, double value);
void rota_json_set_bool(rota_json *object, const char *key, bool value);
/** Append to an array. `value` is taken over. */
void rota_json_append(rota_json *array, rota_json *value);
void rota_json_append_text(rota_json *array, const char *text);
void rota_json_append_int(rota_json *array, int64_t value);
/** The text of the whole value with a final newline, indented by two spaces, appended to out. */
void rota_json_write(const rota_json *json, rota_text *out);

#endif
