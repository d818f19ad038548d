"""What identifies somebody else is blanked for everybody on request; the ledger keeps the digests."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lianxin.casework.tickets import actions, queries
from lianxin.casework.tickets.models import Ticket
from lianxin.casework.tickets.rules import blanking, deeds, refusals
from lianxin.casework.tickets.rules.intake import Request
from lianxin.foundation.actor import Actor
from lianxin.foundation.ledger import actions as ledger
from lianxin.foundation.ledger import verifying
from lianxin.foundation.ledger.models import Entry, Passage
from lianxin.foundation.refusal import NotAllowed
from tests.casework.tickets import town
from tests.casework.tickets.town import did
from tests.make import MONDAY

pytestmark = pytest.mark.django_db
NAME = "赵小明"


@pytest.fixture(autouse=True)
def a_town() -> None:
    town.built()


def told() -> Ticket:
    """Return a ticket at work in which somebody else is named again and again."""
    request = Request(what=f"五楼{NAME}家漏水，{NAME}不开门", where="芦花路口", grid_id=town.grid())
    frame: dict[str, Any] = {"by": Actor.public("tests"), "at": MONDAY, "key": "named-somebody"}
    ticket = town.of(actions.receive(request=request, contact=town.PHONE, **frame))
    ticket = did(town.dispatched(ticket), actions.sign, "handler")
    ticket = did(ticket, actions.add, "requester", words=f"{NAME}今天在家")
    return did(ticket, actions.contact, "handler", way="phone", words="已联系")


def blank(ticket: Ticket, stretch: str = NAME, *, who: str = "supervisor") -> Ticket:
    return did(ticket, actions.blank, who, stretch=stretch, words="本人来电要求")


def everything(ticket: Ticket, by: Actor) -> str:
    said = [text for one in queries.story(ticket, by) for text in one.words.values()]
    return "\n".join(filter(None, [*said, *queries.texts([ticket], by)[ticket.pk].values()]))


def test_the_words_are_gone_for_everybody_wherever_they_stood():
    ticket = blank(told())
    for by in (town.requester(ticket), *map(town.actor, ("agent", "supervisor", "handler"))):
        said = everything(ticket, by)
        assert NAME not in said
        assert f"五楼{blanking.BLANKS}家漏水，{blanking.BLANKS}不开门" in said
        assert f"{blanking.BLANKS}今天在家" in said
        assert "芦花路口" in said
    assert not Passage.objects.filter(text__contains=NAME).exists()


def test_each_text_stands_where_it_was_said_and_the_deed_says_only_why():
    ticket = blank(told())
    story = queries.story(ticket, town.actor("supervisor"))
    added = next(one for one in story if one.verb == deeds.ADDED)
    assert added.words == {"added": f"{blanking.BLANKS}今天在家"}
    assert story[-1].verb == deeds.WORDS_BLANKED
    assert set(story[-1].words) == {"reason", "what", "where"}
    assert queries.told(story)["what"] == f"五楼{blanking.BLANKS}家漏水，{blanking.BLANKS}不开门"


def test_the_digests_stay_and_verification_finds_nothing_amiss():
    ticket = told()
    before = dict(Entry.objects.filter(about_id=ticket.pk).values_list("pk", "digests"))
    ticket = blank(ticket)
    after = dict(Entry.objects.filter(pk__in=before).values_list("pk", "digests"))
    assert after == before
    assert list(queries.faults()) == []
    while ledger.seal():
        pass
    ledger.sign_head(at=MONDAY)
    ledger.witness()
    assert [fault.code for fault in verifying.whole(now=MONDAY)] == []


def test_a_second_stretch_is_blanked_in_what_was_blanked_before():
    ticket = blank(blank(told()), "五楼")
    said = everything(ticket, town.requester(ticket))
    assert "五楼" not in said
    assert NAME not in said
    assert f"{blanking.BLANKS}{blanking.BLANKS}家漏水" in said
    ticket = blank(ticket, "今天在家")
    assert "今天在家" not in everything(ticket, town.actor("handler"))
    assert list(queries.faults()) == []


def test_what_is_told_anew_afterwards_stands_in_the_place_of_it():
    ticket = blank(told())
    given: dict[str, Any] = {"what": "五楼漏水", "where": "", "forget": True}
    ticket = did(ticket, actions.correct, "requester", **given)
    assert queries.texts([ticket], town.actor("agent"))[ticket.pk] == {"what": "五楼漏水"}
    assert list(queries.faults()) == []


@pytest.mark.parametrize(
    ("stretch", "no"), [("赵", "NotAStretch"), ("x" * 201, "NotAStretch"), ("没有", "NotSaidHere")]
)
def test_what_is_no_stretch_of_it_changes_nothing(stretch: str, no: str):
    ticket = told()
    before = Entry.objects.count()
    with pytest.raises(getattr(refusals, no)):
        blank(ticket, stretch)
    assert Entry.objects.count() == before
    assert NAME in everything(ticket, town.actor("agent"))


@pytest.mark.parametrize("who", ["agent", "dispatcher", "handler", "lead", "caller", "requester"])
def test_only_a_supervisor_blanks(who: str):
    with pytest.raises(NotAllowed):
        blank(told(), who=who)


@given(st.text(max_size=40), st.text(min_size=2, max_size=6))
def test_nothing_of_a_stretch_is_left(text: str, stretch: str):
    left = blanking.blanked(text + stretch + text, stretch)
    assert blanking.BLANKS in left or stretch == blanking.BLANKS
    assert all(stretch not in part for part in left.split(blanking.BLANKS))
