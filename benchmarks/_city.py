"""A large installation, filled by COPY with what the ledger needs, so that it passes `lianxin verify`."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from itertools import islice

from django.db import connection
from django.utils import timezone

from lianxin.casework.tickets import queries, rules
from lianxin.casework.tickets.models import Ticket
from lianxin.casework.tickets.rules import State
from lianxin.foundation.actor import Actor, Role
from lianxin.foundation.ledger import actions as ledger
from lianxin.foundation.time import day_of
from lianxin.interfaces.jobs.demo import city
from lianxin.registers.duties import queries as duties
from lianxin.registers.orgs import queries as orgs

BY = Actor.system("bench")
CHUNK = 5000
OPEN_SHARE = 20  # one of so many is open
WORDS = (
    "小区门口的路灯坏了三天",
    "电梯又停了，老人下不了楼",
    "垃圾桶满了没人清",
    "夜里施工太吵",
    "水管漏水一周",
)


def fill(*, tickets: int, sealed: bool) -> None:
    """Fill the installation with tickets: one of twenty open, spread over units, states and days."""
    now = timezone.now()
    for _ in city.build(at=now):
        pass
    made = _tickets(tickets, now)
    while chunk := list(islice(made, CHUNK)):
        _write(chunk)
        if sealed:
            while ledger.seal(limit=20_000):
                pass
    if sealed:
        ledger.sign_head(at=now)
        ledger.witness()
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


def actors(roles: Iterable[str]) -> dict[str, Actor]:
    """Return somebody for each role, of the unit that has most to do."""
    on = day_of(timezone.now())
    busy = (Ticket.objects.order_by().values_list("lead_unit_id").exclude(lead_unit=None))[
        :1
    ].get()[0]
    found: dict[str, Actor] = {}
    for name in roles:
        unit = orgs.unit("hotline").pk if name in ROLES_AT_HOTLINE else busy
        posts = orgs.colleagues(unit, on, frozenset({Role(name)}))
        if name == "grid_worker":
            communities = orgs.units(on).filter(kind="community")
            posts = [
                p for u in communities for p in orgs.colleagues(u.pk, on, frozenset({Role(name)}))
            ]
        actor = orgs.actor_of(posts[0].staff, posts[0].pk, on=on) if posts else None
        if actor is not None:
            found[name] = actor
    return found


ROLES_AT_HOTLINE = {"agent", "dispatcher", "supervisor", "caller", "auditor"}
AT_WORK = (State.DISPATCHED, State.SIGNED, State.HANDLING, State.FOLLOW_UP, State.REPLIED)
Made = tuple[dict[str, object], list[ledger.Draft]]


def _tickets(many: int, now: datetime) -> Iterator[Made]:
    on = day_of(now)
    grids = list(orgs.grids(on))
    leaves = duties.leaves()
    units = list(orgs.units(on).filter(kind__in=["department", "company", "subdistrict"]))
    for number in range(many):
        at = now - timedelta(days=number * 365 / many, minutes=number % 997)
        grid = grids[number % len(grids)]
        unit = units[number * 7 % len(units)]
        place = {
            "category_id": leaves[number * 11 % len(leaves)].pk,
            "kind": "help",
            "tier": "general",
            "grid_id": grid.pk,
            "division_code": grid.community.code,
        }
        promise = at + timedelta(days=7)
        is_open = number % OPEN_SHARE == 0
        yield _story(number, at, place, promise, unit.pk, is_open=is_open)


def _story(
    number: int,
    at: datetime,
    place: dict[str, object],
    promise: datetime,
    unit_id: int,
    *,
    is_open: bool,
) -> Made:
    state = AT_WORK[number // OPEN_SHARE % len(AT_WORK)] if is_open else State.CLOSED
    current = {"current_promise_at": promise, "promise_provisional": False}
    nothing = {"pending": "", "pending_by": None, "decide_by": None}
    received = {
        "state": "received",
        "due_at": at + timedelta(minutes=30),
        **place,
        **current,
        "promise_at": promise,
        "channel": "phone",
        "privacy": "open",
        "reach": "phone",
        "received_at": at,
        "source": "",
        "source_ref": "",
    }
    handed = {
        **nothing,
        **place,
        **current,
        "state": str(state) if is_open else "dispatched",
        "due_at": promise,
        "lead_unit_id": unit_id,
        "assist_unit_ids": [],
        "catalogue_row_id": None,
        "dispatched_at": at,
        "accepted_at": at,
    }
    end: dict[str, object] = {
        **nothing,
        "state": "closed",
        "due_at": None,
        "ended_at": promise,
        "outcome": "explained",
    }
    words = {"what": f"{WORDS[number % len(WORDS)]}（{number}）"}
    done: list[tuple[str, dict[str, object], dict[str, str]]] = [
        (rules.deeds.RECEIVED, received, words),
        (rules.deeds.DISPATCHED, handed, {}),
    ]
    if not is_open:
        done.append((rules.deeds.EXPLAINED, end, {"explanation": "已说明"}))
    columns: dict[str, object] = {}
    for _, facts, _ in done:
        columns.update(
            (name, value) for name, value in facts.items() if name in rules.deeds.COLUMNS
        )
    drafts = [
        ledger.draft(verb, by=BY, at=at, key=f"bench:{number}:{seq}", words=said, facts=facts)
        for seq, (verb, facts, said) in enumerate(done)
    ]
    return {**columns, "code_salt": queries.new_salt()}, drafts


def _write(made: list[Made]) -> None:
    with ledger.writing():
        ledger.record_history(Ticket, made)
