"""A clinic's use of the real window, from first start to print, with real keys and clicks.

All that is expected here was worked out by hand; the working stands beside it. Areas are ellipses, pi/4 x length x
width, so an area is written as pi/4 times the product of the two lengths.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from dataclasses import dataclass
from math import pi
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtGui import QImage

from tests.e2e import steps
from tests.e2e.conftest import AtWork
from tests.e2e.person import Person, Row, Screen
from tests.e2e.steps import GRID
from tests.vaults import ROOT

pytestmark = [pytest.mark.window, pytest.mark.needs("Xvfb", "xkbcomp", "openbox", "xdotool", "pdftotext", "pdftoppm")]

NOTE = "Seen with the family; hands cold."
DRAFT_NOTE = "Fell on the elbow in January."


@dataclass(frozen=True)
class Day:
    """What was seen and what was left by the clinic's use."""

    vault: Path
    titles: frozenset[str]
    before_kill: list[Row]
    after_kill: list[Row]
    draft: Screen
    overview: dict[str, Screen]
    lesions: dict[str, list[Row]]
    therapy: Screen
    pdfs: dict[str, Path]
    report: dict[str, Any]


@pytest.fixture(scope="module")
def day(at_work: AtWork, tmp_path_factory: pytest.TempPathFactory) -> Day:
    """Work at the window until two patients have three signed visits each."""
    folder = tmp_path_factory.mktemp("clinic")
    vault, home = folder / "vault", folder / "home"
    pdfs = {"910-0001": folder / "first.pdf", "910-0002": folder / "second.pdf"}
    with at_work(home) as person:
        steps.first_start(person, vault)
        follow_first_patient(person)
        first = look_at_chart(person)
        therapy = look_at_therapy(person)
        steps.print_summary(person, pdfs["910-0001"])
        begin_second_patient(person)
        before = person.look().table(GRID)
        titles = set(person.titles)
        person.kill()
    with at_work(home) as person:
        steps.unlock(person)
        person.wait_for_part("Unsigned drafts 1")
        steps.open_patient(person, "910-0002", "Иванова, Мария")
        draft = person.wait("the draft", lambda screen: screen.table(GRID))
        finish_second_patient(person)
        second = look_at_chart(person)
        steps.print_summary(person, pdfs["910-0002"])
        steps.close_window(person)
        titles |= person.titles
    return Day(
        vault=vault,
        titles=frozenset(titles),
        before_kill=before,
        after_kill=draft.table(GRID),
        draft=draft,
        overview={"910-0001": first[0], "910-0002": second[0]},
        lesions={"910-0001": first[1], "910-0002": second[1]},
        therapy=therapy,
        pdfs=pdfs,
        report=report_of(vault),
    )


def follow_first_patient(person: Person) -> None:
    """Three visits, a trial between the first two."""
    steps.add_patient(person, "910-0001", "Dąbrowski", "Łukasz", "3 Mar 1961")
    steps.begin_visit(person, "3 Nov 2025", "03 Nov 2025")
    steps.add_lesion(person, "rt th v")
    steps.enter(person, "12,5", "<Tab>", "8", "<Tab>", "3", "<Return>", "u", "d")
    steps.add_lesion(person, "left elbow")
    steps.enter(person, "20", "<Tab>", "10", "<Return>")
    steps.add_lesion(person, "r knee")
    steps.enter(person, "6.0", "<Return>", "4", "<Return>", "a")
    person.fill("Pain, worst this week / 10", "4,5")
    steps.write_note(person, NOTE)
    steps.sign(person, ["3 of 3 lesions recorded, 3 measured.", "Ulcer: lesion 1.", f"Note: {NOTE}"])
    steps.start_trial(person, "diltiazem", "60 mg tid", "10 Nov 2025")

    steps.begin_visit(person, "2 Feb 2026", "02 Feb 2026")
    steps.go_to_lesion(person, 1)
    steps.enter(person, "9.0", "<Tab>", "6,4", "<Tab>")
    steps.keep_unusual(person, "9 × 6.4 mm: the area is −42 %")
    steps.enter(person, "2", "<Return>", "=", "-")
    steps.sign(person, ["3 of 3 lesions recorded, 1 measured."])

    steps.begin_visit(person, "1 Jun 2026", "01 Jun 2026")
    steps.go_to_lesion(person, 1)
    steps.enter(person, "8", "<Tab>", "5", "<Return>", "14", "<Tab>", "7", "<Tab>")
    steps.keep_unusual(person, "14 × 7 mm: the area is −51 %")
    steps.enter(person, "<Return>", "r")
    steps.add_lesion(person, "lt index dist dors")
    steps.enter(person, "5", "<Tab>", "3", "<Return>")
    steps.sign(person, ["4 of 4 lesions recorded, 3 measured.", "Resolved: lesion 3."])


def begin_second_patient(person: Person) -> None:
    """A signed visit, and a second one that is interrupted."""
    steps.add_patient(person, "910-0002", "Иванова", "Мария", "1975")
    steps.begin_visit(person, "1 Dec 2025", "01 Dec 2025")
    steps.add_lesion(person, "lt elb")
    steps.enter(person, "15", "<Tab>", "10", "<Return>")
    steps.add_lesion(person, "rt kn")
    steps.enter(person, "8", "<Tab>", "5", "<Return>", "a")
    steps.sign(person, ["2 of 2 lesions recorded, 2 measured."])
    steps.begin_visit(person, "2 Mar 2026", "02 Mar 2026")
    steps.go_to_lesion(person, 1)
    steps.enter(person, "16", "<Tab>", "10", "<Tab>", "6", "<Return>", "=", "<Up>", "i", "i", "e", "d", "d")
    person.fill("Pain, worst this week / 10", "7")
    steps.write_note(person, DRAFT_NOTE)


def finish_second_patient(person: Person) -> None:
    """Sign what was interrupted, and a third visit."""
    steps.sign(person, ["2 of 2 lesions recorded, 1 measured.", f"Note: {DRAFT_NOTE}"])
    steps.begin_visit(person, "6 Jul 2026", "06 Jul 2026")
    steps.go_to_lesion(person, 1)
    steps.enter(person, "20", "<Tab>", "12", "<Tab>")
    steps.keep_unusual(person, "20 × 12 mm: the area is +50 %")
    steps.enter(person, "<Return>", "7", "<Tab>", "5", "<Return>")
    steps.sign(person, ["2 of 2 lesions recorded, 2 measured."])


def look_at_chart(person: Person) -> tuple[Screen, list[Row]]:
    """The overview, and the table of lesions in sight below the trend."""
    person.click_tab("Overview")
    screen = person.wait_for("Last signed visit")
    return screen, screen.table("Lesions")


def look_at_therapy(person: Person) -> Screen:
    """The trials with their counts."""
    person.click_tab("Therapy")
    return person.wait_for("weeks of exposure, to")


def report_of(vault: Path) -> dict[str, Any]:
    """What the command line reports once the window is closed."""
    answer = subprocess.run(
        [sys.executable, "-m", "calcitrack", "report", "--vault", vault, "--user", steps.LOGIN, "--json"],
        cwd=ROOT,
        input=f"{steps.PASSWORD}\n",
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert (answer.returncode, answer.stderr) == (0, "")
    found: dict[str, Any] = json.loads(answer.stdout)["patients"]
    return found


def text_of(pdf: Path) -> str:
    """The text of a print, with single spaces."""
    told = subprocess.run(["pdftotext", "-layout", pdf, "-"], capture_output=True, text=True, check=True).stdout
    return " ".join(told.split())


def read_through(pdf: Path) -> str:
    """The text of a print as it is read, one block after the other: what stands beside each other does not mix."""
    told = subprocess.run(["pdftotext", pdf, "-"], capture_output=True, text=True, check=True).stdout
    return " ".join(told.split())


def ink_of(pdf: Path, word: str, folder: Path) -> int:
    """How many dark points a word of the first page has where it stands."""
    told = subprocess.run(
        ["pdftotext", "-bbox", "-l", "1", pdf, "-"], capture_output=True, text=True, check=True
    ).stdout
    found = re.search(rf'xMin="(.+?)" yMin="(.+?)" xMax="(.+?)" yMax="(.+?)">{word}<', told)
    assert found is not None
    left, top, right, bottom = (round(float(edge)) for edge in found.groups())
    place = ("-x", left, "-y", top, "-W", right - left, "-H", bottom - top)
    command = ["pdftoppm", "-png", "-r", "72", "-l", "1", "-singlefile", *map(str, place), pdf, folder / "word"]
    subprocess.run(command, check=True)
    picture = QImage(str(folder / "word.png"))
    points = [(x, y) for x in range(picture.width()) for y in range(picture.height())]
    return sum(1 for x, y in points if picture.pixelColor(x, y).lightness() < 128)


def counts_of(screen: Screen) -> dict[str, tuple[str, str]]:
    """The counts of response as they stand on the screen, by class: now, and after Balin."""
    texts = screen.texts()
    first = texts.index("Balin 2012") + 1
    lines = [texts[place : place + 3] for place in range(first, first + 12, 3)]
    return {word: (now, balin) for word, now, balin in lines}


# The first patient, lesion by lesion, in mm; the trial starts on 10 Nov 2025.
#
#   lesion          3 Nov 2025      2 Feb 2026      1 Jun 2026
#   1 thumb         12.5 x 8        9.0 x 6.4       8 x 5
#   2 elbow         20 x 10         unchanged       14 x 7
#   3 knee          6.0 x 4         not examined    resolved
#   4 index         -               -               5 x 3
#
# Products: 100, 200, 24; then 57.6; then 40, 98, 15. Like for like are the lesions with a size at both visits:
# in February and in June that is lesion 1 alone: 57.6 / 100 - 1 = -42.4 %, and 40 / 57.6 - 1 = -30.56 %.

FIRST_VISITS = [
    {
        "visited_on": "2025-11-03",
        "measured_area_mm2": pi / 4 * (100 + 200 + 24),
        "measured": 3,
        "open": 3,
        "change_since_last": None,
        "areas_mm2": {"1": pi / 4 * 100, "2": pi / 4 * 200, "3": pi / 4 * 24},
    },
    {
        "visited_on": "2026-02-02",
        "measured_area_mm2": pi / 4 * 57.6,
        "measured": 1,
        "open": 3,
        "change_since_last": {
            "compared": [1],
            "percent": -42.4,
            "resolved": [],
            "excised": [],
            "new": {"lesions": [], "mm2": 0.0},
            "not_compared": [2, 3],
        },
        "areas_mm2": {"1": pi / 4 * 57.6},
    },
    {
        "visited_on": "2026-06-01",
        "measured_area_mm2": pi / 4 * (40 + 98 + 15),
        "measured": 3,
        "open": 3,
        "change_since_last": {
            "compared": [1],
            "percent": (40 / 57.6 - 1) * 100,
            "resolved": [3],
            "excised": [],
            "new": {"lesions": [4], "mm2": pi / 4 * 15},
            "not_compared": [2],
        },
        "areas_mm2": {"1": pi / 4 * 40, "2": pi / 4 * 98, "4": pi / 4 * 15},
    },
]

# The baseline of lesions 1 to 3 is the visit a week before the start. The trial runs on, so it is judged up to the
# last signed visit: from 10 Nov to 1 Jun are 20 + 31 + 31 + 28 + 31 + 30 + 31 + 1 = 203 days, 29 weeks.
# Lesion 1: 40 / 100 - 1 = -60 %, length + width 20.5 -> 13: smaller. Lesion 2: 98 / 200 - 1 = -51 %, 30 -> 21:
# smaller. Lesion 3 healed, which nobody has seen again yet. Lesion 4 came after the start.

JUDGED = {"baseline_on": "2025-11-03", "judged_on": "2026-06-01"}
FIRST_TRIAL = {
    "therapy": "diltiazem",
    "start": "2025-11-10",
    "exposure_weeks": 29,
    "interim": False,
    "lesions": {
        "1": {**JUDGED, "balin": "partial", "now": "partial", "baseline_mm2": pi / 4 * 100, "change_percent": -60.0,
              "progressed": False},
        "2": {**JUDGED, "balin": "partial", "now": "partial", "baseline_mm2": pi / 4 * 200, "change_percent": -51.0,
              "progressed": False},
        "3": {**JUDGED, "balin": "complete", "now": "complete", "baseline_mm2": pi / 4 * 24, "provisional": True},
        "4": {"balin": "not assessable", "now": "not assessable", "reason": "new lesion"},
    },
}  # fmt: skip

# The second patient.
#
#   lesion          1 Dec 2025      2 Mar 2026      6 Jul 2026
#   1 elbow         15 x 10         16 x 10         20 x 12
#   2 knee          8 x 5           unchanged       7 x 5
#
# Products: 150, 40; then 160; then 240, 35. Like for like is the elbow: 160 / 150 - 1 = +6.67 %, with length + width
# 25 -> 26, within the reading error of 2 mm; then 240 / 160 - 1 = +50 %, 26 -> 32, beyond it.

SECOND_AREAS = [
    {"1": pi / 4 * 150, "2": pi / 4 * 40},
    {"1": pi / 4 * 160},
    {"1": pi / 4 * 240, "2": pi / 4 * 35},
]
SECOND_PERCENT = [None, (160 / 150 - 1) * 100, 50.0]


def assert_alike(found: Any, expected: Any) -> None:
    """The same keys and words, and the same numbers but for their last digits."""
    if isinstance(expected, dict):
        assert found.keys() == expected.keys()
        for key, value in expected.items():
            assert_alike(found[key], value)
    elif isinstance(expected, float):
        assert found == pytest.approx(expected, rel=1e-9)
    else:
        assert found == expected


@pytest.mark.parametrize("place", range(3))
def test_reports_each_visit_of_the_first_patient_as_worked_out_by_hand(day: Day, place: int) -> None:
    assert_alike(day.report["910-0001"]["visits"][place], FIRST_VISITS[place])


def test_reports_the_trial_as_worked_out_by_hand(day: Day) -> None:
    trials = day.report["910-0001"]["trials"]
    assert len(trials) == 1
    assert_alike(trials[0], FIRST_TRIAL)


def test_reports_the_second_patient_as_worked_out_by_hand(day: Day) -> None:
    visits = day.report["910-0002"]["visits"]
    assert len(visits) == 3
    for visit, areas, percent in zip(visits, SECOND_AREAS, SECOND_PERCENT, strict=True):
        assert_alike(visit["areas_mm2"], areas)
        change = visit["change_since_last"]
        assert_alike(change["percent"] if change else None, percent)


def test_the_list_of_lesions_shows_the_same_sizes_and_areas(day: Day) -> None:
    shown = [
        tuple(row.cells[head] for head in ("#", "Site", "Size, mm", "Area, mm²", "Findings"))
        for row in day.lesions["910-0001"]
    ]
    assert shown == [
        ("1", "R thumb, distal, volar", "8.0 × 5.0", "31", "–"),  # pi/4 x 40 = 31.4
        ("2", "L elbow", "14.0 × 7.0", "77", "–"),  # pi/4 x 98 = 76.97
        ("3", "R knee", "–", "–", "resolved"),
        ("4", "L index, distal, dorsal", "5.0 × 3.0", "12", "–"),  # pi/4 x 15 = 11.8
    ]
    second = [(row.cells["Size, mm"], row.cells["Area, mm²"]) for row in day.lesions["910-0002"]]
    assert second == [("20.0 × 12.0", "188"), ("7.0 × 5.0", "27")]  # pi/4 x 240 = 188.5 (188.496), pi/4 x 35 = 27.5


def test_the_list_of_lesions_shows_a_change_only_of_what_was_measured_twice_running(day: Day) -> None:
    changes = [row.spoken["Since last"] for row in day.lesions["910-0001"]]
    assert changes[0] == "31 % smaller; beyond the reading error"
    assert all(told.startswith("Not comparable") for told in changes[1:])
    assert day.lesions["910-0002"][0].spoken["Since last"] == "50 % larger; beyond the reading error"


FIRST_SINCE = (
    "3 open lesions, 3 measured. Since 02 Feb 2026: −30.6 % like for like over 1. Changed beyond the reading error: "
    "lesion 1. Resolved: lesion 3. New: lesion 4."
)
SECOND_SINCE = (
    "2 open lesions, 2 measured. Since 02 Mar 2026: +50.0 % like for like over 1. Changed beyond the reading error: "
    "lesion 1."
)


@pytest.mark.parametrize(("mrn", "sentences"), [("910-0001", FIRST_SINCE), ("910-0002", SECOND_SINCE)])
def test_screen_and_print_say_the_same_of_what_changed(day: Day, mrn: str, sentences: str) -> None:
    assert any(text.startswith(sentences) for text in day.overview[mrn].texts())
    assert f"In short. {sentences}" in read_through(day.pdfs[mrn])


def test_the_therapy_tab_counts_each_class_as_worked_out_by_hand(day: Day) -> None:
    assert day.therapy.says("Lesions: 4 · 29 weeks of exposure, to 01 Jun 2026")
    assert counts_of(day.therapy) == {
        "Complete": ("1", "1 (1 provisional)"),
        "Partial": ("2", "2"),
        "No response": ("0", "0"),
        "Not assessable": ("1", "1"),
    }


@pytest.mark.parametrize(
    "line",
    [
        "1 R thumb, distal, volar not recorded 8.0 × 5.0 ruler 31.4 −30.6 %",
        "2 L elbow not recorded 14.0 × 7.0 ruler 77.0 −51.0 %",  # against its last size, of 03 Nov 2025
        "3 R knee resolved, by examination −100.0 % since 03 Nov 2025",
        "4 L index, distal, dorsal not recorded 5.0 × 3.0 ruler 11.8 new",
        "120.2 mm² over 3 of 3 open lesions; like for like −30.6 % over 1; new 11.8 mm² (lesion 4)",  # pi/4 x 153
        "diltiazem 60 mg tid, from 10 Nov 2025, 29 weeks",
        "Balin 2012 (healed and came back: partial) 1 2 0 1",
        "Now (state at the last evidence) 1 2 0 1",
        "Provisional, not yet seen healed again: lesion 3.",
        "Not assessable, new lesion: lesion 4.",
        "Dąbrowski, Łukasz",
        "born 03 Mar 1961",
        f"Signed by {steps.SIGNER}",
    ],
)
def test_the_print_of_the_first_patient_says(day: Day, line: str) -> None:
    assert line in text_of(day.pdfs["910-0001"])


@pytest.mark.parametrize(
    "line",
    [
        "1 L elbow not recorded 20.0 × 12.0 ruler 188.5 +50.0 %",
        "2 R knee not recorded 7.0 × 5.0 ruler 27.5 −12.5 %",  # 35 / 40 - 1, against 01 Dec 2025
        "216.0 mm² over 2 of 2 open lesions",  # pi/4 x 275
        "Иванова, Мария",
        "born 1975",
    ],
)
def test_the_print_of_the_second_patient_says(day: Day, line: str) -> None:
    assert line in text_of(day.pdfs["910-0002"])


@pytest.mark.parametrize(("mrn", "word"), [("910-0001", "Dąbrowski,"), ("910-0002", "Иванова,")])
def test_names_of_any_script_are_drawn_in_the_print(day: Day, tmp_path: Path, mrn: str, word: str) -> None:
    assert ink_of(day.pdfs[mrn], word, tmp_path) > 5 * len(word)


def test_a_killed_program_has_kept_every_committed_field_of_the_draft(day: Day) -> None:
    elbow, knee = day.after_kill
    shown = {head: elbow.cells[head] for head in ("Today, L", "× W, mm", "Pain", "Drains", "Red", "Infection")}
    assert shown == {
        "Today, L": "16", "× W, mm": "10", "Pain": "6", "Drains": "chalky", "Red": "yes", "Infection": "minor",
    }  # fmt: skip
    assert knee.cells["State"] == "unchanged on inspection"
    assert [row.cells for row in day.after_kill] == [row.cells for row in day.before_kill]
    assert day.draft.text_of(steps.DAY_OF_VISIT) == "02 Mar 2026"
    assert day.draft.text_of("Pain, worst this week / 10") == "7"
    assert DRAFT_NOTE in day.draft.texts()


def test_no_title_of_a_window_names_a_patient(day: Day) -> None:
    assert "CalciTrack" in day.titles
    assert not [title for title in day.titles if "Dąbrowski" in title or "Иванова" in title]
