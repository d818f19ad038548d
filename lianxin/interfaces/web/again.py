"""The same text again within minutes from one browser: asked "again, or the same?" before it is sent twice.

What was told is remembered as a keyed digest, with the request that it became, in a signed cookie:
in the session, each request taken in by phone would cost a second durable write.
"""

import hashlib
import hmac
from datetime import datetime

from django import forms
from django.conf import settings
from django.core import signing
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import gettext_lazy as _

from lianxin.casework.tickets.rules import again
from lianxin.foundation import keys
from lianxin.foundation.actor import Actor
from lianxin.foundation.ledger import queries as ledger
from lianxin.foundation.ledger.rules import NotAKey
from lianxin.interfaces.web.forms import RadioSelect

TOLD = "told"  # the cookie: what was told just now
KEY = "draft"  # what the key is for
MOST = 20  # texts remembered at once
SIZE = 16  # hexadecimal digits of a digest: enough among twenty, and a cookie stays small
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
    digest, since = _digest(by, what, where), (at - again.WITHIN).timestamp()
    known = (
        ticket_id
        for ticket_id, said, moment in _remembered(request)
        if said == digest and moment > since
    )
    found = next(known, None)
    return None if found is None or _sent_before(request, by) else found


def _remembered(request: HttpRequest) -> list[tuple[int, str, int]]:
    """Return what this browser told: the request's id, the digest of its words, and when."""
    try:
        told = signing.loads(request.COOKIES.get(TOLD, ""), salt=TOLD, max_age=again.WITHIN)
    except signing.BadSignature:  # none, too old, or somebody's own making
        return []
    return [(ticket_id, said, moment) for ticket_id, said, moment in told]


def _sent_before(request: HttpRequest, by: Actor) -> bool:
    """Return whether this very form was sent before, or carries no key that a form has."""
    key = request.POST.get("key", "")
    try:
        return bool(key) and ledger.earlier(by, key) is not None
    except NotAKey:
        return True  # the form says so


def remember(
    request: HttpRequest,
    response: HttpResponseBase,
    by: Actor,
    ticket_id: int,
    *told: str,
    at: datetime,
) -> None:
    """Let the browser remember what was told and what became of it, for minutes."""
    newest = (ticket_id, _digest(by, *told), int(at.timestamp()))
    kept = signing.dumps([newest, *_remembered(request)][:MOST], salt=TOLD)
    response.set_cookie(
        TOLD,
        kept,
        max_age=again.WITHIN,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def forget(response: HttpResponseBase) -> None:
    """Forget it, so that nobody behind learns what was told here."""
    response.delete_cookie(TOLD, samesite="Lax")


def _digest(by: Actor, *told: str) -> str:
    """Return what knows these words again, where the same person says them."""
    _key_id, secret = keys.current(KEY)
    said = f"{by.scope}\0{again.plain(*told)}"
    return hmac.digest(secret, said.encode(), hashlib.sha256).hex()[:SIZE]
