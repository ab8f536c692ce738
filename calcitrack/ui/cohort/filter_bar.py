"""What is asked of the cohort, as chips that take it back, and the filters that the clinic has saved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from calcitrack.clinic.saved_filters import SavedFilter
from calcitrack.domain.cohort.criteria import Criteria
from calcitrack.domain.errors import CalciTrackError
from calcitrack.ui.cohort.limits_dialog import LimitsDialog
from calcitrack.ui.cohort.save_dialog import SaveFilterDialog
from calcitrack.ui.cohort.words import CohortWords
from calcitrack.ui.errors import show_error
from calcitrack.ui.widgets.chip import Chip
from calcitrack.ui.widgets.flow import FlowLayout
from calcitrack.ui.widgets.label import Label

if TYPE_CHECKING:
    from calcitrack.ui.session import Session


class FilterBar(QWidget):
    """Chips in lines.

    Signals:
        chosen(criteria): Another filter is wanted.
    """

    chosen = Signal(object)

    def __init__(self, session: Session, words: CohortWords, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._words = session, words
        self._criteria = Criteria()
        self._flow = FlowLayout(self)
        self._nothing = Label(self.tr("Everybody. Tick answers below to choose."), role="muted")
        self._clear = QPushButton(self.tr("Ask for everybody"))
        self._clear.clicked.connect(self._on_clear_clicked)
        self._chips: list[Chip] = []
        self.limits = QPushButton(self.tr("Age and dates…"))
        self.limits.clicked.connect(self._on_limits_clicked)
        self.saved = Chip(self.tr("Saved filters"), opens_menu=True)
        self._menu = QMenu(self.saved)
        self.saved.setMenu(self._menu)
        self._menu.aboutToShow.connect(self._fill_menu)
        self._menu.triggered.connect(self._on_menu_triggered)
        self._flow.addWidget(self._nothing)
        self.show_criteria(Criteria())

    def show_criteria(self, criteria: Criteria) -> None:
        """Show what a filter asks."""
        self._criteria = criteria
        for chip in self._chips:
            self._flow.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self._flow.removeWidget(self._clear)
        self._chips = [self._chip(question, text) for question, text in self._words.chosen(criteria)]
        for chip in self._chips:
            self._flow.addWidget(chip)
            chip.show()
        self._flow.addWidget(self._clear)
        self._nothing.setVisible(not self._chips)
        self._clear.setVisible(bool(self._chips))

    def sentence(self) -> str:
        """What the filter asks, as one line."""
        return " · ".join(text for _, text in self._words.chosen(self._criteria)) or self.tr("Everybody")

    def _chip(self, question: str, text: str) -> Chip:
        chip = Chip(text, parent=self)
        chip.setChecked(True)
        chip.setToolTip(self.tr("Takes this back"))
        chip.setProperty("question", question)
        chip.clicked.connect(self._on_chip_clicked)
        return chip

    def _without(self, question: str) -> Criteria:
        match question:
            case "age_limits":
                return Criteria.of(dict(self._criteria.answers), seen_from=self._criteria.seen_from,
                                   seen_to=self._criteria.seen_to)  # fmt: skip
            case "seen":
                return Criteria.of(dict(self._criteria.answers), age_from=self._criteria.age_from,
                                   age_to=self._criteria.age_to)  # fmt: skip
        return self._criteria.with_answers(question, ())

    @Slot()
    def _on_chip_clicked(self) -> None:
        self.chosen.emit(self._without(self.sender().property("question")))

    @Slot()
    def _on_clear_clicked(self) -> None:
        self.chosen.emit(Criteria())

    @Slot()
    def _on_limits_clicked(self) -> None:
        found = LimitsDialog.ask(self._criteria, self._session.clinic.clock.today(), self)
        if found is not None and found != self._criteria:
            self.chosen.emit(found)

    @Slot()
    def _fill_menu(self) -> None:
        self._menu.clear()
        saved = self._session.clinic.saved_filters.all()
        for one in saved:
            action = self._menu.addAction(self._entry(one))
            action.setData(("use", one))
            action.setEnabled(one.criteria is not None)
        if saved:
            self._menu.addSeparator()
        save = self._menu.addAction(self.tr("Save this filter…"))
        save.setData(("save", None))
        save.setEnabled(not self._session.clinic.read_only and not self._criteria.is_everybody)
        if saved:
            remove = self._menu.addMenu(self.tr("Remove"))
            remove.setEnabled(not self._session.clinic.read_only)
            for one in saved:
                remove.addAction(one.name.replace("&", "&&")).setData(("remove", one))

    def _entry(self, one: SavedFilter) -> str:
        name = one.name.replace("&", "&&")
        return name if one.criteria else self.tr("{name} (needs a newer program)").format(name=name)

    @Slot(QAction)
    def _on_menu_triggered(self, action: QAction) -> None:
        deed, one = action.data()
        if deed == "use":
            self.chosen.emit(one.criteria)
        elif deed == "remove":
            self._write_removal(one)
        else:
            self._save()

    def _save(self) -> None:
        known = [one.name for one in self._session.clinic.saved_filters.all()]
        name = SaveFilterDialog.ask(self.sentence(), known, self)
        if name is None:
            return
        criteria = self._criteria
        try:
            self._session.write(lambda clinic: clinic.saved_filters.save(name, criteria, None))
        except CalciTrackError as error:
            show_error(self, error)

    def _write_removal(self, one: SavedFilter) -> None:
        try:
            self._session.write(lambda clinic: clinic.saved_filters.remove(one))
        except CalciTrackError as error:
            show_error(self, error)
