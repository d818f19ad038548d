"""Messages to residents: one for each deed, through a real mail server, never sent twice unasked."""

import socket
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from lianxin.casework.tickets import actions as tickets
from lianxin.casework.tickets import queries as ticket_queries
from lianxin.casework.tickets import rules as ticket_rules
from lianxin.casework.tickets.rules.intake import Request
from lianxin.followers.notifications import actions, queries, rules
from lianxin.followers.notifications.models import Message
from lianxin.followers.notifications.rules import Sending
from lianxin.foundation import codes
from lianxin.foundation.actor import Actor
from lianxin.foundation.files import actions as filing
from lianxin.foundation.ledger import actions as ledger
from lianxin.foundation.ledger.models import Bookmark, Entry
from lianxin.foundation.refusal import NotFound
from lianxin.registers.residents.models import Contact
from lianxin.registers.residents.rules import NewContact
from tests.casework.tickets import town
from tests.casework.tickets.town import actor, did
from tests.foundation.files.test_sounds import sound
from tests.make import MONDAY

pytestmark = pytest.mark.django_db
WANG = NewContact(name="王阿姨", phone="13900001234", email="wang@example.cn")
MINUTE = timedelta(minutes=1)


@pytest.fixture(autouse=True)
def a_town():
    town.built()


def follow(*, at: datetime = MONDAY) -> None:
    """Seal what was done, let the follower read it, and send what is due."""
    while ledger.seal():
        pass
    while ledger.follow("notifications", lambda entry: actions.take(entry, at=at), at=at):
        pass
    assert not Bookmark.objects.exclude(fault="").exists()
    while actions.deliver(at=at):
        pass


def told(ticket):
    sent = Message.objects.filter(ticket=ticket).order_by("pk")
    return list(sent.values_list("template", "state"))


def test_the_requester_is_told_of_the_whole_loop_by_mail(mailbox):
    ticket = town.received(contact=WANG)
    ticket = did(town.dispatched(ticket), tickets.sign, "handler")
    ticket = did(ticket, tickets.contact, "handler", way=ticket_rules.Way.PHONE, words="已联系")
    ticket = did(ticket, tickets.ask_extension, "lead", days=3, words="等待灯具到货")
    ticket = did(ticket, tickets.grant_extension, "supervisor")
    ticket = did(ticket, tickets.reply, "handler", words="已修好")
    ticket = did(ticket, tickets.pass_audit, "supervisor")
    ticket = did(ticket, tickets.dispute, "requester", words="还是不亮")
    follow()
    templates = ["received", "dispatched", "extended", "replied", "rework"]
    assert told(ticket) == [(template, "sent") for template in templates]
    assert all(to == ["wang@example.cn"] for to, _ in mailbox.taken)
    letters = [content.get_content().replace("\r\n", "\n") for _, content in mailbox.taken]
    subjects = [content["Subject"] for _, content in mailbox.taken]
    assert subjects[0] == f"您的诉求 {ticket.number} 已收到"
    code = codes.grouped(ticket_queries.query_code(ticket))
    assert code in letters[0]
    assert not any(code in letter for letter in letters[1:])
    assert "于2026年11月30日前（含当日）答复您" in letters[0]
    assert "等待灯具到货" in letters[2]
    assert all(reverse("progress-ticket", args=[ticket.number]) in letter for letter in letters)
    assert len({content["Message-ID"] for _, content in mailbox.taken}) == len(templates)
    follow(at=MONDAY + timedelta(days=1))
    assert len(mailbox.taken) == len(templates)


def test_a_hold_tells_its_reason_its_plan_the_next_date_and_later_the_new_promise(mailbox):
    ticket = did(town.dispatched(town.received(contact=WANG)), tickets.sign, "handler")
    ticket = did(ticket, tickets.contact, "handler", way=ticket_rules.Way.PHONE, words="已联系")
    why: dict[str, Any] = {
        "reason": ticket_rules.Hold.PROJECT,
        "words": "整段电缆要换",
        "plan": "三月招标",
    }
    next_on = MONDAY.date() + timedelta(days=14)
    ticket = did(ticket, tickets.ask_hold, "lead", next_on=next_on, **why)
    ticket = did(ticket, tickets.put_on_hold, "supervisor")
    did(ticket, tickets.release_hold, "lead", words="已提前立项", at=MONDAY + timedelta(days=2))
    follow()
    held, goes_on = (
        content.get_content().replace("\r\n", "\n") for _, content in mailbox.taken[2:]
    )
    for said in (
        "需要先立项",
        "整段电缆要换",
        "三月招标",
        "于2026年12月7日前（含当日）再次核查",
        "暂停计时",
    ):
        assert said in held, said
    assert "于2026年12月2日前（含当日）答复您" in goes_on
    assert "已提前立项" in goes_on


def test_who_asks_to_hurry_is_told_the_answer(mailbox):
    ticket = did(town.dispatched(town.received(contact=WANG)), tickets.sign, "handler")
    ticket = did(ticket, tickets.hurry, "requester", words="天黑看不见路")
    did(ticket, tickets.answer_hurry, "handler", words="配件明早到")
    follow()
    letter = mailbox.taken[-1][1]
    assert "办理到哪一步" in letter["subject"]
    assert "配件明早到" in letter.get_content()


def test_a_way_in_goes_to_the_address_that_was_given_and_into_no_log(mailbox, caplog):
    ticket = town.received(contact=WANG)
    tickets.ask_code(
        number=ticket.number,
        contact=WANG.phone,
        address="192.0.2.1",
        by=Actor.public("somebody"),
        at=MONDAY,
        key="lost-the-code",
    )
    follow()
    to, letter = mailbox.taken[-1]
    entry = Entry.objects.get(verb="ticket.code_asked")
    assert to == [WANG.email]
    way = ticket_queries.way_in(ticket, entry)
    said = letter.get_content().replace("=\n", "")
    assert f"/progress/{ticket.number}/way/{way}/" in said
    assert way not in caplog.text


def test_a_request_in_english_is_answered_in_english(mailbox):
    request = ticket_rules.intake.Request(
        what="The street lamp is broken.", where="Luhua Road", grid_id=town.grid()
    )
    by = Actor.public("tests")
    tickets.receive(request=request, contact=WANG, by=by, at=MONDAY, key="in-english")
    follow()
    ((_, content),) = mailbox.taken
    assert content["Subject"].startswith("We have received your request ")
    assert "by the end of Monday 30 November 2026" in content.get_content()
    assert Message.objects.get().language == "en"


def test_a_refusal_names_its_reason_and_the_right_channel(mailbox):
    ticket = did(
        town.received(contact=WANG),
        tickets.propose_decline,
        "agent",
        reason=ticket_rules.Decline.MARKET,
        words="请联系小区物业公司",
    )
    did(ticket, tickets.grant_decline, "supervisor")
    follow()
    letter = mailbox.taken[-1][1].get_content()
    assert "这件事不归政府部门管" in letter
    assert "请联系小区物业公司" in letter
    assert "可以在诉求页面提出异议" in letter


def test_of_a_confidential_request_no_words_go_by_mail(mailbox):
    ticket = town.received(contact=WANG, privacy=ticket_rules.Privacy.CONFIDENTIAL)
    did(ticket, tickets.answer, "agent", words="这是秘密的答复", category_id=None)
    follow()
    assert told(ticket) == [("received", "sent"), ("answered", "sent")]
    assert "秘密" not in mailbox.taken[-1][1].get_content()


def test_without_mail_the_log_tells_it_and_keeps_the_code_to_itself(caplog):
    caplog.set_level("INFO")
    ticket = town.received(contact=WANG)
    follow()
    assert told(ticket) == [("received", "sent")]
    assert f"您的诉求 {ticket.number} 已收到" in caplog.text
    assert codes.grouped(ticket_queries.query_code(ticket)) not in caplog.text
    assert "wang@example.cn" not in caplog.text


def test_who_left_no_address_reads_the_page_and_gets_no_message(mailbox):
    anonymous = town.received(contact=None, privacy=ticket_rules.Privacy.ANONYMOUS, key="anonymous")
    by_phone = town.received(key="phone-only")
    follow()
    assert told(anonymous) == told(by_phone) == []


def test_imported_history_sends_nothing(mailbox):
    ticket = town.received(contact=WANG)
    with ledger.writing():
        Entry.objects.update(imported=True)  # as the import writes it
    follow()
    assert told(ticket) == []
    assert mailbox.taken == []


def test_a_follower_that_reads_the_log_again_intends_nothing_twice(mailbox):
    town.received(contact=WANG)
    follow()
    ledger.resume("notifications", position=0)
    follow()
    assert len(mailbox.taken) == Message.objects.count() == 1


def test_a_contact_that_cannot_be_read_holds_no_letter_up_and_is_shown_to_a_person(mailbox):
    broken, whole = town.received(contact=WANG), town.received(contact=WANG, key="another-request")
    with ledger.writing():
        Contact.objects.filter(ticket_id=broken.pk).update(email=b"nonsense")
    follow()
    assert told(whole) == [("received", "sent")]
    assert told(broken) == [("received", "failed")]
    assert len(mailbox.taken) == 1


def test_the_text_and_the_address_are_kept_nowhere(mailbox):
    town.received(contact=WANG)
    follow()
    kept = " ".join(str(value) for value in Message.objects.values().get().values())
    assert "wang" not in kept
    assert "路灯" not in kept


def test_a_mail_server_that_does_not_answer_is_tried_again_later(mailbox, settings):
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        open_port, settings.EMAIL_PORT = settings.EMAIL_PORT, closed.getsockname()[1]
        ticket = town.received(contact=WANG)
        follow()
        assert told(ticket) == [("received", "intended")]
    settings.EMAIL_PORT = open_port
    assert actions.deliver(at=MONDAY) == 0
    assert actions.deliver(at=MONDAY + MINUTE) == 1
    assert told(ticket) == [("received", "sent")]
    assert len(mailbox.taken) == 1
    assert Message.objects.get().tries == 2


def test_a_server_that_is_busy_is_tried_again_and_one_that_refuses_is_shown_to_a_person(mailbox):
    ticket = town.received(contact=WANG)
    mailbox.answer = "451 busy"
    follow()
    assert told(ticket) == [("received", "intended")]
    mailbox.answer = "554 never"
    actions.deliver(at=MONDAY + MINUTE)
    assert told(ticket) == [("received", "failed")]
    (doubt,) = queries.uncertain(actor("supervisor"))
    assert (doubt.number, doubt.state, doubt.tries) == (ticket.number, "failed", 2)
    assert queries.uncertain(actor("stranger")) == []
    mailbox.answer = "250 taken"
    assert actions.deliver(at=MONDAY + timedelta(days=9)) == 0
    actions.settle(
        by=actor("supervisor"), message_id=doubt.message_id, again=True, at=MONDAY + 2 * MINUTE
    )
    actions.deliver(at=MONDAY + 2 * MINUTE)
    assert told(ticket) == [("received", "sent")]
    with pytest.raises(NotFound):
        actions.settle(by=actor("supervisor"), message_id=doubt.message_id, again=True, at=MONDAY)


def test_a_message_that_may_have_left_is_shown_to_a_person_and_never_repeated(mailbox):
    ticket = town.received(contact=WANG)
    mailbox.answer = "silence"
    follow()
    assert told(ticket) == [("received", "uncertain")]
    mailbox.answer = "250 taken"
    assert actions.deliver(at=MONDAY + timedelta(days=9)) == 0
    (doubt,) = queries.uncertain(actor("supervisor"))
    actions.settle(
        by=actor("supervisor"), message_id=doubt.message_id, again=False, at=MONDAY + MINUTE
    )
    assert told(ticket) == [("received", "sent")]
    assert mailbox.taken == []


def test_what_a_killed_worker_left_half_sent_is_uncertain(mailbox):
    ticket = town.received(contact=WANG)
    while ledger.seal():
        pass
    ledger.follow("notifications", lambda entry: actions.take(entry, at=MONDAY), at=MONDAY)
    ledger.follow("notifications", lambda entry: actions.take(entry, at=MONDAY), at=MONDAY)
    with ledger.writing():
        Message.objects.update(state=Sending.SENDING)  # as the kill left it
    assert actions.deliver(at=MONDAY) == 0
    assert told(ticket) == [("received", rules.Sending.UNCERTAIN)]
    assert mailbox.taken == []


def test_who_spoke_is_told_that_it_is_written_down_and_where_to_correct_it(mailbox):
    upload = SimpleUploadedFile("recording.wav", sound())
    entry = tickets.receive(
        request=Request(what="", grid_id=town.grid()),
        contact=WANG,
        sound=filing.prepare(upload, kind=filing.Kind.SOUND),
        by=Actor.public("a-browser"),
        at=MONDAY,
        key="spoken-1",
    )
    did(town.of(entry), tickets.write_down, "agent", what="路灯不亮")
    follow()
    letter = mailbox.taken[-1][1]
    assert "已记录成文字" in letter["subject"]
    assert "更正" in letter.get_content()
    assert "路灯不亮" not in letter.get_content()
