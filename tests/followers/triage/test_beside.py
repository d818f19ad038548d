"""Requests beside each other: found by words, place and time, as far as somebody may know of them."""

import zlib
from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from lianxin.casework.tickets import actions as tickets
from lianxin.casework.tickets.models import Ticket
from lianxin.casework.tickets.rules import Kind
from lianxin.casework.tickets.rules.intake import Request
from lianxin.followers.triage import actions, queries
from lianxin.followers.triage.models import Trace
from lianxin.followers.triage.rules import beside
from lianxin.followers.triage.similar import traces
from lianxin.foundation.actor import Actor
from lianxin.foundation.ledger import actions as ledger
from lianxin.foundation.ledger.models import Bookmark
from lianxin.registers.residents.rules import NewContact
from tests.casework.tickets import town
from tests.casework.tickets.town import actor, requester
from tests.make import MONDAY

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
HEWAN = "990101002000"
CITY = "990100000000"


@pytest.fixture(autouse=True)
def a_town():
    town.built()


def follow(*, at: datetime = MONDAY) -> None:
    """Seal what was done, and let the follower read it."""
    while ledger.seal():
        pass
    while ledger.follow("similar", lambda entry: actions.trace(entry, at=at), at=at):
        pass
    assert not Bookmark.objects.exclude(fault="").exists()


def told(what: str, *, at: datetime = MONDAY, **given) -> Ticket:
    """Take a request in at the town's grid, unless told otherwise."""
    usual = {"where": "芦花路口", "grid_id": town.grid()}
    contact = given.pop("contact", town.PHONE)
    entry = tickets.receive(
        request=Request(what=what, **{**usual, **given}),
        contact=contact,
        by=Actor.public("tests"),
        at=at,
        key=f"told-{zlib.crc32(f'{what}{at}{given}'.encode())}",
    )
    return town.of(entry)


def numbers(ticket: Ticket, who: str = "dispatcher") -> list[int]:
    return [one.ticket.pk for one in queries.beside(ticket, actor(who))]


def test_the_same_problem_is_found_however_it_is_spelt_and_others_come_behind():
    first = told("芦花小区三号楼电梯坏了，老人下不了楼。")
    told("芦花小区门口有人占道卖菜，很吵。")
    told("请问社保卡在哪里办理？")
    again = told("蘆花小區3号樓電梯壞了！没人来修", at=MONDAY + DAY)
    follow()
    found = queries.beside(again, actor("dispatcher"))
    assert found[0].ticket == first
    assert found[0].same
    assert found[0].place is beside.Place.GRID
    assert not any(one.same for one in found[1:])


def test_the_same_words_elsewhere_or_long_ago_count_less():
    near, old = beside.Place.GRID, 400
    assert beside.nearness(0.6, near, 1) > beside.nearness(0.6, beside.Place.COMMUNITY, 1)
    assert beside.nearness(0.6, near, 1) > beside.nearness(0.6, near, old)
    here, there = (7, "990101001001"), (8, "990101001001")
    assert beside.place(here, here) is beside.Place.GRID
    assert beside.place(here, there) is beside.Place.COMMUNITY
    assert beside.place(here, (9, "990101001002")) is beside.Place.TOWN
    assert beside.place(here, (None, HEWAN)) is beside.Place.ELSEWHERE
    assert beside.place((None, ""), (None, "")) is beside.Place.ELSEWHERE


def test_nobody_is_shown_what_they_may_not_know_of():
    first = town.dispatched(told("芦花小区三号楼电梯坏了"))
    again = town.dispatched(told("芦花小区3号楼电梯坏了", at=MONDAY + DAY))
    follow()
    assert numbers(again, "handler") == [first.pk]
    assert numbers(again, "hewan-handler") == []
    assert numbers(again, "admin") == []


def test_who_asked_is_no_evidence():
    one = NewContact(name="王阿姨", phone="13900001234")
    told("请问社保卡在哪里办理？我的电话13900001234", contact=one)
    ticket = told("楼道灯不亮，打13900001234找我", contact=one)
    follow()
    assert not any(found.same for found in queries.beside(ticket, actor("dispatcher")))
    assert traces.trace("13900001234") == traces.trace("15811112222")


def test_what_is_erased_is_found_no_more():
    first = told("芦花小区三号楼电梯坏了")
    again = told("芦花小区3号楼电梯坏了", at=MONDAY + DAY)
    follow()
    assert numbers(again) == [first.pk]
    by = requester(first)
    tickets.withdraw(ticket_id=first.pk, words="", by=by, at=MONDAY, key="withdrawn")
    tickets.erase(ticket_id=first.pk, by=by, at=MONDAY + DAY, key="erased-by-requester")
    follow()
    assert not Trace.objects.filter(pk=first.pk).exists()
    assert numbers(again) == []


def test_a_request_that_is_told_anew_is_found_by_its_new_words():
    ticket = told("楼道灯不亮")
    follow()
    before = bytes(Trace.objects.get(pk=ticket.pk).pairs)
    tickets.correct(
        ticket_id=ticket.pk,
        what="小区垃圾没人清运",
        where="芦花路口",
        forget=True,
        by=requester(ticket),
        at=MONDAY,
        key="corrected",
    )
    follow()
    assert bytes(Trace.objects.get(pk=ticket.pk).pairs) != before


def test_a_request_that_is_placed_later_is_found_at_its_place():
    ticket = told("楼道灯不亮", grid_id=None, division_code=CITY)
    follow()
    assert Trace.objects.get(pk=ticket.pk).place == CITY
    tickets.accept(
        ticket_id=ticket.pk,
        category_id=town.category(),
        kind=Kind.HELP,
        grid_id=town.grid(),
        by=actor("dispatcher"),
        at=MONDAY,
        key="accepted",
    )
    follow()
    placed = Trace.objects.get(pk=ticket.pk)
    assert placed.place == Ticket.objects.get(pk=ticket.pk).division_code != CITY
    assert placed.town == beside.town(placed.place)


def test_it_costs_as_many_queries_for_three_as_for_thirty():
    def cost() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert queries.beside(ticket, by)
        return len(captured)

    by = actor("dispatcher")
    ticket = told("路灯坏了，晚上很黑")
    for number in range(3):
        told(f"路灯坏了{number}天", at=MONDAY + number * DAY)
    follow()
    few = cost()
    for number in range(3, 30):
        told(f"路灯坏了{number}天", at=MONDAY + number * DAY)
    follow()
    assert cost() == few


def test_what_says_nothing_is_beside_nothing():
    for what in ("坏", "a。", "7", "坏" * 10_000):
        ticket = told(what)
        follow()
        assert ticket.pk not in numbers(ticket)


@given(st.lists(st.text(max_size=40), max_size=8), st.text(max_size=40))
def test_nothing_shared_is_never_near(others, own):
    traced = [traces.trace(one) for one in others]
    mine = traces.trace(own)
    for place in traces.nearest(mine, traced, 8):
        assert set(memoryview(mine).cast("H")) & set(memoryview(traced[place]).cast("H"))
