"""The interval of a proportion: Wilson's score, which stays within 0 and 1 and holds for few people."""

from __future__ import annotations

import math

_Z = 1.959963984540054
"""97.5 % quantile of the normal distribution."""


def wilson(count: int, of: int) -> tuple[float, float]:
    """The 95 % interval of a proportion, from 0 to 1 (Wilson 1927, without correction for continuity).

    Raises:
        ValueError: There is nobody, or more were counted than there are.
    """
    if of < 1 or not 0 <= count <= of:
        raise ValueError((count, of))
    low, high = score_interval(count / of, of)
    # Rounding may leave a hair on the wrong side of nobody and of everybody.
    return 0.0 if count == 0 else low, 1.0 if count == of else high


def score_interval(share: float, of: float) -> tuple[float, float]:
    """The same for a share among as many as were independent, which need not be a whole number.

    Args:
        share: From 0 to 1.
        of: Above 0.
    """
    square = _Z**2 / of
    middle = (share + square / 2) / (1 + square)
    half = _Z * math.sqrt(share * (1 - share) / of + square / (4 * of)) / (1 + square)
    return max(0.0, middle - half), min(1.0, middle + half)
