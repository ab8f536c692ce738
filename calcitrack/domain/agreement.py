"""How well two readers agree: Cohen's kappa with its interval.

Kappa is agreement beyond what chance alone would give from each reader's own use of the classes (Cohen 1960, Educ
Psychol Meas 20:37-46). The interval is the large-sample one of Fleiss, Cohen and Everitt (1969, Psychol Bull
72:323-327).
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from math import sqrt
from typing import Generic, TypeVar

Class = TypeVar("Class", bound=Hashable)

_Z = 1.959963984540054
"""Of a two-sided interval of 95 %."""


@dataclass(frozen=True, slots=True)
class Agreement(Generic[Class]):
    """What two readers came to on the same things.

    Attributes:
        pairs: How many things both have read.
        agreed: How many they called the same.
        kappa: From -1 to 1; None where it is not defined: both used one and the same class throughout, or nothing was
            read by both.
        low: Lower end of the interval of 95 %; None with kappa, and where the sample gives no error.
        high: Upper end.
        table: How often the first said one class where the second said another, by (first, second).
    """

    pairs: int
    agreed: int
    kappa: float | None
    low: float | None
    high: float | None
    table: dict[tuple[Class, Class], int]


def agreement(read: Sequence[tuple[Class, Class]]) -> Agreement[Class]:
    """Agreement of two readers.

    Args:
        read: What the first and the second said of each thing.
    """
    table: dict[tuple[Class, Class], int] = {}
    for pair in read:
        table[pair] = table.get(pair, 0) + 1
    count = len(read)
    agreed = sum(n for (first, second), n in table.items() if first == second)
    if not count:
        return Agreement(0, 0, None, None, None, table)
    shares = {pair: n / count for pair, n in table.items()}
    rows, columns = _margins(shares)
    chance = sum(share * columns.get(one, 0.0) for one, share in rows.items())
    if chance >= 1.0:
        return Agreement(count, agreed, None, None, None, table)
    kappa = (agreed / count - chance) / (1 - chance)
    spread = _Z * sqrt(max(0.0, _variance(shares, rows, columns, kappa, chance)) / count)
    return Agreement(count, agreed, kappa, kappa - spread, kappa + spread, table)


def _margins(shares: dict[tuple[Class, Class], float]) -> tuple[dict[Class, float], dict[Class, float]]:
    rows: dict[Class, float] = {}
    columns: dict[Class, float] = {}
    for (first, second), share in shares.items():
        rows[first] = rows.get(first, 0.0) + share
        columns[second] = columns.get(second, 0.0) + share
    return rows, columns


def _variance(
    shares: dict[tuple[Class, Class], float],
    rows: dict[Class, float],
    columns: dict[Class, float],
    kappa: float,
    chance: float,
) -> float:
    """Large-sample variance of kappa for one pair read, not under the hypothesis of no agreement."""
    on = sum(
        share * (1 - (rows[first] + columns[second]) * (1 - kappa)) ** 2
        for (first, second), share in shares.items()
        if first == second
    )
    off = (1 - kappa) ** 2 * sum(
        share * (columns.get(first, 0.0) + rows.get(second, 0.0)) ** 2
        for (first, second), share in shares.items()
        if first != second
    )
    return (on + off - (kappa - chance * (1 - kappa)) ** 2) / (1 - chance) ** 2
