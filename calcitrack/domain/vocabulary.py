"""The words of the clinic. Each value is the word of the record format, of the database and of the code.

Words are append-only: they enter signed visits.
"""

from __future__ import annotations

from enum import StrEnum


class Sex(StrEnum):
    """Recorded sex."""

    FEMALE = "female"
    MALE = "male"
    OTHER = "other"
    UNKNOWN = "unknown"


class DominantHand(StrEnum):
    """Hand used for most tasks; calcinosis favours it."""

    RIGHT = "right"
    LEFT = "left"
    AMBIDEXTROUS = "ambidextrous"
    UNKNOWN = "unknown"


class PatientStatus(StrEnum):
    """Whether the clinic follows the patient. Only active patients are recalled."""

    ACTIVE = "active"
    TRANSFERRED = "transferred"
    DISCHARGED = "discharged"
    DIED = "died"


class AllergyStatus(StrEnum):
    """What is known of allergies; unknown is not none."""

    KNOWN = "known"
    NONE = "none"
    UNKNOWN = "unknown"


class Disease(StrEnum):
    """Underlying disease."""

    LCSSC = "lcSSc"
    DCSSC = "dcSSc"
    DM = "DM"
    JDM = "JDM"
    MCTD = "MCTD"
    SLE = "SLE"
    OVERLAP = "overlap"
    OTHER = "other"


class Answer(StrEnum):
    """Answer to a background question; unknown is not no."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


class BackgroundFact(StrEnum):
    """Background facts asked of every patient."""

    DIGITAL_ULCERS = "digital_ulcers"
    RAYNAUD = "raynaud"
    OSTEOPOROSIS = "osteoporosis"
    INTERSTITIAL_LUNG_DISEASE = "interstitial_lung_disease"
    PULMONARY_HYPERTENSION = "pulmonary_hypertension"
    SMOKING = "smoking"
    KIDNEY_DISEASE = "kidney_disease"
    HEART_CONDUCTION = "heart_conduction"
    HEART_FAILURE = "heart_failure"
    ANTICOAGULANT = "anticoagulant"
    IMMUNOSUPPRESSED = "immunosuppressed"
    PREGNANCY_POSSIBLE = "pregnancy_possible"


class AntibodyResult(StrEnum):
    """Result of an antibody test."""

    POSITIVE = "positive"
    NEGATIVE = "negative"
    BORDERLINE = "borderline"
    UNKNOWN = "unknown"


class Side(StrEnum):
    """The patient's side."""

    LEFT = "left"
    RIGHT = "right"
    MIDLINE = "midline"


class Form(StrEnum):
    """What one lesion is: one deposit, a counted group, a sheet over several sites, an exoskeleton."""

    SINGLE = "single"
    CLUSTER = "cluster"
    SHEET = "sheet"
    EXOSKELETON = "exoskeleton"


class Layer(StrEnum):
    """Tissue layer of the deposit."""

    SKIN = "skin"
    SUBCUTIS = "subcutis"
    FASCIA = "fascia"
    MUSCLE = "muscle"
    TENDON = "tendon"


class NewStatus(StrEnum):
    """Whether a lesion was new when it was first recorded."""

    NEW = "new since last visit"
    ALREADY_THERE = "already there"
    NOT_KNOWN = "not known"


class Method(StrEnum):
    """How a size was taken. Sizes of different methods are never compared."""

    RULER = "ruler"
    CALIPER = "caliper"
    PHOTOGRAPH = "photograph"
    RADIOGRAPH = "radiograph"
    ULTRASOUND = "ultrasound"
    CT = "CT"


class State(StrEnum):
    """What a visit says of a lesion."""

    MEASURED = "measured"
    UNCHANGED = "unchanged on inspection"
    LARGER = "larger on inspection"
    SMALLER = "smaller on inspection"
    NOT_MEASURABLE = "present, not measurable"
    NOT_EXAMINED = "not examined"
    NOT_VISIBLE = "not visible in this modality"
    RESOLVED = "resolved"
    EXCISED = "excised"

    @property
    def closes(self) -> bool:
        """The lesion is gone at this visit."""
        return self in (State.RESOLVED, State.EXCISED)

    @property
    def is_evidence(self) -> bool:
        """Somebody looked and saw: neither not examined nor not visible in this modality."""
        return self not in (State.NOT_EXAMINED, State.NOT_VISIBLE)


class ResolvedBasis(StrEnum):
    """How a resolution was established."""

    EXAMINATION = "examination"
    IMAGING = "imaging"


class Subtype(StrEnum):
    """Subtype words; the review names the first four and does not define them."""

    MOUSSE = "mousse"
    STONE = "stone"
    NET = "net"
    PLATE = "plate"
    UNDETERMINED = "undetermined"


class Discharge(StrEnum):
    """What drains from a lesion."""

    NONE = "none"
    CHALKY = "chalky"
    PUS = "pus"
    OTHER = "other"


class Infection(StrEnum):
    """Infection grade as the review words it; it does not define the grades."""

    NONE = "none"
    MINOR = "minor"
    MODERATE = "moderate"
    PROGRESSIVE = "progressive"


class EventKind(StrEnum):
    """What can happen to a lesion."""

    APPEARED = "appeared"
    SPLIT = "split"
    MERGED = "merged"
    LIQUEFIED = "liquefied"
    EXTRUDED = "extruded"
    ULCERATED = "ulcerated"
    INFECTED = "infected"
    INJECTED = "injected"
    PARTLY_REMOVED = "partly removed"
    EXCISED = "excised"
    RESOLVED = "resolved"
    RECURRED = "recurred"


class VisitStatus(StrEnum):
    """Draft or signed; a signed visit never changes."""

    DRAFT = "draft"
    SIGNED = "signed"


class DiseaseActivity(StrEnum):
    """Activity of the underlying disease as judged at the visit."""

    ACTIVE = "active"
    QUIET = "quiet"
    NOT_JUDGED = "not judged"


class Extent(StrEnum):
    """Extent of calcinosis at a visit."""

    CIRCUMSCRIPTA = "circumscripta"
    UNIVERSALIS = "universalis"


class OrderKind(StrEnum):
    """What can be asked for and awaited."""

    SWAB = "swab"
    FILM = "film"
    BLOOD_TEST = "blood test"
    REFERRAL = "referral"
    LETTER = "letter"


class Role(StrEnum):
    """What a person may do; a person can have several roles."""

    STAFF = "staff"
    CLINICIAN = "clinician"
    ADMINISTRATOR = "administrator"


class AddendumKind(StrEnum):
    """What an addendum does to the visit it amends."""

    NOTE = "note"
    CORRECTION = "correction"
    ENTERED_IN_ERROR = "entered in error"


class ResponseWord(StrEnum):
    """Response of one lesion to one trial."""

    COMPLETE = "complete"
    PARTIAL = "partial"
    NONE = "none"
    NOT_ASSESSABLE = "not assessable"
