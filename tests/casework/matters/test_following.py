"""Following a public matter without a request: asked, confirmed by a link, ended, and nothing kept then."""

from datetime import timedelta

import pytest

from lianxin.casework.matters import actions, queries, rules
from lianxin.casework.matters.models import Matter, Subscription
from lianxin.foundation import keys
from lianxin.foundation.actor import Actor
from lianxin.foundation.ledger.models import Entry
from lianxin.foundation.refusal import NotAllowed
from lianxin.registers.residents import actions as residents
from lianxin.registers.residents import queries as addresses
from lianxin.registers.residents.models import Address
from lianxin.registers.residents.rules import EmailNotValid
from tests.casework.matters.scene import did, opened
from tests.casework.tickets import town
from tests.make import MONDAY

pytestmark = pytest.mark.django_db
SOMEBODY, NOTIFIER = Actor.public("somebody"), Actor.system("notifications")
MAIL = "wang@example.cn"


@pytest.fixture(autouse=True)
def the_town():
    town.built()


def asked(matter: Matter, *, email: str = MAIL, key: str = "first-ask") -> Subscription:
    entry = actions.follow(
        matter_id=matter.pk, email=email, language="zh-hans", by=SOMEBODY, at=MONDAY, key=key
    )
    return Subscription.objects.get(pk=entry.about_id)


def confirmed(one: Subscription) -> Subscription:
    actions.confirm(
        subscription_id=one.pk, token=queries.link(one), by=SOMEBODY, at=MONDAY, key="the-link-1"
    )
    return Subscription.objects.get(pk=one.pk)


def test_nobody_follows_before_the_link_in_the_mailbox_is_used():
    matter = opened(public=True)
    one = asked(matter)
    assert list(queries.following(matter.pk)) == []
    one = confirmed(one)
    assert list(queries.following(matter.pk)) == [one]
    assert addresses.news_address(one.pk, by=NOTIFIER) == MAIL
    assert list(queries.faults()) == []


def test_an_address_is_sealed_and_read_by_the_platform_alone():
    one = asked(opened(public=True))
    assert b"wang" not in bytes(Address.objects.get().email)
    assert MAIL not in str(list(Entry.objects.values_list("facts", "digests")))
    with pytest.raises(NotAllowed):
        addresses.news_address(one.pk, by=town.actor("supervisor"))


def test_an_address_is_asked_once_for_a_matter_and_not_linked_with_another():
    matter, other = opened(public=True), opened(public=True, key="other")
    asked(matter)
    with pytest.raises(rules.FollowedAlready):
        asked(matter, email="Wang@example.cn", key="second-ask")
    asked(other, key="other-ask")
    assert Address.objects.values("known").distinct().count() == 2


def test_what_is_internal_or_over_is_not_followed_and_no_address_is_kept():
    with pytest.raises(rules.NothingToFollow):
        asked(opened())
    over = did(
        opened(public=True, key="over"), actions.close, "supervisor", words="已修好", tickets=0
    )
    with pytest.raises(rules.NothingToFollow):
        asked(over, key="second-ask")
    with pytest.raises(EmailNotValid):
        asked(opened(public=True, key="third"), email="wang", key="third-ask")
    assert not Address.objects.exists()


def test_stopping_by_the_link_erases_the_address_and_the_link_leads_nowhere():
    one = confirmed(asked(opened(public=True)))
    token = queries.link(one)
    with pytest.raises(rules.LinkOver):
        actions.unfollow(
            subscription_id=one.pk, token="0" * 32, by=SOMEBODY, at=MONDAY, key="wrong-link"
        )
    actions.unfollow(subscription_id=one.pk, token=token, by=SOMEBODY, at=MONDAY, key="stop-it-1")
    assert not Address.objects.exists()
    with pytest.raises(rules.LinkOver):
        queries.by_link(one.pk, token)
    assert list(queries.faults()) == []


def test_an_address_that_nobody_confirms_within_a_day_is_erased():
    late, kept = asked(opened(public=True)), asked(opened(public=True, key="two"), key="two-asks")
    confirmed(kept)
    assert actions.sweep(at=MONDAY + timedelta(hours=23), limit=10) == 0
    assert actions.sweep(at=MONDAY + timedelta(hours=25), limit=10) == 1
    assert list(Address.objects.values_list("subscription_id", flat=True)) == [kept.pk]
    assert Subscription.objects.get(pk=late.pk).ended_at is not None
    assert list(queries.faults()) == []


def test_addresses_are_brought_under_a_new_key_with_the_contacts():
    one = asked(opened(public=True))
    keys.add("vault")
    residents.reencrypt()
    assert Address.objects.get().key_id == keys.current_id("vault")
    assert addresses.news_address(one.pk, by=NOTIFIER) == MAIL
