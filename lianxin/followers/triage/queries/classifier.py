"""The classifier in use, kept in memory by each process, and from which confidence on it speaks."""

import logging
from collections.abc import Mapping
from dataclasses import dataclass

from lianxin.followers.triage.classify import shelf
from lianxin.followers.triage.classify.model import Model
from lianxin.followers.triage.models import Classifier
from lianxin.followers.triage.rules import versions
from lianxin.followers.triage.rules.refusals import ModelDamaged
from lianxin.foundation.memory import while_unchanged
from lianxin.foundation.refusal import Refusal

log = logging.getLogger(__name__)
CODE = "category"


@dataclass(frozen=True, kw_only=True, eq=False)
class InUse:
    """The model in use, under the name and the digest with which a deed took it, and its manifest."""

    version: str
    sha256: str
    model: Model
    said: Mapping[str, object]


def taken() -> tuple[str, str]:
    """Return the version in use and the digest of its manifest, "" for the cold start: one small read."""
    found = Classifier.objects.filter(code=CODE).values_list("version", "sha256").first()
    return found or ("", "")


def _stamp() -> object:
    """Return what is another once a deed takes another version, or somebody touches its files."""
    version, sha256 = taken()
    return version, sha256, shelf.touched(version) if version else ()


@while_unchanged(_stamp)
def in_use() -> InUse | None:
    """Return the model in use, or None for the cold start.

    A version whose files are damaged, gone, or not those that were taken into use counts as none,
    which the log says: the others lie beside it and can be used again.
    """
    version, sha256 = taken()
    if not version:
        return None
    try:
        model, said, found = shelf.take(version)
        if found != sha256:
            raise ModelDamaged(path=str(shelf.folder(version)))
    except Refusal as refusal:
        log.error("the classifier in use, %s, cannot be used: %s", version, refusal)  # noqa: TRY400
        return None
    return InUse(version=version, sha256=sha256, model=model, said=said)


def threshold() -> float:
    """Return the confidence, from 0 to 1, below which a suggestion says that it is not sure."""
    found = Classifier.objects.filter(code=CODE).values_list("threshold", flat=True).first()
    return (versions.THRESHOLD if found is None else found) / 100


def seq() -> int:
    """Return how many deeds were done on the classifier: what a form has seen."""
    return Classifier.objects.filter(code=CODE).values_list("seq", flat=True).first() or 0
