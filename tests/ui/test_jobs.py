"""Work on the one worker thread, and the collector that must not run there."""

from __future__ import annotations

import gc
import threading
import weakref
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtWidgets import QProgressBar, QWidget
from pytestqt.qtbot import QtBot

from calcitrack.ui.busy_dialog import BusyDialog
from calcitrack.ui.gc_guard import GcGuard
from calcitrack.ui.jobs import Cancelled, Job, JobRunner, Progress

# The offscreen platform says so of every window that has a least size.
pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)


@pytest.fixture
def runner(qapp: object) -> Iterator[JobRunner]:
    made = JobRunner()
    yield made
    made.shutdown()


class Listener(QObject):
    """Keeps what it hears, and on which thread."""

    def __init__(self) -> None:
        super().__init__()
        self.heard: list[object] = []
        self.threads: set[int] = set()

    @Slot(object)
    def hear(self, what: object) -> None:
        self.heard.append(what)
        self.threads.add(threading.get_ident())


def heard_of(job: Job) -> list[tuple[str, object]]:
    """Everything the job will say, in order."""
    heard: list[tuple[str, object]] = []
    job.succeeded.connect(lambda result: heard.append(("succeeded", result)))
    job.failed.connect(lambda error: heard.append(("failed", type(error))))
    job.finished.connect(lambda: heard.append(("finished", None)))
    return heard


def wait_until_idle(qtbot: QtBot, runner: JobRunner) -> None:
    qtbot.waitUntil(lambda: not runner.is_busy)


def test_gives_the_result_on_the_gui_thread(qtbot: QtBot, runner: JobRunner) -> None:
    listener = Listener()
    job = runner.start(lambda _progress: threading.get_ident())
    job.succeeded.connect(listener.hear)
    wait_until_idle(qtbot, runner)
    assert listener.heard != [threading.get_ident()]
    assert listener.threads == {threading.get_ident()}


def test_calls_a_plain_function_on_the_gui_thread_too(qtbot: QtBot, runner: JobRunner) -> None:
    threads: list[int] = []
    runner.start(lambda _progress: None).finished.connect(lambda: threads.append(threading.get_ident()))
    wait_until_idle(qtbot, runner)
    assert threads == [threading.get_ident()]


def test_says_that_it_finished_last(qtbot: QtBot, runner: JobRunner) -> None:
    heard = heard_of(runner.start(lambda _progress: 5))
    wait_until_idle(qtbot, runner)
    assert heard == [("succeeded", 5), ("finished", None)]


def test_a_failure_is_handed_over_and_the_next_job_runs(qtbot: QtBot, runner: JobRunner) -> None:
    failing = heard_of(runner.start(lambda _progress: {}["no such key"]))
    following = heard_of(runner.start(lambda _progress: "fine"))
    wait_until_idle(qtbot, runner)
    assert failing == [("failed", KeyError), ("finished", None)]
    assert following == [("succeeded", "fine"), ("finished", None)]


def test_a_failure_keeps_no_value_of_the_work_alive(qtbot: QtBot, runner: JobRunner) -> None:
    errors: list[Exception] = []

    class Secret:
        pass

    references: list[weakref.ref[Secret]] = []

    def work(_progress: Progress) -> None:
        password = Secret()
        references.append(weakref.ref(password))
        raise OSError

    runner.start(work).failed.connect(errors.append)
    wait_until_idle(qtbot, runner)
    assert errors[0].__traceback__ is not None
    assert references[0]() is None


def test_runs_two_hundred_jobs_in_the_order_of_their_start(qtbot: QtBot, runner: JobRunner) -> None:
    listener = Listener()
    for number in range(200):
        runner.start(lambda _progress, number=number: number).succeeded.connect(listener.hear)
    wait_until_idle(qtbot, runner)
    assert listener.heard == list(range(200))


def test_a_dead_receiver_is_left_alone(qtbot: QtBot, runner: JobRunner) -> None:
    listener = Listener()
    heard = listener.heard
    go_on = threading.Event()
    runner.start(lambda _progress: go_on.wait()).succeeded.connect(listener.hear)
    del listener
    go_on.set()
    wait_until_idle(qtbot, runner)
    assert heard == []


def test_tells_the_newest_progress(qtbot: QtBot, runner: JobRunner) -> None:
    reports: list[tuple[int, int, str]] = []

    def work(progress: Progress) -> None:
        for done in range(1, 5_001):
            progress.report(done, 5_000, "patients")

    runner.start(work).progressed.connect(lambda *report: reports.append(report))
    wait_until_idle(qtbot, runner)
    assert reports[-1] == (5_000, 5_000, "patients")
    assert [report[0] for report in reports] == sorted({report[0] for report in reports})


def test_running_work_sees_that_it_was_cancelled(qtbot: QtBot, runner: JobRunner) -> None:
    began = threading.Event()

    def work(progress: Progress) -> None:
        began.set()
        while not progress.cancelled:
            began.wait(0.001)
        raise Cancelled

    job = runner.start(work)
    heard = heard_of(job)
    assert began.wait(10)
    job.cancel()
    wait_until_idle(qtbot, runner)
    assert heard == [("finished", None)]


def test_waiting_work_that_was_cancelled_never_runs(qtbot: QtBot, runner: JobRunner) -> None:
    go_on = threading.Event()
    ran: list[bool] = []
    runner.start(lambda _progress: go_on.wait())
    job = runner.start(lambda _progress: ran.append(True))
    heard = heard_of(job)
    job.cancel()
    go_on.set()
    wait_until_idle(qtbot, runner)
    assert ran == []
    assert heard == [("finished", None)]


def test_work_that_was_beyond_stopping_says_what_it_did(qtbot: QtBot, runner: JobRunner) -> None:
    began, go_on = threading.Event(), threading.Event()

    def work(_progress: Progress) -> str:
        began.set()
        go_on.wait()
        return "imported"

    job = runner.start(work)
    heard = heard_of(job)
    assert began.wait(10)
    job.cancel()
    go_on.set()
    wait_until_idle(qtbot, runner)
    assert heard == [("succeeded", "imported"), ("finished", None)]


def test_shutdown_waits_for_what_runs_and_drops_what_waits(qapp: object) -> None:
    runner = JobRunner()
    began = threading.Event()
    steps: list[str] = []

    def work(progress: Progress) -> None:
        began.set()
        while not progress.cancelled:
            began.wait(0.001)
        steps.append("cleaned up")

    runner.start(work)
    runner.start(lambda _progress: steps.append("must not run"))
    assert began.wait(10)
    runner.shutdown()
    assert steps == ["cleaned up"]


def test_says_nothing_after_shutdown(qtbot: QtBot) -> None:
    runner = JobRunner()
    heard = heard_of(runner.start(lambda _progress: 1))
    runner.shutdown()
    qtbot.wait(20)
    assert heard == []


def test_refuses_work_after_shutdown(qapp: object) -> None:
    runner = JobRunner()
    runner.shutdown()
    with pytest.raises(RuntimeError):
        runner.start(lambda _progress: None)


def test_what_the_work_held_is_let_go_on_the_gui_thread(qtbot: QtBot, runner: JobRunner) -> None:
    let_go_on: list[int] = []

    class Held:
        def __del__(self) -> None:
            let_go_on.append(threading.get_ident())

    def start(held: Held) -> None:
        runner.start(lambda _progress: held is None)

    for _ in range(50):
        start(Held())
    wait_until_idle(qtbot, runner)
    assert let_go_on == [threading.get_ident()] * 50


@pytest.fixture
def guard(qapp: object) -> Iterator[GcGuard]:
    made = GcGuard()
    yield made
    made.stop()


def test_no_cycle_is_collected_on_the_worker(qtbot: QtBot, runner: JobRunner, guard: GcGuard) -> None:
    died_on: list[int] = []

    class Node:
        def __init__(self) -> None:
            self.myself = self

        def __del__(self) -> None:
            died_on.append(threading.get_ident())

    def work(_progress: Progress) -> None:
        for _ in range(5_000):
            Node()

    runner.start(work)
    wait_until_idle(qtbot, runner)
    guard.collect_due()
    assert set(died_on) == {threading.get_ident()}


def test_the_guard_gives_collection_back(qapp: object) -> None:
    GcGuard().stop()
    assert gc.isenabled()


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    made.show()
    return made


def dialogs(window: QWidget) -> list[BusyDialog]:
    return [dialog for dialog in window.findChildren(BusyDialog) if dialog.isVisible()]


def test_a_quick_job_shows_no_dialog(qtbot: QtBot, runner: JobRunner, window: QWidget) -> None:
    dialog = BusyDialog(runner.start(lambda _progress: None), "Writing...", parent=window)
    with qtbot.waitSignal(dialog.destroyed):
        assert dialogs(window) == []


def test_a_slow_job_shows_how_far_it_is(qtbot: QtBot, runner: JobRunner, window: QWidget) -> None:
    go_on = threading.Event()

    def work(progress: Progress) -> None:
        progress.report(3, 10, "Patient 3 of 10")
        go_on.wait()

    dialog = BusyDialog(runner.start(work), "Writing...", patience_ms=0, parent=window)
    (bar,) = dialog.findChildren(QProgressBar)
    qtbot.waitUntil(lambda: dialogs(window) != [] and bar.value() == 3)
    assert bar.maximum() == 10
    with qtbot.waitSignal(dialog.destroyed):
        go_on.set()


def test_escape_asks_the_job_to_stop_and_the_dialog_stays_until_it_has(
    qtbot: QtBot, runner: JobRunner, window: QWidget
) -> None:
    stop_seen, go_on = threading.Event(), threading.Event()

    def work(progress: Progress) -> None:
        while not progress.cancelled:
            stop_seen.wait(0.001)
        stop_seen.set()
        go_on.wait()
        raise Cancelled

    dialog = BusyDialog(runner.start(work), "Writing...", patience_ms=0, parent=window)
    qtbot.waitUntil(lambda: dialogs(window) != [])
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert stop_seen.wait(10)
    assert dialogs(window) == [dialog]
    with qtbot.waitSignal(dialog.destroyed):
        go_on.set()
