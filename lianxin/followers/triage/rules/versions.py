"""Which version of the classifier is in use, and from which confidence on it speaks: deeds with a name."""

import re
from datetime import datetime

from lianxin.followers.triage.rules.refusals import NoSuchVersion, ThresholdOutOfRange
from lianxin.foundation.actor import Actor, Role
from lianxin.foundation.ledger.rules import declare
from lianxin.foundation.refusal import NotAllowed
from lianxin.foundation.time import day_of

# `sha256` is that of the manifest, which binds the weights: what a suggestion rests on can be proven
TAKEN = declare("classifier.taken", version=str, sha256=str)
THRESHOLD_SET = declare("classifier.threshold_set", threshold=int)

KEEPERS = frozenset({Role.ADMINISTRATOR, Role.SYSTEM})
READERS = KEEPERS | {Role.AUDITOR}  # of how it fares
COLD_START = "cold-start"  # no learnt model: names, descriptions and keywords of the categories
LOWEST, HIGHEST = 30, 99  # per cent of confidence
THRESHOLD = 60  # per cent, until somebody has looked at the chart
_VERSION = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}-[0-9a-f]{8}")


def keepers_only(by: Actor) -> None:
    """Refuse anybody who does not keep the classifier."""
    if by.role not in KEEPERS:
        raise NotAllowed(role=by.role)


def named(at: datetime, sha256: str) -> str:
    """Return the name of a version: the day on which it was made, and what its weights are."""
    return f"{day_of(at).isoformat()}-{sha256[:8]}"


def known(version: str) -> str:
    """Return the name of a version, or refuse what cannot be one."""
    if not _VERSION.fullmatch(version):
        raise NoSuchVersion(version=version[:40])
    return version


def threshold(per_cent: int) -> int:
    """Return a threshold that makes sense, or refuse it."""
    if not LOWEST <= per_cent <= HIGHEST:
        raise ThresholdOutOfRange(least=LOWEST, most=HIGHEST)
    return per_cent
