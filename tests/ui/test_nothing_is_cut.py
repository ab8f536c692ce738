"""The pages on small screens and with large text: what is shown is shown whole, and nothing lies off to the side."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMainWindow, QPushButton, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from calcitrack.clinic.session import Clinic
from calcitrack.ui.actions import Actions
from calcitrack.ui.jobs import JobRunner
from calcitrack.ui.theme import ThemeChooser
from calcitrack.ui.visit.grid.grid_table import GridTable
from calcitrack.ui.widgets.label import Label
from calcitrack.ui.widgets.lesions.lesion_table import LesionTable
from calcitrack.ui.widgets.worklist_table import WorklistTable
from calcitrack.ui.workspace import Workspace

LOOKS = [(1024, 768, 1.0), (1440, 900, 2.0)]

pytestmark = [
    pytest.mark.sample_clinic,
    pytest.mark.qt_log_ignore("propagateSizeHints"),
]


@pytest.fixture
def jobs() -> Iterator[JobRunner]:
    runner = JobRunner()
    yield runner
    runner.shutdown()


@pytest.fixture
def themes(qapp: QApplication) -> ThemeChooser:
    return ThemeChooser(qapp)


@pytest.fixture(params=LOOKS, ids=["1024x768", "200percent"])
def workspace(
    request: pytest.FixtureRequest, qtbot: QtBot, clinic: Clinic, jobs: JobRunner, themes: ThemeChooser
) -> Iterator[Workspace]:
    width, height, scale = request.param
    themes.choose("light", scale)
    window = QMainWindow()
    qtbot.addWidget(window)
    shown = Workspace(clinic, jobs, Actions(window))
    window.setCentralWidget(shown)
    window.resize(width, height)
    window.show()
    QApplication.processEvents()
    yield shown
    window.close()


def cut_words(page: QWidget) -> list[str]:
    """The texts of buttons and labels on screen that have less room than they need."""
    for _ in range(5):  # layouts within layouts settle one after the other
        QApplication.processEvents()
    buttons = [b for b in page.findChildren(QPushButton) if b.isVisible()]
    labels = [x for x in page.findChildren(Label) if x.isVisible() and x.text()]
    cut = [b.text() for b in buttons if b.fontMetrics().horizontalAdvance(b.text().replace("&", "")) > b.width()]
    return cut + [x.text() for x in labels if x.heightForWidth(x.width()) > x.height() + 1]


def sideways(page: QWidget) -> int:
    """How far anything of a page that scrolls can be scrolled to the side, in pixels."""
    areas = [area for area in page.findChildren(QScrollArea) if area.isVisible()]
    return max([area.horizontalScrollBar().maximum() for area in areas], default=0)


def test_worklist_chart_and_visit_fit_with_three_lesions_in_sight(workspace: Workspace) -> None:
    """One walk through the pages: each look costs a vault of its own."""
    workspace.begin()
    assert cut_words(workspace) == []
    listed = next(table for table in workspace.findChildren(WorklistTable) if table.isVisible())
    assert listed.horizontalScrollBar().maximum() == 0

    workspace.open_patient(workspace.session.clinic.patients.by_mrn("004-1183"))
    assert cut_words(workspace) == []
    assert sideways(workspace.patient_page) == 0
    lesions = next(table for table in workspace.findChildren(LesionTable) if table.isVisible())
    assert lesions.horizontalScrollBar().maximum() == 0

    workspace.run("new_visit")
    assert cut_words(workspace) == []
    assert sideways(workspace.patient_page.visit_panel) == 0
    table = workspace.findChild(GridTable)
    seen = table.viewport().visibleRegion().boundingRect().height()
    assert seen >= 3 * table.verticalHeader().defaultSectionSize()
    for _ in range(table.model().rowCount()):
        QTest.keyClick(table, Qt.Key.Key_Down)
        QApplication.processEvents()
        row = table.visualRect(table.currentIndex())
        assert table.viewport().visibleRegion().boundingRect().contains(row.center())
