"""The running site against the table of permissions that was written by hand."""

import csv
import re
from pathlib import Path

import pytest
from django.urls import URLPattern

from lianxin.casework.tickets.rules import Step, moves
from lianxin.foundation.actor import STAFF
from lianxin.foundation.files import queries as files
from lianxin.interfaces.web.staff import deeds, urls
from tests.interfaces.web.staff import scene

LINES = Path(__file__).with_name("permissions.csv").read_text(encoding="utf-8").splitlines()
TABLE = list(csv.DictReader(LINES))
PEOPLE = [name for name in TABLE[0] if name != "page"]
HOLE = re.compile(r"\{(photo:)?(\w+)\}")


@pytest.mark.django_db
@pytest.mark.parametrize("row", TABLE, ids=[row["page"] or "home" for row in TABLE])
def test_everybody_gets_what_the_table_says(row: dict[str, str]):
    hole = HOLE.search(row["page"])
    ticket = scene.SCENES[hole[2]]() if hole else None
    address = row["page"] if row["page"].startswith("/") else f"/staff/{row['page']}"
    if hole and ticket:
        photo = files.of("ticket", [ticket.pk]).first() if hole[1] else None
        address = HOLE.sub(str(photo.pk) if photo else ticket.number, address)
    said = {}
    for who in PEOPLE:
        if who == "requester" and ticket:
            client = scene.opened_by(ticket)
        else:
            client = scene.browser("" if who in ("nobody", "requester") else who)
        said[who] = f"{client.get(address).status_code} {client.post(address).status_code}"
    assert said == {who: row[who] for who in PEOPLE}


def test_the_table_has_a_line_for_every_page():
    lines = ["/staff/" + re.sub(HOLE, "0", row["page"]) for row in TABLE]
    unnamed = [
        pattern.name
        for pattern in urls.urlpatterns
        if isinstance(pattern, URLPattern)
        and not any(pattern.resolve(line.removeprefix("/staff/")) for line in lines)
    ]
    assert unnamed == []


def test_the_table_has_a_line_for_every_step_that_staff_take():
    ours = {move.step for move in moves.TABLE if move.who & STAFF} - moves.LATER
    named = {row["page"].split("/")[2] for row in TABLE if row["page"].startswith("tickets/")}
    covered = {step for name, deed in deeds.TABLE.items() if name in named for step in deed.steps}
    assert covered == ours
    assert Step.WITHDRAW not in covered
