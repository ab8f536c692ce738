"""`calcitrack sites --json` gives the site list and the drawings of each site to whoever reuses it, without a vault."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import Any

import pytest

from calcitrack.domain.drawings import Drawings
from calcitrack.domain.sites import SiteList
from tests.vaults import ROOT

HAND = ("body-front", "body-back")
PALMS = ("hand-palm-left", "hand-palm-right")
BACKS = ("hand-back-left", "hand-back-right")
TOPS = ("foot-top-left", "foot-top-right")
SOLES = ("foot-sole-left", "foot-sole-right")


@pytest.fixture(scope="module")
def printed() -> list[dict[str, Any]]:
    command = [sys.executable, "-m", "calcitrack", "sites", "--json"]
    answer = subprocess.run(command, cwd=ROOT, env={**os.environ, "PYTHONUTF8": "1"}, capture_output=True, check=True)
    assert answer.stderr == b""
    found: list[dict[str, Any]] = json.loads(answer.stdout.decode("utf-8"))
    return found


def test_prints_every_site_once_with_the_four_facts(printed: list[dict[str, Any]]) -> None:
    assert [row["code"] for row in printed] == [site.code for site in SiteList.load()]
    for row in printed:
        assert set(row) == {"code", "name", "sides", "drawings"}
        assert row["name"]
        assert set(row["sides"]) <= {"left", "right", "midline"}


def test_each_code_is_on_exactly_the_drawings_it_lists(printed: list[dict[str, Any]]) -> None:
    drawn = {(region.code, drawing.name) for drawing in Drawings.load() for region in drawing.regions}
    listed = {(row["code"], name) for row in printed for name in row["drawings"]}
    assert listed == drawn


@pytest.mark.parametrize(
    ("code", "drawings"),
    [
        ("hand", HAND),
        ("hand.index", ()),
        ("hand.thumb.distal.volar", PALMS),
        ("hand.thumb.distal.tip", (*PALMS, *BACKS)),
        ("hand.ring.distal.nail_fold", BACKS),
        ("hand.web.first", (*PALMS, *BACKS)),
        ("hand.thenar", PALMS),
        ("hand.dorsum", BACKS),
        ("wrist.volar", ("body-front", *PALMS)),
        ("elbow.extensor", ("body-back",)),
        ("knee.anterior", ("body-front",)),
        ("foot.great.distal.nail_fold", TOPS),
        ("foot.heel.plantar", SOLES),
        ("head.face.nose", ("head-front", "head-side-left", "head-side-right")),
        ("head.ear.lobule", ("head-front", "head-side-left", "head-side-right")),
        ("head.maxillary_sinus", ()),
        ("breast", ()),
        ("perineum", ()),
        ("vulva", ()),
    ],
)
def test_a_site_is_on_the_drawings_where_an_examiner_looks_for_it(
    printed: list[dict[str, Any]], code: str, drawings: tuple[str, ...]
) -> None:
    (row,) = (row for row in printed if row["code"] == code)
    assert tuple(row["drawings"]) == drawings


@pytest.mark.parametrize("digit", ["thumb", "index", "middle", "ring", "little"])
def test_every_bone_and_joint_of_a_finger_is_on_palm_and_back(printed: list[dict[str, Any]], digit: str) -> None:
    shown = {row["code"]: row["drawings"] for row in printed if row["code"].startswith(f"hand.{digit}.")}
    for code, drawings in shown.items():
        surface = code.rpartition(".")[2]
        if surface == "volar":
            assert set(PALMS) <= set(drawings), code
        elif surface == "dorsal":
            assert set(BACKS) <= set(drawings), code
