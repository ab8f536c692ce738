"""Every screen and dialog, light and dark, on a large and a small screen and with text of double size, as pictures.

Each look is drawn by a process of its own: a screen has one size for as long as a program runs.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from tools.scenes import Scenes
from tools.stage import Stage, StageError

from PySide6.QtWidgets import QWidget  # isort: skip

from calcitrack.ui.theme import Mode

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
    )
}


def draw(look: Look) -> None:
    """Draw every scene in one look.

    Raises:
        StageError: A scene could not be brought about.
    """
    stage = Stage(FOLDER / f".{look.name}", look.width, look.height)

    def keep(name: str, widget: QWidget) -> None:
        widget.grab().save(str(FOLDER / f"{name}-{look.name}.png"))

    stage.look(look.mode, look.scale, look.width, look.height)
    Scenes(stage, keep).all()
    stage.close()
    shutil.rmtree(stage.folder)


def main(arguments: list[str]) -> int:
    """Draw all looks, or those that are named; 1 when a scene could not be brought about."""
    if len(arguments) == 1 and arguments[0] in LOOKS:
        return _draw_one(LOOKS[arguments[0]])
    if arguments:
        print(f"There is no look {' '.join(arguments)}. One of: {', '.join(LOOKS)}.", file=sys.stderr)
        return 2
    shutil.rmtree(FOLDER, ignore_errors=True)
    with ThreadPoolExecutor(AT_ONCE) as pool:
        failed = any(pool.map(_in_a_process, LOOKS))
    print(f"{len(list(FOLDER.glob('*.png')))} pictures are in {FOLDER}.")
    return 1 if failed else 0


def _draw_one(look: Look) -> int:
    FOLDER.mkdir(parents=True, exist_ok=True)
    try:
        draw(look)
    except StageError as error:
        print(f"The screens stopped in {look.name}: {error}.", file=sys.stderr)
        return 1
    return 0


def _in_a_process(name: str) -> int:
    return subprocess.run([sys.executable, "-m", "tools.screens", name], cwd=ROOT, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
