"""Tables of triage: which classifier is in use."""

from lianxin.followers.triage.models.classifier import Classifier

__all__ = ["Classifier"]
