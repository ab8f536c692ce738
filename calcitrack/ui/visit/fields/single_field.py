"""A field of one line: its name before it, a few words behind it, and what is wrong below."""

from __future__ import annotations

from typing import Generic, TypeVar

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from calcitrack.ui.theme import GAP_S, GAP_XS, current_theme
from calcitrack.ui.visit.fields.typed_kinds import Kind, Refused
from calcitrack.ui.visit.fields.typed_line import FaultLine, TypedLine
from calcitrack.ui.widgets.label import Label
from calcitrack.ui.widgets.leads_keys import LeadsKeys

T = TypeVar("T")


class SingleField(LeadsKeys, QWidget, Generic[T]):
    """Takes its value when it is left or on Enter, which also goes on to the next field.

    Args:
        name: Before the line; a screen reader says it too.
        kind: What the line holds.
        after: Behind the line, such as a unit.
        spread: The line keeps to the right end, as in a column of fields; else everything keeps to the left.

    Signals:
        taken(): Another value was taken.
    """

    taken = Signal()

    def __init__(
        self, name: str, kind: Kind[T], after: str = "", *, spread: bool = True, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        spoken = f"{name} {after}".strip()
        self.line: TypedLine[T] = TypedLine(spoken, kind, grows=False)
        label = Label(name)
        label.setBuddy(self.line)
        self._row = QHBoxLayout()
        self._row.addWidget(label, 1 if spread else 0)
        self._row.addWidget(self.line)
        self._row.addWidget(Label(after, "muted"))
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addLayout(self._row)
        self._column.addWidget(FaultLine(self.line))
        self.lead_keys(self.line)
        self.line.offered.connect(self._take)
        self.line.returnPressed.connect(self._on_returned)

    def add_behind(self, widget: QWidget) -> None:
        """Put something more behind the line."""
        self._row.addWidget(widget, 1)

    def value(self) -> T | None:
        """The value that was taken last."""
        return self.line.held()

    def settle(self) -> bool:
        """Take what is typed; False when it cannot be taken."""
        if self.line.is_pending():
            self._take()
        return not self.line.is_pending()

    def space(self) -> None:
        """Follow the scale of the theme."""
        px = current_theme().px
        self._row.setSpacing(px(GAP_S))
        self._column.setSpacing(px(GAP_XS))

    @Slot()
    def _take(self) -> None:
        try:
            value = self.line.typed()
        except Refused as refused:
            self.line.refuse(refused.sentence)
            return
        if value == self.line.held():
            self.line.hold(value)
            return
        self.line.hold(value)
        self.taken.emit()

    @Slot()
    def _on_returned(self) -> None:
        if self.settle():
            self.focusNextChild()
