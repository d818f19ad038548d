"""Versions of the classifier on the shelf, to be taken into use."""

from datetime import datetime, timedelta

from lianxin.followers.triage import actions
from lianxin.followers.triage.classify import learning, shelf
from lianxin.foundation.actor import Actor
from lianxin.foundation.ledger.models import Entry
from tests.followers.triage.decided import learnt
from tests.make import MONDAY

BY = Actor.system("tests")


def shelved(days: int = 0, given: learning.Learnt | None = None) -> str:
    """Put what was learnt on the shelf, some days after the Monday, and return its version."""
    return shelf.put(given or learnt(), at=MONDAY + timedelta(days=days), data={"texts": 5})


def use(version: str, *, by: Actor = BY, at: datetime = MONDAY) -> Entry:
    sha256 = shelf.sha256(version) if version else ""
    return actions.use(
        version=version, sha256=sha256, by=by, at=at, key=f"use:{version}:{at.isoformat()}"
    )
