"""A screen of our own for the real window: an X server without a monitor, and a window manager on it."""

from __future__ import annotations

import os
import struct
import subprocess
from pathlib import Path

from PySide6.QtGui import QImage

WIDTH, HEIGHT = 1440, 900
HEADER_WORDS = 25
COLOUR_BYTES = 12
FIRST_SPARE_KEY = 148
END_OF_SECTION = "\n};"


class Display:
    """Xvfb and openbox. The X server chooses a number that is free, so that two test runs never meet.

    Args:
        folder: Where its files go.
        letters: Letters that its keyboard has beside the plain ones. Taught on the fly, some would arrive as others.
    """

    def __init__(self, folder: Path, letters: str) -> None:
        self._frames = folder / "frames"
        self._frames.mkdir()
        self._log = (folder / "display.log").open("wb")
        reading, writing = os.pipe()
        screen = ("-screen", "0", f"{WIDTH}x{HEIGHT}x24", "-nolisten", "tcp", "-noreset", "-fbdir", str(self._frames))
        self._server = subprocess.Popen(
            ["Xvfb", "-displayfd", str(writing), *screen], pass_fds=(writing,), stdout=self._log, stderr=self._log
        )
        os.close(writing)
        with os.fdopen(reading) as told:
            self.name = f":{told.readline().strip()}"
        assert self.name != ":", "Xvfb did not start; its log says why"
        self._teach(letters)
        self._manager = subprocess.Popen(
            ["openbox", "--sm-disable"],
            env={**os.environ, "DISPLAY": self.name},
            stdout=self._log,
            stderr=self._log,
        )

    def _teach(self, letters: str) -> None:
        """Give each letter a key of its own, among those that have no use here."""
        known = subprocess.run(["xkbcomp", self.name, "-"], stdout=subprocess.PIPE, stderr=self._log, check=True).stdout
        before, symbols = known.decode().split("xkb_symbols", 1)
        keys = [
            f"\n    replace key <I{FIRST_SPARE_KEY + place}> {{ [ U{ord(letter):04X} ] }};"
            for place, letter in enumerate(sorted(set(letters)))
        ]
        taught = before + "xkb_symbols" + symbols.replace(END_OF_SECTION, "".join(keys) + END_OF_SECTION, 1)
        subprocess.run(
            ["xkbcomp", "-", self.name], input=taught.encode(), stdout=self._log, stderr=self._log, check=True
        )

    def picture(self, path: Path) -> None:
        """Keep what the screen shows, whatever state the program is in."""
        dump = (self._frames / "Xvfb_screen0").read_bytes()
        header = struct.unpack(f">{HEADER_WORDS}I", dump[: 4 * HEADER_WORDS])
        size, width, height, line, colours = header[0], header[4], header[5], header[12], header[19]
        pixels = dump[size + colours * COLOUR_BYTES :]
        QImage(pixels, width, height, line, QImage.Format.Format_RGB32).save(str(path))

    def stop(self) -> None:
        """End both."""
        for process in (self._manager, self._server):
            process.terminate()
            process.wait(timeout=10)
        self._log.close()
