"""Sessions in the database, read by a prepared statement: every page that staff open asks for one."""

from typing import Any

from django.contrib.sessions.backends.db import SessionStore as InTheDatabase
from django.contrib.sessions.models import Session
from django.db import transaction
from django.utils import timezone

from lianxin.foundation import prepared


class SessionStore(InTheDatabase):
    """Django's sessions: what the setting SESSION_ENGINE looks for in this module.

    Two requests of one browser may overlap (a photo is on its way while the next step is sent). Each
    saves only the keys that it changed, so neither takes back what the other wrote meanwhile.
    """

    _read = ""  # what the table held when this request last looked, or wrote

    def _get_session_from_db(self) -> Session | None:
        found = prepared.by_key(Session, self.session_key) if self.session_key else None
        if found is None or found.expire_date <= timezone.now():
            self._session_key = None
            return None
        self._read = found.session_data
        return found

    def create_model_instance(self, data: dict[str, Any]) -> Session:
        """Return the row to be written, and remember what it holds."""
        row = super().create_model_instance(data)
        self._read = row.session_data
        return row  # type: ignore[return-value]

    def save(self, must_create: bool = False) -> None:  # noqa: FBT001, FBT002  Django calls it so
        """Write what this request changed over what the table holds by now."""
        with transaction.atomic():
            if self.session_key is not None and not must_create:
                self._take_over()
            super().save(must_create)

    def _take_over(self) -> None:
        mine: dict[str, Any] = self._get_session()  # type: ignore[attr-defined]
        row = Session.objects.select_for_update().filter(pk=self.session_key).first()
        if row is None or row.session_data == self._read:
            return
        before, now = (self.decode(text) if text else {} for text in (self._read, row.session_data))
        for key in before.keys() | now.keys():
            if mine.get(key) == before.get(key) != now.get(key):  # changed elsewhere, and not here
                mine.pop(key, None)
                if key in now:
                    mine[key] = now[key]
