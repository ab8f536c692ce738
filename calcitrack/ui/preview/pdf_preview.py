"""A print before it leaves the vault: its pages, and from here to a printer or into a file.

The print lives in memory only. Pages are drawn on the worker, those in sight first.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QSize, QStandardPaths, Qt, QTimer, Slot
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QDialog, QFileDialog, QScrollArea, QVBoxLayout, QWidget

from calcitrack.domain.errors import CalciTrackError
from calcitrack.ui.errors import show_error, show_failure
from calcitrack.ui.i18n import translate
from calcitrack.ui.preview.glyphs import missing_text
from calcitrack.ui.preview.page_column import PageColumn
from calcitrack.ui.preview.preview_tools import PreviewTools
from calcitrack.ui.preview.print_desk import PrintDesk
from calcitrack.ui.preview.rendering import DrawnPage, PageSize, draw_page, page_sizes
from calcitrack.ui.style import dress
from calcitrack.ui.theme import GAP_L, GAP_M, current_theme
from calcitrack.ui.widgets.label import Label
from calcitrack.ui.widgets.message_bar import MessageBar

if TYPE_CHECKING:
    from calcitrack.ui.jobs import JobRunner

_FULL_SIZE = 96 / 72
"""Pixels to a point at 100 %, before the scale of the text."""
_SMALLEST, _LARGEST, _STEP = 0.25, 4.0, 1.25
_WIDTH_PX, _HEIGHT_PX = 940, 860


@dataclass(frozen=True, slots=True)
class Paper:
    """A print to be shown.

    Attributes:
        title: What it is, on screen; the window's own title names nobody.
        content: The PDF file.
        file_name: Suggested when it is saved; without a patient's name.
        who: The patient with two identifiers; empty where the print is of none.
        missing: Characters that no font had and for which boxes stand on paper.
        notice: What else the reader should know before printing; empty for nothing.
    """

    title: str
    content: bytes
    file_name: str
    who: str = ""
    missing: Sequence[str] = ()
    notice: str = ""


class PdfPreview(QDialog):
    """Shows a print. Esc closes it; closing forgets it."""

    def __init__(self, paper: Paper, jobs: JobRunner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("CalciTrack")
        self.setAccessibleName(f"{paper.title}. {paper.who}" if paper.who else paper.title)
        self._paper, self._jobs = paper, jobs
        self._column: PageColumn | None = None
        self._texts: dict[int, str] = {}
        self._zoom: float | None = None
        self._is_drawing = False
        self._tools = PreviewTools()
        self._message = MessageBar()
        self._scroll = QScrollArea()
        self._desk = PrintDesk(paper.content, jobs, self._message)
        self._lay_out()
        self._connect()
        told = [missing_text(paper.missing)] if paper.missing else []
        told += [paper.notice] if paper.notice else []
        if told:
            self._message.show_message("\n".join(told), "warning")
        job = jobs.start(lambda _progress: page_sizes(paper.content))
        job.succeeded.connect(self._on_sizes_known)
        job.failed.connect(self._on_failed)

    def _lay_out(self) -> None:
        px = current_theme().px
        whole = QVBoxLayout(self)
        whole.setContentsMargins(px(GAP_L), px(GAP_L), px(GAP_L), px(GAP_L))
        whole.setSpacing(px(GAP_M))
        whole.addWidget(Label(self._paper.title, "title"))
        if self._paper.who:
            whole.addWidget(Label(self._paper.who, "muted"))
        for part in (self._tools, self._desk, self._message):
            whole.addWidget(part)
        whole.addWidget(self._scroll, 1)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._scroll.setAccessibleName(translate("PdfPreview", "Pages, being drawn"))
        self._scroll.setFrameShape(QScrollArea.Shape.Box)
        dress(self._scroll, kind="pages")
        self._scroll.setMinimumHeight(px(160))

    def _connect(self) -> None:
        tools = self._tools
        tools.zoom_requested.connect(self._on_zoom_requested)
        tools.fit_requested.connect(self._on_fit_requested)
        tools.page_requested.connect(self._on_page_requested)
        tools.save_requested.connect(self.save)
        tools.print_requested.connect(self._desk.begin)
        tools.close_requested.connect(self.reject)
        self._desk.left.connect(self._scroll.setFocus)
        self._scroll.verticalScrollBar().valueChanged.connect(self._on_scrolled)
        self._scroll.viewport().installEventFilter(self)

    @Slot()
    def save(self) -> None:
        """Write the print into a file that is chosen."""
        from calcitrack.clinic.outputs import write_output

        documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        chosen, _ = QFileDialog.getSaveFileName(
            self,
            translate("PdfPreview", "Save as PDF"),
            str(Path(documents, self._paper.file_name)),
            translate("PdfPreview", "PDF (*.pdf)"),
        )
        if not chosen:
            return
        path = Path(chosen)
        try:
            write_output(path, self._paper.content)
        except CalciTrackError as error:
            show_error(self, error)
            return
        told = translate("PdfPreview", "Saved as {name}. Anybody who has the file can read it.")
        self._message.show_message(told.format(name=path.name), "good")

    @Slot(object)
    def _on_sizes_known(self, sizes: tuple[PageSize, ...]) -> None:
        self._column = PageColumn(sizes)
        self._scroll.setWidgetResizable(True)
        self._scroll.setWidget(self._column)
        self._tools.set_count(len(sizes))
        self._rescale()
        self._scroll.setFocus()
        self._on_scrolled()

    @Slot(object)
    def _on_failed(self, error: Exception) -> None:
        self._is_drawing = False
        show_failure(self, error)

    def _rescale(self) -> None:
        """Take the scale that is asked for, with the same place of the print at the top."""
        column = self._column
        if column is None:
            return
        bar = self._scroll.verticalScrollBar()
        place = bar.value() / max(1, column.height())
        scale = self._fitting() if self._zoom is None else self._zoom * self._full_size()
        if abs(scale - column.scale) > 1e-3:
            column.set_scale(scale)
            bar.setValue(round(place * column.height()))
        self._tools.set_zoom(scale / self._full_size(), fits=self._zoom is None)
        self._draw_next()

    def _fitting(self) -> float:
        assert self._column is not None, "the sizes are known"
        room = self._scroll.viewport().width() - 2 * current_theme().px(GAP_M)
        return max(0.1, room / self._column.widest())

    def _full_size(self) -> float:
        return _FULL_SIZE * current_theme().scale

    def _draw_next(self) -> None:
        """Have the next page in sight drawn that is not yet sharp; one at a time, so the newest wish never waits."""
        column = self._column
        if column is None or self._is_drawing:
            return
        scale = column.scale * self.devicePixelRatioF()
        top = self._scroll.verticalScrollBar().value()
        seen = column.pages_between(top, top + self._scroll.viewport().height())
        number = next((n for n in seen if column.drawn_scale(n) != scale), None)
        if number is None:
            return
        self._is_drawing = True
        content = self._paper.content
        job = self._jobs.start(lambda _progress: (number, scale, draw_page(content, number, scale)))
        job.succeeded.connect(self._on_page_drawn)
        job.failed.connect(self._on_failed)

    @Slot(object)
    def _on_page_drawn(self, drawn: tuple[int, float, DrawnPage]) -> None:
        number, scale, page = drawn
        self._is_drawing = False
        self._texts[number] = page.text
        if self._column is not None:
            self._column.set_image(number, scale, page.image)
        self._describe()
        self._draw_next()

    @Slot()
    def _on_scrolled(self) -> None:
        if self._column is not None:
            self._tools.set_page(self._current())
            self._describe()
            self._draw_next()

    def _current(self) -> int:
        """The page that takes the middle of the view."""
        assert self._column is not None, "the sizes are known"
        return self._column.page_at(self._scroll.verticalScrollBar().value() + self._scroll.viewport().height() / 2)

    def _describe(self) -> None:
        """Give whoever listens the words of the page in front."""
        if self._column is None:
            return
        number = self._current()
        told = translate("PdfPreview", "Page {number} of {count}").format(number=number + 1, count=self._column.count)
        self._scroll.setAccessibleName(told)
        self._scroll.setAccessibleDescription(self._texts.get(number, ""))

    @Slot(int)
    def _on_zoom_requested(self, steps: int) -> None:
        if self._column is None:
            return
        now = self._column.scale / self._full_size()
        self._zoom = min(_LARGEST, max(_SMALLEST, now * _STEP**steps))
        self._rescale()

    @Slot()
    def _on_fit_requested(self) -> None:
        self._zoom = None
        self._rescale()

    @Slot(int)
    def _on_page_requested(self, steps: int) -> None:
        column = self._column
        if column is not None:
            number = min(column.count - 1, max(0, self._current() + steps))
            top = column.page_rect(number).top() - current_theme().px(GAP_M)
            self._scroll.verticalScrollBar().setValue(round(top))

    # Qt overrides

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Fit the pages again once the view has another width."""
        if event.type() == QEvent.Type.Resize and watched is self._scroll.viewport() and self._column is not None:
            QTimer.singleShot(0, self, self._rescale)
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Pages that came into sight are drawn."""
        super().resizeEvent(event)
        self._draw_next()

    def sizeHint(self) -> QSize:
        """Large, and never larger than the screen."""
        px, room = current_theme().px, self.screen().availableGeometry().size()
        return QSize(px(_WIDTH_PX), px(_HEIGHT_PX)).boundedTo(room)

    def showEvent(self, event: QShowEvent) -> None:
        """Take the size that is asked for: Qt caps a dialog's first size by a share of the screen."""
        if not event.spontaneous():
            self.resize(self.sizeHint())
        super().showEvent(event)


def show_pdf(parent: QWidget, jobs: JobRunner, paper: Paper) -> PdfPreview:
    """Show a print over the window of ``parent`` and return at once; the preview goes when it is closed."""
    preview = PdfPreview(paper, jobs, parent)
    preview.open()
    return preview
