"""Search by words: keeps by which pairs each ticket is found, and writes down that somebody searched."""

import secrets
from datetime import datetime

from lianxin.casework.tickets import queries as tickets
from lianxin.casework.tickets.rules import deeds
from lianxin.followers.triage.models import Phrases, Search
from lianxin.followers.triage.rules import searching as rules
from lianxin.foundation.actor import Actor
from lianxin.foundation.ledger import actions as ledger
from lianxin.foundation.ledger.models import Entry
from lianxin.foundation.search import actions as index
from lianxin.foundation.search.rules import Query

FOLLOWER = Actor.system("phrases")


def enter_phrases(entry: Entry, *, at: datetime) -> None:
    """Let a ticket be found by its words where a deed says what is asked, and no more where that is erased."""
    if entry.about != "ticket" or entry.verb not in {*deeds.TELLING, deeds.ARCHIVED}:
        return
    ticket = tickets.find(FOLLOWER, entry.about_id)
    said = tickets.texts([ticket], FOLLOWER).get(ticket.pk, {})
    text = " ".join(said.get(name, "") for name in rules.TOLD)
    index.put(Phrases(ticket=ticket), text)


@ledger.deed
def note_search(
    *, query: Query, count: int, before: int | None, by: Actor, at: datetime, key: str
) -> Entry:
    """Write down that somebody searched among tickets, and how many of these they were shown."""
    rules.searchers_only(by)
    salt = secrets.token_hex(16)
    search = Search(salt=salt, digest=rules.digest(query.words, salt), count=count)
    ledger.create(search)
    return ledger.record(
        rules.SEARCHED,
        about=search,
        by=by,
        at=at,
        key=key,
        before=before,
        **{name: getattr(search, name) for name in rules.COLUMNS},
    )
