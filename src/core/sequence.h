/* Continuity of a sequence of contacts: pure formulas, no home and no clock. The formulas with
 * their sources stand in docs/continuity.md. Undefined values are NAN, never 0. */
#ifndef ROTA_CORE_SEQUENCE_H
#define ROTA_CORE_SEQUENCE_H

#include <stddef.h>
#include <stdint.h>

/** Measures of a sequence of contacts with one caregiver each. */
typedef struct {
    int contacts, distinct;
    double upc;       /**< usual provider: largest n_i / N; undefined for N = 0 */
    double coc;       /**< Bice-Boxerman: (sum n_i^2 - N) / (N (N - 1)); undefined for N < 2 */
    double hhi;       /**< sum (n_i / N)^2; undefined for N = 0 */
    double effective; /**< 1 / hhi: as many caregivers with equal shares give this hhi */
    double secon;     /**< share of contacts with the same caregiver as before; N < 2: undefined */
    double k_index;   /**< (N - M) / (N - 1); undefined for N < 2 */
    double mci;       /**< 1 - M / (N + 0.1); undefined for N = 0 */
    double mmci;      /**< mci / (1 - 1 / (N + 0.1)); undefined for N = 0 */
    double dps;       /**< distinct per contact: M / N, lower is better; undefined for N = 0 */
    double entropy;   /**< - sum p_i log2 p_i; undefined for N = 0 */
} rota_seq_measures;

/**
 * Measure a sequence of n contacts (N above; M distinct caregivers; n_i contacts with caregiver i).
 * @param carers carer[i] is any number naming the caregiver of contact i, in time order
 */
void rota_seq_measure(const int *carers, size_t n, rota_seq_measures *out);

/** Hour-weighted measures of a sequence: the same with minutes for each contact. */
typedef struct {
    int64_t minutes;  /**< all of them */
    double upc, hhi;  /**< of the minutes; undefined when there are none */
    double effective; /**< 1 / hhi */
    double secon;     /**< minutes of contacts 2.. with the same caregiver as the contact before
                           / minutes of contacts 2..; undefined when those are none */
} rota_seq_hours;

/**
 * Measure a sequence by the minutes of its contacts.
 * @param carers  as above
 * @param minutes minutes[i] of contact i, 0 or more
 */
void rota_seq_measure_hours(const int *carers, const int64_t *minutes, size_t n,
                            rota_seq_hours *out);

#endif
