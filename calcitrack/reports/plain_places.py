"""Places of the body in the words of daily life, for the page that a patient takes home."""

from __future__ import annotations

from collections.abc import Mapping

from calcitrack.domain.sites import SiteList
from calcitrack.domain.text import QT_TRANSLATE_NOOP, Marked
from calcitrack.domain.vocabulary import Side
from calcitrack.reports.words import Voice

_PLACES: Mapping[str, Marked] = {
    "hand": QT_TRANSLATE_NOOP("reports", "hand"),
    "hand.thumb": QT_TRANSLATE_NOOP("reports", "thumb"),
    "hand.index": QT_TRANSLATE_NOOP("reports", "index finger"),
    "hand.middle": QT_TRANSLATE_NOOP("reports", "middle finger"),
    "hand.ring": QT_TRANSLATE_NOOP("reports", "ring finger"),
    "hand.little": QT_TRANSLATE_NOOP("reports", "little finger"),
    "hand.palm": QT_TRANSLATE_NOOP("reports", "palm"),
    "hand.dorsum": QT_TRANSLATE_NOOP("reports", "back of the hand"),
    "hand.thenar": QT_TRANSLATE_NOOP("reports", "ball of the thumb"),
    "wrist": QT_TRANSLATE_NOOP("reports", "wrist"),
    "forearm": QT_TRANSLATE_NOOP("reports", "forearm"),
    "elbow": QT_TRANSLATE_NOOP("reports", "elbow"),
    "upper_arm": QT_TRANSLATE_NOOP("reports", "upper arm"),
    "shoulder": QT_TRANSLATE_NOOP("reports", "shoulder"),
    "axilla": QT_TRANSLATE_NOOP("reports", "armpit"),
    "buttock": QT_TRANSLATE_NOOP("reports", "buttock"),
    "ischium": QT_TRANSLATE_NOOP("reports", "sitting bone"),
    "hip": QT_TRANSLATE_NOOP("reports", "hip"),
    "thigh": QT_TRANSLATE_NOOP("reports", "thigh"),
    "knee": QT_TRANSLATE_NOOP("reports", "knee"),
    "knee.posterior": QT_TRANSLATE_NOOP("reports", "back of the knee"),
    "lower_leg": QT_TRANSLATE_NOOP("reports", "lower leg"),
    "lower_leg.anterior": QT_TRANSLATE_NOOP("reports", "shin"),
    "lower_leg.posterior": QT_TRANSLATE_NOOP("reports", "calf"),
    "ankle": QT_TRANSLATE_NOOP("reports", "ankle"),
    "foot": QT_TRANSLATE_NOOP("reports", "foot"),
    "foot.great": QT_TRANSLATE_NOOP("reports", "big toe"),
    "foot.second": QT_TRANSLATE_NOOP("reports", "second toe"),
    "foot.third": QT_TRANSLATE_NOOP("reports", "third toe"),
    "foot.fourth": QT_TRANSLATE_NOOP("reports", "fourth toe"),
    "foot.little": QT_TRANSLATE_NOOP("reports", "little toe"),
    "foot.sole": QT_TRANSLATE_NOOP("reports", "sole of the foot"),
    "foot.heel": QT_TRANSLATE_NOOP("reports", "heel"),
    "chest": QT_TRANSLATE_NOOP("reports", "chest"),
    "breast": QT_TRANSLATE_NOOP("reports", "breast"),
    "abdomen": QT_TRANSLATE_NOOP("reports", "belly"),
    "flank": QT_TRANSLATE_NOOP("reports", "side of the belly"),
    "spine": QT_TRANSLATE_NOOP("reports", "spine"),
    "paraspinal": QT_TRANSLATE_NOOP("reports", "back, beside the spine"),
    "back": QT_TRANSLATE_NOOP("reports", "back"),
    "back.scapular": QT_TRANSLATE_NOOP("reports", "shoulder blade"),
    "sacrum": QT_TRANSLATE_NOOP("reports", "lowest part of the back"),
    "sacrum.coccyx": QT_TRANSLATE_NOOP("reports", "tailbone"),
    "groin": QT_TRANSLATE_NOOP("reports", "groin"),
    "neck": QT_TRANSLATE_NOOP("reports", "neck"),
    "head": QT_TRANSLATE_NOOP("reports", "head"),
    "head.face": QT_TRANSLATE_NOOP("reports", "face"),
    "head.ear": QT_TRANSLATE_NOOP("reports", "ear"),
}
"""By code or by its beginning; what is not here is named as clinicians name it."""

_SIDED: Mapping[Side, Marked] = {
    Side.LEFT: QT_TRANSLATE_NOOP("reports", "left {place}"),
    Side.RIGHT: QT_TRANSLATE_NOOP("reports", "right {place}"),
}


def plain_place(voice: Voice, sites: SiteList, code: str, side: Side) -> str:
    """A place as a patient would call it, no more exactly than to the finger or toe."""
    parts = code.split(".")
    codes = [".".join(parts[:length]) for length in range(len(parts), 0, -1)]
    for_clinicians = sites.get(code).name if code in sites else code
    place = next((voice(_PLACES[c]) for c in codes if c in _PLACES), for_clinicians)
    words = voice(_SIDED[side], place=place) if side in _SIDED else place
    return words[:1].upper() + words[1:]
