"""Antibiotics given at or around a visit."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from calcitrack.domain.text import QT_TRANSLATE_NOOP, say
from calcitrack.domain.validation import STOP_BEFORE_START
from calcitrack.domain.visit import Antibiotic
from calcitrack.ui.i18n import translate
from calcitrack.ui.visit.fields.entry_list import EntryList
from calcitrack.ui.visit.fields.entry_row import Form, Part
from calcitrack.ui.visit.fields.typed_kinds import NAME, WORD, Days, Refused

_NAMELESS = QT_TRANSLATE_NOOP("VisitFields", "Name the antibiotic, or remove this row. Without a name it is not saved.")


def antibiotic_list(days: Days) -> EntryList[Antibiotic]:
    """The list; days are read by ``days``. A stop, and so a start, may lie ahead."""
    parts = (
        Part("name", translate("VisitFields", "Antibiotic"), NAME, 4),
        Part("route", translate("VisitFields", "Route"), WORD),
        Part("start", translate("VisitFields", "Start"), days.any_day(), 3),
        Part("stop", translate("VisitFields", "Stop"), days.any_day(), 3),
    )
    form: Form[Antibiotic] = Form(translate("VisitFields", "Antibiotic"), parts, _made, _split)
    return EntryList(form, translate("VisitFields", "Add an antibiotic"))


def _made(held: Sequence[Any]) -> Antibiotic:
    name, route, start, stop = held
    if not name:
        raise Refused(translate(say(_NAMELESS)), 0)
    if start and stop and stop < start:
        raise Refused(translate(say(STOP_BEFORE_START)))
    return Antibiotic(name, route, start, stop)


def _split(given: Antibiotic) -> Sequence[Any]:
    return given.name, given.route, given.start, given.stop
