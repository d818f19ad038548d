"""The running site against the table of permissions that was written by hand."""

import csv
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.urls import URLResolver

from lianxin.casework.tickets.models import Ticket
from lianxin.casework.tickets.rules import Step, moves
from lianxin.foundation.actor import STAFF
from lianxin.foundation.files import queries as files
from lianxin.interfaces.web.staff import deeds, urls
from tests.interfaces.web.staff import scene

LINES = Path(__file__).with_name("permissions.csv").read_text(encoding="utf-8").splitlines()
TABLE = list(csv.DictReader(LINES))
PEOPLE = [name for name in TABLE[0] if name != "page"]
HOLE = re.compile(r"\{((?:photo|sound|article|change|revisit|question):)?(\w+)\}")


def scene_of(row: dict[str, str]) -> str:
    hole = HOLE.search(row["page"])
    if hole is None:
        return ""
    kind = (hole[1] or "").removesuffix(":")
    return f"{kind} {hole[2]}" if kind in scene.NUMBERED else hole[2]


def staged(on: str) -> Ticket | int | None:
    """Return what a scene is about."""
    kind, _, state = on.partition(" ")
    return (scene.NUMBERED[kind](state) if state else scene.SCENES[on]()) if on else None


def address_of(row: dict[str, str], ticket: Ticket | int | None) -> str:
    """Return the address of a line's page in its scene."""
    address = row["page"] if row["page"].startswith("/") else f"/staff/{row['page']}"
    if isinstance(ticket, int):
        return HOLE.sub(str(ticket), address)
    if ticket is None:
        return address
    photo = files.of("ticket", [ticket.pk]).first()
    found = files.spoken("ticket", ticket.pk) if "{sound:" in address else photo
    return HOLE.sub(str(found.pk) if found and "/files/" in address else ticket.number, address)


def answers(row: dict[str, str], ticket: Ticket | int | None) -> dict[str, str]:
    """Return what everybody gets for a page, read and sent to."""
    address, said = address_of(row, ticket), {}
    for who in PEOPLE:
        if who == "requester" and isinstance(ticket, Ticket):
            client = scene.opened_by(ticket)
        else:
            client = scene.browser("" if who in ("nobody", "requester") else who)
        said[who] = f"{client.get(address).status_code} {client.post(address).status_code}"
    return said


@pytest.mark.django_db
@pytest.mark.parametrize("on", sorted({scene_of(row) for row in TABLE}))
def test_everybody_gets_what_the_table_says(on: str):
    ticket = staged(on)
    for row in TABLE:
        if scene_of(row) == on:
            assert answers(row, ticket) == {who: row[who] for who in PEOPLE}, row["page"]


def test_the_table_has_a_line_for_every_page():
    lines = [re.sub(HOLE, "0", row["page"]) for row in TABLE]
    assert list(unnamed(urls.urlpatterns, lines)) == []


def unnamed(patterns: Any, lines: list[str]) -> Iterator[str]:
    """Yield the pages to which no line leads: a line leads to the first page that it fits."""
    taken: set[int] = set()
    for line in lines:
        for number, pattern in enumerate(patterns):
            if pattern.pattern.match(line):
                taken.add(number)
                break
    for number, pattern in enumerate(patterns):
        if isinstance(pattern, URLResolver):
            begins = str(pattern.pattern)
            below = [line.removeprefix(begins) for line in lines if line.startswith(begins)]
            yield from unnamed(pattern.url_patterns, below)
        elif number not in taken:
            yield str(pattern.name)


def test_the_table_has_a_line_for_every_step_that_staff_take():
    ours = {move.step for move in moves.TABLE if move.who & STAFF} - moves.LATER
    named = {row["page"].split("/")[2] for row in TABLE if row["page"].startswith("tickets/")}
    covered = {step for name, deed in deeds.TABLE.items() if name in named for step in deed.steps}
    assert covered == ours
    assert Step.WITHDRAW not in covered
