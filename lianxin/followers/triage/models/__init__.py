"""Tables of triage: which classifier is in use, and what was suggested; never what somebody wrote."""

from lianxin.followers.triage.models.classifier import Classifier
from lianxin.followers.triage.models.suggestion import Suggestion

__all__ = ["Classifier", "Suggestion"]
