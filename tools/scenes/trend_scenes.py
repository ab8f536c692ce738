"""The trends tab of the open chart in every view, for pictures."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTabBar

from calcitrack.ui.pages.chart.patient_page import PatientPage, Tab
from calcitrack.ui.pages.chart.trend_board import TrendBoard
from calcitrack.ui.widgets.trend.plot import TrendCanvas
from tools.scenes.scene_set import Keep, SceneSet
from tools.stage import Stage


class TrendScenes(SceneSet):
    """Goes to the trends of a chart and leaves them as they were.

    Args:
        stage: Where it is shown.
        page: The chart.
        keep: Takes a name and the widget to be kept.
    """

    def __init__(self, stage: Stage, page: PatientPage, keep: Keep) -> None:
        super().__init__(stage, keep)
        self._page = page

    def first(self, name: str) -> None:
        """As the tab opens."""
        self._page.findChildren(QTabBar)[0].setCurrentIndex(Tab.TRENDS)
        self._stage.wait_for(lambda: bool(self._boards()), "the trends")
        self._window(name)

    def all(self) -> None:
        """Every view of a chart with a therapy.

        Raises:
            StageError: One could not be brought about.
        """
        self.first("trends")
        for word in ("Day 0 at its start", "% of baseline"):
            self._click(word)
        self._window("trends-day-zero")
        for word in ("Day 0 at its start", "Linear", "Total, same lesions"):
            self._click(word)
        self._window("trends-total")
        for word in ("Each lesion", "Log", "Volume"):
            self._click(word)
        self._window("trends-volume")
        self._click("Pain")
        self._window("trends-pain")
        self._click("Area")
        canvas = self._boards()[0].findChildren(TrendCanvas)[0]
        canvas.setFocus()
        self._stage.press(Qt.Key.Key_Down)
        self._stage.press(Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
        self._window("trends-cursor")
        self._click("Numbers")
        self._window("trends-numbers")
        self._click("Numbers")

    def _boards(self) -> list[TrendBoard]:
        return [board for board in self._page.findChildren(TrendBoard) if board.isVisible()]

    def _click(self, word: str) -> None:
        self._stage.click(word, self._boards()[0])
