"""Asking whether a lesion that is found where another had gone is that one, come back."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from calcitrack.domain.recurrence import Gone
from calcitrack.domain.sites import SiteList
from calcitrack.domain.vocabulary import Side
from calcitrack.ui.forms.field import FormField
from calcitrack.ui.forms.one_of import OneOf
from calcitrack.ui.i18n import day
from calcitrack.ui.words import inside


class CameBack(QWidget):
    """Asks only where a lesion had gone at the site, and answers nothing by itself.

    Args:
        sites: The site list.
        gone: Lesions that had gone, the latest first.

    Signals:
        answered(): Somebody answered.
    """

    answered = Signal()

    def __init__(self, sites: SiteList, gone: Sequence[Gone]) -> None:
        super().__init__()
        self._sites, self._gone = sites, tuple(gone)
        self._around: tuple[Gone, ...] = ()
        self._answer: _Unanswered | None = None
        self.field = FormField("", QWidget())
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(self.field)
        self.hide()

    def look_around(self, place: tuple[str, Side] | None) -> None:
        """Ask of the lesions that had gone around a place; what was answered of the same ones stays."""
        around = tuple(one for one in self._gone if place is not None and one.is_around(*place))
        if around == self._around:
            return
        self._around = around
        self._column.removeWidget(self.field)
        self.field.hide()
        self.field.deleteLater()
        self._answer = _Unanswered(self._options()) if around else None
        self.field = FormField(self._question(), self._answer or QWidget(), self._hint(), needed=bool(around))
        self._column.addWidget(self.field)
        if self._answer is not None:
            self._answer.chosen.connect(self._on_answer_chosen)
        self.setVisible(bool(around))

    def is_open(self) -> bool:
        """Whether it asks and was not answered."""
        return self._answer is not None and not self._answer.is_answered()

    def came_back(self) -> Gone | None:
        """The lesion that came back; None for a new one."""
        return self._answer.value() if self._answer is not None and self._answer.is_answered() else None

    def _question(self) -> str:
        return self.tr("New, or come back?")

    def _hint(self) -> str:
        """What had gone, and when; the answers themselves stay short, so that none is cut."""
        words = self.tr("Lesion {number}, {site}: {state}, {day}.")
        told = [
            words.format(
                number=one.lesion.number,
                site=self._sites.label(one.lesion.site, one.lesion.side),
                state=inside(one.state),
                day=day(one.on),
            )
            for one in self._around
        ]
        return " ".join([*told, self.tr("A lesion that came back keeps its number and its history.")])

    def _options(self) -> list[tuple[Gone | None, str]]:
        words = self.tr("Lesion {number} is back")
        back: list[tuple[Gone | None, str]] = [(one, words.format(number=one.lesion.number)) for one in self._around]
        return [*back, (None, self.tr("A new lesion"))]

    @Slot()
    def _on_answer_chosen(self) -> None:
        self.field.tell_edited()
        self.answered.emit()


class _Unanswered(OneOf[Gone | None]):
    """No answer holds until somebody gives one."""

    def __init__(self, options: Sequence[tuple[Gone | None, str]]) -> None:
        super().__init__("", options, options[0][0])
        self._group.setExclusive(False)
        for button in self.buttons():
            button.setChecked(False)
            button.setAccessibleName(button.text())
        self._group.setExclusive(True)
        self.buttons()[0].setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def is_answered(self) -> bool:
        """Whether an answer holds."""
        return self._group.checkedId() >= 0
