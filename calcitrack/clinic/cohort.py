"""Cohorts: which patients a filter chooses, and what they come to."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from calcitrack.clinic.cohort_tallies import tallies
from calcitrack.clinic.context import Operations
from calcitrack.clinic.rights import EVERYBODY, operation
from calcitrack.clinic.settings import rule_settings
from calcitrack.db import cohort as reading
from calcitrack.db.cohort_filter import Choosing
from calcitrack.db.cohort_persons import Persons, read_lacking, read_persons
from calcitrack.db.records import one_instant
from calcitrack.domain.cohort.answer import CohortAnswer, Course, CourseTrial
from calcitrack.domain.cohort.changes import change_figures, changes_of, some_of
from calcitrack.domain.cohort.criteria import NOT_RECORDED, QUESTIONS, Criteria, Question, Standing
from calcitrack.domain.cohort.therapies import therapy_figures
from calcitrack.domain.folding import fold
from calcitrack.domain.vocabulary import ResponseWord, Side
from calcitrack.guidance.rules.names import code_of

Report = Callable[[int, int], None]
"""Told how many steps of how many are done; it may raise to stop the work."""

_STEPS = len(Question) + 5


def _silent(_done: int, _of: int) -> None:
    """Tell nobody."""


class Cohorts(Operations):
    """Use cases around many patients at once. Reading names nobody, so it is not audited; opening a chart is."""

    @operation(EVERYBODY)
    def answer(self, criteria: Criteria, report: Report = _silent) -> CohortAnswer:
        """Everything that a filter comes to, as of one instant. Call it off the window's thread."""
        context = self._context
        connection, done = context.vault.connection, 0

        def step() -> None:
            nonlocal done
            done += 1
            report(done, _STEPS)

        with one_instant(connection):
            step()
            groups = therapy_groups(reading.therapies(connection))
            persons = read_persons(connection)
            cohort = reading.Cohort(connection, criteria, self._choosing(groups, persons), persons)
            step()
            trials = cohort.trials()
            counted = tallies(cohort, trials, groups, step)
            lesions, open_lesions, _ = cohort.with_lesions()
            settings = rule_settings(connection)
            step()
            change = change_figures(_changes(cohort, criteria), settings.threshold_percent)
            step()
            therapies = therapy_figures(trials, cohort.judged(), groups, settings.minimum_exposure_weeks)
            compared = {one.patient_id for one in change.each}
            return CohortAnswer(
                criteria, tuple(cohort.ids), reading.everybody(connection), lesions, open_lesions, counted,
                cohort.places(), change, therapies, cohort.spans(),
                tuple(i for i in cohort.ids if i not in compared),
                self.lines(criteria, some_of([one.patient_id for one in change.each])),
            )  # fmt: skip

    @operation(EVERYBODY)
    def behind(self, criteria: Criteria, question: str, answer: str) -> list[int]:
        """The patients of a cohort who give an answer, by name."""
        assert question in QUESTIONS
        connection = self._context.vault.connection
        groups = therapy_groups(reading.therapies(connection))
        choosing = self._choosing(groups, read_persons(connection))
        return reading.members(connection, criteria, choosing, ((question, answer),))

    @operation(EVERYBODY)
    def with_lesions(self, criteria: Criteria) -> list[int]:
        """The patients of a cohort who have any lesion, by name."""
        connection = self._context.vault.connection
        choosing = self._choosing(therapy_groups(reading.therapies(connection)), read_persons(connection))
        found = [
            reading.members(connection, criteria, choosing, ((Question.STANDING, standing),))
            for standing in (*Standing, NOT_RECORDED)
        ]
        return reading.by_name(connection, list({one for each in found for one in each}))

    @operation(EVERYBODY)
    def at_site(
        self, criteria: Criteria, ids: Sequence[int], site: str, side: Side, *, only_open: bool = False
    ) -> list[int]:
        """Those of a cohort's patients who have one of its lesions, or of the open ones, at just this site and side."""
        connection, choosing = self._context.vault.connection, self._choosing({}, Persons({}))
        return reading.of_site(connection, ids, criteria, choosing, (site, side), only_open=only_open)

    @operation(EVERYBODY)
    def lines(self, criteria: Criteria, ids: Sequence[int]) -> dict[int, list[tuple[int, float]]]:
        """The change of some patients over time, in their order, of the lesions that the filter chooses.

        Days since the first visit that measured any of them, and per cent.
        """
        cohort = self._some(criteria, ids)
        rows = cohort.lines()
        if criteria.asks_of_lesions:
            rows = [(row[0], row[2], row[1]) for row in changes_of(cohort.sizes(), cohort.days(), every=True)]
        found: dict[int, list[tuple[int, float]]] = {}
        for patient_id, days, percent in rows:
            found.setdefault(patient_id, []).append((days, percent))
        return {patient_id: found[patient_id] for patient_id in ids if patient_id in found}

    @operation(EVERYBODY)
    def courses(self, criteria: Criteria, ids: Sequence[int]) -> dict[int, Course]:
        """The time of some patients in the clinic with their trials, and of these the lesions that the filter chooses.

        Patients without a signed visit are left out.
        """
        cohort = self._some(criteria, ids)
        judged: dict[int, dict[str | None, int]] = {}
        for trial_id, word, count in cohort.judged():
            judged.setdefault(trial_id, {})[word] = count
        trials: dict[int, list[CourseTrial]] = {}
        for trial in cohort.trials():
            words = judged.get(trial.id, {})
            known = {ResponseWord(word): count for word, count in words.items() if word is not None}
            made = CourseTrial(trial.therapy, trial.start, trial.stop, trial.is_procedure, known, words.get(None, 0))
            trials.setdefault(trial.patient_id, []).append(made)
        return {i: Course(i, *times, tuple(trials.get(i, ()))) for i, times in cohort.times().items()}

    def _some(self, criteria: Criteria, ids: Sequence[int]) -> reading.Cohort:
        connection = self._context.vault.connection
        return reading.Cohort(connection, criteria, self._choosing({}, Persons({})), read_persons(connection), ids)

    @operation(EVERYBODY)
    def by_name(self, ids: Sequence[int]) -> list[int]:
        """Patients in the order of their names."""
        return reading.by_name(self._context.vault.connection, ids)

    def _choosing(self, groups: dict[str, str], persons: Persons) -> Choosing:
        spellings: dict[str, list[str]] = {}
        for name, therapy in groups.items():
            spellings.setdefault(therapy, []).append(name)
        lacking = read_lacking(self._context.vault.connection, persons)
        return Choosing(self._context.clock.today(), spellings, lacking)


def _changes(cohort: reading.Cohort, criteria: Criteria) -> Iterable[tuple[int, float, int, int, int]]:
    """The changes of the cohort's lesions: of all of them they stand ready, of some they are worked out."""
    if criteria.asks_of_lesions:
        return changes_of(cohort.sizes(), cohort.days())
    return cohort.changes()


def therapy_groups(names: Sequence[str]) -> dict[str, str]:
    """What each recorded name means: the code of the review's therapy, else the name without its spelling's quirks."""
    return {name: code_of(name) or fold(name) for name in names}
