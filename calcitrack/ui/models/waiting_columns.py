"""The columns of what waits: awaited orders and unsigned drafts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from calcitrack.domain.vocabulary import PatientStatus
from calcitrack.domain.waiting import Waiting, WaitingRow
from calcitrack.ui.delegates.cells import NOTHING, Words
from calcitrack.ui.i18n import day, translate
from calcitrack.ui.models.record_table import Column
from calcitrack.ui.models.worklist_columns import HIDDEN_NAME
from calcitrack.ui.words import label

PATIENT, RECORD, WHAT, SINCE, BY, AGE = range(6)
"""Places of the columns."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What the columns need to know apart from the row.

    Attributes:
        today: The clinic's present day.
        names_hidden: Names of patients are not shown; the record number stays.
        stacked: The record number stands under the name.
    """

    what: Waiting
    today: date
    names_hidden: bool = False
    stacked: bool = False


def waiting_columns(seen: Seen) -> tuple[Column[WaitingRow], ...]:
    """Whose it is, what it is, since when, by whom, and for how long."""
    return (*_whose(seen), *_waits(seen))


def _whose(seen: Seen) -> tuple[Column[WaitingRow], ...]:
    return (
        Column(
            translate("Waiting", "Patient"),
            lambda row: _name(row, seen),
            cell=lambda row: Words(_name(row, seen), bold=True, below=_mrn(row) if seen.stacked else ""),
            tooltip=lambda row: _name(row, seen),
            spoken=lambda row: _spoken_name(row, seen),
            name="name",
            width=250,
        ),
        Column(
            translate("Waiting", "Record"),
            _mrn,
            cell=lambda row: Words(_mrn(row), muted=True),
            name="mrn",
            width=140,
        ),
    )


def _waits(seen: Seen) -> tuple[Column[WaitingRow], ...]:
    orders = seen.what is Waiting.ORDERS
    return (
        Column(
            translate("Waiting", "Awaited") if orders else translate("Waiting", "Draft"),
            _what,
            tooltip=_what,
            name="kind" if orders else "",
            width=230,
        ),
        Column(
            translate("Waiting", "Asked on") if orders else translate("Waiting", "Visit of"),
            lambda row: day(row.since) if row.since else translate("Waiting", "not recorded"),
            name="since",
            width=130,
        ),
        Column(
            translate("Waiting", "Asked by") if orders else translate("Waiting", "Begun by"),
            lambda row: row.by or translate("Waiting", "not recorded"),
            tooltip=lambda row: row.by,
            name="by",
            width=180,
        ),
        Column(
            translate("Waiting", "Waits"),
            lambda row: _age(row, seen.today),
            right=True,
            spoken=lambda row: _spoken_age(row, seen.today),
            header_tip=translate("Waiting", "Days since it was asked for, or since the visit"),
            width=96,
        ),
    )


def _mrn(row: WaitingRow) -> str:
    return translate("Worklist", "MRN {mrn}").format(mrn=row.mrn)


def _name(row: WaitingRow, seen: Seen) -> str:
    return HIDDEN_NAME if seen.names_hidden else row.name


def _spoken_name(row: WaitingRow, seen: Seen) -> str:
    name = translate("Worklist", "Name hidden") if seen.names_hidden else row.name
    return f"{name}, {_mrn(row)}" if seen.stacked else name


def _what(row: WaitingRow) -> str:
    told = [label(row.kind) if row.kind else translate("Waiting", "Unsigned visit")]
    if row.visit_on and row.visit_on != row.since:
        told.append(translate("Waiting", "visit of {day}").format(day=day(row.visit_on)))
    if row.status is not PatientStatus.ACTIVE:
        told.append(label(row.status))
    return " · ".join(told)


def _age(row: WaitingRow, today: date) -> str:
    days = row.days(today)
    if days is None:
        return NOTHING
    return translate("Waiting", "today") if days == 0 else translate("Waiting", "{n} d").format(n=days)


def _spoken_age(row: WaitingRow, today: date) -> str:
    days = row.days(today)
    if days is None:
        return translate("Waiting", "for how long is not known")
    return translate("Waiting", "waits for {n} days").format(n=days)
