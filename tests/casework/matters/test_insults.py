"""Words of abuse are held for a look by a person before anything becomes public; nothing of a request does by itself."""

import pytest
from django.test import Client

from lianxin.casework.matters import actions, queries, rules
from lianxin.casework.matters.models import Matter
from lianxin.casework.tickets import actions as tickets
from lianxin.casework.tickets.rules.intake import Request
from lianxin.foundation.actor import Actor
from lianxin.foundation.refusal import NotFound
from tests.casework.matters import scene
from tests.casework.matters.scene import did, opened
from tests.casework.tickets import town
from tests.casework.tickets.town import did as step
from tests.make import MONDAY

PUBLIC = Actor.public("")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("物业经理王某就是个骗子，人渣", ["骗子", "人渣"]),
        ("王 某 不 要 脸", ["不要脸"]),
        ("骗-子", ["骗子"]),
        ("The manager is a LIAR.", ["LIAR"]),
        ("芦花路口一带路灯不亮，正在更换电缆", []),
        ("a scummy pond, a thieving magpie", []),
        ("", []),
    ],
)
def test_words_of_abuse_are_found_however_they_are_parted(text: str, found: list[str]):
    assert rules.insults.insults([text]) == found


def test_each_word_is_named_once_and_a_person_s_look_lets_it_pass():
    texts = ["骗子，骗子", "都是骗子"]
    assert rules.insults.insults(texts) == ["骗子"]
    with pytest.raises(rules.InsultsSomebody) as no:
        rules.insults.seen(texts, looked=False)
    assert no.value.facts == {"count": 1}
    rules.insults.seen(texts, looked=True)
    rules.insults.seen(["路灯已修好"], looked=False)


@pytest.mark.django_db
def test_it_becomes_public_only_after_somebody_has_looked_at_it():
    town.built()
    matter = did(opened(), actions.announce, "dispatcher", words="有人冒充工作人员收费，是骗子")
    with pytest.raises(rules.InsultsSomebody):
        did(matter, actions.publish, "supervisor")
    with pytest.raises(NotFound):
        queries.find(PUBLIC, matter.pk)
    did(matter, actions.publish, "supervisor", looked=True)
    assert queries.find(PUBLIC, matter.pk) == Matter.objects.get()


ABUSE = "五楼的赵小明是个骗子"


@pytest.mark.django_db
def test_nothing_that_a_requester_writes_becomes_public_by_itself():
    town.built()
    frame = {"by": Actor.public("tests"), "at": MONDAY, "key": "abusive-one"}
    request = Request(what=ABUSE, where=ABUSE, grid_id=town.grid())
    ticket = town.of(tickets.receive(request=request, contact=town.PHONE, **frame))  # type: ignore[arg-type]
    ticket = step(ticket, tickets.add, "requester", words=ABUSE)
    ticket = step(town.dispatched(ticket), tickets.sign, "handler")
    ticket = step(ticket, tickets.contact, "handler", way="phone", words=ABUSE)
    matter = scene.published(opened(key="public-one"))
    ticket = step(ticket, tickets.join, "agent", matter_id=matter.pk)
    step(ticket, tickets.reply, "handler", words=ABUSE)
    client = Client()
    pages = ("", "matters/", f"matters/{matter.pk}/", "matters/feed/", f"matters/{matter.pk}/feed/")
    more = ("holds/", "exclusions/", "knowledge/", "knowledge/?words=骗子", "ledger/", "privacy/")
    for page in (*pages, *more, "ledger/head.json"):
        answer = client.get(f"/{page}")
        assert answer.status_code == 200, page
        assert "赵小明" not in answer.content.decode(), page
