"""How the lesions of a trial answered, counted by class: proposed by the rules, and judged where somebody has."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from PySide6.QtWidgets import QGridLayout, QWidget

from calcitrack.domain.figures.counts import count_responses
from calcitrack.domain.figures.model import TrialFigures
from calcitrack.domain.trial import Judgement
from calcitrack.domain.vocabulary import ResponseWord
from calcitrack.ui.theme import GAP_S, current_theme
from calcitrack.ui.widgets.label import Label
from calcitrack.ui.words import label

_WORDS_PX, _COUNT_PX = 120, 48


class ResponseCountsTable(QWidget):
    """Classes down, readings of the word across. There is no word for the patient.

    Args:
        figures: Of the trial.
        judged: The judgements that stand on it, by lesion.
    """

    def __init__(self, figures: TrialFigures, judged: Mapping[int, Judgement], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(current_theme().px(GAP_S))
        self._grid.setVerticalSpacing(0)
        known = [judged[lesion] for lesion in figures.lesions if lesion in judged]
        self._fill(figures, known)
        self.setAccessibleName(self.tr("Response to {therapy}").format(therapy=figures.therapy))

    def _fill(self, figures: TrialFigures, judged: Sequence[Judgement]) -> None:
        counts = count_responses(figures.lesions.values())
        now, balin = Counter(one.now for one in judged), Counter(one.balin for one in judged)
        heads = ["", self.tr("now"), self.tr("Balin 2012")]
        if judged:
            heads = ["", self.tr("now, proposed"), self.tr("now, judged"), self.tr("Balin 2012, proposed"),
                     self.tr("Balin 2012, judged")]  # fmt: skip
        self._row(0, heads, "small")
        for place, word in enumerate(ResponseWord, start=1):
            proposed = str(counts.balin[word])
            if word is ResponseWord.COMPLETE and counts.provisional:
                proposed += " " + self.tr("({n} provisional)").format(n=counts.provisional)
            cells = [label(word), str(counts.now[word]), proposed]
            if judged:
                cells = [label(word), str(counts.now[word]), str(now[word]), proposed, str(balin[word])]
            self._row(place, cells)
        if judged:
            waiting = str(counts.lesions - len(judged))
            self._row(len(ResponseWord) + 1, [self.tr("Not judged yet"), "", waiting, "", waiting])
        self._grid.setColumnMinimumWidth(0, current_theme().px(_WORDS_PX))
        self._grid.setColumnMinimumWidth(1, current_theme().px(_COUNT_PX))
        self._grid.setColumnStretch(len(heads), 1)

    def _row(self, place: int, cells: Sequence[str], role: str = "body") -> None:
        for column, text in enumerate(cells):
            self._grid.addWidget(Label(text, "small" if role == "small" else "body"), place, column)
