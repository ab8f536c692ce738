"""The warm visit summary against the same pages drawn on a bare reportlab canvas with the same fonts.

What our print asks of its canvas is written down once: every call in its order. Drawing the same calls on a fresh
canvas, file and fonts included, is what reportlab alone takes for these very pages.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from reportlab.pdfgen.canvas import Canvas

from calcitrack.clinic.demo.vault import CLINIC, demo_records
from calcitrack.domain.figures.compute import record_figures
from calcitrack.domain.rules import RuleSettings
from calcitrack.domain.sites import SiteList
from calcitrack.reports import layout
from calcitrack.reports.paper import fonts
from calcitrack.reports.request import SummaryRequest
from calcitrack.reports.summary import print_visit
from calcitrack.reports.words import EnglishWords

PRINTED_AT = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
LESIONS = 7
Call = tuple[int, str, tuple[Any, ...], dict[str, Any]]


class Place(int):
    """Stands for an object of the replay."""


class Script:
    """The calls that a print makes, by the number of the object that they were made on; the canvas is 0."""

    def __init__(self) -> None:
        self.calls: list[Call] = []
        self.made = 1


class Listener:
    """Stands before a canvas, or before a text or a path of it, and writes every call down."""

    def __init__(self, script: Script, real: Any, number: int) -> None:
        self._script, self.real, self.place = script, real, Place(number)

    def __getattr__(self, name: str) -> Callable[..., Any]:
        def call(*args: Any, **kwargs: Any) -> Any:
            handed = tuple(arg.place if isinstance(arg, Listener) else arg for arg in args)
            self._script.calls.append((self.place, name, handed, kwargs))
            result = getattr(self.real, name)(*(a.real if isinstance(a, Listener) else a for a in args), **kwargs)
            if name not in ("beginText", "beginPath"):
                return result
            self._script.made += 1
            return Listener(self._script, result, self._script.made - 1)

        return call


def a_request() -> SummaryRequest:
    """The last visit of a patient of the demonstration clinic."""
    records = demo_records(PRINTED_AT.date())
    record = next(r for r in records if len(r.lesions) == LESIONS and r.counted_visits)
    return SummaryRequest(
        record=record, visit_id=record.counted_visits[-1].id, figures=record_figures(record, RuleSettings()),
        clinic_name=CLINIC, synthetic=True, printed_at=PRINTED_AT, printed_by="Dr Bench", paper="A4",
        sites=SiteList.load(), words=EnglishWords(), record_hash="0" * 64,
    )  # fmt: skip


def written_down(request: SummaryRequest) -> Script:
    """The calls of one print."""
    script, real = Script(), layout._new_canvas  # noqa: SLF001 - the one place where a canvas is made

    def listening(*args: Any) -> Any:
        return Listener(script, real(*args), 0)

    setattr(layout, "_new_canvas", listening)  # noqa: B010
    try:
        print_visit(request)
    finally:
        setattr(layout, "_new_canvas", real)  # noqa: B010
    return script


def draw_bare(script: Script, paper: tuple[float, float]) -> bytes:
    """The same pages on a fresh canvas."""
    target = io.BytesIO()
    canvas = Canvas(target, pagesize=paper, pageCompression=1, invariant=1, initialFontName=fonts.prepare())
    objects: list[Any] = [canvas]
    for number, name, args, kwargs in script.calls:
        result = getattr(objects[number], name)(*(objects[a] if isinstance(a, Place) else a for a in args), **kwargs)
        if name in ("beginText", "beginPath"):
            objects.append(result)
    return target.getvalue()
