"""The 97.5 % quantile of Student's t, for 95 % intervals: scipy is too heavy to ship for one number."""

from __future__ import annotations

import math
from functools import lru_cache

_Z = 1.959963984540054
"""97.5 % quantile of the normal distribution."""

_FEW = 200
"""Above this many degrees of freedom the expansion is exact to better than 1e-10."""


@lru_cache(maxsize=256)
def t975(df: int) -> float:
    """Quantile of t at 97.5 % for whole degrees of freedom, at least 1."""
    if df < 1:
        raise ValueError(df)
    return _by_expansion(df) if df > _FEW else _by_series(df)


def _by_series(df: int) -> float:
    """Solve the finite trigonometric series of the distribution for its angle, atan(t / sqrt(df))."""
    low, high = 0.0, math.pi / 2
    for _ in range(60):
        middle = (low + high) / 2
        if _central_probability(middle, df) < 0.95:
            low = middle
        else:
            high = middle
    return math.tan((low + high) / 2) * math.sqrt(df)


def _central_probability(angle: float, df: int) -> float:
    """Probability that abs(t) stays below tan(angle) x sqrt(df) (Abramowitz and Stegun 26.7.3 and 26.7.4)."""
    sine, square = math.sin(angle), math.cos(angle) ** 2
    odd = df % 2
    term = math.cos(angle) if odd else 1.0
    total = 0.0
    for k in range(1 + odd, df, 2):
        total += term
        term *= square * k / (k + 1)
    if not odd:
        return sine * total
    return 2 / math.pi * (angle + sine * total)


def _by_expansion(df: int) -> float:
    """Expansion about the normal quantile in powers of 1/df (Abramowitz and Stegun 26.7.5)."""
    z = _Z
    first = (z**3 + z) / 4
    second = (5 * z**5 + 16 * z**3 + 3 * z) / 96
    third = (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / 384
    fourth = (79 * z**9 + 776 * z**7 + 1482 * z**5 - 1920 * z**3 - 945 * z) / 92160
    return z + (first + (second + (third + fourth / df) / df) / df) / df
