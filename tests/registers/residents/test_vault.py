"""The vault: what is kept cannot be read without a key, nor opened without a trace."""

from datetime import timedelta

import pytest
from django.db import connection

from lianxin.foundation import keys
from lianxin.foundation.actor import Actor, Role
from lianxin.foundation.ledger import actions as ledger
from lianxin.foundation.ledger.models import Entry, Passage
from lianxin.foundation.refusal import NotAllowed, NotFound
from lianxin.registers.orgs.models import Staff
from lianxin.registers.residents import actions, queries, rules
from lianxin.registers.residents.models import Contact
from lianxin.registers.residents.rules import Confidentiality, NewContact, Reason
from tests.make import MONDAY

pytestmark = pytest.mark.django_db

ZHANG = NewContact(name="张三", phone="138 1234 5678", email="zhang@example.com")
KEPT = ZHANG.checked()
HANDLER = Actor(role=Role.HANDLER, staff_id=7, unit_id=3)


def ticket() -> Staff:
    """Return a subject that stands in for a ticket, with a contact in the vault."""
    with ledger.writing():
        subject = Staff.objects.create(username="stands-in", name="")
        actions.sealed(ticket_id=subject.pk, contact=ZHANG).save()
    return subject


def look(
    subject: Staff,
    by: Actor = HANDLER,
    confidentiality: Confidentiality = Confidentiality.ORDINARY,
    words: str = "",
) -> Entry:
    return actions.open_contact(
        in_charge=True,
        ticket=subject,
        confidentiality=confidentiality,
        reason=Reason.CLARIFY,
        words=words,
        by=by,
        at=MONDAY,
        key="look-0001",
    )


def test_the_table_holds_nothing_readable():
    subject = ticket()
    with connection.cursor() as cursor:
        cursor.execute("select * from residents_contact")
        stored = b"".join(
            bytes(cell) if isinstance(cell, bytes | memoryview) else str(cell).encode()
            for cell in cursor.fetchone()
        )
    for clear in ["张三", "12345678", "zhang", "3号楼"]:
        assert clear.encode() not in stored
    assert queries.masked(subject.pk) == rules.masked(KEPT)
    assert queries.masked(subject.pk + 1) is None


def test_an_opening_reveals_the_contact_and_is_told_to_the_requester():
    subject = ticket()
    entry = look(subject, words="楼号不清，打13812345678问一下")
    assert queries.reveal(entry, by=HANDLER, at=MONDAY) == KEPT
    [opening] = queries.openings(subject)
    assert (opening.role, opening.unit_id, opening.at) == (Role.HANDLER, 3, MONDAY)
    assert (opening.reason, opening.words) == (Reason.CLARIFY, "楼号不清，打***问一下")
    assert entry.facts == {"reason": "clarify"}
    assert not Passage.objects.filter(text__contains="12345678").exists()


def test_looking_again_under_the_same_key_is_one_look():
    subject = ticket()
    assert look(subject) == look(subject)
    assert len(queries.openings(subject)) == 1


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.ADMINISTRATOR, Role.PUBLIC, Role.REQUESTER])
def test_who_may_not_open_leaves_no_trace_and_sees_nothing(role: Role):
    subject = ticket()
    with pytest.raises(NotAllowed):
        look(subject, by=Actor(role=role, staff_id=9))
    assert not Entry.objects.exists()


def test_a_unit_never_opens_a_confidential_contact():
    subject = ticket()
    with pytest.raises(NotAllowed):
        look(subject, confidentiality=Confidentiality.CONFIDENTIAL)
    agent = Actor(role=Role.AGENT, staff_id=8, unit_id=1)
    entry = look(subject, by=agent, confidentiality=Confidentiality.CONFIDENTIAL)
    assert queries.reveal(entry, by=agent, at=MONDAY) == KEPT


def test_an_opening_shows_nothing_to_others_nor_for_long():
    entry = look(ticket())
    with pytest.raises(NotAllowed):
        queries.reveal(entry, by=Actor(role=Role.SUPERVISOR, staff_id=1), at=MONDAY)
    with pytest.raises(NotAllowed):
        queries.reveal(entry, by=Actor.public("stranger"), at=MONDAY)
    with pytest.raises(rules.OpeningOver):
        queries.reveal(entry, by=HANDLER, at=MONDAY + timedelta(minutes=16))


def test_a_ticket_without_a_contact_cannot_be_opened():
    with ledger.writing():
        subject = Staff.objects.create(username="anonymous", name="")
    with pytest.raises(NotFound):
        look(subject)


def test_a_field_moved_to_another_ticket_or_column_does_not_open():
    subject = ticket()
    with ledger.writing():
        actions.sealed(ticket_id=subject.pk + 1, contact=NewContact(name="李四")).save()
        other = Contact.objects.get(ticket_id=subject.pk + 1)
        Contact.objects.filter(ticket_id=subject.pk).update(name=other.name)
    with pytest.raises(rules.ContactUnreadable):
        queries.masked(subject.pk)
    with ledger.writing():
        Contact.objects.filter(pk=other.pk).update(email=other.name)
    with pytest.raises(rules.ContactUnreadable):
        queries.masked(other.ticket_id)


def test_a_caller_who_names_a_ticket_is_known_by_the_number_or_the_address():
    subject = ticket()
    assert queries.contact_matches(subject.pk, "+86 138-1234-5678")
    assert not queries.contact_matches(subject.pk, "13812345679")
    assert queries.contact_matches(subject.pk, " Zhang@example.com ")
    assert not queries.contact_matches(subject.pk, "no number")
    assert not queries.contact_matches(subject.pk, "")
    assert not queries.contact_matches(subject.pk + 1, "13812345678")


def test_only_the_system_writes_to_the_address():
    subject = ticket()
    messenger = Actor.system("notifications")
    assert queries.message_address(subject.pk, by=messenger) == "zhang@example.com"
    assert queries.message_address(subject.pk + 1, by=messenger) == ""
    with pytest.raises(NotAllowed):
        queries.message_address(subject.pk, by=HANDLER)


def test_rotation_brings_every_row_under_the_new_keys_in_chunks():
    subject = ticket()
    with ledger.writing():
        actions.sealed(ticket_id=subject.pk + 1, contact=NewContact(name="李四")).save()
    keys.add("vault")
    keys.add("phone")
    with ledger.writing():
        actions.sealed(ticket_id=subject.pk + 2, contact=ZHANG).save()
    first, second, _current = Contact.objects.order_by("pk").values_list("pk", flat=True)
    assert actions.reencrypt(limit=1) == (first, 0)
    assert actions.reencrypt(after=first, limit=1) == (second, 0)
    assert actions.reencrypt(after=second, limit=1) == (0, 0)
    assert set(Contact.objects.values_list("key_id", "phone_key_id")) == {("0002", "0002")}
    assert queries.masked(subject.pk) == rules.masked(KEPT)
    assert queries.contact_matches(subject.pk, "13812345678")


def test_a_contact_that_cannot_be_read_holds_no_other_up():
    subject = ticket()
    with ledger.writing():
        actions.sealed(ticket_id=subject.pk + 1, contact=NewContact(name="李四")).save()
        Contact.objects.filter(ticket_id=subject.pk).update(name=b"nonsense")
    keys.add("vault")
    last = Contact.objects.latest("pk").pk
    assert actions.reencrypt() == (last, 1)
    assert Contact.objects.get(pk=last).key_id == "0002"
    assert Contact.objects.get(ticket_id=subject.pk).key_id == "0001"


def test_a_bad_number_keeps_nothing():
    with pytest.raises(rules.PhoneNotValid), ledger.writing():
        actions.sealed(ticket_id=1, contact=NewContact(name="张三", phone="123")).save()
    assert not Contact.objects.exists()


def test_a_contact_that_cannot_be_read_any_more_is_named():
    where = f"contact of ticket id {ticket().pk}"
    assert list(queries.faults()) == []
    kept = Contact.objects.get()
    for column, value in [("email", kept.phone), ("name", b"x"), ("key_id", "0404")]:
        with ledger.writing():
            Contact.objects.update(**{column: value})
        assert [(fault.code, fault.where) for fault in queries.faults()] == [
            ("contact-unreadable", where)
        ]
        with ledger.writing():
            kept.save()
    with ledger.writing():
        Contact.objects.update(ticket_id=kept.ticket_id + 1)  # moved to another ticket
    assert [fault.code for fault in queries.faults()] == ["contact-unreadable"]
