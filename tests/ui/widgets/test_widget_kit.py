from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import combinations

import pytest
from PySide6.QtCore import QPoint, QRectF, Qt
from PySide6.QtGui import QAccessible, QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QVBoxLayout, QWidget

from calcitrack.domain.vocabulary import Subtype
from calcitrack.ui.theme import LIGHT, Theme, apply_theme, current_theme, theme_for
from calcitrack.ui.widgets.banner_field import BannerField
from calcitrack.ui.widgets.card import Card
from calcitrack.ui.widgets.change_mark import Shift, change_text, change_width, paint_change
from calcitrack.ui.widgets.chip import Badge, Chip, badge_size, paint_badge
from calcitrack.ui.widgets.flow import FlowLayout
from calcitrack.ui.widgets.label import Label
from calcitrack.ui.widgets.lesions.subtype_mark import paint_subtype
from calcitrack.ui.widgets.message_bar import MessageBar
from calcitrack.ui.widgets.spark_line import Point, paint_spark

# The offscreen platform says this of every window that it shows.
pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)

LONG = "penicillin, co-trimoxazole, iodinated contrast medium and the adhesive of most dressings"

Apply = Callable[[str, float], Theme]


@pytest.fixture(autouse=True)
def apply(qapp: QApplication) -> Iterator[Apply]:
    def make(mode: str, scale: float) -> Theme:
        theme = theme_for(mode, scale, Qt.ColorScheme.Unknown)
        apply_theme(qapp, theme)
        return theme

    make("light", 1.0)
    yield make
    make("light", 1.0)


def painted(width: int, height: int, paint: Callable[[QPainter, QRectF], None]) -> QImage:
    image = QImage(width, height, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    paint(painter, QRectF(0, 0, width, height))
    painter.end()
    return image


def inked(image: QImage) -> set[tuple[int, int]]:
    return {(x, y) for x in range(image.width()) for y in range(image.height()) if image.pixelColor(x, y).alpha() > 127}


def stand(widget: QWidget, width: int) -> None:
    """Lay a widget out at a width and the height that it asks for there."""
    height = widget.heightForWidth(width) if widget.hasHeightForWidth() else widget.sizeHint().height()
    widget.setGeometry(0, 0, width, height)
    widget.show()
    QApplication.processEvents()


def assert_nothing_is_cut(whole: QWidget) -> None:
    for label in whole.findChildren(Label):
        if label.isVisibleTo(whole):
            assert label.width() >= label.minimumSizeHint().width(), label.text()
            assert label.height() >= label.heightForWidth(label.width()), label.text()
    for child in whole.findChildren(QWidget):
        if child.isVisibleTo(whole):
            corner = child.mapTo(whole, QPoint(child.width(), child.height()))
            assert corner.x() <= whole.width(), child
            assert corner.y() <= whole.height(), child


def spoken(widget: QWidget) -> str:
    return QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)


def boxes(widths: list[int], height: int = 10) -> list[QWidget]:
    made = [QWidget() for _ in widths]
    for box, width in zip(made, widths, strict=True):
        box.setFixedSize(width, height)
    return made


# --- flow


def flow_of(qtbot: object, widths: list[int], push_from: int | None = None) -> tuple[QWidget, list[QWidget]]:
    holder = QWidget()
    qtbot.addWidget(holder)
    flow = FlowLayout(holder, gap=10, line_gap=5)
    made = boxes(widths)
    for index, box in enumerate(made):
        if index == push_from:
            flow.push_right()
        flow.addWidget(box)
    return holder, made


def test_a_flow_keeps_one_line_while_there_is_room(qtbot: object) -> None:
    holder, made = flow_of(qtbot, [40, 40, 40])
    stand(holder, 140)
    assert [box.pos() for box in made] == [QPoint(0, 0), QPoint(50, 0), QPoint(100, 0)]
    assert holder.sizeHint().width() == 140


def test_a_flow_wraps_and_grows_when_it_gets_narrow(qtbot: object) -> None:
    holder, made = flow_of(qtbot, [40, 40, 40])
    assert holder.heightForWidth(140) == 10
    assert holder.heightForWidth(139) == 25
    assert holder.heightForWidth(40) == 40
    stand(holder, 139)
    assert made[2].pos() == QPoint(0, 15)


def test_a_flow_pushes_the_rest_to_the_right_of_every_line(qtbot: object) -> None:
    holder, made = flow_of(qtbot, [40, 30, 30], push_from=1)
    stand(holder, 200)
    assert [box.x() for box in made] == [0, 130, 170]
    stand(holder, 90)
    assert [(box.x(), box.y()) for box in made] == [(0, 0), (60, 0), (60, 15)]


def test_a_flow_leaves_no_gap_for_what_is_hidden(qtbot: object) -> None:
    holder, made = flow_of(qtbot, [40, 40, 40])
    made[1].hide()
    stand(holder, 200)
    assert made[2].x() == 50
    assert holder.sizeHint().width() == 90


def test_a_flow_gives_an_item_back(qtbot: object) -> None:
    holder, made = flow_of(qtbot, [40, 40], push_from=1)
    taken = holder.layout().takeAt(0)
    assert taken.widget() is made[0]
    assert holder.layout().takeAt(5) is None
    stand(holder, 100)
    assert made[1].x() == 60


def test_a_flow_wraps_an_item_that_is_wider_than_the_line(qtbot: object) -> None:
    holder = QWidget()
    qtbot.addWidget(holder)
    flow = FlowLayout(holder)
    flow.addWidget(BannerField("Allergies", LONG, "danger"))
    stand(holder, 200)
    assert_nothing_is_cut(holder)
    assert holder.height() > 60


# --- label, card, banner field, message bar


def test_a_label_shows_mark_up_as_it_was_typed(qtbot: object) -> None:
    marked, other = Label("<i></i>"), Label("<u></u>")
    for label in (marked, other):
        qtbot.addWidget(label)
        label.resize(200, 30)
    # Read as mark-up, both would be empty and alike.
    assert marked.grab().toImage() != other.grab().toImage()


@pytest.mark.parametrize("width", [300, 420, 900])
def test_a_card_shows_title_subtitle_and_actions_whole_at_twice_the_size(
    qtbot: object, apply: Apply, width: int
) -> None:
    apply("dark", 2.0)
    card = Card("Lesion size over time", "area, mm² (log)", (Chip("Each lesion"), Chip("Total, same lesions")))
    qtbot.addWidget(card)
    card.add(Label(LONG))
    stand(card, width)
    assert_nothing_is_cut(card)


def test_a_card_without_title_and_actions_has_no_header(qtbot: object) -> None:
    bare, titled = Card(), Card("Note")
    for card in (bare, titled):
        qtbot.addWidget(card)
        card.add(QWidget())
    assert titled.sizeHint().height() >= bare.sizeHint().height() + 44
    bare.add_action(QPushButton("New lesion"))
    assert bare.sizeHint().height() >= titled.sizeHint().height()


def test_a_card_takes_the_margins_of_the_theme_it_stands_in(qtbot: object, apply: Apply) -> None:
    card = Card("Note")
    qtbot.addWidget(card)
    card.show()
    assert card.body.contentsMargins().left() == 16
    apply("light", 2.0)
    assert card.body.contentsMargins().left() == 32


def test_a_flush_card_lets_a_table_reach_its_sides(qtbot: object) -> None:
    card = Card("Lesions", flush=True)
    qtbot.addWidget(card)
    assert card.body.contentsMargins().left() == 0


def test_a_banner_field_says_label_and_value_together(qtbot: object) -> None:
    field = BannerField("Allergies", "penicillin", "danger")
    qtbot.addWidget(field)
    assert spoken(field) == "Allergies: penicillin"
    field.set_value("unknown")
    assert spoken(field) == "Allergies: unknown"
    assert field.value() == "unknown"


def test_a_message_bar_is_hidden_until_it_speaks_and_after_it_was_closed(qtbot: object) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    bar = MessageBar()
    QVBoxLayout(page).addWidget(bar)
    page.show()
    assert not bar.isVisible()
    bar.show_message("Not saved. The disk is full.", "danger")
    assert bar.isVisible()
    close = next(button for button in buttons_of(bar) if spoken(button) == "Close this message")
    with qtbot.waitSignal(bar.closed):
        qtbot.mouseClick(close, Qt.MouseButton.LeftButton)
    assert not bar.isVisible()


def test_a_message_bar_offers_one_thing_to_do(qtbot: object) -> None:
    bar = MessageBar()
    qtbot.addWidget(bar)
    bar.show_message("Not saved.", "danger", "Try again")
    action = next(button for button in buttons_of(bar) if spoken(button) == "Try again")
    with qtbot.waitSignal(bar.action_requested):
        qtbot.mouseClick(action, Qt.MouseButton.LeftButton)
    bar.show_message("Saved.", "good")
    assert not action.isVisibleTo(bar)


@pytest.mark.parametrize(
    ("tone", "said"),
    [("accent", "Full."), ("warning", "Warning: Full."), ("danger", "Important: Full."), ("good", "Full.")],
)
def test_a_message_bar_says_its_gravity_in_words(qtbot: object, tone: str, said: str) -> None:
    bar = MessageBar()
    qtbot.addWidget(bar)
    bar.show_message("Full.", tone)
    assert spoken(bar) == said


def test_each_gravity_has_an_icon_of_its_own_shape(qtbot: object) -> None:
    masks = []
    for tone in ("accent", "warning", "danger", "good"):
        bar = MessageBar()
        qtbot.addWidget(bar)
        bar.show_message("Full.", tone)
        picture = next(label for label in bar.findChildren(QLabel) if not label.pixmap().isNull())
        masks.append(inked(picture.pixmap().toImage()))
    assert all(one != other for one, other in combinations(masks, 2))


def test_a_message_bar_shows_its_sentence_whole_at_twice_the_size(qtbot: object, apply: Apply) -> None:
    apply("light", 2.0)
    bar = MessageBar()
    qtbot.addWidget(bar)
    bar.show_message(f"Not saved. {LONG}. {LONG}.", "danger", "Try again")
    stand(bar, 700)
    assert_nothing_is_cut(bar)


def buttons_of(widget: QWidget) -> list[QWidget]:
    return [child for child in widget.findChildren(QWidget) if child.focusPolicy() & Qt.FocusPolicy.TabFocus]


# --- chip and badge


def test_checking_a_chip_changes_no_size(qtbot: object) -> None:
    chip = Chip("Everyone", 412)
    qtbot.addWidget(chip)
    calm = chip.sizeHint()
    chip.setChecked(True)
    assert chip.sizeHint() == calm
    assert spoken(chip) == "Everyone 412"


def test_a_chip_shows_another_count(qtbot: object) -> None:
    chip = Chip("Overdue", 9)
    qtbot.addWidget(chip)
    narrow = chip.sizeHint().width()
    chip.set_count(1000)
    assert spoken(chip) == "Overdue 1000"
    assert chip.sizeHint().width() > narrow
    chip.set_count(None)
    assert spoken(chip) == "Overdue"
    chip.set_word("Today & late")
    assert spoken(chip) == "Today & late"


def test_a_chip_is_pressed_by_mouse_and_by_keyboard(qtbot: object) -> None:
    chip = Chip("Today", 3)
    qtbot.addWidget(chip)
    chip.show()
    qtbot.mouseClick(chip, Qt.MouseButton.LeftButton)
    assert chip.isChecked()
    qtbot.keyClick(chip, Qt.Key.Key_Space)
    assert not chip.isChecked()


def test_a_chip_with_a_menu_cannot_be_checked(qtbot: object) -> None:
    chip, plain = Chip("Diagnosis: any", opens_menu=True), Chip("Diagnosis: any")
    qtbot.addWidget(chip)
    qtbot.addWidget(plain)
    qtbot.mouseClick(chip, Qt.MouseButton.LeftButton)
    assert not chip.isChecked()
    assert chip.sizeHint().width() > plain.sizeHint().width()


def test_focus_and_check_each_show_on_a_chip(qtbot: object) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    chip, other = Chip("Today", 3), QPushButton("Other")
    column = QVBoxLayout(page)
    column.addWidget(other)
    column.addWidget(chip)
    page.show()
    page.activateWindow()
    QApplication.processEvents()
    other.setFocus()
    calm = chip.grab().toImage()
    chip.setFocus()
    assert chip.hasFocus()
    focused = chip.grab().toImage()
    chip.setChecked(True)
    checked = chip.grab().toImage()
    assert calm != focused
    assert focused != checked


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_chips_and_badges_are_never_narrower_than_their_words(qtbot: object, apply: Apply, scale: float) -> None:
    theme = apply("light", scale)
    for made in (Chip("On a therapy trial", 188), Badge("Nerve compression", "danger")):
        qtbot.addWidget(made)
        words = made.fontMetrics().horizontalAdvance(made.accessibleName()) * 12 / 13
        assert made.minimumSizeHint().width() >= words + theme.px(10)


def test_a_badge_is_painted_in_the_two_colours_of_its_tone(qtbot: object) -> None:
    badge = Badge("Infection signs", "danger")
    qtbot.addWidget(badge)
    badge.resize(badge.sizeHint())
    seen = badge.grab().toImage()
    colours = {seen.pixelColor(x, y).name().upper() for x in range(seen.width()) for y in range(seen.height())}
    assert {LIGHT.danger_weak, LIGHT.danger} <= colours
    assert spoken(badge) == "Infection signs"


def test_a_cell_paints_the_same_badge_as_the_widget(qtbot: object) -> None:
    badge = Badge("done", "good")
    qtbot.addWidget(badge)
    size = badge_size("done", badge.font(), current_theme())
    assert badge.sizeHint() == size
    cell = painted(size.width(), size.height(), lambda p, r: paint_badge(p, r, "done", "good", LIGHT))
    assert cell.pixelColor(size.width() // 2, 1) == QColor(LIGHT.good_weak)


# --- subtype, change, spark


def test_every_subtype_has_a_shape_of_its_own(qtbot: object) -> None:
    shapes = {
        subtype: inked(painted(24, 24, lambda p, r, s=subtype: paint_subtype(p, r, s, LIGHT))) for subtype in Subtype
    }
    assert all(shapes.values())
    assert all(len(one ^ other) > 30 for one, other in combinations(shapes.values(), 2))


def test_only_the_undetermined_subtype_is_hollow(qtbot: object) -> None:
    # Between the ring and the question mark, left of the middle.
    for subtype in Subtype:
        image = painted(40, 40, lambda p, r, s=subtype: paint_subtype(p, r, s, LIGHT))
        assert (image.pixelColor(10, 20).alpha() == 0) == (subtype is Subtype.UNDETERMINED)


def test_a_subtype_mark_stays_in_the_middle_of_a_wide_cell(qtbot: object) -> None:
    ink = inked(painted(100, 20, lambda p, r: paint_subtype(p, r, Subtype.STONE, LIGHT)))
    columns = [x for x, _ in ink]
    assert min(columns) + max(columns) == 99


@pytest.mark.parametrize(
    ("shift", "words"),
    [
        (Shift(18, "larger", "danger"), "18 % larger"),
        (Shift(57, "smaller", "good"), "57 % smaller"),
        (Shift(2, "level"), "no change, 2 %"),
        (None, "not comparable"),
    ],
)
def test_a_change_says_its_direction_in_words(shift: Shift | None, words: str) -> None:
    assert change_text(shift) == words


def mark_rows(shift: Shift) -> list[int]:
    """How wide the mark before the figure is, row by row."""
    width = change_width(shift, QApplication.font())
    ink = inked(painted(width, 20, lambda p, r: paint_change(p, r, shift, LIGHT)))
    mark = {(x, y) for x, y in ink if x < 9}
    return [sum(1 for _, row in mark if row == y) for y in sorted({y for _, y in mark})]


def test_the_mark_of_a_change_points_its_way_without_any_colour(qtbot: object) -> None:
    larger, smaller, level = (mark_rows(Shift(18, way)) for way in ("larger", "smaller", "level"))
    assert larger[0] < larger[-1]
    assert smaller[0] > smaller[-1]
    assert len(level) <= 3


def test_a_change_can_stand_at_the_left_or_the_right(qtbot: object) -> None:
    shift = Shift(18, "larger")
    left = inked(painted(120, 20, lambda p, r: paint_change(p, r, shift, LIGHT, Qt.AlignmentFlag.AlignLeft)))
    right = inked(painted(120, 20, lambda p, r: paint_change(p, r, shift, LIGHT)))
    assert min(x for x, _ in left) <= 2
    assert max(x for x, _ in right) >= 116


def spark(*points: Point) -> set[tuple[int, int]]:
    return inked(painted(100, 24, lambda p, r: paint_spark(p, r, points, "danger", LIGHT)))


def columns(ink: set[tuple[int, int]]) -> set[int]:
    return {x for x, _ in ink}


def test_a_spark_line_is_broken_where_nothing_was_measured(qtbot: object) -> None:
    whole = spark((0, 10.0), (40, 11.0), (60, 11.0), (100, 12.0))
    broken = spark((0, 10.0), (40, 11.0), (50, None), (60, 11.0), (100, 12.0))
    assert {48, 50, 52} <= columns(whole)
    assert not {48, 50, 52} & columns(broken)


def test_a_spark_line_ends_in_a_dot_on_the_last_measurement(qtbot: object) -> None:
    ink = spark((0, 10.0), (50, 10.0), (100, None))
    heights = {x: sum(1 for column, _ in ink if column == x) for x in columns(ink)}
    assert heights[50] > 2 * heights[20]
    assert max(heights) < 60


def test_a_spark_line_keeps_to_the_time_between_its_points(qtbot: object) -> None:
    ink = spark((0, 10.0), (10, 30.0), (100, 30.0))
    assert max(y for x, y in ink if x == 3) > min(y for x, y in ink if x == 20)
    assert {y for x, y in ink if x == 20} == {y for x, y in ink if x == 80}


def test_a_small_change_does_not_look_like_a_cliff(qtbot: object) -> None:
    small, large = spark((0, 100.0), (100, 102.0)), spark((0, 100.0), (100, 200.0))
    rise = [max(y for _, y in ink) - min(y for _, y in ink) for ink in (small, large)]
    assert rise[0] < rise[1] / 2


def test_one_measurement_is_a_dot_and_none_is_nothing(qtbot: object) -> None:
    assert spark((0, 5.0))
    assert spark((0, 0.0), (10, 0.0))
    assert spark((0, None), (10, None)) == set()
    assert spark() == set()


# --- all together


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_everything_that_takes_focus_has_a_name_and_nothing_is_cut_at_twice_the_size(
    qtbot: object, apply: Apply, mode: str
) -> None:
    apply(mode, 2.0)
    page = QWidget()
    qtbot.addWidget(page)
    column = QVBoxLayout(page)
    bar = MessageBar()
    card = Card("Lesions", "4 of 7 recorded", (Chip("Front"), Chip("Back"), QPushButton("New lesion")))
    holder = QWidget()
    flow = FlowLayout(holder)
    for made in (
        BannerField("Allergies", LONG, "danger"), Badge("Progressing", "warning"),
        Chip("Diagnosis: any", opens_menu=True),
    ):  # fmt: skip
        flow.addWidget(made)
    card.add(holder)
    column.addWidget(bar)
    column.addWidget(card)
    bar.show_message(LONG, "warning", "Show them")
    stand(page, 600)
    assert_nothing_is_cut(page)
    takes_focus = buttons_of(page)
    assert len(takes_focus) == 6
    assert all(spoken(widget) for widget in takes_focus)
