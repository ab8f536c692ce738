"""Somebody at the screen: eyes that read what the program shows, a hand on the mouse, and two on the keys."""

from __future__ import annotations

import contextlib
import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.e2e.display import Display
from tests.vaults import ROOT

PATIENCE_S = 30.0
POLL_S = 0.03
NEVER_PRESSED = ("StaticText", "Client", "Border", "LayeredPane", "Window")
"""Kinds that bear the name of what is beside or inside them."""
Rect = tuple[int, int, int, int]


@dataclass(frozen=True)
class Part:
    """One thing on the screen."""

    kind: str
    name: str
    text: str
    told: str
    rect: Rect
    free: bool
    enabled: bool
    focus: bool
    checked: bool
    modal: bool

    def is_called(self, name: str) -> bool:
        return name in (self.name, self.text)


@dataclass(frozen=True)
class Row:
    """One row of a table: its head, what each cell shows and what it is called aloud, by the heads of the columns."""

    head: str
    cells: dict[str, str]
    spoken: dict[str, str]
    rects: dict[str, Rect]


class Screen:
    """What was on the screen at one moment."""

    def __init__(self, seen: dict[str, Any]) -> None:
        assert "error" not in seen, seen["error"]
        self._seen = seen
        names = Part.__dataclass_fields__
        self.parts = [Part(**{name: p[name] for name in names}) for p in seen["parts"]]
        self.focus = str(seen["focus"])
        self.is_modal = bool(seen["modal"])
        self.is_active = bool(seen["active"])
        self.titles = [str(title) for title in seen["windows"]]

    def texts(self) -> list[str]:
        """Every text in sight."""
        return [p.text for p in self.parts if p.text]

    def matching(self, pattern: str) -> list[str]:
        """Every text in sight that is of a form."""
        return [text for text in self.texts() if re.fullmatch(pattern, text)]

    def text_of(self, name: str) -> str:
        """What stands in the field of this name."""
        found = self.find(name)
        assert found is not None, f"“{name}” is not in sight"
        return found.text

    def says(self, text: str) -> bool:
        """Whether a text stands somewhere, within a longer one perhaps."""
        return any(text in p.text for p in self.parts)

    def find(self, name: str, kind: str = "") -> Part | None:
        """The part of this name that can be clicked; where a form is open, the form's own."""
        found = [p for p in self.parts if p.is_called(name) and p.free and kind in ("", p.kind)]
        found.sort(key=lambda p: (not p.modal, p.kind in NEVER_PRESSED))
        return found[0] if found else None

    def tab(self, text: str) -> Rect | None:
        """Where a tab stands."""
        tabs = [tab for p in self._seen["parts"] for tab in p["tabs"]]
        return next((tuple(tab["rect"]) for tab in tabs if tab["text"] == text), None)

    def table(self, name: str) -> list[Row]:
        """The rows of a table."""
        for table in self._seen["tables"]:
            if name in (table["name"], table["class"]):
                return [_row(table["heads"], row) for row in table["rows"]]
        return []


def _row(heads: list[str], row: dict[str, Any]) -> Row:
    by_head = {key: dict(zip(heads, row[key], strict=True)) for key in ("cells", "spoken", "rects")}
    return Row(row["head"], by_head["cells"], by_head["spoken"], by_head["rects"])


class Person:
    """Runs the program on a display and works with it. Every input is an event of the X server, and counted.

    Attributes:
        keys: Keys pressed so far; a chord counts one.
        clicks: Likewise of the mouse.
    """

    def __init__(self, display: Display, home: Path, *arguments: str, **variables: str) -> None:
        self.display = display
        places = {
            "HOME": home,
            "XDG_CONFIG_HOME": home / "config",
            "XDG_DATA_HOME": home / "data",
            "XDG_CACHE_HOME": home / "cache",
            "XDG_STATE_HOME": home / "state",
            "XDG_RUNTIME_DIR": home / "run",
        }
        home.mkdir(exist_ok=True)
        (home / "run").mkdir(mode=0o700, exist_ok=True)
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("QT_", "XDG_", "WAYLAND"))}
        self._environment = {
            **kept,
            **{name: str(path) for name, path in places.items()},
            "DISPLAY": display.name,
            "QT_QPA_PLATFORM": "xcb",
            "LC_ALL": "C.UTF-8",
        }
        self._told = home / "errors.txt"
        self._errors = self._told.open("ab")
        self.titles: set[str] = set()
        self.keys, self.clicks = 0, 0
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.e2e.program", *arguments],
            cwd=ROOT,
            env={**self._environment, **variables},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._errors,
            text=True,
        )

    @property
    def pid(self) -> int:
        """The number of the program's process."""
        return self._process.pid

    # Eyes

    def look(self) -> Screen:
        """What is on the screen now."""
        asked, answered = self._process.stdin, self._process.stdout
        assert asked is not None
        assert answered is not None
        asked.write("look\n")
        asked.flush()
        line = answered.readline()
        assert line, "the program has ended"
        screen = Screen(json.loads(line))
        self.titles.update(screen.titles)
        return screen

    def wait(self, what: str, so: Callable[[Screen], Any]) -> Screen:
        """Look until something is so."""
        end = time.monotonic() + PATIENCE_S
        while True:
            screen = self.look()
            if so(screen):
                return screen
            assert time.monotonic() < end, f"never so: {what}. In sight: {screen.texts()}; focus: {screen.focus!r}"
            time.sleep(POLL_S)

    def wait_for(self, text: str) -> Screen:
        """Look until a text stands on the screen."""
        return self.wait(f"“{text}” on the screen", lambda screen: screen.says(text))

    def wait_for_part(self, name: str, kind: str = "") -> Part:
        """Look until something of this name can be clicked."""
        found = self.wait(f"“{name}” to click", lambda screen: _ready(screen.find(name, kind))).find(name, kind)
        assert found is not None
        return found

    def wait_for_focus(self, name: str) -> None:
        """Look until the keys go to something of this name."""
        self.wait(f"keys going to “{name}”", lambda screen: screen.focus == name)

    # Hands

    def click(self, name: str, kind: str = "") -> None:
        """Click in the middle of something."""
        self.click_at(self.wait_for_part(name, kind).rect)

    def click_tab(self, text: str) -> None:
        """Click on a tab."""
        rect = self.wait(f"tab “{text}”", lambda screen: screen.tab(text)).tab(text)
        assert rect is not None
        self.click_at(rect)

    def click_at(self, rect: Rect) -> None:
        """Click in the middle of a place."""
        left, top, width, height = rect
        x, y = str(left + width // 2), str(top + height // 2)
        self.clicks += 1
        self._xdotool("mousemove", x, y, "click", "1")

    def roll_to(self, name: str) -> None:
        """Turn the wheel, where the mouse is, until something can be clicked."""
        end = time.monotonic() + PATIENCE_S
        while not _ready(self.look().find(name)):
            assert time.monotonic() < end, f"“{name}” does not come into sight"
            self._xdotool("click", "5")

    def type(self, text: str) -> None:
        """Type a text."""
        self.keys += len(text)
        self._xdotool("type", "--clearmodifiers", "--delay", "6", "--", text)

    def press(self, *keys: str) -> None:
        """Press keys, one after the other; a chord is one."""
        self.keys += len(keys)
        self._xdotool("key", "--clearmodifiers", "--delay", "6", *keys)

    def fill(self, name: str, text: str) -> None:
        """Click into a field, replace what stands there, and see that it was taken."""
        self.click(name)
        self.wait_for_focus(name)
        self.press("ctrl+a")
        self.type(text)
        self.wait(f"“{text}” in “{name}”", lambda screen: any(p.text == text and p.focus for p in screen.parts))

    def _xdotool(self, *arguments: str) -> None:
        subprocess.run(["xdotool", *arguments], env=self._environment, check=True, timeout=60)

    # Beginning and end

    def complaints(self) -> str:
        """What the program wrote where nobody looks."""
        return self._told.read_text(encoding="utf-8")

    def end(self) -> int:
        """Wait until the program has ended by itself."""
        return self._finish()

    def kill(self) -> None:
        """End the program as a power cut would."""
        self._process.send_signal(signal.SIGKILL)
        self._finish()

    def leave(self) -> None:
        """End the program if it still runs; for the end of a test."""
        if self._process.poll() is None:
            self.kill()

    def _finish(self) -> int:
        status = self._process.wait(timeout=PATIENCE_S)
        for stream in (self._process.stdin, self._process.stdout, self._errors):
            assert stream is not None
            with contextlib.suppress(BrokenPipeError):  # a question that the program did not live to read
                stream.close()
        return status


def _ready(part: Part | None) -> bool:
    return part is not None and part.enabled
