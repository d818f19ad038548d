"""What somebody gives with a step is checked by the action, whatever the door: no form is needed for a no."""

from typing import Any

import pytest

from lianxin.casework.tickets import actions, queries, rules
from lianxin.casework.tickets.models import Ticket
from lianxin.casework.tickets.rules import refusals
from lianxin.casework.tickets.rules.intake import LONGEST, Request
from lianxin.foundation import memory
from lianxin.foundation.actor import Actor
from lianxin.foundation.ledger import actions as ledger
from lianxin.foundation.refusal import Refusal
from lianxin.registers.duties.rules import NotACategory
from lianxin.registers.orgs import actions as orgs
from lianxin.registers.orgs.models import Grid, Unit
from lianxin.registers.residents.rules import MOST, LongerThanKept, NewContact, Reason
from tests.casework.tickets import town
from tests.casework.tickets.town import did
from tests.make import MONDAY
from tests.registers.duties.town import CATEGORIES, SYSTEM, categories

pytestmark = pytest.mark.django_db
TODAY = MONDAY.date()


@pytest.fixture(autouse=True)
def a_town() -> None:
    town.built()
    memory.forget()


def received(**told: Any) -> Ticket:
    by = Actor.public("tests")
    request = Request(what="路灯坏了", **told)
    return town.of(
        actions.receive(request=request, by=by, at=MONDAY, key=f"received-with-{'-'.join(told)}")
    )


def dispatched(ticket: Ticket, **given: Any) -> Ticket:
    usual = {
        "category_id": town.category(),
        "kind": rules.Kind.HELP,
        "grid_id": None,
        "lead_unit_id": None,
        "words": "",
    }
    return did(ticket, actions.dispatch, "dispatcher", **{**usual, **given})


def retired_grid() -> int:
    grid = Grid.objects.get()
    given: dict[str, Any] = {"by": SYSTEM, "at": MONDAY, "key": "retire-grid", "seen": grid.seq}
    orgs.retire_grid(grid_id=grid.pk, valid_to=TODAY, **given)
    memory.forget()
    return grid.pk


def test_only_a_leaf_in_force_can_be_chosen():
    ticket = town.received()
    for no_leaf in (town.category("lighting"), 0):
        with pytest.raises(NotACategory):
            dispatched(ticket, category_id=no_leaf)
        with pytest.raises(NotACategory):
            did(ticket, actions.answer, "agent", words="八点开门", category_id=no_leaf)
        with pytest.raises(NotACategory):
            received(category_id=no_leaf)
    lamp = town.category()
    categories(CATEGORIES.replace("lighting.lamp", "lighting.street"), key="another-tree")
    memory.forget()
    with pytest.raises(NotACategory):
        dispatched(ticket, category_id=lamp)


def test_a_place_is_in_force():
    ticket, grid_id = received(), retired_grid()
    with pytest.raises(refusals.UnknownPlace):
        dispatched(ticket, grid_id=grid_id)
    with pytest.raises(refusals.UnknownPlace):
        received(grid_id=grid_id)
    with pytest.raises(refusals.UnknownPlace):
        received(division_code="990199000000")


def test_a_place_that_stands_is_not_asked_again():
    ticket = town.received()
    grid_id = retired_grid()
    assert dispatched(ticket, grid_id=grid_id).division_code == "990101001001"


@pytest.mark.parametrize("code", ["hotline", "hewan"])
def test_a_ticket_goes_to_a_unit_in_force_and_to_no_hotline(code: str):
    with ledger.writing():
        Unit.objects.filter(code="hewan").update(valid_to=TODAY)
    ticket = town.received()
    with pytest.raises(refusals.NotAHandlingUnit):
        dispatched(ticket, lead_unit_id=town.unit(code), words="街道先到场")


def test_nothing_is_sent_back_to_a_unit_that_is_gone():
    ticket = did(town.followed(), actions.dispute, "caller", words="没修好")
    ticket = did(ticket, actions.contact, "handler", way=rules.Way.PHONE, words="再看")
    ticket = did(ticket, actions.reply, "handler", words="修了")
    ticket = did(ticket, actions.pass_audit, "supervisor")
    ticket = did(ticket, actions.dispute, "caller", words="还是没修好")
    with ledger.writing():
        Unit.objects.filter(code="lamps").update(valid_to=TODAY)
    with pytest.raises(refusals.NotAHandlingUnit):
        did(ticket, actions.send_back, "supervisor", lead_unit_id=None, words="限期完成")


def test_no_text_is_longer_than_a_page_should_hold():
    long = "长" * (LONGEST + 1)
    ticket = town.handling()
    with pytest.raises(refusals.WordsTooLong):
        did(ticket, actions.reply, "handler", words=long)
    with pytest.raises(refusals.WordsTooLong):
        did(ticket, actions.withdraw, "requester", words=long)


def test_a_contact_and_the_reason_for_opening_it_are_short():
    with pytest.raises(LongerThanKept):
        town.received(key="long-name", contact=NewContact(name="长" * (MOST + 1)))
    ticket = town.handling()
    given: dict[str, Any] = {"reason": Reason.CLARIFY, "words": "长" * (MOST + 1)}
    with pytest.raises(LongerThanKept):
        did(ticket, actions.open_contact, "handler", **given)


@pytest.mark.parametrize(("rating", "no"), [(0, refusals.NotARating), (6, refusals.NotARating)])
def test_a_rating_is_one_of_five_grades(rating: int, no: type[Refusal]):
    ticket = did(town.received(), actions.answer, "agent", words="八点开门", category_id=None)
    with pytest.raises(no):
        did(ticket, actions.rate, "requester", rating=rating, words="")
    assert list(queries.faults()) == []
