"""Laboratory values of a visit, as reported."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from calcitrack.domain.text import QT_TRANSLATE_NOOP, say
from calcitrack.domain.visit import Lab
from calcitrack.ui.i18n import translate
from calcitrack.ui.visit.fields.entry_list import EntryList
from calcitrack.ui.visit.fields.entry_row import Form, Part
from calcitrack.ui.visit.fields.typed_kinds import NAME, RESULT, WORD, Days, Refused

_NAMELESS = QT_TRANSLATE_NOOP("VisitFields", "Name the test, or remove this row. Without a name it is not saved.")


def lab_list(days: Days) -> EntryList[Lab]:
    """The list; days are read by ``days``."""
    parts = (
        Part("name", translate("VisitFields", "Test"), NAME, 4),
        Part("value", translate("VisitFields", "Value"), RESULT),
        Part("unit", translate("VisitFields", "Unit"), WORD),
        Part("on", translate("VisitFields", "Date"), days.past_day(), 3),
    )
    form: Form[Lab] = Form(translate("VisitFields", "Laboratory value"), parts, _made, _split)
    return EntryList(form, translate("VisitFields", "Add a value"))


def _made(held: Sequence[Any]) -> Lab:
    name, value, unit, on = held
    if not name:
        raise Refused(translate(say(_NAMELESS)), 0)
    return Lab(name, value, unit, on)


def _split(lab: Lab) -> Sequence[Any]:
    return lab.name, lab.value, lab.unit, lab.on
