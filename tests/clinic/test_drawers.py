"""Processes that draw, when they are ended or halt: told in a sentence or made good, and never waited for."""

from __future__ import annotations

import multiprocessing
import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from multiprocessing.connection import Connection
from pathlib import Path

import pytest

from calcitrack.clinic.drawers import Answering, drawers
from calcitrack.clinic.session import Clinic
from calcitrack.clinic.summary_requests import summary_request
from calcitrack.domain.errors import FileRefused
from calcitrack.reports.parcels import Parcel, packed, print_parcel
from tests.clinic import answers
from tests.clinic.test_batch import a_day


@pytest.fixture
def parcel(clinic: Clinic) -> Parcel:
    ((patient_id, visit_id),) = a_day(clinic, 1)
    return packed(summary_request(clinic._context, patient_id, visit_id))


@pytest.mark.parametrize(
    "answering",
    [answers.ends_at_once, answers.ends_while_it_draws, answers.ends_in_the_middle_of_its_answer],
)
def test_processes_that_end_one_after_the_other_are_told_in_a_sentence(answering: Answering, parcel: Parcel) -> None:
    with drawers(1, answering) as draw, pytest.raises(FileRefused) as refused:
        draw(parcel).result()
    assert (
        str(refused.value) == "The processes that draw were ended by the system. Close other programs, then try again."
    )
    assert multiprocessing.active_children() == []


def test_a_print_whose_process_ended_in_the_middle_of_sending_it_is_drawn_by_another(
    parcel: Parcel, tmp_path: Path
) -> None:
    with drawers(1, partial(answers.ends_the_first_time, tmp_path / "been here")) as draw:
        assert draw(parcel).result() == print_parcel(parcel)


@pytest.mark.parametrize("halting", [answers.halts_in_the_middle_of_its_answer, answers.never_reads])
def test_processes_that_halt_are_ended_when_nobody_waits_any_more(
    halting: Callable[[Path, Connection], None], parcel: Parcel, tmp_path: Path
) -> None:
    at_it = tmp_path / "at it"
    at_it.mkdir()
    heavy = replace(parcel, clinic_name="x" * 5_000_000)  # more than a pipe takes before it is read
    with drawers(2, partial(halting, at_it)) as draw:
        asked = [draw(heavy) for _ in range(3)]
        while len(list(at_it.iterdir())) < 2:
            time.sleep(0.02)
        assert not any(one.done() for one in asked)
    assert multiprocessing.active_children() == []


def test_what_a_process_cannot_draw_it_says_and_lives(parcel: Parcel) -> None:
    with drawers(1, answers.cannot_draw) as draw:
        assert [draw(parcel).result(), draw(parcel).result()] == [None, None]
        assert len(multiprocessing.active_children()) == 1


@pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="this system does not list open files")
def test_ended_processes_leave_no_pipe_open(parcel: Parcel) -> None:
    def ended() -> int:
        with drawers(1, answers.ends_while_it_draws) as draw, pytest.raises(FileRefused):
            draw(parcel).result()
        return len(list(Path("/proc/self/fd").iterdir()))

    assert ended() == ended()
