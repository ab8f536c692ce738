"""The lesions of one patient on the map, now or at any earlier visit."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QSignalBlocker, Qt, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QMenu, QSlider, QWidget

from calcitrack.domain.record import PatientRecord
from calcitrack.domain.sites import SiteList
from calcitrack.domain.visit import Visit
from calcitrack.ui.i18n import day
from calcitrack.ui.map.gestures import Clicks
from calcitrack.ui.map.legend import MapLegend
from calcitrack.ui.map.map_view import MapView
from calcitrack.ui.map.marks import MapMark, Place, map_marks, moments
from calcitrack.ui.map.plates import View, home, standing, view_of
from calcitrack.ui.map.words import MapWords
from calcitrack.ui.theme import GAP_XS, current_theme
from calcitrack.ui.widgets.chip import Chip
from calcitrack.ui.widgets.flow import FlowLayout
from calcitrack.ui.widgets.label import Label


class LesionMap(MapView):
    """Shows a record; a slider moves through its visits.

    Args:
        sites: The site list.
        with_draft: Whether the open draft has a say, and a click on an empty region adds a lesion to it.

    Signals:
        lesion_selected(lesion_id): A lesion was chosen. Not sent by ``set_selected``.
        place_chosen(code, side): A region was chosen.
    """

    lesion_selected = Signal(int)
    place_chosen = Signal(str, object)

    def __init__(self, sites: SiteList, *, with_draft: bool = False, parent: QWidget | None = None) -> None:
        self._with_draft = with_draft
        super().__init__(MapWords(sites), clicks=Clicks.ADD if with_draft else Clicks.LOOK, parent=parent)
        self._sites = sites
        self._record: PatientRecord | None = None
        self._moments: tuple[Visit, ...] = ()
        self._marks: tuple[MapMark, ...] = ()
        self._selected: int | None = None
        self._show = Chip(self.tr("Show"), opens_menu=True)
        self._by_area, self._heat, self._closed = (QAction(text, self) for text in self._options())
        self._when = Label(role="small")
        self._slider = QSlider(Qt.Orientation.Horizontal)
        self._legend = MapLegend()
        self._apart = _Apart()
        self._build()
        self._connect()

    def controls(self) -> tuple[QWidget, ...]:
        """The chips, for the header of a card."""
        return *super().controls(), self._show

    def set_record(self, record: PatientRecord) -> None:
        """Show a record; the same patient's map stays at the view where it is, and comes to the present."""
        is_other = self._record is None or self._record.patient.id != record.patient.id
        self._record = record
        self._moments = moments(record, with_draft=self._with_draft)
        if is_other:
            self.canvas.set_words(MapWords(self._sites, record.patient.dominant_hand))
            self._selected = None
        last = max(0, len(self._moments) - 1)
        with QSignalBlocker(self._slider):
            self._slider.setRange(0, last)
            self._slider.setValue(last)
        for part in (self._slider, self._when):
            part.setVisible(last > 0)
        self._draw()
        if is_other:
            self._show_view(self._first_view())

    def set_selected(self, lesion_id: int | None) -> None:
        """Put a ring around a lesion and bring it into view; None for none."""
        self._selected = lesion_id
        mark = next((m for m in self._marks if m.lesion_id == lesion_id), None)
        if mark is not None and standing(self.view, mark.places[0]) is None and home(*mark.places[0]):
            self._show_view(view_of(mark.places[0]))
        self.canvas.set_selected(lesion_id)
        self._apart.set_selected(lesion_id)

    def _options(self) -> tuple[str, str, str]:
        return self.tr("Sized by area"), self.tr("Counts per site"), self.tr("Resolved and excised")

    def _build(self) -> None:
        menu = QMenu(self._show)
        for action, checked in ((self._by_area, False), (self._heat, False), (self._closed, True)):
            action.setCheckable(True)
            action.setChecked(checked)
            menu.addAction(action)
        self._show.setMenu(menu)
        self._slider.setAccessibleName(self.tr("Visit that the map shows"))
        self._slider.setPageStep(1)
        for part in (self._when, self._slider, self._legend, self._apart):
            self.column.addWidget(part)

    def _connect(self) -> None:
        for action in (self._by_area, self._heat, self._closed):
            action.toggled.connect(self._draw)
        self._slider.valueChanged.connect(self._draw)
        self.canvas.lesion_chosen.connect(self._on_chosen)
        self.canvas.place_chosen.connect(self.place_chosen)
        self._apart.chosen.connect(self._on_chosen)

    @property
    def _is_past(self) -> bool:
        return self._slider.value() < self._slider.maximum()

    @Slot()
    def _draw(self) -> None:
        if self._record is None:
            return
        until = self._moments[self._slider.value()].visited_on if self._is_past else None
        marks = map_marks(self._record, self._sites, until, with_draft=self._with_draft)
        self._marks = tuple(mark for mark in marks if self._closed.isChecked() or not mark.closed)
        heat = _counted(self._marks) if self._heat.isChecked() else None
        content = replace(
            self.canvas.content, marks=self._marks, heat=heat, by_area=self._by_area.isChecked(), opened=()
        )
        self.canvas.set_content(content)
        self.canvas.set_selected(self._selected)
        self._legend.set_marks(self._marks)
        self._legend.setVisible(heat is None and bool(self._marks))
        self._apart.set_marks([mark for mark in self._marks if home(*mark.places[0]) is None])
        self._tell_when()
        self._count_faces()

    def _tell_when(self) -> None:
        if not self._moments:
            return
        visit = self._moments[self._slider.value()]
        told = self.tr("As of {day}, visit {k} of {n}") if self._is_past else self.tr("Now, after {day}")
        if not visit.is_signed:
            told = self.tr("Now, with the draft of {day}")
        place = self._slider.value() + 1
        self._when.setText(told.format(day=day(visit.visited_on), k=place, n=len(self._moments)))
        self._when.set_tone("warning" if self._is_past else "neutral")
        self._slider.setAccessibleDescription(self._when.text())

    def _count_faces(self) -> None:
        for view, chip in self._faces.items():
            chip.set_count(sum(standing(view, mark.places[0]) is not None for mark in self._marks) or None)

    def _first_view(self) -> View:
        """The face on which there is something to see; the front where both have something."""
        faces = {view_of(mark.places[0]) for mark in self._marks}
        return View.BACK if faces == {View.BACK} else View.FRONT

    @Slot(int)
    def _on_chosen(self, lesion_id: int) -> None:
        self.set_selected(lesion_id)
        self.lesion_selected.emit(lesion_id)


class _Apart(QWidget):
    """The lesions that no drawing has a place for, each with a chip.

    Signals:
        chosen(lesion_id): One of them was chosen.
    """

    chosen = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        gap = current_theme().px(GAP_XS)
        self._flow = FlowLayout(self, gap=gap, line_gap=gap)
        self._title = Label(self.tr("Not on the drawings:"), role="small")
        self._flow.addWidget(self._title)
        self._group = QButtonGroup(self)
        self._group.setExclusive(False)
        self._group.buttonClicked.connect(self._on_clicked)
        self._chips: dict[int, Chip] = {}

    def set_marks(self, marks: list[MapMark]) -> None:
        """Show these."""
        for chip in self._chips.values():
            self._group.removeButton(chip)
            self._flow.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self._chips = {mark.lesion_id: Chip(f"#{mark.number} {mark.words}") for mark in marks}
        for lesion_id, chip in self._chips.items():
            self._group.addButton(chip, lesion_id)
            self._flow.addWidget(chip)
            chip.show()
        self.setVisible(bool(marks))

    def set_selected(self, lesion_id: int | None) -> None:
        """Mark the chip of a lesion."""
        for own, chip in self._chips.items():
            chip.setChecked(own == lesion_id)

    @Slot(QAbstractButton)
    def _on_clicked(self, chip: QAbstractButton) -> None:
        self.chosen.emit(self._group.id(chip))


def _counted(marks: tuple[MapMark, ...]) -> dict[Place, int]:
    """How many open lesions there are at each site."""
    counts: dict[Place, int] = {}
    for mark in marks:
        if not mark.closed:
            counts[mark.places[0]] = counts.get(mark.places[0], 0) + 1
    return counts
