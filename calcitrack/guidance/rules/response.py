"""Whether a therapy on record helped, by the one set of definitions that the review describes: N32 and N33."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from calcitrack.domain.dates import format_day
from calcitrack.domain.text import QT_TRANSLATE_NOOP, Message, say
from calcitrack.domain.trial import Trial
from calcitrack.guidance.finding import Basis, Fact, Finding, Missing, Rule, Urgency
from calcitrack.guidance.rules.sections import DRUGS, PROCEDURES, place
from calcitrack.guidance.rules.shared import told
from calcitrack.guidance.rules.tried import Tried

_DEFINITIONS = place(f"{PROCEDURES} > Surgical excision", (633, 638), refs=(44,))
_WORDS = Rule(
    "response-words",
    ("N33",),
    Basis.STATED,
    _DEFINITIONS,
    QT_TRANSLATE_NOOP(
        "guidance",
        "The review describes one set of response words, from Balin et al, lesion by lesion: complete when it is gone "
        "and has not come back there, partial when it shrank or came back, no response when old lesions persist. "
        "Trials on record: {fact}.",
    ),
    urgency=Urgency.BACKGROUND,
)
_TRIED = Rule(
    "tried",
    ("N32",),
    Basis.LAYOUT,
    place(DRUGS, (260, 263)),
    QT_TRANSLATE_NOOP(
        "guidance",
        "The review finds that response differs widely between people, and gives no time for a trial, no "
        "contraindications, interactions, monitoring or children's doses. On record: {therapy} from {start}, "
        "{course}.",
    ),
)
_STOPPED = Rule(
    "stopped",
    ("N32",),
    Basis.LAYOUT,
    place(DRUGS, (260, 263)),
    QT_TRANSLATE_NOOP(
        "guidance",
        "The review gives no rule for stopping a drug. On record: {therapy} ended on {stop} because of: {reason}.",
    ),
    QT_TRANSLATE_NOOP(
        "guidance",
        "The review gives no rule for stopping a drug; cannot say why {therapy} ended on {stop}: {missing} not "
        "recorded.",
    ),
    Urgency.BACKGROUND,
)
_JUDGED = Rule(
    "response",
    ("N32",),
    Basis.LAYOUT,
    _DEFINITIONS,
    QT_TRANSLATE_NOOP(
        "guidance",
        "The review counts a response by lesion. Under {therapy} from {start}, by its definitions: {fact}; judged by "
        "a reader: {read} of {lesions}.",
    ),
    QT_TRANSLATE_NOOP(
        "guidance",
        "The review counts a response by lesion; cannot say for {therapy} from {start}: {missing} not recorded.",
    ),
)
_RUNS = QT_TRANSLATE_NOOP(
    "guidance",
    "still running",
)
_ONCE = QT_TRANSLATE_NOOP(
    "guidance",
    "a procedure",
)
_UNTIL = QT_TRANSLATE_NOOP(
    "guidance",
    "until {stop}",
)


def findings(trials: Iterable[Tried], today: date) -> Iterator[Finding]:
    """Every trial on record by itself, and the definitions once."""
    listed = tuple(trials)
    for item in listed:
        words: dict[str, Any] = {"therapy": item.trial.therapy, "start": format_day(item.trial.start)}
        yield _TRIED.stands([item.fact()], by=item.name, course=_course(item.trial, today), **words)
        if _ended(item.trial, today):
            yield _stopped(item)
        yield _judged(item, words)
    if listed:
        count = Fact("trials", str(len(listed)), max(item.trial.start for item in listed))
        yield _WORDS.stands([count], fact=told(count))


def _stopped(item: Tried) -> Finding:
    stop = Fact("stop", "ended", item.trial.stop)
    words: dict[str, Any] = {"therapy": item.trial.therapy, "stop": _day(item.trial.stop)}
    if not item.trial.stop_reason:
        return _STOPPED.cannot_say([Missing("stop_reason")], [item.fact(), stop], by=item.name, **words)
    reason = Fact("stop_reason", item.trial.stop_reason, item.trial.stop)
    return _STOPPED.stands([item.fact(), stop, reason], by=item.name, reason=reason.value, **words)


def _judged(item: Tried, words: dict[str, Any]) -> Finding:
    if not item.assessed:
        return _JUDGED.cannot_say([Missing("response")], [item.fact()], by=item.name, **words)
    fact = item.response_fact()
    read, lesions = item.judged_by_reader, item.counts.lesions
    return _JUDGED.stands([item.fact(), fact], by=item.name, fact=fact.value, read=read, lesions=lesions, **words)


def _ended(trial: Trial, today: date) -> bool:
    """A course that was over before the day; a procedure has no course."""
    return not trial.is_procedure and trial.stop is not None and trial.stop <= today


def _course(trial: Trial, today: date) -> Message:
    if trial.is_procedure:
        return say(_ONCE)
    if _ended(trial, today):
        return say(_UNTIL, stop=_day(trial.stop))
    return say(_RUNS)


def _day(on: date | None) -> str:
    return format_day(on) if on is not None else ""
