"""Every screen and dialog, light and dark, on a large and a small screen and with text of double size, as pictures.

What can be found wrong with them without eyes (``tools/examine.py``) is told too; ``examine LOOK`` keeps no picture.
Each look is drawn by a process of its own: a screen has one size for as long as a program runs.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtWidgets import QWidget

from calcitrack.ui.theme import Mode
from tools.examine import faults
from tools.scenes.every_scene import Scenes
from tools.stage import Stage, StageError

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "build" / "screens"
AT_ONCE = 2


@dataclass(frozen=True)
class Look:
    """One way to look at the program.

    Attributes:
        size: Its name in the names of pictures.
        scale: Of the text.
    """

    mode: Mode
    size: str
    width: int
    height: int
    scale: float = 1.0

    @property
    def name(self) -> str:
        """Theme and size."""
        return f"{self.mode}-{self.size}"


MODES: tuple[Mode, ...] = ("light", "dark")
LOOKS = {
    look.name: look
    for mode in MODES
    for look in (
        Look(mode, "1440x900", 1440, 900),
        Look(mode, "1024x768", 1024, 768),
        Look(mode, "200percent", 1440, 900, 2.0),
        Look(mode, "1024x768-200percent", 1024, 768, 2.0),
    )
}


def draw(look: Look) -> list[str]:
    """Draw every scene in one look; returns what is wrong with them.

    Raises:
        StageError: A scene could not be brought about.
    """
    return _walk(look, lambda name, widget: widget.grab().save(str(FOLDER / f"{name}-{look.name}.png")))


def examine(look: Look) -> list[str]:
    """What is wrong with any scene in one look.

    Raises:
        StageError: A scene could not be brought about.
    """
    return _walk(look, lambda _name, _widget: None)


def _walk(look: Look, keep: Callable[[str, QWidget], object]) -> list[str]:
    found: dict[str, str] = {}
    with TemporaryDirectory() as folder:
        stage = Stage(Path(folder) / "stage", look.width, look.height)

        def see(name: str, widget: QWidget) -> None:
            keep(name, widget)
            for fault in faults(widget):
                found.setdefault(fault, name)

        stage.look(look.mode, look.scale, look.width, look.height)
        Scenes(stage, see).all()
        stage.close()
    return [f"{look.name}, {name}: {fault}" for fault, name in found.items()]


def main(arguments: list[str]) -> int:
    """Draw all looks, or one that is named; 1 when a scene could not be brought about or something is wrong with it."""
    act = {1: draw, 2: examine}.get(len(arguments))
    if act is not None and arguments[-1] in LOOKS and arguments[:-1] in ([], ["examine"]):
        return _one(LOOKS[arguments[-1]], act)
    if arguments:
        print(f"There is no look {' '.join(arguments)}. One of: {', '.join(LOOKS)}.", file=sys.stderr)
        return 2
    shutil.rmtree(FOLDER, ignore_errors=True)
    with ThreadPoolExecutor(AT_ONCE) as pool:
        failed = any(list(pool.map(_in_a_process, LOOKS)))
    print(f"{len(list(FOLDER.glob('*.png')))} pictures are in {FOLDER}.")
    return 1 if failed else 0


def _one(look: Look, act: Callable[[Look], list[str]]) -> int:
    FOLDER.mkdir(parents=True, exist_ok=True)
    try:
        found = act(look)
    except StageError as error:
        print(f"The screens stopped in {look.name}: {error}.", file=sys.stderr)
        return 1
    print(*found, sep="\n", file=sys.stderr, end="\n" if found else "")
    return 1 if found else 0


def _in_a_process(name: str) -> int:
    return subprocess.run([sys.executable, "-m", "tools.screens", name], cwd=ROOT, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
