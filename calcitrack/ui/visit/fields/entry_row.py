"""One row of a list of a visit: a few lines that make one value together."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QSize, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from calcitrack.ui.icons import icon
from calcitrack.ui.theme import GAP_XS, current_theme
from calcitrack.ui.visit.fields.typed_kinds import Kind, Refused
from calcitrack.ui.visit.fields.typed_line import FaultLine, TypedLine
from calcitrack.ui.visit.folding_layout import FoldingLayout
from calcitrack.ui.widgets.leads_keys import LeadsKeys

T = TypeVar("T")

_ICON_PX = 16


@dataclass(frozen=True, slots=True)
class Part:
    """One line of a row.

    Attributes:
        field: Its name in the domain, by which a fault finds it.
        name: Its name on screen.
        weight: Its share of the width.
    """

    field: str
    name: str
    kind: Kind[Any]
    weight: int = 2


@dataclass(frozen=True, slots=True)
class Form(Generic[T]):
    """What the rows of a list are made of.

    Attributes:
        noun: What one row is, such as "Laboratory value".
        parts: Its lines.
        make: The value of what the lines hold; raises ``Refused`` where they do not go together.
        split: What the lines hold of a value.
    """

    noun: str
    parts: Sequence[Part]
    make: Callable[[Sequence[Any]], T]
    split: Callable[[T], Sequence[Any]]


class EntryRow(LeadsKeys, QWidget, Generic[T]):
    """Its value changes with every line that is taken; while its lines do not go together it keeps the last that did.

    Signals:
        taken(): The value is another.
        remove_requested(): Take this row out.
        finished(): Enter in the last line.
    """

    taken = Signal()
    remove_requested = Signal()
    finished = Signal()

    def __init__(self, form: Form[T], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._form = form
        self._value: T | None = None
        self._is_whole = True
        self.lines = [TypedLine[Any](f"{form.noun}: {part.name}", part.kind) for part in form.parts]
        self._remove = QToolButton()
        self._build()
        self._connect()
        self.lead_keys(self.lines[0])
        self._name_remove()
        self.space()

    def value(self) -> T | None:
        """The value of the row; None while it has none."""
        return self._value

    def show_value(self, value: T) -> None:
        """Show what is recorded; what is being typed, and lines that do not go together yet, stay."""
        self._value = value
        if self._is_whole:
            for line, held in zip(self.lines, self._form.split(value), strict=True):
                line.show_held(held)
        self._name_remove()

    def hold(self, value: T) -> None:
        """Show a value in place of whatever was typed."""
        self._value, self._is_whole = value, True
        for line, held in zip(self.lines, self._form.split(value), strict=True):
            line.hold(held)
        self._name_remove()

    def is_untouched(self) -> bool:
        """Whether nothing was typed that is not in the value."""
        return self._is_whole and not any(line.is_pending() for line in self.lines)

    def settle(self) -> bool:
        """Take what is typed; False when something cannot be taken or does not go together."""
        for place, line in enumerate(self.lines):
            if line.is_pending():
                self._take(place)
        return self.is_untouched()

    def show_fault(self, field: str, sentence: str) -> None:
        """Say what is wrong with a field; with the row as a whole, beside its first line."""
        fields = [part.field for part in self._form.parts]
        self.lines[fields.index(field) if field in fields else 0].refuse(sentence)

    def space(self) -> None:
        """Follow the scale and the colours of the theme."""
        theme = current_theme()
        self._across.setSpacing(theme.px(GAP_XS))
        self._column.setSpacing(theme.px(GAP_XS))
        self._remove.setIcon(icon("trash", theme.tokens.muted, theme.px(_ICON_PX)))
        self._remove.setIconSize(QSize(theme.px(_ICON_PX), theme.px(_ICON_PX)))

    def _build(self) -> None:
        lines = QWidget()
        folding = FoldingLayout(lines, gap=GAP_XS)
        for line, part in zip(self.lines, self._form.parts, strict=True):
            line.setPlaceholderText(part.name)
            folding.add(line, part.weight)
        self._across = QHBoxLayout()
        self._across.addWidget(lines, 1)
        self._across.addWidget(self._remove)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addLayout(self._across)
        self._column.addWidget(FaultLine(*self.lines))

    def _connect(self) -> None:
        for line in self.lines:
            line.offered.connect(self._on_offered)
            line.returnPressed.connect(self._on_returned)
        self._remove.clicked.connect(self.remove_requested)

    def _take(self, place: int) -> None:
        """Take a line if its text can be read and goes with the other lines; what is missing elsewhere is said there.

        A row that was emptied, or that lost its name, keeps its last value until it is whole again or removed.
        """
        line = self.lines[place]
        try:
            held = line.typed()
            values = [held if other is line else other.held() for other in self.lines]
            made = self._made(values)
        except Refused as refused:
            if refused.place is None or refused.place == place:
                line.refuse(refused.sentence)
                return
            line.hold(line.typed())
            self._is_whole = False
            self.lines[refused.place].refuse(refused.sentence)
            return
        line.hold(held)
        self._keep(made)

    def _made(self, values: Sequence[Any]) -> T | None:
        if self._value is None and all(value is None for value in values):
            return None
        return self._form.make(values)

    def _keep(self, made: T | None) -> None:
        self._is_whole = True
        for line in self.lines:
            if not line.is_pending():
                line.refuse("")
        if made != self._value:
            self._value = made
            self._name_remove()
            self.taken.emit()

    def _name_remove(self) -> None:
        held = self.lines[0].held()
        told = self.tr("Remove {name}").format(name=held or self._form.noun)
        self._remove.setAccessibleName(told)
        self._remove.setToolTip(told)

    def _place_of(self, line: object) -> int:
        return next(place for place, other in enumerate(self.lines) if other is line)

    @Slot()
    def _on_offered(self) -> None:
        self._take(self._place_of(self.sender()))
        self.settle()  # what another line was refused for may be right now

    @Slot()
    def _on_returned(self) -> None:
        place = self._place_of(self.sender())
        if self.lines[place].is_pending():
            self._take(place)
        if self.lines[place].is_pending():
            return
        if place + 1 < len(self.lines):
            self.lines[place + 1].setFocus()
        else:
            self.finished.emit()
