"""Deeds on the classifier: take a version into use, or the cold start again; set the threshold."""

from datetime import datetime

from lianxin.followers.triage.models import Classifier
from lianxin.followers.triage.queries.classifier import CODE
from lianxin.followers.triage.rules import versions
from lianxin.followers.triage.rules.refusals import InUseAlready
from lianxin.foundation.actor import Actor
from lianxin.foundation.ledger import actions as ledger
from lianxin.foundation.ledger.models import Entry


@ledger.deed
def use(
    *, version: str, sha256: str, by: Actor, at: datetime, key: str, seen: int | None = None
) -> Entry:
    """Take a version into use under the digest of its manifest ("" and "": the cold start).

    Whoever asks has read its files: reading them takes longer than a row may be locked.
    """
    versions.keepers_only(by)
    row = _locked(seen)
    if (row.version, row.sha256) == (version, sha256):
        raise InUseAlready(version=version or versions.COLD_START)
    row.version = versions.known(version) if version else ""
    row.sha256 = sha256
    row.changed = ("version", "sha256")
    return ledger.record(
        versions.TAKEN, about=row, by=by, at=at, key=key, version=row.version, sha256=sha256
    )


@ledger.deed
def set_threshold(
    *, per_cent: int, by: Actor, at: datetime, key: str, seen: int | None = None
) -> Entry:
    """Say from which confidence on a category is suggested as sure."""
    versions.keepers_only(by)
    row = _locked(seen)
    row.threshold = versions.threshold(per_cent)
    row.changed = ("threshold",)
    return ledger.record(
        versions.THRESHOLD_SET, about=row, by=by, at=at, key=key, threshold=row.threshold
    )


def _locked(seen: int | None) -> Classifier:
    row, _ = Classifier.objects.get_or_create(code=CODE)
    return ledger.locked(Classifier.objects.all(), row.pk, seen=seen)
