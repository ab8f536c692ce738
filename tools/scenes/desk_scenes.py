"""The scenes around the record: what waits, the record as it was, questions with large buttons, settings and help."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QTabBar, QWidget

from calcitrack.ui.help.help_window import HelpWindow
from calcitrack.ui.help.tour import Tour
from calcitrack.ui.pages.chart.patient_page import Tab
from calcitrack.ui.preview.pdf_preview import PdfPreview
from calcitrack.ui.widgets.card import Card
from calcitrack.ui.widgets.chip import Chip
from calcitrack.ui.widgets.history_list import HistoryList
from calcitrack.ui.widgets.waiting_table import WaitingTable
from tools.scenes.scene_set import SceneSet
from tools.stage import StageError


class DeskScenes(SceneSet):
    """Walks through what stands around a record; the vault is open before and after."""

    def all(self) -> None:
        """Every scene.

        Raises:
            StageError: One could not be brought about.
        """
        self._lists()
        self._past()
        self._large_buttons()
        self._settings()
        self._help()
        self._tour()
        self._stage.workspace.run("show_worklist")

    def _modal(self, name: str, begin: Callable[[], object], *keys: Qt.Key) -> None:
        """Keep what opens, after some keys were pressed in it."""

        def deed(form: QWidget) -> None:
            for key in keys:
                self._stage.press(key)
            self._stage.settle(200)
            self._keep(name, form)

        self._stage.in_form(begin, deed)

    def _lists(self) -> None:
        """Each filter's list, the form of a result, and the list on paper."""
        workspace = self._stage.workspace
        workspace.run("show_worklist")
        for name, word in {"today": "Today", "overdue": "Overdue", "drafts": "Unsigned drafts"}.items():
            self._choose(word)
            self._window(f"worklist-{name}")
        self._choose("Awaiting a result")
        self._window("worklist-awaiting")
        self._stage.window.findChildren(WaitingTable)[0].go_to(0)
        self._modal("dialog-result", lambda: self._stage.click("Enter result…"))
        self._second_reader()
        self._modal("dialog-summaries", lambda: workspace.run("print_summaries"))
        workspace.run("print_worklist")
        self._stage.wait_for(lambda: self._preview() is not None, "the list on paper")
        preview = self._preview()
        assert preview is not None
        self._stage.settle(600)
        self._keep("preview-worklist", preview)
        preview.close()
        self._back()
        self._choose("Everyone")

    def _second_reader(self) -> None:
        def deed(form: QWidget) -> None:
            for place, name in enumerate(("read", "agreement", "disagreements")):
                form.findChildren(QTabBar)[0].setCurrentIndex(place)
                self._stage.settle(100)
                self._keep(f"dialog-second-reader-{name}", form)

        self._stage.in_form(lambda: self._stage.workspace.run("second_reader"), deed)

    def _preview(self) -> PdfPreview | None:
        return next((one for one in self._stage.window.findChildren(PdfPreview) if one.isVisible()), None)

    def _choose(self, word: str) -> None:
        # In a low window they are folded into one, which opens a menu of them.
        next(one for one in self._stage.window.findChildren(Chip) if one.word == word).click()
        self._stage.settle()

    def _past(self) -> None:
        """The record as it was after an entry of its history."""
        workspace = self._stage.workspace
        clinic = workspace.session.clinic
        found = next((i for i in clinic.patients.all_ids() if len(clinic.patients.reload(i).counted_visits) > 2), None)
        if found is None:
            raise StageError("nobody was seen often enough")
        workspace.open_patient(found)
        workspace.patient_page.findChildren(QTabBar)[0].setCurrentIndex(Tab.HISTORY)
        self._stage.settle()
        next(one for one in workspace.patient_page.findChildren(HistoryList) if one.isVisible()).setFocus()
        for key in (Qt.Key.Key_Tab, Qt.Key.Key_Down, Qt.Key.Key_Down):  # past the filter, to the newest entry
            self._stage.press(key)
        self._modal("dialog-past-record", lambda: self._stage.click("As it was then…"))

    def _large_buttons(self) -> None:
        self._stage.workspace.run("new_visit")
        self._stage.settle(300)
        ask = self._stage.workspace.patient_page.visits.ask_large
        self._modal("large-buttons", ask)
        self._modal("large-buttons-question", ask, Qt.Key.Key_1)

    def _settings(self) -> None:
        """The page from its top, and each of its cards."""
        workspace = self._stage.workspace
        workspace.run("show_settings")
        self._window("settings")
        page = workspace.settings_page
        scroll = page.findChildren(QScrollArea)[0]
        for card in page.findChildren(Card):
            scroll.ensureWidgetVisible(card, 0, 0)
            self._window(f"settings-{type(card).__name__.removesuffix('Card').lower()}")

    def _help(self) -> None:
        workspace = self._stage.workspace
        self._modal("keys", lambda: self._stage.window.actions_table.ask("show_keys"))
        self._stage.window.actions_table.ask("show_help")
        self._stage.settle(200)
        shown = self._stage.window.findChild(HelpWindow)
        if shown is None:
            raise StageError("no help opened")
        self._keep("help", shown)
        shown.close()
        self._back()
        workspace.run("show_worklist")

    def _tour(self) -> None:
        self._stage.workspace.take_tour()
        self._window("tour")
        tour = self._stage.window.findChild(Tour)
        if tour is None:
            raise StageError("no tour began")
        self._keep("tour-bubble", tour)
        self._stage.press(Qt.Key.Key_Escape)

    def _back(self) -> None:
        self._stage.window.activateWindow()  # no window manager does it here
        self._stage.settle()
