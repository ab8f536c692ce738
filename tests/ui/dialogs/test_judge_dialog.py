"""Judging the lesions of a trial under real keys."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox
from pytestqt.qtbot import QtBot

from calcitrack.domain.errors import DiskFull
from calcitrack.domain.figures.model import LesionResponse, NotAssessable
from calcitrack.domain.judging import Verdict
from calcitrack.domain.text import QT_TRANSLATE_NOOP, say
from calcitrack.domain.trial import Judgement
from calcitrack.domain.vocabulary import EventKind, ResponseWord
from calcitrack.ui.dialogs.therapy.judge_dialog import JudgeDialog
from calcitrack.ui.models.response_rows import ResponseRow
from calcitrack.ui.widgets.therapy.response_table import ResponseTable
from tests.ui.form_keys import choose, key, line, named, opened, said, save, type_text
from tests.vaults import NOW

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)

COMPLETE, PARTIAL, NONE, UNJUDGED = ResponseWord
BASELINE, LAST = date(2026, 1, 5), date(2026, 9, 1)


def response(lesion: int, now: ResponseWord, balin: ResponseWord, **fields: Any) -> LesionResponse:
    known: dict[str, Any] = {"baseline_on": BASELINE, "baseline_mm2": 78.5, "judged_on": LAST, "change_percent": -40.0}
    return LesionResponse(lesion, balin, now, **(known | fields))


ROWS = (
    ResponseRow(11, 1, "R thumb", response(11, PARTIAL, PARTIAL, how=(EventKind.EXTRUDED,))),
    ResponseRow(12, 2, "L knee", response(12, NONE, PARTIAL)),
    ResponseRow(13, 3, "L elbow", LesionResponse(13, UNJUDGED, UNJUDGED, NotAssessable.NO_BASELINE)),
)


class Desk:
    """Takes what is saved, or refuses it."""

    def __init__(self) -> None:
        self.saved: list[Verdict] = []
        self.takes = True

    def save(self, verdicts: Sequence[Verdict]) -> None:
        if not self.takes:
            raise DiskFull(say(QT_TRANSLATE_NOOP("errors", "The disk is full. Nothing was saved.")))
        self.saved = list(verdicts)


Open = Callable[..., JudgeDialog]


@pytest.fixture
def desk() -> Desk:
    return Desk()


@pytest.fixture
def show(qtbot: QtBot, desk: Desk) -> Iterator[Open]:
    held = []

    def make(rows: Sequence[ResponseRow] = ROWS) -> JudgeDialog:
        dialog = JudgeDialog(
            "Judge the response to diltiazem", "Aalto, Ingrid", told=("40 weeks of exposure.",), reading=("The rule.",),
            definition="Partial: it came back.", rows=rows, save=desk.save,
        )  # fmt: skip
        held.append(dialog)
        opened(qtbot, dialog, 1120, 860)
        return dialog

    yield make
    held.clear()


def test_one_key_a_lesion_agrees_with_what_the_rules_propose(qtbot: QtBot, show: Open, desk: Desk) -> None:
    show()
    for _ in ROWS:
        key(qtbot, Qt.Key.Key_A)
    save(qtbot)
    assert [(v.lesion_id, v.now, v.balin, v.differs) for v in desk.saved] == [
        (11, PARTIAL, PARTIAL, False),
        (12, NONE, PARTIAL, False),
        (13, UNJUDGED, UNJUDGED, False),
    ]


def test_a_proposal_alone_is_no_judgement(qtbot: QtBot, show: Open, desk: Desk) -> None:
    dialog = show()
    save(qtbot)
    assert dialog.isVisible()
    assert "No lesion is judged yet" in said(dialog)
    assert desk.saved == []


def test_another_word_asks_why_and_goes_on_at_return(qtbot: QtBot, show: Open, desk: Desk) -> None:
    dialog = show()
    key(qtbot, Qt.Key.Key_N)
    type_text(qtbot, "border unsharp")
    key(qtbot, Qt.Key.Key_Return)
    assert dialog.findChild(ResponseTable).hasFocus()
    key(qtbot, Qt.Key.Key_A)
    save(qtbot)
    assert [(v.lesion_id, v.now, v.balin, v.reason) for v in desk.saved] == [
        (11, NONE, NONE, "border unsharp"),
        (12, NONE, PARTIAL, ""),
    ]


def test_another_word_without_a_reason_is_refused_beside_the_field_and_nothing_is_saved(
    qtbot: QtBot, show: Open, desk: Desk
) -> None:
    dialog = show()
    key(qtbot, Qt.Key.Key_C)
    save(qtbot)
    assert dialog.isVisible()
    assert "This differs from what the rules propose: say why." in said(dialog)
    assert (desk.saved, line(dialog, "Reason").hasFocus()) == ([], True)


def test_the_two_words_may_differ_in_the_fields(qtbot: QtBot, show: Open, desk: Desk) -> None:
    dialog = show()
    choose(qtbot, dialog, "Now", "Complete")
    assert named(dialog, "Balin 2012", QComboBox).currentText() == "Complete"
    choose(qtbot, dialog, "Balin 2012", "Partial")
    line(dialog, "Reason").setFocus()
    type_text(qtbot, "came back in between")
    save(qtbot)
    assert [(v.now, v.balin, v.reason) for v in desk.saved] == [(COMPLETE, PARTIAL, "came back in between")]


def test_backspace_leaves_a_lesion_as_it_stood(qtbot: QtBot, show: Open, desk: Desk) -> None:
    dialog = show()
    key(qtbot, Qt.Key.Key_A)
    key(qtbot, Qt.Key.Key_Up)
    key(qtbot, Qt.Key.Key_Backspace)
    assert not dialog.is_changed()


def test_a_lesion_in_a_draft_takes_no_judgement_and_says_so(qtbot: QtBot, show: Open) -> None:
    dialog = show((replace(ROWS[0], draft_on=date(2026, 11, 22)),))
    key(qtbot, Qt.Key.Key_A)
    assert not dialog.is_changed()
    assert "draft visit of 22 Nov 2026, and a draft is no evidence: sign the visit first." in said(dialog)


def test_what_was_judged_before_is_told_with_reader_day_and_reason(qtbot: QtBot, show: Open, desk: Desk) -> None:
    stood = Judgement(1, 11, "Dr Wren", NOW, NONE, NONE, PARTIAL, PARTIAL, "film lost", id=7)
    dialog = show((replace(ROWS[0], judged=stood),))
    assert "Judged by Dr Wren on 22 Nov 2026: now no response, Balin 2012 no response. Because: film lost." in said(
        dialog
    )
    key(qtbot, Qt.Key.Key_A)
    save(qtbot)
    assert [v.seen for v in desk.saved] == [7]


def test_a_refused_save_leaves_everything_as_it_was_typed(qtbot: QtBot, show: Open, desk: Desk) -> None:
    dialog = show()
    desk.takes = False
    key(qtbot, Qt.Key.Key_A)
    save(qtbot)
    assert dialog.isVisible()
    assert dialog.is_changed()
    assert "The disk is full. Nothing was saved." in said(dialog)


def test_evidence_definition_and_how_it_went_are_in_sight(qtbot: QtBot, show: Open) -> None:
    told = said(show())
    for sentence in (
        "Baseline 78.5 mm² on 05 Jan 2026.",
        "In this time: extruded.",
        "Partial: it came back.",
        "The rules propose now partial, Balin 2012 partial.",
    ):
        assert sentence in told
