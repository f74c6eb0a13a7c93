/* One label to the next day: what a day's work, or a day off, does to the state of a line. */
#include "core/mem.h"
#include "solver/price_internal.h"

#include <limits.h>

typedef rota_label label;
typedef rota_price_search search;

static int later(int a, int b) {
    return a > b ? a : b;
}

static int sooner(int a, int b) {
    return a < b ? a : b;
}

/* What changes with the day itself, whatever is worked on it. False: the line is unlawful. */
static bool enter_day(const search *s, label *l) {
    const rota_problem *p = s->p;
    const rota_worker *w = s->w;
    int d = s->day;
    if (p->weekday[d] == 5 || (d == 0 && p->weekday[d] == 6 && !w->before.weekend_begun))
        l->weekends = (unsigned char)((l->weekends << 1) & 0xF);
    if (d + 1 == p->ndays && p->weekday[d] == 5 && w->after.weekend_worked)
        l->weekends |= 1; /* whatever is done today */
    if (d == 0)
        return true;
    int block = p->block_of_week[p->week_of_day[d]];
    if (block != p->block_of_week[p->week_of_day[d - 1]])
        l->cost += s->pr->block[block].below * s->pr->block[block].low;
    int rest = p->rest_of_day[d];
    if (w->weekly_rest > 0 && rest != p->rest_of_day[d - 1]) {
        if (!l->rested) {
            int window = rest - 1;
            if (p->rest_start[rest] - later(l->last_end, p->rest_start[window]) < w->weekly_rest)
                return false;
            /* The stretch that ends that window must last for the whole gap. */
            l->hold = l->last_end + w->weekly_rest_gap;
        }
        l->rested = false;
    }
    return true;
}

/* The next day begins a week: what counts by the week counts no more. */
static void forget_week(const search *s, label *l) {
    const int *week = s->p->week_of_day, *block = s->p->block_of_week;
    l->faces = 0;
    l->week = 0;
    if (block[week[s->day]] != block[week[s->day + 1]])
        l->block = 0;
}

/* What more of a count can save at most: the bounds leave counts out. */
static double may_save(const rota_convex_points *f, int count) {
    return count < f->low ? f->below * (f->low - count) : 0;
}

/* What the way in which the line ends is worth. */
static double end_cost(const search *s, const label *l) {
    const rota_ending *e = s->w->ending;
    if (l->run_days == 0)
        return (double)e->value[0];
    int class = e->class_of[l->arc - s->w->day_first[s->day]];
    return (double)
        e->value[rota_ending_state(e, class, sooner(l->run_days, e->nrun), l->run_nights)];
}

/* Make the state of label l after its day as small as equal futures allow, and bound it. */
static void settle(const search *s, label *l) {
    const rota_pricer *pr = s->pr;
    const rota_worker *w = s->w;
    int d = s->day;
    l->ready = later(l->ready, pr->next_day[d + 1]);
    l->ready_night = later(l->ready_night, pr->next_night[d + 1]);
    if (l->hold <= pr->next_any[d + 1] && !(w->after.gap_counts && l->hold > w->after.start))
        l->hold = 0;
    if (w->weekly_rest > 0) {
        int window = s->p->rest_of_day[d];
        int next = pr->next_any[d + 1];
        int to = s->p->rest_start[window + 1];
        if (w->after.start > 0)
            next = sooner(next, w->after.start);
        int from = later(l->last_end, s->p->rest_start[window]);
        if (!l->rested && sooner(next, to) - from >= w->weekly_rest &&
            (next == INT_MAX || next - l->last_end >= w->weekly_rest_gap))
            l->rested = true;
        int longest = later(w->weekly_rest, w->weekly_rest_gap);
        l->last_end = later(l->last_end, sooner(next, to) - longest);
    }
    int slot = l->arc < 0 ? 0 : 1 + l->arc - w->day_first[d];
    int m = l->block / pr->grid;
    if (m >= pr->ngrid)
        m = pr->ngrid - 1;
    if (d > 0 && s->rq->apart == d)
        l->apart = (unsigned short)slot;
    l->bound = l->cost +
               s->room->bounds[(size_t)(pr->row_of_slot[d] + slot) * (size_t)pr->ngrid + (size_t)m];
    if (d + 1 == s->p->ndays) {
        if (w->ending)
            l->cost += end_cost(s, l);
        l->bound = l->cost;
        return;
    }
    l->bound -= may_save(&pr->nights, l->nnights) + may_save(&pr->weekends, l->nweekends) +
                may_save(&pr->holidays, l->nholidays);
    if (s->p->week_of_day[d] != s->p->week_of_day[d + 1])
        forget_week(s, l);
}

/* ---- the last day ---- */

static bool final_rest_holds(const search *s, const label *l) {
    const rota_future *f = &s->w->after;
    if (s->w->weekly_rest <= 0)
        return true;
    if (f->gap_counts && l->hold > f->start)
        return false;
    if (l->rested)
        return true;
    int window = s->p->rest_of_day[s->p->ndays - 1];
    int to = s->p->rest_start[window + 1];
    if (to > s->p->end) { /* the window goes on: into what is known, or into the open */
        if (f->start == 0 || f->rested)
            return true;
        to = sooner(to, f->start);
    }
    return to - later(l->last_end, s->p->rest_start[window]) >= s->w->weekly_rest &&
           (!f->gap_counts || f->start - l->last_end >= s->w->weekly_rest_gap);
}

/* Do runs and weekends go on lawfully into what is known after the horizon? */
static bool future_holds(const search *s, const label *l) {
    const rota_worker *w = s->w;
    const rota_future *f = &w->after;
    int off = l->run_off + f->off_days;
    bool known = f->works_next || (f->start > 0 && f->off_days > 0);
    if (known && w->min_run_off > 1 && off > 0 && off < w->min_run_off)
        return false;
    if (w->max_run_days >= 0 && l->run_days > 0 && f->run_days > 0 &&
        l->run_days + f->run_days > w->max_run_days)
        return false;
    if (w->max_run_nights >= 0 && l->run_nights > 0 && f->run_nights > 0 &&
        l->run_nights + f->run_nights > w->max_run_nights)
        return false;
    bool goes_on = s->p->weekday[s->p->ndays - 1] == 5 && f->weekend_worked;
    unsigned own = goes_on ? 0xE : 0xF; /* bits that may be this line's */
    if (w->max_weekends < 0 || l->nweekends == 0)
        return true;
    if (goes_on && (l->weekends & own) && __builtin_popcount(l->weekends & 0xF) > w->max_weekends)
        return false;
    for (int next = 0; next < 3; next++) {
        unsigned theirs = f->weekends & ((2U << next) - 1);
        unsigned mine = l->weekends & ((8U >> next) - 1);
        if ((f->weekends >> next & 1U) && (mine & own) &&
            __builtin_popcount(theirs) + __builtin_popcount(mine) > w->max_weekends)
            return false;
    }
    return true;
}

static bool ends_well(const search *s, const label *l) {
    return final_rest_holds(s, l) && future_holds(s, l);
}

/* ---- a day more ---- */

/* Can the line still have its least run and its least minutes? */
static bool can_still_hold(const search *s, const label *l) {
    const rota_price_limits *limits = &s->pr->limits;
    if (l->owed > s->p->ndays - 1 - s->day + limits->may_owe)
        return false;
    return !limits->most_minutes ||
           l->total + limits->most_minutes[s->day + 1] >= s->w->min_total_minutes;
}

static void keep_fresh(search *s, label *l) {
    settle(s, l);
    if (!(l->bound < s->rq->threshold) || (s->pr->limits.any && !can_still_hold(s, l)) ||
        (s->day + 1 == s->p->ndays && !ends_well(s, l)))
        return;
    if (s->reached && l->arc >= 0)
        s->reached[l->arc] = 1;
    rota_price_room *room = s->room;
    ROTA_GROW(room->fresh, room->nfresh, room->fresh_capacity);
    l->order = (int)room->nfresh;
    room->fresh[room->nfresh++] = *l;
    s->made++;
}

/* False when a run of working days would end too soon. */
static bool rest_a_day(const search *s, label *l) {
    int cap = s->w->min_run_off > 0 ? s->w->min_run_off : 1;
    if (l->owed > 0 || (s->pr->limits.must_end_at_work && s->day + 1 == s->p->ndays))
        return false;
    l->run_days = l->run_nights = 0;
    l->run_off = (unsigned char)sooner(l->run_off + 1, cap);
    return true;
}

static void extend_off(search *s, const label *from) {
    if (s->must[s->day])
        return;
    label l = *from;
    l.arc = -1;
    if (rest_a_day(s, &l))
        keep_fresh(s, &l);
}

/* A working day more in a row; false when a limit is broken. */
static bool work_a_day(const search *s, const rota_arc *arc, label *l) {
    const rota_worker *w = s->w;
    const rota_price_limits *limits = &s->pr->limits;
    if (w->min_run_off > 1 && l->run_off > 0 && l->run_off < w->min_run_off)
        return false;
    if (limits->min_run > 0) {
        bool open = s->day == 0 && w->before.run_open;
        int owed = l->run_days > 0 ? later(l->owed, 1) - 1 : open ? 0 : limits->min_run - 1;
        l->owed = (unsigned short)owed;
    }
    bool night = (arc->flags & ROTA_ARC_NIGHT) != 0;
    int days = 1 + (s->day == 0 ? arc->ran_days : 0);
    int nights = 1 + (s->day == 0 ? arc->ran_nights : 0);
    l->run_off = 0;
    l->run_days = (unsigned char)sooner(l->run_days + days, UCHAR_MAX);
    l->run_nights = (unsigned char)(night ? sooner(l->run_nights + nights, UCHAR_MAX) : 0);
    return (w->max_run_days < 0 || l->run_days <= w->max_run_days) &&
           (w->max_run_nights < 0 || l->run_nights <= w->max_run_nights);
}

/* The weekend is worked: does it count, and is it one too many? */
static bool count_weekend(const search *s, label *l) {
    const rota_worker *w = s->w;
    if (l->weekends & 1)
        return true;
    l->weekends |= 1;
    if ((w->max_weekends >= 0 && __builtin_popcount(l->weekends & 0xF) > w->max_weekends) ||
        (s->pr->limits.max_weekends >= 0 && l->nweekends >= s->pr->limits.max_weekends))
        return false;
    l->cost += rota_price__step(&s->pr->weekends, l->nweekends++, 1);
    return true;
}

int rota_price__count_type(const search *s, const label *l, int type) {
    int count = l->arc >= 0 && s->w->arcs[l->arc].type == type;
    while (l->parent >= 0) {
        l = &s->room->labels[l->parent];
        count += l->arc >= 0 && s->w->arcs[l->arc].type == type;
    }
    return count;
}

/* One more duty of a capped type; false when it is one too many. */
static bool count_type(const search *s, int index, label *l) {
    const rota_capped_type *capped = &s->pr->limits.capped[index];
    if (capped->word < 0) {
        /* l is still as its parent is, but for what the day itself changes. */
        const label *from = l->parent >= 0 ? &s->room->labels[l->parent] : NULL;
        return !from || rota_price__count_type(s, from, capped->type) < capped->most;
    }
    uint64_t *word = &l->types[capped->word];
    if ((int)(*word >> capped->shift & capped->mask) >= capped->most)
        return false;
    *word += UINT64_C(1) << capped->shift;
    return true;
}

/* Counts that the arc adds to; false when a limit is broken. */
static bool count_arc(const search *s, int a, label *l) {
    const rota_worker *w = s->w;
    const rota_arc *arc = &w->arcs[a];
    const int *capped = s->pr->limits.capped_of;
    bool night = (arc->flags & ROTA_ARC_NIGHT) != 0;
    bool work = !(arc->flags & ROTA_ARC_OFF);
    if (work ? !work_a_day(s, arc, l) : !rest_a_day(s, l))
        return false;
    l->week += arc->minutes;
    l->total += arc->minutes;
    if (l->week > w->max_week_minutes[s->p->week_of_day[s->day]] ||
        (w->max_total_minutes && l->total > w->max_total_minutes[s->day]) ||
        (capped && capped[a] >= 0 && !count_type(s, capped[a], l)) ||
        (work && s->p->weekday[s->day] >= 5 && !count_weekend(s, l)))
        return false;
    if (night)
        l->cost += rota_price__step(&s->pr->nights, l->nnights++, 1);
    if (arc->flags & ROTA_ARC_HOLIDAY)
        l->cost += rota_price__step(&s->pr->holidays, l->nholidays++, 1);
    return true;
}

static void add_group_costs(const search *s, const rota_arc *arc, const label *from, label *l) {
    for (uint64_t met = arc->faces & ~l->faces; met; met &= met - 1)
        l->cost += s->pr->face[__builtin_ctzll(met)];
    l->faces |= arc->faces;
    int group = s->w->before.last_group;
    unsigned flags = s->w->before.last_flags;
    if (s->day > 0) {
        group = from->arc >= 0 ? s->w->arcs[from->arc].group : -1;
        flags = from->arc >= 0 ? s->w->arcs[from->arc].flags : 0;
    }
    if (arc->group < 0 || arc->group != group)
        return;
    l->cost += s->pr->return_by_group[group];
    if ((flags & ROTA_ARC_BED) && (arc->flags & ROTA_ARC_WAKE))
        l->cost += s->pr->bedwake_by_group[group];
}

static void extend_arc(search *s, const label *from, int a) {
    const rota_arc *arc = &s->w->arcs[a];
    bool night = (arc->flags & ROTA_ARC_NIGHT) != 0;
    bool work = !(arc->flags & ROTA_ARC_OFF);
    if (arc->start < (night ? from->ready_night : from->ready) || (work && arc->start < from->hold))
        return;
    label l = *from;
    if (!count_arc(s, a, &l))
        return;
    const rota_convex_points *block = &s->pr->block[s->p->block_of_week[s->p->week_of_day[s->day]]];
    l.cost += s->rq->arc_cost[a] + rota_price__step(block, l.block, arc->minutes);
    l.block += arc->minutes;
    add_group_costs(s, arc, from, &l);
    if (s->w->weekly_rest > 0 && work) {
        int window = s->p->rest_of_day[s->day];
        int to = sooner(arc->start, s->p->rest_start[window + 1]);
        if (to - later(l.last_end, s->p->rest_start[window]) >= s->w->weekly_rest &&
            arc->start - l.last_end >= s->w->weekly_rest_gap)
            l.rested = true;
        l.last_end = arc->end;
        l.hold = 0;
    }
    l.arc = a;
    l.ready = s->pr->ready[a];
    l.ready_night = s->pr->ready_night[a];
    keep_fresh(s, &l);
}

/* What the type of a label's last arc leaves for today; NULL = everything. */
static const unsigned char *allowed_after(const search *s, const label *from) {
    int d = s->day;
    if (d == 0 || from->arc < 0)
        return NULL;
    size_t today = (size_t)(s->w->day_first[d + 1] - s->w->day_first[d]);
    return s->pr->allowed[d - 1] + (size_t)s->pr->class_of[from->arc] * today;
}

void rota_price__extend(search *s, const label *from, int parent) {
    label l = *from;
    l.parent = parent;
    if (!enter_day(s, &l))
        return;
    extend_off(s, &l);
    const unsigned char *banned = s->rq->banned, *barred = s->pr->limits.barred;
    const unsigned char *allowed = s->pr->limits.covers ? allowed_after(s, from) : NULL;
    /* add_group_costs looks at what `from` did on its day: keep its arc. */
    int first = s->w->day_first[s->day], end = s->w->day_first[s->day + 1];
    for (int a = first; a < end; a++)
        if (!(banned && banned[a]) && !(barred && barred[a]) && !(allowed && !allowed[a - first]))
            extend_arc(s, &l, a);
}

label rota_price__start(const search *s) {
    const rota_history *h = &s->w->before;
    const rota_pricer *pr = s->pr;
    const rota_convex_points *block = &pr->block[0];
    label l = {.faces = h->week_faces,
               .last_end = h->last_end,
               .week = h->week_minutes,
               .block = h->block_minutes,
               .arc = -1,
               .parent = -1};
    l.cost = rota_price__step(block, 0, h->block_minutes) + block->below * block->low;
    l.cost += pr->nights.below * pr->nights.low + pr->weekends.below * pr->weekends.low +
              pr->holidays.below * pr->holidays.low;
    l.ready = rota_price__snap(pr->starts, pr->nstarts, h->ready);
    l.ready_night = rota_price__snap(pr->night_starts, pr->nnight_starts, h->ready_night);
    l.run_days = (unsigned char)sooner(h->run_days, UCHAR_MAX);
    l.run_nights = (unsigned char)sooner(h->run_nights, UCHAR_MAX);
    l.run_off = (unsigned char)sooner(h->run_off, later(s->w->min_run_off, 1));
    if (s->pr->limits.min_run > 0 && h->run_days > 0 && !h->run_open)
        l.owed = (unsigned short)later(s->pr->limits.min_run - h->run_days, 0);
    l.rested = h->week_rested;
    l.weekends = (unsigned char)(h->weekends & 0xF);
    return l;
}
