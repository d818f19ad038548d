"""Requests of the town, and the follower that reads them."""

from lianxin.casework.tickets import actions as tickets
from lianxin.casework.tickets.models import Ticket
from lianxin.casework.tickets.rules import Kind, Privacy
from lianxin.casework.tickets.rules.intake import Request
from lianxin.followers.triage import actions
from lianxin.foundation.actor import Actor
from lianxin.foundation.ledger import actions as ledger
from lianxin.foundation.ledger.models import Bookmark
from tests.casework.tickets import town
from tests.make import MONDAY


def follow() -> None:
    """Seal what was done and let the follower read it."""
    while ledger.seal():
        pass
    while ledger.follow("triage", lambda entry: actions.take(entry, at=MONDAY), at=MONDAY):
        pass
    assert not Bookmark.objects.exclude(fault="").exists()


def asked(
    what: str,
    key: str = "asked-once",
    *,
    privacy: Privacy = Privacy.OPEN,
    kind: Kind = Kind.HELP,
) -> Ticket:
    """Take a request in from the web, at the town's one grid."""
    request = Request(what=what, where="芦花路口", grid_id=town.grid(), privacy=privacy, kind=kind)
    by = Actor.public("tests")
    return town.of(tickets.receive(request=request, contact=None, by=by, at=MONDAY, key=key))
