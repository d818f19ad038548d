"""The town of the duties' tests with a hotline, grids and people, and one call for each deed of the loop."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from lianxin.casework.tickets import actions, queries, rules
from lianxin.casework.tickets.models import Ticket
from lianxin.casework.tickets.rules.intake import Request
from lianxin.foundation.actor import STAFF as STAFF_ROLES
from lianxin.foundation.actor import Actor
from lianxin.foundation.ledger.models import Entry
from lianxin.registers.duties import queries as duties
from lianxin.registers.orgs import actions as orgs
from lianxin.registers.orgs import queries as org_queries
from lianxin.registers.orgs.rules import Held, Successor
from lianxin.registers.residents.rules import NewContact
from tests.make import MONDAY, time_limits
from tests.once import once
from tests.registers.duties import town
from tests.registers.duties.town import SHA, SYSTEM, table

MORE_UNITS = """code,name,kind,parent_code,division_code,phone
hotline,12345热线,hotline,city,990100000000,12345
"""
STAFF = """username,name,unit_code,role,valid_from,grid_codes
agent,甲,hotline,agent,2020-01-01,
dispatcher,乙,hotline,dispatcher,2020-01-01,
supervisor,丙,hotline,supervisor,2020-01-01,
reviewer,丁,hotline,supervisor,2020-01-01,
caller,戊,hotline,caller,2020-01-01,
auditor,己,hotline,auditor,2020-01-01,
admin,庚,hotline,administrator,2020-01-01,
handler,辛,lamps,handler,2020-01-01,
lead,壬,lamps,unit_lead,2020-01-01,
stranger,癸,power,handler,2020-01-01,
hewan-handler,子,hewan,handler,2020-01-01,
hewan-lead,丑,hewan,unit_lead,2020-01-01,
grid,寅,luhua,grid_worker,2020-01-01,990101001001001
"""
SQUARE = [[100.0, 40.0], [100.01, 40.0], [100.01, 40.01], [100.0, 40.01], [100.0, 40.0]]
GRID = {"code": "990101001001001", "name": "芦花第一网格", "community_code": "990101001001"}
PHONE = NewContact(name="王阿姨", phone="13900001234")


@once
def built() -> None:
    """Build the town with everything that a ticket needs."""
    time_limits()
    town.built()
    town.published()
    given: dict[str, Any] = {"sha256": SHA, "by": SYSTEM, "at": MONDAY}
    orgs.import_units(rows=table(MORE_UNITS), key="town-hotline", **given)
    polygon = {"type": "Polygon", "coordinates": [SQUARE]}
    orgs.import_grids(features=[(1, GRID, polygon)], key="town-grids", **given)
    orgs.import_staff(rows=table(STAFF), key="town-staff", **given)


def actor(username: str) -> Actor:
    """Return a member of staff in their post."""
    staff = org_queries.staff_member(username)
    assert staff is not None
    found = org_queries.actor_of(staff, None, on=MONDAY.date())
    assert found is not None
    return found


def requester(ticket: Ticket) -> Actor:
    """Return the requester of a ticket."""
    return Actor.requester(ticket_id=ticket.pk, session="tests")


def grid() -> int:
    """Return the town's one grid."""
    return org_queries.grids(MONDAY.date()).get().pk


def category(code: str = "lighting.lamp") -> int:
    """Return a category's id."""
    return duties.category(code).pk


def received(
    *,
    at: datetime = MONDAY,
    key: str = "received",
    contact: NewContact | None = PHONE,
    privacy: rules.Privacy = rules.Privacy.OPEN,
) -> Ticket:
    """Take a request in from the web."""
    request = Request(what="路灯坏了三天了", where="芦花路口", grid_id=grid(), privacy=privacy)
    by = Actor.public("tests")
    return of(actions.receive(request=request, contact=contact, by=by, at=at, key=key))


def of(entry: Entry) -> Ticket:
    """Return the ticket of an entry as it is now."""
    return Ticket.objects.get(pk=entry.about_id)


def dispatched(ticket: Ticket, *, at: datetime = MONDAY) -> Ticket:
    """Dispatch a ticket to the unit that the catalogue names."""
    return of(
        actions.dispatch(
            ticket_id=ticket.pk,
            category_id=category(),
            kind=rules.Kind.HELP,
            grid_id=None,
            lead_unit_id=None,
            words="",
            by=actor("dispatcher"),
            at=at,
            key=f"dispatch:{ticket.seq}:{ticket.pk}",
        )
    )


def did(
    ticket: Ticket, action: Callable[..., Entry], who: str, *, at: datetime = MONDAY, **given: Any
) -> Ticket:
    """Take one step by somebody of the town, or by "requester"."""
    by = requester(ticket) if who == "requester" else actor(who)
    seen = Ticket.objects.get(pk=ticket.pk).seq
    name = getattr(action, "__name__", "")
    key = f"town:{name}:{ticket.pk}:{seen}"
    return of(action(ticket_id=ticket.pk, by=by, at=at, key=key, **given))


def handling(*, at: datetime = MONDAY, key: str = "received") -> Ticket:
    """Return a ticket that its unit has signed and made contact on."""
    ticket = did(dispatched(received(at=at, key=key), at=at), actions.sign, "handler", at=at)
    return did(ticket, actions.contact, "handler", way=rules.Way.PHONE, words="已联系", at=at)


def followed(*, at: datetime = MONDAY, key: str = "received") -> Ticket:
    """Return a ticket whose reply was passed on to its requester."""
    ticket = did(handling(at=at, key=key), actions.reply, "handler", words="已修好", at=at)
    return did(ticket, actions.pass_audit, "supervisor", at=at)


def unit(code: str) -> int:
    """Return a unit's id."""
    return town.unit(code)


def closed(code: str, successor: str, *, by_catalogue: bool = False, at: datetime) -> Entry:
    """Close a unit: its posts end, and what it holds goes to a successor ("" is none)."""
    on, unit_ = at.date(), org_queries.unit(code)
    for post in org_queries.colleagues(unit_.pk, on, STAFF_ROLES):
        orgs.end_post(
            post_id=post.pk, valid_to=on, by=SYSTEM, at=at, key=f"end-post-{post.pk}", seen=post.seq
        )
    held = Held(tickets=queries.held_by([code]).get(code, 0))
    heir = Successor(code=successor, by_catalogue=by_catalogue) if successor else None
    given: dict[str, Any] = {"by": SYSTEM, "at": at, "key": f"close-{code}"}
    return orgs.end_unit(code=code, valid_to=on, held=held, successor=heir, **given)
