"""The lesion map in the chart."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from calcitrack.domain.record import PatientRecord
from calcitrack.domain.sites import SiteList
from calcitrack.ui.map.lesion_map import LesionMap
from calcitrack.ui.widgets.card import Card


class MapCard(Card):
    """The map of the open record, in a card.

    Signals:
        lesion_selected(lesion_id): A lesion was chosen on the map.
    """

    lesion_selected = Signal(int)

    def __init__(self, sites: SiteList, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Lesion map"), flush=True, parent=parent)
        self.map = LesionMap(sites)
        for control in self.map.controls():
            self.add_action(control)
        self.add(self.map, 1)
        self.setFocusProxy(self.map)
        self.map.lesion_selected.connect(self.lesion_selected)

    def set_record(self, record: PatientRecord) -> None:
        """Show a record."""
        self.map.set_record(record)

    @Slot(object)
    def set_selected(self, lesion_id: int | None) -> None:
        """Show which lesion is selected elsewhere."""
        self.map.set_selected(lesion_id)
