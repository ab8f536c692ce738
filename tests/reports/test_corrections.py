"""An addendum on paper: what was signed beside what corrects it, with reason, person and moment."""

from __future__ import annotations

from datetime import date

from calcitrack.domain.record import PatientRecord
from calcitrack.domain.visit import Addendum, Assessment
from calcitrack.domain.vocabulary import AddendumKind, Discharge, State, Subtype
from calcitrack.reports.corrections import corrections, differences
from calcitrack.reports.visit_text import visit_as_text
from calcitrack.reports.words import EnglishWords, Voice
from tests.builders import a_reading, a_record, a_visit, an_assessment
from tests.reports.prints import PRINTED_AT, a_request, pages

NOW = date(2025, 4, 2)
VOICE = Voice(EnglishWords())


def sized(length: int, revision: int, **fields) -> Assessment:
    return an_assessment(1, readings=(a_reading(length, 100, NOW),), revision=revision, **fields)


def an_addendum(revision: int, reason: str = "typing error") -> Addendum:
    return Addendum(AddendumKind.CORRECTION, reason, "", PRINTED_AT, "Dr T. Signer", revision=revision)


def corrected(*said: Assessment) -> tuple[PatientRecord, tuple[Assessment, ...]]:
    """A record whose one visit stands as the last of these says, with an addendum for each but the first."""
    addenda = tuple(an_addendum(one.revision, f"reason {one.revision}") for one in said[1:])
    return a_record(a_visit(NOW, said[-1], addenda=addenda)), said


def test_the_former_value_and_its_correction_stand_side_by_side() -> None:
    record, said = corrected(sized(400, 0, ulcer=False), sized(200, 1, ulcer=True))
    printed = " ".join(pages(a_request(record, revisions=said)))
    assert "As signed Corrected" in printed
    assert "40.0 × 10.0 mm by ruler, 02 Apr 2025, Dr T. Reader" in printed
    assert "20.0 × 10.0 mm by ruler, 02 Apr 2025, Dr T. Reader" in printed
    assert "Ulcer no yes" in printed
    assert "Written 22 Nov 2026 10:59 by Dr T. Signer. Reason: reason 1" in printed


def test_a_second_correction_stands_beside_the_first() -> None:
    record, said = corrected(sized(400, 0), sized(300, 1), sized(350, 2))
    request = a_request(record, revisions=said)
    first, second = (corrections(request, addendum)[0] for addendum in record.visits[0].addenda)
    assert (first.of_signed, second.of_signed) == (True, False)
    assert second.differences[0].before.startswith("30.0 × 10.0 mm")
    assert second.differences[0].after.startswith("35.0 × 10.0 mm")
    assert "Before Corrected" in " ".join(pages(request))


def test_only_what_differs_is_told() -> None:
    before = an_assessment(1, clinical_subtype=Subtype.STONE, pain=3.0, redness=True)
    after = an_assessment(1, clinical_subtype=Subtype.NET, pain=3.5, redness=True, discharge=Discharge.NONE)
    told = [(d.field, d.before, d.after) for d in differences(VOICE, before, after)]
    assert told == [("Subtype", "stone", "net"), ("Pain", "3", "3.5"), ("Discharge", "not recorded", "no discharge")]


def test_what_was_not_said_before_is_not_recorded_and_never_no() -> None:
    told = differences(VOICE, None, an_assessment(1, State.RESOLVED))
    assert [(d.field, d.before, d.after) for d in told] == [("State", "not recorded", "resolved, by examination")]


def test_the_plain_text_tells_the_correction_too() -> None:
    record, said = corrected(sized(400, 0), sized(200, 1))
    told = visit_as_text(a_request(record, revisions=said))
    assert "Lesion 1, Sizes: 20.0 × 10.0 mm by ruler, 02 Apr 2025, Dr T. Reader (before: 40.0 × 10.0 mm" in told
