"""Taking a turn at a door. Not a deed: nothing is done to anybody's case, and nothing of it is kept."""

import hashlib
import hmac
from datetime import datetime

from lianxin.foundation import keys
from lianxin.foundation.ledger import actions as ledger
from lianxin.foundation.pace import rules
from lianxin.foundation.pace.models import Queue
from lianxin.foundation.pace.rules import Door
from lianxin.foundation.time import day_of

KEY = "pace"  # what the key is for under which addresses are hashed
FORGOTTEN = 50  # rows at once


def take(*, door: Door, address: str, at: datetime) -> datetime:
    """Return when the turn of somebody who comes now from an address is: mostly at once."""
    block = _hashed(address, at)
    with ledger.writing():
        Queue.objects.bulk_create(
            [Queue(door=door, block=block, quiet_at=at)], ignore_conflicts=True
        )
        queue = Queue.objects.select_for_update().get(door=door, block=block)
        turn = rules.turn(rules.PACES[door], queue.quiet_at, at)
        queue.quiet_at = turn.quiet_at
        queue.save(update_fields=["quiet_at"])
        over = Queue.objects.filter(quiet_at__lte=at).select_for_update(skip_locked=True)
        Queue.objects.filter(pk__in=list(over.values_list("pk", flat=True)[:FORGOTTEN])).delete()
    return turn.at


def _hashed(address: str, at: datetime) -> str:
    """Return a block of addresses so that nobody reads it back, or links it over days."""
    key_id = keys.current_id(KEY)
    said = f"{day_of(at).isoformat()}:{rules.block(address)}".encode()
    return hmac.digest(keys.of(KEY, key_id), said, hashlib.sha256).hex()
