"""Reads of schemes."""

from collections.abc import Iterator

from django.db.models import Max, QuerySet

from lianxin.casework.oversight.models import Scheme
from lianxin.casework.oversight.rules import evaluation as rules
from lianxin.casework.oversight.rules.evaluation import deeds
from lianxin.foundation.ledger.rules import Fault
from lianxin.foundation.ledger.verifying import Replay
from lianxin.foundation.refusal import NotFound


def schemes() -> QuerySet[Scheme]:
    """Return the newest version of every scheme, by code."""
    newest = Scheme.objects.values("code").annotate(newest=Max("pk")).values("newest")
    return Scheme.objects.filter(pk__in=newest).order_by("code")


def versions(code: str) -> QuerySet[Scheme]:
    """Return all versions of a scheme, the newest first."""
    return Scheme.objects.filter(code=code).order_by("-version")


def scheme(pk: int) -> Scheme:
    """Return one version of a scheme, or refuse."""
    found = Scheme.objects.filter(pk=pk).first()
    if found is None:
        raise NotFound(pk=pk)
    return found


def said(row: Scheme) -> rules.Scheme:
    """Return what a version of a scheme says."""
    return rules.of_plain(row.body)


REPLAY = Replay(model=Scheme, columns=deeds.SCHEME_COLUMNS, where=lambda pk: f"scheme {pk}")


def faults() -> Iterator[Fault]:
    """Yield where a scheme is not what was imported."""
    yield from REPLAY.faults()
    for row in Scheme.objects.order_by("pk"):
        if rules.fingerprint(row.body) != row.digest:
            yield Fault(code="replay-differs", where=f"scheme {row.pk}", detail="body")
