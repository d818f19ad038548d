"""What is looked after now and then, a piece at a time: contacts, files and sessions."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.contrib.sessions.backends.db import SessionStore

from lianxin.foundation.files import actions as files
from lianxin.registers.residents import actions as residents

UNSENT = timedelta(days=2)  # then files of a report that was never sent are swept away


class ContactsUnreadable(Exception):
    """Contacts under an older key cannot be read, so that they cannot be brought under the new one."""


@dataclass
class Renewing:
    """Brings contacts under older keys to the current one; those that cannot be read it names at the end."""

    after: int = 0
    unreadable: int = 0

    def __call__(self, _at: datetime) -> int:
        """Renew the next ones."""
        found = residents.reencrypt(after=self.after)
        self.after = found.last
        self.unreadable += found.unreadable
        if self.after == 0 and self.unreadable:
            left, self.unreadable = self.unreadable, 0
            raise ContactsUnreadable(left)
        return self.after


@dataclass
class Sweeping:
    """Sweeps away files that nobody sent in the end, one folder a time."""

    folder: int = 0

    def __call__(self, at: datetime) -> int:
        """Sweep the next folder."""
        files.sweep(folder=self.folder, before=at - UNSENT)
        self.folder = (self.folder + 1) % files.FOLDERS
        return 0


def forget_sessions(_at: datetime) -> int:
    """Delete the sessions that are over."""
    SessionStore.clear_expired()
    return 0
