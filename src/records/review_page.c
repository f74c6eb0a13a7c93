/* A review for people. */
#include "records/review.h"

#include "io/view.h"
#include "records/view.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static void titles(rota_page *page, const char *const *words, int n) {
    rota_page_table(page, n);
    rota_page_row(page);
    for (int i = 0; i < n; i++)
        rota_page_cell(page, i, ROTA_BOLD, words[i]);
}

static void dimension_cell(rota_page *page, int d) {
    rota_page_cellf(page, 0, ROTA_BOLD, "%s\n(%s)", rota_dimension_name(d, false),
                    rota_dimension_benefit(d));
}

/* ---- Five dimensions, three periods ---- */

static void add_line(rota_text *out, const char *label, const char *value) {
    if (*value)
        rota_text_addf(out, "%s%s%s", out->length ? "\n" : "", label, value);
}

static void progress_cell(const rota_record *record, int d, int column, rota_page *page) {
    const rota_record_part *part = rota_record_part_find(record, d);
    if (!part) {
        rota_page_cell(page, column, ROTA_RED, "nothing written");
        return;
    }
    ROTA_CLEANUP(rota_text_done) rota_text text = {0};
    const char *change = rota_record_part_get(record, part, "change");
    const char *score = rota_record_part_get(record, part, "score");
    add_line(&text, "change: ", change);
    if (*score)
        rota_text_addf(&text, "%sscore: %s", *change ? "; " : "", score);
    add_line(&text, "", rota_record_part_get(record, part, "how_is_child"));
    add_line(&text, "helped: ", rota_record_part_get(record, part, "approaches_that_helped"));
    add_line(&text, "next: ", rota_record_part_get(record, part, "future_directions"));
    rota_page_cell(page, column, ROTA_PLAIN, rota_text_str(&text));
}

static void add_progress(const rota_review *review, rota_page *page) {
    rota_page_heading(page, 2, "Five dimensions, the last reviews side by side");
    if (review->nprogress == 0) {
        rota_page_text(page, ROTA_RED, "No progress record yet.");
        return;
    }
    rota_page_table(page, 1 + (int)review->nprogress);
    rota_page_row(page);
    for (size_t i = 0; i < review->nprogress; i++) {
        const rota_record *record = review->progress[i];
        rota_page_cellf(
            page, 1 + (int)i, ROTA_BOLD, "%s to %s%s", rota_record_get(record, "period_from"),
            rota_record_get(record, "period_to"), rota_record_is_draft(record) ? " (draft)" : "");
    }
    for (int d = 0; d < ROTA_DIMENSIONS; d++) {
        rota_page_row(page);
        dimension_cell(page, d);
        for (size_t i = 0; i < review->nprogress; i++)
            progress_cell(review->progress[i], d, 1 + (int)i, page);
    }
    for (size_t i = 0; i < review->nprogress; i++) {
        const char *comment = rota_record_get(review->progress[i], "child_comment");
        if (*comment)
            rota_page_text(page, ROTA_PLAIN, "What %s says to it (%s): %s",
                           review->home->children[review->child].name,
                           rota_record_get(review->progress[i], "period_to"), comment);
    }
}

/* ---- What helped ---- */

static void add_section(const rota_review_words *w, bool own, rota_page *page) {
    const char *helps = rota_record_part_get(w->record, w->part, "what_adults_do_that_helps");
    const char *view = rota_record_part_get(w->record, w->part, "my_view");
    const char *change = rota_record_part_get(w->record, w->part, "what_i_would_change");
    const char *dimension =
        rota_dimension_name(rota_record_part_dimension(w->record, w->part), false);
    const char *open = own ? "“" : "", *close = own ? "”" : "";
    if (!*helps && !*view && !*change) {
        rota_page_item(page, "%s: not today", dimension);
        return;
    }
    rota_page_item(page, "%s: %s%s%s%s%s%s%s%s%s%s%s (%s%s)", dimension, *helps ? open : "", helps,
                   *helps ? close : "", *view ? (*helps ? " I see it so: " : "I see it so: ") : "",
                   *view ? open : "", view, *view ? close : "",
                   *change ? (*helps || *view ? " I would change: " : "I would change: ") : "",
                   *change ? open : "", change, *change ? close : "",
                   rota_record_get(w->record, "date_event"),
                   own ? "" : ", not in the child's own words");
}

/* The child's own words come first, then what somebody wrote down for it. */
static void add_child_words(const rota_review *review, rota_page *page) {
    const char *name = review->home->children[review->child].name;
    rota_page_heading(page, 2, "What helps, in %s's words", name);
    for (int own = 1; own >= 0; own--)
        for (size_t i = 0; i < review->nchild_says; i++) {
            const rota_review_words *w = &review->child_says[i];
            if (rota_is_own_words(w->record, w->part) == own)
                add_section(w, own, page);
        }
    if (review->nchild_says == 0)
        rota_page_text(page, ROTA_PLAIN, "Nothing in this period that may be shown here.");
    if (review->withheld)
        rota_page_text(page, ROTA_PLAIN,
                       "%d section%s of interviews with the child may not be shown here: that is "
                       "what the child said.",
                       review->withheld, review->withheld == 1 ? "" : "s");
}

/* Whether a text needs a full stop before the next one. */
static const char *stop_after(const char *text) {
    size_t n = strlen(text);
    return n == 0 || strchr(".!?", text[n - 1]) ? "" : ".";
}

static void add_carer_words(const rota_review *review, rota_page *page) {
    rota_page_heading(page, 2, "What helps, in the carers' words");
    bool any = false;
    for (size_t i = 0; i < review->ncarers_say; i++) {
        const rota_review_words *w = &review->carers_say[i];
        const char *did = rota_record_part_get(w->record, w->part, "did");
        const char *strengths = rota_record_part_get(w->record, w->part, "caregiver_strengths");
        if (!*did && !*strengths)
            continue;
        any = true;
        const char *incident = rota_record_part_get(w->record, w->part, "incident");
        rota_page_item(page, "%s: %s%s%s%s%s%s%s (%s, %s)",
                       rota_dimension_name(rota_record_part_dimension(w->record, w->part), false),
                       incident, stop_after(incident), *did ? " What I did: " : "", did,
                       *strengths ? stop_after(did) : "", *strengths ? " What I do well: " : "",
                       strengths, rota_record_get(w->record, "interviewee_ids"),
                       rota_record_get(w->record, "date_event"));
    }
    if (!any)
        rota_page_text(page, ROTA_PLAIN, "No caregiver interview in this period.");
}

/* ---- Evidence, notes, scores ---- */

static void add_evidence(const rota_review *review, rota_page *page) {
    static const char *const words[] = {"",        "caregiver",        "observed",
                                        "in work", "professional",     "child",
                                        "notes",   "by key caregiver", ""};
    enum { COLUMNS = sizeof words / sizeof *words };
    bool gaps = false;
    for (int d = 0; d < ROTA_DIMENSIONS; d++)
        gaps = gaps || review->dimensions[d].evidence_in_all == 0;
    rota_page_heading(page, 2, "Evidence by informant, and notes");
    titles(page, words, gaps ? COLUMNS : COLUMNS - 1);
    for (int d = 0; d < ROTA_DIMENSIONS; d++) {
        const rota_review_dimension *dimension = &review->dimensions[d];
        rota_page_row(page);
        rota_page_cell(page, 0, ROTA_BOLD, rota_dimension_name(d, false));
        for (int i = 0; i < ROTA_INFORMANTS; i++)
            rota_page_cellf(page, 1 + i, ROTA_PLAIN, "%d", dimension->evidence[i]);
        rota_page_cellf(page, 6, ROTA_PLAIN, "%d", dimension->notes);
        rota_page_cellf(page, 7, ROTA_PLAIN, "%d", dimension->notes_by_key);
        if (dimension->evidence_in_all == 0)
            rota_page_cell(page, 8, ROTA_RED, "no evidence");
    }
    rota_page_text(page, ROTA_PLAIN,
                   "Evidence: pieces in the checklists of the period. Notes: %d in the period, %d "
                   "of them by the key caregiver; a note may show several dimensions or none.",
                   review->notes, review->notes_by_key);
}

static const char *score_of(const rota_record *record, int d, const char *column) {
    const rota_record_part *part = rota_record_part_find(record, d);
    const char *score = part ? rota_record_part_get(record, part, column) : "";
    return *score ? score : "-";
}

static void add_checklists(const rota_review *review, rota_page *page) {
    if (review->nchecklists == 0)
        return;
    rota_page_heading(page, 2, "Scores of the last checklists");
    rota_page_beside(page);
    rota_page_table(page, 1 + (int)review->nchecklists);
    rota_page_row(page);
    for (size_t i = 0; i < review->nchecklists; i++)
        rota_page_cell(page, 1 + (int)i, ROTA_BOLD,
                       rota_record_get(review->checklists[i], "date_event"));
    for (int d = 0; d < ROTA_DIMENSIONS; d++) {
        rota_page_row(page);
        rota_page_cell(page, 0, ROTA_BOLD, rota_dimension_name(d, false));
        for (size_t i = 0; i < review->nchecklists; i++) {
            const rota_record *record = review->checklists[i];
            const char *home = score_of(record, d, "score_home");
            const char *birth = score_of(record, d, "score_birthfamily");
            bool split = strcmp(home, "-") != 0 || strcmp(birth, "-") != 0;
            if (split)
                rota_page_cellf(page, 1 + (int)i, ROTA_PLAIN, "%s (here %s, birth family %s)",
                                score_of(record, d, "score"), home, birth);
            else
                rota_page_cell(page, 1 + (int)i, ROTA_PLAIN, score_of(record, d, "score"));
        }
    }
    rota_page_text(page, ROTA_PLAIN,
                   "A line for each dimension; they are not added up. A dash is no score, not 0.");
    for (size_t i = 0; i < review->nchecklists; i++) {
        const rota_record *record = review->checklists[i];
        if (*rota_record_get(record, "band_reason"))
            rota_page_item(
                page, "%s: band %s in place of %s: %s", rota_record_get(record, "date_event"),
                rota_record_get(record, "band_used"), rota_record_get(record, "band_chrono"),
                rota_record_get(record, "band_reason"));
    }
}

static void add_goals(const rota_review *review, rota_page *page) {
    static const char *const words[] = {"dimension", "goal", "steps", "whose", "look again"};
    rota_page_heading(page, 2, "Open goals");
    if (review->ngoals == 0) {
        rota_page_text(page, ROTA_PLAIN, "None.");
        return;
    }
    titles(page, words, 5);
    for (int d = 0; d < ROTA_DIMENSIONS; d++)
        for (size_t i = 0; i < review->ngoals; i++) {
            const rota_record *goal = review->goals[i];
            if (strcmp(rota_record_get(goal, "dimension"), rota_dimension_code(d, false)) != 0)
                continue;
            rota_day day = rota_record_day(goal, "review");
            bool late = day != ROTA_NO_DAY && day < review->today;
            rota_page_row(page);
            rota_page_cell(page, 0, ROTA_PLAIN, rota_dimension_name(d, false));
            rota_page_cell(page, 1, ROTA_PLAIN, rota_record_get(goal, "goal"));
            rota_page_cell(page, 2, ROTA_PLAIN, rota_record_get(goal, "steps"));
            rota_page_cell(page, 3, ROTA_PLAIN,
                           rota_staff_name(review->home, rota_record_get(goal, "owner_id")));
            rota_page_cellf(page, 4, late ? ROTA_RED : ROTA_PLAIN, "%s%s",
                            rota_record_get(goal, "review"), late ? " (overdue)" : "");
        }
}

/* ---- The annex ---- */

static void annex_row(rota_page *page, const char *what, const char *value, const char *remark) {
    rota_page_row(page);
    rota_page_cell(page, 0, ROTA_PLAIN, what);
    rota_page_cell(page, 1, ROTA_PLAIN, value);
    rota_page_cell(page, 2, ROTA_PLAIN, remark);
}

/* Nobody is no number where there was no care, or no rota is known. */
static const char *beside_floor(int distinct, int floor, char *buf, size_t size) {
    if (distinct == 0)
        snprintf(buf, size, "n/a");
    else if (floor > 0)
        snprintf(buf, size, "%d (fewest possible %d)", distinct, floor);
    else
        snprintf(buf, size, "%d (fewest possible n/a)", distinct);
    return buf;
}

static void add_stints(const rota_home *home, const rota_annex *annex, rota_page *page) {
    for (size_t i = 0; i < annex->nstints; i++) {
        const rota_annex_stint *stint = &annex->stints[i];
        char from[ROTA_DATE_SIZE], to[ROTA_DATE_SIZE], share[ROTA_WORDS_SIZE];
        rota_words_share(stint->clock_minutes > 0
                             ? (double)stint->key_minutes / (double)stint->clock_minutes
                             : NAN,
                         share);
        const rota_key_change *change = stint->change;
        bool known = stint->staff >= 0 && stint->clock_minutes > 0;
        rota_page_item(page, "%s to %s: %s%s%s%s%s%s%s%s", rota_day_format(stint->from, from),
                       rota_day_format(stint->to, to),
                       stint->staff >= 0 ? home->staff[stint->staff].name : "no key caregiver",
                       known ? ", there for " : "", known ? share : "",
                       known ? " of waking time" : "", change ? "; changed because: " : "",
                       change ? rota_key_reason_words(change->reason) : "",
                       change && *change->note ? ", " : "", change ? change->note : "");
    }
}

void rota_annex_add_page(const rota_home *home, const rota_annex *annex, rota_page *page) {
    static const char *const words[] = {"", "", "how it is counted"};
    char buf[96], remark[160], share[ROTA_WORDS_SIZE], day[ROTA_DATE_SIZE];
    rota_page_heading(page, 2, "Continuity annex: which adults were there");
    if (annex->from > annex->to) {
        rota_page_text(page, ROTA_PLAIN, "The child did not live here in this period.");
        return;
    }
    titles(page, words, 3);
    snprintf(buf, sizeof buf, "%d of %d", annex->days, annex->to - annex->from + 1);
    annex_row(page, "days with a rota", buf, "the figures below are of these days");
    annex_row(page, "time with the key caregiver there",
              rota_words_share(annex->key_presence, share),
              "share of the waking time with somebody there");
    snprintf(remark, sizeof remark, "different caregivers from %s on",
             rota_day_format(annex->recent_from, day));
    annex_row(page, "caregivers in 28 days",
              beside_floor(annex->recent_distinct, annex->recent_floor, buf, sizeof buf), remark);
    annex_row(page, "caregivers in the period",
              beside_floor(annex->distinct, annex->floor, buf, sizeof buf),
              "the fewest possible follows from the hours and the contracts");
    snprintf(buf, sizeof buf, "%s (%d of %d nights)", rota_words_share(annex->bed_wake, share),
             annex->bed_wake_nights, annex->nights);
    annex_row(page, "bed and wake", annex->nights ? buf : "n/a",
              "nights after which an adult of bedtime was there when the children woke");
    snprintf(remark, sizeof remark,
             "published hours that the published person worked; %d of %d "
             "duties have a record of what was worked",
             annex->recorded, annex->published);
    annex_row(page, "predictability", rota_words_share(annex->predictability, share), remark);
    rota_page_heading(page, 3, "Key caregivers");
    add_stints(home, annex, page);
    rota_page_text(page, ROTA_PLAIN,
                   "By the rota as it was worked; where nothing was recorded, by the rota of "
                   "record. These are facts beside each other. This page makes no claim that one "
                   "is the cause of the other.");
}

rota_page *rota_review_page(const rota_review *review) {
    const rota_child *child = &review->home->children[review->child];
    char period[ROTA_WORDS_SIZE];
    rota_page *page = rota_page_new("Review");
    rota_page_heading(page, 1, "Review of %s, %s", child->name,
                      rota_words_period(review->from, review->to, period));
    if (review->hidden)
        rota_page_text(page, ROTA_PLAIN,
                       "%zu record%s for managers or for named people only and not on this page.",
                       review->hidden, review->hidden == 1 ? " is" : "s are");
    add_progress(review, page);
    add_child_words(review, page);
    add_carer_words(review, page);
    add_evidence(review, page);
    add_checklists(review, page);
    add_goals(review, page);
    rota_annex_add_page(review->home, &review->annex, page);
    return page;
}
