"""Opening a contact: masked before, for a reason, shown for a while to whoever opened it, in the story."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from lianxin.foundation.ledger import actions as ledger
from lianxin.registers.residents import queries as residents
from lianxin.registers.residents.models import Contact
from tests.casework.tickets import town
from tests.interfaces.web.staff import scene
from tests.interfaces.web.staff.scene import browser, page, send, text

pytestmark = pytest.mark.django_db


def test_a_contact_is_masked_until_it_is_opened_for_a_reason():
    ticket, client = scene.handling(), browser("handler")
    url = page(ticket, "contact-details")
    before = client.get(url)
    assert "139****1234" in text(before)
    assert "13900001234" not in before.content.decode()
    answer = send(client, url, reason="clarify", words="问一下楼号")
    assert answer.status_code == 303
    shown = text(client.get(answer["Location"]))
    assert "+8613900001234" in shown
    assert "王阿姨" in shown
    opening = residents.openings(ticket)[0]
    assert (opening.reason, opening.words, opening.unit_name) == (
        "clarify",
        "问一下楼号",
        "城市管理局",
    )
    assert "Contact opened" in text(client.get(page(ticket)))


def test_opening_without_a_reason_opens_nothing():
    ticket, client = scene.handling(), browser("handler")
    answer = send(client, page(ticket, "contact-details"), reason="", words="x")
    assert answer.status_code == 422
    assert residents.openings(ticket) == []


def test_a_double_click_opens_once():
    ticket, client = scene.handling(), browser("handler")
    url = page(ticket, "contact-details")
    typed = {**scene.unseen(client, url), "reason": "clarify"}
    first, again = client.post(url, typed), client.post(url, typed)
    assert first["Location"] == again["Location"]
    assert len(residents.openings(ticket)) == 1


def test_an_opening_is_over_after_a_while_and_never_anothers(clock: Callable[[datetime], None]):
    ticket, client = scene.handling(), browser("handler")
    url = send(client, page(ticket, "contact-details"), reason="clarify")["Location"]
    other = browser("lead").get(url)
    assert other.status_code == 403
    assert "13900001234" not in other.content.decode()
    clock(scene.NOW + timedelta(minutes=16))
    late = client.get(url)
    assert late.status_code == 410
    assert "13900001234" not in late.content.decode()


def test_another_deed_of_the_ticket_opens_nothing():
    ticket, client = scene.handling(), browser("handler")
    send(client, page(ticket, "reply"), words="已修好")
    for entry_id in range(1, 40):
        answer = client.get(page(ticket, f"contact-details/{entry_id}"))
        assert answer.status_code in (403, 404)
        assert "13900001234" not in answer.content.decode()


def test_who_left_no_contact_has_none_to_open():
    ticket = town.received(key="without-contact", contact=None)
    answer = browser("agent").get(page(ticket, "contact-details"))
    assert "left no contact" in text(answer)


@pytest.mark.parametrize("torn", [b"torn" * 10, b"torn"])
def test_a_contact_that_cannot_be_read_any_more_is_said_in_words_and_the_rest_goes_on(torn: bytes):
    ticket, client = scene.handling(), browser("handler")
    url = page(ticket, "contact-details")
    typed = {**scene.unseen(client, url), "reason": "clarify"}
    opened = client.post(url, typed)["Location"]
    with ledger.writing():
        Contact.objects.filter(ticket_id=ticket.pk).update(phone=torn)
    shown = client.get(page(ticket))
    assert shown.status_code == 200
    assert "cannot be read" in text(shown)
    assert "路灯" in text(shown)
    for address in (url, opened):
        answer = client.get(address)
        assert answer.status_code in (200, 410)
        assert "cannot be read" in text(answer)
    again = {**typed, "key": "0" * 32}
    assert "cannot be read" in text(client.post(url, again))
    assert len(residents.openings(ticket)) == 1
