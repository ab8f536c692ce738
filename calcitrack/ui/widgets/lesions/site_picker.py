"""Choosing a site by typing any of its words; the words themselves come from the site list alone."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, Qt, Signal, Slot
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QButtonGroup, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from calcitrack.domain.sites import SiteList
from calcitrack.domain.vocabulary import Side
from calcitrack.ui.latin_keys import latin_key
from calcitrack.ui.theme import GAP_S, GAP_XS, current_theme
from calcitrack.ui.widgets.chip import Chip
from calcitrack.ui.widgets.label import Label
from calcitrack.ui.widgets.lesions.site_matches import SiteMatches
from calcitrack.ui.words import label

_SIDE_KEYS = {Qt.Key.Key_L: Side.LEFT, Qt.Key.Key_R: Side.RIGHT, Qt.Key.Key_M: Side.MIDLINE}


class SitePicker(QWidget):
    """A line to type in ("rt th v"), the sites it can mean below, and the side where the words named none.

    Enter or Tab takes the marked site. A site that has two sides and was typed without one asks for L or R.

    Args:
        sites: The site list.
        asks_side: Whether a side belongs to the value; without, ``found`` is all that is told.

    Signals:
        found: A site was taken, whether or not its side is known; carries the code.
        chosen: Site and side are both known; carries the code and the ``Side``.
        edited: The person changed something; there may be no value now.
        pointed: Another site is meant for the moment; carries its code, empty for none, and its ``Side`` or None.
    """

    found = Signal(str)
    chosen = Signal(str, object)
    edited = Signal()
    pointed = Signal(str, object)

    def __init__(self, sites: SiteList, parent: QWidget | None = None, *, asks_side: bool = True) -> None:
        super().__init__(parent)
        self._sites, self._asks_side = sites, asks_side
        self._code: str | None = None
        self._side: Side | None = None
        self._line = _SiteLine(self)
        self._matches = SiteMatches(sites, self)
        self._ask = Label(self.tr("Which side? Type its letter"), "small", "warning")
        self._group = QButtonGroup(self)
        self._chips = {side: Chip(label(side)) for side in Side}
        self._row = QHBoxLayout()
        self._column = QVBoxLayout(self)
        self._build()
        self._connect()

    def value(self) -> tuple[str, Side] | None:
        """Site and side; None while one of them is missing."""
        return (self._code, self._side) if self._code and self._side else None

    def code(self) -> str | None:
        """The site, with or without a side."""
        return self._code

    def set_value(self, code: str, side: Side) -> None:
        """Show a site and its side; says nothing."""
        self._take(code, side)

    def clear(self) -> None:
        """Begin again with an empty line; says nothing."""
        self._line.clear()
        self._forget()

    def text(self) -> str:
        """What stands in the line."""
        return self._line.text()

    def _build(self) -> None:
        self._line.setPlaceholderText(self.tr("Type a site, such as rt th v or left elbow"))
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(self._line)
        for side, chip in self._chips.items():
            chip.setAccessibleDescription(self.tr("Side"))
            chip.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            chip.setAutoDefault(False)  # Enter belongs to the form's own button
            self._group.addButton(chip, list(Side).index(side))
            self._row.addWidget(chip)
        self._ask.setWordWrap(False)
        self._row.addWidget(self._ask)
        self._row.addStretch(1)
        self._column.addLayout(self._row)
        self.setFocusProxy(self._line)
        self._space()
        self._show_sides()

    def _connect(self) -> None:
        self._line.textEdited.connect(self._on_text_edited)
        self._line.taken.connect(self._on_taken)
        self._line.moved.connect(self._matches.move_mark)
        self._line.left.connect(self._on_left)
        self._matches.picked.connect(self._on_picked)
        self._matches.marked.connect(self.pointed)
        self._group.buttonClicked.connect(self._on_side_clicked)

    def _space(self) -> None:
        px = current_theme().px
        self._column.setSpacing(px(GAP_XS))
        self._row.setSpacing(px(GAP_S))

    def is_searching(self) -> bool:
        """Whether the list of sites is open."""
        return self._matches.isVisible()

    def _forget(self) -> None:
        self._code = self._side = None
        self._matches.hide()
        self._show_sides()

    def _take(self, code: str, side: Side | None) -> None:
        sides = self._sites.sides(code)
        self._code, self._side = code, side or (sides[0] if len(sides) == 1 else None)
        self._matches.hide()
        name = self._sites.get(code).name
        self._line.setText(self._sites.name(code, self._side) if self._side else name)
        self._line.setCursorPosition(0)
        self._show_sides()

    def _show_sides(self) -> None:
        """Offer the sides of a site that has several; the one taken stays changeable."""
        sides = self._sites.sides(self._code) if self._code and self._asks_side else ()
        self._group.setExclusive(False)
        for side, chip in self._chips.items():
            chip.setVisible(side in sides and len(sides) > 1)
            chip.setChecked(side is self._side)
        self._group.setExclusive(True)
        self._ask.setVisible(bool(sides) and self._side is None)

    def _say(self) -> None:
        self.edited.emit()
        if self._code:
            self.found.emit(self._code)
        if self._code and self._side:
            self.chosen.emit(self._code, self._side)

    def _set_side(self, side: Side) -> None:
        if self._code and side in self._sites.sides(self._code):
            self._take(self._code, side)
            self._chips[side].setFocus()
            self._say()

    @Slot(str)
    def _on_text_edited(self, text: str) -> None:
        self._code = self._side = None
        self._show_sides()
        place = self._line.mapTo(self.window(), QPoint(0, self._line.height()))
        self._matches.show_for(text, place, self._line.width())
        self.edited.emit()

    @Slot()
    def _on_taken(self) -> None:
        self._matches.pick_marked()

    @Slot(str, object)
    def _on_picked(self, code: str, side: Side | None) -> None:
        self._take(code, side)
        if self._side is None and self._asks_side:
            self._chips[self._sites.sides(code)[0]].setFocus()
        else:
            self._line.setFocus()
        self._say()

    @Slot()
    def _on_left(self) -> None:
        """A list that nobody chose from closes; the text stays, and is no value."""
        if not self._matches.isAncestorOf(QApplication.focusWidget() or self):
            self._matches.hide()

    @Slot(QAbstractButton)
    def _on_side_clicked(self, chip: QAbstractButton) -> None:
        self._set_side(list(Side)[self._group.id(chip)])

    # Qt overrides

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the side by its letter while one of the sides has the focus."""
        side = _SIDE_KEYS.get(latin_key(event))
        if side is None or event.modifiers() or self._line.hasFocus():
            super().keyPressEvent(event)
        else:
            self._set_side(side)

    def hideEvent(self, event: QEvent) -> None:
        """Take the list along."""
        self._matches.hide()
        super().hideEvent(event)  # type: ignore[arg-type]

    def changeEvent(self, event: QEvent) -> None:
        """Another theme may have another scale."""
        if event.type() == QEvent.Type.StyleChange:
            self._space()
        super().changeEvent(event)


class _SiteLine(QLineEdit):
    """The line. While the list is open, its keys belong to the list.

    Signals:
        taken: Enter or Tab takes the marked site.
        moved: Up or down; carries by how many lines.
        left: The focus went elsewhere, or Esc closed the list.
    """

    taken = Signal()
    moved = Signal(int)
    left = Signal()

    def __init__(self, picker: SitePicker) -> None:
        super().__init__(picker)
        self._picker = picker
        self.setAccessibleName(self.tr("Site"))

    # Qt overrides

    def event(self, event: QEvent) -> bool:
        """Take Tab as the choice it means while the list is open; then let it go on."""
        pressed = isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress
        if pressed and event.key() == Qt.Key.Key_Tab and self._picker.is_searching():  # type: ignore[attr-defined]
            self.taken.emit()
            if not self.hasFocus():
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move in the list, take from it, close it; without a list everything is as in any line."""
        if not self._picker.is_searching():
            super().keyPressEvent(event)
            return
        match event.key():
            case Qt.Key.Key_Down:
                self.moved.emit(1)
            case Qt.Key.Key_Up:
                self.moved.emit(-1)
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self.taken.emit()
            case Qt.Key.Key_Escape:
                self.left.emit()
            case _:
                super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Tell that the focus went."""
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.ActiveWindowFocusReason:
            self.left.emit()
