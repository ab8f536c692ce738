from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calcitrack.domain.sites import SiteList, SiteMatch
from calcitrack.domain.vocabulary import Side
from calcitrack.paths import resource

SITES = SiteList.load()

# Every site of the sample clinic, lesions and sheets alike.
CODES_OF_THE_SAMPLES = [
    "buttock",
    "elbow.extensor",
    "forearm.dorsal",
    "hand.index.distal.dorsal",
    "hand.index.distal.volar",
    "hand.index.middle.volar",
    "hand.index.proximal.volar",
    "hand.little.distal.dorsal",
    "hand.little.middle.dorsal",
    "hand.little.proximal.dorsal",
    "hand.little.proximal.volar",
    "hand.middle.distal.dorsal",
    "hand.middle.distal.volar",
    "hand.middle.middle.dorsal",
    "hand.middle.proximal.dorsal",
    "hand.ring.distal.volar",
    "hand.ring.middle.volar",
    "hand.ring.proximal.volar",
    "hand.thumb.distal.dorsal",
    "hand.thumb.distal.volar",
    "hand.thumb.proximal.volar",
    "knee.anterior",
    "neck.posterior",
    "thigh.anterior",
    "thigh.lateral",
]

# What is typed, the first site found, and its side ("" when the query names none).
QUERIES = [
    # the words of the design
    ("rt th v", "hand.thumb.distal.volar", "right"),
    ("left elbow ext", "elbow.extensor", "left"),
    ("L D2 distal volar", "hand.index.distal.volar", "left"),
    # order, case, punctuation and white space do not matter
    ("v th rt", "hand.thumb.distal.volar", "right"),
    ("VOLAR, DISTAL; INDEX (LEFT)", "hand.index.distal.volar", "left"),
    ("  elbow   left ", "elbow", "left"),
    ("back of the left hand", "hand.dorsum", "left"),
    ("right thumb, volar surface", "hand.thumb.distal.volar", "right"),
    ("hand.ring.middle.volar", "hand.ring.middle.volar", ""),
    # the program's own names
    ("Left thumb, distal phalanx, volar", "hand.thumb.distal.volar", "left"),
    ("R elbow, extensor (olecranon)", "elbow.extensor", "right"),
    ("L middle finger, middle, dorsal", "hand.middle.middle.dorsal", "left"),
    # sides
    ("lt knee", "knee", "left"),
    ("knee r", "knee", "right"),
    ("Right", None, ""),
    ("mid neck post", "neck.posterior", "midline"),
    ("midline lower back", "back.lower", "midline"),
    ("left", None, ""),
    ("left right elbow", None, ""),
    ("left natal cleft", None, ""),
    ("left lumbar spine", None, ""),
    ("elbow", "elbow", ""),
    # words that only look like a side
    ("L5", "spine.lumbar", ""),
    ("left L5", "paraspinal.lumbar", "left"),
    ("l l5", "paraspinal.lumbar", "left"),
    ("left index r", "hand.index.distal.radial", "left"),
    ("l thigh l", "thigh.lateral", "left"),
    ("spine l", "spine.lumbar", ""),
    ("mid finger", "hand.middle", ""),
    ("left mid", "hand.middle", "left"),
    ("mid phal ring", "hand.ring.middle", ""),
    # digits
    ("d1", "hand.thumb", ""),
    ("D5 prox dors", "hand.little.proximal.dorsal", ""),
    ("LD2 tip", "hand.index.distal.tip", "left"),
    ("rd4", "hand.ring", "right"),
    ("d-3", "hand.middle", ""),
    ("mcp2", "hand.index.mcp", ""),
    ("2nd MCP dorsal", "hand.index.mcp.dorsal", ""),
    ("L-5", "spine.lumbar", ""),
    ("3rd pip", "hand.middle.pip", ""),
    ("pip 3", "hand.middle.pip", ""),
    ("fifth finger dip", "hand.little.dip", ""),
    ("foot d2", "foot.second", ""),
    ("MTP 1", "foot.great.mtp", ""),
    ("3rd toe plantar", "foot.third.distal.plantar", ""),
    ("middle middle v", "hand.middle.middle.volar", ""),
    ("middle volar", "hand.middle.distal.volar", ""),
    ("thumb ip", "hand.thumb.ip", ""),
    ("web 4 hand", "hand.web.fourth", ""),
    ("first web", "hand.web.first", ""),
    # other words
    ("index pulp", "hand.index.distal.volar", ""),
    ("ring palmar", "hand.ring.distal.volar", ""),
    ("thumb nailfold", "hand.thumb.distal.nail_fold", ""),
    ("hand volar", "hand.palm", ""),
    ("knuckle d3", "hand.middle.mcp", ""),
    ("olecranon", "elbow.extensor", ""),
    ("antecubital", "elbow.flexor", ""),
    ("kneecap", "knee.anterior", ""),
    ("popliteal", "knee.posterior", ""),
    ("shin", "lower_leg.anterior", ""),
    ("calf rt", "lower_leg.posterior", "right"),
    ("leg", "lower_leg", ""),
    ("sit bone", "ischium", ""),
    ("gt left", "hip.trochanter", "left"),
    ("armpit", "axilla", ""),
    ("breast uoq r", "breast.upper_outer", "right"),
    ("sole", "foot.sole", ""),
    ("ear lobe", "head.ear.lobule", ""),
    ("sinus", "head.maxillary_sinus", ""),
    ("T12", "spine.thoracic", ""),
    ("tailbone", "sacrum.coccyx", ""),
    # Latin
    ("pollex", "hand.thumb", ""),
    ("medius", "hand.middle", ""),
    ("anularis", "hand.ring", ""),
    ("minimus", "hand.little", ""),
    ("hallux", "foot.great", ""),
    ("patella", "knee.anterior", ""),
    ("gluteus", "buttock", ""),
    ("digitus V", "hand.little", ""),
    ("D IV pip l", "hand.ring.pip", "left"),
    ("th d v", "hand.thumb.distal.volar", ""),
    ("ring finger v", "hand.ring.distal.volar", ""),
    ("genu sin", "knee", "left"),
    ("maxillary sin", "head.maxillary_sinus", ""),
    ("manus dextra", "hand", "right"),
    ("RIF", "hand.index", "right"),
    ("MCP II r", "hand.index.mcp", "right"),
    ("digitus pedis II", "foot.second", ""),
    ("index mcp v", "hand.index.mcp.volar", ""),
    ("epicondylus lateralis dext", "elbow.lateral", "right"),
    ("glut max left", "buttock", "left"),
    ("web space between thumb and index", "hand.web.first", ""),
    # while it is being typed
    ("th", "hand.thumb", ""),
    ("thi", "thigh", ""),
    ("l ind", "hand.index", "left"),
    ("in", "hand.index", ""),
    ("rig elb", "elbow", "right"),
    ("forea", "forearm", ""),
    ("back", "back", ""),
    ("ip", "hand.thumb.ip", ""),
    ("hand dors", "hand.dorsum", ""),
    ("", None, ""),
    (" - ", None, ""),
    # slips of the finger
    ("thubm", "hand.thumb", ""),
    ("elbwo ext", "elbow.extensor", ""),
    ("foream dorsal", "forearm.dorsal", ""),
    ("olecrenon", "elbow.extensor", ""),
    ("indxe", "hand.index", ""),
    ("butock", "buttock", ""),
    ("tigh lateral", "thigh.lateral", ""),
    ("knees", "knee", ""),
    ("palmer ring", "hand.ring.distal.volar", ""),
    ("proximl thumb", "hand.thumb.proximal", ""),
    # a wrong word is not passed over, and no side is guessed
    ("rihgt elbow", None, ""),
    ("left elbow banana", None, ""),
    ("xyzzy", None, ""),
]


@pytest.mark.parametrize(("query", "code", "side"), QUERIES)
def test_finds_what_a_clinician_means(query: str, code: str | None, side: str):
    found = SITES.find(query)
    first = (found[0].code, found[0].side or "") if found else (None, "")
    assert first == (code, side)


def test_ninety_five_in_a_hundred_typed_queries_find_the_meant_site_first():
    # They were written down before the search was made to answer them, and are not changed to fit it.
    path = Path(__file__).parents[1] / "data" / "site_queries.json"
    queries = json.loads(path.read_text(encoding="utf-8"))
    missed = []
    for query in queries:
        found = SITES.find(query["typed"], limit=1)
        if [(match.code, match.side or "") for match in found] != [(query["code"], query["side"])]:
            missed.append(query["typed"])
    assert len(queries) >= 200
    assert len(missed) <= 0.05 * len(queries), missed


def test_the_right_thumb_volar_gives_the_pulp_before_the_rest_of_the_thumb():
    found = [match.code for match in SITES.find("rt th v")]
    assert found[:2] == ["hand.thumb.distal.volar", "hand.thumb.proximal.volar"]


def test_a_match_says_which_parts_were_named():
    assert SITES.find("rt th v")[0] == SiteMatch("hand.thumb.distal.volar", Side.RIGHT, ("thumb", "volar"))


def test_a_general_word_gives_the_general_site_before_its_finer_parts():
    found = [match.code for match in SITES.find("elbow")]
    assert found == ["elbow", "elbow.extensor", "elbow.flexor", "elbow.medial", "elbow.lateral"]


def test_a_pasted_page_is_no_query():
    assert SITES.find("hand " * 5000) == ()


def test_never_finds_more_than_was_asked_for():
    assert len(SITES.find("d", limit=3)) == 3
    assert len(SITES.find("d")) == 8


@given(st.text() | st.lists(st.sampled_from([q for q, _, _ in QUERIES])).map(" ".join))
def test_any_query_is_answered_with_sites_of_the_list_and_sides_they_have(query: str):
    for match in SITES.find(query):
        assert match.side is None or match.side in SITES.sides(match.code)


@pytest.mark.parametrize("write", [SITES.name, SITES.label])
def test_every_site_is_found_first_by_its_own_words(write):
    for site in SITES:
        side = site.sides[-1]
        first = SITES.find(write(site.code, side))[0]
        assert first.code == site.code
        assert first.side == side or site.sides == (Side.MIDLINE,)


@pytest.mark.parametrize(
    ("code", "side", "name", "label"),
    [
        ("hand.thumb.distal.volar", Side.LEFT, "Left thumb, distal phalanx, volar", "L thumb, distal, volar"),
        ("hand.index.distal.volar", Side.LEFT, "Left index finger, distal phalanx, volar", "L index, distal, volar"),
        ("hand.ring.middle", Side.LEFT, "Left ring finger, middle phalanx", "L ring, middle"),
        ("hand.little.dip.dorsal", Side.RIGHT, "Right little finger, DIP joint, dorsal",
         "R little finger, DIP, dorsal"),
        ("hand.web.first", Side.RIGHT, "Right hand, first web space (thumb and index)", "R hand, 1st web"),
        ("elbow.extensor", Side.RIGHT, "Right elbow, extensor (olecranon)", "R elbow, extensor"),
        ("forearm.dorsal", Side.LEFT, "Left forearm, dorsal", "L forearm, dorsal"),
        ("knee.anterior", Side.LEFT, "Left knee, anterior (prepatellar)", "L knee, prepatellar"),
        ("buttock", Side.RIGHT, "Right buttock", "R buttock"),
        ("upper_arm.medial", Side.RIGHT, "Right upper arm, medial", "R upper arm, medial"),
        ("foot.great.distal.plantar", Side.RIGHT, "Right great toe, distal phalanx, plantar",
         "R great toe, distal, plantar"),
        ("neck.posterior", Side.MIDLINE, "Midline neck, posterior", "Mid neck, posterior"),
        ("spine.lumbar", Side.MIDLINE, "Lumbar spine", "Lumbar spine"),
        ("head.maxillary_sinus", Side.LEFT, "Left maxillary sinus", "L maxillary sinus"),
    ],
)  # fmt: skip
def test_names_a_site_in_full_and_in_short(code: str, side: Side, name: str, label: str):
    assert SITES.name(code, side) == name
    assert SITES.label(code, side) == label


def test_refuses_to_name_a_side_that_a_site_does_not_have():
    with pytest.raises(ValueError, match=r"elbow has no side midline"):
        SITES.name("elbow", Side.MIDLINE)
    with pytest.raises(ValueError, match=r"spine.lumbar has no side left"):
        SITES.label("spine.lumbar", Side.LEFT)


@pytest.mark.parametrize("code", ["hand.sixth", "", "Hand", "hand.", "elbow extensor"])
def test_knows_no_other_codes(code: str):
    assert code not in SITES
    with pytest.raises(KeyError):
        SITES.get(code)
    with pytest.raises(KeyError):
        SITES.sides(code)


@pytest.mark.parametrize("code", CODES_OF_THE_SAMPLES)
def test_knows_the_sites_of_the_sample_clinic(code: str):
    assert code in SITES


def test_no_code_that_was_ever_given_out_is_gone():
    # Codes enter signed visits. New ones are added to the file; a line of it is never changed or taken away.
    given_out = Path(__file__).with_name("site_codes.txt").read_text(encoding="utf-8").split()
    assert [code for code in given_out if code not in SITES] == []
    assert [site.code for site in SITES if site.code not in given_out] == []


def test_no_code_is_written_twice_in_the_file():
    def once(pairs: list[tuple[str, object]]) -> dict[str, object]:
        keys = [key for key, _ in pairs]
        assert len(keys) == len(set(keys)), keys
        return dict(pairs)

    json.loads(resource("sites.json").read_text(encoding="utf-8"), object_pairs_hook=once)


def test_the_file_uses_only_the_keys_that_it_explains():
    def keys_of(node: dict) -> set[str]:
        finer = node.get("parts", {})
        below = [keys_of(part) for part in finer.values()] if isinstance(finer, dict) else []
        return set(node).union(*below)

    data = json.loads(resource("sites.json").read_text(encoding="utf-8"))
    trees = [*data["sites"].values(), *(node for nodes in data["templates"].values() for node in nodes.values())]
    explained = {line.split(":")[0] for line in data["about"] if ":" in line}
    used = set().union(*(keys_of(tree) for tree in trees))
    assert used <= explained


def test_every_beginning_of_a_code_is_a_site_that_comes_before_it():
    seen = set()
    for site in SITES:
        above = site.code.rpartition(".")[0]
        assert above == "" or above in seen
        seen.add(site.code)


def test_no_two_sites_have_the_same_words():
    for write in (SITES.name, SITES.label):
        written = [write(site.code, side) for site in SITES for side in site.sides]
        assert len(written) == len(set(written))


def test_a_finer_part_has_no_side_that_the_whole_has_not():
    for site in SITES:
        above = site.code.rpartition(".")[0]
        assert site.sides
        assert not above or set(site.sides) <= set(SITES.sides(above))


def test_a_finer_part_holds_no_longer_deposit_than_the_whole():
    for site in SITES:
        above = site.code.rpartition(".")[0]
        assert 0 < site.largest_tenths <= (SITES.get(above).largest_tenths if above else 5000)


FINGERS = ("index", "middle", "ring", "little")
LONG_TOES = ("second", "third", "fourth", "little")


@pytest.mark.parametrize(
    ("digit", "bones", "surfaces"),
    [
        *((f"hand.{finger}", "distal middle proximal dip pip mcp", "volar dorsal radial ulnar") for finger in FINGERS),
        ("hand.thumb", "distal proximal ip mcp", "volar dorsal radial ulnar"),
        *((f"foot.{toe}", "distal middle proximal dip pip mtp", "plantar dorsal medial lateral") for toe in LONG_TOES),
        ("foot.great", "distal proximal ip mtp", "plantar dorsal medial lateral"),
    ],
)
def test_every_digit_has_its_phalanges_and_joints_with_their_surfaces(digit: str, bones: str, surfaces: str):
    below = {site.code for site in SITES if site.code.startswith(f"{digit}.") and site.code.count(".") == 2}
    assert below == {f"{digit}.{bone}" for bone in bones.split()}
    for bone in below:
        tip = {"tip", "nail_fold"} if bone.endswith(".distal") else set()
        finer = {site.code.rpartition(".")[2] for site in SITES if site.code.startswith(f"{bone}.")}
        assert finer == {*surfaces.split(), *tip}


@pytest.mark.parametrize(
    "code",
    ["hip", "spine", "paraspinal", "head.maxillary_sinus", "breast", "perineum", "vulva", "hand.thenar",
     "hand.hypothenar", "hand.palm", "hand.dorsum", "foot.heel", "foot.sole", "foot.dorsum", "head.face", "head.ear"],
)  # fmt: skip
def test_knows_the_places_that_the_maps_and_the_review_name(code: str):
    assert code in SITES


def test_the_list_is_read_once():
    assert SiteList.load() is SITES
    assert len(SITES) == len(list(SITES))
