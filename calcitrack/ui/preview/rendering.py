"""Pages of a PDF as pictures, from bytes in memory: nothing is written anywhere.

PDFium allows one caller at a time in the whole program, so these functions run on the one worker only, and each opens
and closes the document itself: no handle outlives its call, and none is closed by the collector on another thread.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, NamedTuple

from PySide6.QtGui import QImage

if TYPE_CHECKING:
    from calcitrack.ui.jobs import Progress

_DOTS_PER_METRE = 72 / 0.0254


class PageSize(NamedTuple):
    """Width and height of a page in points."""

    width: float
    height: float


class DrawnPage(NamedTuple):
    """A page as it looks and as it reads."""

    image: QImage
    text: str


def page_sizes(content: bytes) -> tuple[PageSize, ...]:
    """The sizes of all pages, in order."""
    with _opened(content) as document:
        return tuple(PageSize(*document.get_page_size(number)) for number in range(len(document)))


def draw_page(content: bytes, number: int, scale: float) -> DrawnPage:
    """Draw one page on white.

    Args:
        content: The PDF file.
        number: From 0.
        scale: Pixels to a point.
    """
    with _opened(content) as document:
        page = document[number]
        try:
            return DrawnPage(_picture(page, scale), _text(page))
        finally:
            page.close()


def draw_all(content: bytes, scale: float, progress: Progress) -> list[QImage]:
    """Draw every page, for a printer that takes pictures; tells how far it is and stops when it is asked to.

    Raises:
        Cancelled: Somebody asked to stop.
    """
    from calcitrack.ui.jobs import Cancelled

    images = []
    total = len(page_sizes(content))
    for number in range(total):
        if progress.cancelled:
            raise Cancelled
        images.append(draw_page(content, number, scale).image)
        progress.report(number + 1, total)
    return images


@contextmanager
def _opened(content: bytes) -> Iterator[Any]:
    import pypdfium2

    document = pypdfium2.PdfDocument(content)
    try:
        yield document
    finally:
        document.close()


def _picture(page: Any, scale: float) -> QImage:
    bitmap = page.render(scale=scale, prefer_bgrx=True)
    try:
        pixels = bytes(bitmap.buffer)
        image = QImage(pixels, bitmap.width, bitmap.height, bitmap.stride, QImage.Format.Format_RGB32).copy()
    finally:
        bitmap.close()
    image.setDotsPerMeterX(round(scale * _DOTS_PER_METRE))
    image.setDotsPerMeterY(round(scale * _DOTS_PER_METRE))
    return image


def _text(page: Any) -> str:
    reader = page.get_textpage()
    try:
        return str(reader.get_text_bounded())
    finally:
        reader.close()
