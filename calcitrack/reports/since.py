"""What was recorded since the last signed visit, in one or two lines."""

from __future__ import annotations

from collections.abc import Sequence

from calcitrack.domain.figures.since import Since
from calcitrack.domain.record import PatientRecord
from calcitrack.domain.text import QT_TRANSLATE_NOOP, Marked
from calcitrack.domain.trial import Trial
from calcitrack.domain.visit import Order
from calcitrack.reports.findings import listed
from calcitrack.reports.words import Voice


def since_text(voice: Voice, record: PatientRecord, since: Since | None) -> str:
    """The line at the top of a chart; it says plainly when there is nothing."""
    if since is None:
        return voice(QT_TRANSLATE_NOOP("reports", "No signed visit yet."))
    if since.is_nothing:
        return voice(
            QT_TRANSLATE_NOOP("reports", "Since the last signed visit, {day}: nothing recorded."), day=since.visited_on
        )
    parts = [*_lesions(voice, record, since), *_orders(voice, since), *_trials(voice, since), *_writings(voice, since)]
    return voice(
        QT_TRANSLATE_NOOP("reports", "Since the last signed visit, {day}: {parts}."),
        day=since.visited_on,
        parts=" · ".join(parts),
    )


def _lesions(voice: Voice, record: PatientRecord, since: Since) -> list[str]:
    told: list[tuple[Marked, Sequence[int]]] = [
        (QT_TRANSLATE_NOOP("reports", "{lesions} new"), since.new),
        (QT_TRANSLATE_NOOP("reports", "{lesions} larger"), since.grown),
        (QT_TRANSLATE_NOOP("reports", "{lesions} smaller"), since.shrunk),
        (QT_TRANSLATE_NOOP("reports", "{lesions} closed"), since.closed),
    ]
    parts = [voice(words, lesions=_numbered(voice, record, ids)) for words, ids in told if ids]
    if since.draft_on is not None:
        draft = voice(QT_TRANSLATE_NOOP("reports", "unsigned draft of {day}"), day=since.draft_on)
        parts = [draft, *parts]
    for event in since.events:
        parts.append(
            voice(
                QT_TRANSLATE_NOOP("reports", "{lesion} {event} {day}"),
                lesion=_numbered(voice, record, [event.lesion_id]),
                event=voice.inside(event.kind),
                day=event.on,
            )
        )
    return parts


def _numbered(voice: Voice, record: PatientRecord, ids: Sequence[int]) -> str:
    numbers = listed(record.lesion(one).number for one in ids)
    one = QT_TRANSLATE_NOOP("reports", "lesion {numbers}")
    more = QT_TRANSLATE_NOOP("reports", "lesions {numbers}")
    return voice(one if len(ids) == 1 else more, numbers=numbers)


def _orders(voice: Voice, since: Since) -> list[str]:
    parts = []
    if since.answered:
        results = QT_TRANSLATE_NOOP("reports", "result in: {orders}")
        parts.append(voice(results, orders=_kinds(voice, since.answered)))
    if since.asked:
        asked = QT_TRANSLATE_NOOP("reports", "asked for: {orders}")
        parts.append(voice(asked, orders=_kinds(voice, since.asked)))
    return parts


def _kinds(voice: Voice, orders: Sequence[Order]) -> str:
    return ", ".join(dict.fromkeys(voice.inside(order.kind) for order in orders))


def _trials(voice: Voice, since: Since) -> list[str]:
    started = QT_TRANSLATE_NOOP("reports", "{therapy} started {day}")
    done = QT_TRANSLATE_NOOP("reports", "{therapy} {day}")
    stopped = QT_TRANSLATE_NOOP("reports", "{therapy} stopped {day}")

    def told(words: Marked, trial: Trial, day: object) -> str:
        return voice(words, therapy=trial.therapy, day=day)

    parts = [told(done if trial.is_procedure else started, trial, trial.start) for trial in since.started]
    return [*parts, *(told(stopped, trial, trial.stop) for trial in since.stopped)]


def _writings(voice: Voice, since: Since) -> list[str]:
    parts = []
    if since.addenda:
        one = QT_TRANSLATE_NOOP("reports", "1 addendum")
        more = QT_TRANSLATE_NOOP("reports", "{n} addenda")
        parts.append(voice(one if since.addenda == 1 else more, n=since.addenda))
    for person, times in since.others:
        once = QT_TRANSLATE_NOOP("reports", "{person} changed the record once")
        often = QT_TRANSLATE_NOOP("reports", "{person} changed the record {n} times")
        parts.append(voice(once if times == 1 else often, person=person, n=times))
    return parts
