"""The clinic's words in the language of the interface, where a list shows them."""

from __future__ import annotations

from calcitrack.domain.vocabulary import Method, PatientStatus, Sex, State, Subtype
from calcitrack.domain.worklist import Attention
from calcitrack.ui.i18n import locale, translate
from calcitrack.ui.theme import Tone


def subtype_word(subtype: Subtype) -> str:
    """A subtype."""
    return {
        Subtype.MOUSSE: translate("Terms", "mousse"),
        Subtype.STONE: translate("Terms", "stone"),
        Subtype.NET: translate("Terms", "net"),
        Subtype.PLATE: translate("Terms", "plate"),
        Subtype.UNDETERMINED: translate("Terms", "undetermined"),
    }[subtype]


def method_word(method: Method) -> str:
    """A method of measuring."""
    return {
        Method.RULER: translate("Terms", "ruler"),
        Method.CALIPER: translate("Terms", "caliper"),
        Method.PHOTOGRAPH: translate("Terms", "photograph"),
        Method.RADIOGRAPH: translate("Terms", "radiograph"),
        Method.ULTRASOUND: translate("Terms", "ultrasound"),
        Method.CT: translate("Terms", "CT"),
    }[method]


def state_word(state: State) -> str:
    """What a visit says of a lesion."""
    return {
        State.MEASURED: translate("Terms", "measured"),
        State.UNCHANGED: translate("Terms", "unchanged on inspection"),
        State.LARGER: translate("Terms", "larger on inspection"),
        State.SMALLER: translate("Terms", "smaller on inspection"),
        State.NOT_MEASURABLE: translate("Terms", "present, not measurable"),
        State.NOT_EXAMINED: translate("Terms", "not examined"),
        State.NOT_VISIBLE: translate("Terms", "not visible in this modality"),
        State.RESOLVED: translate("Terms", "resolved"),
        State.EXCISED: translate("Terms", "excised"),
    }[state]


def sex_letter(sex: Sex) -> str:
    """Sex as it stands behind an age; empty where it is not known."""
    return {
        Sex.FEMALE: translate("Terms", "F"),
        Sex.MALE: translate("Terms", "M"),
        Sex.OTHER: translate("Terms", "other"),
        Sex.UNKNOWN: "",
    }[sex]


def sex_word(sex: Sex) -> str:
    """Sex as a word."""
    return {
        Sex.FEMALE: translate("Terms", "female"),
        Sex.MALE: translate("Terms", "male"),
        Sex.OTHER: translate("Terms", "other sex"),
        Sex.UNKNOWN: translate("Terms", "sex not recorded"),
    }[sex]


def patient_status_word(status: PatientStatus) -> str:
    """Whether the clinic follows a patient."""
    return {
        PatientStatus.ACTIVE: translate("Terms", "Active"),
        PatientStatus.TRANSFERRED: translate("Terms", "Transferred"),
        PatientStatus.DISCHARGED: translate("Terms", "Discharged"),
        PatientStatus.DIED: translate("Terms", "Died"),
    }[status]


def attention_badge(attention: Attention) -> tuple[str, Tone]:
    """What wants a look, with how grave it is."""
    badges: dict[Attention, tuple[str, Tone]] = {
        Attention.INFECTION: (translate("Terms", "Infection signs"), "danger"),
        Attention.NERVE_COMPRESSION: (translate("Terms", "Nerve compression"), "danger"),
        Attention.ULCER: (translate("Terms", "Ulcer"), "danger"),
        Attention.DISCHARGE: (translate("Terms", "Discharge"), "danger"),
        Attention.PROGRESSING: (translate("Terms", "Progressing"), "warning"),
    }
    return badges[attention]


def month_names() -> list[str]:
    """The twelve short names of months."""
    language = locale()
    return [language.standaloneMonthName(month, language.FormatType.ShortFormat) for month in range(1, 13)]
