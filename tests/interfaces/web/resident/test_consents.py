"""What is asked separately while somebody reports, and how it is taken back."""

from typing import Any

import pytest
from django.test import Client

from lianxin.casework.tickets.models import Ticket
from lianxin.foundation.ledger.models import Passage
from lianxin.registers.residents import queries as residents
from tests.interfaces.web.resident import town

pytestmark = pytest.mark.django_db
ILL = "我妈糖尿病，电梯坏了下不了楼"
HOME = "芦花路3号楼502"


@pytest.fixture
def client() -> Client:
    return Client(headers={"accept-language": "en"})


def everything() -> str:
    return "\n".join(text for text in Passage.objects.values_list("text", flat=True) if text)


def test_words_about_health_are_asked_about_before_anything_is_sent(client: Client):
    answer = town.report(client, what=ILL)
    assert answer.status_code == 422
    said = answer.content.decode()
    assert "May what is said about health be kept?" in said
    assert "糖尿病" in said
    assert not Ticket.objects.exists()


@pytest.mark.parametrize(("health", "kept"), [("keep", "health"), ("hide", "")])
def test_they_are_kept_or_hidden_as_the_requester_says(client: Client, health: str, kept: str):
    assert town.report(client, what=ILL, health=health).status_code == 303
    assert Ticket.objects.get().consents == kept
    assert ("糖尿病" in everything()) is (health == "keep")


@pytest.mark.parametrize(
    ("place", "consents", "kept"),
    [("public", "", True), ("home", "location", True), ("coarse", "", False)],
)
def test_the_place_where_somebody_lives_is_kept_with_their_consent_only(
    client: Client, place: str, consents: str, *, kept: bool
):
    assert town.report(client, where=HOME, place_kept=place).status_code == 303
    assert Ticket.objects.get().consents == consents
    assert (HOME in everything()) is kept


def test_a_place_is_not_taken_on_without_the_question_answered(client: Client):
    answer = client.post("/report/where/", {"where": HOME})
    assert answer.status_code == 422
    assert HOME in answer.content.decode()
    assert "Please choose one." in answer.content.decode()


def test_for_a_child_the_guardian_agrees_and_is_reached(client: Client):
    step = {"privacy": "open", "phone": "", "name": "", "email": "", "child": "on"}
    answer = client.post("/report/contact/", step)
    assert answer.status_code == 422
    said = answer.content.decode()
    assert "The guardian has to agree" in said
    assert "Please give the guardian" in said
    given = {"child": "on", "guardian": "on", "phone": "13900001234", "name": "王女士"}
    assert town.report(client, **given).status_code == 303
    assert Ticket.objects.get().consents == "guardian"


def test_a_consent_is_taken_back_on_the_page_with_what_follows(client: Client):
    town.report(client, what=ILL, health="keep", phone="13900001234")
    ticket = Ticket.objects.get()
    data = f"/progress/{ticket.number}/data/"
    assert "that what is said about health is kept" in client.get(data).content.decode()
    page = client.get(f"{data}withdraw-health/")
    assert "hidden at once" in page.content.decode()
    answer = client.post(f"{data}withdraw-health/", {"key": town.key(page), "sure": "on"})
    assert answer.status_code == 303
    assert "糖尿病" not in everything()
    shown = client.get(f"/progress/{ticket.number}/").content.decode()
    assert "***" in shown
    assert "You took a consent back" in shown
    assert residents.masked(ticket.pk) is not None


def test_what_is_added_about_health_waits_for_the_consent_and_what_was_typed_stays(client: Client):
    town.report(client)
    ticket = Ticket.objects.get()
    add = f"/progress/{ticket.number}/add/"
    page = client.get(add)
    answer = client.post(add, {"key": town.key(page), "seen": town.seen(page), "words": ILL})
    assert answer.status_code == 422
    assert ILL in answer.content.decode()
    agree = client.get(f"/progress/{ticket.number}/data/agree-health/")
    client.post(
        f"/progress/{ticket.number}/data/agree-health/", {"key": town.key(agree), "sure": "on"}
    )
    page = client.get(add)
    answer = client.post(add, {"key": town.key(page), "seen": town.seen(page), "words": ILL})
    assert answer.status_code == 303


def test_everybody_reads_the_register_of_purposes(client: Client):
    said = client.get("/privacy/").content.decode()
    assert "What we keep of you, and why" in said
    assert "3 years" in said
    assert "the unit in charge, unless you asked to stay unknown to it" in said


def test_a_home_that_is_named_in_a_correction_waits_for_the_consent_too(client: Client):
    town.report(client)
    data = f"/progress/{Ticket.objects.get().number}/data/"
    typed = {"what": "灯坏了", "where": HOME, "at_home": "on"}

    def corrected() -> Any:
        page = client.get(f"{data}words/")
        return client.post(
            f"{data}words/", {**typed, "key": town.key(page), "seen": town.seen(page)}
        )

    answer = corrected()
    assert answer.status_code == 422
    assert HOME in answer.content.decode()
    assert HOME not in everything()
    agree = client.get(f"{data}agree-location/")
    client.post(f"{data}agree-location/", {"key": town.key(agree), "sure": "on"})
    assert corrected().status_code == 303
    assert HOME in everything()
