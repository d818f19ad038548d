"""Who is told what: the table of messages, held against every verb of a ticket."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lianxin.casework.tickets.rules import deeds
from lianxin.followers.notifications import bulletins, letters, rules
from lianxin.followers.notifications.rules import Channel, Language, Result, Sending, Template
from tests.make import MONDAY

# What hotline and units say to each other, what the requester did just now and sees done, and the
# looks at the contact, which stand on the progress page.
NOT_TOLD = {
    "ticket.hurried",
    "ticket.code_renewed",
    "ticket.accepted",
    "ticket.split",  # the second ticket tells its own number and code
    "ticket.split_off",
    "ticket.decline_proposed",
    "ticket.decline_refused",
    "ticket.signed",
    "ticket.taken_back",  # who refused knows; else the next dispatch is told
    "ticket.return_asked",
    "ticket.return_refused",
    "ticket.extension_asked",
    "ticket.extension_refused",
    "ticket.hold_asked",
    "ticket.hold_refused",
    "ticket.termination_asked",
    "ticket.termination_refused",
    "ticket.replied",
    "ticket.meeting_called",  # how units work together stands on the page
    "ticket.co_handling_begun",
    "ticket.stage_reported",
    "ticket.co_handling_ended",
    "ticket.whistled",
    "ticket.whistle_answered",
    "ticket.audit_failed",
    "ticket.call_tried",
    "ticket.revisited",  # a person has just told the requester
    "ticket.result_questioned",
    "ticket.joined",  # stands on the progress page; a mass event would send thousands
    "ticket.left",
    "ticket.let_go",
    "ticket.rated",
    "ticket.closed_at_source",  # of imported history only
    "ticket.heard",  # stands on the progress page, and so do the words, to be corrected there
    "ticket.sound_erased",
    "ticket.corrected",
    "ticket.words_erased",
    "ticket.words_blanked",  # stands on the page; it changes nothing for the requester
    "ticket.erasure_promised",  # done at once on the page; told there when it takes longer
    "ticket.copied",
    "ticket.consent_given",
    "ticket.consent_withdrawn",
    "ticket.right_asked",
    "ticket.exclusion_proposed",  # how a unit is assessed stands on the page: nothing to do
    "ticket.exclusion_approved",
    "ticket.exclusion_refused",
    "ticket.ordered",  # stands on the progress page: nothing to do, and the promise stays
    "ticket.order_answered",
    "ticket.noted",  # for staff only, and nothing is sent to them either
    "ticket.note_read",
    "ticket.archived",  # nobody is left to be told
}


def test_every_verb_of_a_ticket_is_told_or_left_out_on_purpose():
    verbs = {value for value in vars(deeds).values() if str(value).startswith("ticket.")}
    assert verbs - set(rules.TELLINGS) == NOT_TOLD
    assert set(rules.TELLINGS) <= verbs


def test_every_template_is_used_and_has_its_words():
    used = {one.template for tellings in rules.TELLINGS.values() for one in tellings}
    assert used == set(letters.SUBJECTS) == set(letters.TEXTS)
    news = {*rules.NEWS.values(), Template.FOLLOW}
    assert news == set(bulletins.SUBJECTS) == set(bulletins.TEXTS)
    assert used | news == set(Template)


@pytest.mark.parametrize(
    ("verb", "facts", "template"),
    [
        ("ticket.received", {}, Template.RECEIVED),
        ("ticket.added", {"mandate_id": None}, None),
        ("ticket.added", {"mandate_id": 7}, Template.HELPED),
        ("ticket.contacted", {"way": "phone"}, None),
        ("ticket.contacted", {"way": "page"}, Template.QUESTION),
        ("ticket.disputed", {"state": "rework"}, Template.REWORK),
        ("ticket.disputed", {"state": "escalated"}, Template.ESCALATED),
        ("contact.opened", {}, None),
        ("unit.named", {}, None),
    ],
)
def test_a_deed_is_told_with_its_template(verb, facts, template):
    found = rules.telling(verb, facts)
    assert (found.template if found else None) == template


@pytest.mark.parametrize(
    ("address", "reach", "mail", "channel"),
    [
        ("a@b.cn", "phone", True, Channel.EMAIL),
        ("", "phone", True, None),
        ("a@b.cn", "page", False, Channel.LOG),
        ("", "phone", False, Channel.LOG),
        ("", "page", False, None),
        ("", "page", True, None),
    ],
)
def test_the_door_to_a_requester(address, reach, mail, channel):
    assert rules.channel(address=address, reach=reach, mail=mail) == channel


@pytest.mark.parametrize(
    ("written", "language"),
    [
        ("路灯坏了", Language.CHINESE),
        ("The lamp at 芦花 is broken", Language.CHINESE),
        ("The street lamp is broken", Language.ENGLISH),
        ("", Language.CHINESE),
    ],
)
def test_the_answer_is_in_the_language_of_the_request(written, language):
    assert rules.language(written) == language


@given(st.sampled_from(Result), st.integers(1, 30))
def test_what_may_have_left_is_never_tried_again_by_itself(result, tries):
    state = rules.after(result, tries)
    assert state is not Sending.SENDING
    assert (state is Sending.INTENDED) == (result is Result.NOT_NOW and tries < rules.MOST_TRIES)
    assert (state is Sending.UNCERTAIN) == (result is Result.UNKNOWN)
    assert (state is Sending.SENT) == (result is Result.TAKEN)


def test_the_pauses_between_tries_grow_and_end():
    pauses = [rules.next_try(tries, MONDAY) - MONDAY for tries in range(1, 20)]
    assert pauses[:4] == [timedelta(minutes=minutes) for minutes in (1, 2, 4, 8)]
    assert pauses == sorted(pauses)
    assert pauses[-1] == rules.LONGEST_PAUSE
