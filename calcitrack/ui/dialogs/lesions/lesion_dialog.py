"""Adding a lesion, and changing what is set for one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from PySide6.QtCore import QSize, Slot
from PySide6.QtWidgets import QWidget

from calcitrack.domain.errors import Fault
from calcitrack.domain.lesion import Lesion, LesionSetting
from calcitrack.domain.lesion_step import LesionStep, add_lesion
from calcitrack.domain.recurrence import Gone
from calcitrack.domain.sites import SiteList
from calcitrack.domain.text import QT_TRANSLATE_NOOP
from calcitrack.domain.validation import fault
from calcitrack.domain.vocabulary import NewStatus, Side
from calcitrack.ui.dialogs.lesions.came_back import CameBack
from calcitrack.ui.dialogs.lesions.lesion_form import LesionForm, Neighbour
from calcitrack.ui.forms.columns import in_columns
from calcitrack.ui.forms.date_field import DayField
from calcitrack.ui.forms.field import FormField, LineField
from calcitrack.ui.forms.form_dialog import FormDialog
from calcitrack.ui.forms.one_of import OneOf
from calcitrack.ui.i18n import day, translate
from calcitrack.ui.map.site_map import Around
from calcitrack.ui.theme import current_theme
from calcitrack.ui.words import label

_NO_REASON = QT_TRANSLATE_NOOP("LesionDialog", "Say why it is changed: the history shows it.")
_NO_CHANGE = QT_TRANSLATE_NOOP("LesionDialog", "Nothing was changed.")
_NOT_SAID = QT_TRANSLATE_NOOP("LesionDialog", "A lesion had gone there: say whether it is back or this is a new one.")
_NO_COUNT = QT_TRANSLATE_NOOP("LesionDialog", "The count is a whole number from 1 to 999.")
_APPEARS = 72
_WIDTH = 940


class LesionDialog(FormDialog):
    """The form of a new lesion. A site is all that it must have; whether it is new is always said.

    Args:
        number: Number that the lesion will bear.
        on: Day of the visit.
        sites: The site list.
        existing: The patient's other lesions: a second one at the same place is pointed out.
        place: Site and side where they are known already, such as from a click on the map.
        around: What the map beside the fields shows.
        who: The patient, by two identifiers.
        gone: Lesions that had gone, the latest first: around them it is asked whether one came back.
    """

    def __init__(
        self,
        number: int,
        on: date,
        sites: SiteList,
        existing: Sequence[Lesion],
        parent: QWidget | None = None,
        *,
        place: tuple[str, Side] | None = None,
        around: Around | None = None,
        who: str = "",
        gone: Sequence[Gone] = (),
    ) -> None:
        heading = translate("LesionDialog", "New lesion, number {number}").format(number=number)
        super().__init__(heading, who, translate("LesionDialog", "Add lesion"), width=_WIDTH, parent=parent)
        self._number, self._on = number, on
        self._value: Lesion | Gone | None = None
        statuses = [(status, label(status)) for status in NewStatus]
        self._status = OneOf(self.tr("Is it new?"), statuses, NewStatus.NOT_KNOWN)
        self._first_seen = DayField(self.tr("First seen"), on, today=on, needed=True)
        self._back = CameBack(sites, gone)
        self._new = in_columns(FormField(self.tr("Is it new?"), self._status), self._first_seen, least=210)
        back = {one.lesion.number for one in gone}
        there = _neighbours([lesion for lesion in existing if lesion.number not in back])
        self._fields = LesionForm(sites, there, below_site=[self._back, self._new], around=around)
        self.add(self._fields)
        self._fields.edited.connect(self._look_around)
        self._back.answered.connect(self._tell_what_is_saved)
        if place:
            self._fields.set_place(*place)
            self._look_around()
        self.remember()

    @classmethod
    def ask(
        cls,
        number: int,
        on: date,
        sites: SiteList,
        existing: Sequence[Lesion],
        parent: QWidget | None = None,
        *,
        place: tuple[str, Side] | None = None,
        around: Around | None = None,
        who: str = "",
        gone: Sequence[Gone] = (),
    ) -> LesionStep | Gone | None:
        """Show the form; what adds the lesion, or the one that came back; None when it was closed without either."""
        dialog = cls(number, on, sites, existing, parent, place=place, around=around, who=who, gone=gone)
        found = dialog.value() if dialog.asked() else None
        return add_lesion(found, dialog.count()) if isinstance(found, Lesion) else found

    def value(self) -> Lesion | Gone:
        """The lesion as entered, or the one that came back; only after the form was accepted."""
        assert self._value is not None, "the form was accepted"
        return self._value

    def count(self) -> int | None:
        """How many deposits a cluster has; None where nobody counted."""
        return self._fields.count()

    @Slot()
    def _look_around(self) -> None:
        self._back.look_around(self._fields.place())
        self._tell_what_is_saved()

    @Slot()
    def _tell_what_is_saved(self) -> None:
        """A lesion that came back has all that the form asks for already."""
        back = self._back.came_back()
        self._new.setEnabled(back is None)
        self._fields.set_describing(back is None)
        self.save_button.setText(self.tr("Record the recurrence") if back else self.tr("Add lesion"))
        if back is not None:
            self.message.dismiss()

    def _faults(self) -> list[Fault]:
        found = _site_faults(self._fields)
        if self._back.is_open():
            found.append(fault("back", "needed", _NOT_SAID))
        if self._fields.count() == 0:
            found.append(fault("count", "range", _NO_COUNT))
        found += self._first_seen.problems("first_seen")
        first_seen = self._first_seen.value()
        if first_seen and first_seen > self._on:
            late = QT_TRANSLATE_NOOP("LesionDialog", "This is after the visit of {day}.")
            found.append(fault("first_seen", "future", late, day=day(self._on)))
        return found

    # Qt overrides

    def sizeHint(self) -> QSize:
        """Room for what appears once the site is chosen, as far as the screen has it."""
        hint = super().sizeHint()
        wanted = hint.height() + current_theme().px(_APPEARS)
        return QSize(hint.width(), min(wanted, self.screen().availableGeometry().height()))

    def accept(self) -> None:
        """Close with the lesion, or say beside the fields what is missing."""
        self._value = self._back.came_back()
        if self._value is None:
            fields: dict[str, FormField] = {
                "site": self._fields.site_field,
                "first_seen": self._first_seen,
                "back": self._back.field,
                "count": self._fields.count_field,
            }
            first_seen = self._first_seen.value()
            if self.refused(self._faults(), fields) or first_seen is None:
                return
            setting = self._fields.setting(LesionSetting("", Side.MIDLINE, self._on))
            self._value = Lesion(self._number, first_seen, (setting,), new_status=self._status.value())
        super().accept()


class LesionSettingDialog(FormDialog):
    """The form that changes what is set for a lesion. What was set before stays in the history.

    Args:
        lesion: The lesion.
        on: Clinic day from which the new setting counts.
        sites: The site list.
        existing: The patient's lesions; the lesion itself among them is passed over.
        around: What the map beside the fields shows.
        who: The patient, by two identifiers.
    """

    def __init__(
        self,
        lesion: Lesion,
        on: date,
        sites: SiteList,
        existing: Sequence[Lesion],
        parent: QWidget | None = None,
        *,
        around: Around | None = None,
        who: str = "",
    ) -> None:
        heading = translate("LesionDialog", "Change lesion {number}").format(number=lesion.number)
        about = "\n".join(filter(None, [who, sites.name(lesion.site, lesion.side)]))
        super().__init__(heading, about, translate("LesionDialog", "Save the change"), width=_WIDTH, parent=parent)
        self._lesion, self._on = lesion, on
        self._value: Lesion | None = None
        others = [one for one in existing if one.number != lesion.number]
        self._fields = LesionForm(sites, _neighbours(others), lesion.setting, around=around)
        self._reason = LineField(self.tr("Why it is changed"), needed=True)
        self.add(self._fields, self._reason)
        self.remember()

    @classmethod
    def ask(
        cls,
        lesion: Lesion,
        on: date,
        sites: SiteList,
        existing: Sequence[Lesion],
        parent: QWidget | None = None,
        *,
        around: Around | None = None,
        who: str = "",
    ) -> Lesion | None:
        """Show the form; the lesion with its new setting, or None when the form was closed without saving."""
        dialog = cls(lesion, on, sites, existing, parent, around=around, who=who)
        return dialog.value() if dialog.asked() else None

    def value(self) -> Lesion:
        """The lesion with the new setting behind the others; only after the form was accepted."""
        assert self._value is not None, "the form was accepted"
        return self._value

    def _changed(self) -> LesionSetting | None:
        """The new setting; None where it says what the present one says."""
        old = self._lesion.setting
        new = self._fields.setting(replace(old, set_on=self._on, reason=self._reason.text()))
        same = replace(new, set_on=old.set_on, set_at=old.set_at, set_by=old.set_by, reason=old.reason) == old
        return None if same else new

    # Qt overrides

    def accept(self) -> None:
        """Close with the lesion, or say what is missing."""
        found = _site_faults(self._fields)
        changed = self._changed() if not found else None
        if not found and changed is None:
            found.append(fault("form", "unchanged", _NO_CHANGE))
        elif not self._reason.text():
            found.append(fault("reason", "needed", _NO_REASON))
        if self.refused(found, {"site": self._fields.site_field, "reason": self._reason}) or changed is None:
            return
        self._value = replace(self._lesion, settings=(*self._lesion.settings, changed))
        super().accept()


def _neighbours(lesions: Sequence[Lesion]) -> tuple[Neighbour, ...]:
    return tuple(Neighbour(lesion.number, lesion.site, lesion.side) for lesion in lesions)


def _site_faults(fields: LesionForm) -> list[Fault]:
    problem = fields.site_problem()
    return [fault("site", "needed", problem)] if problem else []
