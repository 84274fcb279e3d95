#!/usr/bin/env python3
"""Where the expected numbers of stats_test.c come from.

Person by person from the definitions of Moodle (question/classes/statistics/questions/calculator.php,
mod/quiz/report/statistics/classes/calculator.php), in exact fractions up to the last square root, so
that nothing is shared with src/review/stats.c. Run by hand: prints the tables of the test.
Student's t comes from scipy when it is there (Debian: python3-scipy).
"""
from fractions import Fraction as F
from math import atanh, sqrt, tanh

MATRICES = {
    # The worked example of stats.h: a Guttman scale.
    "guttman": ["1111", "1110", "1100", "1000", "0000"],
    # Twelve people, six questions; the last question runs against the rest, the fifth is easy.
    "mixed": ["111110", "110110", "101011", "011010", "100011", "010111",
              "111010", "000011", "100101", "111110", "001011", "110100"],
    "all-right": ["111"] * 4,
}


def variance(xs):
    n, mean = len(xs), F(sum(xs), len(xs))
    return sum((x - mean) ** 2 for x in xs) / (n - 1)


def covariance(xs, ys):
    n, mx, my = len(xs), F(sum(xs), len(xs)), F(sum(ys), len(ys))
    return sum((x - mx) * (y - my) for x, y in zip(xs, ys)) / (n - 1)


def item(rows, j):
    x = [r[j] for r in rows]
    rest = [sum(r) - r[j] for r in rows]
    facility = F(sum(x), len(x))
    top, most = covariance(x, rest), covariance(sorted(x), sorted(rest))
    product = variance(x) * variance(rest)
    return (float(facility), sqrt(variance(x)),
            float(top) / sqrt(product) if product else None,
            float(top / most) if product and most else None)


def quiz(rows):
    totals = [sum(r) for r in rows]
    n, p, mean = len(rows), len(rows[0]), F(sum(totals), len(totals))
    m2, m3, m4 = (sum((t - mean) ** k for t in totals) / n for k in (2, 3, 4))
    k2, k3 = n * m2 / (n - 1), n * n * m3 / ((n - 1) * (n - 2))
    k4 = n * n * ((n + 1) * m4 - 3 * (n - 1) * m2 * m2) / ((n - 1) * (n - 2) * (n - 3))
    if k2 == 0:
        return float(mean), 0.0, None, None, None, None
    alpha = F(p, p - 1) * (1 - sum(variance([r[j] for r in rows]) for j in range(p)) / k2)
    return (float(mean), sqrt(k2), float(k3) / float(k2) ** 1.5, float(k4 / (k2 * k2)), float(alpha),
            sqrt(1 - alpha) * sqrt(k2))


def weights(rows):
    totals = [sum(r) for r in rows]
    cov = [covariance([r[j] for r in rows], totals) for j in range(len(rows[0]))]
    root = [sqrt(c) if c >= 0 else None for c in cov]
    whole = sum(r for r in root if r is not None)
    return [r / whole if r is not None and whole else None for r in root]


def show(values):
    return ", ".join("NAN" if v is None else f"{v:.12g}" for v in values)


for name, lines in MATRICES.items():
    rows = [[int(c) for c in line] for line in lines]
    print(name)
    for j in range(len(rows[0])):
        print("  item", "{" + show(item(rows, j)) + "}")
    print("  quiz", "{" + show(quiz(rows)) + "}")
    print("  weights", "{" + show(weights(rows)) + "}")

# An option of "mixed", question 1: chosen by the wrong ones 4, 6 and 11 (of 4, 6, 8 and 11).
rows = [[int(c) for c in line] for line in MATRICES["mixed"]]
rest = [sum(r) - r[0] for r in rows]
chosen = [int(i + 1 in (4, 6, 11)) for i in range(len(rows))]
print("option", float(covariance(chosen, rest)) / sqrt(variance(chosen) * variance(rest)))

z = 1.959963984540054
print("fisher", tanh(atanh(.5) - z / sqrt(25)), tanh(atanh(.5) + z / sqrt(25)))

# Ratio of sums: (right, seen) of five rounds.
bunches = [(3, 4), (1, 2), (4, 4), (0, 3), (2, 2)]
m, s, r = len(bunches), sum(b[1] for b in bunches), sum(b[0] for b in bunches)
p = F(r, s)
v = F(m, m - 1) * sum((a - p * b) ** 2 for a, b in bunches) / s**2
n = float(p * (1 - p) / v)
p = float(p)
half, extra = z * sqrt(p * (1 - p) / n + z * z / (4 * n * n)), z * z / n
print("bunches", p, n, (p + extra / 2 - half) / (1 + extra), (p + extra / 2 + half) / (1 + extra))

try:
    from scipy import stats
    first, last = [.3, .5, .4, .7, .6], [.5, .6, .4, .9, .5]
    change = [b - a for a, b in zip(first, last)]
    mean = sum(change) / 5
    half = stats.t.ppf(.975, 4) * stats.tstd(change) / sqrt(5)
    print("paired", mean, mean - half, mean + half)
    other = [.8, .6, .9]
    va, vb = stats.tvar(first) / 5, stats.tvar(other) / 3
    df = (va + vb) ** 2 / (va**2 / 4 + vb**2 / 2)
    mean, half = sum(other) / 3 - sum(first) / 5, stats.t.ppf(.975, df) * sqrt(va + vb)
    print("welch", mean, mean - half, mean + half, "df", df)
    print("t", [(d, stats.t.ppf(.975, d)) for d in (1, 2, 4, 9, 30, 120, 2.9, 1e5)])
except ModuleNotFoundError:
    print("no scipy")
