"""What was done in an open draft, step by step, so that it can be taken back and done again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that was done, of whichever kind. Both ways are writes of their own, each with its audit row.

    Attributes:
        what: What was changed, in a few words for people: "lesion 3".
        undo: Takes it back; raises what the write raises, and then nothing is changed.
        redo: Does it again; likewise.
        lesion_id: The lesion that it was about, for the cursor; None for anything else.
    """

    what: str
    undo: Callable[[], None]
    redo: Callable[[], None]
    lesion_id: int | None = None


class UndoStack(QObject):
    """The steps of one draft while it is open, oldest first. Whoever does something pushes how to take it back.

    Steps are taken back in the reverse of their order only, so each finds the draft as it left it.

    Signals:
        changed(): Another step is the next to be taken back or done again.
    """

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._done: list[Step] = []
        self._undone: list[Step] = []

    def push(self, step: Step) -> None:
        """Remember what was just done; what had been taken back before cannot be done again any more."""
        self._done.append(step)
        self._undone.clear()
        self.changed.emit()

    def undo(self) -> Step | None:
        """Take the last step back; None when there is none.

        Raises:
            CalciTrackError: It was not taken back, and stays the last step.
        """
        return self._turn(self._done, self._undone, lambda step: step.undo)

    def redo(self) -> Step | None:
        """Do the step again that was taken back last; None when there is none.

        Raises:
            CalciTrackError: It was not done, and can still be.
        """
        return self._turn(self._undone, self._done, lambda step: step.redo)

    def forget(self) -> None:
        """Forget every step: another draft is opened, or this one was changed elsewhere."""
        self._done.clear()
        self._undone.clear()
        self.changed.emit()

    def can_undo(self) -> bool:
        """Whether there is a step to take back."""
        return bool(self._done)

    def can_redo(self) -> bool:
        """Whether there is a step to do again."""
        return bool(self._undone)

    def _turn(self, source: list[Step], target: list[Step], way: Callable[[Step], Callable[[], None]]) -> Step | None:
        if not source:
            return None
        way(source[-1])()
        target.append(source.pop())
        self.changed.emit()
        return target[-1]
