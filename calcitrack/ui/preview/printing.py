"""Sending a print to a printer without a file of ours on the way.

Where the system has ``lp`` (Linux, macOS), the PDF goes to it through a pipe, sharp at any size. Qt's own way there
would first write the whole print into a plain temporary file. On Windows the pages go to Qt's printer as pictures.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPagedPaintDevice, QPainter

from calcitrack.domain.errors import CalciTrackError
from calcitrack.domain.text import QT_TRANSLATE_NOOP, say

JOB_NAME = "CalciTrack"
"""What the queue of a printer shows: never whose print it is."""
_PATIENCE_S = 30


class PrinterRefused(CalciTrackError):  # noqa: N818 - reads as a sentence where it is raised
    """The printing system did not take the print."""


@dataclass(frozen=True, slots=True)
class Printers:
    """The printers of this computer.

    Attributes:
        names: As the printing system calls them.
        default: The one chosen by the system; empty for none.
    """

    names: tuple[str, ...]
    default: str = ""


def has_queue() -> bool:
    """Whether the system takes prints through a pipe."""
    return shutil.which("lp") is not None


def find_printers() -> Printers:
    """Ask the printing system, which may take its time: not for the window's thread."""
    if not has_queue() or shutil.which("lpstat") is None:
        return Printers(())
    names = tuple(_asked("lpstat", "-e").split())
    default = _asked("lpstat", "-d").rpartition(":")[2].strip()
    return Printers(names, default if default in names else "")


def send(content: bytes, printer: str, copies: int) -> None:
    """Send a PDF to a printer; not for the window's thread.

    Raises:
        PrinterRefused: The printing system did not take it.
    """
    command = ["lp", "-s", "-d", printer, "-n", str(copies), "-t", JOB_NAME]
    try:
        told = subprocess.run(  # noqa: S603 - no shell; the name comes from the printing system itself
            command, input=content, capture_output=True, timeout=_PATIENCE_S, check=False, env=_environment()
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise _refused(printer) from error
    if told.returncode != 0:
        raise _refused(printer)


def paint(device: QPagedPaintDevice, images: Sequence[QImage]) -> None:
    """Paint drawn pages onto sheets, as large as each sheet allows, their proportions kept."""
    painter = QPainter(device)
    for number, image in enumerate(images):
        if number:
            device.newPage()
        room = QRectF(painter.viewport())
        factor = min(room.width() / image.width(), room.height() / image.height())
        painter.drawImage(QRectF(room.left(), room.top(), image.width() * factor, image.height() * factor), image)
    painter.end()


def _asked(*command: str) -> str:
    try:
        told = subprocess.run(  # noqa: S603 - no shell, fixed words
            command, capture_output=True, text=True, timeout=_PATIENCE_S, check=False, env=_environment()
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return told.stdout if told.returncode == 0 else ""


def _environment() -> dict[str, str]:
    """In English, so that the answers can be read."""
    return {**os.environ, "LC_ALL": "C"}


def _refused(printer: str) -> PrinterRefused:
    return PrinterRefused(
        say(
            QT_TRANSLATE_NOOP("preview", "The printer {name} did not take the print. The record is safe."), name=printer
        ),
        say(QT_TRANSLATE_NOOP("preview", "Check that the printer is on and connected, or save the print as a file.")),
    )
