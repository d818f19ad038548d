"""Deeds on the classifier."""

from lianxin.followers.triage.actions.classifier import set_threshold, use

__all__ = ["set_threshold", "use"]
