"""Which questions can be asked with large buttons, and what each button answers."""

from __future__ import annotations

from dataclasses import dataclass

from calcitrack.domain.instruments.catalogue import Catalogue
from calcitrack.domain.instruments.definition import Definition, Item, Reporter
from calcitrack.domain.visit import Scalar
from calcitrack.ui.i18n import translate
from calcitrack.ui.visit.fields.score_lines import plainly
from calcitrack.ui.visit.fields.typed_kinds import write_scalar

MOST_TARGETS = 12
_TEN = "T"


@dataclass(frozen=True, slots=True)
class LargeChoice:
    """One button.

    Attributes:
        key: The key that presses it.
        spoken: What a screen reader says after the question.
    """

    value: Scalar
    word: str
    spoken: str
    key: str


@dataclass(frozen=True, slots=True)
class Step:
    """One question with its buttons."""

    definition: Definition
    item: Item
    choices: tuple[LargeChoice, ...]

    @property
    def key(self) -> tuple[str, str]:
        """Name of the instrument and of the item."""
        return self.definition.id, self.item.id

    def about(self, held: Scalar) -> list[str]:
        """What the ends mean, the recall period, and what is recorded so far."""
        told = translate("LargeQuestions", "{low} = {least}      {high} = {most}")
        lowest, highest = self.item.anchors
        ends = told.format(low=plainly(self.item.low), least=lowest, high=plainly(self.item.high), most=highest)
        recall = translate("LargeQuestions", "Time: {recall}").format(recall=self.definition.recall)
        said = translate("LargeQuestions", "Recorded: {value}").format(value=write_scalar(held))
        return [*([ends] if lowest else []), recall, *([said] if held is not None else [])]


def steps_of(catalogue: Catalogue) -> tuple[Step, ...]:
    """All questions for the patient that have few enough answers for large buttons, in the order of the form."""
    asked = [d for d in catalogue if d.is_installed and d.answered_by is not Reporter.CLINICIAN]
    found = (Step(d, item, _choices(item)) for d in asked for item in d.items)
    return tuple(step for step in found if 0 < len(step.choices) <= MOST_TARGETS)


def _choices(item: Item) -> tuple[LargeChoice, ...]:
    if item.options:
        listed = enumerate(item.options, start=1)
        return tuple(LargeChoice(o.value, f"{n}  {o.text}", o.text, str(n)) for n, o in listed)
    if not (item.low.is_integer() and item.high.is_integer()) or item.high - item.low >= MOST_TARGETS:
        return ()
    numbers = range(int(item.low), int(item.high) + 1)
    return tuple(LargeChoice(n, str(n), str(n), _TEN if n == 10 else str(n)) for n in numbers)
