"""Consents of their own: asked before anything is kept, on record, and taken back with what rested on them."""

from typing import Any

import pytest

from lianxin.casework.tickets import actions, queries, rules
from lianxin.casework.tickets.models import Ticket
from lianxin.casework.tickets.rules.intake import Request
from lianxin.foundation.actor import Actor
from lianxin.foundation.ledger import actions as ledger
from lianxin.foundation.ledger import verifying
from lianxin.foundation.ledger.models import Entry, Passage
from lianxin.registers.residents import queries as residents
from lianxin.registers.residents.rules.consents import (
    Consent,
    ConsentMissing,
    GuardianMissing,
    health_words,
    without_health,
)
from tests.casework.tickets import town
from tests.casework.tickets.town import did
from tests.make import MONDAY

pytestmark = pytest.mark.django_db
ILL = "我妈糖尿病，要做透析，电梯坏了下不了楼"


@pytest.fixture(autouse=True)
def a_town():
    town.built()


def told(*, contact: Any = town.PHONE, **given: Any) -> Ticket:
    request = Request(**{"what": "电梯坏了", **given})
    by = Actor.public("tests")
    key = "told-with-consents"
    return town.of(actions.receive(request=request, contact=contact, by=by, at=MONDAY, key=key))


def faults() -> list[str]:
    while ledger.seal():
        pass
    ledger.sign_head(at=MONDAY)
    ledger.witness()
    return [fault.code for fault in [*verifying.whole(now=MONDAY), *queries.faults()]]


def texts(ticket: Ticket) -> dict[str, str]:
    row = Ticket.objects.get(pk=ticket.pk)
    return queries.texts([row], town.actor("supervisor"))[ticket.pk]


def everything(ticket: Ticket) -> str:
    kept = Passage.objects.filter(entry__about="ticket", entry__about_id=ticket.pk)
    return "\n".join(text for text in kept.values_list("text", flat=True) if text)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (ILL, ["糖尿病", "透析"]),
        ("路灯坏了三天", []),
        ("残疾人坡道被车堵了，住院部门口很吵", []),
        ("My mother has diabetes", ["diabetes"]),
        ("孕妇摔倒，孕妇", ["孕妇"]),
    ],
)
def test_words_about_health_are_found_and_places_are_not(text: str, found: list[str]):
    assert health_words(text) == found
    assert health_words(without_health(text)) == []


@pytest.mark.parametrize(
    ("given", "no"),
    [
        ({"what": ILL}, ConsentMissing),
        ({"where": "芦花路3号楼502", "at_home": True}, ConsentMissing),
        ({"child": True}, GuardianMissing),
        (
            {"child": True, "consents": frozenset({Consent.GUARDIAN}), "contact": None},
            GuardianMissing,
        ),
    ],
)
def test_what_needs_a_consent_is_not_kept_without_it(given: dict[str, Any], no: type):
    with pytest.raises(no):
        told(**given)
    assert not Ticket.objects.exists()


def test_consents_are_in_the_entry_of_the_intake_and_nowhere_else():
    agreed = frozenset({Consent.HEALTH, Consent.LOCATION})
    ticket = told(what=ILL, where="芦花路3号楼", at_home=True, consents=agreed)
    assert ticket.consents == "health+location"
    entry = Entry.objects.get(about="ticket", about_id=ticket.pk)
    assert entry.facts["consents"] == "health+location"
    assert "糖尿" not in str(entry.facts)
    assert faults() == []


def test_a_later_text_about_health_needs_the_consent_too_and_staff_are_not_asked():
    ticket = told()
    with pytest.raises(ConsentMissing):
        did(ticket, actions.add, "requester", words=ILL)
    did(ticket, actions.give_consent, "requester", consent=Consent.HEALTH)
    did(ticket, actions.add, "requester", words=ILL)
    did(ticket, actions.propose_decline, "agent", reason=rules.Decline.MARKET, words="患者住院")
    assert faults() == []


def test_with_the_consent_for_health_its_words_go_wherever_they_stand():
    ticket = told(what=ILL, where="芦花路", consents=frozenset({Consent.HEALTH}))
    did(ticket, actions.add, "requester", words="她刚做完手术")
    did(ticket, actions.add, "requester", words="电梯还是没修")
    ticket = did(ticket, actions.withdraw_consent, "requester", consent=Consent.HEALTH)
    assert ticket.consents == ""
    assert texts(ticket)["what"] == "我妈***，要做***，电梯坏了下不了楼"
    assert texts(ticket)["where"] == "芦花路"
    assert health_words(everything(ticket)) == []
    assert "电梯还是没修" in everything(ticket)
    assert "她刚做完***" in everything(ticket)
    assert faults() == []
    with pytest.raises(ConsentMissing):
        did(ticket, actions.withdraw_consent, "requester", consent=Consent.HEALTH)


def test_with_the_consent_for_the_place_its_words_go_and_the_community_stays():
    ticket = told(
        where="芦花路3号楼502",
        at_home=True,
        consents=frozenset({Consent.LOCATION}),
        grid_id=town.grid(),
    )
    ticket = did(ticket, actions.withdraw_consent, "requester", consent=Consent.LOCATION)
    assert texts(ticket) == {"what": "电梯坏了"}
    assert "502" not in everything(ticket)
    assert ticket.division_code == "990101001001"
    assert faults() == []


def test_with_the_guardians_consent_their_contact_goes():
    ticket = told(child=True, consents=frozenset({Consent.GUARDIAN}))
    ticket = did(ticket, actions.withdraw_consent, "requester", consent=Consent.GUARDIAN)
    assert residents.masked(ticket.pk) is None
    assert (ticket.reach, ticket.consents) == ("page", "")
    assert texts(ticket) == {"what": "电梯坏了"}
    assert faults() == []


def test_what_a_withdrawal_does_not_name_is_still_missed_when_it_goes():
    ticket = told(child=True, consents=frozenset({Consent.GUARDIAN}))
    did(ticket, actions.withdraw_consent, "requester", consent=Consent.GUARDIAN)
    with ledger.writing():
        ledger.erase(Entry.objects.filter(about="ticket", about_id=ticket.pk, seq=1))
    assert "words-erased-unrecorded" in faults()


def test_a_correction_cannot_bring_words_about_health_in_by_the_back_door():
    ticket = told()
    with pytest.raises(ConsentMissing):
        did(ticket, actions.correct, "requester", what=ILL, where="", forget=True)


def test_what_staff_wrote_to_each_other_stays_between_them_when_a_consent_goes():
    ticket = told(what=ILL, where="芦花路", consents=frozenset({Consent.HEALTH}))
    ticket = did(town.dispatched(ticket), actions.sign, "handler")
    ticket = did(ticket, actions.ask_return, "lead", words="诉求人糖尿病，归卫健")
    ticket = did(ticket, actions.withdraw_consent, "requester", consent=Consent.HEALTH)
    words = [
        text for one in queries.story(ticket, town.requester(ticket)) for text in one.words.values()
    ]
    assert not any("归卫健" in (text or "") for text in words)
    seen = {one.verb: one.words for one in queries.story(ticket, town.actor("supervisor"))}
    assert "归卫健" in (seen[rules.deeds.RETURN_ASKED]["reason"] or "")
    assert not any(health_words(text) for said in seen.values() for text in said.values() if text)
