/* rota.ini <-> rota_settings, by the table of keys in core/settings.h. */
#ifndef ROTA_IO_SETTINGS_FILE_H
#define ROTA_IO_SETTINGS_FILE_H

#include "core/settings.h"
#include "core/text.h"

/**
 * Read a file of settings; keys that it does not have get their default.
 * @param[out] out also set when there are faults: keys at fault keep their default
 * @param[out] lines for each row of rota_settings_table() the line of its key, 0 = default
 * @param faults unknown sections and keys, bad values, syntax errors; all of them
 * @return ROTA_E_INPUT when a fault was added, ROTA_E_SYSTEM when the file cannot be read
 */
rota_rc rota_settings_file_read(const char *path, rota_settings *out, int *lines,
                                rota_faults *faults, rota_err *err);
/** A rota.ini with every key and its help. Keys of [home], [rules] and [house] and all that differ
 *  from their default are set, the others stand there as comments. */
void rota_settings_file_write(const rota_settings *settings, rota_text *out);

#endif
