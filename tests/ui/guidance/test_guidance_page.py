"""The page of the guidance in an open vault: what stands on its leaves, its search, its links, its print."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QLineEdit, QMainWindow
from pytestqt.qtbot import QtBot

from calcitrack.clinic.session import Clinic
from calcitrack.guidance.content import content
from calcitrack.guidance.series import series_of, why_not
from calcitrack.ui.actions import Actions
from calcitrack.ui.guidance.book.search import find
from calcitrack.ui.guidance.book.topics import entries
from calcitrack.ui.jobs import JobRunner
from calcitrack.ui.pages.guidance_page import GuidancePage
from calcitrack.ui.workspace import Workspace

pytestmark = [
    pytest.mark.sample_clinic,
    pytest.mark.qt_log_ignore("propagateSizeHints"),
]


@pytest.fixture
def workspace(qtbot: QtBot, clinic: Clinic) -> Iterator[Workspace]:
    jobs = JobRunner()
    window = QMainWindow()
    qtbot.addWidget(window)
    shown = Workspace(clinic, jobs, Actions(window))
    window.setCentralWidget(shown)
    window.resize(1440, 900)
    window.show()
    shown.run("show_guidance")
    yield shown
    window.close()
    jobs.shutdown()


@pytest.fixture
def page(workspace: Workspace) -> GuidancePage:
    return workspace.guidance_page


def text_of(page: GuidancePage, leaf: str) -> str:
    """The words of a leaf, as a person would copy them."""
    page.reader.asked.emit(leaf)
    return " ".join(page.reader.toPlainText().split())


def flat(words: str) -> str:
    return " ".join(words.split())


def test_every_record_of_the_content_stands_on_some_leaf(page: GuidancePage) -> None:
    book = " ".join(text_of(page, entry.id) for entry in entries() if entry.id)
    held = content()
    said = [
        *(one.text for one in (*held.nodes, *held.epidemiology, *held.presentation, *held.imaging, *held.not_stated)),
        *(study.outcome for study in held.studies if study.detail_of is not None or study.row),
        *(one.summary for one in held.therapies),
        *(passage.text for one in held.therapies for passage in (*one.mechanism, *one.adverse_effects)),
        *(one.statement_a.text for one in held.discrepancies),
        *(one.shown_as for one in held.discrepancies),
        *(one.text for one in (*held.classification, *held.subtypes)),
        *(found.text for one in held.mechanisms for found in one.evidence),
        *(one.cited_for for one in held.citations),
        held.hash,
    ]
    assert [words for words in said if flat(words) not in book] == []


def test_every_study_stands_on_the_leaf_of_its_therapy_with_its_counts_as_printed(page: GuidancePage) -> None:
    known = {study.id: study for study in content().studies}
    for therapy in content().therapies:
        if therapy.id.startswith(("TH-gen", "TH-co1")):
            continue
        words = text_of(page, therapy.id)
        for study in (known[name] for name in therapy.studies):
            cells = (study.outcome, study.dosage_as_printed, study.partial_as_printed, study.complete_as_printed)
            missing = [cell for cell in cells if cell and flat(cell) not in words]
            assert missing == [], study.id


def test_a_dose_stands_only_beside_the_words_that_it_is_no_prescription(page: GuidancePage) -> None:
    for entry in entries():
        if entry.studies and "Table 3" in (words := text_of(page, entry.id)):
            assert "as used in that study; not a prescription" in words


def test_a_discrepancy_stands_beside_the_study_that_it_touches(page: GuidancePage) -> None:
    words = text_of(page, "TH-diltiazem")
    balin, differs, fredi = (words.index(part) for part in ("Balin 2012", "9 or 10 responders", "Fredi 2015"))
    assert balin < differs < fredi


def test_no_interval_is_shown_where_unit_or_count_is_not_clear() -> None:
    drawn = series_of(content().studies)
    assert len(drawn) > 10
    for found in drawn:
        assert found.unit in ("patients", "digits", "sites", "lesions")
        assert found.study.partial_n is not None
        assert found.study.complete_n is not None
        assert found.study.design != "RCT"
        assert why_not(found.study) is None


def test_the_pathway_says_here_only_for_an_open_patient(workspace: Workspace, page: GuidancePage) -> None:
    assert "No patient is open" in text_of(page, "pathway")
    workspace.open_patient(workspace.session.clinic.patients.by_mrn("004-1183"))
    workspace.run("show_guidance")
    words = text_of(page, "pathway")
    assert "The open record stands at" in words
    assert "here: lesions 1, 4, 5" in words


def test_the_own_results_are_read_and_hidden_under_five(qtbot: QtBot, page: GuidancePage) -> None:
    page.reader.asked.emit("TH-diltiazem")
    qtbot.waitUntil(lambda: "Judged patients: 2. Under 5 no result is shown." in page.reader.toPlainText())


def test_the_search_finds_what_is_said_anywhere(page: GuidancePage) -> None:
    field = page.findChild(QLineEdit)
    assert field is not None
    for typed, found in (
        ("ultrasound sens", "89%"),
        ("tendon sheath", "progressive soft tissue infection"),
        ("lithotripsy", "Extracorporeal shock wave lithotripsy"),
        ("antipolymerase", "Antipolymerase III positivity"),
        ("balin diltiazem", "Diltiazem: Balin"),
        ("zzzz", "Nothing of the guidance has these words"),
    ):
        field.setText(typed)
        assert found in flat(page.reader.toPlainText()), typed


def test_every_link_leads_to_a_leaf_that_there_is(page: GuidancePage) -> None:
    leaves = {entry.id for entry in entries()}
    for entry in entries():
        if not entry.id:
            continue
        page.reader.asked.emit(entry.id)
        document = page.reader.document()
        block = document.begin()
        while block.isValid():
            for part in block:
                address = part.fragment().charFormat().anchorHref()
                assert not address or address.startswith("do:") or address.partition("#")[0] in leaves, address
            block = block.next()


def test_an_administrator_switches_the_panel_off_and_on(workspace: Workspace, page: GuidancePage) -> None:
    workspace.open_patient(workspace.session.clinic.patients.by_mrn("004-1183"))
    assert workspace.patient_page.pathway.isVisible()
    workspace.run("show_guidance")
    page.reader.asked.emit("about")
    page.reader.asked.emit("do:switch")
    workspace.run("show_patient")
    assert not workspace.patient_page.pathway.isVisible()
    page.reader.asked.emit("do:switch")
    assert workspace.patient_page.pathway.isVisible()


def test_the_print_of_a_therapy_has_every_study_and_whose_guidance_it_is(clinic: Clinic) -> None:
    import pypdfium2

    printed = clinic.prints.therapy("TH-diltiazem")
    document = pypdfium2.PdfDocument(printed.content)
    words = flat(" ".join(sheet.get_textpage().get_text_bounded() for sheet in document))
    parts = ("Vayssairat 1998", "9 of 17 patients, printed 9 (53)", "not a prescription", "Elahmar")
    for part in (*parts, "informs and does not decide", content().hash[:16]):
        assert part in words.replace("- ", ""), part
    assert printed.missing == ()


def test_the_print_tells_where_the_sources_differ_right_below_the_row_that_it_touches(clinic: Clinic) -> None:
    import pypdfium2

    document = pypdfium2.PdfDocument(clinic.prints.therapy("TH-diltiazem").content)
    words = flat(" ".join(sheet.get_textpage().get_text_bounded() for sheet in document))
    places = [words.index(part) for part in ("Vayssairat 1998 ‡", "differ (D04)", "Balin 2012 ‡", "differ (D03)")]
    assert places == sorted(places)
    assert "(D04): told in full further up" in words


def test_a_trial_with_controls_is_never_told_as_so_many_of_all(page: GuidancePage) -> None:
    page.reader.asked.emit("TH-warfarin")
    words = flat(page.reader.toPlainText())
    assert "0 (0) as printed" in words
    assert "of 8 patients" not in words


def test_a_difference_that_touches_two_rows_is_told_once_and_named_again(page: GuidancePage) -> None:
    page.reader.asked.emit("TH-warfarin")
    words = flat(page.reader.toPlainText())
    assert words.count("Our sum, for checking only: 1/4=25%") == 1
    assert "(D02) · told in full above" in words


def test_the_search_knows_the_topics_and_what_clinicians_call_harms(page: GuidancePage) -> None:
    assert ">Epidemiology<" in find("epidemiology")
    assert "Minocycline" in find("side effects")


def test_a_search_without_a_full_answer_shows_what_has_most_of_its_words() -> None:
    found = find("intravenous ig dose")
    assert "Nothing has all of these words together" in found
    assert "Intravenous Ig" in found
