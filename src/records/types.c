#include "records/types.h"

#include <assert.h>
#include <string.h>
#include <strings.h>

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

#define DIMENSIONS "AVAIL|SENS|ACCEPT|COOP|MEMBER"
#define DOMAINS "AVAIL|SENS|ACCEPT|COOP|TEAM_BELONG"
#define BANDS "B1|B2|B3|B4"
#define ROLES                                                                                      \
    "keyworker|carer|senior|manager|supervisor|social_worker|therapist|training_leader|other"

/* The head of every type; `who` is the child or the team. */
#define HEAD(who, who_type, who_ask, author_need)                                                  \
    {.name = "record_id", .type = ROTA_FIELD_ID, .need = ROTA_ALWAYS, .ask = "id of the record"},  \
        {.name = "type", .type = ROTA_FIELD_WORD, .computed = true, .ask = "type of the record"},  \
        {.name = "schema_ver",                                                                     \
         .type = ROTA_FIELD_INT,                                                                   \
         .min = 1,                                                                                 \
         .max = ROTA_RECORD_SCHEMA,                                                                \
         .computed = true,                                                                         \
         .ask = "version of these fields"},                                                        \
        {.name = who, .type = who_type, .need = ROTA_ALWAYS, .ask = who_ask},                      \
        {.name = "home_id", .type = ROTA_FIELD_WORD, .ask = "the home"},                           \
        {.name = "group_id", .type = ROTA_FIELD_GROUP, .ask = "the group"},                        \
        {.name = "date_event",                                                                     \
         .type = ROTA_FIELD_DATE,                                                                  \
         .need = ROTA_FINAL,                                                                       \
         .ask = "the day it is about"},                                                            \
        {.name = "date_written",                                                                   \
         .type = ROTA_FIELD_DATE,                                                                  \
         .need = ROTA_FINAL,                                                                       \
         .ask = "the day it was written"},                                                         \
        {.name = "author_id", .type = ROTA_FIELD_WORD, .need = author_need, .ask = "who writes"},  \
        {.name = "author_role",                                                                    \
         .type = ROTA_FIELD_CHOICE,                                                                \
         .need = author_need,                                                                      \
         .of = ROLES,                                                                              \
         .ask = "as what"},                                                                        \
        {.name = "status",                                                                         \
         .type = ROTA_FIELD_CHOICE,                                                                \
         .need = ROTA_ALWAYS,                                                                      \
         .of = "draft|final|amended",                                                              \
         .ask = "draft or final"},                                                                 \
        {.name = "supersedes_id", .type = ROTA_FIELD_RECORD, .ask = "the record that it amends"},  \
        {.name = "visibility",                                                                     \
         .type = ROTA_FIELD_CHOICE,                                                                \
         .need = ROTA_ALWAYS,                                                                      \
         .of = "team|manager|named",                                                               \
         .ask = "who may read it"},                                                                \
    {                                                                                              \
        .name = "named_ids", .type = ROTA_FIELD_WORDS, .ask = "who else, when visibility is named" \
    }
#define CHILD_HEAD HEAD("child_id", ROTA_FIELD_CHILD, "the child", ROTA_FINAL)
#define TEAM_HEAD(author_need) HEAD("team_id", ROTA_FIELD_WORD, "the team", author_need)

#define OF_RECORD(name_, type_, ask_, ...)                                                         \
    { .name = name_, .type = ROTA_FIELD_##type_, .level = ROTA_OF_RECORD, .ask = ask_, __VA_ARGS__ }
#define OF_PART(name_, type_, ask_, ...)                                                           \
    { .name = name_, .type = ROTA_FIELD_##type_, .level = ROTA_OF_PART, .ask = ask_, __VA_ARGS__ }
#define OF_ITEM(name_, type_, ask_, ...)                                                           \
    { .name = name_, .type = ROTA_FIELD_##type_, .level = ROTA_OF_ITEM, .ask = ask_, __VA_ARGS__ }
#define MAY .need = ROTA_MAY
#define FINAL .need = ROTA_FINAL
#define ALWAYS .need = ROTA_ALWAYS
#define SCORE(name, ask) OF_PART(name, INT, ask, .max = 10)
#define DIMENSION OF_PART("dimension", CHOICE, "the dimension", ALWAYS, .of = DIMENSIONS)

/* In the order of the caregiving cycle. */
static const rota_field daily_note[] = {
    CHILD_HEAD,
    OF_RECORD("shift_id", SHIFT, "the shift", FINAL),
    OF_RECORD("carer_ids", STAFF_LIST, "the adults of the shift", MAY),
    OF_RECORD("dims", CHOICES, "dimensions that it shows, if any", .of = DIMENSIONS),
    OF_RECORD("situation", TEXT, "what happened", FINAL),
    OF_RECORD("child_signal", TEXT, "what the child showed or needed", MAY),
    OF_RECORD("carer_thinking_feeling", TEXT, "what you thought and felt", MAY),
    OF_RECORD("carer_response", TEXT, "what you did", MAY),
    OF_RECORD("child_response", TEXT, "how the child took it", MAY),
    OF_RECORD("follow_up", TEXT, "what comes next", MAY),
};

static const rota_field checklist[] = {
    CHILD_HEAD,
    OF_RECORD("age_months", INT, "age in completed months", .max = 227, .computed = true),
    OF_RECORD("band_chrono", CHOICE, "band of the age", .of = BANDS, .computed = true),
    OF_RECORD("band_used", CHOICE, "band that is used", FINAL, .of = BANDS),
    OF_RECORD("band_reason", TEXT, "why another band than that of the age", MAY),
    DIMENSION,
    OF_PART("strengths", TEXT, "strengths", MAY),
    OF_PART("difficulties", TEXT, "difficulties", MAY),
    SCORE("score", "0 to 10, if you like"),
    SCORE("score_home", "0 to 10, belonging here (MEMBER only)"),
    SCORE("score_birthfamily", "0 to 10, belonging to the birth family (MEMBER only)"),
    OF_ITEM("evidence_date", DATE, "day of the occasion", FINAL),
    OF_ITEM("evidence", TEXT, "one occasion that shows it", FINAL),
    OF_ITEM("informant", CHOICE, "who knows of it", FINAL,
            .of = "caregiver_account|direct_observation|direct_work|other_professional|child"),
    OF_ITEM("informant_role", TEXT, "which other professional", MAY),
};

static const rota_field caregiver_interview[] = {
    CHILD_HEAD,
    OF_RECORD("interviewee_ids", STAFF_LIST, "who is interviewed", FINAL),
    OF_RECORD("interviewer_id", WORD, "who asks", FINAL),
    OF_RECORD("purpose", CHOICE, "what for", FINAL,
              .of = "at_risk|placement_start|supervision|annual_review|placement_difficulty|"
                    "residential_goals"),
    OF_RECORD("agreed_goals", RECORD_LIST, "goals that were agreed (ids)", .of = "goal"),
    OF_RECORD("next_date", DATE, "day of the next interview", MAY),
    DIMENSION,
    OF_PART("incident_date", MONTH, "day or month of the incident", FINAL),
    OF_PART("incident", TEXT, "one incident", FINAL),
    OF_PART("why", TEXT, "why the caregiver thinks it happened", MAY),
    OF_PART("did", TEXT, "what the caregiver did", MAY),
    OF_PART("felt", TEXT, "how the caregiver felt", MAY),
    OF_PART("child_needs", TEXT, "what the child needs", MAY),
    OF_PART("child_strengths", TEXT, "what the child can do", MAY),
    OF_PART("caregiver_strengths", TEXT, "what the caregiver does well", MAY),
    OF_PART("support_wanted", TEXT, "support that the caregiver wants", MAY),
};

static const rota_field child_interview[] = {
    CHILD_HEAD,
    OF_RECORD("consent", CHOICE, "does the child agree to it", FINAL, .of = "yes|partly|no"),
    OF_RECORD("present_ids", WORDS, "who was there", MAY),
    OF_RECORD("method", CHOICE, "how", FINAL, .of = "talk|draw|cards|text|other"),
    DIMENSION,
    OF_PART("my_view", TEXT, "how the child sees it (nothing: not today)", MAY),
    OF_PART("what_adults_do_that_helps", TEXT, "what adults do that helps", MAY),
    OF_PART("what_i_would_change", TEXT, "what the child would change", MAY),
    OF_PART("own_words", FLAG, "in the child's own words (1 or 0)", MAY),
    OF_PART("may_share_with", WORDS,
            "with whom it may be shared (all, team, social_worker ...; empty: nobody)", MAY),
};

static const rota_field progress_record[] = {
    CHILD_HEAD,
    OF_RECORD("period_from", DATE, "first day of the period", FINAL),
    OF_RECORD("period_to", DATE, "last day of the period", FINAL),
    OF_RECORD("review_kind", CHOICE, "kind of review", FINAL,
              .of = "internal|statutory|move_on|other"),
    OF_RECORD("participants", WORDS, "who took part", MAY),
    OF_RECORD("child_comment", TEXT, "what the child says to it", MAY),
    OF_RECORD("next_review", DATE, "day of the next review", MAY),
    OF_RECORD("approved_by", WORD, "who approved it", MAY),
    DIMENSION,
    OF_PART("how_is_child", TEXT, "how the child is getting on", FINAL),
    OF_PART("change", CHOICE, "since the last time", .of = "better|same|worse|mixed|unknown"),
    OF_PART("approaches_that_helped", TEXT, "what helped", MAY),
    OF_PART("future_directions", TEXT, "where to go from here", MAY),
    SCORE("score", "0 to 10, if you like"),
};

static const rota_field goal[] = {
    CHILD_HEAD,
    OF_RECORD("dimension", CHOICE, "the dimension", FINAL, .of = DIMENSIONS),
    OF_RECORD("goal", TEXT, "the goal", FINAL),
    OF_RECORD("steps", TEXT, "steps towards it", MAY),
    OF_RECORD("owner_id", WORD, "whose it is to follow up", FINAL),
    OF_RECORD("start", DATE, "from", FINAL),
    OF_RECORD("review", DATE, "day to look at it again", FINAL),
    OF_RECORD("state", CHOICE, "where it stands", FINAL, .of = "open|met|continued|dropped"),
    OF_RECORD("from_record_id", RECORD, "the record that it comes from", MAY),
};

static const rota_field team_reflection[] = {
    TEAM_HEAD(ROTA_MAY), /* who answers without a name has none here either */
    OF_RECORD("supervisor_id", STAFF, "the supervisor", FINAL),
    OF_RECORD("period", WORD, "the period (for example 2026-Q4)", FINAL),
    OF_RECORD("respondent", CHOICE, "who answers", FINAL, .of = "anon|supervisor"),
    OF_PART("domain", CHOICE, "the domain", ALWAYS, .of = DOMAINS),
    OF_PART("going_well", TEXT, "what goes well", MAY),
    OF_PART("missing", TEXT, "what is missing", MAY),
    OF_PART("diversity_note", TEXT, "on differences between us", MAY),
    OF_PART("power_note", TEXT, "on power between us", MAY),
    OF_PART("action", TEXT, "what to do", MAY),
    OF_PART("action_owner", WORD, "who does it", MAY),
    OF_PART("due", DATE, "until", MAY),
    SCORE("score", "0 to 10, if you like"),
};

static const rota_field training_session[] = {
    TEAM_HEAD(ROTA_FINAL),
    OF_RECORD("programme", TEXT, "the programme", FINAL),
    OF_RECORD("session_no", INT, "number of the session", .min = 1, .max = 999),
    OF_RECORD("session_title", TEXT, "its title", MAY),
    OF_RECORD("date", DATE, "day of the session", FINAL),
    OF_RECORD("leader_present", FLAG, "was the leader of the home there (1 or 0)", FINAL),
    OF_RECORD("scheduler_present", FLAG, "was whoever makes the rota there (1 or 0)", FINAL),
    OF_RECORD("participants", WORDS, "who took part", MAY),
    OF_RECORD("lookback_succeeded", TEXT, "looking back: was it done as planned", MAY),
    OF_RECORD("lookback_easy", TEXT, "looking back: what was easy", MAY),
    OF_RECORD("lookback_difficult", TEXT, "looking back: what was difficult", MAY),
    OF_RECORD("lookback_learned", TEXT, "looking back: what was learned", MAY),
    OF_RECORD("lookback_better_next", TEXT, "looking back: what to do better", MAY),
    OF_RECORD("baseline_rota_id", WORD, "the rota to compare with (a plan, or record)", MAY),
    OF_RECORD("scenario_ids", WORDS, "the scenarios that were tried (plans)", MAY),
    OF_RECORD("constraints_quoted", TEXT, "clauses of law or agreement, one a line", MAY),
    OF_RECORD("decision", CHOICE, "the decision", FINAL, .of = "adopt|trial|park|reject"),
    OF_RECORD("trial_from", DATE, "trial from", MAY),
    OF_RECORD("trial_to", DATE, "trial until", MAY),
    OF_RECORD("next_steps", TEXT, "next steps, one a line", MAY),
};

static const rota_field support_session[] = {
    CHILD_HEAD,
    OF_RECORD("step", CHOICE, "the step", FINAL, .of = "intro|" DIMENSIONS),
    OF_RECORD("theory_covered", TEXT, "theory that was talked about", MAY),
    OF_RECORD("child_needs", TEXT, "what the child needs", MAY),
    OF_RECORD("caregiver_thoughts_feelings", TEXT, "what the caregiver thinks and feels", MAY),
    OF_RECORD("plan", TEXT, "what is planned", MAY),
};

/* A type: its fields have the same name, its file that name with an s. */
#define TYPE(name_, prefix_, title_, about_, writer_, ...)                                         \
    const rota_record_type rota_##name_ = {.name = #name_,                                         \
                                           .file = #name_ "s",                                     \
                                           .prefix = prefix_,                                      \
                                           .title = title_,                                        \
                                           .about = about_,                                        \
                                           .writer = writer_,                                      \
                                           .ncolumns = (int)COUNT(name_),                          \
                                           .columns = name_,                                       \
                                           __VA_ARGS__}
/* Which of its own fields, from 0, is the dimension of a row, and the first of an occasion. */
#define ONE_ROW .part_column = -1, .first_item = -1
#define ROWS(dimension) .part_column = ROTA_HEAD_COLUMNS + (dimension), .first_item = -1
#define ROWS_WITH_ITEMS(dimension, item)                                                           \
    .part_column = ROTA_HEAD_COLUMNS + (dimension), .first_item = ROTA_HEAD_COLUMNS + (item)

TYPE(daily_note, "note", "Daily note", "staff on shift, at the end of a shift, if something fits",
     "carer", ONE_ROW);
TYPE(checklist, "check", "Developmental checklist",
     "keyworker with manager or social worker: before placement, some weeks after, at reviews",
     "keyworker", ROWS_WITH_ITEMS(4, 10), .all_parts = true);
TYPE(caregiver_interview, "carer", "Caregiver interview",
     "supervisor or social worker with a caregiver, at the start and every half year", "supervisor",
     ROWS(5));
TYPE(child_interview, "child", "Child interview",
     "an adult whom the child chooses, before each review", "keyworker", ROWS(3));
TYPE(progress_record, "prog", "Progress record",
     "keyworker, approved by the manager, at each review", "keyworker", ROWS(7), .all_parts = true);
TYPE(goal, "goal", "Goal", "keyworker, when a goal is agreed", "keyworker", ONE_ROW);
TYPE(team_reflection, "team", "Team reflection",
     "each member of a team without a name, every quarter", "carer", ROWS(3), .team = true);
TYPE(training_session, "train", "Training session", "training leader, after each session",
     "training_leader", ONE_ROW, .team = true);
TYPE(support_session, "supp", "Support session", "supervisor with a caregiver, in six steps",
     "supervisor", ONE_ROW);

static const rota_record_type *const types[] = {
    &rota_daily_note,      &rota_checklist,        &rota_caregiver_interview,
    &rota_child_interview, &rota_progress_record,  &rota_goal,
    &rota_team_reflection, &rota_training_session, &rota_support_session};

/* ---- Finding ---- */

const rota_record_type *const *rota_record_types(size_t *count) {
    *count = COUNT(types);
    return types;
}

const rota_record_type *rota_record_type_find(const char *name) {
    for (size_t i = 0; i < COUNT(types); i++)
        if (strcmp(types[i]->name, name) == 0 || strcmp(types[i]->file, name) == 0 ||
            strcmp(types[i]->prefix, name) == 0)
            return types[i];
    return NULL;
}

const char *rota_record_type_nearest(const char *name) {
    const char *names[2 * COUNT(types)];
    for (size_t i = 0; i < COUNT(types); i++) {
        names[2 * i] = types[i]->name;
        names[2 * i + 1] = types[i]->file;
    }
    const char *nearest = rota_text_nearest(name, names, COUNT(names));
    const rota_record_type *type = nearest ? rota_record_type_find(nearest) : NULL;
    return type ? type->name : NULL;
}

const char *rota_record_type_names(void) {
    return "daily_note, checklist, caregiver_interview, child_interview, progress_record, goal, "
           "team_reflection, training_session, support_session";
}

int rota_record_column(const rota_record_type *type, const char *name) {
    for (int i = 0; i < type->ncolumns; i++)
        if (strcmp(type->columns[i].name, name) == 0)
            return i;
    return -1;
}

int rota_record_column_get(const rota_record_type *type, const char *name) {
    int column = rota_record_column(type, name);
    assert(column >= 0);
    return column;
}

/* ---- Dimensions and bands ---- */

static const struct {
    const char *code, *name, *benefit;
} dimensions[ROTA_DIMENSIONS] = {
    {"AVAIL", "Availability", "trust"},           {"SENS", "Sensitivity", "managing feelings"},
    {"ACCEPT", "Acceptance", "self-esteem"},      {"COOP", "Co-operation", "feeling effective"},
    {"MEMBER", "Family membership", "belonging"},
};
static const char team_belong[] = "TEAM_BELONG";

const char *rota_dimension_code(int dimension, bool team) {
    assert(dimension >= 0 && dimension < ROTA_DIMENSIONS);
    return team && dimension == ROTA_DIMENSIONS - 1 ? team_belong : dimensions[dimension].code;
}

const char *rota_dimension_name(int dimension, bool team) {
    assert(dimension >= 0 && dimension < ROTA_DIMENSIONS);
    return team && dimension == ROTA_DIMENSIONS - 1 ? "Team belonging" : dimensions[dimension].name;
}

const char *rota_dimension_benefit(int dimension) {
    assert(dimension >= 0 && dimension < ROTA_DIMENSIONS);
    return dimensions[dimension].benefit;
}

/* The same letters, whatever stands between the words. */
static bool same_words(const char *a, const char *b) {
    for (; *a && *b; a++, b++) {
        bool gap = strchr(" _-", *a) && strchr(" _-", *b);
        if (!gap && strncasecmp(a, b, 1) != 0)
            return false;
    }
    return !*a && !*b;
}

int rota_dimension_find(const char *code, bool team) {
    /* The fifth domain of a team has two names in the literature. */
    static const char *const belong[] = {"TEAM_BELONG", "team belonging", "team membership",
                                         "team member"};
    for (int i = 0; i < ROTA_DIMENSIONS; i++)
        if (strcmp(code, rota_dimension_code(i, team)) == 0)
            return i;
    for (size_t i = 0; team && i < COUNT(belong); i++)
        if (same_words(code, belong[i]))
            return ROTA_DIMENSIONS - 1;
    return -1;
}

int rota_band_of(int months) {
    static const int last[] = {18, 59, 131, 227};
    for (int i = 0; i < (int)COUNT(last); i++)
        if (months <= last[i])
            return i;
    return -1;
}

const char *rota_band_code(int band) {
    static const char *const codes[] = {"B1", "B2", "B3", "B4"};
    assert(band >= 0 && band < (int)COUNT(codes));
    return codes[band];
}

/* ---- Values ---- */

int rota_field_choices(const rota_field *field) {
    int n = 1;
    for (const char *c = field->of; *c; c++)
        n += *c == '|';
    return n;
}

const char *rota_field_choice(const rota_field *field, int i, char *buf) {
    const char *at = field->of;
    for (; i > 0; i--)
        at += strcspn(at, "|") + 1;
    size_t n = strcspn(at, "|");
    assert(n < ROTA_ID_SIZE);
    memcpy(buf, at, n);
    buf[n] = '\0';
    return buf;
}

const char *rota_field_expected(const rota_field *field) {
    static const char *const expected[] = {
        [ROTA_FIELD_ID] = "an id (1 to 32 letters, digits, _ or -)",
        [ROTA_FIELD_WORD] = "an id (1 to 32 letters, digits, _ or -)",
        [ROTA_FIELD_WORDS] = "a list of ids (a space between two)",
        [ROTA_FIELD_STAFF] = "a person's id",
        [ROTA_FIELD_STAFF_LIST] = "a list of people's ids (a space between two)",
        [ROTA_FIELD_CHILD] = "a child's id",
        [ROTA_FIELD_GROUP] = "a group's id",
        [ROTA_FIELD_SHIFT] = "a shift's id",
        [ROTA_FIELD_RECORD] = "a record's id",
        [ROTA_FIELD_RECORD_LIST] = "a list of records' ids (a space between two)",
        [ROTA_FIELD_TEXT] = "a text",
        [ROTA_FIELD_DATE] = "a date (for example 2026-12-31)",
        [ROTA_FIELD_MONTH] = "a date or a month (for example 2026-12-31 or 2026-12)",
        [ROTA_FIELD_CHOICE] = "one of the words",
        [ROTA_FIELD_CHOICES] = "a list of the words",
        [ROTA_FIELD_INT] = "a whole number",
        [ROTA_FIELD_FLAG] = "1 or 0 (or yes or no)",
    };
    return expected[field->type];
}
