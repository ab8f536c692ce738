"""Before a signature: is it still the person who signed in?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from calcitrack.ui.dialogs.password_dialog import PasswordDialog

if TYPE_CHECKING:
    from calcitrack.clinic.keys import Key
    from calcitrack.ui.jobs import Job, Progress
    from calcitrack.ui.session import Session


def is_proved(session: Session, parent: QWidget) -> bool:
    """Whether the password was typed again, or none is needed because there was no pause."""
    clinic = session.clinic
    if clinic.presence.is_proven(clinic.clock.now()):
        return True
    folder, login, clock = clinic.folder, clinic.people.login(), clinic.clock

    def check(password: str) -> Job:
        def work(_progress: Progress) -> Key:
            from calcitrack.clinic.keys import find_key

            return find_key(folder, login, password, clock)

        return session.jobs.start(work)

    def accept(key: object) -> None:
        from calcitrack.clinic.keys import Key

        assert isinstance(key, Key), "the job finds one or fails"
        clinic.people.prove(key)

    return PasswordDialog(clinic.person.name, check, accept, parent).asked()
