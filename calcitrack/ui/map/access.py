"""A painted widget for assistive technology: each of its parts is a node with a name, a place and a state.

Qt keeps an accessible interface for as long as its object lives, and asks for it by the object. So each node has a
small object of its own, child of the widget; one factory makes the interfaces of widgets and nodes when somebody asks
for them, which nobody does where no assistive technology runs. Where there is no interface, Qt takes None; its type
stubs do not say so, hence the ignored overrides.

A node offers no action of its own: PySide6 6.11 crashes when a bridge asks a Python interface for another one
(``interface_cast``). The keys do what a press would, and the focus tells where they are.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Protocol

from PySide6.QtCore import QObject, QPoint, QRect
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QAccessibleInterface,
    QAccessibleObject,
)
from PySide6.QtWidgets import QAccessibleWidget, QWidget
from shiboken6 import Shiboken


@dataclass(frozen=True, slots=True)
class Told:
    """What is told of a node.

    Attributes:
        rect: Where it is within the widget.
        is_mark: It stands for something on the drawing, not for a part of the drawing itself.
    """

    name: str
    description: str
    rect: QRect
    is_mark: bool = False
    is_selected: bool = False


class Nodes(Protocol):
    """What the nodes of a widget are at present."""

    def count(self) -> int:
        """How many there are now."""
        ...

    def told(self, index: int) -> Told:
        """What is told of one."""
        ...

    def in_focus(self) -> int:
        """The one that the keys go to."""
        ...

    def at(self, point: QPoint) -> int | None:
        """The one at a point of the widget."""
        ...


class NodeWidget(QWidget):
    """A widget whose parts are nodes.

    Args:
        nodes: Says what they are.
    """

    def __init__(self, nodes: Nodes, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        _install()
        self.nodes = nodes
        self._made: list[Node] = []

    def node(self, index: int) -> Node:
        """The object of a node; made when it is first asked for, and used again for whatever has this index later."""
        while len(self._made) <= index:
            self._made.append(Node(self, len(self._made)))
        return self._made[index]

    def tell_nodes_changed(self) -> None:
        """The nodes are others than before."""
        if QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.ObjectReorder))

    def tell_focus(self) -> None:
        """The keys went to another node."""
        if QAccessible.isActive() and self.hasFocus():
            node = self.node(self.nodes.in_focus())
            QAccessible.updateAccessibility(QAccessibleEvent(node, QAccessible.Event.Focus))


class Node(QObject):
    """Stands for the part of a widget that has this index at present."""

    def __init__(self, widget: NodeWidget, index: int) -> None:
        super().__init__(widget)
        self.widget, self.index = widget, index

    def told(self) -> Told | None:
        """What is told of it; None where the widget has fewer nodes now."""
        nodes = self.widget.nodes
        return nodes.told(self.index) if self.index < nodes.count() else None


class _WidgetInterface(QAccessibleWidget):
    """The widget itself, with its nodes as children."""

    def __init__(self, widget: NodeWidget) -> None:
        super().__init__(widget, QAccessible.Role.Graphic, widget.accessibleName())
        self._widget = widget

    def childCount(self) -> int:  # noqa: N802 - Qt's name
        return self._widget.nodes.count()

    def child(self, index: int) -> QAccessibleInterface | None:  # type: ignore[override]
        if not 0 <= index < self._widget.nodes.count():
            return None
        return QAccessible.queryAccessibleInterface(self._widget.node(index))

    def indexOfChild(self, child: QAccessibleInterface) -> int:  # noqa: N802 - Qt's name
        found = child.object()
        return found.index if isinstance(found, Node) and found.widget is self._widget else -1

    def childAt(self, x: int, y: int) -> QAccessibleInterface | None:  # type: ignore[override]  # noqa: N802 - Qt's name
        found = self._widget.nodes.at(self._widget.mapFromGlobal(QPoint(x, y)))
        return None if found is None else self.child(found)

    def focusChild(self) -> QAccessibleInterface | None:  # type: ignore[override]  # noqa: N802 - Qt's name
        return self.child(self._widget.nodes.in_focus()) if self._widget.hasFocus() else None


class _NodeInterface(QAccessibleObject):
    """One region or mark."""

    def __init__(self, node: Node) -> None:
        super().__init__(node)
        self._node = node

    def isValid(self) -> bool:  # noqa: N802 - Qt's name
        return Shiboken.isValid(self._node) and self._node.told() is not None

    def parent(self) -> QAccessibleInterface | None:  # type: ignore[override]
        return QAccessible.queryAccessibleInterface(self._node.widget)

    def child(self, _index: int) -> QAccessibleInterface | None:  # type: ignore[override]
        return None

    def childCount(self) -> int:  # noqa: N802 - Qt's name
        return 0

    def indexOfChild(self, _child: QAccessibleInterface) -> int:  # noqa: N802 - Qt's name
        return -1

    def text(self, kind: QAccessible.Text) -> str:
        told = self._node.told()
        if told is None:
            return ""
        return {QAccessible.Text.Name: told.name, QAccessible.Text.Description: told.description}.get(kind, "")

    def rect(self) -> QRect:
        told = self._node.told()
        if told is None:
            return QRect()
        return QRect(self._node.widget.mapToGlobal(told.rect.topLeft()), told.rect.size())

    def role(self) -> QAccessible.Role:
        told = self._node.told()
        return QAccessible.Role.Button if told is None or not told.is_mark else QAccessible.Role.ListItem

    def state(self) -> QAccessible.State:
        made, told, widget = QAccessible.State(), self._node.told(), self._node.widget
        made.focusable = made.selectable = True
        made.invisible = told is None or not widget.isVisible()
        made.selected = told is not None and told.is_selected
        made.focused = widget.hasFocus() and widget.nodes.in_focus() == self._node.index
        return made


@cache
def _install() -> None:
    """Let Qt ask for the interfaces; once in a program, for a factory cannot be taken back."""
    QAccessible.installFactory(_made)


def _made(_kind: str, about: QObject | None) -> QAccessibleInterface | None:
    if isinstance(about, NodeWidget):
        return _WidgetInterface(about)
    if isinstance(about, Node):
        return _NodeInterface(about)
    return None
