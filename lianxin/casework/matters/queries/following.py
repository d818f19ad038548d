"""Who follows which matter, known by ids only, and the link that opens one of them."""

import hashlib
import hmac
from collections.abc import Iterable
from datetime import datetime

from django.db.models import QuerySet

from lianxin.casework.matters import rules
from lianxin.casework.matters.models import Subscription
from lianxin.foundation import keys
from lianxin.foundation.ledger.verifying import Replay


def following(matter_id: int) -> QuerySet[Subscription]:
    """Return the subscriptions that get the news of a matter, by id."""
    found = Subscription.objects.filter(matter_id=matter_id)
    return found.filter(confirmed_at__isnull=False, ended_at__isnull=True).order_by("pk")


def unconfirmed(*, before: datetime) -> QuerySet[Subscription, int]:
    """Return the ids of those that were asked for before a moment and never confirmed, oldest first."""
    found = Subscription.objects.filter(confirmed_at__isnull=True, ended_at__isnull=True)
    late = found.filter(asked_at__lt=before).order_by("asked_at", "pk")
    return late.values_list("pk", flat=True)


def link(subscription: Subscription) -> str:
    """Return what opens a subscription, in every message to it; kept nowhere, derived again."""
    key_id = subscription.salt.split(":", 1)[0]
    said = f"{subscription.pk}:{subscription.salt}".encode()
    return hmac.new(keys.of(rules.PURPOSE, key_id), said, hashlib.sha256).hexdigest()[:32]


def by_link(subscription_id: int, token: str) -> Subscription:
    """Return the subscription that a link opens, or refuse without saying what is wrong with it."""
    rows: Iterable[Subscription] = Subscription.objects.filter(
        pk=subscription_id, ended_at__isnull=True
    ).select_related("matter")
    for found in rows:
        if hmac.compare_digest(link(found).encode(), token.encode()):
            return found
    raise rules.LinkOver


REPLAY = Replay(model=Subscription, columns=rules.FOLLOWING, where=lambda pk: f"subscription {pk}")
