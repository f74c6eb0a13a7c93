/* Views: a rota and what is said about it as text for people and as JSON for programs.
 *
 * A view appends to a rota_text (or makes a rota_json) and knows neither the solver nor where the
 * rota came from: everything it shows stands in a rota_report. */
#ifndef ROTA_IO_VIEW_H
#define ROTA_IO_VIEW_H

#include "core/check.h"
#include "core/continuity.h"
#include "core/demand.h"
#include "core/reasons.h"
#include "io/folder.h"
#include "io/json.h"
#include "io/table.h"

/** Numbers that held up to a day, where a profile has others from the next day on. */
typedef struct {
    rota_rules rules; /**< its `later` says which rules it is about */
    rota_day until;
} rota_earlier_rules;

/** A rota over a period with what can be said of it; make it with rota_report_init. */
typedef struct {
    const rota_home *home;      /**< lent */
    const rota_plan_info *plan; /**< lent; NULL: the rota is not a plan */
    const char *what;           /**< lent; "plan 'draft'", "the rota of record" */
    bool worked;                /**< what was worked, and the rota of record where nothing is */
    bool of_record;             /**< the rota of record or what was worked; no plan and no file */
    const char *opted_out;      /**< lent; id of who is taken to have opted out; NULL: nobody */
    rota_day from, to;          /**< the period shown, both included */
    const rota_duties *duties;  /**< lent; all that is known, also outside the period */

    const rota_duties *beside; /**< lent; duties that others have as well, of which only whoever is
                                    there with them is asked; NULL: none */

    const rota_earlier_rules
        *earlier; /**< lent; of the days before home->rules, the latest first */
    size_t nearlier;

    rota_shortfalls shortfalls;  /**< of the period */
    rota_reasons *reasons;       /**< [shortfalls.count]; empty where no minimum is missed */
    rota_continuity *continuity; /**< the groups, then the children who live there then */
    size_t ncontinuity;
    rota_findings findings;
    rota_person_hours *hours; /**< [home->nstaff] */
    rota_comp_rests comp;     /**< compensatory rest; with ROTA_REPORT_HOME */
    bool all;                 /**< ROTA_REPORT_ALL was asked for */
    bool only;                /**< rota_report_only() named a person */
    int person;               /**< whom */
} rota_report;

enum { /**< what to work out */
       ROTA_REPORT_DEMAND = 1,
       ROTA_REPORT_REASONS = 2, /**< needs ROTA_REPORT_DEMAND */
       ROTA_REPORT_CONTINUITY = 4,
       ROTA_REPORT_CHILDREN = 8, /**< needs ROTA_REPORT_CONTINUITY */
       ROTA_REPORT_LAW = 16,
       ROTA_REPORT_HOME = 32, /**< needs ROTA_REPORT_LAW: what is said of the home; rest owed */
       ROTA_REPORT_ALL = 64   /**< needs ROTA_REPORT_LAW: what is well too */
};
/** Work out the parts (bits of ROTA_REPORT_*) of a report whose lent members are set. */
void rota_report_init(rota_report *report, unsigned parts);
void rota_report_done(rota_report *report);
/** Keep of the findings those of a person (-1: anybody's) and of a rule (-1: any). */
void rota_report_only(rota_report *report, int staff, int rule);
/** The most serious verdict of the working-time law about a person: ROTA_PASS when nothing is
 *  found, ROTA_COMP_REST only while rest is owed. */
enum rota_verdict rota_report_verdict(const rota_report *report, int staff);
/** The numbers that a finding is by: the home's, or those that held on its day. */
const rota_rules *rota_report_rules_of(const rota_report *report, const rota_finding *finding);
/** The first day on which anybody has a duty that is known; ROTA_NO_DAY: nobody has any. */
rota_day rota_report_known_from(const rota_report *report);
/** People missing from minimum demand, over all shortfalls of the report. */
int rota_report_short(const rota_report *report);
/** (objective - bound) / max(1, |objective|); NAN when the plan has no bound. */
double rota_plan_gap(const rota_plan_info *plan);

enum { ROTA_WORDS_SIZE = 64 };
/** "Mon 7 Dec" into buf[ROTA_WORDS_SIZE]; returns buf. */
const char *rota_words_day(rota_day day, char *buf);
/** "Mon 7 to Sun 13 Dec 2026", months and years where they differ; returns buf. */
const char *rota_words_period(rota_day from, rota_day to, char *buf);
/** A share as "86 %", "n/a" when undefined; returns buf. */
const char *rota_words_share(double share, char *buf);
/** A number with at most `decimals` decimals and none that is 0 at the end, or "n/a". */
const char *rota_words_number(double value, int decimals, char *buf);

/** Weeks as blocks (with a heading each when there are several): a row for each person, a column
 * for each day. */
void rota_view_by_staff(const rota_report *report, const rota_look *look, rota_text *out);
/** Weeks as blocks, in each a block for each group: a row for each shift, cells of names. Shifts
 *  below their minimum say so (needs the report's demand). */
void rota_view_by_group(const rota_report *report, const rota_look *look, rota_text *out);
/** The same with a block for each child: who is there in its group while it lives there. */
void rota_view_by_child(const rota_report *report, const rota_look *look, rota_text *out);

/** A line for each rule that does not hold yet on the days of the report; nothing when all do. */
void rota_view_later(const rota_report *report, const rota_look *look, rota_text *out);
/** A line for each group and child: faces, own team, key caregivers, bed-wake. */
void rota_view_continuity(const rota_report *report, const rota_look *look, rota_text *out);
/** Every measure, a column for each group and child. */
void rota_view_continuity_full(const rota_report *report, const rota_look *look, rota_text *out);

/** Findings of law and house, the serious ones first, with article, measured value and limit, the
 *  shifts and what would mend it. Averages that no later day can bring over are left out. */
void rota_view_findings(const rota_report *report, const rota_look *look, rota_text *out);
/** The breaches alone; the other findings are counted in the heading. */
void rota_view_breaches(const rota_report *report, const rota_look *look, rota_text *out);
/** Of a rota of worked time: which days are recorded, and which are as in the rota of record. */
void rota_view_recorded(const rota_report *report, const rota_look *look, rota_text *out);
/** [{"date","recorded","as_published"}] for each day of the period. */
rota_json *rota_json_recorded(const rota_report *report);
/** A line for each person: hours in the period, average, room left, verdict. */
void rota_view_hours(const rota_report *report, const rota_look *look, rota_text *out);
/** Rest owed, by which rest it was given back, what is open and until when. Nothing when none is.
 */
void rota_view_comp_rests(const rota_report *report, const rota_look *look, rota_text *out);
/** How close each person comes to each limit; needs ROTA_REPORT_ALL. */
void rota_view_margins(const rota_report *report, const rota_look *look, rota_text *out);
/** Annual leave of the calendar year in which the period ends: due, booked, left; earned by those
 *  without regular hours. */
void rota_view_leave(const rota_report *report, const rota_look *look, rota_text *out);
/** The findings as CSV: a header, then a row for each. */
void rota_view_findings_csv(const rota_report *report, rota_text *out);

/** How good the plan is: proven or not, cost, bound, gap, time. Nothing for an imported draft. */
void rota_view_status(const rota_report *report, const rota_look *look, rota_text *out);
/** What each part of the objective gave, in words. */
void rota_view_breakdown(const rota_report *report, const rota_look *look, rota_text *out);
/** Duties below their minimum with the reasons, and how many are below their target. */
void rota_view_shortfalls(const rota_report *report, const rota_look *look, rota_text *out);
/** Name of a part of the objective in JSON (order of the solver's parts), NULL past the last. */
const char *rota_view_part_name(int part);

/** The object of `rota plan`; parts that the report does not have are left out. */
rota_json *rota_json_report(const rota_report *report);
/** The object of `rota continuity`. */
rota_json *rota_json_continuity(const rota_report *report);
/** The object of `rota check`. @param margins the margins too; needs ROTA_REPORT_ALL */
rota_json *rota_json_check(const rota_report *report, bool margins, bool leave);

#endif
