from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from calcitrack.domain.figures.compute import record_figures
from calcitrack.domain.lesion import LesionSetting
from calcitrack.domain.record import PatientRecord
from calcitrack.domain.rules import RuleSettings
from calcitrack.domain.sites import SiteList
from calcitrack.domain.visit import Assessment
from calcitrack.domain.vocabulary import AddendumKind, Discharge, Form, Infection, Method, Side, State, Subtype
from calcitrack.ui.models.lesion_columns import lesion_columns
from calcitrack.ui.models.lesion_rows import LesionRow, lesion_rows
from calcitrack.ui.models.record_table import RecordTableModel
from calcitrack.ui.theme import apply_theme, theme_for
from calcitrack.ui.widgets.lesions.lesion_table import LesionTable
from tests.builders import a_lesion, a_reading, a_record, a_visit, an_assessment, clinic_day

# The offscreen platform says so of sizes and of raising windows; no test of ours depends on it.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)

THEN, NOW = date(2025, 1, 1), date(2025, 6, 1)
SITES = SiteList.load()
NUMBER, SITE, SUBTYPE, SIZE, AREA, CHANGE, PAIN, FINDINGS = range(8)


def rows_of(record: PatientRecord) -> tuple[LesionRow, ...]:
    return lesion_rows(record, record_figures(record, RuleSettings()), SITES)


def row_of(*said: Assessment, **fields: object) -> LesionRow:
    """The row of lesion 1 after a visit for each assessment."""
    visits = [a_visit(date(2025, month, 1), assessment) for month, assessment in enumerate(said, start=1)]
    return rows_of(a_record(*visits, **fields))[0]


def sized(length: int, width: int | None = None, method: Method = Method.RULER, **fields: object) -> Assessment:
    return an_assessment(readings=(a_reading(length, width, method=method),), **fields)


def seven() -> tuple[LesionRow, ...]:
    return rows_of(clinic_day()[0])


@pytest.fixture
def table(qtbot: QtBot) -> LesionTable:
    made = LesionTable()
    qtbot.addWidget(made)
    made.resize(800, 400)
    made.show()
    return made


def shown(table: LesionTable, row: int, column: int, role: int = Qt.ItemDataRole.DisplayRole) -> str:
    return str(table.model().index(row, column).data(role))


def click(qtbot: QtBot, table: LesionTable, row: int) -> None:
    place = table.visualRect(table.model().index(row, SITE)).center()
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place)


def test_the_model_keeps_qts_rules(qtmodeltester: ModelTester) -> None:
    model: RecordTableModel[LesionRow] = RecordTableModel(lesion_columns())
    model.set_rows(seven())
    qtmodeltester.check(model)
    model.sort(AREA, Qt.SortOrder.DescendingOrder)
    qtmodeltester.check(model)


def test_shows_the_size_of_the_reading_of_record() -> None:
    other = a_reading(999, 999, method=Method.RADIOGRAPH)
    row = row_of(an_assessment(readings=(other, a_reading(120, 90))))
    assert row.size is not None
    assert (row.size.reading.length, row.size.reading.width, row.size.current) == (120, 90, True)


def test_an_older_size_is_shown_as_older_and_never_as_measured_again() -> None:
    row = row_of(sized(120, 90), an_assessment(state=State.UNCHANGED))
    assert row.size is not None
    assert not row.size.current
    assert row.since_last_percent is None
    assert row.state is State.UNCHANGED


def test_a_lesion_that_the_last_visit_left_out_is_said_to_be_missed() -> None:
    both = a_visit(THEN, sized(100, 80), an_assessment(2))
    rows = rows_of(a_record(both, a_visit(NOW, an_assessment(2))))
    assert [row.missed for row in rows] == [True, False]


def test_not_examined_is_no_news() -> None:
    row = row_of(sized(100, 80, pain=4), an_assessment(state=State.NOT_EXAMINED))
    assert (row.state, row.pain, row.missed) == (State.MEASURED, 4, True)


def test_a_change_within_the_reading_error_is_not_beyond_it() -> None:
    row = row_of(sized(100, 80), sized(110, 90))  # length + width grow by 2.0 mm, the reading error
    assert row.since_last_percent == pytest.approx(23.75)
    assert not row.beyond_error


def test_a_change_beyond_the_reading_error_is_said() -> None:
    assert row_of(sized(100, 80), sized(111, 90)).beyond_error


def test_gives_no_change_without_a_width() -> None:
    assert row_of(sized(100, 80), sized(100)).since_last_percent is None


def test_sizes_by_two_methods_are_never_compared() -> None:
    row = row_of(sized(100, 80, Method.RADIOGRAPH), sized(200, 160))
    assert row.since_last_percent is None


def test_a_lesion_found_resolved_fell_to_nothing() -> None:
    row = row_of(sized(100, 80), an_assessment(state=State.RESOLVED))
    assert (row.since_last_percent, row.beyond_error, row.closed, row.size) == (-100.0, True, True, None)


def test_an_excised_lesion_is_not_compared() -> None:
    assert row_of(sized(100, 80), an_assessment(state=State.EXCISED)).since_last_percent is None


def test_keeps_the_subtype_recorded_last() -> None:
    row = row_of(sized(100, 80, clinical_subtype=Subtype.STONE), sized(100, 80, clinical_subtype=None))
    assert row.subtype is Subtype.STONE


def test_a_draft_says_nothing() -> None:
    record = a_record(a_visit(THEN, sized(100, 80)), a_visit(NOW, sized(300, 300), signed=False))
    assert rows_of(record)[0].last_on == THEN


def test_a_visit_entered_in_error_says_nothing() -> None:
    from calcitrack.domain.visit import Addendum

    at = a_visit().signed_at
    assert at is not None
    error = Addendum(AddendumKind.ENTERED_IN_ERROR, "wrong patient", "", at, "Dr T. Signer")
    record = a_record(a_visit(THEN, sized(100, 80)), a_visit(NOW, sized(300, 300), addenda=(error,)))
    assert rows_of(record)[0].last_on == THEN


def test_a_lesion_without_any_signed_visit_has_a_row() -> None:
    (row,) = rows_of(a_record(lesions=(a_lesion(1),)))
    assert (row.state, row.size, row.last_on) == (None, None, None)


def test_a_sheet_in_the_midline_covers_sites_that_have_two_sides() -> None:
    codes = ("back.upper", "shoulder.posterior")
    setting = LesionSetting(codes[0], Side.MIDLINE, THEN, form=Form.SHEET, extent_sites=codes)
    row = row_of(an_assessment(), lesions=(a_lesion(settings=(setting,)),))
    assert row.site_label == "Mid upper back; Shoulder, posterior"
    assert row.site_name == f"{SITES.name(codes[0], Side.MIDLINE)}; Shoulder, posterior"


def test_a_sheet_names_every_site_it_covers() -> None:
    codes = ("thigh.anterior", "knee.anterior")
    setting = LesionSetting(codes[0], Side.LEFT, THEN, form=Form.SHEET, extent_sites=codes)
    (row,) = rows_of(a_record(lesions=(a_lesion(1, settings=(setting,)),)))
    assert row.site_label == "; ".join(SITES.label(code, Side.LEFT) for code in codes)


def test_not_recorded_is_a_dash_that_says_so(table: LesionTable) -> None:
    table.set_rows([row_of(sized(100, 80))])
    for column in (SUBTYPE, PAIN):
        assert shown(table, 0, column) == "–"
        assert shown(table, 0, column, Qt.ItemDataRole.ToolTipRole) == "Not recorded"
        assert shown(table, 0, column, Qt.ItemDataRole.AccessibleTextRole) == "Not recorded"


def test_signs_that_were_not_recorded_are_not_read_as_none(table: LesionTable) -> None:
    table.set_rows([row_of(sized(100, 80, ulcer=False, discharge=Discharge.NONE, infection=None))])
    assert shown(table, 0, FINDINGS) == "–"
    tip = shown(table, 0, FINDINGS, Qt.ItemDataRole.ToolTipRole)
    assert "Absent: ulcer, discharge" in tip
    assert "Not recorded: infection" in tip


def test_signs_that_were_looked_for_and_absent_are_none_seen(table: LesionTable) -> None:
    table.set_rows([row_of(sized(100, 80, ulcer=False, discharge=Discharge.NONE, infection=Infection.NONE))])
    assert shown(table, 0, FINDINGS) == "none seen"


def test_findings_stand_with_the_gravest_first(table: LesionTable) -> None:
    table.set_rows([row_of(sized(100, 80, swelling=True, discharge=Discharge.CHALKY, infection=Infection.MODERATE))])
    assert shown(table, 0, FINDINGS) == "infection, discharge, swelling"
    tip = shown(table, 0, FINDINGS, Qt.ItemDataRole.ToolTipRole)
    assert "Infection: moderate\nDischarge: chalky" in tip


def test_a_change_that_does_not_compare_is_a_dash_with_its_reason(table: LesionTable) -> None:
    table.set_rows([row_of(sized(100, 80))])
    assert shown(table, 0, CHANGE) == "–"
    assert "Not comparable" in shown(table, 0, CHANGE, Qt.ItemDataRole.AccessibleTextRole)


def test_a_screen_reader_hears_direction_and_reading_error(table: LesionTable) -> None:
    table.set_rows([row_of(sized(100, 80), sized(110, 90))])
    assert shown(table, 0, CHANGE, Qt.ItemDataRole.AccessibleTextRole) == "24 % larger; within the reading error"


def test_a_click_tells_the_lesion(qtbot: QtBot, table: LesionTable) -> None:
    table.set_rows(seven())
    with qtbot.waitSignal(table.lesion_selected) as told:
        click(qtbot, table, 4)
    assert told.args == [5]


def test_an_arrow_key_tells_the_lesion(qtbot: QtBot, table: LesionTable) -> None:
    table.set_rows(seven())
    table.set_selected(2)
    with qtbot.waitSignal(table.lesion_selected) as told:
        qtbot.keyClick(table, Qt.Key.Key_Down)
    assert told.args == [3]


def test_selecting_from_outside_tells_nobody(qtbot: QtBot, table: LesionTable) -> None:
    table.set_rows(seven())
    with qtbot.assertNotEmitted(table.lesion_selected):
        table.set_selected(4)
        table.set_rows(seven())
        table.set_selected(None)
    assert not table.selectionModel().hasSelection()


def selected(table: LesionTable) -> list[str]:
    return [str(index.data()) for index in table.selectionModel().selectedRows(NUMBER)]


def test_the_selection_stays_with_its_lesion_when_rows_come_anew(table: LesionTable) -> None:
    table.set_rows(seven())
    table.set_selected(6)
    table.set_rows(seven()[2:])
    assert selected(table) == ["6"]


def test_the_selection_stays_with_its_lesion_when_the_list_is_sorted(qtbot: QtBot, table: LesionTable) -> None:
    table.set_rows(seven())
    table.set_selected(6)
    header = table.horizontalHeader()
    with qtbot.assertNotEmitted(table.lesion_selected):
        for _ in range(2):
            place = QPoint(header.sectionViewportPosition(AREA) + 20, header.height() // 2)
            qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert selected(table) == ["6"]


def test_what_has_no_area_stands_at_the_end_of_either_order(table: LesionTable) -> None:
    table.set_rows(seven())
    for order in Qt.SortOrder:
        table.sortByColumn(AREA, order)
        assert shown(table, 6, AREA) == "–"


def test_says_in_words_that_there_are_no_lesions(table: LesionTable) -> None:
    blank = table.grab().toImage()
    table.set_rows(seven())
    table.set_rows(())
    assert table.grab().toImage() == blank
    assert colours(blank) > 2


def colours(image: QImage) -> int:
    return len({image.pixel(x, y) for x in range(0, image.width(), 2) for y in range(image.height() // 2)})


@pytest.fixture
def app_theme(qapp: QApplication) -> Iterator[QApplication]:
    yield qapp
    apply_theme(qapp, theme_for("light", 1.0, Qt.ColorScheme.Light))


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_rows_grow_with_the_font(app_theme: QApplication, qtbot: QtBot, scale: float) -> None:
    apply_theme(app_theme, theme_for("dark", scale, Qt.ColorScheme.Light))
    table = LesionTable()
    qtbot.addWidget(table)
    table.set_rows(seven())
    assert table.rowHeight(0) == 36 * scale
