"""Followers: each reads the sealed log from its own bookmark, in order, and never skips."""

import logging
from collections.abc import Callable
from datetime import datetime

from lianxin.foundation.ledger import failpoints
from lianxin.foundation.ledger.actions.deeds import writing
from lianxin.foundation.ledger.models import Bookmark, Entry, Pulse, Seal

log = logging.getLogger(__name__)

BATCH = 200


def follow(name: str, handle: Callable[[Entry], None], *, at: datetime, limit: int = BATCH) -> int:
    """Hand the next sealed entries to a follower, and return how many it took.

    Each is handled in one transaction with the bookmark. One that fails stops the follower there:
    the fault stands on the bookmark (and so on the staff page) until a later try succeeds.
    """
    bookmark = _opened(name)
    waiting = Seal.objects.filter(position__gte=bookmark.position).order_by("position")
    seals = list(waiting.select_related("entry")[:limit])
    for done, seal in enumerate(seals):
        try:
            with writing():
                handle(seal.entry)
                failpoints.reach("follow.handled")
                _turn(name, seal.position + 1)
            failpoints.reach("follow.committed")
        except Exception as fault:
            log.exception("follower %s stopped at position %s", name, seal.position)
            _stop(name, at, fault)
            return done
    return len(seals)


def resume(name: str, *, position: int) -> None:
    """Set a follower's bookmark, for one that rebuilds its own tables or steps over an entry."""
    _opened(name)
    with writing():
        _turn(name, position)


def beat(name: str, *, at: datetime, fault: str = "") -> None:
    """Note that a part of the worker is well, or what is wrong with it."""
    said = (
        {"failed_at": at, "fault": fault} if fault else {"at": at, "failed_at": None, "fault": ""}
    )
    with writing():
        Pulse.objects.update_or_create(name=name, defaults=said)


def _opened(name: str) -> Bookmark:
    if (found := Bookmark.objects.filter(name=name).first()) is not None:
        return found
    with writing():
        return Bookmark.objects.get_or_create(name=name)[0]


def _turn(name: str, position: int) -> None:
    Bookmark.objects.filter(name=name).update(position=position, stopped_at=None, fault="")


def _stop(name: str, at: datetime, fault: Exception) -> None:
    with writing():
        Bookmark.objects.filter(name=name).update(stopped_at=at, fault=type(fault).__name__)
