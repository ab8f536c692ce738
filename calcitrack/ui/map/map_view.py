"""The map with what chooses its view, and a line that names what is pointed at."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QMenu, QSizePolicy, QVBoxLayout, QWidget

from calcitrack.ui.forms.form_state import mark_as_view
from calcitrack.ui.map.canvas import MapCanvas
from calcitrack.ui.map.gestures import VIEW_KEYS, Clicks
from calcitrack.ui.map.marks import Place
from calcitrack.ui.map.plates import View, best_view, home, shown, view_of
from calcitrack.ui.map.words import MapWords, view_name
from calcitrack.ui.theme import GAP_S, current_theme
from calcitrack.ui.widgets.chip import Chip
from calcitrack.ui.widgets.label import Label
from calcitrack.ui.widgets.leads_keys import LeadsKeys

_LINES = 2
"""The line below the map keeps the height of so many lines, lest everything jump when something is pointed at."""


class MapView(LeadsKeys, QWidget):
    """Front and back of the body, and closer views of its parts. Fills a flush card.

    Args:
        words: What things are called.
        clicks: What a click is for.

    Attributes:
        canvas: The map itself.
        column: Where whoever inherits adds what stands below.
    """

    view_changed = Signal(object)

    def __init__(self, words: MapWords, *, clicks: Clicks = Clicks.LOOK, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.canvas = MapCanvas(words, clicks=clicks)
        self._clicks = clicks
        self._faces = {view: Chip(view_name(view)) for view in View if view.is_whole}
        self._part = Chip(self.tr("Closer"), opens_menu=True)
        self._told = Label(role="small")
        self._group = QButtonGroup(self)
        self.column = QVBoxLayout(self)
        self._build_view()
        self._connect_view()
        self._show_view(View.FRONT)

    def controls(self) -> tuple[QWidget, ...]:
        """The chips, for the header of a card."""
        return *self._faces.values(), self._part

    @property
    def view(self) -> View:
        """What is shown."""
        return self.canvas.content.view

    @Slot(object)
    def show_view(self, view: View) -> None:
        """Show another view."""
        self._show_view(view)

    def light(self, places: Sequence[Place], *, closely: bool = False) -> None:
        """Light a site up where it is drawn, on each of its sides that is meant.

        Args:
            places: The site with one side or several; empty lights none and leaves the view as it is.
            closely: In the view that shows it best; otherwise on the whole body.
        """
        drawn = [place for place in places if home(*place) is not None]
        self.canvas.set_lit(tuple(drawn))
        if drawn:
            wanted = best_view(drawn[0]) if closely and len(drawn) == 1 else view_of(drawn[0])
            if wanted is not self.view:
                self._show_view(wanted)

    def _build_view(self) -> None:
        for chip in self._faces.values():
            self._group.addButton(chip)
            chip.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            chip.setAutoDefault(False)  # Enter belongs to the form's own button
            mark_as_view(chip)
        self._group.setExclusive(False)
        self._part.setAutoDefault(False)
        self._part.setToolTip(self.tr("A hand, a foot or the head from near by"))
        menu = QMenu(self._part)
        for (key, shifted), view in VIEW_KEYS.items():
            if not view.is_whole and shown(view):
                action = QAction(f"{view_name(view)}\t{'Shift+' if shifted else ''}{chr(key)}", menu)
                action.setData(view)
                menu.addAction(action)
        self._part.setMenu(menu)
        menu.triggered.connect(self._on_part_chosen)
        self._told.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self._told.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.column.addWidget(self.canvas, 1)
        self.column.addWidget(self._told)
        self.lead_keys(self.canvas)
        self._space_view()

    def _connect_view(self) -> None:
        self._group.buttonClicked.connect(self._on_face_chosen)
        self.canvas.view_wanted.connect(self.show_view)
        self.canvas.told.connect(self._on_told)

    def _show_view(self, view: View) -> None:
        self.canvas.show_view(view)
        for face, chip in self._faces.items():
            chip.setChecked(face is view)
        self._part.set_word(self.tr("Closer") if view.is_whole else view_name(view))
        self._on_told("")
        self.view_changed.emit(view)

    def _hint(self) -> str:
        """What can be done, while nothing is pointed at."""
        if self.canvas.content.heat is not None:
            return self.tr("Point at a coloured region for its number; Esc goes back from a closer view.")
        if self._clicks is Clicks.SITE and self.view.is_whole:
            return self.tr("Click where the lesion is; a hand, a foot or the head first comes closer.")
        if self._clicks is Clicks.ADD and self.view.is_whole:
            return self.tr("Click a lesion, or where a new one is; a hand, a foot or the head first comes closer.")
        if self._clicks is Clicks.ADD:
            return self.tr("Click a lesion, or where a new one is. Esc: back to the whole body.")
        if self.view.is_whole:
            return self.tr("Click a hand, a foot or the head to come closer.")
        return self.tr("Esc: back to the whole body.")

    @Slot(str)
    def _on_told(self, text: str) -> None:
        self._told.setText(text or self._hint())

    @Slot(QAbstractButton)
    def _on_face_chosen(self, chosen: QAbstractButton) -> None:
        self._show_view(next(view for view, chip in self._faces.items() if chip is chosen))

    @Slot(QAction)
    def _on_part_chosen(self, action: QAction) -> None:
        self._show_view(action.data())

    def _space_view(self) -> None:
        px = current_theme().px
        edge = px(GAP_S)
        self.column.setSpacing(edge)
        self.column.setContentsMargins(edge, edge, edge, edge)
        self._told.ensurePolished()
        self._told.setFixedHeight(self._told.fontMetrics().lineSpacing() * _LINES + 2)

    # Qt overrides

    def changeEvent(self, event: QEvent) -> None:
        """Another theme may have another scale."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._space_view()
