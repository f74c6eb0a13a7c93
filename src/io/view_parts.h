/* What the files of the views share among themselves. */
#ifndef ROTA_IO_VIEW_PARTS_H
#define ROTA_IO_VIEW_PARTS_H

#include "io/view.h"

/** Space for what people call a person, group or child. */
enum { ROTA_VIEW_NAME_SIZE = 160 };
/** Name of a person: with the id where two have the same name, the id alone when there is none. */
const char *rota_view__person(const rota_home *home, int staff, char *buf);
/** A heading line, bold where there is colour. */
__attribute__((format(printf, 3, 4))) void rota_view__heading(const rota_look *look, rota_text *out,
                                                              const char *fmt, ...);
/** Text after two spaces for each level, wrapped where it is too long for a line. */
__attribute__((format(printf, 5, 6))) void rota_view__line(const rota_look *look, int level,
                                                           enum rota_style style, rota_text *out,
                                                           const char *fmt, ...);
/** Is the duty one of the period shown? */
bool rota_view__shown(const rota_report *report, const rota_duty *duty);
enum { ROTA_VIEW_MAIN_RULES = 3 };
/** Averages, daily and weekly rest: those that the rules have no numbers for; returns how many. */
int rota_view__missing_rules(const rota_rules *rules, enum rota_rule missing[ROTA_VIEW_MAIN_RULES]);
/** Annual leave of the people shown, an array. */
rota_json *rota_view__json_leave(const rota_report *report);
/** An average of which days are missing, and that no day to come can bring over the limit. */
bool rota_view__cannot_pass(const rota_finding *finding);
/** Minutes or counts, as the finding has them, into buf of ROTA_HOURS_SIZE. */
const char *rota_view__amount(const rota_finding *finding, int64_t value, char *buf);
/** How much room is left below or above the limit; negative: none. */
int64_t rota_view__margin(const rota_finding *finding);
/** Was so much measured that a margin can be told? */
bool rota_view__has_margin(const rota_finding *finding);
/** Names for JSON: "*" for the whole home. */
const char *rota_view__group_id(const rota_home *home, int group);

/** {"date","shift","group","staff","pinned"}; worked time without a shift also start and end. */
rota_json *rota_view__json_duty(const rota_home *home, const rota_duty *duty);

#endif
