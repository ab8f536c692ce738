"""The scenes of trials and judged responses, for pictures."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QScrollArea, QTabBar, QWidget

from calcitrack.domain.figures.overlaps import given_together
from calcitrack.ui.pages.chart.patient_page import Tab
from tools.scenes.scene_set import SceneSet
from tools.stage import StageError

CONTROL = Qt.KeyboardModifier.ControlModifier


class ResponseScenes(SceneSet):
    """Judges a trial of an invented patient and hands what is seen to ``keep``; the vault is open before and after."""

    def all(self) -> None:
        """Every scene.

        Raises:
            StageError: One could not be brought about.
        """
        stage = self._stage
        self._open_with_two_at_once()
        stage.in_form(lambda: stage.click("Judge…"), self._judge)
        stage.settle(200)
        self._keep("therapy-judged", stage.window)
        for area in stage.workspace.patient_page.findChildren(QScrollArea):
            if area.isVisible():
                area.verticalScrollBar().setValue(area.verticalScrollBar().maximum())
        stage.settle(150)
        self._keep("therapy-reading", stage.window)
        stage.in_form(lambda: stage.click("Start a trial…"), self._procedure)

    def _open_with_two_at_once(self) -> None:
        workspace = self._stage.workspace
        clinic = workspace.session.clinic
        for patient_id in clinic.patients.all_ids():
            record = clinic.patients.reload(patient_id)
            if record.draft is None and given_together(record.trials, clinic.clock.today()):
                workspace.open_patient(patient_id)
                workspace.patient_page.findChildren(QTabBar)[0].setCurrentIndex(Tab.THERAPY)
                self._stage.settle(300)
                return
        raise StageError("nobody in the demonstration clinic was given two therapies at once")

    def _judge(self, form: QWidget) -> None:
        stage = self._stage
        self._keep("dialog-judge", form)
        stage.press(Qt.Key.Key_A)
        stage.press(Qt.Key.Key_C)
        stage.press(Qt.Key.Key_Return, CONTROL)
        stage.settle(150)
        self._keep("dialog-judge-refused", form)
        stage.type("gone on the film")
        self._keep("dialog-judge-reason", form)
        stage.press(Qt.Key.Key_Return, CONTROL)

    def _procedure(self, form: QWidget) -> None:
        self._stage.type("surgical excision")
        route = next(box for box in form.findChildren(QComboBox) if box.accessibleName() == "Route")
        route.setFocus()
        self._stage.press(Qt.Key.Key_End)
        self._stage.settle(150)
        self._keep("dialog-trial-procedure", form)
