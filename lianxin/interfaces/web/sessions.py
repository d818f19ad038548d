"""Sessions in the database, read by a prepared statement: every page that staff open asks for one."""

from django.contrib.sessions.backends.db import SessionStore as InTheDatabase
from django.contrib.sessions.models import Session
from django.utils import timezone

from lianxin.foundation import prepared


class SessionStore(InTheDatabase):
    """Django's sessions: what the setting SESSION_ENGINE looks for in this module."""

    def _get_session_from_db(self) -> Session | None:
        found = prepared.by_key(Session, self.session_key) if self.session_key else None
        if found is None or found.expire_date <= timezone.now():
            self._session_key = None
            return None
        return found
