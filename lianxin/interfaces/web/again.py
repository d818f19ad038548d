"""The same text again within minutes from one browser: asked "again, or the same?" before it is sent twice.

What was told is remembered in the session as a keyed digest, with the request that it became.
"""

import hashlib
import hmac
from datetime import datetime

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from lianxin.casework.tickets.rules import again
from lianxin.foundation import keys
from lianxin.foundation.actor import Actor
from lianxin.foundation.ledger import queries as ledger
from lianxin.foundation.ledger.rules import NotAKey
from lianxin.interfaces.web.forms import RadioSelect

TOLD = "told"  # in the session: what was told just now
KEY = "draft"  # what the key is for
MOST = 20  # texts remembered at once
SAME, ANOTHER = "same", "again"


def field() -> forms.ChoiceField:
    """Return the question, as a form asks it."""
    return forms.ChoiceField(
        label=_("You told us just this a few minutes ago. Again, or the same?"),
        choices=[
            (SAME, _("The same: show me the first one")),
            (ANOTHER, _("Another one: send it as well")),
        ],
        error_messages={
            "required": _("Please choose one."),
            "invalid_choice": _("Please choose one."),
        },
        widget=RadioSelect,
    )


def told(request: HttpRequest, by: Actor, what: str, where: str, *, at: datetime) -> int | None:
    """Return the request that the same text became minutes ago in this browser, if any.

    A form that is sent twice carries its key: that is no second telling.
    """
    digest, since = _digest(what, where), at - again.WITHIN
    known = (
        int(ticket_id)
        for ticket_id, said, moment in request.session.get(TOLD, [])
        if said == digest and datetime.fromisoformat(moment) > since
    )
    found = next(known, None)
    return None if found is None or _sent_before(request, by) else found


def _sent_before(request: HttpRequest, by: Actor) -> bool:
    """Return whether this very form was sent before, or carries no key that a form has."""
    key = request.POST.get("key", "")
    try:
        return bool(key) and ledger.earlier(by, key) is not None
    except NotAKey:
        return True  # the form says so


def remember(request: HttpRequest, ticket_id: int, what: str, where: str, *, at: datetime) -> None:
    """Remember what was told and what became of it."""
    newest = [ticket_id, _digest(what, where), at.isoformat()]
    request.session[TOLD] = [newest, *request.session.get(TOLD, [])][:MOST]


def forget(request: HttpRequest) -> None:
    """Forget it, so that nobody behind learns what was told here."""
    request.session.pop(TOLD, None)


def _digest(what: str, where: str) -> str:
    _key_id, secret = keys.current(KEY)
    return hmac.digest(secret, again.plain(what, where).encode(), hashlib.sha256).hex()
