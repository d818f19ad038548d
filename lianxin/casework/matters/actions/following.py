"""Following a public matter without a request: asked for, confirmed from the mailbox, ended by a link."""

import secrets
from datetime import datetime

from lianxin.casework.matters import queries, rules
from lianxin.casework.matters.models import Matter, Subscription
from lianxin.casework.matters.rules import State
from lianxin.foundation import keys
from lianxin.foundation.actor import Actor
from lianxin.foundation.ledger import actions as ledger
from lianxin.foundation.ledger.models import Entry
from lianxin.registers.residents import actions as residents
from lianxin.registers.residents import queries as resident_queries

SWEEPER = Actor.system("matters")


@ledger.deed
def follow(
    *, matter_id: int, email: str, language: str, by: Actor, at: datetime, key: str
) -> Entry:
    """Ask for the news of a public matter; nothing is sent but a link until it is confirmed there."""
    matter = Matter.objects.filter(pk=matter_id, public=True).first()
    if matter is None or matter.state == State.CLOSED:
        raise rules.NothingToFollow
    scope = f"matter:{matter.pk}"
    if resident_queries.address_known(scope=scope, email=email):
        raise rules.FollowedAlready
    salt = f"{keys.current_id(rules.PURPOSE)}:{secrets.token_hex(rules.SALT)}"
    subscription = Subscription(matter=matter, language=language, asked_at=at, salt=salt)
    opening = ledger.create(subscription)
    opening.beside.append(
        residents.sealed_address(subscription_id=subscription.pk, scope=scope, email=email)
    )
    return ledger.record(
        rules.ASKED,
        about=subscription,
        by=by,
        at=at,
        key=key,
        matter_id=matter.pk,
        language=language,
        asked_at=at,
    )


@ledger.deed
def confirm(*, subscription_id: int, token: str, by: Actor, at: datetime, key: str) -> Entry:
    """Begin to follow, with the link that went to the mailbox."""
    subscription = _linked(subscription_id, token)
    if subscription.confirmed_at is None:
        subscription.confirmed_at = at
        subscription.save(update_fields=["confirmed_at"])
    moment = subscription.confirmed_at
    return ledger.record(
        rules.CONFIRMED, about=subscription, by=by, at=at, key=key, confirmed_at=moment
    )


@ledger.deed
def unfollow(*, subscription_id: int, token: str, by: Actor, at: datetime, key: str) -> Entry:
    """Stop following by the link of any message, and erase the address."""
    return _end(_linked(subscription_id, token), by=by, at=at, key=key)


@ledger.deed
def end_following(*, subscription_id: int, by: Actor, at: datetime, key: str) -> Entry:
    """Erase the address of who follows what is over, or never confirmed it."""
    rows = Subscription.objects.filter(ended_at__isnull=True)
    return _end(ledger.locked(rows, subscription_id), by=by, at=at, key=key)


def sweep(*, at: datetime, limit: int) -> int:
    """Erase addresses that nobody confirmed in time, at most `limit`, and return how many."""
    late = queries.unconfirmed(before=at - rules.CONFIRM_WITHIN)[:limit]
    for pk in late:
        end_following(subscription_id=pk, by=SWEEPER, at=at, key=f"unconfirmed:{pk}")
    return len(late)


def _linked(subscription_id: int, token: str) -> Subscription:
    """Return the subscription that a link opens, under its lock, or refuse."""
    queries.by_link(subscription_id, token)
    return ledger.locked(Subscription.objects.filter(ended_at__isnull=True), subscription_id)


def _end(subscription: Subscription, *, by: Actor, at: datetime, key: str) -> Entry:
    subscription.ended_at = at
    subscription.save(update_fields=["ended_at"])
    residents.erase_address(subscription_id=subscription.pk)
    return ledger.record(rules.ENDED, about=subscription, by=by, at=at, key=key, ended_at=at)
