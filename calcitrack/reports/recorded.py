"""What a visit recorded beside its lesions, in words: scores, general findings, values, orders, the next visit."""

from __future__ import annotations

from datetime import date, timedelta

from calcitrack.domain.instruments.definition import Direction
from calcitrack.domain.instruments.scoring import answers_to, score
from calcitrack.domain.text import QT_TRANSLATE_NOOP
from calcitrack.domain.visit import Antibiotic, InstrumentAnswer, Lab, Order, Scalar
from calcitrack.reports.paper.fonts import isolated
from calcitrack.reports.request import SummaryRequest
from calcitrack.reports.words import Voice


def score_texts(request: SummaryRequest) -> list[str]:
    """Named scores, one line each; behind the items of a score its number, or why there is none."""
    answers = request.visit.instruments
    if not answers:
        return [request.voice(QT_TRANSLATE_NOOP("reports", "No score recorded at this visit."))]
    found: list[str] = []
    for n, answer in enumerate(answers):
        found.append(_score_text(request, answer))
        name = answer.instrument, answer.definition_version
        if all((one.instrument, one.definition_version) != name for one in answers[n + 1 :]):
            found += _total_text(request, answer)
    return found


def _total_text(request: SummaryRequest, last: InstrumentAnswer) -> list[str]:
    """The score over several items; nothing where the one answer is the score."""
    definition = request.catalogue.of_answer(last.instrument, last.definition_version)
    if definition is None or definition.is_single:
        return []
    voice, found = request.voice, score(definition, answers_to(definition, request.visit.instruments))
    if found.value is None:
        return [voice(QT_TRANSLATE_NOOP("reports", "{name}: {why}"), name=definition.name, why=found.reason)]
    low, high = (scalar_text(voice, end) for end in (definition.low, definition.high))
    template = QT_TRANSLATE_NOOP("reports", "{name}, score: {value} ({low} to {high}, {direction}; {recall})")
    return [
        voice(
            template, name=definition.name, value=scalar_text(voice, found.value), low=low, high=high,
            direction=voice(DIRECTIONS[definition.direction]), recall=definition.recall,
        )
    ]  # fmt: skip


DIRECTIONS = {
    Direction.HIGHER_IS_WORSE: QT_TRANSLATE_NOOP("reports", "higher is worse"),
    Direction.LOWER_IS_WORSE: QT_TRANSLATE_NOOP("reports", "lower is worse"),
}


def general_texts(request: SummaryRequest) -> list[str]:
    """Fever, activity, extent, laboratory values and antibiotics, one line each."""
    voice, visit = request.voice, request.visit
    yes_no = {True: QT_TRANSLATE_NOOP("reports", "yes"), False: QT_TRANSLATE_NOOP("reports", "no")}
    missing = voice(QT_TRANSLATE_NOOP("reports", "not recorded"))
    fever = missing if visit.fever is None else voice(yes_no[visit.fever])
    extent = missing if visit.extent is None else voice.alone(visit.extent)
    return [
        voice(QT_TRANSLATE_NOOP("reports", "Fever: {fever}"), fever=fever),
        voice(
            QT_TRANSLATE_NOOP("reports", "Disease activity: {activity}"), activity=voice.inside(visit.disease_activity)
        ),
        voice(QT_TRANSLATE_NOOP("reports", "Extent: {extent}"), extent=extent),
        *(_lab_text(voice, lab) for lab in visit.labs),
        *(_antibiotic_text(voice, antibiotic) for antibiotic in visit.antibiotics),
    ]


def order_texts(request: SummaryRequest) -> list[str]:
    """What is awaited, whenever it was asked for, and the results of what this visit asked for."""
    awaited = [awaited_text(request.voice, order) for order in awaited_orders(request)]
    results = [_result_text(request.voice, order) for order in request.visit.orders if order.closed_on is not None]
    if not awaited:
        awaited = [request.voice(QT_TRANSLATE_NOOP("reports", "Nothing is awaited."))]
    return [*awaited, *results]


def awaited_orders(request: SummaryRequest) -> list[Order]:
    """Open orders of all visits and of none, without those asked for after the day of the visit."""
    day = request.visit.visited_on
    orders = [*request.record.orders, *(order for visit in request.record.visits for order in visit.orders)]
    awaited = [o for o in orders if o.closed_on is None and (o.asked_on is None or o.asked_on <= day)]
    return sorted(awaited, key=lambda order: order.asked_on or date.min)


def next_visit_text(request: SummaryRequest) -> str:
    """The agreed interval and the day it leads to."""
    voice, weeks = request.voice, request.visit.follow_up_weeks
    if weeks is None:
        return voice(QT_TRANSLATE_NOOP("reports", "No interval agreed."))
    day = request.visit.visited_on + timedelta(weeks=weeks)
    one = QT_TRANSLATE_NOOP("reports", "In 1 week, about {day}.")
    more = QT_TRANSLATE_NOOP("reports", "In {weeks} weeks, about {day}.")
    return voice(one if weeks == 1 else more, weeks=weeks, day=day)


def _score_text(request: SummaryRequest, answer: InstrumentAnswer) -> str:
    """An answer with the range and the recall period of its question, where the definition is known."""
    voice = request.voice
    definition = request.catalogue.of_answer(answer.instrument, answer.definition_version)
    item = definition.item(answer.item) if definition is not None else None
    if definition is None or item is None:
        text = f"{_plain_name(answer)}: {scalar_text(voice, answer.value)}"
        return f"{text} ({isolated(answer.reporter)})" if answer.reporter else text
    name = definition.name if definition.is_single else f"{definition.name}, {item.question}"
    option = next((o.text for o in item.options if item.takes(answer.value) and o.value == answer.value), None)
    text = f"{name}: {option or scalar_text(voice, answer.value)}"
    low, high = (voice.words.number(end, 0 if float(end).is_integer() else 1) for end in item.bounds())
    template = QT_TRANSLATE_NOOP("reports", "{low} to {high}; {recall}")
    behind = voice(template, low=low, high=high, recall=definition.recall)
    return f"{text} ({behind}; {isolated(answer.reporter)})" if answer.reporter else f"{text} ({behind})"


def _plain_name(answer: InstrumentAnswer) -> str:
    name = isolated(answer.instrument.replace("_", " "))
    return f"{name}, {isolated(answer.item.replace('_', ' '))}" if answer.item else name


def _lab_text(voice: Voice, lab: Lab) -> str:
    text = f"{isolated(lab.name)}: {scalar_text(voice, lab.value)}"
    text = f"{text} {isolated(lab.unit)}" if lab.unit else text
    return f"{text} ({voice.words.day(lab.on)})" if lab.on else text


def _antibiotic_text(voice: Voice, antibiotic: Antibiotic) -> str:
    name = f"{isolated(antibiotic.name)} {isolated(antibiotic.route)}" if antibiotic.route else antibiotic.name
    match antibiotic.start, antibiotic.stop:
        case None, None:
            return voice(QT_TRANSLATE_NOOP("reports", "Antibiotic: {name}"), name=name)
        case start, None:
            return voice(QT_TRANSLATE_NOOP("reports", "Antibiotic: {name}, from {start}"), name=name, start=start)
        case None, stop:
            return voice(QT_TRANSLATE_NOOP("reports", "Antibiotic: {name}, until {stop}"), name=name, stop=stop)
        case start, stop:
            template = QT_TRANSLATE_NOOP("reports", "Antibiotic: {name}, {start} to {stop}")
            return voice(template, name=name, start=start, stop=stop)


def awaited_text(voice: Voice, order: Order) -> str:
    """What is awaited, since when and asked by whom."""
    kind = voice.label(order.kind)
    text = (
        voice(QT_TRANSLATE_NOOP("reports", "{kind}, asked {day}"), kind=kind, day=order.asked_on)
        if order.asked_on
        else kind
    )
    return f"{text}, {isolated(order.asked_by)}" if order.asked_by else text


def _result_text(voice: Voice, order: Order) -> str:
    return voice(
        QT_TRANSLATE_NOOP("reports", "{kind}, result of {day}: {result}"),
        kind=voice.label(order.kind),
        day=order.closed_on,
        result=order.result or voice(QT_TRANSLATE_NOOP("reports", "closed without a result")),
    )


def scalar_text(voice: Voice, value: Scalar) -> str:
    """A value as it was written."""
    if value is None:
        return voice(QT_TRANSLATE_NOOP("reports", "not answered"))
    if isinstance(value, str):
        return isolated(value)
    decimals = len(f"{value:.10g}".partition(".")[2])
    return voice.words.number(value, decimals)
