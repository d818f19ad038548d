"""The demo city as the crawler walks it: built once for a module, kept in one transaction, and undone at its end."""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.test import Client
from django.test.utils import override_settings
from django.utils import timezone

from lianxin.casework.tickets import actions, rules
from lianxin.casework.tickets.models import Ticket
from lianxin.casework.tickets.rules.intake import Request
from lianxin.foundation.actor import Actor
from lianxin.foundation.ledger import actions as ledger
from lianxin.interfaces.jobs.demo import city, evaluation, matters, publications, revisits, story
from lianxin.interfaces.jobs.demo import tables as paperwork
from lianxin.interfaces.web.actors import GIVEN, HELPING, OPENED
from lianxin.interfaces.web.demo import people
from lianxin.registers.duties import queries as duties
from lianxin.registers.orgs import queries as orgs
from lianxin.registers.residents import actions as residents
from lianxin.registers.residents.rules import mandates
from tests.interfaces.web.staff.scene import browser
from tests.journeys.crawling import Seen

STAFF = {
    "agent": "agent1",
    "dispatcher": "dispatcher1",
    "handler": "handler-urban-management",
    "lead": "lead-urban-management",
    "supervisor": "supervisor1",
    "caller": "caller1",
    "auditor": "auditor1",
    "admin": "admin1",
}
RESIDENTS = ("nobody", "requester", "helper")
HANDLED_BY = "urban-management"
SEALED_IN = (
    "LIANXIN_KEYS_DIR",
    "LIANXIN_WITNESS",
    "MEDIA_ROOT",
    "LIANXIN_MODELS",
    "LIANXIN_INSIGHT",
)


@dataclass
class City:
    """Who walks through it, and what there is to be shown."""

    at: datetime
    people: dict[str, Client] = field(default_factory=dict)
    tickets: dict[str, Ticket] = field(default_factory=dict)  # by state
    mandates: dict[str, int] = field(default_factory=dict)
    opened: dict[str, dict[str, Any]] = field(default_factory=dict)  # contacts, by page
    empty: Seen = field(default_factory=dict)  # pages, while nothing had happened yet

    @property
    def today(self) -> date:
        """Return the city's day."""
        return timezone.localdate(self.at)


@contextmanager
def built(
    folder: Path, look_while_empty: Callable[[City], None], done_for: Callable[[City], None]
) -> Iterator[City]:
    """Build the city in one transaction; let somebody look at it before anything has happened there, and do more."""
    places = {name: folder / name.lower() for name in (*SEALED_IN, "LIANXIN_PUBLICATIONS")}
    with override_settings(LIANXIN_DEMO=True, **places), in_peace(), transaction.atomic():
        here = City(at=timezone.now())
        for _ in city.build(at=here.at):
            pass
        here.people = _people(here)
        look_while_empty(here)
        _play(here.at)
        _ticket_of_each_state(here)
        _by_machine(here)
        _mandates(here)
        _opened(here)
        done_for(here)
        yield here
        transaction.set_rollback(True)


@contextmanager
def in_peace() -> Iterator[None]:
    """Write no log: half of all visits are refused, as they are to be."""
    logging.disable(logging.ERROR)
    yield
    logging.disable(logging.NOTSET)


def _people(here: City) -> dict[str, Client]:
    grid = next(name for name, role, _ in people.accounts(at=here.at) if role == "grid_worker")
    named = {**STAFF, "grid": grid}
    return {who: browser() for who in RESIDENTS} | {who: browser(named[who]) for who in named}


def _play(at: datetime) -> None:
    """Play one story of each ending, and all that belong to a matter."""
    seen: set[str] = set()
    for one in story.stories():
        if one["ending"] in seen and "joins" not in one:
            continue
        seen.add(one["ending"])
        story.play(one, now=at)
    matters.play(now=at)
    revisits.play(now=at)
    paperwork.play(now=at)
    _sealed(at)
    evaluation.play(now=at)
    _sealed(at)
    publications.play(now=at)
    _sealed(at)


def _sealed(at: datetime) -> None:
    while ledger.seal():
        pass
    ledger.sign_head(at=at)


def _ticket_of_each_state(here: City) -> None:
    for ticket in Ticket.objects.select_related("lead_unit").order_by("pk"):
        kept = here.tickets.get(ticket.state)
        ours = ticket.lead_unit is not None and ticket.lead_unit.code == HANDLED_BY
        if kept is None or (ours and kept.lead_unit != ticket.lead_unit):
            here.tickets[ticket.state] = ticket


def _by_machine(here: City) -> None:
    """Let a machine dispatch a request by itself, so that its requester can refuse that."""
    request = Request(what="医保缴费窗口几点关门？", grid_id=orgs.grids(here.today)[0].pk)
    by = Actor.public("crawl")
    received = actions.receive(request=request, contact=None, by=by, at=here.at, key="crawl:asked")
    waiting = Ticket.objects.get(pk=received.about_id)
    actions.dispatch(
        ticket_id=waiting.pk,
        category_id=duties.category("medicare.pay").pk,
        kind=rules.Kind.HELP,
        grid_id=None,
        lead_unit_id=None,
        words="",
        by=Actor.system("triage"),
        at=here.at,
        key="crawl:machine",
    )
    here.tickets["by_machine"] = waiting


def _mandates(here: City) -> None:
    """Let a requester give a mandate to follow, and somebody else one to report."""
    until: dict[str, Any] = {
        "last_on": here.today + timedelta(days=10),
        "helper": mandates.Helper.FAMILY,
    }
    ticket = here.tickets["handling"]
    by = Actor.requester(ticket_id=ticket.pk, session="crawl")
    follow = residents.give_mandate(
        acts=frozenset({mandates.Act.FOLLOW}), by=by, at=here.at, key="crawl:follow", **until
    )
    report = residents.give_mandate(
        acts=frozenset(mandates.Act),
        by=Actor.public("crawl"),
        at=here.at,
        key="crawl:report",
        **until,
    )
    here.mandates = {"follow": follow.about_id, "report": report.about_id}


def _opened(here: City) -> None:
    """Open every ticket for its requester, and both mandates for who helps."""
    _remember(here.people["requester"], OPENED, [one.pk for one in here.tickets.values()])
    _remember(here.people["requester"], GIVEN, [here.mandates["report"]])
    _drafted(here.people["requester"])
    _remember(here.people["helper"], HELPING, sorted(here.mandates.values()))


def _drafted(client: Client) -> None:
    """Write a report up to its last page."""
    client.post("/report/", {"what": "路灯坏了三天，晚上很黑。", "kind": "help"})
    client.post("/report/where/", {"where": "", "place_kept": "public"})
    client.post("/report/contact/", {"privacy": "open", "phone": "", "name": "", "email": ""})


def _remember(client: Client, name: str, ids: list[int]) -> None:
    session = client.session
    session[name] = ids
    session.save()
    client.cookies[settings.SESSION_COOKIE_NAME] = str(session.session_key)
