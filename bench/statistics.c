// SPDX-License-Identifier: Apache-2.0
// Medians, quantiles and the order of a round; the test of them is here too, and `make test` runs it.
#include "interleave.h"
#include <math.h>

static int ascending_order(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

void sort(double *samples, int count)
{
    qsort(samples, (size_t)count, sizeof *samples, ascending_order);
}

// Linear between the neighbours (Hyndman and Fan's type 7): the median of an even count is the mean of the middle two.
double quantile(const double *ascending, int count, double q)
{
    double at = q * (count - 1);
    int below = (int)at;
    if (below + 1 >= count)
        return ascending[count - 1];
    return ascending[below] + (at - below) * (ascending[below + 1] - ascending[below]);
}

// xorshift64*: enough to keep one candidate from always running after the same other.
static uint64_t next(uint64_t *seed)
{
    *seed ^= *seed >> 12;
    *seed ^= *seed << 25;
    *seed ^= *seed >> 27;
    return *seed * 0x2545F4914F6CDD1DULL >> 33;
}

void shuffle(int *order, int count, uint64_t *seed)
{
    for (int i = count - 1; i > 0; i--) {
        int j = (int)(next(seed) % (uint64_t)(i + 1));
        int held = order[i];
        order[i] = order[j];
        order[j] = held;
    }
}

static int failures;

static void expect(int holds, const char *what)
{
    printf("%s %s\n", holds ? "ok" : "not ok", what);
    failures += !holds;
}

int statistics_self_test(void)
{
    double odd[] = { 5, 1, 3 }, even[] = { 4, 1, 3, 2 }, one[] = { 7 }, ten[] = { 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0 };
    sort(odd, 3);
    sort(even, 4);
    sort(ten, 11);
    expect(odd[0] == 1 && odd[1] == 3 && odd[2] == 5, "sort puts samples in ascending order");
    expect(quantile(odd, 3, 0.5) == 3, "the median of three is the middle one");
    expect(quantile(even, 4, 0.5) == 2.5, "the median of four is the mean of the middle two");
    expect(quantile(one, 1, 0.9) == 7, "every quantile of one sample is the sample");
    expect(quantile(ten, 11, 0.9) == 9, "the 90th percentile of 0..10 is 9");
    expect(quantile(ten, 11, 1.0) == 10, "the last quantile is the largest sample");

    uint64_t seed = 42;
    int first[3] = { 0 }, whole = 1;
    for (int i = 0; i < 3000; i++) {
        int order[] = { 0, 1, 2 };
        shuffle(order, 3, &seed);
        whole &= (1 << order[0] | 1 << order[1] | 1 << order[2]) == 7;
        first[order[0]]++;
    }
    expect(whole, "a shuffle keeps every candidate once");
    expect(abs(first[0] - 1000) < 150 && abs(first[1] - 1000) < 150, "every candidate comes first equally often");
    return failures;
}
