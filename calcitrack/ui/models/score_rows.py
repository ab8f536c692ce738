"""The scores of a record as rows: one line a score, and one line a visit of the selected score."""

from __future__ import annotations

from calcitrack.domain.instruments.course import ScoreCourse, ScorePoint
from calcitrack.domain.instruments.definition import Definition, Direction
from calcitrack.ui.delegates.cells import NOTHING, Spark, Words
from calcitrack.ui.i18n import day, number, translate
from calcitrack.ui.models.record_table import Column
from calcitrack.ui.visit.fields.reporter_field import reporter_word

NAME, MEANING = 0, 1
"""Places of the columns that give way where there is little room."""

COURSE, BEFORE = 6, 3
"""Left out with less room yet: the table of the selected score says the same."""


def course_columns() -> tuple[Column[ScoreCourse], ...]:
    """Name, range, first, one before the newest, newest, course."""
    return (
        Column(translate("Scores", "Score"), _name, cell=lambda c: Words(_name(c), bold=True), tooltip=_source),
        Column(translate("Scores", "Range"), meaning, tooltip=meaning),
        Column(translate("Scores", "First"), lambda c: _at(c, 0), right=True, spoken=lambda c: _dated(c, 0)),
        Column(translate("Scores", "Before"), lambda c: _at(c, -2), right=True, spoken=lambda c: _dated(c, -2)),
        Column(translate("Scores", "Newest"), lambda c: _at(c, -1), right=True, spoken=lambda c: _dated(c, -1)),
        Column(translate("Scores", "On"), lambda c: day(c.points[-1].on), sort_key=lambda c: c.points[-1].on),
        Column(
            translate("Scores", "Course"),
            lambda _: "",
            cell=_spark,
            spoken=lambda c: translate("Scores", "{n} visits").format(n=len(c.points)),
            width=90,
        ),
    )


def point_columns(definition: Definition) -> tuple[Column[ScorePoint], ...]:
    """Day, number or why there is none, how much was answered, by whom."""
    return (
        Column(translate("Scores", "Visit"), lambda p: day(p.on), sort_key=lambda p: p.on),
        Column(
            translate("Scores", "Score"),
            lambda p: value_text(p) if p.score.value is not None else why_none(p),
            cell=lambda p: Words(value_text(p)) if p.score.value is not None else Words(why_none(p), muted=True),
            sort_key=lambda p: p.score.value,
        ),
        Column(
            translate("Scores", "Answered"),
            lambda p: translate("Scores", "{n} of {all}").format(n=p.score.answered, all=len(definition.items)),
            right=True,
        ),
        Column(translate("Scores", "By"), lambda p: ", ".join(map(reporter_word, p.reporters)) or NOTHING),
    )


def meaning(course: ScoreCourse) -> str:
    """Range, which end is the bad one, and the time that is asked about."""
    one = course.definition
    if not one.is_installed:
        return translate("Scores", "definition not installed")
    worse = (
        translate("Scores", "higher is worse")
        if one.direction is Direction.HIGHER_IS_WORSE
        else translate("Scores", "lower is worse")
    )
    told = translate("Scores", "{low} to {high}, {worse}; {recall}")
    return told.format(low=_plain(one.low), high=_plain(one.high), worse=worse, recall=one.recall)


def value_text(point: ScorePoint) -> str:
    """The number with the decimals that it has."""
    return NOTHING if point.score.value is None else _plain(point.score.value)


def why_none(point: ScorePoint) -> str:
    """Why a visit has no number."""
    reason = point.score.reason
    return "" if reason is None else translate(reason)


def _name(course: ScoreCourse) -> str:
    return course.definition.name


def _source(course: ScoreCourse) -> str:
    told = translate("Scores", "Version {version}. {source}")
    return told.format(version=course.definition.version or NOTHING, source=course.definition.source)


def _at(course: ScoreCourse, place: int) -> str:
    return value_text(course.points[place]) if -len(course.points) <= place else NOTHING


def _dated(course: ScoreCourse, place: int) -> str:
    if -len(course.points) > place:
        return translate("Scores", "no such visit")
    point = course.points[place]
    value = value_text(point) if point.score.value is not None else why_none(point)
    return translate("Scores", "{value} on {day}").format(value=value, day=day(point.on))


def _spark(course: ScoreCourse) -> Spark | Words:
    points = tuple((p.on.toordinal(), p.score.value) for p in course.points)
    return Spark(points) if sum(p.score.value is not None for p in course.points) > 1 else Words(NOTHING, muted=True)


def _plain(value: float) -> str:
    decimals = len(f"{value:.10g}".partition(".")[2])
    return number(value, decimals)
