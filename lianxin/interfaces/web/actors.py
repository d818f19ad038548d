"""From a web request to the actor behind it: a post, a ticket's requester, or the public."""

import secrets
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone

from lianxin.foundation.actor import Actor, Role
from lianxin.foundation.refusal import Refusal
from lianxin.registers.orgs import queries as orgs
from lianxin.registers.residents import queries as residents
from lianxin.registers.residents.rules import mandates

SCOPE = "scope"  # in the session: what idempotency keys without sign-in belong to
OPENED = "opened"  # in the session: the tickets that a number and query code opened
HELPING = "helping"  # in the session: the mandates that a helper's code opened
GIVEN = "given"  # in the session: the mandates that were given here, or opened by the other code
FOR = "for"  # in the session: the mandate under which a report is being written
POST = "post"  # in the session: the post that a member of staff acts in
Page = Callable[..., HttpResponseBase]


def public(request: HttpRequest) -> Actor:
    """Return the public, known for this browser session only."""
    return Actor.public(_scope(request))


def requester(request: HttpRequest, ticket_id: int) -> Actor | None:
    """Return the requester of a ticket that this browser session has opened, or None."""
    if ticket_id not in request.session.get(OPENED, []):
        return None
    return Actor.requester(ticket_id=ticket_id, session=_scope(request))


def helper(request: HttpRequest, ticket_id: int) -> Actor | None:
    """Return who helps with a ticket, under a mandate that this browser session has opened, or None."""
    opened = request.session.get(HELPING, [])
    mandate_id = residents.covering(opened, ticket_id) if opened else None
    if mandate_id is None:
        return None
    return Actor.helper(mandate_id=mandate_id, ticket_id=ticket_id, session=_scope(request))


def follower(request: HttpRequest, ticket_id: int) -> Actor | None:
    """Return who helps with a ticket and may see how far it is, now; or None."""
    by = helper(request, ticket_id)
    try:
        if by is not None:
            mandates.acting(residents.mandated(by), mandates.Act.FOLLOW, timezone.now())
    except Refusal:
        return None
    return by


def reporting(request: HttpRequest) -> Actor:
    """Return who writes a report: for somebody else under a mandate, or for themselves."""
    mandate_id = request.session.get(FOR)
    if mandate_id is None or mandate_id not in request.session.get(HELPING, []):
        return public(request)
    return Actor.helper(mandate_id=mandate_id, session=_scope(request))


def helping(request: HttpRequest, mandate_id: int) -> Actor | None:
    """Return who opened a mandate by the helper's code in this browser session, or None."""
    if mandate_id not in request.session.get(HELPING, []):
        return None
    return Actor.helper(mandate_id=mandate_id, session=_scope(request))


def giver(request: HttpRequest, mandate_id: int) -> Actor | None:
    """Return who gave a mandate to report for them, in this browser session or by the own code, or None."""
    if mandate_id not in request.session.get(GIVEN, []):
        return None
    return Actor.giver(mandate_id=mandate_id, session=_scope(request))


def remember(request: HttpRequest, pk: int, *, where: str = OPENED) -> None:
    """Let this browser session open a ticket, or a mandate, without its code until the session ends."""
    request.session[where] = sorted({*request.session.get(where, []), pk})


def forget(request: HttpRequest) -> None:
    """Close every ticket and every mandate that this browser session had opened."""
    for name in (OPENED, HELPING, GIVEN):
        request.session[name] = []
    request.session.pop(FOR, None)


def _scope(request: HttpRequest) -> str:
    if SCOPE not in request.session:
        request.session[SCOPE] = secrets.token_hex(16)
    return str(request.session[SCOPE])


def staff(request: HttpRequest) -> Actor | None:
    """Return the member of staff in the post chosen for this session, or None without a post."""
    if not request.user.is_authenticated:
        return None
    today = timezone.localdate()
    post = getattr(request, "post", None)  # staff pages have looked for it already
    if post is not None:
        return orgs.actor_in(post, on=today) if request.user.is_active else None
    return orgs.actor_of(request.user, request.session.get(POST), on=today)


def for_roles(*roles: Role) -> Callable[[Page], Callable[..., HttpResponseBase]]:
    """Open a page to some roles: others are asked to sign in, or told 403."""

    def opened(page: Page) -> Callable[..., HttpResponseBase]:
        @wraps(page)
        def answered(request: HttpRequest, *args: Any, **given: Any) -> HttpResponseBase:
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            actor = staff(request)
            if actor is None or (roles and actor.role not in roles):
                raise PermissionDenied
            request.actor = actor  # type: ignore[attr-defined]  # pages read it from here
            return page(request, *args, **given)

        return answered

    return opened
