"""Reads of triage: the classifier in use, and what is suggested for a ticket."""

from lianxin.followers.triage.queries.classifier import InUse, in_use, seq, taken, threshold
from lianxin.followers.triage.queries.suggestions import Offer, Suggested, said_of, suggested

__all__ = [
    "InUse",
    "Offer",
    "Suggested",
    "in_use",
    "said_of",
    "seq",
    "suggested",
    "taken",
    "threshold",
]
