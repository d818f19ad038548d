"""Every step of staff's in the state that it needs, as everybody whom the table of permissions lets in, in a real browser."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import override_settings
from django.utils import timezone

from lianxin.casework.tickets.models import Ticket
from lianxin.foundation import memory
from tests.casework.tickets import town
from tests.interfaces.web.staff import scene
from tests.interfaces.web.staff.test_permissions import (
    HOLE,
    PEOPLE,
    TABLE,
    address_of,
    scene_of,
    staged,
)
from tests.journeys.crawl_city import SEALED_IN, in_peace
from tests.journeys.crawl_eyes import looked_at, sights
from tests.journeys.crawling import Visit, Walk, fewest
from tests.journeys.looking import CHROMIUM

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(connection.vendor != "sqlite", reason="pages look the same on PostgreSQL"),
    pytest.mark.skipif(
        CHROMIUM is None and not os.environ.get("CI"), reason="THE BROWSER IS MISSING: no chromium"
    ),
]
LETS_IN = frozenset({"200", "409"})
ON_STAGE = [
    row for row in TABLE if HOLE.search(row["page"]) and not row["page"].startswith("/files")
]


@pytest.fixture
def staff(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, Client]]:
    """Build the town, and sign everybody in."""
    monkeypatch.setattr(timezone, "now", lambda: scene.NOW)
    with override_settings(**{name: tmp_path / name.lower() for name in SEALED_IN}), in_peace():
        town.built()
        yield {who: scene.browser("" if who in ("nobody", "requester") else who) for who in PEOPLE}


def visits(row: dict[str, str], on: Any, staff: dict[str, Client]) -> Iterator[tuple[Visit, int]]:
    """Yield who reads a page, who sends its form with nothing filled in, and what each is to get."""
    url, sent = address_of(row, on), False
    for who, client in staff.items():
        read, answered = row[who].split()
        if read in LETS_IN:
            yield Visit(who=who, client=client, url=url), int(read)
            if answered == "422" and not sent:
                sent = True
                yield Visit(who=who, client=client, url=url, sent={}), 422


def act(on: str, staff: dict[str, Client], walk: Walk) -> None:
    """Visit all pages of one scene, and undo the scene."""
    with transaction.atomic():
        about = staged(on)
        if isinstance(about, Ticket):
            staff = {**staff, "requester": scene.opened_by(about)}
        for row in ON_STAGE:
            for visit, expected in visits(row, about, staff) if scene_of(row) == on else ():
                walk.visit(visit)
                assert walk.latest == expected, visit
        transaction.set_rollback(True)
    memory.forget()


def test_every_step_is_reached_as_everybody_and_is_sound(staff: dict[str, Client]):
    walk = Walk()
    for on in sorted({scene_of(row) for row in ON_STAGE}):
        act(on, staff, walk)
    assert walk.told() == []
    assert looked_at(sights(fewest(walk.seen))) == []
