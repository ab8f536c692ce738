from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QApplication, QToolTip
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from calcitrack.domain.dates import PartialDate
from calcitrack.domain.vocabulary import Disease, PatientStatus, Sex
from calcitrack.domain.worklist import Attention, WorklistRow
from calcitrack.ui.delegates.cells import CELL_ROLE, Badges, Spark
from calcitrack.ui.models.worklist_model import BLOCK, WorklistModel
from calcitrack.ui.widgets.change_mark import Shift
from calcitrack.ui.widgets.worklist_table import WorklistTable

# The offscreen platform says so of sizes and of raising windows; no test of ours depends on it.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)

TODAY = date(2026, 11, 22)
PATIENT, RECORD, AGE, DIAGNOSIS, LESIONS, SPARK, CHANGE, THERAPY, ATTENTION, NEXT = range(10)
DISPLAY, TIP = Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole
SPOKEN = Qt.ItemDataRole.AccessibleTextRole


class HeldClock:
    def now(self) -> datetime:
        return datetime(2026, 11, 22, 9, tzinfo=UTC)

    def today(self) -> date:
        return TODAY


@dataclass
class Clinic:
    """Patients by id, and what was asked of them."""

    known: dict[int, WorklistRow] = field(default_factory=dict)
    asked: list[int] = field(default_factory=list)

    def load(self, ids: Sequence[int]) -> list[WorklistRow]:
        self.asked.append(len(ids))
        return [self.known.get(i) or a_row(i) for i in ids if i not in self.gone]

    gone: frozenset[int] = frozenset()


def a_row(patient_id: int = 1, **fields: object) -> WorklistRow:
    given: dict[str, object] = {
        "name": f"Person, No{patient_id}", "mrn": f"004-{patient_id:04d}", "birth_date": PartialDate("1968-05-03"),
        "sex": Sex.FEMALE, "status": PatientStatus.ACTIVE,
    }  # fmt: skip
    return WorklistRow(patient_id, **(given | fields))  # type: ignore[arg-type]


@pytest.fixture
def clinic() -> Clinic:
    return Clinic()


@pytest.fixture
def model(qapp: object, clinic: Clinic) -> WorklistModel:
    return WorklistModel(clinic.load, HeldClock())


def of(model: WorklistModel, clinic: Clinic, column: int, role: int = DISPLAY, **fields: object) -> object:
    """What the model says of one patient with these fields."""
    clinic.known[1] = a_row(1, **fields)
    model.set_ids([1])
    return model.index(0, column).data(role)


def test_the_model_keeps_qts_rules(qtmodeltester: ModelTester, model: WorklistModel) -> None:
    model.set_ids(range(1, 251))
    qtmodeltester.check(model)


def test_the_length_is_exact_and_nothing_is_loaded_up_front(model: WorklistModel, clinic: Clinic) -> None:
    model.set_ids(range(100_000))
    assert model.rowCount() == 100_000
    assert clinic.asked == []


def test_loads_the_block_that_is_looked_at(model: WorklistModel, clinic: Clinic) -> None:
    model.set_ids(range(1, 1001))
    assert model.index(555, PATIENT).data() == "Person, No556"
    assert clinic.asked == [BLOCK]


def test_keeps_few_blocks_and_loads_a_forgotten_one_anew(model: WorklistModel, clinic: Clinic) -> None:
    model.set_ids(range(1, 10_001))
    for row in range(0, 10_000, BLOCK):
        model.index(row, PATIENT).data()
    model.index(9_999, PATIENT).data()
    assert len(clinic.asked) == 10_000 // BLOCK
    model.index(0, PATIENT).data()
    assert len(clinic.asked) == 10_000 // BLOCK + 1


def test_keeps_the_order_of_the_ids(model: WorklistModel) -> None:
    model.set_ids([30, 10, 20])
    assert [model.index(row, RECORD).data() for row in range(3)] == ["MRN 004-0030", "MRN 004-0010", "MRN 004-0020"]
    assert (model.patient_at(1), model.row_of(20), model.row_of(99), model.patient_at(3)) == (10, 2, None, None)


def test_says_that_a_patient_is_gone_instead_of_showing_another(model: WorklistModel, clinic: Clinic) -> None:
    clinic.gone = frozenset({2})
    model.set_ids([1, 2, 3])
    names = [model.index(row, PATIENT).data() for row in range(3)]
    assert names == ["Person, No1", "No longer in the list", "Person, No3"]
    assert model.index(1, RECORD).data() is None


def test_a_refreshed_patient_is_read_again(qtbot: QtBot, model: WorklistModel, clinic: Clinic) -> None:
    model.set_ids([1, 2])
    model.index(0, PATIENT).data()
    clinic.known[2] = a_row(2, name="Other, Name")
    with qtbot.waitSignal(model.dataChanged):
        model.refresh([2])
    assert model.index(1, PATIENT).data() == "Other, Name"


def test_a_change_to_an_unseen_patient_reads_nothing(qtbot: QtBot, model: WorklistModel) -> None:
    model.set_ids([1, 2])
    with qtbot.assertNotEmitted(model.dataChanged):
        model.refresh([2])


def test_hidden_names_leave_the_record_number(model: WorklistModel) -> None:
    model.set_ids([1])
    model.set_names_hidden(True)
    assert model.index(0, PATIENT).data() == "•••"
    assert model.index(0, PATIENT).data(SPOKEN) == "Name hidden"
    assert "Person" not in str([model.index(0, column).data(role) for column in range(10) for role in (DISPLAY, TIP)])
    assert model.index(0, RECORD).data() == "MRN 004-0001"
    model.set_names_hidden(False)
    assert model.index(0, PATIENT).data() == "Person, No1"


@pytest.mark.parametrize(
    ("birth", "sex", "status", "shown"),
    [
        ("1968-05-03", Sex.FEMALE, PatientStatus.ACTIVE, "58 F"),
        ("1968", Sex.MALE, PatientStatus.ACTIVE, "57–58 M"),
        ("2015-11", Sex.UNKNOWN, PatientStatus.ACTIVE, "10–11"),
        ("1968-05-03", Sex.FEMALE, PatientStatus.DIED, "b. 1968 F"),
    ],
)
def test_an_age_is_no_more_exact_than_the_birth_date(
    model: WorklistModel, clinic: Clinic, birth: str, sex: Sex, status: PatientStatus, shown: str
) -> None:
    assert of(model, clinic, AGE, birth_date=PartialDate(birth), sex=sex, status=status) == shown


def test_a_second_identifier_is_told_with_the_age(model: WorklistModel, clinic: Clinic) -> None:
    assert of(model, clinic, AGE, TIP) == "Born 03 May 1968, female"


def test_shows_diagnosis_as_a_badge_and_antibodies_behind_it(model: WorklistModel, clinic: Clinic) -> None:
    cell = of(model, clinic, DIAGNOSIS, CELL_ROLE, diseases=(Disease.LCSSC,), antibodies=("anticentromere",))
    assert cell == Badges((("lcSSc", "neutral"),), "anticentromere")


def test_a_patient_without_a_signed_visit_has_no_count(model: WorklistModel, clinic: Clinic) -> None:
    assert of(model, clinic, LESIONS, open_lesions=None) == "–"
    assert of(model, clinic, LESIONS, TIP, open_lesions=None) == "No signed visit yet"
    assert of(model, clinic, LESIONS, open_lesions=0) == "0"


def test_the_change_says_on_how_many_lesions_it_rests(model: WorklistModel, clinic: Clinic) -> None:
    tip = of(model, clinic, CHANGE, TIP, change_percent=31.4, compared=4, open_lesions=6)
    assert str(tip).startswith("31 % larger, over 4 of 6 lesions")
    assert "not validated" in str(tip)


@pytest.mark.parametrize(
    ("percent", "shift"),
    [
        (31.0, Shift(31, "larger", "danger")),
        (25.0, Shift(25, "larger", "neutral")),
        (-57.2, Shift(57, "smaller", "good")),
        (-6.0, Shift(6, "smaller", "neutral")),
        (0.4, Shift(0, "level", "neutral")),
    ],
)
def test_a_change_is_coloured_only_beyond_the_threshold(
    model: WorklistModel, clinic: Clinic, percent: float, shift: Shift
) -> None:
    assert of(model, clinic, CHANGE, CELL_ROLE, change_percent=percent, compared=1, open_lesions=1) == shift


def test_nothing_compared_is_a_dash_that_says_so(model: WorklistModel, clinic: Clinic) -> None:
    assert of(model, clinic, CHANGE) == "–"
    assert str(of(model, clinic, CHANGE, SPOKEN)).startswith("Nothing to compare")


def test_the_small_line_is_told_in_words(model: WorklistModel, clinic: Clinic) -> None:
    points = ((date(2026, 1, 1).toordinal(), 120.4), (date(2026, 3, 1).toordinal(), None),
              (date(2026, 6, 1).toordinal(), 90.0))  # fmt: skip
    assert of(model, clinic, SPARK, spark=points) == "120 mm² on 01 Jan 2026, 90 mm² on 01 Jun 2026"
    assert of(model, clinic, SPARK, CELL_ROLE, spark=points) == Spark(points, "neutral")


def test_says_when_no_therapy_runs(model: WorklistModel, clinic: Clinic) -> None:
    assert of(model, clinic, THERAPY) == "None running"
    assert of(model, clinic, THERAPY, therapies=("A", "B")) == "A, B"


def test_attention_holds_findings_drafts_and_what_is_awaited(model: WorklistModel, clinic: Clinic) -> None:
    fields = {"attention": (Attention.INFECTION, Attention.PROGRESSING), "draft_on": TODAY, "awaiting": 2}
    assert of(model, clinic, ATTENTION, **fields) == "Infection signs, Progressing, Draft, Awaiting 2"
    assert "Unsigned draft of 22 Nov 2026" in str(of(model, clinic, ATTENTION, TIP, **fields))


@pytest.mark.parametrize(
    ("due", "status", "badge"),
    [
        (date(2026, 11, 3), PatientStatus.ACTIVE, ("Overdue 19 d", "danger")),
        (TODAY, PatientStatus.ACTIVE, ("Today", "accent")),
        (date(2026, 12, 8), PatientStatus.ACTIVE, ("08 Dec", "neutral")),
        (date(2027, 2, 1), PatientStatus.ACTIVE, ("01 Feb 2027", "neutral")),
        (date(2026, 11, 3), PatientStatus.DIED, ("Died", "neutral")),
        (date(2026, 11, 3), PatientStatus.DISCHARGED, ("Discharged", "neutral")),
    ],
)
def test_the_next_visit_is_recalled_only_for_active_patients(
    model: WorklistModel, clinic: Clinic, due: date, status: PatientStatus, badge: tuple[str, str]
) -> None:
    assert of(model, clinic, NEXT, CELL_ROLE, next_due_on=due, status=status) == Badges((badge,))  # type: ignore[arg-type]


def test_no_agreed_visit_is_a_dash_that_says_so(model: WorklistModel, clinic: Clinic) -> None:
    assert of(model, clinic, NEXT) == "–"
    assert "No next visit was agreed" in str(of(model, clinic, NEXT, TIP))


@pytest.fixture
def table(qtbot: QtBot, model: WorklistModel) -> WorklistTable:
    made = WorklistTable(model)
    qtbot.addWidget(made)
    made.resize(1500, 500)
    made.show()
    return made


def click_head(qtbot: QtBot, table: WorklistTable, column: int) -> None:
    header = table.horizontalHeader()
    place = QPoint(header.sectionViewportPosition(column) + 20, header.height() // 2)
    qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=place)


def test_a_click_on_a_head_asks_for_an_order(qtbot: QtBot, table: WorklistTable, model: WorklistModel) -> None:
    with qtbot.waitSignal(model.sort_requested) as first:
        click_head(qtbot, table, NEXT)
    with qtbot.waitSignal(model.sort_requested) as second:
        click_head(qtbot, table, NEXT)
    assert [first.args, second.args] == [["due", False], ["due", True]]


def test_a_head_without_an_order_asks_for_nothing(qtbot: QtBot, table: WorklistTable, model: WorklistModel) -> None:
    with qtbot.assertNotEmitted(model.sort_requested):
        click_head(qtbot, table, THERAPY)
    assert table.horizontalHeader().sortIndicatorSection() == PATIENT


def test_enter_opens_the_patient(qtbot: QtBot, table: WorklistTable, model: WorklistModel) -> None:
    model.set_ids([30, 10, 20])
    table.select_patient(10)
    with qtbot.waitSignal(table.patient_chosen) as told:
        qtbot.keyClick(table, Qt.Key.Key_Return)
    assert told.args == [10]
    assert table.current_patient() == 10


def test_selecting_from_outside_opens_nobody(qtbot: QtBot, table: WorklistTable, model: WorklistModel) -> None:
    model.set_ids([30, 10])
    with qtbot.assertNotEmitted(table.patient_chosen):
        table.select_patient(10)
        table.select_patient(99)
    assert table.current_patient() is None


def test_shows_a_screenful_of_a_hundred_thousand_by_one_block(
    qtbot: QtBot, table: WorklistTable, model: WorklistModel, clinic: Clinic
) -> None:
    model.set_ids(range(1, 100_001))
    table.grab()
    assert clinic.asked == [BLOCK]
    table.verticalScrollBar().setValue(70_000)
    table.grab()
    assert len(clinic.asked) <= 3


def point_at(table: WorklistTable, column: int) -> str:
    """What the tooltip says when the mouse rests on a cell of the first row."""
    place = table.visualRect(table.model().index(0, column)).center()
    event = QHelpEvent(QEvent.Type.ToolTip, place, table.viewport().mapToGlobal(place))
    QApplication.sendEvent(table.viewport(), event)
    return QToolTip.text()


def test_a_name_that_is_cut_is_told_whole(table: WorklistTable, model: WorklistModel, clinic: Clinic) -> None:
    name = "Fernández de la Vega y Montalbán-Echeverría, María del Carmen"
    clinic.known[1] = a_row(1, name=name)
    model.set_ids([1])
    assert point_at(table, PATIENT) == name


def test_badges_that_find_no_room_are_told(table: WorklistTable, model: WorklistModel, clinic: Clinic) -> None:
    clinic.known[1] = a_row(1, attention=tuple(Attention), awaiting=3)
    model.set_ids([1])
    told = point_at(table, ATTENTION)
    for word in ("Infection signs", "Discharge", "Ulcer", "Nerve compression", "Progressing", "Awaiting 3"):
        assert word in told


def test_hidden_names_stay_hidden_when_pointed_at(table: WorklistTable, model: WorklistModel) -> None:
    model.set_ids([1])
    model.set_names_hidden(True)
    assert "Person" not in point_at(table, PATIENT)


def test_a_narrow_table_stacks_the_record_number_under_the_name_and_says_what_it_leaves_out(
    qtbot: QtBot, model: WorklistModel
) -> None:
    model.set_ids([1, 2, 3])
    table = WorklistTable(model)
    qtbot.addWidget(table)
    said: list[str] = []
    table.left_out.connect(said.append)
    table.resize(620, 300)
    table.show()
    assert table.horizontalScrollBar().maximum() == 0
    assert table.isColumnHidden(RECORD)
    assert model.data(model.index(0, PATIENT), CELL_ROLE).below.startswith(model.row_value(0).mrn)
    assert "Therapy" in said[-1]
    table.resize(1400, 300)
    assert not table.isColumnHidden(RECORD)
    assert said[-1] == ""


def test_a_list_of_which_the_beginning_is_known_is_exact_in_length_and_learns_the_rest_when_it_is_asked_for() -> None:
    asked: list[bool] = []

    def everyone() -> list[int]:
        asked.append(True)
        return list(range(1000))

    model = WorklistModel(lambda _wanted: (), HeldClock())
    for ask in (lambda: model.patient_at(999), lambda: model.row_of(999), lambda: model.row_value(230)):
        asked.clear()
        model.set_first_ids(list(range(200)), 1000, everyone)
        assert (model.rowCount(), model.patient_at(199), model.row_of(7), asked) == (1000, 199, 7, [])
        ask()
        assert (model.rowCount(), model.patient_at(999), model.patient_at(1000), asked) == (1000, 999, None, [True])


def test_a_list_that_grew_before_its_rest_was_learned_keeps_its_length_until_it_is_read_anew() -> None:
    model = WorklistModel(lambda _wanted: (), HeldClock())
    model.set_first_ids([1, 2], 3, lambda: [1, 2, 4, 3])
    model.complete()
    assert [model.patient_at(row) for row in range(4)] == [1, 2, 4, None]
    model.set_first_ids([1, 2], 3, lambda: [1, 2])
    assert [model.patient_at(row) for row in range(4)] == [1, 2, None, None]
