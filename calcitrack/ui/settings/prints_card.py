"""Paper, and whether charts show what the review says."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QSignalBlocker, Slot
from PySide6.QtWidgets import QCheckBox, QWidget

from calcitrack.clinic.settings import PAPERS
from calcitrack.domain.errors import CalciTrackError
from calcitrack.ui.errors import show_error
from calcitrack.ui.forms.choice import Choice
from calcitrack.ui.forms.field import FormField
from calcitrack.ui.widgets.card import Card
from calcitrack.ui.widgets.label import Label

if TYPE_CHECKING:
    from calcitrack.ui.session import Session


class PrintsCard(Card):
    """Saved as soon as something else is chosen."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.set_title(self.tr("Prints and guidance"))
        self._session = session
        self._seen = session.clinic.settings.paper()
        self._paper = Choice([(paper, paper) for paper in PAPERS], self._seen)
        field = FormField(self.tr("Paper"), self._paper, self.tr("Of summaries, pages for patients and lists."))
        field.edited.connect(self._on_paper_chosen)
        self._guidance = QCheckBox(self.tr("Show in charts and visits what the review says"))
        self._shown = session.clinic.settings.guidance_shown()
        self._guidance.setChecked(self._shown)
        self._guidance.toggled.connect(self._on_guidance_toggled)
        self.add(field)
        self.add(self._guidance)
        self.add(Label(self.tr("The page of the guidance stays, whatever is chosen here."), "small"))

    def reload(self) -> None:
        """Show what stands in the vault."""
        self._seen = self._session.clinic.settings.paper()
        self._paper.show_value(self._seen, self._seen)
        self._shown = self._session.clinic.settings.guidance_shown()
        with QSignalBlocker(self._guidance):
            self._guidance.setChecked(self._shown)

    def _write(self, operation: Callable[[Any], Any]) -> None:
        try:
            self._session.write(operation)
        except CalciTrackError as error:
            show_error(self, error)
            self.reload()

    @Slot()
    def _on_paper_chosen(self) -> None:
        paper, seen = self._paper.value(), self._seen
        self._write(lambda clinic: clinic.settings.set_paper(paper, seen))

    @Slot(bool)
    def _on_guidance_toggled(self, shown: bool) -> None:
        seen = self._shown
        self._write(lambda clinic: clinic.settings.set_guidance_shown(shown, seen))
