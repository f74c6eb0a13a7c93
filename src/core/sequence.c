#include "core/sequence.h"

#include "core/mem.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>

/* All that one caregiver adds up to in a sequence. */
typedef struct {
    int carer;
    int64_t weight; /* contacts or minutes */
} tally;

static int by_carer(const void *a, const void *b) {
    int x = ((const tally *)a)->carer, y = ((const tally *)b)->carer;
    return (x > y) - (x < y);
}

/* One tally for each distinct caregiver; weights NULL: every contact weighs 1. Owned by caller. */
static tally *tally_carers(const int *carers, const int64_t *weights, size_t n, size_t *count) {
    tally *tallies = ROTA_NEW_ARRAY(tally, n);
    for (size_t i = 0; i < n; i++)
        tallies[i] = (tally){carers[i], weights ? weights[i] : 1};
    qsort(tallies, n, sizeof *tallies, by_carer);
    size_t m = 0;
    for (size_t i = 0; i < n; i++) {
        if (m && tallies[m - 1].carer == tallies[i].carer)
            tallies[m - 1].weight += tallies[i].weight;
        else
            tallies[m++] = tallies[i];
    }
    *count = m;
    return tallies;
}

/* Measures of concentration; total > 0. Squares are summed as integers where they can be: minutes
 * of a year squared stay far below 2^63. */
static void concentration(const tally *tallies, size_t m, int64_t total, double *upc, double *hhi) {
    int64_t most = 0, squares = 0;
    for (size_t i = 0; i < m; i++) {
        if (tallies[i].weight > most)
            most = tallies[i].weight;
        squares += tallies[i].weight * tallies[i].weight;
    }
    *upc = (double)most / (double)total;
    *hhi = (double)squares / ((double)total * (double)total);
}

static double entropy_of(const tally *tallies, size_t m, double total) {
    double sum = 0;
    /* p log2(1/p), not -(p log2 p): one caregiver gives 0 and not -0. */
    for (size_t i = 0; i < m; i++)
        sum += (double)tallies[i].weight / total * log2(total / (double)tallies[i].weight);
    return sum;
}

void rota_seq_measure(const int *carers, size_t n, rota_seq_measures *out) {
    assert(n <= INT32_MAX);
    *out = (rota_seq_measures){.upc = NAN,
                               .coc = NAN,
                               .hhi = NAN,
                               .effective = NAN,
                               .secon = NAN,
                               .k_index = NAN,
                               .mci = NAN,
                               .mmci = NAN,
                               .dps = NAN,
                               .entropy = NAN};
    if (n == 0)
        return;
    size_t distinct;
    ROTA_CLEANUP(rota_freep) tally *tallies = tally_carers(carers, NULL, n, &distinct);
    double big_n = (double)n, m = (double)distinct;
    out->contacts = (int)n;
    out->distinct = (int)distinct;
    concentration(tallies, distinct, (int64_t)n, &out->upc, &out->hhi);
    out->effective = 1 / out->hhi;
    out->mci = 1 - m / (big_n + 0.1);
    out->mmci = out->mci / (1 - 1 / (big_n + 0.1));
    out->dps = m / big_n;
    out->entropy = entropy_of(tallies, distinct, big_n);
    if (n < 2)
        return;
    int64_t squares = 0, same = 0;
    for (size_t i = 0; i < distinct; i++)
        squares += tallies[i].weight * tallies[i].weight;
    for (size_t i = 1; i < n; i++)
        same += carers[i] == carers[i - 1];
    out->coc = (double)(squares - (int64_t)n) / (big_n * (big_n - 1));
    out->secon = (double)same / (big_n - 1);
    out->k_index = (big_n - m) / (big_n - 1);
}

void rota_seq_measure_hours(const int *carers, const int64_t *minutes, size_t n,
                            rota_seq_hours *out) {
    *out = (rota_seq_hours){.upc = NAN, .hhi = NAN, .effective = NAN, .secon = NAN};
    int64_t later = 0, same = 0;
    for (size_t i = 0; i < n; i++) {
        assert(minutes[i] >= 0);
        out->minutes += minutes[i];
        if (i > 0) {
            later += minutes[i];
            same += carers[i] == carers[i - 1] ? minutes[i] : 0;
        }
    }
    if (out->minutes == 0)
        return;
    size_t distinct;
    ROTA_CLEANUP(rota_freep) tally *tallies = tally_carers(carers, minutes, n, &distinct);
    concentration(tallies, distinct, out->minutes, &out->upc, &out->hhi);
    out->effective = 1 / out->hhi;
    if (later > 0)
        out->secon = (double)same / (double)later;
}
