"""A large installation, filled by COPY with what the ledger needs, so that it passes `lianxin verify`.

One of five tickets is open, which is more than a city should have, so that a list has more than a
page already at ten thousand. The district of Linhe joined when three quarters of all tickets were
in: whatever is its own, it has behind everything that the rest of the city let lie.
"""

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from itertools import islice

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.db import connection
from django.test import Client
from django.utils import timezone

from lianxin.casework.tickets import queries, rules
from lianxin.casework.tickets.models import AT_WORK_STATES, Assist, Ticket
from lianxin.casework.tickets.rules import State
from lianxin.foundation.actor import Actor
from lianxin.foundation.ledger import actions as ledger
from lianxin.foundation.ledger.rules import verbs
from lianxin.foundation.time import SHANGHAI, day_of
from lianxin.interfaces.jobs.demo import city
from lianxin.registers.duties import queries as duties
from lianxin.registers.orgs import actions as org_actions
from lianxin.registers.orgs import queries as orgs

BY = Actor.system("bench")
CHUNK = 5000
JOINED = 4  # the newest of so many parts is since Linhe is here
LINHE, BUSY = "990101", ("990101001001001", "990101001001002")  # a district, two grids in it
LEADS = {"urban-management": 1 / 8, "city": 1 / 14}  # whose part of all tickets is larger
LEADS_NEW = {**LEADS, "linhe": 1 / 10, "hewan-c01": 1 / 10}  # … and since Linhe joined
WORDS = (
    "小区门口的路灯坏了三天",
    "电梯又停了，老人下不了楼",
    "垃圾桶满了没人清",
    "夜里施工太吵",
    "水管漏水一周",
)
UNIT = ("code", "name", "kind", "parent_code", "division_code", "phone")
MORE_UNITS = [("hotline-linhe", "热线分中心", "hotline", "linhe", "990101000000", "")]
for number in range(400):  # as many as a large city has below its districts
    above, code = (("linhe", "990101000000"), ("yuntai", "990102000000"))[number % 2]
    MORE_UNITS.append((f"station-{number}", f"第{number}所", "department", above, code, ""))
STAFF = ("username", "name", "unit_code", "role", "valid_from", "grid_codes")
MORE_STAFF = [("bench-city", "city", "city", "unit_lead", "2025-01-01", "")]
for role in ("dispatcher", "supervisor", "caller"):
    MORE_STAFF.append((f"linhe-{role}", role, "hotline-linhe", role, "2025-01-01", ""))
PEOPLE = {  # the inbox of each role; where it differs, at the top, in the middle, at a leaf
    "agent": "agent1",
    "dispatcher": "dispatcher1",
    "supervisor": "supervisor1",
    "caller": "caller1",
    "auditor": "auditor1",
    "district's dispatcher": "linhe-dispatcher",
    "district's supervisor": "linhe-supervisor",
    "district's caller": "linhe-caller",
    "handler": "handler-urban-management",
    "lead of an office": "lead-urban-management",
    "lead of a district": "lead-linhe",
    "lead of the city": "bench-city",
    "grid worker": "grid-hewan-c01",
}
# Where an open ticket stands, one of twenty; what waits for a decision stands beside it.
OPEN = (
    (State.RECEIVED, "", 2),
    (State.RECEIVED, "accepted", 2),
    (State.DISPATCHED, "", 2),
    (State.SIGNED, "", 2),
    (State.HANDLING, "", 3),
    (State.HANDLING, "asks", 2),
    (State.REWORK, "", 1),
    (State.REPLIED, "", 2),
    (State.FOLLOW_UP, "", 2),
    (State.ESCALATED, "", 2),
)
STANDS = [(state, more) for state, more, times in OPEN for _ in range(times)]
Made = tuple[dict[str, object], list[ledger.Draft]]
Done = tuple[str, dict[str, object], dict[str, str]]


@dataclass(frozen=True)
class _Ground:
    """The ids of places, categories and units between which tickets are dealt out."""

    grids: list[tuple[int, str]]
    old_grids: list[tuple[int, str]]
    busy_grids: list[tuple[int, str]]
    leaves: list[int]
    units: list[int]
    old_units: list[int]
    leads: list[tuple[int, float]]
    old_leads: list[tuple[int, float]]
    linhe: int


def said(number: int) -> str:
    """Return what the requester of a ticket says: a short sentence."""
    return f"{WORDS[number % len(WORDS)]}（{number}）"


def fill(*, tickets: int, sealed: bool, say: Callable[[int], str] = said) -> None:
    """Fill the installation with tickets spread over units, places, states and the last year."""
    now = timezone.now()
    _registers(now)
    made = _tickets(tickets, now, say)
    while chunk := list(islice(made, CHUNK)):
        _write(chunk)
        if sealed:
            while ledger.seal(limit=20_000):
                pass
    if sealed:
        ledger.sign_head(at=now)
        ledger.witness()


def settle() -> None:
    """Let PostgreSQL learn what was filled in, as it does by itself in the course of a day."""
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


def signed_in(username: str) -> tuple[Actor, Client]:
    """Return somebody in their post, and the browser in which they signed in."""
    staff = orgs.staff_member(username)
    assert staff is not None
    actor = orgs.actor_of(staff, None, on=day_of(timezone.now()))
    assert actor is not None
    host = settings.ALLOWED_HOSTS[0]
    client = Client(headers={"host": host, "accept-language": "zh-hans"})
    session = client.session
    session[SESSION_KEY] = str(staff.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[-1]
    session[HASH_SESSION_KEY] = staff.get_session_auth_hash()
    session.save()
    client.cookies[settings.SESSION_COOKIE_NAME] = str(session.session_key)
    return actor, client


def _registers(now: datetime) -> None:
    for _ in city.build(at=now):
        pass
    for read, fields, rows, name in (
        (org_actions.import_units, UNIT, MORE_UNITS, "units"),
        (org_actions.import_staff, STAFF, MORE_STAFF, "staff"),
    ):
        table = [(line, dict(zip(fields, row, strict=True))) for line, row in enumerate(rows, 2)]
        read(rows=table, sha256="0" * 64, by=BY, at=now, key=f"bench:{name}")


def _ground(now: datetime) -> _Ground:
    on = day_of(now)
    laid = list(orgs.grids(on))
    grids = [(grid.pk, grid.community.code) for grid in laid]
    linhe = orgs.unit("linhe")
    work = orgs.units(on).exclude(kind__in=["hotline", "government"])
    return _Ground(
        grids=grids,
        old_grids=[grid for grid in grids if not grid[1].startswith(LINHE)],
        busy_grids=[(grid.pk, grid.community.code) for grid in laid if grid.code in BUSY],
        leaves=[leaf.pk for leaf in duties.leaves()],
        units=[unit.pk for unit in work],
        old_units=[unit.pk for unit in work if not unit.path.startswith(linhe.path)],
        leads=[(orgs.unit(code).pk, share) for code, share in LEADS_NEW.items()],
        old_leads=[(orgs.unit(code).pk, share) for code, share in LEADS.items()],
        linhe=linhe.pk,
    )


def _tickets(many: int, now: datetime, say: Callable[[int], str]) -> Iterator[Made]:
    ground, dice = _ground(now), random.Random(many)  # noqa: S311  dealt out the same every time
    for number in range(many):  # the newest first
        at = now - timedelta(days=number * 365 / many, minutes=number % 997)
        recent = number < many // JOINED
        grid = dice.choice(_grids(ground, dice, recent=recent))
        unit = _unit(ground, dice, recent=recent)
        place = {
            "category_id": dice.choice(ground.leaves),
            "kind": "help",
            "tier": "general",
            "grid_id": grid[0],
            "division_code": grid[1],
        }
        handed = {
            "lead_unit_id": unit,
            "assist_unit_ids": [ground.linhe] if dice.random() < 1 / 20 else [],
        }
        is_open = dice.random() < (1 / 2 if recent else 1 / 10)
        stands = dice.choice(STANDS) if is_open else (State.CLOSED, "")
        yield _story(number, at, place, handed, *stands, what=say(number))


def _grids(ground: _Ground, dice: random.Random, *, recent: bool) -> list[tuple[int, str]]:
    if not recent:
        return ground.old_grids
    return ground.busy_grids if dice.random() < 1 / 2 else ground.grids


def _unit(ground: _Ground, dice: random.Random, *, recent: bool) -> int:
    drawn = dice.random()
    for unit, share in ground.leads if recent else ground.old_leads:
        drawn -= share
        if drawn < 0:
            return unit
    return dice.choice(ground.units if recent else ground.old_units)


def _story(
    number: int,
    at: datetime,
    place: dict[str, object],
    handed: dict[str, object],
    state: State,
    more: str,
    *,
    what: str,
) -> Made:
    # the end of a day, at which many are due
    promise = datetime.combine(day_of(at) + timedelta(days=8), time.min, SHANGHAI)
    current = {**place, "current_promise_at": promise, "promise_provisional": False}
    nothing: dict[str, object] = {"pending": "", "pending_by": None, "decide_by": None}
    received: dict[str, object] = {
        **current,
        "state": "received",
        "due_at": at + timedelta(minutes=30),
        "promise_at": promise,
        "channel": "phone",
        "privacy": "open",
        "reach": "phone",
        "received_at": at,
        "source": "",
        "source_ref": "",
        "consents": "",
        "mandate_id": None,
        "said_matter_id": None,
    }
    words = {"what": what}
    done: list[Done] = [(rules.deeds.RECEIVED, received, words)]
    if more == "accepted":
        accepted = {
            **current,
            "state": "received",
            "due_at": promise,
            "accepted_at": at,
            "about_unit_id": None,
        }
        done.append((rules.deeds.ACCEPTED, accepted, {}))
    elif state is not State.RECEIVED:
        dispatched = {
            **nothing,
            **current,
            **handed,
            "state": "dispatched" if state is State.CLOSED else str(state),
            "due_at": promise,
            "catalogue_row_id": None,
            "dispatched_at": at,
            "accepted_at": at,
            "about_unit_id": None,
        }
        done.append((rules.deeds.DISPATCHED, dispatched, {}))
    if more == "asks":
        asked: dict[str, object] = {
            "pending": "extension",
            "pending_by": None,
            "decide_by": promise,
            "days": 3,
        }
        done.append((rules.deeds.EXTENSION_ASKED, asked, {"reason": "等配件"}))
    if state is State.CLOSED:
        end: dict[str, object] = {**nothing, "state": "closed", "due_at": None, "ended_at": promise}
        end["outcome"] = "explained"
        done.append((rules.deeds.EXPLAINED, end, {"explanation": "已说明"}))
    return _made(number, at, done)


def _made(number: int, at: datetime, done: list[Done]) -> Made:
    columns: dict[str, object] = {"assists": []}
    for _, facts, _ in done:
        columns.update((name, said) for name, said in facts.items() if name in rules.deeds.COLUMNS)
        columns["assists"] = facts.get("assist_unit_ids", columns["assists"])
    drafts = [
        ledger.draft(
            verb, by=BY, at=at, key=f"bench:{number}:{seq}", words=said, facts=_whole(verb, facts)
        )
        for seq, (verb, facts, said) in enumerate(done)
    ]
    return {**columns, "code_salt": queries.new_salt()}, drafts


NEW = Ticket()  # with every column as a new one has it


def _whole(verb: str, facts: dict[str, object]) -> dict[str, object]:
    """Return facts with those that a verb declares beside them: a column says what a new one does."""
    usual = dict.fromkeys(verbs()[verb])
    columns = {
        name: getattr(NEW, name)
        for name in usual
        if name in rules.deeds.COLUMNS and name not in facts
    }
    return {**usual, **columns, **facts}


def _write(made: list[Made]) -> None:
    assists = [(columns.pop("assists"), columns) for columns, _ in made]
    with ledger.writing():
        ledger.record_history(Ticket, made)
        newest = Ticket.objects.order_by("-pk").values_list("pk", flat=True)[: len(made)]
        Assist.objects.bulk_create(
            Assist(ticket_id=pk, unit_id=unit, ticket_due_at=_due(columns))
            for pk, (units, columns) in zip(reversed(newest), assists, strict=True)
            for unit in units  # type: ignore[attr-defined]
        )


def _due(columns: dict[str, object]) -> datetime | None:
    due = columns["due_at"]
    return due if isinstance(due, datetime) and columns["state"] in AT_WORK_STATES else None
