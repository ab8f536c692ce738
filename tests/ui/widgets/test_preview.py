"""A print on screen before it leaves the vault: drawn from memory, turned, enlarged, saved, sent to a printer."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QBuffer, QIODevice, Qt
from PySide6.QtGui import QImage, QPdfWriter
from PySide6.QtWidgets import QApplication, QFileDialog, QPushButton, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from calcitrack.reports.summary import print_visit
from calcitrack.ui.jobs import Cancelled, JobRunner, Progress
from calcitrack.ui.preview.page_column import PageColumn
from calcitrack.ui.preview.pdf_preview import Paper, PdfPreview, show_pdf
from calcitrack.ui.preview.printing import find_printers, paint, send
from calcitrack.ui.preview.rendering import draw_all, draw_page, page_sizes
from tests.reports.prints import a_request, read, sample
from tests.ui.form_keys import key, press, said

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", "propagateSizeHints", extend=True)

CONTROL = Qt.KeyboardModifier.ControlModifier
Show = Callable[..., PdfPreview]


@pytest.fixture(scope="module")
def content() -> bytes:
    return print_visit(a_request(sample("004-1183"))).content


@pytest.fixture
def jobs() -> Iterator[JobRunner]:
    runner = JobRunner()
    yield runner
    runner.shutdown()


@pytest.fixture
def show(qtbot: QtBot, jobs: JobRunner, content: bytes) -> Show:
    window = QWidget()
    qtbot.addWidget(window)
    window.show()

    def shown(**fields: object) -> PdfPreview:
        paper = Paper("Summary of the visit", content, "summary-004-1183.pdf", "Aalto, Ingrid · MRN 004-1183", **fields)
        preview = show_pdf(window, jobs, paper)
        qtbot.waitUntil(lambda: "Visit summary" in pages(preview).accessibleDescription())
        return preview

    return shown


def pages(preview: PdfPreview) -> QScrollArea:
    return preview.findChild(QScrollArea)


def column(preview: PdfPreview) -> PageColumn:
    return preview.findChild(PageColumn)


def test_a_page_is_drawn_and_read_from_bytes_in_memory(content: bytes) -> None:
    assert [(round(w), round(h)) for w, h in page_sizes(content)] == [(595, 842)] * 2
    page = draw_page(content, 0, 1.0)
    assert (page.image.width(), page.image.height()) == (596, 842)
    assert "Aalto, Ingrid" in page.text
    assert len({page.image.pixel(x, y) for x in range(0, 596, 7) for y in range(0, 842, 7)}) > 5


def test_drawing_for_a_printer_stops_when_it_is_asked_to(content: bytes) -> None:
    progress = Progress(lambda: None)
    assert len(draw_all(content, 0.5, progress)) == 2
    assert progress.take() == (2, 2, "")
    progress.cancel()
    with pytest.raises(Cancelled):
        draw_all(content, 0.5, progress)


def test_the_preview_names_the_patient_inside_and_nobody_in_its_title(show: Show) -> None:
    preview = show()
    assert "Aalto, Ingrid · MRN 004-1183" in said(preview)
    assert preview.windowTitle() == "CalciTrack"


def test_a_page_in_front_is_told_with_its_words(qtbot: QtBot, show: Show) -> None:
    preview = show()
    assert pages(preview).hasFocus()
    assert pages(preview).accessibleName() == "Page 1 of 2"
    key(qtbot, Qt.Key.Key_PageDown, CONTROL)
    assert pages(preview).accessibleName() == "Page 2 of 2"
    assert "Page 2 of 2" in said(preview)
    qtbot.waitUntil(lambda: "Signed by" in pages(preview).accessibleDescription())
    key(qtbot, Qt.Key.Key_PageUp, CONTROL)
    assert pages(preview).accessibleName() == "Page 1 of 2"


def test_pages_grow_and_shrink_by_key_and_fit_the_width_again(qtbot: QtBot, show: Show) -> None:
    preview = show()
    fitting = column(preview).scale
    assert round(fitting * column(preview).widest()) <= pages(preview).viewport().width()
    key(qtbot, Qt.Key.Key_Plus, CONTROL)
    assert column(preview).scale > fitting
    qtbot.waitUntil(lambda: column(preview).drawn_scale(0) == pytest.approx(column(preview).scale))
    key(qtbot, Qt.Key.Key_Minus, CONTROL)
    key(qtbot, Qt.Key.Key_Minus, CONTROL)
    assert column(preview).scale < fitting
    key(qtbot, Qt.Key.Key_0, CONTROL)
    assert column(preview).scale == pytest.approx(fitting)


def test_a_character_that_no_font_has_is_said_on_screen(show: Show) -> None:
    preview = show(missing=("\U0001f9b4",))
    assert "(U+1F9B4)" in said(preview)
    assert "on paper a box stands for each" in said(preview)


def test_every_button_has_a_name_and_is_reached_by_tab(qtbot: QtBot, show: Show) -> None:
    preview = show()
    wanted = {b for b in preview.findChildren(QPushButton) if b.isVisibleTo(preview) and b.isEnabled()}
    assert all(button.accessibleName() or button.text() for button in wanted)
    reached = set()
    for _ in range(20):
        key(qtbot, Qt.Key.Key_Tab)
        reached.add(QApplication.focusWidget())
    assert wanted <= reached


def test_saving_writes_the_print_for_its_owner_only_and_says_so(
    qtbot: QtBot, show: Show, content: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "kept.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))
    preview = show()
    key(qtbot, Qt.Key.Key_S, CONTROL)
    assert path.read_bytes() == content
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert "Saved as kept.pdf. Anybody who has the file can read it." in said(preview)


def a_queue(folder: Path, monkeypatch: pytest.MonkeyPatch, answer: int = 0) -> Path:
    """A printing system with two printers that keeps what it is sent."""
    for name, script in (
        (
            "lpstat",
            'case "$1" in -e) printf "Ward-1\\nWard-2\\n";; -d) echo "system default destination: Ward-2";; esac',
        ),
        ("lp", f'echo "$@" > "{folder}/asked"; cat > "{folder}/queue"; exit {answer}'),
    ):
        program = folder / name
        program.write_text(f"#!/bin/sh\n{script}\n")
        program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")
    return folder


@pytest.mark.skipif(os.name != "posix", reason="lp is of Linux and macOS")
def test_a_print_goes_to_the_chosen_printer_through_a_pipe(
    qtbot: QtBot, show: Show, content: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    queue = a_queue(tmp_path, monkeypatch)
    printers = find_printers()
    assert (printers.names, printers.default) == (("Ward-1", "Ward-2"), "Ward-2")
    preview = show()
    key(qtbot, Qt.Key.Key_P, CONTROL)
    qtbot.waitUntil(lambda: "Printer" in said(preview))
    press(qtbot, preview, "Print now")
    qtbot.waitUntil(lambda: "Sent to the printer Ward-2." in said(preview))
    assert (queue / "queue").read_bytes() == content
    assert (queue / "asked").read_text().split() == ["-s", "-d", "Ward-2", "-n", "1", "-t", "CalciTrack"]


@pytest.mark.skipif(os.name != "posix", reason="lp is of Linux and macOS")
def test_a_printer_that_refuses_is_told(content: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    a_queue(tmp_path, monkeypatch, answer=1)
    with pytest.raises(Exception, match="Ward-1 did not take the print"):
        send(content, "Ward-1", 1)


def test_without_a_printer_a_file_is_offered(
    qtbot: QtBot, show: Show, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    preview = show()
    key(qtbot, Qt.Key.Key_P, CONTROL)
    qtbot.waitUntil(lambda: "No printer is set up on this computer" in said(preview))


def test_drawn_pages_fill_the_sheets_of_a_printer(qapp: QApplication, content: bytes) -> None:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    device = QPdfWriter(buffer)
    images: list[QImage] = draw_all(content, 0.5, Progress(lambda: None))
    paint(device, images)
    assert len(read(bytes(buffer.data().data())).pages) == 2


def test_closing_before_the_first_page_is_drawn_leaves_nothing_behind(
    qtbot: QtBot, jobs: JobRunner, content: bytes
) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    preview = show_pdf(window, jobs, Paper("Summary", content, "x.pdf"))
    with qtbot.waitSignal(preview.destroyed):
        key(qtbot, Qt.Key.Key_Escape) if preview.focusWidget() else preview.reject()
    qtbot.waitUntil(lambda: not jobs.is_busy)
