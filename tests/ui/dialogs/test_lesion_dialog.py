from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QCheckBox, QComboBox, QDialog, QLabel, QRadioButton, QWidget

from calcitrack.domain.lesion import Lesion, LesionSetting
from calcitrack.domain.sites import SiteList
from calcitrack.domain.vocabulary import Form, Layer, Method, NewStatus, Side
from calcitrack.ui.dialogs.lesions.lesion_dialog import LesionDialog, LesionSettingDialog
from calcitrack.ui.widgets.lesions.site_picker import SitePicker
from tests.builders import a_lesion

# The offscreen platform says this of every window that it shows.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)

TODAY = date(2026, 11, 22)
SITES = SiteList.load()
THUMB = ("hand.thumb.distal.volar", Side.RIGHT)


class Desk:
    """A dialog with a person at the keyboard, who counts the keys."""

    def __init__(self, qtbot, dialog: LesionDialog | LesionSettingDialog) -> None:
        self.dialog, self.qtbot, self.keys = dialog, qtbot, 0
        qtbot.addWidget(dialog)
        with qtbot.waitExposed(dialog):
            dialog.show()
        dialog.activateWindow()
        qtbot.waitUntil(lambda: dialog.isAncestorOf(QApplication.focusWidget() or QWidget()))

    def type(self, text: str) -> None:
        for letter in text:
            self.keys += 1
            self.qtbot.keyClicks(QApplication.focusWidget(), letter)

    def press(self, *keys: Qt.Key) -> None:
        for key in keys:
            self.keys += 1
            self.qtbot.keyClick(QApplication.focusWidget(), key)

    def enter(self) -> None:
        self.press(Qt.Key.Key_Return)

    def choose(self, name: str, word: str) -> None:
        box = next(box for box in self.dialog.findChildren(QComboBox) if box.accessibleName() == name)
        box.setFocus()
        for _ in range(box.findText(word) - box.currentIndex()):
            self.qtbot.keyClick(box, Qt.Key.Key_Down)

    def answer(self, name: str) -> None:
        button = next(b for b in self.dialog.findChildren(QRadioButton) if b.accessibleName() == name)
        self.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)

    def field(self, name: str) -> QWidget:
        return next(w for w in self.dialog.findChildren(QWidget) if w.accessibleName() == name and w.isVisible())

    def says(self, text: str) -> bool:
        return any(text in label.text() for label in self.dialog.findChildren(QLabel) if label.isVisible())

    @property
    def is_accepted(self) -> bool:
        return self.dialog.result() == QDialog.DialogCode.Accepted


def a_new(qtbot, *existing: Lesion, **place) -> Desk:
    return Desk(qtbot, LesionDialog(8, TODAY, SITES, existing, **place))


def test_nine_keys_add_a_lesion_at_the_right_thumb(qtbot):
    desk = a_new(qtbot)
    desk.type("rt th v")
    desk.enter()
    desk.enter()

    assert desk.is_accepted
    # With N before it and "8 Tab 6 Enter" for the size behind it this makes 14.
    assert desk.keys == 9
    assert desk.dialog.value() == Lesion(
        8, TODAY, (LesionSetting(*THUMB, set_on=TODAY),), new_status=NewStatus.NOT_KNOWN
    )


def test_the_side_is_asked_for_by_one_letter_and_enter_adds(qtbot):
    desk = a_new(qtbot)
    desk.type("elbow ext")
    desk.enter()
    desk.type("l")
    desk.enter()

    assert desk.dialog.value().setting.site == "elbow.extensor"
    assert desk.dialog.value().side is Side.LEFT


def test_a_place_clicked_on_the_map_is_there_already(qtbot):
    desk = a_new(qtbot, place=THUMB)
    desk.enter()

    assert (desk.dialog.value().site, desk.dialog.value().side) == THUMB


def test_nothing_is_added_without_a_site(qtbot):
    desk = a_new(qtbot)
    desk.enter()
    assert desk.says("rt th v for the right thumb")

    desk.type("elbow ext")
    desk.press(Qt.Key.Key_Escape)
    desk.enter()
    assert desk.says("Choose a site from the list")
    assert not desk.is_accepted


def test_nothing_is_added_without_a_side(qtbot):
    desk = a_new(qtbot)
    desk.type("elbow ext")
    desk.enter()
    desk.enter()

    assert desk.says("press its letter")
    assert not desk.is_accepted


def test_everything_else_can_be_said(qtbot):
    desk = a_new(qtbot, place=THUMB)
    desk.answer("Is it new?: New since the last visit")
    desk.answer("Form: Cluster")
    desk.choose("Tracking method", "Ultrasound")
    desk.choose("Layer", "Subcutis")
    qtbot.keyClick(desk.dialog.findChild(QCheckBox), Qt.Key.Key_Space)
    desk.dialog.accept()

    lesion = desk.dialog.value()
    assert lesion.new_status is NewStatus.NEW
    assert lesion.setting == LesionSetting(
        *THUMB,
        set_on=TODAY,
        form=Form.CLUSTER,
        layer=Layer.SUBCUTIS,
        tracking_method=Method.ULTRASOUND,
        index=True,
    )


def test_a_sheet_takes_the_sites_that_it_covers(qtbot):
    desk = a_new(qtbot, place=("elbow.extensor", Side.LEFT))
    desk.answer("Form: Sheet")
    line = [w for w in desk.dialog.findChildren(QWidget) if w.accessibleName() == "Sites that it covers"][-1]
    line.setFocus()
    for site in ("elbow medial", "forearm dorsal"):
        desk.type(site)
        desk.enter()
    desk.dialog.accept()

    assert desk.dialog.value().setting.extent_sites == ("elbow.medial", "forearm.dorsal")


def test_a_site_of_a_sheet_can_be_taken_away(qtbot):
    sheet = replace(a_lesion(2).setting, form=Form.SHEET, extent_sites=("elbow.medial", "forearm.dorsal"))
    desk = Desk(qtbot, LesionSettingDialog(a_lesion(2, settings=(sheet,)), TODAY, SITES, ()))
    name = f"Take away: {SITES.get('elbow.medial').name}"
    qtbot.mouseClick(desk.field(name), Qt.MouseButton.LeftButton)
    desk.field("Why it is changed, needed").setFocus()
    desk.type("smaller")
    desk.enter()

    assert desk.dialog.value().setting.extent_sites == ("forearm.dorsal",)


def test_other_forms_cover_no_further_sites(qtbot):
    desk = a_new(qtbot, place=THUMB)

    assert not desk.says("Sites that it covers")


def test_says_that_a_lesion_is_already_there(qtbot):
    there = a_lesion(3, site=THUMB[0], side=THUMB[1])
    elsewhere = a_lesion(4, site=THUMB[0], side=Side.LEFT)
    desk = a_new(qtbot, there, elsewhere)
    desk.type("rt th v")
    desk.enter()

    assert desk.says("Lesion 3 is already recorded there")
    desk.enter()
    assert desk.is_accepted


def test_first_seen_can_be_earlier_and_never_after_the_visit(qtbot):
    desk = a_new(qtbot, place=THUMB)
    line = desk.field("First seen, needed")
    line.setFocus()
    line.selectAll()
    desk.type("3 Dec 2026")
    desk.enter()
    assert desk.says("after the visit of 22 Nov 2026")

    line.selectAll()
    desk.type("3 Nov 2026")
    desk.enter()
    assert desk.dialog.value().first_seen == date(2026, 11, 3)


def test_esc_asks_before_it_drops_what_was_typed(qtbot):
    desk = a_new(qtbot)
    desk.type("elbow")
    desk.press(Qt.Key.Key_Escape, Qt.Key.Key_Escape)

    assert desk.dialog.isVisible()


def test_esc_closes_an_untouched_form(qtbot):
    desk = a_new(qtbot)
    desk.press(Qt.Key.Key_Escape)

    assert not desk.dialog.isVisible()


def test_every_field_has_an_accessible_name(qtbot):
    desk = a_new(qtbot, place=THUMB)
    visible = [widget for widget in desk.dialog.findChildren(QWidget) if widget.isVisible()]
    focusable = [widget for widget in visible if widget.focusPolicy() & Qt.FocusPolicy.TabFocus]

    nameless = [w for w in focusable if not QAccessible.queryAccessibleInterface(w).text(QAccessible.Text.Name)]
    assert nameless == []


# Changing what is set


def test_a_change_is_a_new_setting_with_its_day_and_reason(qtbot):
    lesion = a_lesion(2)
    desk = Desk(qtbot, LesionSettingDialog(lesion, TODAY, SITES, [lesion]))
    desk.choose("Tracking method", "Ultrasound")
    assert desk.says("whole history is re-read")

    desk.field("Why it is changed, needed").setFocus()
    desk.type("depth unclear by hand")
    desk.enter()
    first, second = desk.dialog.value().settings
    assert first == lesion.setting
    assert second == replace(
        lesion.setting, tracking_method=Method.ULTRASOUND, set_on=TODAY, reason="depth unclear by hand"
    )


def test_a_change_wants_its_reason(qtbot):
    desk = Desk(qtbot, LesionSettingDialog(a_lesion(2), TODAY, SITES, ()))
    desk.choose("Layer", "Skin")
    desk.dialog.accept()

    assert desk.says("Say why it is changed")
    assert not desk.is_accepted


def test_a_change_that_changes_nothing_is_refused(qtbot):
    desk = Desk(qtbot, LesionSettingDialog(a_lesion(2), TODAY, SITES, ()))
    desk.field("Why it is changed, needed").setFocus()
    desk.type("no reason")
    desk.enter()

    assert desk.says("Nothing was changed")
    assert not desk.is_accepted


def test_a_lesion_is_not_its_own_neighbour(qtbot):
    lesion = a_lesion(2)
    desk = Desk(qtbot, LesionSettingDialog(lesion, TODAY, SITES, [lesion]))

    assert not desk.says("already recorded there")


def test_a_cluster_asks_how_many_and_an_empty_answer_is_no_count(qtbot):
    desk = a_new(qtbot, place=THUMB)
    assert not desk.says("How many deposits")
    desk.answer("Form: Cluster")
    desk.field("How many deposits").setFocus()
    desk.type("0")
    desk.enter()
    assert desk.says("whole number from 1 to 999")
    desk.press(Qt.Key.Key_Backspace)
    desk.type("20")
    desk.enter()
    assert desk.is_accepted
    assert desk.dialog.count() == 20


def test_a_change_of_an_exoskeleton_keeps_the_sites_that_it_covers(qtbot):
    setting = replace(a_lesion().setting, form=Form.EXOSKELETON, extent_sites=("thigh", "knee"))
    lesion = replace(a_lesion(), settings=(setting,))
    desk = Desk(qtbot, LesionSettingDialog(lesion, TODAY, SITES, [lesion]))
    desk.choose("Tracking method", "CT")
    desk.field("Why it is changed, needed").setFocus()
    desk.type("film")
    desk.enter()
    assert desk.dialog.value().setting.extent_sites == ("thigh", "knee")


def test_a_lesion_that_moves_keeps_its_history_and_the_form_says_so(qtbot):
    lesion = a_lesion()
    desk = Desk(qtbot, LesionSettingDialog(lesion, TODAY, SITES, [lesion]))
    assert not desk.says("its whole history")
    desk.dialog.findChildren(SitePicker)[0].set_value(*THUMB)
    desk.dialog.findChildren(SitePicker)[0].edited.emit()
    assert desk.says("its whole history")
