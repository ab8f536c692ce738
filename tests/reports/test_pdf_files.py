"""The files as other programs see them."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from calcitrack.reports.summary import print_visit
from tests.builders import a_patient, a_record, a_visit, an_assessment
from tests.reports.prints import a_request, sample

pytestmark = pytest.mark.needs("qpdf", "pdffonts")


def scripts():
    name = "Łukasz Đặng Γιώργος Иван فاطمة יוסף"
    visit = a_visit(assessments=(an_assessment(),), note="≥ 3 mm → □", signed=False)
    return a_record(visit, patient=a_patient(family_name=name))


@pytest.fixture(params=["sample", "scripts"])
def pdf(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    record = sample("004-1183") if request.param == "sample" else scripts()
    path = tmp_path / "summary.pdf"
    path.write_bytes(print_visit(a_request(record)).content)
    return path


def test_the_file_is_sound(pdf: Path) -> None:
    checked = subprocess.run(["qpdf", "--check", str(pdf)], capture_output=True, text=True)
    assert checked.returncode == 0, checked.stdout + checked.stderr


def test_every_font_is_embedded(pdf: Path) -> None:
    listed = subprocess.run(["pdffonts", str(pdf)], capture_output=True, text=True, check=True).stdout.splitlines()[2:]
    assert listed
    # The columns after the encoding: embedded, subset, with a table back to characters.
    assert all(line.split()[-5:-2] == ["yes", "yes", "yes"] for line in listed)
    assert not any("Helvetica" in line for line in listed)
