"""The fields of a lesion: where it is, what it is, and how it is followed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QCheckBox, QToolButton, QVBoxLayout, QWidget

from calcitrack.domain.folding import plain_digits
from calcitrack.domain.lesion import LesionSetting
from calcitrack.domain.sites import SiteList
from calcitrack.domain.text import QT_TRANSLATE_NOOP, Marked
from calcitrack.domain.vocabulary import Form, Layer, Method, Side
from calcitrack.ui.forms.choice import word_choice, word_choice_or_none
from calcitrack.ui.forms.columns import ColumnsLayout, in_columns
from calcitrack.ui.forms.field import FormField, LineField
from calcitrack.ui.forms.one_of import OneOf
from calcitrack.ui.icons import icon
from calcitrack.ui.map.site_map import Around, SiteMap
from calcitrack.ui.theme import GAP_S, GAP_XS, current_theme
from calcitrack.ui.visit.lesion.state_editor import LARGEST_COUNT
from calcitrack.ui.widgets.flow import FlowLayout
from calcitrack.ui.widgets.label import Label
from calcitrack.ui.widgets.leads_keys import LeadsKeys
from calcitrack.ui.widgets.lesions.site_picker import SitePicker
from calcitrack.ui.words import label

_COVERING = (Form.SHEET, Form.EXOSKELETON)
_COLUMN_PX = 300
"""Least width of the fields, and of the map: below twice that the map stands under the fields."""


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A lesion that is recorded already, and where."""

    number: int
    site: str
    side: Side


class LesionForm(QWidget):
    """Site, form, layer, tracking method and index mark of a lesion.

    Args:
        sites: The site list.
        neighbours: Lesions that are recorded already: a second one at the same place is pointed out.
        old: What is set at present; None for a new lesion.
        below_site: What the form of a new lesion asks right after the site.
        around: What the map beside the fields shows.

    Signals:
        edited: Somebody changed something.
    """

    edited = Signal()

    def __init__(
        self,
        sites: SiteList,
        neighbours: Sequence[Neighbour],
        old: LesionSetting | None = None,
        below_site: Sequence[QWidget] = (),
        around: Around | None = None,
    ) -> None:
        super().__init__()
        self._sites, self._neighbours, self._old = sites, neighbours, old
        self._site = SitePicker(sites)
        self._map = SiteMap(sites, around or Around())
        self.site_field = FormField(self.tr("Site and side"), self._site, needed=True)
        self._there = Label(role="small", tone="warning")
        self._form = OneOf(self.tr("Form"), [(form, label(form)) for form in Form], old.form if old else Form.SINGLE)
        self._extent = ExtentEditor(sites, old.extent_sites if old else ())
        self._extent_field = FormField(self.tr("Sites that it covers"), self._extent)
        self.count_field = LineField(self.tr("How many deposits"), hint=self.tr("Leave it empty where nobody counted."))
        self._layer = word_choice_or_none(Layer, old.layer if old else None, self.tr("Not recorded"))
        self._method = word_choice(Method, old.tracking_method if old else Method.RULER)
        self._method_field = FormField(self.tr("Tracking method"), self._method)
        self._index = QCheckBox(self.tr("Index lesion: measured at every visit"))
        self._index.setChecked(bool(old and old.index))
        self._build(below_site)
        self._connect()
        if old:
            self.set_place(old.site, old.side)
        self._refresh()

    def place(self) -> tuple[str, Side] | None:
        """Site and side; None while one of them is missing."""
        return self._site.value()

    def set_place(self, code: str, side: Side) -> None:
        """Show a site that was chosen elsewhere, such as on the map."""
        self._site.set_value(code, side)
        self._map.show_site(code, side, chosen=True)
        self._refresh()

    def set_describing(self, describing: bool) -> None:
        """Whether what the lesion is and how it is followed is asked, beside where it is."""
        for part in self._described:
            part.setEnabled(describing)

    def count(self) -> int | None:
        """How many deposits a new cluster has; None where nobody counted, and 0 where it is no number that can be."""
        text = plain_digits(self.count_field.text()) if self._is_counted() else ""
        if not text:
            return None
        return int(text) if text.isdecimal() and len(text) <= len(str(LARGEST_COUNT)) else 0

    def _is_counted(self) -> bool:
        """Later counts are the visit's, each with its day."""
        return self._old is None and self._form.value() is Form.CLUSTER

    def site_problem(self) -> Marked | None:
        """Why there is no site; None when there is one."""
        if self._site.value():
            return None
        if self._site.code():
            return QT_TRANSLATE_NOOP("LesionForm", "Say which side: press its letter.")
        if self._site.text():
            return QT_TRANSLATE_NOOP("LesionForm", "Choose a site from the list.")
        return QT_TRANSLATE_NOOP("LesionForm", "Type where it is, such as rt th v for the right thumb, volar.")

    def setting(self, base: LesionSetting) -> LesionSetting:
        """The fields on top of a setting that says when and why; only where there is a site."""
        place = self._site.value()
        assert place is not None, "the site was asked for"
        form = self._form.value()
        return LesionSetting(
            site=place[0],
            side=place[1],
            set_on=base.set_on,
            form=form,
            extent_sites=self._extent.value() if form in _COVERING else (),
            layer=self._layer.value(),
            tracking_method=self._method.value(),
            index=self._index.isChecked(),
            reason=base.reason,
        )

    def _build(self, below_site: Sequence[QWidget]) -> None:
        fields = QWidget()
        column = QVBoxLayout(fields)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(current_theme().px(GAP_S))
        columns = in_columns(self._method_field, FormField(self.tr("Layer"), self._layer), least=200)
        form_field = FormField(self.tr("Form"), self._form)
        self._described = (form_field, self._extent_field, self.count_field, columns, self._index)
        for part in (self.site_field, self._there, *below_site, *self._described):
            column.addWidget(part)
        column.addStretch(1)
        beside = ColumnsLayout(self, least=_COLUMN_PX)
        beside.addWidget(fields)
        beside.addWidget(self._map)

    def _connect(self) -> None:
        self._site.pointed.connect(self._on_pointed)
        self._map.place_chosen.connect(self._on_map_chosen)
        self._site.edited.connect(self._on_edited)
        self._site.edited.connect(self.site_field.tell_edited)
        self._form.chosen.connect(self._on_edited)
        self._extent.edited.connect(self._on_edited)
        self.count_field.edited.connect(self._on_edited)
        self._layer.activated.connect(self._on_edited)
        self._method.activated.connect(self._on_edited)
        self._index.clicked.connect(self._on_edited)

    def _refresh(self) -> None:
        told = self._told_of_neighbours()
        self._there.setText(told)
        self._there.setVisible(bool(told))
        self._extent_field.setVisible(self._form.value() in _COVERING)
        self.count_field.setVisible(self._is_counted())
        moved = self._old is not None and self._site.value() not in (None, (self._old.site, self._old.side))
        self.site_field.set_hint(
            self.tr("It moves with its number and its whole history; earlier prints name the place before.")
            if moved
            else ""
        )
        changed = self._old is not None and self._method.value() is not self._old.tracking_method
        self._method_field.set_hint(
            self.tr("The whole history is re-read by this method; earlier prints stand as they are.") if changed else ""
        )

    def _told_of_neighbours(self) -> str:
        place = self._site.value()
        there = [one.number for one in self._neighbours if (one.site, one.side) == place]
        if not there:
            return ""
        if len(there) == 1:
            return self.tr("Lesion {number} is already recorded there.").format(number=there[0])
        return self.tr("Lesions {numbers} are already recorded there.").format(numbers=", ".join(map(str, there)))

    @Slot()
    def _on_edited(self) -> None:
        place = self._site.value()
        if place is not None:
            self._map.show_site(*place, chosen=True)
        elif not self._site.text():
            self._map.show_site("", None, chosen=False)
        self._refresh()
        self.edited.emit()

    @Slot(str, object)
    def _on_pointed(self, code: str, side: Side | None) -> None:
        self._map.show_site(code, side, chosen=False)

    @Slot(str, object)
    def _on_map_chosen(self, code: str, side: Side) -> None:
        self._site.set_value(code, side)
        self.site_field.tell_edited()
        self._on_edited()


class ExtentEditor(LeadsKeys, QWidget):
    """The sites of a sheet: chosen one after the other, each with a button that takes it away.

    Signals:
        edited: A site came or went.
    """

    edited = Signal()

    def __init__(self, sites: SiteList, codes: Sequence[str] = ()) -> None:
        super().__init__()
        self._sites = sites
        self._codes = list(codes)
        self._picker = SitePicker(sites, asks_side=False)
        self._picker.found.connect(self._on_found)
        gap = current_theme().px(GAP_XS)
        self._flow = FlowLayout(gap=gap, line_gap=gap)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(gap)
        column.addWidget(self._picker)
        column.addLayout(self._flow)
        self.lead_keys(self._picker)
        for code in self._codes:
            self._show(code)

    def value(self) -> tuple[str, ...]:
        """The codes in the order chosen."""
        return tuple(self._codes)

    def _show(self, code: str) -> None:
        theme = current_theme()
        name = self._sites.get(code).name
        button = QToolButton()
        button.setText(name)
        button.setIcon(icon("close", theme.tokens.muted, theme.px(12)))
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setAccessibleName(self.tr("Take away: {site}").format(site=name))
        button.setProperty("site", code)
        button.clicked.connect(self._on_taken_away)
        self._flow.addWidget(button)
        button.show()

    @Slot(str)
    def _on_found(self, code: str) -> None:
        self._picker.clear()
        if code not in self._codes:
            self._codes.append(code)
            self._show(code)
            self.edited.emit()

    @Slot()
    def _on_taken_away(self) -> None:
        button = self.sender()
        if isinstance(button, QToolButton):
            self._codes.remove(button.property("site"))
            self._flow.removeWidget(button)
            button.hide()
            button.deleteLater()
            self._picker.setFocus()
            self.edited.emit()
