"""The followers' own writes, of which nothing stands in the ledger, and deeds on the classifier."""

from lianxin.followers.triage.actions.automatic import allow_automatic, stop_automatic
from lianxin.followers.triage.actions.classifier import set_threshold, use
from lianxin.followers.triage.actions.filing import file
from lianxin.followers.triage.actions.searching import enter_phrases, note_search
from lianxin.followers.triage.actions.suggesting import take
from lianxin.followers.triage.actions.tallying import tally
from lianxin.followers.triage.actions.tracing import trace

__all__ = [
    "allow_automatic",
    "stop_automatic",
    "enter_phrases",
    "file",
    "note_search",
    "set_threshold",
    "take",
    "tally",
    "trace",
    "use",
]
