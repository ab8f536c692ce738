"""Colours and sizes of the program, in two themes.

Every colour, size and space on screen comes from here. The theme in force is kept as one property of the
``QApplication``: whoever paints asks ``current_theme()`` while painting. Changing the theme sends ``StyleChange``
to every widget, so nobody has to subscribe; a widget that keeps something made from colours (an icon, a margin)
makes it again in ``changeEvent``.

No dataclasses here: this is loaded before the first window stands, and they alone would take it some milliseconds.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtGui import QColor, QFont, QPalette
from PySide6.QtWidgets import QApplication, QStyleFactory

from calcitrack.ui import fonts
from calcitrack.ui.style import style_sheet

Mode = Literal["light", "dark", "system"]
Tone = Literal["neutral", "accent", "warning", "danger", "good"]

BASE_PX, SMALL_PX, TITLE_PX = 13, 12, 19
GAP_XS, GAP_S, GAP_M, GAP_L, GAP_XL = 4, 8, 12, 16, 24
CARD_RADIUS, CONTROL_RADIUS = 10, 7
ROW_PX, CONTROL_PX = 36, 32

_PROPERTY = "calcitrackTheme"
_HAS_STYLE = "calcitrackHasStyle"


class Tokens(NamedTuple):
    """The named colours of one theme, each as ``#RRGGBB``.

    ``faint`` and ``border`` are for decoration and for what is switched off, never for text that matters.
    """

    background: str
    surface: str
    border: str
    line: str
    text: str
    muted: str
    faint: str
    accent: str
    accent_weak: str
    danger: str
    danger_weak: str
    warning: str
    warning_weak: str
    good: str
    good_weak: str
    selection: str
    figure_fill: str
    figure_outline: str
    mousse: str
    stone: str
    net: str
    plate: str

    @property
    def on_accent(self) -> str:
        """Text on a filled button, be it accent or danger."""
        return self.surface

    def strong(self, tone: Tone) -> str:
        """The text colour of a tone."""
        return {
            "neutral": self.muted,
            "accent": self.accent,
            "warning": self.warning,
            "danger": self.danger,
            "good": self.good,
        }[tone]

    def weak(self, tone: Tone) -> str:
        """The background colour of a tone."""
        return {
            "neutral": self.line,
            "accent": self.accent_weak,
            "warning": self.warning_weak,
            "danger": self.danger_weak,
            "good": self.good_weak,
        }[tone]


LIGHT = Tokens(
    background="#F4F6F8", surface="#FFFFFF", border="#DCE2E8", line="#EBEFF3",
    text="#17212B", muted="#5A6878", faint="#8896A5", accent="#0B6B80", accent_weak="#E0F0F3",
    danger="#B3261E", danger_weak="#FBE9E7", warning="#8A5300", warning_weak="#FDF1DC",
    good="#1B6E3C", good_weak="#E4F4EA", selection="#E8F3F6",
    figure_fill="#EDF1F4", figure_outline="#8796A5",
    mousse="#0072B2", stone="#D55E00", net="#009E73", plate="#AA4499",
)  # fmt: skip

# The design gives the subtype colours once. On dark surfaces its blue and its purple fall to 2.4 : 1, so these two
# are lighter here; orange and green hold on both and stay.
DARK = Tokens(
    background="#12181E", surface="#1A222A", border="#303C47", line="#263038",
    text="#E7EDF2", muted="#A3B1BF", faint="#7A8896", accent="#55B8CC", accent_weak="#163942",
    danger="#F28B82", danger_weak="#42211F", warning="#F2B765", warning_weak="#3B2E16",
    good="#7FD19B", good_weak="#183425", selection="#1D333B",
    figure_fill="#2A3640", figure_outline="#6C7C8B",
    mousse="#3D9BE0", stone="#D55E00", net="#009E73", plate="#CC6FBD",
)  # fmt: skip


class Theme:
    """One look: its colours, and how large everything is. Never changed, but replaced by another.

    Attributes:
        name: "light" or "dark".
        tokens: The colours.
        scale: 1.0 is the normal size, 2.0 is 200 %.
    """

    __slots__ = ("name", "scale", "tokens")

    def __init__(self, name: Literal["light", "dark"], tokens: Tokens, scale: float = 1.0) -> None:
        self.name, self.tokens, self.scale = name, tokens, scale

    def __eq__(self, other: object) -> bool:
        """Themes that look the same are equal."""
        return isinstance(other, Theme) and (self.tokens, self.scale) == (other.tokens, other.scale)

    def __hash__(self) -> int:
        return hash((self.tokens, self.scale))

    def px(self, size: float) -> int:
        """A size of the design in pixels of this theme; never less than one."""
        return max(1, round(size * self.scale))


def theme_for(mode: Mode, scale: float, scheme: Qt.ColorScheme) -> Theme:
    """Choose the theme; ``scheme`` is what the desktop says and counts in "system" mode only."""
    dark = mode == "dark" or (mode == "system" and scheme == Qt.ColorScheme.Dark)
    return Theme("dark", DARK, scale) if dark else Theme("light", LIGHT, scale)


def current_theme() -> Theme:
    """The theme in force; light at normal size before any was applied."""
    app = QApplication.instance()
    theme = app.property(_PROPERTY) if app is not None else None
    return theme if isinstance(theme, Theme) else Theme("light", LIGHT)


def make_application(arguments: Sequence[str]) -> QApplication:
    """The application, named by the first argument, in the style that the sheet is written for.

    The style is asked for by argument: every call that names a ``QStyle`` has all its enumerations made first.
    """
    made = QApplication([*arguments[:1], "-style", "fusion"])
    made.setProperty(_HAS_STYLE, True)
    return made


def apply_theme(app: QApplication, theme: Theme) -> None:
    """Give the whole program this look, now; may be called again at any time."""
    app.setProperty(_PROPERTY, theme)
    if not app.property(_HAS_STYLE):
        app.setStyle(QStyleFactory.create("Fusion"))
        app.setProperty(_HAS_STYLE, True)
    app.setPalette(palette(theme.tokens))
    font = QFont(fonts.load_base())
    font.setPixelSize(theme.px(BASE_PX))
    app.setFont(font)
    app.setStyleSheet(style_sheet(theme))


def palette(tokens: Tokens) -> QPalette:
    """The palette for whatever the style sheet does not name."""
    role = QPalette.ColorRole
    colours = {
        role.Window: tokens.background, role.WindowText: tokens.text, role.Base: tokens.surface,
        role.AlternateBase: tokens.background, role.Text: tokens.text, role.PlaceholderText: tokens.muted,
        role.Button: tokens.surface, role.ButtonText: tokens.text, role.BrightText: tokens.danger,
        role.Highlight: tokens.accent, role.HighlightedText: tokens.on_accent, role.Accent: tokens.accent,
        role.Link: tokens.accent, role.LinkVisited: tokens.accent,
        role.ToolTipBase: tokens.text, role.ToolTipText: tokens.surface,
        role.Light: tokens.surface, role.Midlight: tokens.line, role.Mid: tokens.border,
        role.Dark: tokens.faint, role.Shadow: tokens.border,
    }  # fmt: skip
    made = QPalette()
    for which, colour in colours.items():
        made.setColor(which, QColor(colour))
    for which in (role.WindowText, role.Text, role.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, which, QColor(tokens.faint))
    return made


class ThemeChooser(QObject):
    """Applies what the settings say, and follows the desktop in "system" mode.

    The composition root owns the one instance and hands it to the settings page.
    """

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._app = app
        self._mode: Mode = "system"
        self._scale = 1.0
        app.styleHints().colorSchemeChanged.connect(self._on_scheme_changed)

    def choose(self, mode: Mode, scale: float = 1.0) -> Theme:
        """Apply a mode and a scale; returns the theme that came of it."""
        self._mode, self._scale = mode, scale
        hints = self._app.styleHints()
        # Title bars are drawn by the desktop: tell it, or a dark window wears a white bar.
        if mode == "system":
            hints.unsetColorScheme()
        else:
            hints.setColorScheme(Qt.ColorScheme.Dark if mode == "dark" else Qt.ColorScheme.Light)
        theme = theme_for(mode, scale, hints.colorScheme())
        apply_theme(self._app, theme)
        return theme

    @Slot()
    def _on_scheme_changed(self) -> None:
        theme = theme_for(self._mode, self._scale, self._app.styleHints().colorScheme())
        if theme != current_theme():
            apply_theme(self._app, theme)
