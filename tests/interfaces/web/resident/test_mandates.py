"""Letting somebody act for oneself, and acting for somebody, on the pages."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from lianxin.casework.tickets import queries as tickets
from lianxin.casework.tickets.models import Ticket
from lianxin.foundation import codes
from lianxin.foundation.ledger import actions as ledger
from lianxin.foundation.ledger.models import Entry
from lianxin.registers.residents import queries as residents
from lianxin.registers.residents.models import Mandate
from tests.interfaces.web.resident import town

pytestmark = pytest.mark.django_db
ADDED = "她说晚上还是黑的"


@pytest.fixture
def giver() -> Client:
    return Client(headers={"accept-language": "en"})


@pytest.fixture
def helper() -> Client:
    return Client(headers={"accept-language": "en"})


@pytest.fixture
def ticket(giver: Client) -> Ticket:
    town.report(giver, phone="13900001234", name="王阿姨")
    return Ticket.objects.get()


def text(answer: Any) -> str:
    return str(answer.content.decode())


def made(giver: Client, url: str, **typed: Any) -> str:
    """Fill in the form of a mandate and return the helper's code from the slip."""
    last_on = timezone.localdate() + timedelta(days=5)
    said = {"helper": "neighbour", "last_on": last_on.isoformat(), "answer": "on", **typed}
    answer = giver.post(url, {"key": town.key(giver.get(url)), **said})
    assert answer.status_code == 303, text(answer)
    mandate = Mandate.objects.latest("pk")
    code = codes.grouped(residents.mandates.code(mandate.salt, "helping"), 5)
    assert code in text(giver.get(answer["Location"]))
    return code


def typed(client: Client, code: str) -> Any:
    return client.post("/helping/", {"key": town.key(client.get("/helping/")), "code": code})


def test_a_neighbour_with_the_slip_sees_and_adds_and_the_requester_sees_who_did_what(
    giver: Client, helper: Client, ticket: Ticket
):
    page = f"/progress/{ticket.number}/"
    code = made(giver, f"{page}helpers/")
    assert helper.get(page).status_code == 403
    opened = typed(helper, code.lower())
    assert opened.status_code == 303
    assert ticket.number in text(helper.get(opened["Location"]))
    shown = text(helper.get(page))
    assert "You act for somebody else" in shown
    assert codes.grouped(tickets.query_code(ticket)) not in shown
    for own in ("receipt/", "data/", "looked/", "helpers/", "receipt.json", "data/words/"):
        assert helper.get(f"{page}{own}").status_code == 403
    form = helper.get(f"{page}add/")
    sent = {"key": town.key(form), "seen": town.seen(form), "words": ADDED}
    assert helper.post(f"{page}add/", sent).status_code == 303
    told = text(giver.get(page))
    assert "Somebody added something for you" in told
    assert "A neighbour, for you" in told
    assert ADDED in told


@pytest.mark.parametrize("ended", ["over", "taken back"])
def test_a_mandate_that_ends_in_the_middle_is_refused_in_words_and_what_was_typed_stays(
    giver: Client, helper: Client, ticket: Ticket, ended: str
):
    page = f"/progress/{ticket.number}/"
    typed(helper, made(giver, f"{page}helpers/"))
    form = helper.get(f"{page}add/")
    if ended == "over":
        with ledger.writing():  # the browser's session would be over as well before its day is
            Mandate.objects.update(until=timezone.now())
    else:
        slip = f"{page}helpers/{Mandate.objects.get().pk}/"
        assert giver.post(slip, {"key": town.key(giver.get(slip))}).status_code == 303
    sent = {"key": town.key(form), "seen": town.seen(form), "words": ADDED}
    answer = helper.post(f"{page}add/", sent)
    assert answer.status_code == 422
    assert ADDED in text(answer)
    assert "what you wrote is still here" in text(answer)
    assert town.TOLD not in text(answer)
    assert not Entry.objects.filter(verb="ticket.added").exists()
    assert helper.get(page).status_code == 403  # and nothing of it is seen any more


def test_somebody_reports_for_another_and_the_request_is_theirs(giver: Client, helper: Client):
    typed(helper, made(giver, "/helping/new/"))
    mandate = Mandate.objects.get()
    begun = helper.post(f"/helping/{mandate.pk}/report/")
    assert begun["Location"] == "/report/"
    assert "You report for somebody else" in text(helper.get("/report/"))
    sent = town.report(helper, phone="13900001234", name="王阿姨")
    ticket = Ticket.objects.get()
    assert sent["Location"] == f"/progress/{ticket.number}/"
    assert "You act for somebody else" in text(helper.get(sent["Location"]))
    assert helper.get(f"/progress/{ticket.number}/receipt/").status_code == 403
    assert Entry.objects.get(verb="ticket.received").facts["mandate_id"] == mandate.pk
    own = giver.get(f"/helping/{mandate.pk}/given/")
    assert ticket.number in text(own)
    assert "A request was reported for you" in text(own)
    shown = text(giver.get(f"/progress/{ticket.number}/"))
    assert "Somebody told us for you" in shown
    assert "My data" in shown


def test_a_report_whose_mandate_is_taken_back_before_it_is_sent_keeps_every_word(
    giver: Client, helper: Client
):
    typed(helper, made(giver, "/helping/new/"))
    mandate = Mandate.objects.get()
    helper.post(f"/helping/{mandate.pk}/report/")
    given = f"/helping/{mandate.pk}/given/"
    assert giver.post(given, {"key": town.key(giver.get(given))}).status_code == 303
    answer = town.report(helper)
    assert answer.status_code == 422
    assert "taken back" in text(answer)
    assert town.TOLD in text(answer)
    assert not Ticket.objects.exists()
    assert helper.post("/helping/myself/").status_code == 303
    check = helper.get("/report/check/")
    assert helper.post("/report/check/", {"key": town.key(check)}).status_code == 303
    assert Entry.objects.get(verb="ticket.received").facts["mandate_id"] is None


def test_the_own_code_opens_what_was_done_in_ones_name_on_any_device(giver: Client, helper: Client):
    made(giver, "/helping/new/")
    mandate = Mandate.objects.get()
    own = residents.mandates.code(mandate.salt, "own")
    elsewhere = Client(headers={"accept-language": "en"})
    assert typed(elsewhere, own)["Location"] == f"/helping/{mandate.pk}/given/"
    assert elsewhere.get(f"/helping/{mandate.pk}/slip/").status_code == 200
    assert helper.get(f"/helping/{mandate.pk}/slip/").status_code == 404
    assert helper.get(f"/helping/{mandate.pk}/given/").status_code == 404
    assert helper.get(f"/helping/{mandate.pk}/").status_code == 303


def test_wrong_codes_are_told_and_slowed(giver: Client, helper: Client):
    code = made(giver, "/helping/new/")
    for _ in range(10):
        answer = typed(helper, "ABCDE-FGHJK")
        assert answer.status_code == 422
        assert "There is no mandate with this code" in text(answer)
    answer = typed(helper, code)
    assert answer.status_code == 422
    assert 'value="' + code in text(answer)


def test_what_does_not_make_a_mandate_is_said_at_its_field(giver: Client, ticket: Ticket):
    for url in ("/helping/new/", f"/progress/{ticket.number}/helpers/"):
        shown = giver.get(url)
        for said in (
            {},
            *({"helper": "neighbour", "last_on": day} for day in ("2020-01-01", "9999-12-31")),
        ):
            answer = giver.post(url, {"key": town.key(shown), **said})
            assert answer.status_code == 422
    assert not Mandate.objects.exists()


def test_closing_closes_the_mandates_too(giver: Client, helper: Client, ticket: Ticket):
    page = f"/progress/{ticket.number}/"
    typed(helper, made(giver, f"{page}helpers/"))
    assert helper.get(page).status_code == 200
    helper.post("/progress/close/")
    assert helper.get(page).status_code == 403
