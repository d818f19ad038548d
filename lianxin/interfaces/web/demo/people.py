"""Who can be tried in the demo city: its accounts, their password, and how its ledger tells that it is one."""

from datetime import datetime
from typing import TYPE_CHECKING

from lianxin.casework.tickets import queries as tickets
from lianxin.casework.tickets.rules import State
from lianxin.foundation import codes
from lianxin.foundation.actor import Actor, Role
from lianxin.foundation.ledger import queries as entries
from lianxin.foundation.time import day_of
from lianxin.registers.orgs import queries as orgs

if TYPE_CHECKING:
    from lianxin.casework.tickets.models import Ticket

BY = Actor.system("demo")
PASSWORD = "lianxin-demo"  # noqa: S105  it is printed for everybody to use
FIRST = "demo:profiles"  # the key of the first thing that a demo city writes into its ledger
SHOWN = ("agent1", "dispatcher1", "supervisor1", "supervisor2", "caller1", "auditor1", "admin1")


def is_demo() -> bool:
    """Return whether this database holds a demo city: nothing else begins as one does."""
    return entries.earlier(BY, FIRST) is not None


def given_its_password(username: str) -> bool:
    """Return whether it was the demo that gave an account its password."""
    return entries.earlier(BY, password_key(username)) is not None


def password_key(username: str) -> str:
    """Return the key under which the demo gives an account its password."""
    return f"demo:password:{username}"


def accounts(*, at: datetime) -> list[tuple[str, str, str]]:
    """Return the accounts that the demo shows: user name, role, unit; one at least of each role."""
    rows: list[tuple[str, str, str]] = []
    for name in (*SHOWN, *_of_units(at)):
        staff = orgs.staff_member(name)
        for post in orgs.posts_of(staff, day_of(at)) if staff else []:
            rows.append((name, post.role, post.unit_name))
    return rows


def _of_units(at: datetime) -> list[str]:
    """Return a handler and a lead of the unit that has most to do, and a grid worker."""
    usual = ("handler-urban-management", "lead-urban-management", "handler-hewan", "lead-hewan")
    workers = sorted(
        post.staff.username
        for unit in orgs.units(day_of(at)).filter(kind="community")[:1]
        for post in orgs.colleagues(unit.pk, day_of(at), frozenset({Role.GRID_WORKER}))
    )
    return [*usual, *workers[:1]]


def number_and_code() -> tuple[str, str]:
    """Return number and query code of that request, as they are typed; empty where there is none."""
    ticket = to_follow()
    if ticket is None:
        return "", ""
    return ticket.number, codes.grouped(tickets.query_code(ticket))


def to_follow() -> "Ticket | None":
    """Return a request whose answer waits for its requester, or else the newest one."""
    found = tickets.visible_to(BY)
    waiting = found.filter(state=State.FOLLOW_UP, source="").order_by("pk").first()
    return waiting or found.order_by("pk").last()
