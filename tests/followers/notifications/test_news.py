"""News of a public matter: one message to everybody who follows it, and no address kept beyond its end."""

from datetime import timedelta

import pytest

from lianxin.casework.matters import actions as matters
from lianxin.casework.matters import queries
from lianxin.casework.matters.models import Matter, Subscription
from lianxin.followers.notifications import actions, letters
from lianxin.followers.notifications.models import Message
from lianxin.foundation.actor import Actor
from lianxin.foundation.ledger import actions as ledger
from lianxin.registers.residents.models import Address
from tests.casework.matters import scene
from tests.casework.matters.scene import did, opened
from tests.casework.tickets import town
from tests.followers.notifications.test_messages import follow
from tests.make import MONDAY

pytestmark = pytest.mark.django_db
EARLIER, LATER = MONDAY - timedelta(hours=1), MONDAY + timedelta(hours=1)
SOMEBODY = Actor.public("somebody")


@pytest.fixture(autouse=True)
def the_town():
    town.built()


def follows(matter: Matter, *, email: str, language: str = "zh-hans") -> Subscription:
    entry = matters.follow(
        matter_id=matter.pk,
        email=email,
        language=language,
        by=SOMEBODY,
        at=MONDAY,
        key=f"asked-by-{email[:2]}",
    )
    one = Subscription.objects.get(pk=entry.about_id)
    token = queries.link(one)
    key = f"confirmed-{email[:2]}"
    matters.confirm(subscription_id=one.pk, token=token, by=SOMEBODY, at=MONDAY, key=key)
    return one


def sealed() -> None:
    """Let the follower read what was done, and send nothing yet."""
    while ledger.seal():
        pass
    ledger.follow("notifications", lambda entry: actions.take(entry, at=MONDAY), at=MONDAY)


def test_everybody_who_follows_gets_one_message_for_each_news(mailbox):
    matter = scene.published(opened(), at=EARLIER)
    follows(matter, email="wang@example.cn")
    follows(matter, email="li@example.cn", language="en")
    follow()
    asked = mailbox.taken[:]
    assert [to for to, _ in asked] == [["wang@example.cn"], ["li@example.cn"]]
    assert "请确认" in asked[0][1]["Subject"]
    assert "/matters/follow/" in asked[1][1].get_content()
    scene.published(Matter.objects.get(), "电缆已到货", at=LATER)
    follow()
    news = mailbox.taken[2:]
    assert [to for to, _ in news] == [["wang@example.cn"], ["li@example.cn"]]
    assert "电缆已到货" in news[0][1].get_content()
    assert "Stop this: " in news[1][1].get_content()
    ledger.resume("notifications", position=0)  # read once more from the beginning
    follow()
    assert len(mailbox.taken) == 4


def test_the_end_of_a_matter_is_the_last_message_and_the_address_is_erased(mailbox):
    matter = scene.published(opened(), at=EARLIER)
    one = follows(matter, email="wang@example.cn")
    follow()
    did(Matter.objects.get(), matters.close, "supervisor", words="已更换电缆", tickets=0)
    follow()
    assert mailbox.taken[-1][1]["Subject"].strip() == "已经结束：“芦花路口一带路灯不亮”"
    assert not Address.objects.exists()
    assert Subscription.objects.get(pk=one.pk).ended_at == MONDAY
    assert list(queries.faults()) == []


def test_nothing_goes_to_who_did_not_confirm_or_has_stopped(mailbox):
    matter = scene.published(opened(), at=EARLIER)
    one = follows(matter, email="wang@example.cn")
    matters.follow(
        matter_id=matter.pk,
        email="li@example.cn",
        language="en",
        by=SOMEBODY,
        at=MONDAY,
        key="unconfirmed",
    )
    follow()
    scene.published(Matter.objects.get(), "电缆已到货", at=LATER)
    sealed()
    token = queries.link(one)
    matters.unfollow(subscription_id=one.pk, token=token, by=SOMEBODY, at=MONDAY, key="stop-it-now")
    follow()
    assert len(mailbox.taken) == 2  # both were asked to confirm
    assert Message.objects.get(template="news").state == "failed"


def test_where_no_mail_is_configured_no_link_stands_in_the_log():
    matter = scene.published(opened(), at=EARLIER)
    follows(matter, email="wang@example.cn")
    sealed()
    message = Message.objects.get()
    assert "/follow/" not in letters.letter(message).text
