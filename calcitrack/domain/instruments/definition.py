"""One instrument: its items, its anchors, its recall period, and how it is scored."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from calcitrack.domain.visit import Scalar


class Reporter(StrEnum):
    """Who answered."""

    PATIENT = "patient"
    PARENT = "parent"
    PROXY = "proxy"
    CLINICIAN = "clinician"


class Rule(StrEnum):
    """How answers become one number."""

    SINGLE = "single"
    FIRST = "first"
    SUM = "sum"
    MEAN = "mean"
    WEIGHTED_SUM = "weighted_sum"
    SUM_OF_PRODUCTS = "sum_of_products"


WEIGHTED = (Rule.WEIGHTED_SUM, Rule.SUM_OF_PRODUCTS)
"""Rules by which the weight of an item counts."""


class Direction(StrEnum):
    """Which end of the range is the bad one."""

    HIGHER_IS_WORSE = "higher is worse"
    LOWER_IS_WORSE = "lower is worse"


@dataclass(frozen=True, slots=True)
class Option:
    """One answer of an item with listed answers.

    Attributes:
        counts: False for an answer that is none, such as "not assessable": it gives no score.
    """

    value: int | float | str
    text: str
    counts: bool = True


@dataclass(frozen=True, slots=True)
class Item:
    """One question. It is answered on a scale, or with one of its options where it has any.

    Attributes:
        id: Empty for the only item of a score.
        decimals: How many decimals an answer on the scale may have.
        anchors: What the lowest and the highest answer mean.
        weight: By how much the answer counts in a weighted sum, and in a sum of products.
        group: Of a sum of products: the answers of one group are multiplied, such as coverage and density of one zone.
    """

    id: str
    question: str
    low: float = 0
    high: float = 0
    decimals: int = 0
    anchors: tuple[str, str] = ("", "")
    weight: float = 1
    options: tuple[Option, ...] = ()
    group: str = ""

    def takes(self, value: Scalar) -> bool:
        """Whether a value is an answer to this question."""
        if self.options:
            return any(option.value == value and type(option.value) is type(value) for option in self.options)
        if isinstance(value, bool) or not isinstance(value, int | float):
            return False
        return self.low <= value <= self.high and round(value, self.decimals) == value

    def number(self, value: Scalar) -> float | None:
        """What an answer counts; None for no answer, and for one that counts nothing."""
        if not self.takes(value) or isinstance(value, str) or value is None:
            return None
        uncounted = any(option.value == value and not option.counts for option in self.options)
        return None if uncounted else float(value)

    def bounds(self) -> tuple[float, float]:
        """The least and the most that an answer can count."""
        counted = [float(o.value) for o in self.options if o.counts and not isinstance(o.value, str)]
        return (min(counted), max(counted)) if counted else (self.low, self.high)


@dataclass(frozen=True, slots=True)
class Definition:
    """A named score in one version.

    Attributes:
        label: A short name, for a form.
        answered_by: Whose answer it is when all goes as it should: patient or clinician.
        recall: The time that the questions speak of, in words.
        low: Least possible score.
        high: Greatest possible score.
        rule: None where the definition is not installed.
        least_answered: Of a mean: how many items must be answered; None for all.
    """

    id: str
    version: str
    name: str
    label: str
    answered_by: Reporter
    recall: str
    direction: Direction
    low: float
    high: float
    rule: Rule | None
    source: str
    licence: str
    items: tuple[Item, ...]
    least_answered: int | None = None

    @property
    def is_installed(self) -> bool:
        """Whether the program may ask its questions: someone filled in the items and how they are scored."""
        return bool(self.items)

    @property
    def is_single(self) -> bool:
        """Whether one question is all there is."""
        return len(self.items) == 1

    def item(self, item_id: str) -> Item | None:
        """The item with this id; None when there is none."""
        return next((item for item in self.items if item.id == item_id), None)
