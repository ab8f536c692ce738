"""Where the open lesions of the clinic are: counts on the body, and the same as a list. No patient is named."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Slot
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QBoxLayout, QDialog, QListWidget, QPushButton, QVBoxLayout, QWidget

from calcitrack.domain.places import SiteCount
from calcitrack.domain.sites import SiteList
from calcitrack.ui.delegates.wrapping_delegate import WrappingDelegate
from calcitrack.ui.map.map_view import MapView
from calcitrack.ui.map.plates import home
from calcitrack.ui.map.scene import Content
from calcitrack.ui.map.words import MapWords
from calcitrack.ui.theme import GAP_L, GAP_M, current_theme
from calcitrack.ui.widgets.card import Card
from calcitrack.ui.widgets.flow import FlowLayout
from calcitrack.ui.widgets.label import Label
from calcitrack.ui.widgets.scrolled import scrolled

_WIDTH, _HEIGHT = 1000, 700
_NARROW_PX = 800
"""Below this width the list stands under the map: beside each other neither could be read."""
_MAP_PX, _LIST_PX = 400, 240
"""How high the two are where one stands under the other; what has no room is scrolled to."""


class ClinicMapDialog(QDialog):
    """Shows counts; the list holds every number that the map shows, and leads to its place.

    Args:
        counts: Most lesions first.
        sites: The site list.
    """

    def __init__(self, counts: Sequence[SiteCount], sites: SiteList, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._counts, self._words = tuple(counts), MapWords(sites)
        self.setWindowTitle("CalciTrack")
        self.setAccessibleName(self.tr("Where lesions are in this clinic"))
        self.map = MapView(self._words)
        self.list = QListWidget()
        self._fill()
        self._build()
        self.list.currentRowChanged.connect(self._on_row_changed)

    @classmethod
    def show_counts(cls, counts: Sequence[SiteCount], sites: SiteList, parent: QWidget) -> None:
        """Show the counts until the window is closed."""
        dialog = cls(counts, sites, parent)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def _fill(self) -> None:
        heat = {(count.site, count.side): count.lesions for count in self._counts}
        self.map.canvas.set_content(Content(self.map.view, heat=heat))
        self.map.show_view(self.map.view)  # with the words that go with numbers
        for count in self._counts:
            self.list.addItem(self._line(count))
        self.list.setAccessibleName(self.tr("Sites, most lesions first"))
        self.list.setItemDelegate(WrappingDelegate(self.list))

    def _line(self, count: SiteCount) -> str:
        lesions = self.tr("1 lesion") if count.lesions == 1 else self.tr("{n} lesions").format(n=count.lesions)
        patients = self.tr("1 patient") if count.patients == 1 else self.tr("{n} patients").format(n=count.patients)
        line = self.tr("{site}: {lesions}, {patients}").format(
            site=self._words.site(count.site, count.side), lesions=lesions, patients=patients
        )
        drawn = home(count.site, count.side) is not None
        return line if drawn else self.tr("{line} (not on the drawings)").format(line=line)

    def _build(self) -> None:
        px = current_theme().px
        chips = QWidget()
        flow = FlowLayout(chips)
        for control in self.map.controls():
            flow.addWidget(control)
        on_map = Card(self.tr("Open lesions by site"), flush=True)
        on_map.add_action(chips)
        on_map.add(self.map, 1)
        listed = Card(self.tr("The numbers"), flush=True)
        listed.add(self.list, 1)
        inside = QWidget()
        self._cards = (on_map, listed)
        self._both = QBoxLayout(QBoxLayout.Direction.LeftToRight, inside)
        self._both.setContentsMargins(0, 0, 0, 0)
        self._both.setSpacing(px(GAP_M))
        self._both.addWidget(on_map, 3)
        self._both.addWidget(listed, 2)
        close = QPushButton(self.tr("Close"))
        close.clicked.connect(self.accept)
        foot = FlowLayout()
        foot.push_right()
        foot.addWidget(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(GAP_L), px(GAP_L), px(GAP_L), px(GAP_L))
        column.setSpacing(px(GAP_M))
        column.addWidget(Label(self.tr("Where lesions are in this clinic"), "title"))
        column.addWidget(Label(self._told(), "muted"))
        column.addWidget(scrolled(inside, sideways=True), 1)
        column.addLayout(foot)

    def _told(self) -> str:
        lesions = sum(count.lesions for count in self._counts)
        if not lesions:
            return self.tr("No active patient has an open lesion.")
        return self.tr(
            "{n} lesions of active patients, each at the site set for it last. A lesion counts until a signed visit "
            "finds it gone. On the map a site that is not drawn, such as the side of a finger, stands at the next one."
        ).format(n=lesions)

    @Slot(int)
    def _on_row_changed(self, row: int) -> None:
        count = self._counts[row] if 0 <= row < len(self._counts) else None
        self.map.light([(count.site, count.side)] if count else [], closely=True)

    # Qt overrides

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The list beside the map, or under it."""
        super().resizeEvent(event)
        px, directions = current_theme().px, QBoxLayout.Direction
        narrow = self.width() < px(_NARROW_PX)
        self._both.setDirection(directions.TopToBottom if narrow else directions.LeftToRight)
        for card, height in zip(self._cards, (_MAP_PX, _LIST_PX), strict=True):
            card.setMinimumHeight(px(height) if narrow else 0)

    def sizeHint(self) -> QSize:
        """Room for a large map, and never more than the screen has."""
        px, room = current_theme().px, self.screen().availableGeometry().size()
        return QSize(min(px(_WIDTH), room.width()), min(px(_HEIGHT), room.height()))

    def showEvent(self, event: QShowEvent) -> None:
        """Take the size that is asked for: Qt caps a dialog's first size by a share of the screen."""
        if not event.spontaneous():
            self.resize(self.sizeHint())
        super().showEvent(event)
