/* The note that a writer leaves beside the database ("rota.db-holder") while it writes: its process
 * and what it is doing. It locks nothing (SQLite does): it only lets the next one say who is in the
 * way. A note that a killed process left behind is known by its process being gone. */
#ifndef ROTA_IO_HOLDER_H
#define ROTA_IO_HOLDER_H

#include <stdbool.h>
#include <stddef.h>

enum { ROTA_HOLDER_SIZE = 128 };

/** Write the note. A note that cannot be written is none: the work goes on without. */
void rota_holder__write(const char *path, const char *who);
void rota_holder__remove(const char *path);
/** "process 1234 (rota plan)" into buf of ROTA_HOLDER_SIZE; false when nobody known holds it. */
bool rota_holder__read(const char *path, char *buf);

#endif
