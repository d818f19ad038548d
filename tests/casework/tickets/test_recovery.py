"""A lost query code: a way in goes to the contact given and nowhere else, and nobody learns anything."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from lianxin.casework.tickets import actions, queries
from lianxin.casework.tickets.models import Ticket
from lianxin.casework.tickets.rules import Privacy, deeds, refusals
from lianxin.foundation.actor import Actor, Role
from lianxin.foundation.ledger.models import Entry
from lianxin.foundation.pace.rules import PACES, Door, NotYourTurn
from lianxin.foundation.refusal import NotAllowed, NotFound
from lianxin.registers.residents.rules import NewContact, Reason
from tests.casework.tickets import town
from tests.make import MONDAY

pytestmark = pytest.mark.django_db
WANG = NewContact(name="王阿姨", phone="13900001234", email="Wang@example.cn")
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
SOMEBODY = Actor.public("somebody")


@pytest.fixture(autouse=True)
def a_town() -> None:
    town.built()


def ask(
    ticket: Ticket,
    contact: str,
    *,
    key: str = "ask-code",
    at: datetime = MONDAY,
    address: str = "192.0.2.1",
) -> None:
    given: dict[str, Any] = {"by": SOMEBODY, "at": at, "key": key, "address": address}
    actions.ask_code(number=ticket.number, contact=contact, **given)


def asked(ticket: Ticket) -> list[Entry]:
    return list(Entry.objects.filter(about_id=ticket.pk, verb=deeds.CODE_ASKED).order_by("seq"))


def renew(ticket: Ticket, way: str, *, at: datetime = MONDAY, key: str = "renew-code") -> Ticket:
    frame: dict[str, Any] = {"by": town.requester(ticket), "at": at, "key": key}
    return town.of(actions.renew_code(ticket_id=ticket.pk, way=way, **frame))


@pytest.mark.parametrize("said", ["13900001234", "+86 139 0000 1234", " wang@EXAMPLE.cn "])
def test_the_phone_or_the_e_mail_given_with_it_opens_a_way_in(said: str):
    ticket = town.received(contact=WANG)
    ask(ticket, said)
    assert len(asked(ticket)) == 1
    assert asked(ticket)[0].facts == {}


@pytest.mark.parametrize("said", ["13900001235", "wang@example.com", "王阿姨", "", "'; --"])
def test_another_contact_leaves_nothing_behind(said: str):
    ticket = town.received(contact=WANG)
    before = Entry.objects.count()
    ask(ticket, said)
    assert Entry.objects.count() == before


def test_an_anonymous_request_an_unknown_number_and_nonsense_leave_nothing_either():
    ticket = town.received(contact=None, privacy=Privacy.ANONYMOUS)
    before = Entry.objects.count()
    ask(ticket, "13900001234")
    for number in ("0000000999", "x", "9" * 60, ""):
        frame: dict[str, Any] = {"by": SOMEBODY, "at": MONDAY, "key": f"unknown-{number:.8}-"}
        actions.ask_code(number=number, contact="13900001234", address="192.0.2.9", **frame)
    assert Entry.objects.count() == before


def test_the_way_in_gives_a_new_code_once_and_the_old_one_opens_no_more():
    ticket = town.received(contact=WANG)
    old = queries.query_code(ticket)
    ask(ticket, "13900001234")
    way = queries.way_in(ticket, asked(ticket)[0])
    ticket = renew(ticket, way, at=MONDAY + 23 * HOUR)
    new = queries.query_code(ticket)
    assert new != old
    assert queries.by_code(ticket.number, new) == ticket
    with pytest.raises(refusals.WrongCode):
        queries.by_code(ticket.number, old)
    with pytest.raises(refusals.WayInOver):
        renew(ticket, way, key="once-more")
    assert list(queries.faults()) == []


def test_a_way_in_is_over_after_a_day_and_cannot_be_made_up():
    ticket = town.received(contact=WANG)
    ask(ticket, "13900001234")
    way = queries.way_in(ticket, asked(ticket)[0])
    seq, _sign, secret = way.partition("-")
    with pytest.raises(refusals.WayInOver):
        renew(ticket, way, at=MONDAY + DAY, key="too-late-1")
    for place, wrong in enumerate(
        (f"1-{secret}", f"{seq}-{'0' * 64}", seq, "", f"{'9' * 30}-x", f"²-{secret}", "－")
    ):
        with pytest.raises(refusals.WayInOver):
            renew(ticket, wrong, key=f"made-up-{place}")


def test_nobody_uses_the_way_into_another_request():
    one, two = town.received(contact=WANG), town.received(contact=WANG, key="another-one")
    ask(one, "13900001234")
    with pytest.raises(refusals.WayInOver):
        renew(two, queries.way_in(one, asked(one)[0]))
    frame: dict[str, Any] = {"at": MONDAY, "key": "as-another"}
    way = queries.way_in(one, asked(one)[0])
    with pytest.raises(NotAllowed):
        actions.renew_code(ticket_id=one.pk, way=way, by=town.requester(two), **frame)


def test_one_requester_gets_a_few_a_day_and_no_more():
    ticket = town.received(contact=WANG)
    for number in range(6):
        ask(ticket, "13900001234", key=f"ask-code-{number}", address=f"192.0.{number}.1")
    assert len(asked(ticket)) == 3
    ask(ticket, "13900001234", key="the-next-day", at=MONDAY + DAY)
    assert len(asked(ticket)) == 4


def test_who_guesses_from_one_place_is_slowed_whether_it_fits_or_not():
    ticket, burst = town.received(contact=WANG), PACES[Door.CODE].burst
    for number in range(burst):
        ask(ticket, f"1390000{number:04}", key=f"guess-{number:04}")
    with pytest.raises(NotYourTurn) as no:
        ask(ticket, "13900001234", key="guess-right")
    assert no.value.facts == {"minutes": 3}
    assert asked(ticket) == []
    ask(ticket, "13900001234", key="guess-right", at=MONDAY + HOUR)
    assert len(asked(ticket)) == 1


def test_the_hotline_tells_a_new_code_only_after_calling_the_number_back():
    ticket = town.received()
    old = queries.query_code(ticket)
    agent = town.actor("agent")
    frame: dict[str, Any] = {"ticket_id": ticket.pk, "by": agent, "at": MONDAY + HOUR}
    with pytest.raises(refusals.NotCalledBack):
        actions.tell_code(key="tell-at-once", **frame)
    opening: dict[str, Any] = {"reason": Reason.CLARIFY, "words": "", "key": "open-clarify"}
    actions.open_contact(**opening, **frame)
    with pytest.raises(refusals.NotCalledBack):
        actions.tell_code(key="tell-for-another-reason", **frame)
    actions.open_contact(**opening | {"reason": Reason.RECOVER_CODE, "key": "open-lost"}, **frame)
    late = frame | {"at": MONDAY + 2 * HOUR}
    with pytest.raises(refusals.NotCalledBack):
        actions.tell_code(key="tell-too-late", **late)
    ticket = town.of(actions.tell_code(key="tell-now-now", **frame))
    assert queries.query_code(ticket) != old
    assert queries.told_code(ticket, agent, MONDAY + HOUR)
    assert not queries.told_code(ticket, town.actor("supervisor"), MONDAY + HOUR)
    assert not queries.told_code(ticket, agent, MONDAY + 2 * HOUR)


@pytest.mark.parametrize("who", ["dispatcher", "caller", "handler", "lead", "auditor", "admin"])
def test_nobody_else_tells_a_code(who: str):
    ticket = town.handling()
    with pytest.raises((NotAllowed, NotFound)):
        actions.tell_code(ticket_id=ticket.pk, by=town.actor(who), at=MONDAY, key="tell-by-other")
    assert Role(town.actor(who).role) not in (Role.AGENT, Role.SUPERVISOR)
