"""The map itself: drawn, pointed at, and walked over with the keys."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QEvent, QPointF, QSize, QSizeF, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPixmap,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from calcitrack.ui.latin_keys import latin_key
from calcitrack.ui.map.access import NodeWidget
from calcitrack.ui.map.bodies import Bodies
from calcitrack.ui.map.canvas_nodes import CanvasNodes
from calcitrack.ui.map.gestures import ENTER, VIEW_KEYS, WAYS, Clicks
from calcitrack.ui.map.glyphs import number_font
from calcitrack.ui.map.marks import Place
from calcitrack.ui.map.paint import Lights, ground, head_height, paint_counts, paint_lights, paint_marks
from calcitrack.ui.map.plates import View, shown
from calcitrack.ui.map.scene import Content, Item, RegionAt, Scene, build
from calcitrack.ui.map.walk import Way
from calcitrack.ui.map.words import MapWords
from calcitrack.ui.theme import current_theme


class MapCanvas(NodeWidget):
    """Shows lesions on drawings of the body. It knows no record: it is told what to show and says what is chosen.

    Arrow keys go from region to region, Tab from mark to mark, Enter chooses, Z goes closer and Esc back.

    Args:
        words: What things are called.
        clicks: What a click is for.

    Signals:
        lesion_chosen: A lesion was chosen; its id.
        place_chosen: A region was chosen, by Enter or by a click that is for it; carries code and ``Side``.
        view_wanted: Another view is asked for; carries the ``View``.
        told: What is pointed at, in words; empty when nothing is.
        left: Esc was pressed where there is nothing to go back from; the key goes on to whoever stands around the map.
    """

    lesion_chosen = Signal(int)
    place_chosen = Signal(str, object)
    view_wanted = Signal(object)
    told = Signal(str)
    left = Signal()

    def __init__(self, words: MapWords, *, clicks: Clicks = Clicks.LOOK, parent: QWidget | None = None) -> None:
        super().__init__(CanvasNodes(self), parent)
        self.words = words
        self._clicks = clicks
        self._content = Content(View.FRONT)
        self._selected: int | None = None
        self._lit: tuple[Place, ...] = ()
        self._hovered: RegionAt | None = None
        self._focus = 0
        self._back = View.FRONT
        self._scene: Scene | None = None
        self._bodies = Bodies()
        self._ground: QPixmap | None = None
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(self.tr("Lesion map"))
        self.setAccessibleDescription(
            self.tr("Arrow keys go over the regions, Tab over the lesions. Enter chooses, Z goes closer, Esc back.")
        )

    # What is shown

    @property
    def content(self) -> Content:
        """What is shown."""
        return self._content

    def set_content(self, content: Content) -> None:
        """Show something else; the keys stay where they are as far as it is still there."""
        before = self._scene.items[self._focus] if self._scene and self._scene.items else None
        same_view = content.view is self._content.view
        if content.view.is_whole:
            self._back = content.view
        self._content = content
        self._forget(bodies_too=False)
        self._focus = self.scene().same_item(before) if before and same_view else 0
        self.update()

    def set_words(self, words: MapWords) -> None:
        """Call things otherwise: another patient has another dominant hand."""
        self.words = words
        self._forget()
        self.update()

    def set_selected(self, lesion_id: int | None) -> None:
        """Put a ring around a lesion; says nothing back."""
        self._selected = lesion_id
        index = self._index_of(lesion_id)
        there = self.scene().item_of_lesion(index) if index is not None else None
        if there is not None:
            self._focus = there
        self.update()

    def set_lit(self, places: tuple[Place, ...]) -> None:
        """Light sites up, where this view shows them best."""
        self._lit = places
        self.update()

    def show_view(self, view: View) -> None:
        """Show another view of the same."""
        self.set_content(replace(self._content, view=view, opened=()))

    # What lies where

    def scene(self) -> Scene:
        """Everything as it is laid out at the present size."""
        if self._scene is None:
            theme = current_theme()
            font = number_font(self.font(), theme)
            self._scene = build(
                self._content, QSizeF(self.size()), font, theme, head_height(self.font(), theme, self.words)
            )
            self.tell_nodes_changed()
        return self._scene

    def name_of(self, item: Item) -> str:
        """The name of a region or mark."""
        scene = self.scene()
        if item.region is not None:
            plate = scene.placed[item.region[0]].plate
            others = [one.plate for one in scene.placed]
            return self.words.region(plate, plate.regions[item.region[1]], others)
        marks = [self._content.marks[index] for index in item.marks]
        return self.words.mark(marks[0]) if len(marks) == 1 else self.words.count(marks)

    def description_of(self, item: Item) -> str:
        """What else there is to say of a region: the lesions there, or how many."""
        scene = self.scene()
        if item.region is None:
            return ""
        if scene.content.heat is not None:
            count = scene.heat.get(item.region, 0)
            return self.words.heat(count, close_by=item.region in scene.heat_close_by) if count else ""
        return self.words.lesions([self._content.marks[i] for i in scene.lesions_of.get(item.region, ())])

    def go_to_item(self, index: int) -> None:
        """Lead the keys to a region or mark."""
        self._focus = index
        self._tell(self.scene().items[index])
        self.update()
        self.tell_focus()

    def item_at(self, point: QPointF) -> Item | None:
        """The region or mark at a point."""
        scene = self.scene()
        stand = None if self._clicks is Clicks.SITE else scene.stand_at(point)
        if stand is not None:
            return next((item for item in scene.items if item.region is None and item.marks == stand.keys), None)
        region = scene.region_at(point)
        return scene.items[scene.item_of_region(region)] if region is not None else None

    def item_in_focus(self) -> int:
        """The region or mark that the keys go to."""
        return min(self._focus, max(0, len(self.scene().items) - 1))

    def is_selected(self, item: Item) -> bool:
        """Whether the selected lesion is behind a mark."""
        return self._index_of(self._selected) in item.marks

    # Inside

    def _choose(self, index: int) -> None:
        """Do what Enter does on a region or mark."""
        item = self.scene().items[index]
        if item.region is not None:
            self._choose_region(item, item.region)
        elif len(item.marks) > 1:
            self._open(item.marks)
        else:
            self.lesion_chosen.emit(self._content.marks[item.marks[0]].lesion_id)

    def _forget(self, *, bodies_too: bool = True) -> None:
        self._scene = self._ground = self._hovered = None
        if bodies_too:
            self._bodies.clear()

    def _index_of(self, lesion_id: int | None) -> int | None:
        return next((i for i, mark in enumerate(self._content.marks) if mark.lesion_id == lesion_id), None)

    def _lights(self) -> Lights:
        selected = self._index_of(self._selected)
        focus = self.item_in_focus() if self.hasFocus() and self.scene().items else None
        return Lights(selected, self._hovered, self.scene().regions_of(self._lit), focus)

    def _tell(self, item: Item | None) -> None:
        if item is None:
            self.told.emit("")
            return
        more = self.description_of(item)
        self.told.emit(f"{self.name_of(item)} · {more}" if more else self.name_of(item))

    def _on_clicked(self, item: Item) -> None:
        """A mark is chosen; a region comes closer, or has a lesion to select, or is where a new one is."""
        nearer = self.scene().closer(item)
        there = () if item.region is None else self.scene().lesions_of.get(item.region, ())
        if item.region is None or self._clicks is Clicks.SITE:
            self._choose(self.scene().items.index(item))
        elif nearer is not None:
            self._want(nearer)
        elif there:
            self.lesion_chosen.emit(self._content.marks[there[0]].lesion_id)
        elif self._clicks is Clicks.ADD or self._content.heat is not None:
            self._choose_region(item, item.region)

    def _choose_region(self, item: Item, where: RegionAt) -> None:
        """Choose a region, but one that is small in this view only after it was looked at closely."""
        nearer = self.scene().closer(item)
        if nearer is not None:
            self.view_wanted.emit(nearer)
            return
        region = self.scene().placed[where[0]].plate.regions[where[1]]
        self.place_chosen.emit(region.code, region.side)

    def _open(self, marks: tuple[int, ...]) -> None:
        """Fan out what stands behind a count."""
        ids = tuple(self._content.marks[index].lesion_id for index in marks)
        self.set_content(replace(self._content, opened=ids))
        first = self.scene().item_of_lesion(marks[0])
        if first is not None:
            self.go_to_item(first)

    def _step_back(self) -> bool:
        """Close what is opened, or go back to the whole body; False where there is nothing to go back from."""
        if self._content.opened:
            self.set_content(replace(self._content, opened=()))
            return True
        if not self._content.view.is_whole:
            self.view_wanted.emit(self._back)
            return True
        return False

    def _want(self, view: View | None) -> None:
        if view is not None and shown(view):
            self.view_wanted.emit(view)

    def _walk(self, way: Way) -> None:
        there = self.scene().step(self.item_in_focus(), way) if self.scene().items else None
        if there is not None:
            self.go_to_item(there)

    def _next_mark(self, step: int) -> bool:
        """Go to the next mark, or the one before; False past the last, where Tab leaves the map."""
        there = None if self._clicks is Clicks.SITE else self.scene().next_mark(self.item_in_focus(), step)
        if there is None:
            return False
        self.go_to_item(there)
        return True

    # Qt overrides

    def sizeHint(self) -> QSize:
        """As in the chart of the design."""
        px = current_theme().px
        return QSize(px(300), px(380))

    def minimumSizeHint(self) -> QSize:
        """So small that the regions of a hand can still be told apart."""
        px = current_theme().px
        return QSize(px(220), px(200))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the body, the lights and the marks."""
        theme, scene = current_theme(), self.scene()
        if self._ground is None:
            bare = self._bodies.of(scene, self.size(), self.devicePixelRatioF(), theme)
            self._ground = ground(scene, bare, self.size(), self.font(), theme, self.words)
        painter = QPainter(self)
        painter.drawPixmap(0, 0, self._ground)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        lights = self._lights()
        paint_lights(painter, scene, lights, theme)
        paint_counts(painter, scene, self.font(), theme)
        paint_marks(painter, scene, lights, self.font(), theme)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay everything out anew."""
        super().resizeEvent(event)
        self._forget()

    def changeEvent(self, event: QEvent) -> None:
        """Another theme has other colours and may have another scale."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.FontChange):
            self._forget()
            self.updateGeometry()
            self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Name what is under the mouse."""
        item = self.item_at(event.position())
        region = item.region if item else None
        self.setCursor(Qt.CursorShape.PointingHandCursor if item else Qt.CursorShape.ArrowCursor)
        self._tell(item)
        if region != self._hovered:
            self._hovered = region
            self.update()

    def leaveEvent(self, event: QEvent) -> None:
        """Nothing is pointed at any more."""
        super().leaveEvent(event)
        self._hovered = None
        items = self.scene().items
        self._tell(items[self.item_in_focus()] if self.hasFocus() and items else None)
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose what is clicked; a click beside everything closes what is opened."""
        if event.button() != Qt.MouseButton.LeftButton:
            return
        item = self.item_at(event.position())
        if item is None:
            if self._content.opened:
                self._step_back()
            return
        self.go_to_item(self.scene().items.index(item))
        self._on_clicked(item)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk, choose, go closer and back."""
        key, items = latin_key(event), self.scene().items
        shifted = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if event.modifiers() & ~(Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier):
            super().keyPressEvent(event)
        elif key in WAYS:
            self._walk(WAYS[key])
        elif key in ENTER and items:
            self._choose(self.item_in_focus())
        elif key == Qt.Key.Key_Z:
            self._want(self.scene().closer(items[self.item_in_focus()]) if items else None)
        elif (key, shifted) in VIEW_KEYS:
            self._want(VIEW_KEYS[key, shifted])
        elif key != Qt.Key.Key_Escape:
            super().keyPressEvent(event)
        elif not self._step_back():
            self.left.emit()
            super().keyPressEvent(event)

    def focusNextPrevChild(self, forward: bool) -> bool:  # noqa: N802 - Qt's own
        """Tab goes from mark to mark, and after the last one on."""
        return self._next_mark(1 if forward else -1) or super().focusNextPrevChild(forward)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Say where the keys are."""
        super().focusInEvent(event)
        if self.scene().items:
            self.go_to_item(self.item_in_focus())

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take the ring away."""
        super().focusOutEvent(event)
        self._tell(None)
        self.update()

    def event(self, event: QEvent) -> bool:
        """Name beside the pointer what is under it."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            item = self.item_at(QPointF(event.pos()))
            QToolTip.showText(event.globalPos(), self.name_of(item) if item else "", self)
            return True
        return super().event(event)
