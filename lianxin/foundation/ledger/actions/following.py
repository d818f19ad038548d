"""Followers: each reads the sealed log from its own bookmark, in order, and never skips."""

import logging
from collections.abc import Callable, Sequence
from datetime import datetime

from django.db import transaction

from lianxin.foundation.ledger import failpoints
from lianxin.foundation.ledger.actions.deeds import writing
from lianxin.foundation.ledger.models import Bookmark, Entry, Pulse, Seal

log = logging.getLogger(__name__)

BATCH = 200


def follow(name: str, handle: Callable[[Entry], None], *, at: datetime, limit: int = BATCH) -> int:
    """Hand the next sealed entries to a follower, and return how many it took.

    All are handled in one transaction with the bookmark, so the limit says how long it lasts. One
    that fails is taken back alone and stops the follower there: the fault stands on the bookmark
    (and so on the staff page) until a later try succeeds.
    """
    bookmark = _opened(name)
    waiting = Seal.objects.filter(position__gte=bookmark.position).order_by("position")
    seals = list(waiting.select_related("entry")[:limit])
    if not seals:
        return 0
    with writing():
        done, fault = _handed(name, seals, handle)
        if done:
            _turn(name, seals[done - 1].position + 1)
    failpoints.reach("follow.committed")
    if fault is not None:
        _stop(name, at, fault)
    return done


def _handed(
    name: str, seals: Sequence[Seal], handle: Callable[[Entry], None]
) -> tuple[int, Exception | None]:
    """Hand over one entry after the other; return how many were taken, and what stopped the next."""
    for done, seal in enumerate(seals):
        try:
            with transaction.atomic():
                handle(seal.entry)
        except Exception as fault:
            log.exception("follower %s stopped at position %s", name, seal.position)
            return done, fault  # what came before stands
        failpoints.reach("follow.handled")
    return len(seals), None


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
