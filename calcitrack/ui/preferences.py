"""What the window remembers between starts: its size, its look and the vault's folder. Nothing about any patient."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings

from calcitrack.ui.theme import Mode

_MODES: tuple[Mode, ...] = ("system", "light", "dark")
SMALLEST, LARGEST, STEP = 0.8, 2.0, 0.1


class Preferences:
    """Reads and writes a small file; a value that makes no sense counts as never set."""

    def __init__(self, file: Path) -> None:
        self._stored = QSettings(str(file), QSettings.Format.IniFormat)

    @property
    def mode(self) -> Mode:
        """Light, dark, or as the desktop is."""
        stored = str(self._stored.value("look/mode", "system"))
        return next((mode for mode in _MODES if mode == stored), "system")

    @mode.setter
    def mode(self, mode: Mode) -> None:
        self._stored.setValue("look/mode", mode)

    @property
    def scale(self) -> float:
        """Size of text, 1.0 is normal."""
        try:
            return limited(float(str(self._stored.value("look/scale", 1.0))))
        except ValueError:
            return 1.0

    @scale.setter
    def scale(self, scale: float) -> None:
        self._stored.setValue("look/scale", limited(scale))

    @property
    def names_hidden(self) -> bool:
        """Whether the names of other patients are hidden: screens that patients can see stay so."""
        return str(self._stored.value("look/names_hidden", "no")) == "yes"

    @names_hidden.setter
    def names_hidden(self, hidden: bool) -> None:
        self._stored.setValue("look/names_hidden", "yes" if hidden else "no")

    @property
    def tour_offered(self) -> bool:
        """Whether the tour was offered before; once is enough."""
        return str(self._stored.value("help/tour_offered", "no")) == "yes"

    @tour_offered.setter
    def tour_offered(self, offered: bool) -> None:
        self._stored.setValue("help/tour_offered", "yes" if offered else "no")

    @property
    def geometry(self) -> QByteArray:
        """Size and place of the window, as Qt writes it."""
        stored = self._stored.value("window/geometry")
        return stored if isinstance(stored, QByteArray) else QByteArray()

    @geometry.setter
    def geometry(self, geometry: QByteArray) -> None:
        self._stored.setValue("window/geometry", geometry)

    @property
    def vault(self) -> Path | None:
        """The vault that was open last; None when none was."""
        stored = str(self._stored.value("vault/folder", ""))
        return Path(stored) if stored else None

    @vault.setter
    def vault(self, folder: Path) -> None:
        self._stored.setValue("vault/folder", str(folder))


def limited(scale: float) -> float:
    """A size of text within what the screens are made for."""
    return round(min(max(scale, SMALLEST), LARGEST), 2)
