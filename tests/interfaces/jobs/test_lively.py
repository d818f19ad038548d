"""Time passes in the demo's city: seeded, through the real actions, and only with what it told itself."""

import logging
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from lianxin.casework.tickets import actions, queries
from lianxin.casework.tickets.rules import State
from lianxin.foundation.ledger import queries as entries
from lianxin.interfaces.jobs.demo import city
from lianxin.interfaces.jobs.demo.lively import FEWEST, MOST, PACE, City
from lianxin.interfaces.jobs.demo.story import Play
from lianxin.interfaces.web.demo import people
from tests.once import once

pytestmark = pytest.mark.django_db


@once
def built() -> None:
    for _ in city.build(at=timezone.now()):
        pass


def lived(acts: int, town: City | None = None) -> City:
    """Return a city in which so much has happened since it was built."""
    now = timezone.now()
    town = town or City()
    for turn in range(acts):
        town.act(now=now + turn * PACE)
    return town


def test_requests_come_in_and_go_all_the_way_to_a_rating(caplog: pytest.LogCaptureFixture):
    built()
    with caplog.at_level(logging.INFO):
        town = lived(120)
    tickets = queries.visible_to(people.BY)
    assert tickets.filter(state=State.CLOSED).exists()
    assert FEWEST <= len(town.on_their_way) <= MOST
    assert list(queries.faults()) == []
    said = [one.getMessage() for one in caplog.records if one.name.endswith("lively")]
    assert len(said) == 120  # one act, one line
    steps = {line.split(" ", 2)[2] for line in said}
    wanted = {"receive", "accept", "dispatch", "sign", "contact", "reply", "pass_audit", "confirm"}
    assert steps == wanted
    assert timedelta(seconds=10) <= PACE


def test_a_demo_that_was_stopped_goes_on_where_it_was():
    built()
    first = lived(25)
    again = City()
    again.catch_up(now=timezone.now())
    assert again.told == first.told
    assert set(first.on_their_way) <= set(again.on_their_way)
    before = entries.last()
    lived(3, again)
    assert entries.last() > before


def test_it_leaves_alone_what_somebody_else_has_a_hand_in():
    built()
    town = lived(1)
    (pk, tale), *_ = town.on_their_way.items()
    play = Play(story=tale, ticket_id=pk, now=timezone.now())
    actions.withdraw(words="", **play.common(play.requester, timezone.now(), "test:withdrawn"))
    lived(1, town)
    assert pk not in town.on_their_way


def test_make_knows_it():
    makefile = (Path(__file__).parents[3] / "Makefile").read_text()
    assert "$(if $(LIVELY),--lively)" in makefile
