"""A clinic that studies its patients, by real keys: what was judged, referred, printed, exported and read twice."""

from __future__ import annotations

import csv
import io
import zipfile
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pypdfium2
import pytest

from calcitrack.clinic.keys import find_key_by_first
from calcitrack.clinic.session import Clinic, enter
from calcitrack.domain.judging import standing
from calcitrack.domain.second_reading import Standing
from calcitrack.domain.trial import Judgement
from calcitrack.domain.vocabulary import ResponseWord, Role
from tests.builders import a_lesion, a_patient, a_reading, a_trial, an_assessment
from tests.e2e import steps
from tests.e2e.conftest import AtWork
from tests.e2e.person import Person
from tests.vaults import LOGIN, PASSWORD, FixedClock, opened

pytestmark = [pytest.mark.window, pytest.mark.needs("Xvfb", "xkbcomp", "openbox", "xdotool")]

NOW = datetime.now(tz=UTC)
DAYS = [NOW.date() - timedelta(days=ago) for ago in (210, 14)]
FIRST_NAME, SECOND_NAME, SECOND, SECOND_PASSWORD = "Dr Ada Example", "Dr Bo Second", "second", "plum kettle anchor"
FAMILIES = ("Quill", "Vesper", "Zephyr")


def followed(clinic: Clinic, family: str, sizes: tuple[tuple[int, int], ...]) -> None:
    """A patient with a lesion for each pair of sizes, before a trial and on it."""
    patient = clinic.patients.add(a_patient(f"s-{family[0]}", family_name=family)).value
    lesions = [clinic.lesions.add(patient, a_lesion(first_seen=DAYS[0])).value for _ in sizes]
    for place, day in enumerate(DAYS):
        visit = clinic.visits.start(patient, day).value
        found = [
            an_assessment(lesion, readings=(a_reading(size[place], size[place], measured_on=day),))
            for lesion, size in zip(lesions, sizes, strict=True)
        ]
        clinic.visits.sign(patient, visit, clinic.visits.record(patient, visit, 1, found).value)
        if not place:
            clinic.trials.add(patient, a_trial(start=day))


@dataclass(frozen=True)
class Left:
    """What a day at the window left.

    Attributes:
        out: The files.
        vault: The clinic.
        blind: Everything in sight while the second reader had not answered yet.
    """

    out: Path
    vault: Path
    blind: tuple[str, ...]
    first: Judgement


def sign_in(person: Person, name: str, password: str) -> None:
    person.wait_for_focus("Name")
    person.press("ctrl+a")
    person.type(name)
    person.press("Return")
    person.wait_for_focus("Password")
    person.type(password)
    person.press("Return")
    person.wait("the open vault", lambda screen: screen.says(FIRST_NAME) or screen.says(SECOND_NAME))


def ask(person: Person, command: str) -> None:
    """Ask for a command by its name."""
    person.press("ctrl+k")
    person.wait_for_focus("Find a patient or a command")
    person.type(command)
    person.wait("the command", lambda screen: screen.table("_ResultList"))
    person.press("Return")


def name_file(person: Person, field: str, path: Path) -> None:
    """Type where a file goes."""
    person.wait_for_focus(field)
    person.press("ctrl+a")
    person.type(str(path))
    person.press("Return")


def save_preview(person: Person, path: Path) -> None:
    """Save what the preview shows, and close it."""
    person.wait("the preview", lambda screen: screen.focus.startswith("Page 1 of"))
    person.press("ctrl+s")
    name_file(person, "File name:", path)
    person.wait_for(f"Saved as {path.name}.")
    person.press("Escape")
    person.wait("the page", lambda screen: not screen.is_modal)


def dismiss(person: Person, told: str) -> None:
    """Read what is told, and go on."""
    person.wait_for(told)
    person.wait_for_focus("OK")
    person.press("Return")
    person.wait("the page", lambda screen: not screen.is_modal)


def judge(person: Person) -> None:
    """Reach the trial's button by Tab and press it with Enter; agree to one lesion, differ in the other."""
    person.press("ctrl+shift+t")
    person.wait_for_focus("Start a trial…")
    person.press("Tab", "Tab", "Tab")
    person.wait("the button", lambda screen: screen.focus.startswith("Judge the response"))
    person.press("Return")
    person.wait_for_focus("Lesions of this trial, proposed and judged")
    person.type("ap")
    person.wait_for_focus("Reason")
    person.type("softer")
    person.press("ctrl+Return")
    person.wait("judged", lambda screen: not screen.is_modal and screen.says("judged by a reader: 2 of 2"))


def refer(person: Person, out: Path) -> None:
    """A letter by keys alone."""
    person.press("ctrl+shift+r")
    person.wait_for_focus("To, needed")
    person.type("Dr K. Lind")
    person.press("Tab", "Tab")
    person.wait("the urgency", lambda screen: screen.focus.startswith("Urgency"))
    person.type("u")
    person.press("Tab")
    person.wait_for_focus("Question, needed")
    person.type("May this be cut?")
    person.press("ctrl+Return")
    save_preview(person, out / "referral.pdf")


def write_summaries(person: Person, out: Path) -> None:
    """One file each, then all in one."""
    (out / "each").mkdir()
    person.press("ctrl+1")
    for where, in_one in ((out / "each", False), (out / "all.pdf", True)):
        person.press("ctrl+shift+s")
        person.wait("the form", lambda screen: screen.focus.startswith("Whose: Everyone"))
        person.press("Tab")
        if in_one:
            person.press("Right")
        person.press("Return")
        name_file(person, "File name:" if in_one else "Directory:", where)
        dismiss(person, "3 summaries are in")


def export_cohort(person: Person, out: Path) -> None:
    """Tick nobody, write the records under pseudonyms."""
    person.press("ctrl+4")
    person.wait_for("3 of 3 patients")
    person.click("Export…")
    person.wait("the form", lambda screen: screen.focus.startswith("Counts for sharing") or screen.is_modal)
    person.press("Down", "ctrl+Return")
    name_file(person, "File name:", out / "cohort.zip")
    person.wait("the archive", lambda _screen: (out / "cohort.zip").exists())


def half_typed_over_a_lock(person: Person) -> None:
    """A form that is open at the lock is there again, with what stands in it."""
    person.press("ctrl+n")
    person.wait_for_focus("Record number (MRN), needed")
    person.type("half")
    person.press("ctrl+l")
    sign_in(person, LOGIN, PASSWORD)
    person.wait_for_focus("Record number (MRN), needed")
    assert person.look().text_of("Record number (MRN), needed") == "half"
    person.press("Escape")
    person.wait_for_focus("Go on with the form")
    person.press("Tab", "Return")
    person.wait("the list", lambda screen: not screen.is_modal)


def read_twice(person: Person) -> tuple[str, ...]:
    """The second reader reads both cases by keys, and answers where both differ; tells what was in sight before."""
    ask(person, "second reader")
    blind = person.wait_for("Case 1 of 2")
    told = tuple(text for part in blind.parts for text in (part.text, part.name, part.told) if text)
    person.wait_for_focus("Now")
    person.type("n")
    person.press("Return")
    person.wait_for("Case 1 of 1")
    person.wait_for_focus("Now")
    person.press("Down", "Return")  # letters typed soon after others would be one word
    person.wait_for("Nothing waits")
    person.click_tab("Disagreements")
    person.wait_for("not settled yet")
    person.press("Tab", "Tab", "Tab")
    person.wait_for_focus("Now")
    person.press("Down", "Down", "Tab", "Tab")
    person.wait_for_focus("Reason")
    person.type("seen again")
    person.press("Return")
    person.wait("the answer", lambda screen: screen.table("Disagreements")[-1].cells["Stands"] == "answered")
    person.press("Escape")
    person.wait("the list", lambda screen: not screen.is_modal)
    return told


@pytest.fixture(scope="module")
def left(vault_template, at_work: AtWork, tmp_path_factory: pytest.TempPathFactory) -> Left:
    """A day of two clinicians, in one start of the program."""
    vault = vault_template.copy_to(tmp_path_factory.mktemp("study") / "vault")
    out, clock = tmp_path_factory.mktemp("out"), FixedClock(NOW)
    with opened(vault, clock) as clinic:
        for family in FAMILIES:
            followed(clinic, family, ((200, 100), (200, 199)))
        clinic.people.add(SECOND_NAME, SECOND, frozenset({Role.CLINICIAN}), "a first password")
    enter(find_key_by_first(vault, SECOND, "a first password", SECOND_PASSWORD, clock), clock).close()
    with at_work(tmp_path_factory.mktemp("home") / "home", "--vault", vault) as person:
        sign_in(person, LOGIN, PASSWORD)
        person.wait_for_part("New patient")
        steps.open_patient(person, "qui", "Quill, Ada")
        judge(person)
        refer(person, out)
        person.press("ctrl+1", "ctrl+shift+l")
        save_preview(person, out / "worklist.pdf")
        write_summaries(person, out)
        export_cohort(person, out)
        half_typed_over_a_lock(person)
        person.press("ctrl+l")
        sign_in(person, SECOND, SECOND_PASSWORD)
        blind = read_twice(person)
        steps.close_window(person)
    with opened(vault, clock) as clinic:
        judged = next(r for r in map(clinic.patients.reload, clinic.patients.all_ids()) if r.judgements).judgements
    return Left(out, vault, blind, judged[1])


def text_of(path: Path) -> list[str]:
    """The words of each page."""
    document = pypdfium2.PdfDocument(path.read_bytes())
    try:
        return [" ".join(page.get_textpage().get_text_range().split()) for page in document]
    finally:
        document.close()


def test_the_first_judgement_stands_and_both_blind_ones_lie_beside_it(left: Left) -> None:
    with opened(left.vault, FixedClock(NOW)) as clinic:
        record = clinic.patients.reload(clinic.patients.by_mrn("s-Q"))
        steps_said = [one.disagreement for one in clinic.second_reader.disagreements()]
    said = [(one.reader, one.now, one.blind) for one in record.judgements]
    assert said[:2] == [(FIRST_NAME, ResponseWord.PARTIAL, False)] * 2
    assert said[2:] == [(SECOND_NAME, word, True) for word in (ResponseWord.NONE, ResponseWord.COMPLETE)]
    assert {one.reader for one in standing(record.judgements).values()} == {FIRST_NAME}
    assert left.first.reason == "softer"
    assert sorted(one.standing for one in steps_said) == [Standing.ANSWERED, Standing.OPEN]
    (answered,) = (step for one in steps_said for step in one.steps)
    assert (answered.by, answered.text, answered.words[0]) == (SECOND_NAME, "seen again", ResponseWord.PARTIAL)


def test_before_the_second_reader_answered_nothing_told_of_the_first(left: Left) -> None:
    told = "\n".join(left.blind)
    assert "Case 1 of 2" in told
    assert [word for word in (FIRST_NAME, "softer", "Judged", "proposed") if word in told] == []


def test_the_referral_has_letter_and_lesions(left: Left) -> None:
    pages = text_of(left.out / "referral.pdf")
    for words in ("Dr K. Lind", "Urgency: URGENT", "May this be cut?", "Quill"):
        assert words in pages[0]
    told = " ".join(pages)
    assert told.count("20.0 × 20.0 mm") >= 2
    assert f"Judged by a reader: 2 of 2 lesions ({FIRST_NAME}" in told


def test_the_worklist_names_everybody(left: Left) -> None:
    told = " ".join(text_of(left.out / "worklist.pdf"))
    assert all(family in told for family in FAMILIES)


def test_each_summary_is_a_file_and_all_are_one(left: Left) -> None:
    files = sorted((left.out / "each").iterdir())
    assert [path.name for path in files] == [f"summary-s-{family[0]}-{DAYS[1]}.pdf" for family in FAMILIES]
    together = text_of(left.out / "all.pdf")
    assert together == [page for path in files for page in text_of(path)]


def test_the_cohort_left_under_pseudonyms(left: Left) -> None:
    with zipfile.ZipFile(left.out / "cohort.zip") as archive:
        texts = {name: archive.read(name).decode("utf-8-sig") for name in archive.namelist()}
    patients = list(csv.DictReader(io.StringIO(next(text for name, text in texts.items() if "patients" in name))))
    assert len(patients) == len(FAMILIES)
    assert not [family for family in FAMILIES for text in texts.values() if family in text]
