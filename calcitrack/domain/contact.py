"""How patients reach the clinic."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ClinicContact:
    """What the clinic tells its patients about calling, in its own words.

    Attributes:
        phone: As it is printed; empty when it was never entered.
        when_to_call: The clinic's own text; empty when it was never entered.
    """

    phone: str = ""
    when_to_call: str = ""
