"""The columns of the worklist."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from calcitrack.domain.dates import age_on, format_partial
from calcitrack.domain.vocabulary import PatientStatus, Sex
from calcitrack.domain.worklist import Attention, WorklistRow
from calcitrack.ui.delegates.cells import NOTHING, Badges, Cell, Spark, Words
from calcitrack.ui.i18n import day, month_names, number, translate
from calcitrack.ui.models.record_table import Column
from calcitrack.ui.theme import Tone
from calcitrack.ui.widgets.change_mark import Shift, change_text
from calcitrack.ui.words import inside, label, short

PATIENT, RECORD, AGE, DIAGNOSIS, LESIONS, AREA, CHANGE, THERAPY, ATTENTION = range(9)
"""Places of the columns that give way where there is little room."""

HIDDEN_NAME = "•••"


@dataclass(frozen=True, slots=True)
class Manner:
    """What the columns need to know apart from the row.

    Attributes:
        today: The clinic's present day.
        names_hidden: Names are not shown; the record number stays.
        stacked: Record number, age and sex stand under the name.
        threshold_percent: The clinic's threshold from which a change is coloured.
    """

    today: date
    names_hidden: bool = False
    stacked: bool = False
    threshold_percent: int = 25


def worklist_columns(manner: Manner) -> tuple[Column[WorklistRow], ...]:
    """Identity, diagnosis, lesions, trend, change, therapy, attention and next visit.

    A column's ``name`` is the order that its head asks for.
    """
    return (*_identity(manner), *_figures(manner), *_care(manner))


def _identity(manner: Manner) -> tuple[Column[WorklistRow], ...]:
    return (
        Column(
            translate("Worklist", "Patient"),
            lambda row: _name(row, manner),
            cell=lambda row: Words(_name(row, manner), bold=True, below=_below(row, manner)),
            spoken=lambda row: _spoken_name(row, manner),
            name="name",
            width=236,
        ),
        Column(
            translate("Worklist", "Record"),
            lambda row: translate("Worklist", "MRN {mrn}").format(mrn=row.mrn),
            cell=lambda row: Words(translate("Worklist", "MRN {mrn}").format(mrn=row.mrn), muted=True),
            name="mrn",
            width=126,
        ),
        Column(
            translate("Worklist", "Age"),
            lambda row: _age(row, manner.today),
            tooltip=_born,
            spoken=lambda row: f"{_age(row, manner.today)}; {_born(row)}",
            name="birth",
            width=72,
        ),
        Column(
            translate("Worklist", "Diagnosis · antibody"),
            lambda row: " · ".join([*row.diseases, *row.antibodies]) or NOTHING,
            cell=_diagnosis,
            tooltip=lambda row: "" if row.diseases else translate("Worklist", "No diagnosis recorded"),
            width=190,
        ),
    )


def _figures(manner: Manner) -> tuple[Column[WorklistRow], ...]:
    return (
        Column(
            translate("Worklist", "Lesions"),
            lambda row: NOTHING if row.open_lesions is None else str(row.open_lesions),
            right=True,
            tooltip=lambda row: translate("Worklist", "No signed visit yet") if row.open_lesions is None else "",
            header_tip=translate("Worklist", "Lesions open after the last signed visit"),
            name="lesions",
            width=78,
        ),
        Column(
            translate("Worklist", "Area, same lesions"),
            _spark_text,
            cell=lambda row: Spark(row.spark, _change_tone(row, manner)) if row.spark else Words(NOTHING, muted=True),
            tooltip=_spark_text,
            header_tip=translate("Worklist", "Summed area over one constant set of lesions"),
            width=134,
        ),
        Column(
            translate("Worklist", "Like for like"),
            _change_words,
            cell=lambda row: _change_cell(row, manner),
            right=True,
            tooltip=lambda row: _change_tip(row, manner),
            spoken=lambda row: _change_tip(row, manner),
            header_tip=translate(
                "Worklist",
                "Change of area between the last two signed visits, over lesions measured at both or found resolved",
            ),
            name="change",
            width=102,
        ),
    )


def _care(manner: Manner) -> tuple[Column[WorklistRow], ...]:
    return (
        Column(
            translate("Worklist", "Therapy"),
            lambda row: ", ".join(row.therapies) or translate("Worklist", "None running"),
            cell=lambda row: Words(
                ", ".join(row.therapies) or translate("Worklist", "None running"), muted=not row.therapies
            ),
            tooltip=lambda row: "\n".join(row.therapies),
            width=170,
        ),
        Column(
            translate("Worklist", "Attention"),
            lambda row: ", ".join(text for text, _ in _attention(row)),
            cell=lambda row: Badges(_attention(row)),
            tooltip=_attention_tip,
            width=190,
        ),
        Column(
            translate("Worklist", "Next visit"),
            lambda row: _next(row, manner.today)[0],
            cell=lambda row: _next_cell(row, manner.today),
            tooltip=_next_tip,
            name="due",
            width=116,
        ),
    )


def _name(row: WorklistRow, manner: Manner) -> str:
    return HIDDEN_NAME if manner.names_hidden else row.name


def _spoken_name(row: WorklistRow, manner: Manner) -> str:
    name = translate("Worklist", "Name hidden") if manner.names_hidden else row.name
    return ", ".join([name, *([_below(row, manner), _born(row)] if manner.stacked else [])])


def _below(row: WorklistRow, manner: Manner) -> str:
    """What identifies a patient beside the name, where it has no columns of its own."""
    if not manner.stacked:
        return ""
    return f"{row.mrn} · {_age(row, manner.today)}"


def _age(row: WorklistRow, today: date) -> str:
    if row.status is PatientStatus.DIED:  # the day of death is not on the list, so no age is true
        age = translate("Worklist", "b. {year}").format(year=row.birth_date.earliest.year)
    else:
        lowest, highest = age_on(row.birth_date, today)
        age = str(lowest) if lowest == highest else f"{lowest}–{highest}"
    return f"{age} {_sex(row.sex)}".strip()


def _sex(sex: Sex) -> str:
    return "" if sex is Sex.UNKNOWN else short(sex)


def _born(row: WorklistRow) -> str:
    born = translate("Worklist", "Born {date}").format(date=format_partial(row.birth_date, month_names()))
    return f"{born}, {inside(row.sex)}"


def _diagnosis(row: WorklistRow) -> Cell:
    if not row.diseases:
        return Words(NOTHING, muted=True)
    neutral: Tone = "neutral"
    return Badges(tuple((disease.value, neutral) for disease in row.diseases), after=", ".join(row.antibodies))


def _change_tone(row: WorklistRow, manner: Manner) -> Tone:
    percent = row.change_percent or 0.0
    if abs(percent) <= manner.threshold_percent:
        return "neutral"
    return "danger" if percent > 0 else "good"


def _shift(row: WorklistRow, manner: Manner) -> Shift | None:
    if row.change_percent is None:
        return None
    rounded = round(row.change_percent)
    if rounded == 0:
        return Shift(0, "level")
    return Shift(abs(rounded), "larger" if rounded > 0 else "smaller", _change_tone(row, manner))


def _change_cell(row: WorklistRow, manner: Manner) -> Cell:
    return _shift(row, manner) or Words(NOTHING, muted=True)


def _change_words(row: WorklistRow) -> str:
    return NOTHING if row.change_percent is None else f"{number(row.change_percent, 0)} %"


def _change_tip(row: WorklistRow, manner: Manner) -> str:
    if row.change_percent is None:
        return translate("Worklist", "Nothing to compare: no lesion has an area at both of the last two signed visits")
    over = translate("Worklist", "{change}, over {k} of {n} lesions").format(
        change=change_text(_shift(row, manner)), k=row.compared, n=max(row.open_lesions or 0, row.compared)
    )
    threshold = translate(
        "Worklist", "Coloured beyond {percent} %: a clinic threshold, not validated for this measure"
    ).format(percent=manner.threshold_percent)
    return f"{over}\n{threshold}"


def _spark_text(row: WorklistRow) -> str:
    known = [(at, area) for at, area in row.spark if area is not None]
    if not known:
        return translate("Worklist", "No area over a constant set of lesions")
    (first, then), (last, now) = known[0], known[-1]
    return translate("Worklist", "{then} mm² on {first}, {now} mm² on {last}").format(
        then=number(then, 0), first=day(date.fromordinal(first)), now=number(now, 0), last=day(date.fromordinal(last))
    )


def _attention(row: WorklistRow) -> tuple[tuple[str, Tone], ...]:
    badges = [(label(attention), _tone(attention)) for attention in row.attention]
    if row.draft_on:
        badges.append((translate("Worklist", "Draft"), "accent"))
    if row.awaiting:
        badges.append((translate("Worklist", "Awaiting {n}").format(n=row.awaiting), "neutral"))
    return tuple(badges)


def _tone(attention: Attention) -> Tone:
    return "warning" if attention is Attention.PROGRESSING else "danger"


def _attention_tip(row: WorklistRow) -> str:
    lines = [label(attention) for attention in row.attention]
    if row.draft_on:
        lines.append(translate("Worklist", "Unsigned draft of {day}").format(day=day(row.draft_on)))
    if row.awaiting:
        lines.append(translate("Worklist", "Results awaited: {n}").format(n=row.awaiting))
    return "\n".join(lines)


def _next(row: WorklistRow, today: date) -> tuple[str, Tone]:
    if row.status is not PatientStatus.ACTIVE:  # the dead, the discharged and the transferred are not recalled
        return label(row.status), "neutral"
    if row.next_due_on is None:
        return NOTHING, "neutral"
    late = (today - row.next_due_on).days
    if late > 0:
        return translate("Worklist", "Overdue {days} d").format(days=late), "danger"
    return (translate("Worklist", "Today"), "accent") if late == 0 else (_short_day(row.next_due_on, today), "neutral")


def _next_cell(row: WorklistRow, today: date) -> Cell:
    text, tone = _next(row, today)
    return Words(text, muted=True) if text == NOTHING else Badges(((text, tone),))


def _next_tip(row: WorklistRow) -> str:
    last = translate("Worklist", "No signed visit yet")
    if row.last_visit_on:
        last = translate("Worklist", "Last signed visit {day}").format(day=day(row.last_visit_on))
    due = translate("Worklist", "No next visit was agreed")
    if row.next_due_on:
        due = translate("Worklist", "Next visit agreed for {day}").format(day=day(row.next_due_on))
    return f"{due}\n{last}"


def _short_day(value: date, today: date) -> str:
    """A date without its year where that is this one."""
    whole = day(value)
    return whole.removesuffix(f" {value.year}") if value.year == today.year else whole
