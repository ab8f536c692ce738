"""A lane for each patient: the time in the clinic from the first signed visit, with the trials on it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from calcitrack.domain.cohort.answer import Course, CourseTrial
from calcitrack.domain.cohort.changes import DAYS_PER_YEAR
from calcitrack.domain.vocabulary import ResponseWord
from calcitrack.ui.i18n import day, number
from calcitrack.ui.theme import GAP_S, SMALL_PX, current_theme
from calcitrack.ui.words import inside

_LANE_PX = 26
_BLOCK = 40
_BLOCKS_KEPT = 25

_MIDDLE = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter

Load = Callable[[Sequence[int]], Mapping[int, Course]]
Name = Callable[[str], str]


class Swimmer(QAbstractScrollArea):
    """Only lanes in sight are read and drawn, however many there are.

    Args:
        load: Reads the courses of some patients.
        name: The name of a therapy.

    Signals:
        told(text): The lane under the cursor in words.
        patient_chosen(patient_id): Enter or a double click on a lane.
    """

    told = Signal(str)
    patient_chosen = Signal(int)

    def __init__(self, load: Load, name: Name, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._load, self._name = load, name
        self._spans: Sequence[tuple[int, int]] = ()
        self._blocks: dict[int, Mapping[int, Course]] = {}
        self.current: int | None = None
        self._measured: QFontMetricsF | None = None
        self._left_px = 0.0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFrameShape(QAbstractScrollArea.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(self.tr("Courses: a lane for each patient, longest first"))

    def show_spans(self, spans: Sequence[tuple[int, int]]) -> None:
        """Show these patients, each with the days from the first to the last visit."""
        self._spans, self._blocks, self.current = spans, {}, None
        self.verticalScrollBar().setValue(0)
        self._range()
        self.viewport().update()

    def go_to(self, lane: int) -> None:
        """Put the cursor on a lane and tell of it."""
        if not self._spans:
            return
        self.current = lane = max(0, min(len(self._spans) - 1, lane))
        height, bar = self._lane(), self.verticalScrollBar()
        if lane * height < bar.value():
            bar.setValue(int(lane * height))
        elif (lane + 1) * height > bar.value() + self._room():
            bar.setValue(int((lane + 1) * height - self._room()))
        self.told.emit(self.tell_of(lane))
        self.viewport().update()

    def tell_of(self, lane: int) -> str:
        """A lane in words."""
        course = self._course(lane)
        if course is None:
            return ""
        told = self.tr("MRN {mrn}: {a} to {b}.").format(mrn=course.mrn, a=day(course.first_on), b=day(course.last_on))
        trials = "; ".join(self._trial_words(trial) for trial in course.trials) or self.tr("No trial recorded")
        return f"{told} {trials}. " + self.tr("Enter opens the chart.")

    def _trial_words(self, trial: CourseTrial) -> str:
        name = self._name(trial.therapy)
        if trial.is_procedure:
            told = self.tr("{name} on {day}").format(name=name, day=day(trial.start))
        elif trial.stop is None:
            told = self.tr("{name} since {day}").format(name=name, day=day(trial.start))
        else:
            told = self.tr("{name} {a} to {b}").format(name=name, a=day(trial.start), b=day(trial.stop))
        words = [f"{number(trial.judged[word])} {inside(word)}" for word in ResponseWord if word in trial.judged]
        if trial.unjudged:
            words.append(self.tr("{n} not judged").format(n=number(trial.unjudged)))
        return f"{told} ({', '.join(words)})" if words else told

    def _course(self, lane: int) -> Course | None:
        """The course in a lane, read with its neighbours."""
        block = lane // _BLOCK
        if block not in self._blocks:
            ids = [patient for patient, _ in self._spans[block * _BLOCK : (block + 1) * _BLOCK]]
            if len(self._blocks) >= _BLOCKS_KEPT:
                self._blocks.pop(next(iter(self._blocks)))
            self._blocks[block] = self._load(ids)
        return self._blocks[block].get(self._spans[lane][0])

    # Sizes

    def _small(self) -> QFont:
        font = QFont(self.font())
        font.setPixelSize(current_theme().px(SMALL_PX))
        return font

    def _metrics(self) -> QFontMetricsF:
        """Of the small font; made once for a look, for every name asks."""
        if self._measured is None:
            self._measured = QFontMetricsF(self._small())
            self._left_px = self._measured.horizontalAdvance("000-0000-00000") + 2 * current_theme().px(GAP_S)
        return self._measured

    def _lane(self) -> float:
        return max(current_theme().px(_LANE_PX), self._metrics().height() + current_theme().px(GAP_S))

    def _foot(self) -> float:
        return 2 * self._metrics().height() + current_theme().px(GAP_S)

    def _room(self) -> float:
        return self.viewport().height() - self._foot()

    def _left(self) -> float:
        self._metrics()
        return self._left_px

    def _days(self) -> int:
        return max(int(DAYS_PER_YEAR), self._spans[0][1] if self._spans else 0)

    def _x(self, days: float) -> float:
        right = self.viewport().width() - current_theme().px(2 * GAP_S)
        return self._left() + days / self._days() * (right - self._left())

    def _range(self) -> None:
        whole = len(self._spans) * self._lane()
        bar = self.verticalScrollBar()
        bar.setRange(0, max(0, int(whole - self._room())))
        bar.setPageStep(max(1, int(self._room())))
        bar.setSingleStep(int(self._lane()))

    # Drawing

    def _paint(self, painter: QPainter) -> None:
        height, top = self._lane(), self.verticalScrollBar().value()
        first = int(top // height)
        last = min(len(self._spans), int((top + self._room()) // height))  # half a lane would show half a name
        self._paint_years(painter)
        painter.save()
        painter.setClipRect(QRectF(0, 0, self.viewport().width(), self._room()))
        for lane in range(first, last):
            self._paint_lane(painter, lane, lane * height - top, height)
        painter.restore()

    def _paint_years(self, painter: QPainter) -> None:
        tokens, metrics, years = current_theme().tokens, self._metrics(), int(self._days() / DAYS_PER_YEAR)
        widest = metrics.horizontalAdvance("00") * 2
        step = max(1, int(widest * years / max(1.0, self._x(self._days()) - self._left())) + 1)
        for year in range(0, years + 1, step):
            x = round(self._x(year * DAYS_PER_YEAR)) + 0.5
            painter.setPen(QPen(QColor(tokens.line), 1))
            painter.drawLine(QPointF(x, 0), QPointF(x, self._room()))
            painter.setPen(QColor(tokens.muted))
            box = QRectF(x - widest, self._room(), 2 * widest, metrics.height())
            painter.drawText(box, Qt.AlignmentFlag.AlignHCenter, number(year))
        box = QRectF(
            self._left(), self._room() + metrics.height(), self._x(self._days()) - self._left(), metrics.height()
        )
        painter.drawText(box, Qt.AlignmentFlag.AlignHCenter, self.tr("years since the first signed visit"))

    def _paint_lane(self, painter: QPainter, lane: int, top: float, height: float) -> None:
        theme, course = current_theme(), self._course(lane)
        tokens = theme.tokens
        if lane == self.current:
            painter.fillRect(QRectF(0, top, self.viewport().width(), height), QColor(tokens.selection))
        if course is None:
            return
        painter.setPen(QColor(tokens.text))
        box = QRectF(0, top, self._left() - theme.px(GAP_S), height)
        mrn = self._metrics().elidedText(course.mrn, Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(box, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, mrn)
        middle, end = top + height / 2, self._x((course.last_on - course.first_on).days)
        painter.fillRect(QRectF(self._x(0), middle - 2, max(2.0, end - self._x(0)), 4), QColor(tokens.faint))
        self._paint_trials(painter, course, top, height)

    def _paint_trials(self, painter: QPainter, course: Course, top: float, height: float) -> None:
        """A drug is a bar with its name, a procedure a triangle; a bar that runs on has a tip.

        Where drugs overlap the ground is darker. Over it come all edges, then the names, each as far as the next
        begins.
        """
        drugs = [(self._bar(course, t, top, height), t) for t in _by_start(course.trials) if not t.is_procedure]
        procedures = [trial for trial in course.trials if trial.is_procedure]
        tokens = current_theme().tokens
        again = QColor(tokens.accent)
        again.setAlpha(36)
        for bar, _ in drugs:
            painter.fillRect(bar, QColor(tokens.accent_weak))
        for place, (bar, _) in enumerate(drugs):
            for other, _ in drugs[:place]:
                if bar.intersects(other):
                    painter.fillRect(bar.intersected(other), again)
        painter.setPen(QPen(QColor(tokens.accent), 1.2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for bar, trial in drugs:
            painter.drawRect(bar)
            if trial.stop is None:
                tip = [bar.topRight(), QPointF(bar.right() + height * 0.25, bar.center().y()), bar.bottomRight()]
                painter.drawPolyline(QPolygonF(tip))
        marks = [self._day_x(course, trial) - height * 0.28 for trial in procedures]
        for place, (bar, trial) in enumerate(drugs):
            others = [other for n, (other, _) in enumerate(drugs) if n != place]
            self._paint_name(painter, bar, self._name(trial.therapy), others, marks)
        painter.setBrush(QColor(tokens.warning))
        painter.setPen(QPen(QColor(tokens.text), 1))
        for trial in procedures:
            x, y, size = self._day_x(course, trial), top + height / 2, height * 0.28
            corners = [QPointF(x - size, y + size), QPointF(x + size, y + size), QPointF(x, y - size)]
            painter.drawPolygon(QPolygonF(corners))

    def _day_x(self, course: Course, trial: CourseTrial) -> float:
        return self._x(max(0, (trial.start - course.first_on).days))

    def _bar(self, course: Course, trial: CourseTrial, top: float, height: float) -> QRectF:
        start, pad = self._day_x(course, trial), height * 0.12
        end = self._x(((trial.stop or course.last_on) - course.first_on).days)
        return QRectF(start, top + pad, max(3.0, end - start), height - 2 * pad)

    def _paint_name(
        self, painter: QPainter, bar: QRectF, name: str, others: Sequence[QRectF], marks: Sequence[float]
    ) -> None:
        """The name where it first finds room: at the start of its bar, or behind another drug that lies over it.

        A name longer than its bar goes on beside it, over a ground of its own, up to what comes next.
        """
        metrics, tokens, edge = self._metrics(), current_theme().tokens, current_theme().px(4)
        width = metrics.horizontalAdvance(name) + 1
        ends = [self.viewport().width() - edge, *marks, *(other.left() for other in others)]
        freed = [other.right() for other in others if bar.left() < other.right() < bar.right()]
        clear = [x for x in sorted(freed) if not any(other.left() <= x < other.right() for other in others)]
        rooms = [(x + edge, min(end for end in ends if end > x) - x - 2 * edge) for x in (bar.left(), *clear)]
        left, room = next((found for found in rooms if found[1] >= width), rooms[0])
        shown = metrics.elidedText(name, Qt.TextElideMode.ElideRight, room + 1)
        if len(shown) <= 2:
            return
        beside = QRectF(bar.right() + 1, bar.top(), left + min(width, room) + edge - bar.right(), bar.height())
        lies_on_another = any(other.left() <= bar.right() < other.right() for other in others)
        if beside.width() > edge and not lies_on_another:
            painter.fillRect(beside, QColor(tokens.surface))
        painter.setPen(QColor(tokens.text))
        painter.drawText(QRectF(left, bar.top(), room + 1, bar.height()), _MIDDLE, shown)

    # Qt overrides

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the lanes in sight, the years under them and the ring of the focus."""
        painter = QPainter(self.viewport())
        painter.setFont(self._small())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint(painter)
        if self.hasFocus():
            painter.setPen(QPen(QColor(current_theme().tokens.accent), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.viewport().rect()).adjusted(1, 1, -1, -1), 6, 6)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows, Home, End and the page keys move the cursor; Enter opens the chart."""
        here, key, keys = self.current, event.key(), Qt.Key
        page = max(1, int(self._room() / self._lane()) - 1)
        moves = {keys.Key_Down: 1, keys.Key_Up: -1, keys.Key_PageDown: page, keys.Key_PageUp: -page}
        if key in moves:
            self.go_to(0 if here is None else here + moves[keys(key)])
        elif key in (keys.Key_Home, keys.Key_End):
            self.go_to(0 if key == keys.Key_Home else len(self._spans) - 1)
        elif key in (keys.Key_Return, keys.Key_Enter) and here is not None:
            self.patient_chosen.emit(self._spans[here][0])
        else:
            super().keyPressEvent(event)

    def _lane_at(self, y: float) -> int | None:
        lane = int((y + self.verticalScrollBar().value()) // self._lane())
        return lane if y < self._room() and lane < len(self._spans) else None

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Put the cursor there."""
        lane = self._lane_at(event.position().y())
        if lane is not None:
            self.go_to(lane)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open the chart."""
        lane = self._lane_at(event.position().y())
        if lane is not None:
            self.patient_chosen.emit(self._spans[lane][0])

    def resizeEvent(self, _event: object) -> None:
        """Another height shows more or fewer lanes."""
        self._range()

    def changeEvent(self, event: QEvent) -> None:
        """Another theme has other colours and sizes."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.FontChange):
            self._measured = None
            self._range()
            self.viewport().update()


def _by_start(trials: Sequence[CourseTrial]) -> list[CourseTrial]:
    return sorted(trials, key=lambda trial: trial.start)
