"""Who answered the questions for the patient."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from calcitrack.domain.instruments.definition import Reporter
from calcitrack.ui.forms.choice import Choice
from calcitrack.ui.i18n import translate
from calcitrack.ui.theme import GAP_XS, current_theme
from calcitrack.ui.widgets.label import Label

ANSWERING = (Reporter.PATIENT, Reporter.PARENT, Reporter.PROXY)
"""Who can answer what is asked of a patient."""


def reporter_word(reporter: str) -> str:
    """Who answered, in words; a word of another program as it stands."""
    words = {
        "": translate("ReporterField", "Not recorded"),
        Reporter.PATIENT: translate("ReporterField", "Patient"),
        Reporter.PARENT: translate("ReporterField", "Parent"),
        Reporter.PROXY: translate("ReporterField", "Somebody else"),
        Reporter.CLINICIAN: translate("ReporterField", "Clinician"),
    }
    return words.get(reporter, reporter)


class ReporterField(QWidget):
    """Patient, parent, somebody else, or not recorded. Shows nothing chosen where the answers differ.

    Signals:
        chosen(): Somebody said who answered.
    """

    chosen = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._values = ("", *ANSWERING)
        self._said: str | None = None
        self._shown = ""
        self._list: Choice[str] = Choice([(value, reporter_word(value)) for value in self._values], "")
        self._list.setAccessibleName(self.tr("Patient's answers given by"))
        self._list.activated.connect(self._on_activated)
        label = Label(self.tr("Patient's answers given by"))
        label.setBuddy(self._list)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(label)
        self._column.addWidget(self._list)

    def said(self) -> str | None:
        """What somebody chose here for this visit; None while nobody did."""
        return self._said

    def reporter(self) -> str:
        """Who gives an answer that is entered now; empty for not recorded."""
        return self._shown if self._said is None else self._said

    def show_reporters(self, reporters: Iterable[str]) -> None:
        """Show who gave the answers that are recorded."""
        found = set(reporters)
        if found:
            self._shown = next(iter(found)) if len(found) == 1 else ""
            known = self._shown in self._values and len(found) == 1
            self._list.setCurrentIndex(self._values.index(self._shown) if known else -1)

    def reset(self) -> None:
        """Forget what was chosen for another visit."""
        self._said, self._shown = None, ""
        self._list.setCurrentIndex(0)

    def choose(self, reporter: str) -> None:
        """Say who answers from now on, as somebody did elsewhere."""
        self._said = reporter
        self._list.setCurrentIndex(self._values.index(reporter))

    def space(self) -> None:
        """Follow the scale of the theme."""
        self._column.setSpacing(current_theme().px(GAP_XS))

    @Slot(int)
    def _on_activated(self, place: int) -> None:
        self._said = self._values[place]
        self.chosen.emit()
