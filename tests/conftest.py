"""What every test run needs: no display, hypothesis profiles, real vaults, the marker `needs` for system programs."""

from __future__ import annotations

import gc
import importlib
import os
import shutil
import sys
from collections.abc import Generator, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from calcitrack.clinic.session import Clinic
from tests.vaults import SAMPLE, FixedClock, Template, make_template, opened
from tests.windows import sweep

# Before anything imports Qt. Tests of the real window start the program as a process with an environment of its own.
os.environ["QT_QPA_PLATFORM"] = "offscreen"
for _scaling in ("QT_SCALE_FACTOR", "QT_FONT_DPI", "QT_SCREEN_SCALE_FACTORS", "QT_STYLE_OVERRIDE"):
    os.environ.pop(_scaling, None)

# No deadline and no check of speed: no test may fail because the machine was busy.
settings.register_profile(
    "default", max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow], print_blob=True
)
settings.register_profile("faults", settings.get_profile("default"), max_examples=2000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "default"))


def pytest_configure() -> None:
    """Load what makes vaults as a clinic has it: without pandas, which statsmodels brings here, with its 60 MB."""
    with pytest.MonkeyPatch.context() as here:
        here.setitem(sys.modules, "pandas", None)
        importlib.import_module("sqlite_utils")


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skip a test whose programs are absent, but fail it in CI: there a skip would hide that nothing was tried."""
    wanted = [tool for marker in item.iter_markers("needs") for tool in marker.args]
    absent = [tool for tool in wanted if shutil.which(tool) is None]
    if not absent:
        return
    sentence = f"This test needs {', '.join(absent)}, which this system lacks; `python3 dev.py setup` installs it."
    if os.environ.get("CI"):
        pytest.fail(sentence, pytrace=False)
    pytest.skip(sentence)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with what takes long and mostly waits for a window, lest one worker sits at it alone in the end."""
    items.sort(key=lambda item: "e2e" not in item.path.parts and item.path.name != "test_every_screen.py")


def pytest_collection_finish() -> None:
    """Modules and tests stay until the end: no collection of what tests leave need look at them again."""
    gc.collect()
    gc.freeze()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    """Collect what a test of the window leaves when it is over, as the program does: never on the worker's thread.

    What it made is young then, unless something held it a little longer: now and then everything is looked at.
    """
    if "qapp" not in getattr(item, "fixturenames", ()):
        return (yield)
    gc.disable()
    try:
        return (yield)
    finally:
        gc.enable()
        gc.collect(2 if gc.get_count()[2] > gc.get_threshold()[2] else 1)


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_teardown(item: pytest.Item) -> Iterator[None]:
    """After its fixtures have ended their jobs and closed their vaults, nothing of a test stays on screen."""
    try:
        yield
    finally:
        left = sweep()
    assert not left, f"These windows outlive their test: {left}"


@pytest.fixture
def fixed_clock() -> FixedClock:
    """A clock that stands at 22 November 2026, 9.30 UTC, until the test moves it."""
    return FixedClock()


@pytest.fixture(scope="session")
def vault_template(tmp_path_factory: pytest.TempPathFactory) -> Template:
    """A closed vault to be copied; the one slow making of a test run."""
    return make_template(tmp_path_factory.mktemp("template") / "vault")


@pytest.fixture(scope="session")
def sample_template(vault_template: Template, tmp_path_factory: pytest.TempPathFactory) -> Template:
    """The same with the sample clinic in it."""
    filled = Template(vault_template.copy_to(tmp_path_factory.mktemp("sample") / "vault"), vault_template.recovery_code)
    with opened(filled.folder) as entered:
        entered.record_files.import_file(SAMPLE)
    return filled


@pytest.fixture
def vault_folder(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A closed vault of the test's own, empty or with the sample clinic in it."""
    kind = "vault_template" if request.node.get_closest_marker("sample_clinic") is None else "sample_template"
    template: Template = request.getfixturevalue(kind)
    return template.copy_to(tmp_path / "vault")


@pytest.fixture
def clinic(vault_folder: Path, fixed_clock: FixedClock) -> Iterator[Clinic]:
    """An open encrypted vault of the test's own, signed in as administrator and clinician."""
    with opened(vault_folder, fixed_clock) as entered:
        yield entered
