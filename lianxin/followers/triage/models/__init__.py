"""Tables of triage: the classifier in use, suggestions, traces, topics, searches; never what somebody wrote."""

from lianxin.followers.triage.models.automatic import Automatic
from lianxin.followers.triage.models.classifier import Classifier
from lianxin.followers.triage.models.searching import Phrases, Search
from lianxin.followers.triage.models.suggestion import Suggestion
from lianxin.followers.triage.models.topic import Filing, Tally, ThemeSpace, Topic
from lianxin.followers.triage.models.traces import Trace

__all__ = [
    "Automatic",
    "Classifier",
    "Filing",
    "Phrases",
    "Search",
    "Suggestion",
    "Tally",
    "ThemeSpace",
    "Topic",
    "Trace",
]
