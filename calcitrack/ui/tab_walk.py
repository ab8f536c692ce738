"""Where Tab goes in a window: to every stop in its turn.

Qt hands the keys of a page on to its main part as soon as Tab enters the page, and what stands before that part, such
as the buttons above a table, would be passed over at every round.
"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


def walk(window: QWidget, *, forward: bool) -> bool:
    """Give the keys to the next stop of a window, or to the one before; False where there is no other."""
    focus: QWidget | None = window.focusWidget()
    held = window if focus is None else focus
    found = _next(held, forward=forward)
    while found is not held and not _is_stop(found, window):
        found = _next(found, forward=forward)
    if found is held:
        return False
    found.setFocus(Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason)
    return True


def _next(part: QWidget, *, forward: bool) -> QWidget:
    found = part.nextInFocusChain() if forward else part.previousInFocusChain()
    assert found is not None, "the chain of stops is a ring"
    return found


def _is_stop(part: QWidget, window: QWidget) -> bool:
    return (
        bool(part.focusPolicy() & Qt.FocusPolicy.TabFocus)
        and part.focusProxy() is None
        and part.isEnabled()
        and part.isVisibleTo(window)
        and part.window() is window
    )
