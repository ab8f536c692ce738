"""Opens the second reader's window for a clinician."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QMessageBox

from calcitrack.domain.errors import CalciTrackError
from calcitrack.domain.vocabulary import Role
from calcitrack.ui.errors import show_error
from calcitrack.ui.i18n import translate
from calcitrack.ui.second_reader.desk import Desk
from calcitrack.ui.second_reader.dialog import SecondReaderDialog

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from calcitrack.ui.session import Session


def read_as_second(session: Session, window: QWidget) -> None:
    """Show the window until it is left; somebody who may not judge is told so."""
    if Role.CLINICIAN not in session.clinic.person.roles:
        told = translate("SecondReader", "Judging a response is for clinicians.")
        QMessageBox(QMessageBox.Icon.Information, "CalciTrack", told, parent=window).open()
        return
    try:
        dialog = SecondReaderDialog(Desk(session), window)
    except CalciTrackError as error:
        show_error(window, error)
        return
    dialog.exec()
    dialog.deleteLater()
