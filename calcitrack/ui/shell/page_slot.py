"""A place for a page that is made when it is first wanted: an open vault is in sight before all its pages are."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

from PySide6.QtWidgets import QStackedWidget, QWidget

P_co = TypeVar("P_co", bound=QWidget, covariant=True)


class PageSlot(Generic[P_co]):
    """One page of a stack.

    Args:
        stack: Where the page goes.
        make: Makes the page, given its parent: a page that came to a parent later would be dressed once more.
    """

    def __init__(self, stack: QStackedWidget, make: Callable[[QWidget], P_co]) -> None:
        self._stack, self._make = stack, make
        self._made: P_co | None = None

    @property
    def made(self) -> P_co | None:
        """The page; None while nobody has wanted it."""
        return self._made

    @property
    def page(self) -> P_co:
        """The page, made now where nobody wanted it before."""
        if self._made is None:
            self._made = self._make(self._stack)
            self._stack.addWidget(self._made)
        return self._made
