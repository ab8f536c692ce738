"""Quartiles, and the interval of a share of lesions that belong to fewer patients."""

from __future__ import annotations

from collections.abc import Sequence

from calcitrack.domain.figures.proportion import score_interval


def quartiles(values: Sequence[float]) -> tuple[float, float, float]:
    """Lower quartile, median and upper quartile, on the line between neighbours (Hyndman and Fan's seventh).

    Raises:
        ValueError: There is no value.
    """
    if not values:
        raise ValueError("no value")
    ordered = sorted(values)
    return _quantile(ordered, 0.25), _quantile(ordered, 0.5), _quantile(ordered, 0.75)


def clustered_interval(patients: Sequence[tuple[int, int]]) -> tuple[float, float] | None:
    """The 95 % interval of a share of lesions, from 0 to 1, that takes the patients as what was drawn.

    The variance of the share as a ratio over patients says how many independent lesions there might as well have been;
    Wilson's interval is taken for so many, at most for all. Where every lesion answered, or none, the patients say
    nothing of how their lesions hang together, and each counts as one.

    Args:
        patients: Lesions that answered, and lesions judged, of each patient with a judged lesion.

    Returns:
        Both ends; None for fewer than two patients.
    """
    count = len(patients)
    if count < 2:
        return None
    answered, judged = sum(a for a, _ in patients), sum(m for _, m in patients)
    share = answered / judged
    if answered in (0, judged):
        return score_interval(share, count)
    squares = sum((a - share * m) ** 2 for a, m in patients)
    variance = count / (count - 1) * squares / judged**2
    most = share * (1 - share) / variance if variance else float(judged)
    return score_interval(share, min(float(judged), most))


def _quantile(ordered: Sequence[float], part: float) -> float:
    place = (len(ordered) - 1) * part
    low = int(place)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (ordered[high] - ordered[low]) * (place - low)
