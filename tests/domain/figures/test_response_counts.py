"""Rule 17: counts per class, with what is not assessable."""

from __future__ import annotations

from calcitrack.domain.figures.counts import count_responses
from calcitrack.domain.figures.model import NotAssessable
from calcitrack.domain.vocabulary import ResponseWord, State
from tests.builders import a_record
from tests.domain.figures.stories import a_drug, trial_of, visit

SIZE = (200, 100)


def test_counts_each_class_by_both_words_and_why_lesions_are_not_assessable() -> None:
    record = a_record(
        visit(0, dict.fromkeys(range(1, 6), SIZE)),
        visit(30, {1: State.RESOLVED, 2: (100, 100), 3: SIZE, 4: State.RESOLVED}),
        visit(60, {4: SIZE, 6: SIZE}),
        trials=(a_drug(),),
    )
    counts = count_responses(trial_of(record).lesions.values())
    word = ResponseWord
    assert counts.lesions == 6
    # 4 healed and came back: partial by the published definition, none now. 5 was not seen again, 6 is new.
    assert counts.balin == {word.COMPLETE: 1, word.PARTIAL: 2, word.NONE: 1, word.NOT_ASSESSABLE: 2}
    assert counts.now == {word.COMPLETE: 1, word.PARTIAL: 1, word.NONE: 2, word.NOT_ASSESSABLE: 2}
    assert counts.reasons == {NotAssessable.NEW_LESION: 1, NotAssessable.NOTHING_RECORDED: 1}
    assert counts.provisional == 1


def test_a_trial_that_covers_nothing_counts_nothing() -> None:
    counts = count_responses(())
    assert (counts.lesions, set(counts.balin.values()), counts.reasons) == (0, {0}, {})
