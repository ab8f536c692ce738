"""The people of a clinic, a line each with what can be done about them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QFrame, QPushButton, QVBoxLayout, QWidget

from calcitrack.domain.staff import Colleague
from calcitrack.ui.style import dress
from calcitrack.ui.theme import GAP_M, GAP_S, GAP_XS, current_theme
from calcitrack.ui.widgets.chip import Badge
from calcitrack.ui.widgets.flow import FlowLayout
from calcitrack.ui.widgets.label import Label
from calcitrack.ui.words import label


class PeopleList(QWidget):
    """Those who are here first, then those who left, whom the record still names.

    Signals:
        roles_wanted(person): Change what they may do.
        password_wanted(person): Give a first password, or let them back in with one.
        leaving(person): Their account is to be closed.
    """

    roles_wanted = Signal(object)
    password_wanted = Signal(object)
    leaving = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._space()

    def set_people(self, people: Sequence[Colleague], own_login: str) -> None:
        """Show these people; one's own account is changed elsewhere, but for its roles."""
        while (item := self._column.takeAt(0)) is not None:
            entry = item.widget()
            if entry is not None:
                entry.hide()
                entry.deleteLater()
        for one in people:
            self._column.addWidget(self._entry(one, is_self=one.login == own_login))

    def _entry(self, one: Colleague, *, is_self: bool) -> QWidget:
        px = current_theme().px
        entry = QFrame()
        row = FlowLayout(entry, gap=px(GAP_S), line_gap=px(GAP_XS))
        row.addWidget(Label(one.name, "heading"))
        row.addWidget(Label(one.login, "muted"))
        for role in sorted(one.roles):
            row.addWidget(Badge(label(role), "accent" if one.active else "neutral"))
        if is_self:
            row.addWidget(Badge(self.tr("you"), "good"))
        if not one.active:
            row.addWidget(Badge(self.tr("left"), "warning"))
        row.push_right()
        if one.active:
            row.addWidget(self._button(self.tr("Roles…"), one, self.roles_wanted.emit))
            if not is_self:
                row.addWidget(self._button(self.tr("New password…"), one, self.password_wanted.emit))
                row.addWidget(self._button(self.tr("Leaves…"), one, self.leaving.emit))
        else:
            row.addWidget(self._button(self.tr("Let back in…"), one, self.password_wanted.emit))
        return entry

    def _button(self, text: str, one: Colleague, on_click: Callable[[Colleague], None]) -> QPushButton:
        button = QPushButton(text)
        button.setAccessibleName(f"{one.name}: {text}")
        button.clicked.connect(lambda: on_click(one))
        dress(button, kind="flat")
        return button

    def _space(self) -> None:
        self._column.setSpacing(current_theme().px(GAP_M))

    # Qt overrides

    def changeEvent(self, event: QEvent) -> None:
        """Another theme may have another scale."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._space()
