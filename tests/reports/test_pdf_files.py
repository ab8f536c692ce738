"""The files as other programs see them: both prints, both papers, every shape that a record can have."""

from __future__ import annotations

import subprocess
from itertools import product
from pathlib import Path

import pytest

from calcitrack.reports.summary import print_visit
from tests.builders import a_patient, a_record, a_visit, an_assessment
from tests.reports.boxes import Sheet, overlaps, sheets
from tests.reports.papers import PRINTS, SHAPES, made
from tests.reports.prints import a_request, read

pytestmark = pytest.mark.needs("qpdf", "pdffonts", "pdftotext")

LEAST_MARGIN = 20.0
"""Points that printers leave white: nothing may stand there."""
EVERY = list(product(SHAPES, PRINTS, ("A4", "Letter")))


@pytest.fixture(scope="module", params=EVERY, ids=" · ".join)
def printed(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    shape, kind, paper = request.param
    path = tmp_path_factory.mktemp("prints") / "print.pdf"
    path.write_bytes(made(shape, kind, paper))
    return path


def sound(pdf: Path) -> None:
    checked = subprocess.run(["qpdf", "--check", str(pdf)], capture_output=True, text=True)
    assert checked.returncode == 0, checked.stdout + checked.stderr


def fonts_embedded(pdf: Path) -> None:
    listed = subprocess.run(["pdffonts", str(pdf)], capture_output=True, text=True, check=True).stdout.splitlines()[2:]
    assert listed
    # The columns after the encoding: embedded, subset, with a table back to characters.
    assert all(line.split()[-5:-2] == ["yes", "yes", "yes"] for line in listed)
    assert not any("Helvetica" in line for line in listed)


def test_the_file_is_sound_and_holds_its_fonts(printed: Path) -> None:
    sound(printed)
    fonts_embedded(printed)


def test_nothing_stands_outside_the_page_or_over_other_text(printed: Path) -> None:
    for number, sheet in enumerate(sheets(printed), start=1):
        assert sheet.words
        assert outside(sheet) == [], f"page {number}"
        assert overlaps(sheet) == [], f"page {number}"


@pytest.mark.parametrize(("shape", "pages"), [("one page", 1), ("five pages", 5)])
def test_the_shapes_are_as_long_as_they_are_called(shape: str, pages: int) -> None:
    assert len(read(made(shape, "summary", "A4")).pages) == pages


def outside(sheet: Sheet) -> list[str]:
    return [
        word.text
        for word in sheet.words
        if word.left < LEAST_MARGIN
        or word.top < LEAST_MARGIN
        or word.right > sheet.width - LEAST_MARGIN
        or word.bottom > sheet.height - LEAST_MARGIN
    ]


@pytest.mark.parametrize(
    ("kind", "order"),
    [
        (
            "summary",
            ("Visit summary", "Aalto, Ingrid", "Diagnosis", "Allergies", "In short.", "Site", "L index, distal, volar",
             "L knee, prepatellar", "1685.8 mm²", "A star:", "Lesion size and therapy", "Responses", "Assessment",
             "Plan", "Scores", "Awaited", "Next visit", "Signed by Dr M. Okafor"),
        ),
        (
            "page for the patient",
            ("Your visit", "Aalto, Ingrid", "What was found", "We looked at", "Left index finger", "Left knee",
             "Your treatment", "What we are waiting for", "Your next visit", "When to call us", "01632 960 123"),
        ),
    ],
)  # fmt: skip
@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_text_is_extracted_in_the_order_in_which_it_is_read(kind: str, order: tuple[str, ...], paper: str) -> None:
    text = " ".join(" ".join(page.extract_text().split()) for page in read(made("sample", kind, paper)).pages)
    found = 0
    for words in order:
        place = text.find(words, found)
        assert place >= found, f"{words!r} does not follow what stands before it"
        found = place


def test_names_of_every_script_are_whole(tmp_path: Path) -> None:
    name = "Łukasz Đặng Γιώργος Иван فاطمة יוסף"
    visit = a_visit(assessments=(an_assessment(),), note="≥ 3 mm → □", signed=False)
    path = tmp_path / "summary.pdf"
    whole = print_visit(a_request(a_record(visit, patient=a_patient(family_name=name))))
    path.write_bytes(whole.content)
    assert whole.missing == ()
    sound(path)
    fonts_embedded(path)
    words = {word.text for sheet in sheets(path) for word in sheet.words}
    assert {"Łukasz", "Đặng", "Γιώργος", "Иван"} <= words
