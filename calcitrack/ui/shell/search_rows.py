"""What the search lists: patients first, then commands, as rows of one list."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from calcitrack.domain.errors import CalciTrackError
from calcitrack.domain.vocabulary import PatientStatus, Sex
from calcitrack.domain.worklist import PatientHit, RecentPatient, SearchResult
from calcitrack.ui.actions import AvailableCommands, Command
from calcitrack.ui.i18n import day, translate
from calcitrack.ui.words import label

Search = Callable[[str], SearchResult]
ROW_ROLE = Qt.ItemDataRole.UserRole


@dataclass(frozen=True, slots=True)
class PatientLine:
    """A patient who fits."""

    hit: PatientHit
    is_name_hidden: bool = False

    def title(self) -> str:
        """The name, or that it is hidden."""
        return translate("Search", "Name hidden") if self.is_name_hidden else self.hit.name

    def identity(self) -> str:
        """The second line: what tells two people of one name apart."""
        hit = self.hit
        sex = label(hit.sex) if hit.sex != Sex.UNKNOWN else translate("Search", "Sex not recorded")
        own = " · ".join((day(hit.birth_date), sex, f"MRN {hit.mrn}"))
        if not hit.found_as or self.is_name_hidden:
            return own
        return " · ".join((own, translate("Search", "found as {record}").format(record=hit.found_as)))

    def status(self) -> str:
        """A word for who is not under care here any more; empty for the others."""
        return "" if self.hit.status == PatientStatus.ACTIVE else label(self.hit.status)

    def spoken(self) -> str:
        """Everything in one line."""
        return ", ".join(filter(None, (self.title(), self.identity(), self.status())))


@dataclass(frozen=True, slots=True)
class RecentLine:
    """A patient whose record was open lately, by number."""

    patient: RecentPatient

    def title(self) -> str:
        """The record number."""
        return translate("Search", "MRN {mrn}").format(mrn=self.patient.mrn)

    def spoken(self) -> str:
        """The same."""
        return self.title()


@dataclass(frozen=True, slots=True)
class CommandLine:
    """A command that fits."""

    command: Command

    def title(self) -> str:
        """What it is called."""
        return self.command.title()

    def spoken(self) -> str:
        """Its title and key."""
        return " ".join(filter(None, (self.command.title(), self.command.keys())))


@dataclass(frozen=True, slots=True)
class HeadLine:
    """A heading or a remark; it cannot be chosen."""

    text: str
    is_heading: bool = True

    def spoken(self) -> str:
        """The text."""
        return self.text


Line = PatientLine | RecentLine | CommandLine | HeadLine


@dataclass(frozen=True, slots=True)
class Found:
    """What a search came to.

    Attributes:
        lines: The rows.
        remark: A sentence that must stay in sight below them; empty for none.
    """

    lines: tuple[Line, ...]
    remark: str = ""


@dataclass(frozen=True, slots=True)
class Sources:
    """Where the search looks.

    Attributes:
        patients: Finds patients; called with every keystroke, so it must be quick.
        commands: What can be asked for at this moment.
        recent: The patients whose records were open lately.
    """

    patients: Search
    commands: AvailableCommands
    recent: Callable[[], Sequence[RecentPatient]] = tuple


def look_up(typed: str, sources: Sources, *, names_hidden: bool = False) -> Found:
    """Find patients and commands; with nothing typed, the recent patients and every command."""
    fitting = [
        CommandLine(command) for command in sources.commands() if command.id != "find" and command.answers(typed)
    ]
    below: list[Line] = [HeadLine(translate("Search", "Commands")), *fitting] if fitting else []
    try:
        if not typed.strip():
            remark = translate("Search", "Type a name, a record number or a date of birth.")
            return Found((*_recent(sources.recent()), *below), remark)
        result = sources.patients(typed)
    except CalciTrackError as error:
        return Found((HeadLine(str(translate(error.message)), is_heading=False), *below))
    return Found((*_patients(result.hits, names_hidden=names_hidden), *below), _remark(result))


def _patients(hits: Sequence[PatientHit], *, names_hidden: bool) -> list[Line]:
    heading = HeadLine(translate("Search", "Patients"))
    if not hits:
        return [heading, HeadLine(translate("Search", "No patient fits."), is_heading=False)]
    return [heading, *(PatientLine(hit, names_hidden) for hit in hits)]


def _recent(patients: Sequence[RecentPatient]) -> list[Line]:
    if not patients:
        return []
    return [HeadLine(translate("Search", "Opened last")), *(RecentLine(patient) for patient in patients)]


def _remark(result: SearchResult) -> str:
    if not result.more:
        return ""
    text = translate("Search", "Showing the first {count}; type more to narrow.")
    return text.format(count=len(result.hits))


class LinesModel(QAbstractListModel):
    """The rows for a view."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lines: tuple[Line, ...] = ()

    def set_lines(self, lines: tuple[Line, ...]) -> None:
        """Replace all rows."""
        self.beginResetModel()
        self._lines = lines
        self.endResetModel()

    def line(self, row: int) -> Line | None:
        """The row at a place, or None outside."""
        return self._lines[row] if 0 <= row < len(self._lines) else None

    def next_choice(self, row: int, step: int) -> int:
        """The nearest row that can be chosen from here in a direction; the same row when there is none."""
        at = row + step
        while 0 <= at < len(self._lines):
            if not isinstance(self._lines[at], HeadLine):
                return at
            at += 1 if step > 0 else -1
        return row

    # Qt overrides

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """How many rows there are."""
        return 0 if parent.isValid() else len(self._lines)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The row itself, or its text."""
        line = self.line(index.row())
        if line is None:
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return line.spoken()
        return line if role == ROW_ROLE else None

    def flags(self, index: QModelIndex | QPersistentModelIndex) -> Qt.ItemFlag:
        """Headings cannot be chosen."""
        if isinstance(self.line(index.row()), HeadLine):
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren
