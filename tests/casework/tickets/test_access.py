"""Who comes to a ticket past the scope of the post, and how far: whoever took it in, and whoever verifies."""

from datetime import timedelta

import pytest

from lianxin.casework.tickets import actions, queries
from lianxin.casework.tickets.models import Ticket
from lianxin.casework.tickets.rules import Channel
from lianxin.casework.tickets.rules.intake import READ_ALOUD_FOR, Request
from lianxin.foundation.actor import Actor, Role
from lianxin.foundation.ledger import actions as ledger
from lianxin.foundation.refusal import NotFound
from tests.casework.tickets import town
from tests.casework.tickets.town import actor
from tests.make import MONDAY

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def a_town() -> None:
    town.built()


def taken_in_elsewhere() -> Ticket:
    """Return a ticket that a grid worker took in where nobody knows the place: not theirs to see."""
    request = Request(what="隔壁小区路灯坏了", channel=Channel.GRID)
    return town.of(
        actions.receive(request=request, by=actor("grid"), at=MONDAY, key="met-by-chance")
    )


def test_whoever_took_a_request_in_reads_its_code_aloud_for_a_while():
    ticket = taken_in_elsewhere()
    with pytest.raises(NotFound):
        queries.find(actor("grid"), ticket.pk)
    assert queries.taken_in(actor("grid"), ticket.pk, MONDAY + READ_ALOUD_FOR) == ticket
    with pytest.raises(NotFound):
        queries.taken_in(actor("grid"), ticket.pk, MONDAY + READ_ALOUD_FOR + timedelta(seconds=1))


@pytest.mark.parametrize("who", ["agent", "supervisor", "handler", "admin"])
def test_nobody_else_reads_it_aloud(who: str):
    ticket = taken_in_elsewhere()
    with pytest.raises(NotFound):
        queries.taken_in(actor(who), ticket.pk, MONDAY)


def test_what_the_public_sent_in_is_read_aloud_by_nobody():
    ticket = town.received()
    for by in (Actor.public("tests"), Actor.system("intake"), town.requester(ticket)):
        with pytest.raises(NotFound):
            queries.taken_in(by, ticket.pk, MONDAY)


VERIFY = {"auditor": True, "supervisor": True, "admin": True, "agent": False, "lead": False}


@pytest.mark.parametrize("who", VERIFY)
def test_some_verify_and_others_do_not(who: str):
    ticket = town.received()
    assert queries.may_verify(actor(who), ticket.pk) is VERIFY[who]
    assert not queries.may_verify(actor(who), 999)


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.SUPERVISOR])
def test_one_verifies_what_lies_in_the_own_division_and_what_is_gone(role: Role):
    ticket = town.received()
    other = Actor(role=role, staff_id=1, unit_id=1, division="9801")
    assert not queries.may_verify(other, ticket.pk)
    with ledger.writing():
        Ticket.objects.filter(pk=ticket.pk).delete()
    assert queries.may_verify(other, ticket.pk)
