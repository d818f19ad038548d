"""Reads of triage: the classifier in use, suggestions, requests beside a ticket, and what keeps coming up."""

from lianxin.followers.triage.queries.automatic import allowed, allowed_from
from lianxin.followers.triage.queries.beside import Beside, beside
from lianxin.followers.triage.queries.classifier import InUse, in_use, seq, taken, threshold
from lianxin.followers.triage.queries.searching import Searched, search, search_faults
from lianxin.followers.triage.queries.suggestions import (
    HELD,
    Offer,
    Suggested,
    emergencies,
    said_of,
    suggested,
)
from lianxin.followers.triage.queries.topics import (
    READERS,
    SHOWN,
    Hot,
    Proposal,
    There,
    heir,
    hot,
    hottest,
    proposals,
    samples,
    tallies_visible_to,
    towns,
)
from lianxin.followers.triage.queries.versions import (
    Version,
    by_category,
    faults,
    history,
    versions,
    weeks,
)

__all__ = [
    "READERS",
    "SHOWN",
    "Hot",
    "Proposal",
    "There",
    "heir",
    "hot",
    "hottest",
    "proposals",
    "samples",
    "tallies_visible_to",
    "towns",
    "allowed",
    "allowed_from",
    "Beside",
    "HELD",
    "InUse",
    "Offer",
    "Searched",
    "search",
    "search_faults",
    "Suggested",
    "Version",
    "beside",
    "by_category",
    "faults",
    "history",
    "emergencies",
    "in_use",
    "said_of",
    "seq",
    "suggested",
    "taken",
    "threshold",
    "versions",
    "weeks",
]
