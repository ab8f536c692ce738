"""The audit as a table model."""

from __future__ import annotations

from PySide6.QtCore import QObject

from calcitrack.domain.staff import AuditEntry
from calcitrack.ui.i18n import day, translate
from calcitrack.ui.models.lazy_table import LazyTableModel, Load
from calcitrack.ui.models.record_table import Column


def audit_columns() -> tuple[Column[AuditEntry], ...]:
    """When, who, what, whose record, why."""
    return (
        Column(translate("Audit", "When"), _when, width=158),
        Column(translate("Audit", "Who"), lambda row: row.person, tooltip=lambda row: row.person, width=170),
        Column(translate("Audit", "What"), _what, tooltip=_what, width=210),
        Column(translate("Audit", "Patient (MRN)"), lambda row: row.mrn, width=120),
        Column(translate("Audit", "Reason"), lambda row: row.reason, tooltip=lambda row: row.reason, width=200),
    )


class AuditModel(LazyTableModel[AuditEntry]):
    """The rows of the audit.

    Args:
        load: Gives the rows of row numbers.
    """

    def __init__(self, load: Load[AuditEntry], parent: QObject | None = None) -> None:
        super().__init__(audit_columns(), load, lambda row: row.id, parent)


def _when(row: AuditEntry) -> str:
    local = row.at.astimezone()
    return f"{day(local.date())} {local:%H:%M:%S}"


def _what(row: AuditEntry) -> str:
    text = row.action[:1].upper() + row.action[1:]
    return f"{text} · {row.about}" if row.about else text
