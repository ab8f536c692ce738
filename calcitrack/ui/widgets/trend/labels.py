"""Finding places for labels so that none covers another. Positions in, positions out; nothing is drawn here."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Wish:
    """A label that wants to stand at a height.

    Attributes:
        key: Whose label it is.
        y: The height its middle wants.
        rank: Where not all find room, the lowest ranks do.
    """

    key: int
    y: float
    rank: int


@dataclass(slots=True)
class _Group:
    """Labels that touch: they stand in a pile."""

    wishes: list[Wish]
    top: float = field(default=0.0)

    def settle(self, row: float, low: float, high: float) -> None:
        """Stand where the labels are nearest to their wishes, inside the bounds."""
        ideal = sum(wish.y - (i + 0.5) * row for i, wish in enumerate(self.wishes)) / len(self.wishes)
        self.top = min(max(ideal, low), high - len(self.wishes) * row)

    def bottom(self, row: float) -> float:
        return self.top + len(self.wishes) * row


def spread(wishes: Sequence[Wish], row: float, low: float, high: float) -> dict[int, float]:
    """Pile labels in one column, in the order of their wishes and as near to them as can be.

    Args:
        wishes: The labels.
        row: Height of a label.
        low: Upper bound of the column, in pixels.
        high: Lower bound of the column.

    Returns:
        The middle of each label that found room.
    """
    room = max(0, int((high - low) / row))
    kept = sorted(sorted(wishes, key=lambda wish: wish.rank)[:room], key=lambda wish: (wish.y, wish.rank))
    groups: list[_Group] = []
    for wish in kept:
        groups.append(_Group([wish]))
        groups[-1].settle(row, low, high)
        while len(groups) > 1 and groups[-2].bottom(row) > groups[-1].top:
            last = groups.pop()
            groups[-1].wishes += last.wishes
            groups[-1].settle(row, low, high)
    return {wish.key: group.top + (i + 0.5) * row for group in groups for i, wish in enumerate(group.wishes)}


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle that a label takes."""

    left: float
    top: float
    width: float
    height: float

    def holds(self, x: float, y: float) -> bool:
        """Whether a place lies in it."""
        return self.left <= x <= self.left + self.width and self.top <= y <= self.top + self.height

    def meets(self, other: Box) -> bool:
        """Whether the two overlap."""
        return (
            self.left < other.left + other.width
            and other.left < self.left + self.width
            and self.top < other.top + other.height
            and other.top < self.top + self.height
        )


def first_free(candidates: Iterable[Box], taken: Sequence[Box], within: Box) -> Box | None:
    """The first candidate that lies within the bounds and meets nothing; None when there is none."""
    for box in candidates:
        inside = (
            box.left >= within.left
            and box.top >= within.top
            and box.left + box.width <= within.left + within.width
            and box.top + box.height <= within.top + within.height
        )
        if inside and not any(box.meets(other) for other in taken):
            return box
    return None


def rows_of(spans: Sequence[tuple[float, float]], most: int, gap: float) -> list[int | None]:
    """Give spans rows so that none overlaps another in its row; None to those that find no place in ``most`` rows.

    Args:
        spans: Left and right end of each, in the order in which they choose.
        most: How many rows there are.
        gap: Least space between two spans in a row.
    """
    rows: list[list[tuple[float, float]]] = [[] for _ in range(most)]
    chosen: list[int | None] = []
    for left, right in spans:
        free = (i for i, row in enumerate(rows) if all(left >= end + gap or right <= start - gap for start, end in row))
        place = next(free, None)
        if place is not None:
            rows[place].append((left, right))
        chosen.append(place)
    return chosen
