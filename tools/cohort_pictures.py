"""Pictures of every part of the cohort at 10, 400 and 10,000 patients, light and dark, to be looked at.

``python -m tools.cohort_pictures [FOLDER [PATIENTS ...]]`` writes them to build/cohort, with a sheet of all for each
size and look, and tells what can be found wrong without eyes. The largest clinic takes a minute to make.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QPainter, QPixmap

from calcitrack.domain.cohort.criteria import Criteria
from calcitrack.ui import theme
from calcitrack.ui.jobs import JobRunner
from calcitrack.ui.pages.cohort_page import CohortPage
from calcitrack.ui.session import Session
from tools.bench_cohort_data import make_cohort_vault
from tools.examine import faults

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from calcitrack.clinic.session import Clinic

FOLDER = Path(__file__).resolve().parents[1] / "build" / "cohort"
SIZES = (10, 400, 10_000)
RAIL, HEAD = 76, 110
"""Of a window, beside and above the page."""
LARGE, SMALL = (1440, 900), (1024, 768)
Look = tuple[theme.Mode, tuple[int, int], float]
LOOKS: tuple[Look, ...] = (("light", LARGE, 1.0), ("dark", LARGE, 1.0))
MORE_LOOKS: tuple[Look, ...] = (("light", SMALL, 1.0), ("dark", SMALL, 2.0))
"""Of the middle size as well."""
PATIENCE_S = 60.0
_COLUMNS, _THUMB = 3, 640


class Pictures:
    """Draws the page of one clinic.

    Args:
        application: The one.
        clinic: Whose patients.
        patients: How many, for the names of files.
        folder: Where the pictures go.
    """

    def __init__(self, application: QApplication, clinic: Clinic, patients: int, folder: Path) -> None:
        self._application, self._clinic, self._patients, self._folder = application, clinic, patients, folder
        self._jobs = JobRunner()
        self._chooser = theme.ThemeChooser(application)

    def draw(self, look: Look) -> None:
        """Every part in one look, with a sheet of all."""
        mode, (width, height), scale = look
        self._chooser.choose(mode, scale)
        page = CohortPage(Session(self._clinic, self._jobs))
        page.setAutoFillBackground(True)
        page.resize(width - round(RAIL * scale), height - HEAD)
        page.show()
        self._settle(page)
        name, kept = f"{self._patients}-{mode}-{width}x{height}-{round(scale * 100)}", []
        for part in self._parts(page):
            self._settle(page)
            picture = page.grab()
            picture.save(str(self._folder / f"{name}-{part}.png"))
            kept.append(picture)
            for fault in faults(page):
                print(f"{name} {part}: {fault}", flush=True)
        _sheet(kept).save(str(self._folder / f"sheet-{name}.png"))
        page.close()
        page.deleteLater()

    def close(self) -> None:
        """End the worker."""
        self._jobs.shutdown()

    def _parts(self, page: CohortPage) -> Iterator[str]:
        """Bring one part after the other to the front."""
        for place, part in enumerate(("counts", "change", "therapies", "sites", "courses")):
            page.tabs.setCurrentIndex(place)
            yield part
        page.tabs.setCurrentIndex(1)
        for place, part in ((1, "over-time"), (2, "years")):
            page.change.show_part(place)
            yield part
        page.change.show_part(0)
        page.ask(Criteria.of({"site": ["hand"], "subtype": ["stone"]}))
        yield "change-of-some-lesions"
        page.ask(Criteria())
        self._settle(page)
        page.set_sharing(True)
        for place, part in enumerate(("counts", "change", "therapies", "sites")):
            page.tabs.setCurrentIndex(place)
            yield f"sharing-{part}"

    def _settle(self, page: CohortPage) -> None:
        """Until the answer is there and painted."""
        self._until(lambda: page.answer is not None and not page.reading.is_reading)
        for _ in range(30):
            self._application.processEvents()
            time.sleep(0.003)

    def _until(self, done: Callable[[], bool]) -> None:
        end = time.monotonic() + PATIENCE_S
        while not done():
            assert time.monotonic() < end, "the cohort was not counted"
            self._application.processEvents()
            time.sleep(0.003)


def _sheet(pictures: list[QPixmap]) -> QPixmap:
    """All pictures small, in rows."""
    small = [p.scaledToWidth(_THUMB, Qt.TransformationMode.SmoothTransformation) for p in pictures]
    high, rows = small[0].height(), -(-len(small) // _COLUMNS)
    made = QPixmap(_THUMB * _COLUMNS, high * rows)
    made.fill(Qt.GlobalColor.gray)
    painter = QPainter(made)
    for number, picture in enumerate(small):
        row, column = divmod(number, _COLUMNS)
        painter.drawPixmap(QPoint(column * _THUMB, row * high), picture)
    painter.end()
    return made


def main(arguments: list[str]) -> int:
    """Draw what is asked for."""
    folder = Path(arguments[0]) if arguments else FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    application = theme.make_application(["cohort-pictures"])
    for patients in [int(text) for text in arguments[1:]] or SIZES:
        with TemporaryDirectory() as vaults:
            clinic = make_cohort_vault(Path(vaults) / "vault", patients)
            pictures = Pictures(application, clinic, patients, folder)
            try:
                for look in (*LOOKS, *(MORE_LOOKS if patients == SIZES[1] else ())):
                    pictures.draw(look)
            finally:
                pictures.close()
                clinic.close()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
