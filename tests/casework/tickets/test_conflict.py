"""A complaint of a unit: it goes one level up, and that unit neither handles nor reads it."""

from typing import Any

import pytest

from lianxin.casework.tickets import actions, queries
from lianxin.casework.tickets.models import Ticket
from lianxin.casework.tickets.rules import Kind, State, conflict, refusals
from lianxin.foundation.refusal import NotFound
from lianxin.registers.orgs.models import Unit
from tests.casework.tickets import town
from tests.casework.tickets.town import actor, did

UNITS = [(1, "城市管理局"), (2, "河湾街道"), (3, "河湾街道办事处")]


def test_the_longest_name_in_a_complaint_is_the_unit_that_it_names():
    assert conflict.named("投诉河湾街道办事处不作为", UNITS) == 3
    assert conflict.named("路灯坏了", UNITS) is None


def test_a_request_for_help_complains_of_nobody():
    assert queries.complained_of(Kind.HELP, "城市管理局快来", UNITS) is None
    assert queries.complained_of(Kind.COMPLAINT, "城市管理局不来", UNITS) == 1


def test_whoever_stands_under_the_unit_complained_of_is_concerned_too():
    assert conflict.concerned(5, "/1/5/9/")
    assert not conflict.concerned(5, "/1/55/")
    assert not conflict.concerned(None, "/1/5/")


def complaint(**given: Any) -> Ticket:
    said: dict[str, Any] = {
        "category_id": town.category(),
        "kind": Kind.COMPLAINT,
        "grid_id": None,
        "lead_unit_id": None,
        "about_unit_id": town.unit("lamps"),
        "words": "",
    }
    return did(town.received(), actions.dispatch, "dispatcher", **{**said, **given})


@pytest.mark.django_db
def test_a_complaint_of_the_catalogue_s_own_unit_goes_one_level_up():
    town.built()
    ticket = complaint()
    above = Unit.objects.get(pk=town.unit("lamps")).parent_id
    assert (ticket.state, ticket.lead_unit_id) == (State.DISPATCHED, above)
    assert ticket.catalogue_row_id is None
    for who in ("handler", "lead"):
        with pytest.raises(NotFound):
            queries.find(actor(who), ticket.pk)
    assert list(queries.faults()) == []


@pytest.mark.django_db
def test_the_unit_complained_of_is_neither_chosen_nor_asked_to_help():
    town.built()
    with pytest.raises(refusals.ConflictOfInterest):
        complaint(lead_unit_id=town.unit("lamps"), words="就归他们")
    ticket = complaint(lead_unit_id=town.unit("hewan"), words="街道先办")
    ticket = did(ticket, actions.sign, "hewan-handler")
    ticket = did(ticket, actions.contact, "hewan-handler", way="phone", words="已联系")
    asked: dict[str, Any] = {"unit_ids": [town.unit("lamps")], "words": "来协办"}
    with pytest.raises(refusals.ConflictOfInterest):
        did(ticket, actions.co_handle, "hewan-lead", **asked)


@pytest.mark.django_db
def test_a_request_for_help_keeps_no_unit_complained_of():
    town.built()
    assert complaint(kind=Kind.HELP).about_unit_id is None
