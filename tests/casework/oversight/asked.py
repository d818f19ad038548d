"""A ticket that was closed in a month, drawn in the next, and handed to a unit that asks again."""

from datetime import datetime, timedelta

from lianxin.casework.oversight import actions
from lianxin.casework.oversight.models import Question, Revisit
from lianxin.casework.oversight.rules.questions import SYSTEM
from lianxin.casework.tickets import actions as tickets
from lianxin.casework.tickets.models import Ticket
from lianxin.casework.tickets.rules import Outcome
from lianxin.foundation.ledger import actions as ledger
from tests.casework.tickets import town
from tests.casework.tickets.town import did
from tests.make import MONDAY

DECEMBER = datetime(2026, 12, 1, 10, tzinfo=MONDAY.tzinfo)


def closed(key: str = "received", outcome: Outcome = Outcome.RESOLVED) -> Ticket:
    """Return a ticket of the lamps' unit that the requester said was solved."""
    ticket = town.followed(key=key)
    return did(ticket, tickets.confirm, "caller", outcome=outcome, rating=5, words="")


def worked(at: datetime = DECEMBER) -> None:
    """Let the worker do all that the clock asks, sealing in between."""
    for _ in range(20):
        done = actions.revisits_due(at=at)
        while ledger.seal():
            pass
        if ledger.sign_head(at=at) is None and not done:
            return


def drawn(outcome: Outcome = Outcome.RESOLVED) -> Revisit:
    """Return the one re-visit of a month with one closed ticket: the subdistrict's office asks."""
    town.built()
    ticket = closed(outcome=outcome)
    worked()
    return Revisit.objects.get(ticket=ticket)


def hours(count: int) -> datetime:
    """Return a moment so many hours after the draw."""
    return DECEMBER + timedelta(hours=count)


def question(key: str = "received") -> Question:
    """Return a question to the lamps' unit about one closed ticket."""
    ticket = closed(key)
    entry = actions.ask_unit(
        pattern="late_exclusions",
        month=MONDAY.date().replace(day=1),
        unit_id=town.unit("lamps"),
        cases=40,
        hits=14,
        against=600,
        marked=28,
        expected=262,
        tests=12,
        ticket_ids=[ticket.pk],
        by=SYSTEM,
        at=DECEMBER,
        key="asked:question",
    )
    return Question.objects.get(pk=entry.about_id)
