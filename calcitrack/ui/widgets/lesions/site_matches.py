"""The list of sites that typed words can mean, over whatever stands below the line."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, Signal, Slot
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from calcitrack.domain.sites import SiteList, SiteMatch
from calcitrack.domain.vocabulary import Side
from calcitrack.ui.theme import GAP_S, current_theme

LIMIT = 8


class SiteMatches(QListWidget):
    """Best match first and marked; it never takes the focus from the line.

    Signals:
        picked: A site was taken; carries its code, and its ``Side`` or None where the words named none.
        marked: Another site is marked; carries the same, and an empty code where none is.
    """

    picked = Signal(str, object)
    marked = Signal(str, object)

    def __init__(self, sites: SiteList, owner: QWidget) -> None:
        super().__init__(owner)
        self._owner, self._sites = owner, sites
        owner.destroyed.connect(self.deleteLater)
        self._found: tuple[SiteMatch, ...] = ()
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(self.tr("Sites found"))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.itemClicked.connect(self._on_item_clicked)
        self.currentRowChanged.connect(self._on_row_changed)
        self.hide()

    def show_for(self, query: str, place: QPoint, width: int) -> None:
        """Show what a query can mean, at a place of the window; nothing for an empty one."""
        self._found = self._sites.find(query, LIMIT) if query.strip() else ()
        self.clear()
        for match in self._found:
            self.addItem(QListWidgetItem(self._name(match)))
        if not self._found:
            self._add_nothing()
        self.setCurrentRow(0)
        self.setVisible(bool(query.strip()))
        self._stand(place, width)

    def move_mark(self, by: int) -> None:
        """Mark the next site or the one before, and no further than the ends."""
        if self._found:
            self.setCurrentRow(max(0, min(len(self._found) - 1, self.currentRow() + by)))

    def pick_marked(self) -> None:
        """Take the marked site; without one nothing happens."""
        place = self.currentRow()
        if 0 <= place < len(self._found):
            self.picked.emit(self._found[place].code, self._found[place].side)

    def _add_nothing(self) -> None:
        item = QListWidgetItem(self.tr("No site of the list has all these words."))
        item.setFlags(Qt.ItemFlag.NoItemFlags)
        self.addItem(item)

    def _name(self, match: SiteMatch) -> str:
        side: Side | None = match.side
        sides = self._sites.sides(match.code)
        if side is None and len(sides) == 1:
            side = sides[0]
        name = self._sites.get(match.code).name
        return self._sites.name(match.code, side) if side else name[0].upper() + name[1:]

    def _stand(self, place: QPoint, width: int) -> None:
        """Stand over the window's other widgets, as high as the sites need and the window gives."""
        window = self._owner.window()
        if self.parentWidget() is not window:
            shown = not self.isHidden()
            self.setParent(window)
            self.setVisible(shown)
        wanted = sum(self.sizeHintForRow(row) for row in range(self.count())) + 2 * self.frameWidth() + 2
        room = window.height() - place.y() - current_theme().px(GAP_S)
        self.setGeometry(place.x(), place.y(), width, min(wanted, max(room, self.sizeHintForRow(0))))
        self.raise_()

    @Slot(int)
    def _on_row_changed(self, row: int) -> None:
        found = self._found[row] if 0 <= row < len(self._found) else None
        self.marked.emit(found.code if found else "", found.side if found else None)

    @Slot()
    def _on_item_clicked(self) -> None:
        self.pick_marked()
