"""Reads of triage: the classifier in use."""

from lianxin.followers.triage.queries.classifier import InUse, in_use, seq, taken, threshold

__all__ = ["InUse", "in_use", "seq", "taken", "threshold"]
