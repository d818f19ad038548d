"""News of public matters: one message to everybody who follows one; with the last, addresses are erased."""

from datetime import datetime

from django.conf import settings

from lianxin.casework.matters import actions as matters
from lianxin.casework.matters import queries as matter_queries
from lianxin.casework.matters.models import Subscription
from lianxin.casework.matters.rules import ASKED
from lianxin.followers.notifications.models import Message
from lianxin.followers.notifications.rules import NEWS, Channel, Sending, Template
from lianxin.foundation.actor import Actor
from lianxin.foundation.ledger.models import Entry

NOTIFIER = Actor.system("notifications")
OPEN = (Sending.INTENDED, Sending.SENDING)


def take(entry: Entry, *, at: datetime) -> bool:
    """Intend what a deed on a matter or a subscription calls for; return whether it was one of those."""
    if entry.verb == ASKED:
        rows = Subscription.objects.filter(pk=entry.about_id, ended_at__isnull=True)
        _intend(entry, list(rows), Template.FOLLOW, at)
    elif entry.verb in NEWS:
        since = matter_queries.following(entry.about_id).filter(confirmed_at__lte=entry.at)
        _intend(entry, list(since), NEWS[entry.verb], at)
    return entry.verb == ASKED or entry.verb in NEWS


def _intend(entry: Entry, to: list[Subscription], template: Template, at: datetime) -> None:
    known = Message.objects.filter(entry=entry, subscription__isnull=False)
    told = set(known.values_list("subscription_id", flat=True))
    channel = Channel.EMAIL if settings.LIANXIN_SENDS_MAIL else Channel.LOG
    Message.objects.bulk_create(
        Message(
            entry=entry,
            subscription=one,
            template=template,
            channel=channel,
            language=one.language,
            due_at=at,
            at=at,
        )
        for one in to
        if one.pk not in told
    )


def sent(message: Message, *, at: datetime) -> None:
    """End a subscription once its last message has left, or cannot."""
    over = message.template == Template.OVER and message.state not in OPEN
    if over and message.subscription is not None and message.subscription.ended_at is None:
        key = f"over:{message.subscription_id}:{message.pk}"
        matters.end_following(subscription_id=message.subscription.pk, by=NOTIFIER, at=at, key=key)
