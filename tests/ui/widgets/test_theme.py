from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import get_args

import pytest
import shiboken6
from PySide6.QtCore import QLocale, Qt, QTranslator
from PySide6.QtGui import QColor, QFont, QFontDatabase, QFontMetrics, QImage
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from calcitrack.domain.dates import PartialDate
from calcitrack.domain.text import Message
from calcitrack.ui import fonts, i18n
from calcitrack.ui.icons import icon, pixmap
from calcitrack.ui.style import dress, style_sheet
from calcitrack.ui.theme import DARK, LIGHT, Theme, ThemeChooser, Tokens, Tone, apply_theme, current_theme, theme_for

# The offscreen platform says this of every window that it shows.
pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)

BOTH = pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
ICONS = (
    "worklist", "patients", "cohort", "guidance", "settings", "search", "lock", "plus", "print", "check", "star",
    "chevron-down", "chevron-right", "chevron-left", "warning", "info", "stop", "close", "clock", "undo", "help",
    "export", "import", "pill", "ruler", "eye", "eye-off", "calendar", "arrow-up", "arrow-down", "user", "shield",
    "trash", "history", "trend",
)  # fmt: skip
UNKNOWN = Qt.ColorScheme.Unknown

Apply = Callable[[str, float], Theme]


@pytest.fixture
def apply(qapp: QApplication) -> Iterator[Apply]:
    def make(mode: str, scale: float) -> Theme:
        theme = theme_for(mode, scale, UNKNOWN)
        apply_theme(qapp, theme)
        return theme

    yield make
    make("light", 1.0)


def luminance(colour: str) -> float:
    """Relative luminance as WCAG 2 defines it."""
    parts = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def grounds(tokens: Tokens) -> list[str]:
    """Everything that text stands on."""
    names = (
        "background", "surface", "line", "selection", "figure_fill",
        "accent_weak", "danger_weak", "warning_weak", "good_weak",
    )  # fmt: skip
    return [getattr(tokens, name) for name in names]


def test_the_contrast_formula_gives_the_known_ends() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


@BOTH
@pytest.mark.parametrize("name", ["text", "muted", "accent", "danger", "warning", "good"])
def test_every_text_colour_is_readable_on_every_ground(tokens: Tokens, name: str) -> None:
    assert min(contrast(getattr(tokens, name), ground) for ground in grounds(tokens)) >= 4.5


@BOTH
@pytest.mark.parametrize("filled", ["accent", "danger", "text"])
def test_the_words_on_filled_buttons_and_tool_tips_are_readable(tokens: Tokens, filled: str) -> None:
    assert contrast(tokens.on_accent, getattr(tokens, filled)) >= 4.5


@BOTH
@pytest.mark.parametrize("subtype", ["mousse", "stone", "net", "plate"])
def test_every_subtype_shape_stands_out_from_page_row_and_figure(tokens: Tokens, subtype: str) -> None:
    places = (tokens.background, tokens.surface, tokens.selection, tokens.figure_fill)
    assert min(contrast(getattr(tokens, subtype), place) for place in places) >= 3


@BOTH
def test_the_focus_ring_stands_out_from_what_is_around_it(tokens: Tokens) -> None:
    for ring in (tokens.accent, tokens.text):
        assert min(contrast(ring, ground) for ground in (tokens.background, tokens.surface)) >= 3


@BOTH
def test_every_token_is_a_colour_and_every_tone_has_two(tokens: Tokens) -> None:
    assert all(QColor(colour).isValid() for colour in tokens)
    assert len({(tokens.strong(tone), tokens.weak(tone)) for tone in get_args(Tone)}) == 5


def test_subtypes_wear_the_design_colours_on_light() -> None:
    assert (LIGHT.mousse, LIGHT.stone, LIGHT.net, LIGHT.plate) == ("#0072B2", "#D55E00", "#009E73", "#AA4499")


@pytest.mark.parametrize(
    ("mode", "scheme", "name"),
    [
        ("light", Qt.ColorScheme.Dark, "light"),
        ("dark", Qt.ColorScheme.Light, "dark"),
        ("system", Qt.ColorScheme.Dark, "dark"),
        ("system", Qt.ColorScheme.Light, "light"),
        ("system", Qt.ColorScheme.Unknown, "light"),
    ],
)
def test_only_system_mode_follows_the_desktop(mode: str, scheme: Qt.ColorScheme, name: str) -> None:
    assert theme_for(mode, 1.0, scheme).name == name


def test_a_theme_twice_as_large_doubles_every_size_and_hides_no_line() -> None:
    theme = Theme("light", LIGHT, 2.0)
    assert (theme.px(13), theme.px(36), theme.px(1)) == (26, 72, 2)
    assert Theme("light", LIGHT, 0.3).px(1) == 1


def test_applying_a_theme_sets_font_palette_and_what_painters_ask_for(qapp: QApplication, apply: Apply) -> None:
    theme = apply("dark", 2.0)
    assert current_theme() == theme
    assert qapp.font().pixelSize() == 26
    assert qapp.font().family() == "Noto Sans"
    assert qapp.palette().window().color() == QColor(DARK.background)
    assert qapp.palette().placeholderText().color() == QColor(DARK.muted)


def test_a_widget_that_stands_follows_a_change_of_theme(qtbot: object, apply: Apply) -> None:
    apply("light", 1.0)
    button = QPushButton("Review and sign")
    qtbot.addWidget(button)
    dress(button, kind="primary")
    button.show()
    before = button.sizeHint()
    assert middle_left(button) == QColor(LIGHT.accent)
    apply("dark", 2.0)
    assert button.sizeHint().height() == 2 * before.height()
    button.resize(button.sizeHint())
    assert middle_left(button) == QColor(DARK.accent)


def middle_left(button: QPushButton) -> QColor:
    return button.grab().toImage().pixelColor(6, button.height() // 2)


@pytest.mark.parametrize("kind", [QPushButton, QLineEdit, QComboBox, QSpinBox])
def test_a_control_is_32_pixels_high_and_focus_moves_nothing(qtbot: object, apply: Apply, kind: type[QWidget]) -> None:
    apply("light", 1.0)
    page = QWidget()
    qtbot.addWidget(page)
    column = QVBoxLayout(page)
    other, control = QLineEdit(), kind()
    column.addWidget(other)
    column.addWidget(control)
    page.show()
    page.activateWindow()
    QApplication.processEvents()
    other.setFocus()
    calm = control.sizeHint()
    assert calm.height() == 32
    control.setFocus()
    assert control.hasFocus()
    assert control.sizeHint() == calm


@pytest.mark.parametrize("kind", [QLineEdit, QPlainTextEdit])
def test_the_hint_in_an_empty_field_is_readable(qtbot: object, apply: Apply, kind: type[QWidget]) -> None:
    apply("light", 2.0)
    field = kind()
    qtbot.addWidget(field)
    field.setPlaceholderText("||||||||")
    image = field.grab().toImage()
    middle = range(image.width() // 4)
    darkest = min(
        (image.pixelColor(x, y).name() for x in middle if x > 8 for y in range(8, min(40, image.height() - 8))),
        key=luminance,
    )
    assert contrast(darkest, LIGHT.surface) >= 4.5


def test_the_chooser_applies_what_the_settings_say(qapp: QApplication, apply: Apply) -> None:
    chooser = ThemeChooser(qapp)
    assert chooser.choose("dark", 1.5) == current_theme() == Theme("dark", DARK, 1.5)
    assert chooser.choose("light").name == "light"
    shiboken6.delete(chooser)


@pytest.mark.parametrize("theme", [Theme("light", LIGHT), Theme("dark", DARK, 2.0)], ids=["light", "dark"])
def test_the_style_sheet_names_only_tokens_and_pictures_that_exist(qapp: QApplication, theme: Theme) -> None:
    sheet = style_sheet(theme)
    pictures = [Path(found) for found in re.findall(r'url\("([^"]+)"\)', sheet)]
    assert pictures
    assert all(picture.is_file() for picture in pictures)
    assert "@" not in sheet.replace(str(pictures[0].parent), "")


@pytest.mark.parametrize("name", ICONS)
def test_every_icon_is_drawn_in_the_colour_asked_for(qapp: QApplication, name: str) -> None:
    image = pixmap(name, "#B3261E", 24).toImage().convertToFormat(QImage.Format.Format_ARGB32)
    solid = [
        image.pixelColor(x, y)
        for x in range(image.width())
        for y in range(image.height())
        if image.pixelColor(x, y).alpha() > 200
    ]
    assert solid
    wanted = QColor("#B3261E")
    for colour in solid:
        assert (colour.red(), colour.green(), colour.blue()) == pytest.approx(
            (wanted.red(), wanted.green(), wanted.blue()), abs=3
        )


def test_an_icon_can_wear_another_colour_while_checked(qapp: QApplication) -> None:
    two = icon("worklist", "#5A6878", 24, on_color="#0B6B80")
    off, on = (two.pixmap(24, state=state).toImage() for state in (two.State.Off, two.State.On))
    assert off != on


def test_refuses_an_icon_that_nobody_drew(qapp: QApplication) -> None:
    with pytest.raises(FileNotFoundError):
        pixmap("unicorn", "#000000", 24)


def test_the_base_font_is_bundled_and_its_figures_are_of_one_width(qapp: QApplication) -> None:
    font = QFont(fonts.load_base())
    font.setPixelSize(13)
    metrics = QFontMetrics(font)
    assert len({metrics.horizontalAdvance(figure) for figure in "0123456789"}) == 1


def test_fallbacks_bring_the_scripts_that_the_base_font_lacks(qapp: QApplication) -> None:
    families = fonts.load_fallbacks()
    assert QFont.substitutes(fonts.FAMILY) == [family.lower() for family in families]
    systems = {system for family in families for system in QFontDatabase.writingSystems(family)}
    assert {QFontDatabase.WritingSystem.Arabic, QFontDatabase.WritingSystem.Hebrew} <= systems


class German(QTranslator):
    """Enough German to see that the words, the month and the comma follow the language."""

    def translate(self, _context: str, source: str, _disambiguation: str | None = None, _n: int = -1) -> str | None:
        return {"en": "de", "{n} mm on {day}": "{day}: {n} mm"}.get(source)


@pytest.fixture
def german(qapp: QApplication) -> Iterator[None]:
    translator = German()
    qapp.installTranslator(translator)
    yield
    qapp.removeTranslator(translator)


def test_numbers_are_written_without_group_separators(qapp: QApplication) -> None:
    assert i18n.number(1868) == "1868"
    assert i18n.number(12, 1) == "12.0"


def test_dates_have_their_month_in_letters_whatever_the_desktop_speaks(qapp: QApplication) -> None:
    QLocale.setDefault(QLocale("fr_FR"))
    try:
        assert i18n.day(date(1968, 5, 3)) == "03 May 1968"
        assert i18n.day(date(2026, 9, 22)) == "22 Sep 2026"
        assert i18n.day(PartialDate("2009")) == "2009"
        assert i18n.day(PartialDate("2009-11")) == "Nov 2009"
    finally:
        QLocale.setDefault(QLocale.system())


def test_a_message_is_filled_with_numbers_dates_and_messages_in_words(qapp: QApplication) -> None:
    inner = Message("Test", "lesion {number}", {"number": 5})
    message = Message("Test", "{who}: {n} mm on {day}", {"who": inner, "n": 12.5, "day": date(2026, 11, 22)})
    assert i18n.translate(message) == "lesion 5: 12.5 mm on 22 Nov 2026"


def test_braces_in_what_people_typed_stay_as_they_are(qapp: QApplication) -> None:
    assert i18n.translate(Message("Test", "{name}", {"name": "{odd} <b>"})) == "{odd} <b>"


def test_a_translation_brings_its_own_words_and_its_own_figures(german: None) -> None:
    message = Message("Test", "{n} mm on {day}", {"n": 12.5, "day": date(2026, 10, 2)})
    assert i18n.translate(message) == "02 Okt 2026: 12,5 mm"
    assert i18n.number(0.5, 1) == "0,5"
    assert i18n.translate("Test", "not translated") == "not translated"
