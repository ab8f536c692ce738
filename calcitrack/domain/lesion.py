"""A deposit or group of deposits followed over time, with its settings and its life events."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from calcitrack.domain.vocabulary import EventKind, Form, Layer, Method, NewStatus, Side


@dataclass(frozen=True, slots=True)
class Place:
    """Where a lesion is and what form it has: what bounds its size."""

    site: str
    form: Form


@dataclass(frozen=True, slots=True)
class LesionSetting:
    """What is set for a lesion from a day on. A change adds a setting; none is overwritten.

    Attributes:
        site: Code of the site list, such as ``hand.thumb.distal.volar``.
        extent_sites: Sites that a sheet covers, in the order given; empty for other forms.
        tracking_method: Method whose readings are the readings of record.
        index: Measured at every visit.
        set_on: Clinic day of the setting.
        set_at: Instant (UTC) at which it was entered; None until stored.
        set_by: Name of the person who entered it.
        reason: Why it was changed; empty for the first.
    """

    site: str
    side: Side
    set_on: date
    form: Form = Form.SINGLE
    extent_sites: tuple[str, ...] = ()
    layer: Layer | None = None
    tracking_method: Method = Method.RULER
    index: bool = False
    set_at: datetime | None = None
    set_by: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Lesion:
    """A lesion.

    Attributes:
        number: Number within the patient, from 1, never reused.
        first_seen: Day on which it was first recorded as seen.
        settings: All settings, oldest first, at least one.
        point: Place on a drawn figure as (figure, x, y), x and y as fractions of its width and height; None when it has
            none.
        id: Row number in this vault; 0 until stored.
        uuid: Permanent identity (32 hex digits); empty until stored.
    """

    number: int
    first_seen: date
    settings: tuple[LesionSetting, ...]
    new_status: NewStatus = NewStatus.NOT_KNOWN
    point: tuple[str, float, float] | None = None
    id: int = 0
    uuid: str = ""

    @property
    def setting(self) -> LesionSetting:
        """The present setting."""
        return self.settings[-1]

    @property
    def site(self) -> str:
        """Present site code."""
        return self.setting.site

    @property
    def side(self) -> Side:
        """Present side."""
        return self.setting.side

    @property
    def tracking_method(self) -> Method:
        """Present tracking method: it re-reads the whole history."""
        return self.setting.tracking_method

    @property
    def index(self) -> bool:
        """Whether the lesion is measured at every visit."""
        return self.setting.index

    @property
    def form(self) -> Form:
        """Present form."""
        return self.setting.form

    @property
    def place(self) -> Place:
        """Present site and form."""
        return Place(self.setting.site, self.setting.form)


@dataclass(frozen=True, slots=True)
class LesionEvent:
    """Something that happened to a lesion.

    Attributes:
        lesion_id: The lesion it happened to.
        on: Day of the event.
        to: Lesions that came out of a split or that it merged into, in the order given.
        visit_id: Visit at which it was entered; None when entered apart from a visit.
        id: Row number in this vault; 0 until stored.
        uuid: Permanent identity (32 hex digits); empty until stored.
    """

    lesion_id: int
    on: date
    kind: EventKind
    to: tuple[int, ...] = ()
    visit_id: int | None = None
    id: int = 0
    uuid: str = ""
