"""What can be found wrong with a screen without eyes: words that are cut or faint, stops without a name, no rest."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from math import ceil
from typing import TypeVar

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QAbstractListModel, QEvent, QModelIndex, QObject, QPoint, QRect, Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface, QImage, QRegion
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QButtonGroup,
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QScrollArea,
    QTabBar,
    QTableView,
    QToolButton,
    QWidget,
)

LEAST_CONTRAST = 4.5
_INK = 24
"""So far from the ground, of 255 in a colour, is a pixel ink and not the ground's own shade."""

_ROUNDS = 12
"""Of events; whatever is arranged for once, or twice as its width settles, is long at rest by then."""

_BOX = "not recorded"
"""What a cell of the visit grid says where it paints an empty box, which is no text."""

Picture = npt.NDArray[np.uint32]
"""Rows of pixels, each of them one number: red, green and blue, eight bits each."""
Button = QPushButton | QToolButton | QCheckBox | QRadioButton


def faults(shown: QWidget) -> list[str]:
    """All that is wrong with a window or dialog as it stands on screen; each once, in words."""
    shown.ensurePolished()
    found = [f"cut: {text!r}" for text in cut_words(shown)]
    found += [f"off to the side: {name}" for name in sideways(shown)]
    found += [f"no row in sight: {name}" for name in rowless(shown)]
    found += [f"no key: {name}" for name in keyless(shown)]
    found += [f"no name: {node}" for node in nameless(shown)]
    found += [f"contrast {ratio:.1f}: {text!r}" for text, ratio in faint_words(shown)]
    found += [f"never rests: {kind}" for kind in restless()]
    return list(dict.fromkeys(found))


class _Arrangements(QObject):
    """Counts how often each widget is asked to arrange its parts."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: Counter[QObject] = Counter()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Look on."""
        if event.type() == QEvent.Type.LayoutRequest:
            self.asked[watched] += 1
        return False


def restless() -> list[str]:
    """The kinds of widgets that are arranged again and again while nobody does anything: each costs a whole core."""
    application, arrangements = QApplication.instance(), _Arrangements()
    assert application is not None
    application.installEventFilter(arrangements)
    for _ in range(_ROUNDS):
        application.processEvents()
    application.removeEventFilter(arrangements)
    return sorted({type(asked).__name__ for asked, times in arrangements.asked.items() if times >= _ROUNDS})


def cut_words(shown: QWidget) -> list[str]:
    """Texts on screen that have less room than they need."""
    labels = [x for x in _visible(shown, QLabel) if x.text() and x.textFormat() != Qt.TextFormat.RichText]
    cut = [x.text() for x in labels if not _label_fits(x)]
    cut += [b.text() for b in _visible(shown, QAbstractButton) if isinstance(b, Button) and not _button_fits(b)]
    cut += [box.currentText() for box in _visible(shown, QComboBox) if _advance(box, box.currentText()) > box.width()]
    cut += [e.placeholderText() for e in _visible(shown, QLineEdit) if _advance(e, e.placeholderText()) > e.width()]
    for bar in _visible(shown, QTabBar):
        tabs = [tab for tab in range(bar.count()) if bar.isTabVisible(tab)]
        cut += [bar.tabText(tab) for tab in tabs if _advance(bar, bar.tabText(tab)) > bar.tabRect(tab).width()]
        cut += [bar.tabText(tab) for tab in tabs if bar.tabRect(tab).right() > bar.width()]
    return cut


def _label_fits(label: QLabel) -> bool:
    if label.wordWrap():
        inner = label.contentsRect()
        longest = max((_advance(label, word) for word in label.text().split()), default=0)
        return label.heightForWidth(label.width()) <= label.height() + 1 and longest <= inner.width() + 1
    return _advance(label, label.text()) <= label.width() + 1 and label.fontMetrics().height() <= label.height() + 1


def _button_fits(button: QAbstractButton) -> bool:
    if isinstance(button, QToolButton) and button.toolButtonStyle() == Qt.ToolButtonStyle.ToolButtonIconOnly:
        return True
    lines = button.text().replace("&", "").split("\n")
    high = button.fontMetrics().lineSpacing() * len(lines) if button.text() else 0
    return max(_advance(button, line) for line in lines) <= button.width() and high <= button.height() + 1


def _advance(widget: QWidget, text: str) -> int:
    return max(ceil(widget.fontMetrics().horizontalAdvance(line)) for line in text.split("\n"))


def sideways(shown: QWidget) -> list[str]:
    """Scroll areas of which something lies to the side; tables have columns, and are not meant."""
    areas = [area for area in _visible(shown, QScrollArea) if area.horizontalScrollBar().maximum() > 0]
    return [f"{_called(area)} by {area.horizontalScrollBar().maximum()} px" for area in areas]


def rowless(shown: QWidget) -> list[str]:
    """Tables of which not even one row is seen whole."""
    return [
        _called(table)
        for table in _visible(shown, QTableView)
        if table.model().rowCount() and table.visibleRegion().boundingRect().height() < table.rowHeight(0)
    ]


def keyless(shown: QWidget) -> list[str]:
    """Buttons that the mouse alone reaches: neither Tab nor a key of their own leads to them.

    Not meant are those that Qt puts into fields and tables: keys do there what they do.
    """
    return [
        f"{button.text() or button.toolTip() or 'button'} in {_called(button)}"
        for button in _visible(shown, QAbstractButton)
        if button.isEnabled()
        and not button.focusPolicy() & Qt.FocusPolicy.TabFocus
        and button.shortcut().isEmpty()
        and not isinstance(button.parentWidget(), QLineEdit | QTableView | QTabBar)
        and not _arrows_lead_to(button)
    ]


def _arrows_lead_to(button: QAbstractButton) -> bool:
    """Of buttons of which one is chosen, Tab goes to the chosen one, and the arrow keys to the others."""
    group: QButtonGroup | None = button.group()
    holder: QWidget | None = button.parentWidget()
    beside = group.buttons() if group is not None else holder.findChildren(QAbstractButton) if holder else []
    chosen = [one for one in beside if group is not None or one.autoExclusive()]
    return (group is not None or button.autoExclusive()) and any(
        one.focusPolicy() & Qt.FocusPolicy.TabFocus for one in chosen
    )


# For assistive technology


def nameless(shown: QWidget) -> list[str]:
    """Nodes of the accessible tree that take the keys and have no name."""
    root = QAccessible.queryAccessibleInterface(shown)
    return [_told(node) for node in _nodes(root) if node.state().focusable and not _has_name(node)]


def _nodes(node: QAccessibleInterface) -> Iterator[QAccessibleInterface]:
    """A node and all below it that are on screen."""
    state = node.state()
    if state.invisible or state.offscreen:
        return
    yield node
    for place in range(node.childCount()):
        child = node.child(place)
        if child.isValid():
            yield from _nodes(child)


def _has_name(node: QAccessibleInterface) -> bool:
    """An empty cell of a table says nothing, and is not nameless: the table has a name."""
    cells = (QAccessible.Role.Cell, QAccessible.Role.ListItem, QAccessible.Role.TreeItem)
    return node.role() in cells or bool(node.text(QAccessible.Text.Name).strip())


def _told(node: QAccessibleInterface) -> str:
    thing = node.object()
    return f"{node.role().name} {_called(thing) if isinstance(thing, QWidget) else ''}".strip()


def _called(widget: QWidget) -> str:
    """A widget by its class, and those it lies in."""
    chain: list[str] = []
    at: QWidget | None = widget
    while at is not None and len(chain) < 4:
        chain.append(type(at).__name__)
        at = at.parentWidget()
    return " in ".join(chain)


# Contrast, as it was painted


def faint_words(shown: QWidget) -> list[tuple[str, float]]:
    """Texts whose strongest ink stands less than 4.5 to 1 from their ground; what cannot be used now is not meant."""
    picture = _pixels(shown)
    found = []
    for text, spot in _texts(shown):
        ratio = _painted_contrast(picture, spot)
        if ratio is not None and ratio < LEAST_CONTRAST:
            found.append((text, ratio))
    return found


def _texts(shown: QWidget) -> Iterator[tuple[str, QRect]]:
    """Texts on screen, each with the place where it is seen whole."""
    kinds: tuple[type[QWidget], ...] = (QLabel, QAbstractButton, QComboBox, QLineEdit)
    for kind in kinds:
        for part in _visible(shown, kind):
            text = _text_of(part)
            if text.strip() and part.isEnabled():
                yield text, _seen(part, part.contentsRect(), shown)
    for view in _visible(shown, QAbstractItemView):
        for index in _cells(view) if view.isEnabled() else ():
            if index.data() not in (None, "", _BOX):
                yield str(index.data()), _seen(view.viewport(), view.visualRect(index), shown)


def _text_of(part: QWidget) -> str:
    if isinstance(part, QComboBox):
        return part.currentText()
    return part.text() if isinstance(part, QLabel | QAbstractButton | QLineEdit) else ""


def _cells(view: QAbstractItemView) -> Iterator[QModelIndex]:
    """The cells on screen; a list has one column, and Qt does not let it be asked."""
    model, root = view.model(), view.rootIndex()
    columns = 1 if isinstance(model, QAbstractListModel) else model.columnCount(root)
    first = view.indexAt(QPoint(1, 1)).row()
    for row in range(max(first, 0), model.rowCount(root)):
        cells = [model.index(row, column, root) for column in range(columns)]
        if view.visualRect(cells[0]).top() > view.viewport().height():
            return
        yield from cells


def _seen(part: QWidget, spot: QRect, shown: QWidget) -> QRect:
    """Where a part of a widget is seen; empty where any of it is scrolled away, or lies under a list that opened."""
    if not QRegion(spot).subtracted(part.visibleRegion()).isEmpty():
        return QRect()
    there = QRect(part.mapTo(shown, spot.topLeft()), spot.size())
    for point in (there.center(), there.topLeft(), there.bottomRight()):
        on_top = shown.childAt(point)
        if on_top is not None and on_top is not part and not part.isAncestorOf(on_top):
            return QRect()
    return there


def _painted_contrast(picture: Picture, spot: QRect) -> float | None:
    """Of the colour that is there most and the one that stands out most; None where nothing is written."""
    inside = picture[spot.top() : spot.bottom() + 1, spot.left() : spot.right() + 1]
    if not inside.size:
        return None
    found, counts = np.unique(inside, return_counts=True)  # of single numbers: rows of three are sorted far slower
    colours = np.stack([found >> shift & 0xFF for shift in (16, 8, 0)], axis=-1).astype(np.int64)
    ground = colours[counts.argmax()]
    ink = colours[np.abs(colours - ground).max(axis=1) > _INK]
    if not len(ink):
        return None
    bright, base = _luminance(ink) + 0.05, float(_luminance(ground)) + 0.05
    return float(np.maximum(bright / base, base / bright).max())


def _luminance(colours: npt.NDArray[np.int64]) -> npt.NDArray[np.float64]:
    """Relative luminance as WCAG 2 defines it."""
    part = colours / 255
    linear = np.where(part <= 0.04045, part / 12.92, ((part + 0.055) / 1.055) ** 2.4)
    return np.asarray(linear @ np.array([0.2126, 0.7152, 0.0722]))


def _pixels(shown: QWidget) -> Picture:
    """What is on screen."""
    image = shown.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    rows = np.frombuffer(image.constBits(), np.uint32).reshape(image.height(), image.bytesPerLine() // 4)
    return rows[:, : image.width()] & np.uint32(0xFFFFFF)


Part = TypeVar("Part", bound=QWidget)


def _visible(shown: QWidget, kind: type[Part]) -> list[Part]:
    return [part for part in shown.findChildren(kind) if part.isVisible() and not part.visibleRegion().isEmpty()]
