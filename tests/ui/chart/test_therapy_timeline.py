"""The therapies on one time axis: what is painted is said, and distances are true."""

from __future__ import annotations

from datetime import date

import pytest
from pytestqt.qtbot import QtBot

from calcitrack.domain.trial import PROCEDURE, Trial
from calcitrack.ui.widgets.therapy.course_lane import CourseLane, Span, marks
from calcitrack.ui.widgets.therapy.therapy_timeline import TherapyTimeline
from tests.builders import a_record
from tests.ui.form_keys import said

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)

TODAY = date(2026, 11, 22)


def shown(qtbot: QtBot, *trials: Trial) -> TherapyTimeline:
    timeline = TherapyTimeline()
    qtbot.addWidget(timeline)
    timeline.set_record(a_record(trials=trials), TODAY)
    timeline.resize(900, 300)
    timeline.show()
    return timeline


def test_every_therapy_has_a_bar_that_a_screen_reader_can_say(qtbot: QtBot) -> None:
    timeline = shown(
        qtbot,
        Trial("diltiazem", date(2026, 3, 1), id=1),
        Trial("colchicine", date(2025, 3, 1), stop=date(2026, 4, 1), id=2),
        Trial("excision", date(2026, 5, 1), route=PROCEDURE, id=3),
    )
    assert [lane.accessibleName() for lane in timeline.findChildren(CourseLane)] == [
        "colchicine: 01 Mar 2025 – 01 Apr 2026",
        "diltiazem: since 01 Mar 2026",
        "excision: procedure, 01 May 2026",
    ]


def test_what_was_given_together_is_told_in_words(qtbot: QtBot) -> None:
    timeline = shown(
        qtbot,
        Trial("diltiazem", date(2026, 3, 1), id=1),
        Trial("colchicine", date(2025, 3, 1), stop=date(2026, 4, 1), id=2),
        Trial("excision", date(2026, 3, 15), route=PROCEDURE, id=3),
    )
    told = said(timeline)
    assert "colchicine and diltiazem together: 01 Mar 2026 to 01 Apr 2026 (4 weeks)." in told
    assert "diltiazem and excision together: 15 Mar 2026." in told


def test_two_that_never_met_are_said_to_be_apart(qtbot: QtBot) -> None:
    one = Trial("colchicine", date(2025, 3, 1), stop=date(2025, 4, 1), id=2)
    assert "No two of them were given together." in said(shown(qtbot, one, Trial("diltiazem", TODAY, id=1)))


def test_marks_stand_at_equal_months_with_room_for_their_names() -> None:
    span = Span(date(1968, 2, 11), date(1975, 2, 10))
    found = marks(span, 700, 90)
    assert found == [date(year, 1, 1) for year in range(1969, 1976)]
    assert span.place(date(1970, 1, 1), 700) - span.place(date(1969, 1, 1), 700) >= 90


def test_the_axis_ends_with_the_calendar() -> None:
    assert marks(Span(date(9999, 11, 2), date.max), 500, 10) == [date(9999, 12, 1)]
