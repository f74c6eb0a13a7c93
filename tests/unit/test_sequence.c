#include "support/test.h"

#include "core/sequence.h"

#include <math.h>
#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))

/* NAN is expected exactly where `expected` is NAN. */
static void near(const char *what, double got, double expected, double tolerance) {
    if (isnan(expected) ? !isnan(got) : !(fabs(got - expected) <= tolerance))
        fail_msg("%s: %.12f, expected %.12f", what, got, expected);
}

static rota_seq_measures measure_text(const char *letters) {
    int carers[32];
    size_t n = strlen(letters);
    assert_true(n <= COUNT(carers));
    for (size_t i = 0; i < n; i++)
        carers[i] = letters[i];
    rota_seq_measures m;
    rota_seq_measure(carers, n, &m);
    return m;
}

/* Six decimals each; NAN where a measure is undefined. */
static const struct {
    const char *id, *seq;
    int distinct;
    double upc, coc, hhi, effective, secon, k, mci, mmci, dps, entropy;
} VECTORS[] = {
    {"V1", "AABACCA", 3, 0.571429, 0.333333, 0.428571, 2.333333, 0.333333, 0.666667, 0.577465,
     0.672131, 0.428571, 1.378783},
    {"V2", "AAAAAAA", 1, 1, 1, 1, 1, 1, 1, 0.859155, 1, 0.142857, 0},
    {"V3", "ABCDEFG", 7, 0.142857, 0, 0.142857, 7, 0, 0, 0.014085, 0.016393, 1, 2.807355},
    {"V4", "AAAABBB", 2, 0.571429, 0.428571, 0.510204, 1.960000, 0.833333, 0.833333, 0.718310,
     0.836066, 0.285714, 0.985228},
    {"V5", "ABABABA", 2, 0.571429, 0.428571, 0.510204, 1.960000, 0, 0.833333, 0.718310, 0.836066,
     0.285714, 0.985228},
    {"V6", "AA", 1, 1, 1, 1, 1, 1, 1, 0.523810, 1, 0.5, 0},
    {"V7", "AB", 2, 0.5, 0, 0.5, 2, 0, 0, 0.047619, 0.090909, 1, 1},
    {"V8", "A", 1, 1, NAN, 1, 1, NAN, NAN, 0.090909, 1, 1, 0},
    {"V9", "ABCABCABCABCAB", 3, 0.357143, 0.285714, 0.336735, 2.969697, 0, 0.846154, 0.787234,
     0.847328, 0.214286, 1.577406},
};

static void vectors_of_sequences(void **state) {
    (void)state;
    for (size_t i = 0; i < COUNT(VECTORS); i++) {
        rota_seq_measures m = measure_text(VECTORS[i].seq);
        const double tolerance = 5.1e-7;
        assert_int_equal(m.contacts, strlen(VECTORS[i].seq));
        assert_int_equal(m.distinct, VECTORS[i].distinct);
        near(VECTORS[i].id, m.upc, VECTORS[i].upc, tolerance);
        near(VECTORS[i].id, m.coc, VECTORS[i].coc, tolerance);
        near(VECTORS[i].id, m.hhi, VECTORS[i].hhi, tolerance);
        near(VECTORS[i].id, m.effective, VECTORS[i].effective, tolerance);
        near(VECTORS[i].id, m.secon, VECTORS[i].secon, tolerance);
        near(VECTORS[i].id, m.k_index, VECTORS[i].k, tolerance);
        near(VECTORS[i].id, m.mci, VECTORS[i].mci, tolerance);
        near(VECTORS[i].id, m.mmci, VECTORS[i].mmci, tolerance);
        near(VECTORS[i].id, m.dps, VECTORS[i].dps, tolerance);
        near(VECTORS[i].id, m.entropy, VECTORS[i].entropy, tolerance);
    }
}

static void exact_fractions(void **state) {
    (void)state;
    const double tolerance = 1e-9;
    rota_seq_measures v1 = measure_text("AABACCA");
    near("V1 upc", v1.upc, 4.0 / 7, tolerance);
    near("V1 coc", v1.coc, 1.0 / 3, tolerance);
    near("V1 hhi", v1.hhi, 3.0 / 7, tolerance);
    near("V1 effective", v1.effective, 7.0 / 3, tolerance);
    near("V1 secon", v1.secon, 1.0 / 3, tolerance);
    near("V1 k_index", v1.k_index, 2.0 / 3, tolerance);
    near("V1 mci", v1.mci, 41.0 / 71, tolerance);
    near("V1 mmci", v1.mmci, 41.0 / 61, tolerance);
    near("V9 mmci", measure_text("ABCABCABCABCAB").mmci, 111.0 / 131, tolerance);
    near("V3 entropy", measure_text("ABCDEFG").entropy, log2(7), tolerance);
    near("V4 secon", measure_text("AAAABBB").secon, 5.0 / 6, tolerance);
}

/* V4 and V5 have the same contacts in another order: nothing but secon may see it. */
static void only_secon_sees_the_order(void **state) {
    (void)state;
    rota_seq_measures a = measure_text("AAAABBB"), b = measure_text("ABABABA");
    assert_true(a.secon != b.secon);
    b.secon = a.secon;
    assert_memory_equal(&a, &b, sizeof a);
}

static void no_contact_is_undefined(void **state) {
    (void)state;
    rota_seq_measures m;
    rota_seq_measure(NULL, 0, &m);
    assert_int_equal(m.contacts, 0);
    assert_int_equal(m.distinct, 0);
    const double all[] = {m.upc,     m.coc, m.hhi,  m.effective, m.secon,
                          m.k_index, m.mci, m.mmci, m.dps,       m.entropy};
    for (size_t i = 0; i < COUNT(all); i++)
        assert_true(isnan(all[i]));
}

static void one_caregiver_has_no_negative_zero(void **state) {
    (void)state;
    assert_false(signbit(measure_text("AAAAAAA").entropy));
}

static void carers_are_any_numbers(void **state) {
    (void)state;
    const int carers[] = {INT32_MAX, -5, INT32_MAX, INT32_MIN};
    rota_seq_measures m;
    rota_seq_measure(carers, COUNT(carers), &m);
    assert_int_equal(m.distinct, 3);
    near("upc", m.upc, 0.5, 1e-12);
    near("secon", m.secon, 0, 0);
}

/* H1: caregivers A A B A C C A with 8 8 12 8 10 10 8 hours. */
static void hours_weigh_contacts(void **state) {
    (void)state;
    const int carers[] = {'A', 'A', 'B', 'A', 'C', 'C', 'A'};
    int64_t minutes[] = {8, 8, 12, 8, 10, 10, 8};
    rota_seq_hours in_hours, in_minutes;
    rota_seq_measure_hours(carers, minutes, COUNT(carers), &in_hours);
    for (size_t i = 0; i < COUNT(minutes); i++)
        minutes[i] *= 60;
    rota_seq_measure_hours(carers, minutes, COUNT(carers), &in_minutes);
    assert_int_equal(in_minutes.minutes, 64 * 60);
    near("upc", in_minutes.upc, 0.5, 1e-9);
    near("hhi", in_minutes.hhi, 49.0 / 128, 1e-9);
    near("hhi", in_minutes.hhi, 0.382812, 1e-6);
    near("effective", in_minutes.effective, 128.0 / 49, 1e-9);
    near("secon", in_minutes.secon, 9.0 / 28, 1e-9);
    /* No measure that is offered depends on the unit of time. */
    near("upc", in_hours.upc, in_minutes.upc, 1e-12);
    near("hhi", in_hours.hhi, in_minutes.hhi, 1e-12);
    near("secon", in_hours.secon, in_minutes.secon, 1e-12);
}

static void hours_undefined(void **state) {
    (void)state;
    const int carers[] = {1, 2};
    const int64_t none[] = {0, 0}, first[] = {60, 0};
    rota_seq_hours m;
    rota_seq_measure_hours(carers, none, 0, &m);
    assert_int_equal(m.minutes, 0);
    assert_true(isnan(m.upc) && isnan(m.hhi) && isnan(m.effective) && isnan(m.secon));
    rota_seq_measure_hours(carers, none, 2, &m);
    assert_true(isnan(m.upc) && isnan(m.hhi) && isnan(m.effective) && isnan(m.secon));
    rota_seq_measure_hours(carers, first, 2, &m);
    near("upc", m.upc, 1, 0);
    near("hhi", m.hhi, 1, 0);
    assert_true(isnan(m.secon));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(vectors_of_sequences),
        cmocka_unit_test(exact_fractions),
        cmocka_unit_test(only_secon_sees_the_order),
        cmocka_unit_test(no_contact_is_undefined),
        cmocka_unit_test(one_caregiver_has_no_negative_zero),
        cmocka_unit_test(carers_are_any_numbers),
        cmocka_unit_test(hours_weigh_contacts),
        cmocka_unit_test(hours_undefined),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
