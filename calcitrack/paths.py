"""Where things lie: bundled resources, the clinic's default vault, the log. A leaf: no Qt, no other module of ours."""

from __future__ import annotations

import sys
from pathlib import Path

APP_NAME = "CalciTrack"


def resource(*parts: str) -> Path:
    """A bundled resource, e.g. `resource("fonts", "NotoSans-Regular.ttf")`.

    Args:
        *parts: Folders and file name below `resources`.

    Returns:
        The path, whether or not such a file exists.
    """
    return _resources().joinpath(*parts)


def _resources() -> Path:
    frozen = getattr(sys, "_MEIPASS", None)  # set by PyInstaller's boot loader, and only by it
    if frozen is not None:
        return Path(frozen) / "resources"
    package = Path(__file__).resolve().parent
    in_package = package / "resources"
    return in_package if in_package.is_dir() else package.parent / "resources"


def default_vault_dir() -> Path:
    """The vault that opens when none is named: in the data folder of the person signed in to this computer."""
    from platformdirs import user_data_path

    return user_data_path(APP_NAME, appauthor=False) / "vault"


def preferences_file() -> Path:
    """What the window remembers of its look: no patient data."""
    from platformdirs import user_config_path

    folder = user_config_path(APP_NAME, appauthor=False)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder / "window.ini"
