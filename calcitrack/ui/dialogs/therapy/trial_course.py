"""What was given, how, and from when to when."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from calcitrack.domain.errors import Fault
from calcitrack.domain.trial import PROCEDURE, Trial
from calcitrack.domain.trial_entry import DONE_BY_PROCEDURE
from calcitrack.domain.vocabulary import EventKind
from calcitrack.ui.forms.choice import Choice
from calcitrack.ui.forms.columns import in_columns
from calcitrack.ui.forms.date_field import DayField
from calcitrack.ui.forms.field import FormField, LineField
from calcitrack.ui.forms.sections import section
from calcitrack.ui.i18n import translate
from calcitrack.ui.theme import GAP_M, current_theme
from calcitrack.ui.words import label


class TrialCourse(QWidget):
    """Therapy, route, dose, start and end. A procedure has a day, not a course: choosing it hides the end.

    Args:
        trial: The trial to change; None for a new one, which begins today unless told otherwise.
        today: The clinic's present day.
        therapies: Names to complete from.
        stopping: The end comes first and is needed; it is today unless told otherwise.

    Signals:
        edited: Somebody changed the route or a day.
    """

    edited = Signal()

    def __init__(self, trial: Trial | None, today: date, therapies: tuple[str, ...], *, stopping: bool) -> None:
        super().__init__()
        self._old, self._today = trial, today
        self._build(trial or Trial("", today), therapies, stopping=stopping)
        self._lay_out(stopping=stopping)
        self._on_edited()
        for field in (self._route_field, self._start, self._stop, self._done_field):
            field.edited.connect(self._on_edited)

    def named(self) -> Mapping[str, FormField]:
        """The fields by their names in the validator."""
        return {
            "therapy": self._therapy,
            "dose": self._dose,
            "start": self._start,
            "stop": self._stop,
            "done": self._done_field,
        }

    def written_on(self, trial: Trial) -> Trial:
        """The trial with what these fields say; where there is no start, today stands in and ``problems`` says so."""
        start = self._start.value() or self._today
        stop, reason = self._end_of(start)
        return replace(
            trial,
            therapy=self._therapy.text(),
            start=start,
            dose=self._dose.text() or None,
            route=self._route.value(),
            stop=stop,
            stop_reason=reason,
        )

    def problems(self) -> list[Fault]:
        """Days that cannot be read or are missing."""
        ends = () if self.is_procedure() else self._stop.problems("stop")
        return [*self._start.problems("start"), *ends]

    def is_procedure(self) -> bool:
        """Whether the route chosen is that of a procedure."""
        return self._route.value() == PROCEDURE

    def done(self) -> EventKind | None:
        """What a new procedure did to the lesions ticked; None for a drug, and where it is not to be noted."""
        return self._done.value() if self._notes_events() else None

    def _notes_events(self) -> bool:
        """Events are noted with a new procedure; later ones are noted with the lesion."""
        return self._old is None and self.is_procedure()

    def begin_at_the_end(self) -> None:
        """Put the cursor on the last day."""
        self._stop.take_focus()

    def _build(self, trial: Trial, therapies: tuple[str, ...], *, stopping: bool) -> None:
        self._therapy = LineField(self.tr("Drug or procedure"), trial.therapy, words=therapies, needed=True)
        self._route = _route_choice(trial.route)
        self._route_field = FormField(self.tr("Route"), self._route)
        self._done = _done_choice()
        self._done_field = FormField(
            self.tr("Done to the lesions ticked"),
            self._done,
            self.tr("Noted as an event of each, on the day of the procedure."),
        )
        self._dose = LineField(self.tr("Dose"), trial.dose or "", self.tr("as written, such as 60 mg tid"))
        self._start = DayField(self.tr("Start, or day of the procedure"), trial.start, today=self._today, needed=True)
        stop = trial.stop or (self._today if stopping else None)
        self._stop = DayField(self.tr("Last day"), stop, today=self._today, needed=stopping)
        self._reason = LineField(self.tr("Reason for stopping"), trial.stop_reason or "", words=_reasons())

    def _lay_out(self, *, stopping: bool) -> None:
        course = section(
            self.tr("Therapy"),
            self._therapy,
            in_columns(self._route_field, self._dose),
            self._start,
            self._done_field,
            subtitle=self.tr("* is needed"),
        )
        ends = in_columns(self._stop, self._reason)
        self._end = section(self.tr("End"), ends, subtitle="" if stopping else self.tr("empty while it runs"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(current_theme().px(GAP_M))
        for card in (self._end, course) if stopping else (course, self._end):
            column.addWidget(card)

    def _end_of(self, start: date) -> tuple[date | None, str | None]:
        """Last day and reason. A procedure ends on its day; one that was stored without an end keeps it so."""
        if not self.is_procedure():
            return self._stop.value(), self._reason.text() or None
        kept = self._old if self._old is not None and self._old.is_procedure else None
        return (start if kept is None or kept.stop else None), kept.stop_reason if kept else None

    @Slot()
    def _on_edited(self) -> None:
        self._end.setVisible(not self.is_procedure())
        self._done_field.setVisible(self._notes_events())
        self.edited.emit()


def _route_choice(route: str | None) -> Choice[str | None]:
    return Choice(
        [
            (None, translate("TrialCourse", "Not recorded")),
            ("oral", translate("TrialCourse", "Oral")),
            ("IV", translate("TrialCourse", "Intravenous (IV)")),
            ("subcutaneous", translate("TrialCourse", "Subcutaneous")),
            ("intramuscular", translate("TrialCourse", "Intramuscular")),
            ("topical", translate("TrialCourse", "Topical")),
            ("intralesional", translate("TrialCourse", "Intralesional")),
            (PROCEDURE, translate("TrialCourse", "Procedure")),
        ],
        route,
    )


def _done_choice() -> Choice[EventKind | None]:
    options: list[tuple[EventKind | None, str]] = [(None, translate("TrialCourse", "Nothing to note"))]
    return Choice([*options, *((kind, label(kind)) for kind in DONE_BY_PROCEDURE)], None)


def _reasons() -> tuple[str, ...]:
    """Offered while a reason is typed; any other is taken as well."""
    return (
        translate("TrialCourse", "no response"),
        translate("TrialCourse", "adverse effect"),
        translate("TrialCourse", "completed"),
        translate("TrialCourse", "patient's wish"),
        translate("TrialCourse", "supply or cost"),
        translate("TrialCourse", "other therapy chosen"),
    )
