"""Search by words among tickets: who may, how far it looks, and what is kept of it."""

import hashlib
from collections.abc import Sequence

from lianxin.foundation.actor import STAFF, Actor, Role
from lianxin.foundation.ledger.rules import declare
from lianxin.foundation.refusal import NotAllowed

SEARCHED = declare("search.made", salt=str, digest=str, count=int, before=int)
TOLD = ("what", "where")  # the words of a ticket that are searched
COLUMNS = ("salt", "digest", "count")
SEARCHERS = STAFF - {Role.ADMINISTRATOR}  # who read tickets
PAGE = 20  # tickets that are shown at once
CHUNK = 200  # tickets whose words are read at once
MOST = 1000  # tickets whose words are read for one page


def searchers_only(by: Actor) -> None:
    """Refuse whoever reads no tickets."""
    if by.role not in SEARCHERS:
        raise NotAllowed(role=by.role)


def digest(words: Sequence[str], salt: str) -> str:
    """Return what shows later that certain words were searched for, and tells them to nobody."""
    return hashlib.sha256(f"{salt} {' '.join(sorted(words))}".encode()).hexdigest()
