"""Tables of triage: the classifier in use, suggestions, traces of tickets; never what somebody wrote."""

from lianxin.followers.triage.models.classifier import Classifier
from lianxin.followers.triage.models.suggestion import Suggestion
from lianxin.followers.triage.models.traces import Trace

__all__ = ["Classifier", "Suggestion", "Trace"]
