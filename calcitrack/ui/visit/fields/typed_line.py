"""A line that holds a value: it refuses in words what it cannot read, and keeps what was typed."""

from __future__ import annotations

from typing import Any, Generic, TypeVar

from PySide6.QtCore import QSize, Signal, Slot
from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from calcitrack.ui.theme import current_theme
from calcitrack.ui.visit.fields.panel_fields import LineField
from calcitrack.ui.visit.fields.typed_kinds import Kind
from calcitrack.ui.widgets.label import Label

T = TypeVar("T")


class TypedLine(LineField, Generic[T]):
    """Empty is None: not recorded.

    Args:
        name: What a screen reader calls it.
        kind: What it holds.
        grows: Whether it takes more room than it needs.

    Signals:
        told(): The refusal came, changed or went.
    """

    told = Signal()

    def __init__(self, name: str, kind: Kind[T], *, grows: bool = True, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self._kind = kind
        self._held: T | None = None
        self._refusal = ""
        across = QSizePolicy.Policy.Expanding if grows else QSizePolicy.Policy.Fixed
        self.setSizePolicy(across, QSizePolicy.Policy.Fixed)
        self.textChanged.connect(self._on_text_changed)

    def held(self) -> T | None:
        """The value that was taken last."""
        return self._held

    def typed(self) -> T | None:
        """The value of what stands in the line now.

        Raises:
            Refused: It is none.
        """
        if not self.is_pending():
            return self._held
        text = self.text().strip()
        return self._kind.read(text) if text else None

    def show_held(self, value: T | None) -> None:
        """Show what is recorded; what is being typed or was refused is left alone."""
        if value == self._held:
            return  # setting the same text would throw away the cursor and the selection
        self._held = value
        self.show_value(self._written())
        self._begin_at_start()

    def hold(self, value: T | None) -> None:
        """Take a value, in place of whatever was typed."""
        self._held = value
        self.take(self._written())
        self.refuse("")
        self._begin_at_start()

    def refuse(self, sentence: str) -> None:
        """Say why the text is not taken; an empty sentence takes it back."""
        self.set_refused(bool(sentence))
        if sentence != self._refusal:
            self._refusal = sentence
            self.setAccessibleDescription(sentence)
            self.told.emit()

    def refusal(self) -> str:
        """Why the text is not taken; empty when it is."""
        return self._refusal

    def _written(self) -> str:
        return "" if self._held is None else self._kind.write(self._held)

    def _begin_at_start(self) -> None:
        """Of a text that is longer than the line its beginning is seen, all of it under the mouse."""
        if not self.hasFocus():
            self.setCursorPosition(0)
        self.setToolTip(": ".join(part for part in (self.placeholderText(), self.text()) if part))

    @Slot()
    def _on_text_changed(self) -> None:
        """Another text is another matter: also one that Esc brought back."""
        self.refuse("")

    # Qt overrides

    def minimumSizeHint(self) -> QSize:
        """Room for a long usual text."""
        self.ensurePolished()
        width = self.fontMetrics().horizontalAdvance(self._kind.sample) + current_theme().px(26)
        return QSize(width, super().minimumSizeHint().height())

    def sizeHint(self) -> QSize:
        """No wider than it must be; a line that grows does so by its policy."""
        return QSize(self.minimumSizeHint().width(), super().sizeHint().height())


class FaultLine(Label):
    """What is wrong with one line or with the lines of one row; hidden when nothing is."""

    def __init__(self, *lines: TypedLine[Any], parent: QWidget | None = None) -> None:
        super().__init__(tone="danger", parent=parent)
        self._lines = lines
        self.hide()
        for line in lines:
            line.told.connect(self._on_told)

    @Slot()
    def _on_told(self) -> None:
        sentences = dict.fromkeys(line.refusal() for line in self._lines if line.refusal())
        self.setText(" ".join(sentences))
        self.setVisible(bool(sentences))
        if sentences:
            QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))
