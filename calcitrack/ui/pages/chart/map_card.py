"""The lesion map in the chart and beside the visit."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from calcitrack.domain.record import PatientRecord
from calcitrack.domain.sites import SiteList
from calcitrack.ui.map.lesion_map import LesionMap
from calcitrack.ui.widgets.card import Card
from calcitrack.ui.widgets.leads_keys import LeadsKeys


class MapCard(LeadsKeys, Card):
    """The map of a record, in a card. While it is out of sight nothing is drawn for nobody.

    Args:
        sites: The site list.
        with_draft: Whether the open draft has a say, and a click on an empty region adds a lesion to it.

    Signals:
        lesion_selected(lesion_id): A lesion was chosen on the map.
        place_chosen(code, side): A region was chosen.
        left(): Esc was pressed where there was nothing to go back from.
    """

    lesion_selected = Signal(int)
    place_chosen = Signal(str, object)
    left = Signal()

    def __init__(self, sites: SiteList, *, with_draft: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Lesion map"), flush=True, parent=parent)
        self._waiting: PatientRecord | None = None
        self._selected: int | None = None
        self.map = LesionMap(sites, with_draft=with_draft)
        for control in self.map.controls():
            self.add_action(control)
        self.add(self.map, 1)
        self.lead_keys(self.map)
        self.map.lesion_selected.connect(self.lesion_selected)
        self.map.place_chosen.connect(self.place_chosen)
        self.map.canvas.left.connect(self.left)

    def set_record(self, record: PatientRecord) -> None:
        """Show a record, or the same one after a change."""
        self._waiting = record
        if self.isVisible():
            self._catch_up()

    @Slot(object)
    def set_selected(self, lesion_id: int | None) -> None:
        """Show which lesion is selected elsewhere."""
        self._selected = lesion_id
        if self._waiting is None:
            self.map.set_selected(lesion_id)

    def _catch_up(self) -> None:
        if self._waiting is not None:
            record, self._waiting = self._waiting, None
            self.map.set_record(record)
            self.map.set_selected(self._selected)

    # Qt overrides

    def showEvent(self, event: QShowEvent) -> None:
        """Draw what came while nobody looked."""
        super().showEvent(event)
        self._catch_up()
