"""What the second reader's window asks of the vault."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

    from calcitrack.clinic.context import Written
    from calcitrack.clinic.second_reader import Case, Named
    from calcitrack.clinic.session import Clinic
    from calcitrack.domain.second_reading import PairAgreement, Words
    from calcitrack.domain.sites import SiteList
    from calcitrack.ui.session import Session

T = TypeVar("T")


class Desk:
    """One session's reading: the dialog's parts ask here, and errors come through as they are."""

    def __init__(self, session: Session) -> None:
        self._session = session

    @property
    def sites(self) -> SiteList:
        """The words for sites."""
        return self._session.clinic.sites

    def next_case(self, skipped: int) -> Case | None:
        """The next lesion to be read; None when there is none."""
        return self._session.clinic.second_reader.next_case(skipped)

    def agreements(self) -> tuple[PairAgreement, ...]:
        """How well every pair of readers agrees."""
        return self._session.clinic.second_reader.agreements()

    def disagreements(self) -> tuple[Named, ...]:
        """What two readers differ in."""
        return self._session.clinic.second_reader.disagreements()

    def judge(self, case: Case, words: Words, reason: str) -> None:
        """Save a blind reading."""
        self._write(lambda clinic: clinic.second_reader.judge_blind(case, words, reason))

    def answer(self, named: Named, words: Words, text: str) -> None:
        """Answer a disagreement."""
        self._write(lambda clinic: clinic.second_reader.answer(named, words, text))

    def close(self, named: Named, words: Words, text: str) -> None:
        """Close a disagreement."""
        self._write(lambda clinic: clinic.second_reader.close(named, words, text))

    def _write(self, operation: Callable[[Clinic], Written[T]]) -> None:
        self._session.write(operation)
