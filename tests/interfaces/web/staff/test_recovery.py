"""What requesters ask a person for: a new code on the phone, and a word on what a machine suggested."""

import pytest
from django.test import Client

from lianxin.casework.tickets import actions
from lianxin.casework.tickets import queries as tickets
from lianxin.casework.tickets.models import Ticket
from lianxin.casework.tickets.rules import Kind, Right
from lianxin.foundation.ledger.models import Entry
from lianxin.interfaces.web import actors
from lianxin.registers.residents.rules import Reason
from tests.casework.tickets import town
from tests.casework.tickets.town import did
from tests.interfaces.web.staff import scene
from tests.interfaces.web.staff.scene import browser, page, send, text
from tests.make import MONDAY

pytestmark = pytest.mark.django_db


def at_home(ticket: Ticket) -> Client:
    """Return the browser of a ticket's requester."""
    client = Client(headers={"accept-language": "en"})
    session = client.session
    session[actors.OPENED] = [ticket.pk]
    session.save()
    return client


def test_a_code_is_told_after_the_call_back_and_shown_to_who_told_it():
    ticket, agent = scene.received(), browser("agent")
    old = tickets.query_code(ticket)
    refused = send(agent, page(ticket, "new-code"))
    assert refused.status_code == 422
    assert "call the number that was given" in text(refused)
    opened = send(
        agent, page(ticket, "contact-details"), reason=Reason.RECOVER_CODE.value, words=""
    )
    assert page(ticket, "new-code") in agent.get(opened["Location"]).content.decode()
    told = send(agent, page(ticket, "new-code"))
    assert told.status_code == 303
    new = tickets.query_code(Ticket.objects.get())
    assert new != old
    spelt = "-".join((new[:4], new[4:8], new[8:]))
    assert spelt in text(agent.get(told["Location"]))
    assert spelt not in text(browser("supervisor").get(page(ticket, "new-code")))


def test_where_a_machine_suggested_the_unit_its_requester_can_ask_a_person():
    ticket = scene.dispatched()  # to the unit that the catalogue named
    client, offered = at_home(ticket), f"/progress/{ticket.number}/data/ask/?about=machine"
    assert offered in client.get(f"/progress/{ticket.number}/").content.decode()
    assert 'value="machine"' in client.get(offered).content.decode()
    typed = {**scene.unseen(client, offered), "right": "machine", "words": "为什么是他们？"}
    assert client.post(offered, typed).status_code == 303
    assert scene.now(ticket).asked_right == Right.MACHINE
    said = text(browser("supervisor").get(page(ticket)))
    assert "A person to explain or decide what a machine suggested" in said
    did(ticket, actions.answer_right, "supervisor", granted=True, words="按设施归属", at=MONDAY)
    assert "按设施归属" in client.get(f"/progress/{ticket.number}/").content.decode()


def test_where_a_person_chose_the_unit_no_machine_is_spoken_of():
    ticket = scene.received()
    assert "data/ask/" not in at_home(ticket).get(f"/progress/{ticket.number}/").content.decode()
    assert town.of(did_by_hand(ticket)).catalogue_row_id is None


def did_by_hand(ticket: Ticket) -> Entry:
    return actions.dispatch(
        ticket_id=ticket.pk,
        category_id=town.category(),
        kind=Kind.HELP,
        grid_id=None,
        lead_unit_id=town.unit("hewan"),
        words="街道自建",
        by=town.actor("dispatcher"),
        at=MONDAY,
        key="by-hand-by-hand",
    )
