"""The one style sheet, written in the sizes and token names of the design.

In the text below ``@accent`` stands for a token and ``12px`` for a size at scale 1.0; ``style_sheet`` fills both in.
Widgets are told apart by object name (``topBar``) or by a dynamic property (``kind="primary"``); ``dress`` sets those.
A border grows from 1 to 2 px under focus and the padding gives way, so nothing moves. On a filled button the ring is
in the text colour, with a hair of the ground between: an accent ring would drown in the accent.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from calcitrack.paths import resource

if TYPE_CHECKING:
    from calcitrack.ui.theme import Theme

_TEXT = """
QLabel { background: transparent; }
QLabel[role="title"] { font-size: 19px; font-weight: bold; }
QLabel[role="heading"] { font-weight: bold; }
QLabel[role="muted"] { color: @muted; }
QLabel[role="small"] { color: @muted; font-size: 12px; }
QLabel[role="key"] { color: @muted; font-size: 12px; font-weight: bold; background: @surface;
    border: 1px solid @border; border-radius: 4px; padding: 0 5px; }
QLabel[tone="accent"] { color: @accent; }
QLabel[tone="warning"] { color: @warning; }
QLabel[tone="danger"] { color: @danger; }
QLabel[tone="good"] { color: @good; }
QToolTip { color: @surface; background: @text; border: 1px solid @text; padding: 4px 8px; font-size: 12px; }
"""

_BUTTONS = """
QPushButton { color: @text; background: @surface; border: 1px solid @border; border-radius: 7px;
    min-height: 30px; padding: 0 12px; font-size: 13px; icon-size: 16px; }
QPushButton::menu-indicator { image: none; width: 0; }
QPushButton:hover { background: @background; border-color: @faint; }
QPushButton:pressed, QPushButton:checked { background: @accent_weak; color: @accent; border-color: @accent; }
QPushButton:focus { border: 2px solid @accent; min-height: 28px; padding: 0 11px; }
QPushButton:disabled { color: @faint; background: @background; border-color: @line; }
QPushButton[kind="primary"] { color: @on_accent; background: @accent; border-color: @accent; }
QPushButton[kind="danger"] { color: @on_accent; background: @danger; border-color: @danger; }
QPushButton[kind="primary"]:hover { background: @text; border-color: @text; color: @surface; }
QPushButton[kind="danger"]:hover { background: @text; border-color: @text; color: @surface; }
QPushButton[kind="primary"]:focus, QPushButton[kind="danger"]:focus { border: 2px solid @text;
    background-clip: padding; }
QPushButton[kind="primary"]:disabled, QPushButton[kind="danger"]:disabled { color: @faint; background: @line;
    border-color: @line; }
QPushButton[kind="flat"] { color: @accent; background: transparent; border-color: transparent; padding: 0 8px; }
QPushButton[kind="flat"]:hover { background: @accent_weak; }
QPushButton[kind="flat"]:focus { border-color: @accent; padding: 0 7px; }
QPushButton[kind="flat"]:disabled { color: @faint; background: transparent; }
QPushButton[kind="small"] { color: @accent; background: @accent_weak; border-color: @accent_weak; min-height: 22px;
    padding: 0 8px; font-size: 12px; border-radius: 5px; }
QPushButton[kind="small"]:hover, QPushButton[kind="small"]:checked { border-color: @accent; }
QPushButton[kind="small"]:focus { border: 2px solid @accent; min-height: 20px; padding: 0 7px; }
QPushButton[kind="fold"], QPushButton[kind="fold"]:checked { background: transparent; border: 2px solid transparent;
    min-height: 0; padding: 0; border-radius: 5px; }
QPushButton[kind="fold"]:hover { background: @line; }
QPushButton[kind="fold"]:focus { border-color: @accent; }
QPushButton[kind="chip"] { min-height: 0; padding: 0; }
QToolButton { color: @text; background: transparent; border: 2px solid transparent; border-radius: 7px;
    padding: 4px; }
QToolButton:hover { background: @line; }
QToolButton:checked { background: @accent_weak; color: @accent; }
QToolButton:focus { border-color: @accent; }
QToolButton:disabled { color: @faint; }
QToolButton::menu-indicator { image: none; }
"""

_FIELDS = """
QLineEdit, QComboBox, QAbstractSpinBox, QPlainTextEdit, QTextEdit { color: @text; background: @surface;
    border: 1px solid @border; border-radius: 7px; padding: 0 8px; font-size: 13px;
    placeholder-text-color: @muted; selection-background-color: @accent; selection-color: @on_accent; }
QLineEdit, QComboBox, QAbstractSpinBox { min-height: 30px; }
QAbstractSpinBox { min-height: 27px; }
QPlainTextEdit, QTextEdit { padding: 4px; }
QTextEdit[kind="reader"], QTextEdit[kind="reader"]:focus { border: none; padding: 0; background: @surface; }
QLineEdit:hover, QComboBox:hover, QAbstractSpinBox:hover, QPlainTextEdit:hover { border-color: @faint; }
QLineEdit:focus, QComboBox:focus, QAbstractSpinBox:focus { border: 2px solid @accent; min-height: 28px;
    padding: 0 7px; }
QAbstractSpinBox:focus { min-height: 25px; }
QPlainTextEdit:focus, QTextEdit:focus { border: 2px solid @accent; padding: 3px; }
QLineEdit[refused="true"], QComboBox[refused="true"], QAbstractSpinBox[refused="true"],
QPlainTextEdit[refused="true"] { border-color: @danger; background: @danger_weak; }
QLineEdit:disabled, QComboBox:disabled, QAbstractSpinBox:disabled, QPlainTextEdit:disabled,
QLineEdit[readOnly="true"] { background: @background; }
QLineEdit:disabled, QComboBox:disabled, QAbstractSpinBox:disabled, QPlainTextEdit:disabled { color: @faint; }
QLineEdit#search { background: @background; }
QAbstractSpinBox QLineEdit, QComboBox QLineEdit { border: none; min-height: 0; padding: 0; background: transparent; }
QComboBox { padding-left: 10px; }
QComboBox:focus { padding-left: 9px; }
QComboBox::drop-down { border: none; width: 24px; }
QComboBox::down-arrow { image: url("@icons/mark-down.svg"); width: 12px; height: 12px; }
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button { border: none; background: transparent; width: 24px;
    subcontrol-origin: border; }
QAbstractSpinBox::up-button { subcontrol-position: right; }
QAbstractSpinBox::down-button { subcontrol-position: left; }
QAbstractSpinBox::up-button:hover, QAbstractSpinBox::down-button:hover { background: @line; border-radius: 7px; }
QAbstractSpinBox::up-arrow { image: url("@icons/mark-plus.svg"); width: 12px; height: 12px; }
QAbstractSpinBox::down-arrow { image: url("@icons/mark-dash.svg"); width: 12px; height: 12px; }
QDateEdit::drop-down, QDateTimeEdit::drop-down { border: none; width: 24px; }
QDateEdit::down-arrow, QDateTimeEdit::down-arrow { image: url("@icons/mark-down.svg"); width: 12px; height: 12px; }
QCheckBox, QRadioButton { color: @text; background: transparent; spacing: 8px; padding: 3px; font-size: 13px;
    border: 2px solid transparent; border-radius: 7px; }
QCheckBox:focus, QRadioButton:focus { border-color: @accent; }
QCheckBox:disabled, QRadioButton:disabled { color: @faint; }
QCheckBox::indicator, QRadioButton::indicator { width: 16px; height: 16px; border: 1px solid @faint;
    background: @surface; }
QCheckBox::indicator { border-radius: 4px; }
QRadioButton::indicator { border-radius: 8px; }
QCheckBox::indicator:hover, QRadioButton::indicator:hover { border-color: @accent; }
QCheckBox::indicator:checked { background: @accent; border-color: @accent;
    image: url("@icons/mark-check-@name.svg"); }
QCheckBox::indicator:indeterminate { image: url("@icons/mark-dash.svg"); }
QCheckBox::indicator:disabled, QRadioButton::indicator:disabled { background: @line; border-color: @border; }
QRadioButton::indicator:checked { border: 5px solid @accent; width: 8px; height: 8px; }
QSlider { background: transparent; border: 2px solid transparent; border-radius: 7px; min-height: 20px; }
QSlider:focus { border-color: @accent; }
QSlider::groove:horizontal { height: 4px; border-radius: 2px; background: @border; }
QSlider::sub-page:horizontal { border-radius: 2px; background: @accent; }
QSlider::handle:horizontal { width: 12px; height: 12px; margin: -6px 0; border: 2px solid @accent;
    border-radius: 8px; background: @surface; }
QSlider::handle:horizontal:hover { background: @accent_weak; }
QSlider::sub-page:horizontal:disabled { background: @faint; }
QSlider::handle:horizontal:disabled { border-color: @faint; }
QProgressBar { border: none; border-radius: 4px; background: @line; min-height: 8px; max-height: 8px;
    color: transparent; }
QProgressBar::chunk { border-radius: 4px; background: @accent; }
QGroupBox { border: 1px solid @border; border-radius: 10px; margin-top: 10px; padding: 16px 12px 12px 12px;
    font-weight: bold; }
QGroupBox::title { subcontrol-origin: margin; subcontrol-position: top left; left: 12px; padding: 0 4px; }
"""

_LISTS = """
QTableView, QTreeView, QListView { color: @text; background: @surface; border: 1px solid @border;
    border-radius: 10px; gridline-color: @line; selection-background-color: @selection; selection-color: @text;
    outline: none; font-size: 13px; }
QTableView[flush="true"], QTreeView[flush="true"], QListView[flush="true"] { border: none; background: transparent; }
QTableView:focus, QTreeView:focus, QListView:focus { border-color: @accent; }
QTableView::item { border: none; border-bottom: 1px solid @line; padding: 0 10px; }
QListView::item, QTreeView::item { min-height: 28px; padding: 0 10px; border: 2px solid transparent; }
QTableView::item:selected, QListView::item:selected, QTreeView::item:selected { background: @selection; color: @text; }
QTableView::item:focus { border: 2px solid @accent; padding: 0 8px; }
QListView::item:focus, QTreeView::item:focus { border-color: @accent; }
QTreeView::indicator { width: 16px; height: 16px; border: 1px solid @faint; border-radius: 4px;
    background: @surface; }
QTreeView::indicator:checked { background: @accent; border-color: @accent;
    image: url("@icons/mark-check-@name.svg"); }
QHeaderView { background: transparent; border: none; font-size: 12px; font-weight: bold; }
QHeaderView::section { color: @muted; background: @surface; border: none; border-bottom: 1px solid @border;
    padding: 0 8px; min-height: 30px; }
QHeaderView::section:first { border-top-left-radius: 9px; }
QHeaderView::section:last { border-top-right-radius: 9px; }
QHeaderView::section:only-one { border-top-left-radius: 9px; border-top-right-radius: 9px; }
QHeaderView::up-arrow { image: url("@icons/mark-up.svg"); width: 10px; height: 10px;
    subcontrol-position: center right; right: 4px; }
QHeaderView::down-arrow { image: url("@icons/mark-down.svg"); width: 10px; height: 10px;
    subcontrol-position: center right; right: 4px; }
QFileDialog { backward-icon: url("@icons/mark-left.svg"); forward-icon: url("@icons/mark-right.svg");
    filedialog-parent-directory-icon: url("@icons/mark-up.svg"); }
QTableCornerButton::section { background: transparent; border: none; }
QComboBox QAbstractItemView { border: 1px solid @border; border-radius: 0; padding: 4px 0; }
QScrollArea, QScrollArea > QWidget > QWidget { background: transparent; border: none; }
QScrollArea[kind="strip"] { border: 1px solid transparent; border-radius: 10px; }
QScrollArea[kind="strip"]:focus { border-color: @accent; }
QScrollArea[kind="pages"] { background: @background; border: 2px solid @border; border-radius: 7px; }
QScrollArea[kind="pages"]:focus { border-color: @accent; }
QScrollBar:vertical { background: transparent; border: none; width: 10px; margin: 0; }
QScrollBar:horizontal { background: transparent; border: none; height: 10px; margin: 0; }
QScrollBar::handle { background: @faint; border: 2px solid transparent; border-radius: 5px; }
QScrollBar::handle:vertical { min-height: 28px; margin: 2px; border: none; border-radius: 3px; }
QScrollBar::handle:horizontal { min-width: 28px; margin: 2px; border: none; border-radius: 3px; }
QScrollBar::handle:hover { background: @muted; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
"""

_SHELL = """
QMainWindow, QDialog { background: @background; color: @text; }
QFrame[kind="card"] { background: @surface; border: 1px solid @border; border-radius: 10px; }
QFrame[kind="card"][tone="danger"] { border-color: @danger; }
QFrame[kind="card"][tone="accent"] { border-color: @accent; }
QFrame[kind="finding"] { background: transparent; border: none; border-left: 3px solid @border; }
QFrame[kind="finding"][tone="danger"] { border-left-color: @danger; }
QFrame[kind="finding"][tone="accent"] { border-left-color: @accent; }
QFrame[kind="opened"] { background: @background; border: 1px solid @line; border-radius: 7px; }
QFrame[kind="cardHeader"] { background: transparent; border: none; border-bottom: 1px solid @line; }
QFrame[kind="message"] { border: 1px solid @border; border-radius: 7px; background: @surface; }
QFrame[kind="message"][tone="accent"] { background: @accent_weak; border-color: @accent; }
QFrame[kind="message"][tone="warning"] { background: @warning_weak; border-color: @warning; }
QFrame[kind="message"][tone="danger"] { background: @danger_weak; border-color: @danger; }
QFrame[kind="message"][tone="good"] { background: @good_weak; border-color: @good; }
QFrame#topBar { background: @surface; border: none; border-bottom: 1px solid @border; }
QFrame#rail { background: @surface; border: none; border-right: 1px solid @border; }
QToolButton[kind="rail"] { color: @muted; font-size: 12px; border-radius: 7px; padding: 6px 2px; }
QToolButton[kind="rail"][low="true"] { padding: 2px; }
QToolButton[kind="rail"]:checked { color: @accent; background: @accent_weak; font-weight: bold; }
QToolButton[kind="rail"]:focus { border-color: @accent; }
QStatusBar { background: @surface; color: @muted; border-top: 1px solid @border; font-size: 12px; }
QStatusBar QLabel { color: @muted; font-size: 12px; padding: 2px 8px; }
QStatusBar::item { border: none; }
QSizeGrip { width: 0; height: 0; image: none; }
QTabWidget::pane { border: none; border-top: 1px solid @border; }
QTabBar { background: transparent; border: none; }
QTabBar::tab { color: @muted; background: transparent; border: none; border-bottom: 2px solid transparent;
    padding: 8px 12px; font-size: 13px; }
QTabBar::tab:hover { color: @text; }
QTabBar::tab:selected { color: @accent; border-bottom-color: @accent; }
QTabBar:focus { outline: none; }
QTabBar::tab:focus { border: 2px solid @accent; border-radius: 7px; padding: 6px 10px 8px 10px; }
QTabBar[kind="narrow"]::tab { padding: 8px 4px; }
QTabBar[kind="narrow"]::tab:focus { padding: 6px 2px 8px 2px; }
QMenu { color: @text; background: @surface; border: 1px solid @border; padding: 4px; font-size: 13px; }
QMenu::item { padding: 6px 24px 6px 12px; border-radius: 4px; }
QMenu::item:selected { background: @accent_weak; color: @text; }
QMenu::item:disabled { color: @muted; }
QMenu::separator { height: 1px; background: @line; margin: 4px 8px; }
QSplitter::handle { background: transparent; }
"""


def style_sheet(theme: Theme) -> str:
    """The style sheet of a theme, ready for ``QApplication.setStyleSheet``."""
    names = {"name": theme.name, "icons": resource("icons").as_posix()}

    def value(found: re.Match[str]) -> str:
        name = found.group(1)
        return names[name] if name in names else str(getattr(theme.tokens, name))

    def pixels(found: re.Match[str]) -> str:
        return f"{theme.px(int(found.group(1)))}px"

    sized = re.sub(r"\b(\d+)px", pixels, _TEXT + _BUTTONS + _FIELDS + _LISTS + _SHELL)
    return re.sub(r"@([a-z_]+)", value, sized)


def dress(widget: QWidget, **properties: object) -> None:
    """Set the properties that the style sheet looks at, and have the widget drawn accordingly.

    A widget that was not on screen yet is left to Qt, which reads its properties when it first shows it.
    """
    for name, value in properties.items():
        widget.setProperty(name, value)
    if not widget.testAttribute(Qt.WidgetAttribute.WA_WState_Polished):
        return
    widget.style().unpolish(widget)
    widget.style().polish(widget)
    widget.updateGeometry()
    widget.update()
