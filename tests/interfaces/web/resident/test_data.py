"""A resident's say over the own data, on the pages: a copy, corrections, erasure now or by a day, a question."""

import json
from datetime import datetime
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from lianxin.casework.tickets.models import Ticket
from lianxin.casework.tickets.rules import State
from lianxin.foundation.actor import Role
from lianxin.foundation.ledger.models import Entry
from lianxin.registers.residents import queries as residents
from tests.interfaces.web.resident import town

pytestmark = pytest.mark.django_db
CONTACT = {"phone": "13900001234", "name": "王阿姨"}


@pytest.fixture
def client() -> Client:
    return Client(headers={"accept-language": "en"})


@pytest.fixture
def ticket(client: Client) -> Ticket:
    """A request that this browser has sent."""
    town.report(client, **CONTACT)
    return Ticket.objects.latest("pk")


def address(ticket: Ticket, name: str = "") -> str:
    return f"/progress/{ticket.number}/data/{name}/" if name else f"/progress/{ticket.number}/data/"


def sent(client: Client, ticket: Ticket, page: str, **typed: object):
    """Open a form, fill it in and send it."""
    shown = client.get(address(ticket, page))
    assert shown.status_code == 200
    return client.post(
        address(ticket, page), {"key": town.key(shown), "seen": town.seen(shown), **typed}
    )


def said(response: Any) -> str:
    return str(response.content.decode())


def verbs(ticket: Ticket) -> list[str]:
    found = Entry.objects.filter(about="ticket", about_id=ticket.pk).order_by("seq")
    return list(found.values_list("verb", flat=True))


def now(ticket: Ticket) -> Ticket:
    return Ticket.objects.get(pk=ticket.pk)


def test_the_page_says_what_is_kept_and_how_long_and_hides_the_contact(
    client: Client, ticket: Ticket
):
    page = said(client.get(address(ticket)))
    assert "王某" in page
    assert "139****1234" in page
    assert "13900001234" not in page
    assert "Kept for 1 year after the end" in page
    assert "Kept for 3 years after the end" in page
    assert address(ticket) in said(client.get(f"/progress/{ticket.number}/"))


def test_nobody_sees_the_data_of_a_request_that_they_did_not_open(ticket: Ticket):
    stranger = Client()
    for name in ("", "words", "contact", "erase-contact", "erase", "ask"):
        assert stranger.get(address(ticket, name)).status_code == 403
    assert stranger.post(address(ticket, "copy")).status_code == 403
    assert verbs(ticket) == ["ticket.received"]


def test_a_copy_is_a_file_with_the_contact_in_clear_and_leaves_a_trace(
    client: Client, ticket: Ticket
):
    key = town.key(client.get(address(ticket)))
    for _ in range(2):  # a click too many
        answer = client.post(address(ticket, "copy"), {"key": key})
        assert answer["Content-Disposition"].startswith("attachment")
        copied = json.loads(answer.content)
    assert copied["contact"]["phone"] == "+8613900001234"
    assert copied["deeds"][0]["words"]["what"] == town.TOLD
    assert verbs(ticket) == ["ticket.received", "ticket.copied"]
    assert "You took a copy" in said(client.get(f"/progress/{ticket.number}/"))


def test_what_was_told_is_corrected_and_the_first_words_are_gone(client: Client, ticket: Ticket):
    shown = said(client.get(address(ticket, "words")))
    assert town.TOLD in shown
    answer = sent(client, ticket, "words", what="路灯坏了五天", where="", forget="on")
    assert answer.status_code == 303
    page = said(client.get(f"/progress/{ticket.number}/"))
    assert "路灯坏了五天" in page
    assert town.TOLD not in page
    assert verbs(ticket)[-1] == "ticket.words_erased"


def test_an_empty_correction_is_refused_with_what_was_typed(client: Client, ticket: Ticket):
    answer = sent(client, ticket, "words", what=" ", where="柳桥路")
    assert answer.status_code == 422
    assert "柳桥路" in said(answer)
    assert verbs(ticket) == ["ticket.received"]


def test_another_contact_is_kept_instead_and_a_wrong_one_is_not(client: Client, ticket: Ticket):
    answer = sent(client, ticket, "contact", phone="12", name="", email="")
    assert answer.status_code == 422
    answer = sent(client, ticket, "contact", phone="", name="", email="")
    assert answer.status_code == 422
    assert "at least one way" in said(answer)
    sent(client, ticket, "contact", phone="19900005678", name="王先生", email="")
    masked = residents.masked(ticket.pk)
    assert masked is not None
    assert masked.phone == "199****5678"


def test_the_contact_is_erased_at_once(client: Client, ticket: Ticket):
    assert sent(client, ticket, "erase-contact").status_code == 422
    assert sent(client, ticket, "erase-contact", sure="on").status_code == 303
    assert residents.masked(ticket.pk) is None
    assert "Nothing is kept." in said(client.get(address(ticket)))


def test_a_request_at_work_is_erased_later_by_a_day_that_is_named(client: Client, ticket: Ticket):
    shown = said(client.get(address(ticket, "erase")))
    assert "Somebody is dealing with it" in shown
    assert "If you withdraw the request, it is erased at once." in shown
    answer = sent(client, ticket, "erase", sure="on")
    assert answer.status_code == 303
    assert now(ticket).erase_by is not None
    assert "You asked us to erase everything" in said(client.get(address(ticket)))
    again = client.get(address(ticket, "erase"))
    assert 'type="submit">Erase it then' not in said(again)


def test_a_withdrawn_request_is_erased_at_once_and_then_opens_no_more(
    client: Client, ticket: Ticket
):
    page = client.get(f"/progress/{ticket.number}/withdraw/")
    client.post(
        f"/progress/{ticket.number}/withdraw/",
        {"key": town.key(page), "seen": town.seen(page), "words": ""},
    )
    assert "cannot be undone" in said(client.get(address(ticket, "erase")))
    assert sent(client, ticket, "erase").status_code == 422  # not sure
    assert sent(client, ticket, "erase", sure="on").status_code == 303
    assert now(ticket).state == State.ARCHIVED
    assert client.get(f"/progress/{ticket.number}/").status_code == 410


def test_what_could_be_erased_when_the_page_was_opened_and_no_longer_now_is_told(
    client: Client, ticket: Ticket
):
    desk = town.Desk(ticket, at=datetime.now(tz=timezone.get_current_timezone()))
    shown = client.get(address(ticket, "erase"))  # it is at work
    key, seen = town.key(shown), town.seen(shown)
    desk.take("hand_off", Role.AGENT, line="110", words="已接手")
    answer = client.post(address(ticket, "erase"), {"key": key, "seen": seen, "sure": "on"})
    assert answer.status_code == 422
    assert "You can still object" in said(answer)


def test_a_question_waits_for_a_person_and_is_answered_on_the_page(client: Client, ticket: Ticket):
    answer = sent(client, ticket, "ask", right="explanation", words="为什么归他们管？")
    assert answer.status_code == 303
    assert "A person answers by" in said(client.get(address(ticket)))
    again = client.get(address(ticket, "ask"))
    assert "A person answers by" in said(again)
    assert "为什么" not in said(again)
    desk = town.Desk(now(ticket))
    desk.take("answer_right", Role.SUPERVISOR, granted=True, words="按派单目录")
    assert "按派单目录" in said(client.get(f"/progress/{ticket.number}/"))


def test_the_page_costs_the_same_whatever_has_happened(
    client: Client, ticket: Ticket, django_assert_max_num_queries
):
    with django_assert_max_num_queries(12):
        client.get(address(ticket))
