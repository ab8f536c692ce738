"""What all sets of scenes have: a stage, and somebody who keeps what is seen there."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QDialog, QWidget

from tools.stage import Stage

Keep = Callable[[str, QWidget], None]
REST_MS = 200
"""So long a screen settles before it is kept."""


class SceneSet:
    """Some scenes of the program. The vault is as open after them as before.

    Args:
        stage: Where they are shown.
        keep: Takes a name and the widget to be kept.
    """

    def __init__(self, stage: Stage, keep: Keep) -> None:
        self._stage, self._keep = stage, keep

    def _window(self, name: str, rest_ms: int = REST_MS) -> None:
        """Keep the window."""
        self._stage.settle(rest_ms)
        self._keep(name, self._stage.window)

    def _shown(self, name: str, dialog: QDialog) -> None:
        """Show a dialog, keep it, and close it again without a question."""
        dialog.setParent(self._stage.window, dialog.windowFlags())
        dialog.show()
        self._stage.settle(REST_MS)
        self._keep(name, dialog)
        dialog.done(QDialog.DialogCode.Rejected)
        dialog.deleteLater()
