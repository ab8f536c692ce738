"""The tables of a cohort's export, column by column: what is written, and what the codebook says of it."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from typing import Any

from calcitrack.domain.vocabulary import BackgroundFact
from calcitrack.exchange.pseudonyms import MOST_DAYS, OLDEST, Pseudonyms


class Sort(Enum):
    """What becomes of a column in a pseudonymised export."""

    PLAIN = auto()
    PATIENT = auto()
    IDENTIFYING = auto()
    DAY = auto()
    AGE = auto()
    THERAPY = auto()


@dataclass(frozen=True, slots=True)
class Column:
    """One column.

    Attributes:
        meaning: What stands in it, with unit and words; what an empty cell means.
    """

    name: str
    meaning: str
    sort: Sort = Sort.PLAIN


_LESION = "Number of the lesion within the patient; B-1 is number 1 of another record of the same person"
_PATIENT = Column("patient", "Patient; the same in every table of this export", Sort.PATIENT)

TABLES: Mapping[str, tuple[Column, ...]] = {
    "patients": (
        _PATIENT,
        Column("mrn", "Record number", Sort.IDENTIFYING),
        Column("family_name", "Family name", Sort.IDENTIFYING),
        Column("given_name", "Given name", Sort.IDENTIFYING),
        Column("birth_date", "Year, month or day of birth, as exact as it is known", Sort.IDENTIFYING),
        Column("sex", "female, male, other, unknown"),
        Column("status", "active, transferred, discharged, died"),
        Column("age", "Whole years at the last signed visit; empty: no visit, or birth not known exactly", Sort.AGE),
        Column("diseases", "Underlying diseases, separated by a semicolon; empty: not recorded"),
        Column("antibodies", "Antibodies with a positive result; empty: none recorded as positive", Sort.IDENTIFYING),
        Column("first_visit", "First signed visit", Sort.DAY),
        Column("last_visit", "Last signed visit", Sort.DAY),
        Column("change_percent", "Summed area (length x width of an ellipse) at the last comparable visit against the "
               "first measured one, over the same lesions, of these the ones with 'chosen' in the table lesions, per "
               "cent; resolved lesions count 0, excised ones leave; empty: not comparable"),
        Column("change_days", "Days between these two visits"),
        Column("change_compared", "Lesions compared"),
        Column("change_of", "Chosen lesions with an area at the first visit that measured any"),
        *(Column(fact.value, "Background: yes, no; empty: unknown or not recorded") for fact in BackgroundFact),
    ),
    "lesions": (
        _PATIENT,
        Column("lesion", _LESION),
        Column("site", "Code of the site, from large to small; a beginning of the code is a site as well"),
        Column("side", "The patient's side: left, right, midline"),
        Column("form", "single, cluster, sheet, exoskeleton"),
        Column("subtype", "Clinical subtype last recorded: mousse, stone, net, plate, undetermined; empty: none"),
        Column("standing", "At the last signed visit: open, resolved, excised"),
        Column("first_seen", "Day on which it was first recorded as seen", Sort.DAY),
        Column("covers", "Codes of further sites that it covers, separated by a semicolon; empty: none"),
        Column("chosen", "1: the filter chooses it; 0: it belongs to a chosen patient all the same"),
    ),
    "visits": (
        _PATIENT,
        Column("visited_on", "Signed visit", Sort.DAY),
        Column("area_mm2", "Sum of the areas measured at the visit, mm2; not to be set against another visit's sum; "
               "empty: lesions are open and none was measured"),
        Column("measured", "Lesions measured"),
        Column("open", "Lesions open"),
        Column("change_percent", "Against the signed visit before, over the lesions of both, per cent"),
        Column("compared", "Lesions in that comparison"),
    ),
    "sizes": (
        _PATIENT,
        Column("lesion", _LESION),
        Column("visited_on", "Signed visit", Sort.DAY),
        Column("state", "What the visit says of the lesion"),
        Column("measured_on", "Day of the reading of record; empty: none", Sort.DAY),
        Column("length_mm", "Length of the reading of record, mm"),
        Column("width_mm", "Width, mm; empty: not taken"),
        Column("method", "How it was taken; sizes of different methods are never compared"),
    ),
    "trials": (
        _PATIENT,
        Column("trial", "Number of the trial within the patient"),
        Column("therapy", "Drug or procedure", Sort.THERAPY),
        Column("procedure", "1 for a procedure, 0 for a drug"),
        Column("start", "First day", Sort.DAY),
        Column("stop", "Last day; empty: runs on", Sort.DAY),
    ),
    "responses": (
        _PATIENT,
        Column("trial", "Number of the trial within the patient"),
        Column("lesion", _LESION),
        Column("balin", "The first reader's judgement: complete, partial, none, not assessable (Balin 2012)"),
        Column("now", "The same of the state at the last evidence"),
    ),
    "counts": (
        Column("question", "What is asked"),
        Column("answer", "The answer; empty: not recorded"),
        Column("patients", "Patients with this answer, or 'not shown'"),
        Column("of_patients", "Among how many, or 'not shown'"),
    ),
}  # fmt: skip
"""Every table that can be written, by name."""

Cell = Any
Known = Callable[[str], str | None]
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


class Writer:
    """Makes lines of the tables, pseudonymised or not.

    Args:
        pseudonyms: Names and shifts; None leaves the records as they are.
        known: The known name of a therapy; None for one that the review does not name.
        chosen_by: What chose the patients, in plain words and numbers.
    """

    def __init__(self, pseudonyms: Pseudonyms | None, known: Known, chosen_by: Mapping[str, Any]) -> None:
        self._pseudonyms, self._known, self._chosen_by = pseudonyms, known, chosen_by

    def columns(self, table: str) -> tuple[Column, ...]:
        """The columns that are written."""
        kept = TABLES[table]
        return kept if self._pseudonyms is None else tuple(c for c in kept if c.sort is not Sort.IDENTIFYING)

    def head(self, table: str) -> bytes:
        """The first line."""
        return _line(column.name for column in self.columns(table))

    def lines(self, table: str, rows: Iterable[Sequence[Cell]]) -> bytes:
        """Lines of rows that hold every column of the table; the first cell is the patient's permanent identity.

        Pseudonymised they come by pseudonym: the order of the record would tell who is who.
        """
        listed = list(rows)
        if self._pseudonyms is not None:
            name = self._pseudonyms.name
            listed.sort(key=lambda row: name(row[0]))
        return b"".join(_line(self._cells(table, row)) for row in listed)

    def codebook(self, tables: Iterable[str]) -> bytes:
        """What every column means, and how the export was made."""
        lines = [_line(("table", "column", "meaning"))]
        lines += [_line(("", "", sentence)) for sentence in self._told()]
        for table in tables:
            lines += [_line((table, c.name, self._meaning(c))) for c in self.columns(table)]
        return b"".join(lines)

    def _told(self) -> Sequence[str]:
        common = "Text that a spreadsheet would take for a formula begins with an apostrophe. Dates are year-month-day."
        chosen = f"Chosen by: {json.dumps(self._chosen_by, ensure_ascii=False)}; an empty answer is 'not recorded'."
        if self._pseudonyms is None:
            return (common, chosen, "Not pseudonymised: names, record numbers and true dates.")
        return (
            common,
            chosen,
            "Pseudonymised: names, record numbers, birth dates, antibodies and free text are left out.",
            "The key of the pseudonyms was thrown away: a patient has one in this export and another one in the next.",
            f"Every date lies 1 to {MOST_DAYS} days before the true one, by as many for all dates of a patient.",
            "Intervals within a patient are true, seasons and intervals between patients are not.",
            "Pseudonymised is not anonymous: rare diseases, sites or courses may still tell who somebody is.",
        )

    def _meaning(self, column: Column) -> str:
        if self._pseudonyms is not None:
            match column.sort:
                case Sort.DAY:
                    return f"{column.meaning}; shifted"
                case Sort.AGE:
                    return f"{column.meaning}; {OLDEST} stands for {OLDEST} and over"
                case Sort.THERAPY:
                    return f"{column.meaning}; a name that the review does not know is 'other'"
        return column.meaning

    def _cells(self, table: str, row: Sequence[Cell]) -> Iterable[Cell]:
        for column, cell in zip(TABLES[table], row, strict=True):
            if self._pseudonyms is None:
                yield _plain(cell)
            elif column.sort is not Sort.IDENTIFYING:
                yield self._hidden(column.sort, row[0], cell, self._pseudonyms)

    def _hidden(self, sort: Sort, identity: str, cell: Cell, pseudonyms: Pseudonyms) -> Cell:
        if cell is None:
            return ""
        match sort:
            case Sort.PATIENT:
                return pseudonyms.name(identity)
            case Sort.DAY:
                return pseudonyms.shifted(identity, cell)
            case Sort.AGE:
                return min(cell, OLDEST)
            case Sort.THERAPY:
                return self._known(cell) or "other"
        return _plain(cell)


def _plain(cell: Cell) -> Cell:
    if cell is None:
        return ""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell


def _line(cells: Iterable[Cell]) -> bytes:
    made = io.StringIO()
    csv.writer(made, lineterminator="\r\n").writerow(list(cells))
    return made.getvalue().encode()
