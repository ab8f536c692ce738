"""One question of a score in the visit form: typed on a scale, or chosen from listed answers."""

from __future__ import annotations

import re

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from calcitrack.domain.folding import plain_digits
from calcitrack.domain.instruments.definition import Definition, Item
from calcitrack.domain.visit import Scalar
from calcitrack.ui.forms.choice import Choice
from calcitrack.ui.i18n import number, translate
from calcitrack.ui.theme import GAP_S, current_theme
from calcitrack.ui.visit.fields.single_field import SingleField
from calcitrack.ui.visit.fields.typed_kinds import Kind, Refused, write_scalar
from calcitrack.ui.widgets.label import Label
from calcitrack.ui.widgets.leads_keys import LeadsKeys

_NUMBER = re.compile(r"[-−]?[0-9]{1,7}(?:[.,][0-9]{1,4})?")


class ScaleLine(SingleField[Scalar]):
    """A line for a number on the scale of an item."""

    def __init__(self, definition: Definition, item: Item, parent: QWidget | None = None) -> None:
        name = definition.label if definition.is_single else item.question
        super().__init__(name, scale_kind(item), _after(item), parent=parent)
        self.setToolTip(explained(definition, item))

    def show_held(self, value: Scalar) -> None:
        """Show what is recorded; what is being typed stays."""
        self.line.show_held(value)

    def hold(self, value: Scalar) -> None:
        """Take a value, in place of whatever was typed."""
        self.line.hold(value)

    def show_fault(self, sentence: str) -> None:
        """Say what is wrong with the answer."""
        self.line.refuse(sentence)


class ChoiceLine(LeadsKeys, QWidget):
    """A list of the answers that an item can have; not recorded is always one of them.

    Signals:
        taken(): Another answer was chosen.
    """

    taken = Signal()

    def __init__(self, definition: Definition, item: Item, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._held: Scalar = None
        self._options: tuple[Scalar, ...] = (None, *(option.value for option in item.options))
        words = [(None, self.tr("Not recorded")), *((o.value, _worded(o.value, o.text)) for o in item.options)]
        name = item.question if not item.id else f"{item.id}  {item.question}"
        self._list: Choice[Scalar] = Choice(words, None)
        self._list.setAccessibleName(f"{definition.label}: {item.question}")
        self._list.activated.connect(self._on_activated)
        label = Label(name)
        label.setBuddy(self._list)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.addWidget(label, 1)
        self._row.addWidget(self._list, 1)
        self.lead_keys(self._list)
        self.setToolTip(explained(definition, item))

    def value(self) -> Scalar:
        """The answer that holds."""
        return self._held

    def show_held(self, value: Scalar) -> None:
        """Show what is recorded."""
        self.hold(value)

    def hold(self, value: Scalar) -> None:
        """Take an answer. One that the item does not know stays held, and the list shows none."""
        self._held = value
        self._list.setCurrentIndex(self._options.index(value) if value in self._options else -1)

    def settle(self) -> bool:
        """Every choice is taken as it is made."""
        return True

    def show_fault(self, sentence: str) -> None:
        """Say what is wrong with the answer."""
        self._list.setAccessibleDescription(sentence)
        self.setToolTip(sentence)

    def space(self) -> None:
        """Follow the scale of the theme."""
        self._row.setSpacing(current_theme().px(GAP_S))

    def _on_activated(self, place: int) -> None:
        if self._options[place] != self._held:
            self._held = self._options[place]
            self.taken.emit()


def score_line(definition: Definition, item: Item) -> ScaleLine | ChoiceLine:
    """The line for a question."""
    return ChoiceLine(definition, item) if item.options else ScaleLine(definition, item)


def scale_kind(item: Item) -> Kind[Scalar]:
    """What a line for an item on a scale takes; a whole number is kept as one."""

    def read(text: str) -> Scalar:
        typed = plain_digits(text).strip()
        value = float(typed.replace("−", "-").replace(",", ".")) if _NUMBER.fullmatch(typed) else None
        if value is None or not item.takes(value):
            raise Refused(_refusal(item, text))
        return int(value) if value.is_integer() else value

    return Kind(read, write_scalar, f"{plainly(item.high)}.0" if item.decimals else plainly(item.high))


def explained(definition: Definition, item: Item) -> str:
    """The question with its anchors, its recall period and where it comes from."""
    lines = [item.question]
    if item.anchors[0]:
        lines += [f"{plainly(item.low)} = {item.anchors[0]}", f"{plainly(item.high)} = {item.anchors[1]}"]
    lines.append(translate("ScoreFields", "Recall period: {recall}").format(recall=definition.recall))
    lines.append(definition.source)
    return "\n".join(lines)


def plainly(value: float) -> str:
    """A bound of a scale, without decimals where it has none."""
    return number(value, 0 if float(value).is_integer() else 2)


def _after(item: Item) -> str:
    return f"/ {plainly(item.high)}" if item.low == 0 else f"{plainly(item.low)} – {plainly(item.high)}"


def _worded(value: Scalar, text: str) -> str:
    return f"{text} ({write_scalar(value)})"


def _refusal(item: Item, typed: str) -> str:
    if item.decimals:
        told = translate("ScoreFields", "“{typed}” is not on the scale. Type {low} to {high}, such as {low} or {some}.")
    else:
        told = translate("ScoreFields", "“{typed}” is not on the scale. Type a whole number from {low} to {high}.")
    some = number((item.low + item.high) / 2 - 0.5, item.decimals)
    return told.format(typed=typed, low=plainly(item.low), high=plainly(item.high), some=some)
