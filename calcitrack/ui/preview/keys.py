"""The keys of the preview, in one table: its buttons obey it, and the sheet of all keys lists it."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtGui import QKeySequence

from calcitrack.domain.text import QT_TRANSLATE_NOOP, Marked
from calcitrack.ui.i18n import translate


@dataclass(frozen=True, slots=True)
class PreviewKey:
    """What one button of the preview does.

    Attributes:
        id: Which button.
        text: Its name.
        shortcuts: Any of these presses it; the first is shown.
    """

    id: str
    text: Marked
    shortcuts: tuple[str, ...]

    def title(self) -> str:
        """The name in the language of the interface."""
        return translate(*self.text)

    def keys(self) -> tuple[str, ...]:
        """The shortcuts as they are written on this system's keys."""
        native = QKeySequence.SequenceFormat.NativeText
        return tuple(QKeySequence(key).toString(native) for key in self.shortcuts)


PREVIEW_KEYS = (
    PreviewKey("smaller", QT_TRANSLATE_NOOP("PreviewKeys", "Smaller pages"), ("Ctrl+-",)),
    PreviewKey("larger", QT_TRANSLATE_NOOP("PreviewKeys", "Larger pages"), ("Ctrl++", "Ctrl+=")),
    PreviewKey("fit", QT_TRANSLATE_NOOP("PreviewKeys", "Fit the width"), ("Ctrl+0",)),
    PreviewKey("back", QT_TRANSLATE_NOOP("PreviewKeys", "Previous page"), ("Ctrl+PgUp",)),
    PreviewKey("on", QT_TRANSLATE_NOOP("PreviewKeys", "Next page"), ("Ctrl+PgDown",)),
    PreviewKey("save", QT_TRANSLATE_NOOP("PreviewKeys", "Save as PDF"), ("Ctrl+S",)),
    PreviewKey("print", QT_TRANSLATE_NOOP("PreviewKeys", "Print"), ("Ctrl+P",)),
    PreviewKey("close", QT_TRANSLATE_NOOP("PreviewKeys", "Close the preview"), ("Esc",)),
)
